//! The agenda of a series: teams and items, and whether they make a meeting. Does not know any meeting.

mod begin;
mod check;
mod edit;
mod rhythm;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use self::check::{
    check_items, check_teams, checked_items, checked_minutes, checked_optional_minutes, checked_rounds, checked_teams,
    checked_title,
};
use super::{
    ids::TeamId,
    json::{self, Refused},
    meeting::{Kind, VERSION},
    prompt,
};

pub use begin::Start;
pub use check::AgendaFault;
pub use edit::{Edit, Editing, people};
pub use rhythm::{Every, Rhythm};

/// The value of the field `format`.
pub const FORMAT: &str = "turnabout-agenda";

/// Longest time of one item in minutes: a day.
const MINUTES_LIMIT: u32 = 24 * 60;
/// Most rounds of an exchange.
const ROUNDS_LIMIT: u32 = 10;

/// What a series does in each of its meetings (DESIGN, section 4).
///
/// A value of this type was checked: two to four teams of different names, at least one item, the last one closes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Agenda {
    format: AgendaFormat,
    #[cfg_attr(test, schemars(range(min = 1, max = 1)))]
    version: u32,
    /// Of the series.
    #[serde(deserialize_with = "checked_title")]
    pub title: String,
    /// Two to four teams, in the order of their turns.
    #[serde(deserialize_with = "checked_teams")]
    #[cfg_attr(test, schemars(length(min = 2, max = 4)))]
    pub teams: Vec<TeamPlan>,
    /// When the series meets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rhythm: Option<Rhythm>,
    /// Length of the meeting, reserve included; absent means the sum of the items.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "checked_optional_minutes")]
    #[cfg_attr(test, schemars(range(min = 1, max = MINUTES_LIMIT)))]
    pub planned_minutes: Option<u32>,
    /// The items in order.
    #[serde(deserialize_with = "checked_items")]
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub items: Vec<ItemPlan>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
enum AgendaFormat {
    #[default]
    #[serde(rename = "turnabout-agenda")]
    Agenda,
}

/// A team and the people who usually come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TeamPlan {
    /// Unique in the agenda.
    pub id: TeamId,
    /// As people call it.
    pub name: String,
    /// Whether it delivers what others sell.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub delivers: bool,
    /// Names of the roll call.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
}

/// An item and its planned time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ItemPlan {
    /// What the item is for.
    pub kind: Kind,
    /// Absent means the kind's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Planned time; 0 for an item that takes what is left.
    #[serde(deserialize_with = "checked_minutes")]
    #[cfg_attr(test, schemars(range(min = 0, max = MINUTES_LIMIT)))]
    pub minutes: u32,
    /// Of an exchange: turns of every team.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "checked_rounds")]
    #[cfg_attr(test, schemars(range(min = 1, max = 10)))]
    pub rounds: Option<u32>,
    /// Of an exchange: planned time of one turn.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "checked_optional_minutes")]
    #[cfg_attr(test, schemars(range(min = 1, max = MINUTES_LIMIT)))]
    pub turn_minutes: Option<u32>,
    /// Of an exchange: whether the problem is said back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub say_back: Option<bool>,
    /// Own wordings of the questions, by move or field.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub prompts: BTreeMap<String, String>,
    /// Own wording of the one question of an item.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prompt: Option<String>,
}

impl Agenda {
    /// An agenda of these parts.
    ///
    /// # Errors
    /// The first [`AgendaFault`].
    pub fn new(
        title: String,
        teams: Vec<TeamPlan>,
        rhythm: Option<Rhythm>,
        planned_minutes: Option<u32>,
        items: Vec<ItemPlan>,
    ) -> Result<Self, AgendaFault> {
        check_teams(&teams)?;
        check_items(&items)?;
        let agenda = Self { format: AgendaFormat::Agenda, version: 1, title, teams, rhythm, planned_minutes, items };
        agenda.check_length()?;
        Ok(agenda)
    }

