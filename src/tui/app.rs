//! The state of the program between two events: which screen, what lies over it, what is saved. Knows no terminal and
//! no file; what it wants of the outside it says as an [`Effect`].

mod acts;
mod agendas;
mod border;
mod keyboard;
mod left;
mod minutes;
mod moves;
mod outside;

use std::{collections::BTreeMap, time::Duration};

use jiff::Zoned;
use ratatui::layout::{Rect, Size};

use self::{agendas::Kept, left::Left};
pub use self::{
    border::{Effect, Event, Occasion, Opened},
    left::is_half_typed,
};
use super::{
    clock::Moment,
    keymap::Scope,
    screens::{
        Pane, Scene,
        agenda::AgendaEditor,
        files::Handed,
        goals::Goals,
        help::Help,
        home::{Home, Shown},
        minutes::{Minutes, Room},
        palette::Palette,
        promises::Promises,
        setup::Setup,
        summary::{Record, Summary},
    },
    ui::{self, Look},
};
use crate::domain::{Agenda, Meeting, history::History, pace::Place};

/// A pause between two events from which on it is asked whether it counts.
const GAP: Duration = Duration::from_secs(10);
/// A pause in the typing from which on a question does not take the next letter for its answer.
const TYPING: Duration = Duration::from_secs(1);
/// Seconds after which time is saved for its own sake: a crash leaves less to be asked about than any other gap.
const UNSAVED_S: u32 = 9;
/// A second PgDn within this time is taken for a slip of the remote.
const PAGE_PAUSE: Duration = Duration::from_secs(1);
/// How long is shown what nobody may miss, while keys are pressed.
const ALERT: Duration = Duration::from_secs(12);
/// Enter repeats faster than this when it is held down.
const HELD: Duration = Duration::from_millis(120);

/// The meeting on screen with its history and its clock.
struct Session {
    opened: Opened,
    history: History,
    /// The moment up to which time is booked.
    booked: Duration,
    /// Time in which the program stood still, until somebody says whether it counts.
    asked: Option<Asked>,
    /// Seconds that were booked since the meeting was last asked to be saved.
    unsaved_s: u32,
    revision: u64,
    /// The newest revision that is more than half-typed text.
    recorded: u64,
    saved: u64,
    saved_at: Option<Zoned>,
    /// Whether half-typed words wait for the disk for longer than they should.
    is_late: bool,
    trouble: Option<String>,
    /// Where the words lie while they are not saved.
    rescued: Option<String>,
    /// Whether it is saved beside what somebody else wrote.
    is_beside: bool,
    /// When PgDn last went on, and when it was last pressed.
    paged: Option<Duration>,
    page_pressed: Option<Duration>,
}

/// Time that is asked about.
#[derive(Clone, Debug)]
struct Asked {
    seconds: u32,
    /// Where the meeting stood; `None` when it was closed.
    place: Option<Place>,
}

/// What fills the frame.
enum Screen {
    Home(Home),
    Setup(Setup),
    Agenda(AgendaEditor),
    Promises(Promises),
    Goals(Goals),
    Minutes(Minutes),
    Stage(Box<dyn Pane>),
    Summary(Summary),
}

/// What lies over the screen.
enum Overlay {
    Help(Help),
    Palette(Palette),
    Handed(Handed),
    Pane(Box<dyn Pane>),
}

/// The Enter key, which may be held down.
#[derive(Default)]
struct Enter {
    /// When it came last.
    at: Option<Duration>,
    /// It answered a question: what else comes of holding it down answers nothing.
    has_answered: bool,
}

/// The stage as it was when undo first took back more than its typing.
struct Untyped {
    /// The item on it.
    item: Option<usize>,
    stage: Box<dyn Pane>,
}

/// What the header says about saving.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saving {
    /// Everything recorded is on the disk since then.
    Done(Zoned),
    /// The same in a file of this name, beside what somebody else wrote.
    Beside(Zoned, String),
    /// Something recorded is on its way, or half-typed words are for too long.
    Busy,
    /// It is not on the disk, and why.
    Trouble(String),
}

