//! Promises: what is open in a series, by team, the soonest first; typing filters. Changes nothing.

mod whole;

use jiff::{Zoned, civil::Date};
use ratatui::text::{Line, Span, Text};
use unicode_width::UnicodeWidthStr;

use super::{Cmd, home::Shown, short_day};
use crate::{
    domain::{TeamId, due, meeting::OpenAction, pace::Standing, promises::soonest},
    tui::{
        keymap::{Action, Scope},
        ui::{Flow, Look, TextField, list, shown::marked},
    },
};

/// Columns of the day, or of how late it is.
const DAY: usize = 13;
/// Most columns of a name.
const NAME: usize = 16;
/// From so many columns on, a row tells for which team it is.
const WIDE: u16 = 80;

/// The list, what it is filtered by, and the promise that is read whole.
pub struct Promises {
    shown: Shown,
    /// In the order of the list.
    actions: Vec<OpenAction>,
    filter: TextField,
    selected: usize,
    is_whole: bool,
}

impl Promises {
    /// The promises of a series that hold every word of `filter`.
    pub fn new(shown: Shown, filter: &str) -> Self {
        let filter = TextField::with_text("promises", filter);
        let mut promises = Self { shown: shown.clone(), actions: Vec::new(), filter, selected: 0, is_whole: false };
        promises.show(shown);
        promises
    }

    /// Shows a series that was read, the same promise selected if it is still open.
    pub fn show(&mut self, shown: Shown) {
        let of = self.hits().get(self.selected).map(|action| action.of.clone());
        let team = |id: &TeamId| shown.agenda.teams.iter().position(|team| team.id == *id).unwrap_or(usize::MAX);
        self.actions = shown.series.as_ref().map(|series| series.open_actions.clone()).unwrap_or_default();
        self.actions.sort_by_cached_key(|action| (team(&action.team), action.team.clone(), soonest(action)));
        self.shown = shown;
        let again = of.and_then(|of| self.hits().iter().position(|action| action.of == of));
        self.is_whole &= again.is_some();
        self.selected = again.unwrap_or(0);
    }

    /// What is filtered by.
    pub fn filter(&self) -> String {
        self.filter.text()
    }

    /// The field that filters, while the list is shown.
    pub fn field_mut(&mut self) -> Option<&mut TextField> {
        (!self.is_whole).then_some(&mut self.filter)
    }

    /// Whether typing filters now.
    pub fn has_field(&self) -> bool {
        !self.is_whole
    }

    /// The filter changed: the first row is selected again.
    pub fn filtered(&mut self) {
        self.selected = 0;
        self.is_whole = false;
    }

    /// The marks of this place beyond those of its field.
    pub fn scope(&self) -> Scope {
        Scope::LIST
    }

