//! What the compiler is told, and what sites that it was told nothing about do, over the JDK of this machine without an interpreter: the
//! same instructions before and after their entries are resolved and their classes initialised. One test, because there is one VM
//! per process. Without a JDK it passes doing nothing.

use std::path::{Path, PathBuf};
use std::process::Command;

use abi::entry::RuntimeEntry;
use bytecode::{BytecodeIter, Insn, Opcode};
use heap::oop::SlotExt;
use jit::build::Entry;
use jit::compile::{Compiler, Options};
use jit::env::{CallFacts, CompilerEnv, ConstantFacts};
use linker::{class_path, exceptions, init, loading, roots, well_known};
use metadata::{KlassRef, MethodRef, well_known as wk};
use threads::{JavaResult, JavaThread, Value};
use tiering::entries::FUNCTIONS;
use tiering::env::{VmEnv, class_key, method_key};

const SOURCE: &str = r#"package e;
interface I { void m(); private void p() {} static void call(I i) { i.p(); } }
interface J extends I { }
interface L { }
class B implements I {
    static Object s = new Object();
    int x; final int fin;
    B() { fin = 1; }
    public void m() { }
    void v() { }
    final void f() { }
    private void q() { }
    static void st() { }
    void own() { q(); }
    void above() { super.hashCode(); }
}
final class F extends B { }
class K implements J { public void m() { } }
class Cleaned { protected void finalize() { System.gc(); } }
class Calls {
    void virtual(B b) { b.v(); }
    void finalMethod(B b) { b.f(); }
    void finalClass(F f) { f.v(); }
    void declared(I i) { i.m(); }
    void inherited(J j) { j.m(); }
    void ofObject(I i) { i.hashCode(); }
    void ofArray(int[] a) { a.clone(); }
    void ofClass() { B.st(); }
    void construct() { new B(); }
    void clean() { new Cleaned(); }
    int field(B b) { return b.x; }
    Object staticField() { return B.s; }
    String string() { return "text"; }
    Class<?> mirror() { return B.class; }
    Object array(int n) { return new B[n]; }
    boolean is(Object o) { return o instanceof B; }
    L cast(Object o) { return (L) o; }
}
"#;

fn compile(directory: &Path) {
    let source = directory.join("Calls.java");
    std::fs::create_dir_all(directory).unwrap();
    std::fs::write(&source, SOURCE).unwrap();
    let status = Command::new("javac")
        .arg("-d")
        .arg(directory)
        .arg(source)
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

/// Stands for the interpreter: constructors of exceptions keep their message, everything else does nothing.
fn interpret(t: &mut JavaThread, method: MethodRef, arguments: &[Value]) -> JavaResult<Value> {
    if let (true, [Value::Ref(Some(exception)), Value::Ref(Some(message))]) =
        (method.is_constructor(), arguments)
    {
        let message = t.oop(*message);
        t.oop(*exception)
            .put_ref(wk::THROWABLE_MESSAGE.offset(), Some(message));
    }
    Ok(Value::Void)
}

fn boot(home: &Path, classes: &Path) -> &'static mut JavaThread {
    class_path::init(home).unwrap();
    class_path::append(classes);
    heap::init(&flags::get().flags).unwrap();
    heap::control::install(threads::control());
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
    let t = threads::attach::attach_main();
    well_known::load_all(t).unwrap_or_else(|_| panic!("{}", pending(t)));
    exceptions::prepare(t).unwrap_or_else(|_| panic!("{}", pending(t)));
    t
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
    let mut methods = klass.instance().methods.iter();
    let named = methods.find(|method| method.name.bytes() == name.as_bytes());
    *named.unwrap_or_else(|| panic!("{klass}.{name}"))
}

/// The last instruction of a method that names an entry.
fn site(method: MethodRef) -> Insn {
    let code = method.bytecode().expect("code").code;
    BytecodeIter::new(code)
        .map(|insn| insn.expect("valid code"))
        .filter(|insn| {
            insn.opcode.format().has_cp_index()
                || matches!(insn.opcode, Opcode::Ldc | Opcode::LdcW | Opcode::Ldc2W)
        })
        .last()
        .expect("a site")
}

