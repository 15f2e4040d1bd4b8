//! A look at all that is kept: folders, series, minutes, and what lies around them. Changes nothing, and has no words
//! for what it finds.

mod around;
mod links;
mod rights;

use std::path::{Path, PathBuf};

use crate::domain::{Ref, likeness};

use super::{
    lock,
    read::{self, ReadError},
    shelf::{Folder, Shelf},
    spare::Spare,
    words,
};

pub use rights::{Place, Role, Standing};

use links::Links;

/// What was looked at, and what there is to say about it.
#[derive(Debug)]
pub struct Checkup {
    /// The folders that the program needs.
    pub places: Vec<Place>,
    /// The series, in alphabetical order.
    pub series: Vec<Checked>,
    /// What is not as it should be, series by series.
    pub findings: Vec<Finding>,
}

/// A series that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Its name.
    pub name: String,
    /// How many minutes it has, good and bad.
    pub meetings: usize,
    /// The line that whoever has it open left for others; `None` when nobody has.
    pub holder: Option<String>,
}

/// Something that is not as it should be.
#[derive(Debug)]
pub struct Finding {
    /// The file or folder.
    pub path: PathBuf,
    /// What is the matter.
    pub matter: Matter,
    /// The newest good copy of a damaged file.
    pub copy: Option<PathBuf>,
}

/// What can be the matter.
#[derive(Debug)]
pub enum Matter {
    /// The file cannot be read; the error names it.
    Unreadable(ReadError),
    /// The folder cannot be looked into, and why.
    Unlisted(Role, String),
    /// The folder takes no new files.
    ReadOnly,
    /// The folder is not there and cannot be made: a file of its name is in the way, or the one above takes nothing.
    Unmade(Role),
    /// So many bytes can still be written, which are not enough for a meeting.
    NoRoom(u64),
    /// A link where a series may be, and why it leads to none.
    LostLink(String),
    /// A series whose folder has a name that none can have.
    Misnamed,
    /// A data folder in which minutes lie beside the series.
    Loose,
    /// No series has the name that was asked for, and the names of those that are there, or of the one most like it.
    NoSeries(Vec<String>),
    /// The minutes contradict themselves: they can be shown and not changed.
    Doubtful(String),
    /// The minutes have a field that this program does not know: they can be shown and not changed.
    UnknownField(String),
    /// The minutes speak of a record that no minutes have.
    Dangling(Ref),
    /// Other minutes have the same number.
    SameNumber(u32, PathBuf),
    /// Words that could not be saved in their place, which is this file and does not have them to this day.
    Rescued(PathBuf),
    /// The same, and their place has them by now.
    RescuedTwice,
    /// A copy that a sync folder, or this program, made because two had written.
    Conflict,
    /// The same of the file with this stem, which is not there.
    OnlyCopy(String),
    /// A JSON file in a series whose name the program does not look at.
    Stranger,
    /// A temporary file that nobody writes any more.
    Temporary,
    /// Half-typed words that nobody can read any more.
    LostWords,
    /// A report of a mistake of the program.
    Report,
}

/// How bad something is, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// A file is damaged, or made by a newer program.
    Damaged,
    /// Nobody can tell: it cannot be read.
    Unread,
    /// Words wait to be put in their place.
    Waiting,
    /// It can be used, with care.
    Doubtful,
    /// It does no harm and can go.
    LeftOver,
}

impl Weight {
    /// All of them, worst first.
    pub const ALL: [Self; 5] = [Self::Damaged, Self::Unread, Self::Waiting, Self::Doubtful, Self::LeftOver];
}

impl Matter {
    /// How bad it is.
    pub fn weight(&self) -> Weight {
        match self {
            Self::Unreadable(error) if error.is_damage() => Weight::Damaged,
            Self::Unreadable(_) | Self::Unlisted(..) => Weight::Unread,
            Self::Rescued(_) | Self::Conflict | Self::OnlyCopy(_) => Weight::Waiting,
            Self::ReadOnly
            | Self::Unmade(_)
            | Self::NoRoom(_)
            | Self::LostLink(_)
            | Self::Misnamed
            | Self::Loose
            | Self::NoSeries(_)
            | Self::Doubtful(_)
            | Self::UnknownField(_)
            | Self::Dangling(_)
            | Self::SameNumber(..)
            | Self::Stranger
            | Self::LostWords => Weight::Doubtful,
            Self::RescuedTwice | Self::Temporary | Self::Report => Weight::LeftOver,
        }
    }
}

