//! The report for other programs: a line for each sample (CSV), what viewers of JMH read, and Markdown.

use super::text::{bytes, ratio, seconds};
use crate::bench::report::{ModeReport, Report};
use crate::bench::summary;
use serde_json::{Value, json};

/// A line for each sample, with headings. Times in seconds.
pub fn csv(report: &Report) -> String {
    let mut out = String::from(
        "program,mode,measure,execution,iteration,wall_seconds,user_seconds,system_seconds,peak_bytes\n",
    );
    let seconds = |ns: u64| ns as f64 / 1e9;
    for program in &report.programs {
        for mode in &program.modes {
            let key = format!("{},{}", quoted(&program.name), quoted(&mode.mode));
            for (at, sample) in mode.processes.iter().enumerate() {
                out += &format!(
                    "{key},process,{at},,{},{},{},{}\n",
                    seconds(sample.wall_ns),
                    seconds(sample.user_ns),
                    seconds(sample.system_ns),
                    sample.peak_bytes
                );
            }
            for (at, execution) in mode.executions.iter().enumerate() {
                for (iteration, ns) in execution.iterations_ns.iter().enumerate() {
                    out += &format!("{key},iteration,{at},{iteration},{},,,\n", seconds(*ns));
                }
            }
        }
    }
    out
}

/// As RFC 4180 wants it.
fn quoted(text: &str) -> String {
    match text.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_string(),
    }
}

/// An array as JMH 1.x writes it with `-rf json`: a benchmark for each program and mode, `mode` `ss` (single shots) for processes and `avgt`
/// for iterations, in seconds.
pub fn jmh(report: &Report) -> String {
    let mut all = Vec::new();
    for program in &report.programs {
        for (at, mode) in program.modes.iter().enumerate() {
            let entry = &report.modes[at];
            let mut add = |name: &str, kind: &str, groups: Vec<Vec<f64>>| {
                if groups.iter().any(|group| !group.is_empty()) {
                    all.push(json!({
                        "jmhVersion": "1.37",
                        "benchmark": format!("{}.{name}", program.name),
                        "mode": kind,
                        "threads": 1,
                        "forks": groups.len(),
                        "jvm": entry.java,
                        "jvmArgs": entry.options,
                        "jdkVersion": report.environment.java_version,
                        "vmName": if entry.is_hotspot { "HotSpot" } else { "Brolga" },
                        "vmVersion": report.environment.brolga_version,
                        "warmupIterations": 0,
                        "warmupTime": "single-shot",
                        "warmupBatchSize": 1,
                        "measurementIterations": groups.iter().map(Vec::len).max(),
                        "measurementTime": "single-shot",
                        "measurementBatchSize": 1,
                        "params": {"mode": mode.mode},
                        "primaryMetric": primary_metric(&groups),
                        "secondaryMetrics": {},
                    }));
                }
            };
            add("process", "ss", summary::cpu_groups(mode));
            add("iteration", "avgt", summary::steady_groups(mode));
        }
    }
    format!("{:#}\n", Value::from(all))
}

fn primary_metric(groups: &[Vec<f64>]) -> Value {
    use measure::statistics::{median, median_absolute_deviation, percentile};
    let all = groups.concat();
    let (score, error) = (median(&all), median_absolute_deviation(&all));
    let parts = [0.0, 50.0, 90.0, 95.0, 99.0, 100.0];
    let percentiles: serde_json::Map<String, Value> = parts
        .into_iter()
        .map(|part| (format!("{part:.1}"), percentile(&all, part / 100.0).into()))
        .collect();
    json!({
        "score": score,
        "scoreError": error,
        "scoreConfidence": [score - error, score + error],
        "scorePercentiles": percentiles,
        "scoreUnit": "s/op",
        "rawData": groups,
    })
}

