//! Machine code as lines with what the tables of the compile know of them: where they come from, fields, references, deopts, handlers, traps.

use abi::code::{CallRecord, CompiledCode};
use abi::object::ARRAY_LENGTH_OFFSET;
use jit::compile::Listing;
use records::compile::{CodeLine, Method};

use super::assembly::{self, Decoded, Names};
use super::is_deterministic;

/// A compile's code and tables.
pub(super) struct MachineCode<'c> {
    pub(super) code: &'c CompiledCode,
    pub(super) listing: &'c Listing,
    /// Origins of the listing's locations.
    pub(super) locations: &'c [usize],
    /// Origins of the code's own.
    pub(super) places: &'c [usize],
    pub(super) methods: &'c [Method],
    pub(super) origins: &'c [Vec<(usize, u32)>],
}

impl MachineCode<'_> {
    pub(super) fn lines(&self, names: &Names) -> Vec<CodeLine> {
        let lines = assembly::lines(&self.code.bytes, names, !is_deterministic());
        lines.into_iter().map(|line| self.noted(line)).collect()
    }

    fn noted(&self, decoded: Decoded) -> CodeLine {
        let Decoded {
            mut line,
            end,
            displacement,
        } = decoded;
        let calls = &self.code.calls;
        let call = calls.binary_search_by_key(&end, |call| call.return_offset);
        let call = call.ok().map(|at| &calls[at]);
        line.origin = match call {
            Some(call) => self.places.get(call.origin as usize).copied(),
            None => self.origin_at(line.offset),
        };
        let member = displacement.zip(line.origin);
        line.notes
            .extend(member.and_then(|(offset, origin)| self.member(offset, origin)));
        line.notes.extend(call.into_iter().flat_map(notes));
        let traps = &self.code.traps;
        let trap = traps.iter().find(|trap| trap.offset == line.offset);
        let trap = trap.map(|trap| format!("trap {}", trap.exception.class_name()));
        line.notes.extend(trap);
        line
    }

    /// What the instruction at an offset was made for.
    fn origin_at(&self, offset: u32) -> Option<usize> {
        let ranges = &self.listing.ranges;
        let behind = ranges.partition_point(|range| range.0 <= offset);
        let range = ranges[behind.checked_sub(1)?];
        let number = (offset < range.1).then_some(range.2)?;
        self.locations.get(number as usize).copied()
    }

    /// What lies at an offset in the object that the bytecode of `origin` accesses.
    fn member(&self, offset: u32, origin: usize) -> Option<String> {
        let (method, bci) = *self.origins.get(origin)?.first()?;
        let rows = &self.methods.get(method)?.bytecode;
        let row = rows.binary_search_by_key(&bci, |row| row.bci).ok()?;
        member_of(&rows[row].text, offset, &self.listing.fields)
    }
}

/// The field, or the length of an array, that a bytecode accesses at an offset.
fn member_of(bytecode: &str, offset: u32, fields: &[(u32, String)]) -> Option<String> {
    let name = bytecode.split(' ').next().unwrap_or(bytecode);
    // (`aload` and `astore` of locals are shorter.)
    let is_of_array = match name.len() {
        6 => name.ends_with("aload"),
        7 => name.ends_with("astore"),
        _ => name == "arraylength",
    };
    if is_of_array && offset as usize == ARRAY_LENGTH_OFFSET {
        return Some("length".to_owned());
    }
    let (_, named) = bytecode.split_once("// Field ")?;
    // (It may name a subclass of the class that has the field.)
    let simple = named.rsplit_once(':')?.0.rsplit('.').next()?;
    let mut here = fields.iter().filter(|(at, _)| *at == offset);
    let field = here.find(|(_, name)| name.rsplit('.').next() == Some(simple));
    field.map(|(_, name)| name.clone())
}

/// What the tables say of a call.
fn notes(call: &CallRecord) -> Vec<String> {
    let reason = call.state.map(|(reason, _)| reason.text());
    let notes = [
        reason.map(|reason| format!("deopt {reason}")),
        records::text::references(&call.references),
        call.handler.map(|at| format!("handler {at:#06x}")),
    ];
    notes.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_of_objects() {
        let fields = [(12, "a/B.x".to_owned()), (16, "a/B.y".to_owned())];
        for (bytecode, offset, name) in [
            (
                "getfield      #7               // Field a/C.x:I",
                12,
                Some("a/B.x"),
            ),
            ("getfield      #7               // Field a/C.x:I", 16, None),
            (
                "putfield      #7               // Field a/B.y:La/B;",
                16,
                Some("a/B.y"),
            ),
            (
                "invokevirtual #7               // Method a/B.x:()I",
                12,
                None,
            ),
            ("iaload", 12, Some("length")),
            ("arraylength", 12, Some("length")),
            ("arraylength", 16, None),
            ("astore        5", 12, None),
        ] {
            assert_eq!(
                member_of(bytecode, offset, &fields).as_deref(),
                name,
                "{bytecode} {offset}"
            );
        }
    }
}
