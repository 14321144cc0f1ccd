//! The objects of the heap and what refers to what, while the world is stopped. JVMTI "Heap".
//!
//! [`walk`] goes from the roots, or from one object, to all that can be reached, and reports every reference once. Roots have the kinds that are
//! known: threads, their frames (without the place in the frame) and local references, global references of JNI, classes of loaders that stay;
//! the rest are of the kind "other".

use std::collections::HashSet;
use std::ptr::null_mut;

use abi::ElementKind;
use heap::RootVisitor;
use heap::inspect::Snapshot;
use heap::{NoSafepoint, Oop};
use jni::types::{jint, jlong, jmethodID};
use linker::mirrors;
use metadata::{ClassLoaderData, Field, KlassRef, well_known as wk};
use threads::{JavaThread, hooks, registry};

/// What kind of reference it is: the numbers are those of JVMTI.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(i32)]
pub(crate) enum Kind {
    Class = 1,
    Field = 2,
    ArrayElement = 3,
    ClassLoader = 4,
    Interface = 7,
    StaticField = 8,
    ConstantPool = 9,
    Superclass = 10,
    JniGlobal = 21,
    SystemClass = 22,
    StackLocal = 24,
    JniLocal = 25,
    Thread = 26,
    Other = 27,
}

/// More about a reference, as C has it.
#[repr(C)]
#[derive(Clone, Copy)]
pub(crate) union Info {
    /// Of a field, an element, or an entry of a constant pool.
    pub(crate) index: jint,
    pub(crate) stack: StackInfo,
    reserved: [u64; 8],
}

/// Of a reference in a frame or a local one.
#[repr(C)]
#[derive(Clone, Copy)]
pub(crate) struct StackInfo {
    pub(crate) thread_tag: jlong,
    pub(crate) thread_id: jlong,
    pub(crate) depth: jint,
    pub(crate) method: jmethodID,
    pub(crate) location: jlong,
    pub(crate) slot: jint,
}

impl Info {
    pub(crate) fn of_index(index: usize) -> Info {
        let mut info = Info { reserved: [0; 8] };
        info.index = index as jint;
        info
    }
}

/// A reference from an object, or from a root.
pub(crate) struct Reference<'a> {
    pub(crate) kind: Kind,
    pub(crate) info: Info,
    /// The thread that a root belongs to.
    pub(crate) thread: Option<Oop<'a>>,
    pub(crate) referrer: Option<Oop<'a>>,
    pub(crate) object: Oop<'a>,
}

/// What to do next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Next {
    /// The object's own references come, too.
    Follow,
    Leave,
    Stop,
}

