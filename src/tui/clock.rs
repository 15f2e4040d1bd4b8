//! The time: what the wall says, and how long it really took. The one reader of clocks.

use std::{
    env,
    ffi::OsStr,
    fs,
    ops::{Range, RangeInclusive},
    sync::OnceLock,
    time::{Duration, SystemTime},
};

use jiff::{SignedDuration, Timestamp, Zoned, tz::TimeZone};

use crate::{
    fault::{self, Clock},
    store::visible,
};

/// Years that a clock which was ever set can show.
const YEARS: RangeInclusive<i16> = 2025..=2074;
/// Seconds of the years 1970 to 8999: what is planned from there on has a year of four digits too.
const TOLD_S: Range<i64> = 0..221_845_392_000;
/// Longest file of a time zone that is read, in bytes: known ones have 4 KiB.
const ZONE_LIMIT: u64 = 1 << 20;

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
        Self { wall: wall().to_zoned(room().zone.clone()), steady: steady() }
    }

    /// Why the wall clock is not to be trusted, to be said once; `None` where nothing speaks against it.
    pub fn doubt(&self) -> Option<String> {
        let zone = room().doubt.clone();
        let day = self.wall.strftime("%-d %b %Y");
        let date = || format!("the clock of this computer says {day}: set it, or the minutes carry that date");
        (!YEARS.contains(&self.wall.year())).then(date).or(zone)
    }
}

/// The zone of the room, and what is wrong with it.
struct Room {
    zone: TimeZone,
    doubt: Option<String>,
}

/// Looked up once.
fn room() -> &'static Room {
    static ROOM: OnceLock<Room> = OnceLock::new();
    ROOM.get_or_init(|| {
        let named = env::var_os("TZ").filter(|name| !name.is_empty());
        match zone(named.as_deref()) {
            Some(zone) => Room { zone, doubt: None },
            None => Room { zone: TimeZone::UTC, doubt: Some(unknown_zone(named.as_deref())) },
        }
    })
}

/// The zone of this name or file, else the system's. The file of that is read alone where it can be: the library would
/// look through the directory of all zones first, which takes longer than everything else at the start.
fn zone(named: Option<&OsStr>) -> Option<TimeZone> {
    let file = || {
        let bytes = fs::read("/etc/localtime").ok().filter(|_| cfg!(unix) && named.is_none())?;
        TimeZone::tzif("local", &bytes).ok()
    };
    if named.is_some_and(is_endless) {
        return None;
    }
    file().or_else(|| TimeZone::try_system().ok())
}

/// Whether the library would not come to the end of the file that is named: a device, a pipe, gigabytes.
fn is_endless(named: &OsStr) -> bool {
    let name = named.to_string_lossy();
    let file = fs::metadata(name.strip_prefix(':').unwrap_or(&name));
    file.is_ok_and(|file| !file.is_dir() && (!file.is_file() || file.len() > ZONE_LIMIT))
}

fn unknown_zone(named: Option<&OsStr>) -> String {
    match named {
        Some(name) => {
            let name = visible(&name.to_string_lossy());
            format!("all times are in UTC: the time zone \"{name}\" (TZ) is not known here")
        }
        None => "all times are in UTC: this computer names no time zone; set TZ".to_owned(),
    }
}

/// A clock beyond the years that minutes can tell is one that was never set.
fn wall() -> Timestamp {
    let told = || {
        let now = Timestamp::try_from(SystemTime::now()).ok()?;
        now.checked_add(SignedDuration::from_secs(fault::skew(Clock::Realtime))).ok()
    };
    told().filter(|at| TOLD_S.contains(&at.as_second())).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The clock that goes on through sleep: a laptop that slept is then noticed like a process that was stopped, and a wall
/// clock that is set is not mistaken for either. On a Mac that one is the monotonic clock, which the standard library
/// does not read.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn steady() -> Duration {
    #[cfg(not(target_vendor = "apple"))]
    const THROUGH_SLEEP: (rustix::time::ClockId, Clock) = (rustix::time::ClockId::Boottime, Clock::Boottime);
    #[cfg(target_vendor = "apple")]
    const THROUGH_SLEEP: (rustix::time::ClockId, Clock) = (rustix::time::ClockId::Monotonic, Clock::Monotonic);
    let time = rustix::time::clock_gettime(THROUGH_SLEEP.0);
    let time = Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0));
    time.saturating_add(Duration::from_secs(fault::skew(THROUGH_SLEEP.1).unsigned_abs()))
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn steady() -> Duration {
    use std::time::Instant;
    static START: OnceLock<Instant> = OnceLock::new();
    let time = START.get_or_init(Instant::now).elapsed();
    time.saturating_add(Duration::from_secs(fault::skew(Clock::Monotonic).unsigned_abs()))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn only_what_ends_is_read_as_a_zone() {
        let dir = tempfile::tempdir().unwrap();
        let huge = dir.path().join("huge");
        fs::File::create(&huge).unwrap().set_len(ZONE_LIMIT + 1).unwrap();
        for endless in [OsStr::new("/dev/zero"), OsStr::new(":/dev/zero"), huge.as_os_str()] {
            assert!(is_endless(endless), "{}", endless.display());
        }
        for other in ["CET-1CEST,M3.5.0,M10.5.0/3", "Europe/Berlin", "/etc/passwd", "/", "/nowhere", "\n"] {
            assert!(!is_endless(OsStr::new(other)), "{other}");
        }
    }
}
