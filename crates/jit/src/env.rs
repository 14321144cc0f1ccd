//! [`CompilerEnv`]: everything the compiler asks of the VM. Implemented by `runtime/tiering`, and by tests over bare class files.
//!
//! Answers are facts of the moment: nothing is resolved, loaded or initialised for a question. An answer that may become wrong
//! later is recorded by the implementation as a dependency of the compile, which is checked again when the code is installed
//! (CONTRACTS 6, "Compiler threads and the heap"). No answer holds a reference into the heap: an oop is a [`Key`].
//!
//! Keys are what the code needs: of a class its class word, of a method its address, of a static field the address of its value, of an
//! oop the address of the slot that the collector updates; of a method that is called through an interface also (upper half) the
//! interface that the call names. To everything but `lower` they mean nothing.

use abi::ElementKind;
use abi::deopt::DeoptReason;
use classfile::{ClassFile, MethodInfo};
use serde::{Deserialize, Serialize};

use crate::ir::{ClassShape, Key, Type};

/// A method with bytecode, as the compiler reads it.
#[derive(Clone, Copy)]
pub struct MethodView<'e> {
    pub key: Key,
    pub class: &'e ClassFile<'e>,
    pub method: &'e MethodInfo,
}

/// A class that the constant pool has resolved.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ClassFacts {
    /// Internal name.
    pub name: String,
    pub key: Key,
    /// JVMS 5.5: no barrier is needed.
    pub is_initialized: bool,
    /// `new` needs nothing but memory: the class is initialised, not abstract, and has no finalizer.
    pub is_plain: bool,
    pub shape: ClassShape,
}

/// A field that the constant pool has resolved for this kind of access.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FieldFacts {
    /// Class and name: `java/lang/Point.x`.
    pub name: String,
    pub kind: ElementKind,
    /// In the object; statics: in the mirror.
    pub offset: u32,
    pub is_volatile: bool,
    pub key: Key,
    pub class: ClassFacts,
}

/// A method that may be called.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MethodFacts {
    /// Class, name and descriptor: `java/lang/Point.move(I)V`.
    pub name: String,
    /// Receiver first.
    pub params: Vec<Type>,
    pub result: Option<Type>,
    /// Of methods that are called through the vtable.
    pub vtable_index: u16,
    pub key: Key,
    /// The address of what may be tried first ([`crate::ir::MethodData::leaf`]).
    pub leaf: Option<Key>,
    pub class: ClassFacts,
}

/// What a call of a resolved method does.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum CallFacts {
    /// Exactly this method. Static ones initialise its class first.
    Direct(MethodFacts),
    /// By the receiver's vtable.
    Virtual(MethodFacts),
    /// By the receiver's itable.
    Interface(MethodFacts),
    /// A linked method handle or call site: the adapter, with the appendix as its last argument.
    Handle {
        adapter: MethodFacts,
        appendix: Option<OopFacts>,
    },
}

/// A reference that stands in a constant pool.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OopFacts {
    /// For texts: the class of the object, the string, the class mirrored.
    pub text: String,
    pub key: Key,
}

/// A resolved constant.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ConstantFacts {
    Null,
    Oop(OopFacts),
    /// A dynamically computed constant of a primitive type, as bits.
    Primitive(Type, u64),
}

/// How often a branch was taken and not, as far as it was counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct BranchProfile {
    pub taken: u32,
    pub not_taken: u32,
}

/// Of which classes an object was, as far as it was counted.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ClassProfile {
    /// Those that code may name, the most frequent first, and how often.
    pub seen: Vec<(ClassFacts, u32)>,
    /// How often it was of another class.
    pub others: u32,
    pub nulls: u32,
}

/// Where the method is that `MethodHandle.invokeBasic` and `linkTo*` go on to: offsets in a handle, its form, a member name, and what that has
/// resolved; the last is a long, the method's key.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HandlePath {
    pub form: u32,
    pub vmentry: u32,
    pub method: u32,
    pub target: u32,
}

