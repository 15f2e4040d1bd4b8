//! The capture line: `text @owner due:fri`. Knows the people and dates it is told, nothing else.

mod day;
mod name;

use jiff::civil::Date;

pub use self::{
    day::{date, weekday},
    name::{Unknown, completions, half_name},
};

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
    pub unknown_owner: Option<Unknown>,
    /// What stood after `due:` and is no date; it stays in the text.
    pub unknown_due: Option<String>,
}

impl Captured {
    /// The same with this text. A word after `due:` that turned out to be an owner or a date of its own is understood.
    fn with_text(mut self, text: &str) -> Self {
        text.trim().clone_into(&mut self.text);
        self.unknown_due = self.unknown_due.filter(|word| self.text.contains(word.as_str()));
        self
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
    captured.with_text(&text)
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
    captured.with_text(&text)
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

/// Bytes of `rest` that are an owner or a date, 0 for plain text.
fn take(rest: &str, context: &Context, parts: Parts, captured: &mut Captured) -> usize {
    let takes_owner = parts != Parts::Due && captured.owner.is_none();
    if let Some(name) = rest.strip_prefix('@').filter(|_| takes_owner) {
        return match name::read(name, context.people) {
            Some((length, Ok(owner))) => {
                captured.owner = Some(owner.to_owned());
                length + 1
            }
            Some((_, Err(unknown))) => {
                captured.unknown_owner.get_or_insert(unknown);
                0
            }
            None => 0,
        };
    }
    let prefix = "due:";
    match rest.get(..prefix.len()) {
        Some(word) if word.eq_ignore_ascii_case(prefix) && parts != Parts::Owner && captured.due.is_none() => {
            take_due(&rest[prefix.len()..], context, captured).map_or(0, |length| length + prefix.len())
        }
        _ => 0,
    }
}

/// The word at the start of `rest`, without punctuation at its end.
fn word(rest: &str) -> &str {
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')'])
}

/// The first word of `rest` behind blanks, and the bytes up to its end.
fn next_word(rest: &str) -> (&str, usize) {
    let gap = rest.len() - rest.trim_start_matches(' ').len();
    let word = word(&rest[gap..]);
    (word, gap + word.len())
}

fn take_due(rest: &str, context: &Context, captured: &mut Captured) -> Option<usize> {
    let (first, one) = next_word(rest);
    if first.is_empty() {
        return None;
    }
    let (second, two) = next_word(&rest[one..]);
    let (third, three) = next_word(&rest[one + two..]);
    let understood = [
        (date(first, context), one),
        (day::day_of_year(first, second, third, context.today), one + two + three),
        (day::day_and_month(first, second, context.today), one + two),
    ];
    if let Some((due, length)) = understood.into_iter().find_map(|(due, length)| Some((due?, length))) {
        captured.due = Some(due);
        return Some(length);
    }
    captured.unknown_due.get_or_insert_with(|| first.to_owned());
    None
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
        assert_eq!(captured.unknown_owner, Some(Unknown::Nobody("zoe".into())));
        let (behind, _) = parse_owners("30 installs @raj @a", &context);
        assert_eq!(behind.unknown_owner, Some(Unknown::Several("a".into())), "behind one who is known");
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
        let nobody = got.unknown_owner.map(|unknown| unknown.word().to_owned());
        let owner = got.owner.or(unknown(nobody)).unwrap_or_default();
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
        check("x due:1 dec 2027", "x |  | 2027-12-01");
        check("x due:3 jan 2027 please", "x please |  | 2027-01-03");
        check("x due:1 dec 2000 bolts", "x 2000 bolts |  | 2026-12-01");
        check("x due:1 dec, 2027 of them", "x, 2027 of them |  | 2026-12-01");
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
}
