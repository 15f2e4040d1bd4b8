//! How far an open goal of an earlier meeting is: a number, and whether it is met. Knows no other goal.

use ratatui::text::Line;

use super::FROM;
use crate::{
    domain::{
        Change, TeamId,
        goal::listed,
        meeting::{GoalStatus, GoalUpdate},
        past::PastGoal,
        quantity::Number,
    },
    tui::{
        keymap::Action,
        screens::{Cmd, Pane, Scene, chip, goals::bar, stage},
        ui::{Flow, Look, TextField, choice},
    },
};

/// The number reached now, and where the goal stands with it.
pub(super) struct Progress {
    index: usize,
    goal: PastGoal,
    number: TextField,
    /// Chosen by hand.
    chosen: Option<GoalStatus>,
    /// As it was recorded today.
    recorded: Option<GoalUpdate>,
}

impl Progress {
    pub(super) fn new(scene: &Scene, index: usize, goal: &PastGoal) -> Self {
        let chosen = scene.choice(&status_name(goal));
        let recorded = scene.meeting.progress_of(&goal.of);
        let number = scene.field(&format!("reached.{}", goal.of));
        let number = match recorded.and_then(|update| update.progress).filter(|_| number.is_empty()) {
            Some(progress) => TextField::with_text(number.name(), &progress.to_string()),
            None => number,
        };
        Self {
            index,
            goal: goal.clone(),
            number,
            chosen: GoalStatus::ALL.iter().find(|status| status.words() == chosen).copied(),
            recorded: recorded.cloned(),
        }
    }

    pub(super) fn index(&self) -> usize {
        self.index
    }

    /// Whether there is anything to record: something else than was recorded today, or than an open goal without a
    /// number.
    pub(super) fn has_news(&self) -> bool {
        let known = self.recorded.as_ref().map_or((None, GoalStatus::Open), |update| (update.progress, update.status));
        let is_typed = !self.number.is_blank() && self.reached().is_none();
        is_typed || (self.reached(), self.status()) != known
    }

    fn reached(&self) -> Option<Number> {
        Number::read(&self.number.text(), self.goal.goal.target.as_ref().map(|target| target.unit.as_str()))
    }

    /// Where the goal stands if nobody chooses: a number at or above the target meets it.
    fn usual(&self) -> GoalStatus {
        match self.reached() {
            Some(number) if self.goal.goal.is_reached_by(number) => GoalStatus::Met,
            _ => self.recorded.as_ref().map_or(GoalStatus::Open, |update| update.status),
        }
    }

    fn status(&self) -> GoalStatus {
        self.chosen.unwrap_or_else(|| self.usual())
    }

    fn accept(&self, scene: &Scene) -> Cmd {
        let text = self.number.text();
        let progress = self.reached();
        if progress.is_none() && !text.trim().is_empty() {
            return Cmd::Say(format!("{:?} is no number; type how many, or nothing and Tab", text.trim()));
        }
        let mut fields = vec![self.number.name().to_owned(), scene.choice_name(&status_name(&self.goal))];
        if scene.choice(FROM).starts_with("back") {
            fields.push(scene.choice_name(FROM));
        }
        let change = Change::ReportGoal { of: self.goal.of.clone(), progress, status: self.status() };
        Cmd::Record(change, fields)
    }

    fn choose(&mut self, scene: &Scene, step: isize) -> Cmd {
        let status = choice::next(GoalStatus::ALL, self.status(), step);
        self.chosen = Some(status).filter(|status| *status != self.usual());
        let words = self.chosen.map_or("", GoalStatus::words);
        Cmd::Choose(scene.choice_name(&status_name(&self.goal)), words.to_owned())
    }

    /// What was understood of the number.
    fn understood(&self, look: Look) -> Line<'static> {
        let text = self.number.text();
        let Some(number) = self.reached() else {
            return Line::raw(match text.trim() {
                "" if self.goal.goal.target.is_some() => {
                    "How many by now? Tab: met or dropped without a number.".to_owned()
                }
                "" => "Tab says that it is met or dropped.".to_owned(),
                other => format!("{other:?} is no number"),
            });
        };
        let mut line = chip("Reached", self.goal.goal.progress_words(Some(number)), true, look);
        if self.goal.goal.is_reached_by(number) {
            line.push_span(": the target is reached");
        }
        line
    }
}

fn status_name(goal: &PastGoal) -> String {
    format!("status.{}", goal.of)
}

impl Pane for Progress {
    fn handle(&mut self, action: Action, scene: &Scene) -> Cmd {
        match action {
            Action::Accept => self.accept(scene),
            Action::NextField => self.choose(scene, 1),
            Action::PrevField => self.choose(scene, -1),
            _ => Cmd::None,
        }
    }

    fn field(&self) -> Option<&TextField> {
        Some(&self.number)
    }

    fn field_mut(&mut self) -> Option<&mut TextField> {
        Some(&mut self.number)
    }

    fn word(&self, action: Action, _scene: &Scene) -> Option<&'static str> {
        match (action, self.status()) {
            (Action::Accept, _) if !self.has_news() => Some("no news, go on"),
            (Action::Accept, GoalStatus::Open) => Some("record"),
            (Action::Accept, GoalStatus::Met) => Some("record: goal met"),
            (Action::Accept, GoalStatus::Dropped) => Some("record: dropped"),
            (Action::NextField, _) => Some("open, met, dropped"),
            _ => None,
        }
    }

    fn render(&self, scene: &Scene, flow: &mut Flow) {
        let look = flow.look();
        let goal = &self.goal.goal;
        let name = |team: &TeamId| scene.meeting.team_name(team).to_owned();
        stage::render_question(stage::question_to_all(scene, "progress"), flow);
        flow.gap();
        let most = (flow.rows() / 4).max(1);
        flow.quote(&goal.text, look.quiet(), most);
        flow.line(bar(&self.goal, scene.clock.date(), flow.columns(), look));
        let owners = if goal.owners.is_empty() { String::new() } else { look.dot().to_owned() + &listed(&goal.owners) };
        flow.line(Line::styled(goal.whose_words(name) + &owners, look.quiet()));
        flow.gap();
        let chosen = GoalStatus::ALL.iter().position(|status| *status == self.status()).unwrap_or(0);
        flow.line(choice::line(GoalStatus::ALL.iter().map(|status| status.words()), chosen, look));
        flow.field(&self.number, 3, 1);
        flow.line(self.understood(look));
    }
}
