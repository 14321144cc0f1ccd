//! Jars: zip archives (PKWARE APPNOTE), read through their central directory. Stored and deflated entries, zip64 tolerated.
//!
//! [`Jar::open`] finds the directory only; an index of names is built at the first lookup. If a name stands twice the last
//! entry counts, as with `java.util.zip`. Checksums are not compared. Multi-release lookup is Java code's business.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::{SourceError, le, slice};

const END_MAGIC: u64 = 0x0605_4b50;
const END64_MAGIC: u64 = 0x0606_4b50;
const END64_LOCATOR_MAGIC: u64 = 0x0706_4b50;
const CENTRAL_MAGIC: u64 = 0x0201_4b50;
const LOCAL_MAGIC: u64 = 0x0403_4b50;
const END_BYTES: usize = 22;
const CENTRAL_BYTES: u64 = 46;
const LOCAL_BYTES: u64 = 30;
/// What an archive entry may claim to hold at most.
const MAX_ENTRY: u64 = 1 << 30;

/// A jar in memory (usually mapped).
pub struct Jar<'a> {
    bytes: &'a [u8],
    /// The central directory.
    directory: &'a [u8],
    /// Bytes in front of the archive (a launcher script, say); all offsets are relative to its end.
    prefix: u64,
    index: OnceLock<Index>,
}

/// Open addressing over offsets into the directory, plus one; 0 is empty. The length is a power of two.
struct Index {
    slots: Vec<u32>,
}

/// An entry of the central directory.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Entry<'a> {
    /// As stored: UTF-8 in jars. Directories end with `/`.
    pub name: &'a [u8],
    pub flags: u16,
    /// 0: stored, 8: deflated.
    pub method: u16,
    pub compressed_size: u64,
    pub size: u64,
    /// Of the local header, relative to the archive's start.
    local_offset: u64,
}

fn hash(name: &[u8]) -> u32 {
    name.iter().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
    })
}

/// Parses the directory entry at `at`; also gives the offset of the next.
fn entry_at(directory: &[u8], at: u64) -> Result<(Entry<'_>, u64), SourceError> {
    let field2 = |offset: u64| le::<2>(directory, at + offset);
    let field4 = |offset: u64| le::<4>(directory, at + offset);
    if field4(0)? != CENTRAL_MAGIC {
        return Err(SourceError::CorruptData);
    }
    let (name_length, extra_length, comment_length) = (field2(28)?, field2(30)?, field2(32)?);
    let name = slice(directory, at + CENTRAL_BYTES, name_length)?;
    let extra = slice(directory, at + CENTRAL_BYTES + name_length, extra_length)?;
    let mut entry = Entry {
        name,
        flags: field2(8)? as u16,
        method: field2(10)? as u16,
        compressed_size: field4(20)?,
        size: field4(24)?,
        local_offset: field4(42)?,
    };
    widen(&mut entry, extra);
    Ok((
        entry,
        at + CENTRAL_BYTES + name_length + extra_length + comment_length,
    ))
}

/// Takes the values that do not fit 32 bits from the zip64 extra field.
fn widen(entry: &mut Entry<'_>, extra: &[u8]) {
    let mut at = 0;
    while let (Ok(id), Ok(length)) = (le::<2>(extra, at), le::<2>(extra, at + 2)) {
        if id == 1 {
            let mut value = at + 4;
            for field in [
                &mut entry.size,
                &mut entry.compressed_size,
                &mut entry.local_offset,
            ] {
                if let (0xffff_ffff, Ok(wide)) = (*field, le::<8>(extra, value)) {
                    *field = wide;
                    value += 8;
                }
            }
            return;
        }
        at += 4 + length;
    }
}

