//! Runs compiled code without a VM: a thread of our own, some memory, and stubs for the runtime entries.
//!
//! ```text
//!  call()  -->  enter (made by Cranelift, one per signature)  -->  compiled code  -->  stub<ENTRY>  -->  serve()
//!                                                                       ^  ^-----------------------------/  |
//!                                                                       |        a handler, or behind the call
//!          <-- result or nothing -----------------------------------------------------------------------/  out of the frame
//! ```
//! `serve` decides where to go on: in the code (a handler, the answer of a leaf), or behind the call in `enter`, as if the code had returned;
//! what came of it is in [`Host::outcome`] then (`stubs.rs`). A call of a Java method, and every other entry, ends the run: its name is the outcome.
//!
//! Classes and methods of the file are memory at the addresses that their keys are (`world.rs`).

use std::collections::HashMap;
use std::mem::MaybeUninit;

use abi::ElementKind;
use abi::code::{ALIGNMENT, CompiledCode};
use abi::entry::RuntimeEntry;
use abi::object::{ARRAY_DATA_OFFSET, ARRAY_LENGTH_OFFSET, CARD_SHIFT, KLASS_OFFSET};
use abi::thread::{TLAB_END, TLAB_TOP};
use cranelift_codegen::Context;
use cranelift_codegen::ir::{self as clif, AbiParam, InstBuilder, MemFlagsData, Signature};
use cranelift_codegen::isa::CallConv;
use cranelift_frontend::{FunctionBuilder, FunctionBuilderContext};
use cranelift_jit::{JITBuilder, JITModule};
use cranelift_module::{Linkage, Module, default_libcall_names};
use jit::ir::{Function, Type};

use crate::stubs::{
    Host, Outcome, STUBS, TestThread, double_remainder, float_remainder, method_entry,
};
use crate::world::{MEMORY, MEMORY_BYTES, World, array_key};

/// Memory for the objects of one call.
const HEAP_WORDS: usize = 1 << 13;

type Enter = unsafe extern "C" fn(*mut TestThread, *const u8, *mut u64);

/// An argument.
pub(crate) enum Argument {
    Bits(u64),
    /// Elements as bits.
    Array(ElementKind, Vec<u64>),
}

/// See the module documentation. Its code lives as long as the process.
pub(crate) struct Machine {
    module: JITModule,
    enters: HashMap<(Vec<Type>, Option<Type>), Enter>,
    heap: Vec<u64>,
    cards: Vec<u8>,
    /// At [`MEMORY`].
    memory: &'static mut [u64],
}

/// Code that was loaded.
pub(crate) struct Loaded {
    code: CompiledCode,
    base: *const u8,
    enter: Enter,
    result: Option<Type>,
}

impl Machine {
    pub(crate) fn new() -> Result<Machine, String> {
        let flags = [
            ("enable_pinned_reg", "true"),
            ("preserve_frame_pointers", "true"),
        ];
        let builder = JITBuilder::with_flags(&flags, default_libcall_names());
        let builder = builder.map_err(|error| error.to_string())?;
        Ok(Machine {
            module: JITModule::new(builder),
            enters: HashMap::new(),
            heap: vec![0; HEAP_WORDS],
            cards: vec![0; ((HEAP_WORDS * 8) >> CARD_SHIFT) + 2],
            memory: map_memory()?,
        })
    }

    /// Writes what code may read of classes and methods, in this order: addresses and words.
    fn write(&mut self, words: &[(u64, u64)]) {
        self.memory.fill(0);
        for (address, word) in words {
            let at = (address - MEMORY) as usize;
            let (index, half) = (at / 8, at % 8 == 4);
            let words = &mut self.memory[index];
            *words = match half {
                true => *words & 0xffff_ffff | word << 32,
                false => *word,
            };
        }
    }

