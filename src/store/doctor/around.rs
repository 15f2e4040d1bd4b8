//! What lies beside the minutes and in the state folder: copies of two writers, temporary files, words that were
//! rescued or half-typed, reports of mistakes. Reads only words.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::de::IgnoredAny;

use super::{Matter, Role, Visit, lock, read};
use crate::store::{
    half_typed,
    name::{copied_file, is_meeting_id, is_safe},
    read::{Loaded, ReadError},
    real::real,
    replace, report,
    shelf::{Folder, is_series},
    spare::{COPIES, EMERGENCY, Spare, is_left, owner},
    words,
};

/// At the top of a disk, closed to everybody but the system.
const LOST_AND_FOUND: &str = "lost+found";

impl Visit<'_> {
    /// Files in a series that are neither minutes nor the agenda. Temporary ones are nobody's unless it is open.
    pub(super) fn look_beside(&mut self, folder: &Folder, is_open: bool) {
        let entries = listed(folder.dir()).unwrap_or_default();
        for (path, name) in &entries {
            match beside(name) {
                Some(Matter::Temporary) if is_open => {}
                Some(Matter::OnlyCopy(of)) => {
                    let is_alone = entries.iter().all(|(_, name)| *name != format!("{of}.json"));
                    let sound = if is_alone { Matter::OnlyCopy(of.clone()) } else { Matter::Conflict };
                    match read_copy(path, &of) {
                        Ok(()) => self.find(path, sound),
                        // It was removed since the folder was listed.
                        Err(ReadError::Missing { .. }) => {}
                        // It may be anything that somebody gave such a name.
                        Err(_) if of == "agenda" && !name.to_lowercase().contains("conflict") => {
                            self.find(path, Matter::Stranger);
                        }
                        Err(error) => self.find(path, Matter::Unreadable(error)),
                    }
                }
                Some(matter) => self.find(path, matter),
                None => {}
            }
        }
        let exports = listed(&folder.exports()).unwrap_or_default().into_iter();
        for (path, _) in exports.filter(|(_, name)| !is_open && replace::temp_parts(name).is_some()) {
            self.find(path, Matter::Temporary);
        }
    }

    /// What in the data folder may be a series and is none that can be looked into: a folder, or a link that leads to
    /// none; and minutes that lie in no series.
    pub(super) fn look_at_doors(&mut self) {
        let entries = listed(self.shelf.root()).unwrap_or_default();
        if self.only.is_none() && entries.iter().any(|(_, name)| is_minutes(name)) {
            self.find(self.shelf.root(), Matter::Loose);
        }
        let wanted =
            entries.into_iter().filter(|(_, name)| self.only.is_none_or(|only| only == name) && !name.starts_with('.'));
        let wanted = wanted.filter(|(_, name)| name != LOST_AND_FOUND);
        for (path, name) in wanted.collect::<Vec<_>>() {
            match listed(&path) {
                Ok(_) if !is_safe(&name) && is_series(&path) => self.find(path, Matter::Misnamed),
                Err(error) if is_closed(&path, &error) => {
                    self.find(path, Matter::Unlisted(Role::Data, words::error(&error)));
                }
                Err(error) if path.is_symlink() && !path.exists() => {
                    self.find(path, Matter::LostLink(words::error(&error)));
                }
                Ok(_) | Err(_) => {}
            }
        }
    }

    /// The state folder; what belongs to no series is passed over where one is asked for.
    pub(super) fn look_around(&mut self) {
        let Some(state) = self.state else { return };
        for (path, name) in self.entries(state) {
            let is_for_words = [EMERGENCY, COPIES, half_typed::KIND, report::REPORTS].contains(&name.as_str());
            if is_for_words && path.is_file() {
                let why = words::error(&io::ErrorKind::NotADirectory.into());
                self.find(path, Matter::Unlisted(Role::State, why));
                continue;
            }
            match (name.as_str(), self.only) {
                (EMERGENCY, _) => self.look_at_rescued(&path),
                (COPIES, _) => self.look_at_copies(&path),
                (half_typed::KIND, None) => self.look_at_half_typed(&path),
                (report::REPORTS, None) => self.look_at_reports(&path),
                _ => {}
            }
        }
    }

    /// What is in a folder of the state folder; that it cannot be looked into is told.
    fn entries(&mut self, dir: &Path) -> Vec<(PathBuf, String)> {
        listed(dir).unwrap_or_else(|error| {
            if is_closed(dir, &error) {
                self.find(dir, Matter::Unlisted(Role::State, words::error(&error)));
            }
            Vec::new()
        })
    }

    /// The folders of series in a folder of the state folder, each with the folder of minutes for which it is.
    fn rooms(&mut self, dir: &Path) -> Vec<(PathBuf, PathBuf)> {
        let (root, only) = (self.shelf.root(), self.only);
        let rooms = self.entries(dir).into_iter().filter_map(|(room, series)| {
            let owner = owner(&room);
            let is_of = |only: &str| owner.as_ref().map_or(only == series, |of| *of == real(&root.join(only)));
            only.is_none_or(is_of).then(|| (room, owner.unwrap_or_else(|| root.join(series))))
        });
        rooms.collect()
    }

    fn look_at_rescued(&mut self, emergency: &Path) {
        for (room, of) in self.rooms(emergency) {
            let inside = self.entries(&room);
            self.look_for_unfinished(&inside, &of);
            let is_left = is_left(&room);
            for (path, id) in minutes_in(inside) {
                // The second one of a meeting has a number behind its name.
                let id = id.split(' ').next().unwrap_or(&id);
                let name = format!("{id}.json");
                let file = self.moved(&room, &name).filter(|_| is_left).unwrap_or_else(|| of.join(name));
                let is_kept = if id == "agenda" {
                    read::agenda(&path).map(|rescued| read::agenda(&file).is_ok_and(|kept| kept == rescued))
                } else {
                    let kept = |rescued: Loaded| read::minutes(&file).is_ok_and(|kept| kept.meeting == rescued.meeting);
                    read::minutes(&path).map(kept)
                };
                let matter = match is_kept {
                    Ok(true) => Matter::RescuedTwice,
                    Ok(false) => Matter::Rescued(file),
                    Err(error) => Matter::Unreadable(error),
                };
                self.find(path, matter);
            }
        }
    }

    /// Where minutes of this name are that were in a series which is not there any more, if one of its name has them.
    fn moved(&self, room: &Path, name: &str) -> Option<PathBuf> {
        let series = self.shelf.series().unwrap_or_default().into_iter().map(|series| self.shelf.open(&series));
        let mut of_its_name = series.filter(|folder| Spare::is_for_name(room, folder.name()));
        of_its_name.find_map(|folder| Some(folder.path_of(name.strip_suffix(".json")?)?).filter(|file| file.exists()))
    }

    /// Copies are as the program wants them, unless one was not finished.
    fn look_at_copies(&mut self, copies: &Path) {
        for (room, of) in self.rooms(copies) {
            let inside = self.entries(&room);
            for (meeting, _) in &inside {
                let copies = self.entries(meeting);
                self.look_for_unfinished(&copies, &of);
            }
            self.look_for_unfinished(&inside, &of);
        }
    }

    /// Temporary files here are nobody's when their process has ended, or when the series in `of` is not open.
    fn look_for_unfinished(&mut self, inside: &[(PathBuf, String)], of: &Path) {
        for (path, name) in inside {
            let left = |(_, process)| replace::has_ended(process) || lock::holder(of).is_none();
            if replace::temp_parts(name).is_some_and(left) {
                self.find(path, Matter::Temporary);
            }
        }
    }

    /// Half-typed words are found again by the next start, if they are still whole.
    fn look_at_half_typed(&mut self, half_typed: &Path) {
        for (room, _) in self.entries(half_typed) {
            for (slot, _) in self.entries(&room) {
                let inside = self.entries(&slot);
                self.look_for_unfinished(&inside, &slot);
                for (path, _) in inside.into_iter().filter(|(_, name)| name == half_typed::FILE) {
                    self.look_at_words(path);
                }
            }
        }
    }

    fn look_at_words(&mut self, path: PathBuf) {
        let is_whole = |words: &[u8]| serde_json::from_slice::<IgnoredAny>(words).is_ok();
        match read::bytes(&path) {
            Ok(words) if is_whole(&words) => {}
            Err(error @ ReadError::Denied { .. }) => self.find(path, Matter::Unreadable(error)),
            Ok(_) | Err(_) => self.find(path, Matter::LostWords),
        }
    }

    fn look_at_reports(&mut self, reports: &Path) {
        for (path, _) in self.entries(reports) {
            self.find(path, Matter::Report);
        }
    }
}