impl<'a> Jar<'a> {
    /// # Errors
    /// `NotAContainer` if there is no end-of-directory record, `OutOfBounds` if it points out of the file.
    pub fn open(bytes: &'a [u8]) -> Result<Jar<'a>, SourceError> {
        let last = bytes
            .len()
            .checked_sub(END_BYTES)
            .ok_or(SourceError::NotAContainer)?;
        let is_end = |at: &usize| {
            let at = *at as u64;
            le::<4>(bytes, at) == Ok(END_MAGIC)
                && le::<2>(bytes, at + 20)
                    .is_ok_and(|comment| at + END_BYTES as u64 + comment <= bytes.len() as u64)
        };
        let end = (last.saturating_sub(0xffff)..=last)
            .rev()
            .find(is_end)
            .ok_or(SourceError::NotAContainer)? as u64;
        let (mut size, mut offset) = (le::<4>(bytes, end + 12)?, le::<4>(bytes, end + 16)?);
        let mut directory_end = end;
        let locator = end
            .checked_sub(20)
            .filter(|at| le::<4>(bytes, *at) == Ok(END64_LOCATOR_MAGIC));
        if let Some(end64) = locator.and_then(|at| le::<8>(bytes, at + 8).ok())
            && le::<4>(bytes, end64) == Ok(END64_MAGIC)
        {
            (size, offset) = (le::<8>(bytes, end64 + 40)?, le::<8>(bytes, end64 + 48)?);
            directory_end = end64;
        }
        let start = directory_end
            .checked_sub(size)
            .ok_or(SourceError::OutOfBounds)?;
        let prefix = start.checked_sub(offset).ok_or(SourceError::OutOfBounds)?;
        Ok(Jar {
            bytes,
            directory: slice(bytes, start, size)?,
            prefix,
            index: OnceLock::new(),
        })
    }

    /// All entries in directory order; stops where the directory is corrupt.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'a>> + use<'a> {
        let directory = self.directory;
        let mut at = 0;
        std::iter::from_fn(move || {
            let (entry, next) = entry_at(directory, at).ok()?;
            at = next;
            Some(entry)
        })
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            let count = self.entries().count();
            let mut index = Index {
                slots: vec![0; (2 * count + 1).next_power_of_two()],
            };
            let mut at = 0;
            while let Ok((entry, next)) = entry_at(self.directory, at) {
                let slot = index.slot(self.directory, entry.name);
                index.slots[slot] = at as u32 + 1;
                at = next;
            }
            index
        })
    }

    /// The entry of that name (`pkg/Foo.class`, no leading slash).
    pub fn find(&self, name: &[u8]) -> Option<Entry<'a>> {
        let index = self.index();
        let at = index.slots[index.slot(self.directory, name)].checked_sub(1)?;
        Some(entry_at(self.directory, u64::from(at)).ok()?.0)
    }

    /// The entry of a class, by internal name.
    pub fn find_class(&self, name: &[u8]) -> Option<Entry<'a>> {
        self.find(&[name, b".class"].concat())
    }

    /// An entry's contents: borrowed if stored, inflated if deflated.
    ///
    /// # Errors
    /// `UnsupportedMethod` for other methods and encrypted entries, `CorruptData` if the data is not what the directory says.
    pub fn bytes(&self, entry: &Entry<'a>) -> Result<Cow<'a, [u8]>, SourceError> {
        const ENCRYPTED: u16 = 1;
        if entry.flags & ENCRYPTED != 0 {
            return Err(SourceError::UnsupportedMethod);
        }
        let local = self
            .prefix
            .checked_add(entry.local_offset)
            .ok_or(SourceError::OutOfBounds)?;
        if le::<4>(self.bytes, local)? != LOCAL_MAGIC {
            return Err(SourceError::CorruptData);
        }
        let start = local
            + LOCAL_BYTES
            + le::<2>(self.bytes, local + 26)?
            + le::<2>(self.bytes, local + 28)?;
        let stored = slice(self.bytes, start, entry.compressed_size)?;
        match entry.method {
            0 if entry.size == entry.compressed_size => Ok(Cow::Borrowed(stored)),
            8 if entry.size <= MAX_ENTRY => {
                let inflated =
                    miniz_oxide::inflate::decompress_to_vec_with_limit(stored, entry.size as usize)
                        .map_err(|_| SourceError::CorruptData)?;
                if inflated.len() as u64 == entry.size {
                    Ok(Cow::Owned(inflated))
                } else {
                    Err(SourceError::CorruptData)
                }
            }
            0 | 8 => Err(SourceError::CorruptData),
            _ => Err(SourceError::UnsupportedMethod),
        }
    }
}

impl Index {
    /// The slot that holds `name`, or the empty one where it belongs. The table is never full.
    fn slot(&self, directory: &[u8], name: &[u8]) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash(name) as usize & mask;
        while let Some(at) = self.slots[slot].checked_sub(1) {
            if entry_at(directory, u64::from(at)).is_ok_and(|(entry, _)| entry.name == name) {
                break;
            }
            slot = (slot + 1) & mask;
        }
        slot
    }
}
