//! `Klass`: a class, interface, array class. The hot part (what allocation, casts, calls and the collector read) comes first at
//! offsets stated here once; the rest of an instance class hangs off [`InstanceKlass`].
//!
//! ```text
//!  Klass (arena, below 4 GB, 16-aligned)
//!  +0   layout | +4 kind, state | super display | secondary supers | vtable length | ...
//!  +size_of::<Klass>()  vtable: `vtable_length` cells of 4 bytes, Method addresses
//! ```
//! Layers (STYLE principle 9): parsed = `class_file`; linked = vtable, itable, layout; runtime = state, mirror, caches. A Klass is
//! created by `linker` only, completely filled; afterwards only atomics and cells change. JVMS 5.3-5.5.
//! Read next: `method.rs`, `constant_pool.rs`.

use std::fmt;
use std::mem::offset_of;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU32, AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, OnceLock};

use abi::{ElementKind, LayoutHelper};
use classfile::ClassFile;
use classfile::access;

use crate::constant_pool::RuntimeConstantPool;
use crate::field::Field;
use crate::loader_data::{ClassLoaderData, LoaderKind};
use crate::module::{ModuleEntry, PackageEntry};
use crate::reference::{AtomicKlassRef, AtomicMethodRef, KlassRef, MethodRef};
use crate::slot::OopSlot;
use crate::symbol::Symbol;

/// Depth of the super display: a class at depth below this is tested with one load and compare.
pub const DISPLAY: usize = 8;

/// Where a class is in its life. Only grows, but for `BeingInitialized` -> `Initialized` | `Error`. JVMS 5.5, CONTRACTS 5.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(u8)]
pub enum ClassState {
    Loaded = 0,
    /// Verified and prepared: methods may run.
    Linked = 1,
    BeingInitialized = 2,
    Initialized = 3,
    /// `<clinit>` failed: every later use throws `NoClassDefFoundError`.
    Error = 4,
}

/// How the collector treats instances of a class.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum InstanceKind {
    Plain = 0,
    /// `java.lang.Class`: instances have statics of the mirrored class behind their own fields, and do not move.
    Mirror = 1,
    /// `java.lang.ClassLoader` and subclasses: an instance keeps its `ClassLoaderData` alive.
    Loader = 2,
    SoftReference = 3,
    WeakReference = 4,
    FinalReference = 5,
    PhantomReference = 6,
}

impl InstanceKind {
    /// True for the four kinds whose `referent` the collector does not trace.
    pub fn is_reference(self) -> bool {
        self as u8 >= InstanceKind::SoftReference as u8
    }
}

/// A run of reference fields in an instance: `count` slots of 8 bytes from `offset` bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RefMapBlock {
    pub offset: u32,
    pub count: u32,
}

/// One interface of a class and the methods that implement it, indexed by the interface method's itable index.
pub struct ItableEntry {
    pub interface: KlassRef,
    /// Empty cells: no implementation was selected (`AbstractMethodError` when called).
    pub methods: Box<[AtomicMethodRef]>,
}

/// See the module documentation. Field order is layout: keep the hot ones first.
#[repr(C, align(16))]
pub struct Klass {
    /// Size or element layout.
    pub layout: LayoutHelper,
    state: AtomicU8,
    pub kind: InstanceKind,
    /// Number of superclasses: 0 for `Object` and for interfaces' own position under Object it is 1.
    pub depth: u16,
    /// Superclasses by depth, this class included at `depth` if it fits.
    pub display: [Option<KlassRef>; DISPLAY],
    /// The secondary super that was found last: a hint, any value is safe.
    pub secondary_cache: AtomicKlassRef,
    pub vtable_length: u32,
    /// Thread that initialises the class, 0 if none: its `JavaThread` address.
    init_thread: AtomicU64,
    pub super_klass: Option<KlassRef>,
    /// Flags of the class file (`ACC_*`), `ACC_SUPER` included.
    pub access_flags: u16,
    pub flags: KlassFlags,
    pub name: Symbol,
    /// All interfaces implemented, and superclasses deeper than the display.
    pub secondary_supers: &'static [KlassRef],
    /// Reference fields of instances, superclasses' included; for `Reference` classes without `referent` and `discovered`.
    pub ref_map: &'static [RefMapBlock],
    /// The `java.lang.Class` object. Null only during early boot. Mirrors do not move.
    pub mirror: OopSlot,
    /// The class of arrays of this class, once somebody asked.
    pub array_klass: AtomicKlassRef,
    pub loader_data: &'static ClassLoaderData,
    /// Some for classes and interfaces, none for arrays.
    pub instance: Option<Box<InstanceKlass>>,
    /// Some for arrays.
    pub array: Option<ArrayKlass>,
}

