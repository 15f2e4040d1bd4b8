//! What the home screen says of a series: what comes next, what is promised, what came of the last meeting. Does not know
//! the menu.

use jiff::{Zoned, civil::Date};
use ratatui::{
    style::Style,
    text::{Line, Span, Text},
};

use super::Shown;
use crate::{
    domain::{
        Agenda, TeamId,
        due::distance,
        meeting::Rating,
        pace::Standing,
        series::{Series, Summary},
    },
    tui::{
        screens::short_day,
        ui::{Flow, Look, big},
    },
};

/// From so many rows on, what comes next is told in large letters, too.
const ROWS_FOR_BIG: u16 = 22;

/// What comes next, why who starts, and what is promised.
pub(super) fn render(shown: &Shown, clock: &Zoned, flow: &mut Flow) {
    let look = flow.look();
    if shown.is_demo {
        let text = "Two made-up teams in a folder that is thrown away: try anything, nothing of it is kept.";
        flow.text(Text::styled(text, look.quiet()), 2);
    }
    match &shown.series {
        None => {
            let reading = shown.reading().unwrap_or_default();
            flow.line(Line::styled(if look.ascii { reading.replace('…', "...") } else { reading }, look.strong()));
        }
        Some(_) if shown.has_none() && !shown.missing.is_empty() => {
            flow.line(Line::styled("No minutes can be read", look.strong()));
            render_missing(shown, flow);
        }
        Some(series) if series.meetings.is_empty() => {
            let text = "Two teams, one meeting: each brings a problem, the other answers with help. \
                        Everybody leaves with the same minutes.";
            flow.text(Text::styled(text, look.quiet()), 3);
        }
        Some(series) => {
            render_next(series, &shown.agenda, clock, flow);
            render_promises(series, shown, clock.date(), flow);
            render_missing(shown, flow);
        }
    }
}

/// The one thing to be read from the back row, and who starts.
fn render_next(series: &Series, agenda: &Agenda, clock: &Zoned, flow: &mut Flow) {
    let look = flow.look();
    let (headline, line) = next(series, agenda, clock);
    let headline = headline.to_uppercase();
    let fits = big::columns(&headline).is_some_and(|columns| (1..=flow.columns()).contains(&columns));
    if fits && !look.ascii && flow.rows() >= ROWS_FOR_BIG {
        let area = flow.take(big::ROWS);
        flow.canvas().big(&headline, area, look.strong());
        flow.gap();
    }
    flow.line(Line::styled(line, look.strong()));
    if series.running().is_none() {
        let (first, reason) = series.first_team(agenda);
        let mut line = team(&first, agenda, look);
        line.push(Span::raw(format!(" starts: {}", reason.words())));
        flow.line(Line::from(line));
    }
}

/// What comes next, in few words and in a sentence.
fn next(series: &Series, agenda: &Agenda, clock: &Zoned) -> (String, String) {
    let today = clock.date();
    if let Some(running) = series.running() {
        let at = running.started_at.zoned().with_time_zone(clock.time_zone().clone());
        let day = if at.date() == today { String::new() } else { format!("{} at ", short_day(at.date(), today)) };
        let since = format!("{day}{}", at.strftime("%H:%M"));
        return ("running".to_owned(), format!("Meeting {} is running since {since}", running.number));
    }
    let Some(at) = series.next_at(agenda).map(|at| at.with_time_zone(clock.time_zone().clone())) else {
        return (String::new(), "No next meeting is planned".to_owned());
    };
    let (off, day, time) = (distance(at.date(), today), short_day(at.date(), today), at.strftime("%H:%M"));
    let line = match at.date() {
        date if date < today => format!("The next meeting was due {day}, {off}"),
        date if date == today && at < *clock => format!("The next meeting was due today at {time}"),
        date if date == today => format!("The next meeting is due today at {time}"),
        _ => format!("The next meeting is due {day} at {time}, {off}"),
    };
    (off, line)
}

