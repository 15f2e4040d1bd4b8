//! Lists that scroll: which rows are drawn, which one is selected, for which something waits. Does not know what the rows
//! say.

use ratatui::text::{Line, Span};

use super::Look;

/// First row to draw so that `selected` is visible, with `rows` rows for `len` entries.
pub fn window(selected: usize, len: usize, rows: usize) -> usize {
    selected.saturating_sub(rows / 2).min(len.saturating_sub(rows))
}

/// The row `step` below `selected`, within `len` entries; 0 when there are none.
pub fn step(selected: usize, step: isize, len: usize) -> usize {
    selected.saturating_add_signed(step).min(len.saturating_sub(1))
}

/// A row; behind it stands whether something else is half-typed there, and its last part is cut to leave room for that.
pub fn row(mut spans: Vec<Span<'static>>, is_half_typed: bool, columns: u16, look: Look) -> Line<'static> {
    if is_half_typed {
        let waits = Span::styled(format!("{}half-typed", look.dot()), look.quiet());
        let last = spans.pop().unwrap_or_default();
        let used = spans.iter().map(Span::width).sum::<usize>() + waits.width();
        let room = usize::from(columns).saturating_sub(used);
        spans.extend([Span::styled(look.cut(&last.content, room), last.style), waits]);
    }
    Line::from(spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(is_half_typed: bool, columns: u16, expected: &str) {
        let spans = vec![Span::raw("note "), Span::raw("Lead times are unknown")];
        assert_eq!(row(spans, is_half_typed, columns, Look::default()).to_string(), expected);
    }

    #[test]
    fn the_last_part_of_a_row_is_cut_before_what_waits() {
        check(false, 20, "note Lead times are unknown");
        check(true, 60, "note Lead times are unknown · half-typed");
        check(true, 30, "note Lead times … · half-typed");
        check(true, 10, "note … · half-typed");
    }

    #[test]
    fn the_selected_row_is_always_drawn() {
        for (len, rows) in [(0, 5), (3, 5), (20, 5), (20, 1)] {
            for selected in 0..len {
                let first = window(selected, len, rows);
                assert!((first..first + rows).contains(&selected), "{selected} of {len} in {rows}");
            }
        }
    }

    #[test]
    fn a_step_stays_within_the_list() {
        assert_eq!(step(0, -1, 3), 0);
        assert_eq!(step(2, 1, 3), 2);
        assert_eq!(step(0, 1, 3), 1);
        assert_eq!(step(5, 1, 0), 0);
    }
}
