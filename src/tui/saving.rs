//! Between the savers and the program: what they report as events, and what becomes of the words when the program is
//! left. Knows no screen.

use std::{
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    thread,
    time::Duration,
};

use super::{
    app::Event,
    exits::{PATIENCE, within},
};
use crate::{
    cli::{CliError, Exit, Printed},
    domain::{Earlier, Meeting},
    export::{Format, text::COLUMNS},
    store::{Document, News, Report, SaveError, Saver, visible},
};

/// How long an emergency copy is waited for.
const RESCUE: Duration = Duration::from_secs(2);

/// How long a last try may take that is not the saver's own.
const LAST_TRY: Duration = Duration::from_secs(1);

/// The longest that [`finish`] takes.
pub(super) const LONGEST: Duration = PATIENCE.saturating_add(LAST_TRY).saturating_add(RESCUE).saturating_add(END);

/// How long the saver may take to give the series back when everything is saved, or for its last try.
const END: Duration = Duration::from_secs(1);

/// All savers with something to save; every way out waits for them.
#[derive(Clone, Debug, Default)]
pub(super) struct Savers {
    at_work: Arc<Mutex<Vec<Arc<Saver>>>>,
}

impl Savers {
    fn lock(&self) -> MutexGuard<'_, Vec<Arc<Saver>>> {
        self.at_work.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has another one waited for.
    pub(super) fn add(&self, saver: &Arc<Saver>) {
        self.lock().push(Arc::clone(saver));
    }

    /// Nobody waits for this one any more.
    pub(super) fn remove(&self, saver: &Arc<Saver>) {
        self.lock().retain(|other| !Arc::ptr_eq(other, saver));
    }

    /// All of them.
    pub(super) fn all(&self) -> Vec<Arc<Saver>> {
        self.lock().clone()
    }

    /// Waits for the last save of each, all at once.
    ///
    /// # Errors
    /// What is not where it belongs.
    pub(super) fn finish(&self) -> Result<(), Unsaved> {
        let all = self.all();
        let results: Vec<_> = thread::scope(|scope| {
            let finish = |saver| thread::Builder::new().spawn_scoped(scope, move || self::finish(saver));
            let begun: Vec<_> = all.iter().map(|saver| (saver, finish(saver))).collect();
            // Without a thread it is done here.
            let end = |(saver, begun): (_, Result<thread::ScopedJoinHandle<_>, _>)| {
                begun.ok().and_then(|begun| begun.join().ok()).unwrap_or_else(|| self::finish(saver))
            };
            begun.into_iter().map(end).collect()
        });
        results.into_iter().filter_map(Result::err).reduce(Unsaved::and).map_or(Ok(()), Err)
    }
}

/// What a report on a meeting is to the program: where the words lie before how it went.
pub(super) fn events(report: Report) -> Vec<Event> {
    let mut events: Vec<Event> = report.news.into_iter().map(event).collect();
    events.push(Event::Saved(report.revision, report.result.map_err(|error| error.to_string())));
    events
}

fn event(news: News) -> Event {
    match news {
        News::Conflict(copy) => Event::Beside(path(&copy)),
        News::Rescued(copy) => Event::Rescued(path(&copy)),
        News::MadeAgain => Event::Alert("the file of this meeting was gone; it was made again".to_owned()),
        News::Unlasting(why) => unlasting(&why),
        News::NoCopies(why) => Event::Alert(format!("saved, but no copies are kept beside: {why}")),
    }
}

fn unlasting(why: &str) -> Event {
    Event::Alert(format!(
        "saved, but the last save may be missing after a loss of power: the folder cannot be made to last ({why})"
    ))
}

fn path(path: &Path) -> String {
    visible(&path.to_string_lossy())
}

/// What the reports on the agenda of one series are to the program.
pub(super) struct AgendaReports {
    series: String,
    /// Gone when nobody wants to hear of it any more.
    listener: Weak<()>,
    /// The file in which the edits are, where that is not the agenda's own.
    beside: Option<String>,
    /// Where they lie while they cannot be saved.
    rescued: Option<String>,
}

impl AgendaReports {
    pub(super) fn new(series: String, listener: Weak<()>) -> Self {
        Self { series, listener, beside: None, rescued: None }
    }

