//! libjvm.so: the product. Its exported symbols, the order in which the VM boots, and the attach mechanism, which asks every part of it.
//!
//! What it is: the last crate before the linker. `exports.rs` is THE table of exported names, `veneers.rs` makes
//! versioned symbols of it, and this file holds the two things that need to see every crate: the body of what is not
//! implemented, and the hook through which `JNI_CreateJavaVM` starts the VM. What it is not: a place for bodies
//! (`natives`, `jni`).
//!
//! Invariants: the SONAME is libjvm.so, the library is never unloaded, and a Rust panic aborts: none ever crosses a C or
//! Java frame. Read next: `exports.rs`, `boot.rs` (`java_home.rs` finds the JDK around us, `boot_times.rs` says how
//! long each phase took), `attach/mod.rs` (`perf_data.rs` has the file
//! that `jps` reads).

use std::ffi::{CStr, c_char};

mod attach;
mod boot;
mod boot_times;
mod exports;
mod java_home;
mod perf_data;
mod veneers;

/// Every `later` row ends here. Throws `InternalError` naming the function if the calling thread is attached; says so on
/// stderr otherwise.
///
/// # Safety
/// `name` is a terminated text.
#[unsafe(export_name = "brolga_not_implemented")]
unsafe extern "C" fn not_implemented(name: *const c_char) -> usize {
    // SAFETY: the generated bodies pass their own name.
    let name = unsafe { CStr::from_ptr(name) };
    jni::not_implemented(&name.to_string_lossy());
    0
}
