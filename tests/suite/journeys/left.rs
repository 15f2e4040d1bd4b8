//! Half-typed words of screens outside a meeting: Esc destroys none, and leaving says what would be lost.

use turnabout::{
    demo,
    domain::Meeting,
    tui::{
        app::{Effect, Event},
        screens::home::Shown,
        ui::Look,
    },
};

use super::home::shown;
use crate::play::{Play, key, ten};

fn home() -> Play {
    Play::home(&demo::agenda(), Some(&meetings()), Look::default())
}

fn meetings() -> Vec<Meeting> {
    demo::meetings(&demo::agenda(), demo::MEETINGS, &ten())
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
fn a_line_of_an_item_that_is_gone_is_not_taken_for_the_next_one() {
    let mut play = home();
    play.choose("Agenda");
    let item = "<down><down><down><down><down><down><down><down><down>";
    play.keys(&format!("{item}<enter><enter> soon<esc><esc>x<esc>")).choose("Agenda");
    play.keys(&format!("{item}<enter><enter>")).shows("What is the item called?");
    assert!(!play.screen(100, 30).contains(" soon"), "the item is another one now");
}

#[test]
fn a_correction_is_found_again_after_the_minutes_were_left() {
    let mut play = home();
    play.choose("Minutes");
    play.keys("<enter>c<home><enter><home>Truly: <esc>").shows("· half-typed").keys("<esc><esc><esc>");
    play.shows("Start meeting").choose("Minutes");
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

/// What was half-typed on a program that `play` leaves, where that is kept, in a new one.
#[track_caller]
fn again(mut play: Play, new: fn() -> Play) -> Play {
    play.keys("q");
    assert_eq!(play.asked.last(), Some(&Effect::Quit), "nothing is lost: {}", play.notice());
    let mut next = new();
    next.update(Event::HalfTyped(play.half_typed.into_iter().collect()));
    next
}

fn kept(mut play: Play) -> Play {
    play.update(Event::HalfTyped(Vec::new()));
    play
}

#[test]
fn teams_that_were_begun_outlive_the_program_until_they_meet() {
    let mut play = kept(first());
    play.choose("Set up your teams");
    play.keys("Design<enter>Ana, T<esc>");
    let mut play = again(play, first);
    assert_eq!(play.notice(), "found again from last time: the teams that were begun");
    play.choose("Set up your teams");
    play.shows("Ana, T").shows("Design").keys("om<enter>Build<enter><enter><enter>");
    let agenda = play.app().set_up().expect("the teams are set up").clone();
    play.update(Event::Founded("sales-operations".to_owned()));
    play.update(Event::Shown(Box::new(Shown { agenda, ..shown(&[]) })));
    play.shows("Design & Build");
    assert_eq!(play.half_typed.as_deref(), Some("{}"));
}

#[test]
fn a_line_of_the_agenda_outlives_the_program() {
    let mut play = kept(home());
    play.choose("Agenda");
    play.keys("<down><enter> North").keys("<esc><esc>");
    let mut play = again(play, home);
    play.choose("Agenda");
    play.keys("<down><enter>").shows("Sales North").keys("<enter>");
    assert_eq!(play.half_typed.as_deref(), Some("{}"), "it is recorded");
}

#[test]
fn a_correction_outlives_the_program_until_it_is_made() {
    let mut play = kept(home());
    play.choose("Minutes");
    play.keys("<enter>c<home><enter><home>Truly: <enter>They had").keys("<esc><esc><esc><esc><esc>");
    let mut play = again(play, home);
    play.choose("Minutes");
    play.keys("<enter>c<home><enter>").shows("Truly: ").keys("<enter>").shows("They had").keys(" said so<enter>");
    play.shows("corrected;");
    assert_eq!(play.half_typed.as_deref(), Some("{}"));
}

#[test]
fn a_correction_that_is_made_after_the_minutes_were_left_is_over() {
    let mut play = kept(home());
    play.choose("Minutes");
    play.keys("<enter>c<home><enter><home>Truly: <enter>They said so");
    play.is_slow = true;
    play.keys("<enter>");
    let Some(Effect::Correct(before, after)) = play.asked.pop() else { panic!("{:?}", play.asked) };
    play.keys("<esc><esc><esc><esc><esc><esc>").shows("Start meeting");
    assert!(play.half_typed.as_deref().is_some_and(|words| words.contains("Truly")));
    let reading = play.correct(&before, *after);
    play.update(Event::Corrected(Ok(reading)));
    assert_eq!(play.half_typed.as_deref(), Some("{}"));
}

#[test]
fn a_correction_that_reached_the_disk_while_the_program_ended_is_over() {
    let mut play = kept(home());
    play.choose("Minutes");
    play.keys("<enter>c<home><enter><home>Truly: <enter>They said so");
    let waiting = play.half_typed.clone().expect("something is kept");
    play.keys("<enter>").shows("corrected;");
    play.update(Event::HalfTyped(vec![waiting.clone()]));
    assert_eq!(play.half_typed.as_deref(), Some("{}"));
    // Nobody recorded that one.
    play.update(Event::HalfTyped(vec![waiting.replace("They said so", "They said it twice")]));
    play.keys("c<home><enter>").shows("They said it twice");
}

#[test]
fn words_that_the_disk_does_not_take_are_warned_about() {
    let mut play = kept(first());
    play.choose("Set up your teams");
    play.keys("Design<esc>");
    play.update(Event::HalfKept(false));
    warns(&mut play, "the teams that were begun");
}

#[test]
fn words_that_are_found_late_replace_nothing_that_is_typed() {
    let mut play = first();
    play.choose("Set up your teams");
    play.keys("Design");
    play.update(Event::HalfTyped(vec![r#"{"setups":[{"fields":["Old","","",""],"length":0,"at":0}]}"#.to_owned()]));
    play.shows("Design");
    assert!(play.half_typed.as_ref().is_some_and(|words| words.contains("Design") && words.contains("Old")));
    play.keys("<esc>").choose("Set up your teams").shows("Design");
    play.keys(&"<backspace>".repeat(6)).keys("<esc>").choose("Set up your teams").shows("Old");
}

#[test]
fn what_is_typed_is_handed_over_whether_its_place_is_known_or_not() {
    for (row, keys, words) in
        [("Agenda", "<down><enter> North", "Sales North"), ("Minutes", "<enter>c<home><enter><home>Truly: ", "Truly: ")]
    {
        let mut play = home();
        play.choose(row);
        play.keys(keys);
        assert!(play.half_typed.as_ref().is_some_and(|half| half.contains(words)), "{:?}", play.half_typed);
    }
}

#[test]
fn what_waited_joins_what_is_typed_already() {
    let mut play = kept(home());
    play.choose("Agenda");
    play.keys("<enter> waited<esc><down><down><enter> waited").keys("<esc><esc>");
    play.choose("Minutes");
    play.keys("<enter>c<home><enter><home>Waited: <esc><down><enter><home>Waited: <esc><esc><esc><esc>");
    let waited = play.half_typed.expect("something is kept");

    let mut play = home();
    play.choose("Agenda");
    play.keys("<enter> now");
    play.update(Event::HalfTyped(vec![waited.clone()]));
    play.shows("Sales & Delivery now").keys("<esc><down><down><enter>").shows(" waited").keys("<esc><esc>");
    play.choose("Minutes");
    play.keys("<enter>c<home><enter>").shows("Waited: ");

    let mut play = home();
    play.choose("Minutes");
    play.keys("<enter>c<home><enter><home>Now: ");
    play.update(Event::HalfTyped(vec![waited]));
    play.shows("Now: ").keys("<esc><down><enter>").shows("Waited: ").keys("<esc><up><enter>").shows("Now: ");
}

#[test]
fn a_line_of_an_agenda_that_was_changed_since_waits_for_it() {
    let mut play = kept(home());
    play.choose("Agenda");
    play.keys("<down><enter> North<esc><esc>");
    let waited = play.half_typed.clone();
    let mut agenda = demo::agenda();
    agenda.items.remove(1);
    play.update(Event::Shown(Box::new(Shown { agenda, ..shown(&meetings()) })));
    play.choose("Agenda");
    assert_eq!(play.notice(), "a half-typed line waits for the agenda as it was before somebody changed it");
    play.keys("<down><enter>");
    assert!(!play.screen(100, 30).contains("North"));
    assert_eq!(play.half_typed, waited);
    play.keys("<esc><esc>");
    play.update(Event::Shown(Box::new(shown(&meetings()))));
    play.choose("Agenda");
    play.keys("<down><enter>").shows("Sales North");
}

#[test]
fn half_typed_lines_go_with_their_rows_and_come_back_with_them() {
    let mut play = home();
    play.choose("Agenda");
    play.keys("<enter> half<esc>");
    let item = "<down><down><down><down><down><down><down><down><down><down>";
    play.keys(&format!("<home>{item}<enter><enter> soon<esc><esc>"));
    play.keys("K").keys("<enter><enter>").shows(" soon").keys("<esc><esc>");
    play.keys("x<home><enter>").shows(" half").keys("<esc><c-z>");
    play.keys("<esc>").choose("Agenda");
    play.keys(&format!("{item}<up><enter><enter>")).shows(" soon");
}

#[test]
fn a_line_that_was_recorded_waits_until_the_disk_has_the_agenda() {
    let mut play = kept(home());
    play.disk(Err("the disk is full".to_owned()));
    play.choose("Agenda");
    play.keys("<enter> whole<enter>");
    let words = play.half_typed.clone().expect("something is kept");
    assert!(words.contains(" whole"), "{words}");
    let mut next = home();
    next.update(Event::HalfTyped(vec![words]));
    next.choose("Agenda");
    next.keys("<enter>").shows(" whole");
    play.update(Event::Kept { series: "sales-operations".to_owned(), revision: 1, result: Ok(None) });
    assert_eq!(play.half_typed.as_deref(), Some("{}"));
}

#[test]
fn words_of_two_windows_are_both_found() {
    let typed = |name: &str| {
        let mut play = kept(first());
        play.choose("Set up your teams");
        play.keys(name);
        play.half_typed.expect("something is kept")
    };
    let mut play = first();
    play.update(Event::HalfTyped(vec![typed("One"), typed("Two")]));
    assert!(play.half_typed.as_ref().is_some_and(|words| words.contains("One") && words.contains("Two")));
    play.choose("Set up your teams").shows("One").keys("<backspace><backspace><backspace><esc>");
    play.choose("Set up your teams").shows("Two");
}

#[test]
fn corrections_of_one_record_by_two_windows_are_both_found() {
    let typed = |words: &str| {
        let mut play = kept(home());
        play.choose("Minutes");
        play.keys(&format!("<enter>c<home><enter><home>{words}"));
        play.half_typed.expect("something is kept")
    };
    let mut play = home();
    play.update(Event::HalfTyped(vec![typed("One: "), typed("Two: ")]));
    assert!(play.half_typed.as_ref().is_some_and(|words| words.contains("One: ") && words.contains("Two: ")));
    play.choose("Minutes");
    play.keys("<enter>c<home><enter>").shows("One: ").keys("<enter>So it was<enter>").shows("corrected;");
    play.keys("c<home><enter>").shows("Two: ");
}

#[test]
fn what_is_typed_while_a_correction_is_on_its_way_goes_on() {
    let mut play = kept(home());
    play.choose("Minutes");
    play.keys("<enter>c<home><enter><home>Truly: <enter>They said so");
    play.is_slow = true;
    play.keys("<enter>, late");
    let Some(Effect::Correct(before, after)) = play.asked.pop() else { panic!("{:?}", play.asked) };
    play.keys("<enter>");
    assert_eq!(play.notice(), "the last correction is still on its way to the disk; again in a moment");
    let reading = play.correct(&before, *after);
    play.update(Event::Corrected(Ok(reading)));
    play.shows("They said so, late");
    assert!(play.half_typed.is_some_and(|words| words.contains(", late")));
}

#[test]
fn nothing_is_typed_into_teams_that_are_being_made_a_series() {
    let mut play = kept(first());
    play.choose("Set up your teams");
    play.keys("Design<enter><enter>Build<enter><enter><enter>");
    assert_eq!(play.notice(), "the series is being made");
    play.keys("<up>late");
    assert!(!play.screen(100, 30).contains("late"));
    assert!(play.half_typed.is_some_and(|words| words.contains("Design") && words.contains("Build")));
}

#[test]
fn it_is_told_as_soon_as_the_disk_takes_no_half_typed_words() {
    let mut play = kept(first());
    play.choose("Set up your teams");
    play.keys("Design");
    play.update(Event::HalfKept(false));
    play.shows("NOT SAVED: the teams that were begun");
}

#[test]
fn what_is_half_typed_in_a_made_up_series_does_not_outlive_the_program() {
    let mut play = kept(home());
    play.update(Event::Shown(Box::new(Shown { is_demo: true, ..shown(&meetings()) })));
    play.choose("Minutes");
    play.keys("<enter>c<home><enter><home>Truly: <esc><esc><esc><esc>");
    assert_eq!(play.half_typed, None);
    warns(&mut play, "a half-typed correction");
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
