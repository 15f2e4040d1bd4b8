//! What holds for every sequence of changes, possible or not, with undo and redo in between.

use std::collections::{BTreeMap, BTreeSet};

use proptest::{collection::vec, option, prelude::*, sample::select};
use turnabout::domain::{
    Agenda, Change, Kind, Meeting, Move, Ref, Refusal, Stamp, TeamId,
    capture::{self, Context},
    change::{NewExpectation, NoteBecomes, is_choice},
    deal::{NewDeal, NewScope, ScopeCheck},
    entry::{EntryRef, Wording},
    goal::{NewGoal, Whose},
    history::History,
    json,
    meeting::{
        Answer, AnswerKind, Attendance, DealStatus, Degree, ExpectationKind, GoalStatus, Next, ParkedOutcome,
        ScopeVerdict, State, Turn, Verdict,
    },
    pace::Place,
    quantity::{Number, Quantity},
    review::{NewReview, TakenUp},
    series::{Series, StartReason},
    turn::NewAnswer,
};

use crate::meetings::{self, at, moment, open_action};

const CASES: u32 = 64;
const STEPS: usize = 80;
/// Part of the name of the mark that an entry was brought.
const BROUGHT: &str = ".choice.brought.";

/// One thing that a facilitator tries.
#[derive(Clone, Debug)]
enum Step {
    /// What the due move asks for, so that random meetings get somewhere.
    Natural {
        text: String,
        kind: AnswerKind,
        more: bool,
    },
    /// Anything, possible or not.
    Any(Change),
    /// Rewords the entry at this place of the list, counted round.
    Reword(usize, Wording),
    /// Removes the entry at this place of the list, counted round.
    Remove(usize),
    /// Counts time for a place where the meeting stood before, counted back.
    Count(u32, usize),
    Undo,
    Redo,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        16 => (words(), select(AnswerKind::ALL), any::<bool>())
            .prop_map(|(text, kind, more)| Step::Natural { text, kind, more }),
        3 => spend().prop_map(Step::Any),
        2 => draft().prop_map(Step::Any),
        4 => change().prop_map(Step::Any),
        3 => (entry(), wording()).prop_map(|(entry, wording)| Step::Any(Change::Reword { entry, wording })),
        1 => entry().prop_map(|entry| Step::Any(Change::Remove(entry))),
        2 => (any::<usize>(), wording()).prop_map(|(place, wording)| Step::Reword(place, wording)),
        2 => any::<usize>().prop_map(Step::Remove),
        2 => (0_u32..400, 0_usize..12).prop_map(|(seconds, back)| Step::Count(seconds, back)),
        3 => Just(Step::Undo),
        2 => Just(Step::Redo),
    ]
}

fn words() -> impl Strategy<Value = String> {
    select(vec!["We quote blind", "A list every Monday", " Größe, 大きさ\nand more ", "8 too long", "@raj due:fri"])
        .prop_map(str::to_owned)
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![6 => words(), 1 => Just(String::new()), 1 => Just(" \n".to_owned())]
}

fn team() -> impl Strategy<Value = TeamId> {
    select(vec!["sales", "operations", "service", "finance", "nobody"]).prop_map(TeamId::from)
}

fn id(prefix: &'static str) -> impl Strategy<Value = turnabout::domain::Id> {
    (1_u32..5).prop_map(move |number| format!("{prefix}{number}").into())
}

fn person() -> impl Strategy<Value = String> {
    select(vec!["Ana Duarte", "Raj Patel", "Olu Adeyemi", "A guest", " "]).prop_map(str::to_owned)
}

fn wording() -> impl Strategy<Value = Wording> {
    let due = option::of(select(vec![jiff::civil::date(2026, 12, 1), jiff::civil::date(2027, 1, 4)]));
    (text(), option::of(person()), due).prop_map(|(text, owner, due)| Wording { text, owner, due })
}

fn spend() -> impl Strategy<Value = Change> {
    (0_u32..400).prop_map(|seconds| Change::Spend { seconds })
}

