//! What becomes of the words when the disk fails, and when somebody else writes the same file.

use std::{
    fs,
    path::PathBuf,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::terminal::{ENTER, Terminal, World, until};

const SERIES: &str = "sales-operations";
const CTRL_C: &str = "\x03";

impl World {
    fn series(&self) -> PathBuf {
        self.data().join(SERIES)
    }

    /// Where the words lie that could not be saved.
    fn emergency(&self) -> Vec<PathBuf> {
        files(&self.state().join("emergency").join(SERIES))
    }

    /// The meeting's own file, and the conflict copies beside it.
    #[track_caller]
    fn own_and_copies(&self) -> (PathBuf, Vec<PathBuf>) {
        let is_copy = |path: &PathBuf| path.to_string_lossy().contains(" (conflict ");
        let (copies, mut own): (Vec<_>, Vec<_>) = self.files(SERIES).into_iter().partition(is_copy);
        assert_eq!(own.len(), 1, "{own:?}");
        (own.remove(0), copies)
    }
}

/// The JSON files of a folder.
fn files(folder: &PathBuf) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|end| end == "json")).collect()
}

fn json(path: &PathBuf) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// The screen without its line breaks: a path may go over several rows.
fn unbroken(terminal: &Terminal) -> String {
    terminal.screen().split('\n').map(str::trim).collect()
}

/// The screen says it, wherever its lines break.
#[track_caller]
fn says(terminal: &Terminal, words: &str) {
    let solid = |text: &str| text.split_whitespace().collect::<String>();
    terminal.wait_until(words, |screen| solid(screen).contains(&solid(words)));
}

#[test]
fn what_cannot_be_saved_lies_elsewhere_until_it_is_saved() {
    let world = World::borrowed().with("TURNABOUT_FAULT", "saver=fail:3");
    let mut terminal = world.meeting();
    terminal.play(ENTER, "– copy in ");
    let [copy] = <[PathBuf; 1]>::try_from(world.emergency()).unwrap();
    let path = copy.to_str().unwrap();
    terminal.send("\x13");
    terminal.wait_until("the whole path is told", |screen| {
        screen.split('\n').map(str::trim).collect::<String>().contains(path)
    });
    assert!(world.files(SERIES).is_empty(), "it has not been saved yet");
    terminal.play(&format!("First problem{ENTER}"), "it back in your own words");
    terminal.wait_until("it is saved", |screen| !screen.contains("NOT SAVED") && screen.contains("saved "));
    world.wait_for_file("First problem");
    assert!(until(|| world.emergency().is_empty()));
}

#[test]
fn what_somebody_else_wrote_stays_and_the_meeting_goes_on_beside_it() {
    let world = World::borrowed();
    let mut terminal = world.exchange();
    let (own, _) = world.own_and_copies();
    let mut theirs = json(&own);
    theirs["title"] = "Theirs".into();
    fs::write(&own, theirs.to_string()).unwrap();
    terminal.play(&format!("Ours{ENTER}"), "it back in your own words");
    terminal.wait_for("as conflict copy");
    terminal.play("typed on", "typed on");
    assert!(unbroken(&terminal).contains("theirs stays"), "it is told for longer than to the next key");
    terminal.play(CTRL_C, "again to leave");
    terminal.send(CTRL_C);
    assert_eq!(terminal.exit_code(), 0);
    let (own, copies) = world.own_and_copies();
    assert_eq!(fs::read_to_string(own).unwrap(), theirs.to_string());
    assert_eq!(copies.len(), 1, "{copies:?}");
    let copy = json(&copies[0]);
    assert_eq!((&copy["turns"][0]["problem"]["text"], &copy["title"]), (&"Ours".into(), &"Sales & Operations".into()));
    assert!(copy["drafts"].to_string().contains("typed on"));

    let again = world.start(&["run"]);
    again.wait_for("is another state of the minutes");
    says(&again, "compare the two with `turnabout show`, keep one, move the other elsewhere");
    let home = world.start(&[]);
    home.wait_for("(conflict ");
}

