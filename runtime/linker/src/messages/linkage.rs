//! Texts of `IllegalAccessError`, `AbstractMethodError`, `IncompatibleClassChangeError`.

use heap::oop::SlotExt;
use metadata::module::ModuleEntry;
use metadata::{Field, Klass, KlassFlags, KlassRef, Method, MethodRef};
use threads::JavaThread;

use super::place::{module_of, places};
use crate::access::ClassAccess;
use crate::{lookup, nest, packages};

/// Why `current` may not name `target`.
pub fn class_access(
    t: &JavaThread,
    current: KlassRef,
    target: KlassRef,
    reason: ClassAccess,
) -> String {
    module_access(t, current, target, reason).unwrap_or_else(|| {
        format!(
            "failed to access class {target} from class {current} ({})",
            places(target, current)
        )
    })
}

/// Why `klass` may not extend `parent`; `word`: "superclass" or "superinterface".
pub fn super_access(
    t: &JavaThread,
    klass: KlassRef,
    parent: KlassRef,
    word: &str,
    reason: ClassAccess,
) -> String {
    match module_access(t, klass, parent, reason) {
        Some(detail) if word == "superclass" => format!("superclass access check failed: {detail}"),
        Some(detail) => format!("superinterface check failed: {detail}"),
        None => {
            let kind = if word == "superclass" && parent.is_abstract() {
                "abstract "
            } else {
                ""
            };
            let places = places(klass, parent);
            format!("class {klass} cannot access its {kind}{word} {parent} ({places})")
        }
    }
}

/// The module system's reasons; none if it is not to blame.
fn module_access(
    t: &JavaThread,
    current: KlassRef,
    target: KlassRef,
    reason: ClassAccess,
) -> Option<String> {
    let (from, to) = (module_of(current), module_of(target));
    let named = |module: &ModuleEntry| module_name(t, module);
    let because = match reason {
        ClassAccess::NotReadable => format!("{} does not read {}", named(from), named(to)),
        ClassAccess::NotExported => {
            let package = packages::package_of(target.name.bytes()).unwrap_or(b"");
            let package = classfile::mutf8::decode(package).replace('/', ".");
            format!("{} does not export {package} to {}", named(to), named(from))
        }
        ClassAccess::Granted | ClassAccess::NotPublic => return None,
    };
    Some(format!(
        "class {current} (in {}) cannot access class {target} (in {}) because {because}",
        named(from),
        named(to)
    ))
}

/// `module m`, or `unnamed module @0x1b2c3d` with the identity hash of the `java.lang.Module`.
fn module_name(t: &JavaThread, module: &ModuleEntry) -> String {
    match (module.name, module.object.oop(t.no_safepoint())) {
        (Some(name), _) => format!("module {name}"),
        (None, Some(object)) => format!("unnamed module @0x{:x}", heap::identity_hash(object)),
        (None, None) => "unnamed module".to_owned(),
    }
}

/// `class A tried to access private method 'void B.m()' (...)`.
pub fn method_access(current: KlassRef, method: MethodRef) -> String {
    let word = |on: bool, word: &'static str| if on { word } else { "" };
    let mut text = format!(
        "class {current} tried to access {}{}{}method '{}' ({})",
        word(method.is_abstract(), "abstract "),
        word(method.is_protected(), "protected "),
        word(method.is_private(), "private "),
        method.external_signature(),
        places(current, method.klass)
    );
    if method.is_private() {
        nest_errors(&mut text, current, method.klass);
    }
    text
}

/// `class A tried to access private field B.x (...)`.
pub fn field_access(current: KlassRef, field: &Field) -> String {
    let protected = field.access_flags & classfile::access::PROTECTED != 0;
    let word = if protected {
        "protected "
    } else if field.is_private() {
        "private "
    } else {
        ""
    };
    let mut text = format!(
        "class {current} tried to access {word}field {}.{} ({})",
        field.holder,
        field.name,
        places(current, field.holder)
    );
    if field.is_private() {
        nest_errors(&mut text, current, field.holder);
    }
    text
}

