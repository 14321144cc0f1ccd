//! Each pass on small functions in text form.

use crate::ir::{check, parse};
use crate::passes::{PASSES, check_names, run};

/// The blocks of the function that `blocks` becomes by all passes. `this` is v0, of a method that returns an int.
fn optimised(blocks: &str) -> String {
    let head = r#"function "f" {
  class c0 "C"
  method m0 "C.f(I)I" (A I) -> I
  field f0 "C.x" int +16
  field f1 "C.a" ref +24
  frame frame0 m0 this v0
  state s0 frame0@9 before locals [v0 v1] stack []
"#;
    let mut function = parse(&format!("{head}{blocks}}}\n")).expect("the text is well formed");
    check(&function).expect("the function is sound");
    run(&mut function, &|_| false, &mut |pass, function| {
        check(function).unwrap_or_else(|violation| panic!("{}: {violation}", pass.name));
    });
    let text = function.to_string();
    let start = text.find("\nblock0").expect("there is an entry");
    text[start + 1..text.len() - 2].to_owned()
}

#[test]
fn what_only_passes_through_a_loop_is_no_parameter() {
    let blocks = "block0(v0: A, v1: I):
  v2 = const.I 0 @0:0
  jump block1(v0, v1, v2)
block1(v3: A, v4: I, v5: I):
  v6 = compare.I lt v5, v4 @0:1
  branch v6, block2, block3
block2:
  v7 = const.I 1 @0:2
  v8 = add.I v5, v7 @0:2
  jump block1(v3, v4, v8)
block3:
  v9 = null_check v3 @0:3
  v10 = load f0 v9 @0:3
  return v10
";
    let expected = "block0(v0: A, v1: I):
  v2 = const.I 0 @0:0
  v7 = const.I 1 @0:2
  v11 = compare.I lt v2, v1 @0:1
  branch v11, block2(v2), block3

block2(v12: I):
  v8 = add.I v12, v7 @0:2
  v6 = compare.I lt v8, v1 @0:1
  branch v6, block2(v8), block3

block3:
  v10 = load f0 v0 @0:3
  return v10
";
    assert_eq!(optimised(blocks), expected);
}

#[test]
fn checks_run_once_and_constants_fold() {
    let blocks = "block0(v0: A, v1: I):
  v2 = new c0 state s0 @0:0
  v3 = null_check v2 @0:1
  v4 = const.A null @0:1
  v5 = compare.A eq v3, v4 @0:1
  branch v5, block1, block2
block1:
  v6 = const.I 7 @0:2
  return v6
block2:
  v7 = load f0 v3 @0:3
  v8 = zero_check.I v7 @0:3
  v9 = div.I v1, v8 @0:3
  v10 = zero_check.I v7 @0:4
  v11 = const.I 3 @0:4
  v12 = mul.I v10, v11 @0:4
  v13 = mul.I v11, v8 @0:5
  v14 = sub.I v12, v13 @0:6
  v15 = add.I v9, v14 @0:6
  return v15
";
    let expected = "block0(v0: A, v1: I):
  v2 = new c0 state s0 @0:0
  v7 = load f0 v2 @0:3
  v8 = zero_check.I v7 @0:3
  v9 = div.I v1, v8 @0:3
  return v9
";
    assert_eq!(optimised(blocks), expected);
}

#[test]
fn a_reference_tested_for_null_needs_no_check_where_it_is_not() {
    let blocks = "block0(v0: A, v1: I):
  v2 = cast c0 v0 @0:0
  v3 = load f0 v0 @0:0
  v4 = new_array c0 v3 state s0 @0:0
  v5 = array_load ref v4, v3 @0:1
  v6 = const.A null @0:1
  v7 = compare.A ne v6, v5 @0:1
  branch v7, block1, block2
block1:
  v8 = null_check v5 @0:2
  v9 = class_of v8 @0:2
  return v9
block2:
  v10 = null_check v5 @0:3
  v11 = class_of v10 @0:3
  return v11
";
    let text = optimised(blocks);
    assert!(text.contains("v9 = class_of v5 @0:2"), "{text}");
    assert!(text.contains("v10 = null_check v5 @0:3"), "{text}");
}

