//! Text broken into rows of a width. Knows nothing of what it says.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns that `text` takes on a line of its own.
pub fn columns(text: &str) -> usize {
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// `text` in rows of at most `columns`: broken at its own line breaks, then between words, then inside a word that is
/// longer than a row, between graphemes. At least one row.
pub fn rows(text: &str, columns: usize) -> Vec<String> {
    text.split('\n').flat_map(|line| line_rows(line, columns.max(1))).collect()
}

fn line_rows(line: &str, limit: usize) -> Vec<String> {
    let mut rows = vec![String::new()];
    let mut used = 0;
    for (index, word) in line.split(' ').enumerate() {
        let width = columns(word);
        let space = usize::from(index > 0);
        if used + space + width <= limit {
            let row = rows.last_mut().expect("there is a first row");
            row.push_str(&" ".repeat(space));
            row.push_str(word);
            used += space + width;
            continue;
        }
        if used > 0 {
            rows.push(String::new());
        }
        used = pour(word, limit, &mut rows);
    }
    rows
}

/// Adds a word that may be longer than a row to the empty last row and rows after it; the columns used in the last.
fn pour(word: &str, limit: usize, rows: &mut Vec<String>) -> usize {
    let mut used = 0;
    for grapheme in word.graphemes(true) {
        let width = grapheme.width();
        if used > 0 && used + width > limit {
            rows.push(String::new());
            used = 0;
        }
        rows.last_mut().expect("there is a first row").push_str(grapheme);
        used += width;
    }
    used
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, columns: usize, expected: &[&str]) {
        assert_eq!(rows(text, columns), expected);
    }

    #[test]
    fn rows_break_between_words() {
        check("one two three", 8, &["one two", "three"]);
        check("one two three", 80, &["one two three"]);
        check("", 8, &[""]);
    }

    #[test]
    fn line_breaks_are_kept() {
        check("one\n\ntwo", 8, &["one", "", "two"]);
    }

    #[test]
    fn long_words_break_between_graphemes() {
        check("abcdefgh", 3, &["abc", "def", "gh"]);
        check("e\u{301}e\u{301}e\u{301}", 2, &["e\u{301}e\u{301}", "e\u{301}"]);
        check("日本語", 5, &["日本", "語"]);
    }

    #[test]
    fn spaces_inside_a_row_stay() {
        check("  one  two", 20, &["  one  two"]);
    }

    proptest! {
        #[test]
        fn no_row_is_wider_and_no_word_is_lost(text in "[a-zé日 \u{301}👩\n]{0,80}", limit in 2_usize..20) {
            let rows = rows(&text, limit);
            for row in &rows {
                prop_assert!(columns(row) <= limit, "{row:?}");
            }
            let squeeze = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(squeeze(&rows.concat()), squeeze(&text));
        }
    }
}
