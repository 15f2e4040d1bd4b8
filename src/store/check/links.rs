//! What the records of minutes name: each other, records of other meetings, and teams. Does not know what is at fault
//! with that.

use std::collections::HashSet;

use crate::domain::{
    Id, Ref, TeamId,
    meeting::{Goal, Meeting, Turn},
};

/// Kinds of records that may name the team to which an open action was promised, although it left the series since.
pub(super) const OF_OPEN: [&str; 2] = ["a verdict", "a parked entry"];

/// Every team that a record of this meeting names, with the kind of record; those of open actions were right once.
pub(super) fn teams(meeting: &Meeting) -> impl Iterator<Item = (&'static str, &TeamId)> {
    let first = [("the meeting", &meeting.first_team)].into_iter();
    let wins = meeting
        .wins
        .iter()
        .flat_map(|win| [Some(&win.team), win.thanks_to.as_ref()].into_iter().flatten().map(|team| ("a win", team)));
    let reviews = meeting.reviews.iter().map(|review| ("a verdict", &review.by_team));
    let expectations = meeting.expectations.iter().map(|expectation| ("an expectation", &expectation.team));
    let deals = meeting.deals.iter().map(|deal| ("a deal", &deal.team));
    let actions = meeting.actions.iter().flat_map(|a| [("an action", &a.team), ("an action", &a.for_team)]);
    let parked = meeting.parked.iter().filter_map(|parked| Some(("a parked entry", parked.team.as_ref()?)));
    let ratings = meeting.ratings.iter().map(|rating| ("a rating", &rating.team));
    let owed = meeting.owed_turns.iter().map(|team| ("a turn that is owed", team));
    let next = meeting.next.iter().map(|next| ("the next meeting", &next.first_team));
    let before =
        first.chain(wins).chain(reviews).chain(expectations).chain(deals).chain(meeting.turns.iter().flat_map(of_turn));
    before
        .chain(actions)
        .chain(meeting.goals.iter().flat_map(of_goal))
        .chain(parked)
        .chain(ratings)
        .chain(owed)
        .chain(next)
}

fn of_turn(turn: &Turn) -> impl Iterator<Item = (&'static str, &TeamId)> {
    let answers = turn.answers.iter().map(|answer| ("an answer", &answer.team));
    let others = turn.helped.iter().chain(turn.spent_s.keys()).map(|team| ("a turn", team));
    std::iter::once(("a turn", &turn.team)).chain(answers).chain(others)
}

fn of_goal(goal: &Goal) -> impl Iterator<Item = (&'static str, &TeamId)> {
    let own = [goal.team.as_ref(), goal.for_team.as_ref()].into_iter().flatten().map(|team| ("a goal", team));
    own.chain(goal.reward.iter().flat_map(|reward| &reward.teams).map(|team| ("a reward", team)))
}

/// Every record of another meeting that this one speaks of, with the kind of record.
pub(in super::super) fn refs(meeting: &Meeting) -> impl Iterator<Item = (&'static str, &Ref)> {
    let reviews = meeting.reviews.iter().map(|review| ("a verdict", &review.of));
    let deals = meeting.deal_updates.iter().map(|update| ("news of a deal", &update.of));
    let goals = meeting.goal_updates.iter().map(|update| ("progress on a goal", &update.of));
    let parked = meeting.parked_updates.iter().map(|update| ("news of a parked entry", &update.of));
    let open = meeting.open_actions.iter().map(|action| ("an open action", &action.of));
    reviews.chain(deals).chain(goals).chain(parked).chain(open)
}

/// Every name of a record of this meeting that leads to none, with the record that names it.
pub(super) fn dangling(meeting: &Meeting) -> Vec<(&'static str, &Id)> {
    let problems = meeting.turns.iter().filter_map(|turn| turn.problem.as_ref()).map(|problem| &problem.id);
    let sources: HashSet<&Id> = problems.chain(meeting.deals.iter().map(|deal| &deal.id)).collect();
    let made: HashSet<&Id> = meeting.actions.iter().map(|action| &action.id).collect();
    let records: HashSet<&Id> = super::ids(meeting).collect();
    let actions = meeting.actions.iter().filter_map(|a| a.source.as_ref()).map(|id| ("an action", id, &sources));
    let decisions = meeting.decisions.iter().filter_map(|d| d.source.as_ref()).map(|id| ("a decision", id, &sources));
    let answers = meeting.turns.iter().flat_map(|turn| &turn.answers).filter_map(|answer| answer.action.as_ref());
    let answers = answers.map(|id| ("an answer", id, &made));
    let corrections = meeting.corrections.iter().map(|correction| ("a correction", &correction.of, &records));
    let names = actions.chain(decisions).chain(answers).chain(corrections);
    names.filter(|(_, id, known)| !known.contains(id)).map(|(record, id, _)| (record, id)).collect()
}
