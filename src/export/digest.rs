//! The minutes in the order in which people read them (DESIGN, section 7), as plain data. Knows no output format.

mod after;
mod bars;
pub mod brief;
mod corrected;
mod loads;
mod promises;
mod short;
mod topics;
mod turns;

use std::borrow::Cow;

use jiff::civil::Date;

use crate::domain::{
    Earlier, Id, Meeting, Ref, Stamp, TeamId,
    meeting::{OpenAction, State},
    quantity::Quantity,
};

/// What kind of paper it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// What was said in a meeting.
    Minutes,
    /// What to bring to one.
    Brief,
}

impl Paper {
    /// The word for it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::Brief => "brief",
        }
    }
}

/// Minutes ready to be written in any format. User text is kept as typed: each renderer escapes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest<'m> {
    /// Minutes or a brief.
    pub paper: Paper,
    /// Of the series.
    pub title: &'m str,
    /// Counted from 1 within the series.
    pub number: u32,
    /// A running meeting makes a draft, a closed one the final minutes.
    pub state: State,
    /// Number, draft or final, day and time in one line.
    pub subtitle: Line<'m>,
    /// Who was there, a fact per team, and who was not.
    pub head: Vec<Fact<'m>>,
    /// In reading order; none is empty.
    pub sections: Vec<Section<'m>>,
}

/// One part of the minutes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section<'m> {
    /// Unique and the same in all minutes: an anchor.
    pub key: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// What it says, never empty.
    pub blocks: Vec<Block<'m>>,
}

/// A piece of a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block<'m> {
    /// A sentence or several.
    Paragraph(Line<'m>),
    /// Stands above the blocks that follow, up to the next heading.
    Heading(Entry<'m>),
    /// Entries of the same rank.
    List(Vec<Entry<'m>>),
    /// Values with a label each.
    Facts(Vec<Fact<'m>>),
    /// Rows under named columns.
    Table(Table<'m>),
}

/// A line and what belongs under it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry<'m> {
    /// The record it shows, unique in the minutes: an anchor.
    pub id: Option<&'m Id>,
    /// The line itself.
    pub line: Line<'m>,
    /// Lines that explain it.
    pub under: Vec<Line<'m>>,
    /// A picture of figures that the lines tell, on one scale.
    pub bars: Vec<Bar<'m>>,
}

/// A label and one or more values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact<'m> {
    /// What the values are.
    pub label: Line<'m>,
    /// At least one.
    pub values: Vec<Entry<'m>>,
}

/// Rows under named columns; every row has as many cells as there are columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table<'m> {
    /// Headers, left to right.
    pub columns: Vec<Column>,
    /// Top to bottom.
    pub rows: Vec<Row<'m>>,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// What stands in it.
    pub header: &'static str,
    /// Where its cells stand.
    pub align: Align,
}

/// Where the cells of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Figures.
    Right,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'m> {
    /// The record it shows: an anchor.
    pub id: Option<&'m Id>,
    /// Left to right.
    pub cells: Vec<Line<'m>>,
    /// A picture of figures that the cells tell, on one scale with those of the other rows.
    pub bar: Option<Bar<'m>>,
}

/// A figure as a length, for formats that can draw. What it shows is told in words elsewhere too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar<'m> {
    /// What is shown.
    pub label: Line<'m>,
    /// How much, in words.
    pub figure: Line<'m>,
    /// In thousandths of the width.
    pub length: u16,
    /// Where the plan, the limit or the target stands, in thousandths of the width.
    pub mark: Option<u16>,
    /// What it is about.
    pub tone: Tone,
}

/// What a bar is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// A team, by its place among the teams. More is neither good nor bad.
    Team(usize),
    /// Something that is better below its mark.
    Plain,
    /// Something that is to reach its mark.
    Good,
}

