//! Home: the series, its last meetings, and what to do now.

use jiff::{Zoned, civil::Date};
use ratatui::text::{Line, Span, Text};

use super::{Cmd, day};
use crate::{
    domain::{
        Agenda, Stamp,
        meeting::State,
        series::{Series, Summary},
    },
    tui::{
        keymap::{Action, Scope},
        ui::{Flow, list},
    },
};

/// Why an agenda cannot be edited.
pub const AGENDA_DAMAGED: &str = "agenda.json cannot be read; mend it first";

/// What is known of a series.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The folder.
    pub name: String,
    /// Its agenda.
    pub agenda: Agenda,
    /// Its meetings; `None` while they are read.
    pub series: Option<Series>,
    /// Other series in the data folder.
    pub others: Vec<String>,
    /// What is wrong with its files, a line each.
    pub broken: Vec<String>,
    /// Whether its agenda cannot be read: then another one stands in for it, which must not be written over it.
    pub is_agenda_damaged: bool,
    /// The agendas of the lengths that a new series can have, at least one.
    pub lengths: Vec<Agenda>,
}

/// The menu and what it is about.
#[derive(Clone, Debug)]
pub struct Home {
    shown: Shown,
    selected: usize,
}

impl Home {
    /// The home screen of a series.
    pub fn new(shown: Shown) -> Self {
        Self { shown, selected: 0 }
    }

    /// What is shown.
    pub fn shown(&self) -> &Shown {
        &self.shown
    }

    /// Shows a series that was read, the same row selected.
    pub fn show(&mut self, shown: Shown) {
        if self.shown.series.is_none() || self.shown.name != shown.name {
            self.selected = 0;
        }
        self.shown = shown;
    }

    /// The marks of this place.
    pub fn scope(&self) -> Scope {
        Scope::CHOICE.and(Scope::LIST)
    }

