//! The question whether the teams agree on more time for what is on screen.

use ratatui::text::{Line, Text};

use super::{Cmd, Pane, Scene};
use crate::tui::{
    keymap::{Action, Scope},
    ui::Flow,
};

/// Asks for more time: twice, then it offers to park the matter.
#[derive(Debug)]
pub struct MoreTime;

impl Pane for MoreTime {
    fn handle(&mut self, action: Action, scene: &Scene) -> Cmd {
        match (action, scene.meeting.extension_s()) {
            (Action::Yes, Ok(_)) => Cmd::Extend,
            (Action::Yes, Err(_)) => Cmd::ParkThis,
            (Action::No | Action::Accept | Action::Back, _) => Cmd::Dismiss,
            _ => Cmd::None,
        }
    }

    fn scope(&self) -> Scope {
        Scope::QUESTION
    }

    fn word(&self, action: Action, scene: &Scene) -> Option<&'static str> {
        match (action, scene.meeting.extension_s()) {
            (Action::Yes, Ok(_)) => Some("they agree"),
            (Action::Yes, Err(_)) => Some("park it"),
            (Action::No | Action::Accept, _) => Some("go on as it is"),
            _ => None,
        }
    }

    fn render(&self, scene: &Scene, flow: &mut Flow) {
        let look = flow.look();
        let (question, answers) = if let Ok(seconds) = scene.meeting.extension_s() {
            (more(scene, seconds), "y adds the time, n or Enter goes on as it is.")
        } else {
            let question = "Extended twice. Park it for next time?".to_owned();
            (question, "y asks for the words to keep, n or Enter goes on as it is.")
        };
        flow.text(Line::styled(question, look.strong()), 2);
        flow.gap();
        flow.text(Text::raw(answers), 3);
    }
}

fn more(scene: &Scene, seconds: u32) -> String {
    let minutes = seconds / 60;
    let minutes = if minutes == 1 { "1 more minute".to_owned() } else { format!("{minutes} more minutes") };
    let agree = if scene.meeting.teams.len() == 2 { "do both teams agree?" } else { "do all teams agree?" };
    format!("{minutes}: {agree}")
}
