//! Finding the JDK whose class library and launcher Brolga runs with.
//!
//! Order: the caller's choice, `JAVA_HOME`, `java` on the `PATH`, the folders where systems install JDKs. A candidate counts if it
//! is of the version we run on and whole; one of another version is remembered by name and passed over.

use std::fmt;
use std::path::{Path, PathBuf};

/// The feature release whose class library we run.
pub const FEATURE_VERSION: u32 = 17;

/// The command that installs a JDK on Debian and its kin.
pub const INSTALL_COMMAND: &str = "apt-get install openjdk-17-jdk-headless";

/// Where systems keep JDKs, one folder each.
const USUAL_FOLDERS: &[&str] = &[
    "/usr/lib/jvm",
    "/usr/lib64/jvm",
    "/usr/java",
    "/opt/java",
    "/opt/jdk",
    "/opt",
];

/// A JDK (or JRE) that Brolga can run on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jdk {
    pub home: PathBuf,
    /// `JAVA_VERSION` of its `release` file, e.g. `17.0.15`.
    pub version: String,
}

impl Jdk {
    /// A program of `bin`.
    pub fn program(&self, name: &str) -> PathBuf {
        self.home.join("bin").join(name)
    }
}

/// A candidate that was passed over, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    pub place: String,
    pub reason: String,
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.reason)
    }
}

/// The outcome of a search.
#[derive(Debug, Default)]
pub struct Search {
    pub jdk: Option<Jdk>,
    pub rejected: Vec<Rejected>,
}

/// What the search reads from the process.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// `--java-home`: if set, nothing else is tried.
    pub explicit: Option<PathBuf>,
    /// `JAVA_HOME`.
    pub java_home: Option<PathBuf>,
    /// Folders of the `PATH`.
    pub path: Vec<PathBuf>,
    /// Folders that hold JDKs.
    pub folders: Vec<PathBuf>,
}

impl Places {
    /// The places of this process and machine.
    pub fn of_process(explicit: Option<PathBuf>) -> Places {
        let set = |name: &str| {
            std::env::var_os(name)
                .filter(|value| !value.is_empty())
                .map(PathBuf::from)
        };
        let mut folders: Vec<PathBuf> = USUAL_FOLDERS.iter().map(PathBuf::from).collect();
        folders.extend(set("HOME").map(|home| home.join(".sdkman/candidates/java")));
        folders.extend(set("HOME").map(|home| home.join(".jdks")));
        Places {
            explicit,
            java_home: set("JAVA_HOME"),
            path: std::env::var_os("PATH")
                .map(|path| std::env::split_paths(&path).collect())
                .unwrap_or_default(),
            folders,
        }
    }
}

/// Searches the places in order; the first JDK that fits wins.
pub fn search(places: &Places) -> Search {
    let mut search = Search::default();
    if let Some(home) = &places.explicit {
        search.consider("--java-home", home);
        return search;
    }
    if let Some(home) = &places.java_home {
        search.consider("JAVA_HOME", home);
    }
    let on_path = places
        .path
        .iter()
        .map(|dir| dir.join("java"))
        .find(|java| java.is_file());
    if let Some(home) = on_path.and_then(|java| home_of_launcher(&java)) {
        search.consider("java on the PATH", &home);
    }
    for folder in &places.folders {
        let mut homes: Vec<PathBuf> = std::fs::read_dir(folder)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .collect();
        homes.sort();
        for home in homes.iter().filter(|home| home.join("release").is_file()) {
            search.consider("", home);
        }
    }
    search
}

impl Search {
    fn consider(&mut self, place: &str, home: &Path) {
        if self.jdk.is_some() {
            return;
        }
        let home = home.canonicalize().unwrap_or_else(|_| home.to_path_buf());
        let place = if place.is_empty() {
            home.display().to_string()
        } else {
            format!("{place} ({})", home.display())
        };
        match examine(&home) {
            Ok(jdk) => self.jdk = Some(jdk),
            Err(reason) => self.rejected.push(Rejected { place, reason }),
        }
    }
}

/// The JDK in a folder, or why it does not fit.
pub fn examine(home: &Path) -> Result<Jdk, String> {
    let release =
        std::fs::read_to_string(home.join("release")).map_err(|_| "no JDK there".to_string())?;
    let version = release
        .lines()
        .find_map(|line| line.strip_prefix("JAVA_VERSION="))
        .map(|v| v.trim_matches('"').to_string());
    let version = version.ok_or("its release file names no version")?;
    let feature = version
        .split(['.', '-', '+'])
        .next()
        .and_then(|n| n.parse::<u32>().ok());
    if feature != Some(FEATURE_VERSION) {
        return Err(format!(
            "JDK {version}, and Brolga runs on JDK {FEATURE_VERSION}: passed over"
        ));
    }
    for part in ["bin/java", "lib/modules", "lib/libjava.so"] {
        if !home.join(part).exists() {
            return Err(format!("JDK {version} without {part}: passed over"));
        }
    }
    Ok(Jdk {
        home: home.to_path_buf(),
        version,
    })
}

/// `$HOME/bin/java`, symbolic links followed, names the JDK.
fn home_of_launcher(java: &Path) -> Option<PathBuf> {
    java.canonicalize()
        .ok()?
        .parent()?
        .parent()
        .map(Path::to_path_buf)
}

/// One line for the user when there is no JDK.
pub fn missing_line() -> String {
    format!(
        "no JDK {FEATURE_VERSION} found; install one with: {INSTALL_COMMAND}   (or name it with --java-home or JAVA_HOME)"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fake(root: &Path, name: &str, version: &str) -> PathBuf {
        let home = root.join(name);
        for part in ["bin/java", "lib/modules", "lib/libjava.so"] {
            std::fs::create_dir_all(home.join(part).parent().unwrap()).unwrap();
            std::fs::write(home.join(part), "").unwrap();
        }
        std::fs::write(
            home.join("release"),
            format!("IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"{version}\"\n"),
        )
        .unwrap();
        home.canonicalize().unwrap()
    }

    #[test]
    fn order_and_versions() {
        let root = std::env::temp_dir().join(format!("brolga-jdk-{}", std::process::id()));
        let (old, good, third) = (
            fake(&root, "a11", "11.0.2"),
            fake(&root, "b17", "17.0.15"),
            fake(&root, "c17", "17.0.9"),
        );

        let mut places = Places {
            java_home: Some(old.clone()),
            folders: vec![root.clone()],
            ..Places::default()
        };
        let found = search(&places);
        assert_eq!(
            found.jdk.unwrap(),
            Jdk {
                home: good,
                version: "17.0.15".to_string()
            }
        );
        assert_eq!(
            found.rejected[0].reason,
            "JDK 11.0.2, and Brolga runs on JDK 17: passed over"
        );
        assert!(found.rejected[0].place.starts_with("JAVA_HOME ("));

        places.path = vec![third.join("bin")];
        assert_eq!(search(&places).jdk.unwrap().version, "17.0.9");

        places.explicit = Some(old);
        assert_eq!(search(&places).jdk, None);

        std::fs::remove_file(third.join("lib/modules")).unwrap();
        assert_eq!(
            examine(&third).unwrap_err(),
            "JDK 17.0.9 without lib/modules: passed over"
        );
        assert_eq!(examine(&root).unwrap_err(), "no JDK there");
        std::fs::remove_dir_all(&root).unwrap();
    }
}
