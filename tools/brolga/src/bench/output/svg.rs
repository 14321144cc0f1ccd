//! Pieces of pictures as SVG: scales, axes, escaped text. Colours and lines are classes of the page's style sheet, so that a picture
//! follows its reader's choice of light or dark.

use super::text;

/// Text inside markup or a quoted attribute.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            // What XML does not allow.
            c if c.is_control() && !matches!(c, '\n' | '\t') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// A logarithmic scale, from values above 0 to places.
#[derive(Clone, Copy, Debug)]
pub(super) struct LogScale {
    low: f64,
    high: f64,
    /// Where `low` and `high` are.
    from: f64,
    to: f64,
}

impl LogScale {
    /// A scale that holds all values, with a little room around them.
    pub(super) fn around(values: impl Iterator<Item = f64>, from: f64, to: f64) -> LogScale {
        let fits = values.filter(|value| value.is_finite() && *value > 0.0);
        let (low, high) = fits.fold((f64::INFINITY, 0.0_f64), |(low, high), value| {
            (low.min(value), high.max(value))
        });
        let (low, high) = if low <= high { (low, high) } else { (1.0, 1.0) };
        let room = (high / low).powf(0.06).max(1.03);
        LogScale {
            low: low / room,
            high: high * room,
            from,
            to,
        }
    }

    pub(super) fn place(&self, value: f64) -> f64 {
        let share = (value.max(self.low) / self.low).ln() / (self.high / self.low).ln();
        self.from + (self.to - self.from) * share.min(1.0)
    }

    /// Round values on the scale, some five of them.
    pub(super) fn ticks(&self) -> Vec<f64> {
        const STEPS: [&[f64]; 4] = [
            &[1.0],
            &[1.0, 3.0],
            &[1.0, 2.0, 5.0],
            &[1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0],
        ];
        let of = |steps: &[f64]| {
            let (first, last) = (self.low.log10().floor(), self.high.log10().ceil());
            let powers = (first as i32..=last as i32).map(|power| 10_f64.powi(power));
            let all = powers.flat_map(|power| steps.iter().map(move |step| step * power));
            all.filter(|value| (self.low..=self.high).contains(value))
                .collect::<Vec<f64>>()
        };
        let found = STEPS.iter().map(|steps| of(steps));
        let mut found: Vec<Vec<f64>> = found.collect();
        match found.iter().position(|ticks| ticks.len() >= 3) {
            Some(enough) => found.swap_remove(enough),
            None => found.pop().unwrap_or_default(),
        }
    }
}

/// Lines across, with times at their left ends.
pub(super) fn time_axis(scale: &LogScale, left: f64, right: f64) -> String {
    let line = |value: f64| {
        let y = scale.place(value);
        format!(
            "<line class=\"grid\" x1=\"{left:.1}\" x2=\"{right:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>\
             <text class=\"tick end\" x=\"{:.1}\" y=\"{:.1}\">{}</text>\n",
            left - 6.0,
            y + 4.0,
            text::seconds(value)
        )
    };
    scale.ticks().into_iter().map(line).collect()
}

/// Lines down, with labels at their lower ends.
pub(super) fn lines_down(
    ticks: impl Iterator<Item = (f64, String)>,
    top: f64,
    bottom: f64,
) -> String {
    ticks
        .map(|(x, label)| {
            format!(
                "<line class=\"grid\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{top:.1}\" y2=\"{bottom:.1}\"/>\
                 <text class=\"tick middle\" x=\"{x:.1}\" y=\"{:.1}\">{}</text>\n",
                bottom + 15.0,
                escape(&label)
            )
        })
        .collect()
}

/// A picture. `label` says to those who do not see it what it shows.
pub(super) fn picture(width: f64, height: f64, label: &str, content: &str) -> String {
    let label = escape(label);
    format!(
        "<svg viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" aria-label=\"{label}\">\n{content}</svg>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales() {
        let scale = LogScale::around([0.01, 1.0, 0.1, f64::NAN, 0.0].into_iter(), 0.0, 100.0);
        assert!((scale.place(0.1) - 50.0).abs() < 1e-9);
        assert!(scale.place(0.01) > 0.0 && scale.place(1.0) < 100.0);
        assert_eq!((scale.place(-5.0), scale.place(1e9)), (0.0, 100.0));
        assert_eq!(scale.ticks().len(), 3);
        let one = LogScale::around([2.0].into_iter(), 0.0, 10.0);
        assert!((one.place(2.0) - 5.0).abs() < 1e-9);
        assert!(
            LogScale::around(std::iter::empty(), 0.0, 1.0)
                .place(1.0)
                .is_finite()
        );
    }

    #[test]
    fn ticks_are_few_and_on_the_scale() {
        for high in [1.1, 1.5, 3.0, 8.0, 50.0, 1e4, 1e7] {
            let scale = LogScale::around([1.0, high].into_iter(), 0.0, 100.0);
            let ticks = scale.ticks();
            assert!((1..=9).contains(&ticks.len()), "{high}: {ticks:?}");
        }
    }

    #[test]
    fn markup_is_inert() {
        assert_eq!(
            escape("<a b=\"c\">&\u{1}"),
            "&lt;a b=&quot;c&quot;&gt;&amp;\u{fffd}"
        );
    }
}
