//! The pictures of a report: samples of processes as dots, the warm-up as curves with marks beneath, speeds with their intervals. Modes differ
//! by colour, by the dashes of their lines and by a name at each line; marks differ by shape.

use super::svg::{LogScale, escape, lines_down, picture, time_axis};
use super::text;
use crate::bench::report::{Execution, Mark, MarkKind, ModeReport, ProgramReport, Report};
use crate::bench::summary::{self, Measure};
use measure::statistics::{Ratio, median};

/// The width of all pictures; heights follow.
const WIDTH: f64 = 860.0;
/// Where the names of modes end at the left, and begin at the right.
const LEFT: f64 = 90.0;
const RIGHT: f64 = 760.0;
/// Height of a row with one mode.
const ROW: f64 = 22.0;
/// Height of a lane of marks.
const LANE: f64 = 18.0;
/// Least distance of names at the right.
const LABEL: f64 = 13.0;
/// Marks drawn in a lane.
const MOST_MARKS: usize = 400;

/// CPU time of each process, a row for each mode.
pub(super) fn processes(program: &ProgramReport) -> String {
    let seconds = |mode: &ModeReport| summary::cpu_groups(mode).concat();
    let all: Vec<Vec<f64>> = program.modes.iter().map(seconds).collect();
    if all.iter().all(Vec::is_empty) {
        return String::new();
    }
    let scale = LogScale::around(all.iter().flatten().copied(), LEFT, RIGHT);
    let bottom = ROW * all.len() as f64 + 8.0;
    let ticks = scale.ticks().into_iter();
    let mut out = lines_down(
        ticks.map(|t| (scale.place(t), text::seconds(t))),
        4.0,
        bottom,
    );
    for (at, (mode, values)) in program.modes.iter().zip(&all).enumerate() {
        let y = 8.0 + ROW * (at as f64 + 0.5);
        out += &name_at_left(&mode.mode, at, y);
        for value in values {
            let (x, title) = (scale.place(*value), text::seconds(*value));
            out += &format!(
                "<circle class=\"dot m{at}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\"><title>{title}</title></circle>"
            );
        }
        if !values.is_empty() {
            let (x, top, end) = (scale.place(median(values)), y - 9.0, y + 9.0);
            out += &format!("<path class=\"median m{at}\" d=\"M{x:.1} {top:.1}V{end:.1}\"/>\n");
        }
    }
    let label = format!("CPU time of the processes of {}, by mode", program.name);
    picture(WIDTH, bottom + 22.0, &label, &out)
}

fn name_at_left(name: &str, at: usize, y: f64) -> String {
    format!(
        "<text class=\"name end m{at}\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
        LEFT - 10.0,
        y + 4.0,
        escape(name)
    )
}

/// Time of each iteration, a curve for each mode: the median of its executions, and each of them faintly. Beneath, what happened in the
/// first execution.
pub(super) fn warm_up(program: &ProgramReport) -> String {
    let curves: Vec<Vec<f64>> = program
        .modes
        .iter()
        .map(|mode| summary::typical_curve(&mode.executions))
        .collect();
    let longest = executions(program)
        .map(|(_, execution)| execution.iterations_ns.len())
        .max()
        .unwrap_or(0);
    if longest < 2 {
        return String::new();
    }
    let (top, bottom) = (10.0, 270.0);
    let all = executions(program).flat_map(|(_, e)| &e.iterations_ns);
    let y = LogScale::around(all.map(|ns| *ns as f64 / 1e9), bottom, top);
    let x = |iteration: f64| LEFT + (RIGHT - LEFT) * iteration / longest as f64;

    let lanes: Vec<usize> = (0..program.modes.len())
        .filter(|at| first_marks(&program.modes[*at]).is_some())
        .collect();
    let end = bottom + 6.0 + LANE * lanes.len() as f64;
    let step = round_step(longest as f64 / 8.0);
    let ticks = (0..=longest / step).map(|at| (x((at * step) as f64), (at * step).to_string()));
    let mut out = lines_down(ticks, top, end);
    out += &time_axis(&y, LEFT, RIGHT);
    for (at, execution) in executions(program) {
        let points = execution.iterations_ns.iter().map(|ns| *ns as f64 / 1e9);
        out += &format!(
            "<path class=\"faint m{at}\" d=\"{}\"/>\n",
            path(points, x, &y)
        );
    }
    for (at, curve) in curves
        .iter()
        .enumerate()
        .filter(|(_, curve)| !curve.is_empty())
    {
        let d = path(curve.iter().copied(), x, &y);
        out += &format!("<path class=\"curve m{at}\" d=\"{d}\"/>\n");
    }
    out += &names_at_right(program, &curves, &y, bottom);
    for (lane, at) in lanes.iter().enumerate() {
        let middle = bottom + 6.0 + LANE * (lane as f64 + 0.5);
        let mode = &program.modes[*at];
        out += &name_at_left(&mode.mode, *at, middle);
        if let Some((execution, marks)) = first_marks(mode) {
            out += &drawn_marks(execution, marks, *at, x, middle);
        }
    }
    let label = format!(
        "Time of the iterations of {}, by mode, with compiles, deopts and collections beneath",
        program.name
    );
    picture(WIDTH, end + 24.0, &label, &out)
}

