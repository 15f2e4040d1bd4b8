//! The exchange: whose move it is, derived from the record, and the changes a turn takes. Knows no other item.

use jiff::civil::Date;

use super::{
    change::words,
    ids::{Id, TeamId},
    meeting::{Action, Answer, AnswerKind, Degree, Item, Kind, Meeting, Problem, Turn},
    refusal::Refusal,
};

/// A step within a turn (DESIGN, "The turn").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Move {
    /// The asking team tells its problem.
    Bring,
    /// Another team says it in its own words.
    SayBack,
    /// Every other team answers.
    Help,
    /// The asking team takes answers and says whether they are enough.
    Agree,
}

impl Move {
    /// All moves in their order.
    pub const ALL: [Self; 4] = [Self::Bring, Self::SayBack, Self::Help, Self::Agree];

    /// The word people read.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Bring => "Bring",
            Self::SayBack => "Say back",
            Self::Help => "Help",
            Self::Agree => "Agree",
        }
    }

    /// The word in files: the name of its prompt.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Bring => "bring",
            Self::SayBack => "say_back",
            Self::Help => "help",
            Self::Agree => "agree",
        }
    }

    /// Twelfths of a turn that the move is planned to take.
    const fn share(self) -> u32 {
        match self {
            Self::Bring => 3,
            Self::SayBack => 1,
            Self::Help => 6,
            Self::Agree => 2,
        }
    }
}

/// The move that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueMove {
    /// Index of the turn, whether or not its record exists yet.
    pub turn: usize,
    /// Round of the turn, counted from 1.
    pub round: u32,
    /// Which step.
    pub step: Move,
    /// The team whose problem it is.
    pub asking: TeamId,
    /// The team whose move it is.
    pub team: TeamId,
}

/// An answer that is to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAnswer {
    /// How the team answers.
    pub kind: AnswerKind,
    /// What it offers, refuses or asks.
    pub text: String,
    /// The condition of a *yes, if*, the reason of a *no*.
    pub detail: Option<String>,
    /// Who does it.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<Date>,
}

impl Turn {
    /// Whether the turn ended, by agreement or by a pass.
    pub fn is_done(&self) -> bool {
        self.enough.is_some() || self.passed.is_some()
    }

    /// Whether anything was said in it.
    pub fn has_content(&self) -> bool {
        self.problem.is_some() || self.passed.is_some()
    }

    /// Whether an answer was "unclear" and the problem was not said again since.
    fn is_unclear(&self) -> bool {
        let said_again = self.problem.as_ref().is_some_and(|problem| problem.first_wording.is_some());
        !said_again && self.answers.iter().any(|answer| answer.kind == AnswerKind::Unclear)
    }

    /// Whether `team` gave an answer that is more than a question.
    pub fn has_answer_of(&self, team: &TeamId) -> bool {
        self.answers.iter().any(|answer| answer.team == *team && answer.kind != AnswerKind::Unclear)
    }
}

/// The field, within its item, in which the problem of the turn at `index` is typed.
pub fn bring_field(index: usize) -> String {
    format!("t{}.bring", index + 1)
}

impl Meeting {
    /// The exchange of the agenda, if it has one.
    pub fn exchange(&self) -> Option<&Item> {
        self.items.iter().find(|item| item.kind == Kind::Exchange)
    }

    /// How many turns the exchange plans.
    pub fn planned_turns(&self) -> usize {
        let rounds = self.exchange().map_or(0, |item| item.rounds.unwrap_or(Item::ROUNDS));
        rounds as usize * self.teams.len()
    }

    /// Teams in the order of their turns, from the one that starts.
    pub fn turn_order(&self) -> impl Iterator<Item = &TeamId> + Clone {
        let first = self.team_index(&self.first_team);
        (0..self.teams.len()).map(move |step| &self.teams[(first + step) % self.teams.len()].id)
    }

    /// The other teams, in the order in which they answer `asking`.
    pub fn answering<'a>(&'a self, asking: &'a TeamId) -> impl Iterator<Item = &'a TeamId> {
        let index = self.team_index(asking);
        (1..self.teams.len()).map(move |step| &self.teams[(index + step) % self.teams.len()].id)
    }

    /// The move that is due, `None` when every turn of the exchange is done or the agenda has none.
    pub fn due_move(&self) -> Option<DueMove> {
        let turn = (0..self.planned_turns()).find(|index| self.turns.get(*index).is_none_or(|turn| !turn.is_done()))?;
        let (asking, round) = self.slot(turn);
        let (step, team) = self.due_step(turn, &asking);
        Some(DueMove { turn, round, step, asking, team })
    }

    /// The move that is due while the exchange is on screen.
    pub fn due_here(&self) -> Option<DueMove> {
        let in_exchange = self.item().is_some_and(|item| item.kind == Kind::Exchange);
        self.due_move().filter(|_| in_exchange)
    }