fn draft() -> impl Strategy<Value = Change> {
    let field = select(vec!["item2.bring", "item2.help", "item3.line", "palette"]);
    (field, text(), any::<prop::sample::Index>()).prop_map(|(field, text, caret)| {
        let caret = caret.index(text.chars().count() + 1);
        Change::Draft { field: field.to_owned(), text, caret }
    })
}

fn entry() -> impl Strategy<Value = EntryRef> {
    prop_oneof![
        (team(), person()).prop_map(|(team, name)| EntryRef::Person(team, name)),
        id("w").prop_map(EntryRef::Win),
        id("e").prop_map(EntryRef::Expectation),
        id("d").prop_map(EntryRef::Deal),
        id("p").prop_map(EntryRef::Problem),
        id("t").prop_map(EntryRef::SaidBack),
        id("n").prop_map(EntryRef::Answer),
        id("n").prop_map(EntryRef::Detail),
        id("t").prop_map(EntryRef::Agreement),
        id("t").prop_map(EntryRef::Pass),
        id("a").prop_map(EntryRef::Action),
        id("x").prop_map(EntryRef::Decision),
        id("g").prop_map(EntryRef::Goal),
        id("o").prop_map(EntryRef::Note),
        id("k").prop_map(EntryRef::Parked),
        team().prop_map(EntryRef::Rating),
        earlier().prop_map(EntryRef::Review),
        earlier().prop_map(EntryRef::TakenUp),
        id("d").prop_map(EntryRef::Scope),
        id("d").prop_map(EntryRef::ScopeCheck),
        earlier().prop_map(EntryRef::DealReport),
        earlier().prop_map(EntryRef::GoalReport),
    ]
}

fn answer() -> impl Strategy<Value = Change> {
    (select(AnswerKind::ALL), option::of(text()), wording()).prop_map(|(kind, detail, wording)| {
        let Wording { text, owner, due } = wording;
        Change::Answer(NewAnswer { kind, text, detail, owner, due })
    })
}

/// A record of an earlier meeting; the first is a promise that is open.
fn earlier() -> impl Strategy<Value = Ref> {
    select(vec!["meeting-0/a1", "meeting-0/k1", "meeting-0/d1", "meeting-0/g1"]).prop_map(Ref::from)
}

fn day() -> impl Strategy<Value = Option<jiff::civil::Date>> {
    option::of(select(vec![jiff::civil::date(2026, 12, 1), jiff::civil::date(2020, 1, 4)]))
}

