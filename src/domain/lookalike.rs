//! Names that look the same and are not, such as `Sales` with a Cyrillic letter. Does not know whose names they are.

use std::collections::BTreeMap;

use unicode_security::skeleton;

use super::letters;

/// Two names that look the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair<'a> {
    /// The one that comes first.
    pub one: &'a str,
    /// The later one.
    pub other: &'a str,
    /// The letter in which they differ first: the unusual one of the two.
    pub letter: char,
}

/// Each of these names that looks like an earlier one and is written with other letters.
pub fn pairs<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<Pair<'a>> {
    let mut seen: BTreeMap<String, &'a str> = BTreeMap::new();
    let alike = names.into_iter().filter_map(|other| {
        let one = *seen.entry(looks(other)).or_insert(other);
        difference(one, other).map(|letter| Pair { one, other, letter })
    });
    alike.collect()
}

/// The same text for all names that look the same (Unicode Technical Standard 39).
fn looks(name: &str) -> String {
    let seen: String = name.chars().filter(|c| !letters::is_hidden(*c) && !letters::is_joiner(*c)).collect();
    skeleton(seen.trim()).collect()
}

fn difference(one: &str, other: &str) -> Option<char> {
    let (mut one, mut other) = (one.trim().chars(), other.trim().chars());
    loop {
        match (one.next(), other.next()) {
            (None, None) => return None,
            (a, b) if a == b => {}
            (a, b) => return b.filter(|b| !b.is_ascii()).or(a).or(b),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(one: &str, other: &str, letter: Option<char>) {
        let pairs = pairs(["Nobody else", one, other]);
        assert_eq!(pairs.first().map(|pair| pair.letter), letter, "{one:?} and {other:?}");
    }

    #[test]
    fn names_with_letters_of_another_script_look_the_same() {
        check("Sales", "S\u{430}les", Some('\u{430}'));
        check("S\u{430}les", "Sales", Some('\u{430}'));
        check("Ops", "\u{41e}ps", Some('\u{41e}'));
        check("Sales", "Sa\u{200b}les", Some('\u{200b}'));
        check("Sales", "Sales\u{200d}", Some('\u{200d}'));
        check("Am\u{e9}lie", "Ame\u{301}lie", Some('\u{e9}'));
    }

    #[test]
    fn a_name_looks_like_itself_without_a_word() {
        check("Sales", "Sales", None);
        check("Sales", " Sales", None);
        check("Sales", "Service", None);
        check("Ana Duarte", "Anna Duarte", None);
    }
}
