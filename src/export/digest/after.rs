//! What comes after the meeting, and its figures: parked, next time, times, balance, ratings. Judges nothing.

use super::{Align, Block, Column, Entry, Fact, Line, Row, Table, bars, count, some_list, typed, words};
use crate::domain::{
    Earlier, Meeting,
    meeting::{Parked, State},
    pace::{minutes, percent},
};

pub(super) fn parked<'m>(meeting: &'m Meeting, earlier: &'m Earlier) -> Vec<Block<'m>> {
    let parked = meeting.parked.iter();
    let parked = parked.map(|parked| Entry::of(&parked.id, waiting(meeting, words("Parked: "), parked)));
    let updates = meeting.parked_updates.iter().map(|update| {
        let line = match earlier.waiting.get(&update.of) {
            Some(parked) => waiting(meeting, Line::default(), parked),
            None => Line::default().earlier("A parked entry", &update.of),
        };
        line.words(": ").words(update.outcome.words()).into()
    });
    let missed = not_reached(meeting).into_iter().map(Entry::from);
    some_list(parked.chain(updates).chain(missed).collect()).into_iter().collect()
}

/// `Spare-part prices (Sales)`.
fn waiting<'m>(meeting: &'m Meeting, line: Line<'m>, parked: &'m Parked) -> Line<'m> {
    let line = line.typed(&parked.text);
    match &parked.team {
        Some(team) => line.words(" (").team(meeting, team).words(")"),
        None => line,
    }
}

fn not_reached(meeting: &Meeting) -> Vec<Line<'_>> {
    if meeting.state == State::Running {
        return Vec::new();
    }
    let mut lines = Vec::new();
    if !meeting.owed_turns.is_empty() {
        let line = words("Turn not reached, owed next time: ").teams(meeting, &meeting.owed_turns);
        lines.push(line);
    }
    let done = meeting.turns.iter().filter(|turn| turn.is_done()).count();
    let left = meeting.planned_turns().saturating_sub(done + meeting.owed_turns.len());
    if left > 0 {
        lines.push(words(format!("Not reached: {} of {}", count(left, "turn"), meeting.planned_turns())));
    }
    let is_timed = meeting.items.iter().any(|item| item.spent_s > 0);
    let skipped = meeting.items.iter().filter(|item| is_timed && item.spent_s == 0);
    lines.extend(skipped.map(|item| words("Not reached: ").typed(&item.title)));
    lines
}

pub(super) fn next(meeting: &Meeting) -> Vec<Block<'_>> {
    let Some(next) = &meeting.next else { return Vec::new() };
    let line = Line::default().date(next.at.date()).words(" at ").clock(&next.at).words(". ");
    let line = line.team(meeting, &next.first_team).words(" starts");
    let line = match &next.facilitator {
        Some(name) => line.words(", ").typed(name).words(" leads."),
        None => line.words("."),
    };
    vec![Block::Paragraph(line)]
}

pub(super) fn details(meeting: &Meeting) -> Vec<Block<'_>> {
    let ratings = meeting.ratings.iter().map(|rating| {
        let line = Line::default().team(meeting, &rating.team).words(format!(": {} of 10", rating.score));
        Entry::from(match &rating.better {
            Some(better) => line.words(". One better: ").typed(better),
            None => line,
        })
    });
    let ratings: Vec<Entry> = ratings.collect();
    let mut facts = Vec::new();
    if !ratings.is_empty() {
        facts.push(Fact { label: words("Ratings"), values: ratings });
    }
    facts.extend(balance(meeting).map(|line| {
        let value = Entry { line, bars: bars::talk(meeting), ..Entry::default() };
        Fact { label: words("Time in turns"), values: vec![value] }
    }));
    let mut blocks = Vec::new();
    if !facts.is_empty() {
        blocks.push(Block::Facts(facts));
    }
    blocks.extend(times(meeting));
    blocks
}

/// Whose moves took how long.
fn balance(meeting: &Meeting) -> Option<Line<'_>> {
    let times = meeting.talk_time();
    let total: u64 = times.iter().map(|(_, spent)| u64::from(*spent)).sum();
    let line = Line::default().listed(times, |line, (team, spent)| {
        line.team(meeting, team).words(format!(" {} ({} %)", minutes(spent), percent(spent, total)))
    });
    let line = match meeting.larger_share() {
        Some((team, percent)) => {
            line.words(". ").team(meeting, team).words(format!(" has had {percent} % of the time"))
        }
        None => line,
    };
    (total > 0).then_some(line)
}

fn times(meeting: &Meeting) -> Option<Block<'_>> {
    let columns = vec![
        Column { header: "Item", align: Align::Left },
        Column { header: "Planned", align: Align::Right },
        Column { header: "Used", align: Align::Right },
    ];
    let figures = |name, planned_s, spent_s, bar| {
        let cells = vec![name, words(minutes(planned_s)), words(minutes(spent_s))];
        Row { id: None, cells, bar }
    };
    let items = meeting.items.iter().zip(bars::items(meeting));
    let rows = items.map(|(item, bar)| figures(typed(&item.title), item.planned_s, item.spent_s, Some(bar)));
    let mut rows: Vec<Row> = rows.collect();
    let spent = meeting.items.iter().fold(0, |all: u32, item| all.saturating_add(item.spent_s));
    rows.push(figures(words("Together"), meeting.planned_total_s(), spent, None));
    (!meeting.items.is_empty()).then_some(Block::Table(Table { columns, rows }))
}
