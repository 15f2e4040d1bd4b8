//! Half-typed words of screens that were left: found again when the screen is opened anew, also after the program was.
//! Knows no key and no file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{App, Effect, Screen};
use crate::{
    domain::entry::EntryRef,
    tui::screens::{
        agenda::{self, AgendaEditor},
        minutes::{Begun, Minutes, Typed},
        promises::Promises,
        setup::{self, Setup},
    },
};

/// What was typed on screens outside a meeting and not recorded, as it waits on the disk.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    /// The one that is gone on with first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    setups: Vec<setup::Typed>,
    /// By the names of the series.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    agendas: BTreeMap<String, Vec<agenda::Half>>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    corrections: BTreeMap<String, Begun>,
}

/// Whether these are half-typed words as they are written here.
pub fn is_half_typed(words: &str) -> bool {
    serde_json::from_str::<Words>(words).is_ok()
}

impl Words {
    /// What there is; `None` when nothing is half-typed.
    fn kinds(&self) -> Option<String> {
        let kinds = [
            (!self.setups.is_empty(), "the teams that were begun"),
            (!self.agendas.is_empty(), "a half-typed line of the agenda"),
            (!self.corrections.is_empty(), "a half-typed correction"),
        ];
        let kinds: Vec<&str> = kinds.into_iter().filter_map(|(is_there, kind)| is_there.then_some(kind)).collect();
        Some(kinds.join(" and ")).filter(|kinds| !kinds.is_empty())
    }

    /// Takes in more; what is here already goes before.
    fn add(&mut self, more: Self) {
        let is_new = |setup: &setup::Typed| !self.setups.contains(setup);
        let setups: Vec<_> = more.setups.into_iter().filter(is_new).collect();
        self.setups.extend(setups);
        for (series, halves) in more.agendas {
            self.add_halves(&series, halves);
        }
        for (series, begun) in more.corrections {
            self.corrections.entry(series).or_default().add(&begun);
        }
    }

    fn add_halves(&mut self, series: &str, halves: Vec<agenda::Half>) {
        let here = self.agendas.entry(series.to_owned()).or_default();
        for half in halves {
            if !here.contains(&half) {
                here.push(half);
            }
        }
    }

    fn to_json(&self) -> String {
        serde_json::to_string(self).expect("text and numbers are JSON")
    }
}

/// The same and what else is known of screens that were left.
pub(super) struct Left {
    words: Words,
    /// The first of the teams that were begun are on the screen.
    is_first_open: bool,
    /// Lines of agendas that were recorded up to this edit, and are not on the disk with it, by the names of the series.
    recorded: BTreeMap<String, (u64, Vec<agenda::Half>)>,
    /// What the minutes and the promises were searched for, by the names of the series; nobody misses it when the
    /// program ends.
    searched: BTreeMap<String, String>,
    filtered: BTreeMap<String, String>,
    /// The correction that is on its way to the disk: the series, the meeting, and what was typed.
    correcting: Option<(String, String, Typed)>,
    /// What was handed over last, to be found again at the next start.
    handed: String,
    /// Whether it is found again, as far as is known.
    is_kept: bool,
}

impl Default for Left {
    fn default() -> Self {
        Self {
            words: Words::default(),
            is_first_open: false,
            recorded: BTreeMap::new(),
            searched: BTreeMap::new(),
            filtered: BTreeMap::new(),
            correcting: None,
            handed: Words::default().to_json(),
            is_kept: false,
        }
    }
}

impl Left {
    /// What there is, with what was recorded and is not on the disk yet.
    fn to_json(&self) -> String {
        if self.recorded.is_empty() {
            return self.words.to_json();
        }
        let mut words = self.words.clone();
        for (series, (_, halves)) in &self.recorded {
            words.add_halves(series, halves.clone());
        }
        words.to_json()
    }

    /// The half-typed lines of this agenda were recorded with an edit that is not on the disk yet.
    pub(super) fn recorded(&mut self, series: &str, edit: u64) {
        let Some(halves) = self.words.agendas.get(series) else { return };
        let (newest, recorded) = self.recorded.entry(series.to_owned()).or_default();
        *newest = edit;
        recorded.extend(halves.iter().cloned());
    }

    /// The disk has the agenda as of this edit.
    pub(super) fn saved(&mut self, series: &str, edit: u64) {
        self.recorded.retain(|of, (newest, _)| of != series || *newest > edit);
    }

    /// The teams that were begun meet.
    pub(super) fn founded(&mut self) {
        if std::mem::take(&mut self.is_first_open) {
            self.words.setups.remove(0);
        }
    }
}

