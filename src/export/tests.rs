//! Golden files: three meetings in every format. A change of the words or the looks shows here. The pages are opened in
//! a browser as well.

use std::{fs, process::Command};

use super::{
    sample::{earlier, example, hostile, short, typed},
    *,
};
use crate::domain::Meeting;

fn meetings() -> [(&'static str, Meeting); 3] {
    [("short", short()), ("example", example()), ("hostile", hostile(0))]
}

#[track_caller]
fn check(name: &str, render: impl Fn(&Meeting) -> String) {
    for (meeting, record) in &meetings() {
        let text = render(record);
        assert_eq!(text, render(&record.clone()), "the same meeting makes the same bytes");
        insta::assert_snapshot!(format!("{name}_{meeting}"), text);
    }
}

#[test]
fn text_reads_like_this() {
    check("text", |meeting| text(&Digest::of(meeting, &earlier()), text::COLUMNS));
}

#[test]
fn markdown_reads_like_this() {
    check("markdown", |meeting| markdown(&Digest::of(meeting, &earlier())));
}

#[test]
fn a_browser_gets_this() {
    check("html", |meeting| html(&Digest::of(meeting, &earlier())));
}

#[test]
fn a_spreadsheet_gets_this() {
    check("csv", csv);
}

#[test]
fn a_calendar_gets_this() {
    check("ics", ics);
}

/// The texts that somebody typed, as a page shows them.
fn texts(meeting: &Meeting) -> Vec<String> {
    let value = serde_json::to_value(meeting).unwrap();
    let mut texts = Vec::new();
    typed("", &value, &mut texts);
    texts.into_iter().map(|text| Plain::of(text).to_string()).collect()
}

#[test]
#[ignore = "needs Chromium and a checker; .ci/run installs both and runs it"]
fn a_browser_shows_every_text_and_finds_nothing_wrong() {
    let folder = tempfile::tempdir().unwrap();
    for (name, meeting) in &meetings() {
        let texts = serde_json::to_string(&texts(meeting)).unwrap();
        fs::write(folder.path().join(name).with_extension("json"), texts).unwrap();
        let page = html(&Digest::of(meeting, &earlier()));
        fs::write(folder.path().join(name).with_extension("html"), page).unwrap();
    }
    let python = concat!(env!("CARGO_MANIFEST_DIR"), "/target/python/bin/python");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/.ci/browser.py");
    let seen = Command::new(python).arg(script).arg(folder.path()).output().expect(".ci/run makes target/python");
    let (told, failed) = (String::from_utf8_lossy(&seen.stdout), String::from_utf8_lossy(&seen.stderr));
    assert!(seen.status.success() && told == "3 pages seen in 18 views\n", "{told}{failed}");
}
