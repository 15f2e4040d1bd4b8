//! Which characters are read, and which steer a terminal, turn the reading order or hide. Knows no way to show them.
//!
//! The one table of its kind: every wrapper that makes words safe for a screen, a terminal or a file asks it.

use unicode_width::UnicodeWidthChar as _;

/// Most marks on one letter: no language needs more.
const MOST_MARKS: usize = 8;
/// Most joiners in one sign: the largest family has three.
const MOST_JOINERS: usize = 8;

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words as they are.
    Seen(&'a str),
    /// A character that must not be shown as it is, line breaks and tabs among them; or the first mark too many on a
    /// letter. The further ones are left out.
    Hidden(char),
}

/// The text in pieces, in their order.
pub fn pieces(text: &str) -> Pieces<'_> {
    Pieces { rest: text, before: None, marks: 0, joiners: 0 }
}

/// Whether `text` is one piece that can be shown as it is.
pub fn is_plain(text: &str) -> bool {
    let is_ascii = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    is_ascii || matches!(pieces(text).next(), Some(Piece::Seen(seen)) if seen.len() == text.len())
}

/// Whether `c` does something else than to be read, wherever it stands.
pub const fn is_hidden(c: char) -> bool {
    is_control(c) || is_bidi(c) || is_unseen(c)
}

/// C0, DEL and C1.
const fn is_control(c: char) -> bool {
    matches!(c, '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}')
}

/// The twelve characters of the property `Bidi_Control`.
pub const fn is_bidi(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Format characters, separators and fillers that take no ink. Left out, because words need them: variation selectors,
/// and the number signs of Arabic and Kaithi, which are seen.
const fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{70f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}' | '\u{200b}'
            | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{13430}'..='\u{1343f}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e00ff}'
            | '\u{e01f0}'..='\u{e0fff}'
    )
}

/// ZWNJ and ZWJ: parts of words and of emoji, unseen anywhere else.
pub const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Takes no column of its own: accents, vowel signs, variation selectors.
fn is_mark(c: char) -> bool {
    !c.is_ascii() && c.width() == Some(0) && !is_joiner(c)
}

/// Whether a joiner has a meaning beside `c`: letters and marks of the scripts that join, and emoji.
fn is_joined(c: char) -> bool {
    let is_sign = matches!(c, '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}');
    let is_script = matches!(c, '\u{600}'..='\u{1aff}' | '\u{a840}'..='\u{abff}' | '\u{10000}'..='\u{1efff}');
    !is_hidden(c) && (is_sign || (is_script && (c.is_alphanumeric() || is_mark(c))))
}

/// See [`pieces`].
#[derive(Clone, Debug)]
pub struct Pieces<'a> {
    rest: &'a str,
    /// The character before the rest, where it was seen.
    before: Option<char>,
    /// Marks and joiners since the last letter.
    marks: usize,
    joiners: usize,
}

enum Fate {
    Seen,
    Hidden,
    LeftOut,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let text = self.rest;
        let mut chars = text.chars();
        let mut seen = 0;
        while let Some(c) = chars.next() {
            match self.fate(c, chars.clone().next()) {
                Fate::Seen => {
                    self.pass(c);
                    seen = text.len() - chars.as_str().len();
                }
                Fate::Hidden | Fate::LeftOut if seen > 0 => break,
                Fate::Hidden => {
                    self.hide(c);
                    self.rest = chars.as_str();
                    return Some(Piece::Hidden(c));
                }
                Fate::LeftOut => self.rest = chars.as_str(),
            }
        }
        if seen == 0 {
            return None;
        }
        let from = text.len() - self.rest.len();
        self.rest = &text[seen..];
        Some(Piece::Seen(&text[from..seen]))
    }
}