fn call_at(method: MethodRef) -> Option<CallFacts> {
    VmEnv::default().call_at(method_key(method), site(method).bci)
}

/// Calls an entry for the last site of `method`.
macro_rules! enter {
    ($t:ident, $entry:ident, $method:ident $(, $argument:expr => $type:ty)*; $result:ty) => {{
        let function = FUNCTIONS.0[RuntimeEntry::$entry as usize];
        let function: extern "C" fn(&mut JavaThread, i32, i32 $(, $type)*) -> $result =
            // SAFETY: the function of this row, by its signature in `abi::entry`.
            unsafe { std::mem::transmute(function) };
        function($t, $method.address() as i32, site($method).bci as i32 $(, $argument)*)
    }};
}

/// Links the call at the last site, with this receiver.
fn link(t: &mut JavaThread, method: MethodRef, receiver: usize) -> Result<u64, String> {
    let target = enter!(t, CallSite, method, receiver => usize; i64);
    if !t.pending.is_null() {
        return Err(pending(t));
    }
    // Whether the site may remember it.
    let is_dynamic = site(method).opcode == Opcode::Invokedynamic;
    let is_plain = !is_dynamic && *t.area.appendix.get_mut() == 0;
    assert_eq!(target >> 32, i64::from(is_plain), "{}", method.name);
    Ok(u64::from(target as u32))
}

#[test]
fn the_compiler_is_told_what_is_so() {
    let Some(home) = java_home() else { return };
    let directory = std::env::temp_dir().join(format!("tiering-questions-{}", std::process::id()));
    compile(&directory);
    let t = boot(&home, &directory);
    nothing_is_known_first(t);
    calls(t);
    classes_and_fields(t);
    constants(t);
    library(t);
    std::fs::remove_dir_all(&directory).unwrap();
}

fn nothing_is_known_first(t: &mut JavaThread) {
    for method in load(t, "e/Calls").instance().methods.iter().copied() {
        let (key, insn) = (method_key(method), site(method));
        let name = method.name;
        match insn.opcode {
            Opcode::Ldc => assert_eq!(
                VmEnv::default().constant_at(key, insn.cp_index()),
                None,
                "{name}"
            ),
            Opcode::Getfield => {
                assert_eq!(
                    VmEnv::default().field_at(key, insn.cp_index(), false, false),
                    None
                );
            }
            Opcode::Getstatic => {
                assert_eq!(
                    VmEnv::default().field_at(key, insn.cp_index(), true, false),
                    None
                );
            }
            opcode if opcode.is_invoke() => assert_eq!(call_at(method), None, "{name}"),
            _ => assert_eq!(
                VmEnv::default().class_at(key, insn.cp_index()),
                None,
                "{name}"
            ),
        }
    }
}

