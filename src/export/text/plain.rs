//! The escaping of plain text: words of people that can neither steer a terminal nor hide in it. Knows no layout.

use std::fmt;

use crate::domain::letters::{self, Piece};

/// Somebody's words, to be printed: what would steer a terminal, turn the reading direction or stay invisible is shown
/// as a stand-in such as `\u{1b}`. Line breaks stay, and joiners and marks as far as words and emoji need them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plain<'a>(&'a str);

impl<'a> Plain<'a> {
    /// These words.
    pub const fn of(text: &'a str) -> Self {
        Self(text)
    }

    /// These words on one line: a line break becomes a space.
    pub fn line(self) -> String {
        self.to_string().replace('\n', " ")
    }
}

impl fmt::Display for Plain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut pieces = letters::pieces(self.0).peekable();
        while let Some(piece) = pieces.next() {
            match piece {
                Piece::Seen(seen) => f.write_str(seen)?,
                Piece::Hidden('\n') => f.write_str("\n")?,
                Piece::Hidden('\r') if pieces.peek() == Some(&Piece::Hidden('\n')) => {}
                Piece::Hidden(c) => write!(f, "{}", c.escape_unicode())?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(Plain::of(text).to_string(), expected);
    }

    #[test]
    fn controls_are_shown_and_never_sent() {
        check("a\u{1b}[31mb", "a\\u{1b}[31mb");
        check("\u{7}\u{9b}2J\u{7f}\0\u{85}", "\\u{7}\\u{9b}2J\\u{7f}\\u{0}\\u{85}");
        for c in (0..=0x9f).filter_map(char::from_u32).filter(|c| c.is_control() && *c != '\n') {
            check(&format!("a{c}b"), &format!("a\\u{{{:x}}}b", u32::from(c)));
        }
    }

    #[test]
    fn line_breaks_stay_and_a_bare_return_does_not() {
        check("a\nb\r\nc\rd", "a\nb\nc\\u{d}d");
        assert_eq!(Plain::of("a\r\nb").line(), "a b");
    }

    #[test]
    fn no_character_turns_the_reading_direction() {
        let bidi = "\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}";
        assert_eq!(bidi.chars().count(), 12);
        for c in bidi.chars() {
            check(&format!("a{c}b"), &format!("a\\u{{{:x}}}b", u32::from(c)));
        }
    }

    #[test]
    fn nothing_hides() {
        for c in "\u{ad}\u{200b}\u{2028}\u{2029}\u{2060}\u{feff}\u{fff9}\u{3164}\u{2800}\u{e0041}\u{e007f}".chars() {
            check(&format!("a{c}b"), &format!("a\\u{{{:x}}}b", u32::from(c)));
        }
    }

    #[test]
    fn words_of_all_scripts_stay_as_typed() {
        for text in
            ["café", "e\u{301}", "👨\u{200d}👩\u{200d}👧", "می\u{200c}خواهم", "❤\u{fe0f}", "日本語", "\\u{1b}", ""]
        {
            check(text, text);
        }
    }
}
