//! What compiled code should reach beside HotSpot's C1: a bar for the mean, here, and one for each program, in `table.txt`. A missed bar
//! is told and is no error: speed depends on the machine and its load.

use super::Mode;
use super::speed::Row;
use measure::statistics::geometric_mean;

/// The most that the geometric mean of all programs should be, as a multiple of C1's time.
const MEAN: f64 = 1.3;

/// A program with a bar: both are multiples of C1's CPU time.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ratio {
    name: String,
    bar: f64,
    value: f64,
}

/// The programs that have a bar.
pub(super) fn ratios(rows: &[Row]) -> Vec<Ratio> {
    let ratios = rows.iter().filter_map(|row| {
        Some(Ratio {
            name: row.program.name.clone(),
            bar: row.program.bar?,
            value: row.ratio(Mode::HotSpotC1)?,
        })
    });
    ratios.collect()
}

/// A line for the mean, if the ratios are those of all programs, and one for all programs with the same bar, lowest bar first.
pub(super) fn verdicts(ratios: &[Ratio], complete: bool) -> Vec<String> {
    let mut lines = Vec::new();
    let values: Vec<f64> = ratios.iter().map(|ratio| ratio.value).collect();
    if let Some(mean) = geometric_mean(&values).filter(|_| complete) {
        let verdict = if mean <= MEAN { "met" } else { "MISSED" };
        lines.push(format!(
            "at most {MEAN:.2} times C1, mean of {}: {mean:.3}, {verdict}",
            ratios.len()
        ));
    }
    let mut bars: Vec<f64> = ratios.iter().map(|ratio| ratio.bar).collect();
    bars.sort_by(f64::total_cmp);
    bars.dedup();
    lines.extend(bars.iter().map(|bar| group(ratios, *bar)));
    lines
}

/// The programs with one bar: those above it, or the slowest.
fn group(ratios: &[Ratio], bar: f64) -> String {
    let mut group: Vec<&Ratio> = ratios.iter().filter(|ratio| ratio.bar == bar).collect();
    group.sort_by(|a, b| b.value.total_cmp(&a.value));
    let named = |ratio: &&Ratio| format!("{} {:.3}", ratio.name, ratio.value);
    let above = group.iter().filter(|ratio| ratio.value > bar);
    let above: Vec<String> = above.map(named).collect();
    let verdict = if above.is_empty() {
        let slowest = group.first().map(named).unwrap_or_default();
        format!("met, slowest {slowest}")
    } else {
        format!("MISSED by {}", above.join(", "))
    };
    format!(
        "at most {bar:.2} times C1, each of {}: {verdict}",
        group.len()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(name: &str, bar: f64, value: f64) -> Ratio {
        Ratio {
            name: name.to_string(),
            bar,
            value,
        }
    }

    #[test]
    fn met_and_missed() {
        let mut ratios = vec![
            ratio("A", 3.0, 2.0),
            ratio("B", 1.2, 1.25),
            ratio("C", 1.2, 0.5),
            ratio("D", 1.2, 1.5),
            ratio("E", 3.0, 3.0),
        ];
        assert_eq!(
            verdicts(&ratios, true),
            [
                "at most 1.30 times C1, mean of 5: 1.413, MISSED",
                "at most 1.20 times C1, each of 3: MISSED by D 1.500, B 1.250",
                "at most 3.00 times C1, each of 2: met, slowest E 3.000",
            ]
        );
        ratios.truncate(3);
        assert_eq!(
            verdicts(&ratios, true)[0],
            "at most 1.30 times C1, mean of 3: 1.077, met"
        );
        assert_eq!(verdicts(&ratios, false).len(), 2);
        assert!(verdicts(&[], true).is_empty());
    }
}
