//! Every way a meeting can change. Does not know who asks for it, nor why it can be refused.

use super::{
    deal::{NewDeal, NewScope, ScopeCheck},
    entry::{EntryRef, Wording},
    goal::NewGoal,
    ids::{Id, Ref, TeamId},
    meeting::{
        Action, AnswerKind, Attendance, Caret, DealStatus, Decision, Degree, Expectation, ExpectationKind, GoalStatus,
        Meeting, Next, Note, Parked, Person, Rating, Win,
    },
    pace::Place,
    quantity::{Number, Quantity},
    refusal::Refusal,
    review::{NewReview, TakenUp},
    stamp::Stamp,
    turn::NewAnswer,
};

/// Longest text of one record in bytes.
pub const TEXT_LIMIT: usize = 64 * 1024;

/// Part of the name of a field that holds a choice and no words.
pub const CHOICE: &str = ".choice.";

/// Something that happens to a meeting.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Time went by.
    Spend {
        /// Whole seconds.
        seconds: u32,
    },
    /// Time that nobody was sure of counts after all, for where the meeting stood then.
    Count {
        /// Whole seconds.
        seconds: u32,
        /// Where it stood.
        place: Place,
    },
    /// Stops the meeting's clock, or lets it go on.
    Pause(bool),
    /// Adds time to the move that is due, or to the item on screen: all teams agree.
    Extend,
    /// Brings another item on screen.
    GoTo(usize),
    /// Half-typed text of a field; empty text forgets the field.
    Draft {
        /// Name of the field.
        field: String,
        /// All of its text.
        text: String,
        /// Characters before the caret.
        caret: usize,
    },
    /// Says who is there; a new name is added to the team.
    Attend {
        /// The team of the person.
        team: TeamId,
        /// The person.
        name: String,
        /// There or not.
        attendance: Attendance,
    },
    /// Says who drives the meeting.
    Facilitate(Option<String>),
    /// Says which team has the first turn.
    StartWith(TeamId),
    /// The asking team tells its problem, or tells it again after an "unclear".
    Bring {
        /// In its words.
        text: String,
        /// Who brought it.
        raised_by: Option<String>,
    },
    /// The problem in the other team's words; `None`: it was right as it is.
    SayBack(Option<String>),
    /// One answer of the team whose move it is.
    Answer(NewAnswer),
    /// The team whose move it is has given all its answers.
    FinishHelp,
    /// The asking team takes answers, which ends the turn.
    Agree {
        /// Ids of the answers that are taken.
        taken: Vec<Id>,
        /// Whether they are enough.
        enough: Degree,
    },
    /// The turn ends without an agreement.
    Pass {
        /// Why.
        reason: String,
    },
    /// Something the other team did that helped.
    Thank {
        /// The team that tells it.
        team: TeamId,
        /// In its words.
        text: String,
        /// The team that did it.
        thanks_to: Option<TeamId>,
    },
    /// The verdict on an action of an earlier meeting.
    Judge(NewReview),
    /// What becomes of something that waited for this meeting.
    TakeUp(TakenUp),
    /// What a team is to accomplish, or what it can carry.
    Expect(NewExpectation),
    /// A team wants to close a deal.
    Offer(NewDeal),
    /// What is in a deal and what is not.
    Scope(Id, NewScope),
    /// The delivering team's verdict on a deal.
    Verify(ScopeCheck),
    /// What became of a deal of an earlier meeting.
    ReportDeal {
        /// The deal.
        of: Ref,
        /// What became of it.
        status: DealStatus,
        /// In words.
        note: Option<String>,
    },
    /// A goal, for the business or by one team for another.
    SetGoal(NewGoal),
    /// Where a goal of an earlier meeting stands.
    ReportGoal {
        /// The goal.
        of: Ref,
        /// How much is reached, in the unit of its target.
        progress: Option<Number>,
        /// Where it stands.
        status: GoalStatus,
    },
    /// A line worth keeping.
    Note(String),
    /// Something decided.
    Decide(String),
    /// A promise outside the turns.
    Promise {
        /// What, who and when.
        wording: Wording,
    },
    /// Kept for next time.
    Park(String),
    /// Makes a decision, an action or a parked entry of a note.
    Recast(Id, NoteBecomes),
    /// How a team found the meeting; replaces its earlier rating.
    Rate {
        /// The team.
        team: TeamId,
        /// 1 to 10.
        score: u8,
        /// What would have made it one better.
        better: Option<String>,
    },
    /// The next meeting; `None`: none is planned.
    Plan(Option<Next>),
    /// Other words, owner or date for something recorded.
    Reword {
        /// What.
        entry: EntryRef,
        /// The new wording.
        wording: Wording,
    },
    /// Takes something recorded away, with all that hangs on it.
    Remove(EntryRef),
    /// Ends the meeting.
    Close,
}

