//! A table as aligned text, or row by row where the page is too narrow. Knows no meeting.

use super::{Page, plain, wrap};
use crate::export::digest::{Align, Block, Table};

/// Between two columns.
const GAP: usize = 2;
/// Columns that a cell keeps when the page gets narrow.
const CELL_MIN: usize = 14;

impl Page {
    /// Tables with the same columns in one section get the same widths.
    pub(super) fn table(&mut self, indent: usize, table: &Table, section: &[Block]) {
        let alike = section.iter().filter_map(|block| match block {
            Block::Table(other) if other.columns == table.columns => Some(other),
            _ => None,
        });
        let room = self.columns.saturating_sub(indent);
        let cells = texts(table);
        match fit(natural(table, &alike.flat_map(texts).collect::<Vec<_>>()), room) {
            Some(widths) => self.aligned(indent, table, &cells, &widths),
            None => self.stacked(indent, table, &cells),
        }
    }

    fn aligned(&mut self, indent: usize, table: &Table, cells: &[Vec<String>], widths: &[usize]) {
        let headers: Vec<String> = table.columns.iter().map(|column| column.header.to_owned()).collect();
        let rules: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
        for row in [&headers, &rules].into_iter().chain(cells) {
            self.row(indent, table, row, widths);
        }
    }

    /// One row of a table, on as many lines as its tallest cell.
    fn row(&mut self, indent: usize, table: &Table, cells: &[String], widths: &[usize]) {
        let cells: Vec<Vec<String>> = cells.iter().zip(widths).map(|(cell, width)| wrap::rows(cell, *width)).collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        for line in 0..height {
            let mut text = " ".repeat(indent);
            for ((cell, width), column) in cells.iter().zip(widths).zip(&table.columns) {
                let part = cell.get(line).map_or("", String::as_str);
                let blank = " ".repeat(width.saturating_sub(wrap::columns(part)));
                let (before, after) =
                    if column.align == Align::Right { (blank.as_str(), "") } else { ("", blank.as_str()) };
                text.push_str(&[before, part, after, &" ".repeat(GAP)].concat());
            }
            self.text.push_str(text.trim_end_matches(' '));
            self.text.push('\n');
        }
    }

    /// Each row as lines of its own: the header and the cell.
    fn stacked(&mut self, indent: usize, table: &Table, cells: &[Vec<String>]) {
        for row in cells {
            let mut mark = "- ";
            for (column, cell) in table.columns.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
                self.put(indent, &format!("{mark}{}: ", column.header), cell);
                mark = "  ";
            }
        }
    }
}

fn texts(table: &Table) -> Vec<Vec<String>> {
    table.rows.iter().map(|row| row.cells.iter().map(plain).collect()).collect()
}

/// The width each column would like to have: that of its longest line.
fn natural(table: &Table, cells: &[Vec<String>]) -> Vec<usize> {
    let longest = |text: &str| text.split('\n').map(wrap::columns).max().unwrap_or(0);
    let column = |index: usize| cells.iter().map(|row| longest(&row[index])).max().unwrap_or(0);
    let headers = table.columns.iter().enumerate();
    headers.map(|(index, own)| column(index).max(wrap::columns(own.header))).collect()
}

/// Widths that fit into `room` with two columns between them, the widest giving way first; `None` when that leaves no
/// room for words.
pub fn fit(mut widths: Vec<usize>, room: usize) -> Option<Vec<usize>> {
    let gaps = GAP * widths.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > room {
        let widest = widths.iter_mut().max().filter(|width| **width > CELL_MIN)?;
        *widest -= 1;
    }
    Some(widths)
}

#[cfg(test)]
mod tests {
    use super::fit;

    #[test]
    fn the_widest_column_gives_way() {
        assert_eq!(fit(vec![10, 16, 60], 60), Some(vec![10, 16, 30]));
        assert_eq!(fit(vec![10, 16, 30], 90), Some(vec![10, 16, 30]));
    }

    #[test]
    fn a_page_without_room_for_words_gets_no_columns() {
        assert_eq!(fit(vec![16, 16, 60], 40), None);
        assert_eq!(fit(Vec::new(), 40), Some(Vec::new()));
    }
}
