//! The loop and the threads of the full-screen program. The only reader of clock and keyboard; carries out effects.

use std::{
    process,
    sync::{
        Arc, PoisonError,
        atomic::{AtomicU32, Ordering},
        mpsc::{self, Receiver, RecvTimeoutError, Sender, TryRecvError},
    },
    thread,
    time::Duration,
};

use super::{
    agenda_file::AgendaFile,
    app::{App, Effect, Event, Occasion, Opened},
    archive::Archive,
    clock::Moment,
    desk::Wanted,
    exits::{self, Exits, PATIENCE},
    input,
    saving::{self, Unsaved},
    signals,
    terminal::{self, Drawn, Screen},
    view,
    writer::Writer,
};
use crate::{
    cli::{self, CliError, Exit},
    domain::{Agenda, Meeting, ids::slug},
    fault::{self, Place},
    store::{Delays, Report, Saver, Snapshot, Urgency},
};

pub use super::desk::Setting;

/// How soon a terminal that was slow to take a frame is asked again.
const LATE: Duration = Duration::from_millis(50);

/// How long events are taken in without a frame in between.
const LONGEST: Duration = Duration::from_millis(100);

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
    let (sender, receiver) = mpsc::channel();
    let mut program = Program::new(setting, sender);
    let opened = match door {
        Door::Meeting => Some(program.open(Wanted::Any)?),
        Door::Demo => {
            program.look_around().map_err(|error| CliError::new(Exit::Failed, error))?;
            None
        }
        Door::Home => None,
    };
    let shown = match &opened {
        Some(opened) => program.setting.bare(opened.agenda.clone()),
        None => program.setting.shown(),
    };
    let now = Moment::current();
    let doubt = now.doubt();
    let mut app = App::new(shown, program.setting.look, now.clone());
    if let Some(doubt) = doubt {
        app.update(Event::Failed(doubt), now);
    }
    program.exits.clone().leave_on_panic();
    signals::start(program.exits.clone()).map_err(|error| CliError::new(Exit::Failed, error))?;
    let mut screen = Screen::enter().map_err(|error| CliError::new(Exit::Failed, error))?;
    if let Ok((columns, rows)) = terminal::size() {
        program.size = (columns, rows);
        app.update(Event::Resized(columns, rows), Moment::current());
    }
    input::start(program.sender.clone()).map_err(|error| CliError::new(Exit::Failed, error))?;
    let left = if let Some(opened) = opened {
        // The meeting is in the first frame already.
        program.take(Event::Opened(Box::new(opened)), &mut app).err()
    } else {
        // The first frame does not share the processor with the reader.
        program.is_unread = true;
        None
    };
    let left = left.unwrap_or_else(|| program.turn(&mut app, &mut screen, &receiver));
    let saved = program.release();
    let kept = program.keep_a_last_time();
    program.writer.finish(PATIENCE);
    exits::throw_away(&program.exits.folder);
    drop(screen);
    match (left, saved) {
        (Left::Gone, _) => process::exit(129),
        (Left::Quit, Ok(())) => kept,
        (Left::Quit, Err(unsaved)) => {
            // What else could be done was tried: somebody may copy it from here.
            let _ = cli::print(&unsaved.text());
            Err(unsaved.error)
        }
    }
}

/// Why the loop ended.
enum Left {
    /// The user left.
    Quit,
    /// The terminal is gone.
    Gone,
}

struct Program {
    setting: Setting,
    /// What writes the meeting, while one is open.
    desk: Option<Arc<Saver>>,
    exits: Exits,
    /// The real series, while a made-up one is looked at.
    real: Option<Setting>,
    /// Which reading of a series counts: the last one that was begun.
    reading: Arc<AtomicU32>,
    sender: Sender<Event>,
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
    /// Something is to be saved that was not handed over yet.
    unsaved: Option<Urgency>,
    /// All minutes of the series, while they are searched.
    archive: Option<Archive>,
    /// The agenda that is edited, or was last.
    agenda: Option<AgendaFile>,
    /// The newest state of it that is not written yet.
    unwritten: Option<Box<Agenda>>,
}

