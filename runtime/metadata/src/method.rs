//! `Method`: what a call reads first (code, counter, frame size), then the rest. JVMS 4.6, 5.4.3.3.
//!
//! `code` points at the first register instruction of the interpreter. It starts at one of the shared entry instructions
//! (translate, native, abstract ...), so a call needs no test; only the interpreter knows the instruction format. Everything
//! that changes is atomic. Read next: `runtime/interpreter`.

use std::fmt;
use std::sync::OnceLock;
use std::sync::atomic::{
    AtomicBool, AtomicI32, AtomicPtr, AtomicU16, AtomicU32, AtomicU64, AtomicUsize, Ordering,
};

use classfile::access;
use classfile::{BasicType, Code, MethodDescriptor, MethodInfo};

use crate::reference::{AtomicMethodRef, KlassRef, MethodRef};
use crate::symbol::{Symbol, sym};

/// Facts beyond the access flags, as bits; some are set after creation.
#[derive(Default)]
pub struct MethodFlags(AtomicU32);

impl MethodFlags {
    pub const CALLER_SENSITIVE: u32 = 1;
    /// `@Hidden`, `@LambdaForm.Hidden`: not shown in stack traces.
    pub const HIDDEN: u32 = 1 << 1;
    pub const FORCE_INLINE: u32 = 1 << 2;
    pub const DONT_INLINE: u32 = 1 << 3;
    pub const LAMBDA_FORM_COMPILED: u32 = 1 << 4;
    pub const INTRINSIC_CANDIDATE: u32 = 1 << 5;
    pub const RESERVED_STACK_ACCESS: u32 = 1 << 6;
    /// Signature-polymorphic (JVMS 2.9.3).
    pub const POLYMORPHIC: u32 = 1 << 7;
    /// Made by the VM: overpass that throws, method-handle linker; not in the class file.
    pub const SYNTHESIZED: u32 = 1 << 8;
    /// The method has `monitorenter` or is synchronized.
    pub const HAS_MONITORS: u32 = 1 << 9;
    pub const SCOPED: u32 = 1 << 10;

    pub fn new(bits: u32) -> MethodFlags {
        MethodFlags(AtomicU32::new(bits))
    }

    pub fn has(&self, bits: u32) -> bool {
        self.0.load(Ordering::Relaxed) & bits != 0
    }

    pub fn set(&self, bits: u32) {
        self.0.fetch_or(bits, Ordering::Relaxed);
    }
}

/// Index values of [`Method::vtable_index`] that are no index.
pub mod vtable_index {
    /// Static, private, `<init>`, final in a final class: called directly.
    pub const NONVIRTUAL: i32 = -2;
    /// Not assigned yet.
    pub const UNASSIGNED: i32 = -1;
}

/// The shared instructions at which fresh methods start. The interpreter stores them before the first class is made; null in
/// tests that never execute.
pub struct EntryTable {
    /// Methods with bytecode.
    pub translate: AtomicPtr<u8>,
    pub native: AtomicPtr<u8>,
    /// `AbstractMethodError` when executed.
    pub abstract_: AtomicPtr<u8>,
    /// The stub by which compiled code calls methods without code; 0: nothing is compiled.
    pub from_compiled: AtomicUsize,
    /// As `from_compiled`, of method-handle linkers.
    pub linkers: AtomicUsize,
    /// Counters of fresh methods.
    pub counter: AtomicU32,
}

pub static ENTRY: EntryTable = EntryTable {
    translate: AtomicPtr::new(std::ptr::null_mut()),
    native: AtomicPtr::new(std::ptr::null_mut()),
    abstract_: AtomicPtr::new(std::ptr::null_mut()),
    from_compiled: AtomicUsize::new(0),
    linkers: AtomicUsize::new(0),
    counter: AtomicU32::new(u32::MAX),
};

/// The table of shared entry instructions.
pub fn entry_points() -> &'static EntryTable {
    &ENTRY
}

impl EntryTable {
    /// Where a method with these access flags starts.
    pub fn for_flags(&self, access_flags: u16) -> *mut u8 {
        let cell = if access_flags & access::NATIVE != 0 {
            &self.native
        } else if access_flags & access::ABSTRACT != 0 {
            &self.abstract_
        } else {
            &self.translate
        };
        cell.load(Ordering::Acquire)
    }
}