fn executions(program: &ProgramReport) -> impl Iterator<Item = (usize, &Execution)> {
    let modes = program.modes.iter().enumerate();
    modes.flat_map(|(at, mode)| mode.executions.iter().map(move |e| (at, e)))
}

/// 1, 2 or 5 times a power of ten, at least the value.
fn round_step(value: f64) -> usize {
    let power = 10_f64.powf(value.max(1.0).log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0].map(|step| step * power);
    steps
        .into_iter()
        .find(|step| *step >= value)
        .unwrap_or(power) as usize
}

/// Each iteration's time at the middle of its place.
fn path(times: impl Iterator<Item = f64>, x: impl Fn(f64) -> f64, y: &LogScale) -> String {
    let point = |(at, time): (usize, f64)| {
        let letter = if at == 0 { 'M' } else { 'L' };
        format!("{letter}{:.1} {:.1}", x(at as f64 + 0.5), y.place(time))
    };
    times.enumerate().map(point).collect()
}

/// The name of each curve where it ends, moved apart where curves end together.
fn names_at_right(
    program: &ProgramReport,
    curves: &[Vec<f64>],
    y: &LogScale,
    bottom: f64,
) -> String {
    let ends = curves.iter().enumerate();
    let mut ends: Vec<(f64, usize)> = ends
        .filter_map(|(at, curve)| Some((y.place(*curve.last()?), at)))
        .collect();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut free = f64::NEG_INFINITY;
    for (place, _) in &mut ends {
        *place = place.max(free);
        free = *place + LABEL;
    }
    // What was moved below the picture moves up again.
    let mut free = bottom;
    for (place, _) in ends.iter_mut().rev() {
        *place = place.min(free);
        free = *place - LABEL;
    }
    let name = |(place, at): &(f64, usize)| {
        format!(
            "<text class=\"name m{at}\" x=\"{:.1}\" y=\"{:.1}\">{}</text>\n",
            RIGHT + 6.0,
            place + 4.0,
            escape(&program.modes[*at].mode)
        )
    };
    ends.iter().map(name).collect()
}

/// The first execution with marks.
fn first_marks(mode: &ModeReport) -> Option<(&Execution, &[Mark])> {
    let marked = mode.executions.iter().find(|e| !e.marks.is_empty())?;
    Some((marked, &marked.marks))
}

fn drawn_marks(
    execution: &Execution,
    marks: &[Mark],
    at: usize,
    x: impl Fn(f64) -> f64,
    y: f64,
) -> String {
    // When each iteration began, as if nothing was between them.
    let mut begins = vec![0];
    for time in &execution.iterations_ns {
        begins.push(begins[begins.len() - 1] + time);
    }
    let mut out = String::new();
    for mark in marks.iter().take(MOST_MARKS) {
        let Some(duration) = execution.iterations_ns.get(mark.iteration) else {
            continue;
        };
        let into = mark.at_ns.saturating_sub(begins[mark.iteration]) as f64;
        let part = (into / (*duration).max(1) as f64).min(1.0);
        let place = x(mark.iteration as f64 + part);
        let times = if mark.count > 1 {
            format!(" ({} times)", mark.count)
        } else {
            String::new()
        };
        let title = format!(
            "{} in iteration {}: {}{times}",
            kind_name(mark.kind),
            mark.iteration + 1,
            mark.text
        );
        out += &format!(
            "<path class=\"mark {} m{at}\" d=\"{}\"><title>{}</title></path>",
            kind_name(mark.kind).to_lowercase(),
            kind_shape(mark.kind, place, y),
            escape(&title)
        );
    }
    out + "\n"
}

