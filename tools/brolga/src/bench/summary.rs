//! Figures from the samples of a report: medians, spreads, ratios with intervals, steady states, what the compiler costs and when it has
//! paid. Pure functions of a report; the same report gives the same figures.

use super::boot;
use super::report::{Compiler, Execution, ModeReport, ProcessSample, ProgramReport, Report};
use measure::statistics::{
    Groups, Ratio, break_even, mean_ratio, median, median_absolute_deviation, percentile,
    ratio_of_medians,
};
use measure::steady::{self, Class, Shape};
use serde_json::{Value, json};

/// What is known of one kind of time. Seconds.
#[derive(Clone, Debug, PartialEq)]
pub struct Times {
    pub count: usize,
    pub median: f64,
    /// Median absolute deviation.
    pub deviation: f64,
    pub least: f64,
    pub p95: f64,
}

impl Times {
    fn of(seconds: &[f64]) -> Option<Times> {
        (!seconds.is_empty()).then(|| Times {
            count: seconds.len(),
            median: median(seconds),
            deviation: median_absolute_deviation(seconds),
            least: percentile(seconds, 0.0),
            p95: percentile(seconds, 0.95),
        })
    }
}

/// Whole processes of a program in a mode.
#[derive(Clone, Debug, PartialEq)]
pub struct Processes {
    /// User and system time: what is compared, because other programs on the machine disturb it least.
    pub cpu: Times,
    pub wall: Times,
    pub peak_bytes: f64,
    /// How many times as fast as in the first mode.
    pub speed: Option<Ratio>,
}

/// Iterations of a program in a mode.
#[derive(Clone, Debug, PartialEq)]
pub struct Iterations {
    /// Of iterations in the steady state, or of all if there is none.
    pub times: Times,
    pub first: f64,
    /// From the start of the process to the driver's `main`.
    pub startup: Times,
    pub class: Class,
    /// Iterations before the steady state, and the time they take.
    pub steady_after: Option<(f64, f64)>,
    pub speed: Option<Ratio>,
    pub compiler: Option<Compiler>,
    /// The iteration after which this mode has taken less time in total than the interpreter of the same machine.
    pub pays_after: Option<u64>,
}

/// CPU time of a process, in seconds.
pub fn cpu_seconds(sample: &ProcessSample) -> f64 {
    (sample.user_ns + sample.system_ns) as f64 / 1e9
}

/// CPU times by execution, as the statistics want them.
pub fn cpu_groups(mode: &ModeReport) -> Groups {
    let one = |sample| vec![cpu_seconds(sample)];
    mode.processes.iter().map(one).collect()
}

/// The times of an execution in seconds, and their shape.
pub fn shape(execution: &Execution) -> (Vec<f64>, Shape) {
    let seconds: Vec<f64> = execution
        .iterations_ns
        .iter()
        .map(|ns| (*ns).max(1) as f64 / 1e9)
        .collect();
    let shape = steady::examine(&seconds);
    (seconds, shape)
}

/// Times in the steady state, by execution; where there is none, all.
pub fn steady_groups(mode: &ModeReport) -> Groups {
    let steady = |execution| {
        let (seconds, shape) = shape(execution);
        seconds[shape.steady_from.unwrap_or(0)..].to_vec()
    };
    mode.executions.iter().map(steady).collect()
}

