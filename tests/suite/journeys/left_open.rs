//! A meeting that was left open for hours: offered for closing, never closed by itself.

use std::time::Duration;

use turnabout::{
    domain::{Meeting, past::Past},
    tui::{
        app::{Effect, Event},
        ui::Look,
    },
};

use super::pace::hides;
use crate::play::{Play, agenda, meeting, play};

fn hours(hours: u64) -> Duration {
    Duration::from_secs(hours * 3600)
}

/// The home screen so many hours after somebody went away from a meeting.
fn left(meeting: &Meeting, time: Duration) -> Play {
    let mut play = Play::home(&agenda(), Some(std::slice::from_ref(meeting)), Look::default());
    play.sleep(time);
    play.wait(1);
    play
}

#[test]
fn a_meeting_left_open_is_offered_for_closing_at_home() {
    let meeting = meeting(&agenda(), 1);
    let mut early = left(&meeting, hours(5));
    early.shows("Resume meeting 1");
    hides(&early, "Close meeting");
    let mut play = left(&meeting, hours(23));
    play.shows("Resume meeting 1").shows("Close meeting 1 (left open since Tue 24 Nov 10:00)").keys("<down><enter>");
    assert_eq!(play.asked, [Effect::Resume]);
    play.open(meeting.clone(), &agenda(), Past::default(), true);
    assert!(!play.app().has_overlay());
    play.shows("Still missing.");
    let opened = play.meeting();
    assert!(opened.is_running());
    assert_eq!(opened.position, Some(2));
    assert_eq!(opened.items.iter().map(|item| item.spent_s).sum::<u32>(), 0, "time was invented");
    let again = Play::again(opened, &agenda(), 5);
    assert!(!again.app().has_overlay(), "it is asked about once");
}

#[test]
fn resuming_a_meeting_left_open_asks_about_the_time_and_offers_to_close_it() {
    let before = play("We quote<+20s>");
    let spent = before.meeting().items[1].spent_s;
    let mut again = Play::again(before.meeting(), &agenda(), 7 * 3600);
    again
        .shows("The clock stood still for 7 h 0 min")
        .shows("Was the meeting left open?")
        .keys("c")
        .shows("Still missing.");
    assert_eq!(again.meeting().items[1].spent_s, spent);
    assert!(again.meeting().is_running() && !again.app().has_overlay());
    again.keys("<pgup>").shows("We quote");
}

#[test]
fn a_meeting_that_cannot_be_opened_for_closing_is_resumed_as_ever_later() {
    let meeting = meeting(&agenda(), 1);
    let mut play = left(&meeting, hours(23));
    play.keys("<down><enter>");
    play.update(Event::Failed("in use elsewhere".to_owned()));
    play.keys("<up><enter>");
    play.open(meeting, &agenda(), Past::default(), true);
    play.shows("The clock stood still for 23 h 0 min").shows("Who is here?");
}

#[test]
fn a_meeting_that_was_begun_in_place_of_one_left_open_starts_at_its_roll_call() {
    let mut play = left(&meeting(&agenda(), 1), hours(23));
    play.keys("<down><enter>");
    play.open(meeting(&agenda(), 2), &agenda(), Past::default(), false);
    play.shows("Who is here?");
}

#[test]
fn a_short_gap_offers_no_closing() {
    let before = play("We quote");
    let mut again = Play::again(before.meeting(), &agenda(), 3600);
    again.keys("c").shows("The clock stood still for 60 minutes.");
    hides(&again, "left open");
}
