//! The word for what is counted: when two are the same unit, and its form beside a number. Knows no figures.
//!
//! Units compare without regard to capitals and to the English plural (DESIGN, "Over-promise check"). Words of other
//! languages stay as typed: nothing is added to a word that was typed beside a number other than one.

use std::fmt;

use super::quantity::{Number, Quantity};

/// Plurals that follow no rule, or a rule that would guess wrong.
const IRREGULAR: [(&str, &str); 9] = [
    ("children", "child"),
    ("gases", "gas"),
    ("lenses", "lens"),
    ("lens", "lens"),
    ("men", "man"),
    ("movies", "movie"),
    ("people", "person"),
    ("series", "series"),
    ("women", "woman"),
];

/// Endings of words that take `es`, and that are no plural although they end in `s`: class, box, batch, bus, bonus.
const HISSING: [&str; 10] = ["ss", "zz", "x", "ch", "sh", "bus", "nus", "pus", "rus", "tus"];

/// A unit as it stands beside a number: what somebody typed, and an ending that the grammar puts there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noun<'m> {
    /// The word as typed, without the ending that does not fit; may be empty.
    pub typed: &'m str,
    /// The ending that fits, often none.
    pub ending: &'static str,
}

impl fmt::Display for Noun<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.typed, self.ending)
    }
}

/// A unit with both its forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit<'m> {
    one: Noun<'m>,
    many: Noun<'m>,
}

impl<'m> Unit<'m> {
    /// The forms that people typed first, each made from the other where nobody typed it. `None` without a quantity.
    pub fn of(spellings: &[&'m Quantity]) -> Option<Self> {
        let first = spellings.first()?;
        let is_one = |quantity: &&&Quantity| quantity.value == Number::ONE;
        let plural_typed = spellings.iter().find(|quantity| is_plural(&quantity.unit));
        let many = plural_typed.or_else(|| spellings.iter().find(|quantity| !is_one(quantity)));
        let one = spellings.iter().find(|quantity| is_one(quantity) && !is_plural(&quantity.unit));
        Some(Self {
            one: one.map_or_else(|| singular(&many.unwrap_or(first).unit), |quantity| as_typed(&quantity.unit)),
            many: many.map_or_else(|| plural(&first.unit), |quantity| as_typed(&quantity.unit)),
        })
    }

    /// The form beside this number: `1 install`, `0 installs`, `1.5 days`.
    pub fn beside(&self, number: Number) -> Noun<'m> {
        if number == Number::ONE { self.one } else { self.many }
    }

    /// The form without a number.
    pub fn many(&self) -> Noun<'m> {
        self.many
    }
}

/// The same for two spellings of one unit, such as `install` and `Installs`; empty for no unit.
pub fn key(unit: &str) -> String {
    singular(unit).to_string().to_lowercase()
}

fn is_plural(unit: &str) -> bool {
    singular(unit).to_string() != unit.trim()
}

fn as_typed(unit: &str) -> Noun<'_> {
    Noun { typed: unit.trim(), ending: "" }
}

fn singular(unit: &str) -> Noun<'_> {
    let word = unit.trim();
    if let Some((_, one)) = IRREGULAR.iter().find(|(many, _)| word.eq_ignore_ascii_case(many)) {
        return if word.eq_ignore_ascii_case(one) { as_typed(word) } else { Noun { typed: "", ending: one } };
    }
    if let Some(stem) = without(word, "ies").filter(|stem| stem.chars().count() > 1) {
        return Noun { typed: stem, ending: "y" };
    }
    let stem = without(word, "es").filter(|stem| hisses(stem));
    let stem = stem.or_else(|| without(word, "s").filter(|stem| has_plural_s(word, stem)));
    as_typed(stem.unwrap_or(word))
}

/// Two letters are a word only without a vowel at the end (`PC`, `hr`, but not `bu`), or as initials: `POs`.
fn has_plural_s(word: &str, stem: &str) -> bool {
    let letters = stem.chars().count();
    let is_initials = word.ends_with('s') && stem.chars().all(char::is_uppercase);
    let ends_in_vowel = stem.to_lowercase().ends_with(['a', 'e', 'i', 'o', 'u']);
    letters > 1 && (is_initials || !hisses(word) && (letters > 2 || !ends_in_vowel))
}

