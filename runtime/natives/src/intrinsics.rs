//! Hot natives of the class library that skip the JNI transition: rows of `direct.rs` beside the `JVM_*` functions of the same
//! meaning, which native code still calls.
//!
//! What it is not: the natives that no library has (`registered/`), or replacements of bytecode.

use heap::Handle;
use metadata::KlassFlags;
use metadata::well_known as wk;
use threads::{JavaResult, JavaThread, monitor, park};

use crate::direct::{Args, rows};
use crate::jvm::{
    array_copy, arrays, class, class_attributes, invoke, references, security, stack_walk, system,
    threads as java_threads,
};
use crate::vm;

/// The receiver, which is never null in an instance method.
fn receiver(thread: &mut JavaThread, args: Args) -> JavaResult<Handle> {
    args.non_null(thread, 0)
}

fn is_instance(thread: &mut JavaThread, args: Args) -> JavaResult<bool> {
    let class = receiver(thread, args)?;
    let Some(object) = args.oop(thread, 1) else {
        return Ok(false);
    };
    Ok(vm::klass_of(thread, class).is_some_and(|klass| object.is_instance_of(klass)))
}

fn get_caller_class(thread: &mut JavaThread, _args: Args) -> JavaResult<u64> {
    let klass = security::caller_class(thread)?;
    Ok(klass.map_or(0, |klass| klass.mirror.load() as u64))
}

fn are_nest_mates(thread: &mut JavaThread, args: Args) -> JavaResult<bool> {
    let (current, member) = (args.non_null(thread, 0)?, args.non_null(thread, 1)?);
    match (
        vm::instance_class_of(thread, current),
        vm::instance_class_of(thread, member),
    ) {
        (Some(current), Some(member)) => class_attributes::are_nest_mates(thread, current, member),
        _ => Ok(false),
    }
}

