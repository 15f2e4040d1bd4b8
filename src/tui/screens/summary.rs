//! Summary: what the meeting that was just closed leaves behind, and where.

use ratatui::text::{Line, Span, Text};

use super::{Cmd, Scene, day, files::Files};
use crate::tui::{
    keymap::{Action, Scope},
    ui::Flow,
};

/// The files that the meeting leaves behind for readers.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    files: Files,
}

/// The record itself, as it stands now.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// Its file.
    pub file: &'a str,
    /// Whether all of it is there.
    pub is_saved: bool,
}

impl Summary {
    /// Takes in what became of the files for readers.
    pub fn written(&mut self, files: Files) {
        self.files = files;
    }

    /// Whether the files are to be written once more, now that the disk takes the record again.
    pub fn starts_anew(&mut self) -> bool {
        let has_failed = matches!(self.files, Files::Failed(_));
        if has_failed {
            self.files = Files::Awaited;
        }
        has_failed
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
    pub fn render(&self, record: Record, scene: &Scene, flow: &mut Flow) {
        let look = flow.look();
        let meeting = scene.meeting;
        flow.gap();
        flow.line(Line::styled(format!("Meeting {} is closed. Thank you.", meeting.number), look.strong()));
        flow.gap();
        let (failed, place) = if record.is_saved {
            ("The meeting is closed all the same. Write them with: turnabout export", "The record:")
        } else {
            ("They are written as soon as the meeting is saved.", "The record is not saved yet. It belongs in")
        };
        self.files.render(failed, flow);
        flow.text(Text::styled(format!("{place} {}", record.file), look.quiet()), 3);
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
