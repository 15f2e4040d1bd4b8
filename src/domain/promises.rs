//! All promises of a series and what became of them: a fold over the minutes in their order, for those who ask for
//! more than what is open. Does not know how they are shown.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    ids::{Ref, TeamId},
    meeting::{Meeting, OpenAction, Team, Verdict},
};

/// A promise and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// As promised, with the date it was moved to last.
    pub action: OpenAction,
    /// The verdict that closed it and its day; `None` while it is open.
    pub closed: Option<(Verdict, Date)>,
}

/// Every promise of a series and the teams that made them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Promises {
    /// Oldest first.
    pub all: Vec<Promise>,
    /// Ids and newest names of all teams there ever were, in the order in which they came.
    pub teams: Vec<(TeamId, String)>,
    places: BTreeMap<Ref, usize>,
}

impl Promises {
    /// Takes in the next meeting; they come in the order of their numbers.
    pub fn add(&mut self, meeting: &Meeting) {
        for team in &meeting.teams {
            self.name(team);
        }
        self.judge(meeting);
        for action in OpenAction::made_in(meeting) {
            self.places.insert(action.of.clone(), self.all.len());
            self.all.push(Promise { action, closed: None });
        }
    }

    /// The name of a team, or its id where no minutes list it.
    pub fn team_name<'a>(&'a self, id: &'a TeamId) -> &'a str {
        self.teams.iter().find(|(team, _)| team == id).map_or(id.as_str(), |(_, name)| name)
    }

    /// The team that is called so or has this id, upper and lower case alike.
    pub fn team(&self, called: &str) -> Option<&TeamId> {
        let called = called.trim().to_lowercase();
        let is_it = |text: &str| text.to_lowercase() == called;
        self.teams.iter().find(|(id, name)| is_it(id.as_str()) || is_it(name)).map(|(id, _)| id)
    }

    /// Everybody who ever owned a promise, in alphabetical order.
    pub fn owners(&self) -> Vec<&str> {
        let mut owners: Vec<&str> = self.all.iter().filter_map(|promise| promise.action.owner.as_deref()).collect();
        owners.sort_unstable();
        owners.dedup();
        owners
    }

    /// The last verdict of a meeting on a promise counts; one that is closed stays closed.
    fn judge(&mut self, meeting: &Meeting) {
        for (index, review) in meeting.reviews.iter().enumerate() {
            let is_last = meeting.reviews[index + 1..].iter().all(|later| later.of != review.of);
            let place = self.places.get(&review.of).filter(|_| is_last);
            let Some(promise) = place.and_then(|place| self.all.get_mut(*place)) else { continue };
            if promise.closed.is_none() && !promise.action.judge(review) {
                promise.closed = Some((review.verdict, meeting.started_at.date()));
            }
        }
    }

    fn name(&mut self, team: &Team) {
        match self.teams.iter_mut().find(|(id, _)| *id == team.id) {
            Some((_, name)) if *name == team.name => {}
            Some((_, name)) => name.clone_from(&team.name),
            None => self.teams.push((team.id.clone(), team.name.clone())),
        }
    }
}

/// What the list of promises is sorted by: the soonest first, without a date last, then by owner, nobody last.
pub fn soonest(action: &OpenAction) -> (bool, Option<Date>, bool, Option<String>) {
    (action.due.is_none(), action.due, action.owner.is_none(), action.owner.clone())
}
