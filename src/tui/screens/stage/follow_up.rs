//! Promises: each open action is judged by the team it was for; then what was parked is taken up.

mod judging;
mod row;

use ratatui::text::{Line, Span};

use self::{
    judging::{Judging, REASONS, Step, reason_words},
    row::{Row, rows},
};
use super::{question, render_question, render_whose};
use crate::{
    domain::{
        Change, Ref,
        capture::{self, Captured, Parts},
        meeting::{Degree, OpenAction, ParkedOutcome, Verdict},
        pace::Standing,
        past::Waiting,
        review::{CARRIED_OFTEN, NewReview, TakenUp},
    },
    tui::{
        keymap::{Action, Scope},
        screens::{Cmd, Pane, Scene, complete, day, short_day},
        ui::{Flow, Look, TextField, choice, list},
    },
};

/// The promise or the parked entry that is spoken of.
pub(super) struct FollowUp {
    /// Its row; `None` when everything is judged.
    at: Option<usize>,
    /// Whether it was chosen with the arrow keys.
    is_chosen: bool,
    part: Part,
}

/// What is asked about it.
#[expect(clippy::large_enum_variant, reason = "there is one entry at a time")]
enum Part {
    Promise { judging: Judging, words: TextField },
    Parked(ParkedOutcome),
    Done,
}

impl FollowUp {
    pub(super) fn new(scene: &Scene, memory: usize) -> Self {
        let rows = rows(scene);
        let is_open = |at: &usize| !rows[*at].is_done(scene);
        let from = memory.saturating_sub(1);
        let at = (from..rows.len()).find(is_open).or((0..rows.len()).find(is_open));
        Self::at(scene, at, memory > 0)
    }

    fn at(scene: &Scene, at: Option<usize>, is_chosen: bool) -> Self {
        let part = match at.and_then(|at| rows(scene).get(at).copied()) {
            Some(Row::Promise(action)) => {
                let review = scene.meeting.review_of(&action.of);
                let judging = Judging::read(scene.choice(action.of.as_str()), review);
                Part::Promise { judging, words: words_field(scene, action, judging.verdict) }
            }
            Some(Row::Parked(entry)) => {
                Part::Parked(scene.meeting.outcome_of(&entry.of).unwrap_or(ParkedOutcome::Kept))
            }
            None => Part::Done,
        };
        Self { at, is_chosen, part }
    }

    fn row<'a>(&self, scene: &Scene<'a>) -> Option<Row<'a>> {
        rows(scene).get(self.at?).copied()
    }

    fn select(&mut self, scene: &Scene, step: isize) -> Cmd {
        let len = rows(scene).len();
        if len > 0 {
            let at = self.at.map_or(len - 1, |at| list::step(at, step, len));
            *self = Self::at(scene, Some(at), true);
        }
        Cmd::None
    }

    fn accept(&mut self, scene: &Scene) -> Cmd {
        match (self.row(scene), &mut self.part) {
            (Some(Row::Promise(action)), Part::Promise { judging, words }) => match judging.forward() {
                Some(()) => {
                    // The verdict may be another one than the words were recorded for.
                    if !words.is_typed() {
                        *words = words_field(scene, action, judging.verdict);
                    }
                    Cmd::Choose(scene.choice_name(action.of.as_str()), judging.to_string())
                }
                None => judge(scene, &action.of, *judging, words),
            },
            (Some(Row::Parked(entry)), Part::Parked(outcome)) => {
                let Waiting { of, text, team, .. } = entry.clone();
                Cmd::Record(Change::TakeUp(TakenUp { of, text, team, outcome: *outcome }), Vec::new())
            }
            _ => Cmd::NextItem,
        }
    }

    fn choose(&mut self, scene: &Scene, step: isize) -> Cmd {
        match (self.row(scene), &mut self.part) {
            (Some(Row::Promise(action)), Part::Promise { judging, .. }) => {
                match judging.step {
                    Step::Verdict => judging.verdict = choice::next(Verdict::ALL, judging.verdict, step),
                    Step::Helped => judging.helped = choice::next(Degree::ALL, judging.helped, step),
                    Step::Reason => judging.reason = choice::next(&REASONS, judging.reason, step),
                    Step::Words => {}
                }
                Cmd::Choose(scene.choice_name(action.of.as_str()), judging.to_string())
            }
            (Some(Row::Parked(_)), Part::Parked(outcome)) => {
                *outcome = choice::next(ParkedOutcome::ALL, *outcome, step);
                Cmd::None
            }
            _ => Cmd::None,
        }
    }

    fn back(&mut self, scene: &Scene) -> Cmd {
        let (Some(Row::Promise(action)), Part::Promise { judging, .. }) = (self.row(scene), &mut self.part) else {
            return Cmd::None;
        };
        judging.back();
        Cmd::Choose(scene.choice_name(action.of.as_str()), judging.to_string())
    }

    fn in_words(&self) -> bool {
        matches!(&self.part, Part::Promise { judging, .. } if judging.step == Step::Words)
    }
}

