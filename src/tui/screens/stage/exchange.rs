//! The exchange: one team brings a problem, the others answer with help, and they agree.

mod draw;

use crate::{
    domain::{
        Change, DueMove, Id, Move, Refusal,
        capture::{self, Parts},
        change::detail_words,
        meeting::{Answer, AnswerKind, Degree, Turn},
        past::PastProblem,
        turn::NewAnswer,
    },
    tui::{
        keymap::{Action, Scope},
        screens::{Cmd, Pane, Scene, complete, half_name},
        ui::{Flow, TextField, choice, list},
    },
};

/// The move that is due, with what is typed for it.
pub(super) struct Exchange {
    due: Option<DueMove>,
    part: Part,
    /// An earlier problem that the one on the table is much like.
    like: Option<PastProblem>,
}

/// What the due move asks for.
#[expect(clippy::large_enum_variant, reason = "there is one move at a time")]
enum Part {
    /// A text: the problem, or its wording said back.
    Words(TextField),
    /// An answer, and behind some kinds a condition or a reason.
    Help { kind: AnswerKind, text: TextField, detail: TextField, in_detail: bool },
    /// Which answers are taken.
    Agree { left_out: Vec<Id>, selected: usize, enough: Degree },
    /// All turns are done.
    Done,
}

impl Exchange {
    pub(super) fn new(scene: &Scene) -> Self {
        let due = scene.meeting.due_move();
        let part = due.as_ref().map_or(Part::Done, |due| Part::new(scene, due));
        let problem = due.as_ref().and_then(|due| turn(scene, due)?.problem.as_ref());
        let like = problem.and_then(|problem| scene.past.problem_like(&problem.text)).cloned();
        Self { due, part, like }
    }

    fn accept(&mut self, scene: &Scene) -> Cmd {
        let Some(due) = &self.due else { return Cmd::NextItem };
        match &mut self.part {
            Part::Words(field) if due.step == Move::Bring => {
                // A problem has no date of its own: one that is typed stays in its words.
                let captured = scene.capture_parts(&field.text(), Parts::Owner);
                let change = Change::Bring { text: captured.text, raised_by: captured.owner };
                Cmd::Record(change, vec![field.name().to_owned()])
            }
            Part::Words(field) => {
                let text = Some(field.text()).filter(|text| !text.trim().is_empty());
                Cmd::Record(Change::SayBack(text), vec![field.name().to_owned()])
            }
            Part::Help { kind, text, detail, in_detail } => {
                if text.text().trim().is_empty() {
                    return finish_help(scene, due);
                }
                if detail_words(*kind).is_some() && !*in_detail {
                    *in_detail = true;
                    return Cmd::Choose(scene.choice_name(&detail_step(due)), kind.words().to_owned());
                }
                let choices = [kind_name(due), detail_step(due)].map(|name| scene.choice_name(&name));
                let mut fields = vec![text.name().to_owned()];
                fields.extend(choices);
                // A condition or a reason that this kind does not take stays typed.
                if detail_words(*kind).is_some() {
                    fields.push(detail.name().to_owned());
                }
                Cmd::Record(Change::Answer(new_answer(scene, *kind, &text.text(), &detail.text())), fields)
            }
            Part::Agree { left_out, enough, .. } => {
                let answers = turn(scene, due).map_or(&[][..], |turn| &turn.answers);
                let taken = answers.iter().filter(|answer| is_taken(answer, left_out)).map(|answer| answer.id.clone());
                let choices = [left_out_name(due), enough_name(due)].map(|name| scene.choice_name(&name));
                Cmd::Record(Change::Agree { taken: taken.collect(), enough: *enough }, choices.to_vec())
            }
            Part::Done => Cmd::NextItem,
        }
    }

    /// Completes a name, or else chooses the next kind of answer.
    fn next_choice(&mut self, scene: &Scene, step: isize) -> Cmd {
        let Some(field) = self.field_mut() else { return Cmd::None };
        if step > 0
            && let Some(cmd) = complete(field, scene)
        {
            return cmd;
        }
        let (Some(due), Part::Help { kind, in_detail, detail, .. }) = (&self.due, &mut self.part) else {
            return Cmd::None;
        };
        *kind = choice::next(AnswerKind::ALL, *kind, step);
        *in_detail = false;
        *detail = scene.field(&detail_name(due, *kind));
        Cmd::Choose(scene.choice_name(&kind_name(due)), kind.words().to_owned())
    }

