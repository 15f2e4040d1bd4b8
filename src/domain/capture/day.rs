//! A day as it is typed: `fri`, `+3d`, `1 dec`. Knows no line.

use jiff::{
    Span, ToSpan,
    civil::{Date, Weekday},
};

use super::Context;

/// A date in one word: `fri`, `+3d`, `+2w`, `next`, `2026-12-01`.
pub fn date(word: &str, context: &Context) -> Option<Date> {
    let word = word.to_lowercase();
    if word == "next" {
        return context.next;
    }
    if word == "today" {
        return Some(context.today);
    }
    if word == "tomorrow" {
        return context.today.tomorrow().ok();
    }
    if let Some(span) = span(&word) {
        return context.today.checked_add(span).ok();
    }
    if let Some(weekday) = weekday(&word) {
        return context.today.nth_weekday(1, weekday).ok();
    }
    let is_iso = word.len() == 10 && word.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    if is_iso { word.parse().ok() } else { None }
}

fn span(word: &str) -> Option<Span> {
    let rest = word.strip_prefix('+')?;
    let number = |unit: char| rest.strip_suffix(unit)?.parse::<i64>().ok().filter(|n| *n <= 3650);
    number('d').map(ToSpan::days).or_else(|| number('w').map(ToSpan::weeks))
}

/// A weekday by its English name, or the first three letters or more of it.
pub fn weekday(word: &str) -> Option<Weekday> {
    const NAMES: [(&str, Weekday); 7] = [
        ("monday", Weekday::Monday),
        ("tuesday", Weekday::Tuesday),
        ("wednesday", Weekday::Wednesday),
        ("thursday", Weekday::Thursday),
        ("friday", Weekday::Friday),
        ("saturday", Weekday::Saturday),
        ("sunday", Weekday::Sunday),
    ];
    let word = word.to_lowercase();
    let begins = |name: &str| word.len() >= 3 && name.starts_with(&word);
    NAMES.into_iter().find(|(name, _)| begins(name)).map(|(_, weekday)| weekday)
}

/// `1 dec`: this year's, or the next year's once that is past.
pub(super) fn day_and_month(day: &str, month: &str, today: Date) -> Option<Date> {
    let in_year = |year: i16| day_in(day, month, year);
    in_year(today.year()).filter(|date| *date >= today).or_else(|| in_year(today.year() + 1))
}

/// `1 dec 2027`: in a year that is not over, and not so far off that it must be a number of something.
pub(super) fn day_of_year(day: &str, month: &str, year: &str, today: Date) -> Option<Date> {
    const AHEAD: i16 = 10;
    let year: i16 = year.parse().ok().filter(|year| (today.year()..=today.year() + AHEAD).contains(year))?;
    day_in(day, month, year)
}

fn day_in(day: &str, month: &str, year: i16) -> Option<Date> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let day: i8 = day.parse().ok()?;
    let month = month.to_lowercase();
    let index = MONTHS.iter().position(|name| month.len() >= 3 && name.starts_with(&month))?;
    Date::new(year, index as i8 + 1, day).ok()
}
