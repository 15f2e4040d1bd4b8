//! What the real program does with files that it cannot take as they are: said in one line, and nothing is touched.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use super::{Done, data, done, keep, neighbours, prints, refuses, world_of};
use crate::terminal::World;

const NAME: &str = "2026-11-24-1000.json";

fn minutes() -> String {
    data("minutes-1.json")
}

fn changed(from: &str, to: &str) -> Vec<u8> {
    let (whole, changed) = (minutes(), minutes().replacen(from, to, 1));
    assert!(whole != changed, "{from:?} is not in the minutes");
    changed.into_bytes()
}

/// The example among minutes of another day that hold these bytes.
fn beside(id: &str, bytes: &[u8]) -> (World, PathBuf) {
    let (world, path) = world_of(&minutes());
    let other = path.with_file_name(format!("{id}.json"));
    fs::write(&other, bytes).unwrap();
    (world, other)
}

/// Commands refuse minutes with these bytes: one line with the file and `part`, status 3, and everything stays as it is.
#[track_caller]
fn refused(bytes: &[u8], part: &str) {
    let (world, path) = world_of("");
    fs::write(&path, bytes).unwrap();
    for command in
        [&["show"][..], &["show", "2026-11-24-1000"], &["list"], &["actions", "--json"], &["export", "--force"]]
    {
        refuses(&world, command, 3, &[NAME, part]);
    }
    let mut terminal = world.start(&["run"]);
    assert_eq!(terminal.exit_code(), 3, "{part}");
    assert!(!terminal.bytes().contains(&0x1b), "no screen was opened: {part}");
    assert!(fs::read(&path).unwrap() == bytes, "{part}: the file was touched");
    assert_eq!(neighbours(&path), [NAME], "{part}: nothing is put beside it");
}

#[test]
fn a_file_that_lost_its_content_is_no_new_meeting() {
    let zeros = [minutes().as_bytes(), &[0; 512]].concat();
    refused(b"", "it is empty; the file is damaged");
    refused(&[0; 4096], "nothing but zero bytes");
    refused(&zeros, "zero bytes stand behind the end");
    refused(&minutes().as_bytes()[..700], "the text breaks off here");
}

#[test]
fn other_encodings_are_named() {
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(minutes().encode_utf16()).flat_map(u16::to_le_bytes).collect();
    refused(&utf16, "it is written in UTF-16; save it as UTF-8");
    let utf32 = |bytes: fn(u32) -> [u8; 4]| minutes().chars().flat_map(|c| bytes(c.into())).collect::<Vec<u8>>();
    refused(&[&[0xff, 0xfe, 0, 0], &utf32(u32::to_le_bytes)[..]].concat(), "it is written in UTF-32; save it as UTF-8");
    refused(&utf32(u32::to_be_bytes), "it is written in UTF-32");
    let mut latin = minutes().into_bytes();
    latin[300] = 0xe9;
    refused(&latin, "is not UTF-8, perhaps it is Latin-1; save it as UTF-8");
    refused(&changed("Sales & Op", "\\udc00 & Op"), "UTF-16 (a lone surrogate)");
}

#[test]
fn what_is_no_one_document_is_named() {
    refused(&[minutes(), minutes()].concat().into_bytes(), "something stands behind the end");
    refused(&changed("  \"number\"", "<<<<<<< HEAD\n  \"number\""), ":6:1: a merge left two versions here");
    refused(&changed("\"number\": 14,", "\"number\": 14, \"number\": 14,"), "number");
    refused(
        &changed("\"taken\": true,", "\"taken\": true, \"x\": { \"y\": 1, \"y\": 1 },"),
        "the field \"y\" stands twice",
    );
    refused("[".repeat(100_000).as_bytes(), "nested too deeply");
}

#[test]
fn meetings_are_counted_from_one() {
    for number in ["0", "-1", "4294967296"] {
        let advice = format!("the number {number} cannot stand here; write a whole number from 1 to 4294967295");
        refused(&changed("\"number\": 14", &format!("\"number\": {number}")), &advice);
    }
}

