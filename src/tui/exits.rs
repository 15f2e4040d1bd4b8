//! The ways out that nobody chose: signals and bugs. Each saves and gives the terminal back first. Does not know the
//! words it saves.

use std::{
    backtrace::Backtrace,
    env,
    io::{self, Write as _},
    panic::PanicHookInfo,
    path::PathBuf,
    process,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{
            AtomicBool, AtomicU64,
            Ordering::{Relaxed, SeqCst},
        },
        mpsc::{self, RecvTimeoutError},
    },
    thread,
    time::{Duration, Instant},
};

use super::{
    app::Event,
    clock::Moment,
    errands::Errands,
    inbox::Inbox,
    input,
    saving::{self, Savers},
    terminal,
};
use crate::{
    cli::Printed,
    store::{self, ThrowAway, visible},
};

/// How long leaving waits for the disk.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// What is said when the errands took too long.
pub(super) const UNWRITTEN: &str = "left before all files were written: `turnabout export` writes minutes for everybody; \
                                    a correction that is missing waits half-typed where it was made";

/// How long it waits for what is not worth waiting for.
pub(super) const SHORTLY: Duration = Duration::from_millis(500);

/// Time between two looks at what cannot wake a waiter.
const MOMENT: Duration = Duration::from_millis(1);

/// Signals within this time are one wish to leave.
#[cfg(unix)]
const TOGETHER: Duration = Duration::from_millis(500);

/// The folder that every way out throws away; `None` while nobody looks around in it.
pub(super) type SharedFolder = Arc<Mutex<Option<ThrowAway>>>;

/// What every way out knows.
#[derive(Clone, Debug)]
pub(super) struct Exits {
    /// The loop.
    inbox: Inbox,
    /// Where the words are.
    pub(super) savers: Savers,
    /// What is written beside it.
    pub(super) errands: Errands,
    /// What is thrown away.
    pub(super) folder: SharedFolder,
    /// When somebody first wished to leave.
    first: Arc<Mutex<Option<Instant>>>,
    /// Counts what the loop has taken in.
    pub(super) moved: Arc<AtomicU64>,
}

impl Exits {
    /// With nothing to save yet.
    pub(super) fn new(inbox: Inbox) -> Self {
        Self {
            inbox,
            savers: Savers::default(),
            errands: Errands::default(),
            folder: SharedFolder::default(),
            first: Arc::default(),
            moved: Arc::default(),
        }
    }

    /// A signal saves, gives the terminal back and ends the program, whatever the loop is doing. The first one waits for
    /// the disk. A later one does not; those that come together with the first, as when a window is closed, count as one.
    #[cfg(unix)]
    pub(super) fn leave_on(&self, signal: i32) {
        let mut first = self.first.lock().unwrap_or_else(PoisonError::into_inner);
        let out = move |unsaved: &str| {
            terminal::leave_for_good();
            if !unsaved.is_empty() {
                say(unsaved);
            }
            process::exit(128 + signal);
        };
        match *first {
            Some(first) if first.elapsed() > TOGETHER => {
                out("turnabout: left before everything was saved; the last words may be missing");
            }
            Some(_) => {}
            None => {
                *first = Some(Instant::now());
                let exits = self.clone();
                thread::spawn(move || out(&exits.finish_all()));
            }
        }
    }

