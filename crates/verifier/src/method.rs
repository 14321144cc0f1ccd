//! One method: its tables checked, then one walk over its code in which every instruction changes the current frame.
//!
//! The walk (JVMS 4.10.1.6): where the StackMapTable has a frame it is matched (if control falls in from above) and taken over;
//! the instruction's transfer function checks operands and matches the frames at its targets; inside a try block the locals
//! must fit the handler's frame at every instruction.
//!
//! A [`Verifier`] serves all methods of a class: names, types of constants and the storage of frames are kept.
//! Read next: `transfer/mod.rs`, `stack_map.rs`.

use bytecode::{Category, Insn, Opcode, decode_at};
use classfile::{
    BasicType, ClassFile, Code, CpTag, FieldType, MethodDescriptor, MethodInfo, access,
};

use crate::assign::KNOWN_SUBTYPES;
use crate::error::{ErrorKind, VerifyFailure};
use crate::frame::Frame;
use crate::hierarchy::Hierarchy;
use crate::names::{NameId, Names};
use crate::report::{Origin, Reason};
use crate::reserved;
use crate::stack_map::StackMap;
use crate::types::{Type, Want};

pub(crate) type Checked<T, H> = Result<T, VerifyFailure<<H as Hierarchy>::Error>>;

/// In [`Verifier::instructions`]: no instruction starts here, one does, a `new` does.
const NO_INSTRUCTION: u8 = 0;
const INSTRUCTION: u8 = 1;
pub(crate) const INSTRUCTION_NEW: u8 = 2;

/// Types of a method descriptor: a range of [`Verifier::signature_types`], argument slots first, then the result's slots.
#[derive(Clone, Copy)]
pub(crate) struct Signature {
    start: u32,
    end: u32,
    pub(crate) argument_slots: u32,
}

/// See the module's text.
pub(crate) struct Verifier<'v, 'a, H: ?Sized> {
    pub(crate) class: &'v ClassFile<'a>,
    pub(crate) hierarchy: &'v mut H,
    pub(crate) names: Names<'a>,
    pub(crate) this_type: Type,
    /// By constant-pool index; `Top` where not asked for yet.
    class_types: Vec<Type>,
    /// By index of the descriptor's Utf8 entry.
    signatures: Vec<Option<Signature>>,
    signature_types: Vec<Type>,
    /// Pairs of a class and a subclass, or interface and object, that the hierarchy has said yes to.
    pub(crate) known_subtypes: [Option<(NameId, NameId)>; KNOWN_SUBTYPES],

    // Of the current method.
    pub(crate) method_name: &'a [u8],
    pub(crate) method_descriptor: &'a [u8],
    pub(crate) code: Code<'a>,
    pub(crate) stack_map_bytes: Option<&'a [u8]>,
    /// Result of the method; `Top` if there is none.
    pub(crate) return_type: Type,
    /// One byte per bci, see [`INSTRUCTION`].
    pub(crate) instructions: Vec<u8>,
    pub(crate) frame: Frame,
    pub(crate) map: StackMap,
    /// The range of bcis that handlers cover, to skip the search elsewhere.
    try_range: (u32, u32),
    /// Per handler: the version of the locals it was last matched with.
    handlers_seen: Vec<u32>,
}

impl<'v, 'a, H: Hierarchy + ?Sized> Verifier<'v, 'a, H> {
    /// `None` if the class has no code to verify.
    pub(crate) fn new(
        class: &'v ClassFile<'a>,
        hierarchy: &'v mut H,
    ) -> Option<Verifier<'v, 'a, H>> {
        let code = class.methods.iter().find_map(|method| class.code(method))?;
        let mut names = Names::new();
        let this_type = Type::Object(names.intern(class.name()));
        Some(Verifier {
            class,
            hierarchy,
            names,
            this_type,
            class_types: Vec::new(),
            signatures: Vec::new(),
            signature_types: Vec::new(),
            known_subtypes: [None; KNOWN_SUBTYPES],
            method_name: b"",
            method_descriptor: b"",
            code,
            stack_map_bytes: None,
            return_type: Type::Top,
            instructions: Vec::new(),
            frame: Frame::default(),
            map: StackMap::default(),
            try_range: (0, 0),
            handlers_seen: Vec::new(),
        })
    }

