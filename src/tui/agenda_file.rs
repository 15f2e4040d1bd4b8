//! The agenda of a series while it is edited: written with every edit, never over what somebody else wrote meanwhile. Does
//! not know the editor.

use std::path::PathBuf;

use super::{clock::Moment, desk::Setting};
use crate::{
    cli::{CliError, Exit},
    domain::Agenda,
    store::{self, Found, Spare, Target, visible},
};

/// The file, from the first edit on.
pub(super) struct AgendaFile {
    pub(super) series: String,
    /// As it was when the editor was opened.
    before: Agenda,
    target: Option<Target>,
    /// Somebody else wrote the file: the edits are beside it.
    is_beside: bool,
    /// The newest agenda, as long as it is not on the disk.
    pub(super) unsaved: Option<Agenda>,
    /// Where one lies that could not be written.
    rescued: Option<PathBuf>,
}

impl AgendaFile {
    /// The agenda `before` of a series is about to be edited.
    pub(super) fn new(series: String, before: Agenda) -> Self {
        Self { series, before, target: None, is_beside: false, unsaved: None, rescued: None }
    }

    /// Writes an edited agenda; what is to be said beside that it is saved.
    ///
    /// # Errors
    /// Why it is not saved.
    pub(super) fn write(&mut self, agenda: &Agenda, setting: &Setting, now: &Moment) -> Result<Option<String>, String> {
        self.unsaved = Some(agenda.clone());
        let target = match &mut self.target {
            Some(target) => target,
            None => self.target.insert(setting.agenda_target(&self.series, &self.before)?),
        };
        let found = setting.write_agenda(&self.series, target, agenda, now)?;
        self.unsaved = None;
        let path = visible(&target.path().to_string_lossy());
        Ok(match found {
            Found::Same => None,
            Found::Gone => Some("agenda.json was gone; it was made again".to_owned()),
            Found::Changed => {
                self.is_beside = true;
                Some(format!("somebody else changed agenda.json; theirs stays and counts, your changes are in {path}"))
            }
        })
    }

    /// The file in which the edits are, where that is not the agenda's own.
    pub(super) fn beside(&self) -> Option<String> {
        let target = self.target.as_ref().filter(|_| self.is_beside)?;
        Some(visible(&target.path().to_string_lossy()))
    }

    /// Puts the unsaved agenda into the state folder; what to say of it when the program ends.
    pub(super) fn rescue(&mut self, setting: &Setting) -> CliError {
        let before = self.rescued.as_deref();
        let rescue = |(agenda, spare): (&Agenda, Spare)| spare.rescue("agenda", before, &store::to_json(agenda)).ok();
        self.rescued = self.unsaved.as_ref().zip(setting.spare_of(&self.series)).and_then(rescue);
        let place = match &self.rescued {
            Some(path) => format!("your changes are in {}", visible(&path.to_string_lossy())),
            None => "your last changes are lost".to_owned(),
        };
        CliError::new(Exit::Failed, format!("the agenda of {} is not saved; {place}", visible(&self.series)))
    }
}
