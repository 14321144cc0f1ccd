//! Address space: the heap's reservation and the side tables that cover it. What a page holds is not known here.
//!
//! The reservation is one mapping without access, committed by `mprotect` in whole pages and given back with `MADV_DONTNEED`. It
//! lies below 32 GB if it fits there (compressed references stay possible), otherwise anywhere. Side tables are mappings that read
//! as zero until they are written; untouched parts cost no memory.

use std::ptr;

use crate::config::PAGE;

const GB: usize = 1 << 30;
/// Compressed references reach this far.
const LOW_END: usize = 32 * GB;
const LOW_START: usize = 4 * GB;

/// A private mapping of this process, unmapped when dropped.
#[derive(Debug)]
pub(crate) struct Mapping {
    start: usize,
    bytes: usize,
}

impl Mapping {
    fn map(hint: usize, bytes: usize, protection: i32, extra_flags: i32) -> Option<Mapping> {
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE | extra_flags;
        // SAFETY: a new mapping; with a hint, MAP_FIXED_NOREPLACE keeps it off existing ones.
        let got = unsafe { libc::mmap(hint as *mut libc::c_void, bytes, protection, flags, -1, 0) };
        if got == libc::MAP_FAILED {
            return None;
        }
        let mapping = Mapping {
            start: got as usize,
            bytes,
        };
        // An old kernel may ignore NOREPLACE and answer another place; dropping the mapping gives it back.
        (hint == 0 || mapping.start == hint).then_some(mapping)
    }

    /// Address space without access for `bytes` (whole pages).
    pub(crate) fn reserve_low(bytes: usize) -> Option<Mapping> {
        let mut hint = LOW_START;
        while hint + bytes <= LOW_END {
            if let Some(mapping) =
                Mapping::map(hint, bytes, libc::PROT_NONE, libc::MAP_FIXED_NOREPLACE)
            {
                return Some(mapping);
            }
            hint += GB / 4;
        }
        Mapping::map(0, bytes, libc::PROT_NONE, 0)
    }

    /// A table of `bytes` that reads as zero.
    pub(crate) fn table(bytes: usize) -> Option<Mapping> {
        Mapping::map(
            0,
            bytes.next_multiple_of(PAGE),
            libc::PROT_READ | libc::PROT_WRITE,
            0,
        )
    }

    pub(crate) fn start(&self) -> usize {
        self.start
    }

    pub(crate) fn end(&self) -> usize {
        self.start + self.bytes
    }

    pub(crate) fn contains(&self, address: usize) -> bool {
        (self.start..self.end()).contains(&address)
    }

    fn check(&self, start: usize, end: usize) {
        assert!(
            self.start <= start
                && start <= end
                && end <= self.end()
                && (start | end).is_multiple_of(PAGE)
        );
    }

    /// Makes [start, end) readable and writable. False if the system refuses.
    #[must_use]
    pub(crate) fn commit(&self, start: usize, end: usize) -> bool {
        self.check(start, end);
        // SAFETY: inside this mapping, which is ours; giving access breaks nobody.
        unsafe {
            libc::mprotect(
                start as *mut libc::c_void,
                end - start,
                libc::PROT_READ | libc::PROT_WRITE,
            ) == 0
        }
    }

    /// Takes access to [start, end) away; the content stays.
    pub(crate) fn protect(&self, start: usize, end: usize) {
        self.check(start, end);
        // SAFETY: inside this mapping; whoever touches the range afterwards has a bug that this is meant to catch.
        unsafe { libc::mprotect(start as *mut libc::c_void, end - start, libc::PROT_NONE) };
    }

    /// Gives the memory of [start, end) back and takes access away; it reads as zero when committed again.
    pub(crate) fn uncommit(&self, start: usize, end: usize) {
        self.discard(start, end);
        self.protect(start, end);
    }

    /// Gives the memory of [start, end) back; it reads as zero afterwards. Partial pages keep their content.
    pub(crate) fn discard(&self, start: usize, end: usize) {
        let (start, end) = (start.next_multiple_of(PAGE), end & !(PAGE - 1));
        if start < end {
            self.check(start, end);
            // SAFETY: inside this mapping, whose content the caller declares dead.
            unsafe { libc::madvise(start as *mut libc::c_void, end - start, libc::MADV_DONTNEED) };
        }
    }

    /// Writes one byte of every page of [start, end), committed memory that reads as zero.
    pub(crate) fn touch(&self, start: usize, end: usize) {
        self.check(start, end);
        for page in (start..end).step_by(PAGE) {
            // SAFETY: committed memory of this mapping, still zero.
            unsafe { ptr::write_volatile(page as *mut u8, 0) };
        }
    }
}

impl Drop for Mapping {
    fn drop(&mut self) {
        // SAFETY: the mapping is ours; its owner ends with it.
        unsafe { libc::munmap(self.start as *mut libc::c_void, self.bytes) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn low_commit_discard() {
        let mapping = Mapping::reserve_low(16 * PAGE).expect("address space");
        assert!(mapping.end() <= LOW_END);
        let (start, end) = (mapping.start() + PAGE, mapping.start() + 3 * PAGE);
        assert!(mapping.commit(start, end));
        // SAFETY: committed just now.
        unsafe { ptr::write(start as *mut u64, 7) };
        mapping.uncommit(start, end);
        assert!(mapping.commit(start, end));
        // SAFETY: committed again.
        assert_eq!(unsafe { ptr::read(start as *const u64) }, 0);
    }
}
