//! Translator and loop on real class files, without a library: classes are made by hand from what `javac` prints, exceptions are bare
//! objects, and nothing but the class itself is ever resolved. Tests that need the library run on the whole VM (`tests/java`).

mod assembled;
mod kernels;
mod maps;
mod support;
