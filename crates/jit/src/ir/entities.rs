//! The numbered things of a function. Each is a `u32` into one of its tables and prints as a letter and that number: `v7`, `block2`.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

/// A `u32` that names a row of one table.
pub trait Entity: Copy + Eq + fmt::Debug {
    /// What stands before the number in the text form.
    const PREFIX: &'static str;
    fn from_index(index: usize) -> Self;
    fn index(self) -> usize;
}

macro_rules! entities {
    ($($(#[$doc:meta])* $name:ident $prefix:literal;)*) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl Entity for $name {
            const PREFIX: &'static str = $prefix;

            fn from_index(index: usize) -> $name {
                debug_assert!(index < u32::MAX as usize, "a table of a function outgrows u32");
                $name(index as u32)
            }

            fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "{}"), self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{self}")
            }
        }
    )* };
}

entities! {
    /// A value: parameter of a block or result of an instruction, assigned once.
    Value "v";
    /// A basic block with parameters.
    Block "block";
    /// An instruction, in at most one block.
    Inst "inst";
    /// A frame state: what the interpreter would hold at one point.
    State "s";
    /// A frame of the compilation unit: the compiled method or one inlined into it.
    Frame "frame";
    /// A class known at compile time.
    ClassId "c";
    /// A method known at compile time.
    MethodId "m";
    /// A field known at compile time.
    FieldId "f";
    /// A reference known at compile time: a row of the code's oop table.
    OopId "o";
    /// A constant-pool entry that was not resolved when its method was compiled.
    SiteId "u";
}

/// A table that one kind of entity numbers.
#[derive(Clone)]
pub struct Table<K, V> {
    rows: Vec<V>,
    key: PhantomData<K>,
}

impl<K: Entity, V> Table<K, V> {
    pub const fn new() -> Table<K, V> {
        Table {
            rows: Vec::new(),
            key: PhantomData,
        }
    }

    pub fn push(&mut self, row: V) -> K {
        let key = K::from_index(self.rows.len());
        self.rows.push(row);
        key
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub fn get(&self, key: K) -> Option<&V> {
        self.rows.get(key.index())
    }

    pub fn keys(&self) -> impl DoubleEndedIterator<Item = K> + use<K, V> {
        (0..self.rows.len()).map(K::from_index)
    }

    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.rows.iter()
    }

    pub fn iter(&self) -> impl Iterator<Item = (K, &V)> {
        self.rows
            .iter()
            .enumerate()
            .map(|(index, row)| (K::from_index(index), row))
    }
}

impl<K: Entity, V: PartialEq> Table<K, V> {
    /// The row equal to `row`, added if there is none.
    pub fn intern(&mut self, row: V) -> K {
        match self.rows.iter().position(|known| *known == row) {
            Some(index) => K::from_index(index),
            None => self.push(row),
        }
    }
}

impl<K: Entity, V> Default for Table<K, V> {
    fn default() -> Self {
        Table::new()
    }
}

impl<K: Entity, V> Index<K> for Table<K, V> {
    type Output = V;

    fn index(&self, key: K) -> &V {
        &self.rows[key.index()]
    }
}

impl<K: Entity, V> IndexMut<K> for Table<K, V> {
    fn index_mut(&mut self, key: K) -> &mut V {
        &mut self.rows[key.index()]
    }
}
