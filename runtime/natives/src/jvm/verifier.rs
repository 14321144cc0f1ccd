//! What the old verifier (libverify, class files below version 50) asks about a class: constant pool and members as in the file.
//!
//! Texts are given out as terminated C strings that live for ever, one per symbol: the verifier asks for the same few again and
//! again, and `JVM_ReleaseUTF` has nothing to do. The verifier never passes an index it has not checked against a count or tag;
//! wrong ones give zero. JVMS 4.4, 4.6, 4.7.3. Read next: `linker::link`.

use std::collections::HashMap;
use std::ffi::{CString, c_char};
use std::ptr::null;
use std::sync::{LazyLock, Mutex, PoisonError};

use classfile::constant_pool::Member;
use classfile::{ClassFile, MethodDescriptor, MethodInfo, access};
use heap::Handle;
use linker::lookup;
use metadata::{KlassRef, Symbol};
use threads::{JavaResult, JavaThread};

use crate::entry::{jvm, jvm_plain};
use crate::vm;

/// A text that stays.
fn c_text(bytes: &[u8]) -> *const c_char {
    static TEXTS: LazyLock<Mutex<HashMap<Symbol, CString>>> = LazyLock::new(Mutex::default);
    let mut texts = TEXTS.lock().unwrap_or_else(PoisonError::into_inner);
    // Modified UTF-8 has no zero byte. A CString keeps its bytes in place when the map grows.
    texts
        .entry(Symbol::intern(bytes))
        .or_insert_with(|| CString::new(bytes).unwrap_or_default())
        .as_ptr()
}

fn class_file(thread: &JavaThread, class: Handle) -> Option<&'static ClassFile<'static>> {
    let klass = vm::instance_class_of(thread, class)?;
    let file: *const ClassFile<'static> = &klass.instance().class_file;
    // SAFETY: a class lives as long as its mirror, which the caller holds for the time of the call.
    Some(unsafe { &*file })
}

fn method(
    thread: &JavaThread,
    class: Handle,
    index: i32,
) -> Option<(&'static ClassFile<'static>, &'static MethodInfo)> {
    let file = class_file(thread, class)?;
    Some((file, file.methods.get(usize::try_from(index).ok()?)?))
}

fn code(thread: &JavaThread, class: Handle, index: i32) -> Option<classfile::Code<'static>> {
    let (file, info) = method(thread, class, index)?;
    file.code(info)
}

fn member(thread: &JavaThread, class: Handle, index: i32) -> Option<Member<'static>> {
    class_file(thread, class)?
        .pool
        .member(u16::try_from(index).ok()?)
}

fn text_or_null(text: Option<&[u8]>) -> *const c_char {
    text.map_or(null(), c_text)
}

/// Modifiers of the member that entry `index` names, as found in `called` or above it; -1 if there is none.
fn member_modifiers(
    thread: &JavaThread,
    class: Handle,
    index: i32,
    called: Handle,
    find: fn(KlassRef, Symbol, Symbol) -> Option<u16>,
) -> i32 {
    let found = member(thread, class, index).and_then(|member| {
        let symbols = Symbol::lookup(member.name).zip(Symbol::lookup(member.descriptor))?;
        find(vm::instance_class_of(thread, called)?, symbols.0, symbols.1)
    });
    found.map_or(-1, i32::from)
}

/// A row of an exception table in C's layout.
#[repr(C)]
struct ExceptionTableEntry {
    start_pc: i32,
    end_pc: i32,
    handler_pc: i32,
    catch_type: i32,
}

fn count(number: usize) -> i32 {
    number as i32
}

/// Answers a question about a method, zero for one that is not there.
fn about<R: Default>(found: Option<R>) -> JavaResult<R> {
    Ok(found.unwrap_or_default())
}

fn package_of(name: &[u8]) -> &[u8] {
    linker::packages::package_of(name).unwrap_or(b"")
}

