//! Words with their styles, broken into rows. Does not know where on the page they stand.

use std::ops::Range;

use ratatui::{
    style::Style,
    text::{Line, Span},
};

use super::NO_BREAK;
use crate::{
    domain::{change::TEXT_LIMIT, search::Query},
    export::{
        Plain,
        digest::{self, Span as Said},
        text,
    },
    tui::ui::Look,
};

/// Text of which each part has its style.
#[derive(Default)]
pub(super) struct Words {
    pub(super) text: String,
    /// Ends of the parts in bytes, in order, the last one at the end of the text.
    parts: Vec<(usize, Style)>,
}

impl Words {
    /// The program's own words.
    pub(super) fn plain(text: &str, style: Style) -> Self {
        let mut words = Self::default();
        words.push(text, style);
        words
    }

    /// Somebody's words, made harmless.
    pub(super) fn typed(text: &str, style: Style) -> Self {
        Self::plain(&harmless(text), style)
    }

    /// A line of the digest, teams in their colours with their marks.
    pub(super) fn of(line: &digest::Line, look: Look) -> Self {
        let mut words = Self::default();
        for span in line.spans() {
            match span {
                Said::Words(text) => words.push(&look.words(text), Style::new()),
                Said::Time { words: text, .. } => words.push(text, Style::new()),
                Said::Typed(text) => words.push(&harmless(text), Style::new()),
                Said::Team { index, name } => {
                    let name = harmless(name).replace('\n', " ");
                    words.push(&format!("{}{NO_BREAK}{name}", look.mark(*index)), look.team(*index));
                }
            }
        }
        words
    }

    /// The same with less weight, teams apart.
    pub(super) fn quiet(mut self, look: Look) -> Self {
        for (_, style) in self.parts.iter_mut().filter(|(_, style)| *style == Style::new()) {
            *style = look.quiet();
        }
        self
    }

    /// These words and then others.
    pub(super) fn then(mut self, other: Self) -> Self {
        let begin = self.text.len();
        self.text.push_str(&other.text);
        self.parts.extend(other.parts.into_iter().map(|(end, style)| (begin + end, style)));
        self
    }

    /// Columns of the longest line.
    pub(super) fn widest(&self) -> usize {
        self.text.split('\n').map(text::columns).max().unwrap_or(0)
    }

    fn push(&mut self, text: &str, style: Style) {
        self.text.push_str(text);
        self.parts.push((self.text.len(), style));
    }

    /// The words in rows of at most `columns`, what `query` finds marked.
    pub(super) fn rows(&self, columns: usize, query: &Query, look: Look) -> Vec<Line<'static>> {
        let found = if query.is_empty() { Vec::new() } else { query.places(&self.text) };
        let mut begin = 0;
        let mut rows = Vec::new();
        for row in text::rows(&self.text, columns) {
            // Between two rows stands what they were broken at: a space, a line break or nothing.
            while !self.text[begin..].starts_with(&row) {
                begin += self.text[begin..].chars().next().map_or(1, char::len_utf8);
            }
            rows.push(self.styled(begin..begin + row.len(), &found, look));
            begin += row.len();
        }
        rows
    }

    fn styled(&self, range: Range<usize>, found: &[Range<usize>], look: Look) -> Line<'static> {
        let ends = self.parts.iter().map(|(end, _)| *end);
        let mut cuts: Vec<usize> = ends.chain(found.iter().flat_map(|found| [found.start, found.end])).collect();
        cuts.retain(|cut| range.contains(cut));
        cuts.extend([range.start, range.end]);
        cuts.sort_unstable();
        cuts.dedup();
        let spans = cuts.windows(2).map(|cut| {
            let style = self.parts.iter().find(|(end, _)| *end > cut[0]).map_or(Style::new(), |(_, style)| *style);
            let is_found = found.iter().any(|found| found.contains(&cut[0]));
            let style = if is_found { style.patch(look.found()) } else { style };
            Span::styled(self.text[cut[0]..cut[1]].replace(NO_BREAK, " "), style)
        });
        Line::from(spans.collect::<Vec<_>>())
    }
}

/// Somebody's words, made harmless. A text that no field takes was written by something else; breaking megabytes into
/// rows would hold up the keys.
fn harmless(text: &str) -> String {
    if text.len() <= TEXT_LIMIT {
        return Plain::of(text).to_string();
    }
    let end = (0..=TEXT_LIMIT).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    format!("{} ... (cut here, the file has all of it)", Plain::of(&text[..end]))
}
