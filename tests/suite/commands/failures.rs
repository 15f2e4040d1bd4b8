//! What the system refuses is told in plain words, with the path and without a number.
#![cfg(target_os = "linux")]

use std::{fs, fs::File, process::Command};

use super::{done, keep};
use crate::terminal::{World, data};

/// One line of plain words.
#[track_caller]
fn check(error: &str, parts: &[&str]) {
    assert!(error.starts_with("turnabout: ") && error.trim().lines().count() == 1, "{error:?}");
    assert!(!error.contains("os error") && !error.contains("(os"), "{error}");
    for part in parts {
        assert!(error.contains(part), "no {part:?} in {error}");
    }
}

/// A world in which a file, and links in a circle, are in the place of folders.
fn world() -> World {
    let world = World::new();
    keep(&world, &data("minutes-1.json"));
    fs::write(world.data().join("taken"), "").unwrap();
    std::os::unix::fs::symlink("round", world.root().join("round")).unwrap();
    world
}

fn fails(command: &mut Command, parts: &[&str]) {
    let done = done(command);
    assert_eq!((done.code, done.out.as_str()), (Some(1), ""), "{command:?}: {}", done.error);
    check(&done.error, parts);
}

#[test]
fn a_command_that_the_system_refuses_has_no_number_in_its_words() {
    let world = world();
    for command in ["list", "actions", "goals", "show", "export", "brief", "search lead"] {
        let words = || command.split(' ').map(str::to_owned);
        for (dir, why) in [("data/taken", "a file is in the place of a folder"), ("round", "lead in a circle")] {
            let arguments: Vec<String> = ["--data-dir".to_owned(), dir.to_owned()].into_iter().chain(words()).collect();
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            fails(&mut world.command(&arguments), &["cannot read", dir, why, "--data-dir"]);
        }
        let arguments: Vec<String> = ["--series".to_owned(), "taken".to_owned()].into_iter().chain(words()).collect();
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        fails(&mut world.command(&arguments), &["cannot read", "taken", ": a file is in the place of a folder"]);
    }
    let refused = "cannot write";
    for (to, why) in [
        ("data/taken", "it is no folder"),
        ("data/taken/x", "a file is in the place"),
        ("round", "something of that name is in the way"),
    ] {
        fails(&mut world.command(&["export", "--to", to]), &[refused, to, why]);
    }
    let full = File::options().write(true).open("/dev/full").unwrap();
    fails(world.command(&["list"]).stdout(full), &["cannot print: disk full"]);
}

#[test]
fn a_screen_that_the_system_refuses_has_no_number_in_its_words() {
    let world = world();
    for (go, part) in [
        ("\"$TURNABOUT\" --data-dir data/taken/x run", "data/taken/x"),
        ("\"$TURNABOUT\" --data-dir round run", "round"),
        ("TMPDIR=/gone \"$TURNABOUT\" demo", "cannot write in /gone: no such file or folder"),
    ] {
        let mut terminal = world.script(&format!("{go}; echo status $?"));
        terminal.wait_for("status 1");
        assert_eq!(terminal.exit_code(), 0, "the shell itself");
        let screen = terminal.screen();
        let (error, status) = screen.trim().rsplit_once('\n').unwrap();
        assert_eq!(status, "status 1", "{screen}");
        check(&error.replace('\n', " "), &[part]);
    }
}
