//! A text field that wraps softly: the one place that knows the editing library. Does not know what is typed into it.
//!
//! Its text stays as it was typed; what would steer the terminal, turn the reading order or hide is drawn as a stand-in.

use std::cell::Cell;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
    widgets::{Block, Clear, Padding, Widget},
};
use ratatui_textarea::{CursorMove, TextArea, WrapMode};
use unicode_segmentation::UnicodeSegmentation;

use super::{shown::marked, theme::Look};
use crate::{
    domain::{change::TEXT_LIMIT, letters},
    tui::keymap::{Code, Key},
};

/// More bytes than this at once were not typed by anybody.
const BURST: usize = 200;

/// How a line that is too long is broken.
const WRAP: WrapMode = WrapMode::WordOrGlyph;

/// A field with a name under which its half-typed text is saved.
#[derive(Clone, Debug)]
pub struct TextField {
    name: String,
    area: TextArea<'static>,
    /// The text the field was made with: undoing the typing ends there.
    first: String,
    /// Columns of the text when it was drawn last: where its lines break.
    columns: Cell<u16>,
}

impl TextField {
    /// A field with this text, the caret behind so many of its characters (code points).
    pub fn new(name: impl Into<String>, text: &str, caret: usize) -> Self {
        let text = normalise(text);
        let mut area = area(&text);
        let before: String = text.chars().take(caret).collect();
        let row = before.matches('\n').count();
        let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count());
        jump(&mut area, row, column);
        Self { name: name.into(), area, first: text, columns: Cell::new(u16::MAX) }
    }

    /// The field with other text, the caret at its end.
    pub fn with_text(name: impl Into<String>, text: &str) -> Self {
        Self::new(name, text, usize::MAX)
    }

    /// The name under which the text is saved.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// All of the text.
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Whether nothing but white space stands in it: Enter goes on then.
    pub fn is_blank(&self) -> bool {
        self.text().trim().is_empty()
    }

    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.area.is_empty()
    }

    /// Characters (code points) before the caret.
    pub fn caret(&self) -> usize {
        let (row, column) = self.cursor();
        self.area.lines()[..row].iter().map(|line| line.chars().count() + 1).sum::<usize>() + column
    }

    /// The text before the caret in its line.
    pub fn before_caret(&self) -> &str {
        self.split().0
    }

    /// Whether no more text has room.
    pub fn is_full(&self) -> bool {
        area_len(&self.area) >= TEXT_LIMIT
    }

    /// Types a key. `false` when the key means nothing here or the field is full.
    pub fn key(&mut self, key: Key) -> bool {
        let backward = self.split().0.graphemes(true).next_back().map_or(1, |cluster| cluster.chars().count());
        let forward = self.split().1.graphemes(true).next().map_or(1, |cluster| cluster.chars().count());
        let ((row, column), at_end) = (self.cursor(), self.split().1.is_empty());
        let area = &mut self.area;
        match (key.code, key.ctrl || key.alt) {
            (Code::Char(_), false) if area_len(area) >= TEXT_LIMIT => return false,
            (Code::Char(c), false) => area.insert_char(c),
            // The widget's own steps lose their way in letters made of several characters.
            (Code::Left, false) if column > 0 => jump(area, row, column - backward),
            (Code::Left, false) => area.move_cursor(CursorMove::Back),
            (Code::Right, false) if !at_end => jump(area, row, column + forward),
            (Code::Right, false) => area.move_cursor(CursorMove::Forward),
            (Code::Left, true) => area.move_cursor(CursorMove::WordBack),
            (Code::Right, true) => area.move_cursor(CursorMove::WordForward),
            (Code::Up, _) => self.go(CursorMove::Up),
            (Code::Down, _) => self.go(CursorMove::Down),
            (Code::Home, _) => area.move_cursor(CursorMove::Head),
            (Code::End, _) => area.move_cursor(CursorMove::End),
            (Code::Backspace, false) => repeat(backward, || area.delete_char()),
            // One step forward of the widget stops before a mark that has no width of its own.
            (Code::Delete, false) => repeat(1, || area.delete_str(forward)),
            (Code::Backspace, true) => repeat(1, || area.delete_word()),
            (Code::Char('w'), true) if key.ctrl => repeat(1, || area.delete_word()),
            (Code::Char('a'), true) if key.ctrl => area.move_cursor(CursorMove::Head),
            (Code::Char('e'), true) if key.ctrl => area.move_cursor(CursorMove::End),
            _ => return false,
        }
        true
    }

    /// Types characters that came together, as far as they have room; how many. They are typed word by word as if each
    /// came alone, more than anybody types as one edit. Where the lines break is asked for once: that takes the longer
    /// the longer the text is.
    pub fn type_all(&mut self, text: &str) -> usize {
        let mut room = TEXT_LIMIT.saturating_sub(area_len(&self.area));
        let fits = |c: &char| {
            let has_room = room > 0;
            room = room.saturating_sub(c.len_utf8());
            has_room
        };
        let text: String = text.chars().take_while(fits).collect();
        self.area.set_wrap_mode(WrapMode::None);
        if text.len() > BURST {
            self.area.insert_str(&text);
        } else {
            for word in text.split_inclusive(char::is_whitespace) {
                self.area.insert_str(word);
            }
        }
        self.area.set_wrap_mode(WRAP);
        text.chars().count()
    }

    /// Breaks the line at the caret.
    pub fn new_line(&mut self) {
        self.area.insert_newline();
    }

    /// Inserts pasted text as one edit, line breaks kept.
    ///
    /// # Errors
    /// The number of bytes that the field would then hold, when that is too much; the field is unchanged.
    pub fn paste(&mut self, text: &str) -> Result<(), usize> {
        let length = area_len(&self.area) + text.len();
        if length > TEXT_LIMIT {
            return Err(length);
        }
        self.area.insert_str(normalise(text));
        Ok(())
    }

    /// Puts `name` in the place of the half-typed name before the caret.
    pub fn complete(&mut self, half: &str, name: &str) {
        repeat(half.chars().count(), || self.area.delete_char());
        self.area.insert_str(format!("{name} "));
    }

    /// Takes back the last word that was typed. `false` when nothing was typed.
    pub fn undo(&mut self) -> bool {
        let before = self.area.lines().to_vec();
        while self.area.undo() {
            if self.split().0.chars().next_back().is_none_or(char::is_whitespace) {
                break;
            }
        }
        before != self.area.lines()
    }

    /// Types again what was taken back. `false` when there is nothing.
    pub fn redo(&mut self) -> bool {
        let before = self.area.lines().to_vec();
        while self.area.redo() {
            if self.split().0.chars().next_back().is_none_or(char::is_whitespace) {
                break;
            }
        }
        before != self.area.lines()
    }

    /// Whether typing can be taken back.
    pub fn is_typed(&self) -> bool {
        self.text() != self.first
    }

    /// Rows that the field takes at this width, its border included: all of the text and the caret behind it have room.
    pub fn rows(&self, columns: u16) -> u16 {
        let inner = Rect::new(0, 0, columns.saturating_sub(4).max(2), 1);
        let mut all = self.shown(&self.text(), Look::default());
        (&all).render(inner, &mut Buffer::empty(inner));
        all.move_cursor(CursorMove::Bottom);
        all.move_cursor(CursorMove::End);
        u16::try_from(all.screen_cursor().row + 3).unwrap_or(u16::MAX)
    }

    /// Draws the field with its border, or without one in less than three rows, and tells where the caret is.
    pub fn render(&self, area: Rect, buf: &mut Buffer, look: Look) -> Option<Position> {
        if area.is_empty() {
            return None;
        }
        let inner = if area.height < 3 {
            area
        } else {
            let block = Block::bordered().border_set(look.border_set()).padding(Padding::horizontal(1));
            let inner = block.inner(area);
            block.render(area, buf);
            inner
        };
        self.columns.set(inner.width);
        let text = self.text();
        if text.split('\n').all(letters::is_plain) {
            (&self.area).render(inner, buf);
            if self.area.scroll_offset().0 == 0 {
                return caret_of(&self.area, inner);
            }
        }
        // The widget keeps its first row through a resize and can then show less than it has room for; a fresh one
        // chooses anew.
        let mut fresh = self.shown(&text, look);
        let caret = fresh.cursor();
        jump(&mut fresh, 0, 0);
        (&fresh).render(inner, &mut Buffer::empty(inner));
        jump(&mut fresh, caret.0, caret.1);
        Clear.render(inner, buf);
        (&fresh).render(inner, buf);
        caret_of(&fresh, inner)
    }

    /// The field as it is drawn, the caret at its place among the stand-ins.
    fn shown(&self, text: &str, look: Look) -> TextArea<'static> {
        let shown: Vec<_> = text.split('\n').map(|line| marked(line, look)).collect();
        let mut area = area(&shown.join("\n"));
        jump(&mut area, self.cursor().0, marked(self.before_caret(), look).chars().count());
        area
    }

    fn cursor(&self) -> (usize, usize) {
        let cursor = self.area.cursor();
        (cursor.0, cursor.1)
    }

    /// The caret's line before and after it.
    fn split(&self) -> (&str, &str) {
        let (row, column) = self.cursor();
        let line = &self.area.lines()[row];
        line.split_at(line.char_indices().nth(column).map_or(line.len(), |(at, _)| at))
    }

    /// Goes to another row as it is drawn; not into the middle of what people see as one letter.
    fn go(&mut self, to: CursorMove) {
        let rows = Rect::new(0, 0, self.columns.get(), 1);
        let mut all = self.shown(&self.text(), Look::default());
        (&all).render(rows, &mut Buffer::empty(rows));
        all.move_cursor(to);
        let (row, column) = (all.cursor().0, all.cursor().1);
        let line = &self.area.lines()[row];
        let mut at = 0;
        for cluster in line.graphemes(true) {
            let shown = marked(&line[..at + cluster.len()], Look::default()).chars().count();
            if shown > column {
                break;
            }
            at += cluster.len();
        }
        let column = line[..at].chars().count();
        jump(&mut self.area, row, column);
    }
}

