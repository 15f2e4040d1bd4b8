//! The loop and the threads of the full-screen program. The only place that reads clock and keyboard and touches files.

use std::{
    io::{self, Write as _},
    path::PathBuf,
    process,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread,
    time::Duration,
};

use super::{
    app::{App, Effect, Event, Opened},
    clock::Moment,
    input,
    screens::home::Shown,
    terminal::{self, Screen},
    ui::Look,
    view,
};
use crate::{
    agendas,
    cli::{CliError, Exit},
    domain::{Agenda, Meeting, Stamp, agenda::Start, ids::slug, series::Series},
    store::{Delays, Folder, Loaded, Lock, LockError, ReadError, Saver, Shelf, Snapshot, Urgency, visible},
};

/// How long leaving waits for the disk.
const PATIENCE: Duration = Duration::from_secs(2);
/// Name of the variable that makes the program fail on purpose: `panic` panics on F12.
const FAULT: &str = "TURNABOUT_FAULT";

/// What the program is started with.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The data folder.
    pub shelf: Shelf,
    /// The series.
    pub series: String,
    /// The agenda that was asked for, if one was.
    pub agenda: Option<Agenda>,
    /// How everything looks.
    pub look: Look,
}

/// What is open for writing.
struct Desk {
    saver: Arc<Saver>,
    _lock: Option<Lock>,
}

/// The saver that every way out waits for.
type SharedSaver = Arc<Mutex<Option<Arc<Saver>>>>;

/// Runs the program at its home screen, or straight in a meeting, until it is left.
///
/// # Errors
/// What keeps it from starting, before the screen opens; or the words that could not be saved, after it closed.
pub fn run(setting: Setting, in_meeting: bool) -> Result<(), CliError> {
    let (sender, receiver) = mpsc::channel();
    let mut program = Program { setting, desk: None, saver: SharedSaver::default(), sender };
    let opened = if in_meeting { Some(program.open(Wanted::Any)?) } else { None };
    let shown = program.shown(None);
    let mut app = App::new(shown, program.setting.look, Moment::current());
    leave_on_panic(Arc::clone(&program.saver));
    leave_on_signals(Arc::clone(&program.saver)).map_err(|error| CliError::new(Exit::Failed, error))?;
    let mut screen = Screen::enter().map_err(|error| CliError::new(Exit::Failed, error))?;
    read_keys(program.sender.clone());
    match opened {
        Some(opened) => program.tell(Event::Opened(Box::new(opened))),
        None => program.read(),
    }
    let left = program.turn(&mut app, &mut screen, &receiver);
    let saved = program.release();
    drop(screen);
    match left {
        Left::Quit => saved,
        Left::Gone => process::exit(129),
    }
}

/// Why the loop ended.
enum Left {
    /// The user left.
    Quit,
    /// The terminal is gone.
    Gone,
}

/// Which meeting is wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// The running one, or else a new one.
    Any,
    /// A new one.
    New,
}

struct Program {
    setting: Setting,
    desk: Option<Desk>,
    saver: SharedSaver,
    sender: Sender<Event>,
}

impl Program {
    /// Events in, frames out. All waiting events are taken in before a frame is drawn.
    fn turn(&mut self, app: &mut App, screen: &mut Screen, receiver: &Receiver<Event>) -> Left {
        loop {
            if screen.draw(|frame| view::draw(app, frame)).is_err() {
                return Left::Gone;
            }
            let mut seen = false;
            while !seen {
                let now = Moment::current();
                let mut event = match receiver.recv_timeout(app.next_second(&now)) {
                    Ok(event) => event,
                    Err(RecvTimeoutError::Timeout) if terminal::is_gone() => return Left::Gone,
                    Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => Event::Tick,
                };
                loop {
                    if matches!(&event, Event::Failed(text) if text.is_empty()) {
                        return Left::Gone;
                    }
                    fail_on_purpose(&event);
                    let effects = app.update(event, Moment::current());
                    seen |= !effects.contains(&Effect::Unseen);
                    if self.carry_out(&effects, app) {
                        return Left::Quit;
                    }
                    match receiver.try_recv() {
                        Ok(next) => event = next,
                        Err(_) => break,
                    }
                }
            }
        }
    }

