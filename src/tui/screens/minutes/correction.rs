//! A correction that is typed: the new words of a record, then why. Does not know how it is kept.

use jiff::civil::Date;
use ratatui::text::{Line, Text};
use serde::{Deserialize, Serialize};

use crate::{
    domain::{
        Meeting, Refusal,
        capture::{self, Captured, Parts},
        correct::NewCorrection,
        entry::{Entry, EntryRef, Wording},
    },
    tui::{
        keymap::Action,
        screens::{Cmd, chip, chip_rows, half_of, line::parts, short_day},
        ui::{Flow, Look, TextField},
    },
};

/// The names of the fields.
const WORDS: &str = "correction";
const WHY: &str = "why";

/// What was typed of a correction that was left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Typed {
    /// The record.
    pub(super) at: EntryRef,
    words: String,
    why: String,
    /// Whether the reason was asked for.
    is_why: bool,
}

impl Typed {
    /// Whether it says the same, whichever of the two was asked for.
    pub(super) fn says(&self, other: &Self) -> bool {
        (&self.at, self.words.trim(), self.why.trim()) == (&other.at, other.words.trim(), other.why.trim())
    }

    /// Whether it is the last correction of its record: it went to the disk while the program ended.
    pub(super) fn is_made(&self, meeting: &Meeting) -> bool {
        let last = meeting.corrections.iter().rfind(|correction| Some(&correction.of) == self.at.record());
        let Some(last) = last.filter(|last| last.why == self.why.trim()) else { return false };
        let entry = meeting.correctable().into_iter().find(|entry| entry.at == self.at);
        let again = entry.map(|entry| Correction::resumed(entry, self).new_correction(meeting, last.at.date()));
        again.is_some_and(|again| meeting.clone().correct(again, &last.at) == Err(Refusal::SameWords))
    }
}

/// The record, its new words and the reason.
pub(super) struct Correction {
    pub(super) entry: Entry,
    words: TextField,
    why: TextField,
    is_why: bool,
}

impl Correction {
    /// Begins with the words as they are.
    pub(super) fn new(entry: Entry) -> Self {
        Self { words: field(WORDS, &entry.line), entry, why: field(WHY, ""), is_why: false }
    }

    /// What was typed; `None` where the record would stay as it is.
    pub(super) fn typed(&self) -> Option<Typed> {
        let (at, words, why, is_why) = (self.entry.at.clone(), self.words.text(), self.why.text(), self.is_why);
        (words.trim() != self.entry.line || !why.is_empty()).then_some(Typed { at, words, why, is_why })
    }

    /// Goes on with a record as it reads now.
    pub(super) fn resumed(entry: Entry, typed: &Typed) -> Self {
        let Typed { words, why, is_why, at: _ } = typed;
        Self { entry, words: field(WORDS, words), why: field(WHY, why), is_why: *is_why }
    }

    pub(super) fn field(&self) -> &TextField {
        if self.is_why { &self.why } else { &self.words }
    }

    pub(super) fn field_mut(&mut self) -> &mut TextField {
        if self.is_why { &mut self.why } else { &mut self.words }
    }

    /// Whether the words are asked for, and not yet why.
    pub(super) fn is_first(&self) -> bool {
        !self.is_why
    }

