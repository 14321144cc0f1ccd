//! What the instructions of a warm method have met: which way branches went, which cases switches took, of which classes receivers and the
//! operands of type tests were. The compiler reads it and leaves out what never happened. DESIGN "Life of a method".
//!
//! A method has no profile at first, and costs nothing for it. [`start`] makes one and sets [`ops::PROFILED`] in the instructions that have
//! rows in it: their handler records ([`record`]) and goes on to the plain one. From then on the method is profiled whenever it is interpreted.
//!
//! Counts are approximate: threads may lose each other's, and an instruction that is tried again counts twice. Classes in rows are weak:
//! unloading clears them. Read next: `runtime/tiering/src/env.rs`.
//!
//! [`ops::PROFILED`]: crate::ops::PROFILED

use std::sync::atomic::{AtomicU32, Ordering};

use abi::object::KLASS_OFFSET;
use metadata::{KlassRef, MethodRef};

use crate::instruction::Instruction;
use crate::ops::Op;
use crate::run::{Fp, Pc};
use crate::slow::method_of;
use crate::translation::{Switch, Translation};

/// The profile of a method: rows by instruction.
pub struct Profile {
    /// Ascending; one per row.
    pcs: Box<[u32]>,
    rows: Box<[Row]>,
}

enum Row {
    /// Jumped, fell through.
    Branch([AtomicU32; 2]),
    /// By case in the order of the instruction; the default comes last.
    Switch(Box<[AtomicU32]>),
    Classes(ClassRow),
}

#[derive(Default)]
struct ClassRow {
    /// Class and count.
    seen: [(AtomicU32, AtomicU32); 2],
    /// Of further classes.
    others: AtomicU32,
    nulls: AtomicU32,
}

/// Of which classes the receiver of a call or the operand of a type test was.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ClassProfile {
    /// At most two, and how often.
    pub seen: Vec<(KlassRef, u32)>,
    /// How often it was of another class.
    pub others: u32,
    pub nulls: u32,
}

fn count(counter: &AtomicU32) {
    let count = counter.load(Ordering::Relaxed);
    counter.store(count.saturating_add(1), Ordering::Relaxed);
}

impl ClassRow {
    fn add(&self, klass: u32) {
        for (known, times) in &self.seen {
            let free = known.load(Ordering::Relaxed) == 0
                && known
                    .compare_exchange(0, klass, Ordering::Relaxed, Ordering::Relaxed)
                    .is_ok();
            if free || known.load(Ordering::Relaxed) == klass {
                return count(times);
            }
        }
        count(&self.others);
    }

    fn read(&self) -> ClassProfile {
        let rows = self.seen.iter();
        ClassProfile {
            seen: rows
                .filter_map(|(known, times)| {
                    // SAFETY: 0 or a class that was alive at the last collection (`forget_dead`).
                    let klass = unsafe { KlassRef::from_address(known.load(Ordering::Relaxed)) };
                    Some((klass?, times.load(Ordering::Relaxed)))
                })
                .collect(),
            others: self.others.load(Ordering::Relaxed),
            nulls: self.nulls.load(Ordering::Relaxed),
        }
    }
}

impl Row {
    fn of(instruction: &Instruction) -> Option<Row> {
        let op = instruction.op();
        if !op.is_profiled() {
            return None;
        }
        Some(match op {
            Op::TableSwitch | Op::LookupSwitch => {
                // SAFETY: word 1 of a switch is the address of its table.
                let switch = unsafe { &*(instruction.immediate() as *const Switch) };
                let cases = switch.displacements.len() + 1;
                Row::Switch((0..cases).map(|_| AtomicU32::new(0)).collect())
            }
            _ if op.is_branch() => Row::Branch(Default::default()),
            _ => Row::Classes(ClassRow::default()),
        })
    }
}

impl Profile {
    fn new(translation: &Translation) -> Profile {
        let code = (0..).zip(&translation.code);
        let (pcs, rows): (Vec<u32>, Vec<Row>) = code
            .filter_map(|(pc, instruction)| Some((pc, Row::of(instruction)?)))
            .unzip();
        Profile {
            pcs: pcs.into(),
            rows: rows.into(),
        }
    }

    fn row(&self, pc: u32) -> Option<&Row> {
        let index = self.pcs.binary_search(&pc).ok()?;
        Some(&self.rows[index])
    }