    pub(super) fn events(&mut self, report: Report) -> Vec<Event> {
        if self.listener.strong_count() == 0 {
            return Vec::new();
        }
        let mut events: Vec<Event> = report.news.into_iter().filter_map(|news| self.event(news)).collect();
        let result = match report.result {
            Ok(()) => {
                self.rescued = None;
                Ok(self.beside.clone())
            }
            Err(error) => Err(self
                .rescued
                .as_ref()
                .map_or_else(|| error.to_string(), |copy| format!("{error}; your changes are in {copy} meanwhile"))),
        };
        events.push(Event::Kept { series: self.series.clone(), revision: report.revision, result });
        events
    }

    fn event(&mut self, news: News) -> Option<Event> {
        match news {
            News::Conflict(copy) => {
                let copy = self.beside.insert(path(&copy));
                let told = "somebody else changed agenda.json; theirs stays and counts, your changes are in";
                Some(Event::Alert(format!("{told} {copy}")))
            }
            News::Rescued(copy) => {
                self.rescued = Some(path(&copy));
                None
            }
            News::MadeAgain => Some(Event::Alert("agenda.json was gone; it was made again".to_owned())),
            News::Unlasting(why) => Some(unlasting(&why)),
            News::NoCopies(_) => None,
        }
    }
}

/// Words that are not where they belong when the program is left.
#[derive(Debug)]
pub(super) struct Unsaved {
    /// Why, and where they are.
    pub(super) error: CliError,
    /// All of them, where no place took them.
    pub(super) words: Vec<Document>,
}

impl Unsaved {
    /// The words as text that is safe for a terminal; nothing where they lie somewhere.
    pub(super) fn text(&self) -> Printed {
        Printed::words(&self.words.iter().map(text).collect::<String>())
    }

    /// This and more of it.
    fn and(mut self, other: Self) -> Self {
        self.error = CliError::new(Exit::Failed, format!("{}; {}", self.error.message, other.error.message));
        self.words.extend(other.words);
        self
    }
}

/// Waits for the last save and lets others have the file. What cannot be saved is put elsewhere.
pub(super) fn finish(saver: &Arc<Saver>) -> Result<(), Unsaved> {
    match saver.newest() {
        Some(document @ (Document::Meeting(_) | Document::HalfTyped(_))) if !document.is_nothing() => {
            saver.look_again();
        }
        // An agenda that is gone may have been put elsewhere on purpose.
        Some(_) | None => {}
    }
    let other = Arc::clone(saver);
    // In a thread of its own: the disk may answer no more, and whoever waits here is to leave.
    let last_try = |error| match within(LAST_TRY, move || other.write_here()) {
        Some(Err(SaveError::NoAnswer)) | None => Err(error),
        Some(result) => result,
    };
    let Err(error) = saver.finish(PATIENCE).or_else(last_try) else {
        saver.end(END);
        return Ok(());
    };
    let newest = saver.newest();
    if newest.as_ref().is_some_and(Document::is_nothing) {
        return Ok(());
    }
    let (what, way_out) = match &newest {
        Some(Document::Meeting(_)) | None => {
            ("not saved".to_owned(), "; once it can be saved again, start again: it says how to use them")
        }
        Some(Document::Agenda(agenda)) => (format!("the agenda of {} is not saved", visible(&agenda.title)), ""),
        Some(Document::HalfTyped(_)) => ("half-typed words are not saved".to_owned(), ""),
    };
    let (words, place) = match saver.rescue(RESCUE) {
        Some(copy) => (None, format!("the words are in {}{way_out}", path(&copy))),
        None => (newest, "no other place took the words either; here they are, copy them".to_owned()),
    };
    // It writes a last time. The end of the process would cut that short, and leave half a file.
    saver.end(END);
    let error = CliError::new(Exit::Failed, format!("{what}: {error}; {place}"));
    Err(Unsaved { error, words: words.into_iter().collect() })
}

fn text(document: &Document) -> String {
    match document {
        Document::Meeting(meeting) => minutes(meeting),
        Document::Agenda(_) | Document::HalfTyped(_) => {
            format!("{}\n", Printed::json(String::from_utf8_lossy(&document.to_json()).trim_end()))
        }
    }
}

