//! What reading accepts and refuses.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::*;
use crate::{
    domain::{Earlier, series::Series},
    export::Format,
    store::{sample, shelf},
};

/// Reads minutes with these bytes.
fn read(bytes: impl AsRef<[u8]>) -> Result<Loaded, ReadError> {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("m.json");
    fs::write(&path, bytes).unwrap();
    minutes(&path)
}

/// The same without a file.
fn parsed(bytes: &[u8]) -> Result<Loaded, ReadError> {
    minutes_of(Path::new("m.json"), bytes.to_vec())
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
    for end in 0..sample::MINUTES.trim_end().len() {
        let error = parsed(&sample::MINUTES.as_bytes()[..end]).unwrap_err();
        assert!(error.is_damage(), "{end}: {error:?}");
    }
    for end in 0..sample::AGENDA.trim_end().len() {
        let agenda = agenda_of(Path::new("a.json"), sample::AGENDA.as_bytes()[..end].to_vec());
        assert!(agenda.unwrap_err().is_damage(), "{end}");
    }
}

#[test]
fn a_flipped_bit_never_panics() {
    // Every byte means something: a bit in the blanks of an indent is a fault like any other.
    let compact = serde_json::from_str::<Value>(sample::MINUTES).unwrap().to_string();
    for at in 0..compact.len() {
        let mut bytes = compact.clone().into_bytes();
        bytes[at] ^= 1 << (at % 8);
        match parsed(&bytes) {
            // Making all of it every time takes a minute.
            Ok(loaded) if at % 61 == 0 => drop(shown(&loaded.meeting)),
            Ok(_) => {}
            Err(error) => assert!(error.is_damage(), "{at}: {error:?}"),
        }
    }
}

#[test]
fn doubtful_minutes_are_shown_and_counted() {
    let changes = [
        ("/turns/0/team", json!("it")),
        ("/turns/2/round", json!(u32::MAX)),
        ("/turns", json!([])),
        ("/teams/0/id", json!("operations")),
        ("/teams/0/name", json!("")),
        ("/first_team", json!("")),
        ("/actions/1/id", json!("")),
        ("/actions/0/source", json!("p9")),
        ("/actions/0/due", json!("9999-12-31")),
        ("/actions/0/due", json!("-009999-01-01")),
        ("/reviews/0/of", json!("")),
        ("/started_at", json!("9999-12-30T20:00:00+23:59")),
        ("/started_at", json!("-009999-01-03T00:00:00-23:59")),
        ("/ended_at", json!("1970-01-01T00:00:00Z")),
        ("/next/at", json!("9999-12-30T20:00:00Z")),
        ("/goals/0/target/value", json!(-9e15)),
        ("/expectations/0/quantity/value", json!(1e-300)),
    ];
    for (pointer, value) in changes {
        let mut minutes: Value = serde_json::from_str(sample::MINUTES).unwrap();
        *minutes.pointer_mut(pointer).unwrap_or_else(|| panic!("no {pointer}")) = value;
        let loaded = parsed(minutes.to_string().as_bytes()).unwrap_or_else(|error| panic!("{pointer}: {error}"));
        let shown = shown(&loaded.meeting);
        assert!(shown.iter().all(|text| text.lines().all(|line| !line.contains(&"0".repeat(100)))), "{pointer}");
    }
}

#[test]
fn what_has_no_name_is_given_one_that_can_be_read() {
    let text = sample::MINUTES.replacen("\"name\": \"Sales\"", "\"name\": \"\"", 1);
    let text = text.replacen("\"Ana Duarte\"", "\" \"", 1).replacen("\"Good news\"", "\"\"", 1);
    let loaded = parsed(text.as_bytes()).unwrap();
    assert_eq!(loaded.doubts.len(), 3, "{:?}", loaded.doubts);
    let shown = &shown(&loaded.meeting)[0];
    for part in ["(told by sales, thanks to", "(no name)", "Good news    "] {
        assert!(shown.contains(part), "no {part:?} in\n{shown}");
    }
    assert_eq!(loaded.text, text);
}

/// Everything that is made of minutes that can be read.
fn shown(meeting: &Meeting) -> Vec<String> {
    let mut series = Series::fold([meeting, meeting]);
    series.add(meeting);
    let agenda = Agenda::parse(sample::AGENDA).unwrap();
    let _ =
        (series.next_at(&agenda), series.first_team(&agenda), meeting.due_move(), meeting.gaps(), meeting.entries());
    let earlier = Earlier::of(meeting, [meeting]);
    Format::ALL.iter().map(|format| format.minutes(meeting, &earlier, 78)).collect()
}

