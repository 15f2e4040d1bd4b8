//! Choices that are not recorded yet: they stay like half-typed words.

use turnabout::domain::meeting::{AnswerKind, Degree};

use super::begun;
use crate::play::{Play, agenda};

const HELP: &str = "<enter>We quote blind<enter><enter>";

#[test]
fn the_kind_of_a_half_typed_answer_survives_leaving_and_coming_back() {
    let script = format!("{HELP}Never<tab><tab><tab><tab><enter>no crew");
    let mut before = begun(&script);
    before.keys("<pgdn><+2s><pgup>").shows("no because");
    let mut again = Play::again(before.meeting(), &agenda(), 5);
    again.shows("no because").keys("<enter>");
    let answer = &again.meeting().turns[0].answers[0];
    assert_eq!((answer.kind, answer.reason.as_deref()), (AnswerKind::No, Some("no crew")));
}

#[test]
fn a_kind_without_words_survives_too() {
    let mut play = begun(&format!("{HELP}Ask again<tab><tab><tab><c-n>A note<enter>"));
    play.keys("<enter>");
    assert_eq!(play.meeting().turns[0].answers[0].kind, AnswerKind::Later);
}

#[test]
fn what_was_left_out_and_whether_it_is_enough_survive_notes_pauses_and_a_restart() {
    let mut before = begun(&format!("{HELP}A list<enter>A call<enter><enter><space><right>"));
    before.keys("<c-n>A note<enter><c-t><c-t>");
    let mut again = Play::again(before.meeting(), &agenda(), 5);
    again.keys("<enter>");
    let turn = &again.meeting().turns[0];
    assert_eq!(turn.enough, Some(Degree::Partly));
    assert_eq!(turn.answers.iter().map(|answer| answer.taken).collect::<Vec<_>>(), [Some(false), Some(true)]);
}

#[test]
fn a_reason_is_not_dropped_when_another_kind_is_chosen() {
    let mut play = begun(&format!("{HELP}Later<tab><tab><tab><tab><enter>no crew<esc><s-tab><enter>"));
    assert_eq!(play.meeting().turns[0].answers[0].kind, AnswerKind::Later);
    play.keys("<enter><enter><pgdn><+2s><pgdn>").shows("typed for what is over: no crew");
}

#[test]
fn a_choice_does_not_become_a_note_when_the_meeting_closes() {
    let mut play = begun(&format!("{HELP}<tab><pgdn><+2s><pgdn>"));
    play.keys("<enter><enter><enter><enter><enter><enter>");
    assert!(!play.meeting().is_running() && play.meeting().notes.is_empty(), "{:?}", play.meeting().notes);
}

#[test]
fn a_closing_that_is_made_again_shows_the_summary() {
    let mut play = begun("<enter><pgdn><+2s><pgdn><enter><enter><enter><enter><enter><enter>");
    play.keys("<c-z>").shows("Ready to close.").keys("<c-y>").shows("Meeting 1 is closed.");
}

#[test]
fn words_that_are_not_on_the_disk_are_warned_about_before_leaving() {
    let mut play = begun("");
    play.disk(Err("disk full".to_owned()));
    play.keys("<enter><pgdn><+2s><pgdn><enter><enter><enter><enter><enter><enter>").shows("Meeting 1 is closed.");
    play.keys("q");
    assert!(play.notice().starts_with("NOT SAVED: disk full"), "{}", play.notice());
}

#[test]
fn going_back_through_the_kinds_completes_no_name() {
    let play = begun(&format!("{HELP}A list @ra<s-tab><enter>"));
    let answer = &play.meeting().turns[0].answers[0];
    assert_eq!((answer.kind, answer.text.as_str()), (AnswerKind::Unclear, "A list @ra"));
}

#[test]
fn tab_after_an_owner_and_more_words_chooses_the_kind() {
    let mut play = begun(&format!("{HELP}A list @raj due:fri"));
    play.shows("Tab kind of answer").keys("<tab><enter>you read it<enter>");
    let answer = &play.meeting().turns[0].answers[0];
    assert_eq!((answer.kind, answer.owner.as_deref()), (AnswerKind::YesIf, Some("Raj Patel")));
}
