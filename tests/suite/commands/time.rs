//! Minutes whose times make no sense: a clock was wrong, or was set while they were written.

use std::{
    fs::{self, File},
    time::{Duration, SystemTime},
};

use super::{done, prints, world_of};
use crate::terminal::data;

#[test]
fn times_that_run_backwards_are_shown_and_numbers_tell_the_order() {
    let text = data("minutes-1.json");
    let mut early: serde_json::Value = serde_json::from_str(&text).unwrap();
    // Number 15 was held on a laptop whose clock was 30 years behind and was set back once more during the meeting.
    for (field, value) in [
        ("id", "1996-11-24-1000"),
        ("started_at", "1996-11-24T10:00:00+01:00"),
        ("ended_at", "1996-11-24T09:10:00+01:00"),
    ] {
        early[field] = value.into();
    }
    early["number"] = 15.into();
    let (world, path) = world_of(&text);
    let path = path.with_file_name("1996-11-24-1000.json");
    fs::write(&path, early.to_string()).unwrap();
    let future = SystemTime::now() + Duration::from_secs(3600 * 24 * 365);
    File::options().write(true).open(&path).unwrap().set_modified(future).unwrap();
    let listed = done(&mut world.command(&["list"])).out;
    let place = |part: &str| listed.find(part).unwrap_or_else(|| panic!("no {part} in\n{listed}"));
    assert!(place("2026-11-24-1000") < place("1996-11-24-1000"), "{listed}");
    prints(&world, &["show"], &["Final minutes of meeting 15", "10:00 to 09:10"]);
    for format in ["text", "markdown", "html", "csv", "ics", "json"] {
        prints(&world, &["show", "15", "--format", format], &["Mia Svensson"]);
    }
}
