//! All minutes of a series in memory, searched in a thread of its own while somebody types. Knows no screen, no clock.

use std::{
    sync::mpsc::{self, Receiver, Sender, TryRecvError},
    thread,
};

use super::{
    app::Event,
    desk::Setting,
    inbox::Inbox,
    screens::minutes::{Found, FoundIn},
};
use crate::{
    domain::{
        Meeting,
        search::{self, Query},
    },
    store::Folder,
};

/// Minutes that are read before it is looked whether somebody asks.
const READ_AT_ONCE: usize = 16;
/// Minutes that are searched before it is looked whether somebody asks.
const SEARCHED_AT_ONCE: usize = 64;

/// The thread and the way to it. It ends when this is dropped.
pub(super) struct Archive {
    asks: Sender<Ask>,
}

enum Ask {
    /// Search for these words, and for no others any more.
    Search(String),
    /// Read these minutes again.
    Refresh(String),
}

impl Archive {
    /// Begins to read the minutes of a series, the newest first, and tells how far it is.
    pub(super) fn open(setting: &Setting, inbox: Inbox) -> Self {
        let (folder, place) = setting.archive();
        Self::of(folder, place, inbox)
    }

    fn of(folder: Folder, place: String, inbox: Inbox) -> Self {
        let (asks, receiver) = mpsc::channel();
        thread::spawn(move || {
            let tell = |found| {
                inbox.tell(Event::Found(Box::new(found)));
            };
            Searcher::new(folder, place, tell).run(&receiver);
        });
        Self { asks }
    }

    /// Searches for these words from now on.
    pub(super) fn search(&self, words: String) {
        // The thread ends only with this sender.
        let _ = self.asks.send(Ask::Search(words));
    }

    /// What makes it read a meeting again, from any thread.
    pub(super) fn refresher(&self) -> impl FnOnce(String) + Send + 'static {
        let asks = self.asks.clone();
        move |id| drop(asks.send(Ask::Refresh(id)))
    }
}

/// A meeting and its words in lower case.
struct Text {
    meeting: Meeting,
    lowered: String,
}

impl Text {
    fn find(&self, query: &Query) -> Option<FoundIn> {
        let may_be = !query.is_empty() && query.is_in(&self.lowered);
        if may_be { FoundIn::of(query, &self.meeting) } else { None }
    }
}

struct Searcher<T: Fn(Found)> {
    folder: Folder,
    place: String,
    tell: T,
    /// Newest last.
    unread: Vec<String>,
    all: usize,
    /// Newest first.
    texts: Vec<Text>,
    query: Query,
    words: String,
    /// Of the texts, with the words that are searched for now.
    searched: usize,
    found: Vec<FoundIn>,
    is_told: bool,
}

impl<T: Fn(Found)> Searcher<T> {
    fn new(folder: Folder, place: String, tell: T) -> Self {
        // A folder that cannot be listed is told of by the reader of the series.
        let unread = folder.ids().unwrap_or_default();
        Self {
            folder,
            place,
            tell,
            all: unread.len(),
            unread,
            texts: Vec::new(),
            query: Query::default(),
            words: String::new(),
            searched: 0,
            found: Vec::new(),
            is_told: false,
        }
    }

    /// Works until nobody can ask any more, step by step: what was asked last, the search, then reading on.
    fn run(mut self, asks: &Receiver<Ask>) {
        loop {
            let is_idle = self.is_done() && self.unread.is_empty();
            let ask = if is_idle { asks.recv().map_err(|_| TryRecvError::Disconnected) } else { asks.try_recv() };
            match ask {
                Ok(ask) => self.take(ask),
                Err(TryRecvError::Disconnected) => return,
                Err(TryRecvError::Empty) if !self.is_done() => self.search_on(),
                Err(TryRecvError::Empty) => self.read_on(),
            }
        }
    }

    fn is_done(&self) -> bool {
        self.searched == self.texts.len() && self.is_told
    }

    fn take(&mut self, ask: Ask) {
        match ask {
            Ask::Search(words) => {
                self.query = Query::new(&words);
                self.words = words;
            }
            Ask::Refresh(id) => {
                let text = self.texts.iter_mut().find(|text| text.meeting.id == id);
                if let (Some(text), Some(read)) = (text, read(&self.folder, &id)) {
                    *text = read;
                }
            }
        }
        self.found.clear();
        (self.searched, self.is_told) = (0, false);
    }

    fn search_on(&mut self) {
        let was_empty = self.found.is_empty();
        let texts = &self.texts[self.searched..];
        let texts = &texts[..texts.len().min(SEARCHED_AT_ONCE)];
        self.found.extend(texts.iter().filter_map(|text| text.find(&self.query)));
        self.searched += texts.len();
        let is_first = was_empty && !self.found.is_empty();
        if is_first || self.searched == self.texts.len() {
            self.is_told = true;
            (self.tell)(Found {
                query: self.words.clone(),
                meetings: self.found.clone(),
                searched: self.searched + self.all - self.unread.len() - self.texts.len(),
                all: self.all,
                folder: self.place.clone(),
            });
        }
    }

