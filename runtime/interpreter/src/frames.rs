//! Visiting the references of a thread's interpreted and native frames. CONTRACTS 4 ("I-frame register").
//!
//! A frame whose callee's frame stands directly above it (same activation) is *calling*: the arguments are in the callee's map. The
//! innermost frame of an activation is *executing*: a slow path runs inside its instruction, arguments of an invoke included.
//! A frame keeps the class of its method alive, whatever its registers hold.

use std::ops::ControlFlow;

use abi::frame::{CALLER_FP, SYNC};
use abi::object::KLASS_OFFSET;
use heap::RootVisitor;
use metadata::arena::in_class_region;
use threads::JavaThread;
use threads::walk::{Frame, walk};

use crate::maps;
use crate::translation::Translation;

/// Hook `visit_frames`: every reference in the frames of `thread`, each once. The thread is stopped, or is the caller with its anchor
/// written.
pub fn visit_frames(thread: &JavaThread, visitor: &mut dyn RootVisitor) {
    // Where the frame above returns to.
    let mut caller_of_last: *mut u64 = std::ptr::null_mut();
    walk(thread, |frame| {
        visit(&frame, frame.fp == caller_of_last, visitor);
        // SAFETY: a live frame's header.
        caller_of_last = unsafe { *frame.fp.add(CALLER_FP) as *mut u64 };
        ControlFlow::Continue(())
    });
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
        "{} @{:?}: register {register} holds {value:#x}, no reference",
        frame.method,
        frame.bci()
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
