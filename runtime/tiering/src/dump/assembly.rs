//! Machine code as text: one instruction per line, jump targets as labels, addresses by name. For dumps.
//!
//! What is known of the layout: code, then constants. A jump table stands behind the indirect jump that reads it, where a `lea` before that
//! jump points.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use abi::entry::RuntimeEntry;
use abi::thread;
use iced_x86::{
    Decoder, DecoderOptions, Formatter, Instruction, IntelFormatter, Mnemonic, OpKind, Register,
    SymbolResolver, SymbolResult,
};
use records::compile::CodeLine;

/// What numbers in code are the addresses of.
pub(super) type Names = HashMap<u64, String>;

/// Something at an offset of the code.
enum Item {
    Instruction(Instruction),
    /// An entry of a jump table, and where it leads.
    Entry(u32, u32),
    /// Constants, and where they end.
    Data(u32, u32),
}

/// A line and what is known of its instruction.
pub(super) struct Decoded {
    pub(super) line: CodeLine,
    /// Offset behind it.
    pub(super) end: u32,
    /// How far behind the address in a register its operand in memory lies, if that is an object's: not the thread's, not the frame's.
    pub(super) displacement: Option<u32>,
}

/// The code, line by line.
pub(super) fn lines(code: &[u8], names: &Names, shows_addresses: bool) -> Vec<Decoded> {
    let items = decode(code);
    let labels = labels(&items);
    let of_thread = uses_of_thread(&items, &labels);
    let symbols = Symbols {
        of_thread: of_thread.clone(),
        labels: labels.clone(),
        names: names.clone(),
    };
    let mut formatter = IntelFormatter::with_options(Some(Box::new(symbols)), None);
    let options = formatter.options_mut();
    options.set_hex_prefix("0x");
    options.set_hex_suffix("");
    options.set_uppercase_hex(false);
    options.set_space_after_operand_separator(true);
    options.set_branch_leading_zeros(false);
    options.set_show_branch_size(false);
    options.set_show_symbol_address(shows_addresses);
    let lines = items.iter().map(|item| {
        let (offset, end, text) = match item {
            Item::Instruction(instruction) => {
                let mut text = String::new();
                formatter.format(instruction, &mut text);
                (instruction.ip() as u32, instruction.next_ip() as u32, text)
            }
            Item::Entry(at, target) => (*at, at + 4, format!(".entry {}", labels[target])),
            Item::Data(at, end) => {
                let bytes = code[*at as usize..*end as usize].iter().rev();
                let value: String = bytes.map(|byte| format!("{byte:02x}")).collect();
                (*at, *end, format!(".data 0x{value}"))
            }
        };
        let line = CodeLine {
            offset,
            label: labels.get(&offset).cloned(),
            text,
            ..CodeLine::default()
        };
        let displacement = match item {
            Item::Instruction(row) if !of_thread.contains(&row.ip()) => in_object(row),
            _ => None,
        };
        Decoded {
            line,
            end,
            displacement,
        }
    });
    lines.collect()
}

/// See [`Decoded::displacement`].
fn in_object(instruction: &Instruction) -> Option<u32> {
    let base = instruction.memory_base();
    let is_frame = matches!(
        base,
        Register::RSP | Register::RBP | Register::RIP | Register::None
    );
    let is_plain = !is_frame && instruction.memory_index() == Register::None;
    is_plain.then(|| instruction.memory_displacement32())
}

/// Where the operand in memory lies that an instruction names relative to itself.
fn constant_at(instruction: &Instruction) -> Option<u32> {
    instruction
        .is_ip_rel_memory_operand()
        .then(|| instruction.ip_rel_memory_address() as u32)
}

/// Where an instruction may jump to.
fn target_of(instruction: &Instruction) -> Option<u32> {
    let is_jump =
        instruction.op0_kind() == OpKind::NearBranch64 && instruction.mnemonic() != Mnemonic::Call;
    is_jump.then(|| instruction.near_branch_target() as u32)
}

