//! Time: planned, booked, left, more of it, the predicted end, and the balance between the teams. Does not know what
//! time it is.

use jiff::{ToSpan, Zoned};

use super::{
    ids::TeamId,
    meeting::{Kind, Meeting},
    refusal::Refusal,
    stamp::Stamp,
    turn::DueMove,
};

/// Seconds that both teams can agree to add to what is due: the first time, the second time, and no more.
pub const EXTENSIONS: [u32; 2] = [120, 60];
/// How far the predicted end may lie after the planned one, or before it and the reserve, until it is told.
const TOLD_S: i64 = 60;
/// Hundredths of its fair share from which on a team has had more than its part: 60 : 40 between two teams.
const LARGE_SHARE: u64 = 120;
/// Seconds in turns from which on the balance says something.
const BALANCE_S: u64 = 180;

/// Time against a plan, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// As planned.
    pub planned_s: u32,
    /// So far.
    pub spent_s: u32,
}

/// Where a meeting stands: what time is spent on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index of the item on screen.
    item: usize,
    /// In an exchange the move that is due.
    due: Option<DueMove>,
}

/// How a span of time stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing was planned for it.
    Unplanned,
    /// Enough is left.
    Good,
    /// The last fifth.
    Tight,
    /// Nothing is left.
    Over,
}

impl Span {
    /// Seconds left, negative when over.
    pub fn left_s(self) -> i64 {
        i64::from(self.planned_s) - i64::from(self.spent_s)
    }

    /// Amber from the last fifth on, over from zero (DESIGN, "Time").
    pub fn standing(self) -> Standing {
        match self.left_s() {
            _ if self.planned_s == 0 => Standing::Unplanned,
            left if left <= 0 => Standing::Over,
            left if left * 5 <= i64::from(self.planned_s) => Standing::Tight,
            _ => Standing::Good,
        }
    }
}

impl Meeting {
    /// All that was planned, reserve included, in seconds.
    pub fn planned_total_s(&self) -> u32 {
        self.planned_s.unwrap_or_else(|| total(self.items.iter().map(|item| item.planned_s)))
    }

    /// The reserve in seconds: what was planned beyond the sum of the items.
    pub fn reserve_s(&self) -> u32 {
        self.planned_total_s().saturating_sub(total(self.items.iter().map(|item| item.planned_s)))
    }

    /// When the meeting should end, its reserve used up.
    pub fn planned_end(&self) -> Zoned {
        self.started_at.zoned().saturating_add(i64::from(self.planned_total_s()).seconds())
    }

    /// When the meeting ends by the time that was booked, whatever the wall clock says.
    pub(super) fn end_by_spent(&self) -> Stamp {
        let spent_s = total(self.items.iter().map(|item| item.spent_s));
        Stamp::new(&self.started_at.zoned().saturating_add(i64::from(spent_s).seconds()))
    }

    /// When the items will be done if everything still to come takes as long as planned; `None` when it is closed.
    ///
    /// The reserve is a buffer and no item: a meeting on plan is done by the length of the reserve before its
    /// planned end.
    pub fn predicted_end(&self, now: &Zoned) -> Option<Zoned> {
        let position = self.position?;
        let rest = total((position..self.items.len()).map(|index| self.rest_s(index)));
        Some(now.saturating_add(i64::from(rest).seconds()))
    }

    /// The predicted end where it is worth a word: a minute or more after the planned end, or more than the reserve
    /// and a minute before it. A meeting that is on plan has none.
    pub fn told_end(&self, now: &Zoned) -> Option<Zoned> {
        let predicted = self.predicted_end(now)?;
        let late_s = predicted.timestamp().as_second() - self.planned_end().timestamp().as_second();
        let is_told = late_s >= TOLD_S || late_s < -(i64::from(self.reserve_s()) + TOLD_S);
        is_told.then_some(predicted)
    }

