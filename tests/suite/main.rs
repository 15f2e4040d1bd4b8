//! The one test program.

mod core;
mod meetings;
mod properties;
