//! Others at the same minutes: a second window, another laptop, a link in the place of the file.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::terminal::{ENTER, Terminal, World, until};

const SERIES: &str = "sales-operations";
const FIRST: &str = "are you struggling with?";
const CTRL_C: &str = "\x03";

/// The file of the one meeting.
#[track_caller]
fn own(world: &World) -> PathBuf {
    let [own] = <[PathBuf; 1]>::try_from(world.files(SERIES)).expect("one file");
    own
}

/// A world with a meeting that was left at the first move.
fn left() -> World {
    let world = World::borrowed();
    let mut terminal = world.exchange();
    terminal.kill("TERM");
    assert_eq!(terminal.exit_code(), 143);
    world
}

#[test]
fn beside_a_window_that_has_the_meeting_another_one_reads() {
    let world = World::borrowed();
    let mut first = world.exchange();
    first.send(&format!("We quote blind{ENTER}"));
    world.wait_for_file("We quote blind");
    let mut second = world.start(&["run"]);
    assert_eq!(second.exit_code(), 4);
    second.wait_for("read it here:");
    let told: String = second.screen().split('\n').map(str::trim_end).collect();
    assert!(told.contains("`turnabout show`") && told.contains("Minutes on the home screen"), "{told}");

    let shown = world.command(&["show"]).output().expect("it starts");
    assert!(shown.status.success() && String::from_utf8_lossy(&shown.stdout).contains("We quote blind"), "{shown:?}");
    let listed = world.command(&["list"]).output().expect("it starts");
    assert!(listed.status.success() && String::from_utf8_lossy(&listed.stdout).contains("running"), "{listed:?}");
    let mut home = world.start(&[]);
    home.wait_for("Meeting 1 is running");
    home.play("j\r", "type to search");
    home.play(ENTER, "We quote blind");
    first.play("typed on", "typed on");
    world.wait_for_file("typed on");
}

#[test]
fn a_home_screen_that_is_out_of_date_begins_no_other_meeting() {
    let world = World::borrowed();
    let mut home = world.start(&[]);
    home.wait_for("Start your first meeting");
    let mut other = world.exchange();
    other.kill("TERM");
    assert_eq!(other.exit_code(), 143);
    home.play(ENTER, "meeting 1 was begun in another window or elsewhere");
    home.wait_for("Resume meeting 1");
    own(&world);
    let closed = fs::read_to_string(own(&world)).expect("minutes").replace("\"running\"", "\"closed\"");
    let mut closed: serde_json::Value = serde_json::from_str(&closed).expect("JSON");
    closed
        .as_object_mut()
        .expect("an object")
        .retain(|name, _| !["position", "drafts", "clock"].contains(&name.as_str()));
    fs::write(own(&world), closed.to_string()).expect("minutes");
    home.play(ENTER, "the meeting was closed in another window or elsewhere");
    home.wait_for("Start meeting 2");
    own(&world);
    home.play(ENTER, "Who is here?");
    assert!(until(|| world.files(SERIES).len() == 2), "{:?}", world.files(SERIES));
}

#[test]
fn of_two_windows_that_open_at_once_one_has_the_meeting() {
    let world = left();
    for pair in 0..8 {
        let mut both = [world.start(&["run"]), world.start(&["run"])];
        let has_opened = |terminal: &Terminal| terminal.screen().contains(FIRST);
        let is_decided = until(|| both.iter_mut().all(|one| one.has_ended() || has_opened(one)));
        assert!(is_decided, "pair {pair}\n{}\n{}", both[0].screen(), both[1].screen());
        let (mut lost, mut won): (Vec<_>, Vec<_>) = both.into_iter().partition(|one| !has_opened(one));
        assert_eq!((lost.len(), won.len()), (1, 1), "pair {pair}");
        assert_eq!(lost[0].exit_code(), 4, "pair {pair}");
        assert!(!won[0].has_ended(), "pair {pair}");
        // What it leaves is in nobody's way.
        won[0].kill_at_once();
    }
}

/// What a sync service does with one file.
fn sync(from: &Path, to: &Path) {
    fs::copy(from, to).expect("it can be copied");
}

