//! `monitorenter`, `monitorexit`, and entry and exit of synchronized methods. JVMS 2.11.10.

use std::ops::ControlFlow;

use bytecode::{Opcode, decode_at};
use threads::{JavaThread, monitor, walk};

use super::{handle, object, run};

pub(super) extern "C" fn enter(t: &mut JavaThread, address: usize) {
    // SAFETY: invariant of entries: a live object; nothing collected yet.
    if unsafe { monitor::fast_enter(t, address) } {
        return;
    }
    t.scoped(|t| {
        // SAFETY: as above.
        if let Some(object) = unsafe { handle(t, address) } {
            monitor::enter(t, object);
        }
    });
}

pub(super) extern "C" fn exit(t: &mut JavaThread, address: usize) {
    // SAFETY: invariant of entries: a live object; nothing collected yet.
    if unsafe { monitor::fast_exit(t, address) } {
        return;
    }
    run(t, |t| {
        // SAFETY: as above.
        let is_left =
            unsafe { object(t, address) }.is_none_or(|object| monitor::try_exit(t, object));
        if is_left {
            return Ok(());
        }
        // The instruction's error has no message, the method's has one (HotSpot).
        if is_at_monitorexit(t) {
            return Err(t.throw_empty("java/lang/IllegalMonitorStateException"));
        }
        // SAFETY: as above: leaving has not collected.
        match unsafe { handle(t, address) } {
            Some(object) => monitor::exit(t, object),
            None => Ok(()),
        }
    });
}

/// Whether the innermost frame is at a `monitorexit`.
#[cold]
fn is_at_monitorexit(t: &JavaThread) -> bool {
    let mut opcode = None;
    walk::walk(t, |frame| {
        if let (Some(bci), Some(code)) = (frame.bci(), frame.method.bytecode()) {
            opcode = decode_at(code.code, bci).ok().map(|insn| insn.opcode);
        }
        ControlFlow::Break(())
    });
    opcode == Some(Opcode::Monitorexit)
}
