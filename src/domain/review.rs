//! What became of earlier promises and parked entries: the changes that record it. Knows the snapshot of open actions,
//! no other minutes.

use jiff::civil::Date;

use super::{
    change::words,
    ids::{Id, Ref, TeamId},
    meeting::{Degree, Kind, Meeting, MissReason, OpenAction, Parked, ParkedOutcome, ParkedUpdate, Review, Verdict},
    refusal::Refusal,
};

/// From so many meetings on that carried a promise over, it is asked whether it is the right one (DESIGN, section 4).
pub const CARRIED_OFTEN: u32 = 3;

/// A verdict on an earlier action; the team it was for gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReview {
    /// The action.
    pub of: Ref,
    /// What became of it.
    pub verdict: Verdict,
    /// If it was done: whether it helped.
    pub helped: Option<Degree>,
    /// If it was missed: why.
    pub reason: Option<MissReason>,
    /// In words.
    pub note: Option<String>,
    /// The date it is moved to.
    pub new_due: Option<Date>,
}

/// Something that waited for this meeting, and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenUp {
    /// A parked entry, or a problem, of an earlier meeting.
    pub of: Ref,
    /// In its words.
    pub text: String,
    /// The team that wants it.
    pub team: Option<TeamId>,
    /// What becomes of it.
    pub outcome: ParkedOutcome,
}

impl Verdict {
    /// Whether it was done, so that it can have helped.
    pub const fn is_done(self) -> bool {
        match self {
            Self::Kept | Self::Late => true,
            Self::NotKept | Self::Moved | Self::Dropped | Self::Disputed => false,
        }
    }

    /// Whether its date was missed, so that there is a reason.
    pub const fn is_missed(self) -> bool {
        match self {
            Self::Late | Self::NotKept => true,
            Self::Kept | Self::Moved | Self::Dropped | Self::Disputed => false,
        }
    }
}

impl Meeting {
    /// The verdict of today on an earlier action.
    pub fn review_of(&self, action: &Ref) -> Option<&Review> {
        self.reviews.iter().find(|review| review.of == *action)
    }

    /// Earlier actions that no verdict was given on today, oldest first.
    pub fn unjudged(&self) -> impl Iterator<Item = &OpenAction> {
        self.open_actions.iter().filter(|action| self.review_of(&action.of).is_none())
    }

    /// What became today of something that waited.
    pub fn outcome_of(&self, entry: &Ref) -> Option<ParkedOutcome> {
        self.parked_updates.iter().find(|update| update.of == *entry).map(|update| update.outcome)
    }

    /// Records a verdict in place of an earlier one of today. What is disputed is parked.
    pub(super) fn judge(&mut self, new: NewReview) -> Result<(), Refusal> {
        let action = self.open_actions.iter().find(|action| action.of == new.of).ok_or(Refusal::Gone)?.clone();
        if new.verdict == Verdict::Moved && new.new_due.is_none() {
            return Err(Refusal::NoDate);
        }
        let note = new.note.filter(|note| !note.trim().is_empty()).map(words).transpose()?;
        self.unjudge(&new.of);
        self.reviews.push(Review {
            of: new.of,
            verdict: new.verdict,
            helped: new.helped.filter(|_| new.verdict.is_done()),
            reason: new.reason.filter(|_| new.verdict.is_missed()),
            note,
            new_due: new.new_due.filter(|_| new.verdict.leaves_open()),
            by_team: action.for_team.clone(),
        });
        if new.verdict == Verdict::Disputed {
            let id = Id::after("k", self.parked.iter().map(|parked| &parked.id));
            self.parked.push(Parked { id, text: disputed(&action), team: Some(action.for_team) });
        }
        Ok(())
    }

    /// Takes the verdict on an action back; whether there was one.
    pub(super) fn unjudge(&mut self, action: &Ref) -> bool {
        let Some(at) = self.reviews.iter().position(|review| review.of == *action) else { return false };
        let review = self.reviews.remove(at);
        if let Some(action) = self.open_actions.iter().find(|open| open.of == *action)
            && review.verdict == Verdict::Disputed
        {
            let text = disputed(action);
            self.parked.retain(|parked| parked.text != text);
        }
        true
    }

    /// Records what becomes of something that waited; what is brought becomes the half-typed problem of its team's
    /// next turn, unless something is typed there.
    pub(super) fn take_up(&mut self, entry: TakenUp) {
        self.parked_updates.retain(|update| update.of != entry.of);
        if entry.outcome == ParkedOutcome::Brought
            && !entry.text.trim().is_empty()
            && let Some(field) = self.next_bring(entry.team.as_ref())
        {
            self.drafts.entry(field).or_insert(entry.text);
        }
        self.parked_updates.push(ParkedUpdate { of: entry.of, outcome: entry.outcome });
    }

    /// The field of the next problem of a team, of any team where none is named.
    fn next_bring(&self, team: Option<&TeamId>) -> Option<String> {
        let item = self.items.iter().position(|item| item.kind == Kind::Exchange)?;
        let is_free = |turn: &usize| self.turns.get(*turn).is_none_or(|turn| !turn.has_content());
        let is_theirs = |turn: &usize| team.is_none_or(|team| self.turn_order().cycle().nth(*turn) == Some(team));
        let turn = (0..self.planned_turns()).filter(is_free).find(is_theirs)?;
        Some(format!("item{item}.{}", super::turn::bring_field(turn)))
    }
}

/// How a disputed promise is parked.
fn disputed(action: &OpenAction) -> String {
    format!("Disputed: {}", action.text)
}
