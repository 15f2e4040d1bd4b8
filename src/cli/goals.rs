//! `turnabout goals`: the goals of a series as a table or as JSON. Gets the folded series, reads no file.

use jiff::civil::Date;
use serde::Serialize;

use super::list::{aligned, pretty};
use crate::{
    domain::{
        Ref, TeamId,
        goal::listed,
        meeting::{GoalScope, GoalStatus, Reward},
        past::PastGoal,
        quantity::{Number, Quantity},
        series::Series,
    },
    export::{Plain, day},
};

/// Version of the JSON form: goes up when a field changes its meaning or goes away.
const VERSION: u32 = 1;

/// The goals as a table, oldest first.
pub fn rows(series: &Series) -> String {
    if series.past.goals.is_empty() {
        return "No goal yet: a meeting sets them at its item for goals.\n".to_owned();
    }
    let headers = ["Status", "Reached", "Due", "Owners", "Goal", "Reward"].map(str::to_owned);
    let rows: Vec<[String; 6]> = [headers].into_iter().chain(series.past.goals.iter().map(cells)).collect();
    aligned(&rows, &[])
}

fn cells(goal: &PastGoal) -> [String; 6] {
    let line = |text: &str| Plain::of(text).line();
    let dash = || "-".to_owned();
    let reached = goal.goal.progress_words(goal.progress);
    let owners = listed(&goal.goal.owners);
    [
        goal.status.words().to_owned(),
        if reached.is_empty() { dash() } else { line(&reached) },
        goal.goal.due.map_or_else(dash, day),
        if owners.is_empty() { dash() } else { line(&owners) },
        line(&goal.goal.text),
        goal.goal.reward.as_ref().map_or_else(dash, |reward| line(&reward.text)),
    ]
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct List<'s> {
    format: &'static str,
    version: u32,
    goals: Vec<Row<'s>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Row<'s> {
    id: &'s Ref,
    text: &'s str,
    scope: GoalScope,
    team: Option<&'s TeamId>,
    for_team: Option<&'s TeamId>,
    status: GoalStatus,
    target: Option<&'s Quantity>,
    progress: Option<Number>,
    due: Option<Date>,
    owners: &'s [String],
    reward: Option<&'s Reward>,
    set_on: Date,
    reported_on: Date,
}

/// The goals as JSON, oldest first: stable and versioned. `reported_on` is the day of the meeting that spoke of the
/// goal last.
pub fn json(series: &Series) -> String {
    let goals = series.past.goals.iter().map(|past| Row {
        id: &past.of,
        text: &past.goal.text,
        scope: past.goal.scope,
        team: past.goal.team.as_ref(),
        for_team: past.goal.for_team.as_ref(),
        status: past.status,
        target: past.goal.target.as_ref(),
        progress: past.progress,
        due: past.goal.due,
        owners: &past.goal.owners,
        reward: past.goal.reward.as_ref(),
        set_on: past.set_on,
        reported_on: past.last.1,
    });
    pretty(&List { format: "turnabout-goals", version: VERSION, goals: goals.collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Meeting, meeting::GoalUpdate};

    /// The goal of the example, and what a later meeting says of it.
    fn series(text: &str, status: GoalStatus) -> Series {
        let mut first: Meeting = serde_json::from_str(include_str!("../../tests/data/minutes-1.json")).unwrap();
        first.goals[0].text = text.to_owned();
        let of = Ref::new(&first.id, &first.goals[0].id);
        let update = GoalUpdate { of, progress: Number::new(22.0), status };
        let second = Meeting {
            number: 15,
            id: "2026-12-08-1000".to_owned(),
            goals: Vec::new(),
            goal_updates: vec![update],
            ..first.clone()
        };
        Series::fold([&first, &second])
    }

    #[test]
    fn a_goal_takes_a_line() {
        let expected = "\
Status  Reached            Due              Owners                    Goal                  Reward
open    22 of 30 installs  Thu 31 Dec 2026  Ana Duarte and Raj Patel  No second\\u{1b} trip  Team dinner on the company
";
        assert_eq!(rows(&series("No second\u{1b}\ntrip", GoalStatus::Open)), expected);
    }

    #[test]
    fn a_series_without_goals_says_where_they_come_from() {
        assert!(rows(&Series::default()).contains("No goal yet"));
        assert!(json(&Series::default()).contains("\"goals\": []"));
    }

    #[test]
    fn the_json_form_is_stable() {
        insta::assert_snapshot!(json(&series("30 installs", GoalStatus::Met)));
    }
}
