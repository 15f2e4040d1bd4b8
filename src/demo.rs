//! A made-up past to look around in: meetings of two made-up teams, played through the core by a script. Always the
//! same for the same day; knows no file and no clock.

mod script;

use jiff::{
    SignedDuration, ToSpan as _, Zoned,
    civil::{Date, Weekday, time},
};

use crate::domain::{
    Agenda, Change, Id, Kind, Meeting, Stamp,
    agenda::{Every, ItemPlan, Rhythm, Start, TeamPlan},
    change::NewExpectation,
    deal::{NewDeal, NewScope, ScopeCheck},
    goal::NewGoal,
    meeting::{
        AnswerKind, DealStatus, Degree, ExpectationKind, GoalStatus, MissReason, Next, OpenAction, ParkedOutcome,
        ScopeVerdict, Verdict,
    },
    quantity::{Number, Quantity},
    review::{NewReview, TakenUp},
    series::Series,
    turn::NewAnswer,
};
use script::{DEALS, DECISIONS, PEOPLE, RATINGS, TURNS, WINS};

/// The name of the made-up series.
pub const SERIES: &str = "demo";

/// Meetings of the past to look around in.
pub const MEETINGS: u32 = 5;

/// Ids of the two teams, the one that delivers behind.
const TEAMS: [&str; 2] = ["sales", "delivery"];

/// The agenda of the made-up series.
///
/// # Panics
/// Never: a test makes it.
pub fn agenda() -> Agenda {
    let team = |index: usize, name: &str| TeamPlan {
        id: TEAMS[index].into(),
        name: name.to_owned(),
        delivers: index == 1,
        members: PEOPLE[index].map(str::to_owned).to_vec(),
    };
    let exchange = ItemPlan { rounds: Some(1), turn_minutes: Some(8), ..ItemPlan::new(Kind::Exchange, 16) };
    let items = vec![
        ItemPlan::new(Kind::Opening, 3),
        ItemPlan::new(Kind::Wins, 2),
        ItemPlan::new(Kind::FollowUp, 6),
        ItemPlan::new(Kind::Expectations, 4),
        ItemPlan::new(Kind::Deals, 5),
        exchange,
        ItemPlan::new(Kind::Goals, 3),
        ItemPlan::new(Kind::Close, 4),
    ];
    let rhythm = Rhythm { every: Every::Weeks(2), day: Weekday::Tuesday, time: time(10, 0, 0, 0) };
    let teams = vec![team(0, "Sales"), team(1, "Delivery")];
    Agenda::new("Sales & Delivery".to_owned(), teams, Some(rhythm), Some(45), items)
        .expect("the made-up agenda is sound")
}

/// So many closed meetings of `agenda`, two weeks apart, such that the next one is due within a week of `now`.
pub fn meetings(agenda: &Agenda, count: u32, now: &Zoned) -> Vec<Meeting> {
    let mut series = Series::default();
    let mut meetings = Vec::new();
    for number in 1..=count {
        let Some(at) = day_of(count + 1 - number, now) else { continue };
        let meeting = Room::open(agenda, &series, number, at).play(&series);
        series.add(&meeting);
        meetings.push(meeting);
    }
    meetings
}

/// Ten o'clock on the Tuesday so many meetings before the next one; `None` before the calendar begins.
fn day_of(meetings_before: u32, now: &Zoned) -> Option<Zoned> {
    let next = now.date().nth_weekday(1, Weekday::Tuesday).ok()?;
    let day = next.checked_sub((i64::from(meetings_before) * 2).weeks()).ok()?;
    day.at(10, 0, 0, 0).to_zoned(now.time_zone().clone()).ok()
}

/// A meeting that is played.
struct Room {
    meeting: Meeting,
    at: Zoned,
    /// The place in the script.
    scene: usize,
}

impl Room {
    fn open(agenda: &Agenda, series: &Series, number: u32, at: Zoned) -> Self {
        let scene = (number as usize - 1) % RATINGS.len();
        let start = Start {
            id: at.strftime("%Y-%m-%d-%H%M").to_string(),
            series: SERIES.to_owned(),
            number,
            first_team: series.first_team(agenda).0,
            facilitator: Some(PEOPLE[number as usize % 2][0].to_owned()),
            last_people: Vec::new(),
            open_actions: series.open_actions.clone(),
        };
        Self { meeting: Meeting::begin(agenda, start, Stamp::new(&at)), at, scene }
    }

    /// The whole meeting, closed.
    fn play(mut self, series: &Series) -> Meeting {
        self.item(Kind::Opening, 150);
        self.wins();
        self.follow_up(series);
        self.expectations();
        self.deals(series);
        self.item(Kind::Exchange, 0);
        for _ in TEAMS {
            self.turn();
        }
        self.goals(series);
        self.close();
        self.meeting
    }

    fn make(&mut self, change: Change) {
        self.meeting.apply(change, &Stamp::new(&self.at)).expect("the script is in order");
    }

