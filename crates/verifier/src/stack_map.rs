//! StackMapTable (JVMS 4.7.4) read into frames, and the current frame matched against them (JVMS 4.10.1.4).
//!
//! The frames of a method lie in one arena of slots, reused from method to method; a frame that keeps its predecessor's
//! locals shares them. Errors come in the order of the table, before any instruction is looked at.

use crate::error::ErrorKind;
use crate::hierarchy::Hierarchy;
use crate::method::{Checked, INSTRUCTION_NEW, Verifier};
use crate::report::{Origin, Reason, View};
use crate::types::{Type, Want};

/// Bound on the slots of one method's frames: far above any real method's, below what would exhaust memory.
const MAX_SLOTS: usize = 1 << 26;

/// One frame: ranges of the arena.
#[derive(Clone, Copy, Default)]
pub(crate) struct MapFrame {
    pub(crate) bci: u32,
    this_uninitialized: bool,
    locals: (u32, u32),
    stack: (u32, u32),
}

/// All frames of a method, by ascending bci.
#[derive(Default)]
pub(crate) struct StackMap {
    pub(crate) frames: Vec<MapFrame>,
    slots: Vec<Type>,
}

impl StackMap {
    fn slice(&self, (start, end): (u32, u32)) -> &[Type] {
        &self.slots[start as usize..end as usize]
    }

    pub(crate) fn view(&self, frame: &MapFrame) -> View<'_> {
        View {
            bci: frame.bci,
            this_uninitialized: frame.this_uninitialized,
            locals: self.slice(frame.locals),
            stack: self.slice(frame.stack),
        }
    }

    fn end(&self) -> u32 {
        self.slots.len() as u32
    }

    /// Index of the frame at `bci`.
    pub(crate) fn find(&self, bci: i32) -> Option<usize> {
        let bci = u32::try_from(bci).ok()?;
        self.frames
            .binary_search_by_key(&bci, |frame| frame.bci)
            .ok()
    }
}

/// What is left of the attribute.
struct Reader<'a> {
    rest: &'a [u8],
}