impl Program {
    fn new(setting: Setting, sender: Sender<Event>) -> Self {
        Self {
            setting,
            desk: None,
            exits: Exits::new(sender.clone()),
            real: None,
            reading: Arc::default(),
            writer: Writer::start(sender.clone()),
            sender,
            is_resized: false,
            waiters: Vec::new(),
            size: (0, 0),
            is_late: false,
            is_unread: false,
            unsaved: None,
            archive: None,
            agenda: None,
            unwritten: None,
        }
    }

    /// Events in, frames out.
    fn turn(&mut self, app: &mut App, screen: &mut Screen, receiver: &Receiver<Event>) -> Left {
        loop {
            let is_anew = std::mem::take(&mut self.is_resized);
            if is_anew && screen.forget().is_err() {
                return Left::Gone;
            }
            match screen.draw(|frame| view::draw(app, frame)) {
                Ok(drawn) => self.is_late = drawn == Drawn::Later,
                Err(_) => return Left::Gone,
            }
            if std::mem::take(&mut self.is_unread) {
                self.read();
            }
            // A meeting that was just opened is seen first and saved then: there are no words in it yet.
            self.save(app);
            while !match self.take_in(app, receiver) {
                Ok(is_seen) => is_seen,
                Err(left) => return left,
            } {}
        }
    }

