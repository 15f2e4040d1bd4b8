//! The last row: the keys that act now, or what the program has to say. Does not know what the keys do.

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::theme::Look;

/// A key and the word for what it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// As it stands on the keyboard.
    pub key: String,
    /// What it does here.
    pub word: String,
    /// 0 stays to the last; the higher, the sooner it is dropped.
    pub weight: u8,
}

/// The hints in their order, the heaviest dropped until they fit into `columns`.
pub fn line(mut hints: Vec<Hint>, columns: u16, look: Look) -> Line<'static> {
    let dot = look.pick(" · ", " | ");
    let width = |hints: &[Hint]| -> usize {
        let words: usize = hints.iter().map(|hint| hint.key.width() + 1 + hint.word.width()).sum();
        words + hints.len().saturating_sub(1) * 3 + 1
    };
    while width(&hints) > usize::from(columns) && !hints.is_empty() {
        let heaviest = hints.iter().map(|hint| hint.weight).max().unwrap_or(0);
        let last = hints.iter().rposition(|hint| hint.weight == heaviest).unwrap_or(0);
        hints.remove(last);
    }
    let mut spans = vec![Span::raw(" ")];
    for (index, hint) in hints.into_iter().enumerate() {
        if index > 0 {
            spans.push(Span::styled(dot, look.quiet()));
        }
        spans.push(Span::styled(hint.key, look.strong()));
        spans.push(Span::styled(format!(" {}", hint.word), look.quiet()));
    }
    Line::from(spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_words_are_dropped_until_the_rest_fits() {
        let hint = |key: &str, word: &str, weight| Hint { key: key.to_owned(), word: word.to_owned(), weight };
        let hints = || {
            vec![
                hint("Enter", "record", 0),
                hint("Esc", "back", 5),
                hint("Ctrl-P", "all commands", 1),
                hint("F1", "help", 2),
            ]
        };
        let text = |columns| line(hints(), columns, Look::default()).to_string();
        assert_eq!(text(80), " Enter record · Esc back · Ctrl-P all commands · F1 help");
        assert_eq!(text(50), " Enter record · Ctrl-P all commands · F1 help");
        assert_eq!(text(20), " Enter record");
        assert_eq!(text(3), " ");
    }
}
