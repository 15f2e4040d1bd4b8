//! The one test program.

mod core;
mod meetings;
