//! Rough input: keys that stop other programs, unfinished sequences, a storm of sizes. No letter is lost.

use std::{
    fs,
    time::{Duration, Instant},
};

use crate::terminal::{Terminal, World, until};

/// The half-typed text after a signal ended the program.
#[track_caller]
fn draft_at_the_end(world: &World, terminal: &mut Terminal) -> String {
    terminal.kill("TERM");
    assert_eq!(terminal.exit_code(), 143);
    world.draft()
}

#[test]
fn control_keys_neither_freeze_nor_stop_nor_lose_anything() {
    let world = World::new();
    let mut terminal = world.exchange();
    // Ctrl-S, Ctrl-Q, Ctrl-\ and Ctrl-@, each between two words.
    let mut typed = "begin".to_owned();
    terminal.play("begin", "begin");
    for (key, word) in [("\x13", "ess"), ("\x11", "queue"), ("\x1c", "slash"), ("\0", "at")] {
        typed.push_str(word);
        terminal.play(&format!("{key}{word}"), &typed);
    }
    // Ctrl-Z is undo: it takes typing back and does not stop the program; Ctrl-Y brings it back.
    terminal.send("\x1a");
    terminal.wait_until("something is undone", |screen| !screen.contains(&typed));
    terminal.play(&"\x19".repeat(20), &typed);
    assert_eq!(draft_at_the_end(&world, &mut terminal), typed);
}

/// What is left of the time of the move that is due, as the agenda shows it.
fn left(screen: &str) -> Option<String> {
    let line = screen.lines().find(|line| line.contains("This move"))?;
    line.split_whitespace().nth(2).map(str::to_owned)
}

#[test]
fn the_clock_goes_on_behind_an_unfinished_sequence() {
    let world = World::new();
    let mut terminal = world.exchange();
    terminal.send("before \x1b[");
    terminal.wait_for("before");
    world.wait_for_file("before");
    let then = left(&terminal.screen()).expect("the time is on screen");
    terminal.wait_until("the time goes on", |screen| left(screen).is_some_and(|now| now != then));
    terminal.play("hello after", "before hello after");
    assert_eq!(draft_at_the_end(&world, &mut terminal), "before hello after");
}

#[test]
fn the_file_is_sound_at_every_moment() {
    let world = World::new();
    let mut terminal = world.exchange();
    let path = world.files("sales-operations").remove(0);
    let mut reads = 0;
    let mut longest = 0;
    for number in 0..60 {
        terminal.send(&format!("W{number:04} "));
        // Notes in between are written at once, drafts when the typing pauses.
        if number % 6 == 5 {
            terminal.play(&format!("\x0enote {number}"), &format!("note {number}"));
            terminal.send("\r");
        }
        for _ in 0..20 {
            let text = fs::read(&path).expect("the file is always there");
            let minutes: serde_json::Value = serde_json::from_slice(&text).expect("the file is always sound");
            let notes = minutes["notes"].as_array().map_or(0, Vec::len);
            assert!(notes >= longest, "the file went backwards");
            longest = notes;
            reads += 1;
        }
    }
    assert_eq!(reads, 1200);
    world.wait_for_file("\"text\": \"note 59\"");
    let draft = draft_at_the_end(&world, &mut terminal);
    for number in 0..60 {
        assert_eq!(draft.matches(&format!("W{number:04} ")).count(), 1, "W{number:04} in {draft}");
    }
    let minutes = world.minutes();
    assert_eq!(minutes["notes"].as_array().map_or(0, Vec::len), 10, "{minutes:#}");
}

/// Opens each place in which text is recorded, from the first move of the exchange.
const FIELDS: [&str; 6] = ["", "\x0e", "\x04", "\x0f", "\x0b", "\x18"];

#[test]
fn a_torn_arrow_discards_nothing_in_any_field() {
    for opens in FIELDS {
        let world = World::new();
        let mut terminal = world.exchange();
        terminal.play(&format!("{opens}zebra"), "zebra");
        terminal.send("\x1b");
        let torn = Instant::now();
        assert!(until(|| torn.elapsed() > Duration::from_millis(60)));
        terminal.play("[A crossing", "crossing");
        let draft = draft_at_the_end(&world, &mut terminal);
        // A busy machine may hand both halves over together: then they are an arrow.
        let whole = ["zebra[A crossing", "zebra crossing"].iter().any(|words| draft.contains(words));
        assert!(whole, "after {opens:?}: {draft}");
    }
}

