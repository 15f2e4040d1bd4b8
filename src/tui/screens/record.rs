//! A record as a row of a list. Knows no list.

use ratatui::text::{Line, Span};

use crate::{
    domain::{Meeting, entry::Entry},
    tui::ui::{Look, list},
};

/// The row of a record in at most so many columns: its kind, its team, and `words`; `is_half_typed` when other words for
/// it wait.
pub fn row(
    entry: &Entry,
    words: &str,
    is_half_typed: bool,
    meeting: &Meeting,
    columns: u16,
    look: Look,
) -> Line<'static> {
    let mut spans = vec![Span::styled(format!("{:<10} ", entry.label), look.quiet())];
    if let Some(team) = &entry.team {
        let index = meeting.team_index(team);
        spans.push(Span::styled(format!("{} ", look.mark(index)), look.team(index)));
    }
    spans.push(Span::raw(words.to_owned()));
    list::row(spans, is_half_typed, columns, look)
}
