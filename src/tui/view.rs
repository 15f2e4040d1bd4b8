//! The frame around every screen: header, agenda, stage, what lies over it, footer. Changes nothing.

use jiff::Zoned;
use ratatui::{
    Frame,
    layout::{Constraint, Layout, Rect},
    style::Style,
    text::{Line, Span, Text},
};
use unicode_width::UnicodeWidthStr;

use super::{
    app::{App, Saving},
    screens::Scene,
    ui::{self, Canvas, Flow, Look, Shown, canvas::Wrapped, footer},
};
use crate::domain::{
    TeamId,
    meeting::Item,
    pace::{self, Span as TimeSpan},
};

/// The smallest screen that is drawn.
const LEAST: (u16, u16) = (60, 16);
/// From these columns and rows on, the agenda stands beside the stage.
const WIDE: (u16, u16) = (96, 20);
/// Columns of the agenda, and of one on a screen where its titles need not be cut.
const AGENDA: (u16, u16) = (30, 40);
/// From these columns on the agenda takes the more.
const ROOMY: u16 = 140;
/// Most rows of a notice.
const MOST_NOTICE_ROWS: u16 = 6;
/// Most rows of the agenda that tell what will not be reached.
const REACH_ROWS: u16 = 3;
/// Most rows of the agenda that tell whose share of the time is larger.
const SHARE_ROWS: u16 = 2;
/// Columns that an item of the agenda keeps for its title.
const TITLE: usize = 12;
/// Columns that the name of a team takes at most beside its time.
const BALANCE_NAME: usize = 12;

/// Draws the program.
pub fn draw(app: &App, frame: &mut Frame) {
    let mut canvas = Canvas::new(frame, app.look());
    draw_on(app, &mut canvas);
    canvas.finish();
}

fn draw_on(app: &App, canvas: &mut Canvas) {
    let area = canvas.area();
    if area.width < LEAST.0 || area.height < LEAST.1 {
        return draw_too_small(area, canvas);
    }
    let rows = [1, 1, 0, 1, 1].map(|rows| if rows == 0 { Constraint::Fill(1) } else { Constraint::Length(rows) });
    let [header, above, _, below, last] = Layout::vertical(rows).areas(area);
    let body = ui::body(area);
    let look = app.look();
    if app.is_covered() {
        let above = Rect { height: area.height - 1, ..area };
        app.render_overlay(&mut Flow::new(canvas, above));
        return draw_footer(app, last, canvas);
    }
    for rule in [above, below] {
        let line = look.rule().repeat(usize::from(rule.width).saturating_sub(2));
        canvas.line(Line::styled(format!(" {line}"), look.quiet()), rule);
    }
    draw_header(app, header, canvas);
    draw_body(app, body, canvas);
    if let Some(scene) = app.scene().filter(|_| app.is_in_meeting() && !is_wide(body)) {
        draw_words_on_time(&scene, below, look, canvas);
    }
    if app.has_overlay() {
        draw_overlay(app, body, canvas);
    }
    draw_footer(app, last, canvas);
}

fn draw_too_small(area: Rect, canvas: &mut Canvas) {
    let text = format!("needs {}x{}, has {}x{}; typing still counts", LEAST.0, LEAST.1, area.width, area.height);
    canvas.text(Wrapped::of(text, canvas.look()), area);
}

fn draw_header(app: &App, area: Rect, canvas: &mut Canvas) {
    let look = app.look();
    let clock = app.clock().strftime("%H:%M").to_string();
    let Some(scene) = app.scene() else {
        let mut right = saving(app, area.width.saturating_sub(20), look);
        if !right.is_empty() {
            right.push(Span::styled(look.dot(), look.quiet()));
        }
        right.push(Span::styled(format!("{clock} "), look.quiet()));
        let mut left = demo(app);
        left.push(Span::styled(" Turnabout", look.strong()));
        return draw_ends(Line::from(left), Line::from(right), area, canvas);
    };
    let is_wide = area.width >= 80;
    let number = format!("{}meeting {}", look.pick(" · ", " | "), scene.meeting.number);
    let title = format!(" {}{}", scene.meeting.title, if is_wide { &number } else { "" });
    let dot = Span::styled(look.pick(" · ", " | "), look.quiet());
    let mut times = Vec::new();
    if is_wide {
        times.extend([dot.clone(), Span::raw(clock)]);
    }
    if let Some(ends) = ends(&scene, area.width, look) {
        times.push(dot);
        times.extend(ends);
    }
    times.push(Span::raw(" "));
    let columns = times.iter().map(Span::width).sum::<usize>();
    let mut right = saving(app, area.width.saturating_sub(u16::try_from(columns).unwrap_or(u16::MAX)), look);
    right.extend(times);
    let right = Line::from(right);
    let mut left = demo(app);
    let used = left.iter().map(Span::width).sum::<usize>() + right.width() + 2;
    left.push(Span::styled(look.cut(&title, usize::from(area.width).saturating_sub(used)), look.strong()));
    draw_ends(Line::from(left), right, area, canvas);
}

