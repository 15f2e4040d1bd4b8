//! The stages of a meeting, one file per kind of item, and what they have in common: whose move it is and what is asked.
//! Knows which stage an item gets.

mod check;
mod close;
mod deals;
mod discussion;
mod exchange;
mod expectations;
mod follow_up;
mod goals;
mod opening;
mod wins;

use ratatui::{
    layout::Rect,
    text::{Line, Span, Text},
};

use super::{Pane, Scene};
use crate::{
    domain::{Kind, TeamId, prompt},
    tui::ui::{Flow, big},
};

/// The stage for what the record says comes next. `memory` is what the stage of the same item remembered.
pub fn of(scene: &Scene, memory: usize) -> Box<dyn Pane> {
    match scene.meeting.item().map(|item| item.kind) {
        Some(Kind::Opening) => Box::new(opening::Opening::new(scene, memory)),
        Some(Kind::Wins) => Box::new(wins::Wins::new(scene)),
        Some(Kind::Goals) => Box::new(goals::Goals::new(scene)),
        Some(Kind::Expectations) => Box::new(expectations::Expectations::new(scene)),
        Some(Kind::Deals) => Box::new(deals::Deals::new(scene)),
        Some(Kind::Exchange) => Box::new(exchange::Exchange::new(scene)),
        Some(Kind::FollowUp) => Box::new(follow_up::FollowUp::new(scene, memory)),
        Some(Kind::Close) => Box::new(close::Close::new(scene, memory)),
        Some(Kind::Discussion) | None => Box::new(discussion::Discussion::new(scene, memory)),
    }
}

/// The question `key` of the item on screen, put to `team` about `other`, without the name that stands above it.
fn question(scene: &Scene, key: &str, team: &TeamId, other: &TeamId) -> String {
    let Some(item) = scene.meeting.item() else { return String::new() };
    let (team, other) = (scene.meeting.team_name(team), scene.meeting.team_name(other));
    prompt::without_name(&prompt::question(item, key, team, other), team)
}

/// The question `key` of the item on screen, put to everybody.
fn question_to_all(scene: &Scene, key: &str) -> String {
    let name = |index: usize| scene.meeting.teams.get(index).map_or("", |team| team.name.as_str());
    scene.meeting.item().map_or_else(String::new, |item| prompt::question(item, key, name(0), name(1)))
}

/// What is asked now, in at most three rows.
fn render_question(question: String, flow: &mut Flow) {
    flow.gap();
    flow.text(Text::styled(question, flow.look().strong()), 3);
}

/// Who has the next move, and what the team does then.
fn render_next(scene: &Scene, team: &TeamId, does: &str, flow: &mut Flow) {
    let look = flow.look();
    flow.gap();
    flow.line(Line::from(vec![
        Span::styled("Next: ", look.quiet()),
        scene.team(team, look),
        Span::styled(format!(" {does}"), look.quiet()),
    ]));
}

/// Whose move it is: as large as there is room for.
fn render_whose(scene: &Scene, team: &TeamId, flow: &mut Flow) {
    let look = flow.look();
    let name = scene.meeting.team_name(team).to_uppercase();
    let index = scene.meeting.team_index(team);
    let fits = big::columns(&name).is_some_and(|columns| columns + 12 <= flow.columns());
    if look.ascii || !fits || flow.rows() < 24 {
        flow.line(Line::from(scene.badge(team, look)));
        return;
    }
    let area = flow.take(big::ROWS + 2);
    let badge = Rect { width: (big::columns(&name).unwrap_or(0) + 8).min(area.width), ..area };
    let canvas = flow.canvas();
    canvas.fill(badge, look.badge(index));
    canvas.sign(area.x + 2, area.y + area.height / 2, look.mark(index), look.badge(index));
    let letters = Rect { x: badge.x + 5, y: badge.y + 1, width: badge.width - 5, height: big::ROWS };
    canvas.big(&name, letters, look.badge(index));
}
