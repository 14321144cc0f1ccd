//! A compile as a record: origins and methods become rows of tables that all its steps share.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use abi::code::{CompiledCode, FrameRecord, OriginRecord, SlotRecord};
use jit::compile::Listing;
use jit::ir::{Key, Origin};
use records::compile::{Call, DeoptPoint, Frame, Pass, Phase, StackMap, Times, Trap};
use records::{Compile, Task as TaskName};

use super::assembly::Names;
use super::bytecode::{self, Methods};
use super::code::MachineCode;
use super::events::{self, Asked};
use super::{ir, is_deterministic};

/// Numbers below this are never shown as the address of something.
const LOWEST_ADDRESS: u64 = 1 << 16;

/// What a record is of.
pub(super) struct Subject<'s> {
    pub(super) id: u64,
    pub(super) task: TaskName,
    /// The method's address.
    pub(super) method: u32,
    pub(super) methods: &'s dyn Methods,
    /// When its compile began.
    pub(super) started: Instant,
    pub(super) asked: Option<Asked>,
}

/// The record of a compile that ends now. Where the code lies is not known yet.
pub(super) fn compile(
    subject: Subject<'_>,
    code: &CompiledCode,
    listing: &Listing,
) -> Box<Compile> {
    let duration = subject.started.elapsed();
    let mut tables = Tables::of(&subject, listing);
    let locations = tables.origins_of(&listing.locations);
    let places = tables.origins_of(&code.origins);
    let text = ir::Text {
        names: &names_of(listing),
        locations: &locations,
        is_deterministic: is_deterministic(),
    };
    let built = ("build", listing.built.as_str());
    let passes = listing
        .passes
        .iter()
        .map(|(name, text)| (*name, text.as_str()));
    let passes = std::iter::once(built).chain(passes);
    let ssa: Vec<Pass> = passes
        .map(|(name, text)| Pass {
            name: name.to_owned(),
            lines: ir::ssa(text, |frame, bci| tables.place_in_ssa(listing, frame, bci)),
        })
        .collect();
    let calls = tables.calls(listing);
    let frames = |record: &[FrameRecord], tables: &mut Tables<'_>| -> Vec<Frame> {
        record.iter().map(|record| tables.frame(record)).collect()
    };
    let mut deopt_points = Vec::new();
    for call in &code.calls {
        if let Some((reason, state)) = call.state {
            deopt_points.push(DeoptPoint {
                offset: call.return_offset,
                origin: places[call.origin as usize],
                reason: reason.text().to_owned(),
                frames: frames(&code.states[state as usize].frames, &mut tables),
            });
        }
    }
    let stack_maps = code.calls.iter().filter(|call| call.state.is_none());
    let stack_maps = stack_maps.map(|call| StackMap {
        offset: call.return_offset,
        origin: places[call.origin as usize],
        references: call.references.to_vec(),
        handler: call.handler,
    });
    let traps = code.traps.iter().map(|trap| Trap {
        offset: trap.offset,
        origin: places[trap.origin as usize],
        exception: trap.exception.class_name().to_owned(),
    });
    let (clif, clif_optimised) = (text.clif(&listing.clif), text.clif(&listing.clif_optimised));
    let methods = tables.methods();
    let machine = MachineCode {
        code,
        listing,
        locations: &locations,
        places: &places,
        methods: &methods,
        origins: &tables.origins,
    };
    let lines = machine.lines(text.names);
    let asked = subject.asked;
    let view = subject.methods.view(subject.method);
    let bytecode = view.class.code(view.method);
    Box::new(Compile {
        id: subject.id,
        task: subject.task,
        number: 0,
        tier: 1,
        trigger: asked.map(|asked| asked.trigger.text().to_owned()),
        times: (!is_deterministic()).then(|| times(subject.started, duration, asked, listing)),
        address: None,
        bytecode_bytes: bytecode.map_or(0, |code| code.code.len()),
        code_bytes: code.bytes.len(),
        frame_bytes: code.frame_bytes,
        built_instructions: ir::instructions(&listing.built),
        optimised_instructions: ir::instructions(&listing.optimised),
        calls,
        ssa,
        clif,
        clif_optimised,
        vcode: ir::plain(&listing.assembly),
        code: lines,
        stack_maps: stack_maps.collect(),
        deopt_points,
        traps: traps.collect(),
        methods,
        origins: tables.origins,
    })
}

fn microseconds(duration: Duration) -> u64 {
    duration.as_micros() as u64
}

