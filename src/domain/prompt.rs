//! The questions that are read out, own wordings first. Does not know when they are asked.

use super::meeting::Item;

/// Default wordings by name (DESIGN, "The turn").
const DEFAULTS: [(&str, &str); 17] = [
    ("bring", "{team}: what are you struggling with? One or two sentences, and what it costs you."),
    ("say_back", "{other}: say it back in your own words."),
    ("help", "{other}: what can you do to ease it?"),
    ("agree", "{team}: which do you take, and is it enough?"),
    ("opening", "Who is here?"),
    ("discussion", "What do both teams need to know?"),
    ("follow-up", "{team}: did {other} keep this promise?"),
    ("helped", "{team}: did it help?"),
    ("missed", "{team}: what got in the way?"),
    ("moved", "{team}: which new date is realistic?"),
    ("dropped", "Why is it dropped?"),
    ("disputed", "What do you see differently? It is parked for both teams."),
    ("parked", "Keep it, drop it, or bring it as a problem now?"),
    ("unhelped", "This problem found no help. Keep it, drop it, or bring it again now?"),
    ("read_back", "Owners: read your promises out loud."),
    ("rate", "{team}: how good was this meeting, 1 to 10? What would have made it one better?"),
    ("next", "When do we meet next?"),
];

/// The question `key` of an item, with the names filled in. An item with a single `prompt` uses that for its kind's
/// own question. Empty for a key that has no wording.
pub fn question(item: &Item, key: &str, team: &str, other: &str) -> String {
    let own = item.prompts.get(key);
    let own = own.or_else(|| item.prompts.get("prompt").filter(|_| item.kind.key() == key));
    let default = || DEFAULTS.iter().find(|(name, _)| *name == key).map_or("", |(_, text)| text);
    fill(own.map_or_else(default, String::as_str), team, other)
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
    use super::*;

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
