//! Run-time modules and packages: who reads whom, who exports what. JVMS 5.3.6, JLS 7.7.
//!
//! Entries live as long as their loader. Before `java.base` is defined every boot class is in the one provisional entry
//! [`ModuleEntry::java_base`]. Access checks (JVMS 5.4.4) are `linker`'s; this is the data.

use std::collections::{HashMap, HashSet};
use std::sync::{OnceLock, RwLock};

use crate::arena::MetaspaceFull;
use crate::loader_data::ClassLoaderData;
use crate::slot::OopSlot;
use crate::symbol::Symbol;

/// A named module, or the unnamed module of a loader (`name` is none).
pub struct ModuleEntry {
    pub name: Option<Symbol>,
    pub loader_data: &'static ClassLoaderData,
    /// The `java.lang.Module` object; null until it was defined.
    pub object: OopSlot,
    version: OnceLock<Box<str>>,
    location: OnceLock<Box<str>>,
    pub is_open: bool,
    reads: RwLock<Reads>,
}

#[derive(Default)]
struct Reads {
    modules: HashSet<usize>,
    all_unnamed: bool,
}

impl ModuleEntry {
    pub fn new(
        name: Option<Symbol>,
        loader_data: &'static ClassLoaderData,
        is_open: bool,
    ) -> ModuleEntry {
        ModuleEntry {
            name,
            loader_data,
            object: OopSlot::null(),
            version: OnceLock::new(),
            location: OnceLock::new(),
            is_open,
            reads: RwLock::default(),
        }
    }

    /// The entry of `java.base`, in the boot loader's data: exists before the module system does.
    pub fn java_base() -> &'static ModuleEntry {
        static ENTRY: OnceLock<ModuleEntry> = OnceLock::new();
        ENTRY.get_or_init(|| {
            ModuleEntry::new(
                Some(Symbol::intern(b"java.base")),
                ClassLoaderData::boot(),
                false,
            )
        })
    }

    /// What the module's definition said; set once.
    pub fn set_version_and_location(&self, version: Option<&str>, location: Option<&str>) {
        for (cell, text) in [(&self.version, version), (&self.location, location)] {
            if let Some(text) = text {
                cell.get_or_init(|| text.into());
            }
        }
    }

    pub fn version(&self) -> Option<&str> {
        self.version.get().map(|text| &**text)
    }

    pub fn location(&self) -> Option<&str> {
        self.location.get().map(|text| &**text)
    }

    pub(crate) fn key(&self) -> usize {
        self as *const ModuleEntry as usize
    }

    pub fn add_read(&self, other: &ModuleEntry) {
        let mut reads = self.reads.write().unwrap_or_else(|e| e.into_inner());
        reads.modules.insert(other.key());
    }

    pub fn add_read_all_unnamed(&self) {
        self.reads
            .write()
            .unwrap_or_else(|e| e.into_inner())
            .all_unnamed = true;
    }

    /// Modules of these keys are being freed.
    pub(crate) fn forget(&self, dead: &HashSet<usize>) {
        let mut reads = self.reads.write().unwrap_or_else(|e| e.into_inner());
        reads.modules.retain(|key| !dead.contains(key));
    }

    /// JVMS 5.4.4: an unnamed module reads every module; everybody reads itself and `java.base`.
    pub fn can_read(&self, other: &ModuleEntry) -> bool {
        if self.name.is_none()
            || self.key() == other.key()
            || other.key() == ModuleEntry::java_base().key()
        {
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
        PackageEntry {
            name,
            module,
            exports: RwLock::default(),
        }
    }

    pub fn export_to_all(&self) {
        self.exports
            .write()
            .unwrap_or_else(|e| e.into_inner())
            .to_all = true;
    }

    pub fn export_to_all_unnamed(&self) {
        self.exports
            .write()
            .unwrap_or_else(|e| e.into_inner())
            .to_all_unnamed = true;
    }

    /// Exported, at least to some.
    pub fn is_exported(&self) -> bool {
        let exports = self.exports.read().unwrap_or_else(|e| e.into_inner());
        self.module.is_open || exports.to_all || exports.to_all_unnamed || !exports.to.is_empty()
    }

    pub fn export_to(&self, module: &ModuleEntry) {
        self.exports
            .write()
            .unwrap_or_else(|e| e.into_inner())
            .to
            .insert(module.key());
    }

    /// JVMS 5.4.4: packages of unnamed and open modules are exported to everybody.
    pub fn is_exported_to(&self, module: &ModuleEntry) -> bool {
        if self.module.name.is_none() || self.module.is_open || self.module.key() == module.key() {
            return true;
        }
        let exports = self.exports.read().unwrap_or_else(|e| e.into_inner());
        exports.to_all
            || exports.to.contains(&module.key())
            || module.name.is_none() && exports.to_all_unnamed
    }
}

