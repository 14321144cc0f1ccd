//! An ELF file for one piece of code: a symbol, and how to find its caller. Source: System V ABI, AMD64 supplement; DWARF 4, section 6.4.
//!
//! ```text
//!  header | .debug_frame | .symtab | .strtab | .shstrtab | section headers
//! ```
//! `.text` has an address and a length, but no bytes: the code is where it is.

const HEADER_BYTES: usize = 64;
const SYMBOL_BYTES: u64 = 24;

/// Section types and flags.
const PROGBITS: u32 = 1;
const SYMTAB: u32 = 2;
const STRTAB: u32 = 3;
const NOBITS: u32 = 8;
const ALLOC_EXECUTABLE: u64 = 2 | 4;

/// A section's header, and what is in the file.
#[derive(Default)]
struct Section {
    name: &'static str,
    kind: u32,
    flags: u64,
    address: u64,
    bytes: Vec<u8>,
    /// Of sections without bytes in the file.
    length: u64,
    link: u32,
    info: u32,
    entry_bytes: u64,
}

/// The places of sections in the table.
const TEXT: u16 = 1;
const STRINGS: u32 = 4;
const NAMES: u16 = 5;

/// The file for code of this name at `start`.
pub(super) fn file(name: &str, start: u64, length: u64) -> Vec<u8> {
    let strings = [b"\0", name.as_bytes(), b"\0"].concat();
    let mut sections = vec![
        Section::default(),
        Section {
            name: ".text",
            kind: NOBITS,
            flags: ALLOC_EXECUTABLE,
            address: start,
            length,
            ..Section::default()
        },
        Section {
            name: ".debug_frame",
            kind: PROGBITS,
            bytes: frames(start, length),
            ..Section::default()
        },
        Section {
            name: ".symtab",
            kind: SYMTAB,
            bytes: symbols(start, length),
            link: STRINGS,
            // The first symbol that is not local.
            info: 1,
            entry_bytes: SYMBOL_BYTES,
            ..Section::default()
        },
        Section {
            name: ".strtab",
            kind: STRTAB,
            bytes: strings,
            ..Section::default()
        },
        Section {
            name: ".shstrtab",
            kind: STRTAB,
            ..Section::default()
        },
    ];
    let mut names = Vec::new();
    let mut name_offsets = Vec::new();
    for section in &sections {
        name_offsets.push(names.len() as u32);
        names.extend_from_slice(section.name.as_bytes());
        names.push(0);
    }
    sections[usize::from(NAMES)].bytes = names;
    assemble(&sections, &name_offsets)
}

fn assemble(sections: &[Section], names: &[u32]) -> Vec<u8> {
    let mut body = Vec::new();
    let mut headers = Bytes::default();
    for (section, name) in sections.iter().zip(names) {
        body.resize(body.len().next_multiple_of(8), 0);
        let offset = (HEADER_BYTES + body.len()) as u64;
        let length = section.length.max(section.bytes.len() as u64);
        headers.word(*name).word(section.kind).long(section.flags);
        headers.long(section.address).long(offset).long(length);
        headers.word(section.link).word(section.info);
        headers.long(8).long(section.entry_bytes);
        body.extend_from_slice(&section.bytes);
    }
    body.resize(body.len().next_multiple_of(8), 0);
    let mut file = header((HEADER_BYTES + body.len()) as u64, sections.len() as u16);
    file.extend_from_slice(&body);
    file.extend_from_slice(&headers.0);
    file
}

fn header(sections_offset: u64, sections: u16) -> Vec<u8> {
    const EXECUTABLE: u16 = 2;
    const X86_64: u16 = 62;
    const SECTION_HEADER_BYTES: u16 = 64;
    // Magic; 64 bits, little endian, version 1.
    let mut header = Bytes(vec![0x7f, b'E', b'L', b'F', 2, 1, 1]);
    header.0.resize(16, 0);
    header.half(EXECUTABLE).half(X86_64).word(1);
    // Entry, program headers, section headers.
    header.long(0).long(0).long(sections_offset);
    header.word(0).half(HEADER_BYTES as u16).half(0).half(0);
    header.half(SECTION_HEADER_BYTES).half(sections).half(NAMES);
    header.0
}