/// The minutes among what is in a folder of copies, with their names.
fn minutes_in(inside: Vec<(PathBuf, String)>) -> impl Iterator<Item = (PathBuf, String)> {
    let stem = |(path, name): (PathBuf, String)| Some((path, name.strip_suffix(".json")?.to_owned()));
    inside.into_iter().filter(|(_, name)| !name.starts_with('.')).filter_map(stem)
}

/// What a file beside the minutes is, by its name alone; `None` for what belongs there, and for what is somebody else's.
fn beside(name: &str) -> Option<Matter> {
    if let Some((stem, _)) = replace::temp_parts(name) {
        return (is_meeting_id(stem) || stem == "agenda").then_some(Matter::Temporary);
    }
    if name.starts_with('.') {
        return None;
    }
    let Some(stem) = name.strip_suffix(".json") else {
        return name.to_lowercase().ends_with(".json").then_some(Matter::Stranger);
    };
    if stem == "agenda" || is_meeting_id(stem) {
        return None;
    }
    Some(copied_file(stem).map_or(Matter::Stranger, |of| Matter::OnlyCopy(of.to_owned())))
}

/// Whether this is the name of minutes.
fn is_minutes(name: &str) -> bool {
    name.strip_suffix(".json").is_some_and(is_meeting_id)
}

