//! The writing desk: reads a series, opens one of its meetings under a lock. Does not know what is done with them.

use std::{io, path::PathBuf};

use super::{
    app::{Opened, is_half_typed},
    clock::Moment,
    screens::{
        home::{Shown, may_be_missing},
        minutes::Reading,
    },
    trouble::Voice,
    ui::Look,
};
use crate::{
    agendas,
    cli::{CliError, Exit},
    demo,
    domain::{Agenda, Earlier, Meeting, Stamp, agenda::Start, series::Series},
    store::{
        Folder, HalfTyped, Loaded, Lock, LockError, Page, ReadError, Sheet, Shelf, Spare, Target, ThrowAway, in_words,
        visible,
    },
};

/// The bundled agendas of a new series: the same meeting in an hour, in 45 minutes and in half an hour.
const LENGTHS: [&str; 3] = [agendas::DEFAULT, "sales-operations-45", "sales-operations-30"];

/// A meeting that was left keeps its series until the disk has answered.
const STILL_SAVING: &str = "the disk does not answer: the meeting that was left is still saving; try again in a moment";

/// So many minutes are counted before they are read.
const MANY: usize = 100;

/// What the program is started with.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The data folder.
    pub shelf: Shelf,
    /// The series.
    pub series: String,
    /// The agenda that was asked for as a file; it goes before the series' own.
    pub agenda: Option<Agenda>,
    /// The bundled agenda for a series that has none of its own.
    pub bundled: &'static str,
    /// The state folder, for copies; `None` where nothing is to be kept.
    pub state: Option<PathBuf>,
    /// What is said once when the program starts.
    pub remark: Option<String>,
    /// How everything looks.
    pub look: Look,
    /// Whether the series is made up, to look around in.
    pub is_demo: bool,
}

/// Which meeting is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// The running one, or else a new one.
    Any,
    /// A new one; none runs as far as is known.
    New,
    /// The one that runs as far as is known.
    Running,
}

impl Wanted {
    /// What to say when that is not true any more; `running` is the number of the meeting that runs.
    fn objection(self, running: Option<u32>) -> Option<String> {
        match (self, running) {
            (Self::New, Some(number)) => {
                Some(format!("meeting {number} was begun in another window or elsewhere; Enter resumes it"))
            }
            (Self::Running, None) => {
                Some("the meeting was closed in another window or elsewhere; Enter starts the next one".to_owned())
            }
            (Self::Any, _) | (Self::New, None) | (Self::Running, Some(_)) => None,
        }
    }
}

/// A meeting that may be written, as long as the lock is held.
pub(super) struct Writable {
    pub(super) opened: Opened,
    pub(super) sheet: Sheet,
    /// What is to be said where the file system has no locks.
    pub(super) unlocked: Option<LockError>,
    /// What is to be said where earlier minutes cannot be read.
    pub(super) missing: Option<String>,
}

/// What is read of a series before one of its meetings is opened.
#[derive(Default)]
struct Past {
    series: Series,
    /// The meeting that still runs, the newest of several, and the series before it.
    running: Option<(Loaded, Series)>,
    newest: String,
}

impl Past {
    fn add(&mut self, loaded: Loaded) {
        let before = loaded.meeting.is_running().then(|| self.series.clone());
        self.series.add(&loaded.meeting);
        self.newest = self.newest.clone().max(loaded.meeting.id.clone());
        if let Some(before) = before {
            self.running = Some((loaded, before));
        }
    }

    /// Whether the minutes that cannot be read are the last ones, or there is nothing but a copy of them: they may be of
    /// the meeting that still runs, and they count in the numbers.
    fn is_before(&self, error: &ReadError) -> bool {
        match error {
            ReadError::OnlyCopy { of, .. } => self.newest < *of,
            copy if copy.is_copy() => false,
            error => error.path().file_stem().is_some_and(|id| *self.newest < *id.to_string_lossy()),
        }
    }
}

impl Setting {
    /// A made-up series to look around in, in a folder that is gone when it is dropped.
    pub(super) fn demo(&self, now: &Moment) -> Result<(Self, ThrowAway), String> {
        let parent = std::env::temp_dir();
        let filled = || {
            let (folder, agenda) = (ThrowAway::new(&parent)?, demo::agenda());
            folder.fill(demo::SERIES, &agenda, &demo::meetings(&agenda, demo::MEETINGS, &now.wall))?;
            Ok(folder)
        };
        let made: io::Result<ThrowAway> = filled();
        let folder = made
            .map_err(|error| format!("cannot write in {}: {}", visible(&parent.to_string_lossy()), in_words(&error)))?;
        let (series, agenda, state) = (demo::SERIES.to_owned(), None, None);
        let setting = Self { shelf: folder.shelf(), series, agenda, state, is_demo: true, ..self.clone() };
        Ok((setting, folder))
    }

