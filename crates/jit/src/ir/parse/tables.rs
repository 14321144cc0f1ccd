//! Rows of a function's tables: classes, methods, fields, frames, states.

use abi::ElementKind;

use super::{Parsed, Reader};
use crate::ir::entities::{ClassId, FieldId, Frame, MethodId, OopId, SiteId, State, Value};
use crate::ir::function::{
    ClassData, ClassShape, FieldData, FrameData, FrameState, Key, MethodData, OopData, OsrData,
    SiteData, StateMode,
};
use crate::ir::print::ELEMENTS;
use crate::ir::types::Type;

impl Reader<'_> {
    pub(super) fn table_row(&mut self) -> Parsed<bool> {
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
            self.row_name::<ClassId>(self.function.classes.len())?;
            let name = self.string()?;
            let key = Key::default();
            let shape = self.class_shape()?;
            self.function.classes.push(ClassData { name, key, shape });
        } else if self.eat("method") {
            self.row_name::<MethodId>(self.function.methods.len())?;
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
            self.row_name::<FieldId>(self.function.fields.len())?;
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
            self.row_name::<OopId>(self.function.oops.len())?;
            let text = self.string()?;
            let key = Key::default();
            self.function.oops.push(OopData { text, key });
        } else if self.eat("site") {
            self.row_name::<SiteId>(self.function.sites.len())?;
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

    pub(super) fn class_shape(&mut self) -> Parsed<ClassShape> {
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

    pub(super) fn signature(&mut self) -> Parsed<(Vec<Type>, Option<Type>)> {
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

    pub(super) fn state(&mut self) -> Parsed<FrameState> {
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

    pub(super) fn slots(&mut self) -> Parsed<Vec<Option<Value>>> {
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

    pub(super) fn element(&mut self) -> Parsed<ElementKind> {
        let word = self.word()?;
        let found = ELEMENTS.iter().find(|(_, text)| *text == word);
        found
            .map(|(kind, _)| *kind)
            .ok_or_else(|| format!("{word:?} is no kind of element"))
    }
}
