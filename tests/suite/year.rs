//! A whole year of meetings through the core: 26 of them, each begun from what the earlier ones add up to. What carries
//! over is written down by hand, a line per meeting.

use turnabout::domain::{
    Change, Id, Meeting, Move, Ref, Stamp,
    agenda::Start,
    change::NewExpectation,
    deal::{NewDeal, NewScope, ScopeCheck},
    entry::Wording,
    goal::{NewGoal, Whose},
    json,
    meeting::{
        AnswerKind, DealStatus, Degree, ExpectationKind, GoalStatus, MissReason, Next, OpenAction, ParkedOutcome,
        ScopeVerdict, Verdict,
    },
    past::{Past, PastDeal, Waiting},
    quantity::{Number, Quantity},
    review::{NewReview, TakenUp},
    series::{Series, StartReason},
    turn::NewAnswer,
};

use crate::play::{full, ten};

/// After each meeting: its number, who started it and why | open promises, `+1` for one that was carried over once |
/// open goals with their progress | deals whose end is not known | what waits.
///
/// `S3` is what Sales promised in the third meeting, `O3` Operations, `C4` the condition of a deal.
const YEAR: [&str; 26] = [
    "1 sales (first) | O1 S1 | 30 installs | - | -",
    "2 operations (swapped) | S2 O2 | 30 installs 3 | Deal 2 | -",
    "3 sales (swapped) | O3 S3 | 30 installs 3 | Deal 2 signed | -",
    "4 operations (swapped) | C4 S4 O4 | 30 installs 6, No second trip | Deal 2 signed, Deal 4 | -",
    "5 sales (swapped) | O5 S5 | 30 installs 6, No second trip | - | -",
    "6 operations (swapped) | O5+1 S6 O6 | 30 installs 9, No second trip | Deal 6 | Parked 6",
    "7 sales (swapped) | O7 S7 | 30 installs 9, No second trip | Deal 6 | Parked 6",
    "8 operations (swapped) | S7+1 S8 O8 | 30 installs 12, No second trip | - | Problem 8",
    "9 sales (swapped) | S7+2 O9 | 30 installs 12, No second trip | - | Problem 8",
    "10 operations (owed) | S7+3 S10 O10 | 30 installs 15, No second trip | Deal 10 | -",
    "11 sales (swapped) | O10+1 O11 S11 | 30 installs 15, No second trip | Deal 10 signed | Disputed: S10",
    "12 operations (swapped) | C12 S12 O12 | 30 installs 18, No second trip | Deal 10 signed, Deal 12 | Disputed: S10, Parked 12",
    "13 sales (swapped) | C12 S12 O12 O13 S13 | 30 installs 18, No second trip | - | Parked 12",
    "14 operations (swapped) | S14 O14 | 30 installs 21, No second trip | Deal 14 | -",
    "15 sales (swapped) | S14+1 O15 S15 | 30 installs 21 | Deal 14 | -",
    "16 operations (swapped) | S14+2 O15+1 S16 O16 | 30 installs 24 | - | -",
    "17 operations (agreed) | S14+3 S17 O17 | 30 installs 24 | - | -",
    "18 sales (swapped) | O18 S18 | 30 installs 27 | Deal 18 | Parked 18",
    "19 operations (swapped) | S19 O19 | 30 installs 27 | Deal 18 signed | Parked 18",
    "20 sales (swapped) | C20 O20 S20 | - | Deal 18 signed, Deal 20 | -",
    "21 operations (swapped) | O20+1 S21 O21 | - | - | -",
    "22 sales (swapped) | S21+1 O22 S22 | - | Deal 22 | -",
    "23 operations (swapped) | S21+2 S23 O23 | - | Deal 22 | -",
    "24 sales (swapped) | S21+3 O24 S24 | - | - | Parked 24",
    "25 operations (swapped) | S25 O25 | - | - | Parked 24",
    "26 sales (swapped) | O25+1 O26 S26 | - | Deal 26 | -",
];

/// The meetings of the year, oldest first.
pub(crate) fn year() -> Vec<Meeting> {
    let mut meetings: Vec<Meeting> = Vec::new();
    for number in 1..=26 {
        let series = Series::fold(&meetings);
        meetings.push(Script::begin(number, &series).play(&series.past));
    }
    meetings
}

