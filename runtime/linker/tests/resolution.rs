//! Resolution over the JDK of this machine, without an interpreter: a class compiled against one version of its neighbours meets
//! another, and every reference gives the target or the error, with the text that `java` prints. One test, because there is one
//! VM per process. Without a JDK it passes doing nothing.

use std::path::{Path, PathBuf};
use std::process::Command;

use bytecode::{BytecodeIter, Category, Opcode};
use heap::oop::SlotExt;
use linker::resolve::{self, FieldUse, InvokeKind, Target};
use linker::{
    access, class_path, exceptions, init, loading, lookup, messages, nest, roots, well_known,
};
use metadata::{ClassState, KlassRef, MethodRef, Symbol, sym, well_known as wk};
use threads::{JavaResult, JavaThread, Value};

/// Stands for the interpreter: constructors of exceptions keep their message, everything else does nothing.
fn interpret(t: &mut JavaThread, method: MethodRef, arguments: &[Value]) -> JavaResult<Value> {
    if let (true, [Value::Ref(Some(exception)), Value::Ref(message)]) =
        (method.is_constructor(), arguments)
    {
        let field = if method.descriptor.starts_with(b"(Ljava/lang/String;)") {
            &wk::THROWABLE_MESSAGE
        } else {
            &wk::THROWABLE_CAUSE
        };
        t.oop(*exception)
            .put_ref(field.offset(), message.map(|message| t.oop(message)));
    }
    if let (true, [Value::Ref(Some(exception)), Value::Ref(cause)]) =
        (method.name.bytes() == b"initCause", arguments)
    {
        t.oop(*exception).put_ref(
            wk::THROWABLE_CAUSE.offset(),
            cause.map(|cause| t.oop(cause)),
        );
    }
    if method.is_class_initializer() && method.klass.name.bytes() == b"r/Bad" {
        return Err(t.throw_new("java/lang/IllegalStateException", "boo"));
    }
    Ok(Value::Void)
}

fn install_hooks() {
    threads::hooks::install(threads::hooks::Hooks {
        throw_new: exceptions::throw_new,
        throw_out_of_memory: exceptions::throw_out_of_memory,
        initialize: init::initialize,
        interpret,
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
        visit_global_roots: roots::visit_global_roots,
        process_weak_tables: roots::process_weak_tables,
        write_compiler_history: |_| Ok(()),
        asked_to_attach: |_| false,
        dump_heap: |_, _| String::new(),
        unload: |_| {},
    });
}

const CALLER: &str = r#"package r;
public class Caller extends r.o.Base {
    static int privateField(B b) { return b.x; }
    static int protectedField(r.p.P p) { return p.prot; }
    static int packageField() { return r.p.P.pkg; }
    static void privateMethod(B b) { b.m(1, ""); }
    static void protectedMethod(r.p.P p) { p.pm(); }
    static int noField(B b) { return b.gone; }
    static void noMethod(B b) { b.goneM(1); }
    static void noInterfaceMethod(I i) { i.goneI(); }
    static void staticToInstance() { B.st(); }
    static void instanceToStatic(B b) { b.inst(); }
    static int staticFieldToInstance() { return B.sf; }
    static int instanceFieldToStatic(B b) { return b.isf; }
    static void interfaceToClass(L l) { l.foo(); }
    static void classToInterface(K k) { k.foo(); }
    static void staticInterface() { ISt.f(); }
    static void nonPublicClass() { r.p.NP.f(); }
    static void noClass() { Gone.f(); }
    static void finalPut(B b) { b.fin = 3; }
    static void finalStaticPut() { B.sfin = 3; }
    static void noConstructor() { new NoCtor(); }
    void superAbstract() { super.sup(); }
    static void okVirtual(Object o) { o.hashCode(); }
    static void okFinal(Object o) { o.getClass(); }
    static void okInterface(java.util.Map<String, String> m) { m.size(); }
    static void okObjectMethod(java.util.Map<String, String> m) { m.equals(null); }
    static void okDefault(java.util.ArrayList<String> l) { l.stream(); }
    static void okClone(int[] a) { a.clone(); }
    void okProtected() { this.prot(); }
}
"#;

