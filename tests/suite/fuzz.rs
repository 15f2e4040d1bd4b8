//! What chance makes of files, lines and keys. `TURNABOUT_FUZZ=600 cargo test --test suite fuzz` tries each for ten
//! minutes.

mod files;
mod keys;
mod lines;
