//! The lines of a calendar file: escaping, folding, ends of lines (RFC 5545, section 3.1). Knows no meeting.
//!
//! The library `icalendar` was tried in its place: it folds some lines at 76 octets, searches every line from its
//! beginning again at each fold, and brings a second date library that asks for the time. Its parser reads these
//! lines back in the tests.

/// Octets of a line, its end not counted.
const LIMIT: usize = 75;

/// Lines of a calendar. They take names of the program and escaped values, and nothing else.
#[derive(Default)]
pub(super) struct Lines(String);

impl Lines {
    pub(super) fn begin(&mut self, component: &'static str) {
        self.put("BEGIN", &Value::word(component));
    }

    pub(super) fn end(&mut self, component: &'static str) {
        self.put("END", &Value::word(component));
    }

    /// A property with its parameters, folded between characters.
    pub(super) fn put(&mut self, name: &'static str, value: &Value) {
        let line = format!("{name}:{}", value.0);
        let mut rest = line.as_str();
        let mut limit = LIMIT;
        while rest.len() > limit {
            let (row, further) = rest.split_at(fold(rest, limit));
            self.0.push_str(row);
            self.0.push_str("\r\n ");
            rest = further;
            limit = LIMIT - 1;
        }
        self.0.push_str(rest);
        self.0.push_str("\r\n");
    }

    pub(super) fn text(self) -> String {
        self.0
    }
}

/// Where a line of more than `limit` octets is parted: after as much as fits, and not beside a blank if that can be,
/// because some readers trim what they put together.
fn fold(line: &str, limit: usize) -> usize {
    let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let places = || (1..=limit).rev().filter(|at| line.is_char_boundary(*at));
    let beside_words = |at: &usize| {
        let (row, further) = line.split_at(*at);
        !is_blank(row.chars().next_back()) && !is_blank(further.chars().next())
    };
    places().find(beside_words).or_else(|| places().next()).unwrap_or(limit)
}

/// What stands behind the name of a property.
pub(super) struct Value(String);

impl Value {
    /// Somebody's words, made harmless; line breaks in them are kept.
    pub(super) fn text(text: &str) -> Self {
        Self(text.chars().fold(String::with_capacity(text.len()), |mut escaped, c| {
            match c {
                '\n' => escaped.push_str("\\n"),
                '\\' | ';' | ',' => escaped.extend(['\\', c]),
                c if c.is_control() => escaped.push(char::REPLACEMENT_CHARACTER),
                c => escaped.push(c),
            }
            escaped
        }))
    }

    /// A word of the standard.
    pub(super) fn word(word: &'static str) -> Self {
        Self(word.to_owned())
    }
}