/// One meeting of the year and what happens in it.
struct Script {
    number: u32,
    meeting: Meeting,
    at: Stamp,
}

impl Script {
    fn begin(number: u32, series: &Series) -> Self {
        let agenda = full();
        let at = match series.planned() {
            Some(next) => next.at.clone(),
            None => Stamp::new(&ten()),
        };
        let start = Start {
            id: at.zoned().strftime("%Y-%m-%d-%H%M").to_string(),
            series: "sales-operations".to_owned(),
            number: series.next_number(),
            first_team: series.first_team(&agenda).0,
            facilitator: None,
            last_people: series.last_people(),
            open_actions: series.open_actions.clone(),
        };
        Self { number, meeting: Meeting::begin(&agenda, start, at.clone()), at }
    }

    fn play(mut self, past: &Past) -> Meeting {
        self.follow_up(past);
        self.expect();
        self.deals(past);
        self.turns();
        self.goals(past);
        self.close()
    }

    #[track_caller]
    fn make(&mut self, change: Change) {
        let tried = format!("meeting {}: {change:?}", self.number);
        self.meeting.apply(change, &self.at).unwrap_or_else(|refusal| panic!("{tried}: {refusal}"));
    }

    /// Every promise is judged but in the thirteenth meeting, in which nobody has time.
    fn follow_up(&mut self, past: &Past) {
        if self.number != 13 {
            for action in self.meeting.open_actions.clone() {
                let verdict = self.verdict(&action);
                self.make(judge(&action, verdict));
            }
        }
        for entry in past.waiting.clone() {
            let outcome = self.outcome(&entry);
            let Waiting { of, text, team, .. } = entry;
            self.make(Change::TakeUp(TakenUp { of, text, team, outcome }));
        }
    }

    /// Operations misses every fifth promise once; Sales moves every seventh three times and drops it then; the tenth is
    /// disputed.
    fn verdict(&self, action: &OpenAction) -> Verdict {
        let (kind, made) = action.text.split_at(1);
        let made: u32 = made.parse().unwrap();
        match (kind, self.number - made) {
            ("O", 1) if made.is_multiple_of(5) => Verdict::NotKept,
            ("S", 1..=3) if made.is_multiple_of(7) => Verdict::Moved,
            ("S", 4) if made.is_multiple_of(7) => Verdict::Dropped,
            ("S", _) if made == 10 => Verdict::Disputed,
            _ => Verdict::Kept,
        }
    }

    /// What waits is kept once and dropped then; a problem is brought again at once, and
    /// waits on when its turn is not taken.
    fn outcome(&self, entry: &Waiting) -> ParkedOutcome {
        let is_new = self.at.date() <= entry.since.checked_add(jiff::Span::new().days(14)).unwrap();
        match (entry.is_problem, is_new) {
            (true, _) => ParkedOutcome::Brought,
            (false, true) => ParkedOutcome::Kept,
            (false, false) => ParkedOutcome::Dropped,
        }
    }

    fn expect(&mut self) {
        for (team, kind, text) in [
            ("sales", ExpectationKind::Target, "12 installs before the next meeting"),
            ("operations", ExpectationKind::Limit, "10 installs, two crews"),
        ] {
            let (text, team) = (text.to_owned(), team.into());
            self.make(Change::Expect(NewExpectation { team, kind, text, assumption: None }));
        }
    }

    /// A deal every second meeting: released, on a condition, not yet, refused, and so on.
    fn deals(&mut self, past: &Past) {
        for deal in &past.deals {
            if let Some(status) = self.deal_status(deal) {
                self.make(Change::ReportDeal { of: deal.of.clone(), status, note: None });
            }
        }
        if !self.number.is_multiple_of(2) {
            return;
        }
        let name = format!("Deal {}", self.number);
        self.make(Change::Offer(NewDeal { name, quantity: Quantity::find("4 installs"), ..NewDeal::default() }));
        self.make(Change::Scope("d1".into(), NewScope { text: "4 installs".to_owned(), ..NewScope::default() }));
        let (verdict, because) = match self.number % 8 {
            2 => (ScopeVerdict::Go, None),
            4 => (ScopeVerdict::GoIf, Some("the survey is done")),
            6 => (ScopeVerdict::NotYet, Some("a drawing")),
            _ => (ScopeVerdict::No, Some("no crew is free")),
        };
        let because = because.map(str::to_owned);
        self.make(Change::Verify(ScopeCheck { deal: "d1".into(), verdict, because, owner: None, due: None }));
        if verdict == ScopeVerdict::GoIf {
            // So that the condition has a name in the table.
            let wording = Wording { text: format!("C{}", self.number), ..Wording::default() };
            let entry = turnabout::domain::entry::EntryRef::Action("a1".into());
            self.make(Change::Reword { entry, wording });
        }
    }

