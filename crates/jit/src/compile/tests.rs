//! Code of small functions in text form: what the tables say of it.

use std::collections::BTreeSet;

use abi::code::{CompiledCode, SlotRecord};
use abi::deopt::DeoptReason;

use super::{Compiler, Listing, Options};
use crate::build::Refusal;
use crate::ir::{check, parse};

const HEAD: &str = r#"function "f" {
  class c0 "C" size 24 depth 1
  method m0 "C.f(I)I" (A I) -> I
  method m1 "C.g(A)V" (A) -> -
  field f0 "C.x" int +16
  frame frame0 m0 this v0
"#;

fn generate(text: &str) -> (Result<CompiledCode, Refusal>, Listing) {
    let function = parse(text).expect("the text is well formed");
    check(&function).expect("the function is sound");
    let mut compiler = Compiler::new(Options::default()).expect("there is a compiler");
    let mut listing = Listing::default();
    let made = compiler.generate(&function, Some(&mut listing));
    (made, listing)
}

fn code(tables: &str, blocks: &str) -> (CompiledCode, Listing) {
    let (made, listing) = generate(&format!("{HEAD}{tables}{blocks}}}\n"));
    (made.expect("it compiles"), listing)
}

/// How often `code` has `bytes`.
fn count(code: &CompiledCode, bytes: &[u8]) -> usize {
    code.bytes
        .windows(bytes.len())
        .filter(|w| *w == bytes)
        .count()
}

#[test]
fn epilogues_do_not_wait_for_the_frame_pointer() {
    let (code, listing) = code(
        "",
        "block0(v0: A, v1: I):
  branch v1, block1, block2
block1:
  call_direct m1 v0 @0:3
  return v1
block2:
  return v1
",
    );
    let returns = listing.assembly.matches("retq").count();
    assert!(returns > 0, "{}", listing.assembly);
    assert_eq!(count(&code, &[0x0f, 0x1f, 0x00, 0x5d, 0xc3]), returns);
    assert_eq!(count(&code, &[0x48, 0x89, 0xec, 0x5d, 0xc3]), 0);
}

#[test]
fn a_side_exit_saves_each_value_once_and_says_where() {
    let (code, _) = code(
        "  state s0 frame0@7 before locals [v0 v1 -] stack [v1 v0] locks [v0]\n",
        "block0(v0: A, v1: I):
  guard class_check v1 state s0 @0:7
  return v1
",
    );
    let exits: Vec<_> = code.calls.iter().filter_map(|call| call.state).collect();
    assert_eq!(exits, [(DeoptReason::ClassCheck, 0)]);
    let frame = &code.states[0].frames[0];
    let slot = |index, is_reference| SlotRecord::Value {
        index,
        is_reference,
    };
    assert_eq!((frame.bci, frame.is_after), (7, false));
    assert_eq!(
        *frame.locals,
        [slot(0, true), slot(1, false), SlotRecord::Empty]
    );
    assert_eq!(*frame.stack, [slot(1, false), slot(0, true)]);
    assert_eq!(*frame.locks, [slot(0, true)]);
}

#[test]
fn a_state_that_is_too_large_is_refused() {
    let locals: Vec<String> = (0..300).map(|n| format!("v{}", n + 2)).collect();
    let constants: Vec<String> = (0..300)
        .map(|n| format!("  v{} = const.I {n} @0:0\n", n + 2))
        .collect();
    let (made, _) = generate(&format!(
        "{HEAD}  state s0 frame0@7 before locals [{}] stack []
block0(v0: A, v1: I):
{}  guard class_check v1 state s0 @0:7
  return v1
}}
",
        locals.join(" "),
        constants.concat()
    ));
    assert_eq!(made.err(), Some(Refusal::LargeState(300)));
}