    fn spend(&mut self, seconds: u32) {
        self.at = self.at.saturating_add(SignedDuration::from_secs(seconds.into()));
        self.make(Change::Spend { seconds });
    }

    /// Goes to an item and lets time go by.
    fn item(&mut self, kind: Kind, seconds: u32) {
        let index = self.meeting.items.iter().position(|item| item.kind == kind);
        self.make(Change::GoTo(index.unwrap_or(0)));
        self.spend(seconds);
    }

    /// The day of the next meeting.
    fn next_day(&self) -> Date {
        self.at.date().saturating_add(2.weeks())
    }

    /// A day before it.
    fn soon(&self) -> Date {
        self.at.date().saturating_add(3.days())
    }

    fn wins(&mut self) {
        self.item(Kind::Wins, 110);
        for (team, wins) in WINS.iter().enumerate() {
            let (text, thanks_to) = (wins[self.scene].to_owned(), Some(TEAMS[1 - team].into()));
            self.make(Change::Thank { team: TEAMS[team].into(), text, thanks_to });
        }
    }

    fn follow_up(&mut self, series: &Series) {
        self.item(Kind::FollowUp, 60);
        for (index, action) in series.open_actions.iter().enumerate() {
            self.spend(45);
            let review = self.review(index, action);
            self.make(Change::Judge(review));
        }
        let tired = self.at.date().saturating_sub(20.days());
        for waiting in series.past.waiting.iter().filter(|waiting| waiting.since < tired) {
            let (of, text, team) = (waiting.of.clone(), waiting.text.clone(), waiting.team.clone());
            self.make(Change::TakeUp(TakenUp { of, text, team, outcome: ParkedOutcome::Dropped }));
        }
    }

    /// Most promises are kept, the second of some meetings only the next time.
    fn review(&self, index: usize, action: &OpenAction) -> NewReview {
        let (verdict, helped, reason) = match (index + self.scene) % 4 {
            1 if action.carried == 0 => (Verdict::NotKept, None, Some(MissReason::WaitingForOther)),
            3 => (Verdict::Late, Some(Degree::Partly), Some(MissReason::NoCapacity)),
            _ => (Verdict::Kept, Some(Degree::Yes), None),
        };
        let new_due = index.is_multiple_of(2).then(|| self.next_day());
        NewReview { of: action.of.clone(), verdict, helped, reason, note: None, new_due }
    }

    fn expectations(&mut self) {
        self.item(Kind::Expectations, 230);
        let expect = |team: usize, kind, text: String, assumption: Option<&str>| {
            let (team, assumption) = (TEAMS[team].into(), assumption.map(str::to_owned));
            Change::Expect(NewExpectation { team, kind, text, assumption })
        };
        let target = expect(0, ExpectationKind::Target, format!("{} installs sold", 9 + self.scene), None);
        let limit = expect(1, ExpectationKind::Limit, "12 installs".to_owned(), Some("both crews are well"));
        self.make(target);
        self.make(limit);
    }

    fn deals(&mut self, series: &Series) {
        self.item(Kind::Deals, 280);
        for past in &series.past.deals {
            let status = match past.status {
                None if !past.deal.verdict.is_released() => DealStatus::Lost,
                None => DealStatus::Signed,
                Some(_) => DealStatus::Delivered,
            };
            self.make(Change::ReportDeal { of: past.of.clone(), status, note: None });
        }
        let (name, scope, verdict, because) = DEALS[self.scene];
        let due = Some(self.at.date().saturating_add(5.weeks()));
        let owner = Some(PEOPLE[0][self.scene % 3].to_owned());
        self.make(Change::Offer(NewDeal { name: name.to_owned(), owner, quantity: None, due }));
        let deal = Id::from("d1");
        let scope = NewScope { text: scope.to_owned(), quantity: Quantity::find(scope), due: None, said: None };
        self.make(Change::Scope(deal.clone(), scope));
        let owner = Some(PEOPLE[1][self.scene % 3].to_owned());
        let due = (verdict == ScopeVerdict::GoIf).then(|| self.soon());
        self.make(Change::Verify(ScopeCheck { deal, verdict, because: because.map(str::to_owned), owner, due }));
    }

    fn turn(&mut self) {
        let Some(asking) = self.meeting.due_move().map(|due| self.meeting.team_index(&due.team)) else { return };
        let script = &TURNS[asking][self.scene];
        self.spend(70 + 10 * self.scene as u32);
        let raised_by = Some(PEOPLE[asking][self.scene % 3].to_owned());
        self.make(Change::Bring { text: script.problem.to_owned(), raised_by });
        self.spend(35);
        self.make(Change::SayBack(script.said_back.map(str::to_owned)));
        for (index, (kind, text, detail)) in script.help.iter().enumerate() {
            self.spend(100);
            let due = self.next_day();
            let has_owner = kind.may_be_taken();
            self.make(Change::Answer(NewAnswer {
                kind: *kind,
                text: (*text).to_owned(),
                detail: detail.map(str::to_owned),
                owner: has_owner.then(|| PEOPLE[1 - asking][(self.scene + index) % 3].to_owned()),
                due: has_owner.then_some(due),
            }));
        }
        self.make(Change::FinishHelp);
        self.spend(40);
        let answers = self.meeting.turns.last().map(|turn| turn.answers.as_slice()).unwrap_or_default();
        let taken = answers.iter().filter(|answer| answer.kind != AnswerKind::No).map(|answer| answer.id.clone());
        let taken = taken.collect();
        self.make(Change::Agree { taken, enough: script.enough });
    }

