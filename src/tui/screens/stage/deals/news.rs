//! What is asked of a deal of an earlier meeting, and of which. Does not draw.

use crate::{
    domain::{
        Ref,
        meeting::DealStatus,
        past::{Past, PastDeal},
    },
    tui::screens::Scene,
};

/// What became of an earlier deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum News {
    /// Nothing new; it is asked again next time.
    Nothing,
    /// It is verified in this meeting.
    VerifyNow,
    /// It came this far.
    Became(DealStatus),
}

impl News {
    /// The word for it.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Nothing => "no news",
            Self::VerifyNow => "verify now",
            Self::Became(status) => status.words(),
        }
    }

    /// What can have become of a deal: one that may not be signed yet is verified or lost.
    pub(super) fn of(past: &PastDeal) -> Vec<Self> {
        if !past.deal.verdict.is_released() {
            return vec![Self::Nothing, Self::VerifyNow, Self::Became(DealStatus::Lost)];
        }
        let news = DealStatus::ALL.iter().filter(|status| past.status != Some(**status));
        [Self::Nothing].into_iter().chain(news.map(|status| Self::Became(*status))).collect()
    }

    /// What was chosen of a deal and not recorded yet; no news at first.
    pub(super) fn chosen(scene: &Scene, past: &PastDeal) -> Self {
        let chosen = scene.choice(&news_name(&past.of));
        Self::of(past).into_iter().find(|news| news.words() == chosen).unwrap_or(Self::Nothing)
    }
}

/// The earlier deal that is asked about now, and its place among all of them.
pub(super) fn asked<'a>(scene: &Scene<'a>) -> Option<(usize, &'a PastDeal)> {
    let past: &'a Past = scene.past;
    past.deals.iter().enumerate().find(|(_, deal)| !is_answered(scene, deal))
}

/// The last earlier deal that has no news.
pub(super) fn without_news<'a>(scene: &Scene<'a>) -> Option<&'a PastDeal> {
    let past: &'a Past = scene.past;
    past.deals.iter().rev().find(|deal| is_passed(scene, deal) && !is_recorded(scene, deal))
}

/// The choice that says what became of a deal.
pub(super) fn news_name(of: &Ref) -> String {
    format!("{of}.news")
}

/// The choice that says that there is no news of a deal.
pub(super) fn passed_name(of: &Ref) -> String {
    format!("{of}.passed")
}

fn is_answered(scene: &Scene, past: &PastDeal) -> bool {
    is_passed(scene, past) || is_recorded(scene, past)
}

fn is_passed(scene: &Scene, past: &PastDeal) -> bool {
    !scene.choice(&passed_name(&past.of)).is_empty()
}

/// Whether the minutes of today say something of the deal: what became of it, or that it is verified anew.
fn is_recorded(scene: &Scene, past: &PastDeal) -> bool {
    past.gives_way_in(scene.meeting) || scene.meeting.deal_updates.iter().any(|update| update.of == past.of)
}
