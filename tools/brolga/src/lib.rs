//! What the command line, the task runner and the test harness share: finding a JDK (`jdk`), finding the engine (`engine`),
//! making a JAVA_HOME of the two (`home`), running Java on them (`launch`), comparing modes (`bench`), showing what the compiler does (`dump`), how a
//! command ends without Java (`failure`), what a command is to its readers and to shells (`command`).
//!
//! No VM is linked in here: the engine is `libjvm.so`, loaded by the JDK's own launcher.
#![forbid(unsafe_code)]

pub mod bench;
pub mod command;
pub mod dump;
pub mod engine;
pub mod failure;
pub mod home;
pub mod jdk;
pub mod launch;
