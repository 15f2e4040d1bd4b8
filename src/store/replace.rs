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

/// Mode of a file for this user only.
const OWN: u32 = 0o600;

/// Mode of a file for whomever the umask of this user lets read it.
const SHARED: u32 = 0o666;

/// Puts `bytes` into the file at `path`, which exists afterwards with all of them, or is as it was.
///
/// A symbolic link is followed, its target replaced. A new file is for this user only (0600); an existing one keeps its
/// mode, and its owner, group and further attributes where the system allows it. When this returns, the bytes are on the
/// disk. `Some` tells why the name of the file may not last a loss of power: the disk cannot be asked for that.
///
/// # Errors
/// What the system reports, and `PermissionDenied` for a file that is write-protected. No temporary file is left.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<Option<io::Error>> {
    Ready::new(path, bytes)?.put()
}

/// As [`replace`] in two steps, for a last look in between: the first one may take long. Gone when dropped.
pub(super) struct Ready {
    path: PathBuf,
    temp: Temp,
}

impl Ready {
    /// Writes `bytes` beside the file at `path`, down to the disk.
    ///
    /// # Errors
    /// As [`replace`].
    pub(super) fn new(path: &Path, bytes: &[u8]) -> io::Result<Self> {
        let path = follow(path)?;
        let before = existing(&path)?;
        let temp = Temp::write(&path, bytes, OWN, before.as_ref())?;
        Ok(Self { path, temp })
    }

    /// Puts them in its place.
    ///
    /// # Errors
    /// As [`replace`].
    pub(super) fn put(self) -> io::Result<Option<io::Error>> {
        self.temp.put(&self.path)?;
        Ok(sync_folder(&self.path).err())
    }
}

/// As [`replace`], in the place of whatever has that name: a symbolic link is not followed.
///
/// # Errors
/// What the system reports.
pub fn replace_here(path: &Path, bytes: &[u8], privacy: Privacy) -> io::Result<()> {
    Temp::write(path, bytes, privacy.mode(), None)?.put(path)?;
    // The content is in place, and nobody waits for it to last.
    let _ = sync_folder(path);
    Ok(())
}

/// As [`replace`], for a file that must not exist yet; a link that leads nowhere counts as existing.
///
/// # Errors
/// `AlreadyExists`, and what the system reports.
pub fn create(path: &Path, bytes: &[u8], privacy: Privacy) -> io::Result<()> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let mut temp = Temp::write(path, bytes, privacy.mode(), None)?;
    match fs::hard_link(&temp.path, path) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error),
        Err(_) => temp.move_to_new(path, privacy.mode())?,
    }
    drop(temp);
    // The content is in place, and nobody waits for it to last.
    let _ = sync_folder(path);
    Ok(())
}

/// Who may read a new file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Privacy {
    /// This user only.
    Own,
    /// Whomever the umask of this user lets read it.
    Shared,
}

impl Privacy {
    const fn mode(self) -> u32 {
        match self {
            Self::Own => OWN,
            Self::Shared => SHARED,
        }
    }
}

/// Makes a folder with all folders above it; new ones are for this user only (0700).
///
/// # Errors
/// What the system reports.
pub fn make_folder(dir: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}

/// Whether files can be made in this folder, tried out.
///
/// # Errors
/// What the system reports; nothing is left.
pub fn try_out(dir: &Path) -> io::Result<()> {
    Temp::open(&dir.join("try"), OWN).map(drop)
}

/// The stem and the process of a temporary file made here; `None` for any other name.
pub(super) fn temp_parts(name: &str) -> Option<(&str, u32)> {
    let (stem, number) = name.strip_prefix('.')?.strip_suffix(".tmp")?.rsplit_once('.')?;
    let (process, count) = number.split_once('-')?;
    count.parse::<u64>().ok()?;
    Some((stem, process.parse().ok()?))
}

