//! Every method of the class library becomes SSA that keeps the invariants, before and after all passes.

use abi::code::CompiledCode;
use bytecode::{BytecodeIter, Opcode};
use classfile::source::jimage::JImage;
use classfile::{ClassFile, ParseOptions};
use jit::build::{Entry, Refusal, build};
use jit::compile::{Compiler, Options};
use jit::ir::{Key, check, parse};
use jit::passes;

use crate::world::{World, java_home};

/// What one run over a class has seen.
struct Seen {
    compiler: Compiler,
    compiled: usize,
    methods: usize,
    osr_entries: usize,
    refused: usize,
}

#[test]
fn every_method_of_the_library_builds() {
    let Some(home) = java_home() else { return };
    let image = std::fs::read(home.join("lib/modules")).expect("the library can be read");
    let image = JImage::open(&image).expect("the library is an image");
    let mut seen = Seen {
        compiler: Compiler::new(Options::default()).expect("there is a compiler for this machine"),
        compiled: 0,
        methods: 0,
        osr_entries: 0,
        refused: 0,
    };
    for resource in image.resources().filter(|r| r.extension == b"class") {
        // Optimised test profiles could take all of it in seconds; one module has every kind of code.
        if resource.module != b"java.base" || resource.base == b"module-info" {
            continue;
        }
        let bytes = image.bytes(&resource).expect("the resource can be read");
        let class = ClassFile::parse(&bytes, &ParseOptions::application(None))
            .expect("the library's classes are well formed");
        for (resolved, inlines) in [(false, false), (true, true)] {
            let world = World {
                class: &class,
                resolved,
                inlines,
            };
            build_all(&world, &mut seen);
        }
    }
    assert!(
        seen.methods > 50_000 && seen.osr_entries > 5_000 && seen.compiled > 50,
        "{} methods, {} loops, {} compiled",
        seen.methods,
        seen.osr_entries,
        seen.compiled
    );
    // The library is compiled by javac, which has not made subroutines for twenty years.
    assert_eq!(seen.refused, 0);
}

fn build_all(world: &World<'_>, seen: &mut Seen) {
    for (index, method) in world.class.methods.iter().enumerate() {
        let key = Key(index as u64);
        let Some(code) = world.class.code(method) else {
            assert_eq!(
                build(world, key, Entry::Method).err(),
                Some(Refusal::NoCode)
            );
            continue;
        };
        seen.methods += 1;
        build_one(world, key, Entry::Method, seen);
        let jumps_back = BytecodeIter::new(code.code)
            .flatten()
            .find(|insn| insn.opcode == Opcode::Goto && insn.target() < insn.bci as i32);
        if let Some(insn) = jumps_back {
            seen.osr_entries += 1;
            build_one(world, key, Entry::Osr(insn.target() as u32), seen);
        }
    }
}

fn build_one(world: &World<'_>, key: Key, entry: Entry, seen: &mut Seen) {
    let mut function = match build(world, key, entry) {
        Ok(function) => function,
        Err(_) => {
            seen.refused += 1;
            return;
        }
    };
    if let Err(violation) = check(&function) {
        panic!("{entry:?}: {violation}\n{function}");
    }
    passes::run(&mut function, &|_| false, &mut |pass, function| {
        if let Err(violation) = check(function) {
            panic!("{entry:?}, after {}: {violation}\n{function}", pass.name);
        }
    });
    let compiler = &mut seen.compiler;
    if seen.methods.is_multiple_of(every("JIT_VERIFY_EVERY", 32))
        && let Err(error) = compiler.verify(&function)
    {
        panic!("{entry:?}: {error}\n{function}");
    }
    if seen.methods.is_multiple_of(every("JIT_COMPILE_EVERY", 512)) {
        match compiler.generate(&function, None) {
            Ok(code) => {
                check_code(&code);
                seen.compiled += 1;
            }
            Err(refusal) => panic!("{entry:?}: {refusal}\n{function}"),
        }
    }
    // The text form holds everything: it reads back to the same text.
    if seen.methods.is_multiple_of(64) {
        let text = function.to_string();
        let again = parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        assert_eq!(again.to_string(), text);
    }
}

/// How many methods share one that is looked at more closely; the variable says otherwise: `JIT_COMPILE_EVERY=1` for all.
fn every(variable: &str, usual: usize) -> usize {
    let wanted = std::env::var(variable).ok();
    wanted.and_then(|n| n.parse().ok()).unwrap_or(usual)
}

/// What the runtime relies on.
fn check_code(code: &CompiledCode) {
    let end = code.bytes.len() as u32;
    let mut last = 0;
    for call in &code.calls {
        assert!(last < call.return_offset && call.return_offset <= end);
        last = call.return_offset;
        assert!(!code.origins[call.origin as usize].0.is_empty());
        assert!(call.handler.is_none_or(|handler| handler < end));
        assert!(call.references.is_sorted());
        let in_frame = |slot: &u32| slot + 8 <= code.frame_bytes && slot.is_multiple_of(8);
        assert!(call.references.iter().all(in_frame));
        if let Some((_, state)) = call.state {
            assert!(!code.states[state as usize].frames.is_empty());
            assert!(call.references.is_empty());
        }
    }
}
