//! Files for readers beside the minutes: where they go, and that none is lost to a new one. Does not know what they say.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    Folder, Shelf,
    real::real,
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

impl Shelf {
    /// Whether a file in the folder `dir`, which need not exist, would lie among the minutes themselves: in the data
    /// folder, in one directly in it, or in a series but for where exports go. Links are followed.
    pub fn is_for_minutes(&self, dir: &Path) -> bool {
        let (root, dir_itself) = (real(self.root()), real(dir));
        let is_in = |series: &Folder| {
            let series = real(series.dir());
            dir_itself.starts_with(&series) && !dir_itself.starts_with(series.join(EXPORTS))
        };
        // A series may be a link to a folder elsewhere, also to one that is empty so far.
        let named = std::path::absolute(dir).unwrap_or_default();
        let above = named.file_name().and(named.parent()).map(real);
        dir_itself == root
            || dir_itself.parent() == Some(&root)
            || above.as_ref() == Some(&root)
            || self.series().unwrap_or_default().iter().any(|name| is_in(&self.open(name)))
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

    #[track_caller]
    fn check_place(shelf: &Shelf, dir: &Path, is_for_minutes: bool) {
        assert_eq!(shelf.is_for_minutes(dir), is_for_minutes, "{}", dir.display());
    }

    #[test]
    fn only_exports_lie_in_the_data_folder_beside_minutes() {
        let dir = tempfile::tempdir().unwrap();
        let shelf = Shelf::new(dir.path().join("data"));
        shelf.open("s").prepare().unwrap();
        fs::write(shelf.open("s").agenda_path(), "").unwrap();
        for inside in ["", ".", "s", "new", "s/sub/new", "s/../s", "gone/../s", "s/exports/.."] {
            check_place(&shelf, &shelf.root().join(inside), true);
        }
        for outside in ["s/exports", "s/exports/tom", "new/sub", "../..", "../x", "s/exports/../../../x"] {
            check_place(&shelf, &shelf.root().join(outside), false);
        }
        check_place(&shelf, Path::new("/"), false);
        check_place(&shelf, Path::new("somewhere"), false);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_before_it_is_said_what_lies_where() {
        use std::os::unix::fs::symlink;
        let dir = tempfile::tempdir().unwrap();
        let (shelf, other) = (Shelf::new(dir.path().join("data")), dir.path().join("other"));
        for folder in ["data/s", "other/series", "other/empty", "other/plain"] {
            fs::create_dir_all(dir.path().join(folder)).unwrap();
        }
        for series in ["data/s", "other/series"] {
            fs::write(dir.path().join(series).join("agenda.json"), "").unwrap();
        }
        let link = |from: &str, to: &Path| symlink(to, dir.path().join(from)).unwrap();
        link("data/linked", &other.join("series"));
        link("data/empty", &other.join("empty"));
        link("to-series", &shelf.root().join("s"));
        link("to-data", shelf.root());
        for inside in ["to-series", "to-series/sub", "to-data", "data/linked", "other/series", "data/empty"] {
            check_place(&shelf, &dir.path().join(inside), true);
        }
        for outside in ["to-series/exports", "data/linked/exports", "other/series/exports", "other/plain", "other"] {
            check_place(&shelf, &dir.path().join(outside), false);
        }
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