/// The kinds with their names, in the order of the legend.
pub(super) const KINDS: [MarkKind; 4] = [
    MarkKind::Compile,
    MarkKind::Osr,
    MarkKind::Deopt,
    MarkKind::Gc,
];

/// What a mark is called.
pub(super) fn kind_name(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Compile => "Compile",
        MarkKind::Osr => "OSR",
        MarkKind::Deopt => "Deopt",
        MarkKind::Gc => "GC",
    }
}

/// A tick, a ring, a cross, a diamond.
pub(super) fn kind_shape(kind: MarkKind, x: f64, y: f64) -> String {
    match kind {
        MarkKind::Compile => format!("M{x:.1} {:.1}v10", y - 5.0),
        MarkKind::Osr => format!("M{:.1} {y:.1}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0", x - 4.0),
        MarkKind::Deopt => format!("M{:.1} {:.1}l7 7m0 -7l-7 7", x - 3.5, y - 3.5),
        MarkKind::Gc => format!("M{x:.1} {:.1}l4 5l-4 5l-4 -5z", y - 5.0),
    }
}

/// How many times as fast each mode is as the first, by program: dots with their intervals, and the geometric mean below.
pub(super) fn speeds(report: &Report, measure: &Measure) -> String {
    let (what, groups) = measure;
    let figure = |program: &ProgramReport, at: usize| -> Option<Ratio> {
        match *what {
            "process" => summary::processes(report, program, at)?.speed,
            _ => summary::iterations(report, program, at)?.speed,
        }
    };
    let others = 1..report.modes.len();
    let mut rows: Vec<(String, Vec<Option<Ratio>>)> = report
        .programs
        .iter()
        .map(|program| {
            let ratios = others.clone().map(|at| figure(program, at)).collect();
            (program.name.clone(), ratios)
        })
        .collect();
    if rows.len() > 1 {
        let means = others
            .clone()
            .map(|at| summary::mean_speed(report, at, *groups));
        rows.push(("mean".to_string(), means.collect()));
    }
    let known = || rows.iter().flat_map(|(_, ratios)| ratios.iter().flatten());
    if known().next().is_none() {
        return String::new();
    }
    let ends = known().flat_map(|ratio| {
        let interval = ratio.interval.map(|i| [i.low, i.high]);
        interval.into_iter().flatten().chain([ratio.estimate, 1.0])
    });
    let left = LEFT + 40.0;
    let scale = LogScale::around(ends, left, RIGHT);
    let height = LABEL * (report.modes.len() - 1).max(1) as f64 + 8.0;
    let bottom = height * rows.len() as f64 + 6.0;
    let ticks = scale.ticks().into_iter();
    let ticks = ticks.map(|t| (scale.place(t), format!("{}x", text::digits(t))));
    let mut out = lines_down(ticks, 4.0, bottom);
    let one = scale.place(1.0);
    out += &format!("<path class=\"one\" d=\"M{one:.1} 4V{bottom:.1}\"/>\n");
    for (row, (name, ratios)) in rows.iter().enumerate() {
        let top = 6.0 + height * row as f64;
        out += &format!("<path class=\"row\" d=\"M8 {top:.1}H{RIGHT:.1}\"/>");
        out += &format!(
            "<text class=\"tick end\" x=\"{:.1}\" y=\"{:.1}\">{}</text>\n",
            left - 8.0,
            top + height / 2.0 + 2.0,
            escape(name)
        );
        for (other, ratio) in ratios.iter().enumerate() {
            let (at, y) = (other + 1, top + LABEL * (other as f64 + 0.5));
            let mode = &report.modes[at].name;
            out += &ratio.map_or(String::new(), |ratio| speed(&scale, &ratio, at, mode, y));
        }
    }
    let base = &report.modes[0].name;
    let label = format!("Speed of each {what} as a multiple of mode {base}, by program and mode");
    picture(WIDTH, bottom + 22.0, &label, &out)
}

