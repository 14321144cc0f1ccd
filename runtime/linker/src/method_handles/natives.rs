//! Bodies of `java.lang.invoke.MethodHandleNatives`' native methods. The crate `natives` forwards to them.
//!
//! Read next: `member_name.rs`, `../resolve/method.rs`.

use classfile::BasicType;
use classfile::constant_pool::RefKind;
use heap::{Handle, Oop};
use metadata::{Field, KlassRef, MethodRef, Symbol, sym, well_known as wk};
use threads::{JavaResult, JavaThread};

pub use super::call_site::{
    clear_call_site_context, copy_out_bootstrap_arguments, set_call_site_target_normal,
    set_call_site_target_volatile,
};

use super::member_name::{self, flag};
use super::{linkers, polymorphic};
use crate::resolve::method::{self, dispatch};
use crate::resolve::{InvokeKind, Target};
use crate::{access, arrays, link, lookup, mirrors, strings};

fn required(t: &mut JavaThread, argument: Option<Handle>) -> JavaResult<Handle> {
    match argument {
        Some(argument) => Ok(argument),
        None => Err(t.throw_new("java/lang/InternalError", "mname must not be null")),
    }
}

/// `init(MemberName self, Object ref)`: from a reflective Method, Constructor or Field; name and type stay for `expand`.
///
/// # Errors
/// `IllegalArgumentException` for other objects.
pub fn init(
    t: &mut JavaThread,
    member: Option<Handle>,
    reference: Option<Handle>,
) -> JavaResult<()> {
    let member = required(t, member)?;
    let Some(reference) = reference else {
        return Err(t.throw_new("java/lang/InternalError", "target must not be null"));
    };
    let object = t.oop(reference);
    let klass = object.klass();
    let (class_offset, slot_offset) = if wk::REFLECT_METHOD.is(&klass) {
        (wk::METHOD_CLAZZ.offset(), wk::METHOD_SLOT.offset())
    } else if wk::REFLECT_CONSTRUCTOR.is(&klass) {
        (
            wk::CONSTRUCTOR_CLAZZ.offset(),
            wk::CONSTRUCTOR_SLOT.offset(),
        )
    } else if wk::REFLECT_FIELD.is(&klass) {
        (wk::FIELD_CLAZZ.offset(), wk::FIELD_SLOT.offset())
    } else {
        return Err(t.throw_new(
            "java/lang/IllegalArgumentException",
            "unrecognized reflective object",
        ));
    };
    let slot = object.get_i32(slot_offset) as usize;
    let Some(declaring) = object.get_ref(class_offset).and_then(mirrors::klass_of) else {
        return Ok(());
    };
    let Some(instance) = declaring.instance.as_deref() else {
        return Ok(());
    };
    if wk::REFLECT_FIELD.is(&klass) {
        if let Some(field) = instance.fields.get(slot) {
            member_name::set_field(t, member, field, false);
        }
        return Ok(());
    }
    match instance.methods.get(slot) {
        Some(method) if lookup::polymorphic(declaring, method.name) != Some(*method) => {
            member_name::set_method(t, member, declaring, dispatch(declaring, *method))
        }
        _ => Ok(()),
    }
}

/// `expand(MemberName self)`: fills in name and type of a resolved member name that lacks them.
///
/// # Errors
/// `IllegalArgumentException`, `InternalError` for member names that are not resolved.
pub fn expand(t: &mut JavaThread, member: Option<Handle>) -> JavaResult<()> {
    let member = required(t, member)?;
    let object = t.oop(member);
    let flags = object.get_i32(wk::MEMBER_NAME_FLAGS.offset());
    let names = if flags & flag::IS_FIELD != 0 {
        let offset = object.get_i64(wk::MEMBER_NAME_VMINDEX.offset()) as u32;
        let is_static = matches!(
            member_name::reference_kind(flags),
            Some(RefKind::GetStatic | RefKind::PutStatic)
        );
        member_name::class_of(object).and_then(|klass| {
            lookup::superclasses(klass)
                .flat_map(|klass| {
                    klass
                        .instance()
                        .fields
                        .iter()
                        .map(|f| (f.offset, f.is_static(), f.name, f.descriptor))
                        .collect::<Vec<_>>()
                })
                .find(|(field_offset, field_static, ..)| {
                    *field_offset == offset && *field_static == is_static
                })
                .map(|(_, _, name, descriptor)| (name, descriptor))
        })
    } else {
        linkers::member_target(object)
            .ok()
            .map(|method| (method.name, method.descriptor))
    };
    let Some((name, descriptor)) = names else {
        return Err(t.throw_new("java/lang/IllegalArgumentException", "nothing to expand"));
    };
    if t.oop(member)
        .get_ref(wk::MEMBER_NAME_NAME.offset())
        .is_none()
    {
        let name = strings::intern_mutf8(t, name.bytes())?;
        t.oop(member)
            .put_ref(wk::MEMBER_NAME_NAME.offset(), Some(t.oop(name)));
    }
    if t.oop(member)
        .get_ref(wk::MEMBER_NAME_TYPE.offset())
        .is_none()
    {
        let descriptor = strings::from_mutf8(t, descriptor.bytes())?;
        t.oop(member)
            .put_ref(wk::MEMBER_NAME_TYPE.offset(), Some(t.oop(descriptor)));
    }
    Ok(())
}

