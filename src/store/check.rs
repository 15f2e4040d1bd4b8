//! Whether minutes hold together: what their types cannot say. Knows no file.

pub(super) mod links;

use std::collections::HashSet;

use crate::domain::{
    Id, Ref, TeamId,
    meeting::{Meeting, Turn},
};

use super::name;

/// Longest planned time of an item or a turn in seconds: a day, as in an agenda.
const PLANNED_LIMIT_S: u32 = 24 * 60 * 60;

/// Most rounds of an exchange, as in an agenda.
const ROUNDS_LIMIT: u32 = 10;

/// Largest sum of times in seconds (68 years), so that no sum of the core can overflow.
const SUM_LIMIT_S: u64 = u32::MAX as u64 / 2;

/// The same for a meeting that goes on.
const GOING_ON_LIMIT_S: u64 = SUM_LIMIT_S / 2;

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
    if let Some(rating) = meeting.ratings.iter().find(|rating| !(1..=10).contains(&rating.score)) {
        return Err(format!("the rating {} of {:?} is no number from 1 to 10", rating.score, rating.team.as_str()));
    }
    Ok(())
}

/// Everything that makes minutes doubtful although they can be shown: ids that name two records or none, teams that
/// nobody knows, turns out of their order, names that are empty, what can be recorded only once and is there twice, times
/// to which nothing can be added, an end before the beginning.
pub fn doubts(meeting: &Meeting) -> Vec<String> {
    let mut doubts = Vec::new();
    doubt_ids(meeting, &mut doubts);
    doubt_teams(meeting, &mut doubts);
    doubt_refs(meeting, &mut doubts);
    doubt_turns(meeting, &mut doubts);
    doubt_names(meeting, &mut doubts);
    doubt_twice(meeting, &mut doubts);
    if meeting.is_running() && sum_s(meeting) > GOING_ON_LIMIT_S {
        doubts.push("the times in it add up to more than 34 years".to_owned());
    }
    if let Some(end) = meeting.ended_at.as_ref().filter(|end| end.zoned() < meeting.started_at.zoned()) {
        doubts.push(format!("it ends ({end}) before it starts ({})", meeting.started_at));
    }
    doubts
}

/// Gives everything without a name one that sentences can be made with. The doubts were told before.
pub(super) fn name_nameless(meeting: &mut Meeting) {
    let name = |text: &mut String, other: &str| {
        if text.trim().is_empty() {
            other.clone_into(text);
        }
    };
    name(&mut meeting.title, "(no title)");
    for (team, number) in meeting.teams.iter_mut().zip(1..) {
        name(&mut team.name, team.id.as_str());
        name(&mut team.name, &format!("(team {number})"));
        team.people.iter_mut().for_each(|person| name(&mut person.name, "(no name)"));
    }
    meeting.items.iter_mut().for_each(|item| name(&mut item.title, item.kind.words()));
}

fn doubt_ids(meeting: &Meeting, doubts: &mut Vec<String>) {
    let mut seen = HashSet::new();
    for id in ids(meeting) {
        if !seen.insert(id) {
            doubts.push(format!("the id {:?} stands twice", id.as_str()));
        } else if id.as_str().len() > ID_LIMIT {
            doubts.push(format!("the id {:?} is too long", id.as_str()));
        } else if !is_record_id(id.as_str()) {
            doubts.push(format!("the id {:?} is none like \"a1\"", id.as_str()));
        }
    }
    let dangling = links::dangling(meeting).into_iter();
    doubts.extend(dangling.map(|(record, id)| format!("{record} names {:?}, which is not there", id.as_str())));
}

fn doubt_teams(meeting: &Meeting, doubts: &mut Vec<String>) {
    let mut seen = HashSet::new();
    let twice = meeting.teams.iter().filter(|team| !seen.insert(&team.id));
    doubts.extend(twice.map(|team| format!("two teams have the id {:?}", team.id.as_str())));
    let unknown = links::teams(meeting).filter(|(_, team)| meeting.team(team).is_none());
    // A team that left the series can still be owed a promise; it judges it, and parks it when it disputes it.
    let open: HashSet<&TeamId> = meeting.open_actions.iter().map(|action| &action.for_team).collect();
    let is_gone = |record: &str, team: &TeamId| links::OF_OPEN.contains(&record) && open.contains(team);
    doubts.extend(
        unknown
            .filter(|(record, team)| !is_gone(record, team))
            .map(|(record, team)| format!("{record} names the team {:?}, which is not in this meeting", team.as_str())),
    );
}

fn doubt_refs(meeting: &Meeting, doubts: &mut Vec<String>) {
    let bad = links::refs(meeting).filter(|(_, of)| !is_of_another(meeting, of));
    doubts.extend(
        bad.map(|(record, of)| format!("{record} is of {:?}, which is no record of an earlier meeting", of.as_str())),
    );
}

