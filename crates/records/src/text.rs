//! Records as text: what `-XX:JitDump` prints and `brolga dump` shows.
//!
//! A compile begins with `==== METHOD, compile N of it`, its parts with `---- part`. What stands behind `;` are places, `@bci` in the method itself or
//! `inlined@bci < @bci`, and notes.

use std::fmt::{self, Display, Write};

use crate::compile::{CodeLine, Compile, DeoptPoint, Frame, Line, Method, StackMap};
use crate::{Deopt, Invalidate, Record, Refused, Task};

/// Where places and notes begin.
const NOTES_COLUMN: usize = 62;

impl Display for Record {
    /// What a person wants to read of it; nothing of most.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Record::Start(start) if start.is_static => writeln!(
                f,
                "compiled without a run: no profile, and little is resolved\n"
            ),
            Record::Compile(compile) => compile.fmt(f),
            Record::Refused(refused) => refused.fmt(f),
            Record::Deopt(deopt) => deopt.fmt(f),
            Record::Invalidate(invalidate) => invalidate.fmt(f),
            Record::End(end) => end.unmatched.iter().try_for_each(|row| row.fmt(f)),
            Record::Start(_) | Record::Gc(_) | Record::Unknown => Ok(()),
        }
    }
}

impl Display for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.osr_bci {
            Some(bci) => write!(f, "{} loop @{bci}", self.method),
            None => f.write_str(&self.method),
        }
    }
}

impl Display for Compile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "==== {}, compile {} of it", self.task, self.number)?;
        self.write_head(f)?;
        for (row, method) in self.methods.iter().enumerate() {
            match row {
                0 => section(f, "bytecode")?,
                _ => section(f, &format!("bytecode of {}", method.name))?,
            }
            method.fmt(f)?;
        }
        if !self.calls.is_empty() {
            section(f, "calls")?;
            self.write_calls(f)?;
        }
        if let Some(pass) = self.ssa.first() {
            section(f, "ssa, as built")?;
            self.write_plain(f, &pass.lines)?;
        }
        if let Some(pass) = self.ssa.last() {
            section(f, "ssa, after all passes")?;
            self.write_plain(f, &pass.lines)?;
        }
        section(f, "clif, as lowered")?;
        self.write_lines(f, &self.clif)?;
        section(f, "clif, optimised")?;
        self.write_lines(f, &self.clif_optimised)?;
        section(f, "machine code")?;
        for line in &self.code {
            self.write_code(f, line)?;
        }
        section(f, "stack maps")?;
        for map in &self.stack_maps {
            self.write_stack_map(f, map)?;
        }
        section(f, "deopt points")?;
        for point in &self.deopt_points {
            self.write_deopt_point(f, point)?;
        }
        if !self.traps.is_empty() {
            section(f, "traps")?;
        }
        for trap in &self.traps {
            let place = self.place(trap.origin);
            writeln!(f, "  {:#06x}  {} {place}", trap.offset, trap.exception)?;
        }
        writeln!(f)
    }
}

impl Compile {
    fn write_head(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(times) = &self.times {
            write!(f, "compile {}, tier {}", self.id, self.tier)?;
            if let Some(address) = &self.address {
                write!(f, ", code at {address}")?;
            }
            writeln!(f)?;
            write!(f, "at {} ms", milliseconds(times.start_us))?;
            if let Some(trigger) = &self.trigger {
                write!(f, ", asked for by {trigger}")?;
            }
            if let Some(waited) = times.waited_us {
                write!(f, ", waited {} ms", milliseconds(waited))?;
            }
            write!(f, ", took {} ms", milliseconds(times.duration_us))?;
            for (index, phase) in times.phases.iter().enumerate() {
                let before = if index == 0 { ": " } else { ", " };
                write!(f, "{before}{} {}", phase.name, milliseconds(phase.us))?;
            }
            writeln!(f)?;
        }
        writeln!(
            f,
            "{} bytes of code, {} bytes of frame, {} instructions of IR ({} as built), {} calls, {} side exits",
            self.code_bytes,
            self.frame_bytes,
            self.optimised_instructions,
            self.built_instructions,
            self.stack_maps.len(),
            self.deopt_points.len()
        )
    }

    /// The inlining tree: calls in an inlined method stand below the call that it is inlined for.
    fn write_calls(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for call in &self.calls {
            let chain = self.origins.get(call.origin).map_or(&[][..], Vec::as_slice);
            let depth = chain.len().max(1);
            let bci = chain.first().map_or(0, |(_, bci)| *bci);
            let indent = "  ".repeat(depth);
            writeln!(f, "{indent}@{bci} {}: {}", call.callee, call.reason)?;
        }
        Ok(())
    }

