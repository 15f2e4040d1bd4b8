//! The core: what a joint meeting is and every way it can change. Knows no terminal, file, clock or thread.

pub mod advice;
pub mod agenda;
pub mod capacity;
pub mod capture;
pub mod change;
pub mod close;
pub mod deal;
pub mod due;
pub mod earlier;
pub mod entry;
pub mod goal;
pub mod history;
pub mod ids;
pub mod json;
pub mod likeness;
pub mod meeting;
pub mod outcome;
pub mod pace;
pub mod past;
pub mod promises;
pub mod prompt;
pub mod quantity;
pub mod refusal;
pub mod review;
pub mod series;
pub mod stamp;
pub mod turn;
pub mod unit;

pub use agenda::{Agenda, Rhythm};
pub use change::Change;
pub use earlier::Earlier;
pub use ids::{Id, Ref, TeamId};
pub use meeting::{Kind, Meeting};
pub use refusal::Refusal;
pub use stamp::Stamp;
pub use turn::{DueMove, Move};
