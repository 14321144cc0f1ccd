//! Where boot classes come from: the mapped image `lib/modules`, `--patch-module` entries in front of it, and behind it the
//! directories and jars of `-Xbootclasspath/a`.
//!
//! Bytes are `'static`: the image and jars stay mapped, inflated or read files are kept (a boot class is loaded once). Which
//! loader a module of the image belongs to is `packages`' knowledge: this file finds bytes.
//! Read next: `loading.rs`.

use std::borrow::Cow;
use std::fs::File;
use std::os::fd::AsRawFd;
use std::path::{Path, PathBuf};
use std::sync::{OnceLock, PoisonError, RwLock};

use classfile::parse::HIGHEST_VERSION;
use classfile::source::dir;
use classfile::source::jar::Jar;
use classfile::source::jimage::JImage;
use metadata::Symbol;

/// Where a boot class was found; `Display` is what `-Xlog:class+load` prints.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// The image: the module's name.
    Image(&'static str),
    /// An entry of `-Xbootclasspath/a` or `--patch-module`.
    Path(&'static str),
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Source::Image(module) => write!(f, "jrt:/{module}"),
            Source::Path(path) => f.write_str(path),
        }
    }
}

/// A directory or jar.
struct Entry {
    path: &'static Path,
    text: &'static str,
    /// Opened at first use; none for directories and for what cannot be read.
    jar: OnceLock<Option<Jar<'static>>>,
}

struct ClassPath {
    java_home: PathBuf,
    image: JImage<'static>,
    /// Module name and entries.
    patches: Vec<(Box<[u8]>, Vec<Entry>)>,
}

static CLASS_PATH: OnceLock<ClassPath> = OnceLock::new();

/// What is behind the image: `-Xbootclasspath/a`, then what agents append. Only grows.
static APPENDED: RwLock<Vec<&'static Entry>> = RwLock::new(Vec::new());

/// Maps `$JAVA_HOME/lib/modules`. Once, at boot; later calls are ignored.
///
/// # Errors
/// No image, or an unreadable one: a start-up error.
pub fn init(java_home: &Path) -> Result<(), String> {
    let path = java_home.join("lib/modules");
    let bytes = map(&path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    let image = JImage::open(bytes).map_err(|error| format!("{}: {error}", path.display()))?;
    let patches = flags::get().patch_modules.iter().map(|patch| {
        let entries = patch.path.split(':').filter(|path| !path.is_empty());
        (
            patch.module.as_bytes().into(),
            entries.map(|path| Entry::new(Path::new(path))).collect(),
        )
    });
    let class_path = ClassPath {
        java_home: java_home.to_owned(),
        image,
        patches: patches.collect(),
    };
    let _ = CLASS_PATH.set(class_path);
    Ok(())
}

/// Appends a folder or a jar to where boot classes are looked for.
pub fn append(path: &Path) {
    let entry = Box::leak(Box::new(Entry::new(path)));
    let mut appended = APPENDED.write().unwrap_or_else(PoisonError::into_inner);
    appended.push(entry);
}

/// Is it a jar that can be read?
pub fn is_archive(path: &Path) -> bool {
    std::fs::read(path).is_ok_and(|bytes| Jar::open(&bytes).is_ok())
}

/// Maps a file for ever.
fn map(path: &Path) -> std::io::Result<&'static [u8]> {
    let file = File::open(path)?;
    let length = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
    if length == 0 {
        return Ok(&[]);
    }
    // SAFETY: a fresh private read-only mapping that is never unmapped. A file that is changed or cut while the VM runs is the
    // same danger as with HotSpot, which maps it too.
    unsafe {
        let start = libc::mmap(
            std::ptr::null_mut(),
            length,
            libc::PROT_READ,
            libc::MAP_PRIVATE,
            file.as_raw_fd(),
            0,
        );
        if start == libc::MAP_FAILED {
            return Err(std::io::Error::last_os_error());
        }
        Ok(std::slice::from_raw_parts(start.cast::<u8>(), length))
    }
}

impl Entry {
    fn new(path: &Path) -> Entry {
        let path: &'static Path = Box::leak(path.to_path_buf().into_boxed_path());
        let text = Box::leak(path.to_string_lossy().into_owned().into_boxed_str());
        Entry {
            path,
            text,
            jar: OnceLock::new(),
        }
    }

