//! How the agenda editor looks: the sum, the list, the field over the selected row. Changes nothing.

use std::ops::Range;

use ratatui::text::{Line, Span};

use super::{
    AgendaEditor, Place,
    row::{self, Row},
};
use crate::{
    domain::{Agenda, advice, agenda::TeamPlan, pace::Standing},
    tui::ui::{Flow, Look, list},
};

/// Columns of the labels at the left.
const LABEL: usize = 10;

/// Draws the editor.
pub(super) fn editor(editor: &AgendaEditor, flow: &mut Flow) {
    let look = flow.look();
    let name = match editor.place {
        Place::Agenda => "Agenda".to_owned(),
        Place::Item(at) => format!("Item {} of {}", at + 1, editor.agenda().items.len()),
        Place::Kinds(_) => "What is added?".to_owned(),
    };
    flow.gap();
    flow.line(Line::from(vec![
        Span::styled(name, look.strong()),
        Span::styled(format!("{}{}", look.dot(), sum(editor.agenda())), look.quiet()),
    ]));
    if editor.is_running {
        flow.line(Line::styled("A meeting is running: changes count from the next one.", look.quiet()));
    }
    if let Some(alike) = advice::alike(editor.agenda()).first() {
        flow.text(Span::styled(alike.to_string(), look.standing(Standing::Tight)), 2);
    }
    flow.gap();
    match &editor.line {
        Some(line) => list_with_field(editor, line, flow),
        None => rows(editor, flow, usize::from(flow.rows())),
    }
}

/// `items 58 min + reserve 2 = 60 min`.
fn sum(agenda: &Agenda) -> String {
    let items = agenda.item_minutes();
    match agenda.planned_minutes {
        Some(planned) => format!("items {items} min + reserve {} = {planned} min", planned.saturating_sub(items)),
        None => format!("items {items} min, no reserve"),
    }
}

/// The rows that have room, the selected one among them.
fn rows(editor: &AgendaEditor, flow: &mut Flow, room: usize) {
    let rows = editor.rows();
    let first = list::window(editor.selected, rows.len(), room);
    draw_rows(editor, flow, &rows, first..(first + room).min(rows.len()), first);
}

/// Draws a range of rows; a label is said once from the row `first` on.
fn draw_rows(editor: &AgendaEditor, flow: &mut Flow, rows: &[Row], range: Range<usize>, first: usize) {
    let look = flow.look();
    for index in range {
        let label = label(rows[index]);
        let is_new = index == first || index == 0 || label != self::label(rows[index - 1]);
        let mut spans = vec![Span::styled(format!("{:<LABEL$} ", if is_new { label } else { "" }), look.quiet())];
        spans.extend(value(rows[index], editor.agenda(), look));
        let is_selected = index == editor.selected && editor.line.is_none();
        let line = list::row(spans, editor.lines.waits_in(rows[index], editor.agenda()), flow.columns(), look);
        flow.line(if is_selected { line.style(look.selected()) } else { line });
    }
}

/// The list with the field in the place of the selected row.
fn list_with_field(editor: &AgendaEditor, line: &super::Line, flow: &mut Flow) {
    let look = flow.look();
    let rows = editor.rows();
    let room = usize::from(flow.rows()).saturating_sub(5);
    // A new team has no row yet: it is asked for under the selected one.
    let split = editor.selected + usize::from(line.row == Row::NewTeam);
    let first = split - split.min(room / 2);
    draw_rows(editor, flow, &rows, first..split, first);
    let name = match line.row {
        Row::Prompt(_, key) => key_words(key),
        row => label(row).to_owned(),
    };
    let question = Line::from(vec![
        Span::styled(format!("{name:<LABEL$} "), look.strong()),
        Span::styled(line.row.question(), look.quiet()),
    ]);
    flow.text(question, 2);
    flow.field(&line.field, 3, 0);
    let after = editor.selected + 1;
    draw_rows(editor, flow, &rows, after..rows.len().min(after + usize::from(flow.rows())), 0);
}

