//! Celebration: a goal that was just met fills the screen once. Knows one goal, and the second for its marks.

use ratatui::{
    layout::Rect,
    style::Style,
    text::{Line, Span, Text},
};
use unicode_width::UnicodeWidthStr;

use super::{Cmd, Pane, Scene};
use crate::{
    domain::{Ref, TeamId, goal::listed, past::PastGoal},
    tui::{
        keymap::Action,
        ui::{Flow, big, theme::Motion},
    },
};

const TITLE: &str = "GOAL MET";
/// Most rows of one text.
const MOST: usize = 3;
/// Columns from one mark to the next.
const APART: u16 = 12;

/// The goal that was met.
pub struct Celebration {
    of: Ref,
}

impl Celebration {
    /// The celebration of this goal.
    pub fn new(of: Ref) -> Self {
        Self { of }
    }
}

impl Pane for Celebration {
    fn handle(&mut self, action: Action, _scene: &Scene) -> Cmd {
        match action {
            Action::Accept | Action::Back => Cmd::Dismiss,
            _ => Cmd::None,
        }
    }

    fn word(&self, action: Action, _scene: &Scene) -> Option<&'static str> {
        (action == Action::Accept).then_some("go on")
    }

    fn is_whole(&self) -> bool {
        true
    }

    fn render(&self, scene: &Scene, flow: &mut Flow) {
        let Some(goal) = scene.past.goals.iter().find(|goal| goal.of == self.of) else { return };
        let lines = words(goal, scene);
        let columns = usize::from(flow.columns().max(1));
        let text: u16 = lines.iter().map(|line| line.width().div_ceil(columns).min(MOST) as u16).sum();
        let left = flow.rows().saturating_sub(text + 2);
        let title = if has_big_title(flow) && left >= big::ROWS { big::ROWS } else { 1 };
        let spare = left.saturating_sub(title);
        let gap = (spare / (lines.len() as u16 + 2)).min(3);
        render_marks(scene, Way::Right, flow);
        flow.take((spare - gap * lines.len() as u16) / 2);
        render_title(title, flow);
        for (index, line) in lines.into_iter().enumerate() {
            flow.take(gap);
            let style = if index == 0 { flow.look().strong() } else { Style::new() };
            flow.text(Text::styled(line, style).centered(), MOST as u16);
        }
        flow.take(flow.rows().saturating_sub(1));
        render_marks(scene, Way::Left, flow);
    }
}

/// The goal, what was reached, who contributed, the joint reward.
fn words(goal: &PastGoal, scene: &Scene) -> Vec<String> {
    let meeting = scene.meeting;
    let name = |team: &TeamId| meeting.team_name(team).to_owned();
    let counted = meeting.progress_of(&goal.of).and_then(|update| update.progress);
    let reached = match (counted, &goal.goal.target) {
        (Some(_), _) => Some(format!("Reached: {}", goal.goal.progress_words(counted))),
        (None, Some(target)) => Some(format!("Target: {target}")),
        (None, None) => None,
    };
    let owners = &goal.goal.owners;
    let owners = (!owners.is_empty()).then(|| format!("Thanks to {}", listed(owners)));
    let reward = goal.goal.reward.as_ref().map(|reward| reward.words(meeting.teams.len(), name));
    let lines = [Some(goal.goal.text.clone()), reached, owners, reward].into_iter().flatten();
    lines.map(|line| line.replace('\n', " ")).collect()
}

fn has_big_title(flow: &Flow) -> bool {
    !flow.look().ascii && big::columns(TITLE).is_some_and(|columns| columns <= flow.columns())
}

/// In big letters where it has their rows.
fn render_title(rows: u16, flow: &mut Flow) {
    let style = flow.look().strong();
    if rows < big::ROWS {
        let style = flow.look().selected().patch(style);
        return flow.line(Line::from(Span::styled(format!("  {TITLE}  "), style)).centered());
    }
    let columns = big::columns(TITLE).unwrap_or(0);
    let area = flow.take(rows);
    let area = Rect { x: area.x + (area.width - columns) / 2, width: columns, ..area };
    flow.canvas().big(TITLE, area, style);
}

/// Which way marks move.
#[derive(Clone, Copy)]
enum Way {
    Left,
    Right,
}

/// A row of the teams' marks, one column further every second.
fn render_marks(scene: &Scene, way: Way, flow: &mut Flow) {
    let look = flow.look();
    let second = match look.motion {
        Motion::On => scene.clock.second().unsigned_abs().into(),
        Motion::Off => 0,
    };
    let shift = match way {
        Way::Right => second % APART,
        Way::Left => APART - 1 - second % APART,
    };
    let area = flow.take(1);
    let places = (area.x + shift..area.right().saturating_sub(1)).step_by(usize::from(APART));
    for (index, x) in places.enumerate() {
        let team = index % scene.meeting.teams.len();
        flow.canvas().sign(x, area.y, look.mark(team), look.team(team));
    }
}
