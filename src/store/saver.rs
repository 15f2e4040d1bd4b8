//! The thread that writes a document while somebody works on it. Does not know what changed or who waits for its reports.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, TryLockError, mpsc},
    thread,
    time::{Duration, Instant},
};

use jiff::civil::DateTime;

use crate::fault;

use super::{
    document::Document,
    pen::{Pen, Rescue, Sheet},
    queue::{Job, Queue},
    words,
};

/// A document as it stood at one moment.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The whole of it.
    pub document: Document,
    /// What the wall clock said.
    pub at: DateTime,
    /// Counts its changes; comes back in the [`Report`].
    pub revision: u64,
    /// How soon it is to be written.
    pub urgency: Urgency,
}

/// How soon a snapshot is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// At once: something was recorded.
    Record,
    /// When typing pauses.
    Draft,
}

/// How long the saver waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delays {
    /// From the last draft to its writing.
    pub quiet: Duration,
    /// From the first unsaved draft to its writing, at the latest.
    pub longest: Duration,
    /// From the first failure to the next try; doubles with every failure up to ten seconds.
    pub retry: Duration,
}

impl Default for Delays {
    fn default() -> Self {
        Self { quiet: Duration::from_millis(250), longest: Duration::from_millis(900), retry: Duration::from_secs(2) }
    }
}

/// How one try to write went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Of the snapshot that was tried.
    pub revision: u64,
    /// Whether it is on the disk.
    pub result: Result<(), SaveError>,
    /// What else there is to say.
    pub news: Vec<News>,
}

/// What came to light while a document was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// Somebody else changed the file. Theirs stays; from now on it is saved in this new one.
    Conflict(PathBuf),
    /// The file was gone and was made again.
    MadeAgain,
    /// What cannot be saved where it belongs lies here, too.
    Rescued(PathBuf),
    /// The content is in place, but its name may not last a loss of power; why.
    Unlasting(String),
    /// No copies are kept; why.
    NoCopies(String),
}

/// Why a snapshot is not on the disk, to stand behind "not saved: ". It is kept in memory and tried again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SaveError {
    /// No space left.
    #[error("disk full")]
    DiskFull,
    /// The system does not let this user write there.
    #[error("permission denied")]
    Denied,
    /// The folder of the series was removed or unmounted.
    #[error("the folder is gone")]
    FolderGone,
    /// Mounted read-only.
    #[error("the disk takes no changes")]
    ReadOnly,
    /// The hardware, or the network behind it.
    #[error("the disk reported an error")]
    DiskFault,
    /// The time to wait was over before the disk was done.
    #[error("the disk does not answer")]
    NoAnswer,
    /// A fault of this program while it wrote.
    #[error("the program made a mistake while saving")]
    Mistake,
    /// Anything else, in the system's words.
    #[error("{0}")]
    Other(String),
}

impl From<&io::Error> for SaveError {
    fn from(error: &io::Error) -> Self {
        match error.kind() {
            _ if error.get_ref().is_some() => Self::Other(words::error(error)),
            io::ErrorKind::StorageFull => Self::DiskFull,
            io::ErrorKind::PermissionDenied => Self::Denied,
            io::ErrorKind::NotFound => Self::FolderGone,
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            _ if words::is_disk_fault(error) => Self::DiskFault,
            _ => Self::Other(words::error(error)),
        }
    }
}

/// Writes snapshots to one file, the newest only, and tries again until it succeeds. Dropping it writes what waits once
/// more, without waiting for it: call [`Saver::finish`] first.
#[derive(Debug)]
pub struct Saver {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    /// In the hand of whoever writes; gone when nobody writes any more.
    pen: Mutex<Option<Pen>>,
    rescue: Arc<Rescue>,
    state: Mutex<State>,
    /// The queue changed, or the saver is to end.
    work: Condvar,
    /// A try is over.
    tried: Condvar,
}

#[derive(Debug)]
struct State {
    queue: Queue,
    /// What was handed over last.
    newest: Option<Snapshot>,
    /// Tries that are over.
    tries: u64,
    /// Number of the newest job on the disk.
    on_disk: u64,
    failure: Option<Failure>,
    /// Since when a job is in the hand of whoever writes.
    begun: Option<Instant>,
    is_ending: bool,
    /// The thread has ended and its lock is given back.
    is_over: bool,
}

/// The last try that went wrong.
#[derive(Debug)]
struct Failure {
    at_try: u64,
    job: u64,
    error: SaveError,
}

