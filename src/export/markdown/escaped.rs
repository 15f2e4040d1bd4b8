//! The escaping of Markdown: words that no renderer takes for markup, a link or a mention. Knows no layout.

use crate::export::{Plain, digest::Line, text::plain};

/// Escaped wherever they stand.
const ALWAYS: &[char] = &['\\', '`', '*', '_', '[', ']', '<', '|', '~', '$', '^'];
/// Begin a block where they begin a line: a heading, a list, a quotation, a table, an underlined heading.
const AT_START: &[char] = &['#', '-', '+', '>', '=', ':'];
/// Takes no room, and parts a sign from the word that it would make a mention, a link or a number of an issue.
const APART: char = '\u{2060}';

/// Lines of Markdown in which words stand as they were typed. It can only be made by escaping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Escaped(String);

impl Escaped {
    /// A line and its line breaks, where it begins a block.
    pub fn of(line: &Line) -> Self {
        Self::new(&plain(line), true)
    }

    /// A line and its line breaks, behind something else.
    pub(super) fn of_rest(line: &Line) -> Self {
        Self::new(&plain(line), false)
    }

    /// A line without its line breaks.
    pub(super) fn one_line(line: &Line) -> Self {
        Self::new(&plain(line).replace('\n', " "), true)
    }

    /// Somebody's title, without its line breaks.
    pub(super) fn title(title: &str) -> Self {
        Self::new(&Plain::of(title).line(), true)
    }

    /// The name of a column.
    pub(super) fn header(header: &'static str) -> Self {
        Self::new(&format!("{header}:"), false)
    }

    /// As it stands in the file.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `**Scope:**`. A blank beside the stars would make them words.
    pub(super) fn labelled(&self) -> Self {
        Self(format!("**{}:**", self.0.trim()))
    }

    /// `**Tom Becker**`, a dash for nothing.
    pub(super) fn bold(&self) -> Self {
        let text = self.0.trim();
        Self(if text.is_empty() { "–".to_owned() } else { format!("**{text}**") })
    }

    /// These and then, after the program's words `between`, others.
    pub(super) fn then(self, between: &'static str, other: &Self) -> Self {
        Self(format!("{}{between}{}", self.0, other.0))
    }

    fn new(text: &str, at_start: bool) -> Self {
        let lines = text.trim_end().split('\n').enumerate();
        let lines: Vec<String> = lines.map(|(index, line)| escaped(line, at_start || index > 0)).collect();
        Self(lines.join("\n"))
    }
}

fn escaped(line: &str, at_start: bool) -> String {
    let mut escaped = String::with_capacity(line.len() + 8);
    let mut rest = line;
    // Blanks before the first word would be dropped, or make a block of code.
    if rest.starts_with(' ') && at_start {
        escaped.push_str("&#32;");
        rest = &rest[1..];
    }
    if at_start && rest.len() == line.len() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        escaped.push_str(&rest[..digits]);
        rest = &rest[digits..];
        let ends_number = digits > 0 && rest.starts_with(['.', ')']);
        if ends_number || (digits == 0 && rest.starts_with(AT_START)) {
            escaped.push('\\');
        }
        if ends_number || rest.starts_with(AT_START) {
            escaped.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    let mut chars = rest.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        if ALWAYS.contains(&c) || is_special(c, next, &escaped) {
            escaped.push('\\');
        }
        escaped.push(c);
        if matches!(c, '@' | '#') && next.is_some_and(char::is_alphanumeric) {
            escaped.push(APART);
        }
    }
    escaped
}

/// Whether `c` begins an entity, ends the first part of an address, or ends a heading.
fn is_special(c: char, next: Option<char>, before: &str) -> bool {
    match c {
        '&' => next.is_some_and(|next| next.is_alphanumeric() || next == '#'),
        ':' => next == Some('/'),
        '.' => before.bytes().rev().take(3).filter(|byte| byte.eq_ignore_ascii_case(&b'w')).count() == 3,
        '#' => before.ends_with(' '),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(Escaped::new(text, true).as_str(), expected);
    }

    #[test]
    fn usual_words_stay_readable() {
        for text in
            ["Sales & Operations", "No change after hand-over (by 4 December); 85 % of 10!", "A: b, c. \"d\" 10:24"]
        {
            check(text, text);
        }
    }

    #[test]
    fn what_begins_a_block_does_so_only_at_the_start() {
        check("- a - b", "\\- a - b");
        check("1. a 2. b", "1\\. a 2. b");
        check("2026 was", "2026 was");
        check("10) a", "10\\) a");
        check("# a\n> b\n+ c\n==\n:-:", "\\# a\n\\> b\n\\+ c\n\\==\n\\:-:");
        check("    code", "&#32;   code");
        assert_eq!(Escaped::new("- a", false).as_str(), "- a");
    }

    #[test]
    fn markup_is_escaped_everywhere() {
        check(
            "a *b* _c_ `d` [e](f) <g> h|i ~j~ $k$ \\",
            "a \\*b\\* \\_c\\_ \\`d\\` \\[e\\](f) \\<g> h\\|i \\~j\\~ \\$k\\$ \\\\",
        );
        check("&amp; &#38; & Co", "\\&amp; \\&#\u{2060}38; & Co");
    }

    #[test]
    fn nothing_becomes_a_link_or_a_mention() {
        check("see https://a.example", "see https\\://a.example");
        check("see www.a.example", "see www\\.a.example");
        check("@raj, ana@a.example, fixes #12", "@\u{2060}raj, ana@\u{2060}a.example, fixes \\#\u{2060}12");
    }

    #[test]
    fn blanks_at_the_end_go() {
        check("a  \n", "a");
    }
}