/// The program.
pub struct App {
    screen: Screen,
    overlay: Option<Overlay>,
    /// What help or the commands lie over.
    beneath: Option<Overlay>,
    session: Option<Session>,
    shown: Shown,
    founded: Option<Agenda>,
    /// The series that was made of it, and is not read yet.
    awaited: Option<String>,
    /// What became of the last correction of minutes.
    corrected: Option<Saving>,
    /// What is known of the files of agendas since their first edit, by the names of the series.
    agendas: BTreeMap<String, Kept>,
    /// Counts the edits of agendas.
    edits: u64,
    /// Half-typed words of screens that were left.
    left: Left,
    /// The same of the real series while a made-up one is shown, and the other way round.
    elsewhere: Left,
    notice: Option<String>,
    /// What nobody may miss, and the moment until which it is shown.
    alert: Option<(String, Duration)>,
    leaving: bool,
    /// A gap in the time was noticed and is not asked about yet.
    is_gap_new: bool,
    /// When something was last typed.
    typed: Option<Duration>,
    /// The meeting that is opened next was left open: it goes to its close.
    is_closing: bool,
    /// Of the meeting that was left last: reports that come late are not taken for another one's.
    revision: u64,
    enter: Enter,
    /// What undo took back of the typing before it took back more than that.
    untyped: Option<Untyped>,
    now: Moment,
    look: Look,
    /// Columns and rows of the terminal.
    size: Size,
    effects: Vec<Effect>,
}

impl App {
    /// The program at its home screen.
    pub fn new(shown: Shown, look: Look, now: Moment) -> Self {
        let alert = shown.remark.clone().map(|text| (text, now.steady + ALERT));
        Self {
            screen: Screen::Home(Home::new(shown.clone())),
            overlay: None,
            beneath: None,
            session: None,
            shown,
            founded: None,
            awaited: None,
            corrected: None,
            agendas: BTreeMap::new(),
            edits: 0,
            left: Left::default(),
            elsewhere: Left::default(),
            notice: None,
            alert,
            leaving: false,
            is_gap_new: false,
            typed: None,
            is_closing: false,
            revision: 0,
            enter: Enter::default(),
            untyped: None,
            now,
            look,
            size: Size::new(80, 24),
            effects: Vec::new(),
        }
    }

