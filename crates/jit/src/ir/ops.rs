//! THE table of IR operations: one row each; printer, parser, invariant checker, passes and lowering are driven by it.
//!
//! A row: `Name "text" [types] (operands) -> result, immediate, effect;`, grouped by category as the bytecodes are.
//!
//! * `types`: the operation exists once per letter, written `add.I`; `T` in operands and result is that type. Empty: one form only.
//! * `operands`: `I J F D A` or `T`; `V` is the type that the immediate says (of a field, an element); `..` any number of any type.
//! * `result`: as operands, or `-`; `M` is the result type of the method in the immediate, or none.
//! * `immediate`: what else the instruction names ([`ImmediateKind`]).
//! * `effect`: what may happen besides the result ([`Effect`]).
//!
//! Semantics are the JVM's (JVMS 6.5) less its checks, which are operations of their own (`check`): integers wrap, shift counts are
//! masked, `MIN / -1` is `MIN`, conversions to integers saturate, floating point is strict. A memory operation's base is never null
//! and its index is in range: it takes the *result* of the check, so that no pass can move it above.
//!
//! Read next: `function.rs`.

use super::types::Type;

/// The type of an operand or a result, as far as the row knows it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Slot {
    /// This type.
    Is(Type),
    /// The type in the operation's name.
    Named,
    /// The type of the field or element in the immediate.
    Memory,
    /// The result type of the method in the immediate; may be none.
    Method,
}

/// What an instruction names besides values.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ImmediateKind {
    None,
    /// A constant of the type in the name, as bits. The only constant of type `A` is null.
    Bits,
    Condition,
    /// The result of a three-way comparison if an operand is NaN: -1 or 1.
    Nan,
    Element,
    Field,
    Class,
    Method,
    Oop,
    Site,
    Reason,
    Exception,
    Ordering,
}

/// What may happen besides the result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Nothing: equal operands, equal result, anywhere.
    Pure,
    /// Reads what the immediate names.
    Reads,
    /// Writes what the immediate names.
    Writes,
    /// Orders memory accesses.
    Orders,
    /// Throws the exception that JVMS 6.5 names, or is pure.
    Checks,
    /// Leaves to the interpreter, or is pure. Has a state to leave in.
    Guards,
    /// May collect and throw; touches no memory that the program sees.
    Allocates,
    /// Anything: runs Java, collects, throws, blocks, reads and writes all memory.
    Calls,
}

impl Effect {
    /// May raise an exception; in a range with a handler it ends its block with an edge to it.
    pub const fn throws(self) -> bool {
        matches!(self, Effect::Checks | Effect::Allocates | Effect::Calls)
    }

    /// References may change across it.
    pub const fn collects(self) -> bool {
        matches!(self, Effect::Allocates | Effect::Calls)
    }

    /// Needs the frame state.
    pub const fn needs_state(self) -> bool {
        matches!(self, Effect::Guards | Effect::Allocates | Effect::Calls)
    }

    /// Must stay although nobody uses its result.
    pub const fn is_observable(self) -> bool {
        !matches!(self, Effect::Pure | Effect::Reads)
    }
}

/// Properties of one operation.
pub struct Row {
    pub category: &'static str,
    pub text: &'static str,
    pub types: &'static [Type],
    /// `None` in last place: any number of operands of any type follow.
    pub operands: &'static [Option<Slot>],
    pub result: Option<Slot>,
    pub immediate: ImmediateKind,
    pub effect: Effect,
}

macro_rules! ty {
    (I) => {
        Type::Int
    };
    (J) => {
        Type::Long
    };
    (F) => {
        Type::Float
    };
    (D) => {
        Type::Double
    };
    (A) => {
        Type::Ref
    };
}

macro_rules! slot {
    (T) => {
        Slot::Named
    };
    (V) => {
        Slot::Memory
    };
    (M) => {
        Slot::Method
    };
    ($letter:ident) => {
        Slot::Is(ty!($letter))
    };
}

macro_rules! operand {
    (..) => {
        None
    };
    ($letter:ident) => {
        Some(slot!($letter))
    };
}

macro_rules! result {
    (-) => {
        None
    };
    ($letter:ident) => {
        Some(slot!($letter))
    };
}

