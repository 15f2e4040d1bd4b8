//! One of several words: a row of them with the chosen one marked. Does not know what the words mean.

use ratatui::text::{Line, Span, Text};
use unicode_width::UnicodeWidthStr;

use super::{Look, shown::marked};

/// The entry `step` places further than `now`, round and round.
pub fn next<T: Copy + PartialEq>(all: &[T], now: T, step: isize) -> T {
    let at = all.iter().position(|one| *one == now).unwrap_or(0);
    let next = at.wrapping_add_signed(all.len().cast_signed() + step) % all.len();
    all[next]
}

/// The words side by side as far as they fit into `columns`, the one at `chosen` always among them; an ellipsis at
/// either end stands for more.
pub fn fitting(words: &[String], chosen: usize, columns: u16, look: Look) -> Line<'static> {
    let words: Vec<String> = words.iter().map(|word| marked(word, look).into_owned()).collect();
    let width = |words: &[String]| words.iter().map(|word| word.width() + 2).sum::<usize>();
    let columns = usize::from(columns);
    if width(&words) <= columns {
        return line(words.iter().map(String::as_str), chosen, look);
    }
    let ellipsis = look.pick("…", "...");
    let columns = columns.saturating_sub(2 * ellipsis.width());
    let first = (0..chosen).find(|first| width(&words[*first..=chosen]) <= columns).unwrap_or(chosen);
    let last = (chosen..words.len()).rev().find(|last| width(&words[first..=*last]) <= columns).unwrap_or(chosen);
    let mut shown = line(words[first..=last].iter().map(String::as_str), chosen - first, look);
    if first > 0 {
        shown.spans.insert(0, Span::styled(ellipsis, look.quiet()));
    }
    if last + 1 < words.len() {
        shown.push_span(Span::styled(ellipsis, look.quiet()));
    }
    shown
}

/// The words side by side, the one at `chosen` marked.
pub fn line<'a>(words: impl IntoIterator<Item = &'a str>, chosen: usize, look: Look) -> Line<'static> {
    let mut spans = Vec::new();
    for (index, word) in words.into_iter().enumerate() {
        let style = if index == chosen { look.selected().patch(look.strong()) } else { look.quiet() };
        spans.push(Span::styled(format!(" {word} ").replace('…', look.pick("…", "...")), style));
    }
    Line::from(spans)
}

/// The words as [`line()`] shows them, in as many rows as they need; no word is broken.
pub fn lines<'a>(words: impl IntoIterator<Item = &'a str>, chosen: usize, columns: u16, look: Look) -> Text<'static> {
    let mut rows = vec![Line::default()];
    for span in line(words, chosen, look).spans {
        let has_room = rows.last().is_some_and(|row| row.width() + span.width() <= usize::from(columns));
        match rows.last_mut().filter(|row| has_room || row.spans.is_empty()) {
            Some(row) => row.push_span(span),
            None => rows.push(Line::from(span)),
        }
    }
    Text::from(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_do_not_fit_go_to_the_next_row_whole() {
        let rows = |columns| lines(["go", "not yet", "no"], 0, columns, Look::default()).to_string();
        assert_eq!(rows(17), " go  not yet  no ");
        assert_eq!(rows(16), " go  not yet \n no ");
        assert_eq!(rows(1), " go \n not yet \n no ");
    }

    #[test]
    fn the_chosen_word_is_always_among_those_that_fit() {
        let words: Vec<String> = ["one", "two", "three", "four"].map(str::to_owned).to_vec();
        let text = |chosen, columns| fitting(&words, chosen, columns, Look::default()).to_string();
        assert_eq!(text(1, 80), " one  two  three  four ");
        assert_eq!(text(0, 14), " one  two …");
        assert_eq!(text(2, 14), "… two  three …");
        assert_eq!(text(3, 5), "… four ");
    }

    #[test]
    fn a_choice_goes_round() {
        assert_eq!(next(&[1, 2, 3], 3, 1), 1);
        assert_eq!(next(&[1, 2, 3], 1, -1), 3);
        assert_eq!(next(&[1, 2, 3], 9, 1), 2);
    }
}