/// The word at the left of a row, said once for rows that follow each other.
fn label(row: Row) -> &'static str {
    match row {
        Row::Title | Row::ItemTitle(_) => "Title",
        Row::Team(_) | Row::People(_) => "Teams",
        Row::NewTeam => "New team",
        Row::Every | Row::Day | Row::Time => "Rhythm",
        Row::Length => "Length",
        Row::Item(_) => "Items",
        Row::Minutes(_) => "Minutes",
        Row::Rounds(_) => "Rounds",
        Row::TurnMinutes(_) => "A turn",
        Row::SayBack(_) => "Say back",
        Row::Prompt(..) => "Questions",
        Row::Kind(_) => "Item",
    }
}

fn value(row: Row, agenda: &Agenda, look: Look) -> Vec<Span<'static>> {
    let item = |at: usize| &agenda.items[at];
    let rhythm = agenda.rhythm.as_ref();
    let text = match row {
        Row::Title => agenda.title.clone(),
        Row::Team(at) => return team(at, &agenda.teams[at], look),
        Row::People(at) => return people(&agenda.teams[at], look),
        Row::Every => rhythm.map_or("no fixed day".to_owned(), |rhythm| format!("every {}", rhythm.every)),
        Row::Day => rhythm.map(|rhythm| format!("on {}", row::day_words(rhythm))).unwrap_or_default(),
        Row::Time => rhythm.map(|rhythm| format!("at {}", row::time_words(rhythm.time))).unwrap_or_default(),
        Row::Length if agenda.planned_minutes.is_none() => format!("{} min, what the items take", agenda.minutes()),
        Row::Length => format!("{} min", agenda.minutes()),
        Row::Item(at) => format!("{:>3} min  {}", item(at).minutes, item(at).title()),
        Row::ItemTitle(at) => item(at).title().to_owned(),
        Row::Minutes(at) => format!("{} min", item(at).minutes),
        Row::Rounds(at) => format!("each team has {}", turns(row::rounds(item(at)))),
        Row::TurnMinutes(at) => format!("{} min", row::turn_minutes(item(at))),
        Row::SayBack(at) => if row::says_back(item(at)) { "yes" } else { "no" }.to_owned(),
        Row::Prompt(at, key) => return question(agenda, at, key, look),
        Row::Kind(kind) => kind.words().to_owned(),
        Row::NewTeam => String::new(),
    };
    vec![Span::raw(text.replace('\n', " "))]
}

fn team(at: usize, team: &TeamPlan, look: Look) -> Vec<Span<'static>> {
    let mut spans = vec![Span::styled(format!("{} {}", look.mark(at), team.name), look.team(at))];
    if team.delivers {
        spans.push(Span::styled(format!("{}delivers what others sell", look.dot()), look.quiet()));
    }
    spans
}

fn people(team: &TeamPlan, look: Look) -> Vec<Span<'static>> {
    if team.members.is_empty() {
        return vec![Span::styled("  nobody yet", look.quiet())];
    }
    vec![Span::raw(format!("  {}", team.members.join(", ")))]
}

/// A question with its name; one in the usual words is quiet.
fn question(agenda: &Agenda, at: usize, key: &str, look: Look) -> Vec<Span<'static>> {
    let item = &agenda.items[at];
    let words = row::wording(item, key).replace('\n', " ");
    let words = if words.is_empty() { "none".to_owned() } else { words };
    let style = if item.wording(key).is_some() { ratatui::style::Style::new() } else { look.quiet() };
    let is_only = item.questions().count() == 1;
    let name = if is_only { String::new() } else { format!("{:<10}", key_words(key)) };
    vec![Span::styled(name, look.quiet()), Span::styled(words, style)]
}

/// The name of a question as people read it.
fn key_words(key: &str) -> String {
    key.replace(['_', '-'], " ")
}

fn turns(number: u32) -> String {
    if number == 1 { "1 turn".to_owned() } else { format!("{number} turns") }
}
