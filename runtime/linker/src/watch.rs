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
    /// The class that is there already, and that these bytes are to change.
    pub redefined: Option<KlassRef>,
    pub bytes: &'a [u8],
}

/// What agents have made of a class file.
#[derive(Default)]
pub struct Changed {
    /// The bytes to parse in its place.
    pub changed: Option<Vec<u8>>,
    /// What the agents that may see it again have seen, if it is not the file itself.
    pub again: Option<Vec<u8>>,
}

/// See the module documentation. All are called on the thread that makes the class, in_vm, and may run Java.
pub struct Watch {
    /// Before a class file is parsed. Not for hidden classes.
    pub class_file: fn(&mut JavaThread, ClassFileSeen<'_>) -> Changed,
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