    /// Whether a signal ends the program already.
    #[cfg(unix)]
    pub(super) fn is_leaving(&self) -> bool {
        self.first.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// Tells the loop how large the screen is now.
    #[cfg(unix)]
    pub(super) fn tell_size(&self) {
        if let Ok((columns, rows)) = terminal::size() {
            self.inbox.tell(Event::Resized(columns, rows));
        }
    }

    /// Waits until the loop has handed over what was typed so far, but not for a loop that is stuck.
    fn settle(&self, patience: Duration) {
        let end = Instant::now() + patience;
        self.wait_until(end, || {
            thread::sleep(MOMENT);
            input::is_idle()
        });
        let (waiter, settled) = mpsc::channel::<()>();
        if self.inbox.tell(Event::Settle(waiter)) {
            // Nothing is ever sent: it ends when the loop drops the waiter.
            self.wait_until(end, || settled.recv_timeout(MOMENT) == Err(RecvTimeoutError::Disconnected));
        }
    }

    /// Waits as long as the loop takes something in now and then.
    fn wait_until(&self, end: Instant, is_done: impl Fn() -> bool) {
        let (mut moved, mut since) = (self.moved.load(Relaxed), Instant::now());
        while !is_done() && Instant::now() < end && since.elapsed() < SHORTLY {
            let now = self.moved.load(Relaxed);
            if std::mem::replace(&mut moved, now) != now {
                since = Instant::now();
            }
        }
    }

    /// Lets the disk have what it has not, if that is soon done: the program goes on.
    #[cfg(unix)]
    pub(super) fn hurry(&self) {
        self.settle(SHORTLY);
        for saver in self.savers.all() {
            // What is not saved in time is saved when the program goes on.
            let _ = saver.finish(SHORTLY);
        }
    }

    /// A bug in any thread saves, gives the terminal back, says so and ends the program.
    pub(super) fn leave_on_panic(self) {
        std::panic::set_hook(Box::new(move |bug| {
            static IS_LEAVING: AtomicBool = AtomicBool::new(false);
            if IS_LEAVING.swap(true, SeqCst) {
                return one_more();
            }
            let report = words(bug);
            let exits = self.clone();
            let out = move || exits.leave_with(&report);
            // The thread with the bug may be the one that everybody waits for: the saver goes on after it.
            match thread::Builder::new().name("leaving".to_owned()).spawn(out.clone()) {
                Ok(_) if thread::current().name() == Some("saver") => {}
                Ok(leaving) => drop(leaving.join()),
                Err(_) => out(),
            }
        }));
    }

    fn leave_with(&self, report: &str) {
        terminal::leave_for_good();
        let exits = self.clone();
        // Somebody who died may have had the saver in the hand.
        let finished = within(saving::LONGEST + 2 * SHORTLY, move || exits.finish(SHORTLY));
        // The thread with the bug may be one that writes, and never be done.
        self.errands.finish(SHORTLY);
        throw_away(&self.folder);
        let (saved, unsaved) = match finished {
            Some(Ok(())) => ("everything typed is saved; start again to go on", String::new()),
            Some(Err(unsaved)) => ("not everything is saved", unsaved),
            None => ("the last words may be missing", String::new()),
        };
        let told = match keep(report) {
            Some(path) => format!("a report without any words of a meeting is in {}", visible(&path.to_string_lossy())),
            None => format!("no report could be written; {}", report.lines().next().unwrap_or_default()),
        };
        if !unsaved.is_empty() {
            say(&unsaved);
        }
        say(&format!("turnabout: stopped by a mistake of its own; {saved}; {told}"));
        process::exit(101);
    }

    /// Waits for the disk and for all that is written beside the meeting; what there is to say of what is missing.
    #[cfg(unix)]
    fn finish_all(&self) -> String {
        let start = Instant::now();
        let unsaved = self.finish(PATIENCE).err();
        let is_written = self.errands.finish(PATIENCE.saturating_sub(start.elapsed()).max(SHORTLY));
        throw_away(&self.folder);
        unsaved
            .into_iter()
            .chain((!is_written).then(|| format!("turnabout: {UNWRITTEN}")))
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// Waits until everything typed is handed over, for so long at most, and then on the disk.
    ///
    /// # Errors
    /// Where the words are when they are not, or the words themselves.
    fn finish(&self, patience: Duration) -> Result<(), String> {
        self.settle(patience);
        self.savers.finish().map_err(|unsaved| format!("{}turnabout: {}", unsaved.text(), unsaved.error))
    }
}

/// One more bug, while a thread is on its way out with the first.
fn one_more() {
    match thread::current().name() {
        Some("leaving") => process::exit(101),
        Some("saver") => {}
        _ => loop {
            thread::park();
        },
    }
}

/// Where a bug is and how the program came there, without what it says: that may hold words of the meeting.
fn words(bug: &PanicHookInfo) -> String {
    let place = bug.location().map_or_else(|| "?".to_owned(), |place| format!("{}:{}", place.file(), place.line()));
    format!(
        "place: {place}\nthread: {}\nversion: {}\nsystem: {} {}\n\n{}\n",
        thread::current().name().unwrap_or("?"),
        env!("CARGO_PKG_VERSION"),
        env::consts::OS,
        env::consts::ARCH,
        Backtrace::force_capture()
    )
}

/// Keeps a report in the state folder; its path.
fn keep(report: &str) -> Option<PathBuf> {
    let state = store::state_dir(env::var_os("TURNABOUT_STATE_DIR").as_deref()).ok()?;
    store::report(&state, &Moment::current().wall, report).ok()
}

/// Says something to whoever started the program, unless nobody takes it: a line, or all words of a meeting.
fn say(text: &str) {
    let text = format!("{}\n", Printed::words(text));
    within(SHORTLY, move || io::stderr().write_all(text.as_bytes()));
}

/// What `work` gives if it is done within this time.
pub(super) fn within<T: Send + 'static>(limit: Duration, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (done, result) = mpsc::channel();
    // Without a thread there is nobody to wait for it.
    thread::Builder::new().spawn(move || done.send(work())).ok()?;
    result.recv_timeout(limit).ok()
}

/// Removes the folder in which somebody looked around.
pub(super) fn throw_away(folder: &SharedFolder) {
    drop(folder.lock().unwrap_or_else(PoisonError::into_inner).take());
}
