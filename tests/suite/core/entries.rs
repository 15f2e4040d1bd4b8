//! Everything recorded by example: listed, reworded and removed.

use turnabout::domain::{
    Change, Refusal, TeamId,
    capture::{self, Context, Parts},
    change::TEXT_LIMIT,
    entry::{EntryRef, Wording},
    meeting::AnswerKind,
    quantity::Quantity,
};

use super::{World, agree, answer, bring, check, draft, full, note, pass, reword, spend, whole_turn, wording, yes};
use crate::meetings::moment;

#[test]
fn everything_recorded_is_listed_in_the_order_of_the_agenda() {
    let expected = [
        "guest: Lee Novak",
        "good news: A day early",
        "kept: Second crew",
        "dropped: 2026-11-10-1000/k1",
        "target: 12 installs",
        "deal: Brightline",
        "scope: 4 installs",
        "go: may be signed",
        "signed: 2026-11-10-1000/d1",
        "problem: We quote blind",
        "said back: They guess",
        "yes, if: A list @Raj Patel due:2026-12-01",
        "if: Sales reads it",
        "no: Two weeks",
        "because: racks take three",
        "agreement: enough: yes",
        "passed: Not today",
        "action: Call the customer",
        "decision: Quotes name a week",
        "goal: 30 installs",
        "progress: 2026-11-10-1000/g1: 22, open",
        "note: The depot closes",
        "parked: Spare parts",
        "rating: 8 Figures",
    ];
    assert_eq!(full().lines(), expected);
}

#[test]
fn every_entry_can_be_reworded_and_nothing_else_changes() {
    for (place, entry) in full().meeting.entries().iter().enumerate() {
        let mut world = full();
        if !entry.may_be_reworded() {
            world.refuses(reword(entry.at.clone(), "9 words"), &Refusal::NoWords);
            continue;
        }
        let mut expected = world.lines();
        expected[place] = format!("{}: 9 words", entry.label);
        // How much a deal counts for is found in its scope, and stands behind its name.
        if let ("scope", Some(deal)) = (entry.label, expected.iter_mut().find(|line| line.starts_with("deal: "))) {
            deal.push_str(" 9 words");
        }
        world.make(reword(entry.at.clone(), " 9 words "));
        assert_eq!(world.lines(), expected);
        let now = world.meeting.entries()[place].at.clone();
        world.refuses(reword(now, " "), &Refusal::Empty);
        world.undo();
        assert_eq!(world.lines(), full().lines());
    }
}

#[test]
fn every_entry_can_be_removed_with_what_hangs_on_it_and_comes_back_by_undo() {
    let gone_with = |label: &'static str| match label {
        "problem" => vec!["problem", "said back", "yes, if", "if", "no", "because", "agreement"],
        "yes, if" | "if" => vec!["yes, if", "if"],
        "deal" => vec!["deal", "scope", "go"],
        "no" | "because" => vec!["no", "because"],
        label => vec![label],
    };
    for entry in full().meeting.entries() {
        let mut world = full();
        let before = world.meeting.clone();
        world.make(Change::Remove(entry.at.clone()));
        world.refuses(Change::Remove(entry.at.clone()), &Refusal::Gone);
        let labels: Vec<_> = world.meeting.entries().iter().map(|entry| entry.label).collect();
        let gone = gone_with(entry.label);
        let kept: Vec<_> = before.entries().iter().map(|entry| entry.label).filter(|l| !gone.contains(l)).collect();
        assert_eq!(labels, kept, "after removing {:?}", entry.at);
        world.undo();
        assert_eq!(world.lines(), full().lines());
    }
}

#[test]
fn an_expectation_that_is_reworded_counts_anew() {
    let mut world = full();
    world.make(reword(EntryRef::Expectation("e1".into()), "9 trainings"));
    assert_eq!(world.meeting.expectations[0].quantity, Quantity::find("9 trainings"));
}