    pub(super) fn word(&self, action: Action, meeting: &Meeting) -> Option<&'static str> {
        match action {
            Action::Accept if self.is_why => Some("correct the minutes"),
            Action::Accept => Some("then say why"),
            Action::Back => Some("back, the text stays"),
            Action::NextField => half_of(&self.words, &meeting.owners()).filter(|_| self.is_first()).map(|_| "name"),
            _ => None,
        }
    }

    pub(super) fn handle(&mut self, action: Action, meeting: &Meeting, today: Date) -> Cmd {
        match action {
            Action::Accept if self.is_why => {
                let new = self.new_correction(meeting, today);
                return Cmd::Correct(Box::new(meeting.clone()), Box::new(new));
            }
            Action::Accept if self.words.text().trim() == self.entry.line => {
                return Cmd::Say("change the words first".to_owned());
            }
            Action::Accept => self.is_why = true,
            Action::Back => self.is_why = false,
            Action::NextField if self.is_first() => return self.complete(meeting),
            _ => {}
        }
        Cmd::None
    }

    /// Completes the half-typed name before the caret.
    fn complete(&mut self, meeting: &Meeting) -> Cmd {
        let Some(half) = half_of(&self.words, &meeting.owners()).map(str::to_owned) else { return Cmd::None };
        match capture::completions(&half, &meeting.owners()).first() {
            Some(name) => self.words.complete(&half, name),
            None => return Cmd::Say("nobody on the list has a name like that".to_owned()),
        }
        Cmd::None
    }

    /// What is understood of the words, where the record has an owner or a date.
    fn captured(&self, meeting: &Meeting, today: Date) -> Option<Captured> {
        let people = meeting.owners();
        let context = capture::Context { people: &people, today, next: None };
        Some(capture::parse_last(&self.words.text(), &context, parts(&self.entry.at, meeting)?))
    }

    fn new_correction(&self, meeting: &Meeting, today: Date) -> NewCorrection {
        let (entry, wording) = (self.entry.at.clone(), self.wording(meeting, today));
        NewCorrection { entry, wording, why: self.why.text() }
    }

    fn wording(&self, meeting: &Meeting, today: Date) -> Wording {
        match self.captured(meeting, today) {
            Some(captured) => Wording { text: captured.text, owner: captured.owner, due: captured.due },
            None => Wording { text: self.words.text(), ..Wording::default() },
        }
    }

    pub(super) fn render(&self, meeting: &Meeting, today: Date, flow: &mut Flow) {
        let look = flow.look();
        let title = format!("Correct the minutes of meeting {}: {}", meeting.number, self.entry.label);
        flow.line(Line::styled(title, look.strong()));
        flow.text(Text::styled("What it said stays in the minutes, with the day and the reason.", look.quiet()), 2);
        flow.gap();
        flow.quote(&self.entry.line, look.quiet(), 4);
        flow.gap();
        if self.is_why {
            flow.quote(&self.words.text(), look.strong(), 4);
            flow.gap();
            flow.line(Line::styled("Why is it corrected?", look.strong()));
            return flow.field(&self.why, 3, 0);
        }
        flow.line(Line::styled("What should it say?", look.strong()));
        let captured = self.captured(meeting, today);
        flow.field(&self.words, 3, u16::from(captured.is_some()));
        if let Some(captured) = captured {
            let rows = chip_rows(
                chips(&captured, parts(&self.entry.at, meeting), today, look),
                usize::from(flow.columns()),
                look,
            );
            for row in rows {
                flow.line(row);
            }
        }
    }
}

fn field(name: &str, text: &str) -> TextField {
    TextField::with_text(name, text)
}

/// What was understood: whose it is and by when.
fn chips(captured: &Captured, parts: Option<Parts>, today: Date, look: Look) -> Vec<Line<'static>> {
    let owner = match (&captured.owner, &captured.unknown_owner) {
        _ if parts == Some(Parts::Due) => None,
        (Some(owner), _) => Some(chip("Owner", owner.clone(), true, look)),
        (None, Some(unknown)) => Some(chip("Owner", unknown.to_string(), false, look)),
        (None, None) => Some(chip("Owner", "nobody: @name".to_owned(), false, look)),
    };
    let due = match (captured.due, &captured.unknown_due) {
        _ if parts == Some(Parts::Owner) => None,
        (Some(due), _) => Some(chip("Due", short_day(due, today), true, look)),
        (None, Some(unknown)) => Some(chip("Due", format!("{unknown:?} is no date"), false, look)),
        (None, None) => Some(chip("Due", "no date: due:fri".to_owned(), false, look)),
    };
    owner.into_iter().chain(due).collect()
}
