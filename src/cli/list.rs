//! `turnabout list`: the meetings of a series as a table or as JSON. Gets the folded series, reads no file.

use serde::Serialize;

use crate::{
    domain::{
        Stamp,
        meeting::State,
        series::{Series, Summary},
    },
    export::{Plain, day, text::columns},
};

/// Version of the JSON form: goes up when a field changes its meaning or goes away.
const VERSION: u32 = 1;

/// The meetings of the series of this name as a table, oldest first.
pub fn rows(name: &str, series: &Series) -> String {
    if series.meetings.is_empty() {
        return format!("No meeting yet in {}: start one with {}.\n", Plain::of(name).line(), start(name));
    }
    let headers = ["No.", "Id", "Date", "State", "Turns", "Promises"].map(str::to_owned);
    let table: Vec<[String; 6]> = [headers].into_iter().chain(series.meetings.iter().map(cells)).collect();
    aligned(&table, &[0, 4, 5])
}

/// How to start a meeting of the series of this name, as it is typed in a shell.
pub(super) fn start(name: &str) -> String {
    let is_bare = name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    let name = if is_bare { name.to_owned() } else { format!("'{}'", name.replace('\'', r"'\''")) };
    format!("`turnabout run --series {name}`")
}

/// Rows of cells in columns as wide as they must be: words to the left, the columns of figures `right`.
pub(super) fn aligned<const N: usize>(table: &[[String; N]], right: &[usize]) -> String {
    let widths: [usize; N] =
        std::array::from_fn(|column| table.iter().map(|row| columns(&row[column])).max().unwrap_or(0));
    let cell = |(index, (cell, width)): (usize, (&String, &usize))| {
        let blank = " ".repeat(width.saturating_sub(columns(cell)));
        if right.contains(&index) { blank + cell } else { cell.clone() + &blank }
    };
    let line = |row: &[String; N]| {
        let line = row.iter().zip(&widths).enumerate().map(cell).collect::<Vec<_>>().join("  ");
        format!("{}\n", line.trim_end())
    };
    table.iter().map(line).collect()
}

fn cells(meeting: &Summary) -> [String; 6] {
    [
        meeting.number.to_string(),
        Plain::of(&meeting.id).line(),
        day(meeting.started_at.date()),
        meeting.state.words().to_owned(),
        meeting.turns.to_string(),
        meeting.actions.to_string(),
    ]
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct List<'s> {
    format: &'static str,
    version: u32,
    meetings: Vec<Row<'s>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Row<'s> {
    id: &'s str,
    number: u32,
    started_at: &'s Stamp,
    state: State,
    turns: usize,
    actions: usize,
    decisions: usize,
}

/// The meetings as JSON, oldest first: stable and versioned.
pub fn json(series: &Series) -> String {
    let meetings = series.meetings.iter().map(|meeting| Row {
        id: &meeting.id,
        number: meeting.number,
        started_at: &meeting.started_at,
        state: meeting.state,
        turns: meeting.turns,
        actions: meeting.actions,
        decisions: meeting.decisions,
    });
    pretty(&List { format: "turnabout-list", version: VERSION, meetings: meetings.collect() })
}

/// A value as JSON for people and programs, with a line feed at the end.
pub(super) fn pretty(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).expect("finite numbers and text keys have a JSON form") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Meeting;

    fn series() -> Series {
        let first: Meeting = serde_json::from_str(include_str!("../../tests/data/minutes-1.json")).unwrap();
        let second = Meeting {
            number: 15,
            id: "2026-12-08-1000-2".to_owned(),
            state: State::Running,
            turns: Vec::new(),
            ..first.clone()
        };
        Series::fold([&second, &first])
    }

    #[test]
    fn the_table_is_aligned() {
        let expected = "\
No.  Id                 Date             State    Turns  Promises
 14  2026-11-24-1000    Tue 24 Nov 2026  closed       3         4
 15  2026-12-08-1000-2  Tue 24 Nov 2026  running      0         4
";
        assert_eq!(rows("demo", &series()), expected);
    }

    #[test]
    fn an_id_cannot_steer_the_terminal() {
        let mut series = series();
        series.meetings[0].id = "a\u{1b}[2J\nb".to_owned();
        assert!(rows("demo", &series).contains("a\\u{1b}[2J b"));
    }

    #[test]
    fn an_empty_series_says_how_to_start() {
        let empty = |name| rows(name, &Series::default());
        assert_eq!(empty("es"), "No meeting yet in es: start one with `turnabout run --series es`.\n");
        assert!(empty("Vertrieb & Co").contains("`turnabout run --series 'Vertrieb & Co'`"));
        assert!(empty("A$B's").contains(r"`turnabout run --series 'A$B'\''s'`"));
        assert!(json(&Series::default()).contains("\"meetings\": []"));
    }

    #[test]
    fn the_json_form_is_stable() {
        insta::assert_snapshot!(json(&series()));
    }
}
