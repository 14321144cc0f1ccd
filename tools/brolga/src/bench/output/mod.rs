//! A report for people and for other programs.
//!
//! | module | writes |
//! |---|---|
//! | `table` | text for a terminal of 80 columns |
//! | `text` | numbers as people read them |

pub mod table;
pub mod text;
