//! Natives about call sites and the static arguments of their bootstrap methods. Re-exported by `natives`.
//!
//! Read next: `../resolve/dynamic.rs`.

use abi::object::ARRAY_DATA_OFFSET;
use heap::Handle;
use metadata::well_known as wk;
use threads::{JavaResult, JavaThread, Thrown, hooks};

use crate::{mirrors, resolve};

/// `setCallSiteTargetNormal(CallSite site, MethodHandle target)`.
///
/// # Errors
/// `NullPointerException`.
pub fn set_call_site_target_normal(
    t: &mut JavaThread,
    site: Option<Handle>,
    target: Option<Handle>,
) -> JavaResult<()> {
    let (Some(site), Some(target)) = (site, target) else {
        return Err(throw_null(t));
    };
    let (site, target) = (t.oop(site), t.oop(target));
    let offset = wk::CALL_SITE_TARGET.offset();
    (hooks::get().call_site_changes)(site, &mut || site.put_ref(offset, Some(target)));
    Ok(())
}

/// `setCallSiteTargetVolatile(CallSite site, MethodHandle target)`.
///
/// # Errors
/// `NullPointerException`.
pub fn set_call_site_target_volatile(
    t: &mut JavaThread,
    site: Option<Handle>,
    target: Option<Handle>,
) -> JavaResult<()> {
    let (Some(site), Some(target)) = (site, target) else {
        return Err(throw_null(t));
    };
    let (site, target) = (t.oop(site), t.oop(target));
    let offset = wk::CALL_SITE_TARGET.offset();
    (hooks::get().call_site_changes)(site, &mut || site.put_ref_volatile(offset, Some(target)));
    Ok(())
}

fn throw_null(t: &mut JavaThread) -> Thrown {
    t.throw_empty("java/lang/NullPointerException")
}

/// `copyOutBootstrapArguments(Class caller, int[] indexInfo, int start, int end, Object[] buf, int pos, boolean resolve, Object
/// ifNotAvailable)`: static arguments of a bootstrap method that pulls them; positions -4 to -1 are the method itself, the name,
/// the type and the number of arguments. May load classes, run Java, collect.
///
/// # Errors
/// `IndexOutOfBoundsException`, `InternalError` for bad requests, those of resolving the constants.
#[expect(clippy::too_many_arguments, reason = "the native method has them")]
pub fn copy_out_bootstrap_arguments(
    t: &mut JavaThread,
    caller: Option<Handle>,
    index_info: Option<Handle>,
    start: i32,
    end: i32,
    buffer: Option<Handle>,
    position: i32,
    resolve: bool,
    if_not_available: Option<Handle>,
) -> JavaResult<()> {
    let (Some(caller), Some(info), Some(buffer)) = (caller, index_info, buffer) else {
        return Err(t.throw_new("java/lang/InternalError", "bad index info (0)"));
    };
    let Some(holder) = mirrors::klass_of(t.oop(caller)).filter(|klass| klass.instance.is_some())
    else {
        return Err(t.throw_new("java/lang/InternalError", "bad index info (1)"));
    };
    if t.oop(info).length() < 2 {
        return Err(t.throw_new("java/lang/InternalError", "bad index info (0)"));
    }
    let bootstrap_index = t.oop(info).get_i32(ARRAY_DATA_OFFSET as u32 + 4);
    let row = usize::try_from(bootstrap_index)
        .ok()
        .and_then(|row| holder.instance().class_file.bootstrap_methods().nth(row));
    let Some(row) = row else {
        return Err(t.throw_new("java/lang/InternalError", "bad index info (1)"));
    };
    let arguments: Vec<u16> = row.arguments().collect();
    let count = arguments.len() as i32;
    let room = t.oop(buffer).length() as i64 - i64::from(position);
    if start < -4
        || start > end
        || end > count
        || position < 0
        || i64::from(end) - i64::from(start) > room
    {
        return Err(t.throw_empty("java/lang/IndexOutOfBoundsException"));
    }
    for (offset, index) in (start..end).enumerate() {
        t.scoped(|t| -> JavaResult<()> {
            let constant = match index {
                -4 => Some(row.method),
                -3 | -2 => None,
                -1 => None,
                index => arguments.get(index as usize).copied(),
            };
            let value = match constant {
                None if index == -1 => {
                    let boxed = t.new_instance(wk::INTEGER.get())?;
                    t.oop(boxed).put_i32(wk::INTEGER_VALUE.offset(), count);
                    Some(boxed)
                }
                None => if_not_available,
                Some(constant) if resolve => {
                    resolve::constant::boxed_constant(t, holder, constant)?
                }
                Some(constant) => {
                    resolve::constant::boxed_if_resolved(t, holder, constant)?.or(if_not_available)
                }
            };
            t.oop(buffer)
                .set_element(position as usize + offset, value.map(|value| t.oop(value)));
            Ok(())
        })?;
    }
    Ok(())
}

/// `clearCallSiteContext(CallSiteContext context)`: the site is gone. Code that relies on it keeps it alive, so there is none.
///
/// # Errors
/// None.
pub fn clear_call_site_context(t: &mut JavaThread, context: Option<Handle>) -> JavaResult<()> {
    if let Some(context) = context {
        t.oop(context)
            .put_i64(wk::CONTEXT_VMDEPENDENCIES.offset(), 0);
    }
    Ok(())
}
