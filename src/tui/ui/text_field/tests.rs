//! Typing, the caret, taking back, and what is drawn; all of it without a terminal.

use ratatui::buffer::Cell;

use super::*;
use crate::chance::Chance;

fn typed(text: &str) -> TextField {
    let mut field = TextField::with_text("f", "");
    for c in text.chars() {
        assert!(field.key(Key::char(c)));
    }
    field
}

fn press(field: &mut TextField, code: Code) {
    assert!(field.key(Key::plain(code)));
}

#[test]
fn the_caret_moves_and_deletes_by_what_people_see_as_one_letter() {
    for cluster in ["e\u{301}", "👨‍👩‍👧‍👦", "🇩🇪", "ที่"] {
        let mut field = typed(&format!("a{cluster}"));
        press(&mut field, Code::Left);
        assert_eq!(field.caret(), 1, "{cluster}");
        press(&mut field, Code::Right);
        press(&mut field, Code::Backspace);
        assert_eq!(field.text(), "a", "{cluster}");
    }
}

#[test]
fn what_comes_together_is_typed_as_if_each_came_alone() {
    let text = "  one  two\u{a0}e\u{301}n 👨‍👩‍👧‍👦 end ";
    let (mut one, mut all) = (typed(text), typed(""));
    assert_eq!(all.type_all(text), text.chars().count());
    for _ in 0..12 {
        assert_eq!((all.text(), all.caret()), (one.text(), one.caret()));
        assert_eq!(one.undo(), all.undo());
    }
    for _ in 0..12 {
        assert_eq!(one.redo(), all.redo());
        assert_eq!((all.text(), all.caret()), (one.text(), one.caret()));
    }
    all.type_all(&"é".repeat(TEXT_LIMIT));
    assert_eq!((all.is_full(), all.type_all("x")), (true, 0));
    for _ in 0..TEXT_LIMIT {
        if !one.key(Key::char('é')) {
            break;
        }
        one.type_all(&"é".repeat(100));
    }
    assert_eq!(one.text().len(), all.text().len());
}

#[test]
fn a_letter_is_deleted_whole_from_before_it() {
    for cluster in ["e\u{301}", "👨‍👩‍👧‍👦", "🇩🇪", "ที่", "\n"] {
        let mut field = TextField::new("f", &format!("a{cluster}b"), 1);
        press(&mut field, Code::Delete);
        assert_eq!(field.text(), "ab", "{cluster}");
        press(&mut field, Code::Delete);
        press(&mut field, Code::Delete);
        assert_eq!(field.text(), "a", "{cluster}");
        let mut field = typed(cluster);
        press(&mut field, Code::Left);
        press(&mut field, Code::Delete);
        assert_eq!(field.text(), "", "{cluster}");
    }
}

#[test]
fn a_field_is_made_again_from_its_text_and_caret() {
    let mut field = typed("one two");
    field.new_line();
    for c in "three".chars() {
        field.key(Key::char(c));
    }
    press(&mut field, Code::Left);
    let again = TextField::new("f", &field.text(), field.caret());
    assert_eq!((again.text(), again.caret()), ("one two\nthree".to_owned(), 12));
    assert_eq!(again.before_caret(), "thre");
}

#[test]
fn a_paste_is_one_edit_and_keeps_its_lines() {
    let mut field = typed("a");
    field.paste("b\r\nc\rd\u{2028}e\u{1b}[31m").unwrap();
    assert_eq!(field.text(), "ab\nc\nd\ne\u{1b}[31m");
    assert_eq!(field.paste(&"x".repeat(TEXT_LIMIT)), Err(TEXT_LIMIT + 13));
}

