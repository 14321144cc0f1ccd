//! Fieldref (JVMS 5.4.3.2): the class, the field by name and type, access, loading constraints; then what the instruction may do
//! with it. The cell holds the address of the `Field`.

use classfile::CpTag;
use metadata::{Field, KlassRef, MethodRef, Symbol, sym};
use threads::{JavaResult, JavaThread};

use super::FieldUse;
use super::errors::remembered;
use crate::{access, constraints, lookup};

/// First class file version that may store to a final field in its initialiser only.
const STRICT_FINAL_VERSION: u16 = 53;

/// The field that an instruction of `caller` reads or writes. Does not initialise the class. May load classes, run Java, collect.
///
/// # Errors
/// `NoSuchFieldError`, `IllegalAccessError`, `IncompatibleClassChangeError`, those of class resolution.
pub fn field(
    t: &mut JavaThread,
    caller: MethodRef,
    cp_index: u16,
    usage: FieldUse,
) -> JavaResult<&'static Field> {
    let holder = caller.klass;
    let (resolved, field) = field_of(t, holder, cp_index)?;
    if field.is_static() != usage.is_static {
        let kind = if usage.is_static {
            "static"
        } else {
            "non-static"
        };
        let text = format!("Expected {kind} field {resolved}.{}", field.name);
        return Err(t.throw_new("java/lang/IncompatibleClassChangeError", &text));
    }
    if usage.is_put && field.is_final() {
        check_final_put(t, caller, resolved, field)?;
    }
    Ok(field)
}

/// As [`field`], if the entry is resolved and the instruction may use it so. No side effects.
pub fn field_if_resolved(
    caller: MethodRef,
    cp_index: u16,
    usage: FieldUse,
) -> Option<&'static Field> {
    let (_, field) = cached(caller.klass, cp_index)?;
    let may_put = !usage.is_put || !field.is_final() || judge_final_put(caller, field).is_ok();
    (field.is_static() == usage.is_static && may_put).then_some(field)
}

/// What entry `cp_index` has resolved to: the class it names and the field.
fn cached(holder: KlassRef, cp_index: u16) -> Option<(KlassRef, &'static Field)> {
    let instance = holder.instance();
    let reference = instance.class_file.pool.member_ref(cp_index);
    let reference = reference.filter(|reference| reference.tag == CpTag::Fieldref)?;
    let cell = instance.constant_pool.get(cp_index);
    let resolved = super::class_if_resolved(holder, reference.class_index)?;
    // SAFETY: Fieldref cells hold 0 or the address of a Field, which lives in its class's InstanceKlass.
    let field = unsafe { (cell as usize as *const Field).as_ref() }?;
    Some((resolved, field))
}

/// The class that entry `cp_index` names and the field it resolves to.
///
/// # Errors
/// As [`field`] without those of the instruction.
pub fn field_of(
    t: &mut JavaThread,
    holder: KlassRef,
    cp_index: u16,
) -> JavaResult<(KlassRef, &'static Field)> {
    if let Some(cached) = cached(holder, cp_index) {
        return Ok(cached);
    }
    let instance = holder.instance();
    let Some(reference) = instance
        .class_file
        .pool
        .member_ref(cp_index)
        .filter(|r| r.tag == CpTag::Fieldref)
    else {
        return Err(t.throw_new(
            "java/lang/ClassFormatError",
            &format!("Bad constant {cp_index} in class {holder}"),
        ));
    };
    remembered(t, holder, u32::from(cp_index), |t| {
        let resolved = super::class(t, holder, reference.class_index)?;
        let (name, descriptor) =
            super::method::name_and_type(t, holder, reference.name_and_type_index)?;
        let Some(field) = lookup::field(resolved, name, descriptor) else {
            return Err(t.throw_new("java/lang/NoSuchFieldError", &name.to_text()));
        };
        access::check_field(t, holder, resolved, field)?;
        constraints::check_field(t, holder, field.holder, name, descriptor)?;
        instance
            .constant_pool
            .publish(cp_index, std::ptr::from_ref(field) as u64);
        Ok((resolved, field))
    })
}

/// Why a final field must not be stored to.
enum FinalPut {
    OtherClass,
    /// By a method of its class that is not this initialiser.
    NotBy(Symbol),
}

/// A final field is stored to by its own class, and there (since version 53) only by the initialiser.
fn judge_final_put(caller: MethodRef, field: &Field) -> Result<(), FinalPut> {
    if field.holder != caller.klass.original() {
        return Err(FinalPut::OtherClass);
    }
    let initializer = match field.is_static() {
        true => sym::CLINIT.get(),
        false => sym::INIT.get(),
    };
    let is_strict = field.holder.instance().class_file.major >= STRICT_FINAL_VERSION;
    match is_strict && caller.name != initializer {
        true => Err(FinalPut::NotBy(initializer)),
        false => Ok(()),
    }
}

fn check_final_put(
    t: &mut JavaThread,
    caller: MethodRef,
    resolved: KlassRef,
    field: &Field,
) -> JavaResult<()> {
    let kind = if field.is_static() {
        "static"
    } else {
        "non-static"
    };
    let what = format!(
        "Update to {kind} final field {resolved}.{} attempted from a different",
        field.name
    );
    let text = match judge_final_put(caller, field) {
        Ok(()) => return Ok(()),
        Err(FinalPut::OtherClass) => format!(
            "{what} class ({}) than the field's declaring class",
            caller.klass
        ),
        Err(FinalPut::NotBy(initializer)) => format!(
            "{what} method ({}) than the initializer method {initializer} ",
            caller.name
        ),
    };
    Err(t.throw_new("java/lang/IllegalAccessError", &text))
}
