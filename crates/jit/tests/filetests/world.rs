//! What the compiler is told in file tests: the classes of the file, and what directives say of them. Nothing runs here.
//!
//! Classes of the file are resolved and initialised; all others are not known, but for static methods of `java/lang`, which may be
//! intrinsics. What else is known, directives say (`told.rs`).
//!
//! Keys are addresses in the piece of memory that `machine.rs` maps at [`MEMORY`]: class n of the file has 64 KB there, its methods and fields
//! are in them. What code reads of them, [`World::words`] says.

use abi::ElementKind;
use abi::deopt::DeoptReason;
use abi::layout::LayoutHelper;
use abi::metadata as meta;
use bytecode::{Opcode, decode_at};
use classfile::{ClassFile, MethodDescriptor, MethodInfo, access};
use jit::build::type_of_field;
use jit::env::{
    BranchProfile, CallFacts, ClassFacts, ClassProfile, CompilerEnv, ConstantFacts, FieldFacts,
    Inlining, MethodFacts, MethodView, OopFacts,
};
use jit::ir::{ClassShape, Key, Type};

use crate::told::{Place, Told};

/// Where keys lie, and how many bytes of them there are.
pub(crate) const MEMORY: u64 = 0x1000_0000;
pub(crate) const MEMORY_BYTES: usize = 0x20_0000;
/// Of a class with all that belongs to it.
const CLASS_SHIFT: u32 = 16;
const METHOD_SHIFT: u32 = 8;
/// Behind the class: its static fields, its constants.
const FIELDS: u64 = 0x8000;
const CACHES: u64 = 0xa000;
const OOPS: u64 = 0xc000;
/// Classes of arrays of primitives.
const ARRAYS: u64 = MEMORY + 0x1d_0000;
/// The word that is 0 as long as everything holds that was assumed.
const VALIDITY: u64 = MEMORY + 0x1e_0000;
/// The long that counts executed bytecodes.
const COUNTER: u64 = VALIDITY + 8;
/// The key of a class that is not in the file, and of its methods.
const ELSEWHERE: u64 = MEMORY + 0x1f_0000;
/// Where fields begin, and how far they are apart.
const FIELD_BYTES: u32 = 8;
const HEADER_BYTES: u32 = 16;

/// Name and descriptor.
type Names<'w> = (&'w [u8], &'w [u8]);

/// See the module documentation.
pub(crate) struct World<'w> {
    classes: Vec<&'w ClassFile<'w>>,
    told: Told,
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A class of the world and one of its methods, by number.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Member {
    class: usize,
    index: usize,
}

impl Member {
    fn key(self) -> Key {
        Key(class_key(self.class) + ((self.index as u64 + 1) << METHOD_SHIFT))
    }

    /// The method of a key: not of keys of interface calls, whose upper half says more.
    fn of(key: Key) -> Member {
        let index = (key.0 as u32 & 0xffff) >> METHOD_SHIFT;
        Member {
            class: class_number(Key(key.0 & 0xffff_ffff)),
            index: index as usize - 1,
        }
    }
}

fn class_key(class: usize) -> u64 {
    MEMORY + ((class as u64) << CLASS_SHIFT)
}

/// The class that something with this key belongs to.
fn class_number(key: Key) -> usize {
    ((key.0 - MEMORY) >> CLASS_SHIFT) as usize
}

