//! A data folder that is gone when it is not used any more. Does not know what it is for.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process,
};

use crate::domain::{Agenda, Meeting};

use super::{
    replace,
    shelf::{Shelf, to_json},
};

/// A data folder of this program alone; dropping it removes it with everything in it.
#[derive(Debug)]
pub struct ThrowAway {
    dir: PathBuf,
}

impl ThrowAway {
    /// An empty one in `parent`, for this user only (0700). A folder that is there already is never taken.
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
                made => return made.map(|()| Self { dir }),
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
        meetings.iter().try_for_each(|meeting| replace::create(&folder.path(&meeting.id), &to_json(meeting)))
    }
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
    fn a_folder_that_is_there_is_not_taken() {
        let parent = TempDir::new().unwrap();
        let (first, second) = (ThrowAway::new(parent.path()).unwrap(), ThrowAway::new(parent.path()).unwrap());
        assert_ne!(first.dir, second.dir);
        drop(first);
        assert!(second.dir.is_dir());
    }
}
