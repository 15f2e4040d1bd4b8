//! A file replaced all at once, so that a reader and a crash find the old content or the new. Knows no content.

use std::{
    fs::{self, File, Metadata, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
    process,
    sync::atomic::{AtomicU64, Ordering},
};

/// Most symbolic links that are followed one after the other.
const HOPS: usize = 40;

/// Most names that are tried for a temporary file.
const TRIES: usize = 100;

/// Longest part of the target's name in that of a temporary file, in bytes: the whole stays short of any limit.
const STEM_LIMIT: usize = 40;

/// Numbers the temporary files of this process.
static COUNTER: AtomicU64 = AtomicU64::new(0);

/// Puts `bytes` into the file at `path`, which exists afterwards with all of them, or is as it was.
///
/// A symbolic link is followed, its target replaced. A new file is for this user only (0600); an existing one keeps its
/// mode, and its owner and group where the system allows it. When this returns, the bytes are on the disk.
///
/// # Errors
/// What the system reports, and `PermissionDenied` for a file that is write-protected. No temporary file is left.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = follow(path)?;
    let before = existing(&path)?;
    let mut temp = Temp::write(&path, bytes, before.as_ref())?;
    fs::rename(&temp.path, &path)?;
    temp.is_there = false;
    sync_folder(&path);
    Ok(())
}

/// As [`replace`], for a file that must not exist yet; a link that leads nowhere counts as existing.
///
/// # Errors
/// `AlreadyExists`, and what the system reports.
pub fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let mut temp = Temp::write(path, bytes, None)?;
    match fs::hard_link(&temp.path, path) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error),
        Err(_) => temp.move_to_new(path)?,
    }
    drop(temp);
    sync_folder(path);
    Ok(())
}

/// The stem and the process of a temporary file made here; `None` for any other name.
pub(super) fn temp_parts(name: &str) -> Option<(&str, u32)> {
    let (stem, number) = name.strip_prefix('.')?.strip_suffix(".tmp")?.rsplit_once('.')?;
    let (process, count) = number.split_once('-')?;
    count.parse::<u64>().ok()?;
    Some((stem, process.parse().ok()?))
}

/// A temporary file beside its target; gone when dropped, unless it was moved away.
struct Temp {
    path: PathBuf,
    is_there: bool,
}

impl Temp {
    /// Writes `bytes` down to the disk.
    fn write(target: &Path, bytes: &[u8], before: Option<&Metadata>) -> io::Result<Self> {
        let (temp, mut file) = Self::open(target)?;
        file.write_all(bytes)?;
        if let Some(before) = before {
            take_over(&file, before)?;
        }
        file.sync_all()?;
        Ok(temp)
    }