/// Packages and named modules of one loader. The entries live in the loader's arena.
#[derive(Default)]
pub struct ModuleTable {
    pub packages: RwLock<HashMap<Symbol, &'static PackageEntry>>,
    pub modules: RwLock<HashMap<Symbol, &'static ModuleEntry>>,
}

/// An entry whose destructor must run before its arena goes.
pub(crate) enum Entry {
    Module(*mut ModuleEntry),
    Package(*mut PackageEntry),
}

impl Entry {
    /// # Safety
    /// Nobody uses the entry any more, and this is the only call for it.
    pub(crate) unsafe fn drop_in_place(self) {
        // SAFETY: the contract of this function.
        unsafe {
            match self {
                Entry::Module(place) => std::ptr::drop_in_place(place),
                Entry::Package(place) => std::ptr::drop_in_place(place),
            }
        }
    }
}

impl ModuleTable {
    pub fn find_package(&self, name: Symbol) -> Option<&'static PackageEntry> {
        self.packages
            .read()
            .unwrap_or_else(|e| e.into_inner())
            .get(&name)
            .copied()
    }

    /// Every named module of the loader.
    pub fn all(&self) -> Vec<&'static ModuleEntry> {
        let modules = self.modules.read().unwrap_or_else(|e| e.into_inner());
        modules.values().copied().collect()
    }

    pub fn find_module(&self, name: Symbol) -> Option<&'static ModuleEntry> {
        self.modules
            .read()
            .unwrap_or_else(|e| e.into_inner())
            .get(&name)
            .copied()
    }

    /// The package's entry, made in `module` if there is none. Of racing callers one wins.
    ///
    /// # Errors
    /// The class region is full.
    pub fn package_in(
        &self,
        name: Symbol,
        module: &'static ModuleEntry,
        owner: &ClassLoaderData,
    ) -> Result<&'static PackageEntry, MetaspaceFull> {
        let mut packages = self.packages.write().unwrap_or_else(|e| e.into_inner());
        if let Some(entry) = packages.get(&name) {
            return Ok(entry);
        }
        let place = owner.allocate_value(PackageEntry::new(name, module))?;
        // SAFETY: just written; lives as long as the arena, that is, the loader (metadata reference contract).
        let entry: &'static PackageEntry = unsafe { &*place };
        packages.insert(name, entry);
        Ok(entry)
    }

    /// Enters a new named module; none if the name is taken.
    ///
    /// # Errors
    /// The class region is full.
    pub fn add_module(
        &self,
        entry: ModuleEntry,
        owner: &ClassLoaderData,
    ) -> Result<Option<&'static ModuleEntry>, MetaspaceFull> {
        let name = entry.name.expect("named modules have a name");
        let mut modules = self.modules.write().unwrap_or_else(|e| e.into_inner());
        if modules.contains_key(&name) {
            return Ok(None);
        }
        let place = owner.allocate_value(entry)?;
        // SAFETY: as in `package_in`.
        let entry: &'static ModuleEntry = unsafe { &*place };
        modules.insert(name, entry);
        Ok(Some(entry))
    }

    /// Modules of these keys are being freed: nobody reads them, nothing is exported to them.
    pub(crate) fn forget(&self, dead: &HashSet<usize>) {
        let modules = self.modules.read().unwrap_or_else(|e| e.into_inner());
        modules.values().for_each(|module| module.forget(dead));
        let packages = self.packages.read().unwrap_or_else(|e| e.into_inner());
        for package in packages.values() {
            let mut exports = package.exports.write().unwrap_or_else(|e| e.into_inner());
            exports.to.retain(|key| !dead.contains(key));
        }
    }

    /// Empties the table, for the destructors.
    pub(crate) fn take_entries(&self) -> Vec<Entry> {
        let packages =
            std::mem::take(&mut *self.packages.write().unwrap_or_else(|e| e.into_inner()));
        let modules = std::mem::take(&mut *self.modules.write().unwrap_or_else(|e| e.into_inner()));
        let packages = packages
            .into_values()
            .map(|entry| Entry::Package(std::ptr::from_ref(entry).cast_mut()));
        let modules = modules
            .into_values()
            .map(|entry| Entry::Module(std::ptr::from_ref(entry).cast_mut()));
        packages.chain(modules).collect()
    }
}
