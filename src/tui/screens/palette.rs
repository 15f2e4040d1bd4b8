//! All commands of the screen underneath with their keys, found by typing.

use ratatui::text::{Line, Span};

use super::Cmd;
use crate::tui::{
    keymap::{self, Action, Binding, Scope},
    ui::{Flow, TextField, list},
};

/// The palette for a place with these marks.
pub struct Palette {
    place: Scope,
    search: TextField,
    selected: usize,
}

impl Palette {
    /// The commands that act at `place`.
    pub fn new(place: Scope) -> Self {
        Self { place, search: TextField::with_text("palette", ""), selected: 0 }
    }

    /// The field that searches.
    pub fn field_mut(&mut self) -> &mut TextField {
        &mut self.search
    }

    /// Answers an action.
    pub fn handle(&mut self, action: Action) -> Cmd {
        let rows = self.rows();
        match action {
            Action::Accept => return rows.get(self.selected).map_or(Cmd::Dismiss, |row| Cmd::Do(row.action)),
            Action::Palette | Action::Back => return Cmd::Dismiss,
            Action::Up => self.selected = list::step(self.selected, -1, rows.len()),
            Action::Down => self.selected = list::step(self.selected, 1, rows.len()),
            _ => {}
        }
        Cmd::None
    }

    /// The search text changed: the best row is selected again.
    pub fn searched(&mut self) {
        self.selected = 0;
    }

    /// One row for every command that is more than moving about.
    fn rows(&self) -> Vec<&'static Binding> {
        let wanted = self.search.text().to_lowercase();
        let mut rows: Vec<&'static Binding> = Vec::new();
        for row in keymap::rows(self.place).filter(|row| is_command(row.action)) {
            let hit = row.help.to_lowercase().contains(&wanted);
            if hit && rows.iter().all(|other| other.action != row.action) {
                rows.push(row);
            }
        }
        rows
    }

    /// Draws the commands.
    pub fn render(&self, flow: &mut Flow) {
        let look = flow.look();
        flow.line(Line::styled("All commands", look.strong()));
        flow.field(&self.search, 1, flow.rows().saturating_sub(3));
        let rows = self.rows();
        if rows.is_empty() {
            flow.line(Line::styled("No command is called that.", look.quiet()));
        }
        let room = usize::from(flow.rows());
        let first = list::window(self.selected, rows.len(), room);
        for (index, row) in rows.iter().enumerate().skip(first).take(room) {
            let keys = Span::styled(
                format!("{:<12} ", row.keys.first().map(ToString::to_string).unwrap_or_default()),
                look.quiet(),
            );
            let line = Line::from(vec![keys, Span::raw(row.help)]);
            flow.line(if index == self.selected { line.style(look.selected()) } else { line });
        }
    }
}

fn is_command(action: Action) -> bool {
    if action == Action::Suspend {
        return cfg!(unix);
    }
    !matches!(
        action,
        Action::Accept
            | Action::NewLine
            | Action::Back
            | Action::NextField
            | Action::PrevField
            | Action::Toggle
            | Action::Up
            | Action::Down
            | Action::Left
            | Action::Right
            | Action::First
            | Action::Last
            | Action::NextPage
            | Action::PrevPage
            | Action::NextMatch
            | Action::PrevMatch
            | Action::Yes
            | Action::No
            | Action::CloseLeft
            | Action::Remove
            | Action::Palette
            | Action::Interrupt
    )
}
