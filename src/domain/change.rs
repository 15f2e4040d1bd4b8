//! Every way a meeting can change. Does not know who asks for it, nor why it can be refused.

mod apply;

use super::{
    deal::{NewDeal, NewScope, ScopeCheck},
    entry::{EntryRef, Wording},
    goal::NewGoal,
    ids::{Id, Ref, TeamId},
    meeting::{AnswerKind, Attendance, DealStatus, Degree, ExpectationKind, GoalStatus, Next},
    pace::Place,
    quantity::Number,
    refusal::Refusal,
    review::{NewReview, TakenUp},
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