const BEFORE: &[(&str, &str)] = &[
    (
        "r/B",
        "package r; public class B { int x; void m(int a, String s) {} int gone; void goneM(int i) {} static void st() {} void inst() {} static int sf; int isf; int fin; static int sfin; }",
    ),
    ("r/I", "package r; interface I { void goneI(); }"),
    ("r/K", "package r; class K { void foo() {} }"),
    ("r/L", "package r; interface L { void foo(); }"),
    ("r/ISt", "package r; interface ISt { static void f() {} }"),
    ("r/Gone", "package r; class Gone { static void f() {} }"),
    ("r/NoCtor", "package r; class NoCtor { NoCtor() {} }"),
    (
        "r/p/P",
        "package r.p; public class P { public int prot; public static int pkg; public void pm() {} }",
    ),
    (
        "r/p/NP",
        "package r.p; public class NP { public static void f() {} }",
    ),
    (
        "r/o/Base",
        "package r.o; public class Base { public void sup() {} protected void prot() {} }",
    ),
    (
        "r/Nest",
        "package r; class Nest { static class Inner { void secret() {} } void outside(Inner i) { i.secret(); } }",
    ),
];

const AFTER: &[(&str, &str)] = &[
    (
        "r/B",
        "package r; public class B { private int x; private void m(int a, String s) {} void st() {} static void inst() {} int sf; static int isf; final int fin = \"\".length(); static final int sfin = \"\".length(); }",
    ),
    ("r/I", "package r; interface I { }"),
    ("r/K", "package r; interface K { void foo(); }"),
    ("r/L", "package r; class L { void foo() {} }"),
    ("r/ISt", "package r; class ISt { static void f() {} }"),
    ("r/NoCtor", "package r; class NoCtor { NoCtor(int i) {} }"),
    (
        "r/p/P",
        "package r.p; public class P { protected int prot; static int pkg; protected void pm() {} }",
    ),
    (
        "r/p/NP",
        "package r.p; class NP { public static void f() {} }",
    ),
    (
        "r/o/Base",
        "package r.o; public abstract class Base { public abstract void sup(); protected void prot() {} }",
    ),
    (
        "r/Nest",
        "package r; class Nest { static class Inner { private void secret() {} } void outside(Inner i) { i.secret(); } }",
    ),
    (
        "r/Bad",
        "package r; class Bad { static int x = \"\".length(); }",
    ),
    ("r/Npe", NPE),
];

const NPE: &str = r#"package r;
class Npe {
    Npe next; int[] ints; Object[] objects; String s; static Npe st; long l;
    Npe get() { return null; } static Npe sget(String s, Object o, int[] i) { return null; }
    void cases(String p, long q, int[] arr) {
        System.out.println(this.next.next.s);
        System.out.println(p.length());
        arr[3] = 4;
        System.out.println(arr[(int) q]);
        int[] loc = ints; int k = 2;
        System.out.println(loc[k]);
        objects[k].hashCode();
        ((String) objects[k]).length();
        synchronized (next) { }
        next.l = 5;
        throw (RuntimeException) objects[1];
    }
    static void more() {
        st.next.next = null;
        new Npe().get().get().s = "";
        sget("", null, null).next.next = null;
        Npe[][] z = new Npe[2][2]; z[1][new int[]{1}[0]].next = null;
        new Npe().next.next.next.next.next.next.next.s.length();
    }
}
"#;

