//! `jdk.internal.reflect.ConstantPool`: a class file's constant pool as annotations and tools read it. JVMS 4.4.
//!
//! The Java object holds the mirror of the class; indices and tags are those of the class file.

use classfile::CpTag;
use classfile::constant_pool::Member;
use heap::Handle;
use linker::{init, lookup, resolve, strings};
use metadata::well_known as wk;
use metadata::{KlassRef, Symbol};
use threads::{JavaResult, JavaThread, Thrown};

use super::reflection;
use crate::entry::jvm;
use crate::vm;

/// The `ConstantPool` object of a class.
pub(crate) fn object(thread: &mut JavaThread, klass: KlassRef) -> JavaResult<Handle> {
    init::initialize(thread, wk::CP_REFLECTION.get())?;
    let object = thread.new_instance(wk::CP_REFLECTION.get())?;
    let mirror = vm::mirror(thread, klass);
    vm::put_ref(thread, object, wk::CP_OOP.offset(), Some(mirror));
    Ok(object)
}

fn wrong_type(thread: &mut JavaThread) -> Thrown {
    thread.throw_new(
        "java/lang/IllegalArgumentException",
        "Wrong type at constant pool index",
    )
}

/// The class and the index, checked to lie in its pool.
fn entry(thread: &mut JavaThread, pool: Handle, index: i32) -> JavaResult<(KlassRef, u16)> {
    let klass = vm::instance_class_of(thread, pool);
    let found = klass.zip(u16::try_from(index).ok());
    match found.filter(|(klass, index)| {
        *index != 0 && usize::from(*index) < klass.instance().class_file.pool.len()
    }) {
        Some(found) => Ok(found),
        None => Err(thread.throw_new(
            "java/lang/IllegalArgumentException",
            "Constant pool index out of bounds",
        )),
    }
}