#[test]
fn what_is_hidden_is_drawn_as_a_stand_in_and_kept_as_it_is() {
    let look = Look::default();
    let area = Rect::new(0, 0, 20, 5);
    let raw = "a\u{1b}]0;x\u{7}\n\u{202e}日e\u{301}\u{200b}b";
    let mut field = TextField::with_text("f", raw);
    let mut buf = Buffer::empty(area);
    let caret = field.render(area, &mut buf, look);
    let row = |buf: &Buffer, y: u16| (2..12).map(|x| buf[(x, y)].symbol()).collect::<String>();
    assert_eq!([row(&buf, 1).trim_end(), row(&buf, 2).trim_end()], ["a␛]0;x␇", "⇆日 e\u{301}␣b"]);
    // A mark, two columns, a letter of two characters, a mark, a letter.
    assert_eq!((field.text().as_str(), caret), (raw, Some(Position::new(8, 2))));
    press(&mut field, Code::Left);
    press(&mut field, Code::Backspace);
    assert_eq!(field.text(), "a\u{1b}]0;x\u{7}\n\u{202e}日e\u{301}b");
    let caret = field.render(area, &mut Buffer::empty(area), look);
    assert_eq!(caret, Some(Position::new(6, 2)));
}

#[test]
fn the_caret_stands_behind_a_pile_of_marks() {
    let area = Rect::new(0, 0, 20, 5);
    let field = TextField::with_text("f", &format!("e{}b", "\u{301}".repeat(10_000)));
    let mut buf = Buffer::empty(area);
    let caret = field.render(area, &mut buf, Look::default());
    let symbols = [2, 3, 4].map(|x| buf[(x, 1)].symbol().chars().count());
    assert_eq!((symbols, caret), ([9, 1, 1], Some(Position::new(5, 1))));
}

#[test]
fn typing_is_taken_back_word_by_word() {
    let mut field = typed("one two");
    assert!(field.undo());
    assert_eq!(field.text(), "one ");
    assert!(field.undo());
    assert_eq!(field.text(), "");
    assert!(!field.undo());
    assert!(field.redo());
    assert!(field.text().starts_with("one"));
}

#[test]
fn the_caret_is_drawn_where_it_stands() {
    let look = Look::default();
    let area = Rect::new(0, 0, 12, 4);
    let caret = |field: &TextField| field.render(area, &mut Buffer::empty(area), look).unwrap();
    assert_eq!(caret(&typed("ab")), Position::new(4, 1));
    assert_eq!(caret(&typed("日本")), Position::new(6, 1));
    // Seven letters fill the row; the caret has its own cell behind them.
    assert_eq!(caret(&typed("abcdefg")), Position::new(9, 1));
    assert_eq!(caret(&typed("abc defgh")).y, 2);
}

#[test]
fn a_long_text_shows_the_caret_s_row() {
    let look = Look::default();
    let field = typed(&"word ".repeat(60));
    for (columns, rows) in [(20, 5), (40, 4), (12, 3), (6, 2)] {
        let area = Rect::new(0, 0, columns, rows);
        let caret = field.render(area, &mut Buffer::empty(area), look).unwrap();
        assert!(area.contains(caret), "{columns}x{rows}");
    }
}

#[test]
fn the_whole_text_is_shown_again_after_a_resize() {
    let look = Look::default();
    let field = typed("one two three four five six");
    let small = Rect::new(0, 0, 12, 3);
    field.render(small, &mut Buffer::empty(small), look);
    let large = Rect::new(0, 0, 40, 6);
    let mut buf = Buffer::empty(large);
    field.render(large, &mut buf, look);
    let row: String = (0..40).map(|x| buf[(x, 1)].symbol()).collect();
    assert!(row.contains("one two three four"), "{row}");
}

/// The rows of a field, its border included, and where its caret is.
fn drawn(field: &TextField, columns: u16, rows: u16) -> (Vec<String>, Option<Position>) {
    let area = Rect::new(0, 0, columns, rows);
    let mut buf = Buffer::empty(area);
    let caret = field.render(area, &mut buf, Look::default());
    let row = |cells: &[Cell]| cells.iter().map(Cell::symbol).collect();
    (buf.content.chunks(usize::from(columns)).map(row).collect(), caret)
}

