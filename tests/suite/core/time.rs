//! Time and undo by example: what is counted, what is taken back.

use turnabout::domain::{Change, Move};

use super::{World, bring, draft, note, pass, spend};
use crate::meetings::{EXCHANGE, OPENING, at, moment};

#[test]
fn a_second_belongs_to_the_item_on_screen_and_to_the_team_with_the_move() {
    let mut world = World::new(2, 1);
    world.make_all([spend(20), bring("We quote blind"), spend(7), Change::GoTo(OPENING), spend(3)]);
    let spent: Vec<_> = world.meeting.items.iter().map(|item| item.spent_s).collect();
    assert_eq!(spent, [3, 0, 27, 0, 0]);
    let talk: Vec<_> = world.meeting.talk_time().into_iter().map(|(team, s)| (team.as_str(), s)).collect();
    assert_eq!(talk, [("sales", 20), ("operations", 7)]);
}

#[test]
fn a_pause_stops_the_meeting_but_not_the_count_of_the_clock() {
    let mut world = World::new(2, 1);
    world.make_all([Change::Pause(true), spend(20)]);
    assert_eq!(world.meeting.items[EXCHANGE].spent_s, 0);
    assert_eq!(world.meeting.clock.as_ref().unwrap().at, at(1), "the clock knows up to when it has looked");
    world.make_all([Change::Pause(false), spend(20)]);
    assert_eq!(world.meeting.items[EXCHANGE].spent_s, 20);
}

#[test]
fn the_time_of_a_move_begins_anew_with_the_next_move() {
    let mut world = World::new(2, 1);
    let move_s = |world: &World| world.meeting.current_span().unwrap().spent_s;
    world.make_all([spend(20), note("aside"), spend(5)]);
    assert_eq!(move_s(&world), 25, "a note is no move");
    world.make(bring("We quote blind"));
    assert_eq!(move_s(&world), 0);
    world.make(spend(4));
    world.undo();
    assert_eq!(move_s(&world), 25, "the move taken back goes on where it was");
    world.redo();
    assert_eq!(move_s(&world), 4);
}

#[test]
fn the_predicted_end_counts_what_is_left_of_the_plan() {
    let mut world = World::new(2, 1);
    let minutes = |world: &World, now: i64| {
        let end = world.meeting.predicted_end(&moment(now)).unwrap();
        (end.timestamp().as_second() - moment(0).timestamp().as_second()) / 60
    };
    assert_eq!(world.meeting.planned_end(), moment(33 * 60));
    assert_eq!(minutes(&world, 0), 16, "in the exchange: two turns of 6 minutes, then 4 minutes to close");
    world.make(spend(60));
    assert_eq!(minutes(&world, 60), 16, "time spent as planned changes nothing");
    world.make(pass("Nothing"));
    assert_eq!(minutes(&world, 60), 11, "a short turn brings the end nearer");
    world.make(Change::GoTo(OPENING));
    assert_eq!(minutes(&world, 0), 3 + 2 + 23 + 4, "before the exchange its item counts as planned");
    world.make(Change::Close);
    assert_eq!(world.meeting.predicted_end(&moment(0)), None);
}

#[test]
fn times_beyond_all_bounds_add_up_to_the_largest() {
    let mut world = World::new(2, 1);
    world.make_all([spend(u32::MAX), bring("We quote blind"), spend(u32::MAX), spend(9)]);
    assert_eq!(world.meeting.turn_span(0).spent_s, u32::MAX);
    world.make(pass("x"));
    world.make_all([bring("y"), spend(9)]);
    assert_eq!(world.meeting.talk_time()[1].1, u32::MAX);
    for item in &mut world.meeting.items {
        (item.planned_s, item.turn_s) = (u32::MAX, Some(u32::MAX));
    }
    assert_eq!(world.meeting.planned_total_s(), u32::MAX);
    assert_eq!(world.meeting.move_s(Move::Help), u32::MAX / 2);
    assert!(world.meeting.predicted_end(&moment(0)).is_some());
}

