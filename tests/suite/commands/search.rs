//! `turnabout search`, `brief`, `completions`, `man`: what they print.

use std::fs;

use serde_json::Value;

use super::{done, neighbours, prints, refuses, world_of};
use crate::terminal::{World, data};

#[test]
fn an_old_promise_is_found_with_its_meeting() {
    let text = data("minutes-1.json");
    let (world, path) = world_of(&text);
    let later = text.replacen("\"number\": 14", "\"number\": 15", 1).replacen("2026-11-24-1000", "2026-12-08-1000", 1);
    fs::write(path.with_file_name("2026-12-08-1000.json"), later).unwrap();
    let found = done(&mut world.command(&["search", "MONDAY", "lead"]));
    let place = |text: &str| found.out.find(text).unwrap_or_else(|| panic!("no {text:?} in\n{}", found.out));
    assert!(place("Meeting 15, ") < place("Meeting 14, "), "the newest comes first");
    prints(&world, &["search", "lead monday"], &["promise (Operations): Lead time by product every Monday"]);
    prints(&world, &["search", "nowhere"], &["No record holds all of these words."]);
    let json: Value = serde_json::from_str(&done(&mut world.command(&["search", "monday", "--json"])).out).unwrap();
    assert_eq!((&json["format"], &json["hits"][0]["meeting"]), (&"turnabout-search".into(), &"2026-12-08-1000".into()));
    refuses(&world, &["search"], 2, &["<WORDS>"]);
    assert_eq!(neighbours(&path).len(), 2, "reading leaves nothing behind");
}

#[test]
fn the_search_of_the_readme_is_what_is_printed() {
    let (world, _) = world_of(&data("minutes-1.json"));
    let printed = done(&mut world.command(&["search", "lead", "time"])).out;
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let expected = format!("<!-- search -->\n```text\n$ turnabout search lead time\n{printed}```\n<!-- /search -->");
    assert!(readme.contains(&expected), "README.md must say:\n{expected}");
}

#[test]
fn a_brief_tells_a_team_what_to_bring() {
    let (world, path) = world_of(&data("minutes-1.json"));
    prints(
        &world,
        &["brief", "--team", "operations"],
        &["Brief for Operations · meeting 15", "Mia Svensson", "10 installs"],
    );
    prints(&world, &["brief"], &["Brief for Sales", "Brief for Operations"]);
    prints(&world, &["brief", "--team", "sales", "--format", "html"], &["<!DOCTYPE html>", "brief of meeting 15"]);
    refuses(&world, &["brief", "--format", "html"], 2, &["--team", "Sales, Operations"]);
    refuses(&world, &["brief", "--team", "nobody"], 1, &["nobody", "Sales, Operations"]);
    prints(&World::new(), &["brief"], &["meeting 1", "Nothing is open."]);
    assert_eq!(neighbours(&path).len(), 1, "reading leaves nothing behind");
}

#[test]
fn shells_and_man_learn_the_commands() {
    let world = World::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        prints(&world, &["completions", shell], &["turnabout", "export"]);
    }
    prints(&world, &["man"], &[".TH turnabout", ".SH \"TURNABOUT EXPORT\"", "\\-\\-force"]);
    refuses(&world, &["completions", "cmd"], 2, &["invalid value 'cmd'"]);
}
