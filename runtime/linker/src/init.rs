//! Initialisation: the twelve steps of JVMS 5.5.
//!
//! The class's `InitLock` is held only to look at or change the state, never across anything that may reach a safepoint; threads
//! that wait for another one's `<clinit>` are in state blocked, cannot be interrupted, and look again when the world runs.
//! `Initialized` is stored with Release after `<clinit>`, so whoever reads it with Acquire sees the statics.
//! Read next: `link.rs`, `exceptions/mod.rs`.

use std::sync::atomic::{AtomicU32, Ordering};

use heap::Handle;
use heap::oop::SlotExt;
use metadata::{ClassState, KlassFlags, KlassRef, sym, well_known as wk};
use threads::{JavaResult, JavaThread, Thrown, call_java};

use crate::{exceptions, link, loading, mirrors, strings};

/// Brings `klass` to state Initialized. Returns at once if this thread is initialising it already. May load classes, run Java,
/// collect, block.
///
/// # Errors
/// `ExceptionInInitializerError`, `NoClassDefFoundError` for a class that failed before, linkage errors.
pub fn initialize(t: &mut JavaThread, klass: KlassRef) -> JavaResult<()> {
    if klass.is_initialized() || klass.instance.is_none() {
        return Ok(());
    }
    exceptions::check_native_stack(t)?;
    link::link_class(t, klass)?;
    match begin(t, klass) {
        Begin::Run => {}
        Begin::Done => return Ok(()),
        Begin::Failed => return Err(throw_failed_before(t, klass)),
    }
    t.scoped(|t| run(t, klass))
}

enum Begin {
    /// This thread runs the initialiser.
    Run,
    /// Initialised, or being initialised by this thread.
    Done,
    /// Erroneous.
    Failed,
}

/// Steps 1 to 6.
fn begin(t: &mut JavaThread, klass: KlassRef) -> Begin {
    let me = std::ptr::from_ref::<JavaThread>(t) as u64;
    let lock = &klass.instance().init;
    loop {
        {
            let _guard = lock.mutex.lock().unwrap_or_else(|e| e.into_inner());
            match klass.state() {
                ClassState::Initialized => return Begin::Done,
                ClassState::Error => return Begin::Failed,
                ClassState::BeingInitialized if klass.init_thread() == me => return Begin::Done,
                ClassState::BeingInitialized => {}
                ClassState::Loaded | ClassState::Linked => {
                    klass.set_init_thread(me);
                    klass.set_state(ClassState::BeingInitialized);
                    return Begin::Run;
                }
            }
        }
        flags::log!(class, init; Info, "Thread waits for the initialization of {klass}");
        // The guard ends inside: coming back from blocked may wait for a safepoint, and nobody may hold the lock there.
        t.blocked(|| {
            let mut guard = lock.mutex.lock().unwrap_or_else(|e| e.into_inner());
            while klass.state() == ClassState::BeingInitialized {
                guard = lock.changed.wait(guard).unwrap_or_else(|e| e.into_inner());
            }
        });
    }
}

/// Steps 10 (end) and 12: the new state, and everybody who waits looks again.
fn finish(klass: KlassRef, state: ClassState) {
    let lock = &klass.instance().init;
    let _guard = lock.mutex.lock().unwrap_or_else(|e| e.into_inner());
    klass.set_state(state);
    klass.set_init_thread(0);
    lock.changed.notify_all();
}

/// Steps 7 to 12.
fn run(t: &mut JavaThread, klass: KlassRef) -> JavaResult<()> {
    // 7: the superclass, then superinterfaces that declare defaults.
    if !klass.is_interface() {
        let mut supers = Ok(());
        if let Some(parent) = klass.super_klass {
            supers = initialize(t, parent);
        }
        if supers.is_ok() && klass.flags.has(KlassFlags::HAS_DEFAULTS) {
            supers = superinterfaces(t, klass);
        }
        if let Err(thrown) = supers {
            return Err(fail(t, klass, thrown));
        }
    }
    // 8 (assertions) is Java's: Class.desiredAssertionStatus. 9: constant strings (other constant values
    // were set when the class was defined), then <clinit>.
    let result = mirrors::set_string_constants(t, klass).and_then(|()| {
        let initializer = klass.find_declared_method(sym::CLINIT.get(), sym::VOID_SIGNATURE.get());
        let initializer = initializer.filter(|method| method.is_static());
        log_start(klass, initializer.is_some());
        match initializer {
            Some(initializer) => call_java(t, initializer, &[]).map(|_| ()),
            None => Ok(()),
        }
    });
    match result {
        Ok(()) => {
            finish(klass, ClassState::Initialized);
            Ok(())
        }
        Err(thrown) => {
            // Remembered is what was thrown, not the wrapping.
            let thrown = fail(t, klass, thrown);
            Err(wrap(t, thrown))
        }
    }
}