    /// Items still to come that at this pace begin too late, by index: after the planned end, less the minutes that
    /// closing needs. The closing item itself is never one, nor is an item that took time already.
    pub fn out_of_reach(&self, now: &Zoned) -> Vec<usize> {
        let Some(position) = self.position else { return Vec::new() };
        let is_close = |index: &usize| self.items[*index].kind == Kind::Close;
        let closing = total((position..self.items.len()).filter(is_close).map(|index| self.rest_s(index)));
        let left_s = self.planned_end().timestamp().as_second() - now.timestamp().as_second() - i64::from(closing);
        let mut begins_s = 0;
        let mut missed = Vec::new();
        for (index, item) in self.items.iter().enumerate().skip(position) {
            if begins_s > left_s && index > position && item.spent_s == 0 && !is_close(&index) {
                missed.push(index);
            }
            begins_s += i64::from(self.rest_s(index));
        }
        missed
    }

    /// Seconds that the item at `index` still takes as planned.
    fn rest_s(&self, index: usize) -> u32 {
        let Some(item) = self.items.get(index) else { return 0 };
        let is_here = self.position == Some(index);
        let more = if is_here { self.extended_s() } else { 0 };
        if is_here && item.kind == Kind::Exchange {
            return self.turns_left_s(more);
        }
        item.planned_s.saturating_add(more).saturating_sub(item.spent_s)
    }

    /// Seconds that the turns still to come take as planned, with `more` for the one that is due.
    fn turns_left_s(&self, more: u32) -> u32 {
        let Some(due) = self.due_move() else { return 0 };
        let later = (self.planned_turns() - due.turn - 1) as u32;
        let turn = self.turn_span(due.turn);
        let this = turn.planned_s.saturating_add(more).saturating_sub(turn.spent_s);
        this.saturating_add(later.saturating_mul(self.turn_s()))
    }

    /// Where the meeting stands; `None` when it is closed.
    pub fn place(&self) -> Option<Place> {
        self.position.map(|item| Place { item, due: self.due_here() })
    }

    /// Books whole seconds on the item on screen and, in an exchange, on the team whose move it is.
    pub(super) fn spend(&mut self, seconds: u32, at: &Stamp) {
        let Some(clock) = &mut self.clock else { return };
        clock.at = at.clone();
        if let Some(place) = self.place().filter(|_| !self.is_paused()) {
            self.book(seconds, &place);
        }
    }

    /// Books whole seconds on the place where the meeting stood, paused now or not.
    pub(super) fn count(&mut self, seconds: u32, place: &Place, at: &Stamp) {
        if let Some(clock) = &mut self.clock {
            clock.at = at.clone();
        }
        self.book(seconds, place);
    }

    fn book(&mut self, seconds: u32, place: &Place) {
        let is_here = self.place().as_ref() == Some(place);
        let Some(item) = self.items.get_mut(place.item).filter(|_| seconds > 0) else { return };
        item.spent_s = item.spent_s.saturating_add(seconds);
        if let Some(clock) = self.clock.as_mut().filter(|_| is_here) {
            clock.move_s = clock.move_s.saturating_add(seconds);
        }
        if let Some(due) = &place.due {
            let spent = self.open_turn(due.turn).spent_s.entry(due.team.clone()).or_default();
            *spent = spent.saturating_add(seconds);
        }
    }

    /// Whether the meeting stands still.
    fn is_paused(&self) -> bool {
        self.clock.as_ref().is_some_and(|clock| clock.paused)
    }

    /// Time of the turn at `index`.
    pub fn turn_span(&self, index: usize) -> Span {
        let spent_s = self.turns.get(index).map_or(0, |turn| total(turn.spent_s.values().copied()));
        Span { planned_s: self.turn_s(), spent_s }
    }