jvm! {
    fn JVM_GetClassNameUTF(t, class: Handle) -> *const c_char {
        let name = vm::klass_of(t, class).map(|klass| klass.name.bytes());
        Ok(text_or_null(name))
    }
    /// One byte per entry.
    fn JVM_GetClassCPTypes(t, class: Handle, types: *mut u8) {
        if let Some(file) = class_file(t, class) {
            for index in 0..file.pool.len() {
                let tag = file.pool.tag(index as u16).map_or(0, |tag| tag as u8);
                // SAFETY: C passes room for as many bytes as the pool has entries.
                unsafe { types.add(index).write(tag) };
            }
        }
        Ok(())
    }
    fn JVM_GetClassCPEntriesCount(t, class: Handle) -> i32 {
        about(class_file(t, class).map(|file| count(file.pool.len())))
    }
    fn JVM_GetClassFieldsCount(t, class: Handle) -> i32 {
        about(class_file(t, class).map(|file| count(file.fields.len())))
    }
    fn JVM_GetClassMethodsCount(t, class: Handle) -> i32 {
        about(class_file(t, class).map(|file| count(file.methods.len())))
    }
    fn JVM_GetFieldIxModifiers(t, class: Handle, index: i32) -> i32 {
        let field = class_file(t, class).and_then(|file| file.fields.get(usize::try_from(index).ok()?));
        about(field.map(|field| i32::from(field.access_flags)))
    }
    fn JVM_GetMethodIxModifiers(t, class: Handle, index: i32) -> i32 {
        about(method(t, class, index).map(|(_, info)| i32::from(info.access_flags)))
    }
    fn JVM_GetMethodIxNameUTF(t, class: Handle, index: i32) -> *const c_char {
        Ok(text_or_null(method(t, class, index).map(|(file, info)| file.utf8(info.name_index))))
    }
    fn JVM_GetMethodIxSignatureUTF(t, class: Handle, index: i32) -> *const c_char {
        Ok(text_or_null(method(t, class, index).map(|(file, info)| file.utf8(info.descriptor_index))))
    }
    fn JVM_IsConstructorIx(t, class: Handle, index: i32) -> bool {
        about(method(t, class, index).map(|(file, info)| file.utf8(info.name_index) == b"<init>"))
    }
    /// Methods the VM makes are not among those of the class file.
    fn JVM_IsVMGeneratedMethodIx(_t, _class: Handle, _index: i32) -> bool {
        Ok(false)
    }
    /// Slots of the arguments, receiver included.
    fn JVM_GetMethodIxArgsSize(t, class: Handle, index: i32) -> i32 {
        about(method(t, class, index).and_then(|(file, info)| {
            let slots = MethodDescriptor::parse(file.utf8(info.descriptor_index))?.argument_slots() as i32;
            Some(slots + i32::from(info.access_flags & access::STATIC == 0))
        }))
    }
    fn JVM_GetMethodIxLocalsCount(t, class: Handle, index: i32) -> i32 {
        about(code(t, class, index).map(|code| i32::from(code.max_locals)))
    }
    fn JVM_GetMethodIxMaxStack(t, class: Handle, index: i32) -> i32 {
        about(code(t, class, index).map(|code| i32::from(code.max_stack)))
    }
    fn JVM_GetMethodIxByteCodeLength(t, class: Handle, index: i32) -> i32 {
        about(code(t, class, index).map(|code| count(code.code.len())))
    }
    fn JVM_GetMethodIxByteCode(t, class: Handle, index: i32, bytes: *mut u8) {
        if let Some(code) = code(t, class, index) {
            // SAFETY: C passes room for the length it asked for before.
            unsafe { std::ptr::copy_nonoverlapping(code.code.as_ptr(), bytes, code.code.len()) };
        }
        Ok(())
    }
    fn JVM_GetMethodIxExceptionTableLength(t, class: Handle, index: i32) -> i32 {
        about(code(t, class, index).map(|code| count(code.exception_table.len())))
    }
    fn JVM_GetMethodIxExceptionTableEntry(t, class: Handle, index: i32, row: i32, out: *mut ExceptionTableEntry) {
        let found = code(t, class, index).and_then(|code| code.exception_table.get(usize::try_from(row).ok()?));
        if let Some(row) = found {
            let entry = ExceptionTableEntry {
                start_pc: i32::from(row.start),
                end_pc: i32::from(row.end),
                handler_pc: i32::from(row.handler),
                catch_type: i32::from(row.catch_type),
            };
            // SAFETY: C passes room for one row.
            unsafe { out.write(entry) };
        }
        Ok(())
    }
    fn JVM_GetMethodIxExceptionsCount(t, class: Handle, index: i32) -> i32 {
        about(method(t, class, index).map(|(file, info)| count(file.exceptions(info).len())))
    }
    /// Class entries of the declared exceptions.
    fn JVM_GetMethodIxExceptionIndexes(t, class: Handle, index: i32, indexes: *mut u16) {
        if let Some((file, info)) = method(t, class, index) {
            for (position, entry) in file.exceptions(info).enumerate() {
                // SAFETY: C passes room for the count it asked for before.
                unsafe { indexes.add(position).write(entry) };
            }
        }
        Ok(())
    }
    fn JVM_GetCPClassNameUTF(t, class: Handle, index: i32) -> *const c_char {
        let name = class_file(t, class).and_then(|file| file.pool.class_name(u16::try_from(index).ok()?));
        Ok(text_or_null(name))
    }
    fn JVM_GetCPFieldNameUTF(t, class: Handle, index: i32) -> *const c_char {
        Ok(text_or_null(member(t, class, index).map(|member| member.name)))
    }
    fn JVM_GetCPFieldSignatureUTF(t, class: Handle, index: i32) -> *const c_char {
        Ok(text_or_null(member(t, class, index).map(|member| member.descriptor)))
    }
    fn JVM_GetCPFieldClassNameUTF(t, class: Handle, index: i32) -> *const c_char {
        Ok(text_or_null(member(t, class, index).map(|member| member.class)))
    }
    fn JVM_GetCPMethodNameUTF(t, class: Handle, index: i32) -> *const c_char {
        Ok(text_or_null(member(t, class, index).map(|member| member.name)))
    }
    fn JVM_GetCPMethodSignatureUTF(t, class: Handle, index: i32) -> *const c_char {
        let descriptor = member(t, class, index).map(|member| member.descriptor).or_else(|| {
            let pool = &class_file(t, class)?.pool;
            pool.name_and_type(pool.dynamic(u16::try_from(index).ok()?)?.name_and_type_index).map(|(_, descriptor)| descriptor)
        });
        Ok(text_or_null(descriptor))
    }
    fn JVM_GetCPMethodClassNameUTF(t, class: Handle, index: i32) -> *const c_char {
        Ok(text_or_null(member(t, class, index).map(|member| member.class)))
    }
    fn JVM_GetCPFieldModifiers(t, class: Handle, index: i32, called: Handle) -> i32 {
        Ok(member_modifiers(t, class, index, called, |klass, name, descriptor| {
            lookup::field(klass, name, descriptor).map(|field| field.access_flags & access::FIELD_MASK)
        }))
    }
    fn JVM_GetCPMethodModifiers(t, class: Handle, index: i32, called: Handle) -> i32 {
        Ok(member_modifiers(t, class, index, called, |klass, name, descriptor| {
            lookup::method(klass, name, descriptor).map(|method| method.access_flags & access::METHOD_MASK)
        }))
    }
    fn JVM_IsSameClassPackage(t, a: Handle, b: Handle) -> bool {
        Ok(match (vm::klass_of(t, a), vm::klass_of(t, b)) {
            (Some(a), Some(b)) => {
                a.loader_data.same_loader(b.loader_data) && package_of(a.name.bytes()) == package_of(b.name.bytes())
            }
            _ => false,
        })
    }
}

jvm_plain! {
    fn JVM_ReleaseUTF(_text: *const c_char) {}
}
