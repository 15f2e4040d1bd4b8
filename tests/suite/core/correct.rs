//! Corrections of closed minutes by example: what may be corrected, what is kept of it, what is refused.

use turnabout::domain::{
    Change, Meeting, Refusal, capacity,
    correct::NewCorrection,
    entry::{EntryRef, Wording},
    series::Series,
};

use super::{full, wording};
use crate::meetings::at;

fn closed() -> Meeting {
    let mut world = full();
    world.make(Change::Close);
    world.meeting
}

fn new(entry: EntryRef, text: &str, why: &str) -> NewCorrection {
    NewCorrection { entry, wording: wording(text), why: why.to_owned() }
}

fn decision() -> EntryRef {
    EntryRef::Decision("x1".into())
}

#[track_caller]
fn refuses(meeting: &Meeting, correction: NewCorrection, refusal: &Refusal) {
    let mut tried = meeting.clone();
    assert_eq!(tried.correct(correction, &at(9)).as_ref(), Err(refusal));
    assert_eq!(tried, *meeting, "a refused correction changed something");
}

#[test]
fn a_correction_is_kept_with_its_time_the_old_words_the_new_ones_and_why() {
    let mut meeting = closed();
    meeting.correct(new(decision(), " Quotes name a day ", "misheard"), &at(7)).unwrap();
    assert_eq!(meeting.decisions[0].text, "Quotes name a day");
    meeting.correct(new(decision(), "Quotes name a week", "it was right"), &at(8)).unwrap();
    let kept =
        meeting.corrections.iter().map(|c| format!("{} {} {}: {} > {}, {}", c.id, c.at, c.of, c.old, c.new, c.why));
    let expected = [
        format!("c1 {} x1: Quotes name a week > Quotes name a day, misheard", at(7)),
        format!("c2 {} x1: Quotes name a day > Quotes name a week, it was right", at(8)),
    ];
    assert_eq!(kept.collect::<Vec<_>>(), expected);
    assert_eq!(serde_json::from_slice::<Meeting>(&turnabout::store::to_json(&meeting)).unwrap(), meeting);
}

#[test]
fn every_record_with_words_can_be_corrected_and_nothing_else_changes() {
    let lines = |meeting: &Meeting| meeting.entries().into_iter().map(|entry| entry.line).collect::<Vec<_>>();
    let before = closed();
    assert_eq!(before.correctable().len(), 16);
    for entry in before.correctable() {
        let mut meeting = before.clone();
        meeting.correct(new(entry.at.clone(), "9 words", "misheard"), &at(7)).unwrap();
        let mut expected = lines(&before);
        let place = before.entries().iter().position(|other| other.at == entry.at).unwrap();
        "9 words".clone_into(&mut expected[place]);
        if entry.label == "scope" {
            // How much a deal counts for is found in its scope, and stands behind its name.
            expected[place - 1].push_str(" 9 words");
        }
        assert_eq!(lines(&meeting), expected);
        assert_eq!(meeting.corrections[0].of, *entry.at.record().unwrap());
    }
}

#[test]
fn only_closed_minutes_are_corrected_and_only_with_words_and_a_reason() {
    refuses(&full().meeting, new(decision(), "A day", "misheard"), &Refusal::StillRunning);
    let meeting = closed();
    refuses(&meeting, new(decision(), " ", "misheard"), &Refusal::Empty);
    refuses(&meeting, new(decision(), "A day", " "), &Refusal::NoWhy);
    refuses(&meeting, new(decision(), "Quotes name a week", "misheard"), &Refusal::SameWords);
    refuses(&meeting, new(EntryRef::Decision("x9".into()), "A day", "misheard"), &Refusal::Gone);
    let agreement = meeting.entries().into_iter().find(|entry| entry.label == "agreement").unwrap().at;
    refuses(&meeting, new(agreement, "no", "misheard"), &Refusal::Gone);
    let rating = meeting.entries().into_iter().find(|entry| entry.label == "rating").unwrap().at;
    refuses(&meeting, new(rating, "9", "misheard"), &Refusal::NoWords);
}

#[test]
fn a_promise_is_corrected_in_the_answer_it_comes_from_and_carries_over_corrected() {
    let mut meeting = closed();
    let promise = meeting.turns[0].answers[0].action.clone().unwrap();
    let entry = meeting.entry_of_record(&promise).unwrap();
    assert_eq!(entry, EntryRef::Answer(meeting.turns[0].answers[0].id.clone()));
    let due = Some(jiff::civil::date(2026, 12, 4));
    let wording = Wording { text: "A shelf".to_owned(), owner: Some("Mia Svensson".to_owned()), due };
    meeting.correct(NewCorrection { entry, wording, why: "another list".to_owned() }, &at(7)).unwrap();
    assert_eq!(meeting.corrections[0].old, "A list @Raj Patel due:2026-12-01");
    assert_eq!(meeting.corrections[0].new, "A shelf @Mia Svensson due:2026-12-04");
    let series = Series::fold([&meeting]);
    let open = series.open_actions.iter().find(|open| open.text == "A shelf").expect("it is open");
    assert_eq!((open.owner.as_deref(), open.due), (Some("Mia Svensson"), due));
}

#[test]
fn figures_follow_corrected_words() {
    let mut meeting = closed();
    meeting.correct(new(EntryRef::Expectation("e1".into()), "99 installs", "a nine was missing"), &at(7)).unwrap();
    let loads = capacity::loads(&meeting);
    assert!(format!("{loads:?}").contains("99"), "{loads:?}");
}
