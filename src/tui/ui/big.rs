//! Words in letters four rows high, for the back row. Does not know what they say.

use font8x8::{BASIC_FONTS, LATIN_FONTS, UnicodeFonts};
use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use crate::domain::letters;

/// Rows of a big letter.
pub const ROWS: u16 = 4;
/// Columns of a big letter.
const COLUMNS: u16 = 8;

/// Columns that `text` takes in big letters, `None` when a letter of it has no big form.
pub fn columns(text: &str) -> Option<u16> {
    let letters = text.chars().map(bitmap).collect::<Option<Vec<_>>>()?;
    u16::try_from(letters.len()).ok()?.checked_mul(COLUMNS)
}

/// Draws `text` at the top left of `area`; letters that do not fit whole are left out.
pub fn draw(text: &str, area: Rect, buf: &mut Buffer, style: Style) {
    let places = (area.x..area.right().saturating_sub(COLUMNS - 1)).step_by(usize::from(COLUMNS));
    for (letter, left) in text.chars().filter_map(bitmap).zip(places) {
        for (row, pair) in letter.chunks(2).enumerate().take(usize::from(area.height)) {
            for column in 0..COLUMNS {
                let bit = |byte: u8| byte >> column & 1 == 1;
                let half = match (bit(pair[0]), bit(pair[1])) {
                    (true, true) => "█",
                    (true, false) => "▀",
                    (false, true) => "▄",
                    (false, false) => " ",
                };
                if let Some(cell) = buf.cell_mut((left + column, area.y + row as u16)) {
                    cell.set_symbol(half).set_style(style);
                }
            }
        }
    }
}

/// Eight rows of eight dots, the lowest bit on the left.
fn bitmap(letter: char) -> Option<[u8; 8]> {
    let bitmap = BASIC_FONTS.get(letter).or_else(|| LATIN_FONTS.get(letter));
    bitmap.filter(|_| !letters::is_hidden(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn big_letters_take_eight_columns_each() {
        assert_eq!(columns("SALES"), Some(40));
        assert_eq!(columns("É"), Some(8));
        assert_eq!(columns("営業"), None);
        assert_eq!([columns("A\u{1b}"), columns("A\u{ad}B"), columns("\u{85}")], [None; 3]);
    }

    #[test]
    fn a_big_letter_is_drawn_whole_or_not_at_all() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 12, 4));
        draw("II", Rect::new(0, 0, 12, 4), &mut buf, Style::new());
        let row = |y: u16| (0..12).map(|x| buf[(x, y)].symbol()).collect::<String>();
        assert!(row(1).trim_end().contains('█'));
        assert_eq!(&row(1).chars().skip(8).collect::<String>(), "    ");
    }
}
