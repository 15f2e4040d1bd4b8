//! Opening: who is here, who facilitates, who starts today and why.

use ratatui::text::{Line, Span};

use crate::{
    domain::{
        Change, TeamId, capture,
        meeting::{Attendance, Person},
        prompt,
    },
    tui::{
        keymap::{Action, Scope},
        screens::{Cmd, Pane, Scene},
        ui::{Flow, TextField, list},
    },
};

/// The roll call.
pub(super) struct Opening {
    selected: usize,
    name: TextField,
}

/// A row of the roll call.
enum Row<'a> {
    Team(&'a TeamId),
    Person(&'a TeamId, &'a Person),
}

impl Opening {
    pub(super) fn new(scene: &Scene, memory: usize) -> Self {
        // The first person is what Space is for; a team without people is the first that names are typed for.
        let is_person = matches!(rows(scene).get(1), Some(Row::Person(..)));
        let selected = if memory == 0 { usize::from(is_person) } else { memory - 1 };
        Self { selected: selected.min(rows(scene).len() - 1), name: scene.field("guest") }
    }

    fn accept(&self, scene: &Scene) -> Cmd {
        let name = self.name.text().split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            return Cmd::NextItem;
        }
        let team = self.team(scene);
        let known = scene.meeting.people().any(|person| person == name);
        if known {
            return Cmd::Say(format!("{name} is on the list"));
        }
        let has_roster = scene.agenda.team(&team).is_some_and(|plan| !plan.members.is_empty());
        let attendance = if has_roster { Attendance::Guest } else { Attendance::Present };
        Cmd::Record(Change::Attend { team, name, attendance }, vec![self.name.name().to_owned()])
    }

    /// The team of the selected row.
    fn team(&self, scene: &Scene) -> TeamId {
        match rows(scene).get(self.selected) {
            Some(Row::Team(team) | Row::Person(team, _)) => (*team).clone(),
            None => scene.meeting.first_team.clone(),
        }
    }

    fn toggle(&self, scene: &Scene) -> Cmd {
        let change = match rows(scene).get(self.selected) {
            Some(Row::Team(team)) => Change::StartWith((*team).clone()),
            Some(Row::Person(team, person)) => Change::Attend {
                team: (*team).clone(),
                name: person.name.clone(),
                attendance: after(person.attendance, is_guest(scene, team, person)),
            },
            None => return Cmd::None,
        };
        Cmd::Record(change, Vec::new())
    }

    fn facilitate(&self, scene: &Scene) -> Cmd {
        match rows(scene).get(self.selected) {
            Some(Row::Person(_, person)) => Cmd::Record(Change::Facilitate(Some(person.name.clone())), Vec::new()),
            Some(Row::Team(_)) | None => Cmd::Say("select the person who facilitates first".to_owned()),
        }
    }
}

impl Pane for Opening {
    fn handle(&mut self, action: Action, scene: &Scene) -> Cmd {
        let len = rows(scene).len();
        match action {
            Action::Accept => return self.accept(scene),
            Action::Toggle => return self.toggle(scene),
            Action::Facilitate => return self.facilitate(scene),
            Action::Up => self.selected = list::step(self.selected, -1, len),
            Action::Down => self.selected = list::step(self.selected, 1, len),
            Action::NextField => {
                let next = scene.meeting.teams.iter().position(|team| team.id == self.team(scene)).unwrap_or(0) + 1;
                let team = &scene.meeting.teams[next % scene.meeting.teams.len()].id;
                let at = rows(scene).iter().position(|row| matches!(row, Row::Team(id) if *id == team));
                self.selected = at.unwrap_or(0);
            }
            _ => {}
        }
        Cmd::None
    }

    fn field(&self) -> Option<&TextField> {
        Some(&self.name)
    }

    fn field_mut(&mut self) -> Option<&mut TextField> {
        Some(&mut self.name)
    }

    fn scope(&self) -> Scope {
        Scope::OPENING.and(Scope::LIST)
    }

