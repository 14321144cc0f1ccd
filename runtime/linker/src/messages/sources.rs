//! Which instruction pushed each slot of the operand stack: a simulation of one method's code that knows slots, not types.
//!
//! A work list runs each instruction until nothing changes; where paths join, slots that come from different instructions have no
//! source. Exception handlers start with one slot, pushed by nobody's instruction but the handler's own index. Code that makes no
//! sense, or has subroutines, has no sources at all. Read next: `bytecode::effect`.

use bytecode::{Insn, Opcode, decode_at};
use classfile::{Code, FieldType, MethodDescriptor};
use metadata::MethodRef;

/// Where the slots of the operand stack come from, before one instruction.
#[derive(Clone, PartialEq, Eq, Default)]
struct Stack {
    /// Bci of the instruction that pushed the slot; none if paths disagree.
    slots: Vec<Option<u32>>,
    /// Locals 0 to 63 that were stored to.
    written: u64,
}

impl Stack {
    /// Joins another path's stack; false if nothing changed.
    fn merge(&mut self, other: &Stack) -> bool {
        let before = self.clone();
        self.written |= other.written;
        for (mine, theirs) in self.slots.iter_mut().zip(&other.slots) {
            if *mine != *theirs {
                *mine = None;
            }
        }
        *self != before
    }

    fn pop(&mut self, slots: usize) -> Option<()> {
        let left = self.slots.len().checked_sub(slots)?;
        self.slots.truncate(left);
        Some(())
    }

    fn push(&mut self, bci: u32, slots: usize) {
        self.slots.extend(std::iter::repeat_n(Some(bci), slots));
    }

    /// Copies the topmost `count` slots below `skip` further ones: `dup`, `dup_x1`, `dup2_x2` ...
    fn duplicate(&mut self, count: usize, skip: usize) -> Option<()> {
        let length = self.slots.len();
        let top = self.slots.get(length.checked_sub(count)?..)?.to_vec();
        let at = length.checked_sub(count + skip)?;
        self.slots.splice(at..at, top);
        Some(())
    }
}

/// The stacks before every instruction that can be reached.
pub(super) struct Sources {
    stacks: Vec<Option<Stack>>,
}

impl Sources {
    /// None for code that does not make sense, or has subroutines.
    pub(super) fn of(method: MethodRef, code: &Code<'_>) -> Option<Sources> {
        let mut sources = Sources {
            stacks: vec![None; code.code.len()],
        };
        let mut work = Vec::new();
        sources.flow(0, &Stack::default(), &mut work)?;
        for entry in code.exception_table.iter() {
            let handler = u32::from(entry.handler);
            sources.flow(
                handler as i32,
                &Stack {
                    slots: vec![Some(handler)],
                    written: 0,
                },
                &mut work,
            )?;
        }
        while let Some(bci) = work.pop() {
            let insn = decode_at(code.code, bci).ok()?;
            let mut stack = sources.stacks[bci as usize].clone()?;
            step(method, &insn, &mut stack)?;
            let mut failed = false;
            insn.for_each_target(code.code, |target| {
                failed |= sources.flow(target, &stack, &mut work).is_none()
            });
            if !insn.opcode.ends_block() {
                sources.flow(insn.next as i32, &stack, &mut work)?;
            }
            if failed {
                return None;
            }
        }
        Some(sources)
    }

    fn flow(&mut self, target: i32, stack: &Stack, work: &mut Vec<u32>) -> Option<()> {
        match self.stacks.get_mut(usize::try_from(target).ok()?)? {
            Some(known) => {
                if known.slots.len() != stack.slots.len() {
                    return None;
                }
                if !known.merge(stack) {
                    return Some(());
                }
            }
            free => *free = Some(stack.clone()),
        }
        work.push(target as u32);
        Some(())
    }

    /// The instruction that pushed the slot `depth` below the top before `bci`, and the locals (0 to 63, as bits) that were stored
    /// to before that instruction.
    pub(super) fn source(&self, bci: u32, depth: usize) -> Option<(u32, u64)> {
        let before = |bci: u32| self.stacks.get(bci as usize)?.as_ref();
        let stack = before(bci)?;
        let index = stack.slots.len().checked_sub(depth + 1)?;
        let source = stack.slots[index]?;
        Some((source, before(source)?.written))
    }
}

