//! The thread that waits for signals: some end the program, some let it stand still, one tells of another size. Does
//! not know what the loop does meanwhile.

use std::io;

use super::{exits::Exits, terminal};

/// Why the program cannot be sent to the background.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum NoSuspend {
    /// Nobody would ever wake it.
    #[error("there is no shell to go back to: the program was started in a window of its own")]
    NoShell,
    /// The system has no such thing.
    #[cfg(not(unix))]
    #[error("this system cannot suspend a program")]
    NotHere,
}

/// Starts the thread.
///
/// # Errors
/// What the system refused.
#[cfg(unix)]
pub(super) fn start(exits: Exits) -> io::Result<()> {
    use signal_hook::{consts, iterator::Signals};
    let mut signals = Signals::new(ENDS.iter().chain(&OTHERS))?;
    let thread = std::thread::Builder::new().name("signals".to_owned());
    thread.spawn(move || {
        let mut is_away = false;
        // What came while it was about to stand still.
        let mut next = Vec::new();
        loop {
            let mut together: Vec<i32> =
                if next.is_empty() { signals.wait().collect() } else { std::mem::take(&mut next) };
            if together.contains(&consts::SIGCONT) {
                // What came while the program stood still may be handed over after the signal to go on.
                std::thread::sleep(TOGETHER);
                together.extend(signals.pending());
            }
            together.sort_by_key(|signal| !ENDS.contains(signal));
            for signal in together {
                if signal == consts::SIGTSTP && !exits.is_leaving() {
                    exits.hurry();
                    next.extend(signals.pending());
                    let is_needed = next.iter().any(|signal| *signal == consts::SIGCONT || ENDS.contains(signal));
                    is_away |= !is_needed && stand_still();
                } else {
                    take(signal, &exits, &mut is_away);
                }
            }
        }
    })?;
    Ok(())
}

#[cfg(unix)]
fn take(signal: i32, exits: &Exits, is_away: &mut bool) {
    use signal_hook::consts;
    // A signal does not fail as a disk does.
    let _ = crate::fault::at(crate::fault::Place::Signals);
    match signal {
        // Whoever is on the way out does not stand still any more.
        consts::SIGTSTP => {}
        // Whoever is on the way out leaves the terminal to the shell that ends it.
        consts::SIGCONT if exits.is_leaving() => {}
        // Somebody else may have had the terminal, even if nobody asked before.
        consts::SIGCONT => {
            if std::mem::take(is_away) || terminal::is_entered() {
                // When it is gone the loop notices.
                let _ = terminal::enter_again();
            }
            exits.tell_size();
        }
        consts::SIGWINCH => exits.tell_size(),
        // The file became larger than this user may have: writing says so.
        consts::SIGXFSZ => {}
        _ => exits.leave_on(signal),
    }
}

/// Signals this soon after the one to go on came before it.
#[cfg(unix)]
const TOGETHER: std::time::Duration = std::time::Duration::from_millis(20);

/// Signals that would end the program with the terminal as it is.
#[cfg(unix)]
const ENDS: [i32; 10] = {
    use signal_hook::consts::{
        SIGALRM, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGVTALRM, SIGXCPU,
    };
    [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU]
};

#[cfg(unix)]
const OTHERS: [i32; 4] = {
    use signal_hook::consts::{SIGCONT, SIGTSTP, SIGWINCH, SIGXFSZ};
    [SIGTSTP, SIGCONT, SIGWINCH, SIGXFSZ]
};

#[cfg(not(unix))]
pub(super) fn start(_exits: Exits) -> io::Result<()> {
    Ok(())
}

/// Gives the terminal back and stops, until somebody sends the signal to go on; whether there is a screen to go on with.
#[cfg(unix)]
fn stand_still() -> bool {
    let has_entered = terminal::leave();
    // The one way to fail is a signal without a known default.
    let _ = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP);
    has_entered
}

/// Sends the program, and what it was started with, to the background: the shell has the terminal then.
///
/// # Errors
/// Why that is not possible here.
#[cfg(unix)]
pub(super) fn suspend() -> Result<(), NoSuspend> {
    use rustix::process::{Signal, getpid, getsid, kill_current_process_group};
    if getsid(None).is_ok_and(|leader| leader == getpid()) {
        return Err(NoSuspend::NoShell);
    }
    kill_current_process_group(Signal::TSTP).map_err(|_| NoSuspend::NoShell)
}

#[cfg(not(unix))]
pub(super) fn suspend() -> Result<(), NoSuspend> {
    Err(NoSuspend::NotHere)
}
