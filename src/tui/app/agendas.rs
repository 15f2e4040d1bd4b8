//! What becomes of edited agendas, as the savers report it: also of those that nobody looks at any more. Knows no file.

use super::{App, Effect, Saving, Screen};

/// What is known of the file of an agenda.
pub(super) struct Kept {
    /// The newest edit.
    pub(super) revision: u64,
    pub(super) saving: Saving,
}

impl Kept {
    /// Whether the newest edit is not on the disk, as far as is known.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.saving, Saving::Busy | Saving::Trouble(_))
    }
}

impl App {
    /// What there is to say about saving on the screen itself; `None` in a meeting.
    pub(super) fn saving_here(&self) -> Option<Saving> {
        match &self.screen {
            Screen::Agenda(editor) => self.agendas.get(editor.series()).map(|kept| kept.saving.clone()),
            Screen::Minutes(_) => self.corrected.clone(),
            Screen::Home(_) | Screen::Setup(_) | Screen::Promises(_) | Screen::Goals(_) => None,
            Screen::Stage(_) | Screen::Summary(_) => None,
        }
    }

    /// An agenda that could not be saved, wherever that is told.
    pub(super) fn agenda_trouble(&self) -> Option<Saving> {
        self.agendas.iter().find_map(|(series, kept)| match &kept.saving {
            Saving::Trouble(trouble) => Some(Saving::Trouble(format!("the agenda of {series}: {trouble}"))),
            Saving::Done(_) | Saving::Beside(..) | Saving::Busy => None,
        })
    }

    /// The saver tried to write this edit of the agenda of a series.
    pub(super) fn kept(&mut self, series: &str, revision: u64, result: Result<Option<String>, String>) {
        let Some(kept) = self.agendas.get_mut(series) else { return };
        let was_trouble = matches!(kept.saving, Saving::Trouble(_));
        let at = self.now.wall.clone();
        kept.saving = match result {
            Err(trouble) => Saving::Trouble(trouble),
            // An edit that came since is on its way.
            Ok(_) if revision < kept.revision => return,
            Ok(None) => Saving::Done(at),
            Ok(Some(path)) => Saving::Beside(at, path),
        };
        let is_trouble = matches!(kept.saving, Saving::Trouble(_));
        if !is_trouble {
            self.left.saved(series, revision);
        }
        if was_trouble && !is_trouble {
            // What was said of it is not true any more.
            self.notice = None;
            self.leaving = false;
            if matches!(self.screen, Screen::Home(_)) {
                // It tells of the emergency copy.
                self.effects.push(Effect::Read);
            }
        }
        if is_trouble && self.session.is_some() {
            let Some(Saving::Trouble(trouble)) = self.agenda_trouble() else { return };
            self.notice = Some(format!("NOT SAVED: {trouble}"));
        }
    }
}
