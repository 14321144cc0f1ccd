//! A small class file assembler for the case files, and for the file tests of the compiler: one line per instruction, labels,
//! constants by their text.
//!
//! ```text
//! class p/T super p/S version 52 flags 0x21 interfaces a/I,a/J
//! field 4 name I                               access flags (hex, or names: `static+volatile`), name, descriptor
//! method 9 m (I)V stack 2 locals 1             code follows, down to the next class, field or method
//!   L: iload_0                                 operands: numbers, labels, `C.name:descriptor`, class names,
//!   ldc int 5 | float 1 | string x | class C | mtype ()V | #12
//!   invokestatic i:C.m:()V                     `i:` makes it an InterfaceMethodref
//!   tableswitch 0 Default L L                  low, default, targets; lookupswitch Default 1:L 2:L
//!   bytes ba 00                                raw code
//!   handler From To Target C                   no class: catches all
//!   variable From To slot                      a row of LocalVariableTable
//!   map L {int,p/T} {long}                     a full frame; top int float double long null this C new:L
//!   rawmap 0001 ff00                           the attribute's bytes
//! ```
//! `super none` is for `java/lang/Object`. A label that is a number must be the bci. Without `stack 2 locals 1` there are as many locals
//! as the code uses, and stack enough.

use std::collections::HashMap;

use bytecode::{BytecodeIter, Format, Opcode};
use classfile::{BasicType, MethodDescriptor};

#[derive(Default)]
struct Pool {
    bytes: Vec<u8>,
    count: u16,
    known: HashMap<Vec<u8>, u16>,
}

impl Pool {
    fn add(&mut self, entry: Vec<u8>) -> u16 {
        let slots = if matches!(entry[0], 5 | 6) { 2 } else { 1 };
        if let Some(index) = self.known.get(&entry) {
            return *index;
        }
        let index = self.count + 1;
        self.count += slots;
        self.bytes.extend(&entry);
        self.known.insert(entry, index);
        index
    }

    fn utf8(&mut self, text: &str) -> u16 {
        let mut entry = vec![1];
        entry.extend((text.len() as u16).to_be_bytes());
        entry.extend(text.as_bytes());
        self.add(entry)
    }

    fn pair(&mut self, tag: u8, a: u16, b: Option<u16>) -> u16 {
        let mut entry = vec![tag];
        entry.extend(a.to_be_bytes());
        b.iter().for_each(|b| entry.extend(b.to_be_bytes()));
        self.add(entry)
    }

    fn class(&mut self, name: &str) -> u16 {
        let name = self.utf8(name);
        self.pair(7, name, None)
    }

    fn name_and_type(&mut self, text: &str) -> u16 {
        let (name, descriptor) = text.split_once(':').unwrap();
        let (name, descriptor) = (self.utf8(name), self.utf8(descriptor));
        self.pair(12, name, Some(descriptor))
    }

    fn member(&mut self, tag: u8, text: &str) -> u16 {
        let (tag, text) = match text.strip_prefix("i:") {
            Some(text) => (11, text),
            None => (tag, text),
        };
        let (class, rest) = text.split_once('.').unwrap();
        let (class, rest) = (self.class(class), self.name_and_type(rest));
        self.pair(tag, class, Some(rest))
    }

    fn constant(&mut self, words: &[&str]) -> u16 {
        match words {
            [raw] => raw.strip_prefix('#').unwrap().parse().unwrap(),
            [kind, value] => match *kind {
                "int" => {
                    self.add([&[3], &value.parse::<i32>().unwrap().to_be_bytes()[..]].concat())
                }
                "float" => {
                    self.add([&[4], &value.parse::<f32>().unwrap().to_be_bytes()[..]].concat())
                }
                "long" => {
                    self.add([&[5], &value.parse::<i64>().unwrap().to_be_bytes()[..]].concat())
                }
                "double" => {
                    self.add([&[6], &value.parse::<f64>().unwrap().to_be_bytes()[..]].concat())
                }
                "string" => {
                    let text = self.utf8(value);
                    self.pair(8, text, None)
                }
                "mtype" => {
                    let text = self.utf8(value);
                    self.pair(16, text, None)
                }
                "utf8" => self.utf8(value),
                _ => self.class(value),
            },
            _ => panic!("{words:?}"),
        }
    }
}

#[derive(Default)]
struct Method {
    head: [u16; 3],
    descriptor: String,
    max_stack: Option<u16>,
    max_locals: Option<u16>,
    code: Vec<u8>,
    labels: HashMap<String, usize>,
    /// Where an offset goes, its width, the instruction, the label.
    fixups: Vec<(usize, usize, usize, String)>,
    handlers: Vec<Vec<String>>,
    variables: Vec<Vec<String>>,
    maps: Vec<Vec<String>>,
    raw_map: Option<Vec<u8>>,
}