/// What happens around the turns.
fn around() -> impl Strategy<Value = Change> {
    let review = (earlier(), select(Verdict::ALL), option::of(text()), day());
    let review = review.prop_map(|(of, verdict, note, new_due)| {
        Change::Judge(NewReview { of, verdict, helped: Some(Degree::Yes), reason: None, note, new_due })
    });
    let taken_up = (earlier(), text(), option::of(team()), select(ParkedOutcome::ALL));
    let check = (id("d"), select(ScopeVerdict::ALL), option::of(text()), option::of(person()), day());
    let becomes =
        prop_oneof![Just(NoteBecomes::Decision), wording().prop_map(NoteBecomes::Action), Just(NoteBecomes::Parked),];
    let whose = prop_oneof![Just(Whose::Business), (team(), team()).prop_map(|(by, of)| Whose::Team { by, of })];
    prop_oneof![
        (team(), text(), option::of(team())).prop_map(|(team, text, thanks_to)| Change::Thank {
            team,
            text,
            thanks_to
        }),
        review,
        taken_up.prop_map(|(of, text, team, outcome)| Change::TakeUp(TakenUp { of, text, team, outcome })),
        (team(), select(ExpectationKind::ALL), text(), option::of(text())).prop_map(
            |(team, kind, text, assumption)| { Change::Expect(NewExpectation { team, kind, text, assumption }) }
        ),
        (text(), option::of(person()), day()).prop_map(|(name, owner, due)| Change::Offer(NewDeal {
            name,
            owner,
            quantity: None,
            due
        })),
        (id("d"), text(), option::of(text())).prop_map(|(deal, text, said)| {
            Change::Scope(deal, NewScope { quantity: Quantity::find(&text), text, due: None, said })
        }),
        check.prop_map(|(deal, verdict, because, owner, due)| {
            Change::Verify(ScopeCheck { deal, verdict, because, owner, due })
        }),
        (earlier(), select(DealStatus::ALL), option::of(text())).prop_map(|(of, status, note)| Change::ReportDeal {
            of,
            status,
            note
        }),
        (whose, text(), option::of(text()), day()).prop_map(|(whose, text, reward, due)| {
            Change::SetGoal(NewGoal { whose, target: Quantity::find(&text), text, due, owners: Vec::new(), reward })
        }),
        (earlier(), 0_i8..9, select(GoalStatus::ALL)).prop_map(|(of, progress, status)| {
            Change::ReportGoal { of, progress: Number::new(f64::from(progress)), status }
        }),
        (id("o"), becomes).prop_map(|(note, becomes)| Change::Recast(note, becomes)),
    ]
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        around(),
        around(),
        around(),
        any::<bool>().prop_map(Change::Pause),
        Just(Change::Extend),
        (0_usize..7).prop_map(Change::GoTo),
        (team(), person(), select(Attendance::ALL)).prop_map(|(team, name, attendance)| Change::Attend {
            team,
            name,
            attendance
        }),
        option::of(person()).prop_map(Change::Facilitate),
        team().prop_map(Change::StartWith),
        (text(), option::of(person())).prop_map(|(text, raised_by)| Change::Bring { text, raised_by }),
        option::of(text()).prop_map(Change::SayBack),
        answer(),
        Just(Change::FinishHelp),
        (vec(id("n"), 0..4), select(Degree::ALL)).prop_map(|(taken, enough)| Change::Agree { taken, enough }),
        text().prop_map(|reason| Change::Pass { reason }),
        text().prop_map(Change::Note),
        text().prop_map(Change::Decide),
        wording().prop_map(|wording| Change::Promise { wording }),
        text().prop_map(Change::Park),
        (team(), 0_u8..12, option::of(text())).prop_map(|(team, score, better)| Change::Rate { team, score, better }),
        option::of(team()).prop_map(|team| Change::Plan(team.map(|first_team| Next {
            at: at(9),
            first_team,
            facilitator: None
        }))),
        Just(Change::Close),
    ]
}

/// A meeting, its history and what is known of it from the outside.
struct World {
    agenda: Agenda,
    meeting: Meeting,
    history: History,
    now: Stamp,
    second: i64,
    paused: bool,
    /// Seconds spent while not paused or counted later, and those of them that a team had the move.
    spent_s: u64,
    move_s: u64,
    /// Where the meeting stood before each step, and whether a team had the move there.
    places: Vec<(Place, bool)>,
    /// What was recorded before each change that can be taken back.
    past: Vec<Meeting>,
    /// What was recorded after each change that can be made again.
    future: Vec<Meeting>,
}

impl World {
    fn new(teams: usize, rounds: u32, say_back: bool) -> Self {
        let agenda = meetings::agenda(teams, rounds, say_back);
        let mut meeting = meetings::begin(&agenda, 1);
        meeting.apply(Change::GoTo(meetings::EXCHANGE), &at(0)).unwrap();
        meeting.open_actions.push(open_action());
        Self {
            agenda,
            meeting,
            history: History::default(),
            now: at(0),
            second: 0,
            paused: false,
            spent_s: 0,
            move_s: 0,
            places: Vec::new(),
            past: Vec::new(),
            future: Vec::new(),
        }
    }

    fn take(&mut self, step: Step) {
        self.second += 1;
        self.now = at(self.second);
        self.places.extend(self.meeting.place().map(|place| (place, has_move(&self.meeting))));
        match step {
            Step::Natural { text, kind, more } => {
                let change = self.natural(text, kind, more);
                self.change(&change);
            }
            Step::Any(change) => self.change(&change),
            Step::Reword(place, wording) => {
                if let Some(entry) = self.entry(place) {
                    self.change(&Change::Reword { entry, wording });
                }
            }
            Step::Remove(place) => {
                if let Some(entry) = self.entry(place) {
                    self.change(&Change::Remove(entry));
                }
            }
            Step::Count(seconds, back) => self.count(seconds, back),
            Step::Undo => self.undo(),
            Step::Redo => self.redo(),
        }
    }

