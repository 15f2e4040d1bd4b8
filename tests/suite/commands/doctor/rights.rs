//! What the doctor says of files and folders to which its user has no right.

use std::{
    fs,
    os::unix::{fs::PermissionsExt as _, process::CommandExt as _},
    path::Path,
    process::Command,
};

use super::{
    super::{Done, done},
    minutes, sound, tree, write,
};
use crate::terminal::World;

/// A user without rights.
const NOBODY: u32 = 65534;

/// What the doctor says where nobody has a right to `closed`. The administrator has it all the same: then the program
/// runs as another user.
#[track_caller]
fn examined_without(world: &World, closed: &Path, arguments: &[&str]) -> Done {
    let set = |mode| fs::set_permissions(closed, fs::Permissions::from_mode(mode)).unwrap();
    let before = fs::metadata(closed).unwrap().permissions().mode();
    set(0o000);
    let arguments = [&["doctor"], arguments].concat();
    let is_open = fs::read_dir(closed).is_ok() || fs::File::open(closed).is_ok();
    let told =
        if is_open { done(stranger(world, &arguments).uid(NOBODY)) } else { done(&mut world.command(&arguments)) };
    set(before);
    told
}

/// The program where another user can start it, in a world that is theirs.
fn stranger(world: &World, arguments: &[&str]) -> Command {
    for path in tree(&[world.root().to_path_buf()]).into_keys() {
        std::os::unix::fs::chown(path, Some(NOBODY), None).unwrap();
    }
    let program = world.root().join("turnabout");
    if !program.exists() {
        fs::copy(env!("CARGO_BIN_EXE_turnabout"), &program).unwrap();
    }
    let usual = world.command(&[]);
    let mut command = Command::new(program);
    command.env_clear().envs(usual.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.args(arguments).current_dir(world.root());
    command
}

#[test]
fn a_folder_that_nobody_can_look_into_cannot_be_read() {
    let world = sound();
    let minutes = minutes("2026-11-24-1000", 1).to_string();
    let series = write(&world.data().join("es/2026-11-24-1000.json"), &minutes);
    let rescued = write(&world.state().join("emergency/es/2026-11-24-1000.json"), &minutes);
    let words = write(&world.state().join("half-typed/data/1/words-1.json"), "{}");
    let above = |path: &Path, levels: usize| path.ancestors().nth(levels).unwrap().to_path_buf();
    let folders = [
        (above(&series, 1), "mend that, or use another --data-dir"),
        (above(&rescued, 1), "words that could not be saved may lie in it"),
        (above(&rescued, 2), "may lie in it"),
        (above(&words, 1), "may lie in it"),
        (above(&words, 2), "may lie in it"),
        (above(&words, 3), "may lie in it"),
        (world.state(), "may lie in it"),
    ];
    for (folder, advice) in folders {
        let done = examined_without(&world, &folder, &[]);
        assert_eq!(done.code, Some(1), "{}: {}", folder.display(), done.out);
        assert!(done.out.starts_with("Cannot be read (1)\n"), "{}", done.out);
        let told = format!("{}: cannot be looked into: permission denied; mend that", folder.display());
        assert!(done.out.contains(&told) && done.out.contains(advice), "no {told:?} in\n{}", done.out);
    }
    let done = examined_without(&world, &words, &[]);
    assert!(done.code == Some(1) && done.out.contains("words-1.json: permission denied"), "{}", done.out);
    let (es, other) = (["--series", "es"], ["--series", "sales-operations"]);
    assert_eq!(examined_without(&world, &above(&series, 1), &es).code, Some(1));
    assert_eq!(examined_without(&world, &above(&series, 1), &other).code, Some(0));
}
