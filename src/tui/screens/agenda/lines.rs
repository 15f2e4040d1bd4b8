//! The half-typed lines of an agenda: each waits for its row, wherever that moves, or until it is there again. Does not
//! know which row is on screen.

use std::{collections::BTreeMap, mem::take};

use serde::{Deserialize, Serialize};

use super::row::{self, Row};
use crate::domain::{Agenda, Kind, TeamId};

/// Half-typed lines of an agenda that was left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Half {
    /// What stood where: elsewhere the lines would be taken for others.
    places: (Vec<TeamId>, Vec<Kind>),
    /// By the names of their rows.
    lines: BTreeMap<String, String>,
}

/// Those of an agenda that is edited.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    /// By the names of their rows.
    here: BTreeMap<String, String>,
    /// Of the agenda as it was before others changed it, or before items moved.
    strangers: Vec<Half>,
}

impl Lines {
    /// What is half-typed in a row.
    pub(super) fn of(&self, row: Row) -> Option<&str> {
        self.here.get(&row.name()).map(String::as_str)
    }

    /// Whether something is half-typed in a row, or inside of the item of a row.
    pub(super) fn waits_in(&self, row: Row, agenda: &Agenda) -> bool {
        match row {
            Row::Item(at) => row::of_item(agenda, at).into_iter().any(|row| self.of(row).is_some()),
            row => self.of(row).is_some(),
        }
    }

    /// Keeps a text for its row, unless that says the same.
    pub(super) fn keep(&mut self, row: Row, text: String, agenda: &Agenda) {
        if row.line(agenda).is_some_and(|value| value != text) {
            self.here.insert(row.name(), text);
        } else {
            self.forget(row);
        }
    }

    /// What was half-typed in a row is recorded.
    pub(super) fn forget(&mut self, row: Row) {
        self.here.remove(&row.name());
    }

    /// Those of this agenda first.
    pub(super) fn halves(&self, agenda: &Agenda) -> Vec<Half> {
        let here = Half { places: places(agenda), lines: self.here.clone() };
        let here = Some(here).filter(|half| !half.lines.is_empty());
        here.into_iter().chain(self.strangers.iter().cloned()).collect()
    }

    /// Takes in lines that were left, where they belong to this agenda and no other one is half-typed.
    pub(super) fn add(&mut self, halves: &[Half], agenda: &Agenda) {
        let here = places(agenda);
        let rows = row::all(agenda).into_iter();
        let values: BTreeMap<String, String> = rows.filter_map(|row| Some((row.name(), row.line(agenda)?))).collect();
        for half in halves {
            let mut others = half.clone();
            others.lines.retain(|row, text| match values.get(row) {
                Some(_) if half.places != here && !row::is_fixed(row) => true,
                // What was recorded since is half-typed no more.
                Some(value) => value != text && self.here.entry(row.clone()).or_insert_with(|| text.clone()) != text,
                None => true,
            });
            if !others.lines.is_empty() && !self.strangers.contains(&others) {
                self.strangers.push(others);
            }
        }
    }

    /// Whether some are not of this agenda.
    pub(super) fn has_strangers(&self) -> bool {
        !self.strangers.is_empty()
    }

    /// Carries them along to where their rows are now; those of rows that are gone wait for them.
    pub(super) fn carry(&mut self, before: &Agenda, agenda: &Agenda) {
        let was = places(before);
        if was == places(agenda) {
            return;
        }
        let rows = row::all(before).into_iter();
        let moved: BTreeMap<String, String> =
            rows.filter_map(|row| Some((row.name(), row.moved(before, agenda)?.name()))).collect();
        let mut gone = Half { places: was, lines: BTreeMap::new() };
        for (row, text) in take(&mut self.here) {
            match moved.get(&row) {
                Some(row) => drop(self.here.insert(row.clone(), text)),
                None => drop(gone.lines.insert(row, text)),
            }
        }
        let mut waiting = take(&mut self.strangers);
        waiting.extend(Some(gone).filter(|half| !half.lines.is_empty()));
        self.add(&waiting, agenda);
    }
}

/// What stands where.
fn places(agenda: &Agenda) -> (Vec<TeamId>, Vec<Kind>) {
    let teams = agenda.teams.iter().map(|team| team.id.clone());
    (teams.collect(), agenda.items.iter().map(|item| item.kind).collect())
}
