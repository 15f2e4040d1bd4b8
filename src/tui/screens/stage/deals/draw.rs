//! How the deals look: where we are, whose move it is, what lies on the table, what was understood, the check. Changes
//! nothing.

use ratatui::{
    style::Style,
    text::{Line, Span, Text},
};

use super::{Part, SAID, Step, again, because, coming_due, named, news::News, scoped};
use crate::{
    domain::{
        Change, Meeting,
        capture::Captured,
        meeting::{Deal, ScopeVerdict},
        past::PastDeal,
    },
    tui::{
        screens::{
            Scene, chips, day,
            stage::{
                check::{self, Check},
                question, render_next, render_question, render_whose,
            },
        },
        ui::{Flow, Look, TextField, choice},
    },
};

/// Draws what is asked now.
pub(super) fn draw(part: &Part, scene: &Scene, flow: &mut Flow) {
    let look = flow.look();
    flow.line(place(part, scene, look));
    flow.gap();
    let team = part.team(scene);
    render_whose(scene, team, flow);
    render_question(asked(part, scene), flow);
    flow.gap();
    draw_table(part, scene, flow);
    let input = Input::of(part, scene, flow);
    let check = Check::of(&foreseen(part, scene));
    let gaps = if flow.is_roomy() { 3 } else { 0 };
    let room = flow.rows().saturating_sub(input.rows(flow.columns()) + gaps);
    let list = list(part, scene, look);
    let for_check = check.share(room, list.len(), flow.columns());
    let hidden = list.len().saturating_sub(usize::from(room - for_check));
    list.into_iter().skip(hidden).for_each(|row| flow.text(row, 1));
    input.draw(for_check, flow);
    flow.gap();
    check.render(flow.rows().min(for_check), flow);
    if matches!(part, Part::Name(_) | Part::Scope { .. }) {
        render_next(scene, scene.meeting.checking_team(team), "says whether it can deliver.", flow);
    }
}

/// What takes the keys, and what is understood of it.
enum Input<'p> {
    Line(&'p TextField, Line<'static>),
    Choice(Text<'static>),
}

impl<'p> Input<'p> {
    fn of(part: &'p Part, scene: &Scene, flow: &Flow) -> Self {
        let (look, columns) = (flow.look(), flow.columns());
        let row = |words: Vec<&'static str>, chosen: Option<usize>| {
            let mut rows = choice::lines(words, chosen.unwrap_or(0), columns, look);
            rows.push_span(Span::styled(look.pick(" ← →", " <- ->"), look.quiet()));
            Self::Choice(rows)
        };
        match part {
            Part::News { past, news } => {
                let all = News::of(past);
                row(all.iter().map(|news| news.words()).collect(), all.iter().position(|one| one == news))
            }
            Part::Verdict { verdict, .. } => {
                let chosen = ScopeVerdict::ALL.iter().position(|one| one == verdict);
                row(ScopeVerdict::ALL.iter().map(|verdict| verdict.words()).collect(), chosen)
            }
            Part::Name(line) => Self::Line(line, name_chips(scene, &line.text(), look)),
            Part::Scope { deal, line } => Self::Line(line, scope_chips(scene, deal, &line.text(), look)),
            Part::Because { deal, verdict, line } => {
                Self::Line(line, because_chips(scene, deal, *verdict, &line.text(), look))
            }
        }
    }

    /// Rows it takes at least: a field grows where there is room.
    fn rows(&self, columns: u16) -> u16 {
        match self {
            Self::Line(_, chips) => 3 + check::rows(chips, columns),
            Self::Choice(rows) => u16::try_from(rows.height()).unwrap_or(u16::MAX),
        }
    }

    fn draw(self, for_check: u16, flow: &mut Flow) {
        match self {
            Self::Line(field, chips) => {
                flow.field(field, 3, check::rows(&chips, flow.columns()) + for_check.min(1));
                flow.text(chips, 2);
            }
            Self::Choice(rows) => flow.text(rows, 3),
        }
    }
}

