//! The exceptions that running code raises by itself, without an `athrow`: one enum for interpreter, compiled code and runtime.
//! Source: JVMS 6.5, the "Run-time Exceptions" of each instruction.

macro_rules! implicit_exceptions {
    ($($(#[$doc:meta])* $name:ident $class:literal;)*) => {
        /// An exception that an instruction raises implicitly.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
        #[repr(u8)]
        pub enum ImplicitException { $($(#[$doc])* $name),* }

        impl ImplicitException {
            /// Every row, in order of the discriminant.
            pub const ALL: &'static [ImplicitException] = &[$(ImplicitException::$name),*];

            /// Internal name of the class to throw.
            pub const fn class_name(self) -> &'static str {
                match self { $(ImplicitException::$name => $class),* }
            }
        }
    };
}

implicit_exceptions! {
    Arithmetic "java/lang/ArithmeticException";
    NullPointer "java/lang/NullPointerException";
    ArrayIndex "java/lang/ArrayIndexOutOfBoundsException";
    ArrayStore "java/lang/ArrayStoreException";
    NegativeArraySize "java/lang/NegativeArraySizeException";
    ClassCast "java/lang/ClassCastException";
    StackOverflow "java/lang/StackOverflowError";
    AbstractMethod "java/lang/AbstractMethodError";
    IncompatibleClassChange "java/lang/IncompatibleClassChangeError";
    IllegalMonitorState "java/lang/IllegalMonitorStateException";
}