fn calls(t: &mut JavaThread) {
    let calls = load(t, "e/Calls");
    let (b, i, j, k) = (
        load(t, "e/B"),
        load(t, "e/I"),
        load(t, "e/J"),
        load(t, "e/K"),
    );
    let object_of = |t: &mut JavaThread, klass| {
        let object = t.new_instance(klass).expect("memory");
        t.oop(object).address()
    };
    let final_class = load(t, "e/F");
    let key = |klass, name| method_key(method(klass, name));
    // Method of `Calls`, class of the receiver, what runs.
    let direct = [
        ("finalMethod", b, key(b, "f")),
        ("finalClass", final_class, key(b, "v")),
        ("construct", b, key(b, "<init>")),
    ];
    for (name, receiver, target) in direct {
        let site = method(calls, name);
        let receiver = object_of(t, receiver);
        assert_eq!(link(t, site, receiver), Ok(target.0), "{name}");
        let Some(CallFacts::Direct(facts)) = call_at(site) else {
            panic!("{name} is direct: {:?}", call_at(site));
        };
        assert_eq!(facts.key, target, "{name}");
        let null = link(t, site, 0);
        assert_eq!(null, Err("java.lang.NullPointerException".to_owned()));
    }

    let site = method(calls, "virtual");
    let receiver = object_of(t, final_class);
    assert_eq!(link(t, site, receiver), Ok(key(b, "v").0));
    let Some(CallFacts::Virtual(facts)) = call_at(site) else {
        panic!("a method that can be overridden");
    };
    assert_eq!(
        i32::from(facts.vtable_index),
        method(b, "v").vtable_index(),
        "the cell"
    );

    let array = load(t, "[I");
    let site = method(calls, "ofArray");
    let receiver = t.new_array(array, 1).expect("memory");
    let receiver = t.oop(receiver).address();
    let target = link(t, site, receiver).expect("a target");
    assert!(
        matches!(call_at(site), Some(CallFacts::Direct(facts)) if facts.key.0 == target),
        "all arrays have the methods of Object"
    );
    let site = method(calls, "ofObject");
    let receiver = object_of(t, b);
    assert!(link(t, site, receiver).is_ok());
    assert!(matches!(call_at(site), Some(CallFacts::Virtual(_))));

    // Through interfaces: the one that the call names counts.
    for (name, named) in [("declared", i), ("inherited", j)] {
        let site = method(calls, name);
        let receiver = object_of(t, k);
        assert_eq!(link(t, site, receiver), Ok(key(k, "m").0));
        let Some(CallFacts::Interface(facts)) = call_at(site) else {
            panic!("{name} goes through the itable");
        };
        let named = class_key(named).0;
        assert_eq!(facts.key.0, named << 32 | key(i, "m").0);
        for (klass, is_of_j) in [(k, true), (b, false)] {
            let selected = select_interface(t, klass, facts.key.0);
            match is_of_j || name == "declared" {
                true => assert_eq!(selected, Ok(key(klass, "m").0)),
                false => assert_eq!(
                    selected,
                    Err(
                        "java.lang.IncompatibleClassChangeError: Class e.B does not implement the requested interface e.J"
                            .to_owned()
                    )
                ),
            }
        }
    }
    let site = method(i, "call");
    let receiver = object_of(t, b);
    assert_eq!(link(t, site, receiver), Ok(key(i, "p").0));
    assert_eq!(call_at(site), None, "it looks at its receiver each time");
    let other = object_of(t, wk::OBJECT.get());
    assert!(link(t, site, other).is_err_and(|error| error.contains("does not implement")));

    let site = method(b, "own");
    let receiver = object_of(t, b);
    assert_eq!(link(t, site, receiver), Ok(key(b, "q").0));
    assert!(matches!(call_at(site), Some(CallFacts::Direct(_))));
    let site = method(b, "above");
    let super_call = link(t, site, receiver).expect("a target");
    assert!(matches!(call_at(site), Some(CallFacts::Direct(facts)) if facts.key.0 == super_call));
}

fn select_interface(t: &mut JavaThread, klass: KlassRef, key: u64) -> Result<u64, String> {
    let select = FUNCTIONS.0[RuntimeEntry::SelectInterface as usize];
    let throw = FUNCTIONS.0[RuntimeEntry::ThrowUnfit as usize];
    // SAFETY: the functions of these rows, by their signatures in `abi::entry`.
    let select: extern "C" fn(&mut JavaThread, i32, u64) -> u64 =
        unsafe { std::mem::transmute(select) };
    // SAFETY: as above.
    let throw: extern "C" fn(&mut JavaThread, i32, u64) = unsafe { std::mem::transmute(throw) };
    match select(t, klass.address() as i32, key) {
        0 => {
            throw(t, klass.address() as i32, key);
            Err(pending(t))
        }
        selected => Ok(selected),
    }
}

