//! Making and throwing exceptions from the VM. Fills the hooks `throw_new` and `throw_out_of_memory`.
//!
//! An exception is made as Java code would make it: class initialised, instance allocated, constructor run (which fills in the
//! backtrace). If any of that throws, the other exception is what counts. `StackOverflowError` and `OutOfMemoryError` run no Java.
//!
//! | module | holds |
//! |---|---|
//! | [`backtrace`] | `Throwable.backtrace`: its format, filling in, stack trace elements |
//! | [`memory`], `shortage` | the preallocated `OutOfMemoryError`s; what flags do at the first one |
//!
//! Read next: `backtrace.rs`.

pub mod backtrace;
pub mod memory;
mod shortage;

pub use backtrace::{fill_in_stack_trace, fill_stack_trace_element, stack_trace_elements};
pub use memory::{prepare, throw_metaspace, throw_out_of_memory};

use std::cell::Cell;

use heap::{Handle, Oop};
use metadata::{KlassRef, Symbol, sym, well_known as wk};
use threads::{JavaResult, JavaThread, Thrown, Value, call_java};

use crate::{init, loading, lookup, strings};

/// Creates an exception of the boot class `class_name` (internal form) and makes it pending. May run Java, collect, block.
pub fn throw_new(t: &mut JavaThread, class_name: &str, message: Option<&str>) -> Thrown {
    throw(t, class_name, message, None)
}

/// As [`throw_new`], with a cause.
pub fn throw_with_cause(
    t: &mut JavaThread,
    class_name: &str,
    message: Option<&str>,
    cause: Handle,
) -> Thrown {
    throw(t, class_name, message, Some(cause))
}

thread_local! {
    /// Exceptions being made on this thread: making one may need another, but not for ever.
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

fn throw(
    t: &mut JavaThread,
    class_name: &str,
    message: Option<&str>,
    cause: Option<Handle>,
) -> Thrown {
    if DEPTH.get() > 16 {
        // The library is so broken that not even its errors can be made: nothing can run.
        let message = message.map(|text| format!(": {text}")).unwrap_or_default();
        flags::errln!(
            "Error occurred during initialization of VM\n{}{message}",
            class_name.replace('/', ".")
        );
        std::process::exit(1);
    }
    DEPTH.set(DEPTH.get() + 1);
    // Native code may go on after an exception that it did not look at: the newer one counts.
    t.take_pending();
    let made =
        loading::boot_class(t, class_name).and_then(|klass| create(t, klass, message, cause));
    DEPTH.set(DEPTH.get() - 1);
    match made {
        Ok(exception) => {
            flags::log!(exceptions; Debug, "VM throws {class_name}: {}", message.unwrap_or(""));
            t.throw(exception)
        }
        Err(thrown) => thrown,
    }
}

/// An exception object of class `klass` (a subclass of Throwable), not thrown. Uses the constructors `(String)`, `()`, and for a
/// cause without message `(Throwable)`; what no constructor takes is set by `initCause` or in the field. May run Java, collect.
///
/// # Errors
/// What the class's initialisation, its constructor or the allocation threw.
pub fn create(
    t: &mut JavaThread,
    klass: KlassRef,
    message: Option<&str>,
    cause: Option<Handle>,
) -> JavaResult<Handle> {
    init::initialize(t, klass)?;
    let text = message.map(|text| strings::new(t, text)).transpose()?;
    let exception = t.new_instance(klass)?;
    let constructor = |descriptor: &str| {
        klass.find_declared_method(sym::INIT.get(), Symbol::intern(descriptor.as_bytes()))
    };
    let mut cause_left = cause;
    if let (None, Some(cause), Some(method)) =
        (text, cause, constructor("(Ljava/lang/Throwable;)V"))
    {
        call_java(t, method, &[exception.into(), cause.into()])?;
        cause_left = None;
    } else if let (Some(_), Some(method)) = (text, constructor("(Ljava/lang/String;)V")) {
        call_java(t, method, &[exception.into(), Value::Ref(text)])?;
    } else {
        let plain = constructor("()V").or_else(|| {
            wk::THROWABLE
                .get()
                .find_declared_method(sym::INIT.get(), sym::VOID_SIGNATURE.get())
        });
        if let Some(method) = plain {
            call_java(t, method, &[exception.into()])?;
        }
        let object = t.oop(exception);
        object.put_ref(wk::THROWABLE_MESSAGE.offset(), text.map(|text| t.oop(text)));
    }
    if let Some(cause) = cause_left
        && let Some(method) =
            lookup::select(&t.oop(exception).klass(), wk::THROWABLE_INIT_CAUSE.get())
        && call_java(t, method, &[exception.into(), cause.into()]).is_err()
    {
        // The constructor has set a cause: that one stays.
        t.take_pending();
    }
    Ok(exception)
}

/// An exception object made without running Java: fields as the constructor would set them, backtrace filled in. For errors that
/// must not run code. Allocates.
///
/// # Errors
/// Out of memory.
pub fn create_bare(
    t: &mut JavaThread,
    klass: KlassRef,
    message: Option<&str>,
) -> JavaResult<Handle> {
    let text = message.map(|text| strings::new(t, text)).transpose()?;
    let exception = t.new_instance(klass)?;
    set_up(t, exception, text);
    fill_in_stack_trace(t, exception)?;
    Ok(exception)
}

/// Sets the fields of a Throwable as its field initialisers do.
pub(crate) fn set_up(t: &JavaThread, exception: Handle, message: Option<Handle>) {
    let object = t.oop(exception);
    object.put_ref(
        wk::THROWABLE_MESSAGE.offset(),
        message.map(|text| t.oop(text)),
    );
    object.put_ref(wk::THROWABLE_CAUSE.offset(), Some(object));
    object.put_ref(
        wk::THROWABLE_STACK_TRACE.offset(),
        throwable_static(t, "UNASSIGNED_STACK", "[Ljava/lang/StackTraceElement;"),
    );
    let suppressed = lookup::field(
        wk::THROWABLE.get(),
        Symbol::intern(b"suppressedExceptions"),
        Symbol::intern(b"Ljava/util/List;"),
    );
    if let Some(field) = suppressed {
        object.put_ref(
            field.offset,
            throwable_static(t, "SUPPRESSED_SENTINEL", "Ljava/util/List;"),
        );
    }
}

fn throwable_static<'a>(t: &'a JavaThread, name: &str, descriptor: &str) -> Option<Oop<'a>> {
    use heap::oop::SlotExt;
    let throwable = wk::THROWABLE.get();
    let field = lookup::field(
        throwable,
        Symbol::intern(name.as_bytes()),
        Symbol::intern(descriptor.as_bytes()),
    )?;
    throwable
        .mirror
        .oop(t.no_safepoint())?
        .get_ref(field.offset)
}

