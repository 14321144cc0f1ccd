//! Helpful messages of `NullPointerException` (JEP 358): what failed, and which expression was null.
//!
//! Two steps. `sources::Sources::of` simulates the method's operand stack: for each instruction it finds which instruction pushed each
//! slot (none where paths disagree), and which locals were written before. [`Message`] then walks back from the failing
//! instruction through these sources and spells the expression, five steps at most. Only bytecode is read: nothing is resolved.
//! Read next: `sources.rs`.

use bytecode::{Insn, Opcode, decode_at};
use classfile::{BasicType, Code, FieldType, MethodDescriptor, mutf8};
use metadata::{MethodRef, sym};

use super::sources::Sources;

/// How many steps back an expression is spelled.
const MAX_DETAIL: u32 = 5;

/// Message of a `NullPointerException` raised at `bci` of `method`; none where there is nothing to say (an exception that the
/// program made itself, native methods).
pub fn null_pointer(method: MethodRef, bci: u32) -> Option<String> {
    let code = method.bytecode()?;
    let insn = decode_at(code.code, bci).ok()?;
    let mut message = Message {
        method,
        code,
        sources: None,
        text: String::new(),
    };
    let slot = message.failed_action(&insn)?;
    message.sources = Sources::of(method, &code);
    let failed = message.text.len();
    if message.expression(bci, slot, MAX_DETAIL, false, " because \"") {
        message.text.push_str("\" is null");
    } else {
        message.text.truncate(failed);
    }
    Some(message.text)
}

struct Message {
    method: MethodRef,
    code: Code<'static>,
    sources: Option<Sources>,
    text: String,
}

impl Message {
    /// Says what failed; the depth of the null below the top of the stack.
    fn failed_action(&mut self, insn: &Insn) -> Option<usize> {
        use Opcode::*;
        let load = |kind| (format!("Cannot load from {kind} array"), 1usize);
        let store = |kind, slots: usize| (format!("Cannot store to {kind} array"), 1 + slots);
        let pool = &self.method.klass.instance().class_file.pool;
        let (text, depth) = match insn.opcode {
            Iaload => load("int"),
            Laload => load("long"),
            Faload => load("float"),
            Daload => load("double"),
            Aaload => load("object"),
            Baload => load("byte/boolean"),
            Caload => load("char"),
            Saload => load("short"),
            Iastore => store("int", 1),
            Lastore => store("long", 2),
            Fastore => store("float", 1),
            Dastore => store("double", 2),
            Aastore => store("object", 1),
            Bastore => store("byte/boolean", 1),
            Castore => store("char", 1),
            Sastore => store("short", 1),
            Arraylength => ("Cannot read the array length".to_owned(), 0),
            Athrow => ("Cannot throw exception".to_owned(), 0),
            Monitorenter => ("Cannot enter synchronized block".to_owned(), 0),
            Monitorexit => ("Cannot exit synchronized block".to_owned(), 0),
            Getfield => {
                let member = pool.member(insn.cp_index())?;
                (
                    format!("Cannot read field \"{}\"", mutf8::display(member.name)),
                    0,
                )
            }
            Putfield => {
                let member = pool.member(insn.cp_index())?;
                let depth = FieldType::parse(member.descriptor)?.slots() as usize;
                (
                    format!("Cannot assign field \"{}\"", mutf8::display(member.name)),
                    depth,
                )
            }
            Invokevirtual | Invokespecial | Invokeinterface => {
                let member = pool.member(insn.cp_index())?;
                if member.name == sym::INIT.get().bytes() {
                    // `new NullPointerException()`: the program made it.
                    return None;
                }
                let depth = MethodDescriptor::parse(member.descriptor)?.argument_slots() as usize;
                (
                    format!("Cannot invoke \"{}\"", self.call(insn.cp_index())?),
                    depth,
                )
            }
            _ => return None,
        };
        self.text = text;
        Some(depth)
    }

    /// Spells what pushed the slot `depth` below the top before `bci`. False (with any text behind it to be cut off by the
    /// caller): it cannot be said. `prefix` begins the sentence of the whole expression; calls have their own.
    fn expression(
        &mut self,
        bci: u32,
        depth: usize,
        detail: u32,
        inner: bool,
        prefix: &str,
    ) -> bool {
        self.try_expression(bci, depth, detail, inner, prefix)
            .is_some()
    }

