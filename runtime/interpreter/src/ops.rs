//! THE register-opcode table: one row per opcode of the register code, everything else about it is expanded from here.
//!
//! A row: `Name Format Result Effect`, grouped by category (the words of [`bytecode::Category`], `move_`, `enter` and `watch` added).
//!
//! * `Format` says which of the three register fields `a b c` of word 0 are read and written ([`Format`]).
//! * `Result` says what the written register holds afterwards, for oop maps ([`ResultKind`]).
//! * `Effect`: `pure` never leaves the loop; `throws` may raise an implicit exception; `calls` may resolve, collect, block, run Java.
//! * Word 1 is an immediate whose meaning is the opcode's: a constant, a displacement, an offset, an address.
//!
//! The table of handlers (`run/mod.rs`) covers [`Op`], checked by the compiler, so a row cannot be forgotten. CONTRACTS 6, "Quickening and caches".
//! Read next: `instruction.rs`.

/// Set beside an opcode: record what the instruction meets, then execute it (`profile.rs`).
pub const PROFILED: u16 = 1 << 9;
const _: () = assert!(TABLE.len() <= PROFILED as usize);

/// Which registers an instruction reads and writes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// None.
    N,
    /// Writes a.
    D,
    /// Reads a.
    S,
    /// Writes a, reads b.
    DS,
    /// Writes a, reads b and c.
    DSS,
    /// Reads a and b.
    SS,
    /// Reads a, b and c.
    SSS,
    /// Writes a and a+1, reads b and c.
    D2SS,
    /// Arguments from a on (they become the callee's), result in b.
    Call,
}

/// What the result register holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ResultKind {
    /// Nothing is written.
    None,
    /// A value that is no reference.
    Value,
    /// A reference or null.
    Ref,
    /// What the source register holds (both, for `Mov2`).
    Copy,
    /// A constant: null if it is used as a reference.
    Const,
    /// By the descriptor that the bytecode names.
    Descriptor,
}

/// What executing an instruction may lead to, beyond its result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effect {
    Pure,
    Throws,
    Calls,
}

/// Properties of one opcode.
pub struct Row {
    pub category: &'static str,
    pub name: &'static str,
    pub format: Format,
    pub result: ResultKind,
    pub effect: Effect,
}

macro_rules! effect {
    (pure) => {
        Effect::Pure
    };
    (throws) => {
        Effect::Throws
    };
    (calls) => {
        Effect::Calls
    };
}

macro_rules! opcodes {
    ($($category:ident { $($name:ident $format:ident $result:ident $effect:ident),* $(,)? })*) => {
        /// An opcode of the register code. Families (RR and K forms) keep their distances: `translate::math` relies on it and a
        /// test checks it.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
        #[repr(u16)]
        pub enum Op { $($($name),*),* }

        /// All rows in order of the discriminant.
        pub static TABLE: &[Row] = &[$($(Row {
            category: stringify!($category),
            name: stringify!($name),
            format: Format::$format,
            result: ResultKind::$result,
            effect: effect!($effect),
        }),*),*];

        /// All opcodes in order.
        pub static ALL: &[Op] = &[$($(Op::$name),*),*];
    };
}

