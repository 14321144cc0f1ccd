//! A class from bytes, a thread, hooks that throw bare objects.

use std::cell::RefCell;
use std::path::Path;
use std::process::Command;
use std::sync::{Mutex, MutexGuard, OnceLock};

use abi::LayoutHelper;
use classfile::{ClassFile, ParseOptions};
use metadata::klass::InitLock;
use metadata::module::ModuleEntry;
use metadata::reference::AtomicKlassRef;
use metadata::{
    ClassLoaderData, ClassState, InstanceKlass, Klass, KlassRef, Method, MethodRef, OopSlot,
    RefMapBlock, ReservedKlass, RuntimeConstantPool, Symbol,
};
use threads::hooks::{self, Hooks};
use threads::{JavaThread, Thrown, Value, call_java};

thread_local! {
    static LAST_THROWN: RefCell<String> = const { RefCell::new(String::new()) };
}

/// `Class: message` of the last exception this thread threw.
pub(super) fn last_thrown() -> String {
    LAST_THROWN.with(RefCell::take)
}

fn plain_klass(name: &str, layout: LayoutHelper) -> KlassRef {
    Klass::allocate(
        Klass::new(
            Symbol::intern(name.as_bytes()),
            layout,
            None,
            ClassLoaderData::boot(),
        ),
        &[],
    )
    .expect("room")
}

fn throw_new(thread: &mut JavaThread, class_name: &str, message: Option<&str>) -> Thrown {
    static KLASS: OnceLock<KlassRef> = OnceLock::new();
    let klass = *KLASS.get_or_init(|| plain_klass("test/Error", LayoutHelper::instance(16, false)));
    LAST_THROWN.set(format!("{class_name}: {}", message.unwrap_or_default()));
    let error = thread.new_instance(klass).expect("room for an exception");
    thread.throw(error)
}

/// One VM thread at a time runs tests: the heap may collect.
fn serial() -> MutexGuard<'static, ()> {
    static SERIAL: Mutex<()> = Mutex::new(());
    SERIAL.lock().unwrap_or_else(|e| e.into_inner())
}

/// Runs `body` on a thread of the VM.
pub(super) fn attached(body: impl FnOnce(&mut JavaThread) + Send + 'static) {
    static BOOT: OnceLock<()> = OnceLock::new();
    let _serial = serial();
    BOOT.get_or_init(|| {
        crate::boot();
        hooks::install(Hooks {
            enter_compiled: |_, _, _, _, _| threads::hooks::Outcome::Threw,
            enter_loop: |_, _, _, _, _| threads::hooks::Outcome::Threw,
            counter_overflow: |_, _, _| None,
            overridden: |_| {},
            call_site_changes: |_, store| store(),
            throw_new,
            throw_out_of_memory: |thread, _| throw_new(thread, "java/lang/OutOfMemoryError", None),
            initialize: |_, _| Ok(()),
            interpret: crate::interpret,
            visit_frames: crate::visit_frames,
            bci_of: crate::bci_of,
            bci_at: crate::bci_at,
            frame_words: crate::frame_words,
            call_native: |_, _, _| Ok(0),
            visit_global_roots: |_| {},
            process_weak_tables: |_, _| {},
            write_compiler_history: |_| Ok(()),
            asked_to_attach: |_| false,
            dump_heap: |_, _| String::new(),
            unload: |_| {},
        });
        heap::init(&flags::get().flags).expect("a heap");
        heap::control::install(threads::control());
    });
    std::thread::Builder::new()
        .stack_size(8 << 20)
        .spawn(|| body(threads::attach::attach_current(true).expect("a thread")))
        .expect("a native thread")
        .join()
        .expect("the test's thread ends well");
}

