//! `Throwable.backtrace`: what `fillInStackTrace` keeps of the stack, and how it becomes `StackTraceElement`s.
//!
//! ```text
//!  backtrace: Object[2]
//!    [0] long[]    one entry per frame, innermost first: Method address << 32 | bci (native methods: 0xffff); bit 31 of the
//!                  first entry: hidden frames were left out above it
//!    [1] Object[]  mirrors of the methods' classes, which keep the Methods alive; neighbours that are equal stand once
//!  depth: number of entries in use (preallocated arrays are longer)
//! ```
//! Not recorded: the frames of `fillInStackTrace` and of the exception's own constructors, and hidden methods (unless
//! `-XX:+ShowHiddenFrames`). At most `-XX:MaxJavaStackTraceDepth` entries. Read next: `memory.rs`.

use std::ops::ControlFlow;

use abi::ElementKind;
use classfile::access;
use heap::{Handle, Oop};
use metadata::{KlassRef, MethodFlags, MethodRef, well_known as wk};
use threads::{JavaResult, JavaThread, walk};

use crate::{arrays, lookup, mirrors, strings};

const NATIVE: u32 = 0xffff;
/// In the first entry's low half: the innermost frame is not shown.
const HIDDEN_ABOVE: u32 = 1 << 31;

/// One frame as kept.
pub type Entry = (MethodRef, Option<u32>);

/// A captured stack.
#[derive(Default)]
pub(crate) struct Trace {
    entries: Vec<Entry>,
    /// The innermost frame was hidden and left out.
    hidden_above: bool,
}

