//! `turnabout doctor`: what it finds, how it ends, and that it changes nothing.

#[cfg(unix)]
mod rights;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use serde_json::{Value, json};

use super::{Done, done, prints, refuses};
use crate::terminal::{World, data};

/// Minutes that speak of no other meeting.
fn minutes(id: &str, number: u32) -> Value {
    let mut minutes: Value = serde_json::from_str(&data("minutes-1.json")).unwrap();
    let fields = minutes.as_object_mut().unwrap();
    for field in ["reviews", "goal_updates", "deal_updates", "parked_updates", "open_actions"] {
        fields.remove(field);
    }
    (minutes["id"], minutes["number"]) = (json!(id), json!(number));
    minutes
}

/// A file of the default series.
fn put(world: &World, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    write(&world.data().join("sales-operations").join(name), content)
}

fn write(path: &Path, content: impl AsRef<[u8]>) -> PathBuf {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
    path.to_path_buf()
}

fn put_minutes(world: &World, id: &str, number: u32) -> PathBuf {
    put(world, &format!("{id}.json"), minutes(id, number).to_string())
}

/// Two sound meetings, the second of which judges a promise of the first.
fn sound() -> World {
    let world = World::new();
    put(&world, "agenda.json", data("agenda-1.json"));
    put_minutes(&world, "2026-11-24-1000", 14);
    let mut second = minutes("2026-12-08-1000", 15);
    second["reviews"] = json!([{ "of": "2026-11-24-1000/a1", "verdict": "kept", "by_team": "sales" }]);
    put(&world, "2026-12-08-1000.json", second.to_string());
    world
}

/// Every file and folder with its content, time and rights.
fn tree(folders: &[PathBuf]) -> BTreeMap<PathBuf, (Vec<u8>, SystemTime, u32)> {
    let mut tree = BTreeMap::new();
    let mut left: Vec<PathBuf> = folders.to_vec();
    while let Some(path) = left.pop() {
        let Ok(metadata) = path.symlink_metadata() else { continue };
        let entries = fs::read_dir(&path).into_iter().flatten();
        left.extend(entries.map(|entry| entry.unwrap().path()));
        let content = if metadata.is_file() { fs::read(&path).unwrap() } else { Vec::new() };
        #[cfg(unix)]
        let mode = std::os::unix::fs::PermissionsExt::mode(&metadata.permissions());
        #[cfg(not(unix))]
        let mode = 0;
        tree.insert(path, (content, metadata.modified().unwrap(), mode));
    }
    tree
}

/// What the doctor says; it must have changed nothing.
#[track_caller]
fn examined(world: &World, arguments: &[&str]) -> Done {
    let folders = [world.data(), world.state()];
    let before = tree(&folders);
    let done = done(&mut world.command(&[&["doctor"], arguments].concat()));
    assert_eq!(tree(&folders), before, "it changed something");
    let is_harmful = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}');
    assert!(!done.out.contains(is_harmful) && !done.error.trim_end().contains(is_harmful), "{}", done.out);
    done
}

#[track_caller]
fn found(world: &World) -> Vec<(String, String)> {
    let printed = examined(world, &["--json"]).out;
    let report: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!((&report["format"], &report["version"]), (&json!("turnabout-doctor"), &json!(1)));
    let finding = |finding: &Value| {
        let path = Path::new(finding["path"].as_str().unwrap());
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (finding["kind"].as_str().unwrap().to_owned(), name)
    };
    report["findings"].as_array().unwrap().iter().map(finding).collect()
}

#[test]
fn a_sound_archive_is_well() {
    let world = sound();
    let done = examined(&world, &[]);
    assert_eq!((done.code, done.error.as_str()), (Some(0), ""), "{}", done.out);
    for part in [
        "Terminal\n  Kind     xterm-256color\n",
        "Keys     not from a terminal",
        "the output is not a terminal",
        "all (UTF-8)",
        "sales-operations: 2 meetings\n",
        "(takes files; ",
        "(not there yet, made when it is needed; ",
        "All is well: 2 meetings looked at, nothing changed.\n",
    ] {
        assert!(done.out.contains(part), "no {part:?} in\n{}", done.out);
    }
    assert_eq!(found(&world), []);
}

