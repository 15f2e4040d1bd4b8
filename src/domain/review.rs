//! What became of earlier promises and parked entries: the changes that record it. Knows the snapshot of open actions,
//! no other minutes.

use jiff::civil::Date;

use super::{
    change::words,
    ids::{Id, Ref, TeamId},
    meeting::{
        Degree, Kind, Meeting, MissReason, OpenAction, Parked, ParkedOutcome, ParkedUpdate, Review, Turn, Verdict,
    },
    refusal::Refusal,
    turn::bring_field,
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
        let review = Review {
            of: new.of,
            verdict: new.verdict,
            helped: new.helped.filter(|_| new.verdict.is_done()),
            reason: new.reason.filter(|_| new.verdict.is_missed()),
            note,
            new_due: new.new_due.filter(|_| new.verdict.leaves_open()),
            by_team: action.for_team.clone(),
        };
        let before = self.take_review(&action.of).and_then(|before| disputed(&action, &before));
        self.park_dispute(action.for_team.clone(), before.as_deref(), disputed(&action, &review));
        self.reviews.push(review);
        Ok(())
    }

    /// Takes the verdict on an action back; whether there was one.
    pub(super) fn unjudge(&mut self, action: &Ref) -> bool {
        let Some(review) = self.take_review(action) else { return false };
        if let Some(action) = self.open_actions.iter().find(|open| open.of == *action) {
            let (team, before) = (action.for_team.clone(), disputed(action, &review));
            self.park_dispute(team, before.as_deref(), None);
        }
        true
    }

    fn take_review(&mut self, action: &Ref) -> Option<Review> {
        let at = self.reviews.iter().position(|review| review.of == *action)?;
        Some(self.reviews.remove(at))
    }

    /// Parks the words of a dispute in the place of those before. A parked entry that got words of its own keeps them,
    /// and a dispute that says what it said before parks nothing more.
    fn park_dispute(&mut self, team: TeamId, before: Option<&str>, now: Option<String>) {
        if before == now.as_deref() {
            return;
        }
        let is_before = |parked: &Parked| Some(parked.text.as_str()) == before && parked.team.as_ref() == Some(&team);
        if let Some(at) = self.parked.iter().rposition(is_before) {
            self.parked.remove(at);
        }
        if let Some(text) = now {
            let id = Id::fresh("k", self.parked.iter().map(|parked| &parked.id), &self.drafts);
            self.parked.push(Parked { id, text, team: Some(team) });
        }
    }

    /// Records what becomes of something that waited. What is brought becomes the half-typed problem of a free turn of
    /// its team.
    pub(super) fn take_up(&mut self, entry: TakenUp) -> Result<(), Refusal> {
        let before = self.drafts.clone();
        self.parked_updates.retain(|update| update.of != entry.of);
        self.forget_unbrought();
        if entry.outcome == ParkedOutcome::Brought {
            let text = words(entry.text)?;
            let Some((item, turn)) = self.free_turn(entry.team.as_ref()) else {
                self.drafts = before;
                return Err(Refusal::NoFreeTurn);
            };
            self.drafts.insert(format!("item{item}.{}", bring_field(turn)), text.clone());
            self.drafts.insert(brought_name(item, &entry.of), format!("{turn} {text}"));
        }
        self.parked_updates.push(ParkedUpdate { of: entry.of, outcome: entry.outcome });
        Ok(())
    }

    /// Takes back what becomes of something that waited; whether there was anything.
    pub(super) fn put_back(&mut self, entry: &Ref) -> bool {
        let Some(at) = self.parked_updates.iter().position(|update| update.of == *entry) else { return false };
        self.parked_updates.remove(at);
        self.forget_unbrought();
        true
    }

    /// Forgets the half-typed problems of entries that are not brought any more, as long as nobody changed their words.
    pub(super) fn forget_unbrought(&mut self) {
        for brought in self.brought() {
            let is_brought =
                |update: &ParkedUpdate| update.outcome == ParkedOutcome::Brought && brought.is_of(&update.of);
            if !self.parked_updates.iter().any(is_brought) {
                self.drafts.remove(&brought.name);
                self.forget_words(&brought);
            }
        }
    }

    /// At the close: what was to be brought and has no problem in its turn waits for the next meeting.
    pub(super) fn keep_unbrought(&mut self) {
        for brought in self.brought() {
            let is_problem = self.turns.get(brought.turn).is_some_and(|turn| turn.problem.is_some());
            let update = self.parked_updates.iter_mut().find(|update| brought.is_of(&update.of));
            if let Some(update) = update.filter(|_| !is_problem) {
                update.outcome = ParkedOutcome::Kept;
                self.forget_words(&brought);
            }
        }
    }

    fn forget_words(&mut self, brought: &Brought) {
        if self.drafts.get(&brought.field) == Some(&brought.text) {
            self.drafts.remove(&brought.field);
        }
    }

    fn brought(&self) -> Vec<Brought> {
        let marks = self.drafts.iter().filter(|(name, _)| name.contains(BROUGHT));
        let read = |(name, mark): (&String, &String)| {
            let (turn, text) = mark.split_once(' ')?;
            let turn = turn.parse().ok()?;
            let field = format!("{}.{}", name.split('.').next()?, bring_field(turn));
            Some(Brought { name: name.clone(), turn, field, text: text.to_owned() })
        };
        marks.filter_map(read).collect()
    }

    /// The exchange and the next turn of a team in which nothing is said or typed, of any team where none is named.
    fn free_turn(&self, team: Option<&TeamId>) -> Option<(usize, usize)> {
        let item = self.items.iter().position(|item| item.kind == Kind::Exchange)?;
        let is_said = |turn: usize| self.turns.get(turn).is_some_and(Turn::has_content);
        let is_typed = |turn: usize| self.drafts.contains_key(&format!("item{item}.{}", bring_field(turn)));
        let is_theirs = |turn: usize| team.is_none_or(|team| self.turn_order().cycle().nth(turn) == Some(team));
        let turn = (0..self.planned_turns()).find(|turn| !is_said(*turn) && !is_typed(*turn) && is_theirs(*turn))?;
        Some((item, turn))
    }
}

/// Part of the name of the mark that an entry was brought: `item2.choice.brought.<entry>`, the turn and its words.
const BROUGHT: &str = ".choice.brought.";

/// An entry that was brought and what became of its words.
struct Brought {
    /// Of its mark among the drafts.
    name: String,
    /// Index of the turn.
    turn: usize,
    /// In which its problem is typed.
    field: String,
    /// As it was parked.
    text: String,
}

impl Brought {
    fn is_of(&self, entry: &Ref) -> bool {
        self.name.split_once(BROUGHT).is_some_and(|(_, of)| of == entry.as_str())
    }
}

fn brought_name(item: usize, entry: &Ref) -> String {
    format!("item{item}{BROUGHT}{entry}")
}

/// How a promise with this verdict is parked; `None` when it is not disputed.
fn disputed(action: &OpenAction, review: &Review) -> Option<String> {
    let note = review.note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
    (review.verdict == Verdict::Disputed).then(|| format!("Disputed: {}{note}", action.text))
}