/// Records the verdict; of a promise that stays open the date is moved to the typed one or else the next meeting.
fn judge(scene: &Scene, of: &Ref, judging: Judging, words: &TextField) -> Cmd {
    let says = judging.step == Step::Words;
    // Only the date of a promise that stays open has a place of its own; everything else stays in the words.
    let captured = if judging.verdict.leaves_open() {
        scene.capture_parts(&words.text(), Parts::Due)
    } else {
        Captured { text: words.text(), ..Captured::default() }
    };
    let review = NewReview {
        of: of.clone(),
        verdict: judging.verdict,
        helped: Some(judging.helped).filter(|_| judging.verdict.is_done()),
        reason: judging.reason.filter(|_| judging.verdict.is_missed()),
        note: Some(captured.text).filter(|_| says),
        new_due: captured.due.or(scene.next_date()).filter(|_| says),
    };
    // Words that are no part of the verdict stay half-typed.
    let fields = [Some(scene.choice_name(of.as_str())), says.then(|| words.name().to_owned())];
    Cmd::Record(Change::Judge(review), fields.into_iter().flatten().collect())
}

/// The words to a verdict: half-typed, or as recorded today, behind the date where the promise stays open.
fn words_field(scene: &Scene, action: &OpenAction, verdict: Verdict) -> TextField {
    let field = scene.field(&format!("words.{}", action.of));
    let Some(review) = scene.meeting.review_of(&action.of).filter(|_| field.is_empty()) else { return field };
    // The first date in the words is the one that counts.
    let date = capture::line("", None, review.new_due.filter(|_| verdict.leaves_open()));
    let line = format!("{date} {}", review.note.as_deref().unwrap_or_default());
    TextField::with_text(field.name(), line.trim())
}

impl Pane for FollowUp {
    fn handle(&mut self, action: Action, scene: &Scene) -> Cmd {
        match action {
            Action::Accept => self.accept(scene),
            Action::Left => self.choose(scene, -1),
            Action::Right => self.choose(scene, 1),
            Action::Up => self.select(scene, -1),
            Action::Down => self.select(scene, 1),
            Action::Back => self.back(scene),
            Action::Toggle => Cmd::Pause,
            Action::NextField => self.field_mut().and_then(|field| complete(field, scene)).unwrap_or(Cmd::None),
            _ => Cmd::None,
        }
    }

    fn field(&self) -> Option<&TextField> {
        match &self.part {
            Part::Promise { words, .. } if self.in_words() => Some(words),
            Part::Promise { .. } | Part::Parked(_) | Part::Done => None,
        }
    }

    fn field_mut(&mut self) -> Option<&mut TextField> {
        let in_words = self.in_words();
        match &mut self.part {
            Part::Promise { words, .. } if in_words => Some(words),
            Part::Promise { .. } | Part::Parked(_) | Part::Done => None,
        }
    }

    fn scope(&self) -> Scope {
        if self.in_words() { Scope::ANY } else { Scope::LIST }
    }