    /// The word for what an action does here.
    pub fn word(&self, action: Action) -> Option<&'static str> {
        (action == Action::Accept).then_some("choose")
    }

    /// Answers an action.
    pub fn handle(&mut self, action: Action, clock: &Zoned) -> Cmd {
        let rows = self.rows(clock);
        match action {
            Action::Accept => return rows.into_iter().nth(self.selected).map_or(Cmd::None, |(_, cmd)| cmd),
            Action::Up => self.selected = list::step(self.selected, -1, rows.len()),
            Action::Down => self.selected = list::step(self.selected, 1, rows.len()),
            Action::First => self.selected = 0,
            Action::Last => self.selected = rows.len() - 1,
            _ => {}
        }
        Cmd::None
    }

    fn rows(&self, clock: &Zoned) -> Vec<(String, Cmd)> {
        let mut rows = Vec::new();
        match &self.shown.series {
            None => rows.push(("Reading the minutes".to_owned(), Cmd::None)),
            Some(series) => match series.running() {
                Some(running) => {
                    rows.push((format!("Resume meeting {}", running.number), Cmd::Resume));
                    rows.extend(left_open(running, clock).map(|text| (text, Cmd::CloseLeft)));
                }
                None if series.meetings.is_empty() => {
                    rows.push(("Start your first meeting".to_owned(), Cmd::Start));
                    rows.push(("Set up your teams".to_owned(), Cmd::SetUp));
                }
                None => rows.push((format!("Start meeting {}", series.next_number()), Cmd::Start)),
            },
        }
        let damaged = || Cmd::Say(AGENDA_DAMAGED.to_owned());
        let edit = if self.shown.is_agenda_damaged { damaged() } else { Cmd::EditAgenda };
        rows.push(("Agenda".to_owned(), edit));
        if self.shown.series.as_ref().is_some_and(|series| !series.meetings.is_empty()) {
            rows.push(("Set up other teams".to_owned(), Cmd::SetUp));
        }
        rows.extend(self.shown.others.iter().map(|name| (format!("Go to {name}"), Cmd::Switch(name.clone()))));
        rows.push(("Quit".to_owned(), Cmd::Quit));
        rows
    }

    /// Draws it.
    pub fn render(&self, clock: &Zoned, flow: &mut Flow) {
        let look = flow.look();
        flow.gap();
        let mut title = vec![Span::styled(self.shown.agenda.title.clone(), look.strong())];
        for (index, team) in self.shown.agenda.teams.iter().enumerate() {
            title.push(Span::raw("   "));
            title.push(Span::styled(format!("{} {}", look.mark(index), team.name), look.team(index)));
        }
        flow.line(Line::from(title));
        self.render_state(clock.date(), flow);
        flow.gap();
        for (index, (text, _)) in self.rows(clock).into_iter().enumerate() {
            let cursor = if index == self.selected { look.pick("▸ ", "> ") } else { "  " };
            let style = if index == self.selected {
                look.selected().patch(look.strong())
            } else {
                ratatui::style::Style::new()
            };
            flow.line(Line::from(vec![Span::raw(cursor), Span::styled(format!(" {text} "), style)]));
        }
        flow.gap();
        self.render_meetings(clock.date(), flow);
        for line in &self.shown.broken {
            flow.text(Text::styled(line.clone(), look.alarm()), 2);
        }
    }

    fn render_state(&self, today: Date, flow: &mut Flow) {
        let look = flow.look();
        let Some(series) = &self.shown.series else {
            return;
        };
        if series.meetings.is_empty() {
            let text = "Two teams, one meeting: each brings a problem, the other answers with help. \
                        Everybody leaves with the same minutes.";
            flow.text(Text::styled(text, look.quiet()), 3);
            return;
        }
        let mut state = Vec::new();
        if let Some(next) = series.planned() {
            let late = if next.at.date() < today { "was due" } else { "is due" };
            state.push(format!(
                "The next meeting {late} {}",
                day(next.at.date(), Date::MIN.max(today.min(next.at.date())))
            ));
        }
        if series.running().is_none() {
            let (first, reason) = series.first_team(&self.shown.agenda);
            let name = self.shown.agenda.team(&first).map_or("", |team| &team.name);
            state.push(format!("{name} starts: {}", reason.words()));
        }
        let open = series.open_actions.len();
        let overdue = series.open_actions.iter().filter(|action| action.due.is_some_and(|due| due < today)).count();
        if open > 0 {
            let overdue = if overdue > 0 { format!(", {overdue} overdue") } else { String::new() };
            state.push(format!("{open} open promise{}{overdue}", if open == 1 { "" } else { "s" }));
        }
        for line in state {
            flow.line(Line::styled(line, look.quiet()));
        }
    }

    fn render_meetings(&self, today: Date, flow: &mut Flow) {
        let look = flow.look();
        let Some(series) = self.shown.series.as_ref().filter(|series| !series.meetings.is_empty()) else { return };
        flow.line(Line::styled("Last meetings", look.strong()));
        let room = usize::from(flow.rows()).saturating_sub(self.shown.broken.len());
        for meeting in series.meetings.iter().rev().take(room.min(12)) {
            let state = match meeting.state {
                State::Running => format!("{}still running", look.dot()),
                State::Closed => String::new(),
            };
            let date = meeting.started_at.date();
            let date = format!("{:>4}  {}", meeting.number, day(date, date.min(today)));
            let counts = format!("   {} turns, {} promises{state}", meeting.turns, meeting.actions);
            flow.line(Line::from(vec![Span::raw(date), Span::styled(counts, look.quiet())]));
        }
    }
}

/// Offers to close a meeting that was left open.
fn left_open(running: &Summary, clock: &Zoned) -> Option<String> {
    let since = running.left_open_since(&Stamp::new(clock))?.zoned().with_time_zone(clock.time_zone().clone());
    let (day, time) = (day(since.date(), since.date()), since.strftime("%H:%M"));
    Some(format!("Close meeting {} (left open since {day} {time})", running.number))
}