/// Removes the temporary files that ended processes of this computer left in `dir`.
pub(super) fn sweep(dir: &Path) {
    let names = fs::read_dir(dir).into_iter().flatten().flatten().map(|entry| entry.file_name());
    for name in names.filter_map(|name| name.into_string().ok()) {
        if temp_parts(&name).is_some_and(|(_, owner)| has_ended(owner)) {
            let _ = fs::remove_file(dir.join(name));
        }
    }
}

/// Whether a process runs no more, as far as the system tells.
pub(super) fn has_ended(process: u32) -> bool {
    let processes = Path::new("/proc");
    processes.join("self").exists() && !processes.join(process.to_string()).exists()
}

/// A temporary file beside its target; gone when dropped, unless it was moved away.
struct Temp {
    path: PathBuf,
    is_there: bool,
}

impl Temp {
    /// Writes `bytes` down to the disk.
    fn write(target: &Path, bytes: &[u8], mode: u32, before: Option<&Metadata>) -> io::Result<Self> {
        let (temp, mut file) = Self::open(target, mode)?;
        file.write_all(bytes)?;
        if let Some(before) = before {
            take_over(&file, before)?;
            keep_attributes(target, &temp.path);
        }
        file.sync_all()?;
        Ok(temp)
    }

    fn open(target: &Path, mode: u32) -> io::Result<(Self, File)> {
        let name = target.file_name().ok_or(io::ErrorKind::InvalidInput)?;
        let stem = shortened(&Path::new(name).file_stem().unwrap_or(name).to_string_lossy()).to_owned();
        for _ in 0..TRIES {
            let count = COUNTER.fetch_add(1, Ordering::Relaxed);
            let path = folder(target).join(format!(".{stem}.{}-{count}.tmp", process::id()));
            match new_file(mode).open(&path) {
                Ok(file) => return Ok((Self { path, is_there: true }, file)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// Gives it the name of the target.
    fn put(mut self, target: &Path) -> io::Result<()> {
        rename(&self.path, target)?;
        self.is_there = false;
        Ok(())
    }

    /// For file systems without hard links: takes the name first, then puts the content there.
    fn move_to_new(&mut self, path: &Path, mode: u32) -> io::Result<()> {
        new_file(mode).open(path)?;
        let moved = rename(&self.path, path);
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

/// Options for a file that must be new.
fn new_file(mode: u32) -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
    #[cfg(not(unix))]
    let _ = mode;
    options
}

#[cfg(not(windows))]
fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)
}

/// A virus scanner or an indexer may hold the file for a moment; only after 2.5 s it counts as refused.
#[cfg(windows)]
fn rename(from: &Path, to: &Path) -> io::Result<()> {
    for _ in 0..25 {
        match fs::rename(from, to) {
            Err(error) if matches!(error.raw_os_error(), Some(5 | 32 | 33)) => {
                std::thread::sleep(std::time::Duration::from_millis(100));
            }
            done => return done,
        }
    }
    fs::rename(from, to)
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

/// Gives the new file the further attributes of the one it replaces, such as tags and access lists, where the system
/// allows it.
#[cfg(target_os = "linux")]
fn keep_attributes(from: &Path, to: &Path) {
    use rustix::fs::{XattrFlags, getxattr, listxattr, setxattr};
    // The longest list and the longest value that there can be.
    let (mut names, mut value) = (vec![0_u8; 1 << 16], vec![0_u8; 1 << 16]);
    let Ok(length) = listxattr(from, &mut names[..]) else { return };
    for name in names[..length].split(|byte| *byte == 0).filter(|name| !name.is_empty()) {
        if let Ok(length) = getxattr(from, name, &mut value[..]) {
            let _ = setxattr(to, name, &value[..length], XattrFlags::empty());
        }
    }
}

#[cfg(not(target_os = "linux"))]
fn keep_attributes(_: &Path, _: &Path) {}

#[cfg(not(unix))]
fn take_over(_: &File, _: &Metadata) -> io::Result<()> {
    Ok(())
}

/// Makes the new name last.
fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder(path))?.sync_all() } else { Ok(()) }
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
mod tests;