    /// Waits for an event and takes in all that wait with it; whether any of them shows.
    fn take_in(&mut self, app: &mut App, receiver: &Receiver<Event>) -> Result<bool, Left> {
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
            let taken = self.take(event, app);
            // However much comes: now and then it is saved and seen.
            let is_long = Moment::current().steady.saturating_sub(start) > LONGEST;
            let next = if is_long { Err(TryRecvError::Empty) } else { receiver.try_recv() };
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
    fn take(&mut self, event: Event, app: &mut App) -> Result<bool, Left> {
        fail_on_purpose(&event);
        match &event {
            Event::Resized(columns, rows) => {
                self.size = (*columns, *rows);
                self.is_resized = true;
            }
            Event::Settle(waiter) => self.waiters.push(waiter.clone()),
            _ => {}
        }
        let effects = app.update(event, Moment::current());
        let is_seen = !effects.contains(&Effect::Unseen);
        for effect in effects {
            self.carry_out(effect, app)?;
        }
        Ok(is_seen)
    }

    /// Does what the program asks for; an error when it is to end.
    fn carry_out(&mut self, effect: Effect, app: &mut App) -> Result<(), Left> {
        match effect {
            Effect::Save => self.unsaved = Some(Urgency::Record),
            Effect::SaveDraft => {
                self.unsaved.get_or_insert(Urgency::Draft);
            }
            Effect::Start => return self.open_or_say(Wanted::New, app),
            Effect::Resume => return self.open_or_say(Wanted::Any, app),
            Effect::Found => self.found(app),
            Effect::Edit(series, agenda) => self.agenda = Some(AgendaFile::new(series, *agenda)),
            Effect::Keep(series, agenda) => self.keep(series, agenda),
            Effect::Read => {
                self.write_agenda();
                if self.setting.series != app.series() {
                    // A file that was named is for the series it was named for.
                    self.setting.agenda = None;
                    app.series().clone_into(&mut self.setting.series);
                    return self.show(app);
                }
                self.read();
            }
            Effect::Release(meeting, revision) => {
                if let Some(saver) = &self.desk {
                    saver.save(snapshot(*meeting, revision, Urgency::Record));
                }
                if let Err(unsaved) = self.release() {
                    self.tell(Event::Failed(unsaved.error.message));
                }
            }
            Effect::Search(words) => {
                let archive = self.archive.get_or_insert_with(|| Archive::open(&self.setting, self.sender.clone()));
                archive.search(words);
            }
            Effect::StopSearch => self.archive = None,
            Effect::ReadMinutes(id) => self.read_minutes(id),
            Effect::Export(id) => {
                let folder = self.setting.shelf.open(&self.setting.series);
                match folder.load(&id) {
                    Ok(loaded) => self.writer.write(folder, Box::new(loaded.meeting), Occasion::Draft),
                    Err(error) => self.tell(Event::Written(Occasion::Draft, Err(error.to_string()))),
                }
            }
            Effect::Correct(before, after) => self.correct(*before, *after),
            Effect::LookAround => match self.look_around() {
                Ok(()) => return self.show(app),
                Err(error) => self.tell(Event::Failed(error)),
            },
            Effect::LeaveDemo => {
                self.leave_demo();
                return self.show(app);
            }
            Effect::WriteOut(occasion, meeting) => {
                let folder = self.setting.shelf.open(&self.setting.series);
                self.writer.write(folder, meeting, occasion);
            }
            Effect::Suspend => {
                if let Err(why) = signals::suspend() {
                    self.tell(Event::Failed(why.to_string()));
                }
            }
            Effect::Quit => return Err(Left::Quit),
            Effect::Vanish => return Err(Left::Gone),
            Effect::Unseen => {}
        }
        Ok(())
    }

    fn tell(&self, event: Event) {
        // The receiver lives as long as the loop, and nobody listens after it.
        let _ = self.sender.send(event);
    }

    /// Hands the newest state over, once for all events that were taken in together.
    fn save(&mut self, app: &App) {
        self.write_agenda();
        if let Some(urgency) = self.unsaved.take()
            && let (Some(saver), Some((meeting, revision))) = (&self.desk, app.snapshot())
        {
            saver.save(snapshot(meeting.clone(), revision, urgency));
        }
        self.waiters.clear();
    }

    fn open_or_say(&mut self, wanted: Wanted, app: &mut App) -> Result<(), Left> {
        let event = match self.open(wanted) {
            Ok(opened) => Event::Opened(Box::new(opened)),
            Err(error) => Event::Failed(error.message),
        };
        self.take(event, app).map(drop)
    }

    /// Opens a meeting and starts the thread that saves it.
    fn open(&mut self, wanted: Wanted) -> Result<Opened, CliError> {
        let writable = self.setting.open(wanted, &Moment::current())?;
        let sender = self.sender.clone();
        let report = move |report: Report| {
            // The receiver lives as long as the loop, and nobody listens after it.
            for event in saving::events(report) {
                let _ = sender.send(event);
            }
        };
        let saver = Saver::start(writable.sheet, Delays::default(), report);
        let saver = Arc::new(saver.map_err(|error| CliError::new(Exit::Failed, error))?);
        *self.exits.saver.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&saver));
        if let Some(error) = &writable.unlocked {
            self.tell(Event::Alert(error.to_string()));
        }
        self.desk = Some(saver);
        self.keep_agenda(writable.opened.agenda.clone());
        Ok(writable.opened)
    }

    /// Keeps the agenda in the series, behind the screen: a meeting does not wait for the disk.
    fn keep_agenda(&self, agenda: Agenda) {
        let (setting, sender) = (self.setting.clone(), self.sender.clone());
        thread::spawn(move || {
            // The receiver lives as long as the loop, and nobody listens after it.
            let tell = |event| drop(sender.send(event));
            if let Err(error) = setting.keep_agenda(&agenda) {
                tell(Event::Failed(error));
            }
            let astray = setting.astray(|_| true);
            if !astray.is_empty() {
                tell(Event::Alert(astray.join(" · ")));
            }
        });
    }

    /// An agenda is to be written; one of another series that could not be is given up for it.
    fn keep(&mut self, series: String, agenda: Box<Agenda>) {
        if self.agenda.as_ref().is_none_or(|file| file.series != series) {
            self.agenda = Some(AgendaFile::new(series, (*agenda).clone()));
        }
        self.unwritten = Some(agenda);
    }

    /// Writes the agenda that was edited, once for all edits that were taken in together.
    fn write_agenda(&mut self) {
        let (Some(file), Some(agenda)) = (&mut self.agenda, self.unwritten.take()) else { return };
        let written = file.write(&agenda, &self.setting, &Moment::current());
        if written.is_ok() && file.series == self.setting.series {
            // A file that was named in its place is in the series now.
            self.setting.agenda = None;
        }
        let (written, alert) = match written {
            Ok(alert) => (Ok(()), alert),
            Err(error) => (Err(error), None),
        };
        self.tell(Event::Kept(written));
        if let Some(alert) = alert {
            self.tell(Event::Alert(alert));
        }
    }

    /// Tries a last time to write an agenda that could not be written, and puts it elsewhere else.
    fn keep_a_last_time(&mut self) -> Result<(), CliError> {
        self.write_agenda();
        let Some(agenda) = self.agenda.as_mut().and_then(|file| file.unsaved.take()) else { return Ok(()) };
        self.unwritten = Some(Box::new(agenda));
        self.write_agenda();
        let Some(file) = self.agenda.as_ref().filter(|file| file.unsaved.is_some()) else { return Ok(()) };
        Err(file.rescue(&self.setting))
    }

    /// Makes a series of the agenda that was set up, and shows it.
    fn found(&mut self, app: &App) {
        let Some(agenda) = app.founded() else { return };
        let series = slug(&agenda.title);
        match self.setting.found(&series, agenda) {
            Ok(()) => {
                self.setting.series = series;
                self.setting.agenda = None;
                self.read();
            }
            Err(error) => self.tell(Event::Failed(error)),
        }
    }

    /// Puts a made-up series in the place of the real one.
    fn look_around(&mut self) -> Result<(), String> {
        let (setting, folder) = self.setting.demo(&Moment::current())?;
        self.write_agenda();
        *self.exits.folder.lock().unwrap_or_else(PoisonError::into_inner) = Some(folder);
        self.real = Some(std::mem::replace(&mut self.setting, setting));
        Ok(())
    }

    /// Puts the real series back in its place and throws the made-up one away.
    fn leave_demo(&mut self) {
        self.write_agenda();
        self.agenda = None;
        if let Some(real) = self.real.take() {
            self.setting = real;
        }
        exits::throw_away(&self.exits.folder);
    }

    /// Shows another series at once, so that no key is taken for the one before, and reads it then.
    fn show(&mut self, app: &mut App) -> Result<(), Left> {
        let shown = self.setting.shown();
        self.read();
        self.take(Event::Shown(Box::new(shown)), app).map(drop)
    }

    /// Reads the series behind the screen.
    fn read(&self) {
        let (setting, sender) = (self.setting.clone(), self.sender.clone());
        let (reading, own) = (Arc::clone(&self.reading), self.reading.fetch_add(1, Ordering::Relaxed) + 1);
        thread::spawn(move || {
            let tell = |event| {
                if reading.load(Ordering::Relaxed) == own {
                    // The receiver lives as long as the loop, and nobody listens after it.
                    let _ = sender.send(event);
                }
            };
            if let Some(counted) = setting.counted() {
                tell(Event::Shown(Box::new(counted)));
            }
            tell(setting.read().map_or_else(Event::Failed, |shown| Event::Shown(Box::new(shown))));
        });
    }

    /// Opens a meeting to be read, behind the screen.
    fn read_minutes(&self, id: String) {
        let (setting, sender) = (self.setting.clone(), self.sender.clone());
        thread::spawn(move || {
            let read = setting.reading(&id);
            // The receiver lives as long as the loop, and nobody listens after it.
            let _ = sender.send(read.map_or_else(Event::Failed, |reading| Event::Minutes(Box::new(reading))));
        });
    }

    /// Writes corrected minutes, behind the screen; the search finds the new words.
    fn correct(&self, before: Meeting, after: Meeting) {
        let (setting, sender) = (self.setting.clone(), self.sender.clone());
        let refresh = self.archive.as_ref().map(Archive::refresher);
        thread::spawn(move || {
            let written = setting.correct(&before, &after, &Moment::current());
            if let (Some(refresh), Ok(_)) = (refresh, &written) {
                refresh(after.id);
            }
            // The receiver lives as long as the loop, and nobody listens after it.
            let _ = sender.send(Event::Corrected(written.map(Box::new)));
        });
    }

    /// Waits for the last save and lets others have the series.
    fn release(&mut self) -> Result<(), Unsaved> {
        let Some(saver) = self.desk.take() else { return Ok(()) };
        let finished = saving::finish(&saver);
        *self.exits.saver.lock().unwrap_or_else(PoisonError::into_inner) = None;
        finished
    }
}

fn snapshot(meeting: Meeting, revision: u64, urgency: Urgency) -> Snapshot {
    Snapshot { meeting: Arc::new(meeting), at: Moment::current().wall.datetime(), revision, urgency }
}

/// Tests of the real program make it panic where they want.
fn fail_on_purpose(event: &Event) {
    use super::keymap::{Code, Key};
    if matches!(event, Event::Key(Key { code: Code::F(12), .. })) {
        // Nothing that the loop does can fail but by a panic.
        let _ = fault::at(Place::Loop);
    }
}
