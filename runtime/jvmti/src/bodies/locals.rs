//! Locals of frames. JVMTI "Local Variable".
//!
//! Agents that can ask run code that the interpreter runs plainly (`interpreter::watch`), so every frame has its locals in memory.

use heap::{Handle, Oop};
use interpreter::watch;
use jni::types::{jint, jlong, jmethodID, jobject};
use metadata::{KlassRef, MethodRef};
use threads::JavaThread;
use threads::walk::Frame;

use super::arguments::*;
use super::members::code;
use super::stacks::{frame_at, look_at};
use crate::entry::Answer;
use crate::environment::Environment;
use crate::error::Error;
use crate::memory;
use crate::types::{LocalVariableEntry, Out};

/// What a slot holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Int,
    Long,
    Float,
    Double,
    Object,
}

impl Kind {
    fn of(descriptor: &[u8]) -> Option<Kind> {
        Some(match descriptor.first()? {
            b'J' => Kind::Long,
            b'F' => Kind::Float,
            b'D' => Kind::Double,
            b'L' | b'[' => Kind::Object,
            _ => Kind::Int,
        })
    }

    fn slots(self) -> u16 {
        if matches!(self, Kind::Long | Kind::Double) {
            2
        } else {
            1
        }
    }
}

/// A slot that somebody asks for.
#[derive(Clone, Copy)]
struct Wanted {
    depth: jint,
    slot: jint,
    kind: Kind,
}

/// Whether a value of class `klass` may be in a local of this type, as far as names tell.
pub(super) fn is_assignable(descriptor: &[u8], klass: KlassRef) -> bool {
    let name = match descriptor {
        [b'L', name @ .., b';'] => name,
        array => array,
    };
    let is_named = |klass: &KlassRef| klass.name.bytes() == name;
    let mut above = std::iter::successors(Some(klass), |klass| klass.super_klass);
    above.any(|klass| {
        let interfaces = (!klass.is_array()).then(|| &klass.instance().all_interfaces);
        is_named(&klass) || interfaces.into_iter().flatten().any(is_named)
    })
}

/// The slot in memory, if the frame has a local of this kind there, whose value may be `value`.
fn place(frame: &Frame, wanted: Wanted, value: Option<Oop<'_>>) -> Result<*mut u64, Error> {
    let method = frame.method;
    let bci = frame.bci().ok_or(Error::OPAQUE_FRAME)?;
    let slot = u16::try_from(wanted.slot).map_err(|_| Error::INVALID_SLOT)?;
    let last = slot.checked_add(wanted.kind.slots() - 1);
    if last.is_none_or(|last| last >= method.max_locals) {
        return Err(Error::INVALID_SLOT);
    }
    let code = method.bytecode().ok_or(Error::OPAQUE_FRAME)?;
    let pool = &method.klass.instance().class_file.pool;
    let is_reference = watch::is_reference(method, frame.pc.cast(), slot);
    let mut variables = code.local_variables(pool).peekable();
    if variables.peek().is_some() {
        let lives = |start: u16, length: u16| {
            (u32::from(start)..u32::from(start) + u32::from(length)).contains(&bci)
        };
        let mut here = variables.filter(|row| row.slot == slot && lives(row.start, row.length));
        let row = here.next().ok_or(Error::INVALID_SLOT)?;
        let descriptor = pool.utf8(row.descriptor_index).unwrap_or_default();
        let is_kind = Kind::of(descriptor) == Some(wanted.kind);
        if !is_kind || value.is_some_and(|value| !is_assignable(descriptor, value.klass())) {
            return Err(Error::TYPE_MISMATCH);
        }
    } else if is_reference != (wanted.kind == Kind::Object) {
        return Err(Error::TYPE_MISMATCH);
    }
    if wanted.kind == Kind::Object && !is_reference {
        return Err(Error::INVALID_SLOT);
    }
    watch::local(method, frame.fp, slot).ok_or(Error::OPAQUE_FRAME)
}

/// The bits of a local.
unsafe fn get(thread: &mut JavaThread, reference: jobject, wanted: Wanted) -> Result<u64, Error> {
    // SAFETY: the contract of bodies.
    let (_, key) = unsafe { live_thread(thread, reference)? };
    look_at(thread, key, |other| {
        let frame = frame_at(other, wanted.depth)?;
        // SAFETY: a slot of a frame that exists.
        Ok(unsafe { *place(&frame, wanted, None)? })
    })?
}

/// Writes a local.
unsafe fn set(
    thread: &mut JavaThread,
    reference: jobject,
    wanted: Wanted,
    bits: u64,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    let (_, key) = unsafe { live_thread(thread, reference)? };
    look_at(thread, key, |other| {
        let frame = frame_at(other, wanted.depth)?;
        // SAFETY: a slot of a frame that exists.
        unsafe { *place(&frame, wanted, None)? = bits };
        Ok(())
    })?
}

macro_rules! define_locals {
    ($($get:ident $set:ident $kind:ident $ty:ty, $from:expr, $to:expr;)*) => {
        $(
            pub(crate) unsafe fn $get(
                _: &'static Environment,
                thread: &mut JavaThread,
                reference: jobject,
                depth: jint,
                slot: jint,
                value: Out<$ty>,
            ) -> Result<(), Error> {
                let wanted = Wanted { depth, slot, kind: Kind::$kind };
                // SAFETY: the contract of bodies.
                unsafe { value.set($from(get(thread, reference, wanted)?)) };
                Ok(())
            }

            pub(crate) unsafe fn $set(
                _: &'static Environment,
                thread: &mut JavaThread,
                reference: jobject,
                depth: jint,
                slot: jint,
                value: $ty,
            ) -> Result<(), Error> {
                let wanted = Wanted { depth, slot, kind: Kind::$kind };
                // SAFETY: the contract of bodies.
                unsafe { set(thread, reference, wanted, $to(value)) }
            }
        )*
    };
}

