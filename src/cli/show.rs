//! `turnabout show`: which meeting is meant, and its minutes in a format. Gets the loaded values, reads no file.

use std::str::FromStr;

use clap::{ValueEnum, builder::PossibleValue};

use super::{CliError, Exit, list::start};
use crate::{
    domain::{
        Earlier, Meeting,
        series::{Series, Summary},
    },
    export::{Format, json},
};

/// Which meeting of the series is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// The one with the highest number.
    Latest,
    /// By its number, from 1.
    Number(u32),
    /// By its file stem.
    Id(String),
}

impl FromStr for Which {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_id = text.chars().next().is_some_and(char::is_alphanumeric) && !text.contains(['/', '\\', ':']);
        match text.parse() {
            Ok(0) => Err("meetings are counted from 1"),
            Ok(number) => Ok(Self::Number(number)),
            Err(_) if text == "latest" => Ok(Self::Latest),
            // As the program names files.
            Err(_) if is_id => Ok(Self::Id(text.strip_suffix(".json").unwrap_or(text).to_owned())),
            Err(_) => Err("it should be an id, a number, or `latest`"),
        }
    }
}

impl Which {
    /// The meeting of `series`, which has this name, that is meant.
    ///
    /// # Errors
    /// When there is none, or when two laptops gave the number to several.
    pub fn find<'s>(&self, name: &str, series: &'s Series) -> Result<&'s Summary, CliError> {
        let failed = |message: &str| CliError::new(Exit::Failed, message);
        let meetings = &series.meetings;
        match self {
            Self::Latest => meetings
                .last()
                .ok_or_else(|| failed(&format!("no meeting yet in {name}: start one with {}", start(name)))),
            Self::Id(id) => meetings
                .iter()
                .find(|meeting| meeting.id == *id)
                .ok_or_else(|| failed(&format!("no meeting {id:?}: `turnabout list` shows all of them"))),
            Self::Number(number) => {
                let found: Vec<&Summary> = meetings.iter().filter(|meeting| meeting.number == *number).collect();
                match found.as_slice() {
                    [one] => Ok(one),
                    [] => Err(failed(&format!("no meeting {number}: `turnabout list` shows all of them"))),
                    several => Err(failed(&format!("several meetings {number}: name one by its id, {}", ids(several)))),
                }
            }
        }
    }
}

fn ids(meetings: &[&Summary]) -> String {
    meetings.iter().map(|meeting| meeting.id.as_str()).collect::<Vec<_>>().join(" or ")
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            Self::Text => "For reading and for mail",
            Self::Markdown => "For notes, mail and chat",
            Self::Html => "A page for the browser and for print",
            Self::Csv => "The promises, for spreadsheets",
            Self::Ics => "Promises and next meeting, for calendars",
            Self::Json => "The minutes file as it is",
        };
        Some(PossibleValue::new(self.key()).help(help))
    }
}

/// The minutes of `meeting` in `format`, with the words of `earlier` ones, text at most `columns` wide; as JSON the
/// `file` as it is, with what would steer a terminal escaped.
pub fn minutes(file: &str, meeting: &Meeting, earlier: &Earlier, format: Format, columns: usize) -> String {
    match format {
        Format::Json => json(file),
        Format::Text | Format::Markdown | Format::Html | Format::Csv | Format::Ics => {
            format.minutes(meeting, earlier, columns)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Meeting {
        serde_json::from_str(include_str!("../../tests/data/minutes-1.json")).unwrap()
    }

    /// Meetings by number and id.
    fn series(meetings: &[(u32, &str)]) -> Series {
        let meeting = |(number, id): &(u32, &str)| Meeting { number: *number, id: (*id).to_owned(), ..example() };
        Series::fold(&meetings.iter().map(meeting).collect::<Vec<_>>())
    }

    #[track_caller]
    fn check(which: &str, expected: Result<&str, &str>) {
        let series = series(&[(1, "2026-11-10-1000"), (3, "2026-12-08-1000"), (2, "2026-11-24-1000"), (2, "x-2")]);
        let which: Which = which.parse().unwrap();
        match (which.find("demo", &series), expected) {
            (Ok(found), Ok(id)) => assert_eq!(found.id, id),
            (Err(error), Err(part)) => assert!(error.message.contains(part) && error.code() == 1, "{error}"),
            (found, _) => panic!("{found:?}"),
        }
    }

    #[test]
    fn a_meeting_is_found_by_id_number_or_as_the_latest() {
        check("latest", Ok("2026-12-08-1000"));
        check("1", Ok("2026-11-10-1000"));
        check("2026-11-24-1000", Ok("2026-11-24-1000"));
        check("9", Err("no meeting 9"));
        check("2026", Err("no meeting 2026"));
        check("2026-01-01-1000", Err("no meeting \"2026-01-01-1000\""));
    }

    #[test]
    fn a_number_that_two_meetings_have_is_not_guessed() {
        check("2", Err("2026-11-24-1000 or x-2"));
    }

    #[test]
    fn a_series_without_meetings_says_how_to_start() {
        let error = Which::Latest.find("demo", &Series::default()).unwrap_err();
        assert!(error.message.contains("turnabout run"), "{error}");
    }

    #[test]
    fn a_path_is_no_id() {
        for path in ["../x", "a/b", "/etc/passwd", "C:x", "a\\b", ".x", "", "-1", "0"] {
            assert!(path.parse::<Which>().is_err(), "{path:?}");
        }
    }

    #[test]
    fn json_is_the_file_and_text_keeps_to_the_width() {
        let (example, earlier) = (example(), Earlier::default());
        assert_eq!(minutes("the file\u{9b}", &example, &earlier, Format::Json, 20), "the file\\u009b");
        let text = Format::Text.minutes(&example, &earlier, 60);
        assert_eq!(minutes("", &example, &earlier, Format::Text, 60), text);
        assert!(text.lines().all(|line| line.chars().count() <= 60), "{text}");
    }
}
