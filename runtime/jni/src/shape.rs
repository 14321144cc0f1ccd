//! Where each argument of a native method goes: the classification of a method descriptor by the C calling convention.
//!
//! What it is: `NativeShape`, computed once per native method when it is linked, and `marshal`, which turns the I-frame
//! slots of a call into the three arrays of `call.rs`. What it is not: the call itself, handles (the caller says what a
//! reference becomes), or descriptor validation: class loading has rejected malformed ones (JVMS 4.3.3).
//!
//! Invariants: every native gets the environment in the first and the receiver's or class's handle in the second
//! integer register (JNI chapter 2, "Native Method Arguments"); a long or double takes two I-frame slots with the value
//! in the lower. Read next: `call.rs`, `native.rs`.

use std::ffi::{CStr, CString};
use std::mem::MaybeUninit;

use classfile::{BasicType, MethodDescriptor};

use metadata::Method;

use crate::call::{FP_REGISTERS, INT_REGISTERS, NativeReturn};

/// More stack words than any method can need: 255 argument words (JVMS 4.3.3), environment and class.
const MAX_STACK_WORDS: usize = 257;

/// How an argument is read from its I-frame slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgKind {
    /// boolean, byte, char, short, int: the low 32 bits, sign-extended.
    Int,
    Long,
    Float,
    Double,
    Reference,
}

/// Where an argument goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    IntRegister(u8),
    FpRegister(u8),
    /// Word number on the stack at the call.
    Stack(u16),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArgPlan {
    pub kind: ArgKind,
    /// Index of its (lower) I-frame slot, counted from the first argument slot of the frame, the receiver's included.
    pub slot: u16,
    pub place: Place,
}

/// The calling plan of one native method.
#[derive(Debug)]
pub struct NativeShape {
    pub args: Box<[ArgPlan]>,
    pub result: BasicType,
    pub is_static: bool,
    /// Words on the stack at the call.
    pub stack_words: u16,
    /// I-frame slots of the arguments, the receiver's included.
    pub slots: u16,
    /// One letter per parameter, references and arrays as `L`: what `shim/varargs.c` unpacks by.
    pub letters: CString,
}

/// The plan of a method, made at its first use.
///
/// # Panics
/// The method's descriptor is malformed: class loading let it pass (a VM bug).
pub fn shape_of(method: &Method) -> &NativeShape {
    let shape = method.native_shape.get_or_init(|| {
        let shape = NativeShape::of(method.descriptor.bytes(), method.is_static());
        Box::new(shape.expect("class loading checks descriptors"))
    });
    shape
        .downcast_ref::<NativeShape>()
        .expect("only this module writes `native_shape`")
}

/// The three argument arrays of one call. Lives on the Rust stack for the call's duration and is filled in place: it is
/// too large to be copied at every call.
pub struct NativeArgs {
    pub ints: [u64; INT_REGISTERS],
    pub fps: [f64; FP_REGISTERS],
    stack: MaybeUninit<[u64; MAX_STACK_WORDS]>,
    stack_words: u16,
}

impl Default for NativeArgs {
    #[inline]
    fn default() -> Self {
        Self {
            ints: [0; INT_REGISTERS],
            fps: [0.0; FP_REGISTERS],
            stack: MaybeUninit::uninit(),
            stack_words: 0,
        }
    }
}

impl NativeArgs {
    /// The words that go on the stack.
    #[must_use]
    pub fn stack(&self) -> &[u64] {
        // SAFETY: `marshal`, the only writer of `stack_words`, has written that many words.
        unsafe {
            std::slice::from_raw_parts(
                self.stack.as_ptr().cast::<u64>(),
                usize::from(self.stack_words),
            )
        }
    }
}