#[test]
fn a_byte_that_is_no_letter_is_shown_and_keeps_its_neighbours() {
    let world = World::new();
    let mut terminal = world.exchange();
    terminal.send_bytes(b"caf\xe9 bar \xff \xc3 ");
    terminal.play("zebra", "zebra");
    assert!(String::from_utf8_lossy(&terminal.bytes()).contains("caf\u{fffd}"), "it is shown");
    assert_eq!(draft_at_the_end(&world, &mut terminal), "caf\u{fffd} bar \u{fffd} \u{fffd} zebra");
}

#[test]
fn answers_of_the_terminal_never_become_text() {
    let world = World::new();
    let mut terminal = world.exchange();
    let answers = "\x1b]11;rgb:1c1c/1c1c/1c1c\x1b\\\x1b[?62;22c\x1b[24;80R\x1b]4;1;rgb:00/00/00\x07\x1bP>|xterm\x1b\\";
    terminal.send(answers);
    terminal.play("zebra ", "zebra");
    terminal.play(&format!("{answers}cros{answers}sing"), "zebra crossing");
    assert_eq!(draft_at_the_end(&world, &mut terminal), "zebra crossing");
}

#[test]
fn ten_thousand_reports_of_the_mouse_draw_nothing() {
    let world = World::new();
    let mut terminal = world.exchange();
    terminal.play("zebra ", "zebra");
    let before = terminal.bytes().len();
    terminal.send(&"\x1b[<35;40;12M\x1b[I\x1b[O".repeat(10_000));
    terminal.play("crossing", "zebra crossing");
    // The word and a clock that goes on: the reports would draw far more.
    let drawn = terminal.bytes().len() - before;
    assert!(drawn < 20_000, "{drawn} bytes");
    assert_eq!(draft_at_the_end(&world, &mut terminal), "zebra crossing");
}

#[test]
fn a_paste_without_an_end_is_kept_and_the_clock_goes_on() {
    let world = World::new();
    let mut terminal = world.exchange();
    terminal.send("\x1b[200~zebra\rcros");
    let then = left(&terminal.screen()).expect("the time is on screen");
    terminal.wait_until("the time goes on", |screen| left(screen).is_some_and(|now| now != then));
    terminal.wait_for("cros");
    terminal.play("sing", "crossing");
    assert_eq!(draft_at_the_end(&world, &mut terminal), "zebra\ncrossing");
}

#[test]
fn a_paste_neither_submits_nor_quits() {
    let world = World::new();
    let mut terminal = world.exchange();
    terminal.play("\x1b[200~one\rtwo\r\nthree\x1b[201~\rq\r\x03\x03\x1b[201~", "three");
    terminal.play(" zebra", "zebra");
    let draft = draft_at_the_end(&world, &mut terminal);
    assert!(draft.starts_with("one\ntwo\nthree\nq\n") && draft.ends_with(" zebra"), "{draft:?}");
    assert!(world.minutes()["turns"][0]["problem"].is_null());
}

#[test]
fn a_paste_of_a_megabyte_is_refused_with_its_size() {
    let world = World::new();
    let mut terminal = world.exchange();
    terminal.play("zebra", "zebra");
    let pasted = Instant::now();
    terminal.send(&format!("\x1b[200~{}\x1b[201~", "x".repeat(1 << 20)));
    terminal.wait_for("1048581 bytes");
    assert!(pasted.elapsed() < Duration::from_secs(2), "{:?}", pasted.elapsed());
    terminal.play(" crossing", "zebra crossing");
    assert_eq!(draft_at_the_end(&world, &mut terminal), "zebra crossing");
}

