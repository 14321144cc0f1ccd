//! The linker over the JDK of this machine, without an interpreter: boot classes are loaded, laid out and linked; small classes,
//! compiled here, show overriding, default methods, itables and the errors of definition. One test, because there is one VM
//! per process. Without a JDK it passes doing nothing.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use abi::ElementKind;
use heap::oop::SlotExt;
use linker::{
    arrays, class_path, define, hidden, itable, loading, mirrors, roots, strings, vtable,
    well_known,
};
use metadata::{
    ClassLoaderData, InstanceKind, KlassFlags, KlassRef, MethodFlags, Symbol, well_known as wk,
};
use threads::{JavaThread, Thrown, Value};

static THROWN: Mutex<Vec<(String, String)>> = Mutex::new(Vec::new());

/// Stands for `linker::exceptions`, which runs constructors: remembers what was thrown, and throws an empty instance.
fn throw_new(t: &mut JavaThread, class: &str, message: Option<&str>) -> Thrown {
    THROWN
        .lock()
        .unwrap()
        .push((class.to_owned(), message.unwrap_or("").to_owned()));
    let klass = loading::boot_class(t, class).unwrap();
    let exception = t.new_instance(klass).unwrap();
    t.throw(exception)
}

/// What `action` throws: class and message.
fn thrown<T>(
    t: &mut JavaThread,
    action: impl FnOnce(&mut JavaThread) -> Result<T, Thrown>,
) -> (String, String) {
    THROWN.lock().unwrap().clear();
    assert!(action(t).is_err());
    t.take_pending();
    THROWN.lock().unwrap()[0].clone()
}

fn install_hooks() {
    threads::hooks::install(threads::hooks::Hooks {
        throw_new,
        throw_out_of_memory: |t, _| throw_new(t, "java/lang/OutOfMemoryError", None),
        initialize: |_, _| Ok(()),
        interpret: |t, method, arguments| match (method.name.bytes(), arguments) {
            (b"addClass", _) => Ok(Value::Void),
            (b"loadClass", [_, Value::Ref(Some(name))]) => {
                let name = strings::to_rust(t.oop(*name)).replace('.', "/");
                let klass = loading::boot_class(t, &name)?;
                Ok(Value::from(mirrors::mirror_of(t, klass)))
            }
            _ => panic!("no interpreter here: {method}"),
        },
        visit_frames: |_, _| {},
        bci_of: |_, _| 0,
        bci_at: |_, _| Some(0),
        frame_words: |_| 0,
        enter_compiled: |_, _, _, _, _| threads::hooks::Outcome::Threw,
        enter_loop: |_, _, _, _, _| threads::hooks::Outcome::Threw,
        counter_overflow: |_, _, _| None,
        overridden: |_| {},
        call_site_changes: |_, store| store(),
        call_native: |_, method, _| panic!("no natives here: {method}"),
        visit_global_roots: |_| {},
        process_weak_tables: roots::process_weak_tables,
        write_compiler_history: |_| Ok(()),
        asked_to_attach: |_| false,
        dump_heap: |_, _| String::new(),
        unload,
    });
}

