//! Finding and defining classes for native callers (`Class.forName0`, `ClassLoader.defineClass*`, hidden classes), packages of the
//! boot loader, and assertion status.
//!
//! Names come from C in internal form unless they are Java strings, which have dots. Read next: `linker::loading`.

use std::ffi::{CStr, c_char};

use heap::Handle;
use linker::{arrays, define, hidden, init, link, loading, packages, strings};
use metadata::well_known as wk;
use metadata::{ClassLoaderData, KlassRef, Symbol};
use threads::{JavaResult, JavaThread};

use crate::entry::jvm;
use crate::vm;

/// The bytes of a C text; empty for null.
///
/// # Safety
/// `text` is null or terminated.
unsafe fn text_of<'a>(text: *const c_char) -> &'a [u8] {
    if text.is_null() {
        return &[];
    }
    // SAFETY: the caller's promise.
    unsafe { CStr::from_ptr(text) }.to_bytes()
}

/// The symbol of a class name from C; one that is missing or too long throws `error`.
///
/// # Safety
/// As [`text_of`].
unsafe fn name_symbol(
    thread: &mut JavaThread,
    name: *const c_char,
    error: &str,
) -> JavaResult<Symbol> {
    // SAFETY: the caller's promise.
    let text = unsafe { text_of(name) };
    loading::class_name(thread, (!name.is_null()).then_some(text), error)
}

const CLASS_NOT_FOUND: &str = "java/lang/ClassNotFoundException";
const NO_CLASS_DEF: &str = "java/lang/NoClassDefFoundError";

/// The internal form of a Java string with a class name.
fn internal_name(thread: &JavaThread, name: Handle) -> Vec<u8> {
    let mut bytes = strings::to_mutf8(thread.oop(name));
    bytes
        .iter_mut()
        .filter(|c| **c == b'.')
        .for_each(|c| *c = b'/');
    bytes
}

/// The mirror of a class that was asked for, initialised if that was asked for too.
fn found(thread: &mut JavaThread, klass: KlassRef, initialize: bool) -> JavaResult<Handle> {
    if initialize && !klass.is_array() {
        init::initialize(thread, klass)?;
    }
    Ok(vm::mirror(thread, klass))
}

/// Arguments of the `defineClass` family as C passes them.
struct Definition {
    name: *const c_char,
    loader: Option<Handle>,
    bytes: *const i8,
    length: i32,
    protection_domain: Option<Handle>,
    source: *const c_char,
}

/// # Safety
/// The pointers are what the C prototypes say: terminated texts or null, `length` bytes.
unsafe fn define_from_c(thread: &mut JavaThread, definition: Definition) -> JavaResult<Handle> {
    let Definition {
        name,
        loader,
        bytes,
        length,
        protection_domain,
        source,
    } = definition;
    // SAFETY: the caller's promise.
    let (source, bytes) = unsafe { (text_of(source), bytes_of(bytes, length)) };
    let name = match name.is_null() {
        true => None,
        // SAFETY: the caller's promise.
        false => Some(unsafe { name_symbol(thread, name, NO_CLASS_DEF) }?),
    };
    let loader = loading::loader_data_of(thread, loader)?;
    let source = if source.is_empty() {
        "__JVM_DefineClass__".to_owned()
    } else {
        classfile::mutf8::decode(source)
    };
    let request = define::Request {
        name,
        bytes,
        loader,
        protection_domain,
        source: &source,
        hidden: None,
    };
    let klass = define::define_class(thread, request)?;
    Ok(vm::mirror(thread, klass))
}

/// # Safety
/// `bytes` is null or has `length` bytes.
unsafe fn bytes_of<'a>(bytes: *const i8, length: i32) -> &'a [u8] {
    match usize::try_from(length) {
        // SAFETY: the caller's promise.
        Ok(length) if !bytes.is_null() => unsafe {
            std::slice::from_raw_parts(bytes.cast(), length)
        },
        _ => &[],
    }
}

/// Flags of `JVM_LookupDefineClass`.
mod lookup_flag {
    pub(super) const NESTMATE: i32 = 1;
    pub(super) const HIDDEN: i32 = 2;
    pub(super) const STRONG: i32 = 4;
    pub(super) const VM_ANNOTATIONS: i32 = 8;
}