    fn entry(&self, place: usize) -> Option<EntryRef> {
        let entries = self.meeting.entries();
        entries.get(place.checked_rem(entries.len())?).map(|entry| entry.at.clone())
    }

    /// Time is counted where it went by, whatever was done, taken back or paused since.
    fn count(&mut self, seconds: u32, back: usize) {
        let last = self.places.len() - 1;
        let (place, is_move) = self.places[last.saturating_sub(back)].clone();
        let is_running = self.meeting.is_running();
        self.change(&Change::Count { seconds, place });
        if is_running {
            self.spent_s += u64::from(seconds);
            self.move_s += if is_move { u64::from(seconds) } else { 0 };
        }
    }

    fn natural(&self, text: String, kind: AnswerKind, more: bool) -> Change {
        let Some(due) = self.meeting.due_move() else { return Change::Note(text) };
        let turn = self.meeting.turns.get(due.turn);
        match due.step {
            Move::Bring if text.starts_with('8') => Change::Pass { reason: text },
            Move::Bring => Change::Bring { text, raised_by: None },
            Move::SayBack => Change::SayBack(more.then_some(text)),
            Move::Help if !more && turn.is_some_and(|turn| turn.has_answer_of(&due.team)) => Change::FinishHelp,
            Move::Help => {
                let owner = Some("Raj Patel".to_owned());
                Change::Answer(NewAnswer { kind, detail: Some(text.clone()), text, owner, due: None })
            }
            Move::Agree => {
                let ids = turn.into_iter().flat_map(|turn| &turn.answers).map(|answer| answer.id.clone());
                Change::Agree { taken: ids.skip(usize::from(more)).collect(), enough: Degree::Partly }
            }
        }
    }

    fn change(&mut self, change: &Change) {
        let before = self.meeting.clone();
        let made = self.history.apply(&mut self.meeting, change.clone(), &self.now);
        if let Err(refusal) = made {
            assert_eq!(self.meeting, before, "{change:?} was refused ({refusal}) and changed something all the same");
            return;
        }
        assert!(before.is_running(), "{change:?} was made in a closed meeting");
        match change {
            Change::Spend { seconds } if !self.paused => {
                self.spent_s += u64::from(*seconds);
                self.move_s += if has_move(&before) { u64::from(*seconds) } else { 0 };
            }
            Change::Pause(paused) => self.paused = *paused,
            Change::Answer(new) if new.kind == AnswerKind::Unclear => {
                let problem = before.turns[before.due_move().unwrap().turn].problem.as_ref().unwrap();
                assert_eq!(problem.first_wording, None, "sent back twice");
            }
            _ => {}
        }
        check_order(&before, &self.meeting);
        let free = match change {
            Change::Promise { .. } => free_actions(&before) + 1,
            Change::Recast(_, NoteBecomes::Action(_)) => free_actions(&before) + 1,
            Change::Remove(EntryRef::Action(id)) if is_condition(&before, id) => free_actions(&before),
            Change::Remove(EntryRef::Action(_)) => free_actions(&before) - 1,
            Change::Verify(ScopeCheck { deal, .. })
            | Change::Remove(EntryRef::ScopeCheck(deal) | EntryRef::Deal(deal)) => {
                free_actions(&before) + conditions_in_own_words(&before, deal)
            }
            _ => free_actions(&before),
        };
        assert_eq!(free_actions(&self.meeting), free, "{change:?} left an action behind, or took one along");
        if change.is_recorded() {
            self.past.push(recorded(&before));
            self.future.clear();
        } else {
            assert_eq!(recorded(&before), recorded(&self.meeting), "{change:?} touched the record");
            if matches!(change, Change::Draft { .. }) {
                self.future.clear();
            }
        }
    }

