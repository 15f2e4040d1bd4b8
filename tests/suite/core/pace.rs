//! The predicted end, what is out of reach, more time and the balance by example.

use turnabout::domain::{Change, Meeting, Refusal, json, pace::minutes};

use super::{World, bring, note, pass, spend};
use crate::meetings::{DISCUSSION, EXCHANGE, OPENING, moment};

/// Place of the good news, which are planned to take 2 minutes.
const WINS: usize = 1;

/// A meeting on its good news: 30 minutes are still planned, and so much reserve.
fn with_reserve(reserve_s: u32) -> World {
    let mut world = World::new(2, 1);
    world.make(Change::GoTo(WINS));
    world.meeting.planned_s = Some(33 * 60 + reserve_s);
    world
}

/// Minutes and seconds from the start to the predicted end that is told so many seconds after the start.
fn told(world: &World, now: i64) -> Option<String> {
    let end = world.meeting.told_end(&moment(now))?;
    let seconds = end.timestamp().as_second() - moment(0).timestamp().as_second();
    Some(minutes(u32::try_from(seconds).unwrap()))
}

#[test]
fn the_reserve_is_a_buffer_behind_the_items() {
    let world = with_reserve(120);
    assert_eq!(world.meeting.reserve_s(), 120);
    assert_eq!(world.meeting.planned_end(), moment(35 * 60));
    assert_eq!(world.meeting.predicted_end(&moment(180)), Some(moment(33 * 60)), "on plan, done before the reserve");
}

#[test]
fn the_predicted_end_is_told_when_it_is_late_or_earlier_than_the_reserve_explains() {
    let world = with_reserve(120);
    assert_eq!(told(&world, 119), Some("31:59".to_owned()), "earlier by more than the reserve and a minute");
    assert_eq!(told(&world, 120), None);
    assert_eq!(told(&world, 180), None, "on plan");
    assert_eq!(told(&world, 359), None, "the reserve takes the delay");
    assert_eq!(told(&world, 360), Some("36:00".to_owned()));
    let none = with_reserve(0);
    assert_eq!(none.meeting.reserve_s(), 0);
    assert_eq!((told(&none, 180), told(&none, 240)), (None, Some("34:00".to_owned())));
    let mut closed = with_reserve(0);
    closed.make(Change::Close);
    assert_eq!(told(&closed, 9999), None);
}

#[track_caller]
fn misses(world: &World, now: i64, items: &[usize]) {
    assert_eq!(world.meeting.out_of_reach(&moment(now)), items);
}

#[test]
fn an_item_that_begins_when_closing_must_is_out_of_reach() {
    let mut world = World::new(2, 1);
    misses(&world, 17 * 60, &[]);
    misses(&world, 17 * 60 + 1, &[DISCUSSION]);
    misses(&world, 36_000, &[DISCUSSION]);
    world.meeting.planned_s = Some(34 * 60);
    misses(&world, 18 * 60, &[]);
    world.make(pass("Nothing"));
    misses(&world, 24 * 60, &[]);
    world.make_all([Change::GoTo(DISCUSSION), spend(1), Change::GoTo(EXCHANGE)]);
    misses(&world, 36_000, &[]);
}

#[test]
fn everything_still_to_come_is_looked_at_but_never_the_close() {
    let mut world = World::new(2, 1);
    world.make(Change::GoTo(OPENING));
    misses(&world, 0, &[]);
    misses(&world, 1, &[DISCUSSION]);
    misses(&world, 25 * 60, &[EXCHANGE, DISCUSSION]);
    misses(&world, 27 * 60, &[WINS, EXCHANGE, DISCUSSION]);
    world.make(Change::GoTo(4));
    misses(&world, 36_000, &[]);
    world.make(Change::Close);
    misses(&world, 36_000, &[]);
}

fn planned(world: &World) -> u32 {
    world.meeting.current_span().unwrap().planned_s
}

#[test]
fn a_move_is_extended_by_two_minutes_then_by_one_and_no_more() {
    let mut world = World::new(2, 1);
    let end = |world: &World| world.meeting.predicted_end(&moment(0)).unwrap();
    assert_eq!((planned(&world), end(&world)), (90, moment(16 * 60)));
    world.make(Change::Extend);
    assert_eq!((planned(&world), end(&world)), (90 + 120, moment(18 * 60)));
    world.make(Change::Extend);
    assert_eq!((planned(&world), end(&world)), (90 + 180, moment(19 * 60)));
    world.refuses(Change::Extend, &Refusal::ExtendedTwice);
    assert_eq!(Refusal::ExtendedTwice.to_string(), "extended twice; park it for next time");
}

#[test]
fn the_next_move_and_the_next_item_have_their_own_time() {
    let mut world = World::new(2, 1);
    world.make_all([Change::Extend, Change::Extend, bring("We quote blind")]);
    assert_eq!(planned(&world), 30);
    world.make_all([Change::Extend, Change::GoTo(OPENING)]);
    assert_eq!(planned(&world), 180);
    world.make(Change::Extend);
    assert_eq!(planned(&world), 300);
    world.make(Change::GoTo(DISCUSSION));
    world.refuses(Change::Extend, &Refusal::Unplanned);
}

#[test]
fn more_time_is_kept_in_the_file_and_by_undo() {
    let mut world = World::new(2, 1);
    world.make(note("aside"));
    let plain = serde_json::to_string(&world.meeting).unwrap();
    assert!(!plain.contains("extended"));
    world.make(Change::Extend);
    assert!(world.history.has_undo());
    world.undo();
    assert_eq!(planned(&world), 90 + 120, "it is no record, and time is not undone");
    world.make_all([bring("We quote blind"), Change::Extend]);
    world.undo();
    assert_eq!(planned(&world), 90 + 120, "the move taken back has the time that it had");
    let text = serde_json::to_string(&world.meeting).unwrap();
    assert_eq!(json::parse::<Meeting>(&text).unwrap().value, world.meeting);
}

/// The larger share of teams that have had so many seconds.
#[track_caller]
fn share(spent: &[u32], expected: Option<(&str, u32)>) {
    let mut world = World::new(spent.len(), 1);
    world.make(spend(1));
    let talk = world.meeting.teams.iter().map(|team| team.id.clone()).zip(spent.iter().copied());
    world.meeting.turns[0].spent_s = talk.collect();
    assert_eq!(world.meeting.larger_share().map(|(team, percent)| (team.as_str(), percent)), expected);
}

#[test]
fn a_share_past_sixty_to_forty_is_told_whichever_team_has_it() {
    share(&[120, 80], None);
    share(&[121, 79], Some(("sales", 61)));
    share(&[80, 140], Some(("operations", 64)));
}

#[test]
fn of_more_teams_a_share_past_six_fifths_of_the_fair_one_is_told() {
    share(&[60, 80, 60], None);
    share(&[59, 82, 59], Some(("operations", 41)));
    share(&[60, 60, 50, 30], None);
    share(&[62, 58, 50, 30], Some(("sales", 31)));
}

#[test]
fn nothing_is_told_of_the_balance_before_there_is_one() {
    share(&[120, 59], None);
    share(&[120, 60], Some(("sales", 67)));
    share(&[3600, 0], None);
    share(&[3600, 0, 60], None);
    share(&[0, 0], None);
}
