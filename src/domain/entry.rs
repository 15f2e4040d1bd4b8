//! Everything recorded in a meeting as one list, and how an entry is removed. Knows no screen.

mod reword;

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    capture,
    ids::{Id, Ref, TeamId},
    meeting::{Attendance, Goal, Meeting, ScopeVerdict, Turn},
    refusal::Refusal,
};

/// Names one thing that was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EntryRef {
    /// Somebody on the roll call.
    Person(TeamId, String),
    /// A win.
    Win(Id),
    /// The verdict on an earlier action.
    Review(Ref),
    /// What became of something that waited.
    TakenUp(Ref),
    /// An expectation.
    Expectation(Id),
    /// A deal.
    Deal(Id),
    /// What is in a deal and what is not.
    Scope(Id),
    /// The verdict on a deal.
    ScopeCheck(Id),
    /// What became of an earlier deal.
    DealReport(Ref),
    /// The problem of a turn.
    Problem(Id),
    /// The wording that was said back in a turn.
    SaidBack(Id),
    /// An answer.
    Answer(Id),
    /// The condition of a *yes, if*, or the reason of a *no*.
    Detail(Id),
    /// The agreement that ended a turn.
    Agreement(Id),
    /// The reason for which a turn was passed.
    Pass(Id),
    /// An action that comes from no answer.
    Action(Id),
    /// A decision.
    Decision(Id),
    /// A goal.
    Goal(Id),
    /// Where an earlier goal stands.
    GoalReport(Ref),
    /// A note.
    Note(Id),
    /// A parked entry.
    Parked(Id),
    /// A team's rating.
    Rating(TeamId),
}

impl fmt::Display for EntryRef {
    /// The entry as part of a field's name: `problem.p1`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(team, name) => write!(f, "person.{team}.{name}"),
            Self::Win(id) => write!(f, "win.{id}"),
            Self::Review(of) => write!(f, "review.{of}"),
            Self::TakenUp(of) => write!(f, "taken-up.{of}"),
            Self::Expectation(id) => write!(f, "expectation.{id}"),
            Self::Deal(id) => write!(f, "deal.{id}"),
            Self::Scope(id) => write!(f, "scope.{id}"),
            Self::ScopeCheck(id) => write!(f, "scope-check.{id}"),
            Self::DealReport(of) => write!(f, "deal-report.{of}"),
            Self::Problem(id) => write!(f, "problem.{id}"),
            Self::SaidBack(id) => write!(f, "said-back.{id}"),
            Self::Answer(id) => write!(f, "answer.{id}"),
            Self::Detail(id) => write!(f, "detail.{id}"),
            Self::Agreement(id) => write!(f, "agreement.{id}"),
            Self::Pass(id) => write!(f, "pass.{id}"),
            Self::Action(id) => write!(f, "action.{id}"),
            Self::Decision(id) => write!(f, "decision.{id}"),
            Self::Goal(id) => write!(f, "goal.{id}"),
            Self::GoalReport(of) => write!(f, "goal-report.{of}"),
            Self::Note(id) => write!(f, "note.{id}"),
            Self::Parked(id) => write!(f, "parked.{id}"),
            Self::Rating(team) => write!(f, "rating.{team}"),
        }
    }
}

/// What, who and when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    /// The text.
    pub text: String,
    /// Who does it, where the entry has an owner.
    pub owner: Option<String>,
    /// By when, where the entry has a date.
    pub due: Option<Date>,
}

/// Something recorded, as a row of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub at: EntryRef,
    /// The word for it.
    pub label: &'static str,
    /// The team it comes from.
    pub team: Option<TeamId>,
    /// It as a line that can be typed: `text @owner due:2026-12-01`.
    pub line: String,
}

impl Entry {
    /// Whether its words can be changed; a verdict or an agreement can only be removed and made again.
    pub fn may_be_reworded(&self) -> bool {
        let is_verdict = matches!(
            self.at,
            EntryRef::Agreement(_)
                | EntryRef::Review(_)
                | EntryRef::TakenUp(_)
                | EntryRef::DealReport(_)
                | EntryRef::GoalReport(_)
        );
        let is_go = matches!(self.at, EntryRef::ScopeCheck(_)) && self.label == ScopeVerdict::Go.short();
        !is_verdict && !is_go
    }
}