    fn undo(&mut self) {
        let after = self.meeting.clone();
        assert_eq!(self.history.undo(&mut self.meeting), !self.past.is_empty());
        let Some(before) = self.past.pop() else { return assert_eq!(self.meeting, after) };
        assert_eq!(recorded(&self.meeting), before, "undo is not the way back");
        // The words of an entry that is not brought any more were typed by nobody.
        let is_typed = |(field, text): &(&String, &String)| !field.contains(BROUGHT) && !is_brought(&after, text);
        for (field, text) in after.drafts.iter().filter(is_typed) {
            assert_eq!(self.meeting.drafts.get(field), Some(text), "undo lost what was typed in {field}");
        }
        self.future.push(recorded(&after));
    }

    fn redo(&mut self) {
        let before = self.meeting.clone();
        assert_eq!(self.history.redo(&mut self.meeting), !self.future.is_empty());
        let Some(after) = self.future.pop() else { return assert_eq!(self.meeting, before) };
        assert_eq!(recorded(&self.meeting), after, "redo is not the way forth");
        self.past.push(recorded(&before));
    }

    /// Everything that holds at any moment of any meeting.
    fn check(&mut self) {
        check_turns(&self.meeting);
        check_references(&self.meeting);
        let doubts = turnabout::store::doubts(&self.meeting);
        assert!(doubts.is_empty(), "what the program made itself is doubtful: {doubts:?}");
        check_around(&self.meeting);
        check_screen_state(&self.meeting);
        self.check_time();
        self.check_close();
        self.check_identities();
        ask_everything(&self.meeting);
    }

    fn check_time(&self) {
        let spent: u64 = self.meeting.items.iter().map(|item| u64::from(item.spent_s)).sum();
        assert_eq!(spent, self.spent_s, "time was lost or invented");
        let in_turns: u64 =
            self.meeting.turns.iter().flat_map(|turn| turn.spent_s.values()).map(|s| u64::from(*s)).sum();
        assert_eq!(in_turns, self.move_s, "a second of a turn belongs to no team, or to two");
        let talk: u64 = self.meeting.talk_time().iter().map(|(_, s)| u64::from(*s)).sum();
        assert_eq!(talk, self.move_s, "a second belongs to a team that is not there");
    }

    /// Closing is possible at any moment, and says who is owed a turn.
    fn check_close(&self) {
        let mut closed = self.meeting.clone();
        if closed.is_running() {
            closed.apply(Change::Close, &self.now).unwrap();
            assert_eq!(closed.ended_at.as_ref(), Some(&self.now));
        }
        assert_eq!(closed.state, State::Closed);
        assert_eq!(closed.apply(Change::Note("late".to_owned()), &self.now), Err(Refusal::Closed));
        let left = (closed.position, &closed.clock, &closed.caret, closed.drafts.len());
        assert_eq!(left, (None, &None, &None, 0), "a closed meeting is nowhere");
        let drafts = self.meeting.drafts.iter().filter(|(field, text)| !is_choice(field) && !text.trim().is_empty());
        for text in drafts.map(|(_, text)| text.trim()) {
            // What was to be brought waits for the next meeting instead.
            assert!(
                is_brought(&self.meeting, text) || closed.notes.iter().any(|note| note.text == text),
                "closing lost {text:?}"
            );
        }
        assert_eq!(closed.owed_turns, missing(&closed));
        let (first, reason) = Series::fold([&closed]).first_team(&self.agenda);
        if let Some(owed) = closed.owed_turns.first() {
            assert_eq!((&first, reason), (owed, StartReason::Owed));
        }
        if let Some(next) = &closed.next {
            assert_eq!(next.first_team, first, "the minutes and the series name different teams");
        }
    }