    /// The problem that is spoken of in the exchange.
    pub fn problem_on_table(&self) -> Option<&Problem> {
        self.turns.get(self.due_here()?.turn)?.problem.as_ref()
    }

    /// The team and the round of the turn at `index`.
    fn slot(&self, index: usize) -> (TeamId, u32) {
        let teams = self.teams.len();
        let team = self.turn_order().nth(index % teams).unwrap_or(&self.first_team);
        (team.clone(), (index / teams) as u32 + 1)
    }

    fn due_step(&self, turn: usize, asking: &TeamId) -> (Move, TeamId) {
        let bring = (Move::Bring, asking.clone());
        let Some(turn) = self.turns.get(turn).filter(|turn| turn.problem.is_some()) else { return bring };
        if turn.is_unclear() {
            return bring;
        }
        let said_back = turn.said_back.is_some() || turn.heard || !turn.answers.is_empty();
        if self.says_back() && !said_back {
            let team = self.answering(asking).next().unwrap_or(asking);
            return (Move::SayBack, team.clone());
        }
        match self.answering(asking).find(|team| !turn.helped.contains(team)) {
            Some(team) => (Move::Help, team.clone()),
            None => (Move::Agree, asking.clone()),
        }
    }

    /// Whether the agenda has the problem said back.
    pub fn says_back(&self) -> bool {
        self.exchange().is_some_and(|item| item.say_back.unwrap_or(true))
    }

    /// Planned seconds of one turn.
    pub fn turn_s(&self) -> u32 {
        self.exchange().map_or(0, |item| item.turn_s.unwrap_or(Item::TURN_S))
    }

    /// Planned seconds of one team's `step` of a turn.
    pub fn move_s(&self, step: Move) -> u32 {
        let shares = if self.says_back() { 12 } else { 12 - u64::from(Move::SayBack.share()) };
        let teams = if step == Move::Help { self.teams.len().max(2) as u64 - 1 } else { 1 };
        (u64::from(self.turn_s()) * u64::from(step.share()) / shares / teams) as u32
    }

    /// The record of the turn that is due, made when it does not exist yet.
    pub(super) fn open_turn(&mut self, index: usize) -> &mut Turn {
        while self.turns.len() <= index {
            let (team, round) = self.slot(self.turns.len());
            let id = Id::after("t", self.turns.iter().map(|turn| &turn.id));
            self.turns.push(Turn { id, team, round, ..Turn::empty() });
        }
        &mut self.turns[index]
    }

    /// Gives the turns that only took time so far to the teams whose turns they now are.
    pub(super) fn reassign_begun_turns(&mut self) {
        for index in 0..self.turns.len() {
            if !self.turns[index].has_content() {
                let (team, _) = self.slot(index);
                self.turns[index].team = team;
            }
        }
    }

    fn due(&self, step: Move) -> Result<DueMove, Refusal> {
        match self.due_move() {
            Some(due) if due.step == step => Ok(due),
            Some(due) => Err(Refusal::OtherMove(due.step.words())),
            None => Err(Refusal::NoTurnLeft),
        }
    }

    pub(super) fn bring(&mut self, text: String, raised_by: Option<String>) -> Result<(), Refusal> {
        let due = self.due(Move::Bring)?;
        let problems = self.turns.iter().filter_map(|turn| turn.problem.as_ref());
        let id = Id::fresh("p", problems.map(|problem| &problem.id), &self.drafts);
        let turn = self.open_turn(due.turn);
        turn.problem = Some(match turn.problem.take() {
            None => Problem { id, text, first_wording: None, raised_by },
            Some(first) => Problem {
                id: first.id,
                text,
                first_wording: Some(first.text),
                raised_by: raised_by.or(first.raised_by),
            },
        });
        Ok(())
    }

    pub(super) fn say_back(&mut self, wording: Option<String>) -> Result<(), Refusal> {
        let due = self.due(Move::SayBack)?;
        let turn = self.open_turn(due.turn);
        turn.heard = wording.is_none();
        turn.said_back = wording;
        Ok(())
    }

    pub(super) fn answer(&mut self, new: NewAnswer) -> Result<(), Refusal> {
        let due = self.due(Move::Help)?;
        let detail = new.detail.filter(|detail| !detail.trim().is_empty()).map(words).transpose()?;
        let (condition, reason) = match new.kind {
            AnswerKind::YesIf => (Some(detail.ok_or(Refusal::NoCondition)?), None),
            AnswerKind::No => (None, Some(detail.ok_or(Refusal::NoReason)?)),
            AnswerKind::Yes | AnswerKind::Instead | AnswerKind::Later | AnswerKind::Unclear => (None, None),
        };
        let answers = self.turns.iter().flat_map(|turn| &turn.answers);
        let id = Id::fresh("n", answers.map(|answer| &answer.id), &self.drafts);
        let turn = self.open_turn(due.turn);
        let said_again = turn.problem.as_ref().is_some_and(|problem| problem.first_wording.is_some());
        let asked_before = said_again || turn.answers.iter().any(|answer| answer.kind == AnswerKind::Unclear);
        if new.kind == AnswerKind::Unclear && asked_before {
            return Err(Refusal::UnclearTwice);
        }
        let promised = new.kind.may_be_taken();
        turn.answers.push(Answer {
            id,
            team: due.team,
            kind: new.kind,
            text: new.text,
            condition,
            reason,
            owner: new.owner.filter(|_| promised),
            due: new.due.filter(|_| promised),
            taken: None,
            action: None,
        });
        Ok(())
    }

