//! A method's bytecode to machine code: [`Compiler`], one per compiler thread.
//!
//! | file | holds |
//! |---|---|
//! | `mod.rs` | the way of a method through the compiler, limits, listings |
//! | `isa.rs` | the machine that code is made for |
//! | `collect.rs` | Cranelift's tables to those of `abi::code` |
//! | `placement.rs` | where code begins, for its loops |
//!
//! Read next: `collect.rs`.

mod collect;
mod isa;
mod placement;
#[cfg(test)]
mod tests;

use std::time::{Duration, Instant};

use abi::code::{CompiledCode, OriginRecord};
use abi::thread::DEOPT_VALUES;
use cranelift_codegen::control::ControlPlane;
use cranelift_codegen::isa::OwnedTargetIsa;
use cranelift_codegen::{Context, verify_function};
use cranelift_frontend::FunctionBuilderContext;

use crate::build::{Entry, Refusal, build, build_alone};
use crate::env::CompilerEnv;
use crate::ir::{
    CallVerdict, Effect, Entity, Function, Inst, Key, MethodData, Op, Origin, State, Terminator,
};
use crate::lower::places::{Locations, origin_record, saved_values};
use crate::lower::{self, lower};
use crate::passes;

/// How much Cranelift does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum OptLevel {
    /// Half the time of `Speed`.
    None,
    #[default]
    Speed,
}

/// What a compiler may do, for all its methods.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Options {
    pub opt_level: OptLevel,
    /// Null and zero checks are traps where no handler is: somebody handles the signals.
    pub traps: bool,
    /// Methods with more bytes of code are refused. HotSpot has the same limit.
    pub max_bytecode: usize,
    /// Passes that do not run, by name.
    pub disabled_passes: Vec<String>,
    /// Code says what all of it was made for: [`CompiledCode::places`].
    pub places: bool,
    /// The code is wrong on purpose: what looks for wrong code must find it.
    pub planted_fault: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            opt_level: OptLevel::default(),
            traps: false,
            max_bytecode: 8000,
            disabled_passes: Vec::new(),
            places: false,
            planted_fault: false,
        }
    }
}

