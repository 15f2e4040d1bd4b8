//! Chance for the tests: numbers that look random and are the same for the same seed, and a driver that tries cases for
//! as long as it is asked to. Knows nothing that it is used for.
//!
//! A plain test run tries a few hundred cases. `TURNABOUT_FUZZ=600` tries each for ten minutes; `TURNABOUT_SEED=17`
//! begins with the case that a failure named.

use std::{
    env, thread,
    time::{Duration, Instant},
};

/// Numbers that look random.
pub(crate) struct Chance(u64);

impl Chance {
    /// The same numbers for the same seed.
    pub(crate) fn of(seed: u64) -> Self {
        // Neighbours are to have nothing in common.
        let mixed = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Self((mixed ^ mixed >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9) | 1)
    }

    /// A number below `end`, which is not 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end
    }

    /// Whether something happens that happens once in so many times.
    pub(crate) fn is_one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of these.
    pub(crate) fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// Names the case that a panic comes from.
struct Case(&'static str, u64);

impl Drop for Case {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("{}: TURNABOUT_SEED={}", self.0, self.1);
        }
    }
}

/// The number in a variable of the environment.
pub(crate) fn asked(variable: &str) -> Option<u64> {
    env::var(variable).ok().map(|number| number.parse().unwrap_or_else(|_| panic!("{variable} is a number")))
}

/// Tries cases of their own seed each: `usual` many, or as many as there is time for.
pub(crate) fn fuzz(name: &'static str, usual: u64, mut one: impl FnMut(&mut Chance)) {
    let limit = asked("TURNABOUT_FUZZ").map(Duration::from_secs);
    let (first, began) = (asked("TURNABOUT_SEED").unwrap_or(0), Instant::now());
    let mut cases = 0;
    while limit.map_or(cases < usual, |limit| began.elapsed() < limit) {
        let case = Case(name, first + cases);
        one(&mut Chance::of(case.1));
        cases += 1;
    }
    if limit.is_some() {
        println!("{name}: {cases} cases from seed {first}");
    }
}
