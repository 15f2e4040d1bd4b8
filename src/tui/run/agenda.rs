//! The agenda that is edited or set up, on its way to the disk. Does not know the editor.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{Program, snapshot};
use crate::{
    domain::{Agenda, ids::slug},
    store::{Delays, Document, Report, Saver, Urgency, in_words},
    tui::{
        app::{App, Event},
        exits::SHORTLY,
        saving::AgendaReports,
    },
};

/// What writes the agenda of one series.
pub(super) struct AgendaDesk {
    saver: Arc<Saver>,
    /// Whoever wants to hear how it goes.
    _listener: Arc<()>,
}

impl Program {
    /// An agenda is about to be edited; this is what it says now.
    pub(super) fn edit(&mut self, series: &str, agenda: Agenda) {
        if self.agenda_saver(series).is_none_or(|saver| saver.unsaved().is_none()) {
            // Somebody else may change the file until the first edit.
            self.drop_agendas(&self.folder_of(series));
            self.sheet = Some((series.to_owned(), self.setting.agenda_sheet(series, agenda)));
        }
    }

    /// An agenda is to be written.
    pub(super) fn keep(&mut self, series: &str, agenda: Agenda, revision: u64) {
        let saver = match self.agenda_saver(series) {
            Some(saver) => Ok(saver),
            None => self.start_agenda(series, &agenda),
        };
        match saver {
            Ok(saver) => saver.save(snapshot(Document::Agenda(Arc::new(agenda)), revision, Urgency::Record)),
            Err(error) => {
                self.tell(Event::Kept { series: series.to_owned(), revision, result: Err(in_words(&error)) });
            }
        }
    }

    /// Starts the thread that writes the agenda of a series.
    fn start_agenda(&mut self, series: &str, agenda: &Agenda) -> std::io::Result<Arc<Saver>> {
        let begun = self.sheet.take().filter(|(of, _)| of == series);
        let sheet = begun.map_or_else(|| self.setting.agenda_sheet(series, agenda.clone()), |(_, sheet)| sheet);
        let (inbox, listener) = (self.inbox.clone(), Arc::new(()));
        let mut reports = AgendaReports::new(series.to_owned(), Arc::downgrade(&listener));
        let report = move |report: Report| {
            for event in reports.events(report) {
                inbox.tell(event);
            }
        };
        let saver = Arc::new(Saver::start(sheet, Delays::default(), report)?);
        self.exits.savers.add(&saver);
        let desk = AgendaDesk { saver: Arc::clone(&saver), _listener: listener };
        self.agendas.insert(self.folder_of(series), desk);
        Ok(saver)
    }

    /// What writes the agenda of a series, if somebody edited it.
    pub(super) fn agenda_saver(&self, series: &str) -> Option<Arc<Saver>> {
        self.agendas.get(&self.folder_of(series)).map(|desk| Arc::clone(&desk.saver))
    }

    /// Nobody edits the agendas of the series in this folder any more, which may be the folder of one.
    pub(super) fn drop_agendas(&mut self, within: &Path) {
        let dropped: BTreeMap<_, _>;
        let all = std::mem::take(&mut self.agendas).into_iter();
        (dropped, self.agendas) = all.partition(|(folder, _)| folder.starts_with(within));
        for desk in dropped.into_values() {
            desk.saver.end(SHORTLY);
            self.exits.savers.remove(&desk.saver);
        }
    }

    fn folder_of(&self, series: &str) -> PathBuf {
        self.setting.shelf.open(series).dir().to_path_buf()
    }

    /// The meeting that is opened next has the agenda as it was edited, wherever that is.
    pub(super) fn take_agenda_along(&mut self) {
        let Some(saver) = self.agenda_saver(&self.setting.series) else { return };
        if saver.finish(SHORTLY).is_err()
            && let Some(Document::Agenda(agenda)) = saver.newest()
        {
            self.setting.agenda = Some((*agenda).clone());
        }
    }

    /// Makes a series of the agenda that was set up.
    pub(super) fn found(&self, app: &App) {
        let Some(agenda) = app.set_up().cloned() else { return };
        self.behind(move |setting, inbox| {
            let series = slug(&agenda.title);
            inbox.tell(match setting.found(&series, &agenda) {
                Ok(()) => Event::Founded(series),
                Err(error) => Event::Unfounded(error),
            });
        });
    }
}
