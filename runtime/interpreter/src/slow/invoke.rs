//! Resolution of invocations, inline-cache misses, the entries of methods that are not translated yet or abstract.
//! JVMS 5.4.3.3, 5.4.6, 6.5.invoke*; CONTRACTS 6, "Class initialisation", "Quickening and caches".

use std::sync::atomic::Ordering;

use abi::frame::{CALLER_FP, METHOD, RETURN_PC};
use abi::trap::ImplicitException;
use heap::Oop;
use linker::messages;
use linker::resolve::{self, InvokeKind, Target, receiver};
use metadata::{MethodRef, sym};
use threads::JavaThread;

use super::exceptions::{Implicit, throw, throw_implicit};
use super::{Next, calling, method_of, oop_in, save, site, unwind};
use crate::ops::Op;
use crate::run::{Fp, Pc};
use crate::translate::{self, TranslateError};
use crate::translation::{HandleSite, Translation};
use crate::watch;

/// Pops the frame `fp`: the caller's frame, `skip` instructions behind its invoke.
///
/// # Safety
/// `fp` is a frame of this thread.
pub(crate) unsafe fn pop(fp: Fp, skip: usize) -> Next {
    // SAFETY: contract of this function: the header is initialised.
    unsafe {
        (
            *fp.add(CALLER_FP) as Fp,
            (*fp.add(RETURN_PC) as Pc).add(skip),
        )
    }
}

/// Pushes a frame for `method`, whose arguments start at register a of the invoke at `pc`.
///
/// # Safety
/// `fp` is the innermost frame of this thread, at `pc`, an invoke.
pub(crate) unsafe fn enter(thread: &mut JavaThread, fp: Fp, pc: Pc, method: MethodRef) -> Next {
    // SAFETY: contract of this function; the limit is checked before the header is written.
    unsafe {
        let code = method.code.load(Ordering::Acquire) as Pc;
        let callee = fp
            .offset((*pc).a() as isize)
            .add(method.max_locals as usize);
        if callee.wrapping_add(method.frame_words.load(Ordering::Relaxed) as usize)
            > thread.java_limit
        {
            return throw_implicit(thread, fp, pc, Implicit::StackOverflow);
        }
        *callee.add(METHOD) = method.as_ptr() as u64;
        *callee.add(CALLER_FP) = fp as u64;
        *callee.add(RETURN_PC) = pc as u64;
        (callee, code)
    }
}

/// The entry of methods whose class was redefined: pops the frame `fp` and pushes one of what runs in its place.
///
/// # Safety
/// `fp` is the frame just pushed, of such a method.
#[cold]
#[inline(never)]
pub(crate) unsafe fn redefined(thread: &mut JavaThread, fp: Fp, _pc: Pc) -> Next {
    // SAFETY: contract of this function: header and locals of the frame are initialised. The arguments of both frames begin at the same
    // place.
    unsafe {
        let method = method_of(fp).expect("a method is entered");
        let (caller, return_pc) = pop(fp, 0);
        enter(thread, caller, return_pc, method.current())
    }
}

/// What calls a static method: `Math.sqrt` and `Math.fma`, which IEEE 754 defines exactly, are instructions (without hardware the library's
/// `fma` needs thousands of digits).
fn static_call(method: MethodRef) -> Op {
    let is_math = matches!(
        method.klass.name.bytes(),
        b"java/lang/Math" | b"java/lang/StrictMath"
    );
    if !is_math || !method.klass.loader_data.is_boot() || watch::is_installed() {
        return Op::InvokeStatic;
    }
    match (method.name.bytes(), method.descriptor.bytes()) {
        (b"sqrt", b"(D)D") => Op::InvokeSqrt,
        (b"fma", b"(DDD)D") => Op::InvokeFma,
        (b"fma", b"(FFF)F") => Op::InvokeFmaF,
        _ => Op::InvokeStatic,
    }
}

/// Links a method-handle call at `pc`.
unsafe fn quicken_handle(
    translation: &Translation,
    pc: Pc,
    adapter: MethodRef,
    appendix: Option<&'static metadata::OopSlot>,
) {
    let site = Box::new(HandleSite { adapter, appendix });
    let address = &raw const *site as u64;
    translation
        .handle_sites
        .lock()
        .unwrap_or_else(|e| e.into_inner())
        .push(site);
    // SAFETY: `pc` is an instruction of `translation`, which keeps the site alive.
    unsafe { (*pc).quicken(Op::InvokeHandle, None, address) };
}

