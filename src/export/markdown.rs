//! The digest as Markdown: read raw, pasted into mail and chat, or rendered. Knows no domain, only lists and headings.
//!
//! There are no tables: a row reads better as a line of a list, and a list survives every paste.

mod escaped;

use super::digest::{Align, Block, Digest, Entry, Fact, Section, Table};

pub use escaped::Escaped;

/// Columns of a table that explain themselves; those further right are named.
const PLAIN_COLUMNS: usize = 3;
/// Columns by which each level of a list is indented: the width of its mark.
const INDENT: usize = 2;

/// The minutes as Markdown that every renderer knows. Words of people are neutral in it: they render as they were typed.
pub fn markdown(digest: &Digest) -> String {
    let mut page = Page::default();
    page.heading("# ", &Escaped::title(digest.title));
    page.gap();
    page.line(&Mark::PARAGRAPH, &Escaped::of(&digest.subtitle));
    page.gap();
    page.facts(&Mark::FIRST, &digest.head);
    for section in &digest.sections {
        page.section(section);
    }
    if digest.sections.is_empty() {
        page.gap();
        page.markup("Nothing is recorded yet.\n");
    }
    page.text
}

/// What stands before the first line of an entry; the others are indented to its width.
#[derive(Clone, Copy)]
struct Mark {
    indent: usize,
    bullet: &'static str,
}

impl Mark {
    const PARAGRAPH: Self = Self { indent: 0, bullet: "" };
    const FIRST: Self = Self { indent: 0, bullet: "- " };
    /// Another bullet begins another list.
    const SECOND: Self = Self { indent: 0, bullet: "* " };

    const fn under(self) -> Self {
        Self { indent: self.indent + INDENT, bullet: "- " }
    }
}

/// Text that grows downwards. It takes markup of the program and escaped words, and nothing else.
#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn section(&mut self, section: &Section) {
        self.gap();
        self.markup("## ");
        self.markup(section.title);
        self.markup("\n");
        let mut mark = Mark::SECOND;
        for (index, block) in section.blocks.iter().enumerate() {
            self.gap();
            let follows_list = index > 0 && is_list(&section.blocks[index - 1]);
            mark = if follows_list && mark.bullet == Mark::FIRST.bullet { Mark::SECOND } else { Mark::FIRST };
            self.block(&mark, block);
        }
    }

    fn block(&mut self, mark: &Mark, block: &Block) {
        match block {
            Block::Paragraph(line) => self.line(&Mark::PARAGRAPH, &Escaped::of(line)),
            Block::Heading(entry) => self.subtitle(entry),
            Block::List(entries) => entries.iter().for_each(|entry| self.entry(mark, &Escaped::of(&entry.line), entry)),
            Block::Facts(facts) => self.facts(mark, facts),
            Block::Table(table) => self.table(mark, table),
        }
    }

    fn subtitle(&mut self, entry: &Entry) {
        self.heading("### ", &Escaped::one_line(&entry.line));
        for line in &entry.under {
            self.gap();
            self.line(&Mark::PARAGRAPH, &Escaped::of(line));
        }
    }

    fn entry(&mut self, mark: &Mark, line: &Escaped, entry: &Entry) {
        self.line(mark, line);
        for line in &entry.under {
            self.line(&mark.under(), &Escaped::of(line));
        }
    }

    fn facts(&mut self, mark: &Mark, facts: &[Fact]) {
        for fact in facts {
            let label = Escaped::one_line(&fact.label).labelled();
            match fact.values.as_slice() {
                [value] => self.entry(mark, &label.then(" ", &Escaped::of_rest(&value.line)), value),
                values => {
                    self.line(mark, &label);
                    for value in values {
                        self.entry(&mark.under(), &Escaped::of(&value.line), value);
                    }
                }
            }
        }
    }

    fn table(&mut self, mark: &Mark, table: &Table) {
        for row in &table.rows {
            let mut cells = row.cells.iter().zip(&table.columns).enumerate().filter(|(_, (cell, _))| !cell.is_empty());
            let Some((_, (first, _))) = cells.next() else { continue };
            let first = Escaped::one_line(first).bold();
            let line = cells.fold(first, |line, (index, (cell, column))| {
                let cell = Escaped::of_rest(cell);
                match (index, column.align) {
                    (..PLAIN_COLUMNS, Align::Left) => line.then(" · ", &cell),
                    (_, _) => line.then(" · ", &Escaped::header(column.header)).then(" ", &cell),
                }
            });
            self.line(mark, &line);
        }
    }

    fn heading(&mut self, level: &'static str, title: &Escaped) {
        self.markup(level);
        self.text.push_str(title.as_str());
        self.markup("\n");
    }

    /// Lines behind `mark`, each but the last with a hard break.
    fn line(&mut self, mark: &Mark, line: &Escaped) {
        let more = format!("\\\n{}", " ".repeat(mark.indent + mark.bullet.len()));
        self.text.push_str(&" ".repeat(mark.indent));
        self.markup(mark.bullet);
        self.text.push_str(&line.as_str().replace('\n', &more));
        self.markup("\n");
    }

    /// The program's own.
    fn markup(&mut self, markup: &'static str) {
        self.text.push_str(markup);
    }

    /// An empty line, but never two.
    fn gap(&mut self) {
        if !self.text.ends_with("\n\n") {
            self.markup("\n");
        }
    }
}

fn is_list(block: &Block) -> bool {
    match block {
        Block::List(_) | Block::Facts(_) | Block::Table(_) => true,
        Block::Paragraph(_) | Block::Heading(_) => false,
    }
}

#[cfg(test)]
mod tests;
