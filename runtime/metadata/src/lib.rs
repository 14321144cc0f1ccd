//! What the VM knows of classes: symbols, `Klass`, `Method`, `Field`, runtime constant pools, loader data. The *linked* layer:
//! no loading (that is `linker`), no objects (`heap`), no execution.
//!
//! Everything of a loader lives in its [`ClassLoaderData`]: an arena below 4 GB plus a table of object slots. References to
//! metadata are 32-bit ([`KlassRef`], [`MethodRef`]); they are valid as long as the loader lives, which every holder must
//! guarantee (an object keeps its class alive, a class its loader; caches are cleared at unloading). CONTRACTS 6, "Metadata
//! ownership".
//!
//! | module | holds |
//! |---|---|
//! | [`symbol`] | interned names and descriptors, 32-bit |
//! | [`arena`] | the class region below 4 GB and the arenas in it |
//! | [`loader_data`] | `ClassLoaderData`: arena, oop table, dictionary, packages |
//! | [`klass`] | `Klass`: the part shared by all classes; `InstanceKlass`, `ArrayKlass` |
//! | [`method`], [`field`] | members |
//! | [`constant_pool`] | resolution cells beside the class file's constant pool |
//! | [`well_known`] | THE tables of classes, fields and methods of the library that the VM itself uses |
//! | [`code_map`], [`method_map`] | compiled code by address; which addresses are methods |
//! | [`slot`] | `OopSlot`: a place outside the heap that holds a reference and is visited by the collector |
//!
//! Read next: `klass.rs`.

pub mod arena;
pub mod code_map;
pub mod constant_pool;
pub mod field;
pub mod klass;
pub mod loader_data;
pub mod method;
pub mod method_map;
pub mod module;
pub mod reference;
pub mod slot;
pub mod symbol;
pub mod well_known;

pub use constant_pool::{CpEntry, RuntimeConstantPool};
pub use field::{Field, FieldFlags};
pub use klass::{
    ArrayKlass, ClassState, InstanceKind, InstanceKlass, Klass, KlassFlags, RefMapBlock,
    ReservedKlass,
};
pub use loader_data::ClassLoaderData;
pub use method::{Method, MethodFlags};
pub use reference::{AtomicKlassRef, AtomicMethodRef, KlassRef, MethodRef};
pub use slot::OopSlot;
pub use symbol::{Symbol, sym};
