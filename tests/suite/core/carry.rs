//! What carries over from one meeting to the next by example: promises, deals, goals, what waits, problems.

use turnabout::domain::{
    Change, Kind, Meeting, Refusal, TeamId,
    change::{NewExpectation, NoteBecomes},
    deal::{NewDeal, NewScope, ScopeCheck},
    entry::EntryRef,
    goal::{NewGoal, Whose},
    history::History,
    meeting::{DealStatus, Degree, ExpectationKind, GoalStatus, MissReason, ParkedOutcome, ScopeVerdict, Verdict},
    past::Past,
    quantity::{Number, Quantity},
    review::{NewReview, TakenUp},
    series::Series,
};

use super::{World, bring, judge, note, pass, verify, wording, yes};
use crate::meetings::{EXCHANGE, agenda, begin, open_action};

/// A meeting of two teams with one open promise.
fn with_promise() -> World {
    let mut world = World::new(2, 2);
    world.meeting.open_actions.push(open_action());
    world
}

/// A meeting of this number in which these changes were made, closed.
fn meeting(number: u32, changes: impl IntoIterator<Item = Change>) -> Meeting {
    let mut world = World { meeting: begin(&agenda(2, 2, true), number), history: History::default() };
    world.make(Change::GoTo(EXCHANGE));
    world.make_all(changes);
    world.make(Change::Close);
    world.meeting
}

fn past(meetings: &[Meeting]) -> Past {
    Series::fold(meetings).past
}

fn of(number: u32, record: &str) -> turnabout::domain::Ref {
    format!("{}/{record}", begin(&agenda(2, 2, true), number).id).as_str().into()
}

fn offer(name: &str) -> Change {
    Change::Offer(NewDeal { name: name.to_owned(), ..NewDeal::default() })
}

fn set_goal(text: &str) -> Change {
    Change::SetGoal(NewGoal { text: text.to_owned(), ..NewGoal::default() })
}

fn report(goal: &turnabout::domain::Ref, progress: f64, status: GoalStatus) -> Change {
    Change::ReportGoal { of: goal.clone(), progress: Number::new(progress), status }
}

fn take_up(entry: &turnabout::domain::Ref, outcome: ParkedOutcome) -> Change {
    let entry = TakenUp { of: entry.clone(), text: "Prices".to_owned(), team: Some("operations".into()), outcome };
    Change::TakeUp(entry)
}

#[test]
fn the_team_a_promise_was_made_to_judges_it_once() {
    let mut world = with_promise();
    let open: Vec<_> = world.meeting.unjudged().map(|action| action.text.as_str()).collect();
    assert_eq!(open, ["Second crew"]);
    world.make_all([judge(Verdict::Kept), judge(Verdict::Late)]);
    let reviews = &world.meeting.reviews;
    assert_eq!((reviews.len(), reviews[0].verdict, reviews[0].by_team.as_str()), (1, Verdict::Late, "sales"));
    assert_eq!(world.meeting.unjudged().count(), 0);
    world.make(Change::Remove(EntryRef::Review(reviews_of(&world))));
    assert_eq!(world.meeting.unjudged().count(), 1);
}

fn reviews_of(world: &World) -> turnabout::domain::Ref {
    world.meeting.reviews[0].of.clone()
}

#[test]
fn a_verdict_keeps_only_what_belongs_to_it() {
    let everything = |verdict| {
        Change::Judge(NewReview {
            of: open_action().of,
            verdict,
            helped: Some(Degree::Partly),
            reason: Some(MissReason::Forgotten),
            note: Some(" ".to_owned()),
            new_due: Some(jiff::civil::date(2026, 12, 8)),
        })
    };
    let kept = |verdict| {
        let mut world = with_promise();
        world.make(everything(verdict));
        let review = world.meeting.reviews[0].clone();
        assert_eq!(review.note, None);
        (review.helped.is_some(), review.reason.is_some(), review.new_due.is_some())
    };
    assert_eq!(kept(Verdict::Kept), (true, false, false));
    assert_eq!(kept(Verdict::Late), (true, true, false));
    assert_eq!(kept(Verdict::NotKept), (false, true, true));
    assert_eq!(kept(Verdict::Moved), (false, false, true));
    assert_eq!(kept(Verdict::Dropped), (false, false, false));
    assert_eq!(kept(Verdict::Disputed), (false, false, false));
}

