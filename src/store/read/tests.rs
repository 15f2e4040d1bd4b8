//! What reading accepts and refuses.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::*;
use crate::store::{sample, shelf};

/// Reads minutes with these bytes.
fn read(bytes: impl AsRef<[u8]>) -> Result<Loaded, ReadError> {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("m.json");
    fs::write(&path, bytes).unwrap();
    minutes(&path)
}

#[track_caller]
fn check(bytes: impl AsRef<[u8]>, expected: &str) {
    let error = read(bytes).unwrap_err();
    assert!(error.is_damage(), "{error:?}");
    let text = error.to_string();
    let place = text.find("m.json").unwrap();
    assert!(text[place..].starts_with(expected), "{}", &text[place..]);
}

#[test]
fn the_example_survives_reading_and_writing() {
    let loaded = read(sample::MINUTES).unwrap();
    assert!(loaded.is_changeable(), "{:?}", loaded.objection());
    let written: Value = serde_json::from_slice(&shelf::to_json(&loaded.meeting)).unwrap();
    assert_eq!(written, serde_json::from_str::<Value>(sample::MINUTES).unwrap());
}

#[test]
fn a_mark_and_carriage_returns_are_accepted() {
    let text = format!("\u{feff}{}", sample::MINUTES.replace('\n', "\r\n"));
    assert_eq!(read(text).unwrap().meeting, sample::meeting());
}

#[test]
fn truncated_minutes_are_refused_as_damaged() {
    for end in (0..sample::MINUTES.trim_end().len()).step_by(97) {
        let error = read(&sample::MINUTES.as_bytes()[..end]).unwrap_err();
        assert!(error.is_damage(), "{end}: {error:?}");
    }
}

#[test]
fn a_flipped_bit_never_panics() {
    for at in (0..sample::MINUTES.len()).step_by(89) {
        let mut bytes = sample::MINUTES.as_bytes().to_vec();
        bytes[at] ^= 1 << (at % 8);
        if let Err(error) = read(bytes) {
            assert!(error.is_damage(), "{at}: {error:?}");
        }
    }
}

#[test]
fn an_unknown_field_at_depth_is_named_and_forbids_changes() {
    let mut minutes: Value = serde_json::from_str(sample::MINUTES).unwrap();
    minutes["turns"][1]["answers"][0]["mood\u{1b}"] = json!("good");
    let loaded = read(minutes.to_string()).unwrap();
    assert_eq!(loaded.unknown, ["turns[1].answers[0].mood\\u{1b}"]);
    assert!(!loaded.is_changeable());
    let objection = loaded.objection().unwrap();
    assert_eq!(objection, "a field this program does not know: turns[1].answers[0].mood\\u{1b}");
}

#[test]
fn a_doubtful_record_forbids_changes() {
    let mut minutes: Value = serde_json::from_str(sample::MINUTES).unwrap();
    minutes["actions"][1]["id"] = json!("a1");
    let loaded = read(minutes.to_string()).unwrap();
    assert!(!loaded.is_changeable());
    assert_eq!(loaded.objection().unwrap(), "the id \"a1\" stands twice");
}

#[test]
fn a_newer_version_is_refused_with_both_numbers() {
    let newer = sample::MINUTES.replacen("\"version\": 1", "\"version\": 7", 1);
    check(newer, "m.json: made by a newer turnabout (version 7); this one reads up to 1. Nothing was changed");
}

#[test]
fn other_files_are_named_as_such() {
    for text in ["null", "[]", "{}", sample::AGENDA, r#"{ "name": "x", "version": "1.0.0" }"#] {
        check(text, "m.json: this is not a turnabout-minutes file");
    }
}

#[test]
fn files_that_lost_their_content_are_damaged() {
    check("", "m.json: it is empty");
    check([0; 64], "m.json: it holds nothing but zero bytes");
    check("[".repeat(100_000), "m.json:1:128: recursion limit exceeded");
    check(format!("{}\0\0", sample::MINUTES.trim_end()), "m.json:138:2: trailing characters");
}

