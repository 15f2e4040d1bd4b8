//! One save, call by call: in which order it is written, and what a kill at each call leaves behind.

use std::path::Path;

use crate::{
    terminal::{ENTER, World, until},
    tools::{SERIES, Trace, call, from_the_start, lines, shown, talk, temporaries, tokens_once},
};

/// Calls that a save is made of.
const CALLS: &str = "openat,write,fsync,fdatasync,rename,renameat,renameat2,linkat,unlink,unlinkat,close";
/// A call that comes more often than this in one save is not looked for further.
const MOST: usize = 12;

/// Whether each file that takes its name was on the disk before and its folder after.
#[track_caller]
fn check_order(lines: &[String], folder: &Path) -> usize {
    let folder = folder.to_string_lossy();
    let of_meeting = |line: &&String| line.contains(&*folder) && !line.contains("agenda");
    let done: Vec<&String> = lines.iter().filter(of_meeting).filter(|line| !line.contains("resumed")).collect();
    let mut saves = 0;
    for (at, line) in
        done.iter().enumerate().filter(|(_, line)| call(line).starts_with("rename") || call(line) == "linkat")
    {
        let temp = line.split('"').nth(1).expect("a rename names its file");
        let before = done[..at].iter().rev().take_while(|line| !line.contains("O_CREAT") || line.contains(temp));
        let own: Vec<&str> = before.filter(|line| line.contains(temp)).map(|line| call(line)).collect();
        let synced = own.iter().position(|call| *call == "fsync").expect("it is put on the disk first");
        assert!(!own[..synced].contains(&"write"), "something is written after that: {own:?}");
        assert!(own[synced..].contains(&"write"), "there was something to put on the disk: {own:?}");
        let after = done[at + 1..].iter().take_while(|line| call(line) != "write");
        let is_folder = |line: &&&String| call(line) == "fsync" && line.contains(&format!("<{folder}>"));
        assert!(
            after.clone().any(|line| is_folder(&line)),
            "its name is not put on the disk: {:#?}",
            after.collect::<Vec<_>>()
        );
        saves += 1;
    }
    saves
}

#[test]
fn every_save_is_on_the_disk_before_it_takes_the_name() {
    let world = World::new();
    let log = world.root().join("strace.log");
    let wrapper = from_the_start(&log, &["-e", &format!("trace={CALLS}")]);
    let wrapper: Vec<&str> = wrapper.iter().map(String::as_str).collect();
    let world = world.under(&wrapper);
    let mut terminal = talk(&world);
    for number in 1..=3 {
        terminal.send(&format!("W{number:04}{ENTER}"));
        world.wait_for_file(&format!("W{number:04}"));
    }
    terminal.kill("TERM");
    assert_eq!(terminal.exit_code(), 143);
    let saves = check_order(&lines(&log), &world.data().join(SERIES));
    assert!(saves >= 4, "only {saves} saves were seen");
}

#[test]
#[should_panic(expected = "it is put on the disk first")]
fn a_save_that_is_not_on_the_disk_is_seen() {
    let lines = ["openat(AT_FDCWD, \"/d/.m.1-0.tmp\") = 3</d/.m.1-0.tmp>", "write(3</d/.m.1-0.tmp>, \"x\", 1) = 1"];
    let rename = "rename(\"/d/.m.1-0.tmp\", \"/d/m.json\") = 0";
    let lines: Vec<String> = lines.iter().chain([&rename]).map(|line| (*line).to_owned()).collect();
    check_order(&lines, Path::new("/d"));
}

/// Kills the program when it makes this call for the `when`th time in a save; `false` when it makes no so many.
fn kill_at(call: &str, when: usize) -> bool {
    let world = World::new();
    let mut terminal = talk(&world);
    terminal.play(&format!("W0001{ENTER}"), "W0001");
    world.wait_for_file("W0001");
    terminal.wait_for("saved ");
    let trace = Trace::saver(&world, terminal.process(), CALLS, &format!("{call}:signal=KILL:when={when}"));
    terminal.send(&format!("W0002{ENTER}"));
    let mut is_dead = false;
    until(|| {
        is_dead = terminal.has_ended();
        is_dead || is_saved(&trace.lines())
    });
    // A call behind the last one of the save may still come.
    is_dead |= terminal.has_ended();
    let lines = trace.let_go();
    if is_dead {
        assert!(lines.iter().any(|line| line.contains("killed by SIGKILL")), "it died of something else: {lines:#?}");
        let there = tokens_once(&shown(&world));
        let is_old_or_new = there.iter().eq([&1]) || there.iter().eq([&1, &2]);
        assert!(is_old_or_new, "{call} {when}: {there:?} after\n{lines:#?}");
        let mut again = talk(&world);
        again.wait_for("W0001");
        again.play(&format!("W0003{ENTER}"), "W0003");
        world.wait_for_file("W0003");
        assert_eq!(temporaries(world.root()).len(), 0, "{call} {when}: {:?}", temporaries(world.root()));
    }
    is_dead
}

/// Whether the last call of a save was made: its folder is closed.
fn is_saved(lines: &[String]) -> bool {
    let synced = lines.iter().rposition(|line| call(line) == "fsync" && line.contains(&format!("/{SERIES}>")));
    synced.is_some_and(|at| lines[at..].iter().any(|line| call(line) == "close" && line.ends_with("= 0")))
}

#[track_caller]
fn kill_at_each(call: &str, least: usize) {
    let fired = (1..=MOST).take_while(|when| kill_at(call, *when)).count();
    println!("{call}: killed at {fired} calls of a save");
    assert!(fired >= least, "a save makes {call} only {fired} times");
}

#[test]
fn a_kill_when_a_file_is_opened_leaves_the_old_or_the_new() {
    kill_at_each("openat", 2);
}

#[test]
fn a_kill_when_it_is_written_leaves_the_old_or_the_new() {
    kill_at_each("write", 1);
}

#[test]
fn a_kill_when_it_is_put_on_the_disk_leaves_the_old_or_the_new() {
    kill_at_each("fsync", 2);
}

#[test]
fn a_kill_when_it_takes_its_name_leaves_the_old_or_the_new() {
    kill_at_each("rename", 1);
}

#[test]
fn a_kill_when_it_is_closed_leaves_the_old_or_the_new() {
    kill_at_each("close", 2);
}