/// Turns stand in the order in which the core makes them: round by round, from the team that starts.
fn doubt_turns(meeting: &Meeting, doubts: &mut Vec<String>) {
    let order: Vec<&TeamId> = meeting.turn_order().collect();
    for (index, turn) in meeting.turns.iter().enumerate() {
        let (team, round) = (order[index % order.len()], (index / order.len()) as u32 + 1);
        if turn.team != *team || turn.round != round {
            let (found, wanted) = (turn.team.as_str(), team.as_str());
            let found = format!("turn {} is of {found:?} in round {}", index + 1, turn.round);
            doubts.push(format!("{found} where the order has {wanted:?} in round {round}"));
        }
    }
    let own = |turn: &&Turn| turn.answers.iter().any(|answer| answer.team == turn.team);
    let own = meeting.turns.iter().filter(own);
    doubts.extend(own.map(|turn| format!("the team that asked in {:?} answered", turn.id.as_str())));
}

fn doubt_names(meeting: &Meeting, doubts: &mut Vec<String>) {
    let is_blank = |text: &str| text.trim().is_empty();
    if is_blank(&meeting.title) {
        doubts.push("the meeting has no title".to_owned());
    }
    for team in &meeting.teams {
        if is_blank(team.id.as_str()) || is_blank(&team.name) {
            doubts.push(format!("the team {:?} has no name or no id", team.id.as_str()));
        }
        if team.people.iter().any(|person| is_blank(&person.name)) {
            doubts.push(format!("somebody of the team {:?} has no name", team.id.as_str()));
        }
    }
    let nameless = meeting.items.iter().enumerate().filter(|(_, item)| is_blank(&item.title));
    doubts.extend(nameless.map(|(index, _)| format!("item {} has no title", index + 1)));
}

/// What can be recorded once only.
fn doubt_twice(meeting: &Meeting, doubts: &mut Vec<String>) {
    let mut seen = HashSet::new();
    let ratings = meeting.ratings.iter().filter(|rating| !seen.insert(&rating.team));
    doubts.extend(ratings.map(|rating| format!("the team {:?} rated twice", rating.team.as_str())));
    let mut seen = HashSet::new();
    let refs = links::refs(meeting).filter(|told| !seen.insert(*told));
    doubts.extend(refs.map(|(record, of)| format!("{record} is there twice for {:?}", of.as_str())));
}

/// Whether it is an id as the core makes them: a letter for the kind, and a number.
fn is_record_id(id: &str) -> bool {
    let mut bytes = id.bytes();
    bytes.next().is_some_and(|kind| kind.is_ascii_lowercase())
        && id.len() > 1
        && bytes.all(|digit| digit.is_ascii_digit())
}

fn is_of_another(meeting: &Meeting, of: &Ref) -> bool {
    let of = of.as_str().rsplit_once('/');
    of.is_some_and(|(other, id)| !other.is_empty() && other != meeting.id && is_record_id(id))
}

