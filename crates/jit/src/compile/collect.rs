//! Cranelift's tables to those of `abi::code`. Everything is found by address: a call by the one behind it, its location by the range
//! of code that was made for it.

use std::collections::HashMap;
use std::hash::Hash;

use abi::code::{ALIGNMENT, CallRecord, CompiledCode, Holder, StateRecord, TrapRecord};
use abi::trap::ImplicitException;
use cranelift_codegen::{
    CompiledCode as Made, Final, FinalizedMachExceptionHandler, MachSrcLoc, ir,
};

use super::placement::{self, Blocks};
use crate::ir::{Function, Origin, State};
use crate::lower::places::{Location, Locations, Role, ValuePlace, origin_record, state_record};
use crate::lower::trap;

/// # Errors
/// Cranelift has made something that the runtime has no place for. That is a bug here.
pub(super) fn collect(
    function: &Function,
    locations: &Locations,
    made: &Made,
    wants_places: bool,
) -> Result<CompiledCode, String> {
    let buffer = &made.buffer;
    if let Some(relocation) = buffer.relocs().first() {
        return Err(format!("a relocation: {relocation:?}"));
    }
    debug_assert!(buffer.alignment as usize <= ALIGNMENT);
    let layout = buffer.frame_layout().ok_or("no frame")?;
    let frame_bytes = layout.frame_to_fp_offset;
    let mut tables = Tables {
        function,
        locations,
        ranges: buffer.get_srclocs_sorted(),
        origins: Vec::new(),
        origin_numbers: HashMap::new(),
        states: Vec::new(),
        state_numbers: HashMap::new(),
    };
    let mut maps: HashMap<u32, &ir::UserStackMap> = HashMap::new();
    for (offset, span, map) in buffer.user_stack_maps() {
        debug_assert_eq!(
            *span, frame_bytes,
            "the stack pointer is where it always is"
        );
        maps.insert(*offset, map);
    }
    let mut calls = Vec::new();
    for site in buffer.call_sites() {
        let location = tables.location(site.ret_addr)?;
        let handler = match site.exception_handlers {
            [] => None,
            [FinalizedMachExceptionHandler::Default(offset)] => Some(*offset),
            other => return Err(format!("handlers: {other:?}")),
        };
        let map = maps.remove(&site.ret_addr);
        let mut references: Vec<u32> = map
            .into_iter()
            .flat_map(|map| map.entries().map(|(_, offset)| offset))
            .collect();
        references.sort_unstable();
        let locks: Vec<(u32, Holder)> = match location.role {
            Role::Holding(state) => {
                let rows = locations.locks(function, state).into_iter();
                let slots = &layout.stackslots;
                let holder = |place| match place {
                    ValuePlace::Oop(address) => Some(Holder::Oop(address)),
                    ValuePlace::Slot(slot) => {
                        let offset = slots[slot].offset;
                        references.contains(&offset).then_some(Holder::Slot(offset))
                    }
                };
                rows.filter_map(|(depth, place)| Some((depth, holder(place)?)))
                    .collect()
            }
            _ => Vec::new(),
        };
        calls.push(CallRecord {
            return_offset: site.ret_addr,
            origin: tables.origin(location.origin),
            state: match location.role {
                Role::Exit(reason, state) => Some((reason, tables.state(state))),
                _ => None,
            },
            handler,
            locks: locks.into(),
            references: references.into(),
        });
    }
    if let Some(offset) = maps.keys().next() {
        return Err(format!("references, but no call, at {offset}"));
    }
    let mut traps = Vec::new();
    for row in buffer.traps() {
        let exception = match row.code {
            trap::NULL => ImplicitException::NullPointer,
            trap::ZERO => ImplicitException::Arithmetic,
            // Never meant to be reached.
            _ => continue,
        };
        // (The location of an instruction begins where it does; that of a call ends where it does.)
        let location = tables.location(row.offset + 1)?;
        traps.push(TrapRecord {
            offset: row.offset,
            origin: tables.origin(location.origin),
            exception,
        });
    }
    calls.sort_by_key(|call| call.return_offset);
    traps.sort_by_key(|trap| trap.offset);
    let mut places: Vec<(u32, u32)> = Vec::new();
    if wants_places {
        for range in tables.ranges {
            let Some(location) = locations.get(range.loc.bits()) else {
                continue;
            };
            let origin = tables.origin(location.origin);
            if places.last().is_none_or(|(_, last)| *last != origin) {
                places.push((range.start, origin));
            }
        }
    }
    let mut bytes = made.code_buffer().to_vec();
    for range in tables.ranges {
        let location = locations.get(range.loc.bits());
        if location.is_some_and(|location| location.role == Role::Return) {
            fix_epilogue(&mut bytes[..range.end as usize], frame_bytes);
        }
    }
    let blocks = Blocks {
        starts: &made.bb_starts,
        edges: &made.bb_edges,
        end: buffer.total_size(),
    };
    let mut methods: Vec<u32> = Vec::new();
    for frame in function.frames.values() {
        let address = function.methods[frame.method].key.0 as u32;
        if !methods.contains(&address) {
            methods.push(address);
        }
    }
    Ok(CompiledCode {
        methods,
        skew: placement::skew(&blocks, buffer.alignment),
        bytes,
        frame_bytes,
        calls,
        traps,
        places,
        origins: tables.origins,
        states: tables.states,
    })
}

