//! The calendar read back by another program's library, and line by line as the standard says.

use std::io::BufReader;

use ical::{IcalParser, parser::ical::component::IcalCalendar, property::Property as Line};
use icalendar::{CalendarComponent, Component as _};
use proptest::prelude::*;

use super::*;
use crate::{
    chance::fuzz,
    export::sample::{HOSTILE, example, hostile, short, wild, with_words},
};

const PROPERTIES: [&str; 8] = ["DESCRIPTION", "DTEND", "DTSTAMP", "DTSTART", "DUE", "STATUS", "SUMMARY", "UID"];

#[track_caller]
fn read(text: &str) -> IcalCalendar {
    let mut calendars = IcalParser::new(BufReader::new(text.as_bytes()));
    let calendar = calendars.next().expect("a calendar").expect("one that can be read");
    assert!(calendars.next().is_none(), "one calendar");
    calendar
}

/// A reader of its own: lines put together again, then a name, parameters and a value each.
fn lines(text: &str) -> Vec<String> {
    let text = text.strip_suffix("\r\n").expect("the last line ends too");
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "{line:?} has {} octets", line.len());
        assert!(!line.contains(['\r', '\n']), "{line:?}");
    }
    text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
}

/// A value with its escapes undone.
fn unescaped(value: &str) -> String {
    let mut text = String::new();
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        assert!(!matches!(c, ';' | ','), "a bare {c} in {value:?}");
        match c {
            '\\' => text.push(match chars.next().expect("something is escaped") {
                'n' => '\n',
                c @ ('\\' | ';' | ',') => c,
                other => panic!("\\{other} in {value:?}"),
            }),
            c => text.push(c),
        }
    }
    text
}

fn value<'p>(properties: &'p [Line], name: &str) -> &'p str {
    let property = properties.iter().find(|property| property.name == name);
    property.and_then(|property| property.value.as_deref()).unwrap_or_default()
}

#[test]
fn the_next_meeting_stands_at_its_instant() {
    let calendar = read(&ics(&example()));
    let [event] = calendar.events.as_slice() else { panic!("one event") };
    assert_eq!(value(&event.properties, "DTSTART"), "20261208T090000Z");
    assert_eq!(value(&event.properties, "DTEND"), "20261208T095800Z");
    assert_eq!(value(&event.properties, "SUMMARY"), "Sales & Operations: meeting 15");
    assert_eq!(unescaped(value(&event.properties, "DESCRIPTION")), "Sales starts, Tom Becker leads");
}

#[test]
fn a_promise_is_a_to_do_of_a_day() {
    let calendar = read(&ics(&example()));
    assert_eq!(calendar.todos.len(), 4);
    let properties = &calendar.todos[2].properties;
    assert_eq!(value(properties, "SUMMARY"), "Lead time by product every Monday");
    let about = "Mia Svensson, Operations for Sales\nIf: Sales uses it in every quote";
    assert_eq!(unescaped(value(properties, "DESCRIPTION")), about);
    let due = properties.iter().find(|property| property.name == "DUE").unwrap();
    assert_eq!(due.value.as_deref(), Some("20261130"));
    assert_eq!(due.params, Some(vec![("VALUE".to_owned(), vec!["DATE".to_owned()])]));
    assert_eq!(value(properties, "UID"), "2026-11-24-1000.a3@sales-operations.turnabout");
    assert_eq!(value(properties, "DTSTAMP"), "20261124T095841Z");
}

#[test]
fn dates_that_no_calendar_has_are_left_out() {
    let mut meeting = example();
    let long_ago: Stamp = serde_json::from_str("\"0000-01-01T00:00:00+23:59\"").expect("a time");
    meeting.next.as_mut().expect("a next meeting").at = long_ago.clone();
    meeting.ended_at = Some(long_ago);
    meeting.actions[0].due = Some(date(0, 1, 1));
    let text = ics(&meeting);
    let calendar = read(&text);
    assert_eq!((calendar.events.len(), calendar.todos.len(), text.matches("DUE").count()), (0, 4, 3));
    assert!(text.contains("DTSTAMP:00010101T000000Z"), "{text}");
}

#[test]
fn a_promise_without_a_date_has_none() {
    let calendar = read(&ics(&short()));
    assert_eq!((calendar.events.len(), calendar.todos.len()), (0, 1));
    assert!(calendar.todos[0].properties.iter().all(|property| property.name != "DUE"));
}

