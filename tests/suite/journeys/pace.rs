//! How a meeting is kept on time: the predicted end, more time, the balance, a team that is not there.

use super::begun;
use crate::play::{Play, agenda, play};

/// Of the meeting in [`begun`], the discussion.
const DISCUSSION: usize = 2;

#[track_caller]
pub(super) fn hides(play: &Play, words: &str) {
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
fn a_move_gets_more_time_when_both_teams_agree() {
    let mut play = play("We quote<+80s>");
    let spent = play.meeting().current_span().unwrap().spent_s;
    play.keys("<c-g>").shows("2 more minutes: do both teams agree?").keys("y");
    let span = play.meeting().current_span().unwrap();
    assert_eq!(span.planned_s, 90 + 120);
    assert!((spent..spent + 3).contains(&span.spent_s), "the time so far stays spent");
    play.shows("2:0").keys("<c-g>").shows("1 more minute: do both teams agree?").keys("y");
    assert_eq!(play.meeting().current_span().unwrap().planned_s, 90 + 180);
    play.shows("We quote").keys(" blind<enter>").shows("Say it back");
    assert_eq!(play.meeting().current_span().unwrap().planned_s, 30);
}

#[test]
fn an_item_gets_more_time_like_a_move() {
    let play = begun("<c-g>y");
    assert_eq!(play.meeting().current_span().unwrap().planned_s, 180 + 120);
}

#[test]
fn the_key_that_asks_for_more_time_does_not_confirm_it() {
    for key in ["<c-g>", "<enter>", "n", "<esc>", "<space>", "c"] {
        let play = play(&format!("We quote<c-g>{key}"));
        assert_eq!(play.meeting().current_span().unwrap().planned_s, 90, "{key}");
        assert_eq!(play.meeting().drafts.values().collect::<Vec<_>>(), ["We quote"], "{key}");
    }
}

#[test]
fn more_time_is_found_among_all_commands() {
    let mut play = play("<c-p>more time<enter>");
    play.shows("2 more minutes: do both teams agree?");
}

#[test]
fn a_third_time_it_is_parked_with_the_words_of_the_problem() {
    let mut play = play("We quote blind<enter><c-g>y<c-g>y<c-g>");
    play.shows("Extended twice. Park it for next time?").keys("n");
    assert!(!play.app().has_overlay());
    play.keys("<c-g>y").shows("What is kept for next time?").keys(", until May<enter>");
    assert_eq!(play.meeting().parked[0].text, "We quote blind, until May");
    assert_eq!(play.meeting().current_span().unwrap().planned_s, 30 + 180);
}

#[test]
fn half_typed_words_to_park_are_not_written_over() {
    let mut play = play("We quote blind<enter><c-k>Prices<esc><c-g>y<c-g>y<c-g>y");
    play.shows("Prices").keys("<enter>");
    assert_eq!(play.meeting().parked[0].text, "Prices");
}

#[test]
fn more_time_is_still_there_when_the_meeting_is_opened_again() {
    let before = play("We quote<c-g>y");
    let again = Play::again(before.meeting(), &agenda(), 5);
    assert_eq!(again.meeting().current_span().unwrap().planned_s, 90 + 120);
}

#[test]
fn an_item_without_planned_time_cannot_be_extended() {
    let mut agenda = agenda();
    agenda.items[0].minutes = 0;
    let mut play = Play::begin(&agenda);
    play.keys("<c-g>");
    assert_eq!(play.notice(), "no time is planned for this; there is nothing to extend");
    assert!(!play.app().has_overlay());
}

#[test]
fn a_team_that_is_not_there_is_told_at_its_moves() {
    let absent = "<space><space><down>".repeat(3);
    let mut play = begun(&format!("{absent}<enter>"));
    for (columns, rows) in [(100, 30), (60, 16)] {
        let screen = play.screen(columns, rows);
        assert!(screen.contains("Nobody of Sales is here: pass the turn or park it."), "{screen}");
    }
    play.keys("<c-x>Sales is ill<enter>").shows("Next: ◆ Sales says it back.");
    hides(&play, "Nobody of");
}

#[test]
fn a_team_without_a_list_is_not_called_absent() {
    let mut agenda = agenda();
    agenda.teams[0].members.clear();
    let mut play = Play::begin(&agenda);
    play.shows("Nobody of Sales is here.").keys("<enter>").shows("Next: ");
    hides(&play, "Nobody of");
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

#[test]
fn the_bars_of_all_teams_begin_in_one_column_whatever_the_letters() {
    for names in [["Sales", "Operations"], ["\u{55b6}\u{696d}\u{90e8}", "Ops"], ["Sa\u{200b}les", "Ops"]] {
        let mut agenda = agenda();
        for (team, name) in agenda.teams.iter_mut().zip(names) {
            name.clone_into(&mut team.name);
        }
        let mut play = Play::begin(&agenda);
        play.keys("<enter><+40s>We quote<enter><+40s>");
        let buffer = play.buffer(100, 30);
        let row = |y: u16| (0..30).map(|x| buffer[(x, y)].symbol()).collect::<Vec<_>>();
        let is_team = |row: &Vec<&str>| row[..4].iter().any(|mark| ["◆", "■"].contains(mark));
        let rows = (0..30).map(row).filter(is_team);
        let bars: Vec<_> = rows.filter_map(|row| row.iter().position(|cell| *cell == "▮")).collect();
        assert!(bars.len() == 2 && bars[0] == bars[1], "{names:?}: {bars:?}\n{}", play.screen(100, 30));
    }
}