    fn find(&self, name: &[u8]) -> Option<&'static [u8]> {
        let jar = self.jar.get_or_init(|| {
            if self.path.is_dir() {
                None
            } else {
                map(self.path).ok().and_then(|bytes| Jar::open(bytes).ok())
            }
        });
        match jar {
            Some(jar) => keep(jar.bytes(&jar.find_class(name)?).ok()?),
            None => keep(Cow::Owned(
                std::fs::read(dir::class_path(self.path, name)?).ok()?,
            )),
        }
    }
}

fn keep(bytes: Cow<'static, [u8]>) -> Option<&'static [u8]> {
    Some(match bytes {
        Cow::Borrowed(bytes) => bytes,
        Cow::Owned(bytes) => Box::leak(bytes.into_boxed_slice()),
    })
}

fn text(bytes: &'static [u8]) -> &'static str {
    str::from_utf8(bytes).unwrap_or("?")
}

/// The JDK's home as given to [`init`].
///
/// # Panics
/// Before `init`.
pub fn java_home() -> &'static Path {
    &CLASS_PATH
        .get()
        .expect("boot calls class_path::init")
        .java_home
}

/// The bytes of a boot class by internal name, whatever module it is in: image first, then the appended entries.
pub fn find(name: Symbol) -> Option<(&'static [u8], Source)> {
    let package = crate::packages::package_of(name.bytes());
    package
        .and_then(package_module)
        .and_then(|module| find_in_module(module.as_bytes(), name.bytes()))
        .or_else(|| find_appended(name.bytes()))
}

/// A class in a module of the image, patches first.
pub fn find_in_module(module: &[u8], name: &[u8]) -> Option<(&'static [u8], Source)> {
    let class_path = CLASS_PATH.get()?;
    for (_, entries) in class_path
        .patches
        .iter()
        .filter(|(patched, _)| **patched == *module)
    {
        for entry in entries {
            if let Some(bytes) = entry.find(name) {
                return Some((bytes, Source::Path(entry.text)));
            }
        }
    }
    let resource = class_path.image.find_class(module, name)?;
    let bytes = keep(class_path.image.bytes(&resource).ok()?)?;
    Some((bytes, Source::Image(text(resource.module))))
}

/// A class of `-Xbootclasspath/a`, or of what agents appended.
pub fn find_appended(name: &[u8]) -> Option<(&'static [u8], Source)> {
    let appended = APPENDED.read().unwrap_or_else(PoisonError::into_inner);
    appended
        .iter()
        .find_map(|entry| Some((entry.find(name)?, Source::Path(entry.text))))
}

/// The highest class file version of this JDK: that of its own classes.
pub fn class_file_version() -> u16 {
    static VERSION: OnceLock<u16> = OnceLock::new();
    *VERSION.get_or_init(|| {
        let object = find_in_module(b"java.base", b"java/lang/Object");
        let major = object.and_then(|(bytes, _)| bytes.get(6..8));
        major.map_or(HIGHEST_VERSION, |major| {
            u16::from_be_bytes([major[0], major[1]])
        })
    })
}

/// The module of the image that holds a package (internal form).
pub fn package_module(package: &[u8]) -> Option<&'static str> {
    CLASS_PATH.get()?.image.package_module(package).map(text)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Maps the JDK on this machine, if there is one; false: the test has nothing to run on.
    pub(crate) fn with_jdk() -> bool {
        let home = std::env::var_os("JAVA_HOME")
            .map(PathBuf::from)
            .or_else(|| {
                let paths = std::env::var_os("PATH")?;
                let java = std::env::split_paths(&paths)
                    .map(|dir| dir.join("java"))
                    .find(|java| java.is_file())?;
                Some(java.canonicalize().ok()?.parent()?.parent()?.to_owned())
            });
        home.is_some_and(|home| init(&home).is_ok())
    }

    #[test]
    fn boot_classes_are_found_in_the_image() {
        if !with_jdk() {
            return;
        }
        let (bytes, source) =
            find(Symbol::intern(b"java/lang/Object")).expect("every JDK has Object");
        assert_eq!(&bytes[..4], [0xca, 0xfe, 0xba, 0xbe]);
        assert_eq!(source.to_string(), "jrt:/java.base");
        assert_eq!(package_module(b"java/util"), Some("java.base"));
        assert!(
            find(Symbol::intern(b"no/such/Class")).is_none()
                && find(Symbol::intern(b"NoPackage")).is_none()
        );
        assert!(java_home().join("lib").is_dir());
    }
}
