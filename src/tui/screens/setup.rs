//! Setting up a series: two teams, the people who usually come, and how long they meet. Does not know where the agendas
//! of the lengths come from.

use ratatui::text::{Line, Span};
use serde::{Deserialize, Serialize};

use super::Cmd;
use crate::{
    domain::{
        Agenda, TeamId,
        agenda::{self, TeamPlan},
    },
    tui::{
        keymap::{Action, Scope},
        ui::{Flow, TextField, list},
    },
};

/// What was typed and chosen so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Typed {
    fields: [String; 4],
    length: usize,
    /// Which one is asked for.
    at: usize,
}

/// Four fields and a choice, asked one after the other.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The agendas of the lengths that are offered, at least one.
    lengths: Vec<Agenda>,
    length: usize,
    fields: [TextField; 4],
    at: usize,
}

const ASKED: [&str; 4] = [
    "First team",
    "Its people, with commas between",
    "Second team, the one that delivers",
    "Its people, with commas between",
];
/// Place of the choice after the fields.
const LENGTH: usize = ASKED.len();

impl Setup {
    /// Asks for the teams of a series with one of these agendas, of which there is at least one; the first is offered.
    pub fn new(lengths: Vec<Agenda>) -> Self {
        let field = |name: &str| TextField::with_text(format!("setup.{name}"), "");
        let fields = [field("team1"), field("people1"), field("team2"), field("people2")];
        Self { lengths, length: 0, fields, at: 0 }
    }

    /// Goes on with what was typed before, unless something is typed here.
    pub fn resume(&mut self, typed: &Typed) {
        if self.typed().is_some() {
            return;
        }
        for (field, text) in self.fields.iter_mut().zip(&typed.fields) {
            *field = TextField::with_text(field.name().to_owned(), text);
        }
        self.length = typed.length.min(self.lengths.len() - 1);
        self.at = typed.at.min(LENGTH);
    }

    /// What was typed, `None` when nothing was.
    pub fn typed(&self) -> Option<Typed> {
        let fields = self.fields.each_ref().map(TextField::text);
        let has_words = fields.iter().any(|text| !text.is_empty());
        has_words.then_some(Typed { fields, length: self.length, at: self.at })
    }

    /// The field that is typed in; `None` at the choice.
    pub fn field_mut(&mut self) -> Option<&mut TextField> {
        self.fields.get_mut(self.at)
    }

    /// Whether a field is typed in.
    pub fn has_field(&self) -> bool {
        self.at < LENGTH
    }

    /// The marks of this place beyond those of its field.
    pub fn scope(&self) -> Scope {
        Scope::LIST
    }

    /// The word for what an action does here.
    pub fn word(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Accept if self.at == LENGTH => Some("that is all"),
            Action::Accept => Some("next"),
            Action::Left | Action::Right if self.at == LENGTH && self.lengths.len() > 1 => Some("another length"),
            Action::NextField if self.has_field() => Some("next field"),
            Action::Back => Some("back"),
            _ => None,
        }
    }

    /// Answers an action.
    pub fn handle(&mut self, action: Action) -> Cmd {
        match action {
            Action::Accept if self.at == LENGTH => return self.found(),
            Action::Accept | Action::NextField | Action::Down => self.at = list::step(self.at, 1, LENGTH + 1),
            Action::PrevField | Action::Up => self.at = list::step(self.at, -1, LENGTH + 1),
            Action::Left => self.length = list::step(self.length, -1, self.lengths.len()),
            Action::Right => self.length = list::step(self.length, 1, self.lengths.len()),
            Action::Back => return Cmd::Home,
            _ => {}
        }
        Cmd::None
    }

    fn found(&self) -> Cmd {
        let name = |index: usize| {
            let typed = self.fields[index * 2].text().split_whitespace().collect::<Vec<_>>().join(" ");
            if typed.is_empty() { self.default_name(index).to_owned() } else { typed }
        };
        let mut teams: Vec<TeamPlan> = Vec::new();
        for index in 0..2 {
            let members = agenda::people(&self.fields[index * 2 + 1].text());
            let taken: Vec<TeamId> = teams.iter().map(|team| team.id.clone()).collect();
            let id = TeamId::fresh(&name(index), &taken);
            teams.push(TeamPlan { id, name: name(index), delivers: index == 1, members });
        }
        let mut agenda = self.lengths[self.length].clone();
        match agenda.rename_teams(format!("{} & {}", name(0), name(1)), teams) {
            Ok(()) => Cmd::Found(Box::new(agenda)),
            Err(fault) => Cmd::Say(fault.to_string()),
        }
    }

    /// The name of a team where none is typed.
    fn default_name(&self, index: usize) -> &str {
        self.lengths[self.length].teams.get(index).map_or("", |team| &team.name)
    }

    /// Draws it.
    pub fn render(&self, flow: &mut Flow) {
        let look = flow.look();
        flow.gap();
        flow.line(Line::styled("Which two teams meet?", look.strong()));
        flow.gap();
        for (index, (asked, field)) in ASKED.iter().zip(&self.fields).enumerate() {
            let team = index / 2;
            let is_here = index == self.at;
            let mut label = vec![Span::styled(format!("{} ", look.mark(team)), look.team(team))];
            label.push(Span::styled(*asked, if is_here { look.strong() } else { look.quiet() }));
            if index % 2 == 0 && field.is_empty() {
                label.push(Span::styled(format!(" (empty: {})", self.default_name(team)), look.quiet()));
            }
            if is_here {
                flow.line(Line::from(label));
                // The rows of the fields behind it, and how long a meeting takes.
                flow.field(field, 3, (self.fields.len() - index) as u16);
            } else {
                label.push(Span::raw(format!("  {}", field.text().replace('\n', ", "))));
                flow.line(Line::from(label));
            }
        }
        self.render_length(flow);
    }

    fn render_length(&self, flow: &mut Flow) {
        let look = flow.look();
        let is_here = self.at == LENGTH;
        let style = if is_here { look.strong() } else { look.quiet() };
        let mut spans = vec![Span::styled("  How long a meeting takes  ", style)];
        for (index, agenda) in self.lengths.iter().enumerate() {
            let is_chosen = index == self.length;
            let style = if is_chosen { look.selected().patch(look.strong()) } else { look.quiet() };
            spans.push(Span::styled(format!(" {} min ", agenda.minutes()), style));
        }
        flow.line(Line::from(spans));
    }
}
