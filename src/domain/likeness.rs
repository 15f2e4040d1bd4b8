//! Whether two texts tell much the same. Does not know whose they are.

/// From this likeness on, 0 to 1, two problems are taken for the same one: found by trying sentences of meetings, where
/// another wording of one problem has 0.6 and more and two problems of one subject have less than 0.5.
const ALIKE: f64 = 0.58;

/// How much alike two texts are, 0 to 1, upper and lower case and punctuation apart.
fn likeness(a: &str, b: &str) -> f64 {
    let plain = |text: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
    };
    strsim::sorensen_dice(&plain(a), &plain(b))
}

/// The entry that is most like `text`, if one is much like it; of several the first.
pub fn most_like<'a, T>(text: &str, entries: impl Iterator<Item = (T, &'a str)>) -> Option<T> {
    let alike = entries.map(|(entry, other)| (entry, likeness(text, other))).filter(|(_, likeness)| *likeness >= ALIKE);
    let best = alike.reduce(|best, next| if next.1 > best.1 { next } else { best });
    best.map(|(entry, _)| entry)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(a: &str, b: &str, is_like: bool) {
        let found = most_like(a, [((), b)].into_iter()).is_some();
        assert_eq!(found, is_like, "{a:?} and {b:?}: {}", likeness(a, b));
    }

    #[test]
    fn another_wording_of_a_problem_is_found() {
        check(
            "We quote two weeks because nobody tells us the real lead time",
            "We quote 2 weeks, nobody tells us the lead time.",
            true,
        );
        check("Orders come in too late", "ORDERS COME IN LATE!", true);
        check("Scope changes on the day of the install", "The scope changed again on the day of an install.", true);
    }

    #[test]
    fn another_problem_of_the_same_subject_is_not() {
        check(
            "We quote two weeks because nobody tells us the real lead time",
            "Crews arrive with the wrong kit",
            false,
        );
        check("Orders come in too late", "Invoices go out too early", false);
        check("Scope changes on the day of the install", "The depot is closed on Fridays", false);
        check("", "Orders", false);
    }

    #[test]
    fn the_best_of_several_counts() {
        let entries = [(1, "orders come in late sometimes"), (2, "orders come in late"), (3, "orders come in late")];
        assert_eq!(most_like("Orders come in late", entries.into_iter()), Some(2));
    }
}