fn classes_and_fields(t: &mut JavaThread) {
    let (calls, b) = (load(t, "e/Calls"), load(t, "e/B"));
    assert!(!b.is_initialized(), "linking instance methods does not");
    let class_of = |name: &str| {
        let method = method(calls, name);
        let code = method.bytecode().expect("code").code;
        let new = BytecodeIter::new(code)
            .flatten()
            .find(|insn| insn.opcode == Opcode::New);
        let index = new.unwrap_or(site(method)).cp_index();
        VmEnv::default().class_at(method_key(method), index)
    };
    let facts = class_of("construct").expect("resolved by the call");
    assert!(!facts.is_initialized && !facts.is_plain);
    assert_eq!(facts.key, class_key(b));
    assert_eq!(facts.shape.depth, Some(1));
    assert_eq!(facts.shape.size as usize, b.layout.instance_size());

    // The call of a static method initialises its class.
    let site_of_class = method(calls, "ofClass");
    assert!(link(t, site_of_class, 0).is_ok());
    assert!(b.is_initialized());
    assert!(matches!(call_at(site_of_class), Some(CallFacts::Direct(f)) if f.class.is_initialized));
    assert!(class_of("construct").is_some_and(|facts| facts.is_plain));
    let (site_of_clean, cleaned) = (method(calls, "clean"), load(t, "e/Cleaned"));
    let object = t
        .new_instance(cleaned)
        .map(|object| t.oop(object).address());
    let object = object.expect("memory");
    assert!(link(t, site_of_clean, object).is_ok());
    init::initialize(t, cleaned).expect("initialises");
    let facts = class_of("clean").expect("resolved by the call");
    assert!(
        facts.is_initialized && !facts.is_plain,
        "it has a finalizer"
    );

    let field = method(calls, "field");
    let offset = enter!(t, FieldOffset, field; i64);
    let field_at = |method: MethodRef, is_static, is_put| {
        VmEnv::default().field_at(
            method_key(method),
            site(method).cp_index(),
            is_static,
            is_put,
        )
    };
    let facts = field_at(field, false, false).expect("resolved");
    assert_eq!(i64::from(facts.offset), offset);
    assert_eq!(field_at(field, true, false), None, "it is not static");
    let field = method(calls, "staticField");
    let address = enter!(t, StaticAddress, field; i64);
    let facts = field_at(field, true, true).expect("resolved");
    assert_eq!(facts.key.0 as i64, address);
    // A final field is put to by the initialiser only.
    let initializer = method(b, "<init>");
    enter!(t, FieldOffset, initializer; i64);
    let index = site(initializer).cp_index();
    assert!(field_at(initializer, false, true).is_some());
    let other = method_key(method(b, "own"));
    assert!(
        VmEnv::default()
            .field_at(other, index, false, false)
            .is_some()
    );
    assert_eq!(VmEnv::default().field_at(other, index, false, true), None);

    let is = method(calls, "is");
    assert_eq!(enter!(t, InstanceOfSite, is, 0 => usize; i32), 0);
    let object = t.new_instance(b).map(|object| t.oop(object).address());
    let object = object.expect("memory");
    assert_eq!(enter!(t, InstanceOfSite, is, object => usize; i32), 1);
    let cast = method(calls, "cast");
    assert_eq!(enter!(t, CastSite, cast, 0 => usize; usize), 0);
    assert_eq!(
        VmEnv::default().class_at(method_key(cast), site(cast).cp_index()),
        None
    );
    enter!(t, CastSite, cast, object => usize; usize);
    let error = pending(t);
    assert!(
        error.starts_with("java.lang.ClassCastException: class e.B cannot be cast to class e.L"),
        "{error}"
    );
    let facts = VmEnv::default().class_at(method_key(cast), site(cast).cp_index());
    assert_eq!(facts.expect("resolved").shape.depth, None, "an interface");

    let array = method(calls, "array");
    let made = enter!(t, NewArraySite, array, 3 => i32; usize);
    // SAFETY: the array just made.
    let made = unsafe { heap::Oop::from_address(made, t.no_safepoint()) };
    let klass = made.map(|array| array.klass()).expect("an array");
    let facts = VmEnv::default().array_class_of(method_key(array), site(array).cp_index());
    let facts = facts.expect("made");
    assert_eq!((facts.key, facts.shape.depth), (class_key(klass), None));
    enter!(t, NewArraySite, array, -3 => i32; usize);
    assert_eq!(pending(t), "java.lang.NegativeArraySizeException: -3");
    let bytes = VmEnv::default().primitive_array_class(abi::ElementKind::Byte);
    assert_eq!(bytes.shape.depth, Some(1));
}

