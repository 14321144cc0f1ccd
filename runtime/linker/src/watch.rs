//! Who looks at classes while they are made: the tool interface, once an agent asked for it.

use std::sync::OnceLock;

use heap::Handle;
use metadata::{ClassLoaderData, KlassRef, Symbol};
use threads::JavaThread;

/// A class file before anybody has read it.
pub struct ClassFileSeen<'a> {
    /// As whoever defines it says; the bytes may say something else.
    pub name: Option<Symbol>,
    pub loader: &'static ClassLoaderData,
    pub protection_domain: Option<Handle>,
    pub bytes: &'a [u8],
}

/// See the module documentation. All are called on the thread that makes the class, in_vm, and may run Java.
pub struct Watch {
    /// Before a class file is parsed: the bytes to parse in its place. Not for hidden classes.
    pub class_file: fn(&mut JavaThread, ClassFileSeen<'_>) -> Option<Vec<u8>>,
    /// A class is in its loader's dictionary.
    pub loaded: fn(&mut JavaThread, KlassRef),
    /// A class is linked. JVMTI says "prepared".
    pub prepared: fn(&mut JavaThread, KlassRef),
}

static WATCH: OnceLock<Watch> = OnceLock::new();

/// From now on every class is told of; the second time nothing happens.
pub fn install(watch: Watch) {
    let _ = WATCH.set(watch);
}

pub(crate) fn watch() -> Option<&'static Watch> {
    WATCH.get()
}