    fn tick(&mut self, scene: &Scene) -> Cmd {
        let (Some(due), Part::Agree { left_out, selected, .. }) = (&self.due, &mut self.part) else {
            return Cmd::Pause;
        };
        let Some(answer) = turn(scene, due).and_then(|turn| turn.answers.get(*selected)) else { return Cmd::None };
        if !answer.kind.may_be_taken() {
            return Cmd::Say(format!("a “{}” is not taken; it stays in the minutes", answer.kind.words()));
        }
        match left_out.iter().position(|id| *id == answer.id) {
            Some(at) => drop(left_out.remove(at)),
            None => left_out.push(answer.id.clone()),
        }
        let left_out: Vec<&str> = left_out.iter().map(Id::as_str).collect();
        Cmd::Choose(scene.choice_name(&left_out_name(due)), left_out.join(" "))
    }

    fn choose(&mut self, scene: &Scene, action: Action) -> Cmd {
        let (Some(due), Part::Agree { selected, enough, .. }) = (&self.due, &mut self.part) else { return Cmd::None };
        let len = turn(scene, due).map_or(0, |turn| turn.answers.len());
        match action {
            Action::Up => *selected = list::step(*selected, -1, len),
            Action::Down => *selected = list::step(*selected, 1, len),
            Action::Left => *enough = choice::next(Degree::ALL, *enough, -1),
            Action::Right => *enough = choice::next(Degree::ALL, *enough, 1),
            _ => return Cmd::None,
        }
        Cmd::Choose(scene.choice_name(&enough_name(due)), enough.words().to_owned())
    }

    fn back(&mut self, scene: &Scene) -> Cmd {
        match (&self.due, &mut self.part) {
            (Some(due), Part::Help { in_detail, .. }) if *in_detail => {
                *in_detail = false;
                Cmd::Choose(scene.choice_name(&detail_step(due)), String::new())
            }
            _ => Cmd::None,
        }
    }
}

impl Pane for Exchange {
    fn handle(&mut self, action: Action, scene: &Scene) -> Cmd {
        match action {
            Action::Accept => self.accept(scene),
            Action::NextField => self.next_choice(scene, 1),
            Action::PrevField => self.next_choice(scene, -1),
            Action::Toggle => self.tick(scene),
            Action::Back => self.back(scene),
            _ => self.choose(scene, action),
        }
    }

    fn field(&self) -> Option<&TextField> {
        match &self.part {
            Part::Words(field) => Some(field),
            Part::Help { detail, in_detail: true, .. } => Some(detail),
            Part::Help { text, .. } => Some(text),
            Part::Agree { .. } | Part::Done => None,
        }
    }

    fn field_mut(&mut self) -> Option<&mut TextField> {
        match &mut self.part {
            Part::Words(field) => Some(field),
            Part::Help { detail, in_detail: true, .. } => Some(detail),
            Part::Help { text, .. } => Some(text),
            Part::Agree { .. } | Part::Done => None,
        }
    }

    fn scope(&self) -> Scope {
        match &self.part {
            Part::Agree { .. } => Scope::LIST,
            Part::Words(_) | Part::Help { .. } | Part::Done => Scope::ANY,
        }
    }

    fn word(&self, action: Action, scene: &Scene) -> Option<&'static str> {
        match (action, &self.part) {
            (Action::Accept, Part::Words(field)) => match self.due.as_ref()?.step {
                Move::SayBack if field.is_blank() => Some("they got it right"),
                Move::SayBack => Some("record this wording"),
                Move::Bring | Move::Help | Move::Agree => Some("record"),
            },
            (Action::Accept, Part::Help { kind, text, in_detail, .. }) => {
                let due = self.due.as_ref()?;
                let answered = turn(scene, due).is_some_and(|turn| turn.has_answer_of(&due.team));
                Some(match (text.is_blank(), answered, detail_words(*kind)) {
                    (true, true, _) => "that is all, go on",
                    (false, _, Some(words)) if !in_detail => words,
                    (true | false, ..) => "record",
                })
            }
            (Action::Accept, Part::Agree { .. }) => {
                let is_last = self.due.as_ref()?.turn + 1 >= scene.meeting.planned_turns();
                Some(if is_last { "agree" } else { "agree, next turn" })
            }
            (Action::Accept, Part::Done) => Some("next item"),
            (Action::NextField, Part::Help { .. }) => Some("kind of answer"),
            (Action::NextField, Part::Words(field)) => half_name(field, scene).map(|_| "name"),
            (Action::Toggle, Part::Agree { .. }) => Some("take or leave"),
            (Action::Back, Part::Help { in_detail: true, .. }) => Some("back"),
            _ => None,
        }
    }

    fn render(&self, scene: &Scene, flow: &mut Flow) {
        self.draw(scene, flow);
    }
}

