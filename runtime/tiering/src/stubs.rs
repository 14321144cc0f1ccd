//! Assembly between compiled code, the interpreter and Rust. CONTRACTS 1, 2; `abi::code` has the frames, `abi::thread` the offsets.
//!
//! | stub | from -> to |
//! |---|---|
//! | [`enter`] | Rust (the interpreter) -> compiled code |
//! | [`interpret`] | compiled code -> a method without code |
//! | [`link`] | compiled code -> a method-handle linker, which is its target's code at once |
//! | [`full`], [`poll`], [`deopt`] | compiled code -> a runtime entry in Rust |
//! | [`unwind`] | an exception is pending: to its handler |
//!
//! Compiled code keeps nothing in registers across a call, so no stub saves any but that of the poll. rsp is 16-aligned at each call in
//! both conventions; r15, the thread, survives C code. This file is the only one that knows x86-64.

use std::arch::naked_asm;

use abi::code;
use abi::entry::RuntimeEntry;
use abi::thread::{
    ANCHOR_FP, ANCHOR_PC, PENDING, RESULT_FLOAT, RESULT_INT, TARGET_FP, TARGET_PC, TARGET_SP,
};

use crate::call::Arguments;

/// How [`enter`] ended.
pub(crate) const RETURNED: usize = 0;
pub(crate) const THREW: usize = 1;
pub(crate) const RESUMED: usize = 2;

/// Calls compiled code at `target` with `arguments`. `fp` and `pc`: the interpreted frame that calls, for walks. The result is in the
/// thread; returns one of the constants above.
///
/// # Safety
/// `thread` is the current thread, `target` an entry of code for these arguments.
#[unsafe(naked)]
pub(crate) unsafe extern "C" fn enter(
    thread: *mut threads::JavaThread,
    target: usize,
    arguments: *const Arguments,
    fp: *const u64,
    pc: *const u8,
) -> usize {
    naked_asm!(
        "push rbp",
        "mov rbp, rsp",
        "push rbx",
        "push r12",
        "push r13",
        "push r14",
        "push r15",
        "push rcx",
        "push r8",
        "sub rsp, 8",
        "mov r15, rdi",
        "mov rax, rsi",
        "mov r10, rdx",
        // Arguments on the stack: an even number, so that rsp stays aligned.
        "mov rcx, [r10 + {stack_count}]",
        "lea r11, [r10 + {stack}]",
        "2:",
        "test rcx, rcx",
        "jz 3f",
        "sub rcx, 1",
        "push qword ptr [r11 + 8 * rcx]",
        "jmp 2b",
        "3:",
        "movsd xmm0, [r10 + {floats}]",
        "movsd xmm1, [r10 + {floats} + 8]",
        "movsd xmm2, [r10 + {floats} + 16]",
        "movsd xmm3, [r10 + {floats} + 24]",
        "movsd xmm4, [r10 + {floats} + 32]",
        "movsd xmm5, [r10 + {floats} + 40]",
        "movsd xmm6, [r10 + {floats} + 48]",
        "movsd xmm7, [r10 + {floats} + 56]",
        "mov rdi, [r10 + {ints}]",
        "mov rsi, [r10 + {ints} + 8]",
        "mov rdx, [r10 + {ints} + 16]",
        "mov rcx, [r10 + {ints} + 24]",
        "mov r8, [r10 + {ints} + 32]",
        "mov r9, [r10 + {ints} + 40]",
        "call rax",
        ".globl brolga_interpreter_return",
        ".hidden brolga_interpreter_return",
        "brolga_interpreter_return:",
        "mov [r15 + {result_int}], rax",
        "movsd [r15 + {result_float}], xmm0",
        "mov eax, {returned}",
        ".globl brolga_leave",
        ".hidden brolga_leave",
        "brolga_leave:",
        "lea rsp, [rbp - 40]",
        "pop r15",
        "pop r14",
        "pop r13",
        "pop r12",
        "pop rbx",
        "pop rbp",
        "ret",
        ".globl brolga_leave_threw",
        ".hidden brolga_leave_threw",
        "brolga_leave_threw:",
        "mov eax, {threw}",
        "jmp brolga_leave",
        ".globl brolga_leave_resumed",
        ".hidden brolga_leave_resumed",
        "brolga_leave_resumed:",
        "mov eax, {resumed}",
        "jmp brolga_leave",
        stack_count = const std::mem::offset_of!(Arguments, stack_count),
        stack = const std::mem::offset_of!(Arguments, stack),
        floats = const std::mem::offset_of!(Arguments, floats),
        ints = const std::mem::offset_of!(Arguments, ints),
        result_int = const RESULT_INT,
        result_float = const RESULT_FLOAT,
        returned = const RETURNED,
        threw = const THREW,
        resumed = const RESUMED,
    )
}

