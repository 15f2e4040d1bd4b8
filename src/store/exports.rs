//! Files for readers beside the minutes: where they go, and that none is lost to a new one. Does not know what they say.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    Folder,
    replace::{self, Privacy},
};

/// Of a series, for attendees.
const EXPORTS: &str = "exports";

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// It was not there before.
    New,
    /// It held the same already.
    Same,
    /// It held something else, which may go.
    Replaced,
    /// It holds something else and stays.
    Kept,
}

impl Folder {
    /// Where exports go.
    pub fn exports(&self) -> PathBuf {
        self.dir().join(EXPORTS)
    }
}

/// Writes `bytes` to the file at `path`, all at once, with all folders above it; who may read them is up to the umask. A
/// file that says something else is written over only if what stands in it `may_go`; a link is replaced, not followed.
///
/// # Errors
/// What the system reports.
pub fn put(path: &Path, bytes: &[u8], may_go: impl FnOnce(&[u8]) -> bool) -> io::Result<Put> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    match replace::create(path, bytes, Privacy::Shared) {
        Ok(()) => return Ok(Put::New),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
    }
    // A link may lead to a file of somebody else: it counts as something else, and is never written through.
    let is_link = fs::symlink_metadata(path)?.is_symlink();
    let before = if is_link { None } else { before(path)? };
    if before.as_deref() == Some(bytes) {
        return Ok(Put::Same);
    }
    if !may_go(before.as_deref().unwrap_or_default()) {
        return Ok(Put::Kept);
    }
    if is_link {
        replace::replace_here(path, bytes, Privacy::Shared)?;
    } else {
        replace::replace(path, bytes)?;
    }
    Ok(Put::Replaced)
}

/// What stands in a file; `None` when it went meanwhile.
fn before(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let file = match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        file => file?,
    };
    // A pipe would wait for its writer.
    if !file.is_file() {
        return Err(io::Error::other("it is no file"));
    }
    fs::read(path).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &Path, bytes: &str, may_go: bool, expected: Put, holds: &str) {
        assert_eq!(put(path, bytes.as_bytes(), |_| may_go).unwrap(), expected);
        assert_eq!(fs::read_to_string(path).unwrap(), holds);
    }

    #[test]
    fn nothing_is_lost_unless_it_may_go() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a/b/x.md");
        check(&path, "one", false, Put::New, "one");
        check(&path, "one", false, Put::Same, "one");
        check(&path, "two", false, Put::Kept, "one");
        check(&path, "two", true, Put::Replaced, "two");
        let asked = put(&path, b"three", |before| before == b"two").unwrap();
        assert_eq!(asked, Put::Replaced, "what stands in it is asked about");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn a_folder_in_the_way_is_an_error() {
        let dir = tempfile::tempdir().unwrap();
        assert!(put(dir.path(), b"one", |_| true).is_err());
        fs::write(dir.path().join("file"), "").unwrap();
        assert!(put(&dir.path().join("file/x.md"), b"one", |_| true).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_planted_link_is_not_followed() {
        let dir = tempfile::tempdir().unwrap();
        let (victim, path) = (dir.path().join("victim"), dir.path().join("x.md"));
        fs::write(&victim, "words").unwrap();
        std::os::unix::fs::symlink(&victim, &path).unwrap();
        assert_eq!(put(&path, b"one", <[u8]>::is_ascii).unwrap(), Put::Replaced);
        assert_eq!((fs::read(&victim).unwrap(), fs::read(&path).unwrap()), (b"words".to_vec(), b"one".to_vec()));
        fs::remove_file(&path).unwrap();
        std::os::unix::fs::symlink(&victim, &path).unwrap();
        assert_eq!(put(&path, b"words", |before| before == b"words").unwrap(), Put::Kept);
        assert!(path.is_symlink());
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_is_not_waited_for() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("socket");
        let _socket = std::os::unix::net::UnixListener::bind(&path).unwrap();
        assert!(put(&path, b"one", |_| true).is_err());
    }
}
