//! The flow agrees with the StackMapTables of the JDK's own classes, and gets subroutines right.

use std::convert::Infallible;
use std::path::PathBuf;

use bytecode::{Assembler, Opcode};
use classfile::source::jimage::JImage;
use classfile::{ClassFile, ParseOptions};

use super::{FlowErrorKind, Kind, type_flow};
use crate::hierarchy::{Hierarchy, Member};
use crate::method::Verifier;
use crate::types::Type;

/// Says yes where yes means that code is accepted.
struct Permissive;

impl Hierarchy for Permissive {
    type Error = Infallible;

    fn is_interface(&mut self, _: &[u8]) -> Result<bool, Infallible> {
        Ok(true)
    }

    fn is_subclass(&mut self, _: &[u8], _: &[u8]) -> Result<bool, Infallible> {
        Ok(true)
    }

    fn is_superclass_of_current(&mut self, _: &[u8]) -> bool {
        false
    }

    fn is_protected_in_other_package(
        &mut self,
        _: &[u8],
        _: Member,
        _: &[u8],
        _: &[u8],
    ) -> Result<bool, Infallible> {
        Ok(false)
    }
}

fn modules() -> Option<Vec<u8>> {
    let path = std::env::var_os("PATH")?;
    let java = std::env::split_paths(&path)
        .map(|dir| dir.join("java"))
        .find(|java| java.is_file())?;
    let home: PathBuf = java.canonicalize().ok()?.parent()?.parent()?.into();
    std::fs::read(home.join("lib/modules")).ok()
}

/// The kind a frame's type demands; `None`: anything will do.
fn demanded(slot: Type) -> Option<Kind> {
    Some(match slot {
        Type::Integer => Kind::Int,
        Type::Float => Kind::Float,
        Type::Long => Kind::Long,
        Type::Double => Kind::Double,
        Type::LongSecond | Type::DoubleSecond => Kind::Second,
        Type::Null | Type::Object(_) | Type::Array(_) => Kind::Ref,
        Type::UninitializedThis | Type::Uninitialized(_) => Kind::Uninit,
        _ => return None,
    })
}

#[test]
fn agrees_with_stack_maps() {
    let Some(bytes) = modules() else { return };
    let image = JImage::open(&bytes).unwrap();
    let (mut methods, mut frames) = (0, 0);
    for resource in image.resources() {
        if resource.extension != b"class" || resource.module != b"java.base" {
            continue;
        }
        let bytes = image.bytes(&resource).unwrap();
        let Ok(class) = ClassFile::parse(&bytes, &ParseOptions::application(None)) else {
            continue;
        };
        let mut hierarchy = Permissive;
        let Some(mut verifier) = Verifier::new(&class, &mut hierarchy) else {
            continue;
        };
        for method in class.methods.iter().filter(|method| method.code.is_some()) {
            let flow = type_flow(&class, method).unwrap();
            assert!(verifier.verify_method(method).is_ok());
            for frame in &verifier.map.frames {
                let view = verifier.map.view(frame);
                // Frames of unreachable code are there for the verifier only.
                let Some(kinds) = flow.at(view.bci) else {
                    continue;
                };
                assert_eq!(kinds.stack.len(), view.stack.len());
                let slots = view.locals.iter().zip(kinds.locals);
                for (slot, kind) in slots.chain(view.stack.iter().zip(kinds.stack)) {
                    assert!(demanded(*slot).is_none_or(|demanded| demanded == *kind));
                }
                frames += 1;
            }
            methods += 1;
        }
    }
    assert!(methods > 10_000 && frames > 10_000);
}

