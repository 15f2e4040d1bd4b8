//! The saved record of one meeting, field for field what the minutes file says. Does not know how it changes.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    ids::{Id, Ref, TeamId},
    quantity::{Number, Quantity},
    stamp::Stamp,
};

/// The newest version of the minutes that this program reads, and the one it writes.
pub const VERSION: u32 = 1;

/// Largest minutes that take further words, in bytes of the file: what is half-typed then, and the close, still fit into
/// one that is read.
pub const SIZE_LIMIT: usize = 15 * 1024 * 1024;

/// The only value of the field `format`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Format {
    /// Minutes of a meeting.
    #[default]
    #[serde(rename = "turnabout-minutes")]
    Minutes,
}

/// One meeting and its minutes: the order of the fields is the order in the file (DESIGN, section 3).
///
/// Every field may be read; a change goes through [`Meeting::apply`](super::change), which holds the invariants.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Meeting {
    /// Tells minutes from other files.
    pub format: Format,
    /// Of the file format.
    #[cfg_attr(test, schemars(range(min = 1, max = 1)))]
    pub version: u32,
    /// The file stem, such as `2026-11-24-1000`.
    pub id: String,
    /// The folder of the series.
    pub series: String,
    /// Counted from 1 within the series.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub number: u32,
    /// Of the series.
    pub title: String,
    /// Running until closed.
    pub state: State,
    /// When the meeting began.
    pub started_at: Stamp,
    /// When it was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Stamp>,
    /// Who drove the program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facilitator: Option<String>,
    /// The team with the first turn.
    pub first_team: TeamId,
    /// Two to four teams, in the order of the agenda.
    #[cfg_attr(test, schemars(length(min = 2, max = 4)))]
    pub teams: Vec<Team>,
    /// All that was planned, reserve included, where that is more than the sum of the items.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned_s: Option<u32>,
    /// The items of the agenda, in order.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub items: Vec<Item>,
    /// Index of the item that is on screen; only while running.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<usize>,
    /// Where the time stands; only while running.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<Clock>,
    /// Half-typed text by field; only while running.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub drafts: BTreeMap<String, String>,
    /// The field that is typed in; only while running.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caret: Option<Caret>,
    /// What the other team did that helped.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wins: Vec<Win>,
    /// Verdicts on actions of earlier meetings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviews: Vec<Review>,
    /// Targets and limits until the next meeting.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expectations: Vec<Expectation>,
    /// Deals before the handshake.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deals: Vec<Deal>,
    /// What became of deals of earlier meetings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deal_updates: Vec<DealUpdate>,
    /// The turns, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub turns: Vec<Turn>,
    /// Promises made in this meeting.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<Action>,
    /// What was decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Decision>,
    /// Goals set in this meeting.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<Goal>,
    /// Progress on goals of earlier meetings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goal_updates: Vec<GoalUpdate>,
    /// Notes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// Kept for next time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parked: Vec<Parked>,
    /// What became of entries parked in earlier meetings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parked_updates: Vec<ParkedUpdate>,
    /// One per team, at the close.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ratings: Vec<Rating>,
    /// Teams whose turn of a begun round was not finished; the first of them starts next time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owed_turns: Vec<TeamId>,
    /// The next meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Next>,
    /// Actions of earlier meetings that are still open: a snapshot for readers who have only this file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub open_actions: Vec<OpenAction>,
    /// What was corrected by hand after the close, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident => $words:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        #[serde(rename_all = "kebab-case")]
        pub enum $name {
            $($(#[$variant_doc])* #[doc = $words] $variant),+
        }

        impl $name {
            /// All of them, in the order in which they are offered.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word people read.
            pub const fn words(self) -> &'static str {
                match self { $(Self::$variant => $words),+ }
            }
        }
    };
}

words! {
    /// Whether the minutes can still change.
    State { Running => "running", Closed => "closed" }
}

words! {
    /// What an item of the agenda is for (DESIGN, section 4).
    Kind {
        Opening => "Opening",
        Wins => "Good news",
        FollowUp => "Promises",
        Expectations => "Expectations",
        Deals => "Deals before the handshake",
        Exchange => "Turnabout",
        Goals => "Goals and reward",
        Discussion => "Discussion",
        Close => "Close",
    }
}

impl Kind {
    /// The word that stands in the files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Wins => "wins",
            Self::FollowUp => "follow-up",
            Self::Expectations => "expectations",
            Self::Deals => "deals",
            Self::Exchange => "exchange",
            Self::Goals => "goals",
            Self::Discussion => "discussion",
            Self::Close => "close",
        }
    }
}

