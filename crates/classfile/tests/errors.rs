//! Malformed classes made by hand, and the messages they give. The texts are what `java` 17 prints for the same bytes.

use classfile::{ClassFile, ErrorClass, ParseOptions};

/// A class under construction: `pool` counts its entries, members and attributes are raw bytes with counts in front.
#[derive(Clone)]
struct Builder {
    version: (u16, u16),
    pool: Vec<Vec<u8>>,
    flags: u16,
    this: u16,
    superclass: u16,
    interfaces: Vec<u16>,
    fields: Vec<Vec<u8>>,
    methods: Vec<Vec<u8>>,
    attributes: Vec<Vec<u8>>,
}

fn numbers(values: &[u16]) -> Vec<u8> {
    values
        .iter()
        .flat_map(|value| value.to_be_bytes())
        .collect()
}

impl Builder {
    /// `class Foo extends Object`: entries 1 to 4.
    fn new() -> Builder {
        let mut builder = Builder {
            version: (61, 0),
            pool: Vec::new(),
            flags: 0x21,
            this: 2,
            superclass: 4,
            interfaces: Vec::new(),
            fields: Vec::new(),
            methods: Vec::new(),
            attributes: Vec::new(),
        };
        builder.class("Foo");
        builder.class("java/lang/Object");
        builder
    }

    fn entry(&mut self, tag: u8, contents: &[u8]) -> u16 {
        self.pool.push([&[tag], contents].concat());
        self.pool.len() as u16
    }

    fn utf8(&mut self, text: &str) -> u16 {
        let contents = [numbers(&[text.len() as u16]), text.as_bytes().to_vec()].concat();
        self.entry(1, &contents)
    }

    fn class(&mut self, name: &str) -> u16 {
        let name = self.utf8(name);
        self.entry(7, &numbers(&[name]))
    }

    fn name_and_type(&mut self, name: &str, descriptor: &str) -> u16 {
        let pair = [self.utf8(name), self.utf8(descriptor)];
        self.entry(12, &numbers(&pair))
    }

    fn attribute(&mut self, name: &str, contents: &[u8]) -> Vec<u8> {
        let name = self.utf8(name);
        [
            &name.to_be_bytes()[..],
            &(contents.len() as u32).to_be_bytes(),
            contents,
        ]
        .concat()
    }

    fn member(
        &mut self,
        flags: u16,
        name: &str,
        descriptor: &str,
        attributes: &[Vec<u8>],
    ) -> Vec<u8> {
        let head = [
            flags,
            self.utf8(name),
            self.utf8(descriptor),
            attributes.len() as u16,
        ];
        [numbers(&head), attributes.concat()].concat()
    }

    fn field(
        &mut self,
        flags: u16,
        name: &str,
        descriptor: &str,
        attributes: &[Vec<u8>],
    ) -> &mut Builder {
        let member = self.member(flags, name, descriptor, attributes);
        self.fields.push(member);
        self
    }

    fn method(
        &mut self,
        flags: u16,
        name: &str,
        descriptor: &str,
        attributes: &[Vec<u8>],
    ) -> &mut Builder {
        let member = self.member(flags, name, descriptor, attributes);
        self.methods.push(member);
        self
    }

    /// A Code attribute with an exception table of one row, if given.
    fn code(&mut self, locals: u16, code: &[u8], handler: Option<[u16; 4]>) -> Vec<u8> {
        let contents = [
            numbers(&[2, locals, 0, code.len() as u16]),
            code.to_vec(),
            numbers(&[u16::from(handler.is_some())]),
            handler.map_or(Vec::new(), |row| numbers(&row)),
            numbers(&[0]),
        ];
        self.attribute("Code", &contents.concat())
    }

