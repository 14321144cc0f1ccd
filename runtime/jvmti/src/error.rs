//! What a function answers when it did nothing. JVMTI "Error Reference".

use jni::types::jint;
use threads::Thrown;

/// An error number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Error(pub(crate) jint);

/// What [`Error`] is not.
pub(crate) const NONE: jint = 0;

macro_rules! define_errors {
    ($($number:literal $name:ident;)*) => {
        #[allow(dead_code, reason = "a table: some are never answered")]
        impl Error {
            $(pub(crate) const $name: Error = Error($number);)*
        }

        /// Number, and name without its prefix.
        const NAMES: &[(jint, &str)] = &[$(($number, stringify!($name))),*];
    };
}

define_errors! {
    10 INVALID_THREAD;
    11 INVALID_THREAD_GROUP;
    12 INVALID_PRIORITY;
    13 THREAD_NOT_SUSPENDED;
    14 THREAD_SUSPENDED;
    15 THREAD_NOT_ALIVE;
    20 INVALID_OBJECT;
    21 INVALID_CLASS;
    22 CLASS_NOT_PREPARED;
    23 INVALID_METHODID;
    24 INVALID_LOCATION;
    25 INVALID_FIELDID;
    26 INVALID_MODULE;
    31 NO_MORE_FRAMES;
    32 OPAQUE_FRAME;
    34 TYPE_MISMATCH;
    35 INVALID_SLOT;
    40 DUPLICATE;
    41 NOT_FOUND;
    50 INVALID_MONITOR;
    51 NOT_MONITOR_OWNER;
    52 INTERRUPT;
    60 INVALID_CLASS_FORMAT;
    61 CIRCULAR_CLASS_DEFINITION;
    62 FAILS_VERIFICATION;
    63 UNSUPPORTED_REDEFINITION_METHOD_ADDED;
    64 UNSUPPORTED_REDEFINITION_SCHEMA_CHANGED;
    65 INVALID_TYPESTATE;
    66 UNSUPPORTED_REDEFINITION_HIERARCHY_CHANGED;
    67 UNSUPPORTED_REDEFINITION_METHOD_DELETED;
    68 UNSUPPORTED_VERSION;
    69 NAMES_DONT_MATCH;
    70 UNSUPPORTED_REDEFINITION_CLASS_MODIFIERS_CHANGED;
    71 UNSUPPORTED_REDEFINITION_METHOD_MODIFIERS_CHANGED;
    72 UNSUPPORTED_REDEFINITION_CLASS_ATTRIBUTE_CHANGED;
    79 UNMODIFIABLE_CLASS;
    80 UNMODIFIABLE_MODULE;
    98 NOT_AVAILABLE;
    99 MUST_POSSESS_CAPABILITY;
    100 NULL_POINTER;
    101 ABSENT_INFORMATION;
    102 INVALID_EVENT_TYPE;
    103 ILLEGAL_ARGUMENT;
    104 NATIVE_METHOD;
    106 CLASS_LOADER_UNSUPPORTED;
    110 OUT_OF_MEMORY;
    111 ACCESS_DENIED;
    112 WRONG_PHASE;
    113 INTERNAL;
    115 UNATTACHED_THREAD;
    116 INVALID_ENVIRONMENT;
}

/// `JVMTI_ERROR_...`; none: there is no such error.
pub(crate) fn name_of(number: jint) -> Option<String> {
    let name = match number {
        NONE => "NONE",
        _ => NAMES.iter().find(|(other, _)| *other == number)?.1,
    };
    Some(format!("JVMTI_ERROR_{name}"))
}

/// Java that a function calls has thrown. The wrapper clears what is pending.
impl From<Thrown> for Error {
    fn from(_: Thrown) -> Error {
        Error::INTERNAL
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        assert_eq!(name_of(0).as_deref(), Some("JVMTI_ERROR_NONE"));
        assert_eq!(name_of(112).as_deref(), Some("JVMTI_ERROR_WRONG_PHASE"));
        assert_eq!(name_of(1), None);
    }
}
