//! The data folder and its series: which meetings there are and where. Does not know what is said in them.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process,
};

use jiff::Zoned;
use serde::Serialize;

use crate::domain::Agenda;

use super::{
    Lock,
    name::{self, is_meeting_id},
    read::{self, Loaded, ReadError},
    replace::{self, Privacy},
    target::Target,
    words::visible,
};

/// The agenda of a series, in its folder.
const AGENDA: &str = "agenda.json";

/// Beside it: held by the window that puts it in its place. It stays, as the lock of the series does.
const AGENDA_GATE: &str = ".agenda.lock";

/// The data folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelf {
    root: PathBuf,
}

impl Shelf {
    /// The shelf in the folder `root`, which need not exist.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The data folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Names of all series in alphabetical order: the folders with an agenda or minutes, or with a copy of either that
    /// a sync program left alone; hidden ones left out.
    ///
    /// # Errors
    /// When the data folder is there and cannot be read.
    pub fn series(&self) -> io::Result<Vec<String>> {
        let mut series = Vec::new();
        for name in names(&self.root)? {
            if name::is_safe(&name) && is_series(&self.root.join(&name)) {
                series.push(name);
            }
        }
        series.sort();
        Ok(series)
    }

    /// The series that met last, the first one when none has met; `None` on an empty shelf. The only one is not looked
    /// into: the first screen waits for this.
    ///
    /// # Errors
    /// When a folder cannot be read.
    pub fn latest(&self) -> io::Result<Option<String>> {
        let mut all = self.series()?;
        if all.len() < 2 {
            return Ok(all.pop());
        }
        let mut latest: Option<(Option<String>, String)> = None;
        for series in all {
            let met = self.open(&series).ids()?.pop();
            let is_later = latest.as_ref().is_none_or(|(last, _)| order(met.as_ref()) > order(last.as_ref()));
            if is_later {
                latest = Some((met, series));
            }
        }
        Ok(latest.map(|(_, series)| series))
    }

    /// The folder of the series `name`, which need not exist. The name is one of [`Shelf::series`] or a slug; one from
    /// outside goes through [`Shelf::open_named`].
    pub fn open(&self, name: &str) -> Folder {
        Folder { dir: self.root.join(name), name: name.to_owned() }
    }

    /// As [`Shelf::open`], `None` for a name that is not one safe folder name.
    pub fn open_named(&self, name: &str) -> Option<Folder> {
        name::is_safe(name).then(|| self.open(name))
    }
}

/// One series: a folder with an agenda and minutes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    dir: PathBuf,
    name: String,
}

impl Folder {
    /// Where it is.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The series.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Makes the folder with all folders above it; new ones are for this user only (0700).
    ///
    /// # Errors
    /// What the system reports.
    pub fn prepare(&self) -> io::Result<()> {
        replace::make_folder(&self.dir)
    }

    /// The agenda, `None` when the series has none.
    ///
    /// # Errors
    /// A [`ReadError`] for an agenda that is there and cannot be used.
    pub fn agenda(&self) -> Result<Option<Agenda>, ReadError> {
        match read::agenda(&self.agenda_path()) {
            Ok(agenda) => Ok(Some(agenda)),
            Err(ReadError::Missing { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Where the agenda is.
    pub fn agenda_path(&self) -> PathBuf {
        self.dir.join(AGENDA)
    }

    /// Writes the agenda of a new series.
    ///
    /// # Errors
    /// `AlreadyExists` where something has its name already, whatever that says; it stays. What the system reports.
    pub fn create_agenda(&self, agenda: &Agenda) -> io::Result<()> {
        replace::create(&self.agenda_path(), &pretty(agenda), Privacy::Own)
    }

    /// The same; one that is there already stays as it is, and that is well.
    ///
    /// # Errors
    /// What the system reports.
    pub fn keep_agenda(&self, agenda: &Agenda) -> io::Result<()> {
        match self.create_agenda(agenda) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            done => done,
        }
    }

    /// The agenda to be edited by somebody who knows it as `before`. One that says something else by now is kept from being
    /// written over; `was_there` tells of one that is gone that it is.
    ///
    /// # Errors
    /// What the system reports.
    pub fn agenda_target(&self, before: &Agenda, was_there: bool) -> io::Result<Target> {
        let path = self.agenda_path();
        let there = match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            there => Some(there?),
        };
        let known = match there {
            Some(_) if !read::agenda(&path).is_ok_and(|there| there == *before) => Some(pretty(before)),
            None if was_there => Some(pretty(before)),
            there => there,
        };
        let gate = self.dir.join(AGENDA_GATE);
        Ok(Target::gated(path, known, gate))
    }

    /// Whether files can be made in the folder, tried out.
    ///
    /// # Errors
    /// What the system reports.
    pub fn try_out(&self) -> io::Result<()> {
        replace::try_out(&self.dir)
    }

    /// Names of the files that hold another state of minutes or of the agenda: what this program or a sync service put
    /// beside a file that was changed in two places. They are never read as meetings.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn strays(&self) -> io::Result<Vec<String>> {
        let mut strays = names(&self.dir)?;
        strays.retain(|name| name.strip_suffix(".json").is_some_and(name::is_stray));
        strays.sort();
        Ok(strays)
    }

    /// Where the meeting `id` is, always directly in this folder. For an id that was checked; one from outside goes
    /// through [`Folder::path_of`].
    pub fn path(&self, id: &str) -> PathBuf {
        let file = format!("{id}.json");
        match Path::new(&file).file_name() {
            Some(file) => self.dir.join(file),
            None => self.dir.join(".json"),
        }
    }

    /// Where a meeting of this id would be, `None` for text that is not one safe file name, or the agenda's.
    pub fn path_of(&self, id: &str) -> Option<PathBuf> {
        name::is_id(id).then(|| self.path(id))
    }

    /// Ids of all meetings, oldest first; none when the folder is missing.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn ids(&self) -> io::Result<Vec<String>> {
        Ok(ids(&names(&self.dir)?))
    }

