//! Every command prints hostile words so that they are harmless, to a terminal and to a pipe alike.

use std::fs;

use super::{file, is_harmless};
use crate::{commands::done, terminal::World};

/// A series with a hostile agenda and hostile minutes, and a hostile agenda in a file.
fn world() -> World {
    let world = World::new();
    let series = world.data().join("sales-operations");
    fs::create_dir_all(&series).unwrap();
    fs::write(series.join("agenda.json"), file("agenda-1.json")).unwrap();
    fs::write(series.join("2026-11-24-1000.json"), file("minutes-1.json")).unwrap();
    fs::write(world.data().with_file_name("my.json"), file("agenda-1.json")).unwrap();
    world
}

/// What a command prints holds nothing harmful but `allowed`.
#[track_caller]
fn check(world: &World, arguments: &[&str], allowed: &[char]) -> String {
    let done = done(&mut world.command(arguments));
    assert_eq!((done.code, done.error.as_str()), (Some(0), ""), "{arguments:?}");
    is_harmless(&format!("{arguments:?}"), &done.out, allowed);
    done.out
}

#[test]
fn what_people_read_is_harmless_and_shows_what_was_hidden() {
    let world = world();
    for command in [
        &["actions", "--all"][..],
        &["goals"],
        &["show"],
        &["show", "--format", "html"],
        &["brief"],
        &["search", "install"],
        &["agenda", "show", "my.json"],
    ] {
        let out = check(&world, command, &['\n']);
        assert!(out.contains("\\u{1b}]0;x") && out.contains("\\u{202e}"), "{command:?}:\n{out}");
    }
    check(&world, &["doctor"], &['\n']);
    for command in [&["list"][..], &["agenda", "list"], &["agenda", "check", "my.json"], &["export"], &["--help"]] {
        check(&world, command, &['\n']);
    }
}

#[test]
fn what_programs_read_is_harmless() {
    let world = world();
    for format in [&["show", "--format", "markdown"][..], &["brief", "--format", "markdown"]] {
        check(&world, format, &['\n', '\u{2060}']);
    }
    check(&world, &["show", "--format", "csv"], &['\n', '\r', '\u{feff}']);
    check(&world, &["show", "--format", "ics"], &['\n', '\r']);
    for (command, name) in [("zsh", "completions"), ("fish", "completions"), ("minutes", "schema")] {
        check(&world, &[name, command], &['\n', '\t']);
    }
    check(&world, &["man"], &['\n']);
}

#[test]
fn json_is_harmless_and_holds_the_same_values() {
    let world = world();
    for command in [
        &["list", "--json"][..],
        &["actions", "--all", "--json"],
        &["goals", "--json"],
        &["doctor", "--json"],
        &["search", "install", "--json"],
    ] {
        let out = done(&mut world.command(command)).out.replace('\u{301}', "");
        is_harmless(&format!("{command:?}"), &out, &['\n']);
        serde_json::from_str::<serde_json::Value>(&out).unwrap();
    }
    for (command, name) in [
        (&["show", "--format", "json"][..], "minutes-1.json"),
        (&["agenda", "show", "my.json", "--json"], "agenda-1.json"),
    ] {
        let out = done(&mut world.command(command)).out;
        is_harmless(&format!("{command:?}"), &out.replace('\u{301}', ""), &['\n']);
        let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(value(&out), value(&file(name)), "{command:?}");
    }
}
