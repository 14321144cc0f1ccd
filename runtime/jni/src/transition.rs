//! Thread state changes at the native border (CONTRACTS 3).
//!
//! Invariants: in_native -> in_vm stores the state, fences, then loads the poll word and blocks if it is set, so that
//! either this thread sees the request or the requester sees the thread's state (Dekker). The way out needs no check:
//! in_native counts as stopped. Read next: `entry.rs`.

use std::sync::atomic::{Ordering, fence};

use threads::{JavaThread, ThreadState};

/// in_native -> in_vm. Blocks while a safepoint operation runs.
#[inline]
pub fn enter_vm(thread: &mut JavaThread) {
    debug_assert_eq!(thread.state.load(Ordering::Relaxed), ThreadState::InNative as u8, "enters from native code");
    thread.state.store(ThreadState::InVm as u8, Ordering::Relaxed);
    fence(Ordering::SeqCst);
    if thread.poll.load(Ordering::Relaxed) != 0 {
        thread.safepoint_check();
    }
}

/// in_vm -> in_native. After it the thread holds no raw reference and touches no object.
#[inline]
pub fn leave_vm(thread: &mut JavaThread) {
    debug_assert_eq!(thread.state.load(Ordering::Relaxed), ThreadState::InVm as u8, "leaves the VM");
    thread.state.store(ThreadState::InNative as u8, Ordering::Release);
}
