//! Stack shuffles: `pop` to `swap` (JVMS 4.10.1.9). Values of two words may be moved, never split.

use bytecode::{Insn, Opcode};

use crate::error::ErrorKind;
use crate::hierarchy::Hierarchy;
use crate::method::{Checked, Verifier};
use crate::types::{Type, Want};

/// A shuffle: what is taken off the stack, in groups of one slot or of two that may be one value, and which of the slots
/// taken, numbered from the top down, are put back.
pub(crate) struct Shuffle {
    pub(crate) pops: &'static [u8],
    pub(crate) pushes: &'static [u8],
}

/// The shuffle of an opcode of this category.
pub(crate) fn shuffle(opcode: Opcode) -> Shuffle {
    let (pops, pushes): (&[u8], &[u8]) = match opcode {
        Opcode::Pop => (&[1], &[]),
        Opcode::Pop2 => (&[2], &[]),
        Opcode::Dup => (&[1], &[0, 0]),
        Opcode::DupX1 => (&[1, 1], &[0, 1, 0]),
        Opcode::DupX2 => (&[1, 2], &[0, 2, 1, 0]),
        Opcode::Dup2 => (&[2], &[1, 0, 1, 0]),
        Opcode::Dup2X1 => (&[2, 1], &[1, 0, 2, 1, 0]),
        Opcode::Dup2X2 => (&[2, 2], &[1, 0, 3, 2, 1, 0]),
        // `swap`
        _ => (&[1, 1], &[0, 1]),
    };
    Shuffle { pops, pushes }
}

impl<'a, H: Hierarchy + ?Sized> Verifier<'_, 'a, H> {
    pub(super) fn stack(&mut self, insn: &Insn) -> Checked<(), H> {
        let shuffle = shuffle(insn.opcode);
        let (mut taken, mut count) = ([Type::Top; 4], 0);
        for group in shuffle.pops {
            if *group == 1 {
                taken[count] = self.pop(Want::Category1)?;
            } else {
                (taken[count], taken[count + 1]) = self.pop_two(insn.opcode)?;
            }
            count += usize::from(*group);
        }
        for from in shuffle.pushes {
            self.push(taken[usize::from(*from)])?;
        }
        Ok(())
    }

    /// Two values of one word, or one of two: the upper slot and the lower one.
    fn pop_two(&mut self, opcode: Opcode) -> Checked<(Type, Type), H> {
        let upper = self.pop_any()?;
        let lower = if upper.is_category1() {
            self.pop(Want::Category1)?
        } else if upper.is_second() {
            self.pop(Want::Category2)?
        } else {
            let opcode = opcode.name();
            return self.bad_operand_from(ErrorKind::StackTypeIn { opcode }, None);
        };
        Ok((upper, lower))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytecode::Category;

    #[test]
    fn shuffles_agree_with_the_opcode_table() {
        for opcode in Opcode::ALL {
            if opcode.category() == Category::Stack {
                let shuffle = shuffle(opcode);
                let popped: u8 = shuffle.pops.iter().sum();
                assert_eq!(Some(u32::from(popped)), opcode.effect().pop_slots());
                let pushed = shuffle.pushes.len() as u32;
                assert_eq!(Some(pushed), opcode.effect().push_slots());
            }
        }
    }
}
