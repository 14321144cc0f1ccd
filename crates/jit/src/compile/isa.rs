//! The machine that code is made for: the host, with what its CPU has.

use cranelift_codegen::isa::{self, OwnedTargetIsa};
use cranelift_codegen::settings::{self, Configurable};
use target_lexicon::Triple;

use super::OptLevel;

/// Cranelift's names of what the CPU has.
pub(super) struct Features(Vec<&'static str>);

macro_rules! detected {
    ($($cpu:tt $flag:literal),* $(,)?) => {
        [$((std::is_x86_feature_detected!($cpu), $flag)),*]
    };
}

impl Features {
    #[cfg(target_arch = "x86_64")]
    pub(super) fn of_host() -> Features {
        let rows = detected![
            "sse3" "has_sse3",
            "ssse3" "has_ssse3",
            "sse4.1" "has_sse41",
            "sse4.2" "has_sse42",
            "avx" "has_avx",
            "avx2" "has_avx2",
            "fma" "has_fma",
            "popcnt" "has_popcnt",
            "bmi1" "has_bmi1",
            "bmi2" "has_bmi2",
            "lzcnt" "has_lzcnt",
        ];
        let has = rows.into_iter().filter(|(has, _)| *has);
        Features(has.map(|(_, flag)| flag).collect())
    }

    #[cfg(not(target_arch = "x86_64"))]
    pub(super) fn of_host() -> Features {
        Features(Vec::new())
    }

    pub(super) fn has(&self, flag: &str) -> bool {
        self.0.contains(&flag)
    }
}

const SETTINGS: &[(&str, &str)] = &[
    // The thread.
    ("enable_pinned_reg", "true"),
    // Walks go by rbp.
    ("preserve_frame_pointers", "true"),
    ("enable_probestack", "false"),
    // Where its blocks are (`placement`).
    ("machine_code_cfg_info", "true"),
    ("unwind_info", "false"),
    ("is_pic", "false"),
    // Indices are checked, and other processes are not in this one.
    ("enable_heap_access_spectre_mitigation", "false"),
    ("enable_table_access_spectre_mitigation", "false"),
    (
        "enable_verifier",
        if cfg!(debug_assertions) {
            "true"
        } else {
            "false"
        },
    ),
];

/// # Errors
/// Cranelift does not know this machine, or not so.
pub(super) fn of_host(opt_level: OptLevel, features: &Features) -> Result<OwnedTargetIsa, String> {
    let mut flags = settings::builder();
    let opt_level = match opt_level {
        OptLevel::None => "none",
        OptLevel::Speed => "speed",
    };
    let opt_level = [("opt_level", opt_level)];
    for (name, value) in SETTINGS.iter().chain(&opt_level) {
        let set = flags.set(name, value);
        set.map_err(|error| format!("{name}: {error}"))?;
    }
    let mut builder = isa::lookup(Triple::host()).map_err(|error| error.to_string())?;
    for name in &features.0 {
        let enabled = builder.enable(name);
        enabled.map_err(|error| format!("{name}: {error}"))?;
    }
    let isa = builder.finish(settings::Flags::new(flags));
    isa.map_err(|error| error.to_string())
}
