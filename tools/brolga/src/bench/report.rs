//! What a measurement leaves behind, and its form as JSON (schema `brolga-bench`). Raw samples only: everything else is derived from them
//! (`summary.rs`), so that other programs can derive it otherwise. `docs/bench.md` describes the fields.
//!
//! A change that an old reader would misread gets a new [`VERSION`]; fields may be added without.

use serde::{Deserialize, Serialize};
use std::path::Path;

/// The name of the schema.
pub const SCHEMA: &str = "brolga-bench";
/// Its version.
pub const VERSION: u32 = 1;

/// A whole measurement.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Report {
    pub schema: String,
    pub version: u32,
    pub environment: Environment,
    pub plan: Plan,
    pub modes: Vec<ModeEntry>,
    pub programs: Vec<ProgramReport>,
    /// Ended by the user before its time.
    pub interrupted: bool,
}

/// What the figures depend on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Environment {
    /// Seconds since 1970.
    pub created: u64,
    pub cpu: String,
    pub processors: usize,
    pub kernel: String,
    pub memory_bytes: u64,
    /// Limits of the control group, as the kernel writes them.
    pub limits: Vec<String>,
    pub governor: Option<String>,
    pub load_before: String,
    pub load_after: String,
    /// Share of processor time that the host took during the measurement.
    pub steal: f64,
    pub java_home: String,
    pub java_version: String,
    pub brolga_version: String,
    /// A hash of `libjvm.so`: two builds of one version are two engines.
    pub engine: String,
    /// What `java -version` of the modes of HotSpot says.
    pub hotspot: Option<String>,
}

impl Environment {
    /// Whether other programs wanted the processors too when the measurement began.
    pub fn is_busy(&self) -> bool {
        let load = self.load_before.split(' ').next();
        let load = load.and_then(|load| load.parse::<f64>().ok());
        load.is_some_and(|load| load > self.processors as f64)
    }
}

/// How was measured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    pub processes: usize,
    pub executions: usize,
    pub iterations: usize,
    pub seconds: f64,
    pub calls: usize,
    pub seed: u64,
    pub cpus: Option<usize>,
}

/// A mode; the first is the one that others are compared with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModeEntry {
    pub name: String,
    pub is_hotspot: bool,
    pub java: String,
    pub options: Vec<String>,
}

impl ModeEntry {
    pub fn is_interpreter(&self) -> bool {
        self.options.iter().any(|option| option == "-Xint")
    }
}

/// One program in all modes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ProgramReport {
    pub name: String,
    /// What `java` was given.
    pub command: Vec<String>,
    /// In the order of [`Report::modes`].
    pub modes: Vec<ModeReport>,
}

/// One program in one mode.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ModeReport {
    pub mode: String,
    pub processes: Vec<ProcessSample>,
    pub executions: Vec<Execution>,
    /// How it did not do what the others did.
    pub difference: Option<String>,
    /// Why something is missing.
    pub note: Option<String>,
}

/// One run of the whole program.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProcessSample {
    pub wall_ns: u64,
    pub user_ns: u64,
    pub system_ns: u64,
    pub peak_bytes: u64,
    pub minor_faults: u64,
    pub major_faults: u64,
}

/// One process in which the program ran again and again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Execution {
    /// From the start of the process to `main` of the driver.
    pub startup_ns: u64,
    /// What that was spent on, where the machine says so.
    #[serde(default)]
    pub boot: Vec<BootPhase>,
    pub peak_bytes: u64,
    /// Time of each iteration.
    pub iterations_ns: Vec<u64>,
    pub marks: Vec<Mark>,
    /// Marks that are not listed, because there are too many.
    pub marks_left_out: usize,
    pub compiler: Option<Compiler>,
}

/// A phase of the start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BootPhase {
    pub name: String,
    pub ns: u64,
}

/// Something that happened while iterations ran.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// Since the first iteration began.
    pub at_ns: u64,
    /// The iteration that ran, from 0.
    pub iteration: usize,
    pub kind: MarkKind,
    pub text: String,
    /// How often in a row.
    pub count: u32,
}

impl Mark {
    /// The same in the same iteration.
    pub(super) fn is_again(&self, other: &Mark) -> bool {
        (self.kind, self.iteration) == (other.kind, other.iteration) && self.text == other.text
    }
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkKind {
    /// A method goes to the compiler.
    Compile,
    /// A loop that runs does.
    Osr,
    /// Compiled code was left for the interpreter, or given up.
    Deopt,
    /// A collection.
    Gc,
}

/// What the compiler did in one process.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Compiler {
    pub time_ns: u64,
    pub compiles: u64,
    pub code_bytes: u64,
    /// None: the machine does not count them.
    pub deopts: Option<u64>,
}

impl Report {
    /// Reads a report.
    ///
    /// # Errors
    /// A sentence: no such file, no report, a version that this program does not know.
    pub fn read(file: &str) -> Result<Report, String> {
        let text = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
        Report::parse(&text).map_err(|error| format!("{file}: {error}"))
    }