    /// Verifies a method; those without code are fine.
    pub(crate) fn verify_method(&mut self, method: &MethodInfo) -> Checked<(), H> {
        let Some(code) = self.class.code(method) else {
            return Ok(());
        };
        self.code = code;
        self.method_name = self.class.utf8(method.name_index);
        self.method_descriptor = self.class.utf8(method.descriptor_index);
        self.stack_map_bytes = code.stack_map_table(&self.class.pool);
        self.enter(method)?;
        self.scan()?;
        self.check_exception_table()?;
        self.check_local_variables()?;
        self.read_stack_map()?;
        self.walk()
    }

    /// The frame at the method's entry: receiver and arguments.
    fn enter(&mut self, method: &MethodInfo) -> Checked<(), H> {
        self.frame.reset(self.code.max_locals, self.code.max_stack);
        let mut local = 0;
        if method.access_flags & access::STATIC == 0 {
            let is_constructor = self.is_constructor() && self.this_type != Type::OBJECT;
            self.frame.this_uninitialized = is_constructor;
            let this = if is_constructor {
                Type::UninitializedThis
            } else {
                self.this_type
            };
            self.set_local(0, this)?;
            local = 1;
        }
        let signature = self.signature(method.descriptor_index)?;
        for at in 0..signature.argument_slots {
            let argument = self.signature_types[(signature.start + at) as usize];
            if !argument.is_second() {
                self.set_local(local + at, argument)?;
            }
        }
        self.return_type = MethodDescriptor::parse(self.method_descriptor)
            .map_or(Type::Top, |descriptor| {
                self.field_type(descriptor.return_type())
            });
        Ok(())
    }

    pub(crate) fn is_constructor(&self) -> bool {
        self.method_name == b"<init>"
    }

    /// Finds where instructions start.
    fn scan(&mut self) -> Checked<(), H> {
        let code = self.code.code;
        self.instructions.clear();
        self.instructions.resize(code.len(), NO_INSTRUCTION);
        let mut bci = 0;
        while (bci as usize) < code.len() {
            self.frame.bci = bci;
            let (mark, next) = match decode_at(code, bci) {
                Ok(insn) if is_switch_cut_off(&insn, code) => {
                    return self.bad_code(ErrorKind::BadInstruction {});
                }
                Ok(insn) if insn.opcode == Opcode::New => (INSTRUCTION_NEW, insn.next),
                Ok(insn) => (INSTRUCTION, insn.next),
                Err(_) => match reserved::length(code, bci) {
                    Some(length) => (INSTRUCTION, bci + length),
                    None => return self.bad_code(ErrorKind::BadInstruction {}),
                },
            };
            self.instructions[bci as usize] = mark;
            bci = next;
        }
        Ok(())
    }

    pub(crate) fn is_instruction(&self, bci: u32) -> bool {
        self.instructions
            .get(bci as usize)
            .is_some_and(|mark| *mark != NO_INSTRUCTION)
    }

    fn check_exception_table(&mut self) -> Checked<(), H> {
        let length = self.code.code.len() as u32;
        self.try_range = (length, 0);
        self.handlers_seen.clear();
        for entry in self.code.exception_table.iter() {
            if !self.is_instruction(u32::from(entry.start)) {
                return self.fail_format(ErrorKind::HandlerStart { bci: entry.start });
            }
            if u32::from(entry.end) != length && !self.is_instruction(u32::from(entry.end)) {
                return self.fail_format(ErrorKind::HandlerEnd { bci: entry.end });
            }
            if !self.is_instruction(u32::from(entry.handler)) {
                return self.fail_format(ErrorKind::HandlerTarget { bci: entry.handler });
            }
            if entry.catch_type != 0 {
                let caught = self.class_type(entry.catch_type).unwrap_or(Type::Top);
                if !self.is_assignable(Type::THROWABLE, caught)? {
                    let reason = Reason::WrongType {
                        actual: (Want::Is(caught), Origin::Pool(entry.catch_type)),
                        expected: Some((Want::Is(Type::THROWABLE), Origin::Nowhere)),
                    };
                    let kind = ErrorKind::CatchType { bci: entry.handler };
                    return self.fail_in(kind, u32::from(entry.handler), reason, None);
                }
            }
            self.try_range.0 = self.try_range.0.min(u32::from(entry.start));
            self.try_range.1 = self.try_range.1.max(u32::from(entry.end));
            self.handlers_seen.push(u32::MAX);
        }
        Ok(())
    }

