//! Which access flags may stand together (JVMS 4.1, 4.5, 4.6, 4.7.6). Checked in verified classes only.

use crate::access::*;
use crate::error::ErrorKind;
use crate::parse::{Checked, Parser, ensure};

/// At most one of public, private, protected.
fn has_one_visibility(flags: u16) -> bool {
    (flags & (PUBLIC | PRIVATE | PROTECTED)).count_ones() <= 1
}

impl Parser<'_> {
    /// Flags of the class or of an InnerClasses entry.
    pub(super) fn check_class_modifiers(&self, flags: u16) -> Checked {
        let has = |bits| flags & bits != 0;
        ensure(!has(MODULE), || ErrorKind::Module {})?;
        if !self.verify {
            return Ok(());
        }
        let modern = self.major >= 49;
        let bad = has(ABSTRACT) && has(FINAL)
            || has(INTERFACE) && !has(ABSTRACT)
            || has(INTERFACE) && modern && has(SUPER | ENUM)
            || !has(INTERFACE) && modern && has(ANNOTATION);
        ensure(!bad, || ErrorKind::ClassModifiers { flags })
    }

    pub(super) fn check_field_modifiers(&self, flags: u16) -> Checked {
        if !self.verify {
            return Ok(());
        }
        let has = |bits| flags & bits != 0;
        let bad = if self.is_interface() {
            flags & (PUBLIC | STATIC | FINAL) != PUBLIC | STATIC | FINAL
                || has(PRIVATE | PROTECTED | VOLATILE | TRANSIENT)
                || self.major >= 49 && has(ENUM)
        } else {
            !has_one_visibility(flags) || has(FINAL) && has(VOLATILE)
        };
        ensure(!bad, || ErrorKind::FieldModifiers { flags })
    }

    /// Not for class initializers.
    pub(super) fn check_method_modifiers(&self, flags: u16, name: &[u8]) -> Checked {
        if !self.verify {
            return Ok(());
        }
        let has = |bits| flags & bits != 0;
        let (modern, default_methods) = (self.major >= 49, self.major >= 52);
        let strict_matters = modern && self.major < 61;
        let bad = if self.is_interface() {
            if default_methods {
                let one = (flags & (PUBLIC | PRIVATE)).count_ones() == 1;
                !one || has(PROTECTED | FINAL | SYNCHRONIZED | NATIVE)
                    || has(ABSTRACT) && (has(PRIVATE | STATIC) || strict_matters && has(STRICT))
            } else {
                flags & (PUBLIC | ABSTRACT) != PUBLIC | ABSTRACT
                    || has(STATIC | FINAL | NATIVE)
                    || modern && has(PRIVATE | PROTECTED | SYNCHRONIZED | STRICT)
            }
        } else if !has_one_visibility(flags) {
            true
        } else if name == b"<init>" {
            has(STATIC | FINAL | SYNCHRONIZED | NATIVE | ABSTRACT) || modern && has(BRIDGE)
        } else {
            has(ABSTRACT)
                && (has(FINAL | NATIVE | PRIVATE | STATIC)
                    || modern && has(SYNCHRONIZED)
                    || strict_matters && has(STRICT))
        };
        ensure(!bad, || ErrorKind::MethodModifiers {
            name: name.into(),
            flags,
        })
    }
}
