//! Hostile words: one corpus of them through every field, screen, command and error message.
//!
//! What counts as harmless is written down here once more, apart from the program's own table.

mod commands;
mod errors;
mod fields;
mod screens;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::terminal::data;

/// Steers a terminal, in as many ways as there are.
const STEERS: &str = "\u{1b}]0;x\u{7}\u{9b}2J\u{7f}\u{1b}[6n\u{1b}Pq\u{1b}\\\u{9d}52;c;eA==\u{9c}\0\u{8}\r";
/// Turns the reading order, hides, and piles up.
const HIDES: &str = "\u{202e}\u{2066}\u{61c}\u{200b}\u{feff}\u{ad}\u{e0041}\u{3164}\u{2028}\u{200d}e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}";

/// The twelve characters of the property `Bidi_Control`.
const BIDI: &str = "\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}";
/// Characters of no ink, the tags apart.
const UNSEEN: &str = "\u{ad}\u{200b}\u{2060}\u{feff}\u{2028}\u{2029}\u{fff9}\u{fffa}\u{fffb}\u{3164}\u{2800}";

/// The corpus: that of the tests' data, each hidden character between letters, and what is too long for a list.
fn corpus() -> Vec<String> {
    let mut corpus: Vec<String> = serde_json::from_str(&data("hostile.json")).unwrap();
    let controls = (0..0xa0).filter_map(char::from_u32).filter(|c| c.is_control());
    corpus.push(controls.chain(BIDI.chars()).chain(UNSEEN.chars()).flat_map(|c| ['a', c, 'b', ' ']).collect());
    corpus.push(format!("e{}", "\u{301}".repeat(10_000)));
    corpus
}

/// Whether `c` steers, turns or hides.
fn is_harmful(c: char) -> bool {
    c.is_control() || BIDI.contains(c) || UNSEEN.contains(c) || matches!(c, '\u{e0000}'..='\u{e007f}')
}

/// Fails where something harmful but `allowed` stands in the text, or a pile of marks.
#[track_caller]
fn is_harmless(what: &str, text: &str, allowed: &[char]) {
    let harmful: Vec<char> = text.chars().filter(|c| is_harmful(*c) && !allowed.contains(c)).collect();
    assert!(harmful.is_empty(), "{what} holds {harmful:?}:\n{}", text.escape_debug());
    assert!(!text.contains(&"\u{301}".repeat(9)), "{what} holds a pile of marks");
}

/// Fields that hold a word of the program where they hold no blank.
const OURS: &str = "id of team by_team for_team first_team thanks_to teams kind verdict status scope helped reason \
                    enough attendance source action item due new_due at state format series started_at ended_at \
                    owed_turns outcome day time requires program";

/// The value with something done to every text in it that people wrote.
pub(crate) fn with<T: Serialize + DeserializeOwned>(value: &T, change: impl Fn(&str) -> String) -> T {
    let mut value = serde_json::to_value(value).unwrap();
    each("", &mut value, &change);
    serde_json::from_value(value).unwrap()
}

fn each(field: &str, value: &mut Value, change: &impl Fn(&str) -> String) {
    match value {
        Value::String(_) if field == "every" => {}
        Value::String(text) if text.contains(' ') || OURS.split(' ').all(|ours| ours != field) => *text = change(text),
        Value::Array(values) => values.iter_mut().for_each(|value| each(field, value, change)),
        Value::Object(fields) => fields.iter_mut().for_each(|(field, value)| each(field, value, change)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The text with something behind its first word.
pub(crate) fn behind_first(text: &str, taint: &str) -> String {
    let end = text.find(' ').unwrap_or(text.len());
    format!("{}{taint}{}", &text[..end], &text[end..])
}

/// The JSON of a file of the tests with hostile words in every text of people.
fn file(name: &str) -> String {
    let mut value: Value = serde_json::from_str(&data(name)).unwrap();
    each("", &mut value, &|text| behind_first(text, &format!("{STEERS}{HIDES}")));
    serde_json::to_string_pretty(&value).unwrap()
}
