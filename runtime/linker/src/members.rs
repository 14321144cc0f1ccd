//! Fields and methods of a class being defined: from the class file's rows to `Field` and `Method`.
//!
//! Names become symbols once per constant-pool entry. Annotations that speak to the VM count only in trusted classes
//! ([`Trust`]). Fields that the VM itself needs in library classes (`metadata::well_known`, kind `Injected`) are laid out like
//! declared ones and come last. Pure computation: no safepoint. Read next: `define.rs`, the caller.

use std::sync::OnceLock;

use abi::ElementKind;
use classfile::attribute::annotation::VmAnnotations;
use classfile::{ClassFile, Code, MethodInfo, access};
use metadata::well_known::{self as wk, FieldRow, WellKnownField};
use metadata::{
    ClassLoaderData, Field, FieldFlags, KlassRef, Method, MethodFlags, MethodRef,
    RuntimeConstantPool, Symbol, arena::MetaspaceFull, sym,
};

use crate::default_methods::Overpass;
use crate::layout::FieldShape;
use crate::vtable::Declared;
use crate::{itable, vtable};

/// How far a class is believed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Trust {
    /// Of the boot loader: a library class that may be one the VM knows.
    pub boot: bool,
    /// Its VM annotations are heeded.
    pub annotations: bool,
    /// A hidden class: none of its methods is shown in stack traces.
    pub hidden: bool,
}

/// A field before it has an offset.
pub struct PlannedField {
    pub name: Symbol,
    pub descriptor: Symbol,
    pub access_flags: u16,
    pub class_file_index: u16,
    pub flags: FieldFlags,
    pub shape: FieldShape,
}

/// The rows of the well-known table that name a field to be added to the class.
fn injected_fields(class: Symbol) -> impl Iterator<Item = &'static WellKnownField> {
    static ROWS: OnceLock<Vec<(Symbol, &'static WellKnownField)>> = OnceLock::new();
    let rows = ROWS.get_or_init(|| {
        let injected = wk::FIELDS
            .iter()
            .filter(|row| row.kind == FieldRow::Injected);
        injected
            .map(|row| (Symbol::intern(row.class.name.as_bytes()), *row))
            .collect()
    });
    rows.iter()
        .filter(move |(name, _)| *name == class)
        .map(|(_, row)| *row)
}

fn kind_of(descriptor: &[u8]) -> ElementKind {
    descriptor
        .first()
        .and_then(|c| ElementKind::from_descriptor(*c))
        .unwrap_or(ElementKind::Reference)
}

/// Declared fields in order of the class file, then injected ones.
pub fn fields(
    class_file: &ClassFile<'_>,
    pool: &RuntimeConstantPool,
    class: Symbol,
    trust: Trust,
) -> Vec<PlannedField> {
    let is_reference = trust.boot && class.bytes() == b"java/lang/ref/Reference";
    let mut planned: Vec<PlannedField> = Vec::with_capacity(class_file.fields.len());
    for (index, info) in class_file.fields.iter().enumerate() {
        let name = pool.symbol(info.name_index, class_file.utf8(info.name_index));
        let descriptor = pool.symbol(
            info.descriptor_index,
            class_file.utf8(info.descriptor_index),
        );
        let mut flags = FieldFlags::default();
        if trust.annotations && info.visible_annotations.is_some() {
            let annotations = class_file.field_vm_annotations(info);
            let bit = |annotation, bit| {
                if annotations.contains(annotation) {
                    bit
                } else {
                    0
                }
            };
            flags.0 |= bit(VmAnnotations::STABLE, FieldFlags::STABLE);
            flags.0 |= bit(VmAnnotations::CONTENDED, FieldFlags::CONTENDED);
        }
        planned.push(PlannedField {
            name,
            descriptor,
            access_flags: info.access_flags,
            class_file_index: index as u16,
            flags,
            shape: FieldShape {
                kind: kind_of(descriptor.bytes()),
                is_static: info.access_flags & access::STATIC != 0,
                untraced: is_reference && matches!(name.bytes(), b"referent" | b"discovered"),
            },
        });
    }
    if trust.boot {
        planned.extend(injected_fields(class).map(|row| PlannedField {
            name: Symbol::intern(row.name.as_bytes()),
            descriptor: Symbol::intern(row.descriptor.as_bytes()),
            access_flags: 0,
            class_file_index: u16::MAX,
            flags: FieldFlags(FieldFlags::INJECTED),
            shape: FieldShape {
                kind: kind_of(row.descriptor.as_bytes()),
                is_static: false,
                untraced: false,
            },
        }));
    }
    planned
}

