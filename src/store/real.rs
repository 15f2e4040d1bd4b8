//! Where a path leads, whatever links are on the way. Does not know what lies there.

use std::{
    fs,
    path::{Component, Path, PathBuf},
};

/// The same place without links; the last parts need not exist.
pub(super) fn real(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    path.components().fold(PathBuf::new(), |mut real, part| {
        if part == Component::ParentDir {
            real.pop();
        } else {
            real.push(part);
        }
        fs::canonicalize(&real).unwrap_or(real)
    })
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_the_same_before_it_is_made_and_after() {
        let dir = tempfile::tempdir().unwrap();
        let (there, link) = (dir.path().join("there"), dir.path().join("link"));
        fs::create_dir(&there).unwrap();
        std::os::unix::fs::symlink(&there, &link).unwrap();
        let place = link.join("data").join("..").join("data/joint");
        let before = real(&place);
        fs::create_dir_all(there.join("data/joint")).unwrap();
        assert_eq!(before, real(&place));
        assert_eq!(before, fs::canonicalize(there.join("data/joint")).unwrap());
    }
}
