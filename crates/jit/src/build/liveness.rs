//! Which locals the interpreter may still read: the others need not be in a state, and live no longer for it.

use bytecode::{BytecodeIter, Insn, Opcode};
use classfile::ExceptionEntry;

use crate::ir::bits::Bits;

/// Live locals in front of each instruction.
#[derive(Default)]
pub(super) struct Liveness {
    /// Ascending.
    bcis: Vec<u32>,
    live: Vec<Bits>,
}

impl Liveness {
    /// `rows`: the exception table; `keeps`: a local that is read in ways that the code does not show.
    pub(super) fn of(
        code: &[u8],
        max_locals: u16,
        rows: &[ExceptionEntry],
        keeps: Option<usize>,
    ) -> Liveness {
        let insns: Vec<Insn> = BytecodeIter::new(code).flatten().collect();
        let mut kept = Bits::new(usize::from(max_locals));
        keeps.into_iter().for_each(|local| kept.insert(local));
        let mut liveness = Liveness {
            bcis: insns.iter().map(|insn| insn.bci).collect(),
            live: vec![kept; insns.len()],
        };
        let mut changed = true;
        while std::mem::take(&mut changed) {
            for (index, insn) in insns.iter().enumerate().rev() {
                let mut live = Bits::new(usize::from(max_locals));
                if !insn.opcode.ends_block()
                    && let Some(next) = liveness.live.get(index + 1)
                {
                    live.union(next);
                }
                let mut add = |bci: u32| {
                    if let Some(before) = liveness.before(bci) {
                        live.union(before);
                    }
                };
                insn.for_each_target(code, |target| add(target as u32));
                step_back(insn, &mut live, max_locals.into());
                // A handler sees the locals as they are in front of the instruction, or behind it.
                let range = |row: &ExceptionEntry| u32::from(row.start)..u32::from(row.end);
                for row in rows.iter().filter(|row| range(row).contains(&insn.bci)) {
                    if let Some(before) = liveness.before(row.handler.into()) {
                        live.union(before);
                    }
                }
                changed |= liveness.live[index].union(&live);
            }
        }
        liveness
    }

    /// In front of the instruction at `bci`; `None`: no instruction begins there.
    pub(super) fn before(&self, bci: u32) -> Option<&Bits> {
        let index = self.bcis.binary_search(&bci).ok()?;
        Some(&self.live[index])
    }

    /// While the call at `bci`, in front of the instruction at `next`, is under way: it returns, or throws to a handler. `None`: no
    /// instruction begins there.
    pub(super) fn during(&self, bci: u32, next: u32) -> Option<Bits> {
        let mut live = self.before(next)?.clone();
        // (A call neither reads nor writes locals: what lives in front of it lives behind it or in a handler.)
        live.union(self.before(bci)?);
        Some(live)
    }
}

/// Local slots in a row.
type Slots = std::ops::Range<usize>;

fn slots_from(local: u32, slots: usize) -> Slots {
    local as usize..local as usize + slots
}

/// The locals that the instruction reads.
pub(super) fn read(insn: &Insn) -> Slots {
    let slots = match insn.opcode.base() {
        Opcode::Iload | Opcode::Fload | Opcode::Aload | Opcode::Iinc => 1,
        Opcode::Lload | Opcode::Dload => 2,
        _ => return 0..0,
    };
    slots_from(insn.local(), slots)
}

/// The locals that the instruction writes, whatever was in them.
fn written(insn: &Insn) -> Slots {
    let slots = match insn.opcode.base() {
        Opcode::Istore | Opcode::Fstore | Opcode::Astore => 1,
        Opcode::Lstore | Opcode::Dstore => 2,
        _ => return 0..0,
    };
    slots_from(insn.local(), slots)
}

fn step_back(insn: &Insn, live: &mut Bits, max_locals: usize) {
    // (Code that is never reached may name locals that are not there.)
    let is_local = |local: &usize| *local < max_locals;
    { written(insn) }
        .filter(is_local)
        .for_each(|local| live.remove(local));
    read(insn)
        .filter(is_local)
        .for_each(|local| live.insert(local));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loops_and_handlers_keep_locals_alive() {
        // for (; i > 0; i--) k = j;  return k;  with a handler that returns l
        let code = [
            0x1a, // 0 iload_0
            0x9e, 0, 11,   // 1 ifle 12
            0x1b, // 4 iload_1
            0x3d, // 5 istore_2
            0x84, 0, 0xff, // 6 iinc 0 -1
            0xa7, 0xff, 0xf7, // 9 goto 0
            0x1c, // 12 iload_2
            0xac, // 13 ireturn
            0x57, // 14 pop: the handler of 0 .. 4
            0x1d, // 15 iload_3
            0xac, // 16 ireturn
        ];
        let row = ExceptionEntry {
            start: 0,
            end: 4,
            handler: 14,
            catch_type: 0,
        };
        let liveness = Liveness::of(&code, 4, &[row], None);
        let live = |bci| {
            let live = liveness.before(bci).expect("an instruction");
            live.iter().collect::<Vec<_>>()
        };
        assert_eq!(live(0), [0, 1, 2, 3]);
        assert_eq!(live(5), [0, 1, 3]);
        assert_eq!(live(12), [2]);
        let during = liveness.during(1, 4).expect("instructions");
        assert!(during.contains(3), "if it throws");
        assert!(live(13).is_empty());
    }
}
