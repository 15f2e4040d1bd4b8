//! Two laptops that share a series through git: each holds a meeting, and both sets of minutes are there afterwards.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use turnabout::{
    demo,
    domain::{Meeting, Ref, series::Series},
    store::{Folder, Shelf, to_json},
};

use crate::play::ten;

/// Runs git in `dir` with no settings but these.
fn git(dir: &Path, arguments: &[&str]) -> Output {
    let output = Command::new("git")
        .args(["-c", "user.name=Ana", "-c", "user.email=ana@a.example", "-c", "init.defaultBranch=main"])
        .args(["-c", "commit.gpgsign=false", "-c", "pull.rebase=true"])
        .args(arguments)
        .current_dir(dir)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output();
    let output = output.unwrap_or_else(|error| panic!("this test needs git, which does not start: {error}"));
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

fn text(output: Output) -> String {
    String::from_utf8(output.stdout).unwrap()
}

/// A meeting of the series after those that are known in this folder; it judges a promise of the last one.
fn hold(folder: &Folder, id: &str) -> Meeting {
    let (known, _) = folder.fold(|known: &mut Vec<Meeting>, loaded| known.push(loaded.meeting)).unwrap();
    let last = known.last().unwrap();
    let mut next = demo::meetings(&demo::agenda(), 5, &ten()).pop().unwrap();
    id.clone_into(&mut next.id);
    next.number = Series::fold(&known).next_number();
    next.open_actions.clear();
    next.reviews.truncate(1);
    next.reviews[0].of = Ref::new(&last.id, &last.actions[0].id);
    fs::write(folder.path(id), to_json(&next)).unwrap();
    next
}

#[test]
fn two_laptops_each_hold_a_meeting_and_nothing_conflicts() {
    let dir = tempfile::tempdir().unwrap();
    let (first, second, shared) = (dir.path().join("first"), dir.path().join("second"), dir.path().join("shared"));
    fs::create_dir(&first).unwrap();
    let one = Shelf::new(&first).open("joint");
    one.prepare().unwrap();
    one.keep_agenda(&demo::agenda()).unwrap();
    for meeting in demo::meetings(&demo::agenda(), 4, &ten()) {
        fs::write(one.path(&meeting.id), to_json(&meeting)).unwrap();
    }
    git(&first, &["init", "-q"]);
    git(&first, &["add", "."]);
    git(&first, &["commit", "-q", "-m", "Our meetings so far"]);
    git(dir.path(), &["clone", "-q", "--bare", "first", "shared"]);
    git(&first, &["remote", "add", "origin", shared.to_str().unwrap()]);
    git(&first, &["fetch", "-q"]);
    git(&first, &["branch", "-q", "--set-upstream-to=origin/main"]);
    git(dir.path(), &["clone", "-q", "shared", "second"]);
    let two = Shelf::new(&second).open("joint");

    let held = [hold(&one, "2026-12-01-1000"), hold(&two, "2026-12-02-1000")];
    assert_eq!(held[0].number, held[1].number, "neither laptop knows of the other's meeting");
    for laptop in [&first, &second] {
        git(laptop, &["add", "."]);
        git(laptop, &["commit", "-q", "-m", "A meeting"]);
    }
    git(&first, &["push", "-q"]);
    git(&second, &["pull", "-q"]);
    git(&second, &["push", "-q"]);
    git(&first, &["pull", "-q"]);

    for (laptop, folder) in [(&first, &one), (&second, &two)] {
        assert_eq!(text(git(laptop, &["status", "--porcelain"])), "", "nothing is left to solve");
        assert_eq!(folder.ids().unwrap().len(), 6);
        let (read, broken) = folder.fold(|read: &mut Vec<Meeting>, loaded| read.push(loaded.meeting)).unwrap();
        assert!(broken.is_empty(), "{broken:?}");
        for meeting in &held {
            assert!(read.contains(meeting), "{} is whole in {}", meeting.id, laptop.display());
        }
    }
    let newest = |laptop: &Path| text(git(laptop, &["rev-parse", "HEAD"]));
    assert_eq!(newest(&first), newest(&second), "both have the same");
}
