//! `System.arraycopy`: its checks in HotSpot's order, its messages, and the copy with element checks. JLS/API: java.lang.System.

use abi::ElementKind;
use heap::{Handle, Oop};
use metadata::KlassRef;
use threads::{JavaResult, JavaThread, Thrown};

/// Arguments of one call.
#[derive(Clone, Copy)]
struct Range {
    source: i32,
    target: i32,
    length: i32,
}

/// What an array is called in messages: `int[`, `object array[`.
fn array_name(kind: ElementKind) -> &'static str {
    match kind {
        ElementKind::Boolean => "boolean[",
        ElementKind::Char => "char[",
        ElementKind::Float => "float[",
        ElementKind::Double => "double[",
        ElementKind::Byte => "byte[",
        ElementKind::Short => "short[",
        ElementKind::Int => "int[",
        ElementKind::Long => "long[",
        ElementKind::Reference => "object array[",
    }
}

/// Type errors: one side is no array, or the element types have nothing to do with each other.
fn type_error(source: Oop<'_>, target: Oop<'_>) -> Option<String> {
    let (from, to) = (source.klass(), target.klass());
    if !from.is_array() {
        return Some(format!(
            "arraycopy: source type {} is not an array",
            from.external_name()
        ));
    }
    if !to.is_array() {
        return Some(format!(
            "arraycopy: destination type {} is not an array",
            to.external_name()
        ));
    }
    let (from, to) = (from.layout.element_kind(), to.layout.element_kind());
    (from != to).then(|| {
        format!(
            "arraycopy: type mismatch: can not copy {}] into {}]",
            array_name(from),
            array_name(to)
        )
    })
}

/// Range errors, in the order in which they are reported.
fn range_error(range: Range, source: Oop<'_>, target: Oop<'_>) -> Option<String> {
    let name = array_name(source.layout().element_kind());
    let (source_length, target_length) = (source.length(), target.length());
    if range.source < 0 {
        return Some(format!(
            "arraycopy: source index {} out of bounds for {name}{source_length}]",
            range.source
        ));
    }
    if range.target < 0 {
        return Some(format!(
            "arraycopy: destination index {} out of bounds for {name}{target_length}]",
            range.target
        ));
    }
    if range.length < 0 {
        return Some(format!("arraycopy: length {} is negative", range.length));
    }
    let end = |start: i32| i64::from(start) + i64::from(range.length);
    if end(range.source) > source_length as i64 {
        let last = end(range.source);
        return Some(format!(
            "arraycopy: last source index {last} out of bounds for {name}{source_length}]"
        ));
    }
    if end(range.target) > target_length as i64 {
        let last = end(range.target);
        return Some(format!(
            "arraycopy: last destination index {last} out of bounds for {name}{target_length}]"
        ));
    }
    None
}

/// What a checked copy found.
enum Outcome {
    Done,
    /// The element type that an element did not have.
    Mismatch {
        source: KlassRef,
        target: KlassRef,
    },
}

/// Copies between arrays whose ranges are checked. References of another element type are copied one by one up to the first that
/// does not fit.
fn copy(range: Range, source: Oop<'_>, target: Oop<'_>) -> Outcome {
    let (from, to, length) = (
        range.source as usize,
        range.target as usize,
        range.length as usize,
    );
    let kind = source.layout().element_kind();
    if kind == ElementKind::Reference && source.klass() != target.klass() {
        let component = |array: Oop<'_>| {
            array
                .klass()
                .array()
                .component
                .expect("a reference array has a component class")
        };
        let (have, want) = (component(source), component(target));
        if !have.is_subtype_of(want) {
            // Different classes, so different arrays: no overlap.
            for index in 0..length {
                let element = source.element(from + index);
                if element.is_some_and(|element| !element.is_instance_of(want)) {
                    return Outcome::Mismatch {
                        source: have,
                        target: want,
                    };
                }
                target.set_element(to + index, element);
            }
            return Outcome::Done;
        }
    }
    heap::copy_elements(kind, source, from, target, to, length);
    Outcome::Done
}

