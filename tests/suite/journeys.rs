//! Whole journeys through a meeting: what a facilitator does, and what is in the record afterwards.

mod agenda;
mod celebration;
mod choices;
mod close;
mod deals;
mod expectations;
pub(crate) mod follow_up;
mod goals;
mod hand_out;
mod home;
mod hour;
mod keys;
mod left;
mod left_open;
mod minutes;
mod pace;
mod rewording;
mod setup;
mod time;
mod typing;
mod wins;

use turnabout::{
    domain::{
        Meeting, TeamId,
        meeting::{AnswerKind, Degree, Parked, State},
    },
    tui::app::Effect,
};

use crate::play::{self, Play, agenda, play, three_teams, with_discussion};

/// A turn with nothing but Enter and typing.
const TURN: &str = "We quote blind<enter><enter>A list every Monday @raj<enter><enter><enter>";

fn begun(script: &str) -> Play {
    let mut play = Play::begin(&with_discussion());
    play.keys(script);
    play
}

fn drafts(meeting: &Meeting) -> Vec<&str> {
    meeting.drafts.values().map(String::as_str).collect()
}

#[test]
fn a_whole_meeting_is_run_with_enter_and_typing() {
    let mut play = Play::begin(&agenda());
    play.keys("<enter>");
    play.keys("We quote blind @ana<enter><enter>A list every Monday @raj<enter><enter><enter>");
    play.keys("Orders come late<enter>Orders reach us a day late<enter>Noon at the latest @tom due:fri<enter>");
    play.keys("A bell @mia<enter><enter><enter>");
    play.keys(&TURN.repeat(2));
    play.shows("All turns are done.").keys("<enter>").shows("Everything is complete.");
    play.keys("<enter>").shows("Owners: read your promises").keys("<enter>");
    play.keys("8 Bring the figures<enter>9<enter>").shows("When do we meet next?").keys("<enter>");
    play.shows("Ready to close.").keys("<enter>").shows("Meeting 1 is closed.");

    let meeting = play.meeting();
    assert_eq!((meeting.state, meeting.turns.len(), meeting.actions.len()), (State::Closed, 4, 5));
    let first = &meeting.turns[0];
    let problem = first.problem.as_ref().unwrap();
    assert_eq!((problem.text.as_str(), problem.raised_by.as_deref()), ("We quote blind", Some("Ana Duarte")));
    assert_eq!((&first.said_back, first.enough), (&None, Some(Degree::Yes)));
    let answer = &first.answers[0];
    assert_eq!((answer.kind, answer.owner.as_deref()), (AnswerKind::Yes, Some("Raj Patel")));
    assert_eq!(answer.due.unwrap().to_string(), "2026-12-08");
    let second = &meeting.turns[1];
    assert_eq!(second.said_back.as_deref(), Some("Orders reach us a day late"));
    assert_eq!(second.answers.len(), 2);
    assert_eq!(meeting.actions[1].due.unwrap().to_string(), "2026-11-27");
    let asking: Vec<_> = meeting.turns.iter().map(|turn| (turn.team.as_str(), turn.round)).collect();
    assert_eq!(asking, [("sales", 1), ("operations", 1), ("sales", 2), ("operations", 2)]);
    let ratings: Vec<_> = meeting.ratings.iter().map(|rating| (rating.score, rating.better.as_deref())).collect();
    assert_eq!(ratings, [(8, Some("Bring the figures")), (9, None)]);
    let next = meeting.next.as_ref().unwrap();
    assert_eq!((next.first_team.as_str(), next.at.date().to_string().as_str()), ("operations", "2026-12-08"));
    assert!(meeting.drafts.is_empty() && meeting.owed_turns.is_empty() && meeting.notes.is_empty());

    play.keys("<enter>");
    assert!(matches!(play.asked[..], [Effect::Release(..), Effect::Read]), "{:?}", play.asked);
}

