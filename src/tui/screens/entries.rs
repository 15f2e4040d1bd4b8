//! Everything recorded, to be changed or removed.

use ratatui::text::Line;

use super::{Cmd, Pane, Scene, line::Purpose, record};
use crate::{
    domain::{
        Change, Refusal,
        change::NoteBecomes,
        entry::{Entry, EntryRef, Wording},
    },
    tui::{
        keymap::{Action, Scope},
        ui::{Flow, list},
    },
};

/// The list and the selected row.
#[derive(Default)]
pub struct Entries {
    selected: usize,
}

impl Entries {
    fn is_note(&self, scene: &Scene) -> bool {
        let entries = scene.meeting.entries();
        entries.get(self.selected).is_some_and(|entry| matches!(entry.at, EntryRef::Note(_)))
    }
}

/// Makes a decision, an action or a parked entry of a note.
fn recast(action: Action, entry: &Entry, scene: &Scene) -> Cmd {
    let EntryRef::Note(id) = &entry.at else { return Cmd::Say("only a note can become something else".to_owned()) };
    let becomes = match action {
        Action::Decide => NoteBecomes::Decision,
        Action::Park => NoteBecomes::Parked,
        _ => {
            let captured = scene.capture(&entry.line);
            let due = captured.due.or(scene.next_date());
            NoteBecomes::Action(Wording { text: captured.text, owner: captured.owner, due })
        }
    };
    Cmd::Record(Change::Recast(id.clone(), becomes), Vec::new())
}

/// The line of an entry; of one that points at an earlier meeting its words there.
fn line_of(entry: &Entry, scene: &Scene) -> String {
    match &entry.at {
        EntryRef::TakenUp(of) | EntryRef::DealReport(of) | EntryRef::GoalReport(of) => {
            let words = scene.past.words_of(of).unwrap_or(of.as_str());
            entry.line.replacen(of.as_str(), words, 1)
        }
        _ => entry.line.clone(),
    }
}

/// Whether a change of it was begun.
fn is_half_typed(entry: &Entry, scene: &Scene) -> bool {
    let field = Purpose::Reword(entry.at.clone(), entry.label).field();
    scene.waiting(&field).is_some_and(|(_, text)| text != entry.line)
}

impl Pane for Entries {
    fn handle(&mut self, action: Action, scene: &Scene) -> Cmd {
        let entries = scene.meeting.entries();
        self.selected = self.selected.min(entries.len().saturating_sub(1));
        let selected = entries.get(self.selected);
        match (action, selected) {
            (Action::Back, _) => return Cmd::Dismiss,
            (Action::Accept, None) => return Cmd::Dismiss,
            (Action::Accept, Some(entry)) if entry.may_be_reworded() => return Cmd::Reword(entry.at.clone()),
            (Action::Accept, Some(_)) => return Cmd::Say(Refusal::NoWords.to_string()),
            (Action::Decide | Action::Promise | Action::Park, Some(entry)) => return recast(action, entry, scene),
            (Action::Remove, Some(entry)) => return Cmd::Record(Change::Remove(entry.at.clone()), Vec::new()),
            (Action::Up, _) => self.selected = list::step(self.selected, -1, entries.len()),
            (Action::Down, _) => self.selected = list::step(self.selected, 1, entries.len()),
            (Action::First, _) => self.selected = 0,
            (Action::Last, _) => self.selected = entries.len().saturating_sub(1),
            _ => {}
        }
        Cmd::None
    }

    fn scope(&self) -> Scope {
        Scope::ENTRIES.and(Scope::LIST)
    }

    fn word(&self, action: Action, scene: &Scene) -> Option<&'static str> {
        let is_empty = scene.meeting.entries().is_empty();
        match action {
            Action::Accept if is_empty => Some("back"),
            Action::Accept => Some("change"),
            Action::Decide if self.is_note(scene) => Some("make it a decision"),
            Action::Promise if self.is_note(scene) => Some("action"),
            Action::Park if self.is_note(scene) => Some("parked"),
            Action::Remove if !is_empty => Some("remove"),
            Action::Back => Some("back"),
            _ => None,
        }
    }

    fn render(&self, scene: &Scene, flow: &mut Flow) {
        let look = flow.look();
        let entries = scene.meeting.entries();
        flow.line(Line::styled(format!("Everything recorded ({})", entries.len()), look.strong()));
        flow.gap();
        if entries.is_empty() {
            flow.line(Line::styled("Nothing yet.", look.quiet()));
        }
        let selected = self.selected.min(entries.len().saturating_sub(1));
        let rows = usize::from(flow.rows());
        let first = list::window(selected, entries.len(), rows);
        for (index, entry) in entries.iter().enumerate().skip(first).take(rows) {
            let (words, waits) = (line_of(entry, scene), is_half_typed(entry, scene));
            let line = record::row(entry, &words, waits, scene.meeting, flow.columns(), look);
            flow.line(if index == selected { line.style(look.selected()) } else { line });
        }
    }
}
