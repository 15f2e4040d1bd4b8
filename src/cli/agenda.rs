//! `turnabout agenda`: the bundled agendas as a table, one as people read it, and what is wrong with a file. Gets the
//! parsed values, reads no file.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
};

use clap::Subcommand;

use super::{CliError, Exit, list::aligned};
use crate::{
    agendas,
    domain::{
        Agenda, Kind,
        advice::advice,
        agenda::{ItemPlan, TeamPlan},
        meeting::Item,
    },
    export::{
        Plain,
        text::{COLUMNS, rows},
    },
    store::ReadError,
};

/// What can be done with agendas.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum AgendaCommand {
    /// List the bundled agendas
    List,
    /// Print an agenda with all its questions
    Show {
        /// A bundled agenda by name, or a JSON file
        name: PathBuf,
        /// Print the JSON, to be kept in a file and changed
        #[arg(long)]
        json: bool,
    },
    /// Tell whether agendas work, and what to mend where
    Check {
        /// JSON files
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}

/// These agendas by name, as a table.
pub fn list<'a>(agendas: impl IntoIterator<Item = (&'a str, Agenda)>) -> String {
    let headers = ["Name", "Title", "Minutes", "Items"].map(str::to_owned);
    let cells = |(name, agenda): (&str, Agenda)| {
        let items: Vec<&str> = agenda.items.iter().map(ItemPlan::title).collect();
        let items = Plain::of(&items.join(", ")).line();
        [name.to_owned(), Plain::of(&agenda.title).line(), length(&agenda).to_string(), items]
    };
    let table: Vec<[String; 4]> = [headers].into_iter().chain(agendas.into_iter().map(cells)).collect();
    aligned(&table, &[2])
}

/// The agenda as people read it: teams, rhythm, items, and every question with its key.
pub fn show(agenda: &Agenda) -> String {
    let mut text = String::new();
    line(&mut text, "", &agenda.title);
    text.push('\n');
    for team in &agenda.teams {
        line(&mut text, "Team    ", &team_words(team));
    }
    let rhythm = agenda.rhythm.as_ref().map_or_else(|| "none".to_owned(), ToString::to_string);
    line(&mut text, "Rhythm  ", &rhythm);
    let reserve = length(agenda) - agenda.item_minutes();
    line(&mut text, "Length  ", &format!("{} minutes, {reserve} of them in reserve", length(agenda)));
    for item in &agenda.items {
        text.push('\n');
        line(&mut text, &format!("{:3} min  ", item.minutes), &item_words(item));
        for (key, question) in item.questions() {
            line(&mut text, &format!("         {key:<11}"), question);
        }
    }
    text
}

/// What is to be said of the agenda in a file, and how the program then ends. Only an agenda that makes no meeting is
/// a fault; advice is not.
pub fn check(path: &Path, read: &Result<Agenda, ReadError>) -> (String, Exit) {
    let path = Plain::of(&path.to_string_lossy()).line();
    match read {
        Ok(agenda) => {
            let mut text = format!("{path}: ok\n");
            for advice in advice(agenda) {
                let advice = advice.to_string();
                writeln!(text, "{path}: note: {}", Plain::of(&advice).line()).expect("a string takes all text");
            }
            (text, Exit::Fine)
        }
        Err(error) => (format!("{}\n", Plain::of(&error.to_string()).line()), exit(error)),
    }
}

/// How the program ends for the lack of an agenda: a newer one is not at fault.
const fn exit(error: &ReadError) -> Exit {
    match error {
        ReadError::Newer { .. } => Exit::Damaged,
        _ => Exit::Failed,
    }
}

/// Why an agenda in a file cannot be used.
pub fn unusable(error: &ReadError) -> CliError {
    CliError::new(exit(error), error)
}

/// Why there is no agenda of that name: which there are.
pub fn unknown(name: &Path) -> CliError {
    let known: Vec<&str> = agendas::BUNDLED.iter().map(|(name, _)| *name).collect();
    let name = name.to_string_lossy();
    let text = format!("no agenda {name:?}: name a JSON file, or one of: {}", known.join(", "));
    CliError::new(Exit::Failed, text)
}

fn length(agenda: &Agenda) -> u32 {
    agenda.planned_minutes.unwrap_or_else(|| agenda.item_minutes())
}

