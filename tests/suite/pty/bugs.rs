//! Bugs of the program's own, one in each of its threads: the words are saved, the terminal is given back, and a report
//! without words of the meeting says where it was.

use std::{fs, path::Path};

use crate::terminal::{ENTER, Terminal, World, until};

/// Text that no screen and no report has by itself.
const WORDS: &str = "zebra crossing";
/// Where the program panics when a test asks it to.
const F12: &str = "\x1b[24~";

/// A meeting that was left with nothing typed, and the world in which the program goes on with this fault.
fn faulty(fault: &'static str) -> World {
    let world = World::borrowed();
    let mut terminal = world.exchange();
    terminal.kill("TERM");
    assert_eq!(terminal.exit_code(), 143);
    world.with("TURNABOUT_FAULT", fault)
}

/// The meeting goes on with half-typed words.
fn typing(world: &World) -> Terminal {
    let mut terminal = world.start(&["run"]);
    terminal.wait_for("are you struggling with?");
    terminal.wait_for("saved ");
    terminal.send(WORDS);
    terminal
}

#[track_caller]
fn ends_well(world: &World, terminal: &mut Terminal, thread: &str) {
    assert_eq!(terminal.exit_code(), 101);
    assert_eq!(terminal.left_behind(), [""; 0]);
    assert_eq!(world.draft(), WORDS);
    terminal.wait_for("stopped by a mistake of its own; everything typed is saved");
    let reports = world.reports();
    assert_eq!(reports.len(), 1, "{reports:?}");
    let told = terminal.screen().replace('\n', "");
    assert!(told.contains(&*reports[0].to_string_lossy()), "no {reports:?} in {told}");
    let report = fs::read_to_string(&reports[0]).expect("it can be read");
    assert!(report.contains(&format!("thread: {thread}")), "{report}");
    assert!(report.contains("src/fault.rs:") && report.contains(env!("CARGO_PKG_VERSION")), "{report}");
    assert!(!report.contains("zebra") && !told.contains("zebra"), "the report holds no words of the meeting");
    only_for_its_owner(&reports[0]);
}

#[cfg(unix)]
#[track_caller]
fn only_for_its_owner(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    assert_eq!(fs::metadata(path).expect("it is there").permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_bug_in_the_loop() {
    let world = faulty("loop=panic");
    let mut terminal = typing(&world);
    terminal.wait_for(WORDS);
    terminal.send(F12);
    ends_well(&world, &mut terminal, "main");
}

#[test]
fn a_bug_where_keys_are_read() {
    let world = faulty("keys=panic");
    let mut terminal = typing(&world);
    terminal.send(F12);
    ends_well(&world, &mut terminal, "keys");
}

#[test]
fn a_bug_where_signals_are_waited_for() {
    let world = faulty("signals=panic");
    let mut terminal = typing(&world);
    terminal.kill("WINCH");
    ends_well(&world, &mut terminal, "signals");
}

#[test]
fn a_bug_while_saving() {
    // The meeting is saved once when it is opened.
    let world = faulty("saver=panic:1");
    let mut terminal = typing(&world);
    ends_well(&world, &mut terminal, "saver");
}

#[test]
fn a_bug_while_it_is_sent_to_the_background_leaves_the_terminal_clean() {
    let world = faulty("saver=panic:1");
    let mut terminal = world.start(&["run"]);
    terminal.wait_for("saved ");
    terminal.send(&format!("{WORDS}{ENTER}"));
    terminal.kill("TSTP");
    assert!(until(|| terminal.is_stopped() || terminal.has_ended()), "it neither stops nor ends");
    terminal.kill("CONT");
    assert_eq!(terminal.exit_code(), 101);
    assert_eq!(terminal.left_behind(), [""; 0]);
}

#[test]
fn a_bug_while_exporting() {
    let world = faulty("writer=panic");
    let mut terminal = typing(&world);
    terminal.play("\x10write the minutes now", "(draft)");
    terminal.send(ENTER);
    ends_well(&world, &mut terminal, "writer");
}

#[test]
fn nobody_hears_of_a_bug_and_it_ends_all_the_same() {
    for nobody in ["2>&-", "2>/dev/full"] {
        let world = faulty("loop=panic");
        let mut terminal = world.script(&format!("exec \"$TURNABOUT\" run {nobody}"));
        terminal.wait_for("are you struggling with?");
        terminal.play(WORDS, WORDS);
        terminal.send(F12);
        assert_eq!(terminal.exit_code(), 101, "{nobody}");
        assert_eq!(terminal.left_behind(), [""; 0], "{nobody}");
        assert_eq!(world.draft(), WORDS, "{nobody}");
        assert_eq!(world.reports().len(), 1, "{nobody}");
    }
}

#[test]
fn a_start_that_fails_half_way_is_undone() {
    let world = World::borrowed().with("TURNABOUT_FAULT", "terminal=fail:1");
    let mut terminal = world.start(&[]);
    assert_eq!(terminal.exit_code(), 1);
    assert_eq!(terminal.left_behind(), [""; 0]);
    terminal.wait_for("turnabout: asked to by TURNABOUT_FAULT");
}
