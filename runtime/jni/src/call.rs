//! The one trampoline from the VM into native code: a C call with arguments taken from prepared arrays.
//!
//! What it is: an assembly routine that loads the integer registers, the floating-point registers and the stack of the
//! System V AMD64 convention, and its safe-to-describe Rust face. It serves tier 0 until the JIT emits a trampoline per
//! shape. What it is not: thread state changes, handles, exceptions (`native.rs`), or the decision which argument goes
//! where (`shape.rs`).
//!
//! Invariants: the routine keeps the stack 16-byte aligned at the call, touches callee-saved registers by push and pop
//! only, and has an rbp frame with unwind information. Read next: `shape.rs`.

use std::ffi::c_void;

/// Integer and pointer arguments that travel in registers: rdi rsi rdx rcx r8 r9.
pub const INT_REGISTERS: usize = 6;
/// Floating-point arguments that travel in registers: xmm0 to xmm7.
pub const FP_REGISTERS: usize = 8;

/// Both result registers; the callee's return type says which one means something.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct NativeReturn {
    /// rax.
    pub int: u64,
    /// xmm0, as bits: a float is the low half.
    pub fp: f64,
}

#[cfg(target_arch = "x86_64")]
std::arch::global_asm!(
    // rdi = function, rsi = 6 integer words, rdx = 8 doubles, rcx = stack words, r8 = their number
    ".pushsection .text.brolga_call_native,\"ax\",@progbits",
    ".p2align 4",
    ".globl brolga_call_native",
    ".hidden brolga_call_native",
    ".type brolga_call_native,@function",
    "brolga_call_native:",
    ".cfi_startproc",
    "push rbp",
    ".cfi_def_cfa_offset 16",
    ".cfi_offset rbp, -16",
    "mov rbp, rsp",
    ".cfi_def_cfa_register rbp",
    "mov r11, rdi",
    "mov r10, rsi",
    // Room for the stack words, rounded up to an even number of them.
    "lea rax, [r8 + 1]",
    "and rax, -2",
    "shl rax, 3",
    "sub rsp, rax",
    "test r8, r8",
    "jz 3f",
    "2:",
    "mov rax, [rcx + r8*8 - 8]",
    "mov [rsp + r8*8 - 8], rax",
    "dec r8",
    "jnz 2b",
    "3:",
    "movsd xmm0, [rdx]",
    "movsd xmm1, [rdx + 8]",
    "movsd xmm2, [rdx + 16]",
    "movsd xmm3, [rdx + 24]",
    "movsd xmm4, [rdx + 32]",
    "movsd xmm5, [rdx + 40]",
    "movsd xmm6, [rdx + 48]",
    "movsd xmm7, [rdx + 56]",
    "mov rdi, [r10]",
    "mov rsi, [r10 + 8]",
    "mov rdx, [r10 + 16]",
    "mov rcx, [r10 + 24]",
    "mov r8, [r10 + 32]",
    "mov r9, [r10 + 40]",
    // al bounds the vector registers used, should the callee be variadic.
    "mov eax, 8",
    "call r11",
    "mov rsp, rbp",
    "pop rbp",
    ".cfi_def_cfa rsp, 8",
    "ret",
    ".cfi_endproc",
    ".size brolga_call_native, . - brolga_call_native",
    ".popsection",
);

#[cfg(not(target_arch = "x86_64"))]
compile_error!("call.rs has the native call trampoline for x86-64 only");

unsafe extern "C" {
    fn brolga_call_native(
        function: *const c_void,
        ints: *const u64,
        fps: *const f64,
        stack: *const u64,
        stack_words: usize,
    ) -> NativeReturn;
}

/// Calls `function` with the given register and stack contents.
///
/// The registers beyond the function's parameters may hold anything. Runs native code: it may block, and, through JNI,
/// do everything that Java code may.
///
/// # Safety
/// `function` is the address of a C function whose parameters, classified by the System V convention, are those the
/// arrays were filled for (`NativeShape::marshal`). The thread is in_native.
#[inline]
pub unsafe fn call_native(
    function: *const c_void,
    ints: &[u64; INT_REGISTERS],
    fps: &[f64; FP_REGISTERS],
    stack: &[u64],
) -> NativeReturn {
    // SAFETY: the arrays have the sizes the routine reads; the function is the caller's promise.
    unsafe {
        brolga_call_native(
            function,
            ints.as_ptr(),
            fps.as_ptr(),
            stack.as_ptr(),
            stack.len(),
        )
    }
}
