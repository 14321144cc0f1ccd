//! The report for a terminal: at most 80 columns, and colour only there.

use super::text::{bytes, ratio, seconds};
use crate::bench::boot;
use crate::bench::report::{ModeReport, ProgramReport, Report};
use crate::bench::summary::{self, MEASURES, Times};
use measure::statistics::Ratio;

/// Columns of the bars.
const BAR: usize = 7;

/// Whether differences are red.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    Plain,
    Red,
}

/// One program: its processes, its iterations, whether outputs are equal.
pub fn program(report: &Report, program: &ProgramReport, colour: Colour) -> String {
    let mut out = format!("{}\n", program.name);
    out += &processes(report, program);
    out += &match report.plan.iterations {
        1 => startup(report, program),
        _ => iterations(report, program),
    };
    out += &outputs(program, colour);
    out
}

fn base_name(report: &Report) -> &str {
    report.modes.first().map_or("", |mode| &mode.name)
}

fn processes(report: &Report, program: &ProgramReport) -> String {
    let rows: Vec<_> = (0..program.modes.len())
        .map(|at| (at, summary::processes(report, program, at)))
        .collect();
    let slowest = rows
        .iter()
        .filter_map(|(_, figures)| Some(figures.as_ref()?.cpu.median))
        .fold(0.0, f64::max);
    if slowest == 0.0 {
        return String::new();
    }
    let mut out = heading(
        "process",
        &["cpu", "+-", "wall"],
        &speed_heading(report),
        "memory",
    );
    for (at, figures) in rows {
        let Some(figures) = figures else { continue };
        let cells = [
            seconds(figures.cpu.median),
            spread(&figures.cpu),
            seconds(figures.wall.median),
        ];
        let speed = speed(at, figures.speed.as_ref());
        let last = bytes(figures.peak_bytes);
        out += &line(
            &program.modes[at],
            &cells,
            &speed,
            &last,
            figures.cpu.median / slowest,
        );
    }
    out
}

fn iterations(report: &Report, program: &ProgramReport) -> String {
    let rows: Vec<_> = (0..program.modes.len())
        .filter_map(|at| Some((at, summary::iterations(report, program, at)?)))
        .collect();
    let slowest = rows
        .iter()
        .map(|(_, figures)| figures.times.median)
        .fold(0.0, f64::max);
    if rows.is_empty() {
        return String::new();
    }
    let names = ["median", "+-", "first"];
    let mut out = heading("iteration", &names, &speed_heading(report), "warm-up");
    for (at, figures) in &rows {
        let cells = [
            seconds(figures.times.median),
            spread(&figures.times),
            seconds(figures.first),
        ];
        let warm = match figures.steady_after {
            Some((after, _)) if after > 0.0 => format!("{} {after:.0}", figures.class.text()),
            _ => figures.class.text().to_string(),
        };
        let speed = speed(*at, figures.speed.as_ref());
        let share = figures.times.median / slowest;
        out += &line(&program.modes[*at], &cells, &speed, &warm, share);
    }
    for (at, figures) in &rows {
        let Some(compiler) = figures.compiler.as_ref().filter(|c| c.compiles > 0) else {
            continue;
        };
        let deopts = compiler
            .deopts
            .map_or(String::new(), |deopts| format!(", {deopts} deopts"));
        let pays = figures
            .pays_after
            .map_or(String::new(), |after| format!(", pays after {after}"));
        out += &format!(
            "    {:.10}: {} compiles, {}, {} code{deopts}{pays}\n",
            program.modes[*at].mode,
            compiler.compiles,
            seconds(compiler.time_ns as f64 / 1e9),
            bytes(compiler.code_bytes as f64),
        );
    }
    out
}

/// A single iteration says when start-up was over.
fn startup(report: &Report, program: &ProgramReport) -> String {
    let rows: Vec<_> = (0..program.modes.len())
        .filter_map(|at| Some((at, summary::iterations(report, program, at)?)))
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    let mut out = format!(
        "  {:<10} {:>8} {:>5} {:>8}\n",
        "until main", "wall", "+-", "main"
    );
    for (at, figures) in rows {
        out += &format!(
            "  {:<10.10} {:>8} {:>5} {:>8}\n",
            program.modes[at].mode,
            seconds(figures.startup.median),
            spread(&figures.startup),
            seconds(figures.first),
        );
    }
    out + &phases(program)
}