impl Method {
    fn at(&self, label: &str) -> u16 {
        match self.labels.get(label) {
            Some(at) => *at as u16,
            None => label.parse().unwrap_or_else(|_| panic!("label {label}")),
        }
    }

    fn fixup(&mut self, from: usize, width: usize, label: &str) {
        self.fixups
            .push((self.code.len(), width, from, label.into()));
        self.code.resize(self.code.len() + width, 0);
    }

    fn instruction(&mut self, pool: &mut Pool, words: &[&str]) {
        let name = words[0];
        if name == "bytes" {
            self.code.extend(hex(&words[1..]));
            return;
        }
        let opcode = Opcode::ALL.into_iter().find(|opcode| opcode.name() == name);
        let opcode = opcode.unwrap_or_else(|| panic!("{name}"));
        let from = self.code.len();
        self.code.push(opcode as u8);
        let number = |at: usize| words[at].parse::<i32>().unwrap();
        match opcode.format() {
            Format::None | Format::ConstN(_) | Format::LocalN(_) => {}
            Format::I1 | Format::Local | Format::NewArray => self.code.push(number(1) as u8),
            Format::I2 => self.code.extend((number(1) as u16).to_be_bytes()),
            Format::Iinc => self.code.extend([number(1) as u8, number(2) as u8]),
            Format::Branch2 => self.fixup(from, 2, words[1]),
            Format::Branch4 => self.fixup(from, 4, words[1]),
            Format::Wide => {
                let inner = Opcode::ALL
                    .into_iter()
                    .find(|op| op.name() == words[1])
                    .unwrap();
                self.code.push(inner as u8);
                self.code.extend((number(2) as u16).to_be_bytes());
                if words.len() > 3 {
                    self.code.extend((number(3) as u16).to_be_bytes());
                }
            }
            Format::Cp1 => self.code.push(pool.constant(&words[1..]) as u8),
            Format::TableSwitch => {
                self.code.resize(self.code.len().next_multiple_of(4), 0);
                self.fixup(from, 4, words[2]);
                let (low, targets) = (number(1), &words[3..]);
                self.code.extend(low.to_be_bytes());
                self.code
                    .extend((low + targets.len() as i32 - 1).to_be_bytes());
                targets.iter().for_each(|label| self.fixup(from, 4, label));
            }
            Format::LookupSwitch => {
                self.code.resize(self.code.len().next_multiple_of(4), 0);
                self.fixup(from, 4, words[1]);
                self.code.extend((words.len() as i32 - 2).to_be_bytes());
                for pair in &words[2..] {
                    let (key, label) = pair.split_once(':').unwrap();
                    self.code.extend(key.parse::<i32>().unwrap().to_be_bytes());
                    self.fixup(from, 4, label);
                }
            }
            _ => {
                let index = match opcode {
                    _ if words[1].starts_with('#') => pool.constant(&words[1..2]),
                    Opcode::LdcW | Opcode::Ldc2W => pool.constant(&words[1..]),
                    Opcode::Getfield | Opcode::Putfield | Opcode::Getstatic | Opcode::Putstatic => {
                        pool.member(9, words[1])
                    }
                    Opcode::Invokeinterface => pool.member(11, words[1]),
                    _ if opcode.is_invoke() => pool.member(10, words[1]),
                    _ => pool.class(words[1]),
                };
                self.code.extend(index.to_be_bytes());
                match opcode {
                    Opcode::Invokeinterface => {
                        let zero = words.get(3).map_or(0, |_| number(3));
                        self.code.extend([number(2) as u8, zero as u8]);
                    }
                    Opcode::Invokedynamic => self.code.extend([0, 0]),
                    Opcode::Multianewarray => self.code.push(number(2) as u8),
                    _ => {}
                }
            }
        }
    }

    /// What arguments and instructions use.
    fn locals_used(&self) -> u16 {
        let descriptor = MethodDescriptor::parse(self.descriptor.as_bytes());
        let descriptor = descriptor.unwrap_or_else(|| panic!("{}", self.descriptor));
        let slots = descriptor
            .parameters()
            .map(|field| match field.basic_type() {
                BasicType::Long | BasicType::Double => 2,
                _ => 1,
            });
        let is_static = self.head[0] & classfile::access::STATIC != 0;
        let arguments = slots.sum::<u16>() + u16::from(!is_static);
        let used = BytecodeIter::new(&self.code).flatten().map(|insn| {
            let wide = matches!(
                insn.opcode.base(),
                Opcode::Lload | Opcode::Lstore | Opcode::Dload | Opcode::Dstore
            );
            match insn.opcode.format() {
                Format::Local | Format::LocalN(_) | Format::Iinc => {
                    insn.local() as u16 + 1 + u16::from(wide)
                }
                _ => 0,
            }
        });
        used.max().unwrap_or(0).max(arguments)
    }

