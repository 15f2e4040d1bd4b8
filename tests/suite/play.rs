//! Plays a meeting from a script: text as it is typed, keys and pauses in angle brackets. No terminal, no clock.

use std::{cell::RefCell, time::Duration};

use jiff::{SignedDuration, ToSpan as _, Zoned, civil::date, tz::TimeZone};
use serde::{Serialize, de::DeserializeOwned};

use crate::hostile;
use ratatui::{Terminal, backend::TestBackend, buffer::Buffer, layout::Position};
use turnabout::{
    domain::{
        Agenda, Earlier, Kind, Meeting, Stamp,
        agenda::{ItemPlan, Start, TeamPlan},
        past::Past,
        search::Query,
        series::{Series, StartReason},
    },
    tui::{
        app::{App, Effect, Event, Occasion, Opened},
        clock::Moment,
        keymap::{Code, Key},
        screens::{
            home::Shown,
            minutes::{Found, FoundIn, Reading},
        },
        ui::Look,
        view,
    },
};

/// What a key press takes: longer than a held Enter repeats.
const PRESS: Duration = Duration::from_millis(200);

thread_local! {
    static TAINT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Plays with this in everything that people wrote in agendas and past meetings: behind the first word of each text.
pub(crate) fn tainted<T>(taint: &str, play: impl FnOnce() -> T) -> T {
    TAINT.replace(taint.to_owned());
    let played = play();
    TAINT.take();
    played
}

fn taint<T: Serialize + DeserializeOwned>(value: T) -> T {
    let taint = TAINT.with_borrow(String::clone);
    if taint.is_empty() { value } else { hostile::with(&value, |text| hostile::behind_first(text, &taint)) }
}

/// The program in the middle of a script.
pub(crate) struct Play {
    app: App,
    wall: Zoned,
    steady: Duration,
    /// Whether the disk takes what is saved.
    disk: Result<(), String>,
    /// The past meetings, as they are on the disk.
    pub(crate) past: Vec<Meeting>,
    /// Whether nothing answers that reads or searches them.
    pub(crate) is_slow: bool,
    /// Everything asked of the outside so far, saving apart.
    pub(crate) asked: Vec<Effect>,
    /// The half-typed words that are to outlive the program.
    pub(crate) half_typed: Option<String>,
    /// The minutes that were written for readers, and why.
    pub(crate) handed: Vec<(Occasion, Meeting)>,
    /// Whether what becomes of them is told at once.
    pub(crate) tells: bool,
}

/// Plays `script` in a first meeting whose roll call is over: Sales brings a problem.
pub(crate) fn play(script: &str) -> Play {
    let mut play = Play::begin(&agenda());
    play.keys("<enter>");
    play.keys(script);
    play
}

/// The opening, the exchange and the close of the bundled agenda, with people: the shortest meeting with turns.
pub(crate) fn agenda() -> Agenda {
    let mut agenda = full();
    agenda.items.retain(|item| matches!(item.kind, Kind::Opening | Kind::Exchange | Kind::Close));
    agenda.planned_minutes = Some(35);
    agenda
}

/// The whole bundled agenda, with people.
pub(crate) fn full() -> Agenda {
    let mut agenda = Agenda::parse(turnabout::agendas::bundled("sales-operations").unwrap()).unwrap();
    agenda.teams[0].members = ["Ana Duarte", "Tom Becker", "Yuki Mori"].map(str::to_owned).to_vec();
    agenda.teams[1].members = ["Raj Patel", "Mia Svensson", "Olu Adeyemi"].map(str::to_owned).to_vec();
    agenda
}

/// Agendas of an hour, of 45 minutes and of half an hour.
pub(crate) fn lengths() -> Vec<Agenda> {
    let of = |minutes| {
        let items = [(Kind::Opening, 3), (Kind::Exchange, minutes - 10), (Kind::Close, 4)];
        let items = items.map(|(kind, minutes)| ItemPlan::new(kind, minutes)).to_vec();
        Agenda::new("Joint meeting".to_owned(), agenda().teams, None, Some(minutes), items).unwrap()
    };
    vec![of(60), of(45), of(30)]
}

/// The same with a discussion before the close.
pub(crate) fn with_discussion() -> Agenda {
    let mut agenda = agenda();
    agenda.items.insert(2, ItemPlan::new(Kind::Discussion, 5));
    agenda
}

/// The same with one item of this kind between the roll call and the close.
pub(crate) fn with_only(kind: Kind) -> Agenda {
    let mut agenda = agenda();
    agenda.items.retain(|item| matches!(item.kind, Kind::Opening | Kind::Close));
    agenda.items.insert(1, ItemPlan::new(kind, 6));
    agenda
}

/// The same with good news and goals in place of the exchange.
pub(crate) fn with_goals() -> Agenda {
    let mut agenda = agenda();
    agenda.items[1] = ItemPlan::new(Kind::Wins, 2);
    agenda.items.insert(2, ItemPlan::new(Kind::Goals, 5));
    agenda
}

/// The same with a third team.
pub(crate) fn three_teams() -> Agenda {
    let mut agenda = agenda();
    let members = vec!["Kim Berg".to_owned()];
    agenda.teams.push(TeamPlan { id: "service".into(), name: "Service".to_owned(), delivers: false, members });
    agenda
}

/// The meeting of this number, begun at ten with the first team of the agenda.
pub(crate) fn meeting(agenda: &Agenda, number: u32) -> Meeting {
    let start = Start {
        id: format!("2026-11-24-100{number}"),
        series: "sales-operations".to_owned(),
        number,
        first_team: agenda.teams[0].id.clone(),
        facilitator: None,
        last_people: Vec::new(),
        open_actions: Vec::new(),
    };
    Meeting::begin(agenda, start, Stamp::new(&ten()))
}

/// Ten o'clock on the day of the meeting, in a zone written out so that no database of zones is read.
pub(crate) fn ten() -> Zoned {
    let zone = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
    date(2026, 11, 24).at(10, 0, 0, 0).to_zoned(zone).unwrap()
}

impl Play {
    /// The home screen of a series with these meetings; `None` while they are read.
    pub(crate) fn home(agenda: &Agenda, meetings: Option<&[Meeting]>, look: Look) -> Self {
        let meetings = meetings.map(|meetings| meetings.iter().cloned().map(taint).collect::<Vec<_>>());
        let shown = Shown {
            name: "sales-operations".to_owned(),
            agenda: taint(agenda.clone()),
            series: meetings.as_deref().map(Series::fold),
            files: 0,
            is_demo: false,
            others: Vec::new(),
            broken: Vec::new(),
            missing: Vec::new(),
            is_agenda_damaged: false,
            remark: None,
            lengths: lengths(),
        };
        let (wall, steady) = (ten(), Duration::from_secs(1000));
        let mut app = App::new(shown, look, Moment { wall: wall.clone(), steady });
        app.update(Event::Resized(100, 30), Moment { wall: wall.clone(), steady });
        let past = meetings.unwrap_or_default();
        Self {
            app,
            wall,
            steady,
            disk: Ok(()),
            past,
            is_slow: false,
            asked: Vec::new(),
            half_typed: None,
            handed: Vec::new(),
            tells: true,
        }
    }

    /// A first meeting at its roll call.
    pub(crate) fn begin(agenda: &Agenda) -> Self {
        Self::with_look(agenda, Look::default())
    }

    /// The same with another look.
    pub(crate) fn with_look(agenda: &Agenda, look: Look) -> Self {
        let mut play = Self::home(agenda, Some(&[]), look);
        play.open(meeting(agenda, 1), agenda, Past::default(), false);
        play
    }

    /// A meeting that ran before, opened so many seconds later by another program.
    pub(crate) fn again(meeting: &Meeting, agenda: &Agenda, later: u64) -> Self {
        Self::again_after(meeting, agenda, &[], later)
    }

    /// The same for a meeting that followed these.
    pub(crate) fn again_after(meeting: &Meeting, agenda: &Agenda, earlier: &[Meeting], later: u64) -> Self {
        let mut play = Self::home(agenda, None, Look::default());
        play.wall = meeting.clock.as_ref().unwrap().at.zoned().with_time_zone(ten().time_zone().clone());
        play.sleep(Duration::from_secs(later));
        play.open(meeting.clone(), agenda, Series::fold(earlier).past, true);
        play
    }

    /// The meeting after these, at its roll call, on the day for which the last one planned it, or else in two weeks.
    pub(crate) fn after(agenda: &Agenda, earlier: &[Meeting]) -> Self {
        Self::after_with_look(agenda, earlier, Look::default())
    }

    /// The same with another look.
    pub(crate) fn after_with_look(agenda: &Agenda, earlier: &[Meeting], look: Look) -> Self {
        let series = Series::fold(&earlier.iter().cloned().map(taint).collect::<Vec<_>>());
        let mut play = Self::home(agenda, Some(earlier), look);
        let last =
            earlier.last().map_or_else(ten, |last| last.started_at.zoned().with_time_zone(ten().time_zone().clone()));
        let planned = series.planned().map(|next| next.at.zoned().with_time_zone(ten().time_zone().clone()));
        play.wall = planned.unwrap_or_else(|| last.checked_add(2.weeks()).unwrap());
        let start = Start {
            id: play.wall.strftime("%Y-%m-%d-%H%M").to_string(),
            series: "sales-operations".to_owned(),
            number: series.next_number(),
            first_team: series.first_team(agenda).0,
            facilitator: series.planned().and_then(|next| next.facilitator.clone()),
            last_people: series.last_people(),
            open_actions: series.open_actions,
        };
        let meeting = Meeting::begin(agenda, start, Stamp::new(&play.wall));
        play.open(meeting, agenda, series.past, false);
        play
    }

    /// Opens a meeting, as the outside does when it is asked to.
    pub(crate) fn open(&mut self, meeting: Meeting, agenda: &Agenda, past: Past, again: bool) {
        let file = "sales-operations/2026-11-24-1000.json".to_owned();
        let (meeting, agenda) = (taint(meeting), taint(agenda.clone()));
        let start = (meeting.first_team.clone(), StartReason::First);
        let opened = Opened { meeting, agenda, past, start, file, again };
        self.update(Event::Opened(Box::new(opened)));
    }

    /// Types on.
    #[track_caller]
    pub(crate) fn keys(&mut self, script: &str) -> &mut Self {
        let mut rest = script;
        while let Some(letter) = rest.chars().next() {
            let name = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'));
            if let Some((name, after)) = name {
                self.named(name);
                rest = after;
            } else {
                self.press(Key::char(letter));
                rest = &rest[letter.len_utf8()..];
            }
        }
        self
    }

    #[track_caller]
    fn named(&mut self, name: &str) {
        match name.strip_prefix('+') {
            Some(pause) => self.wait(seconds(pause)),
            None => self.press(key(name)),
        }
    }

    /// Presses a key as a person does.
    pub(crate) fn press(&mut self, key: Key) {
        self.sleep(PRESS);
        self.update(Event::Key(key));
    }

    /// Presses a key so often as a keyboard repeats one that is held down.
    pub(crate) fn hold(&mut self, key: Key, times: usize) {
        for _ in 0..times {
            self.sleep(Duration::from_millis(30));
            self.update(Event::Key(key));
        }
    }

    /// Lets time go by, second by second.
    pub(crate) fn wait(&mut self, seconds: u32) {
        for _ in 0..seconds {
            self.sleep(Duration::from_secs(1));
            self.update(Event::Tick);
        }
    }

    /// Lets time go by without an event: the computer sleeps.
    pub(crate) fn sleep(&mut self, time: Duration) {
        self.steady += time;
        self.wall = self.wall.saturating_add(SignedDuration::try_from(time).unwrap());
    }

    /// Sets the wall clock; the time that went by is not changed by it.
    pub(crate) fn set_clock(&mut self, by: SignedDuration) {
        self.wall = self.wall.saturating_add(by);
    }

    /// Goes on at another moment.
    pub(crate) fn set_wall(&mut self, at: Zoned) {
        self.wall = at;
        self.update(Event::Tick);
    }

    /// What the disk answers from here on.
    pub(crate) fn disk(&mut self, answer: Result<(), String>) {
        self.disk = answer;
    }

    /// Pastes.
    pub(crate) fn paste(&mut self, text: &str) -> &mut Self {
        self.update(Event::Paste(text.to_owned()));
        self
    }

    /// The moment that the program is told next.
    pub(crate) fn moment(&self) -> Moment {
        Moment { wall: self.wall.clone(), steady: self.steady }
    }

    /// Gives the program an event and answers what it asks of the disk.
    pub(crate) fn update(&mut self, event: Event) {
        let now = self.moment();
        for effect in self.app.update(event, now.clone()) {
            match effect {
                Effect::Save => {
                    let revision = self.app.snapshot().unwrap().1;
                    self.app.update(Event::Saved(revision, self.disk.clone()), now.clone());
                }
                Effect::Keep(ref series, _, revision) => {
                    let (series, result) = (series.clone(), self.disk.clone().map(|()| None));
                    self.asked.push(effect);
                    self.update(Event::Kept { series, revision, result });
                }
                Effect::HalfTyped(words) => self.half_typed = Some(words),
                Effect::WriteOut(occasion, meeting) => {
                    self.handed.push((occasion, *meeting));
                    if self.tells {
                        self.tell();
                    }
                }
                Effect::Search(_) | Effect::ReadMinutes(_) | Effect::Correct(..) if self.is_slow => {
                    self.asked.push(effect);
                }
                Effect::Search(words) => self.update(Event::Found(Box::new(self.find(&words)))),
                Effect::ReadMinutes(id) => {
                    let reading = self.reading(&id);
                    self.update(Event::Minutes(Box::new(reading)));
                }
                Effect::Correct(before, after) => {
                    let answer = self.disk.clone().map(|()| self.correct(&before, *after));
                    self.update(Event::Corrected(answer));
                }
                Effect::SaveDraft | Effect::Edit(..) | Effect::Unseen => {}
                Effect::Start
                | Effect::Resume
                | Effect::Found
                | Effect::Read
                | Effect::StopSearch
                | Effect::Export(_)
                | Effect::LookAround
                | Effect::LeaveDemo
                | Effect::Release(..)
                | Effect::Suspend
                | Effect::Quit
                | Effect::Vanish => {
                    self.asked.push(effect);
                }
            }
        }
    }

    /// Tells what became of the minutes that were written last.
    pub(crate) fn tell(&mut self) {
        let (occasion, meeting) = self.handed.last().expect("some were written");
        let ends = if *occasion == Occasion::Copy { &["md"][..] } else { &["md", "html"] };
        let path = |end: &&str| format!("/minutes/sales-operations/exports/{}.{end}", meeting.id);
        let event = Event::Written(*occasion, self.disk.clone().map(|()| ends.iter().map(path).collect()));
        let now = self.moment();
        assert_eq!(self.app.update(event, now), [], "nothing follows from it");
    }

    /// What the search says once it has read all minutes.
    pub(crate) fn find(&self, words: &str) -> Found {
        let query = Query::new(words);
        Found {
            query: words.to_owned(),
            meetings: self.past.iter().rev().filter_map(|meeting| FoundIn::of(&query, meeting)).collect(),
            searched: self.past.len(),
            all: self.past.len(),
            folder: "/data/sales-operations".to_owned(),
        }
    }

    /// A past meeting as it is read.
    pub(crate) fn reading(&self, id: &str) -> Reading {
        let meeting = self.past.iter().find(|meeting| meeting.id == id).expect("it is there").clone();
        let earlier = Earlier::of(&meeting, &self.past);
        let file = format!("/data/sales-operations/{id}.json");
        Reading { meeting, earlier, file, exports: "/data/sales-operations/exports".to_owned(), objection: None }
    }

    /// What minutes read like once they are corrected.
    pub(crate) fn correct(&mut self, before: &Meeting, after: Meeting) -> Box<Reading> {
        let id = after.id.clone();
        let place = self.past.iter_mut().find(|meeting| *meeting == before).expect("nobody changed it");
        *place = after;
        Box::new(self.reading(&id))
    }

    /// Takes this row of the home screen's menu.
    #[track_caller]
    pub(crate) fn choose(&mut self, row: &str) -> &mut Self {
        for _ in 0..20 {
            let screen = self.screen(100, 30);
            if ["▸", ">"].iter().any(|cursor| screen.contains(&format!("{cursor}  {row}"))) {
                return self.keys("<enter>");
            }
            self.keys("<down>");
        }
        panic!("{row:?} is not on\n{}", self.screen(100, 30));
    }

    /// Ends the meeting with Enter alone, from wherever it is.
    #[track_caller]
    pub(crate) fn close(mut self) -> Meeting {
        for _ in 0..20 {
            if !self.meeting().is_running() {
                return self.meeting().clone();
            }
            self.keys("<enter>");
        }
        panic!("the meeting does not close:\n{}", self.screen(100, 30));
    }

    /// The screen as text, without the space at the ends of its rows.
    pub(crate) fn screen(&self, columns: u16, rows: u16) -> String {
        text(&self.buffer(columns, rows))
    }

    /// The cells of the screen.
    pub(crate) fn buffer(&self, columns: u16, rows: u16) -> Buffer {
        self.terminal(columns, rows).backend().buffer().clone()
    }

    /// Where the caret stands, `None` when no field has it.
    pub(crate) fn cursor(&self, columns: u16, rows: u16) -> Option<Position> {
        let terminal = self.terminal(columns, rows);
        let backend = terminal.backend();
        backend.cursor_visible().then(|| backend.cursor_position())
    }

    /// The screen drawn once.
    pub(crate) fn terminal(&self, columns: u16, rows: u16) -> Terminal<TestBackend> {
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        terminal.draw(|frame| view::draw(&self.app, frame)).unwrap();
        terminal
    }

    /// The record.
    #[track_caller]
    pub(crate) fn meeting(&self) -> &Meeting {
        self.app.snapshot().expect("a meeting is open").0
    }

    /// Counts what became of the meeting.
    pub(crate) fn revision(&self) -> u64 {
        self.app.snapshot().expect("a meeting is open").1
    }

    /// The program itself.
    pub(crate) fn app(&self) -> &App {
        &self.app
    }

    /// The program itself, to be told something without an answer of the disk.
    pub(crate) fn app_mut(&mut self) -> &mut App {
        &mut self.app
    }

    /// What the last row says in place of the keys.
    pub(crate) fn notice(&self) -> &str {
        self.app.notice().unwrap_or_default()
    }

    /// Fails unless the screen shows `words`.
    #[track_caller]
    pub(crate) fn shows(&mut self, words: &str) -> &mut Self {
        let screen = self.screen(100, 30);
        assert!(screen.contains(words), "{words:?} is not on\n{screen}");
        self
    }
}

/// Rows of cells as text.
pub(crate) fn text(buffer: &Buffer) -> String {
    let columns = usize::from(buffer.area.width.max(1));
    let mut rows = Vec::new();
    for row in buffer.content.chunks(columns) {
        let mut line = String::new();
        let mut hidden = 0;
        for cell in row {
            if hidden == 0 {
                line.push_str(cell.symbol());
                hidden = unicode_width::UnicodeWidthStr::width(cell.symbol()).max(1);
            }
            hidden -= 1;
        }
        rows.push(line.trim_end().to_owned());
    }
    rows.join("\n")
}

/// `3m`, `40s` as seconds.
#[track_caller]
fn seconds(pause: &str) -> u32 {
    let (number, unit) = pause.split_at(pause.len() - 1);
    let number: u32 = number.parse().unwrap_or_else(|_| panic!("no pause: <+{pause}>"));
    match unit {
        "s" => number,
        "m" => number * 60,
        _ => panic!("no pause: <+{pause}>"),
    }
}

/// The key of a name: `enter`, `s-tab`, `c-z`, `f1`.
#[track_caller]
pub(crate) fn key(name: &str) -> Key {
    if let Some(letter) = name.strip_prefix("c-").and_then(|rest| rest.chars().next()) {
        return Key::ctrl(letter);
    }
    if let Some(name) = name.strip_prefix("a-") {
        return Key { alt: true, ..key(name) };
    }
    if let Some(number) = name.strip_prefix('f').and_then(|number| number.parse().ok()) {
        return Key::plain(Code::F(number));
    }
    Key::plain(match name {
        "enter" => Code::Enter,
        "esc" => Code::Esc,
        "tab" => Code::Tab,
        "s-tab" => Code::BackTab,
        "backspace" => Code::Backspace,
        "delete" => Code::Delete,
        "up" => Code::Up,
        "down" => Code::Down,
        "left" => Code::Left,
        "right" => Code::Right,
        "home" => Code::Home,
        "end" => Code::End,
        "pgup" => Code::PageUp,
        "pgdn" => Code::PageDown,
        "space" => Code::Char(' '),
        "lt" => Code::Char('<'),
        _ => panic!("no key: <{name}>"),
    })
}
