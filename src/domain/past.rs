//! What earlier meetings leave to later ones besides promises: goals, deals, what waits, problems. One step of the fold
//! per meeting; does not know how the meetings are listed.

use jiff::civil::Date;

use super::{
    deal::is_same_name,
    ids::{Ref, TeamId},
    likeness,
    meeting::{Deal, DealStatus, Degree, Goal, GoalStatus, Meeting, ParkedOutcome, ScopeVerdict},
    quantity::Number,
};

/// So many of the newest problems are compared with a new one: each takes about a hundredth of a millisecond.
const COMPARED: usize = 100;

/// A goal and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct PastGoal {
    /// Where it was set.
    pub of: Ref,
    /// As set.
    pub goal: Goal,
    /// The day it was set.
    pub set_on: Date,
    /// How much was reached last.
    pub progress: Option<Number>,
    /// Where it stands.
    pub status: GoalStatus,
    /// The meeting that spoke of it last, and its day; the one that set it at first.
    pub last: (u32, Date),
}

/// A deal whose end is not known yet.
#[derive(Clone, Debug, PartialEq)]
pub struct PastDeal {
    /// Where it was recorded.
    pub of: Ref,
    /// As recorded.
    pub deal: Deal,
    /// The day of its meeting.
    pub checked_on: Date,
    /// What became of it so far: signed, or nothing yet.
    pub status: Option<DealStatus>,
}

/// Something that waits for the next meeting: a parked entry, or a problem that found no help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Where it was recorded.
    pub of: Ref,
    /// In its words.
    pub text: String,
    /// The team that wants it.
    pub team: Option<TeamId>,
    /// The day of its meeting.
    pub since: Date,
    /// Whether it is a problem that found no help.
    pub is_problem: bool,
}

/// A problem that was brought once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastProblem {
    /// Where it was brought.
    pub of: Ref,
    /// In the asking team's words.
    pub text: String,
    /// The team that brought it.
    pub team: TeamId,
    /// The day of its meeting.
    pub on: Date,
    /// Whether the help was enough; `None` when the turn was not finished.
    pub enough: Option<Degree>,
}

/// Everything that carries over besides promises.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Past {
    /// All goals, oldest first.
    pub goals: Vec<PastGoal>,
    /// Deals whose end is not known, oldest first.
    pub deals: Vec<PastDeal>,
    /// What waits, oldest first.
    pub waiting: Vec<Waiting>,
    /// The newest problems, oldest first.
    pub problems: Vec<PastProblem>,
}

impl Past {
    /// Goals that are neither met nor dropped.
    pub fn open_goals(&self) -> impl Iterator<Item = &PastGoal> {
        self.goals.iter().filter(|goal| goal.status == GoalStatus::Open)
    }

    /// Goals that the meeting of this number found met.
    pub fn met_in(&self, number: u32) -> impl Iterator<Item = &PastGoal> {
        self.goals.iter().filter(move |goal| goal.status == GoalStatus::Met && goal.last.0 == number)
    }

    /// The earlier problem that `text` is much like, if there is one; the newest of several.
    pub fn problem_like(&self, text: &str) -> Option<&PastProblem> {
        likeness::most_like(text, self.problems.iter().rev().map(|problem| (problem, problem.text.as_str())))
    }

    /// The words of something that carried over: a goal, a deal's name, what waits.
    pub fn words_of(&self, of: &Ref) -> Option<&str> {
        let goal = || Some(self.goals.iter().find(|goal| goal.of == *of)?.goal.text.as_str());
        let deal = || Some(self.deals.iter().find(|deal| deal.of == *of)?.deal.name.as_str());
        let waits = || Some(self.waiting.iter().find(|entry| entry.of == *of)?.text.as_str());
        goal().or_else(deal).or_else(waits)
    }

    /// Takes in the next meeting.
    pub(super) fn add(&mut self, meeting: &Meeting) {
        let on = meeting.started_at.date();
        self.add_goals(meeting, on);
        self.add_deals(meeting, on);
        self.add_waiting(meeting, on);
        self.problems.extend(meeting.turns.iter().filter_map(|turn| {
            let problem = turn.problem.as_ref()?;
            let of = Ref::new(&meeting.id, &problem.id);
            Some(PastProblem { of, text: problem.text.clone(), team: turn.team.clone(), on, enough: turn.enough })
        }));
        self.problems.drain(..self.problems.len().saturating_sub(COMPARED));
    }

    fn add_goals(&mut self, meeting: &Meeting, on: Date) {
        for update in &meeting.goal_updates {
            if let Some(goal) = self.goals.iter_mut().find(|goal| goal.of == update.of) {
                goal.progress = update.progress.or(goal.progress);
                goal.status = update.status;
                goal.last = (meeting.number, on);
            }
        }
        self.goals.extend(meeting.goals.iter().map(|goal| PastGoal {
            of: Ref::new(&meeting.id, &goal.id),
            goal: goal.clone(),
            set_on: on,
            progress: None,
            status: GoalStatus::Open,
            last: (meeting.number, on),
        }));
    }

    /// A deal ends when it is lost, delivered or refused; one that may not be signed gives way to a later one of its name.
    fn add_deals(&mut self, meeting: &Meeting, on: Date) {
        self.deals.retain_mut(|deal| {
            let update = meeting.deal_updates.iter().rev().find(|update| update.of == deal.of);
            deal.status = update.map(|update| update.status).or(deal.status);
            !deal.status.is_some_and(DealStatus::is_final) && !deal.gives_way_in(meeting)
        });
        let open = meeting.deals.iter().filter(|deal| deal.verdict != ScopeVerdict::No);
        self.deals.extend(open.map(|deal| PastDeal {
            of: Ref::new(&meeting.id, &deal.id),
            deal: deal.clone(),
            checked_on: on,
            status: None,
        }));
    }

    fn add_waiting(&mut self, meeting: &Meeting, on: Date) {
        self.waiting.retain(|entry| match meeting.outcome_of(&entry.of) {
            None | Some(ParkedOutcome::Kept) => true,
            Some(ParkedOutcome::Dropped | ParkedOutcome::Brought) => false,
        });
        let unhelped = meeting.turns.iter().filter(|turn| turn.enough == Some(Degree::No));
        self.waiting.extend(unhelped.filter_map(|turn| {
            let problem = turn.problem.as_ref()?;
            let of = Ref::new(&meeting.id, &problem.id);
            let team = Some(turn.team.clone());
            Some(Waiting { of, text: problem.text.clone(), team, since: on, is_problem: true })
        }));
        self.waiting.extend(meeting.parked.iter().map(|parked| Waiting {
            of: Ref::new(&meeting.id, &parked.id),
            text: parked.text.clone(),
            team: parked.team.clone(),
            since: on,
            is_problem: false,
        }));
    }
}

impl PastDeal {
    /// Whether it is verified anew in `meeting`. A deal that is signed, or may be and has another quantity, is another one
    /// of the same customer.
    pub fn gives_way_in(&self, meeting: &Meeting) -> bool {
        let is_again = |deal: &Deal| {
            let is_unsigned = self.status.is_none() && deal.quantity == self.deal.quantity;
            is_same_name(&deal.name, &self.deal.name) && (!self.deal.verdict.is_released() || is_unsigned)
        };
        meeting.deals.iter().any(is_again)
    }
}

impl DealStatus {
    /// Whether nothing more is to be said of the deal.
    pub const fn is_final(self) -> bool {
        match self {
            Self::Signed => false,
            Self::Lost | Self::Delivered | Self::NotAsAgreed => true,
        }
    }
}