#[test]
fn a_file_that_is_deleted_is_made_again() {
    let world = World::borrowed();
    let mut terminal = world.exchange();
    fs::remove_file(world.own_and_copies().0).unwrap();
    terminal.play(&format!("Ours{ENTER}"), "it was made again");
    world.wait_for_file("Ours");
    assert!(world.own_and_copies().1.is_empty());
}

#[test]
fn a_folder_that_goes_costs_no_word() {
    let world = World::borrowed();
    let mut terminal = world.exchange();
    let away = world.data().join("away");
    fs::rename(world.series(), &away).unwrap();
    terminal.play(&format!("Ours{ENTER}"), "the folder is gone");
    terminal.play("typed on", "– copy in ");
    terminal.play(CTRL_C, "NOT SAVED");
    terminal.send(CTRL_C);
    assert_eq!(terminal.exit_code(), 1);
    assert_eq!(terminal.left_behind(), [""; 0]);
    let [copy] = <[PathBuf; 1]>::try_from(world.emergency()).unwrap();
    assert!(unbroken(&terminal).contains(&format!("the words are in {}", copy.display())), "{}", terminal.screen());
    let words = fs::read_to_string(&copy).unwrap();
    assert!(words.contains("Ours") && words.contains("typed on"), "{words}");

    fs::rename(away, world.series()).unwrap();
    let mut again = world.start(&["run"]);
    again.wait_for("words that could not be saved");
    assert!(copy.exists(), "nobody has used it yet");
    again.kill("TERM");
    assert_eq!(again.exit_code(), 143);
    fs::rename(&copy, world.own_and_copies().0).unwrap();
    let again = world.start(&["run"]);
    again.wait_for("typed on");
    assert!(!again.screen().contains("could not be saved"));
}

#[test]
fn a_folder_in_the_place_of_the_file_is_named() {
    let world = World::borrowed();
    let mut terminal = world.exchange();
    let (own, _) = world.own_and_copies();
    fs::remove_file(&own).unwrap();
    fs::create_dir(&own).unwrap();
    terminal.play(&format!("Ours{ENTER}"), "NOT SAVED: a folder of that name is in the way");
    terminal.play("typed on", "– copy i");
    assert!(own.is_dir());
}

#[cfg(unix)]
#[test]
fn a_file_that_was_write_protected_is_left_as_it_is() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = World::borrowed();
    let mut terminal = world.exchange();
    let (own, _) = world.own_and_copies();
    let mode = |mode| fs::set_permissions(&own, fs::Permissions::from_mode(mode)).unwrap();
    let before = fs::read(&own).unwrap();
    mode(0o444);
    terminal.play(&format!("Ours{ENTER}"), "NOT SAVED: the file is write-protected");
    terminal.play("typed on", "– copy i");
    assert_eq!(fs::read(&own).unwrap(), before);
    mode(0o600);
    terminal.wait_until("it is saved", |screen| !screen.contains("NOT SAVED") && screen.contains("saved "));
    world.wait_for_file("typed on");
}

/// A meeting with words that no place takes.
fn homeless(world: &World) -> Terminal {
    let mut terminal = world.exchange();
    fs::remove_dir_all(world.state()).unwrap();
    fs::write(world.state(), "in the way").unwrap();
    fs::rename(world.series(), world.data().join("away")).unwrap();
    terminal.play(&format!("Ours{ENTER}"), "NOT SAVED");
    terminal.play("half a sentence", "half a sentence");
    terminal
}

