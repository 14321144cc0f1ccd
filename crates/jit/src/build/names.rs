//! What the VM has told, as rows of the function's tables; names of constant-pool entries.

use classfile::MethodDescriptor;
use verifier::FlowError;

use super::{Builder, Built, Refusal};
use crate::env::{ClassFacts, CompilerEnv, FieldFacts, MethodFacts, OopFacts};
use crate::ir::{
    ClassData, ClassId, FieldData, FieldId, MethodData, MethodId, OopData, OopId, SiteData, SiteId,
    Type,
};

impl<'b, E: CompilerEnv + ?Sized> Builder<'b, E> {
    pub(super) fn class_id(&mut self, facts: &ClassFacts) -> ClassId {
        self.function.classes.intern(class_data(facts))
    }

    pub(super) fn method_id(&mut self, facts: &MethodFacts) -> MethodId {
        self.function.methods.intern(method_data(facts))
    }

    pub(super) fn oop_id(&mut self, facts: &OopFacts) -> OopId {
        self.function.oops.intern(OopData {
            text: facts.text.clone(),
            key: facts.key,
        })
    }

    /// A constant-pool entry that is not resolved.
    pub(super) fn site(
        &mut self,
        cp_index: u16,
        params: Vec<Type>,
        result: Option<Type>,
    ) -> SiteId {
        self.function.sites.intern(SiteData {
            name: self.entry_name(cp_index),
            class: self.class,
            cp_index,
            params,
            result,
            has_receiver: false,
            has_appendix: false,
            cache: None,
        })
    }

    /// What a constant-pool entry names, for texts.
    pub(super) fn entry_name(&self, cp_index: u16) -> String {
        let pool = &self.view.class.pool;
        let text = |bytes| classfile::mutf8::decode(bytes);
        if let Some(member) = pool.member(cp_index) {
            let (class, name) = (text(member.class), text(member.name));
            let is_method = member.descriptor.starts_with(b"(");
            let descriptor = if is_method {
                text(member.descriptor)
            } else {
                String::new()
            };
            return format!("{class}.{name}{descriptor}");
        }
        if let Some(site) = pool.dynamic(cp_index)
            && let Some((name, descriptor)) = pool.name_and_type(site.name_and_type_index)
        {
            return format!("{}:{}", text(name), text(descriptor));
        }
        let mut name = String::new();
        // (A String takes whatever is written.)
        let _ = classfile::dump::write_constant(pool, cp_index, &mut name);
        name
    }

    pub(super) fn field_id(&mut self, facts: &FieldFacts) -> FieldId {
        self.function.fields.intern(FieldData {
            name: facts.name.clone(),
            kind: facts.kind,
            offset: facts.offset,
            is_volatile: facts.is_volatile,
            key: facts.key,
        })
    }

    /// Descriptor of the method at `cp_index`, or of the call site.
    pub(super) fn call_descriptor(&self, cp_index: u16) -> Option<MethodDescriptor<'b>> {
        let pool = &self.view.class.pool;
        let descriptor = match pool.member(cp_index) {
            Some(member) => member.descriptor,
            None => {
                let site = pool.dynamic(cp_index)?;
                pool.name_and_type(site.name_and_type_index)?.1
            }
        };
        MethodDescriptor::parse(descriptor)
    }

    /// The constant pool does not say what the instruction asks for.
    pub(super) fn malformed<T>(&self, cp_index: u16) -> Built<T> {
        Err(Refusal::Malformed(FlowError {
            bci: self.bci,
            kind: verifier::FlowErrorKind::Pool(cp_index),
        }))
    }
}

pub(super) fn method_data(facts: &MethodFacts) -> MethodData {
    MethodData {
        name: facts.name.clone(),
        params: facts.params.clone(),
        result: facts.result,
        vtable_index: facts.vtable_index,
        key: facts.key,
        cache: None,
        leaf: facts.leaf,
    }
}

pub(super) fn class_data(facts: &ClassFacts) -> ClassData {
    ClassData {
        name: facts.name.clone(),
        key: facts.key,
        shape: facts.shape,
    }
}
