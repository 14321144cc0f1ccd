//! A class from its parts: layout, vtable, members, flags, and the Klass itself. The computed part of `define`: nothing here
//! throws Java errors, loads or collects; the one failure is a full class region.
//!
//! The vtable is planned over names first, then the memory of the Klass is reserved, then methods and fields are made, which name
//! its address, then the Klass is written. Read next: `members.rs`, `vtable.rs`, `layout.rs`.

use std::sync::atomic::Ordering;

use abi::LayoutHelper;
use classfile::{ClassFile, access};
use metadata::arena::MetaspaceFull;
use metadata::klass::InitLock;
use metadata::loader_data::LoaderKind;
use metadata::module::{ModuleEntry, PackageEntry};
use metadata::reference::AtomicKlassRef;
use metadata::{
    ClassLoaderData, InstanceKind, InstanceKlass, Klass, KlassFlags, KlassRef, MethodRef, OopSlot,
    RefMapBlock, ReservedKlass, RuntimeConstantPool, Symbol, sym, well_known as wk,
};

use crate::default_methods::{self, Selection};
use crate::define::{Definition, parse_options};
use crate::layout::{self, Layout};
use crate::members::{self, MethodContext, PlannedField, Trust};
use crate::vtable::{self, Cell, Declared, Plan};
use crate::{hidden, mirrors, packages};

/// What is known of the class when nothing can throw any more.
pub(crate) struct Parts {
    pub(crate) name: Symbol,
    pub(crate) class_file: ClassFile<'static>,
    pub(crate) super_klass: Option<KlassRef>,
    pub(crate) interfaces: Vec<KlassRef>,
    pub(crate) module: &'static ModuleEntry,
    pub(crate) package: Option<&'static PackageEntry>,
    pub(crate) pool: RuntimeConstantPool,
    pub(crate) declared: Vec<Declared>,
}

/// Layout, tables, members, Klass. No safepoint.
pub(crate) fn build(
    definition: &Definition<'_>,
    mut parts: Parts,
) -> Result<KlassRef, MetaspaceFull> {
    let data = definition.data;
    let trust = Trust {
        boot: definition.loader.is_boot() && definition.hidden.is_none(),
        annotations: match &definition.hidden {
            Some(options) => options.vm_annotations,
            None => matches!(
                definition.loader.kind,
                LoaderKind::Boot | LoaderKind::Platform
            ),
        },
        hidden: definition.hidden.is_some(),
    };
    let planned = members::fields(&parts.class_file, &parts.pool, parts.name, trust);
    let layout = lay_out(&planned, parts.super_klass);
    let class_flags = parts.class_file.access_flags;
    let package = packages::package_of(parts.name.bytes());
    let mut plan = vtable::plan(
        &parts.declared,
        parts.super_klass,
        definition.loader,
        package,
        class_flags,
    );
    let (all_interfaces, inherited) =
        default_methods::all_interfaces(parts.super_klass, &parts.interfaces);
    let selection = if parts.class_file.is_interface() {
        Selection::default()
    } else {
        default_methods::select(
            &mut plan,
            &parts.declared,
            parts.super_klass,
            &all_interfaces,
            inherited,
        )
    };

    let reserved = ReservedKlass::new(data, plan.cells.len())?;
    let holder = reserved.reference();
    if definition.hidden.is_some() {
        parts.name = hidden::mangled_name(parts.name, holder);
    }
    let context = MethodContext {
        class_file: &parts.class_file,
        class: parts.name,
        trust,
        data,
        holder,
    };
    let methods = members::make_methods(&context, &parts.declared, &plan.declared)?;
    let overpasses = members::make_overpasses(&context, &selection.overpasses, &plan)?;
    let cells = cells_of(&plan, &methods, &overpasses);

    let flags = klass_flags(definition, &parts, &all_interfaces);
    let slow = class_flags & (access::ABSTRACT | access::INTERFACE) != 0
        || flags.has(KlassFlags::HAS_FINALIZER)
        || trust.boot && parts.name == sym::JAVA_LANG_CLASS;
    let mut klass = Klass::new(
        parts.name,
        LayoutHelper::instance(layout.size_bytes, slow),
        parts.super_klass,
        data,
    );
    klass.access_flags = class_flags;
    klass.flags = flags;
    if trust.boot
        && let Some(kind) = instance_kind(parts.name)
    {
        klass.kind = kind;
    }
    klass.ref_map = ref_map(data, parts.super_klass, &layout.ref_map)?;
    klass.secondary_supers = secondary_supers(data, parts.super_klass, &all_interfaces)?;
    // The class itself is what its own name means to it, also if that name is in no dictionary.
    parts
        .pool
        .cell(parts.class_file.this_class)
        .store(u64::from(holder.address()), Ordering::Relaxed);
    klass.instance = Some(Box::new(InstanceKlass {
        constant_pool: parts.pool,
        interfaces: parts.interfaces.into(),
        all_interfaces: all_interfaces.into(),
        method_order: members::method_order(&parts.declared),
        methods,
        fields: members::place_fields(planned, &layout.offsets, holder),
        default_methods: selection
            .defaults
            .iter()
            .chain(&overpasses)
            .copied()
            .collect(),
        itable: Default::default(),
        mirror_size: layout.mirror_size,
        static_refs: layout.static_refs,
        nest_host: AtomicKlassRef::new(definition.nest_host),
        module: parts.module,
        package: parts.package,
        init: InitLock::default(),
        init_error: OopSlot::null(),
        subclass_count: Default::default(),
        published: Default::default(),
        source: definition.source.into(),
        version_of: definition.version_of,
        seen_again: Default::default(),
        class_file: parts.class_file,
    }));
    Ok(reserved.complete(klass, &cells))
}

