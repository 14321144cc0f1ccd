//! What attributes say about a class: its signature, annotations, enclosing class and method, members, nest, record components'
//! origin, permitted subclasses. JVMS 4.7.6, 4.7.7, 4.7.9, 4.7.16, 4.7.28-4.7.31.
//!
//! Read next: `members.rs`.

use heap::Handle;
use linker::{arrays, resolve, strings};
use metadata::well_known as wk;
use metadata::{KlassFlags, KlassRef};
use threads::{JavaResult, JavaThread, Thrown};

use crate::entry::jvm;
use crate::vm;

/// How a class entry of InnerClasses names the class itself: by index, or by name where the pool has two entries.
fn is_own_entry(klass: KlassRef, index: u16) -> bool {
    let class_file = &klass.instance().class_file;
    index == class_file.this_class || class_file.pool.class_name(index) == Some(class_file.name())
}

fn not_a_member(thread: &mut JavaThread, inner: KlassRef, outer: KlassRef) -> Thrown {
    let text = format!(
        "{} and {} disagree on InnerClasses attribute",
        outer.external_name(),
        inner.external_name()
    );
    thread.throw_new("java/lang/IncompatibleClassChangeError", &text)
}

/// The class a member class is declared in. `inner_is_member`: local and anonymous classes have none.
fn declaring_class(thread: &mut JavaThread, klass: KlassRef) -> JavaResult<Option<KlassRef>> {
    let row = klass
        .instance()
        .class_file
        .inner_classes()
        .find(|row| is_own_entry(klass, row.inner_class));
    let Some(row) = row.filter(|row| row.outer_class != 0) else {
        return Ok(None);
    };
    let outer = resolve::class(thread, klass, row.outer_class)?;
    if outer.is_array() {
        return Err(not_a_member(thread, klass, outer));
    }
    // The outer class must agree that this is its member (JVMS 4.7.6: a VM need not check; the library relies on it).
    let row = outer.instance().class_file.inner_classes().find(|other| {
        let class_file = &outer.instance().class_file;
        is_own_entry(outer, other.outer_class)
            && class_file.pool.class_name(other.inner_class) == Some(klass.name.bytes())
    });
    // Of several loaders' classes of that name the outer class means one.
    match row {
        Some(row) if resolve::class(thread, outer, row.inner_class)? == klass => Ok(Some(outer)),
        _ => Err(not_a_member(thread, klass, outer)),
    }
}

/// The immediately enclosing class for `getEnclosingMethod0`: of EnclosingMethod, null for others.
fn enclosing_method(thread: &mut JavaThread, klass: KlassRef) -> JavaResult<Option<Handle>> {
    let class_file = &klass.instance().class_file;
    let Some((class, name_and_type)) = class_file.enclosing_method() else {
        return Ok(None);
    };
    if class == 0 {
        return Ok(None);
    }
    let result = arrays::new_object_array(thread, wk::OBJECT.get(), 3)?;
    let outer = resolve::class(thread, klass, class)?;
    let mirror = vm::mirror(thread, outer);
    vm::set_element(thread, result, 0, Some(mirror));
    if let Some((name, descriptor)) = class_file.pool.name_and_type(name_and_type) {
        let name = strings::from_mutf8(thread, name)?;
        vm::set_element(thread, result, 1, Some(name));
        let descriptor = strings::from_mutf8(thread, descriptor)?;
        vm::set_element(thread, result, 2, Some(descriptor));
    }
    Ok(Some(result))
}

/// The members that the class's own InnerClasses names; they need not name it in turn, unlike in [`declaring_class`].
fn declared_classes(thread: &mut JavaThread, klass: KlassRef) -> JavaResult<Vec<KlassRef>> {
    let rows: Vec<_> = klass.instance().class_file.inner_classes().collect();
    let mut members = Vec::new();
    for row in rows {
        if row.outer_class == 0 || row.inner_class == 0 || !is_own_entry(klass, row.outer_class) {
            continue;
        }
        let inner = resolve::class(thread, klass, row.inner_class)?;
        if inner.is_array() {
            return Err(not_a_member(thread, inner, klass));
        }
        members.push(inner);
    }
    Ok(members)
}

/// The nest's members, host first; those that do not load or do not agree are left out, as the library expects. A hidden
/// nestmate is in no list.
fn nest_members(thread: &mut JavaThread, klass: KlassRef) -> JavaResult<Vec<KlassRef>> {
    let host = linker::nest::host(thread, klass)?;
    let mut members = vec![host];
    let entries: Vec<u16> = host.instance().class_file.nest_members().collect();
    for entry in entries {
        let member = match resolve::class(thread, host, entry) {
            Ok(member) => member,
            Err(thrown) => {
                if is_fatal(thread) {
                    return Err(thrown);
                }
                let _ignored = thread.take_pending();
                continue;
            }
        };
        if !member.is_array()
            && linker::nest::host(thread, member)? == host
            && !members.contains(&member)
        {
            members.push(member);
        }
    }
    Ok(members)
}

/// Whether the pending exception is an error of the VM (out of memory, stack overflow), which must not be swallowed.
fn is_fatal(thread: &JavaThread) -> bool {
    let pending = thread.pending_exception();
    pending.is_some_and(|pending| {
        linker::exceptions::is_virtual_machine_error(thread.oop(pending).klass())
    })
}

