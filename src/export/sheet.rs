//! The promises of a meeting as a table for spreadsheets (CSV, RFC 4180). Knows no file and no other record.
//!
//! It begins with a byte-order mark: without one Excel takes UTF-8 for the code page of its computer, and other
//! programs pass it over. Every cell stands in quotes, so that a program which parts cells at semicolons is not led
//! astray inside one.

use csv::{QuoteStyle, Terminator, WriterBuilder};

use super::Plain;
use crate::domain::{Id, Meeting, meeting::Action};

/// Says that the text is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";
const COLUMNS: [&str; 10] =
    ["Meeting date", "Meeting number", "What", "Condition", "Team", "For team", "Owner", "Due", "Source", "Id"];
/// What a spreadsheet takes for the beginning of a formula, in full width too.
const FORMULA: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The promises made in `meeting`: a row each under a row of names, dates as `2026-12-08`.
pub fn csv(meeting: &Meeting) -> String {
    let rows = meeting.actions.iter().map(|action| row(meeting, action));
    written(std::iter::once(COLUMNS.map(Cell::of)).chain(rows))
}

fn written(rows: impl Iterator<Item = [Cell; COLUMNS.len()]>) -> String {
    let mut writer = WriterBuilder::new()
        .quote_style(QuoteStyle::Always)
        .terminator(Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    for row in rows {
        writer.write_record(row.iter().map(Cell::as_str)).expect("memory takes every row, and all have ten cells");
    }
    let bytes = writer.into_inner().expect("memory has nothing to flush");
    String::from_utf8(bytes).expect("cells are text")
}

fn row(meeting: &Meeting, action: &Action) -> [Cell; COLUMNS.len()] {
    let day = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string()).unwrap_or_default();
    [
        Cell::of(&day(Some(meeting.started_at.date()))),
        Cell::of(&meeting.number.to_string()),
        Cell::of(&action.text),
        Cell::of(action.condition.as_deref().unwrap_or_default()),
        Cell::of(meeting.team_name(&action.team)),
        Cell::of(meeting.team_name(&action.for_team)),
        Cell::of(action.owner.as_deref().unwrap_or_default()),
        Cell::of(&day(action.due)),
        Cell::of(action.source.as_ref().map_or("", |source| words_of(meeting, source))),
        Cell::of(action.id.as_str()),
    ]
}

/// The problem or the deal that a promise came from, its id where the minutes do not hold it.
fn words_of<'m>(meeting: &'m Meeting, source: &'m Id) -> &'m str {
    let problem = meeting.turns.iter().filter_map(|turn| turn.problem.as_ref()).find(|problem| problem.id == *source);
    let deal = || meeting.deals.iter().find(|deal| deal.id == *source).map(|deal| deal.name.as_str());
    problem.map(|problem| problem.text.as_str()).or_else(deal).unwrap_or(source.as_str())
}

/// Words that no spreadsheet takes for a formula: an apostrophe before them says that they are text.
struct Cell(String);

impl Cell {
    fn of(text: &str) -> Self {
        let text = Plain::of(text).to_string();
        let is_formula = text.trim_start().starts_with(FORMULA) || text.starts_with(FORMULA);
        Self(if is_formula { format!("'{text}") } else { text })
    }

    fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{csv as render, *};
    use crate::{
        chance::fuzz,
        export::sample::{HOSTILE, example, hostile, wild, with_words},
    };

