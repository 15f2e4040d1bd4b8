//! What a team should know and bring before the next meeting, on one page: promises both ways, deals, figures, goals.
//! A fold over the minutes in their order; knows no output format.

use std::collections::BTreeMap;

use jiff::{Zoned, civil::Date};

use super::{
    Align, Block, Column, Digest, Entry, Fact, Line, Paper, Row, Section, Span, Table, beside, promises::who, section,
    some_list, topics, typed, words,
};
use crate::domain::{
    Agenda, Meeting, Stamp, TeamId, due,
    meeting::{DealStatus, Expectation, ExpectationKind, OpenAction, State},
    past::{PastDeal, PastGoal},
    promises::soonest,
    series::Series,
};

const COLUMNS: [Column; 4] = [
    Column { header: "By when", align: Align::Left },
    Column { header: "Who", align: Align::Left },
    Column { header: "What", align: Align::Left },
    Column { header: "Standing", align: Align::Left },
];

/// What the meetings so far leave to the next one.
#[derive(Clone, Debug, Default)]
pub struct Before {
    series: Series,
    /// What each team said last of its targets and limits, and on which day.
    figures: BTreeMap<TeamId, (Date, Vec<Expectation>)>,
}

/// The next meeting, as far as it is known.
#[derive(Clone, Debug)]
pub struct Ahead {
    /// When.
    at: Option<Stamp>,
    /// The day on which the brief is read.
    today: Date,
}

impl Before {
    /// Takes in the next meeting; they come in the order of their numbers.
    pub fn add(&mut self, meeting: &Meeting) {
        self.series.add(meeting);
        for team in &meeting.teams {
            let own = |expectation: &&Expectation| expectation.team == team.id;
            let stated: Vec<Expectation> = meeting.expectations.iter().filter(own).cloned().collect();
            if !stated.is_empty() {
                self.figures.insert(team.id.clone(), (meeting.started_at.date(), stated));
            }
        }
    }

    /// What is ahead at the moment `now`.
    pub fn ahead(&self, agenda: &Agenda, now: &Zoned) -> Ahead {
        Ahead { at: self.series.next_at(agenda).map(|at| Stamp::new(&at)), today: now.date() }
    }
}

impl<'m> Digest<'m> {
    /// The page for `team`, one of the teams of `agenda`.
    pub fn brief(before: &'m Before, agenda: &'m Agenda, team: &'m TeamId, ahead: &Ahead) -> Self {
        let view = View { before, agenda, team, today: ahead.today };
        let number = before.series.next_number();
        Self {
            paper: Paper::Brief,
            title: &agenda.title,
            number,
            state: State::Closed,
            subtitle: view.subtitle(number, ahead),
            head: view.head(),
            sections: view.sections(),
        }
    }
}

/// The meetings so far as one team sees them.
#[derive(Clone, Copy)]
struct View<'m> {
    before: &'m Before,
    agenda: &'m Agenda,
    team: &'m TeamId,
    today: Date,
}