    fn frame_types(&self, pool: &mut Pool, text: &str, out: &mut Vec<u8>) {
        let inner = text.trim_start_matches('{').trim_end_matches('}');
        let types: Vec<&str> = inner.split(',').filter(|word| !word.is_empty()).collect();
        out.extend((types.len() as u16).to_be_bytes());
        for word in types {
            let names = ["top", "int", "float", "double", "long", "null", "this"];
            if let Some(tag) = names.iter().position(|name| *name == word) {
                out.push(tag as u8);
            } else if let Some(label) = word.strip_prefix("new:") {
                out.push(8);
                out.extend(self.at(label).to_be_bytes());
            } else {
                out.push(7);
                out.extend(pool.class(word).to_be_bytes());
            }
        }
    }

    fn stack_map(&self, pool: &mut Pool) -> Option<Vec<u8>> {
        if self.raw_map.is_some() || self.maps.is_empty() {
            return self.raw_map.clone();
        }
        let mut out = (self.maps.len() as u16).to_be_bytes().to_vec();
        let mut previous = -1i32;
        for map in &self.maps {
            let at = i32::from(self.at(&map[0]));
            out.push(255);
            out.extend(((at - previous - 1) as u16).to_be_bytes());
            previous = at;
            self.frame_types(pool, &map[1], &mut out);
            self.frame_types(pool, &map[2], &mut out);
        }
        Some(out)
    }

    fn finish(mut self, pool: &mut Pool) -> Vec<u8> {
        let mut out: Vec<u8> = self
            .head
            .iter()
            .flat_map(|word| word.to_be_bytes())
            .collect();
        if self.code.is_empty() {
            out.extend([0, 0]);
            return out;
        }
        for (at, width, from, label) in std::mem::take(&mut self.fixups) {
            let target = match self.labels.get(&label) {
                Some(target) => *target as i32,
                None => label.parse().unwrap_or_else(|_| panic!("label {label}")),
            };
            let offset = (target - from as i32).to_be_bytes();
            self.code[at..at + width].copy_from_slice(&offset[4 - width..]);
        }
        let mut body = Vec::new();
        let max_locals = self.max_locals.unwrap_or_else(|| self.locals_used());
        body.extend(self.max_stack.unwrap_or(ENOUGH_STACK).to_be_bytes());
        body.extend(max_locals.to_be_bytes());
        body.extend((self.code.len() as u32).to_be_bytes());
        body.extend(&self.code);
        body.extend((self.handlers.len() as u16).to_be_bytes());
        for handler in &self.handlers {
            for label in &handler[..3] {
                body.extend(self.at(label).to_be_bytes());
            }
            let class = handler.get(3).map_or(0, |class| pool.class(class));
            body.extend(class.to_be_bytes());
        }
        let mut attributes = Vec::new();
        if let Some(map) = self.stack_map(pool) {
            attributes.push((pool.utf8("StackMapTable"), map));
        }
        if !self.variables.is_empty() {
            let mut table = (self.variables.len() as u16).to_be_bytes().to_vec();
            for (number, variable) in self.variables.iter().enumerate() {
                let (from, to) = (self.at(&variable[0]), self.at(&variable[1]));
                let name = pool.utf8(&format!("v{number}"));
                let slot: u16 = variable[2].parse().unwrap();
                for word in [from, to - from, name, pool.utf8("I"), slot] {
                    table.extend(word.to_be_bytes());
                }
            }
            attributes.push((pool.utf8("LocalVariableTable"), table));
        }
        body.extend((attributes.len() as u16).to_be_bytes());
        for (name, contents) in attributes {
            body.extend(name.to_be_bytes());
            body.extend((contents.len() as u32).to_be_bytes());
            body.extend(contents);
        }
        out.extend([0, 1]);
        out.extend(pool.utf8("Code").to_be_bytes());
        out.extend((body.len() as u32).to_be_bytes());
        out.extend(body);
        out
    }
}

/// For code that does not say how deep its stack is.
const ENOUGH_STACK: u16 = 32;