/// Below rbp in the frame of [`enter`]: what it has pushed.
pub(crate) const LEAVE_BYTES: usize = 64;

// The two pushes behind the saved registers.
const _: () = assert!(code::CALLER_FP == -6 * 8 && code::CALLER_PC == -7 * 8);

unsafe extern "C" {
    fn brolga_interpreter_return();
    fn brolga_leave_threw();
    fn brolga_leave_resumed();
}

/// The return pc of code that [`enter`] calls.
pub(crate) fn interpreter_return() -> usize {
    brolga_interpreter_return as *const () as usize
}

/// Where [`enter`] ends with [`THREW`]; rbp is its own.
pub(crate) fn leave_threw() -> usize {
    brolga_leave_threw as *const () as usize
}

/// Where [`enter`] ends with [`RESUMED`]; rbp is its own.
pub(crate) fn leave_resumed() -> usize {
    brolga_leave_resumed as *const () as usize
}

/// Registers that carry arguments, as [`interpret`] saves them: integers without the first, which is the method.
#[repr(C)]
pub(crate) struct SavedArguments {
    pub(crate) ints: [u64; 5],
    pub(crate) floats: [u64; 8],
}

/// Makes a frame with the arguments in it ([`SavedArguments`]), anchors the caller's, and passes thread, method, saved arguments and those on
/// the stack to Rust.
macro_rules! save_arguments {
    () => {
        concat!(
            "push rbp\n",
            "mov rbp, rsp\n",
            "sub rsp, 112\n",
            "mov [rsp], rsi\n",
            "mov [rsp + 8], rdx\n",
            "mov [rsp + 16], rcx\n",
            "mov [rsp + 24], r8\n",
            "mov [rsp + 32], r9\n",
            "movsd [rsp + 40], xmm0\n",
            "movsd [rsp + 48], xmm1\n",
            "movsd [rsp + 56], xmm2\n",
            "movsd [rsp + 64], xmm3\n",
            "movsd [rsp + 72], xmm4\n",
            "movsd [rsp + 80], xmm5\n",
            "movsd [rsp + 88], xmm6\n",
            "movsd [rsp + 96], xmm7\n",
            "mov rax, [rbp]\n",
            "mov [r15 + {anchor_fp}], rax\n",
            "mov rax, [rbp + 8]\n",
            "mov [r15 + {anchor_pc}], rax\n",
            "mov rsi, rdi\n",
            "mov rdi, r15\n",
            "mov rdx, rsp\n",
            "lea rcx, [rbp + 16]\n",
        )
    };
}

/// `Method.entry` of methods without code: interprets the method in the first argument with the others.
///
/// # Safety
/// Called by compiled code only.
#[unsafe(naked)]
pub(crate) unsafe extern "C" fn interpret() {
    naked_asm!(
        save_arguments!(),
        "call {call}",
        "movq xmm0, rax",
        "leave",
        "cmp qword ptr [r15 + {pending}], 0",
        "jne {unwind}",
        "mov qword ptr [r15 + {anchor_fp}], 0",
        "ret",
        anchor_fp = const ANCHOR_FP,
        anchor_pc = const ANCHOR_PC,
        pending = const PENDING,
        call = sym crate::call::interpret,
        unwind = sym unwind,
    )
}

