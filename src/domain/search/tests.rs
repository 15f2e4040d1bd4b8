//! What is found, where, and how it is quoted.

use super::*;

fn example() -> Meeting {
    serde_json::from_str(include_str!("../../../tests/data/minutes-1.json")).unwrap()
}

/// The hits of `query` in the example as `section/id kind: [match] in its text`.
#[track_caller]
fn check(query: &str, expected: &[&str]) {
    let meeting = example();
    let line = |hit: &Hit| {
        let id = hit.place.id.map(|id| format!("/{id}")).unwrap_or_default();
        format!("{}{id} {}: {}", hit.place.section, hit.kind, marked(&hit.text, &hit.matches))
    };
    let found: Vec<String> = hits(&Query::new(query), &meeting).iter().map(line).collect();
    assert_eq!(found, expected, "{query}");
}

fn marked(text: &str, matches: &[Range<usize>]) -> String {
    let (mut marked, mut done) = (String::new(), 0);
    for range in matches {
        marked.extend([&text[done..range.start], "[", &text[range.clone()], "]"]);
        done = range.end;
    }
    marked + &text[done..]
}

/// A hit in a note of this text.
#[track_caller]
fn in_note(text: &str, query: &str) -> (String, Vec<Range<usize>>) {
    let mut meeting = example();
    meeting.notes = vec![crate::domain::meeting::Note { id: "o9".into(), text: text.to_owned(), item: None }];
    let query = Query::new(query);
    let found = hits(&query, &meeting).into_iter().find(|hit| hit.kind == "note");
    found.map(|hit| (marked(&hit.text, &hit.matches), hit.matches)).unwrap_or_default()
}

#[test]
fn every_word_stands_in_the_record_in_any_order_and_case() {
    check("WEEK quotes", &["decisions/x1 decision: [Quotes] name a delivery [week], never a day."]);
    check("week nowhere", &[]);
    check("  ", &[]);
}

#[test]
fn a_promise_is_found_by_its_owner_and_its_words_together() {
    let meeting = example();
    let owned = |hit: &Hit| hit.kind == "promise" && hit.text.contains("Raj Patel");
    let query = Query::new("raj survey");
    let found = hits(&query, &meeting);
    assert!(found.iter().any(owned), "{found:#?}");
}

#[test]
fn an_answer_that_became_a_promise_is_found_once() {
    let meeting = example();
    for action in &meeting.actions {
        let query = Query::new(&action.text);
        let kinds: Vec<&str> = hits(&query, &meeting).iter().map(|hit| hit.kind).collect();
        assert_eq!(kinds, ["promise"], "{}", action.text);
    }
}

#[test]
fn letters_of_all_languages_have_a_case() {
    assert_eq!(in_note("Größe ÄNDERN", "ändern").0, "Größe [ÄNDERN]");
    assert_eq!(in_note("Ο ΔΡΌΜΟΣ", "δρόμος").0, "Ο [ΔΡΌΜΟΣ]");
    assert_eq!(in_note("İstanbul trip", "trip").0, "İstanbul [trip]");
    assert_eq!(in_note("in 東京 today", "東京").0, "in [東京] today");
    // A letter that becomes two in lower case is matched whole.
    assert_eq!(in_note("İstanbul", "i").0, "[İ]stanbul");
}

#[test]
fn matches_are_in_order_and_apart() {
    assert_eq!(in_note("banana bandana", "ana an na").0, "b[ana]na band[ana]");
    assert_eq!(in_note("abc", "ab bc").0, "[abc]");
}

#[test]
fn an_excerpt_is_one_line_around_the_first_match() {
    let text = format!("{} lead\n\ttimes {}", "before ".repeat(20).trim(), "after ".repeat(20).trim());
    let hit = |text: &str, query: &str| {
        let text = text.to_owned();
        let matches = Query::new(query).places(&text);
        Hit { place: Place { section: "notes", id: None }, kind: "note", team: None, text, matches }
    };
    let excerpt = hit(&text, "lead times").excerpt(40);
    assert_eq!(marked(&excerpt.text, &excerpt.matches), "… before [lead] [times] after after after …");
    let whole = hit("short lead", "lead").excerpt(40);
    assert_eq!(marked(&whole.text, &whole.matches), "short [lead]");
    let unbroken = hit(&"ü".repeat(200), "ü").excerpt(40);
    assert!(unbroken.text.chars().count() <= 44, "{}", unbroken.text);
    assert_eq!(unbroken.matches.len(), 1);
}

proptest::proptest! {
    #[test]
    fn what_is_marked_is_what_was_looked_for(text in "(\\PC|[a\u{1b}\n]){0,60}", word in "\\PC{1,3}|a?\u{1b}", characters in 1_usize..50) {
        let query = Query::new(&word);
        let matches = query.places(&text);
        for range in &matches {
            proptest::prop_assert!(text.get(range.clone()).is_some(), "{text:?} {matches:?}");
        }
        let hit = Hit { place: Place { section: "notes", id: None }, kind: "note", team: None, text, matches };
        let excerpt = hit.excerpt(characters);
        for range in &excerpt.matches {
            proptest::prop_assert!(excerpt.text.get(range.clone()).is_some(), "{excerpt:?}");
        }
    }
}