    fn word(&self, action: Action, _scene: &Scene) -> Option<&'static str> {
        match (action, &self.part) {
            (Action::Accept, Part::Promise { judging, .. }) => Some(judging.next_word()),
            (Action::Accept, Part::Parked(_)) => Some("record, go on"),
            (Action::Accept, Part::Done) => Some("next item"),
            (Action::Right, Part::Promise { .. } | Part::Parked(_)) => Some("choose"),
            (Action::Back, Part::Promise { judging, .. }) => (judging.step != Step::Verdict).then_some("back"),
            _ => None,
        }
    }

    fn memory(&self) -> usize {
        self.at.filter(|_| self.is_chosen).map_or(0, |at| at + 1)
    }

    fn render(&self, scene: &Scene, flow: &mut Flow) {
        match (self.row(scene), &self.part) {
            (Some(Row::Promise(action)), Part::Promise { judging, words }) => {
                self.render_place(scene, flow);
                render_promise(scene, action, *judging, words, flow);
            }
            (Some(Row::Parked(entry)), Part::Parked(outcome)) => {
                self.render_place(scene, flow);
                render_parked(scene, entry, *outcome, flow);
            }
            _ => return render_done(scene, flow),
        }
        self.render_list(scene, flow);
    }
}

impl FollowUp {
    fn render_place(&self, scene: &Scene, flow: &mut Flow) {
        let promises = scene.meeting.open_actions.len();
        let at = self.at.unwrap_or(0);
        let text = if at < promises {
            format!("Promise {} of {promises}", at + 1)
        } else {
            format!("From earlier meetings: {} of {}", at - promises + 1, scene.past.waiting.len())
        };
        flow.line(Line::styled(text, flow.look().quiet()));
        flow.gap();
    }

    /// All of them with what was said, where there is room.
    fn render_list(&self, scene: &Scene, flow: &mut Flow) {
        let look = flow.look();
        let rows = rows(scene);
        if !flow.is_roomy() || flow.rows() < 4 || rows.len() < 2 {
            return;
        }
        flow.gap();
        let room = usize::from(flow.rows());
        let selected = self.at.unwrap_or(0);
        let first = list::window(selected, rows.len(), room);
        for (index, row) in rows.iter().enumerate().skip(first).take(room) {
            let cursor = if index == selected { look.pick("▸ ", "> ") } else { "  " };
            let mut line = vec![Span::styled(cursor, look.strong())];
            line.extend(row.spans(scene, look));
            flow.line(Line::from(line));
        }
    }
}

fn render_promise(scene: &Scene, action: &OpenAction, judging: Judging, words: &TextField, flow: &mut Flow) {
    let look = flow.look();
    let (team, other) = match judging.step {
        Step::Verdict | Step::Helped => (&action.for_team, &action.team),
        Step::Reason | Step::Words => (&action.team, &action.for_team),
    };
    render_whose(scene, team, flow);
    render_question(question(scene, judging.key(), team, other), flow);
    flow.gap();
    flow.quote(&action.text, look.team(scene.meeting.team_index(&action.team)), (flow.rows() / 4).max(1));
    flow.text(Line::styled(about(scene, action, look), look.quiet()), if flow.is_roomy() { 2 } else { 1 });
    if action.carried >= CARRIED_OFTEN {
        let text = format!("Carried {} times: is it the right promise?", action.carried);
        flow.line(Line::styled(text, look.standing(Standing::Tight)));
    }
    flow.gap();
    let verdict =
        chosen_line(Verdict::ALL.iter().map(|verdict| verdict.words()), index(Verdict::ALL, judging.verdict), look);
    match judging.step {
        Step::Verdict => flow.line(verdict),
        Step::Helped => flow.line(chosen_line(
            Degree::ALL.iter().map(|degree| degree.words()),
            index(Degree::ALL, judging.helped),
            look,
        )),
        Step::Reason => {
            let reasons = REASONS.iter().map(|reason| reason_words(*reason));
            flow.text(choice::lines(reasons, index(&REASONS, judging.reason), flow.columns(), look), 4);
        }
        Step::Words => {
            flow.line(Line::styled(judging.said(), look.strong()));
            flow.field(words, 2, 1);
            flow.line(words_chips(scene, judging, words, look));
        }
    }
}

