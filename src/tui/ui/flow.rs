//! Drawing from top to bottom into an area, as far as it goes. Does not know what is drawn.

use ratatui::{
    layout::Rect,
    style::Style,
    text::{Line, Text},
};

use super::{Canvas, Shown, TextField, canvas::Wrapped, theme::Look};

/// An area that is filled row by row; what has no room any more is left out.
pub struct Flow<'c, 'f, 'b> {
    canvas: &'c mut Canvas<'f, 'b>,
    rest: Rect,
    roomy: bool,
}

impl<'c, 'f, 'b> Flow<'c, 'f, 'b> {
    /// Fills `area`. Gaps are drawn from 14 rows on.
    pub fn new(canvas: &'c mut Canvas<'f, 'b>, area: Rect) -> Self {
        Self { canvas, rest: area, roomy: area.height >= 14 }
    }

    /// The look of everything drawn.
    pub fn look(&self) -> Look {
        self.canvas.look()
    }

    /// Columns of the area.
    pub fn columns(&self) -> u16 {
        self.rest.width
    }

    /// Rows that are left.
    pub fn rows(&self) -> u16 {
        self.rest.height
    }

    /// Whether there is room for gaps.
    pub fn is_roomy(&self) -> bool {
        self.roomy
    }

    /// An empty row, where there is room.
    pub fn gap(&mut self) {
        if self.roomy {
            self.take(1);
        }
    }

    /// One row; an ellipsis stands for what is cut at the edge.
    pub fn line<'a>(&mut self, line: impl Into<Line<'a>>) {
        let area = self.take(1);
        let line = Shown::of(line.into(), self.look());
        let is_cut = line.columns() > usize::from(area.width);
        self.canvas.shown(line, area);
        if is_cut {
            self.end_with_ellipsis(area);
        }
    }

    /// Text wrapped by words, at most `most` rows of it; an ellipsis stands for the rest.
    pub fn text<'a>(&mut self, text: impl Into<Text<'a>>, most: u16) {
        let text = Wrapped::of(text, self.look());
        let rows = text.rows(self.rest.width);
        let area = self.take(rows.min(most));
        self.canvas.text(text, area);
        if rows > area.height {
            self.end_with_ellipsis(area);
        }
    }

    /// Says at the end of an area that there is more.
    fn end_with_ellipsis(&mut self, area: Rect) {
        if area.is_empty() {
            return;
        }
        let ellipsis = self.look().pick("…", "...");
        let at = area.right().saturating_sub(ellipsis.chars().count() as u16);
        self.canvas.sign(at, area.bottom() - 1, ellipsis, self.look().quiet());
    }

    /// Rows that text takes here, wrapped by words.
    pub fn rows_of<'a>(&self, text: impl Into<Text<'a>>) -> u16 {
        Wrapped::of(text, self.look()).rows(self.rest.width)
    }

    /// Somebody's words behind a bar, at most `most` rows of them.
    pub fn quote(&mut self, text: &str, bar: Style, most: u16) {
        let columns = self.rest.width.saturating_sub(2);
        let rows = Wrapped::of(text, self.look()).rows(columns);
        let mark = self.look().pick("▌", "|");
        let area = Rect { height: rows.min(most).min(self.rest.height), ..self.rest };
        for y in area.top()..area.bottom() {
            self.canvas.sign(area.x, y, mark, bar);
        }
        let whole = self.rest;
        self.rest = Rect { x: whole.x + 2, width: columns, ..whole };
        self.text(text, most);
        self.rest = Rect { x: whole.x, width: whole.width, ..self.rest };
    }

    /// A field that grows with its text, `below` rows left free under it; the caret is shown in it.
    pub fn field(&mut self, field: &TextField, least: u16, below: u16) {
        let most = self.rest.height.saturating_sub(below).max(1);
        let rows = field.rows(self.rest.width).max(least).min(most);
        let area = self.take(rows);
        self.canvas.field(field, area);
    }

    /// The next `rows` rows, or what is left of them.
    pub fn take(&mut self, rows: u16) -> Rect {
        let rows = rows.min(self.rest.height);
        let area = Rect { height: rows, ..self.rest };
        self.rest.y += rows;
        self.rest.height -= rows;
        area
    }

    /// The canvas, for what is drawn into an area that was taken.
    pub fn canvas(&mut self) -> &mut Canvas<'f, 'b> {
        self.canvas
    }
}
