//! The README tells the keys that the program has.

use std::{fs, path::Path};

use turnabout::tui::keymap::{self, TABLE};

const BEGIN: &str = "<!-- keys -->";
const END: &str = "<!-- /keys -->";

#[test]
fn the_key_table_of_the_readme_is_the_program_s() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let expected = keymap::readme_table();
    let section = readme.split_once(BEGIN).and_then(|(_, rest)| rest.split_once(END)).map(|(section, _)| section);
    let section = section.map(|section| section.replace("\r\n", "\n"));
    assert!(
        section.as_deref().map(str::trim) == Some(expected.trim()),
        "between {BEGIN} and {END} README.md must say:\n\n{expected}"
    );
}

#[test]
fn every_key_of_the_program_is_in_the_readme_table() {
    let table = keymap::readme_table();
    for row in TABLE {
        for key in row.keys {
            assert!(table.contains(&key.to_string()), "{key}");
        }
    }
    let columns = |line: &str| line.replace("\\|", "").matches('|').count();
    assert!(table.lines().all(|line| columns(line) == 4), "{table}");
}