#[test]
fn minutes_that_went_away_since_the_last_save_are_put_back() {
    let world = World::borrowed();
    let mut terminal = world.exchange();
    terminal.play(&format!("Blind quotes{ENTER}"), "Say it back");
    world.wait_for_file("Blind quotes");
    terminal.wait_for("saved ");
    let (own, _) = world.own_and_copies();
    fs::remove_file(&own).unwrap();
    terminal.send("\x13");
    assert!(until(|| own.is_file()));
    terminal.play("W", "the file of this meeting was gone; it was made again");
    world.wait_for_file("\"W\"");
    fs::write(&own, "").unwrap();
    terminal.kill("TERM");
    assert_eq!(terminal.exit_code(), 143);
    let copies: Vec<PathBuf> = files(&world.series()).into_iter().filter(|path| *path != own).collect();
    let has_words = |path: &PathBuf| fs::read_to_string(path).unwrap().contains("Blind quotes");
    assert!(copies.iter().any(has_words), "{copies:?}");
}

#[test]
fn words_that_no_place_takes_are_printed() {
    let world = World::borrowed();
    let mut terminal = homeless(&world);
    terminal.play(CTRL_C, "NOT SAVED");
    terminal.send(CTRL_C);
    printed(&mut terminal, 1);
}

#[test]
fn words_that_no_place_takes_are_printed_on_a_signal_too() {
    let world = World::borrowed();
    let mut terminal = homeless(&world);
    terminal.kill("TERM");
    printed(&mut terminal, 143);
    let screen = terminal.screen();
    assert!(screen.lines().any(|line| line.trim() == "HALF TYPED"), "not line by line:\n{screen}");
}

#[test]
fn words_that_no_place_takes_are_printed_although_the_meeting_was_left_before() {
    let world = World::borrowed();
    let mut terminal = homeless(&world);
    for _ in 0..2 {
        terminal.play("\x10leave to the home", "Leave to the home screen");
        terminal.send(ENTER);
    }
    terminal.wait_for("they are printed when you leave");
    terminal.send("q");
    printed(&mut terminal, 1);
}

#[track_caller]
fn printed(terminal: &mut Terminal, code: u32) {
    assert_eq!(terminal.exit_code(), code);
    assert_eq!(terminal.left_behind(), [""; 0]);
    let screen = terminal.screen();
    for words in ["Ours", "HALF TYPED", "half a sentence", "here they are, copy them"] {
        assert!(screen.contains(words), "no {words:?} on\n{screen}");
    }
}

#[test]
fn a_slow_disk_does_not_slow_the_keys() {
    let world = World::borrowed().with("TURNABOUT_FAULT", "saver=slow:5000");
    let mut terminal = world.meeting();
    terminal.play(ENTER, "are you struggling with?");
    let mut shortest = Duration::MAX;
    for token in ["alpha", "beta", "gamma", "delta", "epsilon"] {
        let start = Instant::now();
        terminal.play(token, token);
        shortest = shortest.min(start.elapsed());
        assert!(start.elapsed() < Duration::from_secs(2), "{token} took {:?}", start.elapsed());
    }
    assert!(shortest < Duration::from_millis(100), "{shortest:?}");
    assert!(terminal.screen().contains("saving"), "{}", terminal.screen());
    assert!(world.files(SERIES).is_empty(), "the disk is as slow as it was asked to be");
}

#[test]
fn half_typed_words_that_wait_for_the_disk_are_not_called_saved() {
    let world = World::borrowed().with("TURNABOUT_FAULT", "saver=slow:2500");
    let mut terminal = world.meeting();
    terminal.wait_for("saved ");
    terminal.play("Ours", "Ours");
    terminal.wait_for("saving");
    terminal.wait_for("saved ");
}

#[test]
fn a_save_that_never_returns_is_left_in_two_steps_with_a_copy() {
    let world = World::borrowed().with("TURNABOUT_FAULT", "saver=slow:600000");
    let mut terminal = world.meeting();
    terminal.play(ENTER, "are you struggling with?");
    terminal.play("Ours", "Ours");
    terminal.play(CTRL_C, "still saving; Ctrl-C again to leave");
    terminal.send(CTRL_C);
    assert_eq!(terminal.exit_code(), 1);
    assert_eq!(terminal.left_behind(), [""; 0]);
    assert!(unbroken(&terminal).contains("the disk does not answer; the words are in "), "{}", terminal.screen());
    let [copy] = <[PathBuf; 1]>::try_from(world.emergency()).unwrap();
    assert!(fs::read_to_string(copy).unwrap().contains("Ours"));
}

