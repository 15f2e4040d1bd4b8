//! Where half-typed words of screens outside a meeting wait for the next start: every window has a place of its own in
//! the state folder. Does not know what the words are.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{
    Lock, LockError,
    pen::{Page, Sheet},
    read, replace,
    spare::{NAMESAKES, Spare},
    target::Target,
};

/// Folder of the state folder.
const KIND: &str = "half-typed";

/// In the place of a window; the number is the version of what stands in it.
const FILE: &str = "words-1.json";

/// What stands there when nothing is half-typed.
const NOTHING: &str = "{}";

/// A place that this window has.
struct Place {
    lock: Option<Lock>,
    path: PathBuf,
    /// What stands there.
    known: Option<Vec<u8>>,
}

impl Spare {
    /// A place for the words of this window, and the words that wait there. Without any the place is made when there are
    /// some. `holder` is the line for other windows; places with words that are not `ours` are left alone.
    ///
    /// # Errors
    /// What the system reports.
    pub fn half_typed(&self, holder: &str, ours: fn(&str) -> bool) -> io::Result<(Sheet, Option<String>)> {
        let sheet = |page, lock| Sheet { id: KIND.to_owned(), page, spare: None, lock };
        if let Some(room) = self.room(KIND)
            && let Some(mut place) = Place::find(&room, holder, |place| place.words().is_some_and(ours))?
        {
            let (words, lock) = (place.words().map(str::to_owned), place.lock.take());
            return Ok((sheet(place.target().into(), lock), words));
        }
        let (spare, holder) = (self.clone(), holder.to_owned());
        let mut held = Vec::new();
        let page = Page::new(move || {
            let room = spare.make_room(KIND)?;
            let found = Place::find(&room, &holder, |place| place.words().is_none())?;
            let mut place = found.map_or_else(|| Place::make(&room, &holder), Ok)?;
            // As long as somebody writes there.
            held.extend(place.lock.take());
            Ok(place.target())
        });
        Ok((sheet(page, None), None))
    }
}

impl Place {
    /// The first place that nobody has and that is one of those wanted.
    fn find(room: &Path, holder: &str, is_wanted: impl Fn(&Self) -> bool) -> io::Result<Option<Self>> {
        let dirs = (1..=NAMESAKES).map(|number| room.join(number.to_string())).take_while(|dir| dir.is_dir());
        for dir in dirs {
            if let Some(place) = Self::take(&dir, holder)?.filter(&is_wanted) {
                return Ok(Some(place));
            }
        }
        Ok(None)
    }

    /// A new place. Another window may be faster, and have it.
    fn make(room: &Path, holder: &str) -> io::Result<Self> {
        for dir in (1..=NAMESAKES).map(|number| room.join(number.to_string())).filter(|dir| !dir.exists()) {
            replace::make_folder(&dir)?;
            if let Some(place) = Self::take(&dir, holder)? {
                return Ok(place);
            }
        }
        Err(io::ErrorKind::StorageFull.into())
    }

    /// The place in `dir`, `None` when another window has it.
    fn take(dir: &Path, holder: &str) -> io::Result<Option<Self>> {
        let lock = match Lock::take(dir, holder) {
            Ok(lock) => Some(lock),
            Err(LockError::Held(_)) => return Ok(None),
            Err(LockError::Unsupported { .. }) => None,
            Err(LockError::Io { source, .. }) => return Err(source),
        };
        replace::sweep(dir);
        let path = dir.join(FILE);
        Ok(Some(Self { lock, known: read::bytes(&path).ok(), path }))
    }

    /// The words that wait here.
    fn words(&self) -> Option<&str> {
        let words = self.known.as_ref().map(|words| str::from_utf8(words).unwrap_or_default());
        words.filter(|words| *words != NOTHING)
    }

    fn target(self) -> Target {
        Target::new(self.path, self.known)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::civil::DateTime;

    use super::*;
    use crate::store::{Delays, Document, Saver, Snapshot, Urgency};

    struct Window {
        saver: Saver,
        found: Option<String>,
    }

    /// A window that begins on the state folder `state`.
    fn window(state: &Path) -> Window {
        let spare = Spare::of_data(state, Path::new("/data/turnabout"));
        let (sheet, found) = spare.half_typed("a test", |words| words.ends_with('}')).unwrap();
        Window { saver: Saver::start(sheet, Delays::default(), |_| {}).unwrap(), found }
    }

    impl Window {
        #[track_caller]
        fn types(&self, words: &str) {
            let document = Document::HalfTyped(Arc::from(words));
            self.saver.save(Snapshot { document, at: DateTime::default(), revision: 1, urgency: Urgency::Draft });
            self.saver.finish(std::time::Duration::from_secs(20)).unwrap();
        }

        fn ends(self) {
            assert!(self.saver.end(std::time::Duration::from_secs(20)));
        }
    }

    #[test]
    fn words_wait_for_the_next_window_and_not_for_the_one_after_they_were_recorded() {
        let state = tempfile::tempdir().unwrap();
        let first = window(state.path());
        assert_eq!(first.found, None);
        first.types("{\"half\":1}");
        first.ends();
        let second = window(state.path());
        assert_eq!(second.found.as_deref(), Some("{\"half\":1}"));
        second.types("{}");
        second.ends();
        assert_eq!(window(state.path()).found, None);
    }

    #[test]
    fn two_windows_have_two_places_and_both_are_found_again() {
        let state = tempfile::tempdir().unwrap();
        let (first, second) = (window(state.path()), window(state.path()));
        first.types("{\"half\":1}");
        second.types("{\"half\":2}");
        let third = window(state.path());
        assert_eq!(third.found, None, "they are of windows that are open");
        first.ends();
        second.ends();
        third.types("{\"half\":3}");
        let found = [window(state.path()), window(state.path()), window(state.path())].map(|window| window.found);
        assert_eq!(found, [Some("{\"half\":1}".to_owned()), Some("{\"half\":2}".to_owned()), None]);
    }

    #[test]
    fn words_of_a_newer_version_wait_for_it() {
        let state = tempfile::tempdir().unwrap();
        let first = window(state.path());
        first.types("[\"newer\"]");
        first.ends();
        let second = window(state.path());
        assert_eq!(second.found, None);
        second.types("{\"half\":2}");
        second.ends();
        assert_eq!(window(state.path()).found.as_deref(), Some("{\"half\":2}"));
        let newer = state.path().join("half-typed/turnabout/1/words-1.json");
        assert_eq!(std::fs::read(newer).unwrap(), b"[\"newer\"]");
    }

    #[test]
    fn without_words_nothing_is_made() {
        let state = tempfile::tempdir().unwrap();
        window(state.path()).ends();
        assert_eq!(std::fs::read_dir(state.path()).unwrap().count(), 0);
    }
}
