//! What the program asks of the outside, carried out: a meeting is opened, saved and left, and all else is handed on. Does
//! not wait for events.

use std::sync::Arc;

use super::{Ending, Program, failed};
use crate::{
    cli::CliError,
    domain::Meeting,
    store::{Delays, Document, Report, Saver, Snapshot, Urgency},
    tui::{
        app::{App, Effect, Event, Occasion, Opened},
        archive::Archive,
        clock::Moment,
        desk::Wanted,
        saving::{self, Unsaved},
        signals,
        trouble::Voice,
    },
};

impl Program {
    /// Does what the program asks for; an error when it is to end.
    pub(super) fn carry_out(&mut self, effect: Effect, app: &mut App) -> Result<(), Ending> {
        match effect {
            Effect::Save => self.unsaved = Some(Urgency::Record),
            Effect::SaveDraft => {
                self.unsaved.get_or_insert(Urgency::Draft);
            }
            Effect::Start => return self.open_or_say(Wanted::New, app),
            Effect::Resume => return self.open_or_say(Wanted::Running, app),
            Effect::Found => self.found(app),
            Effect::Edit(series, agenda) => self.edit(&series, *agenda),
            Effect::Keep(series, agenda, revision) => self.keep(&series, *agenda, revision),
            Effect::HalfTyped(words) => self.keep_half_typed(&words),
            Effect::Read => return self.read_shown(app),
            Effect::Release(meeting, revision) => self.leave_meeting(*meeting, revision),
            Effect::Search(words) => self.search(words),
            Effect::StopSearch => self.archive = None,
            Effect::ReadMinutes(id) => self.read_minutes(id),
            Effect::Export(id) => self.export(&id),
            Effect::Correct(before, after) => self.correct(*before, *after),
            Effect::LookAround => match self.look_around() {
                Ok(()) => return self.show(app),
                Err(error) => self.tell(Event::Failed(error)),
            },
            Effect::LeaveDemo => {
                self.leave_demo();
                return self.show(app);
            }
            Effect::WriteOut(occasion, meeting) => self.write_out(occasion, meeting),
            Effect::Suspend => {
                if let Err(why) = signals::suspend() {
                    self.tell(Event::Failed(why.to_string()));
                }
            }
            Effect::Quit => return Err(Ending::Quit),
            Effect::Vanish => return Err(Ending::Gone),
            Effect::Unseen => {}
        }
        Ok(())
    }

    /// Reads the series on screen, which may be another one than before.
    fn read_shown(&mut self, app: &mut App) -> Result<(), Ending> {
        if self.setting.series == app.series() {
            self.read();
            return Ok(());
        }
        // A file that was named is for the series it was named for.
        self.setting.agenda = None;
        app.series().clone_into(&mut self.setting.series);
        self.show(app)
    }

    fn leave_meeting(&mut self, meeting: Meeting, revision: u64) {
        if let Some(saver) = &self.desk {
            saver.save(snapshot(meeting.into(), revision, Urgency::Record));
        }
        match self.release() {
            Ok(()) => {}
            Err(unsaved) if !unsaved.words.is_empty() => {
                let what =
                    "the meeting is NOT SAVED, and no other place took its words: they are printed when you leave";
                self.tell(Event::Alert(what.to_owned()));
            }
            Err(unsaved) => self.tell(Event::Failed(unsaved.error.message)),
        }
    }

    fn search(&mut self, words: String) {
        let archive = self.archive.get_or_insert_with(|| Archive::open(&self.setting, self.inbox.clone()));
        archive.search(words);
    }

    fn export(&self, id: &str) {
        match self.setting.shelf.open(&self.setting.series).load(id) {
            Ok(loaded) => self.write_out(Occasion::Draft, Box::new(loaded.meeting)),
            Err(error) => {
                let why = self.setting.told(&error, Voice::Screen);
                self.tell(Event::Written(Occasion::Draft, Err(why)));
            }
        }
    }

    fn write_out(&self, occasion: Occasion, meeting: Box<Meeting>) {
        self.writer.write(self.setting.shelf.open(&self.setting.series), meeting, occasion);
    }

    fn open_or_say(&mut self, wanted: Wanted, app: &mut App) -> Result<(), Ending> {
        match self.open(wanted, Voice::Screen) {
            Ok(opened) => self.take(Event::Opened(Box::new(opened)), app).map(drop),
            Err(error) => {
                self.take(Event::Failed(error.message), app)?;
                // What is on the screen may be the reason.
                self.read_shown(app)
            }
        }
    }

    /// Opens a meeting and starts the thread that saves it.
    pub(super) fn open(&mut self, wanted: Wanted, voice: Voice) -> Result<Opened, CliError> {
        self.take_agenda_along();
        let writable = self.setting.open(wanted, &Moment::current(), voice)?;
        let inbox = self.inbox.clone();
        let report = move |report: Report| {
            for event in saving::events(report) {
                inbox.tell(event);
            }
        };
        let saver = Saver::start(writable.sheet, Delays::default(), report);
        let saver = Arc::new(saver.map_err(failed)?);
        self.exits.savers.add(&saver);
        if let Some(error) = &writable.unlocked {
            self.tell(Event::Alert(error.to_string()));
        }
        self.desk = Some(saver);
        self.unkept = Some((self.setting.clone(), writable.opened.agenda.clone(), writable.missing));
        Ok(writable.opened)
    }

    /// Waits for the last save and lets others have the series.
    fn release(&mut self) -> Result<(), Unsaved> {
        let Some(saver) = self.desk.take() else { return Ok(()) };
        let finished = saving::finish(&saver);
        let is_homeless = finished.as_ref().is_err_and(|unsaved| !unsaved.words.is_empty());
        // Words that no place took are tried again when the program is left.
        if !is_homeless {
            self.exits.savers.remove(&saver);
        }
        finished
    }
}

/// A document as it is handed to its saver.
pub(super) fn snapshot(document: Document, revision: u64, urgency: Urgency) -> Snapshot {
    Snapshot { document, at: Moment::current().wall.datetime(), revision, urgency }
}
