//! Minutes: past meetings, newest first, and one of them to be read; typing searches all words of all meetings. Knows no
//! file: what is found and read comes from behind the screen.

mod correction;
mod list;
mod page;
mod panel;
mod reader;

use std::collections::BTreeMap;

use jiff::{Zoned, civil::Date};
use serde::{Deserialize, Serialize};

pub use self::correction::Typed;
use self::reader::Reader;
use super::{Cmd, home::Shown};
use crate::{
    domain::{
        Earlier, Id, Meeting,
        entry::EntryRef,
        search::{self, Excerpt, Query},
        series::Summary,
    },
    tui::{
        keymap::{Action, Scope},
        ui::{Flow, Look, TextField, list as rows},
    },
};

/// Excerpts of one meeting.
const EXCERPTS: usize = 2;
/// Characters of an excerpt.
const EXCERPT: usize = 90;
/// Rows of the list that PgDn goes down.
const PAGE: isize = 10;

/// What a screen is drawn in.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// From side to side.
    pub columns: u16,
    /// From top to bottom.
    pub rows: u16,
    /// How everything looks.
    pub look: Look,
    /// The day.
    pub today: Date,
}

/// What was found so far of what is searched for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// What was searched for, as typed.
    pub query: String,
    /// The meetings in which it is, newest first; none for an empty query.
    pub meetings: Vec<FoundIn>,
    /// Meetings that were read and searched.
    pub searched: usize,
    /// All there are to search.
    pub all: usize,
    /// Where the minutes are, as people read it.
    pub folder: String,
}

/// The records of one meeting in which something was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundIn {
    /// The meeting.
    pub id: String,
    /// The first of them with their kinds.
    pub excerpts: Vec<(&'static str, Excerpt)>,
    /// How many there are.
    pub records: usize,
    /// Where the first one stands: the section, and the record in it.
    pub first: (&'static str, Option<Id>),
}

/// A meeting that was opened to be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// As recorded.
    pub meeting: Meeting,
    /// What it says of earlier meetings.
    pub earlier: Earlier,
    /// Where it is, as people read it.
    pub file: String,
    /// Where its exports go, as people read it.
    pub exports: String,
    /// Why it can only be read.
    pub objection: Option<String>,
}

/// Corrections that were begun, by meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun(BTreeMap<String, Vec<Typed>>);

impl Begun {
    /// What was typed for an entry of a meeting.
    pub fn of(&self, meeting: &str, at: &EntryRef) -> Option<Typed> {
        self.0.get(meeting)?.iter().find(|typed| typed.at == *at).cloned()
    }

    /// This was made in a meeting; what else was typed for its entry goes on.
    pub fn made(&mut self, meeting: &str, made: &Typed) {
        if let Some(typed) = self.0.get_mut(meeting) {
            typed.retain(|typed| !typed.says(made));
        }
        self.0.retain(|_, typed| !typed.is_empty());
    }

