//! Fields and elements: plain and volatile accesses, the card mark, fences. Source: CONTRACTS 6, "Memory model"; `notes/gc.md`.
//!
//! x86-64 orders everything but a store before a later load: acquire, release and StoreStore only keep the compiler from moving
//! accesses (`sequence_point`), a volatile store is an exchange.

use cranelift_codegen::ir::types::{F32, F64, I8, I16, I32, I64};
use cranelift_codegen::ir::{
    self as clif, AtomicRmwOp, InstBuilder, MemFlagsData, StackSlotData, StackSlotKind,
};

use abi::ElementKind;
use abi::entry::RuntimeEntry;
use abi::metadata as meta;
use abi::object::{ARRAY_DATA_OFFSET, ARRAY_LENGTH_OFFSET, CARD_SHIFT, KLASS_OFFSET};
use abi::thread;

use super::{Lowering, REGION_ELEMENTS, REGION_FIELDS, REGION_VM};
use crate::ir::{Entity, FieldId, Immediate, InstData, Op, Ordering};

/// A place in memory.
#[derive(Clone, Copy)]
struct Place {
    base: clif::Value,
    offset: i32,
    kind: ElementKind,
    flags: MemFlagsData,
}

fn memory_type(kind: ElementKind) -> clif::Type {
    match kind {
        ElementKind::Boolean | ElementKind::Byte => I8,
        ElementKind::Char | ElementKind::Short => I16,
        ElementKind::Int => I32,
        ElementKind::Float => F32,
        ElementKind::Double => F64,
        ElementKind::Long | ElementKind::Reference => I64,
    }
}

impl Lowering<'_, '_> {
    /// Any exchange orders as much as `mfence`, and costs a fraction of it.
    fn full_fence(&mut self) {
        let slot = *self.fenced.get_or_insert_with(|| {
            let slot = StackSlotData::new(StackSlotKind::ExplicitSlot, 4, 2);
            self.builder.create_sized_stack_slot(slot)
        });
        let zero = self.int(0);
        let (flags, exchange) = (MemFlagsData::trusted(), AtomicRmwOp::Xchg);
        let ins = self.builder.ins();
        let address = ins.stack_addr(I64, slot, 0);
        let ins = self.builder.ins();
        ins.atomic_rmw(I32, flags, exchange, address, zero);
    }

    pub(super) fn memory(&mut self, data: &InstData) -> Option<clif::Value> {
        let args = self.args(data);
        match (data.op, data.immediate) {
            (Op::Load, Immediate::Field(field)) => {
                let place = self.field(field, args[0]);
                Some(self.load_field(field, place))
            }
            (Op::LoadStatic, Immediate::Field(field)) => {
                let place = self.static_field(field);
                Some(self.load_field(field, place))
            }
            (Op::Store, Immediate::Field(field)) => {
                let place = self.field(field, args[0]);
                self.store_field(field, place, args[1]);
                None
            }
            (Op::StoreStatic, Immediate::Field(field)) => {
                let place = self.static_field(field);
                self.store_field(field, place, args[0]);
                None
            }
            (Op::LoadAt, Immediate::Element(kind)) => {
                let place = self.place_at(args[0], args[1], kind);
                Some(self.load(place))
            }
            (Op::StoreAt, Immediate::Element(kind)) => {
                let place = self.place_at(args[0], args[1], kind);
                self.store(place, args[2]);
                None
            }
            (Op::CompareAndSet, Immediate::Element(kind)) => {
                let found = self.compare_and_exchange(&args, kind);
                let ins = self.builder.ins();
                let is_equal = ins.icmp(clif::condcodes::IntCC::Equal, found, args[2]);
                Some(self.builder.ins().uextend(I32, is_equal))
            }
            (Op::CompareAndExchange, Immediate::Element(kind)) => {
                Some(self.compare_and_exchange(&args, kind))
            }
            (Op::ArrayLoad, Immediate::Element(kind)) => {
                let place = self.element(args[0], args[1], kind);
                Some(self.load(place))
            }
            (Op::ArrayStore, Immediate::Element(kind)) => {
                let place = self.element(args[0], args[1], kind);
                self.store(place, args[2]);
                None
            }
            (Op::ArrayLength, _) => {
                // Never written once the array is seen; but not read before the null check.
                let flags = MemFlagsData::trusted().with_readonly();
                let offset = ARRAY_LENGTH_OFFSET as i32;
                Some(self.builder.ins().load(I32, flags, args[0], offset))
            }
            (Op::Fence, Immediate::Ordering(ordering)) => {
                match ordering {
                    Ordering::Full => self.full_fence(),
                    _ => drop(self.builder.ins().sequence_point()),
                }
                None
            }
            (Op::FieldOffset, _) => {
                let site = self.site_args(data);
                self.call_entry(RuntimeEntry::FieldOffset, &site)
            }
            (Op::StaticAddress, _) => {
                let site = self.site_args(data);
                self.call_entry(RuntimeEntry::StaticAddress, &site)
            }
            (Op::Initialize, _) => {
                self.initialize(data);
                None
            }
            (Op::NarrowForByteArray, _) => Some(self.narrow_for_byte_array(args[0], args[1])),
            _ => self.allocate(data, &args),
        }
    }

