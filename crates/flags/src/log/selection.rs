//! The first part of `-Xlog:`: which messages, e.g. `gc*=debug,class+load`.

use super::config::LogError;
use super::tag::{Level, Tag};
use crate::similarity::{LOG, most_similar};

/// The most tags a message or selection may have.
const MAX_TAGS: usize = 5;

/// Messages with these tags (exactly these, or with `wildcard` at least these) at this level or above. No tags and wildcard: all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    pub tags: Vec<Tag>,
    pub wildcard: bool,
    pub level: Level,
}

impl Selection {
    /// All messages from `level` up.
    pub(crate) fn all(level: Level) -> Selection {
        Selection {
            tags: Vec::new(),
            wildcard: true,
            level,
        }
    }

    /// Whether the selection speaks about messages with these tags.
    pub(crate) fn matches(&self, tags: &[Tag]) -> bool {
        (self.wildcard || self.tags.len() == tags.len())
            && self.tags.iter().all(|tag| tags.contains(tag))
    }

    /// Parses a comma-separated list. Empty: everything at `info`.
    pub(crate) fn parse_list(text: &str) -> Result<Vec<Selection>, LogError> {
        if text.is_empty() {
            return Ok(vec![Selection::all(Level::Info)]);
        }
        text.split(',').map(Selection::parse).collect()
    }

    fn parse(text: &str) -> Result<Selection, LogError> {
        let (tags, level) = match text.split_once('=') {
            Some((tags, level)) => (tags, parse_level(level)?),
            None => (text, Level::Info),
        };
        if tags == "all" {
            return Ok(Selection::all(level));
        }
        let (tags, wildcard) = tags
            .strip_suffix('*')
            .map_or((tags, false), |tags| (tags, true));
        let mut selection = Selection {
            tags: Vec::new(),
            wildcard,
            level,
        };
        for name in tags.split('+') {
            let Some(tag) = Tag::parse(name) else {
                let near = most_similar(name, Tag::ALL.iter().map(|tag| tag.name()), LOG);
                return Err(LogError::new(format!(
                    "Invalid tag '{name}' in log selection.{}",
                    did_you_mean(near)
                )));
            };
            if selection.tags.len() == MAX_TAGS {
                let first = selection.tags[0].name();
                let text = format!(
                    "Too many tags in log selection '{first}' (can only have up to {MAX_TAGS} tags)."
                );
                return Err(LogError::new(text));
            }
            if selection.tags.contains(&tag) {
                return Err(LogError::new(format!(
                    "Log selection contains duplicates of tag {}.",
                    tag.name()
                )));
            }
            selection.tags.push(tag);
        }
        Ok(selection)
    }
}

fn parse_level(name: &str) -> Result<Level, LogError> {
    Level::parse(name).ok_or_else(|| {
        let near = most_similar(name, Level::ALL.iter().map(|level| level.name()), LOG);
        LogError::new(format!(
            "Invalid level '{name}' in log selection.{}",
            did_you_mean(near)
        ))
    })
}

fn did_you_mean(near: Option<&str>) -> String {
    near.map_or(String::new(), |name| format!(" Did you mean '{name}'?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_and_wildcard() {
        let parse = |text: &str| Selection::parse(text).unwrap();
        assert!(parse("gc").matches(&[Tag::gc]));
        assert!(!parse("gc").matches(&[Tag::gc, Tag::heap]));
        assert!(parse("gc*").matches(&[Tag::gc, Tag::heap]));
        assert!(parse("heap+gc").matches(&[Tag::gc, Tag::heap]));
        assert!(parse("all=trace").matches(&[Tag::os]));
        assert_eq!(parse("gc+heap*=off").level, Level::Off);
    }

    #[test]
    fn complaints_are_those_of_java() {
        let complaint = |text: &str| Selection::parse(text).unwrap_err().text().to_string();
        assert_eq!(complaint("foo"), "Invalid tag 'foo' in log selection.");
        assert_eq!(
            complaint("gc+safepointt"),
            "Invalid tag 'safepointt' in log selection. Did you mean 'safepoint'?"
        );
        assert_eq!(complaint("gcc"), "Invalid tag 'gcc' in log selection.");
        assert_eq!(complaint("gc=foo"), "Invalid level 'foo' in log selection.");
        assert_eq!(
            complaint("gc=info=debug"),
            "Invalid level 'info=debug' in log selection. Did you mean 'debug'?"
        );
        assert_eq!(
            complaint("gc+gc"),
            "Log selection contains duplicates of tag gc."
        );
        assert_eq!(complaint("gc*+heap"), "Invalid tag 'gc*' in log selection.");
        assert_eq!(
            complaint("gc+heap+init+exit+age+ref"),
            "Too many tags in log selection 'gc' (can only have up to 5 tags)."
        );
    }
}
