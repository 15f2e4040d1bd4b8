//! What lies beside the minutes and in the state folder: copies of two writers, temporary files, words that were
//! rescued or half-typed, reports of mistakes. Reads only words.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde::de::IgnoredAny;

use super::{Matter, Visit, lock, read};
use crate::store::{
    half_typed,
    name::{copied, is_meeting_id},
    read::Loaded,
    replace, report,
    shelf::Folder,
    spare::{COPIES, EMERGENCY, MARK},
    words,
};

impl Visit<'_> {
    /// Files in a series that are neither minutes nor the agenda. Temporary ones are nobody's unless it is open.
    pub(super) fn look_beside(&mut self, folder: &Folder, is_open: bool) {
        for (path, name) in entries(folder.dir()) {
            match beside(&name) {
                Some(Matter::Temporary) if is_open => {}
                Some(matter) => self.find(path, matter),
                None => {}
            }
        }
    }

    /// Links in the data folder that lead to no folder: a series that is elsewhere, and not found there.
    pub(super) fn look_at_links(&mut self, is_wanted: impl Fn(&str) -> bool) {
        for (path, name) in entries(self.shelf.root()) {
            let is_link = path.symlink_metadata().is_ok_and(|link| link.is_symlink());
            if is_link
                && !name.starts_with('.')
                && is_wanted(&name)
                && let Err(error) = path.metadata()
            {
                self.find(path, Matter::LostLink(words::error(&error)));
            }
        }
    }

    /// The state folder.
    pub(super) fn look_around(&mut self) {
        let Some(state) = self.state else { return };
        for (path, name) in entries(state) {
            match name.as_str() {
                EMERGENCY => self.look_at_rescued(&path),
                COPIES => self.look_at_copies(&path),
                half_typed::KIND => self.look_at_half_typed(&path),
                report::REPORTS => self.look_at_reports(&path),
                _ => {}
            }
        }
    }

    fn look_at_rescued(&mut self, emergency: &Path) {
        for (room, series) in entries(emergency) {
            let of = owner(&room).unwrap_or_else(|| self.shelf.root().join(series));
            self.look_for_unfinished(&room, &of);
            for (path, id) in minutes_in(&room) {
                // The second one of a meeting has a number behind its name.
                let id = id.split(' ').next().unwrap_or(&id);
                let file = of.join(format!("{id}.json"));
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

    /// Copies are as the program wants them, unless one was not finished.
    fn look_at_copies(&mut self, copies: &Path) {
        for (room, series) in entries(copies) {
            let of = owner(&room).unwrap_or_else(|| self.shelf.root().join(series));
            for (meeting, _) in entries(&room) {
                self.look_for_unfinished(&meeting, &of);
            }
            self.look_for_unfinished(&room, &of);
        }
    }

    /// Temporary files here are nobody's when their process has ended, or when the series in `of` is not open.
    fn look_for_unfinished(&mut self, room: &Path, of: &Path) {
        for (path, name) in entries(room) {
            let left = |(_, process)| replace::has_ended(process) || lock::holder(of).is_none();
            if replace::temp_parts(&name).is_some_and(left) {
                self.find(path, Matter::Temporary);
            }
        }
    }

    /// Half-typed words are found again by the next start, if they are still whole.
    fn look_at_half_typed(&mut self, half_typed: &Path) {
        for (slot, _) in entries(half_typed).into_iter().flat_map(|(room, _)| entries(&room)) {
            self.look_for_unfinished(&slot, &slot);
            let words = slot.join(half_typed::FILE);
            let is_whole = || serde_json::from_slice::<IgnoredAny>(&read::bytes(&words).unwrap_or_default()).is_ok();
            if words.symlink_metadata().is_ok() && !is_whole() {
                self.find(words, Matter::LostWords);
            }
        }
    }

    fn look_at_reports(&mut self, reports: &Path) {
        for (path, _) in entries(reports) {
            self.find(path, Matter::Report);
        }
    }

    /// The newest copy of a meeting that can be read.
    pub(super) fn newest_copy(&self, folder: &Folder, id: &str) -> Option<PathBuf> {
        let dir = folder.dir().canonicalize().ok()?;
        let is_ours = |room: &Path, name: &str| owner(room).map_or(name == folder.name(), |of| of == dir);
        let rooms = entries(&self.state?.join(COPIES)).into_iter().filter(|(room, name)| is_ours(room, name));
        let mut copies: Vec<_> = rooms.flat_map(|(room, _)| minutes_in(&room.join(id))).collect();
        copies.sort_by(|(_, a), (_, b)| b.cmp(a));
        copies.into_iter().map(|(path, _)| path).find(|path| read::minutes(path).is_ok())
    }
}

/// For which folder of minutes a folder of copies is, as it says itself.
fn owner(room: &Path) -> Option<PathBuf> {
    let mark = room.join(MARK);
    let is_path = fs::symlink_metadata(&mark).is_ok_and(|mark| mark.is_file() && mark.len() < 1 << 16);
    Some(fs::read_to_string(is_path.then_some(mark)?).ok()?.into())
}

/// The minutes in a folder of copies, with their names.
fn minutes_in(room: &Path) -> Vec<(PathBuf, String)> {
    let stem = |(path, name): (PathBuf, String)| Some((path, name.strip_suffix(".json")?.to_owned()));
    entries(room).into_iter().filter(|(_, name)| !name.starts_with('.')).filter_map(stem).collect()
}

/// What a file beside the minutes is, by its name; `None` for what belongs there, and for what is somebody else's.
fn beside(name: &str) -> Option<Matter> {
    if let Some((stem, _)) = replace::temp_parts(name) {
        return (is_meeting_id(stem) || stem == "agenda").then_some(Matter::Temporary);
    }
    let stem = name.strip_suffix(".json").filter(|stem| !stem.starts_with('.'))?;
    if stem == "agenda" || is_meeting_id(stem) {
        return None;
    }
    let is_copy = copied(stem).is_some() || stem.starts_with("agenda") && stem.to_lowercase().contains("conflict");
    Some(if is_copy { Matter::Conflict } else { Matter::Stranger })
}

/// What is in a folder, in the order of the names; nothing where it cannot be listed. Names that are no text are shown
/// as well as they can be.
fn entries(dir: &Path) -> Vec<(PathBuf, String)> {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    let mut entries: Vec<_> =
        entries.map(|entry| (entry.path(), entry.file_name().to_string_lossy().into_owned())).collect();
    entries.sort();
    entries
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
        ] {
            assert!(matches!(beside(name), Some(Matter::Conflict)), "{name}");
        }
        assert!(matches!(beside("Kopie von 2026-11-24-1000.json"), Some(Matter::Stranger)));
        assert!(matches!(beside("é conflict.json"), Some(Matter::Stranger)));
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