    /// Makes code executable.
    ///
    /// # Errors
    /// Cranelift's.
    pub(crate) fn load(
        &mut self,
        function: &Function,
        code: CompiledCode,
    ) -> Result<Loaded, String> {
        let params = &function.blocks[function.entry()].params;
        let params: Vec<Type> = params
            .iter()
            .map(|param| function.type_of(*param))
            .collect();
        let frame = function
            .frames
            .values()
            .next()
            .ok_or("a function without frames")?;
        let result = function.methods[frame.method].result;
        let enter = self.enter(params, result)?;
        let signature = self.module.make_signature();
        let id = self.module.declare_anonymous_function(&signature);
        let id = id.map_err(|error| error.to_string())?;
        let defined =
            { &mut self.module }.define_function_bytes(id, ALIGNMENT as u64, &code.bytes, &[]);
        defined.map_err(|error| error.to_string())?;
        let finished = self.module.finalize_definitions();
        finished.map_err(|error| error.to_string())?;
        Ok(Loaded {
            base: self.module.get_finalized_function(id),
            code,
            enter,
            result,
        })
    }

    /// Code that Rust can call: takes thread, code and arguments, which the result replaces; calls the code as Java code is called.
    fn enter(&mut self, params: Vec<Type>, result: Option<Type>) -> Result<Enter, String> {
        let known = self.enters.get(&(params.clone(), result));
        if let Some(enter) = known {
            return Ok(*enter);
        }
        let mut callee = Signature::new(CallConv::Winch);
        callee.params.push(AbiParam::new(clif::types::I64));
        callee
            .params
            .extend(params.iter().map(|ty| AbiParam::new(clif_type(*ty))));
        callee
            .returns
            .extend(result.map(|ty| AbiParam::new(clif_type(ty))));
        let mut signature = self.module.make_signature();
        signature
            .params
            .extend([AbiParam::new(clif::types::I64); 3]);
        let id = self.module.declare_function(
            &format!("enter{}", self.enters.len()),
            Linkage::Local,
            &signature,
        );
        let id = id.map_err(|error| error.to_string())?;
        let mut context = Context::new();
        context.func.signature = signature;
        let mut builder_context = FunctionBuilderContext::new();
        let mut builder = FunctionBuilder::new(&mut context.func, &mut builder_context);
        let block = builder.create_block();
        builder.append_block_params_for_function_params(block);
        builder.switch_to_block(block);
        builder.seal_all_blocks();
        let [thread, code, values] = builder.block_params(block) else {
            return Err("a function of three parameters has three".into());
        };
        let (thread, code, values) = (*thread, *code, *values);
        let flags = MemFlagsData::trusted();
        // Rust's: nobody else saves it.
        let outer = builder.ins().get_pinned_reg(clif::types::I64);
        builder.ins().set_pinned_reg(thread);
        let mut args = vec![builder.ins().iconst(clif::types::I64, 0)];
        for (index, ty) in params.iter().enumerate() {
            args.push(
                builder
                    .ins()
                    .load(clif_type(*ty), flags, values, 8 * index as i32),
            );
        }
        let callee = builder.import_signature(callee);
        let call = builder.ins().call_indirect(callee, code, &args);
        if let Some(result) = builder.inst_results(call).first().copied() {
            builder.ins().store(flags, result, values, 0);
        }
        builder.ins().set_pinned_reg(outer);
        builder.ins().return_(&[]);
        builder.finalize(self.module.target_config());
        let defined = self.module.define_function(id, &mut context);
        defined.map_err(|error| format!("{error:?}"))?;
        let finished = self.module.finalize_definitions();
        finished.map_err(|error| error.to_string())?;
        let address = self.module.get_finalized_function(id);
        // SAFETY: the code was just made with this signature, in the system's convention.
        let enter = unsafe { std::mem::transmute::<*const u8, Enter>(address) };
        self.enters.insert((params, result), enter);
        Ok(enter)
    }

