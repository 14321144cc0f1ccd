//! The leader scan (where blocks begin), and the rare pass that finds stack depths by control flow.
//!
//! The linear pass learns depths from jumps it has seen. Code that is only entered by a later backward jump (`goto condition;
//! body: ...`, as some compilers emit loops) needs [`Translator::find_depths`], which follows the control flow of the method once.

use bytecode::{Category, Opcode, decode_at};
use classfile::Code;

use super::{Result, TranslateError, Translator, UNKNOWN};

impl Translator<'_> {
    /// Marks branch targets, handlers and instructions behind conditional branches.
    pub(super) fn scan(&mut self, code: &Code<'static>) -> Result<()> {
        let length = self.code.len() as u32;
        for entry in code.exception_table.iter() {
            if u32::from(entry.handler) >= length {
                return Err(TranslateError::Malformed {
                    bci: u32::from(entry.handler),
                });
            }
            self.leader[entry.handler as usize] = true;
            self.depth[entry.handler as usize] = 1;
        }
        let mut bci = 0;
        while bci < length {
            // Straight-line opcodes, the great majority, need their length only.
            let opcode = Opcode::from_u8(self.code[bci as usize])
                .ok_or(TranslateError::Malformed { bci })?;
            if !opcode.is_branch()
                && let Some(bytes) = opcode.length()
            {
                bci += bytes;
                continue;
            }
            let insn = decode_at(self.code, bci)?;
            self.insn = insn;
            match insn.opcode {
                Opcode::Tableswitch => {
                    let switch = insn.table_switch(self.code);
                    self.mark(switch.default_target())?;
                    for target in switch.targets() {
                        self.mark(target)?;
                    }
                }
                Opcode::Lookupswitch => {
                    let switch = insn.lookup_switch(self.code);
                    self.mark(switch.default_target())?;
                    for (_, target) in switch.pairs() {
                        self.mark(target)?;
                    }
                }
                Opcode::Ret => {}
                opcode if opcode.is_branch() => {
                    self.mark(insn.target())?;
                    self.leader[insn.next as usize] = true;
                }
                _ => {}
            }
            bci = insn.next;
        }
        if bci != length {
            Err(TranslateError::Malformed { bci })
        } else {
            Ok(())
        }
    }

    fn mark(&mut self, target: i32) -> Result<()> {
        match self.leader.get_mut(target as usize) {
            Some(leader) if target >= 0 && (target as usize) < self.code.len() => {
                *leader = true;
                Ok(())
            }
            _ => self.malformed(),
        }
    }

    /// Follows the control flow and sets the depth of every leader that can be reached.
    pub(super) fn find_depths(&mut self) -> Result<()> {
        self.depths_known = true;
        let mut depths: Vec<i32> = vec![UNKNOWN; self.code.len() + 1];
        let mut work: Vec<(u32, i32)> = vec![(0, 0)];
        // Handlers are assumed to be reached: dead ones cost a few instructions.
        for (bci, depth) in self.depth.iter().enumerate() {
            if *depth != UNKNOWN {
                work.push((bci as u32, *depth));
            }
        }
        while let Some((mut bci, mut depth)) = work.pop() {
            while (bci as usize) < self.code.len() && depths[bci as usize] == UNKNOWN {
                depths[bci as usize] = depth;
                let insn = decode_at(self.code, bci)?;
                depth += self.stack_change(&insn)?;
                if depth < 0 {
                    return Err(TranslateError::Malformed { bci });
                }
                match insn.opcode.base() {
                    Opcode::Tableswitch => {
                        let switch = insn.table_switch(self.code);
                        work.push((switch.default_target() as u32, depth));
                        work.extend(switch.targets().map(|target| (target as u32, depth)));
                    }
                    Opcode::Lookupswitch => {
                        let switch = insn.lookup_switch(self.code);
                        work.push((switch.default_target() as u32, depth));
                        work.extend(switch.pairs().map(|(_, target)| (target as u32, depth)));
                    }
                    Opcode::Ret => {}
                    Opcode::Jsr => {
                        work.push((insn.target() as u32, depth));
                        work.push((insn.next, depth - 1));
                    }
                    opcode if opcode.is_branch() => work.push((insn.target() as u32, depth)),
                    _ => {}
                }
                if insn.opcode.ends_block() {
                    break;
                }
                bci = insn.next;
            }
        }
        for (bci, depth) in depths.iter().enumerate() {
            if self.leader[bci] && self.depth[bci] == UNKNOWN {
                self.depth[bci] = *depth;
            }
        }
        Ok(())
    }

    /// Slots pushed minus slots popped.
    fn stack_change(&self, insn: &bytecode::Insn) -> Result<i32> {
        let effect = insn.opcode.effect();
        if let (Some(pops), Some(pushes)) = (effect.pop_slots(), effect.push_slots()) {
            return Ok(pushes as i32 - pops as i32);
        }
        let malformed = TranslateError::Malformed { bci: insn.bci };
        let is_static = matches!(
            insn.opcode,
            Opcode::Getstatic | Opcode::Putstatic | Opcode::Invokestatic | Opcode::Invokedynamic
        );
        let receiver = i32::from(!is_static);
        Ok(match insn.opcode.category() {
            Category::Fields => {
                let slots = self.field_type(insn.cp_index()).ok_or(malformed)?.slots() as i32;
                if matches!(insn.opcode, Opcode::Putstatic | Opcode::Putfield) {
                    -slots - receiver
                } else {
                    slots - receiver
                }
            }
            Category::Invoke => {
                let descriptor = self.method_descriptor(insn.cp_index()).ok_or(malformed)?;
                descriptor.return_type().slots() as i32
                    - descriptor.argument_slots() as i32
                    - receiver
            }
            Category::Constants => self.constant_slots(insn.cp_index()).ok_or(malformed)? as i32,
            // multianewarray
            _ => 1 - i32::from(insn.dimensions()),
        })
    }
}
