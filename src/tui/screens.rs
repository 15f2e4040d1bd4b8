//! What a person sees and does, one file per screen. Knows the meeting it is shown, never the program around it.

pub mod agenda;
pub mod celebration;
pub mod entries;
pub mod files;
pub mod gap;
pub mod goals;
pub mod help;
pub mod home;
pub mod line;
pub mod minutes;
pub mod more_time;
pub mod palette;
pub mod promises;
pub mod record;
pub mod setup;
pub mod stage;
pub mod summary;

use jiff::{Zoned, civil::Date};
use ratatui::text::{Line, Span};

use super::{
    keymap::{Action, Scope},
    ui::{Flow, Look, TextField},
};
use crate::domain::{
    Agenda, Change, Meeting, Refusal, Stamp, TeamId,
    capture::{self, Captured, Parts},
    change::CHOICE,
    correct::NewCorrection,
    entry::EntryRef,
    past::Past,
    series::StartReason,
};

/// The meeting on screen and what surrounds it.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// As recorded.
    pub meeting: &'a Meeting,
    /// Of the series.
    pub agenda: &'a Agenda,
    /// What earlier meetings left, promises apart.
    pub past: &'a Past,
    /// Who starts unless somebody chooses, and why.
    pub start: &'a (TeamId, StartReason),
    /// The wall clock, in the zone of the room.
    pub clock: &'a Zoned,
}

/// What a screen asks of the program.
#[derive(Clone, Debug, PartialEq)]
pub enum Cmd {
    /// Nothing.
    None,
    /// Makes a change and forgets the half-typed text of these fields.
    Record(Change, Vec<String>),
    /// The focused field changed.
    Typed,
    /// Keeps a choice that is not recorded yet under a name, so that it comes back like half-typed text.
    Choose(String, String),
    /// Goes to the next item.
    NextItem,
    /// Goes to an item.
    GoTo(usize),
    /// Goes to what is typed in an item, in the field of this name.
    GoToTyped(usize, String),
    /// Stops the clock or lets it go on.
    Pause,
    /// Adds time to what is on screen: the teams agreed.
    Extend,
    /// Asks for the words under which what is on the table is parked.
    ParkThis,
    /// Asks for other words of an entry.
    Reword(EntryRef),
    /// Closes what lies over the screen.
    Dismiss,
    /// Does what a key would do.
    Do(Action),
    /// Says something in the last row.
    Say(String),
    /// Whether the time counts in which the program stood still.
    CountGap(bool),
    /// Starts a meeting.
    Start,
    /// Goes on with a running meeting.
    Resume,
    /// Goes to the close of a meeting that was left open.
    CloseLeft,
    /// Shows the open promises.
    Promises,
    /// Looks around in made-up meetings.
    LookAround,
    /// Comes back from there.
    LeaveDemo,
    /// Brings another series on screen.
    Switch(String),
    /// Asks for the names of the teams.
    SetUp,
    /// Makes a series with this agenda.
    Found(Box<Agenda>),
    /// Opens the agenda of the series on screen for editing.
    EditAgenda,
    /// Keeps an agenda as that of the series of this name.
    Keep(String, Box<Agenda>),
    /// Shows the goals of the series.
    Goals,
    /// Shows the past meetings.
    Minutes,
    /// Searches all minutes for words.
    Search(String),
    /// Opens a meeting to be read.
    ReadMinutes(String),
    /// Writes a meeting as files for others.
    Export(String),
    /// Corrects the minutes of a closed meeting, as they were read.
    Correct(Box<Meeting>, Box<NewCorrection>),
    /// Goes home.
    Home,
    /// Leaves the program.
    Quit,
}

/// Something with the keyboard: a stage of the meeting, or what lies over it.
pub trait Pane {
    /// Answers an action.
    fn handle(&mut self, action: Action, scene: &Scene) -> Cmd;

    /// The field that is typed in.
    fn field(&self) -> Option<&TextField> {
        None
    }

    /// The same, to type into.
    fn field_mut(&mut self) -> Option<&mut TextField> {
        None
    }

    /// The marks of this place beyond those of its field.
    fn scope(&self) -> Scope {
        Scope::ANY
    }

    /// The word for what an action does here, `None` when it cannot act now.
    fn word(&self, action: Action, scene: &Scene) -> Option<&'static str>;

