//! `String.intern`.

use heap::Handle;

use crate::entry::jvm;

jvm! {
    fn JVM_InternString(t, string: Option<Handle>) -> Option<Handle> {
        match string {
            Some(string) => linker::strings::intern(t, string).map(Some),
            None => Ok(None),
        }
    }
}
