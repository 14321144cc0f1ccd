//! The report as one page that needs nothing else: style, script, pictures and tables are in it. The raw samples too, as the JSON report,
//! so that a page can be compared again.

use super::plots;
use super::svg::escape;
use super::text::{bytes, ratio, seconds};
use crate::bench::boot;
use crate::bench::report::{ModeReport, ProgramReport, Report};
use crate::bench::summary::{self, Iterations, MEASURES, Processes};
use measure::statistics::Ratio;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The page.
pub fn page(report: &Report) -> String {
    let names: Vec<&str> = report.programs.iter().map(|p| &p.name[..]).collect();
    let title = match names[..] {
        [one] => format!("{one}: Brolga bench"),
        _ => "Brolga bench".to_string(),
    };
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{}</h1>\n",
        escape(&title),
        escape(&title)
    );
    out += &head(report);
    if report.programs.len() > 1 {
        out += &overview(report);
    }
    for (at, program) in report.programs.iter().enumerate() {
        out += &section(report, program, at);
    }
    // `</` would end the element; JSON has another way to write it.
    let data = report.as_json().to_string().replace("</", "<\\/");
    out += &format!(
        "<script type=\"application/json\" id=\"report\">\n{data}</script>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n"
    );
    out
}

fn head(report: &Report) -> String {
    let mut out = String::new();
    if report.has_differences() {
        out +=
            "<p class=\"different\">A program did not do the same in all modes: see below.</p>\n";
    }
    if report.interrupted {
        out += "<p class=\"different\">Interrupted: this is what was measured until then.</p>\n";
    }
    let environment = &report.environment;
    let plan = &report.plan;
    out += &format!(
        "<p>{}, {} processors, Linux {}, load {} before and {} after; Brolga {}, class library {}</p>\n",
        escape(&environment.cpu),
        environment.processors,
        escape(&environment.kernel),
        escape(&environment.load_before),
        escape(&environment.load_after),
        escape(&environment.brolga_version),
        escape(&environment.java_version),
    );
    out += &format!(
        "<p class=\"soft\">{} runs of whole processes and {} processes of at most {} iterations in each mode, in turn; seed {}. \
         Speeds are medians beside those of mode {}, with 95 % bootstrap intervals.</p>\n",
        plan.processes,
        plan.executions,
        plan.iterations,
        plan.seed,
        escape(base(report)),
    );
    out += "<details><summary>Modes and machine</summary>\n<div class=\"scroll\"><table>\n";
    for mode in &report.modes {
        out += &format!(
            "<tr><td>{}</td><td class=\"left\"><code>{} {}</code></td></tr>\n",
            escape(&mode.name),
            if mode.is_hotspot { "hotspot" } else { "brolga" },
            escape(&mode.options.join(" "))
        );
    }
    let facts = [
        ("engine", environment.engine.clone()),
        ("HotSpot", environment.hotspot.clone().unwrap_or_default()),
        ("JDK", environment.java_home.clone()),
        ("memory", bytes(environment.memory_bytes as f64)),
        ("limits", environment.limits.join(", ")),
        ("governor", environment.governor.clone().unwrap_or_default()),
        (
            "taken by the host",
            format!("{:.1} %", environment.steal * 100.0),
        ),
    ];
    for (name, fact) in facts.iter().filter(|(_, fact)| !fact.is_empty()) {
        let fact = escape(fact);
        out += &format!("<tr><td>{name}</td><td class=\"left\">{fact}</td></tr>\n");
    }
    out + "</table></div></details>\n"
}

fn base(report: &Report) -> &str {
    report.modes.first().map_or("", |mode| &mode.name)
}

/// All programs in one table, which can be sorted and filtered, and their speeds as a picture.
fn overview(report: &Report) -> String {
    let mut out = String::from(
        "<h2>All programs</h2>\n<p><label>Filter <input id=\"filter\" type=\"search\"></label></p>\n\
         <div class=\"scroll\"><table id=\"overview\">\n<thead><tr><th><button>program</button></th>",
    );
    for (what, _) in MEASURES {
        for mode in &report.modes[1.min(report.modes.len())..] {
            out += &format!("<th><button>{}, {what}</button></th>", escape(&mode.name));
        }
    }
    out += "</tr></thead>\n<tbody>\n";
    for (at, program) in report.programs.iter().enumerate() {
        let name = escape(&program.name);
        out += &format!("<tr data-name=\"{name}\"><td><a href=\"#p{at}\">{name}</a></td>");
        for mode in 1..report.modes.len() {
            let figures = summary::processes(report, program, mode);
            out += &speed_cell(figures.and_then(|figures| figures.speed).as_ref());
        }
        for mode in 1..report.modes.len() {
            let figures = summary::iterations(report, program, mode);
            out += &speed_cell(figures.and_then(|figures| figures.speed).as_ref());
        }
        out += "</tr>\n";
    }
    out += "</tbody></table></div>\n";
    for measure in &MEASURES {
        let picture = plots::speeds(report, measure);
        if !picture.is_empty() {
            out += &format!(
                "<h3>Speed of {}: {}</h3>\n{picture}",
                escape(base(report)),
                measure.0
            );
        }
    }
    out
}

