//! Real small disks that fill up, turn read-only or go away.

use std::{collections::BTreeSet, fs, os::unix::fs::PermissionsExt as _, path::PathBuf};

use serde_json::Value;

use crate::{
    terminal::{ENTER, Terminal, World, until},
    tools::{
        Disk, RECOVERY, SERIES, close, is_mentioned, prepare, rescued, shown, talk, temporaries, tokens, tokens_once,
        wait_rescued,
    },
};

/// What the header says while something is not on the disk.
const ALARM: &str = "NOT SAVED";
/// Nobody's number.
const NOBODY: u32 = 65534;

/// A meeting on a small disk, with one word on it.
fn on_disk(world: &World, options: &str) -> (Disk, Terminal) {
    let disk = Disk::mount(&world.data().join(SERIES), options);
    prepare(world);
    let mut terminal = talk(world);
    terminal.send(&format!("W0001{ENTER}"));
    world.wait_for_file("W0001");
    terminal.wait_for("saved ");
    (disk, terminal)
}

#[track_caller]
fn recovers(world: &World, terminal: &Terminal, words: &[u32]) {
    terminal
        .wait_within(RECOVERY, "it is saved by itself", |screen| !screen.contains(ALARM) && screen.contains("saved "));
    assert!(tokens_once(&shown(world)).iter().eq(words));
    assert!(until(|| rescued(world).is_empty()), "they are where they belong: {:?}", rescued(world));
    assert_eq!(temporaries(world.root()), [""; 0]);
}

#[test]
fn a_full_disk_keeps_the_words_and_a_freed_one_gets_them() {
    let world = World::new();
    let (disk, mut terminal) = on_disk(&world, "size=64k");
    let filler = disk.fill();
    terminal.send(&format!("W0002{ENTER}"));
    terminal.wait_until("it says so", |screen| screen.contains(ALARM) && screen.contains("disk full"));
    terminal.send(&format!("W0003{ENTER} W0004"));
    terminal.wait_for("W0004");
    assert_eq!(temporaries(&world.data()), [""; 0], "what failed takes no space");
    assert!(tokens_once(&shown(&world)).iter().eq([&1]), "the old minutes are whole");
    wait_rescued(&world, "W0003");
    fs::remove_file(filler).expect("it can be freed");
    recovers(&world, &terminal, &[1, 2, 3, 4]);
}

#[test]
fn a_closed_meeting_that_is_saved_needs_no_room_to_be_left() {
    let world = World::new();
    let (disk, mut terminal) = on_disk(&world, "size=1m");
    close(&mut terminal);
    terminal.wait_for("saved ");
    disk.fill();
    terminal.play(ENTER, "Start meeting 2");
    terminal.send("\x03\x03");
    assert_eq!(terminal.exit_code(), 0);
    let all = String::from_utf8_lossy(&terminal.bytes()).into_owned();
    assert!(!all.contains("disk full"), "{all:?}");
    assert!(rescued(&world).is_empty(), "{:?}", rescued(&world));
}

#[test]
fn a_disk_without_names_left_is_waited_for() {
    let world = World::new();
    let (_disk, mut terminal) = on_disk(&world, "size=1m,nr_inodes=8");
    let names: Vec<PathBuf> = (0..16).map(|name| world.data().join(SERIES).join(format!("name-{name}"))).collect();
    let made: Vec<&PathBuf> = names.iter().filter(|name| fs::write(name, "").is_ok()).collect();
    terminal.send(&format!("W0002{ENTER}"));
    terminal.wait_for(ALARM);
    for name in made {
        fs::remove_file(name).expect("it can be freed");
    }
    recovers(&world, &terminal, &[1, 2]);
}

#[test]
fn a_disk_that_turns_read_only_is_waited_for() {
    let world = World::new();
    let (_disk, mut terminal) = on_disk(&world, "size=1m");
    let read_only = Disk::read_only(&world.data().join(SERIES));
    terminal.send(&format!("W0002{ENTER}"));
    terminal.wait_until("it says so", |screen| screen.contains(ALARM) && screen.contains("takes no changes"));
    drop(read_only);
    recovers(&world, &terminal, &[1, 2]);
}

#[test]
fn a_read_only_folder_is_told_before_the_meeting_begins() {
    let world = World::new();
    let _read_only = Disk::read_only(&prepare(&world));
    let mut terminal = world.start(&["run"]);
    terminal.wait_for("cannot write in");
    assert_eq!(terminal.exit_code(), 1);
    assert!(!String::from_utf8_lossy(&terminal.bytes()).contains("\x1b[?1049h"), "the meeting had begun");
}

