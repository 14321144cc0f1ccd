//! A world of class files in which nothing runs: what a class file says of itself is resolved, the rest is not.

use std::path::{Path, PathBuf};

use abi::ElementKind;
use classfile::{ClassFile, MethodDescriptor, MethodInfo, access};
use jit::build::type_of_field;
use jit::env::{
    CallFacts, ClassFacts, CompilerEnv, ConstantFacts, FieldFacts, Inlining, MethodFacts,
    MethodView, OopFacts,
};
use jit::ir::{ClassShape, Key, Type};

/// The JDK: JAVA_HOME, or that of the `java` on the PATH.
pub(crate) fn java_home() -> Option<PathBuf> {
    let from_path = || {
        let paths = std::env::var_os("PATH")?;
        let java = std::env::split_paths(&paths)
            .map(|dir| dir.join("java"))
            .find(|java| java.is_file())?;
        Some(java.canonicalize().ok()?.parent()?.parent()?.to_owned())
    };
    let home = std::env::var_os("JAVA_HOME").map(PathBuf::from);
    home.or_else(from_path).filter(|home| has_library(home))
}

fn has_library(home: &Path) -> bool {
    home.join("lib/modules").is_file()
}

/// One class, all references to which (and to its members) are resolved, or none.
pub(crate) struct World<'w> {
    pub(crate) class: &'w ClassFile<'w>,
    pub(crate) resolved: bool,
    /// Small methods are inlined.
    pub(crate) inlines: bool,
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

impl World<'_> {
    fn this_class(&self) -> ClassFacts {
        ClassFacts {
            name: text(self.class.name()),
            key: Key(1),
            is_initialized: true,
            is_plain: self.class.access_flags & (access::ABSTRACT | access::INTERFACE) == 0,
            shape: ClassShape {
                size: 32,
                element: None,
                depth: (self.class.access_flags & access::INTERFACE == 0).then_some(2),
            },
        }
    }

    fn method(&self, key: Key) -> &MethodInfo {
        &self.class.methods[key.0 as usize]
    }

    fn method_facts(&self, index: usize) -> MethodFacts {
        let method = &self.class.methods[index];
        let (name, descriptor) = (
            self.class.utf8(method.name_index),
            self.class.utf8(method.descriptor_index),
        );
        let parsed = MethodDescriptor::parse(descriptor).expect("the parser has checked it");
        let receiver = (method.access_flags & access::STATIC == 0).then_some(Type::Ref);
        let params = parsed.parameters().filter_map(type_of_field);
        MethodFacts {
            name: format!(
                "{}.{}{}",
                text(self.class.name()),
                text(name),
                text(descriptor)
            ),
            params: receiver.into_iter().chain(params).collect(),
            result: type_of_field(parsed.return_type()),
            vtable_index: index as u16,
            key: Key(index as u64),
            leaf: None,
            class: self.this_class(),
        }
    }

    /// Whether a class entry names the class itself.
    fn is_this(&self, cp_index: u16) -> bool {
        self.resolved && self.class.pool.class_name(cp_index) == Some(self.class.name())
    }
}

impl CompilerEnv for World<'_> {
    fn view(&self, method: Key) -> MethodView<'_> {
        MethodView {
            key: method,
            class: self.class,
            method: self.method(method),
        }
    }

    fn facts(&self, method: Key) -> MethodFacts {
        self.method_facts(method.0 as usize)
    }

    fn class_at(&self, _method: Key, cp_index: u16) -> Option<ClassFacts> {
        self.is_this(cp_index).then(|| self.this_class())
    }

    fn array_class_of(&self, method: Key, cp_index: u16) -> Option<ClassFacts> {
        let class = self.class_at(method, cp_index)?;
        Some(ClassFacts {
            name: format!("[L{};", class.name),
            key: Key(2),
            shape: ClassShape {
                element: Some(ElementKind::Reference),
                ..ClassShape::default()
            },
            ..class
        })
    }

    fn primitive_array_class(&self, kind: ElementKind) -> ClassFacts {
        ClassFacts {
            name: format!("[{}", char::from(kind.descriptor())),
            key: Key(3),
            is_initialized: true,
            is_plain: true,
            shape: ClassShape {
                element: Some(kind),
                depth: Some(1),
                ..ClassShape::default()
            },
        }
    }

    fn field_at(
        &self,
        _method: Key,
        cp_index: u16,
        is_static: bool,
        _is_put: bool,
    ) -> Option<FieldFacts> {
        let member = self.class.pool.member_ref(cp_index)?;
        let (name, descriptor) = self.class.pool.name_and_type(member.name_and_type_index)?;
        let fields = &self.class.fields;
        let index = fields.iter().position(|field| {
            let names = (
                self.class.utf8(field.name_index),
                self.class.utf8(field.descriptor_index),
            );
            names == (name, descriptor) && (field.access_flags & access::STATIC != 0) == is_static
        });
        let index = index.filter(|_| self.is_this(member.class_index))?;
        Some(FieldFacts {
            name: format!("{}.{}", text(self.class.name()), text(name)),
            kind: ElementKind::from_descriptor(*descriptor.first()?)?,
            offset: 16 + 8 * index as u32,
            is_volatile: fields[index].access_flags & access::VOLATILE != 0,
            key: Key(index as u64),
            class: self.this_class(),
        })
    }

    fn call_at(&self, method: Key, bci: u32) -> Option<CallFacts> {
        let code = self.class.code(self.method(method))?;
        let insn = bytecode::decode_at(code.code, bci).ok()?;
        let member = self.class.pool.member_ref(insn.cp_index())?;
        let names = self.class.pool.name_and_type(member.name_and_type_index)?;
        let mut methods = self.class.methods.iter();
        let index = methods.position(|method| {
            let declared = (
                self.class.utf8(method.name_index),
                self.class.utf8(method.descriptor_index),
            );
            declared == names
        });
        let index = index.filter(|_| self.is_this(member.class_index))?;
        let target = &self.class.methods[index];
        let facts = self.method_facts(index);
        let is_static = target.access_flags & access::STATIC != 0;
        if is_static != (insn.opcode == bytecode::Opcode::Invokestatic) {
            return None;
        }
        let is_exact = is_static || insn.opcode == bytecode::Opcode::Invokespecial;
        Some(match insn.opcode {
            _ if is_exact || target.access_flags & access::PRIVATE != 0 => CallFacts::Direct(facts),
            bytecode::Opcode::Invokeinterface => CallFacts::Interface(facts),
            _ => CallFacts::Virtual(facts),
        })
    }

    fn constant_at(&self, _method: Key, cp_index: u16) -> Option<ConstantFacts> {
        let string = self.class.pool.string(cp_index)?;
        self.resolved.then(|| {
            ConstantFacts::Oop(OopFacts {
                text: text(string),
                key: Key(cp_index.into()),
            })
        })
    }

    fn inlining(&self, _callee: Key) -> Inlining {
        match self.inlines {
            true => Inlining::Small,
            false => Inlining::Never,
        }
    }

    fn call_cache(&self, _method: Key, bci: u32) -> Option<Key> {
        self.inlines.then_some(Key(0x1000 + 8 * u64::from(bci)))
    }

    fn mirror_of(&self, _method: Key) -> OopFacts {
        OopFacts {
            text: format!("class {}", text(self.class.name())),
            key: Key(0),
        }
    }
}