#[test]
fn in_three_teams_both_others_answer() {
    let mut play = Play::begin(&three_teams());
    play.keys("<enter>We quote blind<enter><enter>A list<enter><enter>").shows("SERVICE");
    play.keys("A call<enter><enter>").shows("Which do you take").keys("<enter>");
    let turn = &play.meeting().turns[0];
    let answers: Vec<_> = turn.answers.iter().map(|answer| (answer.team.as_str(), answer.taken)).collect();
    assert_eq!(answers, [("operations", Some(true)), ("service", Some(true))]);
    assert_eq!(play.meeting().due_move().unwrap().asking.as_str(), "operations");
}

#[test]
fn an_unclear_problem_is_said_again_once() {
    let mut play = play("We quote blind<enter><enter><s-tab>Which quotes?<enter>");
    play.shows("Say it more clearly, please. Operations asks: Which quotes?");
    play.keys(", for installs<enter><enter><s-tab>And now?<enter>");
    let problem = play.meeting().turns[0].problem.clone().unwrap();
    assert_eq!(
        (problem.text.as_str(), problem.first_wording.as_deref()),
        ("We quote blind, for installs", Some("We quote blind"))
    );
    assert_eq!(play.notice(), "the problem was said again already; answer it as it is");
    assert!(drafts(play.meeting()).contains(&"And now?"));
}

#[test]
fn a_no_needs_its_reason_and_is_not_taken() {
    let mut play = play("We quote blind<enter><enter><s-tab><s-tab>Overtime<enter>");
    play.shows("because").keys("<enter>");
    assert_eq!(play.notice(), "a “no” needs its reason");
    play.keys("nobody is free<enter><enter><enter>");
    let turn = &play.meeting().turns[0];
    assert_eq!(turn.answers[0].reason.as_deref(), Some("nobody is free"));
    assert_eq!((turn.enough, play.meeting().actions.len()), (Some(Degree::No), 0));
}

#[test]
fn space_leaves_an_answer_and_the_arrows_say_whether_it_is_enough() {
    let play = play("We quote blind<enter><enter>A list<enter>A call<enter><enter><down><space><right><enter>");
    let turn = &play.meeting().turns[0];
    let taken: Vec<_> = turn.answers.iter().map(|answer| answer.taken).collect();
    assert_eq!((taken, turn.enough), (vec![Some(true), Some(false)], Some(Degree::Partly)));
}

#[test]
fn a_turn_is_passed_with_a_reason() {
    let mut play = play("<c-x><enter>");
    assert_eq!(play.notice(), "nothing is written yet");
    play.keys("Ana is ill<enter>");
    assert_eq!(play.meeting().turns[0].passed.as_deref(), Some("Ana is ill"));
    play.shows("Turn 2 of 4");
}

#[test]
fn everything_recorded_can_be_changed_and_removed() {
    let mut play = play("We quote blind<enter><c-n>Coffee<enter><c-d>No quotes on Friday<enter><c-l>");
    play.shows("Everything recorded (3)");
    play.keys("<enter>, always<enter>");
    assert_eq!(play.meeting().turns[0].problem.as_ref().unwrap().text, "We quote blind, always");
    play.keys("<c-l><end><delete>");
    assert_eq!(play.meeting().entries().len(), 2);
    play.keys("<esc><c-z>");
    assert_eq!(play.meeting().entries().len(), 3);
}

#[test]
fn every_move_is_listed_under_its_team() {
    let play = play("We quote blind<enter>You guess the dates<enter>A list<enter>");
    let entries = play.meeting().entries();
    let teams: Vec<_> =
        entries.iter().map(|entry| (entry.label, entry.team.as_ref().map_or("-", TeamId::as_str))).collect();
    assert_eq!(teams, [("problem", "sales"), ("said back", "operations"), ("yes", "operations")]);
}

