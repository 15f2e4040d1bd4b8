//! Which series and meetings are found, and what is left alone.

use jiff::{civil::date, tz::TimeZone};
use tempfile::TempDir;

use super::*;
use crate::store::sample;

/// A shelf with these files.
fn shelf(files: &[(&str, &str)]) -> (TempDir, Shelf) {
    let dir = TempDir::new().unwrap();
    for (path, content) in files {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    let shelf = Shelf::new(dir.path());
    (dir, shelf)
}

fn agenda() -> Agenda {
    Agenda::parse(sample::AGENDA).unwrap()
}

#[test]
fn series_are_folders_with_an_agenda_or_minutes() {
    let (_dir, shelf) = shelf(&[
        ("sales/agenda.json", ""),
        ("ops/2026-11-24-1000.json", ""),
        ("empty/notes.txt", ""),
        ("left/2026-11-24-1000 (conflict 2026-11-24 1003).json", ""),
        ("left-too/agenda.sync-conflict-20261124-100300-ABCDEFG.json", ""),
        (".git/agenda.json", ""),
        ("agenda.json", ""),
    ]);
    assert_eq!(shelf.series().unwrap(), ["left", "left-too", "ops", "sales"]);
}

#[test]
fn a_missing_data_folder_is_an_empty_shelf() {
    let (dir, _) = shelf(&[]);
    let shelf = Shelf::new(dir.path().join("gone"));
    assert_eq!(shelf.series().unwrap(), Vec::<String>::new());
    assert_eq!(shelf.latest().unwrap(), None);
    assert_eq!(shelf.open("x").ids().unwrap(), Vec::<String>::new());
    assert!(!shelf.open("x").has_meetings().unwrap());
}

#[test]
fn the_latest_series_is_the_one_that_met_last() {
    let (dir, shelf) = shelf(&[("a/agenda.json", ""), ("b/agenda.json", "")]);
    assert_eq!(shelf.latest().unwrap().as_deref(), Some("a"));
    fs::write(dir.path().join("b/2026-11-24-1000-2.json"), "").unwrap();
    fs::write(dir.path().join("a/2026-11-24-1000.json"), "").unwrap();
    assert_eq!(shelf.latest().unwrap().as_deref(), Some("b"));
    fs::write(dir.path().join("a/2026-11-24-1000-10.json"), "").unwrap();
    assert_eq!(shelf.latest().unwrap().as_deref(), Some("a"));
}

#[test]
fn meetings_are_listed_in_their_order_without_strangers() {
    let (_dir, shelf) = shelf(&[
        ("s/2026-11-24-1000-10.json", ""),
        ("s/2026-11-24-1000-2.json", ""),
        ("s/2026-11-24-1000.json", ""),
        ("s/2026-11-10-1000.json", ""),
        ("s/2026-11-24-1000 (conflict 2026-05-12 1403).json", ""),
        ("s/2026-11-24-1000.sync-conflict-1.json", ""),
        ("s/.2026-11-24-1000.1-1.tmp", ""),
        ("s/agenda.json", ""),
    ]);
    let expected = ["2026-11-10-1000", "2026-11-24-1000", "2026-11-24-1000-2", "2026-11-24-1000-10"];
    assert_eq!(shelf.open("s").ids().unwrap(), expected);
}

#[test]
fn a_new_id_avoids_those_that_are_taken() {
    let (dir, shelf) = shelf(&[]);
    let folder = shelf.open("s");
    folder.prepare().unwrap();
    let at = date(2026, 11, 24).at(10, 0, 59, 0).to_zoned(TimeZone::UTC).unwrap();
    for expected in ["2026-11-24-1000", "2026-11-24-1000-2", "2026-11-24-1000-3"] {
        assert_eq!(folder.new_id(&at).unwrap(), expected);
        replace::create(&dir.path().join(format!("s/{expected}.json")), b"", Privacy::Own).unwrap();
    }
}

#[test]
fn ids_from_outside_stay_in_the_folder() {
    let (dir, shelf) = shelf(&[("x.json", sample::MINUTES), ("s/agenda.json", sample::AGENDA)]);
    let folder = shelf.open("s");
    for bad in ["../x", "a/b", "..", ".hidden", "", "agenda", "/etc/passwd"] {
        assert_eq!(folder.path_of(bad), None, "{bad:?}");
        assert!(matches!(folder.load(bad).unwrap_err(), ReadError::Missing { .. }), "{bad:?}");
    }
    assert_eq!(folder.path_of("2026-11-24-1000"), Some(dir.path().join("s/2026-11-24-1000.json")));
    assert_eq!(folder.path("../x"), dir.path().join("s/x.json"));
    assert_eq!(shelf.open_named("../s"), None);
    assert_eq!(shelf.open_named("s"), Some(folder));
}

/// Ids and numbers in the order in which a fold takes them in.
fn walked(folder: &Folder) -> (Vec<String>, usize) {
    let add = |ids: &mut Vec<String>, loaded: crate::store::Loaded| {
        ids.push(format!("{} {}", loaded.meeting.number, loaded.meeting.id));
    };
    let (ids, broken) = folder.fold(add).unwrap();
    (ids, broken.len())
}

/// The sample minutes under another id and number.
fn minutes(id: &str, number: u32) -> String {
    let text = sample::MINUTES.replacen("\"2026-11-24-1000\"", &format!("{id:?}"), 1);
    text.replacen("\"number\": 14", &format!("\"number\": {number}"), 1)
}

#[test]
fn broken_minutes_do_not_hide_the_others() {
    let (_dir, shelf) = shelf(&[
        ("s/2026-11-24-1000.json", sample::MINUTES),
        ("s/2026-12-08-1000.json", "{"),
        ("s/2026-12-22-1000.json", ""),
    ]);
    let folder = shelf.open("s");
    assert_eq!(walked(&folder), (vec!["14 2026-11-24-1000".to_owned()], 2));
    assert_eq!((folder.count().unwrap(), folder.has_meetings().unwrap()), (3, true));
    assert!(folder.load("2026-11-24-1000").unwrap().is_changeable());
    let ((), broken) = folder.fold(|(), _| ()).unwrap();
    assert!(broken[0].path().ends_with("s/2026-12-08-1000.json"));
}

#[test]
fn minutes_are_taken_in_by_number_although_their_days_say_otherwise() {
    let file = |id: &str, number| (format!("s/{id}.json"), minutes(id, number));
    let files = [
        file("2026-11-10-1000", 2),
        file("2026-11-24-1000", 1),
        file("2026-12-08-1000", 3),
        ("s/2026-11-30-1000.json".to_owned(), "{".to_owned()),
        file("2026-12-22-1000", 3),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let (_dir, shelf) = shelf(&files);
    let expected = ["1 2026-11-24-1000", "2 2026-11-10-1000", "3 2026-12-08-1000", "3 2026-12-22-1000"];
    assert_eq!(walked(&shelf.open("s")), (expected.map(str::to_owned).to_vec(), 1));
}

#[test]
fn a_copy_under_another_name_is_not_changed() {
    let (_dir, shelf) = shelf(&[("s/2026-11-24-1000-2.json", sample::MINUTES)]);
    let loaded = shelf.open("s").load("2026-11-24-1000-2").unwrap();
    assert!(!loaded.is_changeable());
    let expected = "the file \"2026-11-24-1000-2\" says that it is \"2026-11-24-1000\"";
    assert_eq!(loaded.objection().unwrap(), expected);
}

/// A walk's meetings, and the names of what it left out.
fn left_out(folder: &Folder) -> (Vec<String>, Vec<String>) {
    let (read, broken) = folder.fold(|ids: &mut Vec<String>, loaded| ids.push(loaded.meeting.id)).unwrap();
    let name = |error: &ReadError| error.path().file_name().unwrap().to_string_lossy().into_owned();
    assert!(broken.iter().all(|error| error.is_copy() && !error.is_damage()), "{broken:?}");
    (read, broken.iter().map(name).collect())
}

#[test]
fn a_meeting_counts_once_however_many_copies_of_it_there_are() {
    let own = minutes("2026-12-08-1000", 15);
    let (_dir, shelf) = shelf(&[
        ("s/2026-11-24-1000.json", sample::MINUTES),
        ("s/2026-11-24-1000-2.json", sample::MINUTES),
        ("s/2026-11-24-1000 (conflicted copy 2026-11-25).json", sample::MINUTES),
        ("s/2026-11-24-1000.sync-conflict-20261125.json", "{"),
        ("s/2026-12-08-1000.json", &own),
        ("s/2026-12-08-1001.json", sample::MINUTES),
    ]);
    let (read, copies) = left_out(&shelf.open("s"));
    assert_eq!(read, ["2026-11-24-1000", "2026-12-08-1000"]);
    let expected = [
        "2026-11-24-1000-2.json",
        "2026-12-08-1001.json",
        "2026-11-24-1000 (conflicted copy 2026-11-25).json",
        "2026-11-24-1000.sync-conflict-20261125.json",
    ];
    assert_eq!(copies, expected);
}

#[test]
fn renamed_minutes_go_by_the_name_of_their_file_and_count_once() {
    let (_dir, shelf) =
        shelf(&[("s/2026-11-24-1001.json", sample::MINUTES), ("s/2026-11-24-1002.json", sample::MINUTES)]);
    let (read, copies) = left_out(&shelf.open("s"));
    assert_eq!(read, ["2026-11-24-1001"]);
    assert_eq!(copies, ["2026-11-24-1002.json"]);
}

#[test]
fn the_own_agenda_is_never_replaced_by_a_bundled_one() {
    let (_dir, shelf) = shelf(&[]);
    let folder = shelf.open("s");
    folder.prepare().unwrap();
    assert_eq!(folder.agenda().unwrap(), None);
    folder.keep_agenda(&agenda()).unwrap();
    assert_eq!(folder.agenda().unwrap(), Some(agenda()));
    let mut other = agenda();
    other.title = "Other".to_owned();
    folder.keep_agenda(&other).unwrap();
    assert_eq!(folder.agenda().unwrap(), Some(agenda()));
    assert_eq!(folder.create_agenda(&other).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
    assert_eq!(folder.agenda().unwrap(), Some(agenda()));
}

#[test]
fn minutes_are_written_two_spaces_deep_with_a_newline() {
    let text = String::from_utf8(to_json(&sample::meeting())).unwrap();
    assert!(text.starts_with("{\n  \"format\": \"turnabout-minutes\",\n  \"version\": 1,\n  \"id\""));
    assert!(text.ends_with("\n}\n"));
}

#[test]
fn only_stale_temporary_minutes_are_swept() {
    let own = format!("s/.2026-11-24-1000.{}-999999.tmp", process::id());
    let ended = u32::MAX;
    let (dir, shelf) = shelf(&[
        ("s/.2026-11-24-1000.1-7.tmp", ""),
        ("s/.2026-11-24-1000-2.1-7.tmp", ""),
        ("s/.2026-11-24-1000 (conflict 2026-11-24 101.1-8.tmp", ""),
        ("s/.try.1-9.tmp", ""),
        (&format!("s/.agenda.{ended}-7.tmp"), ""),
        ("s/.agenda.1-7.tmp", ""),
        ("s/.2026-11-24-1000.swp", ""),
        (&own, ""),
        (&format!("s/exports/.2026-11-24-1000.{ended}-7.tmp"), ""),
        ("s/exports/.2026-11-24-1000.1-7.tmp", ""),
        ("s/exports/2026-11-24-1000.md", ""),
    ]);
    let folder = shelf.open("s");
    folder.sweep(&Lock::take(folder.dir(), "me").unwrap());
    let mut expected = [".2026-11-24-1000.swp", &own[2..], ".agenda.1-7.tmp", ".lock", "exports"];
    expected.sort_unstable();
    assert_eq!(sample::names(&dir.path().join("s")), expected);
    assert_eq!(sample::names(&folder.exports()), [".2026-11-24-1000.1-7.tmp", "2026-11-24-1000.md"]);
}

#[cfg(unix)]
#[test]
fn new_folders_are_private() {
    use std::os::unix::fs::PermissionsExt as _;
    let (dir, _) = shelf(&[]);
    let folder = Shelf::new(dir.path().join("data")).open("s");
    folder.prepare().unwrap();
    folder.prepare().unwrap();
    for path in ["data", "data/s"] {
        assert_eq!(fs::metadata(dir.path().join(path)).unwrap().permissions().mode() & 0o777, 0o700);
    }
}