    pub(super) fn folder(&self) -> Folder {
        self.shelf.open(&self.series)
    }

    /// Locks the series and opens a meeting of it for writing.
    pub(super) fn open(&self, wanted: Wanted, now: &Moment, voice: Voice) -> Result<Writable, CliError> {
        let folder = self.folder();
        // Before anything is put beside it.
        self.check_newest(&folder, voice)?;
        folder.prepare().map_err(|error| failed("make the folder", &folder, &error))?;
        let lock = lock(&folder, now)?;
        // Said before the meeting begins. A full disk is no reason not to begin: it may have room again.
        match folder.try_out() {
            Err(error)
                if matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem) =>
            {
                return Err(failed("write in", &folder, &error));
            }
            Ok(()) | Err(_) => {}
        }
        let agenda = self.agenda(&folder, voice)?;
        let (past, broken) = folder.fold(Past::add).map_err(|error| failed("read", &folder, &error))?;
        if let Some(error) = broken.iter().find(|error| past.is_before(error)) {
            return Err(self.read_error(error, voice));
        }
        if let Some(changed) = wanted.objection(past.running.as_ref().map(|(running, _)| running.meeting.number)) {
            return Err(CliError::new(Exit::Failed, changed));
        }
        let known = past.running.as_ref().map(|(running, _)| running.text.clone());
        let opened = match past.running {
            Some((running, before)) => resume(running, before, agenda, &folder)?,
            None => begin(past.series, agenda, &folder, now)?,
        };
        let id = opened.meeting.id.clone();
        let target = Target::new(folder.path(&id), known.map(String::into_bytes));
        let (lock, unlocked) = match lock {
            Ok(lock) => (Some(lock), None),
            Err(error) => (None, Some(error)),
        };
        let missing = may_be_missing(&missing(&broken));
        Ok(Writable {
            sheet: Sheet { id, page: Page::from((target, lock)), spare: self.spare() },
            opened,
            unlocked,
            missing,
        })
    }

    /// Refuses a series whose newest minutes cannot be read: they may be of the meeting that still runs.
    fn check_newest(&self, folder: &Folder, voice: Voice) -> Result<(), CliError> {
        let ids = folder.ids().map_err(|error| failed("read", folder, &error))?;
        ids.last().map_or(Ok(()), |id| folder.load(id).map(drop).map_err(|error| self.read_error(&error, voice)))
    }

    /// The agenda that was asked for, else the series' own, else the bundled one.
    fn agenda(&self, folder: &Folder, voice: Voice) -> Result<Agenda, CliError> {
        if let Some(agenda) = &self.agenda {
            return Ok(agenda.clone());
        }
        Ok(folder.agenda().map_err(|error| self.read_error(&error, voice))?.unwrap_or_else(|| self.bundled()))
    }

    fn bundled(&self) -> Agenda {
        bundled(self.bundled).expect("only bundled names are set")
    }

    /// Keeps a copy of the agenda in the series, if it has none yet.
    pub(super) fn keep_agenda(&self, agenda: &Agenda) -> Result<(), String> {
        let folder = self.folder();
        folder.keep_agenda(agenda).map_err(|error| failed("write in", &folder, &error).message)
    }

    /// The agenda of a series, to be edited; `before` is what the editor began with.
    pub(super) fn agenda_sheet(&self, series: &str, before: Agenda) -> Sheet {
        let (setting, series) = (self.clone(), series.to_owned());
        let spare = self.spare_of(&series);
        let is_there = self.shelf.open(&series).dir().exists();
        let page = Page::new(move || Ok((setting.agenda_target(&series, &before, is_there)?, None)));
        Sheet { id: "agenda".to_owned(), page, spare }
    }

    /// The file of an agenda. One that was named in its place is not in the way. A folder that `was` there and went away
    /// is not made again.
    fn agenda_target(&self, series: &str, before: &Agenda, was: bool) -> io::Result<Target> {
        let folder = self.shelf.open(series);
        if was && !folder.dir().exists() {
            return Err(io::ErrorKind::NotFound.into());
        }
        let is_named = self.series == series && self.agenda.is_some();
        // A series that met, or whose agenda is none of the bundled ones, had a file: it was read from there.
        let was_there = !is_named && (folder.has_meetings().unwrap_or(false) || *before != self.bundled());
        if !self.is_demo {
            // The folder of a made-up series may be thrown away already.
            folder.prepare()?;
        }
        folder.agenda_target(before, was_there)
    }

    /// Where this computer keeps copies of the series.
    pub(super) fn spare(&self) -> Option<Spare> {
        self.spare_of(&self.series)
    }

    /// The same for another series.
    fn spare_of(&self, series: &str) -> Option<Spare> {
        self.state.as_deref().map(|state| Spare::new(state, &self.shelf.open(series)))
    }

    /// Where this computer keeps half-typed words of screens outside a meeting, and those that wait there; `None` where
    /// nothing is to be kept.
    pub(super) fn half_typed(&self, now: &Moment) -> Option<HalfTyped> {
        let spare = Spare::of_data(self.state.as_deref()?, self.shelf.root());
        Some(spare.half_typed(&holder(now), is_half_typed))
    }

    fn read_error(&self, error: &ReadError, voice: Voice) -> CliError {
        CliError::new(if error.is_damage() { Exit::Damaged } else { Exit::Failed }, self.told(error, voice))
    }

    /// Makes a series of an agenda that was set up, or says why it cannot be made. An agenda that is there already is
    /// somebody's work, whether it can be read or not.
    pub(super) fn found(&self, series: &str, agenda: &Agenda) -> Result<(), String> {
        let folder = self.shelf.open(series);
        if folder.has_meetings().map_err(|error| failed("read", &folder, &error).message)? {
            return Err(format!("the series {series} has meetings already; choose it on the home screen"));
        }
        folder.prepare().map_err(|error| failed("write in", &folder, &error).message)?;
        folder.create_agenda(agenda).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => format!(
                "{} is there already and stays as it is: edit that agenda from the home screen, give a team another \
                 name, or put the file elsewhere",
                visible(&folder.agenda_path().to_string_lossy())
            ),
            _ => failed("write in", &folder, &error).message,
        })
    }

    /// What is known of the series while one of its meetings is on screen.
    pub(super) fn bare(&self, agenda: Agenda) -> Shown {
        Shown {
            name: self.series.clone(),
            agenda,
            series: None,
            files: 0,
            is_demo: self.is_demo,
            others: Vec::new(),
            broken: Vec::new(),
            missing: Vec::new(),
            is_agenda_damaged: false,
            remark: self.remark.clone(),
            lengths: lengths(),
        }
    }

    /// What is known of the series before its minutes are read; the first screen waits for this.
    pub(super) fn shown(&self) -> Shown {
        let (own, error) = match self.folder().agenda() {
            Ok(own) => (own, None),
            Err(error) => (None, Some(error)),
        };
        let agenda = self.agenda.clone().or(own).unwrap_or_else(|| self.bundled());
        let others = self.shelf.series().unwrap_or_default();
        let others = others.into_iter().filter(|name| *name != self.series).collect();
        let broken: Vec<String> = error.iter().map(|error| self.told(error, Voice::Screen)).collect();
        // A folder that cannot be listed is told of by the reader.
        let series = self.folder().has_meetings().is_ok_and(|has_some| !has_some).then(Series::default);
        Shown { series, others, broken, is_agenda_damaged: error.is_some(), ..self.bare(agenda) }
    }

    /// A meeting to be read, with the words of earlier ones that it speaks of.
    pub(super) fn reading(&self, id: &str) -> Result<Reading, String> {
        let folder = self.folder();
        let loaded = folder.load(id).map_err(|error| self.told(&error, Voice::Screen))?;
        let others = Earlier::meetings_of(&loaded.meeting);
        let others = others.into_iter().filter_map(|id| Some(folder.load(id).ok()?.meeting));
        let earlier = Earlier::of(&loaded.meeting, &others.collect::<Vec<_>>());
        let objection = loaded.objection();
        let file = file_of(&folder, &loaded.meeting);
        let exports = visible(&folder.dir().join("exports").to_string_lossy()).clone();
        Ok(Reading { meeting: loaded.meeting, earlier, file, exports, objection })
    }

    /// Puts corrected minutes in the place of those that were read, under the lock of the series; how they read now.
    pub(super) fn correct(&self, before: &Meeting, after: &Meeting, now: &Moment) -> Result<Reading, String> {
        let folder = self.folder();
        let lock = lock(&folder, now).map_err(|error| error.message)?;
        let rewritten = folder.rewrite(before, after).map_err(|error| error.to_string());
        drop(lock);
        rewritten?;
        self.reading(&after.id)
    }

    /// The minutes of the series, to be searched, and where they are as people read it.
    pub(super) fn archive(&self) -> (Folder, String) {
        let folder = self.folder();
        let place = visible(&folder.dir().to_string_lossy()).clone();
        (folder, place)
    }

    /// The same with its minutes counted, where they are so many that reading them takes a while.
    pub(super) fn counted(&self) -> Option<Shown> {
        let files = self.folder().count().ok().filter(|files| *files >= MANY)?;
        Some(Shown { files, ..self.shown() })
    }

    /// The same with its minutes read.
    pub(super) fn read(&self) -> Result<Shown, String> {
        let folder = self.folder();
        let add = |series: &mut Series, loaded: Loaded| series.add(&loaded.meeting);
        let (series, broken) = folder.fold(add).map_err(|error| failed("read", &folder, &error).message)?;
        let mut shown = self.shown();
        shown.series = Some(series);
        shown.missing = missing(&broken);
        shown.broken.extend(broken.iter().map(|error| self.told(error, Voice::Screen)));
        // Copies of minutes are told of by the reader already.
        shown.broken.extend(self.astray(|name| name.starts_with("agenda")));
        Ok(shown)
    }
}

