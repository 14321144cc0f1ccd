//! Link arguments of libjvm.so: its SONAME, no unloading, and the symbol version of its exports.
//!
//! The JDK's libraries need `libjvm.so` by SONAME and bind `JVM_X@SUNWprivate_1.1`. The version script only declares the
//! version; the symbols get it from `.symver` in `src/veneers.rs`. That needs lld, rustc's default linker on this target.

use std::{env, fs, path::PathBuf};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let script = out.join("version.map");
    fs::write(&script, "SUNWprivate_1.1 { };\n").expect("OUT_DIR is writable");
    for argument in [
        "-soname,libjvm.so",
        "-z,nodelete",
        "-z,now",
        &format!("--version-script={}", script.display()),
    ] {
        println!("cargo:rustc-cdylib-link-arg=-Wl,{argument}");
    }
}
