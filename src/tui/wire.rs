//! The way to the terminal. A terminal that takes nothing for a while (a stuck line, a stopped window) keeps nobody
//! waiting: what it does not take stays here and goes first next time. Does not know what the bytes mean.

use std::{
    fs::File,
    io::{self, Write, stdout},
    time::{Duration, Instant},
};

/// The bytes that the terminal has not taken yet.
#[derive(Debug)]
pub(super) struct Wire {
    /// The terminal, opened once more so that writing never waits; nobody else's writing is changed by that. `None`
    /// where the system does not allow it.
    own: Option<File>,
    waiting: Vec<u8>,
}

impl Wire {
    /// To the terminal of this process.
    pub(super) fn open() -> Self {
        Self { own: own(), waiting: Vec::new() }
    }

    /// Whether the terminal took everything.
    pub(super) fn is_clear(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Leaves out what the terminal has not taken.
    pub(super) fn forget(&mut self) {
        self.waiting.clear();
    }

    /// Sends what waits and then this, as much as the terminal takes within this time.
    ///
    /// # Errors
    /// What the terminal refused.
    pub(super) fn send(&mut self, bytes: &[u8], within: Duration) -> io::Result<()> {
        self.waiting.extend_from_slice(bytes);
        let start = Instant::now();
        while !self.is_clear() {
            let written = match &mut self.own {
                Some(own) => own.write(&self.waiting),
                None => write_and_wait(&self.waiting),
            };
            match written {
                // It would be asked for ever.
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(count) => drop(self.waiting.drain(..count)),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    if !self.has_room(within.saturating_sub(start.elapsed())) {
                        return Ok(());
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.forget();
                    return Err(error);
                }
            }
        }
        Ok(())
    }

    /// Waits until the terminal takes more, but no longer than this.
    #[cfg(unix)]
    fn has_room(&self, within: Duration) -> bool {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};
        let (Some(own), Ok(limit)) = (&self.own, Timespec::try_from(within)) else { return false };
        poll(&mut [PollFd::new(own, PollFlags::OUT)], Some(&limit)).is_ok_and(|ready| ready > 0)
    }

    #[cfg(not(unix))]
    fn has_room(&self, _within: Duration) -> bool {
        false
    }
}

fn write_and_wait(bytes: &[u8]) -> io::Result<usize> {
    let mut out = stdout().lock();
    out.write_all(bytes)?;
    out.flush()?;
    Ok(bytes.len())
}

#[cfg(unix)]
fn own() -> Option<File> {
    use rustix::{
        fs::{Mode, OFlags, open},
        termios::ttyname,
    };
    let name = ttyname(stdout(), Vec::new()).ok()?;
    open(name, OFlags::WRONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty()).ok().map(File::from)
}

#[cfg(not(unix))]
fn own() -> Option<File> {
    None
}
