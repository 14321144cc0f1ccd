//! Call sites and dynamic constants (JVMS 5.4.3.6), through `MethodHandleNatives.linkCallSite` and `linkDynamicConstant`.
//!
//! Each `invokedynamic` instruction is a call site of its own, keyed by (method, bci): the first linkage wins, `LinkageError`s are
//! remembered under the same key. Exceptions that are no `Error` become `BootstrapMethodError` (Java code has wrapped those of the
//! bootstrap method itself). Read next: `../method_handles/mod.rs`.

use std::collections::HashMap;
use std::sync::Mutex;

use abi::ElementKind;
use heap::Handle;
use metadata::{KlassRef, MethodRef, well_known as wk};
use threads::{JavaResult, JavaThread, Value, call_java};

use super::Target;
use super::constant::boxed_constant;
use super::errors::remembered;
use super::method::{HandleSite, name_and_type};
use crate::method_handles::{member_name, polymorphic};
use crate::{arrays, exceptions, mirrors, strings};

/// Linked call sites by (Method address, bci).
static SITES: Mutex<Option<HashMap<(u32, u32), HandleSite>>> = Mutex::new(None);

fn site_of(key: (u32, u32)) -> Option<HandleSite> {
    SITES
        .lock()
        .unwrap_or_else(|e| e.into_inner())
        .as_ref()?
        .get(&key)
        .copied()
}

/// The target of the `invokedynamic` at `bci` of `caller`, always [`Target::Handle`]. May load classes, run Java, collect.
///
/// # Errors
/// `BootstrapMethodError` and other linkage errors; remembered and thrown again.
pub fn invokedynamic(
    t: &mut JavaThread,
    caller: MethodRef,
    bci: u32,
    cp_index: u16,
) -> JavaResult<Target> {
    let key = (caller.address(), bci);
    let site =
        match site_of(key) {
            Some(site) => site,
            None => {
                let error_key = (u32::from(caller.class_file_index) + 1) << 16 | bci & 0xffff;
                let holder = caller.klass;
                remembered(t, holder, error_key, |t| {
                    t.scoped(|t| {
                        let linked = link_call_site(t, holder, cp_index);
                        let (adapter, appendix) =
                            wrapped(t, linked, "CallSite initialization exception")?;
                        holder.loader_data.depend_on(adapter.klass.loader_data);
                        let mut sites = SITES.lock().unwrap_or_else(|e| e.into_inner());
                        let site = sites.get_or_insert_default().entry(key).or_insert_with(|| {
                            HandleSite {
                                adapter,
                                appendix: appendix.map(|appendix| {
                                    holder.loader_data.new_slot(t.oop(appendix).address())
                                }),
                            }
                        });
                        Ok(*site)
                    })
                })?
            }
        };
    Ok(Target::Handle {
        adapter: site.adapter,
        appendix: site.appendix,
    })
}

/// As [`invokedynamic`], if the site is linked. No side effects.
pub fn invokedynamic_if_linked(caller: MethodRef, bci: u32) -> Option<Target> {
    site_of((caller.address(), bci)).map(|site| Target::Handle {
        adapter: site.adapter,
        appendix: site.appendix,
    })
}

/// Forgets call sites of methods that are being unloaded. The world is stopped.
pub(crate) fn unload() {
    let is_dead = |address: u32| {
        // SAFETY: the table's keys are Methods; entries of unloaded ones go here, before their memory does.
        unsafe { MethodRef::from_address(address) }
            .is_some_and(|method| !method.klass.loader_data.is_marked())
    };
    if let Some(sites) = SITES.lock().unwrap_or_else(|e| e.into_inner()).as_mut() {
        sites.retain(|(method, _), _| !is_dead(*method));
    }
}

/// JVMS 6.5.invokedynamic, "Linking Exceptions": an `Error` passes, anything else is wrapped.
fn wrapped<T>(t: &mut JavaThread, result: JavaResult<T>, message: &str) -> JavaResult<T> {
    match result {
        Err(thrown) if exceptions::pending_is(t, "java/lang/Error") => Err(thrown),
        Err(thrown) => match t.take_pending() {
            Some(cause) => Err(exceptions::throw_with_cause(
                t,
                "java/lang/BootstrapMethodError",
                Some(message),
                cause,
            )),
            None => Err(thrown),
        },
        ok => ok,
    }
}

/// The descriptor in a Dynamic or InvokeDynamic entry, empty if there is none.
pub(super) fn descriptor(holder: KlassRef, cp_index: u16) -> &'static [u8] {
    let pool = &holder.instance().class_file.pool;
    let parts = pool
        .dynamic(cp_index)
        .and_then(|dynamic| pool.name_and_type(dynamic.name_and_type_index));
    parts.map_or(b"", |(_, descriptor)| descriptor)
}

/// What a bootstrap method is called with.
struct Bootstrap {
    caller: Handle,
    index: i32,
    method: Handle,
    name: Handle,
    /// `MethodType` of a call site, `Class` of a constant.
    kind: Handle,
    /// Null, the single argument, `Object[]`, or `int[]{count, index}` for methods that pull their arguments.
    arguments: Option<Handle>,
}

