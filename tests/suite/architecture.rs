//! Holds the import table of `src/lib.rs` and the house rules that a reader of the sources can check.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// What no room but the outer ones may ask for.
const CLOCK: [&str; 3] = ["::now(", "Instant::", "SystemTime"];
const FILES: [&str; 3] = ["std::fs", "File::", "tempfile"];
const TERMINAL: [&str; 3] = ["ratatui", "crossterm", "std::process"];

/// The words that a room must not mention: the paths it covers, those it does not, and the words.
struct Room {
    paths: &'static [&'static str],
    forbidden: &'static [&'static [&'static str]],
}

const ROOMS: [Room; 9] = [
    Room {
        paths: &["domain.rs", "domain/"],
        forbidden: &[
            &CLOCK,
            &FILES,
            &TERMINAL,
            &["std::io", "std::env", "std::thread", "agendas", "::cli", "::export", "::store", "::tui"],
        ],
    },
    Room {
        paths: &["agendas.rs"],
        forbidden: &[&CLOCK, &FILES, &TERMINAL, &["domain", "::cli", "::export", "::store", "::tui"]],
    },
    Room {
        paths: &["demo.rs", "demo/"],
        forbidden: &[
            &CLOCK,
            &FILES,
            &TERMINAL,
            &["std::io", "std::env", "std::thread", "agendas", "::cli", "::export", "::store", "::tui"],
        ],
    },
    Room {
        paths: &["export.rs", "export/"],
        forbidden: &[
            &CLOCK,
            &FILES,
            &TERMINAL,
            &["std::io", "std::env", "std::thread", "agendas", "::cli", "::store", "::tui"],
        ],
    },
    Room { paths: &["store.rs", "store/"], forbidden: &[&TERMINAL, &["::tui", "::cli", "::export"]] },
    Room { paths: &["cli.rs", "cli/"], forbidden: &[&["ratatui", "crossterm", "::tui"]] },
    Room {
        paths: &["tui/ui.rs", "tui/ui/"],
        forbidden: &[
            &CLOCK,
            &FILES,
            &["crossterm", "::export", "::store", "::app", "::run", "::view", "screens", "std::thread"],
        ],
    },
    // A screen may draw the digest of minutes; it never writes a format.
    Room {
        paths: &["tui/screens.rs", "tui/screens/"],
        forbidden: &[&CLOCK, &FILES, &["crossterm", "::store", "::app", "::run", "::view", "std::thread"]],
    },
    Room {
        paths: &["tui/app.rs", "tui/app/", "tui/keymap.rs", "tui/keymap/"],
        forbidden: &[&CLOCK, &FILES, &["crossterm", "::store", "::run", "::view", "std::thread"]],
    },
];

/// What draws, and the only files that may: they take nothing that is not safe to show.
const DRAWING: [&str; 7] =
    ["widgets", "render_widget", "buffer_mut", "set_string", "set_stringn", "set_line", "set_span"];
const DRAWERS: [&str; 3] = ["tui/ui/canvas.rs", "tui/ui/text_field.rs", "tui/ui/big.rs"];
/// What prints, and the only files that may.
const PRINTING: [&str; 6] = ["println!", "print!", "eprintln!", "eprint!", "stdout()", "stderr()"];
const PRINTERS: [&str; 4] = ["cli.rs", "tui/terminal.rs", "tui/wire.rs", "tui/exits.rs"];

/// Crates that stay behind one file.
const BEHIND_ONE_FILE: [&str; 8] =
    ["csv", "font8x8", "maud", "ratatui_textarea", "signal_hook", "directories", "strsim", "unicode_security"];

/// All sources by their path under `src`, with `/` between.
fn sources() -> Vec<(String, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders: Vec<PathBuf> = vec![src.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let name = path.strip_prefix(&src).unwrap().to_str().unwrap().replace('\\', "/");
                sources.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    sources.sort();
    assert!(sources.len() > 40, "the sources are not where they were");
    sources
}

/// The lines that are code, up to the tests at the end, with their numbers.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().take_while(|(_, line)| !line.starts_with("#[cfg(test)]"));
    lines.filter(|(_, line)| !line.trim_start().starts_with("//")).map(|(index, line)| (index + 1, line))
}