/// Refuses combinations that Java never passes.
fn check_lookup(thread: &mut JavaThread, flags: i32, class_data: Option<Handle>) -> JavaResult<()> {
    if flags & lookup_flag::HIDDEN != 0 {
        return Ok(());
    }
    let text = if class_data.is_some() {
        "classData is only applicable for hidden classes".to_owned()
    } else if flags & lookup_flag::NESTMATE != 0 {
        "dynamic nestmate is only applicable for hidden classes".to_owned()
    } else if flags & lookup_flag::STRONG == 0 {
        "an ordinary class must be strongly referenced by its defining loader".to_owned()
    } else if flags & lookup_flag::VM_ANNOTATIONS != 0 {
        "vm annotations only allowed for hidden classes".to_owned()
    } else if flags != lookup_flag::STRONG {
        format!("invalid flag 0x{flags:x}")
    } else {
        return Ok(());
    };
    Err(thread.throw_new("java/lang/IllegalArgumentException", &text))
}

/// What `Lookup.defineClass` and `defineHiddenClass` want.
struct LookupDefinition<'a> {
    name: Symbol,
    bytes: &'a [u8],
    protection_domain: Option<Handle>,
    initialize: bool,
    flags: i32,
    class_data: Option<Handle>,
}

fn define_for_lookup(
    thread: &mut JavaThread,
    lookup: Option<Handle>,
    wanted: &LookupDefinition<'_>,
) -> JavaResult<Handle> {
    let Some(host) = lookup.and_then(|lookup| vm::instance_class_of(thread, lookup)) else {
        return Err(thread.throw_new("java/lang/IllegalArgumentException", "Lookup class is null"));
    };
    check_lookup(thread, wanted.flags, wanted.class_data)?;
    let has = |bit: i32| wanted.flags & bit != 0;
    let options = hidden::Options {
        lookup_class: host,
        nestmate: has(lookup_flag::NESTMATE),
        strong: has(lookup_flag::STRONG),
        vm_annotations: has(lookup_flag::VM_ANNOTATIONS),
        class_data: wanted.class_data,
    };
    let request = define::Request {
        name: Some(wanted.name),
        bytes: wanted.bytes,
        loader: host.loader_data,
        protection_domain: wanted.protection_domain,
        source: "__JVM_LookupDefineClass__",
        hidden: has(lookup_flag::HIDDEN).then_some(options),
    };
    let klass = define::define_class(thread, request)?;
    // A handle keeps a class alive that no dictionary knows.
    let mirror = vm::mirror(thread, klass);
    if wanted.initialize {
        init::initialize(thread, klass)?;
    } else {
        link::link_class(thread, klass)?;
    }
    Ok(mirror)
}

fn assertions_of(thread: &JavaThread, mirror: Handle) -> bool {
    let Some(klass) = vm::instance_class_of(thread, mirror) else {
        return false;
    };
    flags::get()
        .assertions
        .enabled_for(&klass.external_name(), klass.loader_data.is_boot())
}

/// The rules of the command line as `java.lang.AssertionStatusDirectives`.
fn assertion_directives(thread: &mut JavaThread) -> JavaResult<Handle> {
    let assertions = &flags::get().assertions;
    let class = wk::ASSERTION_STATUS_DIRECTIVES.get();
    init::initialize(thread, class)?;
    let object = thread.new_instance(class)?;
    for (package, names, switches) in [
        (false, &wk::ASSERTION_CLASSES, &wk::ASSERTION_CLASS_ENABLED),
        (
            true,
            &wk::ASSERTION_PACKAGES,
            &wk::ASSERTION_PACKAGE_ENABLED,
        ),
    ] {
        // Java lets the first entry win that it meets in its map, which is the last put: keep the order of the command line.
        let rules: Vec<_> = assertions
            .rules
            .iter()
            .filter(|rule| rule.package == package)
            .collect();
        let texts: Vec<&str> = rules.iter().map(|rule| rule.name.as_str()).collect();
        let array = vm::string_array(thread, &texts)?;
        vm::put_ref(thread, object, names.offset(), Some(array));
        let array =
            arrays::new_primitive_array(thread, abi::ElementKind::Boolean, rules.len() as i32)?;
        for (index, rule) in rules.iter().enumerate() {
            thread.oop(array).put_u8(
                (abi::object::ARRAY_DATA_OFFSET + index) as u32,
                u8::from(rule.enabled),
            );
        }
        vm::put_ref(thread, object, switches.offset(), Some(array));
    }
    thread
        .oop(object)
        .put_bool(wk::ASSERTION_DEFAULT.offset(), assertions.user_default);
    Ok(object)
}

