//! Three meetings of one series in the real program: what the first two leave is there in the next, and no earlier file
//! is written again.

use std::{collections::BTreeMap, fs, path::PathBuf};

use serde_json::{Value, json};
use turnabout::store::Shelf;

use crate::{
    play::full,
    terminal::{ENTER, Terminal, World},
};

const PAGE_DOWN: &str = "\x1b[6~";
const RIGHT: &str = "\x1b[C";
const PARK: &str = "\x0b";

/// What is pressed and typed, and what the screen shows then.
type Step<'a> = (&'a str, &'a str);

const FIRST: &[Step] = &[
    (ENTER, "Who is here?"),
    (ENTER, "One thing the other team did"),
    ("Shipped a day early", "Thanks to"),
    (ENTER, "✓ "),
    (ENTER, "No promise is open"),
    (ENTER, "What are you to accomplish"),
    ("12 installs", "Target 12 installs"),
    (ENTER, "target: 12 installs"),
    (ENTER, "OPERATIONS"),
    ("10 installs", "over by 2"),
    (ENTER, "limit: 10 installs"),
    (ENTER, "Deal 1"),
    ("Brightline 4 installs", "4 installs"),
    (ENTER, "What is in"),
    ("4 installs, no weekend", "no weekend"),
    (ENTER, "Can you deliver this"),
    (RIGHT, "go if"),
    (ENTER, "What has to be true first"),
    ("the survey is done @raj", "Owner Raj Patel"),
    (ENTER, "Deal 2"),
    ("Nordhavn", "Nordhavn"),
    (ENTER, "What is in"),
    ("9 installs", "if everything closes 13 of 10: over by 3"),
    (ENTER, "Can you deliver this"),
    (RIGHT, "go if"),
    (RIGHT, "not yet"),
    (ENTER, "before you can say"),
    ("a drawing", "a drawing"),
    (ENTER, "Deal 3"),
    (ENTER, "Turn 1 of 4"),
    ("We quote blind", "We quote blind"),
    (ENTER, "it back in your own words"),
    (ENTER, "can you do to ease it?"),
    ("A list every Monday @mia", "Owner Mia Svensson"),
    (ENTER, "✓ yes: A list"),
    ("A bell", "A bell"),
    (ENTER, "✓ yes: A bell"),
    (ENTER, "Enough?"),
    (ENTER, "Turn 2 of 4"),
    (PARK, "What is kept for next time?"),
    ("Spare-part prices", "Spare-part prices"),
    (ENTER, "Turn 2 of 4"),
    (PAGE_DOWN, "What do we want to reach"),
    ("30 installs @ana @raj due:31 dec reward: team dinner", "both teams"),
    (ENTER, "· 30 installs"),
    (ENTER, "Still missing"),
];

const SECOND: &[Step] = &[
    (ENTER, "Who is here?"),
    (ENTER, "One thing the other team did"),
    (ENTER, "Promise 1 of 3"),
    (ENTER, "Did it help?"),
    (ENTER, "Promise 2 of 3"),
    (RIGHT, "late"),
    (RIGHT, "not kept"),
    (ENTER, "What got in the way?"),
    (ENTER, "count on"),
    ("The line was down", "The line was down"),
    (ENTER, "Promise 3 of 3"),
    (RIGHT, "late"),
    (ENTER, "What got in the way?"),
    (ENTER, "Did it help?"),
    (ENTER, "From earlier meetings: 1 of 1"),
    (ENTER, "All promises are judged"),
    (ENTER, "How much can you carry"),
    (ENTER, "What are you to accomplish"),
    (ENTER, "Brightline"),
    (RIGHT, "signed"),
    (ENTER, "Nordhavn"),
    (ENTER, "Which deal"),
    (ENTER, "Turn 1 of 4"),
    // The team that did not have its turn starts; it says it needs none.
    (PAGE_DOWN, "How far have we come?"),
    ("22", "22 of 30 installs"),
    (ENTER, "New goals"),
    (ENTER, "Still missing"),
];

const THIRD: &[Step] = &[
    (ENTER, "One thing the other team did"),
    (ENTER, "Promise 1 of 1"),
    ("", "carried once"),
    (ENTER, "Did it help?"),
    (ENTER, "Spare-part prices"),
    (ENTER, "All promises are judged"),
    (ENTER, "What are you to accomplish"),
    (ENTER, "How much can you carry"),
    (ENTER, "Brightline"),
    (ENTER, "Nordhavn"),
    (ENTER, "Which deal"),
    (ENTER, "Turn 1 of 4"),
    (PAGE_DOWN, "22 of 30 installs"),
];

