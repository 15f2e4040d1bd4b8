//! Minutes for readers: a meeting in, text out. Knows no file, clock or terminal.
//!
//! [`digest`] decides once what is said and in which order; a renderer per format only writes it down, each with one
//! escaping type of its own.

pub mod digest;
pub mod format;
pub mod html;
pub mod ics;
pub mod json;
pub mod markdown;
pub mod sheet;
pub mod text;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

pub use digest::{Digest, brief, day};
pub use format::{Format, is_of};
pub use html::html;
pub use ics::ics;
pub use json::json;
pub use markdown::markdown;
pub use sheet::csv;
pub use text::{Plain, text};