    /// The agenda that a JSON text describes. A field that is not known is a fault: it is most often a misspelt one.
    ///
    /// # Errors
    /// The first fault with its line and column.
    pub fn parse(text: &str) -> Result<Self, Refused> {
        json::gate(text, FORMAT, VERSION)?;
        let agenda = json::parse::<Self>(text).map_err(Refused::Damaged)?.value;
        agenda.check_length().map_err(|fault| {
            let place = text.find("\"planned_minutes\"").unwrap_or(0);
            let line = text[..place].matches('\n').count() + 1;
            let column = place - text[..place].rfind('\n').map_or(0, |end| end + 1) + 1;
            Refused::Damaged(json::Fault { line, column, message: fault.to_string() })
        })?;
        Ok(agenda)
    }

    /// The team with this id.
    pub fn team(&self, id: &TeamId) -> Option<&TeamPlan> {
        self.teams.iter().find(|team| team.id == *id)
    }

    /// Names the teams and the people anew: the first run's set-up.
    ///
    /// # Errors
    /// The first [`AgendaFault`]; `self` is then unchanged.
    pub fn rename_teams(&mut self, title: String, teams: Vec<TeamPlan>) -> Result<(), AgendaFault> {
        check_teams(&teams)?;
        self.title = title;
        self.teams = teams;
        Ok(())
    }

    /// Minutes of all items together, without the reserve.
    pub fn item_minutes(&self) -> u32 {
        self.items.iter().map(|item| item.minutes).sum()
    }

    /// Minutes of the meeting, reserve included.
    pub fn minutes(&self) -> u32 {
        self.planned_minutes.unwrap_or_else(|| self.item_minutes())
    }
}

impl ItemPlan {
    /// An item of `kind` with the kind's own title and questions.
    pub fn new(kind: Kind, minutes: u32) -> Self {
        Self {
            kind,
            title: None,
            minutes,
            rounds: None,
            turn_minutes: None,
            say_back: None,
            prompts: BTreeMap::new(),
            prompt: None,
        }
    }

    /// As people call the item.
    pub fn title(&self) -> &str {
        self.title.as_deref().filter(|title| !title.trim().is_empty()).unwrap_or(self.kind.words())
    }

