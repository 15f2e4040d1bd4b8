//! A name as it is typed: whole, a word of it, or a beginning. Knows no line.

use std::fmt;

/// A word that is not the name of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// It is nobody's.
    Nobody(String),
    /// It is a part of more than one name.
    Several(String),
}

impl Unknown {
    /// The word.
    pub fn word(&self) -> &str {
        match self {
            Self::Nobody(word) | Self::Several(word) => word,
        }
    }
}

impl fmt::Display for Unknown {
    /// What is wrong with it, and what helps.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nobody(word) => write!(f, "nobody here is called {word:?}"),
            Self::Several(word) => write!(f, "more than one is called {word:?}: type the whole name"),
        }
    }
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

/// The name at the start of `rest` and its bytes; `None` where no word stands there.
pub(super) fn read<'a>(rest: &str, people: &[&'a str]) -> Option<(usize, Result<&'a str, Unknown>)> {
    let full = people.iter().filter(|name| starts_with_name(rest, name)).max_by_key(|name| name.len());
    if let Some(name) = full {
        return Some((name.len(), Ok(name)));
    }
    let word = super::word(rest);
    if word.is_empty() {
        return None;
    }
    let all = |is_meant: fn(&str, &str) -> bool| -> Vec<&'a str> {
        people.iter().copied().filter(|name| is_meant(name, word)).collect()
    };
    let mut found = all(has_word);
    if found.is_empty() {
        found = all(name_begins);
    }
    let name = match found[..] {
        [name] => Ok(name),
        [] => Err(Unknown::Nobody(word.to_owned())),
        [_, _, ..] => Err(Unknown::Several(word.to_owned())),
    };
    Some((word.len(), name))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_typed_name_is_completed() {
        let people = ["Raj Patel", "Mia Svensson", "Ana Duarte", "Ana", "Olu Adeyemi"];
        assert_eq!(half_name("A list @Ra"), Some("Ra"));
        assert_eq!(half_name("A list @"), Some(""));
        assert_eq!(half_name("mail raj@ex"), None);
        assert_eq!(completions("a", &people), ["Ana Duarte", "Ana", "Olu Adeyemi"]);
        assert_eq!(completions("raj p", &people), ["Raj Patel"]);
    }

    #[test]
    fn a_part_of_more_than_one_name_is_told_from_that_of_none() {
        let people = ["Ana Duarte", "Ana Kühn", "Raj Patel"];
        let words =
            |rest: &str| read(rest, &people).map(|(_, name)| name.unwrap_or_else(|unknown| panic!("{unknown}")));
        assert_eq!((words("raj"), words("ana kühn"), words(" ")), (Some("Raj Patel"), Some("Ana Kühn"), None));
        let unknown = |rest: &str| read(rest, &people).and_then(|(_, name)| name.err()).unwrap().to_string();
        assert_eq!(unknown("ana calls"), "more than one is called \"ana\": type the whole name");
        assert_eq!(unknown("zoe"), "nobody here is called \"zoe\"");
    }
}