    fn field(&mut self, field: FieldId, base: clif::Value) -> Place {
        let data = &self.function.fields[field];
        Place {
            base,
            offset: data.offset as i32,
            kind: data.kind,
            flags: self.flags(REGION_FIELDS + field.index() as u32),
        }
    }

    /// Statics lie in the mirror, which does not move: the key is their address.
    fn static_field(&mut self, field: FieldId) -> Place {
        let data = &self.function.fields[field];
        Place {
            base: self.long(data.key.0 as i64),
            offset: 0,
            kind: data.kind,
            flags: self.flags(REGION_FIELDS + field.index() as u32),
        }
    }

    fn element(&mut self, array: clif::Value, index: clif::Value, kind: ElementKind) -> Place {
        let index = self.builder.ins().uextend(I64, index);
        let shift = i64::from(kind.log2_size());
        let scaled = match shift {
            0 => index,
            _ => self.builder.ins().ishl_imm_s(index, shift),
        };
        Place {
            base: self.builder.ins().iadd(array, scaled),
            offset: ARRAY_DATA_OFFSET as i32,
            kind,
            flags: self.flags(REGION_ELEMENTS + kind as u32),
        }
    }

    /// Memory of which nothing is known: it may be any field or element.
    fn place_at(&mut self, object: clif::Value, offset: clif::Value, kind: ElementKind) -> Place {
        Place {
            base: self.builder.ins().iadd(object, offset),
            offset: 0,
            kind,
            flags: MemFlagsData::trusted(),
        }
    }

    /// Object, offset, what is expected, what takes its place, as an int, a long or a reference. What was there.
    fn compare_and_exchange(&mut self, args: &[clif::Value], kind: ElementKind) -> clif::Value {
        let place = self.place_at(args[0], args[1], kind);
        let ins = self.builder.ins();
        let found = ins.atomic_cas(place.flags, place.base, args[2], args[3]);
        if kind == ElementKind::Reference {
            self.mark_card(place.base, place.offset);
        }
        found
    }

    fn load(&mut self, place: Place) -> clif::Value {
        let Place {
            base,
            offset,
            kind,
            flags,
        } = place;
        let ins = self.builder.ins();
        match kind {
            ElementKind::Boolean => ins.uload8(I32, flags, base, offset),
            ElementKind::Byte => ins.sload8(I32, flags, base, offset),
            ElementKind::Char => ins.uload16(I32, flags, base, offset),
            ElementKind::Short => ins.sload16(I32, flags, base, offset),
            _ => ins.load(memory_type(kind), flags, base, offset),
        }
    }

    fn store(&mut self, place: Place, value: clif::Value) {
        let Place {
            base,
            offset,
            kind,
            flags,
        } = place;
        match kind {
            ElementKind::Boolean => {
                let bit = self.builder.ins().band_imm_s(value, 1);
                self.builder.ins().istore8(flags, bit, base, offset);
            }
            ElementKind::Byte => {
                self.builder.ins().istore8(flags, value, base, offset);
            }
            ElementKind::Char | ElementKind::Short => {
                self.builder.ins().istore16(flags, value, base, offset);
            }
            _ => {
                self.builder.ins().store(flags, value, base, offset);
            }
        }
        if kind == ElementKind::Reference {
            self.mark_card(base, offset);
        }
    }

    /// The card of the slot is dirty from now on.
    fn mark_card(&mut self, base: clif::Value, offset: i32) {
        let slot = self.builder.ins().iadd_imm_s(base, i64::from(offset));
        let card = self.builder.ins().ushr_imm_s(slot, CARD_SHIFT as i64);
        let cards = self.load_thread(I64, thread::CARD_BASE);
        let address = self.builder.ins().iadd(cards, card);
        let dirty = self.int(meta::DIRTY_CARD);
        let flags = self.flags(REGION_VM);
        self.builder.ins().istore8(flags, dirty, address, 0);
    }

