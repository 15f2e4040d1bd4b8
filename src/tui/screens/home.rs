//! Home: the series, what comes next, and what to do now. What is said of the series is drawn in a file of its own.

mod state;
mod warnings;

use jiff::Zoned;
use ratatui::{
    style::Style,
    text::{Line, Span},
};

use super::{Cmd, short_day};
use crate::{
    domain::{
        Agenda, Stamp,
        series::{Series, Summary},
    },
    tui::{
        keymap::{Action, Scope},
        ui::{Flow, list},
    },
};

/// Why an agenda cannot be edited.
pub const AGENDA_DAMAGED: &str = "agenda.json cannot be read; mend it first, turnabout doctor says where";

pub use state::may_be_missing;

/// What is known of a series.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The folder.
    pub name: String,
    /// Its agenda.
    pub agenda: Agenda,
    /// Its meetings; `None` while they are read.
    pub series: Option<Series>,
    /// How many minutes there are to read; 0 when that is not known.
    pub files: usize,
    /// Whether it is made up, to look around in.
    pub is_demo: bool,
    /// Other series in the data folder.
    pub others: Vec<String>,
    /// What is wrong with its files, a line each.
    pub broken: Vec<String>,
    /// Ids of the minutes that cannot be read: what was said in them is missing from all that is shown.
    pub missing: Vec<String>,
    /// Whether its agenda cannot be read: then another one stands in for it, which must not be written over it.
    pub is_agenda_damaged: bool,
    /// What is said once when the program starts.
    pub remark: Option<String>,
    /// The agendas of the lengths that a new series can have, at least one.
    pub lengths: Vec<Agenda>,
}

impl Shown {
    /// What is done behind the screen, `None` when everything is read.
    pub fn reading(&self) -> Option<String> {
        let words = match self.files {
            0 => "Reading the minutes …".to_owned(),
            1 => "Reading the minutes of 1 meeting …".to_owned(),
            files => format!("Reading the minutes of {files} meetings …"),
        };
        self.series.is_none().then_some(words)
    }

    /// Whether no meeting was ever begun, as far as is known.
    fn is_new(&self) -> bool {
        self.missing.is_empty() && self.has_none()
    }

    /// Whether no minutes can be read, because there are none or because all are broken.
    fn has_none(&self) -> bool {
        self.series.as_ref().is_some_and(|series| series.meetings.is_empty())
    }
}

/// The menu and what it is about.
#[derive(Clone, Debug)]
pub struct Home {
    shown: Shown,
    selected: usize,
    /// Enter was pressed on the first row before everything was read.
    waits: bool,
}

impl Home {
    /// The home screen of a series.
    pub fn new(shown: Shown) -> Self {
        Self { shown, selected: 0, waits: false }
    }

    /// What is shown.
    pub fn shown(&self) -> &Shown {
        &self.shown
    }

    /// Shows a series that was read, the same row selected; what Enter was pressed for in the meantime is done now.
    pub fn show(&mut self, shown: Shown, clock: &Zoned) -> Cmd {
        let selected = self.rows(clock).into_iter().nth(self.selected).map(|(_, cmd)| cmd);
        let is_same = self.shown.name == shown.name && self.shown.is_demo == shown.is_demo;
        self.shown = shown;
        let mut rows = self.rows(clock);
        let again = rows.iter().position(|(_, cmd)| Some(cmd) == selected.as_ref());
        self.selected = again.filter(|_| is_same).unwrap_or(0);
        if self.shown.series.is_some() && std::mem::take(&mut self.waits) && is_same {
            return rows.swap_remove(0).1;
        }
        Cmd::None
    }

    /// The marks of this place.
    pub fn scope(&self) -> Scope {
        Scope::CHOICE.and(Scope::LIST)
    }

