//! One of several words: a row of them with the chosen one marked. Does not know what the words mean.

use ratatui::text::{Line, Span};

use super::Look;

/// The entry `step` places further than `now`, round and round.
pub fn next<T: Copy + PartialEq>(all: &[T], now: T, step: isize) -> T {
    let at = all.iter().position(|one| *one == now).unwrap_or(0);
    let next = at.wrapping_add_signed(all.len().cast_signed() + step) % all.len();
    all[next]
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_goes_round() {
        assert_eq!(next(&[1, 2, 3], 3, 1), 1);
        assert_eq!(next(&[1, 2, 3], 1, -1), 3);
        assert_eq!(next(&[1, 2, 3], 9, 1), 2);
    }
}