    /// Does what the program asks for; `true` when it is to leave.
    fn carry_out(&mut self, effects: &[Effect], app: &App) -> bool {
        for effect in effects {
            match effect {
                Effect::Save => self.save(app, Urgency::Record),
                Effect::SaveDraft => self.save(app, Urgency::Draft),
                Effect::Start => self.open_or_say(Wanted::New),
                Effect::Resume => self.open_or_say(Wanted::Any),
                Effect::Found => self.found(app),
                Effect::Read => {
                    app.series().clone_into(&mut self.setting.series);
                    self.read();
                }
                Effect::Release => {
                    if let Err(error) = self.release() {
                        self.tell(Event::Failed(error.message));
                    }
                }
                Effect::Quit => return true,
                Effect::Unseen => {}
            }
        }
        false
    }

    fn tell(&self, event: Event) {
        // The receiver lives as long as the loop, and nobody listens after it.
        let _ = self.sender.send(event);
    }

    fn folder(&self) -> Folder {
        self.setting.shelf.open(&self.setting.series)
    }

    fn save(&self, app: &App, urgency: Urgency) {
        if let (Some(desk), Some((meeting, revision))) = (&self.desk, app.snapshot()) {
            desk.saver.save(Snapshot { meeting: meeting.clone(), revision, urgency });
        }
    }

    fn open_or_say(&mut self, wanted: Wanted) {
        let event = match self.open(wanted) {
            Ok(opened) => Event::Opened(Box::new(opened)),
            Err(error) => Event::Failed(error.message),
        };
        self.tell(event);
    }

