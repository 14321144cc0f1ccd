//! The details under a message: where, why, the frames involved, the code and its tables, in HotSpot's layout.
//!
//! Runs once per failure; nothing here is fast.

use std::fmt::Write;

use bytecode::Opcode;
use classfile::{Code, ErrorClass, FieldType, MethodDescriptor, mutf8};

use crate::error::{ErrorKind, VerifyError, VerifyFailure};
use crate::hierarchy::Hierarchy;
use crate::method::{Checked, Verifier};
use crate::reserved;
use crate::types::{Type, Want};

/// A frame to be shown.
#[derive(Clone, Copy)]
pub(crate) struct View<'s> {
    pub(crate) bci: u32,
    pub(crate) this_uninitialized: bool,
    pub(crate) locals: &'s [Type],
    pub(crate) stack: &'s [Type],
}

/// Where a type came from.
#[derive(Clone, Copy)]
pub(crate) enum Origin {
    Local(usize),
    Stack(usize),
    MapLocal(usize),
    MapStack(usize),
    Pool(u16),
    Signature,
    /// The rule itself.
    Nowhere,
}

/// What the section "Reason" says.
#[derive(Clone, Copy)]
pub(crate) enum Reason {
    BadCode,
    WrongType {
        actual: (Want, Origin),
        expected: Option<(Want, Origin)>,
    },
    FlagsMismatch,
    PoolIndex(u16),
    LocalIndex(u32),
    StackSize,
    Overflow,
    Underflow,
    MapMissing,
    MapInvalid,
}

