//! The one test program.

mod agenda;
mod architecture;
mod commands;
mod core;
mod hostile;
mod journeys;
mod keys;
mod meetings;
mod play;
mod properties;
mod pty;
mod readme;
mod schema;
mod screens;
mod sharing;
mod terminal;
mod year;
