//! What a folder allows, asked of the system without trying it. Knows nothing of what is in it.

use std::path::{Path, PathBuf};

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
