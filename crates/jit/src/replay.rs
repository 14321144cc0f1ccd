//! Compiles that can be run again without the VM. The compiler knows the VM only through [`CompilerEnv`], and asks it only while it builds: who
//! gives it the same answers gets the same code, and may look at it with other passes.
//!
//! [`Recorder`] stands between compiler and VM and notes what is asked and answered, with the class files; [`Recording`] is that as JSON;
//! [`Replay`] answers from it. Keys stay what they were: the code is for reading, it cannot run.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::fmt::Debug;

use abi::ElementKind;
use abi::deopt::DeoptReason;
use classfile::{ClassFile, MethodInfo, ParseOptions};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::env::{
    BranchProfile, CallFacts, ClassFacts, ClassProfile, CompilerEnv, ConstantFacts, FieldFacts,
    Inlining, Linker, LinkerKind, MethodFacts, MethodView, OopFacts,
};
use crate::ir::Key;

/// What a recording says that it is.
const SCHEMA: &str = "brolga-replay";
/// Of the schema, and of the questions.
const VERSION: u32 = 1;

/// A compile: what was asked, in order, and what was answered.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Recording {
    /// [`SCHEMA`].
    schema: String,
    /// [`VERSION`].
    version: u32,
    method: Key,
    osr_bci: Option<u32>,
    /// Class files, in hexadecimal digits.
    classes: Vec<String>,
    /// Methods that were read, by key.
    views: BTreeMap<u64, View>,
    answers: Vec<(String, Value)>,
}

/// A method in a class file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct View {
    /// Class, name and descriptor.
    name: String,
    /// In [`Recording::classes`].
    class: usize,
    /// In the class; `None`: the VM has made it.
    method: Option<usize>,
}

impl Recording {
    /// As JSON.
    pub fn to_json(&self) -> String {
        // (Strings and numbers: nothing that JSON lacks.)
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what [`Recording::to_json`] has written.
    ///
    /// # Errors
    /// It is something else, or of another version.
    pub fn from_json(text: &str) -> Result<Recording, String> {
        let value: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if value["schema"] != SCHEMA {
            return Err("not the recording of a compile".to_owned());
        }
        if value["version"] != VERSION {
            return Err(format!(
                "a recording of version {}; this is version {VERSION}",
                value["version"]
            ));
        }
        serde_json::from_value(value).map_err(|error| error.to_string())
    }

    /// The method that was compiled.
    pub fn method(&self) -> Key {
        self.method
    }

    /// The header of the loop where its code is entered instead of the beginning.
    pub fn osr_bci(&self) -> Option<u32> {
        self.osr_bci
    }

    /// The class files, which a [`Replay`] reads.
    ///
    /// # Errors
    /// They were changed.
    pub fn class_files(&self) -> Result<Vec<Vec<u8>>, String> {
        let files = self.classes.iter();
        files
            .map(|digits| from_hex(digits).ok_or_else(|| "a class file is damaged".to_owned()))
            .collect()
    }
}

fn to_hex(bytes: &[u8]) -> String {
    let digits = |nibble: u8| char::from_digit(nibble.into(), 16).unwrap_or_default();
    let pairs = bytes.iter();
    pairs
        .flat_map(|byte| [digits(byte >> 4), digits(byte & 15)])
        .collect()
}

fn from_hex(digits: &str) -> Option<Vec<u8>> {
    let value = |digit: u8| char::from(digit).to_digit(16);
    let (pairs, rest) = digits.as_bytes().as_chunks();
    let bytes = pairs
        .iter()
        .map(|[high, low]| Some((value(*high)? << 4 | value(*low)?) as u8));
    bytes.collect::<Option<_>>().filter(|_| rest.is_empty())
}

/// Asks the VM, and notes its answers.
pub struct Recorder<'e, E: ?Sized> {
    env: &'e E,
    noted: RefCell<Noted<'e>>,
}

#[derive(Default)]
struct Noted<'e> {
    classes: Vec<&'e ClassFile<'e>>,
    views: BTreeMap<u64, View>,
    answers: Vec<(String, Value)>,
}

