//! THE tables of library classes, fields and methods that the VM itself uses. Found by name at boot (never by JDK version), then
//! read from here everywhere. A row that a JDK may lack is `optional`.
//!
//! Rows are statics: `wk::STRING.get()` is the Klass, `wk::STRING_VALUE.offset()` the field's offset, `wk::THREAD_RUN.get()` the
//! Method. `linker::well_known` fills them in; before that `get` panics, because the VM has a bug in its boot order.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::klass::Klass;
use crate::reference::{AtomicKlassRef, AtomicMethodRef, KlassRef, MethodRef};

/// A class row.
pub struct WellKnownClass {
    pub name: &'static str,
    pub optional: bool,
    cell: AtomicKlassRef,
}

impl WellKnownClass {
    const fn new(name: &'static str, optional: bool) -> WellKnownClass {
        WellKnownClass {
            name,
            optional,
            cell: AtomicKlassRef::empty(),
        }
    }

    /// The class.
    ///
    /// # Panics
    /// Before boot loaded it.
    pub fn get(&self) -> KlassRef {
        match self.cell.load() {
            Some(klass) => klass,
            None => panic!("{} is used before it is loaded", self.name),
        }
    }

    pub fn try_get(&self) -> Option<KlassRef> {
        self.cell.load()
    }

    pub fn set(&self, klass: KlassRef) {
        self.cell.store(Some(klass));
    }

    pub fn is(&self, klass: &Klass) -> bool {
        let is_it = |k: KlassRef| std::ptr::eq(k.as_ptr(), klass) || k == klass.original();
        self.cell.load().is_some_and(is_it)
    }
}

/// A field row; `injected` rows are added to the class by the VM.
pub struct WellKnownField {
    pub class: &'static WellKnownClass,
    pub name: &'static str,
    pub descriptor: &'static str,
    pub kind: FieldRow,
    offset: AtomicU32,
}

/// How a field row is found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FieldRow {
    Instance,
    Static,
    /// Not in every JDK.
    Optional,
    /// Invisible field the VM adds when it lays the class out.
    Injected,
}

impl WellKnownField {
    const UNSET: u32 = u32::MAX;

    const fn new(
        class: &'static WellKnownClass,
        name: &'static str,
        descriptor: &'static str,
        kind: FieldRow,
    ) -> WellKnownField {
        WellKnownField {
            class,
            name,
            descriptor,
            kind,
            offset: AtomicU32::new(Self::UNSET),
        }
    }

    /// Offset in bytes from the object (from the mirror for statics).
    ///
    /// # Panics
    /// Before boot found it.
    #[inline]
    pub fn offset(&self) -> u32 {
        let offset = self.offset.load(Ordering::Relaxed);
        assert!(
            offset != Self::UNSET,
            "{}.{} is used before it is known",
            self.class.name,
            self.name
        );
        offset
    }

    pub fn try_offset(&self) -> Option<u32> {
        Some(self.offset.load(Ordering::Relaxed)).filter(|offset| *offset != Self::UNSET)
    }

    pub fn set_offset(&self, offset: u32) {
        self.offset.store(offset, Ordering::Relaxed);
    }
}

/// A method row.
pub struct WellKnownMethod {
    pub class: &'static WellKnownClass,
    pub name: &'static str,
    pub descriptor: &'static str,
    pub optional: bool,
    cell: AtomicMethodRef,
}

impl WellKnownMethod {
    const fn new(
        class: &'static WellKnownClass,
        name: &'static str,
        descriptor: &'static str,
    ) -> WellKnownMethod {
        WellKnownMethod {
            class,
            name,
            descriptor,
            optional: false,
            cell: AtomicMethodRef::empty(),
        }
    }

    /// The method.
    ///
    /// # Panics
    /// Before boot found it.
    pub fn get(&self) -> MethodRef {
        match self.cell.load() {
            Some(method) => method,
            None => panic!(
                "{}.{}{} is used before it is known",
                self.class.name, self.name, self.descriptor
            ),
        }
    }

    pub fn try_get(&self) -> Option<MethodRef> {
        self.cell.load()
    }

