//! The state of the program between two events: which screen, what lies over it, what is saved. Knows no terminal and
//! no file; what it wants of the outside it says as an [`Effect`].

use std::time::Duration;

use jiff::Zoned;

use super::{
    clock::Moment,
    keymap::{self, Action, Key, Scope},
    screens::{
        Cmd, Pane, Scene,
        entries::Entries,
        gap::Gap,
        help::Help,
        home::{Home, Shown},
        line::{LinePane, Purpose},
        palette::Palette,
        setup::Setup,
        stage,
        summary::Summary,
    },
    ui::{Look, TextField, footer::Hint},
};
use crate::domain::{
    Agenda, Change, Kind, Meeting, Refusal, Stamp, change::TEXT_LIMIT, history::History, series::StartReason,
};

/// A pause between two events from which on it is asked whether it counts.
const GAP: Duration = Duration::from_secs(10);
/// A second PgDn within this time is taken for a slip of the remote.
const PAGE_PAUSE: Duration = Duration::from_secs(1);
/// Enter repeats faster than this when it is held down.
const HELD: Duration = Duration::from_millis(120);

/// What comes from outside.
#[derive(Debug)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The terminal has another size.
    Resized,
    /// A second went by.
    Tick,
    /// The saver tried to write this revision.
    Saved(u64, Result<(), String>),
    /// A series was read.
    Shown(Box<Shown>),
    /// A meeting was started or opened again.
    Opened(Box<Opened>),
    /// Something that was asked for did not work.
    Failed(String),
    /// The terminal is gone.
    Gone,
}

/// What the program asks of the outside.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Save the meeting now.
    Save,
    /// Save half-typed text when the typing pauses.
    SaveDraft,
    /// Start a meeting of the series on screen.
    Start,
    /// Open its running meeting again.
    Resume,
    /// Make the series that was set up.
    Found,
    /// Read the series on screen.
    Read,
    /// The meeting is left: save it a last time and let others have it.
    Release(Box<Meeting>, u64),
    /// Leave the program.
    Quit,
    /// Leave it without a word: nobody sees it any more.
    Vanish,
    /// Nothing that is seen has changed.
    Unseen,
}

/// A meeting and what surrounds it.
#[derive(Debug)]
pub struct Opened {
    /// As recorded so far.
    pub meeting: Meeting,
    /// Of the series.
    pub agenda: Agenda,
    /// Why the first team starts.
    pub start: StartReason,
    /// Where it is saved, as people read it.
    pub file: String,
    /// Whether it ran before: then the time since counts only if somebody says so.
    pub again: bool,
}

/// The meeting on screen with its history and its clock.
struct Session {
    opened: Opened,
    history: History,
    /// The moment up to which time is booked.
    booked: Duration,
    /// Seconds in which the program stood still, until somebody says whether they count.
    asked: u32,
    /// Whether time was booked since it was last asked to be saved for its own sake.
    has_unsaved_time: bool,
    revision: u64,
    /// The newest revision that is more than half-typed text.
    recorded: u64,
    saved: u64,
    saved_at: Option<Zoned>,
    trouble: Option<String>,
    paged: Option<Duration>,
}

/// What fills the frame.
#[expect(clippy::large_enum_variant, reason = "there is one screen at a time")]
enum Screen {
    Home(Home),
    Setup(Setup),
    Stage(Box<dyn Pane>),
    Summary(Summary),
}

/// What lies over the screen.
enum Overlay {
    Help(Help),
    Palette(Palette),
    Pane(Box<dyn Pane>),
}

/// What the header says about saving.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saving {
    /// Everything recorded is on the disk since then.
    Done(Zoned),
    /// Something recorded is on its way.
    Busy,
    /// It is not on the disk, and why.
    Trouble(String),
}