#[test]
fn an_empty_place_is_well_and_stays_empty() {
    let world = World::new();
    prints(&world, &["doctor"], &["No series yet", "not there yet", "0 meetings looked at"]);
    assert!(!world.data().exists() && !world.state().exists());
}

#[test]
fn damage_comes_first_and_ends_with_three() {
    let world = sound();
    let whole = minutes("2026-10-13-1000", 11).to_string();
    put(&world, ".2026-11-24-1000.99-0.tmp", "{");
    put(&world, "2026-10-13-1000.json", &whole[..whole.len() / 2]);
    put(&world, "2026-10-27-1000.json", whole.replacen("\"version\":1", "\"version\":7", 1));
    put(&world, "2026-11-10-1000.json", "");
    write(&world.data().join("other/agenda.json"), "{ \"format\": \"turnabout-agenda\" }");
    let mark = fs::canonicalize(world.data().join("sales-operations")).unwrap();
    // A series of the same name in another data folder came first.
    write(&world.state().join("copies/sales-operations/folder"), "/elsewhere/sales-operations");
    write(&world.state().join("copies/sales-operations/2026-10-13-1000/2026-10-13-102300.json"), &whole);
    write(&world.state().join("copies/sales-operations-2/folder"), mark.to_str().unwrap());
    let good = write(&world.state().join("copies/sales-operations-2/2026-10-13-1000/2026-10-13-100300.json"), &whole);
    write(&world.state().join("copies/sales-operations-2/2026-10-13-1000/2026-10-13-101300.json"), &whole[..9]);
    let done = examined(&world, &[]);
    assert_eq!(done.code, Some(3), "{}", done.out);
    assert_eq!(done.error, "turnabout: 4 files damaged, or of a newer turnabout\n");
    assert!(done.out.starts_with("Damaged (4)\n  "), "{}", done.out);
    let place = |part: &str| done.out.find(part).unwrap_or_else(|| panic!("no {part:?} in\n{}", done.out));
    let copy = format!("put the newest good copy in its place: {}\n", good.display());
    assert!(place("2026-10-13-1000.json:1:") < place(&copy) && place(&copy) < place("made by a newer turnabout"));
    assert!(place("other/agenda.json:") < place("Left over (1)") && place("Left over (1)") < place("Terminal\n"));
    let kinds: Vec<String> = found(&world).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, ["damaged", "damaged", "newer", "damaged", "temporary"]);
    assert_eq!(examined(&world, &["--series", "elsewhere"]).code, Some(0));
}

#[test]
fn a_name_that_no_series_has_is_told() {
    let world = sound();
    let check = |name: &str, part: &str| {
        let done = examined(&world, &["--series", name]);
        assert_eq!(done.code, Some(0), "as of the others: {}", done.error);
        for part in [part, "Worth a look (1)\n", "  No series was looked at.\n", "That is all: 0 meetings"] {
            assert!(done.out.contains(part), "no {part:?} in\n{}", done.out);
        }
    };
    check("sales-operation", "/data/sales-operation: is no series: is sales-operations meant?\n");
    write(&world.data().join("es/agenda.json"), data("agenda-1.json"));
    check("sales-operation", "is no series: is sales-operations meant?\n");
    check("brief", "is no series; there are es, sales-operations\n");
    for name in ["../x", "", "a\u{1b}b", "-x"] {
        refuses(&world, &["doctor", &format!("--series={name}")], 2, &["cannot be the name of a series"]);
    }
    let empty = World::new();
    let start = "is no series yet: start a meeting with `turnabout run --series es`\n";
    prints(&empty, &["doctor", "--series", "es"], &[start]);
    prints(&empty, &["list", "--series", "es"], &["No meeting yet in es", "`turnabout run --series es`"]);
    refuses(&empty, &["show", "--series", "es"], 1, &["no meeting yet in es", "`turnabout run --series es`"]);
}

