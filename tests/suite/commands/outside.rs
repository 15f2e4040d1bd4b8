//! Odd paths, odd environments and odd sizes: the commands do their work or say why not, and print nothing that acts.

use std::{
    ffi::{OsStr, OsString},
    fs,
    os::unix::ffi::OsStrExt as _,
    path::PathBuf,
    process::Command,
};

use serde_json::{Value, json};
use turnabout::{export::Format, fault};

use super::{Done, data, done, neighbours, prints, refuses, world_of};
use crate::terminal::{SKEWED, World};

const ODD: [&[u8]; 7] = [
    b"with space",
    b"new\nline",
    b"caf\xe9 \xff",
    "👩\u{200d}👧 営業".as_bytes(),
    b"-rf",
    b"\x1b]0;x\x07",
    b"a'b\"c;$(x)",
];

/// The command with arguments that need not be text.
fn with(world: &World, arguments: &[&OsStr]) -> Command {
    let mut command = world.command(&[]);
    command.args(arguments);
    command
}

/// What it printed is so many harmless lines.
#[track_caller]
fn harmless(done: &Done, code: i32, lines: usize) {
    assert_eq!((done.code, done.out.lines().count()), (Some(code), lines), "{}{}", done.out, done.error);
    let is_bad = |c: char| c != '\n' && c.is_control();
    assert!(!done.out.contains(is_bad) && !done.error.contains(is_bad), "{:?}{:?}", done.out, done.error);
}

#[test]
fn a_path_may_have_any_name() {
    for name in ODD {
        let name = OsStr::from_bytes(name);
        let world = World::new();
        let root = world.data().parent().unwrap().to_path_buf();
        let dir = root.join(name);
        let series = dir.join("sales-operations");
        fs::create_dir_all(&series).unwrap();
        fs::write(series.join("2026-11-24-1000.json"), data("minutes-1.json")).unwrap();
        // Relative, so that a hyphen comes first.
        let flag = |flag: &str| {
            let mut flag = OsString::from(flag);
            flag.push(name);
            flag
        };
        let data_dir = flag("--data-dir=");
        harmless(&done(&mut with(&world, &[OsStr::new("list"), &data_dir])), 0, 2);
        let mut to = flag("--to=");
        to.push("/out");
        harmless(&done(&mut with(&world, &[OsStr::new("export"), &data_dir, &to])), 0, 2);
        assert!(dir.join("out/2026-11-24-1000.html").is_file(), "{name:?}");
        let mut agenda = OsString::from(name);
        agenda.push(".json");
        fs::write(root.join(&agenda), data("agenda-1.json")).unwrap();
        let words = ["agenda", "show", "--"].map(OsStr::new);
        let shown = done(&mut with(&world, &[&words[..], &[agenda.as_os_str()]].concat()));
        assert!(shown.code == Some(0) && shown.out.starts_with("Sales & Operations\n"), "{name:?}: {}", shown.error);
        let words = ["agenda", "check", "--"].map(OsStr::new);
        harmless(&done(&mut with(&world, &[&words[..], &[agenda.as_os_str()]].concat())), 0, 1);
        fs::remove_file(root.join(&agenda)).unwrap();
        harmless(&done(&mut with(&world, &[&words[..], &[agenda.as_os_str()]].concat())), 1, 1);
        let run = done(&mut with(&world, &[OsStr::new("run"), OsStr::new("--"), &agenda]));
        harmless(&run, 1, 0);
        assert!(run.error.starts_with("turnabout: no agenda "), "{name:?}: {}", run.error);
    }
}

#[test]
fn minutes_as_json_lie_among_no_others() {
    let (world, path) = world_of(&data("minutes-1.json"));
    let inside = |name: &str| world.data().join(name).into_os_string().into_string().unwrap();
    std::os::unix::fs::symlink(world.data().join("sales-operations"), world.root().join("linked")).unwrap();
    for to in ["", "other", "sales-operations", "sales-operations/sub", "../linked"] {
        let part = "for the minutes themselves";
        let advice = "leave --to out, or name a folder outside the data folder";
        refuses(&world, &["export", "--format", "json", "--to", &inside(to)], 1, &[to, part, advice]);
    }
    assert_eq!(fs::read_dir(world.data()).unwrap().count(), 1);
    assert!(!world.data().join("other").exists());
    assert_eq!(neighbours(&path), ["2026-11-24-1000.json"]);
    prints(&world, &["export", "--format", "html", "--to", &inside("other")], &["other"]);
    prints(&world, &["export", "--format", "json"], &["exports/2026-11-24-1000.json"]);
    prints(&world, &["list"], &["2026-11-24-1000"]);
}

#[test]
fn the_same_minutes_give_the_same_bytes_anywhere_and_at_any_time() {
    let (first, _) = world_of(&data("minutes-1.json"));
    let (second, _) = world_of(&data("minutes-1.json"));
    for format in Format::ALL {
        let shown = |world: &World, zone: &str| {
            let arguments = ["show", "--format", format.key()];
            let mut command = world.command(&arguments);
            command.env("TZ", zone).env("LANG", "de_DE").env("COLUMNS", "200").env(fault::VARIABLE, SKEWED);
            command.output().unwrap().stdout
        };
        second.skew("realtime 100000000");
        let here = shown(&first, "UTC");
        assert!(!here.is_empty());
        let stamp = b"DTSTAMP:20261124T095841Z";
        assert!(*format != Format::Ics || here.windows(stamp.len()).any(|part| part == stamp), "that of its end");
        assert!(here == shown(&first, "UTC") && here == shown(&second, "Asia/Tokyo"), "{format:?}");
    }
}

/// The example with other lists.
fn minutes(change: impl FnOnce(&mut Value)) -> String {
    let mut minutes = serde_json::from_str(&data("minutes-1.json")).unwrap();
    change(&mut minutes);
    minutes.to_string()
}