/// Whether a line of code mentions `word`, and not only as a part of a longer one.
fn mentions(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let (starts, ends) = (word.starts_with(char::is_alphanumeric), word.ends_with(char::is_alphanumeric));
        !(starts && is_letter(before) || ends && is_letter(after))
    })
}

#[test]
fn every_room_uses_only_what_the_table_allows() {
    let mut breaches = Vec::new();
    for (path, text) in sources().iter().filter(|(path, _)| !path.ends_with("/tests.rs")) {
        let rooms = ROOMS.iter().filter(|room| {
            room.paths.iter().any(|start| path == start || (start.ends_with('/') && path.starts_with(start)))
        });
        for word in rooms.flat_map(|room| room.forbidden.iter().copied().flatten()) {
            for (number, line) in code(text).filter(|(_, line)| mentions_use(line, word)) {
                breaches.push(format!("src/{path}:{number} mentions {word}: {}", line.trim()));
            }
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[track_caller]
fn stays_in(files: &[&str], words: &[&str]) {
    let mut breaches = Vec::new();
    for (path, text) in sources().iter().filter(|(path, _)| !files.contains(&path.as_str())) {
        for word in words {
            let lines = code(text).filter(|(_, line)| mentions(line, word));
            breaches.extend(lines.map(|(number, line)| format!("src/{path}:{number}: {}", line.trim())));
        }
    }
    assert!(breaches.is_empty(), "only {files:?} may do that:\n{}", breaches.join("\n"));
}

#[test]
fn only_what_is_safe_to_show_is_drawn_and_printed() {
    stays_in(&DRAWERS, &DRAWING);
    stays_in(&PRINTERS, &PRINTING);
}

/// `::app` is met as `super::app`, `crate::tui::app`, and inside braces as `app::`.
fn mentions_use(line: &str, word: &str) -> bool {
    let room = word.strip_prefix("::").filter(|room| !room.ends_with('('));
    let listed = |room: &str| {
        let line = line.trim_start();
        mentions(line, &format!("{room}::")) || line == format!("{room},")
    };
    mentions(line, word) || room.is_some_and(listed)
}

#[test]
fn the_table_of_the_guide_names_every_room() {
    let (_, guide) = sources().into_iter().find(|(path, _)| path == "lib.rs").unwrap();
    let table: String = guide.lines().filter(|line| line.starts_with("//! |")).collect();
    for module in guide.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')) {
        assert!(table.contains(&format!("`{module}")), "{module} is not in the table of src/lib.rs");
    }
}

#[test]
fn a_module_stands_beside_its_folder() {
    for (path, _) in sources() {
        assert!(!path.ends_with("mod.rs"), "src/{path}");
    }
}

#[test]
fn every_file_starts_with_what_it_is() {
    for (path, text) in sources() {
        let first = text.lines().next().unwrap_or_default();
        assert!(first.starts_with("//! ") && first.len() > 12, "src/{path} starts with {first:?}");
    }
}

#[test]
fn a_replaceable_crate_stays_behind_one_file() {
    let sources = sources();
    for name in BEHIND_ONE_FILE {
        let named = |text: &str| code(text).any(|(_, line)| mentions(line, &format!("{name}::")));
        let files: Vec<_> = sources.iter().filter(|(_, text)| named(text)).map(|(path, _)| path.as_str()).collect();
        assert_eq!(files.len(), 1, "{name} is named in {files:?}");
    }
}

#[test]
fn a_word_is_found_and_a_part_of_one_is_not() {
    assert!(mentions_use("use crate::store::read;", "::store"));
    assert!(mentions_use("    store::Shelf,", "::store"));
    assert!(mentions_use("let at = Zoned::now();", "::now("));
    assert!(!mentions_use("use crate::storeroom;", "::store"));
    assert!(!mentions_use("let app = restore();", "::store"));
    assert!(!mentions_use("fn domains() {}", "domain"));
}
