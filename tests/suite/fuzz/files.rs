//! Files changed by chance, byte by byte and value by value: each is refused, or shown in every form and kept as it is.

use std::{fs, path::Path};

use serde_json::{Value, json};
use tempfile::TempDir;
use turnabout::{
    domain::{Earlier, Meeting, capacity, promises::Promises, series::Series},
    export::format::Format,
    store::{
        Loaded,
        read::{agenda, minutes},
        to_json,
    },
};

use crate::{
    chance::{Chance, fuzz},
    play::{Play, full},
    terminal::data,
};

/// What is put where it does not belong.
const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "\"",
    ":",
    ",",
    "null",
    "true",
    "-1",
    "0",
    "1e400",
    "1.5",
    "99999999999999999999",
    "\\",
    "\\ud800",
    "\\u0000",
    "\u{feff}",
    "\u{202e}",
    "\u{1b}]0;x\u{7}",
    "\"version\": 2",
    "\"2026-02-30\"",
    "\"a1\"",
    "\"operations\"",
    "\r\n",
];

/// Values that stand where others stood.
fn strange(chance: &mut Chance) -> Value {
    let texts = [
        "",
        " ",
        "a1",
        "p1",
        "t1",
        "sales",
        "operations",
        "nobody",
        "go-if",
        "kept",
        "2026-02-30",
        "9999-12-31",
        "-009999-01-01",
        "2026-11-24T10:00:00+25:00",
        "2026-11-24T10:00:00Z",
        "9999-12-31T23:59:59-12:00",
        "2026-11-24-1000/a1",
        "x/y/z",
        "\u{1b}[2J",
        "\u{202e}gnp",
        "a\r\nb",
        "\u{1f469}\u{200d}\u{1f467}",
        "e\u{301}\u{301}\u{301}",
        "W0001",
        "\0",
    ];
    match chance.below(8) {
        0 => json!(null),
        1 => json!(chance.is_one_in(2)),
        2 => json!([0, 1, 2, 59, 60, 86_400, u64::from(u32::MAX), u64::MAX][chance.below(8)]),
        3 => json!([-1.0, 0.5, 1e15, 1e300, -0.0][chance.below(5)]),
        4 => json!([]),
        5 => json!({}),
        _ => json!(*chance.pick(&texts)),
    }
}

/// So many values there are, itself counted.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(all) => all.iter().map(count).sum(),
        Value::Object(all) => all.values().map(count).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}

