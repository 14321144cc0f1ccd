//! Class names and array descriptors as small numbers, so that types compare in one instruction.
//!
//! A table per class under verification: names are slices of the class file as far as possible, and text made up by
//! `anewarray` otherwise. Open addressing over FNV-1a; no name is ever removed.

use std::borrow::Cow;

/// A name in [`Names`]; equal numbers, equal names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct NameId(u32);

macro_rules! well_known {
    ($($constant:ident $variant:ident $name:literal)*) => {
        enum WellKnown { $($variant),* }

        impl NameId {
            $(#[doc = concat!("`", $name, "`")] pub(crate) const $constant: NameId = NameId(WellKnown::$variant as u32);)*
        }

        const WELL_KNOWN: &[&str] = &[$($name),*];
    };
}

well_known! {
    OBJECT Object "java/lang/Object"
    THROWABLE Throwable "java/lang/Throwable"
    STRING String "java/lang/String"
    CLASS Class "java/lang/Class"
    METHOD_HANDLE MethodHandle "java/lang/invoke/MethodHandle"
    METHOD_TYPE MethodType "java/lang/invoke/MethodType"
    CLONEABLE Cloneable "java/lang/Cloneable"
    SERIALIZABLE Serializable "java/io/Serializable"
    BOOLEAN_ARRAY BooleanArray "[Z"
    CHAR_ARRAY CharArray "[C"
    FLOAT_ARRAY FloatArray "[F"
    DOUBLE_ARRAY DoubleArray "[D"
    BYTE_ARRAY ByteArray "[B"
    SHORT_ARRAY ShortArray "[S"
    INT_ARRAY IntArray "[I"
    LONG_ARRAY LongArray "[J"
}

impl NameId {
    /// A number that differs for most pairs.
    pub(crate) fn hash_with(self, other: NameId) -> usize {
        self.0.wrapping_mul(31).wrapping_add(other.0) as usize
    }
}

/// See the module's text.
pub(crate) struct Names<'a> {
    names: Vec<Cow<'a, [u8]>>,
    /// Number of a name plus one; 0 is free. A power of two long, at most half full.
    slots: Vec<u32>,
}

fn hash(bytes: &[u8]) -> usize {
    bytes.iter().fold(0x811c_9dc5u32, |hash, byte| {
        (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
    }) as usize
}

impl<'a> Names<'a> {
    pub(crate) fn new() -> Names<'a> {
        let mut names = Names {
            names: Vec::with_capacity(64),
            slots: vec![0; 128],
        };
        for name in WELL_KNOWN {
            names.intern(name.as_bytes());
        }
        names
    }

    pub(crate) fn get(&self, id: NameId) -> &[u8] {
        &self.names[id.0 as usize]
    }

    /// The slot of `name`, free if it is new.
    fn slot(&self, name: &[u8]) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = hash(name) & mask;
        loop {
            match self.slots[at] {
                0 => return at,
                id if &*self.names[id as usize - 1] == name => return at,
                _ => at = (at + 1) & mask,
            }
        }
    }

    fn add(&mut self, slot: usize, name: Cow<'a, [u8]>) -> NameId {
        let id = NameId(self.names.len() as u32);
        self.names.push(name);
        self.slots[slot] = id.0 + 1;
        if 2 * self.names.len() > self.slots.len() {
            self.slots = vec![0; 2 * self.slots.len()];
            for id in 0..self.names.len() {
                let slot = self.slot(&self.names[id]);
                self.slots[slot] = id as u32 + 1;
            }
        }
        id
    }

    pub(crate) fn intern(&mut self, name: &'a [u8]) -> NameId {
        let slot = self.slot(name);
        match self.slots[slot] {
            0 => self.add(slot, Cow::Borrowed(name)),
            id => NameId(id - 1),
        }
    }

    /// For text that is no part of the class file.
    pub(crate) fn intern_copy(&mut self, name: &[u8]) -> NameId {
        let slot = self.slot(name);
        match self.slots[slot] {
            0 => self.add(slot, Cow::Owned(name.to_vec())),
            id => NameId(id - 1),
        }
    }

    /// Interns a part of a name that is there already.
    pub(crate) fn intern_part(&mut self, of: NameId, part: std::ops::Range<usize>) -> NameId {
        match &self.names[of.0 as usize] {
            Cow::Borrowed(bytes) => {
                let bytes: &'a [u8] = bytes;
                self.intern(&bytes[part])
            }
            Cow::Owned(bytes) => {
                let bytes = bytes[part].to_vec();
                self.intern_copy(&bytes)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn well_known_and_growth() {
        let mut names = Names::new();
        assert_eq!(names.intern(b"[J"), NameId::LONG_ARRAY);
        assert_eq!(names.get(NameId::OBJECT), b"java/lang/Object");
        let ids: Vec<NameId> = (0..1000)
            .map(|n| names.intern_copy(format!("A{n}").as_bytes()))
            .collect();
        for (n, id) in ids.iter().enumerate() {
            assert_eq!(names.get(*id), format!("A{n}").as_bytes());
            assert_eq!(names.intern_copy(format!("A{n}").as_bytes()), *id);
        }
        let array = names.intern(b"[Lp/Q;");
        let element = names.intern_part(array, 2..5);
        assert_eq!(names.get(element), b"p/Q");
    }
}
