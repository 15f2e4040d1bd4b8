//! Promises that are disputed by example: what is parked, and what outlives the dispute.

use turnabout::domain::{
    Change, Ref,
    entry::EntryRef,
    meeting::{OpenAction, Verdict},
    review::NewReview,
};

use super::{World, judge, open_action, reword};

/// A meeting of two teams with one open promise.
fn with_promise() -> World {
    let mut world = World::new(2, 2);
    world.meeting.open_actions.push(open_action());
    world
}

/// The words of what is parked.
fn parked(world: &World) -> Vec<&str> {
    world.meeting.parked.iter().map(|parked| parked.text.as_str()).collect()
}

#[test]
fn what_is_disputed_is_parked_as_long_as_it_is() {
    let mut world = with_promise();
    world.make(judge(Verdict::Disputed));
    assert_eq!(parked(&world), ["Disputed: Second crew"]);
    assert_eq!(world.meeting.parked[0].team, Some("sales".into()));
    world.make(judge(Verdict::Kept));
    assert!(world.meeting.parked.is_empty());
}

#[test]
fn what_another_promise_left_parked_stays_when_one_is_judged_again() {
    let mut world = with_promise();
    let back = OpenAction { of: "meeting-0/a2".into(), text: "Second crew back".to_owned(), ..open_action() };
    world.meeting.open_actions.push(back.clone());
    let dispute = |of: &Ref, note: &str| {
        let (helped, reason, note) = (None, None, Some(note.to_owned()));
        Change::Judge(NewReview { of: of.clone(), verdict: Verdict::Disputed, helped, reason, note, new_due: None })
    };
    world.make(Change::Park("Disputed: Second crew, says Olu".to_owned()));
    world.make_all([dispute(&open_action().of, "when?"), dispute(&back.of, "who?"), judge(Verdict::Kept)]);
    assert_eq!(parked(&world), ["Disputed: Second crew, says Olu", "Disputed: Second crew back (who?)"]);
    world.make(dispute(&back.of, "why?"));
    assert_eq!(parked(&world), ["Disputed: Second crew, says Olu", "Disputed: Second crew back (why?)"]);
    world.make(Change::Remove(EntryRef::Review(back.of)));
    assert_eq!(parked(&world), ["Disputed: Second crew, says Olu"]);
}

#[test]
fn what_is_disputed_and_parked_in_other_words_keeps_them() {
    let mut world = with_promise();
    world.make_all([judge(Verdict::Disputed), reword(EntryRef::Parked("k1".into()), "A second crew, or none?")]);
    world.make(judge(Verdict::Disputed));
    assert_eq!(parked(&world), ["A second crew, or none?"], "nothing else is said");
    world.make(Change::Remove(EntryRef::Review(open_action().of)));
    assert_eq!(parked(&world), ["A second crew, or none?"]);
}