fn minutes(meeting: &Meeting) -> String {
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
        store::{Delays, Page, Sheet, Shelf, Snapshot, Spare, Target, Urgency},
    };

    /// What no place but the state folder takes, and a saver that tried.
    fn saver(dir: &Path, document: Document, spare: Option<Spare>) -> Arc<Saver> {
        let page = Page::from((Target::new(dir.join("gone/m.json"), None), None));
        let saver = Saver::start(Sheet { id: "m".to_owned(), page, spare }, Delays::default(), |_| {});
        let saver = Arc::new(saver.unwrap());
        saver.save(Snapshot { document, at: DateTime::default(), revision: 1, urgency: Urgency::Record });
        saver
    }

    fn meeting() -> Document {
        demo::meetings(&demo::agenda(), 1, &"2026-11-24T10:00[UTC]".parse().unwrap()).remove(0).into()
    }

    #[test]
    fn nobody_writes_any_more_when_words_were_put_elsewhere() {
        let dir = tempfile::tempdir().unwrap();
        let folder = Shelf::new(dir.path().join("data")).open("joint");
        let saver = saver(dir.path(), meeting(), Some(Spare::new(&dir.path().join("state"), &folder)));
        let unsaved = finish(&saver).unwrap_err();
        assert!(saver.end(Duration::ZERO), "the saver may still write");
        assert!(unsaved.error.message.contains("the words are in "), "{}", unsaved.error.message);
        let room = std::fs::read_dir(dir.path().join("state/emergency/joint")).unwrap();
        assert_eq!(room.count(), 2, "the copy, and for which folder it is");
    }

    #[test]
    fn words_that_went_away_since_they_were_saved_are_put_back() {
        for document in [meeting(), Document::HalfTyped("{\"half\": 1}".into())] {
            let dir = tempfile::tempdir().unwrap();
            std::fs::create_dir(dir.path().join("gone")).unwrap();
            let (file, saver) = (dir.path().join("gone/m.json"), saver(dir.path(), document.clone(), None));
            saver.finish(PATIENCE).unwrap();
            std::fs::remove_file(&file).unwrap();
            for _ in 0..2 {
                // However often it is asked for.
                assert!(finish(&saver).is_ok());
                assert_eq!(std::fs::read(&file).unwrap(), document.to_json());
            }
        }
    }

    #[test]
    fn a_copy_that_is_gone_is_not_named() {
        let listener = Arc::new(());
        let mut reports = AgendaReports::new("joint".to_owned(), Arc::downgrade(&listener));
        let mut told = |result: Result<(), SaveError>, news: Vec<News>| {
            let events = reports.events(Report { revision: 1, result, news });
            events.into_iter().find_map(|event| match event {
                Event::Kept { result, .. } => Some(result),
                _ => None,
            })
        };
        let rescued = News::Rescued("/state/agenda.json".into());
        let meanwhile = "disk full; your changes are in /state/agenda.json meanwhile".to_owned();
        assert_eq!(told(Err(SaveError::DiskFull), vec![rescued]), Some(Err(meanwhile)));
        assert_eq!(told(Ok(()), Vec::new()), Some(Ok(None)));
        assert_eq!(told(Err(SaveError::DiskFull), Vec::new()), Some(Err("disk full".to_owned())));
        drop(listener);
        assert_eq!(told(Ok(()), Vec::new()), None);
    }

    #[test]
    fn words_that_were_recorded_since_are_no_loss() {
        let dir = tempfile::tempdir().unwrap();
        let saver = saver(dir.path(), Document::HalfTyped("{}".into()), None);
        assert!(finish(&saver).is_ok());
    }

    #[test]
    fn every_document_that_no_place_took_is_printed() {
        let dir = tempfile::tempdir().unwrap();
        let mut agenda = demo::agenda();
        agenda.title = "Ours \u{1b}[2J".to_owned();
        let savers = Savers::default();
        for document in [meeting(), Document::Agenda(Arc::new(agenda)), Document::HalfTyped("{\"half\": 1}".into())] {
            savers.add(&saver(dir.path(), document, None));
        }
        for _ in 0..2 {
            // However often it is asked for.
            let unsaved = savers.finish().unwrap_err();
            let (text, message) = (unsaved.text().to_string(), &unsaved.error.message);
            assert!(text.contains("Sales & Delivery") && text.contains("{\"half\": 1}"), "{text}");
            assert!(text.contains("\"turnabout-agenda\"") && !text.contains('\u{1b}'), "{text}");
            assert_eq!(message.matches("is gone").count(), 3, "{message}");
            assert!(message.contains(r"the agenda of Ours \u{1b}[2J is not saved"), "{message}");
        }
    }
}
