//! Tier 0: the register interpreter. Bytecode is translated at a method's first call into register code (two-word instructions over
//! the frame's slots), which functions, one per opcode, run by jumping to each other. DESIGN "Execution", CONTRACTS 1, 5, 6, JVMS 6.5.
//!
//! | module | holds |
//! |---|---|
//! | [`ops`] | THE register-opcode table |
//! | [`instruction`] | the two words, quickening |
//! | `translate` | bytecode -> register code, by category |
//! | [`translation`] | a method's code and side tables |
//! | `run` | the loop: what each opcode does, by category |
//! | `slow` | everything that leaves the loop: resolution, allocation, calls of natives, exceptions, monitors |
//! | `activation` | entering the loop from Rust |
//! | [`compiled`] | to compiled code and back |
//! | [`profile`] | what warm methods have met |
//! | `maps`, `frames` | which registers hold references; visiting them |
//! | [`watch`] | what debuggers want of execution |
//! | `unload` | what class unloading must forget |
//! | `trace` | `-XX:+TraceBytecodes`, `-XX:+PrintInterpreterStatistics` |
//!
//! Not here: loading, linking, resolution (`linker`), calling conventions of natives (`jni`). Nothing here verifies code: malformed code
//! of unverified classes becomes a `VerifyError` at the call.
//! Read next: `ops.rs`, then `run/mod.rs`.

mod activation;
pub mod compiled;
mod frames;
pub mod instruction;
pub mod maps;
pub mod ops;
pub mod profile;
mod run;
mod slow;
#[cfg(test)]
mod tests;
mod trace;
mod translate;
pub mod translation;
mod unload;
pub mod watch;

use std::sync::atomic::Ordering;

use abi::frame::HEADER_WORDS;
use classfile::{ClassFile, MethodDescriptor};
use metadata::{Method, MethodRef};

pub use activation::{interpret, run_method};
pub use frames::visit_frames;
pub use trace::{executed_bytecodes, print_statistics};
pub use translate::TranslateError;
pub use unload::unload;

use instruction::Instruction;
use ops::Op;
use translation::Translation;

static TRANSLATE: Instruction = Instruction::shared(Op::Translate, 0);
static NATIVE: Instruction = Instruction::shared(Op::NativeEntry, 0);
static COMPILED: Instruction = Instruction::shared(Op::CompiledEntry, 0);
static REDEFINED: Instruction = Instruction::shared(Op::RedefinedEntry, 0);
static ABSTRACT: Instruction = Instruction::shared(Op::AbstractEntry, 0);

/// Fills `metadata::method::ENTRY`. At boot, before the first Method is made and after the flags are known.
pub fn boot() {
    let entry = metadata::method::entry_points();
    let address =
        |instruction: &'static Instruction| std::ptr::from_ref(instruction).cast_mut().cast::<u8>();
    entry
        .translate
        .store(address(&TRANSLATE), Ordering::Release);
    entry.native.store(address(&NATIVE), Ordering::Release);
    entry.abstract_.store(address(&ABSTRACT), Ordering::Release);
    watch::stress::boot();
    let flags = &flags::get().flags;
    activation::TRACING.store(
        flags.TraceBytecodes || flags.PrintInterpreterStatistics || flags.CountBytecodes,
        Ordering::Relaxed,
    );
}

/// Whoever calls `method` runs `newer` from now on; activations of it go on. The world is stopped.
pub fn supersede(method: MethodRef, newer: MethodRef) {
    method.supersede(newer);
    compiled::leave(method);
    watch::clear_breakpoints(method);
}

/// Hook `bci_of`: the bytecode index of `pc` in `method`; 0 before its first instruction.
pub fn bci_of(method: MethodRef, pc: *const u8) -> u32 {
    Translation::of(&method).map_or(0, |translation| translation.bci_of(pc.cast()))
}

/// Hook `bci_at`: the bci of a pc that may be anything. A method that is not translated yet is at its first bytecode.
pub fn bci_at(method: MethodRef, pc: *const u8) -> Option<u32> {
    match Translation::of(&method) {
        Some(translation) => translation
            .index_of(pc.cast())
            .filter(|index| std::ptr::from_ref(&translation.code[*index as usize]).cast() == pc)
            .map(|index| u32::from(translation.bcis[index as usize])),
        None => (pc == method.code.load(Ordering::Acquire).cast_const()).then_some(0),
    }
}

/// Hook `frame_words`: words above `fp` that a frame of `method` may touch.
pub fn frame_words(method: MethodRef) -> usize {
    (method.frame_words.load(Ordering::Relaxed) as usize).max(HEADER_WORDS)
}

/// The register code of `method` as text, translated if it was not yet; `None` for methods without bytecode.
///
/// # Errors
/// Code that cannot be translated.
pub fn register_code(method: &Method) -> Option<Result<String, TranslateError>> {
    if let Some(translation) = Translation::of(method) {
        return Some(Ok(translation.dump(method)));
    }
    let code = method.bytecode()?;
    Some(translate::translate(method, &code).map(|translation| translation.dump(method)))
}

/// The descriptor of the method or call site that constant-pool entry `index` names.
fn descriptor_of(class: &ClassFile<'static>, index: u16) -> Option<MethodDescriptor<'static>> {
    let pool = &class.pool;
    let descriptor = match pool.member(index) {
        Some(member) => member.descriptor,
        None => {
            pool.name_and_type(pool.dynamic(index)?.name_and_type_index)?
                .1
        }
    };
    MethodDescriptor::parse(descriptor)
}
