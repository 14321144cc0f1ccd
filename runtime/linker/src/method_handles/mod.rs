//! The VM's side of `java.lang.invoke`: member names, resolved-method names, polymorphic linkers. notes/jvm-interface 4.4 in short:
//! Java asks to resolve names (`natives`), the VM asks Java to link call sites (`resolve::dynamic`), and five linkers
//! (`linkers`) turn a handle or member name on the stack into a method.
//!
//! Read next: `member_name.rs`.

mod call_site;
pub mod linkers;
pub mod member_name;
pub mod natives;
pub mod polymorphic;
pub mod resolved_method;