/// The ids of minutes of which nothing is known.
fn missing(broken: &[ReadError]) -> Vec<String> {
    broken.iter().filter(|error| !error.is_copy()).map(ReadError::stem).collect()
}

/// The bundled agenda of this name.
fn bundled(name: &str) -> Option<Agenda> {
    agendas::bundled(name).map(|text| Agenda::parse(text).expect("a test parses every bundled agenda"))
}

/// The agendas of the lengths that a new series can have, the default first.
fn lengths() -> Vec<Agenda> {
    LENGTHS.into_iter().filter_map(bundled).collect()
}

fn failed(what: &str, folder: &Folder, error: &io::Error) -> CliError {
    let text = format!(
        "cannot {what} {}: {}; choose another folder with --data-dir",
        visible(&folder.dir().to_string_lossy()),
        in_words(error)
    );
    CliError::new(Exit::Failed, text)
}

/// What other windows read of this one.
fn holder(now: &Moment) -> String {
    format!("{}since {}", own(), now.wall.strftime("%H:%M"))
}

fn own() -> String {
    format!("process {} ", std::process::id())
}

/// The lock, or why there is none although the meeting may go on.
fn lock(folder: &Folder, now: &Moment) -> Result<Result<Lock, LockError>, CliError> {
    match Lock::take(folder.dir(), &holder(now)) {
        Ok(lock) => {
            folder.sweep(&lock);
            Ok(Ok(lock))
        }
        Err(error @ LockError::Unsupported { .. }) => Ok(Err(error)),
        Err(LockError::Held(line)) if line.starts_with(&own()) => Err(CliError::new(Exit::InUse, STILL_SAVING)),
        Err(error @ LockError::Held(_)) => Err(CliError::new(Exit::InUse, error)),
        Err(error @ LockError::Io { .. }) => Err(CliError::new(Exit::Failed, error)),
    }
}

