//! What the handlers have in common: the macro that defines them, and macros for the shapes of instructions. `s` is the [`State`].
//!
//! Macros, not functions, where they leave the handler: `throw!`, `slow!`, `jump!` and what uses them end with a `return`.
//!
//! [`State`]: super::State

/// Defines the handlers of a category and its `ROWS`: `handlers! { s: Op | Op => { body } ... }`. A body that reaches its end goes on
/// behind the instruction (`s.pc`, which it may have changed).
macro_rules! handlers {
    ($s:ident: $($op:ident $(| $same:ident)* => $body:block)*) => {
        pub(super) const ROWS: $crate::run::Rows = &[
            $(($crate::ops::Op::$op, $op), $(($crate::ops::Op::$same, $op),)*)*
        ];

        $(
            /// # Safety
            /// As [`crate::run::run`].
            #[allow(non_snake_case, reason = "named as the opcode")]
            #[allow(unused_mut, unused_assignments, unreachable_code, reason = "bodies of many shapes")]
            unsafe fn $op(
                thread: &mut threads::JavaThread,
                fp: $crate::run::Fp,
                pc: $crate::run::Pc,
                word0: u64,
                table: &'static $crate::run::Table,
            ) -> $crate::slow::Next {
                let mut $s = $crate::run::State { thread, fp, pc, word0, table };
                // SAFETY: registers named by instructions lie inside the frame (translation checked them, calls check the frame
                // against the stack limit); references in registers are live objects (oop maps keep them so); addresses in
                // quickened words belong to metadata that the method's class keeps alive; heap memory is accessed by atomics only.
                unsafe {
                    $body
                    $s.next()
                }
            }
        )*
    };
}

/// Word 1.
macro_rules! w1 {
    ($s:ident) => {
        (*$s.pc).word1.load(std::sync::atomic::Ordering::Relaxed)
    };
}

/// Reads a register.
macro_rules! get {
    ($s:ident, $r:expr, $t:ty) => {
        *($s.fp.offset($r) as *const $t)
    };
}

/// Writes a register: all 64 bits.
macro_rules! set {
    ($s:ident, $r:expr, i32, $v:expr) => {
        *$s.fp.offset($r) = u64::from($v as u32)
    };
    ($s:ident, $r:expr, i64, $v:expr) => {
        *$s.fp.offset($r) = $v as u64
    };
    ($s:ident, $r:expr, f32, $v:expr) => {
        *$s.fp.offset($r) = u64::from(f32::to_bits($v))
    };
    ($s:ident, $r:expr, f64, $v:expr) => {
        *$s.fp.offset($r) = f64::to_bits($v)
    };
    ($s:ident, $r:expr, u64, $v:expr) => {
        *$s.fp.offset($r) = $v
    };
}

/// A slow path decides where to go on. It is called by a function of its own, in tail position: a call inside the handler would
/// make it save registers on its fast path.
macro_rules! slow {
    ($s:ident, $path:path) => {{
        /// # Safety
        /// As [`crate::run::run`].
        #[cold]
        #[inline(never)]
        unsafe fn slow(
            thread: &mut threads::JavaThread,
            fp: $crate::run::Fp,
            pc: $crate::run::Pc,
        ) -> $crate::slow::Next {
            // SAFETY: contract of this function.
            unsafe {
                let (fp, pc) = $path(thread, fp, pc);
                $crate::run::State::at(thread, fp, pc).go()
            }
        }
        return slow($s.thread, $s.fp, $s.pc);
    }};
}

macro_rules! throw {
    ($s:ident, $e:expr) => {
        return $crate::run::control::throw_implicit($s.thread, $s.fp, $s.pc, $e)
    };
}

/// To the target of a branch.
macro_rules! jump {
    ($s:ident) => {{
        $s.pc = $s.pc.offset(w1!($s) as i32 as isize);
        return $s.go();
    }};
}

macro_rules! poll_requested {
    ($s:ident) => {
        $s.thread.poll.load(std::sync::atomic::Ordering::Relaxed) != 0
    };
}

/// Counts an invocation or a backward branch of a method.
macro_rules! count {
    ($m:expr) => {{
        let m: &metadata::Method = &*$m;
        let n = m
            .counter
            .load(std::sync::atomic::Ordering::Relaxed)
            .wrapping_sub(1);
        m.counter.store(n, std::sync::atomic::Ordering::Relaxed);
        n == 0
    }};
}

/// To the target of a backward branch: polls and counts.
macro_rules! back {
    ($s:ident) => {{
        if poll_requested!($s) {
            return $crate::run::compare::polled_branch($s.thread, $s.fp, $s.pc);
        }
        if count!(*$s.fp.add(abi::frame::METHOD) as *const metadata::Method) {
            return $crate::run::compare::overflowed_branch($s.thread, $s.fp, $s.pc);
        }
        jump!($s)
    }};
}

/// Null leaves the handler.
macro_rules! nonnull {
    ($s:ident, $o:expr) => {{
        let o: u64 = $o;
        if o == 0 {
            throw!($s, $crate::slow::Implicit::NullPointer)
        }
        o
    }};
}

// ---- memory of the heap

macro_rules! load {
    ($t:ty, $at:expr) => {
        (*(($at) as *const $t)).load(std::sync::atomic::Ordering::Relaxed)
    };
}

macro_rules! store {
    ($t:ty, $at:expr, $v:expr) => {
        (*(($at) as *const $t)).store($v, std::sync::atomic::Ordering::Relaxed)
    };
}

macro_rules! store_ref {
    ($at:expr, $v:expr) => {{
        let at = $at as usize;
        // Release: whoever reads the reference sees the object initialised.
        (*(at as *const std::sync::atomic::AtomicUsize))
            .store($v as usize, std::sync::atomic::Ordering::Release);
        heap::card_mark(at);
    }};
}

/// The class word of an object.
macro_rules! klass {
    ($o:expr) => {
        load!(
            std::sync::atomic::AtomicU32,
            $o + abi::object::KLASS_OFFSET as u64
        )
    };
}
