//! The digest as one page of HTML: no script, no request, readable on a phone, in the dark and on paper. Knows no
//! domain beside it.
//!
//! The template library escapes every word where it is put in. What it cannot know is done here: what would hide is
//! shown, and words of people are kept apart in direction and language.

mod bars;
mod blocks;
mod words;

use std::collections::BTreeSet;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::digest::{Digest, Section};
use crate::domain::{Id, meeting::State};
use words::{line, typed};

/// How it looks.
const STYLE: &str = include_str!("html/style.css");
/// The only thing that a browser may use is this style, known by its hash.
const POLICY: &str = "default-src 'none'; style-src 'sha256-hYyR0nYy8yhDBYuABDib1bnoYiGSehP5ww5C+MLtc4M='; base-uri 'none'; form-action 'none'";

/// The minutes as a page.
pub fn html(digest: &Digest) -> String {
    let mut page = Page::default();
    let sections: Vec<Markup> = digest.sections.iter().map(|section| page.section(section)).collect();
    let head = page.facts(&digest.head);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title(digest)) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#minutes" { "Skip to the " (digest.paper.words()) }
                header {
                    (standing(digest.state))
                    h1 { (typed(digest.title)) }
                    p.subtitle { (line(&digest.subtitle)) }
                    (head)
                }
                (contents(digest))
                main id="minutes" {
                    @for section in &sections { (section) }
                    @if sections.is_empty() { p { "Nothing is recorded yet." } }
                }
                footer { p { (title(digest)) ". Written by Turnabout." } }
            }
        }
    };
    page.into_string()
}

/// Words without markup, for the window and the foot of the page.
fn title(digest: &Digest) -> String {
    let draft = match digest.state {
        State::Running => ", draft",
        State::Closed => "",
    };
    let (title, paper) = (super::Plain::of(digest.title).line(), digest.paper.words());
    format!("{title}, {paper} of meeting {}{draft}", digest.number)
}

fn standing(state: State) -> Markup {
    match state {
        State::Running => html! {
            p.draft role="note" { strong { "Draft" } " The meeting is still running: everything here can change." }
        },
        State::Closed => html! {},
    }
}

fn contents(digest: &Digest) -> Markup {
    html! {
        nav aria-label="Contents" {
            ul { @for section in &digest.sections { li { a href={ "#" (section.key) } { (section.title) } } } }
        }
    }
}

/// A page that is being written: knows which anchors it has.
#[derive(Default)]
struct Page {
    anchors: BTreeSet<String>,
}

impl Page {
    fn section(&mut self, section: &Section) -> Markup {
        let title = format!("{}-title", section.key);
        html! {
            section id=(section.key) aria-labelledby=(title) {
                h2 id=(title) { (section.title) }
                (self.blocks(section))
            }
        }
    }

    /// The anchor of a record: its id, if it is one and no other record of the page has it.
    fn anchor(&mut self, id: Option<&Id>) -> Option<String> {
        let id = id?.as_str();
        let digits = id.strip_prefix(|c: char| c.is_ascii_lowercase())?;
        let is_id = (1..=8).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        (is_id && self.anchors.insert(id.to_owned())).then(|| id.to_owned())
    }
}

#[cfg(test)]
mod tests;
