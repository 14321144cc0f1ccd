//! Values that follow from other values and from the machine: heap sizes, the collector. Runs once, after all options are read.

use crate::environment::Env;
use crate::message::OptionError;
use crate::options::VmOptions;
use crate::settings::Origin;
use crate::value::Value;

const MB: u64 = 1 << 20;
/// Below this no Java program starts.
const SMALLEST_MAXIMUM: u64 = 2 * MB;
/// Below this an explicit -Xms is refused.
const SMALLEST_INITIAL: u64 = MB;
/// What is chosen without -Xms is at least this (bounded by the maximum).
const DEFAULT_INITIAL: u64 = 8 * MB;
/// A heap within 32 GB of address space keeps compressed references possible.
const LARGEST_DEFAULT: u64 = 30 << 30;
/// The smallest stack a Java thread works with, kB.
pub(crate) const SMALLEST_STACK_KB: i64 = 136;

/// Chooses what was left open and checks what was given.
pub(crate) fn apply(options: &mut VmOptions, env: &dyn Env) -> Result<(), OptionError> {
    options.refresh_flags();
    choose_collector(options)?;
    check_stack(options)?;
    let memory = env
        .memory(options.flags.UseContainerSupport)
        .min(options.flags.MaxRAM);
    choose_heap(options, memory)?;
    options.refresh_flags();
    Ok(())
}

fn choose_collector(options: &mut VmOptions) -> Result<(), OptionError> {
    let f = &options.flags;
    let chosen = [
        f.UseSerialGC,
        f.UseParallelGC,
        f.UseG1GC,
        f.UseZGC,
        f.UseShenandoahGC,
        f.UseEpsilonGC,
        f.UseMarkSweepGC,
        f.UseCopyingGC,
    ];
    match chosen.iter().filter(|on| **on).count() {
        0 => options
            .settings
            .set_named("UseSerialGC", Value::Bool(true), Origin::Ergonomic),
        1 => {}
        _ => {
            return Err(OptionError::initialization(
                "Multiple garbage collectors selected",
            ));
        }
    }
    Ok(())
}

fn check_stack(options: &VmOptions) -> Result<(), OptionError> {
    let size = options.flags.ThreadStackSize;
    if size != 0 && size < SMALLEST_STACK_KB {
        let text = format!(
            "\nThe Java thread stack size specified is too small. Specify at least {SMALLEST_STACK_KB}k\n"
        );
        let mut error = OptionError::rejected("");
        error.messages = vec![crate::message::Message::stdout(text)];
        return Err(error);
    }
    Ok(())
}

fn choose_heap(options: &mut VmOptions, memory: u64) -> Result<(), OptionError> {
    let f = &options.flags;
    let (initial, given_minimum) = (f.InitialHeapSize as u64, f.MinHeapSize as u64);
    let given_initial = !options.settings.is_default("InitialHeapSize") && initial != 0;

    let maximum = if options.settings.is_default("MaxHeapSize") {
        let ordinary = percentage(memory, f.MaxRAMPercentage);
        let small_machine = percentage(memory, f.MinRAMPercentage);
        // On machines so small that half of the memory is below the built-in default, that half is taken.
        let built_in = f.MaxHeapSize as u64;
        let chosen = if small_machine < built_in {
            small_machine
        } else {
            ordinary.max(built_in)
        };
        align_up(
            chosen
                .min(LARGEST_DEFAULT)
                .max(initial)
                .max(SMALLEST_MAXIMUM),
        )
    } else {
        align_up(f.MaxHeapSize as u64)
    };
    if (f.MaxHeapSize as u64) < SMALLEST_MAXIMUM {
        return Err(OptionError::initialization("Too small maximum heap"));
    }
    if given_initial && initial < SMALLEST_INITIAL {
        return Err(OptionError::initialization("Too small initial heap"));
    }
    if given_initial && initial > maximum {
        return Err(OptionError::initialization(
            "Initial heap size set to a larger value than the maximum heap size",
        ));
    }
    if given_minimum > maximum {
        return Err(OptionError::initialization(
            "Incompatible minimum and maximum heap sizes specified",
        ));
    }
    if options.settings.is_default("MaxHeapSize") || maximum != f.MaxHeapSize as u64 {
        set_size(options, "MaxHeapSize", maximum);
    }
    if !given_initial {
        let share = percentage(memory, options.flags.InitialRAMPercentage);
        let chosen = align_up(share.max(DEFAULT_INITIAL).max(given_minimum)).min(maximum);
        set_size(options, "InitialHeapSize", chosen);
    }
    if given_minimum == 0 {
        let floor = options.flags.MinHeapSize.max(DEFAULT_INITIAL as usize) as u64;
        set_size(options, "MinHeapSize", floor.min(maximum));
    }
    Ok(())
}

fn set_size(options: &mut VmOptions, name: &str, bytes: u64) {
    options
        .settings
        .set_named(name, Value::Unsigned(bytes), Origin::Ergonomic);
}

fn percentage(memory: u64, percent: f64) -> u64 {
    (memory as f64 * percent / 100.0) as u64
}

fn align_up(bytes: u64) -> u64 {
    bytes.div_ceil(MB).saturating_mul(MB)
}