fn unload(dead: &[&'static ClassLoaderData]) {
    roots::unload();
    ClassLoaderData::forget_unmarked(dead);
    for data in dead {
        // SAFETY: the collector found nothing that leads to the data; the tests keep no class that they expect to be unloaded.
        unsafe { ClassLoaderData::free(data) };
    }
}

const SOURCES: &[(&str, &str)] = &[
    (
        "p/A",
        "package p; public class A { void m() {} public void over() {} public final void fin() {} }",
    ),
    (
        "q/B",
        "package q; public class B extends p.A { void m() {} public void over() {} }",
    ),
    (
        "p/C",
        "package p; public class C extends q.B { void m() {} }",
    ),
    (
        "q/D",
        "package q; public class D extends p.C { void m() {} }",
    ),
    (
        "p/I",
        "package p; public interface I { default void d() {} void a(); static void s() {} private void hid() {} }",
    ),
    (
        "p/J",
        "package p; public interface J extends I { default void d() {} }",
    ),
    (
        "p/K",
        "package p; public interface K { default void d() {} }",
    ),
    (
        "p/Old",
        "package p; public abstract class Old implements I { }",
    ),
    (
        "p/New",
        "package p; public abstract class New extends Old implements J { }",
    ),
    (
        "p/Impl",
        "package p; public class Impl extends New { public void a() {} public final void d() {} }",
    ),
    (
        "p/Clash",
        "package p; public abstract class Clash implements I { public static int counter = 3; static final long L = 7L << 40; static final String S = \"clash\"; byte b; Object o; int i; }",
    ),
    (
        "p/Fin",
        "package p; public final class Fin { protected void finalize() { new Object(); } }",
    ),
    (
        "p/Sub",
        "package p; public class Sub { void x() {} void y() {} }",
    ),
];

fn compile(directory: &Path) {
    let sources = directory.join("src");
    let mut files: Vec<PathBuf> = Vec::new();
    for (name, text) in SOURCES {
        let path = sources.join(format!("{name}.java"));
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        files.push(path);
    }
    let status = Command::new("javac")
        .arg("-d")
        .arg(directory.join("classes"))
        .args(&files)
        .status()
        .unwrap();
    assert!(status.success());
}

fn java_home() -> Option<PathBuf> {
    std::env::var_os("JAVA_HOME")
        .map(PathBuf::from)
        .or_else(|| {
            let paths = std::env::var_os("PATH")?;
            let java = std::env::split_paths(&paths)
                .map(|dir| dir.join("java"))
                .find(|java| java.is_file())?;
            Some(java.canonicalize().ok()?.parent()?.parent()?.to_owned())
        })
}

fn load(t: &mut JavaThread, name: &str) -> KlassRef {
    match loading::boot_class(t, name) {
        Ok(klass) => klass,
        Err(_) => panic!("{name}: {:?}", THROWN.lock().unwrap()),
    }
}

fn slot(klass: KlassRef, name: &str, descriptor: &str) -> String {
    let (name, descriptor) = (
        Symbol::intern(name.as_bytes()),
        Symbol::intern(descriptor.as_bytes()),
    );
    let index = vtable::index_of(&klass, name, descriptor).expect("a cell");
    klass.vtable()[index as usize]
        .load()
        .expect("a method")
        .klass
        .external_name()
}

#[test]
fn boot_and_link() {
    let Some(home) = java_home() else { return };
    let directory = std::env::temp_dir().join(format!("linker-boot-{}", std::process::id()));
    compile(&directory);
    class_path::init(&home).unwrap();
    class_path::append(&directory.join("classes"));
    heap::init(&flags::get().flags).unwrap();
    heap::control::install(threads::control());
    install_hooks();
    let t = threads::attach::attach_main();

    let start = std::time::Instant::now();
    well_known::load_all(t).unwrap_or_else(|_| panic!("{:?}", THROWN.lock().unwrap()));
    let count = ClassLoaderData::boot().klasses().len();
    eprintln!("{count} classes in {:?}", start.elapsed());

    library_classes(t);
    objects(t);
    overriding(t);
    defaults(t);
    definition_errors(t);
    unloading(t);
    std::fs::remove_dir_all(&directory).unwrap();
    if std::env::var_os("LINKER_LOAD_ALL").is_some() {
        load_list(t, &home);
    }
}

/// Everything the JDK lists as used at start-up: a measurement, not a test.
fn load_list(t: &mut JavaThread, home: &Path) {
    let list = std::fs::read_to_string(home.join("lib/classlist")).unwrap();
    let names: Vec<&str> = list
        .lines()
        .filter(|line| !line.starts_with(['#', '@']))
        .map(|l| l.split(' ').next().unwrap())
        .collect();
    let start = std::time::Instant::now();
    let mut loaded = 0;
    for name in names {
        if loading::find_boot_class(t, Symbol::intern(name.as_bytes()))
            .unwrap()
            .is_some()
        {
            loaded += 1;
        }
    }
    eprintln!(
        "{loaded} names in {:?}, {} kB",
        start.elapsed(),
        ClassLoaderData::boot().used_bytes() >> 10
    );
}

fn library_classes(t: &mut JavaThread) {
    let class = wk::CLASS.get();
    assert_eq!(class.kind, InstanceKind::Mirror);
    for klass in ClassLoaderData::boot().klasses() {
        let mirror = klass
            .mirror
            .oop(t.no_safepoint())
            .expect("every class has its mirror");
        assert_eq!(mirrors::klass_of(mirror), Some(klass));
        assert_eq!(mirror.klass(), class);
        if let Some(instance) = &klass.instance {
            assert_eq!(
                mirror.size_bytes(),
                instance.mirror_size as usize,
                "{klass}"
            );
            assert!(instance.mirror_size as usize >= class.layout.instance_size());
        }
    }
    let weak = load(t, "java/lang/ref/WeakReference");
    assert_eq!(weak.kind, InstanceKind::WeakReference);
    let traced: Vec<u32> = weak
        .ref_map
        .iter()
        .flat_map(|b| (0..b.count).map(|i| b.offset + 8 * i))
        .collect();
    assert!(
        traced.contains(&wk::REFERENCE_QUEUE.offset())
            && traced.contains(&wk::REFERENCE_NEXT.offset())
    );
    assert!(
        !traced.contains(&wk::REFERENCE_REFERENT.offset())
            && !traced.contains(&wk::REFERENCE_DISCOVERED.offset())
    );

    let list = load(t, "java/util/ArrayList");
    let hash_map = load(t, "java/util/HashMap");
    let collection = load(t, "java/util/Collection");
    assert!(list.is_subtype_of(collection) && !hash_map.is_subtype_of(collection));
    assert!(
        list.flags
            .has(KlassFlags::HAS_DEFAULTS | KlassFlags::CLONEABLE)
    );
    assert_eq!(
        slot(list, "forEach", "(Ljava/util/function/Consumer;)V"),
        "java.util.ArrayList"
    );
    assert_eq!(
        slot(list, "stream", "()Ljava/util/stream/Stream;"),
        "java.util.Collection"
    );
    assert_eq!(
        slot(list, "toString", "()Ljava/lang/String;"),
        "java.util.AbstractCollection"
    );
    assert_eq!(
        slot(
            hash_map,
            "getOrDefault",
            "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;"
        ),
        "java.util.HashMap"
    );
    let size = collection
        .find_declared_method(Symbol::intern(b"size"), Symbol::intern(b"()I"))
        .unwrap();
    let entry = itable::entries(&list)
        .iter()
        .find(|entry| entry.interface == collection)
        .unwrap();
    let target = entry.methods[size.itable_index() as usize].load().unwrap();
    assert_eq!(target.klass, list);
    let comparator = load(t, "java/util/Comparator");
    assert!(comparator.flags.has(KlassFlags::DECLARES_DEFAULTS));
    let invoke = load(t, "java/lang/invoke/MethodHandle");
    let exact = invoke
        .instance()
        .methods
        .iter()
        .filter(|method| method.flags.has(MethodFlags::POLYMORPHIC))
        .count();
    assert_eq!(
        exact, 8,
        "invokeExact, invoke, invokeBasic and the five linkers of JDK 17"
    );
    let integer = load(t, "java/lang/Integer");
    let max = integer
        .instance()
        .fields
        .iter()
        .find(|field| field.name.bytes() == b"MAX_VALUE")
        .unwrap();
    assert_eq!(
        t.oop(mirrors::mirror_of(t, integer)).get_i32(max.offset),
        i32::MAX
    );
    assert!(
        load(t, "java/lang/Record").depth == 1
            && load(t, "java/lang/Thread").instance().package.is_some()
    );
}

fn objects(t: &mut JavaThread) {
    let ints = arrays::new_primitive_array(t, ElementKind::Int, 3).unwrap();
    assert_eq!(t.oop(ints).klass().to_string(), "[I");
    let string = load(t, "java/lang/String");
    let nested = arrays::array_class_of(t, string).unwrap();
    let nested = arrays::array_class_of(t, nested).unwrap();
    let objects = arrays::array_class_of(t, wk::OBJECT.get()).unwrap();
    assert!(
        nested.is_subtype_of(objects)
            && nested.is_subtype_of(wk::CLONEABLE.get())
            && !objects.is_subtype_of(nested)
    );
    assert_eq!(
        loading::find_loaded(
            Symbol::intern(b"[[Ljava/lang/String;"),
            ClassLoaderData::boot()
        ),
        Some(nested)
    );
    let multi = arrays::new_multi_array(t, nested, &[2, 3]).unwrap();
    assert_eq!(t.oop(multi).element(1).unwrap().length(), 3);
    let error = thrown(t, |t| arrays::new_multi_array(t, nested, &[2, -3]));
    assert_eq!(
        error,
        (
            "java/lang/NegativeArraySizeException".to_owned(),
            "-3".to_owned()
        )
    );

    for text in ["", "plain", "naïve", "zero\0", "€ and 😀"] {
        let made = strings::new(t, text).unwrap();
        assert_eq!(strings::to_rust(t.oop(made)), text);
        assert_eq!(strings::length(t.oop(made)), text.encode_utf16().count());
        let mutf8 = strings::to_mutf8(t.oop(made));
        let interned = strings::intern_mutf8(t, &mutf8).unwrap();
        let same = strings::intern(t, made).unwrap();
        assert_eq!(t.oop(interned), t.oop(same));
        let units: Vec<u16> = text.encode_utf16().collect();
        assert!(strings::equals(t.oop(made), &units) && strings::to_utf16(t.oop(made)) == units);
    }
    let void = mirrors::mirror_for_descriptor(t, b"V", ClassLoaderData::boot()).unwrap();
    assert_eq!(
        mirrors::primitive_of(t.oop(void)),
        classfile::BasicType::Void
    );
    let array = mirrors::mirror_for_descriptor(t, b"[[J", ClassLoaderData::boot()).unwrap();
    let component = t
        .oop(array)
        .get_ref(wk::CLASS_COMPONENT_TYPE.offset())
        .unwrap();
    assert_eq!(mirrors::klass_of(component).unwrap().to_string(), "[J");
}

/// JVMS 5.4.5, package-private methods across packages and the transitive rule.
fn overriding(t: &mut JavaThread) {
    let [a, b, c, d] = ["p/A", "q/B", "p/C", "q/D"].map(|name| load(t, name));
    let own = |klass: KlassRef| {
        klass
            .find_declared_method(Symbol::intern(b"m"), Symbol::intern(b"()V"))
            .unwrap()
    };
    let (ia, ib) = (own(a).vtable_index(), own(b).vtable_index());
    assert!(
        ia >= 0 && ib > ia,
        "B.m does not override A.m of another package"
    );
    let cell = |klass: KlassRef, index: i32| klass.vtable()[index as usize].load().unwrap().klass;
    assert_eq!((cell(b, ia), cell(b, ib)), (a, b));
    assert_eq!(
        (cell(c, ia), cell(c, ib)),
        (c, b),
        "C.m overrides A.m, not B.m"
    );
    assert_eq!(
        (cell(d, ia), cell(d, ib)),
        (c, d),
        "D.m overrides B.m, not C.m"
    );
    assert_eq!(slot(d, "over", "()V"), "q.B");
    let fin = a
        .find_declared_method(Symbol::intern(b"fin"), Symbol::intern(b"()V"))
        .unwrap();
    assert_eq!(
        fin.vtable_index(),
        metadata::method::vtable_index::NONVIRTUAL
    );
    assert!(
        load(t, "p/Fin").flags.has(KlassFlags::HAS_FINALIZER)
            && load(t, "p/Fin").layout.needs_slow_allocation()
    );
}

fn defaults(t: &mut JavaThread) {
    let [old, new, implementor, clash] =
        ["p/Old", "p/New", "p/Impl", "p/Clash"].map(|name| load(t, name));
    assert_eq!(
        (slot(old, "d", "()V"), slot(old, "a", "()V")),
        ("p.I".to_owned(), "p.I".to_owned())
    );
    assert_eq!(
        slot(new, "d", "()V"),
        "p.J",
        "a more specific interface replaces the inherited default"
    );
    assert_eq!(new.vtable().len(), old.vtable().len());
    assert_eq!(
        (slot(implementor, "d", "()V"), slot(implementor, "a", "()V")),
        ("p.Impl".to_owned(), "p.Impl".to_owned())
    );
    let select = |klass: KlassRef, name: &str| {
        itable::select(
            &klass,
            Symbol::intern(name.as_bytes()),
            Symbol::intern(b"()V"),
        )
    };
    assert!(select(old, "a").is_none() && select(old, "hid").is_none());
    assert_eq!(select(implementor, "d").unwrap().klass, implementor);
    let mirror = t.oop(mirrors::mirror_of(t, clash));
    let field = |name: &[u8]| {
        clash
            .instance()
            .fields
            .iter()
            .find(|field| field.name.bytes() == name)
            .unwrap()
    };
    assert_eq!(mirror.get_i64(field(b"L").offset), 7 << 40);
    assert!(
        mirror.get_ref(field(b"S").offset).is_none(),
        "strings come with initialisation"
    );
    mirrors::set_string_constants(t, clash).unwrap();
    let text = t
        .oop(mirrors::mirror_of(t, clash))
        .get_ref(field(b"S").offset)
        .unwrap();
    assert_eq!(strings::to_rust(text), "clash");

    // `implements I` becomes `implements I, K` by patching the bytes: javac would refuse.
    let patched = with_interface(b"p/Clash", b"p/Klash", b"p/K");
    let klass = define_bytes(t, "p/Klash", &patched).unwrap();
    let (name, descriptor) = (Symbol::intern(b"d"), Symbol::intern(b"()V"));
    assert!(itable::select(&klass, name, descriptor).is_none());
    let cells = klass.vtable().iter().filter_map(|cell| cell.load());
    let overpass = cells
        .filter(|m| (m.name, m.descriptor) == (name, descriptor))
        .last();
    let overpass = overpass.unwrap();
    let message = linker::default_methods::conflict_message(overpass);
    assert_eq!(
        message.as_deref(),
        Some("Conflicting default methods: p/I.d p/K.d")
    );
}

fn define_bytes(t: &mut JavaThread, name: &str, bytes: &[u8]) -> Result<KlassRef, Thrown> {
    define_in(t, ClassLoaderData::boot(), name, bytes)
}

fn define_in(
    t: &mut JavaThread,
    loader: &'static ClassLoaderData,
    name: &str,
    bytes: &[u8],
) -> Result<KlassRef, Thrown> {
    let request = define::Request {
        name: Some(Symbol::intern(name.as_bytes())),
        bytes,
        loader,
        protection_domain: None,
        source: "test",
        hidden: None,
    };
    define::define_class(t, request)
}

fn bytes_of(name: &[u8]) -> Vec<u8> {
    class_path::find(Symbol::intern(name)).unwrap().0.to_vec()
}

/// The bytes of a class, every Utf8 entry `from` replaced by `to`.
fn renamed(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let entry = |text: &[u8]| [&[1, 0, text.len() as u8][..], text].concat();
    let (from, to) = (entry(from), entry(to));
    let mut out = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        if rest.starts_with(&from) {
            out.extend(&to);
            rest = &rest[from.len()..];
        } else {
            out.push(rest[0]);
            rest = &rest[1..];
        }
    }
    out
}