#[test]
fn a_field_that_stands_twice_is_refused_in_maps_too() {
    let twice = r#""spent_s": { "operations": 190, "operations": 1, "#;
    let text = sample::MINUTES.replacen(r#""spent_s": { "operations": 190, "#, twice, 1);
    let error = read(text).unwrap_err().to_string();
    assert!(error.contains("the field \"operations\" stands twice"), "{error}");
}

#[test]
fn a_merge_conflict_is_named_with_its_line() {
    let text = sample::MINUTES.replacen("  \"version\"", "<<<<<<< HEAD\n  \"version\"", 1);
    check(text, "m.json:3:1: a merge left two versions here; keep one of them");
}

#[test]
fn other_encodings_are_named() {
    let utf16: Vec<u8> = "{ }".encode_utf16().flat_map(u16::to_le_bytes).collect();
    check(&utf16, "m.json: it is written in UTF-16; save it as UTF-8");
    check([&[0xff, 0xfe][..], &utf16].concat(), "m.json: it is written in UTF-16; save it as UTF-8");
    check(b"{\n \"caf\xe9\": 1 }", "m.json: line 2 is not UTF-8, perhaps it is Latin-1; save it as UTF-8");
}

#[test]
fn numbers_out_of_range_name_their_field() {
    for bad in ["1e400", "99999999999999999999", "1.5", "-1"] {
        let text = sample::MINUTES.replacen("\"spent_s\": 130", &format!("\"spent_s\": {bad}"), 1);
        let error = read(text).unwrap_err();
        assert!(error.is_damage());
        assert!(error.to_string().contains("m.json:"), "{error}");
    }
}

#[test]
fn minutes_that_contradict_themselves_are_damaged() {
    let text = sample::MINUTES.replacen("\"round\": 2", "\"round\": 9", 1);
    check(text, "m.json: turn 3 is of \"operations\" in round 9 where the order has \"operations\" in round 2");
}

#[test]
fn controls_in_the_file_never_reach_the_message() {
    let text = sample::MINUTES.replacen("\"running\"", "\"x\"", 1).replacen("\"closed\"", "\"clo\\u001b]0;x\"", 1);
    let error = read(text).unwrap_err().to_string();
    assert!(error.contains("unknown variant `clo\\u{1b}]0;x`"), "{error}");
    assert!(!error.contains('\u{1b}'));
}

#[test]
fn controls_in_the_name_never_reach_the_message() {
    let error = minutes(Path::new("no\u{1b}]0;x\u{7}.json")).unwrap_err();
    assert_eq!(error.to_string(), "no\\u{1b}]0;x\\u{7}.json: no such file; check the name");
    assert!(!error.is_damage());
}

#[test]
fn a_folder_and_a_sparse_giant_are_refused() {
    let dir = TempDir::new().unwrap();
    let error = minutes(dir.path()).unwrap_err();
    assert!(matches!(error, ReadError::NotAFile { what: "a folder", .. }), "{error:?}");
    let giant = dir.path().join("giant.json");
    File::create(&giant).unwrap().set_len(5 << 30).unwrap();
    let error = minutes(&giant).unwrap_err();
    assert!(matches!(error, ReadError::TooLarge { .. }), "{error:?}");
    assert!(!error.is_damage());
}

#[cfg(unix)]
#[test]
fn pipes_and_devices_are_refused_without_waiting() {
    let dir = TempDir::new().unwrap();
    let pipe = dir.path().join("pipe.json");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    assert!(matches!(minutes(&pipe).unwrap_err(), ReadError::NotAFile { what: "a pipe", .. }));
    let zero = Path::new("/dev/zero");
    assert!(matches!(minutes(zero).unwrap_err(), ReadError::NotAFile { what: "a device", .. }));
}

#[test]
fn a_faulty_agenda_is_named_with_line_and_column() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("agenda.json");
    fs::write(&path, sample::AGENDA).unwrap();
    assert_eq!(agenda(&path).unwrap().title, "Sales & Operations");
    fs::write(&path, sample::AGENDA.replacen("\"minutes\": 3", "\"minutes\": -3", 1)).unwrap();
    let error = agenda(&path).unwrap_err();
    let expected =
        format!("{}:21:40: items[0].minutes: -3 is out of range; write a whole number from 0 to 1440", path.display());
    assert_eq!(error.to_string(), expected);
    assert!(error.is_damage());
}