/// Looks at the folders and at every file of all series, or of the one that is named, one file at a time.
pub fn examine(shelf: &Shelf, only: Option<&str>, state: Option<&Path>) -> Checkup {
    let mut places = vec![rights::place(Role::Data, shelf.root())];
    places.extend(state.map(|state| rights::place(Role::State, state)));
    let mut visit = Visit { shelf, only, state, findings: Vec::new() };
    for place in &places {
        place.matters().into_iter().for_each(|matter| visit.find(&place.path, matter));
    }
    visit.look_at_doors();
    let series = visit.series().into_iter().map(|name| visit.look_at(&shelf.open(&name))).collect();
    visit.look_around();
    Checkup { places, series, findings: visit.findings }
}

/// One visit.
struct Visit<'a> {
    shelf: &'a Shelf,
    /// The series that was asked for; `None` for all of them.
    only: Option<&'a str>,
    state: Option<&'a Path>,
    findings: Vec<Finding>,
}

impl Visit<'_> {
    fn find(&mut self, path: impl Into<PathBuf>, matter: Matter) {
        self.findings.push(Finding { path: path.into(), matter, copy: None });
    }

    /// The series to be looked at.
    fn series(&mut self) -> Vec<String> {
        match (self.shelf.series(), self.only) {
            (Ok(all), None) => all,
            (Ok(all), Some(only)) if all.iter().any(|name| name == only) => vec![only.to_owned()],
            (Ok(all), Some(only)) => {
                self.miss(only, all);
                Vec::new()
            }
            (Err(error), _) => {
                self.find(self.shelf.root(), Matter::Unlisted(Role::Data, words::error(&error)));
                Vec::new()
            }
        }
    }

    /// Tells that no series has this name, unless what has it was told of.
    fn miss(&mut self, only: &str, all: Vec<String>) {
        let path = self.shelf.root().join(only);
        if self.findings.iter().all(|finding| finding.path != path) {
            let like = likeness::most_like(only, all.iter().map(|name| (name.clone(), name.as_str())));
            self.find(path, Matter::NoSeries(like.map_or(all, |like| vec![like])));
        }
    }

    fn look_at(&mut self, folder: &Folder) -> Checked {
        let holder = lock::holder(folder.dir());
        for dir in [folder.dir().to_path_buf(), folder.exports()] {
            if dir.is_dir() && !rights::takes_files(&dir) {
                self.find(dir, Matter::ReadOnly);
            }
        }
        if let Err(error) = folder.agenda() {
            self.find(folder.agenda_path(), Matter::Unreadable(error));
        }
        // That it cannot be listed was told at its door.
        let ids = folder.ids().unwrap_or_default();
        self.read_all(folder, &ids);
        self.look_beside(folder, holder.is_some());
        Checked { name: folder.name().to_owned(), meetings: ids.len(), holder }
    }

    /// Reads all minutes, one in memory at a time; of each only its numbers and the names of its records are kept.
    fn read_all(&mut self, folder: &Folder, ids: &[String]) {
        let mut links = Links::default();
        for id in ids {
            let path = folder.path(id);
            match folder.load(id) {
                // It does not count.
                Ok(loaded) if loaded.copy_of.as_ref().is_some_and(|of| ids.contains(of)) => {
                    self.find(path, Matter::Conflict);
                }
                Ok(loaded) => {
                    let fields = loaded.unknown.iter().cloned().map(Matter::UnknownField);
                    for matter in fields.chain(loaded.doubts.iter().cloned().map(Matter::Doubtful)) {
                        self.find(&path, matter);
                    }
                    if let Some(other) = links.add(&loaded.meeting, &path) {
                        self.find(&path, Matter::SameNumber(loaded.meeting.number, other));
                    }
                }
                // It was thrown away, or put elsewhere, since the folder was listed.
                Err(ReadError::Missing { .. }) if path.symlink_metadata().is_err() => {}
                Err(error) => {
                    links.miss(id);
                    let spare = self.state.map(|state| Spare::new(state, folder));
                    let copy = spare.and_then(|spare| spare.good_copy(&error)).map(|copy| copy.path);
                    self.findings.push(Finding { path, matter: Matter::Unreadable(error), copy });
                }
            }
        }
        for (path, of) in links.dangling() {
            self.find(path, Matter::Dangling(of));
        }
    }
}