    fn open(target: &Path) -> io::Result<(Self, File)> {
        let name = target.file_name().ok_or(io::ErrorKind::InvalidInput)?;
        let stem = shortened(&Path::new(name).file_stem().unwrap_or(name).to_string_lossy()).to_owned();
        for _ in 0..TRIES {
            let count = COUNTER.fetch_add(1, Ordering::Relaxed);
            let path = folder(target).join(format!(".{stem}.{}-{count}.tmp", process::id()));
            match private().open(&path) {
                Ok(file) => return Ok((Self { path, is_there: true }, file)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// For file systems without hard links: takes the name first, then puts the content there.
    fn move_to_new(&mut self, path: &Path) -> io::Result<()> {
        private().open(path)?;
        let moved = fs::rename(&self.path, path);
        if moved.is_err() {
            let _ = fs::remove_file(path);
        }
        self.is_there = moved.is_err();
        moved
    }
}

impl Drop for Temp {
    fn drop(&mut self) {
        if self.is_there {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Options for a file that must be new, for this user only.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Where the symbolic links at `path` lead, whether or not anything is there.
fn follow(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_path_buf();
    for _ in 0..HOPS {
        match fs::read_link(&path) {
            Ok(link) => path = path.parent().unwrap_or(Path::new("")).join(link),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::new(io::ErrorKind::InvalidInput, "the links lead in a circle"))
}

/// What stands at `path` now, `None` for nothing.
fn existing(path: &Path) -> io::Result<Option<Metadata>> {
    let before = match fs::metadata(path) {
        Ok(before) => before,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    if !before.is_file() && !before.is_dir() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "a pipe or device of that name is in the way"));
    }
    if before.is_file() && before.permissions().readonly() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the file is write-protected"));
    }
    Ok(Some(before))
}

/// Gives the new file the owner, group and mode of the one it replaces. Where the group cannot be kept, the new group
/// may do no more than everybody.
#[cfg(unix)]
fn take_over(file: &File, before: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, fchown};
    let new = file.metadata()?;
    let mut mode = before.mode() & 0o777;
    if new.uid() != before.uid() {
        let _ = fchown(file, Some(before.uid()), None);
    }
    if new.gid() != before.gid() && fchown(file, None, Some(before.gid())).is_err() {
        mode = mode & 0o707 | (mode & 0o007) << 3;
    }
    file.set_permissions(fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn take_over(_: &File, _: &Metadata) -> io::Result<()> {
    Ok(())
}

/// Makes the new name last. The content is in place already, and some file systems refuse this.
fn sync_folder(path: &Path) {
    if cfg!(unix)
        && let Ok(dir) = File::open(folder(path))
    {
        let _ = dir.sync_all();
    }
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// As much of `stem` as a temporary name takes.
fn shortened(stem: &str) -> &str {
    let end = (0..=STEM_LIMIT.min(stem.len())).rev().find(|end| stem.is_char_boundary(*end));
    &stem[..end.unwrap_or(0)]
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;
    use crate::store::sample::names;

    #[test]
    fn a_file_is_made_and_replaced() {
        let dir = TempDir::new().unwrap();
        let path = dir.path().join("m.json");
        for content in ["one", "two, longer", "3"] {
            replace(&path, content.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), content);
        }
        assert_eq!(names(dir.path()), ["m.json"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_new_file_is_private_and_an_old_one_keeps_its_mode() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = TempDir::new().unwrap();
        let path = dir.path().join("m.json");
        let mode = || fs::metadata(&path).unwrap().permissions().mode() & 0o7777;
        replace(&path, b"1").unwrap();
        assert_eq!(mode(), 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o664)).unwrap();
        replace(&path, b"2").unwrap();
        assert_eq!(mode(), 0o664);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_kept_and_its_target_replaced() {
        let dir = TempDir::new().unwrap();
        fs::create_dir(dir.path().join("real")).unwrap();
        let (target, link) = (dir.path().join("real/m.json"), dir.path().join("link.json"));
        std::os::unix::fs::symlink("real/m.json", &link).unwrap();
        for content in ["the target is missing", "the target is there"] {
            replace(&link, content.as_bytes()).unwrap();
            assert_eq!(fs::read_link(&link).unwrap(), Path::new("real/m.json"));
            assert_eq!(fs::read_to_string(&target).unwrap(), content);
        }
        assert_eq!(names(dir.path()), ["link.json", "real"]);
        assert_eq!(names(&dir.path().join("real")), ["m.json"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_in_a_circle_are_refused() {
        let dir = TempDir::new().unwrap();
        let link = dir.path().join("m.json");
        std::os::unix::fs::symlink("m.json", &link).unwrap();
        assert_eq!(replace(&link, b"1").unwrap_err().to_string(), "the links lead in a circle");
        assert_eq!(names(dir.path()), ["m.json"]);
    }

    #[test]
    fn a_folder_in_the_way_leaves_no_temporary_file() {
        let dir = TempDir::new().unwrap();
        let path = dir.path().join("m.json");
        fs::create_dir(&path).unwrap();
        replace(&path, b"1").unwrap_err();
        assert_eq!(names(dir.path()), ["m.json"]);
        assert!(path.is_dir());
    }

    #[test]
    fn a_write_protected_file_is_not_overwritten() {
        let dir = TempDir::new().unwrap();
        let path = dir.path().join("m.json");
        fs::write(&path, "1").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        assert_eq!(replace(&path, b"2").unwrap_err().kind(), io::ErrorKind::PermissionDenied);
        assert_eq!(fs::read_to_string(&path).unwrap(), "1");
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_is_not_replaced() {
        let dir = TempDir::new().unwrap();
        let pipe = dir.path().join("m.json");
        assert!(process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert_eq!(replace(&pipe, b"1").unwrap_err().kind(), io::ErrorKind::InvalidInput);
        assert!(!pipe.is_file());
    }

    #[test]
    fn the_longest_name_is_saved() {
        let dir = TempDir::new().unwrap();
        for name in ["m".repeat(250) + ".json", "é".repeat(125) + ".json", "n".repeat(255)] {
            assert_eq!(name.len(), 255);
            let path = dir.path().join(name);
            replace(&path, b"1").unwrap();
            create(&path, b"2").unwrap_err();
            assert_eq!(fs::read(&path).unwrap(), b"1");
        }
    }

    #[test]
    fn a_new_file_never_replaces_one() {
        let dir = TempDir::new().unwrap();
        let path = dir.path().join("m.json");
        create(&path, b"1").unwrap();
        assert_eq!(create(&path, b"2").unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&path).unwrap(), b"1");
        assert_eq!(names(dir.path()), ["m.json"]);
    }

    #[test]
    fn of_many_who_create_a_file_one_wins() {
        let dir = TempDir::new().unwrap();
        let path = dir.path().join("m.json");
        let wins = std::thread::scope(|scope| {
            let all: Vec<_> = (0..8).map(|_| scope.spawn(|| create(&path, b"1").is_ok())).collect();
            all.into_iter().filter_map(|one| one.join().unwrap().then_some(())).count()
        });
        assert_eq!(wins, 1);
        assert_eq!(names(dir.path()), ["m.json"]);
    }

    #[test]
    fn a_new_file_is_made_without_hard_links_too() {
        let dir = TempDir::new().unwrap();
        let path = dir.path().join("m.json");
        Temp::write(&path, b"1", None).unwrap().move_to_new(&path).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"1");
        Temp::write(&path, b"2", None).unwrap().move_to_new(&path).unwrap_err();
        assert_eq!(fs::read(&path).unwrap(), b"1");
        assert_eq!(names(dir.path()), ["m.json"]);
    }

    #[test]
    fn temporary_names_tell_stem_and_process() {
        let target = Path::new("2026-11-24-1000.json");
        let dir = TempDir::new().unwrap();
        let (temp, _) = Temp::open(&dir.path().join(target)).unwrap();
        let name = temp.path.file_name().unwrap().to_str().unwrap();
        assert_eq!(temp_parts(name), Some(("2026-11-24-1000", process::id())));
        for other in ["m.json", ".m.tmp", ".m.x-1.tmp", ".m.1.tmp", "m.1-1.tmp"] {
            assert_eq!(temp_parts(other), None, "{other}");
        }
    }
}
