//! What minutes of one series say of each other: numbers that repeat, records that nobody has. Knows no file but by its
//! path.

use std::{
    collections::{HashMap, HashSet},
    hash::{DefaultHasher, Hash as _, Hasher as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::domain::{Meeting, Ref};

use super::super::check;

/// What is kept of minutes that were read: a number a record, and what points at none that was seen so far.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// The records, as the hashes of their names: ten thousand meetings fit into a few megabytes.
    known: HashSet<u64>,
    numbers: HashMap<u32, Arc<Path>>,
    open: Vec<(Arc<Path>, Ref)>,
    /// Minutes that cannot be read; what they hold is not known.
    missed: HashSet<String>,
}

impl Links {
    /// Takes minutes in. The file that had their number before, if there is one.
    pub(super) fn add(&mut self, meeting: &Meeting, path: &Path) -> Option<PathBuf> {
        let path: Arc<Path> = path.into();
        self.known.extend(check::ids(meeting).map(|id| hash(&Ref::new(&meeting.id, id))));
        let unseen = refs(meeting).filter(|of| !self.known.contains(&hash(of)));
        self.open.extend(unseen.map(|of| (Arc::clone(&path), of.clone())));
        let other = self.numbers.insert(meeting.number, path)?;
        Some(other.to_path_buf())
    }

    /// Takes note of minutes that cannot be read.
    pub(super) fn miss(&mut self, id: &str) {
        self.missed.insert(id.to_owned());
    }

    /// What points at no record, each with the file that speaks of it. For the end, when all is known.
    pub(super) fn dangling(self) -> impl Iterator<Item = (PathBuf, Ref)> {
        let Self { known, open, missed, .. } = self;
        let is_missed = move |of: &Ref| missed.contains(of.meeting());
        let open = open.into_iter().filter(move |(_, of)| !known.contains(&hash(of)) && !is_missed(of));
        open.map(|(path, of)| (path.to_path_buf(), of))
    }
}

fn hash(of: &Ref) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

/// The records of other meetings that the minutes speak of, each once.
fn refs(meeting: &Meeting) -> impl Iterator<Item = &Ref> {
    let mut seen = HashSet::new();
    check::links::refs(meeting).map(|(_, of)| of).filter(move |of| seen.insert(*of))
}
