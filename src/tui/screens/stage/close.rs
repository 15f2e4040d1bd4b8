//! Close: what is missing, the promises read out, a rating per team, the next date, the end.

use jiff::{Zoned, civil::Time};
use ratatui::text::{Line, Span, Text};

use crate::{
    domain::{
        Change, Stamp, TeamId,
        capture::{self, Parts},
        close::{Gap, Place, rating},
        entry::EntryRef,
        meeting::{Action as Promise, Next},
        prompt,
    },
    tui::{
        keymap::{Action, Scope},
        screens::{Cmd, Pane, Scene, complete, day, half_name, stage::question},
        ui::{Flow, TextField, list},
    },
};

/// Words of the longest line in which the one that is not understood is looked for.
const DATE_WORDS: usize = 20;
const NOWHERE: &str = "nothing asks for these words any more; they become a note when the meeting is closed";

/// The steps in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Check,
    ReadBack,
    Rate(usize),
    Next,
    End,
}

/// The step that is shown.
pub(super) struct Close {
    step: Step,
    /// Place of the step among all steps.
    place: usize,
    selected: usize,
    field: TextField,
}

impl Close {
    pub(super) fn new(scene: &Scene, memory: usize) -> Self {
        let steps = steps(scene);
        // A meeting that is opened again goes on at the field that was typed in.
        let typed = scene.meeting.caret.as_ref().filter(|_| memory == 0);
        let at_caret =
            |step: &Step| typed.is_some_and(|caret| caret.field == scene.field_name(&field_name(scene, *step)));
        let at = steps.iter().position(at_caret).unwrap_or(memory).min(steps.len() - 1);
        Self::at(scene, at)
    }

    fn at(scene: &Scene, place: usize) -> Self {
        let step = steps(scene)[place];
        let mut field = scene.field(&field_name(scene, step));
        if field.is_empty() {
            let text = match step {
                Step::Next => next_line(scene),
                Step::Rate(team) => rated(scene, team),
                Step::Check | Step::ReadBack | Step::End => String::new(),
            };
            field = TextField::with_text(field.name(), &text);
        }
        Self { step, place, selected: 0, field }
    }

    fn go(&mut self, scene: &Scene, by: isize) -> Cmd {
        *self = Self::at(scene, list::step(self.place, by, steps(scene).len()));
        Cmd::None
    }

    fn accept(&mut self, scene: &Scene) -> Cmd {
        match self.step {
            Step::Check | Step::ReadBack => self.go(scene, 1),
            Step::Rate(team) => self.rate(scene, team),
            Step::Next => self.plan(scene),
            Step::End => Cmd::Record(Change::Close, Vec::new()),
        }
    }

    fn rate(&mut self, scene: &Scene, team: usize) -> Cmd {
        let (text, name) = (self.field.text(), self.field.name().to_owned());
        let is_rated = !rated(scene, team).is_empty();
        let team = scene.meeting.teams[team].id.clone();
        if text.trim().is_empty() {
            self.go(scene, 1);
            let taken_back = Cmd::Record(Change::Remove(EntryRef::Rating(team)), vec![name]);
            return if is_rated { taken_back } else { Cmd::None };
        }
        let Some((score, better)) = rating(&text) else {
            return Cmd::Say("begin with a number from 1 to 10, then what would have made it one better".to_owned());
        };
        self.go(scene, 1);
        Cmd::Record(Change::Rate { team, score, better }, vec![name])
    }

    fn plan(&mut self, scene: &Scene) -> Cmd {
        let (text, name) = (self.field.text(), self.field.name().to_owned());
        if text.trim().is_empty() {
            self.go(scene, 1);
            return Cmd::Record(Change::Plan(None), vec![name]);
        }
        let Some((at, facilitator)) = understand(scene, &text) else {
            let format = "write a day and a time, like 2026-12-08 10:00; an empty line plans none";
            return Cmd::Say(trouble(scene, &text).unwrap_or_else(|| format.to_owned()));
        };
        let next = Next { at: Stamp::new(&at), first_team: scene.meeting.next_first_team(), facilitator };
        self.go(scene, 1);
        Cmd::Record(Change::Plan(Some(next)), vec![name])
    }