/// `invokestatic`, `invokespecial`, `invokevirtual`, `invokeinterface`.
///
/// # Safety
/// `fp` is the innermost frame of this thread, at `pc`.
#[cold]
#[inline(never)]
pub(crate) unsafe fn resolve(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Next {
    // SAFETY: contract of this function.
    unsafe {
        let (method, translation, insn) = site(fp, pc);
        let kind = InvokeKind::of(insn.opcode).expect("an invoke of a method");
        let resolved = calling(thread, fp, pc, |t| {
            let target = resolve::invoke(t, method, insn.cp_index(), kind)?;
            if let Target::Direct(target) = target
                && kind == InvokeKind::Static
                && !target.klass.is_initialized()
            {
                linker::init::initialize(t, target.klass)?;
            }
            Ok(target)
        });
        let target = match resolved {
            Ok(target) => target,
            Err(next) => return next,
        };
        let instruction = &*pc;
        match target {
            Target::Direct(target) if kind == InvokeKind::Static => {
                if !target.klass.is_initialized() {
                    // This thread runs the initialiser: the barrier stays.
                    return enter(thread, fp, pc, target);
                }
                let op = static_call(target);
                instruction.quicken(op, None, target.current().as_ptr() as u64);
            }
            // Linked as an interface call, whose cache then says that receivers of that class passed.
            Target::Direct(target) if receiver::is_looked_at(method, kind, target) => {
                translation.sites[instruction.c() as u16 as usize].store(Some(target));
                instruction.quicken(Op::InvokeInterface, None, 0);
            }
            Target::Direct(target) => {
                let is_object_init = target.name == sym::INIT && target.klass.super_klass.is_none();
                let op = if is_object_init && !watch::is_installed() {
                    Op::InvokeObjectInit
                } else {
                    Op::InvokeSpecial
                };
                instruction.quicken(op, None, target.current().as_ptr() as u64);
            }
            Target::Virtual { index, .. } => {
                instruction.quicken(Op::InvokeVirtual, Some(index as i16), 0)
            }
            Target::Interface { resolved, .. } => {
                translation.sites[instruction.c() as u16 as usize].store(Some(resolved));
                instruction.quicken(Op::InvokeInterface, None, 0);
            }
            Target::Handle { adapter, appendix } => {
                quicken_handle(translation, pc, adapter, appendix)
            }
        }
        (fp, pc)
    }
}

/// `invokedynamic`.
///
/// # Safety
/// As [`resolve`].
#[cold]
#[inline(never)]
pub(crate) unsafe fn resolve_dynamic(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Next {
    // SAFETY: contract of this function.
    unsafe {
        let (method, translation, insn) = site(fp, pc);
        let resolved = calling(thread, fp, pc, |t| {
            resolve::invokedynamic(t, method, insn.bci, insn.cp_index())
        });
        match resolved {
            Ok(Target::Handle { adapter, appendix }) => {
                quicken_handle(translation, pc, adapter, appendix)
            }
            Ok(Target::Direct(target)) => {
                (*pc).quicken(Op::InvokeStatic, None, target.as_ptr() as u64)
            }
            Ok(_) => {
                return throw_verify_error(
                    thread,
                    fp,
                    pc,
                    "invokedynamic linked to a virtual method",
                );
            }
            Err(next) => return next,
        }
        (fp, pc)
    }
}

/// `InvokeInterface` on a class that is not the cached one: looks at the receiver, selects the method, caches it, calls it.
///
/// # Safety
/// As [`resolve`]; the receiver in register a is not null.
#[cold]
#[inline(never)]
pub(crate) unsafe fn interface_miss(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Next {
    // SAFETY: contract of this function.
    unsafe {
        let instruction = &*pc;
        let (method, translation, insn) = site(fp, pc);
        let resolved = translation.sites[instruction.c() as u16 as usize]
            .load()
            .expect("a quick site has its method");
        let Some(object) = oop_in(thread, fp, instruction.a()) else {
            return throw_implicit(thread, fp, pc, Implicit::NullPointer);
        };
        let klass = object.klass();
        let selected = match InvokeKind::of(insn.opcode) {
            Some(InvokeKind::Special) => {
                receiver::of_special(klass, method.klass).map(|()| resolved)
            }
            _ => {
                // The interface that the instruction names counts, which may inherit the method.
                let named = resolve::named_class(method.klass, insn.cp_index());
                receiver::of_interface(klass, named.unwrap_or(resolved.klass), resolved)
            }
        };
        match selected {
            Ok(target) => {
                instruction.word1.store(
                    u64::from(klass.address()) | (target.as_ptr() as u64) << 32,
                    Ordering::Relaxed,
                );
                if thread.poll_requested() {
                    let next = super::poll(thread, fp, pc);
                    if next != (fp, pc) {
                        return next;
                    }
                }
                enter(thread, fp, pc, target)
            }
            Err(unfit) => {
                save(thread, fp, pc);
                let _ = thread.scoped(|t| unfit.throw(t));
                unwind(thread, fp, pc)
            }
        }
    }
}

/// The first instruction of a method that has no register code yet.
///
/// # Safety
/// `fp` is the frame just pushed.
#[cold]
#[inline(never)]
pub(crate) unsafe fn translate(thread: &mut JavaThread, fp: Fp, pc: Pc) -> Next {
    // SAFETY: contract of this function.
    unsafe {
        let method = method_of(fp).expect("a method is entered");
        let translation = match Translation::of(&method) {
            Some(translation) => translation,
            None => {
                let Some(code) = method.bytecode() else {
                    return abstract_method(thread, fp, pc);
                };
                match translate::translate(&method, &code) {
                    Ok(translation) => {
                        crate::trace::translated(&method, translation.install(&method))
                    }
                    Err(error) => {
                        let (caller, return_pc) = pop(fp, 0);
                        let message = match error {
                            TranslateError::Malformed { bci } => format!(
                                "{} at bci {bci}: malformed code",
                                method.external_signature()
                            ),
                            TranslateError::FrameTooLarge => {
                                format!("{}: frame too large", method.external_signature())
                            }
                        };
                        return throw_verify_error(thread, caller, return_pc, &message);
                    }
                }
            }
        };
        // The call checked the header only.
        if fp.wrapping_add(translation.frame_words() as usize) > thread.java_limit {
            let (caller, return_pc) = pop(fp, 0);
            return throw_implicit(thread, caller, return_pc, Implicit::StackOverflow);
        }
        (fp, translation.code.as_ptr())
    }
}

/// Raises `VerifyError`: code that verification did not see or should have rejected.
///
/// # Safety
/// `fp` is the innermost frame of this thread, at `pc`.
#[cold]
#[inline(never)]
pub(crate) unsafe fn throw_verify_error(
    thread: &mut JavaThread,
    fp: Fp,
    pc: Pc,
    message: &str,
) -> Next {
    // SAFETY: contract of this function.
    unsafe {
        save(thread, fp, pc);
        let _ = thread.scoped(|t| t.throw_new("java/lang/VerifyError", message));
        unwind(thread, fp, pc)
    }
}

/// The first instruction of an abstract method: `AbstractMethodError` in the caller; for conflicting default methods
/// `IncompatibleClassChangeError`.
///
/// # Safety
/// `fp` is the frame just pushed.
#[cold]
#[inline(never)]
pub(crate) unsafe fn abstract_method(thread: &mut JavaThread, fp: Fp, _pc: Pc) -> Next {
    // SAFETY: contract of this function; the receiver is the first local.
    unsafe {
        let method = method_of(fp).expect("a method is entered");
        let receiver = if method.is_static() || method.max_locals == 0 {
            None
        } else {
            Oop::from_address(
                *fp.sub(method.max_locals as usize) as usize,
                thread.no_safepoint(),
            )
            .map(Oop::klass)
        };
        let (caller, return_pc) = pop(fp, 0);
        if let Some(conflict) = linker::default_methods::conflict_message(method) {
            return throw(
                thread,
                caller,
                return_pc,
                ImplicitException::IncompatibleClassChange,
                Some(&conflict),
            );
        }
        let message = receiver
            .and_then(|receiver| messages::unselected_default(receiver, method))
            .unwrap_or_else(|| messages::abstract_method(receiver, method, None));
        throw(
            thread,
            caller,
            return_pc,
            ImplicitException::AbstractMethod,
            Some(&message),
        )
    }
}