    /// Clears the rows of dead classes. The world is stopped.
    pub(crate) fn forget_dead(&self) {
        for row in &self.rows {
            let Row::Classes(row) = row else { continue };
            for (known, times) in &row.seen {
                // SAFETY: as in `read`.
                let klass = unsafe { KlassRef::from_address(known.load(Ordering::Relaxed)) };
                if klass.is_some_and(|klass| !klass.loader_data.is_marked()) {
                    known.store(0, Ordering::Relaxed);
                    times.store(0, Ordering::Relaxed);
                }
            }
        }
    }
}

/// Profiles a method that has been translated. True: it was not profiled yet.
pub fn start(method: MethodRef) -> bool {
    let Some(translation) = Translation::of(&method) else {
        return false;
    };
    let mut is_new = false;
    let profile = translation.profile.get_or_init(|| {
        is_new = true;
        Profile::new(translation)
    });
    if is_new {
        for pc in &profile.pcs {
            translation.code[*pc as usize].profile();
        }
    }
    is_new
}

/// Records what the profiled instruction at `pc` is about to do.
///
/// # Safety
/// `fp` is an interpreted frame at `pc`.
#[inline(never)]
pub(crate) unsafe fn record(fp: Fp, pc: Pc) {
    // SAFETY: contract of this function: registers that the instruction names are in the frame; those that it takes references from hold
    // live objects or null.
    unsafe {
        let Some(translation) = method_of(fp).and_then(|method| Translation::of(&method)) else {
            return;
        };
        let row = translation.profile.get();
        let row = row.and_then(|profile| profile.row(translation.index_of(pc)?));
        let instruction = &*pc;
        let op = instruction.op();
        match row {
            Some(Row::Branch(counts)) => {
                count(&counts[usize::from(!jumps(op, fp, instruction))]);
            }
            Some(Row::Switch(counts)) => {
                let switch = &*(instruction.immediate() as *const Switch);
                let key = *fp.offset(instruction.a() as isize) as i32;
                count(&counts[switch.case_of(key)]);
            }
            Some(Row::Classes(row)) => {
                let register = match op {
                    Op::InstanceOf | Op::InstanceOfSlow => instruction.b(),
                    _ => instruction.a(),
                };
                match *fp.offset(register as isize) as usize {
                    0 => count(&row.nulls),
                    object => {
                        let klass = (object + KLASS_OFFSET) as *const AtomicU32;
                        row.add((*klass).load(Ordering::Relaxed));
                    }
                }
            }
            None => {}
        }
    }
}

/// What a family of branches compares; `K`: the right side is the constant in word 1.
#[derive(Clone, Copy)]
enum Compared {
    Int,
    IntK,
    Long,
    LongK,
    Float,
    Double,
}

/// Families of six conditions: of integers eq, ne, lt, ge, gt, le; of floating point lt, not lt, le, not le, eq, ne.
const FAMILIES: [(Op, Compared); 8] = [
    (Op::IfEq, Compared::Int),
    (Op::IfEqK, Compared::IntK),
    (Op::IfEqB, Compared::Int),
    (Op::IfEqKB, Compared::IntK),
    (Op::IfLEq, Compared::Long),
    (Op::IfLEqK, Compared::LongK),
    (Op::IfFLt, Compared::Float),
    (Op::IfDLt, Compared::Double),
];