fn team_words(team: &TeamPlan) -> String {
    let delivers = if team.delivers { " (delivers)" } else { "" };
    let members = if team.members.is_empty() { String::new() } else { format!(": {}", team.members.join(", ")) };
    format!("{}{delivers}{members}", team.name)
}

fn item_words(item: &ItemPlan) -> String {
    let title = item.title();
    if item.kind != Kind::Exchange {
        return title.to_owned();
    }
    let rounds = item.rounds.unwrap_or(Item::ROUNDS);
    let s = if rounds == 1 { "" } else { "s" };
    let minutes = item.turn_minutes.unwrap_or(Item::TURN_S / 60);
    let say_back = if item.say_back == Some(false) { ", nothing is said back" } else { "" };
    format!("{title}, {rounds} round{s}, {minutes} minutes a turn{say_back}")
}

/// Appends words behind a label, wrapped and set in under their beginning.
fn line(text: &mut String, label: &str, words: &str) {
    let words = Plain::of(words).line();
    for (index, row) in rows(&words, COLUMNS - label.len()).iter().enumerate() {
        let label = if index == 0 { label.to_owned() } else { " ".repeat(label.len()) };
        text.push_str(format!("{label}{row}").trim_end());
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundled() -> impl Iterator<Item = (&'static str, Agenda)> {
        agendas::BUNDLED.iter().map(|(name, text)| (*name, Agenda::parse(text).unwrap()))
    }

    fn agenda(name: &str) -> Agenda {
        bundled().find(|(bundled, _)| *bundled == name).unwrap().1
    }

    #[test]
    fn the_bundled_agendas_stand_in_columns() {
        insta::assert_snapshot!(list(bundled()));
    }

    #[test]
    fn an_agenda_reads_like_a_plan() {
        insta::assert_snapshot!(show(&agenda("first-meeting")));
    }

    #[test]
    fn people_and_what_is_left_out_are_told() {
        let text =
            include_str!("../../tests/data/agenda-1.json").replacen("\"say_back\": true", "\"say_back\": false", 1);
        let shown = show(&Agenda::parse(&text).unwrap());
        for part in [
            "Team    Operations (delivers): Raj Patel, Mia Svensson, Olu Adeyemi\n",
            " 24 min  Turnabout, 2 rounds, 6 minutes a turn, nothing is said back\n",
            "  0 min  Year-end rush\n         discussion What do both teams need to know about December?\n",
            "Length  60 minutes, 2 of them in reserve\n",
        ] {
            assert!(shown.contains(part), "no {part:?} in\n{shown}");
        }
    }

    #[test]
    fn no_line_is_wider_than_a_mail() {
        for (name, agenda) in bundled() {
            assert!(show(&agenda).lines().all(|line| line.chars().count() <= COLUMNS), "{name}");
        }
    }

    #[test]
    fn words_of_an_agenda_cannot_steer_the_terminal() {
        let mut agenda = agenda("first-meeting");
        agenda.title = "a\u{1b}[2J\nb".to_owned();
        agenda.items[0].prompt = Some("c\u{9b}2J".to_owned());
        let (shown, listed) = (show(&agenda), list([("x", agenda)]));
        assert!(shown.contains("a\\u{1b}[2J b") && shown.contains("c\\u{9b}2J") && listed.contains("a\\u{1b}[2J b"));
        assert!(!shown.contains(['\u{1b}', '\u{9b}']) && !listed.contains('\u{1b}'));
    }

    #[test]
    fn a_good_file_is_ok_and_advice_does_not_change_that() {
        let mut agenda = agenda("three-teams");
        let path = Path::new("my.json");
        assert_eq!(check(path, &Ok(agenda.clone())), ("my.json: ok\n".to_owned(), Exit::Fine));
        agenda.items[5].minutes = 29;
        let note = "the turns take 30 minutes and the exchange has 29; raise it, or shorten the turns";
        assert_eq!(check(path, &Ok(agenda)), (format!("my.json: ok\nmy.json: note: {note}\n"), Exit::Fine));
    }

    #[test]
    fn a_newer_file_ends_otherwise_than_a_bad_one() {
        let path = PathBuf::from("my.json");
        let newer = ReadError::Newer { path: path.clone(), found: "version 7".to_owned(), newest: 1 };
        assert_eq!(check(&path, &Err(newer)).1, Exit::Damaged);
        let missing = ReadError::Missing { path: path.clone() };
        assert_eq!(check(&path, &Err(missing)), ("my.json: no such file; check the name\n".to_owned(), Exit::Failed));
    }
}
