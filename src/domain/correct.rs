//! Corrections by hand of minutes that are closed: other words for a record, kept beside the old ones. Knows no file.

use super::{
    change::words,
    entry::{Entry, EntryRef, Wording},
    ids::Id,
    meeting::{Correction, Meeting},
    refusal::Refusal,
    stamp::Stamp,
};

/// A correction that is to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCorrection {
    /// Which record.
    pub entry: EntryRef,
    /// Its new words, owner and date.
    pub wording: Wording,
    /// Why.
    pub why: String,
}

impl EntryRef {
    /// The record by which a correction of the entry is found; `None` for an entry that belongs to no record.
    pub fn record(&self) -> Option<&Id> {
        match self {
            Self::Win(id)
            | Self::Expectation(id)
            | Self::Deal(id)
            | Self::Scope(id)
            | Self::ScopeCheck(id)
            | Self::Problem(id)
            | Self::SaidBack(id)
            | Self::Answer(id)
            | Self::Detail(id)
            | Self::Agreement(id)
            | Self::Pass(id)
            | Self::Action(id)
            | Self::Decision(id)
            | Self::Goal(id)
            | Self::Note(id)
            | Self::Parked(id) => Some(id),
            Self::Person(..)
            | Self::Review(_)
            | Self::TakenUp(_)
            | Self::DealReport(_)
            | Self::GoalReport(_)
            | Self::Rating(_) => None,
        }
    }
}

impl Meeting {
    /// What can be corrected: everything with words that belongs to a record, in the order of the agenda.
    pub fn correctable(&self) -> Vec<Entry> {
        let mut entries = self.entries();
        entries.retain(|entry| entry.may_be_reworded() && entry.at.record().is_some());
        entries
    }

    /// Where the words of a record are corrected: those of a promise in the answer that it comes from.
    pub fn entry_of_record(&self, record: &Id) -> Option<EntryRef> {
        let answers = self.turns.iter().flat_map(|turn| &turn.answers);
        let mut answers = answers.filter(|answer| answer.action.as_ref() == Some(record));
        let record = answers.next().map_or(record, |answer| &answer.id);
        self.correctable().into_iter().map(|entry| entry.at).find(|at| at.record() == Some(record))
    }

    /// Gives a record of the closed minutes other words at the moment `at`, and keeps what it said before.
    ///
    /// # Errors
    /// The [`Refusal`] for a correction that is not possible; `self` is then unchanged.
    pub fn correct(&mut self, new: NewCorrection, at: &Stamp) -> Result<(), Refusal> {
        if self.is_running() {
            return Err(Refusal::StillRunning);
        }
        let NewCorrection { entry, wording, why } = new;
        let of = entry.record().ok_or(Refusal::NoWords)?.clone();
        let why = words(why).map_err(|refusal| if refusal == Refusal::Empty { Refusal::NoWhy } else { refusal })?;
        let old = self.line_to_correct(&entry)?;
        let mut corrected = self.clone();
        corrected.reword(&entry, wording)?;
        let new = corrected.line_to_correct(&entry)?;
        if new == old {
            return Err(Refusal::SameWords);
        }
        let id = Id::after("c", self.corrections.iter().map(|correction| &correction.id));
        corrected.corrections.push(Correction { id, at: at.clone(), of, old, new, why });
        *self = corrected;
        Ok(())
    }

    fn line_to_correct(&self, entry: &EntryRef) -> Result<String, Refusal> {
        let found = self.correctable().into_iter().find(|other| other.at == *entry);
        found.map(|found| found.line).ok_or(Refusal::Gone)
    }
}
