//! Directives: what the VM is said to know besides the classes. A place is `f@5` or `C.f@5`; the bci must be that of such an instruction.
//!
//! | directive | says |
//! |---|---|
//! | `profile branch f@5 taken 0 not_taken 100` | how often the branch was taken |
//! | `profile switch f@5 0 90 10` | how often each case was; the default comes last |
//! | `profile class f@5 Square 90 Circle 10 others 0 nulls 0` | of which classes the receiver or operand was |
//! | `never ran f@5` | the instruction that resolves something has not run |
//! | `never caught f@5` | the handler that begins here has not |
//! | `failed f@5 unstable_if` | code was left here for this reason before |
//! | `uninitialized C` | the class is not initialised |
//! | `inline f never` (or `always`) | methods are inlined if they are short otherwise |
//! | `only f@5` | the call runs what it is linked to, as long as no class is loaded that overrides it |
//! | `invalid` | something that was assumed is wrong by now |
//! | `counted` | executed bytecodes are counted |
//! | `stress 3` | guards of the stress mode; runs leave at the third |
//!

use std::collections::{BTreeMap, BTreeSet};

use abi::deopt::DeoptReason;
use bytecode::{Format, Opcode};
use jit::env::{BranchProfile, Inlining};

use crate::world::World;

/// The key of a method, and a bci.
pub(crate) type Place = (u64, u32);

/// See the module documentation.
#[derive(Default)]
pub(crate) struct Told {
    pub(crate) branches: BTreeMap<Place, BranchProfile>,
    pub(crate) switches: BTreeMap<Place, Vec<u32>>,
    pub(crate) classes: BTreeMap<Place, Classes>,
    pub(crate) never_ran: BTreeSet<Place>,
    pub(crate) never_caught: BTreeSet<Place>,
    /// With the reason.
    pub(crate) failed: BTreeSet<(u64, u32, &'static str)>,
    /// Classes, by number.
    pub(crate) uninitialized: BTreeSet<usize>,
    /// By the method's key.
    pub(crate) inlining: BTreeMap<u64, Inlining>,
    pub(crate) only: BTreeSet<Place>,
    pub(crate) invalid: bool,
    pub(crate) counted: bool,
    /// The guard that stress leaves at.
    pub(crate) stress: Option<u64>,
}

/// Of which classes, by number, an object was.
#[derive(Default)]
pub(crate) struct Classes {
    pub(crate) seen: Vec<(usize, u32)>,
    pub(crate) others: u32,
    pub(crate) nulls: u32,
}

impl Told {
    /// Reads one.
    ///
    /// # Errors
    /// A sentence.
    pub(crate) fn read(&mut self, world: &World<'_>, text: &str) -> Result<(), String> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let number = |word: &str| {
            word.parse::<u32>()
                .map_err(|_| format!("{word}: no number"))
        };
        match words.as_slice() {
            [
                "profile",
                "branch",
                place,
                "taken",
                taken,
                "not_taken",
                not_taken,
            ] => {
                let place = world.place(place, Opcode::is_branch)?;
                let (taken, not_taken) = (number(taken)?, number(not_taken)?);
                let profile = BranchProfile { taken, not_taken };
                self.branches.insert(place, profile);
            }
            ["profile", "switch", place, counts @ ..] => {
                let is_switch = |op| matches!(op, Opcode::Tableswitch | Opcode::Lookupswitch);
                let place = world.place(place, is_switch)?;
                let counts: Result<Vec<u32>, String> = counts.iter().map(|n| number(n)).collect();
                self.switches.insert(place, counts?);
            }
            ["profile", "class", place, rows @ ..] => {
                let has_operand = |op: Opcode| {
                    op.is_invoke() || matches!(op, Opcode::Checkcast | Opcode::Instanceof)
                };
                let place = world.place(place, has_operand)?;
                let mut profile = Classes::default();
                for row in rows.chunks(2) {
                    let count = number(row.get(1).ok_or("a class without a number")?)?;
                    match row[0] {
                        "others" => profile.others = count,
                        "nulls" => profile.nulls = count,
                        name => {
                            let class = world.position(name.as_bytes());
                            let class = class.ok_or(format!("no class {name}"))?;
                            profile.seen.push((class, count));
                        }
                    }
                }
                self.classes.insert(place, profile);
            }
            ["never", "ran", place] => {
                let place = world.place(place, resolves)?;
                self.never_ran.insert(place);
            }
            ["never", "caught", place] => {
                let place = world.place(place, |_| true)?;
                self.never_caught.insert(place);
            }
            ["failed", place, reason] => {
                let place = world.place(place, |_| true)?;
                let reason = DeoptReason::from_text(reason).ok_or("no such reason")?;
                self.failed.insert((place.0, place.1, reason.text()));
            }
            ["uninitialized", name] => {
                let class = world.position(name.as_bytes()).ok_or("no such class")?;
                self.uninitialized.insert(class);
            }
            ["inline", method, how] => {
                let how = match *how {
                    "never" => Inlining::Never,
                    "always" => Inlining::Always,
                    _ => return Err("never or always".into()),
                };
                self.inlining.insert(world.method_named(method)?.0, how);
            }
            ["only", place] => {
                let place = world.place(place, Opcode::is_invoke)?;
                self.only.insert(place);
            }
            ["invalid"] => self.invalid = true,
            ["counted"] => self.counted = true,
            ["stress", guard] => self.stress = Some(number(guard)?.into()),
            _ => return Err("no such directive".into()),
        }
        Ok(())
    }
}

/// Names an entry of the constant pool.
fn resolves(opcode: Opcode) -> bool {
    matches!(
        opcode.format(),
        Format::Cp1
            | Format::Cp2
            | Format::InvokeInterface
            | Format::InvokeDynamic
            | Format::MultiNewArray
    )
}