fn find_loaded(
    thread: &mut JavaThread,
    loader: Option<Handle>,
    name: Option<Handle>,
) -> JavaResult<Option<KlassRef>> {
    let Some(name) = name else { return Ok(None) };
    let name = internal_name(thread, name);
    let Some(name) = Symbol::lookup(&name) else {
        return Ok(None);
    };
    let loader = loading::loader_data_of(thread, loader)?;
    Ok(loading::find_loaded(name, loader))
}

jvm! {
    /// Null if the boot loader has no such class.
    fn JVM_FindClassFromBootLoader(t, name: *const c_char) -> Option<Handle> {
        // SAFETY: C passes a terminated text or null.
        let name = unsafe { text_of(name) };
        if name.is_empty() || name.len() > loading::LONGEST_NAME {
            return Ok(None);
        }
        let klass = loading::find_boot_class(t, Symbol::intern(name))?;
        Ok(klass.map(|klass| vm::mirror(t, klass)))
    }
    fn JVM_FindClassFromCaller(
        t, name: *const c_char, initialize: bool, loader: Option<Handle>, _caller: Option<Handle>,
    ) -> Handle {
        // SAFETY: C passes a terminated text or null.
        let name = unsafe { name_symbol(t, name, CLASS_NOT_FOUND) }?;
        let loader = loading::loader_data_of(t, loader)?;
        let klass = loading::load_class(t, name, loader)?;
        found(t, klass, initialize)
    }
    fn JVM_FindClassFromClass(t, name: *const c_char, initialize: bool, from: Option<Handle>) -> Handle {
        // SAFETY: C passes a terminated text or null.
        let name = unsafe { name_symbol(t, name, NO_CLASS_DEF) }?;
        let from = from.and_then(|from| vm::klass_of(t, from));
        let loader = from.map_or_else(ClassLoaderData::boot, |from| from.loader_data);
        let klass = loading::load_for_resolution(t, name, loader)?;
        found(t, klass, initialize)
    }
    fn JVM_FindLoadedClass(t, loader: Option<Handle>, name: Option<Handle>) -> Option<Handle> {
        let klass = find_loaded(t, loader, name)?;
        Ok(klass.map(|klass| vm::mirror(t, klass)))
    }
    fn JVM_DefineClass(
        t, name: *const c_char, loader: Option<Handle>, bytes: *const i8, length: i32, protection_domain: Option<Handle>,
    ) -> Handle {
        let source = std::ptr::null();
        // SAFETY: C passes what the prototype says.
        unsafe { define_from_c(t, Definition { name, loader, bytes, length, protection_domain, source }) }
    }
    fn JVM_DefineClassWithSource(
        t, name: *const c_char, loader: Option<Handle>, bytes: *const i8, length: i32, protection_domain: Option<Handle>,
        source: *const c_char,
    ) -> Handle {
        // SAFETY: C passes what the prototype says.
        unsafe { define_from_c(t, Definition { name, loader, bytes, length, protection_domain, source }) }
    }
    fn JVM_LookupDefineClass(
        t, lookup: Option<Handle>, name: *const c_char, bytes: *const i8, length: i32, protection_domain: Option<Handle>,
        initialize: bool, flags: i32, class_data: Option<Handle>,
    ) -> Handle {
        // SAFETY: C passes what the prototype says.
        let (name, bytes) = unsafe { (name_symbol(t, name, NO_CLASS_DEF)?, bytes_of(bytes, length)) };
        define_for_lookup(t, lookup, &LookupDefinition { name, bytes, protection_domain, initialize, flags, class_data })
    }
    fn JVM_DesiredAssertionStatus(t, _unused: Option<Handle>, class: Handle) -> bool {
        Ok(assertions_of(t, class))
    }
    fn JVM_AssertionStatusDirectives(t, _unused: Option<Handle>) -> Handle {
        assertion_directives(t)
    }
    /// Where a package of the boot loader comes from, null if it has none. The name is in internal form.
    fn JVM_GetSystemPackage(t, name: Handle) -> Option<Handle> {
        let name = internal_name(t, name);
        let name = name.strip_suffix(b"/").unwrap_or(&name);
        match packages::system_package_location(name) {
            Some(location) => strings::new(t, &location).map(Some),
            None => Ok(None),
        }
    }
    fn JVM_GetSystemPackages(t) -> Handle {
        let names: Vec<String> = packages::system_packages().iter().map(|name| name.to_text()).collect();
        vm::string_array(t, &names)
    }
}
