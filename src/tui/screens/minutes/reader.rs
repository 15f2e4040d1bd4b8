//! One meeting to be read: it scrolls, jumps and is searched. Does not know where the minutes are kept.

use std::{cell::RefCell, rc::Rc};

use jiff::civil::Date;
use ratatui::text::{Line, Span};

use super::{
    Reading, Room,
    correction::{Correction, Typed},
    page::Page,
    panel::{self, Panel},
};
use crate::{
    domain::{Id, Refusal, search::Query},
    export::{Digest, day},
    tui::{
        keymap::Action,
        screens::Cmd,
        ui::{Flow, Look, TextField},
    },
};

/// A piece of the page and a row within it.
pub(super) type Place = (usize, usize);

/// The minutes, the place in them, and what lies over them.
pub(super) struct Reader {
    pub(super) reading: Reading,
    /// What stands in the first row; the same words at every width.
    pub(super) top: Place,
    pub(super) query: Query,
    /// What is searched for first, as soon as the page is set.
    pub(super) panel: Option<Panel>,
    /// Corrections that were begun.
    pub(super) begun: Vec<Typed>,
    /// The page as it was set last. Long minutes take longer than a key may, so it serves every frame that needs the
    /// same one.
    last: RefCell<Option<(Wanted, Rc<Page>)>>,
}

/// What a page depends on besides the minutes.
type Wanted = (usize, Look, Query);

impl Reader {
    /// The minutes from their beginning, or from what was found in them first: a section, and a record in it.
    pub(super) fn new(reading: Reading, query: &str, first: Option<(&'static str, Option<Id>)>) -> Self {
        let query = Query::new(query);
        let mut reader = Self { reading, top: (0, 0), query, panel: None, begun: Vec::new(), last: RefCell::default() };
        if let Some((section, record)) = first {
            // Which pieces there are does not depend on the width.
            let page = reader.page(80, Look::default());
            let place = record.and_then(|record| page.piece_of(section, Some(&record)));
            let in_section = |piece: &&usize| page.pieces[**piece].section == Some(section);
            let place = place.or(page.found.iter().find(in_section).or(page.found.first()).copied());
            reader.top = (place.unwrap_or(0), 0);
        }
        reader
    }

    /// These corrections were begun before, or are: the one that is typed at the moment stays as it is. Those that the
    /// minutes have already are over.
    pub(super) fn resume(&mut self, mut begun: Vec<Typed>) {
        begun.retain(|begun| !begun.is_made(&self.reading.meeting));
        if let Some(open) = self.open() {
            begun.retain(|begun| !begun.says(&open));
        }
        self.begun = begun;
    }

    /// The corrections whose words differ from the minutes.
    pub(super) fn half_typed(&self) -> Vec<Typed> {
        // The one on screen is the first that is found again.
        self.open().into_iter().chain(self.begun.iter().cloned()).collect()
    }

    /// What is typed at the moment.
    fn open(&self) -> Option<Typed> {
        match &self.panel {
            Some(Panel::Correct(correction)) => correction.typed(),
            _ => None,
        }
    }

    /// The meeting.
    pub(super) fn id(&self) -> &str {
        &self.reading.meeting.id
    }

    /// Shows the corrected minutes at the same place.
    pub(super) fn corrected(&mut self, reading: Reading, made: Option<&Typed>) {
        self.reading = reading;
        self.last.take();
        let Some(made) = made else { return };
        // Only the correction that was made is over; what is typed meanwhile goes on, be it for the same record.
        self.begun.retain(|begun| !begun.says(made));
        let is_made = |open: &Correction| open.typed().is_none_or(|open| open.says(made));
        self.panel.take_if(|panel| matches!(panel, Panel::Correct(correction) if is_made(correction)));
    }

    /// The field that is typed in.
    pub(super) fn field(&self) -> Option<&TextField> {
        self.panel.as_ref().and_then(Panel::field)
    }

    /// The same, to type into.
    pub(super) fn field_mut(&mut self) -> Option<&mut TextField> {
        self.panel.as_mut().and_then(Panel::field_mut)
    }

    /// Whether its field takes line breaks.
    pub(super) fn takes_lines(&self) -> bool {
        matches!(self.panel, Some(Panel::Correct(_)))
    }

    /// Whether nothing lies over the minutes.
    pub(super) fn is_free(&self) -> bool {
        self.panel.is_none()
    }

    /// The words that are searched for changed: their first place from where one began.
    pub(super) fn typed(&mut self, room: Room) {
        let Some(Panel::Find { field, from }) = &self.panel else { return };
        let from = *from;
        self.query = Query::new(&field.text());
        let page = self.set(room);
        let next = page.found.iter().find(|piece| **piece >= from.0).or(page.found.first());
        self.top = next.map_or(from, |piece| (*piece, 0));
    }

    /// Whether this action leaves the minutes for the list.
    pub(super) fn is_left_by(&self, action: Action, room: Room) -> bool {
        let is_over = || {
            let page = self.set(room);
            self.first_row(&page, room) >= last_first_row(&page, room)
        };
        self.is_free() && (action == Action::Back || action == Action::Accept && is_over())
    }

    /// The word for what an action does here.
    pub(super) fn word(&self, action: Action, room: Room) -> Option<&'static str> {
        match (&self.panel, action) {
            (Some(panel), _) => panel.word(action, &self.reading.meeting),
            (None, Action::Back) => Some("list"),
            (None, Action::Accept) if self.is_left_by(action, room) => Some("back to the list"),
            (None, Action::Accept) => Some("read on"),
            (None, Action::NextField) => Some("jump"),
            (None, Action::NextMatch) if !self.query.is_empty() => Some("next"),
            (None, _) => None,
        }
    }

