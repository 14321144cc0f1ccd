//! `-XX:+JitDumpStatic`: methods are compiled that nobody has called, so that a class can be looked at without running it. With the launcher's
//! `--dry-run`, which loads the main class and runs nothing of it, all of them are such. There is no profile, and little is resolved.

use heap::oop::SlotExt;
use linker::{link, loading};
use metadata::loader_data::LoaderKind;
use metadata::{ClassLoaderData, KlassRef, MethodRef, Symbol};
use threads::{JavaResult, JavaThread};

use super::{WISH, name_of};
use crate::policy::{self, Task};

/// Hook: the program has ended, the VM still works. May run Java, collect.
pub fn before_shutdown(thread: &mut JavaThread) {
    if let Some(wish) = WISH.get()
        && flags::get().flags.JitDumpStatic
    {
        let classes = { wish.selection.patterns() }.map(|pattern| pattern.class.as_str());
        for class in classes.filter(|class| !class.contains('*')) {
            if load(thread, class).is_err() {
                complain(thread, "load", class);
            }
        }
        let mut methods: Vec<(String, MethodRef)> = Vec::new();
        for klass in loaded() {
            let wanted = klass.instance().methods.iter();
            let wanted: Vec<MethodRef> = wanted
                .copied()
                .filter(|method| wish.selection.has(Task::whole(*method)))
                .collect();
            if !wanted.is_empty() && link::link_class(thread, klass).is_err() {
                complain(thread, "link", &klass.name.to_text());
                continue;
            }
            methods.extend(wanted.into_iter().map(|method| (name_of(method), method)));
        }
        methods.sort_by(|one, other| one.0.cmp(&other.0));
        for (_, method) in methods {
            policy::compile_uncalled(method);
        }
    }
}

/// Loads a class as the main class was loaded.
fn load(thread: &mut JavaThread, class: &str) -> JavaResult<KlassRef> {
    let mut application = ClassLoaderData::boot();
    ClassLoaderData::for_each(|data| {
        if data.kind == LoaderKind::Application {
            application = data;
        }
    });
    loading::load_class(thread, Symbol::intern(class.as_bytes()), application)
}

/// Says which exception was thrown, and forgets it.
fn complain(thread: &mut JavaThread, what: &str, class: &str) {
    let pending = thread.pending.oop(thread.no_safepoint());
    let error = pending.map_or_else(String::new, |oop| oop.klass().external_name());
    thread.pending.store(0);
    flags::errln!("brolga-dump: cannot {what} {class}: {error}");
}

fn loaded() -> Vec<KlassRef> {
    let mut all = Vec::new();
    ClassLoaderData::for_each(|data| {
        let klasses = data.klasses().into_iter();
        all.extend(klasses.filter(|klass| !klass.is_array() && klass.is_published()));
    });
    all
}
