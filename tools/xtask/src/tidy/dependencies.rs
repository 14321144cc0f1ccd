//! Who may depend on whom. Dependencies point down: a layer uses layers below it, and control that must flow upward has one named
//! device each (ARCHITECTURE.md).

use super::Findings;
use crate::workspace::{cargo, stdout_of};
use std::collections::BTreeMap;

/// A crate and the crates of the workspace that it may use. Development dependencies are free.
const ALLOWED: &[(&str, &[&str])] = &[
    // crates/: knowledge
    ("flags", &[]),
    ("bytecode", &[]),
    ("abi", &[]),
    ("records", &[]),
    ("classfile", &["bytecode", "flags"]),
    ("verifier", &["classfile", "bytecode", "flags"]),
    (
        "jit",
        &["verifier", "classfile", "bytecode", "abi", "flags"],
    ),
    // runtime/: the living process, lowest layer first
    ("metadata", &["classfile", "bytecode", "abi", "flags"]),
    ("heap", &["metadata", "abi", "flags"]),
    ("threads", &["heap", "metadata", "abi", "flags"]),
    (
        "linker",
        &[
            "threads",
            "heap",
            "metadata",
            "verifier",
            "classfile",
            "bytecode",
            "abi",
            "flags",
        ],
    ),
    (
        "interpreter",
        &[
            "linker",
            "threads",
            "heap",
            "metadata",
            "verifier",
            "classfile",
            "bytecode",
            "abi",
            "flags",
        ],
    ),
    (
        "tiering",
        &[
            "jit",
            "records",
            "interpreter",
            "linker",
            "threads",
            "heap",
            "metadata",
            "classfile",
            "bytecode",
            "abi",
            "flags",
        ],
    ),
    (
        "jni",
        &[
            "interpreter",
            "linker",
            "threads",
            "heap",
            "metadata",
            "classfile",
            "bytecode",
            "abi",
            "flags",
        ],
    ),
    (
        "natives",
        &[
            "jni",
            "tiering",
            "interpreter",
            "linker",
            "threads",
            "heap",
            "metadata",
            "verifier",
            "classfile",
            "bytecode",
            "abi",
            "flags",
        ],
    ),
    (
        "jvmti",
        &[
            "natives",
            "jni",
            "tiering",
            "interpreter",
            "linker",
            "threads",
            "heap",
            "metadata",
            "classfile",
            "bytecode",
            "abi",
            "flags",
        ],
    ),
    (
        "libjvm",
        &[
            "jvmti",
            "natives",
            "jni",
            "tiering",
            "jit",
            "interpreter",
            "linker",
            "threads",
            "heap",
            "metadata",
            "verifier",
            "classfile",
            "bytecode",
            "abi",
            "flags",
        ],
    ),
    // tools/ and tests/: no engine is linked in
    ("measure", &[]),
    ("brolga", &["measure", "records"]),
    ("xtask", &["brolga", "measure"]),
    ("harness", &["brolga", "measure"]),
];

/// Outside crates that only some may name.
const OUTSIDE: &[(&str, &[&str])] = &[
    ("cranelift", &["jit", "tiering"]),
    ("target-lexicon", &["jit", "tiering"]),
    // Dumps show machine code with its names: no other part of the VM reads instructions.
    ("iced-x86", &["tiering"]),
];

pub(crate) fn directions() -> Result<Findings, String> {
    let tree = [
        "tree",
        "--workspace",
        "--depth",
        "1",
        "--prefix",
        "depth",
        "--edges",
        "normal,build",
        "--format",
        "{p}",
    ];
    let uses = parse(&stdout_of(&mut cargo(&tree))?);
    Ok(check(&uses))
}

/// Reads `0name v1 (path)` and, below it, `1name v1 (path)`.
fn parse(tree: &str) -> BTreeMap<String, Vec<String>> {
    let mut uses: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut current = String::new();
    for line in tree.lines() {
        let name = |rest: &str| rest.split(' ').next().unwrap_or("").to_string();
        if let Some(rest) = line.strip_prefix('0') {
            current = name(rest);
            uses.entry(current.clone()).or_default();
        } else if let Some(rest) = line.strip_prefix('1') {
            uses.entry(current.clone()).or_default().push(name(rest));
        }
    }
    uses
}

fn check(uses: &BTreeMap<String, Vec<String>>) -> Findings {
    let mut findings = Findings::default();
    for (name, used) in uses {
        let Some((_, allowed)) = ALLOWED.iter().find(|(row, _)| row == name) else {
            findings.errors.push(format!(
                "crate {name} has no row in the table of allowed dependencies"
            ));
            continue;
        };
        for dependency in used {
            let inside = uses.contains_key(dependency);
            if inside && !allowed.contains(&dependency.as_str()) {
                findings
                    .errors
                    .push(format!("{name} may not depend on {dependency}"));
            }
            for (prefix, users) in OUTSIDE {
                if dependency.starts_with(prefix) && !users.contains(&name.as_str()) {
                    findings.errors.push(format!(
                        "{name} may not name {dependency}: only {} may",
                        users.join(" and ")
                    ));
                }
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn upward_and_outside() {
        let tree = "0heap v0.1.0 (/x/heap)\n1abi v0.1.0 (/x/abi)\n1linker v0.1.0 (/x/linker)\n1cranelift-codegen v0.1\n\n\
                    0linker v0.1.0 (/x)\n1heap v0.1.0 (/x)\n\n0abi v0.1.0 (/x)\n0nobody v1 (/y)\n";
        let errors = check(&parse(tree)).errors;
        assert_eq!(
            errors,
            [
                "heap may not depend on linker",
                "heap may not name cranelift-codegen: only jit and tiering may",
                "crate nobody has no row in the table of allowed dependencies",
            ]
        );
    }

    #[test]
    fn the_table_has_no_cycles() {
        for (at, (name, allowed)) in ALLOWED.iter().enumerate() {
            let below: Vec<&str> = ALLOWED[..at].iter().map(|(name, _)| *name).collect();
            assert!(
                allowed.iter().all(|used| below.contains(used)),
                "{name} uses a crate that is not above it in the table"
            );
        }
    }
}
