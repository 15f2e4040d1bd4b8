//! What a meeting records beside promises and turns: decisions, deals, expectations, goals, wins, notes.

use super::{Align, Block, Column, Entry, Fact, Line, Row, Table, bars, beside, loads, some_list, typed, words};
use crate::domain::{
    Earlier, Kind, Meeting,
    meeting::{Deal, Expectation, Goal, GoalScope, GoalStatus, GoalUpdate, Reward, ScopeVerdict},
};

pub(super) fn decisions(meeting: &Meeting) -> Vec<Block<'_>> {
    let entries = meeting.decisions.iter().map(|decision| Entry::of(&decision.id, typed(&decision.text)));
    some_list(entries.collect()).into_iter().collect()
}

pub(super) fn deals<'m>(meeting: &'m Meeting, earlier: &'m Earlier) -> Vec<Block<'m>> {
    let mut blocks: Vec<Block> = meeting.deals.iter().flat_map(|deal| one_deal(meeting, deal)).collect();
    let updates = meeting.deal_updates.iter().map(|update| {
        let line = match earlier.deals.get(&update.of) {
            Some(deal) => titled(meeting, deal),
            None => Line::default().earlier("A deal", &update.of),
        };
        let line = line.words(": ").words(update.status.words());
        Entry { under: update.note.as_deref().map(typed).into_iter().collect(), ..line.into() }
    });
    blocks.extend(some_list(updates.collect()));
    blocks
}

fn one_deal<'m>(meeting: &'m Meeting, deal: &'m Deal) -> [Block<'m>; 2] {
    let mut facts = vec![Fact::new("Verdict", verdict(deal))];
    facts.extend(deal.scope.as_deref().map(|scope| Fact::new("Scope", typed(scope))));
    let amount = beside(deal.quantity.as_ref(), deal.scope.as_deref());
    facts.extend(amount.map(|amount| Fact::new("Amount", amount)));
    facts.extend(deal.due.map(|due| Fact::new("Delivery", Line::default().date(due))));
    facts.extend(deal.said.as_deref().map(|said| Fact::new("Already said", typed(said))));
    [Block::Heading(Entry::of(&deal.id, titled(meeting, deal))), Block::Facts(facts)]
}

/// `Brightline (Ana Duarte, Sales)`.
fn titled<'m>(meeting: &'m Meeting, deal: &'m Deal) -> Line<'m> {
    let title = typed(&deal.name).words(" (");
    let title = match &deal.owner {
        Some(owner) => title.typed(owner).words(", "),
        None => title,
    };
    title.team(meeting, &deal.team).words(")")
}

pub(super) fn verdict(deal: &Deal) -> Line<'_> {
    let because = deal.because.as_deref();
    let line = match deal.verdict {
        ScopeVerdict::Go => "Go",
        ScopeVerdict::GoIf if because.is_some() => "Go if: ",
        ScopeVerdict::GoIf => "Go, on a condition",
        ScopeVerdict::NotYet if because.is_some() => "Not yet, missing: ",
        ScopeVerdict::NotYet => "Not yet",
        ScopeVerdict::No if because.is_some() => "No, because: ",
        ScopeVerdict::No => "No",
        ScopeVerdict::Unchecked => "Unchecked: do not sign",
    };
    let line = match (deal.verdict, because) {
        (_, None) => words(line),
        (ScopeVerdict::Go | ScopeVerdict::Unchecked, Some(because)) => words(line).words(": ").typed(because),
        (ScopeVerdict::GoIf | ScopeVerdict::NotYet | ScopeVerdict::No, Some(because)) => words(line).typed(because),
    };
    match &deal.verified_by {
        Some(name) => line.words(" (checked by ").typed(name).words(")"),
        None => line,
    }
}

pub(super) fn expectations(meeting: &Meeting) -> Vec<Block<'_>> {
    let columns = ["Team", "Kind", "What", "It rests on"].map(|header| Column { header, align: Align::Left });
    let has_assumption = meeting.expectations.iter().any(|expectation| expectation.assumption.is_some());
    let width = if has_assumption { 4 } else { 3 };
    let rows = meeting.expectations.iter().map(|expectation| {
        let mut cells = vec![
            Line::default().team(meeting, &expectation.team),
            words(expectation.kind.words()),
            expected(expectation),
            expectation.assumption.as_deref().map_or_else(Line::default, typed),
        ];
        cells.truncate(width);
        Row { id: Some(&expectation.id), cells, bar: None }
    });
    let rows: Vec<Row> = rows.collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let table = Block::Table(Table { columns: columns[..width].to_vec(), rows });
    std::iter::once(table).chain(loads::compared(meeting)).collect()
}

