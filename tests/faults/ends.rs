//! Terminals that go away: under a wrapper that swallows the hang-up, and a pane that is killed; and a program that
//! stands still.

use std::{
    fs,
    path::Path,
    process::Command,
    thread,
    time::{Duration, Instant},
};

use crate::{
    terminal::{ENTER, World, until},
    tools::{QUESTION, from_the_start, lines, prepare, shown, talk, tokens_once},
};

/// A pause that is asked about.
const AWAY: Duration = Duration::from_secs(12);

/// The child of a process, by the name of its program.
fn child(process: u32, name: &str) -> Option<u32> {
    let children = fs::read_to_string(format!("/proc/{process}/task/{process}/children")).ok()?;
    let mut children = children.split_whitespace().filter_map(|number| number.parse().ok());
    children.find(|number| fs::read_to_string(format!("/proc/{number}/comm")).is_ok_and(|comm| comm.trim() == name))
}

#[test]
fn a_window_that_closes_under_a_wrapper_that_swallows_the_signal_ends_the_program() {
    let world = World::new().under(&["sh", "-c", "trap '' HUP; \"$@\"; sleep 60", "sh"]);
    let mut terminal = talk(&world);
    terminal.play("W0001 half", "W0001 half");
    let process = child(terminal.process(), "turnabout").expect("the program runs in the wrapper");
    let closed = Instant::now();
    terminal.close();
    assert!(until(|| !Path::new(&format!("/proc/{process}")).exists()), "it goes on without a terminal");
    assert!(closed.elapsed() <= Duration::from_secs(5), "it took {:?}", closed.elapsed());
    assert!(tokens_once(&shown(&world)).contains(&1));
}

#[test]
fn a_program_that_stood_still_asks_whether_the_time_counts() {
    let world = World::new();
    let mut terminal = talk(&world);
    terminal.play("W0001 half", "W0001 half");
    world.wait_for_file("W0001 half");
    let before = spent_s(&world);
    terminal.kill("STOP");
    assert!(until(|| terminal.is_stopped()), "it does not stand still");
    thread::sleep(AWAY);
    terminal.kill("CONT");
    terminal.wait_for("The clock stood still for 1");
    terminal.play(ENTER, "W0001 half");
    terminal.play(" W0002", "W0002");
    world.wait_for_file("W0002");
    let spent = spent_s(&world);
    assert!(spent < before + AWAY.as_secs(), "{spent} seconds after {before}: it counts although nobody said so");
}

/// Seconds that the file says were spent.
fn spent_s(world: &World) -> u64 {
    let shown = shown(world);
    shown["items"].as_array().expect("a list").iter().map(|item| item["spent_s"].as_u64().expect("a number")).sum()
}

#[test]
fn a_window_that_closed_is_not_written_to() {
    let world = World::new();
    let log = world.root().join("strace.log");
    let wrapper = from_the_start(&log, &["-e", "trace=write,writev"]);
    let wrapper: Vec<&str> = wrapper.iter().map(String::as_str).collect();
    let world = world.under(&wrapper);
    let mut terminal = talk(&world);
    terminal.play("W0001 half", "W0001 half");
    terminal.close();
    assert_eq!(terminal.exit_code(), 129);
    assert!(tokens_once(&shown(&world)).contains(&1));
    let is_drawn = |line: &&String| line.contains("</dev/pts/");
    let lines = lines(&log);
    let closed = lines.iter().position(|line| line.contains("--- SIGHUP")).expect("the signal came");
    let (before, after) = lines.split_at(closed);
    assert!(before.iter().any(|line| is_drawn(&line)), "strace saw nothing: {before:#?}");
    let drawn: Vec<&String> = after.iter().filter(is_drawn).collect();
    assert!(drawn.is_empty(), "{drawn:#?}");
}

/// A server of tmux of its own, gone when dropped.
struct Panes(String);

impl Panes {
    fn ask(&self, arguments: &[&str]) -> String {
        let asked = Command::new("tmux").args(["-S", &self.0, "-f", "/dev/null"]).args(arguments).output();
        let asked = asked.expect("tmux does not start; install it (Debian: apt-get install tmux)");
        String::from_utf8_lossy(&asked.stdout).into_owned()
    }
}

impl Drop for Panes {
    fn drop(&mut self) {
        self.ask(&["kill-server"]);
    }
}

#[test]
fn a_killed_pane_saves_what_was_typed() {
    let world = World::new();
    prepare(&world);
    let panes = Panes(world.root().join("tmux").to_string_lossy().into_owned());
    let command = format!(
        "TERM=screen LANG=C.UTF-8 TURNABOUT_DATA_DIR='{}' TURNABOUT_STATE_DIR='{}' exec '{}' run",
        world.data().display(),
        world.state().display(),
        env!("CARGO_BIN_EXE_turnabout")
    );
    panes.ask(&["-u", "new-session", "-d", "-x", "100", "-y", "30", &command]);
    let shows = |text: &str| until(|| panes.ask(&["capture-pane", "-p"]).contains(text));
    assert!(shows("Who is here?"), "{}", panes.ask(&["capture-pane", "-p"]));
    panes.ask(&["send-keys", "Enter"]);
    assert!(shows(QUESTION), "{}", panes.ask(&["capture-pane", "-p"]));
    panes.ask(&["send-keys", "-l", "W0001 half"]);
    assert!(shows("W0001 half"), "{}", panes.ask(&["capture-pane", "-p"]));
    panes.ask(&["kill-pane"]);
    world.wait_for_file("W0001 half");
    assert!(tokens_once(&shown(&world)).contains(&1));
}
