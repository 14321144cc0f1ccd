//! Symbols: interned byte strings (modified UTF-8) for names and descriptors. Equal symbols have equal addresses.
//!
//! A symbol is 32 bits, the address of its text in the class region. Symbols are immortal: they are shared by all loaders and
//! small, and freeing them would need counts in every holder. The table is sharded so that parallel loading does not meet.
//! Read next: `sym`, the symbols the VM itself names.

use std::fmt;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard};

use crate::arena::Arena;

/// An interned name. Compares by identity. `Display` shows the text with malformed bytes replaced.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(transparent)]
pub struct Symbol(NonZeroU32);

/// What a symbol's address points at; the bytes follow.
#[repr(C)]
struct Header {
    length: u32,
}

const SHARDS: usize = 16;

struct Shard {
    arena: Arena,
    /// Open addressing, power of two: hash and address, so that probing and growing touch no symbol; 0 = free.
    cells: Vec<u64>,
    count: usize,
}

static TABLE: [Mutex<Shard>; SHARDS] = [const { Mutex::new(Shard::new()) }; SHARDS];

fn hash_of(bytes: &[u8]) -> u32 {
    // FxHash over 8-byte words: symbols are short, and the hash is taken once per occurrence in a class file.
    const K: u64 = 0x517c_c1b7_2722_0a95;
    let mut hash = bytes.len() as u64;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let word = u64::from_le_bytes(chunk.try_into().expect("chunks of 8"));
        hash = (hash.rotate_left(5) ^ word).wrapping_mul(K);
    }
    let mut last = [0; 8];
    last[..chunks.remainder().len()].copy_from_slice(chunks.remainder());
    hash = (hash.rotate_left(5) ^ u64::from_le_bytes(last)).wrapping_mul(K);
    (hash >> 32) as u32
}

fn shard_of(hash: u32) -> MutexGuard<'static, Shard> {
    TABLE[hash as usize % SHARDS]
        .lock()
        .unwrap_or_else(|e| e.into_inner())
}

impl Shard {
    const fn new() -> Shard {
        Shard {
            arena: Arena::new(),
            cells: Vec::new(),
            count: 0,
        }
    }

    fn find(&self, hash: u32, bytes: &[u8]) -> Result<Symbol, usize> {
        let mask = self.cells.len().wrapping_sub(1);
        if self.cells.is_empty() {
            return Err(usize::MAX);
        }
        let mut index = (hash as usize / SHARDS) & mask;
        loop {
            let cell = self.cells[index];
            let Some(address) = NonZeroU32::new(cell as u32) else {
                return Err(index);
            };
            if (cell >> 32) as u32 == hash && Symbol(address).bytes() == bytes {
                return Ok(Symbol(address));
            }
            index = (index + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let size = (self.cells.len() * 2).max(1024);
        let old = std::mem::replace(&mut self.cells, vec![0; size]);
        for cell in old.into_iter().filter(|cell| *cell != 0) {
            let mut index = ((cell >> 32) as usize / SHARDS) & (size - 1);
            while self.cells[index] != 0 {
                index = (index + 1) & (size - 1);
            }
            self.cells[index] = cell;
        }
    }
}

impl Symbol {
    /// The symbol of `bytes` (at most 65535, any content). Takes a short lock; never blocks on the collector.
    ///
    /// # Panics
    /// The class region is exhausted by symbols alone.
    pub fn intern(bytes: &[u8]) -> Symbol {
        let hash = hash_of(bytes);
        let mut shard = shard_of(hash);
        if shard.count * 4 >= shard.cells.len() * 3 {
            shard.grow();
        }
        match shard.find(hash, bytes) {
            Ok(symbol) => symbol,
            Err(index) => {
                let place = shard
                    .arena
                    .allocate(size_of::<Header>() + bytes.len())
                    .expect("class region holds the symbols");
                // SAFETY: `place` is fresh and holds header and bytes.
                unsafe {
                    place.cast::<Header>().write(Header {
                        length: bytes.len() as u32,
                    });
                    std::ptr::copy_nonoverlapping(
                        bytes.as_ptr(),
                        place.add(size_of::<Header>()),
                        bytes.len(),
                    );
                }
                let address = NonZeroU32::new(place as usize as u32)
                    .expect("the region does not hold address 0");
                shard.cells[index] = u64::from(hash) << 32 | u64::from(address.get());
                shard.count += 1;
                Symbol(address)
            }
        }
    }

    /// The symbol of `bytes` if anybody interned it: a name that no class mentions needs no new symbol to be not found.
    pub fn lookup(bytes: &[u8]) -> Option<Symbol> {
        let hash = hash_of(bytes);
        shard_of(hash).find(hash, bytes).ok()
    }

    /// From a constant-pool cell that holds a symbol's address.
    pub(crate) fn from_cell(cell: u64) -> Symbol {
        Symbol(NonZeroU32::new(cell as u32).expect("a resolved Utf8 cell"))
    }

    fn header(self) -> &'static Header {
        // SAFETY: a Symbol is only made by `intern`, from the address of an immortal header.
        unsafe { &*(self.0.get() as usize as *const Header) }
    }

    /// The text, modified UTF-8.
    pub fn bytes(self) -> &'static [u8] {
        // SAFETY: as `header`; the bytes follow it and are immutable and immortal.
        unsafe {
            let start = (self.0.get() as usize as *const u8).add(size_of::<Header>());
            std::slice::from_raw_parts(start, self.header().length as usize)
        }
    }

