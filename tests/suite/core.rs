//! The core by example: the turn, the entries, the time, the close and the series.

use turnabout::domain::{
    Agenda, Change, Id, Meeting, Move, Refusal, TeamId,
    capture::{self, Context},
    change::TEXT_LIMIT,
    close::Place,
    entry::{EntryRef, Wording},
    history::History,
    json,
    meeting::{
        Action, AnswerKind, Attendance, Deal, Degree, Expectation, ExpectationKind, Goal, GoalScope, Next, OpenAction,
        Review, ScopeVerdict, State, Verdict, Win,
    },
    quantity::Quantity,
    series::{Series, StartReason},
    turn::NewAnswer,
};

use crate::meetings::{DISCUSSION, EXCHANGE, OPENING, agenda, at, begin, moment};

/// A running meeting with its history; it stands in the exchange.
struct World {
    meeting: Meeting,
    history: History,
}

impl World {
    fn new(teams: usize, rounds: u32) -> Self {
        Self::of(&agenda(teams, rounds, true))
    }

    fn of(agenda: &Agenda) -> Self {
        let mut world = Self { meeting: begin(agenda, 1), history: History::default() };
        world.make(Change::GoTo(EXCHANGE));
        world
    }

    #[track_caller]
    fn make(&mut self, change: Change) {
        let tried = format!("{change:?}");
        let made = self.history.apply(&mut self.meeting, change, &at(1));
        made.unwrap_or_else(|refusal| panic!("{tried}: {refusal}"));
    }

    #[track_caller]
    fn make_all(&mut self, changes: impl IntoIterator<Item = Change>) {
        for change in changes {
            self.make(change);
        }
    }

    #[track_caller]
    fn refuses(&mut self, change: Change, refusal: &Refusal) {
        let before = self.meeting.clone();
        assert_eq!(self.history.apply(&mut self.meeting, change, &at(1)).as_ref(), Err(refusal));
        assert_eq!(self.meeting, before, "a refused change changed something");
    }

    #[track_caller]
    fn undo(&mut self) {
        assert!(self.history.undo(&mut self.meeting), "nothing to undo");
    }

    #[track_caller]
    fn redo(&mut self) {
        assert!(self.history.redo(&mut self.meeting), "nothing to redo");
    }

    /// Every entry as `label: line`.
    fn lines(&self) -> Vec<String> {
        self.meeting.entries().iter().map(|entry| format!("{}: {}", entry.label, entry.line)).collect()
    }
}

/// The move that is due as `<round> <asking team>: <move>, <team whose move it is>`.
#[track_caller]
fn check(world: &World, expected: &str) {
    let due = world.meeting.due_move().map_or("all turns are done".to_owned(), |due| {
        let name = |team| world.meeting.team_name(team).to_owned();
        format!("{} {}: {}, {}", due.round, name(&due.asking), due.step.words(), name(&due.team))
    });
    assert_eq!(due, expected);
}

fn bring(text: &str) -> Change {
    Change::Bring { text: text.to_owned(), raised_by: None }
}

fn answer(kind: AnswerKind, text: &str, detail: Option<&str>) -> Change {
    let owner = Some("Raj Patel".to_owned());
    let due = Some(jiff::civil::date(2026, 12, 1));
    Change::Answer(NewAnswer { kind, text: text.to_owned(), detail: detail.map(str::to_owned), owner, due })
}

fn yes(text: &str) -> Change {
    answer(AnswerKind::Yes, text, None)
}

fn agree(taken: &[&str]) -> Change {
    Change::Agree { taken: taken.iter().map(|id| Id::from(*id)).collect(), enough: Degree::Yes }
}

fn pass(reason: &str) -> Change {
    Change::Pass { reason: reason.to_owned() }
}

fn spend(seconds: u32) -> Change {
    Change::Spend { seconds }
}

fn draft(field: &str, text: &str) -> Change {
    Change::Draft { field: field.to_owned(), text: text.to_owned(), caret: text.chars().count() }
}

fn note(text: &str) -> Change {
    Change::Note(text.to_owned())
}

fn wording(text: &str) -> Wording {
    Wording { text: text.to_owned(), owner: None, due: None }
}

fn reword(entry: EntryRef, text: &str) -> Change {
    Change::Reword { entry, wording: wording(text) }
}

/// A whole turn of two teams: problem, said back right, one answer, taken.
fn turn(number: usize) -> [Change; 5] {
    let taken = format!("n{number}");
    [bring("We quote blind"), Change::SayBack(None), yes("A list"), Change::FinishHelp, agree(&[&taken])]
}

fn next(first_team: &str) -> Next {
    Next { at: at(3600), first_team: first_team.into(), facilitator: None }
}