    pub fn set(&self, method: MethodRef) {
        self.cell.store(Some(method));
    }
}

macro_rules! classes {
    ($($name:ident $class:literal $($optional:ident)?;)*) => {
        $(pub static $name: WellKnownClass = WellKnownClass::new($class, classes!(@ $($optional)?));)*
        /// All class rows, in the order boot loads them.
        pub static CLASSES: &[&WellKnownClass] = &[$(&$name),*];
    };
    (@) => { false };
    (@ optional) => { true };
}

macro_rules! fields {
    ($($name:ident $kind:ident $class:ident $field:literal $descriptor:literal;)*) => {
        $(pub static $name: WellKnownField = WellKnownField::new(&$class, $field, $descriptor, FieldRow::$kind);)*
        /// All field rows.
        pub static FIELDS: &[&WellKnownField] = &[$(&$name),*];
    };
}

macro_rules! methods {
    ($($name:ident $class:ident $method:literal $descriptor:literal;)*) => {
        $(pub static $name: WellKnownMethod = WellKnownMethod::new(&$class, $method, $descriptor);)*
        /// All method rows.
        pub static METHODS: &[&WellKnownMethod] = &[$(&$name),*];
    };
}

classes! {
    OBJECT "java/lang/Object";
    CLASS "java/lang/Class";
    STRING "java/lang/String";
    CLONEABLE "java/lang/Cloneable";
    SERIALIZABLE "java/io/Serializable";
    SYSTEM "java/lang/System";
    THREAD "java/lang/Thread";
    THREAD_GROUP "java/lang/ThreadGroup";
    THROWABLE "java/lang/Throwable";
    ERROR "java/lang/Error";
    EXCEPTION "java/lang/Exception";
    RUNTIME_EXCEPTION "java/lang/RuntimeException";
    STACK_TRACE_ELEMENT "java/lang/StackTraceElement";
    CLASS_LOADER "java/lang/ClassLoader";
    MODULE "java/lang/Module";
    REFERENCE "java/lang/ref/Reference";
    SOFT_REFERENCE "java/lang/ref/SoftReference";
    WEAK_REFERENCE "java/lang/ref/WeakReference";
    FINAL_REFERENCE "java/lang/ref/FinalReference";
    PHANTOM_REFERENCE "java/lang/ref/PhantomReference";
    FINALIZER "java/lang/ref/Finalizer";
    MAGIC_ACCESSOR "jdk/internal/reflect/MagicAccessorImpl" optional;
    METHOD_ACCESSOR "jdk/internal/reflect/MethodAccessorImpl" optional;
    DELEGATING_CLASS_LOADER "jdk/internal/reflect/DelegatingClassLoader" optional;
    CP_REFLECTION "jdk/internal/reflect/ConstantPool";
    REFLECT_METHOD "java/lang/reflect/Method";
    REFLECT_CONSTRUCTOR "java/lang/reflect/Constructor";
    REFLECT_FIELD "java/lang/reflect/Field";
    REFLECT_PARAMETER "java/lang/reflect/Parameter";
    RECORD_COMPONENT "java/lang/reflect/RecordComponent";
    RECORD "java/lang/Record";
    METHOD_HANDLE "java/lang/invoke/MethodHandle";
    VAR_HANDLE "java/lang/invoke/VarHandle";
    MEMBER_NAME "java/lang/invoke/MemberName";
    RESOLVED_METHOD_NAME "java/lang/invoke/ResolvedMethodName";
    METHOD_HANDLE_NATIVES "java/lang/invoke/MethodHandleNatives";
    LAMBDA_FORM "java/lang/invoke/LambdaForm";
    METHOD_TYPE "java/lang/invoke/MethodType";
    CALL_SITE "java/lang/invoke/CallSite";
    CALL_SITE_CONTEXT "java/lang/invoke/MethodHandleNatives$CallSiteContext";
    ABSTRACT_STACK_WALKER "java/lang/StackStreamFactory$AbstractStackWalker";
    STACK_FRAME_INFO "java/lang/StackFrameInfo";
    LIVE_STACK_FRAME_INFO "java/lang/LiveStackFrameInfo";
    UNSAFE "jdk/internal/misc/Unsafe";
    UNSAFE_CONSTANTS "jdk/internal/misc/UnsafeConstants";
    ACCESS_CONTROL_CONTEXT "java/security/AccessControlContext";
    ACCESS_CONTROLLER "java/security/AccessController";
    ABSTRACT_OWNABLE_SYNCHRONIZER "java/util/concurrent/locks/AbstractOwnableSynchronizer";
    BOOLEAN "java/lang/Boolean";
    CHARACTER "java/lang/Character";
    FLOAT "java/lang/Float";
    DOUBLE "java/lang/Double";
    BYTE "java/lang/Byte";
    SHORT "java/lang/Short";
    INTEGER "java/lang/Integer";
    LONG "java/lang/Long";
    NIO_BUFFER "java/nio/Buffer";
    ASSERTION_STATUS_DIRECTIVES "java/lang/AssertionStatusDirectives";
    INTERNAL_ERROR "java/lang/InternalError";
    OUT_OF_MEMORY_ERROR "java/lang/OutOfMemoryError";
    STACK_OVERFLOW_ERROR "java/lang/StackOverflowError";
}

