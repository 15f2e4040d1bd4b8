//! One promise with everything that is known of it. Does not know the list it was chosen from.

use jiff::civil::Date;
use ratatui::{
    style::Style,
    text::{Line, Span, Text},
};

use super::{Promises, carried, owner};
use crate::{
    domain::{due::distance, meeting::OpenAction, pace::Standing, series::Series},
    tui::{screens::short_day, ui::Flow},
};

impl Promises {
    pub(super) fn render_whole(&self, action: &OpenAction, today: Date, flow: &mut Flow) {
        let look = flow.look();
        flow.gap();
        let arrow = Span::styled(look.pick(" → ", " to "), look.quiet());
        flow.line(Line::from(vec![self.team(&action.team, look), arrow, self.team(&action.for_team, look)]));
        flow.gap();
        let rest = 5;
        let most = flow.rows().saturating_sub(rest).max(1);
        flow.text(Text::styled(action.text.clone(), look.strong()), most);
        if let Some(condition) = &action.condition {
            let most = flow.rows().saturating_sub(rest - 1).max(1);
            flow.text(Text::from(format!("If: {condition}")), most);
        }
        flow.gap();
        let mut fact = |name: &str, value: String, style: Style| {
            let name = Span::styled(format!("{name:<6}"), look.quiet());
            flow.line(Line::from(vec![name, Span::styled(value, style)]));
        };
        fact("Who", owner(action).to_owned(), Style::new());
        let carried = carried(action).map(|carried| format!(", {carried}")).unwrap_or_default();
        match action.due {
            None => fact("Due", format!("no date{carried}"), Style::new()),
            Some(due) => {
                let style = if due < today { look.standing(Standing::Over) } else { Style::new() };
                fact("Due", format!("{}, {}{carried}", short_day(due, today), distance(due, today)), style);
            }
        }
        fact("Made", self.made(action, today), Style::new());
    }

    /// The meeting in which it was promised.
    fn made(&self, action: &OpenAction, today: Date) -> String {
        let id = action.of.meeting();
        let meetings = self.shown.series.as_ref().map_or(&[][..], |series: &Series| &series.meetings);
        let found = meetings.iter().find(|meeting| meeting.id == id);
        found.map_or_else(
            || format!("in {id}"),
            |meeting| format!("in meeting {}, {}", meeting.number, short_day(meeting.started_at.date(), today)),
        )
    }
}