fn nest_errors(text: &mut String, current: KlassRef, declaring: KlassRef) {
    let errors: Vec<String> = [current, declaring]
        .into_iter()
        .filter_map(nest::error_of)
        .collect();
    if !errors.is_empty() {
        text.push_str(&format!(", ({})", errors.join(", ")));
    }
}

fn kind(klass: &Klass) -> &'static str {
    if klass.is_interface() {
        "interface"
    } else if klass.is_abstract() {
        "abstract class"
    } else {
        "class"
    }
}

/// `abstract void m(int)`: modifiers that matter, and the signature without the class.
fn described(method: &Method) -> String {
    let modifiers = match (method.is_abstract(), method.is_private()) {
        (true, _) => "abstract ",
        (_, true) => "private ",
        _ => "",
    };
    let full = method.external_signature();
    let class = format!(" {}.", method.klass);
    format!("{modifiers}{}", full.replacen(&class, " ", 1))
}

/// The method that an `invokeinterface` on `receiver` selected, which is not public: `'void C.m()'`, named as the receiver's.
pub fn selected_not_public(receiver: KlassRef, method: MethodRef) -> String {
    let full = method.external_signature();
    let class = format!(" {}.", method.klass);
    format!("'{}'", full.replacen(&class, &format!(" {receiver}."), 1))
}

/// A call through a class reached an interface's abstract method, where the class looked for defaults (any of its superinterfaces
/// has some): `Method p/C.m()V is abstract`, C being the first class to look. `None` in all other cases.
pub fn unselected_default(receiver: KlassRef, method: MethodRef) -> Option<String> {
    if !method.klass.is_interface() {
        return None;
    }
    let looked = lookup::superclasses(receiver)
        .filter(|class| {
            class.flags.has(KlassFlags::HAS_DEFAULTS) && class.is_subtype_of(method.klass)
        })
        .last()?;
    Some(format!(
        "Method {}.{}{} is abstract",
        looked.name, method.name, method.descriptor
    ))
}

/// `Receiver class C does not define or inherit an implementation of the resolved method 'abstract void m()' of interface I.`
/// Without `selected` the receiver's own or inherited abstract method is named, if it is another.
pub fn abstract_method(
    receiver: Option<KlassRef>,
    resolved: MethodRef,
    selected: Option<MethodRef>,
) -> String {
    let start = match receiver {
        Some(receiver) => {
            format!(
                "Receiver class {receiver} does not define or inherit an implementation of the resolved method"
            )
        }
        None => "Missing implementation of".to_owned(),
    };
    let mut text = format!(
        "{start} '{}' of {} {}.",
        described(&resolved),
        kind(&resolved.klass),
        resolved.klass
    );
    let inherited = || {
        let found = lookup::class_method(receiver?, resolved.name, resolved.descriptor)?;
        (found.is_abstract() && !found.is_static() && !found.is_private()).then_some(found)
    };
    if let Some(selected) = selected
        .or_else(inherited)
        .filter(|selected| *selected != resolved)
    {
        let modifiers = if selected.is_abstract() {
            "abstract "
        } else if selected.is_private() {
            "private "
        } else {
            ""
        };
        text.push_str(&format!(
            " Selected method is '{modifiers}{}'.",
            selected.external_signature()
        ));
    }
    text
}

/// `invokespecial` in an interface, on an object that is none of its.
pub fn special_receiver(receiver: KlassRef, interface: KlassRef) -> String {
    format!(
        "Receiver class {receiver} must be the current class or a subtype of interface {interface}"
    )
}

/// `Class C does not implement the requested interface I`.
pub fn does_not_implement(receiver: KlassRef, interface: KlassRef) -> String {
    format!("Class {receiver} does not implement the requested interface {interface}")
}
