//! What this computer keeps apart from the minutes themselves: copies of a meeting while it runs, and words that could
//! not be saved where they belong. Knows no clock and never writes into the data folder.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use jiff::civil::DateTime;

use super::{
    name::copied,
    read::{self, MEND, ReadError},
    real::real,
    replace::{self, Privacy},
    shelf::Folder,
    words,
};

/// Folders of the state folder: `copies/<series>/<id>/` with a file a copy, `emergency/<series>/<id>.json`.
pub(super) const COPIES: &str = "copies";
pub(super) const EMERGENCY: &str = "emergency";

/// In the folder of a series there: for which folder of minutes it is.
pub(super) const MARK: &str = "folder";

/// Copies of a meeting that are kept.
const KEPT: usize = 5;

/// Most data folders with a series of one name.
pub(super) const NAMESAKES: u32 = 100;

/// The place in the state folder for one series. Series of one name in two data folders have two.
#[derive(Clone, Debug)]
pub struct Spare {
    state: PathBuf,
    series: String,
    /// The folder of the series.
    of: PathBuf,
}

/// Another state of minutes that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoodCopy {
    /// Where it is.
    pub path: PathBuf,
    /// When it was made: `10:24`. `None` for what another program, or this one, put beside the minutes when two had
    /// written.
    pub time: Option<String>,
}

impl Spare {
    /// For the series of `folder`, in the state folder `state`. Nothing is made before it is needed.
    pub fn new(state: &Path, folder: &Folder) -> Self {
        Self { state: state.to_path_buf(), series: folder.name().to_owned(), of: real(folder.dir()) }
    }

    /// Whether a folder here is for a series of this name.
    pub(super) fn is_for_name(room: &Path, series: &str) -> bool {
        let name = room.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_prefix(series));
        name.is_some_and(|rest| rest.is_empty() || rest.strip_prefix('-').is_some_and(|n| n.parse::<u32>().is_ok()))
    }

    /// For what belongs to no series of the data folder `root`.
    pub fn of_data(state: &Path, root: &Path) -> Self {
        let name = root.file_name().map_or_else(|| "data".to_owned(), |name| name.to_string_lossy().into_owned());
        Self { state: state.to_path_buf(), series: name, of: real(root) }
    }

    /// Puts words that cannot be saved where they belong into an emergency copy; where that is. `before` is the one that
    /// was made earlier of the same meeting in the same window; one of another window is never written over.
    ///
    /// # Errors
    /// What the system reports.
    pub fn rescue(&self, id: &str, before: Option<&Path>, bytes: &[u8]) -> io::Result<PathBuf> {
        if let Some(path) = before {
            replace::replace_here(path, bytes, Privacy::Own)?;
            return Ok(path.to_path_buf());
        }
        let room = self.make_room(EMERGENCY)?;
        let mut number = 1_u32;
        loop {
            let count = if number == 1 { String::new() } else { format!(" {number}") };
            let path = room.join(format!("{id}{count}.json"));
            match replace::create(&path, bytes, Privacy::Own) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < NAMESAKES => number += 1,
                done => return done.map(|()| path),
            }
        }
    }

    /// The emergency copies of this series, each with the name of the file for which it was made: its own, and those of
    /// meetings that it has for a series of its name whose folder is not there any more. Its own ones that hold nothing more than that file are
    /// gone afterwards, and what ended processes left of unfinished ones.
    pub fn rescued(&self) -> Vec<(PathBuf, String)> {
        self.sweep();
        let (own, mut found) = (self.room(EMERGENCY), Vec::new());
        for room in own.iter().cloned().chain(self.left_rooms(EMERGENCY)) {
            let is_own = own.as_ref() == Some(&room);
            for name in names(&room) {
                let Some(stem) = name.strip_suffix(".json").filter(|stem| !stem.starts_with('.')) else { continue };
                let path = room.join(&name);
                let file = format!("{}.json", stem.split(' ').next().unwrap_or(stem));
                let kept = fs::read(self.of.join(&file)).ok();
                if kept.is_some() && fs::read(&path).ok() == kept {
                    if is_own {
                        let _ = fs::remove_file(path);
                    }
                } else if is_own || (kept.is_some() && file != "agenda.json") {
                    found.push((path, file));
                }
            }
        }
        found
    }

    /// Removes what ended processes left of unfinished copies of this series, of either kind.
    fn sweep(&self) {
        for room in [EMERGENCY, COPIES].into_iter().filter_map(|kind| self.room(kind)) {
            replace::sweep(&room);
            for name in names(&room) {
                replace::sweep(&room.join(name));
            }
        }
    }

    /// Keeps a copy of a meeting as it was `at` this time, and the newest few of those before it.
    ///
    /// # Errors
    /// What the system reports.
    pub fn copy(&self, id: &str, at: DateTime, bytes: &[u8]) -> io::Result<()> {
        let room = self.make_room(COPIES)?.join(id);
        replace::make_folder(&room)?;
        let name = format!("{}.json", at.strftime("%Y-%m-%d-%H%M%S"));
        replace::replace_here(&room.join(&name), bytes, Privacy::Own)?;
        let mut all = names(&room);
        // What was made while the clock was ahead would count as newer.
        all.retain(|other| !is_copy(other) || *other <= name || fs::remove_file(room.join(other)).is_err());
        // What a crash left of an unfinished copy.
        for name in all.iter().filter(|name| replace::temp_parts(name).is_some()) {
            let _ = fs::remove_file(room.join(name));
        }
        let copies: Vec<&String> = all.iter().filter(|name| is_copy(name)).collect();
        for name in copies.iter().rev().skip(KEPT) {
            let _ = fs::remove_file(room.join(name));
        }
        Ok(())
    }

    /// An error of reading in whole, for a shell: with what to do where there is a good copy.
    pub fn told(&self, error: &ReadError) -> String {
        let text = error.to_string();
        let Some(GoodCopy { path, time }) = self.good_copy(error) else { return text };
        let copy = words::path(&path);
        let aside = "keep the damaged file under another name, then put";
        let way_out = match time {
            Some(time) => {
                format!("{aside} the copy of {time} in its place: {copy}; what was said after {time} is not in it")
            }
            None => format!("{aside} this other state of it in its place: {copy}"),
        };
        text.strip_suffix(MEND).map_or_else(|| format!("{text}; or {way_out}"), |text| format!("{text}{way_out}"))
    }

    /// A good copy of minutes that are damaged: another state beside them, else the newest copy.
    pub fn good_copy(&self, error: &ReadError) -> Option<GoodCopy> {
        match error {
            ReadError::Encoding { .. }
            | ReadError::Damaged { .. }
            | ReadError::Unsound { .. }
            | ReadError::Other { .. } => {}
            ReadError::Missing { .. }
            | ReadError::Denied { .. }
            | ReadError::NotAFile { .. }
            | ReadError::TooLarge { .. }
            | ReadError::Agenda { .. }
            | ReadError::Newer { .. }
            | ReadError::Copy { .. }
            | ReadError::OnlyCopy { .. }
            | ReadError::Io { .. } => return None,
        }
        let id = error.path().file_stem()?.to_str()?;
        let rooms = self.room(COPIES).into_iter().chain(self.left_rooms(COPIES));
        good_copy_beside(error.path().parent()?, id)
            .or_else(|| rooms.map(|room| room.join(id)).find_map(|copies| good_copy_in(&copies)))
    }

    /// The folders in `kind` for a series of this name whose folder is not there any more.
    fn left_rooms(&self, kind: &str) -> impl Iterator<Item = PathBuf> {
        self.rooms(kind).take_while(|room| room.exists()).filter(|room| is_left(room))
    }

    /// The folder of this series in `kind`, made where it is missing.
    pub(super) fn make_room(&self, kind: &str) -> io::Result<PathBuf> {
        let parent = self.state.join(kind);
        for room in self.rooms(kind) {
            if is_of(&room, &self.of) == Some(false) {
                continue;
            }
            replace::make_folder(&room)?;
            match replace::create(&room.join(MARK), self.of.as_os_str().as_encoded_bytes(), Privacy::Own) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                // Another window may have been faster.
                _ if is_of(&room, &self.of) == Some(true) => return Ok(room),
                _ => {}
            }
        }
        Err(io::Error::other(format!("{} is full", words::path(&parent))))
    }

    /// The same, `None` where it is missing.
    pub(super) fn room(&self, kind: &str) -> Option<PathBuf> {
        let known = self.rooms(kind).map(|room| (is_of(&room, &self.of), room));
        known.take_while(|(is_of, _)| is_of.is_some()).find_map(|(is_of, room)| (is_of == Some(true)).then_some(room))
    }

    fn rooms(&self, kind: &str) -> impl Iterator<Item = PathBuf> {
        let parent = self.state.join(kind);
        (1..=NAMESAKES).map(move |number| match number {
            1 => parent.join(&self.series),
            _ => parent.join(format!("{}-{number}", self.series)),
        })
    }
}

