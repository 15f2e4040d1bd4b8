//! `turnabout export`: which files the minutes become and what is said of them. Gets the loaded values, writes no file.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
};

use super::{CliError, Exit, Format, show};
use crate::{
    domain::{Earlier, Meeting},
    export::{Plain, text::COLUMNS},
    store::{Loaded, Put},
};

/// The formats that are wanted, each once: those usual for readers where none is named.
pub fn wanted(named: &[Format]) -> Vec<Format> {
    let named = if named.is_empty() { &Format::USUAL[..] } else { named };
    let mut wanted: Vec<Format> = Vec::new();
    for format in named {
        if !wanted.contains(format) {
            wanted.push(*format);
        }
    }
    wanted
}

/// Where each of `formats` goes in the folder `dir`, and what stands in it.
pub fn files(loaded: &Loaded, id: &str, earlier: &Earlier, formats: &[Format], dir: &Path) -> Vec<(PathBuf, String)> {
    let meeting: &Meeting = &loaded.meeting;
    let file = |format: &Format| {
        let path = dir.join(format!("{id}.{}", format.extension()));
        (path, show::minutes(&loaded.text, meeting, earlier, *format, COLUMNS))
    };
    formats.iter().map(file).collect()
}

/// What is printed for files that were written: their full paths, a line each.
pub fn written(paths: &[(PathBuf, Put)]) -> String {
    paths.iter().fold(String::new(), |mut text, (path, put)| {
        let path = Plain::of(&path.to_string_lossy()).line();
        let same = if *put == Put::Same { " (as it was)" } else { "" };
        writeln!(text, "{path}{same}").expect("a string takes all text");
        text
    })
}

/// Why a file was not written.
pub fn kept(path: &Path) -> CliError {
    let path = path.display();
    CliError::new(Exit::Failed, format!("{path} is there and says something else; --force writes over it"))
}

/// Why nothing is written into something that takes no files.
pub fn no_folder(dir: &Path) -> CliError {
    let text = format!("cannot write into {}: it is no folder; name one with --to, or leave --to out", dir.display());
    CliError::new(Exit::Failed, text)
}

/// Why minutes are not written as JSON among those of the series: they would be taken for others.
pub fn among_minutes(dir: &Path) -> CliError {
    let text = format!(
        "{} is for the minutes themselves, and a JSON file there would count as a meeting of a series or lie in the \
         way; leave --to out, or name a folder outside the data folder",
        dir.display()
    );
    CliError::new(Exit::Failed, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_and_markdown_are_usual_and_nothing_is_written_twice() {
        assert_eq!(wanted(&[]), [Format::Markdown, Format::Html]);
        assert_eq!(wanted(&[Format::Ics, Format::Csv, Format::Ics]), [Format::Ics, Format::Csv]);
    }

    #[test]
    fn each_path_is_one_harmless_line() {
        let paths = [(PathBuf::from("/a\u{1b}\nb/x.md"), Put::New), (PathBuf::from("/x.html"), Put::Same)];
        assert_eq!(written(&paths), "/a\\u{1b} b/x.md\n/x.html (as it was)\n");
    }
}