/// What another library reads: summary and description of every component, without blanks at the end.
fn read_otherwise(text: &str) -> Vec<(String, String)> {
    let calendar: icalendar::Calendar = text.parse().expect("a calendar");
    let words = |component: &dyn Fn(&str) -> Option<String>| {
        let of = |name| component(name).unwrap_or_default().trim_end().to_owned();
        (of("SUMMARY"), of("DESCRIPTION"))
    };
    let components = calendar.components.iter().map(|component| match component {
        CalendarComponent::Event(event) => words(&|name| event.property_value(name).map(str::to_owned)),
        CalendarComponent::Todo(to_do) => words(&|name| to_do.property_value(name).map(str::to_owned)),
        other => panic!("{other:?}"),
    });
    components.collect()
}

#[track_caller]
fn check_readers(meeting: &Meeting) {
    let text = ics(meeting);
    let calendar = read(&text);
    let mut read: Vec<_> = calendar.events.iter().map(|event| &event.properties).collect();
    read.extend(calendar.todos.iter().map(|to_do| &to_do.properties));
    let of = |all: &[Line], name| unescaped(value(all, name)).trim_start_matches(':').trim_end().to_owned();
    let read = read.into_iter().map(|all| (of(all, "SUMMARY"), of(all, "DESCRIPTION")));
    // The first one does not read colons at the beginning.
    let bare = |words: String| words.trim_start_matches(':').to_owned();
    let other = read_otherwise(&text).into_iter().map(|(summary, description)| (bare(summary), bare(description)));
    assert_eq!(read.collect::<Vec<_>>(), other.collect::<Vec<_>>(), "{text}");
}

#[track_caller]
fn check_words(meeting: &Meeting) {
    let text = ics(meeting);
    let calendar = read(&text);
    assert_eq!((calendar.events.len(), calendar.todos.len()), (1, 4), "{text}");
    let components = calendar.events.iter().map(|event| &event.properties);
    for properties in components.chain(calendar.todos.iter().map(|to_do| &to_do.properties)) {
        for property in properties {
            assert!(PROPERTIES.contains(&property.name.as_str()), "{} in {text}", property.name);
        }
    }
    let lines = lines(&text);
    assert_eq!(lines.iter().filter(|line| line.starts_with("BEGIN:")).count(), 6, "{text}");
    assert_eq!(lines.iter().filter(|line| line.starts_with("END:")).count(), 6, "{text}");
    let summaries: Vec<String> = lines.iter().filter_map(|line| line.strip_prefix("SUMMARY:")).map(unescaped).collect();
    let words = meeting.actions.iter().map(|action| Plain::of(&action.text).line());
    assert_eq!(summaries[1..], words.collect::<Vec<_>>(), "{text}");
}

#[test]
fn two_readers_agree() {
    (0..HOSTILE.len()).for_each(|round| check_readers(&hostile(round)));
}

#[test]
fn hostile_words_stay_words() {
    (0..HOSTILE.len()).for_each(|round| check_words(&hostile(round)));
}

#[test]
fn words_by_chance_stay_words() {
    fuzz("ics", 100, |chance| {
        let meeting = with_words(&wild(chance));
        check_readers(&meeting);
        check_words(&meeting);
    });
}

#[test]
fn lines_fold_between_characters() {
    for length in 20..90 {
        let mut meeting = example();
        meeting.actions[0].text = "議".repeat(length) + " 題";
        let lines = lines(&ics(&meeting));
        assert!(lines.contains(&format!("SUMMARY:{}", meeting.actions[0].text)), "{length}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_words_are_read_back(what in "[a,;:\\\\n\r\t議 \"]{0,200}", name in "[a,;:\\\\\n ]{0,60}") {
        let mut meeting = example();
        meeting.actions[0].text.clone_from(&what);
        meeting.actions[0].condition = Some(name);
        let text = ics(&meeting);
        lines(&text);
        let read = read_otherwise(&text);
        prop_assert_eq!(read.len(), 5);
        let line = Plain::of(&what).line();
        prop_assert_eq!(read[1].0.trim(), line.trim());
    }
}

#[test]
fn a_record_keeps_its_name() {
    let uids = |meeting: &Meeting| {
        let text = ics(meeting);
        let uids: Vec<String> = lines(&text).into_iter().filter(|line| line.starts_with("UID:")).collect();
        uids
    };
    let mut later = example();
    "Another text".clone_into(&mut later.actions[0].text);
    later.ended_at = None;
    assert_eq!(uids(&example()), uids(&later));
    let mut other = example();
    other.id.push_str("/..\r\nX:");
    assert!(uids(&other)[0].starts_with("UID:2026-11-24-1000_2f__2e__2e__d__a_X_3a_.next@"), "{:?}", uids(&other));
}
