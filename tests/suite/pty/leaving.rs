//! Every way out: the status, the terminal as it was, and the words on the disk.

use crate::terminal::{ENTER, Terminal, World, until};

/// Text that no screen has by itself.
const WORDS: &str = "zebra crossing";

/// A meeting with half-typed words on the screen.
fn typing(world: &World) -> Terminal {
    let mut terminal = world.exchange();
    terminal.play(WORDS, WORDS);
    terminal
}

/// It ends with `code`, the terminal is as before and the half-typed words are on the disk.
#[track_caller]
fn leaves(world: &World, terminal: &mut Terminal, code: u32) {
    assert_eq!(terminal.exit_code(), code);
    assert_eq!(terminal.left_behind(), [""; 0]);
    assert_eq!(world.draft(), WORDS);
}

#[track_caller]
fn leaves_on(signal: &str, code: u32) {
    let world = World::borrowed();
    let mut terminal = typing(&world);
    terminal.kill(signal);
    leaves(&world, &mut terminal, code);
}

#[test]
fn ctrl_c_asks_once_and_leaves_the_second_time() {
    let world = World::borrowed();
    let mut terminal = typing(&world);
    terminal.play("\x03", "Ctrl-C again to leave");
    terminal.send("\x03");
    leaves(&world, &mut terminal, 0);
}

#[test]
fn q_leaves_the_home_screen() {
    let world = World::borrowed();
    let mut terminal = world.start(&[]);
    terminal.wait_for("Start your first meeting");
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
    assert_eq!(terminal.left_behind(), [""; 0]);
}

#[test]
fn sigterm_saves_and_leaves() {
    leaves_on("TERM", 143);
}

#[test]
fn sigint_from_outside_saves_and_leaves() {
    leaves_on("INT", 130);
}

#[test]
fn sigquit_saves_and_leaves() {
    leaves_on("QUIT", 131);
}

#[test]
fn sighup_saves_and_leaves() {
    leaves_on("HUP", 129);
}

#[test]
fn a_closed_window_saves_and_ends() {
    let world = World::new();
    let mut terminal = typing(&world);
    let closed = std::time::Instant::now();
    terminal.close();
    assert_eq!(terminal.exit_code(), 129);
    assert!(closed.elapsed() <= std::time::Duration::from_secs(2), "{:?}", closed.elapsed());
    assert_eq!(world.draft(), WORDS);
}

#[test]
fn a_window_that_closes_without_a_signal_saves_and_ends() {
    let world = World::borrowed();
    let mut terminal = typing(&world);
    let closed = std::time::Instant::now();
    terminal.close();
    assert_eq!(terminal.exit_code(), 129);
    assert!(closed.elapsed() <= std::time::Duration::from_secs(5));
    assert_eq!(world.draft(), WORDS);
}

#[test]
fn what_a_killed_program_leaves_behind_is_seen() {
    let world = World::borrowed();
    let mut terminal = world.exchange();
    terminal.kill_at_once();
    let left = terminal.left_behind();
    for mode in ["?1049h", "?2004h", "the modes of the line"] {
        assert!(left.iter().any(|left| left == mode), "no {mode} in {left:?}");
    }
}

#[test]
fn a_second_window_is_told_who_has_the_series() {
    let world = World::borrowed();
    let mut first = typing(&world);
    let mut second = world.start(&["run"]);
    assert_eq!(second.exit_code(), 4);
    second.wait_for(&format!("process {} since", first.process()));
    assert_eq!(second.left_behind(), [""; 0]);
    first.play(" still", "zebra crossing still");
}

#[test]
fn after_a_kill_in_mid_sentence_the_words_and_the_caret_are_back() {
    let world = World::borrowed();
    let mut first = world.exchange();
    let mut typed = String::new();
    for number in 1..=12 {
        let token = format!("W{number:04} ");
        typed.push_str(&token);
        first.play(&token, token.trim_end());
    }
    // The caret goes left of the last blank and the last token.
    first.send("\x1b[D\x1b[D\x1b[D\x1b[D\x1b[D\x1b[D");
    let caret = typed.len() - 6;
    let saved = until(|| world.minutes()["caret"]["at"] == caret);
    assert!(saved, "{:?}", world.minutes()["caret"]);
    first.kill_at_once();
    let started = std::time::Instant::now();
    let mut again = world.start(&["run"]);
    again.wait_for("W0012");
    assert!(again.screen().contains("Turn 1 of 4") && again.screen().contains("are you struggling with?"));
    let stood_still = again.screen().contains("The clock stood still");
    assert!(!stood_still || started.elapsed().as_secs() >= 5, "asked although next to no time went by");
    again.play("X", "W0011 XW0012");
    again.kill("TERM");
    leaves_with(&mut again, &world, &format!("{}X{}", &typed[..caret], &typed[caret..]));
}

#[track_caller]
fn leaves_with(terminal: &mut Terminal, world: &World, draft: &str) {
    assert_eq!(terminal.exit_code(), 143);
    assert_eq!(world.draft(), draft);
}

#[test]
fn files_that_were_asked_for_are_waited_for() {
    let world = World::borrowed().with("TURNABOUT_FAULT", "writer=slow:800");
    let mut terminal = typing(&world);
    terminal.play("\x10write the minutes now", "(draft)");
    terminal.send(ENTER);
    terminal.kill("TERM");
    assert_eq!(terminal.exit_code(), 143);
    let exports = world.data().join("sales-operations").join("exports");
    assert_eq!(std::fs::read_dir(exports).map(Iterator::count).ok(), Some(2));
}

#[test]
fn a_signal_waits_for_all_that_was_typed_before_it() {
    let world = World::borrowed();
    let mut terminal = world.exchange();
    let words = (0..4000).map(|number| format!("w{number} ")).collect::<Vec<_>>().concat();
    terminal.send(&words);
    terminal.kill("TERM");
    assert_eq!(terminal.exit_code(), 143);
    let kept = world.draft();
    assert!(kept == words, "{} bytes of {} were kept", kept.len(), words.len());
}