    fn check_local_variables(&mut self) -> Checked<(), H> {
        let length = self.code.code.len() as u32;
        for variable in self.code.local_variables(&self.class.pool) {
            let end = u32::from(variable.start) + u32::from(variable.length);
            if !self.is_instruction(u32::from(variable.start)) {
                let kind = ErrorKind::VariableStart {
                    bci: variable.start,
                };
                return self.fail_format(kind);
            }
            if end != length && !self.is_instruction(end) {
                let kind = ErrorKind::VariableLength {
                    length: variable.length,
                };
                return self.fail_format(kind);
            }
        }
        Ok(())
    }

    /// The walk over the code; see the module's text.
    fn walk(&mut self) -> Checked<(), H> {
        let code = self.code.code;
        let (mut bci, mut next_map, mut falls_in) = (0, 0, true);
        while (bci as usize) < code.len() {
            self.frame.begin(bci);
            if self.enter_map(next_map, bci, falls_in)? {
                next_map += 1;
                self.frame.begin(bci);
            }
            let Ok(insn) = decode_at(code, bci) else {
                let opcode = code[bci as usize];
                return self.bad_code(ErrorKind::BadOpcode { opcode });
            };
            let in_try = self.is_in_try(bci);
            let is_store =
                insn.opcode.category() == Category::Loads && insn.opcode >= Opcode::Istore;
            if in_try && is_store {
                self.match_handlers(bci, self.frame.this_uninitialized)?;
            }
            let was_uninitialized = self.frame.this_uninitialized;
            self.transfer(&insn)?;
            if in_try && !is_store {
                // Also after the call that initializes `this` a handler finds it uninitialized.
                self.match_handlers(bci, was_uninitialized)?;
            }
            falls_in = !insn.opcode.ends_block();
            bci = insn.next;
        }
        if falls_in {
            self.frame.bci = bci;
            return self.bad_code(ErrorKind::FallsThrough {});
        }
        Ok(())
    }

    /// Takes over the frame of the StackMapTable at `bci`, if it has one there.
    fn enter_map(&mut self, index: usize, bci: u32, falls_in: bool) -> Checked<bool, H> {
        let Some(map_bci) = self.map.frames.get(index).map(|frame| frame.bci) else {
            if falls_in {
                return Ok(false);
            }
            return self.bad_code(ErrorKind::MapExpected {});
        };
        if map_bci > bci {
            if falls_in {
                return Ok(false);
            }
            let kind = ErrorKind::MapExpected {};
            return self.fail_in(kind, bci, Reason::MapMissing, None);
        }
        if map_bci < bci {
            return self.fail_format(ErrorKind::StackMapPassed { bci: map_bci });
        }
        if falls_in {
            self.match_map(index, ErrorKind::MapMismatch {})?;
        }
        self.assume_map(index);
        Ok(true)
    }

    pub(crate) fn is_in_try(&self, bci: u32) -> bool {
        (self.try_range.0..self.try_range.1).contains(&bci)
    }

    /// The current locals must fit every handler that covers `bci`.
    pub(crate) fn match_handlers(&mut self, bci: u32, this_uninitialized: bool) -> Checked<(), H> {
        for (index, entry) in self.code.exception_table.iter().enumerate() {
            if !(u32::from(entry.start)..u32::from(entry.end)).contains(&bci) {
                continue;
            }
            // Both fit 32 bits: a method has fewer than 65,536 instructions, each changing locals a few times at most.
            let seen = 2 * self.frame.locals_version + u32::from(this_uninitialized);
            if self.handlers_seen[index] == seen {
                continue;
            }
            let thrown = match entry.catch_type {
                0 => Type::THROWABLE,
                class => self.class_type(class).unwrap_or(Type::Top),
            };
            self.match_handler(entry.handler, thrown, this_uninitialized)?;
            self.handlers_seen[index] = seen;
        }
        Ok(())
    }

    /// A branch target must exist and have a frame that the current one fits.
    pub(crate) fn branch_to(&mut self, bci: i32) -> Checked<(), H> {
        let index = self.map_at(bci)?;
        self.match_map(index, ErrorKind::MapMismatchAtTarget { bci })
    }

