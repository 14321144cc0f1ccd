//! The modes that are compared: ONE table. A new tier is one row.

use super::options::Settings;
use crate::jdk::Jdk;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Whose virtual machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Machine {
    Brolga,
    HotSpot,
}

/// A row of the table.
struct Row {
    name: &'static str,
    machine: Machine,
    options: &'static [&'static str],
    what: &'static str,
    /// Runs unless other modes are asked for.
    is_usual: bool,
    is_built: bool,
}

const fn row(
    name: &'static str,
    machine: Machine,
    options: &'static [&'static str],
    is_usual: bool,
    what: &'static str,
) -> Row {
    Row {
        name,
        machine,
        options,
        what,
        is_usual,
        is_built: true,
    }
}

const ROWS: &[Row] = &[
    row(
        "interp",
        Machine::Brolga,
        &["-Xint"],
        true,
        "interpreter only",
    ),
    row(
        "baseline",
        Machine::Brolga,
        &["-XX:TieredStopAtLevel=1"],
        false,
        "interpreter and first compiler (as yet the only one: the same as tiered)",
    ),
    Row {
        is_built: false,
        ..row(
            "opt",
            Machine::Brolga,
            &[],
            false,
            "the optimising compiler",
        )
    },
    row("tiered", Machine::Brolga, &[], true, "as `brolga run`"),
    row(
        "comp",
        Machine::Brolga,
        &["-Xcomp"],
        false,
        "compiled at the first call, without profiles",
    ),
    row(
        "hs-int",
        Machine::HotSpot,
        &["-Xint"],
        true,
        "HotSpot's interpreter",
    ),
    row(
        "hs-c1",
        Machine::HotSpot,
        &["-XX:TieredStopAtLevel=1"],
        true,
        "HotSpot's C1",
    ),
    row(
        "hs-c2",
        Machine::HotSpot,
        &["-XX:-TieredCompilation"],
        true,
        "HotSpot's C2, without C1",
    ),
    row("hs", Machine::HotSpot, &[], false, "HotSpot as it is"),
];

/// A way to run programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mode {
    pub name: String,
    pub machine: Machine,
    /// The launcher.
    pub java: PathBuf,
    /// Options that make the mode.
    pub options: Vec<String>,
}

/// The table for the help.
pub(super) fn help() -> String {
    let line = |row: &Row| {
        let options = row.options.join(" ");
        let what = match row.is_built {
            true => row.what.to_string(),
            false => format!("{}: not built yet", row.what),
        };
        let mark = if row.is_usual { "*" } else { " " };
        format!("{mark} {:<9} {options:<25} {what}\n", row.name)
    };
    let lines: String = ROWS.iter().map(line).collect();
    lines + "  *: measured unless --modes says otherwise\n"
}

/// The names of the modes that there are.
pub(crate) fn names() -> Vec<&'static str> {
    let built = ROWS.iter().filter(|row| row.is_built);
    built.map(|row| row.name).collect()
}

