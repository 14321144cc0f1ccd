//! The exported symbols themselves, expanded from the table in `exports.rs`.
//!
//! What it is: one assembly veneer per row, `v_JVM_X: jmp rs_JVM_X`, exported under the versioned name
//! `JVM_X@@SUNWprivate_1.1`; and for `later` rows the generated body. The detour is needed because rustc's own version
//! script would leave a Rust symbol unversioned. A jump keeps all registers and the stack, so variadic functions pass
//! through. What it is not: bodies.
//!
//! Invariant: `rs_JVM_X` is hidden, so the jump is direct and cannot be interposed. A `done` row without a body does not
//! link. Read next: `lib.rs`.

use crate::exports::for_each_export;

/// The veneer of one row, jumping to `$target`.
#[cfg(target_arch = "x86_64")]
macro_rules! veneer {
    ($name:ident, $target:expr) => {
        concat!(
            ".globl v_",
            stringify!($name),
            "\n",
            ".type v_",
            stringify!($name),
            ",@function\n",
            "v_",
            stringify!($name),
            ": jmp ",
            $target,
            "\n",
            ".size v_",
            stringify!($name),
            ", . - v_",
            stringify!($name),
            "\n",
            ".symver v_",
            stringify!($name),
            ", ",
            stringify!($name),
            "@@SUNWprivate_1.1, remove\n",
        )
    };
}

#[cfg(target_arch = "x86_64")]
macro_rules! row {
    (done $name:ident) => {
        concat!(
            ".hidden rs_",
            stringify!($name),
            "\n",
            veneer!($name, concat!("rs_", stringify!($name))),
        )
    };
    // The generated body: hands its name to `not_implemented`, whose result 0 it returns, in xmm0 too.
    (later $name:ident) => {
        concat!(
            ".pushsection .rodata.str1.1,\"aMS\",@progbits,1\n",
            "name_",
            stringify!($name),
            ": .asciz \"",
            stringify!($name),
            "\"\n",
            ".popsection\n",
            "later_",
            stringify!($name),
            ":\n",
            "lea rdi, [rip + name_",
            stringify!($name),
            "]\n",
            "xorps xmm0, xmm0\n",
            "jmp brolga_not_implemented\n",
            veneer!($name, concat!("later_", stringify!($name))),
        )
    };
}

macro_rules! emit_veneers {
    ($($family:ident { $($status:ident $name:ident;)* })*) => {
        std::arch::global_asm!(
            ".text",
            ".hidden brolga_not_implemented",
            $($(row!($status $name),)*)*
        );
    };
}
for_each_export!(emit_veneers);

#[cfg(not(target_arch = "x86_64"))]
compile_error!("veneers.rs has veneers for x86-64 only");