impl<'e, E: CompilerEnv + ?Sized> Recorder<'e, E> {
    pub fn new(env: &'e E) -> Recorder<'e, E> {
        Recorder {
            env,
            noted: RefCell::default(),
        }
    }

    /// What was noted during the compile of this method.
    pub fn finish(self, method: Key, osr_bci: Option<u32>) -> Recording {
        let noted = self.noted.into_inner();
        let classes = noted.classes.iter();
        Recording {
            schema: SCHEMA.to_owned(),
            version: VERSION,
            method,
            osr_bci,
            classes: classes.map(|class| to_hex(class.bytes)).collect(),
            views: noted.views,
            answers: noted.answers,
        }
    }

    fn note(&self, question: String, answer: &impl Serialize) {
        // (As in `to_json`.)
        let answer = serde_json::to_value(answer).unwrap_or_default();
        self.noted.borrow_mut().answers.push((question, answer));
    }

    fn note_view(&self, view: MethodView<'e>) {
        let noted = &mut *self.noted.borrow_mut();
        noted.views.entry(view.key.0).or_insert_with(|| {
            let classes = &mut noted.classes;
            let known = classes
                .iter()
                .position(|row| std::ptr::eq(*row, view.class));
            let class = known.unwrap_or_else(|| {
                classes.push(view.class);
                classes.len() - 1
            });
            let mut methods = view.class.methods.iter();
            View {
                name: self.env.facts(view.key).name,
                class,
                method: methods.position(|row| std::ptr::eq(row, view.method)),
            }
        });
    }
}

/// Answers from a recording.
pub struct Replay<'r> {
    recording: &'r Recording,
    classes: Vec<ClassFile<'r>>,
    /// By question; the last one is given again and again.
    answers: RefCell<HashMap<&'r str, VecDeque<&'r Value>>>,
    /// Of methods that the VM has made.
    no_row: MethodInfo,
    /// The compiler asks what was not asked then.
    fail: fn(&str) -> !,
}

impl<'r> Replay<'r> {
    /// `files` are the recording's. `fail` ends the process with a message: the recording is of another compiler.
    ///
    /// # Errors
    /// The recording was changed.
    pub fn new(
        recording: &'r Recording,
        files: &'r [Vec<u8>],
        fail: fn(&str) -> !,
    ) -> Result<Replay<'r>, String> {
        let options = ParseOptions {
            preview: true,
            ..ParseOptions::boot(None)
        };
        let classes = files.iter().map(|file| ClassFile::parse(file, &options));
        let classes: Result<Vec<ClassFile<'r>>, _> = classes.collect();
        let classes = classes.map_err(|error| error.to_string())?;
        for view in recording.views.values() {
            let methods = classes.get(view.class).map(|class| class.methods.len());
            if methods.is_none_or(|count| view.method.is_some_and(|index| index >= count)) {
                return Err(format!("{} is not in its class", view.name));
            }
        }
        let mut answers: HashMap<&str, VecDeque<&Value>> = HashMap::new();
        for (question, answer) in &recording.answers {
            answers.entry(question).or_default().push_back(answer);
        }
        Ok(Replay {
            recording,
            classes,
            answers: RefCell::new(answers),
            no_row: MethodInfo::default(),
            fail,
        })
    }

    /// Class, name and descriptor of a method that was read.
    pub fn name(&self, method: Key) -> Option<&str> {
        let view = self.recording.views.get(&method.0)?;
        Some(&view.name)
    }

    fn answer<T: DeserializeOwned>(&self, question: &str) -> T {
        let mut answers = self.answers.borrow_mut();
        let answer = answers.get_mut(question).and_then(|left| match left.len() {
            0 | 1 => left.front().copied(),
            _ => left.pop_front(),
        });
        answer
            .and_then(|answer| T::deserialize(answer).ok())
            .unwrap_or_else(|| self.missing(question))
    }

    fn missing(&self, question: &str) -> ! {
        (self.fail)(&format!(
            "nothing was recorded for {question}: the recording is of another version of the compiler"
        ))
    }
}

/// A question as a recording names it.
fn question(name: &str, arguments: &impl Debug) -> String {
    format!("{name}{arguments:?}")
}

