//! Deals before the handshake: the changes that record a deal, its scope and the verdict on it. Does not compare
//! quantities.

use jiff::civil::Date;

use super::{
    change::words,
    ids::{Id, Ref, TeamId},
    meeting::{Action, Deal, DealStatus, DealUpdate, Meeting, ScopeVerdict},
    quantity::Quantity,
    refusal::Refusal,
    unit,
};

/// A deal that a team wants to close.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewDeal {
    /// The customer or project.
    pub name: String,
    /// Who leads it.
    pub owner: Option<String>,
    /// How much.
    pub quantity: Option<Quantity>,
    /// Delivery date.
    pub due: Option<Date>,
}

impl NewDeal {
    /// The deal that a line names: `Brightline 4 installs` is `Brightline` with that quantity. A quantity that stands
    /// elsewhere counts as well and stays in the name.
    pub fn named(text: &str) -> Self {
        let words: Vec<&str> = text.split_whitespace().collect();
        let (name, last) = words.split_at(words.len().saturating_sub(2));
        let name = name.join(" ");
        let name = name.trim_end_matches([' ', ',', ';', ':', '-', '–', '—']);
        match Quantity::find(&last.join(" ")).filter(|_| !name.is_empty()) {
            Some(quantity) => Self { name: name.to_owned(), quantity: Some(quantity), ..Self::default() },
            None => Self { name: text.trim().to_owned(), quantity: Quantity::find(text), ..Self::default() },
        }
    }
}

impl Deal {
    /// The line that [`NewDeal::named`] understands as this name and quantity.
    pub fn title(&self) -> String {
        match &self.quantity {
            Some(quantity) if Quantity::find(&self.name).as_ref() != Some(quantity) => {
                format!("{} {quantity}", self.name)
            }
            Some(_) | None => self.name.clone(),
        }
    }

    /// The quantity that a scope in these words gives the deal: of the unit that the deal has, of any where it has none.
    pub fn quantity_in(&self, scope: &str) -> Option<Quantity> {
        let is_counted = |found: &Quantity| {
            self.quantity.as_ref().is_none_or(|quantity| unit::key(&quantity.unit) == unit::key(&found.unit))
        };
        Quantity::all(scope).find(is_counted)
    }

    /// The words of the action that its condition becomes; `None` when it has none.
    pub(super) fn condition(&self) -> Option<String> {
        let condition = self.because.as_ref().filter(|_| self.verdict == ScopeVerdict::GoIf)?;
        Some(format!("{}: {condition}", self.name))
    }

    /// The verdict with what follows it: `go if the survey is done`.
    pub fn verdict_words(&self) -> String {
        self.verdict.words().replace('…', self.because.as_deref().unwrap_or("…"))
    }
}

/// Whether two names mean the same deal.
pub fn is_same_name(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// What is in a deal and what is not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewScope {
    /// In words.
    pub text: String,
    /// How much; `None` leaves it as it was.
    pub quantity: Option<Quantity>,
    /// Delivery date; `None` leaves it as it was.
    pub due: Option<Date>,
    /// What was already said to the customer.
    pub said: Option<String>,
}

/// The delivering team's verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeCheck {
    /// The deal.
    pub deal: Id,
    /// The verdict.
    pub verdict: ScopeVerdict,
    /// The condition, what is missing, or the reason.
    pub because: Option<String>,
    /// Who fulfils the condition, or gave the verdict.
    pub owner: Option<String>,
    /// By when the condition is fulfilled.
    pub due: Option<Date>,
}

impl ScopeVerdict {
    /// The default wording of the question that the verdict raises, `None` where it needs no words.
    pub const fn detail(self) -> Option<&'static str> {
        match self {
            Self::GoIf => Some("condition"),
            Self::NotYet => Some("missing"),
            Self::No => Some("because"),
            Self::Go | Self::Unchecked => None,
        }
    }

    /// Whether the deal may be signed.
    pub const fn is_released(self) -> bool {
        match self {
            Self::Go | Self::GoIf => true,
            Self::NotYet | Self::No | Self::Unchecked => false,
        }
    }

    /// The verdict alone, without what follows it: `go if`.
    pub fn short(self) -> &'static str {
        self.words().split([',', ':']).next().unwrap_or_default().trim_end_matches(" …")
    }
}

impl Meeting {
    /// The team that wants to close deals: the first that does not deliver, else the first.
    pub fn selling_team(&self) -> &TeamId {
        self.teams.iter().find(|team| !team.delivers).or(self.teams.first()).map_or(&self.first_team, |team| &team.id)
    }

    /// The team that checks the deals of `selling`: the first other one that delivers, else the next one.
    pub fn checking_team<'a>(&'a self, selling: &'a TeamId) -> &'a TeamId {
        let others = || self.teams.iter().filter(|team| team.id != *selling);
        let found = others().find(|team| team.delivers).map(|team| &team.id);
        found.or(self.answering(selling).next()).unwrap_or(selling)
    }

