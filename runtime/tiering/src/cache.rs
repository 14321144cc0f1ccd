//! The code cache: one arena, mapped twice (written here, executed there), freed method by method. DESIGN "Code cache", CONTRACTS 5.
//!
//! Space is given out first fit in units of [`code_map::GRANULE`]; in the first one code begins where it wants to. Code is freed in two steps (CONTRACTS 5, "freeing code"): when no stack has
//! a frame of it, it is withdrawn; at a later safepoint its space is used again.

use std::ptr;
use std::sync::atomic::AtomicU32;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::known::Constants;
use crate::policy::Task;
use abi::code::CompiledCode;
use metadata::code_map::{self, Code, GRANULE};

/// See the module documentation. Offsets and lengths in bytes, multiples of the granule.
struct Cache {
    /// Where code runs.
    executable: usize,
    /// The same memory, where it is written.
    writable: usize,
    bytes: usize,
    /// Free ranges (offset, length), ascending, not adjacent.
    free: Vec<(usize, usize)>,
    used: usize,
    peak: usize,
}

static CACHE: Mutex<Option<Cache>> = Mutex::new(None);

fn lock() -> MutexGuard<'static, Option<Cache>> {
    CACHE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Boot: reserves `bytes` for code that returns to `interpreter_return`.
///
/// # Errors
/// What the system refused.
pub(crate) fn init(bytes: usize, interpreter_return: usize) -> Result<(), String> {
    let bytes = bytes.next_multiple_of(1 << 16);
    let refused = |what: &str| format!("{what}: {}", std::io::Error::last_os_error());
    // SAFETY: new mappings; nothing else knows them. Remapping no bytes of a shared mapping makes another one of the same memory (mremap(2)).
    let (executable, writable) = unsafe {
        let protection = libc::PROT_READ | libc::PROT_WRITE;
        let flags = libc::MAP_SHARED | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE;
        let writable = libc::mmap(ptr::null_mut(), bytes, protection, flags, -1, 0);
        if writable == libc::MAP_FAILED {
            return Err(refused("no memory for compiled code"));
        }
        let executable = libc::mremap(writable, 0, bytes, libc::MREMAP_MAYMOVE);
        if executable == libc::MAP_FAILED
            || libc::mprotect(executable, bytes, libc::PROT_READ | libc::PROT_EXEC) != 0
        {
            return Err(refused("no address space for compiled code"));
        }
        (executable as usize, writable as usize)
    };
    code_map::init(executable, bytes, interpreter_return);
    *lock() = Some(Cache {
        executable,
        writable,
        bytes,
        free: vec![(0, bytes)],
        used: 0,
        peak: 0,
    });
    Ok(())
}

/// Copies code into the arena; nobody finds or runs it yet. `None`: there is no room.
pub(crate) fn place(
    task: Task,
    id: u64,
    mut tables: CompiledCode,
    validity: Option<Box<AtomicU32>>,
    constants: Constants,
) -> Option<Box<Code>> {
    let mut cache = lock();
    let cache = cache.as_mut()?;
    let bytes = std::mem::take(&mut tables.bytes);
    let skew = tables.skew as usize;
    let offset = cache.take(skew + bytes.len())? + skew;
    // SAFETY: the range was free: it is nobody's, and inside the writable mapping.
    unsafe {
        let target = (cache.writable + offset) as *mut u8;
        ptr::copy_nonoverlapping(bytes.as_ptr(), target, bytes.len());
    }
    Some(Box::new(Code {
        method: task.method,
        id,
        osr_bci: task.header,
        start: cache.executable + offset,
        bytes: bytes.len(),
        validity,
        constants: constants.take(),
        site_calls: AtomicU32::new(0),
        tables,
    }))
}

/// Gives the space of withdrawn code back. No thread is in it. Not while `perf_map` is written: an address stands there for one method.
pub(crate) fn free(code: &Code) {
    let data = code.method.klass.loader_data;
    code.constants
        .iter()
        .for_each(|slot| data.release_slot(slot));
    if flags::get().flags.PerfMap {
        return;
    }
    let mut cache = lock();
    if let Some(cache) = cache.as_mut() {
        let skew = code.tables.skew as usize;
        let offset = code.start - cache.executable - skew;
        cache.give_back(offset, skew + code.bytes);
    }
}

/// Bytes of code now, at most, and in all.
pub(crate) fn usage() -> (usize, usize, usize) {
    lock()
        .as_ref()
        .map_or((0, 0, 0), |cache| (cache.used, cache.peak, cache.bytes))
}

/// Bytes of code now, and in all, for a signal handler: 0 if somebody changes them.
pub(crate) fn figures() -> (usize, usize) {
    let cache = CACHE.try_lock().ok();
    let cache = cache.as_ref().and_then(|cache| cache.as_ref());
    cache.map_or((0, 0), |cache| (cache.used, cache.bytes))
}

/// Addresses of the first byte of the cache and behind its last.
pub(crate) fn bounds() -> (usize, usize) {
    lock().as_ref().map_or((0, 0), |cache| {
        (cache.executable, cache.executable + cache.bytes)
    })
}

impl Cache {
    fn take(&mut self, bytes: usize) -> Option<usize> {
        let wanted = bytes.max(1).next_multiple_of(GRANULE);
        let at = self.free.iter().position(|(_, length)| *length >= wanted)?;
        let (offset, length) = self.free[at];
        match length == wanted {
            true => drop(self.free.remove(at)),
            false => self.free[at] = (offset + wanted, length - wanted),
        }
        self.used += wanted;
        self.peak = self.peak.max(self.used);
        Some(offset)
    }

    fn give_back(&mut self, offset: usize, bytes: usize) {
        let length = bytes.max(1).next_multiple_of(GRANULE);
        self.used -= length;
        let at = self.free.partition_point(|(start, _)| *start < offset);
        self.free.insert(at, (offset, length));
        let touches = |left: (usize, usize), right: (usize, usize)| left.0 + left.1 == right.0;
        if at + 1 < self.free.len() && touches(self.free[at], self.free[at + 1]) {
            self.free[at].1 += self.free.remove(at + 1).1;
        }
        if at > 0 && touches(self.free[at - 1], self.free[at]) {
            self.free[at - 1].1 += self.free.remove(at).1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cache(bytes: usize) -> Cache {
        Cache {
            executable: 0,
            writable: 0,
            bytes,
            free: vec![(0, bytes)],
            used: 0,
            peak: 0,
        }
    }

    #[test]
    fn what_is_given_back_is_whole_again() {
        let mut cache = cache(1024);
        let taken: Vec<usize> = (0..4).map(|_| cache.take(200).expect("room")).collect();
        assert_eq!(taken, [0, 256, 512, 768]);
        assert_eq!(cache.take(1), None);
        for offset in [256, 768, 0, 512] {
            cache.give_back(offset, 200);
        }
        assert_eq!(
            (cache.free.as_slice(), cache.used),
            ([(0, 1024)].as_slice(), 0)
        );
        assert_eq!(cache.peak, 1024);
    }

    #[test]
    fn a_hole_is_used_again() {
        let mut cache = cache(1024);
        let first = cache.take(64).expect("room");
        cache.take(64).expect("room");
        cache.give_back(first, 64);
        assert_eq!(cache.take(10), Some(first));
    }
}
