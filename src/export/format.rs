//! The formats by name: one word per format in commands, in file names and here. Knows no file.

use super::{Digest, csv, digest::day, html, ics, json, markdown, text};
use crate::domain::{Earlier, Meeting};

/// In which form minutes are given to people and programs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For reading and for mail.
    #[default]
    Text,
    /// For notes, mail and chat.
    Markdown,
    /// A page for the browser and for print.
    Html,
    /// The promises, for spreadsheets.
    Csv,
    /// Promises and next meeting, for calendars.
    Ics,
    /// The record itself, for programs.
    Json,
}

impl Format {
    /// All of them, in the order in which they are offered.
    pub const ALL: &[Self] = &[Self::Text, Self::Markdown, Self::Html, Self::Csv, Self::Ics, Self::Json];
    /// What readers get where nobody says otherwise.
    pub const USUAL: [Self; 2] = [Self::Markdown, Self::Html];

    /// How commands call it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Ics => "ics",
            Self::Json => "json",
        }
    }

    /// How its files end.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Ics => "ics",
            Self::Json => "json",
        }
    }

    /// The minutes of `meeting` with the words of `earlier` ones, text at most `columns` wide.
    #[expect(clippy::missing_panics_doc, reason = "what is expected always holds")]
    pub fn minutes(self, meeting: &Meeting, earlier: &Earlier, columns: usize) -> String {
        match self {
            Self::Text => text(&Digest::of(meeting, earlier), columns),
            Self::Markdown => markdown(&Digest::of(meeting, earlier)),
            Self::Html => html(&Digest::of(meeting, earlier)),
            Self::Csv => csv(meeting),
            Self::Ics => ics(meeting),
            Self::Json => {
                let text = serde_json::to_string_pretty(meeting);
                json(&text.expect("finite numbers and text keys have a JSON form")) + "\n"
            }
        }
    }
}

/// Whether `text` holds minutes for readers of `meeting` as it is or was: number and day stand in their head, after the
/// words that say whether they are a draft.
pub fn is_of(meeting: &Meeting, text: &str) -> bool {
    let day = day(meeting.started_at.date());
    let is_named = |standing: &str| {
        let head = format!("{standing} minutes of meeting {} · ", meeting.number);
        let rest = text.split_once(&head).map(|(_, rest)| rest.lines().next().unwrap_or_default());
        rest.is_some_and(|rest| rest.split(',').next().unwrap_or_default().contains(&day))
    };
    is_named("DRAFT") || is_named("Final")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::meeting::State,
        export::sample::{earlier, example, none, short},
    };

    #[test]
    fn every_format_has_a_word_and_an_ending_of_its_own() {
        for other in [Format::key, Format::extension] {
            let mut words: Vec<&str> = Format::ALL.iter().map(|format| other(*format)).collect();
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), Format::ALL.len());
        }
    }

    #[test]
    fn every_format_is_that_of_its_renderer() {
        let (meeting, earlier) = (example(), earlier());
        let digest = Digest::of(&meeting, &earlier);
        let of = |format: Format| format.minutes(&meeting, &earlier, 50);
        assert_eq!(of(Format::Text), text(&digest, 50));
        assert_eq!(of(Format::Markdown), markdown(&digest));
        assert_eq!(of(Format::Html), html(&digest));
        assert_eq!(of(Format::Csv), csv(&meeting));
        assert_eq!(of(Format::Ics), ics(&meeting));
        assert_eq!(serde_json::from_str::<Meeting>(&of(Format::Json)).unwrap(), meeting);
    }

    #[test]
    fn minutes_are_known_by_their_head_draft_or_final() {
        let meeting = example();
        let draft = Meeting { state: State::Running, ended_at: None, ..meeting.clone() };
        let other = Meeting { number: 1, ..meeting.clone() };
        for format in Format::USUAL {
            for now in [&meeting, &draft] {
                let text = format.minutes(now, none(), 0);
                assert!(is_of(&meeting, &text) && is_of(&draft, &text), "{format:?}");
                assert!(!is_of(&other, &text) && !is_of(&short(), &text), "{format:?}");
            }
        }
        assert!(!is_of(&meeting, "# Notes\n\nmeeting 14 · Tue 24 Nov 2026, 10:00"));
        assert!(!is_of(&meeting, "Final minutes of meeting 14 · Wed 25 Nov 2026, Tue 24 Nov 2026"));
    }
}