fields! {
    STRING_VALUE Instance STRING "value" "[B";
    STRING_HASH Instance STRING "hash" "I";
    STRING_CODER Instance STRING "coder" "B";
    STRING_COMPACT_STRINGS Static STRING "COMPACT_STRINGS" "Z";
    // address of the Klass (0 for primitive mirrors), and of the array class for primitive mirrors
    CLASS_KLASS Injected CLASS "klass" "J";
    CLASS_ARRAY_KLASS Injected CLASS "array_klass" "J";
    // ElementKind of a primitive mirror (T_VOID = 14); 0 otherwise
    CLASS_PRIMITIVE Injected CLASS "primitive" "I";
    CLASS_PROTECTION_DOMAIN Injected CLASS "protection_domain" "Ljava/lang/Object;";
    CLASS_SIGNERS Injected CLASS "signers" "Ljava/lang/Object;";
    CLASS_LOADER_FIELD Instance CLASS "classLoader" "Ljava/lang/ClassLoader;";
    CLASS_COMPONENT_TYPE Instance CLASS "componentType" "Ljava/lang/Class;";
    CLASS_MODULE Instance CLASS "module" "Ljava/lang/Module;";
    CLASS_NAME Instance CLASS "name" "Ljava/lang/String;";
    CLASS_CLASS_DATA Optional CLASS "classData" "Ljava/lang/Object;";
    CLASS_REDEFINED_COUNT Instance CLASS "classRedefinedCount" "I";
    LOADER_DATA Injected CLASS_LOADER "loader_data" "J";
    LOADER_PARENT Instance CLASS_LOADER "parent" "Ljava/lang/ClassLoader;";
    LOADER_NAME Instance CLASS_LOADER "name" "Ljava/lang/String;";
    LOADER_NAME_AND_ID Instance CLASS_LOADER "nameAndId" "Ljava/lang/String;";
    LOADER_UNNAMED_MODULE Instance CLASS_LOADER "unnamedModule" "Ljava/lang/Module;";
    LOADER_PARALLEL_LOCK_MAP Instance CLASS_LOADER "parallelLockMap" "Ljava/util/concurrent/ConcurrentHashMap;";
    MODULE_LOADER Instance MODULE "loader" "Ljava/lang/ClassLoader;";
    MODULE_NAME Instance MODULE "name" "Ljava/lang/String;";
    MODULE_ENTRY Injected MODULE "module_entry" "J";
    THREAD_EETOP Instance THREAD "eetop" "J";
    THREAD_NAME Instance THREAD "name" "Ljava/lang/String;";
    THREAD_GROUP_FIELD Instance THREAD "group" "Ljava/lang/ThreadGroup;";
    THREAD_CONTEXT_LOADER Instance THREAD "contextClassLoader" "Ljava/lang/ClassLoader;";
    THREAD_INHERITED_ACC Instance THREAD "inheritedAccessControlContext" "Ljava/security/AccessControlContext;";
    THREAD_PRIORITY Optional THREAD "priority" "I";
    THREAD_DAEMON Optional THREAD "daemon" "Z";
    THREAD_STATUS Optional THREAD "threadStatus" "I";
    THREAD_STACK_SIZE Optional THREAD "stackSize" "J";
    THREAD_TID Instance THREAD "tid" "J";
    THREAD_INTERRUPTED Optional THREAD "interrupted" "Z";
    THREAD_PARK_BLOCKER Instance THREAD "parkBlocker" "Ljava/lang/Object;";
    THREAD_GROUP_NAME Instance THREAD_GROUP "name" "Ljava/lang/String;";
    THREAD_GROUP_PARENT Instance THREAD_GROUP "parent" "Ljava/lang/ThreadGroup;";
    THROWABLE_BACKTRACE Instance THROWABLE "backtrace" "Ljava/lang/Object;";
    THROWABLE_MESSAGE Instance THROWABLE "detailMessage" "Ljava/lang/String;";
    THROWABLE_STACK_TRACE Instance THROWABLE "stackTrace" "[Ljava/lang/StackTraceElement;";
    THROWABLE_DEPTH Instance THROWABLE "depth" "I";
    THROWABLE_CAUSE Instance THROWABLE "cause" "Ljava/lang/Throwable;";
    STE_DECLARING_CLASS_OBJECT Instance STACK_TRACE_ELEMENT "declaringClassObject" "Ljava/lang/Class;";
    STE_LOADER_NAME Instance STACK_TRACE_ELEMENT "classLoaderName" "Ljava/lang/String;";
    STE_MODULE_NAME Instance STACK_TRACE_ELEMENT "moduleName" "Ljava/lang/String;";
    STE_MODULE_VERSION Instance STACK_TRACE_ELEMENT "moduleVersion" "Ljava/lang/String;";
    STE_DECLARING_CLASS Instance STACK_TRACE_ELEMENT "declaringClass" "Ljava/lang/String;";
    STE_METHOD_NAME Instance STACK_TRACE_ELEMENT "methodName" "Ljava/lang/String;";
    STE_FILE_NAME Instance STACK_TRACE_ELEMENT "fileName" "Ljava/lang/String;";
    STE_LINE_NUMBER Instance STACK_TRACE_ELEMENT "lineNumber" "I";
    REFERENCE_REFERENT Instance REFERENCE "referent" "Ljava/lang/Object;";
    REFERENCE_QUEUE Instance REFERENCE "queue" "Ljava/lang/ref/ReferenceQueue;";
    REFERENCE_NEXT Instance REFERENCE "next" "Ljava/lang/ref/Reference;";
    REFERENCE_DISCOVERED Instance REFERENCE "discovered" "Ljava/lang/ref/Reference;";
    SOFT_REFERENCE_CLOCK Static SOFT_REFERENCE "clock" "J";
    SOFT_REFERENCE_TIMESTAMP Instance SOFT_REFERENCE "timestamp" "J";
    METHOD_CLAZZ Instance REFLECT_METHOD "clazz" "Ljava/lang/Class;";
    METHOD_SLOT Instance REFLECT_METHOD "slot" "I";
    METHOD_NAME Instance REFLECT_METHOD "name" "Ljava/lang/String;";
    METHOD_RETURN_TYPE Instance REFLECT_METHOD "returnType" "Ljava/lang/Class;";
    METHOD_PARAMETER_TYPES Instance REFLECT_METHOD "parameterTypes" "[Ljava/lang/Class;";
    METHOD_EXCEPTION_TYPES Instance REFLECT_METHOD "exceptionTypes" "[Ljava/lang/Class;";
    METHOD_MODIFIERS Instance REFLECT_METHOD "modifiers" "I";
    METHOD_SIGNATURE Instance REFLECT_METHOD "signature" "Ljava/lang/String;";
    METHOD_ANNOTATIONS Instance REFLECT_METHOD "annotations" "[B";
    METHOD_PARAMETER_ANNOTATIONS Instance REFLECT_METHOD "parameterAnnotations" "[B";
    METHOD_ANNOTATION_DEFAULT Instance REFLECT_METHOD "annotationDefault" "[B";
    CONSTRUCTOR_CLAZZ Instance REFLECT_CONSTRUCTOR "clazz" "Ljava/lang/Class;";
    CONSTRUCTOR_SLOT Instance REFLECT_CONSTRUCTOR "slot" "I";
    CONSTRUCTOR_PARAMETER_TYPES Instance REFLECT_CONSTRUCTOR "parameterTypes" "[Ljava/lang/Class;";
    CONSTRUCTOR_EXCEPTION_TYPES Instance REFLECT_CONSTRUCTOR "exceptionTypes" "[Ljava/lang/Class;";
    CONSTRUCTOR_MODIFIERS Instance REFLECT_CONSTRUCTOR "modifiers" "I";
    CONSTRUCTOR_SIGNATURE Instance REFLECT_CONSTRUCTOR "signature" "Ljava/lang/String;";
    CONSTRUCTOR_ANNOTATIONS Instance REFLECT_CONSTRUCTOR "annotations" "[B";
    CONSTRUCTOR_PARAMETER_ANNOTATIONS Instance REFLECT_CONSTRUCTOR "parameterAnnotations" "[B";
    FIELD_CLAZZ Instance REFLECT_FIELD "clazz" "Ljava/lang/Class;";
    FIELD_SLOT Instance REFLECT_FIELD "slot" "I";
    FIELD_NAME Instance REFLECT_FIELD "name" "Ljava/lang/String;";
    FIELD_TYPE Instance REFLECT_FIELD "type" "Ljava/lang/Class;";
    FIELD_MODIFIERS Instance REFLECT_FIELD "modifiers" "I";
    FIELD_TRUSTED_FINAL Optional REFLECT_FIELD "trustedFinal" "Z";
    FIELD_SIGNATURE Instance REFLECT_FIELD "signature" "Ljava/lang/String;";
    FIELD_ANNOTATIONS Instance REFLECT_FIELD "annotations" "[B";
    ACCESSIBLE_OVERRIDE Optional REFLECT_FIELD "override" "Z";
    PARAMETER_NAME Instance REFLECT_PARAMETER "name" "Ljava/lang/String;";
    PARAMETER_MODIFIERS Instance REFLECT_PARAMETER "modifiers" "I";
    PARAMETER_EXECUTABLE Instance REFLECT_PARAMETER "executable" "Ljava/lang/reflect/Executable;";
    PARAMETER_INDEX Instance REFLECT_PARAMETER "index" "I";
    RECORD_COMPONENT_CLAZZ Instance RECORD_COMPONENT "clazz" "Ljava/lang/Class;";
    RECORD_COMPONENT_NAME Instance RECORD_COMPONENT "name" "Ljava/lang/String;";
    RECORD_COMPONENT_TYPE Instance RECORD_COMPONENT "type" "Ljava/lang/Class;";
    RECORD_COMPONENT_ACCESSOR Instance RECORD_COMPONENT "accessor" "Ljava/lang/reflect/Method;";
    RECORD_COMPONENT_SIGNATURE Instance RECORD_COMPONENT "signature" "Ljava/lang/String;";
    RECORD_COMPONENT_ANNOTATIONS Instance RECORD_COMPONENT "annotations" "[B";
    RECORD_COMPONENT_TYPE_ANNOTATIONS Instance RECORD_COMPONENT "typeAnnotations" "[B";
    CP_OOP Instance CP_REFLECTION "constantPoolOop" "Ljava/lang/Object;";
    METHOD_HANDLE_TYPE Instance METHOD_HANDLE "type" "Ljava/lang/invoke/MethodType;";
    METHOD_HANDLE_FORM Instance METHOD_HANDLE "form" "Ljava/lang/invoke/LambdaForm;";
    LAMBDA_FORM_VMENTRY Instance LAMBDA_FORM "vmentry" "Ljava/lang/invoke/MemberName;";
    MEMBER_NAME_CLAZZ Instance MEMBER_NAME "clazz" "Ljava/lang/Class;";
    MEMBER_NAME_NAME Instance MEMBER_NAME "name" "Ljava/lang/String;";
    MEMBER_NAME_TYPE Instance MEMBER_NAME "type" "Ljava/lang/Object;";
    MEMBER_NAME_FLAGS Instance MEMBER_NAME "flags" "I";
    MEMBER_NAME_METHOD Instance MEMBER_NAME "method" "Ljava/lang/invoke/ResolvedMethodName;";
    MEMBER_NAME_VMINDEX Injected MEMBER_NAME "vmindex" "J";
    RESOLVED_METHOD_VMHOLDER Optional RESOLVED_METHOD_NAME "vmholder" "Ljava/lang/Class;";
    RESOLVED_METHOD_HOLDER Injected RESOLVED_METHOD_NAME "vmholder" "Ljava/lang/Object;";
    RESOLVED_METHOD_TARGET Injected RESOLVED_METHOD_NAME "vmtarget" "J";
    METHOD_TYPE_RTYPE Instance METHOD_TYPE "rtype" "Ljava/lang/Class;";
    METHOD_TYPE_PTYPES Instance METHOD_TYPE "ptypes" "[Ljava/lang/Class;";
    CALL_SITE_TARGET Instance CALL_SITE "target" "Ljava/lang/invoke/MethodHandle;";
    CALL_SITE_CONTEXT_FIELD Instance CALL_SITE "context" "Ljava/lang/invoke/MethodHandleNatives$CallSiteContext;";
    CONTEXT_VMDEPENDENCIES Injected CALL_SITE_CONTEXT "vmdependencies" "J";
    STACK_FRAME_INFO_MEMBER_NAME Instance STACK_FRAME_INFO "memberName" "Ljava/lang/Object;";
    STACK_FRAME_INFO_BCI Instance STACK_FRAME_INFO "bci" "I";
    LIVE_FRAME_MONITORS Instance LIVE_STACK_FRAME_INFO "monitors" "[Ljava/lang/Object;";
    LIVE_FRAME_LOCALS Instance LIVE_STACK_FRAME_INFO "locals" "[Ljava/lang/Object;";
    LIVE_FRAME_OPERANDS Instance LIVE_STACK_FRAME_INFO "operands" "[Ljava/lang/Object;";
    LIVE_FRAME_MODE Instance LIVE_STACK_FRAME_INFO "mode" "I";
    UNSAFE_ADDRESS_SIZE Static UNSAFE_CONSTANTS "ADDRESS_SIZE0" "I";
    UNSAFE_PAGE_SIZE Static UNSAFE_CONSTANTS "PAGE_SIZE" "I";
    UNSAFE_BIG_ENDIAN Static UNSAFE_CONSTANTS "BIG_ENDIAN" "Z";
    UNSAFE_UNALIGNED Static UNSAFE_CONSTANTS "UNALIGNED_ACCESS" "Z";
    UNSAFE_CACHE_LINE_FLUSH Static UNSAFE_CONSTANTS "DATA_CACHE_LINE_FLUSH_SIZE" "I";
    ACC_CONTEXT Instance ACCESS_CONTROL_CONTEXT "context" "[Ljava/security/ProtectionDomain;";
    ACC_PRIVILEGED_CONTEXT Instance ACCESS_CONTROL_CONTEXT "privilegedContext" "Ljava/security/AccessControlContext;";
    ACC_IS_PRIVILEGED Instance ACCESS_CONTROL_CONTEXT "isPrivileged" "Z";
    ACC_IS_AUTHORIZED Instance ACCESS_CONTROL_CONTEXT "isAuthorized" "Z";
    OWNABLE_SYNCHRONIZER_OWNER Instance ABSTRACT_OWNABLE_SYNCHRONIZER "exclusiveOwnerThread" "Ljava/lang/Thread;";
    BOOLEAN_VALUE Instance BOOLEAN "value" "Z";
    CHARACTER_VALUE Instance CHARACTER "value" "C";
    FLOAT_VALUE Instance FLOAT "value" "F";
    DOUBLE_VALUE Instance DOUBLE "value" "D";
    BYTE_VALUE Instance BYTE "value" "B";
    SHORT_VALUE Instance SHORT "value" "S";
    INTEGER_VALUE Instance INTEGER "value" "I";
    LONG_VALUE Instance LONG "value" "J";
    ASSERTION_CLASSES Instance ASSERTION_STATUS_DIRECTIVES "classes" "[Ljava/lang/String;";
    ASSERTION_CLASS_ENABLED Instance ASSERTION_STATUS_DIRECTIVES "classEnabled" "[Z";
    ASSERTION_PACKAGES Instance ASSERTION_STATUS_DIRECTIVES "packages" "[Ljava/lang/String;";
    ASSERTION_PACKAGE_ENABLED Instance ASSERTION_STATUS_DIRECTIVES "packageEnabled" "[Z";
    ASSERTION_DEFAULT Instance ASSERTION_STATUS_DIRECTIVES "deflt" "Z";
}