    /// Whether it fills the whole screen where it lies over another.
    fn is_whole(&self) -> bool {
        false
    }

    /// Where the screen stands when it is made anew from the record.
    fn memory(&self) -> usize {
        0
    }

    /// Draws it.
    fn render(&self, scene: &Scene, flow: &mut Flow);
}

impl Scene<'_> {
    /// The day of the next meeting, where the rhythm tells.
    pub fn next_date(&self) -> Option<Date> {
        Some(self.next_at()?.date())
    }

    /// The next meeting by the rhythm, in the zone of the room.
    pub fn next_at(&self) -> Option<Zoned> {
        let began = self.meeting.started_at.zoned().with_time_zone(self.clock.time_zone().clone());
        self.agenda.rhythm.as_ref()?.next_after(&began)
    }

    /// The meeting as it would be after `change`; as it is where the change is not possible.
    pub fn after(&self, change: Change) -> Meeting {
        let mut meeting = self.meeting.clone();
        // A refused change leaves the copy as it was, and is refused again, in words, when it is to be recorded.
        let _: Result<(), Refusal> = meeting.apply(change, &Stamp::new(self.clock));
        meeting
    }

    /// What is understood of a line.
    pub fn capture(&self, line: &str) -> Captured {
        self.capture_parts(line, Parts::Both)
    }

    /// The same for some parts of it; the others stay text.
    pub fn capture_parts(&self, line: &str, parts: Parts) -> Captured {
        let people: Vec<&str> = self.meeting.people().collect();
        let context = capture::Context { people: &people, today: self.clock.date(), next: self.next_date() };
        capture::parse_parts(line, &context, parts)
    }

    /// The same for the line of a record: what the record holds stands last in it.
    pub fn capture_record(&self, line: &str, parts: Parts) -> Captured {
        let people = self.meeting.owners();
        let context = capture::Context { people: &people, today: self.clock.date(), next: self.next_date() };
        capture::parse_last(line, &context, parts)
    }

    /// The same for a line with several owners.
    pub fn capture_owners(&self, line: &str) -> (Captured, Vec<String>) {
        let people: Vec<&str> = self.meeting.people().collect();
        let context = capture::Context { people: &people, today: self.clock.date(), next: self.next_date() };
        capture::parse_owners(line, &context)
    }

    /// A field under this name within the item on screen, with its half-typed text and the caret where it was.
    pub fn field(&self, name: &str) -> TextField {
        self.field_called(self.field_name(name))
    }

    /// The field of a line over the meeting, whatever item its half-typed text was begun in.
    pub fn field_over(&self, name: &str) -> TextField {
        self.field_called(self.waiting(name).map_or_else(|| self.field_name(name), |(field, _)| field.to_owned()))
    }

    /// What is half-typed under this name in any item, with the full name of its field.
    pub fn waiting(&self, name: &str) -> Option<(&str, &str)> {
        let is_it = |field: &str| field.split_once('.').is_some_and(|(_, rest)| rest == name);
        let mut drafts = self.meeting.drafts.iter().map(|(field, text)| (field.as_str(), text.as_str()));
        drafts.find(|(field, text)| is_it(field) && !text.is_empty())
    }

    fn field_called(&self, name: String) -> TextField {
        let text = self.meeting.drafts.get(&name).map_or("", String::as_str);
        let caret = self.meeting.caret.as_ref().filter(|caret| caret.field == name);
        TextField::new(name, text, caret.map_or(usize::MAX, |caret| caret.at))
    }

    /// A choice under this name within the item on screen; empty when none was made.
    pub fn choice(&self, name: &str) -> &str {
        self.meeting.drafts.get(&self.choice_name(name)).map_or("", String::as_str)
    }

    /// The full name of a choice.
    pub fn choice_name(&self, name: &str) -> String {
        format!("item{}{CHOICE}{name}", self.meeting.position.unwrap_or(0))
    }

    /// The full name of a field: half-typed text is found again under it.
    pub fn field_name(&self, name: &str) -> String {
        format!("item{}.{name}", self.meeting.position.unwrap_or(0))
    }

    /// The mark and the name of a team in its colour.
    pub fn team(&self, id: &TeamId, look: Look) -> Span<'static> {
        let index = self.meeting.team_index(id);
        Span::styled(format!("{} {}", look.mark(index), self.meeting.team_name(id)), look.team(index))
    }

    /// The same in capitals, as a filled sign.
    pub fn badge(&self, id: &TeamId, look: Look) -> Span<'static> {
        let index = self.meeting.team_index(id);
        let name = self.meeting.team_name(id).to_uppercase();
        Span::styled(format!(" {} {name} ", look.mark(index)), look.badge(index))
    }
}

