//! Remembered failures (JVMS 5.4.3): a `LinkageError` of a resolution is thrown again by every later attempt.
//!
//! Kept is a template: an instance that no constructor has seen, with the message and, below it, a template of the cause. Each
//! attempt throws a fresh error of that class, message and cause, so that its trace shows who asked, and so that nothing the first
//! error held is kept alive. Other throwables (no memory, stack overflow, an exception of a user's class loader) are not remembered.

use classfile::CpTag;
use heap::oop::SlotExt;
use heap::{Handle, Oop};
use metadata::constant_pool::ResolutionError;
use metadata::{KlassRef, well_known as wk};
use threads::{JavaResult, JavaThread};

use crate::{exceptions, strings};

/// Runs `resolve` unless entry (or call site, `key` above 0xffff) of `holder` failed before.
///
/// # Errors
/// The remembered error, or what `resolve` threw (for another thread's sake replaced by the first that was remembered).
pub(super) fn remembered<T>(
    t: &mut JavaThread,
    holder: KlassRef,
    key: u32,
    resolve: impl FnOnce(&mut JavaThread) -> JavaResult<T>,
) -> JavaResult<T> {
    let pool = &holder.instance().constant_pool;
    if let Some(error) = pool.error(key) {
        return throw_again(t, error);
    }
    match resolve(t) {
        Ok(value) => Ok(value),
        Err(thrown) if !exceptions::pending_is(t, "java/lang/LinkageError") => Err(thrown),
        Err(thrown) => {
            let Some(error) = t.take_pending() else {
                return Err(thrown);
            };
            // A cause is told again for constants, not for call sites, as HotSpot does.
            let with_cause = key <= 0xffff;
            let first = t.scoped(|t| -> JavaResult<Option<ResolutionError>> {
                let template = template(t, error, with_cause)?;
                name_entry(t, template, holder, key)?;
                let slot = holder.loader_data.new_slot(t.oop(template).address());
                let first = pool.save_error(key, ResolutionError { throwable: slot });
                if std::ptr::eq(first.throwable, slot) {
                    return Ok(None);
                }
                holder.loader_data.release_slot(slot);
                Ok(Some(first))
            });
            match first {
                Ok(Some(first)) => throw_again(t, first),
                Ok(None) => Err(t.throw(error)),
                Err(_) => {
                    // No memory to remember it: thrown all the same.
                    t.take_pending();
                    Err(t.throw(error))
                }
            }
        }
    }
}

fn template(t: &mut JavaThread, error: Handle, with_cause: bool) -> JavaResult<Handle> {
    let klass = t.oop(error).klass();
    let made = t.new_instance(klass)?;
    let message = t.oop(error).get_ref(wk::THROWABLE_MESSAGE.offset());
    t.oop(made).put_ref(wk::THROWABLE_MESSAGE.offset(), message);
    let cause = t
        .oop(error)
        .get_ref(wk::THROWABLE_CAUSE.offset())
        .filter(|cause| *cause != t.oop(error));
    if let Some(cause) = cause.filter(|_| with_cause).map(|cause| t.handle(cause)) {
        let cause = template(t, cause, false)?;
        t.oop(made)
            .put_ref(wk::THROWABLE_CAUSE.offset(), Some(t.oop(cause)));
    }
    Ok(made)
}

/// An error without a message is told by the name of the entry that failed, from the second time on.
fn name_entry(t: &mut JavaThread, template: Handle, holder: KlassRef, key: u32) -> JavaResult<()> {
    let message = wk::THROWABLE_MESSAGE.offset();
    let Ok(entry) = u16::try_from(key) else {
        return Ok(());
    };
    if t.oop(template).get_ref(message).is_some() {
        return Ok(());
    }
    let pool = &holder.instance().class_file.pool;
    let name = match pool.tag(entry) {
        Some(CpTag::Class) => pool.class_name(entry),
        Some(CpTag::MethodType) => pool.method_type(entry),
        Some(CpTag::MethodHandle) => pool
            .method_handle(entry)
            .and_then(|(_, member)| {
                pool.name_and_type(pool.member_ref(member)?.name_and_type_index)
            })
            .map(|(name, _)| name),
        Some(CpTag::Dynamic) => pool
            .dynamic(entry)
            .and_then(|dynamic| pool.name_and_type(dynamic.name_and_type_index))
            .map(|(name, _)| name),
        _ => None,
    };
    if let Some(name) = name {
        let name = strings::from_mutf8(t, name)?;
        t.oop(template).put_ref(message, Some(t.oop(name)));
    }
    Ok(())
}

fn throw_again<T>(t: &mut JavaThread, error: ResolutionError) -> JavaResult<T> {
    let template = error
        .throwable
        .oop(t.no_safepoint())
        .map(|error| t.handle(error))
        .expect("a remembered error");
    let cause = t
        .oop(template)
        .get_ref(wk::THROWABLE_CAUSE.offset())
        .map(|cause| t.handle(cause));
    let cause = cause.map(|cause| fresh(t, cause, None)).transpose()?;
    let error = fresh(t, template, cause)?;
    Err(t.throw(error))
}

fn fresh(t: &mut JavaThread, template: Handle, cause: Option<Handle>) -> JavaResult<Handle> {
    let message = |object: Oop<'_>| {
        object
            .get_ref(wk::THROWABLE_MESSAGE.offset())
            .map(strings::to_rust)
    };
    let (klass, message) = (t.oop(template).klass(), message(t.oop(template)));
    exceptions::create(t, klass, message.as_deref(), cause)
}
