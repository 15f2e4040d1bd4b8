//! The thread that reads the keyboard. Does not know what a key means.

#[cfg(unix)]
mod bytes;
#[cfg(any(not(unix), test))]
mod events;
#[cfg(unix)]
mod sequence;

use std::{io, thread};
#[cfg(unix)]
use std::{
    sync::{Mutex, PoisonError, TryLockError},
    time::Duration,
};

use super::{app::Event, inbox::Inbox};

/// How soon a terminal that holds more has it ready.
#[cfg(unix)]
const REFILL: Duration = Duration::from_millis(20);

/// Held from the moment in which bytes are taken until they are told.
#[cfg(unix)]
static HANDING: Mutex<()> = Mutex::new(());

/// Starts the thread; it ends with the terminal, after telling of it.
///
/// # Errors
/// When the system gives no thread.
pub(super) fn start(inbox: Inbox) -> io::Result<()> {
    thread::Builder::new().name("keys".to_owned()).spawn(move || {
        if read(&inbox).is_some() {
            inbox.tell(Event::Gone);
        }
    })?;
    Ok(())
}

/// Reads until the terminal is gone; `None` when nobody listens.
#[cfg(unix)]
fn read(inbox: &Inbox) -> Option<()> {
    let mut bytes = bytes::Bytes::default();
    let (mut typed, mut buffer) = (Vec::new(), [0; 1 << 14]);
    loop {
        let next = wait(bytes.patience());
        let _handing = HANDING.lock().unwrap_or_else(PoisonError::into_inner);
        match next.and_then(|has_come| if has_come { take(&mut buffer).map(Some) } else { Ok(None) }) {
            Ok(Some(0)) => return Some(()),
            Ok(Some(count)) => bytes.take(&buffer[..count], &mut typed),
            Ok(None) => bytes.silence(&mut typed),
            // Somebody else took them.
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Err(_) => return Some(()),
        }
        for typed in typed.drain(..) {
            let event = match typed {
                bytes::Typed::Key(key) => Event::Key(key),
                bytes::Typed::Paste(text) => Event::Paste(text),
            };
            tell(inbox, event)?;
        }
    }
}

/// Waits for bytes; `false` when the terminal was silent for so long.
#[cfg(unix)]
fn wait(patience: Option<Duration>) -> io::Result<bool> {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let stdin = io::stdin();
    loop {
        let limit = patience.and_then(|limit| Timespec::try_from(limit).ok());
        match poll(&mut [PollFd::new(&stdin, PollFlags::IN)], limit.as_ref()) {
            Ok(ready) => return Ok(ready > 0),
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// Takes the bytes that came: how many, 0 when the terminal is gone.
#[cfg(unix)]
fn take(buffer: &mut [u8]) -> io::Result<usize> {
    use rustix::io::{Errno, read};
    loop {
        match read(io::stdin(), &mut *buffer) {
            Ok(count) => return Ok(count),
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// Whether everything that was typed so far was told. A terminal gives 4 KiB at a time and fetches more when those are
/// taken: it is listened to for a moment.
#[cfg(unix)]
pub(super) fn is_idle() -> bool {
    let is_handing = || matches!(HANDING.try_lock(), Err(TryLockError::WouldBlock));
    !is_handing() && !wait(Some(REFILL)).unwrap_or(false) && !is_handing()
}

/// Whether everything that was typed so far was told.
#[cfg(not(unix))]
pub(super) fn is_idle() -> bool {
    true
}

/// Reads until the terminal is gone; `None` when nobody listens.
#[cfg(not(unix))]
fn read(inbox: &Inbox) -> Option<()> {
    while let Ok(event) = crossterm::event::read() {
        if let Some(event) = events::event(event) {
            tell(inbox, event)?;
        }
    }
    Some(())
}

fn tell(inbox: &Inbox, event: Event) -> Option<()> {
    fail_on_purpose(&event);
    inbox.tell(event).then_some(())
}

/// Tests of the real program make this thread panic where they want.
fn fail_on_purpose(event: &Event) {
    use super::keymap::{Code, Key};
    use crate::fault::{self, Place};
    if matches!(event, Event::Key(Key { code: Code::F(12), .. })) {
        // A keyboard does not fail as a disk does.
        let _ = fault::at(Place::Keys);
    }
}
