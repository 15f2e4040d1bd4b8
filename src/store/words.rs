//! Paths, foreign text and errors of the system in words that are safe to print. Knows no file.

use std::{io, path::Path};

use crate::domain::letters::{self, Piece};

/// `text` with every character that could steer a terminal, turn the reading order or hide written out: `\u{1b}`,
/// `\n`.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for piece in letters::pieces(text) {
        match piece {
            Piece::Seen(seen) => shown.push_str(seen),
            Piece::Hidden(c @ ('\n' | '\r' | '\t')) => shown.extend(c.escape_default()),
            Piece::Hidden(c) => shown.extend(c.escape_unicode()),
        }
    }
    shown
}

/// A path to be printed; bytes that are no text become `\u{fffd}`.
pub(super) fn path(path: &Path) -> String {
    visible(&path.to_string_lossy())
}

/// What an error of the system means, lower case, without its number.
pub fn error(error: &io::Error) -> String {
    if error.get_ref().is_some() {
        return visible(&error.to_string());
    }
    match error.kind() {
        io::ErrorKind::StorageFull => "disk full".to_owned(),
        io::ErrorKind::QuotaExceeded => "your share of the disk is full".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk takes no changes".to_owned(),
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::IsADirectory => "a folder of that name is in the way".to_owned(),
        io::ErrorKind::AlreadyExists => "something of that name is in the way".to_owned(),
        io::ErrorKind::NotADirectory => "a file is in the place of a folder".to_owned(),
        io::ErrorKind::FileTooLarge => "the file is too large for this disk".to_owned(),
        io::ErrorKind::CrossesDevices => "the file lies on another disk than its folder".to_owned(),
        io::ErrorKind::ResourceBusy => "the system holds the file in use".to_owned(),
        _ if is_circle(error) => "the links lead in a circle".to_owned(),
        _ if is_out_of_files(error) => "too many files are open".to_owned(),
        _ if is_disk_fault(error) => "the disk reported an error".to_owned(),
        _ => system_words(&error.to_string()),
    }
}

/// `Argument list too long (os error 7)` as `argument list too long`.
fn system_words(text: &str) -> String {
    let text = text.rfind(" (os error ").map_or(text, |end| &text[..end]);
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// Whether the hardware, or the network behind it, went wrong.
#[cfg(unix)]
pub(super) fn is_disk_fault(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::IO.raw_os_error())
}

#[cfg(unix)]
fn is_out_of_files(error: &io::Error) -> bool {
    [rustix::io::Errno::MFILE, rustix::io::Errno::NFILE]
        .iter()
        .any(|out| error.raw_os_error() == Some(out.raw_os_error()))
}

#[cfg(unix)]
fn is_circle(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error())
}

#[cfg(not(unix))]
fn is_circle(_: &io::Error) -> bool {
    false
}

#[cfg(not(unix))]
fn is_out_of_files(_: &io::Error) -> bool {
    false
}

#[cfg(not(unix))]
pub(super) fn is_disk_fault(_: &io::Error) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_and_turned_reading_order_are_written_out() {
        assert_eq!(visible("a\u{1b}]0;x\u{7}\n"), "a\\u{1b}]0;x\\u{7}\\n");
        assert_eq!(visible("abc\u{202e}txt.json \u{85}"), "abc\\u{202e}txt.json \\u{85}");
    }

    #[test]
    fn ordinary_text_of_any_language_stays() {
        for text in ["C:\\data \"x\"", "Außendienst", "e\u{301}", "営業", "👨\u{200d}👩\u{200d}👧"] {
            assert_eq!(visible(text), text);
        }
    }

    #[test]
    fn errors_of_the_system_lose_their_number() {
        assert_eq!(system_words("Argument list too long (os error 7)"), "argument list too long");
        assert_eq!(error(&io::ErrorKind::StorageFull.into()), "disk full");
    }

    #[cfg(unix)]
    #[test]
    fn what_keeps_a_disk_from_writing_is_named() {
        use rustix::io::Errno;
        let named = [
            (Errno::NOSPC, "disk full"),
            (Errno::DQUOT, "your share of the disk is full"),
            (Errno::IO, "the disk reported an error"),
            (Errno::FBIG, "the file is too large for this disk"),
            (Errno::ROFS, "the disk takes no changes"),
            (Errno::ACCESS, "permission denied"),
            (Errno::PERM, "permission denied"),
            (Errno::XDEV, "the file lies on another disk than its folder"),
            (Errno::BUSY, "the system holds the file in use"),
            (Errno::NOENT, "no such file or folder"),
            (Errno::LOOP, "the links lead in a circle"),
            (Errno::NOTDIR, "a file is in the place of a folder"),
            (Errno::MFILE, "too many files are open"),
        ];
        for (errno, words) in named {
            assert_eq!(error(&io::Error::from_raw_os_error(errno.raw_os_error())), words);
        }
    }
}
