//! Promises: the ones made here and still owed, and what became of earlier ones. Knows of the earlier minutes only what it is given.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Align, Block, Column, Entry, Line, Row, Table, still_open, typed, words};
use crate::domain::{
    Earlier, Id, Meeting, Ref, TeamId,
    meeting::{Action, Degree, OpenAction, Review, Verdict},
};

/// The last one stands only where the promises of a team are for different teams.
const COLUMNS: [Column; 4] = [
    Column { header: "Who", align: Align::Left },
    Column { header: "By when", align: Align::Left },
    Column { header: "What", align: Align::Left },
    Column { header: "For", align: Align::Left },
];

/// Somebody's promise that is open after this meeting.
struct Promise<'m> {
    id: Option<&'m Id>,
    owner: Option<&'m str>,
    due: Option<Date>,
    text: &'m str,
    condition: Option<&'m str>,
    carried: Option<u32>,
    team: &'m TeamId,
    for_team: &'m TeamId,
}

/// A heading and a table per team: owner by owner, each one's soonest first, the owner with the soonest promise first; what nobody
/// owns comes last.
pub(super) fn made(meeting: &Meeting) -> Vec<Block<'_>> {
    let promises: Vec<Promise> =
        meeting.actions.iter().map(Promise::new).chain(still_open(meeting).map(Promise::carried)).collect();
    let mut teams: Vec<&TeamId> = meeting.teams.iter().map(|team| &team.id).collect();
    for promise in &promises {
        if !teams.contains(&promise.team) {
            teams.push(promise.team);
        }
    }
    teams.into_iter().flat_map(|team| of_team(meeting, team, &promises)).collect()
}

fn of_team<'m>(meeting: &'m Meeting, team: &'m TeamId, promises: &[Promise<'m>]) -> Vec<Block<'m>> {
    let all: Vec<&Promise> = promises.iter().filter(|promise| promise.team == team).collect();
    let Some(first) = all.first() else { return Vec::new() };
    let mut soonest = BTreeMap::new();
    for promise in &all {
        let first = soonest.entry(promise.owner).or_insert(promise.order());
        *first = promise.order().min(*first);
    }
    let mut own = all.clone();
    own.sort_by_key(|own| (own.owner.is_none(), soonest.get(&own.owner), own.owner, own.order()));
    let heading = Line::default().team(meeting, team);
    let (heading, width) = if all.iter().all(|promise| promise.for_team == first.for_team) {
        (heading.words(", for ").team(meeting, first.for_team), COLUMNS.len() - 1)
    } else {
        (heading, COLUMNS.len())
    };
    let rows = own.into_iter().map(|promise| promise.row(meeting, width)).collect();
    vec![Block::Heading(heading.into()), Block::Table(Table { columns: COLUMNS[..width].to_vec(), rows })]
}

impl<'m> Promise<'m> {
    fn new(action: &'m Action) -> Self {
        Self {
            id: Some(&action.id),
            owner: action.owner.as_deref(),
            due: action.due,
            text: &action.text,
            condition: action.condition.as_deref(),
            carried: None,
            team: &action.team,
            for_team: &action.for_team,
        }
    }