fn lay_out(planned: &[PlannedField], super_klass: Option<KlassRef>) -> Layout {
    let shapes: Vec<layout::FieldShape> = planned.iter().map(|field| field.shape).collect();
    let super_end = super_klass.map_or(0, |parent| layout::instance_end(&parent));
    layout::lay_out(&shapes, super_end, mirrors::class_size())
}

fn cells_of(plan: &Plan, methods: &[MethodRef], overpasses: &[MethodRef]) -> Vec<MethodRef> {
    let method = |cell: &Cell| match cell {
        Cell::Existing(method) => *method,
        Cell::Declared(index) => methods[*index as usize],
        Cell::Overpass(index) => overpasses[*index as usize],
    };
    plan.cells.iter().map(method).collect()
}

/// `finalize()` with a body that does something. JLS 12.6.
fn declares_finalizer(parts: &Parts) -> bool {
    if parts.name == sym::JAVA_LANG_OBJECT || parts.class_file.is_interface() {
        return false;
    }
    const RETURN: [u8; 1] = [bytecode::Opcode::Return as u8];
    let found = parts.declared.iter().position(|method| {
        method.name == sym::FINALIZE
            && method.descriptor == sym::VOID_SIGNATURE
            && method.access_flags & (access::STATIC | access::ABSTRACT) == 0
    });
    found.is_some_and(|index| {
        let code = parts.class_file.code(&parts.class_file.methods[index]);
        code.is_none_or(|code| code.code != RETURN)
    })
}

