//! A disk that reports errors or takes its time: the screen says so, keys go on, and all is saved when it is well again.

use std::{
    process::Command,
    thread,
    time::{Duration, Instant},
};

use crate::{
    terminal::{ENTER, Terminal, World},
    tools::{
        RECOVERY, Trace, is_mentioned, prepare, rescued, run, shown, talk, temporaries, tokens_once, wait_rescued,
    },
};

/// What the header says while something is not on the disk.
const ALARM: &str = "NOT SAVED";

/// A meeting with one word on the disk.
fn with_a_word(world: &World) -> Terminal {
    let mut terminal = talk(world);
    terminal.send(&format!("W0001{ENTER}"));
    world.wait_for_file("W0001");
    terminal.wait_for("saved ");
    terminal
}

/// The alarm goes by itself, and everything is on the disk.
#[track_caller]
fn recovers(world: &World, terminal: &Terminal, words: &[u32]) {
    terminal
        .wait_within(RECOVERY, "it is saved by itself", |screen| !screen.contains(ALARM) && screen.contains("saved "));
    assert!(tokens_once(&shown(world)).iter().eq(words));
    assert!(crate::terminal::until(|| rescued(world).is_empty()), "they are where they belong: {:?}", rescued(world));
    assert_eq!(temporaries(world.root()), [""; 0]);
}

/// A call of the saver fails with this error, and goes well later.
#[track_caller]
fn fails_and_recovers(call: &str, error: &str, words: &str) {
    let world = World::new();
    let mut terminal = with_a_word(&world);
    let trace = Trace::saver(&world, terminal.process(), call, &format!("{call}:error={error}"));
    terminal.send(&format!("W0002{ENTER}"));
    terminal.wait_until(words, |screen| screen.contains(ALARM) && screen.contains(words));
    trace.wait_fired(1);
    terminal.play("W0003", "W0003");
    let there = tokens_once(&shown(&world));
    assert!(there.iter().eq([&1]), "the old file is as it was: {there:?}");
    assert_eq!(temporaries(&world.data()), [""; 0]);
    trace.let_go();
    recovers(&world, &terminal, &[1, 2, 3]);
}

#[test]
fn a_full_disk_is_waited_for() {
    fails_and_recovers("write", "ENOSPC", "disk full");
}

#[test]
fn a_used_up_share_of_the_disk_is_waited_for() {
    fails_and_recovers("write", "EDQUOT", "your share of the disk is full");
}

#[test]
fn a_broken_disk_is_waited_for() {
    fails_and_recovers("write", "EIO", "the disk reported an error");
}

#[test]
fn a_disk_that_takes_no_changes_is_waited_for() {
    fails_and_recovers("openat", "EROFS", "the disk takes no changes");
}

#[test]
fn a_program_without_descriptors_waits_for_one() {
    fails_and_recovers("openat", "EMFILE", "");
}

#[test]
fn what_cannot_be_put_on_the_disk_is_never_saved() {
    fails_and_recovers("fsync", "EIO", "the disk reported an error");
}

#[test]
fn a_name_that_is_refused_is_tried_again() {
    for (error, words) in [("EACCES", "permission denied"), ("EPERM", "permission denied"), ("ENOSPC", "disk full")] {
        fails_and_recovers("rename", error, words);
    }
}

#[test]
fn a_name_on_another_disk_or_in_use_is_tried_again() {
    for error in ["EXDEV", "EBUSY"] {
        fails_and_recovers("rename", error, "");
    }
}

#[test]
fn after_one_failed_sync_the_words_are_written_to_a_new_file() {
    let world = World::new();
    let mut terminal = with_a_word(&world);
    let trace = Trace::saver(&world, terminal.process(), "openat,write,fsync,rename", "fsync:error=EIO:when=1");
    terminal.send(&format!("W0002{ENTER}"));
    world.wait_for_file("W0002");
    recovers(&world, &terminal, &[1, 2]);
    let lines = trace.let_go();
    let opened = lines.iter().filter(|line| line.contains("O_CREAT")).filter_map(|line| line.split('"').nth(1));
    let opened: Vec<&str> = opened.collect();
    assert!(opened.len() >= 2 && opened[0] != opened[1], "the file that failed is not used again: {lines:#?}");
    assert_eq!(lines.iter().filter(|line| line.contains("INJECTED")).count(), 1);
}

