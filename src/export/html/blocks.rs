//! The blocks of a section: headings with what stands under them, lists, facts, tables. Knows no words.

use super::{
    Markup, Page,
    bars::{bars, drawing},
    html,
    words::line,
};
use crate::export::digest::{Align, Block, Entry, Fact, Line, Row, Section, Table};

/// Columns of a table that explain themselves on a narrow page; those further right are named there.
const PLAIN_COLUMNS: usize = 3;

impl Page {
    /// Each heading makes a group of what follows it.
    pub(super) fn blocks(&mut self, section: &Section) -> Markup {
        let is_heading = |block: &Block| matches!(block, Block::Heading(_));
        let first = section.blocks.iter().position(is_heading).unwrap_or(section.blocks.len());
        let (before, groups) = section.blocks.split_at(first);
        html! {
            @for block in before { (self.block(section, block)) }
            @for group in groups.chunk_by(|_, next| !is_heading(next)) { (self.group(section, group)) }
        }
    }

    fn group(&mut self, section: &Section, group: &[Block]) -> Markup {
        match group {
            [Block::Heading(entry), Block::Table(table), rest @ ..] => html! {
                div.group id=[self.anchor(entry.id)] {
                    (heading(entry))
                    (self.table(table, &line(&entry.line)))
                    @for block in rest { (self.block(section, block)) }
                }
            },
            [Block::Heading(entry), rest @ ..] => html! {
                div.group id=[self.anchor(entry.id)] {
                    (heading(entry))
                    @for block in rest { (self.block(section, block)) }
                }
            },
            blocks => html! { @for block in blocks { (self.block(section, block)) } },
        }
    }

    fn block(&mut self, section: &Section, block: &Block) -> Markup {
        match block {
            Block::Paragraph(text) => html! { p { (line(text)) } },
            Block::Heading(entry) => heading(entry),
            Block::List(entries) => html! { ul { @for entry in entries { (self.item(entry)) } } },
            Block::Facts(facts) => self.facts(facts),
            Block::Table(table) => self.table(table, &html! { (section.title) }),
        }
    }

    fn item(&mut self, entry: &Entry) -> Markup {
        html! { li id=[self.anchor(entry.id)] { (line(&entry.line)) (under(entry)) } }
    }

    pub(super) fn facts(&mut self, facts: &[Fact]) -> Markup {
        html! {
            @if !facts.is_empty() {
                dl {
                    @for fact in facts {
                        div {
                            dt { (line(&fact.label)) }
                            @for value in &fact.values {
                                dd id=[self.anchor(value.id)] { (line(&value.line)) (under(value)) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// A table; one without figures becomes a card per row on a narrow page. The roles keep it a table there.
    fn table(&mut self, table: &Table, caption: &Markup) -> Markup {
        let has_figures = table.columns.iter().any(|column| column.align == Align::Right);
        let has_bars = table.rows.iter().any(|row| row.bar.is_some());
        html! {
            table class=(if has_figures { "figures" } else { "cards" }) role="table" {
                caption.hidden { (caption) }
                thead role="rowgroup" {
                    tr role="row" {
                        @for column in &table.columns {
                            th.right[column.align == Align::Right] scope="col" role="columnheader" { (column.header) }
                        }
                        @if has_bars { th scope="col" role="columnheader" { span.hidden { "Used of planned" } } }
                    }
                }
                tbody role="rowgroup" { @for row in &table.rows { (self.row(table, row, has_bars)) } }
            }
        }
    }

    fn row(&mut self, table: &Table, row: &Row, has_bars: bool) -> Markup {
        html! {
            tr id=[self.anchor(row.id)] role="row" {
                @for (index, (cell, column)) in row.cells.iter().zip(&table.columns).enumerate() {
                    @if index == 0 {
                        th scope="row" role="rowheader" { (line(cell)) }
                    } @else {
                        td.right[column.align == Align::Right] role="cell" data-label=[label(index, column.header, cell)] {
                            (line(cell))
                        }
                    }
                }
                @if has_bars { td.bar role="cell" { @if let Some(bar) = &row.bar { (drawing(bar)) } } }
            }
        }
    }
}

fn heading(entry: &Entry) -> Markup {
    html! {
        h3 { (line(&entry.line)) }
        (under(entry))
    }
}

/// What belongs under a line.
fn under(entry: &Entry) -> Markup {
    html! {
        @if !entry.under.is_empty() { ul.under { @for text in &entry.under { li { (line(text)) } } } }
        (bars(&entry.bars))
    }
}

fn label(index: usize, header: &'static str, cell: &Line) -> Option<&'static str> {
    (index >= PLAIN_COLUMNS && !cell.is_empty()).then_some(header)
}
