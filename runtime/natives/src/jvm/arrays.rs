//! `java.lang.reflect.Array`, and `System.arraycopy` for native callers.

use abi::ElementKind;
use abi::object::ARRAY_DATA_OFFSET;
use classfile::BasicType;
use heap::{Handle, Oop};
use jni::types::jvalue;
use linker::arrays;
use metadata::KlassRef;
use threads::{JavaResult, JavaThread, Thrown, Value};

use crate::boxing;
use crate::entry::jvm;
use crate::vm;

const MAX_DIMENSIONS: usize = 255;

fn illegal(thread: &mut JavaThread, text: &str) -> Thrown {
    thread.throw_new("java/lang/IllegalArgumentException", text)
}

/// An argument that must be an array, of primitives if `primitive`.
fn array_argument(
    thread: &mut JavaThread,
    array: Option<Handle>,
    primitive: bool,
) -> JavaResult<Handle> {
    let array = vm::non_null(thread, array)?;
    let layout = thread.oop(array).layout();
    if !layout.is_array() {
        return Err(illegal(thread, "Argument is not an array"));
    }
    if primitive && layout.is_reference_array() {
        return Err(illegal(
            thread,
            "Argument is not an array of primitive type",
        ));
    }
    Ok(array)
}

fn checked_index(thread: &mut JavaThread, array: Handle, index: i32) -> JavaResult<usize> {
    match usize::try_from(index)
        .ok()
        .filter(|index| *index < thread.oop(array).length())
    {
        Some(index) => Ok(index),
        None => Err(thread.throw_empty("java/lang/ArrayIndexOutOfBoundsException")),
    }
}

/// The type of a primitive array's elements.
fn basic_type(kind: ElementKind) -> BasicType {
    BasicType::from_char(kind.descriptor()).unwrap_or(BasicType::Object)
}

/// Element `index` of a primitive array.
fn load(array: Oop<'_>, index: usize) -> (BasicType, Value) {
    let kind = array.layout().element_kind();
    let offset = (ARRAY_DATA_OFFSET + (index << kind.log2_size())) as u32;
    let value = match kind {
        ElementKind::Boolean => Value::Int(i32::from(array.get_u8(offset) & 1)),
        ElementKind::Byte => Value::Int(i32::from(array.get_u8(offset) as i8)),
        ElementKind::Char => Value::Int(i32::from(array.get_u16(offset))),
        ElementKind::Short => Value::Int(i32::from(array.get_u16(offset) as i16)),
        ElementKind::Int => Value::Int(array.get_i32(offset)),
        ElementKind::Long => Value::Long(array.get_i64(offset)),
        ElementKind::Float => Value::Float(f32::from_bits(array.get_u32(offset))),
        ElementKind::Double => Value::Double(f64::from_bits(array.get_u64(offset))),
        ElementKind::Reference => Value::Void,
    };
    (basic_type(kind), value)
}

/// Stores a value of the element type of a primitive array.
fn store(array: Oop<'_>, index: usize, value: Value) {
    let kind = array.layout().element_kind();
    let offset = (ARRAY_DATA_OFFSET + (index << kind.log2_size())) as u32;
    match (kind, value) {
        (ElementKind::Boolean, Value::Int(value)) => array.put_u8(offset, value as u8 & 1),
        (ElementKind::Byte, Value::Int(value)) => array.put_u8(offset, value as u8),
        (ElementKind::Char | ElementKind::Short, Value::Int(value)) => {
            array.put_u16(offset, value as u16)
        }
        (ElementKind::Int, Value::Int(value)) => array.put_i32(offset, value),
        (ElementKind::Long, Value::Long(value)) => array.put_i64(offset, value),
        (ElementKind::Float, Value::Float(value)) => array.put_u32(offset, value.to_bits()),
        (ElementKind::Double, Value::Double(value)) => array.put_u64(offset, value.to_bits()),
        (kind, value) => panic!("{value:?} for an element of kind {kind:?}"),
    }
}

