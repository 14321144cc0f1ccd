//! Reads the text form (`print.rs`) back. For tests and tools; what it accepts it has not checked (`check.rs`).

use std::fmt;

use abi::deopt::DeoptReason;
use abi::trap::ImplicitException;

use super::entities::{Block, Entity, Frame, State, Value};
use super::function::{
    BlockData, ClassData, ClassShape, Definition, Edge, FieldData, FrameData, FrameState, Function,
    Immediate, InstData, Key, MethodData, OopData, Origin, OsrData, SiteData, StateMode,
    Terminator, ValueData,
};
use super::ops::{Condition, ImmediateKind, Op, Ordering};
use super::print::ELEMENTS;
use super::types::Type;

/// Highest number of a value or block in a text: a typing error must not cost a gigabyte.
const MAX_NUMBER: usize = 1 << 20;

/// What cannot be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParseError {
    /// Counted from 1.
    pub line: usize,
    pub message: String,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for ParseError {}

/// Reads one function.
///
/// # Errors
/// The first thing that is not the text form.
pub fn parse(text: &str) -> Result<Function, ParseError> {
    let mut reader = Reader {
        function: Function::default(),
        defined: Vec::new(),
        rest: text,
    };
    let parsed = reader.function();
    let line = text[..text.len() - reader.rest.len()].lines().count();
    match parsed {
        Ok(()) => Ok(reader.function),
        Err(message) => Err(ParseError {
            line: line.max(1),
            message,
        }),
    }
}

type Parsed<T> = Result<T, String>;

struct Reader<'t> {
    function: Function,
    /// By value: whether its definition was read.
    defined: Vec<bool>,
    rest: &'t str,
}

