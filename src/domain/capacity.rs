//! The over-promise check: what is targeted and promised against what can be carried, unit by unit. Knows no screen.
//!
//! The rule (DESIGN, "Over-promise check"), for the period until the next meeting, per unit:
//!
//! - *target*: the sum of the teams' targets; *certain*: the deals with go or go-if; *if everything closes*: those and
//!   the deals that are not yet verified. A deal with a *no* never counts.
//! - *limit*: the smallest limit that a team which delivers has stated, also where one team stated several. A limit of
//!   a team that does not deliver counts only in a meeting in which no team delivers.
//! - From 85 % of the limit a figure is tight, above 100 % it is over. What was not stated is no zero: without a limit
//!   nothing is over.
//!
//! All is read from the meeting as it stands. What a line would change is seen by asking a copy that has the line.

use std::borrow::Cow;

use super::{
    ids::TeamId,
    meeting::{ExpectationKind, Meeting, ScopeVerdict},
    quantity::{Number, Quantity},
    unit::{self, Noun, Unit},
};

/// Part of the limit from which on a figure is tight.
const TIGHT: f64 = 0.85;
/// Sums are rounded to one part in so many: no `0.30000000000000004`.
const PARTS: f64 = 1e6;

/// What is to be done of one unit, and what can be. Something of it is stated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Load<'m> {
    /// What is counted.
    pub unit: Unit<'m>,
    /// The teams' targets together; `None` where none is stated.
    pub target: Option<Number>,
    /// The deals that may be signed; `None` where no deal counts.
    pub certain: Option<Number>,
    /// These and the deals that are not yet verified; `None` where no deal counts.
    pub everything: Option<Number>,
    /// What can be carried; `None` where it is not stated.
    pub limit: Option<Limit<'m>>,
}

/// What can be carried, and who says so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit<'m> {
    /// How much.
    pub value: Number,
    /// The team that stated it.
    pub team: &'m TeamId,
}

/// One of the sums that are compared with the limit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// Which.
    pub sum: Sum,
    /// How much.
    pub value: Number,
    /// Against the limit.
    pub standing: Standing,
}

/// What is added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sum {
    /// The teams' targets.
    Target,
    /// The deals that may be signed.
    Certain,
    /// These and the deals that are not yet verified.
    Everything,
}

/// How a sum stands against the limit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Standing {
    /// No limit is stated.
    NotStated,
    /// Enough is left.
    Good,
    /// From 85 % to 100 %.
    Tight,
    /// Above 100 %, by so much.
    Over(Number),
}

