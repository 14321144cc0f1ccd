//! The whole heap as a file for heap analysers (Eclipse MAT, VisualVM): `jmap -dump`, `jcmd PID GC.heap_dump`.
//!
//! The format is HPROF's binary one, "JAVA PROFILE 1.0.2" (its specification is `hprof_b_spec.h` of the JDK 8): names, classes, then
//! segments with roots, classes and objects, all numbers big-endian. Ids of objects are their addresses, of classes those of their mirrors,
//! of names those of their symbols, which lie below all objects. What is not there: the stacks (roots in frames are roots of an unknown
//! kind), and so the threads that hold them.

use std::collections::HashSet;
use std::fs::OpenOptions;
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::time::{SystemTime, UNIX_EPOCH};

use abi::ElementKind;
use heap::inspect::Snapshot;
use heap::{Cause, Oop, RootVisitor};
use metadata::{ClassLoaderData, Field, KlassRef, Symbol};
use threads::JavaThread;

use super::operations;

/// Tags of records.
const UTF8: u8 = 0x01;
const LOAD_CLASS: u8 = 0x02;
const TRACE: u8 = 0x05;
const SEGMENT: u8 = 0x1c;
const END: u8 = 0x2c;
/// Tags within a segment.
const ROOT_UNKNOWN: u8 = 0xff;
const ROOT_STICKY_CLASS: u8 = 0x05;
const CLASS_DUMP: u8 = 0x20;
const INSTANCE_DUMP: u8 = 0x21;
const OBJECT_ARRAY_DUMP: u8 = 0x22;
const PRIMITIVE_ARRAY_DUMP: u8 = 0x23;

/// The type of a reference; primitive types have the numbers of `newarray`.
const OBJECT: u8 = 2;
/// The only stack trace, which is empty.
const NO_TRACE: u32 = 1;
/// A segment is written when it is longer, bytes.
const SEGMENT_BYTES: usize = 1 << 20;

/// How a dump is to be made.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    /// What nobody refers to is collected first.
    pub(super) is_live: bool,
    /// The file may be there already.
    pub(super) overwrites: bool,
}

/// Writes the file. How long it is, bytes.
///
/// # Errors
/// The file cannot be written.
pub(super) fn write(thread: &mut JavaThread, file: &str, wanted: Wanted) -> io::Result<u64> {
    let mut options = OpenOptions::new();
    match wanted.overwrites {
        true => options.create(true).truncate(true),
        false => options.create_new(true),
    };
    // It holds whatever the program knows: nobody else may read it.
    let created = options.write(true).mode(0o600).open(file)?;
    if wanted.is_live {
        operations::collect(thread, Cause::HeapDump);
    }
    let mut dump = Dump {
        out: BufWriter::new(created),
        written: 0,
        segment: Vec::new(),
    };
    let mut outcome = Ok(());
    heap::inspect::with_snapshot(&mut thread.mutator, &mut |snapshot| {
        outcome = dump.all(snapshot);
    });
    outcome?;
    dump.out.flush()?;
    Ok(dump.written)
}

/// The file while it is written.
struct Dump<W: Write> {
    out: W,
    written: u64,
    segment: Vec<u8>,
}

/// Numbers as the format has them.
trait Put {
    fn id(&mut self, id: usize);
    fn u4(&mut self, value: u32);
    fn u2(&mut self, value: u16);
}

impl Put for Vec<u8> {
    fn id(&mut self, id: usize) {
        self.extend_from_slice(&(id as u64).to_be_bytes());
    }

    fn u4(&mut self, value: u32) {
        self.extend_from_slice(&value.to_be_bytes());
    }

    fn u2(&mut self, value: u16) {
        self.extend_from_slice(&value.to_be_bytes());
    }
}

