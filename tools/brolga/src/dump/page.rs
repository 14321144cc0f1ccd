//! The HTML page of a dump: one file with everything in it. What is needed at once, the index of compiles and the log, stands in it as JSON; each
//! compile is packed (zlib, base64) and unpacked when it is looked at, so that thousands of them open quickly.
//!
//! Read next: `page/main.js`.

use std::collections::HashMap;

use records::{Compile, Record};
use serde_json::{Value, json};

use super::sources::Sources;

const TEMPLATE: &str = include_str!("page/page.html");
const STYLE: &str = include_str!("page/style.css");
/// In this order.
const SCRIPTS: [&str; 9] = [
    include_str!("page/data.js"),
    include_str!("page/index.js"),
    include_str!("page/panes.js"),
    include_str!("page/links.js"),
    include_str!("page/tables.js"),
    include_str!("page/log.js"),
    include_str!("page/diff.js"),
    include_str!("page/graph.js"),
    include_str!("page/main.js"),
];

/// Of zlib: beyond it files get little smaller and take much longer.
const LEVEL: u8 = 6;

/// The page.
pub(super) fn html(records: &[Record], sources: &Sources) -> String {
    let mut packed = String::new();
    for record in records {
        if let Record::Compile(compile) = record {
            // (Nothing in it that JSON lacks.)
            let text = serde_json::to_vec(compile).unwrap_or_default();
            packed += &element(&format!("compile-{}", compile.id), &text);
        }
    }
    for (path, text) in sources {
        packed += &element(&format!("source-{path}"), text.as_bytes());
    }
    let scripts = SCRIPTS.concat();
    let index = in_script(&index(records, sources).to_string());
    let mut page = String::with_capacity(packed.len() + scripts.len() + index.len() + (1 << 16));
    let mut rest = TEMPLATE;
    for (mark, part) in [
        ("{{STYLE}}", STYLE),
        ("{{INDEX}}", index.as_str()),
        ("{{PACKED}}", packed.as_str()),
        ("{{SCRIPTS}}", scripts.as_str()),
    ] {
        let (head, tail) = rest.split_once(mark).unwrap_or((rest, ""));
        page += head;
        page += part;
        rest = tail;
    }
    page + rest
}

/// Packed text in the page, found by its id.
fn element(id: &str, text: &[u8]) -> String {
    let packed = miniz_oxide::deflate::compress_to_vec_zlib(text, LEVEL);
    let id = id.replace('&', "&amp;").replace('"', "&quot;");
    format!(
        "<script type=\"text/plain\" id=\"{id}\">{}</script>\n",
        base64(&packed)
    )
}

/// JSON that may stand in a script element: `<` cannot end it.
fn in_script(json: &str) -> String {
    json.replace('<', "\\u003c")
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            out.push(match digit <= group.len() {
                true => char::from(DIGITS[(bits >> (18 - 6 * digit) & 63) as usize]),
                false => '=',
            });
        }
    }
    out
}

/// What the page needs before a compile is looked at.
fn index(records: &[Record], sources: &Sources) -> Value {
    let mut deopts: HashMap<u64, u64> = HashMap::new();
    let mut ended: HashMap<u64, &str> = HashMap::new();
    let (mut has_counts, mut log, mut refused) = (false, Vec::new(), Vec::new());
    for record in records {
        match record {
            Record::End(end) => {
                has_counts = true;
                deopts.clear();
                for row in &end.deopts {
                    *deopts.entry(row.compile).or_insert(0) += row.count;
                }
            }
            Record::Deopt(deopt) => {
                let count = deopts.entry(deopt.compile).or_insert(0);
                // (Without the last record, what was logged is what is known.)
                *count += u64::from(!has_counts);
                log.push(json!(record));
            }
            Record::Invalidate(invalidate) => {
                ended.insert(invalidate.compile, &invalidate.reason);
                log.push(json!(record));
            }
            Record::Gc(_) => log.push(json!(record)),
            Record::Refused(row) => refused.push(json!({
                "method": row.task.method, "osr_bci": row.task.osr_bci, "time_us": row.time_us, "reason": row.reason,
            })),
            Record::Start(_) | Record::Compile(_) | Record::Unknown => {}
        }
    }
    let rows = records.iter().filter_map(|record| match record {
        Record::Compile(compile) => Some(row(
            compile,
            deopts.get(&compile.id).copied().unwrap_or(0),
            ended.get(&compile.id).copied(),
        )),
        _ => None,
    });
    let rows: Vec<Value> = rows.collect();
    let start = records.iter().find_map(|record| match record {
        Record::Start(start) => Some(json!(start)),
        _ => None,
    });
    let end = records.iter().find_map(|record| match record {
        Record::End(end) => Some(json!(end)),
        _ => None,
    });
    json!({
        "start": start, "end": end, "compiles": rows, "refused": refused, "log": log,
        "sources": sources.keys().collect::<Vec<_>>(),
    })
}

/// A row of the index.
fn row(compile: &Compile, deopts: u64, ended: Option<&str>) -> Value {
    let times = compile.times.as_ref();
    json!({
        "id": compile.id,
        "method": compile.task.method,
        "osr_bci": compile.task.osr_bci,
        "number": compile.number,
        "tier": compile.tier,
        "trigger": compile.trigger,
        "start_us": times.map(|times| times.start_us),
        "waited_us": times.and_then(|times| times.waited_us),
        "duration_us": times.map(|times| times.duration_us),
        "bytecode_bytes": compile.bytecode_bytes,
        "code_bytes": compile.code_bytes,
        "inlined": compile.calls.iter().filter(|call| call.is_inlined).count(),
        "calls": compile.calls.iter().filter(|call| !call.is_inlined).count(),
        "points": compile.deopt_points.len(),
        "deopts": deopts,
        "ended": ended,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use records::{End, Task};

    #[test]
    fn base64_of_all_lengths() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn nothing_ends_a_script_early() {
        let compile = Compile {
            task: Task {
                method: "A.<init></script>()V".to_owned(),
                osr_bci: None,
            },
            ..Compile::default()
        };
        let records = [
            Record::Compile(Box::new(compile)),
            Record::End(End::default()),
        ];
        let sources = Sources::from([("a\"/B.java".to_owned(), "</script>".to_owned())]);
        let page = html(&records, &sources);
        let (opened, closed) = (
            page.matches("<script").count(),
            page.matches("</script>").count(),
        );
        assert_eq!(opened, closed);
        assert!(page.contains("id=\"source-a&quot;/B.java\""));
        assert!(!page.contains("{{"), "a mark is left");
    }
}