/// `-Xlog:class+init`: one numbered line per class, in order.
fn log_start(klass: KlassRef, has_method: bool) {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let without = if has_method { "" } else { "(no method)" };
    flags::log!(class, init; Info, "{number} Initializing '{}'{without} ({:#018x})", klass.name, klass.address());
}

/// Superinterfaces of `klass`, supers first, that declare non-abstract instance methods.
fn superinterfaces(t: &mut JavaThread, klass: KlassRef) -> JavaResult<()> {
    for interface in klass.instance().interfaces.iter() {
        if interface.flags.has(KlassFlags::HAS_DEFAULTS) {
            superinterfaces(t, *interface)?;
        }
        if interface.flags.has(KlassFlags::DECLARES_DEFAULTS) {
            initialize(t, *interface)?;
        }
    }
    Ok(())
}

/// Step 10: an exception that is no `Error` is wrapped.
fn wrap(t: &mut JavaThread, thrown: Thrown) -> Thrown {
    if exceptions::pending_is(t, "java/lang/Error") {
        return thrown;
    }
    match t.take_pending() {
        Some(cause) => {
            exceptions::throw_with_cause(t, "java/lang/ExceptionInInitializerError", None, cause)
        }
        None => thrown,
    }
}

/// Steps 7 (failed super) and 11: remembers why, and marks the class. The exception stays pending.
fn fail(t: &mut JavaThread, klass: KlassRef, thrown: Thrown) -> Thrown {
    let Some(error) = t.take_pending() else {
        finish(klass, ClassState::Error);
        return thrown;
    };
    flags::log!(class, init; Debug, "Initialization of {klass} failed: {}", exceptions::headline(t.oop(error)));
    match record_of(t, error) {
        Ok(record) => klass.instance().init_error.set(Some(t.oop(record))),
        Err(_) => {
            t.take_pending();
        }
    }
    finish(klass, ClassState::Error);
    t.throw(error)
}

/// The error that later users of the class get as a cause: not the original object, which may hold anything alive, but an
/// `ExceptionInInitializerError` that tells its class, message, thread and stack.
fn record_of(t: &mut JavaThread, error: Handle) -> JavaResult<Handle> {
    let thread = {
        let name = t
            .thread_object
            .oop(t.no_safepoint())
            .and_then(|thread| thread.get_ref(wk::THREAD_NAME.offset()));
        name.map(strings::to_rust).unwrap_or_default()
    };
    let message = format!(
        "Exception {} [in thread \"{thread}\"]",
        exceptions::headline(t.oop(error))
    );
    let klass = loading::boot_class(t, "java/lang/ExceptionInInitializerError")?;
    let record = exceptions::create(t, klass, Some(&message), None)?;
    let (from, to) = (t.oop(error), t.oop(record));
    to.put_ref(
        wk::THROWABLE_BACKTRACE.offset(),
        from.get_ref(wk::THROWABLE_BACKTRACE.offset()),
    );
    to.put_i32(
        wk::THROWABLE_DEPTH.offset(),
        from.get_i32(wk::THROWABLE_DEPTH.offset()),
    );
    Ok(record)
}

fn throw_failed_before(t: &mut JavaThread, klass: KlassRef) -> Thrown {
    let message = format!("Could not initialize class {klass}");
    let cause = klass
        .instance()
        .init_error
        .oop(t.no_safepoint())
        .map(|error| t.handle(error));
    match cause {
        Some(cause) => {
            exceptions::throw_with_cause(t, "java/lang/NoClassDefFoundError", Some(&message), cause)
        }
        None => exceptions::throw_new(t, "java/lang/NoClassDefFoundError", Some(&message)),
    }
}