opcodes! {
    move_ { Mov DS Copy pure, Mov2 D2SS Copy pure, Const D Const pure, Null D Ref pure, Nop N None pure }
    constants { LdcSlow D Value calls, LdcRefSlow D Ref calls, LdcRef D Ref pure }
    // RR form and K form (the right operand is the constant in word 1), 11 rows apart
    math {
        IAdd DSS Value pure, ISub DSS Value pure, IMul DSS Value pure, IDiv DSS Value throws, IRem DSS Value throws, IAnd DSS Value pure,
        IOr DSS Value pure, IXor DSS Value pure, IShl DSS Value pure, IShr DSS Value pure, IUshr DSS Value pure,
        IAddK DS Value pure, ISubK DS Value pure, IMulK DS Value pure, IDivK DS Value throws, IRemK DS Value throws, IAndK DS Value pure,
        IOrK DS Value pure, IXorK DS Value pure, IShlK DS Value pure, IShrK DS Value pure, IUshrK DS Value pure, INeg DS Value pure,
        LAdd DSS Value pure, LSub DSS Value pure, LMul DSS Value pure, LDiv DSS Value throws, LRem DSS Value throws, LAnd DSS Value pure,
        LOr DSS Value pure, LXor DSS Value pure, LShl DSS Value pure, LShr DSS Value pure, LUshr DSS Value pure,
        LAddK DS Value pure, LSubK DS Value pure, LMulK DS Value pure, LDivK DS Value throws, LRemK DS Value throws, LAndK DS Value pure,
        LOrK DS Value pure, LXorK DS Value pure, LShlK DS Value pure, LShrK DS Value pure, LUshrK DS Value pure, LNeg DS Value pure,
        // floating: RR and K forms 5 rows apart
        FAdd DSS Value pure, FSub DSS Value pure, FMul DSS Value pure, FDiv DSS Value pure, FRem DSS Value pure,
        FAddK DS Value pure, FSubK DS Value pure, FMulK DS Value pure, FDivK DS Value pure, FRemK DS Value pure, FNeg DS Value pure,
        DAdd DSS Value pure, DSub DSS Value pure, DMul DSS Value pure, DDiv DSS Value pure, DRem DSS Value pure,
        DAddK DS Value pure, DSubK DS Value pure, DMulK DS Value pure, DDivK DS Value pure, DRemK DS Value pure, DNeg DS Value pure,
    }
    convert {
        I2L DS Value pure, I2F DS Value pure, I2D DS Value pure, L2I DS Value pure, L2F DS Value pure, L2D DS Value pure,
        F2I DS Value pure, F2L DS Value pure, F2D DS Value pure, D2I DS Value pure, D2L DS Value pure, D2F DS Value pure,
        I2B DS Value pure, I2C DS Value pure, I2S DS Value pure,
    }
    // Branches: word 1 low half = displacement in instructions, high half = int constant of K forms. B = backward: counter and poll.
    compare {
        LCmp DSS Value pure, FCmpL DSS Value pure, FCmpG DSS Value pure, DCmpL DSS Value pure, DCmpG DSS Value pure,
        IfEq SS None pure, IfNe SS None pure, IfLt SS None pure, IfGe SS None pure, IfGt SS None pure, IfLe SS None pure,
        IfEqK S None pure, IfNeK S None pure, IfLtK S None pure, IfGeK S None pure, IfGtK S None pure, IfLeK S None pure,
        IfEqB SS None calls, IfNeB SS None calls, IfLtB SS None calls, IfGeB SS None calls, IfGtB SS None calls, IfLeB SS None calls,
        IfEqKB S None calls, IfNeKB S None calls, IfLtKB S None calls, IfGeKB S None calls, IfGtKB S None calls, IfLeKB S None calls,
        IfAEq SS None pure, IfANe SS None pure, IfNull S None pure, IfNonNull S None pure,
        IfAEqB SS None calls, IfANeB SS None calls, IfNullB S None calls, IfNonNullB S None calls,
        IfLEq SS None pure, IfLNe SS None pure, IfLLt SS None pure, IfLGe SS None pure, IfLGt SS None pure, IfLLe SS None pure,
        IfLEqK S None pure, IfLNeK S None pure, IfLLtK S None pure, IfLGeK S None pure, IfLGtK S None pure, IfLLeK S None pure,
        IfFLt SS None pure, IfFNlt SS None pure, IfFLe SS None pure, IfFNle SS None pure, IfFEq SS None pure, IfFNe SS None pure,
        IfDLt SS None pure, IfDNlt SS None pure, IfDLe SS None pure, IfDNle SS None pure, IfDEq SS None pure, IfDNe SS None pure,
    }
    // Jsr stores the pc index of its return point (high half of word 1) in a and jumps; RetSub jumps to the index in a.
    // Ret forms narrow the result as the descriptor says; RetK returns word 1; RetInit also registers finalizable objects.
    control {
        Goto N None pure, GotoB N None calls, Jsr D Value pure, RetSub S None pure, TableSwitch S None pure, LookupSwitch S None pure,
        Ret S None pure, RetZ S None pure, RetB S None pure, RetC S None pure, RetS S None pure, RetK N None pure,
        RetVoid N None pure, RetInit S None calls, Throw S None throws,
    }
    // word 1: offset. Volatile forms carry the ElementKind in c.
    fields {
        GetFieldSlow DS Value calls, GetFieldRefSlow DS Ref calls,
        GetFieldI8 DS Value throws, GetFieldU16 DS Value throws, GetFieldI16 DS Value throws, GetField32 DS Value throws,
        GetField64 DS Value throws, GetFieldRef DS Ref throws, GetFieldVolatile DS Value throws, GetFieldRefVolatile DS Ref throws,
        PutFieldSlow SS None calls, PutFieldBool SS None throws, PutField8 SS None throws, PutField16 SS None throws,
        PutField32 SS None throws, PutField64 SS None throws, PutFieldRef SS None throws, PutFieldVolatile SS None throws,
        // word 1: address
        GetStaticSlow D Value calls, GetStaticRefSlow D Ref calls,
        GetStaticI8 D Value pure, GetStaticU16 D Value pure, GetStaticI16 D Value pure, GetStatic32 D Value pure, GetStatic64 D Value pure,
        GetStaticRef D Ref pure, GetStaticVolatile D Value pure, GetStaticRefVolatile D Ref pure,
        PutStaticSlow S None calls, PutStaticBool S None pure, PutStatic8 S None pure, PutStatic16 S None pure, PutStatic32 S None pure,
        PutStatic64 S None pure, PutStaticRef S None pure, PutStaticVolatile S None pure,
    }
    arrays {
        ArrayLength DS Value throws, LoadI8 DSS Value throws, LoadU16 DSS Value throws, LoadI16 DSS Value throws, Load32 DSS Value throws,
        Load64 DSS Value throws, LoadRef DSS Ref throws, Load32K DS Value throws, LoadRefK DS Ref throws,
        Store8 SSS None throws, Store16 SSS None throws, Store32 SSS None throws, Store64 SSS None throws, StoreRef SSS None throws,
        Store8K SS None throws, Store32K SS None throws,
        // word 1: array class; NewArraySlow: element code, ANewArraySlow: constant-pool index; MultiNewArray: c = dimensions
        NewArraySlow DS Ref calls, ANewArraySlow DS Ref calls, NewArray DS Ref calls, MultiNewArray Call Ref calls,
    }
    // word 1 of slow forms: constant-pool index (for readers only: slow paths read the bytecode). Quick: static and special: Method;
    // virtual: c = vtable index; interface: inline cache {klass32, method32}, c = site; handle: address of a HandleSite.
    invoke {
        InvokeStaticSlow Call Descriptor calls, InvokeSpecialSlow Call Descriptor calls, InvokeVirtualSlow Call Descriptor calls,
        InvokeInterfaceSlow Call Descriptor calls, InvokeDynamicSlow Call Descriptor calls,
        InvokeStatic Call Descriptor calls, InvokeSpecial Call Descriptor calls, InvokeVirtual Call Descriptor calls,
        InvokeInterface Call Descriptor calls, InvokeHandle Call Descriptor calls, InvokeObjectInit Call Descriptor calls,
        // Math.sqrt: no frame
        InvokeFma Call Value pure, InvokeFmaF Call Value pure, InvokeSqrt Call Value pure,
    }
    // word 1 of New: klass | size << 32; of NewKlass, CheckCast, InstanceOf: klass
    objects {
        NewSlow D Ref calls, New D Ref calls, NewKlass D Ref calls,
        CheckCastSlow S None calls, CheckCast S None throws, InstanceOfSlow DS Value calls, InstanceOf DS Value pure,
    }
    monitors { MonitorEnter S None calls, MonitorExit S None calls, SyncEnter N None calls, SyncExit N None calls }
    // Shared instructions: the bottom of an activation and the entries of methods without register code.
    enter { Bottom Call None pure, Exit N None pure, Translate N None calls, NativeEntry N None calls, CompiledEntry N None calls, RedefinedEntry N None calls, AbstractEntry N None calls }
    // Where watched code may stop: behind a method's prologue, before each bytecode, and where such a place is a breakpoint (`watch.rs`).
    watch { Entered N None calls, Step N None calls, Breakpoint N None calls }
}