#[test]
fn a_note_becomes_a_decision_an_action_or_a_parked_entry() {
    let mut play = play("<c-n>Quotes name a week<enter><c-n>Raj asks @raj due:fri<enter><c-n>Prices<enter><c-l>");
    play.shows("make it a decision").keys("d");
    assert_eq!(play.meeting().decisions[0].text, "Quotes name a week");
    play.keys("<down>a");
    let action = &play.meeting().actions[0];
    assert_eq!((action.text.as_str(), action.owner.as_deref()), ("Raj asks", Some("Raj Patel")));
    assert_eq!(action.due.unwrap().to_string(), "2026-11-27");
    play.keys("<down>p");
    assert_eq!((play.meeting().parked[0].text.as_str(), play.meeting().notes.len()), ("Prices", 0));
    play.keys("<up><up>p");
    assert_eq!(play.notice(), "only a note can become something else");
    play.keys("<c-z><c-z><c-z>");
    assert_eq!(play.meeting().notes.len(), 3);
}

#[test]
fn what_is_missing_is_mended_from_the_close() {
    let mut play = begun("<enter><pgdn><+2s><tab><tab>A new price list<enter><pgdn>");
    play.shows("no owner: A new price list").keys("<down><right>").shows("Change the words");
    play.keys(" @tom<enter>");
    assert_eq!(play.meeting().actions[0].owner.as_deref(), Some("Tom Becker"));
    assert!(!play.screen(100, 30).contains("no owner"));
    play.keys("<up><right>").shows("What are you struggling with?");
}

#[test]
fn closing_with_half_typed_text_keeps_it_as_a_note() {
    let mut play = begun("<enter>Half a problem<pgdn>Half a note<+2s><pgdn>");
    play.shows("typed, not recorded: Half a problem");
    play.keys("<enter><enter>8<enter>9<enter><enter><enter>");
    let meeting = play.meeting();
    let notes: Vec<_> = meeting.notes.iter().map(|note| (note.text.as_str(), note.item.as_deref())).collect();
    assert_eq!(notes, [("Half a problem", Some("exchange")), ("Half a note", Some("discussion"))]);
    assert_eq!(meeting.state, State::Closed);
}

#[test]
fn a_closed_meeting_is_opened_again_by_undo() {
    let mut play = begun("<enter><pgdn><+2s><pgdn><enter><enter><enter><enter><enter><enter>");
    play.shows("Meeting 1 is closed.").keys("<c-z>").shows("Ready to close.");
    assert!(play.meeting().is_running());
}

#[test]
fn the_second_team_s_turn_is_owed_when_the_meeting_ends_before_it() {
    let mut play = Play::begin(&agenda());
    play.keys(&format!("<enter>{TURN}<pgdn><enter><enter><enter><enter><enter>")).shows("Owed a turn next time");
    play.keys("<enter>");
    let meeting = play.meeting();
    assert_eq!(meeting.owed_turns.iter().map(TeamId::as_str).collect::<Vec<_>>(), ["operations"]);
    assert_eq!(meeting.next.as_ref().unwrap().first_team.as_str(), "operations");
}

#[test]
fn full_minutes_take_no_words_but_can_be_closed() {
    let mut meeting = play::meeting(&agenda(), 1);
    let parked = |at| Parked { id: format!("k{at}").as_str().into(), text: "x".repeat(1 << 20), team: None };
    meeting.parked = (1..=15).map(parked).collect();
    let mut play = Play::again(&meeting, &agenda(), 0);
    play.keys("<enter>We quote blind<enter>");
    assert!(play.notice().contains("minutes are full: they take 15 MiB"), "{}", play.notice());
    assert_eq!(drafts(play.meeting()), ["We quote blind"]);
    play.paste("more");
    assert!(play.notice().contains("minutes are full"), "{}", play.notice());
    assert_eq!(drafts(play.meeting()), ["We quote blind"]);
    play.keys("<+2s><pgdn>");
    let is_closed = (0..10).any(|_| play.keys("<enter>").meeting().state == State::Closed);
    assert!(is_closed, "{}", play.notice());
}
