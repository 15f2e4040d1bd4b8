//! What is said of minutes and agendas that cannot be read, and of other states of them: in whole for a shell, inside the
//! program so short that it takes three rows of the smallest screen. Does not know where it is shown.

use std::path::Path;

use super::desk::Setting;
use crate::store::{COMPARE, COMPARE_AGENDAS, GoodCopy, MEND, ReadError, name::copied, rename, visible};

/// Who is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Voice {
    /// Somebody at a shell, with whole paths.
    Shell,
    /// Somebody before the screen: what happened, then what to do, files by their stems.
    Screen,
}

impl Setting {
    /// An error of reading, with the way out.
    pub(super) fn told(&self, error: &ReadError, voice: Voice) -> String {
        let spare = self.spare();
        match voice {
            Voice::Shell if is_agenda(error.path()) && error.is_damage() && !error.is_newer() => {
                let text = error.to_string();
                if text.ends_with(MEND) { text } else { format!("{text}; {MEND}") }
            }
            Voice::Shell => spare.map_or_else(|| error.to_string(), |spare| spare.told(error)),
            Voice::Screen => {
                let copy = spare.and_then(|spare| spare.good_copy(error));
                in_short(error, copy.as_ref())
            }
        }
    }

    /// What lies beside the minutes, or elsewhere, and belongs into them perhaps: a line each. Of those beside them the
    /// `wanted` ones.
    pub(super) fn astray(&self, wanted: impl Fn(&str) -> bool) -> Vec<String> {
        let strays = self.folder().strays().unwrap_or_default().into_iter().filter(|name| wanted(name));
        let has_agenda = self.folder().agenda_path().exists();
        let strays = strays.map(|name| match stem(&name) {
            alone if alone.starts_with("agenda") && !has_agenda => instead_of_agenda(alone),
            stem => match copied(stem).filter(|of| !self.folder().path(of).exists()) {
                Some(of) => instead_of_minutes(stem, of),
                None => beside(stem),
            },
        });
        let rescued = self.spare().map(|spare| spare.rescued()).unwrap_or_default().into_iter();
        strays.chain(rescued.map(|(_, file)| rescued_for(stem(&file)))).collect()
    }
}

/// The first of several things to say, and how many more there are.
pub(super) fn first_of(all: &[String]) -> Option<String> {
    match all {
        [] => None,
        [one] => Some(one.clone()),
        [one, rest @ ..] => Some(format!("{one} (and {} more: turnabout doctor)", rest.len())),
    }
}

/// A file that cannot be read, and a good copy of it.
fn in_short(error: &ReadError, copy: Option<&GoodCopy>) -> String {
    let stem = error.stem();
    match error {
        ReadError::Copy { of, .. } => format!("{stem} is a copy of {of} and does not count: {COMPARE}"),
        ReadError::OnlyCopy { of, .. } => instead_of_minutes(&stem, of),
        error if error.is_newer() => {
            format!("{stem} is of a newer turnabout: install that one, or move the file elsewhere and go on without it")
        }
        error if error.is_damage() && is_agenda(error.path()) => format!(
            "agenda.json is damaged, a bundled agenda is shown: {MEND}; turnabout doctor says where, turnabout agenda \
             check says what"
        ),
        error if error.is_damage() => match copy {
            Some(GoodCopy { time: Some(time), .. }) => format!(
                "{stem} is damaged: keep it under another name, then put the copy of {time} in its place (turnabout \
                 doctor says where); what was said after {time} is not in it"
            ),
            Some(GoodCopy { path, .. }) => {
                let copy = path.file_stem().map(|stem| visible(&stem.to_string_lossy())).unwrap_or_default();
                format!(
                    "{stem} is damaged: keep it under another name, then give its name to {copy}, which can be read"
                )
            }
            None => format!("{stem} is damaged and there is no copy of it: {MEND}; turnabout doctor says where"),
        },
        ReadError::Denied { .. } => format!("{stem} cannot be read: permission denied; ask for the right to read it"),
        ReadError::Missing { .. } => format!("{stem} is not there any more; was it moved, or thrown away?"),
        _ => format!("{stem} cannot be read; turnabout doctor says why"),
    }
}

/// Another state of a file, told by its stem.
fn beside(stem: &str) -> String {
    let (of, compare) =
        if stem.starts_with("agenda") { ("the agenda", COMPARE_AGENDAS) } else { ("the minutes", COMPARE) };
    format!("{} is another state of {of}: {compare}", visible(stem))
}

/// Another state of an agenda that is not there, told by its stem.
fn instead_of_agenda(stem: &str) -> String {
    format!("{} is a copy of the agenda, which is not there: {}", visible(stem), rename("agenda"))
}

