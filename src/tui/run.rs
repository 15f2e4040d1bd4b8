//! The loop of the full-screen program and its threads: events in, frames out. The only reader of clock and keyboard.

mod agenda;
mod behind;
mod effects;
mod half_typed;

use std::{
    collections::BTreeMap,
    io,
    path::PathBuf,
    process,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
        mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError},
    },
    time::Duration,
};

use self::{agenda::AgendaDesk, effects::snapshot, half_typed::HalfTypedDesk};
use super::{
    app::{App, Effect, Event, Opened},
    archive::Archive,
    clock::Moment,
    desk::Wanted,
    exits::{self, Exits, PATIENCE, UNWRITTEN},
    inbox::Inbox,
    input, signals,
    terminal::{self, Drawn, Screen},
    trouble::Voice,
    view,
    writer::Writer,
};
use crate::{
    cli::{self, CliError, Exit},
    domain::Agenda,
    fault::{self, Place},
    store::{Saver, Sheet, Urgency, in_words},
};

pub use super::desk::Setting;

/// How soon a terminal that was slow to take a frame is asked again.
const LATE: Duration = Duration::from_millis(50);

/// How long half-typed words may take to the disk until that is said.
const SLOW: Duration = Duration::from_secs(1);

/// How long events are taken in without a frame in between.
const LONGEST: Duration = Duration::from_millis(100);

/// How many characters are taken in at once.
const MOST_KEYS: usize = 1 << 14;

/// Where the program begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// At the home screen.
    Home,
    /// In a meeting.
    Meeting,
    /// At the home screen of a made-up series.
    Demo,
}

/// Runs the program from this door on until it is left.
///
/// # Errors
/// What keeps it from starting, before the screen opens; or the words that could not be saved, after it closed.
pub fn run(setting: Setting, door: Door) -> Result<(), CliError> {
    let (inbox, receiver) = Inbox::new();
    let mut program = Program::new(setting, inbox);
    let opened = program.pass(door)?;
    let mut app = program.app(opened.as_ref());
    program.exits.clone().leave_on_panic();
    signals::start(program.exits.clone()).map_err(failed)?;
    let mut screen = Screen::enter().map_err(failed)?;
    if let Ok((columns, rows)) = terminal::size() {
        program.size = (columns, rows);
        app.update(Event::Resized(columns, rows), Moment::current());
    }
    input::start(program.inbox.clone()).map_err(failed)?;
    let left = if let Some(opened) = opened {
        // The meeting is in the first frame already.
        program.take(Event::Opened(Box::new(opened)), &mut app).err()
    } else {
        // The first frame shares neither the processor nor the disk with the reader.
        program.is_unread = true;
        None
    };
    let left = left.unwrap_or_else(|| program.turn(&mut app, &mut screen, &receiver));
    program.end(&left, screen)
}

/// Why the loop ended.
enum Ending {
    /// The user left.
    Quit,
    /// The terminal is gone.
    Gone,
}

#[expect(clippy::struct_excessive_bools, reason = "four things that have nothing to do with each other")]
struct Program {
    setting: Setting,
    /// What writes the meeting, while one is open.
    desk: Option<Arc<Saver>>,
    exits: Exits,
    /// The real series, while a made-up one is looked at.
    real: Option<Setting>,
    /// Which reading of a series counts: the last one that was begun.
    reading: Arc<AtomicU32>,
    inbox: Inbox,
    writer: Writer,
    /// The screen has another size, or had one since the last frame.
    is_resized: bool,
    /// Who waits until everything is handed over.
    waiters: Vec<Sender<()>>,
    /// Columns and rows of the screen.
    size: (u16, u16),
    /// The terminal has not taken the last frame yet.
    is_late: bool,
    /// The series is to be read as soon as there is a frame.
    is_unread: bool,
    /// The agenda of the meeting that was opened, and what is missing in its past: to be kept and told of then.
    unkept: Option<(Setting, Agenda, Option<String>)>,
    /// Something is to be saved that was not handed over yet.
    unsaved: Option<Urgency>,
    /// The disk takes long, as was said last.
    is_slow: bool,
    /// All minutes of the series, while they are searched.
    archive: Option<Archive>,
    /// What writes the agendas that were edited, by the folders of their series.
    agendas: BTreeMap<PathBuf, AgendaDesk>,
    /// What writes half-typed words of screens outside a meeting; `None` before it is looked for.
    half_typed: Option<HalfTypedDesk>,
    /// The agenda of this series is shown to be edited; it is not yet.
    sheet: Option<(String, Sheet)>,
}

