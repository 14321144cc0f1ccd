//! linker: not written yet.
