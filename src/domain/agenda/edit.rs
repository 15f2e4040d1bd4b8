//! Every way an agenda can be edited, with undo. Does not know where it is kept, nor any meeting.

use jiff::civil::{Time, Weekday};

use super::{
    Agenda, AgendaFault, Every, ItemPlan, MINUTES_LIMIT, ROUNDS_LIMIT, Rhythm, TeamPlan,
    check::{check_items, check_teams},
};
use crate::domain::{TeamId, meeting::Kind, prompt};

/// How many edits can be taken back.
const LIMIT: usize = 200;
/// Minutes of a new item, as far as the reserve goes.
const NEW_ITEM: u32 = 5;
/// The rhythm of a series that gets its first one.
const FIRST_RHYTHM: Rhythm =
    Rhythm { every: Every::Weeks(2), day: Weekday::Tuesday, time: Time::constant(10, 0, 0, 0) };

/// One edit. Teams and items are named by their place; texts lose the spaces around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Another title of the series.
    Title(String),
    /// One more team of this name.
    AddTeam(String),
    /// One team less.
    RemoveTeam(usize),
    /// Another name; the id stays, because the minutes refer to it.
    RenameTeam(usize, String),
    /// Whether the team delivers what others sell.
    Delivers(usize, bool),
    /// Who usually comes, with commas between.
    People(usize, String),
    /// How often the series meets: `2 weeks`; empty for no rhythm.
    Every(String),
    /// On which weekday.
    Day(Weekday),
    /// At which time of day: `10:00`.
    Time(String),
    /// Minutes of the meeting, reserve included; `None` for what the items take.
    Length(Option<u32>),
    /// One more item before the one at this place, before the close at the latest.
    AddItem(usize, Kind),
    /// One item less.
    RemoveItem(usize),
    /// The item at the first place goes to the second one.
    MoveItem(usize, usize),
    /// Another title of an item; empty for the kind's own.
    ItemTitle(usize, String),
    /// Minutes of an item.
    Minutes(usize, u32),
    /// Rounds of an exchange.
    Rounds(usize, u32),
    /// Minutes of one turn of an exchange.
    TurnMinutes(usize, u32),
    /// Whether the problem is said back in an exchange.
    SayBack(usize, bool),
    /// The wording of a question of an item, by its name; empty for the default.
    Prompt(usize, &'static str, String),
}

/// An agenda that is edited, and the ways back.
#[derive(Clone, Debug)]
pub struct Editing {
    agenda: Agenda,
    past: Vec<Agenda>,
    future: Vec<Agenda>,
}

impl Editing {
    /// Begins with this agenda.
    pub fn new(agenda: Agenda) -> Self {
        Self { agenda, past: Vec::new(), future: Vec::new() }
    }

    /// As it is now.
    pub fn agenda(&self) -> &Agenda {
        &self.agenda
    }

    /// Makes an edit and remembers the way back; `false` when it changes nothing.
    ///
    /// # Errors
    /// The [`AgendaFault`] of [`Agenda::edit`].
    pub fn edit(&mut self, edit: Edit) -> Result<bool, AgendaFault> {
        let before = self.agenda.clone();
        self.agenda.edit(edit)?;
        if self.agenda == before {
            return Ok(false);
        }
        self.past.push(before);
        if self.past.len() > LIMIT {
            self.past.remove(0);
        }
        self.future.clear();
        Ok(true)
    }

    /// Whether there is something to take back.
    pub fn has_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Takes the last edit back. `false` when there is none.
    pub fn undo(&mut self) -> bool {
        let Some(before) = self.past.pop() else { return false };
        self.future.push(std::mem::replace(&mut self.agenda, before));
        true
    }

    /// Makes the edit again that was taken back last. `false` when there is none.
    pub fn redo(&mut self) -> bool {
        let Some(after) = self.future.pop() else { return false };
        self.past.push(std::mem::replace(&mut self.agenda, after));
        true
    }
}

impl Agenda {
    /// Makes one edit.
    ///
    /// # Errors
    /// The [`AgendaFault`] of an edit that would leave no agenda of a meeting; `self` is then unchanged.
    pub fn edit(&mut self, edit: Edit) -> Result<(), AgendaFault> {
        let mut edited = self.clone();
        edited.make(edit)?;
        check_teams(&edited.teams)?;
        check_items(&edited.items)?;
        edited
            .check_length()
            .map_err(|_| AgendaFault::Full { items: edited.item_minutes(), planned: edited.minutes() })?;
        *self = edited;
        Ok(())
    }

    fn make(&mut self, edit: Edit) -> Result<(), AgendaFault> {
        match edit {
            Edit::Title(title) => self.title = filled(&title).ok_or(AgendaFault::NoTitle)?,
            Edit::AddTeam(name) => self.add_team(&name)?,
            Edit::RemoveTeam(at) => {
                self.team_at(at)?;
                self.teams.remove(at);
            }
            Edit::RenameTeam(at, name) => self.team_at(at)?.name = filled(&name).ok_or(AgendaFault::NamelessTeam)?,
            Edit::Delivers(at, delivers) => self.team_at(at)?.delivers = delivers,
            Edit::People(at, names) => self.team_at(at)?.members = people(&names),
            Edit::Every(text) => self.set_every(&text)?,
            Edit::Day(day) => self.rhythm.as_mut().ok_or(AgendaFault::NotRegular)?.day = day,
            Edit::Time(text) => self.set_time(&text)?,
            Edit::Length(minutes) => {
                self.planned_minutes = minutes.map(|minutes| within(minutes, 1, MINUTES_LIMIT)).transpose()?;
            }
            Edit::AddItem(at, kind) => self.add_item(at, kind)?,
            Edit::RemoveItem(at) => self.remove_item(at)?,
            Edit::MoveItem(from, to) => self.move_item(from, to)?,
            Edit::ItemTitle(at, title) => {
                let item = self.item_at(at)?;
                item.title = filled(&title).filter(|title| title != item.kind.words());
            }
            Edit::Minutes(at, minutes) => self.item_at(at)?.minutes = within(minutes, 0, MINUTES_LIMIT)?,
            Edit::Rounds(at, rounds) => self.exchange_at(at)?.rounds = Some(within(rounds, 1, ROUNDS_LIMIT)?),
            Edit::TurnMinutes(at, minutes) => {
                self.exchange_at(at)?.turn_minutes = Some(within(minutes, 1, MINUTES_LIMIT)?);
            }
            Edit::SayBack(at, says) => self.exchange_at(at)?.say_back = Some(says),
            Edit::Prompt(at, key, words) => self.item_at(at)?.reword(key, words.trim()),
        }
        Ok(())
    }