impl Program {
    fn new(setting: Setting, inbox: Inbox) -> Self {
        let exits = Exits::new(inbox.clone());
        Self {
            setting,
            desk: None,
            real: None,
            reading: Arc::default(),
            writer: Writer::start(inbox.clone(), exits.errands.clone()),
            exits,
            inbox,
            is_resized: false,
            waiters: Vec::new(),
            size: (0, 0),
            is_late: false,
            is_unread: false,
            unkept: None,
            unsaved: None,
            is_slow: false,
            archive: None,
            agendas: BTreeMap::new(),
            half_typed: None,
            sheet: None,
        }
    }

    /// Goes through a door: the meeting behind it, if it leads into one.
    fn pass(&mut self, door: Door) -> Result<Option<Opened>, CliError> {
        match door {
            Door::Meeting => self.open(Wanted::Any, Voice::Shell).map(Some),
            Door::Demo => self.look_around().map(|()| None).map_err(|why| CliError::new(Exit::Failed, why)),
            Door::Home => Ok(None),
        }
    }

    /// The program on its first screen.
    fn app(&self, opened: Option<&Opened>) -> App {
        let shown = match opened {
            Some(opened) => self.setting.bare(opened.agenda.clone()),
            None => self.setting.shown(),
        };
        let now = Moment::current();
        let doubt = now.doubt();
        let mut app = App::new(shown, self.setting.look, now.clone());
        if let Some(doubt) = doubt {
            app.update(Event::Failed(doubt), now);
        }
        app
    }

    /// Events in, frames out.
    fn turn(&mut self, app: &mut App, screen: &mut Screen, receiver: &Receiver<Event>) -> Ending {
        loop {
            let is_anew = std::mem::take(&mut self.is_resized);
            if is_anew && screen.forget().is_err() {
                return Ending::Gone;
            }
            match screen.draw(|frame| view::draw(app, frame)) {
                Ok(drawn) => self.is_late = drawn == Drawn::Later,
                Err(_) => return Ending::Gone,
            }
            if std::mem::take(&mut self.is_unread) {
                self.read();
            }
            if let Some((setting, agenda, missing)) = self.unkept.take() {
                self.keep_agenda(setting, agenda, missing);
            }
            self.find_half_typed();
            // A meeting that was just opened is seen first and saved then: there are no words in it yet.
            self.save(app);
            while !match self.take_in(app, receiver) {
                Ok(is_seen) => is_seen,
                Err(ending) => return ending,
            } {}
        }
    }

    /// Waits for an event and takes in all that wait with it; whether any of them shows.
    fn take_in(&mut self, app: &mut App, receiver: &Receiver<Event>) -> Result<bool, Ending> {
        let second = app.next_second(&Moment::current());
        let mut event = match receiver.recv_timeout(if self.is_late { second.min(LATE) } else { second }) {
            Ok(event) => event,
            Err(RecvTimeoutError::Timeout) if terminal::is_gone() => Event::Gone,
            Err(RecvTimeoutError::Timeout) if self.is_late && second > LATE => return Ok(true),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => self.second(),
        };
        let mut is_seen = false;
        let start = Moment::current().steady;
        loop {
            let (first, after) = together(event, receiver);
            let taken = self.take(first, app);
            // However much comes: now and then it is saved and seen.
            let is_long = Moment::current().steady.saturating_sub(start) > LONGEST;
            let next = match after {
                Some(after) => Ok(after),
                None if is_long => Err(TryRecvError::Empty),
                None => receiver.try_recv(),
            };
            if taken.is_err() || next.is_err() {
                self.save(app);
            }
            is_seen |= taken?;
            match next {
                Ok(next) => event = next,
                Err(_) => return Ok(is_seen),
            }
        }
    }

    /// A second went by. A terminal that is not this program's own tells nobody that it has another size.
    fn second(&self) -> Event {
        match terminal::size() {
            Ok(size) if size != self.size => Event::Resized(size.0, size.1),
            Ok(_) | Err(_) => Event::Tick,
        }
    }

