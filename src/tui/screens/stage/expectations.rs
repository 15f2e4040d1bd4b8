//! Expectations: team by team what it is to accomplish and what it can carry, and what the two make of each other.

use ratatui::text::{Line, Span};

use crate::{
    domain::{
        Change, TeamId, capture,
        change::NewExpectation,
        meeting::{Expectation, ExpectationKind},
        quantity::Quantity,
    },
    tui::{
        keymap::Action,
        screens::{
            Cmd, Pane, Scene, complete, day,
            stage::{
                check::{self, Check},
                question, render_next, render_question, render_whose,
            },
        },
        ui::{Flow, Look, TextField, choice},
    },
};

/// The word behind which a line says what it rests on.
const ASSUMING: &str = "assuming";

/// A line of the team that is asked.
pub(super) struct Expectations {
    team: TeamId,
    kind: ExpectationKind,
    line: TextField,
}

impl Expectations {
    pub(super) fn new(scene: &Scene) -> Self {
        let chosen = scene.meeting.teams.iter().find(|team| team.id.as_str() == scene.choice("team"));
        let first = || scene.meeting.turn_order().next().unwrap_or(&scene.meeting.first_team);
        Self::of(scene, chosen.map_or_else(first, |team| &team.id))
    }

    fn of(scene: &Scene, team: &TeamId) -> Self {
        let chosen = scene.choice(&kind_name(team));
        let kind = ExpectationKind::ALL.iter().find(|kind| kind.words() == chosen);
        let kind = kind.copied().unwrap_or_else(|| offered(scene, team));
        Self { team: team.clone(), kind, line: scene.field(team.as_str()) }
    }

    fn accept(&mut self, scene: &Scene) -> Cmd {
        let text = self.line.text();
        if text.trim().is_empty() {
            return self.neighbour(scene, 1).map_or(Cmd::NextItem, |team| self.show(scene, &team));
        }
        let fields = vec![self.line.name().to_owned(), scene.choice_name(&kind_name(&self.team))];
        Cmd::Record(Change::Expect(self.expectation()), fields)
    }

    /// Completes a name, or else chooses the other kind.
    fn choose(&mut self, scene: &Scene, step: isize) -> Cmd {
        if step > 0
            && let Some(cmd) = complete(&mut self.line, scene)
        {
            return cmd;
        }
        self.kind = choice::next(ExpectationKind::ALL, self.kind, step);
        Cmd::Choose(scene.choice_name(&kind_name(&self.team)), self.kind.words().to_owned())
    }

    fn show(&mut self, scene: &Scene, team: &TeamId) -> Cmd {
        *self = Self::of(scene, team);
        Cmd::Choose(scene.choice_name("team"), team.to_string())
    }

    /// The team that is asked `step` teams later.
    fn neighbour(&self, scene: &Scene, step: isize) -> Option<TeamId> {
        let at = scene.meeting.turn_order().position(|team| *team == self.team)?;
        scene.meeting.turn_order().nth(at.checked_add_signed(step)?).cloned()
    }

    /// The half-typed line as it would be recorded.
    fn expectation(&self) -> NewExpectation {
        let (text, assumption) = capture::split_at_word(&self.line.text(), ASSUMING);
        NewExpectation { team: self.team.clone(), kind: self.kind, text, assumption }
    }
}

impl Pane for Expectations {
    fn handle(&mut self, action: Action, scene: &Scene) -> Cmd {
        match action {
            Action::Accept => self.accept(scene),
            Action::NextField => self.choose(scene, 1),
            Action::PrevField => self.choose(scene, -1),
            Action::Back => self.neighbour(scene, -1).map_or(Cmd::None, |team| self.show(scene, &team)),
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
            Action::Accept if !self.line.text().trim().is_empty() => Some("record"),
            Action::Accept if self.neighbour(scene, 1).is_some() => Some("next team"),
            Action::Accept => Some("next item"),
            Action::NextField => Some("target, limit"),
            Action::Back => self.neighbour(scene, -1).map(|_| "team before"),
            _ => None,
        }
    }

