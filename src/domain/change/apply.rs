//! How a meeting takes a change; the larger ones are with what they change. Does not know who asks for one.

use super::{Change, NewExpectation, NoteBecomes, TEXT_LIMIT, is_choice, words};
use crate::domain::{
    entry::Wording,
    ids::{Id, TeamId},
    meeting::{
        Action, Attendance, Caret, Decision, Expectation, Meeting, Next, Note, Parked, Person, Rating, Turn, Win,
    },
    quantity::Quantity,
    refusal::Refusal,
    stamp::Stamp,
    turn::NewAnswer,
};

impl Meeting {
    /// Makes `change` at the moment `at`.
    ///
    /// # Errors
    /// The [`Refusal`] for a change that is not possible now; `self` is then unchanged.
    pub fn apply(&mut self, change: Change, at: &Stamp) -> Result<(), Refusal> {
        if !self.is_running() {
            return Err(Refusal::Closed);
        }
        let before = (self.position, self.due_here());
        self.make(change, at)?;
        if (self.position, self.due_here()) != before
            && let Some(clock) = &mut self.clock
        {
            (clock.move_s, clock.extended) = (0, 0);
        }
        Ok(())
    }

    fn make(&mut self, change: Change, at: &Stamp) -> Result<(), Refusal> {
        match change {
            Change::Spend { seconds } => self.spend(seconds, at),
            Change::Count { seconds, place } => self.count(seconds, &place, at),
            Change::Pause(paused) => self.pause(paused, at),
            Change::Extend => return self.extend(),
            Change::GoTo(index) => return self.go_to(index),
            Change::Draft { field, text, caret } => return self.draft(field, text, caret),
            Change::Attend { team, name, attendance } => return self.attend(&team, &name, attendance),
            Change::Facilitate(name) => self.facilitator = name.map(words).transpose()?,
            Change::StartWith(team) => return self.start_with(team),
            Change::Bring { text, raised_by } => return self.bring(words(text)?, raised_by),
            Change::SayBack(text) => return self.say_back(text.map(words).transpose()?),
            Change::Answer(new) => return self.answer(NewAnswer { text: words(new.text)?, ..new }),
            Change::FinishHelp => return self.finish_help(),
            Change::Agree { taken, enough } => return self.agree(&taken, enough),
            Change::Pass { reason } => return self.pass(words(reason)?),
            Change::Thank { team, text, thanks_to } => return self.thank(team, text, thanks_to),
            Change::Judge(review) => return self.judge(review),
            Change::TakeUp(entry) => return self.take_up(entry),
            Change::Expect(new) => return self.expect(new),
            Change::Offer(deal) => return self.offer(deal),
            Change::Scope(deal, scope) => return self.scope(&deal, scope),
            Change::Verify(check) => return self.verify(check),
            Change::ReportDeal { of, status, note } => return self.report_deal(of, status, note),
            Change::SetGoal(goal) => return self.set_goal(goal),
            Change::ReportGoal { of, progress, status } => self.report_goal(of, progress, status),
            Change::Note(text) => self.note(words(text)?),
            Change::Decide(text) => self.decide(words(text)?),
            Change::Promise { wording } => return self.promise(wording),
            Change::Park(text) => self.park(words(text)?),
            Change::Recast(note, becomes) => return self.recast(&note, becomes),
            Change::Rate { team, score, better } => return self.rate(team, score, better),
            Change::Plan(next) => return self.plan(next),
            Change::Reword { entry, wording } => return self.reword(&entry, wording),
            Change::Remove(entry) => return self.remove(&entry),
            Change::Close => self.close(at),
        }
        Ok(())
    }

    fn pause(&mut self, paused: bool, at: &Stamp) {
        if let Some(clock) = &mut self.clock {
            clock.paused = paused;
            clock.at = at.clone();
        }
    }

    fn go_to(&mut self, index: usize) -> Result<(), Refusal> {
        if index >= self.items.len() {
            return Err(Refusal::NoSuchItem);
        }
        self.position = Some(index);
        Ok(())
    }

    fn draft(&mut self, field: String, text: String, caret: usize) -> Result<(), Refusal> {
        if text.len() > TEXT_LIMIT {
            return Err(Refusal::TooLong(text.len()));
        }
        if text.is_empty() {
            self.drafts.remove(&field);
            self.caret = self.caret.take().filter(|caret| caret.field != field);
        } else {
            if !is_choice(&field) {
                self.caret = Some(Caret { field: field.clone(), at: caret });
            }
            self.drafts.insert(field, text);
        }
        Ok(())
    }

    fn attend(&mut self, team: &TeamId, name: &str, attendance: Attendance) -> Result<(), Refusal> {
        let name = words(name.to_owned())?;
        let team = self.teams.iter_mut().find(|other| other.id == *team).ok_or(Refusal::UnknownTeam)?;
        match team.people.iter_mut().find(|person| person.name == name) {
            Some(person) => person.attendance = attendance,
            None => team.people.push(Person { name, attendance }),
        }
        Ok(())
    }

