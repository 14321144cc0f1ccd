//! What verification asks about other classes, by internal name; implemented by the linker over loaded classes.
//!
//! The class under verification may be named too, and must be known without a lookup: a hidden class is in no dictionary.
//! Every other class named is to be loaded by the defining loader of the class under verification, its initiating one. Not asked:
//! whether a loaded class may be accessed (resolution does), and anything that the class file itself tells.

/// Which table of a class is searched for a protected member.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Member {
    Field,
    Method,
}

/// Questions about classes other than the one under verification (`current`). Names are internal, modified UTF-8, never those
/// of arrays. All but [`Hierarchy::is_superclass_of_current`] may load classes, hence run Java, GC and block.
pub trait Hierarchy {
    /// Why a class could not be loaded, typically a pending Java throwable.
    type Error;

    /// Whether `class` is an interface; loads it.
    ///
    /// # Errors
    /// Loading failed.
    fn is_interface(&mut self, class: &[u8]) -> Result<bool, Self::Error>;

    /// Whether `class` is `ancestor` or a proper subclass of it, interfaces not counted; loads `class` (`ancestor` has been
    /// asked about before).
    ///
    /// # Errors
    /// Loading failed.
    fn is_subclass(&mut self, class: &[u8], ancestor: &[u8]) -> Result<bool, Self::Error>;

    /// Whether a proper superclass of `current` is called `name`. Superclasses are loaded already.
    fn is_superclass_of_current(&mut self, name: &[u8]) -> bool;

    /// For JVMS 4.10.1.8: whether `current` is a subclass of `class`, the member is found in `class` or above it (fields also
    /// in superinterfaces), is protected, and its declaring class is in another run-time package than `current`. `class` is
    /// one for which [`Hierarchy::is_superclass_of_current`] said yes. A member that does not exist is no: resolution will
    /// tell.
    ///
    /// # Errors
    /// Loading failed.
    fn is_protected_in_other_package(
        &mut self,
        class: &[u8],
        member: Member,
        name: &[u8],
        descriptor: &[u8],
    ) -> Result<bool, Self::Error>;

    /// Whether a value of class `from` may stand where `to` is asked for; both differ, and `to` is not `java/lang/Object`.
    /// Interfaces are treated like `Object`, so `from` is loaded only if `to` is a class.
    ///
    /// # Errors
    /// Loading failed.
    fn is_assignable(&mut self, from: &[u8], to: &[u8]) -> Result<bool, Self::Error> {
        Ok(self.is_interface(to)? || self.is_subclass(from, to)?)
    }
}
