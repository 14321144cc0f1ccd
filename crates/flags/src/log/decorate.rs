//! The bracketed fields in front of a log line: `[0.012s][info ][gc,heap] `.
//!
//! Each field is padded to the widest value that its output has shown so far, as HotSpot does. Wall-clock time is shown in UTC.

use super::config::LogError;
use super::tag::{Level, Tag};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

macro_rules! decorators {
    ($($variant:ident $name:literal $short:literal)*) => {
        /// A field; lines show the chosen ones in this order.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Decorator {
            $($variant,)*
        }

        impl Decorator {
            const ALL: &'static [(Decorator, &'static str, &'static str)] = &[$((Decorator::$variant, $name, $short)),*];
        }
    };
}

decorators! {
    Time "time" "t"
    UtcTime "utctime" "utc"
    Uptime "uptime" "u"
    TimeMillis "timemillis" "tm"
    UptimeMillis "uptimemillis" "um"
    TimeNanos "timenanos" "tn"
    UptimeNanos "uptimenanos" "un"
    Hostname "hostname" "hn"
    Pid "pid" "p"
    Tid "tid" "ti"
    Level "level" "l"
    Tags "tags" "tg"
}

/// The chosen fields of one output and their widths so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decorators {
    chosen: Vec<Decorator>,
    widths: Vec<usize>,
}

impl Default for Decorators {
    fn default() -> Decorators {
        Decorators::of(vec![Decorator::Uptime, Decorator::Level, Decorator::Tags])
    }
}

impl Decorators {
    fn of(chosen: Vec<Decorator>) -> Decorators {
        Decorators {
            widths: vec![0; chosen.len()],
            chosen,
        }
    }

    /// The third part of `-Xlog:`; empty: the default fields; `none`: no fields.
    pub(crate) fn parse(text: &str) -> Result<Decorators, LogError> {
        match text {
            "" => return Ok(Decorators::default()),
            "none" => return Ok(Decorators::of(Vec::new())),
            _ => {}
        }
        let mut wanted = Vec::new();
        for name in text.split(',') {
            match Decorator::ALL
                .iter()
                .find(|(_, long, short)| name == *long || name == *short)
            {
                Some((decorator, ..)) => wanted.push(*decorator),
                None => return Err(LogError::new(format!("Invalid decorator '{name}'."))),
            }
        }
        let in_order = Decorator::ALL
            .iter()
            .map(|(decorator, ..)| *decorator)
            .filter(|d| wanted.contains(d));
        Ok(Decorators::of(in_order.collect()))
    }

    /// The names for `-Xlog:help`.
    pub(crate) fn names() -> String {
        let names: Vec<String> = Decorator::ALL
            .iter()
            .map(|(_, long, short)| format!("{long} ({short})"))
            .collect();
        names.join(", ")
    }

    /// The fields of one line, with the blank that ends them; empty if there are none.
    pub(crate) fn prefix(&mut self, uptime: Duration, level: Level, tags: &[Tag]) -> String {
        let mut out = String::new();
        for (decorator, width) in self.chosen.iter().zip(&mut self.widths) {
            let field = field(*decorator, uptime, level, tags);
            *width = field.len().max(*width);
            out += &format!("[{field:<w$}]", w = *width);
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out
    }
}

fn field(decorator: Decorator, uptime: Duration, level: Level, tags: &[Tag]) -> String {
    let since_epoch = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    match decorator {
        Decorator::Time | Decorator::UtcTime => now(),
        Decorator::Uptime => format!("{:.3}s", uptime.as_secs_f64()),
        Decorator::TimeMillis => format!("{}ms", since_epoch.as_millis()),
        Decorator::UptimeMillis => format!("{}ms", uptime.as_millis()),
        Decorator::TimeNanos => format!("{}ns", since_epoch.as_nanos()),
        Decorator::UptimeNanos => format!("{}ns", uptime.as_nanos()),
        Decorator::Hostname => std::fs::read_to_string("/proc/sys/kernel/hostname")
            .unwrap_or_default()
            .trim()
            .to_string(),
        Decorator::Pid => std::process::id().to_string(),
        Decorator::Tid => thread_id(),
        Decorator::Level => level.name().to_string(),
        Decorator::Tags => tags
            .iter()
            .map(|tag| tag.name())
            .collect::<Vec<_>>()
            .join(","),
    }
}

/// The kernel's id of the current thread: the last part of the link `/proc/thread-self`.
fn thread_id() -> String {
    let link = std::fs::read_link("/proc/thread-self").unwrap_or_default();
    link.file_name()
        .map_or(String::new(), |name| name.to_string_lossy().into_owned())
}

/// The time of day as decorator `time` writes it: `2026-01-31T23:59:59.999+0000`.
pub fn now() -> String {
    utc(SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default())
}

/// ISO 8601 with milliseconds; the civil date by the usual era arithmetic (400-year cycles of 146,097 days from 1 March 0000).
fn utc(since_epoch: Duration) -> String {
    let seconds = since_epoch.as_secs();
    let days = seconds / 86_400 + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    let (hour, minute, second) = (seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
    let millis = since_epoch.subsec_millis();
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}+0000")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_grow_and_stay_wide() {
        let mut d = Decorators::default();
        let up = Duration::from_millis(12);
        assert_eq!(d.prefix(up, Level::Info, &[Tag::gc]), "[0.012s][info][gc] ");
        assert_eq!(
            d.prefix(up, Level::Warning, &[Tag::gc, Tag::heap]),
            "[0.012s][warning][gc,heap] "
        );
        assert_eq!(
            d.prefix(up, Level::Info, &[Tag::gc]),
            "[0.012s][info   ][gc     ] "
        );
        assert_eq!(
            Decorators::parse("none")
                .unwrap()
                .prefix(up, Level::Info, &[Tag::gc]),
            ""
        );
        let text =
            Decorators::parse("tags,uptimemillis,l")
                .unwrap()
                .prefix(up, Level::Info, &[Tag::gc]);
        assert_eq!(text, "[12ms][info][gc] ");
        assert_eq!(
            Decorators::parse("foo").unwrap_err().text(),
            "Invalid decorator 'foo'."
        );
    }

    #[test]
    fn civil_dates() {
        assert_eq!(utc(Duration::from_secs(0)), "1970-01-01T00:00:00.000+0000");
        assert_eq!(
            utc(Duration::from_millis(951_827_696_789)),
            "2000-02-29T12:34:56.789+0000"
        );
    }
}