impl<'a, H: Hierarchy + ?Sized> Verifier<'_, 'a, H> {
    /// Fails at the current instruction, with no frames shown.
    #[cold]
    pub(crate) fn bad_code<T>(&self, kind: ErrorKind) -> Checked<T, H> {
        self.fail_in(kind, self.frame.bci, Reason::BadCode, None)
    }

    /// Fails at `bci`; shows the given frame as the current one.
    #[cold]
    pub(crate) fn fail_in<T>(
        &self,
        kind: ErrorKind,
        bci: u32,
        reason: Reason,
        current: Option<View<'_>>,
    ) -> Checked<T, H> {
        self.fail(kind, bci, reason, current, None)
    }

    /// Fails for a table of the method, or the class file's version: names the method only.
    #[cold]
    pub(crate) fn fail_format<T>(&self, kind: ErrorKind) -> Checked<T, H> {
        let details = match kind {
            // Thrown from inside the reader, which does not know the method.
            ErrorKind::StackMapFormat { .. } => String::new(),
            _ => format!(" in method '{}'", self.external_method_name()),
        };
        Err(VerifyFailure::Verify(Box::new(VerifyError {
            method: self.method_name(),
            bci: None,
            kind,
            details,
        })))
    }

    /// Fails with all sections that there is something to say in.
    #[cold]
    pub(crate) fn fail<T>(
        &self,
        kind: ErrorKind,
        bci: u32,
        reason: Reason,
        current: Option<View<'_>>,
        map: Option<View<'_>>,
    ) -> Checked<T, H> {
        debug_assert_eq!(kind.error_class(), ErrorClass::VerifyError);
        let mut out = String::from("\nException Details:\n  Location:\n");
        let opcode = match self.code.code.get(bci as usize) {
            None => "<invalid>",
            Some(byte) => match Opcode::from_u8(*byte) {
                Some(opcode) => opcode.name(),
                None => reserved::name(*byte),
            },
        };
        let method = self.method_name();
        let _ = writeln!(out, "    {method} @{bci}: {opcode}");
        out.push_str("  Reason:\n    ");
        self.write_reason(reason, &mut out);
        for (title, view) in [("Current", current), ("Stackmap", map)] {
            if let Some(view) = view {
                let _ = writeln!(out, "\n  {title} Frame:");
                self.write_frame(view, &mut out);
                out.pop();
            }
        }
        out.push('\n');
        write_bytes(self.code.code, &mut out);
        write_handlers(&self.code, &mut out);
        if let Some(table) = self.stack_map_bytes {
            write_stack_map(table, &mut out);
        }
        Err(VerifyFailure::Verify(Box::new(VerifyError {
            method,
            bci: Some(bci),
            kind,
            details: out,
        })))
    }

    /// `pkg/Class.name(descriptor)`
    fn method_name(&self) -> String {
        format!(
            "{}.{}{}",
            mutf8::display(self.class.name()),
            mutf8::display(self.method_name),
            mutf8::display(self.method_descriptor)
        )
    }

    /// `int pkg.Class.name(java.lang.String, long)`
    fn external_method_name(&self) -> String {
        let Some(descriptor) = MethodDescriptor::parse(self.method_descriptor) else {
            return self.method_name();
        };
        let parameters: Vec<String> = descriptor.parameters().map(FieldType::java_name).collect();
        format!(
            "{} {}.{}({})",
            descriptor.return_type().java_name(),
            self.external_class_name(),
            mutf8::display(self.method_name),
            parameters.join(", ")
        )
    }

    /// The class's name with dots.
    pub(crate) fn external_class_name(&self) -> String {
        mutf8::decode(self.class.name()).replace('/', ".")
    }

    fn write_reason(&self, reason: Reason, out: &mut String) {
        let text = match reason {
            Reason::BadCode => "Error exists in the bytecode",
            Reason::FlagsMismatch => {
                "Current frame's flags are not assignable to stack map frame's."
            }
            Reason::StackSize => "Current frame's stack size doesn't match stackmap.",
            Reason::Overflow => "Exceeded max stack size.",
            Reason::Underflow => "Attempt to pop empty stack.",
            Reason::MapMissing => "Expected stackmap frame at this location.",
            Reason::MapInvalid => "Invalid stackmap specification.",
            Reason::PoolIndex(index) => {
                let _ = write!(out, "Constant pool index {index} is invalid");
                return;
            }
            Reason::LocalIndex(index) => {
                let _ = write!(out, "Local index {index} is invalid");
                return;
            }
            Reason::WrongType { actual, expected } => {
                out.push_str(match expected {
                    Some(_) => "Type ",
                    None => "Invalid type: ",
                });
                self.write_type(actual, out);
                if let Some(expected) = expected {
                    out.push_str(" is not assignable to ");
                    self.write_type(expected, out);
                }
                return;
            }
        };
        out.push_str(text);
    }

    fn write_type(&self, (shown, origin): (Want, Origin), out: &mut String) {
        shown.write(&self.names, out);
        let _ = match origin {
            Origin::Local(index) => write!(out, " (current frame, locals[{index}])"),
            Origin::Stack(index) => write!(out, " (current frame, stack[{index}])"),
            Origin::MapLocal(index) => write!(out, " (stack map, locals[{index}])"),
            Origin::MapStack(index) => write!(out, " (stack map, stack[{index}])"),
            Origin::Pool(index) => write!(out, " (constant pool {index})"),
            Origin::Signature => write!(out, " (from method signature)"),
            Origin::Nowhere => Ok(()),
        };
    }

    fn write_frame(&self, view: View<'_>, out: &mut String) {
        let flags = if view.this_uninitialized {
            " flagThisUninit"
        } else {
            ""
        };
        let _ = writeln!(out, "    bci: @{}\n    flags: {{{flags} }}", view.bci);
        for (title, slots) in [("locals", view.locals), ("stack", view.stack)] {
            let _ = write!(out, "    {title}: {{ ");
            for (index, slot) in slots.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                slot.write(&self.names, out);
            }
            out.push_str(if slots.is_empty() { "}\n" } else { " }\n" });
        }
    }
}

