//! Dictionaries: which class a loader knows by which name, as defining or initiating loader. JVMS 5.3, 5.3.5.
//!
//! An entry is made once and never changes; of racing definitions the first wins. Entering a class is also where loading
//! constraints are checked, so both happen under the lock of the constraints. Which classes a thread is loading supertypes of is
//! kept per thread: meeting one again is a circularity. Read next: `constraints.rs`.

use std::cell::RefCell;

use heap::NoSafepoint;
use heap::oop::SlotExt;
use metadata::{ClassLoaderData, KlassRef, Symbol, well_known as wk};
use threads::{JavaResult, JavaThread, Thrown};

use crate::{constraints, messages, strings};

/// Enters a class its loader just defined; returns the winner, which is another class if the name was taken.
/// Throws `LinkageError` if a loading constraint names another class.
pub fn insert_defined(t: &mut JavaThread, klass: KlassRef) -> JavaResult<KlassRef> {
    insert(t, klass.name, klass.loader_data, klass)
}

/// Records `loader` as an initiating loader of `klass`. Returns what the dictionary says now.
/// Throws `LinkageError` if a loading constraint names another class.
pub fn insert_initiated(
    t: &mut JavaThread,
    loader: &'static ClassLoaderData,
    klass: KlassRef,
) -> JavaResult<KlassRef> {
    loader.depend_on(klass.loader_data);
    insert(t, klass.name, loader, klass)
}

fn insert(
    t: &mut JavaThread,
    name: Symbol,
    loader: &'static ClassLoaderData,
    klass: KlassRef,
) -> JavaResult<KlassRef> {
    if let Some(known) = loader.find_class(name) {
        return Ok(known);
    }
    let inserted = constraints::with_check(name, loader, klass, || {
        *loader
            .dictionary
            .write()
            .unwrap_or_else(|e| e.into_inner())
            .entry(name)
            .or_insert(klass)
    });
    inserted.map_err(|other| constraint_violation(t, loader, klass, other))
}

fn constraint_violation(
    t: &mut JavaThread,
    loader: &ClassLoaderData,
    klass: KlassRef,
    other: KlassRef,
) -> Thrown {
    let word = word_for(klass);
    let text = format!(
        "loader constraint violation: loader {} wants to load {word} {klass}. A different {} with the same name was \
         previously loaded by {}. ({})",
        messages::loader_name_and_id(loader),
        word_for(other),
        messages::loader_name_and_id(other.loader_data),
        place(other),
    );
    t.throw_new("java/lang/LinkageError", &text)
}

/// Where a class lives, with the parent of a loader that is not built in: the form of errors about loaders.
pub(crate) fn place(klass: KlassRef) -> String {
    let text = messages::place(klass);
    let loader = klass.loader_data.resolving();
    if loader.is_builtin() {
        return text;
    }
    // SAFETY: called by a thread in the VM, which neither allocates nor polls before the text is made.
    let proof = unsafe { NoSafepoint::assume() };
    let parent = loader
        .loader
        .oop(proof)
        .and_then(|object| object.get_ref(wk::LOADER_PARENT.offset()));
    let parent = match parent {
        None => "'bootstrap'".to_owned(),
        Some(parent) => match parent.get_ref(wk::LOADER_NAME_AND_ID.offset()) {
            Some(name) => strings::to_rust(name),
            None => parent.klass().external_name(),
        },
    };
    format!("{text}, parent loader {parent}")
}

/// What kind of class, as messages say it.
pub fn word_for(klass: KlassRef) -> &'static str {
    if klass.is_interface() {
        "interface"
    } else if klass.is_abstract() {
        "abstract class"
    } else {
        "class"
    }
}

thread_local! {
    /// Classes of which this thread is loading supertypes, outermost first: name and the loader's data.
    static LOADING: RefCell<Vec<(Symbol, *const ClassLoaderData)>> = const { RefCell::new(Vec::new()) };
}

/// While it lives, this thread is loading the supertypes of a class.
pub struct LoadingSupers;

impl LoadingSupers {
    pub fn enter(name: Symbol, loader: &'static ClassLoaderData) -> LoadingSupers {
        LOADING.with_borrow_mut(|loading| loading.push((name, loader)));
        LoadingSupers
    }

    /// Whether this thread is loading the supertypes of that class already.
    pub fn contains(name: Symbol, loader: &'static ClassLoaderData) -> bool {
        LOADING.with_borrow(|loading| loading.contains(&(name, std::ptr::from_ref(loader))))
    }
}

impl Drop for LoadingSupers {
    fn drop(&mut self) {
        LOADING.with_borrow_mut(|loading| loading.pop());
    }
}