    fn check_identities(&mut self) {
        let meeting = self.meeting.clone();
        if self.history.undo(&mut self.meeting) {
            self.history.redo(&mut self.meeting);
            assert_eq!(self.meeting, meeting, "undo and redo");
        }
        if self.history.redo(&mut self.meeting) {
            self.history.undo(&mut self.meeting);
            assert_eq!(recorded(&self.meeting), recorded(&meeting), "redo and undo");
            assert_eq!(self.meeting.items, meeting.items, "redo and undo");
            // Looking at another item is not recorded; what is made again brings its own place along.
            self.meeting = meeting.clone();
        }
        let text = serde_json::to_string_pretty(&meeting).unwrap();
        let loaded = json::parse::<Meeting>(&text).unwrap();
        assert_eq!(loaded.value, meeting, "save and load");
        assert_eq!(loaded.unknown, Vec::<String>::new());
    }
}

/// The meeting without what undo leaves alone: time, place and half-typed text.
fn recorded(meeting: &Meeting) -> Meeting {
    let mut record = meeting.clone();
    record.drafts.clear();
    (record.position, record.clock, record.caret) = (None, None, None);
    for item in &mut record.items {
        item.spent_s = 0;
    }
    for turn in &mut record.turns {
        turn.spent_s.clear();
    }
    // A turn in which only time went by is no record.
    let said = record.turns.iter().rposition(|turn| turn.problem.is_some() || turn.passed.is_some());
    record.turns.truncate(said.map_or(0, |last| last + 1));
    record
}

/// Whether a team has the move, which its time is booked for.
fn has_move(meeting: &Meeting) -> bool {
    meeting.item().is_some_and(|item| item.kind == Kind::Exchange) && meeting.due_move().is_some()
}

fn is_done(turn: &Turn) -> bool {
    turn.enough.is_some() || turn.passed.is_some()
}

/// A turn begins only when all turns before it ended.
fn check_order(before: &Meeting, after: &Meeting) {
    let begun = |meeting: &Meeting, index: usize| {
        meeting.turns.get(index).is_some_and(|turn| turn.problem.is_some() || turn.passed.is_some())
    };
    if let Some(index) = (0..after.turns.len()).find(|index| begun(after, *index) && !begun(before, *index)) {
        assert!(after.turns[..index].iter().all(is_done), "turn {index} began before its time");
    }
}

/// Whether these are the words of an entry that was brought as a problem.
fn is_brought(meeting: &Meeting, text: &str) -> bool {
    let mut marks = meeting.drafts.iter().filter(|(name, _)| name.contains(BROUGHT));
    marks.any(|(_, mark)| mark.split_once(' ').is_some_and(|(_, words)| words == text.trim()))
}

/// How many actions come from no answer.
fn free_actions(meeting: &Meeting) -> usize {
    let answers = meeting.turns.iter().flat_map(|turn| &turn.answers);
    let conditions = meeting.actions.iter().filter(|action| is_condition(meeting, &action.id)).count();
    meeting.actions.len() - answers.filter(|answer| answer.action.is_some()).count() - conditions
}

/// Whether an action is the condition of a deal.
fn is_condition(meeting: &Meeting, id: &turnabout::domain::Id) -> bool {
    let source = meeting.actions.iter().find(|action| action.id == *id).and_then(|action| action.source.as_ref());
    source.is_some_and(|source| source.as_str().starts_with('d'))
}

/// How many conditions of a deal got other words than its verdict.
fn conditions_in_own_words(meeting: &Meeting, deal: &turnabout::domain::Id) -> usize {
    let Some(deal) = meeting.deals.iter().find(|other| other.id == *deal) else { return 0 };
    let words = format!("{}: {}", deal.name, deal.because.as_deref().unwrap_or_default());
    meeting.actions.iter().filter(|action| action.source.as_ref() == Some(&deal.id) && action.text != words).count()
}