/// The fields with their offsets.
pub fn place_fields(planned: Vec<PlannedField>, offsets: &[u32], holder: KlassRef) -> Box<[Field]> {
    let place = |(field, offset): (PlannedField, &u32)| Field {
        holder,
        name: field.name,
        descriptor: field.descriptor,
        offset: *offset,
        access_flags: field.access_flags,
        class_file_index: field.class_file_index,
        kind: field.shape.kind,
        flags: field.flags,
    };
    planned.into_iter().zip(offsets).map(place).collect()
}

/// Names and flags of the declared methods, in order of the class file.
pub fn declared_methods(class_file: &ClassFile<'_>, pool: &RuntimeConstantPool) -> Vec<Declared> {
    let declared = |info: &MethodInfo| {
        let name = pool.symbol(info.name_index, class_file.utf8(info.name_index));
        Declared {
            name,
            descriptor: pool.symbol(
                info.descriptor_index,
                class_file.utf8(info.descriptor_index),
            ),
            access_flags: info.access_flags,
            is_initializer: name == sym::INIT || name == sym::CLINIT,
        }
    };
    class_file.methods.iter().map(declared).collect()
}

/// Indices of `declared`, sorted by (name, descriptor) address.
pub fn method_order(declared: &[Declared]) -> Box<[u16]> {
    let mut order: Box<[u16]> = (0..declared.len() as u16).collect();
    order.sort_unstable_by_key(|&index| {
        let method = &declared[index as usize];
        (method.name, method.descriptor)
    });
    order
}

fn vm_flags(class_file: &ClassFile<'_>, info: &MethodInfo, trust: Trust) -> u32 {
    const ROWS: [(VmAnnotations, u32); 8] = [
        (
            VmAnnotations::CALLER_SENSITIVE,
            MethodFlags::CALLER_SENSITIVE,
        ),
        (VmAnnotations::HIDDEN, MethodFlags::HIDDEN),
        (VmAnnotations::FORCE_INLINE, MethodFlags::FORCE_INLINE),
        (VmAnnotations::DONT_INLINE, MethodFlags::DONT_INLINE),
        (
            VmAnnotations::COMPILED_LAMBDA_FORM,
            MethodFlags::LAMBDA_FORM_COMPILED,
        ),
        (
            VmAnnotations::INTRINSIC_CANDIDATE,
            MethodFlags::INTRINSIC_CANDIDATE,
        ),
        (
            VmAnnotations::RESERVED_STACK_ACCESS,
            MethodFlags::RESERVED_STACK_ACCESS,
        ),
        (VmAnnotations::SCOPED, MethodFlags::SCOPED),
    ];
    let mut flags = 0;
    if info.access_flags & access::SYNCHRONIZED != 0 {
        flags |= MethodFlags::HAS_MONITORS;
    }
    if trust.hidden {
        flags |= MethodFlags::HIDDEN;
    }
    if trust.annotations && info.visible_annotations.is_some() {
        let annotations = class_file.method_vm_annotations(info);
        flags |= ROWS
            .iter()
            .filter(|(annotation, _)| annotations.contains(*annotation))
            .fold(0, |all, (_, bit)| all | bit);
    }
    flags
}

/// JVMS 2.9.3: native varargs methods of `MethodHandle` and `VarHandle` with the one parameter `Object[]`.
fn is_polymorphic(method: &Declared) -> bool {
    const FLAGS: u16 = access::NATIVE | access::VARARGS;
    method.access_flags & FLAGS == FLAGS
        && method
            .descriptor
            .bytes()
            .starts_with(b"([Ljava/lang/Object;)")
}

/// Methods in one block of the loader's arena.
struct Block {
    next: *mut Method,
    left: usize,
}

impl Block {
    fn new(data: &ClassLoaderData, count: usize) -> Result<Block, MetaspaceFull> {
        let bytes = count * size_of::<Method>();
        Ok(Block {
            next: if count == 0 {
                std::ptr::null_mut()
            } else {
                data.allocate(bytes)?.cast()
            },
            left: count,
        })
    }

    fn push(&mut self, method: Method) -> MethodRef {
        assert!(self.left > 0, "the block was sized for its methods");
        self.left -= 1;
        // SAFETY: `new` allocated room for `count` methods, aligned to 16 as `Method` is; the arena lives as long as the loader.
        unsafe {
            self.next.write(method);
            let reference = MethodRef::from_ptr(self.next);
            self.next = self.next.add(1);
            metadata::method_map::add(reference);
            reference
        }
    }
}