#[test]
fn of_two_laptops_with_one_meeting_the_second_to_sync_keeps_both() {
    let (one, two) = (left(), World::borrowed());
    fs::create_dir_all(two.data().join(SERIES)).expect("a folder");
    let here = own(&one);
    let there = two.data().join(SERIES).join(here.file_name().expect("a name"));
    sync(&here, &there);
    sync(&one.data().join(SERIES).join("agenda.json"), &two.data().join(SERIES).join("agenda.json"));
    let (mut first, mut second) = (one.start(&["run"]), two.start(&["run"]));
    for (world, terminal, words) in [(&one, &mut first, "Words here"), (&two, &mut second, "Words there")] {
        terminal.wait_for(FIRST);
        terminal.send(&format!("{words}{ENTER}"));
        world.wait_for_file(words);
        terminal.wait_for("saved ");
    }
    sync(&there, &here);
    first.play("typed on here", "as conflict copy");
    let is_copy = |path: &PathBuf| path.to_string_lossy().contains(" (conflict ");
    let copies = || one.files(SERIES).into_iter().filter(is_copy).collect::<Vec<_>>();
    let holds = |path: &Path, words: &str| fs::read_to_string(path).is_ok_and(|text| text.contains(words));
    assert!(until(|| copies().iter().any(|copy| holds(copy, "typed on here"))), "{:?}", copies());
    assert_eq!(copies().len(), 1);
    assert!(holds(&copies()[0], "Words here") && holds(&here, "Words there") && !holds(&here, "Words here"));

    sync(&copies()[0], &there.with_file_name(copies()[0].file_name().expect("a name")));
    second.play("typed on there", "typed on there");
    assert!(until(|| holds(&there, "typed on there")), "nobody changed its own file");
    second.kill("TERM");
    assert_eq!(second.exit_code(), 143);
    two.start(&["run"]).wait_for("compare the two with");
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_the_file_stays_and_what_it_leads_to_is_written() {
    use std::os::unix::fs::symlink;
    let world = left();
    let (link, real) = (own(&world), world.root().join("elsewhere").join("real.json"));
    fs::create_dir(world.root().join("elsewhere")).expect("a folder");
    fs::rename(&link, &real).expect("it can be moved");
    symlink(&real, &link).expect("a link");
    let holds = |words: &str| fs::read_to_string(&real).is_ok_and(|text| text.contains(words));
    let mut terminal = world.start(&["run"]);
    terminal.wait_for(FIRST);
    terminal.send("one");
    assert!(until(|| holds("one")), "{}", terminal.screen());
    fs::remove_file(&real).expect("it can be removed");
    terminal.play(" two", "it was made again");
    assert!(until(|| holds("one two")), "{}", terminal.screen());
    assert_eq!(fs::read_link(&link).expect("it is still a link"), real);
    assert_eq!(fs::read_dir(world.root().join("elsewhere")).expect("a folder").count(), 1, "nothing is left beside it");

    fs::remove_file(&link).expect("it can be removed");
    symlink(&link, &link).expect("a link");
    terminal.play(" three", "NOT SAVED: the links lead in a circle");
    terminal.wait_for("– copy i");
    terminal.play(CTRL_C, "NOT SAVED");
    terminal.send(CTRL_C);
    assert_eq!(terminal.exit_code(), 1);
    let mut again = world.start(&["run"]);
    again.wait_for("the links lead in a circle");
    assert_ne!(again.exit_code(), 0);
    assert!(fs::symlink_metadata(&link).is_ok_and(|link| link.is_symlink()), "it is nobody's to replace");
}

#[test]
fn a_copy_that_was_kept_of_the_running_meeting_is_given_its_name_first() {
    let world = left();
    let (own, copy) = (own(&world), "2000-01-01-1000 (conflict 2000-01-01 1003).json");
    fs::write(own.with_file_name(copy), fs::read(&own).unwrap()).unwrap();
    let told = "2000-01-01-1000 (conflict 2000-01-01 1003) is a copy of 2000-01-01-1000, which is not there";
    let mut home = world.start(&[]);
    home.wait_until(told, |screen| screen.replace('\n', " ").contains("is a copy of 2000-01-01-1000"));
    home.kill("TERM");
    assert_eq!(home.exit_code(), 143);
    let stem = own.file_stem().unwrap().to_string_lossy().into_owned();
    fs::remove_file(own.with_file_name(copy)).unwrap();
    fs::rename(&own, own.with_file_name(format!("{stem} (conflict 2026-11-24 1003).json"))).unwrap();
    let mut run = world.start(&["run"]);
    assert_eq!(run.exit_code(), 1);
    run.wait_for(&format!("name it {stem}.json"));
    assert!(!own.exists());
}