    fn bytes(&self) -> Vec<u8> {
        let table = |rows: &[Vec<u8>]| [numbers(&[rows.len() as u16]), rows.concat()].concat();
        let head = [
            0xCAFE,
            0xBABE,
            self.version.1,
            self.version.0,
            self.pool.len() as u16 + 1,
        ];
        let middle = [
            self.flags,
            self.this,
            self.superclass,
            self.interfaces.len() as u16,
        ];
        [
            numbers(&head),
            self.pool.concat(),
            numbers(&middle),
            numbers(&self.interfaces),
            table(&self.fields),
            table(&self.methods),
            table(&self.attributes),
        ]
        .concat()
    }

    #[track_caller]
    fn fails(&self, message: &str) -> &Builder {
        fails(&self.bytes(), message);
        self
    }
}

#[track_caller]
fn fails(bytes: &[u8], message: &str) {
    let error = ClassFile::parse(bytes, &ParseOptions::application(Some(b"Foo")))
        .err()
        .expect("must fail");
    assert_eq!(error.message(), message);
}

fn change(edit: impl FnOnce(&mut Builder)) -> Builder {
    let mut builder = Builder::new();
    edit(&mut builder);
    builder
}

#[test]
fn minimal_class() {
    let bytes = Builder::new().bytes();
    let class = ClassFile::parse(&bytes, &ParseOptions::application(None)).unwrap();
    assert_eq!(
        (class.name(), class.super_name()),
        (&b"Foo"[..], Some(&b"java/lang/Object"[..]))
    );
    assert_eq!(
        class.to_string(),
        "public super class Foo version 61.0\n  extends java/lang/Object\n"
    );
    for cut in 0..bytes.len() {
        fails(&bytes[..cut], "Truncated class file");
    }
    fails(
        &[bytes, vec![0]].concat(),
        "Extra bytes at the end of class file Foo",
    );
}

#[test]
fn versions() {
    let version = |major, minor| change(|b| b.version = (major, minor));
    version(44, 0)
        .fails("Foo (class file version 44.0) was compiled with an invalid major version");
    version(65, 0).fails(
        "Foo has been compiled by a more recent version of the Java Runtime (class file version 65.0), this version of the \
         Java Runtime only recognizes class file versions up to 61.0",
    );
    version(61, 1)
        .fails("Foo (class file version 61.1) was compiled with an invalid non-zero minor version");
    version(60, 65535).fails(
        "Foo (class file version 60.65535) was compiled with preview features that are unsupported. This version of the Java \
         Runtime only recognizes preview features for class file version 61.65535",
    );
    version(61, 65535).fails(
        "Preview features are not enabled for Foo (class file version 61.65535). Try running with '--enable-preview'",
    );
    let bytes = version(65, 0).bytes();
    let error = ClassFile::parse(&bytes, &ParseOptions::boot(None))
        .err()
        .unwrap();
    assert_eq!(
        error.error_class(),
        ErrorClass::UnsupportedClassVersionError
    );
    let bytes = version(61, 65535).bytes();
    let options = ParseOptions {
        preview: true,
        ..ParseOptions::application(None)
    };
    assert!(ClassFile::parse(&bytes, &options).is_ok());
    assert!(ClassFile::parse(&version(45, 3).bytes(), &options).is_ok());
}

#[test]
fn head() {
    fails(&[0; 10], "Incompatible magic value 0 in class file Foo");
    fails(
        &[0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 52, 0, 0, 0],
        "Illegal constant pool size 0 in class file Foo",
    );
    let bytes = Builder::new().bytes();
    let error = ClassFile::parse(&bytes, &ParseOptions::application(Some(b"Bar")))
        .err()
        .unwrap();
    assert_eq!(error.message(), "Bar (wrong name: Foo)");
    assert_eq!(error.error_class(), ErrorClass::NoClassDefFoundError);
    change(|b| b.this = 1).fails("Invalid this class index 1 in constant pool in class file Foo");
    change(|b| b.superclass = 9).fails("Invalid superclass index 9 in class file Foo");
    change(|b| b.superclass = 0).fails("Invalid superclass index 0 in class file Foo");
    change(|b| b.flags = 0x0430).fails("Illegal class modifiers in class Foo: 0x430");
    change(|b| b.flags = 0x8000).fails("Foo is not a class because access_flag ACC_MODULE is set");
    change(|b| b.interfaces = vec![1])
        .fails("Interface name has bad constant pool index 1 in class file Foo");
    change(|b| b.interfaces = vec![2, 2])
        .fails("Duplicate interface name \"Foo\" in class file Foo");
    let interface = change(|b| (b.flags, b.superclass) = (0x600, 2));
    interface.fails("Interfaces must have java.lang.Object as superclass in class file Foo");
}