fn symbols(start: u64, length: u64) -> Vec<u8> {
    const GLOBAL_FUNCTION: u8 = 1 << 4 | 2;
    let mut symbols = Bytes(vec![0; SYMBOL_BYTES as usize]);
    symbols.word(1);
    symbols.0.extend_from_slice(&[GLOBAL_FUNCTION, 0]);
    symbols.half(TEXT).long(start).long(length);
    symbols.0
}

/// Where the caller's rbp and the return pc are: code begins with `push rbp; mov rbp, rsp` (`abi::code`).
fn frames(start: u64, length: u64) -> Vec<u8> {
    const RBP: u8 = 6;
    const RSP: u8 = 7;
    const RETURN_PC: u8 = 16;
    const DEFINE_CFA: u8 = 0x0c;
    const DEFINE_CFA_REGISTER: u8 = 0x0d;
    const DEFINE_CFA_OFFSET: u8 = 0x0e;
    const ADVANCE: u8 = 0x40;
    const OFFSET: u8 = 0x80;
    /// Bytes of the two instructions.
    const PUSH: u8 = 1;
    const MOVE: u8 = 3;
    // Version 1, no augmentation, code in units of 1, data in units of -8 (signed LEB128).
    let mut common = Bytes::default();
    common.word(u32::MAX);
    common.0.extend_from_slice(&[1, 0, 1, 0x78, RETURN_PC]);
    common
        .0
        .extend_from_slice(&[DEFINE_CFA, RSP, 8, OFFSET | RETURN_PC, 1]);
    let mut frame = Bytes::default();
    frame.word(0).long(start).long(length);
    frame
        .0
        .extend_from_slice(&[ADVANCE | PUSH, DEFINE_CFA_OFFSET, 16, OFFSET | RBP, 2]);
    frame
        .0
        .extend_from_slice(&[ADVANCE | MOVE, DEFINE_CFA_REGISTER, RBP]);
    let mut section = Bytes::default();
    for mut part in [common, frame] {
        // Padded with no operations, so that with its length each part is a multiple of 8.
        part.0.resize((part.0.len() + 4).next_multiple_of(8) - 4, 0);
        section.word(part.0.len() as u32);
        section.0.extend_from_slice(&part.0);
    }
    section.0
}

/// Numbers, little endian.
#[derive(Default)]
struct Bytes(Vec<u8>);

impl Bytes {
    fn half(&mut self, value: u16) -> &mut Bytes {
        self.0.extend_from_slice(&value.to_le_bytes());
        self
    }

    fn word(&mut self, value: u32) -> &mut Bytes {
        self.0.extend_from_slice(&value.to_le_bytes());
        self
    }

    fn long(&mut self, value: u64) -> &mut Bytes {
        self.0.extend_from_slice(&value.to_le_bytes());
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What binutils make of the file.
    #[test]
    fn a_file_has_a_symbol_and_a_frame() {
        let path = std::env::temp_dir().join(format!("brolga-elf-{}", std::process::id()));
        std::fs::write(&path, file("Type::method()V", 0x7000_0040, 0x30)).expect("a file");
        let read = |option: &str| {
            let output = std::process::Command::new("readelf")
                .args(["--wide", option])
                .arg(&path)
                .output()
                .expect("readelf runs");
            assert!(output.stderr.is_empty(), "{output:?}");
            String::from_utf8(output.stdout).expect("text")
        };
        let symbols = read("--symbols");
        let symbol = "0000000070000040    48 FUNC    GLOBAL DEFAULT    1 Type::method()V";
        assert!(symbols.contains(symbol), "{symbols}");
        let frames = read("--debug-dump=frames");
        for part in [
            "FDE cie=00000000 pc=0000000070000040..0000000070000070",
            "DW_CFA_advance_loc: 1 to 0000000070000041",
            "DW_CFA_offset: r6 (rbp) at cfa-16",
            "DW_CFA_def_cfa_register: r6 (rbp)",
        ] {
            assert!(frames.contains(part), "no {part} in\n{frames}");
        }
        std::fs::remove_file(&path).expect("the file is ours");
    }
}
