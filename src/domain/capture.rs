//! The capture line: `text @owner due:fri`. Knows the people and dates it is told, nothing else.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// Who and when a line can mean.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Names of the roll call.
    pub people: &'a [&'a str],
    /// The day of the meeting.
    pub today: Date,
    /// The day of the next meeting, where the rhythm tells.
    pub next: Option<Date>,
}

/// What was understood of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Captured {
    /// The line without what was understood.
    pub text: String,
    /// A name of the roll call.
    pub owner: Option<String>,
    /// A date.
    pub due: Option<Date>,
    /// What stood after `@` and is nobody of the roll call, or more than one; it stays in the text.
    pub unknown_owner: Option<String>,
    /// Whether that is a part of more than one name.
    pub is_ambiguous: bool,
    /// What stood after `due:` and is no date; it stays in the text.
    pub unknown_due: Option<String>,
}

impl Captured {
    /// Why a name that stood there is nobody's; `None` where there is none.
    pub fn owner_trouble(&self) -> Option<String> {
        let unknown = self.unknown_owner.as_ref()?;
        Some(if self.is_ambiguous {
            format!("more than one is called {unknown:?}: type the whole name")
        } else {
            format!("nobody here is called {unknown:?}")
        })
    }
}

/// Which parts of a line are understood; the others stay text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parts {
    /// Owner and date.
    Both,
    /// The owner.
    Owner,
    /// The date.
    Due,
}

/// Understands `line`. The first owner and the first date count; later ones stay text.
pub fn parse(line: &str, context: &Context) -> Captured {
    parse_parts(line, context, Parts::Both)
}

/// Understands these parts of `line` as [`parse`] does.
pub fn parse_parts(line: &str, context: &Context, parts: Parts) -> Captured {
    let mut captured = Captured::default();
    let mut text = String::new();
    let mut rest = line;
    let mut at_word = true;
    while let Some(first) = rest.chars().next() {
        let taken = if at_word { take(rest, context, parts, &mut captured) } else { 0 };
        if taken > 0 {
            rest = &rest[taken..];
            // What was understood takes the space before it along.
            text.truncate(text.trim_end_matches([' ', '\t']).len());
            at_word = false;
        } else {
            text.push(first);
            rest = &rest[first.len_utf8()..];
            at_word = first.is_whitespace();
        }
    }
    text.trim().clone_into(&mut captured.text);
    // A word after `due:` that turned out to be an owner or a date of its own is understood.
    captured.unknown_due = captured.unknown_due.filter(|word| captured.text.contains(word.as_str()));
    captured
}

/// Understands these parts of a `line` that [`line()`] made: its last owner and its last date count, as those of the
/// record stand at its end; earlier ones stay text.
pub fn parse_last(line: &str, context: &Context, parts: Parts) -> Captured {
    let (mut captured, mut text, mut before) = (Captured::default(), line.to_owned(), None);
    let starts: Vec<usize> = (line.char_indices())
        .filter(|(_, letter)| before.replace(*letter).is_none_or(char::is_whitespace))
        .map(|(at, _)| at)
        .collect();
    // Up to there nothing is taken out yet.
    let mut whole = line.len();
    for at in starts.into_iter().rev() {
        let taken = take(&line[at..], context, parts, &mut captured);
        if taken > 0 {
            let space = line[..at].trim_end_matches([' ', '\t']).len();
            // The name of a person may end in a blank, or hold what is taken out already.
            text.replace_range(space..(at + taken).min(whole), "");
            whole = space;
        }
    }
    text.trim().clone_into(&mut captured.text);
    captured.unknown_due = captured.unknown_due.filter(|word| captured.text.contains(word.as_str()));
    captured
}

/// Understands `line` as [`parse`] does, but takes every owner; the first is also the [`Captured::owner`].
pub fn parse_owners(line: &str, context: &Context) -> (Captured, Vec<String>) {
    let mut captured = parse(line, context);
    let mut owners: Vec<String> = captured.owner.iter().cloned().collect();
    loop {
        let more = parse_parts(&captured.text, context, Parts::Owner);
        captured.unknown_owner = more.unknown_owner;
        let Some(owner) = more.owner else { return (captured, owners) };
        if !owners.contains(&owner) {
            owners.push(owner);
        }
        captured.text = more.text;
    }
}

/// The text of a line without its owners, and the owners; a date stays text.
pub fn owners(line: &str, context: &Context) -> (String, Vec<String>) {
    let mut owners: Vec<String> = Vec::new();
    let mut captured = parse_parts(line, context, Parts::Owner);
    while let Some(owner) = captured.owner {
        if !owners.contains(&owner) {
            owners.push(owner);
        }
        captured = parse_parts(&captured.text, context, Parts::Owner);
    }
    (captured.text, owners)
}