/// The value at this place in the order of the file.
fn at<'v>(value: &'v mut Value, place: &mut usize) -> Option<&'v mut Value> {
    if *place == 0 {
        return Some(value);
    }
    *place -= 1;
    match value {
        Value::Array(all) => all.iter_mut().find_map(|value| at(value, place)),
        Value::Object(all) => all.values_mut().find_map(|value| at(value, place)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

/// Changes one value: another one, one from elsewhere, one less, one twice.
fn change_value(root: &mut Value, chance: &mut Chance) {
    let all = count(root);
    let other = at(root, &mut chance.below(all)).cloned();
    let kind = chance.below(6);
    let new = if kind == 0 { other } else { Some(strange(chance)) };
    let Some(value) = at(root, &mut chance.below(all)) else { return };
    match value {
        Value::Array(all) if kind > 2 && !all.is_empty() => {
            let place = chance.below(all.len());
            match kind {
                3 => drop(all.remove(place)),
                4 => all.push(all[place].clone()),
                _ => all.swap(place, 0),
            }
        }
        Value::Object(all) if kind > 2 && !all.is_empty() => {
            let name = all.keys().nth(chance.below(all.len())).cloned().unwrap_or_default();
            let old = all.remove(&name).unwrap_or_default();
            match kind {
                3 => {}
                4 => drop(all.insert(name + "s", old)),
                _ => drop(all.insert(name, new.unwrap_or_default())),
            }
        }
        value => *value = new.unwrap_or_default(),
    }
}

/// Changes some bytes.
fn change_bytes(bytes: &mut Vec<u8>, chance: &mut Chance) {
    if bytes.is_empty() {
        return;
    }
    let start = chance.below(bytes.len());
    let end = bytes.len().min(start + chance.below(40));
    match chance.below(6) {
        0 => bytes[start] ^= 1 << chance.below(8),
        1 => drop(bytes.drain(start..end)),
        2 => {
            let part = bytes[start..end].to_vec();
            bytes.splice(start..start, part);
        }
        3 => drop(bytes.splice(start..start, chance.pick(PIECES).bytes())),
        4 => drop(bytes.splice(start..end, chance.pick(PIECES).bytes())),
        _ => bytes.truncate(start),
    }
}

/// A file that was like `text`.
fn changed(text: &str, chance: &mut Chance) -> Vec<u8> {
    if chance.is_one_in(3) {
        let mut bytes = text.as_bytes().to_vec();
        (0..=chance.below(3)).for_each(|_| change_bytes(&mut bytes, chance));
        return bytes;
    }
    let mut value: Value = serde_json::from_str(text).unwrap();
    (0..=chance.below(4)).for_each(|_| change_value(&mut value, chance));
    serde_json::to_vec(&value).unwrap()
}

/// Minutes of a meeting that still runs.
fn running() -> String {
    let mut minutes: Value = serde_json::from_str(&data("minutes-1.json")).unwrap();
    minutes["state"] = json!("running");
    minutes["position"] = json!(5);
    minutes.as_object_mut().unwrap().remove("ended_at");
    minutes.to_string()
}

/// Whatever was read is counted, shown in every form and on every screen, and the same after it was written.
#[track_caller]
fn check(loaded: &Loaded, path: &Path) {
    let meeting = &loaded.meeting;
    show(meeting);
    if loaded.is_changeable() && meeting.is_running() {
        let agenda = full();
        let mut play = Play::home(&agenda, None, turnabout::tui::ui::Look::default());
        play.open(meeting.clone(), &agenda, Series::default().past, true);
        play.screen(100, 30);
        play.keys("<enter>W0001<pgdn>").screen(60, 16);
    }
    fs::write(path, to_json(meeting)).unwrap();
    let again = minutes(path).unwrap_or_else(|error| panic!("written and not read: {error}"));
    assert_eq!(again.meeting, *meeting);
    // What has no name is read with one, so that doubts can be fewer; the program does not write such minutes.
    assert!(again.is_changeable() || !loaded.is_changeable(), "{:?}", again.doubts);
}

/// In every form for readers.
fn show(meeting: &Meeting) {
    let mut promises = Promises::default();
    promises.add(meeting);
    assert!(Series::fold([meeting]).open_actions.len() <= meeting.open_actions.len() + meeting.actions.len());
    capacity::words(meeting);
    let earlier = Earlier::of(meeting, std::slice::from_ref(meeting));
    for format in Format::ALL {
        let text = format.minutes(meeting, &earlier, 80);
        let steers = |c: char| c.is_control() && c != '\n' && c != '\r';
        assert!(!text.contains(steers), "{}: {text:?}", format.key());
    }
}

#[test]
fn changed_minutes_are_refused_or_whole() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("m.json");
    let (closed, running) = (data("minutes-1.json"), running());
    let (mut all, mut whole) = (0, 0);
    fuzz("minutes", 200, |chance| {
        fs::write(&path, changed(if chance.is_one_in(2) { &closed } else { &running }, chance)).unwrap();
        all += 1;
        match minutes(&path) {
            Ok(loaded) => {
                whole += 1;
                check(&loaded, &path);
            }
            Err(error) => assert!(error.is_damage() && !error.to_string().contains(char::is_control), "{error:?}"),
        }
    });
    assert!(whole > 0 && whole < all, "{whole} of {all} were read");
}

#[test]
fn changed_agendas_are_refused_or_whole() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("agenda.json");
    let sound = data("agenda-1.json");
    let (mut all, mut whole) = (0, 0);
    fuzz("agendas", 200, |chance| {
        fs::write(&path, changed(&sound, chance)).unwrap();
        all += 1;
        match agenda(&path) {
            Ok(read) => {
                whole += 1;
                Play::begin(&read).keys("<enter>W0001<pgdn>").screen(60, 16);
                fs::write(&path, serde_json::to_vec_pretty(&read).unwrap()).unwrap();
                let again = agenda(&path).unwrap_or_else(|error| panic!("written and not read: {error}"));
                assert_eq!(again, read);
            }
            Err(error) => assert!(error.is_damage() && !error.to_string().contains(char::is_control), "{error:?}"),
        }
    });
    assert!(whole > 0 && whole < all, "{whole} of {all} were read");
}