/// What only array classes have. JVMS 5.3.3.
pub struct ArrayKlass {
    /// The component: `int[]` of `int[][]`; none if it is primitive.
    pub component: Option<KlassRef>,
    /// The innermost element: none if primitive.
    pub bottom: Option<KlassRef>,
    pub element: ElementKind,
    pub dimensions: u8,
}

/// Facts of a class that never change, as bits.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct KlassFlags(pub u32);

impl KlassFlags {
    pub const HAS_FINALIZER: u32 = 1;
    pub const HIDDEN: u32 = 1 << 1;
    pub const RECORD: u32 = 1 << 2;
    /// A non-abstract, non-static method in an interface: it initialises with its implementors.
    pub const DECLARES_DEFAULTS: u32 = 1 << 3;
    /// It or a superinterface declares defaults.
    pub const HAS_DEFAULTS: u32 = 1 << 4;
    pub const CLONEABLE: u32 = 1 << 5;
    /// Subclass of `jdk.internal.reflect.MagicAccessorImpl`: no verification, no access checks.
    pub const MAGIC_ACCESSOR: u32 = 1 << 6;
    /// Hidden and tied to its loader's life.
    pub const STRONG_HIDDEN: u32 = 1 << 7;
    /// The class file passed `BytecodeVerification*` rules at load: it will be verified when linked.
    pub const NEEDS_VERIFICATION: u32 = 1 << 8;

    pub fn has(self, bits: u32) -> bool {
        self.0 & bits != 0
    }
}

/// What only classes and interfaces have.
pub struct InstanceKlass {
    pub class_file: ClassFile<'static>,
    pub constant_pool: RuntimeConstantPool,
    /// Direct superinterfaces, in order of the class file.
    pub interfaces: Box<[KlassRef]>,
    /// All superinterfaces, each once.
    pub all_interfaces: Box<[KlassRef]>,
    /// Declared methods in order of the class file (`<clinit>` included).
    pub methods: Box<[MethodRef]>,
    /// Indices into `methods`, sorted by (name, descriptor) address.
    pub method_order: Box<[u16]>,
    /// Declared fields in order of the class file; injected fields after them.
    pub fields: Box<[Field]>,
    /// Default methods that concrete lookup in this class selects (JVMS 5.4.3.3), for those not declared by classes.
    pub default_methods: Box<[MethodRef]>,
    pub itable: OnceLock<Box<[ItableEntry]>>,
    /// Bytes of the mirror: fields of `java.lang.Class` plus this class's statics.
    pub mirror_size: u32,
    /// The static reference fields in the mirror.
    pub static_refs: RefMapBlock,
    pub nest_host: AtomicKlassRef,
    pub module: &'static ModuleEntry,
    pub package: Option<&'static PackageEntry>,
    pub init: InitLock,
    /// The exception that initialisation failed with, for later `NoClassDefFoundError` causes.
    pub init_error: OopSlot,
    /// Subclasses and implementors are counted for CHA by the compiler later; the count decides "is leaf".
    pub subclass_count: AtomicU32,
    /// Entered in a dictionary, or hidden and complete: it counts as loaded and for its supertypes. False for classes whose
    /// definition failed late or lost a race.
    pub published: AtomicBool,
    /// Where the class came from, for `-verbose:class`.
    pub source: Box<str>,
    /// The class that this one has the new methods of, since it was redefined: see [`Klass::original`].
    pub version_of: Option<KlassRef>,
    /// The class file that agents see when they see it again: before those changed it that may do so. None: `class_file`'s bytes.
    pub seen_again: Mutex<Option<&'static [u8]>>,
}

