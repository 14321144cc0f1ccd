//! What the verifier says about whole classes: all of the JDK's are good, those of the case files are bad as described.

mod assemble;
mod cases;
mod jdk;
mod world;