    fn render(&self, scene: &Scene, flow: &mut Flow) {
        let look = flow.look();
        flow.line(Line::styled(self.place(scene, look), look.quiet()));
        flow.gap();
        render_whose(scene, &self.team, flow);
        let other = scene.meeting.answering(&self.team).next().unwrap_or(&self.team);
        render_question(question(scene, self.kind.words(), &self.team, other), flow);
        flow.gap();
        let check = Check::of(&scene.after(Change::Expect(self.expectation())));
        let chips = self.chips(look);
        let chip_rows = check::rows(&chips, flow.columns());
        // Choice, field and chips, and three rows of space where there is room for space.
        let below = 4 + chip_rows + if flow.is_roomy() { 3 } else { 0 };
        let room = flow.rows().saturating_sub(below);
        let for_check = check.share(room, scene.meeting.expectations.len(), flow.columns());
        render_stated(scene, usize::from(room - for_check), flow);
        let chosen = ExpectationKind::ALL.iter().position(|kind| *kind == self.kind).unwrap_or(0);
        flow.line(choice::line(ExpectationKind::ALL.iter().map(|kind| kind.words()), chosen, look));
        flow.field(&self.line, 3, chip_rows + for_check.min(1));
        flow.text(chips, 2);
        flow.gap();
        check.render(flow.rows().min(for_check), flow);
        if let Some(team) = self.neighbour(scene, 1) {
            render_next(scene, &team, "says what it expects.", flow);
        }
    }
}

impl Expectations {
    fn place(&self, scene: &Scene, look: Look) -> String {
        let at = scene.meeting.turn_order().position(|team| *team == self.team).unwrap_or(0) + 1;
        let until = scene.next_date().map_or("the next meeting".to_owned(), |date| day(date, scene.clock.date()));
        format!("Team {at} of {}{}until {until}", scene.meeting.teams.len(), look.dot())
    }

    /// What was understood of the half-typed line.
    fn chips(&self, look: Look) -> Line<'static> {
        let NewExpectation { text, assumption, .. } = self.expectation();
        if self.line.is_empty() {
            let example = format!("for example: 12 installs in May {ASSUMING}: nobody is ill");
            return Line::styled(example, look.quiet());
        }
        let (value, counts) = check::understood(Quantity::find(&text).as_ref(), &text);
        let kind = match self.kind {
            ExpectationKind::Target => "Target",
            ExpectationKind::Limit => "Limit",
        };
        let assumption = assumption.map(|words| ("Assuming", words.replace('\n', " "), true));
        check::chip_line([(kind, value, counts)].into_iter().chain(assumption).collect(), look)
    }
}

fn kind_name(team: &TeamId) -> String {
    format!("{team}.kind")
}

/// The kind that is asked of a team first: what it can carry, of one that delivers; then the one that is missing.
fn offered(scene: &Scene, team: &TeamId) -> ExpectationKind {
    let delivers = scene.meeting.team(team).is_some_and(|team| team.delivers);
    let usual = (ExpectationKind::Target, ExpectationKind::Limit);
    let (first, second) = if delivers { (usual.1, usual.0) } else { usual };
    let has = |kind| scene.meeting.expectations.iter().any(|stated| stated.team == *team && stated.kind == kind);
    if has(first) && !has(second) { second } else { first }
}

/// What the teams stated so far, the last ones where there is no room for all.
fn render_stated(scene: &Scene, room: usize, flow: &mut Flow) {
    let stated = &scene.meeting.expectations;
    for expectation in stated.iter().skip(stated.len().saturating_sub(room)) {
        flow.text(stated_line(scene, expectation, flow.look()), 1);
    }
}

fn stated_line(scene: &Scene, expectation: &Expectation, look: Look) -> Line<'static> {
    let mut spans = vec![
        scene.team(&expectation.team, look),
        Span::styled(format!(" {}: ", expectation.kind.words()), look.quiet()),
        Span::raw(expectation.text.replace('\n', " ")),
    ];
    if let Some(assumption) = &expectation.assumption {
        spans.push(Span::styled(format!("{}{ASSUMING} ", look.dot()), look.quiet()));
        spans.push(Span::raw(assumption.replace('\n', " ")));
    }
    Line::from(spans)
}
