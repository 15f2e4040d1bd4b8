//! Bars: pictures of figures that the minutes also tell in words. Does not know how wide or how coloured they are.

use super::{Bar, Line, Tone, words};
use crate::domain::{
    Meeting,
    capacity::{Load, Standing, Sum},
    meeting::{Goal, GoalUpdate, Item},
    pace::{minutes, percent},
};

/// Parts in which lengths are told.
const WHOLE: f64 = 1000.0;

/// What a bar shows before its scale is known.
struct Figures<'m> {
    label: Line<'m>,
    figure: Line<'m>,
    value: f64,
    mark: Option<f64>,
    tone: Tone,
}

/// Time in turns, a bar per team.
pub(super) fn talk(meeting: &Meeting) -> Vec<Bar<'_>> {
    let times = meeting.talk_time();
    let total = times.iter().map(|(_, spent)| u64::from(*spent)).sum();
    let bar = |(index, (team, spent)): (usize, (_, u32))| Figures {
        label: Line::default().team(meeting, team),
        figure: words(format!("{} ({} %)", minutes(spent), percent(spent, total))),
        value: f64::from(spent),
        mark: None,
        tone: Tone::Team(index),
    };
    scaled(times.into_iter().enumerate().map(bar).collect())
}

/// Time of every item against its plan, in the order of the agenda.
pub(super) fn items(meeting: &Meeting) -> Vec<Bar<'_>> {
    let bar = |item: &Item| Figures {
        label: words("Used"),
        figure: words(format!("{} of {}", minutes(item.spent_s), minutes(item.planned_s))),
        value: f64::from(item.spent_s),
        mark: Some(f64::from(item.planned_s)),
        tone: Tone::Plain,
    };
    scaled(meeting.items.iter().map(bar).collect())
}

/// The sums of a unit against what can be carried; nothing without a limit.
pub(super) fn load<'m>(load: &Load<'m>) -> Vec<Bar<'m>> {
    let Some(limit) = load.limit else { return Vec::new() };
    let bars = load.figures().into_iter().map(|figure| Figures {
        label: words(match figure.sum {
            Sum::Target => "Targeted",
            Sum::Certain => "Certain",
            Sum::Everything => "If everything closes",
        }),
        figure: match figure.standing {
            Standing::Over(excess) => words(format!("{} of {}, over by {excess}", figure.value, limit.value)),
            Standing::Tight => words(format!("{} of {}, tight", figure.value, limit.value)),
            Standing::NotStated | Standing::Good => words(format!("{} of {}", figure.value, limit.value)),
        },
        value: figure.value.value(),
        mark: Some(limit.value.value()),
        tone: Tone::Plain,
    });
    scaled(bars.collect())
}

/// How much of a goal is reached; nothing where it has no target or nobody said.
pub(super) fn goal<'m>(goal: &'m Goal, update: &GoalUpdate) -> Vec<Bar<'m>> {
    let (Some(target), Some(progress)) = (&goal.target, update.progress) else { return Vec::new() };
    let bar = Figures {
        label: words("Reached"),
        figure: words(format!("{progress} of {} ", target.value)).typed(&target.unit),
        value: progress.value(),
        mark: Some(target.value.value()),
        tone: Tone::Good,
    };
    scaled(vec![bar])
}

/// All on one scale, that of the largest number.
fn scaled(figures: Vec<Figures<'_>>) -> Vec<Bar<'_>> {
    let numbers = figures.iter().flat_map(|bar| [Some(bar.value), bar.mark]).flatten();
    let largest = numbers.fold(0.0, f64::max);
    let part = |value: f64| if largest > 0.0 { value.max(0.0) / largest } else { 0.0 };
    let length = |value: f64| u16::try_from((part(value) * WHOLE).round() as i64).unwrap_or_default();
    let bar = |Figures { label, figure, value, mark, tone }| Bar {
        label,
        figure,
        length: length(value),
        mark: mark.map(length),
        tone,
    };
    figures.into_iter().map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample::example;

    #[track_caller]
    fn check(bars: &[Bar], expected: &[(u16, Option<u16>)]) {
        assert_eq!(bars.iter().map(|bar| (bar.length, bar.mark)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_largest_number_fills_the_width() {
        let example = example();
        check(&talk(&example), &[(924, None), (1000, None)]);
        let loads = crate::domain::capacity::loads(&example);
        check(&load(&loads[0]), &[(923, Some(769)), (308, Some(769)), (1000, Some(769))]);
        check(&items(&example)[5..6], &[(1000, Some(959))]);
    }

    #[test]
    fn nothing_has_no_length() {
        let mut example = example();
        example.items.iter_mut().for_each(|item| (item.planned_s, item.spent_s) = (0, 0));
        check(&items(&example)[..1], &[(0, Some(0))]);
        example.expectations.truncate(1);
        check(&load(&crate::domain::capacity::loads(&example)[0]), &[]);
    }
}