    /// Locks the series and opens a meeting of it for writing.
    fn open(&mut self, wanted: Wanted) -> Result<Opened, CliError> {
        let folder = self.folder();
        folder.prepare().map_err(|error| {
            CliError::new(Exit::Failed, format!("cannot make the folder {}: {error}", folder.dir().display()))
        })?;
        let now = Moment::current();
        let holder = format!("process {} since {}", process::id(), now.wall.strftime("%H:%M"));
        let lock = match Lock::take(folder.dir(), &holder) {
            Ok(lock) => Some(lock),
            Err(LockError::Unsupported { .. }) => None,
            Err(error @ LockError::Held(_)) => return Err(CliError::new(Exit::InUse, error)),
            Err(error @ LockError::Io { .. }) => return Err(CliError::new(Exit::Failed, error)),
        };
        if let Some(lock) = &lock {
            folder.sweep(lock);
        }
        let agenda = self.agenda(&folder)?;
        folder.keep_agenda(&agenda).map_err(|error| {
            CliError::new(Exit::Failed, format!("cannot write in {}: {error}", folder.dir().display()))
        })?;
        let (loaded, _) = folder
            .load_all()
            .map_err(|error| CliError::new(Exit::Failed, format!("cannot read {}: {error}", folder.dir().display())))?;
        let opened = match running(&loaded).filter(|_| wanted == Wanted::Any) {
            Some(running) => resume(running, &loaded, agenda, &folder)?,
            None => begin(&loaded, agenda, &folder, &now)?,
        };
        let sender = self.sender.clone();
        let report = move |report: crate::store::Report| {
            // The receiver lives as long as the loop, and nobody listens after it.
            let _ = sender.send(Event::Saved(report.revision, report.result.map_err(|error| error.to_string())));
        };
        let path: PathBuf = folder.path(&opened.meeting.id);
        let saver =
            Saver::start(path, Delays::default(), report).map_err(|error| CliError::new(Exit::Failed, error))?;
        let saver = Arc::new(saver);
        *self.saver.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&saver));
        self.desk = Some(Desk { saver, _lock: lock });
        Ok(opened)
    }

    /// The agenda that was asked for, else the series' own, else the bundled one.
    fn agenda(&self, folder: &Folder) -> Result<Agenda, CliError> {
        if let Some(agenda) = &self.setting.agenda {
            return Ok(agenda.clone());
        }
        let own = folder.agenda().map_err(read_error)?;
        Ok(own.unwrap_or_else(default_agenda))
    }

    /// Makes a series of the agenda that was set up, and shows it.
    fn found(&mut self, app: &App) {
        let Some(agenda) = app.founded() else { return };
        let series = slug(&agenda.title);
        let folder = self.setting.shelf.open(&series);
        let made = folder.prepare().and_then(|()| match folder.ids()?.is_empty() {
            true => folder.replace_agenda(agenda),
            false => folder.keep_agenda(agenda),
        });
        match made {
            Ok(()) => {
                self.setting.series = series;
                self.setting.agenda = None;
                self.read();
            }
            Err(error) => {
                self.tell(Event::Failed(format!("cannot write {}: {error}", visible(&folder.dir().to_string_lossy()))))
            }
        }
    }

    /// What is known without reading any minutes, or with what was read.
    fn shown(&self, read: Option<(Series, Vec<String>)>) -> Shown {
        let folder = self.folder();
        let (agenda, mut broken) = match (self.setting.agenda.clone(), folder.agenda()) {
            (Some(agenda), _) => (agenda, Vec::new()),
            (None, Ok(agenda)) => (agenda.unwrap_or_else(default_agenda), Vec::new()),
            (None, Err(error)) => (default_agenda(), vec![error.to_string()]),
        };
        let (series, more) = read.map_or((None, Vec::new()), |(series, broken)| (Some(series), broken));
        broken.extend(more);
        let others = self.setting.shelf.series().unwrap_or_default();
        let others = others.into_iter().filter(|name| *name != self.setting.series).collect();
        Shown { name: self.setting.series.clone(), agenda, series, others, broken }
    }

    /// Reads the series behind the screen.
    fn read(&self) {
        let reader = Self {
            setting: self.setting.clone(),
            desk: None,
            saver: SharedSaver::default(),
            sender: self.sender.clone(),
        };
        thread::spawn(move || {
            let event = match reader.folder().load_all() {
                Ok((loaded, broken)) => {
                    let series = Series::fold(loaded.iter().map(|loaded| &loaded.meeting));
                    let broken = broken.iter().map(ToString::to_string).collect();
                    Event::Shown(Box::new(reader.shown(Some((series, broken)))))
                }
                Err(error) => Event::Failed(error.to_string()),
            };
            reader.tell(event);
        });
    }

    /// Waits for the last save and lets others have the series.
    fn release(&mut self) -> Result<(), CliError> {
        *self.saver.lock().unwrap_or_else(PoisonError::into_inner) = None;
        let Some(desk) = self.desk.take() else { return Ok(()) };
        desk.saver.finish(PATIENCE).map_err(|error| CliError::new(Exit::Failed, format!("not saved: {error}")))
    }
}

fn default_agenda() -> Agenda {
    let text = agendas::bundled(agendas::DEFAULT).expect("the default agenda is bundled");
    Agenda::parse(text).expect("a test parses every bundled agenda")
}

fn read_error(error: ReadError) -> CliError {
    CliError::new(if error.is_damage() { Exit::Damaged } else { Exit::Failed }, error)
}

fn running(loaded: &[Loaded]) -> Option<&Loaded> {
    loaded.iter().filter(|loaded| loaded.meeting.is_running()).max_by_key(|loaded| loaded.meeting.number)
}

