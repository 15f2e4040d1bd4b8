//! Lists that scroll: which rows are drawn, which one is selected. Does not know what the rows say.

/// First row to draw so that `selected` is visible, with `rows` rows for `len` entries.
pub fn window(selected: usize, len: usize, rows: usize) -> usize {
    selected.saturating_sub(rows / 2).min(len.saturating_sub(rows))
}

/// The row `step` below `selected`, within `len` entries; 0 when there are none.
pub fn step(selected: usize, step: isize, len: usize) -> usize {
    selected.saturating_add_signed(step).min(len.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

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
