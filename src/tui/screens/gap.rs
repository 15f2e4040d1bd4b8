//! The question whether time counts in which the program stood still.

use ratatui::text::{Line, Text};

use super::{Cmd, Pane, Scene};
use crate::{
    domain::series::LEFT_OPEN_S,
    tui::{
        keymap::{Action, Scope},
        ui::Flow,
    },
};

/// Longest gap that can count: a clock that was set wrong must not fill the minutes with years.
const LONGEST_S: u32 = 7 * 24 * 3600;

const QUESTION: &str = "Does that time count for this meeting? y counts it, n or Enter leaves it out.";
const TOO_LONG: &str = "That is too long to count. Is the clock of this computer right? n or Enter leaves it out.";

/// A gap of so many seconds.
pub struct Gap {
    seconds: u32,
}

impl Gap {
    /// Asks about a gap of so many seconds.
    pub fn new(seconds: u32) -> Self {
        Self { seconds }
    }

    /// Whether the gap can be a part of a meeting at all.
    fn may_count(&self) -> bool {
        self.seconds <= LONGEST_S
    }

    /// Whether the meeting was rather forgotten than interrupted.
    fn is_left_open(&self) -> bool {
        self.seconds >= LEFT_OPEN_S
    }
}

impl Pane for Gap {
    fn handle(&mut self, action: Action, _scene: &Scene) -> Cmd {
        match action {
            Action::Yes if self.may_count() => Cmd::CountGap(true),
            Action::Yes => Cmd::Say("more than a week is no part of a meeting; n leaves it out".to_owned()),
            Action::CloseLeft if self.is_left_open() => Cmd::CloseLeft,
            Action::No | Action::Accept | Action::Back => Cmd::CountGap(false),
            _ => Cmd::None,
        }
    }

    fn scope(&self) -> Scope {
        Scope::QUESTION
    }

    fn word(&self, action: Action, _scene: &Scene) -> Option<&'static str> {
        match action {
            Action::Yes if self.may_count() => Some("count it"),
            Action::No => Some("do not count it"),
            Action::Accept => Some("do not count it"),
            Action::CloseLeft if self.is_left_open() => Some("go to the close"),
            _ => None,
        }
    }

    fn render(&self, _scene: &Scene, flow: &mut Flow) {
        let look = flow.look();
        let long = if self.seconds < 120 {
            format!("{} seconds", self.seconds)
        } else if self.seconds < 7200 {
            format!("{} minutes", self.seconds / 60)
        } else {
            format!("{} h {} min", self.seconds / 3600, self.seconds / 60 % 60)
        };
        flow.line(Line::styled(format!("The clock stood still for {long}."), look.strong()));
        flow.gap();
        flow.text(Text::raw(if self.may_count() { QUESTION } else { TOO_LONG }), 3);
        if self.is_left_open() {
            flow.gap();
            flow.text(Text::raw("Was the meeting left open? c leaves the time out and goes to the close."), 3);
        }
    }
}
