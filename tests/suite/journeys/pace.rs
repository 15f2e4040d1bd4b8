//! How a meeting is kept on time: the predicted end, the balance.

use super::begun;
use crate::play::{Play, agenda, play};

/// Of the meeting in [`begun`], the discussion.
const DISCUSSION: usize = 2;

#[track_caller]
fn hides(play: &Play, words: &str) {
    let screen = play.screen(100, 30);
    assert!(!screen.contains(words), "{words:?} is on\n{screen}");
}

#[test]
fn the_header_tells_the_predicted_end_only_where_it_is_worth_a_word() {
    let mut play = Play::begin(&agenda());
    play.shows("ends 10:35");
    hides(&play, "at this pace");
    play.keys("<+7m>");
    hides(&play, "at this pace");
    play.keys("<+1m>").shows("ends 10:35, at this pace 10:36");
    Play::begin(&agenda()).keys("<enter>").shows("at this pace 10:28");
}

#[test]
fn what_will_not_be_reached_is_said_beside_the_agenda_and_under_a_narrow_stage() {
    let mut play = begun("<enter>We quote<+12m>");
    hides(&play, "You will not reach");
    play.keys("<+1m>").shows("You will not reach");
    for rows in [16, 19, 40] {
        let screen = play.screen(60, rows);
        assert!(screen.contains("You will not reach: Discussion."), "{screen}");
        assert!(screen.contains("We quote") && screen.contains("What are you"), "{screen}");
    }
    play.keys("<pgdn>");
    assert_eq!(play.meeting().position, Some(DISCUSSION));
    hides(&play, "You will not reach");
}

#[test]
fn the_balance_is_said_in_words_when_one_team_has_had_most_of_the_time() {
    let mut play = play("We quote blind<+6m><enter>");
    hides(&play, "% of the time");
    play.keys("<+2m>").shows("Sales has had 75 % of the");
    assert!(play.screen(60, 16).contains("Sales has had 75 % of the time."));
    play.keys("<+4m>");
    hides(&play, "% of the time");
}

#[test]
fn a_meeting_whose_time_passed_is_never_ended_by_itself() {
    let mut play = begun("<enter>We quote<+300m>");
    play.shows("We quote").shows("at this pace 15:");
    assert!(play.meeting().is_running() && play.asked.is_empty());
    assert_eq!(play.meeting().position, Some(1));
    play.keys(" blind<enter><+300m>").shows("Say it back");
    assert!(play.meeting().is_running());
}
