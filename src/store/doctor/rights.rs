//! What a folder allows, asked of the system without trying it, and what is the matter with it. Knows nothing of what is
//! in it.

use std::path::{Path, PathBuf};

use super::Matter;

/// Bytes that a meeting and its copies may need.
const LEAST_ROOM: u64 = 10 << 20;

/// What the program needs a folder for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Series and minutes.
    Data,
    /// What this computer alone needs: copies, reports of mistakes.
    State,
}

/// A folder that the program needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What for.
    pub role: Role,
    /// Where.
    pub path: PathBuf,
    /// How it stands.
    pub standing: Standing,
    /// Whether other users of the computer can look into it.
    pub is_shared: bool,
    /// Bytes that this user can still write there, where the system tells.
    pub free: Option<u64>,
}

/// How a folder stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It takes files.
    Good,
    /// It takes none.
    ReadOnly,
    /// It is not there and can be made.
    Missing,
    /// It is not there and cannot be made.
    Impossible,
    /// Something else of its name is in the way.
    Blocked,
}

impl Place {
    /// What is not as it should be about it.
    pub(super) fn matters(&self) -> Vec<Matter> {
        let standing = match (self.standing, self.role) {
            (Standing::ReadOnly, _) => Some(Matter::ReadOnly),
            // That it cannot be listed is found out, too.
            (Standing::Blocked, Role::Data) | (Standing::Good | Standing::Missing, _) => None,
            (Standing::Blocked, Role::State) | (Standing::Impossible, _) => Some(Matter::Unmade(self.role)),
        };
        let room = self.free.filter(|free| *free < LEAST_ROOM).map(Matter::NoRoom);
        standing.into_iter().chain(room).collect()
    }
}

/// The folder at `path`, as it stands.
pub(super) fn place(role: Role, path: &Path) -> Place {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let there = absolute.ancestors().find(|folder| folder.symlink_metadata().is_ok()).unwrap_or(&absolute);
    let standing = match (there == absolute, there.is_dir(), takes_files(there)) {
        (_, false, _) => Standing::Blocked,
        (true, true, true) => Standing::Good,
        (true, true, false) => Standing::ReadOnly,
        (false, true, true) => Standing::Missing,
        (false, true, false) => Standing::Impossible,
    };
    let is_shared = there == absolute && is_shared(there);
    Place { role, path: absolute.clone(), standing, is_shared, free: free(there) }
}

/// Whether this user may make files in the folder.
#[cfg(unix)]
pub(super) fn takes_files(folder: &Path) -> bool {
    use rustix::fs::{Access, AtFlags, CWD, accessat};
    accessat(CWD, folder, Access::WRITE_OK | Access::EXEC_OK, AtFlags::EACCESS).is_ok()
}

#[cfg(not(unix))]
pub(super) fn takes_files(folder: &Path) -> bool {
    folder.metadata().is_ok_and(|metadata| !metadata.permissions().readonly())
}

#[cfg(unix)]
fn is_shared(folder: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    folder.metadata().is_ok_and(|metadata| metadata.permissions().mode() & 0o055 != 0)
}

#[cfg(not(unix))]
fn is_shared(_: &Path) -> bool {
    false
}

#[cfg(unix)]
fn free(folder: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

#[cfg(not(unix))]
fn free(_: &Path) -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matters(role: Role, standing: Standing, free: u64) -> String {
        let place = Place { role, path: PathBuf::new(), standing, is_shared: false, free: Some(free) };
        format!("{:?}", place.matters())
    }

    #[test]
    fn a_folder_that_takes_nothing_is_a_matter_and_so_is_one_without_room() {
        assert_eq!(matters(Role::State, Standing::Good, u64::MAX), "[]");
        assert_eq!(matters(Role::Data, Standing::Missing, 10 << 20), "[]");
        assert_eq!(matters(Role::State, Standing::Good, 16_384), "[NoRoom(16384)]");
        assert_eq!(matters(Role::State, Standing::Impossible, 0), "[Unmade(State), NoRoom(0)]");
        assert_eq!(matters(Role::State, Standing::Blocked, u64::MAX), "[Unmade(State)]");
        assert_eq!(matters(Role::Data, Standing::ReadOnly, u64::MAX), "[ReadOnly]");
    }
}
