//! Words in HTML: those of the program, those of people, teams, times. Knows no layout.

use super::{Markup, html};
use crate::export::{
    Plain,
    digest::{Line, Span},
};

/// Marks and colours there are for teams.
const TEAMS: usize = 4;

/// A line with all its pieces.
pub(super) fn line(line: &Line) -> Markup {
    html! {
        @for span in line.spans() {
            @match span {
                Span::Words(words) => (words),
                Span::Typed(text) => (typed(text)),
                Span::Team { index, name } => span class={ "team t" (index % TEAMS) } { (typed(name)) },
                Span::Time { words, datetime } => time datetime=(datetime) { (words) },
            }
        }
    }
}

/// Somebody's words: of no known language, and their direction ends where they end.
pub(super) fn typed(text: &str) -> Markup {
    html! { bdi lang="" { (Plain::of(text).to_string()) } }
}

/// A line without markup, for where none can stand.
pub(super) fn bare(line: &Line) -> String {
    let span = |span: &Span| match span {
        Span::Words(words) => words.to_string(),
        Span::Time { words, .. } => words.clone(),
        Span::Typed(text) | Span::Team { name: text, .. } => Plain::of(text).line(),
    };
    line.spans().iter().map(span).collect()
}