/// The rows of a field that is as high as it wants to be, without its border.
#[track_caller]
fn check_rows(text: &str, columns: u16, expected: &[&str]) {
    let mut field = typed("");
    for line in text.split_inclusive('\n') {
        field.type_all(line.trim_end_matches('\n'));
        if line.ends_with('\n') {
            field.new_line();
        }
        // Every step is drawn, as it is while somebody types.
        drawn(&field, columns, field.rows(columns));
    }
    let rows = drawn(&field, columns, field.rows(columns)).0;
    let rows: Vec<&str> = rows[1..rows.len() - 1].iter().map(|row| row.trim_matches(['│', ' '])).collect();
    assert_eq!(rows, expected, "{text:?} in {columns} columns");
}

#[test]
fn all_lines_are_shown_while_they_are_typed() {
    check_rows("", 20, &[""]);
    check_rows("Hello world\n", 20, &["Hello world", ""]);
    check_rows("\n", 20, &["", ""]);
    check_rows("Hi\na much longer line", 40, &["Hi", "a much longer line"]);
    check_rows("abc\n\ndef", 20, &["abc", "", "def"]);
    check_rows("fourteen wide \n", 20, &["fourteen wide", ""]);
    // The blank behind the last word has no room beside it.
    check_rows("fifteen columns ", 20, &["fifteen columns", ""]);
}

#[test]
fn whatever_is_typed_the_caret_and_the_first_row_are_seen() {
    let mut chance = Chance::of(7);
    for _ in 0..200 {
        let columns = 12 + chance.below(40) as u16;
        let mut field = typed("");
        for _ in 0..60 {
            let piece = *chance.pick(&[
                "a",
                " ",
                "  ",
                "lead",
                "time, ",
                "納期",
                "e\u{301}",
                "\n",
                "-",
                "supercalifragilistic",
            ]);
            for line in piece.split_inclusive('\n') {
                match line {
                    "\n" => field.new_line(),
                    words => assert!(field.type_all(words) > 0),
                }
            }
            let (rows, caret) = drawn(&field, columns, field.rows(columns));
            assert!(caret.is_some(), "{:?} in {columns} columns", field.text());
            let letters = |text: &str| text.chars().filter(|c| !" │".contains(*c)).collect::<String>();
            let (first, text) = (letters(&rows[1]), field.text());
            let line = letters(text.lines().next().unwrap_or_default());
            let may_be_blank = text.is_empty() || text.starts_with([' ', '\n']);
            assert!(line.starts_with(&first) && (may_be_blank || !first.is_empty()), "{rows:?} of {text:?}");
        }
    }
}

/// Where the caret stands after these keys, in a field of these columns.
#[track_caller]
fn walks(text: &str, columns: u16, keys: &[Code], before: &str) {
    let mut field = TextField::with_text("f", text);
    drawn(&field, columns, 9);
    for key in keys {
        press(&mut field, *key);
    }
    let seen: String = field.text().chars().take(field.caret()).collect();
    assert_eq!(seen, before, "{text:?}");
    assert_eq!(field.text(), text);
}

#[test]
fn the_caret_goes_from_row_to_row_as_they_are_drawn() {
    use Code::{Down, Home, Up};
    walks("one\ntwo\nthree", 20, &[Up], "one\ntwo");
    walks("one\ntwo\nthree", 20, &[Up, Up, Home], "");
    walks("one\ntwo\nthree", 20, &[Up, Up, Home, Down], "one\n");
    walks("one", 20, &[Up, Down], "one");
    walks("one two three", 12, &[Up], "one tw");
    walks("one two three", 12, &[Up, Home, Down], "one two");
    walks("e\u{301}e\u{301}e\u{301}\nabcd", 20, &[Up], "e\u{301}e\u{301}");
    walks("\u{202e}x\u{200b}y\nab", 20, &[Up], "\u{202e}x");
    walks("👨‍👩‍👧‍👦👨‍👩‍👧‍👦\nabcd", 20, &[Up], "👨‍👩‍👧‍👦");
}