/// A class with one more superinterface, whose constants are appended to the pool.
fn with_interface(name: &[u8], new_name: &[u8], interface: &[u8]) -> Vec<u8> {
    let bytes = renamed(&bytes_of(name), name, new_name);
    let class = classfile::ClassFile::parse(&bytes, &classfile::ParseOptions::boot(None)).unwrap();
    let count = class.pool.len() as u16;
    let last = (1..count)
        .rev()
        .find_map(|index| class.pool.offset(index))
        .unwrap();
    // javac ends the pool with a Utf8 entry.
    let end = last + 3 + usize::from(u16::from_be_bytes([bytes[last + 1], bytes[last + 2]]));
    let mut out = bytes[..8].to_vec();
    out.extend((count + 2).to_be_bytes());
    out.extend(&bytes[10..end]);
    out.extend([1, 0, interface.len() as u8]);
    out.extend(interface);
    out.push(7);
    out.extend(count.to_be_bytes());
    out.extend(&bytes[end..end + 6]);
    let interfaces = u16::from_be_bytes([bytes[end + 6], bytes[end + 7]]);
    out.extend((interfaces + 1).to_be_bytes());
    out.extend(&bytes[end + 8..end + 8 + 2 * interfaces as usize]);
    out.extend((count + 1).to_be_bytes());
    out.extend(&bytes[end + 8 + 2 * interfaces as usize..]);
    out
}