impl Reader<'_> {
    fn u1(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn u2(&mut self) -> Option<u16> {
        let (first, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(u16::from_be_bytes(*first))
    }
}

impl<'a, H: Hierarchy + ?Sized> Verifier<'_, 'a, H> {
    fn malformed<T>(&self, what: &'static str) -> Checked<T, H> {
        self.fail_format(ErrorKind::StackMapFormat { what })
    }

    fn needed<T>(&self, read: Option<T>) -> Checked<T, H> {
        match read {
            Some(value) => Ok(value),
            None => self.malformed("access beyond the end of attribute"),
        }
    }

    /// Reads the method's table; the current frame holds the arguments.
    pub(crate) fn read_stack_map(&mut self) -> Checked<(), H> {
        self.map.frames.clear();
        self.map.slots.clear();
        let Some(bytes) = self.stack_map_bytes else {
            return Ok(());
        };
        let mut reader = Reader { rest: bytes };
        let count = self.needed(reader.u2())?;
        self.map.slots.extend_from_slice(self.frame.live_locals());
        let mut previous = MapFrame {
            bci: 0,
            this_uninitialized: self.frame.this_uninitialized,
            locals: (0, self.map.end()),
            stack: (0, 0),
        };
        for index in 0..count {
            let mut frame = self.read_frame(&mut reader, previous)?;
            if index > 0 {
                frame.bci += previous.bci + 1;
            }
            if !self.is_instruction(frame.bci) {
                let view = Some(self.map.view(&frame));
                let kind = ErrorKind::StackMapOffset {};
                // Located at the method's start.
                return self.fail_in(kind, 0, Reason::MapInvalid, view);
            }
            self.map.frames.push(frame);
            previous = frame;
        }
        if reader.rest.is_empty() {
            Ok(())
        } else {
            self.malformed("wrong attribute size")
        }
    }

    /// One entry; its bci is the delta still.
    fn read_frame(&mut self, reader: &mut Reader<'_>, previous: MapFrame) -> Checked<MapFrame, H> {
        let end = self.map.end();
        let mut frame = MapFrame {
            stack: (end, end),
            ..previous
        };
        let kind = self.needed(reader.u1())?;
        frame.bci = match kind {
            0..=127 => u32::from(kind & 63),
            _ => u32::from(self.needed(reader.u2())?),
        };
        match kind {
            0..=63 | 251 => {}
            64..=127 | 247 => {
                self.read_types(reader, 1, None)?;
                frame.stack.1 = self.map.end();
                self.check_size(frame.stack, self.code.max_stack)?;
            }
            128..=246 => return self.malformed("reserved frame type"),
            248..=250 => {
                frame.locals.1 = self.chop(previous.locals, 251 - kind)?;
                self.check_size(frame.locals, self.code.max_locals)?;
                frame.this_uninitialized = self
                    .map
                    .slice(frame.locals)
                    .contains(&Type::UninitializedThis);
            }
            252..=254 => {
                // In place where nothing follows the locals it adds to.
                let (mut start, stop) = previous.locals;
                if stop != end {
                    self.map
                        .slots
                        .extend_from_within(start as usize..stop as usize);
                    start = end;
                }
                let flag = Some(&mut frame.this_uninitialized);
                self.read_types(reader, u16::from(kind - 251), flag)?;
                frame.locals = (start, self.map.end());
                frame.stack = (frame.locals.1, frame.locals.1);
                self.check_size(frame.locals, self.code.max_locals)?;
            }
            255 => {
                frame.this_uninitialized = false;
                let locals = self.needed(reader.u2())?;
                self.read_types(reader, locals, Some(&mut frame.this_uninitialized))?;
                frame.locals = (end, self.map.end());
                self.check_size(frame.locals, self.code.max_locals)?;
                let stack = self.needed(reader.u2())?;
                self.read_types(reader, stack, None)?;
                frame.stack = (frame.locals.1, self.map.end());
                self.check_size(frame.stack, self.code.max_stack)?;
            }
        }
        Ok(frame)
    }

    fn check_size(&self, (start, end): (u32, u32), max: u16) -> Checked<(), H> {
        if end - start > u32::from(max) || self.map.slots.len() > MAX_SLOTS {
            return self.fail_format(ErrorKind::StackMapSizes {});
        }
        Ok(())
    }

    /// The end of the locals with the last `count` values taken off.
    fn chop(&self, (start, mut end): (u32, u32), count: u8) -> Checked<u32, H> {
        for _ in 0..count {
            let top = self.map.slice((start, end)).last();
            let Some(top) = top else {
                return self.fail_format(ErrorKind::StackMapSizes {});
            };
            end -= if top.is_second() { 2 } else { 1 };
        }
        Ok(end)
    }

    /// Appends `count` types to the arena, sets the flag if one of them is an uninitialized `this`.
    fn read_types(
        &mut self,
        reader: &mut Reader<'_>,
        count: u16,
        mut flag: Option<&mut bool>,
    ) -> Checked<(), H> {
        for _ in 0..count {
            let read = self.read_type(reader)?;
            if read == Type::UninitializedThis
                && let Some(flag) = &mut flag
            {
                **flag = true;
            }
            self.map.slots.push(read);
            self.map.slots.extend(read.second());
        }
        Ok(())
    }

    fn read_type(&mut self, reader: &mut Reader<'_>) -> Checked<Type, H> {
        Ok(match self.needed(reader.u1())? {
            0 => Type::Top,
            1 => Type::Integer,
            2 => Type::Float,
            3 => Type::Double,
            4 => Type::Long,
            5 => Type::Null,
            6 => Type::UninitializedThis,
            7 => {
                let index = self.needed(reader.u2())?;
                match self.class_type(index) {
                    Some(class) => class,
                    None => return self.malformed("bad class index"),
                }
            }
            8 => {
                let bci = self.needed(reader.u2())?;
                if self.instructions.get(usize::from(bci)) != Some(&INSTRUCTION_NEW) {
                    return self.fail_format(ErrorKind::StackMapUninitialized {});
                }
                Type::Uninitialized(bci)
            }
            _ => return self.malformed("bad verification type"),
        })
    }

    /// The current frame becomes frame `index`.
    pub(crate) fn assume_map(&mut self, index: usize) {
        let frame = self.map.frames[index];
        self.frame.assume(
            self.map.slice(frame.locals),
            self.map.slice(frame.stack),
            frame.this_uninitialized,
        );
    }

    /// The current frame must fit frame `index`, which is the one at the next instruction or a branch target.
    pub(crate) fn match_map(&mut self, index: usize, kind: ErrorKind) -> Checked<(), H> {
        let flag = self.frame.this_uninitialized;
        match self.mismatch(index, flag, None)? {
            None => Ok(()),
            Some(reason) => self.fail_match(kind, index, reason, self.frame.view()),
        }
    }

    /// The current locals, and `thrown` alone on the stack, must fit the frame at the handler.
    pub(crate) fn match_handler(
        &mut self,
        handler: u16,
        thrown: Type,
        this_uninitialized: bool,
    ) -> Checked<(), H> {
        if self.code.max_stack == 0 {
            let view = View {
                this_uninitialized,
                stack: &[],
                ..self.frame.view()
            };
            let kind = ErrorKind::StackOverflow {};
            return self.fail_in(kind, self.frame.bci, Reason::Overflow, Some(view));
        }
        let index = self.map_at(i32::from(handler))?;
        match self.mismatch(index, this_uninitialized, Some(thrown))? {
            None => Ok(()),
            Some(reason) => {
                let view = View {
                    this_uninitialized,
                    stack: &[thrown],
                    ..self.frame.view()
                };
                let kind = ErrorKind::MapMismatchAtHandler { bci: handler };
                self.fail_match(kind, index, reason, view)
            }
        }
    }

    #[cold]
    fn fail_match(
        &self,
        kind: ErrorKind,
        index: usize,
        reason: Reason,
        current: View<'_>,
    ) -> Checked<(), H> {
        let frame = &self.map.frames[index];
        let map = Some(self.map.view(frame));
        let bci = match reason {
            Reason::StackSize => self.frame.bci,
            _ => frame.bci,
        };
        self.fail(kind, bci, reason, Some(current), map)
    }

    /// Index of the frame at a branch target or handler.
    pub(crate) fn map_at(&self, bci: i32) -> Checked<usize, H> {
        match self.map.find(bci) {
            Some(index) => Ok(index),
            None => self.fail_in(
                ErrorKind::MapExpectedAtTarget { bci },
                self.frame.bci,
                Reason::MapMissing,
                None,
            ),
        }
    }

    /// Why the current frame, or the frame a handler would start with, does not fit frame `index`.
    fn mismatch(
        &mut self,
        index: usize,
        this_uninitialized: bool,
        thrown: Option<Type>,
    ) -> Checked<Option<Reason>, H> {
        let frame = self.map.frames[index];
        let stack_size = (frame.stack.1 - frame.stack.0) as usize;
        let own_stack_size = match thrown {
            Some(_) => 1,
            None => self.frame.stack_size,
        };
        if stack_size != own_stack_size {
            return Ok(Some(Reason::StackSize));
        }
        for at in 0..(frame.locals.1 - frame.locals.0) as usize {
            let to = self.map.slots[frame.locals.0 as usize + at];
            let from = self.frame.locals[at];
            if to != from && !self.is_assignable(to, from)? {
                return Ok(Some(Reason::WrongType {
                    actual: (Want::Is(from), Origin::Local(at)),
                    expected: Some((Want::Is(to), Origin::MapLocal(at))),
                }));
            }
        }
        for at in 0..stack_size {
            let to = self.map.slots[frame.stack.0 as usize + at];
            let from = thrown.unwrap_or_else(|| self.frame.stack[at]);
            if to != from && !self.is_assignable(to, from)? {
                return Ok(Some(Reason::WrongType {
                    actual: (Want::Is(from), Origin::Stack(at)),
                    expected: Some((Want::Is(to), Origin::MapStack(at))),
                }));
            }
        }
        if this_uninitialized && !frame.this_uninitialized {
            return Ok(Some(Reason::FlagsMismatch));
        }
        Ok(None)
    }
}
