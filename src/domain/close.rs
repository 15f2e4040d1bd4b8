//! The end of a meeting: what is still missing, and closing it. Knows no earlier meeting.

use super::{
    change::{CHOICE, is_choice},
    entry::EntryRef,
    ids::Id,
    ids::TeamId,
    meeting::{Kind, Meeting, Note, State, Turn},
    series,
    stamp::Stamp,
};

/// Something that is missing before a meeting is closed, and where it is mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// In words.
    pub text: String,
    /// Where.
    pub place: Place,
}

/// Where a gap is mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In an item of the agenda, by index.
    Item(usize),
    /// In an entry.
    Entry(EntryRef),
    /// In words that wait in an item of the agenda, by index, in the field of this name.
    Typed(usize, String),
    /// Nowhere any more: the turn or the entry is over for which the words were typed. They become a note.
    Nowhere,
}

impl Meeting {
    /// What is still missing, in the order of the agenda. Ratings and the next date are asked for anyway.
    pub fn gaps(&self) -> Vec<Gap> {
        let mut gaps = Vec::new();
        let place_of = |kind| self.items.iter().position(|item| item.kind == kind).map(Place::Item);
        if let Some(place) = place_of(Kind::Opening) {
            let absent = self.teams.iter().filter(|team| !team.is_present());
            gaps.extend(
                absent.map(|team| Gap { text: format!("nobody of {} is here", team.name), place: place.clone() }),
            );
        }
        let unjudged = self.unjudged().count();
        if let Some(place) = place_of(Kind::FollowUp).filter(|_| unjudged > 0) {
            let text = if unjudged == 1 { "1 promise is" } else { &format!("{unjudged} promises are") };
            gaps.push(Gap { text: format!("{text} not judged, and will come back"), place });
        }
        if let Some(place) = place_of(Kind::Deals) {
            let unchecked = self.unchecked_deals();
            gaps.extend(
                unchecked
                    .map(|deal| Gap { text: format!("unchecked, do not sign: {}", deal.name), place: place.clone() }),
            );
        }
        if let (Some(due), Some(place)) = (self.due_move(), place_of(Kind::Exchange)) {
            let left = self.planned_turns() - due.turn;
            let begun = self.turns.get(due.turn).is_some_and(|turn| turn.problem.is_some());
            let team = self.team_name(&due.asking);
            let text = if begun {
                format!("the turn of {team} is not finished")
            } else {
                format!("the turn of {team} is not taken")
            };
            let more = if left > 1 { format!(", and {} more", left - 1) } else { String::new() };
            gaps.push(Gap { text: text + &more, place });
        }
        for action in &self.actions {
            let missing = match (&action.owner, action.due) {
                (None, None) => "no owner and no date",
                (None, Some(_)) => "no owner",
                (Some(_), None) => "no date",
                (Some(_), Some(_)) => continue,
            };
            let text = format!("{missing}: {}", action.text);
            gaps.push(Gap { text, place: Place::Entry(self.entry_of_action(&action.id)) });
        }
        gaps.extend(self.half_typed());
        gaps
    }

    /// Text that was typed and never recorded, apart from the closing item's own fields.
    fn half_typed(&self) -> Vec<Gap> {
        let last = self.items.len().saturating_sub(1);
        let place = |field: &str| {
            let (index, name) = field.strip_prefix("item")?.split_once('.')?;
            Some((index.parse::<usize>().ok()?, name.to_owned()))
        };
        let is_asked_next = |index, name: &str| index >= last && (name == "next" || name.starts_with("rate."));
        let drafts = self.drafts.iter().filter(|(field, text)| !text.trim().is_empty() && !is_choice(field));
        drafts
            .map(|(field, text)| (place(field).unwrap_or_default(), text))
            .filter(|((index, name), _)| !is_asked_next(*index, name))
            .map(|((index, name), text)| {
                if self.is_over(index, &name) {
                    Gap { text: format!("typed for what is over: {text}"), place: Place::Nowhere }
                } else {
                    Gap { text: format!("typed, not recorded: {text}"), place: Place::Typed(index, name) }
                }
            })
            .collect()
    }