#[test]
fn a_look_at_one_series_is_not_one_at_the_others() {
    let world = sound();
    let above = fs::canonicalize(world.root()).unwrap();
    let room = |name: &str| world.state().join("emergency").join(name);
    write(&room("other").join("2026-11-24-1000.json"), "{");
    write(&room("sales-operations").join("2026-11-24-1000.json"), "{");
    write(&room("sales-operations").join("folder"), above.join("elsewhere/sales-operations").to_str().unwrap());
    write(&room("sales-operations-2").join("2026-11-25-1000.json"), minutes("2026-11-25-1000", 14).to_string());
    write(&room("sales-operations-2").join("folder"), above.join("data/sales-operations").to_str().unwrap());
    write(&world.state().join("half-typed/data/1/words-1.json"), "{");
    write(&world.state().join("reports/2026-11-24-1000.txt"), "panicked");
    assert_eq!(examined(&world, &[]).code, Some(3));
    let done = examined(&world, &["--series", "sales-operations"]);
    assert_eq!(done.code, Some(0), "{}", done.out);
    assert!(done.out.starts_with("Words to be put in their place (1)\n") && !done.out.contains("Left"), "{}", done.out);
    assert!(done.out.contains("/sales-operations-2/2026-11-25-1000.json: words that"), "{}", done.out);
}

#[test]
fn a_copy_that_is_left_alone_is_named_with_what_to_do() {
    let world = World::new();
    let (copy, agenda) = ("2026-11-24-1000 (conflict 2026-11-24 1003).json", "agenda (conflict 2026-11-24 1003).json");
    write(&world.data().join("es").join(copy), minutes("2026-11-24-1000", 14).to_string());
    write(&world.data().join("de").join(agenda), data("agenda-1.json"));
    for arguments in [&[][..], &["--series", "es"]] {
        let done = examined(&world, arguments);
        assert_eq!(done.code, Some(0), "{}", done.out);
        let advice = "a copy of 2026-11-24-1000.json, which is not there; if you miss that, name it 2026-11-24-1000.json, else move it elsewhere\n";
        assert!(done.out.contains(advice) && done.out.contains("  es: 0 meetings\n"), "{}", done.out);
    }
    let expected = [("only-copy", agenda), ("only-copy", copy)];
    assert_eq!(found(&world), expected.map(|(kind, name)| (kind.to_owned(), name.to_owned())));
    let list = done(&mut world.command(&["list", "--series", "es"]));
    let of = "is a copy of the meeting 2026-11-24-1000, which is not there; if you miss that, name it";
    assert!(list.code == Some(0) && list.error.contains(of), "{}", list.error);
    let show = done(&mut world.command(&["show", "--series", "es"]));
    assert!(show.code == Some(1) && show.error.contains(of), "{}", show.error);
    fs::rename(world.data().join("es").join(copy), world.data().join("es/2026-11-24-1000.json")).unwrap();
    fs::rename(world.data().join("de").join(agenda), world.data().join("de/agenda.json")).unwrap();
    assert_eq!(found(&world), []);
}

#[test]
fn a_damaged_copy_is_damage() {
    let world = sound();
    put(&world, "2026-12-08-1000 (conflict 2026-12-08 1031).json", "{ \"format\": ");
    put(&world, "2027-01-08-1000 3.json", "x");
    put(&world, "agenda (conflict 2026-12-08 1031).json", "{}");
    assert_eq!(examined(&world, &[]).code, Some(3));
    let expected = [
        ("damaged", "2026-12-08-1000 (conflict 2026-12-08 1031).json"),
        ("damaged", "2027-01-08-1000 3.json"),
        ("damaged", "agenda (conflict 2026-12-08 1031).json"),
    ];
    assert_eq!(found(&world), expected.map(|(kind, name)| (kind.to_owned(), name.to_owned())));
}

#[test]
fn copies_are_told_as_home_and_list_tell_them() {
    let world = sound();
    put(&world, "2026-11-24-1000-2.json", minutes("2026-11-24-1000", 14).to_string());
    for name in ["agenda (1).json", "agenda 2.json"] {
        put(&world, name, data("agenda-1.json"));
    }
    put(&world, "agenda-notes.json", "{}");
    let expected = [
        ("conflict", "2026-11-24-1000-2.json"),
        ("conflict", "agenda (1).json"),
        ("conflict", "agenda 2.json"),
        ("stranger", "agenda-notes.json"),
    ];
    assert_eq!(found(&world), expected.map(|(kind, name)| (kind.to_owned(), name.to_owned())));
    let told = examined(&world, &[]).out;
    assert!(told.contains("agenda (1).json: two have written: compare the two with `turnabout agenda show FILE`"));
    assert!(told.contains("agenda-notes.json: is not looked at: the agenda of a series is agenda.json"));
}

