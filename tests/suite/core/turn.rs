//! The turn by example: whose move it is and what a move takes.

use turnabout::domain::{
    Change, Id, Move, Refusal,
    entry::EntryRef,
    meeting::{Action, AnswerKind},
};

use super::{World, agree, answer, bring, check, pass, spend, whole_turn, yes};
use crate::meetings::agenda;

#[test]
fn a_turn_goes_from_bring_to_agree_and_then_to_the_other_team() {
    let mut world = World::new(2, 1);
    check(&world, "1 Sales: Bring, Sales");
    world.make(bring(" We quote blind "));
    check(&world, "1 Sales: Say back, Operations");
    world.make(Change::SayBack(Some("They guess".to_owned())));
    check(&world, "1 Sales: Help, Operations");
    world.make(yes("A list every Monday"));
    check(&world, "1 Sales: Help, Operations");
    world.make(Change::FinishHelp);
    check(&world, "1 Sales: Agree, Sales");
    world.make(agree(&["n1"]));
    check(&world, "1 Operations: Bring, Operations");
    world.make_all(whole_turn(2));
    check(&world, "all turns are done");
    world.refuses(bring("more"), &Refusal::NoTurnLeft);
    world.refuses(pass("done"), &Refusal::NoTurnLeft);

    let first = &world.meeting.turns[0];
    assert_eq!(first.problem.as_ref().unwrap().text, "We quote blind");
    assert_eq!(first.said_back.as_deref(), Some("They guess"));
    assert_eq!((first.heard, first.helped.len()), (false, 0), "only needed while the turn goes on");
}

#[test]
fn a_change_of_another_move_is_refused_with_the_move_that_is_due() {
    let mut world = World::new(2, 1);
    let bring_due = Refusal::OtherMove("Bring");
    for change in [Change::SayBack(None), yes("x"), Change::FinishHelp, agree(&[])] {
        world.refuses(change, &bring_due);
    }
    world.make(bring("We quote blind"));
    world.refuses(bring("again"), &Refusal::OtherMove("Say back"));
    world.make(Change::SayBack(None));
    world.refuses(Change::FinishHelp, &Refusal::Unanswered("Operations".to_owned()));
}

#[test]
fn answers_that_are_taken_become_actions_and_others_do_not() {
    let mut world = World::new(2, 1);
    world.make_all([
        bring("We quote blind"),
        Change::SayBack(None),
        answer(AnswerKind::YesIf, "A list", Some("Sales reads it")),
        answer(AnswerKind::No, "Two weeks for all", Some("racks take three")),
        answer(AnswerKind::Instead, "A log", None),
        answer(AnswerKind::Later, "A crew", None),
        Change::FinishHelp,
        agree(&["n1", "n2", "n4", "n9"]),
    ]);
    let taken: Vec<_> = world.meeting.turns[0].answers.iter().map(|answer| answer.taken).collect();
    assert_eq!(taken, [Some(true), None, Some(false), Some(true)]);
    let action = |id: &str, text: &str, condition: Option<&str>| Action {
        id: id.into(),
        text: text.to_owned(),
        condition: condition.map(str::to_owned),
        team: "operations".into(),
        for_team: "sales".into(),
        owner: Some("Raj Patel".to_owned()),
        due: Some(jiff::civil::date(2026, 12, 1)),
        source: Some("p1".into()),
    };
    assert_eq!(world.meeting.actions, [action("a1", "A list", Some("Sales reads it")), action("a2", "A crew", None)]);
}

#[test]
fn a_no_needs_its_reason_and_a_yes_if_its_condition() {
    let mut world = World::new(2, 1);
    world.make_all([bring("We quote blind"), Change::SayBack(None)]);
    world.refuses(answer(AnswerKind::No, "no", Some(" ")), &Refusal::NoReason);
    world.refuses(answer(AnswerKind::YesIf, "yes", None), &Refusal::NoCondition);
    world.refuses(yes(" \n"), &Refusal::Empty);
}

#[test]
fn a_reason_is_kept_without_the_space_around_it() {
    let mut world = World::new(2, 1);
    world.make_all([bring("We quote blind"), Change::SayBack(None), answer(AnswerKind::No, "No", Some(" racks\n"))]);
    assert_eq!(world.meeting.turns[0].answers[0].reason.as_deref(), Some("racks"));
}

