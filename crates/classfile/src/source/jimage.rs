//! The jimage format of `lib/modules` (JDK 9 and later): a perfect hash from `/module/path/name.ext` to bytes.
//!
//! ```text
//! header (7 words) | redirect [i32; n] | offsets [u32; n] | location attributes | strings | resources
//! ```
//! Words are in the byte order of the machine the image was made for; only little-endian images are read. The hash of a path
//! picks a redirect entry: positive, it is the seed for hashing again; negative, it names the slot; 0: no such resource. A
//! slot leads to the location's attributes, whose strings must be compared, for the hash is perfect for existing paths only.
//!
//! Classes: [`JImage::package_module`] tells the module of a package, [`JImage::find_class`] finds the class in it.
//! Resources may be compressed (`jlink --compress`): [`JImage::bytes`] copies only then. Nothing allocates otherwise.

use std::borrow::Cow;

use super::{SourceError, compressed, le, slice};

const MAGIC: u64 = 0xCAFE_DADA;
const HEADER_BYTES: u64 = 28;
const HASH_SEED: u32 = 0x0100_0193;

/// A jimage in memory (usually mapped).
#[derive(Clone, Copy)]
pub struct JImage<'a> {
    bytes: &'a [u8],
    redirect: &'a [[u8; 4]],
    offsets: &'a [[u8; 4]],
    locations: &'a [u8],
    strings: &'a [u8],
    data: u64,
}

/// A resource found: where it lies and what it is called.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Resource<'a> {
    /// The four parts of `/module/parent/base.extension`; all but `base` may be empty.
    pub module: &'a [u8],
    pub parent: &'a [u8],
    pub base: &'a [u8],
    pub extension: &'a [u8],
    /// Offset in the image file.
    pub offset: u64,
    /// 0: not compressed.
    pub compressed_size: u64,
    pub size: u64,
}

/// Continues the hash `seed` over `bytes`; the result is masked only at the end.
fn hash(seed: u32, bytes: &[u8]) -> u32 {
    bytes.iter().fold(seed, |hash, byte| {
        hash.wrapping_mul(HASH_SEED) ^ u32::from(*byte)
    })
}

fn hash_parts(seed: u32, parts: &[&[u8]]) -> u32 {
    parts.iter().fold(seed, |seed, part| hash(seed, part)) & 0x7fff_ffff
}

impl<'a> Resource<'a> {
    /// The parts of the full path, separators included.
    fn path_parts(&self) -> [&'a [u8]; 7] {
        let when = |part: &[u8], separator: &'static [u8]| {
            if part.is_empty() { &b""[..] } else { separator }
        };
        let (slash, middle) = (when(self.module, b"/"), when(self.module, b"/"));
        let (after_parent, dot) = (when(self.parent, b"/"), when(self.extension, b"."));
        let tail: [&'a [u8]; 7] = [
            slash,
            self.module,
            middle,
            self.parent,
            after_parent,
            self.base,
            dot,
        ];
        tail
    }

    /// `/module/parent/base.extension`
    pub fn path(&self) -> Vec<u8> {
        let mut path = self.path_parts().concat();
        path.extend(self.extension);
        path
    }

    /// Whether the full path is the concatenation of `parts`.
    fn has_path(&self, parts: &[&[u8]]) -> bool {
        let own = self.path_parts();
        let own = own
            .iter()
            .chain([&self.extension])
            .flat_map(|part| part.iter());
        own.eq(parts.iter().flat_map(|part| part.iter()))
    }
}

impl<'a> JImage<'a> {
    /// # Errors
    /// `NotAContainer` for other files and big-endian images, `OutOfBounds` if the index does not fit in the file.
    pub fn open(bytes: &'a [u8]) -> Result<JImage<'a>, SourceError> {
        let word = |n: u64| le::<4>(bytes, 4 * n).map_err(|_| SourceError::NotAContainer);
        if word(0)? != MAGIC || word(1)? >> 16 != 1 {
            return Err(SourceError::NotAContainer);
        }
        let (length, locations_size, strings_size) = (word(4)?, word(5)?, word(6)?);
        let locations = HEADER_BYTES + 8 * length;
        let (strings, data) = (
            locations + locations_size,
            locations + locations_size + strings_size,
        );
        Ok(JImage {
            bytes,
            redirect: slice(bytes, HEADER_BYTES, 4 * length)?.as_chunks().0,
            offsets: slice(bytes, HEADER_BYTES + 4 * length, 4 * length)?
                .as_chunks()
                .0,
            locations: slice(bytes, locations, locations_size)?,
            strings: slice(bytes, strings, strings_size)?,
            data,
        })
    }

    /// A zero-terminated string of the image's table.
    fn string(&self, offset: u64) -> &'a [u8] {
        let rest = usize::try_from(offset)
            .ok()
            .and_then(|at| self.strings.get(at..))
            .unwrap_or(b"");
        &rest[..rest.iter().position(|c| *c == 0).unwrap_or(rest.len())]
    }

