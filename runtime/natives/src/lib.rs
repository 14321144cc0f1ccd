//! Native methods of the class library that the VM supplies: the `JVM_*` functions its C libraries call, and the natives no
//! library has.
//!
//! What it is: bodies only. What it is not: the JNI function table (`jni`), the export table (`libjvm`), loading and resolution
//! (`linker`). An unfinished row throws an `InternalError` that names it.
//!
//! | module | holds |
//! |---|---|
//! | [`entry`] | the macro every `JVM_*` function is written with: transition, handles, exceptions |
//! | [`jvm`] | those functions, by topic |
//! | [`direct`] | natives called without a JNI transition: rows found by class, name, descriptor |
//! | [`registered`] | such rows for Unsafe, Object, MethodHandleNatives, ... which no library has |
//! | [`intrinsics`] | such rows for hot methods that libraries have too |
//! | [`leaves`] | what compiled code tries in place of such a method |
//! | [`old_verifier`] | calls libverify for class files below version 50 |
//! | [`management`] | the table behind `JVM_GetManagement` |
//! | [`boxing`], [`frames`], [`vm`] | what several topics share |
//!
//! Read next: `entry.rs`, `direct.rs`, then `jvm/mod.rs`.

mod boxing;
mod direct;
mod entry;
mod frames;
mod intrinsics;
mod jvm;
mod leaves;
mod management;
mod old_verifier;
mod registered;
mod vm;

pub use direct::lookup_direct;
pub use jvm::class::mirror_modifiers;
pub use jvm::properties::{self, users_arguments};
pub use jvm::reflection::{constructor_object, executable_object, field_object, method_object};
pub use leaves::lookup_leaf;
pub use management::cpu_time;
pub use old_verifier::verify_old_class;
pub use vm::{before_exit, call_static, call_virtual};

/// All tables of direct natives.
fn tables() -> [&'static [direct::Row]; 9] {
    [
        registered::unsafe_memory::ROWS,
        registered::unsafe_copy::ROWS,
        registered::unsafe_objects::ROWS,
        registered::unsafe_threads::ROWS,
        registered::object::ROWS,
        registered::method_handles::ROWS,
        registered::perf::ROWS,
        registered::foreign::ROWS,
        intrinsics::ROWS,
    ]
}

/// What `jni` needs to make reflective objects (`jni::Hooks`).
pub fn reflection() -> jni::hooks::Reflection {
    jni::hooks::Reflection {
        method: method_object,
        constructor: constructor_object,
        field: |thread, field| field_object(thread, field),
    }
}