fn speed_cell(speed: Option<&Ratio>) -> String {
    match speed {
        None => "<td data-value=\"0\">-</td>".to_string(),
        Some(speed) => format!(
            "<td data-value=\"{}\">{}</td>",
            speed.estimate,
            speed_text(speed)
        ),
    }
}

fn speed_text(speed: &Ratio) -> String {
    match speed.interval {
        Some(_) if !speed.shows_difference() => {
            format!("{}, no difference shown", ratio(speed, "x"))
        }
        _ => ratio(speed, "x"),
    }
}

/// One program.
fn section(report: &Report, program: &ProgramReport, at: usize) -> String {
    let name = escape(&program.name);
    let command = escape(&program.command.join(" "));
    let mut out = format!(
        "<section id=\"p{at}\" data-name=\"{name}\">\n<h2>{name}</h2>\n<pre>java {command}</pre>\n"
    );
    out += &outputs(program);
    let rows: Vec<(usize, Processes)> = (0..program.modes.len())
        .filter_map(|mode| Some((mode, summary::processes(report, program, mode)?)))
        .collect();
    if !rows.is_empty() {
        out += "<h3>Whole processes</h3>\n";
        out += &processes(report, program, &rows);
        out += &plots::processes(program);
        out += "<p class=\"soft\">CPU time of each run; the line is the median.</p>\n";
    }
    let table = iterations(report, program);
    if !table.is_empty() {
        out += "<h3>Iterations in one process</h3>\n";
        out += &table;
        let curves = plots::warm_up(program);
        if !curves.is_empty() {
            out += &curves;
            out += &legend();
        }
    }
    out + "</section>\n"
}

fn outputs(program: &ProgramReport) -> String {
    let mut out = String::new();
    for mode in &program.modes {
        let name = escape(&mode.mode);
        if let Some(text) = &mode.difference {
            out += &format!(
                "<p class=\"different\">DIFFERENT: {name}: {}</p>\n",
                escape(text)
            );
        }
        if let Some(text) = &mode.note {
            out += &format!("<p>Note: {name}: {}</p>\n", escape(text));
        }
    }
    if out.is_empty() {
        out += "<p class=\"soft\">Outputs are the same in all modes.</p>\n";
    }
    out
}

fn table(headings: &[&str], rows: &str) -> String {
    let headings: String = headings
        .iter()
        .map(|text| format!("<th>{text}</th>"))
        .collect();
    format!("<div class=\"scroll\"><table>\n<tr>{headings}</tr>\n{rows}</table></div>\n")
}

fn row(mode: &ModeReport, at: usize, cells: &[String], share: f64) -> String {
    let cells: String = cells
        .iter()
        .map(|text| format!("<td>{text}</td>"))
        .collect();
    let width = share * 100.0;
    let name = escape(&mode.mode);
    format!(
        "<tr><td>{name}</td>{cells}<td class=\"bar m{at}\"><i style=\"width:{width:.1}%\"></i></td></tr>\n"
    )
}

fn speed_of(at: usize, speed: Option<&Ratio>) -> String {
    match (at, speed) {
        (0, _) => "1x".to_string(),
        (_, Some(speed)) => speed_text(speed),
        (_, None) => "-".to_string(),
    }
}

fn processes(report: &Report, program: &ProgramReport, rows: &[(usize, Processes)]) -> String {
    let slowest = rows.iter().map(|(_, f)| f.cpu.median).fold(0.0, f64::max);
    let mut text = String::new();
    for (at, figures) in rows {
        let cells = [
            figures.cpu.count.to_string(),
            seconds(figures.cpu.median),
            seconds(figures.cpu.deviation),
            seconds(figures.cpu.least),
            seconds(figures.cpu.p95),
            seconds(figures.wall.median),
            speed_of(*at, figures.speed.as_ref()),
            bytes(figures.peak_bytes),
        ];
        text += &row(
            &program.modes[*at],
            *at,
            &cells,
            figures.cpu.median / slowest,
        );
    }
    let speed = format!("speed of {}", escape(base(report)));
    table(
        &[
            "mode",
            "n",
            "CPU median",
            "MAD",
            "min",
            "p95",
            "wall",
            &speed,
            "peak memory",
            "",
        ],
        &text,
    )
}

