//! JSON text to a value, with the place of every fault and the names of unknown fields. Knows no file.

use serde::{Deserialize, de::DeserializeOwned};

/// What is wrong with a JSON text, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column}: {message}")]
pub struct Fault {
    /// Line of the fault, counted from 1.
    pub line: usize,
    /// Column of the fault in bytes, counted from 1.
    pub column: usize,
    /// What is wrong and, where the place is known, in which field.
    pub message: String,
}

/// A value and the fields of its text that this program does not know.
#[derive(Clone, Debug)]
pub struct Parsed<T> {
    /// The value.
    pub value: T,
    /// Paths of unknown fields, in the order of the text: `turns[0].mood`.
    pub unknown: Vec<String>,
}

/// The value that `text` describes. A byte-order mark at the start is accepted.
///
/// # Errors
/// The first [`Fault`] in the text.
pub fn parse<T: DeserializeOwned>(text: &str) -> Result<Parsed<T>, Fault> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut json = serde_json::Deserializer::from_str(text);
    let mut track = serde_path_to_error::Track::new();
    let mut unknown = Vec::new();
    let value = {
        let tracked = serde_path_to_error::Deserializer::new(&mut json, &mut track);
        serde_ignored::deserialize(tracked, |path| unknown.push(path_text(&path.to_string())))
    };
    let value = value.map_err(|error| fault(&error, &track.path().to_string()))?;
    json.end().map_err(|error| fault(&error, "."))?;
    Ok(Parsed { value, unknown })
}

/// Why a text is not what it is taken for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Not JSON at all.
    #[error("{0}")]
    Damaged(Fault),
    /// JSON, but with another `format`, or none, or without a `version`.
    #[error("this is not a {0} file")]
    Other(&'static str),
    /// Written by a later program.
    #[error("made by a newer turnabout (version {found}); this one reads up to {newest}. Nothing was changed")]
    Newer {
        /// Version in the text.
        found: u64,
        /// Newest version that is read.
        newest: u32,
    },
}

/// Checks `format` and `version` of a text before anything else of it is looked at.
///
/// # Errors
/// [`Refused`] unless the text has this `format` and a version from 1 to `newest`.
pub fn gate(text: &str, format: &'static str, newest: u32) -> Result<(), Refused> {
    #[derive(Deserialize)]
    struct Head {
        #[serde(default)]
        format: serde_json::Value,
        #[serde(default)]
        version: serde_json::Value,
    }
    let head = match parse::<Head>(text) {
        Ok(head) => head.value,
        Err(fault) if fault.message.starts_with("invalid type") => return Err(Refused::Other(format)),
        Err(fault) => return Err(Refused::Damaged(fault)),
    };
    match head.version.as_u64() {
        _ if head.format != format => Err(Refused::Other(format)),
        None | Some(0) => Err(Refused::Other(format)),
        Some(found) if found > u64::from(newest) => Err(Refused::Newer { found, newest }),
        Some(_) => Ok(()),
    }
}

fn fault(error: &serde_json::Error, path: &str) -> Fault {
    let text = error.to_string();
    let message = match text.rfind(" at line ") {
        Some(end) => &text[..end],
        None => &text,
    };
    let place = if error.is_syntax() || error.is_eof() || path.contains('?') || path == "." {
        String::new()
    } else {
        format!("{path}: ")
    };
    Fault { line: error.line().max(1), column: error.column().max(1), message: format!("{place}{message}") }
}

/// `turns.0.mood`, the way one library writes it, as `turns[0].mood`, the way people do.
fn path_text(path: &str) -> String {
    let mut text = String::new();
    for part in path.split('.').filter(|part| *part != "?") {
        if part.parse::<usize>().is_ok() {
            text.extend(["[", part, "]"]);
        } else {
            if !text.is_empty() {
                text.push('.');
            }
            text.push_str(part);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    struct Team {
        #[expect(dead_code, reason = "only its presence matters here")]
        name: String,
    }

    #[derive(Debug, serde::Deserialize)]
    struct Teams {
        teams: Vec<Team>,
    }

    #[test]
    fn a_fault_has_its_place_and_field() {
        let fault = parse::<Teams>("{\n  \"teams\": [{ \"name\": 3 }]\n}").unwrap_err();
        assert_eq!((fault.line, fault.column), (2, 23));
        assert!(fault.message.starts_with("teams[0].name: invalid type"), "{fault}");
    }

    #[test]
    fn a_syntax_fault_names_no_field() {
        let fault = parse::<Teams>("{ \"teams\": [ }").unwrap_err();
        assert_eq!(fault.message, "expected value");
    }

    #[test]
    fn unknown_fields_are_named_and_a_mark_is_accepted() {
        let parsed = parse::<Teams>("\u{feff}{ \"teams\": [{ \"name\": \"A\", \"mood\": 1 }], \"x\": {} }").unwrap();
        assert_eq!(parsed.value.teams.len(), 1);
        assert_eq!(parsed.unknown, ["teams[0].mood", "x"]);
    }

    #[test]
    fn format_and_version_are_checked_first() {
        let gate = |text: &str| gate(text, "turnabout-agenda", 1);
        assert_eq!(gate(r#"{ "format": "turnabout-agenda", "version": 1, "x": 1 }"#), Ok(()));
        let newer = Err(Refused::Newer { found: 7, newest: 1 });
        assert_eq!(gate(r#"{ "format": "turnabout-agenda", "version": 7, "teams": 1 }"#), newer);
        let other = Err(Refused::Other("turnabout-agenda"));
        for text in ["null", "[]", "{}", r#"{ "format": "turnabout-agenda", "version": -1 }"#, r#"{ "version": 1 }"#] {
            assert_eq!(gate(text), other, "{text}");
        }
        assert!(matches!(gate("{"), Err(Refused::Damaged(_))));
    }

    #[test]
    fn text_after_the_end_is_a_fault() {
        assert!(parse::<Teams>("{ \"teams\": [] } {}").unwrap_err().message.contains("trailing"));
    }
}
