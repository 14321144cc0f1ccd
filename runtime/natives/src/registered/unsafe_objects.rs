//! `jdk.internal.misc.Unsafe`: classes, field offsets and objects.
//!
//! Offsets are real: `base + offset` is the field's address, with the class mirror as base of static fields.
//! Read next: `unsafe_threads.rs`.

use heap::Handle;
use linker::{define, init, loading, strings};
use metadata::{Field, Symbol};
use threads::{JavaResult, JavaThread};

use crate::direct::{Args, rows};
use crate::vm;

/// `Unsafe.allocateInstance`: an object without constructor.
fn allocate_instance(thread: &mut JavaThread, args: Args) -> JavaResult<Handle> {
    let mirror = args.non_null(thread, 1)?;
    let klass = match vm::klass_of(thread, mirror) {
        Some(klass) => klass,
        None => return Err(thread.throw_empty("java/lang/InstantiationException")),
    };
    crate::jvm::reflection::check_instantiable(thread, klass)?;
    init::initialize(thread, klass)?;
    thread.new_instance(klass)
}

fn field_argument(thread: &mut JavaThread, args: Args) -> JavaResult<&'static Field> {
    let field = args.non_null(thread, 1)?;
    match vm::reflected_field(thread, field) {
        Some(field) => Ok(field),
        None => Err(thread.throw_empty("java/lang/InternalError")),
    }
}

fn field_offset(thread: &mut JavaThread, args: Args, is_static: bool) -> JavaResult<i64> {
    let field = field_argument(thread, args)?;
    if field.is_static() != is_static {
        return Err(thread.throw_empty("java/lang/IllegalArgumentException"));
    }
    Ok(i64::from(field.offset))
}

/// `objectFieldOffset1(Class, String)`: an instance or static field the class itself declares, of any type.
fn field_offset_by_name(thread: &mut JavaThread, args: Args) -> JavaResult<i64> {
    let (mirror, name) = (args.non_null(thread, 1)?, args.non_null(thread, 2)?);
    let name = strings::to_mutf8(thread.oop(name));
    let klass = vm::instance_class_of(thread, mirror);
    let found = klass.zip(Symbol::lookup(&name)).and_then(|(klass, name)| {
        klass
            .instance()
            .fields
            .iter()
            .find(|field| field.name == name && !field.is_injected())
            .map(|field| field.offset)
    });
    match found {
        Some(offset) => Ok(i64::from(offset)),
        None => Err(thread.throw_empty("java/lang/InternalError")),
    }
}

fn static_field_base(thread: &mut JavaThread, args: Args) -> JavaResult<Handle> {
    let field = field_argument(thread, args)?;
    if !field.is_static() {
        return Err(thread.throw_empty("java/lang/IllegalArgumentException"));
    }
    Ok(vm::mirror(thread, field.holder))
}

fn should_be_initialized(thread: &mut JavaThread, args: Args) -> JavaResult<bool> {
    let mirror = args.non_null(thread, 1)?;
    Ok(vm::instance_class_of(thread, mirror).is_some_and(|klass| !klass.is_initialized()))
}

fn ensure_class_initialized(thread: &mut JavaThread, args: Args) -> JavaResult<()> {
    let mirror = args.non_null(thread, 1)?;
    match vm::instance_class_of(thread, mirror) {
        Some(klass) => init::initialize(thread, klass),
        None => Ok(()),
    }
}

/// Base (0) or scale (1) of an array class.
fn array_layout(thread: &mut JavaThread, args: Args) -> JavaResult<(i32, i32)> {
    let mirror = args.non_null(thread, 1)?;
    match vm::klass_of(thread, mirror).filter(|klass| klass.is_array()) {
        Some(klass) => Ok((
            abi::object::ARRAY_DATA_OFFSET as i32,
            1 << klass.layout.log2_element_size(),
        )),
        None => Err(thread.throw_empty("java/lang/InvalidClassException")),
    }
}

fn define_class(thread: &mut JavaThread, args: Args) -> JavaResult<Handle> {
    let (name, bytes) = (args.handle(thread, 1), args.non_null(thread, 2)?);
    let (offset, length) = (args.int(3), args.int(4));
    let (loader, protection_domain) = (args.handle(thread, 5), args.handle(thread, 6));
    let all = thread.oop(bytes).bytes();
    let range = usize::try_from(offset)
        .ok()
        .zip(usize::try_from(length).ok());
    let part = range.and_then(|(offset, length)| all.get(offset..offset.checked_add(length)?));
    let Some(part) = part else {
        return Err(thread.throw_empty("java/lang/ArrayIndexOutOfBoundsException"));
    };
    let name = match name {
        None => None,
        Some(name) => {
            let mut text = strings::to_mutf8(thread.oop(name));
            text.iter_mut()
                .filter(|c| **c == b'.')
                .for_each(|c| *c = b'/');
            let error = "java/lang/NoClassDefFoundError";
            Some(loading::class_name(thread, Some(&text), error)?)
        }
    };
    let loader = loading::loader_data_of(thread, loader)?;
    let request = define::Request {
        name,
        bytes: part,
        loader,
        protection_domain,
        source: "__VM_DefineClass__",
        hidden: None,
    };
    let klass = define::define_class(thread, request)?;
    Ok(vm::mirror(thread, klass))
}

fn throw_exception(thread: &mut JavaThread, args: Args) -> JavaResult<()> {
    let throwable = args.non_null(thread, 1)?;
    Err(thread.throw(throwable))
}

rows! {
    ROWS:
    "jdk/internal/misc/Unsafe" {
        "allocateInstance" "(Ljava/lang/Class;)Ljava/lang/Object;" => allocate_instance;
        "objectFieldOffset0" "(Ljava/lang/reflect/Field;)J" => |t, a| field_offset(t, a, false);
        "objectFieldOffset1" "(Ljava/lang/Class;Ljava/lang/String;)J" => field_offset_by_name;
        "staticFieldOffset0" "(Ljava/lang/reflect/Field;)J" => |t, a| field_offset(t, a, true);
        "staticFieldBase0" "(Ljava/lang/reflect/Field;)Ljava/lang/Object;" => static_field_base;
        "shouldBeInitialized0" "(Ljava/lang/Class;)Z" => should_be_initialized;
        "ensureClassInitialized0" "(Ljava/lang/Class;)V" => ensure_class_initialized;
        "arrayBaseOffset0" "(Ljava/lang/Class;)I" => |t, a| array_layout(t, a).map(|(base, _)| base);
        "arrayIndexScale0" "(Ljava/lang/Class;)I" => |t, a| array_layout(t, a).map(|(_, scale)| scale);
        "defineClass0" "(Ljava/lang/String;[BIILjava/lang/ClassLoader;Ljava/security/ProtectionDomain;)Ljava/lang/Class;" =>
            define_class;
        "throwException" "(Ljava/lang/Throwable;)V" => throw_exception;
    }
}
