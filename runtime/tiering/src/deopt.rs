//! Leaving compiled code for the interpreter.

use threads::JavaThread;

/// Behind the stub `deopt`.
///
/// # Safety
/// Called by the stub.
pub(crate) unsafe extern "C" fn deoptimize(thread: &mut JavaThread) {
    let pc = thread.area.anchor_pc;
    panic!("no code leaves to the interpreter yet, at {pc:#x}");
}