    fn read(text: &str) -> Vec<Vec<String>> {
        let text = text.strip_prefix(BYTE_ORDER_MARK).expect("a byte-order mark says that it is UTF-8");
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    /// A reader of its own: the grammar of RFC 4180 and nothing more lenient.
    fn read_strictly(text: &str) -> Vec<Vec<String>> {
        let mut rest = text.strip_prefix(BYTE_ORDER_MARK).unwrap();
        let (mut rows, mut row) = (Vec::new(), Vec::new());
        while !rest.is_empty() {
            let mut cell = String::new();
            rest = rest.strip_prefix('"').expect("a cell begins with a quote");
            loop {
                let (words, after) = rest.split_once('"').expect("a cell ends with a quote");
                cell.push_str(words);
                rest = after;
                let Some(after) = after.strip_prefix('"') else { break };
                cell.push('"');
                rest = after;
            }
            row.push(cell);
            rest = rest.strip_prefix(',').unwrap_or_else(|| {
                rows.push(std::mem::take(&mut row));
                rest.strip_prefix("\r\n").expect("a row ends with a line break")
            });
        }
        rows
    }

    #[test]
    fn a_row_tells_who_does_what_by_when() {
        let rows = read(&render(&example()));
        assert_eq!(rows.len(), 5);
        assert_eq!(rows[0], COLUMNS);
        let lead_time = [
            "2026-11-24",
            "14",
            "Lead time by product every Monday",
            "Sales uses it in every quote",
            "Operations",
            "Sales",
            "Mia Svensson",
            "2026-11-30",
            "We quote two weeks because nobody tells us the real lead time until after the handshake.",
            "a3",
        ];
        assert_eq!(rows[3], lead_time);
        assert_eq!(rows[4][8], "Brightline");
    }

    #[test]
    fn two_readers_agree_and_no_cell_is_a_formula() {
        (0..HOSTILE.len()).for_each(|round| check(&hostile(round)));
    }

    #[test]
    fn with_words_by_chance_they_agree_too() {
        fuzz("csv", 100, |chance| check(&with_words(&wild(chance))));
    }

    #[track_caller]
    fn check(meeting: &Meeting) {
        let text = render(meeting);
        let rows = read(&text);
        assert_eq!(rows, read_strictly(&text));
        assert_eq!(rows.len(), 1 + meeting.actions.len());
        for cell in rows.iter().flatten() {
            assert!(!cell.trim_start().starts_with(FORMULA), "{cell:?}");
            assert!(cell.chars().all(|c| c == '\n' || !c.is_control()), "{cell:?}");
        }
        let what = Plain::of(&meeting.actions[0].text).to_string();
        assert_eq!(rows[1][2].trim_start_matches('\''), what.trim_start_matches('\''));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_words_are_read_back(what in "[a=+@'\",;\n\r\t -]{0,12}", owner in "[\",;\n a]{0,8}") {
            let mut meeting = example();
            meeting.actions[0].text.clone_from(&what);
            meeting.actions[0].owner = Some(owner.clone());
            let text = render(&meeting);
            let rows = read(&text);
            prop_assert_eq!(&rows, &read_strictly(&text));
            prop_assert_eq!(rows[1][2].strip_prefix('\'').unwrap_or(&rows[1][2]), {
                let plain = Plain::of(&what).to_string();
                plain.strip_prefix('\'').unwrap_or(&plain).to_owned()
            });
            prop_assert!(!rows[1][2].trim_start().starts_with(FORMULA) && !rows[1][6].starts_with(FORMULA));
        }
    }

    #[test]
    fn known_attacks_become_text() {
        let cell = |text: &str| Cell::of(text).0;
        assert_eq!(cell("=1+2\";=1+2"), "'=1+2\";=1+2");
        assert_eq!(cell("=1+2'\" ;,=1+2"), "'=1+2'\" ;,=1+2");
        for start in ["=", "+", "-", "@", " =", "\n=", "\u{a0}=", "＝", "＋", "－", "＠", "　＝"] {
            assert!(cell(&format!("{start}1")).starts_with('\''), "{start:?}");
        }
        assert_eq!(cell("\t=1\r"), "\\u{9}=1\\u{d}");
        assert_eq!(cell("a-b=c"), "a-b=c");
    }

    #[test]
    fn rows_end_as_the_standard_says() {
        let text = render(&example());
        assert!(text.ends_with("\"a4\"\r\n"));
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    }
}
