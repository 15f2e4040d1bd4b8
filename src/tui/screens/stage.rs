//! The stages of a meeting, one file per kind of item. Knows which one an item gets.

mod close;
mod discussion;
mod exchange;
mod opening;

use super::{Pane, Scene};
use crate::domain::Kind;

/// The stage for what the record says comes next. `memory` is what the stage of the same item remembered.
pub fn of(scene: &Scene, memory: usize) -> Box<dyn Pane> {
    match scene.meeting.item().map(|item| item.kind) {
        Some(Kind::Opening) => Box::new(opening::Opening::new(scene, memory)),
        Some(Kind::Exchange) => Box::new(exchange::Exchange::new(scene)),
        Some(Kind::Close) => Box::new(close::Close::new(scene, memory)),
        Some(Kind::Wins | Kind::FollowUp | Kind::Expectations | Kind::Deals | Kind::Goals | Kind::Discussion)
        | None => Box::new(discussion::Discussion::new(scene, memory)),
    }
}
