//! Blocks and their instructions.

use abi::deopt::DeoptReason;
use abi::trap::ImplicitException;

use super::{Parsed, Reader};
use crate::ir::entities::{Entity, Inst};
use crate::ir::function::{BlockData, Definition, Edge, Immediate, InstData, Terminator};
use crate::ir::ops::{Condition, ImmediateKind, Op, Ordering};
use crate::ir::types::Type;

impl Reader<'_> {
    pub(super) fn block(&mut self) -> Parsed<()> {
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

    pub(super) fn terminator(&mut self) -> Parsed<Option<Terminator>> {
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

    pub(super) fn unwind(&mut self) -> Parsed<Option<Edge>> {
        match self.eat("unwind") {
            true => Ok(Some(self.edge()?)),
            false => Ok(None),
        }
    }

    pub(super) fn reason(&mut self) -> Parsed<DeoptReason> {
        let word = self.word()?;
        DeoptReason::from_text(&word).ok_or_else(|| format!("{word:?} is no reason"))
    }

    pub(super) fn instruction(&mut self) -> Parsed<Inst> {
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
        let inst = Inst::from_index(self.function.insts.len());
        match (result, expected) {
            (Some(value), Some(ty)) => self.define(value, ty, Definition::Result(inst))?,
            (None, None) => {}
            (Some(value), None) => return Err(format!("{name} has no result for {value}")),
            (None, Some(ty)) => return Err(format!("{name} has a result of type {ty}")),
        }
        self.function.insts.push(data);
        Ok(inst)
    }

    pub(super) fn immediate(&mut self, kind: ImmediateKind, ty: Option<Type>) -> Parsed<Immediate> {
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

    pub(super) fn constant(&mut self, ty: Type) -> Parsed<u64> {
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