/// What was understood of a line, in words; `due` is the date that counts when none is typed.
pub fn chips(captured: &Captured, due: Option<Date>, scene: &Scene, look: Look) -> Line<'static> {
    let owner = match (&captured.owner, &captured.unknown_owner) {
        (Some(owner), _) => chip("Owner", owner.clone(), true, look),
        (None, Some(unknown)) => chip("Owner", unknown.to_string(), false, look),
        (None, None) => chip("Owner", "nobody yet: @name".to_owned(), false, look),
    };
    let next = |due| format!("{} (next meeting)", day(due, scene.clock.date()));
    let due = match (captured.due, &captured.unknown_due, due) {
        (Some(due), ..) => chip("Due", day(due, scene.clock.date()), true, look),
        (None, Some(unknown), _) => chip("Due", format!("{unknown:?} is no date"), false, look),
        (None, None, Some(due)) => chip("Due", next(due), true, look),
        (None, None, None) => chip("Due", "no date yet: due:fri".to_owned(), false, look),
    };
    chip_rows([owner, due], usize::MAX, look).into_iter().next().unwrap_or_default()
}

/// One thing that was understood of a line, or what keeps it from being understood.
pub fn chip(name: &'static str, value: String, is_known: bool, look: Look) -> Line<'static> {
    let value = if is_known { Span::styled(value, look.strong()) } else { Span::raw(value) };
    Line::from(vec![Span::styled(format!("{name} "), look.quiet()), value])
}

/// Chips side by side, in as many rows of `columns` as they need.
pub fn chip_rows(chips: impl IntoIterator<Item = Line<'static>>, columns: usize, look: Look) -> Vec<Line<'static>> {
    let mut rows: Vec<Line> = Vec::new();
    for chip in chips {
        match rows.last_mut().filter(|row| row.width() + 3 + chip.width() <= columns) {
            Some(row) => {
                row.spans.push(Span::styled(look.dot(), look.quiet()));
                row.spans.extend(chip.spans);
            }
            None => rows.push(chip),
        }
    }
    rows
}

/// A day for the eye: `Tue 8 Dec`, with the year when it is another one, and said when it is past.
pub fn day(date: Date, today: Date) -> String {
    let past = if date < today { ", in the past" } else { "" };
    format!("{}{past}", short_day(date, today))
}

/// The same without a word about the past, for days that nobody just typed.
pub fn short_day(date: Date, today: Date) -> String {
    let year = if date.year() == today.year() { String::new() } else { format!(" {}", date.year()) };
    format!("{}{year}", date.strftime("%a %-d %b"))
}

/// The half-typed name before the caret, if there is one: a word, or the beginning of somebody's name.
pub fn half_name<'f>(field: &'f TextField, scene: &Scene) -> Option<&'f str> {
    half_of(field, &scene.meeting.people().collect::<Vec<_>>())
}

/// The same among these people.
pub fn half_of<'f>(field: &'f TextField, people: &[&str]) -> Option<&'f str> {
    let half = capture::half_name(field.before_caret())?;
    let is_whole = people.iter().any(|name| half.trim_end() == *name);
    let goes_on = half.contains(char::is_whitespace) && capture::completions(half, people).is_empty();
    (!is_whole && !goes_on).then_some(half)
}

/// Completes the half-typed name before the caret, or says that nobody is called that; `None` when none is half-typed.
pub fn complete(field: &mut TextField, scene: &Scene) -> Option<Cmd> {
    let half = half_name(field, scene)?.to_owned();
    let people: Vec<&str> = scene.meeting.people().collect();
    let Some(name) = capture::completions(&half, &people).first().copied() else {
        return Some(Cmd::Say("nobody on the list has a name like that".to_owned()));
    };
    field.complete(&half, name);
    Some(Cmd::Typed)
}