#[test]
fn empty_and_very_long_meetings_become_sound_documents() {
    let lists = [
        "wins",
        "reviews",
        "expectations",
        "deals",
        "turns",
        "actions",
        "decisions",
        "goals",
        "goal_updates",
        "notes",
        "parked",
        "ratings",
        "owed_turns",
        "next",
        "open_actions",
    ];
    let empty = minutes(|minutes| {
        let minutes = minutes.as_object_mut().unwrap();
        minutes.retain(|name, _| !lists.contains(&name.as_str()));
    });
    let one_turn = minutes(|minutes| {
        let turn = minutes["turns"][0].clone();
        let minutes = minutes.as_object_mut().unwrap();
        minutes.retain(|name, _| !lists.contains(&name.as_str()));
        minutes.insert("turns".to_owned(), json!([turn]));
    });
    let long = minutes(|minutes| {
        let note = |n: usize| json!({ "id": format!("o{n}"), "text": format!("Note number {n}.") });
        minutes["notes"] = (1..=2000).map(note).collect();
    });
    for (text, part) in [(empty, ""), (one_turn, "changed scope"), (long, "2000")] {
        let (world, _) = world_of(&text);
        for format in Format::ALL {
            let has_notes = *format != Format::Csv && *format != Format::Ics;
            let part = if has_notes { part } else { "" };
            let shown = done(&mut world.command(&["show", "--format", format.key()]));
            assert_eq!((shown.code, shown.error.as_str()), (Some(0), ""), "{format:?}");
            assert!(!shown.out.trim().is_empty() && shown.out.contains(part), "{format:?}");
        }
    }
}

/// The program with a home folder and no other word on where the data are.
fn at_home(world: &World, home: &str, arguments: &[&str]) -> Command {
    let mut command = world.command(arguments);
    command.env_remove("TURNABOUT_DATA_DIR").env_remove("TURNABOUT_STATE_DIR").env("HOME", home);
    command
}

#[cfg(target_os = "linux")]
#[test]
fn a_relative_folder_in_the_environment_is_not_followed_about() {
    let world = World::new();
    let root: PathBuf = world.data().parent().unwrap().to_path_buf();
    let series = root.join("home/.local/share/turnabout/sales-operations");
    fs::create_dir_all(&series).unwrap();
    fs::write(series.join("2026-11-24-1000.json"), data("minutes-1.json")).unwrap();
    let home = root.join("home").into_os_string().into_string().unwrap();
    let listed = done(at_home(&world, &home, &["list"]).env("XDG_DATA_HOME", "relative").env("XDG_STATE_HOME", "x"));
    assert!(listed.code == Some(0) && listed.out.contains("2026-11-24-1000"), "{}{}", listed.out, listed.error);
    let kept = format!("minutes are kept in {home}/.local/share/turnabout; name another folder with --data-dir\n");
    assert_eq!(listed.error, format!("turnabout: XDG_DATA_HOME is no full path and does not count: {kept}"));
    assert_eq!(done(&mut at_home(&world, &home, &["list"])).error, "");
    for arguments in [&["doctor"][..], &["export", "--format", "json", "--to", "out"]] {
        let done = done(at_home(&world, &home, arguments).env("XDG_DATA_HOME", "relative"));
        assert_eq!((done.code, done.error.matches(&kept).count()), (Some(0), 1), "{}", done.error);
    }
    fs::remove_dir_all(root.join("out")).unwrap();
    let lost = done(&mut at_home(&world, "relative", &["list"]));
    assert_eq!(lost.code, Some(1));
    assert!(lost.error.contains("no home folder is known; name a folder with --data-dir"), "{}", lost.error);
    let blocked = done(&mut at_home(&world, "/dev/null", &["list"]));
    assert_eq!(blocked.code, Some(1));
    let part = "cannot read the data folder /dev/null/.local/share/turnabout";
    assert!(blocked.error.contains(part) && blocked.error.contains("--data-dir"), "{}", blocked.error);
    let mut left: Vec<_> = fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["home"], "nothing is made in the current folder");
}

#[test]
fn nothing_but_the_screens_sets_a_mode() {
    let (world, _) = world_of(&data("minutes-1.json"));
    for arguments in [
        &["--help"][..],
        &["--version"],
        &["export"],
        &["show"],
        &["list"],
        &["actions", "--all"],
        &["goals"],
        &["brief"],
        &["search", "the"],
        &["agenda", "list"],
        &["agenda", "show", "first-meeting"],
        &["schema", "agenda"],
        &["man"],
    ] {
        let mut command = world.command(arguments);
        let done = done(command.env("TERM", "xterm-256color").env("CLICOLOR_FORCE", "1").env("FORCE_COLOR", "1"));
        assert_eq!((done.code, done.error.as_str()), (Some(0), ""), "{arguments:?}");
        assert!(!done.out.contains(['\u{1b}', '\u{9b}']), "{arguments:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn words_of_the_meeting_are_in_no_list_of_processes() {
    let world = World::borrowed();
    let mut terminal = world.exchange();
    terminal.play("Xylophone", "Xylophone");
    world.wait_for_file("Xylophone");
    let process = PathBuf::from(format!("/proc/{}", terminal.process()));
    let mut shown = vec![process.join("cmdline"), process.join("environ"), process.join("comm")];
    let threads = fs::read_dir(process.join("task")).unwrap();
    shown.extend(threads.map(|thread| thread.unwrap().path().join("comm")));
    for file in shown {
        let bytes = fs::read(&file).unwrap();
        assert!(!bytes.is_empty() && !String::from_utf8_lossy(&bytes).contains("Xylo"), "{}", file.display());
    }
}
