//! A file to minutes or an agenda, with limits and with errors that say what to do. Changes nothing and knows no folder.

use std::{
    fs::{File, FileType, Metadata},
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use crate::domain::{
    Agenda, Meeting,
    json::{self, Fault, Refused},
    meeting::VERSION,
};

use super::{check, unique, words};

/// Largest file that is read, in bytes: more than any that is written, see [`crate::domain::meeting::SIZE_LIMIT`].
pub const SIZE_LIMIT: u64 = 16 * 1024 * 1024;

/// What to do about a damaged file of which there is no copy.
pub const MEND: &str = "mend it, or move it elsewhere and go on without it";

/// What to do about two states of the same minutes, wherever that is told.
pub const COMPARE: &str = "compare the two with `turnabout show`, keep one, move the other elsewhere";

/// The same for two states of an agenda, which goes by its file.
pub const COMPARE_AGENDAS: &str =
    "compare the two with `turnabout agenda show FILE`, keep one, move the other elsewhere";

/// What to do about another state of the file with this stem, which is not there.
pub fn rename(of: &str) -> String {
    format!("if you miss that, name it {of}.json, else move it elsewhere")
}

/// What is smaller is not measured as it would be written: it grows, but not so much.
const SMALL: usize = 512 * 1024;

/// The value of the field `format` in minutes.
const FORMAT: &str = "turnabout-minutes";

/// Why a file was not read. The file is as it was; the text names it and says what to do.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// Nothing of that name.
    #[error("{}: no such file; check the name", words::path(path))]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The system does not let this user read it.
    #[error("cannot read {}: permission denied; ask for the right to read it", words::path(path))]
    Denied {
        /// The file.
        path: PathBuf,
    },
    /// A folder, a pipe or a device.
    #[error("{} is {what}; name a file", words::path(path))]
    NotAFile {
        /// The place.
        path: PathBuf,
        /// What it is, with its article.
        what: &'static str,
    },
    /// More than [`SIZE_LIMIT`].
    #[error("{} has more than 16 MiB; no file of this program does, check the name", words::path(path))]
    TooLarge {
        /// The file.
        path: PathBuf,
    },
    /// Not UTF-8.
    #[error("{}: {what}; save it as UTF-8", words::path(path))]
    Encoding {
        /// The file.
        path: PathBuf,
        /// What it is instead, as far as one can tell.
        what: String,
    },
    /// Minutes that are not sound JSON, or lack a field.
    #[error("{}:{fault}; the file is damaged: {MEND}", words::path(path))]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What and where.
        fault: Fault,
    },
    /// Minutes that contradict themselves, or hold nothing.
    #[error("{}: {what}; the file is damaged: {MEND}", words::path(path))]
    Unsound {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// An agenda that makes no meeting; the fault says what to do.
    #[error("{}:{fault}", words::path(path))]
    Agenda {
        /// The file.
        path: PathBuf,
        /// What, where and what to do.
        fault: Fault,
    },
    /// Of another kind than was asked for.
    #[error("{}: this is not a {} file; check the name", words::path(path), format.replace('-', " "))]
    Other {
        /// The file.
        path: PathBuf,
        /// The format that was asked for.
        format: &'static str,
    },
    /// Written by a later program.
    #[error(
        "{}: made by a newer turnabout ({found}); this one reads up to {newest}. Nothing was changed; \
         install the newer one",
        words::path(path)
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// What tells so: `version 7`, or what the file requires.
        found: String,
        /// Newest version that is read.
        newest: u32,
    },
    /// Minutes that stand a second time under another name.
    #[error("{} is a copy of the meeting {of} and does not count; {COMPARE}", words::path(path))]
    Copy {
        /// The copy.
        path: PathBuf,
        /// Id of the meeting.
        of: String,
    },
    /// The same of minutes that are not there.
    #[error("{} is a copy of the meeting {of}, which is not there; {}", words::path(path), rename(of))]
    OnlyCopy {
        /// The copy.
        path: PathBuf,
        /// Id of the meeting.
        of: String,
    },
    /// Anything else that the system reports.
    #[error("cannot read {}: {}; try again, or use a copy", words::path(path), words::error(source))]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl ReadError {
    /// Whether the file was read and its content is at fault: damaged, of another kind, or too new.
    pub const fn is_damage(&self) -> bool {
        match self {
            Self::Missing { .. }
            | Self::Denied { .. }
            | Self::NotAFile { .. }
            | Self::TooLarge { .. }
            | Self::Copy { .. }
            | Self::OnlyCopy { .. }
            | Self::Io { .. } => false,
            Self::Encoding { .. }
            | Self::Damaged { .. }
            | Self::Unsound { .. }
            | Self::Agenda { .. }
            | Self::Other { .. }
            | Self::Newer { .. } => true,
        }
    }

    /// Whether a later program wrote it.
    pub const fn is_newer(&self) -> bool {
        matches!(self, Self::Newer { .. })
    }

    /// The file that was not read.
    pub fn path(&self) -> &Path {
        match self {
            Self::Missing { path }
            | Self::Denied { path }
            | Self::NotAFile { path, .. }
            | Self::TooLarge { path }
            | Self::Encoding { path, .. }
            | Self::Damaged { path, .. }
            | Self::Unsound { path, .. }
            | Self::Agenda { path, .. }
            | Self::Other { path, .. }
            | Self::Newer { path, .. }
            | Self::Copy { path, .. }
            | Self::OnlyCopy { path, .. }
            | Self::Io { path, .. } => path,
        }
    }

    /// Whether it is a copy by its name, of which nobody asks that it is read.
    pub const fn is_copy(&self) -> bool {
        matches!(self, Self::Copy { .. } | Self::OnlyCopy { .. })
    }

    /// The name of the file that was not read, safe to print.
    pub fn name(&self) -> String {
        words::visible(&self.path().file_name().unwrap_or_default().to_string_lossy())
    }

    /// The same without its ending: the id by which the minutes would go.
    pub fn stem(&self) -> String {
        words::visible(&self.path().file_stem().unwrap_or_default().to_string_lossy())
    }

    fn io(path: &Path, source: io::Error) -> Self {
        let path = path.to_path_buf();
        match source.kind() {
            io::ErrorKind::NotFound => Self::Missing { path },
            io::ErrorKind::PermissionDenied => Self::Denied { path },
            _ => Self::Io { path, source },
        }
    }
}

