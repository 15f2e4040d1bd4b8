//! The saved record of one meeting, field for field what the minutes file says. Does not know how it changes.

/// An enum whose values have a word for people.
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

mod frame;
mod records;
mod turns;

use std::{collections::BTreeMap, num::NonZeroU32};

use serde::{Deserialize, Deserializer, Serialize};

use super::{ids::TeamId, stamp::Stamp};

pub use self::{frame::*, records::*, turns::*};

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

/// A number that is not 0.
fn from_one<'de, D: Deserializer<'de>>(number: D) -> Result<u32, D::Error> {
    NonZeroU32::deserialize(number).map(NonZeroU32::get)
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
    #[serde(deserialize_with = "from_one")]
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

    /// Who can own a record: everybody of the roll call, and whoever owns something in these minutes.
    pub fn owners(&self) -> Vec<&str> {
        let answers = self.turns.iter().flat_map(|turn| &turn.answers).filter_map(|answer| answer.owner.as_deref());
        let problems = self.turns.iter().filter_map(|turn| turn.problem.as_ref()?.raised_by.as_deref());
        let actions = self.actions.iter().filter_map(|action| action.owner.as_deref());
        let deals = self.deals.iter().filter_map(|deal| deal.owner.as_deref());
        let goals = self.goals.iter().flat_map(|goal| &goal.owners).map(String::as_str);
        // A name that is found twice would be nobody's.
        let mut owners: Vec<&str> = self.people().collect();
        for owner in answers.chain(problems).chain(actions).chain(deals).chain(goals) {
            if !owners.contains(&owner) {
                owners.push(owner);
            }
        }
        owners
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