#[test]
fn pool() {
    let with = |tag: u8, contents: &[u8]| change(|b| _ = b.entry(tag, contents));
    with(99, &[]).fails("Unknown constant tag 99 in class file Foo");
    with(7, &[0, 77]).fails("Invalid constant pool index 77 in class file Foo");
    with(10, &[0, 2, 0, 1]).fails("Invalid constant pool index 1 in class file Foo");
    with(15, &[0, 0, 2]).fails("Bad method handle kind at constant pool index 5 in class file Foo");
    with(15, &[1, 0, 2]).fails("Invalid constant pool index 2 in class file Foo (not a field)");
    with(5, &[0; 8]).fails("Invalid constant pool entry 5 in class file Foo");
    with(1, &[0, 1, 0]).fails("Illegal UTF8 string in constant pool in class file Foo");
    let mut old = with(18, &[0, 0, 0, 0]);
    old.version = (50, 0);
    old.fails("Class file version does not support constant tag 18 in class file Foo");
    change(|b| _ = b.class("a.b")).fails("Illegal class name \"a.b\" in class file Foo");
    change(|b| _ = b.name_and_type("", "I"))
        .fails("Illegal zero length constant pool entry at 5 in class Foo");
    change(|b| _ = b.name_and_type("a", "Q"))
        .fails("Field \"a\" in class Foo has illegal signature \"Q\"");
    change(|b| {
        let pair = b.name_and_type("<clinit>", "()V");
        b.entry(10, &numbers(&[2, pair]));
    })
    .fails("Bad method name at constant pool index 5 in class file Foo");
    change(|b| {
        let pair = b.name_and_type("a", "()V");
        b.entry(18, &numbers(&[0, pair]));
    })
    .fails("Missing BootstrapMethods attribute in class file Foo");
}

#[test]
fn fields() {
    change(|b| _ = b.field(3, "x", "I", &[])).fails("Illegal field modifiers in class Foo: 0x3");
    change(|b| _ = b.field(0, "a/b", "I", &[])).fails("Illegal field name \"a/b\" in class Foo");
    change(|b| _ = b.field(0, "x", "(", &[]))
        .fails("Field \"x\" in class Foo has illegal signature \"(\"");
    change(|b| _ = b.field(0, "x", "LA/B;", &[]).field(1, "x", "LA/B;", &[]))
        .fails("Duplicate field name \"x\" with signature \"LA.B;\" in class file Foo");
    change(|b| {
        let value = b.attribute("ConstantValue", &numbers(&[1]));
        b.field(8, "x", "I", &[value]);
    })
    .fails("Inconsistent constant value type in class file Foo");
    change(|b| {
        let mark = b.attribute("Deprecated", &[0]);
        b.field(8, "x", "I", &[mark]);
    })
    .fails("Invalid Deprecated field attribute length 1 in class file Foo");
}

