//! Half-typed words of screens outside a meeting: Esc destroys none, and leaving says what would be lost.

use turnabout::{
    demo,
    tui::{app::Effect, ui::Look},
};

use crate::play::{Play, key, ten};

fn home() -> Play {
    let meetings = demo::meetings(&demo::agenda(), demo::MEETINGS, &ten());
    Play::home(&demo::agenda(), Some(&meetings), Look::default())
}

fn first() -> Play {
    Play::home(&demo::agenda(), Some(&[]), Look::default())
}

/// `q` at home says that `words` would be lost, and leaves the second time.
#[track_caller]
fn warns(play: &mut Play, words: &str) {
    play.keys("q");
    assert_eq!(play.notice(), format!("{words} would be lost. The same key again leaves all the same"));
    assert_ne!(play.asked.last(), Some(&Effect::Quit));
    play.keys("q");
    assert_eq!(play.asked.last(), Some(&Effect::Quit));
}

#[test]
fn teams_that_were_begun_are_found_again() {
    let mut play = first();
    play.choose("Set up your teams");
    play.keys("Design<enter>Ana, T<esc>").shows("Set up your teams");
    play.choose("Set up your teams");
    play.shows("Ana, T").shows("Design");
    play.keys("<esc>");
    warns(&mut play, "the teams that were begun");
}

#[test]
fn a_line_of_the_agenda_is_found_again_after_the_editor_was_left() {
    let mut play = home();
    play.choose("Agenda");
    play.keys("<down><enter> North<esc><esc>").shows("Start meeting");
    play.choose("Agenda");
    play.keys("<down><enter>").shows("Sales North").keys("<esc><esc>");
    warns(&mut play, "a half-typed line of the agenda");
}

#[test]
fn a_line_that_is_half_typed_elsewhere_is_not_taken_for_another_one() {
    let mut play = home();
    play.choose("Agenda");
    play.keys("<down><enter> North<esc><down><down><down><down><down><down><down><down>x<esc>");
    play.choose("Agenda");
    play.keys("<down><enter>");
    assert!(!play.screen(100, 30).contains("North"), "the items are others now");
}

#[test]
fn a_correction_is_found_again_after_the_minutes_were_left() {
    let mut play = home();
    play.choose("Minutes");
    play.keys("<enter>c<home><enter><home>Truly: <esc><esc><esc><esc>").shows("Start meeting");
    play.choose("Minutes");
    play.keys("<enter>c<home><enter>").shows("Truly: ").keys("<esc><esc><esc><esc>");
    warns(&mut play, "a half-typed correction");
}

#[test]
fn where_nothing_is_half_typed_nothing_is_asked() {
    let mut play = home();
    play.choose("Minutes");
    play.keys("<enter>c<home><enter><esc><esc><esc><esc>");
    play.choose("Agenda");
    play.keys("<down><enter><esc><esc>q");
    assert_eq!(play.asked.last(), Some(&Effect::Quit));
}

#[test]
fn minutes_and_promises_are_searched_for_the_same_words_again() {
    let mut play = home();
    play.choose("Minutes");
    play.keys("crew<esc>").shows("Start meeting").choose("Minutes").shows("crew");
    play.shows("good news  … called to ask where the crew was.").keys("<esc>");
    play.choose("Promises").keys("mia<esc>").shows("Start meeting").choose("Promises").shows("mia");
    play.keys("<esc>q");
    assert_eq!(play.asked.last(), Some(&Effect::Quit), "nobody misses them");
}

#[test]
fn a_held_enter_does_not_leave_with_words_that_would_be_lost() {
    let mut play = first();
    play.choose("Set up your teams");
    play.keys("Design<esc><down><down><down><down>").hold(key("enter"), 60);
    assert_eq!(play.notice(), "Enter is held down; press it once more to leave all the same");
    assert_ne!(play.asked.last(), Some(&Effect::Quit));
    play.keys("<enter>");
    assert_eq!(play.asked.last(), Some(&Effect::Quit));
}
