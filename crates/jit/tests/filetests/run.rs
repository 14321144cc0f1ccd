//! `; run:` lines: arguments are read, compiled code is called, what came of it becomes text.
//!
//! | outcome | means |
//! |---|---|
//! | `== 3`, `returns` | the result; no result |
//! | `throws ArithmeticException` | an exception that is not handled in the method |
//! | `leaves unstable_if: before T.f@9 iload_0 locals [3 -] stack []` | the interpreter goes on, in these frames, innermost first |
//! | `calls T.g` | a method was to be called: that is as far as it goes |
//! | `enters new_instance` | so was a runtime entry that the tests do not have |
//!
//! Arguments: integers are decimal (or `MIN`, `MAX`, `0x...`), floating point as Rust reads it (`1e10`, `-0.0`, `NaN`, `-inf`) or bits
//! (`0x7fc00001`), arrays are in brackets, `null`.
//!
//! Every call is made three times: with all passes, without any, and without Cranelift's optimiser; the outcome must be the same. A method that
//! needs what this CPU lacks is not called.

use abi::ElementKind;
use classfile::{FieldType, MethodDescriptor};
use jit::build::{Entry, Refusal, build};
use jit::compile::{Compiler, OptLevel, Options};
use jit::env::CompilerEnv;
use jit::ir::Key;
use jit::passes;
use verifier::Kind;

use crate::file::RunLine;
use crate::listing;
use crate::machine::{Argument, Loaded, Machine};
use crate::stubs::{LeftFrame, Outcome};
use crate::world::World;

/// The ways that code is made: whether passes run, and what Cranelift does.
const WAYS: [(bool, OptLevel); 3] = [
    (true, OptLevel::Speed),
    (false, OptLevel::Speed),
    (true, OptLevel::None),
];

/// What came of a call.
pub(crate) struct Ran {
    /// As the run line says it.
    pub(crate) text: String,
    /// The call and its outcome as HotSpot is asked: `T f (II)I 1 2` and `== 3`.
    pub(crate) question: Option<(String, String)>,
}

/// A compiler for each way.
pub(crate) struct Runner {
    machine: Machine,
    compilers: Vec<(bool, Compiler)>,
}

impl Runner {
    pub(crate) fn new() -> Result<Runner, String> {
        let compiler = |way: (bool, OptLevel)| {
            let options = Options {
                opt_level: way.1,
                ..Options::default()
            };
            Ok((way.0, Compiler::new(options)?))
        };
        Ok(Runner {
            machine: Machine::new()?,
            compilers: WAYS
                .into_iter()
                .map(compiler)
                .collect::<Result<_, String>>()?,
        })
    }

    /// Makes the call of a run line.
    ///
    /// # Errors
    /// A sentence about the line, or what differs between the ways.
    pub(crate) fn run(&mut self, world: &World<'_>, line: &RunLine) -> Result<Ran, String> {
        let method = world.method_named(&line.method)?;
        let view = world.view(method);
        let descriptor = view.class.utf8(view.method.descriptor_index);
        let parsed = MethodDescriptor::parse(descriptor).ok_or("the descriptor")?;
        let types: Vec<FieldType<'_>> = parsed.parameters().collect();
        if types.len() != line.arguments.len()
            || view.method.access_flags & classfile::access::STATIC == 0
        {
            return Err(format!(
                "{} takes {} arguments and is static",
                line.method,
                types.len()
            ));
        }
        let rows = types.iter().zip(&line.arguments);
        let arguments = rows.map(|(ty, word)| argument(ty.descriptor, word));
        let arguments: Vec<Argument> = arguments.collect::<Result<_, String>>()?;
        let result = parsed.return_type().descriptor;
        let mut ran: Option<(Outcome, String)> = None;
        for (way, (has_passes, opt_level)) in WAYS.into_iter().enumerate() {
            let Some(loaded) = self.load(world, method, way)? else {
                return Ok(Ran {
                    text: line.outcome.clone(),
                    question: None,
                });
            };
            let class_name = |method: u32, cp_index: u16| {
                let pool = &world.view(Key(method.into())).class.pool;
                String::from_utf8_lossy(pool.class_name(cp_index).unwrap_or_default()).into_owned()
            };
            // SAFETY: the arguments were read by the method's descriptor.
            let outcome = unsafe { self.machine.call(&loaded, &arguments, world, &class_name) };
            let text = self.text(world, &outcome, result);
            match &ran {
                Some((_, first)) if *first != text => {
                    return Err(format!(
                        "{}: {first}; with passes: {has_passes}, Cranelift's level {opt_level:?}: {text}",
                        line.method
                    ));
                }
                Some(_) => {}
                None => ran = Some((outcome, text)),
            }
        }
        let (outcome, text) = ran.ok_or("nothing ran")?;
        let answer = match outcome {
            Outcome::Returns(bits) if result != b"V" => {
                Some(format!("== {}", self.value(bits, result, bits_of)))
            }
            Outcome::Returns(_) | Outcome::Throws(_) => Some(text.clone()),
            Outcome::Enters(_) | Outcome::Calls(_) | Outcome::Leaves(..) => None,
        };
        let name = String::from_utf8_lossy(view.class.utf8(view.method.name_index));
        let class = String::from_utf8_lossy(view.class.name());
        let words: Vec<String> = arguments.iter().map(word).collect();
        let call = format!(
            "{class} {name} {} {}",
            String::from_utf8_lossy(descriptor),
            words.join(" ")
        );
        Ok(Ran {
            text,
            question: answer.map(|answer| (call, answer)),
        })
    }