/// Where we are: `Deal 2 · ✓ Name  ● Scope  ○ Verdict`.
fn place(part: &Part, scene: &Scene, look: Look) -> Line<'static> {
    let (deal, at, verdict) = match part {
        Part::News { past, .. } => {
            let place = scene.past.deals.iter().position(|deal| deal.of == past.of).unwrap_or(0) + 1;
            return Line::styled(format!("Earlier deal {place} of {}", scene.past.deals.len()), look.quiet());
        }
        Part::Name(_) => (None, 0, "Verdict"),
        Part::Scope { deal, .. } => (Some(deal), 1, "Verdict"),
        Part::Verdict { deal, .. } => (Some(deal), 2, "Verdict"),
        Part::Because { deal, verdict, .. } => (Some(deal), 2, verdict.words()),
    };
    let deals = &scene.meeting.deals;
    let number = deal.and_then(|deal| deals.iter().position(|other| other.id == deal.id)).unwrap_or(deals.len()) + 1;
    let mut spans = vec![Span::styled(format!("Deal {number}{}", look.dot()), look.quiet())];
    for (step, word) in ["Name", "Scope", verdict].into_iter().enumerate() {
        let (mark, style) = match step.cmp(&at) {
            std::cmp::Ordering::Less => (look.pick("✓", "x"), look.quiet()),
            std::cmp::Ordering::Equal => (look.pick("●", "*"), look.strong()),
            std::cmp::Ordering::Greater => (look.pick("○", "o"), look.quiet()),
        };
        let word = word.replace('…', look.pick("…", "..."));
        spans.push(Span::styled(format!("{mark} {word}  "), style));
    }
    Line::from(spans)
}

fn asked(part: &Part, scene: &Scene) -> String {
    let key = match part {
        Part::News { .. } => "deal_news",
        Part::Name(_) => "deal",
        Part::Scope { .. } => Step::Scope.key(),
        Part::Verdict { .. } => Step::Verdict.key(),
        Part::Because { verdict, .. } => verdict.detail().unwrap_or_default(),
    };
    let team = part.team(scene);
    let other = match part {
        Part::News { .. } | Part::Name(_) | Part::Scope { .. } => scene.meeting.checking_team(team),
        Part::Verdict { deal, .. } | Part::Because { deal, .. } => &deal.team,
    };
    question(scene, key, team, other)
}

/// The meeting as it would be if what is typed or chosen were recorded.
fn foreseen(part: &Part, scene: &Scene) -> Meeting {
    let change = match part {
        Part::News { past, news: News::VerifyNow } => Change::Offer(again(past)),
        Part::News { .. } => return scene.meeting.clone(),
        Part::Name(line) => Change::Offer(named(scene, &line.text()).0),
        Part::Scope { deal, line } => Change::Scope(deal.id.clone(), scoped(scene, deal, &line.text()).0),
        Part::Verdict { deal, verdict } | Part::Because { deal, verdict, .. } => {
            Change::Verify(because(scene, deal, *verdict, "…").0)
        }
    };
    scene.after(change)
}

/// The deal that is spoken of, in the colour of the team that sells it.
fn draw_table(part: &Part, scene: &Scene, flow: &mut Flow) {
    let look = flow.look();
    let bar = |deal: &Deal| look.team(scene.meeting.team_index(&deal.team));
    let roomy = flow.is_roomy();
    match part {
        Part::News { past, .. } => flow.quote(&earlier(scene, past, look), bar(&past.deal), 3),
        Part::Name(_) => return,
        Part::Scope { deal, .. } => flow.quote(&head(scene, deal, look), bar(deal), if roomy { 2 } else { 1 }),
        Part::Verdict { deal, .. } => {
            let most = if roomy { flow.rows() / 2 } else { 3 };
            flow.quote(&whole(scene, deal, look), bar(deal), most);
        }
        Part::Because { deal, .. } => {
            let most = if roomy { flow.rows() / 3 } else { 1 };
            flow.quote(&whole(scene, deal, look), bar(deal), most);
        }
    }
    flow.gap();
}

/// `Deal of 10 Nov: Brightline 4 installs · go if the survey is done · signed`.
fn earlier(scene: &Scene, past: &PastDeal, look: Look) -> String {
    let (on, today) = (past.checked_on, scene.clock.date());
    let on = on.strftime(if on.year() == today.year() { "%-d %b" } else { "%-d %b %Y" });
    let mut words = vec![format!("Deal of {on}: {}", past.deal.title()), past.deal.verdict_words()];
    words.extend(past.status.map(|status| status.words().to_owned()));
    words.extend(past.deal.due.map(|due| format!("due {}", day(due, today))));
    words.join(look.dot())
}

