//! Deals before the handshake: what became of the earlier ones, then each new one by name, scope and verdict.

mod draw;
mod news;

use jiff::civil::Date;

use self::news::{News, news_name, passed_name};
use crate::{
    domain::{
        Change, Id, TeamId,
        capture::{self, Captured},
        deal::{NewDeal, NewScope, ScopeCheck, is_same_name},
        entry::EntryRef,
        meeting::{Deal, ScopeVerdict},
        past::PastDeal,
    },
    tui::{
        keymap::{Action, Scope},
        screens::{Cmd, Pane, Scene, complete, half_name},
        ui::{Flow, TextField, choice},
    },
};

/// The word behind which a scope line tells what the customer was told.
const SAID: &str = "said";

/// The deal that is on the table, with what is typed or chosen for it.
pub(super) struct Deals {
    part: Part,
}

/// What is asked now.
enum Part {
    /// What became of an earlier deal.
    News { past: PastDeal, news: News },
    /// Which deal a team wants to close.
    Name(TextField),
    /// What is in it.
    Scope { deal: Deal, line: TextField },
    /// Whether it may be signed.
    Verdict { deal: Deal, verdict: ScopeVerdict },
    /// The condition, what is missing, or the reason.
    Because { deal: Deal, verdict: ScopeVerdict, line: TextField },
}

/// A step that is kept as a choice, where the record alone does not tell it.
#[derive(Clone, Copy)]
enum Step {
    Scope,
    Verdict,
    Because,
}

impl Step {
    const ALL: [Self; 3] = [Self::Scope, Self::Verdict, Self::Because];

    const fn key(self) -> &'static str {
        match self {
            Self::Scope => "scope",
            Self::Verdict => "verdict",
            Self::Because => "because",
        }
    }
}

impl Deals {
    pub(super) fn new(scene: &Scene) -> Self {
        let part = match (current(scene), news::asked(scene)) {
            (Some(deal), _) => Part::of(scene, deal.clone()),
            (None, Some((_, past))) => Part::News { past: past.clone(), news: News::chosen(scene, past) },
            (None, None) => Part::Name(scene.field("name")),
        };
        Self { part }
    }

    fn accept(&mut self, scene: &Scene) -> Cmd {
        match &self.part {
            Part::News { past, news } => match news {
                News::Nothing => self.go(scene, &passed_name(&past.of), news.words()),
                News::VerifyNow => {
                    Cmd::Record(Change::Offer(again(past)), vec![scene.choice_name(&news_name(&past.of))])
                }
                News::Became(status) => {
                    let change = Change::ReportDeal { of: past.of.clone(), status: *status, note: None };
                    Cmd::Record(change, vec![scene.choice_name(&news_name(&past.of))])
                }
            },
            Part::Name(line) if line.text().trim().is_empty() => Cmd::NextItem,
            Part::Name(line) => Cmd::Record(Change::Offer(named(scene, &line.text()).0), vec![line.name().to_owned()]),
            Part::Scope { deal, line } if line.text().trim().is_empty() => {
                self.go(scene, &step_name(&deal.id), Step::Verdict.key())
            }
            Part::Scope { deal, line } => record_scope(scene, deal, line),
            Part::Verdict { deal, verdict: ScopeVerdict::Unchecked } => self.go(scene, &left_name(&deal.id), "left"),
            Part::Verdict { deal, verdict } if verdict.detail().is_some() => {
                self.go(scene, &step_name(&deal.id), Step::Because.key())
            }
            Part::Verdict { deal, verdict } => verify(scene, deal, *verdict, None),
            Part::Because { deal, verdict, line } => verify(scene, deal, *verdict, Some(line)),
        }
    }

    /// One step back; what was recorded stays recorded.
    fn back(&mut self, scene: &Scene) -> Cmd {
        match &self.part {
            Part::Because { deal, .. } => self.go(scene, &step_name(&deal.id), Step::Verdict.key()),
            Part::Verdict { deal, .. } => self.go(scene, &step_name(&deal.id), Step::Scope.key()),
            Part::Scope { deal, .. } => Cmd::Reword(EntryRef::Deal(deal.id.clone())),
            Part::News { .. } | Part::Name(_) => match before(scene) {
                Some(name) => self.go(scene, &name, ""),
                None => Cmd::None,
            },
        }
    }

    fn choose(&mut self, scene: &Scene, step: isize) -> Cmd {
        match &mut self.part {
            Part::News { past, news } => {
                *news = choice::next(&News::of(past), *news, step);
                Cmd::Choose(scene.choice_name(&news_name(&past.of)), news.words().to_owned())
            }
            Part::Verdict { deal, verdict } => {
                *verdict = choice::next(ScopeVerdict::ALL, *verdict, step);
                Cmd::Choose(scene.choice_name(&verdict_name(&deal.id)), verdict.words().to_owned())
            }
            Part::Name(_) | Part::Scope { .. } | Part::Because { .. } => Cmd::None,
        }
    }

