//! Where half-typed words of screens outside a meeting wait for the next start: every window has a slot of its own in
//! the state folder. Does not know what the words are.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{
    Lock, LockError,
    document::NOTHING,
    pen::{Opened, Page, Sheet},
    read::{self, ReadError},
    replace,
    spare::{NAMESAKES, Spare},
    target::Target,
};

/// Folder of the state folder.
const KIND: &str = "half-typed";

/// In the slot of a window; the number is the version of what stands in it.
const FILE: &str = "words-1.json";

/// The slot that a window has.
struct Slot {
    lock: Option<Lock>,
    path: PathBuf,
    /// What stands there; `None` before anything does.
    known: Option<Vec<u8>>,
}

impl Spare {
    /// A slot for the words of this window, and the words that wait there. Without any the slot is made when there are
    /// some. `holder` is the line for other windows; slots with words that are not `ours` are left alone.
    pub fn half_typed(&self, holder: &str, ours: fn(&str) -> bool) -> (Sheet, Option<String>) {
        let sheet = |page| Sheet { id: KIND.to_owned(), page, spare: None };
        let waiting = |room: PathBuf| Slot::find(&room, holder, |slot| slot.words().is_some_and(ours));
        if let Some(slot) = self.room(KIND).and_then(waiting) {
            let words = slot.words().map(str::to_owned);
            return (sheet(slot.opened().into()), words);
        }
        let (spare, holder) = (self.clone(), holder.to_owned());
        let open = move || {
            let room = spare.make_room(KIND)?;
            let free = Slot::find(&room, &holder, |slot| slot.words().is_none());
            Ok(free.map_or_else(|| Slot::make(&room, &holder), Ok)?.opened())
        };
        (sheet(Page::new(open)), None)
    }
}

impl Slot {
    /// The first slot that this window can have and that is one of those wanted.
    fn find(room: &Path, holder: &str, is_wanted: impl Fn(&Self) -> bool) -> Option<Self> {
        let dirs = (1..=NAMESAKES).map(|number| room.join(number.to_string())).take_while(|dir| dir.is_dir());
        dirs.filter_map(|dir| Self::take(&dir, holder)).find(is_wanted)
    }

    /// A new slot. Another window may be faster, and have it.
    fn make(room: &Path, holder: &str) -> io::Result<Self> {
        for dir in (1..=NAMESAKES).map(|number| room.join(number.to_string())).filter(|dir| !dir.exists()) {
            replace::make_folder(&dir)?;
            if let Some(slot) = Self::take(&dir, holder) {
                return Ok(slot);
            }
        }
        Err(io::ErrorKind::StorageFull.into())
    }

    /// The slot in `dir`, `None` when another window has it, or nobody can.
    fn take(dir: &Path, holder: &str) -> Option<Self> {
        let lock = match Lock::take(dir, holder) {
            Ok(lock) => Some(lock),
            Err(LockError::Unsupported { .. }) => None,
            Err(LockError::Held(_) | LockError::Io { .. }) => return None,
        };
        replace::sweep(dir);
        let path = dir.join(FILE);
        let known = match read::bytes(&path) {
            Ok(known) => Some(known),
            Err(ReadError::Missing { .. }) => None,
            Err(_) => return None,
        };
        Some(Self { lock, path, known })
    }

    /// The words that wait here.
    fn words(&self) -> Option<&str> {
        let words = self.known.as_ref().map(|words| str::from_utf8(words).unwrap_or_default());
        words.filter(|words| *words != NOTHING)
    }

    fn opened(self) -> Opened {
        (Target::new(self.path, self.known), self.lock)
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
        window_on(state, Path::new("/data/turnabout"))
    }

    fn window_on(state: &Path, data: &Path) -> Window {
        let spare = Spare::of_data(state, data);
        let (sheet, found) = spare.half_typed("a test", |words| words.ends_with('}'));
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
    fn a_slot_that_cannot_be_read_is_left_alone() {
        let state = tempfile::tempdir().unwrap();
        let first = window(state.path());
        first.types("{\"half\":1}");
        first.ends();
        let words = state.path().join("half-typed/turnabout/1/words-1.json");
        std::fs::remove_file(&words).unwrap();
        std::fs::create_dir(&words).unwrap();
        let second = window(state.path());
        second.types("{\"half\":2}");
        second.ends();
        assert_eq!(window(state.path()).found.as_deref(), Some("{\"half\":2}"));
    }

    #[cfg(unix)]
    #[test]
    fn words_wait_although_the_data_folder_behind_a_link_was_made_since() {
        let world = tempfile::tempdir().unwrap();
        std::fs::create_dir(world.path().join("there")).unwrap();
        std::os::unix::fs::symlink(world.path().join("there"), world.path().join("link")).unwrap();
        let (state, data) = (world.path().join("state"), world.path().join("link/data"));
        let first = window_on(&state, &data);
        first.types("{\"half\":1}");
        first.ends();
        std::fs::create_dir(&data).unwrap();
        assert_eq!(window_on(&state, &data).found.as_deref(), Some("{\"half\":1}"));
    }

    #[test]
    fn without_words_nothing_is_made() {
        let state = tempfile::tempdir().unwrap();
        window(state.path()).ends();
        assert_eq!(std::fs::read_dir(state.path()).unwrap().count(), 0);
    }
}