const _: () = assert!(size_of::<SavedArguments>() <= 112);

/// `Method.entry` of the method-handle linkers (`invokeBasic`, `linkTo*`): goes to the method that the arguments select, with the same
/// arguments. (A last one that is not the target's does no harm.)
///
/// # Safety
/// Called by compiled code only.
#[unsafe(naked)]
pub(crate) unsafe extern "C" fn link() {
    naked_asm!(
        save_arguments!(),
        "call {select}",
        "test rax, rax",
        "jz 2f",
        "mov rdi, rax",
        "mov rsi, [rsp]",
        "mov rdx, [rsp + 8]",
        "mov rcx, [rsp + 16]",
        "mov r8, [rsp + 24]",
        "mov r9, [rsp + 32]",
        "movsd xmm0, [rsp + 40]",
        "movsd xmm1, [rsp + 48]",
        "movsd xmm2, [rsp + 56]",
        "movsd xmm3, [rsp + 64]",
        "movsd xmm4, [rsp + 72]",
        "movsd xmm5, [rsp + 80]",
        "movsd xmm6, [rsp + 88]",
        "movsd xmm7, [rsp + 96]",
        "leave",
        "mov qword ptr [r15 + {anchor_fp}], 0",
        "jmp qword ptr [rdi + {entry}]",
        "2:",
        "leave",
        "jmp {unwind}",
        anchor_fp = const ANCHOR_FP,
        anchor_pc = const ANCHOR_PC,
        entry = const abi::metadata::METHOD_ENTRY,
        select = sym crate::call::select,
        unwind = sym unwind,
    )
}

/// Calls the Rust function of row `ROW` of the runtime entries, which may collect and throw.
///
/// # Safety
/// Called by compiled code only.
#[unsafe(naked)]
unsafe extern "C" fn full<const ROW: usize>() {
    naked_asm!(
        "mov rax, [rsp]",
        "mov [r15 + {anchor_fp}], rbp",
        "mov [r15 + {anchor_pc}], rax",
        "sub rsp, 8",
        "call qword ptr [rip + {functions} + {offset}]",
        "add rsp, 8",
        "cmp qword ptr [r15 + {pending}], 0",
        "jne {unwind}",
        "mov qword ptr [r15 + {anchor_fp}], 0",
        "ret",
        anchor_fp = const ANCHOR_FP,
        anchor_pc = const ANCHOR_PC,
        pending = const PENDING,
        functions = sym crate::entries::FUNCTIONS,
        offset = const 8 * ROW,
        unwind = sym unwind,
    )
}

/// The poll: as [`full`], and all registers survive.
///
/// # Safety
/// Called by compiled code only.
#[unsafe(naked)]
unsafe extern "C" fn poll() {
    naked_asm!(
        "push rax",
        "mov rax, [rsp + 8]",
        "mov [r15 + {anchor_fp}], rbp",
        "mov [r15 + {anchor_pc}], rax",
        "push rcx",
        "push rdx",
        "push rsi",
        "push rdi",
        "push r8",
        "push r9",
        "push r10",
        "push r11",
        "sub rsp, 256",
        "movups [rsp], xmm0",
        "movups [rsp + 16], xmm1",
        "movups [rsp + 32], xmm2",
        "movups [rsp + 48], xmm3",
        "movups [rsp + 64], xmm4",
        "movups [rsp + 80], xmm5",
        "movups [rsp + 96], xmm6",
        "movups [rsp + 112], xmm7",
        "movups [rsp + 128], xmm8",
        "movups [rsp + 144], xmm9",
        "movups [rsp + 160], xmm10",
        "movups [rsp + 176], xmm11",
        "movups [rsp + 192], xmm12",
        "movups [rsp + 208], xmm13",
        "movups [rsp + 224], xmm14",
        "movups [rsp + 240], xmm15",
        "mov rdi, r15",
        "call {function}",
        "movups xmm0, [rsp]",
        "movups xmm1, [rsp + 16]",
        "movups xmm2, [rsp + 32]",
        "movups xmm3, [rsp + 48]",
        "movups xmm4, [rsp + 64]",
        "movups xmm5, [rsp + 80]",
        "movups xmm6, [rsp + 96]",
        "movups xmm7, [rsp + 112]",
        "movups xmm8, [rsp + 128]",
        "movups xmm9, [rsp + 144]",
        "movups xmm10, [rsp + 160]",
        "movups xmm11, [rsp + 176]",
        "movups xmm12, [rsp + 192]",
        "movups xmm13, [rsp + 208]",
        "movups xmm14, [rsp + 224]",
        "movups xmm15, [rsp + 240]",
        "add rsp, 256",
        "pop r11",
        "pop r10",
        "pop r9",
        "pop r8",
        "pop rdi",
        "pop rsi",
        "pop rdx",
        "pop rcx",
        "pop rax",
        "cmp qword ptr [r15 + {pending}], 0",
        "jne {unwind}",
        "mov qword ptr [r15 + {anchor_fp}], 0",
        "ret",
        anchor_fp = const ANCHOR_FP,
        anchor_pc = const ANCHOR_PC,
        pending = const PENDING,
        function = sym crate::call::poll,
        unwind = sym unwind,
    )
}