    /// The word for what an action does here.
    pub fn word(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Accept => Some("choose"),
            Action::Back if self.shown.is_demo => Some("leave the demo"),
            _ => None,
        }
    }

    /// Answers an action.
    pub fn handle(&mut self, action: Action, clock: &Zoned) -> Cmd {
        let rows = self.rows(clock);
        self.waits = action == Action::Accept && self.selected == 0 && self.shown.series.is_none();
        match action {
            Action::Accept if self.waits => return Cmd::Say("still reading; the meeting opens after that".to_owned()),
            Action::Accept => return rows.into_iter().nth(self.selected).map_or(Cmd::None, |(_, cmd)| cmd),
            Action::Back if self.shown.is_demo => return Cmd::LeaveDemo,
            Action::Up => self.selected = list::step(self.selected, -1, rows.len()),
            Action::Down => self.selected = list::step(self.selected, 1, rows.len()),
            Action::First => self.selected = 0,
            Action::Last => self.selected = rows.len() - 1,
            _ => {}
        }
        Cmd::None
    }

    /// The menu: the natural next thing first.
    fn rows(&self, clock: &Zoned) -> Vec<(String, Cmd)> {
        let row = |text: &str, cmd: Cmd| (text.to_owned(), cmd);
        let running = self.shown.series.as_ref().and_then(Series::running);
        let mut rows = vec![self.first_row()];
        rows.extend(running.and_then(|running| left_open(running, clock)).map(|text| (text, Cmd::CloseLeft)));
        if self.shown.is_new() && !self.shown.is_demo {
            rows.push(row("Set up your teams", Cmd::SetUp));
            rows.push(row("Look around", Cmd::LookAround));
        } else {
            rows.push(row("Minutes", Cmd::Minutes));
            rows.push(row("Promises", Cmd::Promises));
            rows.push(row("Goals", Cmd::Goals));
        }
        let damaged = || Cmd::Say(AGENDA_DAMAGED.to_owned());
        rows.push(row("Agenda", if self.shown.is_agenda_damaged { damaged() } else { Cmd::EditAgenda }));
        if self.shown.is_demo {
            rows.push(row("Leave the demo", Cmd::LeaveDemo));
        } else if !self.shown.is_new() {
            rows.push(row("Set up other teams", Cmd::SetUp));
        }
        rows.extend(self.shown.others.iter().map(|name| (format!("Go to {name}"), Cmd::Switch(name.clone()))));
        rows.push(row("Quit", Cmd::Quit));
        rows
    }

    fn first_row(&self) -> (String, Cmd) {
        let Some(series) = &self.shown.series else { return ("Start or resume".to_owned(), Cmd::Start) };
        match series.running() {
            Some(running) => (format!("Resume meeting {}", running.number), Cmd::Resume),
            None if !self.shown.missing.is_empty() && self.shown.has_none() => {
                ("Start a meeting".to_owned(), Cmd::Start)
            }
            None if series.meetings.is_empty() => ("Start your first meeting".to_owned(), Cmd::Start),
            None => (format!("Start meeting {}", series.next_number()), Cmd::Start),
        }
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
        flow.gap();
        warnings::render(&self.shown.broken, flow);
        state::render(&self.shown, clock, flow);
        flow.gap();
        self.render_menu(clock, flow);
        flow.gap();
        state::render_last(&self.shown, clock.date(), flow);
    }

    /// The menu, a part of it where there is no room for all.
    fn render_menu(&self, clock: &Zoned, flow: &mut Flow) {
        let look = flow.look();
        let rows = self.rows(clock);
        let room = usize::from(flow.rows());
        let first = list::window(self.selected, rows.len(), room);
        for (index, (text, _)) in rows.into_iter().enumerate().skip(first).take(room) {
            let is_here = index == self.selected;
            let cursor = if is_here { look.pick("▸ ", "> ") } else { "  " };
            let style = if is_here { look.selected().patch(look.strong()) } else { Style::new() };
            flow.line(Line::from(vec![Span::raw(cursor), Span::styled(format!(" {text} "), style)]));
        }
    }
}

/// Offers to close a meeting that was left open.
fn left_open(running: &Summary, clock: &Zoned) -> Option<String> {
    let since = running.left_open_since(&Stamp::new(clock))?.zoned().with_time_zone(clock.time_zone().clone());
    let (day, time) = (short_day(since.date(), clock.date()), since.strftime("%H:%M"));
    Some(format!("Close meeting {} (left open since {day} {time})", running.number))
}