#[test]
fn copies_for_a_data_folder_that_was_moved_are_found() {
    let world = sound();
    let (before, after) = (world.data().join("before"), world.data());
    let mark = |kind: &str| {
        let folder = world.state().join(kind).join("sales-operations/folder");
        write(&folder, before.join("sales-operations").to_str().unwrap());
    };
    mark("copies");
    mark("emergency");
    let copy = world.state().join("copies/sales-operations/2026-12-08-1000/2026-12-08-101500.json");
    write(&copy, minutes("2026-12-08-1000", 15).to_string());
    let rescued = minutes("2026-11-24-1000", 14).to_string();
    write(&world.state().join("emergency/sales-operations/2026-11-24-1000.json"), rescued);
    let done = examined(&world, &[]);
    assert!(done.out.contains("the minutes have them by now"), "{}", done.out);
    put(&world, "2026-12-08-1000.json", "{");
    let done = examined(&world, &[]);
    assert!(done.out.contains("put the newest good copy in its place: ") && done.out.contains(copy.to_str().unwrap()));
    write(
        &world.state().join("emergency/sales-operations/2026-11-24-1000.json"),
        minutes("2026-11-24-1000", 15).to_string(),
    );
    let place = after.join("sales-operations/2026-11-24-1000.json");
    let told = examined(&world, &[]).out;
    assert!(told.contains(&format!("could not be saved in {}: ", place.display())), "{told}");
}

#[cfg(unix)]
#[test]
fn minutes_that_lie_in_no_series_are_worth_a_look() {
    let world = sound();
    put(&world, "2027-01-05-1000.JSON", minutes("2027-01-05-1000", 16).to_string());
    for folder in ["Sales: Ops", "what?", "demo ", "-demo", "nul", ".hidden", "x:notes"] {
        let name = if folder == "x:notes" { "notes.json" } else { "2026-11-24-1000.json" };
        write(&world.data().join(folder).join(name), minutes("2026-11-24-1000", 14).to_string());
    }
    write(&world.data().join("2026-12-08-1000.json"), "{}");
    let done = examined(&world, &[]);
    assert_eq!(done.code, Some(0), "{}", done.out);
    assert!(done.out.contains("what?: is not looked at: no series can have this name; rename"), "{}", done.out);
    let expected =
        ["loose data", "misnamed -demo", "misnamed Sales: Ops", "misnamed demo ", "misnamed nul", "misnamed what?"];
    let mut told: Vec<String> = found(&world).into_iter().map(|(kind, name)| format!("{kind} {name}")).collect();
    assert_eq!(told.pop().as_deref(), Some("stranger 2027-01-05-1000.JSON"));
    assert_eq!(told, expected);
    let only = examined(&world, &["--series", "sales-operations"]);
    assert!(!only.out.contains("no series can have"), "{}", only.out);
    let within = world.data().join("sales-operations");
    let done = examined(&world, &["--data-dir", within.to_str().unwrap()]);
    assert!(
        done.out.contains("sales-operations: minutes in it are not looked at") && !done.out.contains("All is well")
    );
}