    /// Key and wording of every question that the item asks, the names not yet filled in.
    pub fn questions(&self) -> impl Iterator<Item = (&'static str, &str)> {
        prompt::questions(self.kind).iter().map(|(key, default)| {
            let single = self.prompt.as_ref().filter(|_| prompt::main_keys(self.kind).contains(key));
            (*key, self.prompts.get(*key).or(single).map_or(*default, String::as_str))
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::{civil::date, tz::TimeZone};

    use super::*;
    use crate::domain::{Meeting, Stamp};

    const GOOD: &str = r#"{
  "format": "turnabout-agenda",
  "version": 1,
  "title": "Sales & Operations",
  "teams": [
    { "id": "sales", "name": "Sales", "members": ["Ana"] },
    { "id": "operations", "name": "Operations", "delivers": true }
  ],
  "rhythm": { "every": "2 weeks", "day": "tuesday", "time": "10:00" },
  "planned_minutes": 30,
  "items": [
    { "kind": "opening", "minutes": 3 },
    { "kind": "exchange", "minutes": 20, "rounds": 1, "prompts": { "bring": "{team}?" } },
    { "kind": "close", "minutes": 4 }
  ]
}"#;

    /// The fault of the good agenda after a replacement.
    #[track_caller]
    fn check(from: &str, to: &str, expected: &str) {
        let text = GOOD.replacen(from, to, 1);
        assert_ne!(text, GOOD, "nothing was replaced");
        assert_eq!(Agenda::parse(&text).unwrap_err().to_string(), expected);
    }

    #[test]
    fn a_good_agenda_survives_writing_and_reading() {
        let agenda = Agenda::parse(GOOD).unwrap();
        let again = Agenda::parse(&serde_json::to_string(&agenda).unwrap()).unwrap();
        assert_eq!(agenda, again);
        assert_eq!(agenda.rhythm.unwrap().every, Every::Weeks(2));
    }

    #[test]
    fn every_fault_says_where_it_is_and_what_to_do() {
        let one_team = ",\n    { \"id\": \"operations\", \"name\": \"Operations\", \"delivers\": true }";
        check(one_team, "", "7:3: teams: 1 team(s); a joint meeting takes two to four teams, add or remove some");
        check(r#""Operations""#, r#"" sales""#, "8:3: teams: two teams are called \" sales\"; rename one");
        check(
            r#""minutes": 3"#,
            r#""minutes": -3"#,
            "12:40: items[0].minutes: -3 is out of range; write a whole number from 0 to 1440",
        );
        check(
            r#""kind": "close""#,
            r#""kind": "discussion""#,
            "16:1: items: the last item does not close the meeting; put { \"kind\": \"close\", \"minutes\": 4 } there",
        );
        check(
            "\"planned_minutes\": 30",
            "\"planned_minutes\": 20",
            "10:3: the items take 27 minutes and planned_minutes is 20; raise it or shorten an item",
        );
        check("\"Sales & Operations\"", "\" \"", "4:14: title: the series needs a title");
        let nobody = "8:3: teams: somebody in the team \"Sales\" has no name; write one, or remove the line";
        check("\"Ana\"", "\"\"", nobody);
        check("\"2 weeks\"", "\"often\"", "9:30: rhythm.every: \"often\" is no rhythm; write \"2 weeks\"");
    }

    #[test]
    fn faults_of_the_json_itself_have_their_place() {
        let fault = |from: &str, to: &str| Agenda::parse(&GOOD.replacen(from, to, 1)).unwrap_err().to_string();
        assert!(
            fault("\"opening\"", "\"party\"").starts_with("12:21: items[0].kind: unknown variant `party`"),
            "{}",
            fault("\"opening\"", "\"party\"")
        );
        let misspelt = fault("\"minutes\": 3", "\"minuts\": 3");
        assert!(misspelt.starts_with("12:33: items[0].minuts: unknown field `minuts`, expected one of"), "{misspelt}");
        assert!(fault("\"version\": 1,", "\"version\": 1").starts_with("4:3: expected `,`"));
        let no_items = &GOOD[..GOOD.find("\"items\": [").unwrap() + 10];
        let text = format!("{no_items}]}}");
        assert!(Agenda::parse(&text).unwrap_err().to_string().contains("no items; add at least { \"kind\""));
    }

    #[test]
    fn the_next_meeting_keeps_weekday_time_and_zone() {
        let rhythm = Agenda::parse(GOOD).unwrap().rhythm.unwrap();
        let berlin = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
        let next = |month, day, hour| {
            let from = date(2026, month, day).at(hour, 4, 0, 0).to_zoned(berlin.clone()).unwrap();
            rhythm.next_after(&from).unwrap().strftime("%a %Y-%m-%d %H:%M %:z").to_string()
        };
        assert_eq!(next(11, 24, 10), "Tue 2026-12-08 10:00 +01:00");
        assert_eq!(next(11, 26, 15), "Tue 2026-12-08 10:00 +01:00");
        assert_eq!(next(10, 13, 10), "Tue 2026-10-27 10:00 +01:00");
        assert_eq!(next(10, 6, 10), "Tue 2026-10-20 10:00 +02:00");
    }

    #[test]
    fn a_rhythm_is_told_in_words() {
        let mut rhythm = Agenda::parse(GOOD).unwrap().rhythm.unwrap();
        assert_eq!(rhythm.to_string(), "every 2 weeks on Tuesday at 10:00");
        rhythm.every = Every::Months(1);
        assert_eq!(rhythm.to_string(), "every month on Tuesday at 10:00");
    }

    #[test]
    fn a_meeting_begins_with_everybody_present() {
        let agenda = Agenda::parse(GOOD).unwrap();
        let at = Stamp::new(&date(2026, 11, 24).at(10, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap());
        let start = Start {
            id: "m".to_owned(),
            series: "s".to_owned(),
            number: 1,
            first_team: "sales".into(),
            facilitator: None,
            last_people: vec![("operations".into(), "Raj".to_owned()), ("sales".into(), "Tom".to_owned())],
            open_actions: Vec::new(),
        };
        let meeting = Meeting::begin(&agenda, start, at);
        assert_eq!(meeting.people().collect::<Vec<_>>(), ["Ana", "Raj"]);
        assert_eq!(meeting.planned_s, Some(1800));
        assert_eq!(meeting.items[1].rounds, Some(1));
        assert_eq!(meeting.items[1].title, "Turnabout");
    }
}