/// A linked class of the boot loader from class file bytes. Superclass and fields are ignored.
pub(super) fn class_of(bytes: Vec<u8>) -> KlassRef {
    let data = ClassLoaderData::boot();
    let bytes = data.adopt_class_file(bytes.into());
    let class_file = ClassFile::parse(bytes, &ParseOptions::boot(None)).expect("a class file");
    let reserved = ReservedKlass::new(data, 0).expect("room");
    let holder = reserved.reference();
    let pool = RuntimeConstantPool::new(class_file.pool.len());
    pool.publish(class_file.this_class, u64::from(holder.address()));
    let mut methods: Vec<MethodRef> = Vec::new();
    for (index, info) in class_file.methods.iter().enumerate() {
        let (name, descriptor) = (
            class_file.utf8(info.name_index),
            class_file.utf8(info.descriptor_index),
        );
        let entry = metadata::method::entry_points().for_flags(info.access_flags);
        let (name, descriptor) = (Symbol::intern(name), Symbol::intern(descriptor));
        let mut method = Method::new(
            holder,
            name,
            descriptor,
            info.access_flags,
            index as u16,
            entry,
        );
        if let Some(code) = class_file.code(info) {
            method.max_locals = code.max_locals;
        }
        let place = data.allocate_value(method).expect("room");
        // SAFETY: just placed in the class region, for ever.
        methods.push(unsafe { MethodRef::from_ptr(place) });
    }
    let mut order: Vec<u16> = (0..methods.len() as u16).collect();
    order.sort_by_key(|index| {
        (
            methods[*index as usize].name,
            methods[*index as usize].descriptor,
        )
    });
    let mut klass = Klass::new(
        Symbol::intern(class_file.name()),
        LayoutHelper::instance(16, false),
        None,
        data,
    );
    klass.access_flags = class_file.access_flags;
    klass.instance = Some(Box::new(InstanceKlass {
        class_file,
        constant_pool: pool,
        interfaces: Box::default(),
        all_interfaces: Box::default(),
        methods: methods.into(),
        method_order: order.into(),
        fields: Box::default(),
        default_methods: Box::default(),
        itable: OnceLock::new(),
        mirror_size: 0,
        static_refs: RefMapBlock {
            offset: 0,
            count: 0,
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
    let klass = reserved.complete(klass, &[]);
    klass.set_state(ClassState::Initialized);
    klass
}

/// The method called `name`.
pub(super) fn method(klass: KlassRef, name: &str) -> MethodRef {
    let named = |method: &&MethodRef| method.name.bytes() == name.as_bytes();
    *klass
        .instance()
        .methods
        .iter()
        .find(named)
        .unwrap_or_else(|| panic!("no method {name}"))
}

/// Calls the static method `name`.
pub(super) fn call(
    thread: &mut JavaThread,
    klass: KlassRef,
    name: &str,
    arguments: &[Value],
) -> Result<Value, String> {
    call_java(thread, method(klass, name), arguments).map_err(|_| {
        thread.take_pending().expect("an error is pending");
        last_thrown()
    })
}

/// The class `name` of `source`, compiled by the JDK's `javac`; `None` where there is no JDK.
pub(super) fn javac(name: &str, source: &str) -> Option<Vec<u8>> {
    let directory =
        std::env::temp_dir().join(format!("brolga-interpreter-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&directory).ok()?;
    let file = directory.join(format!("{name}.java"));
    std::fs::write(&file, source).ok()?;
    let status = Command::new("javac")
        .arg("-g")
        .arg("-d")
        .arg(&directory)
        .arg(&file)
        .status()
        .ok()?;
    let bytes = status
        .success()
        .then(|| std::fs::read(Path::new(&directory).join(format!("{name}.class"))).ok())?;
    let _ = std::fs::remove_dir_all(&directory);
    bytes
}

/// A class file with static methods of hand-made code.
pub(super) struct ClassBuilder {
    pool: Vec<u8>,
    entries: u16,
    methods: Vec<u8>,
    count: u16,
}

/// One row of an exception table: start, end, handler.
pub(super) type Row = (u16, u16, u16);

impl ClassBuilder {
    pub(super) fn new(name: &str) -> ClassBuilder {
        let mut builder = ClassBuilder {
            pool: Vec::new(),
            entries: 1,
            methods: Vec::new(),
            count: 0,
        };
        for name in [name, "java/lang/Object"] {
            let utf8 = builder.utf8(name);
            builder.pool.push(7);
            builder.pool.extend(utf8.to_be_bytes());
            builder.entries += 1;
        }
        builder.utf8("Code");
        builder
    }

    fn utf8(&mut self, text: &str) -> u16 {
        self.pool.push(1);
        self.pool.extend((text.len() as u16).to_be_bytes());
        self.pool.extend(text.as_bytes());
        self.entries += 1;
        self.entries - 1
    }

    pub(super) fn method(
        &mut self,
        name: &str,
        descriptor: &str,
        stack: u16,
        locals: u16,
        code: &[u8],
        rows: &[Row],
    ) -> &mut Self {
        let (name, descriptor) = (self.utf8(name), self.utf8(descriptor));
        let mut out = Vec::new();
        for half in [0x9u16, name, descriptor, 1, 5] {
            out.extend(half.to_be_bytes());
        }
        out.extend((12 + code.len() as u32 + 8 * rows.len() as u32).to_be_bytes());
        out.extend(stack.to_be_bytes());
        out.extend(locals.to_be_bytes());
        out.extend((code.len() as u32).to_be_bytes());
        out.extend(code);
        out.extend((rows.len() as u16).to_be_bytes());
        for (start, end, handler) in rows {
            for half in [*start, *end, *handler, 0] {
                out.extend(half.to_be_bytes());
            }
        }
        out.extend([0, 0]);
        self.methods.extend(out);
        self.count += 1;
        self
    }

    pub(super) fn build(&self) -> Vec<u8> {
        let mut out = vec![0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 48];
        out.extend(self.entries.to_be_bytes());
        out.extend(&self.pool);
        for half in [0x21u16, 2, 4, 0, 0, self.count] {
            out.extend(half.to_be_bytes());
        }
        out.extend(&self.methods);
        out.extend([0, 0]);
        out
    }
}