/// What [`make_methods`] needs of the class being defined.
pub struct MethodContext<'c> {
    pub class_file: &'c ClassFile<'static>,
    pub class: Symbol,
    pub trust: Trust,
    pub data: &'static ClassLoaderData,
    /// The class's address, not yet to be followed.
    pub holder: KlassRef,
}

/// Declared `max_locals` from which on the code is asked what it needs: no compiler writes such methods, mutated and obfuscated class
/// files have them, and frames of half a megabyte help nobody.
const MANY_LOCALS: u16 = 1024;

/// The locals that a frame of `code` has: the declared number, or for very large ones the number that the code can name. Never fewer
/// than the arguments.
fn needed_locals(code: &Code<'_>, argument_slots: u16) -> u16 {
    if code.max_locals < MANY_LOCALS {
        return code.max_locals;
    }
    let (mut bci, mut needed) = (0, u32::from(argument_slots));
    while (bci as usize) < code.code.len() {
        let Ok(insn) = bytecode::decode_at(code.code, bci) else {
            return code.max_locals;
        };
        if insn.opcode.format().has_local() {
            // Longs and doubles have a second half.
            needed = needed.max(insn.local() + 2);
        }
        bci = insn.next;
    }
    needed.min(u32::from(code.max_locals)) as u16
}

/// Makes the declared methods. `cells` are the vtable indices planned for them.
///
/// # Errors
/// The class region is full.
pub fn make_methods(
    context: &MethodContext<'_>,
    declared: &[Declared],
    cells: &[Option<u16>],
) -> Result<Box<[MethodRef]>, MetaspaceFull> {
    let class_file = context.class_file;
    let may_be_polymorphic = context.trust.boot
        && (context.class == sym::JAVA_LANG_INVOKE_METHOD_HANDLE
            || context.class == sym::JAVA_LANG_INVOKE_VAR_HANDLE);
    let mut block = Block::new(context.data, declared.len())?;
    let mut itable_index = 0;
    let make = |(index, row): (usize, &Declared)| {
        let info = &class_file.methods[index];
        let entry = metadata::method::entry_points().for_flags(row.access_flags);
        let mut method = Method::new(
            context.holder,
            row.name,
            row.descriptor,
            row.access_flags,
            index as u16,
            entry,
        );
        if let Some(code) = class_file.code(info) {
            method.max_locals = needed_locals(&code, method.argument_slots);
        }
        let mut flags = vm_flags(class_file, info, context.trust);
        if may_be_polymorphic && is_polymorphic(row) {
            flags |= MethodFlags::POLYMORPHIC;
        }
        method.flags.set(flags);
        method.set_vtable_index(
            cells[index].map_or(metadata::method::vtable_index::NONVIRTUAL, i32::from),
        );
        if class_file.is_interface() && itable::needs_index(row.access_flags, row.is_initializer) {
            method.set_itable_index(itable_index);
            itable_index += 1;
        }
        block.push(method)
    };
    Ok(declared.iter().enumerate().map(make).collect())
}

/// Makes the methods that throw because default methods conflict. Public and abstract, with vtable cells from `plan`; whoever
/// executes one asks [`crate::default_methods::conflict_message`] for the text.
///
/// # Errors
/// The class region is full.
pub fn make_overpasses(
    context: &MethodContext<'_>,
    overpasses: &[Overpass],
    plan: &vtable::Plan,
) -> Result<Vec<MethodRef>, MetaspaceFull> {
    let mut block = Block::new(context.data, overpasses.len())?;
    let make = |(index, overpass): (usize, &Overpass)| {
        let flags = access::PUBLIC | access::ABSTRACT | access::SYNTHETIC;
        let entry = metadata::method::entry_points().for_flags(flags);
        let method = Method::new(
            context.holder,
            overpass.name,
            overpass.descriptor,
            flags,
            u16::MAX,
            entry,
        );
        method.flags.set(MethodFlags::SYNTHESIZED);
        let cell = plan
            .cells
            .iter()
            .position(|cell| *cell == vtable::Cell::Overpass(index as u16));
        method.set_vtable_index(
            cell.map_or(metadata::method::vtable_index::UNASSIGNED, |cell| {
                cell as i32
            }),
        );
        block.push(method)
    };
    Ok(overpasses.iter().enumerate().map(make).collect())
}