    fn parse(text: &str) -> Result<Report, String> {
        let value: serde_json::Value =
            serde_json::from_str(text).map_err(|error| format!("no JSON: {error}"))?;
        if value["schema"] != SCHEMA {
            return Err("no report of `brolga bench --json`".to_string());
        }
        if value["version"] != VERSION {
            let version = &value["version"];
            return Err(format!(
                "version {version}, and this program reads {VERSION}"
            ));
        }
        serde_json::from_value(value).map_err(|error| format!("a broken report: {error}"))
    }

    /// As JSON, with its summary for readers that do not want to compute it.
    pub fn as_json(&self) -> serde_json::Value {
        let mut value = serde_json::json!(self);
        value["summary"] = super::summary::as_json(self);
        value
    }

    /// The same as text with an end.
    pub fn to_json(&self) -> String {
        format!("{:#}\n", self.as_json())
    }

    /// Whether a program did not do the same in all modes.
    pub fn has_differences(&self) -> bool {
        let modes = self.programs.iter().flat_map(|program| &program.modes);
        modes.into_iter().any(|mode| mode.difference.is_some())
    }
}

/// Writes a file.
///
/// # Errors
/// A sentence.
pub fn write(file: &str, text: &str) -> Result<(), String> {
    std::fs::write(file, text).map_err(|error| format!("{file}: {error}"))
}

/// Whether a file can be written, asked before hours go into what belongs there.
///
/// # Errors
/// A sentence.
pub fn check_writable(file: &str) -> Result<(), String> {
    let is_new = !Path::new(file).exists();
    let opened = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(file);
    opened.map_err(|error| format!("cannot write {file}: {error}"))?;
    if is_new {
        // Nothing is left if the measurement comes to nothing.
        let _ = std::fs::remove_file(file);
    }
    Ok(())
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A report of one program: modes with their CPU times in ms.
    pub(in crate::bench) fn of_processes(modes: &[(&str, &[u64])]) -> Report {
        let sample = |ms: &u64| ProcessSample {
            wall_ns: ms * 1_100_000,
            user_ns: ms * 900_000,
            system_ns: ms * 100_000,
            peak_bytes: 40 << 20,
            minor_faults: 1,
            major_faults: 0,
        };
        let entry = |name: &str| ModeEntry {
            name: name.to_string(),
            is_hotspot: name.starts_with("hs"),
            java: "java".to_string(),
            options: match name.contains("int") {
                true => vec!["-Xint".to_string()],
                false => Vec::new(),
            },
        };
        Report {
            schema: SCHEMA.to_string(),
            version: VERSION,
            environment: Environment::default(),
            plan: Plan {
                processes: modes.first().map_or(0, |(_, times)| times.len()),
                executions: 0,
                iterations: 0,
                seconds: 1.0,
                calls: 1,
                seed: 1,
                cpus: None,
            },
            modes: modes.iter().map(|(name, _)| entry(name)).collect(),
            programs: vec![ProgramReport {
                name: "P".to_string(),
                command: vec!["P".to_string()],
                modes: modes
                    .iter()
                    .map(|(name, times)| ModeReport {
                        mode: (*name).to_string(),
                        processes: times.iter().map(sample).collect(),
                        ..ModeReport::default()
                    })
                    .collect(),
            }],
            interrupted: false,
        }
    }

    /// An execution with iterations of these times in ms.
    pub(in crate::bench) fn execution(times: &[u64]) -> Execution {
        Execution {
            startup_ns: 50_000_000,
            boot: Vec::new(),
            peak_bytes: 40 << 20,
            iterations_ns: times.iter().map(|ms| ms * 1_000_000).collect(),
            marks: Vec::new(),
            marks_left_out: 0,
            compiler: None,
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let mut report = of_processes(&[("interp", &[10, 11, 12]), ("tiered", &[3, 4, 5])]);
        report.programs[0].modes[0].executions = vec![execution(&[5, 4, 3])];
        let again = Report::parse(&report.to_json()).unwrap();
        assert_eq!(format!("{again:?}"), format!("{report:?}"));
    }

    #[test]
    fn busy_machines() {
        let mut environment = Environment {
            processors: 2,
            load_before: "2.01 0.10 0.10".to_string(),
            ..Environment::default()
        };
        assert!(environment.is_busy());
        environment.load_before = "1.99 9.00 9.00".to_string();
        assert!(!environment.is_busy());
    }

    #[test]
    fn what_is_no_report() {
        let error = |text: &str| Report::parse(text).unwrap_err();
        assert!(error("x").starts_with("no JSON"));
        assert_eq!(error("{}"), "no report of `brolga bench --json`");
        assert_eq!(
            error(r#"{"schema": "brolga-bench", "version": 99}"#),
            "version 99, and this program reads 1"
        );
        assert!(
            error(r#"{"schema": "brolga-bench", "version": 1}"#).starts_with("a broken report")
        );
    }
}