/// Minutes that were read, and what stands against changing them.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The meeting.
    pub meeting: Meeting,
    /// Fields that this program does not know, safe to print: `turns[0].mood`. A change would lose them.
    pub unknown: Vec<String>,
    /// Contradictions that a change could make worse, in words.
    pub doubts: Vec<String>,
    /// The id that the file says it has, where its name is another one; the meeting goes by the name.
    pub copy_of: Option<String>,
    /// The file as it is.
    pub text: String,
}

impl Loaded {
    /// Whether the meeting may be changed and saved without loss; it can always be shown and exported.
    pub fn is_changeable(&self) -> bool {
        self.unknown.is_empty() && self.doubts.is_empty()
    }

    /// Why the minutes can only be shown and exported; `None` when they can be changed.
    pub fn objection(&self) -> Option<String> {
        let first = |all: &[String]| match all {
            [] => None,
            [one] => Some(one.clone()),
            [one, rest @ ..] => Some(format!("{one} and {} more", rest.len())),
        };
        let unknown = first(&self.unknown).map(|fields| format!("a field this program does not know: {fields}"));
        unknown.or_else(|| first(&self.doubts))
    }
}

/// The minutes in a file. There is one version so far; those of an older one are made into the newest in memory here,
/// between the gate and the parsing.
///
/// # Errors
/// A [`ReadError`]; the file is never touched.
pub fn minutes(path: &Path) -> Result<Loaded, ReadError> {
    let bytes = bytes(path).map_err(|error| match error {
        ReadError::Missing { path } if path.is_symlink() => ReadError::NotAFile { path, what: "a link to nowhere" },
        error => error,
    });
    minutes_of(path, bytes?)
}

fn minutes_of(path: &Path, bytes: Vec<u8>) -> Result<Loaded, ReadError> {
    let text = decode(path, bytes)?;
    let damaged = |fault: &Fault| {
        let fault = conflict(&text).unwrap_or_else(|| safe(fault));
        ReadError::Damaged { path: path.to_path_buf(), fault }
    };
    json::gate(&text, FORMAT, VERSION).map_err(|refused| refusal(path, refused, damaged))?;
    let parsed = json::parse::<Meeting>(&text).map_err(|fault| damaged(&fault))?;
    unique::check(&text).map_err(|fault| damaged(&fault))?;
    let mut meeting = parsed.value;
    check::sound(&meeting).map_err(|what| unsound(path, &what))?;
    let unknown = parsed.unknown.iter().map(|field| words::visible(field)).collect();
    let mut doubts: Vec<String> = check::doubts(&meeting).iter().map(|doubt| words::visible(doubt)).collect();
    if text.len() > SMALL && meeting.is_full() {
        doubts.push("written anew it has more than 15 MiB, and no larger one is changed".to_owned());
    }
    check::name_nameless(&mut meeting);
    Ok(Loaded { meeting, unknown, doubts, copy_of: None, text })
}

