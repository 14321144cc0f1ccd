//! Shared by the tests: a hierarchy over class files by name, without a VM.

use std::collections::HashMap;
use std::path::PathBuf;

use classfile::source::jimage::JImage;
use classfile::{ClassFile, ParseOptions, access};
use verifier::{Hierarchy, Member};

/// `lib/modules` of JAVA_HOME, or of the `java` on the PATH.
pub(crate) fn modules() -> Option<Vec<u8>> {
    let home = std::env::var_os("JAVA_HOME")
        .map(PathBuf::from)
        .or_else(|| {
            let path = std::env::var_os("PATH")?;
            let java = std::env::split_paths(&path)
                .map(|dir| dir.join("java"))
                .find(|java| java.is_file())?;
            Some(java.canonicalize().ok()?.parent()?.parent()?.to_path_buf())
        })?;
    std::fs::read(home.join("lib/modules")).ok()
}

/// What the tests keep of a class.
pub(crate) struct Facts {
    pub(crate) super_name: Option<Vec<u8>>,
    pub(crate) interfaces: Vec<Vec<u8>>,
    pub(crate) is_interface: bool,
    /// Protected members only: name, descriptor.
    fields: Vec<(Vec<u8>, Vec<u8>, bool)>,
    methods: Vec<(Vec<u8>, Vec<u8>, bool)>,
}

impl Facts {
    pub(crate) fn of(class: &ClassFile<'_>) -> Facts {
        let is_protected = |flags: u16| flags & access::PROTECTED != 0;
        Facts {
            super_name: class.super_name().map(<[u8]>::to_vec),
            interfaces: class.interface_names().map(<[u8]>::to_vec).collect(),
            is_interface: class.is_interface(),
            fields: class
                .fields
                .iter()
                .map(|f| {
                    (
                        class.utf8(f.name_index).to_vec(),
                        class.utf8(f.descriptor_index).to_vec(),
                        is_protected(f.access_flags),
                    )
                })
                .collect(),
            methods: class
                .methods
                .iter()
                .map(|m| {
                    (
                        class.utf8(m.name_index).to_vec(),
                        class.utf8(m.descriptor_index).to_vec(),
                        is_protected(m.access_flags),
                    )
                })
                .collect(),
        }
    }
}

/// Class files by name: those added, then the image's.
pub(crate) struct World<'i> {
    image: JImage<'i>,
    facts: HashMap<Vec<u8>, Option<Facts>>,
    pub(crate) current: Vec<u8>,
}

impl<'i> World<'i> {
    pub(crate) fn new(image: JImage<'i>) -> World<'i> {
        World {
            image,
            facts: HashMap::new(),
            current: Vec::new(),
        }
    }

    pub(crate) fn add(&mut self, class: &ClassFile<'_>) {
        self.facts
            .insert(class.name().to_vec(), Some(Facts::of(class)));
    }

    fn find(&mut self, name: &[u8]) -> Result<&Facts, String> {
        if !self.facts.contains_key(name) {
            let facts = self.image.find_boot_class(name).map(|(_, resource)| {
                let bytes = self.image.bytes(&resource).unwrap();
                Facts::of(&ClassFile::parse(&bytes, &ParseOptions::boot(Some(name))).unwrap())
            });
            self.facts.insert(name.to_vec(), facts);
        }
        self.facts[name]
            .as_ref()
            .ok_or_else(|| String::from_utf8_lossy(name).into_owned())
    }

    fn super_of(&mut self, name: &[u8]) -> Result<Option<Vec<u8>>, String> {
        Ok(self.find(name)?.super_name.clone())
    }

    /// The class that declares the member, and whether it is protected.
    fn find_member(
        &mut self,
        class: &[u8],
        member: Member,
        name: &[u8],
        descriptor: &[u8],
    ) -> Result<Option<(Vec<u8>, bool)>, String> {
        let facts = self.find(class)?;
        let table = match member {
            Member::Field => &facts.fields,
            Member::Method => &facts.methods,
        };
        if let Some(row) = table
            .iter()
            .find(|row| row.0 == name && row.1 == descriptor)
        {
            return Ok(Some((class.to_vec(), row.2)));
        }
        let (super_name, interfaces) = (facts.super_name.clone(), facts.interfaces.clone());
        let mut above = Vec::new();
        if member == Member::Field {
            above.extend(interfaces);
        }
        above.extend(super_name);
        for class in above {
            if let Some(found) = self.find_member(&class, member, name, descriptor)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }
}

fn package(name: &[u8]) -> &[u8] {
    &name[..name.iter().rposition(|byte| *byte == b'/').unwrap_or(0)]
}

impl Hierarchy for World<'_> {
    type Error = String;

    fn is_interface(&mut self, class: &[u8]) -> Result<bool, String> {
        Ok(self.find(class)?.is_interface)
    }

    fn is_subclass(&mut self, class: &[u8], ancestor: &[u8]) -> Result<bool, String> {
        let mut at = Some(class.to_vec());
        // Bounded, for a bad class may be its own superclass.
        for _ in 0..1000 {
            match at {
                None => break,
                Some(name) if name == ancestor => return Ok(true),
                Some(name) => at = self.super_of(&name)?,
            }
        }
        Ok(false)
    }

    fn is_superclass_of_current(&mut self, name: &[u8]) -> bool {
        let current = self.current.clone();
        current != name && self.is_subclass(&current, name).unwrap_or(false)
    }

    fn is_protected_in_other_package(
        &mut self,
        class: &[u8],
        member: Member,
        name: &[u8],
        descriptor: &[u8],
    ) -> Result<bool, String> {
        let found = self.find_member(class, member, name, descriptor)?;
        Ok(found.is_some_and(|(holder, protected)| {
            protected && package(&holder) != package(&self.current)
        }))
    }
}
