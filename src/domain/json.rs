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
    let value = value.map_err(|error| fault(text, &error, &track.path().to_string()))?;
    json.end().map_err(|error| fault(text, &error, "."))?;
    Ok(Parsed { value, unknown })
}

/// Why a text is not what it is taken for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Not JSON at all.
    #[error("{0}")]
    Damaged(Fault),
    /// JSON, but with another `format`, or none, or without a `version`.
    #[error("this is not a {} file", .0.replace('-', " "))]
    Other(&'static str),
    /// Written by a later program.
    #[error("made by a newer turnabout ({found}); this one reads up to {newest}. Nothing was changed")]
    Newer {
        /// What tells so: `version 7`, or what the text says that it requires.
        found: String,
        /// Newest version that is read.
        newest: u32,
    },
}

/// Checks `format`, `version` and `requires` of a text before anything else of it is looked at. A later program lists
/// in `requires` what nobody may pass over who reads the text; this one knows nothing of the kind.
///
/// # Errors
/// [`Refused`] unless the text has this `format`, a version from 1 to `newest`, and requires nothing.
pub fn gate(text: &str, format: &'static str, newest: u32) -> Result<(), Refused> {
    #[derive(Deserialize)]
    struct Head {
        #[serde(default)]
        format: serde_json::Value,
        #[serde(default)]
        version: serde_json::Value,
        #[serde(default)]
        requires: serde_json::Value,
    }
    let head = match parse::<Head>(text) {
        Ok(head) => head.value,
        Err(fault) if fault.message.starts_with("invalid type") => return Err(Refused::Other(format)),
        Err(fault) => return Err(Refused::Damaged(fault)),
    };
    match head.version.as_u64() {
        _ if head.format != format => Err(Refused::Other(format)),
        None | Some(0) => Err(Refused::Other(format)),
        Some(found) if found > u64::from(newest) => Err(Refused::Newer { found: format!("version {found}"), newest }),
        Some(_) => match required(&head.requires) {
            None => Ok(()),
            Some(what) => Err(Refused::Newer { found: format!("it requires {what}"), newest }),
        },
    }
}

/// What is required, shortened; `None` for nothing.
fn required(requires: &serde_json::Value) -> Option<String> {
    let is_nothing = requires.is_null() || requires.as_array().is_some_and(Vec::is_empty);
    (!is_nothing).then(|| shortened(&requires.to_string()))
}

fn fault(text: &str, error: &serde_json::Error, path: &str) -> Fault {
    let (line, column) = (error.line().max(1), error.column().max(1));
    let said = error.to_string();
    let said = said.rfind(" at line ").map_or(said.as_str(), |end| &said[..end]);
    let number = wanted(said).zip(number_at(text, line, column));
    let is_in_field = number.is_some() || !(error.is_syntax() || error.is_eof());
    let place = if !is_in_field || path.contains('?') || path == "." { String::new() } else { format!("{path}: ") };
    let message = match number {
        Some((wanted, number)) => format!("the number {} cannot stand here; write {wanted}", shortened(number)),
        None if said == "trailing characters" && is_zero_tail(text) => "zero bytes stand behind the end".to_owned(),
        None => plain(said).to_owned(),
    };
    Fault { line, column, message: place + &message }
}

/// What should stand in the place of an impossible number; `None` for a fault of another sort.
fn wanted(said: &str) -> Option<&str> {
    if said == "number out of range" {
        return Some("a smaller one");
    }
    let (kind, rest) =
        said.strip_prefix("invalid type: ").or(said.strip_prefix("invalid value: "))?.split_once(" `")?;
    let expected = rest.split_once("`, expected ")?.1;
    let is_number = kind == "integer" || kind == "floating point";
    is_number.then_some(match expected {
        "u8" => "a whole number from 0 to 255",
        "u32" => "a whole number from 0 to 4294967295",
        "a nonzero u32" => "a whole number from 1 to 4294967295",
        "u64" | "usize" => "a whole number that is not negative",
        other => other,
    })
}

/// The number in which this place is, or behind which it is.
fn number_at(text: &str, line: usize, column: usize) -> Option<&str> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
    let line = text.split('\n').nth(line - 1)?;
    let bytes = line.as_bytes();
    let at = column.min(bytes.len());
    let before = bytes[..at].iter().rev().take_while(|byte| is_part(byte)).count();
    let behind = bytes[at..].iter().take_while(|byte| is_part(byte)).count();
    line.get(at - before..at + behind).filter(|number| !number.is_empty())
}

/// As much of a text as stands in one line.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 24;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Whether a text ends as files do after a loss of power.
fn is_zero_tail(text: &str) -> bool {
    text.ends_with('\0')
}

/// What the JSON library says, in the words of people.
fn plain(said: &str) -> &str {
    match said {
        "trailing characters" => "something stands behind the end",
        "recursion limit exceeded" => "it is nested too deeply",
        "lone leading surrogate in hex escape" | "unexpected end of hex escape" => {
            "half a character of UTF-16 (a lone surrogate) is no UTF-8"
        }
        eof if eof.starts_with("EOF while parsing") => "the text breaks off here",
        other => other,
    }
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
        assert_eq!(fault.message, "teams[0].name: the number 3 cannot stand here; write a string");
    }

    #[test]
    fn a_number_is_told_as_it_was_written() {
        #[derive(Debug, serde::Deserialize)]
        struct Count {
            #[expect(dead_code, reason = "only its fault matters here")]
            count: u32,
        }
        let check = |number: &str, expected: &str| {
            let fault = parse::<Count>(&format!("{{\n \"count\": {number}, \"x\": 1 }}")).unwrap_err();
            assert_eq!(fault.message, format!("count: the number {expected}"));
            assert_eq!(fault.line, 2);
        };
        let whole = "cannot stand here; write a whole number from 0 to 4294967295";
        for number in ["-1", "1.5", "-0", "99999999999999999999", "1e300", "4294967296", "1.0"] {
            check(number, &format!("{number} {whole}"));
        }
        check("1e400", "1e400 cannot stand here; write a smaller one");
        check("1e99999999999", "1e99999999999 cannot stand here; write a smaller one");
        check(&"9".repeat(60), &format!("{}… {whole}", "9".repeat(24)));
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
        let newer = |found: &str| Err(Refused::Newer { found: found.to_owned(), newest: 1 });
        assert_eq!(gate(r#"{ "format": "turnabout-agenda", "version": 7, "teams": 1 }"#), newer("version 7"));
        let requires =
            |what: &str| gate(&format!(r#"{{ "format": "turnabout-agenda", "version": 1, "requires": {what} }}"#));
        assert_eq!(requires(r#"["pages"]"#), newer("it requires [\"pages\"]"));
        assert_eq!((requires("true"), requires("[]")), (newer("it requires true"), Ok(())));
        let other = Err(Refused::Other("turnabout-agenda"));
        for text in ["null", "[]", "{}", r#"{ "format": "turnabout-agenda", "version": -1 }"#, r#"{ "version": 1 }"#] {
            assert_eq!(gate(text), other, "{text}");
        }
        assert!(matches!(gate("{"), Err(Refused::Damaged(_))));
    }

    #[test]
    fn text_after_the_end_is_a_fault() {
        assert!(parse::<Teams>("{ \"teams\": [] } {}").unwrap_err().message.contains("behind the end"));
    }
}
