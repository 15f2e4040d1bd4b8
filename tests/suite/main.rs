//! The one test program.

#[cfg(unix)]
mod commands;
mod core;
mod meetings;
mod properties;
#[cfg(unix)]
mod pty;
#[cfg(unix)]
mod terminal;
