//! What the exchange looks like: the moves, whose it is, what is asked, what is on the table. Decides nothing.

use ratatui::text::{Line, Span, Text};

use super::{Exchange, Part, is_taken, turn};
use crate::{
    domain::{
        DueMove, Move, TeamId,
        change::detail_words,
        meeting::{Answer, AnswerKind, Degree, Team},
        pace::Standing,
        prompt,
    },
    tui::{
        screens::{
            Scene, chips, day, short_day,
            stage::{self, render_question, render_whose},
        },
        ui::{Flow, Look, TextField, choice, list},
    },
};

impl Exchange {
    pub(super) fn draw(&self, scene: &Scene, flow: &mut Flow) {
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
