//! Methodref and InterfaceMethodref (JVMS 5.4.3.3, 5.4.3.4): class, lookup, access, loading constraints; and the checks that the
//! instruction adds. Shared by constant-pool entries and by `java.lang.invoke`'s member names.
//!
//! The cell holds the Method's address, or (bit 0 set) the address of a [`HandleSite`]: a signature-polymorphic call that Java
//! code linked. Read next: `invoke.rs`, `../method_handles/polymorphic.rs`.

use classfile::{CpTag, MethodDescriptor};
use metadata::{KlassRef, MethodRef, OopSlot, Symbol};
use threads::{JavaResult, JavaThread, Thrown};

use super::errors::remembered;
use super::{InvokeKind, Target};
use crate::method_handles::polymorphic;
use crate::{access, constraints, lookup, vtable};

/// A linked signature-polymorphic call: call `adapter` with the appendix as last argument.
#[derive(Clone, Copy)]
pub struct HandleSite {
    pub adapter: MethodRef,
    pub appendix: Option<&'static OopSlot>,
}

/// What a reference resolved to.
#[derive(Clone, Copy)]
pub enum Resolved {
    Method { klass: KlassRef, method: MethodRef },
    Handle(HandleSite),
}

/// The symbols of a NameAndType entry.
///
/// # Errors
/// `ClassFormatError` if it is none (class files that were not verified).
pub(crate) fn name_and_type(
    t: &mut JavaThread,
    holder: KlassRef,
    index: u16,
) -> JavaResult<(Symbol, Symbol)> {
    let instance = holder.instance();
    let pool = &instance.class_file.pool;
    let symbols = pool
        .name_and_type_indices(index)
        .and_then(|(name, descriptor)| {
            let cells = &instance.constant_pool;
            Some((
                cells.symbol(name, pool.utf8(name)?),
                cells.symbol(descriptor, pool.utf8(descriptor)?),
            ))
        });
    match symbols {
        Some(symbols) => Ok(symbols),
        None => Err(t.throw_new(
            "java/lang/ClassFormatError",
            &format!("Bad constant {index} in class {holder}"),
        )),
    }
}

/// `void pkg.Type.name(int)` for a method that need not exist.
pub fn signature_text(klass: KlassRef, name: Symbol, descriptor: Symbol) -> String {
    let Some(parsed) = MethodDescriptor::parse(descriptor.bytes()) else {
        return format!("{klass}.{name}{descriptor}");
    };
    let parameters: Vec<String> = parsed
        .parameters()
        .map(|parameter| parameter.java_name())
        .collect();
    format!(
        "{} {klass}.{name}({})",
        parsed.return_type().java_name(),
        parameters.join(", ")
    )
}

/// The method of entry `cp_index`, as an instruction of kind `kind` in `holder` names it. May load classes, run Java, collect.
///
/// # Errors
/// `IncompatibleClassChangeError`, `NoSuchMethodError`, `IllegalAccessError`, those of class resolution.
pub fn method_of(
    t: &mut JavaThread,
    holder: KlassRef,
    cp_index: u16,
    kind: InvokeKind,
) -> JavaResult<Resolved> {
    let instance = holder.instance();
    let reference = instance
        .class_file
        .pool
        .member_ref(cp_index)
        .filter(|reference| reference.tag != CpTag::Fieldref);
    let Some(reference) = reference else {
        return Err(t.throw_new(
            "java/lang/ClassFormatError",
            &format!("Bad constant {cp_index} in class {holder}"),
        ));
    };
    let klass = super::class(t, holder, reference.class_index)?;
    let (name, descriptor) = name_and_type(t, holder, reference.name_and_type_index)?;
    check_kind_of_class(t, klass, kind)?;
    if klass.is_interface() != (reference.tag == CpTag::InterfaceMethodref) {
        let wanted = if klass.is_interface() {
            "InterfaceMethodref"
        } else {
            "Methodref"
        };
        let text = format!(
            "Method '{}' must be {wanted} constant",
            signature_text(klass, name, descriptor)
        );
        return Err(t.throw_new("java/lang/IncompatibleClassChangeError", &text));
    }
    if let Some(resolved) = from_cell(klass, instance.constant_pool.get(cp_index)) {
        return Ok(resolved);
    }
    remembered(t, holder, u32::from(cp_index), |t| {
        let generic = lookup::polymorphic(klass, name)
            .filter(|method| polymorphic::linker_kind(method.name) == 0);
        let cell = if generic.is_some() {
            let site = polymorphic::link_call(t, holder, klass, name, descriptor)?;
            match holder.loader_data.allocate_value(site) {
                Ok(place) => place as u64 | 1,
                Err(_) => return Err(crate::exceptions::throw_metaspace(t)),
            }
        } else {
            u64::from(find(t, klass, name, descriptor, Some(holder))?.address())
        };
        let cell = instance.constant_pool.publish(cp_index, cell);
        Ok(from_cell(klass, cell).expect("a published cell"))
    })
}