    /// Ids of all meetings, oldest first, and copies of minutes that another program put beside them, by their names:
    /// `2026-11-24-1000 (conflicted copy).json`.
    pub(super) fn ids_and_copies(&self) -> io::Result<(Vec<String>, Vec<ReadError>)> {
        let names = names(&self.dir)?;
        let copy = |name: &String| {
            let of = name::copied(name.strip_suffix(".json")?)?.to_owned();
            let (path, is_alone) = (self.dir.join(name), !names.contains(&format!("{of}.json")));
            Some(if is_alone { ReadError::OnlyCopy { path, of } } else { ReadError::Copy { path, of } })
        };
        let mut copies: Vec<ReadError> = names.iter().filter_map(copy).collect();
        copies.sort_by(|a, b| a.path().cmp(b.path()));
        Ok((ids(&names), copies))
    }

    /// Whether there is a meeting: looks no further than the first, however many there are.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn has_meetings(&self) -> io::Result<bool> {
        for name in walk(&self.dir)? {
            if name?.is_some_and(|name| is_meeting_file(&name)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// How many meetings there are: as [`Folder::ids`], but nothing is sorted.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn count(&self) -> io::Result<usize> {
        Ok(names(&self.dir)?.iter().filter(|name| is_meeting_file(name)).count())
    }

    /// The minutes of one meeting. Minutes that carry another id than their file go by the file's, and cannot be changed:
    /// most often they are a copy of those of that id.
    ///
    /// # Errors
    /// A [`ReadError`].
    pub fn load(&self, id: &str) -> Result<Loaded, ReadError> {
        let Some(path) = self.path_of(id) else {
            return Err(ReadError::Missing { path: self.dir.join(format!("{id}.json")) });
        };
        let mut loaded = read::minutes(&path)?;
        if loaded.meeting.id != id {
            let says = std::mem::replace(&mut loaded.meeting.id, id.to_owned());
            loaded.doubts.push(visible(&format!("the file {id:?} says that it is {says:?}")));
            loaded.copy_of = Some(says);
        }
        Ok(loaded)
    }

    /// A free id for a meeting that begins at `at`: `2026-11-24-1000`, with `-2` and so on when that is taken.
    ///
    /// # Errors
    /// When the folder cannot be searched.
    pub fn new_id(&self, at: &Zoned) -> io::Result<String> {
        let minute = at.strftime("%Y-%m-%d-%H%M").to_string();
        let mut id = minute.clone();
        let mut number = 1_u32;
        while is_taken(&self.path(&id))? {
            number += 1;
            id = format!("{minute}-{number}");
        }
        Ok(id)
    }

    /// Removes temporary files that a crash left behind. Only the holder of the lock writes minutes, so those of other
    /// processes are nobody's; an agenda may be edited and minutes exported without it, so their writers must have ended.
    pub fn sweep(&self, _lock: &Lock) {
        for name in names(&self.dir).unwrap_or_default() {
            let is_stale = |(stem, owner): (&str, u32)| {
                let is_minutes = is_meeting_id(stem) || name::is_stray(stem) || stem == "try";
                owner != process::id() && (is_minutes || (stem == "agenda" && replace::has_ended(owner)))
            };
            if replace::temp_parts(&name).is_some_and(is_stale) {
                let _ = fs::remove_file(self.dir.join(name));
            }
        }
        replace::sweep(&self.exports());
    }
}

/// Whether a folder has an agenda or minutes, or a copy of either.
pub(super) fn is_series(dir: &Path) -> bool {
    let is_of_one = |name: &String| {
        name.strip_suffix(".json").is_some_and(|stem| is_meeting_id(stem) || name::copied_file(stem).is_some())
    };
    let has_some = || names(dir).is_ok_and(|names| names.iter().any(is_of_one));
    dir.is_dir() && (dir.join(AGENDA).is_file() || has_some())
}

/// Minutes or an agenda as they stand in the file: two spaces deep, a newline at the end.
pub fn to_json(value: &impl Serialize) -> Vec<u8> {
    pretty(value)
}

fn pretty(value: &impl Serialize) -> Vec<u8> {
    let mut text = serde_json::to_vec_pretty(value).expect("all keys are text and all numbers finite");
    text.push(b'\n');
    text
}

fn ids(names: &[String]) -> Vec<String> {
    let stems = names.iter().filter_map(|name| name.strip_suffix(".json"));
    let mut ids: Vec<String> = stems.filter(|stem| is_meeting_id(stem)).map(str::to_owned).collect();
    ids.sort_by(|a, b| name::order(a).cmp(&name::order(b)));
    ids
}

fn order(id: Option<&String>) -> Option<(&str, u32)> {
    id.and_then(|id| name::order(id))
}

fn is_taken(path: &Path) -> io::Result<bool> {
    match fs::symlink_metadata(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Names in a folder that are text, in no order; none when the folder is missing.
fn names(dir: &Path) -> io::Result<Vec<String>> {
    walk(dir)?.filter_map(io::Result::transpose).collect()
}

/// The same one after the other, `None` for a name that is no text.
fn walk(dir: &Path) -> io::Result<impl Iterator<Item = io::Result<Option<String>>>> {
    let entries = match fs::read_dir(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        entries => Some(entries?),
    };
    Ok(entries.into_iter().flatten().map(|entry| entry.map(|entry| entry.file_name().into_string().ok())))
}

fn is_meeting_file(name: &str) -> bool {
    name.strip_suffix(".json").is_some_and(is_meeting_id)
}

#[cfg(test)]
mod tests;
