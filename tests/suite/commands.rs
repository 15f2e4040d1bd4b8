//! The command line of the real program without a terminal: what it prints, how it ends, and what it leaves untouched.

mod agenda;
mod doctor;
mod export;
mod failures;
mod outside;
mod reading;
mod search;
mod time;

use std::{
    fs::{self, File},
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::terminal::{World, data};

/// What a command did.
pub(crate) struct Done {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) error: String,
}

pub(crate) fn done(command: &mut Command) -> Done {
    let output = command.output().expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("text is UTF-8");
    Done { code: output.status.code(), out: text(output.stdout), error: text(output.stderr) }
}

#[track_caller]
fn prints(world: &World, arguments: &[&str], parts: &[&str]) {
    let Done { code, out, error } = done(&mut world.command(arguments));
    assert_eq!((code, error.as_str()), (Some(0), ""), "{arguments:?}");
    for part in parts {
        assert!(out.contains(part), "{arguments:?}: no {part:?} in\n{out}");
    }
    assert!(!out.contains('\u{1b}'), "{arguments:?} prints escape codes");
}

/// It ends with `code`, prints nothing, and one line of error holds every part.
#[track_caller]
fn refuses(world: &World, arguments: &[&str], code: i32, parts: &[&str]) {
    let done = done(&mut world.command(arguments));
    assert_eq!((done.code, done.out.as_str()), (Some(code), ""), "{arguments:?}: {}", done.error);
    let line = done.error.strip_prefix("turnabout: ").and_then(|line| line.strip_suffix('\n')).unwrap_or_default();
    assert!(!line.is_empty() && !line.contains(['\n', '\u{1b}']), "not one line: {:?}", done.error);
    for part in parts {
        assert!(line.contains(part), "{arguments:?}: no {part:?} in {line}");
    }
}

/// Puts minutes where the program keeps those of the default series.
fn keep(world: &World, text: &str) -> PathBuf {
    let dir = world.data().join("sales-operations");
    fs::create_dir_all(&dir).unwrap();
    let path = dir.join("2026-11-24-1000.json");
    fs::write(&path, text).unwrap();
    path
}

fn world_of(text: &str) -> (World, PathBuf) {
    let world = World::new();
    let path = keep(&world, text);
    (world, path)
}

