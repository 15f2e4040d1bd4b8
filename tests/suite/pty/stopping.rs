//! A program that stands still for a while: the shell has the terminal as it was, and afterwards the program has it
//! back, in the size that it has now.

use std::time::{Duration, Instant};

use crate::terminal::{ENTER, Terminal, World, until};

const WORDS: &str = "zebra crossing";

/// Half-typed words that may not be on the screen yet.
fn typing(world: &World) -> Terminal {
    let mut terminal = world.exchange();
    terminal.play(WORDS, WORDS);
    terminal
}

/// The screen is drawn anew in another size, keys arrive, and the way out is as ever.
#[track_caller]
fn goes_on(world: &World, terminal: &mut Terminal) {
    terminal.wait_until("everything is drawn anew", |screen| {
        let lines: Vec<&str> = screen.lines().collect();
        lines.len() == 24 && lines[0].contains("meeting 1") && lines[23].contains("Enter") && screen.contains(WORDS)
    });
    assert!(!terminal.is_line_as_before(), "the line has the modes of a shell");
    assert!(terminal.modes_set().iter().any(|mode| mode == "?1049h"), "{:?}", terminal.modes_set());
    // Time away is asked about when it took long.
    if terminal.screen().contains("stood still") {
        terminal.send("n");
    }
    terminal.play(" goes on", "crossing goes on");
    terminal.kill("TERM");
    assert_eq!(terminal.exit_code(), 143);
    assert_eq!(terminal.left_behind(), [""; 0]);
    assert_eq!(world.draft(), format!("{WORDS} goes on"));
}

#[test]
fn a_stop_from_outside_gives_the_terminal_back_and_going_on_takes_it() {
    let world = World::borrowed();
    let mut terminal = typing(&world);
    terminal.kill("TSTP");
    assert!(until(|| terminal.is_stopped()), "it does not stand still");
    assert!(until(|| terminal.modes_set().is_empty()), "{:?}", terminal.modes_set());
    assert!(terminal.is_line_as_before());
    assert_eq!(world.draft(), WORDS);
    terminal.resize(80, 24);
    terminal.kill("CONT");
    goes_on(&world, &mut terminal);
}

#[test]
fn a_stop_that_nobody_was_told_of_is_noticed_afterwards() {
    let world = World::borrowed();
    let mut terminal = typing(&world);
    terminal.kill("STOP");
    assert!(until(|| terminal.is_stopped()), "it does not stand still");
    terminal.take_over();
    terminal.resize(80, 24);
    terminal.kill("CONT");
    goes_on(&world, &mut terminal);
}

#[test]
fn who_is_wanted_again_before_it_stands_still_goes_on() {
    let world = World::borrowed().with("TURNABOUT_FAULT", "saver=slow:300");
    let mut terminal = typing(&world);
    terminal.kill("TSTP");
    terminal.kill("CONT");
    terminal.resize(80, 24);
    goes_on(&world, &mut terminal);
}

#[test]
fn what_is_ended_while_it_stands_still_takes_no_terminal() {
    let world = World::borrowed();
    let mut terminal = typing(&world);
    terminal.kill("TSTP");
    assert!(until(|| terminal.is_stopped()), "it does not stand still");
    terminal.kill("TERM");
    terminal.kill("CONT");
    assert_eq!(terminal.exit_code(), 143);
    assert_eq!(terminal.times_entered(), 1);
    assert_eq!(terminal.left_behind(), [""; 0]);
}

