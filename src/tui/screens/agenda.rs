//! The agenda editor: every value of the agenda of a series in a list, the inside of an item in a second one. Does not
//! know how the agenda is saved.

mod draw;
mod lines;
mod row;

pub use self::lines::Half;
use self::{lines::Lines, row::Row};
use super::{Cmd, home::Shown};
use crate::{
    domain::{
        Agenda, Kind,
        agenda::{AgendaFault, Edit, Editing},
    },
    tui::{
        keymap::{Action, Scope},
        ui::{Flow, TextField, list},
    },
};

/// Most teams of an agenda.
const TEAMS: usize = 4;

/// The agenda that is edited, and where in it.
#[derive(Clone, Debug)]
pub struct AgendaEditor {
    series: String,
    editing: Editing,
    /// A meeting of the series runs: it keeps the agenda it began with.
    is_running: bool,
    place: Place,
    selected: usize,
    /// The row of the agenda that is selected again after the list of an item or of kinds.
    above: usize,
    line: Option<Line>,
    /// Half-typed lines that were left.
    lines: Lines,
}

/// Which list is on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// All of the agenda.
    Agenda,
    /// The inside of an item.
    Item(usize),
    /// The kinds of which one is added at a place.
    Kinds(usize),
}

/// A value that is typed.
#[derive(Clone, Debug)]
struct Line {
    row: Row,
    field: TextField,
}

impl AgendaEditor {
    /// Edits the agenda of a series.
    pub fn new(shown: &Shown) -> Self {
        Self {
            series: shown.name.clone(),
            editing: Editing::new(shown.agenda.clone()),
            is_running: is_running(shown),
            place: Place::Agenda,
            selected: 0,
            above: 0,
            line: None,
            lines: Lines::default(),
        }
    }

    /// The lines that are half-typed here, and those that wait for this agenda as it was.
    pub fn halves(&mut self) -> Vec<Half> {
        if let Some(line) = self.line.take() {
            self.leave(&line);
            self.line = Some(line);
        }
        self.lines.halves(self.editing.agenda())
    }

    /// Takes in lines that were left half-typed, where they belong here and no other one is half-typed.
    pub fn add(&mut self, halves: &[Half]) {
        self.lines.add(halves, self.editing.agenda());
    }

    /// Whether lines wait that are not of this agenda.
    pub fn has_strangers(&self) -> bool {
        self.lines.has_strangers()
    }

    /// The series.
    pub fn series(&self) -> &str {
        &self.series
    }

    /// As edited so far.
    pub fn agenda(&self) -> &Agenda {
        self.editing.agenda()
    }

    /// Takes in what was read of a series meanwhile.
    pub fn show(&mut self, shown: &Shown) {
        if shown.name == self.series {
            self.is_running = is_running(shown);
        }
    }

    /// The field that is typed in; `None` in a list.
    pub fn field_mut(&mut self) -> Option<&mut TextField> {
        self.line.as_mut().map(|line| &mut line.field)
    }

    /// Whether a field is typed in.
    pub fn has_field(&self) -> bool {
        self.line.is_some()
    }

    /// Whether an edit can be taken back.
    pub fn has_undo(&self) -> bool {
        self.editing.has_undo()
    }

    /// The marks of this place beyond those of its field.
    pub fn scope(&self) -> Scope {
        let scope = Scope::AGENDA.and(Scope::RECORD);
        if self.has_field() { scope } else { scope.and(Scope::LIST) }
    }

