//! Why a change to a meeting is not possible. Does not know who asked for it.

/// Why a change is not possible now, in the facilitator's words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The minutes are final.
    #[error("the meeting is closed")]
    Closed,
    /// A correction is for closed minutes.
    #[error("the meeting still runs; change the entry there")]
    StillRunning,
    /// A correction that corrects nothing.
    #[error("these are its words already")]
    SameWords,
    /// A correction without its reason.
    #[error("say why it is corrected")]
    NoWhy,
    /// A record needs words.
    #[error("nothing is written yet")]
    Empty,
    /// Too much text for one record.
    #[error("this text has {0} bytes; one entry takes up to 65536")]
    TooLong(usize),
    /// Another move is due.
    #[error("the move is {0} now")]
    OtherMove(&'static str),
    /// All turns of the exchange are done.
    #[error("all turns are done")]
    NoTurnLeft,
    /// Another item is on screen.
    #[error("turns are taken in the exchange; go there first")]
    NoTurnHere,
    /// The team has given no answer.
    #[error("{0} has not answered yet")]
    Unanswered(String),
    /// A *yes, if* without its condition.
    #[error("a “yes, if” needs its condition")]
    NoCondition,
    /// A *no* without its reason.
    #[error("a “no” needs its reason")]
    NoReason,
    /// A promise that moves without a date to move to.
    #[error("a promise that moves needs its new date, like due:fri")]
    NoDate,
    /// Nowhere to bring a problem.
    #[error("no turn is free for it; keep it for next time")]
    NoFreeTurn,
    /// A verdict on a deal without the words it needs.
    #[error("“{0}” needs its words: the condition, what is missing, or the reason")]
    NoScopeWords(&'static str),
    /// "Unclear" sends a problem back once.
    #[error("the problem was said again already; answer it as it is")]
    UnclearTwice,
    /// The order of the turns is settled.
    #[error("the turns have begun; who starts is settled")]
    TurnsBegun,
    /// A turn that ended needs every team's answer.
    #[error("it is the only answer of {0}; change its words, or remove the agreement first")]
    OnlyAnswer(String),
    /// The action belongs to an answer that was taken.
    #[error("the promise comes from an answer; remove the answer or the agreement")]
    FromAnswer,
    /// Not a rating.
    #[error("a rating is a number from 1 to 10")]
    Score,
    /// No such team in this meeting.
    #[error("no such team in this meeting")]
    UnknownTeam,
    /// A verdict has no words of its own.
    #[error("its words cannot be changed; remove it and record it anew")]
    NoWords,
    /// Nothing recorded under this name.
    #[error("that entry is gone")]
    Gone,
    /// Somebody is on the list already.
    #[error("{0} is on the list")]
    Listed(String),
    /// There is no plan that time could be added to.
    #[error("no time is planned for this; there is nothing to extend")]
    Unplanned,
    /// More time was agreed on as often as it can be.
    #[error("extended twice; park it for next time")]
    ExtendedTwice,
    /// More would make a file that is not read again.
    #[error("these minutes are full: they take 15 MiB; close the meeting and go on in a new one")]
    Full,
    /// No item before or after this one.
    #[error("there is no item before or after this one")]
    NoSuchItem,
}