/// The truth about saving, in words and in so many columns; nothing where nothing was to be saved.
fn saving(app: &App, columns: u16, look: Look) -> Vec<Span<'static>> {
    let span = app.saving().map(|saving| match saving {
        Saving::Done(at) => Span::styled(format!("saved {}", at.strftime("%H:%M:%S")), look.quiet()),
        Saving::Beside(at, _) => {
            Span::styled(format!(" saved {} as conflict copy ", at.strftime("%H:%M:%S")), look.alarm())
        }
        Saving::Busy => Span::styled("saving", look.quiet()),
        Saving::Trouble(why) => {
            let text = format!("NOT SAVED: {why}");
            Span::styled(format!(" {} ", look.cut(&text, usize::from(columns).saturating_sub(2))), look.alarm())
        }
    });
    span.into_iter().collect()
}

/// The sign that nothing here is real.
fn demo(app: &App) -> Vec<Span<'static>> {
    let sign = || [Span::raw(" "), Span::styled(" DEMO ", app.look().selected())];
    if app.is_demo() { sign().to_vec() } else { Vec::new() }
}

/// The planned end, and the predicted one where it is worth a word.
fn ends(scene: &Scene, columns: u16, look: Look) -> Option<Vec<Span<'static>>> {
    let meeting = scene.meeting;
    if meeting.clock.as_ref()?.paused {
        return Some(vec![Span::styled(" PAUSED ", look.selected())]);
    }
    let zone = scene.clock.time_zone().clone();
    let time = |at: &Zoned| at.strftime("%H:%M").to_string();
    let planned = meeting.planned_end().with_time_zone(zone);
    let mut spans = vec![Span::raw(format!("ends {}", time(&planned)))];
    if let Some(predicted) = meeting.told_end(scene.clock) {
        let text = if columns >= 100 {
            format!(", at this pace {}", time(&predicted))
        } else {
            format!(" ({})", time(&predicted))
        };
        let late = predicted > planned;
        spans.push(Span::styled(text, if late { look.standing(pace::Standing::Tight) } else { look.quiet() }));
    }
    Some(spans)
}

/// One line at the left and one at the right; the left one gives way.
fn draw_ends(left: Line, right: Line, area: Rect, canvas: &mut Canvas) {
    let right = Shown::of(right, canvas.look());
    let columns = u16::try_from(right.columns()).unwrap_or(u16::MAX).min(area.width);
    let parts = [Constraint::Fill(1), Constraint::Length(1), Constraint::Length(columns)];
    let [start, _, end] = Layout::horizontal(parts).areas(area);
    canvas.line(left, start);
    canvas.shown(right, end);
}

/// The last row; a long notice takes as many rows above it as it needs.
fn draw_footer(app: &App, area: Rect, canvas: &mut Canvas) {
    let look = app.look();
    let Some(notice) = app.notice() else {
        return canvas.line(footer::line(app.hints(), area.width, look), area);
    };
    let inside = Rect { x: area.x + 1, width: area.width - 1, ..area };
    let text = Wrapped::of(Line::styled(notice.to_owned(), look.strong()), look);
    let rows = text.rows(inside.width).clamp(1, MOST_NOTICE_ROWS);
    let up = |area: Rect| Rect { y: area.y + 1 - rows, height: rows, ..area };
    canvas.clear(up(area));
    canvas.text(text, up(inside));
}

/// Whether the agenda stands beside the stage in this body.
fn is_wide(body: Rect) -> bool {
    body.width >= WIDE.0 && body.height >= WIDE.1 - 4
}

