//! Default methods: what a class runs for a method that only its superinterfaces know. JVMS 5.4.3.3 (maximally-specific
//! superinterface methods), 5.4.6 (selection).
//!
//! Works on names before the class exists. A signature is looked at again only in a class that adds an interface declaring it:
//! otherwise the superclass's cell says it already. The answer per signature is the one default method, an overpass that will
//! throw (several defaults, none more specific), or the abstract method itself (a miranda). Pure computation.
//! Read next: `vtable.rs`, whose plan the cells are appended to.

use std::collections::HashMap;

use classfile::access;
use metadata::{InstanceKlass, KlassRef, MethodFlags, MethodRef, Symbol};

use crate::vtable::{Cell, Declared, Plan};

type Signature = (Symbol, Symbol);

/// A method the VM makes because selection fails: it throws `IncompatibleClassChangeError` ([`conflict_message`]).
#[derive(Debug)]
pub struct Overpass {
    pub name: Symbol,
    pub descriptor: Symbol,
}

/// What [`select`] found for the class, beside the cells it appended.
#[derive(Default, Debug)]
pub struct Selection {
    /// Default methods that this class selects itself, inherited selections not repeated.
    pub defaults: Vec<MethodRef>,
    pub overpasses: Vec<Overpass>,
}

/// All superinterfaces of a class with this superclass and these direct superinterfaces, each once: the superclass's first, and a
/// superinterface before what extends it. The second part of the result is how many come from the superclass.
pub fn all_interfaces(
    super_klass: Option<KlassRef>,
    direct: &[KlassRef],
) -> (Vec<KlassRef>, usize) {
    let inherited: &[KlassRef] = match &super_klass {
        Some(parent) => &parent.instance().all_interfaces,
        None => &[],
    };
    let mut all = inherited.to_vec();
    for interface in direct {
        let above = interface.instance().all_interfaces.iter();
        for found in above.chain([interface]) {
            if !all.contains(found) {
                all.push(*found);
            }
        }
    }
    (all, inherited.len())
}

/// Methods of an interface that implementors inherit.
fn inheritable(interface: &InstanceKlass) -> impl Iterator<Item = MethodRef> + '_ {
    let hidden = access::STATIC | access::PRIVATE;
    interface
        .methods
        .iter()
        .copied()
        .filter(move |method| method.access_flags & hidden == 0 && !method.is_class_initializer())
}

/// Whether a superclass implements (or declares) the signature.
fn implemented_above(super_klass: Option<KlassRef>, (name, descriptor): Signature) -> bool {
    let mut above = super_klass;
    while let Some(klass) = above {
        let found = klass.find_declared_method(name, descriptor);
        if found.is_some_and(|method| !method.is_static() && !method.is_private()) {
            return true;
        }
        above = klass.super_klass;
    }
    false
}

/// Drops every candidate whose interface another candidate's interface extends.
fn maximally_specific(candidates: &[MethodRef]) -> Vec<MethodRef> {
    let shadowed = |method: &MethodRef| {
        candidates
            .iter()
            .any(|other| other.klass != method.klass && other.klass.is_subtype_of(method.klass))
    };
    candidates
        .iter()
        .copied()
        .filter(|method| !shadowed(method))
        .collect()
}

/// Appends to `plan` the cells for interface methods that no class implements, and replaces inherited ones where a new interface
/// is more specific. `all` are all superinterfaces, of which the first `inherited` are the superclass's.
pub fn select(
    plan: &mut Plan,
    declared: &[Declared],
    super_klass: Option<KlassRef>,
    all: &[KlassRef],
    inherited: usize,
) -> Selection {
    let mut selection = Selection::default();
    let mut candidates: HashMap<Signature, Vec<MethodRef>> = HashMap::new();
    let mut order: Vec<Signature> = Vec::new();
    for interface in &all[inherited..] {
        for method in inheritable(interface.instance()) {
            let entry = candidates
                .entry((method.name, method.descriptor))
                .or_default();
            if entry.is_empty() {
                order.push((method.name, method.descriptor));
            }
            entry.push(method);
        }
    }
    for method in declared.iter().filter(|method| method.is_virtual()) {
        candidates.remove(&(method.name, method.descriptor));
    }
    order.retain(|signature| {
        candidates.contains_key(signature) && !implemented_above(super_klass, *signature)
    });
    if order.is_empty() {
        return selection;
    }
    for interface in &all[..inherited] {
        for method in inheritable(interface.instance()) {
            if let Some(entry) = candidates.get_mut(&(method.name, method.descriptor)) {
                entry.push(method);
            }
        }
    }
    for signature in order {
        let specific = maximally_specific(&candidates[&signature]);
        let mut defaults = specific.iter().filter(|method| !method.is_abstract());
        let cell = match (defaults.next(), defaults.next()) {
            (Some(one), None) => {
                selection.defaults.push(*one);
                Cell::Existing(*one)
            }
            (None, _) => Cell::Existing(specific[0]),
            (Some(_), Some(_)) => {
                selection.overpasses.push(Overpass {
                    name: signature.0,
                    descriptor: signature.1,
                });
                Cell::Overpass(selection.overpasses.len() as u16 - 1)
            }
        };
        let inherited_cell = plan.cells.iter().position(|cell| match cell {
            Cell::Existing(method) => (method.name, method.descriptor) == signature,
            _ => false,
        });
        match inherited_cell {
            Some(index) => plan.cells[index] = cell,
            None => plan.cells.push(cell),
        }
    }
    selection
}

/// What executing an overpass throws as `IncompatibleClassChangeError`: `Conflicting default methods: A.m B.m` (names of classes
/// in internal form). None if `method` is no overpass.
pub fn conflict_message(method: MethodRef) -> Option<String> {
    if !method.flags.has(MethodFlags::SYNTHESIZED) || !method.is_abstract() {
        return None;
    }
    let interfaces = method.klass.instance().all_interfaces.iter();
    let declared: Vec<MethodRef> = interfaces
        .filter_map(|interface| interface.find_declared_method(method.name, method.descriptor))
        .filter(|found| !found.is_static() && !found.is_private())
        .collect();
    let conflicting = maximally_specific(&declared)
        .into_iter()
        .filter(|found| !found.is_abstract());
    let names: Vec<String> = conflicting
        .map(|found| format!(" {}.{}", found.klass.name, found.name))
        .collect();
    Some(format!("Conflicting default methods:{}", names.concat()))
}
