//! Deterministic text of a class file, in the manner of `javap -v`: for snapshot tests, tools and for people.
//!
//! Not `javap`'s text: the constant pool is left out (constants are shown where they are used), unknown attributes show
//! their name and size.

use std::fmt::{self, Write};

use bytecode::{Disassembler, Insn};

use crate::access;
use crate::attribute::Attribute;
use crate::class::{ClassFile, FieldInfo, MethodInfo};
use crate::constant_pool::{Constant, ConstantPool};
use crate::mutf8::display;

/// Flags that print the same wherever they stand; bits 0x20, 0x40, 0x80 and 0x8000 depend on the place.
const FLAGS: [(u16, &str); 12] = [
    (access::PUBLIC, "public"),
    (access::PRIVATE, "private"),
    (access::PROTECTED, "protected"),
    (access::STATIC, "static"),
    (access::FINAL, "final"),
    (access::NATIVE, "native"),
    (access::INTERFACE, "interface"),
    (access::ABSTRACT, "abstract"),
    (access::STRICT, "strictfp"),
    (access::SYNTHETIC, "synthetic"),
    (access::ANNOTATION, "annotation"),
    (access::ENUM, "enum"),
];

fn write_flags(f: &mut fmt::Formatter<'_>, flags: u16, others: [(u16, &str); 3]) -> fmt::Result {
    for (bit, name) in FLAGS.iter().chain(&others) {
        if flags & bit != 0 {
            write!(f, "{name} ")?;
        }
    }
    Ok(())
}

/// Writes a constant as code refers to it: `Method java/lang/Object.<init>:()V`.
pub fn write_constant(pool: &ConstantPool<'_>, index: u16, out: &mut dyn Write) -> fmt::Result {
    let pair = |index: u16, out: &mut dyn Write| match pool.name_and_type(index) {
        Some((name, descriptor)) => write!(out, "{}:{}", display(name), display(descriptor)),
        None => write!(out, "?"),
    };
    match pool.get(index) {
        None => write!(out, "?"),
        Some(Constant::Utf8(text)) => write!(out, "Utf8 {:?}", display(text)),
        Some(Constant::Integer(value)) => write!(out, "int {value}"),
        Some(Constant::Float(value)) => write!(out, "float {value:?}"),
        Some(Constant::Long(value)) => write!(out, "long {value}"),
        Some(Constant::Double(value)) => write!(out, "double {value:?}"),
        Some(Constant::Class(name)) => write!(out, "class {}", pool.display(name)),
        Some(Constant::String(text)) => write!(out, "String {:?}", pool.display(text)),
        Some(Constant::Member(member)) => {
            let kind = member.tag.name().trim_end_matches("ref");
            let class = pool.class_name(member.class_index).unwrap_or(b"?");
            write!(out, "{kind} {}.", display(class))?;
            pair(member.name_and_type_index, out)
        }
        Some(Constant::NameAndType(..)) => {
            write!(out, "NameAndType ")?;
            pair(index, out)
        }
        Some(Constant::MethodHandle(kind, member)) => {
            write!(out, "MethodHandle {kind} ")?;
            write_constant_of_handle(pool, member, out)
        }
        Some(Constant::MethodType(descriptor)) => {
            write!(out, "MethodType {}", pool.display(descriptor))
        }
        Some(Constant::Dynamic(dynamic)) => {
            write!(out, "{} #{}:", dynamic.tag.name(), dynamic.bootstrap_index)?;
            pair(dynamic.name_and_type_index, out)
        }
        Some(Constant::Module(name)) => write!(out, "Module {}", pool.display(name)),
        Some(Constant::Package(name)) => write!(out, "Package {}", pool.display(name)),
    }
}

/// A method handle's target; never another handle, so that bad pools cannot recurse.
fn write_constant_of_handle(
    pool: &ConstantPool<'_>,
    member: u16,
    out: &mut dyn Write,
) -> fmt::Result {
    if pool.member_ref(member).is_some() {
        write_constant(pool, member, out)
    } else {
        write!(out, "?")
    }
}