fn draw_body(app: &App, area: Rect, canvas: &mut Canvas) {
    let look = app.look();
    let in_meeting = app.scene().filter(|_| app.is_in_meeting());
    let stage = match in_meeting {
        Some(scene) if is_wide(area) => {
            let [agenda, line, stage] = Layout::horizontal([
                Constraint::Length(if area.width < ROOMY { AGENDA.0 } else { AGENDA.1 }),
                Constraint::Length(1),
                Constraint::Fill(1),
            ])
            .areas(area);
            draw_agenda(&scene, agenda, look, canvas);
            for y in line.top()..line.bottom() {
                canvas.sign(line.x, y, look.pick("│", "|"), look.quiet());
            }
            stage
        }
        Some(scene) => {
            let [progress, stage] = Layout::vertical([Constraint::Length(1), Constraint::Fill(1)]).areas(area);
            draw_progress(&scene, progress, look, canvas);
            stage
        }
        None => area,
    };
    app.render_screen(&mut Flow::new(canvas, ui::stage(stage)));
}

/// One line for a narrow screen: where the meeting stands and how much time is left.
fn draw_progress(scene: &Scene, area: Rect, look: Look, canvas: &mut Canvas) {
    let Some(item) = scene.meeting.item() else { return };
    let position = scene.meeting.position.unwrap_or(0) + 1;
    let text = format!(" {} {}  {position} of {}", look.pick("▶", ">"), item.title, scene.meeting.items.len());
    let left = Line::styled(text, look.quiet());
    draw_ends(left, Line::from(left_of_current(scene, look)), area, canvas);
}

/// What the clock has to say on a narrow screen, in the rule above the footer: it takes no row from the stage.
fn draw_words_on_time(scene: &Scene, area: Rect, look: Look, canvas: &mut Canvas) {
    let mut left = area.x + 2;
    for (index, (text, style)) in
        [out_of_reach(scene, look), larger_share(scene, look)].into_iter().flatten().enumerate()
    {
        let room = usize::from(area.right().saturating_sub(left + 4));
        if index > 0 && text.width() > room {
            break;
        }
        let line = Line::styled(format!(" {} ", look.cut(&text, room)), style);
        let columns = u16::try_from(line.width()).unwrap_or(u16::MAX);
        canvas.line(line, Rect { x: left, width: columns, ..area });
        left += columns + 1;
    }
}

/// The items that will not be reached at this pace.
fn out_of_reach(scene: &Scene, look: Look) -> Option<(String, Style)> {
    let missed = scene.meeting.out_of_reach(scene.clock);
    let titles: Vec<&str> = missed.iter().map(|index| scene.meeting.items[*index].title.as_str()).collect();
    let text = format!("You will not reach: {}.", titles.join(", "));
    (!titles.is_empty()).then(|| (text, look.standing(pace::Standing::Tight)))
}

/// The team that has had clearly more than its part of the time.
fn larger_share(scene: &Scene, look: Look) -> Option<(String, Style)> {
    let (team, percent) = scene.meeting.larger_share()?;
    let text = format!("{} has had {percent} % of the time.", scene.meeting.team_name(team));
    Some((text, look.quiet()))
}

/// The time left for what is due, in words: `1:12 left`, `over by 0:20`.
fn left_of_current(scene: &Scene, look: Look) -> Vec<Span<'static>> {
    let Some(span) = scene.meeting.current_span() else { return Vec::new() };
    let name = if scene.meeting.due_here().is_some() { "this move " } else { "" };
    vec![Span::styled(name, look.quiet()), Span::styled(left(span), look.standing(span.standing())), Span::raw(" ")]
}

fn left(span: TimeSpan) -> String {
    let left = span.left_s();
    let shown = pace::minutes(u32::try_from(left.unsigned_abs()).unwrap_or(u32::MAX));
    match span.planned_s {
        0 => pace::minutes(span.spent_s),
        _ if left >= 0 => format!("{shown} left"),
        _ => format!("over by {shown}"),
    }
}

