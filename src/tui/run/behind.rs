//! What is read and written behind the screen, each in a thread of its own, and which series that is. Does not know who
//! asked.

use std::{
    sync::{Arc, PoisonError, atomic::Ordering},
    thread,
};

use super::{Left, Program};
use crate::{
    domain::{Agenda, Meeting},
    fault::{self, Place},
    store::{Document, Saver, in_words},
    tui::{
        app::{App, Event},
        archive::Archive,
        clock::Moment,
        desk::Setting,
        exits::{self, PATIENCE},
        inbox::Inbox,
        screens::home::Shown,
        trouble::first_of,
    },
};

impl Program {
    /// Does something that the screen does not wait for; it tells what came of it.
    fn behind(&self, work: impl FnOnce(&Setting, &Inbox) + Send + 'static) {
        let (setting, inbox) = (self.setting.clone(), self.inbox.clone());
        if let Err(error) = thread::Builder::new().spawn(move || work(&setting, &inbox)) {
            self.tell(Event::Failed(format!("the system gives the program no thread: {}", in_words(&error))));
        }
    }

    /// Keeps the agenda in the series and tells what belongs into the minutes or is missing from them: a meeting does
    /// not wait for the disk.
    pub(super) fn keep_agenda(&self, agenda: Agenda, missing: Option<String>) {
        self.behind(move |setting, inbox| {
            if let Err(error) = setting.keep_agenda(&agenda) {
                inbox.tell(Event::Failed(error));
            }
            let told: Vec<String> = missing.into_iter().chain(setting.astray(|_| true)).collect();
            if let Some(told) = first_of(&told) {
                inbox.tell(Event::Alert(told));
            }
        });
    }

    /// Puts a made-up series in the place of the real one.
    pub(super) fn look_around(&mut self) -> Result<(), String> {
        let (setting, folder) = self.setting.demo(&Moment::current())?;
        *self.exits.folder.lock().unwrap_or_else(PoisonError::into_inner) = Some(folder);
        self.real = Some(std::mem::replace(&mut self.setting, setting));
        Ok(())
    }

    /// Puts the real series back in its place and throws the made-up one away.
    pub(super) fn leave_demo(&mut self) {
        let series = self.setting.series.clone();
        self.drop_agenda(&series);
        if let Some(real) = self.real.take() {
            self.setting = real;
        }
        exits::throw_away(&self.exits.folder);
    }

    /// Shows another series at once, so that no key is taken for the one before, and reads it then.
    pub(super) fn show(&mut self, app: &mut App) -> Result<(), Left> {
        let shown = newest(self.setting.shown(), self.agenda_saver(&self.setting.series).as_ref());
        self.read();
        self.take(Event::Shown(Box::new(shown)), app).map(drop)
    }

    /// Reads the series.
    pub(super) fn read(&self) {
        let saver = self.agenda_saver(&self.setting.series);
        let (reading, own) = (Arc::clone(&self.reading), self.reading.fetch_add(1, Ordering::Relaxed) + 1);
        self.behind(move |setting, inbox| {
            let tell = |event| {
                if reading.load(Ordering::Relaxed) == own {
                    inbox.tell(event);
                }
            };
            if let Some(saver) = &saver {
                // What cannot be saved is told of by the saver.
                let _ = saver.finish(PATIENCE);
            }
            let shown = |shown| Event::Shown(Box::new(newest(shown, saver.as_ref())));
            if let Some(counted) = setting.counted() {
                tell(shown(counted));
            }
            tell(setting.read().map_or_else(Event::Failed, shown));
        });
    }

    /// Opens a meeting to be read.
    pub(super) fn read_minutes(&self, id: String) {
        self.behind(move |setting, inbox| {
            let read = setting.reading(&id);
            inbox.tell(read.map_or_else(Event::Failed, |reading| Event::Minutes(Box::new(reading))));
        });
    }

    /// Writes corrected minutes; the search finds the new words.
    pub(super) fn correct(&self, before: Meeting, after: Meeting) {
        let refresh = self.archive.as_ref().map(Archive::refresher);
        let errand = self.exits.errands.begin();
        self.behind(move |setting, inbox| {
            let fault = fault::at(Place::Correction).map_err(|error| in_words(&error));
            let written = fault.and_then(|()| setting.correct(&before, &after, &Moment::current()));
            if let (Some(refresh), Ok(_)) = (refresh, &written) {
                refresh(after.id);
            }
            inbox.tell(Event::Corrected(written.map(Box::new)));
            drop(errand);
        });
    }
}

/// A series with its agenda as it was edited, as long as that is not on the disk.
fn newest(shown: Shown, saver: Option<&Arc<Saver>>) -> Shown {
    match saver.and_then(|saver| saver.unsaved()) {
        Some(Document::Agenda(agenda)) => Shown { agenda: (*agenda).clone(), ..shown },
        Some(Document::Meeting(_) | Document::HalfTyped(_)) | None => shown,
    }
}