fn area(text: &str) -> TextArea<'static> {
    let mut area = TextArea::from(text.split('\n'));
    area.set_wrap_mode(WRAP);
    area.set_max_histories(10_000);
    // The terminal's own cursor is shown instead: input methods look for it.
    area.set_cursor_style(Style::new());
    area.set_cursor_line_style(Style::new());
    // A cell for the caret behind a full row.
    area.set_block(Block::new().padding(Padding::right(1)));
    area
}

fn area_len(area: &TextArea) -> usize {
    area.lines().iter().map(|line| line.len() + 1).sum::<usize>() - 1
}

fn jump(area: &mut TextArea, row: usize, column: usize) {
    let place = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
    area.move_cursor(CursorMove::Jump(place(row), place(column)));
}

/// Does something so many times; what it answers does not matter, the text and the caret tell.
fn repeat<T>(times: usize, mut act: impl FnMut() -> T) {
    for _ in 0..times {
        act();
    }
}

/// Where the caret stands on screen: counted by grapheme, which the widget does not.
fn caret_of(area: &TextArea, inner: Rect) -> Option<Position> {
    let cursor = area.cursor();
    let row = area.screen_cursor().row;
    let start = area.screen_to_data(row, 0).1;
    let shown: String = area.lines()[cursor.0].chars().skip(start).take(cursor.1.saturating_sub(start)).collect();
    let x: u16 = shown.graphemes(true).map(ratatui::buffer::CellWidth::cell_width).sum();
    let y = u16::try_from(row).ok()?.saturating_sub(area.scroll_offset().0);
    (y < inner.height).then(|| Position::new(inner.x + x.min(inner.width.saturating_sub(1)), inner.y + y))
}

/// Line ends of all systems as `\n`; tabs as spaces.
fn normalise(text: &str) -> String {
    text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n").replace('\t', "    ")
}

#[cfg(test)]
mod tests;