#[test]
fn a_promise_that_nobody_made_is_not_judged_and_a_move_needs_a_date() {
    World::new(2, 1).refuses(judge(Verdict::Kept), &Refusal::Gone);
    with_promise().refuses(judge(Verdict::Moved), &Refusal::NoDate);
}

#[test]
fn a_promise_comes_back_until_it_is_closed_and_its_moves_are_counted() {
    let promised = meeting(1, [Change::Promise { wording: wording("Second crew") }]);
    let review = |verdict, due: Option<i8>| {
        let new_due = due.map(|day| jiff::civil::date(2026, 12, day));
        Change::Judge(NewReview { of: of(1, "a1"), verdict, helped: None, reason: None, note: None, new_due })
    };
    let later = |number, earlier: &[Meeting], changes: Vec<Change>| {
        let mut world = World { meeting: begin(&agenda(2, 2, true), number), history: History::default() };
        world.meeting.open_actions = Series::fold(earlier).open_actions;
        world.make_all(changes);
        world.make(Change::Close);
        world.meeting
    };
    let mut meetings = vec![promised];
    meetings.push(later(2, &meetings, vec![review(Verdict::Moved, Some(8))]));
    meetings.push(later(3, &meetings, vec![]));
    meetings.push(later(4, &meetings, vec![review(Verdict::NotKept, None)]));
    let open = Series::fold(&meetings).open_actions;
    assert_eq!((open[0].carried, open[0].due), (2, Some(jiff::civil::date(2026, 12, 8))));
    meetings.push(later(5, &meetings, vec![review(Verdict::Dropped, None)]));
    assert_eq!(Series::fold(&meetings).open_actions, []);
    assert_eq!(meetings[3].open_actions[0].carried, 2, "the snapshot knows today's verdict");
}

#[test]
fn a_condition_of_a_deal_becomes_a_promise_that_goes_with_the_verdict() {
    let mut world = World::new(2, 1);
    world.make(offer("Brightline"));
    world.refuses(verify("d1", ScopeVerdict::GoIf, Some(" ")), &Refusal::NoScopeWords("go if"));
    world.refuses(verify("d2", ScopeVerdict::Go, None), &Refusal::Gone);
    let check = ScopeCheck {
        deal: "d1".into(),
        verdict: ScopeVerdict::GoIf,
        because: Some("the survey is done".to_owned()),
        owner: Some("Raj Patel".to_owned()),
        due: Some(jiff::civil::date(2026, 12, 4)),
    };
    world.make(Change::Verify(check));
    let action = &world.meeting.actions[0];
    assert_eq!(action.text, "Brightline: the survey is done");
    assert_eq!((action.team.as_str(), action.for_team.as_str()), ("operations", "sales"));
    assert_eq!(action.source.as_ref().map(turnabout::domain::Id::as_str), Some("d1"));
    assert_eq!(world.meeting.deals[0].verified_by.as_deref(), Some("Raj Patel"));
    world.make(Change::Reword { entry: EntryRef::ScopeCheck("d1".into()), wording: wording("the roof is seen") });
    assert_eq!(world.meeting.actions[0].text, "Brightline: the roof is seen");
    world.make(Change::Reword { entry: EntryRef::Action("a1".into()), wording: wording("Raj sees the roof") });
    world.make(Change::Reword { entry: EntryRef::ScopeCheck("d1".into()), wording: wording("the roof was seen") });
    assert_eq!(world.meeting.actions[0].text, "Raj sees the roof", "words of its own stay");
    world.undo();
    world.undo();
    world.make(Change::Remove(EntryRef::ScopeCheck("d1".into())));
    assert_eq!((world.meeting.actions.len(), world.meeting.deals[0].verdict), (0, ScopeVerdict::Unchecked));
    world.make(verify("d1", ScopeVerdict::NotYet, Some("a drawing")));
    assert_eq!((world.meeting.actions.len(), world.meeting.deals[0].because.as_deref()), (0, Some("a drawing")));
}

