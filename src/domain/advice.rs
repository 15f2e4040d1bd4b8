//! What a facilitator would want to know of an agenda that works: it warns and refuses nothing. Does not know any meeting.

use super::{
    agenda::{Agenda, ItemPlan},
    lookalike,
    meeting::{Item, Kind},
    prompt,
};

/// Something in an agenda that is allowed and may not be meant. The text says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Advice {
    /// The turns take longer than their item.
    #[error("the turns take {turns} minutes and the exchange has {minutes}; raise it, or shorten the turns")]
    ShortExchange {
        /// Minutes of all turns together.
        turns: u32,
        /// Minutes of the item.
        minutes: u32,
    },
    /// Nobody whose limits count.
    #[error("no team delivers, so nothing warns of promises above a limit; give one \"delivers\": true")]
    NobodyDelivers,
    /// No date for the next meeting.
    #[error(
        "no rhythm, so no next date is offered; add one: {{ \"every\": \"2 weeks\", \"day\": \"tuesday\", \"time\": \"10:00\" }}"
    )]
    NoRhythm,
    /// Two teams, or two people, that nobody can tell apart by their names.
    #[error(
        "{one:?} and {other:?} look the same, but one is written with U+{:04X}; write it as it is meant",
        u32::from(*letter)
    )]
    Alike {
        /// The name that comes first.
        one: String,
        /// The other one.
        other: String,
        /// In which they differ.
        letter: char,
    },
    /// A wording that is never read out.
    #[error("no question of {kind:?} is called {key:?}, so this wording is never read out; {}", known(kind))]
    Unasked {
        /// The kind of item, as it stands in the file.
        kind: &'static str,
        /// Of the wording.
        key: String,
    },
}

/// All there is to say, in the order of the agenda.
pub fn advice(agenda: &Agenda) -> Vec<Advice> {
    let mut advice = Vec::new();
    let compares = agenda.items.iter().any(|item| matches!(item.kind, Kind::Expectations | Kind::Deals));
    if compares && !agenda.teams.iter().any(|team| team.delivers) {
        advice.push(Advice::NobodyDelivers);
    }
    if agenda.rhythm.is_none() {
        advice.push(Advice::NoRhythm);
    }
    advice.extend(alike(agenda));
    for item in &agenda.items {
        advice.extend(short_exchange(item, agenda.teams.len()));
        advice.extend(unasked(item));
    }
    advice
}

/// Names of teams, and names of people, that look the same and are not.
pub fn alike(agenda: &Agenda) -> Vec<Advice> {
    let teams = lookalike::pairs(agenda.teams.iter().map(|team| team.name.as_str()));
    let people = lookalike::pairs(agenda.teams.iter().flat_map(|team| &team.members).map(String::as_str));
    let advice = |pair: lookalike::Pair| {
        let (one, other) = (pair.one.to_owned(), pair.other.to_owned());
        Advice::Alike { one, other, letter: pair.letter }
    };
    teams.into_iter().chain(people).map(advice).collect()
}

fn short_exchange(item: &ItemPlan, teams: usize) -> Option<Advice> {
    let turns = item.rounds.unwrap_or(Item::ROUNDS) * teams as u32;
    let turns = turns * item.turn_minutes.unwrap_or(Item::TURN_S / 60);
    let is_short = item.kind == Kind::Exchange && item.minutes < turns;
    is_short.then_some(Advice::ShortExchange { turns, minutes: item.minutes })
}

fn unasked(item: &ItemPlan) -> impl Iterator<Item = Advice> {
    let keys = item.prompts.keys().filter(|key| prompt::questions(item.kind).iter().all(|(known, _)| known != key));
    let single = item.prompt.is_some() && prompt::main_keys(item.kind).is_empty();
    let single = single.then(|| "prompt".to_owned());
    keys.cloned().chain(single).map(|key| Advice::Unasked { kind: item.kind.key(), key })
}

