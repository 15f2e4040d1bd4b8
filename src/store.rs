//! Files: reading with limits, replacing without loss, saving beside the meeting, locking. Knows no terminal, no clock.

pub mod replace;
#[cfg(test)]
mod sample;