fn close(world: &mut World) -> &Meeting {
    world.make(Change::Close);
    &world.meeting
}

// The turn.

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
    world.make_all(turn(2));
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

// Entries.

/// A meeting in which there is an entry of every kind.
fn full() -> World {
    let mut world = World::new(2, 2);
    world.make_all([
        bring("We quote blind"),
        Change::SayBack(Some("They guess".to_owned())),
        answer(AnswerKind::YesIf, "A list", Some("Sales reads it")),
        answer(AnswerKind::No, "Two weeks", Some("racks take three")),
        Change::FinishHelp,
        agree(&["n1"]),
        pass("Not today"),
        Change::Decide("Quotes name a week".to_owned()),
        Change::Promise { wording: wording("Call the customer") },
        Change::Park("Spare parts".to_owned()),
        note("The depot closes"),
        Change::Rate { team: "sales".into(), score: 8, better: Some("Figures".to_owned()) },
        Change::Attend { team: "sales".into(), name: "Lee Novak".to_owned(), attendance: Attendance::Guest },
    ]);
    let meeting = &mut world.meeting;
    let text = str::to_owned;
    meeting.wins.push(Win { id: "w1".into(), text: text("A day early"), team: "sales".into(), thanks_to: None });
    meeting.expectations.push(Expectation {
        id: "e1".into(),
        team: "sales".into(),
        kind: ExpectationKind::Target,
        text: text("12 installs"),
        quantity: Quantity::find("12 installs"),
        assumption: None,
    });
    meeting.deals.push(Deal {
        id: "d1".into(),
        name: text("Brightline"),
        team: "sales".into(),
        owner: None,
        scope: None,
        quantity: None,
        due: None,
        said: None,
        verdict: ScopeVerdict::Go,
        because: None,
        verified_by: None,
    });
    meeting.goals.push(Goal {
        id: "g1".into(),
        scope: GoalScope::Business,
        text: text("30 installs"),
        team: None,
        for_team: None,
        target: None,
        due: None,
        owners: Vec::new(),
        reward: None,
    });
    world
}

#[test]
fn everything_recorded_is_listed_in_the_order_of_the_agenda() {
    let expected = [
        "guest: Lee Novak",
        "win: A day early",
        "target: 12 installs",
        "deal: Brightline",
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
            world.refuses(reword(entry.at.clone(), "9 words"), &Refusal::Gone);
            continue;
        }
        let mut expected = world.lines();
        expected[place] = format!("{}: 9 words", entry.label);
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
    world.make_all(turn(1));
    world.make_all(turn(2));
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
    world.make_all(turn(1));
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
        world.refuses(reword(entry.clone(), "words"), &Refusal::Gone);
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
    let captured = capture::parse(&entry.line, &context);
    assert_eq!((captured.text.as_str(), captured.owner.as_deref()), ("A list", Some("Raj Patel")));
    assert_eq!(captured.due, Some(jiff::civil::date(2026, 12, 1)));
}

// Time.

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

// Undo.

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
fn a_close_can_be_taken_back() {
    let mut world = World::new(2, 1);
    world.make_all([draft("item2.bring", "half"), Change::Close]);
    world.undo();
    assert!(world.meeting.is_running());
    assert_eq!((world.meeting.drafts["item2.bring"].as_str(), world.meeting.notes.len()), ("half", 0));
}

// The close and the series.

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
    world.make_all(turn(1));
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
    world.make_all(turn(1));
    world.make_all([bring("Changes come late"), absent("Ana Duarte"), absent("Tom Becker")]);
    world.make_all([promise("Call", None, None), promise("Mail", None, day), promise("Ask", Some("Raj Patel"), None)]);
    world.make_all([draft("item3.line", "December"), draft("item4.rating", "8")]);
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
        gap("typed, not recorded: December", Place::Item(DISCUSSION)),
    ];
    assert_eq!(gaps, expected);
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
        world.make_all(turn(1));
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

// The files.

#[test]
fn minutes_of_version_1_are_read_and_written_as_they_were() {
    let text = include_str!("../data/minutes-1.json");
    let parsed = json::parse::<Meeting>(text).unwrap();
    assert_eq!(parsed.unknown, Vec::<String>::new());
    assert_eq!(serde_json::to_value(&parsed.value).unwrap(), serde_json::from_str::<serde_json::Value>(text).unwrap());
}

#[test]
fn an_agenda_of_version_1_is_read_and_written_as_it_was() {
    let text = include_str!("../data/agenda-1.json");
    let agenda = Agenda::parse(text).unwrap();
    assert_eq!(serde_json::to_value(&agenda).unwrap(), serde_json::from_str::<serde_json::Value>(text).unwrap());
}