    /// Answers an action.
    pub(super) fn handle(&mut self, action: Action, room: Room) -> Cmd {
        if self.panel.is_some() {
            return self.handle_panel(action, room);
        }
        let screenful = isize::try_from(text_rows(room)).unwrap_or(isize::MAX).max(2) - 1;
        match action {
            Action::Up => self.scroll(-1, room),
            Action::Down => self.scroll(1, room),
            Action::PrevPage => self.scroll(-screenful, room),
            Action::NextPage | Action::Toggle | Action::Accept => self.scroll(screenful, room),
            Action::First => self.top = (0, 0),
            Action::Last => self.scroll(isize::MAX, room),
            Action::Right => self.go_to_section(1, room),
            Action::Left => self.go_to_section(-1, room),
            Action::NextField | Action::PrevField => self.panel = Some(Panel::Jump(self.jump_here(room))),
            Action::Find => {
                let field = Box::new(TextField::with_text("find", ""));
                self.panel = Some(Panel::Find { field, from: self.top });
            }
            Action::NextMatch => return self.go_to_match(1, room),
            Action::PrevMatch => return self.go_to_match(-1, room),
            Action::Export => return Cmd::Export(self.id().to_owned()),
            Action::Folder => self.panel = Some(Panel::Folder),
            Action::Correct => return self.begin_correction(room),
            _ => {}
        }
        Cmd::None
    }

    /// Asks which record is corrected, or says why none can be.
    fn begin_correction(&mut self, room: Room) -> Cmd {
        let meeting = &self.reading.meeting;
        if meeting.is_running() {
            return Cmd::Say(Refusal::StillRunning.to_string());
        }
        if let Some(objection) = &self.reading.objection {
            return Cmd::Say(format!("these minutes can only be read: {objection}"));
        }
        let page = self.set(room);
        let row = self.first_row(&page, room);
        let seen = page.pieces.iter().filter(|piece| piece.first >= row).filter_map(|piece| piece.record.as_ref());
        let here = seen.into_iter().find_map(|record| meeting.entry_of_record(record));
        let place = meeting.correctable().iter().position(|entry| Some(&entry.at) == here.as_ref());
        self.panel = Some(Panel::Records(place.unwrap_or(0)));
        Cmd::None
    }

    pub(super) fn scroll(&mut self, by: isize, room: Room) {
        let page = self.set(room);
        let row = self.first_row(&page, room).saturating_add_signed(by).min(last_first_row(&page, room));
        self.top = page.place_of(row);
    }

    fn go_to_section(&mut self, step: isize, room: Room) {
        let page = self.set(room);
        let row = self.first_row(&page, room);
        let mut titles = page.pieces.iter().enumerate().filter(|(_, piece)| piece.is_title);
        let there = if step > 0 {
            titles.find(|(_, piece)| piece.first > row)
        } else {
            titles.rfind(|(_, piece)| piece.first < row)
        };
        match there {
            Some((piece, _)) => self.top = (piece, 0),
            None if step < 0 => self.top = (0, 0),
            None => {}
        }
    }

    pub(super) fn go_to_match(&mut self, step: isize, room: Room) -> Cmd {
        if self.query.is_empty() {
            return Cmd::Say("nothing is searched for; / searches".to_owned());
        }
        let page = self.set(room);
        let (found, here) = (&page.found, self.top.0);
        let next = if step > 0 {
            found.iter().find(|piece| **piece > here).or(found.first())
        } else {
            found.iter().rfind(|piece| **piece < here).or(found.last())
        };
        match next {
            Some(piece) => self.top = (*piece, 0),
            None => return Cmd::Say("these minutes do not have these words".to_owned()),
        }
        Cmd::None
    }

    /// The page in this room.
    pub(super) fn set(&self, room: Room) -> Rc<Page> {
        self.page(usize::from(room.columns), room.look)
    }