impl Pieces<'_> {
    fn fate(&self, c: char, after: Option<char>) -> Fate {
        if c.is_ascii() {
            return if is_control(c) { Fate::Hidden } else { Fate::Seen };
        }
        if is_joiner(c) {
            let is_within = self.before.is_some_and(|before| {
                is_joined(before) && (after.is_some_and(is_joined) || (is_mark(before) && self.joiners == 0))
            });
            return if is_within && self.joiners < MOST_JOINERS { Fate::Seen } else { Fate::Hidden };
        }
        match c {
            _ if is_hidden(c) => Fate::Hidden,
            _ if !is_mark(c) || self.marks < MOST_MARKS => Fate::Seen,
            _ if self.marks == MOST_MARKS => Fate::Hidden,
            _ => Fate::LeftOut,
        }
    }

    fn pass(&mut self, c: char) {
        if is_joiner(c) {
            self.joiners += 1;
            self.marks = 0;
        } else if is_mark(c) {
            self.marks += 1;
        } else if !self.before.is_some_and(is_joiner) && !matches!(c, '\u{1f3fb}'..='\u{1f3ff}') {
            (self.marks, self.joiners) = (0, 0);
        }
        self.before = Some(c);
    }

    fn hide(&mut self, c: char) {
        (self.marks, self.joiners) = if is_mark(c) && !is_hidden(c) { (MOST_MARKS + 1, self.joiners) } else { (0, 0) };
        self.before = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every hidden character as its number in brackets.
    fn shown(text: &str) -> String {
        let piece = |piece| match piece {
            Piece::Seen(seen) => seen.to_owned(),
            Piece::Hidden(c) => format!("[{:x}]", u32::from(c)),
        };
        pieces(text).map(piece).collect()
    }

    #[track_caller]
    fn is_marked(c: char) {
        assert_eq!(shown(&format!("a{c}b")), format!("a[{:x}]b", u32::from(c)));
        assert!(is_hidden(c));
    }

    #[test]
    fn every_control_is_hidden() {
        let controls: Vec<char> = (0..=0x10_ffff).filter_map(char::from_u32).filter(|c| c.is_control()).collect();
        assert_eq!(controls.len(), 65);
        controls.into_iter().for_each(is_marked);
    }

    #[test]
    fn no_character_turns_the_reading_order() {
        let bidi = "\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}";
        assert_eq!((bidi.chars().count(), bidi.chars().all(is_bidi)), (12, true));
        bidi.chars().for_each(is_marked);
    }

    #[test]
    fn nothing_hides() {
        let unseen = "\u{ad}\u{200b}\u{2028}\u{2029}\u{2060}\u{feff}\u{fff9}\u{fffa}\u{fffb}\u{3164}\u{2800}";
        unseen.chars().chain('\u{e0000}'..='\u{e007f}').for_each(is_marked);
    }

    #[test]
    fn joiners_stay_inside_words_and_emoji_only() {
        for text in
            ["👨\u{200d}👩\u{200d}👧\u{200d}👦", "👩🏽\u{200d}🤝\u{200d}👩🏻", "❤\u{fe0f}\u{200d}🔥", "می\u{200c}خواهم"]
        {
            assert!(is_plain(text), "{text}");
        }
        for text in ["क\u{94d}\u{200d}ष", "ന\u{d4d}\u{200d}", "శ\u{c4d}\u{200c}వ"] {
            assert!(is_plain(text), "{text}");
        }
        assert_eq!(shown("Sa\u{200d}les"), "Sa[200d]les");
        assert_eq!(shown("e\u{301}\u{200d}"), "e\u{301}[200d]");
        assert_eq!(shown("\u{200c}می\u{200c}"), "[200c]می[200c]");
        assert_eq!(shown("营\u{200d}业"), "营[200d]业");
        assert_eq!(shown("👨\u{200d}\u{200d}👩"), "👨[200d][200d]👩");
    }

    #[test]
    fn marks_are_capped_and_the_first_too_many_is_told() {
        for count in [1, 8] {
            assert!(is_plain(&format!("e{}", "\u{301}".repeat(count))));
        }
        let capped = format!("e{}[301]b", "\u{301}".repeat(8));
        assert_eq!(shown(&format!("e{}b", "\u{301}".repeat(10_000))), capped);
        assert_eq!(shown(&format!("e{}b", "\u{301}".repeat(9))), capped);
        let chain = shown(&"👨🏽\u{200d}".repeat(1000));
        assert!(chain.starts_with("👨🏽\u{200d}👨🏽") && chain.contains("[200d]"), "{chain}");
    }

    #[test]
    fn usual_words_are_one_piece() {
        for text in ["Sales & Operations", "café", "e\u{301}", "ที่", "日本語", "مرحبا", "🇩🇪", "बैठक", ""]
        {
            assert!(is_plain(text), "{text}");
            assert_eq!(shown(text), text);
        }
    }
}
