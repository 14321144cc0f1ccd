//! Says whether the optimiser makes jumps of calls in tail position: then instructions dispatch to each other (`src/run/mod.rs`).

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-check-cfg=cfg(tail_calls)");
    if std::env::var("OPT_LEVEL").is_ok_and(|level| !matches!(level.as_str(), "0" | "1")) {
        println!("cargo:rustc-cfg=tail_calls");
    }
}
