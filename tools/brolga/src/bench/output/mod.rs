//! A report for people and for other programs.
//!
//! | module | writes |
//! |---|---|
//! | `table` | text for a terminal of 80 columns |
//! | `html` | one page, with the pictures of `plots`, made of the pieces of `svg` |
//! | `rows` | CSV, JSON as JMH writes it, Markdown |
//! | `text` | numbers as people read them |

pub mod html;
mod plots;
pub mod rows;
mod svg;
pub mod table;
pub mod text;
