//! The digest as plain text for mail and the terminal. Knows no domain beside it, only widths and line breaks.

mod plain;
mod table;
mod wrap;

use super::digest::{Block, Digest, Entry, Fact, Line, Section, Span};
pub use plain::Plain;
pub use table::fit;
pub use wrap::{columns, rows};

/// Width of the text where nothing else is known: fits a mail with one quotation mark before each line.
pub const COLUMNS: usize = 78;
/// Below this, indented words could no longer stand; a narrower width counts as this one.
pub const MIN_COLUMNS: usize = 30;

/// Columns by which each level is indented.
const INDENT: usize = 2;
/// Columns a label takes at most before its values go on a line of their own.
const LABEL_LIMIT: usize = 16;

/// The minutes as plain text, no line wider than `columns`. It holds no control character but the line
/// feed, so that it can be printed in any terminal.
pub fn text(digest: &Digest, columns: usize) -> String {
    let mut page = Page { columns: columns.max(MIN_COLUMNS), text: String::new() };
    page.head(digest);
    for section in &digest.sections {
        page.section(section);
    }
    if digest.sections.is_empty() {
        page.gap();
        page.put(0, "", "Nothing is recorded yet.");
    }
    page.text
}

/// Text that grows downwards.
struct Page {
    columns: usize,
    text: String,
}

impl Page {
    fn head(&mut self, digest: &Digest) {
        let title = Plain::of(digest.title).to_string();
        self.put(0, "", &title);
        let widest = title.lines().map(columns).max().unwrap_or(0);
        self.put(0, "", &"=".repeat(widest.clamp(3, self.columns)));
        self.put(0, "", &plain(&digest.subtitle));
        if !digest.head.is_empty() {
            self.gap();
            self.facts(0, &digest.head);
        }
    }

    fn section(&mut self, section: &Section) {
        self.gap();
        self.put(0, "", &section.title.to_uppercase());
        for (depth, is_apart, block) in section.laid_out() {
            if is_apart {
                self.gap();
            }
            self.block(depth * INDENT, block, &section.blocks);
        }
    }

    fn block(&mut self, indent: usize, block: &Block, section: &[Block]) {
        match block {
            Block::Paragraph(line) => self.put(indent, "", &plain(line)),
            Block::Heading(entry) => self.entry(indent, "", entry),
            Block::List(entries) => self.list(indent, entries),
            Block::Facts(facts) => self.facts(indent, facts),
            Block::Table(table) => self.table(indent, table, section),
        }
    }

    fn list(&mut self, indent: usize, entries: &[Entry]) {
        for entry in entries {
            self.entry(indent, "- ", entry);
        }
    }

    /// The line behind its `mark`, what belongs under it aligned with it.
    fn entry(&mut self, indent: usize, mark: &str, entry: &Entry) {
        self.put(indent, mark, &plain(&entry.line));
        for line in &entry.under {
            self.put(indent + columns(mark), "", &plain(line));
        }
    }

    /// Labels in a column of their own; a single value stands beside its label, several get a mark each.
    fn facts(&mut self, indent: usize, facts: &[Fact]) {
        let labels: Vec<String> = facts.iter().map(|fact| plain(&fact.label).replace('\n', " ")).collect();
        let fits = |label: &&String| columns(label) <= LABEL_LIMIT;
        let width = labels.iter().filter(fits).map(|label| columns(label)).max().unwrap_or(0) + INDENT;
        for (label, fact) in labels.iter().zip(facts) {
            self.fact(indent, width, label, &fact.values);
        }
    }

    fn fact(&mut self, indent: usize, width: usize, label: &str, values: &[Entry]) {
        let mut label = format!("{label}{}", " ".repeat(width.saturating_sub(columns(label))));
        if columns(&label) > width {
            self.put(indent, "", &label);
            label = " ".repeat(width);
        }
        let mark = if values.len() > 1 { "- " } else { "" };
        for value in values {
            self.entry(indent, &format!("{label}{mark}"), value);
            label = " ".repeat(width);
        }
    }

    /// Puts text behind `mark`; its further rows are indented to where it began.
    fn put(&mut self, indent: usize, mark: &str, text: &str) {
        let begin = indent + columns(mark);
        for (row, line) in wrap::rows(text, self.columns.saturating_sub(begin)).iter().enumerate() {
            let (indent, mark) = if row == 0 { (indent, mark) } else { (begin, "") };
            let row = format!("{}{mark}{line}", " ".repeat(indent));
            self.text.push_str(row.trim_end_matches(' '));
            self.text.push('\n');
        }
    }

    /// An empty row, but never two.
    fn gap(&mut self) {
        if !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }
}

/// All spans of a line as one text, so that two of them cannot make up what neither is, with the words of people made
/// harmless. Line breaks in them are kept.
pub(super) fn plain(line: &Line) -> String {
    let mut text = String::new();
    for span in line.spans() {
        match span {
            Span::Words(words) => text.push_str(words),
            Span::Time { words, .. } => text.push_str(words),
            Span::Typed(typed) | Span::Team { name: typed, .. } => text.push_str(&Plain::of(typed).to_string()),
        }
    }
    text
}

#[cfg(test)]
mod tests;
