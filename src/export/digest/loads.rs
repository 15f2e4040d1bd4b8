//! What was promised against what can be carried: the comparison, and who promised too much. Adds nothing up itself.

use super::{Block, Entry, Line, bars, some_list, words};
use crate::domain::{
    Meeting,
    capacity::{Limit, Load, Piece, Sentence, Sum, loads},
    quantity::Number,
    unit::Noun,
};

/// Every unit with its target and limit, and under it what the deals make of it.
pub(super) fn compared(meeting: &Meeting) -> Option<Block<'_>> {
    let entries = loads(meeting).into_iter().map(|load| {
        let mut lines = load.sentences().into_iter().map(|told| sentence(meeting, told));
        let (line, under) = (lines.next().unwrap_or_default(), lines.collect());
        Entry { id: None, line, under, bars: bars::load(&load) }
    });
    some_list(entries.collect())
}

/// The largest excess of every unit, the first of several.
pub(super) fn worst(meeting: &Meeting) -> Vec<Line<'_>> {
    loads(meeting).iter().filter_map(|load| worst_of(meeting, load)).collect()
}

fn worst_of<'m>(meeting: &'m Meeting, load: &Load<'m>) -> Option<Line<'m>> {
    let largest = |(_, a): &(_, Number), (_, b): &(_, Number)| a.value().total_cmp(&b.value());
    let (figure, excess) = load.over().into_iter().rev().max_by(largest)?;
    let line = too_much(meeting, load.limit?).words(format!("over by {excess} "));
    Some(noun(line, load.unit.beside(excess)).words(match figure.sum {
        Sum::Target => " in the targets.",
        Sum::Certain => " for certain.",
        Sum::Everything => " if everything closes.",
    }))
}

/// A line for every unit of which too much was promised, with all its figures above the limit.
pub(super) fn warnings(meeting: &Meeting) -> Vec<Line<'_>> {
    loads(meeting).iter().filter_map(|load| warning(meeting, load)).collect()
}

fn warning<'m>(meeting: &'m Meeting, load: &Load<'m>) -> Option<Line<'m>> {
    let limit = load.limit?;
    let over = load.over();
    let first = over.first()?.0.sum;
    let line = too_much(meeting, limit).listed(over, |line, (figure, excess)| {
        let line = line.words(figure.value.to_string());
        let line = if figure.sum == first { noun(line.words(" "), load.unit.beside(figure.value)) } else { line };
        let sum = match figure.sum {
            Sum::Target => "targeted",
            Sum::Certain => "for certain",
            Sum::Everything => "if everything closes",
        };
        line.words(format!(" {sum} (over by {excess})"))
    });
    Some(line.words(format!(", the limit is {}.", limit.value)))
}

fn too_much<'m>(meeting: &'m Meeting, limit: Limit<'m>) -> Line<'m> {
    words("Promised more than ").team(meeting, limit.team).words(" can carry: ")
}

fn sentence<'m>(meeting: &'m Meeting, told: Sentence<'m>) -> Line<'m> {
    told.pieces.into_iter().fold(Line::default(), |line, piece| match piece {
        Piece::Words(words) => line.words(words),
        Piece::Typed(text) => line.typed(text),
        Piece::Team(team) => line.team(meeting, team),
    })
}

fn noun<'m>(line: Line<'m>, noun: Noun<'m>) -> Line<'m> {
    line.typed(noun.typed).words(noun.ending)
}
