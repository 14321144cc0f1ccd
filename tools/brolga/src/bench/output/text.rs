//! Numbers as people read them: three digits that mean something, and a unit.

use measure::statistics::Ratio;

/// `1.23 s`, `45.6 ms`, `789 us`.
pub fn seconds(value: f64) -> String {
    let (value, unit) = match value {
        _ if !value.is_finite() => return "-".to_string(),
        _ if value >= 0.9995 => (value, "s"),
        _ if value >= 0.9995e-3 => (value * 1e3, "ms"),
        _ if value >= 0.9995e-6 => (value * 1e6, "us"),
        _ => (value * 1e9, "ns"),
    };
    format!("{} {unit}", digits(value))
}

/// `12 kB`, `3.4 MB`, with 1024.
pub fn bytes(value: f64) -> String {
    let (value, unit) = match value {
        _ if value >= 1048576.0 * 1023.5 => (value / 1073741824.0, "GB"),
        _ if value >= 1024.0 * 1023.5 => (value / 1048576.0, "MB"),
        _ if value >= 1023.5 => (value / 1024.0, "kB"),
        _ => (value, "B"),
    };
    format!("{} {unit}", digits(value))
}

/// `1.23`, `12.3`, `123`, `1234`.
pub fn digits(value: f64) -> String {
    let places = match value.abs() {
        size if size >= 99.95 => 0,
        size if size >= 9.995 => 1,
        _ => 2,
    };
    format!("{value:.places$}")
}

/// `2.31x [2.25, 2.40]` with unit `x`; no brackets where there are too few runs.
pub fn ratio(ratio: &Ratio, unit: &str) -> String {
    let estimate = format!("{}{unit}", digits(ratio.estimate));
    match ratio.interval {
        None => estimate,
        Some(interval) => {
            let (low, high) = (digits(interval.low), digits(interval.high));
            format!("{estimate} [{low}, {high}]")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use measure::statistics::Interval;

    #[test]
    fn three_digits() {
        assert_eq!(seconds(1.2345), "1.23 s");
        assert_eq!(seconds(0.99951), "1.00 s");
        assert_eq!(seconds(0.0456), "45.6 ms");
        assert_eq!(seconds(0.000_789), "789 us");
        assert_eq!(seconds(5e-8), "50.0 ns");
        assert_eq!(seconds(f64::NAN), "-");
        assert_eq!(bytes(512.0), "512 B");
        assert_eq!(bytes(45.0 * 1048576.0), "45.0 MB");
        assert_eq!(bytes(1536.0), "1.50 kB");
        assert_eq!(digits(1234.0), "1234");
    }

    #[test]
    fn ratios() {
        let mut value = Ratio {
            estimate: 2.314,
            interval: Some(Interval {
                low: 2.25,
                high: 12.34,
            }),
        };
        assert_eq!(ratio(&value, "x"), "2.31x [2.25, 12.3]");
        value.interval = None;
        assert_eq!(ratio(&value, ""), "2.31");
    }
}
