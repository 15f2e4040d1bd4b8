//! Where half-typed words of screens outside a meeting wait for the next start: every window has a slot of its own in
//! the state folder. Does not know what the words are.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{
    Lock, LockError,
    document::NOTHING,
    pen::{Opened, Page},
    read::{self, ReadError},
    replace::{self, Privacy},
    spare::{NAMESAKES, Spare},
    target::Target,
};

/// Folder of the state folder: `half-typed/<data folder>/<slot>/`.
pub(super) const KIND: &str = "half-typed";

/// In the slot of a window; the number is the version of what stands in it.
pub(super) const FILE: &str = "words-1.json";

/// The slot that a window has.
#[derive(Debug)]
pub struct Slot {
    lock: Option<Lock>,
    path: PathBuf,
    /// What stands there; `None` before anything does.
    known: Option<Vec<u8>>,
}

/// What waits for this window.
pub struct HalfTyped {
    /// The words, of as many windows as left some.
    pub words: Vec<String>,
    /// Where this window keeps its own, in the place of the first of them; made at the first need.
    pub page: Page,
    /// Where the others wait, until this window has them all.
    pub others: Vec<Slot>,
}

impl Spare {
    /// The words that wait, and a slot for those of this window. `holder` is the line for other windows; slots with words
    /// that are not `ours` are left alone.
    pub fn half_typed(&self, holder: &str, ours: fn(&str) -> bool) -> HalfTyped {
        let mut slots = self.room(KIND).map_or_else(Vec::new, |room| {
            Slot::free(&room, holder).filter(|slot| slot.words().is_some_and(ours)).collect()
        });
        let words = slots.iter().filter_map(|slot| slot.words().map(str::to_owned)).collect();
        if !slots.is_empty() {
            return HalfTyped { words, page: slots.remove(0).opened().into(), others: slots };
        }
        let (spare, holder) = (self.clone(), holder.to_owned());
        let page = Page::new(move || {
            let room = spare.make_room(KIND)?;
            let free = Slot::free(&room, &holder).find(|slot| slot.words().is_none());
            Ok(free.map_or_else(|| Slot::make(&room, &holder), Ok)?.opened())
        });
        HalfTyped { words, page, others: slots }
    }
}

impl Slot {
    /// The slots that this window can have.
    fn free(room: &Path, holder: &str) -> impl Iterator<Item = Self> {
        let dirs = (1..=NAMESAKES).map(|number| room.join(number.to_string())).take_while(|dir| dir.is_dir());
        dirs.filter_map(|dir| Self::take(&dir, holder))
    }

    /// Its words are elsewhere now. What goes wrong leaves them where they are, to be found once more.
    pub fn empty(self) {
        let _ = replace::replace_here(&self.path, NOTHING.as_bytes(), Privacy::Own);
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
        if path.metadata().is_ok_and(|words| words.permissions().readonly()) {
            return None;
        }
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
    use crate::store::{Delays, Document, Saver, Sheet, Snapshot, Urgency};

    struct Window {
        saver: Saver,
        found: Vec<String>,
        others: Vec<Slot>,
    }

    /// A window that begins on the state folder `state`.
    fn window(state: &Path) -> Window {
        window_on(state, Path::new("/data/turnabout"))
    }

    fn window_on(state: &Path, data: &Path) -> Window {
        let HalfTyped { words, page, others } =
            Spare::of_data(state, data).half_typed("a test", |words| words.ends_with('}'));
        let sheet = Sheet { id: KIND.to_owned(), page, spare: None };
        Window { saver: Saver::start(sheet, Delays::default(), |_| {}).unwrap(), found: words, others }
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
        assert_eq!(first.found, [""; 0]);
        first.types("{\"half\":1}");
        first.ends();
        let second = window(state.path());
        assert_eq!(second.found, ["{\"half\":1}"]);
        second.types("{}");
        second.ends();
        assert_eq!(window(state.path()).found, [""; 0]);
    }

    #[test]
    fn two_windows_have_two_slots_and_the_next_one_finds_what_is_in_both() {
        let state = tempfile::tempdir().unwrap();
        let (first, second) = (window(state.path()), window(state.path()));
        first.types("{\"half\":1}");
        second.types("{\"half\":2}");
        assert_eq!(window(state.path()).found, [""; 0], "they are of windows that are open");
        first.ends();
        second.ends();
        let mut third = window(state.path());
        assert_eq!(third.found, ["{\"half\":1}", "{\"half\":2}"]);
        third.types("{\"half\":12}");
        third.others.drain(..).for_each(Slot::empty);
        third.ends();
        assert_eq!(window(state.path()).found, ["{\"half\":12}"]);
    }

    #[test]
    fn words_of_a_newer_version_wait_for_it() {
        let state = tempfile::tempdir().unwrap();
        let first = window(state.path());
        first.types("[\"newer\"]");
        first.ends();
        let second = window(state.path());
        assert_eq!(second.found, [""; 0]);
        second.types("{\"half\":2}");
        second.ends();
        assert_eq!(window(state.path()).found, ["{\"half\":2}"]);
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
        assert_eq!(window(state.path()).found, ["{\"half\":2}"]);
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
        assert_eq!(window_on(&state, &data).found, ["{\"half\":1}"]);
    }

    #[test]
    fn without_words_nothing_is_made() {
        let state = tempfile::tempdir().unwrap();
        window(state.path()).ends();
        assert_eq!(std::fs::read_dir(state.path()).unwrap().count(), 0);
    }
}
