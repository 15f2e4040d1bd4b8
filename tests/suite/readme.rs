//! The README tells the agendas and questions that the program has.

use std::{fmt::Write as _, fs, path::Path};

use turnabout::{
    agendas,
    domain::{Agenda, Kind, agenda::ItemPlan, prompt},
};

/// Fails unless the README has exactly `expected` between the marks of this name.
#[track_caller]
fn check(name: &str, expected: &str) {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let section = readme.split_once(&begin).and_then(|(_, rest)| rest.split_once(&end)).map(|(section, _)| section);
    assert_eq!(section, Some(expected), "between {begin}and {end} README.md must say:\n\n{expected}");
}

#[test]
fn the_agendas_of_the_readme_are_the_bundled_ones() {
    let mut table = "| Name | Minutes | Every | Items |\n|---|---|---|---|\n".to_owned();
    for (name, text) in agendas::BUNDLED {
        let agenda = Agenda::parse(text).unwrap();
        let (minutes, every) = (agenda.planned_minutes.unwrap(), agenda.rhythm.unwrap().every);
        let items: Vec<&str> = agenda.items.iter().map(ItemPlan::title).collect();
        writeln!(table, "| `{name}` | {minutes} | {every} | {} |", items.join(" · ")).unwrap();
    }
    check("agendas", &table);
}

#[test]
fn the_questions_of_the_readme_are_those_that_are_asked() {
    let mut table = "| Kind | Key | Question |\n|---|---|---|\n".to_owned();
    for kind in Kind::ALL {
        for (key, question) in prompt::questions(*kind) {
            writeln!(table, "| `{}` | `{key}` | {question} |", kind.key()).unwrap();
        }
    }
    check("questions", &table);
}
