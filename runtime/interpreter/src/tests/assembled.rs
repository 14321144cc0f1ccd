//! Code that javac does not emit: stack shuffles of every form, subroutines, backward entries, dead code.

use bytecode::{Assembler, Opcode};
use threads::Value::{Int, Long};

use super::support::{ClassBuilder, attached, call, class_of, method};
use crate::translation::Translation;

fn assemble(build: impl FnOnce(&mut Assembler)) -> Vec<u8> {
    let mut assembler = Assembler::new();
    build(&mut assembler);
    assembler.finish().expect("code")
}

/// Folds the int stack `[.., a, b, ..]` of `depth` slots into one number, base 10, top last.
fn fold(asm: &mut Assembler, depth: usize) {
    // result = top; then result = below * 10^k + result ...
    asm.local(Opcode::Istore, 5);
    let mut factor = 10;
    for _ in 1..depth {
        asm.op_u16(Opcode::Sipush, factor)
            .op(Opcode::Imul)
            .local(Opcode::Iload, 5)
            .op(Opcode::Iadd)
            .local(Opcode::Istore, 5);
        factor = factor.saturating_mul(10);
    }
    asm.local(Opcode::Iload, 5).op(Opcode::Ireturn);
}

#[test]
fn shuffles_are_parallel_moves() {
    // (opcode, ints pushed from locals 0.., expected stack bottom first)
    let rows: [(Opcode, usize, &str); 8] = [
        (Opcode::Dup, 1, "11"),
        (Opcode::DupX1, 2, "212"),
        (Opcode::DupX2, 3, "3123"),
        (Opcode::Dup2, 2, "1212"),
        (Opcode::Dup2X1, 3, "23123"),
        (Opcode::Dup2X2, 4, "341234"),
        (Opcode::Swap, 2, "21"),
        (Opcode::Pop, 2, "1"),
    ];
    let mut builder = ClassBuilder::new("Shuffles");
    for canonical in [false, true] {
        for (opcode, pushed, expected) in rows {
            let code = assemble(|asm| {
                for local in 0..pushed as u16 {
                    asm.local(Opcode::Iload, local);
                    if canonical {
                        // x + 0 - 0 is computed into the canonical slot
                        asm.op(Opcode::Iconst0).op(Opcode::Iadd);
                    }
                }
                asm.op(opcode);
                // overwrite the sources: elided copies must have been made
                for local in 0..4 {
                    asm.int(9).expect("small").local(Opcode::Istore, local);
                }
                let mut depth = expected.len();
                // five digits fit the sipush factors of `fold`
                while depth > 4 {
                    asm.op(Opcode::Swap).op(Opcode::Pop);
                    depth -= 1;
                }
                fold(asm, depth);
            });
            builder.method(
                &format!("{opcode}{canonical}"),
                "(IIII)I",
                12,
                6,
                &code,
                &[],
            );
        }
    }
    let bytes = builder.build();
    attached(move |thread| {
        let klass = class_of(bytes);
        for canonical in [false, true] {
            for (opcode, _, expected) in rows {
                let got = call(
                    thread,
                    klass,
                    &format!("{opcode}{canonical}"),
                    &[Int(1), Int(2), Int(3), Int(4)],
                );
                let mut stack = expected.to_owned();
                while stack.len() > 4 {
                    stack.remove(stack.len() - 2);
                }
                assert_eq!(
                    got,
                    Ok(Int(stack.parse().expect("digits"))),
                    "{opcode} {canonical}"
                );
            }
        }
    });
}

#[test]
fn subroutines_return_to_their_callers() {
    let code = assemble(|asm| {
        let (sub, end) = (asm.new_label(), asm.new_label());
        asm.branch(Opcode::Jsr, sub)
            .branch(Opcode::Jsr, sub)
            .branch(Opcode::Goto, end);
        asm.bind(sub)
            .local(Opcode::Astore, 1)
            .iinc(0, 5)
            .local(Opcode::Ret, 1);
        asm.bind(end).local(Opcode::Iload, 0).op(Opcode::Ireturn);
    });
    let bytes = ClassBuilder::new("Subroutine")
        .method("run", "(I)I", 2, 2, &code, &[])
        .build();
    attached(move |thread| {
        assert_eq!(call(thread, class_of(bytes), "run", &[Int(1)]), Ok(Int(11)))
    });
}

#[test]
fn loops_entered_at_the_bottom_and_dead_code() {
    let code = assemble(|asm| {
        let (body, condition) = (asm.new_label(), asm.new_label());
        asm.op(Opcode::Lconst0)
            .local(Opcode::Lstore, 1)
            .branch(Opcode::Goto, condition);
        // dead: nothing jumps here, and nothing is known of the stack
        asm.op(Opcode::Pop2).op(Opcode::Dup2X2).op(Opcode::Nop);
        asm.bind(body)
            .local(Opcode::Lload, 1)
            .local(Opcode::Iload, 0)
            .op(Opcode::I2l)
            .op(Opcode::Ladd)
            .local(Opcode::Lstore, 1);
        asm.iinc(0, -1)
            .bind(condition)
            .local(Opcode::Iload, 0)
            .branch(Opcode::Ifgt, body);
        asm.local(Opcode::Lload, 1).op(Opcode::Lreturn);
    });
    let bytes = ClassBuilder::new("Bottom")
        .method("run", "(I)J", 6, 3, &code, &[])
        .build();
    attached(move |thread| {
        assert_eq!(
            call(thread, class_of(bytes), "run", &[Int(100)]),
            Ok(Long(5050))
        )
    });
}

