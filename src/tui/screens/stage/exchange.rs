//! The exchange: one team brings a problem, the others answer with help, and they agree.

use ratatui::text::{Line, Span, Text};

use crate::{
    domain::{
        Change, DueMove, Id, Move, Refusal, TeamId,
        capture::{self, Parts},
        change::detail_words,
        meeting::{Answer, AnswerKind, Degree, Team, Turn},
        pace::Standing,
        past::PastProblem,
        prompt,
        turn::NewAnswer,
    },
    tui::{
        keymap::{Action, Scope},
        screens::{
            Cmd, Pane, Scene, chips, complete, day, half_name, short_day,
            stage::{self, render_question, render_whose},
        },
        ui::{Flow, Look, TextField, choice, list},
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
        let Some(due) = &self.due else { return render_done(scene, flow) };
        render_moves(scene, due, flow);
        flow.gap();
        render_whose(scene, &due.team, flow);
        render_question(asked(scene, due), flow);
        self.render_like(scene, flow);
        match &self.part {
            Part::Words(field) => render_words(scene, due, field, flow),
            Part::Help { .. } => self.render_help(scene, due, flow),
            Part::Agree { .. } => self.render_agree(scene, due, flow),
            Part::Done => {}
        }
        render_next(scene, due, flow);
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

/// The other team of a question: the one that answers, or the one that asked.
fn other(scene: &Scene, due: &DueMove) -> TeamId {
    if due.team == due.asking {
        scene.meeting.answering(&due.asking).next().unwrap_or(&due.asking).clone()
    } else {
        due.team.clone()
    }
}

fn asked(scene: &Scene, due: &DueMove) -> String {
    let name = |id: &TeamId| scene.meeting.team_name(id).to_owned();
    if due.step == Move::Bring
        && let Some(unclear) = turn(scene, due).and_then(|turn| turn.answers.last())
    {
        return format!("Say it more clearly, please. {} asks: {}", name(&unclear.team), unclear.text);
    }
    let Some(item) = scene.meeting.item() else { return String::new() };
    // Of a move of the other team, too, "{team}" is the one that asks.
    let question = prompt::question(item, due.step.key(), &name(&due.asking), &name(&other(scene, due)));
    prompt::without_name(&question, &name(&due.team))
}

fn render_moves(scene: &Scene, due: &DueMove, flow: &mut Flow) {
    let look = flow.look();
    let turn = format!("Turn {} of {}", due.turn + 1, scene.meeting.planned_turns());
    let mut spans = vec![Span::styled(turn, look.quiet()), Span::styled(look.pick(" · ", " | "), look.quiet())];
    let moves = Move::ALL.into_iter().filter(|step| *step != Move::SayBack || scene.meeting.says_back());
    for step in moves {
        let (mark, style) = match step.cmp(&due.step) {
            std::cmp::Ordering::Less => (look.pick("✓", "x"), look.quiet()),
            std::cmp::Ordering::Equal => (look.pick("●", "*"), look.strong()),
            std::cmp::Ordering::Greater => (look.pick("○", "o"), look.quiet()),
        };
        spans.push(Span::styled(format!("{mark} {}  ", step.words()), style));
    }
    flow.line(Line::from(spans));
}

/// What lies on the table: the problem, in the asking team's colour.
fn render_problem(scene: &Scene, due: &DueMove, flow: &mut Flow, most: u16) {
    let look = flow.look();
    let Some(turn) = turn(scene, due) else { return };
    let Some(problem) = &turn.problem else { return };
    // Once it was said again, the old say-back is not what is answered.
    let said = turn.said_back.as_ref().filter(|_| problem.first_wording.is_none()).unwrap_or(&problem.text);
    flow.quote(said, look.team(scene.meeting.team_index(&due.asking)), most);
}

fn render_words(scene: &Scene, due: &DueMove, field: &TextField, flow: &mut Flow) {
    if due.step == Move::SayBack {
        flow.gap();
        let most = (flow.rows() / 3).max(1);
        render_problem(scene, due, flow, most);
    }
    flow.gap();
    let least = if flow.is_roomy() { 4 } else { 3 };
    flow.field(field, least, 1);
}

/// Who comes next; or what to do when nobody is there whose move it is.
fn render_next(scene: &Scene, due: &DueMove, flow: &mut Flow) {
    let meeting = scene.meeting;
    if let Some(team) = meeting.team(&due.team).filter(|team| is_absent(team)) {
        flow.gap();
        let text = format!("Nobody of {} is here: pass the turn or park it.", team.name);
        return flow.text(Text::styled(text, flow.look().alarm()), 2);
    }
    let answering = meeting.answering(&due.asking).next().unwrap_or(&due.asking).clone();
    let (team, does) = match due.step {
        Move::Bring if meeting.says_back() && turn(scene, due).is_none_or(|turn| turn.problem.is_none()) => {
            (answering, "says it back.")
        }
        Move::Bring | Move::SayBack => (answering, "answers with help."),
        Move::Help => {
            let helped = turn(scene, due).map_or(&[][..], |turn| &turn.helped);
            let left = meeting.answering(&due.asking).find(|team| **team != due.team && !helped.contains(team));
            match left {
                Some(team) => (team.clone(), "answers with help."),
                None => (due.asking.clone(), "says what it takes."),
            }
        }
        Move::Agree => match meeting.turn_order().nth((due.turn + 1) % meeting.teams.len()) {
            Some(team) if due.turn + 1 < meeting.planned_turns() => (team.clone(), "brings a problem."),
            _ => return,
        },
    };
    stage::render_next(scene, &team, does, flow);
}

/// Whether everybody on the list of a team is absent. An empty list tells nothing.
fn is_absent(team: &Team) -> bool {
    !team.people.is_empty() && !team.is_present()
}

fn render_done(scene: &Scene, flow: &mut Flow) {
    let look = flow.look();
    let turns = scene.meeting.turns.iter().filter(|turn| turn.is_done()).count();
    flow.gap();
    flow.line(Line::styled("All turns are done.", look.strong()));
    flow.gap();
    let actions = scene.meeting.actions.len();
    let promises = if actions == 1 { "1 promise".to_owned() } else { format!("{actions} promises") };
    flow.line(Line::raw(format!("{turns} turns, {promises}. Thank you, both sides.")));
}

impl Exchange {
    /// Points out that the problem was on the table before.
    fn render_like(&self, scene: &Scene, flow: &mut Flow) {
        let look = flow.look();
        let Some(like) = &self.like else { return };
        let on = short_day(like.on, scene.clock.date());
        let helped = match like.enough {
            Some(enough) => format!("the help was enough: {}", enough.words()),
            None => "the turn was not finished".to_owned(),
        };
        let text = format!("Much like {on} ({helped}): {}", like.text.replace('\n', " "));
        flow.text(Line::styled(text, look.standing(Standing::Tight)), if flow.is_roomy() { 2 } else { 1 });
    }

    fn render_help(&self, scene: &Scene, due: &DueMove, flow: &mut Flow) {
        let Part::Help { kind, text, detail, in_detail } = &self.part else { return };
        let look = flow.look();
        flow.gap();
        let has_answers = turn(scene, due).is_some_and(|turn| !turn.answers.is_empty());
        let is_short = !flow.is_roomy() && (has_answers || *in_detail);
        let most = if is_short { 1 } else { (flow.rows() / 4).max(1) };
        render_problem(scene, due, flow, most);
        flow.gap();
        let given: Vec<&Answer> = turn(scene, due).map_or(&[][..], |turn| &turn.answers).iter().collect();
        let room = usize::from(flow.rows().saturating_sub(if flow.is_roomy() { 8 } else { 6 }));
        for answer in given.iter().skip(given.len().saturating_sub(room)) {
            let mark = if answer.kind.may_be_taken() { look.pick("✓ ", "x ") } else { look.pick("· ", "- ") };
            flow.text(answer_line(scene, answer, look, mark), 1);
        }
        let chosen = AnswerKind::ALL.iter().position(|other| other == kind).unwrap_or(0);
        flow.line(choice::line(AnswerKind::ALL.iter().map(|kind| kind.words()), chosen, look));
        if *in_detail {
            flow.line(Line::styled(text.text().replace('\n', " "), look.quiet()));
            let words = detail_words(*kind).unwrap_or_default().replace('…', look.pick("…", "..."));
            flow.line(Line::styled(
                format!("{} {words}", kind.words().split(',').next().unwrap_or_default()),
                look.strong(),
            ));
            flow.field(detail, 3, 1);
        } else {
            flow.field(text, 3, 2);
        }
        if kind.may_be_taken() && !*in_detail {
            flow.line(chips(&scene.capture(&text.text()), scene.next_date(), scene, look));
        }
    }

    fn render_agree(&self, scene: &Scene, due: &DueMove, flow: &mut Flow) {
        let Part::Agree { left_out, selected, enough } = &self.part else { return };
        let look = flow.look();
        flow.gap();
        let most = (flow.rows() / 4).max(1);
        render_problem(scene, due, flow, most);
        flow.gap();
        let answers = turn(scene, due).map_or(&[][..], |turn| &turn.answers);
        let room = usize::from(flow.rows().saturating_sub(if flow.is_roomy() { 6 } else { 2 })).max(1);
        let first = list::window(*selected, answers.len(), room);
        for (index, answer) in answers.iter().enumerate().skip(first).take(room) {
            let tick = match (answer.kind.may_be_taken(), is_taken(answer, left_out)) {
                (true, true) => "[x] ",
                (true, false) => "[ ] ",
                (false, _) => "    ",
            };
            let line = answer_line(scene, answer, look, tick);
            // The selected one is read whole.
            let most = if flow.is_roomy() || index == *selected { 3 } else { 1 };
            flow.text(if index == *selected { line.style(look.selected()) } else { line }, most);
        }
        flow.gap();
        let chosen = Degree::ALL.iter().position(|degree| degree == enough).unwrap_or(0);
        let mut line = choice::line(Degree::ALL.iter().map(|degree| degree.words()), chosen, look);
        line.spans.insert(0, Span::raw("Enough? "));
        line.spans.push(Span::styled(look.pick(" ← →", " <- ->"), look.quiet()));
        flow.line(line);
    }
}

fn answer_line(scene: &Scene, answer: &Answer, look: Look, tick: &str) -> Line<'static> {
    let today = scene.clock.date();
    let mut spans = vec![Span::raw(tick.to_owned())];
    if scene.meeting.teams.len() > 2 {
        spans.push(scene.team(&answer.team, look));
        spans.push(Span::raw(" "));
    }
    spans.push(Span::styled(format!("{}: ", answer.kind.words()), look.strong()));
    spans.push(Span::raw(answer.text.replace('\n', " ")));
    let details = [("if", &answer.condition), ("because", &answer.reason)];
    for (word, detail) in details.into_iter().filter_map(|(word, detail)| Some((word, detail.as_ref()?))) {
        spans.push(Span::styled(format!(" {word} "), look.quiet()));
        spans.push(Span::raw(detail.replace('\n', " ")));
    }
    let owner = answer.owner.as_ref().map(|owner| format!("{}{owner}", look.dot())).unwrap_or_default();
    let due = answer.due.map(|due| format!("{}{}", look.dot(), day(due, today))).unwrap_or_default();
    spans.push(Span::styled(owner + &due, look.quiet()));
    Line::from(spans)
}