impl NativeShape {
    /// Classifies a method descriptor such as `(IJ[Ljava/lang/Object;)V`. `None` when the text is none, or names more
    /// than 255 words.
    #[must_use]
    pub fn of(descriptor: &[u8], is_static: bool) -> Option<Self> {
        let descriptor = MethodDescriptor::parse(descriptor)?;
        let slots = descriptor.argument_slots() + u32::from(!is_static);
        if slots > 255 {
            return None;
        }
        let mut letters = Vec::with_capacity(descriptor.parameter_count());
        let mut args = Vec::with_capacity(descriptor.parameter_count());
        // The environment and the receiver or class are already placed.
        let (mut ints, mut fps, mut stack) = (2u8, 0u8, 0u16);
        let mut slot = u16::from(!is_static);
        for parameter in descriptor.parameters() {
            let basic = parameter.basic_type();
            letters.push(if basic.is_reference() {
                b'L'
            } else {
                basic.to_char()
            });
            let kind = match basic {
                BasicType::Long => ArgKind::Long,
                BasicType::Float => ArgKind::Float,
                BasicType::Double => ArgKind::Double,
                BasicType::Object | BasicType::Array => ArgKind::Reference,
                _ => ArgKind::Int,
            };
            let (used, available, register): (&mut u8, usize, fn(u8) -> Place) = match kind {
                ArgKind::Float | ArgKind::Double => (&mut fps, FP_REGISTERS, Place::FpRegister),
                _ => (&mut ints, INT_REGISTERS, Place::IntRegister),
            };
            let place = if usize::from(*used) < available {
                *used += 1;
                register(*used - 1)
            } else {
                stack += 1;
                Place::Stack(stack - 1)
            };
            args.push(ArgPlan { kind, slot, place });
            slot += parameter.slots() as u16;
        }
        Some(Self {
            args: args.into(),
            result: descriptor.return_type().basic_type(),
            is_static,
            stack_words: stack,
            slots: slots as u16,
            letters: CString::new(letters).ok()?,
        })
    }

    /// One letter per parameter for the C shim.
    #[must_use]
    pub fn letters(&self) -> &CStr {
        &self.letters
    }

    /// Fills the argument arrays from I-frame slots.
    ///
    /// `env` and `holder` (the handle of the receiver or class) come first; `reference` turns the content of a reference
    /// slot, given with the slot's index, into the handle word that native code gets. Does not collect, block or throw.
    ///
    /// # Panics
    /// When there are fewer slots than the shape needs (a VM bug).
    #[inline]
    pub fn marshal(
        &self,
        out: &mut NativeArgs,
        env: u64,
        holder: u64,
        slots: &[u64],
        mut reference: impl FnMut(usize, u64) -> u64,
    ) {
        assert!(slots.len() >= usize::from(self.slots), "argument slots");
        out.ints[0] = env;
        out.ints[1] = holder;
        let stack = out.stack.as_mut_ptr().cast::<u64>();
        for arg in &self.args {
            let slot = usize::from(arg.slot);
            let raw = slots[slot];
            let word = match arg.kind {
                ArgKind::Int => i64::from(raw as i32) as u64,
                ArgKind::Float => raw & 0xffff_ffff,
                ArgKind::Long | ArgKind::Double => raw,
                ArgKind::Reference => reference(slot, raw),
            };
            match arg.place {
                Place::IntRegister(n) => out.ints[usize::from(n)] = word,
                Place::FpRegister(n) => out.fps[usize::from(n)] = f64::from_bits(word),
                // SAFETY: `of` numbers the stack words from 0 to stack_words, at most one per argument word, so below
                // MAX_STACK_WORDS; every number is given once, so all of them get written.
                Place::Stack(n) => unsafe { stack.add(usize::from(n)).write(word) },
            }
        }
        out.stack_words = self.stack_words;
    }

    /// The result as an I-frame slot word: ints sign-extended from 32 bits, a float in the low half, a reference as the
    /// handle word that native code returned. C leaves the upper bits of a narrow result undefined; they are dropped
    /// here, and a boolean is 0 or 1.
    #[inline]
    #[must_use]
    pub fn result_word(&self, returned: NativeReturn) -> u64 {
        let int = returned.int;
        match self.result {
            BasicType::Void => 0,
            BasicType::Boolean => u64::from(int as u8 != 0),
            BasicType::Byte => i64::from(int as i8) as u64,
            BasicType::Char => u64::from(int as u16),
            BasicType::Short => i64::from(int as i16) as u64,
            BasicType::Int => i64::from(int as i32) as u64,
            BasicType::Long | BasicType::Object | BasicType::Array => int,
            BasicType::Float => returned.fp.to_bits() & 0xffff_ffff,
            BasicType::Double => returned.fp.to_bits(),
        }
    }
}

#[cfg(test)]
#[path = "shape_tests.rs"]
mod tests;