/// `expression` in terms of constants folds to `value`.
fn folds(ty: &str, constants: &[&str], expression: &str, value: &str) {
    let mut blocks = "block0(v0: A, v1: I):\n".to_owned();
    for (number, constant) in constants.iter().enumerate() {
        let name = number + 10;
        blocks += &format!("  v{name} = const.{ty} {constant} @0:0\n");
    }
    blocks += &format!("  v20 = {expression} @0:1\n  return v20\n");
    let text = optimised(&blocks);
    // (Numbering may have found the value among the operands.)
    let returned = text.rsplit("return ").next().unwrap_or_default().trim();
    let line = format!("  {returned} = const.I {value} @0:");
    assert!(text.contains(&line), "{expression}: {text}");
}

#[test]
fn arithmetic_folds_as_the_jvm_computes() {
    let min = "-2147483648";
    folds("I", &["2147483647", "1"], "add.I v10, v11", min);
    folds("I", &[min, "-1"], "div.I v10, v11", min);
    folds("I", &[min, "-1"], "rem.I v10, v11", "0");
    folds("I", &["-7", "2"], "rem.I v10, v11", "-1");
    folds("I", &["1", "33"], "shl.I v10, v11", "2");
    folds("I", &["-1", "28"], "ushr.I v10, v11", "15");
    folds("I", &["-8", "1"], "shr.I v10, v11", "-4");
    folds("I", &["-1", "1"], "compare.I below v10, v11", "0");
    folds("I", &["200"], "i2b v10", "-56");
    folds(
        "J",
        &["-9223372036854775808", "1"],
        "compare3.J -1 v10, v11",
        "-1",
    );
    folds("J", &["4294967297"], "l2i v10", "1");
    folds("F", &["0x7fc00000", "1.0"], "compare3.F -1 v10, v11", "-1");
    folds("F", &["0x7fc00000", "1.0"], "compare3.F 1 v10, v11", "1");
    folds("F", &["0x7fc00000", "1.0"], "compare.F ge v10, v11", "0");
    folds("F", &["0x7fc00000", "1.0"], "compare.F ne v10, v11", "1");
    folds("F", &["3e10"], "f2i v10", "2147483647");
    folds("D", &["-0.0", "0.0"], "compare.D eq v10, v11", "1");
    folds("D", &["0x7ff8000000000000"], "d2i v10", "0");
}

#[test]
fn floating_point_identities_are_left_alone() {
    let text = optimised(
        "block0(v0: A, v1: I):
  v2 = i2d v1 @0:0
  v3 = const.D 0.0 @0:0
  v4 = add.D v2, v3 @0:1
  v5 = sub.D v4, v4 @0:1
  v6 = compare.D eq v5, v5 @0:2
  return v6
",
    );
    for op in ["add.D", "sub.D", "compare.D"] {
        assert!(text.contains(op), "{text}");
    }
}

#[test]
fn every_pass_can_be_switched_off() {
    for off in PASSES {
        let text = "function \"f\" {\n  method m0 \"f\" (I) -> I\n  frame frame0 m0\nblock0(v0: I):\n  v1 = const.I 0 @0:0\n  v2 = add.I v0, v1 @0:0\n  jump block1(v2)\nblock1(v3: I):\n  return v3\n}\n";
        let mut function = parse(text).expect("the text is well formed");
        let mut ran = Vec::new();
        run(&mut function, &|name| name == off.name, &mut |pass, _| {
            ran.push(pass.name)
        });
        assert!(!ran.contains(&off.name) && !ran.is_empty());
        assert_eq!(check(&function), Ok(()));
    }
}

