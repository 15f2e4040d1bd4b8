//! Every field of minutes and agenda holds hostile words: they are kept as they are, and harmless in every format.

use turnabout::{
    domain::{Agenda, Earlier, Meeting},
    export::Format,
};

use super::{corpus, data, is_harmless, with};

/// What a format needs of what is harmful elsewhere: its line ends, its mark, and what parts a sign from a word.
const fn allowed(format: Format) -> &'static [char] {
    match format {
        Format::Text | Format::Html | Format::Json => &['\n'],
        Format::Markdown => &['\n', '\u{2060}'],
        Format::Csv => &['\n', '\r', '\u{feff}'],
        Format::Ics => &['\n', '\r'],
    }
}

#[test]
fn hostile_words_in_every_field_are_harmless_in_every_format() {
    let example: Meeting = serde_json::from_str(&data("minutes-1.json")).unwrap();
    for words in corpus() {
        let meeting = with(&example, |_| words.clone());
        let earlier = Earlier::of(&meeting, std::slice::from_ref(&meeting));
        for format in Format::ALL {
            let text = format.minutes(&meeting, &earlier, 78);
            let what = format!("{} of {:?}", format.key(), words.chars().take(40).collect::<String>());
            // JSON is for programs: it keeps every mark.
            let shown = if *format == Format::Json { text.replace('\u{301}', "") } else { text.clone() };
            is_harmless(&what, &shown, allowed(*format));
            let returns = text.matches('\r').count();
            assert_eq!(returns, text.matches("\r\n").count(), "{what}: a bare return");
            assert!(text.rfind('\u{feff}').is_none_or(|at| at == 0), "{what}: a byte-order mark inside");
        }
    }
}

#[test]
fn hostile_words_are_kept_as_they_were_typed() {
    let example: Meeting = serde_json::from_str(&data("minutes-1.json")).unwrap();
    for words in corpus() {
        let meeting = with(&example, |_| words.clone());
        assert_eq!(meeting.turns[0].problem.as_ref().unwrap().text, words);
        let read: Meeting = serde_json::from_str(&Format::Json.minutes(&meeting, &Earlier::default(), 78)).unwrap();
        assert!(read == meeting, "JSON changes {:?}", words.chars().take(40).collect::<String>());
    }
}

#[test]
fn hostile_words_in_an_agenda_are_a_fault_or_kept() {
    let example = Agenda::parse(&data("agenda-1.json")).unwrap();
    for words in corpus() {
        // Names have to differ.
        let counted = std::cell::Cell::new(0);
        let agenda = with(&serde_json::to_value(&example).unwrap(), |_| {
            counted.set(counted.get() + 1);
            format!("{}{words}", counted.get())
        });
        if let Err(fault) = Agenda::parse(&agenda.to_string()) {
            assert!(!fault.to_string().is_empty());
        }
    }
}
