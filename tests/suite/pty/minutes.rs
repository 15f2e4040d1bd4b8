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