impl Part {
    fn new(scene: &Scene, due: &DueMove) -> Self {
        let turn_id = format!("t{}", due.turn + 1);
        let field = |name: &str| scene.field(&format!("{turn_id}.{name}"));
        match due.step {
            Move::Bring => {
                let again = turn(scene, due).and_then(|turn| turn.problem.as_ref());
                let field = field(if again.is_some() { "bring-again" } else { "bring" });
                match again.filter(|_| field.is_empty()) {
                    Some(problem) => {
                        let line = capture::line(&problem.text, problem.raised_by.as_deref(), None);
                        Self::Words(TextField::with_text(field.name(), &line))
                    }
                    None => Self::Words(field),
                }
            }
            Move::SayBack => Self::Words(field("say-back")),
            Move::Help => {
                let text = field(&format!("help.{}", due.team));
                let chosen = scene.choice(&kind_name(due));
                let kind = AnswerKind::ALL.iter().find(|kind| kind.words() == chosen).unwrap_or(&AnswerKind::Yes);
                let detail = scene.field(&detail_name(due, *kind));
                let is_asked = scene.choice(&detail_step(due)) == kind.words();
                let in_detail = detail_words(*kind).is_some() && (is_asked || !detail.is_empty());
                Self::Help { kind: *kind, text, in_detail, detail }
            }
            Move::Agree => {
                let answers = turn(scene, due).map_or(&[][..], |turn| &turn.answers);
                let first = answers.iter().position(|answer| answer.kind.may_be_taken());
                let usual = if first.is_some() { Degree::Yes } else { Degree::No };
                let chosen = scene.choice(&enough_name(due));
                let enough = *Degree::ALL.iter().find(|degree| degree.words() == chosen).unwrap_or(&usual);
                let left_out = scene.choice(&left_out_name(due)).split_whitespace().map(Id::from).collect();
                Self::Agree { left_out, selected: first.unwrap_or(0), enough }
            }
        }
    }
}

fn kind_name(due: &DueMove) -> String {
    format!("t{}.kind.{}", due.turn + 1, due.team)
}

fn detail_name(due: &DueMove, kind: AnswerKind) -> String {
    let word = if kind == AnswerKind::No { "because" } else { "if" };
    format!("t{}.help.{}.{word}", due.turn + 1, due.team)
}

/// The choice that says that the condition or the reason of an answer is asked for.
fn detail_step(due: &DueMove) -> String {
    format!("t{}.detail.{}", due.turn + 1, due.team)
}

fn left_out_name(due: &DueMove) -> String {
    format!("t{}.left-out", due.turn + 1)
}

fn enough_name(due: &DueMove) -> String {
    format!("t{}.enough", due.turn + 1)
}

fn finish_help(scene: &Scene, due: &DueMove) -> Cmd {
    match turn(scene, due) {
        Some(turn) if turn.has_answer_of(&due.team) => Cmd::Record(Change::FinishHelp, Vec::new()),
        _ => Cmd::Say(Refusal::Unanswered(scene.meeting.team_name(&due.team).to_owned()).to_string()),
    }
}

/// The answer as typed; a *no* and an *unclear* promise nothing, so their line is all text.
fn new_answer(scene: &Scene, kind: AnswerKind, line: &str, detail: &str) -> NewAnswer {
    let detail = Some(detail.to_owned()).filter(|_| detail_words(kind).is_some());
    if !kind.may_be_taken() {
        return NewAnswer { kind, text: line.to_owned(), detail, owner: None, due: None };
    }
    let captured = scene.capture(line);
    NewAnswer { kind, text: captured.text, detail, owner: captured.owner, due: captured.due.or(scene.next_date()) }
}

fn turn<'a>(scene: &Scene<'a>, due: &DueMove) -> Option<&'a Turn> {
    scene.meeting.turns.get(due.turn)
}

fn is_taken(answer: &Answer, left_out: &[Id]) -> bool {
    answer.kind.may_be_taken() && !left_out.contains(&answer.id)
}