fn draw_agenda(scene: &Scene, area: Rect, look: Look, canvas: &mut Canvas) {
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let mut flow = Flow::new(canvas, area);
    let meeting = scene.meeting;
    let position = meeting.position.unwrap_or(0);
    let (missed, share) = (out_of_reach(scene, look), larger_share(scene, look));
    let below = 8 + if missed.is_some() { REACH_ROWS } else { 0 } + if share.is_some() { SHARE_ROWS } else { 0 };
    let room = usize::from(flow.rows().saturating_sub(below)).max(3);
    let first = super::ui::list::window(position, meeting.items.len(), room);
    for (index, item) in meeting.items.iter().enumerate().skip(first).take(room) {
        let outcome = meeting.outcome(item.kind, look.dot());
        let (line, style) = agenda_line(index, position, item, outcome, area.width, look);
        flow.line(Line::styled(line, style));
    }
    if let Some((text, style)) = missed {
        flow.text(Text::styled(text, style), REACH_ROWS);
    }
    flow.line("");
    if let Some(span) = meeting.current_span() {
        let due = meeting.due_here();
        let name = if due.is_some() { "This move" } else { "This item" };
        let bar = look.bar(span.spent_s, span.planned_s, 10);
        flow.line(Line::from(vec![
            Span::raw(format!("{name:<10} ")),
            Span::styled(left(span), look.standing(span.standing())),
        ]));
        flow.line(Line::styled(bar, look.quiet()));
        if let Some(due) = due {
            let turn = meeting.turn_span(due.turn);
            let text = format!(
                "Turn {:<5} {} of {}",
                due.turn + 1,
                pace::minutes(turn.spent_s),
                pace::minutes(turn.planned_s)
            );
            flow.line(Line::styled(text, look.quiet()));
        }
    }
    draw_balance(scene, &mut flow);
    if let Some((text, style)) = share {
        flow.text(Text::styled(text, style), SHARE_ROWS);
    }
}

/// An item with its time; in place of the time of one that is over what came of it, where the title has room beside.
fn agenda_line(
    index: usize,
    position: usize,
    item: &Item,
    outcome: Option<String>,
    columns: u16,
    look: Look,
) -> (String, Style) {
    let planned = item.planned_s / 60;
    let (mark, time, style) = match index.cmp(&position) {
        std::cmp::Ordering::Less => {
            let fits = |outcome: &String| outcome.width() + TITLE <= usize::from(columns);
            let told = outcome.filter(fits).unwrap_or_else(|| pace::minutes(item.spent_s));
            (look.pick("✓", "x"), told, look.quiet())
        }
        std::cmp::Ordering::Equal => {
            let spent = item.spent_s / 60;
            (look.pick("▶", ">"), format!("{spent} / {planned} min"), look.strong())
        }
        std::cmp::Ordering::Greater => (" ", format!("{planned} min"), Style::new()),
    };
    let room = usize::from(columns).saturating_sub(time.width() + 3);
    let title = look.cut(&item.title, room.saturating_sub(1));
    let gap = room.saturating_sub(title.width());
    (format!("{mark} {title}{}{time}", " ".repeat(gap)), style)
}

/// Time per team: a by-product of the moves.
fn draw_balance(scene: &Scene, flow: &mut Flow) {
    let look = flow.look();
    let talk = scene.meeting.talk_time();
    let most = talk.iter().map(|(_, spent)| *spent).max().unwrap_or(0);
    if most == 0 {
        return;
    }
    flow.line("");
    let name = |team: &TeamId| look.cut(scene.meeting.team_name(team), BALANCE_NAME);
    let names = talk.iter().map(|(team, _)| name(team).width()).max().unwrap_or(0);
    for (team, spent) in talk {
        let index = scene.meeting.team_index(team);
        let name = look.fit(&name(team), names);
        let bar: String = look.bar(spent, most, 8).chars().filter(|c| !matches!(c, '▯' | '.')).collect();
        flow.line(Line::from(vec![
            Span::styled(format!("{} {name} ", look.mark(index)), look.team(index)),
            Span::styled(bar, look.team(index)),
            Span::raw(format!(" {}", pace::minutes(spent))),
        ]));
    }
}

/// A box over the stage, as high as the body allows.
fn draw_overlay(app: &App, body: Rect, canvas: &mut Canvas) {
    let width = body.width.saturating_sub(4).min(90);
    let height = body.height.min(app.overlay_rows());
    let area = Rect { x: body.x + (body.width - width) / 2, y: body.y + (body.height - height) / 3, width, height };
    let inner = canvas.boxed(area);
    app.render_overlay(&mut Flow::new(canvas, inner));
}