/// An entry read by `read`; the wrong tag throws.
fn value<R>(
    thread: &mut JavaThread,
    pool: Handle,
    index: i32,
    read: impl FnOnce(&classfile::ConstantPool<'static>, u16) -> Option<R>,
) -> JavaResult<(KlassRef, R)> {
    let (klass, index) = entry(thread, pool, index)?;
    match read(&klass.instance().class_file.pool, index) {
        Some(value) => Ok((klass, value)),
        None => Err(wrong_type(thread)),
    }
}

/// The class of a Class entry; only if it was resolved before, when `load` is false.
fn class_of(
    thread: &mut JavaThread,
    klass: KlassRef,
    index: u16,
    load: bool,
) -> JavaResult<Option<KlassRef>> {
    if load {
        resolve::class(thread, klass, index).map(Some)
    } else {
        Ok(resolve::class_if_resolved(klass, index))
    }
}

fn class_at(
    thread: &mut JavaThread,
    pool: Handle,
    index: i32,
    load: bool,
) -> JavaResult<Option<Handle>> {
    let (klass, index) = value(thread, pool, index, |pool, index| {
        pool.is(index, CpTag::Class).then_some(index)
    })?;
    let class = class_of(thread, klass, index, load)?;
    Ok(class.map(|class| vm::mirror(thread, class)))
}

/// A member reference, its class, and its symbols if both are interned.
type Reference = (KlassRef, Option<(Symbol, Symbol)>);

fn reference(
    thread: &mut JavaThread,
    pool: Handle,
    index: i32,
    load: bool,
    wanted: fn(CpTag) -> bool,
) -> JavaResult<Option<Reference>> {
    let (klass, (member, class_index)) = value(thread, pool, index, |pool, index| {
        let member: Member<'static> = pool.member(index).filter(|member| wanted(member.tag))?;
        Some((member, pool.member_ref(index)?.class_index))
    })?;
    let class = class_of(thread, klass, class_index, load)?;
    let symbols = Symbol::lookup(member.name).zip(Symbol::lookup(member.descriptor));
    Ok(class.map(|class| (class, symbols)))
}

fn method_at(
    thread: &mut JavaThread,
    pool: Handle,
    index: i32,
    load: bool,
) -> JavaResult<Option<Handle>> {
    let is_method = |tag| matches!(tag, CpTag::Methodref | CpTag::InterfaceMethodref);
    let Some((class, symbols)) = reference(thread, pool, index, load, is_method)? else {
        return Ok(None);
    };
    let method = symbols.and_then(|(name, descriptor)| {
        class
            .find_declared_method(name, descriptor)
            .or_else(|| lookup::method(class, name, descriptor))
    });
    match method {
        Some(method) => reflection::executable_object(thread, method).map(Some),
        None => Err(thread.throw_new(
            "java/lang/RuntimeException",
            "Unable to look up method in target class",
        )),
    }
}

fn field_at(
    thread: &mut JavaThread,
    pool: Handle,
    index: i32,
    load: bool,
) -> JavaResult<Option<Handle>> {
    let Some((class, symbols)) =
        reference(thread, pool, index, load, |tag| tag == CpTag::Fieldref)?
    else {
        return Ok(None);
    };
    match symbols.and_then(|(name, descriptor)| lookup::field(class, name, descriptor)) {
        Some(field) => reflection::field_object(thread, field).map(Some),
        None => Err(thread.throw_new(
            "java/lang/RuntimeException",
            "Unable to look up field in target class",
        )),
    }
}

/// A `String[]` of these entries.
fn texts(thread: &mut JavaThread, texts: &[&[u8]]) -> JavaResult<Handle> {
    let texts: Vec<String> = texts
        .iter()
        .map(|text| classfile::mutf8::decode(text))
        .collect();
    vm::string_array(thread, &texts)
}

jvm! {
    fn JVM_ConstantPoolGetSize(t, _object: Option<Handle>, pool: Handle) -> i32 {
        Ok(vm::instance_class_of(t, pool).map_or(0, |klass| klass.instance().class_file.pool.len() as i32))
    }
    fn JVM_ConstantPoolGetClassAt(t, _object: Option<Handle>, pool: Handle, index: i32) -> Option<Handle> {
        class_at(t, pool, index, true)
    }
    fn JVM_ConstantPoolGetClassAtIfLoaded(t, _object: Option<Handle>, pool: Handle, index: i32) -> Option<Handle> {
        class_at(t, pool, index, false)
    }
    fn JVM_ConstantPoolGetClassRefIndexAt(t, _object: Option<Handle>, pool: Handle, index: i32) -> i32 {
        let (_, member) = value(t, pool, index, |pool, index| pool.member_ref(index))?;
        Ok(i32::from(member.class_index))
    }
    fn JVM_ConstantPoolGetMethodAt(t, _object: Option<Handle>, pool: Handle, index: i32) -> Option<Handle> {
        method_at(t, pool, index, true)
    }
    fn JVM_ConstantPoolGetMethodAtIfLoaded(t, _object: Option<Handle>, pool: Handle, index: i32) -> Option<Handle> {
        method_at(t, pool, index, false)
    }
    fn JVM_ConstantPoolGetFieldAt(t, _object: Option<Handle>, pool: Handle, index: i32) -> Option<Handle> {
        field_at(t, pool, index, true)
    }
    fn JVM_ConstantPoolGetFieldAtIfLoaded(t, _object: Option<Handle>, pool: Handle, index: i32) -> Option<Handle> {
        field_at(t, pool, index, false)
    }
    /// Class, name and descriptor.
    fn JVM_ConstantPoolGetMemberRefInfoAt(t, _object: Option<Handle>, pool: Handle, index: i32) -> Handle {
        let (_, member) = value(t, pool, index, |pool, index| pool.member(index))?;
        texts(t, &[member.class, member.name, member.descriptor])
    }
    fn JVM_ConstantPoolGetNameAndTypeRefIndexAt(t, _object: Option<Handle>, pool: Handle, index: i32) -> i32 {
        let (_, found) = value(t, pool, index, |pool, index| match pool.member_ref(index) {
            Some(member) => Some(member.name_and_type_index),
            None => pool.dynamic(index).map(|dynamic| dynamic.name_and_type_index),
        })?;
        Ok(i32::from(found))
    }
    fn JVM_ConstantPoolGetNameAndTypeRefInfoAt(t, _object: Option<Handle>, pool: Handle, index: i32) -> Handle {
        let (_, (name, descriptor)) = value(t, pool, index, |pool, index| pool.name_and_type(index))?;
        texts(t, &[name, descriptor])
    }
    fn JVM_ConstantPoolGetIntAt(t, _object: Option<Handle>, pool: Handle, index: i32) -> i32 {
        value(t, pool, index, |pool, index| pool.integer(index)).map(|(_, value)| value)
    }
    fn JVM_ConstantPoolGetLongAt(t, _object: Option<Handle>, pool: Handle, index: i32) -> i64 {
        value(t, pool, index, |pool, index| pool.long(index)).map(|(_, value)| value)
    }
    fn JVM_ConstantPoolGetFloatAt(t, _object: Option<Handle>, pool: Handle, index: i32) -> f32 {
        value(t, pool, index, |pool, index| pool.float(index)).map(|(_, value)| value)
    }
    fn JVM_ConstantPoolGetDoubleAt(t, _object: Option<Handle>, pool: Handle, index: i32) -> f64 {
        value(t, pool, index, |pool, index| pool.double(index)).map(|(_, value)| value)
    }
    fn JVM_ConstantPoolGetStringAt(t, _object: Option<Handle>, pool: Handle, index: i32) -> Handle {
        let (_, text) = value(t, pool, index, |pool, index| pool.string(index))?;
        strings::intern_mutf8(t, text)
    }
    fn JVM_ConstantPoolGetUTF8At(t, _object: Option<Handle>, pool: Handle, index: i32) -> Handle {
        let (_, text) = value(t, pool, index, |pool, index| pool.utf8(index))?;
        strings::from_mutf8(t, text)
    }
    fn JVM_ConstantPoolGetTagAt(t, _object: Option<Handle>, pool: Handle, index: i32) -> i8 {
        let (klass, index) = entry(t, pool, index)?;
        Ok(klass.instance().class_file.pool.tag(index).map_or(0, |tag| tag as i8))
    }
}
