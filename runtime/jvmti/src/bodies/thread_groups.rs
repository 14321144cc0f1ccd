//! Groups of threads. JVMTI "Thread Group".

use heap::Handle;
use jni::types::{jint, jobject};
use linker::{lookup, strings};
use metadata::Symbol;
use metadata::well_known as wk;
use threads::{JavaThread, attach, status, trace};

use super::arguments::*;
use crate::entry::Answer;
use crate::environment::Environment;
use crate::error::Error;
use crate::types::{Out, ThreadGroupInfo};

/// The offset of an instance field that no table of the VM names.
pub(super) fn offset(thread: &JavaThread, object: Handle, name: &str, ty: &str) -> Option<u32> {
    let klass = thread.oop(object).klass();
    let (name, ty) = (name.as_bytes(), ty.as_bytes());
    let field = lookup::field(klass, Symbol::intern(name), Symbol::intern(ty))?;
    Some(field.offset)
}

/// The system group is above all others.
pub(crate) unsafe fn GetTopThreadGroups(
    _: &'static Environment,
    thread: &mut JavaThread,
    count: Out<jint>,
    groups: Out<*mut jobject>,
) -> Result<Answer, Error> {
    let groups_found: Vec<Handle> = attach::system_group(thread).into_iter().collect();
    // SAFETY: the contract of bodies.
    unsafe { put_references(count, groups, &groups_found) }
}

pub(crate) unsafe fn GetThreadGroupInfo(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jobject,
    info: Out<ThreadGroupInfo>,
) -> Result<Answer, Error> {
    // SAFETY: the contract of bodies.
    let group = unsafe { thread_group(thread, reference)? };
    let priority = offset(thread, group, "maxPriority", "I");
    let daemon = offset(thread, group, "daemon", "Z");
    let oop = thread.oop(group);
    let name = oop.get_ref(wk::THREAD_GROUP_NAME.offset());
    let name = name.map(strings::to_mutf8);
    let parent = oop.get_ref(wk::THREAD_GROUP_PARENT.offset());
    // SAFETY: the contract of bodies.
    unsafe {
        (*info.0).max_priority = priority.map_or(0, |offset| oop.get_i32(offset));
        (*info.0).is_daemon = daemon.map_or(0, |offset| u8::from(oop.get_bool(offset)));
        put_text(&raw mut (*info.0).name, name.as_deref())?;
        let parent = parent.map(|parent| thread.handle(parent));
        Ok(Answer::reference(&raw mut (*info.0).parent, parent))
    }
}

/// The groups whose parent this one is, as it lists them.
fn children(thread: &JavaThread, group: Handle) -> Vec<Handle> {
    let list = offset(thread, group, "groups", "[Ljava/lang/ThreadGroup;");
    let length = offset(thread, group, "ngroups", "I");
    let oop = thread.oop(group);
    let (Some(list), Some(length)) = (list.and_then(|at| oop.get_ref(at)), length) else {
        return Vec::new();
    };
    let length = usize::try_from(oop.get_i32(length)).unwrap_or_default();
    let elements = (0..length.min(list.length())).filter_map(|index| list.element(index));
    elements.map(|element| thread.handle(element)).collect()
}

/// Threads of the group itself that live, and its groups.
pub(crate) unsafe fn GetThreadGroupChildren(
    _: &'static Environment,
    thread: &mut JavaThread,
    reference: jobject,
    thread_count: Out<jint>,
    threads: Out<*mut jobject>,
    group_count: Out<jint>,
    groups: Out<*mut jobject>,
) -> Result<Answer, Error> {
    // SAFETY: the contract of bodies.
    let group = unsafe { thread_group(thread, reference)? };
    let mut members = trace::live_threads(thread);
    let own = |object: &Handle| {
        let its = thread.oop(*object).get_ref(wk::THREAD_GROUP_FIELD.offset());
        its == Some(thread.oop(group)) && status::is_alive(thread.oop(*object))
    };
    members.retain(own);
    let children = children(thread, group);
    // SAFETY: the contract of bodies.
    unsafe {
        let answer = put_references(thread_count, threads, &members)?;
        Ok(answer.with(put_references(group_count, groups, &children)?))
    }
}
