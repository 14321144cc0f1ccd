//! The opcode table as a whole: its size, its agreement with JVMS 6.5, and the round trip of every row.

use bytecode::format::Format;
use bytecode::opcode::RESERVED;
use bytecode::{
    Assembler, BytecodeIter, Category, DecodeErrorKind, Flags, Insn, Opcode, Visitor, decode_at,
    disassemble, dispatch, validate,
};

#[test]
fn rows_are_complete_and_in_order() {
    assert_eq!(Opcode::ALL.len(), 202);
    for (code, opcode) in (0..=255u8).zip(Opcode::ALL) {
        assert_eq!(opcode as u8, code);
        assert_eq!(Opcode::from_u8(code), Some(opcode));
    }
    assert!((202..=255u8).all(|code| Opcode::from_u8(code).is_none()));
    assert!(
        RESERVED
            .iter()
            .all(|(code, _)| Opcode::from_u8(*code).is_none())
    );
    assert_eq!(size_of::<Option<Opcode>>(), 1);
    assert_eq!(size_of::<Insn>(), 20);
}

#[test]
fn names_are_unique_and_every_category_is_used() {
    let mut names: Vec<_> = Opcode::ALL.iter().map(|op| op.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 202);
    for category in Category::ALL {
        assert!(
            Opcode::ALL.iter().any(|op| op.category() == category),
            "{category:?}"
        );
    }
}

#[test]
fn properties_agree_with_each_other() {
    for op in Opcode::ALL {
        let effect = op.effect();
        assert_eq!(
            effect.is_variable(),
            effect.pop_slots().is_none() || effect.push_slots().is_none()
        );
        assert!(!op.is_invoke() || op.throws(), "{op}");
        assert!(!op.is_return() || op.ends_block(), "{op}");
        assert_eq!(op.base().base(), op.base());
        assert_eq!(op.base().category(), op.category(), "{op}");
        let has_target = matches!(
            op.format(),
            Format::Branch2 | Format::Branch4 | Format::TableSwitch | Format::LookupSwitch
        );
        assert_eq!(op.is_branch(), has_target || op == Opcode::Ret, "{op}");
    }
    assert_eq!(Opcode::Dload3.base(), Opcode::Dload);
    assert_eq!(Opcode::Astore0.base(), Opcode::Astore);
    assert_eq!(Opcode::Iload0.base(), Opcode::Iload);
    assert_eq!(Opcode::Lconst1.base(), Opcode::Lconst1);
    assert_eq!(Opcode::Dup2X2.effect().push_slots(), Some(6));
    assert_eq!(Opcode::Lastore.effect().pop_slots(), Some(4));
    assert_eq!(Opcode::Goto.flags(), Flags::BRANCH.union(Flags::ENDS_BLOCK));
}

/// One instruction of every row (two if it can be widened), with operands that show up again.
fn assemble(opcode: Opcode, wide: bool) -> Vec<u8> {
    let mut asm = Assembler::new();
    let start = asm.here();
    match opcode.format() {
        Format::None | Format::ConstN(_) | Format::LocalN(_) => asm.op(opcode),
        Format::I1 | Format::Cp1 => asm.op_u8(opcode, 0x91),
        Format::NewArray => asm.op_u8(opcode, 10),
        Format::I2 | Format::Cp2 => asm.op_u16(opcode, 0x9192),
        Format::Local => asm.local(opcode, if wide { 0x1234 } else { 77 }),
        Format::Iinc => asm.iinc(if wide { 300 } else { 4 }, -5),
        Format::Branch2 | Format::Branch4 => asm.branch(opcode, start),
        Format::InvokeInterface => asm.invokeinterface(0x9192, 3),
        Format::InvokeDynamic => asm.invokedynamic(0x9192),
        Format::MultiNewArray => asm.multianewarray(0x9192, 3),
        Format::TableSwitch => asm.table_switch(i32::MAX - 1, start, &[start, start]),
        Format::LookupSwitch => asm.lookup_switch(start, &[(-7, start), (9, start)]),
        Format::Wide => &mut asm,
    };
    asm.finish().unwrap()
}

#[test]
fn every_row_goes_round() {
    for op in Opcode::ALL {
        for wide in [false, true] {
            if op == Opcode::Wide || wide && op.format().wide_length().is_none() {
                continue;
            }
            let code = assemble(op, wide);
            let insn = decode_at(&code, 0).unwrap();
            assert_eq!(
                (insn.opcode, insn.wide, insn.next as usize),
                (op, wide, code.len()),
                "{op}"
            );
            if !wide && let Some(length) = op.length() {
                assert_eq!(length, insn.length(), "{op}");
            }
            let mut copy = Assembler::new();
            copy.copy(&insn, &code);
            assert_eq!(copy.finish().unwrap(), code, "{op}");
            let text = disassemble(&code);
            assert!(
                text.starts_with(&format!("       0: {}", op.name())),
                "{text}"
            );
            assert!(!text.contains("//") || text.contains("switch"), "{text}");
            for cut in 1..code.len() {
                let error = decode_at(&code[..cut], 0).unwrap_err();
                assert_eq!(error.kind, DecodeErrorKind::Truncated, "{op} cut to {cut}");
            }
        }
    }
}