#[test]
fn days_that_are_none_are_told_with_their_field() {
    for (from, to, field) in [
        ("\"due\": \"2026-12-18\"", "\"due\": \"2026-02-30\"", "deals[0].due: "),
        ("\"due\": \"2026-12-18\"", "\"due\": \"99999-01-01\"", "deals[0].due: "),
        ("2026-11-24T10:00:03+01:00", "2026-11-24T10:00:03+99:00", "started_at: "),
        ("2026-11-24T10:00:03+01:00", "99999-11-24T10:00:03Z", "started_at: "),
    ] {
        let text = sample::MINUTES.replacen(from, to, 1);
        assert!(text != sample::MINUTES, "nothing was replaced: {from}");
        let error = parsed(text.as_bytes()).unwrap_err();
        assert!(error.is_damage() && error.to_string().contains(field), "{error}");
    }
}

#[test]
fn a_field_that_stands_twice_is_refused_at_any_depth() {
    for (from, twice) in [
        ("\"number\": 14,", "\"number\": 14, \"number\": 15,"),
        ("\"taken\": true,", "\"taken\": true, \"taken\": true,"),
        ("\"version\": 1,", "\"version\": 1, \"version\": 1,"),
        ("\"number\": 14,", "\"number\": 14, \"x\": { \"y\": [{ \"z\": 1, \"z\": 2 }] },"),
    ] {
        let text = sample::MINUTES.replacen(from, twice, 1);
        assert!(text != sample::MINUTES, "nothing was replaced: {from}");
        let error = parsed(text.as_bytes()).unwrap_err();
        assert!(matches!(error, ReadError::Damaged { .. }), "{error:?}");
    }
}

/// Names of all fields at any depth.
fn fields(value: &Value, at: &str, all: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            all.push(at.to_owned());
            object.iter().for_each(|(name, value)| fields(value, &format!("{at}/{name}"), all));
        }
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(index, value)| fields(value, &format!("{at}/{index}"), all));
        }
        _ => {}
    }
}

#[test]
fn an_unknown_field_is_named_at_every_level() {
    let minutes: Value = serde_json::from_str(sample::MINUTES).unwrap();
    let mut places = Vec::new();
    fields(&minutes, "", &mut places);
    // In these every name is a field.
    places.retain(|place| !place.ends_with("/spent_s") && !place.ends_with("/prompts") && !place.ends_with("/drafts"));
    assert!(places.len() > 40);
    for place in places {
        let mut minutes = minutes.clone();
        minutes.pointer_mut(&place).unwrap()["mascot"] = json!({ "name": "otter" });
        let loaded = parsed(minutes.to_string().as_bytes()).unwrap();
        let [field] = loaded.unknown.as_slice() else { panic!("{place}: {:?}", loaded.unknown) };
        let last = place.rsplit('/').find(|part| part.parse::<usize>().is_err()).unwrap_or_default();
        assert!(field.ends_with("mascot") && field.contains(last), "{place}: {field}");
        assert!(!loaded.is_changeable() && loaded.objection().unwrap().contains("mascot"), "{place}");
    }
}

#[test]
fn what_stands_behind_the_end_is_named() {
    for behind in ["{}", "garbage", "]", "\0\0\0"] {
        let text = format!("{}{behind}", sample::MINUTES);
        let error = parsed(text.as_bytes()).unwrap_err().to_string();
        let what = if behind.starts_with('\0') {
            "zero bytes stand behind the end"
        } else {
            "something stands behind the end"
        };
        assert!(error.contains(what) && error.contains("damaged"), "{behind:?}: {error}");
    }
}

#[test]
fn half_a_character_is_named() {
    let text = sample::MINUTES.replacen("Sales & Operations", "Sales \\ud83d Operations", 1);
    let error = parsed(text.as_bytes()).unwrap_err().to_string();
    assert!(error.contains("UTF-16 (a lone surrogate)"), "{error}");
}

