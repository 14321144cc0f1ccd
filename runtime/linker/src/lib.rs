//! Class loading, linking, initialisation and resolution: what turns bytes and names into `metadata`'s Klass and Method. JVMS 5.
//! Not here: parsing (`classfile`), the data itself (`metadata`), type checking of code (`verifier`), execution.
//!
//! | module | holds |
//! |---|---|
//! | [`class_path`] | where boot classes come from: the mapped image, `-Xbootclasspath/a` |
//! | [`loading`], [`dictionary`], [`constraints`] | which loader gives which class: delegation, races, loading constraints |
//! | [`define`], [`checks`], `assemble`, [`members`] | bytes to Klass: supers, what they must be, the class from its parts |
//! | [`layout`], [`vtable`], [`itable`], [`default_methods`] | the linked layer of a class |
//! | [`hidden`] | hidden classes |
//! | [`arrays`], [`mirrors`], [`strings`], `string_table` | array classes, `java.lang.Class` objects, `java.lang.String` objects |
//! | [`modules`], [`packages`] | the module graph as `java.lang.Module` reports it |
//! | [`well_known`] | fills in `metadata::well_known` at boot |
//! | [`link`], [`init`] | verification and preparation, the twelve steps of initialisation |
//! | [`finalizers`] | telling Java of objects that have one |
//! | [`resolve`], [`lookup`], [`access`], [`nest`] | symbolic references, selection, who may see what |
//! | [`method_handles`] | member names, linkers and the upcalls of `java.lang.invoke` |
//! | [`redefine`] | other methods for a class that is there |
//! | [`watch`] | who looks at classes while they are made: agents |
//! | [`roots`] | what the collector must know: weak tables, unloading |
//! | [`exceptions`], [`messages`] | throwing, and the texts users see |
//!
//! Errors are Java throwables (`JavaResult`). Read next: `loading.rs`, then `define.rs`.

pub mod arrays;
mod assemble;
pub mod checks;
pub mod class_path;
pub mod constraints;
pub mod default_methods;
pub mod define;
pub mod dictionary;
pub mod hidden;
pub mod itable;
pub mod layout;
pub mod loading;
pub mod members;
pub mod mirrors;
pub mod modules;
pub mod packages;
mod string_table;
pub mod strings;
pub mod vtable;
pub mod well_known;

pub mod access;
pub mod exceptions;
pub mod finalizers;
pub mod init;
pub mod link;
pub mod lookup;
pub mod messages;
pub mod method_handles;
pub mod nest;
pub mod redefine;
pub mod resolve;
pub mod roots;
pub mod watch;