#[test]
fn undo_takes_back_what_was_recorded_and_leaves_time_and_typing() {
    let mut world = World::new(2, 1);
    assert!(!world.history.undo(&mut world.meeting) && !world.history.redo(&mut world.meeting));
    world.make_all([note("one"), spend(9), draft("palette", "half"), Change::Pause(true)]);
    world.undo();
    assert_eq!(world.lines(), Vec::<String>::new());
    assert_eq!(world.meeting.items[EXCHANGE].spent_s, 9);
    assert_eq!(world.meeting.talk_time()[0].1, 9);
    assert_eq!(world.meeting.drafts["palette"], "half");
    assert!(world.meeting.clock.as_ref().unwrap().paused);
    world.redo();
    assert_eq!(world.lines(), ["note: one"]);
}

#[test]
fn the_time_of_a_move_goes_on_when_something_else_is_taken_back() {
    let mut world = World::new(2, 1);
    world.make_all([spend(60), note("aside"), spend(60)]);
    world.undo();
    assert_eq!(world.meeting.current_span().unwrap().spent_s, 120);
}

#[test]
fn text_typed_since_stays_typed_when_something_else_is_taken_back() {
    let mut world = World::new(2, 1);
    world.make_all([draft("item2.bring", "We"), note("aside"), draft("item2.bring", "We quote blind")]);
    world.undo();
    assert_eq!(world.meeting.drafts["item2.bring"], "We quote blind");
    let caret = world.meeting.caret.as_ref().unwrap();
    assert_eq!((caret.field.as_str(), caret.at), ("item2.bring", 14));
}

#[test]
fn text_that_was_recorded_comes_back_into_its_field() {
    let mut world = World::new(2, 1);
    world.make_all([draft("item2.bring", "We quote"), bring("We quote"), draft("item2.bring", "")]);
    world.undo();
    assert_eq!(world.meeting.drafts["item2.bring"], "We quote");
    assert_eq!(world.meeting.caret.as_ref().unwrap().at, 8);
}

#[test]
fn a_new_change_and_typing_forget_what_could_be_made_again() {
    for change in [note("two"), draft("palette", "half")] {
        let mut world = World::new(2, 1);
        world.make(note("one"));
        world.undo();
        world.make_all([spend(5), Change::GoTo(OPENING), Change::Pause(true)]);
        assert!(world.history.has_redo(), "time, place and pause are no news");
        world.make(change);
        assert!(!world.history.has_redo());
    }
}

#[test]
fn two_hundred_changes_can_be_taken_back() {
    let mut world = World::new(2, 1);
    for number in 0..205 {
        world.make(note(&number.to_string()));
    }
    let undone = std::iter::repeat_with(|| world.history.undo(&mut world.meeting)).take_while(|undone| *undone);
    assert_eq!(undone.count(), 200);
    assert_eq!(world.meeting.notes.len(), 5);
}

#[test]
fn in_the_longest_meeting_fewer_changes_can_be_taken_back() {
    let mut world = World::new(2, 1);
    world.make(note("one"));
    world.meeting.notes = vec![world.meeting.notes[0].clone(); 10_000];
    for number in 0..25 {
        world.make(note(&number.to_string()));
    }
    let undone = std::iter::repeat_with(|| world.history.undo(&mut world.meeting)).take_while(|undone| *undone);
    assert_eq!(undone.count(), 20);
    assert_eq!(world.meeting.notes.len(), 10_005);
}

#[test]
fn a_close_can_be_taken_back() {
    let mut world = World::new(2, 1);
    world.make_all([draft("item2.bring", "half"), Change::Close]);
    world.undo();
    assert!(world.meeting.is_running());
    assert_eq!((world.meeting.drafts["item2.bring"].as_str(), world.meeting.notes.len()), ("half", 0));
}
