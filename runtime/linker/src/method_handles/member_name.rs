//! `MemberName`: how `java.lang.invoke` names a member and what the VM adds when it resolves one.
//!
//! ```text
//!  clazz, name, type   the question (Java), clazz also the answer's class
//!  flags               modifiers | kind bits | reference kind << 24
//!  method              ResolvedMethodName of a method or constructor
//!  vmindex (injected)  vtable index, itable index (of clazz), NONVIRTUAL, or a field's offset
//! ```
//! The reference kind of the answer says how to call: `invokeVirtual` by vtable, `invokeInterface` by itable, `invokeSpecial` and
//! `invokeStatic` directly, whatever was asked. Read next: `natives.rs`.

use classfile::constant_pool::RefKind;
use heap::{Handle, Oop};
use metadata::method::vtable_index;
use metadata::{Field, KlassFlags, KlassRef, MethodFlags, MethodRef, well_known as wk};
use threads::{JavaResult, JavaThread};

use super::{linkers, resolved_method};
use crate::mirrors;
use crate::resolve::Target;

/// Bits of `MemberName.flags` beside the modifiers.
pub mod flag {
    pub const IS_METHOD: i32 = 0x1_0000;
    pub const IS_CONSTRUCTOR: i32 = 0x2_0000;
    pub const IS_FIELD: i32 = 0x4_0000;
    pub const IS_TYPE: i32 = 0x8_0000;
    pub const ALL_KINDS: i32 = IS_METHOD | IS_CONSTRUCTOR | IS_FIELD | IS_TYPE;
    pub const CALLER_SENSITIVE: i32 = 0x10_0000;
    pub const TRUSTED_FINAL: i32 = 0x20_0000;
    /// In `getMembers` requests.
    pub const SEARCH_SUPERCLASSES: i32 = 0x10_0000;
    pub const SEARCH_INTERFACES: i32 = 0x20_0000;
    pub const REFERENCE_KIND_SHIFT: i32 = 24;
    pub const REFERENCE_KIND_MASK: i32 = 0xf;
}

/// The reference kind in `flags`, none if it is no kind.
pub fn reference_kind(flags: i32) -> Option<RefKind> {
    RefKind::from_u8((flags >> flag::REFERENCE_KIND_SHIFT & flag::REFERENCE_KIND_MASK) as u8)
}

/// Fills in a member name for a method called as `target`; `klass` is the class the call names. May collect.
///
/// # Errors
/// Out of memory.
pub fn set_method(
    t: &mut JavaThread,
    member: Handle,
    klass: KlassRef,
    target: Target,
) -> JavaResult<()> {
    let (method, kind, index, holder) = match target {
        Target::Virtual { index, resolved } => {
            // The index of an interface method means something in the class it was asked of only.
            let holder = if resolved.klass.is_interface() {
                klass
            } else {
                resolved.klass
            };
            (resolved, RefKind::InvokeVirtual, i64::from(index), holder)
        }
        Target::Interface {
            interface,
            index,
            resolved,
        } => (
            resolved,
            RefKind::InvokeInterface,
            i64::from(index),
            interface,
        ),
        Target::Direct(method)
        | Target::Handle {
            adapter: method, ..
        } => {
            let kind = if method.is_static() {
                RefKind::InvokeStatic
            } else {
                RefKind::InvokeSpecial
            };
            (
                method,
                kind,
                i64::from(vtable_index::NONVIRTUAL),
                method.klass,
            )
        }
    };
    let mut flags = i32::from(method.access_flags) | (kind as i32) << flag::REFERENCE_KIND_SHIFT;
    flags |= if method.is_constructor() {
        flag::IS_CONSTRUCTOR
    } else {
        flag::IS_METHOD
    };
    if method.flags.has(MethodFlags::CALLER_SENSITIVE) {
        flags |= flag::CALLER_SENSITIVE;
    }
    let resolved = resolved_method::of(t, method)?;
    let mirror = mirrors::mirror_of(t, holder);
    let object = t.oop(member);
    object.put_i32(wk::MEMBER_NAME_FLAGS.offset(), flags);
    object.put_ref(wk::MEMBER_NAME_METHOD.offset(), Some(t.oop(resolved)));
    object.put_i64(wk::MEMBER_NAME_VMINDEX.offset(), index);
    object.put_ref(wk::MEMBER_NAME_CLAZZ.offset(), Some(t.oop(mirror)));
    Ok(())
}

/// Fills in a member name for a field.
pub fn set_field(t: &JavaThread, member: Handle, field: &Field, is_setter: bool) {
    let kind = match (field.is_static(), is_setter) {
        (true, false) => RefKind::GetStatic,
        (true, true) => RefKind::PutStatic,
        (false, false) => RefKind::GetField,
        (false, true) => RefKind::PutField,
    };
    let mut flags = i32::from(field.access_flags)
        | flag::IS_FIELD
        | (kind as i32) << flag::REFERENCE_KIND_SHIFT;
    if is_trusted_final(field) {
        flags |= flag::TRUSTED_FINAL;
    }
    let mirror = mirrors::mirror_of(t, field.holder);
    let object = t.oop(member);
    object.put_i32(wk::MEMBER_NAME_FLAGS.offset(), flags);
    object.put_ref(wk::MEMBER_NAME_METHOD.offset(), None);
    object.put_i64(wk::MEMBER_NAME_VMINDEX.offset(), i64::from(field.offset));
    object.put_ref(wk::MEMBER_NAME_CLAZZ.offset(), Some(t.oop(mirror)));
}

/// Final for ever: not even reflection may store to it.
pub fn is_trusted_final(field: &Field) -> bool {
    field.is_final()
        && (field.is_static()
            || field
                .holder
                .flags
                .has(KlassFlags::HIDDEN | KlassFlags::RECORD))
}

/// The class a member name is about; none if it has none or a primitive.
pub fn class_of(member: Oop<'_>) -> Option<KlassRef> {
    member
        .get_ref(wk::MEMBER_NAME_CLAZZ.offset())
        .and_then(mirrors::klass_of)
}

/// What Java's linkage methods give: the adapter in a member name, the appendix in `appendix[0]`.
///
/// # Errors
/// `LinkageError` if there is no usable adapter.
pub fn unpack_linkage(
    t: &mut JavaThread,
    member: Option<Handle>,
    appendix: Handle,
) -> JavaResult<(MethodRef, Option<Handle>)> {
    let adapter = member.and_then(|member| linkers::member_target(t.oop(member)).ok());
    match adapter.filter(|adapter| adapter.is_static()) {
        Some(adapter) => {
            let appendix = t
                .oop(appendix)
                .element(0)
                .map(|appendix| t.handle(appendix));
            Ok((adapter, appendix))
        }
        None => Err(t.throw_new(
            "java/lang/LinkageError",
            "bad value from MethodHandleNatives",
        )),
    }
}
