//! Who calls: `Reflection.getCallerClass`, access control contexts, the latest user-defined loader.
//!
//! JDK 17 only walks protection domains when a security manager is installed, but asks for contexts at every thread start.

use std::ops::ControlFlow;

use heap::Handle;
use linker::{arrays, init, loading};
use metadata::loader_data::LoaderKind;
use metadata::well_known as wk;
use metadata::{KlassRef, MethodFlags, MethodRef};
use threads::walk::Frame;
use threads::{JavaResult, JavaThread};

use crate::entry::jvm;
use crate::{frames, vm};

/// `Reflection.getCallerClass`: the class of the caller of the caller-sensitive method that asks. None if there is no such frame.
pub(crate) fn caller_class(thread: &mut JavaThread) -> JavaResult<Option<KlassRef>> {
    /// What the walk ends with.
    enum Found {
        Caller(KlassRef),
        NotFromReflection,
        NotSensitive,
    }
    let found = frames::find(thread, |number, frame| {
        let method = frame.method;
        match number {
            0 => (method.name.bytes() != b"getCallerClass").then_some(Found::NotFromReflection),
            1 => (!method.flags.has(MethodFlags::CALLER_SENSITIVE)).then_some(Found::NotSensitive),
            _ => (!frames::is_ignored(method)).then_some(Found::Caller(method.klass)),
        }
    });
    let internal_error = "java/lang/InternalError";
    match found {
        Some(Found::Caller(klass)) => Ok(Some(klass)),
        Some(Found::NotFromReflection) => {
            let text = "JVM_GetCallerClass must only be called from Reflection.getCallerClass";
            Err(thread.throw_new(internal_error, text))
        }
        Some(Found::NotSensitive) => Err(thread.throw_new(
            internal_error,
            "CallerSensitive annotation expected at frame 1",
        )),
        None => Ok(None),
    }
}

/// A local variable of an interpreted frame that holds a reference.
fn reference_local(thread: &JavaThread, frame: &Frame, index: u16) -> Option<Handle> {
    let register = abi::frame::local_register(index, frame.method.max_locals);
    // SAFETY: `index` is a parameter of the frame's method, which its code keeps alive to its end (a reachability fence), so the
    // register holds a live reference.
    unsafe { thread.argument(*frame.fp.offset(register as isize)) }
}

fn is_execute_privileged(method: MethodRef) -> bool {
    wk::ACCESS_CONTROLLER.is(&method.klass) && method.name.bytes() == b"executePrivileged"
}

/// What a walk over protection domains found.
#[derive(Default)]
struct Domains {
    domains: Vec<Handle>,
    is_privileged: bool,
    privileged_context: Option<Handle>,
}

/// Protection domains from the innermost frame up to and with the caller of `doPrivileged`; consecutive equal ones once.
fn protection_domains(thread: &JavaThread) -> Domains {
    let mut found = Domains::default();
    frames::for_each(thread, |number, frame| {
        let domain_of = |klass: KlassRef| {
            let mirror = vm::mirror(thread, klass);
            vm::get_ref(thread, mirror, wk::CLASS_PROTECTION_DOMAIN.offset())
        };
        if number == 0 && frame.method.is_native() {
            return ControlFlow::Continue(());
        }
        let domain = if is_execute_privileged(frame.method) {
            found.is_privileged = true;
            found.privileged_context = reference_local(thread, &frame, 1);
            let caller = reference_local(thread, &frame, 2);
            caller
                .and_then(|caller| vm::klass_of(thread, caller))
                .and_then(domain_of)
        } else if frames::is_ignored(frame.method) {
            None
        } else {
            domain_of(frame.method.klass)
        };
        if let Some(domain) = domain {
            let same = found
                .domains
                .last()
                .is_some_and(|last| thread.oop(*last) == thread.oop(domain));
            if !same {
                found.domains.push(domain);
            }
        }
        if found.is_privileged {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    found
}

/// `AccessController.getStackAccessControlContext`: null stands for "all system code, nothing privileged".
pub(crate) fn stack_context(thread: &mut JavaThread) -> JavaResult<Option<Handle>> {
    let found = protection_domains(thread);
    if found.domains.is_empty() && found.privileged_context.is_none() {
        if found.is_privileged {
            return Ok(None);
        }
        return new_context(thread, None, &found).map(Some);
    }
    let domains = if found.domains.is_empty() {
        None
    } else {
        let component = loading::boot_class(thread, "java/security/ProtectionDomain")?;
        let array = arrays::new_object_array(thread, component, found.domains.len() as i32)?;
        for (index, domain) in found.domains.iter().enumerate() {
            vm::set_element(thread, array, index, Some(*domain));
        }
        Some(array)
    };
    new_context(thread, domains, &found).map(Some)
}

fn new_context(
    thread: &mut JavaThread,
    domains: Option<Handle>,
    found: &Domains,
) -> JavaResult<Handle> {
    init::initialize(thread, wk::ACCESS_CONTROL_CONTEXT.get())?;
    let context = thread.new_instance(wk::ACCESS_CONTROL_CONTEXT.get())?;
    vm::put_ref(thread, context, wk::ACC_CONTEXT.offset(), domains);
    vm::put_ref(
        thread,
        context,
        wk::ACC_PRIVILEGED_CONTEXT.offset(),
        found.privileged_context,
    );
    thread
        .oop(context)
        .put_bool(wk::ACC_IS_PRIVILEGED.offset(), found.is_privileged);
    thread
        .oop(context)
        .put_bool(wk::ACC_IS_AUTHORIZED.offset(), true);
    Ok(context)
}

/// The loader of the innermost frame whose class was not loaded by the VM's own loaders (boot, platform).
fn latest_user_defined_loader(thread: &JavaThread) -> Option<Handle> {
    let data = frames::find(thread, |_, frame| {
        let data = frame.method.klass.loader_data;
        let is_reflection = wk::MAGIC_ACCESSOR
            .try_get()
            .is_some_and(|magic| frame.method.klass.is_subtype_of(magic));
        let is_platform = matches!(data.kind, LoaderKind::Boot | LoaderKind::Platform);
        (!is_reflection && !is_platform && !data.loader.is_null()).then_some(data)
    })?;
    heap::oop::SlotExt::oop(&data.loader, thread.no_safepoint()).map(|oop| thread.handle(oop))
}

jvm! {
    fn JVM_GetCallerClass(t) -> Option<Handle> {
        let klass = caller_class(t)?;
        Ok(klass.map(|klass| vm::mirror(t, klass)))
    }
    fn JVM_GetStackAccessControlContext(t, _class: *mut u8) -> Option<Handle> {
        stack_context(t)
    }
    fn JVM_GetInheritedAccessControlContext(t, _class: *mut u8) -> Option<Handle> {
        let object = heap::oop::SlotExt::oop(&t.thread_object, t.no_safepoint()).map(|oop| t.handle(oop));
        Ok(object.and_then(|object| vm::get_ref(t, object, wk::THREAD_INHERITED_ACC.offset())))
    }
    /// Nothing to do: locals of interpreted frames are in memory.
    fn JVM_EnsureMaterializedForStackWalk_func(_t, _value: Option<Handle>) {
        Ok(())
    }
    fn JVM_LatestUserDefinedLoader(t) -> Option<Handle> {
        Ok(latest_user_defined_loader(t))
    }
}
