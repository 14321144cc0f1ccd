//! A world for unit tests: a heap of chosen sizes, synthetic classes, one mutator, and a `MutatorControl` that stops nobody.
//! Worlds exist one at a time in the process, because heap, control and loader data are process-wide.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock};

use abi::{ElementKind, LayoutHelper};
use classfile::ClassFile;
use flags::Collector;
use metadata::klass::{InitLock, InstanceKlass, KlassFlags, RefMapBlock};
use metadata::loader_data::LoaderKind;
use metadata::module::ModuleEntry;
use metadata::reference::AtomicKlassRef;
use metadata::well_known as wk;
use metadata::{
    ArrayKlass, ClassLoaderData, InstanceKind, Klass, KlassRef, OopSlot, RuntimeConstantPool,
    Symbol,
};

use crate::config::HeapConfig;
use crate::control::{MutatorControl, RootKind, RootVisitor};
use crate::handle::Handle;
use crate::heap::{self, Heap};
use crate::mutator::{AllocationError, Mutator};
use crate::oop::{NoSafepoint, Oop};

pub(crate) const KB: usize = 1 << 10;
pub(crate) const MB: usize = 1 << 20;

/// Field offsets of the synthetic classes.
pub(crate) const VALUE: u32 = 12;
pub(crate) const LEFT: u32 = 16;
pub(crate) const RIGHT: u32 = 24;
pub(crate) const NODE_SIZE: usize = 32;
const REFERENT: u32 = 16;
const QUEUE: u32 = 24;
const NEXT: u32 = 32;
const DISCOVERED: u32 = 40;
const TIMESTAMP: u32 = 48;
const CLASS_KLASS: u32 = 16;
const CLASS_NAME: u32 = 24;
pub(crate) const CLASS_SIZE: usize = 32;
const LOADER_DATA: u32 = 16;

pub(crate) struct Control;

pub(crate) static CONTROL: Control = Control;
static MUTATOR: AtomicPtr<Mutator> = AtomicPtr::new(std::ptr::null_mut());
pub(crate) static WEAK_TABLE: Mutex<Vec<usize>> = Mutex::new(Vec::new());
pub(crate) static NOTIFIED: AtomicUsize = AtomicUsize::new(0);
pub(crate) static UNLOADING: AtomicBool = AtomicBool::new(false);
pub(crate) static UNLOADED: Mutex<Vec<usize>> = Mutex::new(Vec::new());

impl MutatorControl for Control {
    fn stop_the_world(&self, _requester: &mut Mutator, operation: &mut dyn FnMut()) -> bool {
        operation();
        true
    }

    fn visit_roots(&self, kind: RootKind, visitor: &mut dyn RootVisitor) {
        if kind == RootKind::Threads {
            // SAFETY: the mutator of the current world, which is stopped because this is its thread.
            unsafe { &*MUTATOR.load(Ordering::Relaxed) }
                .handles
                .for_each_slot(|slot| visitor.slot(slot));
        }
    }

    fn for_each_mutator(&self, visit: &mut dyn FnMut(&mut Mutator)) {
        // SAFETY: as above; the requester does not use it meanwhile.
        visit(unsafe { &mut *MUTATOR.load(Ordering::Relaxed) });
    }

    fn process_weak_tables(&self, _full: bool, alive: &mut dyn FnMut(usize) -> Option<usize>) {
        let mut table = WEAK_TABLE.lock().unwrap_or_else(|e| e.into_inner());
        let kept: Vec<usize> = table.iter().filter_map(|address| alive(*address)).collect();
        *table = kept;
    }

    fn unloads_classes(&self) -> bool {
        UNLOADING.load(Ordering::Relaxed)
    }

