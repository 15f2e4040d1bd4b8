//! How a document is put on the disk by the saver's thread: into its file, into copies, and elsewhere when that fails
//! again and again. Knows no queue.

use std::{
    fmt, io,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc::Receiver},
    time::{Duration, Instant},
};

use super::{
    Lock,
    document::Document,
    saver::{News, SaveError, Snapshot},
    spare::Spare,
    target::{Found, Target, Written},
    words,
};

/// Time between two copies of a running meeting.
const BETWEEN: Duration = Duration::from_secs(600);

/// Failures in a row from which on the words are put elsewhere.
const PATIENCE: u32 = 2;

/// The file that a saver writes, and what belongs to it.
#[derive(Debug)]
pub struct Sheet {
    /// The name of the document in copies of it.
    pub id: String,
    /// Its file.
    pub page: Page,
    /// Where copies go; `None` keeps none.
    pub spare: Option<Spare>,
}

/// The file itself and the right to write it, opened by whoever writes first. The right is given back when the saver can
/// no longer write.
pub struct Page {
    opened: Option<Opened>,
    open: Box<dyn FnMut() -> io::Result<Opened> + Send>,
}

/// A file and the lock under which it is written; `None` where there is none.
pub(super) type Opened = (Target, Option<Lock>);

/// The one hand that writes the file.
#[derive(Debug)]
pub(super) struct Pen {
    page: Page,
    rescue: Arc<Rescue>,
    failures: u32,
    /// Number of the newest job in the file: two threads may have one in the hand.
    written: u64,
    /// When the last copy was made, and whether it is of the closed meeting.
    copied: Option<(Instant, bool)>,
    /// What is told once was told already.
    is_warned: bool,
    is_copy_warned: bool,
}

/// The emergency copy of a document, made by whichever thread still can.
#[derive(Debug)]
pub(super) struct Rescue {
    id: String,
    spare: Option<Spare>,
    /// Where it lies, and the number of the job in it.
    made: Mutex<Option<(PathBuf, u64)>>,
}

impl Pen {
    pub(super) fn new(sheet: Sheet) -> Self {
        let rescue = Rescue { id: sheet.id, spare: sheet.spare, made: Mutex::new(None) };
        Self {
            page: sheet.page,
            rescue: Arc::new(rescue),
            failures: 0,
            written: 0,
            copied: None,
            is_warned: false,
            is_copy_warned: false,
        }
    }

    pub(super) fn rescue(&self) -> Arc<Rescue> {
        Arc::clone(&self.rescue)
    }

    /// Writes a snapshot, unless it is to fail or a newer one is in the file already; what there is to say is put into `news`.
    pub(super) fn write(
        &mut self,
        snapshot: &Snapshot,
        number: u64,
        fault: io::Result<()>,
        news: &mut Vec<News>,
    ) -> Result<(), SaveError> {
        if number <= self.written {
            return Ok(());
        }
        let bytes = snapshot.document.to_json();
        let written = fault.and_then(|()| self.page.open()?.write(&bytes, snapshot.at));
        match written {
            Ok(written) => {
                (self.failures, self.written) = (0, number);
                self.rescue.is_over(number);
                self.tell(&written, news);
                Ok(())
            }
            Err(error) => {
                self.failures += 1;
                if self.failures >= PATIENCE {
                    let made = self.rescue.make(&snapshot.document, number);
                    news.extend(made.ok().map(News::Rescued));
                }
                Err(SaveError::from(&error))
            }
        }
    }

    fn tell(&mut self, written: &Written, news: &mut Vec<News>) {
        match written.found {
            Found::Same => {}
            Found::Gone => news.push(News::MadeAgain),
            Found::Changed => news.extend(self.page.path().map(News::Conflict)),
        }
        if let Some(error) = written.unlasting.as_ref().filter(|_| !self.is_warned) {
            self.is_warned = true;
            news.push(News::Unlasting(words::error(error)));
        }
    }

    /// Keeps a copy of what was written, if one is due: at first, every ten minutes, and of the closed meeting.
    pub(super) fn copy(&mut self, snapshot: &Snapshot) -> Option<News> {
        let spare = self.rescue.spare.as_ref()?;
        let is_closed = snapshot.document.is_closed()?;
        let is_due = |(at, of_closed): (Instant, bool)| at.elapsed() >= BETWEEN || (is_closed && !of_closed);
        if !self.copied.is_none_or(is_due) {
            return None;
        }
        self.copied = Some((Instant::now(), is_closed));
        let error = spare.copy(&self.rescue.id, snapshot.at, &snapshot.document.to_json()).err()?;
        let is_new = !std::mem::replace(&mut self.is_copy_warned, true);
        is_new.then(|| News::NoCopies(words::error(&error)))
    }
}