impl<W: Write> Dump<W> {
    fn all(&mut self, snapshot: &Snapshot<'_>) -> io::Result<()> {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        let mut head = b"JAVA PROFILE 1.0.2\0".to_vec();
        head.u4(size_of::<u64>() as u32);
        let milliseconds = since.map_or(0, |time| time.as_millis() as u64);
        head.extend_from_slice(&milliseconds.to_be_bytes());
        self.bytes(&head)?;

        let mut classes = Vec::new();
        ClassLoaderData::for_each(|data| classes.extend(data.klasses()));
        // (Versions of redefined classes have the mirrors of those.)
        classes.retain(|class| !class.mirror.is_null() && class.original() == *class);
        self.names(&classes)?;
        for (serial, class) in (1..).zip(&classes) {
            let mut body = Vec::new();
            body.u4(serial);
            body.id(id_of(*class));
            body.u4(NO_TRACE);
            body.id(name_id(class.name));
            self.record(LOAD_CLASS, &body)?;
        }
        let mut trace = Vec::new();
        [NO_TRACE, 0, 0].iter().for_each(|number| trace.u4(*number));
        self.record(TRACE, &trace)?;

        self.roots(snapshot)?;
        for class in &classes {
            self.class(*class)?;
        }
        let mirrors: HashSet<usize> = classes.iter().map(|class| id_of(*class)).collect();
        let mut outcome = Ok(());
        snapshot.for_each_object(&mut |object, _| {
            // Mirrors of classes are what the classes are; those of primitive types are objects.
            if outcome.is_ok() && !mirrors.contains(&object.address()) {
                outcome = self.object(object);
            }
        });
        outcome?;
        self.end_segment()?;
        self.record(END, &[])
    }

    fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.written += bytes.len() as u64;
        self.out.write_all(bytes)
    }

    fn record(&mut self, tag: u8, body: &[u8]) -> io::Result<()> {
        let mut head = vec![tag];
        head.u4(0); // (microseconds since the beginning)
        head.u4(body.len() as u32);
        self.bytes(&head)?;
        self.bytes(body)
    }

    /// Between two parts of a segment: writes it if it is long enough.
    fn end_part(&mut self) -> io::Result<()> {
        match self.segment.len() > SEGMENT_BYTES {
            true => self.end_segment(),
            false => Ok(()),
        }
    }

    fn end_segment(&mut self) -> io::Result<()> {
        let segment = std::mem::take(&mut self.segment);
        self.record(SEGMENT, &segment)
    }

    /// The names of classes and fields, each once.
    fn names(&mut self, classes: &[KlassRef]) -> io::Result<()> {
        let mut seen = HashSet::new();
        for class in classes {
            let fields = fields_of(*class).map(|field| field.name);
            for name in std::iter::once(class.name).chain(fields) {
                if seen.insert(name.address()) {
                    let mut body = Vec::new();
                    body.id(name_id(name));
                    body.extend_from_slice(name.bytes());
                    self.record(UTF8, &body)?;
                }
            }
        }
        Ok(())
    }

    fn roots(&mut self, snapshot: &Snapshot<'_>) -> io::Result<()> {
        /// Roots of no special kind, each once.
        struct Unknown<'a> {
            segment: &'a mut Vec<u8>,
            seen: HashSet<usize>,
        }
        impl RootVisitor for Unknown<'_> {
            fn slot(&mut self, slot: *mut usize) {
                // SAFETY: a slot of the stopped VM.
                let object = unsafe { *slot };
                if object != 0 && self.seen.insert(object) {
                    self.segment.push(ROOT_UNKNOWN);
                    self.segment.id(object);
                }
            }
        }
        let segment = &mut self.segment;
        let mut seen = HashSet::new();
        ClassLoaderData::for_each(|data| {
            for class in data.klasses().into_iter().filter(|_| data.is_root()) {
                if !class.mirror.is_null() && seen.insert(id_of(class)) {
                    segment.push(ROOT_STICKY_CLASS);
                    segment.id(id_of(class));
                }
            }
        });
        snapshot.for_each_root(&mut Unknown { segment, seen });
        self.end_part()
    }

    fn class(&mut self, class: KlassRef) -> io::Result<()> {
        let mirror = id_of(class);
        let out = &mut self.segment;
        out.push(CLASS_DUMP);
        out.id(mirror);
        out.u4(NO_TRACE);
        out.id(class.super_klass.map_or(0, id_of));
        out.id(class.loader_data.loader.load());
        // Signers, protection domain, two reserved.
        (0..4).for_each(|_| out.id(0));
        let supers = std::iter::successors(Some(class), |class| class.super_klass);
        let instance = supers
            .flat_map(fields_of)
            .filter(|field| !field.is_static());
        out.u4(instance.map(|field| 1 << field.kind.log2_size()).sum());
        out.u2(0); // (constants)
        let (statics, own): (Vec<&Field>, Vec<&Field>) =
            fields_of(class).partition(|field| field.is_static());
        out.u2(statics.len() as u16);
        for field in statics {
            out.id(name_id(field.name));
            out.push(type_of(field.kind));
            put_value(out, mirror + field.offset as usize, field.kind);
        }
        out.u2(own.len() as u16);
        for field in own {
            out.id(name_id(field.name));
            out.push(type_of(field.kind));
        }
        self.end_part()
    }

    fn object(&mut self, object: Oop<'_>) -> io::Result<()> {
        let (class, address) = (object.klass(), object.address());
        let out = &mut self.segment;
        let Some(array) = &class.array else {
            out.push(INSTANCE_DUMP);
            out.id(address);
            out.u4(NO_TRACE);
            out.id(id_of(class));
            let length = out.len();
            out.u4(0);
            let supers = std::iter::successors(Some(class), |class| class.super_klass);
            for field in supers
                .flat_map(fields_of)
                .filter(|field| !field.is_static())
            {
                put_value(out, address + field.offset as usize, field.kind);
            }
            let bytes = (out.len() - length - 4) as u32;
            out[length..length + 4].copy_from_slice(&bytes.to_be_bytes());
            return self.end_part();
        };
        let kind = array
            .component
            .map_or(array.element, |_| ElementKind::Reference);
        out.push(match kind {
            ElementKind::Reference => OBJECT_ARRAY_DUMP,
            _ => PRIMITIVE_ARRAY_DUMP,
        });
        out.id(address);
        out.u4(NO_TRACE);
        out.u4(object.length() as u32);
        match kind {
            ElementKind::Reference => out.id(id_of(class)),
            _ => out.push(type_of(kind)),
        }
        let data = object.array_data() as usize;
        for index in 0..object.length() {
            put_value(out, data + (index << kind.log2_size()), kind);
        }
        self.end_part()
    }
}

fn id_of(class: KlassRef) -> usize {
    class.mirror.load()
}

fn name_id(name: Symbol) -> usize {
    name.address() as usize
}

fn type_of(kind: ElementKind) -> u8 {
    match kind {
        ElementKind::Reference => OBJECT,
        primitive => primitive as u8,
    }
}

/// The fields that Java has declared in a class, static ones too.
fn fields_of(class: KlassRef) -> impl Iterator<Item = &'static Field> {
    // SAFETY: the world is stopped, so no class goes, and the dump does not outlive that.
    let class: &'static metadata::Klass = unsafe { &*class.as_ptr() };
    let instance = class.instance.as_deref().into_iter();
    let fields = instance.flat_map(|instance| &instance.fields);
    fields.filter(|field| !field.is_injected())
}

/// The value of a field or an element.
fn put_value(out: &mut Vec<u8>, address: usize, kind: ElementKind) {
    let bytes = 1 << kind.log2_size();
    // SAFETY: a field of the class of an object of the stopped heap, or an element of it.
    let value = unsafe { std::slice::from_raw_parts(address as *const u8, bytes) };
    match cfg!(target_endian = "little") {
        true => out.extend(value.iter().rev()),
        false => out.extend_from_slice(value),
    }
}
