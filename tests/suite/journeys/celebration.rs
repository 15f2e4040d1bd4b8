//! The celebration of a goal: when it is shown, what ends it, and what moves in it.

use turnabout::tui::app::Event;

use super::goals::{GOAL, after, begun, reports, set};
use crate::play::{Play, key, with_goals};

#[test]
fn a_goal_that_is_met_fills_the_screen() {
    let mut play = after(&set(GOAL), "30<enter>");
    let screen = play.screen(100, 30);
    for words in [
        "30 installs in the quarter",
        "Reached: 30 of 30 installs",
        "Thanks to Ana Duarte and Raj Patel",
        "Both teams get: Team dinner",
    ] {
        assert!(screen.contains(words), "{words} is not on\n{screen}");
    }
    assert!(!screen.contains("saved"), "nothing of the meeting is seen\n{screen}");
    play.keys("<enter>").shows("● New goals");
}

#[test]
fn a_goal_is_celebrated_once() {
    let earlier = set(GOAL);
    let mut play = after(&earlier, "30<enter>");
    play.shows("Both teams get: Team dinner").keys("<esc><esc>").shows("Goal 1 of 1");
    play.keys("<enter>").shows("● New goals");
    assert_eq!(reports(play.meeting()), ["30 met"], "recorded again, it is not celebrated again");
    Play::again_after(play.meeting(), &with_goals(), &earlier, 5).shows("● New goals");
    let meetings = [earlier, vec![play.close()]].concat();
    let mut next = Play::after(&with_goals(), &meetings);
    next.keys("<enter>").shows("✓ Met: 30 installs in the quarter. Both teams get: Team dinner");
    next.keys("<enter>").shows("● New goals");
    let meetings = [meetings, vec![next.close()]].concat();
    let mut later = Play::after(&with_goals(), &meetings);
    later.keys("<enter>");
    assert!(!later.screen(100, 30).contains("Met:"), "it is news only once");
}

#[test]
fn a_crash_in_the_middle_of_the_celebration_loses_nothing() {
    let earlier = set(GOAL);
    let play = after(&earlier, "30<enter>");
    let mut again = Play::again_after(play.meeting(), &with_goals(), &earlier, 5);
    again.shows("● New goals");
    assert_eq!(reports(again.meeting()), ["30 met"]);
}

#[test]
fn undo_takes_the_celebration_back_and_redo_is_quiet() {
    let mut play = after(&set(GOAL), "30<enter><c-z>");
    play.shows("Goal 1 of 1").shows("│ 30");
    assert!(play.meeting().goal_updates.is_empty());
    play.keys("<c-y>").shows("● New goals");
    assert_eq!(reports(play.meeting()), ["30 met"]);
}

#[test]
fn an_enter_that_is_held_down_does_not_end_the_celebration() {
    let mut play = after(&set(GOAL), "30<enter>");
    play.hold(key("enter"), 20);
    play.shows("Both teams get: Team dinner").keys("<enter>").shows("● New goals");
}

/// The celebration at each of three seconds.
fn three_seconds(motion: &str) -> Vec<String> {
    let mut play = after(&set(GOAL), "");
    play.keys(motion).keys("30<enter>");
    let picture = |play: &mut Play| {
        play.wait(1);
        play.screen(100, 30)
    };
    (0..3).map(|_| picture(&mut play)).collect()
}

#[test]
fn marks_move_once_a_second_unless_motion_is_off() {
    let moving = three_seconds("");
    assert!(moving[0] != moving[1] && moving[1] != moving[2], "{}", moving[0]);
    let still = three_seconds("<c-p>motion<enter>");
    assert!(still[0] == still[1] && still[1] == still[2], "{}\n{}", still[0], still[1]);
    let words = |screen: &str| screen.lines().filter(|line| !line.contains('◆')).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(&moving[0]), words(&still[0]), "only the marks move");
}

#[test]
fn nothing_moves_between_two_seconds() {
    let mut play = after(&set(GOAL), "30<enter>");
    let before = play.screen(100, 30);
    play.update(Event::Resized(100, 30));
    assert_eq!(play.screen(100, 30), before);
}

#[test]
fn motion_is_a_command_like_the_theme() {
    let mut play = begun("<c-p>motion<enter>");
    assert_eq!(play.notice(), "motion: off");
    play.keys("<c-p>motion<enter>");
    assert_eq!(play.notice(), "motion: on");
}
