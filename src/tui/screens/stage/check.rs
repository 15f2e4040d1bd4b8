//! The over-promise check in words, as it stands and as a half-typed line would make it; and what is understood of a
//! quantity. Does not know which item asks.

use ratatui::text::{Line, Span};

use crate::{
    domain::{
        Meeting,
        capacity::{self, Standing},
        pace,
        quantity::{self, Quantity},
    },
    tui::ui::{Flow, Look},
};

/// The sentences of the check for a meeting, the pressing ones first where there is no room for all.
pub(super) struct Check {
    sentences: Vec<(String, Standing)>,
}

impl Check {
    pub(super) fn of(meeting: &Meeting) -> Self {
        let loads = capacity::loads(meeting);
        let sentences = loads.iter().flat_map(capacity::Load::sentences);
        Self { sentences: sentences.map(|sentence| (sentence.text(meeting), sentence.standing)).collect() }
    }

    /// Rows that all sentences take.
    fn rows(&self, columns: u16) -> u16 {
        self.sentences.iter().map(|(text, _)| rows(&Line::raw(text), columns)).sum()
    }

    /// Rows that the sentences get of `room`, above which a list of so many rows stands: each gives way to the other.
    pub(super) fn share(&self, room: u16, list: usize, columns: u16) -> u16 {
        let list = u16::try_from(list).unwrap_or(u16::MAX).min(room / 2);
        self.rows(columns).min(room - list)
    }

    /// Draws the sentences, in at most so many rows.
    pub(super) fn render(mut self, most: u16, flow: &mut Flow) {
        let (look, columns) = (flow.look(), flow.columns());
        if self.rows(columns) > most {
            self.sentences.sort_by_key(|(_, standing)| weight(*standing));
        }
        let mut room = most;
        for (text, standing) in self.sentences {
            let needed = rows(&Line::raw(&text), columns).min(room);
            flow.text(Line::from(Span::styled(text, style(standing, look))), needed);
            room -= needed;
        }
    }
}

/// Rows that a sentence takes when its words are wrapped: at most two are drawn.
pub(super) fn rows(sentence: &Line, columns: u16) -> u16 {
    if sentence.width() <= usize::from(columns) { 1 } else { 2 }
}

const fn weight(standing: Standing) -> u8 {
    match standing {
        Standing::Over(_) => 0,
        Standing::Tight => 1,
        Standing::Good | Standing::NotStated => 2,
    }
}

fn style(standing: Standing, look: Look) -> ratatui::style::Style {
    match standing {
        Standing::Over(_) => look.alarm(),
        Standing::Tight => look.standing(pace::Standing::Tight),
        Standing::Good | Standing::NotStated => look.quiet(),
    }
}

/// What was understood of a quantity, in words, and whether it counts in the check.
pub(super) fn understood(quantity: Option<&Quantity>, text: &str) -> (String, bool) {
    match (quantity, quantity::without_unit(text)) {
        (Some(quantity), _) => (quantity.to_string(), true),
        (None, Some(number)) => (format!("{number} of what? write the unit behind it"), false),
        (None, None) => ("no quantity: the words count, the check cannot".to_owned(), false),
    }
}

/// What was understood of a line, side by side: a name and its value each, and whether the value counts.
pub(super) fn chip_line(chips: Vec<(&'static str, String, bool)>, look: Look) -> Line<'static> {
    let mut line = Line::default();
    for (name, value, counts) in chips {
        if !line.spans.is_empty() {
            line.push_span(Span::styled(look.dot(), look.quiet()));
        }
        if !name.is_empty() {
            line.push_span(Span::styled(format!("{name} "), look.quiet()));
        }
        line.push_span(if counts { Span::styled(value, look.strong()) } else { Span::raw(value) });
    }
    line
}