/// Whether the branch jumps.
///
/// # Safety
/// As [`record`], at a conditional branch.
unsafe fn jumps(op: Op, fp: Fp, instruction: &Instruction) -> bool {
    // SAFETY: contract of this function.
    let (left, right) = unsafe {
        (
            *fp.offset(instruction.a() as isize),
            *fp.offset(instruction.b() as isize),
        )
    };
    match op {
        Op::IfAEq | Op::IfAEqB => return left == right,
        Op::IfANe | Op::IfANeB => return left != right,
        Op::IfNull | Op::IfNullB => return left == 0,
        Op::IfNonNull | Op::IfNonNullB => return left != 0,
        _ => {}
    }
    let condition = |first: Op| (op as u16).wrapping_sub(first as u16);
    let mut families = FAMILIES.iter();
    let Some((first, compared)) = families.find(|(first, _)| condition(*first) < 6) else {
        return false;
    };
    let constant = instruction.immediate() as i64 >> 32;
    let float = |word: u64| f32::from_bits(word as u32);
    let double = f64::from_bits;
    let order = match compared {
        Compared::Int => (left as i32).partial_cmp(&(right as i32)),
        Compared::IntK => i64::from(left as i32).partial_cmp(&constant),
        Compared::Long => (left as i64).partial_cmp(&(right as i64)),
        Compared::LongK => (left as i64).partial_cmp(&constant),
        Compared::Float => float(left).partial_cmp(&float(right)),
        Compared::Double => double(left).partial_cmp(&double(right)),
    };
    let is_floating = matches!(compared, Compared::Float | Compared::Double);
    let is = |test: fn(std::cmp::Ordering) -> bool| order.is_some_and(test);
    match (is_floating, condition(*first)) {
        (false, 0) | (true, 4) => is(|order| order.is_eq()),
        (false, 1) | (true, 5) => !is(|order| order.is_eq()),
        (false, 2) | (true, 0) => is(|order| order.is_lt()),
        (false, 3) | (true, 1) => !is(|order| order.is_lt()),
        (false, 4) | (true, 3) => !is(|order| order.is_le()),
        _ => is(|order| order.is_le()),
    }
}

// ---- what the compiler asks, in terms of bytecode

/// The translation and profile of a method that has been profiled.
fn profile_of(method: MethodRef) -> Option<(&'static Translation, &'static Profile)> {
    let translation = Translation::of(&method)?;
    Some((translation, translation.profile.get()?))
}

/// The rows of the instructions made of the bytecode at `bci`, with their pcs.
fn rows_at(
    translation: &'static Translation,
    profile: &'static Profile,
    bci: u32,
) -> impl Iterator<Item = (u32, &'static Row)> {
    let rows = profile.pcs.iter().copied().zip(&profile.rows);
    rows.filter(move |(pc, _)| u32::from(translation.bcis[*pc as usize]) == bci)
}

/// How often the branch at `bci` was taken, and how often not.
pub fn branch_at(method: MethodRef, bci: u32) -> Option<[u32; 2]> {
    let (translation, profile) = profile_of(method)?;
    let mut sums: Option<[u32; 2]> = None;
    // A condition that was copied to the end of its loop has two rows.
    for (pc, row) in rows_at(translation, profile, bci) {
        let Row::Branch(counts) = row else { continue };
        let is_inverted = translation.inverted.contains(&pc);
        let sums = sums.get_or_insert_default();
        for (way, counter) in counts.iter().enumerate() {
            let sum = &mut sums[way ^ usize::from(is_inverted)];
            *sum = sum.saturating_add(counter.load(Ordering::Relaxed));
        }
    }
    sums
}

/// How often each case of the switch at `bci` was taken, in the order of the instruction; the default comes last.
pub fn switch_at(method: MethodRef, bci: u32) -> Option<Vec<u32>> {
    let (translation, profile) = profile_of(method)?;
    rows_at(translation, profile, bci).find_map(|(_, row)| match row {
        Row::Switch(counts) => Some(
            counts
                .iter()
                .map(|count| count.load(Ordering::Relaxed))
                .collect(),
        ),
        _ => None,
    })
}

/// The classes that the call or type test at `bci` has met.
pub fn classes_at(method: MethodRef, bci: u32) -> Option<ClassProfile> {
    let (translation, profile) = profile_of(method)?;
    rows_at(translation, profile, bci).find_map(|(_, row)| match row {
        Row::Classes(row) => Some(row.read()),
        _ => None,
    })
}

/// The method is warm, and the bytecode at `bci`, which resolves something when it first runs, never has.
pub fn never_ran(method: MethodRef, bci: u32) -> bool {
    let Some((translation, _)) = profile_of(method) else {
        return false;
    };
    let code = translation.code.iter().zip(&translation.bcis);
    let mut here = code.filter(|(_, at)| u32::from(**at) == bci);
    here.any(|(instruction, _)| instruction.op().is_slow())
}

/// The method is warm, and the handler at `bci` has never caught anything while it was interpreted.
pub fn never_caught(method: MethodRef, bci: u32) -> bool {
    let Some((translation, _)) = profile_of(method) else {
        return false;
    };
    let rows = translation.handlers.iter();
    let mut here = rows.filter(|handler| u32::from(handler.handler_bci) == bci);
    here.all(|handler| !handler.is_reached.load(Ordering::Relaxed))
}