#[test]
fn calls_know_their_origin_handler_and_references() {
    let (code, _) = code(
        "",
        "block0(v0: A, v1: I):
  call_direct m1 v0 unwind block2(v0) @0:3
  jump block1
block1:
  call_direct m1 v0 @0:9
  return v1
block2(v2: A):
  v3 = catch @0:3
  v4 = load f0 v2 @0:5
  return v4
",
    );
    let bcis: Vec<u32> = code
        .calls
        .iter()
        .map(|call| code.origins[call.origin as usize].0[0].1)
        .collect();
    // The stack check's call is cold, hence last.
    assert_eq!(bcis, [3, 9, 0]);
    let [covered, last, overflow] = &code.calls[..] else {
        unreachable!("there are three calls")
    };
    assert!(covered.handler.is_some() && last.handler.is_none() && overflow.handler.is_none());
    let references = |call: &abi::code::CallRecord| call.references.len();
    assert_eq!([covered, last, overflow].map(references), [1, 0, 0]);
}

#[test]
fn code_for_a_loop_reads_the_interpreters_frame() {
    let (code, listing) = code(
        "  osr @4 registers(-2, 5)\n",
        "block0(v0: A, v1: I):
  return v1
",
    );
    assert!(code.calls.is_empty(), "no check of the stack");
    assert!(
        listing.assembly.contains("0x28(%rdi)"),
        "{}",
        listing.assembly
    );
}

#[test]
fn a_loop_without_calls_keeps_references_in_registers() {
    let (code, listing) = code(
        "",
        "block0(v0: A, v1: I):
  call_direct m1 v0 @0:0
  v2 = const.I 0 @0:1
  jump block1(v2)
block1(v3: I):
  v4 = load f0 v0 @0:2
  v5 = add.I v3, v4 @0:3
  poll @0:4
  v6 = compare.I lt v5, v1 @0:5
  branch v6, block1(v5), block2
block2:
  return v3
",
    );
    // Read from its slot before the loop, and after the poll in cold code; never in the loop.
    let reads = listing
        .clif
        .matches("load.i64 notrap aligned region0")
        .count();
    assert_eq!(reads, 2, "{}", listing.clif);
    let named = |bci: u32| {
        let is_there =
            |call: &&abi::code::CallRecord| code.origins[call.origin as usize].0[0].1 == bci;
        let call = code.calls.iter().find(is_there);
        call.map(|call| call.references.len())
    };
    assert_eq!((named(0), named(4)), (Some(1), Some(1)));
}

#[test]
fn checks_without_handlers_may_be_traps() {
    let text = format!(
        "{HEAD}
block0(v0: A, v1: I):
  v2 = zero_check.I v1 @0:3
  v3 = div.I v1, v2 @0:3
  v4 = zero_check.I v3 unwind block2 @0:5
  jump block1
block1:
  return v4
block2:
  v5 = catch @0:5
  return v1
}}
"
    );
    let function = parse(&text).expect("the text is well formed");
    let options = Options {
        traps: true,
        ..Options::default()
    };
    let mut compiler = Compiler::new(options).expect("there is a compiler");
    let code = compiler.generate(&function, None).expect("it compiles");
    let [trap] = code.traps[..] else {
        panic!("{:?}", code.traps);
    };
    assert_eq!(code.origins[trap.origin as usize].0[0].1, 3);
    assert_eq!(trap.exception, abi::trap::ImplicitException::Arithmetic);
}

#[test]
fn code_can_say_what_all_of_it_was_made_for() {
    let text = format!(
        "{HEAD}block0(v0: A, v1: I):
  v2 = load f0 v0 @0:3
  v3 = mul.I v2, v1 @0:6
  call_direct m1 v0 @0:9
  return v3
}}
"
    );
    let function = parse(&text).expect("the text is well formed");
    let made = |places| {
        let options = Options {
            places,
            ..Options::default()
        };
        let mut compiler = Compiler::new(options).expect("there is a compiler");
        compiler.generate(&function, None).expect("it compiles")
    };
    assert_eq!(made(false).places, []);
    let code = made(true);
    assert!(code.places.is_sorted_by_key(|(start, _)| *start));
    let origins = code
        .places
        .iter()
        .map(|(_, origin)| &code.origins[*origin as usize].0);
    let bcis: BTreeSet<u32> = origins.map(|chain| chain[0].1).collect();
    assert!(bcis.is_superset(&BTreeSet::from([3, 6, 9])), "{bcis:?}");
    let end = code.bytes.len() as u32;
    assert!(code.places.iter().all(|(start, _)| *start < end));
}
