//! A question with one field, over the meeting: pass, note, decision, action item, parked entry, other words.

use ratatui::text::{Line, Text};

use super::{Cmd, Pane, Scene, chips, complete, half_name};
use crate::{
    domain::{
        Change, Meeting,
        capture::Parts,
        entry::{EntryRef, Wording},
    },
    tui::{
        keymap::Action,
        ui::{Flow, TextField},
    },
};

/// What the line is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The reason for passing a turn.
    Pass,
    /// A note.
    Note,
    /// A decision.
    Decide,
    /// An action item.
    Promise,
    /// A parked entry.
    Park,
    /// Other words for an entry.
    Reword(EntryRef, &'static str),
}

impl Purpose {
    /// The word for it.
    pub const fn title(&self) -> &'static str {
        match self {
            Self::Pass => "Pass the turn",
            Self::Note => "Note",
            Self::Decide => "Decision",
            Self::Promise => "Action",
            Self::Park => "Parked",
            Self::Reword(_, label) => label,
        }
    }

    fn question(&self, meeting: &Meeting) -> &'static str {
        match self {
            Self::Pass => "Why is the turn passed? The reason goes into the minutes.",
            Self::Note => "What is worth keeping?",
            Self::Decide => "What was decided?",
            Self::Promise => "Who does what by when?",
            Self::Park => "What is kept for next time?",
            Self::Reword(EntryRef::Person(..), _) => "Change the name.",
            Self::Reword(entry, _) => match parts(entry, meeting) {
                // A goal has owners, too; they are found where it is reworded.
                Some(Parts::Both | Parts::Due) => "Change the words, the @owner or the due: date.",
                Some(Parts::Owner) => "Change the words or the @name of who brought it.",
                None => "Change the words.",
            },
        }
    }

    /// The name of its field.
    pub(super) fn field(&self) -> String {
        match self {
            Self::Pass => "pass".to_owned(),
            Self::Note => "note".to_owned(),
            Self::Decide => "decide".to_owned(),
            Self::Promise => "promise".to_owned(),
            Self::Park => "park".to_owned(),
            Self::Reword(entry, _) => format!("reword.{entry}"),
        }
    }
}

/// The change that records `text` for this purpose.
pub fn change(purpose: &Purpose, text: &str, scene: &Scene) -> Change {
    let text = text.to_owned();
    match purpose {
        Purpose::Pass => Change::Pass { reason: text },
        Purpose::Note => Change::Note(text),
        Purpose::Decide => Change::Decide(text),
        Purpose::Park => Change::Park(text),
        Purpose::Promise => {
            let captured = scene.capture(&text);
            let due = captured.due.or(scene.next_date());
            Change::Promise { wording: Wording { text: captured.text, owner: captured.owner, due } }
        }
        // Nothing is reworded then; only what was typed is forgotten.
        Purpose::Reword(entry, _) if is_as_recorded(entry, &text, scene) => {
            Change::Draft { field: scene.field_name(&purpose.field()), text: String::new(), caret: 0 }
        }
        Purpose::Reword(entry, _) => {
            let wording = match parts(entry, scene.meeting) {
                Some(parts) => {
                    let captured = scene.capture_record(&text, parts);
                    Wording { text: captured.text, owner: captured.owner, due: captured.due }
                }
                None => Wording { text, ..Wording::default() },
            };
            Change::Reword { entry: entry.clone(), wording }
        }
    }
}

/// Whether `text` is the line of the entry as it stands in the record.
fn is_as_recorded(entry: &EntryRef, text: &str, scene: &Scene) -> bool {
    scene.meeting.entries().iter().any(|other| other.at == *entry && other.line == text.trim())
}

/// What the line of an entry is understood as: only what the entry has a place for. The owners of a goal are found where
/// it is reworded.
pub(super) fn parts(entry: &EntryRef, meeting: &Meeting) -> Option<Parts> {
    match entry {
        EntryRef::Action(_) | EntryRef::Deal(_) => Some(Parts::Both),
        EntryRef::Answer(id) => {
            let mut answers = meeting.turns.iter().flat_map(|turn| &turn.answers);
            answers.find(|answer| answer.id == *id)?.kind.may_be_taken().then_some(Parts::Both)
        }
        EntryRef::Problem(_) => Some(Parts::Owner),
        EntryRef::Goal(_) => Some(Parts::Due),
        _ => None,
    }
}