#[test]
fn a_folder_that_cannot_be_put_on_the_disk_does_not_stop_a_save() {
    for error in ["EIO", "EINVAL"] {
        let world = World::new();
        let mut terminal = with_a_word(&world);
        let inject = format!("fsync:error={error}:when=2+2");
        let trace = Trace::saver(&world, terminal.process(), "openat,fsync", &inject);
        for number in 2..=4 {
            terminal.send(&format!("W{number:04}{ENTER}"));
            world.wait_for_file(&format!("W{number:04}"));
        }
        trace.wait_fired(3);
        terminal.wait_until("it is saved", |screen| screen.contains("saved ") && !screen.contains(ALARM));
        drop(trace);
        recovers(&world, &terminal, &[1, 2, 3, 4]);
    }
}

#[test]
fn interrupted_calls_are_not_seen() {
    let world = World::new();
    let mut terminal = with_a_word(&world);
    let trace = Trace::saver(&world, terminal.process(), "write,fsync", "write,fsync:error=EINTR:when=1");
    terminal.send(&format!("W0002{ENTER}"));
    world.wait_for_file("W0002");
    trace.wait_fired(1);
    assert!(!terminal.screen().contains(ALARM), "{}", terminal.screen());
    drop(trace);
    recovers(&world, &terminal, &[1, 2]);
}

#[test]
fn keys_show_while_the_disk_takes_five_seconds() {
    let world = World::new();
    let mut terminal = with_a_word(&world);
    let trace = Trace::saver(&world, terminal.process(), "fsync", "fsync:delay_enter=5000000:when=1");
    terminal.send(&format!("W0002{ENTER}"));
    terminal.wait_until("it says so", |screen| screen.contains("saving") || screen.contains("Saving"));
    let began = Instant::now();
    for letter in ["x1", "x2", "x3", "x4"] {
        let sent = Instant::now();
        terminal.play(letter, letter);
        println!("a key showed after {:?}", sent.elapsed());
    }
    assert!(began.elapsed() < Duration::from_secs(4), "the keys waited for the disk");
    assert!(!terminal.screen().contains(ALARM));
    world.wait_for_file("W0002");
    assert!(began.elapsed() > Duration::from_secs(1), "the disk was not slow");
    trace.wait_fired(1);
    drop(trace);
    world.wait_for_file("x1x2x3x4");
    recovers(&world, &terminal, &[1, 2]);
}

#[test]
fn a_second_signal_does_not_wait_for_a_disk_that_hangs() {
    let world = World::borrowed();
    let mut terminal = with_a_word(&world);
    let trace = Trace::saver(&world, terminal.process(), "fsync", "fsync:delay_enter=30000000");
    terminal.send(&format!("W0002{ENTER}"));
    terminal.wait_for("W0002");
    terminal.kill("TERM");
    // Signals within half a second are one wish.
    thread::sleep(Duration::from_millis(800));
    assert!(!terminal.has_ended(), "the first one waits for the disk");
    let second = Instant::now();
    terminal.kill("TERM");
    // A thread in a held call ends only when strace lets it.
    let screen_left = |terminal: &Terminal| String::from_utf8_lossy(&terminal.bytes()).contains("\x1b[?1049l");
    assert!(crate::terminal::until(|| screen_left(&terminal)), "it does not leave");
    assert!(second.elapsed() <= Duration::from_secs(1), "it took {:?}", second.elapsed());
    drop(trace);
    assert_eq!(terminal.exit_code(), 143);
    assert_eq!(terminal.left_behind(), [""; 0]);
}