/// The text before `word:` and the text behind it, where a word of the line is that: `10 installs assuming: nobody is
/// ill` for the word `assuming`. Upper and lower case are alike; the first place counts.
pub fn split_at_word(text: &str, word: &str) -> (String, Option<String>) {
    let is_here = |at: &usize| {
        let starts_word = text[..*at].chars().next_back().is_none_or(char::is_whitespace);
        let head = text.get(*at..*at + word.len() + 1);
        starts_word && head.is_some_and(|head| head.ends_with(':') && head[..word.len()].eq_ignore_ascii_case(word))
    };
    let Some(at) = text.char_indices().map(|(at, _)| at).find(is_here) else { return (text.trim().to_owned(), None) };
    let behind = text[at + word.len() + 1..].trim();
    (text[..at].trim().to_owned(), (!behind.is_empty()).then(|| behind.to_owned()))
}

/// The line that [`parse_last`] understands as these parts.
pub fn line(text: &str, owner: Option<&str>, due: Option<Date>) -> String {
    let owner = owner.map(|owner| format!(" @{owner}")).unwrap_or_default();
    let due = due.map(|due| format!(" due:{due}")).unwrap_or_default();
    format!("{text}{owner}{due}")
}

/// The half-typed name before the caret: what stands between the last `@` of `before` and its end, where it could
/// still become a name.
pub fn half_name(before: &str) -> Option<&str> {
    let at = before.rfind('@')?;
    let starts_word = before[..at].chars().next_back().is_none_or(char::is_whitespace);
    let half = &before[at + 1..];
    (starts_word && !half.contains('\n')).then_some(half)
}

/// Names that `half` can become, in the order of the roll call.
pub fn completions<'a>(half: &str, people: &[&'a str]) -> Vec<&'a str> {
    people.iter().copied().filter(|name| name_begins(name, half)).collect()
}

/// Bytes of `rest` that are an owner or a date, 0 for plain text.
fn take(rest: &str, context: &Context, parts: Parts, captured: &mut Captured) -> usize {
    let takes_owner = parts != Parts::Due && captured.owner.is_none();
    if let Some(name) = rest.strip_prefix('@').filter(|_| takes_owner) {
        return take_owner(name, context.people, captured).map_or(0, |length| length + 1);
    }
    let prefix = "due:";
    match rest.get(..prefix.len()) {
        Some(word) if word.eq_ignore_ascii_case(prefix) && parts != Parts::Owner && captured.due.is_none() => {
            take_due(&rest[prefix.len()..], context, captured).map_or(0, |length| length + prefix.len())
        }
        _ => 0,
    }
}

fn take_owner(rest: &str, people: &[&str], captured: &mut Captured) -> Option<usize> {
    let full = people.iter().filter(|name| starts_with_name(rest, name)).max_by_key(|name| name.len());
    if let Some(name) = full {
        captured.owner = Some((*name).to_owned());
        return Some(name.len());
    }
    let word = word(rest);
    if word.is_empty() {
        return None;
    }
    let mut found = people.iter().filter(|name| has_word(name, word)).peekable();
    let found: Vec<_> = if found.peek().is_some() {
        found.collect()
    } else {
        people.iter().filter(|name| name_begins(name, word)).collect()
    };
    if let [name] = found[..] {
        captured.owner = Some((*name).to_owned());
        return Some(word.len());
    }
    if captured.unknown_owner.is_none() {
        captured.unknown_owner = Some(word.to_owned());
        captured.is_ambiguous = found.len() > 1;
    }
    None
}

/// Whether `rest` begins with the whole `name`, upper and lower case alike.
fn starts_with_name(rest: &str, name: &str) -> bool {
    let Some(head) = rest.get(..name.len()) else { return false };
    let ends = rest[name.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric());
    ends && head.to_lowercase() == name.to_lowercase()
}

fn has_word(name: &str, word: &str) -> bool {
    let word = word.to_lowercase();
    name.split_whitespace().any(|part| part.to_lowercase() == word)
}

/// Whether the name or one of its words begins with `half`.
fn name_begins(name: &str, half: &str) -> bool {
    let (name, half) = (name.to_lowercase(), half.to_lowercase());
    name.starts_with(&half) || name.split_whitespace().any(|part| part.starts_with(&half))
}

/// The word at the start of `rest`, without punctuation at its end.
fn word(rest: &str) -> &str {
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')'])
}

