//! Flags as `HotSpotDiagnosticMXBean.getVMOption` shows them.

use heap::Handle;
use heap::global;
use linker::strings;
use threads::{JavaResult, JavaThread};

use crate::entry::slots;
use crate::vm;

/// One flag in C's layout.
#[repr(C)]
pub(super) struct Global {
    name: *mut usize,
    /// The value, by `kind`: a word, or a reference to a string.
    value: u64,
    kind: i32,
    origin: i32,
    bits: u32,
    reserved: [*mut usize; 2],
}

/// Bits.
const WRITEABLE: u32 = 1;
const EXTERNAL: u32 = 1 << 1;

/// Kinds.
mod kind {
    pub(super) const UNKNOWN: i32 = 0;
    pub(super) const BOOLEAN: i32 = 1;
    pub(super) const STRING: i32 = 2;
    pub(super) const LONG: i32 = 3;
    pub(super) const DOUBLE: i32 = 4;
}

fn origin_code(origin: flags::Origin) -> i32 {
    match origin {
        flags::Origin::Default => 1,
        flags::Origin::CommandLine => 2,
        flags::Origin::Management => 3,
        flags::Origin::Environment => 4,
        flags::Origin::ConfigFile => 5,
        flags::Origin::Ergonomic => 6,
    }
}

/// A local reference of the C caller. The handle scope of the call ends when it returns, so a global slot keeps the object; the
/// caller is about to copy it and there are few of these.
fn keep(thread: &JavaThread, object: Handle) -> *mut usize {
    global::new(thread.oop(object))
}

fn describe(thread: &mut JavaThread, name: &str, out: &mut Global) -> JavaResult<bool> {
    let Some((value, origin)) = flags::get().settings.get(name) else {
        out.name = std::ptr::null_mut();
        return Ok(false);
    };
    let string = strings::new(thread, name)?;
    out.name = keep(thread, string);
    out.origin = origin_code(origin);
    let is_writeable = flags::find(name).is_some_and(|(_, row)| row.kind.contains("manageable"));
    out.bits = EXTERNAL | if is_writeable { WRITEABLE } else { 0 };
    (out.kind, out.value) = match value {
        flags::Value::Bool(value) => (kind::BOOLEAN, u64::from(*value)),
        flags::Value::Double(value) => (kind::DOUBLE, value.to_bits()),
        flags::Value::Text(text) => {
            let string = strings::new(thread, text)?;
            (kind::STRING, keep(thread, string) as u64)
        }
        number => match number.to_string().parse::<i128>() {
            Ok(number) => (kind::LONG, number as u64),
            Err(_) => (kind::UNKNOWN, 0),
        },
    };
    Ok(true)
}

fn all_names() -> Vec<&'static str> {
    flags::rows().map(|(_, row)| row.name).collect()
}

slots! {
    fn GetVMGlobalNames(t) -> Handle {
        vm::string_array(t, &all_names())
    }
    /// Fills `count` rows: of the flags named, or of all. Answers how many were known.
    fn GetVMGlobals(t, names: Option<Handle>, rows: *mut Global, count: i32) -> i32 {
        let names: Vec<String> = match names {
            Some(names) => {
                let elements = vm::elements(t, names);
                elements.into_iter().flatten().map(|name| strings::to_rust(t.oop(name))).collect()
            }
            None => all_names().into_iter().map(str::to_owned).collect(),
        };
        let mut known = 0;
        for (index, name) in names.iter().enumerate().take(usize::try_from(count).unwrap_or(0)) {
            // SAFETY: C passes room for `count` rows.
            let row = unsafe { &mut *rows.add(index) };
            known += i32::from(t.scoped(|t| describe(t, name, row))?);
        }
        Ok(known)
    }
}
