//! Scoped memory access, vectors and the foreign function interface.
//!
//! The foreign linker of JDK 17 is an incubator module: its natives throw `UnsupportedOperationException`. The vector API works
//! without intrinsics, through its Java fallbacks: no lane count is offered.

use std::ops::ControlFlow;

use metadata::MethodFlags;
use threads::walk::{self, Frame};
use threads::{JavaResult, JavaThread, Thrown, safepoint};

use crate::direct::{Args, rows};

fn unsupported(thread: &mut JavaThread, what: &str) -> Thrown {
    thread.throw_new("java/lang/UnsupportedOperationException", what)
}

/// `ScopedMemoryAccess.closeScope0`: whether the scope can be closed, because no other thread is inside a scoped access of it.
///
/// Scoped accesses are `@Scoped` methods with the scope among their locals. Stops the world.
fn close_scope(thread: &mut JavaThread, args: Args) -> JavaResult<bool> {
    let scope = args.non_null(thread, 1)?;
    let me = std::ptr::from_ref::<JavaThread>(thread) as usize;
    let is_used = safepoint::stop_the_world(thread, "CloseScopedMemory", |world| {
        // SAFETY: the world is stopped and nothing collects inside the operation.
        let scope = scope.oop(unsafe { heap::NoSafepoint::assume() }).address() as u64;
        let mut is_used = false;
        world.for_each(|other| {
            if std::ptr::from_ref::<JavaThread>(other) as usize != me {
                walk::walk(other, |frame| {
                    is_used |=
                        frame.method.flags.has(MethodFlags::SCOPED) && has_local(&frame, scope);
                    if is_used {
                        ControlFlow::Break(())
                    } else {
                        ControlFlow::Continue(())
                    }
                });
            }
        });
        is_used
    });
    Ok(!is_used)
}

/// Whether a local variable of the frame holds this word.
fn has_local(frame: &Frame, word: u64) -> bool {
    (0..frame.method.max_locals).any(|index| {
        let register = abi::frame::local_register(index, frame.method.max_locals);
        // SAFETY: a local of a frame that exists while its thread is stopped (abi::frame).
        unsafe { *frame.fp.offset(register as isize) == word }
    })
}

rows! {
    ROWS:
    "jdk/internal/misc/ScopedMemoryAccess" {
        "registerNatives" "()V" => |_, _| Ok(());
        "closeScope0" "(Ljdk/internal/misc/ScopedMemoryAccess$Scope;Ljdk/internal/misc/ScopedMemoryAccess$Scope$ScopedAccessError;)Z" =>
            close_scope;
    }
    "jdk/internal/vm/vector/VectorSupport" {
        "registerNatives" "()I" => |_, _| Ok(0i32);
        "getMaxLaneCount" "(Ljava/lang/Class;)I" => |_, _| Ok(-1i32);
    }
    "jdk/internal/invoke/NativeEntryPoint" {
        "registerNatives" "()V" => |_, _| Ok(());
        "vmStorageToVMReg" "(II)J" => |t, _| -> JavaResult<i64> { Err(unsupported(t, "NativeEntryPoint")) };
    }
    "jdk/internal/foreign/abi/ProgrammableInvoker" {
        "registerNatives" "()V" => |_, _| Ok(());
        "invokeNative" "(JJ)V" => |t, _| -> JavaResult<()> { Err(unsupported(t, "ProgrammableInvoker")) };
        "generateAdapter" "(Ljdk/internal/foreign/abi/ABIDescriptor;Ljdk/internal/foreign/abi/BufferLayout;)J" =>
            |t, _| -> JavaResult<i64> { Err(unsupported(t, "ProgrammableInvoker")) };
    }
    "jdk/internal/foreign/abi/ProgrammableUpcallHandler" {
        "registerNatives" "()V" => |_, _| Ok(());
        "allocateOptimizedUpcallStub"
            "(Ljava/lang/invoke/MethodHandle;Ljdk/internal/foreign/abi/ABIDescriptor;Ljdk/internal/foreign/abi/ProgrammableUpcallHandler$CallRegs;)J" =>
            |t, _| -> JavaResult<i64> { Err(unsupported(t, "ProgrammableUpcallHandler")) };
        "allocateUpcallStub"
            "(Ljava/lang/invoke/MethodHandle;Ljdk/internal/foreign/abi/ABIDescriptor;Ljdk/internal/foreign/abi/BufferLayout;)J" =>
            |t, _| -> JavaResult<i64> { Err(unsupported(t, "ProgrammableUpcallHandler")) };
        "supportsOptimizedUpcalls" "()Z" => |_, _| Ok(false);
    }
    "jdk/internal/foreign/abi/UpcallStubs" {
        "registerNatives" "()V" => |_, _| Ok(());
        "freeUpcallStub0" "(J)Z" => |t, _| -> JavaResult<bool> { Err(unsupported(t, "UpcallStubs")) };
    }
}
