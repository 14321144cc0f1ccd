//! Other methods for a class that is there. JVMTI "RedefineClasses".
//!
//! The class stays as it is, its class file and constant pool included: whoever runs one of its methods, or is about to resolve
//! something for it, goes on with them. What is new stands in a class of its own, the *version* ([`Klass::original`] leads back): the new class file, a constant pool in
//! which the class's name means the class, and methods. A method that is called runs what [`metadata::Method::current`] says.
//!
//! This module makes a version and says whether it fits; whoever asked for it then lets the methods be superseded, when the world is stopped.
//!
//! [`Klass::original`]: metadata::Klass::original

use std::sync::atomic::Ordering;

use bytecode::decode_at;
use classfile::{ClassFile, ConstantPool, CpTag, ErrorClass, MethodInfo};
use metadata::arena::MetaspaceFull;
use metadata::{ClassState, KlassRef, Method, RuntimeConstantPool};
use threads::JavaThread;

use crate::assemble::{self, Parts};
use crate::define::{Definition, parse_options};
use crate::{link, members};

/// Why a class file cannot redefine a class. The names are those of JVMTI's errors.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
    ClassFormat,
    UnsupportedVersion,
    NamesDontMatch,
    FailsVerification,
    OutOfMemory,
    HierarchyChanged,
    ClassAttributeChanged,
    ClassModifiersChanged,
    SchemaChanged,
    MethodModifiersChanged,
    MethodAdded,
    MethodDeleted,
}

/// A version of `klass`, linked, and not in use yet. May load classes, run Java, collect; nothing is pending when it returns.
///
/// # Errors
/// See [`Refusal`].
pub fn version(
    t: &mut JavaThread,
    klass: KlassRef,
    bytes: &'static [u8],
) -> Result<KlassRef, Refusal> {
    let instance = klass.instance();
    let loader = klass.loader_data.resolving();
    let options = parse_options(Some(klass.name.bytes()), loader);
    let mut class_file =
        ClassFile::parse(bytes, &options).map_err(|error| match error.error_class() {
            ErrorClass::UnsupportedClassVersionError => Refusal::UnsupportedVersion,
            ErrorClass::NoClassDefFoundError => Refusal::NamesDontMatch,
            _ => Refusal::ClassFormat,
        })?;
    compare(&instance.class_file, &class_file)?;
    class_file.methods = in_order_of(&instance.class_file, &class_file)?;
    let definition = Definition {
        name: Some(klass.name),
        bytes,
        data: klass.loader_data,
        loader,
        protection_domain: None,
        source: &instance.source,
        hidden: None,
        nest_host: instance.nest_host.load(),
        version_of: Some(klass),
    };
    let pool = RuntimeConstantPool::new(class_file.pool.len());
    let declared = members::declared_methods(&class_file, &pool);
    let this_class = class_file.this_class;
    let parts = Parts {
        name: klass.name,
        class_file,
        super_klass: klass.super_klass,
        interfaces: instance.interfaces.to_vec(),
        module: instance.module,
        package: instance.package,
        pool,
        declared,
    };
    let built = assemble::build(&definition, parts);
    let version = built.map_err(|MetaspaceFull| Refusal::OutOfMemory)?;
    version.mirror.store(klass.mirror.load());
    let pool = &version.instance().constant_pool;
    pool.cell(this_class)
        .store(u64::from(klass.address()), Ordering::Release);
    let linked = link::link_version(t, version);
    linked.map_err(|_thrown| {
        t.take_pending();
        Refusal::FailsVerification
    })?;
    // Whether the class is initialised is asked of the class.
    version.set_state(ClassState::Initialized);
    Ok(version)
}

/// What may not change, in the order in which HotSpot looks.
fn compare(old: &ClassFile<'_>, new: &ClassFile<'_>) -> Result<(), Refusal> {
    let same = |is_same: bool, refusal| if is_same { Ok(()) } else { Err(refusal) };
    same(
        old.super_name() == new.super_name() && old.interface_names().eq(new.interface_names()),
        Refusal::HierarchyChanged,
    )?;
    same(
        attributes(old) == attributes(new),
        Refusal::ClassAttributeChanged,
    )?;
    same(
        old.access_flags == new.access_flags,
        Refusal::ClassModifiersChanged,
    )?;
    let fields = |file: &ClassFile<'_>| -> Vec<(Vec<u8>, Vec<u8>, u16)> {
        let rows = file.fields.iter().map(|field| {
            let name = file.utf8(field.name_index).to_vec();
            let descriptor = file.utf8(field.descriptor_index).to_vec();
            (name, descriptor, field.access_flags)
        });
        rows.collect()
    };
    same(fields(old) == fields(new), Refusal::SchemaChanged)
}