/// Who is told.
pub(crate) trait Visitor {
    fn reference(&mut self, reference: &Reference<'_>) -> Next;
    /// An object whose references are told next. False: stop.
    fn object(&mut self, object: Oop<'_>) -> bool;
}

/// Fields that nobody is shown: the VM keeps in them what is none of Java's business.
const HIDDEN_FIELDS: [(&[u8], &[u8]); 2] = [
    (b"jdk/internal/reflect/ConstantPool", b"constantPoolOop"),
    (
        b"jdk/internal/reflect/UnsafeStaticFieldAccessorImpl",
        b"base",
    ),
];

/// The fields that Java has declared in a class.
pub(crate) fn fields_of(class: KlassRef) -> impl Iterator<Item = &'static Field> {
    // SAFETY: nobody keeps a field longer than its class, which does not go while the thread is in the VM.
    let class: &'static metadata::Klass = unsafe { &*class.as_ptr() };
    let fields = class.instance.iter().flat_map(|instance| &instance.fields);
    let is_hidden =
        |field: &&Field| HIDDEN_FIELDS.contains(&(field.holder.name.bytes(), field.name.bytes()));
    fields.filter(move |field| !field.is_injected() && !is_hidden(field))
}

/// The fields of instances of a class, or of the class itself if it is an interface, with their numbers: those of interfaces come first, then the
/// superclasses', the topmost first. JVMTI "jvmtiHeapReferenceInfoField".
pub(crate) fn numbered_fields(class: KlassRef) -> Vec<(usize, &'static Field)> {
    let mut supers: Vec<KlassRef> =
        std::iter::successors(Some(class), |class| class.super_klass).collect();
    supers.reverse();
    let interfaces = &class.instance().all_interfaces;
    let first: usize = interfaces
        .iter()
        .map(|interface| fields_of(*interface).count())
        .sum();
    (first..)
        .zip(supers.into_iter().flat_map(fields_of))
        .collect()
}

/// The class whose mirror an object is.
pub(crate) fn class_of_mirror(object: Oop<'_>) -> Option<KlassRef> {
    let is_mirror = object.klass() == wk::CLASS.get();
    is_mirror.then(|| mirrors::klass_of(object)).flatten()
}

/// The reference at an address.
fn oop_at<'a>(address: usize) -> Option<Oop<'a>> {
    // SAFETY: a slot of the stopped VM, which holds a reference or null.
    unsafe { Oop::from_address(*(address as *const usize), NoSafepoint::assume()) }
}

/// `Thread.getId`.
fn thread_id(thread: Oop<'_>) -> jlong {
    let tid = wk::THREAD_TID.try_offset();
    tid.map_or(0, |offset| thread.get_i64(offset))
}

struct Walk<'v> {
    visitor: &'v mut dyn Visitor,
    seen: HashSet<usize>,
    /// Addresses of objects whose references are still to be told.
    left: Vec<usize>,
    /// Loader data whose constants were told.
    constants: HashSet<usize>,
    stopped: bool,
}

