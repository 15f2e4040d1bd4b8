//! What became of every promise of a series, beside what is still open.

use jiff::tz::Offset;
use turnabout::{
    demo,
    domain::{
        Change, Meeting,
        history::History,
        meeting::{OpenAction, Verdict},
        promises::{Promises, soonest},
        review::NewReview,
        series::Series,
    },
};

use super::{World, open_action, wording};
use crate::meetings::{agenda, begin};

fn fold(meetings: &[Meeting]) -> Promises {
    let mut promises = Promises::default();
    for meeting in meetings {
        promises.add(meeting);
    }
    promises
}

/// The meeting after these in which these verdicts were given on the first promise.
fn judged(earlier: &[Meeting], verdict: Verdict) -> Meeting {
    let mut meeting = begin(&agenda(2, 2, true), earlier.len() as u32 + 1);
    meeting.open_actions = fold(earlier).all.into_iter().map(|promise| promise.action).collect();
    let mut world = World { meeting, history: History::default() };
    let of = world.meeting.open_actions[0].of.clone();
    let new_due = Some(jiff::civil::date(2026, 12, 24));
    world.make(Change::Judge(NewReview { of, verdict, helped: None, reason: None, note: None, new_due }));
    world.make(Change::Close);
    world.meeting
}

#[test]
fn what_is_open_is_what_the_series_says_is_open() {
    let now = jiff::civil::date(2026, 11, 24).at(9, 0, 0, 0).to_zoned(Offset::UTC.to_time_zone()).unwrap();
    let meetings = demo::meetings(&demo::agenda(), 26, &now);
    let promises = fold(&meetings);
    let open: Vec<OpenAction> =
        promises.all.iter().filter(|one| one.closed.is_none()).map(|one| one.action.clone()).collect();
    assert_eq!(open, Series::fold(&meetings).open_actions);
    assert_eq!(promises.all.len(), meetings.iter().map(|meeting| meeting.actions.len()).sum::<usize>());
}

#[test]
fn the_verdict_that_closes_a_promise_stays_with_it() {
    let mut first = World::new(2, 1);
    first.make(Change::Promise { wording: wording("Second crew") });
    first.make(Change::Close);
    let mut meetings = vec![first.meeting];
    meetings.push(judged(&meetings, Verdict::Moved));
    let moved = fold(&meetings).all.remove(0);
    assert_eq!((moved.closed, moved.action.carried), (None, 1));
    assert_eq!(moved.action.due, Some(jiff::civil::date(2026, 12, 24)));
    meetings.push(judged(&meetings, Verdict::Late));
    meetings.push(judged(&meetings, Verdict::NotKept));
    let late = fold(&meetings).all.remove(0);
    assert_eq!(late.closed, Some((Verdict::Late, meetings[2].started_at.date())));
    assert_eq!(late.action.carried, 1, "what is closed is not carried on");
}

#[test]
fn a_team_is_known_by_the_name_it_has_now() {
    let mut meetings = vec![begin(&agenda(2, 1, true), 1), begin(&agenda(3, 1, true), 2)];
    meetings[1].teams[0].name = "Field Sales".to_owned();
    let promises = fold(&meetings);
    let names: Vec<&str> = promises.teams.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["Field Sales", "Operations", "Service"]);
    assert_eq!(promises.team(" FIELD sales"), promises.team("SALES"));
    assert_eq!(promises.team("Sales x"), None);
    assert_eq!(promises.team_name(&"depot".into()), "depot");
}

#[test]
fn the_soonest_comes_first_and_what_has_no_date_last() {
    let due = |day: i8| Some(jiff::civil::date(2026, 12, day));
    let made = |due, owner: Option<&str>| OpenAction { due, owner: owner.map(str::to_owned), ..open_action() };
    let mut actions =
        [made(None, None), made(None, Some("Ana")), made(due(2), None), made(due(2), Some("Tom")), made(due(1), None)];
    actions.sort_by_cached_key(soonest);
    let order: Vec<_> = actions.iter().map(|action| (action.due, action.owner.as_deref())).collect();
    assert_eq!(order, [(due(1), None), (due(2), Some("Tom")), (due(2), None), (None, Some("Ana")), (None, None)]);
}