fn expected(expectation: &Expectation) -> Line<'_> {
    let line = typed(&expectation.text);
    match beside(expectation.quantity.as_ref(), Some(&expectation.text)) {
        Some(quantity) => line.words(" (").append(quantity).words(")"),
        None => line,
    }
}

pub(super) fn goals<'m>(meeting: &'m Meeting, earlier: &'m Earlier) -> Vec<Block<'m>> {
    let goals = meeting.goals.iter().map(|goal| one_goal(meeting, goal));
    let updates = meeting.goal_updates.iter().map(|update| progress(meeting, update, earlier.goals.get(&update.of)));
    some_list(goals.chain(updates).collect()).into_iter().collect()
}

fn one_goal<'m>(meeting: &'m Meeting, goal: &'m Goal) -> Entry<'m> {
    let mut entry = Entry::of(&goal.id, typed(&goal.text));
    entry.under.push(for_whom(meeting, goal));
    let target = beside(goal.target.as_ref(), Some(&goal.text));
    entry.under.extend(target.map(|target| words("Target: ").append(target)));
    if !goal.owners.is_empty() {
        entry.under.push(words("Looked after by ").listed(&goal.owners, |line, owner| line.typed(owner)));
    }
    if let Some(reward) = &goal.reward {
        entry.under.push(rewarded(meeting, reward));
    }
    entry
}

fn rewarded<'m>(meeting: &'m Meeting, reward: &'m Reward) -> Line<'m> {
    let line = words("Reward: ").typed(&reward.text);
    match reward.teams.as_slice() {
        [] => line,
        teams => line.words(" (for ").teams(meeting, teams).words(")"),
    }
}

fn for_whom<'m>(meeting: &'m Meeting, goal: &'m Goal) -> Line<'m> {
    let line = match (&goal.for_team, goal.scope) {
        (Some(team), _) => words("For ").team(meeting, team),
        (None, GoalScope::Business) => words("For the business"),
        (None, GoalScope::Team) => words("For each other"),
    };
    let line = match &goal.team {
        Some(team) => line.words(", set by ").team(meeting, team),
        None => line,
    };
    match goal.due {
        Some(due) => line.words(", by ").date(due),
        None => line,
    }
}

/// `30 installs in the quarter: open, 22 of 30 installs`; its reward when it was met.
fn progress<'m>(meeting: &'m Meeting, update: &'m GoalUpdate, goal: Option<&'m Goal>) -> Entry<'m> {
    let line = match goal {
        Some(goal) => typed(&goal.text),
        None => Line::default().earlier("A goal", &update.of),
    };
    let line = line.words(": ").words(update.status.words());
    let line = match (update.progress, goal.and_then(|goal| goal.target.as_ref())) {
        (None, _) => line,
        (Some(progress), None) => line.words(format!(", {progress} reached")),
        (Some(progress), Some(target)) => {
            line.words(format!(", {progress} of {} ", target.value)).typed(&target.unit).words(" reached")
        }
    };
    let is_met = update.status == GoalStatus::Met;
    let reward = goal.and_then(|goal| goal.reward.as_ref()).filter(|_| is_met);
    let under = reward.map(|reward| rewarded(meeting, reward)).into_iter().collect();
    let bars = goal.map(|goal| bars::goal(goal, update)).unwrap_or_default();
    Entry { id: None, line, under, bars }
}

pub(super) fn wins(meeting: &Meeting) -> Vec<Block<'_>> {
    let entries = meeting.wins.iter().map(|win| {
        let line = typed(&win.text).words(" (told by ").team(meeting, &win.team);
        let line = match &win.thanks_to {
            Some(team) => line.words(", thanks to ").team(meeting, team),
            None => line,
        };
        Entry::of(&win.id, line.words(")"))
    });
    some_list(entries.collect()).into_iter().collect()
}

pub(super) fn notes(meeting: &Meeting) -> Vec<Block<'_>> {
    let entries = meeting.notes.iter().map(|note| {
        let line = match note.item.as_deref() {
            Some(item) => taken_in(meeting, item).words(": ").typed(&note.text),
            None => typed(&note.text),
        };
        Entry::of(&note.id, line)
    });
    some_list(entries.collect()).into_iter().collect()
}

/// The item in which a note was taken: as it stands on the agenda, else by its kind.
fn taken_in<'m>(meeting: &'m Meeting, item: &'m str) -> Line<'m> {
    let kind = Kind::ALL.iter().find(|kind| kind.key() == item);
    match (meeting.item_title(item), kind) {
        (Some(title), _) => typed(title),
        (None, Some(kind)) => words(kind.words()),
        (None, None) => typed(item),
    }
}
