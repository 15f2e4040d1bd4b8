//! Text as a screen may show it: nothing in it steers the terminal, turns the reading order or hides. Does not know
//! where it is drawn.
//!
//! The text of a meeting stays as it was typed. It is made safe here, at the last step, and no screen can leave the
//! step out: [`super::Canvas`] draws nothing else.

use std::borrow::Cow;

use ratatui::text::{Line, Text};

use super::theme::Look;
use crate::domain::letters::{self, Piece};

/// Bytes of one span, and lines, that are looked at: more than the largest screen has room for.
const MOST: usize = 64 * 1024;
const MOST_LINES: usize = 1000;

/// Lines that can be drawn. They can only be made by showing every hidden character as a stand-in one column wide.
#[derive(Clone, Debug)]
pub struct Shown<'a>(Text<'a>);

impl<'a> Shown<'a> {
    /// This text in the characters of the look.
    pub fn of(text: impl Into<Text<'a>>, look: Look) -> Self {
        let mut text = text.into();
        text.lines.truncate(MOST_LINES);
        let spans = text.lines.iter_mut().flat_map(|line| &mut line.spans);
        for span in spans {
            if span.content.len() > MOST {
                span.content = beginning(&span.content).to_owned().into();
            }
            if let Cow::Owned(shown) = marked(&span.content, look) {
                span.content = Cow::Owned(shown);
            }
        }
        Self(text)
    }

    /// Columns of the widest line.
    pub fn columns(&self) -> usize {
        self.0.width()
    }

    /// To be drawn.
    pub(super) fn into_text(self) -> Text<'a> {
        self.0
    }

    /// The first line, to be drawn.
    pub(super) fn into_line(self) -> Line<'a> {
        self.0.into_iter().next().unwrap_or_default()
    }
}

/// As much of a text as could ever be seen: wrapping ten megabytes for each frame would hold up the keys.
fn beginning(text: &str) -> &str {
    let end = (0..=MOST).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    &text[..end]
}

/// `text` with a stand-in for every hidden character. Line breaks and tabs become blanks. Plain text is not copied.
pub fn marked(text: &str, look: Look) -> Cow<'_, str> {
    if letters::is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for piece in letters::pieces(text) {
        match piece {
            Piece::Seen(seen) => shown.push_str(seen),
            Piece::Hidden(c) => shown.push(stand_in(c, look)),
        }
    }
    Cow::Owned(shown)
}

/// One column wide, and of no direction.
fn stand_in(c: char, look: Look) -> char {
    match c {
        '\n' | '\t' => ' ',
        _ if look.ascii => '?',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{7f}' => '␡',
        '\u{80}'..='\u{9f}' => char::REPLACEMENT_CHARACTER,
        _ if letters::is_bidi(c) => '⇆',
        _ => '␣',
    }
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthChar as _;

    use super::*;

    fn ascii() -> Look {
        Look { ascii: true, ..Look::default() }
    }

    #[test]
    fn every_kind_has_a_stand_in() {
        let usual = |text| marked(text, Look::default()).into_owned();
        assert_eq!(usual("a\u{1b}]0;x\u{7}\r\u{7f}b"), "a␛]0;x␇␍␡b");
        assert_eq!(usual("\u{9b}2J\u{202e}gnp\u{2066}\u{200b}\u{e0041}"), "\u{fffd}2J⇆gnp⇆␣␣");
        assert_eq!(usual("a\nb\tc"), "a b c");
        assert_eq!(marked("a\u{1b}\u{9b}\u{202e}\u{200b}\nb", ascii()), "a???? b");
    }

    #[test]
    fn a_stand_in_takes_one_column_and_is_not_hidden_itself() {
        for c in (0..=0x10_ffff).filter_map(char::from_u32).filter(|c| letters::is_hidden(*c)) {
            for look in [Look::default(), ascii()] {
                let shown = stand_in(c, look);
                assert!(!letters::is_hidden(shown) && shown.width() == Some(1), "{c:?} as {shown:?}");
            }
        }
    }

    #[test]
    fn plain_text_is_not_copied() {
        for text in ["", "Sales & Operations", "Außendienst", "日本語", "👨\u{200d}👩\u{200d}👧"] {
            assert!(matches!(marked(text, Look::default()), Cow::Borrowed(same) if same == text), "{text}");
        }
    }

    #[test]
    fn of_a_text_without_end_only_the_beginning_is_shown() {
        let shown = |text: &str| Shown::of(text, Look::default()).into_text().to_string();
        assert_eq!(shown(&"é".repeat(500_000)), "é".repeat(MOST / 2));
        assert_eq!(shown(&"a\n".repeat(100_000)).lines().count(), MOST_LINES);
    }

    #[test]
    fn lines_stay_lines() {
        let shown = Shown::of("a\u{1b}\nb", Look::default());
        assert_eq!(shown.into_text().to_string(), "a␛\nb");
    }
}
