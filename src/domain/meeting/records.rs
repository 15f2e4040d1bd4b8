//! What is recorded beside the turns, kind by kind in the order of the file. Does not know how it comes about.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::{
    ids::{Id, Ref, TeamId},
    quantity::{Number, Quantity},
    stamp::Stamp,
};

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
