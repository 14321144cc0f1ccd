//! Visiting the references of a thread's frames: interpreted, native, compiled. CONTRACTS 4 ("I-frame register", "compiled frame").
//!
//! A frame whose callee's frame stands directly above it (same activation) is *calling*: the arguments are in the callee's map. The
//! innermost frame of an activation is *executing*: a slow path runs inside its instruction, arguments of an invoke included.
//! A frame keeps the class of its method alive, whatever its registers hold.

use std::ops::ControlFlow;

use abi::code::CallRecord;
use abi::frame::SYNC;
use abi::object::KLASS_OFFSET;
use heap::RootVisitor;
use metadata::MethodRef;
use metadata::arena::in_class_region;
use metadata::code_map::Code;
use threads::JavaThread;
use threads::walk::{Activation, activations};

use crate::maps;
use crate::translation::Translation;

/// Hook `visit_frames`: every reference in the frames of `thread`, each once. The thread is stopped, or is the caller with its anchor
/// written.
pub fn visit_frames(thread: &JavaThread, visitor: &mut dyn RootVisitor) {
    activations(thread, |activation| {
        match activation {
            Activation::Interpreted {
                method,
                fp,
                pc,
                is_calling,
            } => visit(&Frame { method, fp, pc }, is_calling, visitor),
            Activation::Compiled { code, call, fp } => visit_compiled(code, call, fp, visitor),
        }
        ControlFlow::Continue(())
    });
}

/// An interpreted frame.
struct Frame {
    method: MethodRef,
    fp: *mut u64,
    pc: *const u8,
}

/// References in the frame of compiled code whose rbp is `fp`, while it calls.
fn visit_compiled(code: &Code, call: &CallRecord, fp: usize, visitor: &mut dyn RootVisitor) {
    for (method, _) in code.frames(call.origin) {
        // SAFETY: compiled code names methods that its class keeps alive.
        let method = unsafe { MethodRef::from_address(*method) };
        if let Some(method) = method {
            visitor.loader_data(method.klass.loader_data);
        }
    }
    let sp = fp - code.tables.frame_bytes as usize;
    for offset in &call.references {
        visitor.slot((sp + *offset as usize) as *mut usize);
    }
}

/// `-XX:+CheckOopMaps`: what a map calls a reference is null or has a class.
fn check_reference(frame: &Frame, register: i16, place: *mut u64) {
    // SAFETY: a register of a live frame; if it holds what the map says, it may be followed.
    let (value, klass) = unsafe {
        let value = *place;
        let looks_right = value.is_multiple_of(8) && value > 1 << 16;
        (
            value,
            if looks_right {
                *((value as usize + KLASS_OFFSET) as *const u32)
            } else {
                0
            },
        )
    };
    let is_class = in_class_region(klass as usize);
    assert!(
        value == 0 || is_class,
        "{} @{}: register {register} holds {value:#x}, no reference",
        frame.method,
        crate::bci_of(frame.method, frame.pc)
    );
}

fn visit(frame: &Frame, calling: bool, visitor: &mut dyn RootVisitor) {
    let method = &frame.method;
    visitor.loader_data(method.klass.loader_data);
    let index = Translation::of(method)
        .filter(|_| !method.is_native())
        .and_then(|translation| Some((translation, translation.index_of(frame.pc.cast())?)));
    let check = flags::get().flags.CheckOopMaps;
    let mut slot = |register: i16| {
        // SAFETY: registers of a map lie in the frame.
        let place = unsafe { frame.fp.offset(register as isize) };
        if check {
            check_reference(frame, register, place);
        }
        visitor.slot(place.cast());
    };
    match index {
        Some((translation, index)) => maps::map_at(method, translation, index, calling)
            .iter()
            .for_each(|r| slot(*r)),
        None => maps::argument_map(method).into_iter().for_each(&mut slot),
    }
    if method.is_synchronized() {
        slot(SYNC as i16);
    }
}