/// Tables as Markdown, for issues and commit messages.
pub fn markdown(report: &Report) -> String {
    let base = report.modes.first().map_or("", |mode| &mode.name);
    let environment = &report.environment;
    let mut out = format!(
        "{}, {} processors; Brolga {} ({}), class library {}\n",
        environment.cpu,
        environment.processors,
        environment.brolga_version,
        environment.engine,
        environment.java_version
    );
    for program in &report.programs {
        out += &format!("\n### {}\n\n", program.name.replace('|', "\\|"));
        out += &format!(
            "| mode | CPU | wall | speed of {base} | memory | iteration | speed of {base} | shape |\n|---|---|---|---|---|---|---|---|\n"
        );
        for (at, mode) in program.modes.iter().enumerate() {
            let speed = |speed: Option<measure::statistics::Ratio>| match speed {
                Some(speed) => ratio(&speed, "x"),
                None => if at == 0 { "1x" } else { "-" }.to_string(),
            };
            let none = || ["-"; 4].map(str::to_string);
            let whole = summary::processes(report, program, at).map_or_else(none, |figures| {
                [
                    seconds(figures.cpu.median),
                    seconds(figures.wall.median),
                    speed(figures.speed),
                    bytes(figures.peak_bytes),
                ]
            });
            let again = summary::iterations(report, program, at).map_or_else(
                || ["-"; 3].map(str::to_string),
                |figures| {
                    [
                        seconds(figures.times.median),
                        speed(figures.speed),
                        figures.class.text().to_string(),
                    ]
                },
            );
            out += &format!(
                "| {} | {} | {} |\n",
                mode.mode,
                whole.join(" | "),
                again.join(" | ")
            );
        }
        let told = program.modes.iter().filter_map(|mode: &ModeReport| {
            let text = mode.difference.as_ref()?;
            Some(format!("\n**DIFFERENT**: {}: {text}\n", mode.mode))
        });
        out += &told.collect::<String>();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::report::tests::{execution, of_processes};

    fn sample() -> Report {
        let mut report = of_processes(&[("interp", &[10, 20, 30]), ("tiered", &[5, 5, 5])]);
        report.programs[0].name = "a,\"b\"".to_string();
        report.programs[0].modes[1].executions = vec![execution(&[9, 1]), execution(&[8])];
        report
    }

    #[test]
    fn lines_of_samples() {
        let csv = csv(&sample());
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(lines.len(), 1 + 6 + 3);
        let wanted = "\"a,\"\"b\"\"\",interp,process,1,,0.022,0.018,0.002,41943040";
        assert_eq!(lines[2], wanted);
        assert_eq!(lines[8], "\"a,\"\"b\"\"\",tiered,iteration,0,1,0.001,,,");
        // A comma for each heading but one, wherever they are not quoted.
        let rest = lines[8].rsplit_once('"').unwrap().1;
        assert_eq!(rest.matches(',').count(), lines[0].matches(',').count());
    }

    #[test]
    fn as_jmh_writes_it() {
        let all: Value = serde_json::from_str(&jmh(&sample())).unwrap();
        let all = all.as_array().unwrap();
        assert_eq!(all.len(), 3);
        assert_eq!(all[0]["benchmark"], "a,\"b\".process");
        assert_eq!(all[0]["primaryMetric"]["score"], 0.02);
        assert_eq!(
            all[0]["primaryMetric"]["rawData"],
            json!([[0.01], [0.02], [0.03]])
        );
        assert_eq!(
            (&all[2]["mode"], &all[2]["forks"]),
            (&json!("avgt"), &json!(2))
        );
    }

    #[test]
    fn as_markdown() {
        let mut report = sample();
        report.programs[0].modes[1].difference = Some("x".to_string());
        let text = markdown(&report);
        assert!(
            text.contains("| interp | 20.0 ms | 22.0 ms | 1x | 40.0 MB | - | - | - |"),
            "{text}"
        );
        assert!(text.ends_with("\n**DIFFERENT**: tiered: x\n"));
    }
}