impl Meeting {
    /// Everything that can be changed or removed, in the order of the agenda.
    pub fn entries(&self) -> Vec<Entry> {
        let entry = |at, label, team: Option<&TeamId>, line: &str| Entry {
            at,
            label,
            team: team.cloned(),
            line: line.to_owned(),
        };
        let mut entries = Vec::new();
        for team in &self.teams {
            let guests = team.people.iter().filter(|person| person.attendance == Attendance::Guest);
            entries.extend(guests.map(|person| {
                let at = EntryRef::Person(team.id.clone(), person.name.clone());
                entry(at, "guest", Some(&team.id), &person.name)
            }));
        }
        entries
            .extend(self.wins.iter().map(|w| entry(EntryRef::Win(w.id.clone()), "good news", Some(&w.team), &w.text)));
        self.list_reviews(&mut entries);
        entries.extend(self.expectations.iter().map(|e| {
            entry(
                EntryRef::Expectation(e.id.clone()),
                e.kind.words(),
                Some(&e.team),
                &with(&e.text, "assuming", e.assumption.as_deref()),
            )
        }));
        self.list_deals(&mut entries);
        for turn in &self.turns {
            turn.list(self.answering(&turn.team).next(), &mut entries);
        }
        let answered =
            |id: &Id| self.turns.iter().flat_map(|turn| &turn.answers).any(|a| a.action.as_ref() == Some(id));
        entries.extend(self.actions.iter().filter(|action| !answered(&action.id)).map(|a| {
            let line = capture::line(&a.text, a.owner.as_deref(), a.due);
            entry(EntryRef::Action(a.id.clone()), "action", Some(&a.team), &line)
        }));
        entries
            .extend(self.decisions.iter().map(|d| entry(EntryRef::Decision(d.id.clone()), "decision", None, &d.text)));
        entries.extend(
            self.goals.iter().map(|g| entry(EntryRef::Goal(g.id.clone()), "goal", g.team.as_ref(), &goal_line(g))),
        );
        entries.extend(self.goal_updates.iter().map(|update| {
            let progress = update.progress.map(|progress| format!("{progress}, ")).unwrap_or_default();
            let line = format!("{}: {progress}{}", update.of, update.status.words());
            entry(EntryRef::GoalReport(update.of.clone()), "progress", None, &line)
        }));
        entries.extend(self.notes.iter().map(|n| entry(EntryRef::Note(n.id.clone()), "note", None, &n.text)));
        let parked = self.parked.iter();
        entries.extend(parked.map(|p| entry(EntryRef::Parked(p.id.clone()), "parked", p.team.as_ref(), &p.text)));
        entries.extend(self.ratings.iter().map(|r| {
            let line = format!("{} {}", r.score, r.better.as_deref().unwrap_or_default());
            entry(EntryRef::Rating(r.team.clone()), "rating", Some(&r.team), line.trim())
        }));
        entries
    }

    fn list_reviews(&self, entries: &mut Vec<Entry>) {
        entries.extend(self.reviews.iter().map(|review| {
            let action = self.open_actions.iter().find(|action| action.of == review.of);
            let line = action.map_or(review.of.as_str(), |action| &action.text).to_owned();
            let (label, team) = (review.verdict.words(), Some(review.by_team.clone()));
            Entry { at: EntryRef::Review(review.of.clone()), label, team, line }
        }));
        entries.extend(self.parked_updates.iter().map(|update| {
            let (label, line) = (update.outcome.words(), update.of.to_string());
            Entry { at: EntryRef::TakenUp(update.of.clone()), label, team: None, line }
        }));
    }