impl InstanceKlass {
    /// What agents see of this class if they see it again.
    pub fn seen_again(&self) -> &'static [u8] {
        let bytes = self.seen_again.lock().unwrap_or_else(|e| e.into_inner());
        bytes.unwrap_or(self.class_file.bytes)
    }

    /// From now on they see this; none: the class file as it was defined.
    pub fn set_seen_again(&self, bytes: Option<&'static [u8]>) {
        *self.seen_again.lock().unwrap_or_else(|e| e.into_inner()) = bytes;
    }
}

/// The initialisation lock of JVMS 5.5 step 1: held only to look at or change the state, waited on by other threads.
#[derive(Default)]
pub struct InitLock {
    pub mutex: Mutex<()>,
    pub changed: Condvar,
}

// What compiled code reads.
const _: () = {
    use abi::metadata as numbers;
    assert!(offset_of!(Klass, layout) == numbers::KLASS_LAYOUT as usize);
    assert!(offset_of!(Klass, state) == numbers::KLASS_STATE as usize);
    assert!(offset_of!(Klass, display) == numbers::KLASS_DISPLAY as usize);
    assert!(offset_of!(Klass, secondary_cache) == numbers::KLASS_SECONDARY_CACHE as usize);
    assert!(offset_of!(Klass, mirror) == numbers::KLASS_MIRROR as usize);
    assert!(size_of::<Klass>() == numbers::KLASS_VTABLE as usize);
    assert!(DISPLAY == numbers::DISPLAY_LENGTH as usize);
    assert!(ClassState::Initialized as i64 == numbers::CLASS_INITIALIZED);
};

impl Klass {
    pub fn state(&self) -> ClassState {
        match self.state.load(Ordering::Acquire) {
            0 => ClassState::Loaded,
            1 => ClassState::Linked,
            2 => ClassState::BeingInitialized,
            3 => ClassState::Initialized,
            _ => ClassState::Error,
        }
    }

    /// Under the init lock (or before publication).
    pub fn set_state(&self, state: ClassState) {
        self.state.store(state as u8, Ordering::Release);
    }

    pub fn is_initialized(&self) -> bool {
        self.state.load(Ordering::Acquire) == ClassState::Initialized as u8
    }

    pub fn is_linked(&self) -> bool {
        self.state.load(Ordering::Acquire) >= ClassState::Linked as u8
    }

    /// Address of the `JavaThread` that runs `<clinit>` now, 0 if none.
    pub fn init_thread(&self) -> u64 {
        self.init_thread.load(Ordering::Acquire)
    }

    pub fn set_init_thread(&self, thread: u64) {
        self.init_thread.store(thread, Ordering::Release);
    }

    pub fn is_array(&self) -> bool {
        self.layout.is_array()
    }

    pub fn is_interface(&self) -> bool {
        self.access_flags & access::INTERFACE != 0
    }

    pub fn is_abstract(&self) -> bool {
        self.access_flags & access::ABSTRACT != 0
    }

    pub fn is_final(&self) -> bool {
        self.access_flags & access::FINAL != 0
    }

    pub fn is_public(&self) -> bool {
        self.access_flags & access::PUBLIC != 0
    }

    /// Neither the boot nor the platform loader has defined it.
    pub fn is_of_application(&self) -> bool {
        !matches!(
            self.loader_data.kind,
            LoaderKind::Boot | LoaderKind::Platform
        )
    }

    /// See [`InstanceKlass::published`]; false for array classes.
    pub fn is_published(&self) -> bool {
        self.instance
            .as_ref()
            .is_some_and(|instance| instance.published.load(Ordering::Relaxed))
    }

