//! Minutes for readers: a meeting in, text out. Knows no file, clock or terminal.
//!
//! [`digest`] decides once what is said and in which order; a renderer per format only writes it down, each with one
//! escaping type of its own.

pub mod digest;
pub mod text;

pub use digest::{Digest, day};
pub use text::{Plain, text};
