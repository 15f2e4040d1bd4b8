//! An Enter that is held down, or a flood of them: it answers one question at most and runs through none.

use turnabout::fault;

use crate::terminal::{ENTER, SKEWED, Terminal, World};

/// More of them than there are steps anywhere.
fn flood() -> String {
    ENTER.repeat(60)
}

/// Half-typed words in the first move.
fn typing(world: &World) -> Terminal {
    let mut terminal = world.exchange();
    terminal.play("zebra", "zebra");
    world.wait_for_file("zebra");
    terminal
}

/// The question is answered and the words under it are as before: typing goes on in them.
#[track_caller]
fn stays_there(world: &World, terminal: &mut Terminal, question: &str) {
    terminal.wait_until("it is answered", |screen| !screen.contains(question));
    terminal.play(" crossing", "zebra crossing");
    world.wait_for_file("zebra crossing");
    assert!(world.minutes()["turns"][0]["problem"].is_null(), "it was recorded");
}

#[test]
fn the_question_about_a_gap_is_all_that_it_answers() {
    let world = World::borrowed().with(fault::VARIABLE, SKEWED);
    let mut terminal = typing(&world);
    world.skew("realtime 1800\nboottime 1800");
    terminal.wait_for("The clock stood still for 30 minutes.");
    terminal.send(&flood());
    stays_there(&world, &mut terminal, "stood still");
}

#[test]
fn the_question_about_more_time_is_all_that_it_answers() {
    let world = World::new();
    let mut terminal = typing(&world);
    terminal.play("\x07", "do both teams agree?");
    terminal.send(&flood());
    stays_there(&world, &mut terminal, "do both teams agree?");
}

#[test]
fn it_does_not_close_the_meeting() {
    let world = World::new();
    let mut terminal = world.exchange();
    terminal.play("\x1b[6~", "Still missing.");
    terminal.play(&flood(), "Enter is held down; press it once more to close the meeting");
    assert_eq!(world.minutes()["state"], "running");
    terminal.insist(ENTER, "is closed. Thank you.");
}

#[test]
fn it_does_not_leave_with_words_that_would_be_lost() {
    let world = World::new();
    let mut terminal = world.start(&[]);
    terminal.wait_for("Start your first meeting");
    // Of a made-up series nothing outlives the program.
    terminal.play("jj\r", "Leave the demo");
    terminal.play("jjjj\r", "Esc home");
    terminal.play("\rzebra", "zebra");
    terminal.play("\x1b", "Esc home");
    terminal.play("\x1b", "Leave the demo");
    terminal.play(&format!("G{}", flood()), "Enter is held down; press it once more to leave all the same");
    assert!(!terminal.has_ended());
    terminal.insist("x\x1b[A\x1b[B\r", "would be lost");
    terminal.play("kk\r", "Title");
}

#[test]
fn neither_it_nor_the_first_ctrl_c_leaves_a_meeting() {
    let world = World::new();
    let mut terminal = typing(&world);
    terminal.play("\x03", "Ctrl-C again to leave");
    terminal.send(&flood());
    terminal.wait_for("Operations has not answered yet");
    assert!(!terminal.has_ended());
    world.wait_for_file("\"text\": \"zebra\"");
}