fn constants(t: &mut JavaThread) {
    let calls = load(t, "e/Calls");
    for name in ["string", "mirror"] {
        let method = method(calls, name);
        let object = enter!(t, ConstantRef, method; usize);
        assert_ne!(object, 0);
        let facts = VmEnv::default().constant_at(method_key(method), site(method).cp_index());
        let Some(ConstantFacts::Oop(oop)) = facts else {
            panic!("{name} is resolved");
        };
        // SAFETY: the key of an oop is the address of its slot.
        assert_eq!(unsafe { *(oop.key.0 as *const usize) }, object);
    }
    let mirror = calls
        .mirror
        .oop(t.no_safepoint())
        .map(|mirror| mirror.address());
    let key = VmEnv::default()
        .mirror_of(method_key(method(calls, "is")))
        .key;
    // SAFETY: as above.
    assert_eq!(Some(unsafe { *(key.0 as *const usize) }), mirror);
}

/// Everything compiles, with what the library's classes know of each other and without.
fn library(t: &mut JavaThread) {
    let mut compiler = Compiler::new(Options::default()).expect("a compiler for this machine");
    let names = [
        "java/lang/String",
        "java/util/HashMap",
        "java/util/Arrays",
        "java/util/Formatter",
        "java/util/concurrent/ConcurrentHashMap",
    ];
    for name in names {
        let klass = load(t, name);
        compile_all(&mut compiler, klass);
        resolve_all(t, klass);
        compile_all(&mut compiler, klass);
    }
}

fn compile_all(compiler: &mut Compiler, klass: KlassRef) {
    for method in klass.instance().methods.iter() {
        if method.bytecode().is_some()
            && let Err(refusal) =
                compiler.compile(&VmEnv::default(), method_key(*method), Entry::Method)
        {
            panic!("{method}: {refusal}");
        }
    }
}

/// Resolves what instructions name, calls of methods and fields; what cannot be (it would need an interpreter) stays as it is.
fn resolve_all(t: &mut JavaThread, klass: KlassRef) {
    use linker::resolve::{self, FieldUse, InvokeKind};
    for method in klass.instance().methods.iter().copied() {
        let Some(code) = method.bytecode() else {
            continue;
        };
        for insn in BytecodeIter::new(code.code).flatten() {
            let is_static = matches!(insn.opcode, Opcode::Getstatic | Opcode::Putstatic);
            let is_put = matches!(insn.opcode, Opcode::Putfield | Opcode::Putstatic);
            let done = match (InvokeKind::of(insn.opcode), insn.opcode) {
                (Some(kind), _) => resolve::invoke(t, method, insn.cp_index(), kind).map(|_| ()),
                (
                    None,
                    Opcode::Getstatic | Opcode::Putstatic | Opcode::Getfield | Opcode::Putfield,
                ) => {
                    let usage = FieldUse { is_static, is_put };
                    resolve::field(t, method, insn.cp_index(), usage).map(|_| ())
                }
                (
                    None,
                    Opcode::New | Opcode::Checkcast | Opcode::Instanceof | Opcode::Anewarray,
                ) => resolve::class(t, klass, insn.cp_index()).map(|_| ()),
                _ => Ok(()),
            };
            if done.is_err() {
                t.take_pending();
            }
        }
    }
}
