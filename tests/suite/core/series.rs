//! The close, the series and the files by example.

use turnabout::domain::{
    Agenda, Change, Meeting, Refusal, TeamId,
    close::Place,
    entry::{EntryRef, Wording},
    history::History,
    json,
    meeting::{Attendance, OpenAction, Review, State, Verdict},
    series::{Series, StartReason},
};

use super::{World, bring, check, close, draft, full, next, note, pass, reword, spend, whole_turn, wording};
use crate::meetings::{DISCUSSION, EXCHANGE, OPENING, agenda, at, begin};

#[test]
fn closing_keeps_half_typed_text_as_notes_and_clears_the_screen() {
    let mut world = World::new(2, 1);
    world.make_all([draft("item3.line", " December\n"), draft("item2.bring", "We quo"), draft("odd", "x")]);
    world.make(draft("item9.line", "  "));
    let meeting = close(&mut world);
    let notes: Vec<_> = meeting.notes.iter().map(|note| (note.text.as_str(), note.item.as_deref())).collect();
    assert_eq!(notes, [("We quo", Some("exchange")), ("December", Some("discussion")), ("x", None)]);
    assert_eq!((meeting.state, meeting.ended_at.clone()), (State::Closed, Some(at(1))));
    assert_eq!((meeting.position, &meeting.clock, &meeting.caret), (None, &None, &None));
    assert!(meeting.drafts.is_empty());
}

#[test]
fn a_closed_meeting_takes_no_changes() {
    let mut world = full();
    world.make(Change::Close);
    let changes = [
        spend(1),
        Change::Pause(true),
        Change::Extend,
        Change::GoTo(0),
        draft("palette", "x"),
        Change::Facilitate(None),
        Change::StartWith("sales".into()),
        bring("x"),
        note("x"),
        reword(EntryRef::Note("o1".into()), "x"),
        Change::Remove(EntryRef::Note("o1".into())),
        Change::Plan(None),
        Change::Close,
    ];
    for change in changes {
        world.refuses(change, &Refusal::Closed);
    }
}

#[test]
fn there_is_no_item_behind_the_last() {
    let mut world = World::new(2, 1);
    world.make(Change::GoTo(4));
    world.refuses(Change::GoTo(5), &Refusal::NoSuchItem);
}

#[test]
fn closing_in_mid_round_owes_a_turn_to_the_teams_left_out() {
    let owed = |changes: Vec<Change>| {
        let mut world = World::new(3, 2);
        world.make_all(changes);
        close(&mut world).owed_turns.iter().map(TeamId::to_string).collect::<Vec<_>>()
    };
    let none: [&str; 0] = [];
    assert_eq!(owed(vec![]), none, "no round was begun");
    assert_eq!(owed(vec![spend(9)]), none, "time alone begins no turn");
    assert_eq!(owed(vec![pass("x")]), ["operations", "service"]);
    assert_eq!(owed(vec![pass("x"), bring("y")]), ["operations", "service"], "a problem alone is no turn");
    assert_eq!(owed(vec![pass("x"), pass("y"), pass("z")]), none);
    assert_eq!(owed(vec![pass("x"), pass("y"), pass("z"), bring("w")]), ["sales", "operations", "service"]);
}

#[test]
fn a_turn_that_was_taken_back_in_an_earlier_round_is_owed() {
    let mut world = World::new(2, 2);
    world.make_all(whole_turn(1));
    world.make_all([pass("x"), pass("y"), pass("z"), Change::Remove(EntryRef::Problem("p1".into()))]);
    check(&world, "1 Sales: Bring, Sales");
    assert_eq!(close(&mut world).owed_turns, [TeamId::from("sales")]);
}

#[test]
fn the_team_that_starts_swaps_from_meeting_to_meeting() {
    let agenda = agenda(2, 1, true);
    let mut meetings: Vec<Meeting> = Vec::new();
    let mut starts = Vec::new();
    for number in 1..=3 {
        let (first, reason) = Series::fold(&meetings).first_team(&agenda);
        starts.push((first.to_string(), reason));
        let mut meeting = begin(&agenda, number);
        meeting.apply(Change::StartWith(first), &at(0)).unwrap();
        meeting.apply(Change::Close, &at(9)).unwrap();
        meetings.push(meeting);
    }
    let start = |team: &str, reason| (team.to_owned(), reason);
    let swapped = StartReason::Swapped;
    assert_eq!(starts, [start("sales", StartReason::First), start("operations", swapped), start("sales", swapped)]);
}

#[test]
fn an_owed_team_starts_before_an_agreed_one_and_that_before_the_swap() {
    let agenda = agenda(3, 1, true);
    let first = |changes: Vec<Change>| {
        let mut world = World::of(&agenda);
        world.make_all(changes);
        let (team, reason) = Series::fold([close(&mut world)]).first_team(&agenda);
        (team.to_string(), reason)
    };
    let agreed = || Change::Plan(Some(next("service")));
    assert_eq!(first(vec![]), ("operations".to_owned(), StartReason::Swapped));
    assert_eq!(first(vec![agreed()]), ("service".to_owned(), StartReason::Agreed));
    assert_eq!(first(vec![agreed(), pass("x")]), ("operations".to_owned(), StartReason::Owed));
}

#[test]
fn the_minutes_announce_the_team_that_will_start() {
    let agenda = agenda(3, 1, true);
    let mut world = World::of(&agenda);
    world.make_all([pass("x"), Change::Plan(Some(next("service")))]);
    let meeting = close(&mut world);
    assert_eq!(meeting.next.as_ref().unwrap().first_team, Series::fold([meeting]).first_team(&agenda).0);
}