/// Another state of minutes that are not there, told by its stem.
fn instead_of_minutes(stem: &str, of: &str) -> String {
    format!("{} is a copy of {of}, which is not there: {}", visible(stem), rename(of))
}

/// Words that wait to be put in the place of a file, told by its stem.
fn rescued_for(stem: &str) -> String {
    format!(
        "words that could not be saved wait for {}: before you go on, close this, compare the two and put the fuller \
         one in its place; turnabout doctor says where",
        visible(stem)
    )
}

fn stem(name: &str) -> &str {
    name.strip_suffix(".json").unwrap_or(name)
}

fn is_agenda(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "agenda.json")
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::{domain::json::Fault, export::text::columns};

    /// The longest id that a meeting gets, and the name of another state of it.
    const ID: &str = "2026-11-24-1000-12";
    const CONFLICT: &str = "2026-11-24-1000 (conflict 2026-11-24 1003)";

    fn damaged(stem: &str) -> ReadError {
        let fault = Fault { line: 72, column: 19, message: "the text breaks off here".to_owned() };
        ReadError::Damaged { path: PathBuf::from(format!("/a/long/path/{stem}.json")), fault }
    }

    /// Rows of a text on the smallest screen, wrapped by words.
    fn rows(text: &str) -> usize {
        let (mut rows, mut used) = (1, 0);
        for word in text.split(' ') {
            let wide = columns(word);
            if used > 0 && used + 1 + wide > 58 {
                (rows, used) = (rows + 1, wide);
            } else {
                used += wide + usize::from(used > 0);
            }
        }
        rows
    }

    #[track_caller]
    fn check(text: &str, parts: &[&str]) {
        assert!(rows(text) <= 3, "{} rows: {text}", rows(text));
        assert!(!text.contains('/'), "{text}");
        for part in parts {
            assert!(text.contains(part), "no {part:?} in {text}");
        }
    }

    #[test]
    fn damaged_minutes_are_told_in_three_rows_with_what_to_do() {
        check(
            &in_short(&damaged(ID), Some(&GoodCopy { path: PathBuf::new(), time: Some("10:24".to_owned()) })),
            &[ID, "damaged", "keep it under another name, then put the copy of 10:24", "after 10:24 is not in it"],
        );
        let beside = GoodCopy { path: PathBuf::from(format!("/a/long/path/{CONFLICT}.json")), time: None };
        check(&in_short(&damaged(ID), Some(&beside)), &[ID, "give its name to", CONFLICT]);
        check(&in_short(&damaged(ID), None), &[ID, "no copy", "or move it elsewhere and go on without it"]);
        check(&in_short(&damaged("agenda"), None), &["agenda.json", "or move it elsewhere", "turnabout agenda check"]);
        let newer = ReadError::Newer { path: PathBuf::from(ID), found: "version 7".to_owned(), newest: 1 };
        check(&in_short(&newer, None), &[ID, "install that one"]);
    }

    #[test]
    fn one_advice_is_given_for_every_other_state() {
        let copy = ReadError::Copy { path: PathBuf::from(CONFLICT), of: "2026-11-24-1000".to_owned() };
        check(&in_short(&copy, None), &[CONFLICT, COMPARE]);
        let alone = ReadError::OnlyCopy { path: PathBuf::from(CONFLICT), of: "2026-11-24-1000".to_owned() };
        check(&in_short(&alone, None), &[CONFLICT, "which is not there: if you miss that, name it 2026-11"]);
        check(&beside(CONFLICT), &[CONFLICT, "the minutes", COMPARE]);
        let alone = instead_of_agenda("agenda (conflict 2026-11-24 1003)");
        check(&alone, &["the agenda, which is not there: if you miss that, name it agenda.json"]);
        check(
            &beside("agenda (conflict 2026-11-24 1003)"),
            &["the agenda", "compare the two with `turnabout agenda show FILE`, keep one"],
        );
    }

    #[test]
    fn words_that_wait_are_compared_before_one_goes_on() {
        check(&rescued_for(ID), &[ID, "words that could not be saved", "before you go on", "compare the two"]);
    }

    #[test]
    fn of_several_things_one_is_said_and_the_others_are_counted() {
        let all = ["one".to_owned(), "two".to_owned(), "three".to_owned()];
        assert_eq!(first_of(&[]), None);
        assert_eq!(first_of(&all[..1]).as_deref(), Some("one"));
        assert_eq!(first_of(&all).as_deref(), Some("one (and 2 more: turnabout doctor)"));
    }
}