#[test]
fn a_second_signal_does_not_wait_for_a_save_that_hangs() {
    let world = World::borrowed().with("TURNABOUT_FAULT", "saver=slow:600000");
    let mut terminal = world.meeting();
    terminal.play(ENTER, "are you struggling with?");
    let start = Instant::now();
    terminal.kill("TERM");
    // What comes together with the first signal counts as one with it.
    let pause = Duration::from_millis(600);
    assert!(until(|| start.elapsed() > pause));
    terminal.kill("TERM");
    assert_eq!(terminal.exit_code(), 143);
    assert!(start.elapsed() < pause + Duration::from_secs(1), "{:?}", start.elapsed());
    terminal.wait_for("the last words may be missing");
    assert_eq!(terminal.left_behind(), [""; 0]);
}

#[test]
fn a_damaged_file_comes_with_the_newest_good_copy() {
    let world = World::borrowed();
    let mut terminal = world.exchange();
    terminal.play(CTRL_C, "again to leave");
    terminal.send(CTRL_C);
    assert_eq!(terminal.exit_code(), 0);
    let (own, _) = world.own_and_copies();
    let copies = files(&world.state().join("copies").join(SERIES).join(own.file_stem().unwrap()));
    assert_eq!(copies.len(), 1, "{copies:?}");
    fs::write(&own, "{").unwrap();
    let told = format!("in its place: {}; what was said after ", copies[0].display());
    let shown = world.command(&["show"]).output().unwrap();
    assert_eq!(shown.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&shown.stderr).contains(&told), "{shown:?}");
    let mut again = world.start(&["run"]);
    assert_eq!(again.exit_code(), 3);
    says(&again, &told);
    let mut home = world.start(&[]);
    home.wait_for("keep it under another name");
    home.send(ENTER);
    // Once above the menu, and once as the reason why no meeting opens.
    home.wait_until("the reason", |screen| screen.matches("is damaged").count() == 2);
    assert!(!home.screen().contains(".json"), "{}", home.screen());
    fs::copy(&copies[0], &own).unwrap();
    world.start(&["run"]).wait_for("saved ");
}

/// A series with a short agenda: its file, and the editor that shows it.
fn editing(world: &World) -> (PathBuf, Terminal) {
    let agenda = world.series().join("agenda.json");
    fs::create_dir_all(world.series()).unwrap();
    fs::write(&agenda, crate::terminal::data("agenda-short.json")).unwrap();
    let mut terminal = world.start(&[]);
    terminal.wait_for("Start your first meeting");
    terminal.send("\x1b[B\x1b[B\x1b[B");
    terminal.play(ENTER, "Esc home");
    (agenda, terminal)
}

#[test]
fn an_agenda_that_was_deleted_before_the_first_edit_is_made_again_and_that_is_said() {
    let world = World::borrowed();
    let (agenda, mut terminal) = editing(&world);
    fs::remove_file(&agenda).unwrap();
    terminal.send(ENTER);
    terminal.play(&format!(" and us{ENTER}"), "agenda.json was gone; it was made again");
    assert!(json(&agenda)["title"].as_str().unwrap().ends_with(" and us"));
}

#[test]
fn a_series_whose_folder_went_away_is_not_made_again_for_its_agenda() {
    let world = World::borrowed();
    let (agenda, mut terminal) = editing(&world);
    let moved = world.data().join("moved");
    fs::rename(world.series(), &moved).unwrap();
    terminal.send(ENTER);
    terminal.play(&format!(" and us{ENTER}"), "NOT SAVED");
    assert!(!agenda.exists() && !world.series().exists());
    fs::rename(&moved, world.series()).unwrap();
    let is_written = || json(&agenda)["title"].as_str().is_some_and(|title| title.ends_with(" and us"));
    assert!(until(is_written), "it is tried again by itself");
}

