//! The head of the minutes, the sentences a reader in a hurry needs, and the warnings. Counts, but judges nothing.

use super::{Block, Fact, Line, count, loads, some_list, typed, words};
use crate::domain::{
    Earlier, Meeting, TeamId,
    meeting::{Attendance, Deal, Degree, Goal, GoalStatus, Person, ScopeVerdict, State, Team, Turn, Verdict},
};

/// Decisions that are told in full before they are only counted.
const TOLD: usize = 2;

pub(super) fn subtitle(meeting: &Meeting) -> Line<'_> {
    let standing = match meeting.state {
        State::Running => "DRAFT minutes",
        State::Closed => "Final minutes",
    };
    let start = &meeting.started_at;
    let line = words(format!("{standing} of meeting {} · ", meeting.number)).date(start.date()).words(", ");
    let Some(end) = &meeting.ended_at else { return line.words("since ").clock(start) };
    let line = if start.zoned().offset() == end.zoned().offset() {
        line.clock(start).words(" to ").clock(end)
    } else {
        // Clocks were set meanwhile: without the offset it could end before it starts.
        line.clock_with_offset(start).words(" to ").clock_with_offset(end)
    };
    if start.date() == end.date() { line } else { line.words(", ").date(end.date()) }
}

pub(super) fn head<'m>(meeting: &'m Meeting) -> Vec<Fact<'m>> {
    let is_there = |person: &&Person| person.attendance != Attendance::Absent;
    let present = meeting.teams.iter().filter(|team| team.is_present());
    let mut facts: Vec<Fact> = present
        .map(|team| {
            let line = Line::default().listed(team.people.iter().filter(is_there), there);
            Fact { label: Line::default().team(meeting, &team.id), values: vec![line.into()] }
        })
        .collect();
    let absent =
        |team: &'m Team| team.people.iter().filter(move |person| !is_there(person)).map(move |person| (team, person));
    let mut absent = meeting.teams.iter().flat_map(absent).peekable();
    if absent.peek().is_some() {
        let line = Line::default().listed(absent, |line, (team, person)| {
            line.typed(&person.name).words(" (").team(meeting, &team.id).words(")")
        });
        facts.push(Fact::new("Absent", line));
    }
    facts.extend(meeting.facilitator.as_deref().map(|name| Fact::new("Led by", typed(name))));
    facts
}

fn there<'m>(line: Line<'m>, person: &'m Person) -> Line<'m> {
    let line = line.typed(&person.name);
    match person.attendance {
        Attendance::Present | Attendance::Absent => line,
        Attendance::Late | Attendance::Guest => line.words(format!(" ({})", person.attendance.words())),
    }
}

pub(super) fn blocks<'m>(meeting: &'m Meeting, earlier: &'m Earlier) -> Vec<Block<'m>> {
    let mut lines = Vec::new();
    lines.extend(decided(meeting));
    lines.extend(released(meeting));
    lines.extend(held(meeting));
    lines.extend(loads::worst(meeting));
    lines.extend(gap(meeting));
    lines.extend(goals_met(meeting, earlier));
    lines.extend(kept(meeting));
    lines.extend(made(meeting));
    lines.extend(next(meeting));
    some_list(lines.into_iter().map(Into::into).collect()).into_iter().collect()
}

fn next(meeting: &Meeting) -> Option<Line<'_>> {
    let at = &meeting.next.as_ref()?.at;
    Some(words("The next meeting is on ").date(at.date()).words(" at ").clock(at).words("."))
}

/// `Sales made 2 promises and Operations 1; the first is due Fri 27 Nov 2026.`
fn made(meeting: &Meeting) -> Option<Line<'_>> {
    let mut teams: Vec<(&TeamId, usize)> = meeting.teams.iter().map(|team| (&team.id, 0)).collect();
    for action in &meeting.actions {
        match teams.iter_mut().find(|(team, _)| *team == &action.team) {
            Some((_, made)) => *made += 1,
            None => teams.push((&action.team, 1)),
        }
    }
    let teams = teams.into_iter().filter(|(_, made)| *made > 0).enumerate();
    let line = Line::default().listed(teams, |line, (index, (team, made))| {
        let made = if index == 0 { format!(" made {}", count(made, "promise")) } else { format!(" {made}") };
        line.team(meeting, team).words(made)
    });
    if line.is_empty() {
        return None;
    }
    Some(match meeting.actions.iter().filter_map(|action| action.due).min() {
        Some(due) if meeting.actions.len() > 1 => line.words("; the first is due ").date(due).words("."),
        Some(due) => line.words(", due ").date(due).words("."),
        None => line.words("."),
    })
}

fn decided(meeting: &Meeting) -> Vec<Line<'_>> {
    match meeting.decisions.len() {
        0..=TOLD => meeting.decisions.iter().map(|decision| words("Decided: ").typed(&decision.text).stop()).collect(),
        many => vec![words(format!("{} were made.", count(many, "decision")))],
    }
}