/// From the check to the closed meeting and home.
fn close(terminal: &mut Terminal) {
    terminal.play(ENTER, "rate the meeting");
    terminal.play(ENTER, "for example: 8 Bring");
    terminal.play("8", "8 of 10");
    terminal.play(ENTER, "for example: 8 Bring");
    terminal.play("9", "9 of 10");
    terminal.play(ENTER, "When do we meet next?");
    terminal.play(ENTER, "Ready to close");
    terminal.insist(ENTER, "is closed");
    terminal.play(ENTER, "Promises");
}

#[track_caller]
fn steps(terminal: &mut Terminal, steps: &[Step]) {
    for (keys, text) in steps {
        match *keys {
            // A second PgDn within a second is ignored.
            PAGE_DOWN => terminal.insist(keys, text),
            keys => terminal.play(keys, text),
        }
    }
}

/// The minutes with this number: three meetings may begin within a minute, and names do not tell them apart then.
fn minutes(files: &[PathBuf], number: u32) -> Value {
    let read = |file: &PathBuf| serde_json::from_slice::<Value>(&fs::read(file).expect("the minutes")).expect("JSON");
    files.iter().map(read).find(|minutes| minutes["number"] == number).expect("the meeting is there")
}

fn contents(files: &[PathBuf]) -> BTreeMap<PathBuf, Vec<u8>> {
    files.iter().map(|file| (file.clone(), fs::read(file).expect("the minutes"))).collect()
}

#[test]
fn three_meetings_carry_over_what_they_leave_and_never_write_back() {
    let world = World::new();
    let folder = Shelf::new(world.data()).open("sales-operations");
    folder.prepare().expect("a folder");
    folder.keep_agenda(&full()).expect("an agenda");
    let files = || world.files("sales-operations");

    let mut terminal = world.start(&[]);
    terminal.wait_for("Start your first meeting");
    steps(&mut terminal, FIRST);
    close(&mut terminal);
    terminal.wait_for("Start meeting 2");
    terminal.wait_for("Operations 3 open");
    let first = minutes(&files(), 1);
    let id = first["id"].as_str().expect("an id").to_owned();
    let of = |record: &str| Value::from(format!("{id}/{record}"));
    assert_eq!(first["owed_turns"], json!(["operations"]));
    assert_eq!(first["actions"].as_array().expect("actions").len(), 3);
    assert_eq!(first["deals"][0]["verdict"], "go-if");
    assert_eq!(first["goals"][0]["reward"]["teams"], json!(["sales", "operations"]));
    let after_first = contents(&files());

    steps(&mut terminal, SECOND);
    close(&mut terminal);
    terminal.wait_for("Start meeting 3");
    terminal.wait_for("Operations 1 open");
    let second = minutes(&files(), 2);
    assert_eq!(second["first_team"], "operations", "the team that is owed a turn starts");
    let verdicts: Vec<&Value> = second["reviews"].as_array().expect("reviews").iter().map(|r| &r["verdict"]).collect();
    assert_eq!(verdicts, ["kept", "not-kept", "late"]);
    assert_eq!(second["reviews"][0]["of"], of("a1"));
    assert_eq!(second["parked_updates"], json!([{ "of": of("k1"), "outcome": "kept" }]));
    assert_eq!(second["deal_updates"], json!([{ "of": of("d1"), "status": "signed" }]));
    assert_eq!(second["goal_updates"], json!([{ "of": of("g1"), "progress": 22, "status": "open" }]));
    assert_eq!(second["open_actions"][0]["carried"], 1);
    let after_second = contents(&files());
    assert!(after_first.iter().all(|(file, text)| after_second[file] == *text), "the second wrote to the first");

    terminal.play(ENTER, "Who is here?");
    steps(&mut terminal, THIRD);
    terminal.play("31", "the target is reached");
    terminal.play(ENTER, "Both teams get: team dinner");
    terminal.insist(ENTER, "New goals");
    world.wait_for_file("\"status\": \"met\"");
    let after_third = contents(&files());
    assert_eq!(after_third.len(), 3);
    assert!(after_second.iter().all(|(file, text)| after_third[file] == *text), "the third wrote to an earlier one");
    terminal.play("\x03", "again to leave");
    terminal.send("\x03");
    assert_eq!(terminal.exit_code(), 0);
    assert_eq!(terminal.left_behind(), [""; 0]);
}
