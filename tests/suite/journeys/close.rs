//! The close: words that wait nowhere any more, a rating that is taken back, the line of the next meeting.

use turnabout::domain::Kind;

use super::{begun, follow_up::judging};
use crate::play::{Play, agenda, play, with_only};

const HELP: &str = "We quote blind<enter><enter>";

/// The close of a meeting whose only words are these.
fn at_close(script: &str) -> Play {
    let mut play = play(script);
    play.keys("<+2s><pgdn>");
    play
}

/// The question for the next date.
fn at_next() -> Play {
    let mut play = Play::begin(&agenda());
    play.keys("<enter><+2s><pgdn><enter><enter><enter><enter>").shows("When do we meet next?");
    play.keys(&"<backspace>".repeat(40));
    play
}

#[test]
fn words_for_a_turn_that_was_passed_are_said_to_become_a_note() {
    let mut play = at_close(&format!("{HELP}Half an answer<c-x>Ana is ill<enter>"));
    play.shows("typed for what is over: Half an answer").shows("become notes");
    play.keys("<down>");
    assert!(!play.screen(100, 30).contains("go there"), "{}", play.screen(100, 30));
    play.keys("<right>");
    assert_eq!(play.notice(), "nothing asks for these words any more; they become a note when the meeting is closed");
    play.keys("<up>").shows("go there and mend it");
    let meeting = play.close();
    assert_eq!(meeting.notes[0].text, "Half an answer");
}

#[test]
fn other_words_for_a_note_that_is_gone_are_said_to_become_a_note() {
    let mut play = at_close("<c-n>Coffee<enter><c-l><end><enter> and tea<esc>");
    play.keys("<down>").shows("typed, not recorded: Coffee and tea").shows("go there and mend it");
    play.keys("<c-l><end><delete><esc><down>").shows("typed for what is over: Coffee and tea");
    assert!(!play.screen(100, 30).contains("go there"), "{}", play.screen(100, 30));
}

#[test]
fn words_for_another_verdict_are_said_to_become_a_note() {
    let mut promises = judging();
    promises.keys("<left><enter>Nobody promised that<esc><right><enter><enter><+2s><pgdn><+2s><pgdn>");
    let mut deals = Play::begin(&with_only(Kind::Deals));
    deals.keys("<enter>Brightline 4 installs<enter>All<enter><right><enter>Nobody promised that<esc><left><enter>");
    deals.keys("<+2s><pgdn>");
    for mut play in [promises, deals] {
        let gaps = play.shows("Still missing").meeting().gaps();
        let at = gaps.iter().position(|gap| gap.text == "typed for what is over: Nobody promised that");
        play.keys(&"<down>".repeat(at.unwrap_or_else(|| panic!("{gaps:?}"))));
        assert!(!play.screen(100, 30).contains("go there"), "{}", play.screen(100, 30));
    }
}

#[test]
fn words_for_a_verdict_that_is_given_again_are_asked_for() {
    let mut play = judging();
    play.keys("<right><right><right><enter>first reason<enter><up><enter> second reason<+2s><pgdn><+2s><pgdn>");
    let gaps = play.shows("Still missing").meeting().gaps();
    assert!(gaps.iter().any(|gap| gap.text.starts_with("typed, not recorded: ")), "{gaps:?}");
}

#[test]
fn half_typed_words_over_the_meeting_are_found_from_the_close() {
    let mut play = at_close("<c-n>Coffee<enter><c-l><end><enter> and tea<esc><c-d>No quo<esc><c-x>Ana is<esc>");
    for words in ["No quo", "Ana is", "Coffee and tea"] {
        play.keys("<down>").shows(&format!("typed, not recorded: {words}"));
    }
    play.keys("<right>").shows("Change the words.").shows("Coffee and tea").keys("<enter>");
    assert_eq!(play.meeting().notes[0].text, "Coffee and tea");
    play.keys("<+2s><pgdn><down><right>").shows("What was decided?").keys("<enter><+2s><pgdn>");
    play.keys("<down><right>").shows("Why is the turn passed?").keys("<enter>");
    assert_eq!(play.meeting().turns[0].passed.as_deref(), Some("Ana is"));
}

#[test]
fn what_was_typed_over_the_close_is_told_at_the_close() {
    let mut play = begun("<enter><pgdn><+2s><pgdn><c-n>Half a note<esc>");
    play.keys("<down>").shows("typed, not recorded: Half a note").keys("<right>").shows("What is worth keeping?");
}

#[test]
fn a_rating_whose_line_is_emptied_is_taken_back() {
    let mut play = Play::begin(&agenda());
    play.keys("<enter><+2s><pgdn><enter><enter>").shows("Enter go on without");
    play.keys("8 Figures<enter><esc>")
        .shows("8 Figures")
        .keys(&"<backspace>".repeat(9))
        .shows("Enter take the rating back");
    play.keys("<enter>").shows("OPERATIONS");
    assert!(play.meeting().ratings.is_empty());
    play.keys("<esc>").shows("Enter go on without").keys("<c-z>");
    assert_eq!(play.meeting().ratings.len(), 1, "undo brings it back");
}

#[test]
fn what_is_not_understood_of_the_next_date_is_named() {
    for (line, words) in [
        ("2026-12-08 10:00 due:fri", "\"due:fri\" is not understood; a day, a time and @who are"),
        ("2026-12-08 10:00 @nobody", "nobody here is called \"nobody\""),
        ("@nobody 2026-12-08 10:00", "nobody here is called \"nobody\""),
        ("fri mon 10:00", "\"mon\" is not understood; a day, a time and @who are"),
        ("soon", "write a day and a time, like 2026-12-08 10:00; an empty line plans none"),
    ] {
        let mut play = at_next();
        play.keys(line).keys("<enter>");
        assert_eq!((play.notice(), &play.meeting().next), (words, &None), "{line}");
    }
    let mut play = at_next();
    play.keys("1 dec 9:30 @mia<enter>").shows("Ready to close.");
    assert_eq!(play.meeting().next.as_ref().unwrap().facilitator.as_deref(), Some("Mia Svensson"));
}

#[test]
fn who_leaves_a_closed_meeting_is_not_told_to_resume_it() {
    let mut play = Play::begin(&agenda());
    play.keys("<enter><+2s><pgdn><enter><enter><enter><enter><enter><enter>");
    assert!(!play.meeting().is_running());
    play.keys("<c-c>");
    assert_eq!(play.notice(), "everything is saved; Ctrl-C again to leave");
}