#[test]
fn operands_are_read() {
    let code = assemble(Opcode::Iinc, true);
    let insn = decode_at(&code, 0).unwrap();
    assert_eq!((insn.local(), insn.increment()), (300, -5));
    assert_eq!(
        decode_at(&[Opcode::IconstM1 as u8], 0).unwrap().constant(),
        -1
    );
    assert_eq!(decode_at(&[Opcode::Aload2 as u8], 0).unwrap().local(), 2);
    assert_eq!(
        decode_at(&[Opcode::Bipush as u8, 0x80], 0)
            .unwrap()
            .constant(),
        -128
    );
    assert_eq!(
        decode_at(&[0, Opcode::Goto as u8, 0xff, 0xf0], 1)
            .unwrap()
            .target(),
        -15
    );
    let code = [0, Opcode::Invokeinterface as u8, 1, 2, 3, 1];
    let insn = decode_at(&code, 1).unwrap();
    assert_eq!(
        (
            insn.cp_index(),
            insn.count(),
            insn.reserved_bytes_are_zero(&code)
        ),
        (0x102, 3, false)
    );
}

#[test]
fn switches_are_read_in_place() {
    let mut asm = Assembler::new();
    let (a, b, default) = (asm.new_label(), asm.new_label(), asm.new_label());
    asm.op(Opcode::Iconst0)
        .lookup_switch(default, &[(-1, a), (70000, b)]);
    asm.bind(a)
        .op(Opcode::Iconst1)
        .table_switch(5, default, &[a, b]);
    asm.bind(b).bind(default).op(Opcode::Return);
    let code = asm.finish().unwrap();
    let insns: Vec<_> = BytecodeIter::new(&code).map(Result::unwrap).collect();
    let lookup = insns[1].lookup_switch(&code);
    let end = code.len() as i32 - 1;
    assert!(lookup.is_sorted() && insns[1].reserved_bytes_are_zero(&code));
    assert_eq!(lookup.pairs().collect::<Vec<_>>(), [(-1, 28), (70000, end)]);
    assert_eq!((lookup.pair(1), lookup.len()), ((70000, end), 2));
    let table = insns[3].table_switch(&code);
    assert_eq!(
        (table.low(), table.high(), table.default_target()),
        (5, 6, end)
    );
    assert_eq!(table.targets().collect::<Vec<_>>(), [28, end]);
    let mut targets = Vec::new();
    insns[3].for_each_target(&code, |target| targets.push(target));
    assert_eq!(targets, [end, 28, end]);
    assert_eq!(
        disassemble(&code),
        "       0: iconst_0\n       1: lookupswitch  { // 2\n                      -1: 28\n                   70000: 52\n                 \
         default: 52\n           }\n      28: iconst_1\n      29: tableswitch   { // 5 to 6\n                       5: 28\n                       \
         6: 52\n                 default: 52\n           }\n      52: return\n"
    );
}

#[test]
fn bad_code_is_an_error() {
    let kind = |code: &[u8]| decode_at(code, 0).unwrap_err().kind;
    assert_eq!(kind(&[0xca]), DecodeErrorKind::UnknownOpcode(0xca));
    assert_eq!(kind(&[]), DecodeErrorKind::Truncated);
    assert_eq!(
        decode_at(&[0], 9).unwrap_err().kind,
        DecodeErrorKind::Truncated
    );
    assert_eq!(kind(&[0xc4, 0x60, 0, 0]), DecodeErrorKind::BadWide(0x60));
    assert_eq!(kind(&[0xc4, 0xff, 0, 0]), DecodeErrorKind::BadWide(0xff));
    let mut switch = vec![Opcode::Tableswitch as u8, 0, 0, 0, 0, 0, 0, 0];
    switch.extend([0, 0, 0, 2, 0, 0, 0, 1]);
    assert_eq!(
        kind(&switch),
        DecodeErrorKind::SwitchRange { low: 2, high: 1 }
    );
    switch[8..16].copy_from_slice(&[0x80, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff]);
    assert_eq!(kind(&switch), DecodeErrorKind::Truncated);
    switch[0] = Opcode::Lookupswitch as u8;
    assert_eq!(kind(&switch), DecodeErrorKind::SwitchPairs(i32::MIN));
    switch[8..12].copy_from_slice(&[0x7f, 0xff, 0xff, 0xff]);
    assert_eq!(kind(&switch), DecodeErrorKind::Truncated);
    let mut count = 0;
    assert_eq!(
        validate(&[0, 0, 0xca, 0], |_| count += 1).unwrap_err().bci,
        2
    );
    assert_eq!(count, 2);
    assert!(disassemble(&[0, 0xca]).ends_with("// unknown opcode 0xca at bci 1\n"));
}

#[test]
fn assembler_reports_its_errors() {
    let mut asm = Assembler::new();
    let label = asm.new_label();
    asm.branch(Opcode::Goto, label);
    assert!(asm.finish().is_err());
    let mut asm = Assembler::new();
    let start = asm.here();
    for _ in 0..40_000 {
        asm.op(Opcode::Nop);
    }
    asm.branch(Opcode::Goto, start);
    assert!(asm.finish().is_err());
    let mut asm = Assembler::new();
    asm.op(Opcode::Goto);
    assert!(asm.finish().is_err());
}

#[test]
fn visitor_falls_back_by_category() {
    struct Names(Vec<&'static str>);
    impl Visitor for Names {
        type Output = ();
        fn other(&mut self, _: &Insn) {
            self.0.push("other");
        }
        fn math(&mut self, _: &Insn) {
            self.0.push("math");
        }
        fn iadd(&mut self, _: &Insn) {
            self.0.push("iadd");
        }
    }
    let mut visitor = Names(Vec::new());
    for insn in BytecodeIter::new(&[0x60, 0x64, 0x00]) {
        dispatch(&mut visitor, &insn.unwrap());
    }
    assert_eq!(visitor.0, ["iadd", "math", "other"]);
}