/// The program.
pub struct App {
    screen: Screen,
    overlay: Option<Overlay>,
    session: Option<Session>,
    shown: Shown,
    founded: Option<Agenda>,
    notice: Option<String>,
    leaving: bool,
    /// A gap in the time was noticed in this event.
    is_gap_new: bool,
    /// Of the meeting that was left last: reports that come late are not taken for another one's.
    revision: u64,
    entered: Option<Duration>,
    now: Moment,
    look: Look,
    effects: Vec<Effect>,
}

impl App {
    /// The program at its home screen.
    pub fn new(shown: Shown, look: Look, now: Moment) -> Self {
        Self {
            screen: Screen::Home(Home::new(shown.clone())),
            overlay: None,
            session: None,
            shown,
            founded: None,
            notice: None,
            leaving: false,
            is_gap_new: false,
            revision: 0,
            entered: None,
            now,
            look,
            effects: Vec::new(),
        }
    }

    /// Takes an event in and says what is to be done outside.
    pub fn update(&mut self, event: Event, now: Moment) -> Vec<Effect> {
        self.now = now;
        self.book_time();
        match event {
            Event::Key(key) => self.key(key),
            Event::Paste(text) => self.paste(&text),
            Event::Resized | Event::Tick => {}
            Event::Saved(revision, result) => self.saved(revision, result),
            Event::Shown(shown) => self.show(*shown),
            Event::Opened(opened) => self.open(*opened),
            Event::Failed(text) => self.notice = Some(text),
            Event::Gone => self.effects.push(Effect::Vanish),
        }
        if let Some(session) = self.session.as_ref().filter(|_| std::mem::take(&mut self.is_gap_new)) {
            self.overlay = Some(Overlay::Pane(Box::new(Gap::new(session.asked))));
        }
        std::mem::take(&mut self.effects)
    }

    /// The running meeting and its revision, to be saved.
    pub fn snapshot(&self) -> Option<(&Meeting, u64)> {
        self.session.as_ref().map(|session| (&session.opened.meeting, session.revision))
    }

    /// The name of the series on screen.
    pub fn series(&self) -> &str {
        &self.shown.name
    }

    /// The agenda that was set up last.
    pub fn founded(&self) -> Option<&Agenda> {
        self.founded.as_ref()
    }

    /// How everything looks.
    pub fn look(&self) -> Look {
        self.look
    }

    /// Time until the next second of the meeting is over.
    pub fn next_second(&self, now: &Moment) -> Duration {
        let second = Duration::from_secs(1);
        let booked = self.session.as_ref().map_or(now.steady, |session| session.booked);
        second.saturating_sub(now.steady.saturating_sub(booked))
    }

    /// The wall clock.
    pub fn clock(&self) -> &Zoned {
        &self.now.wall
    }