fn resume(running: Loaded, before: Series, agenda: Agenda, folder: &Folder) -> Result<Opened, CliError> {
    let file = file_of(folder, &running.meeting);
    if let Some(objection) = running.objection() {
        let text =
            format!("{file} can be shown and exported, not changed: {objection}; mend the file, or put it elsewhere");
        return Err(CliError::new(Exit::Damaged, text));
    }
    let start = before.first_team(&agenda);
    Ok(Opened { meeting: running.meeting, agenda, past: before.past, start, file, again: true })
}

fn begin(series: Series, agenda: Agenda, folder: &Folder, now: &Moment) -> Result<Opened, CliError> {
    let start = series.first_team(&agenda);
    let id = folder.new_id(&now.wall).map_err(|error| failed("look into", folder, &error))?;
    let begun = Start {
        id,
        series: folder.name().to_owned(),
        number: series.next_number(),
        first_team: start.0.clone(),
        facilitator: series.planned().and_then(|next| next.facilitator.clone()),
        last_people: series.last_people(),
        open_actions: series.open_actions,
    };
    let meeting = Meeting::begin(&agenda, begun, Stamp::new(&now.wall));
    let file = file_of(folder, &meeting);
    Ok(Opened { meeting, agenda, past: series.past, start, file, again: false })
}

fn file_of(folder: &Folder, meeting: &Meeting) -> String {
    visible(&folder.path(&meeting.id).to_string_lossy()).clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_that_this_very_program_still_saves_is_in_no_other_window() {
        let dir = tempfile::tempdir().unwrap();
        let folder = Shelf::new(dir.path()).open("joint");
        folder.prepare().unwrap();
        let held = lock(&folder, &Moment::current()).unwrap();
        let error = lock(&folder, &Moment::current()).unwrap_err();
        assert!(error.message.contains("still saving") && !error.message.contains("window"), "{}", error.message);
        drop(held);
        let _other = Lock::take(folder.dir(), "process 0 since 09:00").unwrap();
        let error = lock(&folder, &Moment::current()).unwrap_err();
        assert!(error.message.contains("another window"), "{}", error.message);
    }
}
