//! Where the data folder is. Does not look into it and reads no environment.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
};

/// Why there is no data folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlaceError {
    /// The system tells no home folder.
    #[error("no home folder is known; name a folder with --data-dir or TURNABOUT_DATA_DIR")]
    NoHome,
}

/// The data folder: `flag`, else `env` (the value of `TURNABOUT_DATA_DIR`; an empty one counts as unset), else the
/// platform's folder for data. It need not exist.
///
/// # Errors
/// [`PlaceError::NoHome`] when the platform's folder is wanted and unknown.
pub fn data_dir(flag: Option<&Path>, env: Option<&OsStr>) -> Result<PathBuf, PlaceError> {
    let named = flag.or(env.filter(|value| !value.is_empty()).map(Path::new));
    if let Some(dir) = named {
        return Ok(dir.to_path_buf());
    }
    let dirs = directories::ProjectDirs::from("", "", "turnabout").ok_or(PlaceError::NoHome)?;
    Ok(dirs.data_dir().to_path_buf())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flag_comes_before_the_environment() {
        let dir = data_dir(Some(Path::new("flag")), Some(OsStr::new("env")));
        assert_eq!(dir, Ok(PathBuf::from("flag")));
        assert_eq!(data_dir(None, Some(OsStr::new("env"))), Ok(PathBuf::from("env")));
    }

    #[test]
    fn an_empty_variable_counts_as_unset() {
        let dir = data_dir(None, Some(OsStr::new("")));
        assert_eq!(dir, data_dir(None, None));
        assert_ne!(dir, Ok(PathBuf::new()));
    }
}