    /// Whether nothing asks any more for what is typed in the field of this name in an item: its turn is over, its entry
    /// is gone, its promise or its deal has a verdict.
    fn is_over(&self, index: usize, name: &str) -> bool {
        if let Some(entry) = name.strip_prefix("reword.") {
            return !self.entries().iter().any(|other| other.at.to_string() == entry);
        }
        let first = name.split('.').next().filter(|first| first.len() < name.len());
        match (self.items.get(index).map(|item| item.kind), first) {
            (Some(Kind::Exchange), Some(turn)) => {
                let turn = turn.strip_prefix('t').and_then(|turn| turn.parse::<usize>().ok()?.checked_sub(1));
                turn.and_then(|turn| self.turns.get(turn)).is_some_and(Turn::is_done)
            }
            (Some(Kind::Exchange), None) => name == "pass" && self.due_move().is_none(),
            (Some(Kind::Deals), Some(deal)) => !self.unchecked_deals().any(|other| other.id.as_str() == deal),
            (Some(Kind::FollowUp), Some("words")) => {
                // A verdict that is being given again asks for its words.
                let is_asked = |of: &str| self.drafts.contains_key(&format!("item{index}{CHOICE}{of}"));
                let of = name.strip_prefix("words.").unwrap_or_default();
                self.reviews.iter().any(|review| review.of.as_str() == of) && !is_asked(of)
            }
            _ => false,
        }
    }

    /// The entry in which the owner and the date of an action are changed: the answer it came from, or itself.
    pub fn entry_of_action(&self, id: &Id) -> EntryRef {
        let mut answers = self.turns.iter().flat_map(|turn| &turn.answers);
        match answers.find(|answer| answer.action.as_ref() == Some(id)) {
            Some(answer) => EntryRef::Answer(answer.id.clone()),
            None => EntryRef::Action(id.clone()),
        }
    }

    /// The team that starts next time: the first one whose turn was left unfinished, else the one after today's first.
    pub fn next_first_team(&self) -> TeamId {
        let owed = self.unfinished_turns().into_iter().next();
        owed.unwrap_or_else(|| self.turn_order().nth(1).unwrap_or(&self.first_team).clone())
    }

    /// Ends the meeting. Half-typed text becomes notes, so that no word is lost.
    pub(super) fn close(&mut self, at: &Stamp) {
        self.keep_unbrought();
        for (field, text) in std::mem::take(&mut self.drafts) {
            if !text.trim().is_empty() && !is_choice(&field) {
                let id = Id::after("o", self.notes.iter().map(|note| &note.id));
                let index = field.strip_prefix("item").and_then(|rest| rest.split('.').next()?.parse().ok());
                let item = index.and_then(|index| self.item_ref(index));
                self.notes.push(Note { id, text: text.trim().to_owned(), item });
            }
        }
        self.owed_turns = self.unfinished_turns();
        series::judge(&mut self.open_actions, &self.reviews);
        if let (Some(next), Some(owed)) = (&mut self.next, self.owed_turns.first()) {
            next.first_team.clone_from(owed);
        }
        self.state = State::Closed;
        // A clock that was set back makes no meeting that ends before it begins: then the time spent tells the end.
        let is_backwards = at.zoned() < self.started_at.zoned();
        self.ended_at = Some(if is_backwards { self.end_by_spent() } else { at.clone() });
        (self.position, self.clock, self.caret) = (None, None, None);
    }
}

/// A rating as typed: `8`, `8/10`, `8 Bring the figures ready.`; `None` when no number from 1 to 10 comes first.
pub fn rating(line: &str) -> Option<(u8, Option<String>)> {
    let line = line.trim();
    let digits = line.find(|c: char| !c.is_ascii_digit()).unwrap_or(line.len());
    let score = line[..digits].parse().ok().filter(|score| (1..=10).contains(score))?;
    let rest = line[digits..].strip_prefix("/10").unwrap_or(&line[digits..]);
    let is_apart = rest.chars().next().is_none_or(|c| !c.is_alphanumeric());
    let better = rest.trim_start_matches([' ', ',', ':', ';', '-', '–']).trim();
    is_apart.then(|| (score, (!better.is_empty()).then(|| better.to_owned())))
}

#[cfg(test)]
mod tests {
    use super::rating;

    #[test]
    fn a_rating_is_a_number_and_perhaps_words() {
        let words = |text: &str| Some(text.to_owned());
        assert_eq!(rating("8"), Some((8, None)));
        assert_eq!(rating(" 8/10 "), Some((8, None)));
        assert_eq!(rating("8 Bring the figures ready."), Some((8, words("Bring the figures ready."))));
        assert_eq!(rating("10, more tea"), Some((10, words("more tea"))));
        for bad in ["", "0", "11", "good", "8th", "-3", "999999999999"] {
            assert_eq!(rating(bad), None, "{bad}");
        }
    }
}