    /// A released deal is signed at the next meeting and delivered at the third; one on a condition is lost at the next,
    /// one that is not yet checked at the second.
    fn deal_status(&self, deal: &PastDeal) -> Option<DealStatus> {
        let made: u32 = deal.deal.name.trim_start_matches("Deal ").parse().unwrap();
        match (made % 8, self.number - made) {
            (2, 1) => Some(DealStatus::Signed),
            (2, 3) => Some(DealStatus::Delivered),
            (4, 1) | (6, 2) => Some(DealStatus::Lost),
            _ => None,
        }
    }

    /// Each team brings one problem, the second round is passed. The ninth meeting ends after the first turn; the help
    /// for the first problem of the eighth is not enough.
    fn turns(&mut self) {
        for turn in 0..if self.number == 9 { 1 } else { 2 } {
            let due = self.meeting.due_move().unwrap();
            self.make(Change::Bring { text: format!("Problem {}", self.number), raised_by: None });
            self.make(Change::SayBack(None));
            let answering = self.meeting.due_move().unwrap();
            assert_eq!((answering.step, answering.team != due.team), (Move::Help, true));
            let letter = if answering.team.as_str() == "sales" { "S" } else { "O" };
            let text = format!("{letter}{}", self.number);
            let answer = NewAnswer { kind: AnswerKind::Yes, text, detail: None, owner: None, due: None };
            self.make(Change::Answer(answer));
            self.make(Change::FinishHelp);
            let taken = vec![Id::from(format!("n{}", turn + 1))];
            let enough = if self.number == 8 && turn == 0 { Degree::No } else { Degree::Yes };
            self.make(Change::Agree { taken, enough });
        }
        if self.number != 9 {
            self.make(Change::Pass { reason: "Nothing that cannot wait.".to_owned() });
            self.make(Change::Pass { reason: "Nothing either.".to_owned() });
        }
        if self.number.is_multiple_of(6) {
            self.make(Change::Park(format!("Parked {}", self.number)));
        }
    }

    /// One goal for the business that is met in the twentieth meeting, one for each other that is dropped.
    fn goals(&mut self, past: &Past) {
        let set = |text: &str, whose| {
            let (text, target) = (text.to_owned(), Quantity::find(text));
            let reward = Some("Team dinner".to_owned());
            Change::SetGoal(NewGoal { whose, text, target, due: None, owners: Vec::new(), reward })
        };
        if self.number == 1 {
            self.make(set("30 installs", Whose::Business));
        }
        if self.number == 4 {
            self.make(set("No second trip", Whose::Team { by: "sales".into(), of: "operations".into() }));
        }
        for goal in past.open_goals() {
            let of = goal.of.clone();
            let progress = goal.progress.map_or(0.0, Number::value) + 3.0;
            let status = if progress >= 30.0 { GoalStatus::Met } else { GoalStatus::Open };
            match goal.goal.text.as_str() {
                "30 installs" if self.number.is_multiple_of(2) => {
                    self.make(Change::ReportGoal { of, progress: Number::new(progress), status });
                }
                "No second trip" if self.number == 15 => {
                    self.make(Change::ReportGoal { of, progress: None, status: GoalStatus::Dropped });
                }
                _ => {}
            }
        }
    }