/// For which folder of minutes a folder here is, as it says itself.
pub(super) fn owner(room: &Path) -> Option<PathBuf> {
    let mark = room.join(MARK);
    let is_path = fs::symlink_metadata(&mark).is_ok_and(|mark| mark.is_file() && mark.len() < 1 << 16);
    Some(fs::read_to_string(is_path.then_some(mark)?).ok()?.into())
}

/// Whether the folder of minutes for which a folder here is is not there any more: it was moved, or has another name.
pub(super) fn is_left(room: &Path) -> bool {
    owner(room).is_some_and(|of| matches!(of.try_exists(), Ok(false)))
}

/// The last one by its name of the other states of a meeting in a series that can be read.
fn good_copy_beside(series: &Path, id: &str) -> Option<GoodCopy> {
    let is_of = |name: &String| name.strip_suffix(".json").and_then(copied) == Some(id);
    let mut paths = names(series).into_iter().rev().filter(is_of).map(|name| series.join(name));
    Some(GoodCopy { path: paths.find(|path| read::minutes(path).is_ok())?, time: None })
}

/// The newest one of the copies of a meeting that can be read.
fn good_copy_in(copies: &Path) -> Option<GoodCopy> {
    let names = names(copies).into_iter().rev().filter(|name| is_copy(name));
    let good = names.into_iter().find(|name| read::minutes(&copies.join(name)).is_ok())?;
    let time = good.get(..15).and_then(|time| Some(format!("{}:{}", time.get(11..13)?, time.get(13..15)?)))?;
    Some(GoodCopy { path: copies.join(&good), time: Some(time) })
}

/// Whether a folder here is for the minutes in `of`; `None` when it is for nobody yet.
fn is_of(room: &Path, of: &Path) -> Option<bool> {
    let mark = read::bytes(&room.join(MARK)).ok()?;
    Some(mark == of.as_os_str().as_encoded_bytes())
}

/// Names in a folder that are text, sorted; none when it cannot be read.
fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    names
}

/// Whether this is the name of a copy: `2026-11-24-101500.json`.
fn is_copy(name: &str) -> bool {
    let Some(stem) = name.strip_suffix(".json") else { return false };
    stem.len() == 17 && stem.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

#[cfg(test)]
mod tests;
