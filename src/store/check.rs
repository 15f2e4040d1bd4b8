//! Whether minutes hold together: what their types cannot say. Knows no file.

use std::collections::HashSet;

use crate::domain::{
    Id, TeamId,
    meeting::{Meeting, Turn},
};

use super::name;

/// Longest planned time of an item or a turn in seconds: a day, as in an agenda.
const PLANNED_LIMIT_S: u32 = 24 * 60 * 60;

/// Most rounds of an exchange, as in an agenda.
const ROUNDS_LIMIT: u32 = 10;

/// Largest sum of times in seconds (68 years), so that no sum of the core can overflow.
const SUM_LIMIT_S: u64 = u32::MAX as u64 / 2;

/// Most meetings through which an action can have been carried.
const CARRIED_LIMIT: u32 = 1_000_000;

/// Longest record id in bytes; ids count on from the largest.
const ID_LIMIT: usize = 9;

/// Checks what the core relies on.
///
/// # Errors
/// What is wrong, in a few plain words.
pub(super) fn sound(meeting: &Meeting) -> Result<(), String> {
    if !name::is_id(&meeting.id) {
        return Err(format!("the id {:?} is no name for a file", meeting.id));
    }
    check_teams(meeting)?;
    check_items(meeting)?;
    check_times(meeting)?;
    check_turns(meeting)?;
    if let Some(rating) = meeting.ratings.iter().find(|rating| !(1..=10).contains(&rating.score)) {
        return Err(format!("the rating {} of {:?} is no number from 1 to 10", rating.score, rating.team.as_str()));
    }
    Ok(())
}

/// What makes minutes doubtful although they can be shown: ids that name two records, teams that nobody knows.
pub(super) fn doubts(meeting: &Meeting) -> Vec<String> {
    let mut doubts = Vec::new();
    let mut seen = HashSet::new();
    for id in ids(meeting) {
        if !seen.insert(id) {
            doubts.push(format!("the id {:?} stands twice", id.as_str()));
        } else if id.as_str().len() > ID_LIMIT {
            doubts.push(format!("the id {:?} is too long", id.as_str()));
        }
    }
    for (record, team) in teams(meeting).filter(|(_, team)| meeting.team(team).is_none()) {
        doubts.push(format!("{record} names the team {:?}, which is not in this meeting", team.as_str()));
    }
    let own = |turn: &&Turn| turn.answers.iter().any(|answer| answer.team == turn.team);
    doubts.extend(
        meeting.turns.iter().filter(own).map(|turn| format!("the team that asked in {:?} answered", turn.id.as_str())),
    );
    doubts
}

fn check_teams(meeting: &Meeting) -> Result<(), String> {
    let teams = &meeting.teams;
    if !(2..=4).contains(&teams.len()) {
        return Err(format!("it has {} team(s) where a joint meeting has two to four", teams.len()));
    }
    let mut seen = HashSet::new();
    if let Some(twice) = teams.iter().find(|team| !seen.insert(&team.id)) {
        return Err(format!("two teams have the id {:?}", twice.id.as_str()));
    }
    if meeting.team(&meeting.first_team).is_none() {
        return Err(format!("the first team {:?} is not in this meeting", meeting.first_team.as_str()));
    }
    Ok(())
}

fn check_items(meeting: &Meeting) -> Result<(), String> {
    let items = meeting.items.len();
    if items == 0 {
        return Err("it has no items".to_owned());
    }
    match meeting.position {
        None if meeting.is_running() => Err("it is running and has no position".to_owned()),
        Some(position) if position >= items => Err(format!("the position {position} is behind the {items} item(s)")),
        None | Some(_) => Ok(()),
    }
}

fn check_times(meeting: &Meeting) -> Result<(), String> {
    for item in &meeting.items {
        let planned_s = item.planned_s.max(item.turn_s.unwrap_or(0));
        if planned_s > PLANNED_LIMIT_S {
            return Err(format!("{:?} is planned with {planned_s} seconds, more than a day", item.title));
        }
        if let Some(rounds) = item.rounds.filter(|rounds| *rounds > ROUNDS_LIMIT) {
            return Err(format!("{:?} is planned with {rounds} rounds; 10 is the most", item.title));
        }
    }
    let items = meeting.items.iter().flat_map(|item| [item.planned_s, item.spent_s]);
    let turns = meeting.turns.iter().flat_map(|turn| turn.spent_s.values().copied());
    let sum_s: u64 = items.chain(turns).map(u64::from).sum();
    if sum_s > SUM_LIMIT_S {
        return Err("the times in it add up to more than 68 years".to_owned());
    }
    match meeting.open_actions.iter().find(|action| action.carried > CARRIED_LIMIT) {
        Some(action) => Err(format!("an open action was carried {} times", action.carried)),
        None => Ok(()),
    }
}

/// Turns stand in the order in which the core makes them: round by round, from the team that starts.
fn check_turns(meeting: &Meeting) -> Result<(), String> {
    let order: Vec<&TeamId> = meeting.turn_order().collect();
    for (index, turn) in meeting.turns.iter().enumerate() {
        let (team, round) = (order[index % order.len()], (index / order.len()) as u32 + 1);
        if meeting.team(&turn.team).is_none() {
            return Err(format!("turn {} is of {:?}, which is not in this meeting", index + 1, turn.team.as_str()));
        }
        if turn.team != *team || turn.round != round {
            let (found, wanted) = (turn.team.as_str(), team.as_str());
            let found = format!("turn {} is of {found:?} in round {}", index + 1, turn.round);
            return Err(format!("{found} where the order has {wanted:?} in round {round}"));
        }
    }
    Ok(())
}

