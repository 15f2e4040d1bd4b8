//! The time: what the wall says, and how long it really took. The one reader of clocks.

use std::{env, fs, sync::OnceLock, time::Duration};

use jiff::{Timestamp, Zoned, tz::TimeZone};

/// A moment, told both ways.
#[derive(Clone, Debug)]
pub struct Moment {
    /// What the wall clock says, in the zone of the room. It can be set.
    pub wall: Zoned,
    /// Time since the computer started, sleep included where the system tells. It only goes forward.
    pub steady: Duration,
}

impl Moment {
    /// This moment.
    pub fn current() -> Self {
        Self { wall: Timestamp::now().to_zoned(zone()), steady: steady() }
    }
}

/// The zone of the room. The system's zone file is read alone where it can be: the library would look through the
/// directory of all zones first, which takes longer than everything else at the start.
fn zone() -> TimeZone {
    static ZONE: OnceLock<TimeZone> = OnceLock::new();
    let file = || {
        let is_set = env::var_os("TZ").is_some_and(|zone| !zone.is_empty());
        let bytes = fs::read("/etc/localtime").ok().filter(|_| cfg!(unix) && !is_set)?;
        TimeZone::tzif("local", &bytes).ok()
    };
    ZONE.get_or_init(|| file().unwrap_or_else(TimeZone::system)).clone()
}

/// On Linux the clock that goes on through sleep: a laptop that slept is then noticed like a process that was stopped,
/// and a wall clock that is set is not mistaken for either.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn steady() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn steady() -> Duration {
    use std::time::Instant;
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}