/// The descriptor of `MemberName.type`: a MethodType, a Class (fields) or a String.
pub fn descriptor_of(kind: Oop<'_>) -> Option<Vec<u8>> {
    let klass = kind.klass();
    if wk::METHOD_TYPE.is(&klass) {
        let mut out = vec![b'('];
        let parameters = kind.get_ref(wk::METHOD_TYPE_PTYPES.offset())?;
        for index in 0..parameters.length() {
            push_descriptor(&mut out, parameters.element(index)?);
        }
        out.push(b')');
        push_descriptor(&mut out, kind.get_ref(wk::METHOD_TYPE_RTYPE.offset())?);
        Some(out)
    } else if wk::CLASS.is(&klass) {
        let mut out = Vec::new();
        push_descriptor(&mut out, kind);
        Some(out)
    } else if wk::STRING.is(&klass) {
        Some(strings::to_mutf8(kind))
    } else {
        None
    }
}

fn push_descriptor(out: &mut Vec<u8>, mirror: Oop<'_>) {
    match mirrors::klass_of(mirror) {
        None => out.push(mirrors::primitive_of(mirror).to_char()),
        Some(klass) if klass.is_array() => out.extend_from_slice(klass.name.bytes()),
        Some(klass) => {
            out.push(BasicType::Object.to_char());
            out.extend_from_slice(klass.name.bytes());
            out.push(b';');
        }
    }
}

/// `resolve(MemberName self, Class caller, int lookupMode, boolean speculative)`. May load classes, run Java, collect.
///
/// # Errors
/// The linkage error of the resolution; none if `speculative` (the answer is then null).
pub fn resolve(
    t: &mut JavaThread,
    member: Option<Handle>,
    caller: Option<Handle>,
    lookup_mode: i32,
    speculative: bool,
) -> JavaResult<Option<Handle>> {
    // Java checks the mode before it asks (`Lookup.checkAccess`).
    let _ = lookup_mode;
    let member = required(t, member)?;
    let flags = t.oop(member).get_i32(wk::MEMBER_NAME_FLAGS.offset());
    let Some(kind) = member_name::reference_kind(flags) else {
        return Err(t.throw_new("java/lang/InternalError", "obsolete MemberName format"));
    };
    match resolve_member(t, member, caller, flags, kind) {
        Ok(true) => Ok(Some(member)),
        Ok(false) if speculative => Ok(None),
        Ok(false) => Err(match flags & flag::ALL_KINDS {
            flag::IS_FIELD => t.throw_new("java/lang/NoSuchFieldError", "field resolution failed"),
            flag::IS_METHOD | flag::IS_CONSTRUCTOR => {
                t.throw_new("java/lang/NoSuchMethodError", "method resolution failed")
            }
            _ => t.throw_new("java/lang/LinkageError", "resolution failed"),
        }),
        Err(_) if speculative => {
            t.take_pending();
            Ok(None)
        }
        Err(thrown) => Err(thrown),
    }
}

/// False: there is no such thing.
fn resolve_member(
    t: &mut JavaThread,
    member: Handle,
    caller: Option<Handle>,
    flags: i32,
    kind: RefKind,
) -> JavaResult<bool> {
    let object = t.oop(member);
    if object.get_ref(wk::MEMBER_NAME_METHOD.offset()).is_some() {
        return Ok(true);
    }
    let parts = (
        object.get_ref(wk::MEMBER_NAME_CLAZZ.offset()),
        object.get_ref(wk::MEMBER_NAME_NAME.offset()),
        object.get_ref(wk::MEMBER_NAME_TYPE.offset()),
    );
    let (Some(class), Some(name), Some(type_object)) = parts else {
        return Err(t.throw_new("java/lang/IllegalArgumentException", "nothing to resolve"));
    };
    let Some(klass) = mirrors::klass_of(class) else {
        return Ok(false);
    };
    // Arrays have the members of Object.
    let klass = if klass.is_array() {
        wk::OBJECT.get()
    } else {
        klass
    };
    let Some(descriptor) = descriptor_of(type_object) else {
        return Ok(false);
    };
    let name = Symbol::intern(&strings::to_mutf8(name));
    if name == sym::CLINIT {
        return Ok(false);
    }
    let descriptor = Symbol::intern(&descriptor);
    let caller = caller.and_then(|caller| mirrors::klass_of(t.oop(caller)));
    let found = match flags & flag::ALL_KINDS {
        flag::IS_CONSTRUCTOR if name != sym::INIT => None,
        flag::IS_METHOD | flag::IS_CONSTRUCTOR | flag::IS_FIELD => {
            locate(t, caller, kind, klass, name, descriptor)?
        }
        _ => {
            let text = "unrecognized MemberName format";
            return Err(t.throw_new("java/lang/InternalError", text));
        }
    };
    match found {
        None => return Ok(false),
        Some(Located::Field(field)) => {
            let is_setter = matches!(kind, RefKind::PutField | RefKind::PutStatic);
            member_name::set_field(t, member, field, is_setter);
        }
        Some(Located::Method(target)) => member_name::set_method(t, member, klass, target)?,
    }
    Ok(true)
}

