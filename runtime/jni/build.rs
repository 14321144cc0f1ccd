//! Builds the C shim (`shim/varargs.c`) and hands it the slot numbers of the JNI table, expanded from `src/functions.rs`.

use std::{env, fs, path::PathBuf};

#[path = "src/functions.rs"]
mod functions;

/// Every row of the table as (kind, name).
macro_rules! rows {
    ($($kind:ident $name:ident ( $($args:tt)* ) $(-> $ret:ty)? ;)*) => {
        &[$((stringify!($kind), stringify!($name)),)*]
    };
}

const ROWS: &[(&str, &str)] = functions::for_each_jni_function!(rows);

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=src/functions.rs");
    println!("cargo:rerun-if-changed=shim");

    let mut header = String::from("/* Generated from src/functions.rs. */\nenum jni_slot {\n");
    for (slot, (_, name)) in ROWS.iter().enumerate() {
        header += &format!("    SLOT_{name} = {slot},\n");
    }
    header += "};\n";
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("jni_slots.h"), header).expect("OUT_DIR is writable");

    cc::Build::new()
        .file("shim/varargs.c")
        .include(&out)
        .std("c11")
        .flag("-fvisibility=hidden")
        .flag("-Wall")
        .flag("-Wextra")
        .compile("jni_varargs");
    // Only the tests of `call.rs` use these functions.
    cc::Build::new()
        .file("shim/call_targets.c")
        .std("c11")
        .cargo_metadata(false)
        .compile("jni_call_targets");
    println!("cargo:rustc-link-search=native={}", out.display());
}
