//! The files that readers get: awaited, written, or why not. Knows no file system.

use ratatui::text::{Line, Text};

use super::Cmd;
use crate::tui::{keymap::Action, ui::Flow};

/// Rows that one path takes at most.
const PATH_ROWS: u16 = 3;

/// What became of the files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Files {
    /// They are being written.
    #[default]
    Awaited,
    /// They are there: their full paths.
    Written(Vec<String>),
    /// Why they are not.
    Failed(String),
}

impl From<Result<Vec<String>, String>> for Files {
    fn from(result: Result<Vec<String>, String>) -> Self {
        result.map_or_else(Self::Failed, Self::Written)
    }
}

impl Files {
    /// Draws them; `failed` says what holds although they are not there.
    pub fn render(&self, failed: &str, flow: &mut Flow) {
        let look = flow.look();
        match self {
            Self::Awaited => flow.line(Line::styled("The files for everybody are being written.", look.quiet())),
            Self::Written(paths) => {
                for path in paths {
                    flow.text(Text::from(format!("For everybody: {path}")), PATH_ROWS);
                }
            }
            Self::Failed(why) => {
                flow.text(Text::styled(format!("NOT WRITTEN: {why}"), look.strong()), PATH_ROWS);
                flow.text(Text::raw(failed), 2);
            }
        }
    }
}

/// The answer to a command that writes files: lies over the screen until it is read.
#[derive(Clone, Debug)]
pub struct Handed {
    /// Whether the words went to the clipboard too.
    is_copied: bool,
    files: Files,
}

impl Handed {
    /// Files that are awaited; `is_copied` when the words go to the clipboard too.
    pub const fn new(is_copied: bool) -> Self {
        Self { is_copied, files: Files::Awaited }
    }

    /// Takes in what became of them.
    pub fn take(&mut self, files: Files) {
        self.files = files;
    }

    /// Answers an action.
    pub fn handle(&self, action: Action) -> Cmd {
        match action {
            Action::Accept | Action::Back => Cmd::Dismiss,
            _ => Cmd::None,
        }
    }

    /// The word for what an action does here.
    pub fn word(&self, action: Action) -> Option<&'static str> {
        (action == Action::Accept).then_some("go on")
    }

    /// Draws it.
    pub fn render(&self, flow: &mut Flow) {
        let title =
            if self.is_copied { "The minutes are copied, as Markdown" } else { "The minutes so far, as a draft" };
        flow.line(Line::styled(title, flow.look().strong()));
        flow.gap();
        if self.is_copied {
            let text = "Paste them where you want. If nothing comes, this terminal keeps its clipboard to itself: take \
                 the file.";
            flow.text(Text::raw(text), 4);
            flow.gap();
        }
        self.files.render("Nothing of the meeting is lost. Try again, or use: turnabout export", flow);
    }
}
