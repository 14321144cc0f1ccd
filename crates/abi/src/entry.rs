//! Runtime entries: what compiled code calls in the VM. One table for the compiler (signatures, effects), the assembly stubs and
//! the Rust functions behind them. Source: CONTRACTS 2, "Java -> runtime entry".
//!
//! A row: `Name "text" (arguments) -> result, Kind;` in the letters of descriptors. Compiled code passes its thread first and calls
//! through the thread's table of addresses ([`crate::thread::ThreadArea::entries`]), in the Java convention; the stub does the rest.
//!
//! `Site` arguments are two: the method whose constant pool it is (its address, `I`) and the bci (`I`).

/// How an entry treats the caller's frame.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EntryKind {
    /// A plain function: writes no anchor, does not collect, throws nothing.
    Leaf,
    /// May collect, block, run Java and throw.
    Full,
    /// As `Full`, and never returns: it throws.
    Throws,
    /// Keeps all registers; may collect, block, and throw what another thread asked for. The poll.
    Poll,
    /// Never returns: the frame is dropped, the interpreter goes on. The call's record has the state.
    Deopt,
}

macro_rules! runtime_entries {
    ($($(#[$doc:meta])* $name:ident $text:literal ($($arg:ident)*) -> $result:tt, $kind:ident;)*) => {
        /// See the module documentation. The discriminant is the index into the thread's table.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[repr(u8)]
        pub enum RuntimeEntry { $($(#[$doc])* $name),* }

        impl RuntimeEntry {
            /// Every row, in order of the discriminant.
            pub const ALL: &'static [RuntimeEntry] = &[$(RuntimeEntry::$name),*];
            pub const COUNT: usize = Self::ALL.len();

            /// What dumps call it.
            pub const fn text(self) -> &'static str {
                match self { $(RuntimeEntry::$name => $text),* }
            }

            pub const fn kind(self) -> EntryKind {
                match self { $(RuntimeEntry::$name => EntryKind::$kind),* }
            }

            /// Arguments after the thread, one letter each.
            pub const fn arguments(self) -> &'static str {
                match self { $(RuntimeEntry::$name => concat!($(stringify!($arg)),*)),* }
            }

            /// The letter of the result; `-`: none.
            pub const fn result(self) -> &'static str {
                match self { $(RuntimeEntry::$name => stringify!($result)),* }
            }
        }
    };
}

/// Calls `$macro!` with the rows.
#[macro_export]
macro_rules! for_each_runtime_entry {
    ($macro:ident) => {
        $macro! {
            Poll "poll" () -> -, Poll;
            /// The state's values are in the thread's buffer.
            Deopt "deopt" () -> -, Deopt;
            StackOverflow "stack_overflow" () -> -, Throws;
            ThrowNullPointer "throw_null_pointer" () -> -, Throws;
            ThrowArithmetic "throw_arithmetic" () -> -, Throws;
            /// Index and length.
            ThrowArrayIndex "throw_array_index" (I I) -> -, Throws;
            ThrowNegativeSize "throw_negative_size" (I) -> -, Throws;
            /// Object and class.
            ThrowClassCast "throw_class_cast" (A I) -> -, Throws;
            /// Array and value.
            ThrowArrayStore "throw_array_store" (A A) -> -, Throws;
            /// Why `SelectInterface` has found none, with its arguments.
            ThrowUnfit "throw_unfit" (I J) -> -, Throws;
            /// An exception object that is not null.
            Throw "throw" (A) -> -, Throws;
            /// The number of an `ImplicitException`.
            Raise "raise" (I) -> -, Throws;
            /// Class.
            NewInstance "new_instance" (I) -> A, Full;
            /// Class and length.
            NewArray "new_array" (I I) -> A, Full;
            /// Class, number of dimensions, address of the lengths (longs).
            NewMultiArray "new_multi_array" (I I J) -> A, Full;
            NewInstanceSite "new_instance_site" (I I) -> A, Full;
            NewArraySite "new_array_site" (I I I) -> A, Full;
            NewMultiArraySite "new_multi_array_site" (I I I J) -> A, Full;
            /// A constant that is a reference.
            ConstantRef "constant_ref" (I I) -> A, Full;
            /// A dynamic constant of a primitive type, as bits.
            ConstantBits "constant_bits" (I I) -> J, Full;
            FieldOffset "field_offset" (I I) -> J, Full;
            StaticAddress "static_address" (I I) -> J, Full;
            Initialize "initialize" (I) -> -, Full;
            CastSite "cast_site" (I I A) -> A, Full;
            InstanceOfSite "instance_of_site" (I I A) -> I, Full;
            /// As `InstanceOfSite` for the class of a handler: constant-pool index instead of the bci.
            CatchSite "catch_site" (I I A) -> I, Full;
            /// Links a call and selects its method for this receiver (null: none). The method's address; bit 32: from now on the same
            /// for all receivers of this class. An appendix is in the thread.
            CallSite "call_site" (I I A) -> J, Full;
            MonitorEnter "monitor_enter" (A) -> -, Full;
            MonitorExit "monitor_exit" (A) -> -, Full;
            RegisterFinalizer "register_finalizer" (A) -> -, Full;
            /// The method that an object's class has for an interface method: class, method (upper half: the interface that the call names). 0:
            /// none that may be called.
            SelectInterface "select_interface" (I J) -> J, Leaf;
            /// Is the first class a subtype of the second?
            IsSubtype "is_subtype" (I I) -> I, Leaf;
            /// May an object of the second class stand in an array of the first?
            MayStore "may_store" (I I) -> I, Leaf;
            FloatRemainder "float_remainder" (F F) -> F, Leaf;
            DoubleRemainder "double_remainder" (D D) -> D, Leaf;
        }
    };
}

for_each_runtime_entry!(runtime_entries);