/// Stores with widening into a primitive array.
fn store_widened(
    thread: &mut JavaThread,
    array: Handle,
    index: usize,
    from: BasicType,
    value: Value,
) -> JavaResult<()> {
    let to = basic_type(thread.oop(array).layout().element_kind());
    match boxing::widen(value, from, to) {
        Some(value) => {
            store(thread.oop(array), index, value);
            Ok(())
        }
        None => Err(illegal(thread, "argument type mismatch")),
    }
}

/// The value in the `jvalue` of a C caller, by its type code; none for a code that is no primitive type.
fn value_of(raw: jvalue, code: u8) -> Option<(BasicType, Value)> {
    let kind =
        basic_type(ElementKind::from_code(code).filter(|kind| *kind != ElementKind::Reference)?);
    // SAFETY: every bit pattern is a value of each primitive member.
    let value = unsafe {
        match kind {
            BasicType::Boolean => Value::Int(i32::from(raw.z & 1)),
            BasicType::Byte => Value::Int(i32::from(raw.b)),
            BasicType::Char => Value::Int(i32::from(raw.c)),
            BasicType::Short => Value::Int(i32::from(raw.s)),
            BasicType::Int => Value::Int(raw.i),
            BasicType::Long => Value::Long(raw.j),
            BasicType::Float => Value::Float(raw.f),
            _ => Value::Double(raw.d),
        }
    };
    Some((kind, value))
}

/// A value as C's union.
fn to_jvalue(value: Value) -> jvalue {
    let mut raw = jvalue { j: 0 };
    match value {
        Value::Int(value) => raw.i = value,
        Value::Long(value) => raw.j = value,
        Value::Float(value) => raw.f = value,
        Value::Double(value) => raw.d = value,
        Value::Void | Value::Ref(_) => {}
    }
    raw
}

/// The class of arrays with elements of the type a mirror stands for.
fn array_class(thread: &mut JavaThread, element: Handle) -> JavaResult<KlassRef> {
    match vm::klass_of(thread, element) {
        Some(klass) => {
            if klass
                .array
                .as_ref()
                .is_some_and(|array| usize::from(array.dimensions) >= MAX_DIMENSIONS)
            {
                return Err(thread.throw_empty("java/lang/IllegalArgumentException"));
            }
            arrays::array_class_of(thread, klass)
        }
        None => match ElementKind::from_code(vm::type_of(thread.oop(element)) as u8) {
            Some(kind) => Ok(arrays::primitive_array(kind)),
            None => Err(thread.throw_empty("java/lang/IllegalArgumentException")),
        },
    }
}

/// `Array.newArray`.
pub(crate) fn new_array(
    thread: &mut JavaThread,
    element: Option<Handle>,
    length: i32,
) -> JavaResult<Handle> {
    let element = vm::non_null(thread, element)?;
    let klass = array_class(thread, element)?;
    let length = arrays::check_length(thread, length)?;
    thread.new_array(klass, length)
}

/// `Array.multiNewArray`.
fn new_multi_array(
    thread: &mut JavaThread,
    element: Option<Handle>,
    dimensions: Option<Handle>,
) -> JavaResult<Handle> {
    let element = vm::non_null(thread, element)?;
    let dimensions = vm::non_null(thread, dimensions)?;
    let oop = thread.oop(dimensions);
    let sizes: Vec<i32> = (0..oop.length())
        .map(|index| oop.get_i32((ARRAY_DATA_OFFSET + 4 * index) as u32))
        .collect();
    let own = vm::klass_of(thread, element).and_then(|klass| {
        klass
            .array
            .as_ref()
            .map(|array| usize::from(array.dimensions))
    });
    if sizes.is_empty() || sizes.len() + own.unwrap_or(0) > MAX_DIMENSIONS {
        return Err(thread.throw_empty("java/lang/IllegalArgumentException"));
    }
    let mut klass = array_class(thread, element)?;
    for _ in 1..sizes.len() {
        klass = arrays::array_class_of(thread, klass)?;
    }
    arrays::new_multi_array(thread, klass, &sizes)
}

