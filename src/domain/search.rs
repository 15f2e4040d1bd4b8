//! Search in the words of a meeting: every word of a query stands somewhere in the record that is found. Does not know
//! where meetings are kept, nor how a hit is shown.

mod lower;
mod records;

use std::ops::Range;

use super::{
    ids::{Id, TeamId},
    meeting::Meeting,
};
use lower::Lowered;

/// Stands between the fields of a record in the text of a hit.
const BETWEEN: &str = " · ";

/// The words that are looked for. Upper and lower case are alike in all languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// In lower case, none of them part of another.
    words: Vec<String>,
}

/// A record that holds every word of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit<'m> {
    /// Where the record stands in the minutes.
    pub place: Place<'m>,
    /// What it is, in a word.
    pub kind: &'static str,
    /// The team it comes from.
    pub team: Option<&'m TeamId>,
    /// All words of the record as typed, line breaks too.
    pub text: String,
    /// Where the words of the query stand in `text`, in bytes: in order and apart.
    pub matches: Vec<Range<usize>>,
}

/// A place in the minutes that people read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'m> {
    /// Key of the section.
    pub section: &'static str,
    /// The record in it, where it has an anchor of its own.
    pub id: Option<&'m Id>,
}

/// A part of a hit on one line, with the first match in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The words, `…` where something was left out.
    pub text: String,
    /// Where the words of the query stand in `text`, in bytes.
    pub matches: Vec<Range<usize>>,
}

impl Query {
    /// The words of `text`.
    pub fn new(text: &str) -> Self {
        let mut all: Vec<String> = text.split_whitespace().map(|word| Lowered::of(word).text).collect();
        // The longest first: a word that is part of another is found with it.
        all.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        let mut words: Vec<String> = Vec::new();
        for word in all {
            if !words.iter().any(|longer| longer.contains(&word)) {
                words.push(word);
            }
        }
        Self { words }
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether `lowered`, a text in lower case, holds every word.
    pub fn is_in(&self, lowered: &str) -> bool {
        self.words.iter().all(|word| lowered.contains(word.as_str()))
    }

    /// Whether `text` holds every word.
    pub fn is_held_by(&self, text: &str) -> bool {
        self.is_in(&Lowered::of(text).text)
    }

    /// Where the words stand in `text`, in bytes; what touches is one.
    pub fn places(&self, text: &str) -> Vec<Range<usize>> {
        let lowered = Lowered::of(text);
        let found = |word: &String| {
            let starts = lowered.text.match_indices(word.as_str());
            starts.map(|(start, word)| lowered.original(start..start + word.len())).collect::<Vec<_>>()
        };
        let mut all: Vec<Range<usize>> = self.words.iter().flat_map(found).collect();
        all.sort_by_key(|range| (range.start, range.end));
        let mut places: Vec<Range<usize>> = Vec::new();
        for range in all {
            match places.last_mut().filter(|last| range.start <= last.end) {
                Some(last) => last.end = last.end.max(range.end),
                None => places.push(range),
            }
        }
        places
    }
}

/// All words that are searched, in lower case: where a query is not in it, no record holds it.
pub fn lowered(meeting: &Meeting) -> String {
    let mut text = String::new();
    records::each(meeting, |record| {
        for field in &record.fields {
            lower::push(field, &mut text);
            text.push('\n');
        }
    });
    text
}

/// The records of `meeting` that hold every word of `query`, in the order of the minutes; none for an empty query.
pub fn hits<'m>(query: &Query, meeting: &'m Meeting) -> Vec<Hit<'m>> {
    let (mut hits, mut lowered) = (Vec::new(), String::new());
    if query.is_empty() {
        return hits;
    }
    records::each(meeting, |record| {
        lowered.clear();
        for field in &record.fields {
            lower::push(field, &mut lowered);
            lowered.push('\n');
        }
        if query.is_in(&lowered) {
            let text = record.fields.join(BETWEEN);
            let matches = query.places(&text);
            hits.push(Hit { place: record.place, kind: record.kind, team: record.team, text, matches });
        }
    });
    hits
}

impl Hit<'_> {
    /// The first match with what stands around it, whole words where there are some, of about `characters` characters
    /// and never much more.
    pub fn excerpt(&self, characters: usize) -> Excerpt {
        let first = self.matches.first().map_or(0, |range| range.start);
        let before = &self.text[..first];
        let start = match before.char_indices().rev().nth(characters / 3) {
            Some((at, _)) => at + before[at..].find(char::is_whitespace).unwrap_or(0),
            None => 0,
        };
        let rest = &self.text[start..];
        let end = match rest.char_indices().nth(characters) {
            Some((at, _)) => start + rest[..at].rfind(char::is_whitespace).filter(|cut| *cut > at / 2).unwrap_or(at),
            None => self.text.len(),
        };
        self.cut(start..end)
    }

    /// A part of the text on one line: whatever blanks stand in it become one space each.
    fn cut(&self, part: Range<usize>) -> Excerpt {
        let mut text = if part.start > 0 { "… ".to_owned() } else { String::new() };
        let mut matches: Vec<Range<usize>> = Vec::new();
        for (offset, character) in self.text[part.clone()].char_indices() {
            let at = part.start + offset;
            let (start, blank) = (text.len(), character.is_whitespace() || character.is_control());
            match (blank, text.is_empty() || text.ends_with(' ')) {
                (true, true) => {}
                (true, false) => text.push(' '),
                (false, _) => text.push(character),
            }
            if let Some(found) = self.matches.iter().find(|range| range.contains(&at)) {
                match matches.last_mut().filter(|_| at > found.start.max(part.start)) {
                    Some(last) => last.end = text.len(),
                    None => matches.push(start..text.len()),
                }
            }
        }
        let end = text.trim_end().len();
        text.truncate(end);
        // A control character that was looked for is a blank, and may be gone.
        for range in &mut matches {
            range.end = range.end.min(end);
        }
        matches.retain(|range| range.start < range.end);
        if part.end < self.text.len() {
            text.push_str(" …");
        }
        Excerpt { text, matches }
    }
}

#[cfg(test)]
mod tests;