    fn read_on(&mut self) {
        let rest = self.unread.len().saturating_sub(READ_AT_ONCE);
        let ids = self.unread.split_off(rest);
        self.texts.extend(ids.iter().rev().filter_map(|id| read(&self.folder, id)));
        self.is_told = false;
    }
}

/// The words of a meeting; `None` for minutes that cannot be read, which the reader of the series tells of.
fn read(folder: &Folder, id: &str) -> Option<Text> {
    let meeting = folder.load(id).ok()?.meeting;
    let lowered = search::lowered(&meeting);
    Some(Text { meeting, lowered })
}

#[cfg(test)]
mod tests {
    use jiff::{civil::date, tz::TimeZone};
    use tempfile::TempDir;

    use super::*;
    use crate::{
        demo,
        store::{Shelf, ThrowAway},
    };

    /// A made-up past on the disk, oldest first, and its archive.
    struct World {
        _root: TempDir,
        folder: ThrowAway,
        past: Vec<Meeting>,
        archive: Archive,
        events: Receiver<Event>,
    }

    impl World {
        fn new(meetings: u32) -> Self {
            let root = TempDir::new().unwrap();
            let folder = ThrowAway::new(root.path()).unwrap();
            let now = date(2026, 11, 24).at(10, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap();
            let past = demo::meetings(&demo::agenda(), meetings, &now);
            folder.fill("joint", &demo::agenda(), &past).unwrap();
            let (inbox, events) = Inbox::new();
            let archive = Archive::of(folder.shelf().open("joint"), "here".to_owned(), inbox);
            Self { _root: root, folder, past, archive, events }
        }

        /// What is told at the end of a search, and everything before.
        fn search(&self, words: &str) -> Vec<Found> {
            self.archive.search(words.to_owned());
            self.until(|found| found.query == words && found.searched == found.all)
        }

        fn until(&self, is_end: impl Fn(&Found) -> bool) -> Vec<Found> {
            let mut all = Vec::new();
            while !all.last().is_some_and(&is_end) {
                let Ok(Event::Found(found)) = self.events.recv() else { panic!("the archive is gone") };
                all.push(*found);
            }
            all
        }

        fn expected(&self, words: &str) -> Vec<FoundIn> {
            let query = Query::new(words);
            self.past.iter().rev().filter_map(|meeting| FoundIn::of(&query, meeting)).collect()
        }
    }

    #[test]
    fn everything_is_found_the_newest_first_and_progress_is_told() {
        let world = World::new(40);
        let told = world.search("crew calls");
        let last = told.last().unwrap();
        assert_eq!((last.all, last.folder.as_str()), (40, "here"));
        assert_eq!(last.meetings, world.expected("crew calls"));
        assert!(!last.meetings.is_empty() && last.meetings.len() < 40);
        assert!(told.is_sorted_by_key(|found| found.searched));
        assert!(told.iter().any(|found| found.searched < 40), "progress is told");
        assert_eq!(world.search("").last().unwrap().meetings, []);
    }

    #[test]
    fn an_older_search_is_given_up_for_a_newer_one() {
        let world = World::new(20);
        world.search("");
        for words in ["c", "cr", "cre", "crew"] {
            world.archive.search(words.to_owned());
        }
        let told = world.until(|found| found.query == "crew" && found.searched == found.all);
        assert_eq!(told.last().unwrap().meetings, world.expected("crew"));
        let crew = told.iter().position(|found| found.query == "crew").unwrap();
        assert!(told[crew..].iter().all(|found| found.query == "crew"), "an older one is told after a newer one");
        assert!(world.events.try_recv().is_err());
    }

    #[test]
    fn corrected_minutes_are_searched_anew() {
        let world = World::new(3);
        assert_eq!(world.search("zeppelin").last().unwrap().meetings, []);
        let mut meeting = world.past[1].clone();
        "A zeppelin".clone_into(&mut meeting.wins[0].text);
        let path = world.folder.shelf().open("joint").path(&meeting.id);
        std::fs::write(path, crate::store::to_json(&meeting)).unwrap();
        world.archive.refresher()(meeting.id.clone());
        let told = world.until(|found| !found.meetings.is_empty());
        assert_eq!(told.last().unwrap().meetings[0].id, meeting.id);
    }

    #[test]
    fn minutes_that_cannot_be_read_do_not_keep_the_search_from_its_end() {
        let root = TempDir::new().unwrap();
        let folder = Shelf::new(root.path()).open("joint");
        folder.prepare().unwrap();
        std::fs::write(folder.path("2026-11-24-1000"), "{").unwrap();
        let (inbox, events) = Inbox::new();
        let archive = Archive::of(folder, String::new(), inbox);
        archive.search("crew".to_owned());
        let mut told =
            events.iter().filter_map(|event| if let Event::Found(found) = event { Some(found) } else { None });
        assert!(told.any(|found| found.query == "crew" && found.searched == 1 && found.meetings.is_empty()));
    }

    #[test]
    fn the_thread_ends_with_its_archive() {
        let World { archive, events, .. } = World::new(3);
        drop(archive);
        assert!(events.iter().count() < 100);
    }
}