#[test]
fn the_shell_has_the_terminal_while_the_program_is_suspended() {
    let world = World::new();
    // It leaves a meeting behind.
    let mut before = world.exchange();
    before.kill("TERM");
    assert_eq!(before.exit_code(), 143);
    let mut terminal = world.prompt();
    terminal.send("\"$TURNABOUT\" run\r");
    terminal.wait_for("are you struggling with?");
    terminal.play(WORDS, WORDS);
    terminal.play("\x10suspend", "Suspend: to the shell");
    terminal.send(ENTER);
    terminal.wait_for("Stopped");
    assert_eq!(terminal.modes_set(), [""; 0]);
    assert!(terminal.is_line_as_before());
    assert_eq!(world.draft(), WORDS);
    terminal.play("echo in the $((40 + 2))nd shell\r", "in the 42nd shell");
    terminal.send("fg\r");
    terminal.wait_for(WORDS);
    terminal.play(" goes on", "crossing goes on");
    terminal.play("\x03", "Ctrl-C again to leave");
    terminal.send("\x03");
    // What is typed before the program has left is for nobody.
    assert!(until(|| terminal.is_line_as_before()));
    terminal.play("echo left with $?\r", "left with 0");
    assert_eq!(terminal.modes_set(), [""; 0]);
    assert_eq!(world.draft(), format!("{WORDS} goes on"));
}

#[test]
fn a_program_without_a_shell_is_not_suspended() {
    let world = World::new();
    let mut terminal = typing(&world);
    terminal.play("\x10suspend", "Suspend: to the shell");
    terminal.play(ENTER, "there is no shell to go back to");
    terminal.play("!", "crossing!");
}

#[test]
fn a_terminal_that_tells_nobody_of_its_size_is_asked() {
    let world = World::borrowed();
    let terminal = typing(&world);
    terminal.resize(80, 24);
    terminal.wait_until("it is as wide as the terminal", |screen| {
        let lines: Vec<&str> = screen.lines().collect();
        lines.len() == 24 && lines[23].contains("Enter")
    });
}

#[test]
fn a_second_signal_leaves_although_the_disk_does_not_answer() {
    let world = World::borrowed();
    let mut before = world.exchange();
    before.kill("TERM");
    assert_eq!(before.exit_code(), 143);
    let world = world.with("TURNABOUT_FAULT", "saver=slow:30000");
    let mut terminal = world.start(&["run"]);
    terminal.wait_for("are you struggling with?");
    terminal.play(WORDS, WORDS);
    terminal.kill("TERM");
    let first = Instant::now();
    assert!(until(|| first.elapsed() > Duration::from_millis(600)), "signals that come together are one");
    terminal.kill("TERM");
    assert_eq!(terminal.exit_code(), 143);
    assert!(first.elapsed() < Duration::from_secs(2), "the second signal waited too");
    assert_eq!(terminal.left_behind(), [""; 0]);
    terminal.wait_for("the last words may be missing");
}

#[test]
fn the_program_leaves_when_no_signal_tells_that_the_window_is_gone() {
    let world = World::new();
    let mut terminal = world.exchange();
    terminal.kill("TERM");
    assert_eq!(terminal.exit_code(), 143);
    let ended = world.data().join("ended");
    let script = format!("trap '' HUP; \"$TURNABOUT\" run; echo $? > {}", ended.display());
    let mut terminal = world.script(&script);
    terminal.wait_for("are you struggling with?");
    terminal.play(WORDS, WORDS);
    terminal.close();
    assert!(until(|| std::fs::read_to_string(&ended).is_ok_and(|code| code == "129\n")), "it does not end");
    assert_eq!(world.draft(), WORDS);
}

#[test]
fn a_signal_that_would_kill_others_saves_too() {
    for (signal, code) in [("USR1", 138), ("ALRM", 142), ("XCPU", 152)] {
        let world = World::borrowed();
        let mut terminal = typing(&world);
        terminal.kill(signal);
        assert_eq!(terminal.exit_code(), code, "{signal}");
        assert_eq!(terminal.left_behind(), [""; 0], "{signal}");
        assert_eq!(world.draft(), WORDS, "{signal}");
    }
}

#[test]
fn what_was_typed_just_before_a_signal_is_saved() {
    let world = World::borrowed();
    let mut terminal = world.exchange();
    let typed = "a long sentence that nobody has seen on the screen yet ".repeat(5);
    terminal.send(&typed);
    terminal.kill("TERM");
    assert_eq!(terminal.exit_code(), 143);
    assert_eq!(world.draft(), typed);
}
