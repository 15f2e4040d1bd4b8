//! The minutes of a series as commands read them: all of them or one, and what is said of those that cannot be read.
//! Does not know what is printed.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{CliError, Exit, Which, tell};
use crate::{
    domain::{Agenda, Earlier, Meeting, series::Series},
    store::{COMPARE, Folder, Loaded, ReadError, Spare, in_words, rename},
};

/// A series, and where this computer keeps copies of it.
pub struct Archive {
    folder: Folder,
    /// The state folder; where there is none, no copies are kept.
    state: Option<PathBuf>,
}

/// A meeting that was asked for.
pub struct Found {
    /// By which it goes.
    pub id: String,
    /// Its minutes.
    pub loaded: Loaded,
    /// The records that it speaks of.
    pub earlier: Earlier,
    /// Minutes in whose place it was found: newer than the latest that can be read.
    pub newer: Vec<ReadError>,
}

impl Archive {
    /// The series in `folder`, which need not exist.
    pub fn new(folder: Folder, state: Option<PathBuf>) -> Self {
        Self { folder, state }
    }

    /// Where the series is.
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Its own agenda, `None` when it has none.
    ///
    /// # Errors
    /// Why the agenda cannot be used.
    pub fn agenda(&self) -> Result<Option<Agenda>, CliError> {
        self.folder.agenda().map_err(|error| self.told(&error))
    }

    /// All its meetings, and why some are left out.
    ///
    /// # Errors
    /// As [`Archive::fold`].
    pub fn series(&self) -> Result<(Series, Vec<ReadError>), CliError> {
        self.fold(Series::add)
    }

    /// What `add` makes of all minutes, and why some are left out.
    ///
    /// # Errors
    /// When the folder cannot be listed; or the worst of what is left out, where that is everything: then there is
    /// nothing to be printed.
    pub fn fold<T: Default>(&self, add: impl Fn(&mut T, &Meeting)) -> Result<(T, Vec<ReadError>), CliError> {
        let (made, read, broken) = self.read(add)?;
        if read == 0 {
            end(broken.iter().map(|error| self.told(error)).collect())?;
        }
        Ok((made, broken))
    }

    /// The same, and how many minutes were read.
    fn read<T: Default>(&self, add: impl Fn(&mut T, &Meeting)) -> Result<(T, usize, Vec<ReadError>), CliError> {
        let read = self.folder.fold(|(made, read): &mut (T, usize), loaded| {
            *read += 1;
            add(made, &loaded.meeting);
        });
        let ((made, read), broken) = read.map_err(|error| unread(self.folder.dir(), &error))?;
        Ok((made, read, broken))
    }

    /// Tells of minutes that were left out; the command, which has printed all there is, ends as the worst of them asks
    /// for.
    ///
    /// # Errors
    /// The worst of them, unless all are mere copies.
    pub fn left_out(broken: &[ReadError]) -> Result<(), CliError> {
        end(broken.iter().map(in_short).collect())
    }

    /// The meeting that is asked for. Tells of others that are left out.
    ///
    /// # Errors
    /// Why it cannot be read, or that there is none.
    pub fn find(&self, which: &Which) -> Result<Found, CliError> {
        let (series, _, mut broken) = self.read(Series::add)?;
        let id = match (which, which.find(self.folder.name(), &series)) {
            (_, Ok(found)) => found.id.clone(),
            // It may be one that was left out: a copy, or one with a fault that is told now.
            (Which::Id(id), Err(_)) if self.is_there(id) => id.clone(),
            (_, Err(error)) => {
                // Where nothing can be read, the latest is among it.
                if *which == Which::Latest
                    && let Some(damage) = broken.iter().find(|error| !error.is_copy())
                {
                    return Err(self.told(damage));
                }
                broken.iter().map(in_short).for_each(|error| tell(&error));
                return Err(error);
            }
        };
        let loaded = self.folder.load(&id).map_err(|error| self.told(&error))?;
        let is_newer = |error: &mut ReadError| {
            *which == Which::Latest && !error.is_copy() && error.path().file_stem() > Some(id.as_ref())
        };
        let newer = broken.extract_if(.., is_newer).collect();
        for error in broken {
            tell(&in_short(&error));
        }
        let earlier = self.earlier(&loaded.meeting);
        Ok(Found { id, loaded, earlier, newer })
    }

    /// Whether something has the name of these minutes, be it a link that leads nowhere.
    fn is_there(&self, id: &str) -> bool {
        self.folder.path_of(id).is_some_and(|path| path.symlink_metadata().is_ok())
    }

    /// The records that a meeting speaks of; what cannot be read is named by its day and id.
    fn earlier(&self, meeting: &Meeting) -> Earlier {
        let others = Earlier::meetings_of(meeting).into_iter();
        let others = others.filter_map(|id| Some(self.folder.load(id).ok()?.meeting));
        Earlier::of(meeting, &others.collect::<Vec<_>>())
    }

    /// An error of reading, with the way out where there is one.
    fn told(&self, error: &ReadError) -> CliError {
        let told = self.state.as_deref().map(|state| Spare::new(state, &self.folder).told(error));
        CliError::new(exit(error), told.unwrap_or_else(|| error.to_string()))
    }
}

/// A folder that cannot be read.
fn unread(dir: &Path, error: &io::Error) -> CliError {
    let text = format!("cannot read {}: {}; choose another folder with --data-dir", dir.display(), in_words(error));
    CliError::new(Exit::Failed, text)
}

/// Minutes that nobody asked for and that are left out: one line, whole paths are the doctor's.
fn in_short(error: &ReadError) -> CliError {
    let name = error.name();
    let text = match error {
        ReadError::Copy { of, .. } => format!("{name} is a copy of the meeting {of} and does not count; {COMPARE}"),
        ReadError::OnlyCopy { of, .. } => {
            format!("{name} is a copy of the meeting {of}, which is not there; {}", rename(of))
        }
        error if error.is_newer() => format!("{name} is left out: made by a newer turnabout; see turnabout doctor"),
        error if error.is_damage() => format!("{name} is left out: the file is damaged; see turnabout doctor"),
        _ => format!("{name} is left out: it cannot be read; see turnabout doctor"),
    };
    CliError::new(exit(error), text)
}

/// Tells of all but the worst, which is the end of the command unless it is no fault.
fn end(mut errors: Vec<CliError>) -> Result<(), CliError> {
    errors.sort_by_key(CliError::code);
    let worst = errors.pop_if(|error| error.code() != Exit::Fine.code());
    errors.iter().for_each(tell);
    worst.map_or(Ok(()), Err)
}

fn exit(error: &ReadError) -> Exit {
    match error {
        copy if copy.is_copy() => Exit::Fine,
        damage if damage.is_damage() => Exit::Damaged,
        _ => Exit::Failed,
    }
}