    /// Deals that may not be signed because nobody checked them.
    pub fn unchecked_deals(&self) -> impl Iterator<Item = &Deal> {
        self.deals.iter().filter(|deal| deal.verdict == ScopeVerdict::Unchecked)
    }

    /// The team whose deal it is: the owner's, where it sells, else the one that closes deals.
    pub(super) fn team_of_deal(&self, owner: Option<&str>) -> &TeamId {
        let sells = |id: &&TeamId| self.team(id).is_some_and(|team| !team.delivers);
        owner.and_then(|owner| self.team_of(owner)).filter(sells).unwrap_or(self.selling_team())
    }

    pub(super) fn offer(&mut self, new: NewDeal) -> Result<(), Refusal> {
        let name = words(new.name)?;
        let id = Id::fresh("d", self.deals.iter().map(|deal| &deal.id), &self.drafts);
        let team = self.team_of_deal(new.owner.as_deref()).clone();
        self.deals.push(Deal {
            id,
            name,
            team,
            owner: new.owner,
            scope: None,
            quantity: new.quantity,
            due: new.due,
            said: None,
            verdict: ScopeVerdict::Unchecked,
            because: None,
            verified_by: None,
        });
        Ok(())
    }

    pub(super) fn scope(&mut self, deal: &Id, new: NewScope) -> Result<(), Refusal> {
        let text = words(new.text)?;
        let said = new.said.filter(|said| !said.trim().is_empty()).map(words).transpose()?;
        let deal = self.deal_mut(deal)?;
        deal.quantity = new.quantity.or(deal.quantity.take());
        deal.due = new.due.or(deal.due);
        deal.said = said.or(deal.said.take());
        deal.scope = Some(text);
        Ok(())
    }

    /// Records the verdict in place of an earlier one; a condition becomes an action.
    pub(super) fn verify(&mut self, check: ScopeCheck) -> Result<(), Refusal> {
        let because = check.because.filter(|because| !because.trim().is_empty()).map(words).transpose()?;
        let because = match (check.verdict.detail(), because) {
            (Some(_), None) => return Err(Refusal::NoScopeWords(check.verdict.short())),
            (None, _) => None,
            (Some(_), because) => because,
        };
        let verified_by = check.owner.clone().filter(|owner| {
            self.team_of(owner).is_some_and(|team| self.deals.iter().all(|d| d.id != check.deal || d.team != *team))
        });
        self.forget_condition(&check.deal);
        let deal = self.deal_mut(&check.deal)?;
        (deal.verdict, deal.because, deal.verified_by) = (check.verdict, because, verified_by);
        if let Some(text) = deal.condition() {
            let selling = deal.team.clone();
            let checking = self.checking_team(&selling).clone();
            let owner_sells = check.owner.as_deref().and_then(|owner| self.team_of(owner)) == Some(&selling);
            let (team, for_team) = if owner_sells { (selling, checking) } else { (checking, selling) };
            self.actions.push(Action {
                id: Id::fresh("a", self.actions.iter().map(|action| &action.id), &self.drafts),
                text,
                condition: None,
                team,
                for_team,
                owner: check.owner,
                due: check.due,
                source: Some(check.deal),
            });
        }
        Ok(())
    }

    /// Takes the verdict on a deal back, with its condition.
    pub(super) fn unverify(&mut self, deal: &Id) -> Result<(), Refusal> {
        if self.deal_mut(deal)?.verdict == ScopeVerdict::Unchecked {
            return Err(Refusal::Gone);
        }
        self.forget_condition(deal);
        let deal = self.deal_mut(deal)?;
        (deal.verdict, deal.because, deal.verified_by) = (ScopeVerdict::Unchecked, None, None);
        Ok(())
    }

    /// Removes the action that the condition of a deal became. One that got words of its own stays, and names the deal
    /// no more.
    pub(super) fn forget_condition(&mut self, deal: &Id) {
        let condition = self.deals.iter().find(|other| other.id == *deal).and_then(Deal::condition);
        let is_of_deal = |action: &Action| action.source.as_ref() == Some(deal);
        self.actions.retain(|action| !is_of_deal(action) || Some(&action.text) != condition.as_ref());
        self.actions.iter_mut().filter(|action| is_of_deal(action)).for_each(|action| action.source = None);
    }

    /// Records what became of a deal of an earlier meeting, in place of what was recorded today.
    pub(super) fn report_deal(&mut self, of: Ref, status: DealStatus, note: Option<String>) -> Result<(), Refusal> {
        let note = note.filter(|note| !note.trim().is_empty()).map(words).transpose()?;
        self.deal_updates.retain(|update| update.of != of);
        self.deal_updates.push(DealUpdate { of, status, note });
        Ok(())
    }

    fn deal_mut(&mut self, id: &Id) -> Result<&mut Deal, Refusal> {
        self.deals.iter_mut().find(|deal| deal.id == *id).ok_or(Refusal::Gone)
    }
}
