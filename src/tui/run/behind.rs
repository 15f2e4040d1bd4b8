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
    store::{Document, Saver},
    tui::{
        app::{App, Event},
        archive::Archive,
        clock::Moment,
        exits::{self, PATIENCE},
        screens::home::Shown,
        trouble::first_of,
    },
};

impl Program {
    /// Keeps the agenda in the series and tells what belongs into the minutes or is missing from them, behind the screen: a meeting does not wait for the disk.
    pub(super) fn keep_agenda(&self, agenda: Agenda, missing: Option<String>) {
        let (setting, sender) = (self.setting.clone(), self.sender.clone());
        thread::spawn(move || {
            // The receiver lives as long as the loop, and nobody listens after it.
            let tell = |event| drop(sender.send(event));
            if let Err(error) = setting.keep_agenda(&agenda) {
                tell(Event::Failed(error));
            }
            let told: Vec<String> = missing.into_iter().chain(setting.astray(|_| true)).collect();
            if let Some(told) = first_of(&told) {
                tell(Event::Alert(told));
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

    /// Reads the series behind the screen.
    pub(super) fn read(&self) {
        let (setting, sender) = (self.setting.clone(), self.sender.clone());
        let saver = self.agenda_saver(&setting.series);
        let (reading, own) = (Arc::clone(&self.reading), self.reading.fetch_add(1, Ordering::Relaxed) + 1);
        thread::spawn(move || {
            let tell = |event| {
                if reading.load(Ordering::Relaxed) == own {
                    // The receiver lives as long as the loop, and nobody listens after it.
                    let _ = sender.send(event);
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

    /// Opens a meeting to be read, behind the screen.
    pub(super) fn read_minutes(&self, id: String) {
        let (setting, sender) = (self.setting.clone(), self.sender.clone());
        thread::spawn(move || {
            let read = setting.reading(&id);
            // The receiver lives as long as the loop, and nobody listens after it.
            let _ = sender.send(read.map_or_else(Event::Failed, |reading| Event::Minutes(Box::new(reading))));
        });
    }

    /// Writes corrected minutes, behind the screen; the search finds the new words.
    pub(super) fn correct(&self, before: Meeting, after: Meeting) {
        let (setting, sender) = (self.setting.clone(), self.sender.clone());
        let refresh = self.archive.as_ref().map(Archive::refresher);
        let errand = self.exits.errands.begin();
        thread::spawn(move || {
            let fault = fault::at(Place::Correction).map_err(|error| error.to_string());
            let written = fault.and_then(|()| setting.correct(&before, &after, &Moment::current()));
            if let (Some(refresh), Ok(_)) = (refresh, &written) {
                refresh(after.id);
            }
            // The receiver lives as long as the loop, and nobody listens after it.
            let _ = sender.send(Event::Corrected(written.map(Box::new)));
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