/// `System.arraycopy`. Throws; collects only to throw.
pub(crate) fn array_copy(
    thread: &mut JavaThread,
    source: Option<Handle>,
    source_position: i32,
    target: Option<Handle>,
    target_position: i32,
    length: i32,
) -> JavaResult<()> {
    let (Some(source), Some(target)) = (source, target) else {
        return Err(crate::vm::null_pointer(thread));
    };
    let range = Range {
        source: source_position,
        target: target_position,
        length,
    };
    let (from, to) = (thread.oop(source), thread.oop(target));
    match checked_copy(range, from, to) {
        Ok(()) => Ok(()),
        Err(failure) => Err(failure.throw(thread)),
    }
}

/// Why there was no copy, or not all of it.
enum Failure {
    Store(String),
    Bounds(String),
}

impl Failure {
    #[cold]
    fn throw(self, thread: &mut JavaThread) -> Thrown {
        match self {
            Failure::Store(text) => thread.throw_new("java/lang/ArrayStoreException", &text),
            Failure::Bounds(text) => {
                thread.throw_new("java/lang/ArrayIndexOutOfBoundsException", &text)
            }
        }
    }
}

fn checked_copy(range: Range, source: Oop<'_>, target: Oop<'_>) -> Result<(), Failure> {
    let (from, to) = (source.layout(), target.layout());
    let same_kind = from.is_array() && to.is_array() && from.element_kind() == to.element_kind();
    if !same_kind && let Some(text) = type_error(source, target) {
        return Err(Failure::Store(text));
    }
    if !fits(range, source, target)
        && let Some(text) = range_error(range, source, target)
    {
        return Err(Failure::Bounds(text));
    }
    match copy(range, source, target) {
        Outcome::Done => Ok(()),
        Outcome::Mismatch { source, target } => Err(Failure::Store(format!(
            "arraycopy: element type mismatch: can not cast one of the elements of {}[] to the type of the destination array, {}",
            source.external_name(),
            target.external_name()
        ))),
    }
}

/// [`array_copy`] for compiled code: `None` where it would throw or has to look at each element.
pub(crate) fn array_copy_leaf(thread: &JavaThread, args: crate::direct::Args) -> Option<()> {
    let (source, target) = (args.oop(thread, 0)?, args.oop(thread, 2)?);
    let range = Range {
        source: args.int(1),
        target: args.int(3),
        length: args.int(4),
    };
    let (from, to) = (source.layout(), target.layout());
    let is_plain = from.is_array()
        && to.is_array()
        && from.element_kind() == to.element_kind()
        && (from.element_kind() != ElementKind::Reference || source.klass() == target.klass());
    if !is_plain || !fits(range, source, target) {
        return None;
    }
    let (from, to) = (range.source as usize, range.target as usize);
    let kind = source.layout().element_kind();
    heap::copy_elements(kind, source, from, target, to, range.length as usize);
    Some(())
}

/// Whether the range is in both arrays.
fn fits(range: Range, source: Oop<'_>, target: Oop<'_>) -> bool {
    range.source >= 0
        && range.target >= 0
        && range.length >= 0
        && range.source as usize + range.length as usize <= source.length()
        && range.target as usize + range.length as usize <= target.length()
}

/// [`array_copy`] on raw references, for the direct native: no handles on the way that does not throw.
pub(crate) fn array_copy_raw(thread: &mut JavaThread, args: crate::direct::Args) -> JavaResult<()> {
    let range = Range {
        source: args.int(1),
        target: args.int(3),
        length: args.int(4),
    };
    let result = match (args.oop(thread, 0), args.oop(thread, 2)) {
        (Some(source), Some(target)) => checked_copy(range, source, target),
        _ => return Err(crate::vm::null_pointer(thread)),
    };
    result.map_err(|failure| failure.throw(thread))
}