impl<'w> World<'w> {
    /// # Errors
    /// A sentence about a directive.
    pub(crate) fn new(
        classes: Vec<&'w ClassFile<'w>>,
        directives: &[(usize, String)],
    ) -> Result<World<'w>, String> {
        let mut world = World {
            classes,
            told: Told::default(),
        };
        let mut told = Told::default();
        for (line, directive) in directives {
            told.read(&world, directive)
                .map_err(|error| format!("line {line}: `{directive}`: {error}"))?;
        }
        world.told = told;
        Ok(world)
    }

    /// Reads `f@5`.
    pub(crate) fn place(
        &self,
        text: &str,
        is_such: impl Fn(Opcode) -> bool,
    ) -> Result<Place, String> {
        let (name, bci) = text.split_once('@').ok_or("a place is METHOD@BCI")?;
        let method = self.method_named(name)?;
        let bci = bci.parse().map_err(|_| "the bci is no number")?;
        match self.opcode_at(method, bci) {
            Some(opcode) if is_such(opcode) => Ok((method.0, bci)),
            Some(opcode) => Err(format!("at bci {bci} is {opcode}")),
            None => Err(format!("no instruction at bci {bci}")),
        }
    }

    /// The instruction that begins at `bci`.
    pub(crate) fn opcode_at(&self, method: Key, bci: u32) -> Option<Opcode> {
        let view = self.view(method);
        let code = view.class.code(view.method)?.code;
        let mut starts = bytecode::BytecodeIter::new(code).flatten();
        Some(starts.find(|insn| insn.bci == bci)?.opcode)
    }

    /// `f` of the first class, or `C.f`.
    ///
    /// # Errors
    /// There is none, or more than one.
    pub(crate) fn method_named(&self, name: &str) -> Result<Key, String> {
        let (class, name) = match name.rsplit_once('.') {
            Some((class, name)) => {
                let class = self.position(class.as_bytes());
                (class.ok_or(format!("no class of {name}"))?, name)
            }
            None => (0, name),
        };
        let file = self.classes.get(class).ok_or("no classes")?;
        let methods = file.methods.iter().enumerate();
        let mut found =
            methods.filter(|(_, method)| file.utf8(method.name_index) == name.as_bytes());
        match (found.next(), found.next()) {
            (Some((index, _)), None) => Ok(Member { class, index }.key()),
            (None, _) => Err(format!("no method {name}")),
            _ => Err(format!("more than one method {name}")),
        }
    }

    /// The first method that has code.
    pub(crate) fn first_method(&self) -> Option<Key> {
        let file = self.classes.first()?;
        let index = { file.methods.iter() }.position(|method| file.code(method).is_some())?;
        Some(Member { class: 0, index }.key())
    }

    pub(crate) fn position(&self, name: &[u8]) -> Option<usize> {
        self.classes.iter().position(|class| class.name() == name)
    }

    fn superclass(&self, class: usize) -> Option<usize> {
        self.position(self.classes[class].super_name()?)
    }

    /// The class and its superclasses in this world, itself first.
    fn chain(&self, class: usize) -> Vec<usize> {
        std::iter::successors(Some(class), |class| self.superclass(*class)).collect()
    }

    /// All that a class is.
    fn supertypes(&self, class: usize) -> Vec<usize> {
        let mut all = self.chain(class);
        let mut next = 0;
        while let Some(class) = all.get(next).copied() {
            let names = self.classes[class].interface_names();
            let found: Vec<usize> = names.filter_map(|name| self.position(name)).collect();
            for class in found.into_iter().flat_map(|class| self.chain(class)) {
                if !all.contains(&class) {
                    all.push(class);
                }
            }
            next += 1;
        }
        all
    }

    fn instance_fields(&self, class: usize) -> u32 {
        let chain = self.chain(class).into_iter();
        let own = chain.flat_map(|class| self.classes[class].fields.iter());
        own.filter(|field| field.access_flags & access::STATIC == 0)
            .count() as u32
    }

    fn class_facts(&self, class: usize) -> ClassFacts {
        let file = self.classes[class];
        let flags = file.access_flags;
        let is_initialized = !self.told.uninitialized.contains(&class);
        let has_instances = flags & (access::ABSTRACT | access::INTERFACE) == 0;
        let chain = self.chain(class);
        // Above the last in this world is `Object`, unless it is that.
        let root = self.classes[chain[chain.len() - 1]];
        let depth = chain.len() as u16 - u16::from(root.super_name().is_none());
        ClassFacts {
            name: text(file.name()),
            key: Key(class_key(class)),
            is_initialized,
            is_plain: is_initialized && has_instances,
            shape: ClassShape {
                size: match has_instances {
                    true => HEADER_BYTES + FIELD_BYTES * self.instance_fields(class),
                    false => 0,
                },
                element: None,
                depth: (flags & access::INTERFACE == 0).then_some(depth),
            },
        }
    }

    /// The guard of the stress mode that code is left at.
    pub(crate) fn guards_left(&self) -> u64 {
        self.told.stress.unwrap_or(u64::MAX)
    }

    /// What code may read of classes and methods: words and their addresses. `entry`: the code of every method.
    pub(crate) fn words(&self, entry: u64) -> Vec<(u64, u64)> {
        let mut words = vec![(VALIDITY, u64::from(self.told.invalid))];
        for class in 0..self.classes.len() {
            let facts = self.class_facts(class);
            let key = facts.key.0;
            let layout = LayoutHelper::instance(facts.shape.size as usize, !facts.is_plain);
            let state = match facts.is_initialized {
                true => meta::CLASS_INITIALIZED as u64,
                false => 0,
            };
            words.push((key, u64::from(layout.0) | state << 32));
            // (Four bytes each: the next one is written over the upper half.)
            let chain = self.chain(class).into_iter().rev();
            for class in chain {
                let ClassFacts {
                    key: above, shape, ..
                } = self.class_facts(class);
                if let Some(depth) = shape.depth {
                    words.push((
                        key + meta::KLASS_DISPLAY as u64 + 4 * u64::from(depth),
                        above.0,
                    ));
                }
            }
            for (index, names) in self.vtable(class).into_iter().enumerate() {
                let method = self.lookup(class, names).map_or(0, |member| member.key().0);
                words.push((key + meta::KLASS_VTABLE as u64 + 4 * index as u64, method));
            }
            for index in 0..self.classes[class].methods.len() {
                let method = Member { class, index }.key();
                words.push((method.0 + meta::METHOD_ENTRY as u64, entry));
            }
        }
        for kind in (4..12).filter_map(ElementKind::from_code) {
            words.push((array_key(kind), u64::from(LayoutHelper::array(kind).0)));
        }
        words
    }

    fn info(&self, member: Member) -> &'w MethodInfo {
        &self.classes[member.class].methods[member.index]
    }

    fn names(&self, member: Member) -> Names<'w> {
        let (file, info) = (self.classes[member.class], self.info(member));
        (file.utf8(info.name_index), file.utf8(info.descriptor_index))
    }

    fn member_facts(&self, member: Member) -> MethodFacts {
        let (name, descriptor) = self.names(member);
        let is_static = self.info(member).access_flags & access::STATIC != 0;
        MethodFacts {
            key: member.key(),
            vtable_index: self.vtable_index(member),
            ..made_up(
                self.class_facts(member.class),
                &text(name),
                &text(descriptor),
                is_static,
            )
        }
    }

    /// Names and descriptors, by index.
    fn vtable(&self, class: usize) -> Vec<Names<'w>> {
        let mut table: Vec<Names<'_>> = Vec::new();
        for class in self.chain(class).into_iter().rev() {
            for (index, info) in self.classes[class].methods.iter().enumerate() {
                let names = self.names(Member { class, index });
                let is_virtual = info.access_flags & (access::STATIC | access::PRIVATE) == 0
                    && names.0 != b"<init>";
                if is_virtual && !table.contains(&names) {
                    table.push(names);
                }
            }
        }
        table
    }

    fn vtable_index(&self, member: Member) -> u16 {
        let (table, names) = (self.vtable(member.class), self.names(member));
        table.iter().position(|row| *row == names).unwrap_or(0) as u16
    }

    /// The method with these names that `class` has or inherits.
    fn lookup(&self, class: usize, names: Names<'_>) -> Option<Member> {
        let declares = |class: usize| {
            let members = 0..self.classes[class].methods.len();
            let mut members = members.map(|index| Member { class, index });
            members.find(|member| self.names(*member) == names)
        };
        self.supertypes(class).into_iter().find_map(declares)
    }

    /// The class that a member reference names, and the member's names.
    fn reference(&self, method: Key, cp_index: u16) -> Option<(&'w [u8], Names<'w>)> {
        let member = self.file_of(method).pool.member(cp_index)?;
        Some((member.class, (member.name, member.descriptor)))
    }

    fn file_of(&self, method: Key) -> &'w ClassFile<'w> {
        self.classes[Member::of(method).class]
    }

    fn member_at(&self, method: Key, bci: u32) -> Option<(Opcode, usize, Member)> {
        let file = self.file_of(method);
        let code = file.code(self.info(Member::of(method)))?;
        let insn = decode_at(code.code, bci).ok()?;
        let (class, names) = self.reference(method, insn.cp_index())?;
        let class = self.position(class)?;
        Some((insn.opcode, class, self.lookup(class, names)?))
    }
}