#[test]
fn a_condition_that_a_seller_fulfils_is_promised_to_the_other_team() {
    let mut world = World::new(2, 1);
    world.make(offer("Brightline"));
    let owner = Some("Ana Duarte".to_owned());
    let because = Some("the contract is read".to_owned());
    let check = ScopeCheck { deal: "d1".into(), verdict: ScopeVerdict::GoIf, because, owner, due: None };
    world.make(Change::Verify(check));
    let action = &world.meeting.actions[0];
    assert_eq!((action.team.as_str(), action.for_team.as_str()), ("sales", "operations"));
    assert_eq!(world.meeting.deals[0].verified_by, None, "nobody checks the own deal");
}

#[test]
fn a_scope_keeps_the_quantity_of_the_name_line_unless_it_names_its_own() {
    let mut world = World::new(2, 1);
    let quantity = Quantity::find("4 installs");
    world.make(Change::Offer(NewDeal { name: "Brightline".to_owned(), quantity, ..NewDeal::default() }));
    let scope = |text: &str, said: Option<&str>| {
        let quantity = Quantity::find(text);
        Change::Scope(
            "d1".into(),
            NewScope { text: text.to_owned(), quantity, due: None, said: said.map(str::to_owned) },
        )
    };
    world.make(scope("no weekend work", Some("before Christmas")));
    assert_eq!(world.meeting.deals[0].quantity, Quantity::find("4 installs"));
    world.make(scope("5 installs", None));
    assert_eq!(world.meeting.deals[0].quantity, Quantity::find("5 installs"));
    assert_eq!(world.meeting.deals[0].said.as_deref(), Some("before Christmas"));
}

#[test]
fn a_deal_waits_until_it_is_lost_delivered_refused_or_recorded_again() {
    let report = |record: &str, status| Change::ReportDeal { of: of(1, record), status, note: None };
    let names = |meetings: &[Meeting]| -> Vec<String> {
        past(meetings).deals.iter().map(|deal| format!("{} {:?}", deal.deal.name, deal.status)).collect()
    };
    let first = meeting(
        1,
        [
            offer("Brightline"),
            verify("d1", ScopeVerdict::Go, None),
            offer("Nordhavn"),
            offer("Halden"),
            verify("d3", ScopeVerdict::No, Some("no crew")),
        ],
    );
    let first = std::slice::from_ref(&first);
    assert_eq!(names(first), ["Brightline None", "Nordhavn None"]);
    let with = |changes: Vec<Change>| names(&[first[0].clone(), meeting(2, changes)]);
    assert_eq!(with(vec![report("d1", DealStatus::Signed)]), ["Brightline Some(Signed)", "Nordhavn None"]);
    assert_eq!(with(vec![report("d1", DealStatus::Lost), report("d2", DealStatus::NotAsAgreed)]), [""; 0]);
    assert_eq!(with(vec![offer("nordhavn ")]), ["Brightline None", "nordhavn None"]);
}

#[test]
fn a_goal_stays_open_until_it_is_met_or_dropped() {
    let first = meeting(1, [set_goal("30 installs"), set_goal("No second trip")]);
    let second = meeting(2, [report(&of(1, "g1"), 22.0, GoalStatus::Open), report(&of(1, "g9"), 1.0, GoalStatus::Met)]);
    let third = meeting(3, [report(&of(1, "g1"), 30.0, GoalStatus::Met)]);
    let open = |meetings: &[Meeting]| -> Vec<String> {
        let goal = |goal: &turnabout::domain::past::PastGoal| {
            format!("{} {}", goal.goal.text, goal.progress.map_or("none".to_owned(), |progress| progress.to_string()))
        };
        past(meetings).open_goals().map(goal).collect()
    };
    let mut meetings = vec![first];
    assert_eq!(open(&meetings), ["30 installs none", "No second trip none"]);
    meetings.push(second);
    assert_eq!(open(&meetings), ["30 installs 22", "No second trip none"]);
    meetings.push(third);
    assert_eq!(open(&meetings), ["No second trip none"]);
    let past = past(&meetings);
    let met = |number| past.met_in(number).map(|goal| goal.goal.text.as_str()).collect::<Vec<_>>();
    assert_eq!((met(3), met(2)), (vec!["30 installs"], vec![]));
}

