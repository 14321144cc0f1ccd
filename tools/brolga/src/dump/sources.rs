//! The sources of dumped methods, as far as they are found: below the folders that are named, the entries of the class path and where they were
//! built from, the current folder, and what build tools call the folder of sources.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use records::Record;
use records::compile::Method;

/// Text by path below the folder of sources: `java/lang/String.java`.
pub(super) type Sources = BTreeMap<String, String>;

/// Below each folder that may be the root of a project.
const USUAL: [&str; 4] = ["", "src", "src/main/java", "src/test/java"];
/// Longer files are left out of the page, bytes.
const LONGEST: u64 = 1 << 20;

/// Looks for the sources of all methods.
pub(super) fn find(records: &[Record], named: &[PathBuf], class_path: &[PathBuf]) -> Sources {
    let methods = records.iter().flat_map(|record| match record {
        Record::Compile(compile) => compile.methods.as_slice(),
        Record::Refused(refused) => refused.methods.as_slice(),
        _ => &[],
    });
    let wanted: BTreeSet<String> = methods.filter_map(path_of).collect();
    let mut roots = named.to_vec();
    let here = [PathBuf::from(".")];
    for start in class_path.iter().chain(&here) {
        // `target/classes` and `out` lie in the project.
        for ancestor in start.ancestors().take(3) {
            roots.extend(USUAL.iter().map(|folder| ancestor.join(folder)));
        }
    }
    let found = wanted.into_iter().filter_map(|path| {
        let text = roots.iter().find_map(|root| read(root, &path))?;
        Some((path, text))
    });
    found.collect()
}

/// Where the source of a method lies below its folder.
pub(super) fn path_of(method: &Method) -> Option<String> {
    let source = method.source.as_ref()?;
    let class = method.name.split('(').next()?.rsplit_once('.')?.0;
    Some(match class.rsplit_once('/') {
        Some((package, _)) => format!("{package}/{source}"),
        None => source.clone(),
    })
}

fn read(root: &Path, path: &str) -> Option<String> {
    let path = root.join(path);
    let is_short = fs::metadata(&path).ok()?.len() <= LONGEST;
    let text = is_short.then(|| fs::read(&path).ok())??;
    Some(String::from_utf8_lossy(&text).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_lie_in_their_package() {
        let method = |name: &str| Method {
            name: name.to_owned(),
            source: Some("B.java".to_owned()),
            ..Method::default()
        };
        assert_eq!(
            path_of(&method("a/b/C.f()V")).as_deref(),
            Some("a/b/B.java")
        );
        assert_eq!(path_of(&method("C.f(La/B;)V")).as_deref(), Some("B.java"));
        assert_eq!(path_of(&Method::default()), None);
    }
}