    /// Keeps a choice and goes where it leads.
    fn go(&mut self, scene: &Scene, name: &str, value: &str) -> Cmd {
        let (field, text) = (scene.choice_name(name), value.to_owned());
        let meeting = scene.after(Change::Draft { field: field.clone(), text: text.clone(), caret: 0 });
        *self = Self::new(&Scene { meeting: &meeting, ..*scene });
        Cmd::Choose(field, text)
    }
}

impl Part {
    /// What is asked of a deal that is not checked yet.
    fn of(scene: &Scene, deal: Deal) -> Self {
        let chosen = scene.choice(&verdict_name(&deal.id));
        let verdict = ScopeVerdict::ALL.iter().find(|verdict| verdict.words() == chosen);
        let verdict = *verdict.unwrap_or(&ScopeVerdict::Go);
        let kept = scene.choice(&step_name(&deal.id));
        let derived = if deal.scope.is_none() { Step::Scope } else { Step::Verdict };
        let step = Step::ALL.into_iter().find(|step| step.key() == kept).unwrap_or(derived);
        match (step, verdict.detail()) {
            (Step::Scope, _) => Self::Scope { line: scope_field(scene, &deal), deal },
            (Step::Because, Some(detail)) => {
                Self::Because { line: scene.field(&format!("{}.{detail}", deal.id)), deal, verdict }
            }
            (Step::Because, None) | (Step::Verdict, _) => Self::Verdict { deal, verdict },
        }
    }

    fn line(&self) -> Option<&TextField> {
        match self {
            Self::Name(line) | Self::Scope { line, .. } | Self::Because { line, .. } => Some(line),
            Self::News { .. } | Self::Verdict { .. } => None,
        }
    }

    /// The team whose move it is: the one that sells, or at the verdict the one that delivers.
    fn team<'a>(&'a self, scene: &'a Scene) -> &'a TeamId {
        match self {
            Self::News { past, .. } => &past.deal.team,
            Self::Name(_) => scene.meeting.selling_team(),
            Self::Scope { deal, .. } => &deal.team,
            Self::Verdict { deal, .. } | Self::Because { deal, .. } => scene.meeting.checking_team(&deal.team),
        }
    }
}

impl Pane for Deals {
    fn handle(&mut self, action: Action, scene: &Scene) -> Cmd {
        match action {
            Action::Accept => self.accept(scene),
            Action::Back => self.back(scene),
            Action::Left => self.choose(scene, -1),
            Action::Right => self.choose(scene, 1),
            Action::Toggle => Cmd::Pause,
            Action::NextField => match self.field_mut() {
                Some(line) => complete(line, scene).unwrap_or(Cmd::None),
                None => self.choose(scene, 1),
            },
            Action::PrevField => self.choose(scene, -1),
            _ => Cmd::None,
        }
    }

    fn field(&self) -> Option<&TextField> {
        self.part.line()
    }

    fn field_mut(&mut self) -> Option<&mut TextField> {
        match &mut self.part {
            Part::Name(line) | Part::Scope { line, .. } | Part::Because { line, .. } => Some(line),
            Part::News { .. } | Part::Verdict { .. } => None,
        }
    }

    fn scope(&self) -> Scope {
        if self.part.line().is_none() { Scope::LIST } else { Scope::ANY }
    }

    fn word(&self, action: Action, scene: &Scene) -> Option<&'static str> {
        match (action, &self.part) {
            (Action::Accept, part) => Some(part.accept_word()),
            (Action::Back, Part::Because { .. }) => Some("back to the verdict"),
            (Action::Back, Part::Verdict { .. }) => Some("back to the scope"),
            (Action::Back, Part::Scope { .. }) => Some("change the name"),
            (Action::Back, Part::News { .. } | Part::Name(_)) => before(scene).map(|_| "deal before"),
            (Action::Right, Part::News { .. } | Part::Verdict { .. }) => Some("choose"),
            (Action::NextField, part) => half_name(part.line()?, scene).map(|_| "name"),
            _ => None,
        }
    }

    fn render(&self, scene: &Scene, flow: &mut Flow) {
        draw::draw(&self.part, scene, flow);
    }
}

impl Part {
    fn accept_word(&self) -> &'static str {
        match self {
            Self::News { news: News::Nothing, .. } => "no news, go on",
            Self::News { news: News::VerifyNow, .. } => "verify it now",
            Self::Name(line) if line.text().trim().is_empty() => "next item",
            Self::Scope { line, .. } if line.text().trim().is_empty() => "on to the verdict",
            Self::Verdict { verdict: ScopeVerdict::GoIf, .. } => "say the condition",
            Self::Verdict { verdict: ScopeVerdict::NotYet, .. } => "say what is missing",
            Self::Verdict { verdict: ScopeVerdict::No, .. } => "say why",
            Self::Verdict { verdict: ScopeVerdict::Unchecked, .. } => "leave it unchecked",
            Self::News { .. } | Self::Name(_) | Self::Scope { .. } | Self::Verdict { .. } | Self::Because { .. } => {
                "record"
            }
        }
    }
}

