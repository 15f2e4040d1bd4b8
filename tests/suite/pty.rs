//! A few tests of the real program in a real terminal: a whole meeting, its beginning, its ends, and rough input.

mod journeys;
mod keyboard;
mod leaving;