impl App {
    /// Looks at what is half-typed on the screen, which may be left.
    pub(super) fn gather_words(&mut self) {
        let series = &self.shown.name;
        match &mut self.screen {
            Screen::Setup(setup) => {
                let setups = &mut self.left.words.setups;
                if std::mem::take(&mut self.left.is_first_open) {
                    setups.remove(0);
                }
                self.left.is_first_open = setup.typed().is_some();
                setups.splice(..0, setup.typed());
            }
            Screen::Agenda(editor) => {
                self.left.words.agendas.insert(editor.series().to_owned(), editor.halves());
                self.left.words.agendas.retain(|_, halves| !halves.is_empty());
            }
            Screen::Minutes(minutes) => {
                self.left.words.corrections.insert(series.clone(), minutes.begun());
                self.left.words.corrections.retain(|_, begun| !begun.is_empty());
                self.left.searched.insert(series.clone(), minutes.searched());
            }
            Screen::Promises(promises) => {
                self.left.filtered.insert(series.clone(), promises.filter());
            }
            Screen::Home(_) | Screen::Goals(_) | Screen::Stage(_) | Screen::Summary(_) => {}
        }
    }

    /// Hands half-typed words over, to be found again at the next start, before anything else is done.
    pub(super) fn hand_words_over(&mut self) {
        if self.is_demo() {
            return;
        }
        self.gather_words();
        let words = self.left.to_json();
        if self.left.handed != words {
            self.effects.insert(0, Effect::HalfTyped(words.clone()));
            self.left.handed = words;
        }
    }

    /// These words waited since windows were left.
    pub(super) fn words_found(&mut self, found: &[String]) {
        self.gather_words();
        let left = if self.is_demo() { &mut self.elsewhere } else { &mut self.left };
        left.is_kept = true;
        if let [only] = found {
            left.handed.clone_from(only);
        }
        for words in found {
            // Where they waited nothing else waits.
            left.words.add(serde_json::from_str(words).unwrap_or_default());
        }
        if self.is_demo() {
            return;
        }
        let words = &self.left.words;
        match &mut self.screen {
            Screen::Setup(setup) => {
                if let Some(typed) = words.setups.first() {
                    setup.resume(typed);
                    self.left.is_first_open = true;
                }
            }
            Screen::Agenda(editor) => {
                if let Some(halves) = words.agendas.get(editor.series()) {
                    editor.add(halves);
                }
            }
            Screen::Minutes(minutes) => {
                if let Some(begun) = words.corrections.get(&self.shown.name) {
                    minutes.add(begun);
                }
            }
            Screen::Home(_) => {
                if let (Some(kinds), None) = (words.kinds(), &self.notice) {
                    self.notice = Some(format!("found again from last time: {kinds}"));
                }
            }
            Screen::Promises(_) | Screen::Goals(_) | Screen::Stage(_) | Screen::Summary(_) => {}
        }
    }

    /// Whether the disk took the half-typed words.
    pub(super) fn words_written(&mut self, is_written: bool) {
        let left = if self.is_demo() { &mut self.elsewhere } else { &mut self.left };
        let was_kept = std::mem::replace(&mut left.is_kept, is_written);
        match left.words.kinds() {
            Some(kinds) if was_kept && !is_written => {
                self.alert(format!("NOT SAVED: {kinds}; record it, or it may be lost when the program ends"));
            }
            Some(_) | None => self.effects.push(Effect::Unseen),
        }
    }

    /// The correction of this entry in the series on screen is on its way to the disk.
    pub(super) fn send_correction(&mut self, meeting: &str, at: &EntryRef) {
        self.gather_words();
        let series = self.shown.name.clone();
        let typed = self.left.words.corrections.get(&series).and_then(|begun| begun.of(meeting, at));
        self.left.correcting = typed.map(|typed| (series, meeting.to_owned(), typed));
    }

    /// It was made: what was typed for it, which is half-typed no more.
    pub(super) fn end_correction(&mut self) -> Option<Typed> {
        let (series, meeting, typed) = self.left.correcting.take()?;
        if let Some(begun) = self.left.words.corrections.get_mut(&series) {
            begun.made(&meeting, &typed);
        }
        self.left.words.corrections.retain(|_, begun| !begun.is_empty());
        Some(typed)
    }

    /// The half-typed words that are lost when the program ends now.
    pub(super) fn lost_words(&mut self) -> Option<String> {
        self.gather_words();
        self.left.words.kinds().filter(|_| !self.left.is_kept)
    }

    pub(super) fn open_setup(&mut self) {
        let mut setup = Setup::new(self.shown.lengths.clone());
        if let Some(typed) = self.left.words.setups.first() {
            setup.resume(typed);
            self.left.is_first_open = true;
        }
        self.screen = Screen::Setup(setup);
    }

    pub(super) fn open_agenda(&mut self) {
        if let Screen::Home(home) = &self.screen {
            let shown = home.shown();
            self.effects.push(Effect::Edit(shown.name.clone(), Box::new(shown.agenda.clone())));
            let mut editor = AgendaEditor::new(shown);
            if let Some(halves) = self.left.words.agendas.get(&shown.name) {
                editor.add(halves);
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
        let begun = self.left.words.corrections.get(&self.shown.name).cloned().unwrap_or_default();
        let searched = self.left.searched.get(&self.shown.name).map_or("", String::as_str);
        Minutes::new(self.shown.clone(), begun, searched)
    }

    /// The promises, filtered as before.
    pub(super) fn promises(&mut self) -> Promises {
        let filtered = self.left.filtered.get(&self.shown.name).map_or("", String::as_str);
        Promises::new(self.shown.clone(), filtered)
    }
}
