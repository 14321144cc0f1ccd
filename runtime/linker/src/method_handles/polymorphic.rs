//! Signature polymorphism (JVMS 2.9.3): the linkers the VM makes, the calls Java code links, and `MethodType`s of descriptors.
//!
//! A linker (`invokeBasic`, `linkToStatic`, ...) is a synthesized native Method per kind and erased descriptor, so that its
//! argument slots are known; the interpreter recognises it by `linker_kind`. Any other polymorphic call (`invokeExact`, `invoke`,
//! the access modes of `VarHandle`) is linked by `MethodHandleNatives.linkMethod`. Read next: `linkers.rs`.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use classfile::{MethodDescriptor, access as flags};
use heap::Handle;
use heap::oop::SlotExt;
use metadata::method::vtable_index;
use metadata::{
    ClassLoaderData, KlassRef, Method, MethodFlags, MethodRef, OopSlot, Symbol, sym,
    well_known as wk,
};
use threads::{JavaResult, JavaThread, Value, call_java};

use super::linkers::kind;
use super::member_name;
use crate::resolve::method::HandleSite;
use crate::{access, arrays, exceptions, mirrors, strings};

/// `linkers::kind` of a method name of `MethodHandle`, 0 if it names no linker.
pub fn linker_kind(name: Symbol) -> u8 {
    let kinds = [
        (&sym::INVOKE_BASIC, kind::INVOKE_BASIC),
        (&sym::LINK_TO_VIRTUAL, kind::LINK_TO_VIRTUAL),
        (&sym::LINK_TO_STATIC, kind::LINK_TO_STATIC),
        (&sym::LINK_TO_SPECIAL, kind::LINK_TO_SPECIAL),
        (&sym::LINK_TO_INTERFACE, kind::LINK_TO_INTERFACE),
    ];
    kinds
        .iter()
        .find(|(known, _)| name == **known)
        .map_or(0, |(_, kind)| *kind)
}

/// The descriptor with every reference as `Object` and every int-like type as `int`.
fn erased(descriptor: &[u8]) -> Vec<u8> {
    fn push(out: &mut Vec<u8>, first: u8) {
        match first {
            b'L' | b'[' => out.extend_from_slice(b"Ljava/lang/Object;"),
            b'Z' | b'B' | b'C' | b'S' => out.push(b'I'),
            other => out.push(other),
        }
    }
    let Some(parsed) = MethodDescriptor::parse(descriptor) else {
        return descriptor.to_vec();
    };
    let mut out = vec![b'('];
    parsed
        .parameters()
        .for_each(|parameter| push(&mut out, parameter.descriptor[0]));
    out.push(b')');
    push(&mut out, parsed.return_type().descriptor[0]);
    out
}

static LINKERS: Mutex<Option<HashMap<(u8, Symbol), MethodRef>>> = Mutex::new(None);

/// The linker of this kind for call sites with this descriptor. `generic` is the method that `MethodHandle` declares.
///
/// # Errors
/// `OutOfMemoryError` if the class region is full.
pub fn linker(
    t: &mut JavaThread,
    generic: MethodRef,
    kind: u8,
    descriptor: Symbol,
) -> JavaResult<MethodRef> {
    let descriptor = Symbol::intern(&erased(descriptor.bytes()));
    let made = {
        let mut table = LINKERS.lock().unwrap_or_else(|e| e.into_inner());
        let table = table.get_or_insert_default();
        match table.get(&(kind, descriptor)) {
            Some(known) => Ok(*known),
            None => synthesize(generic, kind, descriptor).inspect(|made| {
                table.insert((kind, descriptor), *made);
            }),
        }
    };
    made.map_err(|_| exceptions::throw_metaspace(t))
}

fn synthesize(
    generic: MethodRef,
    kind: u8,
    descriptor: Symbol,
) -> Result<MethodRef, metadata::arena::MetaspaceFull> {
    let access = generic.access_flags & !flags::VARARGS;
    let entry = metadata::method::entry_points().for_flags(access);
    let mut method = Method::new(
        generic.klass,
        generic.name,
        descriptor,
        access,
        u16::MAX,
        entry,
    );
    method.linker_kind = kind;
    let entry = metadata::method::entry_points()
        .linkers
        .load(Ordering::Acquire);
    method.entry = AtomicUsize::new(entry);
    method.flags =
        MethodFlags::new(MethodFlags::SYNTHESIZED | MethodFlags::POLYMORPHIC | MethodFlags::HIDDEN);
    method.set_vtable_index(vtable_index::NONVIRTUAL);
    let place = ClassLoaderData::boot().allocate_value(method)?;
    // SAFETY: just written into the boot loader's arena, which lives for ever.
    let method = unsafe { MethodRef::from_ptr(place) };
    metadata::method_map::add(method);
    Ok(method)
}

