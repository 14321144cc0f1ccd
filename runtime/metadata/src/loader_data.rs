//! `ClassLoaderData`: everything that lives and dies with a class loader (or with one non-strong hidden class). CONTRACTS 4, 6.
//!
//! Owns the arena, the oop table, the list of classes and the dictionary of the names the loader is an initiating loader of.
//! The boot loader's data is created at first use and never dies. Freeing one: no references, no frames, no code; then
//! [`ClassLoaderData::free`].

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, RwLock};

use crate::arena::{Arena, MetaspaceFull};
use crate::module::{ModuleEntry, ModuleTable};
use crate::reference::KlassRef;
use crate::slot::OopSlot;
use crate::symbol::Symbol;

const CHUNK: usize = 62;

/// Slots of an oop table: chunks that never move.
struct SlotChunk {
    slots: [OopSlot; CHUNK],
    used: AtomicUsize,
}

/// What a loader data belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LoaderKind {
    Boot,
    Platform,
    Application,
    UserDefined,
    /// One non-strong hidden class; `loader` is the defining loader, which it keeps alive but not vice versa.
    HiddenClass,
}

/// See the module documentation.
pub struct ClassLoaderData {
    pub kind: LoaderKind,
    /// The `java.lang.ClassLoader` object; null for the boot loader. Weak for the collector's liveness of this data, updated
    /// when it moves.
    pub loader: OopSlot,
    /// Where symbolic references of a hidden class's data are resolved: the defining loader's data. None otherwise.
    defining: Option<&'static ClassLoaderData>,
    arena: Mutex<Arena>,
    /// Class files that were handed over: what `ClassFile<'static>` borrows.
    class_files: Mutex<Vec<Box<[u8]>>>,
    #[expect(
        clippy::vec_box,
        reason = "chunks must not move when the list grows: slots are pinned"
    )]
    chunks: Mutex<Vec<Box<SlotChunk>>>,
    free_slots: Mutex<Vec<&'static OopSlot>>,
    klasses: Mutex<Vec<KlassRef>>,
    /// Names this loader is a defining or initiating loader of. JVMS 5.3.
    pub dictionary: RwLock<HashMap<Symbol, KlassRef>>,
    pub modules: ModuleTable,
    unnamed_module: OnceLock<ModuleEntry>,
    /// Other data that live as long as this one, because classes or call sites of this one refer to theirs; see
    /// [`ClassLoaderData::depend_on`].
    dependencies: Mutex<Vec<&'static ClassLoaderData>>,
    /// Definitions in progress: while there are any, nothing else may refer to the data yet.
    pins: AtomicUsize,
    /// Set by a full collection that reached the loader (or a class of it); cleared before.
    pub marked: AtomicBool,
}

/// See [`ClassLoaderData::pin`].
pub struct Pin(&'static ClassLoaderData);

impl Drop for Pin {
    fn drop(&mut self) {
        self.0.pins.fetch_sub(1, Ordering::AcqRel);
    }
}

static ALL: Mutex<Vec<&'static ClassLoaderData>> = Mutex::new(Vec::new());

/// Classes and interfaces freed so far.
static UNLOADED: AtomicU64 = AtomicU64::new(0);

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|e| e.into_inner())
}

