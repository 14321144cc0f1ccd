//! Class entries (JVMS 5.4.3.1): loaded through the holder's loader, then checked for access.
//!
//! The cell holds the Klass address. A hidden class's own entry is set when it is defined: its name finds nothing.

use metadata::{KlassRef, OopSlot, well_known as wk};
use threads::{JavaResult, JavaThread};

use super::errors::remembered;
use crate::{access, loading};

/// The class of entry `cp_index`. May load it, run Java, collect.
///
/// # Errors
/// `NoClassDefFoundError`, `IllegalAccessError`, what the loader threw.
pub fn class(t: &mut JavaThread, holder: KlassRef, cp_index: u16) -> JavaResult<KlassRef> {
    if let Some(klass) = class_if_resolved(holder, cp_index) {
        return Ok(klass);
    }
    remembered(t, holder, u32::from(cp_index), |t| {
        let instance = holder.instance();
        let name = instance
            .class_file
            .pool
            .class_name_index(cp_index)
            .and_then(|index| {
                Some(
                    instance
                        .constant_pool
                        .symbol(index, instance.class_file.pool.utf8(index)?),
                )
            });
        let Some(name) = name else {
            return Err(t.throw_new(
                "java/lang/ClassFormatError",
                &format!("Bad constant {cp_index} in class {holder}"),
            ));
        };
        let klass = t.scoped(|t| loading::load_for_resolution(t, name, holder.loader_data))?;
        access::check_class(t, holder, klass)?;
        instance
            .constant_pool
            .publish(cp_index, u64::from(klass.address()));
        Ok(klass)
    })
}

/// The class of entry `cp_index` if it was resolved before. No side effects.
pub fn class_if_resolved(holder: KlassRef, cp_index: u16) -> Option<KlassRef> {
    let cell = holder.instance().constant_pool.get(cp_index);
    // SAFETY: Class cells hold 0 or a Klass that the holder's loader keeps alive.
    unsafe { KlassRef::from_address(cell as u32) }
}

/// The class that the Fieldref or Methodref `cp_index` names, if that was resolved before. No side effects.
pub fn named_class(holder: KlassRef, cp_index: u16) -> Option<KlassRef> {
    let reference = holder.instance().class_file.pool.member_ref(cp_index)?;
    class_if_resolved(holder, reference.class_index)
}

/// The class that `new` instantiates: not abstract, no interface, not `java.lang.Class`. Does not initialise.
///
/// # Errors
/// `InstantiationError`, and those of [`class`].
pub fn instantiable(t: &mut JavaThread, holder: KlassRef, cp_index: u16) -> JavaResult<KlassRef> {
    let klass = class(t, holder, cp_index)?;
    check_instantiable(t, klass)?;
    Ok(klass)
}

/// # Errors
/// `InstantiationError` if there can be no instances of `klass` itself by `new`; `IllegalAccessError` for `java.lang.Class`.
pub fn check_instantiable(t: &mut JavaThread, klass: KlassRef) -> JavaResult<()> {
    if klass.is_array() || klass.is_abstract() || klass.is_interface() {
        return Err(t.throw_new("java/lang/InstantiationError", &klass.external_name()));
    }
    if wk::CLASS.is(&klass) {
        return Err(t.throw_new("java/lang/IllegalAccessError", "java.lang.Class"));
    }
    Ok(())
}

/// The mirror slot of a resolved class: what `ldc` of a class loads.
pub(super) fn mirror_slot(klass: KlassRef) -> &'static OopSlot {
    // SAFETY: the slot is a field of the Klass, which lives as long as its loader: the metadata reference contract.
    unsafe { &*std::ptr::from_ref(&klass.mirror) }
}
