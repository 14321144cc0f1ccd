//! The verifier of class files below version 50, which is in the class library: libverify, called through its one function.
//!
//! What it is: the call. What it is not: what libverify asks back about the class (`jvm/verifier.rs`), or the decision who is
//! verified (`linker::link`). JVMS 4.10.2. Read next: `jvm/verifier.rs`.

use std::ffi::{CStr, c_char};
use std::sync::OnceLock;

use jni::library::NativeLibrary;
use jni::types::{JNIEnv, jclass, jint};
use metadata::KlassRef;
use threads::{JavaResult, JavaThread};

use crate::vm;

/// `VerifyClassForMajorVersion`: 1 verified, 0 not, 2 malformed; fills the message if not.
type Verify = unsafe extern "C" fn(*mut JNIEnv, jclass, *mut c_char, jint, jint) -> u8;

const VERIFIED: u8 = 1;
const MALFORMED: u8 = 2;

/// The function, if the library has it. Runs in_native: opening may take any time.
fn function() -> Option<Verify> {
    static FUNCTION: OnceLock<Option<Verify>> = OnceLock::new();
    *FUNCTION.get_or_init(|| {
        let path = linker::class_path::java_home().join("lib/libverify.so");
        let symbol = NativeLibrary::open_path(&path)
            .ok()?
            .symbol(c"VerifyClassForMajorVersion")?;
        // SAFETY: the library's one exported function has this type; it is never closed.
        Some(unsafe { std::mem::transmute::<*mut std::ffi::c_void, Verify>(symbol.as_ptr()) })
    })
}

/// Verifies all methods of a class by type inference: none, or the message of the `VerifyError` to throw. Runs native code, which
/// loads classes; may collect. For `linker::link::set_old_verifier`.
///
/// # Errors
/// `ClassFormatError`, what loading another class threw.
pub fn verify_old_class(thread: &mut JavaThread, klass: KlassRef) -> JavaResult<Option<String>> {
    const MESSAGE_BYTES: usize = 1024;
    let mut message = [0 as c_char; MESSAGE_BYTES];
    let class: jclass = vm::mirror(thread, klass).slot().cast();
    let version = jint::from(klass.instance().class_file.major);
    let env = jni::env_of(thread).cast::<JNIEnv>();
    thread.enter_native();
    let answer = function().map(|verify| {
        // SAFETY: the environment of this thread, which is in_native; a live local reference; room for the message.
        unsafe {
            verify(
                env,
                class,
                message.as_mut_ptr(),
                MESSAGE_BYTES as jint,
                version,
            )
        }
    });
    thread.leave_native();
    thread.check_pending()?;
    let is_malformed = match answer {
        Some(VERIFIED) => return Ok(None),
        Some(answer) => answer == MALFORMED,
        None => {
            let what = "the verifier of old class files without libverify";
            return Err(crate::entry::not_implemented(thread, what));
        }
    };
    // SAFETY: the library ends its message, and the last byte was zero before.
    let text = unsafe { CStr::from_ptr(message.as_ptr()) }
        .to_string_lossy()
        .into_owned();
    if is_malformed {
        Err(thread.throw_new("java/lang/ClassFormatError", &text))
    } else {
        Ok(Some(text))
    }
}
