//! What `jni` must reach above itself, connected once at boot by `libjvm`.
//!
//! `jni` lies below `natives`, yet native methods that the VM implements itself are found before any library is asked,
//! and `ToReflectedMethod` needs reflection objects. Read next: `link.rs`.

use std::ffi::c_void;
use std::sync::OnceLock;

use heap::Handle;
use metadata::{Field, MethodRef, Symbol};
use threads::hooks::DirectNative;
use threads::{JavaResult, JavaThread};

use crate::types::{JNI_EVERSION, jint};

/// Finds what the VM implements itself, by class, name and descriptor.
pub type DirectLookup = fn(class: Symbol, name: Symbol, descriptor: Symbol) -> Option<DirectNative>;

/// Makes the objects of core reflection.
#[derive(Clone, Copy)]
pub struct Reflection {
    /// The `reflect.Method` of a method.
    pub method: fn(&mut JavaThread, MethodRef) -> JavaResult<Handle>,
    /// The `reflect.Constructor` of an `<init>`.
    pub constructor: fn(&mut JavaThread, MethodRef) -> JavaResult<Handle>,
    /// The `reflect.Field` of a field.
    pub field: fn(&mut JavaThread, &'static Field) -> JavaResult<Handle>,
}

/// What is connected by [`install`].
pub struct Hooks {
    /// What [`crate::link`] asks before any library.
    pub direct_lookup: DirectLookup,
    /// A new environment of the tool interface for an agent that asks `GetEnv` for this version, `JNI_EVERSION` if there is none.
    pub tool_environment: fn(version: jint) -> Result<*mut c_void, jint>,
    /// What agents put before the names of native methods that they wrap; the last is the outermost.
    pub native_prefixes: fn() -> Vec<Vec<u8>>,
    /// Agents are told that the VM ends. Runs Java.
    pub vm_death: fn(&mut JavaThread),
    /// What `ToReflectedMethod` and `ToReflectedField` use.
    pub reflection: Reflection,
    /// Runs when somebody has looked up a `main`: the launcher has loaded the main class, and calls it next.
    pub main_is_next: fn(),
    /// Runs when the last thread has ended, and before the shutdown sequence: the VM still works.
    pub before_shutdown: fn(&mut JavaThread),
    /// Runs when `DestroyJavaVM` has ended the VM: what flags ask to be printed at the end.
    pub before_exit: fn(),
}

static HOOKS: OnceLock<Hooks> = OnceLock::new();

/// libjvm connects what lies above this crate, before the first class loads.
///
/// # Panics
/// The second time.
pub fn install(hooks: Hooks) {
    assert!(HOOKS.set(hooks).is_ok(), "the hooks are set once");
}

pub(crate) fn direct_native(
    class: Symbol,
    name: Symbol,
    descriptor: Symbol,
) -> Option<DirectNative> {
    let hooks = HOOKS.get()?;
    (hooks.direct_lookup)(class, name, descriptor)
}

pub(crate) fn tool_environment(version: jint) -> Result<*mut c_void, jint> {
    let hooks = HOOKS.get().ok_or(JNI_EVERSION)?;
    (hooks.tool_environment)(version)
}

pub(crate) fn native_prefixes() -> Vec<Vec<u8>> {
    HOOKS
        .get()
        .map_or_else(Vec::new, |hooks| (hooks.native_prefixes)())
}

/// The VM ends: what every way out calls first. In_vm; runs Java.
pub fn vm_death(thread: &mut JavaThread) {
    if let Some(hooks) = HOOKS.get() {
        (hooks.vm_death)(thread);
    }
}

pub(crate) fn reflection() -> Option<Reflection> {
    HOOKS.get().map(|hooks| hooks.reflection)
}

pub(crate) fn main_is_next() {
    if let Some(hooks) = HOOKS.get() {
        (hooks.main_is_next)();
    }
}

pub(crate) fn before_shutdown(thread: &mut JavaThread) {
    if let Some(hooks) = HOOKS.get() {
        (hooks.before_shutdown)(thread);
    }
}

pub(crate) fn before_exit() {
    if let Some(hooks) = HOOKS.get() {
        (hooks.before_exit)();
    }
}
