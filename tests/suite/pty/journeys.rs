//! Whole ways through the program, key by key.

use std::fs;

use turnabout::{
    demo,
    store::{Shelf, to_json},
};

use crate::{
    play::ten,
    terminal::{ENTER, Terminal, World, data, until},
};

/// One turn of the exchange, from the problem to the agreement.
fn turn(terminal: &mut Terminal, number: usize, problem: &str, help: &str) {
    terminal.wait_for(&format!("Turn {number} of 4"));
    terminal.wait_for("are you struggling with?");
    terminal.play(problem, problem);
    terminal.play(ENTER, "it back in your own words");
    terminal.play(ENTER, "can you do to ease it?");
    terminal.play(help, help);
    terminal.play(ENTER, "that is all, go on");
    terminal.play(ENTER, "Enough?");
    terminal.send(ENTER);
}

#[test]
fn a_whole_meeting_becomes_minutes() {
    let world = World::borrowed();
    let mut terminal = world.meeting();
    terminal.play("Raj\r", "✓ Raj");
    terminal.play("\t", "for ◆ Sales");
    terminal.play("Ana\r", "✓ Ana");
    terminal.play(ENTER, "Turn 1 of 4");
    let turns = [
        ("Quotes go out blind", "A list every Monday"),
        ("Scope changes on the day", "A call before noon"),
        ("No spare parts", "A second shelf"),
        ("Late orders", "A shared calendar"),
    ];
    for (index, (problem, help)) in turns.into_iter().enumerate() {
        turn(&mut terminal, index + 1, problem, help);
    }
    terminal.play(ENTER, "read the promises back");
    terminal.play(ENTER, "all read: rate the meeting");
    terminal.play(ENTER, "for example: 8 Bring the figures ready.");
    terminal.play("8 Shorter", "8 of 10 · one better: Shorter");
    terminal.play(ENTER, "for example: 8 Bring the figures ready.");
    terminal.play("9", "9 of 10");
    terminal.play(ENTER, "When do we meet next?");
    terminal.play(ENTER, "Ready to close");
    terminal.insist(ENTER, "Meeting 1 is closed");
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
    assert_eq!(terminal.left_behind(), [""; 0]);

    let minutes = world.minutes();
    assert_eq!((&minutes["state"], &minutes["number"]), (&"closed".into(), &1.into()));
    let turns_kept = minutes["turns"].as_array().expect("turns");
    assert_eq!(turns_kept.len(), 4);
    let shown = String::from_utf8(world.command(&["show"]).output().expect("it starts").stdout).expect("text");
    for (kept, (problem, help)) in turns_kept.iter().zip(turns) {
        assert_eq!((&kept["problem"]["text"], &kept["answers"][0]["text"]), (&problem.into(), &help.into()));
        assert!(shown.contains(problem) && shown.contains(help), "{problem} is missing in\n{shown}");
    }
    let promised: Vec<_> = minutes["actions"].as_array().expect("promises").iter().map(|one| &one["text"]).collect();
    assert_eq!(promised, turns.map(|(_, help)| help));
    let exports = world.data().join("sales-operations/exports");
    for end in ["html", "md"] {
        let path = exports.join(format!("{}.{end}", minutes["id"].as_str().expect("an id")));
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert!(text.contains("Final minutes of meeting 1") && text.contains("A list every Monday"), "{text}");
    }
    assert_eq!(minutes["ratings"][0]["score"], 8);
    assert_eq!(minutes["ratings"][1]["score"], 9);
    assert!(minutes.get("drafts").is_none_or(|drafts| drafts.as_object().is_some_and(serde_json::Map::is_empty)));
    for name in ["Ana", "Raj", "Shorter"] {
        assert!(shown.contains(name), "{name} is missing in\n{shown}");
    }
}

#[test]
fn the_minutes_go_to_the_clipboard_and_into_a_file() {
    let world = World::borrowed();
    let mut terminal = world.exchange();
    terminal.play("\x10", "All commands");
    terminal.play("copy the minutes", "Copy the minutes");
    terminal.play(ENTER, "The minutes are copied");
    terminal.wait_for("For everybody:");
    let id = world.minutes()["id"].as_str().expect("an id").to_owned();
    let path = world.data().join("sales-operations/exports").join(format!("{id}.md"));
    assert!(fs::read_to_string(path).expect("the file is there").starts_with("# Sale"));
    // The same words in base 64, behind what every terminal knows as a copy.
    let copied = b"\x1b]52;c;IyBTYWxl";
    assert!(terminal.bytes().windows(copied.len()).any(|bytes| bytes == copied));
    terminal.play(ENTER, "are you struggling with?");
}

