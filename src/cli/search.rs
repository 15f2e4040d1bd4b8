//! `turnabout search`: what was said about something, as text or as JSON. Gets the meetings one by one, reads no file.

use std::fmt::Write as _;

use serde::Serialize;

use super::list::pretty;
use crate::{
    domain::{
        Id, Meeting, Stamp,
        search::{Excerpt, Hit, Query, hits},
    },
    export::{Plain, day},
};

/// Version of the JSON form: goes up when a field changes its meaning or goes away.
const VERSION: u32 = 1;

/// Characters of a record that are shown around the first match.
const SHOWN: usize = 90;

/// What was found so far.
#[derive(Debug, Default)]
pub struct Found {
    /// Oldest first.
    meetings: Vec<Of>,
}

/// What was found in one meeting.
#[derive(Debug)]
struct Of {
    id: String,
    number: u32,
    started_at: Stamp,
    rows: Vec<Row>,
}

/// One record.
#[derive(Debug)]
struct Row {
    section: &'static str,
    record: Option<Id>,
    kind: &'static str,
    team: Option<String>,
    text: String,
    matches: Vec<Span>,
    excerpt: String,
}

impl Found {
    /// Takes in the next meeting; they come in the order of their numbers.
    pub fn add(&mut self, query: &Query, meeting: &Meeting) {
        let rows: Vec<Row> = hits(query, meeting).into_iter().map(|hit| Row::of(hit, meeting)).collect();
        if !rows.is_empty() {
            let (id, number, started_at) = (meeting.id.clone(), meeting.number, meeting.started_at.clone());
            self.meetings.push(Of { id, number, started_at, rows });
        }
    }
}

impl Row {
    fn of(hit: Hit, meeting: &Meeting) -> Self {
        let Excerpt { text: excerpt, .. } = hit.excerpt(SHOWN);
        let count = |end: usize| hit.text[..end].chars().count();
        let matches = hit.matches.iter().map(|range| Span { start: count(range.start), end: count(range.end) });
        Self {
            section: hit.place.section,
            record: hit.place.id.cloned(),
            kind: hit.kind,
            team: hit.team.map(|team| meeting.team_name(team).to_owned()),
            matches: matches.collect(),
            excerpt,
            text: hit.text,
        }
    }
}

/// The records under their meetings, newest first.
pub fn rows(found: &Found) -> String {
    if found.meetings.is_empty() {
        return "No record holds all of these words.\n".to_owned();
    }
    let mut text = String::new();
    for of in found.meetings.iter().rev() {
        let gap = if text.is_empty() { "" } else { "\n" };
        let id = Plain::of(&of.id).line();
        writeln!(text, "{gap}Meeting {}, {} ({id})", of.number, day(of.started_at.date())).expect("a string takes all");
        for row in &of.rows {
            let team = row.team.as_ref().map(|team| format!(" ({})", Plain::of(team).line())).unwrap_or_default();
            let excerpt = Plain::of(&row.excerpt).line();
            writeln!(text, "  {}{team}: {excerpt}", row.kind).expect("a string takes all");
        }
    }
    text
}

/// What `--json` prints.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct List<'f> {
    format: &'static str,
    version: u32,
    /// Records that hold every word, those of the newest meeting first.
    hits: Vec<JsonHit<'f>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct JsonHit<'f> {
    /// Its id.
    meeting: &'f str,
    number: u32,
    started_at: &'f Stamp,
    /// What the record is, in a word.
    kind: &'static str,
    /// The section of the exported minutes: an anchor.
    section: &'static str,
    /// The record: an anchor too.
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<&'f Id>,
    /// The name of the team it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    team: Option<&'f str>,
    /// All its words as typed.
    text: &'f str,
    /// Where the words stand in the text, in order and apart.
    matches: &'f [Span],
}

/// A part of a text in characters (code points).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Span {
    start: usize,
    /// The first one behind it.
    end: usize,
}

/// The records as JSON, those of the newest meeting first: stable and versioned.
pub fn json(found: &Found) -> String {
    let mut hits = Vec::new();
    for of in found.meetings.iter().rev() {
        hits.extend(of.rows.iter().map(|row| JsonHit {
            meeting: &of.id,
            number: of.number,
            started_at: &of.started_at,
            kind: row.kind,
            section: row.section,
            record: row.record.as_ref(),
            team: row.team.as_deref(),
            text: &row.text,
            matches: &row.matches,
        }));
    }
    pretty(&List { format: "turnabout-search", version: VERSION, hits })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &str, change: impl Fn(&mut Meeting)) -> Found {
        let mut first: Meeting = serde_json::from_str(include_str!("../../tests/data/minutes-1.json")).unwrap();
        change(&mut first);
        let second = Meeting { number: 15, id: "2026-12-08-1000".to_owned(), ..first.clone() };
        let (query, mut found) = (Query::new(words), Found::default());
        found.add(&query, &first);
        found.add(&query, &second);
        found
    }

    #[test]
    fn each_hit_stands_under_its_meeting_the_newest_first() {
        let expected = "\
Meeting 15, Tue 24 Nov 2026 (2026-12-08-1000)
  promise (Operations): Lead time by product every Monday · Sales uses it in every quote · Mia Svensson

Meeting 14, Tue 24 Nov 2026 (2026-11-24-1000)
  promise (Operations): Lead time by product every Monday · Sales uses it in every quote · Mia Svensson
";
        assert_eq!(rows(&found("LEAD monday", |_| {})), expected);
        assert_eq!(rows(&found("lead nowhere", |_| {})), "No record holds all of these words.\n");
    }

    #[test]
    fn words_of_people_cannot_steer_the_terminal() {
        let text = rows(&found("survey", |meeting| {
            meeting.actions[3].text = "a survey\u{1b}[2J\u{202e}".to_owned();
            meeting.id = "x\u{1b}y".to_owned();
        }));
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text:?}");
    }

    #[test]
    fn the_json_form_is_stable() {
        insta::assert_snapshot!(json(&found("monday", |meeting| meeting.teams[1].name = "Öps".to_owned())));
    }

    #[test]
    fn matches_count_characters() {
        let json = json(&found("monday", |meeting| meeting.actions[2].text = "Ö Ä monday".to_owned()));
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json["hits"][0]["matches"][0], serde_json::json!({ "start": 4, "end": 10 }));
    }
}