impl Page {
    /// The file that `open` opens: in the saver's thread, as often as that fails, for the disk may not answer at once.
    pub fn new(open: impl FnMut() -> io::Result<Opened> + Send + 'static) -> Self {
        Self { opened: None, open: Box::new(open) }
    }

    /// The file that somebody finds and hands over; whoever writes it first waits for that.
    pub fn awaited(pages: Receiver<Self>) -> Self {
        let mut page: Option<Self> = None;
        Self::new(move || {
            let page = match &mut page {
                Some(page) => page,
                none => none.insert(pages.recv().map_err(io::Error::other)?),
            };
            page.open()?;
            page.opened.take().ok_or_else(|| io::ErrorKind::NotFound.into())
        })
    }

    fn open(&mut self) -> io::Result<&mut Target> {
        match &mut self.opened {
            Some((target, _)) => Ok(target),
            none => Ok(&mut none.insert((self.open)()?).0),
        }
    }

    /// Where it is; `None` before it was opened.
    fn path(&self) -> Option<PathBuf> {
        self.opened.as_ref().map(|(target, _)| target.path().to_path_buf())
    }
}

impl From<Opened> for Page {
    fn from(opened: Opened) -> Self {
        Self { opened: Some(opened), ..Self::new(|| Err(io::ErrorKind::NotFound.into())) }
    }
}

impl fmt::Debug for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page").field("opened", &self.opened).finish_non_exhaustive()
    }
}

impl Rescue {
    fn lock(&self) -> MutexGuard<'_, Option<(PathBuf, u64)>> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes the emergency copy, or brings it up to date; where it lies.
    pub(super) fn make(&self, document: &Document, number: u64) -> io::Result<PathBuf> {
        let mut made = self.lock();
        let spare = self.spare.as_ref().ok_or(io::ErrorKind::Unsupported)?;
        let bytes = document.to_json();
        let again = made.as_ref().and_then(|(path, _)| spare.rescue(&self.id, Some(path), &bytes).ok());
        // The one that was made before may be gone with its folder.
        let path = again.map_or_else(|| spare.rescue(&self.id, None, &bytes), Ok)?;
        *made = Some((path.clone(), number));
        Ok(path)
    }

    /// What is in the copy is on the disk where it belongs, up to this job: the copy goes if it holds nothing more.
    fn is_over(&self, number: u64) {
        // Another thread that just writes the copy is not waited for: it holds a newer job.
        let Ok(mut made) = self.made.try_lock() else { return };
        if let Some((path, _)) = made.take_if(|(_, holds)| *holds <= number) {
            let _ = std::fs::remove_file(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{
        domain::Meeting,
        store::{Shelf, read, sample, saver::Urgency},
    };

    #[test]
    fn an_emergency_copy_that_went_with_its_folder_is_made_anew() {
        let (data, state) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let spare = Some(Spare::new(&state.path().join("state"), &Shelf::new(data.path()).open("sales")));
        let rescue = Rescue { id: "m".to_owned(), spare, made: Mutex::default() };
        let path = rescue.make(&sample::meeting().into(), 1).unwrap();
        std::fs::remove_dir_all(state.path().join("state")).unwrap();
        assert_eq!(rescue.make(&sample::meeting().into(), 2).unwrap(), path);
        assert_eq!(read::minutes(&path).unwrap().meeting, sample::meeting());
    }

    #[test]
    fn an_older_state_is_never_written_over_a_newer_one() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("m.json");
        let mut pen =
            Pen::new(Sheet { id: "m".to_owned(), page: (Target::new(path.clone(), None), None).into(), spare: None });
        let mut write = |title: &str, number: u64| {
            let meeting = Meeting { title: title.to_owned(), ..sample::meeting() };
            let at = date(2026, 5, 12).at(14, 3, 0, 0);
            let snapshot = Snapshot { document: meeting.into(), at, revision: number, urgency: Urgency::Record };
            pen.write(&snapshot, number, Ok(()), &mut Vec::new()).unwrap();
            read::minutes(&path).unwrap().meeting.title
        };
        assert_eq!(write("newer", 2), "newer");
        assert_eq!(write("older", 1), "newer");
        assert_eq!(write("newest", 3), "newest");
    }
}