fn klass_flags(
    definition: &Definition<'_>,
    parts: &Parts,
    all_interfaces: &[KlassRef],
) -> KlassFlags {
    let inherited = parts.super_klass.map_or(0, |parent| parent.flags.0);
    let mut flags = inherited
        & (KlassFlags::HAS_FINALIZER
            | KlassFlags::HAS_DEFAULTS
            | KlassFlags::CLONEABLE
            | KlassFlags::MAGIC_ACCESSOR);
    let mut set = |condition: bool, bit: u32| {
        if condition {
            flags |= bit;
        }
    };
    let declares_defaults = parts.class_file.is_interface()
        && parts
            .declared
            .iter()
            .any(|method| method.access_flags & (access::ABSTRACT | access::STATIC) == 0);
    set(
        declares_defaults,
        KlassFlags::DECLARES_DEFAULTS | KlassFlags::HAS_DEFAULTS,
    );
    set(
        all_interfaces
            .iter()
            .any(|i| i.flags.has(KlassFlags::DECLARES_DEFAULTS)),
        KlassFlags::HAS_DEFAULTS,
    );
    set(
        all_interfaces
            .iter()
            .any(|i| i.loader_data.is_boot() && i.name == sym::JAVA_LANG_CLONEABLE),
        KlassFlags::CLONEABLE,
    );
    let is_magic =
        definition.loader.is_boot() && parts.name.bytes() == wk::MAGIC_ACCESSOR.name.as_bytes();
    set(is_magic, KlassFlags::MAGIC_ACCESSOR);
    set(declares_finalizer(parts), KlassFlags::HAS_FINALIZER);
    let is_record = parts.class_file.attributes.record.is_some()
        && parts.class_file.access_flags & access::FINAL != 0
        && parts.super_klass.is_some_and(|parent| {
            parent.loader_data.is_boot() && parent.name.bytes() == b"java/lang/Record"
        });
    set(is_record, KlassFlags::RECORD);
    if let Some(options) = &definition.hidden {
        set(true, KlassFlags::HIDDEN);
        set(options.strong, KlassFlags::STRONG_HIDDEN);
    }
    let verify = parse_options(None, definition.loader).verify;
    let is_magic = KlassFlags(flags).has(KlassFlags::MAGIC_ACCESSOR);
    if verify && !is_magic {
        flags |= KlassFlags::NEEDS_VERIFICATION;
    }
    KlassFlags(flags)
}

/// Library classes whose instances the collector treats in its own way; their subclasses inherit it.
fn instance_kind(name: Symbol) -> Option<InstanceKind> {
    Some(match name.bytes() {
        b"java/lang/Class" => InstanceKind::Mirror,
        b"java/lang/ClassLoader" => InstanceKind::Loader,
        b"java/lang/ref/SoftReference" => InstanceKind::SoftReference,
        b"java/lang/ref/WeakReference" => InstanceKind::WeakReference,
        b"java/lang/ref/FinalReference" => InstanceKind::FinalReference,
        b"java/lang/ref/PhantomReference" => InstanceKind::PhantomReference,
        _ => return None,
    })
}

/// The superclass's map and the class's own runs, neighbours joined.
fn ref_map(
    data: &ClassLoaderData,
    super_klass: Option<KlassRef>,
    own: &[RefMapBlock],
) -> Result<&'static [RefMapBlock], MetaspaceFull> {
    let inherited = super_klass.map_or(&[][..], |parent| parent.ref_map);
    if own.is_empty() && super_klass.is_some_and(|parent| std::ptr::eq(parent.loader_data, data)) {
        return Ok(inherited);
    }
    let mut blocks = inherited.to_vec();
    for block in own {
        match blocks.last_mut() {
            Some(last) if last.offset + 8 * last.count == block.offset => last.count += block.count,
            _ => blocks.push(*block),
        }
    }
    if blocks.is_empty() {
        Ok(&[])
    } else {
        data.allocate_slice(&blocks)
    }
}

/// All interfaces, and superclasses that are too deep for the display.
fn secondary_supers(
    data: &ClassLoaderData,
    super_klass: Option<KlassRef>,
    all_interfaces: &[KlassRef],
) -> Result<&'static [KlassRef], MetaspaceFull> {
    let mut supers = all_interfaces.to_vec();
    let mut above = super_klass;
    while let Some(klass) = above.filter(|klass| klass.depth as usize >= metadata::klass::DISPLAY) {
        supers.push(klass);
        above = klass.super_klass;
    }
    if supers.is_empty() {
        Ok(&[])
    } else {
        data.allocate_slice(&supers)
    }
}
