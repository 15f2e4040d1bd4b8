//! The next meeting as an event and every promise as a to-do, for calendars (iCalendar, RFC 5545). Knows no clock: the
//! time of making is that of the minutes.
//!
//! A record keeps its name in all exports, so that a calendar updates what it has instead of adding it again.

mod lines;

use std::fmt::Write as _;

use jiff::{
    SignedDuration,
    civil::{Date, DateTime, date},
    tz::TimeZone,
};

use super::Plain;
use crate::domain::{
    Meeting, Stamp,
    meeting::{Action, Next},
};

use lines::{Lines, Value};

/// How an instant is written, in UTC.
const INSTANT: &str = "%Y%m%dT%H%M%SZ";
/// How a whole day is written.
const DAY: &str = "%Y%m%d";
/// The first day that a calendar has: its years have four digits and no sign (RFC 5545, section 3.3.4). Dates before it
/// were written by hand and are left out.
const FIRST_DAY: Date = date(1, 1, 1);

/// A calendar of what follows from `meeting`: the next one, and what was promised.
pub fn ics(meeting: &Meeting) -> String {
    let mut lines = Lines::default();
    lines.begin("VCALENDAR");
    lines.put("VERSION", &Value::word("2.0"));
    lines.put("PRODID", &Value::word("-//turnabout//minutes//EN"));
    lines.put("CALSCALE", &Value::word("GREGORIAN"));
    if let Some(next) = meeting.next.as_ref().filter(|next| in_utc(&next.at).date() >= FIRST_DAY) {
        event(&mut lines, meeting, next);
    }
    for action in &meeting.actions {
        to_do(&mut lines, meeting, action);
    }
    lines.end("VCALENDAR");
    lines.text()
}

/// The next meeting, as long as this one was planned.
fn event(lines: &mut Lines, meeting: &Meeting, next: &Next) {
    let length = SignedDuration::from_secs(i64::from(meeting.planned_total_s()));
    let end = next.at.zoned().checked_add(length).map_or_else(|_| next.at.clone(), |end| Stamp::new(&end));
    let number = meeting.number.saturating_add(1);
    let mut about = format!("{} starts", Plain::of(meeting.team_name(&next.first_team)));
    if let Some(name) = &next.facilitator {
        let _ = write!(about, ", {} leads", Plain::of(name));
    }
    lines.begin("VEVENT");
    named(lines, meeting, "next");
    lines.put("DTSTART", &instant(&next.at));
    lines.put("DTEND", &instant(&end));
    lines.put("SUMMARY", &Value::text(&format!("{}: meeting {number}", Plain::of(&meeting.title).line())));
    lines.put("DESCRIPTION", &Value::text(&about));
    lines.end("VEVENT");
}

fn to_do(lines: &mut Lines, meeting: &Meeting, action: &Action) {
    let team = |id| Plain::of(meeting.team_name(id)).to_string();
    let mut about = format!("{} for {}", team(&action.team), team(&action.for_team));
    if let Some(owner) = &action.owner {
        about = format!("{}, {about}", Plain::of(owner));
    }
    if let Some(condition) = &action.condition {
        let _ = write!(about, "\nIf: {}", Plain::of(condition));
    }
    lines.begin("VTODO");
    named(lines, meeting, action.id.as_str());
    if let Some(due) = action.due.filter(|due| *due >= FIRST_DAY) {
        lines.put("DUE;VALUE=DATE", &day(due));
    }
    lines.put("SUMMARY", &Value::text(&Plain::of(&action.text).line()));
    lines.put("DESCRIPTION", &Value::text(&about));
    lines.put("STATUS", &Value::word("NEEDS-ACTION"));
    lines.end("VTODO");
}

/// Its name for ever, and when it was made: at the end of the meeting, or up to where a running one has come.
fn named(lines: &mut Lines, meeting: &Meeting, record: &str) {
    let counted = meeting.clock.as_ref().map(|clock| &clock.at);
    let made = meeting.ended_at.as_ref().or(counted).unwrap_or(&meeting.started_at);
    let [series, id, record] = [&meeting.series, &meeting.id, record].map(name);
    lines.put("UID", &Value::text(&format!("{id}.{record}@{series}.turnabout")));
    lines.put("DTSTAMP", &instant(made));
}

/// A name of letters, digits and hyphens: everything else in it as a number.
fn name(text: &str) -> String {
    text.chars().fold(String::new(), |mut name, c| {
        if c.is_ascii_alphanumeric() || c == '-' {
            name.push(c);
        } else {
            let _ = write!(name, "_{:x}_", u32::from(c));
        }
        name
    })
}

fn in_utc(at: &Stamp) -> DateTime {
    at.zoned().with_time_zone(TimeZone::UTC).datetime()
}

fn instant(at: &Stamp) -> Value {
    Value::text(&in_utc(at).max(FIRST_DAY.at(0, 0, 0, 0)).strftime(INSTANT).to_string())
}

fn day(date: Date) -> Value {
    Value::text(&date.strftime(DAY).to_string())
}

#[cfg(test)]
mod tests;
