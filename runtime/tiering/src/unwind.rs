//! Exceptions in compiled code: from the call that threw to the handler, along frames by rbp. CONTRACTS 2 ("exception"), 6.

use metadata::code_map;
use threads::JavaThread;

use crate::stubs;

/// Behind the stub `unwind`: the exception is pending, the frame that called what threw it is anchored. Leaves in the thread where to go
/// on: at a handler in compiled code, or behind the interpreter's call.
///
/// # Safety
/// Called by the stub.
pub(crate) unsafe extern "C" fn find_handler(thread: &mut JavaThread) {
    let (mut fp, mut pc) = (thread.area.anchor_fp, thread.area.anchor_pc);
    thread.area.anchor_fp = 0;
    while !code_map::is_interpreter_return(pc) {
        let code = code_map::find(pc).unwrap_or_else(|| panic!("no code at {pc:#x}"));
        let call = code.call_at(pc);
        if let Some(handler) = call.and_then(|call| call.handler) {
            thread.area.target_pc = code.start + handler as usize;
            thread.area.target_sp = fp - code.tables.frame_bytes as usize;
            thread.area.target_fp = fp;
            return;
        }
        // SAFETY: the rbp of a frame of compiled code (abi::code).
        (fp, pc) = unsafe { (*(fp as *const usize), *((fp + 8) as *const usize)) };
    }
    // The stub makes its own rsp of rbp.
    thread.area.target_pc = stubs::leave_threw();
    thread.area.target_sp = fp - stubs::LEAVE_BYTES;
    thread.area.target_fp = fp;
}