#[test]
fn an_agenda_that_somebody_else_changed_is_not_written_over() {
    let world = World::borrowed();
    let (agenda, mut terminal) = editing(&world);
    let mut theirs = json(&agenda);
    theirs["title"] = "Theirs".into();
    fs::write(&agenda, theirs.to_string()).unwrap();
    terminal.send(ENTER);
    terminal.play(&format!(" and us{ENTER}"), "somebody else changed agenda.json");
    terminal.wait_for(" as conflict copy ");
    assert_eq!(fs::read_to_string(&agenda).unwrap(), theirs.to_string());
    let is_copy = |path: &PathBuf| path.to_string_lossy().contains("agenda (conflict ");
    let copies: Vec<PathBuf> = files(&world.series()).into_iter().filter(is_copy).collect();
    assert_eq!(copies.len(), 1);
    assert!(json(&copies[0])["title"].as_str().unwrap().ends_with(" and us"));
}

/// The agenda was edited and cannot be written.
fn edited_in_vain(world: &World) -> Terminal {
    let (agenda, mut terminal) = editing(world);
    fs::remove_file(&agenda).unwrap();
    fs::create_dir(&agenda).unwrap();
    terminal.send(ENTER);
    terminal.play(&format!(" and us{ENTER}"), "NOT SAVED");
    terminal
}

#[test]
fn an_agenda_that_cannot_be_saved_is_kept_elsewhere_when_a_signal_ends_the_program() {
    let world = World::borrowed();
    let mut terminal = edited_in_vain(&world);
    terminal.kill("TERM");
    assert_eq!(terminal.exit_code(), 143);
    let [copy] = <[PathBuf; 1]>::try_from(world.emergency()).unwrap();
    assert!(fs::read_to_string(copy).unwrap().contains(" and us"));
}

#[test]
fn an_agenda_is_edited_on_while_the_disk_does_not_answer() {
    let world = World::borrowed().with("TURNABOUT_FAULT", "agenda=slow:3000");
    let (agenda, mut terminal) = editing(&world);
    terminal.send(ENTER);
    terminal.play(&format!(" and us{ENTER}"), "saving");
    let start = Instant::now();
    terminal.send(ENTER);
    terminal.play(" and them", "and us and them");
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
    terminal.play(ENTER, "saved ");
    terminal.wait_until("the last edit", |_| json(&agenda)["title"].as_str().unwrap().ends_with(" and them"));
}

#[test]
fn a_meeting_that_begins_before_its_edited_agenda_is_saved_makes_no_conflict() {
    let world = World::borrowed().with("TURNABOUT_FAULT", "agenda=slow:2000");
    let mut terminal = world.start(&[]);
    terminal.wait_for("Start your first meeting");
    terminal.play("jjj\r", "Esc home");
    terminal.send(ENTER);
    terminal.play(&format!(" and us{ENTER}"), "saving");
    terminal.play("\x1b", "Start your first meeting");
    terminal.play(ENTER, "Who is here?");
    let agenda = world.series().join("agenda.json");
    assert!(until(|| agenda.is_file()));
    terminal.kill("TERM");
    assert_eq!(terminal.exit_code(), 143);
    assert!(json(&agenda)["title"].as_str().unwrap().ends_with(" and us"));
    let is_copy = |path: &PathBuf| path.to_string_lossy().contains("conflict");
    assert!(!files(&world.series()).iter().any(is_copy), "nobody else wrote");
}

#[test]
fn an_agenda_of_the_demo_that_comes_too_late_leaves_nothing_and_says_nothing() {
    let world = World::new().with("TURNABOUT_FAULT", "agenda=slow:1500");
    let mut terminal = world.start(&[]);
    terminal.wait_for("Start your first meeting");
    terminal.play("jj\r", "Leave the demo");
    terminal.play("jjjj\r", "Esc home");
    terminal.send(ENTER);
    terminal.play(&format!(" and us{ENTER}"), "saving");
    terminal.play("\x1b", "Leave the demo");
    terminal.play("jjjjj\r", "Start your first meeting");
    std::thread::sleep(Duration::from_millis(1500));
    assert!(!terminal.screen().contains("agenda"), "{}", terminal.screen());
    terminal.send(CTRL_C);
    assert_eq!(terminal.exit_code(), 0);
    assert_eq!(world.thrown_away(), Vec::<String>::new());
}