#[test]
fn a_reward_reaches_the_teams_it_names_or_all() {
    let mut world = World::new(3, 1);
    for (reward, teams) in [
        ("Team dinner", &["sales", "operations", "service"][..]),
        ("A day off for Sales", &["sales"]),
        ("Cake, sales and SERVICE", &["sales", "service"]),
        ("Salesforce licences", &["sales", "operations", "service"]),
    ] {
        let reward = Some(reward.to_owned());
        world.make(Change::SetGoal(NewGoal { text: "x".to_owned(), reward, ..NewGoal::default() }));
        let reward = world.meeting.goals.last().unwrap().reward.clone().unwrap();
        assert_eq!(reward.teams.iter().map(TeamId::as_str).collect::<Vec<_>>(), teams, "{}", reward.text);
        assert_eq!(world.meeting.left_out_by(&reward).count(), 3 - teams.len());
    }
    let whose = Whose::Team { by: "sales".into(), of: "operations".into() };
    world.make(Change::SetGoal(NewGoal { whose, text: "y".to_owned(), ..NewGoal::default() }));
    let goal = world.meeting.goals.last().unwrap();
    assert_eq!((goal.team.as_ref(), goal.for_team.as_ref()), (Some(&"sales".into()), Some(&"operations".into())));
}

#[test]
fn what_is_parked_or_found_no_help_waits_until_it_is_dropped_or_brought() {
    let no_help = [
        bring("We quote blind"),
        Change::SayBack(None),
        yes("A list"),
        Change::FinishHelp,
        Change::Agree { taken: Vec::new(), enough: Degree::No },
        Change::Park("Prices".to_owned()),
    ];
    let first = meeting(1, no_help);
    let waiting = |changes: Vec<Change>| -> Vec<String> {
        let past = past(&[first.clone(), meeting(2, changes)]);
        past.waiting.iter().map(|entry| format!("{} {}", entry.text, entry.is_problem)).collect()
    };
    let both = ["We quote blind true", "Prices false"];
    assert_eq!(waiting(vec![]), both);
    assert_eq!(waiting(vec![take_up(&of(1, "k1"), ParkedOutcome::Kept)]), both);
    assert_eq!(waiting(vec![take_up(&of(1, "k1"), ParkedOutcome::Dropped)]), both[..1]);
    let brought = take_up(&of(1, "p1"), ParkedOutcome::Brought);
    assert_eq!(waiting(vec![brought.clone()]), both, "its turn was not taken");
    let problem = bring("We still quote blind");
    assert_eq!(waiting(vec![brought, pass("Nothing"), problem]), both[1..]);
}

#[test]
fn what_is_brought_is_the_half_typed_problem_of_a_free_turn_of_its_team() {
    let mut world = World::new(2, 2);
    let field = |turn: usize| format!("item{EXCHANGE}.t{turn}.bring");
    let draft = |world: &World, turn: usize| world.meeting.drafts.get(&field(turn)).cloned();
    world.make(take_up(&of(1, "k1"), ParkedOutcome::Brought));
    world.make(take_up(&of(1, "k2"), ParkedOutcome::Brought));
    assert_eq!((draft(&world, 2), draft(&world, 4)), (Some("Prices".into()), Some("Prices".into())));
    assert_eq!(world.meeting.outcome_of(&of(1, "k1")), Some(ParkedOutcome::Brought));
    world.refuses(take_up(&of(1, "k3"), ParkedOutcome::Brought), &Refusal::NoFreeTurn);
    world.make(take_up(&of(1, "k2"), ParkedOutcome::Dropped));
    assert_eq!(draft(&world, 4), None, "what is dropped is not typed as a problem");
    world.make(super::draft(&field(2), "Prices of spare parts"));
    world.make(Change::Remove(EntryRef::TakenUp(of(1, "k1"))));
    assert_eq!(draft(&world, 2).as_deref(), Some("Prices of spare parts"), "what somebody typed stays");
    world.refuses(Change::Remove(EntryRef::TakenUp(of(1, "k1"))), &Refusal::Gone);
}

