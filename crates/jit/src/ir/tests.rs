//! The text form round-trips; the checker finds what is broken.

use super::*;

const LOOP: &str = r#"function "Sum.of([I)I" {
  class c0 "Sum"
  method m0 "Sum.of([I)I" (A) -> I
  method m1 "Sum.log(J)V" (J) -> -
  field f0 "Sum.total" long +16 volatile
  oop o0 "\"a \\ b\n\""
  site u0 "Sum.next" c0#7 (I) -> J
  frame frame0 m0
  frame frame1 m1 @0:12
  state s0 frame0@12 after locals [v0 v3 -] stack []
  state s1 frame1@3 before locals [v8 -] stack [v3] locks [v0] outer s0
  state s2 frame0@20 before locals [v0 - -] stack []

block0(v0: A):
  v1 = const.I 0 @0:0
  v2 = null_check v0 @0:2
  jump block1(v1, v1)

block1(v3: I, v4: I):
  v5 = array_length v2 @0:4
  v6 = compare.I lt v3, v5 @0:5
  branch v6, block2, block4

block2:
  v7 = array_load int v2, v3 @0:6
  v8 = call_site u0 v7 @0:9
  store f0 v2, v8 @0:10
  guard class_check v7 state s1 @1:3
  call_direct m1 v8 state s0 unwind block5(v3) @0:12
  jump block3

block3:
  v9 = const.I 1 @0:15
  v10 = add.I v3, v9 @0:16
  v11 = add.I v4, v7 @0:17
  jump block1(v10, v11)

block4:
  v12 = const.D -0.0 @0:20
  v13 = compare3.D 1 v12, v12 @0:21
  switch v13 [-1: block6(v4), 3: block7] block6(v3)

block5(v14: I):
  v15 = catch @0:30
  throw v15 @0:31

block6(v16: I):
  v17 = const.F 0x7fc00001 @0:40
  fence store_store @0:41
  return v16

block7:
  deopt unstable_switch s2 @0:9
}
"#;

#[test]
fn the_text_form_round_trips() {
    let function = parse(LOOP).expect("the text is well formed");
    assert_eq!(function.to_string(), LOOP);
    assert_eq!(check(&function), Ok(()));
}

/// The text with one change.
fn changed(from: &str, to: &str) -> String {
    assert!(LOOP.contains(from), "{from:?} is in the text");
    LOOP.replacen(from, to, 1)
}

#[test]
fn every_broken_invariant_is_found() {
    for (from, to, message) in [
        (
            "jump block3",
            "jump block0(v0)",
            "an edge leads to the entry",
        ),
        ("add.I v3, v9", "add.I v3, v8", "v8 is J where I is due"),
        (
            "load int v2, v3",
            "load int v2",
            "1 operands where 2 are due",
        ),
        (
            "load int v2, v3",
            "load int v2, v10",
            "v10 is not defined here",
        ),
        ("(v1, v1)", "(v1)", "block1 takes 2 arguments, not 1"),
        ("v7 state s1", "v7", "a guard has a state"),
        (
            "unwind block5(v3)",
            "unwind block7",
            "block7 does not catch",
        ),
        (
            "add.I v3, v9 @0:16",
            "add.I v3, v9 @7:16",
            "the origin's frame does not exist",
        ),
        (
            "u0 v7 @0:9",
            "u0 v7 unwind block5(v3) @0:9",
            "only the last of a block that may throw unwinds",
        ),
        (
            "[-1: block6(v4), 3:",
            "[3: block6(v4), -1:",
            "the keys do not ascend",
        ),
        ("return v16", "return", "the method returns something else"),
        (
            "m1 v8",
            "m1 v7",
            "the operands are not what the method takes",
        ),
        (" outer s0", "", "s1: a state is as deep as its frame"),
        (
            "frame0@12 after",
            "frame0@13 after",
            "s1: s0 is not its caller's",
        ),
        ("[v0 v3 -]", "[v0 v9 -]", "s0: v9 is not defined here"),
        (
            "jump block3",
            "jump block5(v3)",
            "block2 enters a handler without an exception",
        ),
        (
            "compare3.D 1",
            "compare3.D 2",
            "the immediate does not exist, or not in this form",
        ),
    ] {
        let function = parse(&changed(from, to)).expect("the text is well formed");
        let verdict = check(&function).expect_err("one thing is broken").message;
        assert!(
            verdict.ends_with(message),
            "{to:?}: {verdict:?}, not {message:?}"
        );
    }
}

#[test]
fn the_parser_names_what_it_cannot_read() {
    for (from, to, message) in [
        ("add.I v4", "add.Q v4", "line 35: \"Q\" is no type"),
        ("v10 = add.I", "v9 = add.I", "line 34: v9 is defined twice"),
        ("return v16", "return v99", "v99 is used and never defined"),
        ("method m1", "method m2", "line 4: m2 is not number 1"),
        (
            "store f0",
            "v90 = store f0",
            "line 27: store has no result for v90",
        ),
        (
            "v7 = array_load",
            "array_load",
            "line 25: array_load has a result of type I",
        ),
        (
            "block1(v10",
            "block99999999(v10",
            "block99999999: the number is too large",
        ),
    ] {
        let error = parse(&changed(from, to)).expect_err("one thing is broken");
        assert!(error.to_string().ends_with(message), "{to:?}: {error}");
    }
}

#[test]
fn dominators_of_a_diamond_with_a_loop() {
    let text = r#"function "f" {
  method m0 "f" (I) -> -
  frame frame0 m0
block0(v0: I):
  branch v0, block1, block2
block1:
  jump block3
block2:
  branch v0, block2, block3
block3:
  return
block4:
  return
}
"#;
    let function = parse(text).expect("the text is well formed");
    assert_eq!(check(&function), Ok(()));
    let cfg = Cfg::new(&function);
    let block = Block::from_index;
    assert_eq!(cfg.order.len(), 4);
    assert!(!cfg.is_reachable(block(4)));
    assert_eq!(cfg.immediate_dominator(block(3)), Some(block(0)));
    assert_eq!(cfg.predecessors(block(2)), [block(0), block(2)]);
    assert!(cfg.is_back_edge(block(2), block(2)) && !cfg.is_back_edge(block(1), block(3)));
}
