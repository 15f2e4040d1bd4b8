//! Minutes laid out for reading: the digest in rows of a width, and the pieces one can go to. Knows no key, no height.

mod words;

use ratatui::text::{Line, Span};

use crate::{
    domain::{Id, search::Query},
    export::{
        digest::{Align, Block, Digest, Entry, Fact, Section, Table},
        text,
    },
    tui::ui::Look,
};
use words::Words;

/// Columns by which each level is indented.
const INDENT: usize = 2;
/// Columns a label takes at most before its values go on a line of their own.
const LABEL_LIMIT: usize = 16;
/// Between two columns of a table.
const GAP: usize = 2;

/// Joins a mark to the name behind it; drawn as a space.
const NO_BREAK: char = '\u{a0}';

/// Rows of text, made of pieces.
#[derive(Default)]
pub(super) struct Page {
    pub(super) rows: Vec<Line<'static>>,
    pub(super) pieces: Vec<Piece>,
    /// The pieces that hold every word of the query; where there are none, those that hold one.
    pub(super) found: Vec<usize>,
}

/// A line of the digest, on as many rows as it needs.
pub(super) struct Piece {
    /// Its first row.
    pub(super) first: usize,
    /// The key of its section, `None` in the head.
    pub(super) section: Option<&'static str>,
    /// Whether it is the title of the section.
    pub(super) is_title: bool,
    /// The record it shows.
    pub(super) record: Option<Id>,
    /// What it says.
    pub(super) text: String,
}

impl Page {
    /// The minutes in rows of at most `columns`, what `query` finds in them marked.
    pub(super) fn new(digest: &Digest, query: &Query, columns: usize, look: Look) -> Self {
        let mut setter = Setter { page: Self::default(), query, columns: columns.max(20), look, section: None };
        setter.head(digest);
        for section in &digest.sections {
            setter.section(section);
        }
        if digest.sections.is_empty() {
            setter.gap();
            setter.put(0, "", Words::plain("Nothing is recorded yet.", look.quiet()), None);
        }
        let mut page = setter.page;
        page.found = page.search(query);
        page
    }

    /// The row of a place: a piece and a row within it.
    pub(super) fn row_of(&self, (piece, row): (usize, usize)) -> usize {
        let Some(found) = self.pieces.get(piece) else { return self.rows.len().saturating_sub(1) };
        let end = self.pieces.get(piece + 1).map_or(self.rows.len(), |next| next.first);
        found.first + row.min(end.saturating_sub(found.first + 1))
    }

    /// The place of a row.
    pub(super) fn place_of(&self, row: usize) -> (usize, usize) {
        let piece = self.pieces.partition_point(|piece| piece.first <= row).saturating_sub(1);
        (piece, row.saturating_sub(self.pieces.get(piece).map_or(0, |piece| piece.first)))
    }

    fn search(&self, query: &Query) -> Vec<usize> {
        let those = |holds: &dyn Fn(&str) -> bool| {
            let found = self.pieces.iter().enumerate().filter(|(_, piece)| holds(&piece.text));
            found.map(|(index, _)| index).collect::<Vec<_>>()
        };
        if query.is_empty() {
            return Vec::new();
        }
        let all = those(&|text| query.is_held_by(text));
        if all.is_empty() { those(&|text| !query.places(text).is_empty()) } else { all }
    }

    /// The piece that shows a record, else the title of the section.
    pub(super) fn piece_of(&self, section: &str, record: Option<&Id>) -> Option<usize> {
        let shows = |piece: &Piece| record.is_some() && piece.record.as_ref() == record;
        let titles = |piece: &Piece| piece.is_title && piece.section == Some(section);
        self.pieces.iter().position(shows).or_else(|| self.pieces.iter().position(titles))
    }
}

/// Whether a text is more than a mark before a line.
fn is_said(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// Words in a column of the page.
struct Cell {
    at: usize,
    columns: usize,
    align: Align,
    words: Words,
}

/// Puts one piece under the other.
struct Setter<'q> {
    page: Page,
    query: &'q Query,
    columns: usize,
    look: Look,
    section: Option<&'static str>,
}

