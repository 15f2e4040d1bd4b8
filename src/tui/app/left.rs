//! Half-typed words of screens that were left: found again when the screen is opened anew, also after the program was.
//! Knows no key and no file.

use std::collections::{BTreeMap, btree_map::Entry};

use serde::{Deserialize, Serialize};

use super::{App, Effect, Screen};
use crate::{
    domain::Meeting,
    tui::screens::{
        agenda::{self, AgendaEditor},
        minutes::{Begun, Minutes},
        promises::Promises,
        setup::{self, Setup},
    },
};

/// What was typed on screens outside a meeting and not recorded.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Left {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    setup: Option<setup::Typed>,
    /// By the names of the series, as all that follows.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    agendas: BTreeMap<String, agenda::Half>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    corrections: BTreeMap<String, Begun>,
    /// What the minutes and the promises were searched for; nobody misses it when the program ends.
    #[serde(skip)]
    searched: BTreeMap<String, String>,
    #[serde(skip)]
    filtered: BTreeMap<String, String>,
    /// The series of the correction that is on its way to the disk.
    #[serde(skip)]
    correcting: String,
    /// What was handed over last, to be found again at the next start; `None` as long as nobody takes it.
    #[serde(skip)]
    handed: Option<String>,
    /// The disk did not take it.
    #[serde(skip)]
    is_lost: bool,
}

/// Whether these are half-typed words as they are written here.
pub fn is_half_typed(words: &str) -> bool {
    serde_json::from_str::<Left>(words).is_ok()
}

impl Left {
    /// What there is; `None` when nothing is half-typed.
    fn words(&self) -> Option<&'static str> {
        let setup = self.setup.as_ref().map(|_| "the teams that were begun");
        let agenda = self.agendas.first_key_value().map(|_| "a half-typed line of the agenda");
        setup.or(agenda).or(self.corrections.first_key_value().map(|_| "a half-typed correction"))
    }

    /// Takes in what waited since the program was left. What was typed since goes before.
    fn add(&mut self, words: String) {
        // The place where they waited holds nothing else.
        let waited: Self = serde_json::from_str(&words).unwrap_or_default();
        self.handed = Some(words);
        self.setup = self.setup.take().or(waited.setup);
        for (series, waited) in waited.agendas {
            match self.agendas.entry(series) {
                Entry::Occupied(mut half) => half.get_mut().add(&waited),
                Entry::Vacant(none) => drop(none.insert(waited)),
            }
        }
        for (series, begun) in waited.corrections {
            self.corrections.entry(series).or_default().add(&begun);
        }
    }

    /// The teams that were begun meet.
    pub(super) fn founded(&mut self) {
        self.setup = None;
    }

    fn to_json(&self) -> String {
        serde_json::to_string(self).expect("text and numbers are JSON")
    }
}

impl App {
    /// Looks at what is half-typed on the screen, which may be left.
    pub(super) fn gather_words(&mut self) {
        let series = &self.shown.name;
        match &mut self.screen {
            Screen::Setup(setup) if self.founded.is_none() => self.left.setup = setup.typed(),
            Screen::Agenda(editor) => match editor.half() {
                Some(half) => drop(self.left.agendas.insert(editor.series().to_owned(), half)),
                // What waits for another agenda goes on waiting.
                None if editor.has_strangers() => {}
                None => drop(self.left.agendas.remove(editor.series())),
            },
            Screen::Minutes(minutes) => {
                self.left.corrections.insert(series.clone(), minutes.begun());
                self.left.corrections.retain(|_, begun| !begun.is_empty());
                self.left.searched.insert(series.clone(), minutes.searched());
            }
            Screen::Promises(promises) => {
                self.left.filtered.insert(series.clone(), promises.filter());
            }
            Screen::Setup(_) | Screen::Home(_) | Screen::Goals(_) => {}
            Screen::Stage(_) | Screen::Summary(_) => {}
        }
    }

