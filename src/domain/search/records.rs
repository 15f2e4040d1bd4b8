//! Every record of a meeting with the words people typed into it, in the order of the minutes. Knows no query.

use super::{
    super::{
        ids::{Id, TeamId},
        meeting::{Answer, Deal, Goal, Kind, Meeting, MissReason, OpenAction, Review, Turn},
    },
    Place,
};

/// One record as it is searched.
pub(super) struct Record<'m> {
    pub(super) place: Place<'m>,
    pub(super) kind: &'static str,
    pub(super) team: Option<&'m TeamId>,
    /// What was typed, the most important first.
    pub(super) fields: Vec<&'m str>,
}

impl<'m> Record<'m> {
    fn new(section: &'static str, kind: &'static str, text: &'m str) -> Self {
        Self { place: Place { section, id: None }, kind, team: None, fields: vec![text] }
    }

    fn id(mut self, id: &'m Id) -> Self {
        self.place.id = Some(id);
        self
    }

    fn team(mut self, team: Option<&'m TeamId>) -> Self {
        self.team = team;
        self
    }

    /// Adds what else was typed.
    fn with(mut self, text: impl IntoIterator<Item = &'m str>) -> Self {
        self.fields.extend(text);
        self
    }
}

/// Gives every record to `take`. An answer that became a promise is found as the promise.
pub(super) fn each<'m>(meeting: &'m Meeting, mut take: impl FnMut(Record<'m>)) {
    take(Record::new("in-short", "title", &meeting.title));
    for action in &meeting.actions {
        let record = Record::new("actions", "promise", &action.text).id(&action.id).team(Some(&action.team));
        take(record.with(action.condition.as_deref()).with(action.owner.as_deref()));
    }
    for decision in &meeting.decisions {
        take(Record::new("decisions", "decision", &decision.text).id(&decision.id));
    }
    meeting.deals.iter().for_each(|deal| take(one_deal(deal)));
    for note in meeting.deal_updates.iter().filter_map(|update| update.note.as_deref()) {
        take(Record::new("deals", "earlier deal", note));
    }
    for expectation in &meeting.expectations {
        let record = Record::new("expectations", expectation.kind.words(), &expectation.text).id(&expectation.id);
        take(record.team(Some(&expectation.team)).with(expectation.assumption.as_deref()));
    }
    meeting.reviews.iter().filter_map(|review| earlier(meeting, review)).for_each(&mut take);
    meeting.turns.iter().for_each(|turn| one_turn(turn, &mut take));
    meeting.goals.iter().for_each(|goal| take(one_goal(goal)));
    for win in &meeting.wins {
        take(Record::new("wins", "good news", &win.text).id(&win.id).team(Some(&win.team)));
    }
    for note in &meeting.notes {
        take(Record::new("notes", "note", &note.text).id(&note.id));
    }
    for parked in &meeting.parked {
        take(Record::new("parked", "parked", &parked.text).id(&parked.id).team(parked.team.as_ref()));
    }
    details(meeting, &mut take);
}

fn one_deal(deal: &Deal) -> Record<'_> {
    let record = Record::new("deals", "deal", &deal.name).id(&deal.id).team(Some(&deal.team));
    let record = record.with(deal.scope.as_deref()).with(deal.because.as_deref()).with(deal.said.as_deref());
    record.with(deal.owner.as_deref()).with(deal.verified_by.as_deref())
}

/// In the words of the promise that was judged, where the minutes hold them.
fn earlier<'m>(meeting: &'m Meeting, review: &'m Review) -> Option<Record<'m>> {
    let action = meeting.open_actions.iter().find(|action| action.of == review.of);
    let note = review.note.as_deref();
    let text = action.map(|action| action.text.as_str()).or(note)?;
    let record = Record::new("reviews", "earlier promise", text).team(Some(&review.by_team));
    let owner = |action: &'m OpenAction| action.owner.as_deref();
    let record = record.with(Some(review.verdict.words())).with(action.and_then(owner));
    Some(record.with(review.reason.map(MissReason::words)).with(action.and(note)))
}

fn one_turn<'m>(turn: &'m Turn, take: &mut impl FnMut(Record<'m>)) {
    let new = |kind, text| Record::new("turns", kind, text).id(&turn.id).team(Some(&turn.team));
    if let Some(problem) = &turn.problem {
        let record = new("problem", &problem.text).id(&problem.id);
        take(record.with(problem.first_wording.as_deref()).with(problem.raised_by.as_deref()));
    }
    if let Some(said_back) = &turn.said_back {
        take(new("said back", said_back));
    }
    turn.answers.iter().filter(|answer| answer.action.is_none()).for_each(|answer| take(one_answer(answer)));
    if let Some(passed) = &turn.passed {
        take(new("passed", passed));
    }
}

fn one_answer(answer: &Answer) -> Record<'_> {
    let record = Record::new("turns", "answer", &answer.text).id(&answer.id).team(Some(&answer.team));
    record.with(answer.condition.as_deref()).with(answer.reason.as_deref()).with(answer.owner.as_deref())
}

fn one_goal(goal: &Goal) -> Record<'_> {
    let record = Record::new("goals", "goal", &goal.text).id(&goal.id).team(goal.for_team.as_ref());
    let reward = goal.reward.as_ref().map(|reward| reward.text.as_str());
    record.with(reward).with(goal.owners.iter().map(String::as_str))
}

fn details<'m>(meeting: &'m Meeting, take: &mut impl FnMut(Record<'m>)) {
    for rating in &meeting.ratings {
        if let Some(better) = &rating.better {
            take(Record::new("details", "rating", better).team(Some(&rating.team)));
        }
    }
    for item in meeting.items.iter().filter(|item| item.kind == Kind::Discussion) {
        take(Record::new("details", "item", &item.title));
    }
    for team in &meeting.teams {
        take(Record::new("details", "team", &team.name).team(Some(&team.id)));
        for person in &team.people {
            take(Record::new("details", "person", &person.name).team(Some(&team.id)));
        }
    }
    if let Some(facilitator) = &meeting.facilitator {
        take(Record::new("details", "facilitator", facilitator));
    }
}
