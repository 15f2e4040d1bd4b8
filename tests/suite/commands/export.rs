//! `turnabout export` and `show`: what is written where, what is not written over, what is printed.

use std::{fs, path::Path};

use serde_json::Value;
use turnabout::{
    domain::{Earlier, Meeting},
    export::Format,
};

use super::{done, neighbours, prints, refuses, world_of};
use crate::terminal::{World, data};

const ID: &str = "2026-11-24-1000";

/// The minutes of the example in `format`, as a reader of one file gets them.
fn expected(format: Format) -> String {
    let example = data("minutes-1.json");
    if format == Format::Json {
        return example;
    }
    let meeting: Meeting = serde_json::from_str(&example).unwrap();
    format.minutes(&meeting, &Earlier::default(), 78)
}

#[test]
fn minutes_are_printed_in_every_format() {
    let (world, path) = world_of(&data("minutes-1.json"));
    for format in Format::ALL {
        let shown = done(&mut world.command(&["show", "--format", format.key()]));
        assert_eq!((shown.code, shown.error.as_str()), (Some(0), ""));
        assert_eq!(shown.out, expected(*format), "{format:?}");
    }
    assert_eq!(neighbours(&path), [format!("{ID}.json")], "printing leaves nothing behind");
}

#[test]
fn the_usual_files_go_beside_the_minutes_and_are_named_in_full() {
    let (world, path) = world_of(&data("minutes-1.json"));
    let dir = path.parent().unwrap().join("exports");
    let printed = done(&mut world.command(&["export"]));
    let [page, markdown] = ["html", "md"].map(|end| dir.join(format!("{ID}.{end}")));
    assert_eq!(printed.out, format!("{}\n{}\n", markdown.display(), page.display()));
    assert!(page.is_absolute());
    assert_eq!(fs::read_to_string(page).unwrap(), expected(Format::Html));
    assert_eq!(fs::read_to_string(markdown).unwrap(), expected(Format::Markdown));
    prints(&world, &["list"], &[ID]);
}

#[test]
fn several_formats_go_into_a_folder_that_is_made() {
    let (world, _) = world_of(&data("minutes-1.json"));
    let to = world.data().join("for/us");
    let mut arguments = vec!["export", "14", "--to", to.to_str().unwrap()];
    for format in Format::ALL {
        arguments.extend(["--format", format.key()]);
    }
    prints(&world, &arguments, &[to.to_str().unwrap()]);
    for format in Format::ALL {
        let file = to.join(format!("{ID}.{}", format.extension()));
        assert_eq!(fs::read_to_string(file).unwrap(), expected(*format));
    }
    assert_eq!(fs::read_dir(to).unwrap().count(), Format::ALL.len(), "and nothing else");
}

#[cfg(unix)]
#[test]
fn what_is_no_folder_is_named_and_takes_nothing() {
    let (world, path) = world_of(&data("minutes-1.json"));
    let file = path.with_file_name("notes.txt");
    fs::write(&file, "my own notes").unwrap();
    for to in [file.as_path(), Path::new("/dev/null")] {
        let says = format!("cannot write into {}: it is no folder", to.display());
        refuses(&world, &["export", "--to", to.to_str().unwrap(), "--force"], 1, &[&says, "--to"]);
    }
    assert_eq!(fs::read_to_string(file).unwrap(), "my own notes");
}

#[test]
fn a_file_that_says_something_else_is_written_over_only_by_force() {
    let (world, path) = world_of(&data("minutes-1.json"));
    prints(&world, &["export"], &[]);
    prints(&world, &["export"], &["html (as it was)", "md (as it was)"]);
    let markdown = path.parent().unwrap().join("exports").join(format!("{ID}.md"));
    fs::write(&markdown, "my own notes").unwrap();
    refuses(&world, &["export", "--format", "markdown"], 1, &[markdown.to_str().unwrap(), "--force"]);
    assert_eq!(fs::read_to_string(&markdown).unwrap(), "my own notes");
    prints(&world, &["export", "--format", "markdown", "--force"], &[markdown.to_str().unwrap()]);
    assert_eq!(fs::read_to_string(&markdown).unwrap(), expected(Format::Markdown));
}

#[test]
fn a_running_meeting_is_exported_as_a_draft_and_goes_on() {
    let world = World::borrowed();
    let mut terminal = world.exchange();
    let file = world.files("sales-operations").remove(0);
    let id = file.file_stem().unwrap().to_str().unwrap().to_owned();
    prints(&world, &["export", "--format", "text"], &[&id]);
    let text = fs::read_to_string(file.with_file_name("exports").join(format!("{id}.txt"))).unwrap();
    assert!(text.contains("DRAFT minutes of meeting 1"), "{text}");
    terminal.play("It goes on", "It goes on");
    let kept: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(kept["state"], "running");
}

#[test]
fn what_cannot_be_written_is_told_with_its_path() {
    let (world, _) = world_of(&data("minutes-1.json"));
    let blocked = world.data().join("a-file");
    fs::write(&blocked, "in the way").unwrap();
    let to = blocked.join("x");
    refuses(&world, &["export", "--to", to.to_str().unwrap()], 1, &["cannot write", to.to_str().unwrap()]);
    refuses(&world, &["export", "9"], 1, &["no meeting 9"]);
}