#[test]
fn what_can_be_used_with_care_is_no_error() {
    let world = sound();
    let mut doubtful = minutes("2026-12-22-1000", 15);
    doubtful["mascot"] = json!("otter");
    doubtful["id"] = json!("2026-12-22-1001");
    doubtful["open_actions"] = json!([
        { "of": "2026-12-08-1000/a1", "text": "x", "team": "sales", "for_team": "operations" },
        { "of": "2026-12-08-1000/a99", "text": "x", "team": "sales", "for_team": "operations" },
    ]);
    doubtful["goal_updates"] = json!([{ "of": "2020-01-01-1000/g1", "status": "open" }]);
    put(&world, "2026-12-22-1000.json", doubtful.to_string());
    let copy = minutes("2026-11-24-1000", 14).to_string();
    put(&world, "2026-12-22-1000 (conflict 2026-12-22 1403).json", &copy);
    put(&world, "2026-11-24-1000.sync-conflict-20261124-140300-ABC.json", &copy);
    put(&world, "Kopie von 2026-11-24-1000.json", "{}");
    put(&world, "notes.md", "not ours");
    let rescued = minutes("2026-11-24-1000", 14).to_string();
    write(&world.state().join("emergency/sales-operations/2026-11-24-1000.json"), &rescued);
    write(&world.state().join("emergency/sales-operations/2026-11-25-1000 2.json"), &rescued);
    write(&world.state().join("copies/sales-operations/2026-11-24-1000/1003.json"), &rescued);
    write(&world.state().join("reports/2026-11-24-1000.txt"), "panicked");
    let done = examined(&world, &[]);
    assert_eq!((done.code, done.error.as_str()), (Some(0), ""), "{}", done.out);
    for part in [
        "Words to be put in their place (3)\n",
        "this program does not know the field mascot; the minutes can be shown and exported, not changed",
        "the file \"2026-12-22-1000\" says that it is \"2026-12-22-1001\"",
        "/sales-operations/2026-11-25-1000.json: compare the two and put them there, then remove this",
        "is meeting 15, and so is 2026-12-08-1000.json",
        "speaks of 2026-12-08-1000/a99, which is in no minutes here",
        "speaks of 2020-01-01-1000/g1, which is in no minutes here",
        "Left over (2)\n",
        "That is all: 3 meetings looked at, nothing changed.\n",
    ] {
        assert!(done.out.contains(part), "no {part:?} in\n{}", done.out);
    }
    let expected = [
        ("conflict", "2026-11-24-1000.sync-conflict-20261124-140300-ABC.json"),
        ("conflict", "2026-12-22-1000 (conflict 2026-12-22 1403).json"),
        ("rescued", "2026-11-25-1000 2.json"),
        ("unknown-field", "2026-12-22-1000.json"),
        ("contradiction", "2026-12-22-1000.json"),
        ("same-number", "2026-12-22-1000.json"),
        ("dangling", "2026-12-22-1000.json"),
        ("dangling", "2026-12-22-1000.json"),
        ("stranger", "Kopie von 2026-11-24-1000.json"),
        ("rescued-twice", "2026-11-24-1000.json"),
        ("report", "2026-11-24-1000.txt"),
    ];
    assert_eq!(found(&world), expected.map(|(kind, name)| (kind.to_owned(), name.to_owned())));
}

#[test]
fn what_a_crash_left_among_copies_and_exports_is_told() {
    let world = sound();
    let room = |kind: &str| world.state().join(kind).join("sales-operations");
    write(&room("emergency").join(".2026-11-24-1000.99-1.tmp"), "{");
    write(&room("copies").join("2026-11-24-1000/.2026-11-24-101000.99-1.tmp"), "{");
    write(&world.data().join("sales-operations/exports/.2026-11-24-1000.99-2.tmp"), "<html>");
    let expected = [".2026-11-24-1000.99-2.tmp", ".2026-11-24-101000.99-1.tmp", ".2026-11-24-1000.99-1.tmp"];
    assert_eq!(found(&world), expected.map(|name| ("temporary".to_owned(), name.to_owned())));
}

#[test]
fn a_file_in_the_place_of_a_folder_for_words_is_told() {
    let world = sound();
    let expected = ["copies", "emergency", "half-typed"];
    for name in expected {
        write(&world.state().join(name), "in the way");
    }
    assert_eq!(found(&world), expected.map(|name| ("unlisted".to_owned(), name.to_owned())));
}

#[test]
fn what_unreadable_minutes_hold_is_not_missed() {
    let world = sound();
    put(&world, "2026-11-24-1000.json", "{");
    assert_eq!(found(&world), [("damaged".to_owned(), "2026-11-24-1000.json".to_owned())]);
}

#[test]
fn hostile_names_and_words_are_written_out() {
    let world = sound();
    let mut hostile = minutes("2026-12-22-1000", 16);
    hostile["a\u{1b}]0;x\u{7}\u{9b}2J\u{202e}"] = json!(1);
    hostile["reviews"] = json!([{ "of": "\u{1b}[2J\u{9b}/a1", "verdict": "kept", "by_team": "sales" }]);
    put(&world, "2026-12-22-1000.json", hostile.to_string());
    put(&world, "2026-12-22-1001.json", "\u{1b}[2J\u{9b}\u{202e}");
    put(&world, "x\u{1b}]0;x\u{7}\u{9b}\u{202e}.json", "{}");
    for arguments in [&[][..], &["--json"]] {
        assert_eq!(examined(&world, arguments).code, Some(3));
    }
    assert_eq!(found(&world).len(), 4);
}

