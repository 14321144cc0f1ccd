//! The flags table: one row per `-XX` flag, and the [`Flags`] struct generated from it.
//!
//! Rows stand in `meaningful.rs` (we act on them; typed fields) and `accepted.rs` (known to HotSpot, stored, without effect).
//! Names that HotSpot knows only to refuse or to warn about stand in `retired.rs`. Everything printed or parsed about flags comes
//! from here. Read next: `settings.rs` (values with their origin), `parse.rs` (options).

use crate::value::Value;

/// HotSpot's name of a flag's type; decides parsing, range and printing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlagType {
    Bool,
    Int,
    Uint,
    Intx,
    Uintx,
    Uint64,
    SizeT,
    Double,
    Ccstr,
    /// Repeated settings accumulate, separated by newlines.
    CcstrList,
}

impl FlagType {
    /// The name as `-XX:+PrintFlagsFinal` prints it.
    pub fn name(self) -> &'static str {
        match self {
            FlagType::Bool => "bool",
            FlagType::Int => "int",
            FlagType::Uint => "uint",
            FlagType::Intx => "intx",
            FlagType::Uintx => "uintx",
            FlagType::Uint64 => "uint64_t",
            FlagType::SizeT => "size_t",
            FlagType::Double => "double",
            FlagType::Ccstr => "ccstr",
            FlagType::CcstrList => "ccstrlist",
        }
    }
}

/// A default value that can stand in a `static`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Constant {
    Bool(bool),
    Signed(i64),
    Unsigned(u64),
    Double(f64),
    Text(&'static str),
}

/// Whether the VM does anything with a flag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    Meaningful,
    Accepted,
}

/// One row of the table.
#[derive(Debug)]
pub struct FlagRow {
    pub name: &'static str,
    pub ty: FlagType,
    pub default: Constant,
    /// As printed between braces: an optional part (`C2`, `ARCH`, `pd` ...) and the kind, which is its last word.
    pub kind: &'static str,
    /// Allowed values, inclusive; `None` when the type is the only limit.
    pub range: Option<(Constant, Constant)>,
    pub effect: Effect,
    /// What we do with it; empty for flags without effect.
    pub doc: &'static str,
}

/// Which unlocking flag a row asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    Open,
    Diagnostic,
    Experimental,
}

impl FlagRow {
    /// Which `-XX:+Unlock...` must precede this flag. The unlocking flags themselves are open.
    pub fn lock(&self) -> Lock {
        if self.name.starts_with("Unlock") {
            Lock::Open
        } else {
            self.lock_of_kind()
        }
    }

    /// The same by kind alone: what the listings show.
    pub(crate) fn lock_of_kind(&self) -> Lock {
        if self.kind.ends_with("diagnostic") {
            Lock::Diagnostic
        } else if self.kind.ends_with("experimental") {
            Lock::Experimental
        } else {
            Lock::Open
        }
    }

    /// The default as a value.
    pub fn default_value(&self) -> Value {
        Value::from_constant(self.ty, self.default)
    }
}

macro_rules! flag_type {
    (bool) => {
        FlagType::Bool
    };
    (int) => {
        FlagType::Int
    };
    (uint) => {
        FlagType::Uint
    };
    (intx) => {
        FlagType::Intx
    };
    (uintx) => {
        FlagType::Uintx
    };
    (uint64_t) => {
        FlagType::Uint64
    };
    (size_t) => {
        FlagType::SizeT
    };
    (double) => {
        FlagType::Double
    };
    (ccstr) => {
        FlagType::Ccstr
    };
    (ccstrlist) => {
        FlagType::CcstrList
    };
}

macro_rules! constant {
    (bool $v:expr) => {
        Constant::Bool($v)
    };
    (int $v:expr) => {
        Constant::Signed($v)
    };
    (intx $v:expr) => {
        Constant::Signed($v)
    };
    (double $v:expr) => {
        Constant::Double($v)
    };
    (ccstr $v:expr) => {
        Constant::Text($v)
    };
    (ccstrlist $v:expr) => {
        Constant::Text($v)
    };
    ($unsigned:ident $v:expr) => {
        Constant::Unsigned($v)
    };
}

macro_rules! range {
    ($ty:ident) => { None };
    ($ty:ident $min:expr, $max:expr) => { Some((constant!($ty $min), constant!($ty $max))) };
}

macro_rules! rust_type {
    (bool) => { bool };
    (int) => { i32 };
    (uint) => { u32 };
    (intx) => { i64 };
    (uintx) => { u64 };
    (uint64_t) => { u64 };
    (size_t) => { usize };
    (double) => { f64 };
    (ccstr) => { String };
    (ccstrlist) => { Vec<String> };
}

macro_rules! accepted_rows {
    ($($ty:ident $name:ident = $default:expr, $kind:literal $(, [$min:expr, $max:expr])?;)*) => {
        /// Flags that are stored without effect, in the order of HotSpot's listing.
        pub static ACCEPTED: &[FlagRow] = &[$(FlagRow {
            name: stringify!($name),
            ty: flag_type!($ty),
            default: constant!($ty $default),
            kind: $kind,
            range: range!($ty $($min, $max)?),
            effect: Effect::Accepted,
            doc: "",
        }),*];
    };
}

macro_rules! meaningful_rows {
    ($($ty:ident $name:ident = $default:expr, $kind:literal $(, [$min:expr, $max:expr])?, $doc:literal;)*) => {
        /// Flags the VM acts on, grouped by subject.
        pub static MEANINGFUL: &[FlagRow] = &[$(FlagRow {
            name: stringify!($name),
            ty: flag_type!($ty),
            default: constant!($ty $default),
            kind: $kind,
            range: range!($ty $($min, $max)?),
            effect: Effect::Meaningful,
            doc: $doc,
        }),*];

        /// The flags the VM acts on, as typed fields under HotSpot's names.
        #[allow(non_snake_case, reason = "the names are HotSpot's, so that a flag is found by searching for its name")]
        #[derive(Clone, Debug, PartialEq)]
        pub struct Flags {
            $(#[doc = $doc] pub $name: rust_type!($ty),)*
        }

        impl Flags {
            /// Builds the struct from values in the order of [`MEANINGFUL`].
            pub(crate) fn from_values(mut value: impl FnMut(&'static str) -> Value) -> Flags {
                Flags { $($name: value(stringify!($name)).into(),)* }
            }
        }

        impl Default for Flags {
            fn default() -> Flags {
                Flags::from_values(|name| find(name).map_or(Value::Bool(false), |(_, row)| row.default_value()))
            }
        }
    };
}

crate::for_each_accepted_flag!(accepted_rows);
crate::for_each_meaningful_flag!(meaningful_rows);

/// Row by index: meaningful rows first.
pub(crate) fn row(index: usize) -> &'static FlagRow {
    MEANINGFUL
        .get(index)
        .unwrap_or_else(|| &ACCEPTED[index - MEANINGFUL.len()])
}

/// All rows with their indices.
pub fn rows() -> impl Iterator<Item = (usize, &'static FlagRow)> {
    MEANINGFUL.iter().chain(ACCEPTED).enumerate()
}

/// Finds a row by its exact name. Linear: a command line sets a handful of flags.
pub fn find(name: &str) -> Option<(usize, &'static FlagRow)> {
    rows().find(|(_, row)| row.name == name)
}