    /// Takes an event in and says what is to be done outside.
    pub fn update(&mut self, event: Event, now: Moment) -> Vec<Effect> {
        self.now = now;
        self.book_time();
        if matches!(event, Event::Key(_) | Event::Keys(_) | Event::Paste(_)) {
            self.typed = Some(self.now.steady);
        }
        match event {
            Event::Key(key) => self.key(key),
            Event::Keys(keys) => self.keys(keys),
            Event::Paste(text) => self.paste(&text),
            Event::Resized(columns, rows) => self.size = Size::new(columns, rows),
            Event::Tick => {}
            Event::Saved(revision, result) => self.saved(revision, result),
            Event::Late(is_late) => self.late(is_late),
            Event::Rescued(path) => self.rescued(path),
            Event::Beside(path) => self.beside(&path),
            Event::Alert(text) => self.alert(text),
            Event::HalfTyped(words) => self.words_found(&words),
            Event::HalfKept(is_kept) => self.words_written(is_kept),
            Event::Kept { series, revision, result } => self.kept(&series, revision, result),
            Event::Shown(shown) => self.show(*shown),
            Event::Found(found) => self.found(*found),
            Event::Minutes(reading) => self.read(*reading),
            Event::Corrected(result) => self.corrected(result),
            Event::Opened(opened) => self.open(*opened),
            Event::Written(occasion, result) => self.written(occasion, result),
            Event::Founded(series) => self.founded(series),
            Event::Unfounded(text) => self.unfounded(text),
            Event::Failed(text) => self.fail(text),
            Event::Settle(_) => self.effects.push(Effect::Unseen),
            Event::Gone => self.effects.push(Effect::Vanish),
        }
        if self.is_gap_new && !self.is_typing() {
            self.is_gap_new = false;
            self.ask_about_gap();
        }
        self.keep_time();
        self.hand_words_over();
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

    /// Whether what is on screen is made up.
    pub fn is_demo(&self) -> bool {
        self.shown.is_demo
    }

    /// The agenda that was set up last.
    pub fn set_up(&self) -> Option<&Agenda> {
        self.founded.as_ref()
    }

    /// Whether somebody waits for that.
    pub fn is_founding(&self) -> bool {
        self.founded.is_some() && matches!(self.screen, Screen::Setup(_))
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

    /// What a screen outside a meeting is drawn in.
    fn room(&self) -> Room {
        let Size { width, height } = self.size;
        let stage = ui::stage(ui::body(Rect { width, height, ..Rect::default() }));
        Room { columns: stage.width, rows: stage.height, look: self.look, today: self.now.wall.date() }
    }

    /// The wall clock.
    pub fn clock(&self) -> &Zoned {
        &self.now.wall
    }

    /// The meeting on screen; `None` at home.
    pub fn scene(&self) -> Option<Scene<'_>> {
        scene(self.session.as_ref(), &self.now)
    }

    /// What the header says about saving; `None` where nothing was to be saved.
    pub fn saving(&self) -> Option<Saving> {
        let Some(session) = &self.session else {
            return self.saving_here().or_else(|| self.agenda_trouble());
        };
        let is_done = session.saved >= session.recorded && !session.is_late;
        Some(match (&session.trouble, &session.saved_at) {
            (Some(trouble), _) => Saving::Trouble(match &session.rescued {
                Some(path) => format!("{trouble}{}copy in {path}", self.look.pick(" – ", " - ")),
                None => trouble.clone(),
            }),
            (None, Some(at)) if is_done && session.is_beside => Saving::Beside(at.clone(), session.opened.file.clone()),
            (None, Some(at)) if is_done => Saving::Done(at.clone()),
            (None, _) => Saving::Busy,
        })
    }

    /// What the last row says in place of the keys.
    pub fn notice(&self) -> Option<&str> {
        let alert = self.alert.as_ref().filter(|(_, until)| self.now.steady < *until);
        self.notice.as_deref().or(alert.map(|(text, _)| text.as_str()))
    }

    /// Whether a stage of the meeting is shown: the agenda stands beside no other screen.
    pub fn is_in_meeting(&self) -> bool {
        matches!(self.screen, Screen::Stage(_))
    }

    /// Whether something lies over the screen.
    pub fn has_overlay(&self) -> bool {
        self.overlay.is_some()
    }

    /// Whether what lies over the screen leaves nothing of it.
    pub fn is_covered(&self) -> bool {
        matches!(&self.overlay, Some(Overlay::Pane(pane)) if pane.is_whole())
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
            (Some(Overlay::Handed(handed)), _) => handed.render(flow),
            (Some(Overlay::Pane(pane)), Some(scene)) => pane.render(&scene, flow),
            (Some(Overlay::Pane(_)) | None, _) => {}
        }
    }

    /// The file of the meeting, and whether it has everything.
    fn minutes_file(&self) -> Record<'_> {
        let file = self.session.as_ref().map_or("", |session| &session.opened.file);
        let is_saved = match self.saving() {
            Some(Saving::Done(_) | Saving::Beside(..)) => true,
            Some(Saving::Busy | Saving::Trouble(_)) | None => false,
        };
        Record { file, is_saved }
    }

    /// Draws the screen.
    pub fn render_screen(&self, flow: &mut super::ui::Flow) {
        match (&self.screen, self.scene()) {
            (Screen::Home(home), _) => home.render(&self.now.wall, flow),
            (Screen::Setup(setup), _) => setup.render(flow),
            (Screen::Agenda(editor), _) => editor.render(flow),
            (Screen::Promises(promises), _) => promises.render(&self.now.wall, flow),
            (Screen::Goals(goals), _) => goals.render(&self.now.wall, flow),
            (Screen::Minutes(minutes), _) => minutes.render(&self.now.wall, flow),
            (Screen::Stage(stage), Some(scene)) => stage.render(&scene, flow),
            (Screen::Summary(summary), Some(scene)) => summary.render(self.minutes_file(), &scene, flow),
            (Screen::Stage(_) | Screen::Summary(_), None) => {}
        }
    }
}

fn scene<'a>(session: Option<&'a Session>, now: &'a Moment) -> Option<Scene<'a>> {
    let opened = &session?.opened;
    let Opened { meeting, agenda, past, start, .. } = opened;
    Some(Scene { meeting, agenda, past, start, clock: &now.wall })
}