#[test]
fn the_first_start_offers_a_meeting_and_enter_opens_it() {
    let world = World::new();
    let mut terminal = world.start(&[]);
    terminal.wait_for("Start your first meeting");
    assert!(terminal.screen().contains("Set up your teams"));
    terminal.play(ENTER, "Who is here?");
    world.wait_for_file("\"state\": \"running\"");
}

#[test]
fn two_teams_that_are_set_up_become_a_series() {
    let world = World::new();
    let mut terminal = world.start(&[]);
    terminal.wait_for("Set up your teams");
    terminal.play("\x1b[B\r", "Which two teams meet?");
    terminal.play("Design", "Design");
    terminal.play(ENTER, "next field");
    terminal.play("Ana, Tom", "Ana, Tom");
    terminal.send(ENTER);
    terminal.play("Build", "Build");
    terminal.send(ENTER);
    terminal.play("Raj", "Raj");
    terminal.play(ENTER, "that is all");
    terminal.play(ENTER, "Design & Build");
    terminal.wait_for("Start your first meeting");
    let agenda = fs::read_to_string(world.data().join("design-build/agenda.json")).expect("the series is founded");
    let agenda: serde_json::Value = serde_json::from_str(&agenda).expect("the agenda is sound");
    assert_eq!(agenda["teams"][0]["members"], serde_json::json!(["Ana", "Tom"]));
    assert_eq!(agenda["teams"][1]["name"], "Build");
    terminal.play(ENTER, "Who is here?");
    terminal.wait_for("✓ Tom");
    terminal.wait_for("saved ");
    assert_eq!(world.files("design-build").len(), 1);
}

#[test]
fn an_agenda_that_is_edited_is_the_series_own() {
    let world = World::new();
    let mut terminal = world.start(&[]);
    terminal.wait_for("Set up your teams");
    terminal.play("\x1b[B\r", "Which two teams meet?");
    for name in ["Design", "Ana", "Build", "Raj"] {
        terminal.play(name, name);
        terminal.send(ENTER);
    }
    terminal.wait_for("that is all");
    terminal.play(ENTER, "Start your first meeting");
    terminal.wait_for("Design & Build");
    terminal.play("jjj\r", "+ reserve");
    // The close, two minutes less.
    terminal.play("G\x1b[D\x1b[D", "2 min  Close");
    terminal.wait_for("saved ");
    let agenda = || agenda(&world, "design-build");
    assert_eq!(agenda()["items"].as_array().expect("items").last().expect("a close")["minutes"], 2);
    terminal.play("u", "3 min  Close");
    terminal.insist("\x1b", "Start your first meeting");
    assert_eq!(agenda()["items"].as_array().expect("items").last().expect("a close")["minutes"], 3);
    assert_eq!(agenda()["teams"][1]["members"], serde_json::json!(["Raj"]));
    terminal.play(ENTER, "Who is here?");
    terminal.wait_for("✓ Ana");
}

#[test]
fn an_agenda_from_a_file_is_the_series_own_once_it_is_edited() {
    let world = World::new();
    let file = world.data().with_file_name("ours.json");
    let ours = data("agenda-1.json");
    fs::write(&file, &ours).expect("a file");
    let title = serde_json::from_str::<serde_json::Value>(&ours).expect("JSON")["title"].clone();
    let title = title.as_str().expect("a title");
    let mut terminal = world.start(&["run", "ours.json"]);
    terminal.wait_for("Who is here?");
    terminal.wait_for("saved ");
    terminal.play("\x10", "All commands");
    terminal.play("home screen", "Leave to the home screen");
    terminal.play(ENTER, "Resume meeting 1");
    terminal.play("jjjj\r", "changes count from the next one");
    terminal.play("\r, ours", &format!("{title}, ours"));
    terminal.play(ENTER, "Enter change");
    terminal.wait_for("saved ");
    terminal.insist("\x1b", "Resume meeting 1");
    terminal.wait_for(&format!("{title}, ours"));
    assert_eq!(fs::read_to_string(&file).expect("the file"), ours);
    let series = turnabout::domain::ids::slug(title);
    assert_eq!(agenda(&world, &series)["title"], format!("{title}, ours"));
    // The running meeting and its agenda are as they were.
    terminal.play(ENTER, "Who is here?");
    assert!(!terminal.screen().contains("ours"));
}

