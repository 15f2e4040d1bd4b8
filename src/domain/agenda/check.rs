//! What an agenda must be to make a meeting, and why one is not. Does not know how it is edited, nor where it is kept.

use serde::{Deserialize, Deserializer, de::Error as _};

use super::{Agenda, ItemPlan, MINUTES_LIMIT, ROUNDS_LIMIT, TeamPlan};
use crate::domain::{ids::TeamId, meeting::Kind};

/// Why an agenda makes no meeting. The text says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AgendaFault {
    /// Fewer than two or more than four teams.
    #[error("{0} team(s); a joint meeting takes two to four teams, add or remove some")]
    TeamCount(usize),
    /// A team without a name.
    #[error("a team has no name; give it one")]
    NamelessTeam,
    /// Two teams that nobody could tell apart.
    #[error("two teams are called {0:?}; rename one")]
    SameName(String),
    /// Two teams with one id.
    #[error("two teams have the id {0:?}; change one")]
    SameId(TeamId),
    /// A member without a name.
    #[error("somebody in the team {0:?} has no name; write one, or remove the line")]
    NamelessMember(String),
    /// Somebody twice in one team.
    #[error("{0:?} is twice in one team; remove one")]
    SameMember(String),
    /// Nothing to do.
    #[error("no items; add at least {{ \"kind\": \"close\", \"minutes\": 4 }}")]
    NoItems,
    /// No way to end it.
    #[error("the last item does not close the meeting; put {{ \"kind\": \"close\", \"minutes\": 4 }} there")]
    NoClose,
    /// A kind that a meeting has only once.
    #[error("more than one item of the kind {0:?}; keep one")]
    Twice(&'static str),
    /// More minutes in the items than in the meeting.
    #[error("the items take {items} minutes and planned_minutes is {planned}; raise it or shorten an item")]
    TooLong {
        /// Sum of the items.
        items: u32,
        /// As planned.
        planned: u32,
    },
    /// An edit that leaves the items more time than the meeting has.
    #[error("the items would take {items} of {planned} minutes; make the meeting longer first")]
    Full {
        /// Sum of the items.
        items: u32,
        /// As planned.
        planned: u32,
    },
    /// An edit that puts the close anywhere but at the end.
    #[error("every meeting ends with its close; it stays the last item")]
    CloseStays,
    /// An edit that adds what is there already.
    #[error("{0:?} is on the agenda already, and a meeting has it once")]
    Once(&'static str),
    /// A series without a title.
    #[error("the series needs a title")]
    NoTitle,
    /// A number that is too small or too large.
    #[error("{number} is out of range; write a whole number from {from} to {to}")]
    Range {
        /// As asked for.
        number: u32,
        /// The smallest.
        from: u32,
        /// The largest.
        to: u32,
    },
    /// A text that is not so often.
    #[error("{0:?} is no rhythm; write \"2 weeks\"")]
    NoRhythm(String),
    /// A text that is no time of day.
    #[error("{0:?} is no time of day; write one like \"10:00\"")]
    NoTime(String),
    /// A day or a time where no rhythm is.
    #[error("say first how often the series meets")]
    NotRegular,
    /// A team or an item that is not there.
    #[error("that is not on the agenda any more")]
    Gone,
}

impl Agenda {
    pub(super) fn check_length(&self) -> Result<(), AgendaFault> {
        let items = self.item_minutes();
        match self.planned_minutes {
            Some(planned) if planned < items => Err(AgendaFault::TooLong { items, planned }),
            _ => Ok(()),
        }
    }
}

pub(super) fn check_teams(teams: &[TeamPlan]) -> Result<(), AgendaFault> {
    if !(2..=4).contains(&teams.len()) {
        return Err(AgendaFault::TeamCount(teams.len()));
    }
    for (index, team) in teams.iter().enumerate() {
        let name = team.name.trim().to_lowercase();
        if name.is_empty() || team.id.as_str().is_empty() {
            return Err(AgendaFault::NamelessTeam);
        }
        let earlier = &teams[..index];
        if earlier.iter().any(|other| other.name.trim().to_lowercase() == name) {
            return Err(AgendaFault::SameName(team.name.clone()));
        }
        if earlier.iter().any(|other| other.id == team.id) {
            return Err(AgendaFault::SameId(team.id.clone()));
        }
        if team.members.iter().any(|member| member.trim().is_empty()) {
            return Err(AgendaFault::NamelessMember(team.name.clone()));
        }
        let twice = (1..team.members.len()).find(|at| team.members[..*at].contains(&team.members[*at]));
        if let Some(at) = twice {
            return Err(AgendaFault::SameMember(team.members[at].clone()));
        }
    }
    Ok(())
}

pub(super) fn check_items(items: &[ItemPlan]) -> Result<(), AgendaFault> {
    let last = items.last().ok_or(AgendaFault::NoItems)?;
    for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Discussion) {
        if items.iter().filter(|item| item.kind == *kind).count() > 1 {
            return Err(AgendaFault::Twice(kind.key()));
        }
    }
    if last.kind == Kind::Close { Ok(()) } else { Err(AgendaFault::NoClose) }
}

pub(super) fn checked_title<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let title = String::deserialize(deserializer)?;
    if title.trim().is_empty() { Err(D::Error::custom(AgendaFault::NoTitle)) } else { Ok(title) }
}

pub(super) fn checked_teams<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<TeamPlan>, D::Error> {
    let teams = Vec::deserialize(deserializer)?;
    check_teams(&teams).map_err(D::Error::custom)?;
    Ok(teams)
}

pub(super) fn checked_items<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<ItemPlan>, D::Error> {
    let items = Vec::deserialize(deserializer)?;
    check_items(&items).map_err(D::Error::custom)?;
    Ok(items)
}

fn checked_number<'de, D: Deserializer<'de>>(deserializer: D, from: u32, to: u32) -> Result<u32, D::Error> {
    let number = serde_json::Number::deserialize(deserializer)?;
    let whole = number.as_u64().and_then(|whole| u32::try_from(whole).ok());
    whole
        .filter(|whole| (from..=to).contains(whole))
        .ok_or_else(|| D::Error::custom(format!("{number} is out of range; write a whole number from {from} to {to}")))
}

pub(super) fn checked_minutes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    checked_number(deserializer, 0, MINUTES_LIMIT)
}

pub(super) fn checked_optional_minutes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    checked_number(deserializer, 1, MINUTES_LIMIT).map(Some)
}

pub(super) fn checked_rounds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    checked_number(deserializer, 1, ROUNDS_LIMIT).map(Some)
}
