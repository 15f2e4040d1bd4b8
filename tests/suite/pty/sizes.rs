//! Terminals of every size and kind, those that are too small, and one that takes nothing for a while.

use crate::terminal::{SIZE, Terminal, World, until};

/// Sizes in a storm of them.
const STORM: u32 = 400;

/// The half-typed text after a signal ended the program.
#[track_caller]
fn draft_at_the_end(world: &World, terminal: &mut Terminal) -> String {
    terminal.kill("TERM");
    assert_eq!(terminal.exit_code(), 143);
    world.draft()
}

/// The last frame is a whole one in the usual size.
#[track_caller]
fn is_whole(terminal: &Terminal) {
    terminal.wait_until("the last frame is whole", |screen| {
        let lines: Vec<&str> = screen.lines().collect();
        lines.len() == usize::from(SIZE.1)
            && lines[0].contains("Sales & Operations · meeting 1")
            && lines[29].contains("Enter record")
            && !screen.contains("needs 60x16")
    });
}

#[test]
fn a_storm_of_sizes_loses_no_letter() {
    let world = World::new();
    let mut terminal = world.exchange();
    let mut typed = String::new();
    let mut random = 7_u32;
    for step in 0..STORM {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let (columns, rows) = (1 + (random >> 8) % 500, 1 + (random >> 20) % 200);
        terminal.resize(columns.try_into().expect("small"), rows.try_into().expect("small"));
        let letter = char::from(b'a' + u8::try_from(step % 26).expect("a letter"));
        typed.push(letter);
        terminal.send(&letter.to_string());
    }
    terminal.resize(SIZE.0, SIZE.1);
    terminal.play(" zebra", "zebra");
    is_whole(&terminal);
    assert_eq!(draft_at_the_end(&world, &mut terminal), format!("{typed} zebra"));
}

#[test]
fn a_terminal_without_a_size_loses_nothing() {
    let world = World::new();
    let mut terminal = world.exchange();
    terminal.play("before ", "before");
    terminal.resize(0, 0);
    terminal.send("within ");
    world.wait_for_file("before within ");
    terminal.resize(SIZE.0, SIZE.1);
    terminal.play("after", "before within after");
    is_whole(&terminal);
    assert_eq!(draft_at_the_end(&world, &mut terminal), "before within after");
}

#[test]
fn what_is_typed_while_the_terminal_is_too_small_is_saved() {
    let world = World::new();
    let mut terminal = world.exchange();
    terminal.resize(40, 10);
    terminal.wait_for("needs 60x16, has 40x10");
    terminal.send("typed unseen");
    world.wait_for_file("typed unseen");
    terminal.resize(SIZE.0, SIZE.1);
    terminal.wait_for("typed unseen");
    is_whole(&terminal);
}

#[test]
fn the_caret_stays_behind_the_word_in_every_size() {
    let world = World::new();
    let mut terminal = world.exchange();
    for (number, (columns, rows)) in [(60, 16), (240, 70), (61, 17), (80, 24), (100, 30)].into_iter().enumerate() {
        let typed = format!("word{number}");
        terminal.resize(columns, rows);
        terminal.send(&format!("{}{typed}", " so many words go before it".repeat(number)));
        let is_behind = until(|| {
            let ((column, row), screen) = (terminal.cursor(), terminal.screen());
            let line: String = screen.lines().nth(row.into()).unwrap_or_default().chars().take(column.into()).collect();
            line.ends_with(&typed)
        });
        assert!(is_behind, "the caret is not behind {typed} but at {:?}\n{}", terminal.cursor(), terminal.screen());
    }
}

#[test]
fn a_terminal_that_takes_nothing_keeps_neither_typing_nor_leaving_from_the_disk() {
    let world = World::borrowed();
    let mut terminal = world.exchange();
    terminal.hold(true);
    let mut typed = String::new();
    // Every letter draws a little and every size a whole screen of 9 KiB: far more than the 64 KiB that a line holds.
    for number in 0..20 {
        terminal.resize(500, 200 - number % 2);
        let token = format!("W{number:04} ");
        terminal.send(&token);
        typed.push_str(&token);
        world.wait_for_file(typed.trim_end());
    }
    terminal.send("zebra");
    world.wait_for_file("zebra");
    assert_eq!(draft_at_the_end(&world, &mut terminal), format!("{typed}zebra"));
    terminal.hold(false);
}

