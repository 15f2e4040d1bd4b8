//! Setting up a series: two teams and the people who usually come.

use ratatui::text::{Line, Span};

use super::Cmd;
use crate::{
    domain::{
        Agenda,
        agenda::TeamPlan,
        ids::{TeamId, slug},
    },
    tui::{
        keymap::{Action, Scope},
        ui::{Flow, TextField, list},
    },
};

/// Four fields, asked one after the other.
#[derive(Clone, Debug)]
pub struct Setup {
    agenda: Agenda,
    fields: [TextField; 4],
    at: usize,
}

const ASKED: [&str; 4] =
    ["First team", "Its people, with commas between", "Second team", "Its people, with commas between"];

impl Setup {
    /// Asks for the teams of a series with this agenda.
    pub fn new(agenda: Agenda) -> Self {
        let field = |name: &str| TextField::with_text(format!("setup.{name}"), "");
        let fields = [field("team1"), field("people1"), field("team2"), field("people2")];
        Self { agenda, fields, at: 0 }
    }

    /// The field that is typed in.
    pub fn field_mut(&mut self) -> &mut TextField {
        &mut self.fields[self.at]
    }

    /// The marks of this place beyond those of its field.
    pub fn scope(&self) -> Scope {
        Scope::LIST
    }

    /// The word for what an action does here.
    pub fn word(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Accept if self.at == 3 => Some("that is all"),
            Action::Accept => Some("next"),
            Action::NextField => Some("next field"),
            Action::Back => Some("back"),
            _ => None,
        }
    }

    /// Answers an action.
    pub fn handle(&mut self, action: Action) -> Cmd {
        match action {
            Action::Accept if self.at == 3 => return self.found(),
            Action::Accept | Action::NextField | Action::Down => self.at = list::step(self.at, 1, 4),
            Action::PrevField | Action::Up => self.at = list::step(self.at, -1, 4),
            Action::Back => return Cmd::Home,
            _ => {}
        }
        Cmd::None
    }

    fn found(&self) -> Cmd {
        let text = |index: usize| self.fields[index].text().split_whitespace().collect::<Vec<_>>().join(" ");
        let default = |index: usize| self.agenda.teams.get(index).map_or(String::new(), |team| team.name.clone());
        let name =
            |field: usize, index: usize| Some(text(field)).filter(|name| !name.is_empty()).unwrap_or(default(index));
        let names = [name(0, 0), name(2, 1)];
        let team = |index: usize, people: usize| TeamPlan {
            id: TeamId::from(slug(&names[index])),
            name: names[index].clone(),
            delivers: index == 1,
            members: people_of(&self.fields[people].text()),
        };
        let title = format!("{} & {}", names[0], names[1]);
        let mut agenda = self.agenda.clone();
        match agenda.rename_teams(title, vec![team(0, 1), team(1, 3)]) {
            Ok(()) => Cmd::Found(Box::new(agenda)),
            Err(fault) => Cmd::Say(fault.to_string()),
        }
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
                let default = self.agenda.teams.get(team).map_or("", |team| &team.name);
                label.push(Span::styled(format!(" (empty: {default})"), look.quiet()));
            }
            if is_here {
                flow.line(Line::from(label));
                flow.field(field, 3, 4);
            } else {
                label.push(Span::raw(format!("  {}", field.text().replace('\n', ", "))));
                flow.line(Line::from(label));
            }
        }
    }
}

/// Names with commas or line breaks between, each once.
fn people_of(text: &str) -> Vec<String> {
    let mut people: Vec<String> = Vec::new();
    for name in text.split([',', ';', '\n']).map(|name| name.split_whitespace().collect::<Vec<_>>().join(" ")) {
        if !name.is_empty() && !people.contains(&name) {
            people.push(name);
        }
    }
    people
}

#[cfg(test)]
mod tests {
    use super::people_of;

    #[test]
    fn people_are_names_with_commas_between() {
        assert_eq!(people_of("Ana  Duarte, Tom;Yuki\nAna Duarte,,"), ["Ana Duarte", "Tom", "Yuki"]);
        assert!(people_of(" ").is_empty());
    }
}
