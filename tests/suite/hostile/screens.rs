//! Every screen shows hostile words, and none of them reaches the terminal as it is.

use std::fs;

use ratatui::buffer::Buffer;
use turnabout::tui::ui::Look;

use super::{HIDES, STEERS, file, is_harmful, is_harmless};
use crate::{
    play::{Play, agenda, tainted, text},
    screens::all,
    terminal::{ENTER, World},
};

/// Screens on which nothing stands that people wrote, at least not at this size.
const OWN: usize = 10;

#[track_caller]
fn is_safe(name: &str, buffer: &Buffer) {
    let text: String = buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect();
    is_harmless(name, &text, &[]);
}

#[test]
fn no_screen_lets_hostile_words_through() {
    let screens = tainted(&format!("{STEERS}{HIDES}"), || all(Look::default()));
    let mut without = Vec::new();
    let mut has_marks = false;
    for (name, play) in &screens {
        is_safe(name, &play.buffer(60, 16));
        let buffer = play.buffer(140, 50);
        is_safe(name, &buffer);
        let screen = text(&buffer);
        has_marks |= screen.contains("⇆⇆⇆␣␣␣␣␣␣␣");
        // Minutes write the characters out, as in the text for mail.
        if !screen.contains("␛]0;x␇\u{fffd}2J␡") && !screen.contains("\\u{1b}]0;x") {
            without.push(*name);
        }
    }
    assert!(screens.len() > 90 && without.len() <= OWN, "no hostile word stands on {without:?}");
    assert!(has_marks, "what turns and hides has a mark");
}

#[test]
fn in_ascii_every_hidden_character_is_a_question_mark() {
    for (name, play) in tainted(&format!("{STEERS}{HIDES}"), || all(Look { ascii: true, ..Look::default() })) {
        let screen = play.screen(100, 30).replace('\u{301}', "");
        assert!(screen.is_ascii(), "{name}:\n{screen}");
    }
}

#[test]
fn pasted_words_stay_as_they_are_and_are_shown_as_stand_ins() {
    let mut play = Play::begin(&agenda());
    let pasted = format!("a{}b{HIDES}c", STEERS.replace('\r', "")).replace('\u{2028}', "");
    play.keys("<enter>").paste(&pasted);
    is_safe("the field", &play.buffer(100, 30));
    play.shows("a␛]0;x␇\u{fffd}2J␡");
    play.keys("<enter>");
    is_safe("the words", &play.buffer(100, 30));
    assert_eq!(play.meeting().turns[0].problem.as_ref().unwrap().text, pasted);
}

/// Whether the bytes are words and the escape sequences that the program uses: modes, colours, places, clearing.
fn check_grammar(bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let Some(sequence) = rest.strip_prefix('\u{1b}') else {
            let around: String = rest.chars().take(40).collect();
            assert!(!is_harmful(c) || matches!(c, '\r' | '\n'), "{c:?} before {around:?}");
            rest = &rest[c.len_utf8()..];
            continue;
        };
        let around: String = sequence.chars().take(40).collect();
        let body = sequence.strip_prefix('[').unwrap_or_else(|| panic!("a sequence of others: {around:?}"));
        let end = body.find(|c: char| !matches!(c, '0'..='9' | ';' | '?')).expect("a sequence ends");
        let last = body[end..].chars().next().unwrap_or_default();
        assert!("HmJKhl".contains(last), "a sequence of others: {around:?}");
        rest = &body[end + 1..];
    }
}

#[test]
fn the_real_program_sends_no_escape_sequence_that_is_not_its_own() {
    let world = World::new();
    let series = world.data().join("sales-operations");
    fs::create_dir_all(&series).unwrap();
    fs::write(series.join("agenda.json"), file("agenda-short.json")).unwrap();
    fs::write(series.join("2026-11-24-1000.json"), file("minutes-1.json")).unwrap();
    let mut terminal = world.start(&["run"]);
    terminal.wait_for("Who is here?");
    terminal.wait_for("␛]0;x");
    terminal.play(ENTER, "are you struggling with?");
    terminal.play(&format!("\u{1b}[200~pasted{}end\u{1b}[201~", "\u{1b}]0;x\u{7}\u{9b}2J\u{202e}"), "pasted␛]0;x␇");
    terminal.play("\u{c}", "Everything recorded");
    terminal.play("\u{1b}", "struggling");
    terminal.play("\u{10}", "All commands");
    terminal.kill("TERM");
    terminal.exit_code();
    let bytes = terminal.bytes();
    check_grammar(&bytes);
    let text = String::from_utf8_lossy(&bytes);
    assert!(!text.contains("\u{1b}]"), "no window title, no link, nothing to the clipboard");
}

#[test]
fn the_last_words_of_a_bug_name_a_hostile_folder_harmlessly() {
    let world = World::borrowed().with("TURNABOUT_FAULT", "loop=panic");
    let state = format!("TURNABOUT_STATE_DIR={}/\u{1b}]0;x\u{7}\u{202e}", world.root().display());
    let world = world.under(&["env", &state]);
    let mut terminal = world.exchange();
    terminal.send("\x1b[24~");
    assert_eq!(terminal.exit_code(), 101);
    terminal
        .wait_until("the folder is named", |screen| screen.replace('\n', "").contains("\\u{1b}]0;x\\u{7}\\u{202e}"));
    check_grammar(&terminal.bytes());
}
