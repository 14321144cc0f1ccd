//! What a `; test` line asks for: the options behind it, the way through the compiler, the text (`listing.rs`).

use jit::build::{Entry, build};
use jit::compile::{Compiler, Listing, Options};
use jit::ir::{Function, check, parse};
use jit::passes::{self, PASSES};

use crate::coverage::Coverage;
use crate::file::TestFile;
use crate::listing;
use crate::world::World;

/// What stands behind `; test ssa`, `clif`, `deopt`.
#[derive(Default)]
struct Wanted<'t> {
    built: bool,
    optimised: bool,
    traps: bool,
    method: Option<&'t str>,
    osr: Option<u32>,
    without: Vec<&'t str>,
}

impl<'t> Wanted<'t> {
    fn read(words: &[&'t str]) -> Result<Wanted<'t>, String> {
        let mut wanted = Wanted::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or(format!("`{word}` wants a word"));
            match *word {
                "built" => wanted.built = true,
                "optimised" => wanted.optimised = true,
                "traps" => wanted.traps = true,
                "of" => wanted.method = Some(value()?),
                "osr" => wanted.osr = Some(value()?.parse().map_err(|_| "osr wants a bci")?),
                "without" => wanted.without.push(pass_named(value()?)?.name),
                _ => return Err(format!("`{word}`: no such option")),
            }
        }
        Ok(wanted)
    }

    fn compiler(&self) -> Result<Compiler, String> {
        Compiler::new(Options {
            traps: self.traps,
            ..Options::default()
        })
    }
}

fn pass_named(name: &str) -> Result<passes::Pass, String> {
    let mut passes = PASSES.iter();
    let pass = passes.find(|pass| pass.name == name);
    pass.copied().ok_or(format!("no pass {name}"))
}

/// `ssa`, `clif` or `deopt` of a method.
pub(crate) fn method(
    world: &World<'_>,
    test: &str,
    coverage: &mut Coverage,
) -> Result<String, String> {
    let words: Vec<&str> = test.split_whitespace().collect();
    let (kind, options) = words.split_first().ok_or("a test of what?")?;
    let wanted = Wanted::read(options)?;
    let method = match wanted.method {
        Some(name) => world.method_named(name)?,
        None => world.first_method().ok_or("no method has code")?,
    };
    let entry = wanted.osr.map_or(Entry::Method, Entry::Osr);
    let mut function = match build(world, method, entry) {
        Ok(function) => function,
        Err(refusal) => return Ok(format!("refused: {refusal}\n")),
    };
    listing::ssa(&function)?;
    coverage.add_function(&function);
    if !wanted.built {
        passes::run(
            &mut function,
            &|name| wanted.without.contains(&name),
            &mut |_, _| {},
        );
    }
    match *kind {
        "ssa" => listing::ssa(&function),
        "clif" => clif(&function, &wanted),
        "deopt" => {
            let code = wanted.compiler()?.generate(&function, None);
            match code {
                Ok(code) => listing::exits(world, &function, &code),
                Err(refusal) => Ok(format!("refused: {refusal}\n")),
            }
        }
        _ => Err(format!("`; test {kind}`: no such test of bytecode")),
    }
}

fn clif(function: &Function, wanted: &Wanted<'_>) -> Result<String, String> {
    let mut listing = Listing::default();
    match wanted.compiler()?.generate(function, Some(&mut listing)) {
        Ok(_) => {
            let text = match wanted.optimised {
                true => &listing.clif_optimised,
                false => &listing.clif,
            };
            Ok(listing::clif(text, function))
        }
        Err(refusal) => Ok(format!("refused: {refusal}\n")),
    }
}

/// All tests of a file of IR: texts by test.
pub(crate) fn ir(
    file: &TestFile,
    coverage: &mut Coverage,
) -> Result<Vec<(String, String)>, String> {
    if let Some((line, directive)) = file.directives.first() {
        return Err(format!(
            "line {line}: `{directive}`: nobody is asked about IR"
        ));
    }
    if !file.runs.is_empty() {
        return Err("IR does not run".into());
    }
    if let Ok(function) = parse(&file.source) {
        coverage.add_function(&function);
    }
    let shown = file
        .tests
        .iter()
        .map(|test| Ok((test.clone(), function_of(file, test)?)));
    shown.collect()
}

fn function_of(file: &TestFile, test: &str) -> Result<String, String> {
    let words: Vec<&str> = test.split_whitespace().collect();
    let mut function = match (parse(&file.source), words.first()) {
        (Ok(function), _) => function,
        (Err(error), Some(&"check")) => return Ok(format!("{error}\n")),
        (Err(error), _) => return Err(error.to_string()),
    };
    match (words.as_slice(), check(&function)) {
        (["check"], Ok(())) => Ok("sound\n".into()),
        (["check"], Err(violation)) => Ok(format!("{violation}\n")),
        (_, Err(violation)) => Err(violation.to_string()),
        (["pass", names @ ..], Ok(())) => {
            for name in names {
                (pass_named(name)?.run)(&mut function);
                listing::ssa(&function).map_err(|error| format!("after {name}: {error}"))?;
            }
            listing::ssa(&function)
        }
        (["lower", options @ ..], Ok(())) => clif(&function, &Wanted::read(options)?),
        _ => Err(format!("`; test {test}`: no such test of IR")),
    }
}