const NPE_TEXTS: &[(&str, &[&str])] = &[
    (
        "cases",
        &[
            "Cannot read field \"next\" because \"this.next\" is null",
            "Cannot invoke \"String.length()\" because \"p\" is null",
            "Cannot store to int array because \"arr\" is null",
            "Cannot load from int array because \"arr\" is null",
            "Cannot load from int array because \"loc\" is null",
            "Cannot invoke \"Object.hashCode()\" because \"this.objects[k]\" is null",
            "Cannot invoke \"String.length()\" because \"this.objects[k]\" is null",
            "Cannot enter synchronized block because \"this.next\" is null",
            "Cannot assign field \"l\" because \"this.next\" is null",
            "Cannot throw exception because \"this.objects[1]\" is null",
        ],
    ),
    (
        "more",
        &[
            "Cannot read field \"next\" because \"r.Npe.st\" is null",
            "Cannot invoke \"r.Npe.get()\" because the return value of \"r.Npe.get()\" is null",
            "Cannot read field \"next\" because the return value of \"r.Npe.sget(String, Object, int[])\" is null",
            "Cannot assign field \"next\" because \"z[1][<array>[0]]\" is null",
            "Cannot read field \"next\" because \"next.next.next.next.next\" is null",
        ],
    ),
];

/// Method of `Caller`, what resolving its reference throws. (Before the module system runs, every boot class is in `java.base`.)
const ERRORS: &[(&str, &str)] = &[
    (
        "privateField",
        "java.lang.IllegalAccessError: class r.Caller tried to access private field r.B.x (r.Caller and r.B are in module java.base of loader 'bootstrap')",
    ),
    (
        "protectedField",
        "java.lang.IllegalAccessError: class r.Caller tried to access protected field r.p.P.prot (r.Caller and r.p.P are in module java.base of loader 'bootstrap')",
    ),
    (
        "packageField",
        "java.lang.IllegalAccessError: class r.Caller tried to access field r.p.P.pkg (r.Caller and r.p.P are in module java.base of loader 'bootstrap')",
    ),
    (
        "privateMethod",
        "java.lang.IllegalAccessError: class r.Caller tried to access private method 'void r.B.m(int, java.lang.String)' (r.Caller and r.B are in module java.base of loader 'bootstrap')",
    ),
    (
        "protectedMethod",
        "java.lang.IllegalAccessError: class r.Caller tried to access protected method 'void r.p.P.pm()' (r.Caller and r.p.P are in module java.base of loader 'bootstrap')",
    ),
    ("noField", "java.lang.NoSuchFieldError: gone"),
    (
        "noMethod",
        "java.lang.NoSuchMethodError: 'void r.B.goneM(int)'",
    ),
    (
        "noInterfaceMethod",
        "java.lang.NoSuchMethodError: 'void r.I.goneI()'",
    ),
    (
        "staticToInstance",
        "java.lang.IncompatibleClassChangeError: Expected static method 'void r.B.st()'",
    ),
    (
        "instanceToStatic",
        "java.lang.IncompatibleClassChangeError: Expecting non-static method 'void r.B.inst()'",
    ),
    (
        "staticFieldToInstance",
        "java.lang.IncompatibleClassChangeError: Expected static field r.B.sf",
    ),
    (
        "instanceFieldToStatic",
        "java.lang.IncompatibleClassChangeError: Expected non-static field r.B.isf",
    ),
    (
        "interfaceToClass",
        "java.lang.IncompatibleClassChangeError: Found class r.L, but interface was expected",
    ),
    (
        "classToInterface",
        "java.lang.IncompatibleClassChangeError: Found interface r.K, but class was expected",
    ),
    (
        "staticInterface",
        "java.lang.IncompatibleClassChangeError: Method 'void r.ISt.f()' must be Methodref constant",
    ),
    (
        "nonPublicClass",
        "java.lang.IllegalAccessError: failed to access class r.p.NP from class r.Caller (r.p.NP and r.Caller are in module java.base of loader 'bootstrap')",
    ),
    ("noClass", "java.lang.NoClassDefFoundError: r/Gone"),
    (
        "finalPut",
        "java.lang.IllegalAccessError: Update to non-static final field r.B.fin attempted from a different class (r.Caller) than the field's declaring class",
    ),
    (
        "finalStaticPut",
        "java.lang.IllegalAccessError: Update to static final field r.B.sfin attempted from a different class (r.Caller) than the field's declaring class",
    ),
    (
        "noConstructor",
        "java.lang.NoSuchMethodError: r.NoCtor: method 'void <init>()' not found",
    ),
    (
        "superAbstract",
        "java.lang.AbstractMethodError: 'void r.o.Base.sup()'",
    ),
];