#[cfg(unix)]
#[test]
fn pipes_folders_and_links_in_a_circle_are_not_waited_for() {
    let world = sound();
    let series = world.data().join("sales-operations");
    fs::create_dir(series.join("2026-12-22-1000.json")).unwrap();
    std::os::unix::fs::symlink("2026-12-23-1000.json", series.join("2026-12-23-1000.json")).unwrap();
    let pipe = series.join("2026-12-24-1000.json");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let done = examined(&world, &[]);
    assert_eq!(done.code, Some(1), "{}", done.out);
    assert!(done.out.starts_with("Cannot be read (3)\n"), "{}", done.out);
    assert_eq!(done.error, "turnabout: 3 files cannot be read\n");
}

#[test]
fn a_data_folder_that_is_a_file_is_told() {
    let world = World::new();
    fs::write(world.data(), "a file is in the way").unwrap();
    let done = examined(&world, &[]);
    assert_eq!(done.code, Some(1), "{}", done.out);
    assert!(done.out.contains("a file of that name is in the way"), "{}", done.out);
}

#[cfg(unix)]
#[test]
fn a_series_that_is_a_link_to_nowhere_is_worth_a_look() {
    let world = sound();
    std::os::unix::fs::symlink("round", world.data().join("round")).unwrap();
    std::os::unix::fs::symlink("gone", world.data().join("lost")).unwrap();
    std::os::unix::fs::symlink("sales-operations", world.data().join("fine")).unwrap();
    let done = examined(&world, &[]);
    assert_eq!(done.code, Some(0), "{}", done.out);
    assert!(done.out.starts_with("Worth a look (2)\n"), "{}", done.out);
    assert!(done.out.contains("leads to no series: the links lead in a circle"), "{}", done.out);
    let expected = [("lost-link", "lost"), ("lost-link", "round")];
    assert_eq!(found(&world), expected.map(|(kind, name)| (kind.to_owned(), name.to_owned())));
}

#[test]
fn a_state_folder_that_cannot_be_made_is_worth_a_look() {
    let world = sound();
    fs::write(world.state(), "a file is in the way").unwrap();
    let done = examined(&world, &[]);
    assert_eq!(done.code, Some(0), "{}", done.out);
    assert!(done.out.starts_with("Worth a look (1)\n"), "{}", done.out);
    assert!(done.out.contains("no copies are kept") && !done.out.contains("All is well"), "{}", done.out);
}

#[test]
fn an_agenda_that_was_put_elsewhere_is_known() {
    let world = sound();
    let agenda = data("agenda-1.json");
    let room = world.state().join("emergency/sales-operations");
    write(&room.join("agenda.json"), &agenda);
    write(&room.join("agenda 2.json"), agenda.replacen("\"title\": \"", "\"title\": \"Our ", 1));
    write(&room.join("agenda 3.json"), "{");
    let expected = [("damaged", "agenda 3.json"), ("rescued", "agenda 2.json"), ("rescued-twice", "agenda.json")];
    assert_eq!(found(&world), expected.map(|(kind, name)| (kind.to_owned(), name.to_owned())));
}

#[test]
fn whoever_has_a_series_open_is_named_and_not_disturbed() {
    let world = World::borrowed();
    let mut terminal = world.exchange();
    let done = done(&mut world.command(&["doctor"]));
    let open = format!("sales-operations: 1 meeting, open in another window (process {} since ", terminal.process());
    assert!(done.code == Some(0) && done.out.contains(&open), "no {open:?} in\n{}", done.out);
    terminal.play("zebra", "zebra");
    world.wait_for_file("zebra");
}

#[test]
fn in_a_terminal_its_abilities_are_told() {
    let world = World::new().with("COLORTERM", "truecolor").with("LANG", "C");
    let mut terminal = world.start(&["doctor"]);
    assert_eq!(terminal.exit_code(), 0);
    for part in
        ["100 columns, 30 rows", "Keys     from a terminal", "Colours  all", "ASCII only", "Clock    ", "All is well"]
    {
        terminal.wait_for(part);
    }
    assert!(!terminal.bytes().contains(&0x1b), "the terminal was asked");
}
