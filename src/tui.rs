//! The full-screen program: keys in, frames out. Holds no rule of the meeting; those are in `domain`.

pub mod app;
mod archive;
pub mod clock;
mod desk;
mod errands;
mod exits;
mod inbox;
mod input;
pub mod keymap;
pub mod run;
mod saving;
pub mod screens;
mod signals;
pub mod terminal;
mod trouble;
pub mod ui;
pub mod view;
mod wire;
mod writer;
