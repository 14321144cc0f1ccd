//! Natives that no JDK library has: the VM itself supplies them, as rows of `direct.rs`.
//!
//! | module | class |
//! |---|---|
//! | [`unsafe_memory`], [`unsafe_copy`], [`unsafe_objects`], [`unsafe_threads`] | `jdk.internal.misc.Unsafe` |
//! | [`object`] | `java.lang.Object` |
//! | [`method_handles`] | `java.lang.invoke.MethodHandleNatives` |
//! | [`perf`] | `jdk.internal.perf.Perf` |
//! | [`foreign`] | scoped memory access, vectors, the foreign function interface |
//!
//! What is absent: `MethodHandle.invoke` and its kin (`linker::method_handles`). Read next: `unsafe_memory.rs`.

pub(crate) mod foreign;
pub(crate) mod method_handles;
pub(crate) mod object;
pub(crate) mod perf;
pub(crate) mod unsafe_copy;
pub(crate) mod unsafe_memory;
pub(crate) mod unsafe_objects;
pub(crate) mod unsafe_threads;