/// See the module documentation. Field order is layout.
#[repr(C, align(16))]
pub struct Method {
    /// First register instruction; never null.
    pub code: AtomicPtr<u8>,
    /// Counts down invocations and back edges to the overflow hook.
    pub counter: AtomicU32,
    /// Locals in slots, arguments included. For native and abstract methods the arguments alone.
    pub max_locals: u16,
    /// Words above `fp` that a frame may touch (header, stack, scratch): the stack check of a call. Set by translation.
    pub frame_words: AtomicU16,
    /// What compiled callers jump to: compiled code, or the stub that enters the interpreter.
    pub entry: AtomicUsize,
    // ---- not read by ordinary calls from here on
    pub klass: KlassRef,
    pub name: Symbol,
    pub descriptor: Symbol,
    pub access_flags: u16,
    /// Slots of the arguments, receiver included.
    pub argument_slots: u16,
    pub flags: MethodFlags,
    /// Position in the vtable, or `vtable_index::*`. For interface methods the itable index lives in `itable_index`.
    vtable_index: AtomicI32,
    itable_index: AtomicI32,
    /// Index into the class file's methods, `u16::MAX` for synthesized ones.
    pub class_file_index: u16,
    pub result: BasicType,
    /// A class has been linked that has another method in this one's vtable cell. Set by tiering, under its lock.
    pub is_overridden: AtomicBool,
    /// Which intrinsic replaces the body, 0 = none: rows of `natives::intrinsics`.
    pub intrinsic: AtomicU16,
    /// Native methods: the C function (JNI ABI), 0 until linked.
    pub native_function: AtomicUsize,
    /// Native methods bound to the VM itself (no JNI transition): a `threads::DirectNative`, 0 if none.
    pub direct_native: AtomicUsize,
    /// Owned by the interpreter: its side tables for this method (pc to bci, maps). Freed through `hooks`.
    pub interpreter_data: AtomicPtr<u8>,
    /// Owned by `jni`: calling shape of a native method.
    pub native_shape: OnceLock<Box<dyn std::any::Any + Send + Sync>>,
    /// How the arguments travel ([`Arguments`]), as bits; 0: nobody has asked yet.
    arguments: AtomicU64,
    /// Method-handle linkers synthesized per signature: which one, 0 = none (`linker::method_handles`).
    pub linker_kind: u8,
    /// The method that runs when this one is called, since the class was redefined; none: this one.
    newer: AtomicMethodRef,
}

const _: () = assert!(std::mem::offset_of!(Method, entry) == abi::metadata::METHOD_ENTRY as usize);

impl Method {
    /// A method as the class file declares it. `entry` is the shared entry instruction it starts at.
    pub fn new(
        klass: KlassRef,
        name: Symbol,
        descriptor: Symbol,
        access_flags: u16,
        class_file_index: u16,
        entry: *mut u8,
    ) -> Method {
        let parsed = MethodDescriptor::parse(descriptor.bytes());
        let (slots, result) = match &parsed {
            Some(d) => (d.argument_slots() as u16, d.return_type().basic_type()),
            None => (0, BasicType::Void),
        };
        let argument_slots = slots + u16::from(access_flags & access::STATIC == 0);
        Method {
            code: AtomicPtr::new(entry),
            counter: AtomicU32::new(ENTRY.counter.load(Ordering::Relaxed)),
            max_locals: argument_slots,
            frame_words: AtomicU16::new(abi::frame::HEADER_WORDS as u16),
            entry: AtomicUsize::new(ENTRY.from_compiled.load(Ordering::Acquire)),
            klass,
            name,
            descriptor,
            access_flags,
            argument_slots,
            flags: MethodFlags::default(),
            vtable_index: AtomicI32::new(vtable_index::UNASSIGNED),
            itable_index: AtomicI32::new(-1),
            is_overridden: AtomicBool::new(false),
            class_file_index,
            result,
            intrinsic: AtomicU16::new(0),
            native_function: AtomicUsize::new(0),
            direct_native: AtomicUsize::new(0),
            interpreter_data: AtomicPtr::new(std::ptr::null_mut()),
            native_shape: OnceLock::new(),
            arguments: AtomicU64::new(0),
            linker_kind: 0,
            newer: AtomicMethodRef::new(None),
        }
    }

    /// The arguments, receiver first.
    pub fn arguments(&self) -> Arguments {
        let bits = match self.arguments.load(Ordering::Relaxed) {
            0 => {
                let bits = Arguments::bits_of(self);
                self.arguments.store(bits, Ordering::Relaxed);
                bits
            }
            bits => bits,
        };
        match bits == Arguments::MANY {
            true => Arguments::parse(self),
            false => Arguments::Few(bits),
        }
    }

    /// What a call of this method runs: itself, or what the last redefinition of its class put in its place (`linker::redefine`).
    pub fn current(&self) -> MethodRef {
        self.versions().last().unwrap_or_else(|| self.this())
    }

    /// This method, and what has come in its place, the newest last.
    pub fn versions(&self) -> impl Iterator<Item = MethodRef> {
        std::iter::successors(Some(self.this()), |version| version.newer.load())
    }

    /// Whether its class has been redefined: activations of it go on, nobody enters it any more.
    pub fn is_superseded(&self) -> bool {
        self.newer.load().is_some()
    }

    /// This method comes into the tables of classes in place of `before`, of which it is the newer version.
    pub fn adopt_place(&self, before: &Method) {
        self.set_vtable_index(before.vtable_index());
        self.set_itable_index(before.itable_index());
        let is_overridden = before.is_overridden.load(Ordering::Acquire);
        self.is_overridden.store(is_overridden, Ordering::Release);
    }

    /// From now on `newer` runs when this method is called.
    pub fn supersede(&self, newer: MethodRef) {
        self.newer.store(Some(newer));
    }

    pub fn this(&self) -> MethodRef {
        // SAFETY: a Method exists only in the class region, alive while `self` is borrowed.
        unsafe { MethodRef::from_ptr(self) }
    }

