//! The questions that are read out, own wordings first. Does not know when they are asked.

use super::meeting::{Item, Kind};

/// The questions that an item of this kind asks, as key and default wording, in the order in which they are asked
/// (DESIGN, section 4).
pub const fn questions(kind: Kind) -> &'static [(&'static str, &'static str)] {
    match kind {
        Kind::Opening => &[("opening", "Who is here?")],
        Kind::Wins => &[("wins", "One thing the other team did that helped you.")],
        Kind::FollowUp => &[
            ("follow-up", "{team}: did {other} keep this promise?"),
            ("helped", "{team}: did it help?"),
            ("missed", "{team}: what got in the way?"),
            ("moved", "{team}: which new day can both teams count on?"),
            ("dropped", "Why is it dropped?"),
            ("disputed", "What do you see differently? It is parked for both teams."),
            ("unhelped", "This problem found no help. Keep it, drop it, or bring it again now?"),
            ("parked", "This was parked. Keep it, drop it, or bring it as a problem now?"),
        ],
        Kind::Expectations => &[
            ("target", "{team}: what are you to accomplish until we meet again?"),
            ("limit", "{team}: how much can you carry until then?"),
        ],
        Kind::Deals => &[
            ("deal_news", "What became of this deal?"),
            ("deal", "{team}: which deal do you want to close?"),
            ("scope", "{team}: what is in, how much and by when? What was the customer told already?"),
            ("verdict", "{team}: can you deliver this as it stands?"),
            ("condition", "{team}: what has to be true first, who sees to it, and by when?"),
            ("missing", "{team}: what do you need to know before you can say?"),
            ("because", "{team}: why not? What could you deliver instead?"),
        ],
        Kind::Exchange => &[
            ("bring", "{team}: what are you struggling with? One or two sentences, and what it costs you."),
            ("say_back", "{other}: say it back in your own words."),
            ("help", "{other}: what can you do to ease it?"),
            ("agree", "{team}: which do you take, and is it enough?"),
        ],
        Kind::Goals => &[
            ("progress", "How far have we come?"),
            ("goals", "What do we want to reach, for the business or for each other? What do both teams get for it?"),
        ],
        Kind::Discussion => &[("discussion", "What do both teams need to know?")],
        Kind::Close => &[
            ("read_back", "Owners: read your promises out loud."),
            ("rate", "{team}: how good was this meeting, 1 to 10? What would have made it one better?"),
            ("next", "When do we meet next?"),
        ],
    }
}

/// The keys of the questions that the single `prompt` of an item words: those that open a line, and none of the steps
/// behind it.
pub const fn main_keys(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Opening => &["opening"],
        Kind::Wins => &["wins"],
        Kind::FollowUp => &["follow-up"],
        Kind::Expectations => &["target", "limit"],
        Kind::Deals => &["deal"],
        Kind::Goals => &["goals"],
        Kind::Discussion => &["discussion"],
        Kind::Exchange | Kind::Close => &[],
    }
}

/// The question `key` of an item, with the names filled in. An item with a single `prompt` uses that for its kind's
/// own question. Empty for a key that has no wording.
pub fn question(item: &Item, key: &str, team: &str, other: &str) -> String {
    let own = item.prompts.get(key);
    let own = own.or_else(|| item.prompts.get("prompt").filter(|_| main_keys(item.kind).contains(&key)));
    fill(own.map_or_else(|| default(key), String::as_str), team, other)
}

/// The wording of the question `key` where an agenda has none of its own; empty for a key without one.
pub fn default(key: &str) -> &'static str {
    let mut all = Kind::ALL.iter().flat_map(|kind| questions(*kind));
    all.find(|(name, _)| *name == key).map_or("", |(_, text)| text)
}

/// `text` with `{team}` and `{other}` replaced.
pub fn fill(text: &str, team: &str, other: &str) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        filled.push_str(&rest[..start]);
        rest = &rest[start..];
        let (name, value) = if rest.starts_with("{team}") {
            ("{team}", team)
        } else if rest.starts_with("{other}") {
            ("{other}", other)
        } else {
            ("{", "{")
        };
        filled.push_str(value);
        rest = &rest[name.len()..];
    }
    filled + rest
}

/// The question without the name of the team it is put to, for a place where that name stands above it.
pub fn without_name(question: &str, team: &str) -> String {
    let rest = question.strip_prefix(team).and_then(|rest| rest.strip_prefix(':'));
    let Some(rest) = rest.map(str::trim_start).filter(|rest| !rest.is_empty()) else { return question.to_owned() };
    let mut letters = rest.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_kind_asks_something_and_no_key_twice() {
        let all = || Kind::ALL.iter().flat_map(|kind| questions(*kind));
        let keys: BTreeSet<&str> = all().map(|(key, _)| *key).collect();
        assert!(Kind::ALL.iter().all(|kind| !questions(*kind).is_empty()));
        assert_eq!(keys.len(), all().count(), "a key stands twice");
        assert!(all().all(|(_, text)| text.len() <= 100 && text.ends_with(['?', '.'])));
    }

    #[test]
    fn a_single_prompt_words_the_question_of_the_kind() {
        for kind in Kind::ALL {
            let is_asked = |key: &&str| questions(*kind).iter().any(|(asked, _)| asked == key);
            assert!(main_keys(*kind).iter().all(is_asked), "{kind:?}");
            let own = Some(kind.key()).filter(is_asked);
            assert!(own.is_none_or(|key| main_keys(*kind) == [key]), "{kind:?}");
        }
    }

    #[test]
    fn names_are_filled_in_once() {
        assert_eq!(fill("{team} and {other}, {x}", "A{other}", "B"), "A{other} and B, {x}");
    }

    #[test]
    fn the_name_above_is_not_said_twice() {
        assert_eq!(without_name("Sales: what hurts?", "Sales"), "What hurts?");
        assert_eq!(without_name("What hurts?", "Sales"), "What hurts?");
        assert_eq!(without_name("Salesforce: why?", "Sales"), "Salesforce: why?");
    }
}
