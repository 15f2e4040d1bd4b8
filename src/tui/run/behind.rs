//! What is read and written behind the screen, each in a thread of its own, and which series that is. Does not know who
//! asked.

use std::{
    sync::{Arc, PoisonError, atomic::Ordering},
    thread,
};

use super::{Ending, Program};
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
    pub(super) fn behind(&self, work: impl FnOnce(&Setting, &Inbox) + Send + 'static) {
        let (setting, inbox) = (self.setting.clone(), self.inbox.clone());
        if let Err(error) = thread::Builder::new().spawn(move || work(&setting, &inbox)) {
            self.tell(Event::Failed(format!("the system gives the program no thread: {}", in_words(&error))));
        }
    }

    /// Keeps the agenda in the series and tells what belongs into the minutes or is missing from them: a meeting does
    /// not wait for the disk.
    pub(super) fn keep_agenda(&self, setting: Setting, agenda: Agenda, missing: Option<String>) {
        // One that was edited and waits for the disk is put there by its own saver.
        let is_on_its_way = self.agenda_saver(&setting.series).is_some_and(|saver| saver.unsaved().is_some());
        self.behind(move |_, inbox| {
            if !is_on_its_way && let Err(error) = setting.keep_agenda(&agenda) {
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
        let folder = self.setting.shelf.root().to_path_buf();
        self.drop_agendas(&folder);
        if let Some(real) = self.real.take() {
            self.setting = real;
        }
        exits::throw_away(&self.exits.folder);
    }

    /// Shows another series at once, so that no key is taken for the one before, and reads it then.
    pub(super) fn show(&mut self, app: &mut App) -> Result<(), Ending> {
        let saver = self.agenda_saver(&self.setting.series);
        let edits = Edits::of(saver.as_deref());
        let shown = edits.put_into(self.setting.shown());
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
            let edits = Edits::of(saver.as_deref());
            let shown = |shown| Event::Shown(Box::new(edits.put_into(shown)));
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

/// An agenda that was edited and is not on the disk, or was not when the series was about to be read.
struct Edits<'a> {
    saver: Option<&'a Saver>,
    before: Option<Document>,
}

impl<'a> Edits<'a> {
    /// To be asked for before the series is read: the agenda may reach the disk right after it.
    fn of(saver: Option<&'a Saver>) -> Self {
        Self { saver, before: saver.and_then(Saver::unsaved) }
    }

    /// What was read, with the agenda as it was edited.
    fn put_into(&self, shown: Shown) -> Shown {
        match self.saver.and_then(Saver::unsaved).or_else(|| self.before.clone()) {
            Some(Document::Agenda(agenda)) => Shown { agenda: (*agenda).clone(), is_agenda_damaged: false, ..shown },
            Some(Document::Meeting(_) | Document::HalfTyped(_)) | None => shown,
        }
    }
}
