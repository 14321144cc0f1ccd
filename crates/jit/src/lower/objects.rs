//! Allocation, type tests, monitors. Allocation takes memory from the thread's buffer, whose memory is zero: only the class word and the
//! length are written. What does not fit goes to the runtime, which may collect.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::{I32, I64};
use cranelift_codegen::ir::{self as clif, InstBuilder, MemFlagsData};

use abi::entry::RuntimeEntry;
use abi::metadata as meta;
use abi::object::{ARRAY_DATA_OFFSET, ARRAY_LENGTH_OFFSET, KLASS_OFFSET, OBJECT_ALIGNMENT};
use abi::thread;

use super::{Lowering, REGION_VM};
use crate::ir::{ClassData, Immediate, InstData, Op};

/// Arrays up to this many elements are allocated inline.
const MAX_INLINE_LENGTH: i64 = 1 << 16;

impl Lowering<'_, '_> {
    /// The class that an instruction names.
    fn class_data(&self, data: &InstData) -> Option<&ClassData> {
        match data.immediate {
            Immediate::Class(class) => Some(&self.function.classes[class]),
            _ => None,
        }
    }

    pub(super) fn object(&mut self, data: &InstData) -> Option<clif::Value> {
        let args = self.args(data);
        match data.op {
            Op::ClassOf => Some(self.class_of(args[0])),
            Op::MirrorOf => Some(self.mirror_of(args[0])),
            Op::InstanceOf => Some(self.instance_of(data, args[0])),
            Op::MonitorEnter => self.call_entry(RuntimeEntry::MonitorEnter, &args),
            Op::MonitorExit => self.call_entry(RuntimeEntry::MonitorExit, &args),
            Op::RegisterFinalizer => {
                self.register_finalizer(args[0]);
                None
            }
            Op::CastSite => self.call_site_entry(RuntimeEntry::CastSite, data, &args),
            Op::InstanceOfSite => {
                let entry = match self.is_in_dispatch(data) {
                    true => RuntimeEntry::CatchSite,
                    false => RuntimeEntry::InstanceOfSite,
                };
                self.call_site_entry(entry, data, &args)
            }
            _ => self.allocate(data, &args),
        }
    }

    /// Tests of handlers name their class by its constant-pool entry: their bci is some instruction's that they cover.
    fn is_in_dispatch(&self, data: &InstData) -> bool {
        data.state.is_none()
    }

    fn mirror_of(&mut self, object: clif::Value) -> clif::Value {
        let class = self.class_of(object);
        let address = self.builder.ins().uextend(I64, class);
        let flags = MemFlagsData::trusted().with_readonly();
        let ins = self.builder.ins();
        ins.load(I64, flags, address, meta::KLASS_MIRROR)
    }

    /// The runtime looks at objects only whose allocation it has to look at.
    fn register_finalizer(&mut self, object: clif::Value) {
        let class = self.class_of(object);
        let address = self.builder.ins().uextend(I64, class);
        let flags = MemFlagsData::trusted().with_readonly();
        let ins = self.builder.ins();
        let layout = ins.load(I32, flags, address, meta::KLASS_LAYOUT);
        let special = i64::from(abi::LayoutHelper::SLOW);
        let is_special = self.builder.ins().band_imm_s(layout, special);
        let after = self.builder.create_block();
        let at_hand = self.at_hand.clone();
        self.cold_if(is_special, |lowering| {
            lowering.call_entry(RuntimeEntry::RegisterFinalizer, &[object]);
            lowering.read_again(&at_hand);
            lowering.builder.ins().jump(after, &[]);
        });
        self.builder.ins().jump(after, &[]);
        self.go_on_in(after);
    }

    pub(super) fn call_site_entry(
        &mut self,
        entry: RuntimeEntry,
        data: &InstData,
        args: &[clif::Value],
    ) -> Option<clif::Value> {
        let mut all = self.site_args(data).to_vec();
        if entry == RuntimeEntry::CatchSite
            && let Immediate::Site(site) = data.immediate
        {
            all[1] = self.int(self.function.sites[site].cp_index.into());
        }
        all.extend(args);
        self.call_entry(entry, &all)
    }

    pub(super) fn allocate(
        &mut self,
        data: &InstData,
        args: &[clif::Value],
    ) -> Option<clif::Value> {
        match data.op {
            Op::New => {
                let size = self.class_data(data).map_or(0, |class| class.shape.size);
                let size = self.long(size.into());
                let class = self.class_word(data);
                Some(self.allocate_inline(size, class, None, None, |lowering| {
                    lowering.call_entry(RuntimeEntry::NewInstance, &[class])
                }))
            }
            Op::NewArray => Some(self.new_array(data, args[0])),
            Op::NewSite => self.call_site_entry(RuntimeEntry::NewInstanceSite, data, args),
            Op::NewArraySite => self.call_site_entry(RuntimeEntry::NewArraySite, data, args),
            Op::NewMultiArray => {
                let (class, lengths) = (self.class_word(data), self.spill(args));
                let dimensions = self.int(args.len() as i64);
                self.call_entry(RuntimeEntry::NewMultiArray, &[class, dimensions, lengths])
            }
            _ => {
                let lengths = self.spill(args);
                let dimensions = self.int(args.len() as i64);
                let args = [dimensions, lengths];
                self.call_site_entry(RuntimeEntry::NewMultiArraySite, data, &args)
            }
        }
    }

