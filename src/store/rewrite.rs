//! Closed minutes replaced by corrected ones, where nobody changed them meanwhile. Does not know what was corrected.

use std::{io, path::PathBuf};

use crate::domain::Meeting;

use super::{
    read::ReadError,
    replace::Ready,
    shelf::{Folder, to_json},
    words,
};

/// Why minutes were not rewritten. The file is as it was; the text says what to do.
#[derive(Debug, thiserror::Error)]
pub enum RewriteError {
    /// They cannot be read any more.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Something in them would be lost.
    #[error("{} can only be read: {objection}", words::path(path))]
    Objection {
        /// The file.
        path: PathBuf,
        /// What stands against it.
        objection: String,
    },
    /// They are not what they were when they were read.
    #[error("{} was changed by another program meanwhile; open these minutes again", words::path(path))]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// Anything that the system reports.
    #[error("cannot write {}: {}; nothing was changed", words::path(path), words::error(source))]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl Folder {
    /// Puts `after` in the place of the minutes `before`, all at once. Whoever calls this holds the lock of the series,
    /// where there are locks.
    ///
    /// # Errors
    /// A [`RewriteError`] when the file no longer says what `before` says, or holds what this program would lose.
    pub fn rewrite(&self, before: &Meeting, after: &Meeting) -> Result<(), RewriteError> {
        let path = self.path(&before.id);
        let io = |source| RewriteError::Io { path: path.clone(), source };
        self.check(before)?;
        if after.id != before.id {
            return Err(RewriteError::Changed { path });
        }
        let ready = Ready::new(&path, &to_json(after)).map_err(io)?;
        // That may have taken long.
        self.check(before)?;
        ready.put().map(drop).map_err(io)
    }

    /// Whether the file still says what `before` says, and may be rewritten.
    fn check(&self, before: &Meeting) -> Result<(), RewriteError> {
        let path = self.path(&before.id);
        let loaded = self.load(&before.id)?;
        match loaded.objection() {
            Some(objection) => Err(RewriteError::Objection { path, objection }),
            None if loaded.meeting != *before => Err(RewriteError::Changed { path }),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use serde_json::{Value, json};
    use tempfile::TempDir;

    use super::*;
    use crate::store::{Shelf, sample};

    /// A series with the example and its folder.
    fn series() -> (TempDir, Folder, Meeting) {
        let root = TempDir::new().unwrap();
        let folder = Shelf::new(root.path()).open("demo");
        folder.prepare().unwrap();
        let meeting = sample::meeting();
        fs::write(folder.path(&meeting.id), to_json(&meeting)).unwrap();
        (root, folder, meeting)
    }

    fn retitled(meeting: &Meeting) -> Meeting {
        Meeting { title: "Another title".to_owned(), ..meeting.clone() }
    }

    /// The file after `change`, and what rewriting it then says; the file stays as it was changed.
    #[track_caller]
    fn check(change: impl FnOnce(&mut Value), expected: &str) {
        let (_root, folder, before) = series();
        let path = folder.path(&before.id);
        let mut value: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        change(&mut value);
        fs::write(&path, value.to_string()).unwrap();
        let error = folder.rewrite(&before, &retitled(&before)).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), value.to_string());
    }

    #[test]
    fn minutes_that_nobody_changed_are_rewritten() {
        let (_root, folder, before) = series();
        folder.rewrite(&before, &retitled(&before)).unwrap();
        assert_eq!(folder.load(&before.id).unwrap().meeting, retitled(&before));
    }

    #[test]
    fn another_layout_of_the_same_minutes_is_no_change() {
        let (_root, folder, before) = series();
        fs::write(folder.path(&before.id), serde_json::to_string(&before).unwrap()).unwrap();
        folder.rewrite(&before, &retitled(&before)).unwrap();
    }

    #[test]
    fn minutes_that_were_changed_are_left_alone() {
        check(|file| file["title"] = json!("Theirs"), "was changed by another program meanwhile");
    }

    #[test]
    fn what_would_be_lost_keeps_minutes_from_being_rewritten() {
        check(|file| file["mood"] = json!("good"), "can only be read: a field this program does not know: mood");
        check(|file| file["actions"][1]["id"] = json!("a1"), "can only be read: the id \"a1\" stands twice");
    }

    #[test]
    fn minutes_that_are_gone_are_not_made_again() {
        let (_root, folder, before) = series();
        fs::remove_file(folder.path(&before.id)).unwrap();
        assert!(folder.rewrite(&before, &retitled(&before)).unwrap_err().to_string().contains("no such file"));
        assert!(!folder.path(&before.id).exists());
    }
}
