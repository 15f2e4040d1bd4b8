//! Sizes and keys at random: nothing panics, hangs or is lost.

use std::{
    thread,
    time::{Duration, Instant},
};

use crate::{
    chance::Chance,
    terminal::{SIZE, Terminal, World, until},
    tools::{SERIES, chance, count, prepare, shown, talk, tokens_once},
};

/// Pause between two sizes.
const PACE: Duration = Duration::from_millis(5);

#[test]
fn no_size_costs_a_key() {
    let sizes = count("TURNABOUT_SIZES", 300);
    let mut chance = chance("sizes");
    let world = World::new();
    let mut terminal = talk(&world);
    let mut tokens = 0;
    for size in 0..sizes {
        terminal.resize(1 + chance.below(500) as u16, 1 + chance.below(200) as u16);
        if size % 4 == 0 {
            tokens += 1;
            terminal.send(&format!("W{tokens:04} "));
        }
        thread::sleep(PACE);
        assert!(!terminal.has_ended(), "it ended\n{}", terminal.screen());
    }
    let last = format!("W{tokens:04}");
    world.wait_for_file(&last);
    let there = tokens_once(&shown(&world));
    assert!(there.iter().copied().eq(1..=tokens), "{} of {tokens} are there", there.len());
    terminal.resize(SIZE.0, SIZE.1);
    terminal.wait_for(&last);
    terminal.wait_for("Ctrl-P all commands");
    let frame = settled(&terminal);
    // What is drawn anew from nothing is what was there.
    terminal.resize(SIZE.0 - 1, SIZE.1);
    terminal.wait_until("it is drawn narrower", |screen| without_clock(screen) != frame);
    terminal.resize(SIZE.0, SIZE.1);
    terminal.wait_until("it is as before", |screen| without_clock(screen) == frame);
    println!("{sizes} sizes, {tokens} tokens");
}

/// The screen once it is drawn whole: the same for a while.
fn settled(terminal: &Terminal) -> String {
    let mut frame = without_clock(&terminal.screen());
    for _ in 0..50 {
        thread::sleep(Duration::from_millis(200));
        let next = without_clock(&terminal.screen());
        if next == frame {
            return frame;
        }
        frame = next;
    }
    panic!("it goes on changing\n{}", terminal.screen());
}

/// The screen without what time changes: digits, and what the header says of saving and of the end.
fn without_clock(screen: &str) -> String {
    let rows = screen.lines().skip(1).filter(|row| !row.contains('▮') && !row.contains(" left"));
    rows.map(|row| row.replace(|c: char| c.is_ascii_digit(), "0")).collect::<Vec<_>>().join("\n")
}

/// Keys that mean something, whole and cut off.
const KEYS: &[&str] = &[
    "\r",
    "\n",
    "\t",
    "\x1b",
    "\x1b[A",
    "\x1b[B",
    "\x1b[C",
    "\x1b[D",
    "\x1b[H",
    "\x1b[F",
    "\x1b[5~",
    "\x1b[6~",
    "\x1b[3~",
    "\x7f",
    "\x1bOP",
    "\x1bOQ",
    "\x1b[Z",
    "\x1b[200~",
    "\x1b[201~",
    "\x1b[",
    "\x1b[1;",
    "\x1bO",
    "\x1b]52;c;",
    "\x1b]11;rgb:0/0/0\x07",
    "\x1b[I",
    "\x1b[O",
    "\x1b[<0;5;5M",
    "\x1b[<64;5;5M",
    "\x1b[97;1:3u",
    "\x1bP",
    "\x1b\\",
    "\x10",
    "\x1a",
    "\x19",
    "\x14",
    "\x13",
    "\x11",
    "\x1c",
    "\0",
    "\u{e9}",
    "\u{1f469}\u{200d}\u{1f467}",
    "@ra",
    " due:",
    "W",
    "?",
    "q",
    "e",
    "/",
    "u",
    " ",
    "8",
];

/// Random bytes: mostly keys, sometimes anything at all.
fn noise(chance: &mut Chance) -> Vec<u8> {
    match chance.below(4) {
        0 => (0..chance.below(40)).map(|_| chance.below(256) as u8).collect(),
        1 => (0..chance.below(20)).map(|_| b' ' + chance.below(95) as u8).collect(),
        _ => (0..=chance.below(6)).flat_map(|_| chance.pick(KEYS).bytes()).collect(),
    }
}

#[test]
fn no_keys_break_it() {
    let limit = Duration::from_secs(count("TURNABOUT_SECONDS", 3));
    let mut chance = chance("keys");
    let world = World::borrowed();
    prepare(&world);
    let end = Instant::now() + limit;
    let (mut starts, mut bytes) = (0, 0);
    while Instant::now() < end {
        let arguments: &[&str] = if chance.is_one_in(2) { &["run"] } else { &[] };
        let mut terminal = world.start(arguments);
        terminal.wait_until("it draws", |screen| !screen.trim().is_empty());
        starts += 1;
        while Instant::now() < end && !terminal.has_ended() {
            let keys = noise(&mut chance);
            bytes += keys.len();
            if !terminal.try_send(&keys) {
                break;
            }
            thread::sleep(Duration::from_millis(chance.below(20) as u64));
        }
        leaves(&mut terminal);
        for file in world.files(SERIES) {
            let id = file.file_stem().expect("a name").to_string_lossy().into_owned();
            let shown = world.command(&["show", &id, "--format", "json"]).output().expect("the program starts");
            assert!(shown.status.success(), "{}", String::from_utf8_lossy(&shown.stderr));
        }
    }
    println!("{starts} starts, {bytes} bytes");
}

/// It still answers: it can be left in the usual way, or was left by chance.
#[track_caller]
fn leaves(terminal: &mut crate::terminal::Terminal) {
    // Whatever was begun ends here: a paste, a sequence.
    terminal.try_send(b"\x1b[201~\x1b\\");
    let is_left = until(|| {
        let is_over = terminal.has_ended() || !terminal.try_send(b"\x03");
        thread::sleep(Duration::from_millis(if is_over { 0 } else { 50 }));
        terminal.has_ended()
    });
    assert!(is_left, "it does not answer\n{}", terminal.screen());
    let code = terminal.exit_code();
    assert_eq!(code, 0, "it ended with {code}\n{}", terminal.screen());
    assert_eq!(terminal.left_behind(), [""; 0]);
}
