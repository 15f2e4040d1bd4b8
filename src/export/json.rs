//! JSON that can be printed: the same values, nothing in which steers a terminal, turns the reading order or hides.
//! Knows no meeting.

use std::fmt::Write as _;

use crate::domain::letters;

/// The JSON with every hidden character in its strings escaped: `\u009b`. What has none stays byte for byte, but a
/// carriage return alone, which lets a terminal write over the line, becomes a line feed.
pub fn json(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}');
    let mut json = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        // Outside of strings there are none but these, inside of them none of these.
        if c == '\r' && rest.peek() != Some(&'\n') {
            json.push('\n');
        } else if letters::is_hidden(c) && !matches!(c, '\n' | '\r' | '\t') {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(json, "\\u{unit:04x}");
            }
        } else {
            json.push(c);
        }
    }
    json
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample::{EXAMPLE, HOSTILE};

    #[test]
    fn usual_json_stays_as_it_is() {
        assert_eq!(json(EXAMPLE), EXAMPLE);
        assert_eq!(
            json("\u{feff}{\r\n\t\"a\": \"é\u{301} 日本 👨\u{200d}👩\"}"),
            "{\r\n\t\"a\": \"é\u{301} 日本 👨\u{200d}👩\"}"
        );
    }

    #[test]
    fn hostile_json_has_the_same_values_and_hides_nothing() {
        for word in HOSTILE.iter().map(String::as_str).chain(["\u{7f}\u{80}\u{9b}\u{202e}\u{e0041}\u{feff}"]) {
            let text = serde_json::to_string_pretty(&[word]).unwrap();
            let json = json(&text);
            assert!(!json.chars().any(|c| c != '\n' && letters::is_hidden(c)), "{json}");
            assert_eq!(serde_json::from_str::<[String; 1]>(&json).unwrap(), [word]);
        }
        assert_eq!(json("{\"a\": 1,\r  \"b\": 2}\r\r\n"), "{\"a\": 1,\n  \"b\": 2}\n\r\n");
        assert_eq!(json("\"\u{9b}\u{e0041}\""), "\"\\u009b\\udb40\\udc41\"");
    }
}