/// A class `T` with one static method `m` of that descriptor and code.
fn class_with(descriptor: &str, max_stack: u16, max_locals: u16, code: &[u8]) -> Vec<u8> {
    let mut out = vec![0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 48, 0, 8];
    let utf8 = |out: &mut Vec<u8>, text: &str| {
        out.push(1);
        out.extend((text.len() as u16).to_be_bytes());
        out.extend(text.as_bytes());
    };
    utf8(&mut out, "T");
    out.extend([7, 0, 1]);
    utf8(&mut out, "java/lang/Object");
    out.extend([7, 0, 3]);
    utf8(&mut out, "m");
    utf8(&mut out, descriptor);
    utf8(&mut out, "Code");
    // Flags, this, super, no interfaces, no fields, one static method with one attribute.
    out.extend([0, 0x21, 0, 2, 0, 4, 0, 0, 0, 0, 0, 1]);
    out.extend([0, 8, 0, 5, 0, 6, 0, 1, 0, 7]);
    out.extend((12 + code.len() as u32).to_be_bytes());
    out.extend(max_stack.to_be_bytes());
    out.extend(max_locals.to_be_bytes());
    out.extend((code.len() as u32).to_be_bytes());
    out.extend(code);
    out.extend([0; 6]);
    out
}

fn flow_text(class: &[u8]) -> String {
    let class = ClassFile::parse(class, &ParseOptions::boot(None)).unwrap();
    type_flow(&class, &class.methods[0]).unwrap().to_string()
}

#[test]
fn merges_to_top() {
    let mut asm = Assembler::new();
    let (other, join) = (asm.new_label(), asm.new_label());
    asm.local(Opcode::Iload, 0).branch(Opcode::Ifeq, other);
    asm.op(Opcode::Lconst1).local(Opcode::Lstore, 1);
    asm.branch(Opcode::Goto, join);
    asm.bind(other).op(Opcode::AconstNull);
    asm.local(Opcode::Astore, 1);
    asm.bind(join).op(Opcode::Return);
    let class = class_with("(I)V", 2, 3, &asm.finish().unwrap());
    let expected = "    0: I..|\n    1: I..|I\n    4: I..|\n    5: I..|J+\n    6: IJ+|\n    9: I..|\n   10: I..|A\n   11: I..|\n";
    assert_eq!(flow_text(&class), expected);
}

#[test]
fn subroutines_keep_what_they_do_not_write() {
    // Two calls, local 1 an int at one and a reference at the other; the subroutine writes local 2 only.
    let mut asm = Assembler::new();
    let sub = asm.new_label();
    asm.op(Opcode::Iconst1).local(Opcode::Istore, 1);
    asm.branch(Opcode::Jsr, sub);
    asm.op(Opcode::AconstNull).local(Opcode::Astore, 1);
    asm.branch(Opcode::Jsr, sub);
    asm.op(Opcode::Return);
    asm.bind(sub).local(Opcode::Astore, 2);
    asm.local(Opcode::Ret, 2);
    let class = class_with("(J)V", 1, 3, &asm.finish().unwrap());
    let text = flow_text(&class);
    assert!(text.contains("5: .IR|\n"), "{text}");
    assert!(text.contains("10: .AR|\n"), "{text}");
    assert!(text.contains("11: ...|R\n"), "{text}");
}

#[test]
fn bad_code_is_an_error() {
    let kind = |code: &[u8]| {
        let bytes = class_with("()V", 1, 1, code);
        let class = ClassFile::parse(&bytes, &ParseOptions::boot(None)).unwrap();
        type_flow(&class, &class.methods[0]).unwrap_err().kind
    };
    assert_eq!(kind(&[0x57, 0xb1]), FlowErrorKind::StackUnderflow);
    assert_eq!(kind(&[0x03, 0x03, 0xb1]), FlowErrorKind::StackOverflow);
    assert_eq!(kind(&[0x15, 9, 0xb1]), FlowErrorKind::Local(9));
    assert_eq!(kind(&[0x12, 1, 0xb1]), FlowErrorKind::Pool(1));
    assert_eq!(kind(&[0xa7, 0, 1, 0xb1]), FlowErrorKind::Target(1));
    assert_eq!(kind(&[0x00]), FlowErrorKind::Target(1));
    assert_eq!(kind(&[0xa9, 0]), FlowErrorKind::Ret);
}