/// How many promises of each team are open, and how many of them late.
fn render_promises(series: &Series, shown: &Shown, today: Date, flow: &mut Flow) {
    let (look, agenda) = (flow.look(), &shown.agenda);
    if series.open_actions.is_empty() {
        let words = if shown.missing.is_empty() { "No promise is open" } else { "No promise that can be read is open" };
        return flow.line(Line::styled(words, look.quiet()));
    }
    let mut line = Vec::new();
    for plan in &agenda.teams {
        let own = || series.open_actions.iter().filter(|action| action.team == plan.id);
        let late = own().filter(|action| action.due.is_some_and(|due| due < today)).count();
        if !line.is_empty() {
            line.push(Span::raw("   "));
        }
        line.extend(team(&plan.id, agenda, look));
        line.push(Span::raw(format!(" {} open", own().count())));
        if late > 0 {
            line.push(Span::styled(format!(", {late} overdue"), look.standing(Standing::Over)));
        }
    }
    if flow.columns() >= 80 {
        line.insert(0, Span::styled("Promises  ", look.quiet()));
    }
    flow.text(Text::from(Line::from(line)), 2);
}

/// That something is missing from what is said here.
fn render_missing(shown: &Shown, flow: &mut Flow) {
    if let Some(text) = may_be_missing(&shown.missing) {
        flow.text(Text::styled(text, flow.look().alarm()), 2);
    }
}

/// What is missing where minutes cannot be read; `None` when all can.
pub fn may_be_missing(ids: &[String]) -> Option<String> {
    match ids {
        [] => None,
        [one] => Some(format!("Promises of {one} may be missing: its minutes cannot be read")),
        [one, rest @ ..] => {
            let more = rest.len();
            Some(format!("Promises of {one} and {more} more may be missing: their minutes cannot be read"))
        }
    }
}

/// The last meeting in three lines: what was made, what was kept, how it was found.
pub(super) fn render_last(shown: &Shown, today: Date, flow: &mut Flow) {
    let look = flow.look();
    let Some(last) = shown.series.as_ref().and_then(Series::last_closed) else { return };
    let day = short_day(last.started_at.date(), today);
    let line = vec![Span::styled(format!("Last on {day}: "), look.strong()), Span::styled(made(last), look.quiet())];
    flow.text(Text::from(Line::from(line)), 2);
    if last.judged > 0 {
        flow.line(Line::styled(kept(last), look.quiet()));
    }
    flow.text(Text::from(rated(&last.ratings, &shown.agenda, look)), 2);
}

/// `2 turns, 3 promises made, 1 decision`.
fn made(last: &Summary) -> String {
    let count = |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    let mut words = vec![count(last.turns, "turn"), format!("{} made", count(last.actions, "promise"))];
    if last.decisions > 0 {
        words.push(count(last.decisions, "decision"));
    }
    words.join(", ")
}

/// The same words as in the minutes.
fn kept(last: &Summary) -> String {
    match (last.kept, last.judged) {
        (1, 1) => "The one earlier promise was kept".to_owned(),
        (0, 1) => "The one earlier promise was not kept".to_owned(),
        (kept, judged) if kept == judged => format!("All {judged} earlier promises were kept"),
        (kept, judged) => format!("{kept} of {judged} earlier promises kept"),
    }
}

/// How each team found the meeting, and what the less happy one wants.
fn rated(ratings: &[Rating], agenda: &Agenda, look: Look) -> Line<'static> {
    let mut line = Vec::new();
    for rating in ratings {
        let before = if line.is_empty() { "Rated " } else { ", " };
        line.push(Span::styled(format!("{before}{} by ", rating.score), look.quiet()));
        line.extend(team(&rating.team, agenda, look));
    }
    let wishes = ratings.iter().filter(|rating| rating.better.is_some());
    if let Some(wish) = wishes.min_by_key(|rating| rating.score).and_then(|rating| rating.better.as_ref()) {
        line.push(Span::styled(format!(". One better: {}", wish.replace('\n', " ")), look.quiet()));
    }
    Line::from(line)
}

/// The mark and the name of a team in its colour.
fn team(id: &TeamId, agenda: &Agenda, look: Look) -> Vec<Span<'static>> {
    let index = agenda.teams.iter().position(|team| team.id == *id);
    let name = index.map_or(id.as_str(), |index| &agenda.teams[index].name).to_owned();
    let (mark, style) =
        index.map_or((String::new(), Style::new()), |index| (format!("{} ", look.mark(index)), look.team(index)));
    vec![Span::styled(mark + &name, style)]
}
