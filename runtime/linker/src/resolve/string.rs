//! String entries (JVMS 5.1): interned. The cell holds the address of a slot of the loader's oop table.

use metadata::{KlassRef, OopSlot};
use threads::{JavaResult, JavaThread};

use crate::strings;

/// The string of entry `cp_index`. May collect.
///
/// # Errors
/// Out of memory; `ClassFormatError` if the entry is no string.
pub fn string(t: &mut JavaThread, holder: KlassRef, cp_index: u16) -> JavaResult<&'static OopSlot> {
    let instance = holder.instance();
    let Some(text) = instance.class_file.pool.string(cp_index) else {
        return Err(t.throw_new(
            "java/lang/ClassFormatError",
            &format!("Bad constant {cp_index} in class {holder}"),
        ));
    };
    let string = t.scoped_ref(|t| strings::intern_mutf8(t, text).map(Some))?;
    let address = string.map_or(0, |string| t.oop(string).address());
    Ok(super::publish_slot(holder, cp_index, address).expect("a string is not null"))
}