/// What a team is to accomplish, or what it can carry, that is to be recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct NewExpectation {
    /// The team it is about.
    pub team: TeamId,
    /// Target or limit.
    pub kind: ExpectationKind,
    /// In words.
    pub text: String,
    /// What it rests on.
    pub assumption: Option<String>,
}

/// What a note turns out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteBecomes {
    /// Something decided.
    Decision,
    /// A promise: what, who and when.
    Action(Wording),
    /// Kept for next time.
    Parked,
}

impl Change {
    /// Whether undo takes it back: what people said, not where the clock, the caret or the screen stood.
    pub const fn is_recorded(&self) -> bool {
        match self {
            Self::Spend { .. }
            | Self::Count { .. }
            | Self::Pause(_)
            | Self::Extend
            | Self::GoTo(_)
            | Self::Draft { .. } => false,
            Self::Attend { .. }
            | Self::Facilitate(_)
            | Self::StartWith(_)
            | Self::Bring { .. }
            | Self::SayBack(_)
            | Self::Answer(_)
            | Self::FinishHelp
            | Self::Agree { .. }
            | Self::Pass { .. }
            | Self::Thank { .. }
            | Self::Judge(_)
            | Self::TakeUp(_)
            | Self::Expect(_)
            | Self::Offer(_)
            | Self::Scope(..)
            | Self::Verify(_)
            | Self::ReportDeal { .. }
            | Self::SetGoal(_)
            | Self::ReportGoal { .. }
            | Self::Note(_)
            | Self::Decide(_)
            | Self::Promise { .. }
            | Self::Park(_)
            | Self::Recast(..)
            | Self::Rate { .. }
            | Self::Plan(_)
            | Self::Reword { .. }
            | Self::Remove(_)
            | Self::Close => true,
        }
    }
}

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
        if self.turns.iter().any(super::meeting::Turn::has_content) {
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
        let id = Id::after("w", self.wins.iter().map(|win| &win.id));
        self.wins.push(Win { id, text, team, thanks_to });
        Ok(())
    }

    fn expect(&mut self, new: NewExpectation) -> Result<(), Refusal> {
        let NewExpectation { team, kind, text, assumption } = new;
        self.team(&team).ok_or(Refusal::UnknownTeam)?;
        let text = words(text)?;
        let assumption = assumption.filter(|text| !text.trim().is_empty()).map(words).transpose()?;
        let id = Id::after("e", self.expectations.iter().map(|expectation| &expectation.id));
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
        let id = Id::after("o", self.notes.iter().map(|note| &note.id));
        let item = self.position.and_then(|position| self.item_ref(position));
        self.notes.push(Note { id, text, item });
    }

    /// A decision; in an exchange it belongs to the problem on the table.
    fn decide(&mut self, text: String) {
        let id = Id::after("x", self.decisions.iter().map(|decision| &decision.id));
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
        let id = Id::after("a", self.actions.iter().map(|action| &action.id));
        let source = self.problem_on_table().map(|problem| problem.id.clone());
        let (owner, due) = (wording.owner, wording.due);
        self.actions.push(Action { id, text, condition: None, team, for_team, owner, due, source });
        Ok(())
    }

    fn park(&mut self, text: String) {
        let id = Id::after("k", self.parked.iter().map(|parked| &parked.id));
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

/// Whether a field holds a choice that is not recorded yet, such as a kind of answer, and no words.
pub fn is_choice(field: &str) -> bool {
    field.contains(CHOICE)
}

/// The text without white space around it.
///
/// # Errors
/// [`Refusal::Empty`] or [`Refusal::TooLong`].
pub(super) fn words(text: String) -> Result<String, Refusal> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(Refusal::Empty);
    }
    if trimmed.len() > TEXT_LIMIT {
        return Err(Refusal::TooLong(trimmed.len()));
    }
    Ok(if trimmed.len() == text.len() { text } else { trimmed.to_owned() })
}

/// The default wording of an [`AnswerKind`]'s second question, `None` for a kind that has none.
pub const fn detail_words(kind: AnswerKind) -> Option<&'static str> {
    match kind {
        AnswerKind::YesIf => Some("if …"),
        AnswerKind::No => Some("because …"),
        AnswerKind::Yes | AnswerKind::Instead | AnswerKind::Later | AnswerKind::Unclear => None,
    }
}