/// Whether another state of minutes or of an agenda can be read.
fn read_copy(path: &Path, of: &str) -> Result<(), ReadError> {
    if of == "agenda" { read::agenda(path).map(drop) } else { read::minutes(path).map(drop) }
}

/// What is in a folder, in the order of the names. Names that are no text are shown as well as they can be.
fn listed(dir: &Path) -> io::Result<Vec<(PathBuf, String)>> {
    let entries = fs::read_dir(dir)?.flatten();
    let mut entries: Vec<_> =
        entries.map(|entry| (entry.path(), entry.file_name().to_string_lossy().into_owned())).collect();
    entries.sort();
    Ok(entries)
}

/// Whether what cannot be listed is a folder, as far as this user may know.
fn is_closed(path: &Path, error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::PermissionDenied || path.is_dir()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_of_two_writers_are_known_by_their_names() {
        for name in [
            "2026-11-24-1000 (conflict 2026-11-24 1403).json",
            "2026-11-24-1000 (conflicted copy 2026-11-24 140300).json",
            "2026-11-24-1000 (Ana's conflicted copy 2026-11-24).json",
            "2026-11-24-1000-2.sync-conflict-20261124-140300-ABCDEFG.json",
            "agenda (conflicted copy 2026-11-24).json",
            "agenda (1).json",
            "agenda 2.json",
            "agenda-DESKTOP-X1.json",
        ] {
            assert!(matches!(beside(name), Some(Matter::OnlyCopy(_))), "{name}");
        }
        assert!(matches!(beside("Kopie von 2026-11-24-1000.json"), Some(Matter::Stranger)));
        assert!(matches!(beside("é conflict.json"), Some(Matter::Stranger)));
        assert!(matches!(beside("2026-11-24-1000.JSON"), Some(Matter::Stranger)));
    }

    #[test]
    fn temporary_files_of_this_program_are_told_from_others() {
        assert!(matches!(beside(".2026-11-24-1000.123-0.tmp"), Some(Matter::Temporary)));
        assert!(matches!(beside(".agenda.123-0.tmp"), Some(Matter::Temporary)));
        for name in [".x.123-0.tmp", "x.tmp", ".lock", "exports", "notes.md", "agenda.json", "2026-11-24-1000.json"] {
            assert!(beside(name).is_none(), "{name}");
        }
    }
}
