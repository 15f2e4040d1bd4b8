//! Files: reading with limits, replacing without loss, saving beside the meeting, locking. Knows no terminal, no clock.

pub mod lock;
pub mod replace;
#[cfg(test)]
mod sample;
mod words;

pub use lock::{Lock, LockError};
pub use words::visible;