/// Methods that only go on to another one, by what names it. JVMS 2.9.3.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum LinkerKind {
    /// `invokeBasic`: the handle, which is the first argument. It is passed on.
    Basic,
    /// `linkToStatic`: the last argument, which is not passed on.
    Static,
    /// The other `linkTo*`: as `Static`, and the first argument, which must not be null, may decide.
    Receiver,
}

/// A method that goes on to another one, which its arguments name. JVMS 2.9.3.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Linker {
    /// `invokeBasic`: the form of the handle that is the first argument names it. It gets all arguments.
    Basic(HandlePath),
    /// `linkToStatic` and, with a receiver that must not be null, `linkToSpecial`: the member name that is the last argument does, and it
    /// is not passed on.
    Member {
        path: HandlePath,
        has_receiver: bool,
    },
}

/// Whether a method's code may stand where it is called.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Inlining {
    /// The VM looks into its frames, it has no bytecode, or it must be seen as it is called for some other reason.
    Never,
    /// If it is short.
    Small,
    /// `@ForceInline`.
    Always,
}

/// See the module documentation. Constant-pool indices are those of the class that declares `method`.
pub trait CompilerEnv {
    fn view(&self, method: Key) -> MethodView<'_>;

    /// Class, name and descriptor of the method itself.
    fn facts(&self, method: Key) -> MethodFacts;

    /// The class at `cp_index`, if it is resolved.
    fn class_at(&self, method: Key, cp_index: u16) -> Option<ClassFacts>;

    /// The array class with elements of the class at `cp_index`, if both exist.
    fn array_class_of(&self, method: Key, cp_index: u16) -> Option<ClassFacts>;

    /// The class of arrays of a primitive type.
    fn primitive_array_class(&self, kind: ElementKind) -> ClassFacts;

    /// The field at `cp_index`, if it is resolved for this access: static or not, read or written by this method.
    fn field_at(
        &self,
        method: Key,
        cp_index: u16,
        is_static: bool,
        is_put: bool,
    ) -> Option<FieldFacts>;

    /// The call at `bci`, if it is linked.
    fn call_at(&self, method: Key, bci: u32) -> Option<CallFacts>;

    /// A word for the interface call at `bci`, 0 at first, that lives as long as the method: code keeps there the class of a receiver
    /// (lower half) and its method (upper half). Whoever unloads classes clears it. `None`: nothing is remembered.
    fn call_cache(&self, _method: Key, _bci: u32) -> Option<Key> {
        None
    }

    /// The String, Class, MethodHandle, MethodType or dynamic constant at `cp_index`, if it is resolved.
    fn constant_at(&self, method: Key, cp_index: u16) -> Option<ConstantFacts>;

    /// The mirror of the class that declares `method`: what a static synchronized method locks.
    fn mirror_of(&self, method: Key) -> OopFacts;

    // What is in the heap, where it does not change any more. The objects that the answers name live as long as the code.

    /// The value of the static field at `cp_index`, which is final and set.
    fn static_value(&self, _method: Key, _cp_index: u16) -> Option<ConstantFacts> {
        None
    }

    /// The value of the field at `cp_index` in `object`: final where nobody changes it by other means, or set once.
    fn field_value(&self, _object: Key, _method: Key, _cp_index: u16) -> Option<ConstantFacts> {
        None
    }

    /// The value of a field in `object` that seldom changes: the target of a call site. Code that relies on it reads
    /// [`CompilerEnv::validity`] where it would read the field, the instruction at `bci`.
    fn assume_field(&self, _object: Key, _method: Key, _bci: u32) -> Option<ConstantFacts> {
        None
    }

    /// The value of an element of `array` that is set once.
    fn element_value(&self, _array: Key, _index: u32) -> Option<ConstantFacts> {
        None
    }

