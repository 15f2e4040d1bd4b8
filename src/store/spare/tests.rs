//! What lies in the state folder, for whom, and what is told of it.

use jiff::civil::date;
use tempfile::TempDir;

use super::*;
use crate::store::{Shelf, sample};

const ID: &str = "2026-11-24-1000";

/// A world with a state folder and a data folder with one series.
fn world() -> (TempDir, Spare) {
    let world = TempDir::new().unwrap();
    let spare = spare(&world, "data");
    (world, spare)
}

/// For the series of one name in this data folder.
fn spare(world: &TempDir, data: &str) -> Spare {
    let folder = Shelf::new(world.path().join(data)).open("joint");
    folder.prepare().unwrap();
    Spare::new(&world.path().join("state"), &folder)
}

fn at(minute: i8) -> DateTime {
    date(2026, 11, 24).at(10, minute, 0, 0)
}

fn damaged(spare: &Spare) -> ReadError {
    let path = spare.of.join(format!("{ID}.json"));
    fs::write(&path, "{").unwrap();
    read::minutes(&path).unwrap_err()
}

#[test]
fn words_are_rescued_and_kept_up_to_date() {
    let (world, spare) = world();
    let path = spare.rescue(ID, None, b"one").unwrap();
    assert_eq!(path, world.path().join("state/emergency/joint/2026-11-24-1000.json"));
    assert_eq!(spare.rescue(ID, Some(&path), b"two").unwrap(), path);
    assert_eq!(fs::read(&path).unwrap(), b"two");
}

#[test]
fn what_another_window_rescued_is_not_written_over() {
    let (_world, spare) = world();
    let first = spare.rescue(ID, None, b"one").unwrap();
    let second = spare.rescue(ID, None, b"two").unwrap();
    assert_eq!((fs::read(&first).unwrap(), fs::read(&second).unwrap()), (b"one".to_vec(), b"two".to_vec()));
    let file = format!("{ID}.json");
    assert_eq!(spare.rescued(), [(second, file.clone()), (first, file)]);
}

#[test]
fn a_rescue_that_holds_nothing_more_than_the_file_is_over() {
    let (_world, spare) = world();
    let path = spare.rescue(ID, None, b"one").unwrap();
    assert_eq!(spare.rescued(), [(path.clone(), format!("{ID}.json"))]);
    fs::write(spare.of.join(format!("{ID}.json")), "one").unwrap();
    assert_eq!(spare.rescued(), []);
    assert!(!path.exists());
}

#[test]
fn what_a_crash_left_of_a_rescue_is_removed() {
    let (world, spare) = world();
    let path = spare.rescue(ID, None, b"one").unwrap();
    let room = world.path().join("state/emergency/joint");
    let (ended, alive) = (format!(".{ID}.{}-1.tmp", u32::MAX), format!(".{ID}.1-1.tmp"));
    fs::write(room.join(ended), "half").unwrap();
    fs::write(room.join(&alive), "half").unwrap();
    assert_eq!(spare.rescued(), [(path, format!("{ID}.json"))]);
    assert_eq!(sample::names(&room), [alive.as_str(), &format!("{ID}.json"), MARK]);
}

#[test]
fn what_a_crash_left_of_a_copy_is_removed_whichever_meeting_runs() {
    let (world, spare) = world();
    spare.copy(ID, at(0), b"one").unwrap();
    let room = world.path().join("state/copies/joint");
    fs::write(room.join(ID).join(format!(".2026-11-24-101000.{}-1.tmp", u32::MAX)), "half").unwrap();
    fs::write(room.join(format!(".folder.{}-1.tmp", u32::MAX)), "half").unwrap();
    assert_eq!(spare.rescued(), []);
    assert_eq!(sample::names(&room.join(ID)), ["2026-11-24-100000.json"]);
    assert_eq!(sample::names(&room), [ID, MARK]);
}

#[test]
fn two_data_folders_with_one_series_do_not_mix() {
    let (world, spare) = world();
    let other = self::spare(&world, "other");
    let (own, theirs) = (spare.rescue(ID, None, b"one").unwrap(), other.rescue(ID, None, b"two").unwrap());
    assert_eq!(theirs, world.path().join("state/emergency/joint-2/2026-11-24-1000.json"));
    assert_eq!(spare.rescued(), [(own, format!("{ID}.json"))]);
    assert_eq!(other.rescued(), [(theirs, format!("{ID}.json"))]);
}

#[test]
fn a_copy_of_a_clock_that_was_ahead_is_not_the_newest() {
    let (world, spare) = world();
    let room = world.path().join("state/copies/joint").join(ID);
    for minute in [30, 31, 1, 2] {
        spare.copy(ID, at(minute), sample::MINUTES.as_bytes()).unwrap();
    }
    assert_eq!(sample::names(&room), ["2026-11-24-100100.json", "2026-11-24-100200.json"]);
    assert_eq!(spare.good_copy(&damaged(&spare)).unwrap().time.as_deref(), Some("10:02"));
}