    fn unload(&self, dead: &[&'static ClassLoaderData]) {
        ClassLoaderData::forget_unmarked(dead);
        for data in dead {
            UNLOADED
                .lock()
                .unwrap_or_else(|e| e.into_inner())
                .push(std::ptr::from_ref(*data) as usize);
            // SAFETY: the tests keep nothing of a loader they expect to be unloaded.
            unsafe { ClassLoaderData::free(data) };
        }
    }

    fn notify_pending_references(&self) {
        NOTIFIED.fetch_add(1, Ordering::Relaxed);
    }
}

/// The synthetic classes; made once per process.
#[derive(Clone, Copy)]
pub(crate) struct Classes {
    /// `int value; Object left, right`.
    pub(crate) node: KlassRef,
    pub(crate) ints: KlassRef,
    pub(crate) bytes: KlassRef,
    pub(crate) chars: KlassRef,
    pub(crate) objects: KlassRef,
    pub(crate) soft: KlassRef,
    pub(crate) weak: KlassRef,
    pub(crate) finals: KlassRef,
    pub(crate) phantom: KlassRef,
    /// `java.lang.Class`: one reference of its own.
    pub(crate) class: KlassRef,
    /// `java.lang.ClassLoader`.
    pub(crate) loader: KlassRef,
}

fn instance(
    name: &str,
    size: usize,
    kind: InstanceKind,
    refs: &'static [RefMapBlock],
    data: &'static ClassLoaderData,
) -> KlassRef {
    let layout = LayoutHelper::instance(size, false);
    let mut klass = Klass::new(Symbol::intern(name.as_bytes()), layout, None, data);
    (klass.kind, klass.ref_map) = (kind, refs);
    Klass::allocate(klass, &[]).expect("metaspace")
}

fn array(name: &str, element: ElementKind) -> KlassRef {
    let layout = LayoutHelper::array(element);
    let mut klass = Klass::new(
        Symbol::intern(name.as_bytes()),
        layout,
        None,
        ClassLoaderData::boot(),
    );
    klass.array = Some(ArrayKlass {
        component: None,
        bottom: None,
        element,
        dimensions: 1,
    });
    Klass::allocate(klass, &[]).expect("metaspace")
}

/// A class with statics: two references and a long, behind the fields of its mirror.
pub(crate) fn class_with_statics(data: &'static ClassLoaderData) -> KlassRef {
    static BYTES: &[u8] = b"\xca\xfe\xba\xbe\0\0\x004\0\x03\x01\0\x10java/lang/Object\x07\0\x01\0\x21\0\x02\0\0\0\0\0\0\0\0\0\0";
    let class_file = ClassFile::parse(BYTES, &classfile_options()).expect("a well-formed class");
    let mut klass = Klass::new(
        Symbol::intern(b"test/Statics"),
        LayoutHelper::instance(NODE_SIZE, false),
        None,
        data,
    );
    klass.flags = KlassFlags::default();
    klass.ref_map = &[RefMapBlock {
        offset: LEFT,
        count: 2,
    }];
    klass.instance = Some(Box::new(InstanceKlass {
        constant_pool: RuntimeConstantPool::new(3),
        class_file,
        interfaces: Box::default(),
        all_interfaces: Box::default(),
        methods: Box::default(),
        method_order: Box::default(),
        fields: Box::default(),
        default_methods: Box::default(),
        itable: OnceLock::new(),
        mirror_size: (CLASS_SIZE + 24) as u32,
        static_refs: RefMapBlock {
            offset: CLASS_SIZE as u32,
            count: 2,
        },
        nest_host: AtomicKlassRef::empty(),
        module: ModuleEntry::java_base(),
        package: None,
        init: InitLock::default(),
        init_error: OopSlot::null(),
        subclass_count: Default::default(),
        published: Default::default(),
        source: "".into(),
        version_of: None,
        seen_again: Default::default(),
    }));
    Klass::allocate(klass, &[]).expect("metaspace")
}

fn classfile_options() -> classfile::ParseOptions<'static> {
    classfile::ParseOptions::boot(None)
}

