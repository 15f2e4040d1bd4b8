//! The one way to the screen: everything drawn passes here and is safe to show. Does not know what is drawn.

use ratatui::{
    Frame,
    layout::{Position, Rect},
    style::Style,
    text::{Line, Span, Text},
    widgets::{Block, Clear, Padding, Paragraph, Wrap},
};
use unicode_width::UnicodeWidthStr as _;

use super::{Shown, TextField, big, theme::Look};

/// Text that is wrapped by words, and safe to show.
pub struct Wrapped<'a>(Paragraph<'a>);

impl<'a> Wrapped<'a> {
    /// This text in the characters of the look.
    pub fn of(text: impl Into<Text<'a>>, look: Look) -> Self {
        Self(Paragraph::new(Shown::of(text, look).into_text()).wrap(Wrap { trim: false }))
    }

    /// Rows that it takes at so many columns.
    pub fn rows(&self, columns: u16) -> u16 {
        u16::try_from(self.0.line_count(columns)).unwrap_or(u16::MAX)
    }
}

/// A frame that takes only what can be shown.
pub struct Canvas<'f, 'b> {
    frame: &'f mut Frame<'b>,
    look: Look,
    /// Where the caret will stand.
    caret: Option<Position>,
}

impl<'f, 'b> Canvas<'f, 'b> {
    /// Draws into `frame`.
    pub fn new(frame: &'f mut Frame<'b>, look: Look) -> Self {
        Self { frame, look, caret: None }
    }

    /// Shows the caret where it was drawn last, unless something came over it.
    pub fn finish(self) {
        if let Some(caret) = self.caret {
            self.frame.set_cursor_position(caret);
        }
    }

    /// The look of everything drawn.
    pub fn look(&self) -> Look {
        self.look
    }

    /// The whole screen.
    pub fn area(&self) -> Rect {
        self.frame.area()
    }

    /// One row, cut at the edge.
    pub fn line<'a>(&mut self, line: impl Into<Line<'a>>, area: Rect) {
        self.shown(Shown::of(line.into(), self.look), area);
    }

    /// What can be shown already, one row of it.
    pub fn shown(&mut self, line: Shown, area: Rect) {
        self.frame.render_widget(line.into_line(), area);
    }

    /// Text wrapped by words, cut at the end of the area.
    pub fn text(&mut self, text: Wrapped, area: Rect) {
        self.frame.render_widget(text.0, area);
    }

    /// A sign at a place, over what is drawn already; the style of what stands behind it stays.
    pub fn sign(&mut self, x: u16, y: u16, sign: &str, style: Style) {
        let columns = self.area().width;
        // Half of a wide letter would hide it.
        if let Some(before) = x.checked_sub(1).and_then(|x| self.frame.buffer_mut().cell_mut((x, y)))
            && before.symbol().width() > 1
        {
            before.set_symbol(" ");
        }
        // A styled line would paint the rest of its row.
        let sign = Span::styled(sign, style);
        self.line(sign, Rect { x, y, width: columns.saturating_sub(x), height: 1 });
    }

    /// An area in a style.
    pub fn fill(&mut self, area: Rect, style: Style) {
        self.frame.buffer_mut().set_style(area, style);
    }

    /// Wipes what is drawn already.
    pub fn clear(&mut self, area: Rect) {
        self.frame.render_widget(Clear, area);
    }

    /// Big letters from the top left of the area.
    pub fn big(&mut self, text: &str, area: Rect, style: Style) {
        big::draw(text, area, self.frame.buffer_mut(), style);
    }

    /// An empty box over what is drawn already, whose caret is gone; the area inside.
    pub fn boxed(&mut self, area: Rect) -> Rect {
        self.caret = None;
        let block = Block::bordered().border_set(self.look.border_set()).padding(Padding::horizontal(1));
        let inner = block.inner(area);
        self.frame.render_widget(Clear, area);
        self.frame.render_widget(block, area);
        inner
    }

    /// A field with the caret in it.
    pub fn field(&mut self, field: &TextField, area: Rect) {
        self.caret = field.render(area, self.frame.buffer_mut(), self.look).or(self.caret);
    }
}