    /// Time of what is on screen: of the move in an exchange, else of the item, with what the teams agreed to add.
    /// `None` when the meeting is closed.
    pub fn current_span(&self) -> Option<Span> {
        let item = self.item()?;
        let spent_s = self.clock.as_ref()?.move_s;
        let span = match self.due_here() {
            Some(due) => Span { planned_s: self.move_s(due.step), spent_s },
            None => Span { planned_s: item.planned_s, spent_s: item.spent_s },
        };
        Some(Span { planned_s: span.planned_s.saturating_add(self.extended_s()), ..span })
    }

    /// Seconds that were added to what is on screen.
    fn extended_s(&self) -> u32 {
        let times = self.clock.as_ref().map_or(0, |clock| clock.extended);
        total(EXTENSIONS.into_iter().take(times as usize))
    }

    /// Seconds that would be added to what is on screen now.
    ///
    /// # Errors
    /// The [`Refusal`] where no time is planned, or when it was extended twice.
    pub fn extension_s(&self) -> Result<u32, Refusal> {
        let (Some(span), Some(clock)) = (self.current_span(), &self.clock) else { return Err(Refusal::Closed) };
        if span.planned_s == 0 {
            return Err(Refusal::Unplanned);
        }
        EXTENSIONS.get(clock.extended as usize).copied().ok_or(Refusal::ExtendedTwice)
    }

    /// Adds time to what is on screen. Time is not taken back by undo, and neither is this.
    pub(super) fn extend(&mut self) -> Result<(), Refusal> {
        self.extension_s()?;
        if let Some(clock) = &mut self.clock {
            clock.extended = clock.extended.saturating_add(1);
        }
        Ok(())
    }

    /// Seconds each team had the move in the turns, in the order of the teams.
    pub fn talk_time(&self) -> Vec<(&TeamId, u32)> {
        let spent = |team: &TeamId| total(self.turns.iter().filter_map(|turn| turn.spent_s.get(team).copied()));
        self.teams.iter().map(|team| (&team.id, spent(&team.id))).collect()
    }

    /// The team that has had clearly more than its part of the time in the turns, and its share in percent.
    ///
    /// Clearly more is a share above 1.2 fair shares: past 60 : 40 between two teams, past 40 % of three, past 30 % of
    /// four. `None` as long as a team has had no move, or there is too little time to tell.
    pub fn larger_share(&self) -> Option<(&TeamId, u32)> {
        let talk = self.talk_time();
        let all: u64 = talk.iter().map(|(_, spent)| u64::from(*spent)).sum();
        let (team, most) = talk.iter().copied().max_by_key(|(_, spent)| *spent)?;
        let percent = percent(most, all);
        let is_large = u64::from(percent) * talk.len() as u64 > LARGE_SHARE;
        let is_told = all >= BALANCE_S && talk.iter().all(|(_, spent)| *spent > 0);
        (is_told && is_large).then_some((team, percent))
    }
}

/// A part of a whole, in whole percent; of nothing it is 0.
pub fn percent(part: u32, whole: u64) -> u32 {
    ((u64::from(part) * 100 + whole / 2) / whole.max(1)).try_into().unwrap_or(u32::MAX)
}

/// The sum, or the largest number where a file claims more than that.
fn total(seconds: impl Iterator<Item = u32>) -> u32 {
    seconds.fold(0, u32::saturating_add)
}

/// A length of time for the eye: `3:42`, `1:02:03`.
pub fn minutes(seconds: u32) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_fifth_is_tight_and_zero_is_over() {
        let standing = |spent_s| Span { planned_s: 100, spent_s }.standing();
        assert_eq!(standing(0), Standing::Good);
        assert_eq!(standing(79), Standing::Good);
        assert_eq!(standing(80), Standing::Tight);
        assert_eq!(standing(100), Standing::Over);
        assert_eq!(Span { planned_s: 0, spent_s: 9 }.standing(), Standing::Unplanned);
    }

    #[test]
    fn lengths_are_read_at_a_glance() {
        assert_eq!(minutes(5), "0:05");
        assert_eq!(minutes(222), "3:42");
        assert_eq!(minutes(3723), "1:02:03");
    }
}
