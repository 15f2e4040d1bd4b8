//! Rough input: keys that stop other programs, unfinished sequences, a storm of sizes. No letter is lost.

use std::fs;

use crate::terminal::{Terminal, World};

/// The half-typed text after a signal ended the program.
#[track_caller]
fn draft_at_the_end(world: &World, terminal: &mut Terminal) -> String {
    terminal.kill("TERM");
    assert_eq!(terminal.exit_code(), 143);
    world.draft()
}

#[test]
fn control_keys_neither_freeze_nor_stop_nor_lose_anything() {
    let world = World::new();
    let mut terminal = world.exchange();
    // Ctrl-S, Ctrl-Q, Ctrl-\ and Ctrl-@, each between two words.
    let mut typed = "begin".to_owned();
    terminal.play("begin", "begin");
    for (key, word) in [("\x13", "ess"), ("\x11", "queue"), ("\x1c", "slash"), ("\0", "at")] {
        typed.push_str(word);
        terminal.play(&format!("{key}{word}"), &typed);
    }
    // Ctrl-Z is undo: it takes typing back and does not stop the program; Ctrl-Y brings it back.
    terminal.send("\x1a");
    terminal.wait_until("something is undone", |screen| !screen.contains(&typed));
    terminal.play(&"\x19".repeat(20), &typed);
    assert_eq!(draft_at_the_end(&world, &mut terminal), typed);
}

/// What is left of the time of the move that is due, as the agenda shows it.
fn left(screen: &str) -> Option<String> {
    let line = screen.lines().find(|line| line.contains("This move"))?;
    line.split_whitespace().nth(2).map(str::to_owned)
}

#[test]
fn the_clock_goes_on_behind_an_unfinished_sequence() {
    let world = World::new();
    let mut terminal = world.exchange();
    terminal.play("before ", "before");
    terminal.send("\x1b[");
    let then = left(&terminal.screen()).expect("the time is on screen");
    terminal.wait_until("the time goes on", |screen| left(screen).is_some_and(|now| now != then));
    terminal.play("hello after", "before hello after");
    assert_eq!(draft_at_the_end(&world, &mut terminal), "before hello after");
}

#[test]
fn the_file_is_sound_at_every_moment() {
    let world = World::new();
    let mut terminal = world.exchange();
    let path = world.files("sales-operations").remove(0);
    let mut reads = 0;
    let mut longest = 0;
    for number in 0..60 {
        terminal.send(&format!("W{number:04} "));
        // Notes in between are written at once, drafts when the typing pauses.
        if number % 6 == 5 {
            terminal.play(&format!("\x0enote {number}"), &format!("note {number}"));
            terminal.send("\r");
        }
        for _ in 0..20 {
            let text = fs::read(&path).expect("the file is always there");
            let minutes: serde_json::Value = serde_json::from_slice(&text).expect("the file is always sound");
            let notes = minutes["notes"].as_array().map_or(0, Vec::len);
            assert!(notes >= longest, "the file went backwards");
            longest = notes;
            reads += 1;
        }
    }
    assert_eq!(reads, 1200);
    world.wait_for_file("\"text\": \"note 59\"");
    let draft = draft_at_the_end(&world, &mut terminal);
    for number in 0..60 {
        assert_eq!(draft.matches(&format!("W{number:04} ")).count(), 1, "W{number:04} in {draft}");
    }
    let minutes = world.minutes();
    assert_eq!(minutes["notes"].as_array().map_or(0, Vec::len), 10, "{minutes:#}");
}
