//! One window at a time per series. Does not know the time or the process; the caller says who it is.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read as _, Seek as _, Write as _},
    path::{Path, PathBuf},
};

use super::words;

/// The file in the folder of a series whose lock counts. It stays when the lock goes: removing it could free a lock
/// that somebody else has just taken.
const FILE: &str = ".lock";

/// Longest line that is read of another holder, in bytes.
const LINE_LIMIT: u64 = 200;

/// The right to change the meetings of one series. Dropping it, or the end of the process, gives it back.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Why a series cannot be locked.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Somebody else has it; the line that they left, safe to print.
    #[error(
        "this series is open in another window ({0}); close it there, or only read it here: \
         `turnabout show`, or Minutes on the home screen"
    )]
    Held(String),
    /// The folder cannot be written.
    #[error(
        "cannot write in {}: {}; choose another folder with --data-dir, or ask for the right to write there",
        words::path(path.parent().unwrap_or(path)),
        words::error(source)
    )]
    Io {
        /// The lock file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file system has no locks; the meeting may go on after a warning.
    #[error("{} cannot be locked ({}); do not open it in a second window", words::path(path), words::error(source))]
    Unsupported {
        /// The lock file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl Lock {
    /// Takes the lock of the series in `dir`, without waiting, and leaves the line `holder` for others to read.
    ///
    /// # Errors
    /// [`LockError::Held`] with the other's line, or why the folder cannot be locked.
    pub fn take(dir: &Path, holder: &str) -> Result<Self, LockError> {
        Self::take_file(dir.join(FILE), holder)
    }

    /// The same with a lock file of another name.
    pub(super) fn take_file(path: PathBuf, holder: &str) -> Result<Self, LockError> {
        let mut file = match open(&path) {
            Ok(file) => file,
            Err(source) => return Err(LockError::Io { path, source }),
        };
        match file.try_lock() {
            Ok(()) => {
                // A full disk keeps the line from being written, not the lock from being held.
                let _ = leave_line(&mut file, holder);
                Ok(Self { _file: file })
            }
            Err(TryLockError::WouldBlock) => Err(LockError::Held(line(file))),
            Err(TryLockError::Error(source)) => Err(LockError::Unsupported { path, source }),
        }
    }
}

/// The line of whoever has the series in `dir` open; `None` when nobody has, or when that cannot be seen. Leaves
/// nothing behind.
pub(super) fn holder(dir: &Path) -> Option<String> {
    let file = open_here(OpenOptions::new().read(true), &dir.join(FILE)).ok()?;
    match file.try_lock_shared() {
        Err(TryLockError::WouldBlock) => Some(line(file)),
        Ok(()) | Err(TryLockError::Error(_)) => None,
    }
}

impl Lock {
    /// Whether there is a lock in `dir` that nobody holds.
    pub(super) fn is_free(dir: &Path) -> bool {
        let file = open_here(OpenOptions::new().read(true).write(true), &dir.join(FILE));
        file.is_ok_and(|file| file.try_lock().is_ok())
    }
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    open_here(&mut options, path)
}

/// Opens nothing but a regular file: a link planted here would have its target emptied, a pipe would wait for ever. On
/// Unix the system looks while it opens, for afterwards it may be another one.
fn open_here(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed();
        std::os::unix::fs::OpenOptionsExt::custom_flags(options, flags);
    }
    let is_other = |path: &Path| fs::symlink_metadata(path).is_ok_and(|there| !there.is_file());
    // Elsewhere nobody else looks.
    #[cfg(not(unix))]
    if is_other(path) {
        return Err(not_a_file());
    }
    match options.open(path) {
        Ok(file) if file.metadata()?.is_file() => Ok(file),
        Err(error) if !is_other(path) => Err(error),
        Ok(_) | Err(_) => Err(not_a_file()),
    }
}

fn not_a_file() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, ".lock is not a file; remove it")
}

fn leave_line(file: &mut File, holder: &str) -> io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "{}", words::visible(holder))
}