    /// Identity as a number: an address, stable for the life of the process.
    pub fn address(self) -> u32 {
        self.0.get()
    }

    /// The text as Rust text, malformed sequences replaced.
    pub fn to_text(self) -> String {
        classfile::mutf8::decode(self.bytes())
    }

    /// The text of a class name with dots: `java.lang.Object`.
    pub fn external(self) -> String {
        self.to_text().replace('/', ".")
    }

    pub fn starts_with(self, prefix: &[u8]) -> bool {
        self.bytes().starts_with(prefix)
    }
}

impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_text())
    }
}

impl fmt::Debug for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.to_text())
    }
}

/// A symbol the VM names in its own code: interned at first use.
pub struct WellKnownSymbol {
    text: &'static str,
    cell: AtomicU32,
}

impl WellKnownSymbol {
    pub const fn new(text: &'static str) -> WellKnownSymbol {
        WellKnownSymbol {
            text,
            cell: AtomicU32::new(0),
        }
    }

    pub fn get(&self) -> Symbol {
        match NonZeroU32::new(self.cell.load(Ordering::Relaxed)) {
            Some(address) => Symbol(address),
            None => {
                let symbol = Symbol::intern(self.text.as_bytes());
                self.cell.store(symbol.address(), Ordering::Relaxed);
                symbol
            }
        }
    }
}

impl PartialEq<WellKnownSymbol> for Symbol {
    fn eq(&self, other: &WellKnownSymbol) -> bool {
        *self == other.get()
    }
}

/// The symbols the VM itself names. `sym::INIT.get()`, or compare directly: `method.name == sym::INIT`.
pub mod sym {
    use super::WellKnownSymbol;

    macro_rules! symbols {
        ($($name:ident $text:literal,)*) => { $(pub static $name: WellKnownSymbol = WellKnownSymbol::new($text);)* };
    }

    symbols! {
        INIT "<init>",
        CLINIT "<clinit>",
        FINALIZE "finalize",
        MAIN "main",
        VOID_SIGNATURE "()V",
        JAVA_LANG_OBJECT "java/lang/Object",
        JAVA_LANG_CLASS "java/lang/Class",
        JAVA_LANG_STRING "java/lang/String",
        JAVA_LANG_CLONEABLE "java/lang/Cloneable",
        JAVA_IO_SERIALIZABLE "java/io/Serializable",
        JAVA_LANG_INVOKE_METHOD_HANDLE "java/lang/invoke/MethodHandle",
        JAVA_LANG_INVOKE_VAR_HANDLE "java/lang/invoke/VarHandle",
        POLYMORPHIC_SIGNATURE "([Ljava/lang/Object;)Ljava/lang/Object;",
        INVOKE "invoke",
        INVOKE_EXACT "invokeExact",
        INVOKE_BASIC "invokeBasic",
        LINK_TO_VIRTUAL "linkToVirtual",
        LINK_TO_STATIC "linkToStatic",
        LINK_TO_SPECIAL "linkToSpecial",
        LINK_TO_INTERFACE "linkToInterface",
        LINK_TO_NATIVE "linkToNative",
        LOAD_CLASS "loadClass",
        LOAD_CLASS_SIGNATURE "(Ljava/lang/String;)Ljava/lang/Class;",
        CLONE "clone",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_text_is_one_symbol() {
        let a = Symbol::intern(b"java/lang/String");
        assert_eq!(a, sym::JAVA_LANG_STRING.get());
        assert_eq!(a.bytes(), b"java/lang/String");
        assert_eq!(a.external(), "java.lang.String");
        assert_eq!(Symbol::lookup(b"no such name was ever interned"), None);
        let many: Vec<Symbol> = (0..5000)
            .map(|i| Symbol::intern(format!("name{i}").as_bytes()))
            .collect();
        for (i, symbol) in many.iter().enumerate() {
            assert_eq!(symbol.bytes(), format!("name{i}").as_bytes());
            assert_eq!(Symbol::lookup(symbol.bytes()), Some(*symbol));
        }
    }
}