fn classes() -> Classes {
    static CLASSES: OnceLock<Classes> = OnceLock::new();
    *CLASSES.get_or_init(|| {
        crate::control::install(&CONTROL);
        for (row, offset) in [
            (&wk::REFERENCE_REFERENT, REFERENT),
            (&wk::REFERENCE_QUEUE, QUEUE),
            (&wk::REFERENCE_NEXT, NEXT),
            (&wk::REFERENCE_DISCOVERED, DISCOVERED),
            (&wk::SOFT_REFERENCE_TIMESTAMP, TIMESTAMP),
            (&wk::SOFT_REFERENCE_CLOCK, CLASS_SIZE as u32 + 16),
            (&wk::CLASS_KLASS, CLASS_KLASS),
            (&wk::LOADER_DATA, LOADER_DATA),
        ] {
            row.set_offset(offset);
        }
        const REFERENCE_FIELDS: &[RefMapBlock] = &[RefMapBlock {
            offset: QUEUE,
            count: 2,
        }];
        let boot = ClassLoaderData::boot();
        let reference = |name, kind| instance(name, 56, kind, REFERENCE_FIELDS, boot);
        let soft = reference("java/lang/ref/SoftReference", InstanceKind::SoftReference);
        wk::SOFT_REFERENCE.set(soft);
        Classes {
            node: node_class(boot),
            ints: array("[I", ElementKind::Int),
            bytes: array("[B", ElementKind::Byte),
            chars: array("[C", ElementKind::Char),
            objects: array("[Ljava/lang/Object;", ElementKind::Reference),
            soft,
            weak: reference("java/lang/ref/WeakReference", InstanceKind::WeakReference),
            finals: reference("java/lang/ref/FinalReference", InstanceKind::FinalReference),
            phantom: reference(
                "java/lang/ref/PhantomReference",
                InstanceKind::PhantomReference,
            ),
            class: instance(
                "java/lang/Class",
                CLASS_SIZE,
                InstanceKind::Mirror,
                &[RefMapBlock {
                    offset: CLASS_NAME,
                    count: 1,
                }],
                boot,
            ),
            loader: instance(
                "java/lang/ClassLoader",
                32,
                InstanceKind::Loader,
                &[RefMapBlock {
                    offset: 24,
                    count: 1,
                }],
                boot,
            ),
        }
    })
}

/// A class like `Classes::node` of another loader.
pub(crate) fn node_class(data: &'static ClassLoaderData) -> KlassRef {
    instance(
        "test/Node",
        NODE_SIZE,
        InstanceKind::Plain,
        &[RefMapBlock {
            offset: LEFT,
            count: 2,
        }],
        data,
    )
}

/// See the module documentation.
pub(crate) struct World {
    pub(crate) classes: Classes,
    mutator: Box<Mutator>,
    _turn: MutexGuard<'static, ()>,
}

thread_local! {
    static COLLECTOR: Cell<Collector> = const { Cell::new(Collector::MarkCompact) };
}

/// Runs `tests` with this collector in their configurations.
pub(crate) fn with_collector(collector: Collector, tests: impl FnOnce()) {
    let before = COLLECTOR.replace(collector);
    tests();
    COLLECTOR.set(before);
}

/// A configuration with a 1 MB young and a 3 MB old generation that checks itself around every collection.
pub(crate) fn small() -> HeapConfig {
    let collector = COLLECTOR.get();
    let flags = flags::Flags {
        UseMarkSweepGC: collector == Collector::MarkSweep,
        UseCopyingGC: collector == Collector::Copying,
        MaxHeapSize: 4 * MB,
        InitialHeapSize: 4 * MB,
        NewSize: MB,
        MaxNewSize: MB,
        VerifyHeap: true,
        PoisonFromSpace: true,
        ..flags::Flags::default()
    };
    HeapConfig::from_flags(&flags)
}

impl World {
    pub(crate) fn new(config: HeapConfig) -> World {
        static TURN: Mutex<()> = Mutex::new(());
        let turn = TURN.lock().unwrap_or_else(|e| e.into_inner());
        let classes = classes();
        let heap = Heap::new(config).expect("address space");
        let previous = heap::install(Box::new(heap));
        if !previous.is_null() {
            // SAFETY: made by `Box::into_raw` for the world before, which has ended.
            drop(unsafe { Box::from_raw(previous) });
        }
        let mut mutator = Box::<Mutator>::default();
        MUTATOR.store(&mut *mutator, Ordering::Relaxed);
        World {
            classes,
            mutator,
            _turn: turn,
        }
    }

