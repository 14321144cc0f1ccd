//! How this machine reaches packages and crates, taken over into a new root file system: apt's mirror and settings, cargo's
//! configuration, proxies, certificates, name resolution. Nothing of it is written down in the project.

use crate::workspace::stdout_of;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Cargo's home inside.
pub(super) const CARGO_HOME: &str = "/cargo-home";

/// Where the certificates lie inside.
const CERTIFICATES: &str = "/etc/ssl/outside.crt";

/// Parts of apt's configuration that say how to fetch.
const APT_SETTINGS: [&str; 5] = [
    "Acquire::http",
    "Acquire::https",
    "Acquire::Check-",
    "Acquire::Retries",
    "Acquire::Max-ValidTime",
];

/// Variables that say how to fetch, in full or (with a final `_`) their beginning.
const VARIABLES: [&str; 10] = [
    "http_proxy",
    "https_proxy",
    "no_proxy",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
    "CARGO_HTTP_",
    "CARGO_NET_",
    "CARGO_REGISTRIES_",
    "CARGO_SOURCE_",
];

/// Writes the settings into `root`; the variables that go with them.
///
/// # Errors
/// A sentence naming the file that could not be written.
pub(super) fn take_over(root: &Path, suite: &str) -> Result<Vec<(OsString, OsString)>, String> {
    let mut environment: Vec<(OsString, OsString)> = std::env::vars_os()
        .filter(|(name, _)| is_wanted(&name.to_string_lossy()))
        .collect();

    let sources = apt_sources(suite);
    if !sources.is_empty() {
        let text: String = sources.iter().map(|line| format!("{line}\n")).collect();
        write(root, "/etc/apt/sources.list", text.as_bytes())?;
    }
    write(
        root,
        "/etc/apt/apt.conf.d/99outside",
        apt_settings().as_bytes(),
    )?;

    for name in ["config.toml", "config"] {
        if let Some(text) = cargo_home().and_then(|home| fs::read(home.join(name)).ok()) {
            write(root, &format!("{CARGO_HOME}/{name}"), &text)?;
        }
    }

    let bundle = std::env::var_os("SSL_CERT_FILE").map_or(
        PathBuf::from("/etc/ssl/certs/ca-certificates.crt"),
        PathBuf::from,
    );
    if let Ok(text) = fs::read(bundle) {
        write(root, CERTIFICATES, &text)?;
        environment.push(("SSL_CERT_FILE".into(), CERTIFICATES.into()));
    }
    for name in ["/etc/resolv.conf", "/etc/hosts"] {
        if let Ok(text) = fs::read(name) {
            write(root, name, &text)?;
        }
    }
    Ok(environment)
}

/// The mirror that apt uses for this release here; `None` leaves the choice to debootstrap.
pub(super) fn mirror(suite: &str) -> Option<String> {
    let sources = apt_sources(suite);
    let main = sources.iter().find_map(|line| {
        let (url, rest) = line.strip_prefix("deb ")?.split_once(' ')?;
        rest.starts_with(&format!("{suite} ")).then_some(url)
    });
    main.map(str::to_string)
}

/// This machine's sources for the release and its updates, as lines of `sources.list`.
fn apt_sources(suite: &str) -> Vec<String> {
    let mut files = vec![PathBuf::from("/etc/apt/sources.list")];
    let more = fs::read_dir("/etc/apt/sources.list.d")
        .into_iter()
        .flatten();
    files.extend(more.flatten().map(|entry| entry.path()));
    files.sort();
    let mut lines = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap_or_default();
        match file.extension().and_then(|extension| extension.to_str()) {
            Some("list") => lines.extend(of_lines(&text, suite)),
            Some("sources") => lines.extend(of_stanzas(&text, suite)),
            _ => {}
        }
    }
    lines
}

