//! The keys of the screen underneath, made from the key table, searched by typing.

use ratatui::text::{Line, Span};

use super::Cmd;
use crate::tui::{
    keymap::{self, Action, Scope},
    ui::{Flow, TextField},
};

/// Help for a place with these marks.
pub struct Help {
    place: Scope,
    search: TextField,
    first: usize,
}

impl Help {
    /// The keys that act at `place`.
    pub fn new(place: Scope) -> Self {
        Self { place, search: TextField::with_text("help", ""), first: 0 }
    }

    /// The field that searches.
    pub fn field_mut(&mut self) -> &mut TextField {
        &mut self.search
    }

    /// Answers an action.
    pub fn handle(&mut self, action: Action) -> Cmd {
        match action {
            Action::Help | Action::Back | Action::Accept => return Cmd::Dismiss,
            Action::Up => self.first = self.first.saturating_sub(1),
            Action::Down => self.first = (self.first + 1).min(self.rows().len().saturating_sub(1)),
            _ => {}
        }
        Cmd::None
    }

    fn rows(&self) -> Vec<(String, &'static str)> {
        let wanted = self.search.text().to_lowercase();
        let mut rows: Vec<(String, &'static str)> = Vec::new();
        for row in keymap::rows(self.place).filter(|row| !row.keys.is_empty()) {
            let keys = keymap::names(row);
            let hit = keys.to_lowercase().contains(&wanted) || row.help.to_lowercase().contains(&wanted);
            match rows.iter_mut().find(|(_, help)| *help == row.help) {
                _ if !hit => {}
                Some((names, _)) => *names = format!("{names}, {keys}"),
                None => rows.push((keys, row.help)),
            }
        }
        rows
    }

    /// Draws the keys.
    pub fn render(&self, flow: &mut Flow) {
        let look = flow.look();
        flow.line(Line::styled("Keys of this screen", look.strong()));
        flow.field(&self.search, 1, flow.rows().saturating_sub(3));
        let rows = self.rows();
        if rows.is_empty() {
            flow.line(Line::styled("No key does that here.", look.quiet()));
        }
        let first = self.first.min(rows.len().saturating_sub(1));
        for (keys, help) in rows.into_iter().skip(first) {
            let keys = Span::styled(format!("{:<20} ", look.keys(&keys)), look.strong());
            flow.line(Line::from(vec![keys, Span::raw(help)]));
        }
    }
}
