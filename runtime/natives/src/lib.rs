//! natives: not written yet.