/// One side of the meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Team {
    /// Unique in the series.
    pub id: TeamId,
    /// As people call it.
    pub name: String,
    /// Whether it delivers what others sell; its limits count in the over-promise check.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub delivers: bool,
    /// The roll call.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Person>,
}

impl Team {
    /// Whether anybody of the team is in the room.
    pub fn is_present(&self) -> bool {
        self.people.iter().any(|person| person.attendance != Attendance::Absent)
    }
}

/// Somebody on the roll call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Person {
    /// Full name.
    pub name: String,
    /// In the room or not.
    pub attendance: Attendance,
}

words! {
    /// Whether somebody is there.
    Attendance { Present => "present", Late => "late", Absent => "absent", Guest => "guest" }
}

/// One step of the agenda and the time it took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Item {
    /// What the item is for.
    pub kind: Kind,
    /// As it stands on the agenda.
    pub title: String,
    /// Planned time.
    pub planned_s: u32,
    /// Time spent so far.
    pub spent_s: u32,
    /// Of an exchange: turns of every team; absent means 2 ([`Item::ROUNDS`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounds: Option<u32>,
    /// Of an exchange: planned time of one turn; absent means 360 ([`Item::TURN_S`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turn_s: Option<u32>,
    /// Of an exchange: whether the problem is said back; absent means that it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub say_back: Option<bool>,
    /// Own wordings of the questions, by move or field.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub prompts: BTreeMap<String, String>,
}

impl Item {
    /// Rounds of an exchange where the agenda names none.
    pub const ROUNDS: u32 = 2;
    /// Planned seconds of a turn where the agenda names none.
    pub const TURN_S: u32 = 360;
}

/// Where the time stands in a running meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Clock {
    /// The moment up to which time is counted.
    pub at: Stamp,
    /// Whether the meeting stands still.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub paused: bool,
    /// Time spent in the move that is due.
    pub move_s: u32,
    /// How often both teams agreed on more time for it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub extended: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// The field that is typed in and the place in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Caret {
    /// A key of `drafts`.
    pub field: String,
    /// Characters (code points) before the caret.
    pub at: usize,
}

/// Something the other team did that helped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Win {
    /// `w1`.
    pub id: Id,
    /// As typed.
    pub text: String,
    /// The team that tells it.
    pub team: TeamId,
    /// The team that did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thanks_to: Option<TeamId>,
}

/// What the team it was made to says of an earlier action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Review {
    /// The action.
    pub of: Ref,
    /// The verdict.
    pub verdict: Verdict,
    /// If kept: whether it helped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub helped: Option<Degree>,
    /// If missed: why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<MissReason>,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The date it was moved to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_due: Option<Date>,
    /// The team that judged.
    pub by_team: TeamId,
}

words! {
    /// What became of an action.
    Verdict {
        Kept => "kept",
        Late => "late",
        NotKept => "not kept",
        Moved => "moved",
        Dropped => "dropped",
        Disputed => "disputed",
    }
}

impl Verdict {
    /// Whether the action comes back at the next meeting.
    pub const fn leaves_open(self) -> bool {
        match self {
            Self::NotKept | Self::Moved => true,
            Self::Kept | Self::Late | Self::Dropped | Self::Disputed => false,
        }
    }
}

words! {
    /// How far.
    Degree { Yes => "yes", Partly => "partly", No => "no" }
}

words! {
    /// Why an action was missed.
    MissReason {
        WaitingForOther => "waiting for the other team",
        Unclear => "unclear",
        NoInformation => "no information",
        NoCapacity => "no capacity",
        PriorityChanged => "priority changed",
        PromisedTooMuch => "promised too much",
        Forgotten => "forgotten",
        OutsideCause => "outside cause",
    }
}

/// What a team is to accomplish, or what it can carry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Expectation {
    /// `e1`.
    pub id: Id,
    /// The team it is about.
    pub team: TeamId,
    /// Target or limit.
    pub kind: ExpectationKind,
    /// As typed.
    pub text: String,
    /// As found in the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
    /// What it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assumption: Option<String>,
}

words! {
    /// Target or limit.
    ExpectationKind { Target => "target", Limit => "limit" }
}

