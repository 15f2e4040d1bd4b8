//! The thread that reads the keyboard. Does not know what a key means.

#[cfg(unix)]
mod bytes;
#[cfg(any(not(unix), test))]
mod events;
#[cfg(unix)]
mod sequence;

use std::{io, sync::mpsc::Sender, thread};

use super::app::Event;

/// Starts the thread; it ends with the terminal, after telling of it.
///
/// # Errors
/// When the system gives no thread.
pub(super) fn start(events: Sender<Event>) -> io::Result<()> {
    thread::Builder::new().name("keys".to_owned()).spawn(move || {
        // Nobody listens any more when the loop is over.
        let _ = read(&events).and_then(|()| events.send(Event::Gone).ok());
    })?;
    Ok(())
}

/// Reads until the terminal is gone; `None` when nobody listens.
#[cfg(unix)]
fn read(events: &Sender<Event>) -> Option<()> {
    let mut bytes = bytes::Bytes::default();
    let (mut typed, mut buffer) = (Vec::new(), [0; 1 << 14]);
    loop {
        match next(&mut buffer, bytes.patience()) {
            Ok(Some(0)) => return Some(()),
            Ok(Some(count)) => bytes.take(&buffer[..count], &mut typed),
            Ok(None) => bytes.silence(&mut typed),
            Err(_) => return Some(()),
        }
        for typed in typed.drain(..) {
            let event = match typed {
                bytes::Typed::Key(key) => Event::Key(key),
                bytes::Typed::Paste(text) => Event::Paste(text),
            };
            tell(events, event)?;
        }
    }
}

/// Waits for bytes: how many came, 0 when the terminal is gone, `None` when it was silent for so long.
#[cfg(unix)]
fn next(buffer: &mut [u8], patience: Option<std::time::Duration>) -> io::Result<Option<usize>> {
    use rustix::{
        event::{PollFd, PollFlags, Timespec, poll},
        io::{Errno, read},
    };
    let stdin = io::stdin();
    loop {
        let mut fds = [PollFd::new(&stdin, PollFlags::IN)];
        let limit = patience.and_then(|limit| Timespec::try_from(limit).ok());
        let read = match poll(&mut fds, limit.as_ref()) {
            Ok(0) => return Ok(None),
            Ok(_) => read(&stdin, &mut *buffer),
            Err(error) => Err(error),
        };
        match read {
            Ok(count) => return Ok(Some(count)),
            Err(Errno::INTR | Errno::AGAIN) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// Reads until the terminal is gone; `None` when nobody listens.
#[cfg(not(unix))]
fn read(events: &Sender<Event>) -> Option<()> {
    while let Ok(event) = crossterm::event::read() {
        if let Some(event) = events::event(event) {
            tell(events, event)?;
        }
    }
    Some(())
}

fn tell(events: &Sender<Event>, event: Event) -> Option<()> {
    fail_on_purpose(&event);
    events.send(event).ok()
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