fn times(started: Instant, duration: Duration, asked: Option<Asked>, listing: &Listing) -> Times {
    let phase = |(name, time): &(&str, Duration)| Phase {
        name: (*name).to_owned(),
        us: microseconds(*time),
    };
    Times {
        start_us: events::since_start(started),
        waited_us: asked.map(|asked| microseconds(started.saturating_duration_since(asked.at))),
        duration_us: microseconds(duration),
        phases: listing.times.iter().map(phase).collect(),
    }
}

/// What the numbers in a compile's code are the addresses of.
fn names_of(listing: &Listing) -> Names {
    let mut names = Names::new();
    let rows = listing.names.iter();
    for (key, name) in rows.filter(|(key, _)| key.0 >= LOWEST_ADDRESS) {
        names.entry(key.0).or_insert_with(|| name.clone());
    }
    names
}

/// The tables of one record.
struct Tables<'s> {
    of: &'s dyn Methods,
    /// Addresses of methods, in the order of their rows.
    addresses: Vec<u32>,
    origins: Vec<Vec<(usize, u32)>>,
    numbers: HashMap<Vec<(usize, u32)>, usize>,
}

impl<'s> Tables<'s> {
    /// The method comes first, then what is inlined.
    fn of(subject: &Subject<'s>, listing: &Listing) -> Tables<'s> {
        let mut tables = Tables {
            of: subject.methods,
            addresses: vec![subject.method],
            origins: Vec::new(),
            numbers: HashMap::new(),
        };
        for (key, _) in &listing.frames {
            tables.method(key.0 as u32);
        }
        tables
    }

    fn method(&mut self, address: u32) -> usize {
        let known = self.addresses.iter().position(|known| *known == address);
        known.unwrap_or_else(|| {
            self.addresses.push(address);
            self.addresses.len() - 1
        })
    }

    fn origin(&mut self, chain: Vec<(usize, u32)>) -> usize {
        let rows = &mut self.origins;
        *self.numbers.entry(chain).or_insert_with_key(|chain| {
            rows.push(chain.clone());
            rows.len() - 1
        })
    }

    fn origins_of(&mut self, records: &[OriginRecord]) -> Vec<usize> {
        let chains = records.iter().map(|record| {
            let chain = record.0.iter();
            let chain = chain.map(|(method, bci)| (self.method(*method), *bci));
            let chain = chain.collect();
            self.origin(chain)
        });
        chains.collect()
    }

    /// Of `@frame:bci` in the SSA.
    fn place_in_ssa(&mut self, listing: &Listing, frame: usize, bci: u32) -> Option<usize> {
        let mut chain = Vec::new();
        let mut next = Some((frame, bci));
        while let Some((frame, bci)) = next {
            let (Key(method), caller) = listing.frames.get(frame)?;
            chain.push((self.method(*method as u32), bci));
            next = caller.map(|Origin { frame, bci }| (jit::ir::Entity::index(frame), bci));
        }
        Some(self.origin(chain))
    }

    fn calls(&mut self, listing: &Listing) -> Vec<Call> {
        let rows = listing.verdicts.iter().filter_map(|row| {
            let frame = jit::ir::Entity::index(row.origin.frame);
            Some(Call {
                origin: self.place_in_ssa(listing, frame, row.origin.bci)?,
                callee: row.callee.clone(),
                is_inlined: row.verdict.word() == "inlined",
                verdict: row.verdict.word().to_owned(),
                reason: row.verdict.to_string(),
            })
        });
        rows.collect()
    }

    fn frame(&mut self, record: &FrameRecord) -> Frame {
        let slots = |slots: &[SlotRecord]| slots.iter().map(slot).collect();
        Frame {
            method: self.method(record.method),
            bci: record.bci,
            is_after: record.is_after,
            locals: slots(&record.locals),
            stack: slots(&record.stack),
            locks: slots(&record.locks),
        }
    }

    fn methods(&self) -> Vec<records::compile::Method> {
        let rows = self.addresses.iter();
        rows.map(|address| bytecode::method(self.of, *address))
            .collect()
    }
}

/// The place in the thread's buffer, with `r` if it is a reference.
fn slot(slot: &SlotRecord) -> String {
    match slot {
        SlotRecord::Empty => "-".to_owned(),
        SlotRecord::Value {
            index,
            is_reference,
        } => format!("{index}{}", if *is_reference { "r" } else { "" }),
    }
}