/// Words of the program and of people, in the order in which they are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line<'m>(Vec<Span<'m>>);

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span<'m> {
    /// The program's own words, on one line, without markup.
    Words(Cow<'static, str>),
    /// As somebody typed it: it may hold anything, line breaks too.
    Typed(&'m str),
    /// A team of the meeting.
    Team {
        /// Its place among the teams: decides colour and mark.
        index: usize,
        /// As somebody typed it.
        name: &'m str,
    },
    /// A day, or a time of day.
    Time {
        /// As people say it, in the program's own words.
        words: String,
        /// As machines read it: `2026-12-08`, `2026-12-08T10:00:00+01:00`.
        datetime: String,
    },
}

impl<'m> Digest<'m> {
    /// The minutes of `meeting`, complete as far as they are recorded. What it says of `earlier` meetings is told in
    /// their words as far as these are known.
    pub fn of(meeting: &'m Meeting, earlier: &'m Earlier) -> Self {
        let mut sections = vec![
            section("in-short", "In short", short::blocks(meeting, earlier)),
            section("actions", "Who does what by when", promises::made(meeting)),
            section("decisions", "Decisions", topics::decisions(meeting)),
            section("deals", "Deals before the handshake", topics::deals(meeting, earlier)),
            section("warnings", "Warnings", short::warnings(meeting)),
            section("expectations", "Targets and limits until the next meeting", topics::expectations(meeting)),
            section("reviews", "Promises from earlier meetings", promises::earlier(meeting, earlier)),
            section("turns", "Turns", turns::blocks(meeting)),
            section("goals", "Goals and reward", topics::goals(meeting, earlier)),
            section("wins", "Good news", topics::wins(meeting)),
            section("notes", "Notes", topics::notes(meeting)),
            section("parked", "Parked and not reached", after::parked(meeting, earlier)),
            section("next", "Next meeting", after::next(meeting)),
            section("details", "Details", after::details(meeting)),
        ];
        sections.retain(|section| !section.blocks.is_empty());
        corrected::tell(&mut sections, meeting);
        Self {
            paper: Paper::Minutes,
            title: &meeting.title,
            number: meeting.number,
            state: meeting.state,
            subtitle: short::subtitle(meeting),
            head: short::head(meeting),
            sections,
        }
    }
}

impl<'m> Section<'m> {
    /// Its blocks with their depth, 1 or below a heading 2, and whether an empty row stands before them: before every
    /// block but the first and the one right below a heading.
    pub fn laid_out(&self) -> impl Iterator<Item = (usize, bool, &Block<'m>)> {
        let is_heading = |block: &Block| matches!(block, Block::Heading(_));
        let mut depth = 1;
        self.blocks.iter().enumerate().map(move |(index, block)| {
            let is_apart = index > 0 && !is_heading(&self.blocks[index - 1]);
            let at = if is_heading(block) { 1 } else { depth };
            depth = if is_heading(block) { 2 } else { depth };
            (at, is_apart, block)
        })
    }
}

impl<'m> Line<'m> {
    /// The pieces, first to last.
    pub fn spans(&self) -> &[Span<'m>] {
        &self.0
    }

    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn words(mut self, words: impl Into<Cow<'static, str>>) -> Self {
        self.0.push(Span::Words(words.into()));
        self
    }

    fn typed(mut self, text: &'m str) -> Self {
        self.0.push(Span::Typed(text));
        self
    }

    /// `Tue 8 Dec 2026`.
    fn date(mut self, date: Date) -> Self {
        self.0.push(Span::Time { words: day(date), datetime: date.to_string() });
        self
    }

    /// `10:00`.
    fn clock(mut self, at: &Stamp) -> Self {
        self.0.push(Span::Time { words: at.zoned().strftime("%H:%M").to_string(), datetime: at.to_string() });
        self
    }

    /// `02:40 +02:00`.
    fn clock_with_offset(self, at: &Stamp) -> Self {
        self.clock(at).words(at.zoned().strftime(" %:z").to_string())
    }

    fn append(mut self, line: Self) -> Self {
        self.0.extend(line.0);
        self
    }

    /// The team's name, or its id for a team the minutes do not list.
    fn team(mut self, meeting: &'m Meeting, id: &'m TeamId) -> Self {
        let index = meeting.teams.iter().position(|team| team.id == *id);
        self.0.push(match index {
            Some(index) => Span::Team { index, name: &meeting.teams[index].name },
            None => Span::Typed(id.as_str()),
        });
        self
    }

    /// `Sales, Operations and Support`.
    fn teams(self, meeting: &'m Meeting, teams: &'m [TeamId]) -> Self {
        self.listed(teams, |line, team| line.team(meeting, team))
    }

    /// The full stop of a sentence, where what was typed does not bring its own.
    fn stop(self) -> Self {
        let ends = |text: &str| text.trim_end().ends_with(['.', '!', '?', '…', '。', '！', '？', '؟']);
        match self.0.last() {
            Some(Span::Typed(text) | Span::Team { name: text, .. }) if ends(text) => self,
            Some(Span::Words(words)) if ends(words) => self,
            _ => self.words("."),
        }
    }

    /// All of `entries` as one would say them: `A, B and C`.
    fn listed<T>(mut self, entries: impl IntoIterator<Item = T>, mut add: impl FnMut(Self, T) -> Self) -> Self {
        let mut entries = entries.into_iter().peekable();
        let mut is_first = true;
        while let Some(entry) = entries.next() {
            self = match (is_first, entries.peek().is_some()) {
                (true, _) => self,
                (false, true) => self.words(", "),
                (false, false) => self.words(" and "),
            };
            is_first = false;
            self = add(self, entry);
        }
        self
    }

    /// All of `entries`, apart where each may hold commas of its own: `A; B; C`.
    fn listed_apart<T>(mut self, entries: impl IntoIterator<Item = T>, mut add: impl FnMut(Self, T) -> Self) -> Self {
        for (index, entry) in entries.into_iter().enumerate() {
            self = add(if index == 0 { self } else { self.words("; ") }, entry);
        }
        self
    }

    /// Names a record of an earlier meeting whose text these minutes do not hold: `A goal of Tue 15 Sep 2026 (g1)`.
    fn earlier(self, kind: &'static str, of: &'m Ref) -> Self {
        let (meeting, record) = of.as_str().split_once('/').unwrap_or((of.as_str(), ""));
        let day = meeting.get(..10).and_then(|date| date.parse::<Date>().ok());
        let line = self.words(kind).words(" of ");
        let line = match day {
            Some(day) => line.date(day),
            None => line.typed(meeting),
        };
        line.words(" (").typed(record).words(")")
    }
}

impl<'m> From<Line<'m>> for Entry<'m> {
    fn from(line: Line<'m>) -> Self {
        Self { line, ..Self::default() }
    }
}

