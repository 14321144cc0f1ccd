//! Assignability (JVMS 4.10.1.2, `isAssignable` and `isJavaAssignable`), with HotSpot's reading of it.
//!
//! Same names never load anything; an interface as the target is as good as `Object`; arrays go to `Object`, `Cloneable` and
//! `Serializable`. Only this file and the checks of protected access ask the hierarchy.

use classfile::{BasicType, FieldType};

use crate::error::VerifyFailure;
use crate::hierarchy::Hierarchy;
use crate::method::{Checked, Verifier};
use crate::names::NameId;
use crate::types::{Type, Want};

/// Slots of the cache of positive answers: handlers and loops ask the same over and over.
pub(crate) const KNOWN_SUBTYPES: usize = 64;

impl<'a, H: Hierarchy + ?Sized> Verifier<'_, 'a, H> {
    /// Whether a slot of type `from` gives what an instruction wants.
    #[inline]
    pub(crate) fn accepts(&mut self, want: Want, from: Type) -> Checked<bool, H> {
        match want {
            Want::Is(to) => self.is_assignable(to, from),
            Want::Category1 => Ok(from.is_category1()),
            Want::Category2 => Ok(from.second().is_some()),
            Want::Reference => Ok(from.is_reference() || from.is_uninitialized()),
        }
    }

    /// Whether `from` may stand where `to` is asked for.
    #[inline]
    pub(crate) fn is_assignable(&mut self, to: Type, from: Type) -> Checked<bool, H> {
        if to == from || to == Type::Top {
            return Ok(true);
        }
        self.is_assignable_slowly(to, from, false)
    }

    /// The same for the object whose protected member is accessed: there an interface is not as good as `Object`.
    pub(crate) fn is_assignable_protected(&mut self, to: Type, from: Type) -> Checked<bool, H> {
        if to == from {
            return Ok(true);
        }
        self.is_assignable_slowly(to, from, true)
    }

    fn is_assignable_slowly(&mut self, to: Type, from: Type, protected: bool) -> Checked<bool, H> {
        match (to, from) {
            // An int is as good as the narrower types, which only return types can be.
            (Type::Boolean | Type::Byte | Type::Char | Type::Short, _) => Ok(from == Type::Integer),
            (Type::Object(_) | Type::Array(_), Type::Null) => Ok(true),
            (Type::Object(NameId::OBJECT), Type::Object(_) | Type::Array(_)) => Ok(true),
            (Type::Object(to), Type::Object(from)) => self.is_subtype(to, from, protected),
            (Type::Object(to), Type::Array(_)) => {
                let interface = self.hierarchy.is_interface(self.names.get(to));
                Ok(interface.map_err(VerifyFailure::Loading)?
                    && (to == NameId::CLONEABLE || to == NameId::SERIALIZABLE))
            }
            (Type::Array(to), Type::Array(from)) => {
                let (to, from) = (self.element_of(to), self.element_of(from));
                match to {
                    _ if to == from => Ok(true),
                    Type::Boolean | Type::Byte | Type::Char | Type::Short => Ok(false),
                    _ => self.is_assignable_slowly(to, from, protected),
                }
            }
            _ => Ok(false),
        }
    }

    fn is_subtype(&mut self, to: NameId, from: NameId, protected: bool) -> Checked<bool, H> {
        let slot = to.hash_with(from) % KNOWN_SUBTYPES;
        if !protected && self.known_subtypes[slot] == Some((to, from)) {
            return Ok(true);
        }
        let (to_name, from_name) = (self.names.get(to), self.names.get(from));
        let answer = if protected && from == NameId::OBJECT {
            // A protected member of Object on a plain Object: interfaces must not be let through. Both are loaded as ever.
            self.hierarchy
                .is_interface(to_name)
                .and_then(|_| self.hierarchy.is_subclass(from_name, to_name))
        } else {
            self.hierarchy.is_assignable(from_name, to_name)
        };
        let answer = answer.map_err(VerifyFailure::Loading)?;
        if answer && !protected {
            self.known_subtypes[slot] = Some((to, from));
        }
        Ok(answer)
    }

    /// An array's element type, not widened to int.
    pub(crate) fn element_of(&mut self, array: NameId) -> Type {
        let name = self.names.get(array);
        let Some(element) = FieldType::parse(name).and_then(FieldType::element) else {
            return Type::Top;
        };
        let length = name.len();
        match element.basic_type() {
            BasicType::Array => Type::Array(self.names.intern_part(array, 1..length)),
            BasicType::Object => Type::Object(self.names.intern_part(array, 2..length - 1)),
            basic => Type::of_primitive(basic),
        }
    }
}
