//! The turns: problem, said back, answers, what was promised, whether it was enough. Knows no time.

use super::{Block, Entry, Fact, Line, promises::who, typed, words};
use crate::domain::{
    Meeting, TeamId,
    meeting::{Answer, AnswerKind, Degree, Problem, State, Turn},
};

pub(super) fn blocks(meeting: &Meeting) -> Vec<Block<'_>> {
    let turns = meeting.turns.iter().enumerate().filter(|(_, turn)| turn.has_content());
    turns.flat_map(|(index, turn)| one(meeting, index, turn)).collect()
}

fn one<'m>(meeting: &'m Meeting, index: usize, turn: &'m Turn) -> [Block<'m>; 2] {
    let title = words(format!("Turn {}: ", index + 1)).team(meeting, &turn.team);
    let mut facts = Vec::new();
    if let Some(problem) = &turn.problem {
        facts.extend(brought(problem));
    }
    facts.extend(turn.said_back.as_deref().map(|wording| Fact::new("Said back", typed(wording))));
    facts.extend(answers(meeting, turn));
    facts.push(end(meeting, turn));
    [Block::Heading(Entry::of(&turn.id, title)), Block::Facts(facts)]
}

fn brought(problem: &Problem) -> impl Iterator<Item = Fact<'_>> {
    let line = typed(&problem.text);
    let line = match &problem.raised_by {
        Some(name) => line.words(" (").typed(name).words(")"),
        None => line,
    };
    let problem_fact = Fact { label: words("Problem"), values: vec![Entry::of(&problem.id, line)] };
    let first = problem.first_wording.as_deref().map(|first| Fact::new("At first", typed(first)));
    [Some(problem_fact), first].into_iter().flatten()
}

/// A fact per team that answered, in the order of their first answers.
fn answers<'m>(meeting: &'m Meeting, turn: &'m Turn) -> Vec<Fact<'m>> {
    let mut teams: Vec<&TeamId> = Vec::new();
    for answer in &turn.answers {
        if !teams.contains(&&answer.team) {
            teams.push(&answer.team);
        }
    }
    let of_team = |team: &'m TeamId| {
        let own = turn.answers.iter().filter(|answer| answer.team == *team);
        Fact { label: Line::default().team(meeting, team), values: own.map(one_answer).collect() }
    };
    teams.into_iter().map(of_team).collect()
}

fn one_answer(answer: &Answer) -> Entry<'_> {
    let kind = match answer.kind {
        AnswerKind::Yes => "Yes: ",
        AnswerKind::YesIf => "Yes, if: ",
        AnswerKind::Instead => "Instead: ",
        AnswerKind::Later => "Later: ",
        AnswerKind::No => "No: ",
        AnswerKind::Unclear => "Unclear: ",
    };
    let mut entry = Entry::of(&answer.id, words(kind).typed(&answer.text));
    entry.under.extend(answer.condition.as_deref().map(|condition| words("On condition: ").typed(condition)));
    entry.under.extend(answer.reason.as_deref().map(|reason| words("Because: ").typed(reason)));
    if answer.kind.may_be_taken() {
        entry.under.push(offer(answer));
    }
    entry
}

fn offer(answer: &Answer) -> Line<'_> {
    let standing = match answer.taken {
        Some(true) => "Promised: ",
        Some(false) => "Not taken: ",
        None => "Offered: ",
    };
    let line = words(standing);
    let line = match (answer.taken, &answer.owner) {
        (Some(false), None) => line.words("nobody named"),
        (_, owner) => line.append(who(owner.as_deref())),
    };
    match answer.due {
        Some(due) => line.words(", by ").date(due),
        None => line.words(", no date"),
    }
}

fn end<'m>(meeting: &'m Meeting, turn: &'m Turn) -> Fact<'m> {
    if let Some(reason) = &turn.passed {
        return Fact::new("Passed", typed(reason));
    }
    let line = match (turn.enough, meeting.state) {
        (Some(enough), _) => words(enough_words(enough)).team(meeting, &turn.team),
        (None, State::Closed) => words("the turn was not finished"),
        (None, State::Running) => words("the turn goes on"),
    };
    Fact::new("Enough", line)
}

const fn enough_words(enough: Degree) -> &'static str {
    match enough {
        Degree::Yes => "Yes, says ",
        Degree::Partly => "Partly, says ",
        Degree::No => "No, says ",
    }
}