    /// Takes one event in; whether it shows.
    fn take(&mut self, event: Event, app: &mut App) -> Result<bool, Ending> {
        fail_on_purpose(&event);
        self.exits.moved.fetch_add(1, Ordering::Relaxed);
        match &event {
            Event::Resized(columns, rows) => {
                self.size = (*columns, *rows);
                self.is_resized = true;
            }
            Event::Settle(waiter) => self.waiters.push(waiter.clone()),
            Event::Founded(series) if app.is_founding() => {
                self.setting.series.clone_from(series);
                self.setting.agenda = None;
                self.read();
            }
            // Somebody went elsewhere meanwhile, where it is one of several.
            Event::Founded(_) => self.read(),
            // A file that was named in its place is in the series now.
            Event::Kept { series, result: Ok(None), .. } if *series == self.setting.series => {
                self.setting.agenda = None;
            }
            _ => {}
        }
        let is_found = matches!(event, Event::HalfTyped(_));
        let effects = app.update(event, Moment::current());
        let is_seen = !effects.contains(&Effect::Unseen);
        for effect in effects {
            self.carry_out(effect, app)?;
        }
        if is_found {
            self.release_half_typed();
        }
        Ok(is_seen)
    }

    /// Ends the program: what is not on the disk yet goes there, or elsewhere, and is told of when the screen is closed.
    fn end(mut self, ending: &Ending, screen: Screen) -> Result<(), CliError> {
        // Nobody waits for words from last time any more.
        self.half_typed = None;
        let kept = self.exits.savers.finish();
        let is_written = self.exits.errands.finish(PATIENCE);
        exits::throw_away(&self.exits.folder);
        drop(screen);
        if matches!(ending, Ending::Gone) {
            process::exit(129);
        }
        kept.map_err(|unsaved| {
            // What else could be done was tried: somebody may copy it from here.
            let _ = cli::print(&unsaved.text());
            unsaved.error
        })?;
        if is_written { Ok(()) } else { Err(CliError::new(Exit::Failed, UNWRITTEN)) }
    }

    fn tell(&self, event: Event) {
        self.inbox.tell(event);
    }

    /// Hands the newest state over, once for all events that were taken in together.
    fn save(&mut self, app: &App) {
        if let Some(urgency) = self.unsaved.take()
            && let (Some(saver), Some((meeting, revision))) = (&self.desk, app.snapshot())
        {
            saver.save(snapshot(meeting.clone().into(), revision, urgency));
        }
        self.waiters.clear();
        let is_slow = self.desk.as_ref().is_some_and(|desk| desk.is_late(SLOW));
        if std::mem::replace(&mut self.is_slow, is_slow) != is_slow {
            self.tell(Event::Late(is_slow));
        }
    }
}

/// Characters that wait one after the other as one event, and what was found behind them: taken in one by one, each
/// would take the longer the longer the text is.
fn together(first: Event, waiting: &Receiver<Event>) -> (Event, Option<Event>) {
    let mut keys = match first {
        Event::Key(key) if key.text().is_some() => vec![key],
        other => return (other, None),
    };
    let mut after = None;
    while keys.len() < MOST_KEYS && after.is_none() {
        match waiting.try_recv() {
            Ok(Event::Key(key)) if key.text().is_some() => keys.push(key),
            Ok(other) => after = Some(other),
            Err(TryRecvError::Empty | TryRecvError::Disconnected) => break,
        }
    }
    let one = if keys.len() == 1 { Event::Key(keys[0]) } else { Event::Keys(keys) };
    (one, after)
}

/// What the system refuses before there is a screen.
#[expect(clippy::needless_pass_by_value, reason = "it takes what `map_err` gives")]
fn failed(error: io::Error) -> CliError {
    CliError::new(Exit::Failed, in_words(&error))
}

/// Tests of the real program make it panic where they want.
fn fail_on_purpose(event: &Event) {
    use super::keymap::{Code, Key};
    if matches!(event, Event::Key(Key { code: Code::F(12), .. })) {
        // Nothing that the loop does can fail but by a panic.
        let _ = fault::at(Place::Loop);
    }
}
