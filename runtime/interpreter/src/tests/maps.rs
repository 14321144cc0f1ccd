//! Oop maps of assembled code.

use bytecode::{Assembler, Opcode};

use super::support::{ClassBuilder, attached, class_of, method};
use crate::maps::map_at;
use crate::ops::Op;
use crate::translate::translate;

#[test]
fn subroutines_keep_references_apart() {
    // Two callers of one subroutine: local 1 is a reference for the first, an int for the second.
    let mut asm = Assembler::new();
    let sub = asm.new_label();
    asm.local(Opcode::Aload, 0)
        .local(Opcode::Astore, 1)
        .branch(Opcode::Jsr, sub);
    asm.local(Opcode::Aload, 1).op(Opcode::Monitorexit);
    asm.op(Opcode::Iconst1)
        .local(Opcode::Istore, 1)
        .branch(Opcode::Jsr, sub)
        .op(Opcode::Return);
    asm.bind(sub)
        .local(Opcode::Astore, 2)
        .local(Opcode::Aload, 0)
        .op(Opcode::Monitorenter)
        .local(Opcode::Ret, 2);
    let code = asm.finish().expect("code");
    let bytes = ClassBuilder::new("Sub")
        .method("run", "(Ljava/lang/Object;)V", 1, 3, &code, &[])
        .build();
    attached(move |_| {
        let method = method(class_of(bytes), "run");
        let translation =
            Box::leak(translate(&method, &method.bytecode().expect("code")).expect("translates"));
        let at = |op: Op| {
            translation
                .code
                .iter()
                .position(|instruction| instruction.op() == op)
                .expect("one") as u32
        };
        // Reference locals stand behind header (4) and thrown (1). The argument's own register still holds it too.
        assert_eq!(
            *map_at(&method, translation, at(Op::MonitorEnter), false),
            [-3, 5, 6]
        );
        assert_eq!(
            *map_at(&method, translation, at(Op::MonitorExit), false),
            [-3, 5, 6]
        );
    });
}

#[test]
fn joins_handlers_and_copies() {
    // (Object a, int b): c = a; if (b) c = null (still a reference) ; d = b or a (no reference after the join)
    let mut asm = Assembler::new();
    let (otherwise, join) = (asm.new_label(), asm.new_label());
    asm.local(Opcode::Aload, 0).local(Opcode::Astore, 2);
    asm.local(Opcode::Iload, 1).branch(Opcode::Ifeq, otherwise);
    asm.op(Opcode::AconstNull)
        .local(Opcode::Astore, 2)
        .local(Opcode::Iload, 1)
        .local(Opcode::Istore, 3)
        .branch(Opcode::Goto, join);
    asm.bind(otherwise)
        .local(Opcode::Aload, 0)
        .local(Opcode::Astore, 3);
    asm.bind(join)
        .local(Opcode::Aload, 0)
        .op(Opcode::Monitorenter)
        .op(Opcode::Return);
    let code = asm.finish().expect("code");
    let bytes = ClassBuilder::new("Joins")
        .method("run", "(Ljava/lang/Object;I)V", 2, 4, &code, &[])
        .build();
    attached(move |_| {
        let method = method(class_of(bytes), "run");
        let translation =
            Box::leak(translate(&method, &method.bytecode().expect("code")).expect("translates"));
        let at = translation
            .code
            .iter()
            .position(|instruction| instruction.op() == Op::MonitorEnter)
            .expect("one");
        // locals 0 and 2 of four
        assert_eq!(*map_at(&method, translation, at as u32, false), [-4, -2]);
        assert_eq!(*map_at(&method, translation, 0, false), [-4]);
    });
}