#[test]
fn letters_of_several_characters_are_saved_as_they_were_typed() {
    let world = World::new();
    let mut terminal = world.exchange();
    let typed = "e\u{301}👨\u{200d}👩\u{200d}👧\u{200d}👦🇩🇪 سلام กำ zebra";
    terminal.send(typed);
    terminal.wait_for("zebra");
    // The last letter goes as a whole, the caret steps over one as a whole.
    for (letter, keys) in [("🇩🇪", "\x7f"), ("👨\u{200d}👩\u{200d}👧", "\x7f"), ("e\u{301}", "\x1b[D\x1b[3~")]
    {
        terminal.send(letter);
        terminal.send(keys);
    }
    terminal.play(" crossing", "crossing");
    assert_eq!(draft_at_the_end(&world, &mut terminal), format!("{typed} crossing"));
}

#[test]
fn a_terminal_without_pastes_types_them_into_the_field() {
    let world = World::new();
    let mut terminal = world.exchange();
    terminal.play("q\ny\nq\nzebra", "zebra");
    assert_eq!(draft_at_the_end(&world, &mut terminal), "q\ny\nq\nzebra");
}

/// Bytes that look like those of a keyboard gone wild, without those that rightly leave.
fn wild(seed: u32) -> Vec<u8> {
    let mut random = seed;
    let mut next = || {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (random >> 16) as u8
    };
    let pieces: [&[u8]; 10] =
        [b"\x1b[A", b"\x1b[200~", b"\x1b[201~", b"\x1b", b"\x1b[", b"\x1b]", b"\r", b"\x10", b"\xe9", "é".as_bytes()];
    let mut bytes = Vec::new();
    for _ in 0..4000 {
        match next() {
            byte @ 0..40 => bytes.extend_from_slice(pieces[usize::from(byte) % pieces.len()]),
            byte => bytes.push(byte - 40),
        }
    }
    bytes.retain(|byte| ![3, b'q'].contains(byte));
    bytes
}

#[test]
fn wild_bytes_neither_end_the_program_nor_spoil_the_file() {
    let world = World::new();
    let mut terminal = world.exchange();
    for seed in 1..6 {
        for part in wild(seed).chunks(100) {
            terminal.send_bytes(part);
        }
        for path in world.files("sales-operations") {
            let text = fs::read(path).expect("the file is there");
            assert!(serde_json::from_slice::<serde_json::Value>(&text).is_ok(), "the file is sound");
        }
    }
    terminal.kill("TERM");
    assert_eq!(terminal.exit_code(), 143);
    assert_eq!(world.reports().len(), 0);
}

/// Ctrl-S, Ctrl-Q, Ctrl-\, Ctrl-Z and Ctrl-@: other programs freeze, stop or leave something behind.
const OTHERS_STOP: &str = "\x13\x11\x1c\x1a\0";

/// The program answers to keys after those on which others stop.
#[track_caller]
fn answers(terminal: &mut Terminal, place: &str) {
    terminal.send(OTHERS_STOP);
    terminal.send("\x10");
    terminal.wait_until(place, |screen| screen.contains("All commands") && !screen.contains("to leave"));
    terminal.send("\x1b");
    terminal.wait_until(place, |screen| !screen.contains("All commands"));
}

/// The row that is selected; a screen that is half drawn may have none.
fn marked(screen: &str) -> Option<String> {
    screen.lines().find(|line| line.contains('▸')).map(str::to_owned)
}

#[test]
fn no_screen_freezes_on_keys_that_stop_others() {
    let world = World::borrowed();
    let mut terminal = world.start(&["demo"]);
    terminal.wait_for("Leave the demo");
    for row in ["Minutes", "Promises", "Goals", "Agenda"] {
        terminal.wait_until("a row is marked", |screen| marked(screen).is_some());
        while let Some(before) = marked(&terminal.screen()).filter(|line| !line.contains(row)) {
            terminal.send("\x1b[B");
            terminal.wait_until("another row", |screen| marked(screen).is_some_and(|line| line != before));
        }
        terminal.send("\r");
        terminal.wait_until(row, |screen| !screen.contains('▸') || !screen.contains("Quit"));
        answers(&mut terminal, row);
        terminal.send("\x1b");
        terminal.wait_for("Quit");
    }
    answers(&mut terminal, "home");
    terminal.send("q");
    assert_eq!(terminal.exit_code(), 0);
    assert_eq!(terminal.left_behind(), [""; 0]);
}
