//! The over-promise check: a table of meetings and what is read of them, and what holds for all of them.

use proptest::{collection::vec, prelude::*, sample::select};
use turnabout::domain::{
    Meeting,
    capacity::{self, Figure, Standing},
    meeting::{Deal, Expectation, ExpectationKind, ScopeVerdict},
    quantity::{Number, Quantity},
};

use crate::meetings::{agenda, begin};

/// A meeting of three teams, of which Operations delivers, with these lines:
/// `sales target 12 installs`, `operations limit 10 installs`, `deal go-if 4 installs`.
fn meeting(lines: &[&str]) -> Meeting {
    let mut meeting = begin(&agenda(3, 1, false), 1);
    for line in lines {
        add(&mut meeting, line);
    }
    meeting
}

fn add(meeting: &mut Meeting, line: &str) {
    let mut words = line.splitn(3, ' ');
    let (who, what, text) = (words.next().unwrap(), words.next().unwrap(), words.next().unwrap_or_default());
    match (who, what) {
        ("deal", verdict) => meeting.deals.push(deal(serde_json::from_value(verdict.into()).unwrap(), text)),
        (team, "delivers") => {
            meeting.teams.iter_mut().find(|known| known.id.as_str() == team).unwrap().delivers = text != "not";
        }
        (team, kind) => {
            let kind = if kind == "target" { ExpectationKind::Target } else { ExpectationKind::Limit };
            meeting.expectations.push(expectation(team, kind, text));
        }
    }
}

fn expectation(team: &str, kind: ExpectationKind, text: &str) -> Expectation {
    Expectation {
        id: "e1".into(),
        team: team.into(),
        kind,
        text: text.to_owned(),
        quantity: Quantity::find(text),
        assumption: None,
    }
}

fn deal(verdict: ScopeVerdict, text: &str) -> Deal {
    Deal {
        id: "d1".into(),
        name: "Brightline".to_owned(),
        team: "sales".into(),
        owner: None,
        scope: Some(text.to_owned()),
        quantity: Quantity::find(text),
        due: None,
        said: None,
        verdict,
        because: None,
        verified_by: None,
    }
}

#[track_caller]
fn check(lines: &[&str], expected: &[&str]) {
    assert_eq!(capacity::words(&meeting(lines)), expected, "{lines:?}");
}

const LIMIT_10: &str = "operations limit 10 installs";

#[test]
fn nothing_stated_says_nothing() {
    check(&[], &[]);
    check(&["sales target as many as we can"], &[]);
    check(&["sales target ready by 12", "operations limit 10"], &[]);
    check(&["deal go the whole house"], &[]);
    check(&["deal no 9 installs"], &[]);
}

#[test]
fn what_is_not_stated_is_no_zero() {
    check(&["sales target 12 installs"], &["12 installs targeted, limit not stated"]);
    check(&["sales target 12 installs", "operations limit two crews"], &["12 installs targeted, limit not stated"]);
    check(&[LIMIT_10], &["target not stated, 10 installs the limit of Operations"]);
    check(&["operations limit 1 install"], &["target not stated, 1 install the limit of Operations"]);
    check(&["deal go 4 installs"], &["limit not stated for installs", "certain 4 installs"]);
    check(
        &["deal unchecked 9 installs"],
        &["limit not stated for installs", "certain 0 installs", "if everything closes 9 installs"],
    );
}

#[test]
fn tight_from_85_percent_and_over_above_100() {
    let against_100 = |target, expected: &str| {
        check(&[target, "operations limit 100 installs"], &[expected]);
    };
    against_100("sales target 84 installs", "84 installs targeted, 100 the limit of Operations");
    against_100("sales target 84.99 installs", "84.99 installs targeted, 100 the limit of Operations");
    against_100("sales target 85 installs", "85 installs targeted, 100 the limit of Operations: tight");
    against_100("sales target 100 installs", "100 installs targeted, 100 the limit of Operations: tight");
    against_100("sales target 101 installs", "101 installs targeted, 100 the limit of Operations: over by 1 install");
    against_100("sales target 130 installs", "130 installs targeted, 100 the limit of Operations: over by 30 installs");
    check(
        &["sales target 2.55 days", "operations limit 3 days"],
        &["2.55 days targeted, 3 the limit of Operations: tight"],
    );
    check(&["sales target 2.54 days", "operations limit 3 days"], &["2.54 days targeted, 3 the limit of Operations"]);
    check(
        &["sales target 5.95 days", "operations limit 7 days"],
        &["5.95 days targeted, 7 the limit of Operations: tight"],
    );
}