fn known(kind: &str) -> String {
    let kind = Kind::ALL.iter().find(|known| known.key() == kind);
    let keys = kind.into_iter().flat_map(|kind| prompt::questions(*kind)).map(|(key, _)| *key);
    format!("in \"prompts\" it knows: {}", keys.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Advice on a small agenda after replacements.
    #[track_caller]
    fn check(replacements: &[(&str, &str)], expected: &[&str]) {
        const GOOD: &str = r#"{
            "format": "turnabout-agenda", "version": 1, "title": "A & B",
            "teams": [{ "id": "a", "name": "A" }, { "id": "b", "name": "B", "delivers": true }],
            "rhythm": { "every": "2 weeks", "day": "tuesday", "time": "10:00" },
            "items": [
                { "kind": "deals", "minutes": 8, "prompts": { "scope": "What?" } },
                { "kind": "exchange", "minutes": 24 },
                { "kind": "close", "minutes": 4 }
            ]
        }"#;
        let mut text = GOOD.to_owned();
        for (from, to) in replacements {
            assert!(text.contains(from), "{from:?} is not there");
            text = text.replacen(from, to, 1);
        }
        let agenda = Agenda::parse(&text).unwrap();
        let advice: Vec<String> = advice(&agenda).iter().map(ToString::to_string).collect();
        assert_eq!(advice, expected);
    }

    #[test]
    fn a_good_agenda_needs_none() {
        check(&[], &[]);
    }

    #[test]
    fn names_that_look_the_same_are_told() {
        let team = "\"B\", \"delivers\": true";
        let alike = "\"\u{410}\", \"delivers\": true, \"members\": [\"Ana\", \"\u{410}na\"]";
        let text = |one, other| {
            format!("{one:?} and {other:?} look the same, but one is written with U+0410; write it as it is meant")
        };
        check(&[(team, alike)], &[&text("A", "\u{410}"), &text("Ana", "\u{410}na")]);
    }

    #[test]
    fn turns_that_do_not_fit_are_counted() {
        let text = |turns, minutes| {
            format!("the turns take {turns} minutes and the exchange has {minutes}; raise it, or shorten the turns")
        };
        let minutes = "\"minutes\": 24";
        check(&[(minutes, "\"minutes\": 23")], &[&text(24, 23)]);
        check(&[(minutes, "\"minutes\": 24, \"rounds\": 3, \"turn_minutes\": 5")], &[&text(30, 24)]);
        check(&[(minutes, "\"minutes\": 10, \"rounds\": 1, \"turn_minutes\": 5")], &[]);
    }

    #[test]
    fn a_missing_deliverer_matters_where_limits_are_compared() {
        let text = "no team delivers, so nothing warns of promises above a limit; give one \"delivers\": true";
        let nobody = (", \"delivers\": true", "");
        check(&[nobody], &[text]);
        check(&[nobody, ("\"deals\"", "\"expectations\""), ("\"scope\"", "\"limit\"")], &[text]);
        check(&[nobody, ("\"deals\"", "\"wins\""), ("\"scope\"", "\"wins\"")], &[]);
    }

    #[test]
    fn a_missing_rhythm_is_told() {
        let rhythm = r#""rhythm": { "every": "2 weeks", "day": "tuesday", "time": "10:00" },"#;
        let text = "no rhythm, so no next date is offered; add one: ";
        let text = text.to_owned() + r#"{ "every": "2 weeks", "day": "tuesday", "time": "10:00" }"#;
        check(&[(rhythm, "")], &[&text]);
    }

    #[test]
    fn a_wording_that_nothing_asks_is_found() {
        let text = |kind, key, keys| {
            format!(
                "no question of \"{kind}\" is called \"{key}\", so this wording is never read out; \
                 in \"prompts\" it knows: {keys}"
            )
        };
        let keys = "deal_news, deal, scope, verdict, condition, missing, because";
        check(&[("\"scope\"", "\"scop\"")], &[&text("deals", "scop", keys)]);
        let single = "\"prompt\": \"What?\"";
        check(&[("\"prompts\": { \"scope\": \"What?\" }", single)], &[]);
        let exchange = ("\"minutes\": 24", "\"minutes\": 24, \"prompt\": \"What?\"");
        check(&[exchange], &[&text("exchange", "prompt", "bring, say_back, help, agree")]);
    }
}
