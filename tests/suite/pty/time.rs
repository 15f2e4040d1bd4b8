//! Clocks that are set, that sleep and that stop, under the real program: `clock=skew:FILE` puts each clock of the system
//! ahead by itself, so that a program which reads the wrong one is found out.
#![cfg(target_os = "linux")]

use std::{
    process::Command,
    time::{SystemTime, UNIX_EPOCH},
};

use serde_json::Value;

use crate::terminal::{ENTER, SKEWED, Terminal, World, until};

const DAY_S: i64 = 24 * 3600;

fn world() -> World {
    World::borrowed().with(turnabout::fault::VARIABLE, SKEWED)
}

/// Half-typed words in the first move, and the clocks as they are.
fn typing(world: &World) -> Terminal {
    let mut terminal = world.exchange();
    terminal.play("zebra", "zebra");
    world.wait_for_file("zebra");
    terminal
}

/// Seconds from the beginning of the meeting to the moment up to which its file counts.
fn counted_s(world: &World) -> i64 {
    let minutes = world.minutes();
    let second = |stamp: &Value| stamp.as_str().unwrap().parse::<jiff::Timestamp>().unwrap().as_second();
    second(&minutes["clock"]["at"]) - second(&minutes["started_at"])
}

/// The hour of the wall clock in the header.
fn hour(screen: &str) -> Option<String> {
    let (before, _) = screen.split_once(" · ends")?;
    Some(before.rsplit(' ').next()?.split(':').next()?.to_owned())
}

/// Seconds that the file says were spent.
fn spent_s(world: &World) -> u64 {
    let minutes = world.minutes();
    minutes["items"].as_array().unwrap().iter().map(|item| item["spent_s"].as_u64().unwrap()).sum()
}

#[test]
fn a_wall_clock_that_is_set_does_not_move_the_time_left() {
    let world = world();
    let mut terminal = typing(&world);
    let ahead_s = |terminal: &mut Terminal, by: i64, is_there: &dyn Fn(i64) -> bool| {
        let before = hour(&terminal.screen());
        world.skew(&format!("realtime {by}"));
        terminal.wait_until("the header has the new time", |screen| hour(screen) != before);
        terminal.send("x");
        assert!(until(|| is_there(counted_s(&world))), "the wall clock was not read");
        assert!(!terminal.screen().contains("stood still"), "{}", terminal.screen());
        assert!(spent_s(&world) < 60, "{}", spent_s(&world));
    };
    ahead_s(&mut terminal, 3600, &|at| at >= 3600);
    ahead_s(&mut terminal, -3600, &|at| at < 0);
    terminal.play(ENTER, "Say back");
}

#[test]
fn a_laptop_that_slept_is_asked_about_once_and_by_default_left_out() {
    for clocks in ["realtime 1800\nboottime 1800", "realtime 1800\nboottime 1800\nmonotonic 1800"] {
        let world = world();
        let mut terminal = typing(&world);
        world.skew(clocks);
        terminal.wait_for("The clock stood still for 30 minutes.");
        terminal.send(ENTER);
        terminal.wait_until("it is asked once", |screen| !screen.contains("stood still") && screen.contains("zebra"));
        terminal.play(" crossing", "zebra crossing");
        world.wait_for_file("zebra crossing");
        assert!(spent_s(&world) < 60, "{clocks}: {}", spent_s(&world));
    }
}

#[test]
fn a_program_that_was_stopped_can_count_the_time() {
    let world = world();
    let mut terminal = typing(&world);
    world.skew("realtime 60\nboottime 60\nmonotonic 60");
    terminal.wait_for("The clock stood still for 6");
    terminal.send("y");
    assert!(until(|| (60..120).contains(&spent_s(&world))), "{}", spent_s(&world));
}