    /// The resource of a slot of the offsets table.
    fn resource(&self, slot: usize) -> Option<Resource<'a>> {
        let mut rest = self
            .locations
            .get(u32::from_le_bytes(*self.offsets.get(slot)?) as usize..)?;
        // Attributes: kind in the upper five bits, number of value bytes less one in the lower three.
        let mut values = [0u64; 8];
        while let [head, tail @ ..] = rest {
            let (kind, length) = (usize::from(head >> 3), usize::from(head & 7) + 1);
            if kind == 0 {
                break;
            }
            let (value, tail) = tail.split_at_checked(length)?;
            *values.get_mut(kind)? = value
                .iter()
                .fold(0, |value, byte| value << 8 | u64::from(*byte));
            rest = tail;
        }
        let [
            _,
            module,
            parent,
            base,
            extension,
            offset,
            compressed_size,
            size,
        ] = values;
        Some(Resource {
            module: self.string(module),
            parent: self.string(parent),
            base: self.string(base),
            extension: self.string(extension),
            offset: self.data.checked_add(offset)?,
            compressed_size,
            size,
        })
    }

    fn find_parts(&self, parts: &[&[u8]]) -> Option<Resource<'a>> {
        let length = self.redirect.len();
        let first = (hash_parts(HASH_SEED, parts) as usize).checked_rem(length)?;
        let slot = match i32::from_le_bytes(self.redirect[first]) {
            0 => return None,
            seed @ 1.. => hash_parts(seed as u32, parts) as usize % length,
            direct => usize::try_from(-1 - i64::from(direct)).ok()?,
        };
        self.resource(slot)
            .filter(|resource| resource.has_path(parts))
    }

    /// Finds by full path, for example `/java.base/java/lang/Object.class`.
    pub fn find(&self, path: &[u8]) -> Option<Resource<'a>> {
        self.find_parts(&[path])
    }

    /// Finds `/module/name.class` by module name and the class's internal name.
    pub fn find_class(&self, module: &[u8], name: &[u8]) -> Option<Resource<'a>> {
        self.find_parts(&[b"/", module, b"/", name, b".class"])
    }

    /// The module that holds `package` (internal form: `java/lang`), if one does. A package may be named by several modules
    /// but has classes in one only.
    pub fn package_module(&self, package: &[u8]) -> Option<&'a [u8]> {
        let dotted: Vec<u8> = package
            .iter()
            .map(|c| if *c == b'/' { b'.' } else { *c })
            .collect();
        let resource = self.find_parts(&[b"/packages/", &dotted])?;
        let bytes = self.bytes(&resource).ok()?;
        // Pairs of words: whether the package is empty in this module, and the module's name in the string table.
        let pairs = bytes.as_chunks::<8>().0.iter();
        let word = |pair: &[u8; 8], at: usize| {
            u32::from_le_bytes([pair[at], pair[at + 1], pair[at + 2], pair[at + 3]])
        };
        pairs
            .filter(|pair| word(pair, 0) == 0)
            .map(|pair| self.string(u64::from(word(pair, 4))))
            .next()
    }

    /// A class by internal name alone: its package's module first. Also says the module.
    pub fn find_boot_class(&self, name: &[u8]) -> Option<(&'a [u8], Resource<'a>)> {
        let end = name.iter().rposition(|c| *c == b'/')?;
        let module = self.package_module(&name[..end])?;
        Some((module, self.find_class(module, name)?))
    }

    /// The resource's contents: borrowed from the image unless compressed.
    ///
    /// # Errors
    /// `OutOfBounds` if the location leads out of the file; what [`compressed::decompress`] finds.
    pub fn bytes(&self, resource: &Resource<'a>) -> Result<Cow<'a, [u8]>, SourceError> {
        if resource.compressed_size == 0 {
            return slice(self.bytes, resource.offset, resource.size).map(Cow::Borrowed);
        }
        let stored = slice(self.bytes, resource.offset, resource.compressed_size)?;
        compressed::decompress(stored, resource.size, &|offset| self.string(offset)).map(Cow::Owned)
    }

    /// All resources, in the order of the hash table.
    pub fn resources(&self) -> impl Iterator<Item = Resource<'a>> + '_ {
        (0..self.offsets.len()).filter_map(|slot| self.resource(slot))
    }
}