    fn new_array(&mut self, data: &InstData, length: clif::Value) -> clif::Value {
        let class = self.class_word(data);
        let element = self.class_data(data).and_then(|class| class.shape.element);
        let shift = element.map_or(3, |kind| kind.log2_size());
        let wide = self.builder.ins().uextend(I64, length);
        let bytes = self.builder.ins().ishl_imm_s(wide, i64::from(shift));
        let rounding = (ARRAY_DATA_OFFSET + OBJECT_ALIGNMENT - 1) as i64;
        let bytes = self.builder.ins().iadd_imm_s(bytes, rounding);
        let size = self
            .builder
            .ins()
            .band_imm_s(bytes, -(OBJECT_ALIGNMENT as i64));
        let limit = self.int(MAX_INLINE_LENGTH);
        let too_long = self
            .builder
            .ins()
            .icmp(IntCC::UnsignedGreaterThanOrEqual, length, limit);
        self.allocate_inline(size, class, Some(length), Some(too_long), |lowering| {
            lowering.call_entry(RuntimeEntry::NewArray, &[class, length])
        })
    }

    /// `size` bytes from the thread's buffer as an object of `class`; by `slow` if they are not there, or if `never` holds.
    fn allocate_inline(
        &mut self,
        size: clif::Value,
        class: clif::Value,
        length: Option<clif::Value>,
        never: Option<clif::Value>,
        slow: impl FnOnce(&mut Self) -> Option<clif::Value>,
    ) -> clif::Value {
        let done = self.builder.create_block();
        let object = self.builder.append_block_param(done, I64);
        let top = self.load_thread(I64, thread::TLAB_TOP);
        let end = self.load_thread(I64, thread::TLAB_END);
        let new_top = self.builder.ins().iadd(top, size);
        let is_full = self
            .builder
            .ins()
            .icmp(IntCC::UnsignedGreaterThan, new_top, end);
        let is_slow = match never {
            Some(never) => self.builder.ins().bor(is_full, never),
            None => is_full,
        };
        let at_hand = self.at_hand.clone();
        self.cold_if(is_slow, |lowering| {
            if let Some(object) = slow(lowering) {
                lowering.read_again(&at_hand);
                lowering.builder.ins().jump(done, &[object.into()]);
            }
        });
        self.store_thread(new_top, thread::TLAB_TOP);
        let flags = MemFlagsData::trusted();
        let ins = self.builder.ins();
        ins.store(flags, class, top, KLASS_OFFSET as i32);
        if let Some(length) = length {
            let ins = self.builder.ins();
            ins.store(flags, length, top, ARRAY_LENGTH_OFFSET as i32);
        }
        // Whoever finds the object finds its class (x86-64 orders stores).
        self.builder.ins().sequence_point();
        self.builder.ins().jump(done, &[top.into()]);
        self.go_on_in(done);
        object
    }

    /// 1 if the object is of the class, 0 if it is not, or null.
    fn instance_of(&mut self, data: &InstData, object: clif::Value) -> clif::Value {
        let done = self.builder.create_block();
        let result = self.builder.append_block_param(done, I32);
        let (some, zero) = (self.builder.create_block(), self.int(0));
        let ins = self.builder.ins();
        ins.brif(object, some, &[], done, &[zero.into()]);
        self.go_on_in(some);
        let is = self.is_instance(data, object);
        self.builder.ins().jump(done, &[is.into()]);
        self.go_on_in(done);
        result
    }

    /// As [`Self::instance_of`] for an object that is not null.
    pub(super) fn is_instance(&mut self, data: &InstData, object: clif::Value) -> clif::Value {
        let (of, wanted) = (self.class_of(object), self.class_word(data));
        let depth = self.class_data(data).and_then(|class| class.shape.depth);
        if let Some(depth) = depth.filter(|depth| u32::from(*depth) < meta::DISPLAY_LENGTH) {
            let address = self.builder.ins().uextend(I64, of);
            let flags = self.flags(REGION_VM).with_readonly();
            let offset = meta::KLASS_DISPLAY + 4 * i32::from(depth);
            let found = self.builder.ins().load(I32, flags, address, offset);
            let is = self.builder.ins().icmp(IntCC::Equal, found, wanted);
            return self.builder.ins().uextend(I32, is);
        }
        let done = self.builder.create_block();
        let result = self.builder.append_block_param(done, I32);
        let one = self.int(1);
        let is_same = self.builder.ins().icmp(IntCC::Equal, of, wanted);
        let search = self.builder.create_block();
        let ins = self.builder.ins();
        ins.brif(is_same, done, &[one.into()], search, &[]);
        self.go_on_in(search);
        let address = self.builder.ins().uextend(I64, of);
        let flags = self.flags(REGION_VM);
        let ins = self.builder.ins();
        let hint = ins.load(I32, flags, address, meta::KLASS_SECONDARY_CACHE);
        let is_known = self.builder.ins().icmp(IntCC::Equal, hint, wanted);
        let search = self.builder.create_block();
        let ins = self.builder.ins();
        ins.brif(is_known, done, &[one.into()], search, &[]);
        self.go_on_in(search);
        if let Some(found) = self.call_entry(RuntimeEntry::IsSubtype, &[of, wanted]) {
            self.builder.ins().jump(done, &[found.into()]);
        }
        self.go_on_in(done);
        result
    }
}