/// A sentence for people, without a full stop, and how what it tells stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence<'m> {
    /// Of the figure that it tells.
    pub standing: Standing,
    /// In the order in which they are read.
    pub pieces: Vec<Piece<'m>>,
}

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'m> {
    /// The program's own words.
    Words(Cow<'static, str>),
    /// As somebody typed it.
    Typed(&'m str),
    /// A team.
    Team(&'m TeamId),
}

/// The comparison for every unit, in the order in which the units were first named.
pub fn loads(meeting: &Meeting) -> Vec<Load<'_>> {
    let mut units: Vec<(String, Vec<Part>)> = Vec::new();
    for part in parts(meeting) {
        let key = unit::key(&part.quantity.unit);
        match units.iter_mut().find(|(known, _)| *known == key) {
            _ if key.is_empty() => {}
            Some((_, parts)) => parts.push(part),
            None => units.push((key, vec![part])),
        }
    }
    units.iter().filter_map(|(_, parts)| Load::of(parts)).collect()
}

/// The sentences of all units, for the eye: `12 installs targeted, 10 the limit of Operations: over by 2 installs`.
pub fn words(meeting: &Meeting) -> Vec<String> {
    loads(meeting).iter().flat_map(Load::sentences).map(|sentence| sentence.text(meeting)).collect()
}

impl<'m> Load<'m> {
    fn of(parts: &[Part<'m>]) -> Option<Self> {
        let sum = |counts: fn(Role) -> bool| total(parts.iter().filter(|part| counts(part.role)));
        let limits = parts.iter().filter_map(|part| match part.role {
            Role::Limit(team) => Some(Limit { value: rounded(part.quantity.value.value()), team }),
            Role::Target | Role::Certain | Role::Unverified => None,
        });
        let everything = sum(|role| matches!(role, Role::Certain | Role::Unverified));
        let certain = sum(|role| role == Role::Certain);
        let spellings: Vec<&Quantity> = parts.iter().map(|part| part.quantity).collect();
        Some(Self {
            unit: Unit::of(&spellings)?,
            target: sum(|role| role == Role::Target),
            certain: certain.or_else(|| everything.map(|_| rounded(0.0))),
            everything,
            limit: limits.min_by(|a, b| a.value.value().total_cmp(&b.value.value())),
        })
    }

    /// The stated sums, each against the limit. *If everything closes* is left out where that is what is certain.
    pub fn figures(&self) -> Vec<Figure> {
        let everything = self.everything.filter(|everything| Some(*everything) != self.certain);
        let sums = [(Sum::Target, self.target), (Sum::Certain, self.certain), (Sum::Everything, everything)];
        let figure = |(sum, value): (Sum, Option<Number>)| {
            let value = value?;
            Some(Figure { sum, value, standing: self.standing(value) })
        };
        sums.into_iter().filter_map(figure).collect()
    }

    /// The figures above the limit, with the excess.
    pub fn over(&self) -> Vec<(Figure, Number)> {
        let over = |figure: Figure| match figure.standing {
            Standing::Over(excess) => Some((figure, excess)),
            Standing::NotStated | Standing::Good | Standing::Tight => None,
        };
        self.figures().into_iter().filter_map(over).collect()
    }

    /// What people read: target and limit, then what the deals make of it.
    pub fn sentences(&self) -> Vec<Sentence<'m>> {
        let deals = self.figures().into_iter().filter_map(|figure| match figure.sum {
            Sum::Target => None,
            Sum::Certain => Some(self.of_deals("certain ", figure)),
            Sum::Everything => Some(self.of_deals("if everything closes ", figure)),
        });
        std::iter::once(self.of_targets()).chain(deals).collect()
    }

    fn standing(&self, value: Number) -> Standing {
        let Some(limit) = self.limit else { return Standing::NotStated };
        let (value, limit) = (value.value(), limit.value.value());
        if value > limit {
            Standing::Over(rounded(value - limit))
        } else if value > 0.0 && value >= rounded(limit * TIGHT).value() {
            Standing::Tight
        } else {
            Standing::Good
        }
    }

    fn of_targets(&self) -> Sentence<'m> {
        let standing = self.target.map_or(Standing::NotStated, |target| self.standing(target));
        let sentence = Sentence { standing, pieces: Vec::new() };
        let sentence = match self.target {
            Some(target) if target.value() == 0.0 => sentence.words("a target of ").amount(target, self.unit),
            Some(target) => sentence.amount(target, self.unit).words(" targeted"),
            None if self.limit.is_some() => sentence.words("target not stated"),
            None => return sentence.words("limit not stated for ").noun(self.unit.many()),
        };
        let sentence = match (self.target, self.limit) {
            (_, None) => sentence.words(", limit not stated"),
            (Some(_), Some(limit)) => sentence.words(format!(", {} the limit of ", limit.value)).team(limit.team),
            (None, Some(limit)) => {
                sentence.words(", ").amount(limit.value, self.unit).words(" the limit of ").team(limit.team)
            }
        };
        sentence.judged(self.unit)
    }

    fn of_deals(&self, sum: &'static str, figure: Figure) -> Sentence<'m> {
        let sentence = Sentence { standing: figure.standing, pieces: Vec::new() }.words(sum);
        let sentence = match (self.limit, figure.standing) {
            (None, _) => sentence.amount(figure.value, self.unit),
            (Some(limit), Standing::Over(_)) => sentence.words(format!("{} of {}", figure.value, limit.value)),
            (Some(limit), Standing::NotStated | Standing::Good | Standing::Tight) => {
                sentence.words(format!("{} of ", figure.value)).amount(limit.value, self.unit)
            }
        };
        sentence.judged(self.unit)
    }
}

impl<'m> Sentence<'m> {
    /// The sentence with the teams' names.
    pub fn text(&self, meeting: &Meeting) -> String {
        let text = |piece: &Piece<'m>| match piece {
            Piece::Words(words) => words.to_string(),
            Piece::Typed(typed) => (*typed).to_owned(),
            Piece::Team(team) => meeting.team_name(team).to_owned(),
        };
        self.pieces.iter().map(text).collect()
    }

    fn words(mut self, words: impl Into<Cow<'static, str>>) -> Self {
        self.pieces.push(Piece::Words(words.into()));
        self
    }

    fn noun(mut self, noun: Noun<'m>) -> Self {
        self.pieces.extend((!noun.typed.is_empty()).then_some(Piece::Typed(noun.typed)));
        self.pieces.extend((!noun.ending.is_empty()).then_some(Piece::Words(noun.ending.into())));
        self
    }

    fn amount(self, number: Number, unit: Unit<'m>) -> Self {
        self.words(format!("{number} ")).noun(unit.beside(number))
    }

    fn team(mut self, team: &'m TeamId) -> Self {
        self.pieces.push(Piece::Team(team));
        self
    }

    fn judged(self, unit: Unit<'m>) -> Self {
        match self.standing {
            Standing::NotStated | Standing::Good => self,
            Standing::Tight => self.words(": tight"),
            Standing::Over(excess) => self.words(": over by ").amount(excess, unit),
        }
    }
}

