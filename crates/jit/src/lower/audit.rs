//! What the collector relies on, checked on the CLIF that lowering has made (with debug assertions):
//!
//! 1. No reference, and no address made from one, is in a register across a call that may collect.
//! 2. A slot that is read after such a call, before it is written again, is in the call's stack map.
//! 3. What a stack map names has been written on every way to the call, and was in the maps of the calls on that way since.
//!
//! It knows nothing of how lowering came to its result (`references.rs`).

use std::collections::HashSet;

use cranelift_codegen::flowgraph::ControlFlowGraph;
use cranelift_codegen::ir::{self as clif, Inst, Opcode, Value, ValueDef, types};

use crate::ir::bits::Bits;

/// What lowering knows and CLIF does not say.
#[derive(Default)]
pub(super) struct Facts {
    pub(super) references: Vec<Value>,
    /// Calls that do not collect.
    pub(super) leaves: HashSet<Inst>,
    /// Slots for references.
    pub(super) slots: HashSet<clif::StackSlot>,
}

/// # Errors
/// The first thing that is not so.
pub(super) fn audit(function: &clif::Function, facts: &Facts) -> Result<(), String> {
    let mut audit = Audit {
        function,
        facts,
        cfg: ControlFlowGraph::with_function(function),
        tracked: Bits::new(function.dfg.num_values()),
    };
    audit.track();
    audit.check_registers()?;
    audit.check_slots_read()?;
    audit.check_slots_written()
}

struct Audit<'f> {
    function: &'f clif::Function,
    facts: &'f Facts,
    cfg: ControlFlowGraph,
    /// References and what is computed from them, by number.
    tracked: Bits,
}

fn number(value: Value) -> usize {
    value.as_u32() as usize
}