fn line(file: File) -> String {
    let mut bytes = Vec::new();
    // Where locks are mandatory the line cannot be read; that somebody is there is known all the same.
    let _ = file.take(LINE_LIMIT).read_to_end(&mut bytes);
    let text = String::from_utf8_lossy(&bytes);
    let line = text.lines().next().unwrap_or_default().trim();
    if line.is_empty() { "it does not say which".to_owned() } else { words::visible(line) }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    #[test]
    fn a_second_window_is_refused_with_the_line_of_the_first() {
        let dir = TempDir::new().unwrap();
        let lock = Lock::take(dir.path(), "process 123 since 14:02").unwrap();
        let error = Lock::take(dir.path(), "process 456 since 14:05").unwrap_err();
        assert!(matches!(&error, LockError::Held(line) if line == "process 123 since 14:02"), "{error:?}");
        drop(lock);
        let lock = Lock::take(dir.path(), "short").unwrap();
        assert_eq!(fs::read_to_string(dir.path().join(FILE)).unwrap(), "short\n");
        drop(lock);
    }

    #[test]
    fn who_has_it_is_seen_without_a_trace() {
        let dir = TempDir::new().unwrap();
        assert_eq!(holder(dir.path()), None);
        assert!(!dir.path().join(FILE).exists());
        let lock = Lock::take(dir.path(), "process 123 since 14:02").unwrap();
        assert_eq!(holder(dir.path()).as_deref(), Some("process 123 since 14:02"));
        drop(lock);
        assert_eq!(holder(dir.path()), None);
        Lock::take(dir.path(), "the look does not hold it").unwrap();
    }

    #[test]
    fn what_a_dead_window_left_does_not_matter() {
        let dir = TempDir::new().unwrap();
        fs::write(dir.path().join(FILE), "process 1 since 09:00\n").unwrap();
        Lock::take(dir.path(), "process 2 since 10:00").unwrap();
    }

    #[test]
    fn controls_in_the_other_line_are_written_out() {
        let dir = TempDir::new().unwrap();
        let _lock = Lock::take(dir.path(), "").unwrap();
        let held = |content: &str| {
            fs::write(dir.path().join(FILE), content).unwrap();
            Lock::take(dir.path(), "").unwrap_err().to_string()
        };
        assert!(held("\u{1b}]0;x\nmore").contains("(\\u{1b}]0;x)"));
        assert!(held("").contains("it does not say which"));
    }

    #[test]
    fn a_missing_folder_is_named() {
        let dir = TempDir::new().unwrap();
        let error = Lock::take(&dir.path().join("gone"), "").unwrap_err();
        assert!(matches!(error, LockError::Io { .. }), "{error:?}");
        assert!(error.to_string().contains("choose another folder with --data-dir"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn a_planted_link_is_not_followed() {
        let dir = TempDir::new().unwrap();
        let (victim, path) = (dir.path().join("victim"), dir.path().join(FILE));
        fs::write(&victim, "words").unwrap();
        for target in [&victim, &dir.path().join("gone")] {
            std::os::unix::fs::symlink(target, &path).unwrap();
            let error = Lock::take(dir.path(), "me").unwrap_err();
            assert!(error.to_string().contains(".lock is not a file; remove it"), "{error}");
            assert!(holder(dir.path()).is_none() && !Lock::is_free(dir.path()));
            fs::remove_file(&path).unwrap();
        }
        assert_eq!(fs::read_to_string(&victim).unwrap(), "words");
        assert!(!dir.path().join("gone").exists());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_is_no_file_is_neither_taken_nor_waited_for() {
        use rustix::fs::{CWD, FileType, Mode};
        let dir = TempDir::new().unwrap();
        let path = dir.path().join(FILE);
        let plant: [fn(&Path); 2] = [
            |path| fs::create_dir(path).unwrap(),
            // Not by a program: one that is just started holds all locks of this one.
            |path| rustix::fs::mknodat(CWD, path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap(),
        ];
        for plant in plant {
            plant(&path);
            let error = Lock::take(dir.path(), "me").unwrap_err();
            assert!(error.to_string().contains(".lock is not a file; remove it"), "{error}");
            assert!(holder(dir.path()).is_none() && !Lock::is_free(dir.path()));
            let _ = fs::remove_dir(&path);
        }
    }

    #[cfg(unix)]
    #[test]
    fn the_lock_file_is_private() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = TempDir::new().unwrap();
        let _lock = Lock::take(dir.path(), "me").unwrap();
        assert_eq!(fs::metadata(dir.path().join(FILE)).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
