//! Typing on every screen: in a terminal that is too small for it, and before an Esc.

use turnabout::{
    domain::Meeting,
    tui::{app::Event, ui::Look},
};

use super::all;
use crate::play::{Play, agenda};

/// Screens over a meeting whose field is searched with and not recorded.
const SEARCHES: [&str; 3] = ["palette", "help_keys", "help_keys_of_a_list"];

/// What lies over a field and has none itself.
const OVER_FIELDS: [&str; 5] = ["entries", "more_time", "extended_twice", "gap", "gap_left_open"];

/// The screens on which text is typed.
fn fields() -> Vec<(&'static str, Play)> {
    let has_field = |(name, play): &(&str, Play)| !OVER_FIELDS.contains(name) && play.cursor(100, 30).is_some();
    let fields: Vec<_> = all(Look::default()).into_iter().filter(has_field).collect();
    assert!(fields.len() > 50, "{}", fields.len());
    fields
}

/// The running meeting whose record takes what is typed on this screen.
fn record<'p>(name: &str, play: &'p Play) -> Option<&'p Meeting> {
    let (meeting, _) = play.app().snapshot()?;
    (meeting.is_running() && !SEARCHES.contains(&name)).then_some(meeting)
}

#[track_caller]
fn is_drafted(name: &str, play: &Play, word: &str) {
    if let Some(meeting) = record(name, play) {
        assert!(meeting.drafts.values().any(|text| text.contains(word)), "{name}: {:?}", meeting.drafts);
    }
}

#[test]
fn a_screen_that_is_too_small_says_what_it_needs() {
    for (name, play) in all(Look::default()) {
        for columns in [1, 2, 3, 5, 9, 17, 29, 30, 45, 59, 60, 100] {
            for rows in [1, 2, 3, 5, 9, 15, 16, 30] {
                let screen = play.screen(columns, rows);
                let wanted = format!("needs 60x16, has {columns}x{rows}");
                let is_small = columns < 60 || rows < 16;
                assert!(columns < 30 || screen.contains(&wanted) == is_small, "{name} at {columns}x{rows}: {screen}");
            }
        }
    }
}

#[test]
fn typing_lands_on_every_screen_although_it_is_too_small() {
    for (name, mut play) in fields() {
        for (columns, rows, typed) in [(59, 16, "zebra"), (60, 15, "ring")] {
            play.update(Event::Resized(columns, rows));
            play.screen(columns, rows);
            play.keys(typed);
        }
        play.update(Event::Resized(100, 30));
        play.shows("zebraring");
        is_drafted(name, &play, "zebraring");
    }
}

#[test]
fn esc_keeps_what_is_typed_on_every_screen_of_a_meeting() {
    let mut of_record = fields();
    of_record.retain(|(name, play)| record(name, play).is_some());
    assert!(of_record.len() > 35, "{}", of_record.len());
    for (name, mut play) in of_record {
        // What follows Esc is the rest of an arrow that was torn.
        play.keys("zebra<esc>[A");
        is_drafted(name, &play, "zebra");
        let before = play.meeting().entries().len();
        play.keys("<esc><esc>");
        is_drafted(name, &play, "zebra");
        assert_eq!(play.meeting().entries().len(), before, "{name}");
    }
}

#[test]
fn typing_lands_although_the_screen_is_too_small() {
    let mut play = Play::begin(&agenda());
    play.screen(20, 5);
    play.keys("<enter>We quote blind<enter>");
    play.screen(20, 5);
    assert_eq!(play.meeting().turns[0].problem.as_ref().unwrap().text, "We quote blind");
}