impl Walk<'_> {
    fn tell(&mut self, reference: &Reference<'_>) {
        if self.stopped {
            return;
        }
        match self.visitor.reference(reference) {
            Next::Follow => {
                let address = reference.object.address();
                if self.seen.insert(address) {
                    self.left.push(address);
                }
            }
            Next::Leave => {}
            Next::Stop => self.stopped = true,
        }
    }

    fn root(&mut self, kind: Kind, thread: Option<Oop<'_>>, slot: usize) {
        let Some(object) = oop_at(slot) else { return };
        let id = thread.map_or(0, |thread| thread_id(thread));
        let info = Info {
            stack: StackInfo {
                thread_tag: 0,
                thread_id: id,
                depth: 0,
                method: null_mut(),
                location: -1,
                slot: -1,
            },
        };
        self.tell(&Reference {
            kind,
            info,
            thread,
            referrer: None,
            object,
        });
    }

    fn roots(&mut self, snapshot: &Snapshot<'_>) {
        /// Collects slots.
        struct Slots(Vec<usize>);
        impl RootVisitor for Slots {
            fn slot(&mut self, slot: *mut usize) {
                self.0.push(slot as usize);
            }
        }
        let mut told = HashSet::new();
        let mut roots: Vec<(Kind, Option<usize>, usize)> = Vec::new();
        ClassLoaderData::for_each(|data| {
            let classes = data.klasses().into_iter().filter(|_| data.is_root());
            roots.extend(
                classes.map(|class| (Kind::SystemClass, None, class.mirror.as_ptr() as usize)),
            );
        });
        registry::for_each(|thread: &JavaThread| {
            let own = Some(thread.thread_object.as_ptr() as usize);
            roots.extend(own.map(|slot| (Kind::Thread, own, slot)));
            let mut frames = Slots(Vec::new());
            (hooks::get().visit_frames)(thread, &mut frames);
            roots.extend(
                frames
                    .0
                    .into_iter()
                    .map(|slot| (Kind::StackLocal, own, slot)),
            );
            let handles = &thread.mutator.handles;
            handles.for_each_slot(|slot| roots.push((Kind::JniLocal, own, slot as usize)));
        });
        snapshot.for_each_global(|slot| roots.push((Kind::JniGlobal, None, slot as usize)));
        let mut rest = Slots(Vec::new());
        snapshot.for_each_root(&mut rest);
        roots.extend(rest.0.into_iter().map(|slot| (Kind::Other, None, slot)));
        for (kind, thread, slot) in roots {
            if told.insert(slot) {
                self.root(kind, thread.and_then(oop_at), slot);
            }
        }
    }

    fn from(&mut self, referrer: Oop<'_>, kind: Kind, index: usize, object: Option<Oop<'_>>) {
        if let Some(object) = object {
            self.tell(&Reference {
                kind,
                info: Info::of_index(index),
                thread: None,
                referrer: Some(referrer),
                object,
            });
        }
    }

    fn object(&mut self, object: Oop<'_>) {
        let class = object.klass();
        if !self.visitor.object(object) {
            self.stopped = true;
            return;
        }
        let mirror = |class: KlassRef| oop_at(class.mirror.as_ptr() as usize);
        self.from(object, Kind::Class, 0, mirror(class.original()));
        if class.is_array() {
            if class.array().element == ElementKind::Reference || class.array().component.is_some()
            {
                let data = object.array_data() as usize;
                for index in 0..object.length() {
                    let element = oop_at(data + index * size_of::<usize>());
                    self.from(object, Kind::ArrayElement, index, element);
                }
            }
            return;
        }
        if let Some(of) = class_of_mirror(object) {
            self.class(object, of);
        }
        for (number, field) in numbered_fields(class) {
            if !field.is_static() && field.kind == ElementKind::Reference {
                let value = oop_at(object.address() + field.offset as usize);
                self.from(object, Kind::Field, number, value);
            }
        }
    }

    /// What a class has beyond the fields of its mirror.
    fn class(&mut self, own: Oop<'_>, class: KlassRef) {
        let mirror = |class: KlassRef| oop_at(class.mirror.as_ptr() as usize);
        self.from(own, Kind::Superclass, 0, class.super_klass.and_then(mirror));
        let data = class.loader_data;
        self.from(
            own,
            Kind::ClassLoader,
            0,
            oop_at(data.loader.as_ptr() as usize),
        );
        if class.is_array() {
            return;
        }
        for interface in &class.instance().interfaces {
            self.from(own, Kind::Interface, 0, mirror(*interface));
        }
        for (number, field) in numbered_fields(class) {
            let is_own = std::ptr::eq(field.holder.as_ptr(), class.as_ptr());
            if is_own && field.is_static() && field.kind == ElementKind::Reference {
                let value = oop_at(own.address() + field.offset as usize);
                self.from(own, Kind::StaticField, number, value);
            }
        }
        // Constants are the loader's: its first class has them all.
        if !data.is_root() && self.constants.insert(std::ptr::from_ref(data).addr()) {
            let mut slots = Vec::new();
            data.for_each_slot(|slot| slots.push(slot.as_ptr() as usize));
            for slot in slots {
                self.from(own, Kind::ConstantPool, 0, oop_at(slot));
            }
        }
    }
}

/// Tells what can be reached from `first`, or from the roots.
pub(crate) fn walk(snapshot: &Snapshot<'_>, first: Option<Oop<'_>>, visitor: &mut dyn Visitor) {
    let mut walk = Walk {
        visitor,
        seen: HashSet::new(),
        left: Vec::new(),
        constants: HashSet::new(),
        stopped: false,
    };
    match first {
        None => walk.roots(snapshot),
        Some(first) => {
            walk.seen.insert(first.address());
            walk.left.push(first.address());
        }
    }
    while let Some(address) = walk.left.pop()
        && !walk.stopped
    {
        // SAFETY: an object of the stopped heap.
        let object = unsafe { Oop::from_address(address, NoSafepoint::assume()) };
        walk.object(object.expect("objects are not at 0"));
    }
}