impl ClassFile<'_> {
    fn write_attribute(
        &self,
        f: &mut fmt::Formatter<'_>,
        indent: &str,
        attribute: &Attribute<'_>,
    ) -> fmt::Result {
        let name = attribute.name;
        write!(f, "{indent}{}", display(name))?;
        let index = || crate::reader::u16_at(attribute.contents, 0);
        match name {
            b"Signature" | b"SourceFile" => writeln!(f, " {}", self.pool.display(index())),
            b"ConstantValue" | b"NestHost" => {
                f.write_char(' ')?;
                write_constant(&self.pool, index(), f)?;
                f.write_char('\n')
            }
            b"Deprecated" | b"Synthetic" => f.write_char('\n'),
            _ => writeln!(f, " ({} bytes)", attribute.contents.len()),
        }
    }

    fn write_field(&self, f: &mut fmt::Formatter<'_>, field: &FieldInfo) -> fmt::Result {
        f.write_str("  field ")?;
        write_flags(
            f,
            field.access_flags,
            [
                (access::VOLATILE, "volatile"),
                (access::TRANSIENT, "transient"),
                (0, ""),
            ],
        )?;
        writeln!(
            f,
            "{}:{}",
            self.pool.display(field.name_index),
            self.pool.display(field.descriptor_index)
        )?;
        self.field_attributes(field)
            .try_for_each(|attribute| self.write_attribute(f, "    ", &attribute))
    }

    fn write_method(&self, f: &mut fmt::Formatter<'_>, method: &MethodInfo) -> fmt::Result {
        f.write_str("  method ")?;
        let others = [
            (access::SYNCHRONIZED, "synchronized"),
            (access::BRIDGE, "bridge"),
            (access::VARARGS, "varargs"),
        ];
        write_flags(f, method.access_flags, others)?;
        writeln!(
            f,
            "{}{}",
            self.pool.display(method.name_index),
            self.pool.display(method.descriptor_index)
        )?;
        for exception in self.exceptions(method) {
            f.write_str("    throws ")?;
            write_constant(&self.pool, exception, f)?;
            f.write_char('\n')?;
        }
        for attribute in self.method_attributes(method) {
            if !matches!(attribute.name, b"Code" | b"Exceptions") {
                self.write_attribute(f, "    ", &attribute)?;
            }
        }
        let Some(code) = self.code(method) else {
            return Ok(());
        };
        writeln!(
            f,
            "    code stack={} locals={}",
            code.max_stack, code.max_locals
        )?;
        let comment = |insn: &Insn, out: &mut dyn Write| {
            let wanted = insn.opcode.format().has_cp_index();
            if wanted {
                write_constant(&self.pool, insn.cp_index(), out)
            } else {
                Ok(())
            }
        };
        write!(f, "{}", Disassembler::new(code.code).comments(&comment))?;
        for entry in code.exception_table.iter() {
            write!(
                f,
                "      [{}, {}) -> {} ",
                entry.start, entry.end, entry.handler
            )?;
            match entry.catch_type {
                0 => f.write_str("any")?,
                class => write_constant(&self.pool, class, f)?,
            }
            f.write_char('\n')?;
        }
        for attribute in code.attributes(&self.pool) {
            self.write_attribute(f, "      ", &attribute)?;
        }
        Ok(())
    }
}

/// One method as it stands in the text of its class.
pub struct DisplayMethod<'a>(pub &'a ClassFile<'a>, pub &'a MethodInfo);

impl fmt::Display for DisplayMethod<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write_method(f, self.1)
    }
}

impl fmt::Display for ClassFile<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_flags(
            f,
            self.access_flags,
            [
                (access::SUPER, "super"),
                (access::MODULE, "module"),
                (0, ""),
            ],
        )?;
        writeln!(
            f,
            "class {} version {}.{}",
            display(self.name()),
            self.major,
            self.minor
        )?;
        if let Some(name) = self.super_name() {
            writeln!(f, "  extends {}", display(name))?;
        }
        for name in self.interface_names() {
            writeln!(f, "  implements {}", display(name))?;
        }
        for attribute in self.all_attributes() {
            self.write_attribute(f, "  ", &attribute)?;
        }
        self.fields
            .iter()
            .try_for_each(|field| self.write_field(f, field))?;
        self.methods
            .iter()
            .try_for_each(|method| self.write_method(f, method))
    }
}