/// The deal on the table: the last one that is not checked and was not left so.
fn current<'a>(scene: &Scene<'a>) -> Option<&'a Deal> {
    let is_open =
        |deal: &&Deal| deal.verdict == ScopeVerdict::Unchecked && scene.choice(&left_name(&deal.id)).is_empty();
    scene.meeting.deals.iter().rev().find(is_open)
}

/// The choice that leads back to what was gone past last: a deal left unchecked, or an earlier one without news.
fn before(scene: &Scene) -> Option<String> {
    let left = scene.meeting.unchecked_deals().filter(|deal| !scene.choice(&left_name(&deal.id)).is_empty()).last();
    let past = || news::without_news(scene).map(|past| passed_name(&past.of));
    left.map(|deal| left_name(&deal.id)).or_else(past)
}

/// An earlier deal, to be checked anew.
fn again(past: &PastDeal) -> NewDeal {
    let Deal { name, owner, quantity, due, .. } = past.deal.clone();
    NewDeal { name, owner, quantity, due }
}

/// The deal that a name line means, and what was understood of the line.
fn named(scene: &Scene, line: &str) -> (NewDeal, Captured) {
    let captured = scene.capture(line);
    let named = NewDeal::named(&captured.text);
    (NewDeal { owner: captured.owner.clone(), due: captured.due, ..named }, captured)
}

/// The scope that a line means, and what was understood of it. It has no owner: `@` stays a word.
fn scoped(scene: &Scene, deal: &Deal, line: &str) -> (NewScope, Captured) {
    let (text, said) = capture::split_at_word(line, SAID);
    let context = capture::Context { people: &[], today: scene.clock.date(), next: scene.next_date() };
    let captured = capture::parse(&text, &context);
    let quantity = deal.quantity_in(&captured.text);
    (NewScope { text: captured.text.clone(), quantity, due: captured.due, said }, captured)
}

fn record_scope(scene: &Scene, deal: &Deal, line: &TextField) -> Cmd {
    let (scope, _) = scoped(scene, deal, &line.text());
    if scope.text.is_empty() {
        return Cmd::Say(format!("write what is in the deal before “{SAID}:”"));
    }
    let fields = vec![line.name().to_owned(), scene.choice_name(&step_name(&deal.id))];
    Cmd::Record(Change::Scope(deal.id.clone(), scope), fields)
}

/// The scope line of a deal: half-typed, or as recorded today, or as an earlier meeting left it.
fn scope_field(scene: &Scene, deal: &Deal) -> TextField {
    let field = scene.field(&format!("{}.scope", deal.id));
    if !field.is_empty() {
        return field;
    }
    let is_same = |past: &&PastDeal| is_same_name(&past.deal.name, &deal.name);
    let earlier = || scene.past.deals.iter().rev().find(is_same).map(|past| &past.deal);
    let Some(known) = Some(deal).filter(|deal| deal.scope.is_some()).or_else(earlier) else { return field };
    let said = known.said.as_ref().map(|said| format!(" {SAID}: {said}")).unwrap_or_default();
    TextField::with_text(field.name(), &(known.scope.clone().unwrap_or_default() + &said))
}

/// The words, the owner and the date behind a verdict. Only a condition has a date, and only the checking team gives a
/// verdict: what the record has no place for stays in the words.
fn because(scene: &Scene, deal: &Deal, verdict: ScopeVerdict, line: &str) -> (ScopeCheck, Captured) {
    let captured = scene.capture(line);
    let sells = captured.owner.as_deref().and_then(|owner| scene.meeting.team_of(owner)) == Some(&deal.team);
    let is_condition = verdict == ScopeVerdict::GoIf;
    let keeps_line = !is_condition && (captured.due.is_some() || sells);
    let text = if keeps_line { line.to_owned() } else { captured.text.clone() };
    let due = captured.due.or(coming_due(scene, deal)).or(scene.next_date()).filter(|_| is_condition);
    let owner = captured.owner.clone();
    (ScopeCheck { deal: deal.id.clone(), verdict, because: Some(text), owner, due }, captured)
}

/// The date of a deal that is still to come: by then a condition is fulfilled where nobody says another date.
fn coming_due(scene: &Scene, deal: &Deal) -> Option<Date> {
    deal.due.filter(|due| *due >= scene.clock.date())
}

fn verify(scene: &Scene, deal: &Deal, verdict: ScopeVerdict, line: Option<&TextField>) -> Cmd {
    let (check, _) = because(scene, deal, verdict, &line.map(TextField::text).unwrap_or_default());
    let mut fields: Vec<String> =
        [step_name(&deal.id), verdict_name(&deal.id)].map(|name| scene.choice_name(&name)).into();
    fields.extend(line.map(|line| line.name().to_owned()));
    Cmd::Record(Change::Verify(check), fields)
}

fn step_name(deal: &Id) -> String {
    format!("{deal}.step")
}

fn verdict_name(deal: &Id) -> String {
    format!("{deal}.verdict")
}

fn left_name(deal: &Id) -> String {
    format!("{deal}.left")
}
