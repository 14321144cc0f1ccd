//! `brolga home DIR`: a folder that tools accept as JAVA_HOME and whose `bin/java` runs on Brolga.
//!
//! Everything is a symbolic link into the JDK, but for two things: `lib/server/libjvm.so` is our engine, and the programs in `bin`
//! are copies, because a launcher finds its JDK by its own path with links followed.

use crate::engine::LIBRARY;
use crate::jdk::Jdk;
use std::io;
use std::os::unix::fs::symlink;
use std::path::Path;

/// Makes (or makes again) the folder. `engine` is the folder of our `libjvm.so`.
///
/// # Errors
/// A sentence: the folder holds something else, or a file operation failed.
pub fn make(dir: &Path, jdk: &Jdk, engine: &Path) -> Result<(), String> {
    let taken = std::fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some());
    let ours =
        dir.join("lib/server").join(LIBRARY).is_symlink() && !dir.join("lib/modules").is_dir();
    if taken && !ours {
        return Err(format!(
            "{} is not empty, and no home that I made",
            dir.display()
        ));
    }
    let work = || -> io::Result<()> {
        if taken {
            std::fs::remove_dir_all(dir)?;
        }
        std::fs::create_dir_all(dir.join("lib/server"))?;
        std::fs::create_dir_all(dir.join("bin"))?;
        link_entries(&jdk.home, dir, &["bin", "lib"])?;
        link_entries(&jdk.home.join("lib"), &dir.join("lib"), &["server"])?;
        for entry in std::fs::read_dir(jdk.home.join("bin"))? {
            let entry = entry?;
            std::fs::copy(entry.path(), dir.join("bin").join(entry.file_name()))?;
        }
        symlink(engine.join(LIBRARY), dir.join("lib/server").join(LIBRARY))
    };
    work().map_err(|error| format!("{}: {error}", dir.display()))
}

/// Links every entry of `from`, but for the named ones, into `to`.
fn link_entries(from: &Path, to: &Path, but: &[&str]) -> io::Result<()> {
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        if !but.iter().any(|name| entry.file_name() == *name) {
            symlink(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}
