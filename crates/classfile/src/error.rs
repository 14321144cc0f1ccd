//! What is wrong with a class file: one table of kinds, Java error classes and texts.
//!
//! The texts are interface: programs and tests see them, so they are HotSpot 17's to the letter. In a row `{class}` is the
//! class's name (internal form; `<Unknown>` before it is known), other names in braces are the row's fields.
//! Names are modified UTF-8 and shown as text. Messages are cut where HotSpot's buffer ends: [`ClassFileError::message`].

use std::fmt;

use crate::mutf8;

/// Which Java error the linker throws.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ErrorClass {
    ClassFormatError,
    UnsupportedClassVersionError,
    NoClassDefFoundError,
    IncompatibleClassChangeError,
    VerifyError,
}

impl ErrorClass {
    /// Internal name of the Java class.
    pub const fn internal_name(self) -> &'static str {
        match self {
            ErrorClass::ClassFormatError => "java/lang/ClassFormatError",
            ErrorClass::UnsupportedClassVersionError => "java/lang/UnsupportedClassVersionError",
            ErrorClass::NoClassDefFoundError => "java/lang/NoClassDefFoundError",
            ErrorClass::IncompatibleClassChangeError => "java/lang/IncompatibleClassChangeError",
            ErrorClass::VerifyError => "java/lang/VerifyError",
        }
    }
}

/// Modified UTF-8 kept for a message.
#[derive(Clone, PartialEq, Eq)]
pub struct Name(pub Box<[u8]>);

impl From<&[u8]> for Name {
    fn from(bytes: &[u8]) -> Name {
        Name(bytes.into())
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        mutf8::display(&self.0).fmt(f)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        mutf8::display(&self.0).fmt(f)
    }
}

/// A malformed class file. Two pointers wide when boxed in a `Result`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClassFileError {
    /// The class's name as far as it was known, internal form.
    pub class: Name,
    pub kind: ErrorKind,
}

impl ClassFileError {
    /// The Java error to throw.
    pub fn error_class(&self) -> ErrorClass {
        self.kind.error_class()
    }

    /// The detail message of the Java error: `Display`, cut to 1,023 bytes of modified UTF-8.
    pub fn message(&self) -> String {
        let mut text = self.to_string();
        text.truncate(text.floor_char_boundary(1023));
        text
    }
}

impl fmt::Display for ClassFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.write(&self.class, f)
    }
}

impl std::error::Error for ClassFileError {}

/// How the parser passes failures around, before the class's name is added.
pub(crate) type Fail = Box<ErrorKind>;

macro_rules! define_errors {
    (|$class:ident| $($error:ident $variant:ident { $($field:ident: $type:ty),* } $text:literal;)*) => {
        /// Kinds of malformation, in the order in which a parser meets them. Fields are what the message shows.
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

            fn write(&self, $class: &Name, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let _ = $class;
                match self {
                    $(ErrorKind::$variant { $($field),* } => write!(f, $text),)*
                }
            }
        }
    };
}