fn compile(directory: &Path, sources: &[(&str, &str)], classes: &str, options: &[&str]) {
    let mut files: Vec<PathBuf> = Vec::new();
    for (name, text) in sources {
        let path = directory.join(format!("src-{classes}/{name}.java"));
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        files.push(path);
    }
    let status = Command::new("javac")
        .args(options)
        .arg("-d")
        .arg(directory.join(classes))
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
        Err(_) => panic!("{name}: {}", pending(t)),
    }
}

/// Takes the pending exception: class and message.
fn pending(t: &mut JavaThread) -> String {
    let exception = t.take_pending().expect("an exception");
    exceptions::headline(t.oop(exception))
}

fn method(klass: KlassRef, name: &str) -> MethodRef {
    let named = klass
        .instance()
        .methods
        .iter()
        .find(|method| method.name.bytes() == name.as_bytes());
    *named.unwrap_or_else(|| panic!("{klass}.{name}"))
}

/// The last member reference of a method.
fn last_reference(method: MethodRef) -> bytecode::Insn {
    let code = method.bytecode().expect("code").code;
    let interesting = |insn: &bytecode::Insn| {
        matches!(insn.opcode.category(), Category::Fields | Category::Invoke)
    };
    BytecodeIter::new(code)
        .map(|insn| insn.expect("valid code"))
        .filter(interesting)
        .last()
        .expect("a reference")
}

fn field_use(opcode: Opcode) -> FieldUse {
    FieldUse {
        is_static: matches!(opcode, Opcode::Getstatic | Opcode::Putstatic),
        is_put: matches!(opcode, Opcode::Putfield | Opcode::Putstatic),
    }
}

/// Resolves the last member reference of a method; none for a field.
fn resolve_last(t: &mut JavaThread, method: MethodRef) -> JavaResult<Option<Target>> {
    let insn = last_reference(method);
    match InvokeKind::of(insn.opcode) {
        Some(kind) => resolve::invoke(t, method, insn.cp_index(), kind).map(Some),
        None => resolve::field(t, method, insn.cp_index(), field_use(insn.opcode)).map(|_| None),
    }
}

/// Whether the last member reference of a method is resolved, for its instruction.
fn is_resolved(method: MethodRef) -> bool {
    let insn = last_reference(method);
    match InvokeKind::of(insn.opcode) {
        Some(kind) => resolve::invoke_if_resolved(method, insn.cp_index(), kind).is_some(),
        None => {
            let usage = field_use(insn.opcode);
            resolve::field_if_resolved(method, insn.cp_index(), usage).is_some()
        }
    }
}

#[test]
fn references_resolve_or_say_why() {
    let Some(home) = java_home() else { return };
    let directory = std::env::temp_dir().join(format!("linker-resolution-{}", std::process::id()));
    let mut before = vec![("r/Caller", CALLER)];
    before.extend_from_slice(BEFORE);
    compile(&directory, &before, "classes", &["-g"]);
    std::fs::remove_file(directory.join("classes/r/Gone.class")).unwrap();
    compile(&directory, AFTER, "classes", &["-g"]);
    class_path::init(&home).unwrap();
    class_path::append(&directory.join("classes"));
    heap::init(&flags::get().flags).unwrap();
    heap::control::install(threads::control());
    install_hooks();
    let t = threads::attach::attach_main();
    well_known::load_all(t).unwrap_or_else(|_| panic!("{}", pending(t)));
    exceptions::prepare(t).unwrap_or_else(|_| panic!("{}", pending(t)));

    errors(t);
    targets(t);
    helpful_messages(t);
    initialization(t);
    nests_and_texts(t);
    std::fs::remove_dir_all(&directory).unwrap();
}

