//! `jdk.internal.misc.Unsafe`: parking, fences, load average.

use std::sync::atomic::{Ordering, fence};

use abi::object::ARRAY_DATA_OFFSET;
use threads::{JavaResult, JavaThread, park};

use crate::direct::{Args, rows};

/// `getLoadAverage0`: -1 if the system does not tell.
fn load_average(thread: &mut JavaThread, args: Args) -> JavaResult<i32> {
    let array = args.non_null(thread, 1)?;
    let wanted = args.int(2).clamp(0, 3);
    let mut averages = [0.0f64; 3];
    // SAFETY: room for three numbers.
    let count = unsafe { libc::getloadavg(averages.as_mut_ptr(), wanted) };
    let oop = thread.oop(array);
    for (index, average) in averages
        .iter()
        .enumerate()
        .take(usize::try_from(count).unwrap_or(0).min(oop.length()))
    {
        oop.put_u64((ARRAY_DATA_OFFSET + 8 * index) as u32, average.to_bits());
    }
    Ok(count)
}

rows! {
    ROWS:
    "jdk/internal/misc/Unsafe" {
        "park" "(ZJ)V" => |t, a| {
            park::park(t, a.boolean(1), a.long(2));
            Ok(())
        };
        "unpark" "(Ljava/lang/Object;)V" => |t, a| {
            if let Some(object) = a.oop(t, 1) {
                park::unpark(object);
            }
            Ok(())
        };
        "loadFence" "()V" => |_, _| {
            fence(Ordering::Acquire);
            Ok(())
        };
        "storeFence" "()V" => |_, _| {
            fence(Ordering::Release);
            Ok(())
        };
        "fullFence" "()V" => |_, _| {
            fence(Ordering::SeqCst);
            Ok(())
        };
        "getLoadAverage0" "([DI)I" => load_average;
    }
}
