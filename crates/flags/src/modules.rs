//! Module options and the `jdk.module.*` properties they stand for (read by `ModuleBootstrap`), and the guard on those names.

use crate::message::{Exit, Message, OptionError};
use crate::options::VmOptions;

/// One `--patch-module module=path`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatchModule {
    pub module: String,
    /// Directories and jars, separated by `:`.
    pub path: String,
}

/// Options that set one property; the last one wins.
const SINGLE: &[(&str, &str)] = &[
    ("--module-path=", "jdk.module.path"),
    ("--upgrade-module-path=", "jdk.module.upgrade.path"),
    ("--limit-modules=", "jdk.module.limitmods"),
];

/// Options that may be repeated: the property gets a number.
const NUMBERED: &[(&str, &str)] = &[
    ("--add-modules=", "jdk.module.addmods"),
    ("--add-reads=", "jdk.module.addreads"),
    ("--add-exports=", "jdk.module.addexports"),
    ("--add-opens=", "jdk.module.addopens"),
    ("--patch-module=", "jdk.module.patch"),
    ("--enable-native-access=", "jdk.module.enable.native.access"),
];

/// What became of an option.
pub(crate) enum Taken {
    Yes,
    No,
    Invalid(OptionError),
}

/// Handles one option if it is a module option.
pub(crate) fn take(options: &mut VmOptions, option: &str) -> Taken {
    for (prefix, property) in SINGLE {
        if let Some(value) = option.strip_prefix(prefix) {
            options.set_property(property, value);
            return Taken::Yes;
        }
    }
    for (prefix, property) in NUMBERED {
        if let Some(value) = option.strip_prefix(prefix) {
            if *property == "jdk.module.patch"
                && let Err(error) = add_patch(options, value)
            {
                return Taken::Invalid(error);
            }
            add_numbered(options, property, value);
            return Taken::Yes;
        }
    }
    Taken::No
}

/// Sets `property.N` for the next free N.
pub(crate) fn add_numbered(options: &mut VmOptions, property: &str, value: &str) {
    let prefix = format!("{property}.");
    let next = options
        .properties
        .iter()
        .filter(|(key, _)| key.starts_with(&prefix))
        .count();
    options.set_property(&format!("{prefix}{next}"), value);
}

fn add_patch(options: &mut VmOptions, value: &str) -> Result<(), OptionError> {
    let Some((module, path)) = value.split_once('=') else {
        return Err(OptionError {
            messages: vec![Message::stdout(
                "Missing '=' in --patch-module specification\n",
            )],
            exit: Exit::Reject,
        });
    };
    if module == "java.base"
        && options
            .patch_modules
            .iter()
            .any(|patch| patch.module == module)
    {
        let text = "Cannot specify java.base more than once to --patch-module";
        return Err(OptionError::initialization(text));
    }
    options.patch_modules.push(PatchModule {
        module: module.to_string(),
        path: path.to_string(),
    });
    Ok(())
}

/// Whether a `-D` name is one of those only options may set; such definitions are ignored with a warning.
pub(crate) fn is_reserved(key: &str) -> bool {
    let names = SINGLE.iter().map(|(_, property)| *property);
    let numbered = NUMBERED.iter().map(|(_, property)| *property);
    names.chain(numbered).any(|name| {
        key.strip_prefix(name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}
