//! The thread that writes minutes for readers, one after the other: a draft never over what came after it. Does not
//! know who asked.

use std::{
    sync::mpsc::{self, Sender},
    thread,
};

use super::{
    app::{Event, Occasion},
    errands::{Errand, Errands},
    inbox::Inbox,
    terminal,
};
use crate::{
    domain::{Earlier, Meeting},
    export::{Format, is_of, text::COLUMNS},
    fault::{self, Place},
    store::{self, Folder, Put, in_words, visible},
};

/// The thread; it ends when this is dropped.
pub(super) struct Writer {
    jobs: Sender<Job>,
    errands: Errands,
}

struct Job {
    folder: Folder,
    meeting: Box<Meeting>,
    occasion: Occasion,
    /// Done when the files are written and told of.
    _errand: Errand,
}

impl Writer {
    /// Starts it; what it wrote is told to the loop.
    pub(super) fn start(inbox: Inbox, errands: Errands) -> Self {
        let (jobs, waiting) = mpsc::channel::<Job>();
        let thread = thread::Builder::new().name("writer".to_owned());
        let started = thread.spawn(move || {
            for job in waiting {
                let result = fault::at(Place::Writer).map_err(|error| in_words(&error)).and_then(|()| job.run());
                inbox.tell(Event::Written(job.occasion, result));
            }
        });
        started.expect("the system gives a thread at the start");
        Self { jobs, errands }
    }

    /// Asks for the files of a meeting in the folder of its series.
    pub(super) fn write(&self, folder: Folder, meeting: Box<Meeting>, occasion: Occasion) {
        // The thread lives as long as there is somebody to ask it.
        let _ = self.jobs.send(Job { folder, meeting, occasion, _errand: self.errands.begin() });
    }
}

impl Job {
    /// Writes the files; their full paths, or why one is missing.
    fn run(&self) -> Result<Vec<String>, String> {
        let others = Earlier::meetings_of(&self.meeting).into_iter();
        let others: Vec<Meeting> = others.filter_map(|id| Some(self.folder.load(id).ok()?.meeting)).collect();
        let earlier = Earlier::of(&self.meeting, &others);
        let of = |format: Format| format.minutes(&self.meeting, &earlier, COLUMNS);
        match self.occasion {
            Occasion::Close | Occasion::Draft => {
                // One that cannot be written keeps no other from being.
                let put: Vec<_> = Format::USUAL.into_iter().map(|format| self.put(format, &of(format))).collect();
                put.into_iter().collect()
            }
            Occasion::Copy => {
                let text = of(Format::Markdown);
                let copied = terminal::copy(&text);
                let path = self.put(Format::Markdown, &text)?;
                copied.map_err(|error| {
                    format!("the terminal takes no copy ({}); the words are in {path}", in_words(&error))
                })?;
                Ok(vec![path])
            }
        }
    }

    /// Writes one file, over an earlier one of the same meeting only.
    fn put(&self, format: Format, text: &str) -> Result<String, String> {
        let name = format!("{}.{}", self.meeting.id, format.extension());
        let path = self.folder.exports().join(name);
        let full = std::path::absolute(&path).unwrap_or(path);
        let shown = visible(&full.to_string_lossy());
        let is_own = |before: &[u8]| is_of(&self.meeting, &String::from_utf8_lossy(before));
        match store::put(&full, text.as_bytes(), is_own) {
            Ok(Put::New | Put::Same | Put::Replaced) => Ok(shown),
            Ok(Put::Kept) => Err(format!("{shown} is there and is something else")),
            Err(error) => Err(format!("{shown}: {}", in_words(&error))),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::{domain::meeting::State, store::Shelf};

    const ID: &str = "2026-11-24-1000";

    fn example() -> Meeting {
        serde_json::from_str(include_str!("../../tests/data/minutes-1.json")).unwrap()
    }

    fn draft() -> Meeting {
        Meeting { state: State::Running, ended_at: None, ..example() }
    }

    /// What the thread says of these, asked for at once, in a folder.
    fn written(folder: &Folder, asked: &[(Occasion, Meeting)]) -> Vec<(Occasion, Result<Vec<String>, String>)> {
        let (inbox, events) = Inbox::new();
        let writer = Writer::start(inbox, Errands::default());
        for (occasion, meeting) in asked {
            writer.write(folder.clone(), Box::new(meeting.clone()), *occasion);
        }
        drop(writer);
        let of = |event| match event {
            Event::Written(occasion, result) => (occasion, result),
            other => panic!("{other:?}"),
        };
        events.iter().map(of).collect()
    }

    #[test]
    fn a_draft_gives_way_to_the_minutes_that_follow() {
        let dir = tempfile::tempdir().unwrap();
        let folder = Shelf::new(dir.path()).open("sales");
        let told = written(&folder, &[(Occasion::Draft, draft()), (Occasion::Close, example())]);
        let paths = ["md", "html"].map(|end| folder.exports().join(format!("{ID}.{end}")));
        let expected: Vec<String> = paths.iter().map(|path| path.to_str().unwrap().to_owned()).collect();
        assert_eq!(told, [(Occasion::Draft, Ok(expected.clone())), (Occasion::Close, Ok(expected))]);
        for path in paths {
            assert!(fs::read_to_string(path).unwrap().contains("Final minutes of meeting 14"));
        }
    }

    #[test]
    fn a_file_of_somebody_else_stays() {
        let dir = tempfile::tempdir().unwrap();
        let folder = Shelf::new(dir.path()).open("sales");
        fs::create_dir_all(folder.exports()).unwrap();
        let notes = folder.exports().join(format!("{ID}.md"));
        fs::write(&notes, "my own notes on meeting 14").unwrap();
        let told = written(&folder, &[(Occasion::Close, example())]);
        let why = told[0].1.clone().unwrap_err();
        assert!(why.contains(notes.to_str().unwrap()) && why.contains("something else"), "{why}");
        assert_eq!(fs::read_to_string(notes).unwrap(), "my own notes on meeting 14");
    }

    #[test]
    fn words_of_earlier_meetings_are_looked_up() {
        let dir = tempfile::tempdir().unwrap();
        let folder = Shelf::new(dir.path()).open("sales");
        folder.prepare().unwrap();
        let mut meeting = example();
        let of = meeting.reviews[0].of.as_str().to_owned();
        let (id, record) = of.split_once('/').unwrap();
        meeting.open_actions.clear();
        let mut earlier = Meeting { id: id.to_owned(), ..example() };
        earlier.actions[0].id = record.into();
        "A list of narrow doors".clone_into(&mut earlier.actions[0].text);
        earlier.actions.truncate(1);
        earlier.turns.clear();
        fs::write(folder.path(id), store::to_json(&earlier)).unwrap();
        let told = written(&folder, &[(Occasion::Close, meeting)]);
        let text = fs::read_to_string(&told[0].1.as_ref().unwrap()[0]).unwrap();
        assert!(text.contains("A list of narrow doors"), "{text}");
    }
}