macro_rules! operations {
    ($($category:ident { $($(#[$doc:meta])* $name:ident $text:literal [$($ty:ident)*] ($($operand:tt)*) -> $result:tt, $immediate:ident, $effect:ident;)* })*) => {
        /// An operation of the IR, but for those that end blocks ([`super::Terminator`]).
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[repr(u8)]
        pub enum Op { $($($(#[$doc])* $name),*),* }

        impl Op {
            /// Every row, in order of the discriminant.
            pub const ALL: &'static [Op] = &[$($(Op::$name),*),*];
        }

        static TABLE: &[Row] = &[$($(Row {
            category: stringify!($category),
            text: $text,
            types: &[$(ty!($ty)),*],
            operands: &[$(operand!($operand)),*],
            result: result!($result),
            immediate: ImmediateKind::$immediate,
            effect: Effect::$effect,
        }),*),*];
    };
}

operations! {
    constants {
        Const "const" [I J F D A] () -> T, Bits, Pure;
        /// A reference of the oop table. It moves: code loads it anew after whatever may collect.
        Oop "oop" [] () -> A, Oop, Pure;
        /// The class word of a class.
        Class "class" [] () -> I, Class, Pure;
        /// The value of a constant-pool entry that was not resolved: resolves it first.
        Constant "constant" [I J F D A] () -> T, Site, Calls;
    }
    math {
        Add "add" [I J F D] (T T) -> T, None, Pure;
        Sub "sub" [I J F D] (T T) -> T, None, Pure;
        Mul "mul" [I J F D] (T T) -> T, None, Pure;
        /// Integers: the divisor is not zero.
        Div "div" [I J F D] (T T) -> T, None, Pure;
        /// Integers: the divisor is not zero. Floating point: as C's `fmod`.
        Rem "rem" [I J F D] (T T) -> T, None, Pure;
        Neg "neg" [I J F D] (T) -> T, None, Pure;
        And "and" [I J] (T T) -> T, None, Pure;
        Or "or" [I J] (T T) -> T, None, Pure;
        Xor "xor" [I J] (T T) -> T, None, Pure;
        Shl "shl" [I J] (T I) -> T, None, Pure;
        Shr "shr" [I J] (T I) -> T, None, Pure;
        Ushr "ushr" [I J] (T I) -> T, None, Pure;
    }
    intrinsics {
        Abs "abs" [I J F D] (T) -> T, None, Pure;
        /// As `Math.min` and `max`: NaN wins, -0.0 is below 0.0.
        Min "min" [I J F D] (T T) -> T, None, Pure;
        Max "max" [I J F D] (T T) -> T, None, Pure;
        Sqrt "sqrt" [F D] (T) -> T, None, Pure;
        Floor "floor" [D] (T) -> T, None, Pure;
        Ceil "ceil" [D] (T) -> T, None, Pure;
        Rint "rint" [D] (T) -> T, None, Pure;
        /// Rounded once.
        Fma "fma" [F D] (T T T) -> T, None, Pure;
        /// The upper half of the product.
        MulHigh "mul_high" [J] (T T) -> T, None, Pure;
        BitCount "bit_count" [I J] (T) -> I, None, Pure;
        LeadingZeros "leading_zeros" [I J] (T) -> I, None, Pure;
        TrailingZeros "trailing_zeros" [I J] (T) -> I, None, Pure;
        ReverseBytes "reverse_bytes" [I J] (T) -> T, None, Pure;
        Reverse "reverse" [I J] (T) -> T, None, Pure;
        RotateLeft "rotate_left" [I J] (T I) -> T, None, Pure;
        RotateRight "rotate_right" [I J] (T I) -> T, None, Pure;
    }
    compare {
        /// 0 or 1. On NaN only `ne` is 1.
        Compare "compare" [I J F D A] (T T) -> I, Condition, Pure;
        /// -1, 0 or 1; floating point with the immediate for NaN.
        Compare3 "compare3" [J F D] (T T) -> I, Nan, Pure;
        /// The second operand if the first is not 0, else the third.
        Select "select" [I J F D A] (I T T) -> T, None, Pure;
    }
    convert {
        I2L "i2l" [] (I) -> J, None, Pure;
        I2F "i2f" [] (I) -> F, None, Pure;
        I2D "i2d" [] (I) -> D, None, Pure;
        L2I "l2i" [] (J) -> I, None, Pure;
        L2F "l2f" [] (J) -> F, None, Pure;
        L2D "l2d" [] (J) -> D, None, Pure;
        F2I "f2i" [] (F) -> I, None, Pure;
        F2L "f2l" [] (F) -> J, None, Pure;
        F2D "f2d" [] (F) -> D, None, Pure;
        D2I "d2i" [] (D) -> I, None, Pure;
        D2L "d2l" [] (D) -> J, None, Pure;
        D2F "d2f" [] (D) -> F, None, Pure;
        I2B "i2b" [] (I) -> I, None, Pure;
        I2C "i2c" [] (I) -> I, None, Pure;
        I2S "i2s" [] (I) -> I, None, Pure;
        /// Zero-extends.
        U2L "u2l" [] (I) -> J, None, Pure;
        /// The bits, unchanged: `floatToRawIntBits` and its kin.
        F2Bits "f2bits" [] (F) -> I, None, Pure;
        Bits2F "bits2f" [] (I) -> F, None, Pure;
        D2Bits "d2bits" [] (D) -> J, None, Pure;
        Bits2D "bits2d" [] (J) -> D, None, Pure;
    }
    check {
        /// The operand, which is not null; or `NullPointerException`.
        NullCheck "null_check" [] (A) -> A, None, Checks;
        /// The index, which is at least 0 and below the length; or `ArrayIndexOutOfBoundsException`.
        BoundsCheck "bounds_check" [] (I I) -> I, None, Checks;
        /// The operand, which is not 0; or `ArithmeticException`.
        ZeroCheck "zero_check" [I J] (T) -> T, None, Checks;
        /// The operand, which is not negative; or `NegativeArraySizeException`.
        SizeCheck "size_check" [] (I) -> I, None, Checks;
        /// The second operand, which may be stored into the array that is the first; or `ArrayStoreException`.
        StoreCheck "store_check" [] (A A) -> A, None, Checks;
        /// The operand, which is null or of the class; or `ClassCastException`.
        Cast "cast" [] (A) -> A, Class, Checks;
    }
    guard {
        /// Goes on if the operand is not 0; otherwise the interpreter does, in the state.
        Guard "guard" [] (I) -> -, Reason, Guards;
        /// Goes on if everything holds that the code assumes of classes; otherwise the interpreter does, in the state.
        Assume "assume" [] () -> -, Reason, Guards;
    }
    fields {
        Load "load" [] (A) -> V, Field, Reads;
        Store "store" [] (A V) -> -, Field, Writes;
        LoadStatic "load_static" [] () -> V, Field, Reads;
        StoreStatic "store_static" [] (V) -> -, Field, Writes;
        /// The offset of a field that was not resolved: resolves it first.
        FieldOffset "field_offset" [] () -> J, Site, Calls;
        /// The address of a static that was not resolved: resolves it and initialises its class first.
        StaticAddress "static_address" [] () -> J, Site, Calls;
        /// Memory at offset (second operand) of an object; of an absolute address if the object is null.
        LoadAt "load_at" [] (A J) -> V, Element, Reads;
        StoreAt "store_at" [] (A J V) -> -, Element, Writes;
        /// Puts the last operand at offset (second operand) of an object if the third is there: 1 then, else 0. Atomic, in one order with all others.
        CompareAndSet "compare_and_set" [] (A J V V) -> I, Element, Writes;
        /// As `compare_and_set`, and results in what was there.
        CompareAndExchange "compare_and_exchange" [] (A J V V) -> V, Element, Writes;
        Fence "fence" [] () -> -, Ordering, Orders;
        /// Initialises the class unless that has happened, or this thread is at it.
        Initialize "initialize" [] () -> -, Class, Calls;
    }
    arrays {
        ArrayLength "array_length" [] (A) -> I, None, Pure;
        ArrayLoad "array_load" [] (A I) -> V, Element, Reads;
        /// A reference has passed its `store_check`.
        ArrayStore "array_store" [] (A I V) -> -, Element, Writes;
        /// The length is not negative. The class is that of the array.
        NewArray "new_array" [] (I) -> A, Class, Allocates;
        NewMultiArray "new_multi_array" [] (I ..) -> A, Class, Allocates;
        NewArraySite "new_array_site" [] (I) -> A, Site, Calls;
        NewMultiArraySite "new_multi_array_site" [] (I ..) -> A, Site, Calls;
        /// The int as an element of the array that is the first operand, of bytes or of booleans.
        NarrowForByteArray "narrow_for_byte_array" [] (A I) -> I, None, Pure;
    }
    invoke {
        /// Exactly this method: static, or with a receiver that is not null.
        CallDirect "call_direct" [] (..) -> M, Method, Calls;
        CallVirtual "call_virtual" [] (A ..) -> M, Method, Calls;
        CallInterface "call_interface" [] (A ..) -> M, Method, Calls;
        /// The method whose key is the first operand, a long; the immediate says what it looks like.
        CallTarget "call_target" [] (J ..) -> M, Method, Calls;
        /// A call that was not linked: the runtime resolves it and selects the method.
        CallSite "call_site" [] (..) -> M, Site, Calls;
    }
    objects {
        /// The class is initialised and has no finalizer.
        New "new" [] () -> A, Class, Allocates;
        NewSite "new_site" [] () -> A, Site, Calls;
        /// The class word of an object that is not null.
        ClassOf "class_of" [] (A) -> I, None, Pure;
        /// The `java.lang.Class` object of an object that is not null.
        MirrorOf "mirror_of" [] (A) -> A, None, Pure;
        InstanceOf "instance_of" [] (A) -> I, Class, Pure;
        CastSite "cast_site" [] (A) -> A, Site, Calls;
        InstanceOfSite "instance_of_site" [] (A) -> I, Site, Calls;
        /// Registers an object whose class has a finalizer; its constructor has run.
        RegisterFinalizer "register_finalizer" [] (A) -> -, None, Calls;
    }
    monitors {
        MonitorEnter "monitor_enter" [] (A) -> -, None, Calls;
        MonitorExit "monitor_exit" [] (A) -> -, None, Calls;
    }
    control {
        /// The `java.lang.Thread` object of the thread that executes this.
        CurrentThread "current_thread" [] () -> A, None, Pure;
        /// Where a thread stops for the VM; at loop ends.
        Poll "poll" [] () -> -, None, Calls;
        /// Adds so many executed bytecodes to the function's counter.
        Count "count" [] () -> -, Bits, Orders;
        /// First in a handler: takes the pending exception from the thread.
        Catch "catch" [] () -> A, None, Reads;
        /// Makes an exception of the class that the immediate names and raises it.
        Raise "raise" [] () -> -, Exception, Calls;
    }
}

impl Op {
    pub fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }

    /// The operation with this text, without a type.
    pub fn from_text(text: &str) -> Option<Op> {
        Op::ALL.iter().copied().find(|op| op.row().text == text)
    }

    pub fn effect(self) -> Effect {
        self.row().effect
    }

    /// `a op b` equals `b op a`.
    pub fn is_commutative(self) -> bool {
        matches!(
            self,
            Op::Add | Op::Mul | Op::And | Op::Or | Op::Xor | Op::Min | Op::Max
        )
    }
}

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$row:meta])* $variant:ident $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        pub enum $name { $($(#[$row])* $variant),* }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            pub const fn text(self) -> &'static str {
                match self { $($name::$variant => $text),* }
            }

            pub fn from_text(text: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|row| row.text() == text)
            }
        }
    };
}

named! {
    /// A comparison. References have `eq` and `ne` only, floating point no unsigned ones.
    Condition { Eq "eq", Ne "ne", Lt "lt", Ge "ge", Gt "gt", Le "le", Below "below", AtLeast "at_least" }
}

named! {
    /// How far memory accesses may not be moved (`java.lang.invoke.VarHandle`'s fences).
    Ordering {
        /// Reads before it stay before all accesses behind it.
        Acquire "acquire",
        /// Accesses before it stay before writes behind it.
        Release "release",
        /// Writes before it stay before writes behind it: publication of objects and final fields.
        StoreStore "store_store",
        Full "full",
    }
}

impl Condition {
    /// True exactly when this one is false. Not for floating point, where NaN makes both false.
    pub const fn negated(self) -> Condition {
        match self {
            Condition::Eq => Condition::Ne,
            Condition::Ne => Condition::Eq,
            Condition::Lt => Condition::Ge,
            Condition::Ge => Condition::Lt,
            Condition::Gt => Condition::Le,
            Condition::Le => Condition::Gt,
            Condition::Below => Condition::AtLeast,
            Condition::AtLeast => Condition::Below,
        }
    }

    /// The same with the operands exchanged; unsigned ones have no name for it.
    pub const fn swapped(self) -> Option<Condition> {
        Some(match self {
            Condition::Eq => Condition::Eq,
            Condition::Ne => Condition::Ne,
            Condition::Lt => Condition::Gt,
            Condition::Ge => Condition::Le,
            Condition::Gt => Condition::Lt,
            Condition::Le => Condition::Ge,
            Condition::Below | Condition::AtLeast => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_in_order_and_their_texts_unique() {
        assert_eq!(TABLE.len(), Op::ALL.len());
        for (index, op) in Op::ALL.iter().enumerate() {
            assert_eq!(*op as usize, index);
            assert_eq!(Op::from_text(op.row().text), Some(*op));
        }
    }

    #[test]
    fn named_slots_stand_in_typed_rows_only() {
        for op in Op::ALL {
            let row = op.row();
            let names_type = row
                .operands
                .iter()
                .flatten()
                .chain(&row.result)
                .any(|slot| *slot == Slot::Named);
            assert_eq!(names_type, !row.types.is_empty(), "{}", row.text);
            let by_memory = row
                .operands
                .iter()
                .flatten()
                .chain(&row.result)
                .any(|slot| *slot == Slot::Memory);
            let names_memory =
                matches!(row.immediate, ImmediateKind::Field | ImmediateKind::Element);
            assert_eq!(by_memory, names_memory, "{}", row.text);
        }
    }

    #[test]
    fn conditions_negate_and_swap_back() {
        for condition in Condition::ALL {
            assert_eq!(condition.negated().negated(), *condition);
            if let Some(swapped) = condition.swapped() {
                assert_eq!(swapped.swapped(), Some(*condition));
            }
        }
    }
}
