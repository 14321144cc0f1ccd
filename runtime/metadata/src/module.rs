//! Run-time modules and packages: who reads whom, who exports what. JVMS 5.3.6, JLS 7.7.
//!
//! Entries live as long as their loader. Before `java.base` is defined every boot class is in the one provisional entry
//! [`ModuleEntry::java_base`]. Access checks (JVMS 5.4.4) are `linker`'s; this is the data.

use std::collections::{HashMap, HashSet};
use std::sync::{OnceLock, RwLock};

use crate::loader_data::ClassLoaderData;
use crate::slot::OopSlot;
use crate::symbol::Symbol;

/// A named module, or the unnamed module of a loader (`name` is none).
pub struct ModuleEntry {
    pub name: Option<Symbol>,
    pub loader_data: &'static ClassLoaderData,
    /// The `java.lang.Module` object; null until it was defined.
    pub object: OopSlot,
    pub version: Option<Box<str>>,
    pub location: Option<Box<str>>,
    pub is_open: bool,
    reads: RwLock<Reads>,
}

#[derive(Default)]
struct Reads {
    modules: HashSet<usize>,
    all_unnamed: bool,
}

impl ModuleEntry {
    pub fn new(name: Option<Symbol>, loader_data: &'static ClassLoaderData, is_open: bool) -> ModuleEntry {
        ModuleEntry {
            name,
            loader_data,
            object: OopSlot::null(),
            version: None,
            location: None,
            is_open,
            reads: RwLock::default(),
        }
    }

    /// The entry of `java.base`, in the boot loader's data: exists before the module system does.
    pub fn java_base() -> &'static ModuleEntry {
        static ENTRY: OnceLock<ModuleEntry> = OnceLock::new();
        ENTRY.get_or_init(|| ModuleEntry::new(Some(Symbol::intern(b"java.base")), ClassLoaderData::boot(), false))
    }

    fn key(&self) -> usize {
        self as *const ModuleEntry as usize
    }

    pub fn add_read(&self, other: &ModuleEntry) {
        let mut reads = self.reads.write().unwrap_or_else(|e| e.into_inner());
        reads.modules.insert(other.key());
    }

    pub fn add_read_all_unnamed(&self) {
        self.reads.write().unwrap_or_else(|e| e.into_inner()).all_unnamed = true;
    }

    /// JVMS 5.4.4: an unnamed module reads every module; everybody reads itself and `java.base`.
    pub fn can_read(&self, other: &ModuleEntry) -> bool {
        if self.name.is_none() || self.key() == other.key() || other.key() == ModuleEntry::java_base().key() {
            return true;
        }
        let reads = self.reads.read().unwrap_or_else(|e| e.into_inner());
        reads.modules.contains(&other.key()) || other.name.is_none() && reads.all_unnamed
    }
}

/// A package of a loader, in one module.
pub struct PackageEntry {
    pub name: Symbol,
    pub module: &'static ModuleEntry,
    exports: RwLock<Exports>,
}

#[derive(Default)]
struct Exports {
    to_all: bool,
    to_all_unnamed: bool,
    to: HashSet<usize>,
}

impl PackageEntry {
    pub fn new(name: Symbol, module: &'static ModuleEntry) -> PackageEntry {
        PackageEntry { name, module, exports: RwLock::default() }
    }

    pub fn export_to_all(&self) {
        self.exports.write().unwrap_or_else(|e| e.into_inner()).to_all = true;
    }

    pub fn export_to_all_unnamed(&self) {
        self.exports.write().unwrap_or_else(|e| e.into_inner()).to_all_unnamed = true;
    }

    pub fn export_to(&self, module: &ModuleEntry) {
        self.exports.write().unwrap_or_else(|e| e.into_inner()).to.insert(module.key());
    }

    /// JVMS 5.4.4: packages of unnamed and open modules are exported to everybody.
    pub fn is_exported_to(&self, module: &ModuleEntry) -> bool {
        if self.module.name.is_none() || self.module.is_open || self.module.key() == module.key() {
            return true;
        }
        let exports = self.exports.read().unwrap_or_else(|e| e.into_inner());
        exports.to_all || exports.to.contains(&module.key()) || module.name.is_none() && exports.to_all_unnamed
    }
}

/// Packages and named modules of one loader.
#[derive(Default)]
pub struct ModuleTable {
    pub packages: RwLock<HashMap<Symbol, &'static PackageEntry>>,
    pub modules: RwLock<HashMap<Symbol, &'static ModuleEntry>>,
}
