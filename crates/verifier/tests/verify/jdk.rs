//! Every class of the JDK's own image verifies as if it were an application's; skipped where no JDK is found.

use std::time::Instant;

use crate::world::{World, modules};
use classfile::source::jimage::JImage;
use classfile::{ClassFile, ParseOptions};

#[test]
fn every_class_verifies() {
    let Some(bytes) = modules() else { return };
    let image = JImage::open(&bytes).unwrap();
    let mut world = World::new(image);
    let (mut classes, mut methods) = (0, 0);
    let start = Instant::now();
    for resource in image.resources() {
        if resource.extension != b"class" || resource.base == b"module-info" {
            continue;
        }
        let bytes = image.bytes(&resource).unwrap();
        let class = ClassFile::parse(&bytes, &ParseOptions::application(None)).unwrap();
        if !verifier::is_split_verified(class.major) {
            continue;
        }
        world.current = class.name().to_vec();
        if let Err(failure) = verifier::verify_class(&class, &mut world) {
            match failure {
                verifier::VerifyFailure::Verify(error) => panic!("{}", error.message()),
                verifier::VerifyFailure::Loading(name) => panic!("{name} not found"),
            }
        }
        classes += 1;
        methods += class.methods.len();
    }
    println!(
        "{classes} classes, {methods} methods in {:?}",
        start.elapsed()
    );
    assert!(classes > 1000);
}
