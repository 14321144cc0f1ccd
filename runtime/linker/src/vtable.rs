//! The vtable: which method each virtual call of a class runs. JVMS 5.4.5 (overriding), 5.4.6 (selection).
//!
//! A class starts with its superclass's cells; a declared method replaces those it overrides and gets a new cell if it overrides
//! none and could be overridden. Behind them come cells for methods of superinterfaces that no class implements: the default
//! method selected, an overpass that throws, or the abstract method itself (a miranda). Private, static and initializing methods
//! and final ones that override nothing have no cell. Interfaces have `Object`'s cells only.
//!
//! The table is planned over names before the class has memory ([`plan`]), because the class's size includes its cells and its
//! methods name its address. Pure computation. Read next: `default_methods.rs`, then `define.rs`.

use classfile::access;
use metadata::{ClassLoaderData, Klass, KlassRef, MethodRef, Symbol};

/// A method of the class being defined, as far as its name goes.
#[derive(Clone, Copy, Debug)]
pub struct Declared {
    pub name: Symbol,
    pub descriptor: Symbol,
    pub access_flags: u16,
    /// `<init>` or `<clinit>`.
    pub is_initializer: bool,
}

impl Declared {
    /// Takes part in overriding: neither static nor private nor an initializer.
    pub fn is_virtual(&self) -> bool {
        self.access_flags & (access::STATIC | access::PRIVATE) == 0 && !self.is_initializer
    }
}

/// What a cell will hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cell {
    /// A method of a superclass or interface.
    Existing(MethodRef),
    /// Declared method by index.
    Declared(u16),
    /// Overpass by index.
    Overpass(u16),
}

/// The planned table.
#[derive(Default, Debug)]
pub struct Plan {
    pub cells: Vec<Cell>,
    /// For each declared method the index of its (last) cell, if it has one.
    pub declared: Vec<Option<u16>>,
}

/// Whether `method` (of a superclass, occupying a cell) is visible for overriding to a class of `package` in `loader`.
fn overridable(method: &MethodRef, loader: &ClassLoaderData, package: Option<&[u8]>) -> bool {
    if method.access_flags & (access::PUBLIC | access::PROTECTED) != 0 {
        return true;
    }
    let holder = method.klass;
    !method.is_private()
        && holder.loader_data.same_loader(loader)
        && crate::packages::package_of(holder.name.bytes()) == package
}

/// JVMS 5.4.5: the occupant of a cell is overridden if it, or what it overrode in the same cell on the way down, is visible.
fn overrides(
    parent: KlassRef,
    index: usize,
    loader: &ClassLoaderData,
    package: Option<&[u8]>,
) -> bool {
    let mut occupant = parent.vtable()[index].load();
    while let Some(method) = occupant {
        if overridable(&method, loader, package) {
            return true;
        }
        occupant = method
            .klass
            .super_klass
            .and_then(|above| above.vtable().get(index)?.load());
    }
    false
}

/// Plans the cells that a class's declared methods and its superclass give. `class_is_final`: its methods need no cells of their own.
pub fn plan(
    declared: &[Declared],
    super_klass: Option<KlassRef>,
    loader: &ClassLoaderData,
    package: Option<&[u8]>,
    class_flags: u16,
) -> Plan {
    let parent = super_klass
        .as_ref()
        .map(|parent| parent.vtable())
        .unwrap_or_default();
    let mut plan = Plan {
        cells: Vec::with_capacity(parent.len() + declared.len()),
        declared: vec![None; declared.len()],
    };
    plan.cells.extend(
        parent
            .iter()
            .filter_map(|cell| cell.load())
            .map(Cell::Existing),
    );
    if class_flags & access::INTERFACE != 0 {
        return plan;
    }
    let inherited: Vec<(Symbol, Symbol)> = parent
        .iter()
        .filter_map(|cell| cell.load())
        .map(|method| (method.name, method.descriptor))
        .collect();
    for (number, method) in declared
        .iter()
        .enumerate()
        .filter(|(_, method)| method.is_virtual())
    {
        let cell = Cell::Declared(number as u16);
        let same = inherited
            .iter()
            .enumerate()
            .filter(|(_, key)| **key == (method.name, method.descriptor));
        for (index, _) in same {
            if super_klass.is_some_and(|parent| overrides(parent, index, loader, package)) {
                plan.cells[index] = cell;
                plan.declared[number] = Some(index as u16);
            }
        }
        let is_final = (method.access_flags | class_flags) & access::FINAL != 0;
        if plan.declared[number].is_none() && !is_final {
            plan.declared[number] = Some(plan.cells.len() as u16);
            plan.cells.push(cell);
        }
    }
    plan
}

/// The superclass method that a declared method must not override because it is final. JVMS 5.3.5 (4.10's rule, checked at
/// definition). Only superclasses with final methods are searched.
pub fn overridden_final(
    method: &Declared,
    super_klass: Option<KlassRef>,
    loader: &ClassLoaderData,
    package: Option<&[u8]>,
) -> Option<MethodRef> {
    let mut above = super_klass;
    while let Some(klass) = above {
        let found = klass.find_declared_method(method.name, method.descriptor);
        if let Some(found) =
            found.filter(|found| found.is_final() && !found.is_static() && !found.is_private())
            && overridable(&found, loader, package)
        {
            return Some(found);
        }
        above = klass.super_klass;
    }
    None
}

/// The cell that holds the implementation of `name` and `descriptor`; what a call through a class needs when the method it
/// resolved to belongs to an interface (mirandas and default methods have cells, but no index of their own).
pub fn index_of(klass: &Klass, name: Symbol, descriptor: Symbol) -> Option<u16> {
    let position = klass.vtable().iter().rposition(|cell| {
        cell.load()
            .is_some_and(|method| method.name == name && method.descriptor == descriptor)
    })?;
    Some(position as u16)
}