#[test]
fn a_terminal_that_was_stuck_shows_everything_afterwards() {
    let world = World::new();
    let mut terminal = world.exchange();
    terminal.hold(true);
    for number in 0..40 {
        terminal.resize(240, 70 - number % 2);
        terminal.send("x");
    }
    terminal.send(" zebra");
    world.wait_for_file("x zebra");
    terminal.resize(SIZE.0, SIZE.1);
    terminal.hold(false);
    terminal.wait_for("x zebra");
    is_whole(&terminal);
    assert_eq!(draft_at_the_end(&world, &mut terminal), format!("{} zebra", "x".repeat(40)));
}

#[test]
fn a_terminal_that_cannot_show_a_screen_is_told_so() {
    for term in ["", "dumb"] {
        let world = World::borrowed().with("TERM", term);
        let mut terminal = world.start(&[]);
        assert_eq!(terminal.exit_code(), 2, "{term}");
        assert_eq!(terminal.left_behind(), [""; 0], "{term}");
        terminal.wait_for("cannot show a screen");
    }
}

#[test]
fn a_terminal_without_a_name_is_told_so() {
    let world = World::borrowed().under(&["env", "-u", "TERM"]);
    let mut terminal = world.start(&["run"]);
    assert_eq!(terminal.exit_code(), 2);
    assert_eq!(terminal.left_behind(), [""; 0]);
    terminal.wait_for("cannot show a screen");
    assert!(!world.data().exists());
}

#[test]
fn a_terminal_of_any_other_name_is_tried() {
    for term in ["vt100", "linux", "screen", "tmux-256color", "there-is-no-such-thing"] {
        let world = World::borrowed().with("TERM", term);
        let mut terminal = world.exchange();
        terminal.play("zebra", "zebra");
    }
}

#[test]
fn the_terminal_is_asked_nothing() {
    let world = World::new();
    let terminal = world.exchange();
    let bytes = String::from_utf8_lossy(&terminal.bytes()).into_owned();
    for question in
        ["\x1b[6n", "\x1b[5n", "\x1b[c", "\x1b[>", "\x1b[?u", "\x1b]", "\x1bP", "$p", "\x1b[14t", "\x1b[18t"]
    {
        assert!(!bytes.contains(question), "{question:?}");
    }
}

#[test]
fn without_letters_of_the_world_everything_is_drawn_in_ascii() {
    for (name, value) in [("LC_ALL", "C"), ("LC_ALL", "POSIX"), ("LANG", "en_US.ISO-8859-1")] {
        let world = World::new().with(name, value);
        let mut terminal = world.exchange();
        terminal.play("zebra", "zebra");
        let bytes = terminal.bytes();
        assert!(bytes.is_ascii(), "{name}={value}: {}", String::from_utf8_lossy(&bytes));
    }
}

/// Whether a colour was asked for in these bytes.
fn has_colour(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let marks = text.split("\x1b[").skip(1).filter_map(|part| {
        let (inner, _) = part.split_once('m')?;
        inner.chars().all(|c| c.is_ascii_digit() || c == ';').then(|| inner.to_owned())
    });
    let numbers = marks.flat_map(|mark| mark.split(';').map(str::to_owned).collect::<Vec<_>>());
    numbers
        .filter_map(|number| number.parse::<u16>().ok())
        .any(|n| matches!(n, 30..=38 | 40..=48 | 90..=97 | 100..=107))
}

/// The program at home, and what is drawn in reverse there.
fn at_home(world: &World, arguments: &[&str]) -> (Terminal, String) {
    let terminal = world.start(arguments);
    terminal.wait_for("Quit");
    let reversed = terminal.reversed();
    (terminal, reversed)
}

#[test]
fn no_colour_is_used_where_none_is_wanted_and_the_selection_is_seen() {
    for (value, arguments, has) in [
        ("1", &[][..], false),
        ("0", &[], false),
        ("", &["--no-color"], false),
        ("1", &["--theme", "contrast"], false),
        ("", &[], true),
    ] {
        let world = World::new().with("NO_COLOR", value).with("COLORTERM", "truecolor");
        let (mut terminal, reversed) = at_home(&world, arguments);
        assert!(has || reversed.contains("Start your first meeting"), "NO_COLOR={value:?}: {reversed:?}");
        terminal.send("j");
        terminal.wait_until("the mark moves", |screen| screen.contains("▸  Set up your teams"));
        terminal.play("\r", "Which two teams meet?");
        assert_eq!(has_colour(&terminal.bytes()), has, "NO_COLOR={value:?} {arguments:?}");
        let mut meeting = World::new().with("NO_COLOR", value).exchange();
        meeting.play("\x10", "All commands");
        assert_eq!(has_colour(&meeting.bytes()), has || !arguments.is_empty() && value.is_empty(), "in a meeting");
    }
}
