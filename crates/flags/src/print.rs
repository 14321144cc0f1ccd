//! `-XX:+PrintFlagsInitial`, `-XX:+PrintFlagsFinal`, `-XX:+PrintFlagsRanges`, `-XX:+PrintCommandLineFlags`, in HotSpot's columns.

use crate::options::VmOptions;
use crate::settings::{Origin, Settings};
use crate::table::{Constant, FlagRow, FlagType, Lock};
use crate::value::Value;

/// The listings that the options ask for, in the order in which they appear.
pub(crate) fn requested(options: &VmOptions) -> String {
    let mut out = String::new();
    if options.flags.PrintCommandLineFlags {
        out += &command_line(&options.settings);
    }
    if options.flags.PrintFlagsRanges {
        out += &ranges(&options.settings);
    } else if options.flags.PrintFlagsFinal {
        out += &flags(&options.settings);
    }
    out
}

/// Column behind the value of a flag, if the value is not too long.
const VALUE_END: usize = 83;

/// Every flag that is not locked, one per line.
pub fn flags(settings: &Settings) -> String {
    let mut out = String::from("[Global flags]\n");
    for (row, value, origin) in visible(settings) {
        // A name that is too long keeps one blank more, and the columns behind it their places.
        let name = format!("{:<39} ", row.name);
        let mut line = format!("{:>9} {name:<40} = ", row.ty.name());
        let text = value.to_string();
        let is_list = row.ty == FlagType::CcstrList;
        for (at, entry) in text.split('\n').enumerate() {
            if at > 0 && is_list {
                out += line.trim_end();
                out.push('\n');
                line = format!("{:>9} {:<40}+= ", "", row.name);
            }
            line += entry;
        }
        let kind = format!("{{{}}}", row.kind);
        out += &format!("{line:<VALUE_END$} {kind:>20} {{{}}}\n", origin.name());
    }
    out
}

/// The allowed range of each numeric flag.
pub fn ranges(settings: &Settings) -> String {
    let mut out = String::from("[Global flags ranges]\n");
    for (row, _, origin) in visible(settings) {
        if matches!(
            row.ty,
            FlagType::Bool | FlagType::Ccstr | FlagType::CcstrList
        ) {
            continue;
        }
        let (min, max) = row
            .range
            .map_or((String::new(), String::new()), |(min, max)| {
                (bound(row.ty, min), bound(row.ty, max))
            });
        let kind = format!("{{{}}}", row.kind);
        out += &format!(
            "{:>9} {:<50} [ {min:<25} ... {max:>25} ] {kind:>36} {{{}}}\n",
            row.ty.name(),
            row.name,
            origin.name()
        );
    }
    out
}

fn bound(ty: FlagType, constant: Constant) -> String {
    match Value::from_constant(ty, constant) {
        Value::Double(v) => format!("{v:.3}"),
        other => other.to_string(),
    }
}

/// The flags that do not have their default, as options, on one line.
pub fn command_line(settings: &Settings) -> String {
    let mut out = String::new();
    for (row, value, origin) in settings.sorted() {
        if origin == Origin::Default {
            continue;
        }
        match value {
            Value::Bool(on) => out += &format!("-XX:{}{} ", if *on { '+' } else { '-' }, row.name),
            value => value
                .to_string()
                .split('\n')
                .for_each(|entry| out += &format!("-XX:{}={entry} ", row.name)),
        }
    }
    out + "\n"
}

/// Rows that are not locked, sorted by name.
fn visible(settings: &Settings) -> impl Iterator<Item = (&'static FlagRow, &Value, Origin)> {
    let on = |name| {
        settings
            .get(name)
            .is_some_and(|(value, _)| *value == Value::Bool(true))
    };
    let (diagnostic, experimental) = (
        on("UnlockDiagnosticVMOptions"),
        on("UnlockExperimentalVMOptions"),
    );
    settings
        .sorted()
        .into_iter()
        .filter(move |(row, ..)| match row.lock_of_kind() {
            Lock::Open => true,
            Lock::Diagnostic => diagnostic,
            Lock::Experimental => experimental,
        })
}
