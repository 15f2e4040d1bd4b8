//! The rows of the promises: open actions, oldest first, then what was parked. Does not know which one is spoken of.

use ratatui::text::Span;

use crate::{
    domain::{
        meeting::{OpenAction, ParkedOutcome},
        past::Waiting,
    },
    tui::{screens::Scene, ui::Look},
};

/// A row of the list.
#[derive(Clone, Copy)]
pub(super) enum Row<'a> {
    Promise(&'a OpenAction),
    Parked(&'a Waiting),
}

impl<'a> Row<'a> {
    pub(super) fn is_done(self, scene: &Scene) -> bool {
        match self {
            Self::Promise(action) => scene.meeting.review_of(&action.of).is_some(),
            Self::Parked(entry) => scene.meeting.outcome_of(&entry.of).is_some(),
        }
    }

    /// The row as it is listed: whose it is, what was said, the words.
    pub(super) fn spans(self, scene: &Scene<'a>, look: Look) -> Vec<Span<'static>> {
        let (team, text, word) = match self {
            Self::Promise(action) => {
                let verdict = scene.meeting.review_of(&action.of).map(|review| review.verdict.words());
                (Some(&action.team), &action.text, verdict)
            }
            Self::Parked(entry) => {
                (entry.team.as_ref(), &entry.text, scene.meeting.outcome_of(&entry.of).map(ParkedOutcome::words))
            }
        };
        let mark = team.map_or(look.pick("·", "-"), |team| look.mark(scene.meeting.team_index(team)));
        let style = team.map_or(look.quiet(), |team| look.team(scene.meeting.team_index(team)));
        let text = text.replace('\n', " ");
        let word = word.map(|word| Span::styled(format!("{word}: "), look.strong()));
        let text_style = if word.is_some() { look.quiet() } else { ratatui::style::Style::new() };
        let mut spans = vec![Span::styled(format!("{mark} "), style)];
        spans.extend(word);
        spans.push(Span::styled(text, text_style));
        spans
    }
}

/// All rows: promises first, then what waits.
pub(super) fn rows<'a>(scene: &Scene<'a>) -> Vec<Row<'a>> {
    let promises = scene.meeting.open_actions.iter().map(Row::Promise);
    promises.chain(scene.past.waiting.iter().map(Row::Parked)).collect()
}