/// `Array.getLength`.
pub(crate) fn length(thread: &mut JavaThread, array: Option<Handle>) -> JavaResult<i32> {
    let array = array_argument(thread, array, false)?;
    Ok(thread.oop(array).length() as i32)
}

jvm! {
    fn JVM_ArrayCopy(
        t, _class: *mut u8, source: Option<Handle>, source_position: i32, target: Option<Handle>, target_position: i32, length: i32,
    ) {
        super::array_copy::array_copy(t, source, source_position, target, target_position, length)
    }
    fn JVM_GetArrayLength(t, array: Option<Handle>) -> i32 {
        length(t, array)
    }
    fn JVM_GetArrayElement(t, array: Option<Handle>, index: i32) -> Option<Handle> {
        let array = array_argument(t, array, false)?;
        let index = checked_index(t, array, index)?;
        if t.oop(array).layout().is_reference_array() {
            return Ok(t.oop(array).element(index).map(|element| t.handle(element)));
        }
        let (kind, value) = load(t.oop(array), index);
        boxing::wrap(t, kind, value)
    }
    fn JVM_SetArrayElement(t, array: Option<Handle>, index: i32, value: Option<Handle>) {
        let array = array_argument(t, array, false)?;
        let index = checked_index(t, array, index)?;
        if let Some(component) = t.oop(array).klass().array().component {
            if value.is_some_and(|value| !t.oop(value).is_instance_of(component)) {
                return Err(illegal(t, "array element type mismatch"));
            }
            vm::set_element(t, array, index, value);
            return Ok(());
        }
        let Some(value) = value else { return Err(t.throw_empty("java/lang/IllegalArgumentException")) };
        match boxing::unwrap(t.oop(value)) {
            Some((kind, value)) => store_widened(t, array, index, kind, value),
            None => Err(illegal(t, "argument type mismatch")),
        }
    }
    fn JVM_GetPrimitiveArrayElement(t, array: Option<Handle>, index: i32, code: i32) -> JValue {
        let array = array_argument(t, array, true)?;
        let index = checked_index(t, array, index)?;
        let (from, value) = load(t.oop(array), index);
        let to = ElementKind::from_code(code as u8).map(basic_type);
        match to.and_then(|to| boxing::widen(value, from, to)) {
            Some(value) => Ok(JValue(to_jvalue(value))),
            None => Err(illegal(t, "argument type mismatch")),
        }
    }
    fn JVM_SetPrimitiveArrayElement(t, array: Option<Handle>, index: i32, value: JValue, code: u8) {
        let array = array_argument(t, array, true)?;
        let index = checked_index(t, array, index)?;
        match value_of(value.0, code) {
            Some((kind, value)) => store_widened(t, array, index, kind, value),
            None => Err(illegal(t, "argument type mismatch")),
        }
    }
    fn JVM_NewArray(t, element: Option<Handle>, length: i32) -> Handle {
        new_array(t, element, length)
    }
    fn JVM_NewMultiArray(t, element: Option<Handle>, dimensions: Option<Handle>) -> Handle {
        new_multi_array(t, element, dimensions)
    }
}

/// A `jvalue` that crosses the border. C passes the union by value in an integer register.
#[derive(Clone, Copy)]
#[repr(transparent)]
struct JValue(jvalue);

impl crate::entry::Border for JValue {
    type C = i64;
    type Answer = i64;
    unsafe fn from_c(_thread: &mut JavaThread, value: i64) -> JavaResult<JValue> {
        Ok(JValue(jvalue { j: value }))
    }
    fn into_answer(self) -> i64 {
        // SAFETY: `to_jvalue` initialised all eight bytes.
        unsafe { self.0.j }
    }
}