/// A quantity that counts.
struct Part<'m> {
    role: Role<'m>,
    quantity: &'m Quantity,
}

/// For what it counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role<'m> {
    Target,
    Limit(&'m TeamId),
    Certain,
    Unverified,
}

fn parts(meeting: &Meeting) -> impl Iterator<Item = Part<'_>> {
    let nobody_delivers = !meeting.teams.iter().any(|team| team.delivers);
    let delivers = move |id: &TeamId| nobody_delivers || meeting.team(id).is_some_and(|team| team.delivers);
    let expectations = meeting.expectations.iter().filter_map(move |expectation| {
        let role = match expectation.kind {
            ExpectationKind::Target => Role::Target,
            ExpectationKind::Limit if delivers(&expectation.team) => Role::Limit(&expectation.team),
            ExpectationKind::Limit => return None,
        };
        Some(Part { role, quantity: expectation.quantity.as_ref()? })
    });
    let deals = meeting.deals.iter().filter_map(|deal| {
        let role = match deal.verdict {
            ScopeVerdict::Go | ScopeVerdict::GoIf => Role::Certain,
            ScopeVerdict::NotYet | ScopeVerdict::Unchecked => Role::Unverified,
            ScopeVerdict::No => return None,
        };
        Some(Part { role, quantity: deal.quantity.as_ref()? })
    });
    expectations.chain(deals)
}

/// The sum, the same in any order; `None` of nothing.
fn total<'p, 'm: 'p>(parts: impl Iterator<Item = &'p Part<'m>>) -> Option<Number> {
    let mut values: Vec<f64> = parts.map(|part| part.quantity.value.value()).collect();
    values.sort_by(f64::total_cmp);
    values.into_iter().reduce(|sum, value| sum + value).map(rounded)
}

/// The value as one would write it, or the largest number where it is larger than any.
fn rounded(value: f64) -> Number {
    let largest = Number::LARGEST;
    Number::new(((value * PARTS).round() / PARTS).clamp(-largest, largest)).expect("the value is counted that far")
}
