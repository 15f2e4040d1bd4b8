//! The list of past meetings: what came of each, and what was found in it. Changes nothing.

use jiff::civil::Date;
use ratatui::text::{Line, Span, Text};
use unicode_width::UnicodeWidthStr;

use super::{FoundIn, Minutes};
use crate::{
    domain::{
        meeting::State,
        search::Excerpt,
        series::{Series, Summary},
    },
    export::Plain,
    tui::{
        screens::short_day,
        ui::{Flow, Look, list},
    },
};

/// Columns before what was found.
const INDENT: usize = 6;

impl Minutes {
    pub(super) fn render_list(&self, today: Date, flow: &mut Flow) {
        let look = flow.look();
        flow.gap();
        let count = match self.shown.series.as_ref().map(|series: &Series| series.meetings.len()) {
            None => "Minutes".to_owned(),
            Some(1) => "Minutes: 1 meeting".to_owned(),
            Some(meetings) => format!("Minutes: {meetings} meetings"),
        };
        let hint = look.words(&format!(" · {}", self.progress().unwrap_or_else(|| "type to search".to_owned())));
        flow.line(Line::from(vec![Span::styled(count, look.strong()), Span::styled(hint, look.quiet())]));
        flow.field(&self.search, 1, flow.rows().saturating_sub(3));
        if self.says_folder {
            flow.text(Text::styled(format!("They are in {}", self.found.folder), look.strong()), 3);
        }
        let rows = self.rows();
        if rows.is_empty() {
            return flow.text(Text::styled(look.words(&self.why_empty()), look.quiet()), 2);
        }
        let (lines, at) = self.lines(&rows, today, flow.columns(), look);
        let room = usize::from(flow.rows());
        let first = list::window(at, lines.len(), room);
        for line in lines.into_iter().skip(first).take(room) {
            flow.line(line);
        }
    }

    /// What is done behind the screen, `None` when everything is read.
    fn progress(&self) -> Option<String> {
        let (searched, all) = (self.found.searched, self.found.all);
        let reading = (searched < all).then(|| format!("reading {searched} of {all} …"));
        self.shown.series.is_none().then(|| "reading …".to_owned()).or(reading)
    }

    fn why_empty(&self) -> String {
        let is_sought = !self.search.text().trim().is_empty();
        let is_busy = self.found.query != self.search.text() || self.progress().is_some();
        match (self.shown.reading(), is_sought, is_busy) {
            (Some(reading), false, _) => reading,
            (_, true, true) => "Searching …".to_owned(),
            (_, true, false) => "No record of any meeting has all these words.".to_owned(),
            (None, false, _) if !self.shown.missing.is_empty() => {
                "No minutes can be read: turnabout doctor says why.".to_owned()
            }
            (None, false, _) => "No meeting yet.".to_owned(),
        }
    }

    /// All rows, what was found under each meeting, and the place of the selected one.
    fn lines(
        &self,
        rows: &[(&Summary, Option<&FoundIn>)],
        today: Date,
        columns: u16,
        look: Look,
    ) -> (Vec<Line<'static>>, usize) {
        let day = |meeting: &Summary| short_day(meeting.started_at.date(), today);
        let days = rows.iter().map(|(meeting, _)| day(meeting).width()).max().unwrap_or(0);
        let mut lines = Vec::new();
        let mut at = 0;
        for (index, (meeting, found)) in rows.iter().enumerate() {
            let line = line(meeting, &format!("{:<days$}", day(meeting)), columns, look);
            if index == self.selected {
                at = lines.len();
                lines.push(line.style(look.selected()));
            } else {
                lines.push(line);
            }
            for (kind, excerpt) in found.iter().flat_map(|found| &found.excerpts) {
                lines.push(in_context(kind, excerpt, look));
            }
            let more = found.map_or(0, |found| found.records - found.excerpts.len());
            if more > 0 {
                lines.push(Line::styled(format!("{}and {more} more", " ".repeat(INDENT)), look.quiet()));
            }
        }
        (lines, at)
    }
}

/// `  14  Tue 24 Nov  4 turns · 6 promises · 5 of 6 kept · 1 decision · rated 8, 9`.
fn line(meeting: &Summary, day: &str, columns: u16, look: Look) -> Line<'static> {
    let head = format!("{:>4}  {day}  ", meeting.number);
    let room = usize::from(columns).saturating_sub(head.width());
    let what = look.cut(&outcome(meeting).join(look.dot()), room);
    let blank = " ".repeat(room.saturating_sub(what.width()));
    Line::from(vec![Span::styled(head, look.strong()), Span::raw(what + &blank)])
}

/// What came of a meeting, part by part.
fn outcome(meeting: &Summary) -> Vec<String> {
    let count = |number: usize, noun: &str| match number {
        0 => None,
        1 => Some(format!("1 {noun}")),
        many => Some(format!("{many} {noun}s")),
    };
    let ratings: Vec<String> = meeting.ratings.iter().map(|rating| rating.score.to_string()).collect();
    let parts = [
        (meeting.state == State::Running).then(|| "running".to_owned()),
        count(meeting.turns, "turn"),
        count(meeting.actions, "promise"),
        (meeting.judged > 0).then(|| format!("kept {} of {}", meeting.kept, meeting.judged)),
        count(meeting.decisions, "decision"),
        (!ratings.is_empty()).then(|| format!("rated {}", ratings.join(", "))),
    ];
    parts.into_iter().flatten().collect()
}

/// `      decision  … name a delivery week, never a day.`, what was searched for marked.
fn in_context(kind: &str, excerpt: &Excerpt, look: Look) -> Line<'static> {
    let mut line = Line::from(Span::styled(format!("{}{kind}  ", " ".repeat(INDENT)), look.quiet()));
    let mut at = 0;
    let plain = |part: &str| look.words(&Plain::of(part).line());
    for found in &excerpt.matches {
        line.push_span(Span::raw(plain(&excerpt.text[at..found.start])));
        line.push_span(Span::styled(plain(&excerpt.text[found.clone()]), look.found()));
        at = found.end;
    }
    line.push_span(Span::raw(plain(&excerpt.text[at..])));
    line
}