/// One method on its way, as text: for people.
#[derive(Clone, Default, Debug)]
pub struct Listing {
    /// As built from the bytecode.
    pub built: String,
    /// After each pass that changed something, by its name.
    pub passes: Vec<(&'static str, String)>,
    /// After all passes.
    pub optimised: String,
    /// The frames that `@frame:bci` in the SSA counts: the method, and the call in another frame that it stands for.
    pub frames: Vec<(Key, Option<Origin>)>,
    pub verdicts: Vec<CallVerdict>,
    /// How long each step took.
    pub times: Vec<(&'static str, Duration)>,
    /// CLIF, as lowered and after Cranelift's own passes.
    pub clif: String,
    pub clif_optimised: String,
    /// Cranelift's own text of the instructions.
    pub assembly: String,
    /// What the source locations in CLIF stand for, by number.
    pub locations: Vec<OriginRecord>,
    /// Which bytes were made for which location: begin, end, number; ascending.
    pub ranges: Vec<(u32, u32, u32)>,
    /// What stands in the code as a number, and what it is the address of.
    pub names: Vec<(Key, String)>,
    /// Fields that the code accesses: offset and name.
    pub fields: Vec<(u32, String)>,
}

/// See the module documentation.
pub struct Compiler {
    options: Options,
    isa: OwnedTargetIsa,
    features: isa::Features,
    builder: FunctionBuilderContext,
    context: Context,
    inlined: usize,
}

impl Compiler {
    /// A compiler for the machine that it runs on.
    ///
    /// # Errors
    /// There is none for it; why.
    pub fn new(options: Options) -> Result<Compiler, String> {
        let features = isa::Features::of_host();
        let isa = isa::of_host(options.opt_level, &features)?;
        Ok(Compiler {
            options,
            isa,
            features,
            builder: FunctionBuilderContext::new(),
            context: Context::new(),
            inlined: 0,
        })
    }

    /// How many calls of the method that was compiled last are none: what they call stands in its code.
    pub fn inlined(&self) -> usize {
        self.inlined
    }

    /// Compiles a method. Asks `env` only while it builds. Its places in memory go into the code as they are (`env`, "Keys").
    ///
    /// # Errors
    /// Why the method is left to the interpreter.
    pub fn compile<E: CompilerEnv + ?Sized>(
        &mut self,
        env: &E,
        method: Key,
        entry: Entry,
    ) -> Result<CompiledCode, Refusal> {
        self.run(env, method, entry, None)
    }

    /// Compiles a method and shows it at each step.
    ///
    /// # Errors
    /// As [`Compiler::compile`].
    pub fn listing<E: CompilerEnv + ?Sized>(
        &mut self,
        env: &E,
        method: Key,
        entry: Entry,
    ) -> Result<(CompiledCode, Listing), Refusal> {
        let mut listing = Listing::default();
        let code = self.run(env, method, entry, Some(&mut listing))?;
        Ok((code, listing))
    }

    fn run<E: CompilerEnv + ?Sized>(
        &mut self,
        env: &E,
        method: Key,
        entry: Entry,
        mut listing: Option<&mut Listing>,
    ) -> Result<CompiledCode, Refusal> {
        let view = env.view(method);
        let length = view
            .class
            .code(view.method)
            .map_or(0, |code| code.code.len());
        if length > self.options.max_bytecode {
            return Err(Refusal::TooLong(length));
        }
        let start = Instant::now();
        let built = build(env, method, entry);
        let made = built.and_then(|function| {
            note_time(&mut listing, "build", start);
            self.translate(function, listing.as_deref_mut())
        });
        // A callee that cannot be built, or an operation that the CPU lacks, is left a call.
        made.or_else(|_| self.translate(build_alone(env, method, entry)?, listing))
    }

    fn translate(
        &mut self,
        mut function: Function,
        mut listing: Option<&mut Listing>,
    ) -> Result<CompiledCode, Refusal> {
        if let Some(listing) = &mut listing {
            listing.built = function.to_string();
            listing.passes.clear();
            listing.verdicts.clone_from(&function.verdicts);
            listing.frames = frames(&function);
        }
        let start = Instant::now();
        let disabled = &self.options.disabled_passes;
        let is_disabled = |name: &str| disabled.iter().any(|row| row == name);
        passes::run(&mut function, &is_disabled, &mut |pass, function| {
            let Some(listing) = &mut listing else { return };
            let text = function.to_string();
            let last = listing.passes.last().map_or(&listing.built, |row| &row.1);
            if text != *last {
                listing.passes.push((pass.name, text));
            }
        });
        note_time(&mut listing, "passes", start);
        if self.options.planted_fault {
            plant_fault(&mut function);
        }
        self.inlined = function.frames.len() - 1;
        if let Some(listing) = &mut listing {
            listing.optimised = function.to_string();
            listing.names = names(&function);
            let fields = function.fields.values();
            listing.fields = fields.map(|row| (row.offset, row.name.clone())).collect();
        }
        self.generate(&function, listing)
    }

    /// As far as CLIF that Cranelift's verifier accepts.
    ///
    /// # Errors
    /// What it does not accept, and the CLIF.
    pub fn verify(&mut self, function: &Function) -> Result<(), String> {
        self.context.clear();
        self.lower(function);
        let verified = verify_function(&self.context.func, &*self.isa);
        verified.map_err(|errors| format!("{errors}\n{}", self.context.func.display()))
    }

    /// Makes code of a function that keeps the invariants of [`crate::ir::check`].
    ///
    /// # Errors
    /// It needs more than there is: of this CPU, of the buffer for side exits, of Cranelift.
    pub fn generate(
        &mut self,
        function: &Function,
        mut listing: Option<&mut Listing>,
    ) -> Result<CompiledCode, Refusal> {
        check_limits(function, &self.features)?;
        self.context.clear();
        self.context.set_disasm(listing.is_some());
        let start = Instant::now();
        let locations = self.lower(function);
        note_time(&mut listing, "lower", start);
        let made = self.finish(function, &locations, listing);
        // Nothing of the method stays, whatever became of it.
        self.context.clear();
        made
    }

    fn lower(&mut self, function: &Function) -> Locations {
        let settings = lower::Settings {
            traps: self.options.traps,
        };
        lower(
            function,
            settings,
            self.isa.frontend_config(),
            &mut self.builder,
            &mut self.context.func,
        )
    }

    fn finish(
        &mut self,
        function: &Function,
        locations: &Locations,
        mut listing: Option<&mut Listing>,
    ) -> Result<CompiledCode, Refusal> {
        if let Some(listing) = &mut listing {
            listing.clif = self.context.func.display().to_string();
        }
        let backend = |text: String| Refusal::Backend(text);
        let start = Instant::now();
        if let Err(error) = self
            .context
            .compile(&*self.isa, &mut ControlPlane::default())
        {
            return Err(backend(format!("{:?}", error.inner)));
        }
        note_time(&mut listing, "generate", start);
        let compiled = self.context.compiled_code();
        let compiled = compiled.ok_or_else(|| backend("no code".to_owned()))?;
        if let Some(listing) = listing {
            listing.clif_optimised = self.context.func.display().to_string();
            listing.assembly = compiled.vcode.clone().unwrap_or_default();
            let records = locations
                .rows()
                .map(|row| origin_record(function, row.origin));
            listing.locations = records.collect();
            let ranges = compiled.buffer.get_srclocs_sorted().iter();
            let ranges = ranges.filter(|range| !range.loc.is_default());
            listing.ranges = ranges
                .map(|range| (range.start, range.end, range.loc.bits()))
                .collect();
        }
        let wants_places = self.options.places;
        collect::collect(function, locations, compiled, wants_places).map_err(backend)
    }
}

/// Makes `|` `+`: right where the operands have no bit in common.
fn plant_fault(function: &mut Function) {
    for index in 0..function.insts.len() {
        let data = &mut function.insts[Inst::from_index(index)];
        if data.op == Op::Or {
            data.op = Op::Add;
        }
    }
}

/// Adds to the listing, if there is one, how long a step took that ends now.
fn note_time(listing: &mut Option<&mut Listing>, step: &'static str, start: Instant) {
    if let Some(listing) = listing {
        listing.times.push((step, start.elapsed()));
    }
}

/// The frames of a function, by number.
fn frames(function: &Function) -> Vec<(Key, Option<Origin>)> {
    let frames = function.frames.values();
    frames
        .map(|frame| (function.methods[frame.method].key, frame.caller))
        .collect()
}

/// What the keys of a function are the addresses of.
fn names(function: &Function) -> Vec<(Key, String)> {
    let classes = function.classes.values();
    let classes = classes.map(|row| (row.key, format!("class {}", row.name)));
    let methods = function
        .methods
        .values()
        .map(|row| (row.key, row.name.clone()));
    let fields = function
        .fields
        .values()
        .map(|row| (row.key, row.name.clone()));
    let oops = function.oops.values();
    let oops = oops.map(|row| (row.key, format!("oop {:?}", row.text)));
    let cache_of = |cache: Option<Key>, name: &str| Some((cache?, format!("cache of {name}")));
    let called = function.methods.values();
    let caches = called.filter_map(|row| cache_of(row.cache, &row.name));
    let leaf_of = |row: &MethodData| Some((row.leaf?, format!("leaf of {}", row.name)));
    let leaves = function.methods.values().filter_map(leaf_of);
    let sites = function.sites.values();
    let caches = caches.chain(sites.filter_map(|row| cache_of(row.cache, &row.name)));
    let things = classes.chain(methods).chain(fields).chain(oops);
    things.chain(caches).chain(leaves).collect()
}

fn check_limits(function: &Function, features: &isa::Features) -> Result<(), Refusal> {
    let check_state = |state: State| match saved_values(function, state).len() {
        count if count > DEOPT_VALUES => Err(Refusal::LargeState(count)),
        _ => Ok(()),
    };
    let check_inst = |inst: &Inst| {
        let data = &function.insts[*inst];
        match (data.op.effect(), data.state) {
            (Effect::Guards, Some(state)) => check_state(state),
            _ => check_cpu(data.op, features),
        }
    };
    for block in function.blocks.values() {
        block.insts.iter().try_for_each(check_inst)?;
        if let Some(Terminator::Deopt { state, .. }) = &block.end {
            check_state(*state)?;
        }
    }
    Ok(())
}

/// What Cranelift would call a library for. Whoever makes these operations asks the CPU first.
fn check_cpu(op: Op, features: &isa::Features) -> Result<(), Refusal> {
    let needed = match op {
        Op::Floor | Op::Ceil | Op::Rint => "has_sse41",
        Op::Fma => "has_fma",
        _ => return Ok(()),
    };
    match features.has(needed) {
        true => Ok(()),
        false => Err(Refusal::Cpu(needed)),
    }
}
