//! Between the saver and the program: what it reports as events, and what becomes of the words when the program is left.
//! Knows no screen.

use std::{sync::Arc, time::Duration};

use super::{
    app::Event,
    exits::{PATIENCE, within},
};
use crate::{
    cli::{CliError, Exit, Printed},
    domain::{Earlier, Meeting},
    export::{Format, text::COLUMNS},
    store::{News, Report, Saver, visible},
};

/// How long an emergency copy is waited for.
const RESCUE: Duration = Duration::from_secs(2);

/// How long a last try may take that is not the saver's own.
const LAST_TRY: Duration = Duration::from_secs(1);

/// The longest that [`finish`] takes.
pub(super) const LONGEST: Duration = PATIENCE.saturating_add(LAST_TRY).saturating_add(RESCUE).saturating_add(END);

/// How long the saver may take to give the series back when everything is saved, or for its last try.
const END: Duration = Duration::from_secs(1);

/// What a report is to the program: where the words lie before how it went.
pub(super) fn events(report: Report) -> Vec<Event> {
    let mut events: Vec<Event> = report.news.into_iter().map(event).collect();
    events.push(Event::Saved(report.revision, report.result.map_err(|error| error.to_string())));
    events
}

fn event(news: News) -> Event {
    let path = |path: std::path::PathBuf| visible(&path.to_string_lossy());
    match news {
        News::Conflict(copy) => Event::Beside(path(copy)),
        News::Rescued(copy) => Event::Rescued(path(copy)),
        News::MadeAgain => Event::Alert("the file of this meeting was gone; it was made again".to_owned()),
        News::Unlasting(why) => Event::Alert(format!(
            "saved, but the last save may be missing after a loss of power: the folder cannot be made to last ({why})"
        )),
        News::NoCopies(why) => Event::Alert(format!("saved, but no copies are kept beside: {why}")),
    }
}

/// Words that are not where they belong when the program is left.
#[derive(Debug)]
pub(super) struct Unsaved {
    /// Why, and where they are.
    pub(super) error: CliError,
    /// All of them, where no place took them.
    pub(super) words: Option<Arc<Meeting>>,
}

impl Unsaved {
    /// The words as text that is safe for a terminal; nothing where they lie somewhere.
    pub(super) fn text(&self) -> Printed {
        Printed::words(&self.words.as_ref().map_or_else(String::new, |meeting| text(meeting)))
    }
}

/// Waits for the last save and lets others have the series. What cannot be saved is put elsewhere.
pub(super) fn finish(saver: &Arc<Saver>) -> Result<(), Unsaved> {
    let other = Arc::clone(saver);
    // In a thread of its own: the disk may answer no more, and whoever waits here is to leave.
    let last_try = |error| within(LAST_TRY, move || other.write_here()).unwrap_or(Err(error));
    let Err(error) = saver.finish(PATIENCE).or_else(last_try) else {
        saver.end(END);
        return Ok(());
    };
    let (words, place) = match saver.rescue(RESCUE) {
        Some(path) => {
            let path = visible(&path.to_string_lossy());
            (None, format!("the words are in {path}; once it can be saved again, start again: it says how to use them"))
        }
        None => (saver.newest(), "no other place took the words either; here they are, copy them".to_owned()),
    };
    // It writes a last time. The end of the process would cut that short, and leave half a file.
    saver.end(END);
    Err(Unsaved { error: CliError::new(Exit::Failed, format!("not saved: {error}; {place}")), words })
}

fn text(meeting: &Meeting) -> String {
    let mut text = Format::Text.minutes(meeting, &Earlier::default(), COLUMNS);
    for half in meeting.drafts.values() {
        text = format!("{text}\nHALF TYPED\n  {half}\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use jiff::civil::DateTime;

    use super::*;
    use crate::{
        demo,
        store::{Delays, Sheet, Shelf, Snapshot, Spare, Urgency},
    };

    #[test]
    fn nobody_writes_any_more_when_words_were_put_elsewhere() {
        let dir = tempfile::tempdir().unwrap();
        let folder = Shelf::new(dir.path().join("data")).open("joint");
        let spare = Some(Spare::new(&dir.path().join("state"), &folder));
        // The folder of the series is gone.
        let sheet = Sheet { id: "m".to_owned(), path: folder.path("m"), known: None, spare, lock: None };
        let saver = Arc::new(Saver::start(sheet, Delays::default(), |_| {}).unwrap());
        let meeting = demo::meetings(&demo::agenda(), 1, &"2026-11-24T10:00[UTC]".parse().unwrap()).remove(0);
        let (meeting, at) = (Arc::new(meeting), DateTime::default());
        saver.save(Snapshot { meeting, at, revision: 1, urgency: Urgency::Record });
        let unsaved = finish(&saver).unwrap_err();
        assert!(saver.end(Duration::ZERO), "the saver may still write");
        assert!(unsaved.error.message.contains("the words are in "), "{}", unsaved.error.message);
        let room = std::fs::read_dir(dir.path().join("state/emergency/joint")).unwrap();
        assert_eq!(room.count(), 2, "the copy, and for which folder it is");
    }
}
