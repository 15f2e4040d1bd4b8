//! Golden files: three meetings in every format. A change of the words or the looks shows here.

use super::{
    sample::{earlier, example, hostile, short},
    *,
};
use crate::domain::Meeting;

#[track_caller]
fn check(name: &str, render: impl Fn(&Meeting) -> String) {
    let meetings = [("short", short()), ("example", example()), ("hostile", hostile(0))];
    for (meeting, record) in &meetings {
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