/// `Brightline 4 installs · Ana Duarte · due Fri 18 Dec`.
fn head(scene: &Scene, deal: &Deal, look: Look) -> String {
    let due = deal.due.map(|due| format!("due {}", day(due, scene.clock.date())));
    [Some(deal.title()), deal.owner.clone(), due].into_iter().flatten().collect::<Vec<_>>().join(look.dot())
}

/// The head, the scope and what the customer was told.
fn whole(scene: &Scene, deal: &Deal, look: Look) -> String {
    let scope = deal.scope.clone().unwrap_or_else(|| "no scope is written down".to_owned());
    let said = deal.said.as_ref().map(|said| format!("{SAID}: {said}"));
    [Some(head(scene, deal, look)), Some(scope), said].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// What became of earlier deals and the deals so far, a row each.
fn list(part: &Part, scene: &Scene, look: Look) -> Vec<Line<'static>> {
    let on_table = match part {
        Part::News { .. } | Part::Name(_) => None,
        Part::Scope { deal, .. } | Part::Verdict { deal, .. } | Part::Because { deal, .. } => Some(&deal.id),
    };
    let reports = scene.meeting.deal_updates.iter().filter_map(|update| {
        let found = scene.past.deals.iter().find(|past| past.of == update.of)?;
        Some((found.deal.title(), update.status.words().to_owned(), look.quiet()))
    });
    let deals = scene.meeting.deals.iter().filter(|deal| Some(&deal.id) != on_table).map(|deal| {
        let style = if deal.verdict.is_released() { Style::new() } else { look.strong() };
        (deal.title(), deal.verdict_words(), style)
    });
    let row = |(title, words, style): (String, String, Style)| {
        let title = format!("{}{}{}", look.pick("· ", "- "), title.replace('\n', " "), look.dot());
        Line::from(vec![Span::raw(title), Span::styled(words.replace('\n', " "), style)])
    };
    reports.chain(deals).map(row).collect()
}

fn example(words: &str, look: Look) -> Line<'static> {
    Line::styled(format!("for example: {words}"), look.quiet())
}

fn name_chips(scene: &Scene, text: &str, look: Look) -> Line<'static> {
    if text.is_empty() {
        return example("Brightline 4 installs @name due:18 dec", look);
    }
    let (deal, captured) = named(scene, text);
    let (value, counts) = check::understood(deal.quantity.as_ref(), &captured.text);
    let mut line = check::chip_line(vec![("", value, counts)], look);
    line.push_span(Span::styled(look.dot(), look.quiet()));
    line.spans.extend(chips(&captured, None, scene, look).spans);
    line
}

fn scope_chips(scene: &Scene, deal: &Deal, text: &str, look: Look) -> Line<'static> {
    if text.is_empty() {
        return example(&format!("4 installs, one training {SAID}: before May"), look);
    }
    let (scope, captured) = scoped(scene, deal, text);
    let quantity = scope.quantity.as_ref().or(deal.quantity.as_ref());
    let (value, counts) = check::understood(quantity, &scope.text);
    let due = match (scope.due.or(deal.due), captured.unknown_due) {
        (_, Some(unknown)) => Some(("Due", format!("{unknown:?} is no date"), false)),
        (Some(due), None) => Some(("Due", day(due, scene.clock.date()), true)),
        (None, None) => None,
    };
    let said = scope.said.map(|said| ("Said", said.replace('\n', " "), true));
    check::chip_line([("", value, counts)].into_iter().chain(due).chain(said).collect(), look)
}

fn because_chips(scene: &Scene, deal: &Deal, verdict: ScopeVerdict, text: &str, look: Look) -> Line<'static> {
    let (check, captured) = because(scene, deal, verdict, text);
    if verdict == ScopeVerdict::GoIf {
        let due = captured.due.or(coming_due(scene, deal).filter(|_| captured.unknown_due.is_none()));
        return chips(&Captured { due, ..captured }, scene.next_date(), scene, look);
    }
    let checks = check.owner.filter(|owner| scene.meeting.team_of(owner) != Some(&deal.team));
    let chip = match (checks, captured.unknown_owner) {
        (Some(owner), _) => ("Said by", owner, true),
        (None, Some(unknown)) => ("Said by", unknown.to_string(), false),
        (None, None) => ("Said by", "nobody yet: @name".to_owned(), false),
    };
    check::chip_line(vec![chip], look)
}