fn iterations(report: &Report, program: &ProgramReport) -> String {
    let rows: Vec<_> = (0..program.modes.len())
        .filter_map(|at| Some((at, summary::iterations(report, program, at)?)))
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    let slowest = rows.iter().map(|(_, f)| f.times.median).fold(0.0, f64::max);
    let mut text = String::new();
    for (at, figures) in &rows {
        let steady = figures
            .steady_after
            .map_or("-".to_string(), |(count, time)| match count {
                0.0 => "at once".to_string(),
                _ => format!("{count:.0} ({})", seconds(time)),
            });
        let cells = [
            seconds(figures.startup.median),
            figures.times.count.to_string(),
            seconds(figures.times.median),
            seconds(figures.times.deviation),
            seconds(figures.times.p95),
            seconds(figures.first),
            speed_of(*at, figures.speed.as_ref()),
            figures.class.text().to_string(),
            steady,
        ];
        text += &row(
            &program.modes[*at],
            *at,
            &cells,
            figures.times.median / slowest,
        );
    }
    let speed = format!("speed of {}", escape(base(report)));
    let headings = [
        "mode",
        "until main",
        "n",
        "median",
        "MAD",
        "p95",
        "first",
        &speed,
        "shape",
        "steady after",
        "",
    ];
    let phases = match report.plan.iterations {
        1 => phases(program),
        _ => String::new(),
    };
    table(&headings, &text) + &phases + &compilers(program, &rows)
}

/// What our machine spends its start on.
fn phases(program: &ProgramReport) -> String {
    let rows = boot::rows(program);
    if rows.is_empty() {
        return String::new();
    }
    let names = program.modes.iter().map(|mode| escape(&mode.mode));
    let headings: Vec<String> = ["until main".to_string()]
        .into_iter()
        .chain(names)
        .collect();
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    let mut text = String::new();
    for (phase, medians) in &rows {
        let cells = medians.iter().map(|median| {
            let median = median.map_or("-".to_string(), seconds);
            format!("<td>{median}</td>")
        });
        let cells = cells.collect::<String>();
        text += &format!("<tr><td>{}</td>{cells}</tr>\n", escape(phase));
    }
    table(&headings, &text)
}

/// What the compiler did in the middle one of the executions.
fn compilers(program: &ProgramReport, rows: &[(usize, Iterations)]) -> String {
    let mut text = String::new();
    for (at, figures) in rows {
        let Some(compiler) = figures.compiler.as_ref().filter(|c| c.compiles > 0) else {
            continue;
        };
        let or_none = |number: Option<u64>| number.map_or("-".to_string(), |n| n.to_string());
        let cells = [
            escape(&program.modes[*at].mode),
            compiler.compiles.to_string(),
            seconds(compiler.time_ns as f64 / 1e9),
            bytes(compiler.code_bytes as f64),
            or_none(compiler.deopts),
            or_none(figures.pays_after),
        ];
        text += &format!("<tr><td>{}</td></tr>\n", cells.join("</td><td>"));
    }
    if text.is_empty() {
        return text;
    }
    let headings = [
        "mode",
        "compiles",
        "their time",
        "code",
        "deopts",
        "pays after iteration",
    ];
    table(&headings, &text)
}

/// What the marks are.
fn legend() -> String {
    let one = |kind| {
        let (name, shape) = (plots::kind_name(kind), plots::kind_shape(kind, 9.0, 9.0));
        let class = name.to_lowercase();
        format!(
            "<span><svg viewBox=\"0 0 18 18\" aria-hidden=\"true\"><path class=\"mark {class}\" d=\"{shape}\"/></svg>{name}</span>"
        )
    };
    let marks: String = plots::KINDS.into_iter().map(one).collect();
    format!(
        "<p class=\"legend soft\">Time of each iteration: the median of the executions, each of them faintly. Beneath, the first execution: {marks}</p>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::report::tests::{execution, of_processes};

    fn sample() -> Report {
        let mut report = of_processes(&[("interp", &[10, 11, 12]), ("tiered", &[3, 4, 5])]);
        report.programs[0].name = "</script><b>".to_string();
        report.programs[0].modes[1].executions = vec![execution(&[9, 5, 1, 1, 1, 1, 1, 1])];
        report.programs.push(report.programs[0].clone());
        report
    }

    #[test]
    fn the_page_needs_nothing_else_and_is_whole() {
        let page = page(&sample());
        for outside in ["http:", "https:", "src=", "@import", "url("] {
            assert!(!page.contains(outside), "{outside}");
        }
        for element in ["section", "table", "svg", "details", "script", "div"] {
            let open = page.matches(&format!("<{element}")).count();
            let close = page.matches(&format!("</{element}>")).count();
            assert_eq!(open, close, "{element}");
            assert!(open > 0, "{element}");
        }
    }

    #[test]
    fn the_samples_are_in_the_page() {
        let report = sample();
        let page = page(&report);
        let (_, data) = page.split_once("id=\"report\">").unwrap();
        let (data, _) = data.split_once("</script>").unwrap();
        let data: serde_json::Value = serde_json::from_str(data).unwrap();
        assert_eq!(data["programs"][0]["name"], "</script><b>");
    }

    #[test]
    fn differences_are_told_in_words() {
        let mut report = sample();
        report.programs[0].modes[1].difference = Some("not as <x>".to_string());
        let page = page(&report);
        assert!(page.contains("DIFFERENT: tiered: not as &lt;x&gt;"));
        assert!(page.contains("did not do the same in all modes"));
    }
}
