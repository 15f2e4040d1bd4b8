//! Every error that quotes what it was given is one harmless line: arguments, file names, fields, the environment.

use std::{
    ffi::{OsStr, OsString},
    fs,
};

use super::{HIDES, STEERS, data, is_harmless};
use crate::{commands::done, terminal::World};

/// A word that can be an argument and a file name.
fn word() -> String {
    format!("{STEERS}{HIDES}").replace(['\0', '/'], "")
}

/// It fails with one harmless line, in which the hidden characters are seen.
#[track_caller]
fn check(world: &World, arguments: &[&str]) {
    let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
    let done = done(world.command(&[]).args(&arguments));
    assert!(done.code.is_some_and(|code| (1..=4).contains(&code)), "{arguments:?}: {:?}", done.code);
    is_harmless(&format!("{arguments:?}"), &done.out, &['\n']);
    let line = done.error.strip_prefix("turnabout: ").and_then(|line| line.strip_suffix('\n')).unwrap_or_default();
    is_harmless(&format!("{arguments:?}"), line, &[]);
    let shown = done.out + line;
    assert!(shown.contains("u{1b}]0;x"), "{arguments:?} does not show what it was given: {shown}");
}

#[test]
fn arguments_are_quoted_harmlessly() {
    let (world, bad) = (World::new(), word());
    for arguments in [
        &[bad.as_str()][..],
        &["--series", &bad, "list"],
        &["show", &bad],
        &["show", &format!("x{bad}")],
        &["show", "--format", &bad],
        &["run", &bad],
        &["run", &format!("{bad}.json")],
        &["agenda", "show", &bad],
        &["agenda", "check", &bad],
        &["agenda", &bad],
        &["completions", &bad],
        &["schema", &bad],
        &["actions", "--team", &bad],
        &["brief", "--team", &bad],
        &["--theme", &bad],
        &[&format!("--{bad}")],
        &["list", &format!("--js{bad}")],
        &["export", "--format", &bad],
        &["list", &bad],
    ] {
        check(&world, arguments);
    }
}

#[test]
fn file_names_and_fields_are_quoted_harmlessly() {
    let (world, bad) = (World::new(), word());
    let name = format!("{bad}.json");
    let path = world.data().with_file_name(&name);
    let json = serde_json::to_string(&bad).unwrap();
    let good = data("agenda-1.json");
    let faults = [
        "{".to_owned(),
        good.replacen("\"title\"", &json, 1),
        good.replacen("\"minutes\": 3", &format!("\"minutes\": {json}"), 1),
        good.replacen("\"minutes\": 3", &format!("{json}: 3"), 1),
        good.replacen("\"opening\"", &json, 1),
        good.replacen("turnabout-agenda", &bad.replace(char::is_control, ""), 1),
    ];
    for fault in faults {
        fs::write(&path, fault).unwrap();
        check(&world, &["agenda", "check", &name]);
        check(&world, &["agenda", "show", &name]);
        check(&world, &["run", &name]);
    }
}

#[test]
fn damaged_minutes_are_quoted_harmlessly() {
    let (world, bad) = (World::new(), word());
    let series = world.data().join("sales-operations");
    fs::create_dir_all(&series).unwrap();
    let json = serde_json::to_string(&bad).unwrap();
    let good = data("minutes-1.json");
    let faults = [
        good.replacen("\"closed\"", &json, 1),
        good.replacen("\"exchange\"", &json, 1),
        good.replacen("\"number\": 14", &format!("\"number\": {json}"), 1),
        good.replacen("\"first_team\": \"", &format!("\"first_team\": \"{}", &json[1..json.len() - 1]), 1),
    ];
    for fault in faults {
        fs::write(series.join("2026-11-24-1000.json"), &fault).unwrap();
        for command in [&["list"][..], &["show"], &["actions"], &["goals"], &["search", "a"], &["brief"], &["export"]] {
            let done = done(&mut world.command(command));
            is_harmless(&format!("{command:?}"), &done.out, &['\n']);
            is_harmless(&format!("{command:?}"), &done.error, &['\n']);
        }
    }
}

#[test]
fn the_doctor_quotes_names_and_faults_harmlessly() {
    let (world, bad) = (World::new(), word());
    let series = world.data().join("sales-operations");
    fs::create_dir_all(series.join(&bad)).unwrap();
    let json = serde_json::to_string(&bad).unwrap();
    fs::write(series.join("2026-11-24-1000.json"), data("minutes-1.json").replacen("\"closed\"", &json, 1)).unwrap();
    fs::write(series.join(format!("2026-11-24-1000 (conflict {bad}).json")), data("minutes-1.json")).unwrap();
    fs::write(series.join(format!("{bad}.tmp")), "").unwrap();
    fs::write(series.join("agenda.json"), data("agenda-1.json").replacen("\"title\"", &json, 1)).unwrap();
    for command in [&["doctor"][..], &["doctor", "--json"]] {
        let done = done(&mut world.command(command));
        let out = done.out.replace('\u{301}', "");
        is_harmless(&format!("{command:?}"), &out, &['\n']);
        is_harmless(&format!("{command:?}"), &done.error, &['\n']);
        assert!(done.code == Some(3) && out.contains("]0;x"), "{:?}: {out}", done.code);
    }
}

#[test]
fn folders_are_quoted_harmlessly() {
    let (world, bad) = (World::new(), word());
    let file = world.data().with_file_name(&bad);
    fs::write(&file, "").unwrap();
    check(&world, &["--data-dir", &bad, "list"]);
    check(&world, &["--data-dir", &format!("{bad}/x"), "agenda", "show", &bad]);
    let series = world.data().join("sales-operations");
    fs::create_dir_all(&series).unwrap();
    fs::write(series.join("2026-11-24-1000.json"), data("minutes-1.json")).unwrap();
    check(&world, &["export", "--to", &bad]);
    let done = done(world.command(&["list"]).env("TURNABOUT_DATA_DIR", OsStr::new(&file)));
    is_harmless("the variable", &done.error, &['\n']);
}