    /// Lines that show their places themselves.
    fn write_plain(&self, f: &mut fmt::Formatter<'_>, lines: &[Line]) -> fmt::Result {
        lines
            .iter()
            .try_for_each(|line| writeln!(f, "{}", line.text))
    }

    fn write_lines(&self, f: &mut fmt::Formatter<'_>, lines: &[Line]) -> fmt::Result {
        for line in lines {
            self.write_noted(f, &line.text, line.origin, &line.notes)?;
        }
        Ok(())
    }

    fn write_noted(
        &self,
        f: &mut fmt::Formatter<'_>,
        text: &str,
        origin: Option<usize>,
        notes: &[String],
    ) -> fmt::Result {
        let place = origin.map(|origin| self.place(origin));
        let notes: Vec<&str> = place.iter().chain(notes).map(String::as_str).collect();
        match notes.is_empty() {
            true => writeln!(f, "{text}"),
            false => writeln!(f, "{text:<NOTES_COLUMN$} ; {}", notes.join(", ")),
        }
    }

    fn write_code(&self, f: &mut fmt::Formatter<'_>, line: &CodeLine) -> fmt::Result {
        if let Some(label) = &line.label {
            writeln!(f, "{label}:")?;
        }
        let text = format!("  {:#06x}  {}", line.offset, line.text);
        self.write_noted(f, &text, line.origin, &line.notes)
    }

    fn write_stack_map(&self, f: &mut fmt::Formatter<'_>, map: &StackMap) -> fmt::Result {
        let place = self.place(map.origin);
        let references = references(&map.references).unwrap_or_else(|| "no references".to_owned());
        writeln!(f, "  {:#06x}  {place}: {references}", map.offset)
    }

    fn write_deopt_point(&self, f: &mut fmt::Formatter<'_>, point: &DeoptPoint) -> fmt::Result {
        let place = self.place(point.origin);
        writeln!(f, "  {:#06x}  {} {place}", point.offset, point.reason)?;
        for frame in &point.frames {
            self.write_frame(f, frame)?;
        }
        Ok(())
    }

    fn write_frame(&self, f: &mut fmt::Formatter<'_>, frame: &Frame) -> fmt::Result {
        let when = if frame.is_after { "after" } else { "before" };
        write!(
            f,
            "      {when} {}@{}",
            self.method(frame.method),
            frame.bci
        )?;
        for (title, slots) in [
            ("locals", &frame.locals),
            ("stack", &frame.stack),
            ("locks", &frame.locks),
        ] {
            if !slots.is_empty() {
                write!(f, ", {title} [{}]", slots.join(" "))?;
            }
        }
        writeln!(f)
    }
}

impl Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "  stack {}, locals {}", self.max_stack, self.max_locals)?;
        match &self.source {
            Some(source) => writeln!(f, ", source {source}")?,
            None => writeln!(f)?,
        }
        let mut last = None;
        for instruction in &self.bytecode {
            let text = format!("{:>8}: {}", instruction.bci, instruction.text);
            let is_new = instruction.line.is_some() && instruction.line != last;
            last = instruction.line;
            let mut notes = Vec::new();
            if is_new {
                notes.extend(instruction.line.map(|line| format!("line {line}")));
            }
            notes.extend(instruction.profile.as_ref().map(ToString::to_string));
            // (A switch has more lines.)
            let (head, rest) = text.split_at(text.find('\n').unwrap_or(text.len()));
            match notes.is_empty() {
                true => writeln!(f, "{text}")?,
                false => writeln!(f, "{head:<NOTES_COLUMN$} ; {}{rest}", notes.join(", "))?,
            }
        }
        for row in &self.handlers {
            let never = if row.never_caught {
                " ; never caught"
            } else {
                ""
            };
            writeln!(
                f,
                "      [{}, {}) -> {} {}{never}",
                row.start, row.end, row.handler, row.catches
            )?;
        }
        Ok(())
    }
}

impl Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "==== {}, refused", self.task)?;
        for method in &self.methods {
            section(f, "bytecode")?;
            method.fmt(f)?;
        }
        section(f, "refused")?;
        writeln!(f, "{}\n", self.reason)
    }
}