/// Leaves compiled code for good: its frame is dropped, and its caller goes on when the interpreter has run its method to the end.
///
/// # Safety
/// Called by compiled code only.
#[unsafe(naked)]
unsafe extern "C" fn deopt() {
    naked_asm!(
        "mov rax, [rsp]",
        "mov [r15 + {anchor_fp}], rbp",
        "mov [r15 + {anchor_pc}], rax",
        "sub rsp, 8",
        "mov rdi, r15",
        "call {function}",
        // Where to go on, as for an exception; a result is in both registers.
        "mov rax, [r15 + {result_int}]",
        "movq xmm0, rax",
        "mov rsp, [r15 + {target_sp}]",
        "mov rbp, [r15 + {target_fp}]",
        "jmp qword ptr [r15 + {target_pc}]",
        anchor_fp = const ANCHOR_FP,
        anchor_pc = const ANCHOR_PC,
        result_int = const RESULT_INT,
        target_sp = const TARGET_SP,
        target_fp = const TARGET_FP,
        target_pc = const TARGET_PC,
        function = sym crate::deopt::deoptimize,
    )
}

/// An exception is pending and the frame in the anchor called what threw it: to the handler. rsp is at a return address.
///
/// # Safety
/// Reached by jumps of the stubs here only.
#[unsafe(naked)]
unsafe extern "C" fn unwind() {
    naked_asm!(
        "sub rsp, 8",
        "mov rdi, r15",
        "call {function}",
        "mov rsp, [r15 + {target_sp}]",
        "mov rbp, [r15 + {target_fp}]",
        "jmp qword ptr [r15 + {target_pc}]",
        target_sp = const TARGET_SP,
        target_fp = const TARGET_FP,
        target_pc = const TARGET_PC,
        function = sym crate::unwind::find_handler,
    )
}

macro_rules! stub_table {
    ($($(#[$doc:meta])* $name:ident $text:literal ($($arg:ident)*) -> $result:tt, $kind:ident;)*) => {
        /// What the areas of threads hold: the address of the stub of each row, or of its function where no stub is needed.
        pub(crate) fn table() -> [usize; RuntimeEntry::COUNT] {
            [$(stub!($name $kind)),*]
        }
    };
}

macro_rules! stub {
    ($name:ident Leaf) => {
        crate::entries::FUNCTIONS.0[RuntimeEntry::$name as usize] as usize
    };
    ($name:ident Poll) => {
        poll as *const () as usize
    };
    ($name:ident Deopt) => {
        deopt as *const () as usize
    };
    ($name:ident $kind:ident) => {
        full::<{ RuntimeEntry::$name as usize }> as *const () as usize
    };
}

abi::for_each_runtime_entry!(stub_table);