fn made_up(class: ClassFacts, name: &str, descriptor: &str, is_static: bool) -> MethodFacts {
    let parsed = MethodDescriptor::parse(descriptor.as_bytes());
    let parsed = parsed.expect("the parser of classes has checked it");
    let receiver = (!is_static).then_some(Type::Ref);
    let params = parsed.parameters().filter_map(type_of_field);
    MethodFacts {
        name: format!("{}.{name}{descriptor}", class.name),
        params: receiver.into_iter().chain(params).collect(),
        result: type_of_field(parsed.return_type()),
        vtable_index: 0,
        key: Key(ELSEWHERE),
        leaf: None,
        class,
    }
}

/// A class of the class library, of which nothing is asked.
fn library_class(name: &[u8]) -> Option<ClassFacts> {
    name.starts_with(b"java/lang/").then(|| ClassFacts {
        name: text(name),
        key: Key(ELSEWHERE),
        is_initialized: true,
        is_plain: false,
        shape: ClassShape::default(),
    })
}

fn array_class(name: String, key: u64, element: ElementKind) -> ClassFacts {
    ClassFacts {
        name,
        key: Key(key),
        is_initialized: true,
        is_plain: true,
        shape: ClassShape {
            size: 0,
            element: Some(element),
            depth: (element != ElementKind::Reference).then_some(1),
        },
    }
}

