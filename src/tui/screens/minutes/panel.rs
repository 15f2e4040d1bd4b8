//! What lies over the minutes that are read: a search, the list of places, the list of records, the folder. Does not know
//! how the page is set.

use ratatui::{
    style::Style,
    text::{Line, Text},
};

use super::{
    Reading, Room,
    correction::Correction,
    reader::{Place, Reader},
};
use crate::{
    domain::Meeting,
    tui::{
        keymap::Action,
        screens::{Cmd, record},
        ui::{Flow, TextField, list},
    },
};

/// Rows of a list that PgDn goes down.
const PAGE: isize = 10;

/// What lies over the minutes.
pub(super) enum Panel {
    /// Words to search for, and where one was before.
    Find { field: Box<TextField>, from: Place },
    /// The places that one can go to, and the selected one.
    Jump(usize),
    /// The records that can be corrected, and the selected one.
    Records(usize),
    /// One of them.
    Correct(Box<Correction>),
    /// Where the minutes are.
    Folder,
}

impl Panel {
    pub(super) fn field(&self) -> Option<&TextField> {
        match self {
            Self::Find { field, .. } => Some(field),
            Self::Correct(correction) => Some(correction.field()),
            Self::Jump(_) | Self::Records(_) | Self::Folder => None,
        }
    }

    pub(super) fn field_mut(&mut self) -> Option<&mut TextField> {
        match self {
            Self::Find { field, .. } => Some(field),
            Self::Correct(correction) => Some(correction.field_mut()),
            Self::Jump(_) | Self::Records(_) | Self::Folder => None,
        }
    }

    /// The word for what an action does over the minutes of this meeting.
    pub(super) fn word(&self, action: Action, meeting: &Meeting) -> Option<&'static str> {
        match (self, action) {
            (Self::Find { .. }, Action::Accept) => Some("read here"),
            (Self::Find { .. }, Action::NextField) => Some("next"),
            (Self::Find { .. }, Action::Back) => Some("back to where it was"),
            (Self::Jump(_), Action::Accept) => Some("go there"),
            (Self::Records(_), Action::Accept) => Some("correct it"),
            (Self::Correct(correction), _) => correction.word(action, meeting),
            (Self::Folder, Action::Accept) | (_, Action::Back) => Some("back"),
            (_, _) => None,
        }
    }
}

impl Reader {
    pub(super) fn handle_panel(&mut self, action: Action, room: Room) -> Cmd {
        match self.panel.take() {
            Some(Panel::Find { field, from }) => return self.handle_find(action, field, from, room),
            Some(Panel::Jump(selected)) => self.handle_jump(action, selected, room),
            Some(Panel::Records(selected)) => self.handle_records(action, selected),
            Some(Panel::Correct(correction)) => return self.handle_correction(action, correction, room),
            Some(Panel::Folder) if matches!(action, Action::Accept | Action::Back | Action::Folder) => {}
            folder @ (Some(Panel::Folder) | None) => self.panel = folder,
        }
        Cmd::None
    }

    fn handle_find(&mut self, action: Action, field: Box<TextField>, from: Place, room: Room) -> Cmd {
        let mut cmd = Cmd::None;
        match action {
            Action::Accept => return cmd,
            Action::Back => {
                self.top = from;
                return cmd;
            }
            Action::NextField | Action::Down => cmd = self.go_to_match(1, room),
            Action::PrevField | Action::Up => cmd = self.go_to_match(-1, room),
            _ => {}
        }
        self.panel = Some(Panel::Find { field, from });
        cmd
    }

    fn handle_jump(&mut self, action: Action, selected: usize, room: Room) {
        let places = self.places(room);
        match (action, places.get(selected)) {
            (Action::Accept, Some((piece, ..))) => self.top = (*piece, 0),
            (Action::Accept | Action::Back | Action::NextField, _) => {}
            (action, _) => self.panel = Some(Panel::Jump(step(action, selected, places.len()))),
        }
    }