/// The frames an exception of class `klass` made now would show.
pub(crate) fn capture(t: &JavaThread, klass: KlassRef, limit: usize) -> Trace {
    let options = &flags::get().flags;
    let mut trace = Trace::default();
    let mut in_prologue = true;
    walk::walk(t, |frame| {
        let method = frame.method;
        if in_prologue {
            let filling =
                method.name.bytes().starts_with(b"fillInStackTrace") && is_throwable(method.klass);
            let constructing =
                method.is_constructor() && lookup::is_subclass_of(klass, method.klass);
            if filling || constructing {
                return ControlFlow::Continue(());
            }
            in_prologue = false;
        }
        if method.flags.has(MethodFlags::HIDDEN) && !options.ShowHiddenFrames {
            trace.hidden_above |= trace.entries.is_empty();
            return ControlFlow::Continue(());
        }
        trace.entries.push((method, frame.bci()));
        if trace.entries.len() == limit {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    trace
}

fn is_throwable(klass: KlassRef) -> bool {
    wk::THROWABLE
        .try_get()
        .is_some_and(|throwable| lookup::is_subclass_of(klass, throwable))
}

/// Frames kept at most.
pub(crate) fn depth_limit() -> usize {
    match flags::get().flags.MaxJavaStackTraceDepth {
        0 => usize::MAX,
        limit => limit as usize,
    }
}

/// `Throwable.fillInStackTrace(int)`: records the current stack in `throwable`. May collect. Without memory the trace stays empty.
///
/// # Errors
/// None today.
pub fn fill_in_stack_trace(t: &mut JavaThread, throwable: Handle) -> JavaResult<()> {
    if !flags::get().flags.StackTraceInThrowable {
        return Ok(());
    }
    let klass = t.oop(throwable).klass();
    let trace = capture(t, klass, depth_limit());
    let filled = t.scoped(|t| -> JavaResult<()> {
        let backtrace = allocate(t, trace.entries.len(), mirrors_needed(&trace.entries))?;
        write(t, t.oop(throwable), t.oop(backtrace), &trace);
        Ok(())
    });
    if filled.is_err() {
        t.take_pending();
    }
    Ok(())
}

fn mirrors_needed(entries: &[Entry]) -> usize {
    let mut last = None;
    entries
        .iter()
        .filter(|(method, _)| last.replace(method.klass) != Some(method.klass))
        .count()
}

/// An empty backtrace with room for `depth` entries.
pub(crate) fn allocate(t: &mut JavaThread, depth: usize, mirrors: usize) -> JavaResult<Handle> {
    let object = wk::OBJECT.get();
    let words = arrays::new_primitive_array(t, ElementKind::Long, depth as i32)?;
    let keep = arrays::new_object_array(t, object, mirrors as i32)?;
    let backtrace = arrays::new_object_array(t, object, 2)?;
    let array = t.oop(backtrace);
    array.set_element(0, Some(t.oop(words)));
    array.set_element(1, Some(t.oop(keep)));
    Ok(backtrace)
}

/// Stores entries in a backtrace and the backtrace in the exception; entries that find no room are left out.
pub(crate) fn write(t: &JavaThread, throwable: Oop<'_>, backtrace: Oop<'_>, trace: &Trace) {
    use heap::oop::SlotExt;
    let (Some(words), Some(keep)) = (backtrace.element(0), backtrace.element(1)) else {
        return;
    };
    let (mut depth, mut kept, mut last) = (0, 0, None);
    for (method, bci) in trace.entries.iter().take(words.length()) {
        if last != Some(method.klass) {
            if kept == keep.length() {
                break;
            }
            keep.set_element(kept, method.klass.mirror.oop(t.no_safepoint()));
            kept += 1;
            last = Some(method.klass);
        }
        let hidden = if depth == 0 && trace.hidden_above {
            HIDDEN_ABOVE
        } else {
            0
        };
        let word = u64::from(method.address()) << 32 | u64::from(bci.unwrap_or(NATIVE) | hidden);
        words.put_u64((abi::object::ARRAY_DATA_OFFSET + 8 * depth) as u32, word);
        depth += 1;
    }
    throwable.put_i32(wk::THROWABLE_DEPTH.offset(), depth as i32);
    throwable.put_ref(wk::THROWABLE_BACKTRACE.offset(), Some(backtrace));
}

/// The entries an exception keeps; none if it has no backtrace.
pub fn entries(throwable: Oop<'_>) -> Vec<Entry> {
    let backtrace = throwable.get_ref(wk::THROWABLE_BACKTRACE.offset());
    let Some(words) = backtrace.and_then(|backtrace| backtrace.element(0)) else {
        return Vec::new();
    };
    let depth =
        (throwable.get_i32(wk::THROWABLE_DEPTH.offset()).max(0) as usize).min(words.length());
    let entry = |index: usize| {
        let word = words.get_u64((abi::object::ARRAY_DATA_OFFSET + 8 * index) as u32);
        // SAFETY: `write` stored a Method address, and the backtrace's mirrors keep its class alive.
        let method = unsafe { MethodRef::from_address((word >> 32) as u32) }?;
        Some((
            method,
            Some(word as u32 & NATIVE).filter(|bci| *bci != NATIVE),
        ))
    };
    (0..depth).filter_map(entry).collect()
}

/// Where an exception was raised: its first entry, unless a hidden frame stood above it.
pub fn origin(throwable: Oop<'_>) -> Option<Entry> {
    let words = throwable
        .get_ref(wk::THROWABLE_BACKTRACE.offset())?
        .element(0)?;
    let hidden = words.length() > 0
        && words.get_u64(abi::object::ARRAY_DATA_OFFSET as u32) as u32 & HIDDEN_ABOVE != 0;
    entries(throwable).first().copied().filter(|_| !hidden)
}

/// `StackTraceElement.initStackTraceElements(StackTraceElement[], Throwable)`. May collect.
///
/// # Errors
/// `NullPointerException`, `IndexOutOfBoundsException` if the array's length is not the trace's depth.
pub fn stack_trace_elements(
    t: &mut JavaThread,
    elements: Option<Handle>,
    throwable: Option<Handle>,
) -> JavaResult<()> {
    let (Some(elements), Some(throwable)) = (elements, throwable) else {
        return Err(t.throw_empty("java/lang/NullPointerException"));
    };
    let entries = entries(t.oop(throwable));
    if t.oop(elements).length() != entries.len() {
        return Err(t.throw_empty("java/lang/IndexOutOfBoundsException"));
    }
    for (index, (method, bci)) in entries.into_iter().enumerate() {
        let Some(element) = t
            .oop(elements)
            .element(index)
            .map(|element| t.handle(element))
        else {
            return Err(t.throw_empty("java/lang/NullPointerException"));
        };
        t.scoped(|t| fill_stack_trace_element(t, element, method, bci))?;
    }
    Ok(())
}

/// Fills in one `StackTraceElement` for `method` at `bci` (none in native methods). May collect.
///
/// # Errors
/// Out of memory.
pub fn fill_stack_trace_element(
    t: &mut JavaThread,
    element: Handle,
    method: MethodRef,
    bci: Option<u32>,
) -> JavaResult<()> {
    let klass = method.klass;
    let mirror = mirrors::mirror_of(t, klass);
    t.oop(element)
        .put_ref(wk::STE_DECLARING_CLASS_OBJECT.offset(), Some(t.oop(mirror)));

    let class_name = strings::intern_mutf8(t, &classfile::mutf8::encode(&klass.external_name()))?;
    t.oop(element)
        .put_ref(wk::STE_DECLARING_CLASS.offset(), Some(t.oop(class_name)));
    let method_name = strings::intern_mutf8(t, method.name.bytes())?;
    t.oop(element)
        .put_ref(wk::STE_METHOD_NAME.offset(), Some(t.oop(method_name)));

    use heap::oop::SlotExt;
    let proof = t.no_safepoint();
    if let Some(loader) = klass.loader_data.loader.oop(proof) {
        t.oop(element).put_ref(
            wk::STE_LOADER_NAME.offset(),
            loader.get_ref(wk::LOADER_NAME.offset()),
        );
    }
    let module = klass.instance().module;
    if let Some(name) = module.name {
        let name = strings::intern_mutf8(t, name.bytes())?;
        t.oop(element)
            .put_ref(wk::STE_MODULE_NAME.offset(), Some(t.oop(name)));
        if let Some(version) = module.version() {
            let version = strings::intern_mutf8(t, &classfile::mutf8::encode(version))?;
            t.oop(element)
                .put_ref(wk::STE_MODULE_VERSION.offset(), Some(t.oop(version)));
        }
    }
    if let Some(file) = source_file(method) {
        let file = strings::intern_mutf8(t, file)?;
        t.oop(element)
            .put_ref(wk::STE_FILE_NAME.offset(), Some(t.oop(file)));
    }
    t.oop(element)
        .put_i32(wk::STE_LINE_NUMBER.offset(), line_number(method, bci));
    Ok(())
}

fn source_file(method: MethodRef) -> Option<&'static [u8]> {
    let file = &method.klass.instance().class_file;
    file.pool.utf8(file.attributes.source_file)
}

/// As `StackTraceElement` has it: -2 in native methods, -1 if unknown.
pub fn line_number(method: MethodRef, bci: Option<u32>) -> i32 {
    match bci {
        None if method.access_flags & access::NATIVE != 0 => -2,
        None => -1,
        Some(bci) => method.line_number(bci).map_or(-1, i32::from),
    }
}

/// `java.base/java.lang.String.length(String.java:12)`.
pub fn line(method: MethodRef, bci: Option<u32>) -> String {
    let klass = method.klass;
    let module = klass
        .instance()
        .module
        .name
        .map(|name| format!("{name}/"))
        .unwrap_or_default();
    let file = source_file(method).map(classfile::mutf8::decode);
    let place = match (line_number(method, bci), file) {
        (-2, _) => "Native Method".to_owned(),
        (_, None) => "Unknown Source".to_owned(),
        (line, Some(file)) if line >= 0 => format!("{file}:{line}"),
        (_, Some(file)) => file,
    };
    format!("{module}{klass}.{}({place})", method.name)
}