/// What one instruction does to the stack.
fn step(method: MethodRef, insn: &Insn, stack: &mut Stack) -> Option<()> {
    use Opcode::*;
    match insn.opcode.base() {
        Istore | Fstore | Astore => {
            stack.pop(1)?;
            write(stack, insn.local(), 1);
        }
        Lstore | Dstore => {
            stack.pop(2)?;
            write(stack, insn.local(), 2);
        }
        Iinc => write(stack, insn.local(), 1),
        Checkcast => {}
        Dup => stack.duplicate(1, 0)?,
        DupX1 => stack.duplicate(1, 1)?,
        DupX2 => stack.duplicate(1, 2)?,
        Dup2 => stack.duplicate(2, 0)?,
        Dup2X1 => stack.duplicate(2, 1)?,
        Dup2X2 => stack.duplicate(2, 2)?,
        Swap => {
            let length = stack.slots.len();
            stack.slots.get_mut(length.checked_sub(2)?..)?.swap(0, 1);
        }
        Jsr | Ret => return None,
        _ => {
            let (pops, pushes) = slots_of(method, insn)?;
            stack.pop(pops)?;
            stack.push(insn.bci, pushes);
        }
    }
    Some(())
}

fn write(stack: &mut Stack, local: u32, slots: u32) {
    (local..local + slots)
        .filter(|local| *local < 64)
        .for_each(|local| stack.written |= 1 << local);
}

/// Slots popped and pushed.
fn slots_of(method: MethodRef, insn: &Insn) -> Option<(usize, usize)> {
    use Opcode::*;
    let pool = &method.klass.instance().class_file.pool;
    let field =
        || Some(FieldType::parse(pool.member(insn.cp_index())?.descriptor)?.slots() as usize);
    Some(match insn.opcode.base() {
        Getstatic => (0, field()?),
        Putstatic => (field()?, 0),
        Getfield => (1, field()?),
        Putfield => (1 + field()?, 0),
        Ldc => (0, 1),
        Ldc2W => (0, 2),
        Multianewarray => (usize::from(insn.dimensions()), 1),
        Invokevirtual | Invokespecial | Invokestatic | Invokeinterface => {
            let call = MethodDescriptor::parse(pool.member(insn.cp_index())?.descriptor)?;
            let receiver = usize::from(insn.opcode != Invokestatic);
            (
                receiver + call.argument_slots() as usize,
                call.return_type().slots() as usize,
            )
        }
        Invokedynamic => {
            let dynamic = pool.dynamic(insn.cp_index())?;
            let call = MethodDescriptor::parse(pool.name_and_type(dynamic.name_and_type_index)?.1)?;
            (
                call.argument_slots() as usize,
                call.return_type().slots() as usize,
            )
        }
        opcode => (
            opcode.effect().pop_slots()? as usize,
            opcode.effect().push_slots()? as usize,
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn duplicates_land_below() {
        let mut stack = Stack {
            slots: vec![Some(1), Some(2), Some(3)],
            written: 0,
        };
        stack.duplicate(1, 2).expect("three slots");
        assert_eq!(stack.slots, [Some(3), Some(1), Some(2), Some(3)]);
        let mut stack = Stack {
            slots: vec![Some(1), Some(2), Some(3)],
            written: 0,
        };
        stack.duplicate(2, 1).expect("three slots");
        assert_eq!(stack.slots, [Some(2), Some(3), Some(1), Some(2), Some(3)]);
        assert_eq!(stack.duplicate(4, 4), None);
    }

    #[test]
    fn paths_that_disagree_leave_no_source() {
        let mut stack = Stack {
            slots: vec![Some(1), Some(2)],
            written: 1,
        };
        assert!(stack.merge(&Stack {
            slots: vec![Some(1), Some(7)],
            written: 2
        }));
        assert_eq!(
            (stack.slots.as_slice(), stack.written),
            (&[Some(1), None][..], 3)
        );
        assert!(!stack.merge(&Stack {
            slots: vec![Some(1), Some(9)],
            written: 2
        }));
    }
}
