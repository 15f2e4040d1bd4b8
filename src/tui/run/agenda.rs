//! The agenda that is edited or set up, on its way to the disk. Does not know the editor.

use super::Program;
use crate::{
    cli::CliError,
    domain::{Agenda, ids::slug},
    tui::{
        agenda_file::AgendaFile,
        app::{App, Event},
        clock::Moment,
    },
};

impl Program {
    /// An agenda is about to be edited, perhaps of another series.
    pub(super) fn edit(&mut self, series: String, agenda: Agenda) {
        // Words that could not be written are not dropped for it.
        if let Err(error) = self.keep_a_last_time() {
            self.tell(Event::Alert(error.message));
        }
        self.agenda = Some(AgendaFile::new(series, agenda));
    }

    /// An agenda is to be written.
    pub(super) fn keep(&mut self, series: String, agenda: Box<Agenda>) {
        if self.agenda.as_ref().is_none_or(|file| file.series != series) {
            self.edit(series, (*agenda).clone());
        }
        self.unwritten = Some(agenda);
    }

    /// Writes the agenda that was edited, once for all edits that were taken in together.
    pub(super) fn write_agenda(&mut self) {
        let (Some(file), Some(agenda)) = (&mut self.agenda, self.unwritten.take()) else { return };
        let written = file.write(&agenda, &self.setting, &Moment::current());
        if written.is_ok() && file.series == self.setting.series {
            // A file that was named in its place is in the series now.
            self.setting.agenda = None;
        }
        let (written, alert) = match written {
            Ok(alert) => (Ok(file.beside()), alert),
            Err(error) => (Err(error), None),
        };
        self.tell(Event::Kept(written));
        if let Some(alert) = alert {
            self.tell(Event::Alert(alert));
        }
    }

    /// Tries a last time to write an agenda that could not be written, and puts it elsewhere else.
    pub(super) fn keep_a_last_time(&mut self) -> Result<(), CliError> {
        self.write_agenda_again();
        let Some(file) = self.agenda.as_mut().filter(|file| file.unsaved.is_some()) else { return Ok(()) };
        Err(file.rescue(&self.setting))
    }

    /// The meeting that is opened next has the agenda as it was edited, wherever that is.
    pub(super) fn take_agenda_along(&mut self) {
        self.write_agenda_again();
        let unsaved = self.agenda.as_ref().filter(|file| file.series == self.setting.series);
        if let Some(agenda) = unsaved.and_then(|file| file.unsaved.clone()) {
            self.setting.agenda = Some(agenda);
        }
    }

    /// Tries once more to write an agenda that could not be written.
    fn write_agenda_again(&mut self) {
        self.write_agenda();
        if let Some(agenda) = self.agenda.as_mut().and_then(|file| file.unsaved.take()) {
            self.unwritten = Some(Box::new(agenda));
            self.write_agenda();
        }
    }

    /// Makes a series of the agenda that was set up, and shows it.
    pub(super) fn found(&mut self, app: &App) {
        let Some(agenda) = app.founded() else { return };
        let series = slug(&agenda.title);
        match self.setting.found(&series, agenda) {
            Ok(()) => {
                self.setting.series = series;
                self.setting.agenda = None;
                self.read();
            }
            Err(error) => self.tell(Event::Unfounded(error)),
        }
    }
}
