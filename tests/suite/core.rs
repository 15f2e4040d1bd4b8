//! The core by example: a meeting, the changes that scripts are made of, and the move that is due.

mod capacity;
mod carry;
mod correct;
mod deals;
mod disputes;
mod entries;
mod pace;
mod promises;
mod series;
mod time;
mod turn;

use turnabout::domain::{
    Agenda, Change, Id, Meeting, Refusal,
    change::NewExpectation,
    deal::{NewDeal, NewScope, ScopeCheck},
    entry::{EntryRef, Wording},
    goal::NewGoal,
    history::History,
    meeting::{
        AnswerKind, Attendance, DealStatus, Degree, ExpectationKind, GoalStatus, Next, ParkedOutcome, ScopeVerdict,
        Verdict,
    },
    quantity::Number,
    review::{NewReview, TakenUp},
    turn::NewAnswer,
};

use crate::meetings::{EXCHANGE, agenda, at, begin, open_action};

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
fn whole_turn(number: usize) -> [Change; 5] {
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

fn judge(verdict: Verdict) -> Change {
    let of = open_action().of;
    Change::Judge(NewReview { of, verdict, helped: None, reason: None, note: None, new_due: None })
}

fn verify(deal: &str, verdict: ScopeVerdict, because: Option<&str>) -> Change {
    let because = because.map(str::to_owned);
    Change::Verify(ScopeCheck { deal: deal.into(), verdict, because, owner: None, due: None })
}

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
    world.meeting.open_actions.push(open_action());
    world.make_all([
        Change::Thank { team: "sales".into(), text: "A day early".to_owned(), thanks_to: None },
        judge(Verdict::Kept),
        Change::TakeUp(TakenUp {
            of: "2026-11-10-1000/k1".into(),
            text: "Prices".to_owned(),
            team: None,
            outcome: ParkedOutcome::Dropped,
        }),
        Change::Expect(NewExpectation {
            team: "sales".into(),
            kind: ExpectationKind::Target,
            text: "12 installs".to_owned(),
            assumption: None,
        }),
        Change::Offer(NewDeal { name: "Brightline".to_owned(), ..NewDeal::default() }),
        Change::Scope("d1".into(), NewScope { text: "4 installs".to_owned(), ..NewScope::default() }),
        verify("d1", ScopeVerdict::Go, None),
        Change::ReportDeal { of: "2026-11-10-1000/d1".into(), status: DealStatus::Signed, note: None },
        Change::SetGoal(NewGoal { text: "30 installs".to_owned(), ..NewGoal::default() }),
        Change::ReportGoal { of: "2026-11-10-1000/g1".into(), progress: Number::new(22.0), status: GoalStatus::Open },
    ]);
    world
}
