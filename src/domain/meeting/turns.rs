//! The turns: a problem, the answers to it, and whether they are enough. Does not know whose move it is.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::{
    ids::{Id, TeamId},
    meeting::Degree,
};

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