fn resume(running: &Loaded, all: &[Loaded], agenda: Agenda, folder: &Folder) -> Result<Opened, CliError> {
    if let Some(objection) = running.objection() {
        return Err(CliError::new(Exit::Damaged, objection));
    }
    let earlier = all.iter().map(|loaded| &loaded.meeting).filter(|meeting| meeting.number < running.meeting.number);
    let start = Series::fold(earlier).first_team(&agenda).1;
    let file = file_of(folder, &running.meeting);
    Ok(Opened { meeting: running.meeting.clone(), agenda, start, file, again: true })
}

fn begin(all: &[Loaded], agenda: Agenda, folder: &Folder, now: &Moment) -> Result<Opened, CliError> {
    let series = Series::fold(all.iter().map(|loaded| &loaded.meeting));
    let (first_team, reason) = series.first_team(&agenda);
    let id = folder.new_id(&now.wall).map_err(|error| CliError::new(Exit::Failed, error))?;
    let start = Start {
        id,
        series: folder.name().to_owned(),
        number: series.next_number(),
        first_team,
        facilitator: series.planned().and_then(|next| next.facilitator.clone()),
        last_people: series.last_people(),
        open_actions: series.open_actions,
    };
    let meeting = Meeting::begin(&agenda, start, Stamp::new(&now.wall));
    let file = file_of(folder, &meeting);
    Ok(Opened { meeting, agenda, start: reason, file, again: false })
}

fn file_of(folder: &Folder, meeting: &Meeting) -> String {
    visible(&folder.path(&meeting.id).to_string_lossy()).to_string()
}

/// Keys are read in a thread of their own: reading can block for ever on an unfinished sequence.
fn read_keys(sender: Sender<Event>) {
    thread::spawn(move || {
        loop {
            let event = match crossterm::event::read() {
                Ok(event) => input::event(event),
                // An empty text says that the terminal is gone.
                Err(_) => Some(Event::Failed(String::new())),
            };
            let is_gone = matches!(&event, Some(Event::Failed(_)));
            if event.is_some_and(|event| sender.send(event).is_err()) || is_gone {
                return;
            }
        }
    });
}

/// A signal saves, gives the terminal back and ends the program, whatever the loop is doing.
#[cfg(unix)]
fn leave_on_signals(saver: SharedSaver) -> io::Result<()> {
    use signal_hook::{
        consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM},
        iterator::Signals,
    };
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM])?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        if let Some(signal) = signals.forever().next() {
            finish(&saver);
            terminal::leave();
            process::exit(128 + signal);
        }
    })?;
    Ok(())
}

#[cfg(not(unix))]
fn leave_on_signals(_saver: SharedSaver) -> io::Result<()> {
    Ok(())
}

/// A bug saves, gives the terminal back, says so and ends the program.
fn leave_on_panic(saver: SharedSaver) {
    std::panic::set_hook(Box::new(move |info| {
        // The saver catches its own panics, reports them and tries again.
        if thread::current().name() == Some("saver") {
            return;
        }
        terminal::leave();
        let saved = finish(&saver);
        let place = info.location().map(|place| format!(" ({}:{})", place.file(), place.line())).unwrap_or_default();
        let words =
            if saved { "everything typed is saved; start again to go on" } else { "the last words may be missing" };
        let _ = writeln!(io::stderr(), "turnabout: stopped by a mistake of its own{place}; {words}");
        process::exit(101);
    }));
}

/// Waits until everything handed over is on the disk; `false` when it is not.
fn finish(saver: &SharedSaver) -> bool {
    let saver = saver.lock().unwrap_or_else(PoisonError::into_inner).clone();
    saver.is_none_or(|saver| saver.finish(PATIENCE).is_ok())
}

/// Tests of the real program make it panic where they want.
fn fail_on_purpose(event: &Event) {
    use super::keymap::{Code, Key};
    if matches!(event, Event::Key(Key { code: Code::F(12), .. }))
        && std::env::var_os(FAULT).is_some_and(|f| f == "panic")
    {
        panic!("asked to by {FAULT}");
    }
}