    fn try_expression(
        &mut self,
        bci: u32,
        depth: usize,
        detail: u32,
        inner: bool,
        prefix: &str,
    ) -> Option<()> {
        use Opcode::*;
        if detail == 0 {
            return None;
        }
        let (source, written) = self.sources.as_ref()?.source(bci, depth)?;
        let insn = decode_at(self.code.code, source).ok()?;
        let start = self.text.len();
        if !matches!(
            insn.opcode,
            Invokevirtual | Invokespecial | Invokestatic | Invokeinterface
        ) {
            self.text.push_str(prefix);
        }
        let pool = &self.method.klass.instance().class_file.pool;
        match insn.opcode.base() {
            Iload | Aload => {
                let name = self.local(source, insn.local(), written);
                self.text.push_str(&name);
            }
            AconstNull => self.text.push_str("null"),
            IconstM1 | Iconst0 | Iconst1 | Iconst2 | Iconst3 | Iconst4 | Iconst5 | Bipush
            | Sipush => {
                self.text.push_str(&insn.constant().to_string());
            }
            Getstatic => {
                let member = pool.member(insn.cp_index())?;
                self.text.push_str(&format!(
                    "{}.{}",
                    class_name(member.class),
                    mutf8::display(member.name)
                ));
            }
            Getfield => {
                let member = pool.member(insn.cp_index())?;
                if self.part(source, 0, detail - 1, inner) {
                    self.text.push('.');
                }
                self.text.push_str(&mutf8::decode(member.name));
            }
            Invokevirtual | Invokespecial | Invokestatic | Invokeinterface => {
                let call = self.call(insn.cp_index())?;
                if detail == MAX_DETAIL && !inner {
                    self.text.push_str(" because the return value of \"");
                }
                self.text.push_str(&call);
            }
            Iaload | Laload | Faload | Daload | Aaload | Baload | Caload | Saload => {
                if !self.part(source, 1, detail - 1, inner) {
                    self.text.push_str("<array>");
                }
                self.text.push('[');
                if !self.part(source, 0, detail, true) {
                    self.text.push_str("...");
                }
                self.text.push(']');
            }
            _ => {
                self.text.truncate(start);
                return None;
            }
        }
        Some(())
    }

    /// A part of an expression; what cannot be said leaves no text.
    fn part(&mut self, bci: u32, depth: usize, detail: u32, inner: bool) -> bool {
        let start = self.text.len();
        let said = self.expression(bci, depth, detail, inner, "");
        if !said {
            self.text.truncate(start);
        }
        said
    }

    /// `pkg.Type.name(int, String)`.
    fn call(&self, cp_index: u16) -> Option<String> {
        let member = self
            .method
            .klass
            .instance()
            .class_file
            .pool
            .member(cp_index)?;
        let descriptor = MethodDescriptor::parse(member.descriptor)?;
        let parameters: Vec<String> = descriptor
            .parameters()
            .map(|parameter| short(&parameter.java_name()))
            .collect();
        Some(format!(
            "{}.{}({})",
            class_name(member.class),
            mutf8::display(member.name),
            parameters.join(", ")
        ))
    }

    /// Name of a local variable at `bci`: from the class file, else by position.
    fn local(&self, bci: u32, slot: u32, written: u64) -> String {
        let pool = &self.method.klass.instance().class_file.pool;
        let mut named = self.code.local_variables(pool).filter(|variable| {
            let start = u32::from(variable.start);
            u32::from(variable.slot) == slot
                && (start..start + u32::from(variable.length)).contains(&bci)
        });
        if let Some(name) = named
            .next()
            .and_then(|variable| pool.utf8(variable.name_index))
        {
            return mutf8::decode(name);
        }
        let unwritten = slot >= 64 || written >> slot & 1 == 0;
        if !self.method.is_static() && slot == 0 && unwritten {
            return "this".to_owned();
        }
        let mut at = u32::from(!self.method.is_static());
        if let Some(descriptor) =
            MethodDescriptor::parse(self.method.descriptor.bytes()).filter(|_| unwritten)
        {
            for (index, parameter) in descriptor.parameters().enumerate() {
                let end = at + parameter.slots();
                if (at..end).contains(&slot) {
                    return format!("<parameter{}>", index + 1);
                }
                at = end;
            }
        }
        format!("<local{slot}>")
    }
}

/// Name of a Class entry as Java spells it, the two most common ones short.
fn class_name(name: &[u8]) -> String {
    let spelled =
        match FieldType::parse(name).filter(|array| array.basic_type() == BasicType::Array) {
            Some(array) => array.descriptor.to_vec(),
            None => name.to_vec(),
        };
    short(&mutf8::decode(&spelled).replace('/', "."))
}

/// `java.lang.Object` and `java.lang.String` without their package, also as array elements.
fn short(name: &str) -> String {
    let base = name.trim_end_matches("[]");
    match base {
        "java.lang.Object" | "java.lang.String" => name.replacen("java.lang.", "", 1),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn well_known_names_are_short() {
        assert_eq!(short("java.lang.String[][]"), "String[][]");
        assert_eq!(short("java.lang.Strings"), "java.lang.Strings");
        assert_eq!(class_name(b"java/util/Map"), "java.util.Map");
    }
}