impl Display for Deopt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("==== deopt")?;
        if let Some(time) = self.time_us {
            write!(f, " at {} ms", milliseconds(time))?;
        }
        writeln!(
            f,
            ": compile {} left at {:#06x}, {}, goes on at {}@{}: {} ({} times so far)\n",
            self.compile, self.offset, self.reason, self.method, self.bci, self.action, self.count
        )
    }
}

impl Display for Invalidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("==== invalidated")?;
        if let Some(time) = self.time_us {
            write!(f, " at {} ms", milliseconds(time))?;
        }
        writeln!(f, ": compile {}, {}\n", self.compile, self.reason)
    }
}

impl Display for crate::Unmatched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (why, names) = match (self.matching.is_empty(), self.near.is_empty()) {
            (false, _) => ("; these methods were loaded:", &self.matching),
            (true, false) => (": no loaded method has such a name; near are:", &self.near),
            (true, true) => (": no loaded method has such a name", &self.near),
        };
        writeln!(
            f,
            "no method that matches {} was compiled{why}",
            self.pattern
        )?;
        names.iter().try_for_each(|name| writeln!(f, "  {name}"))
    }
}

fn section(f: &mut fmt::Formatter<'_>, title: &str) -> fmt::Result {
    writeln!(f, "\n---- {title}")
}

/// Microseconds as milliseconds.
pub fn milliseconds(us: u64) -> String {
    format!("{}.{:03}", us / 1000, us % 1000)
}

/// Slots that hold references.
pub fn references(offsets: &[u32]) -> Option<String> {
    let mut text = String::from("references");
    for offset in offsets {
        // (A String takes whatever is written.)
        let _ = write!(text, " rsp+{offset:#x}");
    }
    (!offsets.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::{Call, Instruction, Profile};

    fn method(name: &str) -> Method {
        Method {
            name: name.to_owned(),
            ..Method::default()
        }
    }

    fn compile() -> Compile {
        Compile {
            methods: vec![method("A.f()V"), method("B.g()V")],
            origins: vec![vec![(1, 3), (0, 7)], vec![(0, 9)]],
            ..Compile::default()
        }
    }

    #[test]
    fn places_name_what_is_inlined() {
        let compile = compile();
        assert_eq!(compile.place(0), "B.g@3 < @7");
        assert_eq!(compile.place(1), "@9");
    }

    #[test]
    fn deopt_points_show_all_frames() {
        let frame = |method, bci, is_after| Frame {
            method,
            bci,
            is_after,
            locals: vec!["0r".to_owned(), "-".to_owned()],
            stack: vec!["1".to_owned()],
            locks: Vec::new(),
        };
        let compile = Compile {
            deopt_points: vec![DeoptPoint {
                offset: 0x40,
                origin: 0,
                reason: "unstable_if".to_owned(),
                frames: vec![frame(1, 3, false), frame(0, 7, true)],
            }],
            ..compile()
        };
        let text = compile.to_string();
        let expected = "  0x0040  unstable_if B.g@3 < @7\n      before B.g()V@3, locals [0r -], stack [1]\n      after A.f()V@7, locals [0r -], stack [1]\n";
        assert!(text.contains(expected), "{text}");
    }

    #[test]
    fn calls_are_a_tree() {
        let call = |origin, callee: &str, reason: &str| Call {
            origin,
            callee: callee.to_owned(),
            is_inlined: false,
            verdict: "kept".to_owned(),
            reason: reason.to_owned(),
        };
        let compile = Compile {
            calls: vec![
                call(1, "B.g()V", "inlined, 5 bytes"),
                call(0, "C.h()V", "recursive"),
            ],
            ..compile()
        };
        let expected = "\n---- calls\n  @9 B.g()V: inlined, 5 bytes\n    @3 C.h()V: recursive\n";
        assert!(compile.to_string().contains(expected), "{compile}");
    }

    #[test]
    fn bytecode_has_its_lines_and_profile() {
        let instruction = |bci, line, profile| Instruction {
            bci,
            line: Some(line),
            text: "ifle 9".to_owned(),
            profile,
        };
        let profile = Profile::Branch {
            taken: 1,
            not_taken: 3,
        };
        let method = Method {
            bytecode: vec![instruction(0, 5, Some(profile)), instruction(3, 5, None)],
            ..method("A.f()V")
        };
        let text = method.to_string();
        let lines: Vec<&str> = text.lines().skip(1).collect();
        assert!(lines[0].ends_with("; line 5, taken 1, not 3 (25 %)"));
        assert_eq!(lines[1], "       3: ifle 9");
    }
}
