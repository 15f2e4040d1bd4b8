//! Good news: goals that were met last time, and in turn what the other team did that helped.

use ratatui::text::{Line, Span, Text};

use super::{render_question, render_whose};
use crate::{
    domain::{Change, TeamId, past::PastGoal, prompt},
    tui::{
        keymap::Action,
        screens::{Cmd, Pane, Scene, complete, half_name},
        ui::{Flow, TextField, choice},
    },
};

/// A line, and the team that tells it.
pub(super) struct Wins {
    team: TeamId,
    line: TextField,
}

impl Wins {
    pub(super) fn new(scene: &Scene) -> Self {
        let chosen = scene.meeting.turn_order().find(|team| team.as_str() == scene.choice("team"));
        Self { team: chosen.cloned().unwrap_or_else(|| usual(scene)), line: scene.field("line") }
    }

    fn accept(&self, scene: &Scene) -> Cmd {
        let text = self.line.text();
        if text.trim().is_empty() {
            return Cmd::NextItem;
        }
        let change = Change::Thank { team: self.team.clone(), thanks_to: self.thanks_to(scene), text };
        Cmd::Record(change, vec![self.line.name().to_owned(), scene.choice_name("team")])
    }

    /// Completes a name, or else lets another team tell it.
    fn next_team(&mut self, scene: &Scene, step: isize) -> Cmd {
        if step > 0
            && let Some(cmd) = complete(&mut self.line, scene)
        {
            return cmd;
        }
        let teams: Vec<&TeamId> = scene.meeting.turn_order().collect();
        self.team = choice::next(&teams, &self.team, step).clone();
        Cmd::Choose(scene.choice_name("team"), self.team.to_string())
    }

    /// The other of two teams; of more, the one whose name stands in the text.
    fn thanks_to(&self, scene: &Scene) -> Option<TeamId> {
        if scene.meeting.teams.len() == 2 {
            return scene.meeting.answering(&self.team).next().cloned();
        }
        scene.meeting.named_in(&self.line.text()).into_iter().find(|team| *team != self.team)
    }

    fn question(&self, scene: &Scene) -> String {
        let Some(item) = scene.meeting.item() else { return String::new() };
        let team = scene.meeting.team_name(&self.team);
        let other = match scene.meeting.teams.len() {
            2 => scene.meeting.answering(&self.team).next().map_or("", |other| scene.meeting.team_name(other)),
            _ => "another team",
        };
        prompt::without_name(&prompt::question(item, "wins", team, other), team)
    }

    fn chip(&self, scene: &Scene, flow: &Flow) -> Line<'static> {
        let look = flow.look();
        let label = Span::styled("Thanks to ", look.quiet());
        match self.thanks_to(scene) {
            Some(team) => Line::from(vec![label, scene.team(&team, look)]),
            None => Line::from(vec![label, Span::raw("nobody yet: name the team")]),
        }
    }
}

/// The team whose turn it is to tell: the one after the last that did.
fn usual(scene: &Scene) -> TeamId {
    let meeting = scene.meeting;
    let last = meeting.wins.last().and_then(|win| meeting.answering(&win.team).next());
    last.or(meeting.turn_order().next()).unwrap_or(&meeting.first_team).clone()
}

impl Pane for Wins {
    fn handle(&mut self, action: Action, scene: &Scene) -> Cmd {
        match action {
            Action::Accept => self.accept(scene),
            Action::NextField => self.next_team(scene, 1),
            Action::PrevField => self.next_team(scene, -1),
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
            Action::Accept => Some("record, next team"),
            Action::NextField if half_name(&self.line, scene).is_some() => Some("name"),
            Action::NextField => Some("other team"),
            _ => None,
        }
    }

    fn render(&self, scene: &Scene, flow: &mut Flow) {
        let look = flow.look();
        flow.line(Line::styled(told(scene.meeting.wins.len()), look.quiet()));
        render_met(scene, flow);
        flow.gap();
        render_whose(scene, &self.team, flow);
        render_question(self.question(scene), flow);
        flow.gap();
        let below = if flow.is_roomy() { 7 } else { 5 };
        let room = usize::from(flow.rows().saturating_sub(below));
        for win in scene.meeting.wins.iter().skip(scene.meeting.wins.len().saturating_sub(room)) {
            let index = scene.meeting.team_index(&win.team);
            let mark = Span::styled(format!("{} ", look.mark(index)), look.team(index));
            flow.line(Line::from(vec![mark, Span::raw(win.text.replace('\n', " "))]));
        }
        flow.field(&self.line, 3, 2);
        flow.line(self.chip(scene, flow));
        flow.gap();
        if let Some(next) = scene.meeting.answering(&self.team).next() {
            let words = |text| Span::styled(text, look.quiet());
            flow.line(Line::from(vec![words("Next: "), scene.team(next, look), words(" tells one.")]));
        }
    }
}

fn told(wins: usize) -> String {
    match wins {
        0 => "Nothing told yet".to_owned(),
        1 => "1 told so far".to_owned(),
        many => format!("{many} told so far"),
    }
}

/// The goals that the last meeting found met stand on top.
fn render_met(scene: &Scene, flow: &mut Flow) {
    let look = flow.look();
    let met: Vec<&PastGoal> = scene.past.met_in(scene.meeting.number.saturating_sub(1)).collect();
    let most = if flow.is_roomy() { 3 } else { 2 };
    let room = if flow.is_roomy() { usize::from(flow.rows() / 6) } else { 1 };
    for goal in met.iter().take(room) {
        let name = |team: &TeamId| scene.meeting.team_name(team).to_owned();
        let reward = goal.goal.reward.as_ref().map(|reward| reward.words(scene.meeting.teams.len(), name));
        let text = format!("{}Met: {}", look.pick("✓ ", "x "), goal.goal.text.replace('\n', " "));
        let stop = if text.ends_with(['.', '!', '?']) { " " } else { ". " };
        let text = reward.map_or(text.clone(), |reward| text + stop + &reward.replace('\n', " "));
        flow.text(Text::styled(text, look.strong()), most);
    }
    if met.len() > room {
        flow.line(Line::styled(format!("and {} more goals met", met.len() - room), look.quiet()));
    }
}