/// Access flags: a number, or names.
fn flags(text: &str) -> u16 {
    use classfile::access;
    let names = [
        ("public", access::PUBLIC),
        ("private", access::PRIVATE),
        ("static", access::STATIC),
        ("final", access::FINAL),
        ("synchronized", access::SYNCHRONIZED),
        ("volatile", access::VOLATILE),
        ("native", access::NATIVE),
        ("interface", access::INTERFACE),
        ("abstract", access::ABSTRACT),
    ];
    let named = |word: &str| {
        let row = names.iter().find(|row| row.0 == word);
        row.unwrap_or_else(|| panic!("no access flag {word}")).1
    };
    match u16::from_str_radix(text.trim_start_matches("0x"), 16) {
        Ok(number) => number,
        Err(_) => text.split('+').map(named).fold(0, |all, flag| all | flag),
    }
}

fn hex(words: &[&str]) -> Vec<u8> {
    let digits: Vec<char> = words.concat().chars().collect();
    let byte = |pair: &[char]| u8::from_str_radix(&pair.iter().collect::<String>(), 16).unwrap();
    digits.chunks(2).map(byte).collect()
}

/// Name and bytes of each class of the text, in order.
pub(crate) fn assemble(text: &str) -> Vec<(String, Vec<u8>)> {
    let mut classes: Vec<Vec<Vec<&str>>> = Vec::new();
    for line in text.lines() {
        let line = line.split("//").next().unwrap_or("");
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.first() {
            None => {}
            Some(&"class") => classes.push(vec![words]),
            Some(_) => classes.last_mut().unwrap().push(words),
        }
    }
    classes.iter().map(|lines| assemble_class(lines)).collect()
}

fn assemble_class(lines: &[Vec<&str>]) -> (String, Vec<u8>) {
    let mut pool = Pool::default();
    let option = |name: &str, default: &'static str| -> String {
        let at = lines[0].iter().position(|word| *word == name);
        at.map_or(default, |at| lines[0][at + 1]).to_owned()
    };
    let name = lines[0][1].to_owned();
    let this = pool.class(&name);
    let superclass = match option("super", "java/lang/Object").as_str() {
        "none" => 0,
        name => pool.class(name),
    };
    let interfaces: Vec<u16> = option("interfaces", "")
        .split(',')
        .filter(|name| !name.is_empty())
        .map(|name| pool.class(name))
        .collect();
    let (mut fields, mut methods): (Vec<Vec<u8>>, Vec<Method>) = Default::default();
    for words in &lines[1..] {
        match words[0] {
            "field" => {
                let head = [flags(words[1]), pool.utf8(words[2]), pool.utf8(words[3]), 0];
                fields.push(head.iter().flat_map(|word| word.to_be_bytes()).collect());
            }
            "method" => methods.push(Method {
                head: [flags(words[1]), pool.utf8(words[2]), pool.utf8(words[3])],
                descriptor: words[3].into(),
                max_stack: words.get(5).map(|word| word.parse().unwrap()),
                max_locals: words.get(7).map(|word| word.parse().unwrap()),
                ..Method::default()
            }),
            _ => {
                let method = methods.last_mut().unwrap();
                let owned: Vec<String> = words[1..].iter().map(|word| (*word).into()).collect();
                let mut words = &words[..];
                match words[0] {
                    "handler" => method.handlers.push(owned),
                    "variable" => method.variables.push(owned),
                    "map" => method.maps.push(owned),
                    "rawmap" => method.raw_map = Some(hex(&words[1..])),
                    _ => {
                        while let Some(label) = words.first().and_then(|w| w.strip_suffix(':')) {
                            let bci = method.code.len();
                            let is_there = label.parse().is_ok_and(|number: usize| number == bci);
                            let is_name = !label.starts_with(|c: char| c.is_ascii_digit());
                            assert!(is_name || is_there, "label {label} is at bci {bci}");
                            method.labels.insert(label.into(), bci);
                            words = &words[1..];
                        }
                        if !words.is_empty() {
                            method.instruction(&mut pool, words);
                        }
                    }
                }
            }
        }
    }
    let count = methods.len() as u16;
    let methods: Vec<u8> = methods
        .into_iter()
        .flat_map(|method| method.finish(&mut pool))
        .collect();
    let mut out = vec![0xca, 0xfe, 0xba, 0xbe, 0, 0];
    out.extend(
        option("version", "52")
            .parse::<u16>()
            .unwrap()
            .to_be_bytes(),
    );
    out.extend((pool.count + 1).to_be_bytes());
    out.extend(&pool.bytes);
    for word in [
        flags(&option("flags", "0x21")),
        this,
        superclass,
        interfaces.len() as u16,
    ] {
        out.extend(word.to_be_bytes());
    }
    interfaces
        .iter()
        .for_each(|index| out.extend(index.to_be_bytes()));
    out.extend((fields.len() as u16).to_be_bytes());
    out.extend(fields.concat());
    out.extend(count.to_be_bytes());
    out.extend(methods);
    out.extend([0, 0]);
    (name, out)
}
