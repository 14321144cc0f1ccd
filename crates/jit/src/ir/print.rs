//! The text form of a function. Deterministic: no addresses, no [`super::function::Key`]. `parse.rs` reads it back.
//!
//! A line of a block: `[v =] operation[.T] [immediate] [operands] [state s] [unwind edge] @frame:bci`.
//! Read next: `parse.rs`.

use std::fmt::{self, Display, Formatter, Write};

use abi::ElementKind;

use super::entities::{Block, Entity, Inst, State, Value};
use super::function::{Edge, FrameState, Function, Immediate, Origin, StateMode, Terminator};
use super::types::Type;

/// Names of element kinds in the text form.
pub(super) const ELEMENTS: [(ElementKind, &str); 9] = [
    (ElementKind::Boolean, "boolean"),
    (ElementKind::Char, "char"),
    (ElementKind::Float, "float"),
    (ElementKind::Double, "double"),
    (ElementKind::Byte, "byte"),
    (ElementKind::Short, "short"),
    (ElementKind::Int, "int"),
    (ElementKind::Long, "long"),
    (ElementKind::Reference, "ref"),
];

fn element(kind: ElementKind) -> &'static str {
    ELEMENTS
        .iter()
        .find(|(known, _)| *known == kind)
        .map_or("?", |(_, text)| text)
}

impl Display for Function {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "function {:?} {{", self.name)?;
        self.write_tables(f)?;
        for (block, data) in self.blocks.iter() {
            if data.end.is_some() {
                self.write_block(f, block)?;
            }
        }
        writeln!(f, "}}")
    }
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Display::fmt(self, f)
    }
}

impl Function {
    fn write_tables(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(osr) = &self.osr {
            write!(f, "  osr @{} registers", osr.bci)?;
            write_list(f, &osr.registers, i32::to_string)?;
            writeln!(f)?;
        }
        for (class, data) in self.classes.iter() {
            write!(f, "  class {class} {:?}", data.name)?;
            if data.shape.size != 0 {
                write!(f, " size {}", data.shape.size)?;
            }
            if let Some(kind) = data.shape.element {
                write!(f, " of {}", element(kind))?;
            }
            if let Some(depth) = data.shape.depth {
                write!(f, " depth {depth}")?;
            }
            writeln!(f)?;
        }
        for (method, data) in self.methods.iter() {
            write!(f, "  method {method} {:?} ", data.name)?;
            write_signature(f, &data.params, data.result)?;
            if data.vtable_index != 0 {
                write!(f, " vtable {}", data.vtable_index)?;
            }
            writeln!(f, "{}", if data.leaf.is_some() { " leaf" } else { "" })?;
        }
        for (field, data) in self.fields.iter() {
            write!(f, "  field {field} {:?} ", data.name)?;
            write!(f, "{} +{}", element(data.kind), data.offset)?;
            writeln!(f, "{}", if data.is_volatile { " volatile" } else { "" })?;
        }
        for (oop, data) in self.oops.iter() {
            writeln!(f, "  oop {oop} {:?}", data.text)?;
        }
        for (site, data) in self.sites.iter() {
            write!(f, "  site {site} {:?} ", data.name)?;
            write!(f, "{}#{} ", data.class, data.cp_index)?;
            write_signature(f, &data.params, data.result)?;
            if data.has_receiver {
                write!(f, " receiver")?;
            }
            let appendix = if data.has_appendix { " appendix" } else { "" };
            writeln!(f, "{appendix}")?;
        }
        for (frame, data) in self.frames.iter() {
            write!(f, "  frame {frame} {}", data.method)?;
            if let Some(caller) = data.caller {
                write!(f, " {caller}")?;
            }
            if let Some(receiver) = data.receiver {
                write!(f, " this {receiver}")?;
            }
            writeln!(f)?;
        }
        for (state, data) in self.states.iter() {
            write_state(f, state, data)?;
        }
        Ok(())
    }

    fn write_block(&self, f: &mut Formatter<'_>, block: Block) -> fmt::Result {
        let data = &self.blocks[block];
        write!(f, "\n{block}")?;
        if !data.params.is_empty() {
            write_list(f, &data.params, |value| {
                format!("{value}: {}", self.type_of(*value))
            })?;
        }
        writeln!(f, ":")?;
        for inst in &data.insts {
            writeln!(f, "  {}", self.display_inst(*inst))?;
        }
        if let Some(end) = &data.end {
            writeln!(f, "  {end}")?;
        }
        Ok(())
    }

    /// One instruction as it stands in the text form.
    pub fn display_inst(&self, inst: Inst) -> impl Display + '_ {
        DisplayInst(self, inst)
    }
}

struct DisplayInst<'f>(&'f Function, Inst);

impl Display for DisplayInst<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let data = &self.0.insts[self.1];
        if let Some(result) = data.result {
            write!(f, "{result} = ")?;
        }
        f.write_str(data.op.row().text)?;
        if let Some(ty) = data.ty {
            write!(f, ".{ty}")?;
        }
        write_immediate(f, data.immediate, data.ty)?;
        for (index, arg) in data.args.iter().enumerate() {
            write!(f, "{} {arg}", if index == 0 { "" } else { "," })?;
        }
        if let Some(state) = data.state {
            write!(f, " state {state}")?;
        }
        if let Some(edge) = &data.unwind {
            write!(f, " unwind {edge}")?;
        }
        write!(f, " {}", data.origin)
    }
}

