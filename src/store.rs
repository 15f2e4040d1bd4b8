//! Files: reading with limits, replacing without loss, saving beside the meeting, locking. Knows no terminal, no clock.

mod check;
pub mod doctor;
mod document;
mod exports;
mod half_typed;
pub mod lock;
pub mod name;
mod pen;
pub mod places;
mod queue;
pub mod read;
mod real;
pub mod replace;
pub mod report;
mod rewrite;
#[cfg(test)]
mod sample;
pub mod saver;
pub mod shelf;
mod spare;
mod target;
pub mod throw_away;
mod unique;
mod walk;
mod words;

pub use check::doubts;
pub use document::Document;
pub use exports::{Put, put};
pub use half_typed::{HalfTyped, Slot};
pub use lock::{Lock, LockError};
pub use pen::{Page, Sheet};
pub use places::{PlaceError, data_dir, state_dir};
pub use read::{COMPARE, COMPARE_AGENDAS, Loaded, MEND, ReadError, rename};
pub use report::report;
pub use rewrite::RewriteError;
pub use saver::{Delays, News, Report, SaveError, Saver, Snapshot, Urgency};
pub use shelf::{Folder, Shelf, to_json};
pub use spare::{GoodCopy, Spare};
pub use target::{Found, Target};
pub use throw_away::ThrowAway;
pub use words::{error as in_words, visible};
