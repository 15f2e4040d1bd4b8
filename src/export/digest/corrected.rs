//! What was corrected after the close, told at the record itself. Does not know how a correction is made.

use super::{Block, Entry, Line, Section, words};
use crate::domain::{
    Id, Meeting,
    meeting::{Answer, Correction},
};

/// The column of a table in which a correction is told.
const COLUMN: &str = "What";

/// Tells every correction at each place that shows its record, oldest first.
pub(super) fn tell<'m>(sections: &mut [Section<'m>], meeting: &'m Meeting) {
    for correction in &meeting.corrections {
        let answers = || meeting.turns.iter().flat_map(|turn| &turn.answers);
        let became = |answer: &'m Answer| answer.action.as_ref().filter(|_| answer.id == correction.of);
        let is_it = |id: Option<&Id>| {
            id.is_some_and(|id| *id == correction.of || answers().filter_map(became).any(|action| action == id))
        };
        for block in sections.iter_mut().flat_map(|section| &mut section.blocks) {
            tell_in(block, correction, &is_it);
        }
    }
}

fn tell_in<'m>(block: &mut Block<'m>, correction: &'m Correction, is_it: &impl Fn(Option<&Id>) -> bool) {
    let under = |entry: &mut Entry<'m>| {
        if is_it(entry.id) {
            entry.under.push(words("Corrected on ").append(was(correction)));
            entry.under.push(words("Why: ").typed(&correction.why));
        }
    };
    match block {
        Block::Paragraph(_) => {}
        Block::Heading(entry) => under(entry),
        Block::List(entries) => entries.iter_mut().for_each(under),
        Block::Facts(facts) => facts.iter_mut().flat_map(|fact| &mut fact.values).for_each(under),
        Block::Table(table) => {
            let column = table.columns.iter().position(|column| column.header == COLUMN);
            for row in table.rows.iter_mut().filter(|row| is_it(row.id)) {
                if let Some(cell) = column.and_then(|column| row.cells.get_mut(column)) {
                    let line = std::mem::take(cell);
                    *cell = line
                        .words(" (corrected on ")
                        .append(was(correction))
                        .words("; why: ")
                        .typed(&correction.why)
                        .words(")");
                }
            }
        }
    }
}

/// `Tue 8 Dec 2026, was: A list every Monday @Raj Patel`.
fn was(correction: &Correction) -> Line<'_> {
    Line::default().date(correction.at.date()).words(", was: ").typed(&correction.old)
}