    /// A goal is reached after five meetings; then the next one is set.
    fn goals(&mut self, series: &Series) {
        self.item(Kind::Goals, 170);
        let mut has_open = false;
        for past in series.past.open_goals() {
            let reached = past.progress.map_or(0.0, Number::value) + 12.0;
            let is_met = past.goal.target.as_ref().is_none_or(|target| reached >= target.value.value());
            let status = if is_met { GoalStatus::Met } else { GoalStatus::Open };
            has_open |= !is_met;
            self.make(Change::ReportGoal { of: past.of.clone(), progress: Number::new(reached), status });
        }
        if !has_open {
            self.make(Change::SetGoal(NewGoal {
                text: "60 installs without a second trip".to_owned(),
                target: Quantity::find("60 installs"),
                due: Some(self.at.date().saturating_add(13.weeks())),
                owners: vec![PEOPLE[0][0].to_owned(), PEOPLE[1][0].to_owned()],
                reward: Some("A day at the sea for both teams".to_owned()),
                ..NewGoal::default()
            }));
        }
    }

    fn close(&mut self) {
        if let Some(decision) = DECISIONS[self.scene] {
            self.make(Change::Decide(decision.to_owned()));
        }
        if self.scene == 3 {
            self.make(Change::Park("Prices for the winter".to_owned()));
        }
        self.item(Kind::Close, 200);
        for (team, (score, better)) in TEAMS.into_iter().zip(RATINGS[self.scene]) {
            self.make(Change::Rate { team: team.into(), score, better: better.map(str::to_owned) });
        }
        let first = self.meeting.team_index(&self.meeting.first_team);
        let at = self.next_day().at(10, 0, 0, 0).to_zoned(self.at.time_zone().clone());
        if let Ok(at) = at {
            let facilitator = Some(PEOPLE[(self.meeting.number as usize + 1) % 2][0].to_owned());
            self.make(Change::Plan(Some(Next {
                at: Stamp::new(&at),
                first_team: TEAMS[1 - first].into(),
                facilitator,
            })));
        }
        self.make(Change::Close);
    }
}

#[cfg(test)]
mod tests {
    use jiff::{civil::date, tz::Offset};

    use super::*;

    fn now(day: i8) -> Zoned {
        date(2026, 11, day).at(23, 30, 0, 0).to_zoned(Offset::constant(1).to_time_zone()).unwrap()
    }

    fn past(count: u32, day: i8) -> Series {
        Series::fold(&meetings(&agenda(), count, &now(day)))
    }

    #[test]
    fn there_is_something_of_everything_to_look_at() {
        let series = past(MEETINGS, 23);
        let today = now(23).date();
        assert_eq!((series.meetings.len(), series.running()), (5, None));
        let is_late = |action: &&OpenAction| action.due.is_some_and(|due| due < today);
        let late = series.open_actions.iter().filter(is_late).count();
        assert!(late > 0 && late < series.open_actions.len(), "{:?}", series.open_actions);
        assert!(series.open_actions.iter().any(|action| action.carried > 0));
        assert!(series.meetings.iter().any(|meeting| meeting.kept > 0 && meeting.kept < meeting.judged));
        let goal = series.past.open_goals().next().expect("a goal on its way");
        assert_eq!(goal.progress.map(Number::value), Some(48.0));
        assert!(!series.past.deals.is_empty() && !series.past.waiting.is_empty());
    }

    #[test]
    fn the_next_meeting_is_due_within_a_week_of_any_day() {
        for day in 1..=30 {
            let next = past(2, day).next_at(&agenda()).unwrap();
            assert!((1..=7).contains(&crate::domain::due::days(next.date(), now(day).date())), "{day}: {next}");
        }
    }

    #[test]
    fn the_same_day_makes_the_same_meetings() {
        assert_eq!(meetings(&agenda(), 3, &now(5)), meetings(&agenda(), 3, &now(5)));
        assert_ne!(meetings(&agenda(), 3, &now(5)), meetings(&agenda(), 3, &now(12)));
    }

    #[test]
    fn a_long_past_carries_no_more_than_a_short_one() {
        let (short, long) = (past(15, 23), past(200, 23));
        assert_eq!(long.meetings.len(), 200);
        assert_eq!(long.open_actions.len(), short.open_actions.len());
        assert_eq!(long.past.waiting.len(), short.past.waiting.len());
    }
}