#[test]
fn deals_count_by_their_verdict() {
    let limit = "target not stated, 10 installs the limit of Operations";
    check(&[LIMIT_10, "deal go 4 installs"], &[limit, "certain 4 of 10 installs"]);
    check(&[LIMIT_10, "deal go-if 4 installs", "deal go 5 installs"], &[limit, "certain 9 of 10 installs: tight"]);
    check(&[LIMIT_10, "deal go 11 installs"], &[limit, "certain 11 of 10: over by 1 install"]);
    check(
        &[LIMIT_10, "deal go-if 4 installs", "deal unchecked 9 installs"],
        &[limit, "certain 4 of 10 installs", "if everything closes 13 of 10: over by 3 installs"],
    );
    check(
        &[LIMIT_10, "deal go 1 install", "deal not-yet 2 installs"],
        &[limit, "certain 1 of 10 installs", "if everything closes 3 of 10 installs"],
    );
    check(&[LIMIT_10, "deal no 90 installs"], &[limit]);
    check(&[LIMIT_10, "deal go 4 installs", "deal no 90 installs"], &[limit, "certain 4 of 10 installs"]);
    check(&[LIMIT_10, "deal go everything they want"], &[limit]);
    check(
        &["sales target 12 installs", LIMIT_10, "deal go 4 installs", "deal unchecked 9 installs"],
        &[
            "12 installs targeted, 10 the limit of Operations: over by 2 installs",
            "certain 4 of 10 installs",
            "if everything closes 13 of 10: over by 3 installs",
        ],
    );
}

#[test]
fn a_unit_is_one_in_all_its_spellings() {
    let over = "2 installs targeted, 1 the limit of Operations: over by 1 install";
    check(&["sales target 2 installs", "operations limit 1 install"], &[over]);
    check(&["operations limit 1 install", "sales target 2 installs"], &[over]);
    check(&["sales target 1 install", "service target 1 install", "operations limit 1 install"], &[over]);
    check(
        &["sales target 12 install", "operations limit 10 Installs"],
        &["12 Installs targeted, 10 the limit of Operations: over by 2 Installs"],
    );
    check(
        &["sales target 3 deliveries", "operations limit 2 delivery"],
        &["3 deliveries targeted, 2 the limit of Operations: over by 1 delivery"],
    );
    check(&["sales target 95 %", "operations limit 100 %"], &["95 % targeted, 100 the limit of Operations: tight"]);
    check(
        &["sales target 3 Tage", "operations limit 2 tage"],
        &["3 Tage targeted, 2 the limit of Operations: over by 1 Tage"],
    );
    check(
        &["sales target 3 bus", "operations limit 2 bu"],
        &["3 bus targeted, limit not stated", "target not stated, 2 bu the limit of Operations"],
    );
}

#[test]
fn units_stay_apart_in_the_order_in_which_they_were_named() {
    check(
        &["sales target 12 installs", "operations limit 3 days", LIMIT_10, "deal go 4 days", "deal go 2 trainings"],
        &[
            "12 installs targeted, 10 the limit of Operations: over by 2 installs",
            "target not stated, 3 days the limit of Operations",
            "certain 4 of 3: over by 1 day",
            "limit not stated for trainings",
            "certain 2 trainings",
        ],
    );
}

#[test]
fn the_targets_of_all_teams_are_added_up() {
    check(
        &["sales target 6 installs", "service target 3 installs", "sales target 2 installs", LIMIT_10],
        &["11 installs targeted, 10 the limit of Operations: over by 1 install"],
    );
}

#[test]
fn the_smallest_limit_of_a_team_that_delivers_counts() {
    let target = "sales target 9 installs";
    let of_service = "9 installs targeted, 8 the limit of Service: over by 1 install";
    let of_operations = "9 installs targeted, 10 the limit of Operations: tight";
    check(&[target, LIMIT_10, "service limit 8 installs", "service delivers"], &[of_service]);
    check(&[target, "service limit 8 installs", LIMIT_10, "service delivers"], &[of_service]);
    check(&[target, LIMIT_10, "service limit 8 installs"], &[of_operations]);
    check(&[target, "operations limit 12 installs", LIMIT_10], &[of_operations]);
    check(&[target, LIMIT_10, "service limit 8 installs", "operations delivers not"], &[of_service]);
    check(&[target, "service limit 8 installs"], &["9 installs targeted, limit not stated"]);
    check(&["service limit 8 installs"], &[]);
    check(&[target, LIMIT_10, "service limit soon", "service delivers"], &[of_operations]);
}

#[test]
fn a_zero_is_told_for_what_it_is() {
    check(
        &["sales target 12 installs", "operations limit 0 installs"],
        &["12 installs targeted, 0 the limit of Operations: over by 12 installs"],
    );
    check(&["sales target 0 installs", LIMIT_10], &["a target of 0 installs, 10 the limit of Operations"]);
    check(
        &["sales target 0 installs", "operations limit 0 installs"],
        &["a target of 0 installs, 0 the limit of Operations"],
    );
    check(&["sales target 0 installs"], &["a target of 0 installs, limit not stated"]);
}

