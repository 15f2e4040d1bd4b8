//! Past minutes in the real program: searched, read and corrected on the disk.

use std::fs;

use turnabout::{
    demo,
    domain::Meeting,
    store::{Folder, Lock, Shelf, to_json},
};

use crate::{
    play::ten,
    terminal::{ENTER, Terminal, World},
};

/// A data folder with a past of so many meetings, and the series.
fn world(meetings: u32) -> (World, Folder) {
    let world = World::new();
    let folder = Shelf::new(world.data()).open("joint");
    folder.prepare().expect("a folder");
    folder.keep_agenda(&demo::agenda()).expect("an agenda");
    for meeting in demo::meetings(&demo::agenda(), meetings, &ten()) {
        fs::write(folder.path(&meeting.id), to_json(&meeting)).expect("minutes");
    }
    (world, folder)
}

/// Opens the meeting in which somebody found a second slot for a customer, and types a correction of its good news.
fn correct(terminal: &mut Terminal) {
    terminal.wait_for("Start meeting ");
    terminal.play("j\r", "type to search");
    terminal.play("second SLOT yuki", "Yuki found a second slot for Nordhavn.");
    terminal.play(ENTER, "found 1 of ");
    terminal.play("c", "Which record is corrected?");
    terminal.play("gj\r", "What should it say?");
    terminal.play("\x01Truly: ", "Truly: Yuki found");
    terminal.play(ENTER, "Why is it corrected?");
    terminal.play("It was Tom, too", "It was Tom, too");
}

#[track_caller]
fn corrected(folder: &Folder) -> Vec<Meeting> {
    let ids = folder.ids().expect("a folder");
    let all = ids.iter().map(|id| folder.load(id).expect("sound minutes").meeting);
    all.filter(|meeting| !meeting.corrections.is_empty()).collect()
}

#[test]
fn minutes_are_found_read_and_corrected_in_their_file() {
    let (world, folder) = world(5);
    let mut terminal = world.start(&[]);
    correct(&mut terminal);
    terminal.play(ENTER, "saved ");
    let [meeting] = corrected(&folder).try_into().expect("one meeting is corrected");
    assert_eq!(meeting.wins[1].text, "Truly: Yuki found a second slot for Nordhavn.");
    let correction = &meeting.corrections[0];
    assert_eq!(correction.old, "Yuki found a second slot for Nordhavn.");
    assert_eq!((correction.new.as_str(), correction.why.as_str()), (meeting.wins[1].text.as_str(), "It was Tom, too"));
    terminal.play("/truly", "was: Yuki found a second slot for Nordhavn.");
    terminal.insist("\x1b", "type to search");
    // The search finds the new words.
    terminal.play("\x17\x17\x17truly", "Truly: Yuki found a second slot for Nordhavn.");
    let shown = world.command(&["show", &meeting.number.to_string()]).output().expect("it starts").stdout;
    let shown = String::from_utf8(shown).expect("text");
    assert!(shown.contains("was: Yuki found a second slot") && shown.contains("Why: It was Tom, too"), "{shown}");
}

#[test]
fn a_series_that_is_open_elsewhere_is_not_corrected() {
    let (world, folder) = world(5);
    let lock = Lock::take(folder.dir(), "somebody else").expect("it is free");
    let mut terminal = world.start(&[]);
    correct(&mut terminal);
    terminal.play(ENTER, "this series is open in another window (somebody else)");
    assert!(corrected(&folder).is_empty());
    drop(lock);
    terminal.play(ENTER, "saved ");
    assert_eq!(corrected(&folder).len(), 1);
}

#[test]
fn minutes_that_changed_meanwhile_are_not_corrected() {
    let (world, folder) = world(5);
    let mut terminal = world.start(&[]);
    correct(&mut terminal);
    for id in folder.ids().expect("a folder") {
        let mut meeting = folder.load(&id).expect("minutes").meeting;
        "Theirs".clone_into(&mut meeting.title);
        fs::write(folder.path(&id), to_json(&meeting)).expect("minutes");
    }
    terminal.play(ENTER, "NOT SAVED: the correction");
    assert!(corrected(&folder).is_empty());
}

#[test]
fn a_correction_that_is_being_written_is_waited_for() {
    let (world, folder) = world(5);
    let world = world.with("TURNABOUT_FAULT", "correction=slow:800");
    let mut terminal = world.start(&[]);
    correct(&mut terminal);
    terminal.play(ENTER, "saving");
    terminal.kill("TERM");
    assert_eq!(terminal.exit_code(), 143);
    assert_eq!(corrected(&folder).len(), 1);
}

/// The newest minutes.
fn newest(folder: &Folder) -> std::path::PathBuf {
    folder.path(folder.ids().expect("a folder").last().expect("a meeting"))
}

#[test]
fn minutes_that_are_damaged_while_their_list_is_shown_are_not_opened() {
    let (world, folder) = world(5);
    let mut terminal = world.start(&[]);
    terminal.wait_for("Start meeting ");
    terminal.play("j\r", "type to search");
    let path = newest(&folder);
    for bytes in [&b""[..], &[0; 100], b"{ \"format\": ", b"[[[[[[[[[[", &[0xff, 0xfe, b'x', 0]] {
        fs::write(&path, bytes).expect("it can be written");
        terminal.send("zebra");
        terminal.wait_for("No record of any meeting");
        terminal.send("\x17");
        terminal.wait_until("the list is back", |screen| screen.contains("rated ") && !screen.contains("is damaged"));
        terminal.send(ENTER);
        terminal.wait_until("it is told", |screen| {
            screen.contains("is damaged and there is no copy") && screen.contains("type to search")
        });
        assert!(fs::read(&path).expect("it is there") == bytes, "it was touched");
    }
    terminal.send("\x1b");
    terminal.wait_for("Start meeting ");
    terminal.kill("TERM");
    assert_eq!(terminal.exit_code(), 143);
    assert_eq!(world.reports().len(), 0);
}

#[test]
fn damaged_minutes_are_named_at_home_and_the_others_are_read() {
    let (world, folder) = world(5);
    let path = newest(&folder);
    fs::write(&path, "{ \"format\": ").expect("it can be written");
    let mut terminal = world.start(&[]);
    terminal.wait_for("is damaged and there is no copy");
    terminal.play("j\r", "Minutes: 4 meetings");
    terminal.play(ENTER, "Final minutes");
    assert_eq!(fs::read(&path).expect("it is there"), b"{ \"format\": ");
}

#[test]
fn a_meeting_that_begins_without_earlier_minutes_says_what_may_be_missing() {
    let (world, folder) = world(5);
    let first = folder.ids().expect("a folder").remove(0);
    fs::write(folder.path(&first), "{").expect("it can be written");
    let mut terminal = world.start(&[]);
    let may_be_missing = format!("Promises of {first} may be missing");
    terminal.wait_for(&may_be_missing);
    terminal.play(ENTER, "Who is here?");
    terminal.wait_for(&may_be_missing);
}

#[test]
fn doubtful_minutes_are_read_and_not_corrected() {
    let (world, folder) = world(5);
    let path = newest(&folder);
    let text = fs::read_to_string(&path).expect("minutes").replacen('{', "{ \"mascot\": 1,", 1);
    fs::write(&path, &text).expect("it can be written");
    let mut terminal = world.start(&[]);
    terminal.wait_for("Start meeting ");
    terminal.play("j\r", "type to search");
    terminal.play(ENTER, "Final minutes");
    terminal.play("c", "these minutes can only be read");
    assert!(terminal.screen().contains("mascot"));
    assert_eq!(fs::read_to_string(&path).expect("minutes"), text);
}
