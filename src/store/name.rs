//! Which names from outside may become names of files and folders. Knows no folder.

use crate::domain::ids;

/// Longest name in bytes, so that `.json` and a few more letters still fit on every file system.
const LONGEST: usize = 200;

/// Bytes of the minute in an id.
const LENGTH: usize = "2026-11-24-1000".len();

/// Whether `name` is one safe name in any folder and on any system: no separator, no leading dot or hyphen, no control.
pub fn is_safe(name: &str) -> bool {
    let forbidden = |c: char| c.is_control() || r#"/\:*?"<>|"#.contains(c);
    !name.is_empty()
        && name.len() <= LONGEST
        && !name.starts_with(['.', '-', ' '])
        && !name.ends_with(['.', ' '])
        && !name.contains(forbidden)
        && !is_device(name)
}

/// Whether `id` can be the stem of a minutes file: a safe name other than the agenda's.
pub fn is_id(id: &str) -> bool {
    is_safe(id) && !id.eq_ignore_ascii_case("agenda")
}

/// Whether `id` looks like the ids that meetings get: `2026-11-24-1000`, perhaps with `-2` behind it.
pub fn is_meeting_id(id: &str) -> bool {
    order(id).is_some()
}

/// Whether this is the stem of another state of minutes or of the agenda: their own stem, and something behind it.
pub(super) fn is_stray(stem: &str) -> bool {
    let rest = match stem.split_at_checked(LENGTH) {
        Some((minute, rest)) if order(minute).is_some() => rest,
        _ => stem.strip_prefix("agenda").unwrap_or_default(),
    };
    rest.starts_with([' ', '.', '-', '_', '~', '(']) && !is_meeting_id(stem)
}

/// What to sort ids by: the minute, then the number behind it (1 when there is none). `None` for another name.
pub(super) fn order(id: &str) -> Option<(&str, u32)> {
    const PATTERN: &[u8] = b"0000-00-00-0000";
    let (minute, rest) = id.split_at_checked(PATTERN.len())?;
    let fits = |(have, want): (u8, &u8)| if *want == b'0' { have.is_ascii_digit() } else { have == *want };
    let is_number = |text: &&str| !text.starts_with('0') && text.bytes().all(|digit| digit.is_ascii_digit());
    let number = match rest.strip_prefix('-') {
        Some(number) => Some(number).filter(is_number)?.parse().ok()?,
        None if rest.is_empty() => 1,
        None => return None,
    };
    minute.bytes().zip(PATTERN).all(fits).then_some((minute, number))
}

/// The meeting whose id stands before the marks that a sync program, or this one, puts behind it in the stem of a copy:
/// `2026-11-24-1000 (conflict 2026-11-24 1403)`. `None` for a meeting and for any other name.
pub fn copied(stem: &str) -> Option<&str> {
    let end = stem.find(|c: char| !c.is_ascii_digit() && c != '-')?;
    Some(stem[..end].trim_end_matches('-')).filter(|id| is_meeting_id(id))
}

/// The same with the agenda: the stem of the file from which a copy comes.
pub(super) fn copied_file(stem: &str) -> Option<&str> {
    let is_agenda = stem.starts_with("agenda") && is_stray(stem);
    copied(stem).or(is_agenda.then_some("agenda"))
}