impl ClassLoaderData {
    /// New data, registered in the list of all. `loader` is the address of the loader object, 0 for boot.
    pub fn create(kind: LoaderKind, loader: usize) -> &'static ClassLoaderData {
        ClassLoaderData::register(kind, loader, None)
    }

    /// New data for one non-strong hidden class of `defining`'s loader.
    pub fn create_hidden(defining: &'static ClassLoaderData) -> &'static ClassLoaderData {
        let defining = defining.resolving();
        ClassLoaderData::register(
            LoaderKind::HiddenClass,
            defining.loader.load(),
            Some(defining),
        )
    }

    fn register(
        kind: LoaderKind,
        loader: usize,
        defining: Option<&'static ClassLoaderData>,
    ) -> &'static ClassLoaderData {
        let data = Box::leak(Box::new(ClassLoaderData {
            kind,
            loader: OopSlot::null(),
            defining,
            arena: Mutex::default(),
            class_files: Mutex::default(),
            chunks: Mutex::default(),
            free_slots: Mutex::default(),
            klasses: Mutex::default(),
            dictionary: RwLock::default(),
            modules: ModuleTable::default(),
            unnamed_module: OnceLock::new(),
            dependencies: Mutex::default(),
            pins: AtomicUsize::new(0),
            marked: AtomicBool::new(false),
        }));
        data.loader.store(loader);
        lock(&ALL).push(data);
        data
    }

    /// The boot loader's data.
    pub fn boot() -> &'static ClassLoaderData {
        static BOOT: OnceLock<&'static ClassLoaderData> = OnceLock::new();
        BOOT.get_or_init(|| ClassLoaderData::create(LoaderKind::Boot, 0))
    }

    /// Calls `visit` for every loader data. The world is stopped, or the caller does not mind missing a new one.
    pub fn for_each(mut visit: impl FnMut(&'static ClassLoaderData)) {
        let all = lock(&ALL).clone();
        all.into_iter().for_each(&mut visit);
    }

    pub fn is_boot(&self) -> bool {
        self.kind == LoaderKind::Boot
    }

    /// Boot, platform and application loaders live for ever.
    pub fn is_builtin(&self) -> bool {
        matches!(
            self.kind,
            LoaderKind::Boot | LoaderKind::Platform | LoaderKind::Application
        )
    }

    /// Whether the last marking reached it. Of use only between a full collection's marking and its end: data that are not marked
    /// then are being unloaded.
    pub fn is_marked(&self) -> bool {
        self.marked.load(Ordering::Relaxed)
    }

    /// Keeps `other` alive as long as this data: this data's dictionary, constant pools or call sites name something of it that
    /// no reference in the heap keeps alive (a loader may delegate to another one and forget it). No oop, no safepoint.
    pub fn depend_on(&self, other: &'static ClassLoaderData) {
        if other.is_builtin() || std::ptr::eq(self, other) {
            return;
        }
        let mut dependencies = lock(&self.dependencies);
        if !dependencies.iter().any(|known| std::ptr::eq(*known, other)) {
            dependencies.push(other);
        }
    }

    /// What [`ClassLoaderData::depend_on`] recorded. The world is stopped.
    pub fn for_each_dependency(&self, mut visit: impl FnMut(&'static ClassLoaderData)) {
        lock(&self.dependencies)
            .iter()
            .copied()
            .for_each(&mut visit);
    }

    /// Classes and interfaces that were unloaded since the VM began.
    pub fn unloaded_classes() -> u64 {
        UNLOADED.load(Ordering::Relaxed)
    }

    /// A root of full collections that unload classes: built in, or with a definition in progress.
    pub fn is_root(&self) -> bool {
        self.is_builtin() || self.pins.load(Ordering::Acquire) != 0
    }

    /// Keeps the data alive until the pin is dropped: while a class of it is being defined and nobody holds its mirror.
    pub fn pin(&'static self) -> Pin {
        self.pins.fetch_add(1, Ordering::AcqRel);
        Pin(self)
    }

    /// Same loader object (hidden-class data count as their defining loader's).
    pub fn same_loader(&self, other: &ClassLoaderData) -> bool {
        self.loader.load() == other.loader.load()
    }

    /// The data whose dictionary, packages and modules count for classes of this data: itself, but for hidden classes.
    pub fn resolving(&'static self) -> &'static ClassLoaderData {
        self.defining.unwrap_or(self)
    }

    /// Keeps a class file as long as this data lives.
    pub fn adopt_class_file(&self, bytes: Box<[u8]>) -> &'static [u8] {
        let pointer: *const [u8] = &*bytes;
        lock(&self.class_files).push(bytes);
        // SAFETY: the box is never changed and is dropped with this data, which the metadata reference contract makes outlive
        // every user of its classes.
        unsafe { &*pointer }
    }

    /// Zeroed arena memory, aligned to 16.
    ///
    /// # Errors
    /// The class region is full.
    pub fn allocate(&self, bytes: usize) -> Result<*mut u8, MetaspaceFull> {
        lock(&self.arena).allocate(bytes)
    }

    /// See [`Arena::allocate_value`].
    ///
    /// # Errors
    /// The class region is full.
    pub fn allocate_value<T>(&self, value: T) -> Result<*mut T, MetaspaceFull> {
        lock(&self.arena).allocate_value(value)
    }

    /// See [`Arena::allocate_slice`].
    ///
    /// # Errors
    /// The class region is full.
    pub fn allocate_slice<T: Copy>(&self, values: &[T]) -> Result<&'static [T], MetaspaceFull> {
        lock(&self.arena).allocate_slice(values)
    }

    /// A new slot of the oop table holding `address`. Visited by the collector as long as this data lives.
    pub fn new_slot(&self, address: usize) -> &'static OopSlot {
        if let Some(slot) = lock(&self.free_slots).pop() {
            slot.store_release(address);
            return slot;
        }
        let mut chunks = lock(&self.chunks);
        let full = chunks
            .last()
            .is_none_or(|chunk| chunk.used.load(Ordering::Relaxed) == CHUNK);
        if full {
            chunks.push(Box::new(SlotChunk {
                slots: [const { OopSlot::null() }; CHUNK],
                used: AtomicUsize::new(0),
            }));
        }
        let chunk = chunks.last().expect("a chunk was just ensured");
        let index = chunk.used.fetch_add(1, Ordering::Relaxed);
        let slot: *const OopSlot = &chunk.slots[index];
        // SAFETY: the chunk is boxed and never moves or shrinks while this data lives; the slot's life is the loader's by the
        // metadata reference contract.
        let slot = unsafe { &*slot };
        slot.store_release(address);
        slot
    }

    /// Gives a slot back; nobody may use it any more.
    pub fn release_slot(&self, slot: &'static OopSlot) {
        slot.store(0);
        lock(&self.free_slots).push(slot);
    }

    pub(crate) fn add_klass(&self, klass: KlassRef) {
        lock(&self.klasses).push(klass);
    }

    /// All classes defined here (arrays of them included).
    pub fn klasses(&self) -> Vec<KlassRef> {
        lock(&self.klasses).clone()
    }

    /// Every reference this data holds: mirrors, initialisation errors, the oop table, module objects. The world is stopped.
    /// The `loader` slot itself is visited by the collector according to its own rule.
    pub fn for_each_slot(&self, mut visit: impl FnMut(&OopSlot)) {
        for klass in lock(&self.klasses).iter() {
            visit(&klass.mirror);
            if let Some(instance) = &klass.instance {
                visit(&instance.init_error);
            }
        }
        for chunk in lock(&self.chunks).iter() {
            chunk.slots[..chunk.used.load(Ordering::Relaxed)]
                .iter()
                .for_each(&mut visit);
        }
        let modules = self
            .modules
            .modules
            .read()
            .unwrap_or_else(|e| e.into_inner());
        modules.values().for_each(|module| visit(&module.object));
        if let Some(module) = self.unnamed_module.get() {
            visit(&module.object);
        }
        if self.is_boot() && !modules.contains_key(&Symbol::intern(b"java.base")) {
            visit(&ModuleEntry::java_base().object);
        }
    }

    /// The loader's unnamed module.
    pub fn unnamed_module(&'static self) -> &'static ModuleEntry {
        self.unnamed_module
            .get_or_init(|| ModuleEntry::new(None, self, true))
    }

    /// A class this loader defined or initiated.
    pub fn find_class(&self, name: Symbol) -> Option<KlassRef> {
        self.dictionary
            .read()
            .unwrap_or_else(|e| e.into_inner())
            .get(&name)
            .copied()
    }

    /// The classes this loader defined or initiated, but for hidden ones.
    pub fn dictionary_classes(&self) -> Vec<KlassRef> {
        let dictionary = self.dictionary.read().unwrap_or_else(|e| e.into_inner());
        dictionary.values().copied().collect()
    }

    /// The named modules of this loader, and its unnamed one if anybody has asked for it.
    pub fn all_modules(&self) -> Vec<&'static ModuleEntry> {
        let mut modules = self.modules.all();
        modules.extend(self.unnamed_module.get().map(|module| {
            // SAFETY: entries live as long as their loader (metadata reference contract).
            unsafe { &*std::ptr::from_ref(module) }
        }));
        modules
    }

    /// Bytes of metadata.
    pub fn used_bytes(&self) -> usize {
        lock(&self.arena).used_bytes()
    }

    /// What classes of living data remember of classes of data that were not marked is forgotten: subtype hints, counts of
    /// subclasses, modules that may read or access. To be called for all dead data at once, before the first is freed; the world
    /// is stopped.
    pub fn forget_unmarked(dead: &[&'static ClassLoaderData]) {
        let is_dead = |klass: &KlassRef| !klass.loader_data.is_marked();
        for klass in dead.iter().flat_map(|data| data.klasses()) {
            if let Some(instance) = &klass.instance {
                let parents = instance.interfaces.iter().copied().chain(klass.super_klass);
                for parent in parents.filter(|parent| klass.is_published() && !is_dead(parent)) {
                    parent
                        .instance()
                        .subclass_count
                        .fetch_sub(1, Ordering::Relaxed);
                }
            }
        }
        let modules: HashSet<usize> = dead.iter().flat_map(|data| data.module_keys()).collect();
        ClassLoaderData::for_each(|data| {
            if !data.is_marked() {
                return;
            }
            for klass in lock(&data.klasses).iter() {
                if klass.secondary_cache.load().as_ref().is_some_and(is_dead) {
                    klass.secondary_cache.store(None);
                }
            }
            if !modules.is_empty() {
                data.modules.forget(&modules);
                data.unnamed_module
                    .get()
                    .into_iter()
                    .for_each(|module| module.forget(&modules));
            }
        });
        ModuleEntry::java_base().forget(&modules);
    }

    fn module_keys(&self) -> Vec<usize> {
        let named = self
            .modules
            .modules
            .read()
            .unwrap_or_else(|e| e.into_inner());
        let named = named.values().copied();
        named
            .chain(self.unnamed_module.get())
            .map(ModuleEntry::key)
            .collect()
    }

    /// Frees everything.
    ///
    /// # Safety
    /// The loader and all its classes are unreachable: no object, frame, handle, compiled code, cache or other loader's data
    /// refers to anything of it, and the world is stopped.
    pub unsafe fn free(data: &'static ClassLoaderData) {
        lock(&ALL).retain(|other| !std::ptr::eq(*other, data));
        let klasses = data.klasses();
        let defined = klasses.iter().filter(|klass| klass.is_published());
        UNLOADED.fetch_add(defined.count() as u64, Ordering::Relaxed);
        for klass in klasses {
            let pointer = klass.as_ptr().cast_mut();
            // SAFETY: unreachable by the contract of this function; each value was written once by `allocate`.
            unsafe {
                for instance in klass.instance.iter() {
                    // Overpasses are the default methods that the class itself holds.
                    let own = instance
                        .default_methods
                        .iter()
                        .filter(|method| method.klass == klass);
                    for method in instance.methods.iter().chain(own) {
                        crate::method_map::remove(*method);
                        std::ptr::drop_in_place(method.as_ptr().cast_mut());
                    }
                }
                std::ptr::drop_in_place(pointer);
            }
        }
        for place in data.modules.take_entries() {
            // SAFETY: as above; entries are written into the arena once, by `ModuleTable`.
            unsafe { place.drop_in_place() };
        }
        // SAFETY: made by `Box::leak` in `register`, and nobody uses it any more.
        drop(unsafe { Box::from_raw(std::ptr::from_ref(data).cast_mut()) });
    }
}