    fn start_with(&mut self, team: TeamId) -> Result<(), Refusal> {
        self.team(&team).ok_or(Refusal::UnknownTeam)?;
        if self.turns.iter().any(Turn::has_content) {
            return Err(Refusal::TurnsBegun);
        }
        self.first_team = team;
        self.reassign_begun_turns();
        Ok(())
    }

    fn thank(&mut self, team: TeamId, text: String, thanks_to: Option<TeamId>) -> Result<(), Refusal> {
        let thanked = thanks_to.as_ref().unwrap_or(&team);
        self.team(&team).and(self.team(thanked)).ok_or(Refusal::UnknownTeam)?;
        let text = words(text)?;
        let id = Id::fresh("w", self.wins.iter().map(|win| &win.id), &self.drafts);
        self.wins.push(Win { id, text, team, thanks_to });
        Ok(())
    }

    fn expect(&mut self, new: NewExpectation) -> Result<(), Refusal> {
        let NewExpectation { team, kind, text, assumption } = new;
        self.team(&team).ok_or(Refusal::UnknownTeam)?;
        let text = words(text)?;
        let assumption = assumption.filter(|text| !text.trim().is_empty()).map(words).transpose()?;
        let id = Id::fresh("e", self.expectations.iter().map(|expectation| &expectation.id), &self.drafts);
        let quantity = Quantity::find(&text);
        self.expectations.push(Expectation { id, team, kind, text, quantity, assumption });
        Ok(())
    }

    /// The words of a note as something else; the note is gone then.
    fn recast(&mut self, note: &Id, becomes: NoteBecomes) -> Result<(), Refusal> {
        let at = self.notes.iter().position(|other| other.id == *note).ok_or(Refusal::Gone)?;
        let text = self.notes[at].text.clone();
        match becomes {
            NoteBecomes::Decision => self.decide(text),
            NoteBecomes::Action(wording) => self.promise(wording)?,
            NoteBecomes::Parked => self.park(text),
        }
        self.notes.remove(at);
        Ok(())
    }

    fn note(&mut self, text: String) {
        let id = Id::fresh("o", self.notes.iter().map(|note| &note.id), &self.drafts);
        let item = self.position.and_then(|position| self.item_ref(position));
        self.notes.push(Note { id, text, item });
    }

    /// A decision; in an exchange it belongs to the problem on the table.
    fn decide(&mut self, text: String) {
        let id = Id::fresh("x", self.decisions.iter().map(|decision| &decision.id), &self.drafts);
        let source = self.problem_on_table().map(|problem| problem.id.clone());
        self.decisions.push(Decision { id, text, source });
    }

    fn plan(&mut self, next: Option<Next>) -> Result<(), Refusal> {
        if next.as_ref().is_some_and(|next| self.team(&next.first_team).is_none()) {
            return Err(Refusal::UnknownTeam);
        }
        self.next = next;
        Ok(())
    }

    /// A promise of the owner's team, or of the first one, to the team that follows it.
    fn promise(&mut self, wording: Wording) -> Result<(), Refusal> {
        let text = words(wording.text)?;
        let owner_team = wording.owner.as_deref().and_then(|owner| self.team_of(owner));
        let team = owner_team.or(self.turn_order().next()).ok_or(Refusal::UnknownTeam)?.clone();
        let for_team = self.answering(&team).next().unwrap_or(&team).clone();
        let id = Id::fresh("a", self.actions.iter().map(|action| &action.id), &self.drafts);
        let source = self.problem_on_table().map(|problem| problem.id.clone());
        let (owner, due) = (wording.owner, wording.due);
        self.actions.push(Action { id, text, condition: None, team, for_team, owner, due, source });
        Ok(())
    }

    fn park(&mut self, text: String) {
        let id = Id::fresh("k", self.parked.iter().map(|parked| &parked.id), &self.drafts);
        let team = self.due_here().map(|due| due.asking);
        self.parked.push(Parked { id, text, team });
    }

    fn rate(&mut self, team: TeamId, score: u8, better: Option<String>) -> Result<(), Refusal> {
        self.team(&team).ok_or(Refusal::UnknownTeam)?;
        if !(1..=10).contains(&score) {
            return Err(Refusal::Score);
        }
        let better = better.filter(|better| !better.trim().is_empty()).map(words).transpose()?;
        self.ratings.retain(|rating| rating.team != team);
        self.ratings.push(Rating { team, score, better });
        let order = |rating: &Rating| self.teams.iter().position(|team| team.id == rating.team);
        self.ratings.sort_by_key(order);
        Ok(())
    }
}
