//! Reports of the program's own mistakes, for whoever mends them. Does not know what went wrong.

use std::{
    fs::OpenOptions,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use jiff::Zoned;

use super::replace;

/// Folder of the state folder.
pub(super) const REPORTS: &str = "reports";

/// Keeps a report under the time of the mistake in the state folder; its path. Never over another file.
///
/// # Errors
/// What the system refused.
pub fn report(state: &Path, at: &Zoned, text: &str) -> io::Result<PathBuf> {
    let folder = state.join(REPORTS);
    replace::make_folder(&folder)?;
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let path = folder.join(format!("{}.txt", at.strftime("%Y-%m-%d-%H%M%S-%3f")));
    options.write(true).create_new(true).open(&path)?.write_all(text.as_bytes())?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn at() -> Zoned {
        "2026-11-24T10:00:07+01:00[+01:00]".parse().unwrap()
    }

    #[test]
    fn a_report_has_its_time_for_a_name() {
        let dir = tempfile::tempdir().unwrap();
        let path = report(dir.path(), &at(), "place: here").unwrap();
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(name.starts_with("2026-11-24-100007-000"), "{name}");
        assert_eq!(path.parent(), Some(dir.path().join("reports").as_path()));
        assert_eq!(fs::read_to_string(path).unwrap(), "place: here");
    }

    #[test]
    fn a_report_is_never_written_over_another_file() {
        let dir = tempfile::tempdir().unwrap();
        let first = report(dir.path(), &at(), "first").unwrap();
        let second = report(dir.path(), &at(), "second").unwrap_err();
        assert_eq!(second.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(first).unwrap(), "first");
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_reads_a_report() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().unwrap();
        let path = report(&dir.path().join("state"), &at(), "").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
    }
}