fn speed(scale: &LogScale, ratio: &Ratio, at: usize, mode: &str, y: f64) -> String {
    let x = scale.place(ratio.estimate);
    let (mut whisker, mut end) = (String::new(), x);
    if let Some(interval) = ratio.interval {
        let low = scale.place(interval.low);
        end = scale.place(interval.high);
        whisker = format!("<path class=\"whisker m{at}\" d=\"M{low:.1} {y:.1}H{end:.1}\"/>");
    }
    format!(
        "<g>{whisker}<circle class=\"dot m{at}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.5\"/>\
         <text class=\"small m{at}\" x=\"{:.1}\" y=\"{:.1}\">{}</text><title>{}: {}</title></g>\n",
        end + 6.0,
        y + 3.5,
        escape(mode),
        escape(mode),
        text::ratio(ratio, "x")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::report::tests::{execution, of_processes};

    fn count(text: &str, what: &str) -> usize {
        text.matches(what).count()
    }

    #[test]
    fn every_sample_is_a_dot() {
        let report = of_processes(&[("interp", &[10, 11, 12]), ("tiered", &[3, 4])]);
        let svg = processes(&report.programs[0]);
        assert_eq!(count(&svg, "<circle"), 5);
        assert_eq!(count(&svg, "class=\"median"), 2);
        let empty = of_processes(&[("interp", &[])]);
        assert_eq!(processes(&empty.programs[0]), "");
    }

    #[test]
    fn curves_and_marks() {
        let mut report = of_processes(&[("interp", &[]), ("tiered", &[])]);
        let mark = |kind, iteration, at_ns| Mark {
            at_ns,
            iteration,
            kind,
            text: "A::<init>".to_string(),
            count: 2,
        };
        let mut warm = execution(&[9, 5, 1, 1, 1, 1, 1, 1]);
        // In the middle of the second iteration.
        warm.marks = vec![mark(MarkKind::Deopt, 1, 11_500_000)];
        report.programs[0].modes[1].executions = vec![warm, execution(&[9; 8])];
        let svg = warm_up(&report.programs[0]);
        assert_eq!(count(&svg, "class=\"faint m1\""), 2);
        assert_eq!(count(&svg, "class=\"curve"), 1);
        let title = "Deopt in iteration 2: A::&lt;init&gt; (2 times)";
        assert!(svg.contains(title), "{svg}");
        let x = LEFT + (RIGHT - LEFT) * 1.5 / 8.0 - 3.5;
        assert!(
            svg.contains(&format!("class=\"mark deopt m1\" d=\"M{x:.1} ")),
            "{svg}"
        );
    }

    #[test]
    fn names_keep_apart() {
        let report = of_processes(&[("a", &[]), ("b", &[]), ("c", &[])]);
        let curves = vec![vec![1.0], vec![1.0], vec![1.0]];
        let y = LogScale::around([0.1, 1.0].into_iter(), 270.0, 10.0);
        let text = names_at_right(&report.programs[0], &curves, &y, 270.0);
        let mut places: Vec<f64> = text
            .lines()
            .map(|line| {
                line.split("y=\"")
                    .nth(1)
                    .unwrap()
                    .split('"')
                    .next()
                    .unwrap()
            })
            .map(|place| place.parse().unwrap())
            .collect();
        places.sort_by(f64::total_cmp);
        assert!(
            places
                .windows(2)
                .all(|pair| pair[1] - pair[0] >= LABEL - 0.1),
            "{places:?}"
        );
    }

    #[test]
    fn steps_are_round() {
        let steps = [0.2, 1.0, 1.1, 2.5, 7.0, 12.0].map(round_step);
        assert_eq!(steps, [1, 1, 2, 5, 10, 20]);
    }

    #[test]
    fn speeds_have_intervals() {
        let mut report = of_processes(&[("interp", &[10, 11, 12]), ("tiered", &[3, 4, 5])]);
        report.programs.push(report.programs[0].clone());
        let svg = speeds(&report, &summary::MEASURES[0]);
        // Two programs and their mean.
        assert_eq!(count(&svg, "class=\"whisker m1\""), 3);
        assert_eq!(speeds(&report, &summary::MEASURES[1]), "");
    }
}