    /// Calls code.
    ///
    /// # Safety
    /// The arguments are those of the method, and the code was compiled in this world.
    pub(crate) unsafe fn call(
        &mut self,
        loaded: &Loaded,
        arguments: &[Argument],
        world: &World<'_>,
        class_name: &dyn Fn(u32, u16) -> String,
    ) -> Outcome {
        self.heap.fill(0);
        self.write(&world.words(method_entry()));
        let mut host = Host {
            code: &loaded.code,
            base: loaded.base as u64,
            outcome: None,
            exceptions: Vec::new(),
            class_name,
        };
        // SAFETY: it is made of integers, but for a pointer that may be null.
        let mut thread: Box<TestThread> = unsafe { Box::new(MaybeUninit::zeroed().assume_init()) };
        let heap = self.heap.as_mut_ptr() as u64;
        *thread.word(TLAB_TOP) = heap;
        *thread.word(TLAB_END) = heap + 8 * HEAP_WORDS as u64;
        thread.area.card_base =
            (self.cards.as_mut_ptr() as usize).wrapping_sub(heap as usize >> CARD_SHIFT);
        thread.area.guards_left = world.guards_left();
        thread.area.entries = STUBS.map(|stub| stub as *const () as usize);
        thread.area.entries[RuntimeEntry::FloatRemainder as usize] =
            float_remainder as *const () as usize;
        thread.area.entries[RuntimeEntry::DoubleRemainder as usize] =
            double_remainder as *const () as usize;
        let mut values = [0u64; 32];
        for (value, argument) in values.iter_mut().zip(arguments) {
            *value = match argument {
                Argument::Bits(bits) => *bits,
                Argument::Array(kind, elements) => {
                    thread.new_array(*kind, elements, &mut self.heap)
                }
            };
        }
        thread.host = (&raw mut host).cast();
        // SAFETY: `enter` was made for this code; thread, host and heap outlive the call; what the code may do the contract says.
        unsafe { (loaded.enter)(&raw mut *thread, loaded.base, values.as_mut_ptr()) };
        match host.outcome {
            Some(outcome) => outcome,
            None => Outcome::Returns(match loaded.result {
                None => 0,
                Some(ty) if ty.slots() == 1 && ty != Type::Ref => u64::from(values[0] as u32),
                Some(_) => values[0],
            }),
        }
    }

    /// The array of ints that a call has resulted in: its kind and elements.
    pub(crate) fn array(&self, address: u64) -> Option<(ElementKind, Vec<u64>)> {
        let at = address.checked_sub(self.heap.as_ptr() as u64)? as usize;
        let bytes: Vec<u8> = { self.heap.iter() }
            .flat_map(|word| word.to_le_bytes())
            .collect();
        let word = |at: usize| {
            bytes
                .get(at..at + 4)?
                .try_into()
                .ok()
                .map(u32::from_le_bytes)
        };
        let class = word(at + KLASS_OFFSET)?;
        let length = word(at + ARRAY_LENGTH_OFFSET)? as usize;
        let kind = (4..12).filter_map(ElementKind::from_code);
        let kind = { kind }.find(|kind| array_key(*kind) == u64::from(class))?;
        let element = |index: usize| {
            let mut bits = [0; 8];
            let from = at + ARRAY_DATA_OFFSET + index * kind.size_bytes();
            bits[..kind.size_bytes()].copy_from_slice(&bytes[from..from + kind.size_bytes()]);
            u64::from_le_bytes(bits)
        };
        Some((kind, (0..length).map(element).collect()))
    }
}

fn clif_type(ty: Type) -> clif::Type {
    match ty {
        Type::Int => clif::types::I32,
        Type::Long | Type::Ref => clif::types::I64,
        Type::Float => clif::types::F32,
        Type::Double => clif::types::F64,
    }
}

/// Memory at a place of our choice, for keys to be addresses in it.
fn map_memory() -> Result<&'static mut [u64], String> {
    let address = MEMORY as *mut libc::c_void;
    let protection = libc::PROT_READ | libc::PROT_WRITE;
    let flags =
        libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE | libc::MAP_FIXED_NOREPLACE;
    // SAFETY: a new mapping, where nothing was: the flag says so.
    let mapped = unsafe { libc::mmap(address, MEMORY_BYTES, protection, flags, -1, 0) };
    if mapped != address {
        return Err(format!("there is no memory at {MEMORY:#x}"));
    }
    // SAFETY: as large as that, zeroed, never unmapped, and only mapped once: a second mapping would have failed.
    Ok(unsafe { std::slice::from_raw_parts_mut(mapped.cast(), MEMORY_BYTES / 8) })
}