#[test]
fn a_loop_tests_at_its_end_and_computes_once_what_does_not_change() {
    let blocks = "block0(v0: A, v1: I):
  v2 = const.I 0 @0:0
  jump block1(v2, v2)
block1(v3: I, v4: I):
  v5 = compare.I ge v3, v1 @0:1
  branch v5, block3, block2
block2:
  v6 = load f0 v0 @0:2
  v7 = zero_check.I v6 @0:3
  v8 = div.I v1, v7 @0:3
  v9 = add.I v4, v8 @0:4
  v10 = const.I 1 @0:5
  v11 = add.I v3, v10 @0:5
  poll state s0 @0:6
  jump block1(v11, v9)
block3:
  return v4
";
    let expected = "block0(v0: A, v1: I):
  v2 = const.I 0 @0:0
  v6 = load f0 v0 @0:2
  v10 = const.I 1 @0:5
  v12 = compare.I ge v2, v1 @0:1
  branch v12, block3(v2), block4

block2(v13: I, v14: I):
  v9 = add.I v14, v8 @0:4
  v11 = add.I v13, v10 @0:5
  poll state s0 @0:6
  v5 = compare.I ge v11, v1 @0:1
  branch v5, block3(v9), block2(v11, v9)

block3(v15: I):
  return v15

block4:
  v7 = zero_check.I v6 @0:3
  v8 = div.I v1, v7 @0:3
  jump block2(v2, v2)
";
    assert_eq!(optimised(blocks), expected);
}

#[test]
fn a_load_that_a_branch_guards_stays_behind_it() {
    // The test for null has taken the place of the check: in front of the loop nothing has tested.
    let blocks = "block0(v0: A, v1: I):
  v2 = const.I 0 @0:0
  v3 = const.A null @0:0
  v4 = oop o0 @0:0
  v5 = load f1 v0 @0:0
  jump block1(v2)
block1(v6: I):
  v7 = compare.A ne v5, v3 @0:1
  branch v7, block2, block3
block2:
  v8 = null_check v5 @0:2
  v9 = load f0 v8 @0:2
  jump block3
block3:
  v10 = const.I 1 @0:5
  v11 = add.I v6, v10 @0:5
  poll state s0 @0:6
  v12 = compare.I lt v11, v1 @0:7
  branch v12, block1(v11), block4
block4:
  return v6
";
    let text = optimised(&blocks.replace("  v4 = oop o0 @0:0\n", ""));
    let blocks: Vec<&str> = text.split("\n\n").collect();
    assert!(!blocks[0].contains("load f0"), "{text}");
}

#[test]
fn an_index_that_counts_up_to_the_length_needs_no_check() {
    let loop_from = |start: &str, step: &str| {
        let text = optimised(&format!(
            "block0(v0: A, v1: I):
  v2 = const.I {start} @0:0
  v3 = load f1 v0 @0:0
  v4 = null_check v3 @0:0
  v5 = array_length v4 @0:0
  jump block1(v2)
block1(v6: I):
  v7 = compare.I lt v6, v5 @0:1
  branch v7, block2, block3
block2:
  v8 = bounds_check v6, v5 @0:2
  v9 = array_load int v4, v8 @0:2
  store f0 v0, v9 @0:3
  v10 = const.I {step} @0:5
  v11 = add.I v6, v10 @0:5
  poll state s0 @0:6
  jump block1(v11)
block3:
  return v6
"
        ));
        text.contains("bounds_check")
    };
    assert!(!loop_from("0", "1"));
    assert!(loop_from("-1", "1"), "it starts below");
    assert!(loop_from("0", "2"), "it may overflow");
}

#[test]
fn a_pass_that_does_not_exist_is_refused() {
    let check = |names: &[&str]| {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        check_names(&names)
    };
    assert_eq!(check(&["hoist", "number"]), Ok(()));
    let error = check(&["hoist", "hoits"]).unwrap_err();
    assert!(
        error.starts_with("no pass `hoits`; there are: dead, hoist, number, "),
        "{error}"
    );
}