/// A deal that goes if something happens has that as one promise, unless it was removed; no other deal has one. What
/// is disputed is parked once.
fn check_around(meeting: &Meeting) {
    for action in meeting.actions.iter().filter(|action| is_condition(meeting, &action.id)) {
        let deal =
            meeting.deals.iter().find(|deal| Some(&deal.id) == action.source.as_ref()).expect("its deal is there");
        assert_eq!(deal.verdict, ScopeVerdict::GoIf, "{action:?} is left of another verdict");
        let same = meeting.actions.iter().filter(|other| other.source == action.source).count();
        assert_eq!(same, 1, "{deal:?} has two conditions");
    }
    let judged: BTreeSet<&Ref> = meeting.reviews.iter().map(|review| &review.of).collect();
    assert_eq!(judged.len(), meeting.reviews.len(), "a promise is judged twice");
    assert!(meeting.reviews.iter().all(|review| review.by_team.as_str() == "sales"), "another team judged");
    let marks = meeting.drafts.keys().filter(|name| name.contains(BROUGHT)).count();
    let brought = meeting.parked_updates.iter().filter(|update| update.outcome == ParkedOutcome::Brought).count();
    assert!(!meeting.is_running() || marks == brought, "{marks} marks for {brought} entries that are brought");
    let updated: BTreeSet<&Ref> = meeting.parked_updates.iter().map(|update| &update.of).collect();
    assert_eq!(updated.len(), meeting.parked_updates.len());
}

fn check_turns(meeting: &Meeting) {
    let order: Vec<&TeamId> = meeting.turn_order().collect();
    assert!(meeting.turns.len() <= meeting.planned_turns());
    for (index, turn) in meeting.turns.iter().enumerate() {
        assert_eq!(&turn.team, order[index % order.len()], "turns go round in order");
        assert_eq!(turn.round as usize, index / order.len() + 1);
        assert!(turn.enough.is_none() || turn.passed.is_none(), "a turn ended twice");
        if let Some(reason) = &turn.passed {
            assert!(!reason.trim().is_empty(), "passed without a reason");
        }
        if turn.enough.is_some() {
            assert!(turn.problem.is_some(), "agreed on nothing");
            for team in order.iter().filter(|team| ***team != turn.team) {
                let answers = |answer: &Answer| answer.team == **team && answer.kind != AnswerKind::Unclear;
                assert!(turn.answers.iter().any(answers), "{team} never answered");
            }
        }
        if is_done(turn) {
            assert!(turn.helped.is_empty() && !turn.heard, "what only matters while the turn goes on is left");
        }
        if turn.problem.is_none() {
            assert!(turn.said_back.is_none() && turn.answers.is_empty(), "answers without a problem");
        }
        for answer in &turn.answers {
            assert_ne!(answer.team, turn.team, "a team answered itself");
            assert!(meeting.team(&answer.team).is_some());
            assert_eq!(answer.condition.is_some(), answer.kind == AnswerKind::YesIf);
            assert_eq!(answer.reason.is_some(), answer.kind == AnswerKind::No);
            for text in [Some(&answer.text), answer.condition.as_ref(), answer.reason.as_ref()].into_iter().flatten() {
                assert_eq!(text, text.trim());
                assert_ne!(text, "");
            }
        }
        let unclear = turn.answers.iter().filter(|answer| answer.kind == AnswerKind::Unclear).count();
        assert!(unclear <= 1, "unclear twice");
    }
    for pair in meeting.turns.windows(2) {
        assert_ne!(pair[0].team, pair[1].team, "two turns in a row");
    }
}

/// Ids name one record, and every reference leads to one.
fn check_references(meeting: &Meeting) {
    let problems = meeting.turns.iter().filter_map(|turn| turn.problem.as_ref()).map(|problem| &problem.id);
    let answers = || meeting.turns.iter().flat_map(|turn| &turn.answers);
    let mut ids: Vec<_> = meeting.turns.iter().map(|turn| &turn.id).chain(problems.clone()).collect();
    ids.extend(answers().map(|answer| &answer.id));
    ids.extend(meeting.actions.iter().map(|action| &action.id));
    ids.extend(meeting.decisions.iter().map(|decision| &decision.id));
    ids.extend(meeting.notes.iter().map(|note| &note.id));
    ids.extend(meeting.parked.iter().map(|parked| &parked.id));
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "an id names two records: {ids:?}");

    let known: BTreeSet<_> = problems.chain(meeting.deals.iter().map(|deal| &deal.id)).collect();
    let sources = meeting.actions.iter().filter_map(|action| action.source.as_ref());
    for source in sources.chain(meeting.decisions.iter().filter_map(|decision| decision.source.as_ref())) {
        assert!(known.contains(source), "{source} is gone and still named");
    }
    let actions: BTreeMap<_, _> = meeting.actions.iter().map(|action| (&action.id, action)).collect();
    for turn in &meeting.turns {
        for answer in &turn.answers {
            assert_eq!(answer.taken == Some(true), answer.action.is_some(), "taken is to be an action");
            let Some(id) = &answer.action else { continue };
            assert!(turn.enough.is_some() && answer.kind.may_be_taken());
            let action = actions[id];
            let problem = turn.problem.as_ref().map(|problem| &problem.id);
            assert_eq!((&action.text, &action.owner, action.due), (&answer.text, &answer.owner, answer.due));
            assert_eq!((&action.condition, action.source.as_ref()), (&answer.condition, problem));
            assert_eq!((&action.team, &action.for_team), (&answer.team, &turn.team));
        }
    }
}