impl Op {
    /// The opcode `distance` rows further.
    pub fn plus(self, distance: u16) -> Op {
        ALL[(self as u16 + distance) as usize]
    }

    pub fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }

    /// The opcode in the low 16 bits of a word 0, profiled or not.
    ///
    /// # Safety
    /// `word0` was made by [`crate::instruction::pack`].
    #[inline(always)]
    pub unsafe fn of_word(word0: u64) -> Op {
        // SAFETY: the low half was an Op when it was packed; nothing else sets the bit.
        unsafe { std::mem::transmute::<u16, Op>(word0 as u16 & !PROFILED) }
    }

    /// Has a profiled form: what it does depends on what the profile is there to know.
    pub fn is_profiled(self) -> bool {
        let is_conditional = (Op::IfEq..=Op::IfDNe).contains(&self);
        is_conditional
            || matches!(
                self,
                Op::TableSwitch
                    | Op::LookupSwitch
                    | Op::InvokeVirtualSlow
                    | Op::InvokeVirtual
                    | Op::InvokeInterfaceSlow
                    | Op::InvokeInterface
                    | Op::CheckCastSlow
                    | Op::CheckCast
                    | Op::InstanceOfSlow
                    | Op::InstanceOf
            )
    }

    /// Has never been executed to its end: an executed one is a quick form.
    pub fn is_slow(self) -> bool {
        self.row().name.ends_with("Slow")
    }

    /// Calls a method: its arguments from register a on become the callee's.
    pub fn is_invoke(self) -> bool {
        (Op::InvokeStaticSlow..=Op::InvokeSqrt).contains(&self)
    }

    /// Transfers control by the displacement in word 1.
    pub fn is_branch(self) -> bool {
        (Op::IfEq..=Op::IfDNe).contains(&self) || matches!(self, Op::Goto | Op::GotoB | Op::Jsr)
    }

    /// Leaves the method with a result, or with none.
    pub fn is_return(self) -> bool {
        (Op::Ret..=Op::RetInit).contains(&self)
    }

    /// Never falls through to the next instruction.
    pub fn ends_block(self) -> bool {
        matches!(self, Op::Goto | Op::GotoB | Op::Jsr | Op::Throw | Op::Exit)
            || (Op::RetSub..=Op::RetInit).contains(&self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_keep_their_distance() {
        for (rr, k) in [
            (Op::IAdd, Op::IAddK),
            (Op::IUshr, Op::IUshrK),
            (Op::LAdd, Op::LAddK),
            (Op::LUshr, Op::LUshrK),
        ] {
            assert_eq!(rr.plus(11), k);
        }
        for (rr, k) in [
            (Op::FAdd, Op::FAddK),
            (Op::FRem, Op::FRemK),
            (Op::DAdd, Op::DAddK),
            (Op::DRem, Op::DRemK),
        ] {
            assert_eq!(rr.plus(5), k);
        }
        assert_eq!(TABLE.len(), ALL.len());
        assert!(
            ALL.iter()
                .enumerate()
                .all(|(index, op)| *op as usize == index && format!("{op:?}") == TABLE[index].name)
        );
    }
}
