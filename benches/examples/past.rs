//! Writes a data folder with a made-up series of so many past meetings: `past DIR 500`. For measurements by hand.

use std::{env, process::ExitCode};

use turnabout::{
    demo,
    store::{Shelf, to_json},
    tui::clock::Moment,
};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [dir, count] = arguments.as_slice() else {
        eprintln!("usage: past DIR COUNT");
        return ExitCode::from(2);
    };
    match count.parse().map(|count| write(dir, count)) {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Ok(Err(error)) => {
            eprintln!("past: {error}");
            ExitCode::FAILURE
        }
        Err(_) => ExitCode::from(2),
    }
}

fn write(dir: &str, count: u32) -> std::io::Result<()> {
    let (folder, agenda) = (Shelf::new(dir).open(demo::SERIES), demo::agenda());
    folder.prepare()?;
    folder.keep_agenda(&agenda)?;
    for meeting in demo::meetings(&agenda, count, &Moment::current().wall) {
        std::fs::write(folder.path(&meeting.id), to_json(&meeting))?;
    }
    Ok(())
}
