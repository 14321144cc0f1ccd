//! What `ldc` loads (JVMS 5.1, 5.4.3.5, 5.4.3.6): numbers, classes, strings, method types, method handles, dynamic constants.
//!
//! Object constants live in slots of the loader's oop table, named by the cell, so that compiled code and quickened instructions
//! read them in place. Read next: `dynamic.rs`.

use classfile::constant_pool::RefKind;
use classfile::{BasicType, CpTag};
use heap::oop::SlotExt;
use heap::{Handle, Oop};
use metadata::{KlassRef, OopSlot, well_known as wk};
use threads::{JavaResult, JavaThread, Value, call_java};

use super::errors::remembered;
use super::{Constant, class, dynamic, publish_slot, slot_of, string};
use crate::method_handles::{natives, polymorphic};
use crate::{mirrors, strings};

/// The value of a loadable constant. May load classes, run Java, collect.
///
/// # Errors
/// Those of resolving it; remembered and thrown again.
pub fn constant(t: &mut JavaThread, holder: KlassRef, cp_index: u16) -> JavaResult<Constant> {
    let instance = holder.instance();
    let pool = &instance.class_file.pool;
    let cell = instance.constant_pool.get(cp_index);
    let value = match pool.tag(cp_index) {
        Some(CpTag::Integer) => Constant::Int(pool.integer(cp_index).unwrap_or(0)),
        Some(CpTag::Float) => Constant::Float(pool.float(cp_index).unwrap_or(0.0)),
        Some(CpTag::Long) => Constant::Long(pool.long(cp_index).unwrap_or(0)),
        Some(CpTag::Double) => Constant::Double(pool.double(cp_index).unwrap_or(0.0)),
        Some(CpTag::Class) => {
            let klass = class::class(t, holder, cp_index)?;
            Constant::Ref(Some(class::mirror_slot(klass)))
        }
        Some(CpTag::String | CpTag::MethodType | CpTag::MethodHandle) if cell != 0 => {
            Constant::Ref(slot_of(cell))
        }
        Some(CpTag::String) => Constant::Ref(Some(string::string(t, holder, cp_index)?)),
        Some(CpTag::MethodType) => Constant::Ref(object(t, holder, cp_index, method_type)?),
        Some(CpTag::MethodHandle) => Constant::Ref(object(t, holder, cp_index, method_handle)?),
        Some(CpTag::Dynamic) => {
            let slot = if cell != 0 {
                slot_of(cell)
            } else {
                object(t, holder, cp_index, dynamic::constant)?
            };
            let descriptor = dynamic::descriptor(holder, cp_index);
            unboxed(
                slot,
                BasicType::from_char(descriptor.first().copied().unwrap_or(b'L')),
                t,
            )
        }
        _ => {
            let text = format!("Bad constant {cp_index} in class {holder}");
            return Err(t.throw_new("java/lang/ClassFormatError", &text));
        }
    };
    Ok(value)
}

/// Where the object of a constant is that is resolved: its slot, none for null. Dynamic constants of primitive types are boxed. No
/// side effects.
pub fn slot_if_resolved(holder: KlassRef, cp_index: u16) -> Option<Option<&'static OopSlot>> {
    let instance = holder.instance();
    match instance.class_file.pool.tag(cp_index)? {
        CpTag::Class => {
            class::class_if_resolved(holder, cp_index).map(|klass| Some(class::mirror_slot(klass)))
        }
        CpTag::String | CpTag::MethodType | CpTag::MethodHandle | CpTag::Dynamic => {
            let cell = instance.constant_pool.get(cp_index);
            (cell != 0).then(|| slot_of(cell))
        }
        _ => None,
    }
}

type Resolver = fn(&mut JavaThread, KlassRef, u16) -> JavaResult<Option<Handle>>;

/// Resolves an object constant and publishes it.
fn object(
    t: &mut JavaThread,
    holder: KlassRef,
    cp_index: u16,
    resolver: Resolver,
) -> JavaResult<Option<&'static OopSlot>> {
    remembered(t, holder, u32::from(cp_index), |t| {
        let value = t.scoped_ref(|t| resolver(t, holder, cp_index))?;
        let address = value.map_or(0, |value| t.oop(value).address());
        Ok(publish_slot(holder, cp_index, address))
    })
}

/// A dynamic constant of primitive type is kept boxed.
fn unboxed(slot: Option<&'static OopSlot>, kind: Option<BasicType>, t: &JavaThread) -> Constant {
    let boxed = slot.and_then(|slot| slot.oop(t.no_safepoint()));
    match (kind.and_then(|kind| unbox(boxed?, kind)), slot) {
        (Some(value), _) => value,
        (None, slot) => Constant::Ref(slot),
    }
}

fn unbox(boxed: Oop<'_>, kind: BasicType) -> Option<Constant> {
    Some(match kind {
        BasicType::Boolean => Constant::Int(i32::from(boxed.get_bool(wk::BOOLEAN_VALUE.offset()))),
        BasicType::Byte => Constant::Int(i32::from(boxed.get_u8(wk::BYTE_VALUE.offset()) as i8)),
        BasicType::Char => Constant::Int(i32::from(boxed.get_u16(wk::CHARACTER_VALUE.offset()))),
        BasicType::Short => {
            Constant::Int(i32::from(boxed.get_u16(wk::SHORT_VALUE.offset()) as i16))
        }
        BasicType::Int => Constant::Int(boxed.get_i32(wk::INTEGER_VALUE.offset())),
        BasicType::Float => {
            Constant::Float(f32::from_bits(boxed.get_u32(wk::FLOAT_VALUE.offset())))
        }
        BasicType::Long => Constant::Long(boxed.get_i64(wk::LONG_VALUE.offset())),
        BasicType::Double => {
            Constant::Double(f64::from_bits(boxed.get_u64(wk::DOUBLE_VALUE.offset())))
        }
        BasicType::Object | BasicType::Array | BasicType::Void => return None,
    })
}

