//! A scripted meeting, killed at random moments: what was typed is there, once, and the meeting goes on as it was.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    thread,
    time::{Duration, Instant},
};

use turnabout::store::read;

use crate::{
    chance::Chance,
    terminal::{ENTER, Terminal, World},
    tools::{SERIES, chance, count, shown, talk, temporaries, tokens, tokens_once},
};

/// Most typing that a kill may cost. The program gives itself 900 ms; two busy processors have the rest.
const LOSS: Duration = Duration::from_millis(1500);
/// Most milliseconds between two tokens.
const PACE_MS: usize = 90;
/// Latest moment of a kill, in milliseconds after the first token.
const LATEST_MS: usize = 2500;

/// A token and when it was typed.
struct Typed {
    number: u32,
    at: Instant,
}

/// Types tokens, every third ended by Enter, until it is time to kill.
fn type_and_kill(terminal: &mut Terminal, first: u32, chance: &mut Chance) -> (Vec<Typed>, Instant) {
    let end = Instant::now() + Duration::from_millis(20 + chance.below(LATEST_MS) as u64);
    let mut typed = Vec::new();
    let mut number = first;
    loop {
        let is_last = chance.below(3) == 0;
        terminal.send(&format!(" W{number:04}{}", if is_last { ENTER } else { "" }));
        typed.push(Typed { number, at: Instant::now() });
        number += 1;
        let left = end.saturating_duration_since(Instant::now());
        thread::sleep(left.min(Duration::from_millis(chance.below(PACE_MS) as u64)));
        if Instant::now() >= end {
            terminal.kill_at_once();
            return (typed, Instant::now());
        }
    }
}

/// Reads the file again and again in a thread: it is sound each time, and never has less than before.
struct Watch {
    is_over: Arc<AtomicBool>,
    reader: thread::JoinHandle<usize>,
}

impl Watch {
    fn start(path: PathBuf) -> Self {
        let is_over = Arc::new(AtomicBool::new(false));
        let reader = thread::spawn({
            let is_over = Arc::clone(&is_over);
            move || {
                let (mut reads, mut most) = (0, 0);
                while !is_over.load(Relaxed) {
                    let loaded = read::minutes(&path).unwrap_or_else(|error| panic!("after {reads} reads: {error}"));
                    let count = tokens(&serde_json::to_value(&loaded.meeting).expect("JSON")).len();
                    assert!(count >= most, "{count} tokens after {most}");
                    (reads, most) = (reads + 1, count);
                    thread::sleep(Duration::from_millis(1));
                }
                reads
            }
        });
        Self { is_over, reader }
    }

    fn end(self) -> usize {
        self.is_over.store(true, Relaxed);
        self.reader.join().expect("the file was sound all the time")
    }
}

#[test]
fn no_kill_costs_a_recorded_word_or_more_than_the_last_second() {
    let runs = count("TURNABOUT_RUNS", 20);
    let mut chance = chance("kills");
    let world = World::new();
    let mut next = 1;
    let (mut worst, mut reads, mut there) = (Duration::ZERO, 0, Vec::new());
    for run in 0..runs {
        let mut terminal = talk(&world);
        let draft = world.draft();
        if !draft.trim().is_empty() {
            // The words are back in their field; they are recorded, so that the next run begins with an empty one.
            terminal.wait_until("the draft is back", |screen| screen.contains(draft.trim()));
            terminal.send(ENTER);
            world.wait_for_file(&format!("\"text\": \"{}\"", draft.trim()));
        }
        let watch = Watch::start(world.files(SERIES).remove(0));
        let (typed, killed) = type_and_kill(&mut terminal, next, &mut chance);
        reads += watch.end();
        let found = tokens_once(&shown(&world));
        let is_there = |typed: &&Typed| found.contains(&typed.number);
        let kept = typed.iter().take_while(is_there).count();
        assert!(there.iter().all(|number| found.contains(number)), "run {run}: words of an earlier run are gone");
        assert!(!typed[kept..].iter().any(|typed| is_there(&typed)), "run {run}: a word is lost among later ones");
        if let Some(lost) = typed.get(kept) {
            worst = worst.max(killed - lost.at);
            assert!(killed - lost.at <= LOSS, "run {run}: {:?} of typing are lost", killed - lost.at);
        }
        there.extend(typed[..kept].iter().map(|typed| typed.number));
        next += typed.len() as u32;
        let temporary = temporaries(world.root());
        assert!(temporary.len() <= 2, "run {run}: temporary files pile up: {temporary:?}");
    }
    let mut terminal = talk(&world);
    terminal.send(" the end");
    world.wait_for_file("the end");
    assert_eq!(temporaries(world.root()), [""; 0]);
    println!("{runs} kills, {} tokens, worst loss {worst:?}, {reads} sound reads", there.len());
}