    fn fix(&self, scene: &Scene) -> Cmd {
        match self.gap(scene).map(|gap| gap.place) {
            Some(Place::Item(index)) => Cmd::GoTo(index),
            Some(Place::Entry(entry)) => Cmd::Reword(entry),
            Some(Place::Typed(index, field)) => Cmd::GoToTyped(index, field),
            Some(Place::Nowhere) => Cmd::Say(NOWHERE.to_owned()),
            None => Cmd::None,
        }
    }

    /// The gap that is selected.
    fn gap(&self, scene: &Scene) -> Option<Gap> {
        scene.meeting.gaps().into_iter().nth(self.selected)
    }

    fn len(&self, scene: &Scene) -> usize {
        match self.step {
            Step::Check => scene.meeting.gaps().len(),
            Step::ReadBack => scene.meeting.actions.len(),
            Step::Rate(_) | Step::Next | Step::End => 0,
        }
    }
}

impl Pane for Close {
    fn handle(&mut self, action: Action, scene: &Scene) -> Cmd {
        match action {
            Action::Accept => self.accept(scene),
            Action::Back if self.step != Step::Check => self.go(scene, -1),
            Action::Right if self.step == Step::Check => self.fix(scene),
            Action::Toggle => Cmd::Pause,
            Action::NextField => self.field_mut().and_then(|field| complete(field, scene)).unwrap_or(Cmd::None),
            Action::Up => {
                self.selected = list::step(self.selected, -1, self.len(scene));
                Cmd::None
            }
            Action::Down => {
                self.selected = list::step(self.selected, 1, self.len(scene));
                Cmd::None
            }
            Action::First => {
                self.selected = 0;
                Cmd::None
            }
            Action::Last => {
                self.selected = self.len(scene).saturating_sub(1);
                Cmd::None
            }
            _ => Cmd::None,
        }
    }

    fn field(&self) -> Option<&TextField> {
        matches!(self.step, Step::Rate(_) | Step::Next).then_some(&self.field)
    }

    fn field_mut(&mut self) -> Option<&mut TextField> {
        matches!(self.step, Step::Rate(_) | Step::Next).then_some(&mut self.field)
    }

    fn scope(&self) -> Scope {
        match self.step {
            Step::Check | Step::ReadBack => Scope::LIST,
            Step::Rate(_) | Step::Next | Step::End => Scope::ANY,
        }
    }

    fn word(&self, action: Action, scene: &Scene) -> Option<&'static str> {
        match (action, self.step) {
            (Action::Accept, Step::Check) => Some("read the promises back"),
            (Action::Accept, Step::ReadBack) => Some("all read: rate the meeting"),
            (Action::Accept, Step::Rate(team)) if self.field.is_blank() => {
                Some(if rated(scene, team).is_empty() { "go on without" } else { "take the rating back" })
            }
            (Action::Accept, Step::Next) if self.field.is_blank() => Some("plan none"),
            (Action::Accept, Step::Rate(_) | Step::Next) => Some("record"),
            (Action::Accept, Step::End) => Some("CLOSE THE MEETING"),
            (Action::Right, Step::Check) => {
                self.gap(scene).filter(|gap| gap.place != Place::Nowhere).map(|_| "go there and mend it")
            }
            (Action::Back, Step::ReadBack | Step::Rate(_) | Step::Next | Step::End) => Some("back"),
            (Action::NextField, Step::Next) => half_name(&self.field, scene).map(|_| "name"),
            _ => None,
        }
    }

    fn memory(&self) -> usize {
        self.place
    }

    fn render(&self, scene: &Scene, flow: &mut Flow) {
        flow.gap();
        match self.step {
            Step::Check => self.render_check(scene, flow),
            Step::ReadBack => self.render_promises(scene, flow),
            Step::Rate(team) => self.render_rate(scene, team, flow),
            Step::Next => self.render_next(scene, flow),
            Step::End => render_end(scene, flow),
        }
    }
}

