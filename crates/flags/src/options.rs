//! The result of parsing: everything the command line and the environment asked for.

use crate::assertions::Assertions;
use crate::log::Config;
use crate::message::Message;
use crate::modules::PatchModule;
use crate::settings::{Origin, Settings};
use crate::table::{self, Flags};
use crate::value::Value;

/// `-Xint`, `-Xcomp`, `-Xmixed`: the last one given wins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    #[default]
    Mixed,
    Interpreted,
    Compiled,
}

impl Mode {
    /// `java.vm.info`'s first part.
    pub fn info(self) -> &'static str {
        match self {
            Mode::Mixed => "mixed mode",
            Mode::Interpreted => "interpreted mode",
            Mode::Compiled => "compiled mode",
        }
    }
}

/// `-Xshare`. There is no archive yet, so only `On` could matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Share {
    #[default]
    Auto,
    Off,
    On,
    Dump,
}

/// How an agent was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgentKind {
    /// `-javaagent:jar[=options]`.
    Java,
    /// `-agentlib:name[=options]`.
    Library,
    /// `-agentpath:path[=options]`.
    Path,
    /// `-Xrunname[:options]`.
    Run,
}

/// One agent, in command-line order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent {
    pub kind: AgentKind,
    /// Library name, path, or for Java agents the jar.
    pub name: String,
    pub options: String,
}

/// Which old generation was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Collector {
    MarkCompact,
    MarkSweep,
    Copying,
}

impl Collector {
    /// What the log calls it; the first as HotSpot does.
    pub fn name(self) -> &'static str {
        match self {
            Collector::MarkCompact => "Serial",
            Collector::MarkSweep => "MarkSweep",
            Collector::Copying => "Copying",
        }
    }

    /// What the flags choose.
    pub fn of(flags: &Flags) -> Collector {
        if flags.UseMarkSweepGC {
            Collector::MarkSweep
        } else if flags.UseCopyingGC {
            Collector::Copying
        } else {
            Collector::MarkCompact
        }
    }
}

/// Everything the options say. Immutable once installed.
#[derive(Clone, Debug, Default)]
pub struct VmOptions {
    /// The flags we act on.
    pub flags: Flags,
    /// All flags with their origin, for listings and for `HotSpotDiagnosticMXBean`.
    pub settings: Settings,
    /// `-D` and the properties that options stand for, in order, each key once.
    pub properties: Vec<(String, String)>,
    pub assertions: Assertions,
    /// `-Xbootclasspath/a:`, joined with `:`; also property `jdk.boot.class.path.append`.
    pub boot_append: String,
    /// `--patch-module`, in order.
    pub patch_modules: Vec<PatchModule>,
    pub agents: Vec<Agent>,
    pub mode: Mode,
    pub share: Share,
    pub enable_preview: bool,
    /// `-Xlog`, `-verbose`, `-Xloggc`, `-XX:+PrintGC`.
    pub log: Config,
    /// What `RuntimeMXBean.getInputArguments` and crash reports show, in order.
    pub input_arguments: Vec<String>,
    /// Lines that the caller prints before going on: "Picked up ...", warnings, flag listings.
    pub messages: Vec<Message>,
}

impl VmOptions {
    /// A property that was set, if any.
    pub fn property(&self, key: &str) -> Option<&str> {
        self.properties
            .iter()
            .find(|(k, _)| k == key)
            .map(|(_, v)| v.as_str())
    }

    /// Sets a property, replacing an earlier value in its place.
    pub(crate) fn set_property(&mut self, key: &str, value: &str) {
        match self.properties.iter_mut().find(|(k, _)| k == key) {
            Some((_, old)) => *old = value.to_string(),
            None => self.properties.push((key.to_string(), value.to_string())),
        }
    }

    /// Changes a flag because of other facts (origin `ergonomic`); for the boot sequence, before [`crate::install`].
    pub fn set_ergonomic(&mut self, name: &str, value: Value) {
        self.settings.set_named(name, value, Origin::Ergonomic);
        self.refresh_flags();
    }

    /// Makes the typed fields agree with the settings.
    pub(crate) fn refresh_flags(&mut self) {
        let settings = &self.settings;
        self.flags = Flags::from_values(|name| {
            table::find(name).map_or(Value::Bool(false), |(index, _)| {
                settings.at(index).0.clone()
            })
        });
    }
}