impl Reader<'_> {
    fn function(&mut self) -> Parsed<()> {
        self.expect("function")?;
        self.function.name = self.string()?;
        self.expect("{")?;
        while self.table_row()? {}
        while !self.eat("}") {
            self.block()?;
        }
        self.skip_space();
        if !self.rest.is_empty() {
            return Err(format!(
                "more text behind the function: {:?}",
                self.glimpse()
            ));
        }
        self.check_all_defined()
    }

    /// Numbers may be left out, but not used without a definition.
    fn check_all_defined(&self) -> Parsed<()> {
        let text = self.function.to_string();
        let words = text.split(|c: char| !c.is_ascii_alphanumeric());
        let names: std::collections::HashSet<&str> = words.collect();
        let gaps = self.defined.iter().enumerate().filter(|(_, is)| !**is);
        let mut gaps = gaps.map(|(index, _)| Value::from_index(index).to_string());
        match gaps.find(|name| names.contains(name.as_str())) {
            Some(name) => Err(format!("{name} is used and never defined")),
            None => Ok(()),
        }
    }

    // Characters and words

    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start();
        while let Some(comment) = self.rest.strip_prefix("//") {
            self.rest = comment
                .split_once('\n')
                .map_or("", |(_, rest)| rest)
                .trim_start();
        }
    }

    fn glimpse(&self) -> &str {
        self.rest.lines().next().unwrap_or("")
    }

    /// Takes `word` if it comes next; a word of letters only as a whole.
    fn eat(&mut self, word: &str) -> bool {
        self.skip_space();
        let Some(rest) = self.rest.strip_prefix(word) else {
            return false;
        };
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        if word.ends_with(is_name) && rest.starts_with(is_name) {
            return false;
        }
        self.rest = rest;
        true
    }

    fn expect(&mut self, word: &str) -> Parsed<()> {
        if self.eat(word) {
            return Ok(());
        }
        Err(format!("expected `{word}` at {:?}", self.glimpse()))
    }

    fn take_while(&mut self, accept: impl Fn(char) -> bool) -> &str {
        self.skip_space();
        let end = self.rest.find(|c| !accept(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    fn word(&mut self) -> Parsed<String> {
        let word = self.take_while(|c| c.is_ascii_alphanumeric() || c == '_');
        match word.is_empty() {
            false => Ok(word.to_owned()),
            true => Err(format!("expected a word at {:?}", self.glimpse())),
        }
    }

    fn string(&mut self) -> Parsed<String> {
        self.skip_space();
        let mut text = String::new();
        let mut chars = self.rest.char_indices();
        if !matches!(chars.next(), Some((_, '"'))) {
            return Err(format!("expected a string at {:?}", self.glimpse()));
        }
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => {
                    self.rest = &self.rest[at + 1..];
                    return Ok(text);
                }
                '\\' => match chars.next().map(|(_, c)| c) {
                    Some('n') => text.push('\n'),
                    Some('r') => text.push('\r'),
                    Some('t') => text.push('\t'),
                    Some('0') => text.push('\0'),
                    Some('u') => {
                        let digits: String = chars
                            .by_ref()
                            .map(|(_, c)| c)
                            .skip(1)
                            .take_while(|c| *c != '}')
                            .collect();
                        let code = u32::from_str_radix(&digits, 16).ok();
                        text.push(code.and_then(char::from_u32).ok_or("no such character")?);
                    }
                    Some(c) => text.push(c),
                    None => break,
                },
                c => text.push(c),
            }
        }
        Err("a string without end".to_owned())
    }

    fn number<T: std::str::FromStr>(&mut self) -> Parsed<T> {
        let word = self.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.'));
        let error = format!("{word:?} is no number that fits");
        word.parse().map_err(|_| error)
    }

    fn ty(&mut self) -> Parsed<Type> {
        let word = self.word()?;
        let mut letters = word.chars();
        match (letters.next().and_then(Type::from_letter), letters.next()) {
            (Some(ty), None) => Ok(ty),
            _ => Err(format!("{word:?} is no type")),
        }
    }

    // Entities

    /// A number behind `prefix`, if that comes next.
    fn entity_if<E: Entity>(&mut self) -> Parsed<Option<E>> {
        self.skip_space();
        let Some(rest) = self.rest.strip_prefix(E::PREFIX) else {
            return Ok(None);
        };
        if !rest.starts_with(|c: char| c.is_ascii_digit()) {
            return Ok(None);
        }
        self.rest = rest;
        let index: usize = self
            .take_while(|c| c.is_ascii_digit())
            .parse()
            .map_err(|_| "a number that is too large".to_owned())?;
        if index >= MAX_NUMBER {
            return Err(format!("{}{index}: the number is too large", E::PREFIX));
        }
        Ok(Some(E::from_index(index)))
    }

    fn entity<E: Entity>(&mut self) -> Parsed<E> {
        let found = self.entity_if()?;
        found.ok_or_else(|| format!("expected {}N at {:?}", E::PREFIX, self.glimpse()))
    }

    /// The name of the next row of a table, whose numbers ascend from 0.
    fn row_name<E: Entity>(&mut self, rows: usize) -> Parsed<()> {
        let entity: E = self.entity()?;
        match entity.index() == rows {
            true => Ok(()),
            false => Err(format!("{entity:?} is not number {rows}")),
        }
    }

    fn value_if(&mut self) -> Parsed<Option<Value>> {
        let value: Option<Value> = self.entity_if()?;
        if let Some(value) = value {
            while self.function.values.len() <= value.index() {
                let placeholder = ValueData {
                    ty: Type::Int,
                    definition: Definition::Param(self.function.entry()),
                };
                self.function.values.push(placeholder);
                self.defined.push(false);
            }
        }
        Ok(value)
    }

    fn value(&mut self) -> Parsed<Value> {
        let found = self.value_if()?;
        found.ok_or_else(|| format!("expected a value at {:?}", self.glimpse()))
    }

    fn define(&mut self, value: Value, ty: Type, definition: Definition) -> Parsed<()> {
        if std::mem::replace(&mut self.defined[value.index()], true) {
            return Err(format!("{value} is defined twice"));
        }
        self.function.values[value] = ValueData { ty, definition };
        Ok(())
    }

    fn block_name(&mut self) -> Parsed<Block> {
        let block: Block = self.entity()?;
        while self.function.blocks.len() <= block.index() {
            self.function.new_block();
        }
        Ok(block)
    }

    fn origin(&mut self) -> Parsed<Origin> {
        self.expect("@")?;
        let frame = Frame::from_index(self.number::<u16>()?.into());
        self.expect(":")?;
        Ok(Origin {
            frame,
            bci: self.number()?,
        })
    }

    fn edge(&mut self) -> Parsed<Edge> {
        let block = self.block_name()?;
        let mut args = Vec::new();
        if self.eat("(") {
            loop {
                args.push(self.value()?);
                if self.eat(")") {
                    break;
                }
                self.expect(",")?;
            }
        }
        Ok(Edge { block, args })
    }

    // Tables

    fn table_row(&mut self) -> Parsed<bool> {
        if self.eat("osr") {
            self.expect("@")?;
            let bci = self.number()?;
            self.expect("registers")?;
            let mut registers = Vec::new();
            self.expect("(")?;
            while !self.eat(")") {
                registers.push(self.number()?);
                self.eat(",");
            }
            self.function.osr = Some(OsrData { bci, registers });
        } else if self.eat("class") {
            self.row_name::<super::entities::ClassId>(self.function.classes.len())?;
            let name = self.string()?;
            let key = Key::default();
            let shape = self.class_shape()?;
            self.function.classes.push(ClassData { name, key, shape });
        } else if self.eat("method") {
            self.row_name::<super::entities::MethodId>(self.function.methods.len())?;
            let name = self.string()?;
            let (params, result) = self.signature()?;
            let vtable_index = match self.eat("vtable") {
                true => self.number()?,
                false => 0,
            };
            let leaf = self.eat("leaf").then(Key::default);
            self.function.methods.push(MethodData {
                name,
                params,
                result,
                vtable_index,
                key: Key::default(),
                cache: None,
                leaf,
            });
        } else if self.eat("field") {
            self.row_name::<super::entities::FieldId>(self.function.fields.len())?;
            let name = self.string()?;
            let kind = self.element()?;
            self.expect("+")?;
            let data = FieldData {
                name,
                kind,
                offset: self.number()?,
                is_volatile: self.eat("volatile"),
                key: Key::default(),
            };
            self.function.fields.push(data);
        } else if self.eat("oop") {
            self.row_name::<super::entities::OopId>(self.function.oops.len())?;
            let text = self.string()?;
            let key = Key::default();
            self.function.oops.push(OopData { text, key });
        } else if self.eat("site") {
            self.row_name::<super::entities::SiteId>(self.function.sites.len())?;
            let name = self.string()?;
            let class = self.entity()?;
            self.expect("#")?;
            let cp_index = self.number()?;
            let (params, result) = self.signature()?;
            let has_receiver = self.eat("receiver");
            let has_appendix = self.eat("appendix");
            self.function.sites.push(SiteData {
                name,
                class,
                cp_index,
                params,
                result,
                has_receiver,
                has_appendix,
                cache: None,
            });
        } else if self.eat("frame") {
            self.row_name::<Frame>(self.function.frames.len())?;
            let method = self.entity()?;
            self.skip_space();
            let caller = match self.rest.starts_with('@') {
                true => Some(self.origin()?),
                false => None,
            };
            let receiver = match self.eat("this") {
                true => Some(self.value()?),
                false => None,
            };
            self.function.frames.push(FrameData {
                method,
                caller,
                receiver,
            });
        } else if self.eat("state") {
            self.row_name::<State>(self.function.states.len())?;
            let state = self.state()?;
            self.function.states.push(state);
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    fn class_shape(&mut self) -> Parsed<ClassShape> {
        let mut shape = ClassShape::default();
        if self.eat("size") {
            shape.size = self.number()?;
        }
        if self.eat("of") {
            shape.element = Some(self.element()?);
        }
        if self.eat("depth") {
            shape.depth = Some(self.number()?);
        }
        Ok(shape)
    }

    fn signature(&mut self) -> Parsed<(Vec<Type>, Option<Type>)> {
        self.expect("(")?;
        let mut params = Vec::new();
        while !self.eat(")") {
            params.push(self.ty()?);
        }
        self.expect("->")?;
        let result = match self.eat("-") {
            true => None,
            false => Some(self.ty()?),
        };
        Ok((params, result))
    }

    fn state(&mut self) -> Parsed<FrameState> {
        let frame = self.entity()?;
        self.expect("@")?;
        let bci = self.number()?;
        let mode = match self.word()?.as_str() {
            "before" => StateMode::Before,
            "after" => StateMode::After,
            other => return Err(format!("{other:?} is neither before nor after")),
        };
        self.expect("locals")?;
        let locals = self.slots()?;
        self.expect("stack")?;
        let stack = self.slots()?;
        let locks = match self.eat("locks") {
            true => self.slots()?.into_iter().flatten().collect(),
            false => Vec::new(),
        };
        let outer = match self.eat("outer") {
            true => Some(self.entity()?),
            false => None,
        };
        Ok(FrameState {
            frame,
            bci,
            mode,
            locals,
            stack,
            locks,
            outer,
        })
    }

    fn slots(&mut self) -> Parsed<Vec<Option<Value>>> {
        self.expect("[")?;
        let mut slots = Vec::new();
        while !self.eat("]") {
            slots.push(match self.eat("-") {
                true => None,
                false => Some(self.value()?),
            });
        }
        Ok(slots)
    }

    fn element(&mut self) -> Parsed<abi::ElementKind> {
        let word = self.word()?;
        let found = ELEMENTS.iter().find(|(_, text)| *text == word);
        found
            .map(|(kind, _)| *kind)
            .ok_or_else(|| format!("{word:?} is no kind of element"))
    }

    // Blocks

    fn block(&mut self) -> Parsed<()> {
        let block = self.block_name()?;
        if self.function.blocks[block].end.is_some() {
            return Err(format!("{block} stands twice"));
        }
        let mut data = BlockData::default();
        if self.eat("(") {
            loop {
                let value = self.value()?;
                self.expect(":")?;
                let ty = self.ty()?;
                self.define(value, ty, Definition::Param(block))?;
                data.params.push(value);
                if self.eat(")") {
                    break;
                }
                self.expect(",")?;
            }
        }
        self.expect(":")?;
        while data.end.is_none() {
            data.end = self.terminator()?;
            if data.end.is_none() {
                data.insts.push(self.instruction()?);
            }
        }
        self.function.blocks[block] = data;
        Ok(())
    }

    fn terminator(&mut self) -> Parsed<Option<Terminator>> {
        Ok(Some(if self.eat("jump") {
            Terminator::Jump(self.edge()?)
        } else if self.eat("branch") {
            let condition = self.value()?;
            self.expect(",")?;
            let then = self.edge()?;
            self.expect(",")?;
            let otherwise = self.edge()?;
            Terminator::Branch {
                condition,
                then,
                otherwise,
            }
        } else if self.eat("switch") {
            let value = self.value()?;
            self.expect("[")?;
            let mut cases = Vec::new();
            while !self.eat("]") {
                let key = self.number()?;
                self.expect(":")?;
                cases.push((key, self.edge()?));
                self.eat(",");
            }
            let default = self.edge()?;
            Terminator::Switch {
                value,
                cases,
                default,
            }
        } else if self.eat("return") {
            Terminator::Return(self.value_if()?)
        } else if self.eat("throw") {
            let exception = self.value()?;
            let unwind = self.unwind()?;
            Terminator::Throw {
                exception,
                unwind,
                origin: self.origin()?,
            }
        } else if self.eat("deopt") {
            Terminator::Deopt {
                reason: self.reason()?,
                state: self.entity()?,
                origin: self.origin()?,
            }
        } else {
            return Ok(None);
        }))
    }

    fn unwind(&mut self) -> Parsed<Option<Edge>> {
        match self.eat("unwind") {
            true => Ok(Some(self.edge()?)),
            false => Ok(None),
        }
    }

    fn reason(&mut self) -> Parsed<DeoptReason> {
        let word = self.word()?;
        DeoptReason::from_text(&word).ok_or_else(|| format!("{word:?} is no reason"))
    }

    fn instruction(&mut self) -> Parsed<super::entities::Inst> {
        let result = self.value_if()?;
        if result.is_some() {
            self.expect("=")?;
        }
        let name = self.word()?;
        let op = Op::from_text(&name).ok_or_else(|| format!("{name:?} is no operation"))?;
        let ty = match op.row().types.is_empty() {
            true => None,
            false => {
                self.expect(".")?;
                Some(self.ty()?)
            }
        };
        let immediate = self.immediate(op.row().immediate, ty)?;
        let mut args = Vec::new();
        while let Some(value) = self.value_if()? {
            args.push(value);
            if !self.eat(",") {
                break;
            }
        }
        let state = match self.eat("state") {
            true => Some(self.entity()?),
            false => None,
        };
        let unwind = self.unwind()?;
        let data = InstData {
            op,
            ty,
            args,
            immediate,
            state,
            unwind,
            result,
            origin: self.origin()?,
        };
        let expected = self.function.result_type(&data);
        let inst = super::entities::Inst::from_index(self.function.insts.len());
        match (result, expected) {
            (Some(value), Some(ty)) => self.define(value, ty, Definition::Result(inst))?,
            (None, None) => {}
            (Some(value), None) => return Err(format!("{name} has no result for {value}")),
            (None, Some(ty)) => return Err(format!("{name} has a result of type {ty}")),
        }
        self.function.insts.push(data);
        Ok(inst)
    }

    fn immediate(&mut self, kind: ImmediateKind, ty: Option<Type>) -> Parsed<Immediate> {
        Ok(match kind {
            ImmediateKind::None => Immediate::None,
            ImmediateKind::Bits => Immediate::Bits(self.constant(ty.unwrap_or(Type::Long))?),
            ImmediateKind::Condition => {
                let word = self.word()?;
                let found = Condition::from_text(&word);
                Immediate::Condition(found.ok_or_else(|| format!("{word:?} is no condition"))?)
            }
            ImmediateKind::Nan => Immediate::Nan(self.number()?),
            ImmediateKind::Element => Immediate::Element(self.element()?),
            ImmediateKind::Field => Immediate::Field(self.entity()?),
            ImmediateKind::Class => Immediate::Class(self.entity()?),
            ImmediateKind::Method => Immediate::Method(self.entity()?),
            ImmediateKind::Oop => Immediate::Oop(self.entity()?),
            ImmediateKind::Site => Immediate::Site(self.entity()?),
            ImmediateKind::Reason => Immediate::Reason(self.reason()?),
            ImmediateKind::Exception => {
                let word = self.word()?;
                let mut all = ImplicitException::ALL.iter().copied();
                let found = all.find(|exception| format!("{exception:?}") == word);
                Immediate::Exception(found.ok_or_else(|| format!("{word:?} is no exception"))?)
            }
            ImmediateKind::Ordering => {
                let word = self.word()?;
                let found = Ordering::from_text(&word);
                Immediate::Ordering(found.ok_or_else(|| format!("{word:?} is no ordering"))?)
            }
        })
    }

    fn constant(&mut self, ty: Type) -> Parsed<u64> {
        self.skip_space();
        if let Some(rest) = self.rest.strip_prefix("0x") {
            self.rest = rest;
            let digits = self.take_while(|c| c.is_ascii_hexdigit());
            return u64::from_str_radix(digits, 16).map_err(|error| error.to_string());
        }
        Ok(match ty {
            Type::Int => self.number::<i32>()? as u32 as u64,
            Type::Long => self.number::<i64>()? as u64,
            Type::Float => self.number::<f32>()?.to_bits().into(),
            Type::Double => self.number::<f64>()?.to_bits(),
            Type::Ref => {
                self.expect("null")?;
                0
            }
        })
    }
}
