//! Text of code, in the layout of `javap -c`; deterministic, for dumps and snapshot tests.
//!
//! Constant-pool operands print as `#n`; a caller that has the pool adds comments ([`Disassembler::comments`]).

use std::fmt;

use crate::format::Format;
use crate::insn::Insn;
use crate::iter::BytecodeIter;

type Comment<'a> = &'a dyn Fn(&Insn, &mut dyn fmt::Write) -> fmt::Result;

/// `Display`s a code array, one instruction per line, bad code as one last line that says so.
pub struct Disassembler<'a> {
    code: &'a [u8],
    comment: Option<Comment<'a>>,
}

/// All of `code` as text, without comments.
pub fn disassemble(code: &[u8]) -> String {
    Disassembler::new(code).to_string()
}

impl<'a> Disassembler<'a> {
    pub fn new(code: &'a [u8]) -> Disassembler<'a> {
        Disassembler {
            code,
            comment: None,
        }
    }

    /// `comment` writes what stands after `// ` (nothing: no comment).
    pub fn comments(mut self, comment: Comment<'a>) -> Disassembler<'a> {
        self.comment = Some(comment);
        self
    }
}

impl fmt::Display for Disassembler<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for insn in BytecodeIter::new(self.code) {
            match insn {
                Ok(insn) => {
                    let mut line = format!("{:>8}: ", insn.bci);
                    write_insn(&insn, self.code, &mut line)?;
                    if let Some(comment) = self.comment {
                        let mut text = String::new();
                        comment(&insn, &mut text)?;
                        if !text.is_empty() {
                            line = format!("{line:<44} // {text}");
                        }
                    }
                    writeln!(f, "{line}")?;
                }
                Err(error) => writeln!(f, "{:>8}: // {error}", error.bci)?,
            }
        }
        Ok(())
    }
}

/// One instruction without its bci; a switch takes several lines.
pub fn write_insn(insn: &Insn, code: &[u8], out: &mut dyn fmt::Write) -> fmt::Result {
    let name = insn.opcode.name();
    let wide = if insn.wide { "_w" } else { "" };
    match insn.opcode.format() {
        Format::None | Format::ConstN(_) | Format::LocalN(_) | Format::Wide => {
            write!(out, "{name}")
        }
        Format::I1 | Format::I2 => write!(out, "{name:<13} {}", insn.constant()),
        Format::Cp1 | Format::Cp2 => write!(out, "{name:<13} #{}", insn.cp_index()),
        Format::Local => write!(out, "{:<13} {}", format!("{name}{wide}"), insn.local()),
        Format::Iinc => write!(
            out,
            "{:<13} {}, {}",
            format!("{name}{wide}"),
            insn.local(),
            insn.increment()
        ),
        Format::Branch2 | Format::Branch4 => write!(out, "{name:<13} {}", insn.target()),
        Format::InvokeInterface => {
            write!(out, "{name:<13} #{},  {}", insn.cp_index(), insn.count())
        }
        Format::InvokeDynamic => write!(out, "{name:<13} #{},  0", insn.cp_index()),
        Format::MultiNewArray => write!(
            out,
            "{name:<13} #{},  {}",
            insn.cp_index(),
            insn.dimensions()
        ),
        Format::NewArray => match insn.array_type() {
            Some(element) => write!(out, "{name:<13} {}", element.name()),
            None => write!(out, "{name:<13} {}", insn.array_type_code()),
        },
        Format::TableSwitch => {
            let switch = insn.table_switch(code);
            writeln!(
                out,
                "{name:<13} {{ // {} to {}",
                switch.low(),
                switch.high()
            )?;
            for (key, target) in (i64::from(switch.low())..).zip(switch.targets()) {
                writeln!(out, "{key:>24}: {target}")?;
            }
            write!(
                out,
                "{:>24}: {}\n{:>12}",
                "default",
                switch.default_target(),
                "}"
            )
        }
        Format::LookupSwitch => {
            let switch = insn.lookup_switch(code);
            writeln!(out, "{name:<13} {{ // {}", switch.len())?;
            for (key, target) in switch.pairs() {
                writeln!(out, "{key:>24}: {target}")?;
            }
            write!(
                out,
                "{:>24}: {}\n{:>12}",
                "default",
                switch.default_target(),
                "}"
            )
        }
    }
}
