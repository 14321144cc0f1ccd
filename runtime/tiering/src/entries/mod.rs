//! The functions behind `abi::entry`: what compiled code calls in the VM.
//!
//! | file | holds |
//! |---|---|
//! | `mod.rs` | THE table of functions, arguments |
//! | `raise.rs` | throwing |
//! | `objects.rs` | allocation, casts, finalizers |
//! | `sites.rs` | what is not resolved: constants, fields, classes, calls |
//! | `monitors.rs` | monitors |
//! | `math.rs` | leaves: they neither collect nor throw |
//!
//! * Invariant of entries: the stubs call them for compiled code only, with the arguments that the row says. Classes and methods
//!   are named by addresses, and the calling code's class keeps them alive; references are live objects (or null, where said) until something
//!   collects, so they become handles first.
//! * The thread is in_vm and its anchor written: the innermost frame is the one that calls. Whoever fails leaves the exception
//!   pending; the result is then read by nobody. A reference returned is valid until the next thing that may collect.
//! * The oracle is the interpreter (`interpreter/src/slow`): the same checks in the same order, the same messages. What both need
//!   is in `linker`.
//!
//! Read next: `abi/src/entry.rs`, `stubs.rs`, `sites.rs`.

mod math;
mod monitors;
mod objects;
mod raise;
mod sites;

use abi::entry::RuntimeEntry;
use bytecode::{Insn, decode_at};
use heap::{Handle, Oop};
use metadata::{KlassRef, MethodRef};
use threads::{JavaResult, JavaThread};

use crate::policy;

/// The Rust type of a letter of `abi::entry`.
macro_rules! letter {
    (I) => {
        i32
    };
    (J) => {
        i64
    };
    (A) => {
        usize
    };
    (F) => {
        f32
    };
    (D) => {
        f64
    };
    (-) => {
        ()
    };
}

macro_rules! signatures {
    ($($(#[$doc:meta])* $name:ident $text:literal ($($arg:ident)*) -> $result:tt, $kind:ident;)*) => {
        /// What the function of each row looks like.
        mod signature {
            use super::JavaThread;

            $(pub(super) type $name = extern "C" fn(&mut JavaThread $(, letter!($arg))*) -> letter!($result);)*
        }
    };
}

abi::for_each_runtime_entry!(signatures);

/// Functions by row; null where the stub needs none.
#[repr(transparent)]
pub struct Functions(pub [*const (); RuntimeEntry::COUNT]);

// SAFETY: addresses of functions, never written.
unsafe impl Sync for Functions {}

macro_rules! functions {
    ($($name:ident $function:expr;)*) => {
        /// What the stubs call.
        pub static FUNCTIONS: Functions = Functions({
            let mut table = [std::ptr::null(); RuntimeEntry::COUNT];
            $(if let Some(function) = $function {
                let function: signature::$name = function;
                table[RuntimeEntry::$name as usize] = function as *const ();
            })*
            table
        });

        // Complete.
        const _: fn(RuntimeEntry) = |entry| match entry { $(RuntimeEntry::$name => ()),* };
    };
}

functions! {
    Poll None;
    Deopt None;
    StackOverflow Some(raise::stack_overflow);
    ThrowNullPointer Some(raise::null_pointer);
    ThrowArithmetic Some(raise::arithmetic);
    ThrowArrayIndex Some(raise::array_index);
    ThrowNegativeSize Some(raise::negative_size);
    ThrowClassCast Some(raise::class_cast);
    ThrowArrayStore Some(raise::array_store);
    ThrowUnfit Some(sites::throw_unfit);
    Throw Some(raise::throw);
    Raise Some(raise::implicit);
    NewInstance Some(objects::new_instance);
    NewArray Some(objects::new_array);
    NewMultiArray Some(objects::new_multi_array);
    NewInstanceSite Some(sites::new_instance);
    NewArraySite Some(sites::new_array);
    NewMultiArraySite Some(sites::new_multi_array);
    ConstantRef Some(sites::constant_ref);
    ConstantBits Some(sites::constant_bits);
    FieldOffset Some(sites::field_offset);
    StaticAddress Some(sites::static_address);
    Initialize Some(objects::initialize);
    CastSite Some(sites::cast);
    InstanceOfSite Some(sites::instance_of);
    CatchSite Some(sites::catches);
    CallSite Some(sites::call);
    SelectInterface Some(sites::select_interface);
    MonitorEnter Some(monitors::enter);
    MonitorExit Some(monitors::exit);
    RegisterFinalizer Some(objects::register_finalizer);
    IsSubtype Some(math::is_subtype);
    MayStore Some(math::may_store);
    FloatRemainder Some(math::float_remainder);
    DoubleRemainder Some(math::double_remainder);
}

/// The function of a row, none where the stub needs none.
pub fn address(entry: RuntimeEntry) -> Option<usize> {
    let function = FUNCTIONS.0[entry as usize];
    (!function.is_null()).then_some(function as usize)
}

/// The class of an argument.
///
/// # Safety
/// The argument names a class (module documentation).
unsafe fn class(argument: i32) -> KlassRef {
    // SAFETY: the contract of this function.
    unsafe { KlassRef::from_address(argument as u32) }.expect("compiled code names its classes")
}

/// The object of an argument, none for null.
///
/// # Safety
/// The argument is a reference, and nothing collected since the entry was called.
unsafe fn object(t: &JavaThread, argument: usize) -> Option<Oop<'_>> {
    // SAFETY: the contract of this function.
    unsafe { Oop::from_address(argument, t.no_safepoint()) }
}

/// As [`object`], as a handle in the current scope.
///
/// # Safety
/// As [`object`].
unsafe fn handle(t: &JavaThread, argument: usize) -> Option<Handle> {
    // SAFETY: the contract of this function.
    unsafe { object(t, argument) }.map(|object| t.handle(object))
}

/// The method and the instruction of a site. Code that comes here often is made anew: what it asks for is known by then.
///
/// # Safety
/// The arguments name a method with bytecode and the beginning of an instruction in it.
unsafe fn site(t: &JavaThread, method: i32, bci: i32) -> (MethodRef, Insn) {
    policy::count_site(t.area.anchor_pc);
    // SAFETY: the contract of this function.
    let method = unsafe { MethodRef::from_address(method as u32) };
    let method = method.expect("compiled code names its methods");
    let code = method.bytecode().expect("compiled code has bytecode");
    let insn = decode_at(code.code, bci as u32).expect("compiled code decodes");
    (method, insn)
}

/// The lengths of a `multianewarray`.
///
/// # Safety
/// `count` longs at `lengths`.
unsafe fn lengths(count: i32, lengths: i64) -> Vec<i32> {
    // SAFETY: the contract of this function: a slot of the calling frame, which nobody writes meanwhile.
    let values = unsafe { std::slice::from_raw_parts(lengths as *const i64, count as usize) };
    values.iter().map(|length| *length as i32).collect()
}

/// Runs `body` in a handle scope; what it threw is pending.
fn run<R: Default>(t: &mut JavaThread, body: impl FnOnce(&mut JavaThread) -> JavaResult<R>) -> R {
    t.scoped(body).unwrap_or_default()
}