    /// The word for what an action does here.
    pub fn word(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Accept if self.is_whole => Some("back to the list"),
            Action::Accept if self.hits().is_empty() => Some("home"),
            Action::Accept => Some("read it whole"),
            Action::Back if self.is_whole => Some("back"),
            Action::Back => Some("home"),
            _ => None,
        }
    }

    /// Answers an action.
    pub fn handle(&mut self, action: Action) -> Cmd {
        let len = self.hits().len();
        match action {
            Action::Accept | Action::Back if self.is_whole => self.is_whole = false,
            Action::Accept if len > 0 => self.is_whole = true,
            Action::Accept | Action::Back => return Cmd::Home,
            Action::Up => self.selected = list::step(self.selected, -1, len),
            Action::Down => self.selected = list::step(self.selected, 1, len),
            Action::First => self.selected = 0,
            Action::Last => self.selected = len.saturating_sub(1),
            _ => {}
        }
        Cmd::None
    }

    /// The promises whose text, condition, owner or promising team hold every word of the filter.
    fn hits(&self) -> Vec<&OpenAction> {
        let wanted = self.filter.text().to_lowercase();
        let holds = |action: &&OpenAction| {
            let parts = [
                action.text.as_str(),
                action.condition.as_deref().unwrap_or_default(),
                action.owner.as_deref().unwrap_or_default(),
                self.team_name(&action.team),
            ];
            let all = parts.join(" ").to_lowercase();
            wanted.split_whitespace().all(|word| all.contains(word))
        };
        self.actions.iter().filter(holds).collect()
    }

    fn team_name<'a>(&'a self, id: &'a TeamId) -> &'a str {
        self.shown.agenda.team(id).map_or(id.as_str(), |team| &team.name)
    }

    /// The mark and the name of a team in its colour.
    fn team(&self, id: &TeamId, look: Look) -> Span<'static> {
        match self.shown.agenda.teams.iter().position(|team| team.id == *id) {
            Some(index) => {
                let name = marked(self.team_name(id), look);
                Span::styled(format!("{} {name}", look.mark(index)), look.team(index))
            }
            None => Span::raw(marked(id.as_str(), look).into_owned()),
        }
    }

    /// Draws it.
    pub fn render(&self, clock: &Zoned, flow: &mut Flow) {
        let today = clock.date();
        match self.hits().get(self.selected) {
            Some(action) if self.is_whole => self.render_whole(action, today, flow),
            _ => self.render_list(today, flow),
        }
    }

    fn render_list(&self, today: Date, flow: &mut Flow) {
        let look = flow.look();
        let late = self.actions.iter().filter(|action| due::late(action.due, today).is_some()).count();
        let late = if late > 0 { format!(", {late} overdue") } else { String::new() };
        flow.gap();
        let (found, open) = (self.hits().len(), self.actions.len());
        let found = if found == open { String::new() } else { format!("{found} of ") };
        let count = format!("Promises: {found}{open} open{late}");
        let hint = Span::styled(format!("{}type to search", look.dot()), look.quiet());
        flow.line(Line::from(vec![Span::styled(count, look.strong()), hint]));
        flow.field(&self.filter, 1, flow.rows().saturating_sub(3));
        let hits = self.hits();
        if hits.is_empty() {
            let none = self.shown.reading().unwrap_or_else(|| {
                if self.actions.is_empty() { "No promise is open." } else { "No open promise has these words." }
                    .to_owned()
            });
            let none = if look.ascii { none.replace('…', "...") } else { none };
            return flow.text(Text::styled(none, look.quiet()), 2);
        }
        let columns = flow.columns();
        let (lines, at) = self.lines(&hits, today, columns, look);
        let rows = usize::from(flow.rows());
        let first = list::window(at, lines.len(), rows);
        for line in lines.into_iter().skip(first).take(rows) {
            flow.line(line);
        }
    }

    /// All rows, a heading for every team, and the place of the selected one.
    fn lines(&self, hits: &[&OpenAction], today: Date, columns: u16, look: Look) -> (Vec<Line<'static>>, usize) {
        let names = hits.iter().map(|action| look.cut(owner(action), NAME).width()).max().unwrap_or(0);
        let mut lines = Vec::new();
        let mut at = 0;
        for (index, action) in hits.iter().enumerate() {
            if index == 0 || hits[index - 1].team != action.team {
                let own = hits.iter().filter(|other| other.team == action.team).count();
                let count = Span::styled(format!("  {own} open"), look.quiet());
                lines.push(Line::from(vec![self.team(&action.team, look), count]));
            }
            let is_here = index == self.selected;
            at = if is_here { lines.len() } else { at };
            let line = self.line(action, names, today, columns, look);
            lines.push(if is_here { line.style(look.selected()) } else { line });
        }
        (lines, at)
    }

    fn line(&self, action: &OpenAction, names: usize, today: Date, columns: u16, look: Look) -> Line<'static> {
        let late = due::late(action.due, today);
        let style = if late.is_some() { look.standing(Standing::Over) } else { look.quiet() };
        let day = late.or(action.due.map(|due| short_day(due, today))).unwrap_or_else(|| "no date".to_owned());
        let mut line = vec![
            Span::styled(format!(" {} ", look.fit(&day, DAY)), style),
            Span::styled(format!("{} ", look.fit(owner(action), names)), look.strong()),
        ];
        let mut behind = Vec::new();
        if let Some(carried) = carried(action) {
            behind.push(Span::styled(format!("  {carried}"), look.quiet()));
        }
        if columns >= WIDE {
            behind.push(Span::styled(look.pick("  → ", "  > "), look.quiet()));
            behind.push(self.team(&action.for_team, look));
        }
        let used: usize = line.iter().chain(&behind).map(Span::width).sum();
        line.push(Span::raw(look.fit(&action.text, usize::from(columns).saturating_sub(used))));
        line.extend(behind);
        Line::from(line)
    }
}

/// Who does it.
fn owner(action: &OpenAction) -> &str {
    action.owner.as_deref().unwrap_or("nobody yet")
}

/// `carried 2 times`, `None` for a promise that no meeting carried on.
fn carried(action: &OpenAction) -> Option<String> {
    match action.carried {
        0 => None,
        1 => Some("carried once".to_owned()),
        times => Some(format!("carried {times} times")),
    }
}