rows! {
    ROWS:
    "java/lang/System" {
        "arraycopy" "(Ljava/lang/Object;ILjava/lang/Object;II)V" => array_copy::array_copy_raw;
        "identityHashCode" "(Ljava/lang/Object;)I" => |t, a| {
            Ok(a.oop(t, 0).map_or(0, |object| heap::identity_hash(object) as i32))
        };
        "nanoTime" "()J" => |_, _| Ok(system::nano_time());
        "currentTimeMillis" "()J" => |_, _| Ok(system::current_time_millis());
    }
    "java/lang/Thread" {
        "currentThread" "()Ljava/lang/Thread;" => |t, _| Ok(t.thread_object.load() as u64);
        "yield" "()V" => |t, _| {
            park::yield_now(t);
            Ok(())
        };
        "sleep" "(J)V" => |t, a| park::sleep(t, a.long(0));
        "holdsLock" "(Ljava/lang/Object;)Z" => |t, a| {
            let object = a.non_null(t, 0)?;
            Ok(monitor::holds_lock(t, t.oop(object)))
        };
        "interrupt0" "()V" => |t, a| {
            if let Some(object) = a.oop(t, 0) {
                park::interrupt(object);
            }
            Ok(())
        };
        "dumpThreads" "([Ljava/lang/Thread;)[[Ljava/lang/StackTraceElement;" => |t, a| {
            let threads = a.handle(t, 0);
            java_threads::dump_threads(t, threads)
        };
    }
    "java/lang/Class" {
        "isInstance" "(Ljava/lang/Object;)Z" => is_instance;
        "isAssignableFrom" "(Ljava/lang/Class;)Z" => |t, a| {
            let (to, from) = (receiver(t, a)?, a.non_null(t, 1)?);
            Ok(class::is_assignable(t, to, from))
        };
        "isInterface" "()Z" => |t, a| receiver(t, a).map(|c| class::is_interface(t, c));
        "isArray" "()Z" => |t, a| receiver(t, a).map(|c| class::is_array(t, c));
        "isPrimitive" "()Z" => |t, a| receiver(t, a).map(|c| vm::klass_of(t, c).is_none());
        "isHidden" "()Z" => |t, a| receiver(t, a).map(|c| class::is_hidden(t, c));
        "isRecord0" "()Z" => |t, a| {
            let class = receiver(t, a)?;
            Ok(vm::instance_class_of(t, class).is_some_and(|klass| klass.flags.has(KlassFlags::RECORD)))
        };
        "getSuperclass" "()Ljava/lang/Class;" => |t, a| receiver(t, a).map(|c| class::superclass(t, c));
        "getModifiers" "()I" => |t, a| receiver(t, a).map(|c| class::mirror_modifiers(t, c));
        "initClassName" "()Ljava/lang/String;" => |t, a| {
            let class = receiver(t, a)?;
            class::init_name(t, class)
        };
    }
    "java/lang/Float" {
        "floatToRawIntBits" "(F)I" => |_, a| Ok(a.int(0));
        "intBitsToFloat" "(I)F" => |_, a| Ok(f32::from_bits(a.raw(0) as u32));
    }
    "java/lang/Double" {
        "doubleToRawLongBits" "(D)J" => |_, a| Ok(a.long(0));
        "longBitsToDouble" "(J)D" => |_, a| Ok(f64::from_bits(a.raw(0)));
    }
    "java/lang/StrictMath" {
        "sqrt" "(D)D" => |_, a| Ok(f64::from_bits(a.raw(0)).sqrt());
    }
    "java/lang/String" {
        "intern" "()Ljava/lang/String;" => |t, a| {
            let string = receiver(t, a)?;
            linker::strings::intern(t, string)
        };
    }
    "java/lang/Runtime" {
        "availableProcessors" "()I" => |_, _| Ok(system::active_processors());
        "freeMemory" "()J" => |_, _| {
            let figures = vm::heap_figures();
            Ok(figures.committed.saturating_sub(figures.used) as i64)
        };
        "totalMemory" "()J" => |_, _| Ok(vm::heap_figures().committed as i64);
        "maxMemory" "()J" => |_, _| Ok(vm::heap_figures().max as i64);
        "gc" "()V" => |t, _| {
            vm::collect(t);
            Ok(())
        };
    }
    "java/lang/Throwable" {
        "fillInStackTrace" "(I)Ljava/lang/Throwable;" => |t, a| {
            let throwable = receiver(t, a)?;
            crate::jvm::exceptions::fill_in_stack_trace(t, throwable)?;
            Ok(throwable)
        };
    }
    "java/lang/reflect/Array" {
        "getLength" "(Ljava/lang/Object;)I" => |t, a| {
            let array = a.handle(t, 0);
            arrays::length(t, array)
        };
        "newArray" "(Ljava/lang/Class;I)Ljava/lang/Object;" => |t, a| {
            let element = a.handle(t, 0);
            arrays::new_array(t, element, a.int(1))
        };
    }
    "java/lang/ref/Reference" {
        "refersTo0" "(Ljava/lang/Object;)Z" => |t, a| {
            let (reference, object) = (receiver(t, a)?, a.handle(t, 1));
            Ok(references::refers_to(t, reference, object))
        };
        "clear0" "()V" => |t, a| {
            let reference = receiver(t, a)?;
            references::clear(t, reference);
            Ok(())
        };
    }
    "java/lang/ref/PhantomReference" {
        "refersTo0" "(Ljava/lang/Object;)Z" => |t, a| {
            let (reference, object) = (receiver(t, a)?, a.handle(t, 1));
            Ok(references::refers_to(t, reference, object))
        };
    }
    "java/lang/StackStreamFactory$AbstractStackWalker" {
        "callStackWalk" "(JIII[Ljava/lang/Object;)Ljava/lang/Object;" => |t, a| {
            let (stream, buffer) = (receiver(t, a)?, a.handle(t, 6));
            stack_walk::call_stack_walk(t, stream, a.long(1), a.int(3), a.int(4), a.int(5), buffer)
        };
        "fetchStackFrames" "(JJII[Ljava/lang/Object;)I" => |t, a| {
            let buffer = a.handle(t, 7);
            stack_walk::more_stack_walk(t, a.long(1), a.long(3), a.int(5), a.int(6), buffer)
        };
    }
    "java/security/AccessController" {
        "getStackAccessControlContext" "()Ljava/security/AccessControlContext;" => |t, _| security::stack_context(t);
        "getInheritedAccessControlContext" "()Ljava/security/AccessControlContext;" => |t, _| {
            let object = java_threads::current(t);
            Ok(object.and_then(|object| vm::get_ref(t, object, wk::THREAD_INHERITED_ACC.offset())))
        };
        "ensureMaterializedForStackWalk" "(Ljava/lang/Object;)V" => |_, _| Ok(());
    }
    "jdk/internal/misc/VM" {
        "getNanoTimeAdjustment" "(J)J" => |_, a| Ok(system::nano_time_adjustment(a.long(0)));
    }
    "jdk/internal/reflect/Reflection" {
        "getCallerClass" "()Ljava/lang/Class;" => get_caller_class;
        "getClassAccessFlags" "(Ljava/lang/Class;)I" => |t, a| a.non_null(t, 0).map(|c| class::access_flags(t, c));
        "areNestMates" "(Ljava/lang/Class;Ljava/lang/Class;)Z" => are_nest_mates;
    }
    "jdk/internal/reflect/NativeMethodAccessorImpl" {
        "invoke0" "(Ljava/lang/reflect/Method;Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/Object;" =>
            invoke::invoke_direct;
    }
    "jdk/internal/reflect/NativeConstructorAccessorImpl" {
        "newInstance0" "(Ljava/lang/reflect/Constructor;[Ljava/lang/Object;)Ljava/lang/Object;" =>
            invoke::new_instance_direct;
    }
}