#[test]
fn decimals_and_huge_numbers_read_as_typed() {
    check(
        &["sales target 0.1 days", "service target 0,2 days", "operations limit 0.25 days"],
        &["0.3 days targeted, 0.25 the limit of Operations: over by 0.05 days"],
    );
    check(
        &["sales target 10 days", "operations limit 9.9 days"],
        &["10 days targeted, 9.9 the limit of Operations: over by 0.1 days"],
    );
    check(
        &["sales target 9000000000000 screws", "operations limit 8999999999999 screws"],
        &["9000000000000 screws targeted, 8999999999999 the limit of Operations: over by 1 screw"],
    );
    let huge = "sales target 9000000000000000 screws";
    let meeting = meeting(&[huge, huge, huge, "operations limit 1 screw"]);
    let load = capacity::loads(&meeting)[0];
    assert_eq!(load.target, Number::new(9e15));
    assert_eq!(load.over().len(), 1);
}

#[test]
fn a_unit_that_is_no_word_is_no_quantity() {
    let mut meeting = meeting(&["sales target 12 installs", LIMIT_10]);
    for expectation in &mut meeting.expectations {
        expectation.quantity.as_mut().unwrap().unit = " ".to_owned();
    }
    assert_eq!(capacity::loads(&meeting), []);
}

#[test]
fn a_copy_with_the_line_says_what_it_would_change() {
    let meeting = meeting(&["sales target 8 installs", LIMIT_10]);
    let mut copy = meeting.clone();
    add(&mut copy, "sales target 3 installs");
    assert_eq!(capacity::words(&meeting), ["8 installs targeted, 10 the limit of Operations"]);
    assert_eq!(capacity::words(&copy), ["11 installs targeted, 10 the limit of Operations: over by 1 install"]);
}

fn figures(meeting: &Meeting) -> Vec<(String, Vec<Figure>)> {
    let key = |load: &capacity::Load| turnabout::domain::unit::key(&load.unit.many().to_string());
    let mut figures: Vec<_> = capacity::loads(meeting).iter().map(|load| (key(load), load.figures())).collect();
    figures.sort_by(|(a, _), (b, _)| a.cmp(b));
    figures
}

fn line() -> impl Strategy<Value = String> {
    let unit = || select(vec!["installs", "install", "Days", "day", "%"]);
    let who = select(vec!["sales target", "service target", "operations limit", "operations limit", "service limit"]);
    let verdict = select(vec!["go", "go-if", "not-yet", "no", "unchecked"]);
    let amount = || (0_u32..4000).prop_map(|hundredths| f64::from(hundredths) / 100.0);
    prop_oneof![
        3 => (who, amount(), unit()).prop_map(|(who, amount, unit)| format!("{who} {amount} {unit}")),
        2 => (verdict, amount(), unit()).prop_map(|(verdict, amount, unit)| format!("deal {verdict} {amount} {unit}")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_over_without_a_stated_limit(lines in vec(line(), 0..12)) {
        let limits = |line: &&String| line.starts_with("operations limit");
        let lines: Vec<&str> = lines.iter().filter(|line| !limits(line)).map(String::as_str).collect();
        let meeting = meeting(&lines);
        for load in capacity::loads(&meeting) {
            prop_assert_eq!(load.limit, None);
            prop_assert!(load.figures().iter().all(|figure| figure.standing == Standing::NotStated));
            prop_assert!(load.sentences().iter().all(|sentence| !sentence.text(&meeting).contains("over")));
        }
    }

    #[test]
    fn the_order_of_the_lines_changes_no_figure(
        (lines, shuffled) in vec(line(), 0..12).prop_flat_map(|lines| (Just(lines.clone()), Just(lines).prop_shuffle())),
    ) {
        let of = |lines: &[String]| figures(&meeting(&lines.iter().map(String::as_str).collect::<Vec<_>>()));
        prop_assert_eq!(of(&lines), of(&shuffled));
    }

    #[test]
    fn over_is_above_the_limit_by_what_it_says(lines in vec(line(), 0..12)) {
        let meeting = meeting(&lines.iter().map(String::as_str).collect::<Vec<_>>());
        for load in capacity::loads(&meeting) {
            let Some(limit) = load.limit else { continue };
            for figure in load.figures() {
                let excess = figure.value.value() - limit.value.value();
                match figure.standing {
                    Standing::Over(by) => prop_assert!(excess > 0.0 && (by.value() - excess).abs() < 1e-6),
                    Standing::NotStated => prop_assert!(false, "the limit is stated"),
                    Standing::Good | Standing::Tight => prop_assert!(excess <= 0.0),
                }
            }
        }
    }
}