fn released(meeting: &Meeting) -> Option<Line<'_>> {
    let is_released = |deal: &&Deal| matches!(deal.verdict, ScopeVerdict::Go | ScopeVerdict::GoIf);
    let mut deals = meeting.deals.iter().filter(is_released).peekable();
    deals.peek()?;
    let line = words("May be signed: ").listed_apart(deals, |line, deal| {
        let line = line.typed(&deal.name);
        match (deal.verdict, deal.because.as_deref()) {
            (ScopeVerdict::GoIf, Some(condition)) => line.words(", if ").typed(condition),
            (ScopeVerdict::GoIf, None) => line.words(", on a condition"),
            _ => line,
        }
    });
    Some(line.stop())
}

fn held(meeting: &Meeting) -> Option<Line<'_>> {
    let why = |deal: &Deal| match deal.verdict {
        ScopeVerdict::Go | ScopeVerdict::GoIf => None,
        ScopeVerdict::NotYet => Some("something is missing"),
        ScopeVerdict::No => Some("refused"),
        ScopeVerdict::Unchecked => Some("not checked"),
    };
    let mut deals = meeting.deals.iter().filter_map(|deal| Some((deal, why(deal)?))).peekable();
    deals.peek()?;
    let line = words("Do not sign: ").listed_apart(deals, |line, (deal, why)| {
        let line = line.typed(&deal.name).words(format!(", {why}"));
        match &deal.because {
            Some(because) => line.words(" (").typed(because).words(")"),
            None => line,
        }
    });
    Some(line.stop())
}

/// The problem with the least help, the earliest of several.
fn gap(meeting: &Meeting) -> Option<Line<'_>> {
    let gap = |turn: &&Turn| turn.problem.is_some() && matches!(turn.enough, Some(Degree::Partly | Degree::No));
    let turn = meeting.turns.iter().filter(gap).min_by_key(|turn| std::cmp::Reverse(turn.enough))?;
    let enough = if turn.enough == Some(Degree::No) { "not enough" } else { "only partly enough" };
    let line = words("Biggest gap: the help is ").words(enough).words(" for ").team(meeting, &turn.team);
    Some(line.words(". ").typed(&turn.problem.as_ref()?.text).stop())
}

fn kept(meeting: &Meeting) -> Option<Line<'_>> {
    let with = |verdict| meeting.reviews.iter().filter(|review| review.verdict == verdict).count();
    let (kept, late, all) = (with(Verdict::Kept), with(Verdict::Late), meeting.reviews.len());
    let line = match (kept, all) {
        (_, 0) => return None,
        (1, 1) => "The one earlier promise that was due was kept".to_owned(),
        (0, 1) => "The one earlier promise that was due was not kept".to_owned(),
        (kept, all) if kept == all => format!("All {all} earlier promises were kept"),
        (0, all) => format!("None of {all} earlier promises was kept"),
        (1, all) => format!("1 of {all} earlier promises was kept"),
        (kept, all) => format!("{kept} of {all} earlier promises were kept"),
    };
    let late = if late > 0 { format!(", {late} late") } else { String::new() };
    Some(words(format!("{line}{late}.")))
}

/// In their words where they are all known.
fn goals_met<'m>(meeting: &Meeting, earlier: &'m Earlier) -> Option<Line<'m>> {
    let met = meeting.goal_updates.iter().filter(|update| update.status == GoalStatus::Met);
    let met: Vec<Option<&Goal>> = met.map(|update| earlier.goals.get(&update.of)).collect();
    let known: Option<Vec<&Goal>> = met.iter().copied().collect();
    match (met.len(), known) {
        (0, _) => None,
        (_, Some(goals)) => Some(words("Goal met: ").listed_apart(goals, |line, goal| line.typed(&goal.text)).stop()),
        (1, None) => Some(words("A goal was met.")),
        (many, None) => Some(words(format!("{many} goals were met."))),
    }
}

pub(super) fn warnings(meeting: &Meeting) -> Vec<Block<'_>> {
    let mut lines = loads::warnings(meeting);
    let unchecked = meeting.deals.iter().filter(|deal| deal.verdict == ScopeVerdict::Unchecked);
    lines.extend(unchecked.map(|deal| typed(&deal.name).words(" was not checked: do not sign.")));
    let empty = meeting.teams.iter().filter(|team| !team.is_present());
    lines.extend(empty.map(|team| words("Nobody of ").team(meeting, &team.id).words(" was there.")));
    lines.extend(meeting.actions.iter().filter_map(|action| {
        let missing = match (&action.owner, action.due) {
            (None, None) => "Nobody owns this promise, and it has no date: ",
            (None, Some(_)) => "Nobody owns this promise: ",
            (Some(_), None) => "This promise has no date: ",
            (Some(_), Some(_)) => return None,
        };
        Some(words(missing).typed(&action.text))
    }));
    some_list(lines.into_iter().map(Into::into).collect()).into_iter().collect()
}