fn write_bytes(code: &[u8], out: &mut String) {
    out.push_str("  Bytecode:\n");
    // A full last line is followed by an empty one.
    for start in (0..=code.len()).step_by(16) {
        let _ = write!(out, "    {start:07x}:");
        for at in start..start + 16 {
            if at % 2 == 0 {
                out.push(' ');
            }
            let _ = match code.get(at) {
                Some(byte) => write!(out, "{byte:02x}"),
                None => write!(out, "  "),
            };
        }
        out.push('\n');
    }
}

fn write_handlers(code: &Code<'_>, out: &mut String) {
    if code.exception_table.is_empty() {
        return;
    }
    out.push_str("  Exception Handler Table:\n");
    for entry in code.exception_table.iter() {
        let _ = writeln!(
            out,
            "    bci [{}, {}] => handler: {}",
            entry.start, entry.end, entry.handler
        );
    }
}

fn write_stack_map(table: &[u8], out: &mut String) {
    out.push_str("  Stackmap Table:\n");
    let mut raw = RawMap { rest: table };
    let count = raw.u2().unwrap_or(0);
    let mut bci = -1i32;
    for _ in 0..count {
        out.push_str("    ");
        if raw.write_frame(&mut bci, out).is_none() {
            return;
        }
        out.push('\n');
    }
}

/// A StackMapTable shown entry by entry as it is, right or wrong.
struct RawMap<'a> {
    rest: &'a [u8],
}

impl RawMap<'_> {
    fn u1(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn u2(&mut self) -> Option<u16> {
        Some(u16::from_be_bytes([self.u1()?, self.u1()?]))
    }

    /// `None` where the table ends too early.
    fn write_frame(&mut self, bci: &mut i32, out: &mut String) -> Option<()> {
        let kind = self.u1()?;
        let name = match kind {
            0..=63 => "same_frame",
            64..=127 => "same_locals_1_stack_item_frame",
            128..=246 => return None,
            247 => "same_locals_1_stack_item_extended",
            248..=250 => "chop_frame",
            251 => "same_frame_extended",
            252..=254 => "append_frame",
            255 => "full_frame",
        };
        let delta = match kind {
            0..=127 => Some(u16::from(kind & 63)),
            _ => self.u2(),
        };
        let target = *bci + delta.map_or(0, i32::from) + 1;
        let mut types = String::new();
        let complete = delta.and_then(|_| self.write_types(kind, &mut types));
        if complete.is_none() {
            let _ = write!(
                out,
                "{name}(@{target}), output truncated, Stackmap exceeds table size."
            );
            return None;
        }
        *bci = target;
        let _ = write!(out, "{name}(@{target}{types})");
        Some(())
    }

    fn write_types(&mut self, kind: u8, out: &mut String) -> Option<()> {
        match kind {
            0..=63 | 251 => {}
            248..=250 => {
                let _ = write!(out, ",{}", 251 - kind);
            }
            64..=127 | 247 => {
                out.push(',');
                self.write_type(out)?;
            }
            255 => {
                for _ in 0..2 {
                    out.push_str(",{");
                    for index in 0..self.u2()? {
                        if index > 0 {
                            out.push(',');
                        }
                        self.write_type(out)?;
                    }
                    out.push('}');
                }
            }
            _ => {
                for _ in 251..kind {
                    out.push(',');
                    self.write_type(out)?;
                }
            }
        }
        Some(())
    }

    fn write_type(&mut self, out: &mut String) -> Option<()> {
        let _ = match self.u1()? {
            0 => write!(out, "Top"),
            1 => write!(out, "Integer"),
            2 => write!(out, "Float"),
            3 => write!(out, "Double"),
            4 => write!(out, "Long"),
            5 => write!(out, "Null"),
            6 => write!(out, "UninitializedThis"),
            7 => write!(out, "Object[#{}]", self.u2()?),
            8 => write!(out, "Uninitialized[#{}]", self.u2()?),
            tag => write!(out, "BAD:{tag}"),
        };
        Some(())
    }
}
