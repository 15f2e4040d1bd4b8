//! Lines typed by chance: whatever is understood of them was there, and nothing else is lost.

use jiff::civil::date;
use turnabout::domain::{
    capture::{self, Context, Parts},
    quantity::{self, Number, Quantity},
    search::Query,
    unit,
};

use crate::chance::{Chance, fuzz};

/// What lines are made of.
const PIECES: &[&str] = &[
    "@",
    "due:",
    "@ana",
    "@Ana Duarte",
    "@raj",
    "@R",
    "@\u{130}",
    "due:fri",
    "due:+3d",
    "due:+2w",
    "due:next",
    "due:2026-12-01",
    "due:1 dec",
    "due:31 feb",
    "due:+99999999999w",
    "due:-1",
    "due:9999-12-31",
    "12 installs",
    "1,000.5",
    "1.000,5",
    "-3",
    "\u{bd}",
    "\u{663}",
    "85 %",
    "\u{20ac}12",
    "12k",
    "1e9",
    "assuming:",
    "reward:",
    "W",
    "x",
    " ",
    "  ",
    "\t",
    "\n",
    "\u{a0}",
    "\u{3000}",
    ":",
    "+",
    "e\u{301}",
    "\u{df}",
    "\u{130}",
    "\u{fb01}",
    "\u{1f469}\u{200d}\u{1f467}",
    "\u{645}\u{631}",
    "\u{202e}",
    "\0",
    "0",
    "9",
    "fri",
    "dec",
];

const PEOPLE: &[&str] = &[
    "Ana Duarte",
    "Raj Patel",
    "Raj",
    "\u{130}zg\u{fc}r",
    "\u{1f469}\u{200d}\u{1f467}",
    "@",
    "due:",
    " ",
    "R\u{e9}my",
    "Raj Patel ",
    "fri due:fri \u{e9}",
];

fn line(chance: &mut Chance) -> String {
    (0..chance.below(12)).map(|_| *chance.pick(PIECES)).collect()
}

/// Whether the letters of `part` stand in `whole` in this order.
fn is_within(part: &str, whole: &str) -> bool {
    let mut letters = whole.chars();
    part.chars().filter(|c| !c.is_whitespace()).all(|wanted| letters.any(|c| c == wanted))
}

#[test]
fn what_is_understood_of_a_line_was_in_it() {
    fuzz("lines", 2_000, |chance| {
        let line = line(chance);
        let next = chance.is_one_in(2).then(|| date(2026, 12, 8));
        let today = *chance.pick(&[date(2026, 11, 24), date(9999, 12, 31), date(-9999, 1, 1), date(2028, 2, 29)]);
        let context = Context { people: PEOPLE, today, next };
        let captured = capture::parse(&line, &context);
        let (all, owners) = capture::parse_owners(&line, &context);
        let (text, _) = capture::owners(&line, &context);
        let last = capture::parse_last(&line, &context, *chance.pick(&[Parts::Both, Parts::Owner, Parts::Due]));
        for text in [&captured.text, &all.text, &text, &last.text] {
            assert!(is_within(text, &line), "{text:?} is not within {line:?}");
        }
        let nobody = captured.unknown_owner.as_ref().map(capture::Unknown::word);
        for part in [nobody, captured.unknown_due.as_deref()].into_iter().flatten() {
            assert!(captured.text.contains(part), "{part:?} stays in {captured:?} of {line:?}");
        }
        assert!(captured.owner.iter().chain(&owners).all(|owner| PEOPLE.contains(&owner.as_str())));
        let (before, behind) = capture::split_at_word(&line, "assuming");
        assert!(is_within(&before, &line) && behind.is_none_or(|behind| is_within(&behind, &line)));
    });
}

#[test]
fn quantities_and_words_are_found_in_any_line() {
    fuzz("quantities", 2_000, |chance| {
        let line = line(chance);
        for quantity in Quantity::all(&line) {
            unit::key(&quantity.unit);
            assert!(quantity.value.value().is_finite(), "{quantity:?} in {line:?}");
        }
        quantity::without_unit(&line);
        assert!(Number::read(&line, Some("installs")).is_none_or(|number| number.value().is_finite()));
        let query = Query::new(line.get(..chance.below(20)).unwrap_or(&line));
        for place in query.places(&line) {
            assert!(line.get(place.clone()).is_some(), "{place:?} of {line:?}");
        }
    });
}