fn decode(code: &[u8]) -> Vec<Item> {
    let mut items = Vec::new();
    let mut decoder = Decoder::with_ip(64, code, 0, DecoderOptions::NONE);
    let mut tables = BTreeSet::new();
    let mut constants = code.len() as u32;
    while decoder.can_decode() {
        let at = decoder.ip() as u32;
        if at >= constants {
            break;
        }
        let instruction = decoder.decode();
        let end = instruction.next_ip() as u32;
        items.push(Item::Instruction(instruction));
        match (constant_at(&instruction), instruction.mnemonic()) {
            (Some(table), Mnemonic::Lea) => {
                tables.insert(table);
            }
            (Some(constant), _) => constants = constants.min(constant),
            (None, _) => {}
        }
        let reads_table = instruction.mnemonic() == Mnemonic::Jmp
            && instruction.op0_kind() != OpKind::NearBranch64;
        if reads_table && tables.contains(&end) {
            let rows = table(code, end, constants);
            let behind = end as usize + 4 * rows.len();
            let rows = (end..).step_by(4).zip(rows);
            items.extend(rows.map(|(at, target)| Item::Entry(at, target)));
            decoder.set_ip(behind as u64);
            if decoder.set_position(behind).is_err() {
                break;
            }
        }
    }
    let rows = (constants..code.len() as u32).step_by(8);
    items.extend(rows.map(|at| Item::Data(at, (at + 8).min(code.len() as u32))));
    items
}

/// The targets of the jump table at `start`: it ends where one of them is, or where no target can be.
fn table(code: &[u8], start: u32, limit: u32) -> Vec<u32> {
    let mut targets: Vec<u32> = Vec::new();
    loop {
        let at = start + 4 * targets.len() as u32;
        let Some(bytes) = code.get(at as usize..at as usize + 4) else {
            return targets;
        };
        let offset = i32::from_le_bytes(bytes.try_into().unwrap_or_default());
        let target = start.wrapping_add_signed(offset);
        if target >= limit || targets.contains(&at) {
            return targets;
        }
        targets.push(target);
    }
}

/// Names of the places that something jumps to, in their order.
fn labels(items: &[Item]) -> BTreeMap<u32, String> {
    let targets = items.iter().filter_map(|item| match item {
        Item::Instruction(instruction) => target_of(instruction),
        Item::Entry(_, target) => Some(*target),
        Item::Data(..) => None,
    });
    let targets: BTreeSet<u32> = targets.collect();
    let numbered = targets.into_iter().zip(1..);
    numbered
        .map(|(target, number): (u32, u32)| (target, format!("L{number}")))
        .collect()
}

/// Which instructions have an operand in the thread, whose address is in r15 and in the registers that it was just copied to.
fn uses_of_thread(items: &[Item], labels: &BTreeMap<u32, String>) -> HashSet<u64> {
    let mut uses = HashSet::new();
    let mut copies = Vec::new();
    for item in items {
        let Item::Instruction(instruction) = item else {
            continue;
        };
        if labels.contains_key(&(instruction.ip() as u32)) {
            copies.clear();
        }
        let base = instruction.memory_base();
        if base == Register::R15 || copies.contains(&base) {
            uses.insert(instruction.ip());
        }
        let target = instruction.op0_register();
        copies.retain(|copy| *copy != target.full_register());
        match instruction.mnemonic() {
            Mnemonic::Call => copies.clear(),
            Mnemonic::Mov if instruction.op1_register() == Register::R15 => copies.push(target),
            _ => {}
        }
    }
    uses
}

/// What the formatter asks about numbers.
struct Symbols {
    /// Addresses of the instructions whose operand is in the thread.
    of_thread: HashSet<u64>,
    labels: BTreeMap<u32, String>,
    names: Names,
}

impl SymbolResolver for Symbols {
    fn symbol(
        &mut self,
        instruction: &Instruction,
        _operand: u32,
        operand: Option<u32>,
        address: u64,
        _size: u32,
    ) -> Option<SymbolResult<'_>> {
        let is_memory = instruction.op_kind(operand?) == OpKind::Memory;
        let name = match instruction.memory_base() {
            _ if target_of(instruction) == Some(address as u32) => {
                self.labels.get(&(address as u32))?.clone()
            }
            Register::RIP if is_memory => format!("{address:#06x}"),
            _ if is_memory && self.of_thread.contains(&instruction.ip()) => {
                place_in_thread(address as i32)?
            }
            Register::None if is_memory => self.names.get(&address)?.clone(),
            _ if is_memory => return None,
            _ => self.names.get(&address)?.clone(),
        };
        Some(SymbolResult::with_string(address, name))
    }
}