    fn list_deals(&self, entries: &mut Vec<Entry>) {
        for deal in &self.deals {
            let mut push = |at, label, team: &TeamId, line: String| {
                entries.push(Entry { at, label, team: Some(team.clone()), line });
            };
            let line = capture::line(&deal.title(), deal.owner.as_deref(), deal.due);
            push(EntryRef::Deal(deal.id.clone()), "deal", &deal.team, line);
            if let Some(scope) = &deal.scope {
                push(EntryRef::Scope(deal.id.clone()), "scope", &deal.team, with(scope, "said", deal.said.as_deref()));
            }
            if deal.verdict != ScopeVerdict::Unchecked {
                let because = deal.because.clone().unwrap_or_else(|| "may be signed".to_owned());
                let checking = self.checking_team(&deal.team);
                push(EntryRef::ScopeCheck(deal.id.clone()), deal.verdict.short(), checking, because);
            }
        }
        entries.extend(self.deal_updates.iter().map(|update| {
            let (label, line) = (update.status.words(), update.of.to_string());
            Entry { at: EntryRef::DealReport(update.of.clone()), label, team: None, line }
        }));
    }

    pub(super) fn remove(&mut self, entry: &EntryRef) -> Result<(), Refusal> {
        match entry {
            EntryRef::Person(team, name) => {
                let team = self.teams.iter_mut().find(|other| other.id == *team).ok_or(Refusal::UnknownTeam)?;
                drop_one(&mut team.people, |person| person.name == *name)
            }
            EntryRef::Win(id) => drop_one(&mut self.wins, |win| win.id == *id),
            EntryRef::Expectation(id) => drop_one(&mut self.expectations, |expectation| expectation.id == *id),
            EntryRef::Review(of) => self.unjudge(of).then_some(()).ok_or(Refusal::Gone),
            EntryRef::TakenUp(of) => self.put_back(of).then_some(()).ok_or(Refusal::Gone),
            EntryRef::Scope(id) => {
                by_id(&mut self.deals, |deal| deal.id == *id && deal.scope.is_some())?.scope = None;
                Ok(())
            }
            EntryRef::ScopeCheck(id) => self.unverify(id),
            EntryRef::DealReport(of) => drop_one(&mut self.deal_updates, |update| update.of == *of),
            EntryRef::GoalReport(of) => drop_one(&mut self.goal_updates, |update| update.of == *of),
            EntryRef::Deal(id) => {
                self.forget_condition(id);
                drop_one(&mut self.deals, |deal| deal.id == *id)
            }
            EntryRef::Problem(id) => {
                let index = self.turn_of_problem(id)?;
                self.clear_turn(index);
                Ok(())
            }
            EntryRef::SaidBack(id) => {
                by_id(&mut self.turns, |turn| turn.id == *id && turn.said_back.is_some())?.said_back = None;
                Ok(())
            }
            EntryRef::Answer(id) => self.remove_answer(id),
            EntryRef::Detail(id) => {
                let (turn, at) = self.answer_place(id)?;
                let answer = &self.turns[turn].answers[at];
                answer.condition.as_ref().or(answer.reason.as_ref()).ok_or(Refusal::Gone)?;
                self.remove_answer(id)
            }
            EntryRef::Agreement(id) => self.take_back(|turn| turn.id == *id && turn.enough.is_some()),
            EntryRef::Pass(id) => self.take_back(|turn| turn.id == *id && turn.passed.is_some()),
            EntryRef::Action(id) => {
                let mut answers = self.turns.iter().flat_map(|turn| &turn.answers);
                if answers.any(|answer| answer.action.as_ref() == Some(id)) {
                    return Err(Refusal::FromAnswer);
                }
                drop_one(&mut self.actions, |action| action.id == *id)
            }
            EntryRef::Decision(id) => drop_one(&mut self.decisions, |decision| decision.id == *id),
            EntryRef::Goal(id) => drop_one(&mut self.goals, |goal| goal.id == *id),
            EntryRef::Note(id) => drop_one(&mut self.notes, |note| note.id == *id),
            EntryRef::Parked(id) => drop_one(&mut self.parked, |parked| parked.id == *id),
            EntryRef::Rating(team) => drop_one(&mut self.ratings, |rating| rating.team == *team),
        }
    }

    /// Takes the end of the turn back that `is_it`.
    fn take_back(&mut self, is_it: impl Fn(&Turn) -> bool) -> Result<(), Refusal> {
        let index = self.turns.iter().position(is_it).ok_or(Refusal::Gone)?;
        self.reopen_turn(index);
        Ok(())
    }

