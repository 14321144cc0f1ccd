//! Every class of the JDK's own image parses, at every strictness; skipped where no JDK is found.

use std::path::PathBuf;
use std::time::Instant;

use classfile::source::jimage::JImage;
use classfile::{ClassFile, MethodDescriptor, ParseOptions};

/// `lib/modules` of JAVA_HOME, or of the `java` on the PATH.
fn modules() -> Option<Vec<u8>> {
    let home = std::env::var_os("JAVA_HOME")
        .map(PathBuf::from)
        .or_else(|| {
            let path = std::env::var_os("PATH")?;
            let java = std::env::split_paths(&path)
                .map(|dir| dir.join("java"))
                .find(|java| java.is_file())?;
            Some(java.canonicalize().ok()?.parent()?.parent()?.to_path_buf())
        })?;
    std::fs::read(home.join("lib/modules")).ok()
}

#[test]
fn every_class_parses() {
    let Some(bytes) = modules() else { return };
    let image = JImage::open(&bytes).unwrap();
    let (mut classes, mut methods, mut insns) = (0, 0, 0);
    let start = Instant::now();
    for resource in image
        .resources()
        .filter(|resource| resource.extension == b"class")
    {
        if resource.base == b"module-info" {
            continue;
        }
        let bytes = image.bytes(&resource).unwrap();
        let path = resource.path();
        let name = &path[resource.module.len() + 2..path.len() - 6];
        for options in [
            ParseOptions::boot(Some(name)),
            ParseOptions::application(Some(name)),
        ] {
            let class =
                ClassFile::parse(&bytes, &options).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(class.name(), name);
            for method in &class.methods {
                assert!(MethodDescriptor::parse(class.utf8(method.descriptor_index)).is_some());
                assert_eq!(
                    class.code(method).is_some(),
                    method.access_flags & 0x500 == 0
                );
                let Some(code) = class.code(method) else {
                    continue;
                };
                bytecode::validate(code.code, |_| insns += 1).unwrap();
                assert_eq!(
                    code.line_number(&class.pool, 0).is_some(),
                    code.line_numbers(&class.pool).next().is_some()
                );
            }
            methods += class.methods.len();
        }
        classes += 1;
    }
    println!(
        "{classes} classes, {methods} methods, {insns} instructions, twice, in {:?}",
        start.elapsed()
    );
    assert!(classes > 1000);
}

#[test]
fn image_lookup() {
    let Some(bytes) = modules() else { return };
    let image = JImage::open(&bytes).unwrap();
    let object = image.find(b"/java.base/java/lang/Object.class").unwrap();
    assert_eq!(
        image.find_class(b"java.base", b"java/lang/Object"),
        Some(object)
    );
    assert_eq!(object.path(), b"/java.base/java/lang/Object.class");
    assert_eq!(image.find(b"/java.base/java/lang/Objecd.class"), None);
    assert_eq!(image.find(b""), None);
    assert_eq!(
        image.package_module(b"java/util/concurrent"),
        Some(&b"java.base"[..])
    );
    assert_eq!(image.package_module(b"no/such/package"), None);
    let (module, class) = image.find_boot_class(b"java/util/HashMap").unwrap();
    assert_eq!(module, b"java.base");
    let bytes = image.bytes(&class).unwrap();
    let class = ClassFile::parse(&bytes, &ParseOptions::boot(None)).unwrap();
    assert_eq!(class.super_name(), Some(&b"java/util/AbstractMap"[..]));
    let all = image.resources().count();
    let found = image
        .resources()
        .filter(|resource| image.find(&resource.path()) == Some(*resource))
        .count();
    assert_eq!(all, found);
}

#[test]
fn hostile_images() {
    let Some(bytes) = modules() else { return };
    assert!(JImage::open(&[]).is_err() && JImage::open(&bytes[4..]).is_err());
    assert!(JImage::open(&bytes[..1000]).is_err());
    let end = bytes.len() / 2;
    let cut = JImage::open(&bytes[..end]).unwrap();
    let lost = cut
        .resources()
        .filter(|resource| cut.bytes(resource).is_err())
        .count();
    assert!(lost > 0);
}
