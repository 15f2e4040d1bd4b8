//! The steps to a verdict: what became of it, whether it helped or what got in the way, and words. Knows no screen.

use std::fmt;

use crate::domain::meeting::{Degree, MissReason, Review, Verdict};

/// What is asked now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Verdict,
    Helped,
    Reason,
    Words,
}

/// A verdict in the making. It is kept as a choice, `words/not kept/yes/forgotten`, until it is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Judging {
    pub(super) step: Step,
    pub(super) verdict: Verdict,
    pub(super) helped: Degree,
    /// `None`: not said.
    pub(super) reason: Option<MissReason>,
}

/// The reasons for a miss in the order in which they are offered; nobody has to say one.
pub(super) const REASONS: [Option<MissReason>; 9] = [
    None,
    Some(MissReason::WaitingForOther),
    Some(MissReason::Unclear),
    Some(MissReason::NoInformation),
    Some(MissReason::NoCapacity),
    Some(MissReason::PriorityChanged),
    Some(MissReason::PromisedTooMuch),
    Some(MissReason::Forgotten),
    Some(MissReason::OutsideCause),
];

/// The word for a reason.
pub(super) fn reason_words(reason: Option<MissReason>) -> &'static str {
    reason.map_or("not said", MissReason::words)
}

impl Step {
    const ALL: [(Self, &'static str); 4] =
        [(Self::Verdict, "verdict"), (Self::Helped, "helped"), (Self::Reason, "reason"), (Self::Words, "words")];
}

impl Judging {
    /// As it was chosen so far, or as it was recorded.
    pub(super) fn read(chosen: &str, review: Option<&Review>) -> Self {
        let recorded = Self {
            step: Step::Verdict,
            verdict: review.map_or(Verdict::Kept, |review| review.verdict),
            helped: review.and_then(|review| review.helped).unwrap_or(Degree::Yes),
            reason: review.and_then(|review| review.reason),
        };
        let mut words = chosen.split('/');
        let mut next = || words.next().unwrap_or_default();
        let (step, verdict, helped, reason) = (next(), next(), next(), next());
        Self {
            step: Step::ALL.iter().find(|(_, name)| *name == step).map_or(recorded.step, |(step, _)| *step),
            verdict: *Verdict::ALL.iter().find(|one| one.words() == verdict).unwrap_or(&recorded.verdict),
            helped: *Degree::ALL.iter().find(|one| one.words() == helped).unwrap_or(&recorded.helped),
            reason: *REASONS.iter().find(|one| reason_words(**one) == reason).unwrap_or(&recorded.reason),
        }
    }

    /// The step after this one, `None` when everything is asked.
    fn next(self) -> Option<Step> {
        match (self.step, self.verdict) {
            (Step::Verdict, Verdict::Kept) => Some(Step::Helped),
            (Step::Verdict, Verdict::Late | Verdict::NotKept) => Some(Step::Reason),
            (Step::Verdict, Verdict::Moved | Verdict::Dropped | Verdict::Disputed) => Some(Step::Words),
            (Step::Reason, Verdict::Late) => Some(Step::Helped),
            (Step::Reason, Verdict::NotKept) => Some(Step::Words),
            (Step::Helped | Step::Reason | Step::Words, _) => None,
        }
    }

    /// Goes on to the next step, `None` when there is none.
    pub(super) fn forward(&mut self) -> Option<()> {
        self.step = self.next()?;
        Some(())
    }

    /// Goes back a step; whether there was one.
    pub(super) fn back(&mut self) -> bool {
        let before = match (self.step, self.verdict) {
            (Step::Verdict, _) => return false,
            (Step::Words, Verdict::NotKept) | (Step::Helped, Verdict::Late) => Step::Reason,
            (Step::Helped | Step::Reason | Step::Words, _) => Step::Verdict,
        };
        self.step = before;
        true
    }

    /// The name of the question.
    pub(super) fn key(self) -> &'static str {
        match (self.step, self.verdict) {
            (Step::Verdict, _) => "follow-up",
            (Step::Helped, _) => "helped",
            (Step::Reason, _) => "missed",
            (Step::Words, Verdict::Dropped) => "dropped",
            (Step::Words, Verdict::Disputed) => "disputed",
            (Step::Words, _) => "moved",
        }
    }

    /// What Enter does now.
    pub(super) fn next_word(self) -> &'static str {
        match self.next() {
            Some(_) if self.step == Step::Reason => "take this reason",
            Some(Step::Helped) => "kept",
            Some(Step::Reason) if self.verdict == Verdict::Late => "late",
            Some(Step::Reason) => "not kept",
            Some(Step::Words | Step::Verdict) => self.verdict.words(),
            None => "record, go on",
        }
    }

    /// What was chosen before the words: `not kept, forgotten`.
    pub(super) fn said(self) -> String {
        match self.reason.filter(|_| self.verdict == Verdict::NotKept) {
            Some(reason) => format!("{}: {}", self.verdict.words(), reason.words()),
            None => self.verdict.words().to_owned(),
        }
    }
}

impl fmt::Display for Judging {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let step = Step::ALL.iter().find(|(step, _)| *step == self.step).map_or("", |(_, name)| name);
        write!(f, "{step}/{}/{}/{}", self.verdict.words(), self.helped.words(), reason_words(self.reason))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_a_verdict_is_gone_forwards_and_back() {
        for verdict in Verdict::ALL {
            let mut judging = Judging { verdict: *verdict, ..Judging::read("", None) };
            let mut steps = 0;
            while judging.forward().is_some() {
                steps += 1;
                assert_eq!(Judging::read(&judging.to_string(), None), judging);
            }
            assert_eq!(steps, if verdict.is_missed() { 2 } else { 1 }, "{verdict:?}");
            while judging.back() {
                steps -= 1;
            }
            assert_eq!((steps, judging.step), (0, Step::Verdict));
        }
    }
}
