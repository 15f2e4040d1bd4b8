//! Time that went by, time that did not, and a clock that is set.

use std::time::Duration;

use jiff::{SignedDuration, ToSpan as _, civil::date};

use turnabout::{
    domain::{Stamp, past::Past},
    tui::app::{Effect, Event},
};

use super::begun;
use crate::play::{Play, agenda, key, play, ten, with_discussion};

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
fn a_gap_counts_for_the_move_that_was_due_while_it_lasted() {
    let mut play = play("We quote blind");
    play.sleep(Duration::from_secs(1200));
    // The key that wakes the laptop records the problem and passes the move on.
    play.keys("<enter><+1s>").shows("The clock stood still for 20 minutes.").keys("y").shows("Say it back");
    let spent = &play.meeting().turns[0].spent_s;
    let of = |team: &str| spent.iter().find(|(id, _)| id.as_str() == team).map_or(0, |(_, spent)| *spent);
    assert!((1200..1210).contains(&of("sales")) && of("operations") < 5, "{spent:?}");
    let span = play.meeting().current_span().unwrap();
    assert!(span.spent_s < 5, "the move that followed had none of it: {span:?}");
}

#[test]
fn a_letter_that_is_typed_on_waking_is_not_taken_for_an_answer() {
    let mut play = play("We quote");
    play.sleep(Duration::from_secs(1200));
    play.keys(" today not yet, any way").shows("We quote today not yet, any way");
    assert!(!play.app().has_overlay());
    play.keys("<+1s>").shows("The clock stood still for 20 minutes.").keys("<enter>");
    play.shows("We quote today not yet, any way");
    assert!(play.meeting().items[1].spent_s < 20);
}

#[test]
fn a_gap_before_a_pause_counts_all_the_same() {
    let mut play = play("We quote");
    play.sleep(Duration::from_secs(1200));
    play.keys("<c-t><+1s>").shows("The clock stood still for 20 minutes.").keys("y").shows("PAUSED");
    assert!((1200..1210).contains(&play.meeting().items[1].spent_s));
}

#[test]
fn the_key_that_closes_a_meeting_is_not_followed_by_a_question() {
    let mut play = begun("<enter><pgdn><+2s><pgdn><enter><enter><enter><enter><enter>");
    play.sleep(Duration::from_secs(1200));
    play.keys("<enter><+2s>").shows("Meeting 1 is closed.");
    assert!(!play.app().has_overlay());
}

#[test]
fn more_than_a_week_is_never_counted() {
    let mut play = asleep(8 * 24 * 60);
    play.shows("That is too long to count.").keys("y").shows("The clock stood still for 192 h 0 min");
    play.keys("<enter>").shows("We quote");
    assert!(play.meeting().items[1].spent_s < 10);
}

#[test]
fn time_in_which_nobody_types_is_saved_now_and_then() {
    let mut play = play("We quote");
    let mut saves = 0;
    for _ in 0..60 {
        play.sleep(Duration::from_secs(1));
        let now = play.moment();
        saves += usize::from(play.app_mut().update(Event::Tick, now).contains(&Effect::Save));
    }
    assert_eq!(saves, 6, "every nine seconds");
    play.keys("<c-t>");
    for _ in 0..60 {
        play.sleep(Duration::from_secs(1));
        let now = play.moment();
        assert_eq!(play.app_mut().update(Event::Tick, now), [], "a pause has nothing to save");
    }
}

#[test]
fn time_runs_through_the_end_of_summer_time_and_through_midnight() {
    let night = |day: i8, hour: i8| date(2026, 10, day).at(hour, 40, 0, 0).to_zoned(ten().time_zone().clone()).unwrap();
    for (begin, offset, time) in [(night(25, 2), "+01:00", "02:25"), (night(23, 23), "+02:00", "00:25")] {
        let mut play = play("We quote");
        let mut meeting = play.meeting().clone();
        (meeting.started_at, meeting.clock.as_mut().unwrap().at) = (Stamp::new(&begin), Stamp::new(&begin));
        play.set_wall(begin.clone());
        play.open(meeting, &agenda(), Past::default(), true);
        play.keys("<+45m>");
        let clock = play.meeting().clock.clone().unwrap();
        assert!(clock.at.to_string().ends_with(offset), "{}", clock.at);
        assert_eq!(clock.at.zoned().strftime("%H:%M").to_string(), time);
        assert!((2700..2720).contains(&play.meeting().items[1].spent_s), "{}", play.meeting().items[1].spent_s);
        let ends = begin.saturating_add(i64::from(play.meeting().planned_total_s()).seconds());
        play.shows(&format!("ends {}", ends.strftime("%H:%M")));
    }
}

#[test]
fn a_clock_that_was_set_back_before_the_meeting_began_stops_nothing() {
    let mut play = play("We quote<+20s>");
    play.set_clock(SignedDuration::from_hours(-9));
    play.wait(5);
    play.keys(" blind<enter>").shows("Say it back");
    assert!(play.meeting().clock.as_ref().unwrap().at.seconds_since(&play.meeting().started_at) == 0);
    let mut again = Play::again(play.meeting(), &agenda(), 0);
    again.set_clock(SignedDuration::from_hours(-1));
    again.open(play.meeting().clone(), &agenda(), Past::default(), true);
    assert!(!again.app().has_overlay(), "nothing is known of the time away");
    again.shows("Say it back");
}

#[test]
fn a_meeting_whose_clock_was_set_back_ends_by_the_time_spent() {
    let mut play = begun("<+20m><enter><pgdn><+2s><pgdn>");
    play.set_clock(SignedDuration::from_hours(-9));
    let meeting = play.close();
    let spent: u32 = meeting.items.iter().map(|item| item.spent_s).sum();
    assert!(spent > 1200);
    assert_eq!(meeting.ended_at.as_ref().unwrap().seconds_since(&meeting.started_at), spent);
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