/// All questions but `view`.
macro_rules! questions {
    ($($name:ident($($argument:ident: $type:ty),*) -> $answer:ty;)*) => {
        impl<E: CompilerEnv + ?Sized> CompilerEnv for Recorder<'_, E> {
            fn view(&self, method: Key) -> MethodView<'_> {
                let view = self.env.view(method);
                self.note_view(view);
                view
            }

            $(fn $name(&self, $($argument: $type),*) -> $answer {
                let answer = self.env.$name($($argument),*);
                self.note(question(stringify!($name), &($($argument,)*)), &answer);
                answer
            })*
        }

        impl CompilerEnv for Replay<'_> {
            fn view(&self, key: Key) -> MethodView<'_> {
                let view = self.recording.views.get(&key.0);
                let view = view.unwrap_or_else(|| self.missing(&question("view", &(key,))));
                let class = &self.classes[view.class];
                MethodView {
                    key,
                    class,
                    method: view.method.map_or(&self.no_row, |index| &class.methods[index]),
                }
            }

            $(fn $name(&self, $($argument: $type),*) -> $answer {
                self.answer(&question(stringify!($name), &($($argument,)*)))
            })*
        }

        #[cfg(test)]
        const QUESTIONS: &[&str] = &["view", $(stringify!($name)),*];
    };
}

questions! {
    facts(method: Key) -> MethodFacts;
    class_at(method: Key, cp_index: u16) -> Option<ClassFacts>;
    array_class_of(method: Key, cp_index: u16) -> Option<ClassFacts>;
    primitive_array_class(kind: ElementKind) -> ClassFacts;
    field_at(method: Key, cp_index: u16, is_static: bool, is_put: bool) -> Option<FieldFacts>;
    call_at(method: Key, bci: u32) -> Option<CallFacts>;
    call_cache(method: Key, bci: u32) -> Option<Key>;
    constant_at(method: Key, cp_index: u16) -> Option<ConstantFacts>;
    mirror_of(method: Key) -> OopFacts;
    static_value(method: Key, cp_index: u16) -> Option<ConstantFacts>;
    field_value(object: Key, method: Key, cp_index: u16) -> Option<ConstantFacts>;
    assume_field(object: Key, method: Key, bci: u32) -> Option<ConstantFacts>;
    element_value(array: Key, index: u32) -> Option<ConstantFacts>;
    array_length(object: Key) -> Option<u32>;
    class_of(object: Key) -> Option<ClassFacts>;
    mirrored(object: Key) -> Option<ClassFacts>;
    are_same(a: Key, b: Key) -> Option<bool>;
    linker_kind(method: Key) -> Option<LinkerKind>;
    linked(linker: Key, object: Key, receiver: Option<Key>) -> Option<CallFacts>;
    linker(method: Key) -> Option<Linker>;
    inlining(callee: Key) -> Inlining;
    branch_profile(method: Key, bci: u32) -> Option<BranchProfile>;
    switch_profile(method: Key, bci: u32) -> Option<Vec<u32>>;
    class_profile(method: Key, bci: u32) -> Option<ClassProfile>;
    never_ran(method: Key, bci: u32) -> bool;
    never_caught(method: Key, bci: u32) -> bool;
    may_speculate(method: Key, bci: u32, reason: DeoptReason) -> bool;
    selected(method: Key, bci: u32, class: Key) -> Option<MethodFacts>;
    assume_only(method: Key, bci: u32) -> Option<MethodFacts>;
    may_be_redefined(method: Key) -> bool;
    validity() -> Key;
    bytecode_counter(method: Key) -> Option<Key>;
    is_subclass(class: Key, of: Key) -> bool;
    wants_stress() -> bool;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_is_recorded() {
        let source = include_str!("env.rs");
        let (_, questions) = source.split_once("pub trait CompilerEnv").unwrap();
        let names = questions.lines().filter_map(|line| {
            let (name, _) = line.strip_prefix("    fn ")?.split_once('(')?;
            Some(name)
        });
        let mut asked: Vec<&str> = names.collect();
        let mut recorded = QUESTIONS.to_vec();
        asked.sort_unstable();
        recorded.sort_unstable();
        assert_eq!(recorded, asked);
    }

    #[test]
    fn bytes_are_digits() {
        assert_eq!(to_hex(&[0xca, 0xfe, 0x00]), "cafe00");
        assert_eq!(from_hex("cafe00"), Some(vec![0xca, 0xfe, 0x00]));
        assert_eq!(from_hex("caf"), None);
        assert_eq!(from_hex("xx"), None);
    }

    #[test]
    fn what_is_no_recording_is_refused() {
        for bad in ["", "{}", "[1]", r#"{"schema":"brolga-dump","version":1}"#] {
            assert!(Recording::from_json(bad).is_err(), "{bad}");
        }
        let other = format!(r#"{{"schema":"{SCHEMA}","version":{}}}"#, VERSION + 1);
        let error = Recording::from_json(&other).unwrap_err();
        assert!(error.starts_with("a recording of version 2"), "{error}");
    }
}