    pub fn is_hidden(&self) -> bool {
        self.flags.has(KlassFlags::HIDDEN)
    }

    /// The class part.
    ///
    /// # Panics
    /// Called on an array class: a bug of the VM.
    pub fn instance(&self) -> &InstanceKlass {
        self.instance.as_deref().expect("not an array class")
    }

    /// The array part.
    ///
    /// # Panics
    /// Called on a class that is no array: a bug of the VM.
    pub fn array(&self) -> &ArrayKlass {
        self.array.as_ref().expect("an array class")
    }

    /// This class as a reference.
    /// The class that the program knows. Another one than this only for the holder of what a redefinition brought: it has the new class
    /// file, constant pool and methods, the same name, loader and mirror, and no instances, and is in no dictionary.
    pub fn original(&self) -> KlassRef {
        let version_of = self
            .instance
            .as_ref()
            .and_then(|instance| instance.version_of);
        version_of.unwrap_or_else(|| self.this())
    }

    pub fn this(&self) -> KlassRef {
        // SAFETY: a Klass exists only in the class region (created by `allocate`), alive while `self` is borrowed.
        unsafe { KlassRef::from_ptr(self) }
    }

    /// The vtable: cells of Method addresses, fixed length, set at creation.
    pub fn vtable(&self) -> &[AtomicMethodRef] {
        // SAFETY: `allocate` placed `vtable_length` cells directly behind the struct.
        unsafe {
            let start = (self as *const Klass).add(1).cast::<AtomicMethodRef>();
            std::slice::from_raw_parts(start, self.vtable_length as usize)
        }
    }

    /// Moves `klass` into its loader's arena, with `vtable` behind it, and registers it with the loader data. Not yet in any
    /// dictionary.
    ///
    /// # Errors
    /// The class region is full.
    pub fn allocate(
        klass: Klass,
        vtable: &[MethodRef],
    ) -> Result<KlassRef, crate::arena::MetaspaceFull> {
        Ok(ReservedKlass::new(klass.loader_data, vtable.len())?.complete(klass, vtable))
    }

    /// A new Klass value with everything but the named parts at its default, to be completed by the caller and given to
    /// [`Klass::allocate`]. `depth` and display come from `super_klass`.
    pub fn new(
        name: Symbol,
        layout: LayoutHelper,
        super_klass: Option<KlassRef>,
        loader_data: &'static ClassLoaderData,
    ) -> Klass {
        let (depth, display) = match super_klass {
            Some(parent) => (parent.depth + 1, parent.display),
            None => (0, [None; DISPLAY]),
        };
        Klass {
            layout,
            state: AtomicU8::new(ClassState::Loaded as u8),
            kind: super_klass.map_or(InstanceKind::Plain, |parent| parent.kind),
            depth,
            display,
            secondary_cache: AtomicKlassRef::empty(),
            vtable_length: 0,
            init_thread: AtomicU64::new(0),
            super_klass,
            access_flags: 0,
            flags: KlassFlags::default(),
            name,
            secondary_supers: &[],
            ref_map: &[],
            mirror: OopSlot::null(),
            array_klass: AtomicKlassRef::empty(),
            loader_data,
            instance: None,
            array: None,
        }
    }

    /// Subtype test on loaded classes (JVMS `instanceof` rules; arrays by their own secondary supers and components). No lock,
    /// no allocation.
    pub fn is_subtype_of(&self, other: KlassRef) -> bool {
        let depth = other.depth as usize;
        if !other.is_interface() && depth < DISPLAY && other.array.is_none() {
            return self.display[depth] == Some(other);
        }
        if self.this() == other || self.secondary_cache.load() == Some(other) {
            return true;
        }
        if self.secondary_supers.contains(&other) {
            self.secondary_cache.store(Some(other));
            return true;
        }
        match (&self.array, &other.array) {
            (Some(mine), Some(theirs)) => match (mine.component, theirs.component) {
                (Some(a), Some(b)) => a.is_subtype_of(b),
                _ => false,
            },
            _ => false,
        }
    }