/// The ids of all records, in no order that matters.
pub(super) fn ids(meeting: &Meeting) -> impl Iterator<Item = &Id> {
    let turns = meeting.turns.iter().flat_map(|turn| {
        let problem = turn.problem.iter().map(|problem| &problem.id);
        std::iter::once(&turn.id).chain(problem).chain(turn.answers.iter().map(|answer| &answer.id))
    });
    let before = meeting.wins.iter().map(|win| &win.id);
    let before = before.chain(meeting.expectations.iter().map(|expectation| &expectation.id));
    let before = before.chain(meeting.deals.iter().map(|deal| &deal.id));
    let after = meeting.actions.iter().map(|action| &action.id);
    let after = after.chain(meeting.decisions.iter().map(|decision| &decision.id));
    let after = after.chain(meeting.goals.iter().map(|goal| &goal.id));
    let after = after.chain(meeting.notes.iter().map(|note| &note.id));
    let last = meeting.parked.iter().map(|parked| &parked.id);
    let last = last.chain(meeting.corrections.iter().map(|correction| &correction.id));
    before.chain(turns).chain(after).chain(last)
}

/// Every team that a record of this meeting names, with the kind of record.
fn teams(meeting: &Meeting) -> impl Iterator<Item = (&'static str, &TeamId)> {
    let answers = meeting.turns.iter().flat_map(|turn| &turn.answers).map(|answer| ("an answer", &answer.team));
    let actions = meeting.actions.iter().flat_map(|a| [("an action", &a.team), ("an action", &a.for_team)]);
    let wins = meeting.wins.iter().map(|win| ("a win", &win.team));
    let expectations = meeting.expectations.iter().map(|e| ("an expectation", &e.team));
    let deals = meeting.deals.iter().map(|deal| ("a deal", &deal.team));
    let ratings = meeting.ratings.iter().map(|rating| ("a rating", &rating.team));
    wins.chain(expectations).chain(deals).chain(answers).chain(actions).chain(ratings)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::store::sample;

    fn changed(pointer: &str, value: Value) -> Meeting {
        let mut minutes = sample::running();
        *minutes.pointer_mut(pointer).unwrap() = value;
        serde_json::from_value(minutes).unwrap()
    }

    #[track_caller]
    fn check(pointer: &str, value: Value, expected: &str) {
        assert_eq!(sound(&changed(pointer, value)).unwrap_err(), expected);
    }

    #[test]
    fn the_example_is_sound_and_beyond_doubt() {
        let meeting = serde_json::from_value(sample::running()).unwrap();
        assert_eq!(sound(&meeting), Ok(()));
        assert_eq!(doubts(&meeting), Vec::<String>::new());
    }

    #[test]
    fn teams_are_two_to_four_and_distinct() {
        check("/teams", json!([]), "it has 0 team(s) where a joint meeting has two to four");
        check("/teams/0/id", json!("operations"), "two teams have the id \"operations\"");
        check("/first_team", json!("x\u{1b}"), "the first team \"x\\u{1b}\" is not in this meeting");
    }

    #[test]
    fn a_running_meeting_stands_at_one_of_its_items() {
        check("/items", json!([]), "it has no items");
        check("/position", json!(8), "the position 8 is behind the 8 item(s)");
        check("/position", Value::Null, "it is running and has no position");
    }

    #[test]
    fn turns_stand_in_their_order() {
        let order = "turn 1 is of \"sales\" in round 1 where the order has \"operations\" in round 1";
        check("/turns/0/team", json!("sales"), order);
        check("/turns/0/team", json!("it"), "turn 1 is of \"it\", which is not in this meeting");
        let round = "turn 3 is of \"operations\" in round 1 where the order has \"operations\" in round 2";
        check("/turns/2/round", json!(1), round);
    }

    #[test]
    fn numbers_that_would_overflow_the_core_are_refused() {
        check(
            "/items/5/planned_s",
            json!(u32::MAX),
            "\"Turnabout\" is planned with 4294967295 seconds, more than a day",
        );
        check("/items/5/spent_s", json!(u32::MAX), "the times in it add up to more than 68 years");
        check("/turns/0/spent_s/sales", json!(u32::MAX), "the times in it add up to more than 68 years");
        let mut minutes = sample::running();
        minutes["items"][5]["rounds"] = json!(11);
        let meeting = serde_json::from_value(minutes).unwrap();
        assert_eq!(sound(&meeting).unwrap_err(), "\"Turnabout\" is planned with 11 rounds; 10 is the most");
        check("/open_actions/0/carried", json!(u32::MAX), "an open action was carried 4294967295 times");
        check("/ratings/0/score", json!(0), "the rating 0 of \"sales\" is no number from 1 to 10");
    }

    #[test]
    fn an_id_that_is_no_file_name_is_refused() {
        check("/id", json!("../../x"), "the id \"../../x\" is no name for a file");
        check("/id", json!("agenda"), "the id \"agenda\" is no name for a file");
    }

    #[test]
    fn doubtful_minutes_say_what_is_doubtful() {
        assert_eq!(doubts(&changed("/actions/1/id", json!("a1"))), ["the id \"a1\" stands twice"]);
        assert_eq!(doubts(&changed("/actions/1/id", json!("a4294967295"))), ["the id \"a4294967295\" is too long"]);
        let unknown = doubts(&changed("/actions/0/for_team", json!("it")));
        assert_eq!(unknown, ["an action names the team \"it\", which is not in this meeting"]);
        let own = doubts(&changed("/turns/0/answers/0/team", json!("operations")));
        assert_eq!(own, ["the team that asked in \"t1\" answered"]);
    }
}