    /// The next meeting is in two weeks; in the sixteenth it is agreed that the same team starts again.
    fn close(mut self) -> Meeting {
        let first_team = match self.number {
            16 => self.meeting.first_team.clone(),
            _ => self.meeting.next_first_team(),
        };
        let at = full().rhythm.unwrap().next_after(self.at.zoned()).unwrap();
        self.make(Change::Plan(Some(Next { at: Stamp::new(&at), first_team, facilitator: None })));
        self.make(Change::Close);
        self.meeting
    }
}

fn judge(action: &OpenAction, verdict: Verdict) -> Change {
    Change::Judge(NewReview {
        of: action.of.clone(),
        verdict,
        helped: Some(Degree::Yes),
        reason: Some(MissReason::NoCapacity),
        note: None,
        new_due: action.due.or(Some(jiff::civil::date(2026, 12, 24))),
    })
}

/// The line of [`YEAR`] that these meetings add up to; `before` is what the last of them was begun with.
fn line(before: &Series, meetings: &[Meeting]) -> String {
    let series = Series::fold(meetings);
    let last = meetings.last().unwrap();
    let reason = match before.first_team(&full()).1 {
        StartReason::First => "first",
        StartReason::Owed => "owed",
        StartReason::Agreed => "agreed",
        StartReason::Swapped => "swapped",
    };
    let promise = |action: &OpenAction| match action.carried {
        0 => action.text.clone(),
        carried => format!("{}+{carried}", action.text),
    };
    let goals = series.past.open_goals().map(|goal| match goal.progress {
        Some(progress) => format!("{} {progress}", goal.goal.text),
        None => goal.goal.text.clone(),
    });
    let deals = series.past.deals.iter().map(|deal| match deal.status {
        Some(status) => format!("{} {}", deal.deal.name, status.words()),
        None => deal.deal.name.clone(),
    });
    let waiting = series.past.waiting.iter().map(|entry| entry.text.clone());
    let columns = [
        format!("{} {} ({reason})", last.number, last.first_team),
        series.open_actions.iter().map(promise).collect::<Vec<_>>().join(" "),
        goals.collect::<Vec<_>>().join(", "),
        deals.collect::<Vec<_>>().join(", "),
        waiting.collect::<Vec<_>>().join(", "),
    ];
    columns.map(|column| if column.is_empty() { "-".to_owned() } else { column }).join(" | ")
}

#[test]
fn a_year_of_meetings_carries_over_what_it_should() {
    let meetings = year();
    for (index, expected) in YEAR.iter().enumerate() {
        let before = Series::fold(&meetings[..index]);
        assert_eq!(line(&before, &meetings[..=index]), *expected);
    }
}

#[test]
fn a_year_reads_back_from_its_files_as_it_was() {
    let meetings = year();
    let read: Vec<Meeting> = meetings
        .iter()
        .map(|meeting| {
            let parsed = json::parse::<Meeting>(&serde_json::to_string_pretty(meeting).unwrap()).unwrap();
            assert!(parsed.unknown.is_empty(), "{:?}", parsed.unknown);
            parsed.value
        })
        .collect();
    assert_eq!(read, meetings);
    assert_eq!(Series::fold(read.iter().rev()), Series::fold(&meetings));
}

#[test]
fn every_reference_of_the_year_points_at_an_earlier_record() {
    let meetings = year();
    let mut known: Vec<Ref> = Vec::new();
    for meeting in &meetings {
        let used = meeting.reviews.iter().map(|review| &review.of);
        let used = used.chain(meeting.goal_updates.iter().map(|update| &update.of));
        let used = used.chain(meeting.deal_updates.iter().map(|update| &update.of));
        let used = used.chain(meeting.parked_updates.iter().map(|update| &update.of));
        for of in used {
            assert!(known.contains(of), "meeting {} speaks of {of}", meeting.number);
        }
        let ids = meeting.actions.iter().map(|action| &action.id);
        let ids = ids.chain(meeting.goals.iter().map(|goal| &goal.id)).chain(meeting.deals.iter().map(|deal| &deal.id));
        let ids = ids.chain(meeting.parked.iter().map(|parked| &parked.id));
        let problems = meeting.turns.iter().filter_map(|turn| turn.problem.as_ref()).map(|problem| &problem.id);
        known.extend(ids.chain(problems).map(|id| Ref::new(&meeting.id, id)));
    }
    assert!(known.len() > 100, "{}", known.len());
}