/// As [`method_of`], if the entry is resolved and an instruction of kind `kind` may name it. No side effects.
pub(super) fn method_if_resolved(
    holder: KlassRef,
    cp_index: u16,
    kind: InvokeKind,
) -> Option<Resolved> {
    let instance = holder.instance();
    let reference = instance.class_file.pool.member_ref(cp_index);
    let reference = reference.filter(|reference| reference.tag != CpTag::Fieldref)?;
    let klass = super::class_if_resolved(holder, reference.class_index)?;
    let is_right = names_kind_of_class(klass, kind)
        && klass.is_interface() == (reference.tag == CpTag::InterfaceMethodref);
    match is_right {
        true => from_cell(klass, instance.constant_pool.get(cp_index)),
        false => None,
    }
}

fn from_cell(klass: KlassRef, cell: u64) -> Option<Resolved> {
    if cell & 1 != 0 {
        // SAFETY: such a cell was made by `method_of` from a HandleSite in the holder's arena.
        return Some(Resolved::Handle(unsafe {
            *((cell & !1) as usize as *const HandleSite)
        }));
    }
    // SAFETY: other cells hold 0 or a Method that the holder's loader keeps alive by loading constraint or delegation.
    let method = unsafe { MethodRef::from_address(cell as u32) }?;
    Some(Resolved::Method { klass, method })
}

/// `invokevirtual` names classes, `invokeinterface` interfaces.
fn names_kind_of_class(klass: KlassRef, kind: InvokeKind) -> bool {
    match kind {
        InvokeKind::Virtual => !klass.is_interface(),
        InvokeKind::Interface => klass.is_interface(),
        InvokeKind::Static | InvokeKind::Special => true,
    }
}

/// Checks [`names_kind_of_class`].
///
/// # Errors
/// `IncompatibleClassChangeError`.
pub(crate) fn check_kind_of_class(
    t: &mut JavaThread,
    klass: KlassRef,
    kind: InvokeKind,
) -> JavaResult<()> {
    if names_kind_of_class(klass, kind) {
        return Ok(());
    }
    let text = match klass.is_interface() {
        true => format!("Found interface {klass}, but class was expected"),
        false => format!("Found class {klass}, but interface was expected"),
    };
    Err(t.throw_new("java/lang/IncompatibleClassChangeError", &text))
}

/// Method resolution proper. Access is checked for `caller` if there is one. The linkers of `java.lang.invoke` are made here.
///
/// # Errors
/// `NoSuchMethodError`, `IllegalAccessError`, `LinkageError` of a loading constraint.
pub fn find(
    t: &mut JavaThread,
    klass: KlassRef,
    name: Symbol,
    descriptor: Symbol,
    caller: Option<KlassRef>,
) -> JavaResult<MethodRef> {
    if let Some(generic) = lookup::polymorphic(klass, name) {
        if let Some(caller) = caller {
            access::check_method(t, caller, klass, generic)?;
        }
        let kind = polymorphic::linker_kind(name);
        if kind != 0 {
            return polymorphic::linker(t, generic, kind, descriptor);
        }
    }
    let found = if klass.is_interface() {
        lookup::interface_method(klass, name, descriptor)
    } else {
        lookup::method(klass, name, descriptor)
    };
    let Some(method) = found else {
        let text = format!("'{}'", signature_text(klass, name, descriptor));
        return Err(t.throw_new("java/lang/NoSuchMethodError", &text));
    };
    if let Some(caller) = caller {
        access::check_method(t, caller, klass, method)?;
        constraints::check_method(t, caller, method.klass, name, descriptor)?;
    }
    Ok(method)
}

