//! `turnabout agenda` of the real program: what it prints for bundled agendas and for files, and how it ends.

use std::{fs, path::PathBuf};

use turnabout::agendas;

use super::{Done, data, done, prints, refuses};
use crate::terminal::World;

/// A file beside the data folder; commands are started there.
fn write(world: &World, name: &str, text: &str) -> PathBuf {
    let path = world.data().with_file_name(name);
    fs::write(&path, text).unwrap();
    path
}

/// What `agenda check` says of these files, and how it ends.
#[track_caller]
fn check(world: &World, files: &[&str], code: i32, out: &str, error: &str) {
    let done = done(&mut world.command(&[&["agenda", "check"], files].concat()));
    assert_eq!((done.code, done.out.as_str(), done.error.as_str()), (Some(code), out, error));
}

#[test]
fn every_bundled_agenda_is_listed_and_shown() {
    let world = World::new();
    let names: Vec<&str> = agendas::BUNDLED.iter().map(|(name, _)| *name).collect();
    prints(&world, &["agenda", "list"], &names);
    for name in names {
        prints(&world, &["agenda", "show", name], &["Rhythm  every ", " min  Close\n", "         next       "]);
    }
    assert!(!world.data().exists(), "nothing is made");
}

#[test]
fn a_bundled_agenda_becomes_a_file_that_works() {
    let world = World::new();
    let json = done(&mut world.command(&["agenda", "show", "three-teams", "--json"])).out;
    assert_eq!(Some(json.as_str()), agendas::bundled("three-teams"));
    write(&world, "my.json", &json.replacen("Service", "Dienst", 1));
    check(&world, &["my.json"], 0, "my.json: ok\n", "");
    prints(&world, &["agenda", "show", "my.json"], &["Sales, Operations & Dienst\n"]);
    prints(&world, &["agenda", "show", "my.json", "--json"], &["\"title\": \"Sales, Operations & Dienst\""]);
}

#[test]
fn an_unknown_agenda_is_answered_with_the_known_ones() {
    refuses(&World::new(), &["agenda", "show", "nowhere"], 1, &["\"nowhere\"", "sales-operations-30, first-meeting"]);
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_are_no_unknown_agenda() {
    let world = World::new();
    let path = write(&world, "circle.json", "");
    fs::remove_file(&path).unwrap();
    std::os::unix::fs::symlink("circle.json", path).unwrap();
    refuses(&world, &["agenda", "show", "circle.json"], 1, &["circle.json: the links lead in a circle"]);
}

#[test]
fn a_fault_is_told_with_its_place_and_what_to_do() {
    let world = World::new();
    let good = data("agenda-1.json");
    write(&world, "good.json", &good);
    write(&world, "bad.json", &good.replacen("\"minutes\": 3", "\"minutes\": -3", 1));
    let fault = "bad.json:21:40: items[0].minutes: -3 is out of range; write a whole number from 0 to 1440\n";
    let out = format!("good.json: ok\n{fault}");
    check(&world, &["good.json", "bad.json"], 1, &out, "turnabout: 1 of 2 agenda(s) cannot be used\n");
    refuses(&world, &["agenda", "show", "bad.json"], 1, &[fault.trim()]);
}

#[test]
fn a_newer_agenda_is_not_called_bad() {
    let world = World::new();
    write(&world, "bad.json", "{");
    write(&world, "newer.json", &data("agenda-1.json").replacen("\"version\": 1", "\"version\": 7", 1));
    let Done { code, out, .. } = done(&mut world.command(&["agenda", "check", "newer.json", "bad.json"]));
    assert_eq!(code, Some(3), "{out}");
    assert!(out.starts_with("newer.json: made by a newer turnabout (version 7)"), "{out}");
    assert!(out.contains("\nbad.json:1:1: "), "{out}");
    for arguments in [&["agenda", "show", "newer.json"], &["run", "newer.json"][..]] {
        refuses(&world, arguments, 3, &["newer turnabout"]);
    }
}

#[test]
fn advice_is_told_and_is_no_fault() {
    let world = World::new();
    write(&world, "my.json", &data("agenda-1.json").replacen("\"delivers\": true,", "", 1));
    let note = "no team delivers, so nothing warns of promises above a limit; give one \"delivers\": true";
    check(&world, &["my.json"], 0, &format!("my.json: ok\nmy.json: note: {note}\n"), "");
}

#[test]
fn a_name_of_a_file_cannot_steer_the_terminal() {
    let world = World::new();
    let Done { code, out, error } = done(&mut world.command(&["agenda", "check", "a\u{1b}[2Jb"]));
    assert_eq!(code, Some(1));
    assert!(out.contains("a\\u{1b}[2Jb: no such file") && !(out + &error).contains('\u{1b}'));
}

#[test]
fn schemas_are_printed_as_json() {
    let world = World::new();
    for name in ["agenda", "minutes"] {
        let schema: serde_json::Value = serde_json::from_str(&done(&mut world.command(&["schema", name])).out).unwrap();
        assert_eq!(schema["title"], format!("Turnabout {name}"));
    }
    refuses(&world, &["schema", "meeting"], 2, &["meeting", "agenda, minutes"]);
}