    /// The meeting on screen; `None` at home.
    pub fn scene(&self) -> Option<Scene<'_>> {
        scene(self.session.as_ref(), &self.now)
    }

    /// What the header says about saving; `None` without a meeting.
    pub fn saving(&self) -> Option<Saving> {
        let session = self.session.as_ref()?;
        Some(match (&session.trouble, &session.saved_at) {
            (Some(trouble), _) => Saving::Trouble(trouble.clone()),
            (None, Some(at)) if session.saved >= session.recorded => Saving::Done(at.clone()),
            (None, _) => Saving::Busy,
        })
    }

    /// What the last row says in place of the keys.
    pub fn notice(&self) -> Option<&str> {
        self.notice.as_deref()
    }

    /// Whether the home screen, its set-up or the summary is shown: no agenda stands beside them.
    pub fn is_in_meeting(&self) -> bool {
        matches!(self.screen, Screen::Stage(_))
    }

    /// Whether something lies over the screen.
    pub fn has_overlay(&self) -> bool {
        self.overlay.is_some()
    }

    /// Rows that what lies over the screen can use.
    pub fn overlay_rows(&self) -> u16 {
        match &self.overlay {
            Some(Overlay::Pane(pane)) if pane.field().is_some() || pane.scope().has(Scope::QUESTION) => 12,
            _ => 24,
        }
    }

    /// Draws what lies over the screen.
    pub fn render_overlay(&self, flow: &mut super::ui::Flow) {
        match (&self.overlay, self.scene()) {
            (Some(Overlay::Help(help)), _) => help.render(flow),
            (Some(Overlay::Palette(palette)), _) => palette.render(flow),
            (Some(Overlay::Pane(pane)), Some(scene)) => pane.render(&scene, flow),
            (Some(Overlay::Pane(_)) | None, _) => {}
        }
    }

    /// Draws the screen.
    pub fn render_screen(&self, flow: &mut super::ui::Flow) {
        match (&self.screen, self.scene()) {
            (Screen::Home(home), _) => home.render(&self.now.wall, flow),
            (Screen::Setup(setup), _) => setup.render(flow),
            (Screen::Stage(stage), Some(scene)) => stage.render(&scene, flow),
            (Screen::Summary(summary), Some(scene)) => summary.render(&scene, flow),
            (Screen::Stage(_) | Screen::Summary(_), None) => {}
        }
    }

    /// The keys that act now, for the footer.
    pub fn hints(&self) -> Vec<Hint> {
        let mut hints: Vec<Hint> = Vec::new();
        for (index, row) in keymap::rows(self.place()).enumerate() {
            let own = self.word(row.action);
            let word = match row.action {
                _ if own.is_some() => own,
                _ if row.label.is_empty() || self.asks_for_word(row.action) => None,
                _ => Some(row.label),
            };
            let (Some(word), Some(key)) = (word, row.keys.first()) else { continue };
            if hints.iter().any(|hint| hint.word == word) {
                continue;
            }
            let weight = match row.action {
                Action::Accept | Action::Yes | Action::No => 0,
                Action::Palette => 2,
                Action::Help => 3,
                Action::NextItem => 4,
                Action::Back if own.is_some() => 2,
                Action::Toggle | Action::NextField | Action::Right | Action::Remove => 1,
                _ => 5 + u8::try_from(index).unwrap_or(u8::MAX - 5).min(u8::MAX - 5),
            };
            hints.push(Hint { key: self.look.keys(&key.to_string()), word: word.to_owned(), weight });
        }
        hints
    }

    /// Actions that act only where the screen has a word for them.
    fn asks_for_word(&self, action: Action) -> bool {
        match action {
            Action::Toggle | Action::NextField | Action::Back | Action::Facilitate | Action::Remove => true,
            Action::Undo => !self.session.as_ref().is_some_and(|session| session.history.has_undo()),
            Action::NewLine => match (&self.overlay, &self.screen) {
                (Some(Overlay::Help(_) | Overlay::Palette(_)), _) | (None, Screen::Setup(_)) => true,
                (Some(Overlay::Pane(_)) | None, _) => false,
            },
            Action::NextItem => {
                let last = |scene: Scene| scene.meeting.position.is_none_or(|at| at + 1 >= scene.meeting.items.len());
                self.overlay.is_some() || self.scene().is_none_or(last)
            }
            Action::Pass => self.passes().is_err(),
            Action::Palette | Action::Help => self.place().has(Scope::QUESTION),
            _ => false,
        }
    }

    fn word(&self, action: Action) -> Option<&'static str> {
        match (&self.overlay, &self.screen, self.scene()) {
            (Some(Overlay::Help(_)), ..) => matches!(action, Action::Accept | Action::Back).then_some("close"),
            (Some(Overlay::Palette(_)), ..) => match action {
                Action::Accept => Some("do it"),
                Action::Back => Some("close"),
                _ => None,
            },
            (Some(Overlay::Pane(pane)), _, Some(scene)) => pane.word(action, &scene),
            (None, Screen::Stage(stage), Some(scene)) => stage.word(action, &scene),
            (None, Screen::Home(home), _) => home.word(action),
            (None, Screen::Setup(setup), _) => setup.word(action),
            (None, Screen::Summary(summary), _) => summary.word(action),
            (Some(Overlay::Pane(_)) | None, _, None) => None,
        }
    }

    /// The marks of the place that has the keyboard.
    fn place(&self) -> Scope {
        let with_field = |scope: Scope, has_field: bool| scope.and(if has_field { Scope::TEXT } else { Scope::CHOICE });
        match (&self.overlay, &self.screen) {
            (Some(Overlay::Help(_) | Overlay::Palette(_)), _) => Scope::LIST.and(Scope::TEXT),
            (Some(Overlay::Pane(pane)), _) => with_field(pane.scope().and(Scope::RECORD), pane.field().is_some()),
            (None, Screen::Home(home)) => home.scope(),
            (None, Screen::Setup(setup)) => with_field(setup.scope(), true),
            (None, Screen::Summary(summary)) => summary.scope(),
            (None, Screen::Stage(stage)) => {
                with_field(stage.scope().and(Scope::MEETING).and(Scope::RECORD), stage.field().is_some())
            }
        }
    }

    // Keys and text

    fn key(&mut self, key: Key) {
        self.notice = None;
        let mut action = keymap::action(self.place(), key);
        if action == Some(Action::Toggle) && self.focused().is_some_and(|field| !field.is_empty()) {
            action = None;
        }
        if !matches!(action, Some(Action::Interrupt | Action::Quit | Action::GoHome | Action::Accept)) {
            self.leaving = false;
        }
        match action {
            Some(action) => self.act(action),
            None => self.type_key(key),
        }
    }

    fn type_key(&mut self, key: Key) {
        let Some(field) = self.focused() else { return };
        if field.key(key) {
            self.typed();
        } else if field.is_full() {
            self.notice = Some(format!("the field is full: it takes {TEXT_LIMIT} bytes"));
        }
    }

    fn paste(&mut self, text: &str) {
        let Some(pasted) = self.focused().map(|field| field.paste(text)) else {
            self.notice = Some("nothing is typed here; the paste was left out".to_owned());
            return;
        };
        match pasted {
            Ok(()) => self.typed(),
            Err(bytes) => {
                self.notice = Some(format!("too long: the text would have {bytes} bytes, a field takes {TEXT_LIMIT}"));
            }
        }
    }

    /// The field that has the keyboard.
    fn focused(&mut self) -> Option<&mut TextField> {
        match (&mut self.overlay, &mut self.screen) {
            (Some(Overlay::Help(help)), _) => Some(help.field_mut()),
            (Some(Overlay::Palette(palette)), _) => Some(palette.field_mut()),
            (Some(Overlay::Pane(pane)), _) => pane.field_mut(),
            (None, Screen::Stage(stage)) => stage.field_mut(),
            (None, Screen::Setup(setup)) => Some(setup.field_mut()),
            (None, Screen::Home(_) | Screen::Summary(_)) => None,
        }
    }

    /// The text of the field with the keyboard becomes the draft that is saved.
    fn typed(&mut self) {
        if let Some(Overlay::Palette(palette)) = &mut self.overlay {
            palette.searched();
        }
        let is_record = match (&self.overlay, &self.screen) {
            (Some(Overlay::Help(_) | Overlay::Palette(_)), _) => false,
            (Some(Overlay::Pane(_)), _) | (None, Screen::Stage(_)) => true,
            (None, _) => false,
        };
        let Some(field) = self.focused().filter(|_| is_record) else { return };
        let (name, text, caret) = (field.name().to_owned(), field.text(), field.caret());
        self.draft(name, text, caret);
    }

    fn draft(&mut self, field: String, text: String, caret: usize) {
        let at = Stamp::new(&self.now.wall);
        let Some(session) = &mut self.session else { return };
        let draft = Change::Draft { field, text, caret };
        match session.history.apply(&mut session.opened.meeting, draft, &at) {
            Ok(()) => {
                session.revision += 1;
                self.effects.push(Effect::SaveDraft);
            }
            Err(refusal) => self.notice = Some(refusal.to_string()),
        }
    }

    // Actions

    fn act(&mut self, action: Action) {
        match action {
            Action::Interrupt => self.interrupt(),
            Action::Quit => self.leave(),
            Action::Help | Action::Palette if self.place().has(Scope::QUESTION) => {
                self.notice = Some("answer the question first: y or n".to_owned());
            }
            Action::Help => self.toggle_help(),
            Action::Palette => self.toggle_palette(),
            Action::Save => self.say_saved(),
            Action::Theme => {
                self.look.theme = self.look.theme.next();
                self.notice = Some(format!("theme: {}", self.look.theme.words()));
            }
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::NewLine => {
                if let Some(field) = self.focused() {
                    field.new_line();
                    self.typed();
                }
            }
            Action::NextItem => self.page(1),
            Action::PrevItem => self.page(-1),
            Action::Pause => self.pause(),
            Action::GoHome => self.run(Cmd::Home),
            Action::Pass => self.ask(Purpose::Pass),
            Action::Note => self.ask(Purpose::Note),
            Action::Decide => self.ask(Purpose::Decide),
            Action::Promise => self.ask(Purpose::Promise),
            Action::Park => self.ask(Purpose::Park),
            Action::Entries => self.overlay = Some(Overlay::Pane(Box::new(Entries::default()))),
            Action::Accept
            | Action::Back
            | Action::NextField
            | Action::PrevField
            | Action::Toggle
            | Action::Up
            | Action::Down
            | Action::Left
            | Action::Right
            | Action::First
            | Action::Last
            | Action::Facilitate
            | Action::Remove
            | Action::Yes
            | Action::No => self.pass_on(action),
        }
    }

    /// Gives the action to what has the keyboard.
    fn pass_on(&mut self, action: Action) {
        let scene = scene(self.session.as_ref(), &self.now);
        let cmd = match (&mut self.overlay, &mut self.screen, scene) {
            (Some(Overlay::Help(help)), ..) => help.handle(action),
            (Some(Overlay::Palette(palette)), ..) => palette.handle(action),
            (Some(Overlay::Pane(pane)), _, Some(scene)) => pane.handle(action, &scene),
            (None, Screen::Stage(stage), Some(scene)) => stage.handle(action, &scene),
            (None, Screen::Summary(summary), Some(_)) => summary.handle(action),
            (None, Screen::Home(home), _) => home.handle(action),
            (None, Screen::Setup(setup), _) => setup.handle(action),
            (Some(Overlay::Pane(_)) | None, _, None) => Cmd::None,
        };
        let held = action == Action::Accept && self.is_held();
        if held && matches!(cmd, Cmd::Record(Change::Close, _)) {
            self.notice = Some("Enter is held down; press it once more to close the meeting".to_owned());
            return;
        }
        self.run(cmd);
    }

    /// Whether this Enter follows the last one as fast as only a held key does.
    fn is_held(&mut self) -> bool {
        let last = self.entered.replace(self.now.steady);
        last.is_some_and(|last| self.now.steady.saturating_sub(last) < HELD)
    }

    fn run(&mut self, cmd: Cmd) {
        match cmd {
            Cmd::None => {}
            Cmd::Record(change, fields) => self.record(change, fields),
            Cmd::Typed => self.typed(),
            Cmd::Choose(field, text) => self.draft(field, text, 0),
            Cmd::NextItem => self.go_by(1),
            Cmd::GoTo(index) => self.change(Change::GoTo(index)),
            Cmd::Pause => self.pause(),
            Cmd::Reword(entry) => {
                let scene = scene(self.session.as_ref(), &self.now);
                if let Some(pane) = scene.and_then(|scene| LinePane::reword(&entry, &scene)) {
                    self.overlay = Some(Overlay::Pane(Box::new(pane)));
                }
            }
            Cmd::Dismiss => self.overlay = None,
            Cmd::Do(action) => {
                self.overlay = None;
                self.act(action);
            }
            Cmd::Say(text) => self.notice = Some(text),
            Cmd::CountGap(counts) => {
                self.overlay = None;
                let asked = self.session.as_mut().map_or(0, |session| std::mem::take(&mut session.asked));
                let seconds = if counts { asked } else { 0 };
                self.change(Change::Spend { seconds });
            }
            Cmd::Start => self.effects.push(Effect::Start),
            Cmd::Resume => self.effects.push(Effect::Resume),
            Cmd::Switch(name) => {
                self.shown.name = name;
                self.effects.push(Effect::Read);
            }
            Cmd::SetUp => self.screen = Screen::Setup(Setup::new(self.shown.agenda.clone())),
            Cmd::Found(agenda) => {
                self.founded = Some(*agenda);
                self.effects.push(Effect::Found);
            }
            Cmd::Home => self.go_home(),
            Cmd::Quit => self.leave(),
        }
    }

    /// Makes a change and forgets the half-typed text that became part of it.
    fn record(&mut self, change: Change, fields: Vec<String>) {
        let closes = change == Change::Close;
        let Some(session) = &mut self.session else { return };
        let at = Stamp::new(&self.now.wall);
        if let Err(refusal) = session.history.apply(&mut session.opened.meeting, change, &at) {
            self.notice = Some(refusal.to_string());
            return;
        }
        for field in fields {
            // The meeting runs, or it took its drafts over when it closed.
            let _: Result<(), Refusal> =
                session.opened.meeting.apply(Change::Draft { field, text: String::new(), caret: 0 }, &at);
        }
        session.revision += 1;
        session.recorded = session.revision;
        self.effects.push(Effect::Save);
        match &self.overlay {
            Some(Overlay::Pane(pane)) if pane.field().is_some() => self.overlay = None,
            _ => {}
        }
        if closes {
            let file = session.opened.file.clone();
            self.screen = Screen::Summary(Summary::new(vec![file]));
        } else {
            self.stage(true);
        }
    }

    /// Makes a change that undo does not take back.
    fn change(&mut self, change: Change) {
        let Some(session) = &mut self.session else { return };
        let at = Stamp::new(&self.now.wall);
        let goes = matches!(change, Change::GoTo(_));
        match session.history.apply(&mut session.opened.meeting, change, &at) {
            Ok(()) => {
                session.revision += 1;
                session.recorded = session.revision;
                self.effects.push(Effect::Save);
                if goes {
                    self.stage(false);
                }
            }
            Err(refusal) => self.notice = Some(refusal.to_string()),
        }
    }

    /// Makes the stage anew from the record; it may go on where it stood.
    fn stage(&mut self, goes_on: bool) {
        let memory = match &self.screen {
            Screen::Stage(stage) if goes_on => stage.memory(),
            _ => 0,
        };
        self.stage_at(memory);
    }

    fn stage_at(&mut self, memory: usize) {
        if let Some(scene) = scene(self.session.as_ref(), &self.now) {
            self.screen = Screen::Stage(stage::of(&scene, memory));
        }
    }

    /// Whether there is a turn that can be passed, or why not.
    fn passes(&self) -> Result<(), Refusal> {
        let meeting = self.scene().map(|scene| scene.meeting);
        let in_exchange = meeting.and_then(Meeting::item).is_some_and(|item| item.kind == Kind::Exchange);
        match meeting.and_then(Meeting::due_move) {
            _ if !in_exchange => Err(Refusal::NoTurnHere),
            Some(_) => Ok(()),
            None => Err(Refusal::NoTurnLeft),
        }
    }

    fn ask(&mut self, purpose: Purpose) {
        if let (Purpose::Pass, Err(refusal)) = (&purpose, self.passes()) {
            self.notice = Some(refusal.to_string());
            return;
        }
        if let Some(scene) = scene(self.session.as_ref(), &self.now) {
            self.overlay = Some(Overlay::Pane(Box::new(LinePane::new(purpose, &scene))));
        }
    }

    fn undo(&mut self) {
        if self.focused().is_some_and(TextField::undo) {
            return self.typed();
        }
        self.step_history(History::undo, "nothing to undo");
    }

    fn redo(&mut self) {
        if self.focused().is_some_and(TextField::redo) {
            return self.typed();
        }
        self.step_history(History::redo, "nothing to redo");
    }

    fn step_history(&mut self, step: fn(&mut History, &mut Meeting) -> bool, none: &str) {
        let Some(session) = &mut self.session else { return };
        let before = session.opened.meeting.position;
        if !step(&mut session.history, &mut session.opened.meeting) {
            self.notice = Some(none.to_owned());
            return;
        }
        session.revision += 1;
        session.recorded = session.revision;
        let same_item = session.opened.meeting.position == before;
        self.effects.push(Effect::Save);
        let (is_running, file) = (session.opened.meeting.is_running(), session.opened.file.clone());
        match &self.screen {
            _ if !is_running => self.screen = Screen::Summary(Summary::new(vec![file])),
            // What was closed is open again, at its last step.
            Screen::Summary(_) => self.stage_at(usize::MAX),
            Screen::Home(_) | Screen::Setup(_) | Screen::Stage(_) => self.stage(same_item),
        }
    }

    fn page(&mut self, by: isize) {
        let Some(session) = &mut self.session else { return };
        let too_soon = session.paged.is_some_and(|last| self.now.steady.saturating_sub(last) < PAGE_PAUSE);
        if by > 0 {
            session.paged = Some(self.now.steady);
        }
        if by > 0 && too_soon {
            self.notice = Some("a second PgDn within a second is ignored".to_owned());
        } else {
            self.go_by(by);
        }
    }

    fn go_by(&mut self, by: isize) {
        let Some(position) = self.session.as_ref().and_then(|session| session.opened.meeting.position) else { return };
        match position.checked_add_signed(by) {
            Some(index) => self.change(Change::GoTo(index)),
            None => self.notice = Some(Refusal::NoSuchItem.to_string()),
        }
    }

    fn pause(&mut self) {
        let Some(session) = &self.session else { return };
        let paused = session.opened.meeting.clock.as_ref().is_some_and(|clock| clock.paused);
        self.change(Change::Pause(!paused));
        self.notice = Some(if paused { "the clock goes on" } else { "the meeting is paused" }.to_owned());
    }

    fn toggle_help(&mut self) {
        self.overlay = match self.overlay {
            Some(Overlay::Help(_)) => None,
            _ => Some(Overlay::Help(Help::new(self.place()))),
        };
    }

    fn toggle_palette(&mut self) {
        self.overlay = match self.overlay {
            Some(Overlay::Palette(_)) => None,
            _ => Some(Overlay::Palette(Palette::new(self.place()))),
        };
    }

    fn interrupt(&mut self) {
        if self.leaving || self.session.is_none() {
            return self.leave();
        }
        self.leaving = true;
        if let Some(session) = &mut self.session {
            session.has_unsaved_time = false;
        }
        self.effects.push(Effect::Save);
        self.notice = Some(match self.saving() {
            Some(Saving::Trouble(trouble)) => format!("NOT SAVED: {trouble}. Ctrl-C again leaves all the same"),
            _ => "everything is saved; Ctrl-C again to leave, the meeting can be resumed".to_owned(),
        });
    }

    /// Whether the meeting may be left: words that are not on the disk are warned about once.
    fn may_leave(&mut self) -> bool {
        let trouble = match self.saving() {
            Some(Saving::Trouble(trouble)) if !self.leaving => trouble,
            _ => return true,
        };
        self.leaving = true;
        self.notice = Some(format!("NOT SAVED: {trouble}. The same key again leaves all the same"));
        false
    }

    fn leave(&mut self) {
        if self.may_leave() {
            // The time that went by since the last change goes along.
            if self.session.as_ref().is_some_and(|session| session.has_unsaved_time) {
                self.effects.push(Effect::Save);
            }
            self.effects.push(Effect::Quit);
        }
    }

    fn go_home(&mut self) {
        if !self.may_leave() {
            return;
        }
        if let Some(session) = self.session.take() {
            self.revision = session.revision + 1;
            self.effects.push(Effect::Release(Box::new(session.opened.meeting), self.revision));
        }
        self.overlay = None;
        self.screen = Screen::Home(Home::new(self.shown.clone()));
        self.effects.push(Effect::Read);
    }

    fn say_saved(&mut self) {
        self.notice = Some(match self.saving() {
            Some(Saving::Done(at)) => format!("saved {}", at.strftime("%H:%M:%S")),
            Some(Saving::Busy) => "saving".to_owned(),
            Some(Saving::Trouble(trouble)) => format!("NOT SAVED: {trouble}"),
            None => "nothing to save here".to_owned(),
        });
    }

    // From outside

    fn saved(&mut self, revision: u64, result: Result<(), String>) {
        let Some(session) = &mut self.session else { return };
        match result {
            Ok(()) => {
                let was_busy = session.saved < session.recorded || session.trouble.is_some();
                session.saved = session.saved.max(revision);
                session.saved_at = Some(self.now.wall.clone());
                session.trouble = None;
                if !was_busy {
                    self.effects.push(Effect::Unseen);
                }
            }
            Err(trouble) => session.trouble = Some(trouble),
        }
    }

    fn show(&mut self, shown: Shown) {
        if let Screen::Home(home) = &mut self.screen {
            home.show(shown.clone());
        } else if matches!(self.screen, Screen::Setup(_)) && self.founded.take().is_some() {
            self.screen = Screen::Home(Home::new(shown.clone()));
        }
        self.shown = shown;
    }

    fn open(&mut self, opened: Opened) {
        let gap = opened.meeting.clock.as_ref().filter(|clock| opened.again && !clock.paused);
        let gap = gap.map_or(0, |clock| Stamp::new(&self.now.wall).seconds_since(&clock.at));
        self.session = Some(Session {
            opened,
            history: History::default(),
            booked: self.now.steady,
            asked: 0,
            has_unsaved_time: false,
            revision: self.revision + 1,
            recorded: self.revision + 1,
            saved: self.revision,
            saved_at: None,
            trouble: None,
            paged: None,
        });
        self.stage(false);
        self.overlay = None;
        if Duration::from_secs(gap.into()) >= GAP {
            if let Some(session) = &mut self.session {
                session.asked = gap;
            }
            self.overlay = Some(Overlay::Pane(Box::new(Gap::new(gap))));
        }
        self.effects.push(Effect::Save);
    }

    // Time

    /// Books the whole seconds that went by. A long silence is asked about instead: the computer slept, or the
    /// program was stopped.
    fn book_time(&mut self) {
        let Some(session) = &mut self.session else { return };
        let Some(clock) = &session.opened.meeting.clock else {
            // A closed meeting takes no time.
            session.booked = self.now.steady;
            return;
        };
        let paused = clock.paused;
        let elapsed = self.now.steady.saturating_sub(session.booked);
        let seconds = u32::try_from(elapsed.as_secs()).unwrap_or(u32::MAX);
        if seconds == 0 {
            return;
        }
        session.booked += Duration::from_secs(seconds.into());
        if elapsed >= GAP && !paused {
            // Asked about after this event, which still goes where it was meant.
            session.asked = session.asked.saturating_add(seconds);
            self.is_gap_new = true;
            return;
        }
        let at = Stamp::new(&self.now.wall);
        // Time can always be booked while a meeting runs.
        let _: Result<(), Refusal> = session.opened.meeting.apply(Change::Spend { seconds }, &at);
        session.has_unsaved_time = true;
    }
}

fn scene<'a>(session: Option<&'a Session>, now: &'a Moment) -> Option<Scene<'a>> {
    let opened = &session?.opened;
    Some(Scene { meeting: &opened.meeting, agenda: &opened.agenda, start: opened.start, clock: &now.wall })
}