impl Close {
    fn render_check(&self, scene: &Scene, flow: &mut Flow) {
        let look = flow.look();
        let gaps = scene.meeting.gaps();
        if gaps.is_empty() {
            flow.line(Line::styled("Everything is complete.", look.strong()));
            return;
        }
        flow.line(Line::styled("Still missing. Mend it, or go on as it is.", look.strong()));
        if gaps.iter().any(|gap| matches!(gap.place, Place::Typed(..) | Place::Nowhere)) {
            flow.text(Line::styled("Words that are typed and not recorded become notes.", look.quiet()), 2);
        }
        flow.gap();
        let rows = usize::from(flow.rows());
        let first = list::window(self.selected, gaps.len(), rows);
        for (index, gap) in gaps.iter().enumerate().skip(first).take(rows) {
            let text = format!("{}{}", look.pick("· ", "- "), gap.text.replace('\n', " "));
            let style = if index == self.selected { look.selected() } else { ratatui::style::Style::new() };
            flow.line(Line::styled(text, style));
        }
    }

    fn render_promises(&self, scene: &Scene, flow: &mut Flow) {
        let look = flow.look();
        let question = scene.meeting.item().map(|item| prompt::question(item, "read_back", "", ""));
        flow.text(Text::styled(question.unwrap_or_default(), look.strong()), 2);
        flow.gap();
        let promises = by_owner(scene);
        if promises.is_empty() {
            flow.line(Line::styled("Nothing was promised today.", look.quiet()));
        }
        for (index, promise) in promises.iter().enumerate().skip(self.selected) {
            if flow.rows() < 2 && index + 1 < promises.len() {
                let more = format!("{} {} more", look.pick("↓", "v"), promises.len() - index);
                flow.line(Line::styled(more, look.quiet()));
                break;
            }
            let owner = promise.owner.clone().unwrap_or_else(|| "nobody yet".to_owned());
            let due =
                promise.due.map(|due| format!("{}{}", look.dot(), day(due, scene.clock.date()))).unwrap_or_default();
            let condition =
                promise.condition.as_ref().map(|c| format!(" if {}", c.replace('\n', " "))).unwrap_or_default();
            let text = format!(": {}{condition}", promise.text.replace('\n', " "));
            let mark = look.mark(scene.meeting.team_index(&promise.team));
            let team = look.team(scene.meeting.team_index(&promise.team));
            let line =
                vec![Span::styled(format!("{mark} {owner}"), team), Span::raw(text), Span::styled(due, look.quiet())];
            flow.text(Line::from(line), 3);
        }
    }

    fn render_rate(&self, scene: &Scene, team: usize, flow: &mut Flow) {
        let look = flow.look();
        let Some(team) = scene.meeting.teams.get(team) else { return };
        flow.line(Line::from(scene.badge(&team.id, look)));
        flow.gap();
        flow.text(Text::styled(question(scene, "rate", &team.id, &team.id), look.strong()), 3);
        flow.gap();
        flow.field(&self.field, 3, 1);
        let understood = match rating(&self.field.text()) {
            _ if self.field.is_empty() => "for example: 8 Bring the figures ready.".to_owned(),
            Some((score, Some(better))) => format!("{score} of 10{}one better: {better}", look.dot()),
            Some((score, None)) => format!("{score} of 10"),
            None => "begin with a number from 1 to 10".to_owned(),
        };
        flow.line(Line::styled(understood, look.quiet()));
    }

    fn render_next(&self, scene: &Scene, flow: &mut Flow) {
        let look = flow.look();
        let question = scene.meeting.item().map(|item| prompt::question(item, "next", "", ""));
        flow.text(Text::styled(question.unwrap_or_default(), look.strong()), 2);
        flow.gap();
        flow.field(&self.field, 3, 2);
        let understood = match understand(scene, &self.field.text()) {
            _ if self.field.is_empty() => "no next meeting is planned".to_owned(),
            Some((at, who)) => {
                let who = who.map(|who| format!("{}{who} facilitates", look.dot())).unwrap_or_default();
                format!("{} at {}{who}", day(at.date(), scene.clock.date()), at.strftime("%H:%M"))
            }
            None => trouble(scene, &self.field.text()).unwrap_or_else(|| {
                "a day and a time, like 2026-12-08 10:00 or fri 14:30, and @who facilitates".to_owned()
            }),
        };
        flow.text(Line::raw(understood), 2);
        flow.line(Line::from(vec![scene.team(&scene.meeting.next_first_team(), look), Span::raw(" starts then.")]));
    }
}

