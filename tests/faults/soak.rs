//! A long meeting with many entries: memory grows with them and not faster, and the file stays within a factor.

use std::fs;

use crate::{
    terminal::{ENTER, World},
    tools::{SERIES, count, memory, shown, talk, tokens_once},
};

/// Entries that are typed without a look at the screen.
const BATCH: u32 = 20;
/// Memory that comes and goes, in KiB.
const SLACK: u64 = 4096;
/// Most KiB of memory that an entry may cost: itself and its 200 copies for undo, of some 170 bytes each.
const PER_ENTRY: u64 = 40;

#[test]
fn memory_grows_only_with_the_entries() {
    let entries = count("TURNABOUT_ENTRIES", 400) as u32;
    let world = World::new();
    let mut terminal = talk(&world);
    let mut sizes = vec![memory(terminal.process(), "VmRSS:")];
    for first in (1..=entries).step_by(BATCH as usize) {
        let last = entries.min(first + BATCH - 1);
        for number in first..=last {
            terminal.send(&format!("W{number:04} a note of the usual length, about what both teams need{ENTER}"));
        }
        terminal.wait_for(&format!("W{last:04}"));
        if last % (entries / 4) < BATCH {
            sizes.push(memory(terminal.process(), "VmRSS:"));
        }
    }
    world.wait_for_file(&format!("W{entries:04}"));
    let file = fs::metadata(world.files(SERIES).remove(0)).expect("the file").len() / 1024;
    let peak = memory(terminal.process(), "VmHWM:");
    println!("{entries} entries: memory {sizes:?} KiB, at most {peak}, file {file}");
    let grown = |from: usize, to: usize| sizes[to].saturating_sub(sizes[from]);
    let last = sizes.len() - 1;
    assert!(grown(last - 1, last) <= 2 * grown(0, 1) + SLACK, "it grows faster and faster: {sizes:?}");
    assert!(grown(0, last) <= u64::from(entries) * PER_ENTRY + SLACK, "an entry costs too much: {sizes:?}");
    assert_eq!(tokens_once(&shown(&world)).len() as u32, entries);
}

/// Puts so many notes into the file of a meeting that does not run now.
fn fill(world: &World, notes: usize) {
    let file = world.files(SERIES).remove(0);
    let mut minutes = world.minutes();
    let first = minutes["notes"][0].clone();
    let more = (2..=notes).map(|number| {
        let mut note = first.clone();
        note["id"] = format!("o{number}").into();
        note["text"] = format!("note {number} of the usual length, about what both teams need to know").into();
        note
    });
    minutes["notes"].as_array_mut().expect("notes").extend(more);
    fs::write(file, serde_json::to_vec_pretty(&minutes).expect("JSON")).expect("the file can be written");
}

#[test]
fn ten_thousand_entries_are_gone_on_with() {
    let world = World::new();
    let mut terminal = talk(&world);
    terminal.send(&format!("W0001 first{ENTER}"));
    world.wait_for_file("W0001");
    terminal.kill_at_once();
    drop(terminal);
    fill(&world, 10_000);
    let file = fs::metadata(world.files(SERIES).remove(0)).expect("the file").len() / 1024;
    let mut terminal = talk(&world);
    let start = memory(terminal.process(), "VmHWM:");
    for number in 2..=81 {
        let began = std::time::Instant::now();
        terminal.play(&format!("W{number:04}{ENTER}"), &format!("W{number:04}"));
        if number % 20 == 2 {
            println!("{:?} for a line, memory {} KiB", began.elapsed(), memory(terminal.process(), "VmRSS:"));
        }
    }
    world.wait_for_file("W0081");
    let peak = memory(terminal.process(), "VmHWM:");
    println!("a file of {file} KiB: memory {start} KiB at first, at most {peak}");
    assert!(peak <= 64 * file, "{peak} KiB of memory for a file of {file} KiB");
}
