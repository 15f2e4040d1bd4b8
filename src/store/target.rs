//! A file that is written again and again, and that somebody else may change, delete or put back meanwhile: theirs stays,
//! ours goes beside it. Does not know what stands in it.

use std::{
    fs, io,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use jiff::civil::DateTime;

use super::{
    Lock, LockError,
    replace::{self, Privacy, Ready},
};

/// What some editors put before the text.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// Most names that are tried for a conflict copy.
const TRIES: u32 = 100;

/// How long another window is waited for, and how long until it is asked again.
const PATIENCE: Duration = Duration::from_secs(2);
const MOMENT: Duration = Duration::from_millis(5);

/// A file as this program left it last.
#[derive(Debug)]
pub struct Target {
    path: PathBuf,
    /// What was in it when it was last read or written here; `None` when it was not there.
    known: Option<Vec<u8>>,
    /// What was to be written last and may not last: a save that was reported as failed may have reached the disk all the
    /// same.
    tried: Option<Vec<u8>>,
    /// The lock file that every window takes while it puts the file in its place; `None` where only one window writes.
    gate: Option<PathBuf>,
}

/// How a file was written.
#[derive(Debug)]
pub struct Written {
    /// What was found in its place.
    pub found: Found,
    /// Why its name may not last a loss of power.
    pub unlasting: Option<io::Error>,
}

/// What was found where a file was to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// What was left there.
    Same,
    /// Nothing, though it had been there: it was made again.
    Gone,
    /// Something else. It stays; from now on the words go into a new file beside it.
    Changed,
}

impl Target {
    /// The file at `path`, which holds `known`, or is not there.
    pub fn new(path: PathBuf, known: Option<Vec<u8>>) -> Self {
        Self { path, known, tried: None, gate: None }
    }

    /// The same for a file that several windows write: one after the other, so that none overlooks another.
    pub fn gated(path: PathBuf, known: Option<Vec<u8>>, gate: PathBuf) -> Self {
        Self { gate: Some(gate), ..Self::new(path, known) }
    }

    /// Where it is written.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes the file, or a new one beside it with the time `at` in its name when somebody else changed it.
    ///
    /// # Errors
    /// What the system reports; the file is then as it was.
    pub fn write(&mut self, bytes: &[u8], at: DateTime) -> io::Result<Written> {
        self.write_while(bytes, at, || {})
    }

    /// As [`Target::write`]; `meanwhile` is what others do while the bytes go to the disk.
    fn write_while(&mut self, bytes: &[u8], at: DateTime, meanwhile: impl FnOnce()) -> io::Result<Written> {
        let mut found = self.look()?;
        if found == Found::Same && self.holds(bytes) {
            return Ok(Written { found, unlasting: None });
        }
        self.tried = Some(bytes.to_vec());
        if found != Found::Changed {
            let ready = Ready::new(&self.path, bytes)?;
            meanwhile();
            let _gate = self.gate.as_deref().map(pass).transpose()?;
            // That may have taken long.
            found = self.look()?;
            if found != Found::Changed {
                let unlasting = ready.put()?;
                self.known = Some(bytes.to_vec());
                self.tried.take_if(|_| unlasting.is_none());
                return Ok(Written { found, unlasting });
            }
        }
        self.path = beside(&self.path, bytes, at)?;
        (self.known, self.tried) = (Some(bytes.to_vec()), None);
        Ok(Written { found, unlasting: None })
    }

    /// Whether the file, which is as it is known, has these bytes for good: they need no room then.
    fn holds(&self, bytes: &[u8]) -> bool {
        let is_known = self.known.as_deref().is_some_and(|known| is_same(known, bytes));
        is_known && self.tried.is_none() && self.path.is_file()
    }

    /// What is in its place now. What was tried and reached the disk is known from here on.
    fn look(&mut self) -> io::Result<Found> {
        Ok(match content(&self.path, self.known.as_deref())? {
            There::Nothing if self.known.is_some() => Found::Gone,
            There::Nothing | There::Known => Found::Same,
            There::Other(other) if self.tried.as_deref().is_some_and(|tried| is_same(&other, tried)) => {
                self.known = Some(other);
                Found::Same
            }
            There::Other(_) => Found::Changed,
        })
    }
}

/// Waits until no other window is at the gate.
fn pass(gate: &Path) -> io::Result<Option<Lock>> {
    let end = Instant::now() + PATIENCE;
    loop {
        match Lock::take_file(gate.to_path_buf(), "writes") {
            Ok(lock) => return Ok(Some(lock)),
            Err(LockError::Unsupported { .. }) => return Ok(None),
            Err(LockError::Io { source, .. }) => return Err(source),
            Err(LockError::Held(_)) if Instant::now() < end => thread::sleep(MOMENT),
            Err(LockError::Held(_)) => return Err(io::Error::other("another window writes there at the moment")),
        }
    }
}

