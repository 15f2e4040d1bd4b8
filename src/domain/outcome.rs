//! What came of an item, in a word or two for the agenda beside the stage. Does not know how long it took.

use super::{
    capacity,
    meeting::{Kind, Meeting, ScopeVerdict, Verdict},
};

impl Meeting {
    /// What came of the items of this kind so far, `None` where the time they took says more: `5 of 6 kept`, `2 over`,
    /// `1 go · 1 not yet`, with `dot` between two parts.
    pub fn outcome(&self, kind: Kind, dot: &str) -> Option<String> {
        match kind {
            Kind::FollowUp => self.kept_words(),
            Kind::Expectations => {
                let over = capacity::loads(self).iter().filter(|load| !load.over().is_empty()).count();
                (over > 0).then(|| format!("{over} over"))
            }
            Kind::Deals => self.deal_words(dot),
            Kind::Opening | Kind::Wins | Kind::Exchange | Kind::Goals | Kind::Discussion | Kind::Close => None,
        }
    }

    fn kept_words(&self) -> Option<String> {
        let kept = self.reviews.iter().filter(|review| review.verdict == Verdict::Kept).count();
        let all = self.reviews.len();
        (all > 0).then(|| format!("{kept} of {all} kept"))
    }

    fn deal_words(&self, dot: &str) -> Option<String> {
        let counts = ScopeVerdict::ALL.iter().filter_map(|verdict| {
            let count = self.deals.iter().filter(|deal| deal.verdict == *verdict).count();
            (count > 0).then(|| format!("{count} {}", verdict.short()))
        });
        let words = counts.collect::<Vec<_>>().join(dot);
        (!words.is_empty()).then_some(words)
    }
}