#[test]
fn handlers_see_the_locals_of_the_throwing_instruction() {
    let code = assemble(|asm| {
        // try { a = 7; a = 1 / b; } catch (any) { return a; }
        asm.int(7).expect("small").local(Opcode::Istore, 1);
        asm.op(Opcode::Iconst1)
            .local(Opcode::Iload, 0)
            .op(Opcode::Idiv)
            .local(Opcode::Istore, 1);
        asm.local(Opcode::Iload, 1).op(Opcode::Ireturn);
    });
    let handler = code.len() as u16;
    let mut code = code;
    code.extend(assemble(|asm| {
        asm.op(Opcode::Pop)
            .local(Opcode::Iload, 1)
            .op(Opcode::Ireturn);
    }));
    let bytes = ClassBuilder::new("Handler")
        .method("run", "(I)I", 3, 2, &code, &[(0, handler, handler)])
        .build();
    attached(move |thread| {
        let klass = class_of(bytes);
        assert_eq!(call(thread, klass, "run", &[Int(0)]), Ok(Int(7)));
        assert_eq!(call(thread, klass, "run", &[Int(1)]), Ok(Int(1)));
    });
}

#[test]
fn wide_forms() {
    let code = assemble(|asm| {
        let (body, end) = (asm.new_label(), asm.new_label());
        asm.local(Opcode::Iload, 0)
            .local(Opcode::Istore, 300)
            .iinc(300, 1000)
            .iinc(0, -200);
        asm.local(Opcode::Iload, 300)
            .op(Opcode::I2l)
            .local(Opcode::Lstore, 301);
        asm.branch(Opcode::GotoW, body)
            .bind(end)
            .local(Opcode::Lload, 301)
            .local(Opcode::Iload, 0)
            .op(Opcode::I2l);
        asm.op(Opcode::Ladd).op(Opcode::Lreturn);
        asm.bind(body).branch(Opcode::GotoW, end);
    });
    let bytes = ClassBuilder::new("Wide")
        .method("run", "(I)J", 4, 303, &code, &[])
        .build();
    attached(move |thread| {
        assert_eq!(
            call(thread, class_of(bytes), "run", &[Int(7)]),
            Ok(Long(1007 - 193))
        )
    });
}

#[test]
fn malformed_code_is_a_verify_error() {
    let bytes = ClassBuilder::new("Malformed")
        .method(
            "underflow",
            "()V",
            2,
            0,
            &[Opcode::Pop as u8, Opcode::Return as u8],
            &[],
        )
        .method("offTheEnd", "()V", 2, 0, &[Opcode::Nop as u8], &[])
        .method(
            "target",
            "()V",
            2,
            0,
            &[Opcode::Goto as u8, 0x7f, 0, Opcode::Return as u8],
            &[],
        )
        .build();
    attached(move |thread| {
        let klass = class_of(bytes);
        for name in ["underflow", "offTheEnd", "target"] {
            let error = call(thread, klass, name, &[]).expect_err(name);
            assert!(
                error.starts_with("java/lang/VerifyError: "),
                "{name}: {error}"
            );
        }
    });
}

#[test]
fn register_code_of_a_loop() {
    let code = assemble(|asm| {
        let (condition, end) = (asm.new_label(), asm.new_label());
        asm.op(Opcode::Iconst0)
            .local(Opcode::Istore, 1)
            .bind(condition);
        asm.local(Opcode::Iload, 1)
            .local(Opcode::Iload, 0)
            .branch(Opcode::IfIcmpge, end);
        asm.local(Opcode::Iload, 1)
            .int(3)
            .expect("small")
            .op(Opcode::Imul)
            .local(Opcode::Istore, 1);
        asm.iinc(1, 1)
            .branch(Opcode::Goto, condition)
            .bind(end)
            .local(Opcode::Iload, 1)
            .op(Opcode::Ireturn);
    });
    let bytes = ClassBuilder::new("Loop")
        .method("run", "(I)I", 2, 2, &code, &[])
        .build();
    attached(move |thread| {
        let klass = class_of(bytes);
        assert_eq!(call(thread, klass, "run", &[Int(10)]), Ok(Int(13)));
        let method = method(klass, "run");
        let text = Translation::of(&method).expect("translated").dump(&method);
        let expected = "\
Loop.run(I)I: 16 bytecodes, 6 instructions
   0 @1    Const              r-1 #0x0
   1 @4    IfGe               r-1 r-2 -> 5
   2 @9    IMulK              r-1 r-1 #0x3
   3 @11   IAddK              r-1 r-1 #0x1
   4 @4    IfLtB              r-1 r-2 -> 2
   5 @18   Ret                r-1
";
        assert_eq!(text, expected);
    });
}
