//! Summary: what the meeting that was just closed leaves behind, and where.

use ratatui::text::{Line, Span, Text};

use super::{Cmd, Scene, day, files::Files};
use crate::tui::{
    keymap::{Action, Scope},
    ui::Flow,
};

/// The files that the meeting leaves behind.
#[derive(Clone, Debug)]
pub struct Summary {
    /// The record itself.
    file: String,
    /// What readers get.
    files: Files,
}

impl Summary {
    /// The summary of a meeting that is recorded in this file.
    pub fn new(file: String) -> Self {
        Self { file, files: Files::Awaited }
    }

    /// Takes in what became of the files for readers.
    pub fn written(&mut self, files: Files) {
        self.files = files;
    }

    /// The marks of this place.
    pub fn scope(&self) -> Scope {
        Scope::CHOICE.and(Scope::RECORD).and(Scope::OPEN)
    }

    /// The word for what an action does here.
    pub fn word(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Accept => Some("home"),
            Action::Undo => Some("open it again"),
            _ => None,
        }
    }

    /// Answers an action.
    pub fn handle(&mut self, action: Action) -> Cmd {
        match action {
            Action::Accept | Action::Back => Cmd::Home,
            _ => Cmd::None,
        }
    }

    /// Draws it.
    pub fn render(&self, scene: &Scene, flow: &mut Flow) {
        let look = flow.look();
        let meeting = scene.meeting;
        flow.gap();
        flow.line(Line::styled(format!("Meeting {} is closed. Thank you.", meeting.number), look.strong()));
        flow.gap();
        self.files.render("The meeting is closed all the same. Write them with: turnabout export", flow);
        flow.text(Text::styled(format!("The record: {}", self.file), look.quiet()), 3);
        flow.gap();
        if let Some(next) = &meeting.next {
            let at =
                format!("Next: {} at {}, ", day(next.at.date(), scene.clock.date()), next.at.zoned().strftime("%H:%M"));
            flow.line(Line::from(vec![Span::raw(at), scene.team(&next.first_team, look), Span::raw(" starts.")]));
        }
        flow.gap();
        for action in &meeting.actions {
            let owner = action.owner.clone().unwrap_or_else(|| "nobody yet".to_owned());
            let due =
                action.due.map(|due| format!("{}{}", look.dot(), day(due, scene.clock.date()))).unwrap_or_default();
            let index = meeting.team_index(&action.team);
            flow.line(Line::from(vec![
                Span::styled(format!("{} {owner}: ", look.mark(index)), look.team(index)),
                Span::raw(action.text.replace('\n', " ")),
                Span::raw(
                    action.condition.as_ref().map(|c| format!(" if {}", c.replace('\n', " "))).unwrap_or_default(),
                ),
                Span::styled(due, look.quiet()),
            ]));
        }
    }
}
