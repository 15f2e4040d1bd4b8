//! Terminals that go away: under a wrapper that swallows the hang-up, and a pane that is killed.

use std::{
    fs,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use crate::{
    terminal::{World, until},
    tools::{QUESTION, prepare, shown, talk, tokens_once},
};

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