/// Throws `StackOverflowError` without running Java. Needs little native stack.
pub fn throw_stack_overflow(t: &mut JavaThread) -> Thrown {
    match create_bare(t, wk::STACK_OVERFLOW_ERROR.get(), None) {
        Ok(error) => t.throw(error),
        Err(thrown) => thrown,
    }
}

/// For functions of the VM that call themselves as deep as class files say, without Java in between.
///
/// # Errors
/// `StackOverflowError`: there is no native stack for another round.
pub fn check_native_stack(t: &mut JavaThread) -> JavaResult<()> {
    if t.native_stack_ok() {
        Ok(())
    } else {
        Err(throw_stack_overflow(t))
    }
}

/// Is it a subclass of `VirtualMachineError`?
pub fn is_virtual_machine_error(klass: KlassRef) -> bool {
    lookup::superclasses(klass).any(|klass| klass.name.bytes() == b"java/lang/VirtualMachineError")
}

/// Is the pending exception an instance of the class named `name` (internal form)?
pub fn pending_is(t: &JavaThread, name: &str) -> bool {
    use heap::oop::SlotExt;
    let pending = t.pending.oop(t.no_safepoint());
    pending.is_some_and(|error| {
        lookup::superclasses(error.klass()).any(|klass| klass.name.bytes() == name.as_bytes())
    })
}

/// `java.lang.Error: text`, from the object's fields; runs no Java.
pub fn headline(exception: Oop<'_>) -> String {
    match exception.get_ref(wk::THROWABLE_MESSAGE.offset()) {
        Some(message) => format!("{}: {}", exception.klass(), strings::to_rust(message)),
        None => exception.klass().external_name(),
    }
}

/// What `printStackTrace` would print, from fields and backtraces, causes included; runs no Java. For errors before the library
/// can print, and crash reports.
pub fn describe(t: &JavaThread, exception: Handle) -> String {
    let mut text = String::new();
    let mut current = Some(t.oop(exception));
    for depth in 0..8 {
        let Some(object) = current else { break };
        if depth > 0 {
            text.push_str("\nCaused by: ");
        }
        text.push_str(&headline(object));
        for (method, bci) in backtrace::entries(object) {
            text.push_str(&format!("\n\tat {}", backtrace::line(method, bci)));
        }
        current = object
            .get_ref(wk::THROWABLE_CAUSE.offset())
            .filter(|cause| *cause != object);
    }
    text
}