/// What is measured, and where in a report it is.
pub type Measure = (&'static str, fn(&ModeReport) -> Groups);
/// Both measures.
pub const MEASURES: [Measure; 2] = [("process", cpu_groups), ("iteration", steady_groups)];

/// The figures of a mode's processes; None: there are none.
pub fn processes(report: &Report, program: &ProgramReport, at: usize) -> Option<Processes> {
    let mode = program.modes.get(at)?;
    let samples = &mode.processes;
    let values = |value: fn(&ProcessSample) -> f64| samples.iter().map(value).collect::<Vec<f64>>();
    Some(Processes {
        cpu: Times::of(&values(cpu_seconds))?,
        wall: Times::of(&values(|sample| sample.wall_ns as f64 / 1e9))?,
        peak_bytes: median(&values(|sample| sample.peak_bytes as f64)),
        speed: speed(report, program, at, cpu_groups),
    })
}

/// The figures of a mode's iterations; None: there are none.
pub fn iterations(report: &Report, program: &ProgramReport, at: usize) -> Option<Iterations> {
    let mode = program.modes.get(at)?;
    let shapes: Vec<(Vec<f64>, Shape)> = mode.executions.iter().map(shape).collect();
    let before: Vec<(f64, f64)> = shapes
        .iter()
        .filter_map(|(seconds, shape)| {
            let from = shape.steady_from?;
            Some((from as f64, seconds[..from].iter().sum()))
        })
        .collect();
    let is_steady = !before.is_empty() && before.len() == shapes.len();
    let part = |part: fn(&(f64, f64)) -> f64| median(&before.iter().map(part).collect::<Vec<_>>());
    let firsts: Vec<f64> = shapes
        .iter()
        .filter_map(|(seconds, _)| seconds.first().copied())
        .collect();
    let startups: Vec<f64> = mode
        .executions
        .iter()
        .map(|e| e.startup_ns as f64 / 1e9)
        .collect();
    let classes: Vec<Class> = shapes.iter().map(|(_, shape)| shape.class).collect();
    Some(Iterations {
        times: Times::of(&steady_groups(mode).concat())?,
        first: median(&firsts),
        startup: Times::of(&startups)?,
        class: steady::overall(&classes),
        steady_after: is_steady.then(|| (part(|b| b.0), part(|b| b.1))),
        speed: speed(report, program, at, steady_groups),
        compiler: compiler(&mode.executions),
        pays_after: pays_after(report, program, at),
    })
}

/// How many times as fast as the first mode; None for the first.
fn speed(
    report: &Report,
    program: &ProgramReport,
    at: usize,
    groups: fn(&ModeReport) -> Groups,
) -> Option<Ratio> {
    let (base, this) = (program.modes.first()?, program.modes.get(at)?);
    let ratio = || ratio_of_medians(&groups(base), &groups(this), report.plan.seed);
    (at > 0).then(ratio).flatten()
}

/// Medians of what the compiler did in each execution.
fn compiler(executions: &[Execution]) -> Option<Compiler> {
    let known: Vec<&Compiler> = executions
        .iter()
        .filter_map(|e| e.compiler.as_ref())
        .collect();
    let middle = |value: &dyn Fn(&Compiler) -> u64| {
        let values: Vec<f64> = known
            .iter()
            .map(|compiler| value(compiler) as f64)
            .collect();
        median(&values) as u64
    };
    let counts_deopts = known.first()?.deopts.is_some();
    Some(Compiler {
        time_ns: middle(&|c| c.time_ns),
        compiles: middle(&|c| c.compiles),
        code_bytes: middle(&|c| c.code_bytes),
        deopts: counts_deopts.then(|| middle(&|c| c.deopts.unwrap_or(0))),
    })
}

/// The interpreter that a mode is weighed against: of the same machine, and not itself.
fn interpreter_of(report: &Report, at: usize) -> Option<usize> {
    let mode = report.modes.get(at)?;
    let is_it = |other: &super::report::ModeEntry| {
        other.is_interpreter() && other.is_hotspot == mode.is_hotspot
    };
    let found = report.modes.iter().position(is_it)?;
    (found != at && !mode.is_interpreter()).then_some(found)
}

fn pays_after(report: &Report, program: &ProgramReport, at: usize) -> Option<u64> {
    let interpreter = interpreter_of(report, at)?;
    let curve = |at: usize| typical_curve(&program.modes[at].executions);
    break_even(&curve(at), &curve(interpreter))
}

/// The median over executions of the first iteration, the second, and so on, as far as all have got. Seconds.
pub fn typical_curve(executions: &[Execution]) -> Vec<f64> {
    let lengths = executions.iter().map(|e| e.iterations_ns.len());
    let at = |at: usize| {
        let times: Vec<f64> = executions
            .iter()
            .map(|e| e.iterations_ns[at] as f64 / 1e9)
            .collect();
        median(&times)
    };
    (0..lengths.min().unwrap_or(0)).map(at).collect()
}

/// The geometric mean over the programs of how many times as fast a mode is as the first.
pub fn mean_speed(report: &Report, at: usize, groups: fn(&ModeReport) -> Groups) -> Option<Ratio> {
    let pairs: Vec<(Groups, Groups)> = report
        .programs
        .iter()
        .filter_map(|program| {
            Some((
                groups(program.modes.first()?),
                groups(program.modes.get(at)?),
            ))
        })
        .collect();
    let pairs: Vec<_> = pairs.iter().map(|(a, b)| (&a[..], &b[..])).collect();
    (at > 0)
        .then(|| mean_ratio(&pairs, report.plan.seed))
        .flatten()
}

/// All figures, for readers of the JSON report.
pub(super) fn as_json(report: &Report) -> Value {
    let phases = |program: &ProgramReport, at: usize| {
        let rows = boot::rows(program).into_iter();
        let of_mode = rows.filter_map(|(phase, medians)| Some((phase, json!(medians[at]?))));
        of_mode.collect::<serde_json::Map<_, _>>()
    };
    let programs = report.programs.iter().map(|program| {
        let modes = (0..program.modes.len()).map(|at| {
            json!({
                "mode": program.modes[at].mode,
                "processes": processes(report, program, at).map(|figures| json!({
                    "cpu_seconds": times(&figures.cpu),
                    "wall_seconds": times(&figures.wall),
                    "peak_bytes": figures.peak_bytes,
                    "speed": figures.speed.map(ratio),
                })),
                "iterations": iterations(report, program, at).map(|figures| json!({
                    "seconds": times(&figures.times),
                    "first_seconds": figures.first,
                    "startup_seconds": times(&figures.startup),
                    "boot_seconds": phases(program, at),
                    "class": figures.class.text(),
                    "steady_after_iterations": figures.steady_after.map(|after| after.0),
                    "steady_after_seconds": figures.steady_after.map(|after| after.1),
                    "speed": figures.speed.map(ratio),
                    "compiler": figures.compiler,
                    "pays_after_iterations": figures.pays_after,
                })),
            })
        });
        json!({"name": program.name, "modes": modes.collect::<Vec<_>>()})
    });
    let means = (1..report.modes.len()).map(|at| {
        json!({
            "mode": report.modes[at].name,
            "processes": mean_speed(report, at, cpu_groups).map(ratio),
            "iterations": mean_speed(report, at, steady_groups).map(ratio),
        })
    });
    json!({
        "base": report.modes.first().map(|mode| &mode.name),
        "programs": programs.collect::<Vec<_>>(),
        "geometric_mean_speed": means.collect::<Vec<_>>(),
    })
}

fn times(times: &Times) -> Value {
    json!({
        "count": times.count,
        "median": times.median,
        "median_absolute_deviation": times.deviation,
        "min": times.least,
        "p95": times.p95,
    })
}

fn ratio(ratio: Ratio) -> Value {
    json!({
        "estimate": ratio.estimate,
        "low": ratio.interval.map(|interval| interval.low),
        "high": ratio.interval.map(|interval| interval.high),
        "shows_difference": ratio.shows_difference(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::report::tests::{execution, of_processes};
    use super::*;

    #[test]
    fn figures_of_processes() {
        let report = of_processes(&[
            ("interp", &[100, 102, 98, 101]),
            ("tiered", &[50, 51, 49, 50]),
        ]);
        let program = &report.programs[0];
        let base = processes(&report, program, 0).unwrap();
        assert_eq!((base.cpu.median, base.cpu.count), (0.1005, 4));
        assert_eq!((base.cpu.least, base.speed), (0.098, None));
        let speed = processes(&report, program, 1).unwrap().speed.unwrap();
        assert!((speed.estimate - 2.01).abs() < 1e-9);
        assert!(speed.shows_difference());
        assert_eq!(mean_speed(&report, 1, cpu_groups).unwrap(), speed);
        assert_eq!(processes(&report, program, 2), None);
        assert_eq!(iterations(&report, program, 0), None);
    }

    #[test]
    fn figures_of_iterations() {
        let mut report = of_processes(&[("interp", &[]), ("tiered", &[]), ("hs-c2", &[])]);
        let modes = &mut report.programs[0].modes;
        modes[0].executions = vec![execution(&[20; 10]); 3];
        let warm: Vec<u64> = [vec![65, 40], vec![10; 14]].concat();
        modes[1].executions = vec![execution(&warm); 3];
        modes[2].executions = vec![execution(&[5; 10]); 3];
        let program = &report.programs[0];
        let base = iterations(&report, program, 0).unwrap();
        assert_eq!(
            (base.class, base.steady_after),
            (Class::Flat, Some((0.0, 0.0)))
        );
        let tiered = iterations(&report, program, 1).unwrap();
        assert_eq!(tiered.class, Class::WarmUp);
        let (after, time) = tiered.steady_after.unwrap();
        assert_eq!((after, (time * 1e3).round()), (2.0, 105.0));
        assert_eq!((tiered.times.median, tiered.times.count), (0.01, 42));
        assert_eq!(tiered.speed.unwrap().estimate, 2.0);
        // 65 behind after two, and ten gained by each: ahead after 9.
        assert_eq!(tiered.pays_after, Some(9));
        // The interpreter of another machine says nothing.
        assert_eq!(iterations(&report, program, 2).unwrap().pays_after, None);
        assert_eq!(base.pays_after, None);
    }

    #[test]
    fn the_summary_is_in_the_json() {
        let report = of_processes(&[("interp", &[4, 4, 4]), ("tiered", &[2, 2, 2])]);
        let summary = as_json(&report);
        assert_eq!(summary["base"], "interp");
        let speed = &summary["programs"][0]["modes"][1]["processes"]["speed"];
        assert_eq!(
            (&speed["estimate"], &speed["low"]),
            (&json!(2.0), &json!(2.0))
        );
        assert_eq!(summary["geometric_mean_speed"][0]["mode"], "tiered");
    }
}