#[test]
fn methods() {
    let abstract_method =
        |b: &mut Builder, name: &str, descriptor: &str| _ = b.method(0x401, name, descriptor, &[]);
    change(|b| _ = b.method(0x501, "m", "()V", &[]))
        .fails("Method m in class Foo has illegal modifiers: 0x501");
    change(|b| abstract_method(b, "<m>", "()V")).fails("Illegal method name \"<m>\" in class Foo");
    change(|b| abstract_method(b, "m", "()"))
        .fails("Method \"m\" in class Foo has illegal signature \"()\"");
    change(|b| abstract_method(b, "m", "(La.b;)V"))
        .fails("Class name is empty or contains illegal character in descriptor in class file Foo");
    change(|b| abstract_method(b, "m", &format!("({})V", "J".repeat(128))))
        .fails("Too many arguments in method signature in class file Foo");
    change(|b| (0..2).for_each(|_| abstract_method(b, "m", "()V")))
        .fails("Duplicate method name \"m\" with signature \"()V\" in class file Foo");
    change(|b| _ = b.method(1, "m", "()V", &[]))
        .fails("Absent Code attribute in method that is not native or abstract in class file Foo");
    change(|b| {
        let code = b.code(0, &[0xb1], None);
        b.method(0x401, "m", "()V", &[code]);
    })
    .fails("Code attribute in native or abstract methods in class file Foo");
    change(|b| _ = b.method(0, "<clinit>", "()V", &[]))
        .fails("Method <clinit> is not static in class file Foo");
}

#[test]
fn code() {
    let with = |locals, code: &[u8], handler| {
        change(|b| {
            let code = b.code(locals, code, handler);
            b.method(1, "m", "(J)V", &[code]);
        })
    };
    with(2, &[0xb1], None).fails("Arguments can't fit into locals in class file Foo");
    with(3, &[], None).fails("Invalid method Code length 0 in class file Foo");
    with(3, &[0, 0xb1], Some([1, 1, 0, 0]))
        .fails("Illegal exception table range in class file Foo");
    with(3, &[0, 0xb1], Some([0, 1, 2, 0]))
        .fails("Illegal exception table handler in class file Foo");
    with(3, &[0, 0xb1], Some([0, 1, 1, 1]))
        .fails("Catch type in exception table has bad constant type in class file Foo");
    let good = with(3, &[0, 0xb1], Some([0, 1, 1, 0])).bytes();
    let class = ClassFile::parse(&good, &ParseOptions::application(None)).unwrap();
    let code = class.code(&class.methods[0]).unwrap();
    assert_eq!(
        (code.max_stack, code.max_locals, code.code),
        (2, 3, &[0, 0xb1][..])
    );
    let handler = code.exception_table.get(0).unwrap();
    assert_eq!(
        (
            handler.start,
            handler.end,
            handler.handler,
            handler.catch_type
        ),
        (0, 1, 1, 0)
    );
    assert_eq!(
        class.to_string(),
        "public super class Foo version 61.0\n  extends java/lang/Object\n  method public m(J)V\n    code stack=2 locals=3\n       \
         0: nop\n       1: return\n      [0, 1) -> 1 any\n"
    );
}

#[test]
fn class_attributes() {
    let with = |name: &str, contents: &[u16]| {
        change(|b| {
            let attribute = b.attribute(name, &numbers(contents));
            b.attributes.push(attribute);
        })
    };
    with("SourceFile", &[1, 1]).fails("Wrong SourceFile attribute length in class file Foo");
    with("SourceFile", &[2])
        .fails("Invalid SourceFile attribute at constant pool index 2 in class file Foo");
    with("InnerClasses", &[1, 1, 0, 0, 0])
        .fails("inner_class_info_index 1 has bad constant type in class file Foo");
    with("InnerClasses", &[1, 2, 2, 0, 0])
        .fails("Class is both outer and inner class in class file Foo");
    with("InnerClasses", &[0, 0]).fails("Wrong InnerClasses attribute length in class file Foo");
    with("EnclosingMethod", &[2])
        .fails("Wrong EnclosingMethod attribute length 2 in class file Foo");
    with("NestHost", &[1])
        .fails("Nest-host class_info_index 1 has bad constant type in class file Foo");
    with("PermittedSubclasses", &[1, 1])
        .fails("Permitted subclass class_info_index 1 has bad constant type in class file Foo");
    with("BootstrapMethods", &[1, 1, 0])
        .fails("bootstrap_method_index 1 has bad constant type in class file Foo");
    with("Record", &[1, 2, 1, 0])
        .fails("Invalid constant pool index 2 for name in Record attribute in class file Foo");
    with("Unknown", &[1, 2]);
}

