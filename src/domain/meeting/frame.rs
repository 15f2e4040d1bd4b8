//! What stands around the talk: the teams and their people, the items, and where the time stands. Does not know what is
//! said.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::{ids::TeamId, stamp::Stamp};

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