/// `deb [options] URL suite component...`, the options left out: the new system has its own keys.
fn of_lines(text: &str, suite: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.lines() {
        let Some(rest) = line.trim().strip_prefix("deb ") else {
            continue;
        };
        let rest = match rest.trim_start().strip_prefix('[') {
            Some(options) => options.split_once(']').map_or("", |(_, rest)| rest),
            None => rest,
        };
        let words: Vec<&str> = rest.split_whitespace().collect();
        if let [url, its_suite, ..] = words[..]
            && its_suite.starts_with(suite)
            && is_debian(url)
        {
            found.push(format!("deb {}", words.join(" ")));
        }
    }
    found
}

/// The fields `URIs`, `Suites` and `Components` of each stanza, multiplied out.
fn of_stanzas(text: &str, suite: &str) -> Vec<String> {
    let mut found = Vec::new();
    for stanza in text.split("\n\n") {
        let field = |name: &str| {
            let line = stanza.lines().find_map(|line| line.strip_prefix(name));
            line.and_then(|rest| rest.strip_prefix(':'))
                .unwrap_or("")
                .trim()
        };
        if field("Enabled") == "no" || !field("Types").split(' ').any(|kind| kind == "deb") {
            continue;
        }
        for url in field("URIs")
            .split_whitespace()
            .filter(|url| is_debian(url))
        {
            let suites = field("Suites").split_whitespace();
            for its_suite in suites.filter(|name| name.starts_with(suite)) {
                found.push(format!("deb {url} {its_suite} {}", field("Components")));
            }
        }
    }
    found
}

/// Other archives are signed with keys that the new system does not have.
fn is_debian(url: &str) -> bool {
    url.trim_end_matches('/')
        .rsplit('/')
        .next()
        .is_some_and(|last| last.starts_with("debian"))
}

fn apt_settings() -> String {
    let dump = stdout_of(Command::new("apt-config").arg("dump")).unwrap_or_default();
    let wanted = |line: &&str| APT_SETTINGS.iter().any(|name| line.starts_with(name));
    dump.lines()
        .filter(wanted)
        .map(|line| format!("{line}\n"))
        .collect()
}

fn is_wanted(variable: &str) -> bool {
    VARIABLES
        .iter()
        .any(|name| variable == *name || (name.ends_with('_') && variable.starts_with(name)))
}

fn cargo_home() -> Option<PathBuf> {
    match std::env::var_os("CARGO_HOME") {
        Some(home) if !home.is_empty() => Some(PathBuf::from(home)),
        _ => Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")),
    }
}

fn inside(root: &Path, path: &str) -> PathBuf {
    root.join(path.trim_start_matches('/'))
}

fn write(root: &Path, path: &str, text: &[u8]) -> Result<(), String> {
    let file = inside(root, path);
    let folder = file.parent().unwrap_or(root);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&file, text))
        .map_err(|error| format!("{}: {error}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_sources() {
        let list = "# deb http://x/debian bookworm main\ndeb [signed-by=/k trusted=yes] http://m/debian/ bookworm main contrib\n\
                    deb http://m/debian trixie main\ndeb-src http://m/debian bookworm main\ndeb http://m/node bookworm main\n";
        assert_eq!(
            of_lines(list, "bookworm"),
            ["deb http://m/debian/ bookworm main contrib"]
        );
        let stanzas = "Types: deb\n# a comment\nURIs: http://m/debian\nSuites: bookworm bookworm-updates\nComponents: main\n\n\
                       Types: deb\nURIs: http://m/debian-security\nSuites: bookworm-security\nComponents: main\nEnabled: no\n\n\
                       Types: deb\nURIs: http://m/node_20.x\nSuites: bookworm\nComponents: main\n";
        assert_eq!(
            of_stanzas(stanzas, "bookworm"),
            [
                "deb http://m/debian bookworm main",
                "deb http://m/debian bookworm-updates main"
            ]
        );
    }

    #[test]
    fn variables() {
        assert!(is_wanted("https_proxy") && is_wanted("CARGO_HTTP_CAINFO"));
        assert!(!is_wanted("CARGO_HTTP") && !is_wanted("HOME") && !is_wanted("http_proxy_"));
    }
}
