//! Goals for the business and for each other: the changes that record them, and what is said of them everywhere. Does
//! not know how they are shown.

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

impl Goal {
    /// How far it is, in words: `22 of 30 installs`, without a target `22`; empty when there is nothing to say.
    pub fn progress_words(&self, progress: Option<Number>) -> String {
        match (&self.target, progress) {
            (Some(target), Some(progress)) if is_zero(target) => format!("{progress}, the target is {target}"),
            (Some(target), None) if is_zero(target) => format!("the target is {target}"),
            (Some(target), Some(progress)) => format!("{progress} of {target}"),
            (Some(target), None) => format!("nothing yet of {target}"),
            (None, Some(progress)) => progress.to_string(),
            (None, None) => String::new(),
        }
    }

    /// Thousandths of the target that are reached, at most 1000; `None` where there is no target to count up to.
    #[expect(clippy::cast_sign_loss, reason = "no number from 0 to 1000 has a sign")]
    pub fn reached_permille(&self, progress: Option<Number>) -> Option<u32> {
        let target = self.target.as_ref().filter(|target| !is_zero(target))?;
        let part = progress.map_or(0.0, Number::value) / target.value.value();
        Some((part * 1000.0).clamp(0.0, 1000.0) as u32)
    }

    /// Whether `progress` is at or above the target. Nothing is counted up to a target of zero: somebody says it is met.
    pub fn is_reached_by(&self, progress: Number) -> bool {
        self.target.as_ref().is_some_and(|target| !is_zero(target) && progress >= target.value)
    }

    /// Whose goal it is, in words: `for the business`, `Sales for Operations`.
    pub fn whose_words(&self, name: impl Fn(&TeamId) -> String) -> String {
        match (&self.team, &self.for_team) {
            (Some(by), Some(of)) => format!("{} for {}", name(by), name(of)),
            (None, Some(of)) => format!("for {}", name(of)),
            (Some(_) | None, None) => self.scope.words().to_owned(),
        }
    }
}

fn is_zero(target: &Quantity) -> bool {
    target.value.value() == 0.0
}

impl Reward {
    /// What it is and whom it reaches among `teams` teams: `Both teams get: Team dinner`.
    pub fn words(&self, teams: usize, name: impl Fn(&TeamId) -> String) -> String {
        let who = match self.teams.as_slice() {
            [] => return format!("Reward: {}", self.text),
            reached if reached.len() >= teams && teams == 2 => "Both teams get".to_owned(),
            reached if reached.len() >= teams => "All teams get".to_owned(),
            [one] => format!("{} gets", name(one)),
            some => format!("{} get", listed(&some.iter().map(name).collect::<Vec<_>>())),
        };
        format!("{who}: {}", self.text)
    }
}

/// Names in a row: `Ana`, `Ana and Raj`, `Ana, Raj and Mia`.
pub fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

impl Meeting {
    /// The teams whose names stand in `text`, in the order of the list.
    pub fn named_in(&self, text: &str) -> Vec<TeamId> {
        let words = |text: &str| format!(" {} ", text.to_lowercase().replace(|c: char| !c.is_alphanumeric(), " "));
        let text = words(text);
        let is_named = |team: &&Team| text.contains(&words(&team.name));
        self.teams.iter().filter(is_named).map(|team| team.id.clone()).collect()
    }

    /// The teams that a reward reaches: those its words name, all where they name none (DESIGN, "goal, reward").
    pub fn reached_by(&self, reward: &str) -> Vec<TeamId> {
        let named = self.named_in(reward);
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
        if let Whose::Team { by, of } = &new.whose {
            self.team(by).and(self.team(of)).ok_or(Refusal::UnknownTeam)?;
        }
        let text = words(new.text)?;
        let reward = new.reward.filter(|reward| !reward.trim().is_empty()).map(words).transpose()?;
        let reward = reward.map(|text| Reward { teams: self.reached_by(&text), text });
        let id = Id::fresh("g", self.goals.iter().map(|goal| &goal.id), &self.drafts);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn goal(text: &str) -> Goal {
        Goal {
            id: "g1".into(),
            scope: GoalScope::Business,
            text: text.to_owned(),
            team: None,
            for_team: None,
            target: Quantity::find(text),
            due: None,
            owners: Vec::new(),
            reward: None,
        }
    }

    #[track_caller]
    fn check(text: &str, progress: Option<f64>, words: &str, permille: Option<u32>, is_reached: bool) {
        let (goal, progress) = (goal(text), progress.and_then(Number::new));
        let reached = progress.is_some_and(|progress| goal.is_reached_by(progress));
        let got = (goal.progress_words(progress), goal.reached_permille(progress), reached);
        assert_eq!(got, (words.to_owned(), permille, is_reached), "{text}");
    }

    #[test]
    fn progress_is_told_in_words_and_thousandths() {
        check("30 installs", Some(22.0), "22 of 30 installs", Some(733), false);
        check("30 installs", Some(30.0), "30 of 30 installs", Some(1000), true);
        check("30 installs", Some(31.5), "31.5 of 30 installs", Some(1000), true);
        check("30 installs", None, "nothing yet of 30 installs", Some(0), false);
        check("No second trip", Some(3.0), "3", None, false);
        check("No second trip", None, "", None, false);
        check("0 complaints", Some(5.0), "5, the target is 0 complaints", None, false);
        check("0 complaints", None, "the target is 0 complaints", None, false);
    }

    #[test]
    fn a_reward_says_whom_it_reaches() {
        let name = |id: &TeamId| id.as_str().to_uppercase();
        let words = |teams: &[&str], of: usize| {
            let teams = teams.iter().map(|id| TeamId::from(*id)).collect();
            Reward { text: "Cake".to_owned(), teams }.words(of, name)
        };
        assert_eq!(words(&["a", "b"], 2), "Both teams get: Cake");
        assert_eq!(words(&["a", "b", "c"], 3), "All teams get: Cake");
        assert_eq!(words(&["a"], 2), "A gets: Cake");
        assert_eq!(words(&["a", "c"], 3), "A and C get: Cake");
        assert_eq!(words(&[], 2), "Reward: Cake");
    }
}