fn render_parked(scene: &Scene, entry: &Waiting, outcome: ParkedOutcome, flow: &mut Flow) {
    let look = flow.look();
    let team = entry.team.clone().unwrap_or_else(|| scene.meeting.first_team.clone());
    if let Some(team) = &entry.team {
        render_whose(scene, team, flow);
    }
    let key = if entry.is_problem { "unhelped" } else { "parked" };
    render_question(question(scene, key, &team, scene.meeting.checking_team(&team)), flow);
    flow.gap();
    let bar = entry.team.as_ref().map_or(look.quiet(), |team| look.team(scene.meeting.team_index(team)));
    flow.quote(&entry.text, bar, (flow.rows() / 3).max(1));
    let what = if entry.is_problem { "a problem of" } else { "parked on" };
    flow.line(Line::styled(format!("{what} {}", short_day(entry.since, scene.clock.date())), look.quiet()));
    flow.gap();
    let outcomes = ParkedOutcome::ALL.iter().map(|outcome| outcome.words());
    flow.line(chosen_line(outcomes, index(ParkedOutcome::ALL, outcome), look));
}

fn render_done(scene: &Scene, flow: &mut Flow) {
    let look = flow.look();
    let reviews = &scene.meeting.reviews;
    flow.gap();
    if reviews.is_empty() && rows(scene).is_empty() {
        flow.line(Line::styled("No promise is open, nothing is parked.", look.strong()));
        return;
    }
    flow.line(Line::styled("All promises are judged.", look.strong()));
    flow.gap();
    let counts = Verdict::ALL.iter().filter_map(|verdict| {
        let count = reviews.iter().filter(|review| review.verdict == *verdict).count();
        (count > 0).then(|| format!("{count} {}", verdict.words()))
    });
    flow.text(Line::raw(counts.collect::<Vec<_>>().join(look.dot())), 2);
    for row in rows(scene) {
        flow.line(Line::from(row.spans(scene, look)));
    }
}

/// Who promised it, when, by when, and how often it was carried over.
fn about(scene: &Scene, action: &OpenAction, look: Look) -> String {
    let today = scene.clock.date();
    let mut facts = vec![scene.meeting.team_name(&action.team).to_owned()];
    facts.extend(action.owner.clone());
    facts.extend(action.due.map(|due| {
        if due < today {
            format!("was due {}", short_day(due, scene.clock.date()))
        } else {
            format!("due {}", short_day(due, scene.clock.date()))
        }
    }));
    facts.extend(action.condition.as_ref().map(|condition| format!("if {}", condition.replace('\n', " "))));
    let carried = match action.carried {
        0 => None,
        1 => Some("carried once".to_owned()),
        often => Some(format!("carried {often} times")),
    };
    facts.extend(carried.filter(|_| action.carried < CARRIED_OFTEN));
    facts.join(look.dot())
}

/// What was understood of the words to a verdict: the new date, where it stays open.
fn words_chips(scene: &Scene, judging: Judging, words: &TextField, look: Look) -> Line<'static> {
    if !judging.verdict.leaves_open() {
        return Line::styled("In a few words, or Enter without.", look.quiet());
    }
    let captured = scene.capture(&words.text());
    let date = match (captured.due, captured.unknown_due, scene.next_date()) {
        (Some(due), ..) => Span::styled(day(due, scene.clock.date()), look.strong()),
        (None, Some(unknown), _) => Span::raw(format!("{unknown:?} is no date")),
        (None, None, Some(next)) => {
            Span::styled(format!("{} (next meeting)", day(next, scene.clock.date())), look.strong())
        }
        (None, None, None) => Span::raw("no date yet: due:fri"),
    };
    Line::from(vec![Span::styled("New date ", look.quiet()), date])
}

fn chosen_line<'a>(words: impl IntoIterator<Item = &'a str>, chosen: usize, look: Look) -> Line<'static> {
    let mut line = choice::line(words, chosen, look);
    line.spans.push(Span::styled(look.pick(" ← →", " <- ->"), look.quiet()));
    line
}

fn index<T: Copy + PartialEq>(all: &[T], one: T) -> usize {
    all.iter().position(|other| *other == one).unwrap_or(0)
}