/// The names in the folder of a file.
fn neighbours(path: &Path) -> Vec<String> {
    let entries = fs::read_dir(path.parent().unwrap()).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn without_a_terminal_the_way_for_scripts_is_named() {
    let world = World::new();
    for arguments in [&[][..], &["run"], &["run", "sales-operations"]] {
        refuses(&world, arguments, 2, &["needs a terminal; for scripts use `turnabout show`"]);
    }
    assert!(!world.data().exists(), "nothing is made before there is a screen");
}

#[test]
fn kept_minutes_are_listed_and_shown() {
    let text = data("minutes-1.json");
    let (world, path) = world_of(&text);
    let problem = "We learn of a changed scope on the day of the install.";
    prints(&world, &["list"], &["14", "2026-11-24-1000", "closed"]);
    prints(&world, &["list", "--json"], &["\"id\": \"2026-11-24-1000\""]);
    prints(&world, &["show"], &["Sales & Operations", problem]);
    prints(&world, &["show", "14"], &[problem]);
    prints(&world, &["show", "2026-11-24-1000"], &[problem]);
    refuses(&world, &["show", "1"], 1, &["no meeting 1", "turnabout list"]);
    let shown = done(&mut world.command(&["show", "--format", "json"]));
    assert_eq!((shown.code, shown.out.as_str()), (Some(0), text.as_str()), "the JSON form is the file");
    assert_eq!(neighbours(&path), ["2026-11-24-1000.json"], "reading leaves nothing behind");
}

#[test]
fn promises_are_listed_by_team_and_owner() {
    let (world, path) = world_of(&data("minutes-1.json"));
    let minutes: serde_json::Value = serde_json::from_str(&data("minutes-1.json")).unwrap();
    let made = minutes["actions"].as_array().unwrap();
    let text = |index: usize| made[index]["text"].as_str().unwrap();
    let all: Vec<&str> = (0..made.len()).map(text).collect();
    prints(&world, &["actions"], &all);
    let owner = made[0]["owner"].as_str().unwrap().to_uppercase();
    prints(&world, &["actions", "--owner", &owner], &all[..1]);
    let team = made[0]["team"].as_str().unwrap().to_uppercase();
    let listed = done(&mut world.command(&["actions", "--all", "--team", &team, "--json"]));
    let listed: serde_json::Value = serde_json::from_str(&listed.out).unwrap();
    let of_team = made.iter().filter(|action| action["team"] == made[0]["team"]).count();
    assert_eq!((&listed["format"], &listed["version"]), (&"turnabout-actions".into(), &1.into()));
    assert_eq!(listed["actions"].as_array().unwrap().len(), of_team);
    refuses(&world, &["actions", "--team", "nobody"], 1, &["\"nobody\"", "there are: Sales, Operations"]);
    assert_eq!(neighbours(&path), ["2026-11-24-1000.json"], "reading leaves nothing behind");
}

#[test]
fn the_listed_json_is_sound() {
    let (world, _) = world_of(&data("minutes-1.json"));
    let listed: serde_json::Value = serde_json::from_str(&done(&mut world.command(&["list", "--json"])).out).unwrap();
    assert_eq!(listed["meetings"][0]["number"], 14);
}

#[test]
fn the_goals_of_kept_minutes_are_listed() {
    let (world, path) = world_of(&data("minutes-1.json"));
    let goal = ["open", "nothing yet of 30 installs", "Thu 31 Dec 2026", "Ana Duarte and Raj Patel", "Team dinner"];
    prints(&world, &["goals"], &goal);
    let listed: serde_json::Value = serde_json::from_str(&done(&mut world.command(&["goals", "--json"])).out).unwrap();
    assert_eq!((&listed["format"], &listed["version"]), (&"turnabout-goals".into(), &1.into()));
    assert_eq!(listed["goals"][0]["id"], "2026-11-24-1000/g1");
    assert_eq!(listed["goals"][0]["target"]["value"], 30);
    prints(&World::new(), &["goals"], &["No goal yet"]);
    assert_eq!(neighbours(&path), ["2026-11-24-1000.json"], "reading leaves nothing behind");
}

#[test]
fn a_name_that_no_series_has_is_told_beside_what_is_printed() {
    let world = World::new();
    keep(&world, &data("minutes-1.json"));
    let said = "turnabout: no series is called \"sale\" yet; `turnabout doctor` names those that there are\n";
    for command in [&["actions"][..], &["goals"], &["goals", "--json"], &["search", "lead"], &["brief"]] {
        let asked = |series: &str| done(&mut world.command(&[command, &["--series", series]].concat()));
        assert_eq!((asked("sale").code, asked("sale").error.as_str()), (Some(0), said), "{command:?}");
        assert_eq!(asked("sales-operations").error, "", "{command:?}");
    }
}

#[test]
fn the_option_for_the_data_folder_beats_the_variable() {
    let (kept, _) = world_of(&data("minutes-1.json"));
    let empty = World::new();
    let dir = kept.data().into_os_string().into_string().unwrap();
    prints(&empty, &["list"], &["No meeting yet"]);
    prints(&empty, &["list", "--data-dir", &dir], &["2026-11-24-1000"]);
}

#[test]
fn an_unknown_flag_is_a_matter_of_usage() {
    refuses(&World::new(), &["--colour"], 2, &["--colour", "turnabout --help"]);
    refuses(&World::new(), &["exprot"], 2, &["'exprot'", "a similar subcommand exists: 'export'"]);
    refuses(&World::new(), &["list", "--jsno"], 2, &["'--jsno'", "a similar argument exists: '--json'"]);
    refuses(&World::new(), &["show", "--format", "pdf"], 2, &["pdf"]);
}

#[test]
fn help_and_version_are_plain_text() {
    let world = World::new();
    prints(&world, &["--help"], &["Usage: turnabout", "TURNABOUT_DATA_DIR", "Exit codes"]);
    prints(&world, &["--version"], &[concat!("turnabout ", env!("CARGO_PKG_VERSION"))]);
}

#[test]
fn a_reader_that_stops_early_is_no_error() {
    // More than a pipe holds, so that the program does write into the closed one.
    let long = "It went on and on. ".repeat(20_000);
    let text = data("minutes-1.json").replacen("Each one costs a second trip.", &long, 1);
    assert!(text.contains(&long));
    let (world, _) = world_of(&text);
    let mut child =
        world.command(&["show"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    let mut line = String::new();
    BufReader::with_capacity(64, child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let rest = child.wait_with_output().unwrap();
    assert!(!line.trim().is_empty());
    assert_eq!((rest.status.code(), String::from_utf8_lossy(&rest.stderr).as_ref()), (Some(0), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let (world, _) = world_of(&data("minutes-1.json"));
    for arguments in [
        &["show"][..],
        &["show", "--format", "ics"],
        &["export"],
        &["list"],
        &["actions"],
        &["goals", "--json"],
        &["brief"],
        &["search", "the"],
        &["agenda", "list"],
        &["schema", "minutes"],
        &["completions", "bash"],
        &["man"],
        &["--help"],
        &["--version"],
    ] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let output = world.command(arguments).stdout(full).stderr(Stdio::piped()).spawn().unwrap();
        let output = output.wait_with_output().unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(error.starts_with("turnabout: ") && error.lines().count() == 1, "{error:?}");
    }
}

#[test]
fn a_damaged_file_is_named_and_left_as_it_is() {
    let text = data("minutes-1.json");
    let (world, path) = world_of(&text[..text.len() / 2]);
    let Done { code, error, .. } = done(&mut world.command(&["show"]));
    assert_eq!(code, Some(3), "{error}");
    assert!(error.contains("2026-11-24-1000.json:") && error.contains("damaged"), "{error}");
    assert_eq!(fs::read_to_string(&path).unwrap(), &text[..text.len() / 2]);
    assert_eq!(neighbours(&path), ["2026-11-24-1000.json"]);
}

#[test]
fn a_newer_file_is_refused_with_both_numbers_and_left_as_it_is() {
    let text = data("minutes-1.json").replacen("\"version\": 1", "\"version\": 7", 1);
    let (world, path) = world_of(&text);
    let Done { code, error, .. } = done(&mut world.command(&["show"]));
    assert_eq!(code, Some(3), "{error}");
    assert!(error.contains("newer turnabout (version 7)") && error.contains("reads up to 1"), "{error}");
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    assert_eq!(neighbours(&path), ["2026-11-24-1000.json"]);
}

#[test]
fn minutes_with_an_unknown_field_can_be_shown() {
    let text = data("minutes-1.json").replacen("\"number\": 14,", "\"number\": 14, \"mascot\": \"otter\",", 1);
    let (world, path) = world_of(&text);
    prints(&world, &["show"], &["We learn of a changed scope"]);
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn a_running_meeting_with_an_unknown_field_is_not_opened() {
    let world = World::borrowed();
    world.exchange().kill_at_once();
    let path = world.files("sales-operations").remove(0);
    let text = fs::read_to_string(&path).unwrap().replacen("\"number\": 1,", "\"number\": 1, \"mascot\": 2,", 1);
    assert!(text.contains("mascot"));
    fs::write(&path, &text).unwrap();
    let mut again = world.start(&["run"]);
    assert_eq!(again.exit_code(), 3);
    again.wait_for("mascot");
    assert!(!again.bytes().contains(&0x1b), "no screen was opened");
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn a_wrong_agenda_is_told_with_its_place() {
    let whole = data("agenda-1.json");
    let world = World::new();
    fs::create_dir_all(world.data()).unwrap();
    let path = world.data().join("agenda.json");
    let name = path.to_str().unwrap();
    let wrong = |from: &str, to: &str, part: &str| {
        let text = whole.replacen(from, to, 1);
        assert_ne!(text, whole, "{from:?} is not in the agenda");
        fs::write(&path, text).unwrap();
        let error = done(&mut world.command(&["run", name])).error;
        let place: Vec<&str> = error.split("agenda.json:").nth(1).unwrap_or_default().splitn(3, ':').collect();
        let is_number = |text: &&str| text.parse::<u32>().is_ok();
        assert!(place.len() == 3 && place[..2].iter().all(is_number), "no place: {error}");
        refuses(&world, &["run", name], 1, &[name, part]);
    };
    wrong("\"teams\": [", "\"teams\": ", "");
    wrong("\"kind\": \"wins\"", "\"kind\": \"winz\"", "winz");
    wrong("\"name\": \"Operations\"", "\"name\": \"Sales\"", "Sales");
    wrong("\"minutes\": 3", "\"minutes\": -3", "-3");
    let teams = whole.find("    {\n      \"id\": \"operations\"").unwrap();
    let end = whole[teams..].find("  ],").unwrap() + teams;
    wrong(&whole[teams - 2..end], "", "team");
    let items = whole.find("\"items\": [").unwrap();
    wrong(&whole[items..], "\"items\": []\n}\n", "item");
}

#[test]
fn an_unknown_agenda_is_answered_with_the_bundled_ones() {
    refuses(&World::new(), &["run", "nowhere.json"], 1, &["nowhere.json", "sales-operations"]);
}

#[test]
fn a_data_folder_that_cannot_be_written_is_told_before_a_screen_opens() {
    let world = World::borrowed();
    fs::write(world.data(), "a file is in the way").unwrap();
    let mut terminal = world.start(&["run"]);
    assert_eq!(terminal.exit_code(), 1);
    terminal.wait_for("cannot read the data folder");
    terminal.wait_for("--data-dir");
    assert!(!terminal.bytes().contains(&0x1b), "no mode was set");
    assert_eq!(terminal.left_behind(), [""; 0]);
    assert_eq!(fs::read_to_string(world.data()).unwrap(), "a file is in the way");
}
