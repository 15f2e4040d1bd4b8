//! Meetings for the tests of all formats: a short one, the example, and one that is hostile in every field.

use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::{
    chance::Chance,
    domain::{Earlier, Meeting},
};

/// The example as a file.
pub(super) const EXAMPLE: &str = include_str!("../../tests/data/minutes-1.json");

/// A meeting with something of everything.
pub(super) fn example() -> Meeting {
    serde_json::from_str(EXAMPLE).unwrap()
}

/// What somebody could type to break a format, several times over.
pub(super) static HOSTILE: LazyLock<Vec<String>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../tests/data/hostile.json")).unwrap());

/// A meeting that has just begun, with as few words as there can be.
pub(super) fn short() -> Meeting {
    let short = json!({
        "format": "turnabout-minutes", "version": 1, "id": "2026-11-10-0900", "series": "sales-operations",
        "number": 1, "title": "Sales & Operations", "state": "running", "started_at": "2026-11-10T09:00:00+01:00",
        "first_team": "sales",
        "teams": [
            { "id": "sales", "name": "Sales", "people": [{ "name": "Ana Duarte", "attendance": "present" }] },
            { "id": "operations", "name": "Operations" },
        ],
        "items": [{ "kind": "exchange", "title": "Turnabout", "planned_s": 1440, "spent_s": 62 }],
        "actions": [
            { "id": "a1", "text": "Send the price list", "team": "sales", "for_team": "operations" },
        ],
    });
    serde_json::from_value(short).unwrap()
}

/// The example with something hostile in every field that somebody types in: other words in each of the `round`s.
pub(super) fn hostile(round: usize) -> Meeting {
    hostile_as(round, str::to_owned)
}

/// The same after something is done with the words.
pub(super) fn hostile_as(round: usize, word: impl Fn(&str) -> String) -> Meeting {
    let mut value: Value = serde_json::from_str(EXAMPLE).unwrap();
    let mut next = round;
    each("", &mut value, &mut |text| {
        *text = word(&HOSTILE[next % HOSTILE.len()]);
        next += 1;
    });
    serde_json::from_value(value).unwrap()
}

/// Words that chance makes of hostile ones and of all signs that mean something: enough for every field of the example.
pub(super) fn wild(chance: &mut Chance) -> Vec<String> {
    const SIGNS: &str = "<>&\"'*_`~#|\\/!?()[]{}=+-^$%@:;.,1aW\n\r\t \u{0}\u{1b}\u{7f}\u{85}\u{9b}\u{ad}\u{301}\u{61c}\u{200b}\u{200d}\
        \u{2028}\u{202e}\u{2060}\u{2066}\u{3000}\u{fe0f}\u{feff}\u{ff1d}\u{1f469}\u{e0041}éß日م";
    let signs: Vec<char> = SIGNS.chars().collect();
    let mut word = || {
        let mut word = String::new();
        for _ in 0..=chance.below(6) {
            if chance.is_one_in(3) {
                let whole: Vec<char> = chance.pick(HOSTILE.as_slice()).chars().collect();
                let start = chance.below(whole.len());
                word.extend(whole[start..].iter().take(1 + chance.below(30)));
            } else {
                word.extend((0..chance.below(8)).map(|_| *chance.pick(&signs)));
            }
        }
        // Nothing has a dash in its place.
        word.push('x');
        word
    };
    (0..150).map(|_| word()).collect()
}

/// The example with these words in the fields that somebody types in, one after the other.
pub(super) fn with_words(words: &[String]) -> Meeting {
    let mut value: Value = serde_json::from_str(EXAMPLE).unwrap();
    let mut next = 0;
    each("", &mut value, &mut |text| {
        text.clone_from(&words[next % words.len()]);
        next += 1;
    });
    serde_json::from_value(value).unwrap()
}

/// The records of earlier meetings that the example speaks of.
pub(super) fn earlier() -> Earlier {
    let meeting = |id: &str| Meeting { id: id.to_owned(), ..example() };
    let mut meetings = ["2026-09-15-1000", "2026-10-13-1000", "2026-11-10-1000"].map(meeting);
    meetings[1].goals[0].id = "g2".into();
    "Every quote names a delivery week".clone_into(&mut meetings[1].goals[0].text);
    "A list of sites with narrow doors".clone_into(&mut meetings[2].actions[0].text);
    Earlier::of(&example(), &meetings)
}

/// What a reader knows who has only one file.
pub(super) fn none() -> &'static Earlier {
    static NONE: LazyLock<Earlier> = LazyLock::new(Earlier::default);
    &NONE
}

/// Words of the file that are names of records, kinds and verdicts: they are told in other words.
const NOT_TYPED: &[&str] = &[
    "id",
    "of",
    "team",
    "by_team",
    "for_team",
    "first_team",
    "thanks_to",
    "teams",
    "kind",
    "verdict",
    "status",
    "scope",
    "helped",
    "reason",
    "enough",
    "attendance",
    "source",
    "action",
    "item",
    "due",
    "new_due",
    "at",
    "state",
    "format",
    "version",
    "series",
    "started_at",
    "ended_at",
    "owed_turns",
    "outcome",
];

/// Every string that somebody typed, with the name of its field.
pub(super) fn typed<'v>(field: &str, value: &'v Value, found: &mut Vec<&'v str>) {
    match value {
        Value::String(text) => {
            let is_word = |text: &str| !text.contains(' ');
            let is_code = NOT_TYPED.contains(&field) && is_word(text);
            if !is_code {
                found.push(text);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| typed(field, value, found)),
        Value::Object(fields) => fields.iter().for_each(|(field, value)| typed(field, value, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Without any blanks.
pub(super) fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Puts `mark` into every string that somebody typed, with a number of its own.
pub(super) fn marked(field: &str, value: &mut Value, mark: &str, count: &mut usize) {
    each(field, value, &mut |text| {
        *count += 1;
        *text = format!("{mark}W{count:04}");
    });
}

/// Does something with every string that somebody typed.
fn each(field: &str, value: &mut Value, change: &mut impl FnMut(&mut String)) {
    match value {
        Value::String(text) if !NOT_TYPED.contains(&field) || text.contains(' ') => change(text),
        Value::Array(values) => values.iter_mut().for_each(|value| each(field, value, change)),
        Value::Object(fields) => fields.iter_mut().for_each(|(field, value)| each(field, value, change)),
        _ => {}
    }
}
