//! Where the data folder and the state folder are. Does not look into it and reads no environment.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
};

use super::words;

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
    Ok(platform().ok_or(PlaceError::NoHome)?.data_dir().to_path_buf())
}

/// Why the data folder `dir`, which nobody named, is not where somebody may look for it, and where it is; `None` where
/// the environment tells. `home` and `data` are the values of `HOME` and `XDG_DATA_HOME`.
pub fn remark(dir: &Path, home: Option<&OsStr>, data: Option<&OsStr>) -> Option<String> {
    let is_set = |value: &&OsStr| !value.is_empty();
    let why = match data.filter(is_set) {
        Some(data) if Path::new(data).is_absolute() => return None,
        Some(_) => "XDG_DATA_HOME is no full path and does not count",
        None if home.is_some_and(|home| is_set(&home)) => return None,
        None => "HOME is not set",
    };
    Some(format!("{why}: minutes are kept in {}; name another folder with --data-dir", words::path(dir)))
}

/// The state folder, for what this computer alone needs: copies of minutes, words that could not be saved or were
/// half-typed, reports of mistakes. `env` (the value of `TURNABOUT_STATE_DIR`; an empty one counts as unset), else the platform's folder for
/// it, else one beside the data. It need not exist.
///
/// # Errors
/// [`PlaceError::NoHome`] when the platform's folder is wanted and unknown.
pub fn state_dir(env: Option<&OsStr>) -> Result<PathBuf, PlaceError> {
    if let Some(dir) = env.filter(|value| !value.is_empty()) {
        return Ok(PathBuf::from(dir));
    }
    let dirs = platform().ok_or(PlaceError::NoHome)?;
    Ok(dirs.state_dir().map_or_else(|| dirs.data_local_dir().join("state"), Path::to_path_buf))
}

/// The platform's folders. Where the home folder is relative there are none: they would follow the current one about.
fn platform() -> Option<directories::ProjectDirs> {
    directories::ProjectDirs::from("", "", "turnabout").filter(|dirs| dirs.data_dir().is_absolute())
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
    fn a_folder_that_the_environment_does_not_tell_is_named() {
        let told = |home: Option<&str>, data: Option<&str>| {
            remark(Path::new("/home/ana/data"), home.map(OsStr::new), data.map(OsStr::new))
        };
        for home in [None, Some("")] {
            let remark = told(home, Some("")).unwrap();
            assert!(remark.starts_with("HOME is not set: minutes are kept in /home/ana/data; "), "{remark}");
        }
        let remark = told(Some("/home/ana"), Some("data")).unwrap();
        assert!(remark.starts_with("XDG_DATA_HOME is no full path and does not count: "), "{remark}");
        for (home, data) in [(Some("/home/ana"), None), (Some("/home/ana"), Some("")), (None, Some("/home/ana"))] {
            assert_eq!(told(home, data), None);
        }
    }

    #[test]
    fn the_state_folder_is_not_the_data_folder() {
        assert_eq!(state_dir(Some(OsStr::new("state"))), Ok(PathBuf::from("state")));
        assert_eq!(state_dir(Some(OsStr::new(""))), state_dir(None));
        assert_ne!(state_dir(None), data_dir(None, None));
    }

    #[test]
    fn an_empty_variable_counts_as_unset() {
        let dir = data_dir(None, Some(OsStr::new("")));
        assert_eq!(dir, data_dir(None, None));
        assert_ne!(dir, Ok(PathBuf::new()));
    }
}