/// What our machine spends its start on: a column for each mode of it.
fn phases(program: &ProgramReport) -> String {
    let rows = boot::rows(program);
    let Some((_, first)) = rows.first() else {
        return String::new();
    };
    let has_phases = |at: &usize| first[*at].is_some();
    // Six columns fit.
    let modes: Vec<usize> = (0..first.len()).filter(has_phases).take(6).collect();
    let names = modes.iter().map(|&at| &program.modes[at].mode[..]);
    let line = |head: &str, cells: &[String]| {
        let cells = cells.iter().map(|cell| format!(" {cell:>10.10}"));
        format!("  {head:<10}{}\n", cells.collect::<String>())
    };
    let mut out = line("of it", &names.map(str::to_string).collect::<Vec<_>>());
    for (phase, medians) in &rows {
        let cells = modes.iter().map(|&at| medians[at]);
        let cells = cells.map(|median| median.map_or("-".to_string(), seconds));
        out += &line(phase, &cells.collect::<Vec<_>>());
    }
    out
}

fn heading(what: &str, cells: &[&str; 3], speed: &str, last: &str) -> String {
    let [a, b, c] = cells;
    let speed: String = speed.chars().take(21).collect();
    format!("  {what:<10} {a:>8} {b:>5} {c:>8}  {speed:<21} {last:>12}\n")
}

fn speed_heading(report: &Report) -> String {
    format!("speed of {}", base_name(report))
}

fn line(mode: &ModeReport, cells: &[String; 3], speed: &str, last: &str, share: f64) -> String {
    let [a, b, c] = cells;
    let bar = "#".repeat(((share * BAR as f64).round() as usize).clamp(1, BAR));
    let text = format!(
        "  {:<10.10} {a:>8} {b:>5} {c:>8}  {speed:<21} {last:>12} {bar}",
        mode.mode
    );
    text.trim_end().to_string() + "\n"
}

/// The deviation as a share of the median.
fn spread(times: &Times) -> String {
    let share = 100.0 * times.deviation / times.median;
    match share {
        _ if times.count < 2 || !share.is_finite() => "-".to_string(),
        _ if share < 9.95 => format!("{share:.1}%"),
        _ => format!("{share:.0}%"),
    }
}

fn speed(at: usize, speed: Option<&Ratio>) -> String {
    match speed {
        _ if at == 0 => "1x".to_string(),
        None => "-".to_string(),
        Some(value) if value.interval.is_none() || value.shows_difference() => ratio(value, "x"),
        Some(value) => format!(
            "same? {}",
            ratio(value, "x").split_once(' ').map_or("", |(_, i)| i)
        ),
    }
}

/// The last line of a program, and a line for each that did something else or was not measured.
fn outputs(program: &ProgramReport, colour: Colour) -> String {
    let mut out = String::new();
    for mode in &program.modes {
        if let Some(note) = &mode.note {
            out += &format!("  note: {}: {note}\n", mode.mode);
        }
    }
    let different: Vec<&ModeReport> = program
        .modes
        .iter()
        .filter(|mode| mode.difference.is_some())
        .collect();
    for mode in &different {
        let text = mode.difference.as_deref().unwrap_or_default();
        let text = format!("  DIFFERENT: {}: {text}", mode.mode);
        out += &match colour {
            Colour::Plain => format!("{text}\n"),
            Colour::Red => format!("\x1b[1;31m{text}\x1b[0m\n"),
        };
    }
    let measured = program.modes.iter();
    let measured =
        measured.filter(|mode| !mode.processes.is_empty() || !mode.executions.is_empty());
    out += &match measured.count() {
        0 => "  nothing was measured\n".to_string(),
        _ if !different.is_empty() => String::new(),
        1 => "  outputs: the same in all runs\n".to_string(),
        count => format!("  outputs: the same in {count} modes\n"),
    };
    out
}

/// What is written before the first program: on what, and how.
pub fn head(report: &Report) -> String {
    let environment = &report.environment;
    let plan = &report.plan;
    let build = environment.hotspot.as_deref().and_then(build);
    let hotspot = build.map_or(String::new(), |build| format!(", HotSpot {build}"));
    let cpus = plan
        .cpus
        .map_or(String::new(), |cpus| format!(", {cpus} used"));
    let mut out = format!(
        "{}, {} processors{cpus}, load {}\nBrolga {} ({}), class library {}{hotspot}\n",
        environment.cpu,
        environment.processors,
        environment.load_before,
        environment.brolga_version,
        environment.engine,
        environment.java_version,
    );
    if plan.processes > 0 {
        out += &format!("process: {} runs in turn, CPU time; ", plan.processes);
    }
    if plan.executions > 0 {
        out += &format!(
            "iteration: {} processes of at most {} and {} s; ",
            plan.executions, plan.iterations, plan.seconds
        );
    }
    out += &format!("seed {}\n", plan.seed);
    if environment.is_busy() {
        out += "The machine is busy with other things: wall times, and so those of iterations, say little.\n";
    }
    wrap(&out)
}

