//! Finding `libjvm.so`: `BROLGA_LIBJVM` (the file or its folder), else beside the running executable, else in its `../lib`.

use std::path::{Path, PathBuf};

/// Name of the engine.
pub const LIBRARY: &str = "libjvm.so";

/// The folder with the engine, absolute, as `-XXaltjvm=` wants it.
///
/// # Errors
/// A sentence naming the places that were tried.
pub fn folder() -> Result<PathBuf, String> {
    if let Some(named) = std::env::var_os("BROLGA_LIBJVM").filter(|value| !value.is_empty()) {
        let named = PathBuf::from(named);
        return holds_library(&named)
            .ok_or_else(|| format!("BROLGA_LIBJVM={}: no {LIBRARY} there", named.display()));
    }
    let exe =
        std::env::current_exe().map_err(|error| format!("cannot find my own path: {error}"))?;
    let exe = exe.canonicalize().unwrap_or(exe);
    let beside = exe.parent().unwrap_or(Path::new("/"));
    let candidates = [
        beside.to_path_buf(),
        beside.join("../lib/brolga"),
        beside.join("../lib"),
    ];
    candidates
        .iter()
        .find_map(|dir| holds_library(dir))
        .ok_or_else(|| {
            format!(
                "no {LIBRARY} in {}; build it with: cargo build --release",
                beside.display()
            )
        })
}

/// The absolute folder if `place` is the library or holds it.
pub fn holds_library(place: &Path) -> Option<PathBuf> {
    let dir = if place.is_file() {
        place.parent()?
    } else {
        place
    };
    if dir.join(LIBRARY).is_file() {
        std::path::absolute(dir).ok()
    } else {
        None
    }
}
