//! The value of every flag with the place it came from.

use crate::table::{self, FlagRow, FlagType};
use crate::value::Value;

/// Where a value came from; printed by `-XX:+PrintFlagsFinal`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    Default,
    CommandLine,
    /// `JAVA_TOOL_OPTIONS` or `_JAVA_OPTIONS`.
    Environment,
    /// `-XX:Flags=`.
    ConfigFile,
    /// Computed from other values at start-up.
    Ergonomic,
    /// `HotSpotDiagnosticMXBean.setVMOption`.
    Management,
}

impl Origin {
    /// The name between braces.
    pub fn name(self) -> &'static str {
        match self {
            Origin::Default => "default",
            Origin::CommandLine => "command line",
            Origin::Environment => "environment",
            Origin::ConfigFile => "config file",
            Origin::Ergonomic => "ergonomic",
            Origin::Management => "management",
        }
    }
}

/// Values of all rows of the table, by row index.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    values: Vec<(Value, Origin)>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            values: table::rows()
                .map(|(_, row)| (row.default_value(), Origin::Default))
                .collect(),
        }
    }
}

impl Settings {
    /// Value and origin of a row.
    pub fn at(&self, index: usize) -> (&Value, Origin) {
        let (value, origin) = &self.values[index];
        (value, *origin)
    }

    /// Value and origin by name; `None` for a name that is not in the table.
    pub fn get(&self, name: &str) -> Option<(&Value, Origin)> {
        table::find(name).map(|(index, _)| self.at(index))
    }

    /// Whether the flag still has its default.
    pub fn is_default(&self, name: &str) -> bool {
        self.get(name)
            .is_none_or(|(_, origin)| origin == Origin::Default)
    }

    /// Sets a value; a `ccstrlist` gets it appended. The value must fit the row's type and range.
    pub(crate) fn set(&mut self, index: usize, value: Value, origin: Origin) {
        let (old, old_origin) = &mut self.values[index];
        *old = match (table::row(index).ty, old.clone(), value) {
            (FlagType::CcstrList, Value::Text(head), Value::Text(tail)) if !head.is_empty() => {
                Value::Text(format!("{head}\n{tail}"))
            }
            (_, _, value) => value,
        };
        *old_origin = origin;
    }

    /// Sets by name; names that are not in the table are ignored (callers inside this crate name rows by literal).
    pub(crate) fn set_named(&mut self, name: &str, value: Value, origin: Origin) {
        if let Some((index, _)) = table::find(name) {
            self.set(index, value, origin);
        }
    }

    /// All rows with values, sorted by name, as the flag listings show them.
    pub(crate) fn sorted(&self) -> Vec<(&'static FlagRow, &Value, Origin)> {
        let mut all: Vec<_> = table::rows()
            .map(|(index, row)| (row, &self.values[index].0, self.values[index].1))
            .collect();
        all.sort_by_key(|(row, ..)| row.name);
        all
    }
}
