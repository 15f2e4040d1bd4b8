//! The inbox of the loop, where every thread leaves what it has to tell. Does not know what that is.

use std::sync::mpsc::{self, Receiver, Sender};

use super::app::Event;

/// The slot of the inbox.
#[derive(Clone, Debug)]
pub(super) struct Inbox {
    events: Sender<Event>,
}

impl Inbox {
    /// A slot, and what the loop takes the events from.
    pub(super) fn new() -> (Self, Receiver<Event>) {
        let (events, receiver) = mpsc::channel();
        (Self { events }, receiver)
    }

    /// Leaves an event; whether anybody listens. Once the loop is over nobody does, and nobody needs to.
    pub(super) fn tell(&self, event: Event) -> bool {
        self.events.send(event).is_ok()
    }
}
