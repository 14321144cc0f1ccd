//! Runs compiled code without a VM: a thread of our own, some memory, and stubs for the runtime entries.
//!
//! ```text
//!  call()  -->  enter (made by Cranelift, one per signature)  -->  compiled code  -->  stub<ENTRY>  -->  serve()
//!                                                                       ^  ^-----------------------------/  |
//!                                                                       |        a handler, or behind the call
//!          <-- result or nothing -----------------------------------------------------------------------/  out of the frame
//! ```
//! `serve` decides where to go on: in the code (a handler, the answer of a leaf), or behind the call in `enter`, as if the code had returned;
//! what came of it is in [`Host::outcome`] then. A call of a Java method, and every other entry, ends the run: its name is the outcome.
//!
//! Classes and methods of the file are memory at the addresses that their keys are (`world.rs`).

use std::arch::naked_asm;
use std::collections::HashMap;
use std::mem::{MaybeUninit, offset_of};

use abi::ElementKind;
use abi::code::{ALIGNMENT, CompiledCode, SlotRecord};
use abi::deopt::DeoptReason;
use abi::entry::RuntimeEntry;
use abi::object::{ARRAY_DATA_OFFSET, ARRAY_LENGTH_OFFSET, CARD_SHIFT, KLASS_OFFSET};
use abi::thread::{self, ThreadArea};
use abi::trap::ImplicitException;
use cranelift_codegen::Context;
use cranelift_codegen::ir::{self as clif, AbiParam, InstBuilder, MemFlagsData, Signature};
use cranelift_codegen::isa::CallConv;
use cranelift_frontend::{FunctionBuilder, FunctionBuilderContext};
use cranelift_jit::{JITBuilder, JITModule};
use cranelift_module::{Linkage, Module, default_libcall_names};
use jit::ir::{Function, Type};

use crate::world::{MEMORY, MEMORY_BYTES, World, array_key};

/// Memory for the objects of one call.
const HEAP_WORDS: usize = 1 << 13;

type Enter = unsafe extern "C" fn(*mut TestThread, *const u8, *mut u64);

/// What compiled code takes for its thread.
#[repr(C)]
struct TestThread {
    area: ThreadArea,
    poll: u64,
    native_limit: u64,
    pending: u64,
    tlab_top: u64,
    tlab_end: u64,
    host: *mut Host<'static>,
}

const _: () = assert!(offset_of!(TestThread, poll) == thread::POLL as usize);
const _: () = assert!(offset_of!(TestThread, native_limit) == thread::NATIVE_LIMIT as usize);
const _: () = assert!(offset_of!(TestThread, pending) == thread::PENDING as usize);
const _: () = assert!(offset_of!(TestThread, tlab_top) == thread::TLAB_TOP as usize);
const _: () = assert!(offset_of!(TestThread, tlab_end) == thread::TLAB_END as usize);

/// How a call ended.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Outcome {
    /// The result as bits.
    Returns(u64),
    /// A class of `java/lang`, without its package.
    Throws(String),
    /// An entry that these tests do not have.
    Enters(RuntimeEntry),
    /// A method, by address.
    Calls(u64),
    Leaves(DeoptReason, Vec<LeftFrame>),
}

/// A frame of the interpreter, as a side exit hands it over; innermost first.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct LeftFrame {
    pub(crate) method: u32,
    pub(crate) bci: u32,
    pub(crate) is_after: bool,
    pub(crate) locals: Vec<Option<u64>>,
    pub(crate) stack: Vec<Option<u64>>,
    pub(crate) locks: Vec<Option<u64>>,
}

/// An argument.
pub(crate) enum Argument {
    Bits(u64),
    /// Elements as bits.
    Array(ElementKind, Vec<u64>),
}

/// What [`serve`] needs.
struct Host<'c> {
    code: &'c CompiledCode,
    base: u64,
    outcome: Option<Outcome>,
    /// The exceptions that were made up: the place of each, and its class.
    exceptions: Vec<(u64, String)>,
    /// Names the class at an index of the constant pool of the method that has this address.
    class_name: &'c dyn Fn(u32, u16) -> String,
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
        let heap = self.heap.as_ptr() as u64;
        thread.tlab_top = heap;
        thread.tlab_end = heap + 8 * HEAP_WORDS as u64;
        thread.area.card_base =
            (self.cards.as_ptr() as usize).wrapping_sub(heap as usize >> CARD_SHIFT);
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

