//! `jdk.internal.perf.Perf`: performance counters in direct buffers.
//!
//! Counters are kept in memory of this process that is never freed: there is no shared file, so nothing can be attached to.

use heap::Handle;
use linker::strings;
use threads::{JavaResult, JavaThread, Value};

use crate::direct::{Args, rows};
use crate::vm;

/// A direct `ByteBuffer` over `bytes` fresh zeroed bytes that live for ever, and their address.
fn counter_memory(thread: &mut JavaThread, bytes: usize) -> JavaResult<(Handle, *mut u8)> {
    // SAFETY: no precondition.
    let memory = unsafe { libc::calloc(1, bytes.max(8)) }.cast::<u8>();
    if memory.is_null() {
        return Err(thread.throw_empty("java/lang/OutOfMemoryError"));
    }
    let arguments = [Value::Long(memory as i64), Value::Int(bytes as i32)];
    let buffer = vm::new_object(thread, "java/nio/DirectByteBuffer", "(JI)V", &arguments)?;
    Ok((buffer, memory))
}

const UNITS: std::ops::RangeInclusive<i32> = 1..=6;

fn check_kind(thread: &mut JavaThread, variability: i32, units: i32) -> JavaResult<()> {
    if !(1..=3).contains(&variability) || !UNITS.contains(&units) {
        return Err(thread.throw_empty("java/lang/IllegalArgumentException"));
    }
    Ok(())
}

fn create_long(thread: &mut JavaThread, args: Args) -> JavaResult<Handle> {
    let _name = args.non_null(thread, 1)?;
    let (variability, units, value) = (args.int(2), args.int(3), args.long(4));
    check_kind(thread, variability, units)?;
    let (buffer, memory) = counter_memory(thread, 8)?;
    // SAFETY: eight fresh bytes, aligned as malloc aligns.
    unsafe { memory.cast::<i64>().write(value) };
    Ok(buffer)
}

fn create_byte_array(thread: &mut JavaThread, args: Args) -> JavaResult<Handle> {
    let (_name, value) = (args.non_null(thread, 1)?, args.non_null(thread, 4)?);
    let (variability, units, length) = (args.int(2), args.int(3), args.int(5));
    check_kind(thread, variability, units)?;
    let bytes = thread.oop(value).bytes();
    let length = usize::try_from(length).unwrap_or(0).max(bytes.len());
    let (buffer, memory) = counter_memory(thread, length)?;
    // SAFETY: `length` fresh bytes, at least as many as are copied.
    unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), memory, bytes.len()) };
    Ok(buffer)
}

fn attach(thread: &mut JavaThread, args: Args) -> JavaResult<Handle> {
    let user = args
        .handle(thread, 1)
        .map(|user| strings::to_rust(thread.oop(user)))
        .unwrap_or_default();
    let text = format!(
        "no performance data of virtual machine {} {user}",
        args.int(2)
    );
    Err(thread.throw_new("java/io/IOException", text.trim_end()))
}

rows! {
    ROWS:
    "jdk/internal/perf/Perf" {
        "registerNatives" "()V" => |_, _| Ok(());
        "attach" "(Ljava/lang/String;II)Ljava/nio/ByteBuffer;" => attach;
        "detach" "(Ljava/nio/ByteBuffer;)V" => |_, _| Ok(());
        "createLong" "(Ljava/lang/String;IIJ)Ljava/nio/ByteBuffer;" => create_long;
        "createByteArray" "(Ljava/lang/String;II[BI)Ljava/nio/ByteBuffer;" => create_byte_array;
        "highResCounter" "()J" => |_, _| Ok(crate::jvm::system::nano_time());
        "highResFrequency" "()J" => |_, _| Ok(1_000_000_000i64);
    }
}
