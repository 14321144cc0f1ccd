//! Jars made by hand: stored and deflated entries, a prefix, hostile sizes and offsets.

use classfile::source::SourceError;
use classfile::source::jar::Jar;

struct Archive {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    count: u16,
}

impl Archive {
    fn new() -> Archive {
        Archive {
            bytes: Vec::new(),
            directory: Vec::new(),
            count: 0,
        }
    }

    fn add(&mut self, name: &str, contents: &[u8], deflate: bool) -> &mut Archive {
        let data = if deflate {
            miniz_oxide::deflate::compress_to_vec(contents, 6)
        } else {
            contents.to_vec()
        };
        let method: u16 = if deflate { 8 } else { 0 };
        let offset = self.bytes.len() as u32;
        let mut common = Vec::new();
        common.extend(20u16.to_le_bytes());
        common.extend(0u16.to_le_bytes());
        common.extend(method.to_le_bytes());
        common.extend([0; 8]); // time, date, checksum
        common.extend((data.len() as u32).to_le_bytes());
        common.extend((contents.len() as u32).to_le_bytes());
        common.extend((name.len() as u16).to_le_bytes());
        common.extend(0u16.to_le_bytes());
        self.bytes.extend(b"PK\x03\x04");
        self.bytes.extend(&common);
        self.bytes.extend(name.as_bytes());
        self.bytes.extend(&data);
        self.directory.extend(b"PK\x01\x02\x14\x00");
        self.directory.extend(&common);
        self.directory.extend([0; 10]);
        self.directory.extend(offset.to_le_bytes());
        self.directory.extend(name.as_bytes());
        self.count += 1;
        self
    }

    fn finish(&self) -> Vec<u8> {
        let mut bytes = self.bytes.clone();
        let offset = bytes.len() as u32;
        bytes.extend(&self.directory);
        bytes.extend(b"PK\x05\x06\0\0\0\0");
        bytes.extend(self.count.to_le_bytes());
        bytes.extend(self.count.to_le_bytes());
        bytes.extend((self.directory.len() as u32).to_le_bytes());
        bytes.extend(offset.to_le_bytes());
        bytes.extend(0u16.to_le_bytes());
        bytes
    }
}

fn sample() -> Vec<u8> {
    let mut archive = Archive::new();
    archive
        .add("META-INF/", b"", false)
        .add("a/B.class", b"stored", false);
    archive
        .add("a/C.class", &[7; 5000], true)
        .add("a/B.class", b"second", false);
    archive.finish()
}

#[test]
fn lookup_and_contents() {
    let bytes = sample();
    let jar = Jar::open(&bytes).unwrap();
    assert_eq!(jar.entries().count(), 4);
    let class = jar.find_class(b"a/C").unwrap();
    assert_eq!(*jar.bytes(&class).unwrap(), [7; 5000]);
    assert!(jar.find(b"a/B").is_none() && jar.find(b"").is_none());
    // The last of two entries of one name counts, as for java.util.zip.
    let class = jar.find(b"a/B.class").unwrap();
    assert_eq!(*jar.bytes(&class).unwrap(), *b"second");
}

#[test]
fn prefix_in_front_of_the_archive() {
    let bytes = [b"#!/bin/sh\nexec java -jar $0\n".to_vec(), sample()].concat();
    let jar = Jar::open(&bytes).unwrap();
    let class = jar.find_class(b"a/C").unwrap();
    assert_eq!(jar.bytes(&class).unwrap().len(), 5000);
}

#[test]
fn hostile_archives() {
    assert_eq!(Jar::open(b"").err(), Some(SourceError::NotAContainer));
    assert_eq!(Jar::open(&[0; 100]).err(), Some(SourceError::NotAContainer));
    let bytes = sample();
    for cut in 0..bytes.len() {
        assert!(Jar::open(&bytes[..cut]).is_err());
    }
    // No single wrong byte may panic, or give contents of another size than promised.
    for at in 0..bytes.len() {
        for value in [0, 1, 0x7f, 0x80, 0xff] {
            let mut bad = bytes.clone();
            bad[at] = value;
            let Ok(jar) = Jar::open(&bad) else { continue };
            for entry in jar.entries() {
                let _ = jar.find(entry.name);
                if let Ok(contents) = jar.bytes(&entry) {
                    assert_eq!(contents.len() as u64, entry.size);
                }
            }
        }
    }
}
