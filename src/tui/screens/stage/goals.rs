//! Goals: how far the open ones are, one after the other, then new ones for the business and for each other.

mod fresh;
mod progress;

use ratatui::text::{Line, Span};

use crate::{
    domain::past::PastGoal,
    tui::{
        keymap::Action,
        screens::{Cmd, Pane, Scene},
        ui::{Flow, TextField},
    },
};

use fresh::Fresh;
use progress::Progress;

/// Name of the choice that says how many open goals are done with, whether or not there was news; `back` stands before
/// the number while somebody looks at one again.
const FROM: &str = "from";

/// The step that is due.
pub(super) struct Goals {
    step: Step,
}

#[expect(clippy::large_enum_variant, reason = "there is one step at a time")]
enum Step {
    /// How far an open goal is.
    Progress(Progress),
    /// A new goal.
    Fresh(Fresh),
}

impl Goals {
    pub(super) fn new(scene: &Scene) -> Self {
        let from = scene.choice(FROM);
        match from.strip_prefix("back ") {
            Some(index) => Self::at(scene, index.parse().unwrap_or(0)),
            None => Self::due(scene, from.parse().unwrap_or(0)),
        }
    }

    /// The first of the open goals from `from` on of which nothing is recorded today, or else a new goal.
    fn due(scene: &Scene, from: usize) -> Self {
        let open: Vec<&PastGoal> = scene.past.open_goals().collect();
        let is_due = |index: &usize| scene.meeting.progress_of(&open[*index].of).is_none();
        Self::at(scene, (from..open.len()).find(is_due).unwrap_or(open.len()))
    }

    fn at(scene: &Scene, index: usize) -> Self {
        let goal = scene.past.open_goals().nth(index);
        let step = goal.map(|goal| Step::Progress(Progress::new(scene, index, goal)));
        Self { step: step.unwrap_or_else(|| Step::Fresh(Fresh::new(scene))) }
    }

    /// The open goal before this step, if there is one.
    fn before(&self, scene: &Scene) -> Option<usize> {
        match &self.step {
            Step::Progress(progress) => progress.index().checked_sub(1),
            Step::Fresh(_) => scene.past.open_goals().count().checked_sub(1),
        }
    }

    fn back(&mut self, scene: &Scene) -> Cmd {
        let Some(index) = self.before(scene) else { return Cmd::None };
        *self = Self::at(scene, index);
        Cmd::Choose(scene.choice_name(FROM), format!("back {index}"))
    }

    /// Leaves a goal as it is.
    fn go_on(&mut self, scene: &Scene, done: usize) -> Cmd {
        *self = Self::due(scene, done);
        Cmd::Choose(scene.choice_name(FROM), done.to_string())
    }

    fn step(&self) -> &dyn Pane {
        match &self.step {
            Step::Progress(progress) => progress,
            Step::Fresh(fresh) => fresh,
        }
    }

    fn step_mut(&mut self) -> &mut dyn Pane {
        match &mut self.step {
            Step::Progress(progress) => progress,
            Step::Fresh(fresh) => fresh,
        }
    }
}

impl Pane for Goals {
    fn handle(&mut self, action: Action, scene: &Scene) -> Cmd {
        match (action, &self.step) {
            (Action::Back, _) => self.back(scene),
            (Action::Accept, Step::Progress(progress)) if !progress.has_news() => {
                let done = progress.index() + 1;
                self.go_on(scene, done)
            }
            _ => self.step_mut().handle(action, scene),
        }
    }

    fn field(&self) -> Option<&TextField> {
        self.step().field()
    }

    fn field_mut(&mut self) -> Option<&mut TextField> {
        self.step_mut().field_mut()
    }

    fn word(&self, action: Action, scene: &Scene) -> Option<&'static str> {
        match action {
            Action::Back => self.before(scene).map(|_| "goal before"),
            _ => self.step().word(action, scene),
        }
    }

    fn render(&self, scene: &Scene, flow: &mut Flow) {
        self.render_steps(scene, flow);
        self.step().render(scene, flow);
    }
}

impl Goals {
    /// Where we are: the open goals one by one, then new ones.
    fn render_steps(&self, scene: &Scene, flow: &mut Flow) {
        let look = flow.look();
        let open = scene.past.open_goals().count();
        let (done, now, later) = (look.pick("✓", "x"), look.pick("●", "*"), look.pick("○", "o"));
        let (quiet, strong) = (look.quiet(), look.strong());
        let spans = match &self.step {
            Step::Progress(progress) => vec![
                Span::styled(format!("{now} Goal {} of {open}  ", progress.index() + 1), strong),
                Span::styled(format!("{later} New goals"), quiet),
            ],
            Step::Fresh(_) if open == 0 => vec![Span::styled(format!("{now} New goals"), strong)],
            Step::Fresh(_) => vec![
                Span::styled(format!("{done} Goals so far  "), quiet),
                Span::styled(format!("{now} New goals"), strong),
            ],
        };
        flow.line(Line::from(spans));
    }
}