fn bootstrap(
    t: &mut JavaThread,
    holder: KlassRef,
    cp_index: u16,
    is_call_site: bool,
) -> JavaResult<Bootstrap> {
    let file = &holder.instance().class_file;
    let row = file.pool.dynamic(cp_index).and_then(|dynamic| {
        Some((
            dynamic,
            file.bootstrap_methods()
                .nth(usize::from(dynamic.bootstrap_index))?,
        ))
    });
    let Some((dynamic, row)) = row else {
        return Err(t.throw_new(
            "java/lang/ClassFormatError",
            &format!("Bad constant {cp_index} in class {holder}"),
        ));
    };
    let (name, descriptor) = name_and_type(t, holder, dynamic.name_and_type_index)?;
    let Some(method) = boxed_constant(t, holder, row.method)? else {
        return Err(t.throw_new(
            "java/lang/ClassFormatError",
            &format!("Bad constant {} in class {holder}", row.method),
        ));
    };
    let kind = if is_call_site {
        polymorphic::method_type(t, descriptor.bytes(), holder)?
    } else {
        mirrors::mirror_for_descriptor(t, descriptor.bytes(), holder.loader_data)?
    };
    let indices: Vec<u16> = row.arguments().collect();
    let arguments = if indices.is_empty() {
        None
    } else if pulls_arguments(t, method) {
        let pair = arrays::new_primitive_array(t, ElementKind::Int, 2)?;
        let data = abi::object::ARRAY_DATA_OFFSET as u32;
        t.oop(pair).put_i32(data, indices.len() as i32);
        t.oop(pair)
            .put_i32(data + 4, i32::from(dynamic.bootstrap_index));
        Some(pair)
    } else {
        push_arguments(t, holder, &indices)?
    };
    let name = strings::intern_mutf8(t, name.bytes())?;
    let caller = mirrors::mirror_of(t, holder);
    Ok(Bootstrap {
        caller,
        index: i32::from(dynamic.bootstrap_index),
        method,
        name,
        kind,
        arguments,
    })
}

/// A single argument goes as itself, unless it is null or an array, which Java would take for the list.
fn push_arguments(
    t: &mut JavaThread,
    holder: KlassRef,
    indices: &[u16],
) -> JavaResult<Option<Handle>> {
    let array = arrays::new_object_array(t, wk::OBJECT.get(), indices.len() as i32)?;
    for (position, index) in indices.iter().enumerate() {
        t.scoped(|t| -> JavaResult<()> {
            let value = boxed_constant(t, holder, *index)?;
            t.oop(array)
                .set_element(position, value.map(|value| t.oop(value)));
            Ok(())
        })?;
    }
    if indices.len() == 1
        && let Some(only) = t
            .oop(array)
            .element(0)
            .filter(|only| !only.klass().is_array())
    {
        return Ok(Some(t.handle(only)));
    }
    Ok(Some(array))
}

/// Does the bootstrap method take `(Lookup, BootstrapCallInfo)` and ask for its static arguments itself?
fn pulls_arguments(t: &JavaThread, method: Handle) -> bool {
    let parameters = t
        .oop(method)
        .get_ref(wk::METHOD_HANDLE_TYPE.offset())
        .and_then(|kind| kind.get_ref(wk::METHOD_TYPE_PTYPES.offset()));
    parameters.is_some_and(|parameters| {
        parameters.length() == 2
            && parameters
                .element(1)
                .and_then(mirrors::klass_of)
                .is_some_and(|klass| klass.name.bytes() == b"java/lang/invoke/BootstrapCallInfo")
    })
}

fn link_call_site(
    t: &mut JavaThread,
    holder: KlassRef,
    cp_index: u16,
) -> JavaResult<(MethodRef, Option<Handle>)> {
    let site = bootstrap(t, holder, cp_index, true)?;
    let appendix = arrays::new_object_array(t, wk::OBJECT.get(), 1)?;
    let arguments: [Value; 7] = [
        site.caller.into(),
        Value::Int(site.index),
        site.method.into(),
        site.name.into(),
        site.kind.into(),
        site.arguments.into(),
        appendix.into(),
    ];
    let member = call_java(t, wk::LINK_CALL_SITE.get(), &arguments)?.reference();
    member_name::unpack_linkage(t, member, appendix)
}

/// The value of a Dynamic entry, boxed if it is primitive.
pub(super) fn constant(
    t: &mut JavaThread,
    holder: KlassRef,
    cp_index: u16,
) -> JavaResult<Option<Handle>> {
    // A constant may be its own static argument.
    exceptions::check_native_stack(t)?;
    let linked = link_constant(t, holder, cp_index);
    wrapped(t, linked, "Constant initialization exception")
}

fn link_constant(
    t: &mut JavaThread,
    holder: KlassRef,
    cp_index: u16,
) -> JavaResult<Option<Handle>> {
    let site = bootstrap(t, holder, cp_index, false)?;
    let arguments: [Value; 6] = [
        site.caller.into(),
        Value::Int(site.index),
        site.method.into(),
        site.name.into(),
        site.kind.into(),
        site.arguments.into(),
    ];
    Ok(call_java(t, wk::LINK_DYNAMIC_CONSTANT.get(), &arguments)?.reference())
}
