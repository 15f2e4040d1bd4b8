//! Other words for something recorded: what hangs on the words changes along. Does not know how an entry is listed.

use jiff::civil::Date;

use super::{EntryRef, Wording, by_id};
use crate::domain::{
    capture::{self, Context},
    change::words,
    close,
    deal::NewDeal,
    ids::{Id, TeamId},
    meeting::{Action, Meeting, Reward},
    quantity::Quantity,
    refusal::Refusal,
};

impl Meeting {
    pub(in crate::domain) fn reword(&mut self, entry: &EntryRef, wording: Wording) -> Result<(), Refusal> {
        let Wording { text, owner, due } = wording;
        let text = words(text)?;
        match entry {
            EntryRef::Person(team, name) => return self.rename(team, name, text),
            EntryRef::Win(id) => by_id(&mut self.wins, |win| win.id == *id)?.text = text,
            EntryRef::Expectation(id) => {
                let (text, assumption) = split(&text, "assuming")?;
                let expectation = by_id(&mut self.expectations, |expectation| expectation.id == *id)?;
                expectation.quantity = Quantity::find(&text);
                (expectation.text, expectation.assumption) = (text, assumption);
            }
            EntryRef::Deal(id) => return self.reword_deal(id, Wording { text, owner, due }),
            EntryRef::Scope(id) => {
                let (text, said) = split(&text, "said")?;
                let deal = by_id(&mut self.deals, |deal| deal.id == *id)?;
                deal.quantity = deal.quantity_in(&text).or(deal.quantity.take());
                (deal.scope, deal.said) = (Some(text), said);
            }
            EntryRef::ScopeCheck(id) => return self.reword_scope_check(id, &text),
            EntryRef::Problem(id) => {
                let index = self.turn_of_problem(id)?;
                let problem = self.turns[index].problem.as_mut().ok_or(Refusal::Gone)?;
                problem.text = text;
                problem.raised_by = owner;
            }
            EntryRef::SaidBack(id) => {
                by_id(&mut self.turns, |turn| turn.id == *id && turn.said_back.is_some())?.said_back = Some(text);
            }
            EntryRef::Answer(id) => return self.reword_answer(id, Wording { text, owner, due }),
            EntryRef::Detail(id) => return self.reword_detail(id, text),
            EntryRef::Agreement(_)
            | EntryRef::Review(_)
            | EntryRef::TakenUp(_)
            | EntryRef::DealReport(_)
            | EntryRef::GoalReport(_) => return Err(Refusal::NoWords),
            EntryRef::Pass(id) => {
                by_id(&mut self.turns, |turn| turn.id == *id && turn.passed.is_some())?.passed = Some(text);
            }
            EntryRef::Action(id) => {
                if let EntryRef::Answer(answer) = self.entry_of_action(id) {
                    return self.reword_answer(&answer, Wording { text, owner, due });
                }
                let action = by_id(&mut self.actions, |action| action.id == *id)?;
                (action.text, action.owner, action.due) = (text, owner, due);
            }
            EntryRef::Decision(id) => by_id(&mut self.decisions, |decision| decision.id == *id)?.text = text,
            EntryRef::Goal(id) => return self.reword_goal(id, &text, due),
            EntryRef::Note(id) => by_id(&mut self.notes, |note| note.id == *id)?.text = text,
            EntryRef::Parked(id) => by_id(&mut self.parked, |parked| parked.id == *id)?.text = text,
            EntryRef::Rating(team) => {
                let (score, better) = close::rating(&text).ok_or(Refusal::Score)?;
                let rating = by_id(&mut self.ratings, |rating| rating.team == *team)?;
                (rating.score, rating.better) = (score, better);
            }
        }
        Ok(())
    }

    /// Other words for a verdict on a deal, and for the action that its condition became.
    fn reword_scope_check(&mut self, id: &Id, text: &str) -> Result<(), Refusal> {
        let deal = by_id(&mut self.deals, |deal| deal.id == *id)?;
        deal.because.as_ref().ok_or(Refusal::NoWords)?;
        let before = deal.condition();
        deal.because = Some(text.to_owned());
        // An action that got words of its own keeps them.
        let is_same = |action: &Action| action.source.as_ref() == Some(id) && Some(&action.text) == before.as_ref();
        if let (Some(words), Some(action)) = (deal.condition(), self.actions.iter_mut().find(|action| is_same(action)))
        {
            action.text = words;
        }
        Ok(())
    }