define_errors! { |class|
    // The head.
    ClassFormatError Truncated {} "Truncated class file";
    ClassFormatError BadMagic { magic: u32 } "Incompatible magic value {magic} in class file {class}";
    UnsupportedClassVersionError VersionTooOld { major: u16, minor: u16 }
        "{class} (class file version {major}.{minor}) was compiled with an invalid major version";
    UnsupportedClassVersionError VersionTooNew { major: u16, minor: u16, highest: u16 }
        "{class} has been compiled by a more recent version of the Java Runtime (class file version {major}.{minor}), this version of the Java Runtime only recognizes class file versions up to {highest}.0";
    UnsupportedClassVersionError BadMinor { major: u16, minor: u16 }
        "{class} (class file version {major}.{minor}) was compiled with an invalid non-zero minor version";
    UnsupportedClassVersionError PreviewUnsupported { major: u16, minor: u16, highest: u16 }
        "{class} (class file version {major}.{minor}) was compiled with preview features that are unsupported. This version of the Java Runtime only recognizes preview features for class file version {highest}.65535";
    UnsupportedClassVersionError PreviewNotEnabled { major: u16, minor: u16 }
        "Preview features are not enabled for {class} (class file version {major}.{minor}). Try running with '--enable-preview'";

    // The constant pool.
    ClassFormatError PoolSize { size: u16 } "Illegal constant pool size {size} in class file {class}";
    ClassFormatError UnknownTag { tag: u8 } "Unknown constant tag {tag} in class file {class}";
    ClassFormatError TagVersion { tag: u8 } "Class file version does not support constant tag {tag} in class file {class}";
    ClassFormatError PoolEntry { index: u16 } "Invalid constant pool entry {index} in class file {class}";
    ClassFormatError IllegalUtf8 {} "Illegal UTF8 string in constant pool in class file {class}";
    ClassFormatError PoolIndex { index: u16 } "Invalid constant pool index {index} in class file {class}";
    ClassFormatError PoolIndexNotField { index: u16 } "Invalid constant pool index {index} in class file {class} (not a field)";
    ClassFormatError PoolIndexNotMethod { index: u16 } "Invalid constant pool index {index} in class file {class} (not a method)";
    ClassFormatError PoolIndexNotInterfaceMethod { index: u16 }
        "Invalid constant pool index {index} in class file {class} (not an interface method)";
    ClassFormatError MethodHandleKind { index: u16 } "Bad method handle kind at constant pool index {index} in class file {class}";
    ClassFormatError ZeroLength { index: u16 } "Illegal zero length constant pool entry at {index} in class {class}";
    ClassFormatError BadMethodName { index: u16 } "Bad method name at constant pool index {index} in class file {class}";
    ClassFormatError BadConstructorName { index: u16 } "Bad constructor name at constant pool index {index} in class file {class}";
    ClassFormatError ClassName { name: Name } "Illegal class name \"{name}\" in class file {class}";
    ClassFormatError FieldName { name: Name } "Illegal field name \"{name}\" in class {class}";
    ClassFormatError MethodName { name: Name } "Illegal method name \"{name}\" in class {class}";
    ClassFormatError Dimensions {} "Array type descriptor has more than 255 dimensions in class file {class}";
    ClassFormatError DescriptorClassName {} "Class name is empty or contains illegal character in descriptor in class file {class}";
    ClassFormatError IllegalSignature { what: &'static str, name: Name, descriptor: Name }
        "{what} \"{name}\" in class {class} has illegal signature \"{descriptor}\"";

    // The class itself.
    NoClassDefFoundError Module {} "{class} is not a class because access_flag ACC_MODULE is set";
    ClassFormatError ClassModifiers { flags: u16 } "Illegal class modifiers in class {class}: 0x{flags:X}";
    ClassFormatError ThisClass { index: u16 } "Invalid this class index {index} in constant pool in class file {class}";
    ClassFormatError ArrayClass {} "Bad class name in class file {class}";
    NoClassDefFoundError WrongName { actual: Name } "{class} (wrong name: {actual})";
    ClassFormatError SuperClass { index: u16 } "Invalid superclass index {index} in class file {class}";
    ClassFormatError ArraySuperClass {} "Bad superclass name in class file {class}";
    ClassFormatError InterfaceIndex { index: u16 } "Interface name has bad constant pool index {index} in class file {class}";
    ClassFormatError ArrayInterface {} "Bad interface name in class file {class}";
    ClassFormatError DuplicateInterface { name: Name } "Duplicate interface name \"{name}\" in class file {class}";

    // Fields.
    ClassFormatError FieldModifiers { flags: u16 } "Illegal field modifiers in class {class}: 0x{flags:X}";
    ClassFormatError FieldNameIndex { index: u16 } "Invalid constant pool index {index} for field name in class file {class}";
    ClassFormatError FieldSignatureIndex { index: u16 } "Invalid constant pool index {index} for field signature in class file {class}";
    ClassFormatError DuplicateField { name: Name, descriptor: Name }
        "Duplicate field name \"{name}\" with signature \"{descriptor}\" in class file {class}";
    ClassFormatError FieldAttributeIndex { index: u16 } "Invalid field attribute index {index} in class file {class}";
    ClassFormatError DuplicateConstantValue {} "Duplicate ConstantValue attribute in class file {class}";
    ClassFormatError ConstantValueLength { length: u32 } "Invalid ConstantValue field attribute length {length} in class file {class}";
    ClassFormatError ConstantValueIndex { index: u16 } "Bad initial value index {index} in ConstantValue attribute in class file {class}";
    ClassFormatError ConstantValueType {} "Inconsistent constant value type in class file {class}";
    ClassFormatError ConstantValueString {} "Bad string initial value in class file {class}";
    ClassFormatError ConstantValueUnable { index: u16 } "Unable to set initial value {index} in class file {class}";

    // Methods.
    ClassFormatError MethodModifiers { name: Name, flags: u16 } "Method {name} in class {class} has illegal modifiers: 0x{flags:X}";
    ClassFormatError MethodNameIndex { index: u16 } "Illegal constant pool index {index} for method name in class file {class}";
    ClassFormatError MethodSignatureIndex { index: u16 } "Illegal constant pool index {index} for method signature in class file {class}";
    ClassFormatError ClinitNotStatic {} "Method <clinit> is not static in class file {class}";
    ClassFormatError InterfaceInit {} "Interface cannot have a method named <init>, class file {class}";
    ClassFormatError TooManyArguments {} "Too many arguments in method signature in class file {class}";
    ClassFormatError DuplicateMethod { name: Name, descriptor: Name }
        "Duplicate method name \"{name}\" with signature \"{descriptor}\" in class file {class}";
    ClassFormatError MethodAttributeIndex { index: u16 } "Invalid method attribute name index {index} in class file {class}";
    ClassFormatError AbsentCode {} "Absent Code attribute in method that is not native or abstract in class file {class}";
    ClassFormatError UnexpectedCode {} "Code attribute in native or abstract methods in class file {class}";
    ClassFormatError MultipleCode {} "Multiple Code attributes in class file {class}";
    ClassFormatError MultipleExceptions {} "Multiple Exceptions attributes in class file {class}";
    ClassFormatError ExceptionsLength {} "Exceptions attribute has wrong length in class file {class}";
    ClassFormatError ExceptionsType { index: u16 } "Exception name has bad type at constant pool {index} in class file {class}";
    ClassFormatError MultipleMethodParameters {} "Multiple MethodParameters attributes in class file {class}";
    ClassFormatError MethodParametersLength { length: u32 } "Invalid MethodParameters method attribute length {length} in class file";

    // Code.
    ClassFormatError ArgumentsAndLocals {} "Arguments can't fit into locals in class file {class}";
    ClassFormatError CodeLength { length: u32 } "Invalid method Code length {length} in class file {class}";
    ClassFormatError ExceptionRange {} "Illegal exception table range in class file {class}";
    ClassFormatError ExceptionHandler {} "Illegal exception table handler in class file {class}";
    ClassFormatError CatchType {} "Catch type in exception table has bad constant type in class file {class}";
    ClassFormatError CodeAttributeIndex { index: u16 } "Invalid code attribute name index {index} in class file {class}";
    ClassFormatError CodeAttributeLength {} "Code segment has wrong length in class file {class}";
    ClassFormatError MultipleStackMaps {} "Multiple StackMapTable attributes in class file {class}";
    ClassFormatError LineNumberPc {} "Invalid pc in LineNumberTable in class file {class}";
    ClassFormatError LineNumberLength {} "LineNumberTable attribute has wrong length in class file {class}";
    ClassFormatError VariablesLength { table: &'static str } "{table} has wrong length in class file {class}";
    ClassFormatError VariableStart { start: u16, table: &'static str } "Invalid start_pc {start} in {table} in class file {class}";
    ClassFormatError VariableLength { length: u16, table: &'static str } "Invalid length {length} in {table} in class file {class}";
    ClassFormatError VariableName { index: u16, table: &'static str }
        "Name index {index} in {table} has bad constant type in class file {class}";
    ClassFormatError VariableDescriptor { index: u16, table: &'static str }
        "Signature index {index} in {table} has bad constant type in class file {class}";
    ClassFormatError VariableSlot { slot: u16, table: &'static str } "Invalid index {slot} in {table} in class file {class}";
    ClassFormatError DuplicateVariable { name: Name } "Duplicated LocalVariableTable attribute entry for '{name}' in class file {class}";
    ClassFormatError DuplicateVariableType { name: Name }
        "Duplicated LocalVariableTypeTable attribute entry for '{name}' in class file {class}";
    ClassFormatError UnmatchedVariableType { name: Name }
        "LVTT entry for '{name}' in class file {class} does not match any LVT entry";

    // Attributes met in several places; `place` ends the sentence ("field", "method", ...).
    ClassFormatError MarkerLength { attribute: &'static str, place: &'static str, length: u32 }
        "Invalid {attribute} {place} attribute length {length} in class file {class}";
    ClassFormatError MultipleIn { attribute: &'static str, place: &'static str }
        "Multiple {attribute} attributes for {place} in class file {class}";
    ClassFormatError Multiple { attribute: &'static str } "Multiple {attribute} attributes in class file {class}";
    ClassFormatError FieldSignatureLength { length: u32 } "Wrong size {length} for field's Signature attribute in class file {class}";
    ClassFormatError RecordSignatureLength { length: u32 }
        "Invalid Signature attribute length {length} in Record component in class file {class}";
    ClassFormatError SignatureLength { length: u32 } "Invalid Signature attribute length {length} in class file {class}";
    ClassFormatError SignatureIndex { index: u16 } "Invalid Signature attribute at constant pool index {index} in class file {class}";

    // Class attributes.
    ClassFormatError ClassAttributeIndex { index: u16 } "Attribute name has bad constant pool index {index} in class file {class}";
    ClassFormatError WrongLength { attribute: &'static str, length: u32 }
        "Wrong {attribute} attribute length {length} in class file {class}";
    ClassFormatError TableLength { attribute: &'static str } "Wrong {attribute} attribute length in class file {class}";
    ClassFormatError ClassSignature { index: u16 } "Invalid constant pool index {index} in Signature attribute in class file {class}";
    ClassFormatError SourceFile { index: u16 } "Invalid SourceFile attribute at constant pool index {index} in class file {class}";
    ClassFormatError BadType { what: &'static str, index: u16 } "{what} {index} has bad constant type in class file {class}";
    ClassFormatError InnerIsOuter {} "Class is both outer and inner class in class file {class}";
    ClassFormatError ArrayOuter {} "Outer class is an array class in class file {class}";
    ClassFormatError DuplicateInner {} "Duplicate entry in InnerClasses attribute in class file {class}";
    ClassFormatError NoEnclosingClass {} "Invalid class index in EnclosingMethod attribute in class file {class}";
    ClassFormatError EnclosingClass {} "Invalid or out-of-bounds class index in EnclosingMethod attribute in class file {class}";
    ClassFormatError EnclosingMethod {} "Invalid or out-of-bounds method index in EnclosingMethod attribute in class file {class}";
    ClassFormatError MembersAndHost {} "Conflicting NestMembers and NestHost attributes in class file {class}";
    ClassFormatError HostAndMembers {} "Conflicting NestHost and NestMembers attributes in class file {class}";
    ClassFormatError FinalPermits {} "PermittedSubclasses attribute in final class file {class}";
    ClassFormatError RecordName { index: u16 } "Invalid constant pool index {index} for name in Record attribute in class file {class}";
    ClassFormatError RecordDescriptor { index: u16 }
        "Invalid constant pool index {index} for descriptor in Record attribute in class file {class}";
    ClassFormatError RecordLength {} "Record attribute has wrong length in class file {class}";
    ClassFormatError RecordAttributeIndex { index: u16 }
        "Invalid Record attribute name index {index} in class file {class}";
    ClassFormatError BootstrapLength { length: u32 } "Invalid BootstrapMethods attribute length {length} in class file {class}";
    ClassFormatError BootstrapShort {} "Short length on BootstrapMethods in class file {class}";
    ClassFormatError BootstrapCounts {}
        "Invalid BootstrapMethods num_bootstrap_methods or num_bootstrap_arguments value in class file {class}";
    ClassFormatError BootstrapBad {} "Bad length on BootstrapMethods in class file {class}";
    ClassFormatError BootstrapMissing {} "Missing BootstrapMethods attribute in class file {class}";
    ClassFormatError ObjectInterfaces {} "java.lang.Object cannot implement an interface in class file {class}";
    ClassFormatError InterfaceSuper {} "Interfaces must have java.lang.Object as superclass in class file {class}";
    ClassFormatError ExtraBytes {} "Extra bytes at the end of class file {class}";
}