/// A deal that is to be closed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Deal {
    /// `d1`.
    pub id: Id,
    /// The customer or project.
    pub name: String,
    /// The team that wants to close it.
    pub team: TeamId,
    /// Who leads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// What is in and what is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// How much.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
    /// Delivery date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// What was already said to the customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<String>,
    /// The delivering team's verdict.
    pub verdict: ScopeVerdict,
    /// The condition, what is missing, or the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// Who gave the verdict.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_by: Option<String>,
}

words! {
    /// The scope check.
    ScopeVerdict {
        Go => "go",
        GoIf => "go if …",
        NotYet => "not yet, missing …",
        No => "no, because …",
        Unchecked => "unchecked: do not sign",
    }
}

/// What became of a deal of an earlier meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DealUpdate {
    /// The deal.
    pub of: Ref,
    /// What became of it.
    pub status: DealStatus,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

words! {
    /// What became of a deal.
    DealStatus {
        Signed => "signed",
        Lost => "lost",
        Delivered => "delivered as agreed",
        NotAsAgreed => "not delivered as agreed",
    }
}

/// One team's go at bringing a problem. Done when `enough` or `passed` is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Turn {
    /// `t1`.
    pub id: Id,
    /// The team that asks.
    pub team: TeamId,
    /// Counted from 1.
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub round: u32,
    /// What the team struggles with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
    /// The problem in the other team's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said_back: Option<String>,
    /// Said back right as it was; only until the turn ends.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub heard: bool,
    /// What the other teams offer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Answer>,
    /// Teams that have given all their answers; only until the turn ends.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub helped: Vec<TeamId>,
    /// Whether what was taken is enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enough: Option<Degree>,
    /// Why the turn was passed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passed: Option<String>,
    /// Time each team had the move.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub spent_s: BTreeMap<TeamId, u32>,
}

/// What a team struggles with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Problem {
    /// `p1`.
    pub id: Id,
    /// As typed.
    pub text: String,
    /// The first wording, if an answer was "unclear" and the problem was said again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_wording: Option<String>,
    /// Who brought it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raised_by: Option<String>,
}

/// What another team replies to a problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Answer {
    /// `n1`.
    pub id: Id,
    /// The team that answers.
    pub team: TeamId,
    /// How.
    pub kind: AnswerKind,
    /// As typed.
    pub text: String,
    /// Of a *yes, if*.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    /// Of a *no*.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Who does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// Whether the asking team took it; absent until it said so, and on a *no*.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken: Option<bool>,
    /// The action it became.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<Id>,
}

words! {
    /// The six kinds of answers (DESIGN, section 4).
    AnswerKind {
        Yes => "yes",
        YesIf => "yes, if",
        Instead => "instead",
        Later => "later",
        No => "no",
        Unclear => "unclear",
    }
}

impl AnswerKind {
    /// Whether the asking team can take it, which makes it an action.
    pub const fn may_be_taken(self) -> bool {
        match self {
            Self::Yes | Self::YesIf | Self::Instead | Self::Later => true,
            Self::No | Self::Unclear => false,
        }
    }
}

/// A promise: an answer that was taken, a condition, or one made freely.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Action {
    /// `a1`.
    pub id: Id,
    /// As typed.
    pub text: String,
    /// On which it depends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    /// The team that promised.
    pub team: TeamId,
    /// The team it was promised to.
    pub for_team: TeamId,
    /// Who does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// The problem or deal it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Id>,
}

/// Something decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Decision {
    /// `x1`.
    pub id: Id,
    /// As typed.
    pub text: String,
    /// The problem it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Id>,
}

/// Something to reach, for the business or by one team for another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Goal {
    /// `g1`.
    pub id: Id,
    /// For whom.
    pub scope: GoalScope,
    /// As typed.
    pub text: String,
    /// Of a goal for a team: who set it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamId>,
    /// Of a goal for a team: whose goal it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub for_team: Option<TeamId>,
    /// How much is to be reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Quantity>,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// Who looks after it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owners: Vec<String>,
    /// What both teams get.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reward: Option<Reward>,
}

words! {
    /// For whom a goal is.
    GoalScope { Business => "for the business", Team => "for each other" }
}

/// The joint reward.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Reward {
    /// As typed.
    pub text: String,
    /// The teams it reaches.
    pub teams: Vec<TeamId>,
}

/// Progress on a goal of an earlier meeting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GoalUpdate {
    /// The goal.
    pub of: Ref,
    /// How much is reached, in the unit of its target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<Number>,
    /// Where it stands.
    pub status: GoalStatus,
}

