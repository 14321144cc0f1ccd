//! interpreter: not written yet.
