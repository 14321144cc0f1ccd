//! Why compiled code goes back to the interpreter: one enum for compiler, runtime, logs and statistics. Source: DESIGN "Deopt".

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident $text:literal;)*) => {
        /// A reason to leave compiled code. Counted per site; a site that deopts too often is compiled without the speculation.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[repr(u8)]
        pub enum DeoptReason { $($(#[$doc])* $name),* }

        impl DeoptReason {
            /// Every row, in order of the discriminant.
            pub const ALL: &'static [DeoptReason] = &[$(DeoptReason::$name),*];

            /// What logs, dumps and the IR's text form call it.
            pub const fn text(self) -> &'static str {
                match self { $(DeoptReason::$name => $text),* }
            }
        }
    };
}

reasons! {
    /// The receiver of a call is of a class that the profile has not seen.
    ClassCheck "class_check";
    /// As `ClassCheck` where two classes were expected.
    Bimorphic "bimorphic";
    /// An object of a cast or type test is of another class than the profile's.
    TypeProfile "type_profile";
    /// Null where the profile has never seen it.
    NullSeen "null_seen";
    /// A branch that the profile says is never taken.
    UnstableIf "unstable_if";
    /// A case of a switch that the profile has never seen.
    UnstableSwitch "unstable_switch";
    /// An exception where it is not worth compiling.
    Exception "exception";
    /// An entry of the constant pool that was not resolved.
    Unresolved "unresolved";
    /// A class that was not initialised.
    Uninitialized "uninitialized";
    /// A class was loaded that breaks what was assumed of the class hierarchy.
    ClassHierarchy "class_hierarchy";
    /// The target of a call site changed.
    CallSite "call_site";
    /// A class was redefined.
    Redefined "redefined";
    /// The stress mode asked for it; the site is not to blame.
    Stress "stress";
}

impl DeoptReason {
    /// The reason with this [`DeoptReason::text`].
    pub fn from_text(text: &str) -> Option<DeoptReason> {
        DeoptReason::ALL
            .iter()
            .copied()
            .find(|reason| reason.text() == text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_unique() {
        for reason in DeoptReason::ALL {
            assert_eq!(DeoptReason::from_text(reason.text()), Some(*reason));
        }
    }
}
