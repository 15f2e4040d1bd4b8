//! Goals: every goal of the series and how far it is. Knows the folded series, no meeting.

use jiff::{Zoned, civil::Date};
use ratatui::text::{Line, Span, Text};

use super::{Cmd, day, short_day};
use crate::{
    domain::{
        Agenda, TeamId,
        goal::listed,
        meeting::GoalStatus,
        past::{Past, PastGoal},
    },
    tui::{
        keymap::{Action, Scope},
        ui::{Flow, Look, list},
    },
};

/// The goals and the selected one.
#[derive(Clone, Debug)]
pub struct Goals {
    agenda: Agenda,
    listed: Vec<PastGoal>,
    selected: usize,
}

impl Goals {
    /// The goals of a series: open ones first, met ones at the end.
    pub fn new(agenda: Agenda, past: &Past) -> Self {
        let mut goals = past.goals.clone();
        goals.sort_by_key(|goal| match goal.status {
            GoalStatus::Open => 0,
            GoalStatus::Dropped => 1,
            GoalStatus::Met => 2,
        });
        Self { agenda, listed: goals, selected: 0 }
    }

    /// The marks of this place.
    pub fn scope(&self) -> Scope {
        Scope::CHOICE.and(Scope::LIST)
    }

    /// The word for what an action does here.
    pub fn word(&self, action: Action) -> Option<&'static str> {
        matches!(action, Action::Accept | Action::Back).then_some("home")
    }

    /// Answers an action.
    pub fn handle(&mut self, action: Action) -> Cmd {
        match action {
            Action::Accept | Action::Back => return Cmd::Home,
            Action::Up => self.selected = list::step(self.selected, -1, self.listed.len()),
            Action::Down => self.selected = list::step(self.selected, 1, self.listed.len()),
            Action::First => self.selected = 0,
            Action::Last => self.selected = self.listed.len().saturating_sub(1),
            _ => {}
        }
        Cmd::None
    }

    /// Draws it.
    pub fn render(&self, clock: &Zoned, flow: &mut Flow) {
        let look = flow.look();
        flow.gap();
        let open = self.listed.iter().filter(|goal| goal.status == GoalStatus::Open).count();
        flow.line(Line::from(vec![
            Span::styled("Goals", look.strong()),
            Span::styled(format!("{}{open} open of {}", look.dot(), self.listed.len()), look.quiet()),
        ]));
        flow.gap();
        if self.listed.is_empty() {
            flow.line(Line::styled("No goal yet. A meeting sets them at its item for goals.", look.quiet()));
        }
        let each = if flow.is_roomy() { 4 } else { 3 };
        let room = usize::from((flow.rows() + u16::from(flow.is_roomy())) / each).max(1);
        let first = list::window(self.selected, self.listed.len(), room);
        for (index, goal) in self.listed.iter().enumerate().skip(first).take(room) {
            self.render_goal(goal, index == self.selected, clock.date(), flow);
            flow.gap();
        }
    }

    /// The goal, how far it is, who looks after it and what comes of it: a row each.
    fn render_goal(&self, goal: &PastGoal, is_selected: bool, today: Date, flow: &mut Flow) {
        let look = flow.look();
        let name = |team: &TeamId| self.agenda.team(team).map_or_else(|| team.to_string(), |team| team.name.clone());
        let (cursor, style) = if is_selected {
            (look.pick("▸ ", "> "), look.selected().patch(look.strong()))
        } else {
            ("  ", look.strong())
        };
        let text = goal.goal.text.replace('\n', " ");
        flow.line(Line::from(vec![Span::raw(cursor), Span::styled(text, style)]));
        let mut bar = bar(goal, today, flow.columns(), look);
        bar.spans.insert(0, Span::raw("  "));
        flow.line(bar);
        let reward = goal.goal.reward.as_ref().map(|reward| reward.words(self.agenda.teams.len(), name));
        let owners = Some(listed(&goal.goal.owners)).filter(|owners| !owners.is_empty());
        let parts: Vec<String> = [reward, owners, Some(goal.goal.whose_words(name))].into_iter().flatten().collect();
        let parts = format!("  {}", parts.join(look.dot()).replace('\n', " "));
        flow.text(Text::styled(parts, look.quiet()), 1);
    }
}

/// How far a goal is: a bar where there is a target to count up to, and the words beside it.
pub fn bar(goal: &PastGoal, today: Date, columns: u16, look: Look) -> Line<'static> {
    let columns = if columns >= 90 { 20 } else { 10 };
    let bar = goal.goal.reached_permille(goal.progress).map(|part| look.bar(part, 1000, columns) + " ");
    Line::from(vec![Span::styled(bar.unwrap_or_default(), look.quiet()), Span::raw(standing(goal, today))])
}

/// `22 of 30 installs, due Thu 31 Dec`, `30 of 30 installs, met Tue 8 Dec`.
fn standing(goal: &PastGoal, today: Date) -> String {
    let progress = goal.goal.progress_words(goal.progress);
    let ended = |word| Some(format!("{word} {}", short_day(goal.last.1, today)));
    let end = match goal.status {
        GoalStatus::Open => goal.goal.due.map(|due| format!("due {}", day(due, today))),
        GoalStatus::Met => ended("met"),
        GoalStatus::Dropped => ended("dropped"),
    };
    let words: Vec<String> = [Some(progress).filter(|words| !words.is_empty()), end].into_iter().flatten().collect();
    if words.is_empty() { goal.status.words().to_owned() } else { words.join(", ") }
}
