//! A walk through all minutes of a series in the order of their numbers, one of them in memory at a time. Does not know
//! what is made of them.

use std::{collections::HashSet, io};

use super::{
    read::{Loaded, ReadError},
    shelf::Folder,
    words::visible,
};

/// One walk.
struct Walk<T> {
    made: T,
    /// The numbers in the order of the walk; what cannot be read has the number before it.
    numbers: Vec<u32>,
    broken: Vec<ReadError>,
}

impl Folder {
    /// What `add` makes of all minutes, taken in one after the other by number, and what is wrong with those that
    /// cannot be read. Minutes that are there twice count once; the copies are named like those that cannot be read.
    ///
    /// Ids sort by time, and so do numbers, nearly always. Only where they do not, because two laptops met or a clock
    /// was wrong, everything is read a second time.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn fold<T: Default>(&self, add: impl Fn(&mut T, Loaded)) -> io::Result<(T, Vec<ReadError>)> {
        let (ids, copies) = self.ids_and_copies()?;
        let mut walk = self.walk(&ids, &add);
        if !walk.numbers.is_sorted() {
            let mut order: Vec<(u32, String)> = walk.numbers.into_iter().zip(ids).collect();
            // Meetings of one number stay in the order of their ids.
            order.sort_by_key(|(number, _)| *number);
            let ids: Vec<String> = order.into_iter().map(|(_, id)| id).collect();
            walk = self.walk(&ids, &add);
        }
        walk.broken.extend(copies);
        Ok((walk.made, walk.broken))
    }

    fn walk<T: Default>(&self, ids: &[String], add: &impl Fn(&mut T, Loaded)) -> Walk<T> {
        let mut walk = Walk { made: T::default(), numbers: Vec::new(), broken: Vec::new() };
        let mut renamed = HashSet::new();
        for id in ids {
            match self.load(id).and_then(|loaded| self.once(loaded, ids, &mut renamed)) {
                Ok(loaded) => {
                    walk.numbers.push(loaded.meeting.number);
                    add(&mut walk.made, loaded);
                }
                Err(error) => {
                    walk.numbers.push(walk.numbers.last().copied().unwrap_or(0));
                    walk.broken.push(error);
                }
            }
        }
        walk
    }

    /// The minutes, unless they are a copy of others: of those that go by the id in them, or else of the first that
    /// were renamed.
    fn once(&self, loaded: Loaded, ids: &[String], renamed: &mut HashSet<String>) -> Result<Loaded, ReadError> {
        match &loaded.copy_of {
            Some(of) if ids.contains(of) || !renamed.insert(of.clone()) => {
                Err(ReadError::Copy { path: self.path(&loaded.meeting.id), of: visible(of) })
            }
            Some(_) | None => Ok(loaded),
        }
    }
}