    /// How many elements an object has that is an array.
    fn array_length(&self, _object: Key) -> Option<u32> {
        None
    }

    /// Of exactly which class an object is.
    fn class_of(&self, _object: Key) -> Option<ClassFacts> {
        None
    }

    /// The class, not a primitive type, that an object is the `java.lang.Class` of.
    fn mirrored(&self, _object: Key) -> Option<ClassFacts> {
        None
    }

    /// Whether two objects are the same.
    fn are_same(&self, _a: Key, _b: Key) -> Option<bool> {
        None
    }

    /// Which linker a method is, if it is one.
    fn linker_kind(&self, _method: Key) -> Option<LinkerKind> {
        None
    }

    /// What `linker`, such a method, goes on to if `object` is the argument that names it, for this receiver if it is known: directly or through
    /// the vtable.
    fn linked(&self, _linker: Key, _object: Key, _receiver: Option<Key>) -> Option<CallFacts> {
        None
    }

    /// What the VM knows of a method that only goes on to another one.
    fn linker(&self, _method: Key) -> Option<Linker> {
        None
    }

    /// About a method that is called directly; its class is initialised, or the call has initialised it.
    fn inlining(&self, _callee: Key) -> Inlining {
        Inlining::Never
    }

    // Profiles: what tier 0 has met, where it has seen enough to tell. What never happened may be left out of the code, which is left for
    // the interpreter should it happen after all, unless that is no use ([`CompilerEnv::may_speculate`]).

    /// How often the branch at `bci` was taken, and how often not.
    fn branch_profile(&self, _method: Key, _bci: u32) -> Option<BranchProfile> {
        None
    }

    /// How often each case of the switch at `bci` was taken, in the order of the instruction; the default comes last.
    fn switch_profile(&self, _method: Key, _bci: u32) -> Option<Vec<u32>> {
        None
    }

    /// What the receiver of the call at `bci`, or the operand of the type test, was.
    fn class_profile(&self, _method: Key, _bci: u32) -> Option<ClassProfile> {
        None
    }

    /// The instruction at `bci`, which resolves a constant-pool entry, never has.
    fn never_ran(&self, _method: Key, _bci: u32) -> bool {
        false
    }

    /// The handler at `bci` has never caught anything.
    fn never_caught(&self, _method: Key, _bci: u32) -> bool {
        false
    }

    /// Whether code may be left at `bci` for this reason. Not if that has happened before.
    fn may_speculate(&self, _method: Key, _bci: u32, _reason: DeoptReason) -> bool {
        false
    }

    /// What the call at `bci`, which is linked and selects by the receiver, runs for receivers of `class`; `None`: it throws.
    fn selected(&self, _method: Key, _bci: u32, _class: Key) -> Option<MethodFacts> {
        None
    }

    /// What the virtual call at `bci` runs whatever the receiver is, as long as no class is linked that overrides it. The code that relies on it
    /// reads [`CompilerEnv::validity`] when it has the receiver.
    fn assume_only(&self, _method: Key, _bci: u32) -> Option<MethodFacts> {
        None
    }

    /// Whether an agent may give the method other bytecode while code runs that has it inlined. That code reads [`CompilerEnv::validity`]
    /// wherever it comes to it.
    fn may_be_redefined(&self, _method: Key) -> bool {
        false
    }

    /// The address of a word that is 0 as long as everything holds that was assumed.
    fn validity(&self) -> Key {
        Key(0)
    }

    /// The address of a long that counts the bytecodes of `method` that compiled code executes; `None`: nobody counts them.
    fn bytecode_counter(&self, _method: Key) -> Option<Key> {
        None
    }

    /// JVMS 6.5.instanceof, of two classes.
    fn is_subclass(&self, _class: Key, _of: Key) -> bool {
        false
    }

    /// Code is to be left now and then although nothing is wrong: guards that never fail stand wherever the interpreter can take over.
    fn wants_stress(&self) -> bool {
        false
    }
}