/// What compiled code finds at an offset from its thread.
pub(super) fn place_in_thread(offset: i32) -> Option<String> {
    let entry = RuntimeEntry::ALL
        .iter()
        .find(|row| thread::entry(**row) == offset);
    if let Some(entry) = entry {
        return Some(entry.text().to_owned());
    }
    let places = [
        (thread::APPENDIX, "thread.appendix"),
        (thread::CARD_BASE, "thread.card_base"),
        (thread::POLL, "thread.poll"),
        (thread::NATIVE_LIMIT, "thread.native_limit"),
        (thread::PENDING, "thread.pending"),
        (thread::TLAB_TOP, "thread.tlab_top"),
        (thread::TLAB_END, "thread.tlab_end"),
    ];
    let place = places.iter().find(|(known, _)| *known == offset);
    if let Some((_, name)) = place {
        return Some((*name).to_owned());
    }
    let value = usize::try_from(offset - thread::DEOPT).ok()? / 8;
    (value < thread::DEOPT_VALUES).then(|| format!("thread.deopt[{value}]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(code: &[u8], names: &[(u64, &str)]) -> String {
        let names = names
            .iter()
            .map(|(address, name)| (*address, (*name).to_owned()));
        let lines = lines(code, &names.collect(), false).into_iter();
        let lines = lines.map(|Decoded { line, .. }| {
            let label = line.label.map_or(String::new(), |label| label + ":\n");
            format!("{label}{:#06x} {}", line.offset, line.text)
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn addresses_have_names_and_targets_labels() {
        let poll = thread::entry(RuntimeEntry::Poll).to_le_bytes();
        let code = [
            &[0xbf, 0x78, 0x56, 0x34, 0x12][..], // mov edi, 0x12345678
            &[0x41, 0xff, 0x97],                 // call [r15 + poll]
            &poll,
            &[0x4c, 0x89, 0xf8], // mov rax, r15
            &[0x8b, 0x80],       // mov eax, [rax + poll]
            &poll,
            &[0x8b, 0x80], // mov eax, [rax + poll]: rax is another
            &poll,
            &[0xeb, 0xe3, 0xc3], // jmp 0; ret
        ]
        .concat();
        assert_eq!(
            text(&code, &[(0x1234_5678, "A.f()V")]),
            "L1:\n0x0000 mov edi, A.f()V\n0x0005 call qword ptr [r15+poll]\n0x000c mov rax, r15\n\
             0x000f mov eax, [rax+poll]\n0x0015 mov eax, [rax+0x60]\n0x001b jmp L1\n0x001d ret"
        );
    }

    #[test]
    fn tables_and_constants_are_no_instructions() {
        let code = [
            &[0x48, 0x8d, 0x05, 0x0a, 0, 0, 0][..], // lea rax, [rip + 10]: 0x11
            &[0xf2, 0x0f, 0x10, 0x05, 0x0a, 0, 0, 0], // movsd xmm0, [rip + 10]: 0x19
            &[0xff, 0xe0],                          // jmp rax
            &[0x00, 0, 0, 0x80],                    // no target
            &[0xc3, 0xc3, 0xc3, 0xc3],              // ret
            &[0, 0, 0, 0, 0, 0, 0xf0, 0x3f],        // 1.0
        ]
        .concat();
        let shown = text(&code, &[]);
        assert!(
            shown.ends_with("0x0019 .data 0x3ff0000000000000"),
            "{shown}"
        );
        let mut code = code;
        code[0x11..0x15].copy_from_slice(&4i32.to_le_bytes());
        let shown = text(&code, &[]);
        assert!(
            shown.contains("0x0011 .entry L1\nL1:\n0x0015 ret"),
            "{shown}"
        );
    }
}
