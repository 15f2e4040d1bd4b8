//! How a meeting begins by an agenda. Does not know what the agenda may be.

use std::collections::BTreeMap;

use super::{Agenda, ItemPlan, TeamPlan};
use crate::domain::{
    ids::TeamId,
    meeting::{Attendance, Clock, Format, Item, Kind, Meeting, OpenAction, Person, State, Team, VERSION},
    stamp::Stamp,
};

/// What a new meeting needs beyond its agenda.
#[derive(Clone, Debug)]
pub struct Start {
    /// The file stem.
    pub id: String,
    /// The folder of the series.
    pub series: String,
    /// Counted from 1.
    pub number: u32,
    /// The team with the first turn.
    pub first_team: TeamId,
    /// Who facilitates, where the last meeting said so.
    pub facilitator: Option<String>,
    /// Who came last time, used for teams whose roster is empty.
    pub last_people: Vec<(TeamId, String)>,
    /// Actions of earlier meetings that are still open.
    pub open_actions: Vec<OpenAction>,
}

impl Meeting {
    /// A meeting that begins at `at`, everybody on the roster present.
    pub fn begin(agenda: &Agenda, start: Start, at: Stamp) -> Self {
        let items: Vec<Item> = agenda.items.iter().map(ItemPlan::begin).collect();
        let sum: u32 = items.iter().map(|item| item.planned_s).sum();
        Self {
            format: Format::Minutes,
            version: VERSION,
            id: start.id,
            series: start.series,
            number: start.number,
            title: agenda.title.clone(),
            state: State::Running,
            started_at: at.clone(),
            ended_at: None,
            facilitator: start.facilitator,
            first_team: start.first_team,
            teams: agenda.teams.iter().map(|team| team.begin(&start.last_people)).collect(),
            planned_s: agenda.planned_minutes.map(|minutes| minutes * 60).filter(|planned| *planned != sum),
            items,
            position: Some(0),
            clock: Some(Clock { at, paused: false, move_s: 0, extended: 0 }),
            drafts: BTreeMap::new(),
            caret: None,
            wins: Vec::new(),
            reviews: Vec::new(),
            expectations: Vec::new(),
            deals: Vec::new(),
            deal_updates: Vec::new(),
            turns: Vec::new(),
            actions: Vec::new(),
            decisions: Vec::new(),
            goals: Vec::new(),
            goal_updates: Vec::new(),
            notes: Vec::new(),
            parked: Vec::new(),
            parked_updates: Vec::new(),
            ratings: Vec::new(),
            owed_turns: Vec::new(),
            next: None,
            open_actions: start.open_actions,
            corrections: Vec::new(),
        }
    }
}

impl TeamPlan {
    fn begin(&self, last_people: &[(TeamId, String)]) -> Team {
        let present = |name: &String| Person { name: name.clone(), attendance: Attendance::Present };
        let people = if self.members.is_empty() {
            last_people.iter().filter(|(team, _)| *team == self.id).map(|(_, name)| present(name)).collect()
        } else {
            self.members.iter().map(present).collect()
        };
        Team { id: self.id.clone(), name: self.name.clone(), delivers: self.delivers, people }
    }
}

impl ItemPlan {
    fn begin(&self) -> Item {
        let mut prompts = self.prompts.clone();
        if let Some(prompt) = &self.prompt {
            prompts.insert("prompt".to_owned(), prompt.clone());
        }
        let is_exchange = self.kind == Kind::Exchange;
        Item {
            kind: self.kind,
            title: self.title().to_owned(),
            planned_s: self.minutes * 60,
            spent_s: 0,
            rounds: self.rounds.filter(|rounds| is_exchange && *rounds != Item::ROUNDS),
            turn_s: self.turn_minutes.map(|m| m * 60).filter(|turn_s| is_exchange && *turn_s != Item::TURN_S),
            say_back: self.say_back.filter(|say_back| is_exchange && !say_back),
            prompts,
        }
    }
}
