//! A new goal in one line: target, owners, date and reward, and whose goal it is. Knows no earlier goal.

use jiff::civil::Date;
use ratatui::text::{Line, Span, Text};
use unicode_width::UnicodeWidthStr;

use crate::{
    domain::{
        Change, TeamId,
        capture::{self, Captured},
        goal::{NewGoal, Whose, listed},
        meeting::Goal,
        pace::Standing,
        quantity::{self, Quantity},
    },
    tui::{
        keymap::Action,
        screens::{Cmd, Pane, Scene, chip, chip_rows, complete, day, half_name, stage},
        ui::{Flow, Look, TextField, choice},
    },
};

/// Name of the choice that says whose goal it is.
const WHOSE: &str = "whose";

/// The line, and whose goal it is.
pub(super) struct Fresh {
    whose: usize,
    line: TextField,
}

/// What was understood of the line.
struct Understood {
    captured: Captured,
    goal: NewGoal,
}

impl Fresh {
    pub(super) fn new(scene: &Scene) -> Self {
        let chosen = scene.choice(WHOSE);
        let whose = all(scene).iter().position(|whose| key(whose) == chosen).unwrap_or(0);
        Self { whose, line: scene.field("line") }
    }

    fn whose(&self, scene: &Scene) -> Whose {
        all(scene).into_iter().nth(self.whose).unwrap_or_default()
    }

    fn understood(&self, scene: &Scene) -> Understood {
        let (captured, owners) = scene.capture_owners(&self.line.text());
        let (text, reward) = capture::split_at_word(&captured.text, "reward");
        let target = Quantity::find(&text);
        let goal = NewGoal { whose: self.whose(scene), text, target, due: captured.due, owners, reward };
        Understood { captured, goal }
    }

    fn accept(&self, scene: &Scene) -> Cmd {
        if self.line.text().trim().is_empty() {
            return Cmd::NextItem;
        }
        let fields = vec![self.line.name().to_owned(), scene.choice_name(WHOSE)];
        Cmd::Record(Change::SetGoal(self.understood(scene).goal), fields)
    }

    /// Completes a name, or else chooses whose goal it is.
    fn next_choice(&mut self, scene: &Scene, step: isize) -> Cmd {
        if step > 0
            && let Some(cmd) = complete(&mut self.line, scene)
        {
            return cmd;
        }
        let all = all(scene);
        let places: Vec<usize> = (0..all.len()).collect();
        self.whose = choice::next(&places, self.whose, step);
        Cmd::Choose(scene.choice_name(WHOSE), key(&all[self.whose]))
    }
}

/// Everything a goal can be for: the business, and every team for every other one.
fn all(scene: &Scene) -> Vec<Whose> {
    let meeting = scene.meeting;
    let pairs = meeting.teams.iter().flat_map(|team| {
        let pair = |of: &TeamId| Whose::Team { by: team.id.clone(), of: of.clone() };
        meeting.answering(&team.id).map(pair)
    });
    [Whose::Business].into_iter().chain(pairs).collect()
}

/// Whose goal it is, as a choice is kept.
fn key(whose: &Whose) -> String {
    match whose {
        Whose::Business => String::new(),
        Whose::Team { by, of } => format!("{by} for {of}"),
    }
}

fn words(whose: &Whose, scene: &Scene) -> String {
    match whose {
        Whose::Business => "for the business".to_owned(),
        Whose::Team { by, of } => format!("{} for {}", scene.meeting.team_name(by), scene.meeting.team_name(of)),
    }
}

impl Pane for Fresh {
    fn handle(&mut self, action: Action, scene: &Scene) -> Cmd {
        match action {
            Action::Accept => self.accept(scene),
            Action::NextField => self.next_choice(scene, 1),
            Action::PrevField => self.next_choice(scene, -1),
            _ => Cmd::None,
        }
    }

    fn field(&self) -> Option<&TextField> {
        Some(&self.line)
    }

    fn field_mut(&mut self) -> Option<&mut TextField> {
        Some(&mut self.line)
    }

    fn word(&self, action: Action, scene: &Scene) -> Option<&'static str> {
        match action {
            Action::Accept if self.line.is_blank() => Some("next item"),
            Action::Accept => Some("record"),
            Action::NextField if half_name(&self.line, scene).is_some() => Some("name"),
            Action::NextField => Some("whose goal"),
            _ => None,
        }
    }

    fn render(&self, scene: &Scene, flow: &mut Flow) {
        let look = flow.look();
        if let Whose::Team { by, .. } = self.whose(scene) {
            flow.gap();
            stage::render_whose(scene, &by, flow);
        }
        stage::render_question(stage::question_to_all(scene, "goals"), flow);
        flow.gap();
        let room = usize::from(flow.rows().saturating_sub(if flow.is_roomy() { 9 } else { 7 }));
        let goals = &scene.meeting.goals;
        for goal in goals.iter().skip(goals.len().saturating_sub(room)) {
            flow.line(recorded(goal, scene, look));
        }
        let all: Vec<String> = all(scene).iter().map(|whose| words(whose, scene)).collect();
        flow.line(choice::fitting(&all, self.whose, flow.columns(), look));
        flow.field(&self.line, 3, 3);
        let understood = self.understood(scene);
        let warning = understood.goal.reward.as_deref().and_then(|reward| warning(reward, flow.is_roomy(), scene));
        let columns = usize::from(flow.columns().max(1));
        let below = warning.as_ref().map_or(0, |warning| warning.width().div_ceil(columns) as u16);
        let most = flow.rows().saturating_sub(below).min(4);
        flow.text(chip_rows(chips(&understood, scene, look), columns, look), most);
        if let Some(warning) = warning {
            flow.text(Text::styled(warning, look.standing(Standing::Tight)), 2);
        }
    }
}

