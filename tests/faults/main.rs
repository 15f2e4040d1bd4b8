//! What breaks under the program: kills, broken disks, strange sizes, random keys. The real program in a real terminal.
//!
//! Not part of a plain `cargo test`, because it needs strace and tmux (Debian: `apt-get install strace tmux`), the
//! rights of root for small disks of its own, and minutes of time: `.ci/run` sets it up and runs `cargo test --test faults`.
//!
//! How much is tried is asked for by variables; each has a small number by default.
//!
//! | variable | what | default |
//! |---|---|---|
//! | `TURNABOUT_RUNS` | kills at random moments | 20 |
//! | `TURNABOUT_SIZES` | random sizes of the terminal | 300 |
//! | `TURNABOUT_SECONDS` | seconds of random keys | 3 |
//! | `TURNABOUT_ENTRIES` | entries of a long meeting | 400 |
//! | `TURNABOUT_SEED` | where chance begins; it is printed | 5 |
//!
//! Two ways lead to a fault. Most come from outside, so that the program is the one that people run: strace makes a
//! call of the thread "saver" fail, wait or kill, and its log has to tell that it did; limits and disks are the
//! kernel's own. What cannot be reached from outside has a point in the program, `src/fault.rs`, off unless the variable
//! `TURNABOUT_FAULT` asks for it: `saver=slow:5000,loop=panic`. Places are `loop` and `keys` (when F12 is pressed),
//! `signals` (when one comes), `saver`, `agenda`, `half-typed` and `writer` (before they write); faults are `panic`, `slow:MILLISECONDS` and
//! `fail:TIMES`.

mod calls;
#[expect(dead_code, reason = "the suite uses the rest")]
#[path = "../suite/chance.rs"]
mod chance;
mod disks;
mod ends;
mod giants;
mod kills;
mod quiet;
mod saves;
mod soak;
mod storms;
#[expect(dead_code, reason = "the suite uses the rest")]
#[path = "../suite/terminal.rs"]
mod terminal;
mod tools;