impl Saver {
    /// Starts the thread that writes this sheet. It calls `report` after every try, in that thread.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(sheet: Sheet, delays: Delays, report: impl FnMut(Report) + Send + 'static) -> io::Result<Self> {
        let pen = Pen::new(sheet);
        let state = State {
            queue: Queue::new(delays),
            newest: None,
            tries: 0,
            on_disk: 0,
            failure: None,
            begun: None,
            is_ending: false,
            is_over: false,
        };
        let (work, tried) = (Condvar::new(), Condvar::new());
        let (rescue, pen) = (pen.rescue(), Mutex::new(Some(pen)));
        let shared = Arc::new(Shared { pen, rescue, state: Mutex::new(state), work, tried });
        let of_thread = Arc::clone(&shared);
        thread::Builder::new().name("saver".to_owned()).spawn(move || of_thread.run(report))?;
        Ok(Self { shared })
    }

    /// Hands over the newest state of the document; never waits for the disk.
    pub fn save(&self, snapshot: Snapshot) {
        let mut state = self.shared.lock();
        state.newest = Some(snapshot.clone());
        state.queue.put(snapshot, Instant::now());
        drop(state);
        self.shared.work.notify_one();
    }

    /// Has the document that was handed over last put back, should its file not hold it any more.
    pub fn look_again(&self) {
        let mut state = self.shared.lock();
        if let Some(newest) = state.newest.clone().filter(|_| !state.is_ending) {
            state.queue.put(Snapshot { urgency: Urgency::Record, ..newest }, Instant::now());
        }
        drop(state);
        self.shared.work.notify_one();
    }

    /// The document as it was handed over last.
    pub fn newest(&self) -> Option<Document> {
        self.shared.lock().newest.as_ref().map(|snapshot| snapshot.document.clone())
    }

    /// The same as long as it is not on the disk.
    pub fn unsaved(&self) -> Option<Document> {
        let state = self.shared.lock();
        let newest = state.newest.as_ref().filter(|_| state.on_disk < state.queue.newest());
        newest.map(|snapshot| snapshot.document.clone())
    }

    /// Whether a try takes longer than this, or waits for so long after its time.
    pub fn is_late(&self, limit: Duration) -> bool {
        let state = self.shared.lock();
        let since = state.begun.or_else(|| state.queue.due());
        since.is_some_and(|since| since.elapsed() > limit)
    }

    /// Puts what was handed over last into an emergency copy, in a thread of its own: that of the saver may never
    /// return. Where it is; `None` when that did not work `within` this time.
    pub fn rescue(&self, within: Duration) -> Option<PathBuf> {
        let state = self.shared.lock();
        let (document, number) = (state.newest.as_ref()?.document.clone(), state.queue.newest());
        drop(state);
        let (sender, made) = mpsc::channel();
        let rescue = Arc::clone(&self.shared.rescue);
        let run = move || drop(sender.send(rescue.make(&document, number)));
        thread::Builder::new().name("rescue".to_owned()).spawn(run).ok()?;
        made.recv_timeout(within).ok()?.ok()
    }

    /// Lets the thread write what waits a last time and end; whether it has ended and given back its lock `within` this
    /// time.
    pub fn end(&self, within: Duration) -> bool {
        let mut state = self.shared.lock();
        state.is_ending = true;
        self.shared.work.notify_one();
        let waited = self.shared.tried.wait_timeout_while(state, within, |state| !state.is_over);
        waited.unwrap_or_else(PoisonError::into_inner).0.is_over
    }

    /// Writes what waits now, and returns when all that was saved before is on the disk. May be called from any thread,
    /// any number of times.
    ///
    /// # Errors
    /// Why it could not be written, [`SaveError::NoAnswer`] when `within` is over; the saver goes on trying.
    pub fn finish(&self, within: Duration) -> Result<(), SaveError> {
        let start = Instant::now();
        let mut state = self.shared.lock();
        state.queue.hurry(start);
        self.shared.work.notify_one();
        let (wanted, tries) = (state.queue.newest(), state.tries);
        loop {
            if let Some(result) = state.result(wanted, tries) {
                return result;
            }
            if state.is_over {
                // Nobody tries again.
                return Err(state.failure.as_ref().map_or(SaveError::NoAnswer, |failure| failure.error.clone()));
            }
            let left = within.checked_sub(start.elapsed()).ok_or(SaveError::NoAnswer)?;
            state = self.shared.tried.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

impl Saver {
    /// Writes what was handed over last, in the caller's thread: the saver's own may be dead.
    ///
    /// # Errors
    /// Why it could not be written, [`SaveError::NoAnswer`] when the saver still tries.
    pub fn write_here(&self) -> Result<(), SaveError> {
        let state = self.shared.lock();
        let (newest, number) = (state.newest.clone(), state.queue.newest());
        drop(state);
        let mut pen = match self.shared.pen.try_lock() {
            Ok(pen) => pen,
            Err(TryLockError::Poisoned(pen)) => pen.into_inner(),
            Err(TryLockError::WouldBlock) => return Err(SaveError::NoAnswer),
        };
        let (Some(pen), Some(newest)) = (pen.as_mut(), newest) else { return Err(SaveError::NoAnswer) };
        pen.write(&newest, number, Ok(()), &mut Vec::new())
    }
}

impl Drop for Saver {
    fn drop(&mut self) {
        self.shared.lock().is_ending = true;
        self.shared.work.notify_one();
    }
}

impl State {
    /// The job that is written now.
    fn begin(&mut self) -> Option<Job> {
        let job = self.queue.take();
        self.begun = job.is_some().then(Instant::now);
        job
    }

    /// How it went with the job `wanted` or a newer one, after the first `tries`; `None` while that is open.
    fn result(&self, wanted: u64, tries: u64) -> Option<Result<(), SaveError>> {
        if self.on_disk >= wanted {
            return Some(Ok(()));
        }
        let failure = self.failure.as_ref().filter(|failure| failure.job >= wanted && failure.at_try > tries)?;
        Some(Err(failure.error.clone()))
    }
}

impl Shared {
    /// A panic elsewhere must not keep words from being saved; the state is whole between any two lines.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn pen(&self) -> MutexGuard<'_, Option<Pen>> {
        self.pen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes one job; what there is to say beside how it went.
    fn write(&self, job: &Job) -> (Result<(), SaveError>, Vec<News>) {
        let mut news = Vec::new();
        let result = catch_unwind(AssertUnwindSafe(|| match self.pen().as_mut() {
            Some(pen) => pen.write(&job.snapshot, job.number, fault::at(job.snapshot.document.fault()), &mut news),
            None => Err(SaveError::Mistake),
        }));
        (result.unwrap_or(Err(SaveError::Mistake)), news)
    }

    fn run(&self, mut report: impl FnMut(Report)) {
        let mut tell = |report_of| drop(catch_unwind(AssertUnwindSafe(|| report(report_of))));
        let mut is_last = false;
        while !is_last && let Some(job) = self.next_job(&mut is_last) {
            let (result, news) = self.write(&job);
            let snapshot = job.snapshot.clone();
            let revision = snapshot.revision;
            self.book(job, result.clone());
            tell(Report { revision, result: result.clone(), news });
            // Nobody waits for the copy.
            let copied = catch_unwind(AssertUnwindSafe(|| match self.pen().as_mut() {
                Some(pen) if result.is_ok() => pen.copy(&snapshot),
                Some(_) | None => None,
            }));
            if let Ok(Some(told)) = copied {
                tell(Report { revision, result, news: vec![told] });
            }
        }
        *self.pen() = None;
        self.lock().is_over = true;
        self.tried.notify_all();
    }

    /// Waits for the next job that is due; `None` at the end. The last one is not tried again.
    fn next_job(&self, is_last: &mut bool) -> Option<Job> {
        let mut state = self.lock();
        loop {
            *is_last = state.is_ending;
            let left = state.queue.due().map(|due| due.saturating_duration_since(Instant::now()));
            state = match left {
                _ if state.is_ending => return state.begin(),
                None => self.work.wait(state).unwrap_or_else(PoisonError::into_inner),
                Some(Duration::ZERO) => return state.begin(),
                Some(left) => self.work.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0,
            };
        }
    }

    fn book(&self, job: Job, result: Result<(), SaveError>) {
        let mut state = self.lock();
        state.tries += 1;
        state.begun = None;
        match result {
            Ok(()) => {
                state.on_disk = job.number;
                state.failure = None;
                state.queue.succeeded();
            }
            Err(error) => {
                state.failure = Some(Failure { at_try: state.tries, job: job.number, error });
                state.queue.failed(job, Instant::now());
            }
        }
        drop(state);
        self.tried.notify_all();
    }
}

#[cfg(test)]
mod tests;