#[test]
fn a_disk_that_never_answers_can_be_left_in_two_steps() {
    let world = World::borrowed();
    let mut terminal = with_a_word(&world);
    let trace = Trace::saver(&world, terminal.process(), "fsync", "fsync:delay_enter=600000000");
    terminal.send(&format!("W0002{ENTER}"));
    terminal.wait_for("W0002");
    terminal.play("\x03", "again to leave");
    terminal.send("\x03");
    let left = |terminal: &Terminal| String::from_utf8_lossy(&terminal.bytes()).contains("\x1b[?1049l");
    assert!(crate::terminal::until(|| left(&terminal)), "it does not leave\n{}", terminal.screen());
    drop(trace);
    assert_ne!(terminal.exit_code(), 0);
    assert!(tokens_once(&shown(&world)).iter().eq([&1]), "the disk has answered");
    let copy = wait_rescued(&world, "W0002");
    let told: String = terminal.screen().split('\n').map(str::trim).collect();
    assert!(told.contains(&format!("the words are in {}", copy.display())), "{told}");
    is_mentioned(&world, &copy);
}

/// A limit of the kernel's for a program that runs.
fn limit(terminal: &Terminal, which: &str, value: &str) {
    run("prlimit", &["--pid", &terminal.process().to_string(), &format!("--{which}={value}")]);
}

#[test]
fn a_limit_on_files_does_not_kill() {
    let world = World::new();
    let mut terminal = with_a_word(&world);
    limit(&terminal, "fsize", "100:unlimited");
    terminal.send(&format!("W0002{ENTER}"));
    terminal.wait_for(ALARM);
    limit(&terminal, "fsize", "unlimited:unlimited");
    recovers(&world, &terminal, &[1, 2]);
}

#[test]
fn a_limit_on_descriptors_is_waited_for() {
    let world = World::new();
    let mut terminal = with_a_word(&world);
    limit(&terminal, "nofile", "3:1024");
    terminal.send(&format!("W0002{ENTER}"));
    terminal.wait_for(ALARM);
    limit(&terminal, "nofile", "1024:1024");
    recovers(&world, &terminal, &[1, 2]);
}

#[test]
fn without_memory_it_ends_or_goes_on_and_the_file_is_good() {
    let world = World::new();
    let mut terminal = with_a_word(&world);
    let size = std::fs::read_to_string(format!("/proc/{}/statm", terminal.process())).expect("it runs");
    let pages: u64 = size.split(' ').next().and_then(|pages| pages.parse().ok()).expect("a size in pages");
    limit(&terminal, "as", &format!("{0}:{0}", pages * 4096 + (64 << 10)));
    let words = format!("\x1b[200~{}\x1b[201~", "W0002 a long paste ".repeat(60_000));
    // A program that ends while it is typed to takes no more keys.
    let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| terminal.send(&words)));
    terminal.wait_within(Duration::from_secs(10), "something comes of it", |screen| !screen.is_empty());
    let ended = terminal.has_ended();
    println!("without memory it {}", if ended { "ended" } else { "went on" });
    if !ended {
        terminal.kill_at_once();
    }
    let there = crate::tools::tokens(&shown(&world));
    assert!(there.contains(&1), "the good file is not good any more");
}

#[test]
fn a_file_system_without_locks_is_told_of_and_used() {
    let world = World::new();
    let log = world.root().join("strace.log");
    let more = ["-e", "trace=flock", "-e", "inject=flock:error=ENOLCK"];
    let wrapper = crate::tools::from_the_start(&log, &more);
    let wrapper: Vec<&str> = wrapper.iter().map(String::as_str).collect();
    let world = world.under(&wrapper);
    prepare(&world);
    let mut terminal = world.start(&["run"]);
    terminal.wait_for("cannot be locked");
    terminal.send(ENTER);
    terminal.wait_for(crate::tools::QUESTION);
    terminal.send(&format!("W0001{ENTER}"));
    world.wait_for_file("W0001");
    assert!(crate::tools::lines(&log).iter().any(|line| line.contains("INJECTED")), "the fault never came");
}

#[test]
fn a_wait_for_a_fault_that_never_comes_is_seen() {
    let world = World::new();
    let terminal = with_a_word(&world);
    let trace = Trace::saver(&world, terminal.process(), "fsync", "fsync:error=EIO");
    assert!(trace.let_go().iter().all(|line| !line.contains("INJECTED")));
    let is_there = Command::new("kill").args(["-0", &terminal.process().to_string()]).status();
    assert!(is_there.is_ok_and(|status| status.success()), "letting go ends nothing");
}
