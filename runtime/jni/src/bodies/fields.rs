//! Getting and setting fields. JNI chapter 4, "Accessing Fields of Objects", "Accessing Static Fields".
//!
//! A `jfieldID` is the address of a `metadata::Field`. Statics lie in the mirror of the class that declares them.

use heap::{Handle, Oop};
use metadata::Field;
use threads::{JavaResult, JavaThread};

use crate::refs::{resolve, resolve_non_null};
use crate::types::*;
use crate::vm;

/// # Safety
/// `field` came from `Get(Static)FieldID` and its class is still loaded.
unsafe fn field_of<'a>(field: jfieldID) -> &'a Field {
    // SAFETY: the caller's promise.
    unsafe { &*field.cast::<Field>() }
}

/// One row per primitive type: how it is read and written, and C's value from and to the memory word.
macro_rules! primitive_fields {
    ($($ty:ty: $get:ident $set:ident $get_static:ident $set_static:ident,
        $load:ident $load_volatile:ident $store:ident $store_volatile:ident, $from:expr, $to:expr;)*) => {
        $(
            pub(crate) unsafe fn $get(thread: &mut JavaThread, obj: jobject, field: jfieldID) -> JavaResult<$ty> {
                // SAFETY: the contract of bodies.
                let (object, field) = unsafe { (resolve_non_null(thread, obj)?, field_of(field)) };
                let object = thread.oop(object);
                let word = if field.is_volatile() { object.$load_volatile(field.offset) } else { object.$load(field.offset) };
                Ok($from(word))
            }

            pub(crate) unsafe fn $set(
                thread: &mut JavaThread,
                obj: jobject,
                field: jfieldID,
                value: $ty,
            ) -> JavaResult<()> {
                // SAFETY: the contract of bodies.
                let (object, field) = unsafe { (resolve_non_null(thread, obj)?, field_of(field)) };
                let (object, word) = (thread.oop(object), $to(value));
                if field.is_volatile() { object.$store_volatile(field.offset, word) } else { object.$store(field.offset, word) }
                Ok(())
            }

            pub(crate) unsafe fn $get_static(thread: &mut JavaThread, _clazz: jclass, field: jfieldID) -> $ty {
                // SAFETY: the contract of bodies.
                let field = unsafe { field_of(field) };
                let mirror = vm::mirror_oop(thread, field.holder);
                let word = if field.is_volatile() { mirror.$load_volatile(field.offset) } else { mirror.$load(field.offset) };
                $from(word)
            }

            pub(crate) unsafe fn $set_static(thread: &mut JavaThread, _clazz: jclass, field: jfieldID, value: $ty) {
                // SAFETY: the contract of bodies.
                let field = unsafe { field_of(field) };
                let (mirror, word) = (vm::mirror_oop(thread, field.holder), $to(value));
                if field.is_volatile() { mirror.$store_volatile(field.offset, word) } else { mirror.$store(field.offset, word) }
            }
        )*
    };
}

primitive_fields! {
    jboolean: GetBooleanField SetBooleanField GetStaticBooleanField SetStaticBooleanField,
        get_u8 get_u8_volatile put_u8 put_u8_volatile, |word: u8| word, |value: jboolean| value & 1;
    jbyte: GetByteField SetByteField GetStaticByteField SetStaticByteField,
        get_u8 get_u8_volatile put_u8 put_u8_volatile, |word: u8| word as jbyte, |value: jbyte| value as u8;
    jchar: GetCharField SetCharField GetStaticCharField SetStaticCharField,
        get_u16 get_u16_volatile put_u16 put_u16_volatile, |word: u16| word, |value: jchar| value;
    jshort: GetShortField SetShortField GetStaticShortField SetStaticShortField,
        get_u16 get_u16_volatile put_u16 put_u16_volatile, |word: u16| word as jshort, |value: jshort| value as u16;
    jint: GetIntField SetIntField GetStaticIntField SetStaticIntField,
        get_i32 get_i32_volatile put_i32 put_i32_volatile, |word: i32| word, |value: jint| value;
    jlong: GetLongField SetLongField GetStaticLongField SetStaticLongField,
        get_i64 get_i64_volatile put_i64 put_i64_volatile, |word: i64| word, |value: jlong| value;
    jfloat: GetFloatField SetFloatField GetStaticFloatField SetStaticFloatField,
        get_u32 get_u32_volatile put_u32 put_u32_volatile, f32::from_bits, f32::to_bits;
    jdouble: GetDoubleField SetDoubleField GetStaticDoubleField SetStaticDoubleField,
        get_u64 get_u64_volatile put_u64 put_u64_volatile, f64::from_bits, f64::to_bits;
}

fn load<'a>(object: Oop<'a>, field: &Field) -> Option<Oop<'a>> {
    if field.is_volatile() {
        object.get_ref_volatile(field.offset)
    } else {
        object.get_ref(field.offset)
    }
}

fn store(object: Oop<'_>, field: &Field, value: Option<Oop<'_>>) {
    if field.is_volatile() {
        object.put_ref_volatile(field.offset, value);
    } else {
        object.put_ref(field.offset, value);
    }
}

pub(crate) unsafe fn GetObjectField(
    thread: &mut JavaThread,
    obj: jobject,
    field: jfieldID,
) -> JavaResult<Option<Handle>> {
    // SAFETY: the contract of bodies.
    let (object, field) = unsafe { (resolve_non_null(thread, obj)?, field_of(field)) };
    Ok(load(thread.oop(object), field).map(|oop| thread.handle(oop)))
}

pub(crate) unsafe fn SetObjectField(
    thread: &mut JavaThread,
    obj: jobject,
    field: jfieldID,
    value: jobject,
) -> JavaResult<()> {
    // SAFETY: the contract of bodies.
    let (object, field, value) = unsafe {
        (
            resolve_non_null(thread, obj)?,
            field_of(field),
            resolve(thread, value),
        )
    };
    store(
        thread.oop(object),
        field,
        value.map(|value| thread.oop(value)),
    );
    Ok(())
}

pub(crate) unsafe fn GetStaticObjectField(
    thread: &mut JavaThread,
    _clazz: jclass,
    field: jfieldID,
) -> Option<Handle> {
    // SAFETY: the contract of bodies.
    let field = unsafe { field_of(field) };
    load(vm::mirror_oop(thread, field.holder), field).map(|oop| thread.handle(oop))
}

pub(crate) unsafe fn SetStaticObjectField(
    thread: &mut JavaThread,
    _clazz: jclass,
    field: jfieldID,
    value: jobject,
) {
    // SAFETY: the contract of bodies.
    let (field, value) = unsafe { (field_of(field), resolve(thread, value)) };
    store(
        vm::mirror_oop(thread, field.holder),
        field,
        value.map(|value| thread.oop(value)),
    );
}
