//! The ways out that nobody chose: signals and bugs. Each saves and gives the terminal back first.

use std::{
    io::{self, Write as _},
    process,
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use super::terminal;
use crate::store::{Saver, ThrowAway};

/// How long leaving waits for the disk.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// Signals within this time are one wish to leave.
#[cfg(unix)]
const TOGETHER: Duration = Duration::from_millis(500);

/// The saver that every way out waits for; `None` while no meeting is open.
pub(super) type SharedSaver = Arc<Mutex<Option<Arc<Saver>>>>;

/// The folder that every way out throws away; `None` while nobody looks around in it.
pub(super) type SharedFolder = Arc<Mutex<Option<ThrowAway>>>;

/// A signal saves, gives the terminal back and ends the program, whatever the loop is doing.
#[cfg(unix)]
pub(super) fn leave_on_signals(saver: SharedSaver, folder: SharedFolder) -> io::Result<()> {
    use signal_hook::{
        consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM},
        iterator::Signals,
    };
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM])?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        let mut first: Option<Instant> = None;
        for signal in signals.forever() {
            let out = move || {
                terminal::leave();
                process::exit(128 + signal);
            };
            // The first signal waits for the disk. A later one does not; those that come together with the first, as
            // when a window is closed, count as one.
            if first.is_some_and(|first| first.elapsed() > TOGETHER) {
                out();
            } else if first.is_none() {
                first = Some(Instant::now());
                let (saver, folder) = (Arc::clone(&saver), Arc::clone(&folder));
                thread::spawn(move || {
                    finish(&saver);
                    throw_away(&folder);
                    out();
                });
            }
        }
    })?;
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn leave_on_signals(_saver: SharedSaver, _folder: SharedFolder) -> io::Result<()> {
    Ok(())
}

/// A bug saves, gives the terminal back, says so and ends the program.
pub(super) fn leave_on_panic(saver: SharedSaver, folder: SharedFolder) {
    std::panic::set_hook(Box::new(move |info| {
        // The saver catches its own panics, reports them and tries again.
        if thread::current().name() == Some("saver") {
            return;
        }
        terminal::leave();
        let is_safe = finish(&saver);
        throw_away(&folder);
        let place = info.location().map(|place| format!(" ({}:{})", place.file(), place.line())).unwrap_or_default();
        let words =
            if is_safe { "everything typed is saved; start again to go on" } else { "the last words may be missing" };
        let _ = writeln!(io::stderr(), "turnabout: stopped by a mistake of its own{place}; {words}");
        process::exit(101);
    }));
}

/// Waits until everything handed over is on the disk; `false` when it is not.
fn finish(saver: &SharedSaver) -> bool {
    let saver = saver.lock().unwrap_or_else(PoisonError::into_inner).clone();
    saver.is_none_or(|saver| saver.finish(PATIENCE).is_ok())
}

/// Removes the folder in which somebody looked around.
pub(super) fn throw_away(folder: &SharedFolder) {
    drop(folder.lock().unwrap_or_else(PoisonError::into_inner).take());
}
