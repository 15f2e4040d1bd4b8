//! The rows of an agenda: which there are, what is typed into them and how their values step. Does not know how they
//! look, nor which one is selected.

use jiff::{ToSpan, civil::Time};

use crate::domain::{
    Agenda, Kind, Rhythm,
    agenda::{Edit, ItemPlan},
    capture,
    meeting::Item,
    prompt,
};

/// How often a series can meet without typing it; none at first.
const EVERY: [&str; 4] = ["", "1 week", "2 weeks", "1 month"];
/// Minutes between the times of day that the arrows go through.
const TIME_STEP: i64 = 15;

/// One value that can be changed, or one thing to choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Row {
    Title,
    Team(usize),
    People(usize),
    Every,
    Day,
    Time,
    Length,
    Item(usize),
    ItemTitle(usize),
    Minutes(usize),
    Rounds(usize),
    TurnMinutes(usize),
    SayBack(usize),
    Prompt(usize, &'static str),
    /// A kind of item to add.
    Kind(Kind),
    /// A team to add; never in a list.
    NewTeam,
}

/// Everything but what is inside of the items.
pub(super) fn of_agenda(agenda: &Agenda) -> Vec<Row> {
    let mut rows = vec![Row::Title];
    rows.extend((0..agenda.teams.len()).flat_map(|at| [Row::Team(at), Row::People(at)]));
    rows.push(Row::Every);
    if agenda.rhythm.is_some() {
        rows.extend([Row::Day, Row::Time]);
    }
    rows.push(Row::Length);
    rows.extend((0..agenda.items.len()).map(Row::Item));
    rows
}

/// What is inside of one item.
pub(super) fn of_item(agenda: &Agenda, at: usize) -> Vec<Row> {
    let Some(item) = agenda.items.get(at) else { return Vec::new() };
    let mut rows = vec![Row::ItemTitle(at), Row::Minutes(at)];
    if item.kind == Kind::Exchange {
        rows.extend([Row::Rounds(at), Row::TurnMinutes(at), Row::SayBack(at)]);
    }
    rows.extend(item.questions().map(|(key, _)| Row::Prompt(at, key)));
    rows
}

/// Every row into which something can be typed.
pub(super) fn all(agenda: &Agenda) -> Vec<Row> {
    let inside = (0..agenda.items.len()).flat_map(|at| of_item(agenda, at));
    of_agenda(agenda).into_iter().chain(inside).chain([Row::NewTeam, Row::Day, Row::Time]).collect()
}

/// Whether the row of this name has no team and no item that could be elsewhere.
pub(super) fn is_fixed(name: &str) -> bool {
    !name.ends_with(')')
}

/// The kinds of items that can be added.
pub(super) fn of_kinds(agenda: &Agenda) -> Vec<Row> {
    let is_free = |kind: &&Kind| **kind == Kind::Discussion || agenda.items.iter().all(|item| item.kind != **kind);
    Kind::ALL.iter().filter(is_free).map(|kind| Row::Kind(*kind)).collect()
}

impl Row {
    /// The same row where teams or items are at other places; `None` when its own is gone.
    pub(super) fn moved(self, before: &Agenda, after: &Agenda) -> Option<Self> {
        let team = |at: usize| after.teams.iter().position(|team| team.id == before.teams[at].id);
        let item = |at: usize| {
            let is_it = |item: &ItemPlan| *item == before.items[at];
            let rank = before.items[..at].iter().filter(|item| is_it(item)).count();
            after.items.iter().enumerate().filter(|(_, item)| is_it(item)).nth(rank).map(|(place, _)| place)
        };
        Some(match self {
            Self::Team(at) => Self::Team(team(at)?),
            Self::People(at) => Self::People(team(at)?),
            Self::Item(at) => Self::Item(item(at)?),
            Self::ItemTitle(at) => Self::ItemTitle(item(at)?),
            Self::Minutes(at) => Self::Minutes(item(at)?),
            Self::Rounds(at) => Self::Rounds(item(at)?),
            Self::TurnMinutes(at) => Self::TurnMinutes(item(at)?),
            Self::SayBack(at) => Self::SayBack(item(at)?),
            Self::Prompt(at, key) => Self::Prompt(item(at)?, key),
            Self::Title | Self::Every | Self::Day | Self::Time | Self::Length | Self::Kind(_) | Self::NewTeam => self,
        })
    }

