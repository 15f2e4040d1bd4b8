//! The example as text: complete, harmless and never too wide.

use serde_json::Value;

use super::{text as render, *};
use crate::{
    domain::{Earlier, Meeting},
    export::sample::{EXAMPLE, example, marked, squeezed, typed},
};

fn text(meeting: &Meeting, columns: usize) -> String {
    render(&Digest::of(meeting, &Earlier::default()), columns)
}

#[test]
fn the_minutes_read_well() {
    insta::assert_snapshot!(text(&example(), COLUMNS));
}

#[test]
fn narrow_minutes_read_well() {
    insta::assert_snapshot!(text(&example(), 44));
}

#[test]
fn every_recorded_word_is_there() {
    let value: Value = serde_json::from_str(EXAMPLE).unwrap();
    let mut words = Vec::new();
    typed("", &value, &mut words);
    assert!(words.len() > 60, "the example was read");
    let text = squeezed(&text(&example(), 10_000));
    for word in words {
        assert!(text.contains(&squeezed(word)), "{word:?} is missing");
    }
}

/// Every string gets words of its own, so that none is found only because another one says the same.
#[test]
fn every_field_of_its_own_is_there() {
    let mut value: Value = serde_json::from_str(EXAMPLE).unwrap();
    value["turns"][0]["problem"]["first_wording"] = "so far".into();
    value["turns"][0]["answers"][0]["taken"] = false.into();
    value["reviews"][0]["note"] = "so be it".into();
    value["deals"][0]["verdict"] = "go".into();
    value["open_actions"][0]["condition"] = "if so".into();
    value["ratings"][1]["better"] = "more tea".into();
    value["items"][7]["title"] = "last words".into();
    let of = "2026-11-10-1000/d1";
    value["deal_updates"] = serde_json::json!([{ "of": of, "status": "signed", "note": "at last" }]);
    let mut count = 0;
    marked("", &mut value, "", &mut count);
    let text = text(&serde_json::from_value(value).unwrap(), 10_000);
    for number in 1..=count {
        assert!(text.contains(&format!("W{number:04}")), "W{number:04} is missing");
    }
}

#[test]
fn no_field_can_steer_a_terminal() {
    let mut value: Value = serde_json::from_str(EXAMPLE).unwrap();
    marked("", &mut value, "\u{1b}]0;x\u{7}\u{9b}2J\r\u{202e}\u{200b}\u{e0041}", &mut 0);
    let text = text(&serde_json::from_value(value).unwrap(), COLUMNS);
    assert!(text.contains("\\u{1b}]0;x\\u{7}"));
    let harmful: Vec<char> = text.chars().filter(|c| Plain::of(&c.to_string()).to_string() != c.to_string()).collect();
    assert!(harmful.is_empty(), "{harmful:?}");
}

#[test]
fn no_row_is_too_wide_at_any_width() {
    let mut value: Value = serde_json::from_str(EXAMPLE).unwrap();
    marked("", &mut value, "Überlanges日本語Wort 👨\u{200d}👩\u{200d}👧 und\nnoch eines ", &mut 0);
    let long = serde_json::from_value(value).unwrap();
    for width in (0..=80).step_by(3).chain([160]) {
        for meeting in [&example(), &long] {
            let text = text(meeting, width);
            let limit = width.max(MIN_COLUMNS);
            let wide = text.lines().find(|row| columns(row) > limit || row.ends_with(' '));
            assert_eq!(wide, None, "at {width} columns");
        }
    }
}

#[test]
fn line_breaks_of_a_problem_are_kept_and_indented() {
    let mut meeting = example();
    meeting.turns[0].problem.as_mut().unwrap().text = "First line\n\nThird line".to_owned();
    let text = text(&meeting, COLUMNS);
    assert!(text.contains("    Problem    First line\n\n               Third line"), "{text}");
}

#[test]
fn the_same_minutes_make_the_same_bytes() {
    assert_eq!(text(&example(), COLUMNS), text(&example(), COLUMNS));
}

#[test]
fn a_meeting_without_a_word_is_still_minutes() {
    let bare: Value = serde_json::json!({
        "format": "turnabout-minutes", "version": 1, "id": "2026-11-24-1000", "series": "s", "number": 1, "title": "",
        "state": "running", "started_at": "2026-11-24T10:00:03+01:00", "first_team": "a", "teams": [], "items": [],
    });
    let meeting = serde_json::from_value(bare).unwrap();
    assert!(text(&meeting, COLUMNS).ends_with("since 10:00\n\nNothing is recorded yet.\n"));
}
