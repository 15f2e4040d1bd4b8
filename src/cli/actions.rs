//! `turnabout actions`: the promises of a series as a table or as JSON. Gets the folded promises, reads no file.

use jiff::civil::Date;
use serde::Serialize;

use super::{
    CliError, Exit,
    list::{aligned, pretty},
};
use crate::{
    domain::{
        capture, due,
        meeting::{OpenAction, Verdict},
        promises::{Promise, Promises, soonest},
    },
    export::{Plain, day},
};

/// Version of the JSON form: goes up when a field changes its meaning or goes away.
const VERSION: u32 = 1;

/// Which promises are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Also those that are closed.
    pub all: bool,
    /// Of the team with this name or id.
    pub team: Option<String>,
    /// Of people with this name, a word of it or the beginning of one.
    pub owner: Option<String>,
}

impl Wanted {
    /// The promises that are wanted, the soonest first, those that are closed behind the open ones.
    ///
    /// # Errors
    /// A team or an owner that never promised anything; the text says which there are.
    pub fn find<'p>(&self, promises: &'p Promises) -> Result<Vec<&'p Promise>, CliError> {
        let team = self.team.as_deref().map(|called| {
            let names = || promises.teams.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>();
            promises.team(called).ok_or_else(|| unknown("team", called, &names()))
        });
        let team = team.transpose()?;
        let owners = self.owner.as_deref().map(|called| {
            let all = promises.owners();
            let found = capture::completions(called.trim(), &all);
            if found.is_empty() { Err(unknown("owner", called, &all)) } else { Ok(found) }
        });
        let owners = owners.transpose()?;
        let is_wanted = |promise: &&Promise| {
            let action = &promise.action;
            let is_owned = |owners: &Vec<&str>| action.owner.as_deref().is_some_and(|owner| owners.contains(&owner));
            (self.all || promise.closed.is_none())
                && team.is_none_or(|team| action.team == *team)
                && owners.as_ref().is_none_or(is_owned)
        };
        let mut found: Vec<&Promise> = promises.all.iter().filter(is_wanted).collect();
        found.sort_by_cached_key(|promise| (promise.closed.is_some(), soonest(&promise.action)));
        Ok(found)
    }
}

fn unknown(what: &str, called: &str, known: &[&str]) -> CliError {
    let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
    CliError::new(Exit::Failed, format!("no {what} {called:?} has promised anything; there are: {known}"))
}

/// The promises as a table.
pub fn rows(promises: &Promises, found: &[&Promise], today: Date) -> String {
    if found.is_empty() {
        return "No promise is open, or none like that.\n".to_owned();
    }
    let headers = ["Due", "State", "Owner", "Team", "For", "Promise"].map(str::to_owned);
    let cells = found.iter().map(|promise| cells(promises, promise, today));
    let table: Vec<[String; 6]> = [headers].into_iter().chain(cells).collect();
    aligned(&table, &[])
}

fn cells(promises: &Promises, promise: &Promise, today: Date) -> [String; 6] {
    let action = &promise.action;
    let team = |id| Plain::of(promises.team_name(id)).line();
    [
        action.due.map_or_else(|| "no date".to_owned(), day),
        state(promise, today),
        Plain::of(action.owner.as_deref().unwrap_or("nobody yet")).line(),
        team(&action.team),
        team(&action.for_team),
        text(action),
    ]
}

/// What became of it, else how late it is and how often it was carried on.
fn state(promise: &Promise, today: Date) -> String {
    if let Some((verdict, on)) = promise.closed {
        return format!("{} {}", verdict.words(), day(on));
    }
    let late = due::late(promise.action.due, today).unwrap_or_else(|| "open".to_owned());
    match promise.action.carried {
        0 => late,
        1 => format!("{late}, carried once"),
        times => format!("{late}, carried {times} times"),
    }
}

