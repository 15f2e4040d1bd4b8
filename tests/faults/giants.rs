//! Files that are far too large, and a disk that is too small for an export: refused in little memory, and nothing half
//! written stays.

use std::{
    fs::{self, File},
    io::{BufWriter, Write as _},
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use crate::{
    terminal::{World, data},
    tools::{Disk, SERIES, memory, temporaries},
};

/// Memory in KiB that a command may reserve, and that the home screen may hold.
const LITTLE: (u64, u64) = (200 * 1024, 64 * 1024);
/// Longest time for a refusal.
const AT_ONCE: Duration = Duration::from_secs(2);
const ID: &str = "2026-11-24-1000";

/// A series of one meeting with these minutes.
fn series(world: &World, text: &str) -> PathBuf {
    let file = world.data().join(SERIES).join(format!("{ID}.json"));
    fs::create_dir_all(file.parent().expect("a folder")).expect("the folder can be made");
    fs::write(&file, text).expect("it can be written");
    file
}

/// Half a gigabyte of sound minutes.
fn heavy(file: &Path) {
    let text = data("minutes-1.json");
    let (before, after) = text.split_at(text.find("Each one costs").expect("a sentence"));
    let mut out = BufWriter::new(File::create(file).expect("it can be made"));
    let line = "It went on and on. ".repeat(1 << 12);
    out.write_all(before.as_bytes()).expect("there is room");
    for _ in 0..(500 << 20) / line.len() {
        out.write_all(line.as_bytes()).expect("there is room");
    }
    out.write_all(after.as_bytes()).and_then(|()| out.flush()).expect("there is room");
}

/// Five gigabytes without a byte.
fn sparse(file: &Path) {
    File::create(file).and_then(|file| file.set_len(5 << 30)).expect("a file may have holes");
}

#[test]
fn giants_are_refused_at_once_in_little_memory() {
    for make in [heavy, sparse] {
        let world = World::new();
        let file = series(&world, "");
        make(&file);
        let length = fs::metadata(&file).expect("it is there").len();
        let program = env!("CARGO_BIN_EXE_turnabout");
        for arguments in ["show", "list", "export", "search zebra", "doctor"] {
            let mut command = world.command(&[]);
            let limited = format!("ulimit -v {}; exec {program} {arguments}", LITTLE.0);
            let mut limited_command = Command::new("sh");
            limited_command.args(["-c", &limited]).env_clear().current_dir(world.root());
            limited_command.envs(command.env("PATH", "/usr/bin:/bin").get_envs().filter_map(|(k, v)| Some((k, v?))));
            let began = Instant::now();
            let done = limited_command.output().expect("it starts");
            assert!(began.elapsed() < AT_ONCE, "{arguments}: {:?}", began.elapsed());
            let told = String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).into_owned();
            assert!(told.contains(ID) && told.contains("more than 16 MiB"), "{arguments}: {told}");
            assert!(matches!(done.status.code(), Some(1 | 3)), "{arguments}: {:?}", done.status);
        }
        let terminal = world.start(&[]);
        terminal.wait_for("cannot be read; turnabout doctor says why");
        let most = memory(terminal.process(), "VmHWM:");
        println!("{length} bytes: at most {most} KiB at home");
        assert!(most < LITTLE.1, "{most} KiB");
        assert_eq!(fs::metadata(&file).expect("it is there").len(), length, "it was touched");
    }
}

#[test]
fn an_export_that_finds_no_room_leaves_nothing_half_written() {
    let world = World::new();
    let long = "It went on and on. ".repeat(20_000);
    series(&world, &data("minutes-1.json").replacen("Each one costs a second trip.", &long, 1));
    let folder = world.root().join("out");
    let _disk = Disk::mount(&folder, "size=64k");
    let older = folder.join(format!("{ID}.html"));
    fs::write(&older, "older").expect("there is room");
    let to = folder.to_string_lossy().into_owned();
    for format in ["html", "markdown", "text", "csv", "json"] {
        let done = world.command(&["export", "--force", "--format", format, "--to", &to]).output().expect("it starts");
        let told = String::from_utf8_lossy(&done.stderr).into_owned();
        if format == "csv" && done.status.success() {
            fs::remove_file(folder.join(format!("{ID}.csv"))).expect("the promises alone have room");
            continue;
        }
        assert_eq!(done.status.code(), Some(1), "{format}: {told}");
        assert!(told.contains("cannot write") && told.contains(&to), "{format}: {told}");
        assert!(done.stdout.is_empty(), "{format}: nothing is said to be written");
    }
    let names = fs::read_dir(&folder).expect("it can be listed").flatten().map(|entry| entry.file_name());
    assert_eq!(names.collect::<Vec<_>>(), [older.file_name().expect("a name")]);
    assert_eq!(fs::read(&older).expect("it is there"), b"older", "the older one is whole");
    assert_eq!(temporaries(world.root()), [""; 0]);
}