    /// The type a Class entry names.
    pub(crate) fn class_type(&mut self, index: u16) -> Option<Type> {
        if self.class_types.is_empty() {
            self.class_types = vec![Type::Top; self.class.pool.len()];
        }
        let slot = usize::from(index);
        if *self.class_types.get(slot)? == Type::Top {
            let id = self.names.intern(self.class.pool.class_name(index)?);
            self.class_types[slot] = Type::of_class(id, &self.names);
        }
        Some(self.class_types[slot])
    }

    /// A field's or result's type, not widened to int; `Top` for void.
    pub(crate) fn field_type(&mut self, field: FieldType<'a>) -> Type {
        match field.basic_type() {
            BasicType::Object => Type::Object(self.names.intern(field.class_name().unwrap_or(b""))),
            BasicType::Array => Type::Array(self.names.intern(field.descriptor)),
            basic => Type::of_primitive(basic),
        }
    }

    /// The types of the method descriptor in a Utf8 entry.
    pub(crate) fn signature(&mut self, utf8: u16) -> Checked<Signature, H> {
        if self.signatures.is_empty() {
            self.signatures = vec![None; self.class.pool.len()];
        }
        if let Some(Some(signature)) = self.signatures.get(usize::from(utf8)) {
            return Ok(*signature);
        }
        let Some(descriptor) = MethodDescriptor::parse(self.class.utf8(utf8)) else {
            // The parser checks descriptors of all classes that are verified.
            return self.bad_pool_type(utf8);
        };
        let start = self.signature_types.len() as u32;
        for parameter in descriptor.parameters() {
            let parameter = self.field_type(parameter).in_frame();
            self.signature_types.push(parameter);
            self.signature_types.extend(parameter.second());
        }
        let argument_slots = self.signature_types.len() as u32 - start;
        if descriptor.return_type().basic_type() != BasicType::Void {
            let result = self.field_type(descriptor.return_type()).in_frame();
            self.signature_types.push(result);
            self.signature_types.extend(result.second());
        }
        let signature = Signature {
            start,
            end: self.signature_types.len() as u32,
            argument_slots,
        };
        self.signatures[usize::from(utf8)] = Some(signature);
        Ok(signature)
    }

    /// Slot `at` of a signature: arguments, then the result.
    pub(crate) fn signature_slot(&self, signature: Signature, at: u32) -> Type {
        self.signature_types[(signature.start + at) as usize]
    }

    /// Slots of arguments and result together.
    pub(crate) fn signature_slots(&self, signature: Signature) -> u32 {
        signature.end - signature.start
    }

    /// The entry at `index`, an operand, must exist and be of one of these kinds.
    pub(crate) fn check_pool_tag(&self, index: u16, tags: &[CpTag]) -> Checked<CpTag, H> {
        if index == 0 || usize::from(index) >= self.class.pool.len() {
            let class = self.external_class_name();
            return self.fail_in(
                ErrorKind::PoolIndex { index, class },
                self.frame.bci,
                Reason::PoolIndex(index),
                None,
            );
        }
        match self.class.pool.tag(index) {
            Some(tag) if tags.contains(&tag) => Ok(tag),
            _ => self.bad_pool_type(index),
        }
    }

    #[cold]
    pub(crate) fn bad_pool_type<T>(&self, index: u16) -> Checked<T, H> {
        let class = self.external_class_name();
        let kind = ErrorKind::PoolType { index, class };
        self.fail_in(kind, self.frame.bci, Reason::PoolIndex(index), None)
    }

    /// The type that a Class entry, an operand, names.
    pub(crate) fn operand_class(&mut self, index: u16) -> Checked<Type, H> {
        self.check_pool_tag(index, &[CpTag::Class])?;
        match self.class_type(index) {
            Some(class) => Ok(class),
            None => self.bad_pool_type(index),
        }
    }

    /// `this_type`'s own name.
    pub(crate) fn text_of(&self, reference: Type) -> &[u8] {
        match reference {
            Type::Object(id) | Type::Array(id) => self.names.get(id),
            _ => b"",
        }
    }
}

/// HotSpot takes a `lookupswitch` without pairs for cut off where it ends the code.
fn is_switch_cut_off(insn: &Insn, code: &[u8]) -> bool {
    insn.opcode == Opcode::Lookupswitch
        && insn.next as usize == code.len()
        && insn.lookup_switch(code).is_empty()
}