#[test]
fn what_was_kept_for_a_folder_that_was_moved_is_found() {
    let world = TempDir::new().unwrap();
    let before = spare(&world, "before");
    before.copy(ID, at(1), sample::MINUTES.as_bytes()).unwrap();
    let rescued = before.rescue(ID, None, b"one").unwrap();
    before.rescue("2026-12-08-1000", None, b"of no file here").unwrap();
    let other = spare(&world, "other");
    let error = damaged(&other);
    assert_eq!((other.good_copy(&error), other.rescued()), (None, Vec::new()), "that is another folder's");
    fs::remove_dir_all(world.path().join("other")).unwrap();
    fs::rename(world.path().join("before"), world.path().join("after")).unwrap();
    let after = spare(&world, "after");
    assert_eq!(after.good_copy(&damaged(&after)).unwrap().time.as_deref(), Some("10:01"));
    assert_eq!(after.rescued(), [(rescued.clone(), format!("{ID}.json"))]);
    let folder = Shelf::new(world.path().join("after")).open("other-series");
    folder.prepare().unwrap();
    let other_series = Spare::new(&world.path().join("state"), &folder);
    let error = damaged(&other_series);
    assert_eq!((other_series.good_copy(&error), other_series.rescued()), (None, Vec::new()), "that is another series'");
    fs::write(after.of.join(format!("{ID}.json")), "one").unwrap();
    assert_eq!(after.rescued(), []);
    assert!(rescued.exists(), "it is not ours to remove");
}

#[test]
fn another_state_beside_damaged_minutes_goes_before_a_copy() {
    let (_world, spare) = world();
    spare.copy(ID, at(1), sample::MINUTES.as_bytes()).unwrap();
    let error = damaged(&spare);
    let beside = spare.of.join(format!("{ID} (conflict 2026-11-24 1003).json"));
    fs::write(&beside, "{").unwrap();
    fs::write(spare.of.join("2026-12-08-1000 (1).json"), sample::MINUTES).unwrap();
    assert_eq!(spare.good_copy(&error).unwrap().time.as_deref(), Some("10:01"), "that one is damaged, too");
    fs::write(&beside, sample::MINUTES).unwrap();
    assert_eq!(spare.good_copy(&error), Some(GoodCopy { path: beside.clone(), time: None }));
    assert!(spare.told(&error).contains(&format!("put this other state of it in its place: {}", beside.display())));
}

#[test]
fn the_newest_five_copies_are_kept_and_nothing_else() {
    let (world, spare) = world();
    let room = world.path().join("state/copies/joint").join(ID);
    fs::create_dir_all(&room).unwrap();
    fs::write(room.join(".2026-11-24-095000.1-1.tmp"), "half").unwrap();
    for minute in 0..8 {
        spare.copy(ID, at(minute), b"one").unwrap();
    }
    let expected = [3, 4, 5, 6, 7].map(|minute| format!("2026-11-24-100{minute}00.json"));
    assert_eq!(sample::names(&room), expected);
}

#[test]
fn the_newest_good_copy_of_damaged_minutes_is_told() {
    let (_world, spare) = world();
    let error = damaged(&spare);
    assert_eq!(spare.told(&error), error.to_string());
    spare.copy(ID, at(14), sample::MINUTES.as_bytes()).unwrap();
    spare.copy(ID, at(24), sample::MINUTES.as_bytes()).unwrap();
    spare.copy(ID, at(34), b"{").unwrap();
    let told = spare.told(&error);
    let way_out = "; the file is damaged: keep the damaged file under another name, then put the copy of 10:24 in its \
                   place: ";
    let after = "2026-11-24-102400.json; what was said after 10:24 is not in it";
    assert!(told.contains(way_out) && told.ends_with(after) && !told.contains("mend it"), "{told}");
    let missing = read::minutes(&spare.of.join("2026-01-01-1000.json")).unwrap_err();
    assert_eq!(spare.good_copy(&missing), None, "a file that is not there is not damaged");
}

#[cfg(unix)]
#[test]
fn everything_is_for_this_user_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let (world, spare) = world();
    spare.copy(ID, at(0), b"one").unwrap();
    spare.rescue(ID, None, b"one").unwrap();
    let mut folders = vec![world.path().join("state")];
    while let Some(folder) = folders.pop() {
        assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700, "{}", folder.display());
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600, "{}", path.display());
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn a_planted_link_is_not_followed() {
    let (world, spare) = world();
    let victim = world.path().join("victim");
    fs::write(&victim, "words").unwrap();
    let room = world.path().join("state/emergency/joint");
    fs::create_dir_all(&room).unwrap();
    std::os::unix::fs::symlink(&victim, room.join(format!("{ID}.json"))).unwrap();
    let path = spare.rescue(ID, None, b"one").unwrap();
    fs::remove_file(&path).unwrap();
    std::os::unix::fs::symlink(&victim, &path).unwrap();
    spare.rescue(ID, Some(&path), b"two").unwrap();
    assert_eq!((fs::read_to_string(&victim).unwrap(), fs::read(path).unwrap()), ("words".to_owned(), b"two".to_vec()));
}