#[test]
fn home_shows_the_agenda_as_it_was_edited_although_it_is_not_saved() {
    let world = World::borrowed();
    let mut terminal = edited_in_vain(&world);
    terminal.play("\x1b", "again leaves all the same");
    terminal.play("\x1b", "Start your first meeting");
    terminal.send("\x1b[B\x1b[B\x1b[B");
    terminal.play(ENTER, "Esc home");
    assert!(terminal.screen().contains(" and us"), "{}", terminal.screen());
    fs::remove_dir(world.series().join("agenda.json")).unwrap();
    assert!(until(|| world.series().join("agenda.json").is_file()), "it is tried again by itself");
}

#[test]
fn a_meeting_begins_with_the_agenda_that_could_not_be_saved_before() {
    let world = World::borrowed();
    let mut terminal = edited_in_vain(&world);
    terminal.play("\x1b", "again leaves all the same");
    terminal.play("\x1b", "Start your first meeting");
    let agenda = world.series().join("agenda.json");
    fs::remove_dir(&agenda).unwrap();
    terminal.send("\x1b[A\x1b[A\x1b[A");
    terminal.play(ENTER, "Who is here?");
    assert!(until(|| agenda.is_file() && !world.files(SERIES).is_empty()));
    for file in [agenda, world.own_and_copies().0] {
        assert!(json(&file)["title"].as_str().unwrap().ends_with(" and us"), "{}", file.display());
    }
    let is_copy = |path: &PathBuf| path.to_string_lossy().contains("conflict");
    assert!(!files(&world.series()).iter().any(is_copy), "nobody else wrote");
}

#[test]
fn an_agenda_that_cannot_be_saved_is_told_when_the_program_is_left() {
    let world = World::borrowed();
    let mut terminal = edited_in_vain(&world);
    terminal.insist(CTRL_C, "the agenda of Sales & Operations and us is not saved");
    assert_eq!(terminal.exit_code(), 1);
    let [copy] = <[PathBuf; 1]>::try_from(world.emergency()).unwrap();
    assert!(fs::read_to_string(copy).unwrap().contains(" and us"));
}

#[cfg(unix)]
#[test]
fn everything_but_exports_is_for_this_user_only_whatever_the_umask() {
    use std::os::unix::fs::PermissionsExt as _;
    for (umask, export) in [("000", 0o666), ("022", 0o644), ("077", 0o600)] {
        let world = World::borrowed().under(&["sh", "-c", &format!("umask {umask}; exec \"$@\""), "sh"]);
        let mut terminal = world.start(&["run"]);
        terminal.wait_for("saved ");
        terminal.send("\x10");
        terminal.play("draft", "Write the minutes now");
        terminal.play(ENTER, ".html");
        let copies = world.state().join("copies").join(SERIES).join(world.own_and_copies().0.file_stem().unwrap());
        assert!(until(|| !files(&copies).is_empty()));
        terminal.kill("TERM");
        assert_eq!(terminal.exit_code(), 143);
        let mut folders = vec![world.data(), world.state()];
        let mut seen = 0;
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
                let is_export = path.parent().unwrap().ends_with("exports");
                seen += 1;
                if path.is_dir() {
                    folders.push(path);
                } else {
                    assert_eq!(mode, if is_export { export } else { 0o600 }, "{}", path.display());
                }
            }
        }
        assert!(seen > 8, "{seen}");
        assert_eq!(fs::metadata(world.series()).unwrap().permissions().mode() & 0o777, 0o700);
    }
}