/// Reads everything a parsed class offers.
fn read_all(class: &ClassFile<'_>) -> usize {
    let mut size =
        class.to_string().len() + class.inner_classes().count() + class.nest_members().count();
    size += class
        .bootstrap_methods()
        .map(|row| row.arguments().count())
        .sum::<usize>();
    size += class
        .record_components()
        .map_or(0, |rows| rows.map(|row| row.attributes.count()).sum());
    size +=
        class.permitted_subclasses().map_or(0, Iterator::count) + class.all_attributes().count();
    size += class.pool.iter().count() + usize::from(class.class_vm_annotations().is_empty());
    for method in &class.methods {
        size += class.method_parameters(method).map_or(0, Iterator::count);
        let Some(code) = class.code(method) else {
            continue;
        };
        size += code.local_variables(&class.pool).count() + code.exception_table.iter().count();
        size += usize::from(code.line_number(&class.pool, 1).unwrap_or(0));
        size += code.stack_map_table(&class.pool).map_or(0, <[u8]>::len);
    }
    size
}

#[test]
fn single_wrong_bytes_never_panic() {
    let bytes = change(|b| {
        let code = b.code(3, &[0, 0x12, 2, 0x57, 0xb1], Some([0, 1, 1, 0]));
        let parameters = b.attribute("MethodParameters", &[1, 0, 1, 0, 0]);
        b.method(1, "m", "(J)V", &[code, parameters]);
        let value = b.attribute(
            "RuntimeVisibleAnnotations",
            &numbers(&[1, 1, 1, 1, 0x5b00, 0x0140, 1, 0]),
        );
        b.field(8, "x", "I", std::slice::from_ref(&value));
        let pair = b.name_and_type("m", "(J)V");
        let method = b.entry(10, &numbers(&[2, pair]));
        let handle = b.entry(15, &[&[6], &method.to_be_bytes()[..]].concat());
        b.entry(18, &numbers(&[0, pair]));
        let bootstrap = b.attribute("BootstrapMethods", &numbers(&[1, handle, 1, 2]));
        let inner = b.attribute("InnerClasses", &numbers(&[1, 2, 4, 1, 8]));
        let nest = b.attribute("NestMembers", &numbers(&[1, 2]));
        let permits = b.attribute("PermittedSubclasses", &numbers(&[1, 2]));
        let record = b.attribute("Record", &[numbers(&[1, 1, 1, 1]), value.clone()].concat());
        b.attributes = vec![value, bootstrap, inner, nest, permits, record];
    })
    .bytes();
    assert!(ClassFile::parse(&bytes, &ParseOptions::boot(None)).is_ok());
    let mut size = 0;
    for at in 0..bytes.len() {
        for value in [
            0,
            1,
            2,
            5,
            9,
            0x7f,
            0x80,
            0xff,
            bytes[at] ^ 1,
            bytes[at].wrapping_add(3),
        ] {
            let mut bad = bytes.clone();
            bad[at] = value;
            for options in [ParseOptions::boot(None), ParseOptions::application(None)] {
                size += ClassFile::parse(&bad, &options).map_or(0, |class| read_all(&class));
            }
        }
    }
    assert!(size > 0);
}

#[test]
fn long_names_are_cut_in_messages() {
    let name = "x".repeat(2000);
    let bytes = change(|b| b.this = 1).bytes();
    let error = ClassFile::parse(&bytes, &ParseOptions::application(Some(name.as_bytes())))
        .err()
        .unwrap();
    assert_eq!(error.message().len(), 1023);
}
