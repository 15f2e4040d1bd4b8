//! Text in lower case for comparing, and the way back to the places in the original. Knows no words.

use std::ops::Range;

/// A text in lower case.
pub(super) struct Lowered {
    pub(super) text: String,
    /// Where each character of the original begins in `text` and in the original; one more for the end.
    starts: Vec<(usize, usize)>,
}

impl Lowered {
    pub(super) fn of(original: &str) -> Self {
        let (mut text, mut starts) = (String::with_capacity(original.len()), Vec::with_capacity(original.len() + 1));
        for (at, character) in original.char_indices() {
            starts.push((text.len(), at));
            text.extend(lower(character));
        }
        starts.push((text.len(), original.len()));
        Self { text, starts }
    }

    /// The characters of the original that a range of `text` comes from.
    pub(super) fn original(&self, range: Range<usize>) -> Range<usize> {
        let first = self.starts.partition_point(|(start, _)| *start <= range.start) - 1;
        let end = self.starts.partition_point(|(start, _)| *start < range.end);
        self.starts[first].1..self.starts[end.min(self.starts.len() - 1)].1
    }
}

/// Adds `original` in lower case to `text`.
pub(super) fn push(original: &str, text: &mut String) {
    if original.is_ascii() {
        let start = text.len();
        text.push_str(original);
        text[start..].make_ascii_lowercase();
    } else {
        text.extend(original.chars().flat_map(lower));
    }
}

/// One character after the other, so that a word is the same wherever it stands: both small sigmas are one.
fn lower(character: char) -> impl Iterator<Item = char> {
    character.to_lowercase().map(|lower| if lower == 'ς' { 'σ' } else { lower })
}