/// Everything under a folder belongs to nobody.
fn give_away(folder: &std::path::Path) {
    std::os::unix::fs::chown(folder, Some(NOBODY), Some(NOBODY)).expect("root may");
    for entry in fs::read_dir(folder).expect("it can be listed").flatten() {
        match entry.path() {
            path if path.is_dir() => give_away(&path),
            path => std::os::unix::fs::chown(path, Some(NOBODY), Some(NOBODY)).expect("root may"),
        }
    }
}

#[test]
fn a_user_without_the_right_to_write_is_told_and_waits_for_it() {
    let world = World::new();
    let number = NOBODY.to_string();
    let program = world.root().join("turnabout");
    fs::copy(env!("CARGO_BIN_EXE_turnabout"), &program).expect("the program can be copied");
    let series = prepare(&world);
    fs::create_dir_all(world.state()).expect("the folder can be made");
    give_away(world.root());
    // The last word takes the path of the program, which this user may not reach, and runs the copy.
    let copy = format!("shift; exec {} \"$@\"", program.display());
    let reuid = ["setpriv", "--reuid", &number, "--regid", &number, "--clear-groups", "sh", "-c", &copy, "sh"];
    let world = world.under(&reuid);
    let mode = |mode| fs::set_permissions(&series, fs::Permissions::from_mode(mode)).expect("root may");
    mode(0o555);
    let refuses = || {
        let mut refused = world.start(&["run"]);
        refused.wait_for("cannot write in");
        assert_eq!(refused.exit_code(), 1);
    };
    refuses();
    mode(0o755);
    // A series that was open before can be locked all the same.
    fs::write(series.join(".lock"), "").expect("root may");
    std::os::unix::fs::chown(series.join(".lock"), Some(NOBODY), Some(NOBODY)).expect("root may");
    mode(0o555);
    refuses();
    mode(0o755);
    let mut terminal = talk(&world);
    mode(0o555);
    terminal.send(&format!("W0001{ENTER}"));
    terminal.wait_until("it says so", |screen| screen.contains(ALARM) && screen.contains("permission denied"));
    mode(0o755);
    recovers(&world, &terminal, &[1]);
}

/// The folder is gone: what is typed lies elsewhere, all of it, and the program says where, now and at the next start.
#[track_caller]
fn outlives_its_folder(world: &World, terminal: &mut Terminal) {
    terminal.send(&format!("W0002{ENTER} W0003"));
    terminal.wait_until("it says so", |screen| screen.contains(ALARM) && screen.contains("– copy in "));
    let copy = wait_rescued(world, "W0003");
    terminal.play("\x03", ALARM);
    terminal.send("\x03");
    assert_eq!(terminal.exit_code(), 1);
    let told: String = terminal.screen().split('\n').map(str::trim).collect();
    assert!(told.contains(&format!("the words are in {}", copy.display())), "{told}");
    let copied = fs::read_to_string(&copy).expect("it can be read");
    let copied: Value = serde_json::from_str(&copied).expect("it is sound JSON");
    assert_eq!(BTreeSet::from_iter(tokens(&copied)), BTreeSet::from([1, 2, 3]));
    prepare(world);
    is_mentioned(world, &copy);
}

#[test]
fn words_outlive_a_disk_that_goes_away() {
    let world = World::borrowed();
    let disk = Disk::mount(&world.data(), "size=1m");
    let mut terminal = talk(&world);
    terminal.send(&format!("W0001{ENTER}"));
    world.wait_for_file("W0001");
    drop(disk);
    outlives_its_folder(&world, &mut terminal);
}

#[test]
fn what_was_under_a_disk_that_goes_away_gets_the_words() {
    let world = World::new();
    let (disk, mut terminal) = on_disk(&world, "size=1m");
    drop(disk);
    terminal.play(&format!("W0002{ENTER}"), "it was made again");
    world.wait_for_file("W0002");
    assert!(tokens_once(&shown(&world)).iter().eq(&[1, 2]));
}

#[test]
fn words_outlive_the_folder_of_the_series() {
    let world = World::borrowed();
    let mut terminal = talk(&world);
    terminal.send(&format!("W0001{ENTER}"));
    world.wait_for_file("W0001");
    fs::remove_dir_all(world.data().join(SERIES)).expect("it can be deleted");
    outlives_its_folder(&world, &mut terminal);
}