    pub(super) fn finish_help(&mut self) -> Result<(), Refusal> {
        let due = self.due(Move::Help)?;
        let unanswered = Refusal::Unanswered(self.team_name(&due.team).to_owned());
        let turn = self.open_turn(due.turn);
        if !turn.has_answer_of(&due.team) {
            return Err(unanswered);
        }
        turn.helped.push(due.team);
        Ok(())
    }

    pub(super) fn agree(&mut self, taken: &[Id], enough: Degree) -> Result<(), Refusal> {
        let due = self.due(Move::Agree)?;
        let (mut actions, drafts) = (std::mem::take(&mut self.actions), std::mem::take(&mut self.drafts));
        let turn = self.open_turn(due.turn);
        let source = turn.problem.as_ref().map(|problem| problem.id.clone());
        for answer in turn.answers.iter_mut().filter(|answer| answer.kind.may_be_taken()) {
            let is_taken = taken.contains(&answer.id);
            answer.taken = Some(is_taken);
            if is_taken {
                let id = Id::fresh("a", actions.iter().map(|action: &Action| &action.id), &drafts);
                answer.action = Some(id.clone());
                actions.push(answer.promised(id, turn.team.clone(), source.clone()));
            }
        }
        turn.end();
        turn.enough = Some(enough);
        (self.actions, self.drafts) = (actions, drafts);
        Ok(())
    }

    pub(super) fn pass(&mut self, reason: String) -> Result<(), Refusal> {
        let due = self.due_move().ok_or(Refusal::NoTurnLeft)?;
        let turn = self.open_turn(due.turn);
        turn.end();
        turn.passed = Some(reason);
        Ok(())
    }

    /// Takes the end of a turn back; what it promised is gone.
    pub(super) fn reopen_turn(&mut self, index: usize) {
        let turn = &mut self.turns[index];
        if turn.enough.is_some() {
            turn.helped = turn.answers.iter().map(|answer| answer.team.clone()).collect();
            turn.helped.dedup();
        }
        turn.enough = None;
        turn.passed = None;
        for answer in &mut turn.answers {
            answer.taken = None;
            if let Some(id) = answer.action.take() {
                self.actions.retain(|action| action.id != id);
            }
        }
    }

    /// Takes a problem back with all that was answered to it; the turn is due again. What was decided and promised
    /// besides stays, and names the problem no more.
    pub(super) fn clear_turn(&mut self, index: usize) {
        self.reopen_turn(index);
        let Turn { id, team, round, problem, spent_s, .. } = self.turns[index].clone();
        let gone = problem.map(|problem| problem.id);
        let decisions = self.decisions.iter_mut().map(|decision| &mut decision.source);
        let sources = decisions.chain(self.actions.iter_mut().map(|action| &mut action.source));
        sources.filter(|source| **source == gone).for_each(|source| *source = None);
        self.turns[index] = Turn { id, team, round, spent_s, ..Turn::empty() };
    }

    /// Teams whose turn of a begun round was not finished, in the order of their turns; of the last such round.
    pub fn unfinished_turns(&self) -> Vec<TeamId> {
        let teams = self.teams.len();
        let Some(last) = self.turns.iter().rposition(Turn::has_content) else { return Vec::new() };
        let is_open = |index: &usize| self.turns.get(*index).is_none_or(|turn| !turn.is_done());
        let open = |round: usize| (round * teams..(round + 1) * teams).filter(is_open).collect::<Vec<_>>();
        let left = (0..=last / teams).rev().map(open).find(|open| !open.is_empty()).unwrap_or_default();
        left.into_iter().map(|index| self.slot(index).0).collect()
    }
}

impl Answer {
    fn promised(&self, id: Id, for_team: TeamId, source: Option<Id>) -> Action {
        Action {
            id,
            text: self.text.clone(),
            condition: self.condition.clone(),
            team: self.team.clone(),
            for_team,
            owner: self.owner.clone(),
            due: self.due,
            source,
        }
    }
}

impl Turn {
    fn empty() -> Self {
        Self {
            id: Id::default(),
            team: TeamId::default(),
            round: 1,
            problem: None,
            said_back: None,
            heard: false,
            answers: Vec::new(),
            helped: Vec::new(),
            enough: None,
            passed: None,
            spent_s: std::collections::BTreeMap::new(),
        }
    }

    /// Drops what only matters while the turn goes on.
    fn end(&mut self) {
        self.heard = false;
        self.helped.clear();
    }
}