methods! {
    SYSTEM_INIT_PHASE1 SYSTEM "initPhase1" "()V";
    SYSTEM_INIT_PHASE2 SYSTEM "initPhase2" "(ZZ)I";
    SYSTEM_INIT_PHASE3 SYSTEM "initPhase3" "()V";
    THREAD_INIT THREAD "<init>" "(Ljava/lang/ThreadGroup;Ljava/lang/String;)V";
    THREAD_RUN THREAD "run" "()V";
    THREAD_EXIT THREAD "exit" "()V";
    THREAD_DISPATCH_UNCAUGHT THREAD "dispatchUncaughtException" "(Ljava/lang/Throwable;)V";
    THREAD_GROUP_INIT_SYSTEM THREAD_GROUP "<init>" "()V";
    THREAD_GROUP_INIT THREAD_GROUP "<init>" "(Ljava/lang/ThreadGroup;Ljava/lang/String;)V";
    THREAD_GROUP_ADD THREAD_GROUP "add" "(Ljava/lang/Thread;)V";
    LOADER_LOAD_CLASS CLASS_LOADER "loadClass" "(Ljava/lang/String;)Ljava/lang/Class;";
    LOADER_ADD_CLASS CLASS_LOADER "addClass" "(Ljava/lang/Class;)V";
    LOADER_FIND_NATIVE CLASS_LOADER "findNative" "(Ljava/lang/ClassLoader;Ljava/lang/String;)J";
    LOADER_GET_SYSTEM CLASS_LOADER "getSystemClassLoader" "()Ljava/lang/ClassLoader;";
    LOADER_GET_PLATFORM CLASS_LOADER "getPlatformClassLoader" "()Ljava/lang/ClassLoader;";
    FINALIZER_REGISTER FINALIZER "register" "(Ljava/lang/Object;)V";
    LINK_METHOD METHOD_HANDLE_NATIVES "linkMethod" "(Ljava/lang/Class;ILjava/lang/Class;Ljava/lang/String;Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/invoke/MemberName;";
    LINK_CALL_SITE METHOD_HANDLE_NATIVES "linkCallSite" "(Ljava/lang/Object;ILjava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/invoke/MemberName;";
    LINK_DYNAMIC_CONSTANT METHOD_HANDLE_NATIVES "linkDynamicConstant" "(Ljava/lang/Object;ILjava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;";
    LINK_METHOD_HANDLE_CONSTANT METHOD_HANDLE_NATIVES "linkMethodHandleConstant" "(Ljava/lang/Class;ILjava/lang/Class;Ljava/lang/String;Ljava/lang/Object;)Ljava/lang/invoke/MethodHandle;";
    FIND_METHOD_HANDLE_TYPE METHOD_HANDLE_NATIVES "findMethodHandleType" "(Ljava/lang/Class;[Ljava/lang/Class;)Ljava/lang/invoke/MethodType;";
    DO_STACK_WALK ABSTRACT_STACK_WALKER "doStackWalk" "(JIIII)Ljava/lang/Object;";
    THROWABLE_PRINT_STACK_TRACE THROWABLE "printStackTrace" "()V";
    THROWABLE_INIT_CAUSE THROWABLE "initCause" "(Ljava/lang/Throwable;)Ljava/lang/Throwable;";
}
