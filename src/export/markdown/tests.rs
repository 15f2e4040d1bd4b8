//! The Markdown rendered by another program: it says what the record says, and nothing in it is more than words.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag};

use super::*;
use crate::{
    chance::fuzz,
    domain::Meeting,
    export::{
        Plain,
        sample::{EXAMPLE, HOSTILE, example, hostile, none, squeezed, typed, wild, with_words},
    },
};

/// How many of each there are.
#[derive(Debug, Default, PartialEq)]
struct Blocks {
    headings: usize,
    items: usize,
    labels: usize,
}

/// What a renderer makes of the minutes.
struct Rendered {
    text: String,
    blocks: Blocks,
}

#[track_caller]
fn rendered(meeting: &Meeting) -> Rendered {
    let source = markdown(&Digest::of(meeting, none()));
    let mut text = String::new();
    let mut blocks = Blocks::default();
    for event in Parser::new_ext(&source, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
        match event {
            Event::Text(words) => text.push_str(&words),
            Event::HardBreak | Event::SoftBreak => text.push('\n'),
            Event::Start(Tag::Paragraph) | Event::End(_) => text.push('\n'),
            Event::Start(Tag::Heading { .. }) => blocks.headings += 1,
            Event::Start(Tag::List(None)) => {}
            Event::Start(Tag::Item) => blocks.items += 1,
            Event::Start(Tag::Strong) => blocks.labels += 1,
            other => panic!("{other:?} in\n{source}"),
        }
    }
    Rendered { text: text.replace('\u{2060}', ""), blocks }
}

/// What the minutes are made of.
fn written(meeting: &Meeting) -> Blocks {
    let digest = Digest::of(meeting, none());
    let entries = |entries: &[Entry]| entries.iter().map(|entry| 1 + entry.under.len()).sum::<usize>();
    let facts = |facts: &[Fact]| {
        let lines = |fact: &Fact| entries(&fact.values) + usize::from(fact.values.len() > 1);
        Blocks { items: facts.iter().map(lines).sum(), labels: facts.len(), headings: 0 }
    };
    let blocks = digest.sections.iter().flat_map(|section| &section.blocks).map(|block| match block {
        Block::Paragraph(_) => Blocks::default(),
        Block::Heading(_) => Blocks { headings: 1, ..Blocks::default() },
        Block::List(list) => Blocks { items: entries(list), ..Blocks::default() },
        Block::Facts(list) => facts(list),
        Block::Table(table) => Blocks { items: table.rows.len(), labels: table.rows.len(), headings: 0 },
    });
    let head = Blocks { headings: 1 + digest.sections.len(), ..facts(&digest.head) };
    blocks.fold(head, |all, block| Blocks {
        headings: all.headings + block.headings,
        items: all.items + block.items,
        labels: all.labels + block.labels,
    })
}

#[test]
fn every_recorded_word_is_there() {
    let value = serde_json::from_str(EXAMPLE).unwrap();
    let mut words = Vec::new();
    typed("", &value, &mut words);
    let text = squeezed(&rendered(&example()).text);
    for word in words {
        assert!(text.contains(&squeezed(word)), "{word:?} is missing");
    }
}

#[test]
fn hostile_words_render_as_typed_and_add_nothing() {
    for round in 0..HOSTILE.len() {
        let meeting = hostile(round);
        let rendered = rendered(&meeting);
        assert_eq!(rendered.blocks, written(&meeting), "in round {round}");
        let text = squeezed(&rendered.text);
        for word in HOSTILE.iter() {
            let word = squeezed(&Plain::of(word).to_string());
            assert!(text.contains(&word), "{word:?} is missing in round {round}");
        }
    }
}

#[test]
fn line_breaks_are_kept() {
    let mut meeting = example();
    "First line\n\nThird line".clone_into(&mut meeting.decisions[0].text);
    assert!(rendered(&meeting).text.contains("First line\n\nThird line"));
}

#[test]
fn spans_cannot_make_up_together_what_none_is() {
    let mut meeting = example();
    "1. ".clone_into(&mut meeting.wins[0].text);
    "https:".clone_into(&mut meeting.deals[0].name);
    "//a.example".clone_into(meeting.deals[0].owner.as_mut().unwrap());
    assert_eq!(rendered(&meeting).blocks, written(&example()));
}

/// Words made of everything that means something in Markdown.
const SIGNS: &str = "(\\*|_|`|~|<|>|&|amp;|;|:|/|@|#|\\||\\\\|!|\\[|\\]|\\(|\\)|\\+|-|=|\\^|\\$|\\.|1|a|www|http| |\n|\"|\\{|\\}|%){0,24}";

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_words_render_as_typed(words in SIGNS, name in SIGNS) {
        // Nothing has a dash in its place.
        prop_assume!(!name.trim().is_empty());
        let mut meeting = example();
        meeting.decisions[0].text.clone_from(&words);
        meeting.deals[0].name.clone_from(&name);
        meeting.deals[0].said = Some(words.clone());
        meeting.items[0].title.clone_from(&name);
        let rendered = rendered(&meeting);
        prop_assert_eq!(rendered.blocks, written(&meeting));
        let text = squeezed(&rendered.text);
        prop_assert!(text.contains(&squeezed(&format!("Decided: {words}"))), "{:?} in {}", words, text);
        prop_assert!(text.contains(&squeezed(&format!("{name} (Ana Duarte"))), "{:?} in {}", name, text);
    }
}

#[test]
fn words_by_chance_render_as_typed_and_add_nothing() {
    fuzz("markdown", 30, |chance| {
        let words = wild(chance);
        let meeting = with_words(&words);
        let rendered = rendered(&meeting);
        assert_eq!(rendered.blocks, written(&meeting), "{words:#?}");
        let text = squeezed(&rendered.text);
        let told = |word: &&String| text.contains(&squeezed(&Plain::of(word).to_string()));
        assert!(words.iter().filter(told).count() > 60, "words are missing");
    });
}
