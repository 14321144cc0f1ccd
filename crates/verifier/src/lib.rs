//! verifier: not written yet.
