//! The thread that writes the minutes beside the meeting. Does not know what changed or who waits for its reports.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

use crate::{
    domain::Meeting,
    fault::{self, Place},
};

use super::{
    queue::{Job, Queue},
    replace, shelf, words,
};

/// A meeting as it stood at one moment.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The meeting.
    pub meeting: Meeting,
    /// Counts the meeting's changes; comes back in the [`Report`].
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
}

/// Why a snapshot is not on the disk, to stand behind "not saved: ". It is kept in memory and tried again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SaveError {
    /// No space left, or this user's share of it is used up.
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
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            io::ErrorKind::PermissionDenied => Self::Denied,
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::FolderGone,
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
    path: PathBuf,
}

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    /// The queue changed, or the saver is to end.
    work: Condvar,
    /// A try is over.
    tried: Condvar,
}

#[derive(Debug)]
struct State {
    queue: Queue,
    /// Tries that are over.
    tries: u64,
    /// Number of the newest job on the disk.
    on_disk: u64,
    failure: Option<Failure>,
    is_ending: bool,
}

/// The last try that went wrong.
#[derive(Debug)]
struct Failure {
    at_try: u64,
    job: u64,
    error: SaveError,
}

impl Saver {
    /// Starts the thread that writes to `path`. It calls `report` after every try, in that thread.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(path: PathBuf, delays: Delays, report: impl Fn(Report) + Send + 'static) -> io::Result<Self> {
        let state = State { queue: Queue::new(delays), tries: 0, on_disk: 0, failure: None, is_ending: false };
        let shared = Arc::new(Shared { state: Mutex::new(state), work: Condvar::new(), tried: Condvar::new() });
        let (of_thread, own_path) = (Arc::clone(&shared), path.clone());
        thread::Builder::new().name("saver".to_owned()).spawn(move || of_thread.run(&path, report))?;
        Ok(Self { shared, path: own_path })
    }

    /// Hands over the newest state of the meeting; never waits for the disk.
    pub fn save(&self, snapshot: Snapshot) {
        self.shared.lock().queue.put(snapshot, Instant::now());
        self.shared.work.notify_one();
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
            let left = within.checked_sub(start.elapsed()).ok_or(SaveError::NoAnswer)?;
            state = self.shared.tried.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

impl Saver {
    /// Writes what waits, in the caller's thread: the saver's own may be dead.
    ///
    /// # Errors
    /// Why it could not be written.
    pub fn write_here(&self) -> Result<(), SaveError> {
        let waiting = self.shared.lock().queue.take();
        waiting.map_or(Err(SaveError::NoAnswer), |job| write(&self.path, &job.snapshot.meeting))
    }
}

impl Drop for Saver {
    fn drop(&mut self) {
        self.shared.lock().is_ending = true;
        self.shared.work.notify_one();
    }
}

impl State {
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

    fn run(&self, path: &Path, report: impl Fn(Report)) {
        let mut is_last = false;
        while !is_last && let Some(job) = self.next_job(&mut is_last) {
            let revision = job.snapshot.revision;
            let result = catch_unwind(AssertUnwindSafe(|| {
                fault::at(Place::Saver).map_err(|error| SaveError::from(&error))?;
                write(path, &job.snapshot.meeting)
            }));
            let result = result.unwrap_or(Err(SaveError::Mistake));
            self.book(job, result.clone());
            let _ = catch_unwind(AssertUnwindSafe(|| report(Report { revision, result })));
        }
    }

    /// Waits for the next job that is due; `None` at the end. The last one is not tried again.
    fn next_job(&self, is_last: &mut bool) -> Option<Job> {
        let mut state = self.lock();
        loop {
            *is_last = state.is_ending;
            let left = state.queue.due().map(|due| due.saturating_duration_since(Instant::now()));
            state = match left {
                _ if state.is_ending => return state.queue.take(),
                None => self.work.wait(state).unwrap_or_else(PoisonError::into_inner),
                Some(Duration::ZERO) => return state.queue.take(),
                Some(left) => self.work.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0,
            };
        }
    }

    fn book(&self, job: Job, result: Result<(), SaveError>) {
        let mut state = self.lock();
        state.tries += 1;
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

fn write(path: &Path, meeting: &Meeting) -> Result<(), SaveError> {
    replace::replace(path, &shelf::to_json(meeting)).map_err(|error| SaveError::from(&error))
}

#[cfg(test)]
mod tests;