define_locals! {
    GetLocalInt SetLocalInt Int jint, |bits| bits as jint, |value| u64::from(value as u32);
    GetLocalLong SetLocalLong Long jlong, |bits| bits as jlong, |value| value as u64;
    GetLocalFloat SetLocalFloat Float f32, |bits| f32::from_bits(bits as u32), |value| u64::from(f32::to_bits(value));
    GetLocalDouble SetLocalDouble Double f64, f64::from_bits, f64::to_bits;
}

/// The object at an address that was read in a pause, before anything has collected.
unsafe fn object_at(thread: &JavaThread, address: u64) -> Option<Handle> {
    // SAFETY: the caller's promise.
    let object = unsafe { Oop::from_address(address as usize, thread.no_safepoint()) };
    object.map(|object| thread.handle(object))
}

pub(crate) unsafe fn GetLocalObject(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jobject,
    depth: jint,
    slot: jint,
    value: Out<jobject>,
) -> Result<Answer, Error> {
    let wanted = Wanted {
        depth,
        slot,
        kind: Kind::Object,
    };
    // SAFETY: the contract of bodies.
    let object = unsafe {
        let address = get(thread, reference, wanted)?;
        object_at(thread, address)
    };
    Ok(Answer::reference(value.0, object))
}

/// `this` of a frame, also of a native method.
pub(crate) unsafe fn GetLocalInstance(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jobject,
    depth: jint,
    value: Out<jobject>,
) -> Result<Answer, Error> {
    // SAFETY: the contract of bodies.
    let (_, key) = unsafe { live_thread(thread, reference)? };
    let address = look_at(thread, key, |other| {
        let frame = frame_at(other, depth)?;
        let method = frame.method;
        if method.is_static() {
            return Err(Error::INVALID_SLOT);
        }
        let place = match method.is_native() {
            true => frame.fp.wrapping_sub(usize::from(method.max_locals)),
            false if !watch::is_reference(method, frame.pc.cast(), 0) => {
                return Err(Error::INVALID_SLOT);
            }
            false => watch::local(method, frame.fp, 0).ok_or(Error::OPAQUE_FRAME)?,
        };
        // SAFETY: a slot of a frame that exists.
        Ok(unsafe { *place })
    })??;
    // SAFETY: read just now.
    let object = unsafe { object_at(thread, address) };
    Ok(Answer::reference(value.0, object))
}

pub(crate) unsafe fn SetLocalObject(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jobject,
    depth: jint,
    slot: jint,
    value: jobject,
) -> Result<(), Error> {
    let wanted = Wanted {
        depth,
        slot,
        kind: Kind::Object,
    };
    // SAFETY: the contract of bodies.
    let (value, key) = unsafe {
        (
            jni::resolve(thread, value),
            live_thread(thread, reference)?.1,
        )
    };
    look_at(thread, key, |other| {
        let frame = frame_at(other, depth)?;
        // SAFETY: nothing moves in a pause.
        let proof = unsafe { heap::NoSafepoint::assume() };
        let value = value.map(|value| value.oop(proof));
        let address = value.map_or(0, |value| value.address() as u64);
        // SAFETY: a slot of a frame that exists, and holds references.
        unsafe { *place(&frame, wanted, value)? = address };
        Ok(())
    })?
}

pub(crate) unsafe fn GetLocalVariableTable(
    _: &'static Environment,
    _thread: &mut JavaThread,
    id: jmethodID,
    count: Out<jint>,
    table: Out<*mut LocalVariableEntry>,
) -> Result<(), Error> {
    // SAFETY: the contract of bodies.
    unsafe {
        let code = code(id, Error::ABSENT_INFORMATION)?;
        let method: MethodRef = method(id)?;
        let pool = &method.klass.instance().class_file.pool;
        let text = |index| memory::text(pool.utf8(index).unwrap_or_default());
        let mut rows = Vec::new();
        for row in code.local_variables(pool) {
            let mut generic = code.local_variable_types(pool);
            let generic = generic.find(|other| {
                (other.slot, other.start, other.length, other.name_index)
                    == (row.slot, row.start, row.length, row.name_index)
            });
            let generic = generic.map(|generic| text(generic.descriptor_index));
            rows.push(LocalVariableEntry {
                start: jlong::from(row.start),
                length: jint::from(row.length),
                name: text(row.name_index)?,
                signature: text(row.descriptor_index)?,
                generic_signature: generic.transpose()?.unwrap_or(std::ptr::null_mut()),
                slot: jint::from(row.slot),
            });
        }
        // (A method without locals has no table, also where the others of its class have.)
        let has_table = |method: &MethodRef| {
            let code = method.bytecode();
            code.is_some_and(|code| code.local_variables(pool).next().is_some())
        };
        if !method.klass.instance().methods.iter().any(has_table) {
            return Err(Error::ABSENT_INFORMATION);
        }
        put_list(count, table, &rows)
    }
}
