//! Undo and redo of everything recorded. Does not know what a change means.

use super::{
    change::Change,
    meeting::{Item, Meeting, Turn},
    refusal::Refusal,
    stamp::Stamp,
};

/// How many changes can be taken back.
const LIMIT: usize = 200;
/// How many can in the longest meeting, whose copies are large.
const LEAST: usize = 20;
/// How many records all copies together may have beyond that.
const RECORDS: usize = 100_000;

/// The meeting as it was before each of the last changes.
#[derive(Clone, Debug, Default)]
pub struct History {
    past: Vec<Meeting>,
    future: Vec<Meeting>,
}

impl History {
    /// Makes `change` and remembers the way back, if it is one that undo takes back. Typing forgets what could be
    /// redone, as a new change does.
    ///
    /// # Errors
    /// The [`Refusal`] of [`Meeting::apply`].
    pub fn apply(&mut self, meeting: &mut Meeting, change: Change, at: &Stamp) -> Result<(), Refusal> {
        let is_recorded = change.is_recorded();
        let is_typed = matches!(change, Change::Draft { .. });
        let before = is_recorded.then(|| meeting.clone());
        meeting.apply(change, at)?;
        if let Some(before) = before {
            let reach = reach(&before);
            self.past.push(before);
            self.past.drain(..self.past.len().saturating_sub(reach));
        }
        if is_recorded || is_typed {
            self.future.clear();
        }
        Ok(())
    }

    /// Whether there is something to take back.
    pub fn has_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is something to make again.
    pub fn has_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Takes the last change back. Time that went by since stays spent, text that was typed since stays typed.
    /// `false` when there is nothing to take back.
    pub fn undo(&mut self, meeting: &mut Meeting) -> bool {
        let Some(mut before) = self.past.pop() else { return false };
        keep_time(&mut before, meeting);
        keep_typing(&mut before, meeting);
        self.future.push(std::mem::replace(meeting, before));
        true
    }

    /// Makes the change again that was taken back last. `false` when there is none.
    pub fn redo(&mut self, meeting: &mut Meeting) -> bool {
        let Some(mut after) = self.future.pop() else { return false };
        keep_time(&mut after, meeting);
        self.past.push(std::mem::replace(meeting, after));
        true
    }
}

/// How many copies of a meeting like this one are kept.
fn reach(meeting: &Meeting) -> usize {
    let Meeting { wins, reviews, expectations, deals, turns, actions, decisions, goals, notes, parked, .. } = meeting;
    let items = wins.len() + reviews.len() + expectations.len() + deals.len() + actions.len() + goals.len();
    let lines = decisions.len() + notes.len() + parked.len();
    let answers: usize = turns.iter().map(|turn| 1 + turn.answers.len()).sum();
    (RECORDS / (1 + items + lines + answers)).clamp(LEAST, LIMIT)
}

/// Carries the time over that `from` knows: it went by, whatever is taken back.
fn keep_time(to: &mut Meeting, from: &Meeting) {
    let same_move = (to.position, to.due_move()) == (from.position, from.due_move());
    for (to, from) in to.items.iter_mut().zip(&from.items) {
        let Item { spent_s, .. } = from;
        to.spent_s = *spent_s;
    }
    for (index, turn) in from.turns.iter().enumerate().filter(|(_, turn)| !turn.spent_s.is_empty()) {
        let to: &mut Turn = to.open_turn(index);
        to.spent_s.clone_from(&turn.spent_s);
    }
    if let (Some(to), Some(from)) = (&mut to.clock, &from.clock) {
        to.at.clone_from(&from.at);
        to.paused = from.paused;
        if same_move {
            (to.move_s, to.extended) = (from.move_s, from.extended);
        }
    }
}

/// Carries over what is typed in `from`; of a field that is typed in both, the newer text and its caret stay.
fn keep_typing(to: &mut Meeting, from: &Meeting) {
    let older = to.caret.take().filter(|caret| !from.drafts.contains_key(&caret.field));
    to.caret = from.caret.clone().or(older);
    to.drafts.extend(from.drafts.clone());
    to.forget_unbrought();
}