fn write_immediate(f: &mut Formatter<'_>, immediate: Immediate, ty: Option<Type>) -> fmt::Result {
    match immediate {
        Immediate::None => Ok(()),
        Immediate::Bits(bits) => {
            f.write_char(' ')?;
            write_constant(f, bits, ty.unwrap_or(Type::Long))
        }
        Immediate::Condition(condition) => write!(f, " {}", condition.text()),
        Immediate::Nan(nan) => write!(f, " {nan}"),
        Immediate::Element(kind) => write!(f, " {}", element(kind)),
        Immediate::Field(field) => write!(f, " {field}"),
        Immediate::Class(class) => write!(f, " {class}"),
        Immediate::Method(method) => write!(f, " {method}"),
        Immediate::Oop(oop) => write!(f, " {oop}"),
        Immediate::Site(site) => write!(f, " {site}"),
        Immediate::Reason(reason) => write!(f, " {}", reason.text()),
        Immediate::Exception(exception) => write!(f, " {exception:?}"),
        Immediate::Ordering(ordering) => write!(f, " {}", ordering.text()),
    }
}

/// Floating point as the shortest decimal that reads back, NaNs as their bits.
fn write_constant(f: &mut Formatter<'_>, bits: u64, ty: Type) -> fmt::Result {
    match ty {
        Type::Int => write!(f, "{}", bits as i32),
        Type::Long => write!(f, "{}", bits as i64),
        Type::Float if f32::from_bits(bits as u32).is_nan() => write!(f, "{bits:#x}"),
        Type::Float => write!(f, "{:?}", f32::from_bits(bits as u32)),
        Type::Double if f64::from_bits(bits).is_nan() => write!(f, "{bits:#x}"),
        Type::Double => write!(f, "{:?}", f64::from_bits(bits)),
        Type::Ref => f.write_str("null"),
    }
}

fn write_signature(f: &mut Formatter<'_>, params: &[Type], result: Option<Type>) -> fmt::Result {
    f.write_char('(')?;
    for (index, ty) in params.iter().enumerate() {
        write!(f, "{}{ty}", if index == 0 { "" } else { " " })?;
    }
    match result {
        Some(ty) => write!(f, ") -> {ty}"),
        None => write!(f, ") -> -"),
    }
}

fn write_state(f: &mut Formatter<'_>, state: State, data: &FrameState) -> fmt::Result {
    let mode = match data.mode {
        StateMode::Before => "before",
        StateMode::After => "after",
    };
    write!(f, "  state {state} {}@{} {mode}", data.frame, data.bci)?;
    write!(f, " locals ")?;
    write_slots(f, &data.locals)?;
    write!(f, " stack ")?;
    write_slots(f, &data.stack)?;
    if !data.locks.is_empty() {
        let locks: Vec<_> = data.locks.iter().copied().map(Some).collect();
        write!(f, " locks ")?;
        write_slots(f, &locks)?;
    }
    if let Some(outer) = data.outer {
        write!(f, " outer {outer}")?;
    }
    writeln!(f)
}

fn write_slots(f: &mut Formatter<'_>, slots: &[Option<Value>]) -> fmt::Result {
    f.write_char('[')?;
    for (index, slot) in slots.iter().enumerate() {
        f.write_str(if index == 0 { "" } else { " " })?;
        match slot {
            Some(value) => write!(f, "{value}")?,
            None => f.write_char('-')?,
        }
    }
    f.write_char(']')
}

fn write_list<T>(f: &mut Formatter<'_>, rows: &[T], text: impl Fn(&T) -> String) -> fmt::Result {
    let texts: Vec<String> = rows.iter().map(text).collect();
    write!(f, "({})", texts.join(", "))
}

impl Display for Origin {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "@{}:{}", self.frame.index(), self.bci)
    }
}

impl Display for Edge {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.block)?;
        match self.args.is_empty() {
            true => Ok(()),
            false => write_list(f, &self.args, Value::to_string),
        }
    }
}

impl Display for Terminator {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Terminator::Jump(edge) => write!(f, "jump {edge}"),
            Terminator::Branch {
                condition,
                then,
                otherwise,
            } => write!(f, "branch {condition}, {then}, {otherwise}"),
            Terminator::Switch {
                value,
                cases,
                default,
            } => {
                write!(f, "switch {value} [")?;
                for (index, (key, edge)) in cases.iter().enumerate() {
                    write!(f, "{}{key}: {edge}", if index == 0 { "" } else { ", " })?;
                }
                write!(f, "] {default}")
            }
            Terminator::Return(None) => write!(f, "return"),
            Terminator::Return(Some(value)) => write!(f, "return {value}"),
            Terminator::Throw {
                exception,
                unwind,
                origin,
            } => {
                write!(f, "throw {exception}")?;
                if let Some(edge) = unwind {
                    write!(f, " unwind {edge}")?;
                }
                write!(f, " {origin}")
            }
            Terminator::Deopt {
                reason,
                state,
                origin,
            } => {
                write!(f, "deopt {} {state} {origin}", reason.text())
            }
        }
    }
}