#[test]
fn another_program_and_a_newer_one_are_told_apart() {
    let nothing = "Nothing was changed";
    refused(
        &changed("\"version\": 1", "\"version\": 7"),
        "made by a newer turnabout (version 7); this one reads up to 1",
    );
    refused(&changed("\"version\": 1", "\"version\": 2"), nothing);
    refused(
        &changed("\"version\": 1", "\"version\": 1, \"requires\": [\"signatures\"]"),
        "it requires [\"signatures\"]",
    );
    for version in ["\"1\"", "-1", "1e9", "null", "0"] {
        let text = changed("\"version\": 1,", &format!("\"version\": {version},"));
        refused(&text, "this is not a turnabout minutes file");
    }
    for text in ["{ \"name\": \"left-pad\", \"version\": \"1.0.0\" }", "[1, 2]", "null"] {
        refused(text.as_bytes(), "this is not a turnabout minutes file");
    }
}

#[test]
fn a_mark_and_carriage_returns_are_read() {
    let text = format!("\u{feff}{}", minutes().replace('\n', "\r\n"));
    let (world, path) = world_of(&text);
    prints(&world, &["show"], &["We learn of a changed scope"]);
    prints(&world, &["list"], &["14"]);
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn what_is_no_file_or_too_large_is_refused_at_once() {
    let (world, path) = world_of("");
    let began = Instant::now();
    File::options().write(true).open(&path).unwrap().set_len(5 << 30).unwrap();
    refuses(&world, &["show"], 1, &[NAME, "more than 16 MiB"]);
    fs::write(&path, format!("{}{}", minutes(), " ".repeat(17 << 20))).unwrap();
    refuses(&world, &["show"], 1, &[NAME, "more than 16 MiB"]);
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    refuses(&world, &["show"], 1, &[NAME, "is a folder; name a file"]);
    fs::remove_dir(&path).unwrap();
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    refuses(&world, &["show"], 1, &[NAME, "is a pipe; name a file"]);
    fs::remove_file(&path).unwrap();
    std::os::unix::fs::symlink("/dev/zero", &path).unwrap();
    refuses(&world, &["show"], 1, &[NAME, "is a device; name a file"]);
    assert!(began.elapsed() < Duration::from_secs(20), "something was waited for");
}

#[test]
fn bombs_are_no_agendas() {
    let world = World::new();
    fs::create_dir(world.data()).unwrap();
    let path = world.data().join("my.json");
    let check = |code: i32, part: &str| {
        let Done { code: found, out, .. } = done(&mut world.command(&["agenda", "check", path.to_str().unwrap()]));
        assert!(found == Some(code) && out.contains("my.json") && out.contains(part), "{found:?}: {out}");
        refuses(&world, &["agenda", "show", path.to_str().unwrap()], code, &["my.json", part]);
    };
    let agenda = data("agenda-1.json");
    let cases: [(Vec<u8>, i32, &str); 8] = [
        (Vec::new(), 1, "it is empty"),
        (vec![0; 100], 1, "zero bytes"),
        ("[".repeat(100_000).into_bytes(), 1, "nested too deeply"),
        (agenda.replacen("\"version\": 1", "\"version\": 2", 1).into_bytes(), 3, "(version 2); this one reads up to 1"),
        (minutes().into_bytes(), 1, "this is not a turnabout agenda file"),
        (format!("{agenda}{agenda}").into_bytes(), 1, "something stands behind the end"),
        (
            agenda.replacen("\"minutes\": 3", "\"minutes\": 1e400", 1).into_bytes(),
            1,
            "items[0].minutes: the number 1e400",
        ),
        (agenda.encode_utf16().flat_map(u16::to_be_bytes).collect(), 1, "UTF-16"),
    ];
    for (bytes, code, part) in cases {
        fs::write(&path, &bytes).unwrap();
        check(code, part);
        assert!(fs::read(&path).unwrap() == bytes, "{part}: it was touched");
    }
    fs::remove_file(&path).unwrap();
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    check(1, "is a pipe; name a file");
}

#[test]
fn a_series_with_a_broken_agenda_opens_and_says_so() {
    let world = World::borrowed();
    let path = keep(&world, &minutes()).with_file_name("agenda.json");
    fs::write(&path, "{ \"format\": ").unwrap();
    let mut run = world.start(&["run"]);
    assert_eq!(run.exit_code(), 3);
    run.wait_for("agenda.json:1:12: the text breaks off here; mend it, or move it elsewhere and go on without it");
    let home = world.start(&[]);
    home.wait_for("agenda.json is damaged");
    home.wait_for("Start meeting 15");
    assert_eq!(fs::read_to_string(&path).unwrap(), "{ \"format\": ");
}

/// It prints every part, and ends with `code` and these lines of error.
#[track_caller]
fn told(world: &World, arguments: &[&str], code: i32, parts: &[&str], errors: &[&str]) {
    let done = done(&mut world.command(arguments));
    assert_eq!(done.code, Some(code), "{arguments:?}: {}", done.error);
    for part in parts {
        assert!(done.out.contains(part), "{arguments:?}: no {part:?} in {}", done.out);
    }
    assert_eq!(done.error.lines().count(), errors.len(), "{}", done.error);
    for error in errors {
        assert!(done.error.contains(error), "{arguments:?}: no {error:?} in {}", done.error);
    }
}

#[test]
fn what_can_be_printed_is_printed_and_the_status_tells_of_the_rest() {
    let problem = "We learn of a changed scope";
    let (world, path) = beside("2026-12-08-1000", b"{");
    let damaged = &["turnabout: 2026-12-08-1000.json is left out: the file is damaged; see turnabout doctor\n"][..];
    told(&world, &["list"], 3, &["2026-11-24-1000"], damaged);
    told(&world, &["list", "--json"], 3, &["\"number\": 14"], damaged);
    told(&world, &["actions"], 3, &["Lead time by product"], damaged);
    told(&world, &["goals"], 3, &["30 installs"], damaged);
    told(&world, &["search", "dispatcher"], 3, &["dispatcher"], damaged);
    told(&world, &["brief"], 3, &["Sales"], damaged);
    told(&world, &["show"], 3, &[problem], damaged);
    told(&world, &["show", "14"], 0, &[problem], damaged);
    told(&world, &["export"], 3, &["2026-11-24-1000.md"], damaged);
    refuses(&world, &["show", "2026-12-08-1000"], 3, &["2026-12-08-1000.json:1:1"]);
    assert_eq!(fs::read(path).unwrap(), b"{");

    let (world, _) = beside("2026-11-10-1000", b"{");
    let damaged = &["2026-11-10-1000.json is left out"][..];
    told(&world, &["show"], 0, &[problem], damaged);
    told(&world, &["list"], 3, &["2026-11-24-1000"], damaged);
}

#[test]
fn of_a_meeting_that_is_asked_for_its_own_trouble_is_told() {
    let (world, path) = beside("2026-01-01-1000", b"{");
    let name = |id: &str| path.with_file_name(format!("{id}.json"));
    assert!(Command::new("mkfifo").arg(name("2026-01-02-1000")).status().unwrap().success());
    std::os::unix::fs::symlink("nowhere", name("2026-01-03-1000")).unwrap();
    std::os::unix::fs::symlink("2026-01-04-1000.json", name("2026-01-04-1000")).unwrap();
    for command in ["show", "export"] {
        refuses(&world, &[command, "2026-01-03-1000"], 1, &["/2026-01-03-1000.json is a link to nowhere"]);
        refuses(&world, &[command, "2026-01-04-1000"], 1, &["/2026-01-04-1000.json: the links lead in a circle"]);
        let others = ["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04"];
        for (asked, none) in [("2026-01-05-1000", "no meeting \"2026-01-05-1000\""), ("99", "no meeting 99")] {
            let errors = [&others.map(|day| format!("{day}-1000.json is left out"))[..], &[none.to_owned()]].concat();
            let errors: Vec<&str> = errors.iter().map(String::as_str).collect();
            told(&world, &[command, asked], 1, &[], &errors);
        }
    }
}

#[test]
fn a_copy_counts_once_and_is_named() {
    let (world, copy) = beside("2026-11-24-1000-2", minutes().as_bytes());
    fs::write(copy.with_file_name("2026-11-24-1000 (conflicted copy).json"), "{").unwrap();
    let of = "is a copy of the meeting 2026-11-24-1000 and does not count";
    let copies = &["2026-11-24-1000-2.json", "2026-11-24-1000 (conflicted copy).json"];
    told(&world, &["list"], 0, &["2026-11-24-1000  "], copies);
    let Done { out, error, .. } = done(&mut world.command(&["list", "--json"]));
    assert!(out.matches("\"number\": 14").count() == 1 && error.contains(of), "{out}{error}");
    let actions = done(&mut world.command(&["actions", "--json"])).out;
    assert_eq!(actions.matches("Lead time by product every Monday").count(), 1, "{actions}");
    told(&world, &["show", "14"], 0, &["We learn of"], copies);
    told(&world, &["show", "2026-11-24-1000-2"], 0, &["We learn of"], copies);
    let home = world.start(&[]);
    home.wait_for("is a copy of 2026-11-24-1000");
}

#[test]
fn every_other_state_is_shown_by_the_name_that_it_is_given() {
    let name = "2026-11-24-1000 (conflict 2026-11-24 1003)";
    let (world, copy) = beside(name, minutes().as_bytes());
    let named = &["compare the two with `turnabout show`, keep one, move the other elsewhere"];
    told(&world, &["show", name], 0, &["We learn of"], named);
    told(&world, &["show", &format!("{name}.json")], 0, &["We learn of"], named);
    // Also where nothing else can be read.
    fs::write(copy.with_file_name(NAME), "{").unwrap();
    told(&world, &["show", name], 0, &["We learn of"], &["is left out: the file is damaged", named[0]]);
}

#[test]
fn doubtful_minutes_are_shown_and_exported_and_not_changed() {
    for (from, to) in [
        ("\"id\": \"a2\"", "\"id\": \"a1\""),
        ("\"source\": \"p2\"", "\"source\": \"p9\""),
        ("\"first_team\": \"operations\"", "\"first_team\": \"it\""),
        ("\"round\": 2", "\"round\": 9"),
        ("\"ended_at\": \"2026", "\"ended_at\": \"2016"),
        ("\"name\": \"Sales\"", "\"name\": \"\""),
    ] {
        let text = String::from_utf8(changed(from, to)).unwrap();
        let (world, path) = world_of(&text);
        prints(&world, &["list"], &["2026-11-24-1000"]);
        prints(&world, &["show"], &["We learn of a changed scope"]);
        prints(&world, &["export", "--format", "html"], &["2026-11-24-1000.html"]);
        assert_eq!(fs::read_to_string(&path).unwrap(), text, "{to}");
        let running = text.replacen("\"closed\"", "\"running\", \"position\": 5", 1);
        fs::write(&path, &running).unwrap();
        let mut run = world.start(&["run"]);
        assert_eq!(run.exit_code(), 3, "{to}");
        run.wait_until("the reason", |screen| {
            let words: String = screen.split_whitespace().collect();
            words.contains("canbeshownandexported,notchanged:")
        });
        assert_eq!(fs::read_to_string(&path).unwrap(), running, "{to}");
    }
}

#[test]
fn a_refused_right_ends_with_one() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let (world, path) = world_of(&minutes());
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    let is_denied = |path: &Path| File::open(path).is_err_and(|error| error.kind() == io::ErrorKind::PermissionDenied);
    if !is_denied(&path) {
        // The administrator may read everything but what only takes words.
        fs::remove_file(&path).unwrap();
        symlink("/sys/bus/platform/drivers_probe", &path).unwrap();
        assert!(is_denied(&path));
    }
    refuses(&world, &["show"], 1, &["cannot read ", NAME, "permission denied; ask for the right to read it"]);
    refuses(&world, &["agenda", "show", path.to_str().unwrap()], 1, &["cannot read ", "permission denied"]);
}