#[test]
fn deep_nesting_is_refused_at_once() {
    for text in ["[".repeat(100_000), format!("{{\"format\":{}", "[".repeat(100_000))] {
        assert!(parsed(text.as_bytes()).unwrap_err().is_damage());
    }
    let deep = format!("\"number\": 14, \"x\": {}{},", "[".repeat(100_000), "]".repeat(100_000));
    let error = parsed(sample::MINUTES.replacen("\"number\": 14,", &deep, 1).as_bytes()).unwrap_err();
    assert!(error.to_string().contains("nested too deeply"), "{error}");
}

#[test]
fn a_refused_right_is_told_as_such() {
    let error = ReadError::io(Path::new("m.json"), io::ErrorKind::PermissionDenied.into());
    assert_eq!(error.to_string(), "cannot read m.json: permission denied; ask for the right to read it");
    assert!(!error.is_damage(), "the program ends with 1");
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
    assert_eq!(loaded.objection().unwrap(), "the id \"a1\" stands twice and 1 more");
}

#[test]
fn a_newer_version_is_refused_with_both_numbers() {
    let newer = sample::MINUTES.replacen("\"version\": 1", "\"version\": 7", 1);
    check(newer, "m.json: made by a newer turnabout (version 7); this one reads up to 1. Nothing was changed");
}

#[test]
fn other_files_are_named_as_such() {
    for text in ["null", "[]", "{}", sample::AGENDA, r#"{ "name": "x", "version": "1.0.0" }"#] {
        check(text, "m.json: this is not a turnabout minutes file");
    }
}

#[test]
fn files_that_lost_their_content_are_damaged() {
    check("", "m.json: it is empty");
    check([0; 64], "m.json: it holds nothing but zero bytes");
    check("[".repeat(100_000), "m.json:1:128: it is nested too deeply");
    check(format!("{}\0\0", sample::MINUTES.trim_end()), "m.json:138:2: zero bytes stand behind the end");
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
fn impossible_numbers_are_told_with_their_field_as_they_were_written() {
    let spent = |number: &str| sample::MINUTES.replacen("\"spent_s\": 130", &format!("\"spent_s\": {number}"), 1);
    for number in ["1e400", "99999999999999999999", "-0", "1.5", "-1"] {
        let error = read(spent(number)).unwrap_err();
        assert!(error.is_damage());
        let part = format!(": items[0].spent_s: the number {number} cannot stand here; write a ");
        assert!(error.to_string().contains(&part), "{error}");
    }
    let value = |number: &str| sample::MINUTES.replacen("\"value\": 12", &format!("\"value\": {number}"), 1);
    assert!(value("1") != sample::MINUTES);
    for number in ["1e400", "1e300", "-99999999999999999999"] {
        let error = read(value(number)).unwrap_err().to_string();
        assert!(error.contains("quantity.value: ") && error.len() < 300, "{error}");
    }
}

#[test]
fn minutes_that_contradict_themselves_are_damaged() {
    let text = sample::MINUTES.replacen("\"score\": 8", "\"score\": 11", 1);
    assert!(text != sample::MINUTES);
    check(text, "m.json: the rating 11 of \"sales\" is no number from 1 to 10; the file is damaged");
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

#[test]
fn golden_files_of_every_version_are_read_for_ever() {
    for version in 1..=VERSION {
        let data = |kind: &str| {
            let path = format!("{}/tests/data/{kind}-{version}.json", env!("CARGO_MANIFEST_DIR"));
            std::path::PathBuf::from(path)
        };
        let loaded = minutes(&data("minutes")).unwrap_or_else(|error| panic!("version {version}: {error}"));
        assert!(loaded.is_changeable() && loaded.meeting.version == VERSION, "{:?}", loaded.objection());
        assert!(agenda(&data("agenda")).is_ok(), "version {version}");
    }
}

#[test]
fn minutes_that_would_grow_beyond_what_is_read_are_not_changed() {
    let of = |notes: usize| {
        let mut minutes = sample::running();
        let note = |number| json!({ "id": format!("o{number}"), "text": "x".repeat(1 << 20) });
        minutes["notes"] = (1..=notes).map(note).collect();
        parsed(minutes.to_string().as_bytes()).unwrap()
    };
    let (fits, full) = (of(14), of(15));
    assert_eq!(fits.objection(), None);
    assert!(shelf::to_json(&fits.meeting).len() < usize::try_from(SIZE_LIMIT).unwrap() - (1 << 20));
    assert!(full.objection().is_some_and(|why| why.contains("more than 15 MiB")), "{:?}", full.objection());
}