impl Audit<'_> {
    fn insts(&self) -> impl Iterator<Item = Inst> + '_ {
        let layout = &self.function.layout;
        layout.blocks().flat_map(|block| layout.block_insts(block))
    }

    fn track(&mut self) {
        let dfg = &self.function.dfg;
        // Null is a constant, whatever it stands for.
        let is_constant = |value: &Value| match dfg.value_def(*value) {
            ValueDef::Result(inst, _) => dfg.insts[inst].opcode() == Opcode::Iconst,
            _ => false,
        };
        let known = self.facts.references.iter();
        let known = known.map(|value| dfg.resolve_aliases(*value));
        let mut found: Vec<Value> = known.filter(|value| !is_constant(value)).collect();
        while !found.is_empty() {
            for value in found.drain(..) {
                self.tracked.insert(number(value));
            }
            for inst in self.insts() {
                self.follow(inst, &mut found);
            }
            found.retain(|value| !self.tracked.contains(number(*value)));
        }
    }

    fn is_tracked(&self, value: Value) -> bool {
        let value = self.function.dfg.resolve_aliases(value);
        self.tracked.contains(number(value))
    }

    /// Puts what `inst` makes of tracked values into `found`.
    fn follow(&self, inst: Inst, found: &mut Vec<Value>) {
        let dfg = &self.function.dfg;
        let data = &dfg.insts[inst];
        for call in data.branch_destination(&dfg.jump_tables, &dfg.exception_tables) {
            let params = dfg.block_params(call.block(&dfg.value_lists));
            for (param, arg) in params.iter().zip(call.args(&dfg.value_lists)) {
                if arg.as_value().is_some_and(|arg| self.is_tracked(arg)) {
                    found.push(*param);
                }
            }
        }
        let computes = !data.opcode().can_load() && !data.opcode().is_call();
        let mut args = dfg.inst_args(inst).iter();
        if computes && args.any(|arg| self.is_tracked(*arg)) {
            let results = dfg.inst_results(inst).iter().copied();
            found.extend(results.filter(|result| dfg.value_type(*result) == types::I64));
        }
    }

    fn collects(&self, inst: Inst) -> bool {
        self.function.dfg.insts[inst].opcode().is_call() && !self.facts.leaves.contains(&inst)
    }

    /// By block: what holds where it begins, going backwards. `step` turns what holds behind an instruction into what holds before.
    fn backwards(&self, bound: usize, step: &mut dyn FnMut(Inst, &mut Bits)) -> Vec<Bits> {
        let layout = &self.function.layout;
        let blocks: Vec<clif::Block> = layout.blocks().collect();
        let mut before = vec![Bits::new(bound); self.function.dfg.num_blocks()];
        let mut changed = true;
        while std::mem::take(&mut changed) {
            for block in blocks.iter().rev() {
                let mut bits = self.behind(&before, *block, bound);
                for inst in layout.block_insts(*block).rev() {
                    step(inst, &mut bits);
                }
                changed |= before[block.as_u32() as usize].union(&bits);
            }
        }
        before
    }

    /// What holds behind `block`.
    fn behind(&self, before: &[Bits], block: clif::Block, bound: usize) -> Bits {
        let mut bits = Bits::new(bound);
        for next in self.cfg.succ_iter(block) {
            bits.union(&before[next.as_u32() as usize]);
            // (What the block takes is given by the branch, which uses it.)
        }
        bits
    }

    fn check_registers(&self) -> Result<(), String> {
        let dfg = &self.function.dfg;
        let bound = dfg.num_values();
        let mut step = |inst: Inst, live: &mut Bits| {
            dfg.inst_results(inst)
                .iter()
                .for_each(|value| live.remove(number(*value)));
            for value in dfg
                .inst_values(inst)
                .filter(|value| self.is_tracked(*value))
            {
                live.insert(number(dfg.resolve_aliases(value)));
            }
            // Parameters are dead in front of their block.
            let block = self.function.layout.inst_block(inst);
            let is_first =
                block.and_then(|block| self.function.layout.first_inst(block)) == Some(inst);
            if let Some(block) = block.filter(|_| is_first) {
                let params = dfg.block_params(block).iter();
                params.for_each(|param| live.remove(number(*param)));
            }
        };
        let before = self.backwards(bound, &mut step);
        for block in self.function.layout.blocks() {
            let mut live = self.behind(&before, block, bound);
            for inst in self.function.layout.block_insts(block).rev() {
                if self.collects(inst) {
                    let mut across = live.clone();
                    // What the ways behind a call take is taken after it.
                    let data = &dfg.insts[inst];
                    for call in data.branch_destination(&dfg.jump_tables, &dfg.exception_tables) {
                        let args = call.args(&dfg.value_lists).filter_map(|arg| arg.as_value());
                        args.filter(|arg| self.is_tracked(*arg))
                            .for_each(|arg| across.insert(number(dfg.resolve_aliases(arg))));
                    }
                    dfg.inst_results(inst)
                        .iter()
                        .for_each(|value| across.remove(number(*value)));
                    if let Some(value) = across.iter().next() {
                        let call = dfg.display_inst(inst);
                        return Err(format!("v{value} is live across {call}"));
                    }
                }
                step(inst, &mut live);
            }
        }
        Ok(())
    }

    /// The slot for references that an instruction reads, or writes.
    fn slot_access(&self, inst: Inst) -> Option<(clif::StackSlot, bool)> {
        let dfg = &self.function.dfg;
        let opcode = dfg.insts[inst].opcode();
        let address = match opcode {
            Opcode::Load => dfg.inst_args(inst)[0],
            Opcode::Store => dfg.inst_args(inst)[1],
            _ => return None,
        };
        let ValueDef::Result(inst, _) = dfg.value_def(dfg.resolve_aliases(address)) else {
            return None;
        };
        let clif::InstructionData::StackAddr { stack_slot, .. } = &dfg.insts[inst] else {
            return None;
        };
        let is_ours = self.facts.slots.contains(stack_slot);
        is_ours.then_some((*stack_slot, opcode == Opcode::Store))
    }

    fn named(&self, inst: Inst) -> Vec<usize> {
        let entries = self
            .function
            .dfg
            .user_stack_map_entries(inst)
            .unwrap_or_default();
        entries
            .iter()
            .map(|entry| entry.slot.as_u32() as usize)
            .collect()
    }

    fn check_slots_read(&self) -> Result<(), String> {
        let bound = self.function.sized_stack_slots.len();
        let mut step = |inst: Inst, live: &mut Bits| match self.slot_access(inst) {
            Some((slot, true)) => live.remove(slot.as_u32() as usize),
            Some((slot, false)) => live.insert(slot.as_u32() as usize),
            None => {}
        };
        let before = self.backwards(bound, &mut step);
        for block in self.function.layout.blocks() {
            let mut live = self.behind(&before, block, bound);
            for inst in self.function.layout.block_insts(block).rev() {
                let named = self.named(inst);
                if self.collects(inst)
                    && let Some(slot) = live.iter().find(|slot| !named.contains(slot))
                {
                    let call = self.function.dfg.display_inst(inst);
                    return Err(format!("ss{slot} is not in the map of {call}"));
                }
                step(inst, &mut live);
            }
        }
        Ok(())
    }

    fn check_slots_written(&self) -> Result<(), String> {
        let layout = &self.function.layout;
        let bound = self.function.sized_stack_slots.len();
        let mut written = vec![Bits::full(bound); self.function.dfg.num_blocks()];
        if let Some(entry) = layout.entry_block() {
            written[entry.as_u32() as usize] = Bits::new(bound);
        }
        let mut changed = true;
        while std::mem::take(&mut changed) {
            for block in layout.blocks() {
                let mut bits = written[block.as_u32() as usize].clone();
                for inst in layout.block_insts(block) {
                    if let Some(slot) = self.named(inst).iter().find(|slot| !bits.contains(**slot))
                    {
                        let call = self.function.dfg.display_inst(inst);
                        return Err(format!("ss{slot} may be unwritten at {call}"));
                    }
                    if let Some((slot, true)) = self.slot_access(inst) {
                        bits.insert(slot.as_u32() as usize);
                    }
                    if self.collects(inst) {
                        let named = self.named(inst);
                        let stale: Vec<_> =
                            bits.iter().filter(|slot| !named.contains(slot)).collect();
                        let in_bound = stale.into_iter().filter(|slot| *slot < bound);
                        in_bound.for_each(|slot| bits.remove(slot));
                    }
                }
                for next in self.cfg.succ_iter(block) {
                    let known = &mut written[next.as_u32() as usize];
                    if !known.is_subset(&bits) {
                        known.intersect(&bits);
                        changed = true;
                    }
                }
            }
        }
        Ok(())
    }
}
