//! The one test program.

mod agenda;
mod architecture;
mod chance;
mod commands;
mod core;
mod dependencies;
mod fuzz;
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
#[expect(dead_code, reason = "the target `faults` uses the rest")]
mod terminal;
mod year;