/// `mov rsp, rbp; pop rbp; ret`
const EPILOGUE: [u8; 5] = [0x48, 0x89, 0xec, 0x5d, 0xc3];

/// Takes the `mov` out of the epilogue that `code` ends with. It is redundant, the frame's size has just been added to rsp, but makes rsp
/// wait for rbp, which the callee's `pop` has loaded: that costs more than the rest of a call (CONTRACTS 6, "Fix the epilogue").
fn fix_epilogue(code: &mut [u8], frame_bytes: u32) {
    let add = match frame_bytes {
        0 => Vec::new(),
        1..=127 => vec![0x48, 0x83, 0xc4, frame_bytes as u8],
        _ => [&[0x48, 0x81, 0xc4], &frame_bytes.to_le_bytes()[..]].concat(),
    };
    let Some(before) = code.strip_suffix(&EPILOGUE).map(<[u8]>::len) else {
        return;
    };
    if code[..before].ends_with(&add) {
        // `nop dword ptr [rax]`
        code[before..before + 3].copy_from_slice(&[0x0f, 0x1f, 0x00]);
    }
}

struct Tables<'f> {
    function: &'f Function,
    locations: &'f Locations,
    ranges: &'f [MachSrcLoc<Final>],
    origins: Vec<abi::code::OriginRecord>,
    origin_numbers: HashMap<Origin, u32>,
    states: Vec<StateRecord>,
    state_numbers: HashMap<State, u32>,
}

impl Tables<'_> {
    /// The location of the instruction that ends at `end`, or spans it.
    fn location(&self, end: u32) -> Result<Location, String> {
        let behind = self.ranges.partition_point(|range| range.start < end);
        let range = behind.checked_sub(1).map(|place| &self.ranges[place]);
        range
            .filter(|range| end <= range.end && !range.loc.is_default())
            .and_then(|range| self.locations.get(range.loc.bits()))
            .copied()
            .ok_or_else(|| format!("no location at {end}"))
    }

    fn origin(&mut self, origin: Origin) -> u32 {
        let function = self.function;
        number(&mut self.origin_numbers, &mut self.origins, origin, || {
            origin_record(function, origin)
        })
    }

    fn state(&mut self, state: State) -> u32 {
        let function = self.function;
        number(&mut self.state_numbers, &mut self.states, state, || {
            state_record(function, state)
        })
    }
}

/// The number of `key`'s row, made at its first use.
fn number<K: Hash + Eq, V>(
    numbers: &mut HashMap<K, u32>,
    rows: &mut Vec<V>,
    key: K,
    make: impl FnOnce() -> V,
) -> u32 {
    *numbers.entry(key).or_insert_with(|| {
        rows.push(make());
        rows.len() as u32 - 1
    })
}