fn errors(t: &mut JavaThread) {
    let caller = load(t, "r/Caller");
    for (name, expected) in ERRORS {
        let method = method(caller, name);
        assert!(resolve_last(t, method).is_err(), "{name} resolves");
        assert_eq!(pending(t), *expected, "{name}");
        assert!(
            resolve_last(t, method).is_err(),
            "{name} resolves the second time"
        );
        assert_eq!(pending(t), *expected, "{name}");
        assert!(!is_resolved(method), "{name} is not for this instruction");
    }
}

fn targets(t: &mut JavaThread) {
    let caller = load(t, "r/Caller");
    let mut target = |name: &str| {
        let method = method(caller, name);
        assert!(!is_resolved(method), "nobody has resolved {name} yet");
        match resolve_last(t, method) {
            Ok(target) => {
                assert!(is_resolved(method), "{name} is resolved");
                target.expect("a method")
            }
            Err(_) => panic!("{name}: {}", pending(t)),
        }
    };
    assert!(
        matches!(target("okVirtual"), Target::Virtual { resolved, .. } if wk::OBJECT.is(&resolved.klass))
    );
    assert!(matches!(target("okFinal"), Target::Direct(method) if wk::OBJECT.is(&method.klass)));
    assert!(matches!(
        target("okObjectMethod"),
        Target::Interface { .. } | Target::Virtual { .. }
    ));
    assert!(
        matches!(target("okClone"), Target::Virtual { resolved, .. } if resolved.name == sym::CLONE)
    );
    assert!(matches!(target("okProtected"), Target::Virtual { .. }));
    let Target::Interface {
        interface,
        index,
        resolved,
    } = target("okInterface")
    else {
        panic!("Map.size is dispatched")
    };
    let Target::Virtual { index: stream, .. } = target("okDefault") else {
        panic!("ArrayList.stream has a vtable cell")
    };
    let hash_map = load(t, "java/util/HashMap");
    let size = lookup::interface_target(&hash_map, interface, index).expect("HashMap.size");
    assert_eq!((size.klass, size.name), (hash_map, resolved.name));
    assert_eq!(lookup::select(&hash_map, resolved), Some(size));
    let list = load(t, "java/util/LinkedList");
    assert_eq!(
        lookup::virtual_target(&list, stream).klass.to_string(),
        "java.util.Collection"
    );

    let bit_set = load(t, "java/util/BitSet");
    let of_map = |receiver| resolve::receiver::of_interface(receiver, interface, resolved);
    assert_eq!(of_map(hash_map), Ok(size));
    assert_eq!(
        of_map(bit_set).map_err(|unfit| unfit.class),
        Err("java/lang/IncompatibleClassChangeError")
    );
    let unrelated = lookup::interface_target(&bit_set, interface, index);
    assert!(unrelated.is_none());
    assert_eq!(
        messages::does_not_implement(bit_set, interface),
        "Class java.util.BitSet does not implement the requested interface java.util.Map"
    );
    assert_eq!(
        messages::abstract_method(Some(bit_set), resolved, None),
        "Receiver class java.util.BitSet does not define or inherit an implementation of the resolved method 'abstract int \
         size()' of interface java.util.Map."
    );
    let handle = wk::METHOD_HANDLE.get();
    let exact = lookup::polymorphic(handle, sym::INVOKE_EXACT.get());
    assert!(exact.is_some() && lookup::polymorphic(hash_map, sym::INVOKE_EXACT.get()).is_none());
    let descriptor = Symbol::intern(b"(Ljava/lang/String;Z)V");
    let linker = resolve::method::find(t, handle, sym::INVOKE_BASIC.get(), descriptor, None)
        .expect("a linker");
    let other = Symbol::intern(b"(Ljava/util/List;I)V");
    assert_eq!(
        Ok(linker),
        resolve::method::find(t, handle, sym::INVOKE_BASIC.get(), other, None)
    );
    assert_eq!((linker.linker_kind, linker.argument_slots), (1, 3));
}

