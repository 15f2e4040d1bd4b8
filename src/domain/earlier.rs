//! The records of earlier meetings that a meeting speaks of. Does not know where those meetings are kept.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    ids::{Id, Ref},
    meeting::{Action, Deal, Goal, Meeting, Parked},
};

/// What the references of one meeting stand for; empty for a reader who has only its file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Earlier {
    /// Promises it judges.
    pub actions: BTreeMap<Ref, Action>,
    /// Deals it tells the end of.
    pub deals: BTreeMap<Ref, Deal>,
    /// Goals it speaks of.
    pub goals: BTreeMap<Ref, Goal>,
    /// Parked entries it takes up, and problems that waited like them.
    pub waiting: BTreeMap<Ref, Parked>,
}

impl Earlier {
    /// What `meeting` refers to, taken from `meetings` in any order; others among them are passed over.
    pub fn of<'a>(meeting: &Meeting, meetings: impl IntoIterator<Item = &'a Meeting>) -> Self {
        let (named, spoken_of) = (named(meeting), Self::meetings_of(meeting));
        let mut earlier = Self::default();
        for other in meetings.into_iter().filter(|other| spoken_of.contains(other.id.as_str())) {
            earlier.add(other, &named);
        }
        earlier
    }

    /// Ids of the meetings that `meeting` refers to.
    pub fn meetings_of(meeting: &Meeting) -> BTreeSet<&str> {
        named(meeting).into_iter().filter_map(|of| Some(of.as_str().split_once('/')?.0)).collect()
    }

    fn add(&mut self, other: &Meeting, named: &BTreeSet<&Ref>) {
        let of = |id: &Id| Some(Ref::new(&other.id, id)).filter(|of| named.contains(of));
        self.actions.extend(other.actions.iter().filter_map(|action| Some((of(&action.id)?, action.clone()))));
        self.deals.extend(other.deals.iter().filter_map(|deal| Some((of(&deal.id)?, deal.clone()))));
        self.goals.extend(other.goals.iter().filter_map(|goal| Some((of(&goal.id)?, goal.clone()))));
        self.waiting.extend(other.parked.iter().filter_map(|entry| Some((of(&entry.id)?, entry.clone()))));
        self.waiting.extend(other.turns.iter().filter_map(|turn| {
            let problem = turn.problem.as_ref()?;
            let team = Some(turn.team.clone());
            Some((of(&problem.id)?, Parked { id: problem.id.clone(), text: problem.text.clone(), team }))
        }));
    }
}

fn named(meeting: &Meeting) -> BTreeSet<&Ref> {
    let reviews = meeting.reviews.iter().map(|review| &review.of);
    let deals = meeting.deal_updates.iter().map(|update| &update.of);
    let goals = meeting.goal_updates.iter().map(|update| &update.of);
    let parked = meeting.parked_updates.iter().map(|update| &update.of);
    reviews.chain(deals).chain(goals).chain(parked).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meeting(id: &str) -> Meeting {
        let example = serde_json::from_str(include_str!("../../tests/data/minutes-1.json")).unwrap();
        Meeting { id: id.to_owned(), ..example }
    }

    #[test]
    fn only_what_the_meeting_refers_to_is_kept() {
        let others = [meeting("2026-11-10-1000"), meeting("2026-09-15-1000"), meeting("2026-01-01-1000")];
        let earlier = Earlier::of(&meeting("2026-11-24-1000"), &others);
        let keys = |map: Vec<&Ref>| map.into_iter().map(Ref::to_string).collect::<Vec<_>>().join(" ");
        assert_eq!(keys(earlier.actions.keys().collect()), "2026-11-10-1000/a1 2026-11-10-1000/a2");
        assert_eq!(keys(earlier.goals.keys().collect()), "2026-09-15-1000/g1");
        assert!(earlier.deals.is_empty() && earlier.waiting.is_empty());
    }

    #[test]
    fn a_problem_waits_like_a_parked_entry() {
        let of: Ref = Ref::from("2026-11-10-1000/p2");
        let mut now = meeting("2026-11-24-1000");
        let outcome = crate::domain::meeting::ParkedOutcome::Dropped;
        now.parked_updates = vec![crate::domain::meeting::ParkedUpdate { of: of.clone(), outcome }];
        let earlier = Earlier::of(&now, &[meeting("2026-11-10-1000")]);
        assert!(earlier.waiting[&of].text.starts_with("We quote two weeks"));
        assert_eq!(earlier.waiting[&of].team, Some("sales".into()));
    }
}