    fn load_field(&mut self, field: FieldId, place: Place) -> clif::Value {
        if !self.function.fields[field].is_volatile {
            return self.load(place);
        }
        let address = self
            .builder
            .ins()
            .iadd_imm_s(place.base, i64::from(place.offset));
        let flags = MemFlagsData::trusted();
        let ty = memory_type(place.kind);
        let bits = match ty {
            F32 => I32,
            F64 => I64,
            other => other,
        };
        let value = self.builder.ins().atomic_load(bits, flags, address);
        let ins = self.builder.ins();
        match place.kind {
            ElementKind::Boolean | ElementKind::Char => ins.uextend(I32, value),
            ElementKind::Byte | ElementKind::Short => ins.sextend(I32, value),
            ElementKind::Float | ElementKind::Double => ins.bitcast(ty, MemFlagsData::new(), value),
            _ => value,
        }
    }

    fn store_field(&mut self, field: FieldId, place: Place, value: clif::Value) {
        if !self.function.fields[field].is_volatile {
            return self.store(place, value);
        }
        let ins = self.builder.ins();
        let (bits, value) = match place.kind {
            ElementKind::Boolean => {
                let bit = ins.band_imm_s(value, 1);
                (I8, self.builder.ins().ireduce(I8, bit))
            }
            ElementKind::Byte => (I8, ins.ireduce(I8, value)),
            ElementKind::Char | ElementKind::Short => (I16, ins.ireduce(I16, value)),
            ElementKind::Float => (I32, ins.bitcast(I32, MemFlagsData::new(), value)),
            ElementKind::Double => (I64, ins.bitcast(I64, MemFlagsData::new(), value)),
            ElementKind::Int => (I32, value),
            ElementKind::Long | ElementKind::Reference => (I64, value),
        };
        let address = self
            .builder
            .ins()
            .iadd_imm_s(place.base, i64::from(place.offset));
        let flags = MemFlagsData::trusted();
        let ins = self.builder.ins();
        ins.atomic_rmw(bits, flags, AtomicRmwOp::Xchg, address, value);
        if place.kind == ElementKind::Reference {
            self.mark_card(place.base, place.offset);
        }
    }

    /// What only the runtime can tell while the class is not fully initialised: whether this thread is at it.
    fn initialize(&mut self, data: &InstData) {
        let class = self.class_word(data);
        let address = self.builder.ins().uextend(I64, class);
        let flags = self.flags(REGION_VM);
        let ins = self.builder.ins();
        let state = ins.uload8(I32, flags, address, meta::KLASS_STATE);
        let done = self.int(meta::CLASS_INITIALIZED);
        let is_open = self.builder.ins().icmp(
            cranelift_codegen::ir::condcodes::IntCC::NotEqual,
            state,
            done,
        );
        let after = self.builder.create_block();
        let at_hand = self.at_hand.clone();
        self.cold_if(is_open, |lowering| {
            lowering.call_entry(RuntimeEntry::Initialize, &[class]);
            lowering.read_again(&at_hand);
            lowering.builder.ins().jump(after, &[]);
        });
        self.builder.ins().jump(after, &[]);
        self.go_on_in(after);
    }

    /// A boolean is one bit: whether the array is one of booleans says its layout.
    fn narrow_for_byte_array(&mut self, array: clif::Value, value: clif::Value) -> clif::Value {
        let class = self.class_of(array);
        let address = self.builder.ins().uextend(I64, class);
        let flags = MemFlagsData::trusted().with_readonly();
        let ins = self.builder.ins();
        let layout = ins.load(I32, flags, address, meta::KLASS_LAYOUT);
        let booleans = abi::LayoutHelper::array(ElementKind::Boolean).0;
        let booleans = self.int(i64::from(booleans));
        let is_boolean = self.builder.ins().icmp(
            cranelift_codegen::ir::condcodes::IntCC::Equal,
            layout,
            booleans,
        );
        let bit = self.builder.ins().band_imm_s(value, 1);
        self.builder.ins().select(is_boolean, bit, value)
    }

    /// The class word of an object that is not null.
    pub(super) fn class_of(&mut self, object: clif::Value) -> clif::Value {
        let flags = MemFlagsData::trusted().with_readonly();
        self.builder
            .ins()
            .load(I32, flags, object, KLASS_OFFSET as i32)
    }
}
