//! The escaping of plain text: words of people that can neither steer a terminal nor hide in it. Knows no layout.

use std::fmt;

/// Somebody's words, to be printed: what would steer a terminal, turn the reading direction or stay invisible is shown
/// as a stand-in such as `\u{1b}`. Line breaks, the joiners inside words and emoji, and combining marks stay.
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
        let mut chars = self.0.chars().peekable();
        while let Some(c) = chars.next() {
            if c == '\r' && chars.peek() == Some(&'\n') {
                continue;
            }
            if c != '\n' && is_hidden(c) {
                write!(f, "{}", c.escape_unicode())?;
            } else {
                fmt::Write::write_char(f, c)?;
            }
        }
        Ok(())
    }
}

/// Whether `c` does something else than to be seen.
fn is_hidden(c: char) -> bool {
    c.is_control() || is_bidi(c) || is_invisible(c)
}

/// The twelve characters of the property `Bidi_Control`.
const fn is_bidi(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Format characters, separators and fillers that take no ink. Left out, because words need them: the joiners
/// U+200C and U+200D, variation selectors, and the number signs of Arabic and Kaithi, which are seen.
const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{70f}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}' | '\u{2028}' | '\u{2029}'
            | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}'
    )
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