#[test]
fn what_is_brought_is_not_typed_any_more_after_undo() {
    let mut world = World::new(2, 1);
    world.make(take_up(&of(1, "k1"), ParkedOutcome::Brought));
    world.undo();
    assert_eq!(world.meeting.drafts.len(), 0);
    world.redo();
    assert_eq!(world.meeting.drafts.len(), 2, "the problem and its mark");
}

#[test]
fn what_was_to_be_brought_and_was_not_waits_on_and_becomes_no_note() {
    let mut world = World::new(2, 1);
    world.make(take_up(&of(1, "k1"), ParkedOutcome::Brought));
    world.make(Change::Close);
    assert_eq!(world.meeting.parked_updates[0].outcome, ParkedOutcome::Kept);
    assert_eq!(world.meeting.notes, []);
}

#[test]
fn what_is_parked_in_a_turn_is_the_asking_team_s() {
    let mut world = World::new(2, 1);
    world.make_all([bring("We quote blind"), Change::SayBack(None), Change::Park("We quote blind".to_owned())]);
    assert_eq!(world.meeting.parked[0].team, Some("sales".into()));
}

#[test]
fn another_deal_of_a_customer_does_not_take_the_signed_one_s_place() {
    let first = meeting(1, [offer("Brightline"), verify("d1", ScopeVerdict::Go, None)]);
    let signed = Change::ReportDeal { of: of(1, "d1"), status: DealStatus::Signed, note: None };
    let deals = |changes: Vec<Change>| past(&[first.clone(), meeting(2, changes)]).deals.len();
    assert_eq!(deals(vec![signed, offer("Brightline")]), 2, "one is signed");
    let quantity = Quantity::find("4 installs");
    let other = Change::Offer(NewDeal { name: "Brightline".to_owned(), quantity, ..NewDeal::default() });
    assert_eq!(deals(vec![other]), 2, "another quantity is another deal");
    assert_eq!(deals(vec![offer("brightline")]), 1, "the same deal is verified anew");
}

#[test]
fn a_line_is_reworded_with_all_that_was_split_off() {
    let mut world = World::new(2, 1);
    let expect = NewExpectation {
        team: "sales".into(),
        kind: ExpectationKind::Target,
        text: "12 installs".to_owned(),
        assumption: Some("nobody is ill".to_owned()),
    };
    world.make_all([Change::Expect(expect), offer("Brightline")]);
    let goal = NewGoal {
        text: "30 installs".to_owned(),
        owners: vec!["Ana Duarte".to_owned(), "Raj Patel".to_owned()],
        reward: Some("Cake for Sales".to_owned()),
        ..NewGoal::default()
    };
    world.make(Change::SetGoal(goal));
    let condition = ScopeCheck {
        deal: "d1".into(),
        verdict: ScopeVerdict::GoIf,
        because: Some("the survey is done".to_owned()),
        owner: None,
        due: None,
    };
    world.make(Change::Verify(condition));
    let lines = world.lines();
    assert!(lines.contains(&"target: 12 installs assuming: nobody is ill".to_owned()), "{lines:?}");
    assert!(lines.contains(&"goal: 30 installs @Ana Duarte @Raj Patel reward: Cake for Sales".to_owned()), "{lines:?}");
    let reword = |entry, line: &str| Change::Reword { entry, wording: wording(line) };
    world.make(reword(EntryRef::Expectation("e1".into()), "13 installs assuming: two crews"));
    world.make(reword(EntryRef::Goal("g1".into()), "31 installs @Mia reward: team dinner"));
    world.make(reword(EntryRef::Deal("d1".into()), "Nordhavn 4 installs"));
    assert_eq!(world.meeting.expectations[0].assumption.as_deref(), Some("two crews"));
    let goal = &world.meeting.goals[0];
    assert_eq!((goal.text.as_str(), &goal.owners), ("31 installs", &vec!["Mia Svensson".to_owned()]));
    assert_eq!(goal.reward.as_ref().unwrap().teams.len(), 2, "the new reward reaches both");
    world.make(Change::Remove(EntryRef::Person("operations".into(), "Mia Svensson".to_owned())));
    world.make(reword(EntryRef::Goal("g1".into()), "32 installs @Mia Svensson"));
    assert_eq!(world.meeting.goals[0].owners, ["Mia Svensson"], "who left the roll call still owns the goal");
    assert_eq!(world.meeting.actions[0].text, "Nordhavn: the survey is done");
}