#[test]
fn a_person_is_not_renamed_to_somebody_else_on_the_list() {
    let mut world = full();
    let guest = || EntryRef::Person("sales".into(), "Lee Novak".to_owned());
    world.refuses(reword(guest(), "Ana Duarte"), &Refusal::Listed("Ana Duarte".to_owned()));
    world.make(reword(guest(), "Leo Novak"));
    world.refuses(reword(guest(), "Leo"), &Refusal::Gone);
}

#[test]
fn a_reworded_answer_changes_its_action() {
    let mut world = full();
    let due = Some(jiff::civil::date(2026, 12, 8));
    let wording = Wording { text: "A chart".to_owned(), owner: Some("Mia Svensson".to_owned()), due };
    world.make(Change::Reword { entry: EntryRef::Answer("n1".into()), wording });
    world.make(reword(EntryRef::Detail("n1".into()), "Sales prints it"));
    let action = &world.meeting.actions[0];
    assert_eq!((action.text.as_str(), action.owner.as_deref(), action.due), ("A chart", Some("Mia Svensson"), due));
    assert_eq!(action.condition.as_deref(), Some("Sales prints it"));
    world.make(reword(EntryRef::Detail("n2".into()), "racks take four"));
    assert_eq!(world.meeting.turns[0].answers[1].reason.as_deref(), Some("racks take four"));
}

#[test]
fn a_reworded_action_changes_the_answer_it_came_from() {
    let mut world = full();
    world.make(reword(EntryRef::Action("a1".into()), "A chart"));
    assert_eq!(world.meeting.turns[0].answers[0].text, "A chart");
    assert_eq!((world.meeting.actions[0].text.as_str(), &world.meeting.actions[0].owner), ("A chart", &None));
}

#[test]
fn a_removed_problem_makes_its_turn_due_again_and_takes_its_actions_along() {
    let mut world = World::new(2, 1);
    world.make(spend(30));
    world.make_all(whole_turn(1));
    world.make_all(whole_turn(2));
    check(&world, "all turns are done");
    world.make(Change::Remove(EntryRef::Problem("p1".into())));
    check(&world, "1 Sales: Bring, Sales");
    let actions: Vec<_> = world.meeting.actions.iter().map(|action| action.id.as_str()).collect();
    assert_eq!(actions, ["a2"]);
    assert_eq!(world.meeting.turns[0].spent_s, [(TeamId::from("sales"), 30)].into(), "its time went by all the same");
}

#[test]
fn what_was_decided_about_a_removed_problem_does_not_pass_to_the_next_one() {
    let mut world = World::new(2, 1);
    world.make_all([bring("We quote blind"), Change::Decide("Quotes name a week".to_owned())]);
    world.make(Change::Promise { wording: wording("Call the customer") });
    world.make(Change::Remove(EntryRef::Problem("p1".into())));
    world.make(bring("Changes come late"));
    assert_eq!(world.meeting.turns[0].problem.as_ref().unwrap().id.as_str(), "p1");
    assert_eq!((&world.meeting.decisions[0].source, &world.meeting.actions[0].source), (&None, &None));
}

#[test]
fn the_only_answer_of_a_finished_turn_stays() {
    let mut world = World::new(2, 1);
    world.make_all([bring("We quote blind"), Change::SayBack(Some("They guess".to_owned()))]);
    world.make_all([yes("A list"), Change::FinishHelp, agree(&["n1"])]);
    let only = Refusal::OnlyAnswer("Operations".to_owned());
    world.refuses(Change::Remove(EntryRef::Answer("n1".into())), &only);
    world.refuses(Change::Remove(EntryRef::Action("a1".into())), &Refusal::FromAnswer);
    world.make(Change::Remove(EntryRef::Agreement("t1".into())));
    check(&world, "1 Sales: Agree, Sales");
    assert_eq!(world.meeting.actions, [], "what was promised by the agreement is gone with it");
    world.make(Change::Remove(EntryRef::Answer("n1".into())));
    check(&world, "1 Sales: Help, Operations");
}