/// What stands behind `build` in the second line of `java -version`.
fn build(version: &str) -> Option<&str> {
    let (_, rest) = version.lines().nth(1)?.split_once("(build ")?;
    Some(rest.trim_end_matches(')'))
}

/// Breaks lines at blanks before column 80.
fn wrap(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let mut width = 0;
        for word in line.split(' ') {
            let length = word.chars().count();
            if width > 0 && width + 1 + length > 80 {
                out += "\n";
                width = 0;
            } else if width > 0 {
                out.push(' ');
                width += 1;
            }
            out += word;
            width += length;
        }
        out += "\n";
    }
    out
}

/// The last lines: means over several programs.
pub fn means(report: &Report) -> String {
    let counted = report.programs.len();
    if counted < 2 || report.modes.len() < 2 {
        return String::new();
    }
    let mut out = format!(
        "geometric mean of {counted} programs: speed of {}\n",
        base_name(report)
    );
    for (at, mode) in report.modes.iter().enumerate().skip(1) {
        let cells: Vec<String> = MEASURES
            .iter()
            .filter_map(|(what, groups)| {
                let mean = summary::mean_speed(report, at, *groups)?;
                Some(format!("{what} {:<20}", speed(at, Some(&mean))))
            })
            .collect();
        out += &format!("  {:<10.10} {}", mode.name, cells.join("  "));
        out = out.trim_end().to_string() + "\n";
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::report::Compiler;
    use crate::bench::report::tests::{execution, of_processes};

    fn sample() -> Report {
        let mut report = of_processes(&[
            ("interp", &[100, 110, 90]),
            ("tiered", &[20, 21, 19]),
            ("hs-c2", &[100, 109, 90]),
        ]);
        let modes = &mut report.programs[0].modes;
        modes[0].executions = vec![execution(&[20; 10]); 3];
        let warm: Vec<u64> = [vec![65, 40], vec![10; 14]].concat();
        modes[1].executions = vec![execution(&warm); 3];
        modes[1].executions[0].compiler = Some(Compiler {
            time_ns: 12_000_000,
            compiles: 7,
            code_bytes: 4096,
            deopts: Some(2),
        });
        report
    }

    #[test]
    fn a_program() {
        let report = sample();
        assert_eq!(
            program(&report, &report.programs[0], Colour::Plain),
            "\
P
  process         cpu    +-     wall  speed of interp             memory
  interp       100 ms   10%   110 ms  1x                         40.0 MB #######
  tiered      20.0 ms  5.0%  22.0 ms  5.00x [4.29, 5.79]         40.0 MB #
  hs-c2        100 ms  9.0%   110 ms  same? [0.83, 1.22]         40.0 MB #######
  iteration    median    +-    first  speed of interp            warm-up
  interp      20.0 ms  0.0%  20.0 ms  1x                            flat #######
  tiered      10.0 ms  0.0%  65.0 ms  2.00x [2.00, 2.00]       warm-up 2 ####
    tiered: 7 compiles, 12.0 ms, 4.00 kB code, 2 deopts, pays after 9
  outputs: the same in 3 modes
"
        );
    }

    #[test]
    fn differences_and_notes() {
        let mut report = sample();
        report.programs[0].modes[2].difference = Some("not as hs: x".to_string());
        report.programs[0].modes[0].note = Some("y".to_string());
        let plain = program(&report, &report.programs[0], Colour::Plain);
        assert!(plain.ends_with("  note: interp: y\n  DIFFERENT: hs-c2: not as hs: x\n"));
        let red = program(&report, &report.programs[0], Colour::Red);
        assert!(red.ends_with("\x1b[1;31m  DIFFERENT: hs-c2: not as hs: x\x1b[0m\n"));
    }

    #[test]
    fn nothing_is_wider_than_a_terminal() {
        let mut report = sample();
        report.environment.cpu =
            "A Processor With A Rather Long Name (Some Generation)".to_string();
        report.environment.hotspot =
            Some("a\nb (build 17.0.1+1-Long-Name-Of-A-Build)\nc".to_string());
        report.programs.push(report.programs[0].clone());
        let all =
            head(&report) + &program(&report, &report.programs[0], Colour::Plain) + &means(&report);
        for line in all.lines() {
            assert!(line.chars().count() <= 80, "{line}");
        }
        assert!(all.contains(
            "geometric mean of 2 programs: speed of interp\n  tiered     process 5.00x ["
        ));
    }
}
