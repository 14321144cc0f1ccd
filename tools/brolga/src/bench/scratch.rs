//! Where compiled Java lies: a scratch folder of this run, and a cache for what comes out of this binary (`$XDG_CACHE_HOME/brolga` or
//! `~/.cache/brolga`), compiled with the user's JDK at its first use.

use crate::jdk::Jdk;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder that goes away with this value.
#[derive(Debug)]
pub(super) struct Scratch {
    root: PathBuf,
}

impl Scratch {
    /// # Errors
    /// A sentence: the folder cannot be made.
    pub(super) fn new() -> Result<Scratch, String> {
        let root = std::env::temp_dir().join(format!("brolga-bench-{}", std::process::id()));
        make(&root)?;
        Ok(Scratch { root })
    }

    pub(super) fn path(&self) -> &Path {
        &self.root
    }

    /// A folder in it.
    ///
    /// # Errors
    /// A sentence: it cannot be made.
    pub(super) fn folder(&self, name: &str) -> Result<PathBuf, String> {
        let folder = self.root.join(name);
        make(&folder)?;
        Ok(folder)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed stays in the folder for temporary files.
        let _ = std::fs::remove_dir_all(&self.root);
    }
}

fn make(folder: &Path) -> Result<(), String> {
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))
}

/// Compiles source files into a folder.
///
/// # Errors
/// A sentence, with what `javac` says.
pub(super) fn javac(
    jdk: &Jdk,
    class_path: Option<&str>,
    files: &[&Path],
    classes: &Path,
) -> Result<(), String> {
    let javac = jdk.program("javac");
    if !javac.is_file() {
        let home = jdk.home.display();
        return Err(format!("{home} has no javac: bench needs a whole JDK"));
    }
    let mut command = Command::new(javac);
    crate::launch::without_settings(&mut command);
    // (Concatenation by `invokedynamic` would make classes of its own at run time.)
    command.args([
        "-encoding",
        "UTF-8",
        "-g",
        "-nowarn",
        "-XDstringConcat=inline",
        "-d",
    ]);
    command.arg(classes).args(files);
    if let Some(class_path) = class_path {
        command.args(["-cp", class_path]);
    }
    let output = command
        .output()
        .map_err(|error| format!("javac: {error}"))?;
    match output.status.success() {
        true => Ok(()),
        false => Err(format!(
            "javac fails\n{}",
            String::from_utf8_lossy(&output.stderr).trim_end()
        )),
    }
}

/// The folder with the classes of sources of this binary. Compiled if they are not in the cache for this JDK.
///
/// # Errors
/// A sentence: no `javac`, or a file cannot be written.
pub(super) fn compiled(
    jdk: &Jdk,
    scratch: &Scratch,
    what: &str,
    sources: &[(&str, &str)],
) -> Result<PathBuf, String> {
    let mut hasher = DefaultHasher::new();
    (&jdk.version, sources, env!("CARGO_PKG_VERSION")).hash(&mut hasher);
    let name = format!("{what}-{:016x}", hasher.finish());
    let Some(cache) = cache() else {
        return compile_into(jdk, scratch, sources, scratch.folder(&name)?);
    };
    let kept = cache.join(&name);
    if kept.is_dir() {
        return Ok(kept);
    }
    let fresh = cache.join(format!("{name}.{}", std::process::id()));
    make(&fresh)?;
    let made = compile_into(jdk, scratch, sources, fresh.clone());
    // If someone else was quicker, theirs is as good.
    let moved = made.and_then(|_| {
        let renamed = std::fs::rename(&fresh, &kept);
        match renamed {
            Err(error) if !kept.is_dir() => Err(format!("{}: {error}", kept.display())),
            _ => Ok(kept),
        }
    });
    let _ = std::fs::remove_dir_all(&fresh);
    moved
}

fn compile_into(
    jdk: &Jdk,
    scratch: &Scratch,
    sources: &[(&str, &str)],
    classes: PathBuf,
) -> Result<PathBuf, String> {
    let folder = scratch.folder("sources")?;
    let mut files = Vec::new();
    for (name, text) in sources {
        let file = folder.join(format!("{name}.java"));
        std::fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()))?;
        files.push(file);
    }
    let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    javac(jdk, None, &files, &classes)?;
    Ok(classes)
}

/// None: there is no home, or nothing can be written there.
fn cache() -> Option<PathBuf> {
    let set = |name: &str| {
        let value = std::env::var_os(name).map(PathBuf::from);
        value.filter(|path| path.is_absolute())
    };
    let root = set("XDG_CACHE_HOME").or_else(|| Some(set("HOME")?.join(".cache")))?;
    let folder = root.join("brolga");
    make(&folder).ok().map(|()| folder)
}