    fn handle_records(&mut self, action: Action, selected: usize) {
        let entries = self.reading.meeting.correctable();
        match (action, entries.into_iter().nth(selected)) {
            (Action::Accept, Some(entry)) => {
                let begun = self.begun.iter().position(|begun| begun.at == entry.at);
                let correction = match begun.map(|begun| self.begun.swap_remove(begun)) {
                    Some(begun) => Correction::resumed(entry, &begun),
                    None => Correction::new(entry),
                };
                self.panel = Some(Panel::Correct(Box::new(correction)));
            }
            (Action::Accept | Action::Back, _) => {}
            (action, _) => {
                let len = self.reading.meeting.correctable().len();
                self.panel = Some(Panel::Records(step(action, selected, len)));
            }
        }
    }

    fn handle_correction(&mut self, action: Action, mut correction: Box<Correction>, room: Room) -> Cmd {
        if action == Action::Back && correction.is_first() {
            let entries = self.reading.meeting.correctable();
            let place = entries.iter().position(|entry| entry.at == correction.entry.at);
            self.begun.splice(..0, correction.typed());
            self.panel = Some(Panel::Records(place.unwrap_or(0)));
            return Cmd::None;
        }
        let cmd = correction.handle(action, &self.reading.meeting, room.today);
        self.panel = Some(Panel::Correct(correction));
        cmd
    }

    /// Sections, and the records in them: the piece, the words, and whether it is a section.
    fn places(&self, room: Room) -> Vec<(usize, String, bool)> {
        let page = self.set(room);
        let places = page.pieces.iter().enumerate().filter(|(_, piece)| piece.is_title || piece.record.is_some());
        places.map(|(index, piece)| (index, piece.text.replace('\n', " "), piece.is_title)).collect()
    }

    /// The place in that list at which the reader is.
    pub(super) fn jump_here(&self, room: Room) -> usize {
        self.places(room).iter().rposition(|(piece, ..)| *piece <= self.top.0).unwrap_or(0)
    }

    pub(super) fn render_jump(&self, selected: usize, room: Room, flow: &mut Flow) {
        let look = flow.look();
        flow.line(Line::styled("Where to?", look.strong()));
        flow.gap();
        let places = self.places(room);
        let rows = usize::from(flow.rows());
        let first = list::window(selected, places.len(), rows);
        for (index, (_, text, is_section)) in places.into_iter().enumerate().skip(first).take(rows) {
            let (indent, style) = if is_section { ("", look.strong()) } else { ("  ", Style::new()) };
            let text = look.cut(&format!("{indent}{text}"), usize::from(flow.columns()));
            let line = Line::styled(text, style);
            flow.line(if index == selected { line.patch_style(look.selected()) } else { line });
        }
    }

    pub(super) fn render_records(&self, selected: usize, flow: &mut Flow) {
        let look = flow.look();
        let meeting = &self.reading.meeting;
        flow.line(Line::styled("Which record is corrected?", look.strong()));
        flow.gap();
        let entries = meeting.correctable();
        if entries.is_empty() {
            flow.line(Line::styled("Nothing with words was recorded.", look.quiet()));
        }
        let rows = usize::from(flow.rows());
        let first = list::window(selected, entries.len(), rows);
        for (index, entry) in entries.iter().enumerate().skip(first).take(rows) {
            let is_half_typed = self.begun.iter().any(|begun| begun.at == entry.at);
            let line = record::row(entry, &entry.line, is_half_typed, meeting, flow.columns(), look);
            flow.line(if index == selected { line.style(look.selected()) } else { line });
        }
    }
}

/// Where the minutes and their exports are.
pub(super) fn render_folder(reading: &Reading, flow: &mut Flow) {
    let look = flow.look();
    for (what, place) in [("These minutes are in", &reading.file), ("Files for others go to", &reading.exports)] {
        flow.gap();
        flow.line(Line::styled(what, look.quiet()));
        flow.text(Text::styled(place.clone(), look.strong()), 4);
    }
}

/// The row that is selected after this action.
fn step(action: Action, selected: usize, len: usize) -> usize {
    match action {
        Action::Up => list::step(selected, -1, len),
        Action::Down => list::step(selected, 1, len),
        Action::PrevPage => list::step(selected, -PAGE, len),
        Action::NextPage => list::step(selected, PAGE, len),
        Action::First => 0,
        Action::Last => len.saturating_sub(1),
        _ => selected,
    }
}
