//! How far a goal is, as every screen shows it. Knows no screen.

use jiff::civil::Date;
use ratatui::text::{Line, Span};

use super::{day, short_day};
use crate::{
    domain::{meeting::GoalStatus, past::PastGoal},
    tui::ui::Look,
};

/// How far a goal is: a bar where there is a target to count up to, and the words beside it.
pub fn bar(goal: &PastGoal, today: Date, columns: u16, look: Look) -> Line<'static> {
    let columns = if columns >= 90 { 20 } else { 10 };
    let bar = goal.goal.reached_permille(goal.progress).map(|part| look.bar(part, 1000, columns) + " ");
    Line::from(vec![Span::styled(bar.unwrap_or_default(), look.quiet()), Span::raw(standing(goal, today))])
}

/// `22 of 30 installs, due Thu 31 Dec`, `30 of 30 installs, met Tue 8 Dec`.
fn standing(goal: &PastGoal, today: Date) -> String {
    let progress = goal.goal.progress_words(goal.progress);
    let ended = |word| Some(format!("{word} {}", short_day(goal.last.1, today)));
    let end = match goal.status {
        GoalStatus::Open => goal.goal.due.map(|due| format!("due {}", day(due, today))),
        GoalStatus::Met => ended("met"),
        GoalStatus::Dropped => ended("dropped"),
    };
    let words: Vec<String> = [Some(progress).filter(|words| !words.is_empty()), end].into_iter().flatten().collect();
    if words.is_empty() { goal.status.words().to_owned() } else { words.join(", ") }
}