/// Null if the class is not sealed; entries that do not load are left out.
fn permitted_subclasses(thread: &mut JavaThread, klass: KlassRef) -> JavaResult<Option<Handle>> {
    let Some(entries) = klass.instance().class_file.permitted_subclasses() else {
        return Ok(None);
    };
    let entries: Vec<u16> = entries.collect();
    let mut found = Vec::new();
    for entry in entries {
        match resolve::class(thread, klass, entry) {
            Ok(subclass) if !subclass.is_array() => found.push(subclass),
            Ok(_) => {}
            Err(thrown) if is_fatal(thread) => return Err(thrown),
            Err(_) => {
                let _ignored = thread.take_pending();
            }
        }
    }
    vm::class_array(thread, &found).map(Some)
}

fn utf8_string(thread: &mut JavaThread, klass: KlassRef, index: u16) -> JavaResult<Option<Handle>> {
    match klass.instance().class_file.pool.utf8(index) {
        Some(text) => strings::from_mutf8(thread, text).map(Some),
        None => Ok(None),
    }
}

fn simple_binary_name(thread: &mut JavaThread, klass: KlassRef) -> JavaResult<Option<Handle>> {
    let row = klass
        .instance()
        .class_file
        .inner_classes()
        .find(|row| is_own_entry(klass, row.inner_class));
    match row.filter(|row| row.name_index != 0) {
        Some(row) => utf8_string(thread, klass, row.name_index),
        None => Ok(None),
    }
}

/// Visible annotations, then with `-XX:+PreserveAllAnnotations` nothing more: invisible ones stay invisible.
fn annotations(klass: KlassRef, type_annotations: bool) -> &'static [u8] {
    // The class file's bytes live as long as the class.
    let class_file = &klass.instance().class_file;
    let attribute = if type_annotations {
        class_file.attributes.visible_type_annotations
    } else {
        class_file.attributes.visible_annotations
    };
    class_file.bytes_of(attribute)
}

/// Whether two classes are nest mates: the same host.
pub(crate) fn are_nest_mates(
    thread: &mut JavaThread,
    a: KlassRef,
    b: KlassRef,
) -> JavaResult<bool> {
    Ok(a == b || linker::nest::host(thread, a)? == linker::nest::host(thread, b)?)
}

jvm! {
    fn JVM_GetDeclaringClass(t, class: Handle) -> Option<Handle> {
        let Some(klass) = vm::instance_class_of(t, class) else { return Ok(None) };
        let outer = declaring_class(t, klass)?;
        Ok(outer.map(|outer| vm::mirror(t, outer)))
    }
    fn JVM_GetDeclaredClasses(t, class: Handle) -> Handle {
        let members = match vm::instance_class_of(t, class) {
            Some(klass) => declared_classes(t, klass)?,
            None => Vec::new(),
        };
        vm::class_array(t, &members)
    }
    fn JVM_GetSimpleBinaryName(t, class: Handle) -> Option<Handle> {
        match vm::instance_class_of(t, class) {
            Some(klass) => simple_binary_name(t, klass),
            None => Ok(None),
        }
    }
    fn JVM_GetEnclosingMethodInfo(t, class: Handle) -> Option<Handle> {
        match vm::instance_class_of(t, class) {
            Some(klass) => enclosing_method(t, klass),
            None => Ok(None),
        }
    }
    fn JVM_GetClassSignature(t, class: Handle) -> Option<Handle> {
        match vm::instance_class_of(t, class) {
            Some(klass) => utf8_string(t, klass, klass.instance().class_file.attributes.signature),
            None => Ok(None),
        }
    }
    fn JVM_GetClassAnnotations(t, class: Handle) -> Option<Handle> {
        match vm::instance_class_of(t, class) {
            Some(klass) => vm::byte_array_or_null(t, annotations(klass, false)),
            None => Ok(None),
        }
    }
    fn JVM_GetClassTypeAnnotations(t, class: Handle) -> Option<Handle> {
        match vm::instance_class_of(t, class) {
            Some(klass) => vm::byte_array_or_null(t, annotations(klass, true)),
            None => Ok(None),
        }
    }
    fn JVM_GetNestHost(t, class: Handle) -> Handle {
        match vm::instance_class_of(t, class) {
            Some(klass) => {
                let host = linker::nest::host(t, klass)?;
                Ok(vm::mirror(t, host))
            }
            None => Ok(class),
        }
    }
    fn JVM_GetNestMembers(t, class: Handle) -> Handle {
        match vm::instance_class_of(t, class) {
            Some(klass) => {
                let members = nest_members(t, klass)?;
                vm::class_array(t, &members)
            }
            None => {
                let array = arrays::new_object_array(t, wk::CLASS.get(), 1)?;
                vm::set_element(t, array, 0, Some(class));
                Ok(array)
            }
        }
    }
    fn JVM_AreNestMates(t, current: Handle, member: Handle) -> bool {
        match (vm::instance_class_of(t, current), vm::instance_class_of(t, member)) {
            (Some(current), Some(member)) => are_nest_mates(t, current, member),
            _ => Ok(false),
        }
    }
    fn JVM_GetPermittedSubclasses(t, class: Handle) -> Option<Handle> {
        match vm::instance_class_of(t, class) {
            Some(klass) => permitted_subclasses(t, klass),
            None => Ok(None),
        }
    }
    /// Null if the class is no record.
    fn JVM_GetRecordComponents(t, class: Handle) -> Option<Handle> {
        match vm::instance_class_of(t, class).filter(|klass| klass.flags.has(KlassFlags::RECORD)) {
            Some(klass) => crate::jvm::reflection::record_components(t, klass).map(Some),
            None => Ok(None),
        }
    }
    fn JVM_GetClassConstantPool(t, class: Handle) -> Option<Handle> {
        match vm::instance_class_of(t, class) {
            Some(klass) => crate::jvm::constant_pool::object(t, klass).map(Some),
            None => Ok(None),
        }
    }
}