    pub(crate) fn heap(&self) -> &'static Heap {
        heap::heap()
    }

    pub(crate) fn mutator(&mut self) -> &mut Mutator {
        // SAFETY: the collector reaches the mutator through this pointer too; going through it keeps both views one.
        unsafe { &mut *MUTATOR.load(Ordering::Relaxed) }
    }

    pub(crate) fn proof(&self) -> NoSafepoint<'_> {
        NoSafepoint::of(&self.mutator)
    }

    pub(crate) fn oop(&self, handle: Handle) -> Oop<'_> {
        handle.oop(self.proof())
    }

    pub(crate) fn handle(&self, oop: Oop<'_>) -> Handle {
        self.mutator.handles.push(oop)
    }

    fn keep(&mut self, result: Result<usize, AllocationError>) -> Result<Handle, AllocationError> {
        let address = result?;
        // SAFETY: just allocated; nothing has collected since.
        let oop = unsafe { Oop::from_address(address, NoSafepoint::assume()) };
        Ok(self.handle(oop.expect("objects are not at 0")))
    }

    pub(crate) fn try_instance(&mut self, klass: KlassRef) -> Result<Handle, AllocationError> {
        let result = self.mutator().allocate_instance(klass).map(Oop::address);
        self.keep(result)
    }

    pub(crate) fn try_array(
        &mut self,
        klass: KlassRef,
        length: usize,
    ) -> Result<Handle, AllocationError> {
        let result = self
            .mutator()
            .allocate_array(klass, length)
            .map(Oop::address);
        self.keep(result)
    }

    pub(crate) fn node(&mut self, value: i32) -> Handle {
        let node = self.try_instance(self.classes.node).expect("room");
        self.oop(node).put_i32(VALUE, value);
        node
    }

    pub(crate) fn array(&mut self, klass: KlassRef, length: usize) -> Handle {
        self.try_array(klass, length).expect("room")
    }

    pub(crate) fn mirror(&mut self, of: Option<KlassRef>) -> Handle {
        let size = of.map_or(CLASS_SIZE, |klass| klass.instance().mirror_size as usize);
        let class = self.classes.class;
        let result = self
            .mutator()
            .allocate_mirror(class, size)
            .map(Oop::address);
        let mirror = self.keep(result).expect("room");
        self.oop(mirror).put_u64(
            CLASS_KLASS,
            of.map_or(0, |klass| u64::from(klass.address())),
        );
        mirror
    }

    pub(crate) fn loader(&mut self) -> (Handle, &'static ClassLoaderData) {
        let loader = self.try_instance(self.classes.loader).expect("room");
        let data = ClassLoaderData::create(LoaderKind::UserDefined, self.oop(loader).address());
        self.oop(loader)
            .put_u64(LOADER_DATA, std::ptr::from_ref(data) as u64);
        (loader, data)
    }

    pub(crate) fn reference(&mut self, klass: KlassRef, referent: Handle) -> Handle {
        let reference = self.try_instance(klass).expect("room");
        self.oop(reference)
            .put_ref(REFERENT, Some(self.oop(referent)));
        reference
    }

    pub(crate) fn referent(&self, reference: Handle) -> Option<Oop<'_>> {
        self.oop(reference).get_ref(REFERENT)
    }

    /// Runs `body`; its handles are dead afterwards.
    pub(crate) fn scoped<R>(&mut self, body: impl FnOnce(&mut World) -> R) -> R {
        let mark = self.mutator.handles.mark();
        let result = body(self);
        self.mutator.handles.release(mark);
        result
    }

    pub(crate) fn young(&mut self) {
        crate::collect_young(self.mutator(), crate::Cause::AllocationFailure);
    }

    pub(crate) fn full(&mut self) {
        crate::collect_full(self.mutator(), crate::Cause::SystemGc);
    }

    /// Addresses of the references on the pending list, which is taken.
    pub(crate) fn pending(&mut self) -> Vec<usize> {
        let mut list = Vec::new();
        let mut next = crate::take_pending_list(self.proof());
        while let Some(reference) = next {
            list.push(reference.address());
            next = reference.get_ref(DISCOVERED);
            reference.put_ref(DISCOVERED, None);
        }
        list
    }

    pub(crate) fn next_of(&self, reference: Handle) -> Option<Oop<'_>> {
        self.oop(reference).get_ref(NEXT)
    }
}

impl Drop for World {
    fn drop(&mut self) {
        // Loader data and global references outlive the world; its objects do not.
        ClassLoaderData::for_each(|data| {
            data.loader.store(0);
            data.for_each_slot(|slot| slot.store(0));
        });
        crate::global::for_each_strong(|slot| {
            // SAFETY: a slot of the table.
            unsafe { slot.write(0) }
        });
        crate::global::for_each_weak(|slot| {
            // SAFETY: as above.
            unsafe { slot.write(0) }
        });
        WEAK_TABLE.lock().unwrap_or_else(|e| e.into_inner()).clear();
        UNLOADING.store(false, Ordering::Relaxed);
    }
}
