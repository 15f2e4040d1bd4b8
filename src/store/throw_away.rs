//! A data folder that is gone when it is not used any more. Does not know what it is for.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process,
};

use crate::domain::{Agenda, Meeting};

use super::{
    Lock,
    replace::{self, Privacy},
    shelf::{Shelf, to_json},
};

/// A data folder of this program alone; dropping it removes it with everything in it.
#[derive(Debug)]
pub struct ThrowAway {
    dir: PathBuf,
    /// Tells those who find the folder that somebody uses it; `None` where there are no locks.
    _lock: Option<Lock>,
}

impl ThrowAway {
    /// An empty one in `parent`, for this user only (0700). A folder that is there already is never taken; those of this
    /// user that a killed program left behind are removed.
    ///
    /// # Errors
    /// What the system reports.
    pub fn new(parent: &Path) -> io::Result<Self> {
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        let mut number = 1_u32;
        loop {
            let dir = parent.join(format!("turnabout-{}-{number}", process::id()));
            match builder.create(&dir) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < 100 => number += 1,
                made => {
                    made?;
                    sweep(parent, &dir);
                    return Ok(Self { _lock: Lock::take(&dir, "in use").ok(), dir });
                }
            }
        }
    }

    /// The shelf in it.
    pub fn shelf(&self) -> Shelf {
        Shelf::new(&self.dir)
    }

    /// Puts a series into it.
    ///
    /// # Errors
    /// What the system reports.
    pub fn fill(&self, series: &str, agenda: &Agenda, meetings: &[Meeting]) -> io::Result<()> {
        let folder = self.shelf().open(series);
        folder.prepare()?;
        folder.keep_agenda(agenda)?;
        meetings
            .iter()
            .try_for_each(|meeting| replace::create(&folder.path(&meeting.id), &to_json(meeting), Privacy::Own))
    }
}

/// Removes the folders in `parent` that were made as `own` was, by the same user, and are used no more: the lock in them
/// can be taken. One without a lock in it is left alone.
fn sweep(parent: &Path, own: &Path) {
    let Ok(owner) = fs::symlink_metadata(own).map(|own| owner(&own)) else { return };
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        let is_named = name.to_str().and_then(|name| name.strip_prefix("turnabout-")).is_some_and(is_number_pair);
        let is_own = || fs::symlink_metadata(&path).is_ok_and(|there| there.is_dir() && self::owner(&there) == owner);
        if is_named && path != own && is_own() && Lock::is_free(&path) {
            // What cannot be removed is left to the system, as below.
            let _ = fs::remove_dir_all(path);
        }
    }
}

fn is_number_pair(text: &str) -> bool {
    text.split_once('-').is_some_and(|(one, two)| one.parse::<u32>().is_ok() && two.parse::<u32>().is_ok())
}

#[cfg(unix)]
fn owner(file: &fs::Metadata) -> u32 {
    std::os::unix::fs::MetadataExt::uid(file)
}

#[cfg(not(unix))]
fn owner(_: &fs::Metadata) -> u32 {
    0
}

impl Drop for ThrowAway {
    fn drop(&mut self) {
        // What cannot be removed is left to the system, which empties such places by itself.
        let _ = fs::remove_dir_all(&self.dir);
    }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::store::sample;

    #[test]
    fn a_series_in_it_is_read_like_any_other_and_gone_with_it() {
        let parent = TempDir::new().unwrap();
        let folder = ThrowAway::new(parent.path()).unwrap();
        let agenda = Agenda::parse(sample::AGENDA).unwrap();
        folder.fill("demo", &agenda, &[sample::meeting()]).unwrap();
        let series = folder.shelf().open("demo");
        assert_eq!(series.agenda().unwrap(), Some(agenda));
        assert_eq!(series.load(&sample::meeting().id).unwrap().meeting, sample::meeting());
        drop(folder);
        assert_eq!(sample::names(parent.path()), [""; 0]);
    }

    #[test]
    fn what_a_killed_program_left_is_removed_and_nothing_else() {
        let parent = TempDir::new().unwrap();
        let used = ThrowAway::new(parent.path()).unwrap();
        for (folder, lock) in [("turnabout-7-1", true), ("turnabout-8-1", false), ("turnabout-notes", true)] {
            fs::create_dir(parent.path().join(folder)).unwrap();
            fs::write(parent.path().join(folder).join("words"), "").unwrap();
            if lock {
                fs::write(parent.path().join(folder).join(".lock"), "").unwrap();
            }
        }
        let new = ThrowAway::new(parent.path()).unwrap();
        let own = |folder: &ThrowAway| folder.dir.file_name().unwrap().to_str().unwrap().to_owned();
        let mut expected = vec![own(&used), own(&new), "turnabout-8-1".to_owned(), "turnabout-notes".to_owned()];
        expected.sort();
        assert_eq!(sample::names(parent.path()), expected);
        assert_eq!(sample::names(&parent.path().join("turnabout-notes")), [".lock", "words"]);
    }

    #[test]
    fn a_folder_that_is_there_is_not_taken() {
        let parent = TempDir::new().unwrap();
        let (first, second) = (ThrowAway::new(parent.path()).unwrap(), ThrowAway::new(parent.path()).unwrap());
        assert_ne!(first.dir, second.dir);
        drop(first);
        assert!(second.dir.is_dir());
    }
}
