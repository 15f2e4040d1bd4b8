//! Half-typed words of screens that were left: found again when the screen is opened anew. Knows no key and no file.

use super::{App, Effect, Screen};
use crate::tui::screens::{
    agenda::{self, AgendaEditor},
    minutes::{Begun, Minutes},
    promises::Promises,
    setup::Setup,
};

/// What was typed on screens outside a meeting and not recorded.
#[derive(Default)]
pub(super) struct Left {
    setup: Option<Setup>,
    agenda: Option<agenda::Half>,
    /// Of the series of this name.
    corrections: Option<(String, Begun)>,
    /// What the minutes and the promises of a series were searched for; nobody misses it when the program ends.
    searched: Option<(String, String)>,
    filtered: Option<(String, String)>,
}

impl Left {
    /// What is lost when the program ends; `None` when nothing is.
    fn words(&self) -> Option<&'static str> {
        let setup = self.setup.as_ref().map(|_| "the teams that were begun");
        let agenda = self.agenda.as_ref().map(|_| "a half-typed line of the agenda");
        setup.or(agenda).or(self.corrections.as_ref().map(|_| "a half-typed correction"))
    }
}

impl App {
    /// Takes the half-typed words of the screen, which is left.
    pub(super) fn keep_words(&mut self) {
        match &mut self.screen {
            Screen::Setup(setup) if self.founded.is_none() => {
                self.left.setup = Some(setup.clone()).filter(Setup::has_words);
            }
            Screen::Agenda(editor) => self.left.agenda = editor.half(),
            Screen::Minutes(minutes) => {
                self.left.corrections = minutes.begun().map(|begun| (self.shown.name.clone(), begun));
                self.left.searched = Some((self.shown.name.clone(), minutes.searched()));
            }
            Screen::Promises(promises) => {
                self.left.filtered = Some((self.shown.name.clone(), promises.filter()));
            }
            Screen::Setup(_) | Screen::Home(_) | Screen::Goals(_) => {}
            Screen::Stage(_) | Screen::Summary(_) => {}
        }
    }

    /// The half-typed words that are lost when the program ends now.
    pub(super) fn lost_words(&mut self) -> Option<&'static str> {
        self.keep_words();
        self.left.words()
    }

    pub(super) fn open_setup(&mut self) {
        let setup = self.left.setup.take();
        self.screen = Screen::Setup(setup.unwrap_or_else(|| Setup::new(self.shown.lengths.clone())));
    }

    pub(super) fn open_agenda(&mut self) {
        if let Screen::Home(home) = &self.screen {
            let shown = home.shown();
            self.effects.push(Effect::Edit(shown.name.clone(), Box::new(shown.agenda.clone())));
            self.screen = Screen::Agenda(AgendaEditor::new(home.shown(), self.left.agenda.take()));
        }
    }

    /// The past minutes with the corrections that were begun, searched for what they were searched for before.
    pub(super) fn past_minutes(&mut self) -> Minutes {
        let begun = self.left.corrections.take_if(|(series, _)| *series == self.shown.name);
        let searched = self.left.searched.take_if(|(series, _)| *series == self.shown.name);
        let begun = begun.map(|(_, begun)| begun).unwrap_or_default();
        Minutes::new(self.shown.clone(), begun, &searched.unwrap_or_default().1)
    }

    /// The promises, filtered as before.
    pub(super) fn promises(&mut self) -> Promises {
        let filtered = self.left.filtered.take_if(|(series, _)| *series == self.shown.name);
        Promises::new(self.shown.clone(), &filtered.unwrap_or_default().1)
    }
}
