//! The list of tests that are known to fail, checked both ways: one that passes must leave the list.
//!
//! A line is `test-name mode # reason` (mode `*`: every mode of ours). HotSpot has no known failures: it is the oracle.

use std::path::Path;

/// One line of the list.
#[derive(Debug, PartialEq, Eq)]
struct Entry {
    test: String,
    mode: String,
}

/// The list.
#[derive(Debug, Default)]
pub(crate) struct KnownFailures {
    entries: Vec<Entry>,
}

impl KnownFailures {
    /// Reads the list; a file that does not exist is an empty one.
    ///
    /// # Errors
    /// A sentence naming the line that is not understood.
    pub(crate) fn read(path: &Path) -> Result<KnownFailures, String> {
        KnownFailures::parse(&std::fs::read_to_string(path).unwrap_or_default())
    }

    fn parse(text: &str) -> Result<KnownFailures, String> {
        let mut entries = Vec::new();
        for line in text.lines() {
            let content = line.split('#').next().unwrap_or("").trim();
            if content.is_empty() {
                continue;
            }
            let [test, mode] = content.split_whitespace().collect::<Vec<_>>()[..] else {
                return Err(format!(
                    "expected-failures: not `test mode # reason`: {line}"
                ));
            };
            if !line.contains('#') {
                return Err(format!("expected-failures: no reason given: {line}"));
            }
            entries.push(Entry {
                test: test.to_string(),
                mode: mode.to_string(),
            });
        }
        Ok(KnownFailures { entries })
    }

    /// Whether this test is expected to fail in this mode of ours.
    pub(crate) fn contains(&self, test: &str, mode: &str) -> bool {
        let fits = |e: &Entry| e.test == test && (e.mode == "*" || e.mode == mode);
        self.entries.iter().any(fits)
    }

    /// Entries that name no test.
    pub(crate) fn strangers(&self, names: &[&str]) -> Vec<String> {
        self.entries
            .iter()
            .map(|e| e.test.clone())
            .filter(|test| !names.contains(&test.as_str()))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        let list =
            KnownFailures::parse("# comment\n\nlang/A int # no threads yet\nlang/B * # why\n")
                .unwrap();
        assert!(list.contains("lang/A", "int") && !list.contains("lang/A", "gc"));
        assert!(list.contains("lang/B", "gc") && !list.contains("lang/C", "gc"));
        assert_eq!(list.strangers(&["lang/A"]), ["lang/B"]);
        assert!(KnownFailures::parse("lang/A int").is_err());
        assert!(KnownFailures::parse("lang/A # x").is_err());
    }
}
