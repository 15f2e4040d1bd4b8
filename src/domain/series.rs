//! What a series of meetings adds up to: numbers, who starts, what is open. A fold over the minutes in their order.

use jiff::Zoned;

use super::{
    agenda::Agenda,
    ids::{Ref, TeamId},
    meeting::{Attendance, Meeting, Next, OpenAction, Rating, Review, State, Verdict},
    past::Past,
    stamp::Stamp,
};

/// Seconds without a word from a running meeting from which on it was left open rather than interrupted.
pub const LEFT_OPEN_S: u32 = 6 * 3600;

/// What all meetings of a series so far add up to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// A line per meeting, oldest first.
    pub meetings: Vec<Summary>,
    /// Promises that are still open, oldest first.
    pub open_actions: Vec<OpenAction>,
    /// What else carries over.
    pub past: Past,
    last: Option<Last>,
}

/// One meeting of a series at a glance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The file stem.
    pub id: String,
    /// Counted from 1.
    pub number: u32,
    /// When it began.
    pub started_at: Stamp,
    /// Running or closed.
    pub state: State,
    /// The moment up to which time is counted; `None` when it is closed.
    pub counted_until: Option<Stamp>,
    /// Turns that ended.
    pub turns: usize,
    /// Promises made.
    pub actions: usize,
    /// Decisions made.
    pub decisions: usize,
    /// Earlier promises that were judged.
    pub judged: usize,
    /// Those of them that were kept in time.
    pub kept: usize,
    /// How the teams found it.
    pub ratings: Vec<Rating>,
}

/// What the next meeting needs to know of the last one.
#[derive(Clone, Debug, PartialEq)]
struct Last {
    first_team: TeamId,
    owed_turns: Vec<TeamId>,
    next: Option<Next>,
    people: Vec<(TeamId, String)>,
}

/// Why a team starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartReason {
    /// There is no earlier meeting.
    First,
    /// It did not have its turn last time.
    Owed,
    /// Last time it was agreed so.
    Agreed,
    /// Another team started last time.
    Swapped,
}

impl StartReason {
    /// The reason in words, to stand behind "… starts:".
    pub const fn words(self) -> &'static str {
        match self {
            Self::First => "the first meeting",
            Self::Owed => "its turn was left open last time",
            Self::Agreed => "as agreed last time",
            Self::Swapped => "the other team started last time",
        }
    }
}

impl Summary {
    /// Since when a running meeting has been left open; `None` when it is closed, or ran a short while ago.
    pub fn left_open_since(&self, now: &Stamp) -> Option<&Stamp> {
        self.counted_until.as_ref().filter(|at| now.seconds_since(at) >= LEFT_OPEN_S)
    }
}