#[test]
fn unclear_sends_the_problem_back_once_and_keeps_its_first_wording() {
    let mut world = World::new(2, 1);
    let unclear = || answer(AnswerKind::Unclear, "Which deals?", None);
    world.make_all([bring("We quote blind"), Change::SayBack(None), unclear()]);
    check(&world, "1 Sales: Bring, Sales");
    world.make(bring("We quote racks blind"));
    check(&world, "1 Sales: Help, Operations");
    world.refuses(unclear(), &Refusal::UnclearTwice);
    world.refuses(Change::FinishHelp, &Refusal::Unanswered("Operations".to_owned()));
    let problem = world.meeting.turns[0].problem.as_ref().unwrap();
    assert_eq!((problem.text.as_str(), &problem.id), ("We quote racks blind", &Id::from("p1")));
    assert_eq!(problem.first_wording.as_deref(), Some("We quote blind"));
    let question = &world.meeting.turns[0].answers[0];
    assert_eq!((&question.owner, question.due), (&None, None), "a question is no promise");
}

#[test]
fn unclear_stays_used_up_when_the_question_is_removed() {
    let mut world = World::new(2, 1);
    let unclear = || answer(AnswerKind::Unclear, "Which deals?", None);
    world.make_all([bring("We quote blind"), Change::SayBack(None), unclear(), bring("We quote racks blind")]);
    world.make_all([yes("A list"), Change::Remove(EntryRef::Answer("n1".into()))]);
    world.refuses(unclear(), &Refusal::UnclearTwice);
}

#[test]
fn a_turn_is_passed_at_any_move_and_keeps_the_reason() {
    let mut world = World::new(2, 1);
    world.refuses(pass("  "), &Refusal::Empty);
    world.make(pass("Nothing that cannot wait."));
    check(&world, "1 Operations: Bring, Operations");
    world.make_all([bring("Changes come late"), Change::SayBack(None), yes("A call"), pass("Out of time")]);
    check(&world, "all turns are done");
    let reasons: Vec<_> = world.meeting.turns.iter().map(|turn| turn.passed.as_deref()).collect();
    assert_eq!(reasons, [Some("Nothing that cannot wait."), Some("Out of time")]);
    assert_eq!(world.meeting.actions, [], "nothing was agreed");
}

#[test]
fn three_teams_answer_one_after_the_other() {
    let mut world = World::new(3, 1);
    world.make(pass("Not today"));
    world.make_all([bring("Changes come late"), Change::SayBack(None)]);
    check(&world, "1 Operations: Help, Service");
    world.make_all([yes("A call"), yes("A form"), Change::FinishHelp]);
    check(&world, "1 Operations: Help, Sales");
    world.refuses(Change::FinishHelp, &Refusal::Unanswered("Sales".to_owned()));
    world.make_all([yes("A log"), Change::FinishHelp]);
    check(&world, "1 Operations: Agree, Operations");
    let teams: Vec<_> = world.meeting.turns[1].answers.iter().map(|answer| answer.team.as_str()).collect();
    assert_eq!(teams, ["service", "service", "sales"]);
}

#[test]
fn an_agenda_can_leave_the_saying_back_out() {
    let mut world = World::of(&agenda(2, 1, false));
    world.make(bring("We quote blind"));
    check(&world, "1 Sales: Help, Operations");
    assert_eq!(world.meeting.move_s(Move::Help), 360 * 6 / 11);
}

#[test]
fn who_starts_is_settled_once_something_was_said() {
    let mut world = World::new(2, 1);
    world.refuses(Change::StartWith("nobody".into()), &Refusal::UnknownTeam);
    world.make_all([spend(5), Change::StartWith("operations".into())]);
    check(&world, "1 Operations: Bring, Operations");
    assert_eq!(world.meeting.turns[0].team.as_str(), "operations", "the turn that only took time goes along");
    world.make(bring("Changes come late"));
    world.refuses(Change::StartWith("sales".into()), &Refusal::TurnsBegun);
}