fn render_end(scene: &Scene, flow: &mut Flow) {
    let look = flow.look();
    let meeting = scene.meeting;
    let plural = |n: usize, one: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") };
    let turns = meeting.turns.iter().filter(|turn| turn.is_done()).count();
    flow.line(Line::styled("Ready to close. The minutes are final then.", look.strong()));
    flow.gap();
    let counts =
        [plural(turns, "turn"), plural(meeting.actions.len(), "promise"), plural(meeting.decisions.len(), "decision")];
    flow.line(Line::raw(counts.join(look.dot())));
    let owed = meeting.unfinished_turns();
    if !owed.is_empty() {
        let mut line = vec![Span::raw("Owed a turn next time: ")];
        for team in &owed {
            line.push(scene.team(team, look));
            line.push(Span::raw(" "));
        }
        flow.line(Line::from(line));
    }
    let next = meeting.next.as_ref().map_or_else(
        || "No next meeting is planned.".to_owned(),
        |next| format!("Next: {} at {}", day(next.at.date(), scene.clock.date()), next.at.zoned().strftime("%H:%M")),
    );
    flow.line(Line::raw(next));
}

fn steps(scene: &Scene) -> Vec<Step> {
    let rates = (0..scene.meeting.teams.len()).map(Step::Rate);
    [Step::Check, Step::ReadBack].into_iter().chain(rates).chain([Step::Next, Step::End]).collect()
}

fn field_name(scene: &Scene, step: Step) -> String {
    match step {
        Step::Rate(team) => {
            let team = scene.meeting.teams.get(team).map_or("", |team| team.id.as_str());
            format!("rate.{team}")
        }
        Step::Next => "next".to_owned(),
        Step::Check | Step::ReadBack | Step::End => "close".to_owned(),
    }
}

/// The rating that a team gave already, as a line.
fn rated(scene: &Scene, team: usize) -> String {
    let id = scene.meeting.teams.get(team).map(|team: &crate::domain::meeting::Team| &team.id);
    let of = |team: &TeamId| scene.meeting.ratings.iter().find(|rating| rating.team == *team);
    let Some(rating) = id.and_then(of) else { return String::new() };
    format!("{} {}", rating.score, rating.better.as_deref().unwrap_or_default()).trim().to_owned()
}

/// The next meeting as planned, or else as the rhythm has it, as a line.
fn next_line(scene: &Scene) -> String {
    let line = |at: &Zoned, who: Option<&str>| capture::line(&at.strftime("%Y-%m-%d %H:%M").to_string(), who, None);
    match &scene.meeting.next {
        Some(next) => line(next.at.zoned(), next.facilitator.as_deref()),
        None => scene.next_at().map(|at| line(&at, None)).unwrap_or_default(),
    }
}

/// The moment and the facilitator that a line means: a day in one word or two, a time, `@name`.
fn understand(scene: &Scene, line: &str) -> Option<(Zoned, Option<String>)> {
    let captured = scene.capture_parts(line, Parts::Owner);
    let (day, time) = captured.text.trim().rsplit_once(char::is_whitespace)?;
    let time = Time::strptime("%H:%M", time).ok()?;
    // Words beside the day, such as another weekday, are not passed over.
    let date = Some(scene.capture(&format!("due:{}", day.trim()))).filter(|day| day.text.is_empty())?.due?;
    let at = date.to_datetime(time).to_zoned(scene.clock.time_zone().clone()).ok()?;
    Some((at, captured.owner))
}

/// The word that keeps a line from meaning a moment and a facilitator; `None` where more than a word does.
fn trouble(scene: &Scene, line: &str) -> Option<String> {
    let words: Vec<&str> = line.split_whitespace().take(DATE_WORDS + 1).collect();
    if words.len() > DATE_WORDS {
        return None;
    }
    let is_understood = |at: usize| understand(scene, &[&words[..at], &words[at + 1..]].concat().join(" ")).is_some();
    let word = words[(0..words.len()).rev().find(|at| is_understood(*at))?];
    Some(match scene.capture_parts(word, Parts::Owner).unknown_owner {
        Some(unknown) => unknown.to_string(),
        None => format!("{word:?} is not understood; a day, a time and @who are"),
    })
}

/// The promises of today, an owner's together, in the order of the first of each.
fn by_owner<'a>(scene: &Scene<'a>) -> Vec<&'a Promise> {
    let mut promises: Vec<&Promise> = scene.meeting.actions.iter().collect();
    promises.sort_by_key(|promise| scene.meeting.actions.iter().position(|other| other.owner == promise.owner));
    promises
}