impl<'m> Entry<'m> {
    fn of(id: &'m Id, line: Line<'m>) -> Self {
        Self { id: Some(id), line, ..Self::default() }
    }
}

impl<'m> Fact<'m> {
    fn new(label: &'static str, value: Line<'m>) -> Self {
        Self { label: words(label), values: vec![value.into()] }
    }
}

/// A day as people say it: `Tue 8 Dec 2026`.
pub fn day(date: Date) -> String {
    date.strftime("%a %-d %b %Y").to_string()
}

fn section<'m>(key: &'static str, title: &'static str, blocks: Vec<Block<'m>>) -> Section<'m> {
    Section { key, title, blocks }
}

/// A line of the program's words.
fn words<'m>(words: impl Into<Cow<'static, str>>) -> Line<'m> {
    Line::default().words(words)
}

/// A line of somebody's words.
fn typed(text: &str) -> Line<'_> {
    Line::default().typed(text)
}

/// `1 decision`, `2 decisions`.
fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

fn some_list(entries: Vec<Entry<'_>>) -> Option<Block<'_>> {
    (!entries.is_empty()).then_some(Block::List(entries))
}

/// A quantity that `text` does not already say.
fn beside<'m>(quantity: Option<&'m Quantity>, text: Option<&str>) -> Option<Line<'m>> {
    let quantity = quantity.filter(|quantity| text.and_then(Quantity::find).as_ref() != Some(*quantity))?;
    Some(words(format!("{} ", quantity.value)).typed(&quantity.unit))
}

/// Actions of earlier meetings that are still open after today's reviews, with their new dates.
fn still_open(meeting: &Meeting) -> impl Iterator<Item = (&OpenAction, Option<Date>)> {
    meeting.open_actions.iter().filter_map(|action| {
        let review = meeting.reviews.iter().rev().find(|review| review.of == action.of);
        let is_open = review.is_none_or(|review| review.verdict.leaves_open());
        is_open.then(|| (action, review.and_then(|review| review.new_due).or(action.due)))
    })
}

#[cfg(test)]
mod tests;
