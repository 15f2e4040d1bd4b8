//! Faults on purpose, so that tests see what a user would see: a thread that panics, a disk that is slow or fails, a
//! clock that is set or slept. Off unless the environment asks for one; does not know what follows from it.

use std::{
    env, fs, io,
    path::PathBuf,
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
    thread,
    time::Duration,
};

/// Name of the variable that asks for faults: `saver=slow:5000,loop=panic`; `saver=panic:2` panics after two times.
pub const VARIABLE: &str = "TURNABOUT_FAULT";

/// Where a fault can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The loop, when F12 is pressed.
    Loop,
    /// The thread that reads keys, when F12 is pressed.
    Keys,
    /// The thread that waits for signals, when one comes.
    Signals,
    /// The terminal, when its first mode is set and the others are not.
    Terminal,
    /// The thread that saves a meeting, before it writes.
    Saver,
    /// The thread that saves an agenda, before it writes.
    Agenda,
    /// The thread that saves half-typed words outside a meeting, before it writes.
    HalfTyped,
    /// The thread that exports, before it writes.
    Writer,
    /// The thread that corrects minutes, before it writes.
    Correction,
    /// Whoever looks at a clock.
    Clock,
}

/// A clock of the system, by the name it has there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The one on the wall; it can be set.
    Realtime,
    /// It goes on through sleep.
    Boottime,
    /// It stands still in sleep on Linux.
    Monotonic,
}

impl Clock {
    const fn name(self) -> &'static str {
        match self {
            Self::Realtime => "realtime",
            Self::Boottime => "boottime",
            Self::Monotonic => "monotonic",
        }
    }
}

/// What goes wrong there.
#[derive(Debug)]
enum Fault {
    /// This time, after so many others.
    Panic(AtomicU32),
    /// Every time it takes so much longer.
    Slow(Duration),
    /// So many times it fails.
    Fail(AtomicU32),
    /// Clocks are ahead by so many seconds as lines in a file say: `boottime 1800`.
    Skew(PathBuf),
}

/// Lets what was asked for go wrong here.
///
/// # Errors
/// The fault of a broken disk, if that was asked for.
///
/// # Panics
/// If that was asked for.
pub fn at(place: Place) -> io::Result<()> {
    for fault in faults(place) {
        match fault {
            Fault::Skew(_) => {}
            Fault::Panic(before) => {
                let is_before = before.fetch_update(Relaxed, Relaxed, |before| before.checked_sub(1)).is_ok();
                assert!(is_before, "asked to by {VARIABLE}");
            }
            Fault::Slow(time) => thread::sleep(*time),
            Fault::Fail(times) => {
                if times.fetch_update(Relaxed, Relaxed, |times| times.checked_sub(1)).is_ok() {
                    return Err(io::Error::other(format!("asked to by {VARIABLE}")));
                }
            }
        }
    }
    Ok(())
}

/// Seconds that this clock is to be ahead, as the file says at this moment.
pub fn skew(clock: Clock) -> i64 {
    let ahead = |fault: &Fault| {
        let Fault::Skew(file) = fault else { return None };
        let text = fs::read_to_string(file).ok()?;
        text.lines().find_map(|line| line.strip_prefix(clock.name())?.trim().parse().ok())
    };
    faults(Place::Clock).find_map(ahead).unwrap_or(0)
}

fn faults(place: Place) -> impl Iterator<Item = &'static Fault> {
    static FAULTS: OnceLock<Vec<(Place, Fault)>> = OnceLock::new();
    let asked = || env::var(VARIABLE).map_or_else(|_| Vec::new(), |asked| parse(&asked));
    FAULTS.get_or_init(asked).iter().filter(move |(at, _)| *at == place).map(|(_, fault)| fault)
}

/// What is not understood is left out: a test that asks for it sees that nothing goes wrong.
fn parse(asked: &str) -> Vec<(Place, Fault)> {
    asked
        .split(',')
        .filter_map(|one| one.split_once('='))
        .filter_map(|(at, what)| Some((place(at)?, fault(what)?)))
        .collect()
}

fn place(name: &str) -> Option<Place> {
    Some(match name {
        "loop" => Place::Loop,
        "keys" => Place::Keys,
        "signals" => Place::Signals,
        "terminal" => Place::Terminal,
        "saver" => Place::Saver,
        "agenda" => Place::Agenda,
        "half-typed" => Place::HalfTyped,
        "writer" => Place::Writer,
        "correction" => Place::Correction,
        "clock" => Place::Clock,
        _ => return None,
    })
}

fn fault(words: &str) -> Option<Fault> {
    let (kind, number) = words.split_once(':').unwrap_or((words, ""));
    Some(match kind {
        "panic" => Fault::Panic(AtomicU32::new(number.parse().unwrap_or(0))),
        "slow" => Fault::Slow(Duration::from_millis(number.parse().ok()?)),
        "skew" if !number.is_empty() => Fault::Skew(number.into()),
        "fail" => Fault::Fail(AtomicU32::new(number.parse().ok()?)),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_faults_are_asked_for_at_once() {
        let asked = parse("saver=slow:5000,loop=panic,writer=fail:2,clock=skew:/tmp/by");
        let words: Vec<String> = asked.iter().map(|fault| format!("{fault:?}")).collect();
        assert_eq!(words, ["(Saver, Slow(5s))", "(Loop, Panic(0))", "(Writer, Fail(2))", "(Clock, Skew(\"/tmp/by\"))"]);
    }

    #[test]
    fn what_is_not_understood_is_no_fault() {
        assert_eq!(parse("panic,=,saver=,saver=slow,disk=panic,clock=skew").len(), 0);
    }
}