fn check_teams(meeting: &Meeting) -> Result<(), String> {
    let teams = &meeting.teams;
    if !(2..=4).contains(&teams.len()) {
        return Err(format!("it has {} team(s) where a joint meeting has two to four", teams.len()));
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
    if sum_s(meeting) > SUM_LIMIT_S {
        return Err("the times in it add up to more than 68 years".to_owned());
    }
    match meeting.open_actions.iter().find(|action| action.carried > CARRIED_LIMIT) {
        Some(action) => Err(format!("an open action was carried {} times", action.carried)),
        None => Ok(()),
    }
}

/// All times in seconds.
fn sum_s(meeting: &Meeting) -> u64 {
    let items = meeting.items.iter().flat_map(|item| [item.planned_s, item.spent_s]);
    let turns = meeting.turns.iter().flat_map(|turn| turn.spent_s.values().copied());
    items.chain(turns).map(u64::from).sum()
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
    fn teams_are_two_to_four() {
        check("/teams", json!([]), "it has 0 team(s) where a joint meeting has two to four");
    }

    #[test]
    fn a_running_meeting_stands_at_one_of_its_items() {
        check("/items", json!([]), "it has no items");
        check("/position", json!(8), "the position 8 is behind the 8 item(s)");
        check("/position", Value::Null, "it is running and has no position");
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

    /// What is doubtful once the value at `pointer` is another; a field that is not there yet is added.
    #[track_caller]
    fn doubtful(pointer: &str, value: Value, expected: &[&str]) {
        let mut minutes = sample::running();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        match minutes.pointer_mut(parent).unwrap_or_else(|| panic!("no {parent}")) {
            Value::Array(list) => list[key.parse::<usize>().unwrap()] = value,
            object => object[key] = value,
        }
        let meeting = serde_json::from_value(minutes).unwrap();
        assert_eq!(sound(&meeting), Ok(()), "{pointer}");
        assert_eq!(doubts(&meeting), expected, "{pointer}");
    }

    #[test]
    fn doubtful_ids_are_told() {
        doubtful("/actions/3/id", json!("w1"), &["the id \"w1\" stands twice"]);
        doubtful("/actions/3/id", json!("a4294967295"), &["the id \"a4294967295\" is too long"]);
        doubtful("/actions/3/id", json!(""), &["the id \"\" is none like \"a1\""]);
        doubtful("/actions/3/source", json!("p9"), &["an action names \"p9\", which is not there"]);
        doubtful("/decisions/0/source", json!("a1"), &["a decision names \"a1\", which is not there"]);
        doubtful("/turns/0/answers/0/action", json!("a9"), &["an answer names \"a9\", which is not there"]);
        let correction =
            json!([{ "id": "c1", "at": "2026-11-24T12:00:00Z", "of": "w9", "old": "", "new": "", "why": "" }]);
        doubtful("/corrections", correction, &["a correction names \"w9\", which is not there"]);
        let own = "a verdict is of \"2026-11-24-1000/a1\", which is no record of an earlier meeting";
        doubtful("/reviews/0/of", json!("2026-11-24-1000/a1"), &[own]);
        for (place, record) in [("goal_updates", "progress on a goal"), ("open_actions", "an open action")] {
            let expected = format!("{record} is of \"a1\", which is no record of an earlier meeting");
            doubtful(&format!("/{place}/0/of"), json!("a1"), &[&expected]);
        }
    }

    #[test]
    fn a_team_that_nobody_knows_is_told_wherever_it_is_named() {
        for (place, record) in [
            ("/wins/0/team", "a win"),
            ("/wins/0/thanks_to", "a win"),
            ("/reviews/0/by_team", "a verdict"),
            ("/expectations/0/team", "an expectation"),
            ("/deals/0/team", "a deal"),
            ("/turns/0/answers/0/team", "an answer"),
            ("/actions/0/team", "an action"),
            ("/actions/0/for_team", "an action"),
            ("/goals/0/team", "a goal"),
            ("/goals/0/for_team", "a goal"),
            ("/goals/0/reward/teams/0", "a reward"),
            ("/parked/0/team", "a parked entry"),
            ("/ratings/0/team", "a rating"),
            ("/next/first_team", "the next meeting"),
        ] {
            let expected = format!("{record} names the team \"it\", which is not in this meeting");
            doubtful(place, json!("it"), &[&expected]);
        }
        let expected = |record| format!("{record} names the team \"it\", which is not in this meeting");
        doubtful("/owed_turns", json!(["it"]), &[&expected("a turn that is owed")]);
        doubtful("/turns/0/helped", json!(["it"]), &[&expected("a turn")]);
        doubtful("/turns/0/spent_s/it", json!(1), &[&expected("a turn")]);
    }

    #[test]
    fn a_team_that_left_the_series_is_still_owed_its_promise() {
        let mut minutes = sample::running();
        minutes["open_actions"][0]["for_team"] = json!("it");
        minutes["reviews"][0]["by_team"] = json!("it");
        minutes["parked"][0]["team"] = json!("it");
        assert_eq!(doubts(&serde_json::from_value(minutes).unwrap()), Vec::<String>::new());
    }

    #[test]
    fn turns_out_of_their_order_are_told() {
        let order = "turn 1 is of \"sales\" in round 1 where the order has \"operations\" in round 1";
        let own = "the team that asked in \"t1\" answered";
        doubtful("/turns/0/team", json!("sales"), &[order, own]);
        let round = "turn 3 is of \"operations\" in round 1 where the order has \"operations\" in round 2";
        doubtful("/turns/2/round", json!(1), &[round]);
        doubtful("/turns/0/answers/0/team", json!("operations"), &[own]);
    }

    #[test]
    fn what_is_recorded_once_only_is_told_when_it_is_there_twice() {
        doubtful("/ratings/1/team", json!("sales"), &["the team \"sales\" rated twice"]);
        let twice = "a verdict is there twice for \"2026-11-10-1000/a1\"";
        doubtful("/reviews/1/of", json!("2026-11-10-1000/a1"), &[twice]);
    }

    #[test]
    fn times_to_which_nothing_can_be_added_are_told() {
        doubtful("/items/5/spent_s", json!(GOING_ON_LIMIT_S), &["the times in it add up to more than 34 years"]);
    }

    #[test]
    fn empty_names_and_an_end_before_the_beginning_are_told() {
        doubtful("/title", json!(" "), &["the meeting has no title"]);
        doubtful("/teams/1/name", json!(""), &["the team \"operations\" has no name or no id"]);
        doubtful("/teams/1/people/0/name", json!(""), &["somebody of the team \"operations\" has no name"]);
        doubtful("/items/1/title", json!(""), &["item 2 has no title"]);
        let end = "it ends (2026-11-24T09:00:00+01:00) before it starts (2026-11-24T10:00:03+01:00)";
        doubtful("/ended_at", json!("2026-11-24T09:00:00+01:00"), &[end]);
    }
}