    /// The word for what an action does here.
    pub fn word(&self, action: Action) -> Option<&'static str> {
        if self.line.is_some() {
            return match action {
                Action::Accept => Some("keep"),
                Action::Back => Some("back, the text stays"),
                _ => None,
            };
        }
        match (action, self.row()?) {
            (Action::Back, _) => Some(if self.place == Place::Agenda { "home" } else { "back" }),
            (Action::Accept, Row::Item(_)) => Some("open"),
            (Action::Accept, Row::Team(_)) => Some("rename"),
            (Action::Accept, Row::SayBack(_)) => Some("switch"),
            (Action::Accept, Row::Kind(_)) => Some("add"),
            (Action::Accept, _) => Some("change"),
            (Action::Toggle, Row::Team(_)) => Some("delivers"),
            (Action::Right, Row::Every | Row::Day | Row::Time) => Some("next"),
            (Action::Right, row) if has_amount(row) => Some("more"),
            (Action::Left, row) if has_amount(row) => Some("less"),
            (Action::Add, Row::Team(_) | Row::People(_)) => Some("add a team"),
            (Action::Add, Row::Item(_)) => Some("add an item"),
            (Action::Remove, Row::Team(_) | Row::Item(_)) => Some("remove"),
            (Action::Remove, Row::Prompt(at, key)) if self.has_own(at, key) => Some("usual words"),
            (Action::MoveUp, Row::Item(at)) if !self.is_close(at) => Some("move up"),
            (Action::MoveDown, Row::Item(at)) if !self.is_close(at) => Some("move down"),
            _ => None,
        }
    }

    /// Answers an action.
    pub fn handle(&mut self, action: Action) -> Cmd {
        match action {
            Action::Undo => return self.step_back(Editing::undo, "nothing to undo"),
            Action::Redo => return self.step_back(Editing::redo, "nothing to redo"),
            _ => {}
        }
        if let Some(line) = self.line.take() {
            return self.handle_line(line, action);
        }
        let rows = self.rows();
        match action {
            Action::Up => self.selected = list::step(self.selected, -1, rows.len()),
            Action::Down => self.selected = list::step(self.selected, 1, rows.len()),
            Action::First => self.selected = 0,
            Action::Last => self.selected = rows.len().saturating_sub(1),
            Action::Back if self.place == Place::Agenda => return Cmd::Home,
            Action::Back => self.go_up(),
            Action::Accept => return self.accept(),
            Action::Left => return self.step(-1),
            Action::Right => return self.step(1),
            Action::Toggle if matches!(self.row(), Some(Row::Team(_) | Row::SayBack(_))) => return self.step(1),
            Action::Add => return self.add_below(),
            Action::Remove => return self.remove(),
            Action::MoveUp => return self.move_item(-1),
            Action::MoveDown => return self.move_item(1),
            _ => {}
        }
        Cmd::None
    }

    fn handle_line(&mut self, line: Line, action: Action) -> Cmd {
        match action {
            Action::Accept => self.keep(line),
            Action::Back => {
                self.leave(&line);
                Cmd::None
            }
            _ => {
                self.line = Some(line);
                Cmd::None
            }
        }
    }

    /// Keeps a half-typed text for the next time.
    fn leave(&mut self, line: &Line) {
        self.lines.keep(line.row, line.field.text(), self.editing.agenda());
    }

    /// Makes what was typed the value; a text that is refused stays in its field.
    fn keep(&mut self, line: Line) -> Cmd {
        let made = line.row.typed(&line.field.text()).and_then(|edit| self.try_edit(edit));
        match made {
            Ok(cmd) => {
                self.lines.forget(line.row);
                if line.row == Row::NewTeam {
                    self.select(Row::People(self.agenda().teams.len() - 1));
                }
                cmd
            }
            Err(why) => {
                self.line = Some(line);
                Cmd::Say(why)
            }
        }
    }

    fn accept(&mut self) -> Cmd {
        match self.row() {
            Some(Row::Item(at)) => {
                self.go_down(Place::Item(at));
                Cmd::None
            }
            Some(Row::Kind(kind)) => self.add_item(kind),
            Some(Row::SayBack(_)) => self.step(1),
            Some(row) => self.ask(row),
            None => Cmd::None,
        }
    }

    /// Opens the line of a row with its value, or with what was half typed.
    fn ask(&mut self, row: Row) -> Cmd {
        let half = self.lines.of(row).map(str::to_owned);
        let text = half.or_else(|| row.line(self.agenda()));
        self.line = text.map(|text| Line { row, field: TextField::with_text("agenda", &text) });
        Cmd::None
    }

    fn step(&mut self, by: i8) -> Cmd {
        let edit = self.row().and_then(|row| row.step(self.agenda(), by));
        edit.map_or(Cmd::None, |edit| self.edit(edit))
    }

    fn add_below(&mut self) -> Cmd {
        match self.row() {
            Some(Row::Team(_) | Row::People(_)) if self.agenda().teams.len() < TEAMS => {
                self.select(Row::People(self.agenda().teams.len() - 1));
                self.ask(Row::NewTeam)
            }
            Some(Row::Team(_) | Row::People(_)) => Cmd::Say(AgendaFault::TeamCount(TEAMS + 1).to_string()),
            Some(Row::Item(at)) => {
                self.go_down(Place::Kinds(if self.is_close(at) { at } else { at + 1 }));
                Cmd::None
            }
            _ => Cmd::Say("select a team or an item to add another one".to_owned()),
        }
    }

    fn add_item(&mut self, kind: Kind) -> Cmd {
        let Place::Kinds(at) = self.place else { return Cmd::None };
        let cmd = self.edit_places(Edit::AddItem(at, kind));
        self.go_up();
        self.select(Row::Item(at));
        cmd
    }

    fn remove(&mut self) -> Cmd {
        let edit = match self.row() {
            Some(Row::Team(at)) => Edit::RemoveTeam(at),
            Some(Row::Item(at)) => Edit::RemoveItem(at),
            Some(Row::Prompt(at, key)) => return self.edit(Edit::Prompt(at, key, String::new())),
            _ => return Cmd::Say("select a team or an item to remove it".to_owned()),
        };
        self.edit_places(edit)
    }

    fn move_item(&mut self, by: isize) -> Cmd {
        let Some(Row::Item(at)) = self.row() else { return Cmd::Say("select an item to move it".to_owned()) };
        let Some(to) = at.checked_add_signed(by).filter(|to| *to < self.agenda().items.len()) else {
            return Cmd::Say(if by < 0 { "that is the first item".to_owned() } else { close_stays() });
        };
        let cmd = self.edit_places(Edit::MoveItem(at, to));
        if !matches!(cmd, Cmd::Say(_)) {
            self.select(Row::Item(to));
        }
        cmd
    }

    /// Makes an edit after which rows have other places.
    fn edit_places(&mut self, edit: Edit) -> Cmd {
        let before = self.agenda().clone();
        let cmd = self.edit(edit);
        self.lines.carry(&before, self.editing.agenda());
        self.stay_inside();
        cmd
    }

    fn edit(&mut self, edit: Edit) -> Cmd {
        self.try_edit(edit).unwrap_or_else(Cmd::Say)
    }

    /// Makes an edit and asks for it to be saved, or says why it is refused.
    fn try_edit(&mut self, edit: Edit) -> Result<Cmd, String> {
        let has_changed = self.editing.edit(edit).map_err(|fault| fault.to_string())?;
        Ok(if has_changed { self.saved() } else { Cmd::None })
    }

    fn step_back(&mut self, step: fn(&mut Editing) -> bool, none: &str) -> Cmd {
        let before = self.agenda().clone();
        let line = self.line.take();
        if let Some(line) = &line {
            // Before its value is another one.
            self.leave(line);
        }
        if !step(&mut self.editing) {
            self.line = line;
            return Cmd::Say(none.to_owned());
        }
        self.lines.carry(&before, self.editing.agenda());
        self.stay_inside();
        self.saved()
    }

    fn saved(&self) -> Cmd {
        Cmd::Keep(self.series.clone(), Box::new(self.agenda().clone()))
    }

    fn go_down(&mut self, place: Place) {
        self.above = self.selected;
        self.selected = 0;
        self.place = place;
    }

    fn go_up(&mut self) {
        self.place = Place::Agenda;
        self.selected = self.above;
        self.stay_inside();
    }

    /// Selects a row of the agenda.
    fn select(&mut self, row: Row) {
        if let Some(at) = self.rows().iter().position(|other| *other == row) {
            self.selected = at;
        }
    }

    /// After rows are gone: the list and the row on screen are still there.
    fn stay_inside(&mut self) {
        if self.rows().is_empty() {
            self.place = Place::Agenda;
            self.selected = self.above;
        }
        self.selected = list::step(self.selected, 0, self.rows().len());
    }

    fn rows(&self) -> Vec<Row> {
        match self.place {
            Place::Agenda => row::of_agenda(self.agenda()),
            Place::Item(at) => row::of_item(self.agenda(), at),
            Place::Kinds(_) => row::of_kinds(self.agenda()),
        }
    }

    fn row(&self) -> Option<Row> {
        self.rows().get(self.selected).copied()
    }

    fn is_close(&self, at: usize) -> bool {
        self.agenda().items.get(at).is_some_and(|item| item.kind == Kind::Close)
    }

    fn has_own(&self, at: usize, key: &str) -> bool {
        self.agenda().items.get(at).is_some_and(|item| item.wording(key).is_some())
    }

    /// Draws it.
    pub fn render(&self, flow: &mut Flow) {
        draw::editor(self, flow);
    }
}

/// Whether the arrows make the value of a row more or less.
fn has_amount(row: Row) -> bool {
    matches!(row, Row::Length | Row::Item(_) | Row::Minutes(_) | Row::Rounds(_) | Row::TurnMinutes(_))
}

fn close_stays() -> String {
    AgendaFault::CloseStays.to_string()
}

fn is_running(shown: &Shown) -> bool {
    shown.series.as_ref().is_some_and(|series| series.running().is_some())
}
