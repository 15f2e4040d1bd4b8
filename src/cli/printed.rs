//! What may be printed: text that neither steers a terminal nor hides in it. Knows no command.

use std::fmt;

use crate::export::{Format, Plain, json};

/// Text for standard output. Each way to make one neutralises what people typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed(String);

impl Printed {
    /// Words and their line breaks.
    pub fn words(text: &str) -> Self {
        Self(Plain::of(text).to_string())
    }

    /// JSON, the same values.
    pub fn json(text: &str) -> Self {
        Self(json(text))
    }

    /// What a renderer of the format has written: each takes only words that its own escaping has passed.
    pub fn rendered(format: Format, text: &str) -> Self {
        match format {
            Format::Text => Self::words(text),
            Format::Json => Self::json(text),
            Format::Markdown | Format::Html | Format::Csv | Format::Ics => Self(text.to_owned()),
        }
    }

    /// The program's own text, in which nothing stands that anybody typed.
    pub(super) fn own(text: String) -> Self {
        Self(text)
    }

    /// As it is printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Printed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_line_breaks_and_nothing_that_steers() {
        assert_eq!(Printed::words("a\n\u{1b}[2Jb\r\nc\u{202e}").as_str(), "a\n\\u{1b}[2Jb\nc\\u{202e}");
        assert_eq!(Printed::rendered(Format::Text, "\u{9b}2J").as_str(), "\\u{9b}2J");
        assert_eq!(Printed::rendered(Format::Json, "\"\u{9b}2J\"").as_str(), "\"\\u009b2J\"");
    }
}