/// The agenda in a file.
///
/// # Errors
/// A [`ReadError`]; for a faulty agenda `path:line:column: what is wrong; what to do`.
pub fn agenda(path: &Path) -> Result<Agenda, ReadError> {
    agenda_of(path, bytes(path)?)
}

fn agenda_of(path: &Path, bytes: Vec<u8>) -> Result<Agenda, ReadError> {
    let text = decode(path, bytes)?;
    let faulty = |fault: &Fault| {
        let fault = conflict(&text).unwrap_or_else(|| safe(fault));
        ReadError::Agenda { path: path.to_path_buf(), fault }
    };
    let agenda = Agenda::parse(&text).map_err(|refused| refusal(path, refused, faulty))?;
    unique::check(&text).map_err(|fault| faulty(&fault))?;
    Ok(agenda)
}

fn refusal(path: &Path, refused: Refused, damaged: impl Fn(&Fault) -> ReadError) -> ReadError {
    let path = path.to_path_buf();
    match refused {
        Refused::Damaged(fault) => damaged(&fault),
        Refused::Other(format) => ReadError::Other { path, format },
        Refused::Newer { found, newest } => ReadError::Newer { path, found: words::visible(&found), newest },
    }
}

/// What stands in a regular file within the limits.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, ReadError> {
    let failed = |error| ReadError::io(path, error);
    // Asked before opening: opening a pipe would wait for its writer.
    check_file(path, &std::fs::metadata(path).map_err(failed)?)?;
    let file = File::open(path).map_err(failed)?;
    check_file(path, &file.metadata().map_err(failed)?)?;
    let mut bytes = Vec::new();
    file.take(SIZE_LIMIT + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > SIZE_LIMIT {
        return Err(ReadError::TooLarge { path: path.to_path_buf() });
    }
    Ok(bytes)
}

fn check_file(path: &Path, metadata: &Metadata) -> Result<(), ReadError> {
    if !metadata.is_file() {
        return Err(ReadError::NotAFile { path: path.to_path_buf(), what: kind(metadata.file_type()) });
    }
    if metadata.len() > SIZE_LIMIT {
        return Err(ReadError::TooLarge { path: path.to_path_buf() });
    }
    Ok(())
}

#[cfg(unix)]
fn kind(file: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt as _;
    match file {
        file if file.is_dir() => "a folder",
        file if file.is_fifo() => "a pipe",
        file if file.is_socket() => "a socket",
        _ => "a device",
    }
}

#[cfg(not(unix))]
fn kind(file: FileType) -> &'static str {
    if file.is_dir() { "a folder" } else { "a device" }
}

fn decode(path: &Path, bytes: Vec<u8>) -> Result<String, ReadError> {
    let encoding = |what| ReadError::Encoding { path: path.to_path_buf(), what };
    if bytes.is_empty() {
        return Err(unsound(path, "it is empty"));
    }
    if bytes.iter().all(|byte| *byte == 0) {
        return Err(unsound(path, "it holds nothing but zero bytes, as after a loss of power"));
    }
    if let Some(wide) = wide(&bytes) {
        return Err(encoding(format!("it is written in {wide}")));
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = good.split(|byte| *byte == b'\n').count();
        encoding(format!("line {line} is not UTF-8, perhaps it is Latin-1"))
    })
}

/// The encoding with more than one byte a letter, by the mark at the start or the zeros in the first letter.
const fn wide(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] | [1..=255, 0, 0, 0, ..] | [0, 0, 0, 1..=255, ..] => {
            Some("UTF-32")
        }
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [1..=255, 0, ..] | [0, 1..=255, ..] => Some("UTF-16"),
        _ => None,
    }
}

fn unsound(path: &Path, what: &str) -> ReadError {
    ReadError::Unsound { path: path.to_path_buf(), what: words::visible(what) }
}

fn safe(fault: &Fault) -> Fault {
    Fault { message: words::visible(&fault.message), ..*fault }
}

/// The first mark of an unfinished merge: a better name for a fault in the JSON.
fn conflict(text: &str) -> Option<Fault> {
    let line = text.lines().position(|line| line.starts_with("<<<<<<< "))? + 1;
    let message = "a merge left two versions here; keep one of them".to_owned();
    Some(Fault { line, column: 1, message })
}

#[cfg(test)]
mod tests;