    pub fn is_static(&self) -> bool {
        self.access_flags & access::STATIC != 0
    }

    pub fn is_native(&self) -> bool {
        self.access_flags & access::NATIVE != 0
    }

    pub fn is_abstract(&self) -> bool {
        self.access_flags & access::ABSTRACT != 0
    }

    pub fn is_private(&self) -> bool {
        self.access_flags & access::PRIVATE != 0
    }

    pub fn is_public(&self) -> bool {
        self.access_flags & access::PUBLIC != 0
    }

    pub fn is_protected(&self) -> bool {
        self.access_flags & access::PROTECTED != 0
    }

    pub fn is_final(&self) -> bool {
        self.access_flags & access::FINAL != 0
    }

    pub fn is_synchronized(&self) -> bool {
        self.access_flags & access::SYNCHRONIZED != 0
    }

    pub fn is_constructor(&self) -> bool {
        self.name == sym::INIT
    }

    pub fn is_class_initializer(&self) -> bool {
        self.name == sym::CLINIT
    }

    pub fn vtable_index(&self) -> i32 {
        self.vtable_index.load(Ordering::Relaxed)
    }

    pub fn set_vtable_index(&self, index: i32) {
        self.vtable_index.store(index, Ordering::Relaxed);
    }

    /// Interface methods: position in the itable entry of the declaring interface, -1 for others.
    pub fn itable_index(&self) -> i32 {
        self.itable_index.load(Ordering::Relaxed)
    }

    pub fn set_itable_index(&self, index: i32) {
        self.itable_index.store(index, Ordering::Relaxed);
    }

    /// The class file's row, none for synthesized methods.
    pub fn info(&self) -> Option<&MethodInfo> {
        self.klass
            .instance()
            .class_file
            .methods
            .get(self.class_file_index as usize)
    }

    /// The Code attribute, none for native, abstract and synthesized methods.
    pub fn bytecode(&self) -> Option<Code<'static>> {
        self.klass.instance().class_file.code(self.info()?)
    }

    /// Line of `bci`, if the class file has a line table.
    pub fn line_number(&self, bci: u32) -> Option<u16> {
        self.bytecode()?
            .line_number(&self.klass.instance().class_file.pool, bci)
    }

    /// `void pkg.Type.name(int, java.lang.String)`, the form in linkage errors and dumps.
    pub fn external_signature(&self) -> String {
        let Some(descriptor) = MethodDescriptor::parse(self.descriptor.bytes()) else {
            return format!("{}.{}{}", self.klass, self.name, self.descriptor);
        };
        let parameters: Vec<String> = descriptor.parameters().map(|p| p.java_name()).collect();
        format!(
            "{} {}.{}({})",
            descriptor.return_type().java_name(),
            self.klass,
            self.name,
            parameters.join(", ")
        )
    }
}

/// The kinds of the arguments of a method, in order. Two bits each, behind a final one, if they are few: calls between interpreted and
/// compiled code ask each time.
pub enum Arguments {
    Few(u64),
    Many(std::vec::IntoIter<u64>),
}

/// An argument: how many slots it takes, and whether it is of a floating-point type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Argument(u64);

impl Argument {
    const TWO_SLOTS: u64 = 1;
    const FLOAT: u64 = 2;

    pub fn slots(self) -> usize {
        1 + usize::from(self.0 & Self::TWO_SLOTS != 0)
    }

    pub fn is_float(self) -> bool {
        self.0 & Self::FLOAT != 0
    }
}

impl Arguments {
    /// They do not fit.
    const MANY: u64 = u64::MAX;
    const FEW: usize = 31;

    fn kinds_of(method: &Method) -> Vec<u64> {
        let mut kinds = Vec::new();
        if !method.is_static() {
            kinds.push(0);
        }
        if let Some(descriptor) = MethodDescriptor::parse(method.descriptor.bytes()) {
            kinds.extend(descriptor.parameters().map(|ty| match ty.basic_type() {
                BasicType::Long => Argument::TWO_SLOTS,
                BasicType::Double => Argument::TWO_SLOTS | Argument::FLOAT,
                BasicType::Float => Argument::FLOAT,
                _ => 0,
            }));
        }
        kinds
    }

    fn bits_of(method: &Method) -> u64 {
        let kinds = Self::kinds_of(method);
        if kinds.len() >= Self::FEW {
            return Self::MANY;
        }
        kinds.iter().rev().fold(1, |bits, kind| bits << 2 | kind)
    }

    fn parse(method: &Method) -> Arguments {
        Arguments::Many(Self::kinds_of(method).into_iter())
    }
}

impl Iterator for Arguments {
    type Item = Argument;

    #[inline]
    fn next(&mut self) -> Option<Argument> {
        match self {
            Arguments::Few(1) => None,
            Arguments::Few(bits) => {
                let kind = *bits & 3;
                *bits >>= 2;
                Some(Argument(kind))
            }
            Arguments::Many(kinds) => kinds.next().map(Argument),
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}{}", self.klass, self.name, self.descriptor)
    }
}
