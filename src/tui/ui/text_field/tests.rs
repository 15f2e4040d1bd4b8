//! Typing, the caret, taking back, and what is drawn; all of it without a terminal.

use super::*;

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