    /// A name that no other row has, under which its half-typed line waits on the disk.
    pub(super) fn name(self) -> String {
        format!("{self:?}")
    }

    /// The text that is changed by typing; `None` for a row that is opened, switched or chosen.
    pub(super) fn line(self, agenda: &Agenda) -> Option<String> {
        let team = |at: usize| agenda.teams.get(at);
        let item = |at: usize| agenda.items.get(at);
        Some(match self {
            Self::Title => agenda.title.clone(),
            Self::Team(at) => team(at)?.name.clone(),
            Self::People(at) => team(at)?.members.join(", "),
            Self::Every => agenda.rhythm.as_ref().map(|rhythm| rhythm.every.to_string()).unwrap_or_default(),
            Self::Day => day_words(agenda.rhythm.as_ref()?),
            Self::Time => time_words(agenda.rhythm.as_ref()?.time),
            Self::Length => agenda.planned_minutes.map(|minutes| minutes.to_string()).unwrap_or_default(),
            Self::ItemTitle(at) => item(at)?.title().to_owned(),
            Self::Minutes(at) => item(at)?.minutes.to_string(),
            Self::Rounds(at) => rounds(item(at)?).to_string(),
            Self::TurnMinutes(at) => turn_minutes(item(at)?).to_string(),
            Self::Prompt(at, key) => wording(item(at)?, key).to_owned(),
            Self::NewTeam => String::new(),
            Self::Item(_) | Self::SayBack(_) | Self::Kind(_) => return None,
        })
    }

    /// What is asked above the line.
    pub(super) fn question(self) -> &'static str {
        match self {
            Self::Title => "What is the series called?",
            Self::Team(_) | Self::NewTeam => "What is the team called?",
            Self::People(_) => "Who usually comes? Names with commas between.",
            Self::Every => "How often? For example: 2 weeks. Empty: no fixed day.",
            Self::Day => "On which day of the week?",
            Self::Time => "At what time? For example: 10:00.",
            Self::Length => "How many minutes, reserve included? Empty: what the items take.",
            Self::ItemTitle(_) => "What is the item called? Empty: its usual name.",
            Self::Minutes(_) => "How many minutes? 0: what is left.",
            Self::Rounds(_) => "How many turns does each team have?",
            Self::TurnMinutes(_) => "How many minutes does a turn take?",
            Self::Prompt(..) => "{team} and {other} stand for the names. Empty: the usual words.",
            Self::Item(_) | Self::SayBack(_) | Self::Kind(_) => "",
        }
    }

    /// The edit that makes `text` the value of this row, or why the text is none.
    pub(super) fn typed(self, text: &str) -> Result<Edit, String> {
        let words = || text.to_owned();
        Ok(match self {
            Self::Title => Edit::Title(words()),
            Self::Team(at) => Edit::RenameTeam(at, words()),
            Self::NewTeam => Edit::AddTeam(words()),
            Self::People(at) => Edit::People(at, words()),
            Self::Every => Edit::Every(words()),
            Self::Day => {
                let day = capture::weekday(text.trim());
                Edit::Day(day.ok_or_else(|| format!("{:?} is no weekday; write one like \"tuesday\"", text.trim()))?)
            }
            Self::Time => Edit::Time(words()),
            Self::Length if text.trim().is_empty() => Edit::Length(None),
            Self::Length => Edit::Length(Some(number(text)?)),
            Self::ItemTitle(at) => Edit::ItemTitle(at, words()),
            Self::Minutes(at) | Self::Item(at) => Edit::Minutes(at, number(text)?),
            Self::Rounds(at) => Edit::Rounds(at, number(text)?),
            Self::TurnMinutes(at) => Edit::TurnMinutes(at, number(text)?),
            Self::SayBack(at) => Edit::SayBack(at, text != "no"),
            Self::Prompt(at, key) => Edit::Prompt(at, key, words()),
            Self::Kind(kind) => Edit::AddItem(usize::MAX, kind),
        })
    }

    /// The edit that takes the value one step on or back; `None` where nothing steps.
    pub(super) fn step(self, agenda: &Agenda, by: i8) -> Option<Edit> {
        let item = |at: usize| agenda.items.get(at);
        let next = |number: u32| number.saturating_add_signed(by.into());
        Some(match self {
            Self::Team(at) => Edit::Delivers(at, !agenda.teams.get(at)?.delivers),
            Self::Every => Edit::Every(next_every(agenda, by)),
            Self::Day => Edit::Day(agenda.rhythm.as_ref()?.day.wrapping_add(by)),
            Self::Time => {
                let minutes = (TIME_STEP * i64::from(by)).minutes();
                Edit::Time(time_words(agenda.rhythm.as_ref()?.time.wrapping_add(minutes)))
            }
            Self::Length => Edit::Length(Some(next(agenda.minutes()))),
            Self::Item(at) | Self::Minutes(at) => Edit::Minutes(at, next(item(at)?.minutes)),
            Self::Rounds(at) => Edit::Rounds(at, next(rounds(item(at)?))),
            Self::TurnMinutes(at) => Edit::TurnMinutes(at, next(turn_minutes(item(at)?))),
            Self::SayBack(at) => Edit::SayBack(at, !says_back(item(at)?)),
            Self::Title | Self::People(_) | Self::ItemTitle(_) | Self::Prompt(..) | Self::Kind(_) | Self::NewTeam => {
                return None;
            }
        })
    }
}

