//! Calls the verifier, and answers its questions about other classes by loading them through the class's own loader.
//!
//! Class files below version 50, and those of version 50 that fail here, are the old verifier's: it is in the JDK's libverify and
//! speaks JNI, so boot installs it with [`set_old_verifier`]; without it they are accepted as they are.
//! Read next: `verifier::hierarchy`.

use std::sync::OnceLock;

use classfile::ErrorClass;
use metadata::{KlassRef, Symbol};
use threads::{JavaResult, JavaThread, Thrown};
use verifier::{Hierarchy, Member, VerifyFailure};

use crate::{access, loading, lookup};

/// Runs the old verifier on a class: the message of the `VerifyError`, or none if all is well. `Err`: it threw.
pub type OldVerifier = fn(&mut JavaThread, KlassRef) -> JavaResult<Option<String>>;

static OLD_VERIFIER: OnceLock<OldVerifier> = OnceLock::new();

/// Installs the old verifier. Once, at boot; later calls change nothing.
pub fn set_old_verifier(verifier: OldVerifier) {
    let _ = OLD_VERIFIER.set(verifier);
}

/// `first`: what the type-checking verifier said before; it stays the message if this one objects too.
fn old_verifier(t: &mut JavaThread, klass: KlassRef, first: Option<String>) -> JavaResult<()> {
    if klass.instance().version_of.is_some() {
        // It would look at the class that the mirror stands for, which has the old methods.
        let message = first.unwrap_or_else(|| "Too old to be verified when redefined".to_owned());
        return Err(t.throw_new("java/lang/VerifyError", &message));
    }
    let Some(verifier) = OLD_VERIFIER.get() else {
        flags::log!(class, verification; Info, "{klass} is accepted unverified: no verifier for old class files");
        return Ok(());
    };
    match verifier(t, klass)? {
        None => Ok(()),
        Some(message) => {
            let message = first.unwrap_or(message);
            Err(t.throw_new("java/lang/VerifyError", &message))
        }
    }
}

/// Verifies all methods of `klass`. May load classes, run Java, collect.
///
/// # Errors
/// `VerifyError`, `ClassFormatError`, what loading another class threw.
pub(super) fn verify(t: &mut JavaThread, klass: KlassRef) -> JavaResult<()> {
    let file = &klass.instance().class_file;
    if !verifier::is_split_verified(file.major) {
        return old_verifier(t, klass, None);
    }
    flags::log!(class, init; Info, "Start class verification for: {klass}");
    let result = verifier::verify_class(file, &mut Loaded { t: &mut *t, klass });
    flags::log!(class, init; Info, "End class verification for: {klass}");
    match result {
        Ok(()) => Ok(()),
        Err(VerifyFailure::Loading(thrown)) => Err(thrown),
        Err(VerifyFailure::Verify(error))
            if verifier::needs_failover(file.major) && error.may_failover() =>
        {
            flags::log!(class, verification; Info, "Fail over class verification to old verifier for: {klass}");
            let first = error.message();
            old_verifier(t, klass, Some(first))
        }
        Err(VerifyFailure::Verify(error)) => {
            let class = match error.error_class() {
                ErrorClass::ClassFormatError => "java/lang/ClassFormatError",
                _ => "java/lang/VerifyError",
            };
            Err(t.throw_new(class, &error.message()))
        }
    }
}

/// The classes that `klass`'s loader gives.
struct Loaded<'t> {
    t: &'t mut JavaThread,
    klass: KlassRef,
}

impl Loaded<'_> {
    fn load(&mut self, name: &[u8]) -> JavaResult<KlassRef> {
        let klass = self.klass;
        if klass.name.bytes() == name {
            return Ok(klass);
        }
        self.t
            .scoped(|t| loading::load_for_resolution(t, Symbol::intern(name), klass.loader_data))
    }
}

impl Hierarchy for Loaded<'_> {
    type Error = Thrown;

    fn is_interface(&mut self, class: &[u8]) -> JavaResult<bool> {
        self.load(class).map(|klass| klass.is_interface())
    }

    fn is_subclass(&mut self, class: &[u8], ancestor: &[u8]) -> JavaResult<bool> {
        let ancestor = self.load(ancestor)?;
        let class = self.load(class)?;
        Ok(lookup::is_subclass_of(class, ancestor))
    }

    fn is_superclass_of_current(&mut self, name: &[u8]) -> bool {
        lookup::superclasses(self.klass)
            .skip(1)
            .any(|klass| klass.name.bytes() == name)
    }

    fn is_protected_in_other_package(
        &mut self,
        class: &[u8],
        member: Member,
        name: &[u8],
        descriptor: &[u8],
    ) -> JavaResult<bool> {
        let named = lookup::superclasses(self.klass)
            .skip(1)
            .find(|klass| klass.name.bytes() == class);
        let (Some(class), Some(name), Some(descriptor)) =
            (named, Symbol::lookup(name), Symbol::lookup(descriptor))
        else {
            return Ok(false);
        };
        let found = match member {
            Member::Field => lookup::field(class, name, descriptor)
                .map(|field| (field.holder, field.access_flags)),
            Member::Method => lookup::class_method(class, name, descriptor)
                .map(|method| (method.klass, method.access_flags)),
        };
        let protected = |(declaring, flags): (KlassRef, u16)| {
            flags & classfile::access::PROTECTED != 0
                && !access::same_package(declaring, self.klass)
        };
        Ok(found.is_some_and(protected))
    }
}