/// A goal that was set today.
fn recorded(goal: &Goal, scene: &Scene, look: Look) -> Line<'static> {
    let name = |team: &TeamId| scene.meeting.team_name(team).to_owned();
    let due = goal.due.map(|due| format!("{}{}", look.dot(), day(due, scene.clock.date()))).unwrap_or_default();
    Line::from(vec![
        Span::raw(format!("{}{}", look.pick("· ", "- "), goal.text.replace('\n', " "))),
        Span::styled(format!("{}{}{due}", look.dot(), goal.whose_words(name)), look.quiet()),
    ])
}

/// What was understood of the line, and at the end what may be added to it.
fn chips(understood: &Understood, scene: &Scene, look: Look) -> Vec<Line<'static>> {
    let Understood { captured, goal } = understood;
    let mut chips = Vec::new();
    let mut missing = Vec::new();
    match target(goal) {
        Some((words, is_known)) => chips.push(chip("Target", words, is_known, look)),
        None => missing.push("30 installs"),
    }
    match owners(captured, goal) {
        Some(words) => chips.push(chip("Owners", words, !goal.owners.is_empty(), look)),
        None => missing.push("@name"),
    }
    if has_one_team(goal, scene) {
        chips.push(Line::styled("owners of one team only", look.quiet()));
    }
    match due(captured, scene.clock.date()) {
        Some((words, is_known)) => chips.push(chip("Due", words, is_known, look)),
        None => missing.push("due:31 dec"),
    }
    match &goal.reward {
        // What reaches one team only is told below.
        Some(reward) if warning(reward, true, scene).is_some() => {}
        Some(reward) => chips.push(chip("Reward", format!("{reward} ({})", reached(reward, scene)), true, look)),
        None => missing.push("reward: team dinner"),
    }
    if !missing.is_empty() {
        chips.push(Line::styled(format!("Add: {}", missing.join(", ")), look.quiet()));
    }
    chips
}

/// The target in words, and whether there is one.
fn target(goal: &NewGoal) -> Option<(String, bool)> {
    match &goal.target {
        Some(target) if target.value.value() == 0.0 => {
            Some((format!("{target}: nothing to count up to, say yourself when it is met"), true))
        }
        Some(target) => Some((target.to_string(), true)),
        None => {
            let number = quantity::without_unit(&goal.text)?;
            Some((format!("{number} of what? Write {number} installs"), false))
        }
    }
}

fn owners(captured: &Captured, goal: &NewGoal) -> Option<String> {
    match (goal.owners.is_empty(), captured.unknown_owner.as_ref().map(ToString::to_string)) {
        (true, unknown) => unknown,
        (false, None) => Some(listed(&goal.owners)),
        (false, Some(unknown)) => Some(format!("{}; {unknown}", listed(&goal.owners))),
    }
}

fn has_one_team(goal: &NewGoal, scene: &Scene) -> bool {
    let mut teams: Vec<_> = goal.owners.iter().map(|owner| scene.meeting.team_of(owner)).collect();
    teams.dedup();
    teams.len() == 1
}

fn due(captured: &Captured, today: Date) -> Option<(String, bool)> {
    match (captured.due, &captured.unknown_due) {
        (Some(due), _) => Some((day(due, today), true)),
        (None, Some(unknown)) => Some((format!("{unknown:?} is no date"), false)),
        (None, None) => None,
    }
}

/// The teams that a reward reaches, in words.
fn reached(reward: &str, scene: &Scene) -> String {
    let (reached, teams) = (scene.meeting.reached_by(reward), scene.meeting.teams.len());
    let names: Vec<String> = reached.iter().map(|team| scene.meeting.team_name(team).to_owned()).collect();
    match (reached.len() == teams, teams) {
        (true, 2) => "both teams".to_owned(),
        (true, _) => "all teams".to_owned(),
        (false, _) => listed(&names),
    }
}

/// What is to be said of a reward that leaves a team out, shorter where there is less room.
fn warning(reward: &str, is_roomy: bool, scene: &Scene) -> Option<String> {
    if scene.meeting.reached_by(reward).len() == scene.meeting.teams.len() {
        return None;
    }
    let who = reached(reward, scene);
    Some(if is_roomy {
        format!("The reward reaches {who} only. A joint reward reaches every team.")
    } else {
        format!("The reward reaches {who} only, not every team.")
    })
}