fn take_due(rest: &str, context: &Context, captured: &mut Captured) -> Option<usize> {
    let gap = rest.len() - rest.trim_start_matches(' ').len();
    let first = word(&rest[gap..]);
    if first.is_empty() {
        return None;
    }
    if let Some(due) = date(first, context) {
        captured.due = Some(due);
        return Some(gap + first.len());
    }
    let after = &rest[gap + first.len()..];
    let space = after.len() - after.trim_start_matches(' ').len();
    let second = word(&after[space..]);
    if let Some(due) = day_and_month(first, second, context.today) {
        captured.due = Some(due);
        return Some(gap + first.len() + space + second.len());
    }
    captured.unknown_due.get_or_insert_with(|| first.to_owned());
    None
}

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
fn day_and_month(day: &str, month: &str, today: Date) -> Option<Date> {
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
    let in_year = |year: i16| Date::new(year, index as i8 + 1, day).ok();
    in_year(today.year()).filter(|date| *date >= today).or_else(|| in_year(today.year() + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_owner_of_a_goal_is_taken() {
        let context = Context { people: &PEOPLE, today: jiff::civil::date(2026, 11, 24), next: None };
        let (captured, owners) = parse_owners("30 installs @raj due:+3d @mia due:mon", &context);
        assert_eq!((captured.text.as_str(), owners.len()), ("30 installs due:mon", 2), "a second date stays text");
        let (captured, owners) = parse_owners("30 installs @raj due:+3d @mia @raj @zoe", &context);
        assert_eq!(
            (captured.text.as_str(), owners),
            ("30 installs @zoe", vec!["Raj Patel".into(), "Mia Svensson".into()])
        );
        assert_eq!(captured.unknown_owner.as_deref(), Some("zoe"));
        assert_eq!(captured.due, Some(jiff::civil::date(2026, 11, 27)));
    }

    #[test]
    fn a_line_is_split_at_a_word_with_a_colon() {
        let split = |text: &str| split_at_word(text, "assuming");
        let both = |a: &str, b: &str| (a.to_owned(), Some(b.to_owned()));
        assert_eq!(split("10 installs Assuming: nobody is ill"), both("10 installs", "nobody is ill"));
        assert_eq!(split("assuming:é"), both("", "é"));
        for whole in ["10 installs assuming nobody is ill", "notassuming: x", "é", "assuming:", ""] {
            assert_eq!(split(whole).1, None, "{whole}");
        }
    }

    const PEOPLE: [&str; 5] = ["Raj Patel", "Mia Svensson", "Ana Duarte", "Ana", "Olu Adeyemi"];

    fn context() -> Context<'static> {
        let day = jiff::civil::date;
        Context { people: &PEOPLE, today: day(2026, 11, 24), next: Some(day(2026, 12, 8)) }
    }

    /// `text | owner | due`, with `?` before what was not understood.
    #[track_caller]
    fn check(line: &str, expected: &str) {
        let got = parse(line, &context());
        let unknown = |text: Option<String>| text.map(|text| format!("?{text}"));
        let owner = got.owner.or(unknown(got.unknown_owner)).unwrap_or_default();
        let due = got.due.map(|due| due.to_string()).or(unknown(got.unknown_due)).unwrap_or_default();
        assert_eq!(format!("{} | {owner} | {due}", got.text), expected, "{line:?}");
    }

    #[test]
    fn owners_are_found_by_name_word_or_beginning() {
        check("A list @raj", "A list | Raj Patel | ");
        check("A list @Raj Patel every Monday", "A list every Monday | Raj Patel | ");
        check("@sven calls", "calls | Mia Svensson | ");
        check("@RAJ PATEL", " | Raj Patel | ");
        check("A list @raj.", "A list. | Raj Patel | ");
        check("@ana", " | Ana | ");
        check("@ana duarte", " | Ana Duarte | ");
    }

    #[test]
    fn an_owner_after_an_empty_date_is_no_unknown_date() {
        check("Call them due: @raj", "Call them due: | Raj Patel | ");
        check("Call them due: due:2026-12-01", "Call them due: |  | 2026-12-01");
    }

    #[test]
    fn unknown_owners_stay_text() {
        check("A list @bob", "A list @bob | ?bob | ");
        check("mail raj@example.org", "mail raj@example.org |  | ");
        check("at @ noon", "at @ noon |  | ");
        check("@raj and @mia", "and @mia | Raj Patel | ");
    }

    #[test]
    fn every_form_of_a_date_is_understood() {
        check("x due:fri", "x |  | 2026-11-27");
        check("x due:tue", "x |  | 2026-12-01");
        check("x due:Wednesday", "x |  | 2026-11-25");
        check("x due:today", "x |  | 2026-11-24");
        check("x due:tomorrow", "x |  | 2026-11-25");
        check("x due:+3d", "x |  | 2026-11-27");
        check("x due:+2w", "x |  | 2026-12-08");
        check("x due:next", "x |  | 2026-12-08");
        check("x due:2026-12-01", "x |  | 2026-12-01");
        check("x due:1 dec", "x |  | 2026-12-01");
        check("x due:1 December please", "x please |  | 2026-12-01");
        check("x due: 3 jan", "x |  | 2027-01-03");
        check("DUE:fri x", "x |  | 2026-11-27");
    }

    #[test]
    fn what_is_no_date_stays_text() {
        check("x due:soon", "x due:soon |  | ?soon");
        check("x due:31 feb", "x due:31 feb |  | ?31");
        check("x due:2026-02-30", "x due:2026-02-30 |  | ?2026-02-30");
        check("x due:+99999999d", "x due:+99999999d |  | ?+99999999d");
        check("overdue:fri", "overdue:fri |  | ");
        check("x due:", "x due: |  | ");
    }

    #[test]
    fn line_breaks_and_other_scripts_survive() {
        check("one\ntwo  three @raj due:fri", "one\ntwo  three | Raj Patel | 2026-11-27");
        check("リスト @raj", "リスト | Raj Patel | ");
        check("ÄÖ @Ä", "ÄÖ @Ä | ?Ä | ");
    }

    #[test]
    fn a_line_made_of_parts_is_understood_as_those_parts() {
        let due = jiff::civil::date(2026, 12, 1);
        for text in ["A list", "A list @mia due:fri for @ana", "due: 3 jan @mia", "リスト @ana @mia", "due:"] {
            let got = parse_last(&line(text, Some("Raj Patel"), Some(due)), &context(), Parts::Both);
            assert_eq!((got.text.as_str(), got.owner.as_deref(), got.due), (text, Some("Raj Patel"), Some(due)));
        }
    }

    #[test]
    fn a_name_of_any_letters_is_taken_out_of_a_line() {
        for (name, text) in [("Raj Patel ", "A list"), ("due:fri", "A list"), ("Raj due:fri ç", "A list ç")] {
            let context = Context { people: &[name], ..context() };
            let got = parse_last(&line("A list", Some(name), context.next), &context, Parts::Both);
            assert_eq!((got.text.as_str(), got.owner.as_deref()), ("A list", Some(name)), "{name:?}");
            let got = parse_last(&line("A list", Some(name), None), &context, Parts::Both);
            assert_eq!((got.text.as_str(), got.owner.as_deref()), (text, Some(name)), "{name:?}");
        }
    }

    #[test]
    fn a_part_of_more_than_one_name_is_told_from_that_of_none() {
        let people = ["Ana Duarte", "Ana Kühn", "Raj Patel"];
        let context = Context { people: &people, ..context() };
        let trouble = |line: &str| parse(line, &context).owner_trouble();
        assert_eq!(trouble("a list @ana").as_deref(), Some("more than one is called \"ana\": type the whole name"));
        assert_eq!(trouble("a list @zoe").as_deref(), Some("nobody here is called \"zoe\""));
        assert_eq!((trouble("a list @raj"), trouble("a list @ana kühn"), trouble("a list")), (None, None, None));
    }

    #[test]
    fn of_a_line_that_is_reworded_the_last_owner_and_date_count() {
        let last = |line: &str, parts| {
            let got = parse_last(line, &context(), parts);
            (got.text, got.owner.unwrap_or_default(), got.due.map(|due| due.to_string()).unwrap_or_default())
        };
        let parts = |text: &str, owner: &str, due: &str| (text.to_owned(), owner.to_owned(), due.to_owned());
        let line = "X @raj due:mon Y @ana duarte due:fri Z @zoe";
        assert_eq!(last(line, Parts::Both), parts("X @raj due:mon Y Z @zoe", "Ana Duarte", "2026-11-27"));
        assert_eq!(last(line, Parts::Owner), parts("X @raj due:mon Y due:fri Z @zoe", "Ana Duarte", ""));
        assert_eq!(last(line, Parts::Due), parts("X @raj due:mon Y @ana duarte Z @zoe", "", "2026-11-27"));
        assert_eq!(last("@raj", Parts::Both), parts("", "Raj Patel", ""));
        // What stood apart is not joined by what is taken out between.
        assert_eq!(last("due: @raj fri", Parts::Both), parts("due: fri", "Raj Patel", ""));
    }

    #[test]
    fn a_half_typed_name_is_completed() {
        assert_eq!(half_name("A list @Ra"), Some("Ra"));
        assert_eq!(half_name("A list @"), Some(""));
        assert_eq!(half_name("mail raj@ex"), None);
        assert_eq!(completions("a", &PEOPLE), ["Ana Duarte", "Ana", "Olu Adeyemi"]);
        assert_eq!(completions("raj p", &PEOPLE), ["Raj Patel"]);
    }
}
