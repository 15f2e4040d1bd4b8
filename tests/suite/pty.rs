//! A few tests of the real program in a real terminal: whole meetings, their beginning, their ends, and rough input.

mod anywhere;
mod beside;
mod bugs;
mod carrying;
mod half_typed;
mod held;
mod journeys;
mod keyboard;
mod leaving;
mod minutes;
mod saving;
mod sizes;
mod stopping;
mod time;
mod without;
