//! The thread that compiled code gets here, and what happens when the code calls the runtime: stubs, one per entry, that ask [`serve`].
//! `machine.rs` has the picture.

use std::arch::naked_asm;
use std::mem::offset_of;

use abi::ElementKind;
use abi::code::{CompiledCode, SlotRecord};
use abi::deopt::DeoptReason;
use abi::entry::RuntimeEntry;
use abi::object::{ARRAY_DATA_OFFSET, ARRAY_LENGTH_OFFSET, KLASS_OFFSET};
use abi::thread::{self, ThreadArea};
use abi::trap::ImplicitException;

use crate::world::array_key;

/// What compiled code takes for its thread: the area, and as many words behind it as code may know of.
#[repr(C)]
pub(crate) struct TestThread {
    pub(crate) area: ThreadArea,
    words: [u64; WORDS],
    pub(crate) host: *mut Host<'static>,
}

const WORDS: usize = 16;

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

/// What [`serve`] needs.
pub(crate) struct Host<'c> {
    pub(crate) code: &'c CompiledCode,
    pub(crate) base: u64,
    pub(crate) outcome: Option<Outcome>,
    /// The exceptions that were made up: the place of each, and its class.
    pub(crate) exceptions: Vec<(u64, String)>,
    /// Names the class at an index of the constant pool of the method that has this address.
    pub(crate) class_name: &'c dyn Fn(u32, u16) -> String,
}

impl TestThread {
    /// The word at an offset of `abi::thread` that is not in the area.
    pub(crate) fn word(&mut self, offset: i32) -> &mut u64 {
        &mut self.words[(offset as usize - offset_of!(TestThread, words)) / 8]
    }

    /// An array in the thread's buffer, which is `heap`: its address.
    pub(crate) fn new_array(
        &mut self,
        kind: ElementKind,
        elements: &[u64],
        heap: &mut [u64],
    ) -> u64 {
        let at = *self.word(thread::TLAB_TOP);
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
        *self.word(thread::TLAB_TOP) += bytes.len() as u64;
        at
    }

    /// The code goes on at `pc`, with the frame at `fp`.
    fn go_on(&mut self, pc: u64, sp: u64, fp: u64) {
        self.area.target_pc = pc as usize;
        self.area.target_sp = sp as usize;
        self.area.target_fp = fp as usize;
    }
}

/// The number of the stub that calls of methods end in: behind all entries.
const CALL: u32 = RuntimeEntry::COUNT as u32;

/// The code of every method.
pub(crate) fn method_entry() -> u64 {
    stub::<CALL> as *const () as u64
}

macro_rules! stubs {
    ($($(#[$doc:meta])* $name:ident $text:literal ($($arg:ident)*) -> $result:tt, $kind:ident;)*) => {
        /// By entry.
        pub(crate) const STUBS: [extern "C" fn(); RuntimeEntry::COUNT] =
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

pub(crate) extern "C" fn float_remainder(_thread: *mut TestThread, a: f32, b: f32) -> f32 {
    a % b
}

pub(crate) extern "C" fn double_remainder(_thread: *mut TestThread, a: f64, b: f64) -> f64 {
    a % b
}

/// What a call of an entry comes to. `stack`: three arguments and the return pc; `frame`: the code's (`abi::code`); `method`: of [`CALL`].
///
/// # Safety
/// Called by [`stub`] only: pointers are what it says, `thread` is that of `Machine::call`.
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
        let top = *thread.word(thread::TLAB_TOP);
        let object = match entry {
            RuntimeEntry::Throw => stack[0],
            _ => top,
        };
        if object == top {
            *thread.word(thread::TLAB_TOP) += 16;
            host.exceptions.push((object, name.clone()));
        }
        *thread.word(thread::PENDING) = object;
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