/// The modes that the settings ask for, the base first. The usual ones of HotSpot are left out where there is no HotSpot.
///
/// # Errors
/// A sentence: no such mode, not built, no HotSpot, a name twice.
pub fn chosen(settings: &Settings, jdk: &Jdk) -> Result<Vec<Mode>, String> {
    let hotspot = hotspot(settings.with_java.as_deref(), jdk);
    let named = |name: &str| -> Result<Mode, String> {
        let row = ROWS.iter().find(|row| row.name == name).ok_or_else(|| {
            let names: Vec<&str> = ROWS.iter().map(|row| row.name).collect();
            format!("no mode `{name}`; there are: {}", names.join(" "))
        })?;
        if !row.is_built {
            return Err(format!("mode {name}: {} is not built yet", row.what));
        }
        let java = match row.machine {
            Machine::Brolga => jdk.program("java"),
            Machine::HotSpot => hotspot
                .clone()
                .map_err(|error| format!("mode {name}: {error}"))?,
        };
        Ok(Mode {
            name: name.to_string(),
            machine: row.machine,
            java,
            options: row.options.iter().map(ToString::to_string).collect(),
        })
    };
    let mut modes = Vec::new();
    if settings.modes.is_empty() {
        let can_run = |row: &&Row| row.machine == Machine::Brolga || hotspot.is_ok();
        for row in ROWS.iter().filter(|row| row.is_usual).filter(can_run) {
            modes.push(named(row.name)?);
        }
    }
    for name in &settings.modes {
        modes.push(named(name)?);
    }
    for text in &settings.custom_modes {
        let (name, base, flags) = custom(text)?;
        let mut mode = named(base)?;
        mode.name = name.to_string();
        mode.options.extend(flags);
        modes.push(mode);
    }
    for (at, mode) in modes.iter().enumerate() {
        if modes[..at].iter().any(|other| other.name == mode.name) {
            return Err(format!("mode `{}` twice", mode.name));
        }
    }
    if let Some(base) = &settings.base {
        let at = modes.iter().position(|mode| mode.name == *base);
        let at = at.ok_or_else(|| format!("--base {base}: it is none of the modes that run"))?;
        modes[..=at].rotate_right(1);
    }
    Ok(modes)
}

/// `NAME=MODE,FLAG,...`: a flag begins with `-`, and may hold commas.
fn custom(text: &str) -> Result<(&str, &str, Vec<String>), String> {
    let wrong = || format!("--mode wants NAME=MODE,FLAG,..., not `{text}`");
    let (name, rest) = text.split_once('=').ok_or_else(wrong)?;
    let mut parts = rest.split(",-");
    let base = parts.next().unwrap_or_default();
    if name.is_empty() || base.is_empty() || base.starts_with('-') || base.contains(',') {
        return Err(wrong());
    }
    Ok((name, base, parts.map(|flag| format!("-{flag}")).collect()))
}

/// The `java` of HotSpot: the JDK's own, or the one that was named.
fn hotspot(wish: Option<&str>, jdk: &Jdk) -> Result<PathBuf, String> {
    let java = match wish {
        Some("none") => return Err("there is none: --with-java none".to_string()),
        None | Some("auto") => jdk.program("java"),
        Some(place) => {
            let place = Path::new(place);
            let in_home = place.join("bin/java");
            if in_home.is_file() {
                in_home
            } else {
                place.to_path_buf()
            }
        }
    };
    let version = version(&java)?;
    if version.contains("Brolga") {
        return Err(format!("{} is Brolga itself", java.display()));
    }
    Ok(java)
}

/// What `java -version` says.
///
/// # Errors
/// It does not run.
pub(super) fn version(java: &Path) -> Result<String, String> {
    let mut command = Command::new(java);
    crate::launch::without_settings(&mut command);
    let output = command
        .arg("-version")
        .output()
        .map_err(|error| format!("{}: {error}", java.display()))?;
    let text = String::from_utf8_lossy(&output.stderr)
        .trim_end()
        .to_string();
    match output.status.success() {
        true => Ok(text),
        false => Err(format!("{} -version: {}", java.display(), output.status)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn custom_modes() {
        let mode = custom("x=tiered,-XX:-UseCHA,-XX:CompileCommand=exclude,A.f,-Xmx1g").unwrap();
        let flags = ["-XX:-UseCHA", "-XX:CompileCommand=exclude,A.f", "-Xmx1g"];
        assert_eq!(mode, ("x", "tiered", flags.map(str::to_string).to_vec()));
        assert_eq!(custom("y=interp").unwrap(), ("y", "interp", Vec::new()));
        for wrong in ["x", "x=", "=tiered", "x=-Xint", "x=a,b"] {
            assert!(custom(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn names_are_unique() {
        for (at, row) in ROWS.iter().enumerate() {
            assert!(ROWS[..at].iter().all(|other| other.name != row.name));
        }
    }
}
