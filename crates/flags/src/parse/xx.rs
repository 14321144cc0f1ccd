//! `-XX:` flags: finding the row, checking lock, form, type and range, with HotSpot's complaints.

use super::{Parser, Step};
use crate::message::{Message, OptionError};
use crate::settings::Origin;
use crate::table::{self, Constant, FlagRow, FlagType, Lock};
use crate::value::Value;
use crate::{retired, similarity};

/// A flag as written: `+Name`, `-Name`, `Name=text` or (wrongly) `Name`.
struct Written<'a> {
    sign: Option<bool>,
    name: &'a str,
    text: Option<&'a str>,
}

impl<'a> Written<'a> {
    fn read(spec: &'a str) -> Written<'a> {
        let (sign, rest) = match spec.as_bytes().first() {
            Some(b'+') => (Some(true), &spec[1..]),
            Some(b'-') => (Some(false), &spec[1..]),
            _ => (None, spec),
        };
        match rest.split_once('=') {
            Some((name, text)) => Written {
                sign,
                name,
                text: Some(text),
            },
            None => Written {
                sign,
                name: rest,
                text: None,
            },
        }
    }
}

impl Parser<'_> {
    /// An option of the form `-XX:...`.
    pub(super) fn take_flag_option(&mut self, option: &str, origin: Origin) -> Step {
        let Some(spec) = option.strip_prefix("-XX:") else {
            return Ok(false);
        };
        if !spec.starts_with("Flags=") {
            self.take_flag(spec, origin)?;
        }
        Ok(true)
    }

    /// One flag without its `-XX:`.
    pub(super) fn take_flag(&mut self, spec: &str, origin: Origin) -> Result<(), OptionError> {
        let mut written = Written::read(spec);
        // What complaints quote: everything but the sign.
        let argument = if written.sign.is_some() {
            &spec[1..]
        } else {
            spec
        };
        if let Some((_, version)) = retired::OBSOLETE
            .iter()
            .find(|(name, _)| argument.starts_with(name) && *name == written.name)
        {
            self.warn(&format!(
                "Ignoring option {}; support was removed in {version}",
                written.name
            ));
            return Ok(());
        }
        if let Some((alias, name, version)) = retired::ALIASES
            .iter()
            .find(|(alias, ..)| *alias == written.name)
        {
            self.warn(&format!(
                "Option {alias} was deprecated in version {version} and will likely be removed in a future release. Use option {name} instead."
            ));
            written.name = name;
        }
        let Some((index, row)) = table::find(written.name) else {
            return self.unknown_flag(written.name, argument);
        };
        if !self.unlocked(row) {
            return Err(locked(row));
        }
        // An alias has been warned about under its own name.
        if let Some((name, version)) = retired::DEPRECATED
            .iter()
            .find(|(name, _)| argument.starts_with(name) && *name == written.name)
        {
            self.warn(&format!("Option {name} was deprecated in version {version} and will likely be removed in a future release."));
        }
        let value = read_value(row, &written, argument)?;
        self.options.settings.set(index, value, origin);
        if row.name == "PrintVMOptions" {
            self.options.flags.PrintVMOptions = written.sign == Some(true);
        }
        Ok(())
    }

    fn unknown_flag(&self, name: &str, argument: &str) -> Result<(), OptionError> {
        if self.ignore_unrecognized {
            return Ok(());
        }
        for (list, kind) in [
            (retired::DEVELOP, "develop"),
            (retired::NOTPRODUCT, "notproduct"),
        ] {
            if list.contains(&name) {
                return Err(OptionError::rejected(format!(
                    "Error: VM option '{name}' is {kind} and is available only in debug version of VM.\n"
                )));
            }
        }
        let mut error = OptionError::rejected(format!("Unrecognized VM option '{argument}'\n"));
        let names = table::rows().map(|(_, row)| row.name);
        let names = names.chain(retired::DEVELOP.iter().chain(retired::NOTPRODUCT).copied());
        if let Some(near) = similarity::most_similar(name, names, similarity::FLAG) {
            // Of the flags of debug builds we know no type; most are switches.
            let hint = match table::find(near) {
                Some((_, row)) if row.ty != FlagType::Bool => {
                    format!("Did you mean '{near}=<value>'? ")
                }
                _ => format!("Did you mean '(+/-){near}'? "),
            };
            error.messages.push(Message::stderr(hint));
        }
        Err(error)
    }
}

/// The value as written, or the complaint.
fn read_value(row: &FlagRow, written: &Written<'_>, argument: &str) -> Result<Value, OptionError> {
    if row.ty == FlagType::Bool {
        return match (written.sign, written.text) {
            (Some(on), None) => Ok(Value::Bool(on)),
            (Some(_), Some(_)) => Err(OptionError::rejected(format!(
                "Improperly specified VM option '{argument}'\n"
            ))),
            (None, _) => Err(OptionError::rejected(format!(
                "Missing +/- setting for VM option '{argument}'\n"
            ))),
        };
    }
    if written.sign.is_some() {
        return Err(OptionError::rejected(format!(
            "Unexpected +/- setting in VM option '{argument}'\n"
        )));
    }
    let improper = || Message::stderr(format!("Improperly specified VM option '{argument}'\n"));
    let Some(value) = written.text.and_then(|text| Value::parse(row.ty, text)) else {
        return Err(OptionError {
            messages: vec![improper()],
            ..OptionError::rejected("")
        });
    };
    let mut complaint = row
        .range
        .filter(|(min, max)| !value.within(*min, *max))
        .map(|(min, max)| {
            let (min, max) = (bound(row.ty, min), bound(row.ty, max));
            format!(
                "{} {}={value} is outside the allowed range [ {min} ... {max} ]\n",
                row.ty.name(),
                row.name
            )
        });
    if let ("ObjectAlignmentInBytes", Value::Signed(bytes)) = (row.name, &value)
        && complaint.is_none()
        && bytes.count_ones() != 1
    {
        complaint = Some(format!("{} ({bytes}) must be power of 2\n", row.name));
    }
    match complaint {
        None => Ok(value),
        // HotSpot reads this one by another path, which ends after the range.
        Some(text) if row.name == "MaxTenuringThreshold" => Err(OptionError::rejected(text)),
        Some(text) => Err(OptionError {
            messages: vec![Message::stderr(text), improper()],
            ..OptionError::rejected("")
        }),
    }
}

fn bound(ty: FlagType, constant: Constant) -> Value {
    Value::from_constant(ty, constant)
}

fn locked(row: &FlagRow) -> OptionError {
    let (kind, unlock) = match row.lock() {
        Lock::Experimental => ("experimental", "UnlockExperimentalVMOptions"),
        _ => ("diagnostic", "UnlockDiagnosticVMOptions"),
    };
    OptionError::rejected(format!(
        "Error: VM option '{name}' is {kind} and must be enabled via -XX:+{unlock}.\nError: The unlock option must precede '{name}'.\n",
        name = row.name
    ))
}