/// Why an instruction cannot call the method it names.
pub(super) enum Refusal {
    /// Static or not: the text before the method.
    Expected(&'static str),
    /// A constructor that the named class inherits.
    Constructor,
    IndirectInterface,
    Missing,
}

/// What calling the resolved `method` through `klass` by `kind` runs. `caller`: the class with the call, for `invokespecial`.
///
/// # Errors
/// `IncompatibleClassChangeError` (static or not), `AbstractMethodError`, `NoSuchMethodError` (constructors).
pub fn target(
    t: &mut JavaThread,
    caller: Option<KlassRef>,
    klass: KlassRef,
    method: MethodRef,
    kind: InvokeKind,
) -> JavaResult<Target> {
    judge(caller, klass, method, kind).map_err(|refusal| throw(t, klass, method, refusal))
}

/// [`target`] without throwing. No side effects.
pub(super) fn judge(
    caller: Option<KlassRef>,
    klass: KlassRef,
    method: MethodRef,
    kind: InvokeKind,
) -> Result<Target, Refusal> {
    if method.linker_kind != 0 {
        return Ok(Target::Direct(method));
    }
    let complaint = match (kind, method.is_static()) {
        (InvokeKind::Static, false) => Some("Expected static method"),
        (InvokeKind::Interface, true) => Some("Expected instance not static method"),
        (InvokeKind::Virtual | InvokeKind::Special, true) => Some("Expecting non-static method"),
        _ => None,
    };
    match complaint {
        // A constructor of a superclass is "not found" before anything else is said about it.
        Some(text) if !(kind == InvokeKind::Special && method.is_constructor()) => {
            Err(Refusal::Expected(text))
        }
        _ => match kind {
            InvokeKind::Static => Ok(Target::Direct(method)),
            InvokeKind::Special => special(caller, klass, method).map(Target::Direct),
            InvokeKind::Virtual | InvokeKind::Interface => Ok(dispatch(klass, method)),
        },
    }
}

fn throw(t: &mut JavaThread, klass: KlassRef, method: MethodRef, refusal: Refusal) -> Thrown {
    let wanted = || signature_text(klass, method.name, method.descriptor);
    let (class, text) = match refusal {
        Refusal::Expected(text) => (
            "java/lang/IncompatibleClassChangeError",
            format!("{text} '{}'", method.external_signature()),
        ),
        Refusal::Constructor => {
            let name = wanted().replacen(&format!(" {klass}."), " ", 1);
            (
                "java/lang/NoSuchMethodError",
                format!("{klass}: method '{name}' not found"),
            )
        }
        Refusal::IndirectInterface => (
            "java/lang/IncompatibleClassChangeError",
            format!(
                "Interface method reference: '{}', is in an indirect superinterface {klass}",
                method.external_signature()
            ),
        ),
        Refusal::Missing => ("java/lang/AbstractMethodError", format!("'{}'", wanted())),
    };
    t.throw_new(class, &text)
}

/// How a non-static method is called when the receiver decides. `klass`: the class the call names.
pub fn dispatch(klass: KlassRef, method: MethodRef) -> Target {
    if lookup::is_statically_bound(&method) {
        return Target::Direct(method);
    }
    if !method.klass.is_interface() {
        return match u16::try_from(method.vtable_index()) {
            Ok(index) => Target::Virtual {
                index,
                resolved: method,
            },
            Err(_) => Target::Direct(method),
        };
    }
    if !klass.is_interface()
        && let Some(index) = vtable::index_of(&klass, method.name, method.descriptor)
    {
        return Target::Virtual {
            index,
            resolved: method,
        };
    }
    match u16::try_from(method.itable_index()) {
        Ok(index) => Target::Interface {
            interface: method.klass,
            index,
            resolved: method,
        },
        Err(_) => Target::Direct(method),
    }
}

/// The method an `invokespecial` runs (JVMS 6.5.invokespecial): constructors and private methods themselves, else for calls of a
/// superclass's method what the direct superclass has.
fn special(
    caller: Option<KlassRef>,
    klass: KlassRef,
    method: MethodRef,
) -> Result<MethodRef, Refusal> {
    if method.is_constructor() {
        return match method.klass == klass {
            true => Ok(method),
            false => Err(Refusal::Constructor),
        };
    }
    let mut selected = method;
    if let Some(caller) = caller.map(|caller| caller.original()) {
        if klass.is_interface() && !is_same_or_direct_interface(caller, klass) {
            return Err(Refusal::IndirectInterface);
        }
        if caller != klass
            && !klass.is_interface()
            && lookup::is_subclass_of(caller, klass)
            && let Some(parent) = caller.super_klass
        {
            let found = lookup::instance_method(parent, method.name, method.descriptor);
            selected = found.ok_or(Refusal::Missing)?;
        }
    }
    match selected.is_abstract() {
        true => Err(Refusal::Missing),
        false => Ok(selected),
    }
}

fn is_same_or_direct_interface(caller: KlassRef, interface: KlassRef) -> bool {
    caller == interface
        || caller
            .flags
            .has(metadata::klass::KlassFlags::MAGIC_ACCESSOR)
        || caller.instance().interfaces.contains(&interface)
}