    fn carried((action, due): (&'m OpenAction, Option<Date>)) -> Self {
        Self {
            id: None,
            owner: action.owner.as_deref(),
            due,
            text: &action.text,
            condition: action.condition.as_deref(),
            carried: Some(action.carried),
            team: &action.team,
            for_team: &action.for_team,
        }
    }

    /// Soonest first, undated last.
    fn order(&self) -> (bool, Option<Date>) {
        (self.due.is_none(), self.due)
    }

    /// Its first `width` cells.
    fn row(&self, meeting: &'m Meeting, width: usize) -> Row<'m> {
        let what = typed(self.text);
        let what = match self.condition {
            Some(condition) => what.words("; if: ").typed(condition),
            None => what,
        };
        let what = match self.carried {
            Some(_) => what.words(" (from an earlier meeting)"),
            None => what,
        };
        let for_team = Line::default().team(meeting, self.for_team);
        let mut cells = vec![who(self.owner), by(self.due), what, for_team];
        cells.truncate(width);
        Row { id: self.id, cells, bar: None }
    }
}

pub(super) fn who(owner: Option<&str>) -> Line<'_> {
    owner.map_or_else(|| words("nobody yet"), typed)
}

fn by<'m>(due: Option<Date>) -> Line<'m> {
    due.map_or_else(|| words("no date"), |due| Line::default().date(due))
}

/// Verdicts on earlier promises, then the ones that were not looked at.
pub(super) fn earlier<'m>(meeting: &'m Meeting, earlier: &'m Earlier) -> Vec<Block<'m>> {
    let text_of = |of: &Ref| meeting.open_actions.iter().find(|action| action.of == *of);
    let judged = meeting.reviews.iter().map(|review| reviewed(meeting, earlier, review, text_of(&review.of)));
    let mut entries: Vec<Entry> = judged.collect();
    let is_new = |action: &&OpenAction| meeting.reviews.iter().all(|review| review.of != action.of);
    entries.extend(meeting.open_actions.iter().filter(is_new).map(|action| {
        let mut entry = Entry::from(promise(meeting, &Promise::carried((action, action.due))).words(": not looked at"));
        entry.under.extend(times(action.carried));
        entry
    }));
    super::some_list(entries).into_iter().collect()
}

/// In the words of the snapshot, else in those of the minutes that hold the promise.
fn reviewed<'m>(
    meeting: &'m Meeting,
    earlier: &'m Earlier,
    review: &'m Review,
    action: Option<&'m OpenAction>,
) -> Entry<'m> {
    let promise = match (action, earlier.actions.get(&review.of)) {
        (Some(action), _) => promise(meeting, &Promise::carried((action, action.due))),
        (None, Some(action)) => promise(meeting, &Promise::new(action)),
        (None, None) => Line::default().earlier("A promise", &review.of),
    };
    let helped = match (review.verdict, review.helped) {
        (_, None) => "",
        (_, Some(Degree::Yes)) => ", and it helped",
        (_, Some(Degree::Partly)) => ", and it helped partly",
        (_, Some(Degree::No)) => ", but it did not help",
    };
    let says = promise.words(format!(": {}{helped}, says ", review.verdict.words())).team(meeting, &review.by_team);
    let mut entry = Entry::from(says);
    entry.under.extend(because(review));
    if let Some(due) = review.new_due {
        let verb = if review.verdict == Verdict::Moved { "Moved to" } else { "Now due" };
        entry.under.push(words(verb).words(" ").date(due));
    }
    entry.under.extend(action.and_then(|action| times(action.carried)));
    entry
}

fn promise<'m>(meeting: &'m Meeting, promise: &Promise<'m>) -> Line<'m> {
    let line = typed(promise.text);
    let line = match promise.condition {
        Some(condition) => line.words("; if: ").typed(condition),
        None => line,
    };
    let line = line.words(" (");
    let line = match promise.owner {
        Some(owner) => line.typed(owner).words(", "),
        None => line,
    };
    line.team(meeting, promise.team).words(")")
}

fn because(review: &Review) -> Option<Line<'_>> {
    match (review.reason, review.note.as_deref()) {
        (Some(reason), Some(note)) => Some(words("Why: ").words(reason.words()).words(". ").typed(note)),
        (Some(reason), None) => Some(words("Why: ").words(reason.words())),
        (None, Some(note)) => Some(typed(note)),
        (None, None) => None,
    }
}

/// How often a promise was carried on, from the second time on.
fn times<'m>(carried: u32) -> Option<Line<'m>> {
    (carried > 1).then(|| words(format!("Carried on {carried} times")))
}