impl Setter<'_> {
    fn head(&mut self, digest: &Digest) {
        self.put(0, "", Words::typed(digest.title, self.look.strong()), None);
        self.put(0, "", Words::of(&digest.subtitle, self.look), None);
        self.gap();
        self.facts(0, &digest.head);
    }

    fn section(&mut self, section: &Section) {
        self.section = Some(section.key);
        self.gap();
        self.put(0, "", Words::plain(&section.title.to_uppercase(), self.look.strong()), None);
        if let Some(piece) = self.page.pieces.last_mut() {
            piece.is_title = true;
            section.title.clone_into(&mut piece.text);
        }
        for (depth, is_apart, block) in section.laid_out() {
            if is_apart {
                self.gap();
            }
            self.block(depth * INDENT, block, &section.blocks);
        }
    }

    fn block(&mut self, indent: usize, block: &Block, section: &[Block]) {
        match block {
            Block::Paragraph(line) => self.put(indent, "", Words::of(line, self.look), None),
            Block::Heading(entry) => self.entry(indent, "", entry),
            Block::List(entries) => {
                let mark = self.look.pick("• ", "- ");
                for entry in entries {
                    self.entry(indent, mark, entry);
                }
            }
            Block::Facts(facts) => self.facts(indent, facts),
            Block::Table(table) => self.table(indent, table, section),
        }
    }

    /// The line behind its `mark`, what belongs under it aligned with it.
    fn entry(&mut self, indent: usize, mark: &str, entry: &Entry) {
        self.put(indent, mark, Words::of(&entry.line, self.look), entry.id);
        for line in &entry.under {
            self.put(indent + text::columns(mark), "", Words::of(line, self.look), None);
        }
    }

    /// Labels in a column of their own; a label that is too long for it stands above its values.
    fn facts(&mut self, indent: usize, facts: &[Fact]) {
        let labels: Vec<Words> = facts.iter().map(|fact| Words::of(&fact.label, self.look)).collect();
        let columns = |label: &Words| text::columns(&label.text);
        let width = labels.iter().map(columns).filter(|width| *width <= LABEL_LIMIT).max().unwrap_or(0) + INDENT;
        for (label, fact) in labels.into_iter().zip(facts) {
            let mut label = Some(label.quiet(self.look)).filter(|label| columns(label) > 0);
            if let Some(long) = label.take_if(|label| columns(label) + INDENT > width) {
                self.put(indent, "", long, None);
            }
            for value in &fact.values {
                self.fact(indent, width, label.take(), value);
            }
        }
    }

    fn fact(&mut self, indent: usize, width: usize, label: Option<Words>, value: &Entry) {
        let at = indent + width;
        let columns = self.columns.saturating_sub(at);
        let mut cells = Vec::new();
        cells.extend(label.map(|words| Cell { at: indent, columns: width, align: Align::Left, words }));
        cells.push(Cell { at, columns, align: Align::Left, words: Words::of(&value.line, self.look) });
        self.set(&cells, value.id);
        for line in &value.under {
            self.put(at, "", Words::of(line, self.look), None);
        }
    }

    /// Tables with the same columns in one section get the same widths; where these leave no room for words, each row
    /// becomes lines of its own.
    fn table(&mut self, indent: usize, table: &Table, section: &[Block]) {
        let look = self.look;
        let alike = section.iter().filter_map(|block| match block {
            Block::Table(other) if other.columns == table.columns => Some(other),
            _ => None,
        });
        let mut natural: Vec<usize> = table.columns.iter().map(|column| text::columns(column.header)).collect();
        for row in alike.flat_map(|table| &table.rows) {
            for (width, cell) in natural.iter_mut().zip(&row.cells) {
                *width = (*width).max(Words::of(cell, look).widest());
            }
        }
        let Some(widths) = text::fit(natural, self.columns.saturating_sub(indent)) else {
            return self.stacked(indent, table);
        };
        let headers = table.columns.iter().map(|column| Words::plain(column.header, look.quiet())).collect();
        self.table_row(indent, table, &widths, headers, None);
        for row in &table.rows {
            let cells = row.cells.iter().map(|cell| Words::of(cell, look)).collect();
            self.table_row(indent, table, &widths, cells, row.id);
        }
    }

    fn table_row(&mut self, indent: usize, table: &Table, widths: &[usize], words: Vec<Words>, record: Option<&Id>) {
        let mut at = indent;
        let mut cells = Vec::new();
        for ((words, columns), column) in words.into_iter().zip(widths).zip(&table.columns) {
            cells.push(Cell { at, columns: *columns, align: column.align, words });
            at += columns + GAP;
        }
        self.set(&cells, record);
    }

    fn stacked(&mut self, indent: usize, table: &Table) {
        for row in &table.rows {
            let mut record = row.id;
            for (column, cell) in table.columns.iter().zip(&row.cells).filter(|(_, cell)| !cell.is_empty()) {
                let mark = if record == row.id && column.header == table.columns[0].header {
                    self.look.pick("• ", "- ")
                } else {
                    "  "
                };
                let words = Words::plain(&format!("{}: ", column.header), self.look.quiet());
                self.put(indent, mark, words.then(Words::of(cell, self.look)), record.take());
            }
        }
    }

    /// Words behind a mark, their further rows indented to where they began.
    fn put(&mut self, indent: usize, mark: &str, words: Words, record: Option<&Id>) {
        let at = indent + text::columns(mark);
        let columns = self.columns.saturating_sub(at);
        let mark = Words::plain(mark, self.look.quiet());
        let mark = Cell { at: indent, columns: at - indent, align: Align::Left, words: mark };
        let words = Cell { at, columns, align: Align::Left, words };
        if mark.columns == 0 { self.set(&[words], record) } else { self.set(&[mark, words], record) }
    }

    /// Cells side by side, on as many rows as the tallest needs.
    fn set(&mut self, cells: &[Cell], record: Option<&Id>) {
        let first = self.page.rows.len();
        let said: Vec<&str> = cells.iter().map(|cell| cell.words.text.as_str()).filter(|text| is_said(text)).collect();
        let text = said.join(self.look.dot()).replace(NO_BREAK, " ");
        let set: Vec<Vec<Line>> =
            cells.iter().map(|cell| cell.words.rows(cell.columns.max(1), self.query, self.look)).collect();
        for row in 0..set.iter().map(Vec::len).max().unwrap_or(0) {
            let mut line = Line::default();
            for (cell, rows) in cells.iter().zip(&set) {
                let Some(part) = rows.get(row) else { continue };
                let blank = match cell.align {
                    Align::Left => cell.at,
                    Align::Right => cell.at + cell.columns.saturating_sub(part.width()),
                };
                line.push_span(Span::raw(" ".repeat(blank.saturating_sub(line.width()))));
                line.spans.extend(part.spans.iter().cloned());
            }
            self.page.rows.push(line);
        }
        let (section, record) = (self.section, record.cloned());
        self.page.pieces.push(Piece { first, section, is_title: false, record, text });
    }

    /// An empty row.
    fn gap(&mut self) {
        if !self.page.rows.is_empty() {
            self.page.rows.push(Line::default());
        }
    }
}
