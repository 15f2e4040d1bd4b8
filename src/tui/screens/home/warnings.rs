//! What is wrong with the files of a series, above the menu and never in its way. Does not know what the warnings say.

use ratatui::text::{Line, Text};

use crate::tui::ui::Flow;

/// Most rows of one warning.
const MOST: u16 = 3;

/// As many warnings as a third of the rows holds, and how many more there are.
pub(super) fn render(warnings: &[String], flow: &mut Flow) {
    let look = flow.look();
    let mut room = flow.rows() / 3;
    for (index, warning) in warnings.iter().enumerate() {
        let warning = look.words(warning);
        let rows = flow.rows_of(warning.as_str()).min(MOST);
        let more = warnings.len() - index;
        // The row for how many more there are is kept free.
        let is_last = more == 1;
        if index > 0 && rows + u16::from(!is_last) > room {
            return flow.line(Line::styled(format!("and {more} more: turnabout doctor"), look.alarm()));
        }
        flow.text(Text::styled(warning, look.alarm()), MOST);
        room = room.saturating_sub(rows);
    }
}