/// The key of the class of arrays of a primitive type.
pub(crate) fn array_key(kind: ElementKind) -> u64 {
    ARRAYS + ((kind as u64) << 8)
}

impl CompilerEnv for World<'_> {
    fn view(&self, method: Key) -> MethodView<'_> {
        MethodView {
            key: method,
            class: self.file_of(method),
            method: self.info(Member::of(method)),
        }
    }

    fn facts(&self, method: Key) -> MethodFacts {
        self.member_facts(Member::of(method))
    }

    fn class_at(&self, method: Key, cp_index: u16) -> Option<ClassFacts> {
        let name = self.file_of(method).pool.class_name(cp_index)?;
        match name {
            [b'[', descriptor] => {
                let kind = ElementKind::from_descriptor(*descriptor)?;
                Some(self.primitive_array_class(kind))
            }
            [b'[', b'L', element @ .., b';'] => {
                let class = self.class_facts(self.position(element)?);
                Some(array_class(
                    text(name),
                    class.key.0 + 8,
                    ElementKind::Reference,
                ))
            }
            _ => Some(self.class_facts(self.position(name)?)),
        }
    }

    fn array_class_of(&self, method: Key, cp_index: u16) -> Option<ClassFacts> {
        let class = self.class_at(method, cp_index)?;
        let name = match class.name.starts_with('[') {
            true => format!("[{}", class.name),
            false => format!("[L{};", class.name),
        };
        Some(array_class(name, class.key.0 + 8, ElementKind::Reference))
    }

    fn primitive_array_class(&self, kind: ElementKind) -> ClassFacts {
        let name = format!("[{}", char::from(kind.descriptor()));
        array_class(name, array_key(kind), kind)
    }

    fn field_at(
        &self,
        method: Key,
        cp_index: u16,
        is_static: bool,
        _is_put: bool,
    ) -> Option<FieldFacts> {
        let (class, names) = self.reference(method, cp_index)?;
        for class in self.chain(self.position(class)?) {
            let file = self.classes[class];
            let is_such = |flags: u16| (flags & access::STATIC != 0) == is_static;
            let mut own = file
                .fields
                .iter()
                .filter(|field| is_such(field.access_flags));
            let index = own.position(|field| {
                (
                    file.utf8(field.name_index),
                    file.utf8(field.descriptor_index),
                ) == names
            });
            let Some(index) = index else { continue };
            let field = { file.fields.iter() }
                .filter(|field| is_such(field.access_flags))
                .nth(index)?;
            let inherited = self.superclass(class).filter(|_| !is_static);
            let before = inherited.map_or(0, |class| self.instance_fields(class)) + index as u32;
            let facts = self.class_facts(class);
            return Some(FieldFacts {
                name: format!("{}.{}", text(file.name()), text(names.0)),
                kind: ElementKind::from_descriptor(*names.1.first()?)?,
                offset: HEADER_BYTES + FIELD_BYTES * before,
                is_volatile: field.access_flags & access::VOLATILE != 0,
                key: Key(facts.key.0 + FIELDS + u64::from(FIELD_BYTES) * index as u64),
                class: facts,
            });
        }
        None
    }

    fn call_at(&self, method: Key, bci: u32) -> Option<CallFacts> {
        let code = self.file_of(method).code(self.info(Member::of(method)))?;
        let insn = decode_at(code.code, bci).ok()?;
        let is_static = insn.opcode == Opcode::Invokestatic;
        let Some((opcode, class, target)) = self.member_at(method, bci) else {
            let (class, names) = self.reference(method, insn.cp_index())?;
            let class = library_class(class).filter(|_| is_static)?;
            let (name, descriptor) = (text(names.0), text(names.1));
            return Some(CallFacts::Direct(made_up(class, &name, &descriptor, true)));
        };
        let flags = self.info(target).access_flags;
        if is_static != (flags & access::STATIC != 0) {
            return None;
        }
        let facts = self.member_facts(target);
        let is_exact = flags & (access::PRIVATE | access::FINAL) != 0;
        Some(match opcode {
            Opcode::Invokestatic | Opcode::Invokespecial => CallFacts::Direct(facts),
            _ if is_exact => CallFacts::Direct(facts),
            Opcode::Invokeinterface => CallFacts::Interface(MethodFacts {
                key: Key(self.class_facts(class).key.0 << 32 | facts.key.0),
                ..facts
            }),
            _ => CallFacts::Virtual(facts),
        })
    }

    fn call_cache(&self, method: Key, bci: u32) -> Option<Key> {
        let class = class_key(Member::of(method).class);
        let cell = (method.0 & 0xff00) / 2 + 8 * u64::from(bci);
        Some(Key(class + CACHES + cell % (OOPS - CACHES)))
    }

    fn constant_at(&self, method: Key, cp_index: u16) -> Option<ConstantFacts> {
        let file = self.file_of(method);
        let text = match (file.pool.string(cp_index), file.pool.class_name(cp_index)) {
            (Some(string), _) => text(string),
            (_, Some(name)) => format!("class {}", text(self.classes[self.position(name)?].name())),
            _ => return None,
        };
        let class = class_key(Member::of(method).class);
        let key = Key(class + OOPS + 8 * u64::from(cp_index));
        Some(ConstantFacts::Oop(OopFacts { text, key }))
    }

    fn mirror_of(&self, method: Key) -> OopFacts {
        let class = self.class_facts(Member::of(method).class);
        OopFacts {
            text: format!("class {}", class.name),
            key: Key(class.key.0 + OOPS),
        }
    }

    fn inlining(&self, callee: Key) -> Inlining {
        match self.told.inlining.get(&callee.0) {
            Some(how) => *how,
            None if callee.0 == ELSEWHERE => Inlining::Never,
            None => Inlining::Small,
        }
    }

    fn branch_profile(&self, method: Key, bci: u32) -> Option<BranchProfile> {
        self.told.branches.get(&(method.0, bci)).copied()
    }

    fn switch_profile(&self, method: Key, bci: u32) -> Option<Vec<u32>> {
        self.told.switches.get(&(method.0, bci)).cloned()
    }

    fn class_profile(&self, method: Key, bci: u32) -> Option<ClassProfile> {
        let told = self.told.classes.get(&(method.0, bci))?;
        let seen = told.seen.iter();
        Some(ClassProfile {
            seen: seen.map(|row| (self.class_facts(row.0), row.1)).collect(),
            others: told.others,
            nulls: told.nulls,
        })
    }

    fn never_ran(&self, method: Key, bci: u32) -> bool {
        self.told.never_ran.contains(&(method.0, bci))
    }

    fn never_caught(&self, method: Key, bci: u32) -> bool {
        self.told.never_caught.contains(&(method.0, bci))
    }

    fn may_speculate(&self, method: Key, bci: u32, reason: DeoptReason) -> bool {
        !self.told.failed.contains(&(method.0, bci, reason.text()))
    }

    fn selected(&self, method: Key, bci: u32, class: Key) -> Option<MethodFacts> {
        let (_, _, target) = self.member_at(method, bci)?;
        let found = self.lookup(class_number(class), self.names(target))?;
        let is_abstract = self.info(found).access_flags & access::ABSTRACT != 0;
        (!is_abstract).then(|| self.member_facts(found))
    }

    fn assume_only(&self, method: Key, bci: u32) -> Option<MethodFacts> {
        let is_only = self.told.only.contains(&(method.0, bci));
        let (_, _, target) = self.member_at(method, bci).filter(|_| is_only)?;
        Some(self.member_facts(target))
    }

    fn bytecode_counter(&self, _method: Key) -> Option<Key> {
        self.told.counted.then_some(Key(COUNTER))
    }

    fn validity(&self) -> Key {
        Key(VALIDITY)
    }

    fn is_subclass(&self, class: Key, of: Key) -> bool {
        { self.supertypes(class_number(class)) }.contains(&class_number(of))
    }

    fn wants_stress(&self) -> bool {
        self.told.stress.is_some()
    }
}