    /// `None`: this CPU lacks an instruction that the method needs.
    fn load(
        &mut self,
        world: &World<'_>,
        method: Key,
        way: usize,
    ) -> Result<Option<Loaded>, String> {
        let (has_passes, compiler) = &mut self.compilers[way];
        let function = build(world, method, Entry::Method);
        let mut function = function.map_err(|refusal| refusal.to_string())?;
        passes::run(&mut function, &|_| !*has_passes, &mut |_, _| {});
        match compiler.generate(&function, None) {
            Ok(code) => self.machine.load(&function, code).map(Some),
            Err(Refusal::Cpu(_)) => Ok(None),
            Err(refusal) => Err(refusal.to_string()),
        }
    }

    fn text(&self, world: &World<'_>, outcome: &Outcome, result: &[u8]) -> String {
        match outcome {
            Outcome::Returns(_) if result == b"V" => "returns".into(),
            Outcome::Returns(bits) => format!("== {}", self.value(*bits, result, number_text)),
            Outcome::Throws(name) => format!("throws {name}"),
            Outcome::Enters(entry) => format!("enters {}", entry.text()),
            Outcome::Calls(method) => {
                let name = world.facts(Key(*method)).name;
                format!("calls {}", name.split('(').next().unwrap_or(""))
            }
            Outcome::Leaves(reason, frames) => {
                let frames: Vec<String> = frames.iter().map(|frame| left(world, frame)).collect();
                format!("leaves {}: {}", reason.text(), frames.join("; in "))
            }
        }
    }

    /// A value of a type; `number` writes numbers.
    fn value(&self, bits: u64, descriptor: &[u8], number: fn(u64, u8) -> String) -> String {
        match descriptor {
            [b'L' | b'[', ..] if bits == 0 => "null".into(),
            [b'[', ..] => match self.machine.array(bits) {
                Some((kind, elements)) => {
                    let element = |bits: &u64| number(*bits, kind.descriptor());
                    let texts: Vec<String> = elements.iter().map(element).collect();
                    format!("[{}]", texts.join(", "))
                }
                None => "an array".into(),
            },
            [b'L', ..] => "an object".into(),
            [kind, ..] => number(bits, *kind),
            [] => String::new(),
        }
    }
}

/// A number as run lines have it.
fn number_text(bits: u64, kind: u8) -> String {
    match kind {
        b'J' => (bits as i64).to_string(),
        b'F' => format!("{:?}", f32::from_bits(bits as u32)),
        b'D' => format!("{:?}", f64::from_bits(bits)),
        b'B' => (bits as i8).to_string(),
        b'S' => (bits as i16).to_string(),
        _ => (bits as i32).to_string(),
    }
}

/// A number as HotSpot's answers have it: floating point as bits, but for NaN, which is one.
fn bits_of(bits: u64, kind: u8) -> String {
    match kind {
        b'F' if !f32::from_bits(bits as u32).is_nan() => format!("float {:x}", bits as u32),
        b'D' if !f64::from_bits(bits).is_nan() => format!("double {bits:x}"),
        _ => number_text(bits, kind),
    }
}