#[test]
fn after_a_kill_only_the_time_away_is_asked_about() {
    let world = world();
    let mut terminal = typing(&world);
    // People talk, nobody types.
    for silence in [7, 14, 21, 28] {
        world.skew(&format!("realtime {silence}\nboottime {silence}"));
        assert!(until(|| counted_s(&world) >= silence), "the time is not on the disk");
    }
    terminal.kill_at_once();
    let mut again = world.start(&["run"]);
    again.wait_for("zebra");
    assert!(!again.screen().contains("stood still"), "asked although nobody was away\n{}", again.screen());
    assert!(until(|| spent_s(&world) >= 28), "time was eaten: {}", spent_s(&world));
    again.kill_at_once();
    world.skew("realtime 1228\nboottime 1228");
    let mut again = world.start(&["run"]);
    again.wait_for("The clock stood still for 20 minutes.");
    assert!(spent_s(&world) < 120, "time was invented: {}", spent_s(&world));
    again.send("y");
    assert!(until(|| (1228..1400).contains(&spent_s(&world))), "{}", spent_s(&world));
}

#[test]
fn a_clock_that_was_never_set_is_told_once() {
    let now = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()).unwrap();
    for (then, day) in [(DAY_S, "2 Jan 1970"), (4_070_952_000, "1 Jan 2099")] {
        let world = world();
        world.skew(&format!("realtime {}", then - now));
        let mut terminal = world.meeting();
        terminal.wait_for(&format!("the clock of this computer says {day}"));
        terminal.play(ENTER, "are you struggling with?");
        terminal.wait_until("it is told once", |screen| !screen.contains("the clock of this computer"));
        assert!(until(|| world.files("sales-operations").len() == 1));
        let name = world.files("sales-operations")[0].file_name().unwrap().to_string_lossy().into_owned();
        let year = &day[day.len() - 4..];
        assert!(name.starts_with(&format!("{year}-01-0")) && name.len() == "1970-01-02-0100.json".len(), "{name}");
        terminal.kill("TERM");
        assert_eq!(terminal.exit_code(), 143);
    }
}

#[test]
fn a_clock_before_or_after_all_years_writes_minutes_that_can_be_read() {
    let year_s = 365 * DAY_S;
    for ahead in [-2100 * year_s, 7500 * year_s, -20_000 * year_s] {
        let world = world();
        world.skew(&format!("realtime {ahead}"));
        let mut terminal = world.exchange();
        assert!(world.files("sales-operations")[0].ends_with("1970-01-01-0100.json"));
        terminal.kill("TERM");
        assert_eq!(terminal.exit_code(), 143);
        let output = world.command(&["list"]).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{ahead}: {output:?}");
        world.start(&["run"]).wait_for("are you struggling with?");
    }
}

#[test]
fn a_zone_file_without_an_end_is_told_once_and_means_utc() {
    for zone in ["zone", ":zone"] {
        let world = World::borrowed().with("TZ", zone);
        let pipe = world.root().join("zone");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let mut terminal = world.meeting();
        terminal.wait_for(&format!("all times are in UTC: the time zone \"{zone}\""));
        terminal.play(ENTER, "are you struggling with?");
        terminal.wait_until("it is told once", |screen| !screen.contains("UTC"));
    }
}

#[test]
fn an_unknown_zone_is_told_once_and_means_utc() {
    let world = World::borrowed().with("TZ", "Nowhere/\u{1b}[2J");
    let mut terminal = world.meeting();
    terminal.wait_for("all times are in UTC: the time zone \"Nowhere/\\u{1b}[2J\"");
    terminal.play(ENTER, "are you struggling with?");
    terminal.wait_until("it is told once", |screen| !screen.contains("UTC"));
    assert!(until(|| world.files("sales-operations").len() == 1));
    let stamp = world.minutes()["started_at"].as_str().unwrap().to_owned();
    assert!(stamp.ends_with("+00:00"), "{stamp}");
    let output = world.command(&["actions"]).env("TZ", "Nowhere/There").output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr).matches("all times are in UTC").count(), 1, "{output:?}");
}
