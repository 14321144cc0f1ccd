//! Checks, guards, polls, and raising exceptions.
//!
//! A check calls the runtime from a cold block. With [`super::Settings::traps`], one whose exception nobody here handles, and whose
//! message needs no value, is a trap: the signal handler finds the instruction by the pc.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::{I32, I64};
use cranelift_codegen::ir::{self as clif, InstBuilder, MemFlagsData};

use abi::deopt::DeoptReason;
use abi::entry::RuntimeEntry;
use abi::thread;

use super::places::{Role, saved_values};
use super::{Lowering, REGION_VM, trap};
use crate::ir::{Immediate, InstData, Op, Origin, State, Type};

impl Lowering<'_, '_> {
    pub(super) fn check(&mut self, data: &InstData) -> Option<clif::Value> {
        let args = self.args(data);
        match data.op {
            Op::NullCheck => self.require(args[0], trap::NULL, RuntimeEntry::ThrowNullPointer),
            Op::ZeroCheck => self.require(args[0], trap::ZERO, RuntimeEntry::ThrowArithmetic),
            Op::BoundsCheck => {
                let ins = self.builder.ins();
                let out = ins.icmp(IntCC::UnsignedGreaterThanOrEqual, args[0], args[1]);
                self.cold_throw(out, RuntimeEntry::ThrowArrayIndex, &args);
            }
            Op::SizeCheck => {
                let zero = self.int(0);
                let ins = self.builder.ins();
                let negative = ins.icmp(IntCC::SignedLessThan, args[0], zero);
                self.cold_throw(negative, RuntimeEntry::ThrowNegativeSize, &args);
            }
            Op::StoreCheck => {
                self.store_check(args[0], args[1]);
                return Some(args[1]);
            }
            Op::Cast => self.cast(data, args[0]),
            Op::Guard => {
                if let (Some(state), Immediate::Reason(reason)) = (data.state, data.immediate) {
                    let zero = self.int(0);
                    let fails = match reason {
                        DeoptReason::Stress => self.count_guard(),
                        _ => self.builder.ins().icmp(IntCC::Equal, args[0], zero),
                    };
                    self.cold_if(fails, |lowering| {
                        lowering.side_exit(data.origin, reason, state);
                    });
                }
                return None;
            }
            Op::Assume => {
                if let (Some(state), Immediate::Reason(reason)) = (data.state, data.immediate) {
                    let address = self.function.validity.map_or(0, |key| key.0);
                    let address = self.long(address as i64);
                    // Atomic: each is read anew, behind the receiver that it is read for.
                    let flags = MemFlagsData::trusted();
                    let broken = self.builder.ins().atomic_load(I32, flags, address);
                    self.cold_if(broken, |lowering| {
                        lowering.side_exit(data.origin, reason, state);
                    });
                }
                return None;
            }
            Op::Count => {
                if let (Some(counter), Immediate::Bits(bits)) =
                    (self.function.counter, data.immediate)
                {
                    let (address, flags) = (self.long(counter.0 as i64), self.flags(REGION_VM));
                    let count = self.builder.ins().load(I64, flags, address, 0);
                    let count = self.builder.ins().iadd_imm_s(count, bits as i64);
                    self.builder.ins().store(flags, count, address, 0);
                }
                return None;
            }
            Op::Poll => {
                self.poll();
                return None;
            }
            Op::CurrentThread => return Some(self.load_thread(I64, thread::THREAD_OBJECT)),
            Op::Catch => {
                let exception = self.load_thread(I64, thread::PENDING);
                let none = self.long(0);
                self.store_thread(none, thread::PENDING);
                return Some(exception);
            }
            _ => {
                if let Immediate::Exception(exception) = data.immediate {
                    let number = self.int(exception as i64);
                    self.call_entry(RuntimeEntry::Raise, &[number]);
                }
                return None;
            }
        }
        Some(args[0])
    }

    /// The value is not 0.
    fn require(&mut self, value: clif::Value, code: clif::TrapCode, entry: RuntimeEntry) {
        if self.settings.traps && self.unwind.is_none() {
            self.builder.ins().trapz(value, code);
            return;
        }
        let ty = self.builder.func.dfg.value_type(value);
        let zero = self.builder.ins().iconst(ty, 0);
        let is_zero = self.builder.ins().icmp(IntCC::Equal, value, zero);
        self.cold_throw(is_zero, entry, &[]);
    }

    /// Null may be stored anywhere.
    fn store_check(&mut self, array: clif::Value, value: clif::Value) {
        let (some, done) = (self.builder.create_block(), self.builder.create_block());
        self.builder.ins().brif(value, some, &[], done, &[]);
        self.go_on_in(some);
        let (of_array, of_value) = (self.class_of(array), self.class_of(value));
        if let Some(may) = self.call_entry(RuntimeEntry::MayStore, &[of_array, of_value]) {
            let zero = self.int(0);
            let refused = self.builder.ins().icmp(IntCC::Equal, may, zero);
            self.cold_throw(refused, RuntimeEntry::ThrowArrayStore, &[array, value]);
        }
        self.builder.ins().jump(done, &[]);
        self.go_on_in(done);
    }

    /// Null is of every class.
    fn cast(&mut self, data: &InstData, object: clif::Value) {
        let (some, done) = (self.builder.create_block(), self.builder.create_block());
        self.builder.ins().brif(object, some, &[], done, &[]);
        self.go_on_in(some);
        let is = self.is_instance(data, object);
        let zero = self.int(0);
        let refused = self.builder.ins().icmp(IntCC::Equal, is, zero);
        let class = self.class_word(data);
        self.cold_throw(refused, RuntimeEntry::ThrowClassCast, &[object, class]);
        self.builder.ins().jump(done, &[]);
        self.go_on_in(done);
    }

    fn poll(&mut self) {
        let wanted = self.load_thread(I64, thread::POLL);
        let after = self.builder.create_block();
        let at_hand = self.at_hand.clone();
        self.cold_if(wanted, |lowering| {
            lowering.call_entry(RuntimeEntry::Poll, &[]);
            lowering.read_again(&at_hand);
            lowering.builder.ins().jump(after, &[]);
        });
        self.builder.ins().jump(after, &[]);
        self.go_on_in(after);
    }

    /// Counts a guard of the stress mode. Whether it is the one to leave at.
    fn count_guard(&mut self) -> clif::Value {
        let left = self.load_thread(I64, thread::GUARDS_LEFT);
        let left = self.builder.ins().iadd_imm_s(left, -1);
        self.store_thread(left, thread::GUARDS_LEFT);
        let zero = self.long(0);
        self.builder.ins().icmp(IntCC::Equal, left, zero)
    }

    /// Leaves to the interpreter: the state's values go to the thread's buffer, as [`saved_values`] orders them. Nothing comes
    /// behind.
    pub(super) fn side_exit(&mut self, origin: Origin, reason: DeoptReason, state: State) {
        self.locate(origin, Role::Exit(reason, state));
        for (index, value) in saved_values(self.function, state).into_iter().enumerate() {
            let mut made = self.get(value);
            if self.function.type_of(value) == Type::Int {
                made = self.builder.ins().uextend(I64, made);
            }
            self.store_thread(made, thread::DEOPT + 8 * index as i32);
        }
        self.call_entry(RuntimeEntry::Deopt, &[]);
        self.builder.ins().trap(trap::UNREACHABLE);
        self.locate(origin, Role::Plain);
    }
}