    pub(super) fn turn_of_problem(&self, id: &Id) -> Result<usize, Refusal> {
        let has = |turn: &Turn| turn.problem.as_ref().is_some_and(|problem| problem.id == *id);
        self.turns.iter().position(has).ok_or(Refusal::Gone)
    }

    pub(super) fn answer_place(&self, id: &Id) -> Result<(usize, usize), Refusal> {
        let place = |(at, turn): (usize, &Turn)| Some((at, turn.answers.iter().position(|answer| answer.id == *id)?));
        self.turns.iter().enumerate().find_map(place).ok_or(Refusal::Gone)
    }

    fn remove_answer(&mut self, id: &Id) -> Result<(), Refusal> {
        let (index, at) = self.answer_place(id)?;
        let mut turn = self.turns[index].clone();
        let answer = turn.answers.remove(at);
        if !turn.has_answer_of(&answer.team) {
            if turn.is_done() && turn.enough.is_some() {
                return Err(Refusal::OnlyAnswer(self.team_name(&answer.team).to_owned()));
            }
            turn.helped.retain(|team| *team != answer.team);
        }
        self.turns[index] = turn;
        self.actions.retain(|action| Some(&action.id) != answer.action.as_ref());
        Ok(())
    }
}

impl Turn {
    /// Lists what was recorded; `hearing` is the team that says the problem back.
    fn list(&self, hearing: Option<&TeamId>, entries: &mut Vec<Entry>) {
        let mut push = |at, label, team: &TeamId, line: String| {
            entries.push(Entry { at, label, team: Some(team.clone()), line });
        };
        if let Some(problem) = &self.problem {
            let line = capture::line(&problem.text, problem.raised_by.as_deref(), None);
            push(EntryRef::Problem(problem.id.clone()), "problem", &self.team, line);
        }
        if let Some(said_back) = &self.said_back {
            push(EntryRef::SaidBack(self.id.clone()), "said back", hearing.unwrap_or(&self.team), said_back.clone());
        }
        for answer in &self.answers {
            let line = capture::line(&answer.text, answer.owner.as_deref(), answer.due);
            push(EntryRef::Answer(answer.id.clone()), answer.kind.words(), &answer.team, line);
            let details = [("if", &answer.condition), ("because", &answer.reason)];
            for (label, detail) in details.into_iter().filter_map(|(label, d)| Some((label, d.clone()?))) {
                push(EntryRef::Detail(answer.id.clone()), label, &answer.team, detail);
            }
        }
        if let Some(enough) = self.enough {
            let line = format!("enough: {}", enough.words());
            push(EntryRef::Agreement(self.id.clone()), "agreement", &self.team, line);
        }
        if let Some(passed) = &self.passed {
            push(EntryRef::Pass(self.id.clone()), "passed", &self.team, passed.clone());
        }
    }
}

/// A line with what stands behind `word:` in it.
fn with(text: &str, word: &str, behind: Option<&str>) -> String {
    behind.map_or_else(|| text.to_owned(), |behind| format!("{text} {word}: {behind}"))
}

/// A goal as the line that is typed for it.
fn goal_line(goal: &Goal) -> String {
    let owners = goal.owners.iter().map(|owner| format!("@{owner}"));
    let words: Vec<String> = std::iter::once(goal.text.clone()).chain(owners).collect();
    let line = with(&words.join(" "), "reward", goal.reward.as_ref().map(|reward| reward.text.as_str()));
    capture::line(&line, None, goal.due)
}

pub(super) fn by_id<T>(entries: &mut [T], is: impl Fn(&T) -> bool) -> Result<&mut T, Refusal> {
    entries.iter_mut().find(|entry| is(entry)).ok_or(Refusal::Gone)
}

fn drop_one<T>(entries: &mut Vec<T>, is: impl Fn(&T) -> bool) -> Result<(), Refusal> {
    let at = entries.iter().position(is).ok_or(Refusal::Gone)?;
    entries.remove(at);
    Ok(())
}