#[test]
fn no_other_team_than_those_of_the_meeting_can_start_next_time() {
    let mut world = World::new(2, 1);
    world.refuses(Change::Plan(Some(next("finance"))), &Refusal::UnknownTeam);
    world.make_all([Change::Plan(Some(next("sales"))), Change::Plan(None)]);
    assert_eq!(world.meeting.next, None);
}

#[test]
fn the_close_is_told_what_is_missing() {
    let mut world = World::new(2, 2);
    let absent =
        |name: &str| Change::Attend { team: "sales".into(), name: name.to_owned(), attendance: Attendance::Absent };
    let promise = |text: &str, owner: Option<&str>, due| Change::Promise {
        wording: Wording { text: text.to_owned(), owner: owner.map(str::to_owned), due },
    };
    let day = Some(jiff::civil::date(2026, 12, 1));
    world.make_all(whole_turn(1));
    world.make_all([bring("Changes come late"), absent("Ana Duarte"), absent("Tom Becker")]);
    world.make_all([promise("Call", None, None), promise("Mail", None, day), promise("Ask", Some("Raj Patel"), None)]);
    world.make_all([draft("item3.line", "December"), draft("item4.rate.sales", "8")]);
    world.make(Change::Reword { entry: EntryRef::Answer("n1".into()), wording: wording("A list") });
    let gaps: Vec<_> = world.meeting.gaps().into_iter().map(|gap| (gap.text, gap.place)).collect();
    let gap = |text: &str, place: Place| (text.to_owned(), place);
    let action = |id: &str| Place::Entry(EntryRef::Action(id.into()));
    let expected = [
        gap("nobody of Sales is here", Place::Item(OPENING)),
        gap("the turn of Operations is not finished, and 2 more", Place::Item(EXCHANGE)),
        gap("no owner and no date: A list", Place::Entry(EntryRef::Answer("n1".into()))),
        gap("no owner and no date: Call", action("a2")),
        gap("no owner: Mail", action("a3")),
        gap("no date: Ask", action("a4")),
        gap("typed, not recorded: December", Place::Typed(DISCUSSION, "line".to_owned())),
    ];
    assert_eq!(gaps, expected);
}

#[test]
fn a_running_meeting_without_a_word_for_six_hours_was_left_open() {
    let mut meeting = begin(&agenda(2, 1, true), 1);
    meeting.apply(Change::Spend { seconds: 60 }, &at(60)).unwrap();
    let since = |meeting: &Meeting, now: i64| {
        let series = Series::fold([meeting]);
        series.meetings[0].left_open_since(&at(now)).cloned()
    };
    assert_eq!(since(&meeting, 60 + 6 * 3600 - 1), None);
    assert_eq!(since(&meeting, 60 + 6 * 3600), Some(at(60)));
    meeting.apply(Change::Close, &at(61)).unwrap();
    assert_eq!(since(&meeting, 999_999), None);
}

/// Three meetings: an action is promised in the first, not kept in the second, kept in the third.
fn three_meetings() -> [Meeting; 3] {
    let agenda = agenda(2, 1, true);
    let review = |verdict, new_due| Review {
        of: "meeting-1/a1".into(),
        verdict,
        helped: None,
        reason: None,
        note: None,
        new_due,
        by_team: "sales".into(),
    };
    let meeting = |number: u32, reviews: Vec<Review>| {
        let mut world = World { meeting: begin(&agenda, number), history: History::default() };
        world.make_all(whole_turn(1));
        world.meeting.reviews = reviews;
        close(&mut world).clone()
    };
    let moved = review(Verdict::Moved, Some(jiff::civil::date(2026, 12, 24)));
    [meeting(1, vec![]), meeting(2, vec![moved]), meeting(3, vec![review(Verdict::Kept, None)])]
}

#[test]
fn a_series_adds_up_to_the_same_in_any_order() {
    let [one, two, three] = three_meetings();
    let expected = Series::fold([&one, &two, &three]);
    assert_eq!(expected.next_number(), 4);
    for order in [[&three, &two, &one], [&two, &three, &one], [&three, &one, &two]] {
        assert_eq!(Series::fold(order), expected);
    }
    let mut step_by_step = Series::default();
    for meeting in [&one, &two, &three] {
        step_by_step.add(meeting);
    }
    assert_eq!(step_by_step, expected);
}

#[test]
fn an_action_is_carried_until_it_is_kept() {
    let [one, two, three] = three_meetings();
    let open = |meetings: &[&Meeting]| -> Vec<String> {
        let line = |action: &OpenAction| format!("{} {} {}", action.of, action.due.unwrap(), action.carried);
        Series::fold(meetings.iter().copied()).open_actions.iter().map(line).collect()
    };
    assert_eq!(open(&[&one]), ["meeting-1/a1 2026-12-01 0"]);
    assert_eq!(open(&[&one, &two]), ["meeting-1/a1 2026-12-24 1", "meeting-2/a1 2026-12-01 0"]);
    assert_eq!(open(&[&one, &two, &three]), ["meeting-2/a1 2026-12-01 0", "meeting-3/a1 2026-12-01 0"]);
}

#[test]
fn minutes_of_version_1_are_read_and_written_as_they_were() {
    let text = include_str!("../../data/minutes-1.json");
    let parsed = json::parse::<Meeting>(text).unwrap();
    assert_eq!(parsed.unknown, Vec::<String>::new());
    assert_eq!(serde_json::to_value(&parsed.value).unwrap(), serde_json::from_str::<serde_json::Value>(text).unwrap());
}

#[test]
fn an_agenda_of_version_1_is_read_and_written_as_it_was() {
    let text = include_str!("../../data/agenda-1.json");
    let agenda = Agenda::parse(text).unwrap();
    assert_eq!(serde_json::to_value(&agenda).unwrap(), serde_json::from_str::<serde_json::Value>(text).unwrap());
}