#[test]
fn an_agenda_that_cannot_be_read_is_not_written_over() {
    let world = World::new();
    let folder = world.data().join("sales-operations");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("agenda.json"), "{ half").expect("a file");
    let mut terminal = world.start(&[]);
    terminal.wait_for("Start your first meeting");
    terminal.wait_for("agenda.json is damaged");
    terminal.play("jjj\r", "agenda.json cannot be read; mend it first");
    terminal.play("\x1b[A\x1b[A", "Enter choose");
    assert_eq!(fs::read_to_string(folder.join("agenda.json")).expect("the file"), "{ half");
}

/// The agenda of a series, as it is on the disk.
#[track_caller]
fn agenda(world: &World, series: &str) -> serde_json::Value {
    let text = fs::read_to_string(world.data().join(series).join("agenda.json")).expect("the agenda is there");
    serde_json::from_str(&text).expect("the agenda is sound")
}

#[test]
fn a_long_past_is_read_and_left_as_it_is() {
    let world = World::new();
    let (agenda, now) = (demo::agenda(), ten());
    let folder = Shelf::new(world.data()).open("joint");
    folder.prepare().expect("a folder");
    folder.keep_agenda(&agenda).expect("an agenda");
    for meeting in demo::meetings(&agenda, 40, &now) {
        fs::write(folder.path(&meeting.id), to_json(&meeting)).expect("minutes");
    }
    let before: Vec<_> = world.files("joint").iter().map(|path| fs::read(path).expect("minutes")).collect();
    let mut terminal = world.start(&[]);
    terminal.wait_for("Start meeting 41");
    terminal.play("jj\r", "Promises: ");
    let is_whole = |screen: &str| screen.contains("Raj Patel") && !screen.contains("Start meeting 41");
    terminal.wait_until("nothing of home is left", is_whole);
    terminal.insist("\x1b", "Start meeting 41");
    terminal.play(ENTER, "Who is here?");
    terminal.wait_for("saved ");
    let after: Vec<_> = world.files("joint").iter().map(|path| fs::read(path).expect("minutes")).collect();
    assert_eq!(after.len(), 41);
    assert!(before.iter().all(|file| after.contains(file)), "an earlier file was changed");
}

#[test]
fn a_look_around_leaves_nothing_behind() {
    let world = World::borrowed();
    let mut terminal = world.start(&[]);
    terminal.wait_for("Look around");
    terminal.play("\x1b[B\x1b[B\r", "DEMO");
    terminal.wait_for("Start meeting 6");
    let made = world.thrown_away();
    assert_eq!(made.len(), 1, "{made:?}");
    terminal.play(ENTER, "Who is here?");
    terminal.wait_for("saved ");
    assert!(terminal.screen().contains("DEMO"));
    assert!(world.files("demo").is_empty() && !world.data().exists(), "nothing lands in the real folder");
    terminal.play("\x10leave to\r", "Resume meeting 6");
    terminal.play("\x1b", "Start your first meeting");
    assert!(!terminal.screen().contains("DEMO"));
    assert!(until(|| world.thrown_away().is_empty()));
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
    assert!(!world.data().exists());
}

#[test]
fn a_demo_that_is_ended_from_outside_is_thrown_away() {
    for signal in [None, Some("TERM")] {
        let world = World::borrowed();
        let mut terminal = world.start(&["demo"]);
        terminal.wait_for("Start meeting 6");
        assert_eq!(world.thrown_away().len(), 1);
        match signal {
            Some(signal) => terminal.kill(signal),
            None => terminal.send("q"),
        }
        assert_eq!(terminal.exit_code(), if signal.is_some() { 128 + 15 } else { 0 });
        assert_eq!(world.thrown_away(), [""; 0]);
        assert!(!world.data().exists());
    }
}

#[test]
fn setting_up_teams_never_writes_over_an_agenda_that_is_there() {
    let own = data("agenda-short.json").replace("\"title\": \"Sales & Operations\"", "\"title\": \"Ours alone\"");
    for there in [own.replace("\"version\": 1", "\"version\": 99"), own[..200].to_owned(), own] {
        let world = World::borrowed();
        let agenda = world.data().join("sales-operations/agenda.json");
        fs::create_dir_all(world.data().join("sales-operations")).unwrap();
        fs::write(&agenda, &there).unwrap();
        let mut terminal = world.start(&[]);
        terminal.wait_for("Set up your teams");
        terminal.play("\x1b[B", "▸  Set up your teams");
        terminal.play(ENTER, "Which two teams meet?");
        terminal.play("Sales", "Sales");
        terminal.send("\r\r\r\r\r");
        terminal.wait_for("is there already and stays as it is");
        assert!(terminal.screen().contains("Which two teams meet?"), "{}", terminal.screen());
        assert_eq!(fs::read_to_string(&agenda).unwrap(), there);
    }
}