impl<'m> View<'m> {
    /// The team's name, or its id for one that is not on the agenda any more.
    fn name(self, line: Line<'m>, id: &'m TeamId) -> Line<'m> {
        let mut line = line;
        let place = self.agenda.teams.iter().position(|team| team.id == *id);
        line.0.push(match place {
            Some(index) => Span::Team { index, name: &self.agenda.teams[index].name },
            None => Span::Typed(id.as_str()),
        });
        line
    }

    fn subtitle(self, number: u32, ahead: &Ahead) -> Line<'m> {
        let line = self.name(words("Brief for "), self.team).words(format!(" · meeting {number} · "));
        match &ahead.at {
            Some(at) => line.date(at.date()).words(", ").clock(at),
            None => line.words("no date yet"),
        }
    }

    fn head(self) -> Vec<Fact<'m>> {
        let series = &self.before.series;
        let (first, reason) = series.first_team(self.agenda);
        let place = self.agenda.teams.iter().find(|team| team.id == first).map(|team| &team.id);
        let starts = place.map(|team| self.name(Line::default(), team).words(format!(", {}", reason.words())));
        let leads = series.planned().and_then(|next| next.facilitator.as_deref()).map(typed);
        let facts = [starts.map(|line| Fact::new("Starts", line)), leads.map(|line| Fact::new("Leads", line))];
        facts.into_iter().flatten().collect()
    }

    fn sections(self) -> Vec<Section<'m>> {
        let sections = [
            section("promised", "What you promised", self.promises(|action| &action.team, |action| &action.for_team)),
            section(
                "owed",
                "What was promised to you",
                self.promises(|action| &action.for_team, |action| &action.team),
            ),
            section("deals", "Deals that wait", self.deals()),
            section("figures", "Figures to bring", self.figures()),
            section("goals", "Goals", self.goals()),
        ];
        sections.into_iter().filter(|section| !section.blocks.is_empty()).collect()
    }

    /// Open promises of this team's `own` side, the soonest first, by the `other` team they are for or from.
    fn promises(self, own: fn(&OpenAction) -> &TeamId, other: fn(&OpenAction) -> &TeamId) -> Vec<Block<'m>> {
        let open = &self.before.series.open_actions;
        let mut open: Vec<&'m OpenAction> = open.iter().filter(|action| own(action) == self.team).collect();
        if open.is_empty() {
            return vec![Block::Paragraph(words("Nothing is open."))];
        }
        open.sort_by_cached_key(|action| soonest(action));
        let is_of_two = self.agenda.teams.len() == 2;
        let rows = open.into_iter().map(|action| {
            let what = typed(&action.text);
            let what = match &action.condition {
                Some(condition) => what.words("; if: ").typed(condition),
                None => what,
            };
            let what = if is_of_two { what } else { self.name(what.words(" ("), other(action)).words(")") };
            let day = action.due.map_or_else(|| words("no date"), |due| Line::default().date(due));
            let cells = vec![day, who(action.owner.as_deref()), what, words(self.standing(action))];
            Row { id: None, bar: None, cells }
        });
        vec![Block::Table(Table { columns: COLUMNS.to_vec(), rows: rows.collect() })]
    }

    /// How late it is and how often it was carried on.
    fn standing(self, action: &OpenAction) -> String {
        let late = due::late(action.due, self.today).unwrap_or_else(|| "open".to_owned());
        match action.carried {
            0 => late,
            1 => format!("{late}, carried once"),
            times => format!("{late}, carried {times} times"),
        }
    }

    fn deals(self) -> Vec<Block<'m>> {
        some_list(self.before.series.past.deals.iter().map(|deal| self.deal(deal).into()).collect())
            .into_iter()
            .collect()
    }

    fn deal(self, past: &'m PastDeal) -> Line<'m> {
        let deal = &past.deal;
        let line = typed(&deal.name).words(" (");
        let line = match &deal.owner {
            Some(owner) => line.typed(owner).words(", "),
            None => line,
        };
        let line = self.name(line, &deal.team).words("): ");
        if past.status == Some(DealStatus::Signed) {
            return line.words("signed. Was it delivered as agreed?");
        }
        let line = line.append(topics::verdict(deal));
        line.words(", said on ").date(past.checked_on)
    }

    fn figures(self) -> Vec<Block<'m>> {
        let Some((on, stated)) = self.before.figures.get(self.team) else {
            return vec![Block::Paragraph(words("Nothing was stated yet: bring a target and a limit, with numbers."))];
        };
        let entry = |expectation: &'m Expectation| {
            let kind = match expectation.kind {
                ExpectationKind::Target => "Target: ",
                ExpectationKind::Limit => "Limit: ",
            };
            let line = words(kind).typed(&expectation.text);
            let line = match beside(expectation.quantity.as_ref(), Some(&expectation.text)) {
                Some(quantity) => line.words(" (").append(quantity).words(")"),
                None => line,
            };
            let under = expectation.assumption.as_deref().map(|assumption| words("It rests on: ").typed(assumption));
            Entry { under: under.into_iter().collect(), ..line.into() }
        };
        let last = words("Stated on ").date(*on).words(". Bring what came of it, and the figures for the time ahead.");
        vec![Block::Paragraph(last), Block::List(stated.iter().map(entry).collect())]
    }

    /// Those of the business and those that this team has set or has to reach.
    fn goals(self) -> Vec<Block<'m>> {
        let is_own = |goal: &&PastGoal| {
            let teams = [goal.goal.team.as_ref(), goal.goal.for_team.as_ref()];
            goal.goal.for_team.is_none() || teams.contains(&Some(self.team))
        };
        let entries = self.before.series.past.open_goals().filter(is_own).map(|goal| {
            let mut under = Vec::new();
            under.extend(reached(goal));
            under.extend(goal.goal.due.map(|due| words("Due ").date(due)));
            Entry { under, ..typed(&goal.goal.text).into() }
        });
        some_list(entries.collect()).into_iter().collect()
    }
}

/// How far a goal was, and when that was said.
fn reached(past: &PastGoal) -> Option<Line<'_>> {
    let line = match (past.progress, &past.goal.target) {
        (None, None) => return None,
        (Some(progress), None) => words(format!("Reached: {progress}")),
        (Some(progress), Some(target)) => {
            words(format!("Reached: {progress} of {} ", target.value)).typed(&target.unit)
        }
        (None, Some(target)) => words(format!("Reached: nothing yet of {} ", target.value)).typed(&target.unit),
    };
    Some(line.words(", on ").date(past.last.1))
}

#[cfg(test)]
mod tests;
