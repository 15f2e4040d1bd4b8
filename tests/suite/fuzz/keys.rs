//! Keys pressed by chance on every screen: nothing panics at any size, and the minutes can be read back without a doubt.

use std::fs;

use tempfile::TempDir;
use turnabout::{
    demo,
    domain::Meeting,
    store::{read, to_json},
    tui::{
        keymap::{Code, Key},
        ui::Look,
    },
};

use crate::{
    chance::{Chance, fuzz},
    play::{Play, full, ten},
};

/// Keys of a case.
const KEYS: usize = 60;
const CODES: &[Code] = &[
    Code::Enter,
    Code::Enter,
    Code::Enter,
    Code::Esc,
    Code::Tab,
    Code::BackTab,
    Code::Backspace,
    Code::Delete,
    Code::Up,
    Code::Down,
    Code::Left,
    Code::Right,
    Code::Home,
    Code::End,
    Code::PageUp,
    Code::PageDown,
    Code::F(1),
    Code::F(2),
];
const WORDS: &[&str] = &[
    "12 installs",
    "@raj due:fri",
    "reward: dinner",
    "8",
    "W",
    "e\u{301}",
    "\u{1f469}\u{200d}\u{1f467}",
    "\u{202e}x",
    "a\nb\r\n",
    " ",
    "",
];

fn press(play: &mut Play, chance: &mut Chance) {
    match chance.below(12) {
        0 => drop(play.paste(WORDS[chance.below(WORDS.len())])),
        1 => play.press(Key::ctrl(char::from(b'a' + chance.below(26) as u8))),
        2 => play.press(Key { code: *chance.pick(CODES), ctrl: chance.is_one_in(2), alt: chance.is_one_in(2) }),
        3 => play.press(Key::char(char::from(b' ' + chance.below(95) as u8))),
        4 => chance.pick(WORDS).chars().filter(|c| !c.is_control()).for_each(|c| play.press(Key::char(c))),
        5 => play.wait(chance.below(4) as u32),
        _ => play.press(Key::plain(*chance.pick(CODES))),
    }
}

#[test]
fn any_keys_leave_minutes_that_can_be_read() {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("m.json");
    let past: Vec<Meeting> = demo::meetings(&demo::agenda(), 4, &ten());
    fuzz("keys", 12, |chance| {
        let mut play = match chance.below(3) {
            0 => Play::begin(&full()),
            1 => Play::after(&demo::agenda(), &past),
            _ => Play::home(&demo::agenda(), Some(&past), Look::default()),
        };
        for _ in 0..KEYS {
            press(&mut play, chance);
            if chance.is_one_in(8) {
                play.screen(1 + chance.below(240) as u16, 1 + chance.below(70) as u16);
            }
        }
        let Some((meeting, _)) = play.app().snapshot() else { return };
        fs::write(&path, to_json(meeting)).unwrap();
        let loaded = read::minutes(&path).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(loaded.meeting, *meeting);
        assert_eq!(loaded.objection(), None);
    });
}
