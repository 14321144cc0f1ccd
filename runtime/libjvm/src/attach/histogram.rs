//! Classes by the memory of their objects: `jmap -histo`, `jcmd PID GC.class_histogram`.

use std::collections::HashMap;
use std::fmt::Write;

use heap::Cause;
use metadata::KlassRef;
use metadata::module::ModuleEntry;
use threads::JavaThread;

use super::operations;

/// The table, largest first. `is_all`: objects that died since the last collection are counted too; else there is one first.
pub(super) fn text(thread: &mut JavaThread, is_all: bool) -> String {
    if !is_all {
        operations::collect(thread, Cause::HeapInspection);
    }
    let mut sums: HashMap<KlassRef, (usize, usize)> = HashMap::new();
    heap::for_each_object(&mut thread.mutator, &mut |object, bytes| {
        let sum = sums.entry(object.klass()).or_default();
        sum.0 += 1;
        sum.1 += bytes;
    });
    let mut rows: Vec<_> = sums
        .into_iter()
        .map(|(klass, (count, bytes))| (std::cmp::Reverse(bytes), described(klass), count))
        .collect();
    rows.sort();
    let mut text = String::from(
        " num     #instances         #bytes  class name (module)\n-------------------------------------------------------\n",
    );
    let (mut all_objects, mut all_bytes) = (0, 0);
    for (index, (std::cmp::Reverse(bytes), name, count)) in rows.iter().enumerate() {
        // Writing to a String cannot fail, here and below.
        let _ = writeln!(text, "{:>4}: {count:>13}  {bytes:>13}  {name}", index + 1);
        all_objects += count;
        all_bytes += bytes;
    }
    let _ = writeln!(text, "Total {all_objects:>13}  {all_bytes:>13}");
    text
}

/// `java.lang.String (java.base@17.0.15)`.
fn described(klass: KlassRef) -> String {
    let mut text = klass.external_name();
    let element = match klass.array.as_ref() {
        Some(array) => array.bottom,
        None => Some(klass),
    };
    let instance = element
        .as_ref()
        .and_then(|element| element.instance.as_deref());
    let module = instance.map_or_else(ModuleEntry::java_base, |instance| instance.module);
    if let Some(name) = module.name {
        text += &format!(" ({}", name.to_text());
        if let Some(version) = module.version() {
            text += &format!("@{version}");
        }
        text.push(')');
    }
    text
}