/// A device's name means it whatever stands behind its first dot.
fn is_device(name: &str) -> bool {
    ids::is_device(&name.split('.').next().unwrap_or(name).trim_end().to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_leave_the_folder_or_hide_are_refused() {
        for bad in [
            "",
            ".",
            "..",
            "../x",
            "a/b",
            "a\\b",
            ".x",
            "-rf",
            "a:b",
            "a\0",
            "a\n",
            "CON",
            "nul.json",
            "com1",
            "COM³.txt",
            "a.",
        ] {
            assert!(!is_safe(bad), "{bad:?}");
        }
        assert!(!is_safe(&"a".repeat(300)));
        for good in ["sales-operations", "Vertrieb & Außendienst", "営業", "comb", "2026-11-24-1000"] {
            assert!(is_safe(good), "{good:?}");
        }
    }

    #[test]
    fn every_title_gives_a_name_that_is_safe_in_any_folder() {
        for title in [
            "../../x",
            "/etc/passwd",
            "C:\\Windows",
            "a\0b",
            "CON",
            "con.json",
            "LPT9",
            "COM¹",
            "a.",
            "a:b",
            "-rf",
            ".",
            "..",
            "",
            " ",
            "~",
            "a\nb",
            "\u{1b}]0;x\u{7}",
            "\u{202e}gnp",
            "👨\u{200d}👩",
            "e\u{301}",
            "営業",
            "|<>?*\"",
            "agenda",
        ] {
            let name = ids::slug(title);
            assert!(is_safe(&name), "{title:?} gives {name:?}");
            assert!(
                name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '\u{307}'),
                "{title:?} gives {name:?}"
            );
        }
        for long in ["a".repeat(300), "営".repeat(300), "ab ".repeat(100)] {
            let name = ids::slug(&long);
            assert!(is_safe(&name) && name.len() <= 60 && name != "meeting", "{name:?}");
        }
    }

    #[test]
    fn the_agenda_is_no_meeting() {
        assert!(!is_id("agenda"));
        assert!(!is_id("Agenda"));
        assert!(is_id("2026-11-24-1000-2"));
    }

    #[test]
    fn meeting_ids_have_one_shape() {
        assert!(is_meeting_id("2026-11-24-1000"));
        assert!(is_meeting_id("2026-11-24-1000-12"));
        for bad in
            ["2026-11-24", "2026-11-24-1000-", "2026-11-24-1000-02", "2026-11-24-1000 (conflict)", "2026-11-24-100é"]
        {
            assert!(!is_meeting_id(bad), "{bad:?}");
        }
    }

    #[test]
    fn a_copy_is_told_by_the_id_before_its_mark() {
        for stem in [
            "2026-11-24-1000 (conflict 2026-11-24 1403)",
            "2026-11-24-1000 (Ana's conflicted copy 2026-11-24)",
            "2026-11-24-1000.sync-conflict-20261124-140300-ABCDEFG",
            "2026-11-24-1000-LAPTOP",
            "2026-11-24-1000~HEAD",
        ] {
            assert_eq!(copied(stem), Some("2026-11-24-1000"), "{stem}");
        }
        assert_eq!(copied("2026-11-24-1000-2 (copy)"), Some("2026-11-24-1000-2"));
        assert_eq!(copied_file("2026-11-24-1000-2 (copy)"), Some("2026-11-24-1000-2"));
        assert_eq!(copied_file("agenda (Ana's Conflicted copy)"), Some("agenda"));
        assert_eq!((copied_file("agenda (1)"), copied_file("agenda-LAPTOP")), (Some("agenda"), Some("agenda")));
        assert_eq!((copied_file("agenda"), copied_file("agendas"), copied_file("conflict")), (None, None, None));
        for stem in ["2026-11-24-1000", "2026-11-24", "agenda", "2026-11-24 notes", "é"] {
            assert_eq!(copied(stem), None, "{stem}");
        }
    }

    #[test]
    fn what_lies_beside_a_meeting_is_told_from_one() {
        for stray in [
            "2026-11-24-1000 (conflict 2026-11-24 1003)",
            "2026-11-24-1000-2 (conflicted copy 2026-11-24)",
            "2026-11-24-1000.sync-conflict-20261124-100300-ABCDEFG",
            "2026-11-24-1000-LAPTOP",
            "2026-11-24-1000 2",
            "agenda (conflict 2026-11-24 1003)",
            "agenda.sync-conflict-20261124-100300-ABCDEFG",
        ] {
            assert!(is_stray(stray), "{stray:?}");
        }
        for other in ["2026-11-24-1000", "2026-11-24-1000-2", "agenda", "agendas", "notes", "2026-11-24", ""] {
            assert!(!is_stray(other), "{other:?}");
        }
    }

    #[test]
    fn the_tenth_of_a_minute_follows_the_ninth() {
        assert!(order("2026-11-24-1000-10") > order("2026-11-24-1000-9"));
        assert!(order("2026-11-24-1000-2") > order("2026-11-24-1000"));
    }
}