/// Links a call of a generic polymorphic method (`MethodHandleNatives.linkMethod`). May run Java, collect.
///
/// # Errors
/// What the linkage threw; `LinkageError` if it gave nothing usable.
pub fn link_call(
    t: &mut JavaThread,
    caller: KlassRef,
    callee: KlassRef,
    name: Symbol,
    descriptor: Symbol,
) -> JavaResult<HandleSite> {
    const REF_INVOKE_VIRTUAL: i32 = 5;
    t.scoped(|t| {
        let kind = method_type(t, descriptor.bytes(), caller)?;
        let appendix = arrays::new_object_array(t, wk::OBJECT.get(), 1)?;
        let name = strings::intern_mutf8(t, name.bytes())?;
        let (caller_mirror, callee) =
            (mirrors::mirror_of(t, caller), mirrors::mirror_of(t, callee));
        let arguments: [Value; 6] = [
            caller_mirror.into(),
            Value::Int(REF_INVOKE_VIRTUAL),
            callee.into(),
            name.into(),
            kind.into(),
            appendix.into(),
        ];
        let member = call_java(t, wk::LINK_METHOD.get(), &arguments)?.reference();
        let (adapter, appendix) = member_name::unpack_linkage(t, member, appendix)?;
        caller.loader_data.depend_on(adapter.klass.loader_data);
        let appendix =
            appendix.map(|appendix| caller.loader_data.new_slot(t.oop(appendix).address()));
        Ok(HandleSite { adapter, appendix })
    })
}

/// `MethodType`s of descriptors that name boot classes only: the same for every caller.
static METHOD_TYPES: Mutex<Option<HashMap<Symbol, &'static OopSlot>>> = Mutex::new(None);

/// The `MethodType` of a descriptor, its classes loaded and checked for `accessor`. May load classes, run Java, collect.
///
/// # Errors
/// Those of class resolution.
pub fn method_type(
    t: &mut JavaThread,
    descriptor: &[u8],
    accessor: KlassRef,
) -> JavaResult<Handle> {
    let symbol = Symbol::intern(descriptor);
    let known = METHOD_TYPES
        .lock()
        .unwrap_or_else(|e| e.into_inner())
        .as_ref()
        .and_then(|table| table.get(&symbol).copied());
    if let Some(known) = known
        .and_then(|slot| slot.oop(t.no_safepoint()))
        .map(|kind| t.handle(kind))
    {
        return Ok(known);
    }
    let Some(parsed) = MethodDescriptor::parse(symbol.bytes()) else {
        return Err(t.throw_new(
            "java/lang/ClassFormatError",
            &format!("Bad method descriptor {symbol}"),
        ));
    };
    let made = t.scoped_ref(|t| {
        let mut shared = true;
        let parameters =
            arrays::new_object_array(t, wk::CLASS.get(), parsed.parameter_count() as i32)?;
        for (index, parameter) in parsed.parameters().enumerate() {
            t.scoped(|t| -> JavaResult<()> {
                let mirror = visible_type(t, parameter.descriptor, accessor, &mut shared)?;
                t.oop(parameters).set_element(index, Some(t.oop(mirror)));
                Ok(())
            })?;
        }
        let result = visible_type(t, parsed.return_type().descriptor, accessor, &mut shared)?;
        let kind = call_java(
            t,
            wk::FIND_METHOD_HANDLE_TYPE.get(),
            &[result.into(), parameters.into()],
        )?
        .reference();
        if let Some(kind) = kind.filter(|_| shared) {
            let mut table = METHOD_TYPES.lock().unwrap_or_else(|e| e.into_inner());
            let slot = || ClassLoaderData::boot().new_slot(t.oop(kind).address());
            table
                .get_or_insert_default()
                .entry(symbol)
                .or_insert_with(slot);
        }
        Ok(kind)
    })?;
    match made {
        Some(kind) => Ok(kind),
        None => Err(t.throw_new("java/lang/LinkageError", "no method type")),
    }
}

/// The mirror of a type that `accessor` may name. Clears `shared` unless the type is the boot loader's or primitive.
fn visible_type(
    t: &mut JavaThread,
    descriptor: &[u8],
    accessor: KlassRef,
    shared: &mut bool,
) -> JavaResult<Handle> {
    let mirror = mirrors::mirror_for_descriptor(t, descriptor, accessor.loader_data)?;
    if let Some(klass) = mirrors::klass_of(t.oop(mirror)) {
        access::check_class(t, accessor, klass)?;
        *shared &= access::bottom(klass)
            .is_none_or(|bottom| bottom.loader_data.is_boot() && !bottom.is_hidden());
    }
    Ok(mirror)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linkers_are_shared_by_erased_descriptor() {
        assert_eq!(
            erased(b"([ZLjava/lang/String;BJFD)Ljava/util/List;"),
            b"(Ljava/lang/Object;Ljava/lang/Object;IJFD)Ljava/lang/Object;"
        );
        assert_eq!(erased(b"(C)V"), b"(I)V");
        assert_eq!(
            linker_kind(sym::LINK_TO_SPECIAL.get()),
            kind::LINK_TO_SPECIAL
        );
        assert_eq!(linker_kind(sym::INVOKE_EXACT.get()), 0);
    }
}