/// What the class says of other classes, and of its components if it is a record, as names.
fn attributes(file: &ClassFile<'_>) -> [Option<Vec<Vec<u8>>>; 4] {
    let name = |index: u16| file.pool.class_name(index).unwrap_or_default().to_vec();
    let host = file.attributes.nest_host;
    let sorted = |mut names: Vec<Vec<u8>>| {
        names.sort();
        names
    };
    let permitted = file.permitted_subclasses();
    let components = file.record_components();
    [
        (host != 0).then(|| vec![name(host)]),
        Some(sorted(file.nest_members().map(name).collect())),
        permitted.map(|permitted| sorted(permitted.map(name).collect())),
        components.map(|components| {
            let names = components.flat_map(|row| [row.name_index, row.descriptor_index]);
            names.map(|index| file.utf8(index).to_vec()).collect()
        }),
    ]
}

/// The methods of the new file in the order of the old one's: a method's number is the same in all versions.
fn in_order_of(old: &ClassFile<'_>, new: &ClassFile<'_>) -> Result<Vec<MethodInfo>, Refusal> {
    let is_same = |a: &MethodInfo, b: &MethodInfo| {
        old.utf8(a.name_index) == new.utf8(b.name_index)
            && old.utf8(a.descriptor_index) == new.utf8(b.descriptor_index)
    };
    let rows = new.methods.iter();
    let is_added = |row: &&MethodInfo| !old.methods.iter().any(|other| is_same(other, row));
    if rows.clone().any(|row| is_added(&row)) {
        return Err(Refusal::MethodAdded);
    }
    let of = |method: &MethodInfo| {
        let found = rows.clone().find(|row| is_same(method, row));
        let found = found.ok_or(Refusal::MethodDeleted)?;
        match found.access_flags == method.access_flags {
            true => Ok(*found),
            false => Err(Refusal::MethodModifiersChanged),
        }
    };
    old.methods.iter().map(of).collect()
}

/// Whether two methods of versions of a class do the same, bytecode by bytecode, with constants that mean the same.
pub fn is_same_code(old: &Method, new: &Method) -> bool {
    let (Some(old_code), Some(new_code)) = (old.bytecode(), new.bytecode()) else {
        return false;
    };
    let old_pool = &old.klass.instance().class_file.pool;
    let new_pool = &new.klass.instance().class_file.pool;
    let sizes = |code: &classfile::Code<'_>| (code.code.len(), code.max_locals, code.max_stack);
    let rows = |code: &classfile::Code<'_>| code.exception_table.iter().collect::<Vec<_>>();
    let (old_rows, new_rows) = (rows(&old_code), rows(&new_code));
    let same_rows = old_rows.len() == new_rows.len()
        && old_rows.iter().zip(&new_rows).all(|(a, b)| {
            let same_type = a.catch_type == b.catch_type && a.catch_type == 0
                || is_same_constant(old_pool, a.catch_type, new_pool, b.catch_type);
            (a.start, a.end, a.handler) == (b.start, b.end, b.handler) && same_type
        });
    if sizes(&old_code) != sizes(&new_code) || !same_rows {
        return false;
    }
    let mut bci = 0;
    while (bci as usize) < old_code.code.len() {
        let decoded = (decode_at(old_code.code, bci), decode_at(new_code.code, bci));
        let (Ok(a), Ok(b)) = decoded else {
            return false;
        };
        let bytes = bci as usize..a.next as usize;
        let is_same = match a.opcode.format().has_cp_index() {
            true => is_same_constant(old_pool, a.cp_index(), new_pool, b.cp_index()),
            false => old_code.code.get(bytes.clone()) == new_code.code.get(bytes),
        };
        if a.opcode != b.opcode || a.next != b.next || !is_same {
            return false;
        }
        bci = a.next;
    }
    true
}

/// Whether two entries mean the same. (Of dynamic ones with the same number of their bootstrap method that is taken for granted.)
fn is_same_constant(old: &ConstantPool<'_>, a: u16, new: &ConstantPool<'_>, b: u16) -> bool {
    let Some(tag) = old.tag(a).filter(|tag| new.is(b, *tag)) else {
        return false;
    };
    match tag {
        CpTag::Class => old.class_name(a) == new.class_name(b),
        CpTag::String => old.string(a) == new.string(b),
        CpTag::Integer => old.integer(a) == new.integer(b),
        CpTag::Float => old.float(a).map(f32::to_bits) == new.float(b).map(f32::to_bits),
        CpTag::Long => old.long(a) == new.long(b),
        CpTag::Double => old.double(a).map(f64::to_bits) == new.double(b).map(f64::to_bits),
        CpTag::Fieldref | CpTag::Methodref | CpTag::InterfaceMethodref => {
            old.member(a) == new.member(b)
        }
        CpTag::MethodType => old.method_type(a) == new.method_type(b),
        CpTag::MethodHandle => match (old.method_handle(a), new.method_handle(b)) {
            (Some((kind, member)), Some((other_kind, other))) => {
                kind == other_kind && old.member(member) == new.member(other)
            }
            _ => false,
        },
        CpTag::Dynamic | CpTag::InvokeDynamic => match (old.dynamic(a), new.dynamic(b)) {
            (Some(a), Some(b)) => {
                a.bootstrap_index == b.bootstrap_index
                    && old.name_and_type(a.name_and_type_index)
                        == new.name_and_type(b.name_and_type_index)
            }
            _ => false,
        },
        _ => false,
    }
}
