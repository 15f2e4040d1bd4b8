//! Words that are half-typed outside a meeting when the real program ends: they are found again.

use std::fs;

use turnabout::{
    demo,
    store::{Shelf, to_json},
};

use crate::{
    play::ten,
    terminal::{ENTER, Terminal, World, until},
};

const CTRL_C: &str = "\x03";

/// A world with past minutes, in a terminal at home.
fn world() -> World {
    let world = World::borrowed();
    let folder = Shelf::new(world.data()).open("joint");
    folder.prepare().unwrap();
    folder.keep_agenda(&demo::agenda()).unwrap();
    for meeting in demo::meetings(&demo::agenda(), 3, &ten()) {
        fs::write(folder.path(&meeting.id), to_json(&meeting)).unwrap();
    }
    world
}

fn home(world: &World) -> Terminal {
    let terminal = world.start(&[]);
    terminal.wait_for("Start meeting ");
    terminal
}

/// The same where no place takes half-typed words.
fn home_without_a_place() -> (World, Terminal) {
    let world = world();
    let terminal = home(&world);
    fs::create_dir_all(world.state()).unwrap();
    fs::write(world.state().join("half-typed"), "a file is in the way").unwrap();
    (world, terminal)
}

/// Opens the agenda editor and the line of its title.
fn open_title(terminal: &mut Terminal) {
    terminal.play("jjjj\r", "Esc home");
    terminal.play(ENTER, "What is the series called?");
}

/// Types into the title of the agenda.
fn type_title(terminal: &mut Terminal, words: &str) {
    open_title(terminal);
    terminal.play(words, words);
}

#[test]
fn a_line_of_the_agenda_is_there_again_after_a_signal() {
    let world = world();
    let mut terminal = home(&world);
    type_title(&mut terminal, " half a title");
    terminal.kill("TERM");
    assert_eq!(terminal.exit_code(), 143);
    let mut terminal = home(&world);
    terminal.wait_for("found again from last time: a half-typed line of the agenda");
    open_title(&mut terminal);
    terminal.wait_for(" half a title");
}

#[test]
fn a_correction_is_there_again_after_the_program_was_left_at_once() {
    let world = world();
    let mut terminal = home(&world);
    terminal.play("j\r", "type to search");
    terminal.play(ENTER, "Final minutes");
    terminal.play("cg\r", "What should it say?");
    terminal.play("\x01Truly: ", "Truly: ");
    terminal.send(CTRL_C);
    assert_eq!(terminal.exit_code(), 0, "nothing is lost, so nothing is asked");
    let mut terminal = home(&world);
    terminal.play("j\r", "type to search");
    terminal.play(ENTER, "Final minutes");
    terminal.play("cg\r", "Truly: ");
}

#[test]
fn what_was_half_typed_a_second_before_the_power_went_is_there_again() {
    let world = world();
    let mut terminal = home(&world);
    type_title(&mut terminal, " half a title");
    let words = world.state().join("half-typed/data/1/words-1.json");
    assert!(until(|| fs::read_to_string(&words).is_ok_and(|words| words.contains(" half a title"))));
    terminal.kill_at_once();
    let mut terminal = home(&world);
    open_title(&mut terminal);
    terminal.wait_for(" half a title");
    terminal.play(ENTER, "saved ");
    assert!(until(|| fs::read_to_string(&words).is_ok_and(|words| words == "{}")), "it is recorded");
}

#[test]
fn nothing_is_said_where_no_place_takes_words_that_were_recorded_since() {
    let (_world, mut terminal) = home_without_a_place();
    type_title(&mut terminal, " whole");
    terminal.play(ENTER, "saved ");
    terminal.send(CTRL_C);
    assert_eq!(terminal.exit_code(), 0, "{}", terminal.screen());
}

#[test]
fn words_that_no_place_takes_are_printed() {
    let (_world, mut terminal) = home_without_a_place();
    type_title(&mut terminal, " half a title");
    terminal.play("\x1b", "Esc home");
    terminal.play("\x1b", "Start meeting ");
    terminal.insist(CTRL_C, "half-typed words are not saved");
    assert_eq!(terminal.exit_code(), 1);
    assert!(terminal.screen().contains(" half a title"), "{}", terminal.screen());
}