#[test]
fn a_problem_much_like_an_earlier_one_is_found_the_newest_first() {
    let first = meeting(1, [bring("Orders come in too late")]);
    let second = meeting(2, [bring("Orders come in late"), Change::SayBack(None)]);
    let past = past(&[second, first]);
    let found = past.problem_like("ORDERS come in late").unwrap();
    assert_eq!((&found.of, found.enough), (&of(2, "p1"), None));
    assert_eq!(past.problem_like("The depot is closed"), None);
}

#[test]
fn a_note_becomes_a_decision_an_action_or_a_parked_entry() {
    let mut world = World::new(2, 1);
    world.make_all([note("one"), note("two"), note("three")]);
    world.make(Change::Recast("o2".into(), NoteBecomes::Parked));
    world.make(Change::Recast("o1".into(), NoteBecomes::Decision));
    world.make(Change::Recast("o3".into(), NoteBecomes::Action(wording("three, by Raj"))));
    assert_eq!(world.lines(), ["action: three, by Raj", "decision: one", "parked: two"]);
    world.refuses(Change::Recast("o1".into(), NoteBecomes::Parked), &Refusal::Gone);
    world.undo();
    assert!(world.lines().contains(&"note: three".to_owned()));
}

#[test]
fn the_fold_is_the_same_however_the_files_are_listed() {
    let meetings = [
        meeting(1, [offer("Brightline"), set_goal("30 installs"), Change::Park("Prices".to_owned())]),
        meeting(2, [report(&of(1, "g1"), 5.0, GoalStatus::Open), bring("We quote blind")]),
        meeting(3, [take_up(&of(1, "k1"), ParkedOutcome::Dropped), offer("brightline")]),
    ];
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    let expected = Series::fold(&meetings);
    for order in orders {
        assert_eq!(Series::fold(order.map(|index| &meetings[index])), expected, "{order:?}");
    }
}

#[test]
fn what_came_of_an_item_is_told_in_a_word_or_two() {
    let mut world = with_promise();
    let outcome = |world: &World, kind| world.meeting.outcome(kind, " · ");
    for kind in Kind::ALL {
        assert_eq!(outcome(&world, *kind), None, "{kind:?}");
    }
    let expect = |team: &str, kind, text: &str| {
        Change::Expect(NewExpectation { team: team.into(), kind, text: text.to_owned(), assumption: None })
    };
    world.make_all([
        judge(Verdict::Late),
        expect("sales", ExpectationKind::Target, "12 installs"),
        expect("operations", ExpectationKind::Limit, "10 installs"),
        offer("Brightline"),
        verify("d1", ScopeVerdict::Go, None),
        offer("Nordhavn"),
        verify("d2", ScopeVerdict::NotYet, Some("a drawing")),
    ]);
    assert_eq!(outcome(&world, Kind::FollowUp).as_deref(), Some("0 of 1 kept"));
    assert_eq!(outcome(&world, Kind::Expectations).as_deref(), Some("1 over"));
    assert_eq!(outcome(&world, Kind::Deals).as_deref(), Some("1 go · 1 not yet"));
}
