//! The example minutes and agenda for the tests of this room. Knows no behaviour.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::domain::Meeting;

/// Closed minutes with something of every kind.
pub(super) const MINUTES: &str = include_str!("../../tests/data/minutes-1.json");

/// The agenda of that series.
pub(super) const AGENDA: &str = include_str!("../../tests/data/agenda-1.json");

/// The minutes as a meeting.
pub(super) fn meeting() -> Meeting {
    serde_json::from_str(MINUTES).unwrap()
}

/// The minutes as they were shortly before the end.
pub(super) fn running() -> Value {
    let mut minutes: Value = serde_json::from_str(MINUTES).unwrap();
    minutes["state"] = json!("running");
    minutes["position"] = json!(5);
    minutes.as_object_mut().unwrap().remove("ended_at");
    minutes
}

/// Names of all files in a folder, hidden ones included.
pub(super) fn names(dir: &Path) -> Vec<String> {
    let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
    let mut names: Vec<String> = fs::read_dir(dir).unwrap().map(name).collect();
    names.sort();
    names
}
