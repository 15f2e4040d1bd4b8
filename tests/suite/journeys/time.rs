//! Time that went by, time that did not, and a clock that is set.

use std::time::Duration;

use jiff::SignedDuration;

use turnabout::tui::app::Event;

use super::begun;
use crate::play::{Play, agenda, key, play, with_discussion};

fn asleep(minutes: u64) -> Play {
    let mut play = play("We quote");
    play.sleep(Duration::from_secs(minutes * 60));
    play.wait(1);
    play
}

#[test]
fn each_second_of_a_turn_belongs_to_the_team_whose_move_it_is() {
    let play = play("We quote blind<+60s><enter><+30s><enter><+10s>");
    let spent = &play.meeting().turns[0].spent_s;
    let of = |team: &str| spent.iter().find(|(id, _)| id.as_str() == team).unwrap().1;
    assert_eq!((of("sales") / 60, of("operations") / 40), (1, 1));
    let sum: u32 = spent.values().sum();
    assert_eq!(sum, play.meeting().items[1].spent_s);
}

#[test]
fn a_gap_that_does_not_count_leaves_the_time_as_it_was() {
    let mut play = asleep(20);
    play.shows("The clock stood still for 20 minutes.").keys("n");
    assert!(play.meeting().items[1].spent_s < 10);
    play.shows("We quote").keys(" blind<enter>").shows("Say it back");
}

#[test]
fn a_gap_that_counts_is_booked() {
    let mut play = asleep(20);
    play.keys("y");
    assert!((1200..1210).contains(&play.meeting().items[1].spent_s));
}

#[test]
fn a_second_gap_is_asked_about_together_with_the_first() {
    let mut play = asleep(20);
    play.sleep(Duration::from_secs(600));
    play.wait(1);
    play.shows("The clock stood still for 30 minutes.").keys("y");
    assert!((1800..1815).contains(&play.meeting().items[1].spent_s));
}

#[test]
fn a_closed_meeting_waits_a_whole_second_for_its_next_tick() {
    let mut play = begun("<enter><pgdn><+2s><pgdn><enter><enter><enter><enter><enter><enter>");
    play.shows("Meeting 1 is closed.");
    play.wait(30);
    assert!(play.app().next_second(&play.moment()) > Duration::from_millis(500));
}

#[test]
fn the_question_about_a_gap_outlives_help_and_palette() {
    for key in ["<f1>", "<c-p>", "<c-s>", "a"] {
        let mut play = asleep(20);
        play.keys(key).shows("The clock stood still for 20 minutes.");
    }
}

#[test]
fn a_meeting_that_is_opened_again_asks_about_the_time_since() {
    let mut before = play("We quote<+20s>");
    let mut again = Play::again(before.meeting(), &agenda(), 300);
    again.shows("The clock stood still for 5 minutes.").keys("y");
    assert!((320..330).contains(&again.meeting().items[1].spent_s));
    assert!(!Play::again(before.meeting(), &agenda(), 5).app().has_overlay());
    before.keys("<c-t>");
    assert!(!Play::again(before.meeting(), &agenda(), 300).app().has_overlay());
}

#[test]
fn a_wall_clock_that_is_set_does_not_change_the_time_left() {
    let mut play = play("We quote<+20s>");
    let spent = play.meeting().items[1].spent_s;
    play.set_clock(SignedDuration::from_hours(1));
    play.wait(1);
    play.set_clock(SignedDuration::from_hours(-2));
    play.wait(1);
    assert_eq!(play.meeting().items[1].spent_s, spent + 2);
    assert!(!play.app().has_overlay());
}

#[test]
fn a_pause_stops_the_clock_and_is_said_in_the_header() {
    let mut play = play("We quote<c-t><+5m>");
    play.shows("PAUSED");
    assert!(play.meeting().items[1].spent_s < 10);
    play.keys("<c-t><+1m>");
    assert!((60..70).contains(&play.meeting().items[1].spent_s));
}

#[test]
fn nothing_advances_by_itself() {
    let mut play = begun("<+4m>");
    play.shows("over by 1:0").shows("Who is here?");
    play.keys("<enter><+7m>").shows("over by").shows("What are you struggling");
}

#[test]
fn a_second_page_key_within_a_second_is_ignored() {
    let mut play = begun("<pgdn><pgdn>");
    assert_eq!(play.meeting().position, Some(1));
    assert_eq!(play.notice(), "a second PgDn within a second is ignored");
    play.keys("<+1s><pgdn>");
    assert_eq!(play.meeting().position, Some(2));
    play.keys("<pgup><pgup>");
    assert_eq!(play.meeting().position, Some(0));
}

#[test]
fn an_impatient_hand_gets_through_once_a_second_and_a_held_key_does_not() {
    let page_down = key("pgdn");
    let mut play = Play::begin(&with_discussion());
    for _ in 0..4 {
        play.sleep(Duration::from_millis(300));
        play.update(Event::Key(page_down));
    }
    assert_eq!(play.meeting().position, Some(1));
    play.sleep(Duration::from_millis(300));
    play.update(Event::Key(page_down));
    assert_eq!(play.meeting().position, Some(2));
    play.hold(page_down, 60);
    assert_eq!(play.meeting().position, Some(2));
}
