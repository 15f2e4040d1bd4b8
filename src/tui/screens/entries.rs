//! Everything recorded, to be changed or removed.

use ratatui::text::{Line, Span};

use super::{Cmd, Pane, Scene};
use crate::{
    domain::Change,
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

impl Pane for Entries {
    fn handle(&mut self, action: Action, scene: &Scene) -> Cmd {
        let entries = scene.meeting.entries();
        self.selected = self.selected.min(entries.len().saturating_sub(1));
        let selected = entries.get(self.selected);
        match (action, selected) {
            (Action::Back, _) => return Cmd::Dismiss,
            (Action::Accept, None) => return Cmd::Dismiss,
            (Action::Accept, Some(entry)) if entry.may_be_reworded() => return Cmd::Reword(entry.at.clone()),
            (Action::Accept, Some(_)) => return Cmd::Say("remove the agreement to make it anew".to_owned()),
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
            let mut spans = vec![Span::styled(format!("{:<10} ", entry.label), look.quiet())];
            if let Some(team) = &entry.team {
                let index = scene.meeting.team_index(team);
                spans.push(Span::styled(format!("{} ", look.mark(index)), look.team(index)));
            }
            spans.push(Span::raw(entry.line.replace('\n', " ")));
            let line = Line::from(spans);
            flow.line(if index == selected { line.style(look.selected()) } else { line });
        }
    }
}