fn text(action: &OpenAction) -> String {
    let condition = action.condition.as_ref().map(|condition| format!(", if {condition}")).unwrap_or_default();
    Plain::of(&format!("{}{condition}", action.text)).line()
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct List<'p> {
    format: &'static str,
    version: u32,
    actions: Vec<Row<'p>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Row<'p> {
    /// The open action as the minutes write it.
    #[serde(flatten)]
    action: &'p OpenAction,
    is_open: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<Verdict>,
    #[serde(skip_serializing_if = "Option::is_none")]
    closed_on: Option<Date>,
}

/// The promises as JSON: stable and versioned, the same on every day.
pub fn json(found: &[&Promise]) -> String {
    let actions = found.iter().map(|promise| Row {
        action: &promise.action,
        is_open: promise.closed.is_none(),
        verdict: promise.closed.map(|(verdict, _)| verdict),
        closed_on: promise.closed.map(|(_, on)| on),
    });
    pretty(&List { format: "turnabout-actions", version: VERSION, actions: actions.collect() })
}

#[cfg(test)]
mod tests {
    use jiff::{civil::date, tz::Offset};

    use super::*;
    use crate::demo;

    const TODAY: Date = date(2026, 11, 25);

    fn promises() -> Promises {
        let now = TODAY.at(9, 0, 0, 0).to_zoned(Offset::constant(1).to_time_zone()).unwrap();
        let mut promises = Promises::default();
        for meeting in demo::meetings(&demo::agenda(), demo::MEETINGS, &now) {
            promises.add(&meeting);
        }
        promises
    }

    fn wanted(all: bool, team: &str, owner: &str) -> Wanted {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Wanted { all, team: some(team), owner: some(owner) }
    }

    #[track_caller]
    fn refused(wanted: &Wanted, part: &str) {
        let error = wanted.find(&promises()).unwrap_err();
        assert!(error.code() == 1 && error.message.contains(part), "{error}");
    }

    #[test]
    fn the_open_promises_stand_in_a_table_the_soonest_first() {
        let promises = promises();
        let found = wanted(false, "", "").find(&promises).unwrap();
        insta::assert_snapshot!(rows(&promises, &found, TODAY));
        assert!(found.iter().all(|promise| promise.closed.is_none()));
    }

    #[test]
    fn closed_ones_follow_with_what_became_of_them() {
        let promises = promises();
        let (open, all) = (wanted(false, "", ""), wanted(true, "", ""));
        let (open, all) = (open.find(&promises).unwrap().len(), all.find(&promises).unwrap());
        assert!(open < all.len() && all.len() == promises.all.len());
        assert!(all[..open].iter().all(|promise| promise.closed.is_none()));
        let table = rows(&promises, &all, TODAY);
        assert!(table.contains("  kept Tue ") && table.contains("  late Tue "), "{table}");
    }

    #[test]
    fn teams_and_owners_are_found_by_name_however_it_is_written() {
        let promises = promises();
        let count = |team: &str, owner: &str| wanted(true, team, owner).find(&promises).unwrap().len();
        assert!(count("", "") > count("SALES", "") && count("sales", "") > 0);
        assert_eq!(count("Sales", "") + count("delivery", ""), count("", ""));
        assert_eq!(count("", "raj"), count("Delivery", "PATEL"));
        assert_eq!(count("sales", "raj"), 0);
    }

    #[test]
    fn who_is_not_known_is_answered_with_those_who_are() {
        refused(&wanted(false, "finance", ""), "\"finance\" has promised anything; there are: Sales, Delivery");
        refused(&wanted(true, "", "nobody"), "there are: Ana Duarte, Mia Svensson");
        let error = wanted(false, "x\u{1b}[2J", "").find(&Promises::default()).unwrap_err();
        assert!(error.message.ends_with("there are: none") && !error.message.contains('\u{1b}'), "{error}");
    }

    #[test]
    fn words_cannot_steer_the_terminal() {
        let mut promises = promises();
        promises.all.truncate(1);
        let action = &mut promises.all[0].action;
        (action.text, action.owner) = ("a\u{1b}[2J\nb".to_owned(), None);
        action.due = None;
        let found = wanted(true, "", "").find(&promises).unwrap();
        let table = rows(&promises, &found, TODAY);
        assert!(
            table.contains("a\\u{1b}[2J b") && table.contains("nobody yet") && table.contains("no date"),
            "{table}"
        );
        assert_eq!(rows(&promises, &[], TODAY), "No promise is open, or none like that.\n");
    }

    #[test]
    fn the_json_form_is_stable() {
        let promises = promises();
        let found = wanted(true, "", "").find(&promises).unwrap();
        let shown: Vec<&Promise> = [found[0], found[found.len() - 1]].to_vec();
        insta::assert_snapshot!(json(&shown));
    }
}