impl TestThread {
    fn new_array(&mut self, kind: ElementKind, elements: &[u64], heap: &mut [u64]) -> u64 {
        let at = self.tlab_top;
        let mut bytes = vec![0; ARRAY_DATA_OFFSET];
        bytes[KLASS_OFFSET..KLASS_OFFSET + 4]
            .copy_from_slice(&(array_key(kind) as u32).to_le_bytes());
        let length = (elements.len() as u32).to_le_bytes();
        bytes[ARRAY_LENGTH_OFFSET..ARRAY_LENGTH_OFFSET + 4].copy_from_slice(&length);
        for element in elements {
            bytes.extend(&element.to_le_bytes()[..kind.size_bytes()]);
        }
        bytes.resize(bytes.len().next_multiple_of(8), 0);
        let first = (at - heap.as_ptr() as u64) as usize / 8;
        for (word, chunk) in heap[first..].iter_mut().zip(bytes.chunks_exact(8)) {
            *word = chunk.try_into().map_or(0, u64::from_le_bytes);
        }
        self.tlab_top += bytes.len() as u64;
        at
    }

    /// The code goes on at `pc`, with the frame at `fp`.
    fn go_on(&mut self, pc: u64, sp: u64, fp: u64) {
        self.area.target_pc = pc as usize;
        self.area.target_sp = sp as usize;
        self.area.target_fp = fp as usize;
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

/// The number of the stub that calls of methods end in: behind all entries.
const CALL: u32 = RuntimeEntry::COUNT as u32;

/// The code of every method.
fn method_entry() -> u64 {
    stub::<CALL> as *const () as u64
}

macro_rules! stubs {
    ($($(#[$doc:meta])* $name:ident $text:literal ($($arg:ident)*) -> $result:tt, $kind:ident;)*) => {
        /// By entry.
        const STUBS: [extern "C" fn(); RuntimeEntry::COUNT] =
            [$(stub::<{ RuntimeEntry::$name as u32 }>),*];
    };
}

abi::for_each_runtime_entry!(stubs);

/// What code calls for an entry: hands over to [`serve`], and goes on where that says, with its result.
///
/// Arguments behind the thread are in rsi, rdx, rcx: they lie below the return pc then.
#[unsafe(naked)]
extern "C" fn stub<const ENTRY: u32>() {
    naked_asm!(
        "push rcx",
        "push rdx",
        "push rsi",
        "mov r8, rdi",
        "mov rdi, r15",
        "mov esi, {entry}",
        "mov rdx, rsp",
        "mov rcx, rbp",
        "call {serve}",
        "mov rsp, [r15 + {sp}]",
        "mov rbp, [r15 + {fp}]",
        "jmp [r15 + {pc}]",
        entry = const ENTRY,
        serve = sym serve,
        sp = const thread::TARGET_SP,
        fp = const thread::TARGET_FP,
        pc = const thread::TARGET_PC,
    )
}

extern "C" fn float_remainder(_thread: *mut TestThread, a: f32, b: f32) -> f32 {
    a % b
}

extern "C" fn double_remainder(_thread: *mut TestThread, a: f64, b: f64) -> f64 {
    a % b
}

/// What a call of an entry comes to. `stack`: three arguments and the return pc; `frame`: the code's (`abi::code`); `method`: of [`CALL`].
///
/// # Safety
/// Called by [`stub`] only: pointers are what it says, `thread` is that of [`Machine::call`].
unsafe extern "C" fn serve(
    thread: *mut TestThread,
    entry: u32,
    stack: *const [u64; 4],
    frame: *const [u64; 2],
    method: u64,
) -> u64 {
    // SAFETY: the contract of this function; nobody else uses thread and host while the code is here.
    let (thread, stack, outer) = unsafe { (&mut *thread, *stack, *frame) };
    // SAFETY: as above.
    let host = unsafe { &mut *thread.host };
    if entry == CALL {
        host.outcome = Some(Outcome::Calls(method));
        thread.go_on(outer[1], frame as u64 + 16, outer[0]);
        return 0;
    }
    let entry = RuntimeEntry::ALL[entry as usize];
    let (return_pc, behind) = (stack[3], frame as u64 - u64::from(host.code.frame_bytes));
    let offset = (return_pc - host.base) as u32;
    let mut calls = host.code.calls.iter();
    let record = calls.find(|call| call.return_offset == offset);
    let thrown = match entry {
        RuntimeEntry::CatchSite => {
            let caught = (host.class_name)(stack[0] as u32, stack[1] as u16);
            thread.go_on(return_pc, behind, frame as u64);
            return u64::from(host.is_instance(stack[2], &caught));
        }
        RuntimeEntry::Throw => host.exception_at(stack[0]),
        RuntimeEntry::Raise => {
            let exception = ImplicitException::ALL.get(stack[0] as usize);
            exception.map(|exception| simple_name(exception.class_name()))
        }
        RuntimeEntry::ThrowNullPointer => Some("NullPointerException".into()),
        RuntimeEntry::ThrowArithmetic => Some("ArithmeticException".into()),
        RuntimeEntry::ThrowArrayIndex => Some("ArrayIndexOutOfBoundsException".into()),
        RuntimeEntry::ThrowNegativeSize => Some("NegativeArraySizeException".into()),
        RuntimeEntry::ThrowClassCast => Some("ClassCastException".into()),
        RuntimeEntry::ThrowArrayStore => Some("ArrayStoreException".into()),
        _ => None,
    };
    if let (Some(name), Some(handler)) = (&thrown, record.and_then(|record| record.handler)) {
        let object = match entry {
            RuntimeEntry::Throw => stack[0],
            _ => thread.tlab_top,
        };
        if object == thread.tlab_top {
            thread.tlab_top += 16;
            host.exceptions.push((object, name.clone()));
        }
        thread.pending = object;
        thread.go_on(host.base + u64::from(handler), behind, frame as u64);
        return 0;
    }
    let state = record.and_then(|record| record.state);
    host.outcome = Some(match (thrown, state) {
        (Some(name), _) => Outcome::Throws(name),
        (None, Some((reason, state))) if entry == RuntimeEntry::Deopt => {
            Outcome::Leaves(reason, host.frames(state, &thread.area.deopt))
        }
        _ => Outcome::Enters(entry),
    });
    // As if the code had returned.
    thread.go_on(outer[1], frame as u64 + 16, outer[0]);
    0
}

fn simple_name(class: &str) -> String {
    class.rsplit('/').next().unwrap_or(class).to_owned()
}

impl Host<'_> {
    fn exception_at(&self, object: u64) -> Option<String> {
        let mut known = self.exceptions.iter();
        Some(known.find(|row| row.0 == object)?.1.clone())
    }

    /// Whether an exception that was made up here is of a class of `java/lang`.
    fn is_instance(&self, object: u64, class: &str) -> bool {
        let Some(name) = self.exception_at(object) else {
            return false;
        };
        match simple_name(class).as_str() {
            "Throwable" => true,
            "Exception" | "RuntimeException" => name.ends_with("Exception"),
            "Error" => name.ends_with("Error"),
            other => other == name,
        }
    }

    fn frames(&self, state: u32, buffer: &[u64]) -> Vec<LeftFrame> {
        let slots = |slots: &[SlotRecord]| -> Vec<Option<u64>> {
            let value = |slot: &SlotRecord| match slot {
                SlotRecord::Empty => None,
                SlotRecord::Value { index, .. } => Some(buffer[usize::from(*index)]),
            };
            slots.iter().map(value).collect()
        };
        let frames = self.code.states[state as usize].frames.iter();
        let frames = frames.map(|frame| LeftFrame {
            method: frame.method,
            bci: frame.bci,
            is_after: frame.is_after,
            locals: slots(&frame.locals),
            stack: slots(&frame.stack),
            locks: slots(&frame.locks),
        });
        frames.collect()
    }
}