/// A loadable constant as an object, primitives boxed: what bootstrap methods get.
///
/// # Errors
/// As [`constant`].
pub fn boxed_constant(
    t: &mut JavaThread,
    holder: KlassRef,
    cp_index: u16,
) -> JavaResult<Option<Handle>> {
    let cell_slot = |t: &JavaThread, slot: Option<&'static OopSlot>| {
        slot.and_then(|slot| slot.oop(t.no_safepoint()))
            .map(|object| t.handle(object))
    };
    let tag = holder.instance().class_file.pool.tag(cp_index);
    match constant(t, holder, cp_index)? {
        Constant::Ref(slot) => Ok(cell_slot(t, slot)),
        _ if tag == Some(CpTag::Dynamic) => Ok(cell_slot(
            t,
            slot_of(holder.instance().constant_pool.get(cp_index)),
        )),
        Constant::Int(value) => {
            let boxed = t.new_instance(wk::INTEGER.get())?;
            t.oop(boxed).put_i32(wk::INTEGER_VALUE.offset(), value);
            Ok(Some(boxed))
        }
        Constant::Float(value) => {
            let boxed = t.new_instance(wk::FLOAT.get())?;
            t.oop(boxed)
                .put_u32(wk::FLOAT_VALUE.offset(), value.to_bits());
            Ok(Some(boxed))
        }
        Constant::Long(value) => {
            let boxed = t.new_instance(wk::LONG.get())?;
            t.oop(boxed).put_i64(wk::LONG_VALUE.offset(), value);
            Ok(Some(boxed))
        }
        Constant::Double(value) => {
            let boxed = t.new_instance(wk::DOUBLE.get())?;
            t.oop(boxed)
                .put_u64(wk::DOUBLE_VALUE.offset(), value.to_bits());
            Ok(Some(boxed))
        }
    }
}

/// The object of a constant that is resolved, boxed if it is a number; none if it is not (or is null).
pub fn boxed_if_resolved(
    t: &mut JavaThread,
    holder: KlassRef,
    cp_index: u16,
) -> JavaResult<Option<Handle>> {
    let instance = holder.instance();
    let resolved = match instance.class_file.pool.tag(cp_index) {
        Some(CpTag::Integer | CpTag::Float | CpTag::Long | CpTag::Double) => true,
        _ => instance.constant_pool.get(cp_index) != 0,
    };
    if resolved {
        boxed_constant(t, holder, cp_index)
    } else {
        Ok(None)
    }
}

fn method_type(t: &mut JavaThread, holder: KlassRef, cp_index: u16) -> JavaResult<Option<Handle>> {
    let descriptor = holder
        .instance()
        .class_file
        .pool
        .method_type(cp_index)
        .unwrap_or(b"");
    polymorphic::method_type(t, descriptor, holder).map(Some)
}

/// JVMS 5.4.3.5: Java's `Lookup` does it, with the rights of the holder.
fn method_handle(
    t: &mut JavaThread,
    holder: KlassRef,
    cp_index: u16,
) -> JavaResult<Option<Handle>> {
    let pool = &holder.instance().class_file.pool;
    let parts = pool
        .method_handle(cp_index)
        .and_then(|(kind, member)| Some((kind, pool.member_ref(member)?)));
    let Some((kind, member)) = parts else {
        return Err(t.throw_new(
            "java/lang/ClassFormatError",
            &format!("Bad constant {cp_index} in class {holder}"),
        ));
    };
    let callee = class::class(t, holder, member.class_index)?;
    let (name, descriptor) = super::method::name_and_type(t, holder, member.name_and_type_index)?;
    if member.tag != CpTag::Fieldref
        && callee.is_interface() != (member.tag == CpTag::InterfaceMethodref)
    {
        let word = |interface: bool| {
            if interface {
                "CONSTANT_InterfaceMethodRef"
            } else {
                "CONSTANT_MethodRef"
            }
        };
        let text = format!(
            "Inconsistent constant pool data in classfile for class {}. Method '{}' at index {cp_index} is {} and should be {}",
            callee.name,
            super::method::signature_text(callee, name, descriptor).replacen(
                &format!(" {callee}."),
                " ",
                1
            ),
            word(!callee.is_interface()),
            word(callee.is_interface()),
        );
        return Err(t.throw_new("java/lang/IncompatibleClassChangeError", &text));
    }
    // The member comes before the types of its descriptor; arrays have the methods of Object.
    let declaring = if callee.is_array() {
        wk::OBJECT.get()
    } else {
        callee
    };
    natives::locate(t, Some(holder), kind, declaring, name, descriptor)?;
    link_method_handle(t, holder, kind, callee, name.bytes(), descriptor.bytes())
}

fn link_method_handle(
    t: &mut JavaThread,
    holder: KlassRef,
    kind: RefKind,
    callee: KlassRef,
    name: &[u8],
    descriptor: &[u8],
) -> JavaResult<Option<Handle>> {
    let kind_type = if kind.is_field() {
        mirrors::mirror_for_descriptor(t, descriptor, holder.loader_data)?
    } else {
        polymorphic::method_type(t, descriptor, holder)?
    };
    let name = strings::intern_mutf8(t, name)?;
    let (caller, callee) = (mirrors::mirror_of(t, holder), mirrors::mirror_of(t, callee));
    let arguments: [Value; 5] = [
        caller.into(),
        Value::Int(kind as i32),
        callee.into(),
        name.into(),
        kind_type.into(),
    ];
    Ok(call_java(t, wk::LINK_METHOD_HANDLE_CONSTANT.get(), &arguments)?.reference())
}