/// An argument as HotSpot is told: bits in hexadecimal.
fn word(argument: &Argument) -> String {
    match argument {
        Argument::Bits(bits) => format!("{bits:x}"),
        Argument::Array(_, elements) => {
            let texts: Vec<String> = elements.iter().map(|bits| format!("{bits:x}")).collect();
            format!("[{}]", texts.join(","))
        }
    }
}

fn argument(descriptor: &[u8], word: &str) -> Result<Argument, String> {
    match descriptor {
        [b'L' | b'[', ..] if word == "null" => Ok(Argument::Bits(0)),
        [b'[', kind] => {
            let inner = word
                .strip_prefix('[')
                .and_then(|word| word.strip_suffix(']'));
            let inner = inner.ok_or(format!("{word} is no array"))?;
            let words = inner
                .split(',')
                .map(str::trim)
                .filter(|word| !word.is_empty());
            let elements = words
                .map(|word| number(*kind, word))
                .collect::<Result<_, String>>()?;
            let kind = ElementKind::from_descriptor(*kind).ok_or("the kind of elements")?;
            Ok(Argument::Array(kind, elements))
        }
        [kind] => Ok(Argument::Bits(number(*kind, word)?)),
        _ => Err(format!(
            "{word} cannot be an argument: only null, numbers and arrays of them"
        )),
    }
}

/// A number as bits.
fn number(kind: u8, word: &str) -> Result<u64, String> {
    let hex = word
        .strip_prefix("0x")
        .and_then(|digits| u64::from_str_radix(digits, 16).ok());
    let bits = match (hex, kind, word) {
        (Some(bits), ..) => Some(bits),
        (_, b'J', "MIN") => Some(i64::MIN as u64),
        (_, b'J', "MAX") => Some(i64::MAX as u64),
        (_, b'J', _) => word.parse::<i64>().ok().map(|number| number as u64),
        (_, b'F', _) => word
            .parse::<f32>()
            .ok()
            .map(|number| number.to_bits().into()),
        (_, b'D', _) => word.parse::<f64>().ok().map(f64::to_bits),
        (_, _, "MIN") => Some(u64::from(i32::MIN as u32)),
        (_, _, "MAX") => Some(u64::from(i32::MAX as u32)),
        _ => word
            .parse::<i32>()
            .ok()
            .map(|number| u64::from(number as u32)),
    };
    bits.ok_or(format!("{word} is no {}", char::from(kind)))
}

/// A frame that the interpreter gets: what the slots hold is known from the type flow.
fn left(world: &World<'_>, frame: &LeftFrame) -> String {
    let method = Key(frame.method.into());
    let view = world.view(method);
    let flow = verifier::type_flow(view.class, view.method).ok();
    let kinds = flow.as_ref().and_then(|flow| flow.at(frame.bci));
    let slots = |slots: &[Option<u64>], kinds: &[Kind]| -> String {
        let text = |(index, slot): (usize, &Option<u64>)| match (slot, kinds.get(index)) {
            (None, _) => "-".into(),
            (Some(bits), Some(Kind::Long)) => (*bits as i64).to_string(),
            (Some(bits), Some(Kind::Float)) => format!("{:?}", f32::from_bits(*bits as u32)),
            (Some(bits), Some(Kind::Double)) => format!("{:?}", f64::from_bits(*bits)),
            (Some(0), Some(Kind::Ref)) => "null".into(),
            (Some(_), Some(Kind::Ref)) => "ref".into(),
            (Some(bits), _) => (*bits as i32).to_string(),
        };
        let texts: Vec<String> = slots.iter().enumerate().map(text).collect();
        format!("[{}]", texts.join(" "))
    };
    let (locals, stack) = kinds.map_or((&[][..], &[][..]), |kinds| (kinds.locals, kinds.stack));
    let mode = if frame.is_after { "after" } else { "before" };
    let place = listing::place(world, method, frame.bci);
    let (locals, stack) = (slots(&frame.locals, locals), slots(&frame.stack, stack));
    let locks = match frame.locks.len() {
        0 => String::new(),
        count => format!(" locks {count}"),
    };
    format!("{mode} {place} locals {locals} stack {stack}{locks}")
}