/// What is where a file is expected.
enum There {
    Known,
    Nothing,
    Other(Vec<u8>),
}

fn content(path: &Path, known: Option<&[u8]>) -> io::Result<There> {
    let file = match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(There::Nothing),
        file => file?,
    };
    if file.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    // A pipe would wait for its writer, and is refused when it is to be replaced.
    if !file.is_file() {
        return Ok(There::Known);
    }
    // One that no meeting fills is another, and is not read to find that out.
    if file.len() > super::read::SIZE_LIMIT {
        return Ok(There::Other(Vec::new()));
    }
    let bytes = fs::read(path)?;
    Ok(if known.is_some_and(|known| is_same(known, &bytes)) { There::Known } else { There::Other(bytes) })
}

/// Whether two contents are the same, a byte-order mark at the beginning apart.
fn is_same(one: &[u8], other: &[u8]) -> bool {
    one.strip_prefix(MARK).unwrap_or(one) == other.strip_prefix(MARK).unwrap_or(other)
}

/// Puts `bytes` into a new file beside `path`, named after it and the time.
fn beside(path: &Path, bytes: &[u8], at: DateTime) -> io::Result<PathBuf> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    // A conflict copy that was changed in its turn does not grow a second time in its name.
    let stem = stem.split(" (conflict ").next().unwrap_or_default();
    let time = at.strftime("%Y-%m-%d %H%M");
    for number in 1..=TRIES {
        let count = if number == 1 { String::new() } else { format!(" {number}") };
        let copy = path.with_file_name(format!("{stem} (conflict {time}{count}).json"));
        match replace::create(&copy, bytes, Privacy::Own) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            done => return done.map(|()| copy),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use tempfile::TempDir;

    use super::*;
    use crate::store::sample::names;

    const COPY: &str = "m (conflict 2026-05-12 1403).json";

    /// A file that was written once, and its folder.
    fn written() -> (TempDir, Target) {
        let dir = TempDir::new().unwrap();
        let mut target = Target::new(dir.path().join("m.json"), None);
        assert_eq!(write(&mut target, "one"), Found::Same);
        (dir, target)
    }

    fn write(target: &mut Target, text: &str) -> Found {
        target.write(text.as_bytes(), date(2026, 5, 12).at(14, 3, 59, 0)).unwrap().found
    }

    #[track_caller]
    fn check(dir: &TempDir, expected: &[(&str, &str)]) {
        let read = |name: String| (name.clone(), fs::read_to_string(dir.path().join(name)).unwrap());
        let files: Vec<(String, String)> = names(dir.path()).into_iter().map(read).collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        assert_eq!(files, expected);
    }

    #[test]
    fn what_nobody_touched_is_written_over() {
        let (dir, mut target) = written();
        assert_eq!(write(&mut target, "two"), Found::Same);
        check(&dir, &[("m.json", "two")]);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_there_for_good_is_not_written_once_more() {
        use std::os::unix::fs::MetadataExt as _;
        let (dir, mut target) = written();
        let path = dir.path().join("m.json");
        let file = |path: &Path| fs::metadata(path).unwrap().ino();
        let before = file(&path);
        assert_eq!((write(&mut target, "one"), file(&path)), (Found::Same, before));
        assert_eq!(write(&mut target, "two"), Found::Same);
        assert_ne!(file(&path), before);
        fs::remove_file(&path).unwrap();
        assert_eq!(write(&mut target, "two"), Found::Gone);
        fs::write(&path, "their words").unwrap();
        assert_eq!(write(&mut target, "two"), Found::Changed);
        check(&dir, &[(COPY, "two"), ("m.json", "their words")]);
    }

    #[cfg(unix)]
    #[test]
    fn what_may_not_last_is_written_once_more() {
        use std::os::unix::fs::MetadataExt as _;
        let (dir, mut target) = written();
        let path = dir.path().join("m.json");
        let before = fs::metadata(&path).unwrap().ino();
        target.tried = Some(b"one".to_vec());
        assert_eq!(write(&mut target, "one"), Found::Same);
        assert_ne!(fs::metadata(&path).unwrap().ino(), before);
    }

    #[test]
    fn what_somebody_else_wrote_stays_and_ours_goes_beside_it() {
        let (dir, mut target) = written();
        fs::write(dir.path().join("m.json"), "their words").unwrap();
        assert_eq!(write(&mut target, "two"), Found::Changed);
        assert_eq!(target.path(), dir.path().join(COPY));
        assert_eq!(write(&mut target, "three"), Found::Same);
        check(&dir, &[(COPY, "three"), ("m.json", "their words")]);
    }

    #[test]
    fn what_somebody_else_writes_while_ours_goes_to_the_disk_stays() {
        let (dir, mut target) = written();
        let path = dir.path().join("m.json");
        let theirs = || fs::write(&path, "their words").unwrap();
        let written = target.write_while(b"two", date(2026, 5, 12).at(14, 3, 0, 0), theirs).unwrap();
        assert_eq!(written.found, Found::Changed);
        check(&dir, &[(COPY, "two"), ("m.json", "their words")]);
    }

    #[test]
    fn what_is_deleted_while_ours_goes_to_the_disk_is_made_again() {
        let (dir, mut target) = written();
        let gone = || fs::remove_file(dir.path().join("m.json")).unwrap();
        let written = target.write_while(b"two", date(2026, 5, 12).at(14, 3, 0, 0), gone).unwrap();
        assert_eq!(written.found, Found::Gone);
        check(&dir, &[("m.json", "two")]);
    }

    #[test]
    fn the_same_size_and_time_hide_no_change() {
        let (dir, mut target) = written();
        let path = dir.path().join("m.json");
        let time = fs::metadata(&path).unwrap().modified().unwrap();
        fs::write(&path, "eno").unwrap();
        fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
        assert_eq!(write(&mut target, "two"), Found::Changed);
        check(&dir, &[(COPY, "two"), ("m.json", "eno")]);
    }

    #[test]
    fn an_older_state_that_is_put_back_is_a_change() {
        let (dir, mut target) = written();
        write(&mut target, "two");
        fs::write(dir.path().join("m.json"), "one").unwrap();
        assert_eq!(write(&mut target, "three"), Found::Changed);
        check(&dir, &[(COPY, "three"), ("m.json", "one")]);
    }

    #[test]
    fn a_copy_that_is_changed_in_its_turn_stays_too() {
        let (dir, mut target) = written();
        fs::write(dir.path().join("m.json"), "theirs").unwrap();
        write(&mut target, "two");
        fs::write(dir.path().join(COPY), "theirs again").unwrap();
        assert_eq!(write(&mut target, "three"), Found::Changed);
        let second = "m (conflict 2026-05-12 1403 2).json";
        check(&dir, &[(second, "three"), (COPY, "theirs again"), ("m.json", "theirs")]);
    }

    #[test]
    fn a_file_that_appears_where_none_was_stays() {
        let dir = TempDir::new().unwrap();
        let mut target = Target::new(dir.path().join("m.json"), None);
        fs::write(dir.path().join("m.json"), "theirs").unwrap();
        assert_eq!(write(&mut target, "one"), Found::Changed);
        check(&dir, &[(COPY, "one"), ("m.json", "theirs")]);
    }

    #[test]
    fn an_emptied_file_and_one_too_large_to_be_minutes_stay_from_the_first_save_on() {
        for size in [0, super::super::read::SIZE_LIMIT + 1] {
            let dir = TempDir::new().unwrap();
            let path = dir.path().join("m.json");
            fs::File::create(&path).unwrap().set_len(size).unwrap();
            let mut target = Target::new(path.clone(), Some(b"one".to_vec()));
            assert_eq!(write(&mut target, "two"), Found::Changed);
            assert_eq!(fs::metadata(&path).unwrap().len(), size);
        }
    }

    #[test]
    fn what_was_deleted_is_made_again() {
        let (dir, mut target) = written();
        fs::remove_file(dir.path().join("m.json")).unwrap();
        assert_eq!(write(&mut target, "two"), Found::Gone);
        check(&dir, &[("m.json", "two")]);
    }

    #[test]
    fn a_save_that_reached_the_disk_although_it_failed_is_ours() {
        let (dir, mut target) = written();
        let path = dir.path().join("m.json");
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        target.write(b"two", date(2026, 5, 12).at(14, 3, 0, 0)).unwrap_err();
        fs::remove_file(&path).unwrap();
        fs::write(&path, "two").unwrap();
        assert_eq!(write(&mut target, "three"), Found::Same);
        check(&dir, &[("m.json", "three")]);
    }

    #[test]
    fn two_windows_that_write_at_once_overlook_nothing() {
        for _ in 0..50 {
            let dir = TempDir::new().unwrap();
            let target = || Target::gated(dir.path().join("m.json"), None, dir.path().join(".gate"));
            let (mut one, mut other) = (target(), target());
            let both = std::thread::scope(|scope| {
                let one = scope.spawn(|| write(&mut one, "one"));
                let other = scope.spawn(|| write(&mut other, "other"));
                [one.join().unwrap(), other.join().unwrap()]
            });
            assert!(both.contains(&Found::Same) && both.contains(&Found::Changed), "{both:?}");
            fs::remove_file(dir.path().join(".gate")).unwrap();
            assert_eq!(names(dir.path()), [COPY, "m.json"]);
        }
    }

    #[test]
    fn a_byte_order_mark_is_no_change() {
        let dir = TempDir::new().unwrap();
        let path = dir.path().join("m.json");
        fs::write(&path, "\u{feff}one").unwrap();
        let mut target = Target::new(path, Some(b"one".to_vec()));
        assert_eq!(write(&mut target, "two"), Found::Same);
    }
}
