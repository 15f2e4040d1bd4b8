//! Goals for the business and for each other: the changes that record them. Does not know how they are shown.

use jiff::civil::Date;

use super::{
    change::words,
    ids::{Id, Ref, TeamId},
    meeting::{Goal, GoalScope, GoalStatus, GoalUpdate, Meeting, Reward, Team},
    quantity::{Number, Quantity},
    refusal::Refusal,
};

/// Whose goal it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Whose {
    /// Everybody's.
    #[default]
    Business,
    /// One team sets it for another.
    Team {
        /// Who sets it.
        by: TeamId,
        /// Whose goal it is.
        of: TeamId,
    },
}

/// A goal that is to be recorded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewGoal {
    /// For the business, or by one team for another.
    pub whose: Whose,
    /// In words.
    pub text: String,
    /// How much is to be reached.
    pub target: Option<Quantity>,
    /// By when.
    pub due: Option<Date>,
    /// Who looks after it.
    pub owners: Vec<String>,
    /// What the teams get, in words.
    pub reward: Option<String>,
}

impl Meeting {
    /// The teams that a reward reaches: those its words name, all where they name none (DESIGN, "goal, reward").
    pub fn reached_by(&self, reward: &str) -> Vec<TeamId> {
        let words = |text: &str| format!(" {} ", text.to_lowercase().replace(|c: char| !c.is_alphanumeric(), " "));
        let reward = words(reward);
        let is_named = |team: &&Team| reward.contains(&words(&team.name));
        let named: Vec<TeamId> = self.teams.iter().filter(is_named).map(|team| team.id.clone()).collect();
        if named.is_empty() { self.teams.iter().map(|team| team.id.clone()).collect() } else { named }
    }

    /// Teams that a reward leaves out, which makes it no joint one.
    pub fn left_out_by<'a>(&'a self, reward: &'a Reward) -> impl Iterator<Item = &'a TeamId> {
        self.teams.iter().map(|team| &team.id).filter(|team| !reward.teams.contains(team))
    }

    /// What today's minutes say of a goal of an earlier meeting.
    pub fn progress_of(&self, goal: &Ref) -> Option<&GoalUpdate> {
        self.goal_updates.iter().find(|update| update.of == *goal)
    }

    pub(super) fn set_goal(&mut self, new: NewGoal) -> Result<(), Refusal> {
        let text = words(new.text)?;
        let reward = new.reward.filter(|reward| !reward.trim().is_empty()).map(words).transpose()?;
        let reward = reward.map(|text| Reward { teams: self.reached_by(&text), text });
        let id = Id::after("g", self.goals.iter().map(|goal| &goal.id));
        let (scope, team, for_team) = match new.whose {
            Whose::Business => (GoalScope::Business, None, None),
            Whose::Team { by, of } => (GoalScope::Team, Some(by), Some(of)),
        };
        let NewGoal { target, due, owners, .. } = new;
        self.goals.push(Goal { id, scope, text, team, for_team, target, due, owners, reward });
        Ok(())
    }

    /// Records where a goal of an earlier meeting stands, in place of what was recorded today.
    pub(super) fn report_goal(&mut self, of: Ref, progress: Option<Number>, status: GoalStatus) {
        self.goal_updates.retain(|update| update.of != of);
        self.goal_updates.push(GoalUpdate { of, progress, status });
    }
}