    /// Hands half-typed words over, to be found again at the next start, before anything else is done.
    pub(super) fn hand_words_over(&mut self) {
        if self.left.handed.is_none() || self.is_demo() {
            return;
        }
        self.gather_words();
        let words = self.left.to_json();
        if self.left.handed.as_ref() != Some(&words) {
            self.effects.insert(0, Effect::HalfTyped(words.clone()));
            self.left.handed = Some(words);
        }
    }

    /// These words waited since the program was left; what is half-typed is handed over from now on.
    pub(super) fn words_found(&mut self, words: String) {
        if self.is_demo() {
            return self.elsewhere.add(words);
        }
        self.gather_words();
        self.left.add(words);
        match &mut self.screen {
            Screen::Setup(setup) => {
                if let Some(typed) = &self.left.setup {
                    setup.resume(typed);
                }
            }
            Screen::Agenda(editor) => {
                if let Some(half) = self.left.agendas.get(editor.series()) {
                    editor.add(half);
                }
            }
            Screen::Minutes(minutes) => {
                if let Some(begun) = self.left.corrections.get(&self.shown.name) {
                    minutes.add(begun);
                }
            }
            Screen::Home(_) => {
                if let (Some(words), None) = (self.left.words(), &self.notice) {
                    self.notice = Some(format!("found again from last time: {words}"));
                }
            }
            Screen::Promises(_) | Screen::Goals(_) | Screen::Stage(_) | Screen::Summary(_) => {}
        }
    }

    /// Whether the disk took the half-typed words.
    pub(super) fn words_written(&mut self, is_written: bool) {
        let left = if self.is_demo() { &mut self.elsewhere } else { &mut self.left };
        left.is_lost = !is_written;
        self.effects.push(Effect::Unseen);
    }

    /// A correction of the series on screen is on its way to the disk.
    pub(super) fn send_correction(&mut self) {
        self.left.correcting.clone_from(&self.shown.name);
    }

    /// It was made: nothing of it is half-typed any more.
    pub(super) fn drop_correction(&mut self, meeting: &Meeting) {
        if let Some(begun) = self.left.corrections.get_mut(&self.left.correcting) {
            begun.made(meeting);
        }
        self.left.corrections.retain(|_, begun| !begun.is_empty());
    }

    /// The half-typed words that are lost when the program ends now.
    pub(super) fn lost_words(&mut self) -> Option<&'static str> {
        self.gather_words();
        self.left.words().filter(|_| self.left.handed.is_none() || self.left.is_lost)
    }

    pub(super) fn open_setup(&mut self) {
        let mut setup = Setup::new(self.shown.lengths.clone());
        if let Some(typed) = &self.left.setup {
            setup.resume(typed);
        }
        self.screen = Screen::Setup(setup);
    }

    pub(super) fn open_agenda(&mut self) {
        if let Screen::Home(home) = &self.screen {
            let shown = home.shown();
            self.effects.push(Effect::Edit(shown.name.clone(), Box::new(shown.agenda.clone())));
            let mut editor = AgendaEditor::new(shown);
            if let Some(half) = self.left.agendas.get(&shown.name) {
                editor.add(half);
            }
            if editor.has_strangers() {
                self.notice =
                    Some("a half-typed line waits for the agenda as it was before somebody changed it".to_owned());
            }
            self.agendas.retain(|series, kept| *series != shown.name || kept.is_open());
            self.screen = Screen::Agenda(editor);
        }
    }

    /// The past minutes with the corrections that were begun, searched for what they were searched for before.
    pub(super) fn past_minutes(&mut self) -> Minutes {
        let begun = self.left.corrections.get(&self.shown.name).cloned().unwrap_or_default();
        let searched = self.left.searched.get(&self.shown.name).map_or("", String::as_str);
        Minutes::new(self.shown.clone(), begun, searched)
    }

    /// The promises, filtered as before.
    pub(super) fn promises(&mut self) -> Promises {
        let filtered = self.left.filtered.get(&self.shown.name).map_or("", String::as_str);
        Promises::new(self.shown.clone(), filtered)
    }
}
