//! Why a class does not verify: every message, one table. The details under a message are `report.rs`'s.

use std::fmt;

use classfile::ErrorClass;

/// Verification's failure: of the class itself, or of loading another one that it asked about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum VerifyFailure<E> {
    Verify(Box<VerifyError>),
    /// What the hierarchy said; typically a pending Java throwable.
    Loading(E),
}

/// A method that breaks a rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VerifyError {
    /// `pkg/Class.name(descriptor)`, as the details show it.
    pub method: String,
    /// Where, if the error is one of an instruction.
    pub bci: Option<u32>,
    pub kind: ErrorKind,
    /// What follows the first line of the message: "Exception Details:" and its sections, or the method of a format error.
    pub details: String,
}

impl VerifyError {
    /// The Java error to throw: `VerifyError` or `ClassFormatError`.
    pub fn error_class(&self) -> ErrorClass {
        self.kind.error_class()
    }

    /// Whether the old verifier is to be asked before this counts, in class files for which
    /// [`crate::needs_failover`] holds. Malformed StackMapTables have no second chance.
    pub fn may_failover(&self) -> bool {
        !matches!(self.kind, ErrorKind::StackMapFormat { .. })
    }

    /// The detail message of the Java error: several lines.
    pub fn message(&self) -> String {
        format!("{}{}", self.kind, self.details)
    }
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.kind, self.details)
    }
}

impl std::error::Error for VerifyError {}

macro_rules! define_errors {
    ($($error:ident $variant:ident { $($field:ident: $type:ty),* } $text:literal;)*) => {
        /// Kinds of failure. Fields are what the message shows.
        #[derive(Clone, PartialEq, Eq, Debug)]
        pub enum ErrorKind {
            $(#[doc = concat!("`", $text, "`")] $variant { $($field: $type),* },)*
        }

        impl ErrorKind {
            pub fn error_class(&self) -> ErrorClass {
                match self {
                    $(ErrorKind::$variant { .. } => ErrorClass::$error,)*
                }
            }
        }

        impl fmt::Display for ErrorKind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(ErrorKind::$variant { $($field),* } => write!(f, $text),)*
                }
            }
        }
    };
}

define_errors! {
    // Tables of the Code attribute.
    ClassFormatError HandlerStart { bci: u16 } "Illegal exception table start_pc {bci}";
    ClassFormatError HandlerEnd { bci: u16 } "Illegal exception table end_pc {bci}";
    ClassFormatError HandlerTarget { bci: u16 } "Illegal exception table handler_pc {bci}";
    VerifyError CatchType { bci: u16 } "Catch type is not a subclass of Throwable in exception handler {bci}";
    ClassFormatError VariableStart { bci: u16 } "Illegal local variable table start_pc {bci}";
    ClassFormatError VariableLength { length: u16 } "Illegal local variable table length {length}";

    // StackMapTable.
    ClassFormatError StackMapFormat { what: &'static str } "StackMapTable format error: {what}";
    ClassFormatError StackMapSizes {} "StackMapTable format error: bad type array size";
    ClassFormatError StackMapUninitialized {} "StackMapTable format error: bad offset for Uninitialized";
    VerifyError StackMapOffset {} "StackMapTable error: bad offset";
    ClassFormatError StackMapPassed { bci: u32 } "Bad stack map offset {bci}";
    VerifyError MapExpected {} "Expecting a stack map frame";
    VerifyError MapExpectedAtTarget { bci: i32 } "Expecting a stackmap frame at branch target {bci}";
    VerifyError MapMismatch {} "Instruction type does not match stack map";
    VerifyError MapMismatchAtTarget { bci: i32 } "Inconsistent stackmap frames at branch target {bci}";
    VerifyError MapMismatchAtHandler { bci: u16 } "Stack map does not match the one at exception handler {bci}";

    // Instructions in general.
    VerifyError BadInstruction {} "Bad instruction";
    VerifyError BadWide {} "Bad wide instruction";
    VerifyError BadOpcode { opcode: u8 } "Bad instruction: {opcode:02x}";
    VerifyError FallsThrough {} "Control flow falls through code end";
    VerifyError PoolIndex { index: u16, class: String } "Illegal constant pool index {index} in class {class}";
    VerifyError PoolType { index: u16, class: String } "Illegal type at constant pool entry {index} in class {class}";

    // The frame.
    VerifyError StackOverflow {} "Operand stack overflow";
    VerifyError StackUnderflow {} "Operand stack underflow";
    VerifyError StackType {} "Bad type on operand stack";
    VerifyError StackTypeIn { opcode: &'static str } "Bad type on operand stack in {opcode}";
    VerifyError LocalOverflow {} "Local variable table overflow";
    VerifyError LocalPairOverflow {} "get long/double overflows locals";
    VerifyError LocalType {} "Bad local variable type";

    // Control.
    VerifyError SwitchPadding {} "Nonzero padding byte in lookupswitch or tableswitch";
    VerifyError SwitchKeys {} "too many keys in tableswitch";
    VerifyError SwitchOrder {} "Bad lookupswitch instruction";
    VerifyError ReturnWanted {} "Method expects a return value";
    VerifyError ReturnUnwanted {} "Method does not expect a return value";
    VerifyError ReturnType {} "Bad return type";
    VerifyError ConstructorReturn {} "Constructor must call super() or this() before return";

    // Fields.
    VerifyError ReferenceToClass { index: u16, class: String }
        "Expecting reference to class in class {class} at constant pool index {index}";
    VerifyError PutfieldType {} "Bad type on operand stack in putfield";
    VerifyError ProtectedAccess { opcode: &'static str } "Bad access to protected data in {opcode}";

    // Invocations.
    VerifyError InterfaceCount {} "Inconsistent args count operand in invokeinterface";
    VerifyError InterfaceZero {} "Fourth operand byte of invokeinterface must be zero";
    VerifyError DynamicZero {} "Third and fourth operand bytes of invokedynamic must be zero";
    ClassFormatError DynamicVersion { major: u16, class: String }
        "invokedynamic instructions not supported by this class file version ({major}), class {class}";
    VerifyError InternalMethod {} "Illegal call to internal method";
    VerifyError SpecialClass {} "Bad invokespecial instruction: current class isn't assignable to reference class.";
    VerifyError SpecialInterface {}
        "Bad invokespecial instruction: interface method reference is in an indirect superinterface.";
    VerifyError InitCall {} "Bad <init> method call";
    VerifyError InitInTry {} "Bad <init> method call from after the start of a try block";
    VerifyError InitNew {} "Expecting new instruction";
    VerifyError InitClass {} "Call to wrong <init> method";
    VerifyError InitProtected {} "Bad access to protected <init> method";
    VerifyError InitOperand {} "Bad operand type when invoking <init>";
    VerifyError InitResult {} "Return type must be void in <init> method";

    // Objects and arrays.
    VerifyError New {} "Illegal new instruction";
    VerifyError Newarray {} "Illegal newarray instruction";
    VerifyError AnewarrayDimensions {} "Illegal anewarray instruction, array has more than 255 dimensions";
    VerifyError MultianewarrayType {} "Illegal constant pool index in multianewarray instruction";
    VerifyError MultianewarrayDimensions { dimensions: u8 } "Illegal dimension in multianewarray instruction: {dimensions}";
}