words! {
    /// Where a goal stands.
    GoalStatus { Open => "open", Met => "met", Dropped => "dropped" }
}

/// A line worth keeping.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Note {
    /// `o1`.
    pub id: Id,
    /// As typed.
    pub text: String,
    /// The item it was taken in: its kind, with `-2` for the second of a kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
}

/// Kept for next time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Parked {
    /// `k1`.
    pub id: Id,
    /// As typed.
    pub text: String,
    /// The team that wants it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamId>,
}

/// What became of an entry that was parked in an earlier meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ParkedUpdate {
    /// The entry.
    pub of: Ref,
    /// What became of it.
    pub outcome: ParkedOutcome,
}

words! {
    /// What became of a parked entry.
    ParkedOutcome { Kept => "kept for next time", Dropped => "dropped", Brought => "brought as a problem" }
}

/// How one team found the meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Rating {
    /// The team.
    pub team: TeamId,
    /// 1 to 10.
    #[cfg_attr(test, schemars(range(min = 1, max = 10)))]
    pub score: u8,
    /// What would have made it one better.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub better: Option<String>,
}

/// The next meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Next {
    /// When.
    pub at: Stamp,
    /// The team that starts then.
    pub first_team: TeamId,
    /// Who drives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facilitator: Option<String>,
}

/// An action of an earlier meeting that is still open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OpenAction {
    /// Where it was promised.
    pub of: Ref,
    /// As typed.
    pub text: String,
    /// On which it depends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    /// The team that promised.
    pub team: TeamId,
    /// The team it was promised to.
    pub for_team: TeamId,
    /// Who does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// By when, after the last move.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// Meetings that judged it and left it open.
    #[serde(default)]
    pub carried: u32,
}

/// A correction of the closed minutes; the record itself shows the new words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Correction {
    /// `c1`.
    pub id: Id,
    /// When it was made.
    pub at: Stamp,
    /// The record.
    pub of: Id,
    /// What it said before, as a line: `text @owner due:2026-12-01`.
    pub old: String,
    /// What it says since.
    pub new: String,
    /// Why.
    pub why: String,
}

impl Meeting {
    /// Whether the minutes can still change.
    pub fn is_running(&self) -> bool {
        self.state == State::Running
    }

    /// Whether the minutes take no further words, measured as they are written.
    pub fn is_full(&self) -> bool {
        serde_json::to_vec_pretty(self).is_ok_and(|text| text.len() > SIZE_LIMIT)
    }

    /// The team with this id.
    pub fn team(&self, id: &TeamId) -> Option<&Team> {
        self.teams.iter().find(|team| team.id == *id)
    }

    /// The team's name, or its id for a team the minutes do not list.
    pub fn team_name<'a>(&'a self, id: &'a TeamId) -> &'a str {
        self.team(id).map_or(id.as_str(), |team| &team.name)
    }

    /// Place of the team in the list, behind all of them for one that is not there any more: it decides colour and mark.
    pub fn team_index(&self, id: &TeamId) -> usize {
        self.teams.iter().position(|team| team.id == *id).unwrap_or(self.teams.len())
    }

    /// The team of a person on the roll call.
    pub fn team_of(&self, person: &str) -> Option<&TeamId> {
        let has = |team: &&Team| team.people.iter().any(|member| member.name == person);
        self.teams.iter().find(has).map(|team| &team.id)
    }

    /// All names of the roll call, team by team.
    pub fn people(&self) -> impl Iterator<Item = &str> {
        self.teams.iter().flat_map(|team| &team.people).map(|person| person.name.as_str())
    }

    /// The item on screen; `None` when the meeting is closed.
    pub fn item(&self) -> Option<&Item> {
        self.items.get(self.position?)
    }

    /// How a note names an item: its kind, with `-2` for the second item of a kind.
    pub fn item_ref(&self, index: usize) -> Option<String> {
        let kind = self.items.get(index)?.kind;
        let earlier = self.items[..index].iter().filter(|item| item.kind == kind).count();
        Some(if earlier == 0 { kind.key().to_owned() } else { format!("{}-{}", kind.key(), earlier + 1) })
    }

    /// The title of the item that a note names.
    pub fn item_title(&self, item_ref: &str) -> Option<&str> {
        let index = (0..self.items.len()).find(|index| self.item_ref(*index).as_deref() == Some(item_ref))?;
        Some(&self.items[index].title)
    }
}