fn check_screen_state(meeting: &Meeting) {
    assert_eq!(meeting.position.is_some(), meeting.is_running());
    assert_eq!(meeting.item().is_some(), meeting.is_running(), "the place is in the agenda");
    assert_eq!(meeting.clock.is_some(), meeting.is_running());
    assert!(meeting.drafts.values().all(|text| !text.is_empty()));
    if let Some(caret) = &meeting.caret {
        let text = meeting.drafts.get(&caret.field).expect("the caret is in a field that is typed in");
        assert!(caret.at <= text.chars().count(), "the caret is outside of {text:?}");
    }
}

/// Teams without a finished turn in the last begun round in which there are some.
fn missing(meeting: &Meeting) -> Vec<TeamId> {
    let begun = meeting.turns.iter().filter(|turn| turn.problem.is_some() || turn.passed.is_some());
    let last = begun.map(|turn| turn.round).max().unwrap_or(0);
    let has = |round: u32, team: &TeamId| {
        meeting.turns.iter().any(|turn| turn.round == round && turn.team == *team && is_done(turn))
    };
    let open = |round: u32| meeting.turn_order().filter(|team| !has(round, team)).cloned().collect::<Vec<_>>();
    (1..=last).rev().map(open).find(|teams| !teams.is_empty()).unwrap_or_default()
}

/// Puts every question, only to see that each has an answer.
fn ask_everything(meeting: &Meeting) {
    let people: Vec<&str> = meeting.people().collect();
    let context = Context { people: &people, today: jiff::civil::date(2026, 11, 24), next: None };
    for entry in meeting.entries() {
        assert!(!entry.line.trim().is_empty(), "{entry:?} cannot be read");
        capture::parse(&entry.line, &context);
    }
    for gap in meeting.gaps() {
        assert!(!gap.text.is_empty());
    }
    assert!(meeting.team(&meeting.next_first_team()).is_some());
    assert_eq!(meeting.predicted_end(&moment(0)).is_some(), meeting.is_running());
    assert_eq!(meeting.current_span().is_some(), meeting.is_running());
    let late = meeting.out_of_reach(&moment(99_999));
    assert!(late.iter().all(|index| Some(*index) > meeting.position), "an item behind is out of reach");
    let percent = meeting.larger_share().map(|(_, percent)| percent);
    assert!(percent.is_none_or(|percent| (31..=100).contains(&percent)));
    if let Some(due) = meeting.due_move() {
        let is_asking = due.team == due.asking;
        assert_eq!(is_asking, matches!(due.step, Move::Bring | Move::Agree), "a move is another team's");
        assert!(meeting.move_s(due.step) <= meeting.turn_s());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, failure_persistence: None, max_shrink_iters: 4096, ..ProptestConfig::default() })]

    #[test]
    fn every_sequence_of_changes_keeps_the_invariants(
        teams in 2_usize..=4,
        rounds in 1_u32..=3,
        say_back in any::<bool>(),
        steps in vec(step(), 1..STEPS),
    ) {
        let mut world = World::new(teams, rounds, say_back);
        for step in steps {
            world.take(step);
            world.check();
        }
    }
}
