//! What stands in a file and beside it after it was replaced.

use tempfile::TempDir;

use super::*;
use crate::store::sample::names;

#[test]
fn a_file_is_made_and_replaced() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("m.json");
    for content in ["one", "two, longer", "3"] {
        replace(&path, content.as_bytes()).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), content);
    }
    assert_eq!(names(dir.path()), ["m.json"]);
}

#[cfg(unix)]
#[test]
fn a_new_file_is_private_and_an_old_one_keeps_its_mode() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("m.json");
    let mode = || fs::metadata(&path).unwrap().permissions().mode() & 0o7777;
    replace(&path, b"1").unwrap();
    assert_eq!(mode(), 0o600);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o664)).unwrap();
    replace(&path, b"2").unwrap();
    assert_eq!(mode(), 0o664);
}

#[cfg(unix)]
#[test]
fn a_link_is_kept_and_its_target_replaced() {
    let dir = TempDir::new().unwrap();
    fs::create_dir(dir.path().join("real")).unwrap();
    let (target, link) = (dir.path().join("real/m.json"), dir.path().join("link.json"));
    std::os::unix::fs::symlink("real/m.json", &link).unwrap();
    for content in ["the target is missing", "the target is there"] {
        replace(&link, content.as_bytes()).unwrap();
        assert_eq!(fs::read_link(&link).unwrap(), Path::new("real/m.json"));
        assert_eq!(fs::read_to_string(&target).unwrap(), content);
    }
    assert_eq!(names(dir.path()), ["link.json", "real"]);
    assert_eq!(names(&dir.path().join("real")), ["m.json"]);
}

#[cfg(unix)]
#[test]
fn a_planted_link_is_not_followed() {
    let dir = TempDir::new().unwrap();
    let victim = dir.path().join("victim");
    fs::write(&victim, "words").unwrap();
    // The next names of temporary files, more than other tests take meanwhile.
    let next = COUNTER.load(Ordering::Relaxed);
    for count in next..next + 60 {
        let name = format!(".m.{}-{count}.tmp", process::id());
        std::os::unix::fs::symlink(&victim, dir.path().join(name)).unwrap();
    }
    let path = dir.path().join("m.json");
    replace(&path, b"1").unwrap();
    create(&dir.path().join("m.md"), b"2", Privacy::Shared).unwrap();
    replace_here(&path, b"3", Privacy::Own).unwrap();
    assert_eq!(fs::read_to_string(&victim).unwrap(), "words");
    assert_eq!(fs::read_to_string(&path).unwrap(), "3");
    assert!(!path.is_symlink() && !dir.path().join("m.md").is_symlink());
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_are_refused() {
    let dir = TempDir::new().unwrap();
    let link = dir.path().join("m.json");
    std::os::unix::fs::symlink("m.json", &link).unwrap();
    assert_eq!(replace(&link, b"1").unwrap_err().to_string(), "the links lead in a circle");
    assert_eq!(names(dir.path()), ["m.json"]);
}

#[test]
fn a_folder_in_the_way_leaves_no_temporary_file() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("m.json");
    fs::create_dir(&path).unwrap();
    replace(&path, b"1").unwrap_err();
    assert_eq!(names(dir.path()), ["m.json"]);
    assert!(path.is_dir());
}

#[test]
fn a_write_protected_file_is_not_overwritten() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("m.json");
    fs::write(&path, "1").unwrap();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    assert_eq!(replace(&path, b"2").unwrap_err().kind(), io::ErrorKind::PermissionDenied);
    assert_eq!(fs::read_to_string(&path).unwrap(), "1");
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_replaced() {
    let dir = TempDir::new().unwrap();
    let pipe = dir.path().join("m.json");
    assert!(process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    assert_eq!(replace(&pipe, b"1").unwrap_err().kind(), io::ErrorKind::InvalidInput);
    assert!(!pipe.is_file());
}

#[test]
fn the_longest_name_is_saved() {
    let dir = TempDir::new().unwrap();
    for name in ["m".repeat(250) + ".json", "é".repeat(125) + ".json", "n".repeat(255)] {
        assert_eq!(name.len(), 255);
        let path = dir.path().join(name);
        replace(&path, b"1").unwrap();
        create(&path, b"2", Privacy::Own).unwrap_err();
        assert_eq!(fs::read(&path).unwrap(), b"1");
    }
}

#[test]
fn a_new_file_never_replaces_one() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("m.json");
    create(&path, b"1", Privacy::Own).unwrap();
    assert_eq!(create(&path, b"2", Privacy::Own).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
    assert_eq!(fs::read(&path).unwrap(), b"1");
    assert_eq!(names(dir.path()), ["m.json"]);
}

#[test]
fn of_many_who_create_a_file_one_wins() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("m.json");
    let wins = std::thread::scope(|scope| {
        let all: Vec<_> = (0..8).map(|_| scope.spawn(|| create(&path, b"1", Privacy::Own).is_ok())).collect();
        all.into_iter().filter_map(|one| one.join().unwrap().then_some(())).count()
    });
    assert_eq!(wins, 1);
    assert_eq!(names(dir.path()), ["m.json"]);
}

#[test]
fn a_new_file_is_made_without_hard_links_too() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("m.json");
    Temp::write(&path, b"1", OWN, None).unwrap().move_to_new(&path, OWN).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"1");
    Temp::write(&path, b"2", OWN, None).unwrap().move_to_new(&path, OWN).unwrap_err();
    assert_eq!(fs::read(&path).unwrap(), b"1");
    assert_eq!(names(dir.path()), ["m.json"]);
}

#[test]
fn temporary_names_tell_stem_and_process() {
    let target = Path::new("2026-11-24-1000.json");
    let dir = TempDir::new().unwrap();
    let (temp, _) = Temp::open(&dir.path().join(target), OWN).unwrap();
    let name = temp.path.file_name().unwrap().to_str().unwrap();
    assert_eq!(temp_parts(name), Some(("2026-11-24-1000", process::id())));
    for other in ["m.json", ".m.tmp", ".m.x-1.tmp", ".m.1.tmp", "m.1-1.tmp"] {
        assert_eq!(temp_parts(other), None, "{other}");
    }
}