    fn page(&self, columns: usize, look: Look) -> Rc<Page> {
        let wanted = (columns, look, self.query.clone());
        let mut last = self.last.borrow_mut();
        if let Some((_, page)) = last.as_ref().filter(|(made_for, _)| *made_for == wanted) {
            return Rc::clone(page);
        }
        let digest = Digest::of(&self.reading.meeting, &self.reading.earlier);
        let page = Rc::new(Page::new(&digest, &self.query, columns, look));
        *last = Some((wanted, Rc::clone(&page)));
        page
    }

    /// The first row that is seen: the end of the minutes stays at the end of the screen.
    fn first_row(&self, page: &Page, room: Room) -> usize {
        page.row_of(self.top).min(last_first_row(page, room))
    }

    /// Draws it.
    pub(super) fn render(&self, today: Date, flow: &mut Flow) {
        let room = Room { columns: flow.columns(), rows: flow.rows(), look: flow.look(), today };
        match &self.panel {
            Some(Panel::Jump(selected)) => return self.render_jump(*selected, room, flow),
            Some(Panel::Records(selected)) => return self.render_records(*selected, flow),
            Some(Panel::Correct(correction)) => return correction.render(&self.reading.meeting, today, flow),
            Some(Panel::Folder) => return panel::render_folder(&self.reading, flow),
            Some(Panel::Find { .. }) | None => {}
        }
        let page = self.set(room);
        let first = self.first_row(&page, room);
        if let Some(Panel::Find { field, .. }) = &self.panel {
            flow.field(field, 1, flow.rows().saturating_sub(3));
        } else {
            flow.line(self.status(&page, first, room));
            flow.gap();
        }
        let rows = usize::from(flow.rows());
        for row in page.rows.iter().skip(first).take(rows) {
            flow.line(row.clone());
        }
    }

    /// Which meeting it is, and how far one has read: `Meeting 14 · Tue 24 Nov 2026     Turns · 40 %`.
    fn status(&self, page: &Page, first: usize, room: Room) -> Line<'static> {
        let look = room.look;
        let meeting = &self.reading.meeting;
        let left = format!("Meeting {}{}{}", meeting.number, look.dot(), day(meeting.started_at.date()));
        let section = page.pieces.get(page.place_of(first).0).and_then(|piece| piece.section);
        let title = page.pieces.iter().find(|piece| piece.is_title && piece.section == section);
        let last = last_first_row(page, room);
        let part = (first * 100).checked_div(last).map_or_else(|| "all of it".to_owned(), |part| format!("{part} %"));
        let found = match page.found.len() {
            _ if self.query.is_empty() => String::new(),
            0 => format!("nothing found{}", look.dot()),
            many => {
                let here = page.found.iter().filter(|piece| **piece <= self.top.0).count().max(1);
                format!("found {here} of {many}{}", look.dot())
            }
        };
        let title = title.map(|title| format!("{}{}", title.text, look.dot())).unwrap_or_default();
        let columns = usize::from(room.columns);
        let blank = |right: &str| columns.saturating_sub(Span::raw(left.as_str()).width() + Span::raw(right).width());
        let right = [format!("{found}{title}{part}"), format!("{found}{part}"), part];
        let right = right.into_iter().find(|right| blank(right) > 1).unwrap_or_default();
        let blank = " ".repeat(blank(&right));
        Line::from(vec![Span::styled(left, look.strong()), Span::raw(blank), Span::styled(right, look.quiet())])
    }
}

/// Rows of the minutes that are seen at once.
fn text_rows(room: Room) -> usize {
    usize::from(room.rows.saturating_sub(if room.rows >= 14 { 2 } else { 1 }))
}

/// The first row that is seen at the end of the minutes.
fn last_first_row(page: &Page, room: Room) -> usize {
    page.rows.len().saturating_sub(text_rows(room))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Earlier, Meeting};

    fn reading() -> Reading {
        let meeting: Meeting = serde_json::from_str(include_str!("../../../../tests/data/minutes-1.json")).unwrap();
        let (file, exports) = (String::new(), String::new());
        Reading { meeting, earlier: Earlier::default(), file, exports, objection: None }
    }

    #[test]
    fn a_page_is_set_once_for_what_it_depends_on() {
        let room = Room { columns: 80, rows: 24, look: Look::default(), today: Date::default() };
        let mut reader = Reader::new(reading(), "", None);
        let first = reader.set(room);
        reader.scroll(20, room);
        assert!(Rc::ptr_eq(&first, &reader.set(Room { rows: 10, ..room })), "it was set again to be scrolled");
        for other in [Room { columns: 60, ..room }, Room { look: Look { ascii: true, ..room.look }, ..room }] {
            assert_ne!(reader.set(other).rows, first.rows);
            assert_eq!(reader.set(room).rows, first.rows);
        }
        reader.query = Query::new("lead time");
        assert!(!reader.set(room).found.is_empty());
        let mut corrected = reading();
        corrected.meeting.title = "Another title".to_owned();
        reader.corrected(corrected, None);
        assert_eq!(reader.set(room).pieces[0].text, "Another title");
    }
}
