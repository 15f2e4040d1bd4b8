//! How far off a day is, in words. Does not know what is due on it.

use jiff::civil::Date;

/// Days from `today` to `date`, negative when it is past.
pub fn days(date: Date, today: Date) -> i64 {
    date.duration_since(today).as_hours() / 24
}

/// `today`, `tomorrow`, `in 2 days`, `1 day late`.
pub fn distance(date: Date, today: Date) -> String {
    match days(date, today) {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        ahead @ 2.. => format!("in {ahead} days"),
        -1 => "1 day late".to_owned(),
        late => format!("{} days late", late.unsigned_abs()),
    }
}

/// `3 days late`; `None` for what is not due yet or has no date.
pub fn late(date: Option<Date>, today: Date) -> Option<String> {
    date.filter(|date| *date < today).map(|date| distance(date, today))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_is_told_by_its_distance() {
        let today = date(2026, 12, 31);
        for (day, words) in [
            (date(2026, 12, 31), "today"),
            (date(2027, 1, 1), "tomorrow"),
            (date(2027, 1, 2), "in 2 days"),
            (date(2026, 12, 30), "1 day late"),
            (date(2025, 12, 31), "365 days late"),
        ] {
            assert_eq!(distance(day, today), words);
        }
    }

    #[test]
    fn only_a_day_that_is_past_is_late() {
        let today = date(2026, 12, 8);
        assert_eq!(late(Some(today), today), None);
        assert_eq!(late(None, today), None);
        assert_eq!(late(Some(date(2026, 12, 5)), today).as_deref(), Some("3 days late"));
    }
}