/// What a symbolic reference to a member means.
pub(crate) enum Located {
    Field(&'static Field),
    Method(Target),
}

/// Finds the member of a method handle by its symbolic reference (JVMS 5.4.3.5). The types of the descriptor are not loaded.
/// None for `invokeExact` and the like: they need an appendix, which a member name cannot hold, and Java never asks.
///
/// # Errors
/// `NoSuchFieldError`, `NoSuchMethodError`, and the other errors of linking `klass` and resolving in it.
pub(crate) fn locate(
    t: &mut JavaThread,
    caller: Option<KlassRef>,
    kind: RefKind,
    klass: KlassRef,
    name: Symbol,
    descriptor: Symbol,
) -> JavaResult<Option<Located>> {
    link::link_class(t, klass)?;
    let kind = match kind {
        RefKind::GetField | RefKind::GetStatic | RefKind::PutField | RefKind::PutStatic => {
            return match lookup::field(klass, name, descriptor) {
                Some(field) => Ok(Some(Located::Field(field))),
                None => Err(t.throw_new("java/lang/NoSuchFieldError", &name.to_text())),
            };
        }
        RefKind::InvokeStatic => InvokeKind::Static,
        RefKind::InvokeInterface => InvokeKind::Interface,
        RefKind::InvokeSpecial | RefKind::NewInvokeSpecial => InvokeKind::Special,
        RefKind::InvokeVirtual => InvokeKind::Virtual,
    };
    let polymorphic = lookup::polymorphic(klass, name);
    if polymorphic.is_some_and(|method| polymorphic::linker_kind(method.name) == 0) {
        return Ok(None);
    }
    if polymorphic.is_none() {
        method::check_kind_of_class(t, klass, kind)?;
    }
    let found = method::find(t, klass, name, descriptor, caller)?;
    let target = method::target(t, caller, klass, found, kind)?;
    Ok(Some(Located::Method(target)))
}

/// `getMembers(Class defc, String matchName, String matchSig, int matchFlags, Class caller, int skip, MemberName[] results)`:
/// members of `defc` (and on request of supers) that match; fills `results` and answers how many there are.
///
/// # Errors
/// Those of access checks.
#[expect(clippy::too_many_arguments, reason = "the native method has them")]
pub fn get_members(
    t: &mut JavaThread,
    class: Option<Handle>,
    name: Option<Handle>,
    signature: Option<Handle>,
    flags: i32,
    caller: Option<Handle>,
    skip: i32,
    results: Option<Handle>,
) -> JavaResult<i32> {
    let (Some(class), Some(results)) = (class, results) else {
        return Ok(-1);
    };
    let Some(klass) = mirrors::klass_of(t.oop(class)).filter(|klass| !klass.is_array()) else {
        return Ok(0);
    };
    let name = name.map(|name| Symbol::intern(&strings::to_mutf8(t.oop(name))));
    let signature = signature.map(|signature| Symbol::intern(&strings::to_mutf8(t.oop(signature))));
    let matches = |n: Symbol, d: Symbol| {
        name.is_none_or(|name| name == n) && signature.is_none_or(|s| s == d)
    };
    let caller = caller.and_then(|caller| mirrors::klass_of(t.oop(caller)));

    let mut classes: Vec<KlassRef> = vec![klass];
    if flags & flag::SEARCH_SUPERCLASSES != 0 {
        classes.extend(lookup::superclasses(klass).skip(1));
    }
    if flags & flag::SEARCH_INTERFACES != 0 {
        classes.extend(klass.instance().all_interfaces.iter());
    }
    let (mut found, capacity) = (0, t.oop(results).length() as i32);
    for declaring in classes {
        if flags & flag::IS_FIELD != 0 {
            for field in declaring
                .instance()
                .fields
                .iter()
                .filter(|field| !field.is_injected())
            {
                if !matches(field.name, field.descriptor) {
                    continue;
                }
                if let Some(caller) = caller
                    && !access::can_access_field(t, caller, klass, field)?
                {
                    continue;
                }
                if let Some(member) = result_at(t, results, found - skip, capacity) {
                    member_name::set_field(t, member, field, false);
                }
                found += 1;
            }
        }
        for method in declaring
            .instance()
            .methods
            .iter()
            .copied()
            .filter(|method| !method.is_class_initializer())
        {
            let wanted = if method.is_constructor() {
                flag::IS_CONSTRUCTOR
            } else {
                flag::IS_METHOD
            };
            if flags & wanted == 0 || !matches(method.name, method.descriptor) {
                continue;
            }
            if let Some(caller) = caller
                && !access::can_access_method(t, caller, klass, method)?
            {
                continue;
            }
            if let Some(member) = result_at(t, results, found - skip, capacity) {
                member_name::set_method(t, member, declaring, dispatch(declaring, method))?;
            }
            found += 1;
        }
    }
    Ok(found)
}

fn result_at(t: &JavaThread, results: Handle, index: i32, capacity: i32) -> Option<Handle> {
    let index = (0..capacity).contains(&index).then_some(index as usize)?;
    t.oop(results).element(index).map(|member| t.handle(member))
}

fn field_member(t: &mut JavaThread, member: Option<Handle>, is_static: bool) -> JavaResult<Handle> {
    let wanted = if is_static {
        "static field required"
    } else {
        "non-static field required"
    };
    let Some(member) = member else {
        return Err(t.throw_new("java/lang/InternalError", wanted));
    };
    let flags = t.oop(member).get_i32(wk::MEMBER_NAME_FLAGS.offset());
    let is_field = flags & flag::IS_FIELD != 0;
    if !is_field || (flags & i32::from(classfile::access::STATIC) != 0) != is_static {
        return Err(t.throw_new("java/lang/InternalError", wanted));
    }
    Ok(member)
}

/// `objectFieldOffset(MemberName self)`.
///
/// # Errors
/// `InternalError` for anything but an instance field.
pub fn object_field_offset(t: &mut JavaThread, member: Option<Handle>) -> JavaResult<i64> {
    let member = field_member(t, member, false)?;
    Ok(t.oop(member).get_i64(wk::MEMBER_NAME_VMINDEX.offset()))
}

/// `staticFieldOffset(MemberName self)`.
///
/// # Errors
/// `InternalError` for anything but a static field.
pub fn static_field_offset(t: &mut JavaThread, member: Option<Handle>) -> JavaResult<i64> {
    let member = field_member(t, member, true)?;
    Ok(t.oop(member).get_i64(wk::MEMBER_NAME_VMINDEX.offset()))
}

/// `staticFieldBase(MemberName self)`: the mirror, where statics live.
///
/// # Errors
/// `InternalError` for anything but a static field.
pub fn static_field_base(t: &mut JavaThread, member: Option<Handle>) -> JavaResult<Option<Handle>> {
    let member = field_member(t, member, true)?;
    Ok(t.oop(member)
        .get_ref(wk::MEMBER_NAME_CLAZZ.offset())
        .map(|mirror| t.handle(mirror)))
}

/// `getMemberVMInfo(MemberName self)`: `Object[] { Long vmindex, Object vmtarget }`. May collect.
///
/// # Errors
/// Out of memory.
pub fn get_member_vm_info(
    t: &mut JavaThread,
    member: Option<Handle>,
) -> JavaResult<Option<Handle>> {
    let Some(member) = member else {
        return Ok(None);
    };
    let info = arrays::new_object_array(t, wk::OBJECT.get(), 2)?;
    let index = t.new_instance(wk::LONG.get())?;
    let object = t.oop(member);
    t.oop(index).put_i64(
        wk::LONG_VALUE.offset(),
        object.get_i64(wk::MEMBER_NAME_VMINDEX.offset()),
    );
    t.oop(info).set_element(0, Some(t.oop(index)));
    let is_field = object.get_i32(wk::MEMBER_NAME_FLAGS.offset()) & flag::IS_FIELD != 0;
    let target = if is_field {
        object.get_ref(wk::MEMBER_NAME_CLAZZ.offset())
    } else {
        Some(object)
    };
    t.oop(info).set_element(1, target);
    Ok(Some(info))
}

/// A new resolved `MemberName` for `method` called directly; for `StackFrameInfo`. May collect.
///
/// # Errors
/// Out of memory.
pub fn set_direct(t: &mut JavaThread, member: Handle, method: MethodRef) -> JavaResult<()> {
    member_name::set_method(t, member, method.klass, Target::Direct(method))
}