    fn add_team(&mut self, name: &str) -> Result<(), AgendaFault> {
        let name = filled(name).ok_or(AgendaFault::NamelessTeam)?;
        let taken: Vec<TeamId> = self.teams.iter().map(|team| team.id.clone()).collect();
        let id = TeamId::fresh(&name, &taken);
        self.teams.push(TeamPlan { id, name, delivers: false, members: Vec::new() });
        Ok(())
    }

    fn set_every(&mut self, text: &str) -> Result<(), AgendaFault> {
        let Some(text) = filled(text) else {
            self.rhythm = None;
            return Ok(());
        };
        let every = Every::parse(&text.to_lowercase()).ok_or(AgendaFault::NoRhythm(text))?;
        self.rhythm.get_or_insert(FIRST_RHYTHM).every = every;
        Ok(())
    }

    fn set_time(&mut self, text: &str) -> Result<(), AgendaFault> {
        let time = Time::strptime("%H:%M", text.trim()).map_err(|_| AgendaFault::NoTime(text.trim().to_owned()))?;
        self.rhythm.as_mut().ok_or(AgendaFault::NotRegular)?.time = time;
        Ok(())
    }

    fn add_item(&mut self, at: usize, kind: Kind) -> Result<(), AgendaFault> {
        if kind != Kind::Discussion && self.items.iter().any(|item| item.kind == kind) {
            return Err(AgendaFault::Once(kind.words()));
        }
        let reserve = self.planned_minutes.map_or(NEW_ITEM, |planned| planned.saturating_sub(self.item_minutes()));
        let at = at.min(self.items.len().saturating_sub(1));
        self.items.insert(at, ItemPlan::new(kind, reserve.min(NEW_ITEM)));
        Ok(())
    }

    fn remove_item(&mut self, at: usize) -> Result<(), AgendaFault> {
        if self.item_at(at)?.kind == Kind::Close {
            return Err(AgendaFault::CloseStays);
        }
        self.items.remove(at);
        Ok(())
    }

    fn move_item(&mut self, from: usize, to: usize) -> Result<(), AgendaFault> {
        self.item_at(from)?;
        self.item_at(to)?;
        let item = self.items.remove(from);
        self.items.insert(to, item);
        let is_last = self.items.last().is_some_and(|last| last.kind == Kind::Close);
        if is_last { Ok(()) } else { Err(AgendaFault::CloseStays) }
    }

    fn team_at(&mut self, at: usize) -> Result<&mut TeamPlan, AgendaFault> {
        self.teams.get_mut(at).ok_or(AgendaFault::Gone)
    }

    fn item_at(&mut self, at: usize) -> Result<&mut ItemPlan, AgendaFault> {
        self.items.get_mut(at).ok_or(AgendaFault::Gone)
    }

    fn exchange_at(&mut self, at: usize) -> Result<&mut ItemPlan, AgendaFault> {
        self.item_at(at).ok().filter(|item| item.kind == Kind::Exchange).ok_or(AgendaFault::Gone)
    }
}

impl ItemPlan {
    /// The agenda's own wording of a question of this item; `None` where the default counts.
    pub fn wording(&self, key: &str) -> Option<&str> {
        let own =
            self.prompts.get(key).or(self.prompt.as_ref().filter(|_| prompt::main_keys(self.kind).contains(&key)));
        own.map(String::as_str)
    }

    fn reword(&mut self, key: &str, words: &str) {
        let main = prompt::main_keys(self.kind);
        if main.contains(&key)
            && let Some(single) = self.prompt.take()
        {
            // The single wording stays the one of the item's other questions.
            for other in main.iter().filter(|other| **other != key) {
                self.prompts.entry((*other).to_owned()).or_insert_with(|| single.clone());
            }
        }
        if words.is_empty() || words == prompt::default(key) {
            self.prompts.remove(key);
        } else {
            self.prompts.insert(key.to_owned(), words.to_owned());
        }
    }
}

/// Names with commas, semicolons or line breaks between, each once.
pub fn people(text: &str) -> Vec<String> {
    let mut people: Vec<String> = Vec::new();
    for name in text.split([',', ';', '\n']).filter_map(filled) {
        if !people.contains(&name) {
            people.push(name);
        }
    }
    people
}

/// The words of a line with one space between; `None` when there are none.
fn filled(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(text).filter(|text| !text.is_empty())
}

fn within(number: u32, from: u32, to: u32) -> Result<u32, AgendaFault> {
    if (from..=to).contains(&number) { Ok(number) } else { Err(AgendaFault::Range { number, from, to }) }
}

#[cfg(test)]
mod tests;