fn definition_errors(t: &mut JavaThread) {
    const ICCE: &str = "java/lang/IncompatibleClassChangeError";
    let mut error = |name: &str, bytes: &[u8]| {
        let (class, message) = thrown(t, |t| define_bytes(t, name, bytes));
        format!("{class}: {message}")
    };
    let sub = bytes_of(b"p/Sub");
    let extends = |parent: &[u8]| {
        renamed(
            &renamed(&sub, b"java/lang/Object", parent),
            b"p/Sub",
            b"p/Bad",
        )
    };
    assert_eq!(
        error("p/Bad", &extends(b"p/I")),
        format!("{ICCE}: class p.Bad has interface p.I as super class")
    );
    assert_eq!(
        error("p/Bad", &extends(b"p/Fin")),
        format!("{ICCE}: class p.Bad cannot inherit from final class p.Fin")
    );
    assert_eq!(
        error("p/Bad", &extends(b"p/Bad")),
        "java/lang/ClassCircularityError: p/Bad"
    );
    assert_eq!(
        error("p/Bad", &extends(b"p/None")),
        "java/lang/NoClassDefFoundError: p/None"
    );
    assert_eq!(
        error("p/Other", &sub),
        "java/lang/NoClassDefFoundError: p/Other (wrong name: p/Sub)"
    );
    assert_eq!(
        error("p/Bad", &sub[..20]),
        "java/lang/ClassFormatError: Truncated class file"
    );
    let not_interface = with_interface(b"p/Clash", b"p/Bad", b"p/A");
    // Before java.base is defined every boot class is taken for one of it.
    let place = "p.A is in module java.base of loader 'bootstrap'";
    let expected = format!(
        "{ICCE}: class p.Bad can not implement p.A, because it is not an interface ({place})"
    );
    assert_eq!(error("p/Bad", &not_interface), expected);
    let duplicate = bytes_of(b"p/A");
    assert!(error("p/A", &duplicate).starts_with(
        "java/lang/LinkageError: loader 'bootstrap' attempted duplicate class definition for p.A."
    ));
    let missing = thrown(t, |t| {
        loading::load_class(t, Symbol::intern(b"no/Such"), ClassLoaderData::boot())
    });
    assert_eq!(
        missing,
        (
            "java/lang/ClassNotFoundException".to_owned(),
            "no/Such".to_owned()
        )
    );

    // Hidden: a name of its own, in no dictionary, itself to itself.
    let lookup_class = load(t, "p/Sub");
    let options = linker::hidden::Options {
        lookup_class,
        nestmate: false,
        strong: false,
        vm_annotations: false,
        class_data: None,
    };
    let request = define::Request {
        name: None,
        bytes: &sub,
        loader: ClassLoaderData::boot(),
        protection_domain: None,
        source: "__JVM_LookupDefineClass__",
        hidden: Some(options),
    };
    if let Ok(hidden) = define::define_class(t, request) {
        assert!(hidden.external_name().starts_with("p.Sub/0x"), "{hidden}");
        assert!(
            hidden.is_hidden() && loading::find_loaded(hidden.name, hidden.loader_data).is_none()
        );
    }
    t.take_pending();
}

