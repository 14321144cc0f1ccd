//! Transitions between thread states. CONTRACTS 3.
//!
//! ```text
//!            enter_native                    blocked(..)
//!   in_vm ----------------> in_native    in_vm --------> blocked
//!         <---------------- (counts as         <-------- (counts as
//!            leave_native    stopped)           on return  stopped)
//! ```
//! Leaving a stopped state is one half of a Dekker protocol: store the new state, SeqCst fence, load the poll word; the stopper
//! stores the poll words, fences, and loads the states. One of the two always sees the other.
//!
//! Tier 0 is Rust code that runs Java in state in_vm: it polls by itself. in_java is the state of compiled code; for the stopper
//! both mean "wait".

use std::sync::atomic::{Ordering, fence};

use crate::safepoint;
use crate::thread::{JavaThread, ThreadState};

impl ThreadState {
    /// The state a byte stands for.
    pub fn from_byte(byte: u8) -> ThreadState {
        match byte {
            0 => ThreadState::New,
            1 => ThreadState::InJava,
            2 => ThreadState::InVm,
            3 => ThreadState::InNative,
            4 => ThreadState::Blocked,
            _ => ThreadState::Ended,
        }
    }

    /// In this state a thread neither touches the heap nor leaves without looking at its poll word.
    pub fn counts_as_stopped(self) -> bool {
        !matches!(self, ThreadState::InJava | ThreadState::InVm)
    }
}

impl JavaThread {
    /// The state now; of another thread, a state it had a moment ago.
    pub fn state(&self) -> ThreadState {
        ThreadState::from_byte(self.state.load(Ordering::Acquire))
    }

    #[inline(always)]
    fn debug_expect(&self, expected: ThreadState) {
        debug_assert_eq!(self.state(), expected, "thread state on a transition");
    }

    /// in_vm -> in_native. The thread holds no raw reference and touches no object until [`JavaThread::leave_native`].
    #[inline]
    pub fn enter_native(&mut self) {
        self.debug_expect(ThreadState::InVm);
        self.state
            .store(ThreadState::InNative as u8, Ordering::Release);
    }

    /// in_native -> in_vm. Blocks while a safepoint operation runs, for ever once the VM has ended.
    #[inline]
    pub fn leave_native(&mut self) {
        self.debug_expect(ThreadState::InNative);
        self.return_to(ThreadState::InVm);
    }

    /// in_vm -> in_java. Both are running states: nothing to wait for.
    #[inline]
    pub fn enter_java(&mut self) {
        self.debug_expect(ThreadState::InVm);
        self.state
            .store(ThreadState::InJava as u8, Ordering::Relaxed);
    }

    /// in_java -> in_vm.
    #[inline]
    pub fn leave_java(&mut self) {
        self.debug_expect(ThreadState::InJava);
        self.state.store(ThreadState::InVm as u8, Ordering::Relaxed);
    }

    /// Runs `body`, which may block for any time and gets no thread: it holds no reference and touches no object. in_vm at entry
    /// and exit; every raw reference is dead afterwards, because the world may have been stopped meanwhile.
    pub fn blocked<R>(&mut self, body: impl FnOnce() -> R) -> R {
        self.debug_expect(ThreadState::InVm);
        self.state
            .store(ThreadState::Blocked as u8, Ordering::Release);
        let result = body();
        self.debug_expect(ThreadState::Blocked);
        self.return_to(ThreadState::InVm);
        result
    }

    /// From a stopped state to `running`: the thread's half of the Dekker protocol.
    #[inline]
    pub(crate) fn return_to(&mut self, running: ThreadState) {
        self.state.store(running as u8, Ordering::Relaxed);
        fence(Ordering::SeqCst);
        self.safepoint_check();
    }

    /// Whether the slow path of a poll is due.
    #[inline(always)]
    pub fn poll_requested(&self) -> bool {
        self.poll.load(Ordering::Acquire) != 0
    }

    /// A poll: blocks while a safepoint operation runs. The thread is in_vm or in_java, its anchor is written, and it holds no raw
    /// reference. Throws nothing; see [`JavaThread::check_async_exception`].
    #[inline]
    pub fn safepoint_check(&mut self) {
        if self.poll_requested() {
            safepoint::stop_here(self);
        }
    }
}