    fn word(&self, action: Action, scene: &Scene) -> Option<&'static str> {
        match action {
            Action::Accept if self.name.is_empty() => Some("go on"),
            Action::Accept => Some("add to the list"),
            Action::Toggle if !self.name.is_empty() => None,
            Action::Toggle => match rows(scene).get(self.selected)? {
                Row::Team(team) => Some("starts today").filter(|_| **team != scene.meeting.first_team),
                Row::Person(..) => Some("here, late, absent"),
            },
            Action::Facilitate => match rows(scene).get(self.selected)? {
                Row::Team(_) => None,
                Row::Person(..) => Some("facilitates"),
            },
            Action::NextField => Some("team"),
            _ => None,
        }
    }

    fn memory(&self) -> usize {
        self.selected + 1
    }

    fn render(&self, scene: &Scene, flow: &mut Flow) {
        let look = flow.look();
        let meeting = scene.meeting;
        let item = meeting.item();
        let names = |index: usize| meeting.teams.get(index).map_or("", |team| team.name.as_str());
        let question = item.map(|item| prompt::question(item, "opening", names(0), names(1))).unwrap_or_default();
        flow.gap();
        flow.line(Line::styled(question, look.strong()));
        let (usual, reason) = scene.start;
        let why = if meeting.first_team == *usual { reason.words() } else { "as chosen today" };
        let starts = format!(" starts today: {why}.");
        let starts = Line::from(vec![scene.badge(&meeting.first_team, look), Span::raw(starts)]);
        flow.text(starts, 2);
        flow.gap();
        let warnings: Vec<_> = meeting.teams.iter().filter(|team| !team.is_present()).collect();
        let below = 3 + u16::try_from(warnings.len()).unwrap_or(0);
        self.render_rows(scene, flow, below);
        for team in warnings {
            flow.line(Line::styled(format!("Nobody of {} is here.", team.name), look.alarm()));
        }
        flow.gap();
        let team = self.team(scene);
        let half = capture::half_name(self.name.before_caret()).is_some();
        let hint = if half { "Type the name alone." } else { "Somebody else is here? Type the name, for " };
        let mut hint = vec![Span::styled(hint, look.quiet())];
        if !half {
            hint.push(scene.team(&team, look));
        }
        if flow.rows() > 1 {
            flow.line(Line::from(hint));
        }
        flow.field(&self.name, 1, 0);
    }
}

impl Opening {
    fn render_rows(&self, scene: &Scene, flow: &mut Flow, below: u16) {
        let look = flow.look();
        let rows = rows(scene);
        let room = flow.rows().saturating_sub(below).max(1).min(rows.len() as u16);
        // A list that goes on says so in its last row.
        let room = if usize::from(room) < rows.len() { room.saturating_sub(1).max(1) } else { room };
        let first = list::window(self.selected, rows.len(), usize::from(room));
        for (index, row) in rows.iter().enumerate().skip(first).take(usize::from(room)) {
            let cursor = if index == self.selected { look.pick("▸ ", "> ") } else { "  " };
            let mut spans = vec![Span::styled(cursor, look.strong())];
            match row {
                Row::Team(team) => {
                    spans.push(scene.team(team, look));
                    if scene.meeting.team(team).is_some_and(|team| team.people.is_empty()) {
                        spans.push(Span::styled("  nobody on the list yet, type the names", look.quiet()));
                    }
                }
                Row::Person(_, person) => {
                    let mark = match person.attendance {
                        Attendance::Present | Attendance::Guest => look.pick("✓", "x"),
                        Attendance::Late => look.pick("◷", "~"),
                        Attendance::Absent => look.pick("–", "-"),
                    };
                    let attendance = person.attendance.words();
                    let style = if person.attendance == Attendance::Absent { look.quiet() } else { look.strong() };
                    spans.push(Span::raw(format!("  {mark} ")));
                    spans.push(Span::styled(format!("{:<24}", person.name), style));
                    spans.push(Span::styled(format!(" {attendance}"), look.quiet()));
                    if scene.meeting.facilitator.as_ref() == Some(&person.name) {
                        spans.push(Span::styled(format!("{}facilitates", look.dot()), look.quiet()));
                    }
                }
            }
            flow.line(Line::from(spans));
        }
        let shown = usize::from(room);
        if shown < rows.len() {
            let text = format!("{} {} more on the list", look.pick("↑↓", "^v"), rows.len() - shown);
            flow.line(Line::styled(text, look.quiet()));
        }
    }
}

fn rows<'a>(scene: &Scene<'a>) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    for team in &scene.meeting.teams {
        rows.push(Row::Team(&team.id));
        rows.extend(team.people.iter().map(|person| Row::Person(&team.id, person)));
    }
    rows
}

/// Whether the person came as a guest: not on the roster of a team that has one.
fn is_guest(scene: &Scene, team: &TeamId, person: &Person) -> bool {
    let roster = scene.agenda.team(team).map_or(&[][..], |plan| &plan.members);
    !roster.is_empty() && !roster.contains(&person.name)
}

fn after(attendance: Attendance, is_guest: bool) -> Attendance {
    match attendance {
        Attendance::Present | Attendance::Guest => Attendance::Late,
        Attendance::Late => Attendance::Absent,
        Attendance::Absent if is_guest => Attendance::Guest,
        Attendance::Absent => Attendance::Present,
    }
}