    fn rename(&mut self, team: &TeamId, name: &str, new: String) -> Result<(), Refusal> {
        let team = self.teams.iter_mut().find(|other| other.id == *team).ok_or(Refusal::UnknownTeam)?;
        if team.people.iter().any(|person| person.name == new) {
            return Err(Refusal::Listed(new));
        }
        by_id(&mut team.people, |person| person.name == name)?.name = new;
        Ok(())
    }

    fn reword_answer(&mut self, id: &Id, wording: Wording) -> Result<(), Refusal> {
        let (turn, at) = self.answer_place(id)?;
        let answer = &mut self.turns[turn].answers[at];
        answer.text = wording.text;
        if answer.kind.may_be_taken() {
            (answer.owner, answer.due) = (wording.owner, wording.due);
        }
        let answer = answer.clone();
        if let Some(action) = self.actions.iter_mut().find(|action| Some(&action.id) == answer.action.as_ref()) {
            (action.text, action.owner, action.due) = (answer.text, answer.owner, answer.due);
        }
        Ok(())
    }

    fn reword_detail(&mut self, id: &Id, text: String) -> Result<(), Refusal> {
        let (turn, at) = self.answer_place(id)?;
        let answer = &mut self.turns[turn].answers[at];
        if answer.reason.is_some() {
            answer.reason = Some(text);
            return Ok(());
        }
        answer.condition.as_ref().ok_or(Refusal::Gone)?;
        answer.condition = Some(text.clone());
        let action = answer.action.clone();
        if let Some(action) = self.actions.iter_mut().find(|other| Some(&other.id) == action.as_ref()) {
            action.condition = Some(text);
        }
        Ok(())
    }

    /// Another name for a deal; the promise that its condition became carries it, too.
    fn reword_deal(&mut self, id: &Id, wording: Wording) -> Result<(), Refusal> {
        let named = NewDeal::named(&wording.text);
        let team = self.team_of_deal(wording.owner.as_deref()).clone();
        let deal = by_id(&mut self.deals, |deal| deal.id == *id)?;
        let before = format!("{}: ", std::mem::replace(&mut deal.name, named.name));
        (deal.quantity, deal.owner, deal.due, deal.team) = (named.quantity, wording.owner, wording.due, team);
        let name = deal.name.clone();
        if let Some(action) = self.actions.iter_mut().find(|action| action.source.as_ref() == Some(id))
            && let Some(condition) = action.text.strip_prefix(&before)
        {
            action.text = format!("{name}: {condition}");
        }
        Ok(())
    }

    /// The line of a goal anew: its words, its owners and the reward behind `reward:`.
    fn reword_goal(&mut self, id: &Id, line: &str, due: Option<Date>) -> Result<(), Refusal> {
        // An owner may have left the roll call since.
        let mut people: Vec<&str> = self.people().collect();
        let owners = self.goals.iter().filter(|goal| goal.id == *id).flat_map(|goal| &goal.owners);
        people.extend(owners.map(String::as_str));
        people.sort_unstable();
        people.dedup();
        let context = Context { people: &people, today: self.started_at.date(), next: None };
        let (captured, owners) = capture::owners(line, &context);
        let (text, reward) = split(&captured, "reward")?;
        let reward = reward.map(|text| Reward { teams: self.reached_by(&text), text });
        let goal = by_id(&mut self.goals, |goal| goal.id == *id)?;
        goal.target = Quantity::find(&text);
        (goal.text, goal.owners, goal.due, goal.reward) = (text, owners, due, reward);
        Ok(())
    }
}

/// A line and what stands behind `word:` in it.
fn split(line: &str, word: &str) -> Result<(String, Option<String>), Refusal> {
    let (text, behind) = capture::split_at_word(line, word);
    Ok((words(text)?, behind))
}