fn helpful_messages(t: &mut JavaThread) {
    let klass = load(t, "r/Npe");
    for (name, expected) in NPE_TEXTS {
        let method = method(klass, name);
        let code = method.bytecode().expect("code").code;
        let all: Vec<String> = BytecodeIter::new(code)
            .filter_map(|insn| messages::null_pointer(method, insn.expect("valid code").bci))
            .collect();
        for text in *expected {
            assert!(
                all.iter().any(|found| found == text),
                "{text}\nis not among\n{}",
                all.join("\n")
            );
        }
    }
    // No instruction of the library makes the analysis stumble.
    for name in [
        "java/util/HashMap",
        "java/util/concurrent/ConcurrentHashMap",
        "java/lang/String",
        "java/util/Formatter",
    ] {
        for method in load(t, name).instance().methods.iter() {
            let Some(code) = method.bytecode() else {
                continue;
            };
            for insn in BytecodeIter::new(code.code) {
                let _ = messages::null_pointer(*method, insn.expect("valid code").bci);
            }
        }
    }
}

fn initialization(t: &mut JavaThread) {
    let bad = load(t, "r/Bad");
    assert!(init::initialize(t, bad).is_err());
    assert_eq!(pending(t), "java.lang.ExceptionInInitializerError");
    assert_eq!(bad.state(), ClassState::Error);
    assert!(init::initialize(t, bad).is_err());
    let error = t.take_pending().expect("an exception");
    assert_eq!(
        exceptions::headline(t.oop(error)),
        "java.lang.NoClassDefFoundError: Could not initialize class r.Bad"
    );
    let cause = t
        .oop(error)
        .get_ref(wk::THROWABLE_CAUSE.offset())
        .expect("a cause");
    assert!(exceptions::headline(cause).starts_with(
        "java.lang.ExceptionInInitializerError: Exception java.lang.IllegalStateException: boo [in thread \""
    ));
    let nest = load(t, "r/Nest");
    init::initialize(t, nest).expect("initialises");
    assert!(nest.is_initialized() && wk::OBJECT.get().is_initialized());

    let thrown = exceptions::throw_out_of_memory(t, heap::AllocationError::HeapFull);
    let _ = thrown;
    assert_eq!(pending(t), "java.lang.OutOfMemoryError: Java heap space");
    let _ = exceptions::throw_stack_overflow(t);
    assert_eq!(pending(t), "java.lang.StackOverflowError");
}

fn nests_and_texts(t: &mut JavaThread) {
    let (outer, inner) = (load(t, "r/Nest"), load(t, "r/Nest$Inner"));
    assert_eq!(nest::host(t, inner), Ok(outer));
    assert_eq!(nest::are_mates(t, outer, inner), Ok(true));
    let secret = resolve_last(t, method(outer, "outside"));
    assert!(matches!(secret, Ok(Some(Target::Direct(method))) if method.is_private()));
    let (string, integer, caller) = (wk::STRING.get(), wk::INTEGER.get(), load(t, "r/Caller"));
    assert_eq!(nest::are_mates(t, outer, caller), Ok(false));
    assert!(access::can_access_class(caller, string));
    assert_eq!(
        messages::class_cast(string, integer),
        "class java.lang.String cannot be cast to class java.lang.Integer (java.lang.String and java.lang.Integer are in module \
         java.base of loader 'bootstrap')"
    );
    let constant = string.mirror.oop(t.no_safepoint()).is_some();
    assert!(constant);
}