    /// Array classes: may an object of class `element` stand in such an array?
    #[inline(always)]
    pub fn may_hold(&self, element: &Klass) -> bool {
        match self.array.as_ref().and_then(|array| array.component) {
            Some(component) => {
                std::ptr::eq(component.as_ptr(), element) || element.is_subtype_of(component)
            }
            None => false,
        }
    }

    /// A declared method by name and descriptor.
    pub fn find_declared_method(&self, name: Symbol, descriptor: Symbol) -> Option<MethodRef> {
        let instance = self.instance.as_deref()?;
        let key = (name, descriptor);
        let position = instance.method_order.partition_point(|&i| {
            let method = instance.methods[i as usize];
            (method.name, method.descriptor) < key
        });
        let method = instance.methods[*instance.method_order.get(position)? as usize];
        ((method.name, method.descriptor) == key).then_some(method)
    }

    /// A declared field by name and descriptor, injected fields excluded.
    pub fn find_declared_field(&self, name: Symbol, descriptor: Symbol) -> Option<&Field> {
        let instance = self.instance.as_deref()?;
        instance
            .fields
            .iter()
            .find(|f| f.name == name && f.descriptor == descriptor && !f.is_injected())
    }

    /// `java.lang.Object` form of the name: dots, and for hidden classes (and arrays of them) the `/` before the suffix.
    pub fn external_name(&self) -> String {
        let bottom = self.array.as_ref().and_then(|array| array.bottom);
        if self.is_hidden() || bottom.is_some_and(|bottom| bottom.is_hidden()) {
            let text = self.name.to_text();
            return match text.rfind('+') {
                Some(plus) => format!("{}/{}", text[..plus].replace('/', "."), &text[plus + 1..]),
                None => text.replace('/', "."),
            };
        }
        self.name.external()
    }
}

/// The place of a class whose members are being made: they name the class by [`ReservedKlass::reference`], which nobody follows
/// before [`ReservedKlass::complete`]. A place that is never completed is lost to the arena.
pub struct ReservedKlass {
    place: *mut Klass,
    vtable_length: usize,
}

impl ReservedKlass {
    /// Memory for a Klass and the vtable behind it.
    ///
    /// # Errors
    /// The class region is full.
    pub fn new(
        loader_data: &ClassLoaderData,
        vtable_length: usize,
    ) -> Result<ReservedKlass, crate::arena::MetaspaceFull> {
        let bytes = size_of::<Klass>() + vtable_length * size_of::<AtomicMethodRef>();
        Ok(ReservedKlass {
            place: loader_data.allocate(bytes)?.cast(),
            vtable_length,
        })
    }

    /// The address the class will have. Not to be followed yet.
    pub fn reference(&self) -> KlassRef {
        // SAFETY: the address is in the class region; the value is written by `complete` before anybody follows it.
        unsafe { KlassRef::from_ptr(self.place) }
    }

    /// Writes the class and registers it with its loader data. Not yet in any dictionary.
    ///
    /// # Panics
    /// `vtable` is not as long as reserved.
    pub fn complete(self, mut klass: Klass, vtable: &[MethodRef]) -> KlassRef {
        assert_eq!(vtable.len(), self.vtable_length, "vtable of {}", klass.name);
        klass.vtable_length = vtable.len() as u32;
        let reference = self.reference();
        if let Some(own) = klass.display.get_mut(klass.depth as usize) {
            *own = Some(reference);
        }
        let loader_data = klass.loader_data;
        // SAFETY: `new` reserved room for the struct (16-aligned) and the cells behind it; nobody reads it yet.
        unsafe {
            let cells = self.place.add(1).cast::<AtomicMethodRef>();
            for (index, method) in vtable.iter().enumerate() {
                cells.add(index).write(AtomicMethodRef::new(Some(*method)));
            }
            self.place.write(klass);
        }
        loader_data.add_klass(reference);
        reference
    }
}

impl fmt::Display for Klass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.external_name())
    }
}
