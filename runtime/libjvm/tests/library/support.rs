//! What the tests of libjvm.so share: building it, and finding a JDK.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The directory that holds libjvm.so, built in the profile of the running test.
pub(crate) fn libjvm_directory() -> &'static Path {
    static DIRECTORY: OnceLock<PathBuf> = OnceLock::new();
    DIRECTORY.get_or_init(|| {
        // target/<profile>/deps/<test>
        let test = std::env::current_exe().expect("the test has a path");
        let directory = test
            .parent()
            .and_then(Path::parent)
            .expect("target/<profile>")
            .to_path_buf();
        let target = directory.parent().expect("target");
        let profile = match directory.file_name().and_then(|name| name.to_str()) {
            Some("debug") | None => "dev",
            Some(name) => name,
        };
        // A cdylib is no dependency of its package's tests, so cargo has to be asked for it.
        let status = Command::new(env!("CARGO"))
            .args([
                "build",
                "--quiet",
                "--package",
                "libjvm",
                "--profile",
                profile,
            ])
            .arg("--target-dir")
            .arg(target)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .status()
            .expect("cargo runs");
        assert!(status.success(), "libjvm builds");
        assert!(
            directory.join("libjvm.so").exists(),
            "libjvm.so in {}",
            directory.display()
        );
        directory
    })
}

/// A JDK: `JAVA_HOME`, or where the `java` on the PATH is.
pub(crate) fn java_home() -> PathBuf {
    if let Some(home) = std::env::var_os("JAVA_HOME") {
        return home.into();
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .map(|directory| directory.join("java"))
        .find_map(|java| java.canonicalize().ok())
        .and_then(|java| Some(java.parent()?.parent()?.to_path_buf()))
        .expect("a JDK: set JAVA_HOME, or install openjdk-17-jdk-headless")
}