/// Leaves alone what is too short or too foreign for an English plural: `kg`, `%`, `Stück`.
fn plural(unit: &str) -> Noun<'_> {
    let word = unit.trim();
    if let Some((many, _)) = IRREGULAR.iter().rev().find(|(_, one)| word.eq_ignore_ascii_case(one)) {
        return Noun { typed: "", ending: many };
    }
    if word.len() < 3 || !word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return as_typed(word);
    }
    let stem = without(word, "y").filter(|stem| !stem.to_lowercase().ends_with(['a', 'e', 'i', 'o', 'u']));
    match stem {
        Some(stem) => Noun { typed: stem, ending: "ies" },
        None => Noun { typed: word, ending: if hisses(word) { "es" } else { "s" } },
    }
}

fn hisses(word: &str) -> bool {
    let word = word.to_lowercase();
    HISSING.iter().any(|ending| word.ends_with(ending))
}

/// `word` without its `ending`, in capitals or not.
fn without<'w>(word: &'w str, ending: &str) -> Option<&'w str> {
    let (stem, end) = word.split_at_checked(word.len().checked_sub(ending.len())?)?;
    end.eq_ignore_ascii_case(ending).then_some(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_unit_are_the_same() {
        let same = "install Installs INSTALLS · box boxes · class classes · bus buses · company companies · pie pies · \
                    house houses · case cases · size sizes · bonus bonuses · batch batches · day days · PC PCs pc · \
                    PO POs · SKU SKUs · hr hrs · ski skis · lens lenses · person people · movie movies · % % · \
                    Größe größe · series Series";
        for spellings in same.split('·') {
            let keys: Vec<String> = spellings.split_whitespace().map(key).collect();
            assert!(keys.windows(2).all(|pair| pair[0] == pair[1]), "{spellings}: {keys:?}");
        }
        assert_eq!(key(" installs "), key("install"));
    }

    #[test]
    fn different_units_stay_apart() {
        let different = "bus bu · gas ga · m ms · class clas · pass pas · status stat · day dais · hour house · % pp · \
                         lap lapse · is i · axis ax · kg g · Tag Tage · install installer";
        for words in different.split('·') {
            let keys: Vec<String> = words.split_whitespace().map(key).collect();
            assert_ne!(keys[0], keys[1], "{words}");
        }
    }

    #[track_caller]
    fn check(typed: &[&str], expected: &str) {
        let found: Vec<Quantity> = typed.iter().map(|text| Quantity::find(text).unwrap()).collect();
        let unit = Unit::of(&found.iter().collect::<Vec<_>>()).unwrap();
        let beside = |value: f64| unit.beside(Number::new(value).unwrap());
        assert_eq!(format!("1 {}, 2 {}", beside(1.0), beside(2.0)), expected, "{typed:?}");
    }

    #[test]
    fn the_form_fits_the_number() {
        check(&["12 installs"], "1 install, 2 installs");
        check(&["1 install"], "1 install, 2 installs");
        check(&["12 INSTALLS"], "1 INSTALL, 2 INSTALLS");
        check(&["12 install", "10 Installs"], "1 Install, 2 Installs");
        check(&["1 delivery"], "1 delivery, 2 deliveries");
        check(&["3 deliveries"], "1 delivery, 2 deliveries");
        check(&["1 box"], "1 box, 2 boxes");
        check(&["1 day"], "1 day, 2 days");
        check(&["4 buses"], "1 bus, 2 buses");
        check(&["4 people"], "1 person, 2 people");
        check(&["1 person"], "1 person, 2 people");
        check(&["99.5 %"], "1 %, 2 %");
        check(&["1 kg"], "1 kg, 2 kg");
    }

    #[test]
    fn words_of_other_languages_stay_as_typed() {
        check(&["3 Tage", "1 Tag"], "1 Tag, 2 Tage");
        check(&["5 Stück"], "1 Stück, 2 Stück");
        check(&["1 Stück"], "1 Stück, 2 Stück");
        check(&["5 台"], "1 台, 2 台");
    }
}