    /// Takes in more of them.
    pub fn add(&mut self, more: &Self) {
        for (meeting, typed) in &more.0 {
            let here = self.0.entry(meeting.clone()).or_default();
            let is_new = |typed: &&Typed| !here.iter().any(|here| here.says(typed));
            let new: Vec<Typed> = typed.iter().filter(is_new).cloned().collect();
            here.extend(new);
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The list, what it is searched for, and the minutes that are read.
pub struct Minutes {
    shown: Shown,
    search: TextField,
    found: Found,
    selected: usize,
    /// The meeting that was asked for last.
    wanted: Option<String>,
    reader: Option<Reader>,
    /// Of minutes that were left.
    begun: Begun,
    says_folder: bool,
}

impl Minutes {
    /// The past meetings of a series, searched for these words; corrections that were begun are found again.
    pub fn new(shown: Shown, begun: Begun, searched: &str) -> Self {
        let search = TextField::with_text("minutes", searched);
        let found = Found::default();
        Self { shown, search, found, selected: 0, wanted: None, reader: None, begun, says_folder: false }
    }

    /// The corrections that were begun and not made.
    pub fn begun(&self) -> Begun {
        let mut begun = self.begun.clone();
        if let Some(reader) = &self.reader {
            begun.0.insert(reader.id().to_owned(), reader.half_typed());
        }
        begun.0.retain(|_, corrections| !corrections.is_empty());
        begun
    }

    /// Takes in corrections that were begun before; those that are begun here go before.
    pub fn add(&mut self, begun: &Begun) {
        let mut here = self.begun();
        here.add(begun);
        if let Some(reader) = &mut self.reader {
            reader.resume(here.0.remove(reader.id()).unwrap_or_default());
        }
        self.begun = here;
    }

    /// What is searched for.
    pub fn searched(&self) -> String {
        self.search.text()
    }

    /// Shows a series that was read.
    pub fn show(&mut self, shown: Shown) {
        let selected = self.selected_id();
        self.shown = shown;
        self.select(selected.as_deref());
    }

    /// Takes in what was found; what was found of an older search is dropped.
    pub fn take(&mut self, found: Found) {
        if found.query != self.search.text() {
            return;
        }
        let selected = self.selected_id().filter(|_| self.found.query == found.query);
        self.found = found;
        self.select(selected.as_deref());
    }

    /// Opens the minutes that were asked for, where the search found something in them first.
    pub fn read(&mut self, reading: Reading) {
        if self.wanted.take_if(|wanted| *wanted == reading.meeting.id).is_none() {
            return;
        }
        let query = self.search.text();
        let found = self.found.meetings.iter().find(|found| found.id == reading.meeting.id);
        let first = found.filter(|_| self.found.query == query).map(|found| found.first.clone());
        self.says_folder = false;
        let begun = self.begun.0.remove(&reading.meeting.id).unwrap_or_default();
        let mut reader = Reader::new(reading, &query, first);
        reader.resume(begun);
        self.reader = Some(reader);
    }

    /// The minutes that are read were corrected; this is what was typed for it.
    pub fn corrected(&mut self, reading: Reading, made: Option<&Typed>) {
        if let Some(made) = made {
            self.begun.made(&reading.meeting.id, made);
        }
        if let Some(reader) = self.reader.as_mut().filter(|reader| reader.id() == reading.meeting.id) {
            reader.corrected(reading, made);
        }
    }

    /// The field that is typed in.
    pub fn field_mut(&mut self) -> Option<&mut TextField> {
        match &mut self.reader {
            Some(reader) => reader.field_mut(),
            None => Some(&mut self.search),
        }
    }

    /// Whether a field has the keyboard.
    pub fn has_field(&self) -> bool {
        self.reader.as_ref().is_none_or(|reader| reader.field().is_some())
    }

    /// Whether its field takes line breaks.
    pub fn takes_lines(&self) -> bool {
        self.reader.as_ref().is_some_and(Reader::takes_lines)
    }

    /// The text of the field changed.
    pub fn typed(&mut self, room: Room) -> Cmd {
        match &mut self.reader {
            Some(reader) => {
                reader.typed(room);
                Cmd::None
            }
            None => Cmd::Search(self.search.text()),
        }
    }

    /// The marks of this place beyond those of its field.
    pub fn scope(&self) -> Scope {
        let scope = Scope::LIST.and(Scope::MINUTES);
        match &self.reader {
            Some(reader) if reader.is_free() => scope.and(Scope::READER),
            Some(_) | None => scope,
        }
    }

    /// The word for what an action does here.
    pub fn word(&self, action: Action, room: Room) -> Option<&'static str> {
        match (&self.reader, action) {
            (Some(reader), _) => reader.word(action, room),
            (None, Action::Accept) if self.rows().is_empty() => Some("home"),
            (None, Action::Accept) => Some("read"),
            (None, Action::Back) => Some("home"),
            (None, _) => None,
        }
    }

    /// Answers an action.
    pub fn handle(&mut self, action: Action, room: Room) -> Cmd {
        if let Some(reader) = &mut self.reader {
            if reader.is_left_by(action, room) {
                self.begun = self.begun();
                self.reader = None;
                return Cmd::None;
            }
            return reader.handle(action, room);
        }
        let selected = self.selected_id();
        let len = self.rows().len();
        match (action, selected) {
            (Action::Accept, Some(id)) => {
                self.wanted = Some(id.clone());
                return Cmd::ReadMinutes(id);
            }
            (Action::Accept | Action::Back, _) => return Cmd::Home,
            (Action::Export, Some(id)) => return Cmd::Export(id),
            (Action::Folder, _) => self.says_folder = !self.says_folder,
            (Action::Up, _) => self.selected = rows::step(self.selected, -1, len),
            (Action::Down, _) => self.selected = rows::step(self.selected, 1, len),
            (Action::PrevPage, _) => self.selected = rows::step(self.selected, -PAGE, len),
            (Action::NextPage, _) => self.selected = rows::step(self.selected, PAGE, len),
            _ => {}
        }
        Cmd::None
    }

    /// The meetings of the list, newest first, with what was found in them.
    fn rows<'a>(&'a self) -> Vec<(&'a Summary, Option<&'a FoundIn>)> {
        let all = self.shown.series.as_ref().map_or(&[][..], |series| &series.meetings);
        if self.search.text().trim().is_empty() {
            return all.iter().rev().map(|meeting| (meeting, None)).collect();
        }
        // Both are in one order, so that each meeting is looked for from where the last one was found.
        let mut rest = all.iter().rev();
        let row = |found: &'a FoundIn| {
            let is_it = |meeting: &&Summary| meeting.id == found.id;
            let meeting = rest.clone().find(is_it).or_else(|| all.iter().find(is_it))?;
            rest.find(|other| other.id == meeting.id);
            Some((meeting, Some(found)))
        };
        self.found.meetings.iter().filter_map(row).collect()
    }

    fn selected_id(&self) -> Option<String> {
        self.rows().get(self.selected).map(|(meeting, _)| meeting.id.clone())
    }

    /// Selects a meeting again, the first one where it is gone.
    fn select(&mut self, id: Option<&str>) {
        let rows = self.rows();
        let place = rows.iter().position(|(meeting, _)| Some(meeting.id.as_str()) == id);
        self.selected = place.unwrap_or(0);
    }

    /// Draws it.
    pub fn render(&self, clock: &Zoned, flow: &mut Flow) {
        match &self.reader {
            Some(reader) => reader.render(clock.date(), flow),
            None => self.render_list(clock.date(), flow),
        }
    }
}

impl FoundIn {
    /// What is found of `query` in a meeting, `None` when no record of it has all the words.
    pub fn of(query: &Query, meeting: &Meeting) -> Option<Self> {
        let hits = search::hits(query, meeting);
        let first = hits.first()?;
        Some(Self {
            id: meeting.id.clone(),
            excerpts: hits.iter().take(EXCERPTS).map(|hit| (hit.kind, hit.excerpt(EXCERPT))).collect(),
            records: hits.len(),
            first: (first.place.section, first.place.id.cloned()),
        })
    }
}