impl Series {
    /// Folds meetings of one series, listed in any order.
    pub fn fold<'a>(meetings: impl IntoIterator<Item = &'a Meeting>) -> Self {
        let mut meetings: Vec<&Meeting> = meetings.into_iter().collect();
        meetings.sort_by(|a, b| (a.number, &a.id).cmp(&(b.number, &b.id)));
        let mut series = Self::default();
        for meeting in meetings {
            series.add(meeting);
        }
        series
    }

    /// Adds the next meeting; they come in the order of their numbers.
    pub fn add(&mut self, meeting: &Meeting) {
        self.meetings.push(Summary {
            id: meeting.id.clone(),
            number: meeting.number,
            started_at: meeting.started_at.clone(),
            state: meeting.state,
            counted_until: meeting.clock.as_ref().map(|clock| clock.at.clone()),
            turns: meeting.turns.iter().filter(|turn| turn.is_done()).count(),
            actions: meeting.actions.len(),
            decisions: meeting.decisions.len(),
            judged: meeting.reviews.len(),
            kept: meeting.reviews.iter().filter(|review| review.verdict == Verdict::Kept).count(),
            ratings: meeting.ratings.clone(),
        });
        self.past.add(meeting);
        judge(&mut self.open_actions, &meeting.reviews);
        self.open_actions.extend(OpenAction::made_in(meeting));
        self.last = Some(Last::of(meeting));
    }

    /// The number of the next meeting.
    pub fn next_number(&self) -> u32 {
        self.meetings.iter().map(|meeting| meeting.number).max().unwrap_or(0).saturating_add(1)
    }

    /// The meeting that still runs, the newest where there are several.
    pub fn running(&self) -> Option<&Summary> {
        self.meetings.iter().rev().find(|meeting| meeting.state == State::Running)
    }

    /// The last meeting that was closed.
    pub fn last_closed(&self) -> Option<&Summary> {
        self.meetings.iter().rev().find(|meeting| meeting.state == State::Closed)
    }

    /// When the next meeting is due: as the last one agreed, else by the rhythm of `agenda`.
    pub fn next_at(&self, agenda: &Agenda) -> Option<Zoned> {
        let by_rhythm = || agenda.rhythm.as_ref()?.next_after(self.meetings.last()?.started_at.zoned());
        self.planned().map(|next| next.at.zoned().clone()).or_else(by_rhythm)
    }

    /// The team that starts the next meeting of `agenda`, and why. A team that is owed a turn comes before what was
    /// agreed, that before the swap (DESIGN, "The turn").
    pub fn first_team(&self, agenda: &Agenda) -> (TeamId, StartReason) {
        let first = agenda.teams.first().map(|team| team.id.clone()).unwrap_or_default();
        let Some(last) = &self.last else { return (first, StartReason::First) };
        if let Some(team) = last.owed_turns.iter().find(|team| agenda.team(team).is_some()) {
            return (team.clone(), StartReason::Owed);
        }
        let at = agenda.teams.iter().position(|team| team.id == last.first_team);
        let swapped = at.map_or(&first, |at| &agenda.teams[(at + 1) % agenda.teams.len()].id);
        let agreed = last.next.as_ref().map(|next| &next.first_team);
        match agreed.filter(|team| agenda.team(team).is_some() && *team != swapped) {
            Some(team) => (team.clone(), StartReason::Agreed),
            None => (swapped.clone(), StartReason::Swapped),
        }
    }

    /// What the last meeting agreed on for the next one.
    pub fn planned(&self) -> Option<&Next> {
        self.last.as_ref()?.next.as_ref()
    }

    /// Who came last time, by team, guests left out.
    pub fn last_people(&self) -> Vec<(TeamId, String)> {
        self.last.as_ref().map(|last| last.people.clone()).unwrap_or_default()
    }
}

impl Last {
    fn of(meeting: &Meeting) -> Self {
        let people = meeting.teams.iter().flat_map(|team| {
            let members = team.people.iter().filter(|person| person.attendance != Attendance::Guest);
            members.map(|person| (team.id.clone(), person.name.clone()))
        });
        Self {
            first_team: meeting.first_team.clone(),
            owed_turns: meeting.owed_turns.clone(),
            next: meeting.next.clone(),
            people: people.collect(),
        }
    }
}

/// Closes the actions that these reviews close and moves the dates of the others; each review that leaves one open
/// carries it on. The last review of an action counts.
pub(super) fn judge(open: &mut Vec<OpenAction>, reviews: &[Review]) {
    if reviews.is_empty() {
        return;
    }
    open.retain_mut(|action| {
        let review = reviews.iter().rev().find(|review| review.of == action.of);
        review.is_none_or(|review| action.judge(review))
    });
}

impl OpenAction {
    /// The promises that a meeting made, as they stand at its end.
    pub(super) fn made_in(meeting: &Meeting) -> impl Iterator<Item = Self> {
        meeting.actions.iter().map(|action| Self {
            of: Ref::new(&meeting.id, &action.id),
            text: action.text.clone(),
            condition: action.condition.clone(),
            team: action.team.clone(),
            for_team: action.for_team.clone(),
            owner: action.owner.clone(),
            due: action.due,
            carried: 0,
        })
    }

    /// Whether it is still open after this verdict, which then carries it on, perhaps to another day.
    pub(super) fn judge(&mut self, review: &Review) -> bool {
        let is_open = review.verdict.leaves_open();
        if is_open {
            self.due = review.new_due.or(self.due);
            self.carried = self.carried.saturating_add(1);
        }
        is_open
    }
}