fn is_listed(data: *const ClassLoaderData) -> bool {
    let mut found = false;
    ClassLoaderData::for_each(|other| found |= std::ptr::eq(other, data));
    found
}

fn collect(t: &mut JavaThread) {
    heap::collect_full(&mut t.mutator, heap::Cause::SystemGc);
}

/// Classes live while an object leads to them, or data that depend on theirs; then their memory is used again.
fn unloading(t: &mut JavaThread) {
    let bytes = bytes_of(b"p/Sub");
    let parent = load(t, "java/lang/Object");
    let package = parent.instance().package.expect("java.lang");
    package.export_to_all();
    let children = |klass: KlassRef| {
        let count = &klass.instance().subclass_count;
        count.load(std::sync::atomic::Ordering::Relaxed)
    };
    collect(t);
    let (before, unloaded) = (children(parent), ClassLoaderData::unloaded_classes());
    let used = metadata::arena::committed_bytes();

    // A loader of its own, known by its loader object only.
    let loader_class = load(t, "java/lang/ClassLoader");
    let scope = t.mutator.handles.mark();
    let loader = t.new_instance(loader_class).unwrap();
    let data = loading::loader_data_of(t, Some(loader)).unwrap();
    let by_loader = define_in(t, data, "p/Sub", &bytes)
        .unwrap_or_else(|_| panic!("{:?}", THROWN.lock().unwrap()));
    // Another one that refers to the first as a loader does that delegates to it.
    let other = t.new_instance(loader_class).unwrap();
    let other_data = loading::loader_data_of(t, Some(other)).unwrap();
    other_data.depend_on(data);
    let other_slot = heap::global::new(t.oop(other));
    t.mutator.handles.release(scope);
    collect(t);
    assert!(is_listed(data) && by_loader.is_published());
    assert_eq!(children(parent), before + 1);
    assert!(heap::global::delete(other_slot));
    collect(t);
    assert!(!is_listed(data) && !is_listed(other_data));
    assert_eq!(ClassLoaderData::unloaded_classes(), unloaded + 1);

    // A hidden class, alone among the boot loader's.
    let request = define::Request {
        name: None,
        bytes: &bytes,
        loader: ClassLoaderData::boot(),
        protection_domain: None,
        source: "test",
        hidden: Some(hidden::Options {
            lookup_class: load(t, "p/A"),
            nestmate: true,
            strong: false,
            vm_annotations: false,
            class_data: None,
        }),
    };
    let scope = t.mutator.handles.mark();
    let klass = define::define_class(t, request).unwrap();
    mirrors::mirror_of(t, klass);
    let data = std::ptr::from_ref(klass.loader_data);
    collect(t);
    assert!(is_listed(data) && klass.is_hidden());
    t.mutator.handles.release(scope);
    collect(t);
    assert!(!is_listed(data));
    assert_eq!(ClassLoaderData::unloaded_classes(), unloaded + 2);
    assert_eq!(children(parent), before);
    assert_eq!(metadata::arena::committed_bytes(), used);
}