#[test]
fn one_of_two_answers_of_a_finished_turn_can_go_with_its_action() {
    let mut world = World::new(2, 1);
    world.make_all([bring("We quote blind"), Change::SayBack(None), yes("A list"), yes("A log")]);
    world.make_all([Change::FinishHelp, agree(&["n1", "n2"])]);
    world.make(Change::Remove(EntryRef::Answer("n1".into())));
    let actions: Vec<_> = world.meeting.actions.iter().map(|action| action.text.as_str()).collect();
    assert_eq!(actions, ["A log"]);
    assert!(world.meeting.turns[0].is_done());
}

#[test]
fn a_passed_turn_that_is_taken_back_goes_on_where_it_was() {
    let mut world = World::new(2, 1);
    world.make_all([bring("We quote blind"), Change::SayBack(None), yes("A list"), pass("Out of time")]);
    world.make(Change::Remove(EntryRef::Pass("t1".into())));
    check(&world, "1 Sales: Help, Operations");
    assert_eq!(world.meeting.turns[0].answers.len(), 1);
}

#[test]
fn what_was_never_recorded_is_neither_reworded_nor_removed() {
    let mut world = World::new(2, 1);
    world.make_all(whole_turn(1));
    world.make_all([pass("Not today"), spend(5)]);
    let entries = [
        EntryRef::SaidBack("t1".into()),
        EntryRef::SaidBack("t2".into()),
        EntryRef::Pass("t1".into()),
        EntryRef::Agreement("t2".into()),
        EntryRef::Detail("n1".into()),
        EntryRef::Problem("p2".into()),
        EntryRef::Note("o1".into()),
    ];
    for entry in entries {
        let is_agreement = matches!(entry, EntryRef::Agreement(_));
        let refusal = if is_agreement { Refusal::NoWords } else { Refusal::Gone };
        world.refuses(reword(entry.clone(), "words"), &refusal);
        world.refuses(Change::Remove(entry), &Refusal::Gone);
    }
}

#[test]
fn too_much_text_is_refused_with_its_length() {
    let mut world = World::new(2, 1);
    let long = "x".repeat(TEXT_LIMIT + 1);
    world.refuses(note(&long), &Refusal::TooLong(TEXT_LIMIT + 1));
    world.refuses(draft("palette", &long), &Refusal::TooLong(TEXT_LIMIT + 1));
    world.make(note(&"x".repeat(TEXT_LIMIT)));
    world.make_all([bring("We quote blind"), Change::SayBack(None)]);
    world.refuses(answer(AnswerKind::No, "No", Some(&long)), &Refusal::TooLong(TEXT_LIMIT + 1));
}

#[test]
fn a_rating_is_from_1_to_10_and_replaces_the_earlier_one() {
    let mut world = World::new(2, 1);
    let rate = |team: &str, score| Change::Rate { team: team.into(), score, better: Some(" ".to_owned()) };
    world.refuses(rate("sales", 0), &Refusal::Score);
    world.refuses(rate("sales", 11), &Refusal::Score);
    world.refuses(rate("nobody", 5), &Refusal::UnknownTeam);
    world.make_all([rate("operations", 5), rate("sales", 7), rate("operations", 6)]);
    assert_eq!(world.lines(), ["rating: 7", "rating: 6"]);
    world.refuses(reword(EntryRef::Rating("sales".into()), "great"), &Refusal::Score);
}

#[test]
fn an_entry_is_read_back_as_it_was_recorded() {
    let world = full();
    let people: Vec<&str> = world.meeting.people().collect();
    let context = Context { people: &people, today: moment(0).date(), next: None };
    let entry = world.meeting.entries().into_iter().find(|entry| entry.label == "yes, if").unwrap();
    let captured = capture::parse_last(&entry.line, &context, Parts::Both);
    assert_eq!((captured.text.as_str(), captured.owner.as_deref()), ("A list", Some("Raj Patel")));
    assert_eq!(captured.due, Some(jiff::civil::date(2026, 12, 1)));
}