/// The question and its field.
pub struct LinePane {
    purpose: Purpose,
    field: TextField,
}

impl LinePane {
    /// Asks for a purpose; half-typed text of an earlier go is found again.
    pub fn new(purpose: Purpose, scene: &Scene) -> Self {
        let field = scene.field_over(&purpose.field());
        Self { purpose, field }
    }

    /// Asks what is parked, beginning with the problem on the table.
    pub fn park(scene: &Scene) -> Self {
        let mut pane = Self::new(Purpose::Park, scene);
        if let Some(problem) = scene.meeting.problem_on_table().filter(|_| pane.field.is_empty()) {
            pane.field = TextField::with_text(pane.field.name(), &problem.text);
        }
        pane
    }

    /// Asks for what the field of this name is for, where it is that of a line over the meeting.
    pub fn found(field: &str, scene: &Scene) -> Option<Self> {
        let mut entries = scene.meeting.entries().into_iter();
        if let Some(entry) = field.strip_prefix("reword.") {
            return Self::reword(&entries.find(|other| other.at.to_string() == entry)?.at, scene);
        }
        let purposes = [Purpose::Pass, Purpose::Note, Purpose::Decide, Purpose::Promise, Purpose::Park];
        Some(Self::new(purposes.into_iter().find(|purpose| purpose.field() == field)?, scene))
    }

    /// Asks for other words of something recorded; `None` when it is gone.
    pub fn reword(entry: &EntryRef, scene: &Scene) -> Option<Self> {
        let found = scene.meeting.entries().into_iter().find(|other| other.at == *entry)?;
        let mut pane = Self::new(Purpose::Reword(entry.clone(), found.label), scene);
        if pane.field.is_empty() {
            pane.field = TextField::with_text(pane.field.name(), &found.line);
        }
        Some(pane)
    }
}

impl Pane for LinePane {
    fn handle(&mut self, action: Action, scene: &Scene) -> Cmd {
        match action {
            Action::Accept => {
                let change = change(&self.purpose, &self.field.text(), scene);
                Cmd::Record(change, vec![self.field.name().to_owned()])
            }
            Action::Back => Cmd::Dismiss,
            Action::NextField => complete(&mut self.field, scene).unwrap_or(Cmd::None),
            _ => Cmd::None,
        }
    }

    fn field(&self) -> Option<&TextField> {
        Some(&self.field)
    }

    fn field_mut(&mut self) -> Option<&mut TextField> {
        Some(&mut self.field)
    }

    fn word(&self, action: Action, scene: &Scene) -> Option<&'static str> {
        match action {
            Action::Accept => Some("record"),
            Action::Back => Some("back, the text stays"),
            Action::NextField => half_name(&self.field, scene).map(|_| "name"),
            _ => None,
        }
    }

    fn render(&self, scene: &Scene, flow: &mut Flow) {
        let look = flow.look();
        flow.line(Line::styled(self.purpose.title(), look.strong()));
        flow.text(Text::styled(self.purpose.question(scene.meeting), look.quiet()), 2);
        flow.gap();
        let text = self.field.text();
        let captured = match &self.purpose {
            Purpose::Promise => Some(scene.capture(&text)),
            Purpose::Reword(entry, _) => parts(entry, scene.meeting)
                .filter(|parts| *parts == Parts::Both)
                .map(|parts| scene.capture_record(&text, parts)),
            Purpose::Pass | Purpose::Note | Purpose::Decide | Purpose::Park => None,
        };
        flow.field(&self.field, 3, u16::from(captured.is_some()));
        if let Some(captured) = captured {
            let due = scene.next_date().filter(|_| self.purpose == Purpose::Promise);
            flow.line(chips(&captured, due, scene, look));
        }
    }
}
