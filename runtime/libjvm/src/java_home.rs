//! Where the class library is: `java.home` derived as HotSpot derives it, from the path of the running engine, plus two ways for
//! `-XXaltjvm` and embedders. notes: the launcher of 17 gives no property for it.
//!
//! Order: our own path if it looks like `HOME/lib/*/libjvm.so` with `HOME/lib/modules`; the folder of the `libjli.so` that
//! started us; `JAVA_HOME`. Symbolic links are not resolved: a home made of links must keep its own name.

use std::ffi::{CStr, OsStr, c_void};
use std::os::unix::ffi::OsStrExt;
use std::path::{Component, Path, PathBuf};

/// The home, or a line for the user.
pub(crate) fn find() -> Result<PathBuf, String> {
    let own = path_of(find as *const c_void);
    let from_own = own.as_deref().and_then(|path| ancestor(path, 3));
    let launcher = launcher_library();
    let from_launcher = launcher.as_deref().and_then(|path| ancestor(path, 2));
    let from_environment = std::env::var_os("JAVA_HOME").map(PathBuf::from);
    [from_own, from_launcher, from_environment]
        .into_iter()
        .flatten()
        .find(|home| home.join("lib/modules").is_file())
        .ok_or_else(|| "no class library found: neither beside this libjvm.so nor in JAVA_HOME is there a lib/modules".to_owned())
}

fn ancestor(path: &Path, levels: usize) -> Option<PathBuf> {
    path.ancestors().nth(levels).map(Path::to_path_buf)
}

fn launcher_library() -> Option<PathBuf> {
    // SAFETY: a terminated name; RTLD_DEFAULT searches what is loaded.
    let launch = unsafe { libc::dlsym(libc::RTLD_DEFAULT, c"JLI_Launch".as_ptr()) };
    (!launch.is_null()).then(|| path_of(launch))?
}

/// The file that the code at `address` was loaded from, absolute.
fn path_of(address: *const c_void) -> Option<PathBuf> {
    // SAFETY: `info` is filled in if the result is non-zero; the name lives as long as the library, which is never unloaded.
    let name = unsafe {
        let mut info: libc::Dl_info = std::mem::zeroed();
        if libc::dladdr(address, &mut info) == 0 || info.dli_fname.is_null() {
            return None;
        }
        CStr::from_ptr(info.dli_fname)
    };
    let path = std::path::absolute(OsStr::from_bytes(name.to_bytes())).ok()?;
    Some(without_dots(&path))
}

/// The launcher finds its library as `bin/../lib/libjli.so`; `java.home` shows no such detour. By the letter only, see above.
fn without_dots(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => drop(clean.pop()),
            other => clean.push(other),
        }
    }
    clean
}
