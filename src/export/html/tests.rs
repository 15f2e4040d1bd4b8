//! The page as a browser gets it: small, closed to the outside, and the same elements whatever is typed.

use sha2::{Digest as _, Sha256};

use super::*;
use crate::{
    chance::fuzz,
    domain::Meeting,
    export::sample::{
        EXAMPLE, HOSTILE, earlier, example, hostile, hostile_as, none, short, squeezed, typed, wild, with_words,
    },
};

fn page(meeting: &Meeting) -> String {
    super::html(&Digest::of(meeting, none()))
}

/// The names of all elements and attributes of the whole page in their order, and the text between them.
fn read(page: &str) -> (Vec<String>, String) {
    let (mut names, mut text) = (Vec::new(), String::new());
    let (before, style) = page.split_once("<style>").expect("there is a style");
    let (_, after) = style.split_once("</style>").expect("it ends");
    for part in [before, after].concat().split('<').skip(1) {
        let (tag, words) = part.split_once('>').expect("every tag ends");
        assert!(!words.contains(['<', '>']), "{words:?}");
        let mut quoted = tag.split('"');
        let mut outside = String::new();
        while let Some(part) = quoted.next() {
            outside.push_str(part);
            quoted.next();
        }
        names.push(outside);
        text.push_str(words);
    }
    (names, text)
}

/// What a browser shows for the entities that the page uses.
fn shown(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let chunk = |chunk: &[u8]| {
        let number = chunk.iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        let sign = |place: usize| char::from(LETTERS[(number >> (18 - 6 * place) & 63) as usize]);
        let letter = |place: usize| if place <= chunk.len() { sign(place) } else { '=' };
        (0..4).map(letter).collect::<String>()
    };
    bytes.chunks(3).map(chunk).collect()
}

#[test]
fn the_policy_allows_the_style_and_nothing_else() {
    let hash = base64(&Sha256::digest(STYLE));
    let policy = format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'");
    assert_eq!(POLICY, policy, "the style has changed");
    assert!(!STYLE.contains("url(") && !STYLE.contains("@import") && !STYLE.contains("</"));
    let page = page(&example());
    assert_eq!(page.matches("<style>").count(), 1);
    for name in read(&page).0 {
        for outside in ["script", "img", "link", "iframe", "object", " style=", " src=", " on", "srcset", "xlink"] {
            assert!(!name.contains(outside), "{name:?}");
        }
    }
    assert!(page.split(" href=\"").skip(1).all(|link| link.starts_with('#')));
    let policy = page.find("Content-Security-Policy").unwrap();
    assert!(page.find("charset").unwrap() < policy && policy < page.find("<title").unwrap());
}

#[test]
fn usual_minutes_are_small() {
    let size = page(&example()).len();
    assert!(size < 60 * 1024, "{size} bytes");
}

#[test]
fn every_recorded_word_is_there() {
    let value = serde_json::from_str(EXAMPLE).unwrap();
    let mut words = Vec::new();
    typed("", &value, &mut words);
    let text = squeezed(&shown(&read(&page(&example())).1));
    for word in words {
        assert!(text.contains(&squeezed(word)), "{word:?} is missing");
    }
}

#[test]
fn hostile_words_show_as_typed_and_add_no_element() {
    for round in 0..HOSTILE.len() {
        let meeting = hostile(round);
        let (names, text) = read(&page(&meeting));
        let text = squeezed(&shown(&text));
        for word in HOSTILE.iter() {
            let word = squeezed(&crate::export::Plain::of(word).to_string());
            assert!(text.contains(&word), "{word:?} is missing in round {round}");
        }
        let tame = hostile_as(round, |word| word.replace(['<', '>', '&', '"', '\''], "x"));
        assert_eq!(names, read(&page(&tame)).0, "in round {round}");
    }
}

#[test]
fn no_word_becomes_an_address() {
    for word in
        ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://a.example/p.png", "//a.example"]
    {
        let page = page(&with_words(&[word.to_owned()]));
        assert!(page.matches(word).count() > 20, "{word} is there as a word");
        let all_named = |name: &str| page.split(name).skip(1).map(str::to_owned).collect::<Vec<_>>();
        assert!(all_named(" href=").iter().all(|link| link.starts_with("\"#")), "{word}");
        for asks in [" src=", " srcset=", " action=", " style=", " xlink:", " ping=", " background=", "url(", "@import"]
        {
            assert!(all_named(asks).is_empty(), "{word}: {asks}");
        }
        assert!(!page.contains(&format!("\"{word}")), "{word} stands in an attribute");
    }
}

#[test]
fn an_anchor_is_an_id_and_stands_once() {
    let mut meeting = example();
    meeting.decisions[0].id = "a1".into();
    meeting.notes[0].id = "\" onclick=\"x".into();
    let page = page(&meeting);
    assert_eq!(page.matches(" id=\"a1\"").count(), 1);
    assert!(page.contains(" id=\"p2\"") && page.contains(" id=\"d1\"") && page.contains(" id=\"w1\""));
    assert!(!page.contains("onclick"));
}

#[test]
fn contents_lead_to_every_section() {
    let page = page(&example());
    let links: Vec<&str> = page.split(" href=\"#").skip(1).filter_map(|part| part.split('"').next()).collect();
    assert_eq!(links.len(), 15);
    for link in links {
        assert_eq!(page.matches(&format!(" id=\"{link}\"")).count(), 1, "{link}");
    }
}

#[test]
fn a_draft_says_so_on_top() {
    let draft = page(&short());
    assert!(draft.find("class=\"draft\"").unwrap() < draft.find("<h1").unwrap());
    assert!(draft.contains(", minutes of meeting 1, draft</title>"));
    assert!(!page(&example()).contains("class=\"draft\""));
}

#[test]
fn charts_are_told_in_words() {
    let (example, earlier) = (example(), earlier());
    let page = super::html(&Digest::of(&example, &earlier));
    for title in [
        "Sales: 7:54 (48 %)",
        "Used: 25:02 of 24:00",
        "If everything closes: 13 of 10, over by 3",
        "Reached: 22 of 30 installs",
    ] {
        assert!(page.contains(&format!("<title>{title}</title>")), "{title}");
    }
}

#[test]
fn any_words_show_as_typed_and_add_no_element() {
    fuzz("html", 30, |chance| {
        let words = wild(chance);
        let (names, text) = read(&page(&with_words(&words)));
        let text = squeezed(&shown(&text));
        let told = |word: &&String| text.contains(&squeezed(&crate::export::Plain::of(word).to_string()));
        assert!(words.iter().filter(told).count() > 60, "words are missing");
        let tame: Vec<String> = words.iter().map(|word| word.replace(['<', '>', '&', '"', '\''], "x")).collect();
        assert_eq!(names, read(&page(&with_words(&tame))).0, "{words:#?}");
    });
}