/// The wording that counts.
pub(super) fn wording<'a>(item: &'a ItemPlan, key: &str) -> &'a str {
    item.wording(key).unwrap_or_else(|| prompt::default(key))
}

/// Turns of every team.
pub(super) fn rounds(item: &ItemPlan) -> u32 {
    item.rounds.unwrap_or(Item::ROUNDS)
}

/// Minutes of one turn.
pub(super) fn turn_minutes(item: &ItemPlan) -> u32 {
    item.turn_minutes.unwrap_or(Item::TURN_S / 60)
}

/// Whether the problem is said back.
pub(super) fn says_back(item: &ItemPlan) -> bool {
    item.say_back.unwrap_or(true)
}

/// The weekday as people read it.
pub(super) fn day_words(rhythm: &Rhythm) -> String {
    // The first of January 2024 was a Monday.
    let day = jiff::civil::date(2024, 1, 1 + rhythm.day.to_monday_zero_offset());
    day.strftime("%A").to_string()
}

/// The time of day as people read it.
pub(super) fn time_words(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

fn next_every(agenda: &Agenda, by: i8) -> String {
    let now = agenda.rhythm.as_ref().map(|rhythm| rhythm.every.to_string()).unwrap_or_default();
    let at = EVERY.iter().position(|every| *every == now).unwrap_or(1);
    let next = at.saturating_add_signed(by.into()).min(EVERY.len() - 1);
    EVERY[next].to_owned()
}

fn number(text: &str) -> Result<u32, String> {
    let text = text.trim();
    let digits = text.strip_suffix("min").unwrap_or(text).trim();
    digits.parse().map_err(|_| format!("{text:?} is no whole number; write one like 5"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_rows_stay_as_they_lie_on_disks() {
        let rows = [
            (Row::Title, "Title"),
            (Row::Team(1), "Team(1)"),
            (Row::People(0), "People(0)"),
            (Row::Every, "Every"),
            (Row::Day, "Day"),
            (Row::Time, "Time"),
            (Row::Length, "Length"),
            (Row::ItemTitle(2), "ItemTitle(2)"),
            (Row::Minutes(2), "Minutes(2)"),
            (Row::Rounds(5), "Rounds(5)"),
            (Row::TurnMinutes(5), "TurnMinutes(5)"),
            (Row::Prompt(5, "bring"), "Prompt(5, \"bring\")"),
            (Row::NewTeam, "NewTeam"),
        ];
        for (row, name) in rows {
            assert_eq!(row.name(), name, "half-typed lines are found again by it; add a version when it changes");
        }
    }
}
